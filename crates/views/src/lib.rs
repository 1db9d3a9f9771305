//! What was said, folded into what is shown.
//!
//! [`Views`] holds no truth of its own: it is folded out of the register's headers in their order, by every node alike,
//! and can be thrown away and folded again. Headers and counters stay in memory, bodies never: a page reads the few
//! bodies that it shows from the store. Nothing here reads a clock or a file.
//!
//! Nobody reads the views but through [`Views::seen`], with the classes that a subject may read: what isn't among them is
//! not listed, not counted, not linked to, and changes nothing about how another record stands.

mod classes;
mod course;
mod dump;
mod fold;
mod intern;
mod read;
mod row;
mod snapshot;

pub use course::{Course, Moved};
pub use fold::{FoldError, Views};
pub use read::{Counts, EntryView, RecordView, Restricted, Seen};
pub use row::Standing;
pub use snapshot::SnapshotError;
