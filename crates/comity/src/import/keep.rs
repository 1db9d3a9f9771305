//! Keeping an import in the workspace of a data folder: the original, what was read, how far it is reviewed.

use crate::failure::Failure;
use crate::import::{Imported, Reviewed};
use instruments::review::{KeptReview, ReviewState};
use record::Time;
use serde::Serialize;
use std::path::Path;
use store::{DataFolder, Import, Imports, StoreError, WORKSPACE_FILE, Workspace, sha256};

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
    /// The same file is kept already, and has a secretariat now that reviews it.
    Assigned {
        /// Under this name.
        name: String,
        /// The secretariat's mechanism.
        mechanism: String,
    },
    /// Another file with the same text is kept already; this one was not added.
    SameText {
        /// Under this name.
        name: String,
    },
}

/// Keeps an import in a data folder, for the secretariat of a mechanism if one is named. A hub may run in the folder: what
/// is looked at here and what is written are one transaction, beside whoever reviews the same text in a page.
pub fn keep(
    data: &Path,
    imported: &Imported,
    reviewed: &Reviewed,
    mechanism: Option<&str>,
    now: Time,
) -> Result<Kept, Failure> {
    let (workspace, _held) = open(data)?;
    let review = KeptReview {
        state: reviewed.state,
        fingerprint: hex::encode(sha256(instruments::fingerprint(&imported.instrument).as_bytes())),
        mechanism: mechanism.map(str::to_owned),
    };
    let structure = json(&reviewed.instrument)?;
    workspace.with_drawers(|drawers| keep_among(&drawers.imports(), imported, &structure, &review, now))
}

fn keep_among(
    imports: &Imports<'_>,
    imported: &Imported,
    structure: &str,
    review: &KeptReview,
    now: Time,
) -> Result<Kept, Failure> {
    if let Some(known) = imports.text(&imported.digest)? {
        let before: KeptReview = serde_json::from_str(&known.review)
            .map_err(|_| Failure::new("kept-review", "the kept review can't be read: restore a backup"))?;
        let name = known.name;
        check_mechanism(&name, before.mechanism.as_deref(), review.mechanism.as_deref())?;
        let mechanism = before.mechanism.clone().or(review.mechanism.clone());
        let assigned = mechanism.clone().filter(|_| before.mechanism.is_none());
        // Importing once more without a review takes nobody's review away.
        let brings_review = review.state != ReviewState::Read;
        let state = if brings_review { review.state } else { before.state };
        let after = KeptReview { state, mechanism, ..before.clone() };
        let structure = if brings_review { structure } else { &known.structure };
        if after == before && structure == known.structure {
            return Ok(Kept::SameFile { name });
        }
        imports.review(&imported.digest, structure, &json(&after)?)?;
        return Ok(match assigned {
            Some(mechanism) if !brings_review => Kept::Assigned { name, mechanism },
            _ => Kept::Reviewed { name },
        });
    }
    if let Some(name) = same_text(imports, &review.fingerprint)? {
        return Ok(Kept::SameText { name });
    }
    imports.add(&Import {
        digest: imported.digest,
        name: imported.name.clone(),
        imported_at: now.0,
        original: imported.original.clone(),
        structure: structure.to_owned(),
        review: json(review)?,
    })?;
    Ok(Kept::New)
}

/// A text has one secretariat: two that correct it without seeing each other would each confirm the other's words.
fn check_mechanism(name: &str, before: Option<&str>, asked: Option<&str>) -> Result<(), Failure> {
    match (before, asked) {
        (Some(before), Some(asked)) if before != asked => Err(Failure::new(
            "import-of-another",
            format!("the same file is kept already, as {name}, for the secretariat of {before}"),
        )),
        _ => Ok(()),
    }
}

/// The name of a kept import with the same words.
fn same_text(imports: &Imports<'_>, fingerprint: &str) -> Result<Option<String>, Failure> {
    let same = |review: &str| {
        serde_json::from_str::<KeptReview>(review).is_ok_and(|known| known.fingerprint == fingerprint)
    };
    Ok(imports.texts()?.into_iter().find(|text| same(&text.review)).map(|text| text.name))
}

/// The workspace of a data folder, and the folder while nobody else holds it. A running hub holds its folder because of the
/// register; several processes may open the workspace, once it is there.
fn open(data: &Path) -> Result<(Workspace, Option<DataFolder>), Failure> {
    match DataFolder::open(data) {
        Ok(folder) => Ok((Workspace::open(&folder.workspace_file()?)?, Some(folder))),
        Err(StoreError::Busy(_)) if data.join(WORKSPACE_FILE).is_file() => {
            Ok((Workspace::open(&data.join(WORKSPACE_FILE))?, None))
        }
        Err(error @ StoreError::Busy(_)) => Err(Failure::new(
            error.code(),
            format!(
                "another process uses {}, and no workspace is there yet: wait until it has ended, or import without \
                 --data and publish through the running hub: comity instrument publish",
                data.display()
            ),
        )),
        Err(other) => Err(other.into()),
    }
}

fn json(value: &impl Serialize) -> Result<String, Failure> {
    serde_json::to_string(value).map_err(|error| Failure::new("json", error))
}
