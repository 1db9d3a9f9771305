//! A draft as a workbook: taken away to be filled in elsewhere, by one or by several, and brought back. What was typed there
//! goes into the draft cell by cell, whole or not at all; where the draft says otherwise meanwhile, both are shown.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use catalogue::Kind;
use delegations::DelegationError;
use delegations::drafts::Saved;
use kinds::{ContentFault, faults};
use record::RecordId;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use workbook::{Answers, Clash, DRAFT, Decided, Prefill, Problem, WORKBOOK};

use super::caller::Caller;
use super::draft_before;
use super::draft_cycles;
use super::draft_form::Filled;
use super::draft_parts::{self, Naming};
use super::draft_write::{may_write, store};
use super::drafts::{Open, href, open};
use super::file_form::FileForm;
use super::guard::{AccountError, see_other};
use super::model::account_page;
use super::model_cycles::AskedCycle;
use super::model_workbooks::{WorkbookClash, WorkbookConflictPage, WorkbookPage, WorkbookProblem};
use super::office::Office;
use super::reasons::Reason;
use crate::answer::close;
use crate::ask::Ask;
use crate::door::DoorError;
use crate::forms::prefilled;
use crate::model::Desk;
use crate::printed::{Form, FormOf, form, print};
use crate::reader::Reader;

type SharedOffice = State<Arc<Office>>;
const PAGE: &str = "/drafts";

/// The largest workbook: a body of 1 MiB of text that doesn't compress, and its form beside it.
pub(super) const MAX_WORKBOOK: usize = 2 * 1024 * 1024;

/// Memory that reading one takes at most: its unpacked parts, their texts, the answers.
const READING: usize = 48 * 1024 * 1024;

/// What begins the name of a field by which a conflict is decided.
const DECIDE: &str = "decide-";

/// What a workbook's address may say beside its path.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct AskedOfWorkbook {
    /// The record out of which blanks are filled.
    before: Option<String>,
    /// The form of a document.
    form: Option<String>,
}

/// The workbook of a draft, with what is answered so far, and in its blanks what a record of one's own said.
pub(crate) async fn get_draft_workbook(
    State(office): SharedOffice,
    caller: Caller,
    reader: Reader,
    ask: Ask,
    Path(id): Path<String>,
    Query(asked): Query<AskedOfWorkbook>,
) -> Response {
    let made = async {
        let open = open(&office, &caller, &id).await?;
        let kind = open.kind()?.clone();
        let filled = Filled::of(&open.draft);
        let mut prefill =
            Prefill::of_draft(&kind, &filled.content).for_cycle(filled.answers.first().cloned());
        let before = asked.before.as_deref().filter(|id| !id.is_empty());
        let cycle = draft_cycles::asked(&office, &reader, &filled.answers, ask.lang).await?.pop();
        if (before.is_some() || !is_everybodys(&filled, cycle.as_ref()))
            && let Err(kept) = reader.takes_away(&ask).await
        {
            return Ok(kept);
        }
        if let Some(id) = before {
            let own = (open.here.code.as_str(), kind.id.as_str());
            match draft_before::content(&office, &reader, own, id, ask.lang).await {
                Ok(before) => prefill = prefill.with_before(&kind, &before),
                Err(error) => return Ok(error.into_response()),
            }
        }
        let title = cycle.map(|cycle| cycle.line.title);
        let made =
            tokio::task::spawn_blocking(move || prefilled(&kind, &ask, &prefill, title.as_deref())).await;
        let mut answer = made.map_err(|_| AccountError::Fault)?.map_err(|_| AccountError::Fault)?;
        // What a browser keeps outlives the session, on a machine that others use.
        close(&mut answer);
        Ok(answer)
    };
    made.await.unwrap_or_else(|error: AccountError| error.instead_of_page(&format!("{PAGE}/{id}")))
}

/// A blank form is everybody's. What a delegation wrote or said to few is its own, and what a secretariat asks some alone is
/// no more for everybody in a draft's form than in the cycle's.
fn is_everybodys(filled: &Filled, cycle: Option<&AskedCycle>) -> bool {
    filled.content.is_empty() && cycle.is_none_or(|cycle| cycle.line.audience.is_none())
}

