//! Drafts: the list, the form, saving. A draft belongs to its delegation; nobody else learns that there is one.

use axum::Extension;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use catalogue::{Catalogue, Kind, Lang, Writer as Written};
use delegations::DelegationError;
use delegations::drafts::{self, Draft};
use delegations::people::Person;
use policy::{Action, Audience, Class, Resource, Seat, Writer};
use record::{RecordId, Time};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::Arc;

use super::acts::{Act, Drafted};
use super::caller::{Caller, seat_name};
use super::draft_audience;
use super::draft_form::{self, Filled};
use super::guard::{self, AccountError, see_other};
use super::keys::{Here, here};
use super::model::{Notice, account_page, page_or_else};
use super::model_drafts::{Choice, DraftLine, DraftPage, DraftsPage};
use super::office::Office;
use super::signing::colleagues;
use super::stops::{self, Stop};
use crate::ask::Ask;
use crate::door::{Door, Part, read_part};
use crate::model::readers::classes_of;
use crate::model::record::content;
use crate::reader::Reader;

type SharedOffice = State<Arc<Office>>;
const PAGE: &str = "/drafts";

/// The largest form of a draft: a summary of 20,000 characters, each of which takes nine bytes in a form where the script
/// is Chinese, and everything beside it.
pub(super) const MAX_DRAFT: usize = 256 * 1024;

/// The page of drafts in one seat: what a handler needs besides the draft.
pub(super) struct Open {
    pub here: Here,
    pub draft: Draft,
    pub people: Vec<Person>,
    pub becomes: Becomes,
}

/// What a draft becomes once it is signed.
pub(super) enum Becomes {
    /// A statement, by a form.
    Statement(Box<Kind>),
    /// What the delegation says about one record in its name, or a secretariat about one said in its mechanism.
    Act(Act),
    /// The stop to a key that waits.
    Stop,
}

impl Open {
    /// The kind of a statement. Other drafts have no form: whoever asks for one finds none.
    pub fn kind(&self) -> Result<&Kind, AccountError> {
        match &self.becomes {
            Becomes::Statement(kind) => Ok(kind),
            Becomes::Act(_) | Becomes::Stop => Err(DelegationError::Draft.into()),
        }
    }

    /// May the caller write, sign or throw it away, as what has these classes?
    pub async fn may(
        &self,
        office: &Arc<Office>,
        caller: &Caller,
        actions: &[Action],
        classes: &[Class],
        lang: Lang,
    ) -> Result<(), AccountError> {
        match &self.becomes {
            Becomes::Statement(kind) => {
                actions.iter().try_for_each(|action| may(office, caller, &self.here, *action, kind, classes))
            }
            // One right covers all of it: who may disavow may also write and sign that.
            Becomes::Act(act) => Drafted::open(office, caller, &self.here, act, lang).await.map(drop),
            Becomes::Stop => stops::may(office, caller, &self.here),
        }
    }

    /// May the caller see what isn't a statement, or throw it away? For that no touch is needed.
    async fn may_be_seen(&self, office: &Arc<Office>, caller: &Caller) -> Result<(), AccountError> {
        match &self.becomes {
            Becomes::Act(act) => act.may_be_seen(office, caller, &self.here).await,
            Becomes::Stop => stops::may(office, caller, &self.here),
            Becomes::Statement(_) => Err(DelegationError::Draft.into()),
        }
    }

    /// What it is called.
    pub fn title(&self, lang: Lang) -> String {
        match &self.becomes {
            Becomes::Statement(kind) => {
                Filled::of(&self.draft).title().unwrap_or(kind.names.get(lang)).to_owned()
            }
            Becomes::Act(act) => act.kind_name(lang),
            Becomes::Stop => stops::kind_name(lang),
        }
    }
}

