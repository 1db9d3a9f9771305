//! What a seat has said before, for the workbook of a draft: records of the draft's kind that stand, as far as whoever asks may
//! read them. Which of them goes into the workbook's blanks, whoever takes it away chooses. And what a draft would replace.

use std::sync::Arc;

use record::{Body, RecordId};
use serde_json::{Map, Value};

use super::guard::AccountError;
use super::model_drafts::ReplacedLine;
use super::office::Office;
use crate::WebError;
use crate::model::Desk;
use crate::model::RecordLine;
use crate::model::answers::is_current;
use crate::reader::Reader;
use catalogue::Lang;

/// The most that are offered: the newest, and with a questionnaire of each year some years.
const MOST: usize = 8;

/// The newest records of a kind of a participant.
pub(super) async fn said(
    office: &Arc<Office>,
    reader: &Reader,
    (code, kind): (&str, &str),
    lang: Lang,
) -> Result<Vec<RecordLine>, AccountError> {
    let (code, kind) = (code.to_owned(), kind.to_owned());
    let own = move |desk: &Desk<'_>| {
        let own = desk.views.by_participant(&code).rev().filter(|record| record.kind() == kind);
        Ok(desk.records(own.filter(is_current).take(MOST)))
    };
    office.at_desk(reader, ("drafts", lang), own).await
}

/// The records that a draft would replace. One that whoever asks may not read has its id alone.
pub(super) async fn replaced(
    office: &Arc<Office>,
    reader: &Reader,
    ids: &[String],
    lang: Lang,
) -> Result<Vec<ReplacedLine>, AccountError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let ids = ids.to_vec();
    let lines = move |desk: &Desk<'_>| {
        let found = |id: &str| desk.views.record_by_id(&RecordId::from_hex(id)?);
        let line = |id: String| {
            let record = found(&id).and_then(|record| desk.records([record]).pop());
            ReplacedLine { href: format!("/records/{id}"), id, record }
        };
        Ok(ids.into_iter().map(line).collect())
    };
    office.at_desk(reader, ("drafts", lang), lines).await
}

/// What one of them says. Another's record, or one of another kind, isn't there.
pub(super) async fn content(
    office: &Arc<Office>,
    reader: &Reader,
    (code, kind): (&str, &str),
    id: &str,
    lang: Lang,
) -> Result<Map<String, Value>, WebError> {
    let id = RecordId::from_hex(id).ok_or(WebError::NotFound)?;
    let (office, reader) = (Arc::clone(office), reader.clone());
    let (code, kind) = (code.to_owned(), kind.to_owned());
    let read = tokio::task::spawn_blocking(move || {
        office.hub.at_desk_of(&reader, &id.to_string(), lang, |desk| {
            let record = desk.views.record_by_id(&id).ok_or(WebError::NotFound)?;
            if record.participant() != code || record.kind() != kind || !is_current(&record) {
                return Err(WebError::NotFound);
            }
            let held = desk.shelf.read(record.position)?.body;
            let body = desk.body_of(&record, held)?.and_then(|bytes| Body::from_bytes(&bytes).ok());
            body.map(|body| body.content).ok_or(WebError::NotFound)
        })
    });
    read.await.map_err(|_| WebError::Fault)?
}
