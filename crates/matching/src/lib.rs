//! Whether an offer of capacity meets a need, and why.
//!
//! Pure: two sets of terms go in, a match with its reasons or what keeps them apart comes out. Terms say nothing of whose
//! they are, so that no match can depend on it; nothing is scored, and the order is that in which the register took them.

mod compare;
mod terms;

pub use compare::{Apart, Match, Role, Told, Unsaid, compare, found};
pub use terms::{ANY, OTHER, Period, Terms};