/// A draft of the caller's seat, read by somebody who may read it.
pub(super) async fn open(office: &Arc<Office>, caller: &Caller, id: &str) -> Result<Open, AccountError> {
    let here = here(caller)?;
    let serves = matches!(here.seat, Seat::Mechanism(_));
    if !serves {
        may_read(office, caller, &here)?;
    }
    let id = record::hash::from_lower_hex(id).ok_or(DelegationError::Draft)?;
    let seat = here.seat.clone();
    let (draft, people) = office
        .look(move |_, drawer| Ok((drafts::find(drawer, &seat, id)?, colleagues(drawer, &seat)?)))
        .await?;
    let edition = office.hub.edition();
    let statement = || edition.catalogue().kind(&draft.kind).cloned().map(Box::new).map(Becomes::Statement);
    let about_another = Act::of(&draft).map(Becomes::Act).or_else(|| Stop::of(&draft).map(|_| Becomes::Stop));
    let becomes = match about_another {
        Some(becomes) => becomes,
        // A secretariat's own statements begin elsewhere.
        None => statement().filter(|_| !serves).ok_or(DelegationError::Draft)?,
    };
    let open = Open { here, draft, people, becomes };
    if serves {
        // Who drafts nothing there has no drafts to read: each is for those alone who may go on with it.
        open.may_be_seen(office, caller).await?;
    }
    Ok(open)
}

fn may_read(office: &Office, caller: &Caller, here: &Here) -> Result<(), AccountError> {
    let class = Class {
        kind: String::new(),
        mechanism: None,
        audience: Audience::Own(here.code.clone()),
        label: None,
        state: "draft".to_owned(),
    };
    office.require(caller, Action::ReadBody, &Resource::Class(class))
}

/// May the caller do this with a record of the kind that has these classes?
pub(super) fn may(
    office: &Office,
    caller: &Caller,
    here: &Here,
    action: Action,
    kind: &Kind,
    classes: &[Class],
) -> Result<(), AccountError> {
    let record = |class: &Class| Resource::Record {
        class: class.clone(),
        author: here.seat.clone(),
        writers: writers(kind),
    };
    classes.iter().try_for_each(|class| office.require(caller, action, &record(class)))
}

/// What a draft of a kind would be before anything is typed.
fn begun(here: &Here, kind: &Kind) -> Vec<Class> {
    classes_of(&kind.id, &[], &Audience::Own(here.code.clone()), None)
}

fn writers(kind: &Kind) -> BTreeSet<Writer> {
    let word = |writer: &Written| serde_json::to_value(writer).ok()?.as_str()?.parse().ok();
    kind.writers.iter().filter_map(word).collect()
}

/// What the list's address may say beside its path.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Listed {
    notice: Option<String>,
    supersedes: Option<String>,
}

/// The seat of a delegation whose drafts the caller may see.
pub(super) fn at_desk(office: &Office, caller: &Caller) -> Result<Here, AccountError> {
    let here = here(caller)?;
    may_read(office, caller, &here)?;
    Ok(here)
}

/// The drafts of the seat.
pub(crate) async fn show_drafts(
    State(office): SharedOffice,
    caller: Caller,
    ask: Ask,
    Query(asked): Query<Listed>,
) -> Response {
    let made = async {
        let here = at_desk(&office, &caller)?;
        let seat = here.seat.clone();
        let (open, people) = office
            .look(move |_, drawer| Ok((drafts::of_seat(drawer, &seat)?, colleagues(drawer, &seat)?)))
            .await?;
        let edition = office.hub.edition();
        let kinds = edition.catalogue().kinds();
        let writable = kinds
            .filter(|kind| may(&office, &caller, &here, Action::Write, kind, &begun(&here, kind)).is_ok());
        let choice = |kind: &Kind| Choice {
            id: kind.id.clone(),
            label: kind.names.get(ask.lang).to_owned(),
            note: kind.description.get(ask.lang).to_owned(),
            chosen: false,
        };
        let line = |draft: &Draft| DraftLine {
            href: href(draft),
            title: title_of(draft),
            kind_name: kind_name_of(edition.catalogue(), draft, ask.lang),
            saved: Time(draft.saved).to_string(),
            by: people.iter().find(|p| Some(p.id) == draft.saved_by).map(|p| p.name.clone()),
            prepared: draft.prepared.is_some(),
        };
        Ok(DraftsPage {
            seat: seat_name(edition.catalogue(), &here.seat, ask.lang),
            drafts: open.iter().map(line).collect(),
            kinds: writable.map(choice).collect(),
            supersedes: asked.supersedes.as_deref().and_then(RecordId::from_hex).map(|id| id.to_string()),
            notice: Notice::of(asked.notice.as_deref()),
            form: caller.person()?.form_token(),
        })
    };
    page_or_else(made.await, PAGE, &ask)
}

