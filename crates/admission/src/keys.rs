//! Keys: the log's first ones, enrolment, revocation.

use record::header::{Header, Signer};
use record::{KeyId, Time, Verified};

use crate::Refusal;
use crate::control::{self, Enrolment, Genesis, Revocation, SECRETARIAT, kinds};
use crate::judge::{Effect, check_code_kind, check_place};
use crate::state::{KeyStanding, KeyState, State, enrolled};

pub(crate) fn begin(state: &State, record: &Verified, now: Time) -> Result<Effect, Refusal> {
    if state.size != 0 {
        return Err(Refusal::SecondGenesis);
    }
    let header = &record.header;
    let genesis: Genesis = control::read_content(kinds::GENESIS, record)?;
    let roots = genesis.check()?;
    check_place(&genesis, header, now)?;
    check_code_kind(header)?;
    if header.participant != SECRETARIAT {
        return Err(Refusal::WrongSigners("the root keys that it names"));
    }
    for signer in &header.signers {
        let root = roots.iter().find(|(root, _)| root.id() == signer.key);
        let (_, person) = root.ok_or(Refusal::WrongSigners("the root keys that it names"))?;
        if *person != signer.person {
            return Err(Refusal::PersonOfAnother(signer.key));
        }
    }
    enough_roots("a genesis record", &genesis, header.signers.len())?;
    let keys = roots.into_iter().map(|(key, person)| (key.id(), person)).collect();
    Ok(Effect::Begin(Box::new(genesis), keys))
}

pub(crate) fn valid_key<'s>(state: &'s State, id: &KeyId, now: Time) -> Result<&'s KeyState, Refusal> {
    let key = state.key(id).ok_or(Refusal::UnknownKey(*id))?;
    match key.standing(now) {
        KeyStanding::Valid => Ok(key),
        KeyStanding::Waiting(from) => Err(Refusal::KeyWaiting { key: *id, from }),
        KeyStanding::Revoked => Err(Refusal::KeyRevoked(*id)),
    }
}

/// Is the key `holder`'s, and held by the person whom the header names?
pub(crate) fn check_holder(signer: &Signer, key: &KeyState, holder: &str) -> Result<(), Refusal> {
    if key.participant != holder {
        let (holder, named) = (key.participant.clone(), holder.to_owned());
        return Err(Refusal::KeyOfAnother { key: signer.key, holder, named });
    }
    if signer.person == key.person { Ok(()) } else { Err(Refusal::PersonOfAnother(signer.key)) }
}

/// Checks the signers, of whom the one in `except` signs for itself, and counts the root keys among them.
pub(crate) fn roots_among(
    state: &State,
    header: &Header,
    except: Option<&KeyId>,
    now: Time,
) -> Result<usize, Refusal> {
    let mut roots = 0;
    for signer in header.signers.iter().filter(|s| Some(&s.key) != except) {
        let key = valid_key(state, &signer.key, now)?;
        check_holder(signer, key, SECRETARIAT)?;
        roots += usize::from(key.root);
    }
    Ok(roots)
}

pub(crate) fn enough_roots(what: &'static str, genesis: &Genesis, present: usize) -> Result<(), Refusal> {
    let needed = genesis.threshold;
    if present >= needed { Ok(()) } else { Err(Refusal::TooFewRootKeys { what, needed, present }) }
}

