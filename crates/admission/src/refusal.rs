//! Why a record may not be said here, now. Each reason has a stable code, and its text says what to do.

use record::header::Salt;
use record::{KeyId, RecordId, Time};
use thiserror::Error;

/// Why a record is refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[allow(missing_docs, reason = "each variant's message is its documentation")]
pub enum Refusal {
    #[error("the register has no genesis record yet: start it with `comity init`")]
    NoGenesis,
    #[error("a genesis record stands at position 0 and nowhere else")]
    SecondGenesis,
    #[error("this was signed for the log {signed_for}, and this is {here}: sign it again for this one")]
    OtherLog { signed_for: String, here: String },
    #[error(
        "an exercise's record doesn't belong in a real log, nor the reverse: set \"exercise\" as the log has it"
    )]
    Exercise,
    #[error("this record is in the register already")]
    AlreadyThere,
    #[error("the signature's time ran out at {0}: sign it again")]
    Expired(Time),
    #[error(
        "the header says it was written at {0}, more than a day from now: set the clock of the machine that signs"
    )]
    FromTheFuture(Time),
    #[error("the kind {kind} version {version} is not known here")]
    UnknownKind { kind: String, version: u64 },
    #[error("the kind {kind} doesn't take evidence \"{evidence}\"")]
    Evidence { kind: String, evidence: &'static str },
    #[error("the key {0} is not enrolled here")]
    UnknownKey(KeyId),
    #[error("the key {0} is enrolled already")]
    KeyEnrolled(KeyId),
    #[error(
        "the key {key} may sign only from {from}: the waiting time after an enrolment by the secretariat"
    )]
    KeyWaiting { key: KeyId, from: Time },
    #[error("the key {0} was revoked")]
    KeyRevoked(KeyId),
    #[error("the key {key} belongs to {holder}, not to {named}")]
    KeyOfAnother { key: KeyId, holder: String, named: String },
    #[error("the header names another person for the key {0} than its enrolment does")]
    PersonOfAnother(KeyId),
    #[error("the person id {0} belongs to another delegation: make a new one for each")]
    PersonTaken(Salt),
    #[error("the key {key} is not enrolled for {what}")]
    NotEntitled { key: KeyId, what: String },
    #[error("{min} to {max} persons must sign a {kind}, {present} did")]
    Signers { kind: String, min: usize, max: usize, present: usize },
    #[error(
        "a {kind} takes no signature of the form {form}: sign it the other way, on your own machine with `ssh-keygen` or in the hub's page"
    )]
    SignatureForm { kind: String, form: &'static str },
    #[error("a {kind} must name {min} to {max} framework items")]
    FrameworkItems { kind: String, min: usize, max: usize },
    #[error("{what} must be signed by {needed} of the secretariat's root keys, {present} signed")]
    TooFewRootKeys { what: &'static str, needed: usize, present: usize },
    #[error("only {0} may sign this")]
    WrongSigners(&'static str),
    #[error("the mechanism {0} is not known here")]
    UnknownMechanism(String),
    #[error("{participant} takes no part in {mechanism}")]
    NotInMechanism { participant: String, mechanism: String },
    #[error("{mechanism} takes no records of the kind {kind}")]
    KindNotTaken { kind: String, mechanism: String },
    #[error("a {kind} can't be written by {participant}")]
    Writer { kind: String, participant: String },
    #[error("in a {kind}, \"{member}\" means nothing here: leave it out")]
    NotForThisKind { kind: String, member: &'static str },
    #[error("name at least one mechanism for which this is said")]
    NoMechanism,
    #[error("the kind {kind} can't be said to this audience")]
    Audience { kind: String },
    #[error("the framework item {0} is not known here")]
    UnknownFrameworkItem(String),
    #[error("the provision {0} is not known here")]
    UnknownProvision(String),
    #[error("the record {0} is not in this register")]
    UnknownRecord(RecordId),
    #[error("not all who may read this record may read {0}, which it names")]
    WiderThanNamed(RecordId),
    #[error("only the author of {0} can supersede it, with a record of the same kind")]
    NotYoursToSupersede(RecordId),
    #[error(
        "{0} was signed, or confirmed or replaced, by its author: a transmission can't supersede it, only the author can"
    )]
    TransmissionOverSigned(RecordId),
    #[error("the group {0} is not known here")]
    UnknownGroup(String),
    #[error("{0} takes part in no mechanism here")]
    UnknownParticipant(String),
    #[error(
        "{participant} has used up its quota of {quota} for today: try again tomorrow, or ask the secretariat"
    )]
    Quota { participant: String, quota: &'static str },
    #[error("the body of a {kind} is not right: {why}")]
    ControlBody { kind: &'static str, why: String },
    #[error("this is the log's key, which speaks for the hub alone: make another one")]
    LogKey,
    #[error("the audit trail's hour {0} is committed to already")]
    HourCommitted(u64),
    #[error("the audit trail's hour {expected} comes first: none is left out")]
    HourLeftOut { expected: u64 },
    #[error("the audit trail's hour {0} isn't over yet")]
    HourNotOver(u64),
    #[error("the body is missing")]
    BodyMissing,
    #[error("the file {path} is not right: {why}")]
    File { path: String, why: String },
    #[error("this can't be erased: {0}")]
    NotErasable(&'static str),
    #[error(
        "version {version} of the kind {kind} doesn't say for how long restricted bodies are kept: this one stays until its author or the secretariat erases it"
    )]
    NoRetention { kind: String, version: u64 },
    #[error("its kind keeps this body until {0}: the hub erases it then, and not before")]
    RetentionNotOver(Time),
    #[error("this can't be moved: {0}")]
    NotMovable(&'static str),
    #[error("the workflow of a {kind} has no move {word}: it has {known}")]
    UnknownMove { kind: String, word: String, known: String },
    #[error("{word} is for others to say: {who}")]
    NotTheMover { word: String, who: String },
    #[error(
        "{word} leads on from {from}, and this record is in the state {state}: look at what was said of it since"
    )]
    NotFromHere { word: String, from: String, state: String },
    #[error(
        "the records that this would take the place of are in different states: move them to one state first, or correct them one by one"
    )]
    StatesDiffer,
    #[error("this can't be disavowed or confirmed: {0}")]
    NotDisavowable(&'static str),
    #[error(
        "only keys that signed {0} itself signed this: sign with another key of the delegation, which has one that may"
    )]
    OtherKeyNeeded(RecordId),
    #[error("the register could not be read, so nothing was decided: {0}")]
    Unreadable(String),
    #[error("the entry's time is before that of the entry ahead of it")]
    TimeDecreases,
    #[error("the entry doesn't say of the record what is so: {0}")]
    EntryDiffers(&'static str),
}

