//! The hub's own records. One kind is nobody else's: each hour, empty or not, the hub commits to its audit trail. The hours
//! follow each other without a gap, so that a hub which leaves out an hour can commit to none after it. The other thing that a hub says is an erasure (`retention`).

use record::Time;
use record::Verified;
use record::header::{Header, Salt};

use crate::Refusal;
use crate::control::{self, AuditCommitment, Genesis, HUB, kinds};
use crate::judge::Effect;
use crate::state::State;

/// Seconds of the span that one commitment covers.
pub const HOUR: u64 = 3_600;

/// What stands for the person where the hub signs: nobody.
pub const NO_PERSON: Salt = Salt([0; 16]);

pub(crate) fn commit(
    state: &State,
    genesis: &Genesis,
    record: &Verified,
    now: Time,
) -> Result<Effect, Refusal> {
    check_hub(genesis, &record.header)?;
    let AuditCommitment { hour, .. } = control::read_content(kinds::AUDIT_COMMITMENT, record)?;
    if let Some(hours) = state.audit_hours() {
        // Else there would be two versions of one hour, and the hub could show each where it suits.
        if hour <= hours.last {
            return Err(Refusal::HourCommitted(hour));
        }
        if hour != hours.last + 1 {
            return Err(Refusal::HourLeftOut { expected: hours.last + 1 });
        }
    }
    // What can still happen can't be committed to.
    if (hour + 1).saturating_mul(HOUR) > now.0 {
        return Err(Refusal::HourNotOver(hour));
    }
    Ok(Effect::Commit(hour))
}

/// Does the hub speak, by the log's key alone?
pub(crate) fn check_hub(genesis: &Genesis, header: &Header) -> Result<(), Refusal> {
    let signer = match header.signers.as_slice() {
        [signer] if header.participant == HUB && genesis.is_log_key(&signer.key) => signer,
        _ => return Err(Refusal::WrongSigners("the hub, with the log's key and no other")),
    };
    if signer.person == NO_PERSON { Ok(()) } else { Err(Refusal::PersonOfAnother(signer.key)) }
}
