//! The audit trail of a running hub: each hour, empty or not, a record of the hub commits to its events; once a day, what is
//! over is taken out of the workspace. And, from outside: is the trail still what was committed to?

use crate::failure::Failure;
use crate::random;
use admission::{AuditCommitment, Past, Placed, Refusal, State, Unreadable, kinds};
use delegations::audit::{self, HOUR, KEPT};
use delegations::{DelegationError, Desk};
use record::{Entry, Header, RecordId, Unverified};
use register::{Clock, Register, SubmitError};
use std::sync::Arc;
use std::time::Duration;
use store::{RecordSource, StoredRecord};

/// How often the hub looks whether an hour is over. It looks first after as long: whoever starts a hub to try something
/// leaves no record.
const LOOK: Duration = Duration::from_mins(1);

/// How often it takes out what is over, in looks: once a day, and once soon after the start.
const SWEEP_EVERY: u64 = 24 * 60;

/// The trail of a running hub.
pub struct Trail {
    /// Where it lies.
    pub desk: Desk,
    /// Where it is committed to.
    pub register: Arc<Register>,
    /// The hub's clock.
    pub clock: Arc<dyn Clock>,
}

impl Trail {
    /// Commits to the next hour that is over; false if there is none. It blocks: not for async threads.
    pub fn commit_next(&self) -> Result<bool, Failure> {
        let now = self.now()?;
        let due = self.desk.together(now.0, |drawer| {
            // The register leads: a workspace that was put back, or is new, must neither repeat an hour nor leave one out.
            if let Some(hours) = self.register.state().audit_hours() {
                audit::continue_with(drawer, hours.last + 1)?;
            }
            audit::next_commitment(drawer)
        })?;
        let Some(due) = due else { return Ok(false) };
        let commitment = AuditCommitment { hour: due.hour, events: due.events, sha256: due.digest };
        match self.register.commit_audit(&commitment, now, [random::salt(), random::salt()]) {
            // There already: the process ended before it could mark the hour.
            Ok(_) | Err(SubmitError::Refused(Refusal::HourCommitted(_))) => {}
            Err(error) => return Err(error.into()),
        }
        self.desk.together(now.0, |drawer| audit::committed(drawer, due.hour))?;
        Ok(true)
    }

    /// Takes out of the workspace what is over: sessions, invitations, events. It blocks.
    pub fn sweep(&self) -> Result<usize, Failure> {
        Ok(self.desk.sweep(self.now()?.0)?)
    }

    fn now(&self) -> Result<record::Time, Failure> {
        self.clock.now().map_err(|fault| Failure::new(fault.code(), fault))
    }
}

/// Keeps the trail for as long as the hub runs. Between two hours it can be ended; nothing waits for it.
pub async fn keep(trail: Arc<Trail>) {
    let mut said = None;
    for look in 0_u64.. {
        tokio::time::sleep(LOOK).await;
        let outcome = commit_due(&trail).await;
        tell(&mut said, outcome.err());
        if look % SWEEP_EVERY == 0
            && let Err(failure) = aside(&trail, Trail::sweep).await
        {
            tracing::error!(code = failure.code, "what is over stays in the workspace: {}", failure.message);
        }
    }
}

/// After a time in which the hub was off, several hours are due.
async fn commit_due(trail: &Arc<Trail>) -> Result<(), Failure> {
    while aside(trail, Trail::commit_next).await? {}
    Ok(())
}

/// Off the threads that serve.
async fn aside<T: Send + 'static>(
    trail: &Arc<Trail>,
    work: fn(&Trail) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let trail = Arc::clone(trail);
    let done = tokio::task::spawn_blocking(move || work(&trail)).await;
    done.map_err(|error| Failure::new("audit-trail", error))?
}

/// Says a failure once, not each minute.
fn tell(said: &mut Option<String>, failure: Option<Failure>) {
    let code = failure.as_ref().map(|failure| failure.code.clone());
    if let Some(failure) = failure.filter(|_| *said != code) {
        tracing::error!(code = failure.code, "the audit trail isn't committed to: {}", failure.message);
    }
    *said = code;
}

/// What became of an hour that the hub committed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// The trail is what was committed to.
    Holds,
    /// Events were changed, added or removed.
    Rewritten,
    /// The trail doesn't know the hour, though it is to be kept: the workspace was put back, or is another.
    Lost,
    /// It is no longer kept.
    Expired,
}

impl Found {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Holds => "ok",
            Self::Rewritten => "REWRITTEN",
            Self::Lost => "LOST",
            Self::Expired => "expired",
        }
    }

    /// Whether somebody has to be asked about it.
    pub fn is_fault(self) -> bool {
        matches!(self, Self::Rewritten | Self::Lost)
    }
}

/// Compares what the trail holds now with what was committed to, hour by hour.
pub fn compare(
    desk: &Desk,
    now: record::Time,
    commitments: &[AuditCommitment],
) -> Result<Vec<Found>, DelegationError> {
    desk.together(now.0, |drawer| {
        let found = |commitment: &AuditCommitment| {
            let AuditCommitment { hour, events, sha256 } = *commitment;
            Ok(match audit::recomputed(drawer, hour)? {
                Some(made) if made.digest == sha256 && made.events == events => Found::Holds,
                Some(_) => Found::Rewritten,
                None if (hour + 1) * HOUR + KEPT <= now.0 => Found::Expired,
                None => Found::Lost,
            })
        };
        commitments.iter().map(found).collect()
    })
}

/// The commitments in a register, by hour. Each is judged as admission judges it: one that the hub slipped in beside
/// another counts for nothing.
pub fn commitments(source: &dyn RecordSource) -> Result<Vec<AuditCommitment>, Failure> {
    let size = source.head()?.map_or(0, |head| head.size);
    let mut state = State::default();
    let mut found = Vec::new();
    for position in 0..size {
        let Some(stored) = source.record(position)? else { continue };
        let Ok(header) = Header::from_bytes(&stored.header) else { continue };
        let commits = header.kind == kinds::AUDIT_COMMITMENT;
        if position == 0 || commits {
            found.extend(judged(&mut state, stored));
        }
    }
    Ok(found)
}

/// Takes a record into account, if it is one that may stand there; gives what it commits to, if it does.
fn judged(state: &mut State, stored: StoredRecord) -> Option<AuditCommitment> {
    let entry = Entry::from_bytes(&stored.entry).ok()?;
    let record = Unverified::read(stored.header, stored.signatures, stored.body).ok()?.verify().ok()?;
    let admitted = admission::admit_entry(state, &Nothing, &entry, &record).ok()?;
    state.apply(admitted);
    let body = record::Body::from_bytes(record.body_bytes.as_deref()?).ok()?;
    serde_json::from_value(serde_json::Value::Object(body.content)).ok()
}

/// What a commitment is judged by lies in no other record but the genesis and the commitment before it.
struct Nothing;

impl Past for Nothing {
    fn placed(&self, _: &RecordId) -> Result<Option<Placed>, Unreadable> {
        Ok(None)
    }
}

#[cfg(test)]
mod tests;