/// The draft's form to be printed, with what is answered so far.
pub(crate) async fn print_draft_form(
    State(office): SharedOffice,
    caller: Caller,
    reader: Reader,
    ask: Ask,
    Path(id): Path<String>,
    Query(asked): Query<AskedOfWorkbook>,
) -> Response {
    let made = async {
        let open = open(&office, &caller, &id).await?;
        let kind = open.kind()?.clone();
        let filled = Filled::of(&open.draft);
        let cycle = draft_cycles::asked(&office, &reader, &filled.answers, ask.lang).await?.pop();
        let of = cycle.as_ref().map(|cycle| FormOf::cycle(&cycle.line)).unwrap_or_default();
        let form_of_file = match Form::named(asked.form.as_deref()) {
            Ok(form) => form,
            Err(error) => return Ok(error.into_response()),
        };
        if !is_everybodys(&filled, cycle.as_ref())
            && let Err(kept) = reader.takes_away(&ask).await
        {
            return Ok(kept);
        }
        let name = (form_of_file, format!("{}-form-{}", kind.id, ask.lang.code()));
        let lang = ask.lang;
        let printed = print(Arc::clone(&office.hub), ask, reader, name, move |desk| {
            Ok(form(desk.edition.catalogue(), lang, &kind, &of, &filled.content))
        });
        Ok(printed.await.unwrap_or_else(IntoResponse::into_response))
    };
    made.await.unwrap_or_else(|error: AccountError| error.instead_of_page(&format!("{PAGE}/{id}")))
}

/// Takes a workbook's answers into the draft; or shows all that is wrong with it, or where the draft differs, and takes
/// nothing.
pub(crate) async fn send_draft_workbook(
    State(office): SharedOffice,
    caller: Caller,
    reader: Reader,
    ask: Ask,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let path = format!("{PAGE}/{id}");
    let done = async {
        let form = FileForm::read(&office, &caller, &headers, &body)?;
        let revision = form.revision()?;
        let opened = open(&office, &caller, &id).await?;
        // Before a stranger's file costs anything.
        may_write(&office, &caller, &opened, &Filled::of(&opened.draft))?;
        let kind = opened.kind()?;
        let answers = match form.text("typed") {
            // Sent back with what is decided. It is judged like what anybody types.
            Some(typed) => serde_json::from_str(typed).map_err(|_| AccountError::Unreadable)?,
            None => match read(&office, kind, form.file()?.bytes.to_vec()).await? {
                Ok(answers) => answers,
                Err(problems) => return Ok(refused(&opened, kind, lines(&problems, &ask), &ask)),
            },
        };
        if !same_cycle(&office, &reader, &opened, &answers, &ask).await? {
            let problem = Problem::other_cycle();
            return Ok(refused(&opened, kind, lines(&[problem], &ask), &ask));
        }
        let decide = |clash: &Clash| {
            // What was decided of another text than lies there now isn't decided.
            let said =
                form.text(&format!("{DECIDE}{}", clash.cell)).filter(|_| revision == opened.draft.revision);
            decided(said)
        };
        let before = Filled::of(&opened.draft);
        let content = match answers.into_draft(kind, &before.content, &decide) {
            Ok(content) => content,
            Err(clashes) => return conflict(&office, &caller, &opened, kind, &answers, &clashes, &ask),
        };
        let wrong = wrong(kind, &before.content, &content, &answers, &ask);
        if !wrong.is_empty() {
            return Ok(refused(&opened, kind, wrong, &ask));
        }
        // A file that says nothing new mustn't look as if it had been taken: whoever brought it would sign without it.
        if content == before.content && form.text("typed").is_none() {
            return Ok(see_other(&format!("{}?notice=workbook-nothing", href(&opened.draft))));
        }
        let typed = draft_parts::answers(kind, &Filled { content, ..before });
        // Compared with the draft as it was just read, which is what its saving compares with.
        match store(&office, &caller, &opened, opened.draft.revision, typed).await? {
            Saved::Done { draft, .. } => Ok(see_other(&format!("{}?notice=workbook-taken", href(&draft)))),
            Saved::Asked { .. } => Err(DelegationError::Conflict.into()),
        }
    };
    done.await.unwrap_or_else(|error: AccountError| error.instead_of_form(&path))
}

fn decided(said: Option<&str>) -> Option<Decided> {
    match said? {
        "draft" => Some(Decided::Part(DRAFT)),
        "workbook" => Some(Decided::Part(WORKBOOK)),
        "both" => Some(Decided::Both),
        _ => None,
    }
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
        workbook::read_part(&kind, &file)
    });
    read.await.map_err(|_| AccountError::Fault)
}

