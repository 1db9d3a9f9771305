//! Tells people by a second path what the register accepted in their delegation's name: reads what is new, finds whose it
//! is, and queues a notice for everybody concerned. It follows the register and not the pages: what was posted to /records
//! by anybody is told as well, and a page that fails after the register has taken a record silences nothing.

use crate::failure::Failure;
use admission::{Enrolment, HUB, Revocation, SECRETARIAT, State, kinds};
use delegations::outbox::{self, Said, What};
use delegations::{DelegationError, Desk};
use policy::Seat;
use record::{Audience, Body, Entry, Evidence, Header, RecordId};
use register::{Clock, Register, read_whole};
use serde::de::DeserializeOwned;
use std::sync::Arc;
use store::{Store, StoreError, StoredRecord};

/// How many records are told of in one transaction: while it lasts, nobody signs in.
const STRETCH: u64 = 256;

/// Who tells.
pub struct Notices {
    /// Where notices are queued.
    pub desk: Desk,
    /// The hub's clock.
    pub clock: Arc<dyn Clock>,
}

impl Notices {
    /// Tells of all that is new in the register. How many notices were queued. It blocks: not for async threads.
    pub fn tell(&self, register: &Register) -> Result<usize, Failure> {
        let mut queued = 0;
        loop {
            let size = register.store().head()?.map_or(0, |head| head.size);
            let from = self.together(|drawer| outbox::position(drawer, size))?;
            // A register that was put back from an older copy has less than was told of: it has to grow first.
            if from >= size {
                return Ok(queued);
            }
            let up_to = size.min(from + STRETCH);
            // Read before the transaction: nobody waits at the drawers for the register's disk.
            let said = said(register, from, up_to)?;
            queued += self.together(|drawer| outbox::tell(drawer, from, up_to, &said))?;
        }
    }

    fn together<T>(
        &self,
        work: impl FnOnce(&delegations::Drawer<'_>) -> Result<T, DelegationError>,
    ) -> Result<T, Failure> {
        let now = self.clock.now().map_err(|fault| Failure::new(fault.code(), fault))?;
        Ok(self.desk.together(now.0, work)?)
    }
}

/// What people are told of these records.
fn said(register: &Register, from: u64, up_to: u64) -> Result<Vec<Said>, Failure> {
    let (store, state) = (register.store(), register.state());
    let mut said = Vec::new();
    for position in (from..up_to).filter(|position| !register.voids().contains_key(position)) {
        let stored = match store.read_header(position) {
            Ok(stored) => stored,
            Err(StoreError::Damaged { .. }) => {
                // Whose it was nobody can read; `repair` puts it back, and `comity watch` lists it.
                tracing::error!(
                    code = "notice-unreadable",
                    position,
                    "a damaged record: nobody is told of it"
                );
                continue;
            }
            Err(error) => return Err(error.into()),
        };
        let header = Header::from_bytes(&stored.header)?;
        if let Some((participant, what)) = concerns(store.as_ref(), &state, &stored, &header)? {
            let entry = Entry::from_bytes(&stored.entry).map_err(|e| Failure::new(e.code(), e))?;
            said.push(Said {
                record: RecordId(stored.id),
                public: header.audience == Audience::Public,
                seat: Seat::Participant(participant),
                at: entry.time,
                what,
                from: waits_until(&state, &header, what),
                signers: header.signers.iter().map(|signer| signer.person).collect(),
                kind: header.kind,
            });
        }
    }
    Ok(said)
}

/// In whose name a record stands, and what it did there; none for what is the hub's or the secretariat's own.
fn concerns(
    store: &dyn Store,
    state: &State,
    stored: &StoredRecord,
    header: &Header,
) -> Result<Option<(String, What)>, Failure> {
    let by_secretariat = header.participant == SECRETARIAT;
    let (participant, what) = match header.kind.as_str() {
        kinds::KEY => {
            let enrolled: Option<Enrolment> = content(store, stored.position)?;
            let what = if by_secretariat { What::KeyVouchedFor } else { What::KeyEnrolled };
            (enrolled.map(|enrolment| enrolment.participant), what)
        }
        kinds::REVOCATION => {
            let revocation: Option<Revocation> = content(store, stored.position)?;
            let key = revocation.and_then(|revocation| state.key(&revocation.key));
            (key.map(|key| key.participant.clone()), What::KeyRevoked)
        }
        kinds::ERASURE if by_secretariat => (erased_of(store, header)?, What::Erased),
        _ if header.evidence == Evidence::Transmitted => {
            (Some(header.participant.clone()), What::Transmitted)
        }
        _ => (Some(header.participant.clone()), What::Signed),
    };
    let own = |participant: &String| participant != SECRETARIAT && participant != HUB;
    Ok(participant.filter(own).map(|participant| (participant, what)))
}

/// What a control record says. Its body is public; one that isn't there was erased, and says nothing.
fn content<T: DeserializeOwned>(store: &dyn Store, position: u64) -> Result<Option<T>, Failure> {
    let body = match read_whole(store, position) {
        Ok(stored) => stored.body,
        Err(StoreError::Damaged { .. }) => None,
        Err(error) => return Err(error.into()),
    };
    let body = body.and_then(|bytes| Body::from_bytes(&bytes).ok());
    Ok(body.and_then(|body| serde_json::from_value(body.content.into()).ok()))
}

/// Whose statement an erasure takes: one erases the statements of one author.
fn erased_of(store: &dyn Store, erasure: &Header) -> Result<Option<String>, Failure> {
    for id in &erasure.refers {
        if let Some(position) = store.find(&id.0)? {
            match store.read_header(position) {
                Ok(stored) => return Ok(Some(Header::from_bytes(&stored.header)?.participant)),
                Err(StoreError::Damaged { .. }) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }
    Ok(None)
}

/// From when on a key may sign that root keys enrolled.
fn waits_until(state: &State, header: &Header, what: What) -> Option<u64> {
    let keys = header.signers.iter().filter_map(|signer| state.key(&signer.key));
    let new = keys.filter(|key| what == What::KeyVouchedFor && !key.root && key.participant != SECRETARIAT);
    new.map(|key| key.from.0).max()
}

#[cfg(test)]
mod tests;
