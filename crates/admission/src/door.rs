//! What a hub asks of a body where it takes a record in, and what replay never asks: an erased or sealed body can't be
//! judged, and what the catalogue's files may hold grows.

use ::kinds::{ContentError, check_content};
use catalogue::{Catalogue, CatalogueError};
use record::{Body, Header};
use thiserror::Error;

use crate::arrival::{ArrivalError, check_arrival};
use crate::control::{CatalogueFile, kinds};
use crate::disavowal::check_reason;
use crate::state::State;

/// Why a body is turned away.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum BodyRefusal {
    /// A field of its kind's form.
    #[error(transparent)]
    Content(#[from] ContentError),
    /// Its attachments, or how it arrived.
    #[error(transparent)]
    Arrival(#[from] ArrivalError),
    /// Its kind has another version now, and by the older form nobody would read it.
    #[error(
        "this is written as version {named} of {kind}, and version {in_force} is in force: write it again as that"
    )]
    KindVersion {
        /// The kind.
        kind: String,
        /// The version that the header names.
        named: u64,
        /// The version that pages use.
        in_force: u32,
    },
    /// A catalogue file that would stay in the register for ever, and be of no use.
    #[error(
        "the file {path} doesn't load with the catalogue in force: {why}; mend it, or publish first what it needs"
    )]
    File {
        /// Its path in the catalogue.
        path: String,
        /// What is wrong.
        why: CatalogueError,
    },
}

impl BodyRefusal {
    /// The stable code of this refusal.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Content(e) => e.code(),
            Self::Arrival(e) => e.code(),
            Self::KindVersion { .. } => "kind-version",
            Self::File { .. } => "catalogue-file-unusable",
        }
    }
}

/// Does the body hold what the kind and version that its header names ask for? What is nobody's to say here passes: it is
/// admission's to refuse, in its turn.
pub fn check_body(
    state: &State,
    catalogue: &Catalogue,
    header: &Header,
    body: &Body,
) -> Result<(), BodyRefusal> {
    check_arrival(header, body)?;
    if header.kind == kinds::CATALOGUE {
        return check_file(state, catalogue, header, body);
    }
    if header.kind == kinds::DISAVOWAL || header.kind == kinds::MOVE {
        return Ok(check_reason(body, header.kind == kinds::DISAVOWAL)?);
    }
    match catalogue.kind(&header.kind) {
        Some(kind) if u64::from(kind.version) == header.kind_version => Ok(check_content(kind, body)?),
        // Else an older form, for which there is nothing left to check by, would let anything in.
        Some(kind) if state.kind(&header.kind, header.kind_version).is_some() => {
            Err(BodyRefusal::KindVersion {
                kind: header.kind.clone(),
                named: header.kind_version,
                in_force: kind.version,
            })
        }
        _ => Ok(()),
    }
}

fn check_file(state: &State, catalogue: &Catalogue, header: &Header, body: &Body) -> Result<(), BodyRefusal> {
    // Loading costs some milliseconds: root keys alone may ask for it.
    let by_roots = header.signers.iter().all(|signer| state.key(&signer.key).is_some_and(|key| key.root));
    let content = serde_json::Value::Object(body.content.clone());
    let (true, Ok(file)) = (by_roots, serde_json::from_value::<CatalogueFile>(content)) else {
        return Ok(());
    };
    let others = catalogue.files().iter().filter(|known| known.path != file.path);
    let files = others.map(|known| (known.path.clone(), known.bytes.clone()));
    match Catalogue::from_files(files.chain([(file.path.clone(), file.file.into_bytes())])) {
        Ok(_) => Ok(()),
        Err(why) => Err(BodyRefusal::File { path: file.path, why }),
    }
}
