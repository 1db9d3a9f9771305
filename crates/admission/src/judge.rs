//! The one pure function: [`admit`].

use record::header::{Audience, Header};
use record::{Entry, Evidence, KeyId, RecordId, Time, Verified};

use crate::Refusal;
use crate::control::{self, CatalogueFile, Enrolment, Genesis, Revocation, SECRETARIAT, kinds};
use crate::rules::FileRules;
use crate::state::{KeyStanding, KeyState, Spent, State, enrolled};

/// How far in the future an author's clock may stand: a laptop with the wrong time zone, not the wrong year.
const CLOCK_TOLERANCE: u64 = record::time::DAY;

/// The grounds on which a public body may be erased; any other public statement is superseded and stays readable.
const GROUNDS: [&str; 2] = ["personal-data", "unlawful-content"];

/// What is already in the register. MUST answer for every entry before the one being judged, and for no other.
pub trait Past {
    /// Where a record stands and what its header says of it.
    fn placed(&self, id: &RecordId) -> Result<Option<Placed>, Unreadable>;
}

/// The register could not be read. Nothing was decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable(pub String);

/// What judging a record needs to know of another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Its position, from 0.
    pub position: u64,
    /// Its kind.
    pub kind: String,
    /// Its author.
    pub participant: String,
    /// Who may read it.
    pub audience: Audience,
}

/// A record that may be said, and what it changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Admitted {
    /// The header is served to anybody.
    pub public: bool,
    /// It changes what may be said.
    pub control: bool,
    pub(crate) participant: String,
    pub(crate) bytes: u64,
    pub(crate) time: Time,
    /// What it changes.
    pub effect: Effect,
}

/// What an admitted record changes in [`State`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Nothing that admission judges by.
    Nothing,
    /// The log begins.
    Begin(Box<Genesis>, Vec<(KeyId, record::header::Salt)>),
    /// A key is enrolled.
    Enrol(KeyId, Box<KeyState>),
    /// A key is revoked.
    Revoke(Revocation),
    /// A data file takes effect.
    File(Box<FileEffect>),
    /// The body at this position goes.
    Erase(u64),
}

/// What a data file changes; opaque, because only admission judges by it.
pub type FileEffect = FileRules;

/// May this record be said here, at `now`? `now` is the time of acceptance, never before the last entry's.
pub fn admit(state: &State, past: &impl Past, record: &Verified, now: Time) -> Result<Admitted, Refusal> {
    let header = &record.header;
    if placed(past, &record.id)?.is_some() {
        return Err(Refusal::AlreadyThere);
    }
    if header.kind == kinds::GENESIS {
        return begin(state, record, now);
    }
    let genesis = state.genesis().ok_or(Refusal::NoGenesis)?;
    check_place(genesis, header, now)?;
    let effect = if kinds::ALL.contains(&header.kind.as_str()) {
        check_code_kind(header)?;
        match header.kind.as_str() {
            kinds::KEY => enrol(state, genesis, record, now)?,
            kinds::REVOCATION => revoke(state, genesis, record, now)?,
            kinds::CATALOGUE => take_file(state, genesis, record, now)?,
            _ => erase(state, past, header, now)?,
        }
    } else {
        check_statement(state, header, now)?;
        Effect::Nothing
    };
    check_named(past, header)?;
    let bytes = size_of(record);
    check_quota(state, genesis, header, bytes, now)?;
    Ok(admitted(header, bytes, now, effect))
}

/// Does this entry stand where it may? What the sequencer's [`admit`] let in, replay and `verify` find admissible with
/// the same answer; an entry for which this is an error is void in every view, and is the hub's fault.
pub fn admit_entry(
    state: &State,
    past: &impl Past,
    entry: &Entry,
    record: &Verified,
) -> Result<Admitted, Refusal> {
    if entry.time < state.time {
        return Err(Refusal::TimeDecreases);
    }
    if entry.id != record.id {
        return Err(Refusal::EntryDiffers("another record's id"));
    }
    if entry.signatures != record.signature_digest {
        return Err(Refusal::EntryDiffers("another signature set"));
    }
    let admitted = admit(state, past, record, Time(entry.time))?;
    if (admitted.public, admitted.control) != (entry.public, entry.control) {
        return Err(Refusal::EntryDiffers("its flags"));
    }
    Ok(admitted)
}

fn placed(past: &impl Past, id: &RecordId) -> Result<Option<Placed>, Refusal> {
    past.placed(id).map_err(|Unreadable(why)| Refusal::Unreadable(why))
}

/// From the header, not from the bytes at hand: a replay that no longer has an erased body must count the same.
fn size_of(record: &Verified) -> u64 {
    (record.header_bytes.len() + record.signature_bytes.len()) as u64 + record.header.body.bytes
}

