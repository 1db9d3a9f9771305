//! Disavowal: a participant says of a record in its name that it isn't its word, or confirms it again. Everything it judges
//! stands in the header (the record in `refers`, which of the two in `move`), so that a restricted one can be judged by a
//! hub that reads no body. It takes nothing away: the record stays, and what was said of it stands beside it.

use ::kinds::{ContentError, ContentFault, check_text, is_word};
use record::header::Header;
use record::{Body, KeyId, Time};

use crate::Refusal;
use crate::audience::check_same_readers;
use crate::control::{Genesis, kinds};
use crate::judge::{Effect, Past, Placed, keys_of, placed};
use crate::keys::enough_roots;
use crate::state::{KeyStanding, KeyState, State};

/// The move that disavows.
pub const DISAVOW: &str = "disavow";

/// The move that confirms what was disavowed, or what is disputed because its key was revoked.
pub const CONFIRM: &str = "confirm";

/// The one field of the body: why.
pub const REASON: &str = "reason";

/// The longest reason, in characters: a page, not a statement of its own.
pub const MAX_REASON: usize = 2_000;

/// How much of an unknown member's name an error repeats.
const SHOWN: usize = 64;

/// Does a body say why, and nothing else? A disavowal must, a move may.
pub(crate) fn check_reason(body: &Body, required: bool) -> Result<(), ContentError> {
    let wrong = |field: &str, fault| ContentError { field: field.chars().take(SHOWN).collect(), fault };
    if let Some(other) = body.content.keys().find(|name| *name != REASON) {
        return Err(wrong(other, ContentFault::Unknown));
    }
    let reason = match body.content.get(REASON) {
        Some(reason) => reason,
        None if required => return Err(wrong(REASON, ContentFault::Missing)),
        None => return Ok(()),
    };
    let checked = match reason.as_str() {
        None => Err(ContentFault::NotText),
        Some(text) if !is_word(text) => Err(ContentFault::Missing),
        Some(text) => check_text(text, MAX_REASON, true),
    };
    checked.map_err(|fault| wrong(REASON, fault))
}

pub(crate) fn disavow(
    state: &State,
    past: &impl Past,
    genesis: &Genesis,
    header: &Header,
    now: Time,
) -> Result<Effect, Refusal> {
    let [id] = header.refers.as_slice() else {
        return Err(Refusal::NotDisavowable("name the one record that it is about in \"refers\""));
    };
    if !matches!(header.workflow_move.as_deref(), Some(DISAVOW | CONFIRM)) {
        return Err(Refusal::NotDisavowable("say \"disavow\" or \"confirm\" in \"move\""));
    }
    let keys = keys_of(state, header, &header.participant, now)?;
    let target = placed(past, id)?.ok_or(Refusal::UnknownRecord(*id))?;
    if !kinds::is_word(&target.kind) {
        return Err(Refusal::NotDisavowable(
            "it is no statement; a key is revoked, and a disavowal is answered by another about the same record",
        ));
    }
    if header.participant != target.participant {
        return Err(Refusal::NotDisavowable("it was said in another participant's name"));
    }
    check_same_readers(header, &target)?;
    let roots = check_entitled(&keys, &target)?;
    if roots == keys.len() {
        enough_roots("a disavowal by root keys", genesis, roots)?;
    }
    // A key that denies what it signed itself says little about which of the two is false; and a stolen one would take
    // back what was honestly signed before. Where there is no other, it must do.
    let another = |key: &KeyId| !target.signers.contains(key);
    if !keys.iter().any(|(key, _)| another(key)) && others_may(state, &target, now, another) {
        return Err(Refusal::OtherKeyNeeded(*id));
    }
    Ok(Effect::Nothing)
}

/// Checks each signer's key, and counts the root keys among them.
fn check_entitled(keys: &[(KeyId, &KeyState)], target: &Placed) -> Result<usize, Refusal> {
    let mut roots = 0;
    for (id, key) in keys {
        if key.root {
            roots += 1;
        } else if !key.may_disavow(&target.kind, &target.mechanisms) {
            let what = format!("disavowing a {} for these mechanisms", target.kind);
            return Err(Refusal::NotEntitled { key: *id, what });
        }
    }
    Ok(roots)
}

/// Has the participant a valid key for this beside those?
fn others_may(state: &State, target: &Placed, now: Time, another: impl Fn(&KeyId) -> bool) -> bool {
    state.keys().any(|(id, key)| {
        key.participant == target.participant
            && key.standing(now) == KeyStanding::Valid
            && another(id)
            && key.may_disavow(&target.kind, &target.mechanisms)
    })
}
