//! Tells people by a second path what the register accepted in their delegation's name: reads what is new, finds whose it
//! is, and queues a notice for everybody concerned. It follows the register and not the pages: what was posted to /records
//! by anybody is told as well, and a page that fails after the register has taken a record silences nothing.

use crate::failure::Failure;
use admission::{Enrolment, HUB, Revocation, SECRETARIAT, State, kinds};
use catalogue::{Catalogue, WorkflowParty};
use delegations::outbox::{self, Said, What};
use delegations::{DelegationError, Desk};
use policy::Seat;
use record::{Audience, Body, Entry, Evidence, Header, RecordId};
use register::{Clock, Register, read_whole};
use serde::de::DeserializeOwned;
use std::collections::BTreeSet;
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
    /// The catalogue says who is told of a move.
    pub fn tell(&self, register: &Register, catalogue: &Catalogue) -> Result<usize, Failure> {
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
            let said = said(register, catalogue, from, up_to)?;
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
fn said(register: &Register, catalogue: &Catalogue, from: u64, up_to: u64) -> Result<Vec<Said>, Failure> {
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
        let own = concerns(store.as_ref(), &state, &stored, &header)?;
        let own = own.map(|(participant, what)| (Seat::Participant(participant), what));
        let others = others_of(store.as_ref(), &state, catalogue, &header)?;
        let entry = Entry::from_bytes(&stored.entry).map_err(|e| Failure::new(e.code(), e))?;
        for (seat, what) in own.into_iter().chain(others.into_iter().map(|seat| (seat, What::Moved))) {
            said.push(Said {
                record: RecordId(stored.id),
                public: header.audience == Audience::Public,
                seat,
                at: entry.time,
                what,
                from: waits_until(&state, &header, what),
                signers: header.signers.iter().map(|signer| signer.person).collect(),
                kind: header.kind.clone(),
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

/// Who else is told of a move: those whom the record's kind names, but for who made it, and for whom the record isn't for: a
/// record may refer to what another said, and be for its author alone.
fn others_of(
    store: &dyn Store,
    state: &State,
    catalogue: &Catalogue,
    header: &Header,
) -> Result<BTreeSet<Seat>, Failure> {
    let mut seats = BTreeSet::new();
    let (Some(id), Some(word)) = (header.refers.first(), header.workflow_move.as_deref()) else {
        return Ok(seats);
    };
    let Some(position) = store.find(&id.0)?.filter(|_| header.kind == kinds::MOVE) else {
        return Ok(seats);
    };
    let moved = match store.read_header(position) {
        Ok(stored) => Header::from_bytes(&stored.header)?,
        Err(StoreError::Damaged { .. }) => return Ok(seats),
        Err(error) => return Err(error.into()),
    };
    let kind = catalogue.kind_as_written(&moved.kind, moved.kind_version);
    let step = kind.and_then(|kind| kind.workflow.as_ref()?.step(word));
    for party in step.into_iter().flat_map(|step| &step.told) {
        match party {
            WorkflowParty::Author => seats.extend([Seat::Participant(moved.participant.clone())]),
            WorkflowParty::Referred => {
                let referred = state.referred_by(position);
                seats.extend(referred.map(|code| Seat::Participant(code.to_owned())));
            }
            WorkflowParty::Secretariat => seats.extend(moved.mechanisms.iter().cloned().map(Seat::Mechanism)),
        }
    }
    let house = [header.participant.as_str(), SECRETARIAT, HUB];
    seats.retain(|seat| !matches!(seat, Seat::Participant(code) if house.contains(&code.as_str())));
    seats.retain(|seat| may_read(state, &moved, seat));
    Ok(seats)
}

/// Does a seat read what has this header? An office reads what is said to its own mechanism or secretariat.
fn may_read(state: &State, said: &Header, seat: &Seat) -> bool {
    match (seat, &said.audience) {
        (Seat::Participant(code), audience) => state.surely_reads(code, &said.participant, audience),
        (Seat::Mechanism(_), Audience::Public) => true,
        (Seat::Mechanism(id), Audience::Mechanism { mechanism } | Audience::Secretariat { mechanism }) => {
            mechanism == id
        }
        (Seat::Mechanism(_) | Seat::Stakeholder(_), _) => false,
    }
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