impl Refusal {
    /// The stable code of this reason.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoGenesis => "no-genesis",
            Self::SecondGenesis => "second-genesis",
            Self::OtherLog { .. } => "other-log",
            Self::Exercise => "exercise-differs",
            Self::AlreadyThere => "already-there",
            Self::Expired(_) => "expired",
            Self::FromTheFuture(_) => "from-the-future",
            Self::UnknownKind { .. } => "unknown-kind",
            Self::Evidence { .. } => "evidence-not-taken",
            Self::UnknownKey(_) => "unknown-key",
            Self::KeyEnrolled(_) => "key-enrolled",
            Self::KeyWaiting { .. } => "key-waiting",
            Self::KeyRevoked(_) => "key-revoked",
            Self::KeyOfAnother { .. } => "key-of-another",
            Self::PersonOfAnother(_) => "person-of-another",
            Self::PersonTaken(_) => "person-taken",
            Self::NotEntitled { .. } => "key-not-entitled",
            Self::Signers { .. } => "number-of-signers",
            Self::SignatureForm { .. } => "signature-form-not-taken",
            Self::FrameworkItems { .. } => "number-of-framework-items",
            Self::TooFewRootKeys { .. } => "too-few-root-keys",
            Self::WrongSigners(_) => "wrong-signers",
            Self::UnknownMechanism(_) => "unknown-mechanism",
            Self::NotInMechanism { .. } => "not-in-mechanism",
            Self::KindNotTaken { .. } => "kind-not-taken",
            Self::Writer { .. } => "writer-not-taken",
            Self::NotForThisKind { .. } => "not-for-this-kind",
            Self::NoMechanism => "no-mechanism",
            Self::Audience { .. } => "audience-not-taken",
            Self::UnknownFrameworkItem(_) => "unknown-framework-item",
            Self::UnknownProvision(_) => "unknown-provision",
            Self::UnknownRecord(_) => "unknown-record",
            Self::WiderThanNamed(_) => "wider-than-named",
            Self::NotYoursToSupersede(_) => "not-yours-to-supersede",
            Self::TransmissionOverSigned(_) => "transmission-over-signed",
            Self::UnknownGroup(_) => "unknown-group",
            Self::UnknownParticipant(_) => "unknown-participant",
            Self::Quota { .. } => "quota",
            Self::ControlBody { .. } => "control-body",
            Self::LogKey => "log-key",
            Self::HourCommitted(_) => "hour-committed",
            Self::HourLeftOut { .. } => "hour-left-out",
            Self::HourNotOver(_) => "hour-not-over",
            Self::BodyMissing => "body-missing",
            Self::File { .. } => "catalogue-file",
            Self::NotErasable(_) => "not-erasable",
            Self::NoRetention { .. } => "no-retention",
            Self::RetentionNotOver(_) => "retention-not-over",
            Self::NotMovable(_) => "not-movable",
            Self::UnknownMove { .. } => "unknown-move",
            Self::NotTheMover { .. } => "not-the-mover",
            Self::NotFromHere { .. } => "not-from-here",
            Self::StatesDiffer => "states-differ",
            Self::NotDisavowable(_) => "not-disavowable",
            Self::OtherKeyNeeded(_) => "other-key-needed",
            Self::Unreadable(_) => "register-unreadable",
            Self::TimeDecreases => "time-decreases",
            Self::EntryDiffers(_) => "entry-differs",
        }
    }
}
