//! The stop to a key that waits. A key that the root keys enrolled signs only after its waiting time: in it whoever holds a
//! valid key of the seat, or that key itself, stops it. The record is signed as every other, from a draft that is ready at once.

use admission::{KeyStanding, KeyState, Revocation, RevocationReason, State as RegisterState, kinds};
use axum::Extension;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use catalogue::Lang;
use delegations::DelegationError;
use delegations::drafts::{self, Draft as Kept};
use policy::{Action, Means};
use record::draft::Draft;
use record::{KeyId, Time};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

use super::caller::Caller;
use super::drafts::href;
use super::fields::Fields;
use super::guard::{self, AccountError, see_other};
use super::keys::{self, Here, PAGE, here};
use super::office::Office;
use super::signing::{self, valid_keys};
use crate::door::Door;
use crate::words::{Msg, words};

/// What such a draft holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stop {
    /// The key that waits.
    pub key: String,
}

impl Stop {
    /// What a draft of such a kind holds; none of another.
    pub fn of(draft: &Kept) -> Option<Self> {
        let stops = draft.kind == kinds::REVOCATION;
        stops.then(|| serde_json::from_value(draft.fields.clone()).ok()).flatten()
    }
}

/// What such a draft is called.
pub(super) fn kind_name(lang: Lang) -> String {
    words(lang).say(Msg("key-stop")).to_owned()
}

/// May the caller stop a key of the seat that waits?
pub(super) fn may(office: &Office, caller: &Caller, here: &Here) -> Result<(), AccountError> {
    keys::may(office, caller, here, Action::StopEnrolment, None)?;
    // A session from a printed code signs nothing, with whatever key.
    if matches!(caller.subject().means, Means::Passkey | Means::OpenIdConnect) {
        Ok(())
    } else {
        Err(AccountError::Denied)
    }
}

/// The reader's own key by which this one is stopped while it waits: a valid one, passkeys before others; else the waiting key
/// itself.
pub(super) fn stopping_key<'s>(
    state: &'s RegisterState,
    here: &Here,
    waiting: &KeyId,
    now: Time,
) -> Option<(KeyId, &'s KeyState)> {
    let target = state.key(waiting).filter(|key| key.participant == here.code)?;
    if !matches!(target.standing(now), KeyStanding::Waiting(_)) {
        return None;
    }
    let own = valid_keys(state, &here.code, now).filter(|(_, key)| key.person == here.me);
    let valid = own.max_by_key(|(id, key)| (key.passkey.is_some(), **id)).map(|(id, key)| (*id, key));
    valid.or_else(|| (target.person == here.me).then_some((*waiting, target)))
}

/// Begins the stop to a key that waits: its bytes are ready to be signed.
pub(crate) async fn stop_key(
    State(office): State<Arc<Office>>,
    Extension(door): Extension<Door>,
    caller: Caller,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let done = async {
        let fields: Fields = guard::form(&office, &caller, &headers, &body)?;
        let here = here(&caller)?;
        may(&office, &caller, &here)?;
        let why = "it waits no more, or you hold no valid key: load the page again";
        let wrong = || DelegationError::Field { field: "key", why };
        let key = KeyId::parse(fields.one("key")?).ok_or_else(wrong)?;
        // It stands in the register for ever, for everybody to read: nobody's guess.
        let said = fields.maybe("reason").unwrap_or_default();
        let reason = RevocationReason::ALL.into_iter().find(|reason| reason.word() == said);
        let reason =
            reason.ok_or(DelegationError::Field { field: "reason", why: "choose why the key is stopped" })?;
        let prepared = {
            let state = door.register.state();
            let genesis = state.genesis().ok_or(AccountError::Fault)?;
            let (by, holder) = stopping_key(&state, &here, &key, Time(office.now())).ok_or_else(wrong)?;
            let draft = Draft::new(&genesis.log, genesis.exercise, &here.code, kinds::REVOCATION)
                .signed_by(by, holder.person);
            signing::to_sign(&office, draft, &Revocation { key, reason, from: None })?
        };
        let by = caller.person()?.person.id;
        let fields = serde_json::to_value(Stop { key: key.to_string() }).map_err(|_| AccountError::Fault)?;
        office
            .together(move |_, drawer| {
                let draft = drafts::begin(drawer, &here.seat, kinds::REVOCATION, by, fields)?;
                Ok(drafts::prepare(drawer, &here.seat, draft.id, draft.revision, prepared)?)
            })
            .await
    };
    match done.await {
        Ok(draft) => see_other(&format!("{}/sign", href(&draft))),
        Err(error) => error.instead_of_form(PAGE),
    }
}
