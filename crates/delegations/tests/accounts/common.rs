//! A desk over a new workspace, with randomness that repeats, and people at it.

use delegations::invitations::{self, Asked, Newcomer};
use delegations::passkeys::NewPasskey;
use delegations::people::Person;
use delegations::{DelegationError, Desk, Drawer, PersonId, Secret};
use policy::{Role, Seat};
use record::hash::sha256;
use record::webauthn::{Challenge, Purpose};
use rehearsal::authenticator::{Algorithm, Credential};
use sealing::{HubKey, Sealer};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use store::Workspace;

/// Noon of some day, at the beginning of an hour.
pub const NOON: u64 = 1_800_000_000;

pub struct Office {
    folder: tempfile::TempDir,
    pub desk: Desk,
}

impl Office {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let workspace = Arc::new(Workspace::open(&folder.path().join("workspace.db")).unwrap());
        let sealer = Arc::new(Sealer::new(&HubKey::from_bytes([3; 32])));
        let drawn = AtomicU64::new(0);
        let random = Arc::new(move |bytes: &mut [u8]| {
            for part in bytes.chunks_mut(32) {
                let next = sha256(&drawn.fetch_add(1, Ordering::Relaxed).to_be_bytes());
                part.copy_from_slice(&next[..part.len()]);
            }
        });
        Self { folder, desk: Desk::new(workspace, sealer, random) }
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().to_owned()
    }

    /// Does something at a moment, which must go well.
    pub fn at<T>(&self, now: u64, work: impl FnOnce(&Drawer<'_>) -> Result<T, DelegationError>) -> T {
        self.desk.together(now, work).unwrap()
    }

    /// Does something at a moment, which must be refused: the code.
    pub fn refused<T>(
        &self,
        now: u64,
        work: impl FnOnce(&Drawer<'_>) -> Result<T, DelegationError>,
    ) -> &'static str {
        match self.desk.together(now, work) {
            Ok(_) => panic!("this was not refused"),
            Err(error) => error.code(),
        }
    }

    pub fn invite(&self, now: u64, seat: &Seat, roles: &[Role]) -> Secret {
        self.at(now, |drawer| invitations::invite(drawer, asked(seat, roles))).0
    }

    pub fn join(&self, now: u64, seat: &Seat, roles: &[Role], name: &str, seed: u8) -> Person {
        let link = self.invite(now, seat, roles);
        self.at(now, |drawer| invitations::accept(drawer, &link, newcomer(name), passkey(seed)))
    }

    pub fn person(&self, now: u64, id: PersonId) -> Person {
        self.at(now, |drawer| delegations::people::person(drawer, id))
    }
}

pub fn asked(seat: &Seat, roles: &[Role]) -> Asked {
    Asked {
        seat: seat.clone(),
        roles: roles.iter().copied().collect(),
        by: None,
        note: "the desk officer".to_owned(),
        recovers: None,
    }
}

pub fn newcomer(name: &str) -> Newcomer {
    Newcomer { name: name.to_owned(), email: Some("desk@example.org".to_owned()), language: "en".to_owned() }
}

pub fn credential(seed: u8) -> Credential {
    Credential { algorithm: Algorithm::Es256, seed }
}

pub fn challenge() -> Challenge {
    Challenge::random([8; 32])
}

/// A passkey that has shown that it works.
pub fn passkey(seed: u8) -> NewPasskey {
    let credential = credential(seed);
    let assertion = credential.touch(&challenge());
    NewPasskey::proven(credential.key(Purpose::SignIn), "telephone", &assertion, &challenge()).unwrap()
}

pub fn delegation() -> Seat {
    Seat::Participant("XAA".to_owned())
}

pub fn other_delegation() -> Seat {
    Seat::Participant("XAB".to_owned())
}
