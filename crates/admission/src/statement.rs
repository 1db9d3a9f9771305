//! Statements: records of the kinds that are data files.

use record::header::{Audience, Header};
use record::signature::Form;
use record::{Evidence, KeyId, Time, Verified};
use std::collections::HashSet;

use crate::Refusal;
use crate::control::SECRETARIAT;
use crate::judge::keys_of;
use crate::rules::KindRules;
use crate::state::{KeyState, State};

pub(crate) fn check_statement(state: &State, record: &Verified, now: Time) -> Result<(), Refusal> {
    let header = &record.header;
    let (kind, version) = (&header.kind, header.kind_version);
    let rules =
        state.kind(kind, version).ok_or_else(|| Refusal::UnknownKind { kind: kind.clone(), version })?;
    check_evidence(rules, header)?;
    check_writer(rules, header)?;
    if !rules.audiences.iter().any(|a| a == audience_word(&header.audience)) {
        return Err(Refusal::Audience { kind: kind.clone() });
    }
    check_meaning(header)?;
    check_signers(state, rules, header, now)?;
    check_forms(rules, record)?;
    check_mechanisms(state, header)?;
    check_audience(state, header)?;
    check_items(state, rules, header)
}

fn check_evidence(rules: &KindRules, header: &Header) -> Result<(), Refusal> {
    // What a hub says itself is of a kind that is code, and what it relays isn't taken yet: whatever a kind's file
    // says, a delegate's key must not pass its words off as the hub's.
    let by_hub = matches!(header.evidence, Evidence::Relayed | Evidence::Hub);
    if by_hub || !rules.evidence.contains(&header.evidence) {
        let evidence = header.evidence.as_str();
        return Err(Refusal::Evidence { kind: header.kind.clone(), evidence });
    }
    Ok(())
}

fn check_writer(rules: &KindRules, header: &Header) -> Result<(), Refusal> {
    let writer = if header.participant == SECRETARIAT { "secretariat" } else { "participant-delegate" };
    if rules.writers.iter().any(|w| w == writer) {
        Ok(())
    } else {
        Err(Refusal::Writer { kind: header.kind.clone(), participant: header.participant.clone() })
    }
}

/// Labels belong to technical kinds, of which there is none yet; and a workflow's moves are records of their own.
fn check_meaning(header: &Header) -> Result<(), Refusal> {
    let refuse = |member| Err(Refusal::NotForThisKind { kind: header.kind.clone(), member });
    if header.label.is_some() {
        return refuse("label");
    }
    if header.workflow_move.is_some() { refuse("move") } else { Ok(()) }
}

fn audience_word(audience: &Audience) -> &'static str {
    match audience {
        Audience::Public => "public",
        Audience::Own => "own",
        Audience::Participants { .. } => "participants",
        Audience::Group { .. } => "group",
        Audience::Mechanism { .. } => "mechanism",
        Audience::Secretariat { .. } => "secretariat",
    }
}

fn check_signers(state: &State, rules: &KindRules, header: &Header, now: Time) -> Result<(), Refusal> {
    // What arrived on paper is signed by the secretariat; whatever else is said is signed by who says it.
    let holder =
        if header.evidence == Evidence::Transmitted { SECRETARIAT } else { header.participant.as_str() };
    for (id, key) in keys_of(state, header, holder, now)? {
        check_entitled(header, &id, key)?;
    }
    check_persons(rules, header)
}

/// Persons, not keys: one delegate with two keys is not two delegates.
pub(crate) fn check_persons(rules: &KindRules, header: &Header) -> Result<(), Refusal> {
    let present = header.signers.iter().map(|s| s.person).collect::<HashSet<_>>().len();
    if rules.signers.hold(present) {
        return Ok(());
    }
    let (kind, min, max) = (header.kind.clone(), rules.signers.min, rules.signers.max);
    Err(Refusal::Signers { kind, min, max, present })
}

/// A kind may ask for signatures made on the author's own machine: a touch in the hub's page shows that a key answered
/// what that page asked, not what it showed.
pub(crate) fn check_forms(rules: &KindRules, record: &Verified) -> Result<(), Refusal> {
    let not_taken = |form: &&Form| !rules.signature_forms.contains(form);
    match record.signed_where.forms().iter().find(not_taken) {
        Some(form) => Err(Refusal::SignatureForm { kind: record.header.kind.clone(), form: form.as_str() }),
        None => Ok(()),
    }
}

/// May this key sign a record of this kind for these mechanisms?
fn check_entitled(header: &Header, id: &KeyId, key: &KeyState) -> Result<(), Refusal> {
    // Root keys enrol, revoke and publish; kept off the hub and used together, they are not for daily statements.
    if key.root || !KeyState::lists(&key.kinds, &header.kind) {
        return Err(Refusal::NotEntitled { key: *id, what: format!("the kind {}", header.kind) });
    }
    match header.mechanisms.iter().find(|m| !KeyState::lists(&key.mechanisms, m)) {
        Some(mechanism) => Err(Refusal::NotEntitled { key: *id, what: format!("the mechanism {mechanism}") }),
        None => Ok(()),
    }
}

fn check_mechanisms(state: &State, header: &Header) -> Result<(), Refusal> {
    if header.mechanisms.is_empty() {
        return Err(Refusal::NoMechanism);
    }
    for id in &header.mechanisms {
        let mechanism = check_takes_part(state, header, id)?;
        if !mechanism.kinds.contains(&header.kind) {
            let (kind, mechanism) = (header.kind.clone(), id.clone());
            return Err(Refusal::KindNotTaken { kind, mechanism });
        }
    }
    Ok(())
}

/// The secretariat serves every mechanism; everybody else must take part.
fn check_takes_part<'s>(
    state: &'s State,
    header: &Header,
    id: &str,
) -> Result<&'s crate::MechanismRules, Refusal> {
    let mechanism = state.mechanism(id).ok_or_else(|| Refusal::UnknownMechanism(id.to_owned()))?;
    if header.participant != SECRETARIAT && !mechanism.participants.contains(&header.participant) {
        let (participant, mechanism) = (header.participant.clone(), id.to_owned());
        return Err(Refusal::NotInMechanism { participant, mechanism });
    }
    Ok(mechanism)
}

/// Does everything that the audience names exist?
fn check_audience(state: &State, header: &Header) -> Result<(), Refusal> {
    match &header.audience {
        Audience::Public | Audience::Own => Ok(()),
        Audience::Participants { participants } => match participants.iter().find(|p| !state.knows(p)) {
            Some(unknown) => Err(Refusal::UnknownParticipant(unknown.clone())),
            None => Ok(()),
        },
        // No record can make a group yet, so that none is known.
        Audience::Group { group, .. } => Err(Refusal::UnknownGroup(group.clone())),
        Audience::Mechanism { mechanism } | Audience::Secretariat { mechanism } => {
            check_takes_part(state, header, mechanism).map(|_| ())
        }
    }
}

fn check_items(state: &State, rules: &KindRules, header: &Header) -> Result<(), Refusal> {
    let bounds = rules.framework_items;
    if !bounds.hold(header.framework_items.len()) {
        let kind = header.kind.clone();
        return Err(Refusal::FrameworkItems { kind, min: bounds.min, max: bounds.max });
    }
    if let Some(item) = header.framework_items.iter().find(|item| !state.framework_items.contains(*item)) {
        return Err(Refusal::UnknownFrameworkItem(item.clone()));
    }
    match header.provisions.iter().find(|provision| !state.provisions.contains(*provision)) {
        Some(provision) => Err(Refusal::UnknownProvision(provision.clone())),
        None => Ok(()),
    }
}
