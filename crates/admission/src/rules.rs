//! What admission reads of a catalogue file: who takes part in a mechanism, what a kind allows, which framework items
//! and provisions exist. Everything else in the file is for pages.

use record::Evidence;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

use crate::Refusal;
use crate::control::CatalogueFile;

/// What a mechanism's file says of its participants.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct MechanismRules {
    /// The codes of those who take part.
    pub participants: HashSet<String>,
}

/// What a kind's file allows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KindRules {
    /// The evidence it takes.
    pub evidence: Vec<Evidence>,
    /// The audiences it can be said to, by the word in the header's `to`.
    pub audiences: Vec<String>,
    /// How many must sign, at least and at most.
    pub signers: Bounds,
    /// How many framework items it must name, at least and at most.
    pub framework_items: Bounds,
}

/// From how many to how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bounds {
    /// At least.
    pub min: usize,
    /// At most.
    pub max: usize,
}

impl Bounds {
    /// Does the count lie between the bounds?
    pub fn hold(self, count: usize) -> bool {
        (self.min..=self.max).contains(&count)
    }
}

/// What one file brings into effect: opaque outside this crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileRules {
    Mechanism {
        id: String,
        rules: MechanismRules,
    },
    Kind {
        id: String,
        version: u64,
        rules: KindRules,
    },
    FrameworkItems(Vec<String>),
    Provisions(Vec<String>),
    /// A file that only pages read.
    Shown,
}

#[derive(Deserialize)]
struct Coded {
    code: String,
}

#[derive(Deserialize)]
struct MechanismFile {
    id: String,
    #[serde(default)]
    participants: Vec<Coded>,
}

#[derive(Deserialize)]
struct KindFile {
    id: String,
    version: u64,
    evidence: Vec<Evidence>,
    audiences: Vec<String>,
    signers: Bounds,
    framework_items: Bounds,
}

/// Every file says in `format` what it is; where it lies is for people.
#[derive(Deserialize)]
struct Formatted {
    format: String,
}

#[derive(Deserialize)]
struct ItemsFile {
    items: Vec<Identified>,
}

#[derive(Deserialize)]
struct Identified {
    id: String,
}

#[derive(Deserialize)]
struct InstrumentFile {
    id: String,
    provisions: Vec<Provision>,
}

#[derive(Deserialize)]
struct Provision {
    path: String,
    #[serde(default)]
    children: Vec<Provision>,
}

impl CatalogueFile {
    /// Reads what the file brings into effect.
    pub(crate) fn rules(&self) -> Result<FileRules, Refusal> {
        let wrong = |why: String| Refusal::File { path: self.path.clone(), why };
        if record::Hash::of(self.file.as_bytes()) != self.sha256 {
            return Err(wrong("its SHA-256 is not the one said".into()));
        }
        if !is_path(&self.path) {
            return Err(wrong("its path is not of the form folder/name.json".into()));
        }
        read_rules(&self.file).map_err(|e| wrong(e.to_string()))
    }
}

fn read_rules(text: &str) -> Result<FileRules, serde_json::Error> {
    let Formatted { format } = serde_json::from_str(text)?;
    Ok(match format.as_str() {
        "mechanism" => {
            let file: MechanismFile = serde_json::from_str(text)?;
            let participants = file.participants.into_iter().map(|p| p.code).collect();
            FileRules::Mechanism { id: file.id, rules: MechanismRules { participants } }
        }
        "kind" => {
            let file: KindFile = serde_json::from_str(text)?;
            let (evidence, audiences) = (file.evidence, file.audiences);
            let rules = KindRules {
                evidence,
                audiences,
                signers: file.signers,
                framework_items: file.framework_items,
            };
            FileRules::Kind { id: file.id, version: file.version, rules }
        }
        "framework" => {
            let file: ItemsFile = serde_json::from_str(text)?;
            FileRules::FrameworkItems(file.items.into_iter().map(|i| i.id).collect())
        }
        "instrument" => {
            let file: InstrumentFile = serde_json::from_str(text)?;
            let mut ids = Vec::new();
            collect(&file.id, &file.provisions, &mut ids);
            FileRules::Provisions(ids)
        }
        _ => FileRules::Shown,
    })
}

fn collect(instrument: &str, provisions: &[Provision], ids: &mut Vec<String>) {
    for provision in provisions {
        ids.push(format!("{instrument}/{}", provision.path));
        collect(instrument, &provision.children, ids);
    }
}

/// `folder/name.json`, at most four steps, nothing that climbs.
fn is_path(path: &str) -> bool {
    let step = |s: &str| !s.is_empty() && !s.starts_with('.') && record::header::is_name(s);
    path.len() <= record::header::MAX_NAME
        && path.strip_suffix(".json").is_some()
        && path.split('/').count() <= 4
        && path.split('/').all(step)
}
