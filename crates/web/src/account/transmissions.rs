//! Transmissions: what reached a mechanism's secretariat by note verbale, letter or e-mail. An officer begins one, fills it in
//! and uploads the received file; it is signed in `transmission_sign`. It stays the statement of its State, which confirms it
//! with its own signature.

use axum::Extension;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use catalogue::{Catalogue, Kind, Lang};
use delegations::drafts::{self, Draft};
use delegations::people::Person;
use delegations::{DelegationError, received};
use policy::{Action, Audience, Class, Resource, Seat};
use record::body::{Arrival, Attachment, Medium};
use record::{Evidence, Hash, Time};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

use super::caller::{Caller, seat_name};
use super::draft_cycles;
use super::draft_form::{self, Filled};
use super::drafts::begin_in;
use super::fields::revision;
use super::file_form::FileForm;
use super::guard::{self, AccountError, answered, see_other};
use super::keys::{Here, here};
use super::model::{Notice, account_page, page_or_else};
use super::model_cycles::AskedCycle;
use super::model_drafts::{Choice, DraftLine};
use super::model_transmissions::{FileLine, MediumChoice, TransmissionPage, TransmissionsPage};
use super::office::Office;
use super::reasons::Reason;
use super::sign_in::Asked;
use super::signing::colleagues;
use crate::ask::Ask;
use crate::attachments::media_type_of;
use crate::door::Door;
use crate::reader::Reader;

type SharedOffice = State<Arc<Office>>;

/// The address of the list.
pub(super) const PAGE: &str = "/transmissions";

/// The largest form with a file: the file, and the few lines around it.
pub(super) const MAX_FILE_FORM: usize = received::MAX_FILE + 4 * 1024;

/// What is typed so far.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Entered {
    /// Whose statement it is.
    pub participant: String,
    /// By what it arrived.
    pub medium: String,
    /// What the received file calls itself.
    pub reference: String,
    /// The day on which it was received.
    pub on: String,
    /// The received file, once it is here.
    pub file: Option<File>,
    /// What it says.
    pub filled: Filled,
}

/// What a body says of the received file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct File {
    pub sha256: Hash,
    pub bytes: u64,
    pub media_type: String,
}

impl Entered {
    fn of(draft: &Draft) -> Self {
        serde_json::from_value(draft.fields.clone()).unwrap_or_default()
    }

    fn to_fields(&self) -> serde_json::Value {
        serde_json::to_value(self).unwrap_or_default()
    }

    /// How it arrived, once that is said.
    pub fn attachment(&self) -> Option<Attachment> {
        let (file, medium) =
            (self.file.as_ref()?, Medium::ALL.into_iter().find(|m| m.as_str() == self.medium)?);
        let received = Arrival { medium, reference: self.reference.clone(), on: self.on.clone() };
        Some(Attachment {
            sha256: file.sha256,
            bytes: file.bytes,
            media_type: file.media_type.clone(),
            received: Some(received),
        })
    }

    pub fn file_line(&self) -> Option<FileLine> {
        let File { sha256, bytes, media_type } = self.file.as_ref()?;
        let bytes = usize::try_from(*bytes).ok()?;
        Some(FileLine { sha256: sha256.to_string(), bytes, media_type: media_type.clone() })
    }
}

/// What a handler needs besides what is typed.
pub(super) struct Open {
    pub here: Here,
    pub mechanism: String,
    pub draft: Draft,
    pub people: Vec<Person>,
    pub kind: Kind,
    pub entered: Entered,
}

/// The seat of a mechanism's secretariat.
pub(super) fn desk(caller: &Caller) -> Result<(Here, String), AccountError> {
    let here = here(caller)?;
    match &here.seat {
        Seat::Mechanism(id) => {
            let id = id.clone();
            Ok((here, id))
        }
        Seat::Participant(_) | Seat::Stakeholder(_) => Err(AccountError::Denied),
    }
}

/// The seat of a secretariat, for somebody who may transmit there.
pub(super) fn at_desk(office: &Office, caller: &Caller) -> Result<(Here, String), AccountError> {
    let (here, mechanism) = desk(caller)?;
    may(office, caller, &mechanism, "", "")?;
    Ok((here, mechanism))
}

/// May the caller transmit a participant's statement of a kind, for the mechanism?
pub(super) fn may(
    office: &Office,
    caller: &Caller,
    mechanism: &str,
    participant: &str,
    kind: &str,
) -> Result<(), AccountError> {
    let record = Resource::Record {
        class: Class {
            kind: kind.to_owned(),
            mechanism: Some(mechanism.to_owned()),
            audience: Audience::Public,
            label: None,
            state: String::new(),
        },
        author: Seat::Participant(participant.to_owned()),
        writers: std::collections::BTreeSet::new(),
    };
    office.require(caller, Action::Transmit, &record)
}

