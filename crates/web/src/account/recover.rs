//! Recovery of an account whose passkeys are lost. A colleague asks, another confirms and hands the link over; or the
//! secretariat asks, waits 72 hours, and brings what the keepers of its root keys signed. Anyone of the delegation stops it,
//! and so does the person, whose own page says that it was asked: a recovery that nobody needs is an attack.

use axum::Extension;
use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use catalogue::Lang;
use delegations::audit::{self, Note, What};
use delegations::invitations::Invitation;
use delegations::recovery::{self, Asker, Recovery, Roots, SECRETARIAT_WAITS};
use delegations::{DelegationError, Drawer, PersonId, Secret};
use policy::{Action, Seat};
use record::header::Salt;
use record::signature::UnverifiedSignature;
use record::{KeyId, Time};
use serde::Deserialize;
use std::sync::Arc;

use super::caller::{Caller, SignedIn, seat_name};
use super::delegation::{PAGE, all_of, link, named, one_of, sender};
use super::fields::Fields;
use super::guard::{self, AccountError, answered};
use super::model::account_page;
use super::model_delegation::{OrderLine, RecoveryLine};
use super::office::Office;
use super::sign_in::note;
use super::signing::Armored;
use crate::ask::Ask;
use crate::door::Door;

type SharedOffice = State<Arc<Office>>;

/// A request as pages show it. Whether the reader can confirm it, the page finds out.
pub(crate) fn line(
    office: &Office,
    lang: Lang,
    request: &Recovery,
    name_of: impl Fn(Option<PersonId>) -> Option<String>,
) -> RecoveryLine {
    let edition = office.hub.edition();
    let time = |seconds: u64| Time(seconds).to_string();
    let (by, waits) = match request.asked_by {
        // Whoever asked and has left since is nobody by name, and still no secretariat.
        Asker::Person(id) => (Some(name_of(Some(id)).unwrap_or_else(|| "—".to_owned())), None),
        Asker::Secretariat => (None, Some(time(request.asked + SECRETARIAT_WAITS))),
    };
    RecoveryLine {
        seat: request.seat.to_string(),
        seat_name: seat_name(edition.catalogue(), &request.seat, lang),
        by,
        asked: time(request.asked),
        waits,
        expires: time(request.expires),
        may_confirm: false,
    }
}

/// A request of a secretariat's, as its own page shows it: by the id of the person, whose name the secretariat need not know.
pub(crate) fn order_line(office: &Office, lang: Lang, (request, signer): &(Recovery, Salt)) -> OrderLine {
    let edition = office.hub.edition();
    let from = request.asked + SECRETARIAT_WAITS;
    let (seat, person) = (request.seat.to_string(), signer.to_string());
    let query = serde_urlencoded::to_string([("seat", &seat), ("person", &person)]).unwrap_or_default();
    OrderLine {
        seat_name: seat_name(edition.catalogue(), &request.seat, lang),
        file: format!("/secretariat/recovery/order?{query}"),
        asked: Time(request.asked).to_string(),
        from: Time(from).to_string(),
        waits: office.now() < from,
        seat,
        person,
    }
}

/// Would this reader be the second person of a request? The secretariat's has none.
pub(crate) fn is_second(request: &Recovery, reader: &SignedIn) -> bool {
    let me = reader.person.id;
    request.person != me && matches!(request.asked_by, Asker::Person(by) if by != me)
}

/// The person of a form, whose account is meant.
struct Lost {
    signed_in: Arc<SignedIn>,
    seat: Seat,
    signer: String,
}

fn lost(office: &Office, caller: &Caller, headers: &HeaderMap, body: &[u8]) -> Result<Lost, AccountError> {
    let fields: Fields = guard::form(office, caller, headers, body)?;
    let (signed_in, seat) = sender(caller)?;
    Ok(Lost { signed_in, seat, signer: fields.one("person")?.to_owned() })
}

impl Lost {
    /// Whose account it is, if the caller may help to recover it.
    fn person(
        &self,
        office: &Office,
        caller: &Caller,
        drawer: &Drawer<'_>,
    ) -> Result<PersonId, AccountError> {
        let id = named(drawer, &self.seat, &self.signer)?.id;
        let own = id == self.signed_in.person.id;
        office.require(caller, Action::ApproveRecovery, &one_of(office, &self.seat, own))?;
        Ok(id)
    }

