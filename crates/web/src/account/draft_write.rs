//! Writing a draft: its parts, the form of one, and saving. Two who save at once never lose each other's words.

use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use delegations::drafts::{self, Draft, Saved, TypedPart};
use delegations::{Drawer, release};
use policy::Action;
use serde::Deserialize;
use serde_json::Value;
use std::sync::Arc;

use super::caller::Caller;
use super::draft_audience;
use super::draft_before;
use super::draft_cycles;
use super::draft_form::{self, Filled};
use super::draft_parts::{self, Aside, CHOICES, Naming, Shows};
use super::drafts::{Becomes, Open, PAGE, href, may, open};
use super::fields::revision;
use super::guard::{self, AccountError, see_other};
use super::model::{Notice, account_page, page_or_else};
use super::model_drafts::{ChangesPage, DocumentLine, DraftPage};
use super::office::Office;
use super::reasons::Reason;
use crate::ask::Ask;
use crate::reader::Reader;

type SharedOffice = State<Arc<Office>>;

/// What a draft's address may say beside its path.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct AskedOfDraft {
    notice: Option<String>,
    part: Option<String>,
}

/// A draft's form; of a long one its parts, or one of them.
pub(crate) async fn show_draft(
    State(office): SharedOffice,
    caller: Caller,
    ask: Ask,
    Path(id): Path<String>,
    Query(asked): Query<AskedOfDraft>,
) -> Response {
    let path = format!("{PAGE}/{id}");
    let made = async {
        let open = open(&office, &caller, &id).await?;
        if !matches!(open.becomes, Becomes::Statement(_)) {
            return Ok(see_other(&format!("{}/preview", href(&open.draft))));
        }
        let shows = Shows::of(open.kind()?, asked.part.as_deref())?;
        let filled = Filled::of(&open.draft);
        let mut page = form_page(&office, &caller, (&open, &shows), &filled, &ask).await?;
        page.notice = Notice::of(asked.notice.as_deref());
        Ok(account_page(&page, &ask))
    };
    made.await.unwrap_or_else(|error: AccountError| error.instead_of_page(&path))
}

/// Reads what lies beside a draft.
async fn aside<T: Send + 'static>(
    office: &Arc<Office>,
    read: impl FnOnce(&Drawer<'_>) -> Result<T, delegations::DelegationError> + Send + 'static,
) -> Result<T, AccountError> {
    office.look(move |_, drawer| Ok(read(drawer)?)).await
}

