//! The models of pages: pure functions from the catalogue and the views to a struct. The struct is the JSON answer, and
//! the template shows the same struct.

mod desk;
mod lines;
mod listing;

pub(crate) mod answers;
pub mod capacity;
pub mod content;
pub mod cycle;
pub mod framework;
pub mod home;
pub mod instrument;
pub mod keeping;
pub mod kind;
pub mod lineage;
pub mod matches;
pub mod mechanism;
pub mod party;
pub mod provision;
pub mod readers;
pub mod received;
pub mod record;
pub mod register;
pub mod saying;
pub mod search;
pub(crate) mod subject;
pub(crate) mod terms;
pub mod verify;
mod window;
pub mod workflow;

pub(crate) use desk::{Desk, Opened, is_the_house_s, title_of};
pub use desk::{Held, Shelf, Titles};
pub(crate) use lines::item_number;
pub use lines::{
    FrameworkRef, InstrumentLine, InstrumentRef, ItemRef, MechanismRef, PartyRef, ProvisionLine, RecordLine,
    SourceLine,
};
pub use search::Finder;
