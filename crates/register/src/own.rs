//! What the hub says itself. It signs with the log's key, which may sign nothing but the kinds that are the hub's own: the
//! drafts are made here, so that no caller can have anything else signed.

use crate::{Receipt, Register, SubmitError};
use admission::{AuditCommitment, HUB, NO_PERSON, Refusal, kinds};
use record::draft::Draft;
use record::header::Salt;
use record::signing::sign_all;
use record::{Evidence, Time, Unverified, Verified};

impl Register {
    /// Commits to an hour of the audit trail, at this time, with these two salts (the header's, the body's). No quota holds
    /// it up. For a caller that has a thread of its own.
    pub fn commit_audit(
        &self,
        commitment: &AuditCommitment,
        time: Time,
        salts: [Salt; 2],
    ) -> Result<Receipt, SubmitError> {
        self.submit_blocking(self.own_record(commitment, time, salts)?)
    }

    fn own_record(
        &self,
        commitment: &AuditCommitment,
        time: Time,
        salts: [Salt; 2],
    ) -> Result<Verified, SubmitError> {
        let state = self.state();
        let genesis = state.genesis().ok_or(Refusal::NoGenesis)?;
        let draft = Draft {
            evidence: Evidence::Hub,
            ..Draft::new(&genesis.log, genesis.exercise, HUB, kinds::AUDIT_COMMITMENT)
        };
        let draft = draft.signed_by(self.own.public().id(), NO_PERSON);
        let drafted = draft.drafted(commitment, Vec::new(), time, salts);
        let signatures = sign_all(&drafted.header, &[&self.own]).to_bytes();
        let record = Unverified::read(drafted.header, signatures, Some(drafted.body));
        Ok(record.and_then(Unverified::verify).expect("what we have just written and signed holds"))
    }
}
