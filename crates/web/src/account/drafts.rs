//! Drafts: the list, the form, saving. A draft belongs to its delegation; nobody else learns that there is one.

use axum::Extension;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use catalogue::{Catalogue, Kind, Lang, Writer as Written};
use delegations::drafts::{self, Draft};
use delegations::people::Person;
use delegations::{DelegationError, release};
use policy::{Action, Audience, Class, Resource, Seat, Writer};
use record::{RecordId, Time};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeSet;
use std::sync::Arc;

use super::acts::{Act, Drafted};
use super::caller::{Caller, seat_name};
use super::draft_audience;
use super::draft_cycles;
use super::draft_form::{self, Filled};
use super::draft_talk::may_turn_rule;
use super::guard::{self, AccountError, see_other};
use super::keys::{Here, here};
use super::model::{Notice, page_or_else};
use super::model_drafts::{Choice, DraftLine, DraftsPage};
use super::office::Office;
use super::signing::colleagues;
use super::stops::{self, Stop};
use super::transmissions;
use crate::ask::Ask;
use crate::door::{Door, Part, read_part};
use crate::model::readers::classes_of;
use crate::reader::Reader;

type SharedOffice = State<Arc<Office>>;
pub(super) const PAGE: &str = "/drafts";

/// The largest form of a statement: of what is drafted, or of what arrived. A body has at most 1 MiB, and a byte of it takes at
/// most three in a form, whatever the script; the fourth is for what is somewhat too long for a record, so that it is read, and
/// its author told which field to shorten.
pub(super) const MAX_DRAFT: usize = 4 * record::body::MAX_BODY;

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

    /// May the caller see what isn't a delegation's statement, or throw it away? For that no touch is needed.
    async fn may_be_seen(&self, office: &Arc<Office>, caller: &Caller) -> Result<(), AccountError> {
        match &self.becomes {
            Becomes::Act(act) => act.may_be_seen(office, caller, &self.here).await,
            Becomes::Stop => stops::may(office, caller, &self.here),
            Becomes::Statement(kind) => {
                may(office, caller, &self.here, Action::Write, kind, &begun(&self.here, kind))
            }
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
        // What arrived and is being entered has a page of its own.
        None => statement()
            .filter(|_| !serves || !transmissions::is_entered(&draft))
            .ok_or(DelegationError::Draft)?,
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
    cycle: Option<String>,
}

/// The seat whose drafts the caller may see: a delegation's, or that of a secretariat in which the caller writes something.
pub(super) fn at_desk(office: &Office, caller: &Caller) -> Result<Here, AccountError> {
    let here = here(caller)?;
    if !matches!(here.seat, Seat::Mechanism(_)) {
        may_read(office, caller, &here)?;
        return Ok(here);
    }
    let edition = office.hub.edition();
    let mut kinds = edition.catalogue().kinds();
    let writes =
        kinds.any(|kind| may(office, caller, &here, Action::Write, kind, &begun(&here, kind)).is_ok());
    if writes { Ok(here) } else { Err(AccountError::Denied) }
}

/// The drafts of the seat.
pub(crate) async fn show_drafts(
    State(office): SharedOffice,
    caller: Caller,
    reader: Reader,
    ask: Ask,
    Query(asked): Query<Listed>,
) -> Response {
    let made = async {
        let here = at_desk(&office, &caller)?;
        let seat = here.seat.clone();
        let (open, people, rule) = office
            .look(move |_, drawer| {
                let open = drafts::of_seat(drawer, &seat)?;
                Ok((open, colleagues(drawer, &seat)?, release::rule(drawer, &seat)?))
            })
            .await?;
        let cycle = match asked.cycle.as_deref() {
            Some(id) => draft_cycles::asked_one(&office, &reader, id, ask.lang).await?,
            None => None,
        };
        let edition = office.hub.edition();
        let serves = matches!(here.seat, Seat::Mechanism(_));
        // What is said about a record or a key goes on from that one's page, what arrived from the list of transmissions.
        let listed = |draft: &&Draft| {
            let about = Act::of(draft).is_some() || Stop::of(draft).is_some();
            !serves || !(about || transmissions::is_entered(draft))
        };
        let kinds = edition.catalogue().kinds();
        let kinds = kinds.filter(|kind| cycle.as_ref().is_none_or(|cycle| cycle.questionnaire == kind.id));
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
            title: title_of(draft, ask.lang),
            kind_name: kind_name_of(edition.catalogue(), draft, ask.lang),
            saved: Time(draft.saved).to_string(),
            by: people.iter().find(|p| Some(p.id) == draft.saved_by).map(|p| p.name.clone()),
            prepared: draft.prepared.is_some(),
        };
        Ok(DraftsPage {
            seat: seat_name(edition.catalogue(), &here.seat, ask.lang),
            drafts: open.iter().filter(listed).map(line).collect(),
            kinds: writable.map(choice).collect(),
            released_by_another: rule.map(|rule| Time(rule.since).to_string()),
            may_turn_rule: matches!(
                may_turn_rule(&office, &caller, &here.seat),
                Ok(()) | Err(AccountError::TouchNeeded)
            ),
            supersedes: asked.supersedes.as_deref().and_then(RecordId::from_hex).map(|id| id.to_string()),
            cycle,
            notice: Notice::of(asked.notice.as_deref()),
            form: caller.person()?.form_token(),
        })
    };
    page_or_else(made.await, PAGE, &ask)
}

