//! Who reads what: a record names only records that its whole audience can read.

use record::Evidence;
use record::header::{Audience, Header};
use std::collections::BTreeSet;

use crate::Refusal;
use crate::judge::{Past, Placed, placed};
use crate::state::{KeyState, State};

/// An audience in so far as two can be compared without knowing who takes part where. The author always reads.
#[derive(PartialEq, Eq)]
pub(crate) enum Readers<'a> {
    Everybody,
    Named(BTreeSet<&'a str>),
    Mechanism(&'a str),
    Secretariat(&'a str, &'a str),
    Group(&'a str, u64),
}

impl<'a> Readers<'a> {
    /// The readers of what `author` says to `audience`.
    pub fn of(audience: &'a Audience, author: &'a str) -> Self {
        match audience {
            Audience::Public => Self::Everybody,
            Audience::Own => Self::Named([author].into()),
            Audience::Participants { participants } => {
                Self::Named(participants.iter().map(String::as_str).chain([author]).collect())
            }
            Audience::Group { group, version } => Self::Group(group, *version),
            Audience::Mechanism { mechanism } => Self::Mechanism(mechanism),
            Audience::Secretariat { mechanism } => Self::Secretariat(mechanism, author),
        }
    }

    /// Do all of `self` surely read what is meant for `target`? Who takes part in a mechanism changes, so that a list
    /// of names and a mechanism are never compared: refused, though it may be so today.
    fn all_read(&self, target: &Self) -> bool {
        match (self, target) {
            (_, Self::Everybody) => true,
            (Self::Named(mine), Self::Named(theirs)) => mine.is_subset(theirs),
            _ => self == target,
        }
    }
}

/// Checks every record that a statement names.
pub(crate) fn check_named(state: &State, past: &impl Past, header: &Header) -> Result<(), Refusal> {
    let readers = Readers::of(&header.audience, &header.participant);
    for id in header.named() {
        let target = placed(past, id)?.ok_or(Refusal::UnknownRecord(*id))?;
        if !readers.all_read(&Readers::of(&target.audience, &target.participant)) {
            return Err(Refusal::WiderThanNamed(*id));
        }
        if header.supersedes.contains(id) {
            check_supersedes(state, header, &target).map_err(|refusal| refusal(*id))?;
            check_keys_cover(state, header, &target)?;
        }
    }
    Ok(())
}

fn check_supersedes(
    state: &State,
    header: &Header,
    target: &Placed,
) -> Result<(), fn(record::RecordId) -> Refusal> {
    if target.participant != header.participant || target.kind != header.kind {
        return Err(Refusal::NotYoursToSupersede);
    }
    // What a participant signed itself, no secretariat replaces on its behalf.
    if header.evidence == Evidence::Transmitted && !state.transmitted.contains(&target.position) {
        return Err(Refusal::TransmissionOverSigned);
    }
    Ok(())
}

/// What is about another record has that record's audience: as seen from there, because "own" would mean somebody else
/// here.
pub(crate) fn check_same_readers(header: &Header, target: &Placed) -> Result<(), Refusal> {
    let own_of_another = header.audience == Audience::Own && header.participant != target.participant;
    let readers = |audience| Readers::of(audience, &target.participant);
    if own_of_another || readers(&header.audience) != readers(&target.audience) {
        return Err(Refusal::Audience { kind: header.kind.clone() });
    }
    Ok(())
}

/// A key that was given for some mechanisms replaces nothing that was said for others, and erases nothing there.
pub(crate) fn check_keys_cover(state: &State, header: &Header, target: &Placed) -> Result<(), Refusal> {
    let held = header.signers.iter().filter_map(|signer| Some((signer.key, state.key(&signer.key)?)));
    for (id, key) in held.filter(|(_, key)| !key.root) {
        if let Some(other) = target.mechanisms.iter().find(|m| !KeyState::lists(&key.mechanisms, m)) {
            return Err(Refusal::NotEntitled { key: id, what: format!("the mechanism {other}") });
        }
    }
    Ok(())
}
