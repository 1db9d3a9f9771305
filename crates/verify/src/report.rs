//! What a check found, for people and for programs.

use crate::Anchor;
use admission::{AuditHours, HOUR};
use record::checkpoint::SignedCheckpoint;
use record::{RecordId, Time};
use std::fmt;

/// How far a check has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Entries done.
    pub done: u64,
    /// Entries in all.
    pub total: u64,
}

/// Whether a finding fails the check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// It does.
    Fault,
    /// It doesn't; a reader should know it.
    Note,
}

/// Something that is not as it must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The record it is about, if it is about one.
    pub position: Option<u64>,
    /// Whether it fails the check.
    pub severity: Severity,
    /// A stable code.
    pub code: &'static str,
    /// What is wrong, and what to do.
    pub message: String,
}

impl Finding {
    pub(crate) fn fault(
        position: impl Into<Option<u64>>,
        code: &'static str,
        message: impl Into<String>,
    ) -> Self {
        Self { position: position.into(), severity: Severity::Fault, code, message: message.into() }
    }

    pub(crate) fn note(
        position: impl Into<Option<u64>>,
        code: &'static str,
        message: impl Into<String>,
    ) -> Self {
        Self { severity: Severity::Note, ..Self::fault(position, code, message) }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(position) = self.position {
            write!(f, "record {position}: ")?;
        }
        write!(f, "{} ({})", self.message, self.code)
    }
}

/// How many entries are in which state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Public, and served whole.
    pub present: u64,
    /// Public, and the body went by an erasure.
    pub erased: u64,
    /// Not public: nothing but the entry can be checked.
    pub restricted: u64,
    /// Public, and not served, or not what the entry commits to.
    pub withheld: u64,
    /// Public, served, and not what may stand here: void in every view.
    pub void: u64,
}

/// A body that went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Erasure {
    /// The position of the record whose body went.
    pub position: u64,
    /// The record that erased it.
    pub by: RecordId,
    /// Its position.
    pub by_position: u64,
}

/// Two checkpoints of one log that can't both be honest. Keep them, and show them to others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The one that was known.
    pub known: SignedCheckpoint,
    /// The one that was served.
    pub served: SignedCheckpoint,
}

/// The most findings that are kept one by one; the rest is counted.
pub const MAX_FINDINGS: usize = 1_000;

/// What a check of a register found.
#[derive(Clone, Debug)]
pub struct Report {
    /// The log's origin.
    pub origin: String,
    /// How many entries it has.
    pub size: u64,
    /// The checkpoint that was checked.
    pub checkpoint: SignedCheckpoint,
    /// Why it is believed, as far as it is.
    pub anchor: Anchor,
    /// How many entries are in which state.
    pub counts: Counts,
    /// Every erased public body, by position.
    pub erasures: Vec<Erasure>,
    /// The hours of its audit trail to which the hub has committed, as far as they were judged.
    pub audit: Option<AuditHours>,
    /// What is not as it must be: of single records at most `MAX_FINDINGS`.
    pub findings: Vec<Finding>,
    /// How many more findings there were.
    pub more_findings: u64,
    /// From this position on nothing was judged by admission, because a control record before it is missing.
    pub unjudged_from: Option<u64>,
    /// Two checkpoints that disagree.
    pub evidence: Option<Box<Evidence>>,
    /// No fault was found.
    pub ok: bool,
}

impl Report {
    /// Does it have a finding with this code?
    pub fn has(&self, code: &str) -> bool {
        self.findings.iter().any(|finding| finding.code == code)
    }

    /// The word for the result: the anchor's, or `FAILED`.
    pub fn word(&self) -> &'static str {
        if self.ok { self.anchor.word() } else { "FAILED" }
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { present, erased, restricted, withheld, void } = self;
        write!(
            f,
            "{present} present, {erased} erased, {restricted} restricted, {withheld} WITHHELD, {void} void"
        )
    }
}

/// Hours of the audit trail, in words.
struct Hours(AuditHours);

impl fmt::Display for Hours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let begin = |hour: u64| Time(hour.saturating_mul(HOUR));
        let AuditHours { first, last } = self.0;
        let (count, from, to) = (self.0.count(), begin(first), begin(last + 1));
        write!(f, "{count} {} committed to, {from} to {to}", if count == 1 { "hour" } else { "hours" })
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "register    {}", self.origin)?;
        writeln!(f, "checkpoint  {} records, root {}", self.size, self.checkpoint.unverified().root())?;
        writeln!(f, "anchor      {}", self.anchor)?;
        writeln!(f, "records     {}", self.counts)?;
        if let Some(hours) = self.audit {
            writeln!(f, "audit       {}", Hours(hours))?;
        }
        for erasure in &self.erasures {
            let Erasure { position, by, by_position } = erasure;
            writeln!(f, "erased      record {position}, by {by} (record {by_position})")?;
        }
        for finding in &self.findings {
            let word = if finding.severity == Severity::Fault { "FAULT" } else { "note" };
            writeln!(f, "{word:<12}{finding}")?;
        }
        if self.more_findings > 0 {
            writeln!(f, "            and {} more", self.more_findings)?;
        }
        if let Some(evidence) = &self.evidence {
            writeln!(f, "\nTwo checkpoints disagree. Keep both and show them to others.\n")?;
            writeln!(f, "known:\n{}\nserved:\n{}", evidence.known, evidence.served)?;
        }
        write!(f, "result      {}", self.word())
    }
}