/// A transmission of the caller's seat, for somebody who may transmit it.
pub(super) async fn open(office: &Arc<Office>, caller: &Caller, id: &str) -> Result<Open, AccountError> {
    let (here, mechanism) = desk(caller)?;
    let id = record::hash::from_lower_hex(id).ok_or(DelegationError::Draft)?;
    let seat = here.seat.clone();
    let (draft, people) = office
        .look(move |_, drawer| Ok((drafts::find(drawer, &seat, id)?, colleagues(drawer, &seat)?)))
        .await?;
    if !is_entered(&draft) {
        return Err(DelegationError::Draft.into());
    }
    let entered = Entered::of(&draft);
    may(office, caller, &mechanism, &entered.participant, &draft.kind)?;
    let edition = office.hub.edition();
    let kind = edition.catalogue().kind(&draft.kind).cloned().ok_or(DelegationError::Draft)?;
    Ok(Open { here, mechanism, draft, people, kind, entered })
}

pub(super) fn href(draft: &Draft) -> String {
    format!("{PAGE}/{}", hex::encode(draft.id))
}

fn choice(id: &str, label: &str, chosen: bool) -> Choice {
    Choice { id: id.to_owned(), label: label.to_owned(), note: String::new(), chosen }
}

/// Is it a statement that arrived, and nothing that is said about a record or a key?
fn is_transmission(catalogue: &Catalogue, draft: &Draft) -> bool {
    catalogue.kind(&draft.kind).is_some() && is_entered(draft)
}

/// Is it something that arrived, and no statement of the secretariat's own?
pub(super) fn is_entered(draft: &Draft) -> bool {
    draft.fields.get("participant").is_some()
}

/// The kinds that a mechanism takes by transmission.
fn kinds<'c>(catalogue: &'c Catalogue, mechanism: &str) -> impl Iterator<Item = &'c Kind> {
    let taken = catalogue.mechanism(mechanism).map(|one| one.kinds.clone()).unwrap_or_default();
    let transmitted = |kind: &&Kind| kind.evidence.contains(&catalogue::Evidence::Transmitted);
    catalogue.kinds().filter(transmitted).filter(move |kind| taken.contains(&kind.id))
}

/// What the seat has begun to enter.
pub(crate) async fn show_transmissions(
    State(office): SharedOffice,
    caller: Caller,
    ask: Ask,
    Query(asked): Query<Asked>,
) -> Response {
    let made = async {
        let (here, mechanism) = at_desk(&office, &caller)?;
        let seat = here.seat.clone();
        let (open, people) = office
            .look(move |_, drawer| Ok((drafts::of_seat(drawer, &seat)?, colleagues(drawer, &seat)?)))
            .await?;
        let edition = office.hub.edition();
        let catalogue = edition.catalogue();
        let line = |draft: &Draft| {
            let entered = Entered::of(draft);
            DraftLine {
                href: href(draft),
                title: entered.filled.title().map(str::to_owned),
                kind_name: catalogue.name(&entered.participant, ask.lang).to_owned(),
                saved: Time(draft.saved).to_string(),
                by: people.iter().find(|p| Some(p.id) == draft.saved_by).map(|p| p.name.clone()),
                prepared: draft.prepared.is_some(),
            }
        };
        let of_mechanism = catalogue.mechanism(&mechanism);
        let mut participants: Vec<Choice> = of_mechanism
            .into_iter()
            .flat_map(catalogue::Mechanism::participants)
            .map(|(code, _, _)| choice(code, catalogue.name(code, ask.lang), false))
            .collect();
        participants.sort_by_cached_key(|one| (edition.place(ask.lang, &one.id), one.id.clone()));
        Ok(TransmissionsPage {
            seat: seat_name(catalogue, &here.seat, ask.lang),
            // What is begun about a record goes on from that record's page.
            drafts: open.iter().filter(|draft| is_transmission(catalogue, draft)).map(line).collect(),
            participants,
            kinds: kinds(catalogue, &mechanism)
                .map(|k| choice(&k.id, k.names.get(ask.lang), false))
                .collect(),
            notice: Notice::of(asked.notice.as_deref()),
            form: caller.person()?.form_token(),
        })
    };
    page_or_else(made.await, PAGE, &ask)
}

/// What is begun.
#[derive(Debug, Deserialize)]
pub(crate) struct Begun {
    participant: String,
    kind: String,
}

