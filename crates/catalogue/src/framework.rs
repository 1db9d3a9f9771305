//! Framework sets: versioned lists of items that provisions and measures speak to.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::file::FileFormat;
use crate::{Lang, Localized, Reference, Source};

/// Phrases by language that lead a reader of texts to an item.
pub type ItemTerms = BTreeMap<Lang, Vec<String>>;

/// Links to framework items and who made them. An empty list is an answer: "none".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemLinks {
    /// Who made the links: `comity-editors`, or the code of a participant or body.
    pub made_by: String,
    /// The items.
    pub to: Vec<String>,
}

/// A part of a framework set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrameworkSection {
    /// Its id within the set.
    pub id: String,
    /// Its names.
    pub names: Localized,
}

/// One item of a framework set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrameworkItem {
    /// `<set>/<slug>`.
    pub id: String,
    /// The section it stands in.
    pub section: String,
    /// Its label as printed, such as `13 (a)`; a name where the document has no label.
    pub label: String,
    /// Whether it stands for its whole section.
    #[serde(default)]
    pub whole_section: bool,
    /// A short title of ours.
    pub title: Localized,
    /// An unofficial summary.
    pub summary: Localized,
    /// Where the item is laid down.
    pub source: Reference,
    /// Where it was elaborated later.
    #[serde(default)]
    pub elaborated_in: Vec<Reference>,
    /// Phrases that lead to it.
    #[serde(default)]
    pub terms: ItemTerms,
    /// Items of other sets that it corresponds to; absent while nobody has looked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub links: Option<ItemLinks>,
}

/// A framework set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Framework {
    pub(crate) format: FileFormat,
    /// Its slug: the first half of its items' ids.
    pub id: String,
    /// Its version; items keep their ids for good.
    pub version: u32,
    /// Whether it belongs to exercises.
    pub exercise: bool,
    /// Its names.
    pub names: Localized,
    /// Code of the body that keeps it.
    pub kept_by: String,
    /// What it is.
    pub description: Localized,
    /// The documents it is cited to.
    #[serde(default)]
    pub sources: Vec<Source>,
    /// Languages it isn't in yet.
    #[serde(default)]
    pub awaiting_translation: Vec<Lang>,
    /// Languages whose texts wait for a native speaker.
    #[serde(default)]
    pub awaiting_review: Vec<Lang>,
    /// Its sections in order.
    pub sections: Vec<FrameworkSection>,
    /// Its items in order.
    pub items: Vec<FrameworkItem>,
}
