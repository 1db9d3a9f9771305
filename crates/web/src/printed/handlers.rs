//! What answers with a printed document: each takes a request apart and hands it to its builder.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use serde::Deserialize;
use serde_json::Map;
use utoipa::IntoParams;

use super::compiled::{self, Arranged};
use super::form::{self, FormOf};
use super::manuscript::Press;
use super::press::{Form, print};
use super::{instrument, national, record, reply};
use crate::WebError;
use crate::ask::Ask;
use crate::hub::Hub;
use crate::model;
use crate::reader::Reader;

type SharedHub = State<Arc<Hub>>;
type Answer = Result<Response, WebError>;

/// How a document is asked for.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(crate) struct Printing {
    /// `pdf`, `docx` or `html`; `html` unless said.
    form: Option<String>,
    /// The mechanism of a State's report.
    mechanism: Option<String>,
    /// How a compiled report is arranged: by `question` or by `author`.
    by: Option<String>,
}

impl Printing {
    /// The form, and the name of the file in the language asked for.
    fn named(&self, name: &str, ask: &Ask) -> Result<(Form, String), WebError> {
        Ok((Form::named(self.form.as_deref())?, in_language(name, ask)))
    }

    fn mechanism(&self) -> Result<String, WebError> {
        self.mechanism.clone().ok_or(WebError::BadRequest)
    }
}

/// The name of a file in the language asked for.
pub(super) fn in_language(name: &str, ask: &Ask) -> String {
    format!("{name}-{}", ask.lang.code())
}

/// A part of an id, for the name of a file.
pub(super) fn short(id: &str) -> &str {
    id.get(..12).unwrap_or(id)
}

pub(crate) async fn show_printed_record(
    State(hub): SharedHub,
    ask: Ask,
    reader: Reader,
    Path(id): Path<String>,
    Query(printing): Query<Printing>,
) -> Answer {
    let form = printing.named(&format!("record-{}", short(&id)), &ask)?;
    print(hub, ask, reader, form, move |desk| {
        Ok(record::document(Press::of(desk), &model::record::page(desk, &id)?))
    })
    .await
}

pub(crate) async fn show_reply(
    State(hub): SharedHub,
    ask: Ask,
    reader: Reader,
    Path(id): Path<String>,
    Query(printing): Query<Printing>,
) -> Answer {
    let form = printing.named(&format!("reply-{}", short(&id)), &ask)?;
    print(hub, ask, reader, form, move |desk| {
        let page = model::record::page(desk, &id)?;
        if page.line.kind != reply::VIEW {
            return Err(WebError::NotFound);
        }
        let formal = reply::formal_name(desk, &page.line.participant);
        Ok(reply::document(Press::of(desk), &page, &formal))
    })
    .await
}

pub(crate) async fn show_printed_instrument(
    State(hub): SharedHub,
    ask: Ask,
    reader: Reader,
    Path(id): Path<String>,
    Query(printing): Query<Printing>,
) -> Answer {
    let form = printing.named(&id, &ask)?;
    print(hub, ask, reader, form, move |desk| {
        Ok(instrument::document(Press::of(desk), &model::instrument::page(desk, &id)?))
    })
    .await
}

pub(crate) async fn show_national_report(
    State(hub): SharedHub,
    ask: Ask,
    reader: Reader,
    Path(code): Path<String>,
    Query(printing): Query<Printing>,
) -> Answer {
    let mechanism = printing.mechanism()?;
    let form = printing.named(&format!("report-{code}-{mechanism}"), &ask)?;
    print(hub, ask, reader, form, move |desk| {
        Ok(national::document(Press::of(desk), &national::by_item(desk, &code, &mechanism)?))
    })
    .await
}

pub(crate) async fn show_outlook(
    State(hub): SharedHub,
    ask: Ask,
    reader: Reader,
    Path(code): Path<String>,
    Query(printing): Query<Printing>,
) -> Answer {
    let mechanism = printing.mechanism()?;
    let form = printing.named(&format!("outlook-{code}-{mechanism}"), &ask)?;
    print(hub, ask, reader, form, move |desk| {
        Ok(national::outlook(Press::of(desk), &national::by_kind(desk, &code, &mechanism)?))
    })
    .await
}

pub(crate) async fn show_compiled_report(
    State(hub): SharedHub,
    ask: Ask,
    reader: Reader,
    Path(id): Path<String>,
    Query(printing): Query<Printing>,
) -> Answer {
    let form = printing.named(&format!("compiled-{}", short(&id)), &ask)?;
    let arranged = Arranged::named(printing.by.as_deref())?;
    print(hub, ask, reader, form, move |desk| {
        Ok(compiled::document(Press::of(desk), &compiled::read(desk, &id)?, arranged))
    })
    .await
}

pub(crate) async fn show_kind_form(
    State(hub): SharedHub,
    ask: Ask,
    reader: Reader,
    Path(id): Path<String>,
    Query(printing): Query<Printing>,
) -> Answer {
    let name = printing.named(&format!("{id}-form"), &ask)?;
    print(hub, ask, reader, name, move |desk| {
        let kind = desk.edition.catalogue().kind(&id).ok_or(WebError::NotFound)?;
        Ok(form::document(Press::of(desk), kind, &FormOf::default(), &Map::new()))
    })
    .await
}

pub(crate) async fn show_cycle_form(
    State(hub): SharedHub,
    ask: Ask,
    reader: Reader,
    Path(id): Path<String>,
    Query(printing): Query<Printing>,
) -> Answer {
    let name = printing.named(&format!("cycle-{}-form", short(&id)), &ask)?;
    print(hub, ask, reader, name, move |desk| {
        let page = model::cycle::page(desk, &id)?;
        let kind = desk.edition.catalogue().kind(&page.questionnaire_id).ok_or(WebError::NotFound)?;
        Ok(form::document(Press::of(desk), kind, &FormOf::cycle(&page.line), &Map::new()))
    })
    .await
}
