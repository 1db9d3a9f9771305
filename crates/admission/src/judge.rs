//! The one pure function: [`admit`]. It looks at what all records have in common; what belongs to one sort of record
//! lies in `statement`, `keys` and `erasure`.

use record::header::{Audience, Header};
use record::{Entry, Evidence, KeyId, RecordId, Time, Verified};

use crate::Refusal;
use crate::audience::check_named;
use crate::control::{self, CatalogueFile, Genesis, HUB, Revocation, SECRETARIAT, kinds};
use crate::disavowal::disavow;
use crate::erasure::erase;
use crate::keys::{begin, check_holder, enough_roots, enrol, revoke, roots_among};
use crate::own::commit;
use crate::rules::FileRules;
use crate::state::{KeyState, Spent, State};
use crate::statement::check_statement;
use crate::workflow::{Followed, follow, make_move};

/// How far in the future an author's clock may stand: a laptop with the wrong time zone, not the wrong year.
const CLOCK_TOLERANCE: u64 = record::time::DAY;

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
    /// The mechanisms for which it is said.
    pub mechanisms: Vec<String>,
    /// The keys that signed it.
    pub signers: Vec<KeyId>,
    /// What says for how long its body is kept; none of what is public, which stays.
    pub kept: Option<Kept>,
}

/// By what a restricted body is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The version of its kind.
    pub kind_version: u64,
    /// When it was accepted.
    pub accepted: Time,
}

impl Placed {
    /// The record with this header, accepted then, at this position.
    pub fn of(position: u64, accepted: Time, header: &Header) -> Self {
        let kept = Kept { kind_version: header.kind_version, accepted };
        Self {
            position,
            kind: header.kind.clone(),
            participant: header.participant.clone(),
            audience: header.audience.clone(),
            mechanisms: header.mechanisms.clone(),
            signers: header.signers.iter().map(|signer| signer.key).collect(),
            kept: (header.audience != Audience::Public).then_some(kept),
        }
    }
}

/// A record that may be said, and what it changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Admitted {
    /// The header is served to anybody.
    pub public: bool,
    /// It changes what may be said.
    pub control: bool,
    pub(crate) payer: String,
    pub(crate) bytes: u64,
    pub(crate) time: Time,
    pub(crate) transmitted: bool,
    /// Positions of transmissions that their author replaces here with its own signature.
    pub(crate) taken_up: Vec<u64>,
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
    /// The hub committed to this hour of its audit trail.
    Commit(u64),
    /// A statement takes its place in its kind's workflow.
    Follow(Box<Followed>),
    /// The statement at a position, and those that correct it, are in this state now.
    Move {
        /// The position of the first of them.
        first: u64,
        /// The state.
        to: String,
    },
}

/// What a data file changes; opaque, because only admission judges by it.
pub type FileEffect = FileRules;

/// One question about a record; some also say what it changes.
#[derive(Clone, Copy)]
enum Rule {
    /// The log's first record is judged by its own content.
    Begin,
    Place,
    CodeKind,
    Quota,
    Enrol,
    Revoke,
    TakeFile,
    Erase,
    Disavow,
    Commit,
    Statement,
    Named,
    Follow,
    Move,
}

/// What is asked of each sort of record, in this order; the first that fails gives the reason. The quota comes before
/// look-ups: whoever has used it up costs the sequencer no more. It holds up no revocation and no erasure, so that a
/// stolen key can't buy itself a day. It does hold up disavowals and moves: they can be said without end, and the revocation of the
/// stolen key disputes what it said all the same. The secretariat, who alone publishes files, has none.
fn rules(kind: &str) -> &'static [Rule] {
    match kind {
        kinds::GENESIS => &[Rule::Begin],
        kinds::KEY => &[Rule::Place, Rule::CodeKind, Rule::Quota, Rule::Enrol],
        kinds::REVOCATION => &[Rule::Place, Rule::CodeKind, Rule::Revoke],
        kinds::CATALOGUE => &[Rule::Place, Rule::CodeKind, Rule::TakeFile],
        kinds::ERASURE => &[Rule::Place, Rule::CodeKind, Rule::Erase],
        kinds::DISAVOWAL => &[Rule::Place, Rule::CodeKind, Rule::Quota, Rule::Disavow],
        kinds::MOVE => &[Rule::Place, Rule::CodeKind, Rule::Quota, Rule::Move],
        kinds::AUDIT_COMMITMENT => &[Rule::Place, Rule::CodeKind, Rule::Commit],
        _ => &[Rule::Place, Rule::Statement, Rule::Quota, Rule::Named, Rule::Follow],
    }
}

