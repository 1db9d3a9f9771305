//! A kind's page: what it is for, who may say it, the whole form with its help; and the list of kinds.

use catalogue::{AllowedAudience, Evidence, Field, FieldType, Kind, Lang, SignatureForm, Writer};
use serde::Serialize;
use utoipa::ToSchema;

use crate::WebError;
use crate::model::content::{part_name, section_name};
use crate::model::workflow::WorkflowLines;
use crate::model::{Desk, ItemRef, MechanismRef};
use crate::vocabulary;
use crate::words::Msg;

/// A kind, named.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct KindRef {
    /// Its page.
    pub href: String,
    /// Its name for several.
    pub name: String,
}

/// A kind in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct KindLine {
    /// Its id, as headers name it.
    pub id: String,
    /// Its page.
    pub href: String,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// The mechanisms that take it.
    pub mechanisms: Vec<MechanismRef>,
}

/// The list of kinds.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct KindsPage {
    /// The kinds, in the order of their names.
    pub kinds: Vec<KindLine>,
}

/// A field of the form.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AskedField {
    /// The member of the body.
    pub id: String,
    /// Its label.
    pub label: String,
    /// Its help.
    pub help: String,
    /// It must be filled in.
    pub required: bool,
    /// What it takes, in words.
    pub takes: String,
    /// What can be chosen, or the columns of a table.
    pub parts: Vec<String>,
}

/// A section of the form.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AskedSection {
    /// The part of the form that begins with it, with its number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
    /// Its name, with its number.
    pub name: String,
    /// The framework item that it asks about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<ItemRef>,
    /// Its fields.
    pub fields: Vec<AskedField>,
}

/// A workbook to fill in.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct WorkbookLink {
    /// The code of its language.
    pub language: String,
    /// Where it is.
    pub href: String,
}

/// How many people sign.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct Signers {
    /// At least.
    pub min: usize,
    /// At most.
    pub max: usize,
}

/// A kind's page.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct KindPage {
    /// The kind.
    #[serde(flatten)]
    pub line: KindLine,
    /// Its version: a record names the one by which it was written.
    pub version: usize,
    /// Who may write it.
    pub writers: Vec<String>,
    /// The evidence that it takes.
    pub evidence: Vec<String>,
    /// For whom it can be.
    pub audiences: Vec<String>,
    /// For how long what isn't public is kept, in words; none where all of it is public.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kept: Option<String>,
    /// How many people sign, at least and at most.
    pub signers: Signers,
    /// It can be signed with a key on one's own machine alone.
    pub own_machine_alone: bool,
    /// The states that a record passes through; none if it stays as it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub workflow: Option<WorkflowLines>,
    /// The form.
    pub sections: Vec<AskedSection>,
    /// Workbooks to fill in, by language.
    pub workbooks: Vec<WorkbookLink>,
    /// The JSON Schema of its content.
    pub schema: String,
    /// Languages in which its texts are missing: English stands there.
    pub awaiting_translation: Vec<String>,
}

impl KindPage {
    /// Do its texts lack a language?
    pub(crate) fn missing(&self, code: &str) -> bool {
        self.awaiting_translation.iter().any(|missing| missing == code)
    }
}

impl Desk<'_> {
    pub fn kind(&self, kind: &Kind) -> KindRef {
        KindRef { href: format!("/kinds/{}", kind.id), name: self.text(&kind.plural) }
    }

    fn kind_line(&self, kind: &Kind) -> KindLine {
        let mechanisms = self.edition.catalogue().mechanisms().filter(|m| m.kinds.contains(&kind.id));
        KindLine {
            id: kind.id.clone(),
            href: format!("/kinds/{}", kind.id),
            name: self.text(&kind.names),
            description: self.text(&kind.description),
            mechanisms: mechanisms.map(|mechanism| self.mechanism(mechanism)).collect(),
        }
    }
}

