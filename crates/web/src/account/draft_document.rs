//! A cleared Word file in a draft: its words are taken into a field, and the file is kept with them, so that both lie under
//! the signature.

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use delegations::drafts::{self, Saved, TypedPart};
use delegations::{DelegationError, received};
use serde_json::Value;
use std::sync::Arc;

use super::caller::Caller;
use super::draft_form::{Document, Filled};
use super::draft_parts::{self, CHOICES, DOCUMENT};
use super::draft_write::{may_write, to_part};
use super::drafts::{Open, PAGE, open};
use super::fields::Fields;
use super::file_form::FileForm;
use super::guard::{self, AccountError, answered};
use super::office::Office;

type SharedOffice = State<Arc<Office>>;

/// The largest form with a Word file, beside which stand a word and two fields.
pub(super) const MAX_DOCUMENT_FORM: usize = received::MAX_FILE + 64 * 1024;

/// Reads strangers' Word files, apart from this process: a hostile one must not end the hub.
pub trait WordReader: Send + Sync {
    /// The paragraphs of a file, or the stable code of why it can't be read.
    fn paragraphs(&self, file: &[u8]) -> Result<Vec<String>, String>;
}

/// Takes a file's words into a field, and keeps the file.
pub(crate) async fn send_document(
    State(office): SharedOffice,
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let done = async {
        let form = FileForm::read(&office, &caller, &headers, &body)?;
        let (revision, file) = (form.revision()?, form.file()?.bytes.to_vec());
        let opened = open(&office, &caller, &id).await?;
        // Before a stranger's file costs anything.
        may_write(&office, &caller, &opened, &Filled::of(&opened.draft))?;
        let kind = opened.kind()?;
        let field = form.text("field").and_then(|id| kind.field(id)).ok_or(AccountError::Unreadable)?;
        let part = draft_parts::part_of(kind, field);
        if !draft_parts::text_fields(kind, &[part], catalogue::Lang::En).iter().any(|f| f.id == field.id) {
            return Err(AccountError::Unreadable);
        }
        let words = read(&office, file.clone()).await?;
        let cells = [(draft_parts::name_of_cell(&field.id), Value::from(words))].into();
        let typed = vec![TypedPart { part: part.to_owned(), cells }, with_file(Some(&Document::of(&file)))?];
        take(&office, &caller, &opened, revision, typed, Some(file)).await?;
        to_part(&opened, Some(part), "document-taken")
    };
    done.await.unwrap_or_else(|error: AccountError| error.instead_of_form(&format!("{PAGE}/{id}")))
}

/// Takes the file out of a draft; its words stay.
pub(crate) async fn remove_document(
    State(office): SharedOffice,
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let page = format!("{PAGE}/{id}");
    let done = async {
        let fields: Fields = guard::form(&office, &caller, &headers, &body)?;
        let revision = fields.revision()?;
        let opened = open(&office, &caller, &id).await?;
        take(&office, &caller, &opened, revision, vec![with_file(None)?], None).await
    };
    answered(done.await, &page, "saved")
}

fn with_file(file: Option<&Document>) -> Result<TypedPart, AccountError> {
    let value = serde_json::to_value(file).map_err(|_| AccountError::Fault)?;
    Ok(TypedPart { part: CHOICES.to_owned(), cells: [(DOCUMENT.to_owned(), value)].into() })
}

/// Saves the words and the file as one, unless a colleague changed them in the meantime.
async fn take(
    office: &Arc<Office>,
    caller: &Caller,
    opened: &Open,
    revision: u64,
    typed: Vec<TypedPart>,
    file: Option<Vec<u8>>,
) -> Result<(), AccountError> {
    may_write(office, caller, opened, &draft_parts::with(&opened.draft, &typed))?;
    let (seat, id, by) = (opened.here.seat.clone(), opened.draft.id, caller.person()?.person.id);
    office
        .together(move |_, drawer| {
            match drafts::save_parts(drawer, &seat, id, revision, by, &typed)? {
                Saved::Asked { .. } => return Err(DelegationError::Conflict.into()),
                Saved::Done { .. } => {}
            }
            match file {
                Some(bytes) => received::keep(drawer, &seat, id, &bytes)?,
                None => received::forget(drawer, id)?,
            }
            Ok(())
        })
        .await
}

/// The words of a file, a blank line between paragraphs, as forms have them.
async fn read(office: &Arc<Office>, file: Vec<u8>) -> Result<String, AccountError> {
    if file.is_empty() || file.len() > received::MAX_FILE {
        return Err(AccountError::Document("document-size".to_owned()));
    }
    let reader = office.word_reader().ok_or_else(|| AccountError::Document("no-reader".to_owned()))?;
    let read = tokio::task::spawn_blocking(move || reader.paragraphs(&file));
    let paragraphs = read.await.map_err(|_| AccountError::Fault)?.map_err(AccountError::Document)?;
    let words: Vec<&str> =
        paragraphs.iter().map(|text| text.trim()).filter(|text| !text.is_empty()).collect();
    if words.is_empty() {
        return Err(AccountError::Document("document-empty".to_owned()));
    }
    Ok(words.join("\n\n"))
}
