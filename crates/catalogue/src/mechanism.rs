//! Mechanisms: standing forums, who takes part in them, and in what terms they speak.

use serde::{Deserialize, Serialize};

use crate::file::FileFormat;
use crate::{Lang, LineageEntry, Localized, Source};

/// How a participant stands in a mechanism.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// A member.
    Member,
    /// A participant where the mechanism knows no members.
    Participant,
    /// An associate member.
    Associate,
    /// An observer.
    Observer,
}

/// Participants of one standing, with the source that says so. Membership is never inferred.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Participation {
    /// The standing.
    pub standing: Standing,
    /// The official source.
    pub source: Source,
    /// Codes of States and organizations.
    pub codes: Vec<String>,
}

/// The words a mechanism uses for its subject; its pages and reports keep to them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// The subject: "ICT security", "cyberspace", "international information security".
    pub subject: Localized,
    /// What it calls those who take part.
    pub participants: Localized,
}

/// A role in a mechanism.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MechanismRole {
    /// Its id within the mechanism.
    pub id: String,
    /// Its names.
    pub names: Localized,
}

/// A standing forum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mechanism {
    pub(crate) format: FileFormat,
    /// Its slug.
    pub id: String,
    /// Its version.
    pub version: u32,
    /// Whether it is an exercise.
    pub exercise: bool,
    /// Its names.
    pub names: Localized,
    /// A name short enough for a table.
    pub short_names: Localized,
    /// What it is, in our words.
    pub description: Localized,
    /// Its own terms.
    pub terms: Terms,
    /// Framework sets it uses.
    pub frameworks: Vec<String>,
    /// Kinds of record it takes.
    pub kinds: Vec<String>,
    /// Its roles.
    pub roles: Vec<MechanismRole>,
    /// Its participants by standing.
    pub participations: Vec<Participation>,
    /// What to know about the list of participants.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub participants_note: Option<Localized>,
    /// The texts it rests on and how they relate to it.
    #[serde(default)]
    pub lineage: Vec<LineageEntry>,
    /// Languages it isn't in yet.
    #[serde(default)]
    pub awaiting_translation: Vec<Lang>,
    /// Languages whose texts wait for a native speaker.
    #[serde(default)]
    pub awaiting_review: Vec<Lang>,
}

impl Mechanism {
    /// Each participant with its standing and the source for it.
    pub fn participants(&self) -> impl Iterator<Item = (&str, Standing, &Source)> {
        self.participations
            .iter()
            .flat_map(|part| part.codes.iter().map(|code| (code.as_str(), part.standing, &part.source)))
    }

    /// How a participant stands here, if it takes part.
    pub fn standing(&self, code: &str) -> Option<Standing> {
        self.participants().find(|(known, _, _)| *known == code).map(|(_, standing, _)| standing)
    }
}
