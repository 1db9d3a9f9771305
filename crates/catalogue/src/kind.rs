//! Kinds of record as data: from one file come form, validation, schema and rendering.

use serde::{Deserialize, Serialize};

use crate::file::FileFormat;
use crate::{Lang, Localized};

/// Evidence that a kind takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Evidence {
    /// Signed by a delegate's key.
    Signed,
    /// Entered by a secretariat with the received file.
    Transmitted,
    /// Said by a token of the participant.
    Relayed,
    /// The hub's own.
    Hub,
}

/// Who may write records of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Writer {
    /// A delegate of a participant of each mechanism named.
    ParticipantDelegate,
    /// The secretariat of the mechanism.
    Secretariat,
}

/// Audiences that a kind allows, by the word in a header's `to`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AllowedAudience {
    /// Everybody.
    Public,
    /// The author's own delegation.
    Own,
    /// Participants by name.
    Participants,
    /// A named group.
    Group,
    /// The participants of a mechanism, its chair and secretariat.
    Mechanism,
    /// A mechanism's chair and secretariat.
    Secretariat,
}

/// Forms of signature that a kind takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SignatureForm {
    /// An SSH signature, made on the author's own machine.
    Sshsig,
    /// A passkey's, made in the hub's page.
    Webauthn,
}

/// At least and at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bounds {
    /// At least.
    pub min: u32,
    /// At most.
    pub max: u32,
}

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FieldType {
    /// Plain text.
    Text,
    /// One of the choices.
    Choice,
    /// `yyyy`, `yyyy-mm` or `yyyy-mm-dd`, as its precision allows.
    Date,
    /// A list of `https` or `http` addresses.
    Urls,
}

/// The coarsest date that a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Precision {
    /// A year is enough.
    Year,
    /// A month is enough.
    Month,
    /// The day is needed.
    Day,
}

/// What search makes of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FieldSearch {
    /// It reads its words.
    Words,
    /// It offers its values as a facet.
    Facet,
    /// Nothing.
    None,
}

/// One choice of a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// What the body holds.
    pub id: String,
    /// What a reader sees.
    pub label: Localized,
}

/// A part of the form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Its id.
    pub id: String,
    /// Its names.
    pub names: Localized,
}

/// One field of the body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// The member of the body.
    pub id: String,
    /// What it holds.
    #[serde(rename = "type")]
    pub field_type: FieldType,
    /// The section of the form.
    pub section: String,
    /// Whether it must be there.
    pub required: bool,
    /// Its label.
    pub label: Localized,
    /// A line of help.
    pub help: Localized,
    /// Longest text, in Unicode scalar values; for lists, of each.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_chars: Option<u32>,
    /// Longest list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_items: Option<u32>,
    /// Whether a text may have several lines.
    #[serde(default)]
    pub multiline: bool,
    /// The coarsest date it takes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub precision: Option<Precision>,
    /// The choices.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<Choice>,
    /// What search makes of it.
    pub search: FieldSearch,
}

/// A kind of record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kind {
    pub(crate) format: FileFormat,
    /// Its slug.
    pub id: String,
    /// Its version; a record names the version it was written to.
    pub version: u32,
    /// Its name.
    pub names: Localized,
    /// Its name for several.
    pub plural: Localized,
    /// What it is for.
    pub description: Localized,
    /// Evidence it takes.
    pub evidence: Vec<Evidence>,
    /// Who may write it.
    pub writers: Vec<Writer>,
    /// Audiences it allows.
    pub audiences: Vec<AllowedAudience>,
    /// How many sign.
    pub signers: Bounds,
    /// How many framework items a record names.
    pub framework_items: Bounds,
    /// The forms of signature that it takes, unless it takes all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature_forms: Option<Vec<SignatureForm>>,
    /// Languages it isn't in yet.
    #[serde(default)]
    pub awaiting_translation: Vec<Lang>,
    /// Languages whose texts wait for a native speaker.
    #[serde(default)]
    pub awaiting_review: Vec<Lang>,
    /// Sections of the form, in order.
    pub sections: Vec<Section>,
    /// Fields of the body, in order.
    pub fields: Vec<Field>,
}

impl Kind {
    /// A field by its id.
    pub fn field(&self, id: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.id == id)
    }
}