async fn form_page(
    office: &Arc<Office>,
    caller: &Caller,
    (open, shows): (&Open, &Shows),
    filled: &Filled,
    ask: &Ask,
) -> Result<DraftPage, AccountError> {
    let (seat, id) = (open.here.seat.clone(), open.draft.id);
    let read = move |drawer: &Drawer<'_>| Ok((Aside::remarks(drawer, id)?, release::rule(drawer, &seat)?));
    let (beside, rule) = aside(office, read).await?;
    let (edition, author, lang) = (office.hub.edition(), &open.here.seat, ask.lang);
    let (catalogue, kind) = (edition.catalogue(), open.kind()?);
    let (parts, remarks, address) = (shows.parts(kind), &beside.remarks, href(&open.draft));
    let shown: Vec<_> = parts.iter().flat_map(|part| draft_parts::sections(kind, part)).collect();
    let choices = parts.contains(&CHOICES);
    // What isn't shown isn't made: a long form is written part by part so that little comes over the line.
    let if_shown = |made: &dyn Fn() -> Vec<_>| if choices { made() } else { Vec::new() };
    let part = match shows {
        Shows::Part(part) => Some(part.clone()),
        Shows::Whole | Shows::Overview => None,
    };
    let part_is_shown = part.is_some();
    let reader = Reader::of(caller, office);
    let overview = *shows == Shows::Overview;
    let mut sections = if *shows == Shows::Whole {
        draft_form::sections(kind, filled, lang)
    } else {
        draft_form::some_sections(kind, &shown, filled, lang)
    };
    let own = draft_form::spoken_in(catalogue, author);
    draft_cycles::offer_questionnaires(catalogue, kind, (&own, filled), lang, &mut sections);
    Ok(DraftPage {
        kind_name: kind.names.get(lang).to_owned(),
        description: kind.description.get(lang).to_owned(),
        revision: open.draft.revision,
        parts: if overview {
            draft_parts::lines(kind, &open.draft, &open.people, remarks, &address, lang)
        } else {
            Vec::new()
        },
        previous_part: shows.previous(kind).and_then(|part| part.name(kind, lang)),
        next_part: shows.next(kind).and_then(|part| part.name(kind, lang)),
        part_name: part.as_deref().map(|part| draft_parts::part_name(kind, part, lang)),
        part,
        choices,
        cleared: open.draft.cleared.as_ref().map(|by| draft_parts::touched(&open.people, by)),
        released_by_another: rule.is_some(),
        remarks: draft_parts::remark_lines(kind, &parts, &open.people, remarks, false, lang),
        remarked: draft_parts::to_remark_on(kind, &parts, lang),
        document: document_line(filled),
        text_fields: draft_parts::text_fields(kind, &parts, lang),
        sections,
        languages: if_shown(&|| draft_form::languages(&filled.language, lang)),
        mechanisms: if_shown(&|| draft_form::mechanisms(catalogue, author, kind, filled, lang)),
        frameworks: if choices {
            draft_form::frameworks(catalogue, author, filled, lang)
        } else {
            Vec::new()
        },
        instruments: if choices {
            draft_form::instruments(catalogue, author, filled, lang)
        } else {
            Vec::new()
        },
        audiences: if_shown(&|| draft_audience::choices(catalogue, author, kind, filled, lang)),
        nameable: if_shown(&|| draft_audience::nameable(&edition, author, filled, lang)),
        cycles: draft_cycles::asked(office, &reader, &filled.answers, lang).await?,
        supersedes: draft_before::replaced(office, &reader, &filled.supersedes, lang).await?,
        before: if part_is_shown {
            Vec::new()
        } else {
            draft_before::said(office, &reader, (&open.here.code, &kind.id), lang).await?
        },
        meanwhile: Vec::new(),
        conflict: false,
        too_long: None,
        notice: None,
        form: caller.person()?.form_token(),
        href: address,
    })
}

pub(super) fn document_line(filled: &Filled) -> Option<DocumentLine> {
    let file = filled.document.as_ref()?;
    Some(DocumentLine { sha256: file.sha256.to_string(), bytes: file.bytes })
}

/// Back to what a draft's page showed.
fn to_page(draft: &Draft, shows: &Shows, notice: &str) -> Response {
    see_other(&format!("{}{}notice={notice}", href(draft), shows.query()))
}

/// Back to the part from which something was sent.
pub(super) fn to_part(open: &Open, part: Option<&str>, notice: &str) -> Result<Response, AccountError> {
    Ok(to_page(&open.draft, &Shows::of(open.kind()?, part)?, notice))
}

/// Saves what was typed in the part that was sent, or in all of a form that isn't divided.
pub(crate) async fn save_draft(
    State(office): SharedOffice,
    caller: Caller,
    ask: Ask,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let path = format!("{PAGE}/{id}");
    let done = async {
        let pairs: Vec<(String, String)> = guard::form(&office, &caller, &headers, &body)?;
        let said = |name: &str| pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        let revision = revision(said("revision"))?;
        let opened = open(&office, &caller, &id).await?;
        let kind = opened.kind()?;
        let shows = Shows::of(kind, said("part"))?;
        if shows == Shows::Overview {
            // A form without its part would say that all the other parts are blank.
            return Err(AccountError::Unreadable);
        }
        let filled = Filled::read(kind, &pairs, &Filled::of(&opened.draft));
        if let Some(reason) = Reason::of_size(kind, &filled.body(), ask.lang) {
            return too_long(&office, &caller, (&opened, &shows), &filled, reason, &ask).await;
        }
        let typed = draft_parts::typed(kind, &shows.parts(kind), &filled);
        match store(&office, &caller, &opened, revision, typed).await? {
            Saved::Asked { fields, cells, .. } => {
                conflict(&office, &caller, (&id, &shows), &fields, &cells, &ask).await
            }
            Saved::Done { draft, .. } if said("then") == Some("preview") => {
                Ok(see_other(&format!("{}/preview", href(&draft))))
            }
            Saved::Done { draft, with_others } => {
                let notice = if with_others { "saved-with-others" } else { "saved" };
                let another = match said("then") {
                    Some("next") => shows.next(kind),
                    Some("previous") => shows.previous(kind),
                    _ => None,
                };
                Ok(to_page(&draft, &another.unwrap_or(shows), notice))
            }
        }
    };
    done.await.unwrap_or_else(|error: AccountError| error.instead_of_form(&path))
}

