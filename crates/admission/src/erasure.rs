//! Erasure of a body. Everything it judges stands in the header (the record in `refers`, the ground in `move`), so
//! that an erasure of a restricted body can be judged by a hub that reads none.

use record::Time;
use record::header::{Audience, Header};

use crate::Refusal;
use crate::audience::{check_keys_cover, check_same_readers};
use crate::control::{Genesis, HUB, SECRETARIAT, kinds};
use crate::judge::{Effect, Past, Placed, keys_of, placed};
use crate::keys::enough_roots;
use crate::retention::expire;
use crate::state::{KeyState, State};

/// The grounds on which a public body may be erased; any other public statement is superseded and stays readable.
pub const GROUNDS: [&str; 2] = ["personal-data", "unlawful-content"];

/// The further ground that an author has over its own restricted body.
pub const WITHDRAWN: &str = "withdrawn";

pub(crate) fn erase(
    state: &State,
    past: &impl Past,
    genesis: &Genesis,
    header: &Header,
    now: Time,
) -> Result<Effect, Refusal> {
    if header.participant == HUB {
        return expire(state, past, genesis, header, now);
    }
    let [id] = header.refers.as_slice() else {
        return Err(Refusal::NotErasable("name the one record whose body goes in \"refers\""));
    };
    check_keys(state, genesis, header, now)?;
    // Of what it may not read, a key learns no more than of an id that nobody has.
    let unknown = || Refusal::UnknownRecord(*id);
    let target = placed(past, id)?.filter(|target| may_know(header, target)).ok_or_else(unknown)?;
    // The reason of a disavowal and of a move is free text, which may name a person.
    let gives_reason = target.kind == kinds::DISAVOWAL || target.kind == kinds::MOVE;
    if kinds::ALL.contains(&target.kind.as_str()) && !gives_reason {
        return Err(Refusal::NotErasable("control records and erasures stay"));
    }
    let by_author = header.participant == target.participant;
    if !by_author && header.participant != SECRETARIAT {
        return Err(Refusal::NotErasable("only its author or the secretariat can erase it"));
    }
    check_ground(header, by_author && target.audience != Audience::Public)?;
    check_same_readers(header, &target)?;
    check_keys_cover(state, header, &target)?;
    // Last: only whoever could have erased it is told that somebody did.
    if state.is_erased(target.position) {
        return Err(Refusal::NotErasable("it was erased already"));
    }
    Ok(Effect::Erase(target.position))
}

/// Does this author surely read the header of what it would erase? Whoever reads it by taking part in a mechanism is told
/// nothing more here either: it can't erase it anyway.
fn may_know(header: &Header, target: &Placed) -> bool {
    let author = header.participant.as_str();
    author == SECRETARIAT
        || author == target.participant
        || match &target.audience {
            Audience::Public => true,
            Audience::Participants { participants } => participants.iter().any(|one| one == author),
            _ => false,
        }
}

fn check_ground(header: &Header, own_restricted: bool) -> Result<(), Refusal> {
    let ground =
        header.workflow_move.as_deref().ok_or(Refusal::NotErasable("name the ground in \"move\""))?;
    if GROUNDS.contains(&ground) || (own_restricted && ground == WITHDRAWN) {
        return Ok(());
    }
    Err(Refusal::NotErasable(
        "the ground is \"personal-data\" or \"unlawful-content\"; \"withdrawn\" for the author's own restricted body alone; else supersede it; \"retention\" is for the hub itself",
    ))
}

/// A delegate's key erases if it is enrolled for erasures and for every mechanism of what it erases; root keys do so
/// k together.
fn check_keys(state: &State, genesis: &Genesis, header: &Header, now: Time) -> Result<(), Refusal> {
    let keys = keys_of(state, header, &header.participant, now)?;
    let (roots, others): (Vec<_>, Vec<_>) = keys.into_iter().partition(|(_, key)| key.root);
    for (id, key) in &others {
        if !KeyState::lists(&key.kinds, kinds::ERASURE) {
            return Err(Refusal::NotEntitled { key: *id, what: "the kind erasure".to_owned() });
        }
    }
    if others.is_empty() { enough_roots("an erasure by root keys", genesis, roots.len()) } else { Ok(()) }
}
