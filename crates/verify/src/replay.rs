//! Judging in order: admission again, with the function that the sequencer used.

use crate::group::{Checked, Group, Served, ServedBody, withheld_code};
use crate::past::{SoFar, What};
use crate::report::MAX_FINDINGS;
use crate::times::Times;
use crate::{Counts, Erasure, Finding, Severity};
use admission::{AuditHours, Effect, HOUR, Refusal, State, admit_entry};
use record::{Entry, RecordId, Time, Verified};
use std::collections::{BTreeMap, HashMap};

/// How long after an hour's end its commitment may be missing, in seconds: a hub that was off for a night catches up
/// within minutes, and may take records before it has.
const AUDIT_GRACE: u64 = 2 * HOUR;

/// What was judged so far.
#[derive(Default)]
pub(crate) struct Replay {
    state: State,
    past: SoFar,
    last_time: u64,
    /// What the entries' times are compared with.
    pub times: Option<Times>,
    pub counts: Counts,
    pub findings: Vec<Finding>,
    pub more_findings: u64,
    pub failed: bool,
    pub unjudged_from: Option<u64>,
    /// Which record erased which position.
    erased_by: HashMap<u64, (RecordId, u64)>,
    /// The bodies that aren't served, and what is wrong with that if no erasure turns up.
    gone: BTreeMap<u64, Finding>,
}

impl Replay {
    pub(crate) fn find(&mut self, finding: Finding) {
        self.failed |= finding.severity == Severity::Fault;
        // What is wrong with the whole is never crowded out by what is wrong with single records.
        if self.findings.len() < MAX_FINDINGS || finding.position.is_none() {
            self.findings.push(finding);
        } else {
            self.more_findings += 1;
        }
    }

    /// Judges a group. MUST be called with all of them, in order.
    pub(crate) fn judge(&mut self, group: Group) {
        if let Some(finding) = group.finding {
            self.find(finding);
        }
        for (position, checked) in (group.first..).zip(group.records) {
            self.judge_one(position, checked);
            // Whatever was not admitted here still takes its place: what follows keeps its position.
            if self.state.size() == position {
                self.state.pass_over();
            }
        }
    }

    fn judge_one(&mut self, position: u64, Checked { entry, state }: Checked) {
        let Some(entry) = entry else {
            if let Served::Void(finding) = state {
                self.void(finding);
            }
            return;
        };
        if entry.time < self.last_time {
            self.find(refused(position, &Refusal::TimeDecreases));
        }
        self.last_time = self.last_time.max(entry.time);
        if let Some(times) = &mut self.times {
            times.look(position, entry.time);
        }
        match state {
            Served::Restricted => {
                self.counts.restricted += 1;
                if !self.past.add(entry.id, position, What::Restricted, None) {
                    self.find(refused(position, &Refusal::AlreadyThere));
                }
            }
            Served::Withheld(finding) => self.withheld(position, &entry, finding),
            Served::Void(finding) => {
                self.void(finding);
                self.past.add(entry.id, position, What::Withheld, None);
            }
            Served::Record { record, body } => self.record(position, &entry, &record, body),
        }
    }

    fn void(&mut self, finding: Finding) {
        self.counts.void += 1;
        self.find(finding);
    }

    fn withheld(&mut self, position: u64, entry: &Entry, finding: Finding) {
        self.counts.withheld += 1;
        let specific = finding.code != withheld_code(entry);
        self.find(finding);
        self.past.add(entry.id, position, What::Withheld, None);
        if entry.control {
            if specific {
                let message = "WITHHELD: what is served of this control record is not the record";
                self.find(Finding::fault(position, "withheld-control", message));
            }
            self.stop_judging(position);
        }
    }

    fn stop_judging(&mut self, position: u64) {
        self.unjudged_from.get_or_insert(position);
    }

    fn record(&mut self, position: u64, entry: &Entry, record: &Verified, body: ServedBody) {
        let what = if let ServedBody::Gone(finding) = body {
            // Control records are never erased: admission refuses it.
            if entry.control {
                return self.withheld(position, entry, finding);
            }
            self.gone.insert(position, finding);
            What::WithoutBody
        } else {
            self.counts.present += 1;
            What::Whole
        };
        self.admit(position, entry, record, what);
        self.past.add(entry.id, position, what, Some(&record.header));
    }

    fn admit(&mut self, position: u64, entry: &Entry, record: &Verified, what: What) {
        if self.unjudged_from.is_some() {
            return;
        }
        match admit_entry(&self.state, &self.past, entry, record) {
            Ok(admitted) => {
                if let Effect::Erase(target) = admitted.effect {
                    self.erased_by.insert(target, (record.id, position));
                    self.note_if_still_served(record);
                }
                self.state.apply(admitted);
            }
            // It leans on a withheld record, so nobody outside can say whether it may stand here.
            Err(Refusal::Unreadable(why)) => {
                let message = format!("it can't be judged: {why}");
                self.find(Finding::fault(position, "unjudged", message));
            }
            Err(refusal) => {
                // A void record is counted once, whatever else was served of it.
                if what == What::Whole {
                    self.counts.present -= 1;
                }
                self.gone.remove(&position);
                self.void(refused(position, &refusal));
            }
        }
    }

    fn note_if_still_served(&mut self, erasure: &Verified) {
        let target = erasure.header.refers.first().and_then(|id| self.past.find(id));
        if let Some((position, What::Whole)) = target {
            let message =
                "its body is served although an erasure names it: fetch the bundle again, or tell the hub";
            self.find(Finding::note(position, "erased-but-served", message));
        }
    }

    /// The hours of the audit trail that are committed to.
    pub(crate) fn audit_hours(&self) -> Option<AuditHours> {
        self.state.audit_hours()
    }

    /// A hub that stopped committing to its audit trail can rewrite what happened since; nobody can say why it stopped.
    fn note_if_uncommitted(&mut self) {
        let Some(hours) = self.state.audit_hours().filter(|_| self.unjudged_from.is_none()) else { return };
        let covered = (hours.last + 1).saturating_mul(HOUR);
        if self.last_time > covered.saturating_add(AUDIT_GRACE) {
            let message = format!(
                "the hub has committed to its audit trail up to {} and to nothing since, though its newest record is from {}: ask its operator why",
                Time(covered),
                Time(self.last_time),
            );
            self.find(Finding::note(None, "audit-behind", message));
        }
    }

    /// Tells erased bodies from withheld ones, and of times that can't be, now that every erasure was seen.
    pub(crate) fn finish(&mut self) -> Vec<Erasure> {
        if let Some(finding) = self.times.take().and_then(|times| times.finding()) {
            self.find(finding);
        }
        self.note_if_uncommitted();
        let mut erasures = Vec::new();
        for (position, finding) in std::mem::take(&mut self.gone) {
            if let Some(&(by, by_position)) = self.erased_by.get(&position) {
                self.counts.erased += 1;
                erasures.push(Erasure { position, by, by_position });
            } else {
                self.counts.withheld += 1;
                self.find(finding);
            }
        }
        erasures
    }
}

fn refused(position: u64, refusal: &Refusal) -> Finding {
    let message = format!("the hub should never have accepted it, and it is void: {refusal}");
    Finding::fault(position, refusal.code(), message)
}