pub(crate) fn enrol(
    state: &State,
    genesis: &Genesis,
    record: &Verified,
    now: Time,
) -> Result<Effect, Refusal> {
    let header = &record.header;
    let enrolment: Enrolment = control::read_content(kinds::KEY, record)?;
    let key = enrolment.check()?;
    let id = key.id();
    // It lies on the hub and speaks for the hub alone: enrolled, a hub could speak for a participant.
    if genesis.is_log_key(&id) {
        return Err(Refusal::LogKey);
    }
    if state.key(&id).is_some() || state.keys().any(|(_, other)| other.same_passkey(&key)) {
        return Err(Refusal::KeyEnrolled(id));
    }
    // The new key signs too: nobody can enrol a key that they only copied from somewhere.
    let own = header.signers.iter().find(|s| s.key == id);
    if own.is_none_or(|s| s.person != enrolment.person) {
        return Err(Refusal::WrongSigners(
            "the new key itself, with the person it is enrolled for, beside who enrols it",
        ));
    }
    if !state.knows(&enrolment.participant) {
        return Err(Refusal::UnknownParticipant(enrolment.participant));
    }
    // Else one delegation's statements could be shown as those of a person in another.
    if state.persons.get(&enrolment.person).is_some_and(|holder| *holder != enrolment.participant) {
        return Err(Refusal::PersonTaken(enrolment.person));
    }
    if header.participant == SECRETARIAT {
        let roots = roots_among(state, header, Some(&id), now)?;
        enough_roots("an enrolment by the secretariat", genesis, roots)?;
        enrolment.check_reasons()?;
        let from = now.plus(genesis.root_delay);
        return Ok(Effect::Enrol(id, Box::new(enrolled(enrolment, &key, true, from))));
    }
    if header.participant != enrolment.participant {
        return Err(Refusal::WrongSigners("the participant whose key it is, or the secretariat"));
    }
    let mut administrators = 0;
    for signer in header.signers.iter().filter(|s| s.key != id) {
        let key = valid_key(state, &signer.key, now)?;
        check_holder(signer, key, &enrolment.participant)?;
        administrators += usize::from(key.administrator);
    }
    if administrators == 0 {
        return Err(Refusal::WrongSigners("an administrator's key of the participant, beside the new key"));
    }
    Ok(Effect::Enrol(id, Box::new(enrolled(enrolment, &key, false, now))))
}

/// A key is revoked by k root keys; or by its own participant: by the key itself, by an administrator's key, or, while
/// it waits, by any valid key. A root key is revoked by itself or by k root keys alone: else one delegate of the
/// secretariat could take the log away from all.
pub(crate) fn revoke(
    state: &State,
    genesis: &Genesis,
    record: &Verified,
    now: Time,
) -> Result<Effect, Refusal> {
    let header = &record.header;
    let revocation: Revocation = control::read_content(kinds::REVOCATION, record)?;
    let target = state.key(&revocation.key).ok_or(Refusal::UnknownKey(revocation.key))?;
    if let Some((accepted, before)) = &target.revoked {
        // One prepared at enrolment can't know from when on the key was in other hands: who may revoke says it later.
        let disputed_from = before.from.unwrap_or(*accepted);
        if revocation.from.is_none_or(|from| from >= disputed_from) {
            return Err(Refusal::KeyRevoked(revocation.key));
        }
    }
    if revocation.from.is_some_and(|from| from > now) {
        let why = "its \"from\" lies in the future".to_owned();
        return Err(Refusal::ControlBody { kind: kinds::REVOCATION, why });
    }
    let by_secretariat = header.participant == SECRETARIAT;
    let by_own = header.participant == target.participant;
    if !by_own && !by_secretariat {
        return Err(Refusal::WrongSigners(WHO_REVOKES));
    }
    let waits = matches!(target.standing(now), KeyStanding::Waiting(_));
    let (mut roots, mut own_authority) = (0, false);
    for signer in &header.signers {
        // Once revoked it says nothing more, nor how far back its own statements are disputed.
        let itself = signer.key == revocation.key && target.revoked.is_none();
        // A key that waits may withdraw itself; it may not stop another that waits.
        let key = if itself { target } else { valid_key(state, &signer.key, now)? };
        check_holder(signer, key, &header.participant)?;
        roots += usize::from(key.root);
        own_authority |= itself || waits || (key.administrator && !key.root && !target.root);
    }
    if by_own && own_authority {
        return Ok(Effect::Revoke(revocation));
    }
    if !by_secretariat {
        return Err(Refusal::WrongSigners(WHO_REVOKES));
    }
    enough_roots("a revocation by the secretariat", genesis, roots)?;
    Ok(Effect::Revoke(revocation))
}

const WHO_REVOKES: &str = "the key itself, an administrator's key of its participant, any valid key of its participant while it waits, or the root keys";