fn number(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// Makes the list.
pub(crate) fn list(desk: &Desk<'_>) -> KindsPage {
    let mut kinds: Vec<_> = desk.edition.catalogue().kinds().map(|kind| desk.kind_line(kind)).collect();
    let order = crate::calendar::NameOrder::new(desk.lang());
    kinds.sort_by(|a, b| order.compare(&a.name, &b.name));
    KindsPage { kinds }
}

/// Makes a kind's page.
pub(crate) fn page(desk: &Desk<'_>, id: &str) -> Result<KindPage, WebError> {
    let kind = desk.edition.catalogue().kind(id).ok_or(WebError::NotFound)?;
    let say = |key: Msg| desk.words.say(key).to_owned();
    let forms = kind.signature_forms.as_deref().unwrap_or(&[SignatureForm::Sshsig, SignatureForm::Webauthn]);
    let workbook = |lang: Lang| WorkbookLink {
        language: lang.code().to_owned(),
        href: format!("/kinds/{id}/workbook?lang={}", lang.code()),
    };
    Ok(KindPage {
        line: desk.kind_line(kind),
        version: number(kind.version),
        writers: kind.writers.iter().map(|writer| say(writer_word(*writer))).collect(),
        evidence: kind
            .evidence
            .iter()
            .map(|evidence| say(vocabulary::evidence(said_by(*evidence))))
            .collect(),
        audiences: kind.audiences.iter().map(|audience| say(audience_word(*audience))).collect(),
        kept: desk.kept_by(kind),
        signers: Signers { min: number(kind.signers.min), max: number(kind.signers.max) },
        own_machine_alone: !forms.contains(&SignatureForm::Webauthn),
        workflow: kind.workflow.as_ref().map(|workflow| desk.workflow(workflow)),
        sections: sections(desk, kind),
        workbooks: crate::words::PAGE_LANGUAGES.into_iter().map(workbook).collect(),
        schema: format!("/kinds/{id}/schema"),
        awaiting_translation: kind.awaiting_translation.iter().map(|lang| lang.code().to_owned()).collect(),
    })
}

fn sections(desk: &Desk<'_>, kind: &Kind) -> Vec<AskedSection> {
    let mut found = Vec::with_capacity(kind.sections.len());
    for (part, sections) in kind.outline() {
        let mut heading = part.map(|part| part_name(desk.words, part));
        for section in sections {
            let item = section.framework_item.as_deref().and_then(|id| desk.edition.catalogue().item(id));
            found.push(AskedSection {
                part: heading.take(),
                name: section_name(desk.words, section),
                item: item.map(|item| desk.item(item)),
                fields: kind.fields_of(section).map(|field| asked(desk, field)).collect(),
            });
        }
    }
    found
}

fn asked(desk: &Desk<'_>, field: &Field) -> AskedField {
    let labels = field.choices.iter().map(|choice| desk.text(&choice.label));
    let columns = field.columns.iter().map(|column| desk.text(&column.label));
    AskedField {
        id: field.id.clone(),
        label: desk.text(&field.label),
        help: desk.text(&field.help),
        required: field.required,
        takes: takes(desk, field),
        parts: labels.chain(columns).collect(),
    }
}

/// What a field takes, in words, with its limit.
fn takes(desk: &Desk<'_>, field: &Field) -> String {
    let count = |key: Msg, most: Option<u32>| desk.words.count(key, most.map_or(0, number));
    let say = |key: Msg| desk.words.say(key).to_owned();
    match field.field_type {
        FieldType::Text if field.max_words.is_some() => count(Msg("takes-words"), field.max_words),
        FieldType::Text => count(Msg("takes-characters"), field.max_chars),
        FieldType::Choice => say(Msg("takes-choice")),
        FieldType::Choices => say(Msg("takes-choices")),
        FieldType::Number => say(Msg("takes-number")),
        FieldType::Date => say(Msg("takes-date")),
        FieldType::Urls => count(Msg("takes-addresses"), field.max_items),
        FieldType::Rows => count(Msg("takes-rows"), field.max_items),
    }
}

fn writer_word(writer: Writer) -> Msg {
    match writer {
        Writer::ParticipantDelegate => Msg("written-by-delegates"),
        Writer::Secretariat => Msg("written-by-secretariat"),
    }
}

fn audience_word(audience: AllowedAudience) -> Msg {
    match audience {
        AllowedAudience::Public => Msg("for-public"),
        AllowedAudience::Own => Msg("for-own"),
        AllowedAudience::Participants => Msg("for-participants"),
        AllowedAudience::Group => Msg("for-group"),
        AllowedAudience::Mechanism => Msg("for-mechanism"),
        AllowedAudience::Secretariat => Msg("for-secretariat"),
    }
}

fn said_by(evidence: Evidence) -> record::Evidence {
    match evidence {
        Evidence::Signed => record::Evidence::Signed,
        Evidence::Transmitted => record::Evidence::Transmitted,
        Evidence::Relayed => record::Evidence::Relayed,
        Evidence::Hub => record::Evidence::Hub,
    }
}
