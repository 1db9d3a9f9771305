//! Instruments of the catalogue: structure and summaries. The text stands here only where it is our own, or where an
//! operator imported it ([`ImportedText`]).

use instruments::{Act, Basis, CitationKind, Form, ParticipantType, Role, Stance, Status};
use serde::{Deserialize, Serialize};

use crate::file::FileFormat;
use crate::id::is_annex;
use crate::{ItemLinks, Lang, Localized};

/// A date and what happened on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CatalogueDate {
    /// `yyyy-mm-dd`, or `yyyy-mm` or `yyyy` when no more is known.
    pub date: String,
    /// What happened: `adopted`, `meeting`, `letter`, `approved-in-committee`.
    pub role: String,
    /// Where that is said, if not in the text itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// Where an instrument stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InstrumentStatus {
    /// Its state.
    pub state: Status,
    /// What to know about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Localized>,
    /// The symbol of the text that took its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub superseded_by: Option<String>,
}

/// Where the official text is found in a language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficialText {
    /// The language.
    pub language: Lang,
    /// The address, shown as text.
    pub url: String,
    /// Where to look there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A text of an instrument that an operator imported and a person confirmed, in one language. No file of the project
/// has one: a hub gets it by a catalogue record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImportedText {
    /// The language of the text.
    pub language: Lang,
    /// SHA-256 of the file it was read from, in hexadecimal.
    pub source_sha256: String,
}

/// Who stands in an instrument, and on what basis.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CatalogueParticipant {
    /// Its code; null for a body the catalogue doesn't list.
    pub code: Option<String>,
    /// What it is.
    #[serde(rename = "type")]
    pub participant_type: ParticipantType,
    /// On what basis.
    pub basis: Basis,
    /// The name as printed.
    pub printed_as: String,
}

/// How one text relates to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// Recalls it.
    Recalls,
    /// Cites it otherwise.
    Cites,
    /// Was adopted as it.
    AdoptedAs,
    /// Rests on it: set up or mandated by it.
    EstablishedBy,
    /// Comes after it in the same line of work.
    Follows,
    /// Was preceded by it as a proposal; a proposal is not a former name.
    EarlierProposal,
    /// Is stated or carried by it.
    StatedIn,
}

/// One text in the line of another, or of a mechanism.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LineageEntry {
    /// How it relates.
    pub relation: Relation,
    /// What kind of text it is.
    pub kind: CitationKind,
    /// Its symbol.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub symbol: Option<String>,
    /// Its title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Its date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The paragraph meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<String>,
    /// Its id, if it stands in the catalogue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instrument: Option<String>,
    /// Paths of the provisions that cite it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cited_in: Vec<String>,
    /// What to know about the relation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A provision as the catalogue describes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CatalogueProvision {
    /// Its path: `pp7`, `op1-a`.
    pub path: String,
    /// Its label as printed, if numbered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// The heading it stands under; beside a text alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heading: Option<Localized>,
    /// The words before a list that its text completes; beside a text alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chapeau: Option<Localized>,
    /// Preambular, operative or other.
    pub role: Role,
    /// What its authors do.
    pub act: Act,
    /// How strong the verb is, 1 to 5.
    pub strength: u8,
    /// Further acts in the same paragraph.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub further_acts: Vec<Act>,
    /// A commitment, a call, or a statement.
    pub stance: Stance,
    /// To whom a call is addressed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub addressee: Option<Localized>,
    /// Whether the text says voluntary.
    pub voluntary: bool,
    /// An unofficial summary of ours; empty where the text was imported and nobody has summarized it.
    #[serde(default, skip_serializing_if = "Localized::is_empty")]
    pub summary: Localized,
    /// The text; for fictional instruments and imported texts alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Localized>,
    /// Framework items it speaks to.
    pub links: ItemLinks,
    /// Rows of the mission's table that it stands for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mission: Vec<String>,
}

impl CatalogueProvision {
    /// The path of the provision this one is nested in.
    pub fn parent(&self) -> Option<&str> {
        self.path.rsplit_once('-').map(|(parent, _)| parent).filter(|parent| !is_annex(parent))
    }
}

/// An instrument as the catalogue describes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CatalogueInstrument {
    pub(crate) format: FileFormat,
    /// Its slug.
    pub id: String,
    /// Version of this description.
    pub version: u32,
    /// Whether it is fictional.
    pub exercise: bool,
    /// Its form.
    pub form: Form,
    /// Its symbol.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub symbol: Option<String>,
    /// Its title.
    pub title: Localized,
    /// The body that speaks.
    pub body: Localized,
    /// Its dates.
    pub dates: Vec<CatalogueDate>,
    /// Where it was adopted or made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Localized>,
    /// The session of the body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<String>,
    /// Agenda items.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agenda_items: Vec<String>,
    /// Languages it exists in.
    pub languages: Vec<Lang>,
    /// The language it was written in, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original_language: Option<Lang>,
    /// Where it stands.
    pub status: InstrumentStatus,
    /// What kind of text it is in law.
    pub legal_nature: Localized,
    /// Where the official text is found.
    #[serde(default)]
    pub official_text: Vec<OfficialText>,
    /// Mechanisms it belongs to.
    pub mechanisms: Vec<String>,
    /// Code of who sent the letter that carries it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transmitted_by: Option<String>,
    /// Who stands in it.
    pub participants: Vec<CatalogueParticipant>,
    /// What to know about that list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub participants_note: Option<Localized>,
    /// The heading that our summaries stand under; empty where there are none.
    #[serde(default, skip_serializing_if = "Localized::is_empty")]
    pub summary_note: Localized,
    /// The texts that an operator imported.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub imported: Vec<ImportedText>,
    /// Languages it isn't in yet.
    #[serde(default)]
    pub awaiting_translation: Vec<Lang>,
    /// Languages whose summaries wait for a native speaker.
    #[serde(default)]
    pub awaiting_review: Vec<Lang>,
    /// What it cites, and what came of it.
    pub lineage: Vec<LineageEntry>,
    /// Its provisions in reading order; nested ones follow the one they stand in.
    pub provisions: Vec<CatalogueProvision>,
}

impl CatalogueInstrument {
    /// A provision by its path.
    pub fn provision(&self, path: &str) -> Option<&CatalogueProvision> {
        self.provisions.iter().find(|provision| provision.path == path)
    }

    /// The permanent id of one of its provisions: `<instrument>/<path>`.
    pub fn provision_id(&self, provision: &CatalogueProvision) -> String {
        format!("{}/{}", self.id, provision.path)
    }
}