/// Begins one, for a participant of the mechanism.
pub(crate) async fn begin_transmission(
    State(office): SharedOffice,
    caller: Caller,
    ask: Ask,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let done = async {
        let begun: Begun = guard::form(&office, &caller, &headers, &body)?;
        let (here, mechanism) = desk(&caller)?;
        may(&office, &caller, &mechanism, &begun.participant, &begun.kind)?;
        let edition = office.hub.edition();
        let catalogue = edition.catalogue();
        let takes_part =
            catalogue.mechanism(&mechanism).is_some_and(|m| m.standing(&begun.participant).is_some());
        if !takes_part || !kinds(catalogue, &mechanism).any(|kind| kind.id == begun.kind) {
            return Err(DelegationError::Field {
                field: "participant",
                why: "takes no part, or no such kind",
            }
            .into());
        }
        let filled =
            Filled { language: ask.lang.code().to_owned(), mechanisms: vec![mechanism], ..Filled::default() };
        let medium = Medium::NoteVerbale.as_str().to_owned();
        let entered = Entered { participant: begun.participant, medium, filled, ..Entered::default() };
        begin_in(&office, &caller, here.seat, begun.kind, entered.to_fields()).await
    };
    match done.await {
        Ok(draft) => see_other(&href(&draft)),
        Err(error) => error.instead_of_form(PAGE),
    }
}

/// The form of one.
pub(crate) async fn show_transmission(
    State(office): SharedOffice,
    Extension(door): Extension<Door>,
    caller: Caller,
    ask: Ask,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Response {
    let made = async {
        let open = open(&office, &caller, &id).await?;
        let mut page = form_page(&office, &door, &caller, &open, ask.lang).await?;
        page.notice = Notice::of(asked.notice.as_deref());
        Ok(page)
    };
    page_or_else(made.await, &format!("{PAGE}/{id}"), &ask)
}

async fn form_page(
    office: &Arc<Office>,
    door: &Door,
    caller: &Caller,
    open: &Open,
    lang: Lang,
) -> Result<TransmissionPage, AccountError> {
    let cycles = cycles(office, &Reader::of(caller, office), open, lang).await?;
    let edition = office.hub.edition();
    let catalogue = edition.catalogue();
    let Entered { participant, medium, reference, on, filled, .. } = &open.entered;
    let author = Seat::Participant(participant.clone());
    Ok(TransmissionPage {
        href: href(&open.draft),
        participant: catalogue.name(participant, lang).to_owned(),
        kind_name: open.kind.names.get(lang).to_owned(),
        mechanism: seat_name(catalogue, &open.here.seat, lang),
        revision: open.draft.revision,
        cycles: cycles.into_iter().map(|cycle| chosen_cycle(cycle, filled)).collect(),
        media: media(medium),
        reference: reference.clone(),
        on: on.clone(),
        file: open.entered.file_line(),
        sections: draft_form::sections(&open.kind, filled, lang),
        languages: draft_form::languages(&filled.language, lang),
        frameworks: draft_form::frameworks(catalogue, &author, filled, lang),
        instruments: draft_form::instruments(catalogue, &author, filled, lang),
        problem: problem(open, lang),
        keys: super::transmission_sign::choices(&door.register.state(), open, Time(office.now()), lang),
        prepared: open.draft.prepared.is_some(),
        notice: None,
        form: caller.person()?.form_token(),
    })
}

/// The cycles that what arrived may answer: those of the mechanism with this questionnaire, which anybody may read as what is
/// transmitted will be.
async fn cycles(
    office: &Arc<Office>,
    reader: &Reader,
    open: &Open,
    lang: Lang,
) -> Result<Vec<AskedCycle>, AccountError> {
    let mut found = draft_cycles::of_mechanism(office, reader, &open.mechanism, lang).await?;
    found.retain(|cycle| cycle.questionnaire == open.kind.id && cycle.line.audience.is_none());
    Ok(found)
}

fn chosen_cycle(cycle: AskedCycle, filled: &Filled) -> Choice {
    let chosen = filled.answers.contains(&cycle.line.id);
    Choice { id: cycle.line.id, label: cycle.line.title, note: cycle.line.closes, chosen }
}

fn media(chosen: &str) -> Vec<MediumChoice> {
    let choice = |medium: Medium| MediumChoice { medium, chosen: medium.as_str() == chosen };
    Medium::ALL.into_iter().map(choice).collect()
}

/// What the door would say, before anybody signs.
pub(super) fn problem(open: &Open, lang: Lang) -> Option<Reason> {
    if let Some(reason) = too_long(open, lang) {
        return Some(reason);
    }
    if let Err(error) = kinds::check_content(&open.kind, &open.entered.filled.body()) {
        return Some(Reason::of_field(&open.kind, &error, lang));
    }
    let items = open.entered.filled.framework_items.len();
    if let Some(reason) = Reason::of_items(items, &open.kind, lang) {
        return Some(reason);
    }
    let attachment = open.entered.attachment();
    let arrival = attachment.as_ref().and_then(|file| file.received.as_ref());
    let checked = arrival.map_or(Err(admission::ArrivalError::Missing), admission::check_arrival_words);
    checked.err().map(|error| Reason::of(error.code(), error, lang))
}

fn too_long(open: &Open, lang: Lang) -> Option<Reason> {
    Reason::of_size(&open.kind, &open.entered.filled.body(), lang)
}

/// Saves what was typed. What is too long for a record is shown again, with the field to shorten.
pub(crate) async fn save_transmission(
    State(office): SharedOffice,
    Extension(door): Extension<Door>,
    caller: Caller,
    ask: Ask,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let page = format!("{PAGE}/{id}");
    let done = async {
        let pairs: Vec<(String, String)> = guard::form(&office, &caller, &headers, &body)?;
        let said =
            |name: &str| pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.trim().to_owned());
        let revision = revision(said("revision").as_deref())?;
        let mut open = open(&office, &caller, &id).await?;
        let asked = cycles(&office, &Reader::of(&caller, &office), &open, Lang::En).await?;
        let named = said("cycle").filter(|id| asked.iter().any(|cycle| cycle.line.id == *id));
        let filled = Filled {
            mechanisms: vec![open.mechanism.clone()],
            answers: named.into_iter().collect(),
            ..Filled::read(&open.kind, &pairs, &open.entered.filled)
        };
        open.entered = Entered {
            medium: said("medium").unwrap_or_default(),
            reference: said("reference").unwrap_or_default(),
            on: said("received-on").unwrap_or_default(),
            filled,
            ..open.entered
        };
        if too_long(&open, ask.lang).is_some() {
            let mut page = form_page(&office, &door, &caller, &open, ask.lang).await?;
            page.notice = Notice::of(Some("too-long"));
            let mut shown = account_page(&page, &ask).into_response();
            *shown.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            return Ok(Some(shown));
        }
        store(&office, &caller, open.here.seat, open.draft.id, revision, open.entered).await?;
        Ok(None)
    };
    match done.await {
        Ok(Some(shown)) => shown,
        Ok(None) => answered(Ok(()), &page, "saved"),
        Err(error) => answered(Err(error), &page, "saved"),
    }
}