    /// Who sent the form, as one of the secretariat for which they act.
    fn helper(&self) -> Result<recovery::Helper<'_>, AccountError> {
        let from = self.signed_in.session.seat.as_ref().ok_or(AccountError::ChooseSeat)?;
        Ok((self.signed_in.person.id, from))
    }

    fn note(&self, drawer: &Drawer<'_>, step: &str) -> Result<(), AccountError> {
        note(drawer, &self.signed_in, What::Recovery, Some(format!("{step} {}", self.signer)))
    }
}

/// A colleague asks.
pub(crate) async fn ask_recovery(
    State(office): SharedOffice,
    caller: Caller,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let done = async {
        let lost = lost(&office, &caller, &headers, &body)?;
        office
            .together(move |office, drawer| {
                let id = lost.person(office, &caller, drawer)?;
                recovery::ask(drawer, &lost.seat, id, lost.signed_in.person.id)?;
                lost.note(drawer, "asked")
            })
            .await
    };
    answered(done.await, PAGE, "asked")
}

/// A second colleague confirms, and gets the link this once.
pub(crate) async fn confirm_recovery(
    State(office): SharedOffice,
    caller: Caller,
    ask: Ask,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let done = async {
        let lost = lost(&office, &caller, &headers, &body)?;
        office
            .together(move |office, drawer| {
                let id = lost.person(office, &caller, drawer)?;
                let made = recovery::confirm(drawer, &lost.seat, id, lost.signed_in.person.id)?;
                lost.note(drawer, "confirmed")?;
                Ok(made)
            })
            .await
    };
    shown(&office, &ask, done.await)
}

fn shown(office: &Office, ask: &Ask, made: Result<(Secret, Invitation), AccountError>) -> Response {
    match made {
        Ok((secret, invitation)) => account_page(&link(office, ask, &secret, &invitation), ask),
        Err(error) => error.instead_of_form(PAGE),
    }
}

/// Anyone of the delegation stops a recovery.
pub(crate) async fn stop_recovery(
    State(office): SharedOffice,
    caller: Caller,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let done = async {
        let lost = lost(&office, &caller, &headers, &body)?;
        office.require(&caller, Action::SeeDelegation, &all_of(&office, &lost.seat, false))?;
        office
            .together(move |_, drawer| {
                let id = named(drawer, &lost.seat, &lost.signer)?.id;
                recovery::stop(drawer, &lost.seat, id, lost.signed_in.person.id)?;
                lost.note(drawer, "stopped")
            })
            .await
    };
    answered(done.await, PAGE, "stopped")
}

/// The person whose account it is stops it, whatever seat they act for now.
pub(crate) async fn stop_own_recovery(
    State(office): SharedOffice,
    caller: Caller,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let done = async {
        let fields: Fields = guard::form(&office, &caller, &headers, &body)?;
        let seat: Seat = fields.one("seat")?.parse().map_err(|_| AccountError::Unreadable)?;
        let (signed_in, acts_for) = sender(&caller)?;
        office.require(&caller, Action::ManageSessions, &one_of(&office, &acts_for, true))?;
        office
            .together(move |_, drawer| {
                let me = &signed_in.person;
                recovery::stop(drawer, &seat, me.id, me.id)?;
                // In the trail of the seat in which it was asked, under the name that the person has there.
                let who = me.membership(&seat).map(|membership| membership.signer);
                let about = who.map(|signer| format!("stopped {signer}"));
                let seat = Some(seat.to_string());
                audit::note(drawer, Note { who, seat, what: What::Recovery, about, count: 1 })?;
                Ok(())
            })
            .await
    };
    answered(done.await, "/me", "stopped")
}

/// What a secretariat's form says: in which delegation, and by which id records name the person.
fn asked_of(caller: &Caller, fields: &Fields) -> Result<Lost, AccountError> {
    let (signed_in, _) = sender(caller)?;
    let seat = fields.one("seat")?.parse().map_err(|_| AccountError::Unreadable)?;
    Ok(Lost { signed_in, seat, signer: fields.one("person")?.trim().to_ascii_lowercase() })
}

/// Both see it: the secretariat what it did, the delegation what is done to it.
fn note_in_both(drawer: &Drawer<'_>, lost: &Lost, step: &str) -> Result<(), AccountError> {
    lost.note(drawer, step)?;
    let (seat, about) = (Some(lost.seat.to_string()), Some(format!("{step} {}", lost.signer)));
    audit::note(drawer, Note { who: None, seat, what: What::Recovery, about, count: 1 })?;
    Ok(())
}