impl Rule {
    fn ask(self, state: &State, past: &impl Past, record: &Verified, now: Time) -> Result<Effect, Refusal> {
        let header = &record.header;
        let genesis = || state.genesis().ok_or(Refusal::NoGenesis);
        let asked = match self {
            Self::Begin => return begin(state, record, now),
            Self::Enrol => return enrol(state, genesis()?, record, now),
            Self::Revoke => return revoke(state, genesis()?, record, now),
            Self::TakeFile => return take_file(state, genesis()?, record, now),
            Self::Erase => return erase(state, past, genesis()?, header, now),
            Self::Disavow => return disavow(state, past, genesis()?, header, now),
            Self::Move => return make_move(state, past, record, now),
            Self::Follow => return follow(state, past, header),
            Self::Commit => return commit(state, genesis()?, record, now),
            Self::Place => check_place(genesis()?, header, now),
            Self::CodeKind => check_code_kind(header),
            Self::Quota => check_quota(state, genesis()?, record, now),
            Self::Statement => check_statement(state, record, now),
            Self::Named => check_named(state, past, header),
        };
        asked.map(|()| Effect::Nothing)
    }
}

/// May this record be said here, at `now`? `now` is the time of acceptance, never before the last entry's.
pub fn admit(state: &State, past: &impl Past, record: &Verified, now: Time) -> Result<Admitted, Refusal> {
    if now < state.time() {
        return Err(Refusal::TimeDecreases);
    }
    if placed(past, &record.id)?.is_some() {
        return Err(Refusal::AlreadyThere);
    }
    let mut effect = Effect::Nothing;
    for rule in rules(&record.header.kind) {
        effect = rule.ask(state, past, record, now)?;
    }
    let taken_up = taken_up(state, past, &record.header)?;
    Ok(admitted(record, now, taken_up, effect))
}

/// The transmissions that their author confirms or replaces: from here on no secretariat replaces them again, or what the
/// author signed would stand beside a newer word in its name.
fn taken_up(state: &State, past: &impl Past, header: &Header) -> Result<Vec<u64>, Refusal> {
    if header.evidence == Evidence::Transmitted {
        return Ok(Vec::new());
    }
    let mut positions = Vec::new();
    for id in &header.supersedes {
        positions.extend(placed(past, id)?.map(|target| target.position));
    }
    positions.retain(|position| state.transmitted.contains(position));
    Ok(positions)
}