/// What a draft is called in a list, once it has a name.
fn title_of(draft: &Draft, lang: Lang) -> Option<String> {
    let act = Act::of(draft).map(|act| act.title(lang));
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
    cycle: Option<String>,
}

/// Begins a draft of the caller's seat with what it holds at first. Whoever calls MUST have asked whether they may.
pub(super) async fn begin_in(
    office: &Arc<Office>,
    caller: &Caller,
    seat: Seat,
    kind: String,
    fields: Value,
) -> Result<Draft, AccountError> {
    let by = caller.person()?.person.id;
    office.together(move |_, drawer| Ok(drafts::begin(drawer, &seat, &kind, by, fields)?)).await
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
            Some(id) => {
                may(&office, &caller, &here, Action::Supersede, kind, &self::begun(&here, kind))?;
                from_record(&door, reader, &here, kind, id).await?
            }
            None => blank(&office, &reader, &here, begun.cycle.as_deref(), &ask).await?,
        };
        begin_in(&office, &caller, here.seat, kind.id.clone(), filled.to_fields()).await
    };
    match done.await {
        Ok(draft) => see_other(&href(&draft)),
        Err(error) => error.instead_of_form(PAGE),
    }
}

/// A draft in which nothing is typed yet; for a cycle, if it answers one. A secretariat speaks in its own mechanism.
async fn blank(
    office: &Arc<Office>,
    reader: &Reader,
    here: &Here,
    cycle: Option<&str>,
    ask: &Ask,
) -> Result<Filled, AccountError> {
    let language = ask.lang.code().to_owned();
    let edition = office.hub.edition();
    let own = draft_form::spoken_in(edition.catalogue(), &here.seat);
    if let Some(id) = cycle.filter(|id| !id.is_empty()) {
        let cycle = draft_cycles::asked_one(office, reader, id, ask.lang).await?;
        return Ok(draft_cycles::begun(&cycle.ok_or(DelegationError::Draft)?, &own, language));
    }
    let serves = matches!(here.seat, Seat::Mechanism(_));
    let mechanisms = own.iter().filter(|_| serves).map(|mechanism| mechanism.id.clone()).collect();
    Ok(Filled { language, mechanisms, ..Filled::default() })
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
        answers: header.answers.iter().map(ToString::to_string).collect(),
        refers: header.refers.iter().map(ToString::to_string).collect(),
        content: body.content,
        ..Filled::default()
    })
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
