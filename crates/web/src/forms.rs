//! A kind's files for those who write elsewhere: the JSON Schema of its content, and the workbook to fill in offline.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use catalogue::Kind;
use serde_json::{Map, Value};
use workbook::Texts;

use crate::WebError;
use crate::answer::answer;
use crate::ask::Ask;
use crate::hub::Hub;
use crate::model::kind;
use crate::reader::Reader;
use crate::words::{Msg, Words, words};

type SharedHub = State<Arc<Hub>>;
type Answer = Result<Response, WebError>;

/// The media type of a workbook in XLSX.
pub(crate) const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

pub(crate) async fn list_kinds(State(hub): SharedHub, ask: Ask, reader: Reader) -> Answer {
    answer(hub, ask, reader, |desk| Ok(kind::list(desk))).await
}

pub(crate) async fn show_kind(
    State(hub): SharedHub,
    ask: Ask,
    reader: Reader,
    Path(id): Path<String>,
) -> Answer {
    answer(hub, ask, reader, move |desk| kind::page(desk, &id)).await
}

pub(crate) async fn show_kind_schema(State(hub): SharedHub, ask: Ask, Path(id): Path<String>) -> Answer {
    let edition = hub.edition();
    let kind = edition.catalogue().kind(&id).ok_or(WebError::NotFound)?;
    let json = HeaderValue::from_static("application/schema+json");
    Ok(([(header::CONTENT_TYPE, json)], kinds::schema(kind, ask.lang).to_string()).into_response())
}

pub(crate) async fn get_kind_workbook(State(hub): SharedHub, ask: Ask, Path(id): Path<String>) -> Answer {
    let edition = hub.edition();
    let kind = edition.catalogue().kind(&id).ok_or(WebError::NotFound)?.clone();
    let made = tokio::task::spawn_blocking(move || workbook_of(&kind, &ask, &Map::new())).await;
    made.map_err(|_| WebError::Fault)?
}

/// A kind's workbook in the language asked for, with what is answered so far, under a name that says what it is.
pub(crate) fn workbook_of(kind: &Kind, ask: &Ask, content: &Map<String, Value>) -> Answer {
    let bytes =
        workbook::write(kind, ask.lang, &texts(words(ask.lang)), content).map_err(|_| WebError::Fault)?;
    let name = format!("attachment; filename=\"{}-{}.xlsx\"", kind.id, ask.lang.code());
    let name = HeaderValue::from_str(&name).map_err(|_| WebError::Fault)?;
    let media_type = HeaderValue::from_static(XLSX);
    Ok(([(header::CONTENT_TYPE, media_type), (header::CONTENT_DISPOSITION, name)], bytes).into_response())
}

/// What a workbook says beside its kind's own texts.
fn texts(words: &Words) -> Texts {
    let say = |key: Msg| words.say(key).to_owned();
    Texts {
        guide: vec![
            say(Msg("workbook-guide-cells")),
            say(Msg("workbook-guide-references")),
            say(Msg("workbook-guide-blank")),
            say(Msg("workbook-guide-choices")),
            say(Msg("workbook-guide-dates")),
            say(Msg("workbook-guide-return")),
        ],
        guide_sheet: say(Msg("workbook-guide")),
        answers_sheet: say(Msg("workbook-answers")),
        reference: say(Msg("workbook-reference")),
        question: say(Msg("workbook-question")),
        help: say(Msg("workbook-help")),
        answer: say(Msg("workbook-answer")),
        goes_on: say(Msg("workbook-goes-on")),
        mark_choice: say(Msg("workbook-mark-choice")),
    }
}