/// Does this entry stand where it may? What the sequencer's [`admit`] let in, replay and `verify` find admissible with
/// the same answer; an entry for which this is an error is void in every view, and is the hub's fault. Whoever goes on
/// after one calls [`State::pass_over`].
pub fn admit_entry(
    state: &State,
    past: &impl Past,
    entry: &Entry,
    record: &Verified,
) -> Result<Admitted, Refusal> {
    if entry.time < state.time {
        return Err(Refusal::TimeDecreases);
    }
    if Time(entry.time) > record::time::LAST {
        return Err(Refusal::EntryDiffers("a time after the year 9999"));
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

pub(crate) fn placed(past: &impl Past, id: &RecordId) -> Result<Option<Placed>, Refusal> {
    past.placed(id).map_err(|Unreadable(why)| Refusal::Unreadable(why))
}

fn admitted(record: &Verified, time: Time, taken_up: Vec<u64>, effect: Effect) -> Admitted {
    let header = &record.header;
    Admitted {
        public: header.audience == Audience::Public,
        control: kinds::CONTROL.contains(&header.kind.as_str()),
        payer: payer(header).to_owned(),
        bytes: size_of(record),
        time,
        transmitted: header.evidence == Evidence::Transmitted,
        taken_up,
        effect,
    }
}

/// From the header, not from the bytes at hand: a replay that no longer has an erased body must count the same.
fn size_of(record: &Verified) -> u64 {
    (record.header_bytes.len() + record.signature_bytes.len()) as u64 + record.header.body.bytes
}

/// Whose quota a record uses up: its signers'. Else a secretariat that transmits could silence a State.
fn payer(header: &Header) -> &str {
    if header.evidence == Evidence::Transmitted { SECRETARIAT } else { &header.participant }
}

/// Was it signed for this log, and is it neither too late nor too early?
pub(crate) fn check_place(genesis: &Genesis, header: &Header, now: Time) -> Result<(), Refusal> {
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

/// What all kinds that are code have in common: version 1, signed or the hub's own, public unless it is about another
/// record, and a header that names nothing which the kind gives no meaning to.
pub(crate) fn check_code_kind(header: &Header) -> Result<(), Refusal> {
    let kind = &header.kind;
    if header.kind_version != kinds::VERSION {
        return Err(Refusal::UnknownKind { kind: kind.clone(), version: header.kind_version });
    }
    // A hub speaks in kinds of its own, and erases what a kind no longer keeps.
    let erased_by_hub = kind == kinds::ERASURE && header.participant == HUB;
    let own = erased_by_hub || kinds::HUBS_OWN.contains(&kind.as_str());
    if header.evidence != if own { Evidence::Hub } else { Evidence::Signed } {
        return Err(Refusal::Evidence { kind: kind.clone(), evidence: header.evidence.as_str() });
    }
    let about_another = kinds::ABOUT_ANOTHER.contains(&kind.as_str());
    if !about_another && header.audience != Audience::Public {
        return Err(Refusal::Audience { kind: kind.clone() });
    }
    let empty = [
        ("mechanisms", header.mechanisms.is_empty()),
        ("label", header.label.is_none()),
        ("supersedes", header.supersedes.is_empty()),
        ("answers", header.answers.is_empty()),
        ("refers", about_another || header.refers.is_empty()),
        ("move", about_another || header.workflow_move.is_none()),
        ("framework_items", header.framework_items.is_empty()),
        ("provisions", header.provisions.is_empty()),
    ];
    match empty.into_iter().find(|(_, is_empty)| !is_empty) {
        Some((member, _)) => Err(Refusal::NotForThisKind { kind: kind.clone(), member }),
        None => Ok(()),
    }
}

fn take_file(state: &State, genesis: &Genesis, record: &Verified, now: Time) -> Result<Effect, Refusal> {
    let header = &record.header;
    if header.participant != SECRETARIAT {
        return Err(Refusal::WrongSigners("the secretariat's root keys"));
    }
    enough_roots("a catalogue file", genesis, roots_among(state, header, None, now)?)?;
    let file: CatalogueFile = control::read_content(kinds::CATALOGUE, record)?;
    Ok(Effect::File(Box::new(file.rules(state, genesis)?)))
}

/// Checks that each signer's key is valid and the speaker's own; gives the keys' states in the signers' order.
pub(crate) fn keys_of<'s>(
    state: &'s State,
    header: &Header,
    holder: &str,
    now: Time,
) -> Result<Vec<(KeyId, &'s KeyState)>, Refusal> {
    let check = |signer: &record::Signer| {
        let key = crate::keys::valid_key(state, &signer.key, now)?;
        check_holder(signer, key, holder)?;
        Ok((signer.key, key))
    };
    header.signers.iter().map(check).collect()
}

fn check_quota(state: &State, genesis: &Genesis, record: &Verified, now: Time) -> Result<(), Refusal> {
    let payer = payer(&record.header);
    // The secretariat publishes whole catalogues, and is who sets the quota.
    if payer == SECRETARIAT {
        return Ok(());
    }
    let today = state.spent.get(payer).filter(|s| s.day == now.day());
    let spent = today.copied().unwrap_or(Spent::default());
    let over = |quota| Err(Refusal::Quota { participant: payer.to_owned(), quota });
    if spent.records.saturating_add(1) > genesis.quota.records_per_day {
        return over("records");
    }
    if spent.bytes.saturating_add(size_of(record)) > genesis.quota.bytes_per_day {
        return over("bytes");
    }
    Ok(())
}
