//! What was refused that no page offers: counted for each person and minute, and in the trail before the answer goes out.
//! Somebody who tries doors one after another, whose session another site uses, or who brings what no key of theirs signed
//! for this page, is seen by their administrators.

use delegations::Drawer;
use delegations::audit::{self, Note, What};
use std::sync::Arc;

use super::caller::Caller;
use super::guard::AccountError;
use super::office::Office;

/// Codes of what pages of ours don't send: what the policies deny, forged forms, what comes too often, signatures of another
/// key or over other bytes, and assertions for another site, another frame, another question or by nobody verified. A mistyped
/// form is none of them.
const COUNTED: [&str; 12] = [
    "denied",
    "form-forged",
    "too-often",
    "signature-wrong",
    "signature-not-the-signers",
    "webauthn-type",
    "webauthn-challenge",
    "webauthn-origin",
    "webauthn-cross-origin",
    "webauthn-rp-id",
    "webauthn-user-not-present",
    "webauthn-user-not-verified",
];

/// Notes a refusal. Of more than one in a minute the rest waits, and is noted together once the minute is over.
pub(super) async fn note(office: &Arc<Office>, caller: &Caller, code: &str) -> Result<(), AccountError> {
    if !COUNTED.contains(&code) {
        return Ok(());
    }
    let (person, membership) = match (&caller.signed_in, &caller.bearer) {
        (Some(signed_in), _) => (Some(signed_in.person.id), signed_in.membership()),
        (None, Some(bearer)) => (Some(bearer.person.id), bearer.person.membership(&bearer.token.seat)),
        (None, None) => (None, None),
    };
    let refused = Note {
        who: membership.map(|membership| membership.signer),
        seat: membership.map(|membership| membership.seat.to_string()),
        what: What::Refused,
        about: Some(code.to_owned()),
        count: 1,
    };
    if office.count_refusal(person, refused.clone()) {
        office.together(move |_, drawer| put(drawer, [refused])).await?;
    }
    Ok(())
}

/// Notes what waits of minutes that are over. Whoever asks for something next brings it about.
pub(super) async fn note_over(office: &Arc<Office>) {
    let over = office.refusals_over();
    if !over.is_empty() {
        let counted = over.into_iter().map(|(note, count)| Note { count, ..note });
        let notes: Vec<Note> = counted.collect();
        // A drawer that can't be written to refuses whatever else is asked of it, and is noticed by that.
        drop(office.together(move |_, drawer| put(drawer, notes)).await);
    }
}

fn put(drawer: &Drawer<'_>, notes: impl IntoIterator<Item = Note>) -> Result<(), AccountError> {
    for note in notes {
        audit::note(drawer, note)?;
    }
    Ok(())
}
