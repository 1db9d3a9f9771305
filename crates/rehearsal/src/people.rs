//! Who signs.

use record::Signer;
use record::header::Salt;
use record::signing::SecretKey;

/// Somebody with a key. The seed is the whole identity: key, person id, and what tests call them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Person(pub u8);

/// The secretariat's root keys, two of which must agree.
pub const ROOTS: [Person; 3] = [Person(1), Person(2), Person(3)];
/// Administrator of XAA.
pub const ADA: Person = Person(10);
/// Delegate of XAA, for everything.
pub const ABE: Person = Person(11);
/// Delegate of XAA, for kind `measure` and mechanism `alpha` alone.
pub const ANN: Person = Person(12);
/// Administrator of XBB.
pub const BOB: Person = Person(20);
/// Delegate of the secretariat.
pub const SAM: Person = Person(30);
/// The hub: what it says itself is signed by the log's key, and for no person.
pub const HUB: Person = Person(0);
/// Not enrolled.
pub const ZOE: Person = Person(40);

impl Person {
    /// The key.
    pub fn key(self) -> SecretKey {
        SecretKey::from_seed(&[self.0; 32])
    }

    /// The random id of the person.
    pub fn id(self) -> Salt {
        Salt([self.0; 16])
    }

    /// Both, as a header names them.
    pub fn signer(self) -> Signer {
        Signer { key: self.key().public().id(), person: self.id() }
    }
}
