//! Whether a hub takes records: one code and one line for each reason why not, the same at start, in the log and at
//! `/readyz`.

use crate::follower::Following;
use register::Register;
use std::sync::{Arc, PoisonError, RwLock};
use store::{SqliteStore, Standing};
use views::Views;
use web::health::{Health, READY, Readiness};

/// So many records the pages may lag without a word: a burst that is folded within a second.
const MAX_BEHIND: u64 = 1_000;

/// The code of a sequencer that has ended: only a new start knows what the disk holds.
pub const OUTCOME_UNKNOWN: &str = "outcome-unknown";

/// The code of pages that no longer follow the register.
pub const PAGES_STOPPED: &str = "pages-stopped";

/// The code of a standing, and what it means for whoever runs the hub.
pub fn describe(standing: &Standing) -> (&'static str, String) {
    match standing {
        Standing::Ready => (READY, "the hub takes records".into()),
        Standing::Damaged => (
            "store-damaged",
            "the store is damaged: what verifies is served, nothing is accepted or signed; stop the hub and run \
             `comity repair --data DIR --from BACKUP|FOLDER|URL`"
                .into(),
        ),
        Standing::Restored => (
            "store-restored",
            "the store is a restored copy: it is served, nothing is accepted until it is shown to continue the newest \
             checkpoint; stop the hub and run `comity restore --data DIR --continues CHECKPOINT|URL`"
                .into(),
        ),
        Standing::Behind(mark) => (
            "store-behind",
            format!(
                "{} records of this log were published and the store has fewer: it is served, nothing is accepted; \
                 stop the hub and run `comity repair --data DIR --from BACKUP|FOLDER|URL` with a newer source",
                mark.size
            ),
        ),
        Standing::Diverged(mark) => (
            "store-diverged",
            format!(
                "another history was published than the store holds (its checkpoint covers {} records): nothing is \
                 accepted; keep both as evidence, then repair from a mirror of the published one or open a new log",
                mark.size
            ),
        ),
        Standing::Stopped => (
            OUTCOME_UNKNOWN,
            "a commit or sync failed and nobody knows what the disk holds: start again, it will be read anew".into(),
        ),
    }
}

/// How a node is, from its parts.
pub struct NodeHealth {
    pub(crate) store: Arc<SqliteStore>,
    pub(crate) register: Arc<Register>,
    pub(crate) views: Arc<RwLock<Views>>,
    pub(crate) following: Arc<Following>,
}

impl NodeHealth {
    /// What is in the way beside the store: of several things, the one that needs somebody first.
    fn hindrance(&self, behind: u64) -> Option<(&'static str, String)> {
        if let Some(fault) = self.register.clock_fault() {
            return Some((fault.code(), fault.to_string()));
        }
        if self.following.has_ended() {
            let message = "pages and search no longer follow the register, records are still taken: the log says why; \
                           restart the hub";
            return Some((PAGES_STOPPED, message.into()));
        }
        (behind > MAX_BEHIND).then(|| {
            ("views-behind", format!("{behind} records are not on the pages yet; they are being folded"))
        })
    }
}

impl Health for NodeHealth {
    fn readiness(&self) -> Readiness {
        let size = *self.register.watch().borrow();
        let folded = self.views.read().unwrap_or_else(PoisonError::into_inner).size();
        let behind = size.saturating_sub(folded);
        let standing = if self.register.has_stopped() { Standing::Stopped } else { self.store.standing() };
        let (code, message) = match self.hindrance(behind) {
            Some(hindrance) if standing == Standing::Ready => hindrance,
            _ => describe(&standing),
        };
        Readiness { code, message, size, behind }
    }
}
