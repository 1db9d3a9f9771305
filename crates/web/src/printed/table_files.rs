//! A table as a file, and what answers with one: each takes a request apart and hands it to its builder.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use serde::Deserialize;
use utoipa::IntoParams;
use workbook::Table;

use super::handlers::{in_language, short};
use super::press::{Written, deliver, to_be_saved};
use super::{lists, tables};
use crate::WebError;
use crate::answer::close;
use crate::ask::Ask;
use crate::forms::XLSX;
use crate::hub::Hub;
use crate::model::Desk;
use crate::model::search::Query as SearchQuery;
use crate::reader::Reader;

type SharedHub = State<Arc<Hub>>;
type Answer = Result<Response, WebError>;

/// How a table is asked for.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(crate) struct TableForm {
    /// `xlsx` or `csv`; `csv` unless said.
    form: Option<String>,
}

/// Which part of the register.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(crate) struct PartOfRegister {
    /// Entries before this place; the newest unless said.
    before: Option<u64>,
}

/// The form of a table to take away.
#[derive(Clone, Copy, Debug)]
enum Sheet {
    Csv,
    Xlsx,
}

impl TableForm {
    /// The form of this name.
    pub fn named(form: Option<String>) -> Self {
        Self { form }
    }

    fn sheet(&self) -> Result<Sheet, WebError> {
        match self.form.as_deref() {
            None | Some("csv") => Ok(Sheet::Csv),
            Some("xlsx") => Ok(Sheet::Xlsx),
            Some(_) => Err(WebError::BadRequest),
        }
    }
}

impl Sheet {
    fn write(self, table: &Table, name: &str) -> Result<Written, WebError> {
        match self {
            Self::Xlsx => Ok((table.xlsx().map_err(|_| WebError::Fault)?, XLSX, format!("{name}.xlsx"))),
            Self::Csv => Ok((table.csv().into_bytes(), "text/csv; charset=utf-8", format!("{name}.csv"))),
        }
    }
}

