//! Keeping an import in the workspace of a data folder: the original, what was read, how far it is reviewed.

use crate::failure::Failure;
use crate::import::{Imported, ReviewState, Reviewed};
use record::Time;
use serde::{Deserialize, Serialize};
use std::path::Path;
use store::{DataFolder, Import, StoreError, Workspace, sha256};

/// What became of an import that was to be kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "outcome", rename_all = "kebab-case")]
pub enum Kept {
    /// It is kept now.
    New,
    /// The same file is kept already.
    SameFile {
        /// Under this name.
        name: String,
    },
    /// The same file is kept already, and its structure is now as reviewed.
    Reviewed {
        /// Under this name.
        name: String,
    },
    /// Another file with the same text is kept already; this one was not added.
    SameText {
        /// Under this name.
        name: String,
    },
}

/// What the workspace keeps of a review beside the structure.
#[derive(Serialize, Deserialize)]
struct State {
    state: ReviewState,
    /// SHA-256 of the words that were read, however they were printed. It stays when a person corrects them.
    fingerprint: String,
}

/// Keeps an import in a data folder that no hub holds.
pub fn keep(data: &Path, imported: &Imported, reviewed: &Reviewed, now: Time) -> Result<Kept, Failure> {
    let folder = DataFolder::open(data).map_err(|error| busy(data, error))?;
    let workspace = Workspace::open(&folder.workspace_file()?)?;
    let fingerprint = hex::encode(sha256(instruments::fingerprint(&imported.instrument).as_bytes()));
    let structure = json(&reviewed.instrument)?;
    let state = json(&State { state: reviewed.state, fingerprint: fingerprint.clone() })?;
    if let Some(known) = workspace.import(&imported.digest)? {
        // Importing once more without a review takes nobody's review away.
        let news =
            reviewed.state != ReviewState::Read && (known.structure != structure || known.review != state);
        if !news {
            return Ok(Kept::SameFile { name: known.name });
        }
        workspace.review_import(&imported.digest, &structure, &state)?;
        return Ok(Kept::Reviewed { name: known.name });
    }
    if let Some(name) = same_text(&workspace, &fingerprint)? {
        return Ok(Kept::SameText { name });
    }
    workspace.add_import(&Import {
        digest: imported.digest,
        name: imported.name.clone(),
        imported_at: now.0,
        original: imported.original.clone(),
        structure,
        review: state,
    })?;
    Ok(Kept::New)
}

/// The name of a kept import with the same words.
fn same_text(workspace: &Workspace, fingerprint: &str) -> Result<Option<String>, Failure> {
    for (digest, name) in workspace.imports()? {
        let known =
            workspace.import(&digest)?.and_then(|one| serde_json::from_str::<State>(&one.review).ok());
        if known.is_some_and(|state| state.fingerprint == fingerprint) {
            return Ok(Some(name));
        }
    }
    Ok(None)
}

fn busy(data: &Path, error: StoreError) -> Failure {
    match error {
        StoreError::Busy(_) => Failure::new(
            error.code(),
            format!(
                "another process uses {}, most likely a running hub. Stop it while you import; or import without \
                 --data and publish through the running hub: comity instrument publish",
                data.display()
            ),
        ),
        other => other.into(),
    }
}

fn json(value: &impl Serialize) -> Result<String, Failure> {
    serde_json::to_string(value).map_err(|error| Failure::new("json", error))
}
