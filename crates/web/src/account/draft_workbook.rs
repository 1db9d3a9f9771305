//! A draft as a workbook: taken away to be filled in elsewhere, and brought back. What was typed there takes the place of
//! the draft's answers, whole or not at all.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use catalogue::Kind;
use delegations::DelegationError;
use delegations::drafts::{self, Saved};
use workbook::{Answers, Problem};

use super::caller::Caller;
use super::draft_form::Filled;
use super::draft_parts;
use super::draft_write::store;
use super::drafts::{href, open};
use super::file_form::FileForm;
use super::guard::{AccountError, see_other};
use super::model::account_page;
use super::model_drafts::{WorkbookPage, WorkbookProblem};
use super::office::Office;
use super::reasons::Reason;
use crate::ask::Ask;
use crate::door::DoorError;
use crate::forms::workbook_of;

type SharedOffice = State<Arc<Office>>;
const PAGE: &str = "/drafts";

/// The largest workbook: a body of 1 MiB of text that doesn't compress, and its form beside it.
pub(super) const MAX_WORKBOOK: usize = 2 * 1024 * 1024;

/// Memory that reading one takes at most: its unpacked parts, their texts, the answers.
const READING: usize = 48 * 1024 * 1024;

/// The workbook of a draft, with what is answered so far.
pub(crate) async fn get_draft_workbook(
    State(office): SharedOffice,
    caller: Caller,
    ask: Ask,
    Path(id): Path<String>,
) -> Response {
    let made = async {
        let open = open(&office, &caller, &id).await?;
        let (kind, content) = (open.kind()?.clone(), Filled::of(&open.draft).content);
        let made = tokio::task::spawn_blocking(move || workbook_of(&kind, &ask, &content)).await;
        made.map_err(|_| AccountError::Fault)?.map_err(|_| AccountError::Fault)
    };
    made.await.unwrap_or_else(|error: AccountError| error.instead_of_page(&format!("{PAGE}/{id}")))
}

/// Takes a workbook's answers into the draft that it was made from; or shows all that is wrong with it, and takes nothing.
pub(crate) async fn send_draft_workbook(
    State(office): SharedOffice,
    caller: Caller,
    ask: Ask,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let path = format!("{PAGE}/{id}");
    let done = async {
        let form = FileForm::read(&office, &caller, &headers, &body)?;
        let (revision, file) = (form.revision()?, form.file()?.bytes.to_vec());
        let opened = open(&office, &caller, &id).await?;
        let kind = opened.kind()?;
        let read = read(&office, kind, file).await?;
        let answers = match read {
            Ok(answers) => answers,
            Err(problems) => return Ok(refused(&opened.draft, kind, &problems, &ask)),
        };
        let filled = Filled { content: answers.content, ..Filled::of(&opened.draft) };
        let typed = draft_parts::answers(kind, &filled);
        match store(&office, &caller, &opened, revision, typed).await? {
            Saved::Done { draft, .. } => Ok(see_other(&format!("{}?notice=workbook-taken", href(&draft)))),
            // Which of the two is right, nobody can say in a workbook.
            Saved::Asked { .. } => Err(DelegationError::Conflict.into()),
        }
    };
    done.await.unwrap_or_else(|error: AccountError| error.instead_of_form(&path))
}

async fn read(
    office: &Arc<Office>,
    kind: &Kind,
    file: Vec<u8>,
) -> Result<Result<Answers, Vec<Problem>>, AccountError> {
    // A hundred workbooks at once wait for each other, and not for memory.
    let held = office.hub.bounds().room(READING).await.ok_or_else(DoorError::busy)?;
    let kind = kind.clone();
    let read = tokio::task::spawn_blocking(move || {
        let _held = held;
        workbook::read(&kind, &file)
    });
    read.await.map_err(|_| AccountError::Fault)
}

/// The most problems that a page lists: whoever has mended so many asks again.
const MAX_LISTED: usize = 100;

fn refused(draft: &drafts::Draft, kind: &Kind, problems: &[Problem], ask: &Ask) -> Response {
    let line = |problem: &Problem| WorkbookProblem {
        place: place(problem),
        reason: Reason::of(problem.code(), &problem.fault, ask.lang),
    };
    let page = WorkbookPage {
        href: href(draft),
        kind_name: kind.names.get(ask.lang).to_owned(),
        problems: problems.iter().take(MAX_LISTED).map(line).collect(),
        count: problems.len(),
    };
    let mut response = account_page(&page, ask).into_response();
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    response
}

/// Sheet and cell, as a spreadsheet names them.
fn place(problem: &Problem) -> String {
    let parts = [problem.sheet.as_deref(), problem.cell.as_deref()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
