//! The data files of the field (States, organizations, framework sets, mechanisms, instruments, kinds) and their
//! reader.
//!
//! The files stand in the folder `catalogue/` of the project and are embedded in the binary. Files that a catalogue
//! record carries are read by the same [`Catalogue::from_files`]: one reader, one set of checks.

mod built_in;
mod check;
mod check_kind;
mod error;
mod file;
mod framework;
mod id;
mod imported;
mod instrument;
mod kind;
mod language;
mod lexicon;
mod load;
mod lookup;
mod mechanism;
mod party;
mod source;
mod unknown;
mod workflow;

pub use check::{check, check_instrument};
pub use error::CatalogueError;
pub use file::{CatalogueFile, FileFormat, MAX_FILE_BYTES, MAX_FILES};
pub use framework::{Framework, FrameworkItem, FrameworkSection, ItemLinks, ItemTerms};
pub use id::{is_item_id, is_participant_code, is_provision_path, is_slug, is_state_code};
pub use imported::{ReviewedText, paths_that_differ};
pub use instrument::{
    CatalogueDate, CatalogueInstrument, CatalogueParticipant, CatalogueProvision, ImportedText,
    InstrumentStatus, LineageEntry, OfficialText, Relation,
};
pub use kind::{
    AllowedAudience, Bounds, Choice, Evidence, Field, FieldSearch, FieldSet, FieldType, Kind, Part,
    Precision, Section, SignatureForm, When, Writer,
};
pub use language::{Lang, Localized};
pub use load::Catalogue;
pub use lookup::Party;
pub use mechanism::{Mechanism, MechanismRole, Participation, Standing, Terms};
pub use party::{Organization, Prose, RegionalGroup, State, StateStatus};
pub use source::{Reference, Source};
pub use unknown::{UnknownId, unknown_ids};
pub use workflow::{Workflow, WorkflowMove, WorkflowParty, WorkflowState};

/// The words that provisions and participants are described in, shared with the reader of texts.
pub use instruments::{Act, Basis, CitationKind, Form, ParticipantType, Role, Stance, Status};
