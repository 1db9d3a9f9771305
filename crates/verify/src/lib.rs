//! Checks a register from outside, as anybody can: a folder, a URL, a hub's data folder, or one exported record.
//!
//! Nothing that a [`Source`] returns is believed. [`verify_register`] reads every public file, rebuilds the Merkle tree
//! from the entries, checks every signature on all cores, and replays admission in order with the function that the
//! sequencer used. [`export_folder`] writes those files as a static site, [`export_record`] one record with its proof and
//! the records it stands on, [`verify_export`] checks such a file offline, [`watch`] lists what is said in a
//! participant's name.
//!
//! The word "verified" is kept for what a policy anchors; see [`Anchor`].

mod anchor;
mod check;
mod error;
mod export;
mod files;
mod folder_export;
mod group;
mod needs;
mod offline;
mod ordered;
mod own;
mod past;
mod replay;
mod report;
mod source;
mod times;
mod tree;
mod watch;

pub use anchor::Anchor;
pub use check::verify_register;
pub use error::VerifyError;
pub use export::{
    Controls, Export, ExportError, Exported, Find, MAX_EXPORT, Own, OwnRecord, Role, export_record,
};
pub use folder_export::{Exporting, FolderError, export_folder};
pub use offline::{ExportReport, OfflineError, verify_export};
pub use own::{OWN_LIST, OwnLine};
pub use report::{Counts, Erasure, Evidence, Finding, Progress, Report, Severity};
pub use source::{Folder, Hub, Source, SourceError, Url};
pub use watch::{Said, watch};