/// The secretariat asks; nothing happens for 72 hours.
pub(crate) async fn ask_recovery_as_secretariat(
    State(office): SharedOffice,
    caller: Caller,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let done = async {
        let lost = asked_of(&caller, &guard::form(&office, &caller, &headers, &body)?)?;
        // Asked before anybody is looked for: who may not, learns nothing of who is there.
        office.require(&caller, Action::ApproveRecovery, &one_of(&office, &lost.seat, false))?;
        office
            .together(move |_, drawer| {
                let id = named(drawer, &lost.seat, &lost.signer)?.id;
                recovery::ask_as_secretariat(drawer, &lost.seat, id, lost.helper()?)?;
                note_in_both(drawer, &lost, "asked-by-secretariat")
            })
            .await
    };
    answered(done.await, PAGE, "waiting")
}

/// Which request a secretariat means.
#[derive(Debug, Deserialize)]
pub(crate) struct Meant {
    seat: String,
    person: String,
}

/// What the keepers of the root keys sign for a request of this secretariat's, as a file.
pub(crate) async fn get_recovery_order(
    State(office): SharedOffice,
    Extension(door): Extension<Door>,
    caller: Caller,
    Query(meant): Query<Meant>,
) -> Response {
    let made = async {
        let seat: Seat = meant.seat.parse().map_err(|_| AccountError::Unreadable)?;
        office.require(&caller, Action::ApproveRecovery, &one_of(&office, &seat, false))?;
        let (_, from, _) = caller.seat()?;
        let from = from.clone();
        let asked = office.look(move |_, drawer| Ok(recovery::asked_from(drawer, &from)?)).await?;
        let state = door.register.state();
        let log = &state.genesis().ok_or(AccountError::Fault)?.log;
        let found = asked.iter().find(|(one, signer)| one.seat == seat && signer.to_string() == meant.person);
        let (request, signer) = found.ok_or(DelegationError::Person)?;
        Ok(recovery::order(log, request, signer))
    };
    match made.await {
        Ok(order) => {
            let mut file = guard::as_file("recovery.txt", order);
            let text = HeaderValue::from_static("text/plain; charset=utf-8");
            file.headers_mut().insert(header::CONTENT_TYPE, text);
            file
        }
        Err(error) => AccountError::instead_of_page(error, PAGE),
    }
}

/// What stands behind each signature that `ssh-keygen` writes.
const END_OF_SIGNATURE: &str = "-----END SSH SIGNATURE-----";

/// The signatures that were pasted, one after the other.
fn pasted(text: &str) -> Result<Vec<UnverifiedSignature>, AccountError> {
    let one = |block: &str| Armored { signature: format!("{block}{END_OF_SIGNATURE}") }.read();
    let blocks: Vec<&str> = text.split(END_OF_SIGNATURE).collect();
    let (rest, whole) = blocks.split_last().ok_or(AccountError::Unreadable)?;
    if !rest.trim().is_empty() {
        return Err(AccountError::Unreadable);
    }
    whole.iter().map(|block| one(block)).collect()
}

/// After the waiting time, with the signatures of the root keys' keepers: the link, this once.
pub(crate) async fn complete_recovery_as_secretariat(
    State(office): SharedOffice,
    Extension(door): Extension<Door>,
    caller: Caller,
    ask: Ask,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let done = async {
        let fields: Fields = guard::form(&office, &caller, &headers, &body)?;
        let lost = asked_of(&caller, &fields)?;
        office.require(&caller, Action::ApproveRecovery, &one_of(&office, &lost.seat, false))?;
        let signatures = pasted(fields.one("signatures")?)?;
        let state = door.register.state();
        office
            .together(move |_, drawer| {
                let genesis = state.genesis().ok_or(AccountError::Fault)?;
                let is_root = |key: &KeyId| state.key(key).is_some_and(|key| key.root);
                let roots = Roots { log: &genesis.log, threshold: genesis.threshold, is_root: &is_root };
                let id = named(drawer, &lost.seat, &lost.signer)?.id;
                let (secret, mut invitation) = recovery::complete_as_secretariat(
                    drawer,
                    (&lost.seat, id),
                    lost.helper()?,
                    &roots,
                    &signatures,
                )?;
                note_in_both(drawer, &lost, "granted-by-secretariat")?;
                // The note holds the person's name, which the delegation knows and the secretariat need not.
                invitation.note.clear();
                Ok((secret, invitation))
            })
            .await
    };
    shown(&office, &ask, done.await)
}