/// Saves parts of a draft, if the caller may write what it becomes with them.
pub(super) async fn store(
    office: &Arc<Office>,
    caller: &Caller,
    opened: &Open,
    revision: u64,
    typed: Vec<TypedPart>,
) -> Result<Saved, AccountError> {
    may_write(office, caller, opened, &draft_parts::with(&opened.draft, &typed))?;
    let (seat, number, by) = (opened.here.seat.clone(), opened.draft.id, caller.person()?.person.id);
    office
        .together(move |_, drawer| Ok(drafts::save_parts(drawer, &seat, number, revision, by, &typed)?))
        .await
}

/// May the caller write a statement as it stands here?
pub(super) fn may_write(
    office: &Office,
    caller: &Caller,
    open: &Open,
    filled: &Filled,
) -> Result<(), AccountError> {
    let kind = open.kind()?;
    let edition = office.hub.edition();
    let classes = draft_audience::classes(edition.catalogue(), filled, kind, &open.here.code);
    may(office, caller, &open.here, Action::Write, kind, &classes)
}

/// The form with what was typed here, which is too long for a record: nothing is saved, and nothing lost.
async fn too_long(
    office: &Arc<Office>,
    caller: &Caller,
    (open, shows): (&Open, &Shows),
    typed: &Filled,
    reason: Reason,
    ask: &Ask,
) -> Result<Response, AccountError> {
    let mut page = form_page(office, caller, (open, shows), typed, ask).await?;
    page.too_long = Some(reason);
    page.notice = Notice::of(Some("too-long"));
    let mut response = account_page(&page, ask);
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(response.into_response())
}

/// The form with what was typed here, and beside it what a colleague saved meanwhile in the same fields.
async fn conflict(
    office: &Arc<Office>,
    caller: &Caller,
    (id, shows): (&str, &Shows),
    fields: &Value,
    cells: &[String],
    ask: &Ask,
) -> Result<Response, AccountError> {
    let theirs = open(office, caller, id).await?;
    let typed = Filled::from_fields(fields);
    let mut page = form_page(office, caller, (&theirs, shows), &typed, ask).await?;
    let edition = office.hub.edition();
    let naming =
        Naming { edition: &edition, kind: theirs.kind()?, author: &theirs.here.seat, lang: ask.lang };
    let meanwhile = |name: &String| naming.meanwhile(&office.hub, name, &theirs.draft.fields);
    page.meanwhile = cells.iter().map(meanwhile).collect();
    page.conflict = true;
    let mut response = account_page(&page, ask);
    *response.status_mut() = StatusCode::CONFLICT;
    Ok(response.into_response())
}

/// What was changed in a draft or in a part of it, by whom, and what stood there before; and the remarks that are settled.
pub(crate) async fn show_draft_changes(
    State(office): SharedOffice,
    caller: Caller,
    ask: Ask,
    Path(id): Path<String>,
    Query(asked): Query<AskedOfDraft>,
) -> Response {
    let path = format!("{PAGE}/{id}/changes");
    let made = async {
        let open = open(&office, &caller, &id).await?;
        let kind = open.kind()?;
        let shows = Shows::of(kind, asked.part.as_deref())?;
        let (number, parts) = (open.draft.id, shows.parts(kind));
        let names: Vec<String> = parts.iter().map(|part| (*part).to_owned()).collect();
        let beside = aside(&office, move |drawer| Aside::all(drawer, number, &names)).await?;
        let edition = office.hub.edition();
        let naming = Naming { edition: &edition, kind, author: &open.here.seat, lang: ask.lang };
        let changes = |history| naming.changes(&office.hub, history, &open.people);
        let settled = draft_parts::remark_lines(kind, &parts, &open.people, &beside.remarks, true, ask.lang);
        Ok(ChangesPage {
            href: back(&open.draft, &shows),
            kind_name: kind.names.get(ask.lang).to_owned(),
            language: Filled::of(&open.draft).language,
            changes: beside.histories.iter().flat_map(changes).collect(),
            settled,
        })
    };
    page_or_else(made.await, &path, &ask)
}

fn back(draft: &Draft, shows: &Shows) -> String {
    format!("{}{}", href(draft), shows.query().trim_end_matches(['&', '?']))
}
