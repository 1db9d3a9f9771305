//! States and organizations: whoever can take part.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::file::FileFormat;
use crate::{Lang, Localized, Source};

/// A State's standing at the United Nations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StateStatus {
    /// A Member State.
    Member,
    /// A non-member observer State.
    Observer,
    /// Invented for exercises.
    Fictional,
}

/// How a name stands in a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prose {
    /// With its article: "l’Albanie".
    pub with_article: String,
    /// After "of": "de l’Albanie".
    pub of: String,
}

/// A State, under the name the United Nations uses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct State {
    /// ISO 3166-1 alpha-3.
    pub code: String,
    /// ISO 3166-1 alpha-2; a fictional State has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alpha2: Option<String>,
    /// UN M49, three digits; a fictional State has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub m49: Option<String>,
    /// Standing.
    pub status: StateStatus,
    /// Id of the regional group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// What to know about the place in that group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group_note: Option<Localized>,
    /// Short names, without article.
    pub short: Localized,
    /// Formal names, with article where the language has one.
    pub formal: Localized,
    /// Forms for sentences, in the languages that need them.
    #[serde(default)]
    pub prose: BTreeMap<Lang, Prose>,
    /// Forms found in printed texts.
    #[serde(default)]
    pub aliases: BTreeMap<Lang, Vec<String>>,
    /// What this entry changes against the source, and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correction: Option<String>,
}

impl State {
    /// The short name in a language.
    pub fn name(&self, lang: Lang) -> &str {
        self.short.get(lang)
    }

    /// The name after "of", if the language has such a form on file.
    pub fn of(&self, lang: Lang) -> Option<&str> {
        self.prose.get(&lang).map(|prose| prose.of.as_str())
    }
}

/// A regional group of States.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegionalGroup {
    /// Its id.
    pub id: String,
    /// Its names.
    pub names: Localized,
}

/// An organization.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Organization {
    /// Its slug.
    pub code: String,
    /// Its abbreviation, by language.
    #[serde(default, skip_serializing_if = "Localized::is_empty")]
    pub abbreviation: Localized,
    /// Its names.
    pub names: Localized,
    /// Whether it is intergovernmental; others can be stakeholders, never participants.
    pub intergovernmental: bool,
    /// Its official site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Forms found in printed texts.
    #[serde(default)]
    pub aliases: BTreeMap<Lang, Vec<String>>,
}

impl Organization {
    /// The name in a language.
    pub fn name(&self, lang: Lang) -> &str {
        self.names.get(lang)
    }
}

/// A file of States.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StatesFile {
    pub(crate) format: FileFormat,
    pub(crate) version: u32,
    pub(crate) exercise: bool,
    #[serde(default)]
    pub(crate) sources: Vec<Source>,
    #[serde(default)]
    pub(crate) awaiting_review: Vec<Lang>,
    pub(crate) groups: Vec<RegionalGroup>,
    pub(crate) states: Vec<State>,
}

/// A file of organizations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OrganizationsFile {
    pub(crate) format: FileFormat,
    pub(crate) version: u32,
    pub(crate) exercise: bool,
    #[serde(default)]
    pub(crate) sources: Vec<Source>,
    #[serde(default)]
    pub(crate) awaiting_review: Vec<Lang>,
    pub(crate) organizations: Vec<Organization>,
}