fn admitted(header: &Header, bytes: u64, time: Time, effect: Effect) -> Admitted {
    let control =
        [kinds::GENESIS, kinds::KEY, kinds::REVOCATION, kinds::CATALOGUE].contains(&header.kind.as_str());
    Admitted {
        public: header.audience == Audience::Public,
        control,
        participant: header.participant.clone(),
        bytes,
        time,
        effect,
    }
}

fn begin(state: &State, record: &Verified, now: Time) -> Result<Admitted, Refusal> {
    if state.size != 0 {
        return Err(Refusal::SecondGenesis);
    }
    let header = &record.header;
    let genesis: Genesis = control::read_content(kinds::GENESIS, record)?;
    let roots = genesis.check()?;
    check_place(&genesis, header, now)?;
    check_code_kind(header)?;
    let is_root = |key: &KeyId| roots.iter().any(|(root, _)| root.id() == *key);
    if header.participant != SECRETARIAT || !record.signed_by.iter().all(is_root) {
        return Err(Refusal::WrongSigners("the root keys that it names"));
    }
    enough_roots("a genesis record", &genesis, record.signed_by.len())?;
    let keys = roots.into_iter().map(|(key, person)| (key.id(), person)).collect();
    Ok(admitted(header, size_of(record), now, Effect::Begin(Box::new(genesis), keys)))
}

fn check_place(genesis: &Genesis, header: &Header, now: Time) -> Result<(), Refusal> {
    if header.log != genesis.log {
        return Err(Refusal::OtherLog { signed_for: header.log.clone(), here: genesis.log.clone() });
    }
    if header.exercise != genesis.exercise {
        return Err(Refusal::Exercise);
    }
    if now > header.expiry {
        return Err(Refusal::Expired(header.expiry));
    }
    if header.time > now.plus(CLOCK_TOLERANCE) {
        return Err(Refusal::FromTheFuture(header.time));
    }
    Ok(())
}

/// What all kinds that are code have in common: version 1, signed by keys of the speaker, public unless it erases.
fn check_code_kind(header: &Header) -> Result<(), Refusal> {
    if header.kind_version != kinds::VERSION {
        return Err(Refusal::UnknownKind { kind: header.kind.clone(), version: header.kind_version });
    }
    if header.evidence != Evidence::Signed {
        return Err(Refusal::Evidence { kind: header.kind.clone(), evidence: header.evidence.as_str() });
    }
    if header.kind != kinds::ERASURE && header.audience != Audience::Public {
        return Err(Refusal::Audience { kind: header.kind.clone() });
    }
    Ok(())
}

/// A statement of a kind that is a data file.
fn check_statement(state: &State, header: &Header, now: Time) -> Result<(), Refusal> {
    let (kind, version) = (&header.kind, header.kind_version);
    let rules =
        state.kind(kind, version).ok_or_else(|| Refusal::UnknownKind { kind: kind.clone(), version })?;
    if !rules.evidence.contains(&header.evidence) {
        return Err(Refusal::Evidence { kind: kind.clone(), evidence: header.evidence.as_str() });
    }
    if !rules.audiences.iter().any(|a| a == audience_word(&header.audience)) {
        return Err(Refusal::Audience { kind: kind.clone() });
    }
    // What arrived on paper is signed by the secretariat; whatever else is said is signed by who says it.
    let holder =
        if header.evidence == Evidence::Transmitted { SECRETARIAT } else { header.participant.as_str() };
    for signer in &header.signers {
        let key = valid_key(state, &signer.key, now)?;
        check_holder(header, &signer.key, key, holder)?;
        check_entitled(header, &signer.key, key)?;
    }
    let present = header.signers.len();
    if !rules.signers.hold(present) {
        return Err(Refusal::Signers {
            kind: kind.clone(),
            min: rules.signers.min,
            max: rules.signers.max,
            present,
        });
    }
    let items = header.framework_items.len();
    if !rules.framework_items.hold(items) {
        let bounds = rules.framework_items;
        return Err(Refusal::FrameworkItems { kind: kind.clone(), min: bounds.min, max: bounds.max });
    }
    check_mechanisms(state, header)?;
    let unknown_item = header.framework_items.iter().find(|item| !state.framework_items.contains(*item));
    if let Some(item) = unknown_item {
        return Err(Refusal::UnknownFrameworkItem(item.clone()));
    }
    match header.provisions.iter().find(|provision| !state.provisions.contains(*provision)) {
        Some(provision) => Err(Refusal::UnknownProvision(provision.clone())),
        None => Ok(()),
    }
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

fn check_mechanisms(state: &State, header: &Header) -> Result<(), Refusal> {
    if header.mechanisms.is_empty() {
        return Err(Refusal::NoMechanism);
    }
    for id in &header.mechanisms {
        let mechanism = state.mechanism(id).ok_or_else(|| Refusal::UnknownMechanism(id.clone()))?;
        if !mechanism.participants.contains(&header.participant) {
            let (participant, mechanism) = (header.participant.clone(), id.clone());
            return Err(Refusal::NotInMechanism { participant, mechanism });
        }
    }
    Ok(())
}

fn valid_key<'s>(state: &'s State, id: &KeyId, now: Time) -> Result<&'s KeyState, Refusal> {
    let key = state.key(id).ok_or(Refusal::UnknownKey(*id))?;
    match key.standing(now) {
        KeyStanding::Valid => Ok(key),
        KeyStanding::Waiting(from) => Err(Refusal::KeyWaiting { key: *id, from }),
        KeyStanding::Revoked => Err(Refusal::KeyRevoked(*id)),
    }
}