/// What a draft is called in a list, once it has a name.
fn title_of(draft: &Draft) -> Option<String> {
    let act = Act::of(draft).map(|act| act.title());
    let stop = || Stop::of(draft).map(|stop| stop.key);
    act.or_else(stop).or_else(|| Filled::of(draft).title().map(str::to_owned))
}

fn kind_name_of(catalogue: &Catalogue, draft: &Draft, lang: Lang) -> String {
    if let Some(act) = Act::of(draft) {
        return act.kind_name(lang);
    }
    if Stop::of(draft).is_some() {
        return stops::kind_name(lang);
    }
    let kind = catalogue.kind(&draft.kind);
    kind.map_or_else(|| draft.kind.clone(), |kind| kind.names.get(lang).to_owned())
}

pub(super) fn href(draft: &Draft) -> String {
    format!("{PAGE}/{}", hex::encode(draft.id))
}

/// What is begun.
#[derive(Debug, Deserialize)]
pub(crate) struct Begun {
    kind: String,
    supersedes: Option<String>,
}

/// Begins a draft, empty or from the record that it is to replace.
pub(crate) async fn begin_draft(
    State(office): SharedOffice,
    Extension(door): Extension<Door>,
    caller: Caller,
    reader: Reader,
    ask: Ask,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let done = async {
        let begun: Begun = guard::form(&office, &caller, &headers, &body)?;
        let here = here(&caller)?;
        let edition = office.hub.edition();
        let kind = edition.catalogue().kind(&begun.kind).ok_or(AccountError::Denied)?;
        may(&office, &caller, &here, Action::Write, kind, &self::begun(&here, kind))?;
        let filled = match begun.supersedes.as_deref().filter(|id| !id.is_empty()) {
            Some(id) => from_record(&door, reader, &here, kind, id).await?,
            None => Filled { language: ask.lang.code().to_owned(), ..Filled::default() },
        };
        let (kind, by) = (kind.id.clone(), caller.person()?.person.id);
        office
            .together(move |_, drawer| Ok(drafts::begin(drawer, &here.seat, &kind, by, filled.to_fields())?))
            .await
    };
    match done.await {
        Ok(draft) => see_other(&href(&draft)),
        Err(error) => error.instead_of_form(PAGE),
    }
}

/// A draft that begins from a record of one's own, which it is to replace, for the same readers.
async fn from_record(
    door: &Door,
    reader: Reader,
    here: &Here,
    kind: &Kind,
    id: &str,
) -> Result<Filled, AccountError> {
    let none = || AccountError::Delegation(DelegationError::Draft);
    let stored = read_part(door.clone(), reader, id.to_owned(), Part::Body).await?.stored;
    let header = record::Header::from_bytes(&stored.header).map_err(|_| none())?;
    let body =
        stored.body.as_deref().and_then(|bytes| record::Body::from_bytes(bytes).ok()).ok_or_else(none)?;
    if header.participant != here.code || header.kind != kind.id {
        return Err(none());
    }
    let (audience, readers) = draft_audience::as_typed(&header.audience);
    Ok(Filled {
        audience,
        readers,
        language: header.language,
        mechanisms: header.mechanisms,
        framework_items: header.framework_items,
        provisions: header.provisions,
        supersedes: vec![id.to_owned()],
        content: body.content,
    })
}

/// A draft's form.
pub(crate) async fn show_draft(
    State(office): SharedOffice,
    caller: Caller,
    ask: Ask,
    Path(id): Path<String>,
    Query(asked): Query<Listed>,
) -> Response {
    let path = format!("{PAGE}/{id}");
    let made = async {
        let open = open(&office, &caller, &id).await?;
        if !matches!(open.becomes, Becomes::Statement(_)) {
            return Ok(see_other(&format!("{}/preview", href(&open.draft))));
        }
        let filled = Filled::of(&open.draft);
        let mut page = form_page(&office, &caller, &open, &filled, &ask)?;
        page.notice = Notice::of(asked.notice.as_deref());
        Ok(account_page(&page, &ask))
    };
    made.await.unwrap_or_else(|error: AccountError| error.instead_of_page(&path))
}