/// Makes a table and answers with its file.
async fn take_away(
    hub: Arc<Hub>,
    ask: Ask,
    reader: Reader,
    (form, name): (TableForm, String),
    make: impl Fn(&Desk<'_>) -> Result<Table, WebError> + Send + 'static,
) -> Answer {
    let (sheet, name) = (form.sheet()?, in_language(&name, &ask));
    deliver(hub, ask, reader, make, move |table: &Table, _| sheet.write(table, &name)).await
}

/// Answers with a table that is the asker's own: nobody on the way keeps a copy. Whoever calls this MUST have let it go.
pub(crate) async fn own_table(
    hub: &Hub,
    ask: &Ask,
    (form, name): (&TableForm, &str),
    table: Result<Table, WebError>,
) -> Answer {
    let (sheet, name, lang, table) = (form.sheet()?, in_language(name, ask), ask.lang, table?);
    let place = hub.bounds().press().await.ok_or(WebError::Unavailable)?;
    let made = tokio::task::spawn_blocking(move || {
        let _place = place;
        let mut answer = to_be_saved(sheet.write(&table, &name)?, lang)?;
        close(&mut answer);
        Ok(answer)
    });
    made.await.map_err(|_| WebError::Fault)?
}

pub(crate) async fn get_participants_table(
    State(hub): SharedHub,
    ask: Ask,
    reader: Reader,
    Query(form): Query<TableForm>,
) -> Answer {
    take_away(hub, ask, reader, (form, "participants".to_owned()), |desk| Ok(tables::of_participants(desk)))
        .await
}

pub(crate) async fn get_mechanisms_table(
    State(hub): SharedHub,
    ask: Ask,
    reader: Reader,
    Query(form): Query<TableForm>,
) -> Answer {
    take_away(hub, ask, reader, (form, "mechanisms".to_owned()), |desk| Ok(lists::of_mechanisms(desk))).await
}

pub(crate) async fn get_instruments_table(
    State(hub): SharedHub,
    ask: Ask,
    reader: Reader,
    Query(form): Query<TableForm>,
) -> Answer {
    take_away(hub, ask, reader, (form, "instruments".to_owned()), |desk| Ok(lists::of_instruments(desk)))
        .await
}

pub(crate) async fn get_capacity_table(
    State(hub): SharedHub,
    ask: Ask,
    reader: Reader,
    Query(form): Query<TableForm>,
) -> Answer {
    take_away(hub, ask, reader, (form, "capacity".to_owned()), |desk| Ok(tables::of_capacity(desk))).await
}

pub(crate) async fn get_records_table_of_participant(
    State(hub): SharedHub,
    ask: Ask,
    reader: Reader,
    Path(code): Path<String>,
    Query(form): Query<TableForm>,
) -> Answer {
    let name = format!("records-{code}");
    take_away(hub, ask, reader, (form, name), move |desk| tables::of_participant(desk, &code)).await
}

pub(crate) async fn get_records_table_of_mechanism(
    State(hub): SharedHub,
    ask: Ask,
    reader: Reader,
    Path(id): Path<String>,
    Query(form): Query<TableForm>,
) -> Answer {
    let name = format!("records-{id}");
    take_away(hub, ask, reader, (form, name), move |desk| tables::of_mechanism(desk, &id)).await
}

pub(crate) async fn get_provisions_table(
    State(hub): SharedHub,
    ask: Ask,
    reader: Reader,
    Path(id): Path<String>,
    Query(form): Query<TableForm>,
) -> Answer {
    let name = format!("provisions-{id}");
    take_away(hub, ask, reader, (form, name), move |desk| tables::of_instrument(desk, &id)).await
}

pub(crate) async fn get_answers_table_of_cycle(
    State(hub): SharedHub,
    ask: Ask,
    reader: Reader,
    Path(id): Path<String>,
    Query(form): Query<TableForm>,
) -> Answer {
    let name = format!("answers-{}", short(&id));
    take_away(hub, ask, reader, (form, name), move |desk| tables::of_cycle(desk, &id)).await
}

pub(crate) async fn get_search_table(
    State(hub): SharedHub,
    ask: Ask,
    reader: Reader,
    Query(query): Query<SearchQuery>,
    Query(form): Query<TableForm>,
) -> Answer {
    take_away(hub, ask, reader, (form, "search".to_owned()), move |desk| tables::of_search(desk, &query))
        .await
}

pub(crate) async fn get_frameworks_table(
    State(hub): SharedHub,
    ask: Ask,
    reader: Reader,
    Query(form): Query<TableForm>,
) -> Answer {
    take_away(hub, ask, reader, (form, "framework".to_owned()), |desk| Ok(lists::of_frameworks(desk))).await
}

pub(crate) async fn get_item_table(
    State(hub): SharedHub,
    ask: Ask,
    reader: Reader,
    Path((set, item)): Path<(String, String)>,
    Query(form): Query<TableForm>,
) -> Answer {
    let name = format!("{set}-{item}");
    take_away(hub, ask, reader, (form, name), move |desk| tables::of_item(desk, &set, &item)).await
}

pub(crate) async fn get_provision_table(
    State(hub): SharedHub,
    ask: Ask,
    reader: Reader,
    Path((instrument, path)): Path<(String, String)>,
    Query(form): Query<TableForm>,
) -> Answer {
    let name = format!("{instrument}-{path}");
    take_away(hub, ask, reader, (form, name), move |desk| tables::of_provision(desk, &instrument, &path))
        .await
}

pub(crate) async fn get_kinds_table(
    State(hub): SharedHub,
    ask: Ask,
    reader: Reader,
    Query(form): Query<TableForm>,
) -> Answer {
    take_away(hub, ask, reader, (form, "kinds".to_owned()), |desk| Ok(lists::of_kinds(desk))).await
}

pub(crate) async fn get_questions_table(
    State(hub): SharedHub,
    ask: Ask,
    reader: Reader,
    Path(id): Path<String>,
    Query(form): Query<TableForm>,
) -> Answer {
    let name = format!("questions-{id}");
    take_away(hub, ask, reader, (form, name), move |desk| lists::of_kind(desk, &id)).await
}

pub(crate) async fn get_cycles_table(
    State(hub): SharedHub,
    ask: Ask,
    reader: Reader,
    Query(form): Query<TableForm>,
) -> Answer {
    take_away(hub, ask, reader, (form, "cycles".to_owned()), |desk| Ok(lists::of_cycles(desk))).await
}

pub(crate) async fn get_register_table(
    State(hub): SharedHub,
    ask: Ask,
    reader: Reader,
    Query(part): Query<PartOfRegister>,
    Query(form): Query<TableForm>,
) -> Answer {
    take_away(hub, ask, reader, (form, "register".to_owned()), move |desk| {
        Ok(tables::of_register(desk, part.before))
    })
    .await
}