fn check_holder(header: &Header, id: &KeyId, key: &KeyState, holder: &str) -> Result<(), Refusal> {
    if key.participant != holder {
        let (holder, named) = (key.participant.clone(), holder.to_owned());
        return Err(Refusal::KeyOfAnother { key: *id, holder, named });
    }
    let person = header.signers.iter().find(|s| s.key == *id).map(|s| s.person);
    if person == Some(key.person) { Ok(()) } else { Err(Refusal::PersonOfAnother(*id)) }
}

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

/// Checks the signers, of whom those in `except` sign for themselves, and counts the root keys among them.
fn roots_among(state: &State, header: &Header, except: Option<&KeyId>, now: Time) -> Result<usize, Refusal> {
    let mut roots = 0;
    for signer in header.signers.iter().filter(|s| Some(&s.key) != except) {
        let key = valid_key(state, &signer.key, now)?;
        check_holder(header, &signer.key, key, SECRETARIAT)?;
        roots += usize::from(key.root);
    }
    Ok(roots)
}

fn enough_roots(what: &'static str, genesis: &Genesis, present: usize) -> Result<(), Refusal> {
    let needed = genesis.threshold;
    if present >= needed { Ok(()) } else { Err(Refusal::TooFewRootKeys { what, needed, present }) }
}

fn enrol(state: &State, genesis: &Genesis, record: &Verified, now: Time) -> Result<Effect, Refusal> {
    let header = &record.header;
    let enrolment: Enrolment = control::read_content(kinds::KEY, record)?;
    let id = enrolment.check()?.id();
    if state.key(&id).is_some() {
        return Err(Refusal::KeyEnrolled(id));
    }
    // The new key signs too: nobody can enrol a key that they only copied from somewhere.
    let own = header.signers.iter().find(|s| s.key == id);
    if own.is_none_or(|s| s.person != enrolment.person) {
        return Err(Refusal::WrongSigners(
            "the new key itself, with the person it is enrolled for, beside who enrols it",
        ));
    }
    let known = enrolment.participant == SECRETARIAT
        || state.mechanisms.values().any(|m| m.participants.contains(&enrolment.participant));
    if !known {
        return Err(Refusal::UnknownParticipant(enrolment.participant));
    }
    if header.participant == SECRETARIAT {
        enough_roots(
            "an enrolment by the secretariat",
            genesis,
            roots_among(state, header, Some(&id), now)?,
        )?;
        let from = now.plus(genesis.root_delay);
        return Ok(Effect::Enrol(id, Box::new(enrolled(enrolment, true, from))));
    }
    if header.participant != enrolment.participant {
        return Err(Refusal::WrongSigners("the participant whose key it is, or the secretariat"));
    }
    let mut administrators = 0;
    for signer in header.signers.iter().filter(|s| s.key != id) {
        let key = valid_key(state, &signer.key, now)?;
        check_holder(header, &signer.key, key, &enrolment.participant)?;
        administrators += usize::from(key.administrator);
    }
    if administrators == 0 {
        return Err(Refusal::WrongSigners("an administrator's key of the participant, beside the new key"));
    }
    Ok(Effect::Enrol(id, Box::new(enrolled(enrolment, false, now))))
}

