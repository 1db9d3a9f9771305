//! Kinds of record as data: from one file come form, validation, schema and rendering.

use serde::{Deserialize, Serialize};

use crate::file::FileFormat;
use crate::{Lang, Localized, Workflow};

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

impl Bounds {
    /// Does the count lie between the bounds?
    pub fn hold(self, count: usize) -> bool {
        (self.min as usize..=self.max as usize).contains(&count)
    }
}

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FieldType {
    /// Plain text.
    Text,
    /// One of the choices.
    Choice,
    /// Any of the choices, each once.
    Choices,
    /// A whole number, 0 or more.
    Number,
    /// `yyyy`, `yyyy-mm` or `yyyy-mm-dd`, as its precision allows.
    Date,
    /// A list of `https` or `http` addresses.
    Urls,
    /// A table: rows of the same columns.
    Rows,
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

/// A part of the form: sections under one heading, in the questionnaire's own order and numbering.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Its id.
    pub id: String,
    /// Its number as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Its names.
    pub names: Localized,
}

/// A section of the form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Its id.
    pub id: String,
    /// The part that it belongs to, where the form has parts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
    /// Its number as printed: `(a)`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Its names.
    pub names: Localized,
    /// The framework item that it asks about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub framework_item: Option<String>,
    /// The field set that it asks, beside fields of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asks: Option<String>,
}

/// Fields that several sections ask alike: a survey asks the same three questions about each norm. In a section
/// `norm-13-a`, the set's field `gaps` is the body's member `norm-13-a-gaps`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldSet {
    /// Its id.
    pub id: String,
    /// Its fields; they name no section.
    pub fields: Vec<Field>,
}

/// A field is asked only where a choice elsewhere in the form fell on one of these.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct When {
    /// The field of the choice.
    pub field: String,
    /// The choices.
    pub is: Vec<String>,
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
    /// The section of the form; blank in a field set and in a column.
    #[serde(default, skip_serializing_if = "String::is_empty")]
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
    /// Most words, where a printer counts them so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_words: Option<u32>,
    /// Longest list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_items: Option<u32>,
    /// The largest number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_number: Option<u64>,
    /// The columns of a table: fields of any type but a table.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<Field>,
    /// Only where a choice fell so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<When>,
    /// Whether compiled reports print it; what they don't print is read on the record's page.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub printed: bool,
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

fn yes() -> bool {
    true
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes what it asks by reference")]
fn is_yes(said: &bool) -> bool {
    *said
}

/// A kind of record, with the fields of its sets in their sections.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, from = "Written")]
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
    /// For how many days after acceptance a hub keeps bodies that aren't public; for good if nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retention_days: Option<u32>,
    /// The states that a record of it passes through; none if it stays as it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub workflow: Option<Workflow>,
    /// Whether it says what its author holds, and not what its author does: pages, coverage and reports keep the two apart.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub position: bool,
    /// Languages it isn't in yet.
    #[serde(default)]
    pub awaiting_translation: Vec<Lang>,
    /// Languages whose texts wait for a native speaker.
    #[serde(default)]
    pub awaiting_review: Vec<Lang>,
    /// Parts of the form, in order; none where the sections are enough.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Part>,
    /// Sections of the form, in order.
    pub sections: Vec<Section>,
    /// Fields of the body, in the order of their sections.
    pub fields: Vec<Field>,
}

/// A kind as its file writes it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    format: FileFormat,
    id: String,
    version: u32,
    names: Localized,
    plural: Localized,
    description: Localized,
    evidence: Vec<Evidence>,
    writers: Vec<Writer>,
    audiences: Vec<AllowedAudience>,
    signers: Bounds,
    framework_items: Bounds,
    signature_forms: Option<Vec<SignatureForm>>,
    retention_days: Option<u32>,
    workflow: Option<Workflow>,
    #[serde(default)]
    position: bool,
    #[serde(default)]
    awaiting_translation: Vec<Lang>,
    #[serde(default)]
    awaiting_review: Vec<Lang>,
    #[serde(default)]
    parts: Vec<Part>,
    sections: Vec<Section>,
    #[serde(default)]
    sets: Vec<FieldSet>,
    #[serde(default)]
    fields: Vec<Field>,
}

impl From<Written> for Kind {
    fn from(written: Written) -> Self {
        let fields = fields_in_order(&written.sections, &written.sets, written.fields);
        Self {
            format: written.format,
            id: written.id,
            version: written.version,
            names: written.names,
            plural: written.plural,
            description: written.description,
            evidence: written.evidence,
            writers: written.writers,
            audiences: written.audiences,
            signers: written.signers,
            framework_items: written.framework_items,
            signature_forms: written.signature_forms,
            retention_days: written.retention_days,
            workflow: written.workflow,
            position: written.position,
            awaiting_translation: written.awaiting_translation,
            awaiting_review: written.awaiting_review,
            parts: written.parts,
            sections: written.sections,
            fields,
        }
    }
}

/// Each section's fields of its set, then its own; last, so that a check can name them, fields without a section.
fn fields_in_order(sections: &[Section], sets: &[FieldSet], mut own: Vec<Field>) -> Vec<Field> {
    let mut fields = Vec::with_capacity(own.len());
    for section in sections {
        let set = sets.iter().find(|set| Some(&set.id) == section.asks.as_ref());
        fields.extend(set.into_iter().flat_map(|set| &set.fields).map(|field| asked_in(section, field)));
        let (here, others) = own.into_iter().partition(|field| field.section == section.id);
        own = others;
        fields.extend::<Vec<_>>(here);
    }
    fields.extend(own);
    fields
}

fn asked_in(section: &Section, field: &Field) -> Field {
    let id = |id: &str| format!("{}-{id}", section.id);
    let when = field.when.as_ref().map(|when| When { field: id(&when.field), is: when.is.clone() });
    Field { id: id(&field.id), section: section.id.clone(), when, ..field.clone() }
}

impl Kind {
    /// A field by its id.
    pub fn field(&self, id: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.id == id)
    }

    /// The fields of a section, in order.
    pub fn fields_of<'k>(&'k self, section: &'k Section) -> impl Iterator<Item = &'k Field> {
        self.fields.iter().filter(|field| field.section == section.id)
    }

    /// Each part with its sections, in order. A form without parts is one part that has no heading.
    pub fn outline(&self) -> Vec<(Option<&Part>, Vec<&Section>)> {
        let of = |part: Option<&Part>| {
            let id = part.map(|part| part.id.as_str());
            self.sections.iter().filter(|section| section.part.as_deref() == id).collect::<Vec<_>>()
        };
        let parts = self.parts.iter().map(Some).chain([None]);
        parts.map(|part| (part, of(part))).filter(|(_, sections)| !sections.is_empty()).collect()
    }
}

impl Part {
    /// Its name in a language, with its number as printed.
    pub fn heading(&self, lang: Lang) -> String {
        numbered(self.label.as_deref(), self.names.get(lang))
    }
}

impl Section {
    /// Its name in a language, with its number as printed.
    pub fn heading(&self, lang: Lang) -> String {
        numbered(self.label.as_deref(), self.names.get(lang))
    }
}

fn numbered(label: Option<&str>, name: &str) -> String {
    label.map_or_else(|| name.to_owned(), |label| format!("{label} {name}"))
}

impl Field {
    /// What a choice is called.
    pub fn choice(&self, id: &str) -> Option<&Choice> {
        self.choices.iter().find(|choice| choice.id == id)
    }
}