async fn store(
    office: &Arc<Office>,
    caller: &Caller,
    seat: Seat,
    id: [u8; 16],
    revision: u64,
    entered: Entered,
) -> Result<(), AccountError> {
    let by = caller.person()?.person.id;
    office
        .together(move |_, drawer| {
            Ok(drafts::save(drawer, &seat, id, revision, by, entered.to_fields()).map(drop)?)
        })
        .await
}

/// Takes the received file.
pub(crate) async fn send_received_file(
    State(office): SharedOffice,
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let page = format!("{PAGE}/{id}");
    let done = async {
        let form = FileForm::read(&office, &caller, &headers, &body)?;
        let sent = form.file()?;
        let open = open(&office, &caller, &id).await?;
        let (bytes, seat, id) = (sent.bytes.to_vec(), open.here.seat.clone(), open.draft.id);
        let file = File {
            sha256: Hash::of(&bytes),
            bytes: bytes.len() as u64,
            media_type: media_type_of(sent.file.as_deref().unwrap_or_default()).to_owned(),
        };
        let entered = Entered { file: Some(file), ..open.entered };
        let (revision, by) = (open.draft.revision, caller.person()?.person.id);
        office
            .together(move |_, drawer| {
                drafts::save(drawer, &seat, id, revision, by, entered.to_fields())?;
                Ok(received::keep(drawer, &seat, id, &bytes)?)
            })
            .await
    };
    answered(done.await, &page, "saved")
}

/// Throws one away, with its file.
pub(crate) async fn discard_transmission(
    State(office): SharedOffice,
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let done = async {
        guard::form::<serde::de::IgnoredAny>(&office, &caller, &headers, &body)?;
        let open = open(&office, &caller, &id).await?;
        let (seat, id) = (open.here.seat, open.draft.id);
        office
            .together(move |_, drawer| {
                drafts::remove(drawer, &seat, id)?;
                Ok(received::forget(drawer, id)?)
            })
            .await
    };
    answered(done.await, PAGE, "removed")
}

impl Open {
    /// As a record that is to be signed, but for its signers.
    pub fn draft(&self, log: (&str, bool)) -> record::draft::Draft {
        record::draft::Draft {
            evidence: Evidence::Transmitted,
            ..self.entered.filled.draft(&self.kind, log, &self.entered.participant, record::Audience::Public)
        }
    }
}