fn revoke(state: &State, genesis: &Genesis, record: &Verified, now: Time) -> Result<Effect, Refusal> {
    let header = &record.header;
    let revocation: Revocation = control::read_content(kinds::REVOCATION, record)?;
    let target = state.key(&revocation.key).ok_or(Refusal::UnknownKey(revocation.key))?;
    if target.revoked.is_some() {
        return Err(Refusal::KeyRevoked(revocation.key));
    }
    if revocation.from.is_some_and(|from| from > now) {
        let why = "its \"from\" lies in the future".to_owned();
        return Err(Refusal::ControlBody { kind: kinds::REVOCATION, why });
    }
    if header.participant == SECRETARIAT && target.participant != SECRETARIAT {
        enough_roots("a revocation by the secretariat", genesis, roots_among(state, header, None, now)?)?;
        return Ok(Effect::Revoke(revocation));
    }
    let waiting = matches!(target.standing(now), KeyStanding::Waiting(_));
    let mut authority = false;
    for signer in &header.signers {
        let own = signer.key == revocation.key;
        // A waiting key may withdraw itself; it may not stop another that waits.
        let key = if own { target } else { valid_key(state, &signer.key, now)? };
        check_holder(header, &signer.key, key, &target.participant)?;
        authority |= own || (key.administrator && !key.root) || waiting;
    }
    let roots = header.signers.iter().filter(|s| state.key(&s.key).is_some_and(|k| k.root)).count();
    if target.root && !authority {
        enough_roots("the revocation of a root key", genesis, roots)?;
        authority = true;
    }
    authority |= target.participant == SECRETARIAT && roots >= genesis.threshold;
    if header.participant != target.participant || !authority {
        return Err(Refusal::WrongSigners(
            "the key itself, an administrator's key of its participant, any valid key of its participant while it waits, or the root keys",
        ));
    }
    Ok(Effect::Revoke(revocation))
}

fn take_file(state: &State, genesis: &Genesis, record: &Verified, now: Time) -> Result<Effect, Refusal> {
    if record.header.participant != SECRETARIAT {
        return Err(Refusal::WrongSigners("the secretariat's root keys"));
    }
    enough_roots("a catalogue file", genesis, roots_among(state, &record.header, None, now)?)?;
    let file: CatalogueFile = control::read_content(kinds::CATALOGUE, record)?;
    Ok(Effect::File(Box::new(file.rules()?)))
}

/// Everything it judges stands in the header (the record in `refers`, the ground in `move`), so that an erasure of a
/// restricted body can be judged by a hub that reads none.
fn erase(state: &State, past: &impl Past, header: &Header, now: Time) -> Result<Effect, Refusal> {
    let [id] = header.refers.as_slice() else {
        return Err(Refusal::NotErasable("name the one record whose body goes in \"refers\""));
    };
    let target = placed(past, id)?.ok_or(Refusal::UnknownRecord(*id))?;
    let ground =
        header.workflow_move.as_deref().ok_or(Refusal::NotErasable("name the ground in \"move\""))?;
    if kinds::ALL.contains(&target.kind.as_str()) {
        return Err(Refusal::NotErasable("control records and erasures stay"));
    }
    if state.is_erased(target.position) {
        return Err(Refusal::NotErasable("it was erased already"));
    }
    let by_secretariat = header.participant == SECRETARIAT;
    if !by_secretariat && header.participant != target.participant {
        return Err(Refusal::NotErasable("only its author or the secretariat can erase it"));
    }
    if (target.audience == Audience::Public || by_secretariat) && !GROUNDS.contains(&ground) {
        return Err(Refusal::NotErasable(
            "a public body goes only for \"personal-data\" or \"unlawful-content\": supersede it instead",
        ));
    }
    if header.audience != target.audience {
        return Err(Refusal::Audience { kind: header.kind.clone() });
    }
    for signer in &header.signers {
        let key = valid_key(state, &signer.key, now)?;
        check_holder(header, &signer.key, key, &header.participant)?;
        if !key.root {
            check_entitled(header, &signer.key, key)?;
        }
    }
    Ok(Effect::Erase(target.position))
}

/// A record names only records that its whole audience can read.
fn check_named(past: &impl Past, header: &Header) -> Result<(), Refusal> {
    for id in header.named() {
        let target = placed(past, id)?.ok_or(Refusal::UnknownRecord(*id))?;
        if target.audience != Audience::Public && target.audience != header.audience {
            return Err(Refusal::WiderThanNamed(*id));
        }
        let supersedes = header.supersedes.contains(id);
        if supersedes && (target.participant != header.participant || target.kind != header.kind) {
            return Err(Refusal::NotYoursToSupersede(*id));
        }
    }
    Ok(())
}

fn check_quota(
    state: &State,
    genesis: &Genesis,
    header: &Header,
    bytes: u64,
    now: Time,
) -> Result<(), Refusal> {
    // The secretariat publishes whole catalogues, and is who sets the quota.
    if header.participant == SECRETARIAT {
        return Ok(());
    }
    let today = state.spent.get(&header.participant).filter(|s| s.day == now.day());
    let spent = today.copied().unwrap_or(Spent::default());
    let over = |quota| Err(Refusal::Quota { participant: header.participant.clone(), quota });
    if spent.records + 1 > genesis.quota.records_per_day {
        return over("records");
    }
    if spent.bytes + bytes > genesis.quota.bytes_per_day {
        return over("bytes");
    }
    Ok(())
}
