//! May this be said here, now?
//!
//! [`admit`] answers for one verified record at one place in the register. The sequencer asks it before it appends;
//! replay and `verify` ask it again of every entry, with the same code and the same facts, so that an entry which a
//! dishonest hub let in is found by anybody. It reads headers, and the bodies of control records alone; it has no
//! clock, no store and no configuration: whatever it judges by ([`State`]) was itself said in the register.
//!
//! Because an old register must replay the same for ever, this crate reads of a catalogue file only the members that
//! it judges by, and not through the types that pages use: those may grow. What a statement's body holds
//! ([`check_body`]) is looked at where the hub takes it in and nowhere else: an erased body can't be judged again.

mod arrival;
mod audience;
mod control;
mod disavowal;
mod door;
mod erasure;
mod judge;
mod keys;
mod own;
mod refusal;
mod retention;
mod rules;
mod state;
mod statement;
mod workflow;

pub use ::kinds::{ContentError, ContentFault, check_content};
pub use arrival::{ArrivalError, MAX_REFERENCE, check_arrival, check_arrival_words};
pub use control::{
    AuditCommitment, CatalogueFile, Enrolment, Genesis, HUB, MAX_ROOT_KEYS, Quota, Revocation,
    RevocationReason, RootKey, SECRETARIAT, kinds,
};
pub use disavowal::{CONFIRM, DISAVOW, MAX_REASON, REASON};
pub use door::{BodyRefusal, check_body};
pub use erasure::{GROUNDS, WITHDRAWN};
pub use judge::{Admitted, Effect, Kept, Past, Placed, Unreadable, admit, admit_entry};
pub use own::{HOUR, NO_PERSON};
pub use refusal::Refusal;
pub use retention::{RETENTION, readers_of};
pub use rules::{Bounds, KindRules, MechanismRules};
pub use state::{AuditHours, KeyStanding, KeyState, Passkey, State};
pub use workflow::{Flow, Followed, MoveRules, Mover, WorkflowRules, audience_of_move};
