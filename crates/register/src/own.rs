//! What the hub says itself. It signs with the log's key, which may sign nothing but what is the hub's own: the drafts are
//! made here, so that no caller can have anything else signed.

use crate::{Receipt, Register, SubmitError};
use admission::{AuditCommitment, Genesis, HUB, NO_PERSON, RETENTION, Refusal, kinds, readers_of};
use record::draft::Draft;
use record::header::Salt;
use record::signing::sign_all;
use record::{Evidence, Header, RecordId, Time, Unverified, Verified};
use serde::Serialize;
use serde_json::json;

impl Register {
    /// Commits to an hour of the audit trail, at this time, with these two salts (the header's, the body's). No quota holds
    /// it up. For a caller that has a thread of its own.
    pub fn commit_audit(
        &self,
        commitment: &AuditCommitment,
        time: Time,
        salts: [Salt; 2],
    ) -> Result<Receipt, SubmitError> {
        let draft = |genesis: &Genesis| own_draft(genesis, kinds::AUDIT_COMMITMENT);
        self.submit_blocking(self.own_record(draft, commitment, time, salts)?)
    }

    /// Erases the body at a position, because the time is over for which its kind keeps it; whether it is, admission finds.
    /// Erased once, it is refused a second time. For a caller that has a thread of its own.
    pub fn erase_kept(&self, position: u64, time: Time, salts: [Salt; 2]) -> Result<Receipt, SubmitError> {
        let unreadable = |why: String| Refusal::Unreadable(why);
        let kept = self.store().read_header(position).map_err(|e| unreadable(e.to_string()))?;
        let header = Header::from_bytes(&kept.header).map_err(|e| unreadable(e.to_string()))?;
        let draft = |genesis: &Genesis| {
            let draft = own_draft(genesis, kinds::ERASURE).about(RecordId(kept.id), RETENTION);
            Draft { audience: readers_of(&header), ..draft }
        };
        self.submit_blocking(self.own_record(draft, &json!({}), time, salts)?)
    }

    fn own_record(
        &self,
        draft: impl FnOnce(&Genesis) -> Draft,
        content: &impl Serialize,
        time: Time,
        salts: [Salt; 2],
    ) -> Result<Verified, SubmitError> {
        let state = self.state();
        let draft = draft(state.genesis().ok_or(Refusal::NoGenesis)?);
        let draft = draft.signed_by(self.own.public().id(), NO_PERSON);
        let drafted = draft.drafted(content, Vec::new(), time, salts);
        let signatures = sign_all(&drafted.header, &[&self.own]).to_bytes();
        let record = Unverified::read(drafted.header, signatures, Some(drafted.body));
        Ok(record.and_then(Unverified::verify).expect("what we have just written and signed holds"))
    }
}

fn own_draft(genesis: &Genesis, kind: &str) -> Draft {
    Draft { evidence: Evidence::Hub, ..Draft::new(&genesis.log, genesis.exercise, HUB, kind) }
}