fn form_page(
    office: &Office,
    caller: &Caller,
    open: &Open,
    filled: &Filled,
    ask: &Ask,
) -> Result<DraftPage, AccountError> {
    let (edition, code, lang) = (office.hub.edition(), open.here.code.as_str(), ask.lang);
    let (catalogue, kind) = (edition.catalogue(), open.kind()?);
    Ok(DraftPage {
        href: href(&open.draft),
        kind_name: kind.names.get(lang).to_owned(),
        description: kind.description.get(lang).to_owned(),
        revision: open.draft.revision,
        sections: draft_form::sections(kind, filled, lang),
        languages: draft_form::languages(&filled.language, lang),
        mechanisms: draft_form::mechanisms(catalogue, code, kind, filled, lang),
        frameworks: draft_form::frameworks(catalogue, code, filled, lang),
        instruments: draft_form::instruments(catalogue, code, filled, lang),
        audiences: draft_audience::choices(catalogue, code, kind, filled, lang),
        nameable: draft_audience::nameable(&edition, code, filled, lang),
        supersedes: filled.supersedes.clone(),
        meanwhile: Vec::new(),
        conflict: false,
        notice: None,
        form: caller.person()?.form_token(),
    })
}

/// Saves a draft. Over another's words nobody saves without having seen them: the page then shows both.
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
        let revision =
            said("revision").and_then(|n| n.parse::<u64>().ok()).ok_or(AccountError::Unreadable)?;
        let opened = open(&office, &caller, &id).await?;
        let filled = Filled::read(opened.kind()?, &pairs, &Filled::of(&opened.draft));
        let kind = opened.kind()?;
        let edition = office.hub.edition();
        let classes = draft_audience::classes(edition.catalogue(), &filled, kind, &opened.here.code);
        may(&office, &caller, &opened.here, Action::Write, kind, &classes)?;
        let (seat, number, by) = (opened.here.seat.clone(), opened.draft.id, caller.person()?.person.id);
        let fields = filled.to_fields();
        let saved = office
            .together(move |_, drawer| Ok(drafts::save(drawer, &seat, number, revision, by, fields)?))
            .await;
        match saved {
            Err(AccountError::Delegation(DelegationError::Conflict)) => {
                conflict(&office, &caller, &id, &filled, &ask).await
            }
            Err(other) => Err(other),
            Ok(draft) if said("then") == Some("preview") => {
                Ok(see_other(&format!("{}/preview", href(&draft))))
            }
            Ok(draft) => Ok(see_other(&format!("{}?notice=saved", href(&draft)))),
        }
    };
    done.await.unwrap_or_else(|error: AccountError| error.instead_of_form(&path))
}

/// The form with what was typed here, and beside it what a colleague saved meanwhile.
async fn conflict(
    office: &Arc<Office>,
    caller: &Caller,
    id: &str,
    typed: &Filled,
    ask: &Ask,
) -> Result<Response, AccountError> {
    let theirs = open(office, caller, id).await?;
    let mut page = form_page(office, caller, &theirs, typed, ask)?;
    let body = Filled::of(&theirs.draft).body();
    let kind = theirs.kind()?;
    let shown = office.hub.at_desk(ask.lang, |desk| Ok(content(desk, kind, &body)));
    let shown = shown.map_err(|_| AccountError::Fault)?;
    page.meanwhile = shown.into_iter().flat_map(|section| section.fields).collect();
    page.conflict = true;
    let mut response = account_page(&page, ask);
    *response.status_mut() = StatusCode::CONFLICT;
    Ok(response.into_response())
}

/// Throws a draft away.
pub(crate) async fn discard_draft(
    State(office): SharedOffice,
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let done = async {
        guard::form::<serde::de::IgnoredAny>(&office, &caller, &headers, &body)?;
        let open = open(&office, &caller, &id).await?;
        match &open.becomes {
            Becomes::Statement(kind) => {
                may(&office, &caller, &open.here, Action::Write, kind, &begun(&open.here, kind))?;
            }
            Becomes::Act(_) | Becomes::Stop => open.may_be_seen(&office, &caller).await?,
        }
        let Open { here, draft, .. } = open;
        office.together(move |_, drawer| Ok(drafts::remove(drawer, &here.seat, draft.id)?)).await
    };
    match done.await {
        Ok(()) => see_other(&format!("{PAGE}?notice=removed")),
        Err(error) => error.instead_of_form(&format!("{PAGE}/{id}")),
    }
}