/// Was it made for the cycle that the draft answers, or for none? Last year's answers aren't this year's by accident.
async fn same_cycle(
    office: &Arc<Office>,
    reader: &Reader,
    opened: &Open,
    answers: &Answers,
    ask: &Ask,
) -> Result<bool, AccountError> {
    let asked = Filled::of(&opened.draft).answers;
    let Some(made_for) = answers.cycle.clone().filter(|id| !asked.is_empty() && !asked.contains(id)) else {
        return Ok(true);
    };
    let same = move |desk: &Desk<'_>| {
        let cycle = |id: &String| desk.cycle_by_id(&RecordId::from_hex(id)?);
        let other = RecordId::from_hex(&made_for);
        Ok(asked.iter().filter_map(cycle).any(|cycle| other.is_some_and(|id| desk.is_edition(&cycle, &id))))
    };
    office.at_desk(reader, ("cycles", ask.lang), same).await
}

/// The most problems that a page lists: whoever has mended so many asks again.
const MAX_LISTED: usize = 100;

fn lines(problems: &[Problem], ask: &Ask) -> Vec<WorkbookProblem> {
    let line = |problem: &Problem| WorkbookProblem {
        place: place(problem),
        reason: Reason::of(problem.code(), &problem.fault, ask.lang),
    };
    problems.iter().map(line).collect()
}

/// What is wrong with the draft once the answers are in it, and wasn't before: an answer whose choice fell otherwise.
fn wrong(
    kind: &Kind,
    before: &Map<String, Value>,
    content: &Map<String, Value>,
    answers: &Answers,
    ask: &Ask,
) -> Vec<WorkbookProblem> {
    let known = faults(kind, before);
    let new = faults(kind, content)
        .into_iter()
        .filter(|one| one.fault != ContentFault::Missing && !known.contains(one));
    let line = |one: kinds::ContentError| WorkbookProblem {
        place: answers.place_of(&one.field).unwrap_or_default().to_owned(),
        reason: Reason::of(one.code(), one.fault, ask.lang),
    };
    new.map(line).collect()
}

fn refused(opened: &Open, kind: &Kind, mut problems: Vec<WorkbookProblem>, ask: &Ask) -> Response {
    let count = problems.len();
    problems.truncate(MAX_LISTED);
    let kind_name = kind.names.get(ask.lang).to_owned();
    let page = WorkbookPage { href: href(&opened.draft), kind_name, problems, count };
    let mut response = account_page(&page, ask).into_response();
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    response
}

/// Both texts of each cell in which they differ, and what is to become of it.
fn conflict(
    office: &Office,
    caller: &Caller,
    opened: &Open,
    kind: &Kind,
    answers: &Answers,
    clashes: &[Clash],
    ask: &Ask,
) -> Result<Response, AccountError> {
    let edition = office.hub.edition();
    let naming = Naming { edition: &edition, kind, author: &opened.here.seat, lang: ask.lang };
    let shown = |clash: &Clash, value: &Value| {
        let cells = [(clash.cell.clone(), value.clone())].into();
        let content = workbook::content(kind, &cells);
        let name = draft_parts::name_of_cell(clash.field());
        naming.meanwhile(&office.hub, &name, &json!({ "content": content }))
    };
    let line = |clash: &Clash| WorkbookClash {
        cell: clash.cell.clone(),
        place: clash.said[WORKBOOK].1.clone(),
        draft: shown(clash, clash.said[DRAFT].2.as_ref().unwrap_or(&Value::Null)),
        workbook: clash.said[WORKBOOK].2.as_ref().map(|value| shown(clash, value)),
        both: clash.said[WORKBOOK].2.is_some() && clash.both(kind).is_some(),
    };
    let page = WorkbookConflictPage {
        href: href(&opened.draft),
        kind_name: kind.names.get(ask.lang).to_owned(),
        language: Filled::of(&opened.draft).language,
        revision: opened.draft.revision,
        clashes: clashes.iter().map(line).collect(),
        count: clashes.len(),
        typed: serde_json::to_string(&answers.said()).map_err(|_| AccountError::Fault)?,
        form: caller.person()?.form_token(),
    };
    let mut response = account_page(&page, ask).into_response();
    *response.status_mut() = StatusCode::CONFLICT;
    Ok(response)
}

/// Sheet and cell, as a spreadsheet names them.
fn place(problem: &Problem) -> String {
    let parts = [problem.sheet.as_deref(), problem.cell.as_deref()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
