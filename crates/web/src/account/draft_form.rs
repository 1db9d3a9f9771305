//! A draft's form: what is typed, read from the form and written back into it.

use catalogue::{Catalogue, Field, FieldType, Kind, Lang, Mechanism, Precision};
use delegations::drafts::Draft;
use policy::Seat;
use record::body::Attachment;
use record::draft;
use record::header::{Audience, Salt};
use record::{Body, Hash, RecordId};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::{BTreeSet, HashMap};

use super::model_drafts::{Choice, ChoiceGroup, FormField, FormSection, Input, OnlyIf};
use crate::attachments::media_type_of;
use crate::model::item_number;

/// What is typed so far.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Filled {
    pub language: String,
    pub mechanisms: Vec<String>,
    pub framework_items: Vec<String>,
    pub provisions: Vec<String>,
    pub supersedes: Vec<String>,
    /// The cycles that it answers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<String>,
    /// The records that it refers to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub refers: Vec<String>,
    /// For whom it is, as the form names it; nobody as long as nobody chose.
    pub audience: String,
    /// The participants whom the audience names.
    pub readers: Vec<String>,
    pub content: Map<String, Value>,
    /// The file whose words were taken in, and which is signed with them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document: Option<Document>,
}

/// A file that was brought into a draft.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Document {
    pub sha256: Hash,
    pub bytes: u64,
}

impl Document {
    /// This file.
    pub fn of(bytes: &[u8]) -> Self {
        Self { sha256: Hash::of(bytes), bytes: bytes.len() as u64 }
    }
}

/// The name of a field of the body in the form.
const FIELD: &str = "field-";

impl Filled {
    /// What a draft holds.
    pub fn of(draft: &Draft) -> Self {
        Self::from_fields(&draft.fields)
    }

    /// What these fields of a draft hold.
    pub fn from_fields(fields: &Value) -> Self {
        serde_json::from_value(fields.clone()).unwrap_or_default()
    }

    /// The files that the body names.
    pub fn attachments(&self) -> Vec<Attachment> {
        let named = |file: &Document| Attachment {
            sha256: file.sha256,
            bytes: file.bytes,
            media_type: media_type_of("statement.docx").to_owned(),
            received: None,
        };
        self.document.iter().map(named).collect()
    }

    /// As a draft keeps it.
    pub fn to_fields(&self) -> Value {
        serde_json::to_value(self).unwrap_or_default()
    }

    /// Reads the form of a kind. What it replaces and what it answers isn't asked again.
    pub fn read(kind: &Kind, pairs: &[(String, String)], before: &Self) -> Self {
        let all = |name: &str| {
            let values = pairs.iter().filter(|(key, value)| key == name && !value.is_empty());
            let distinct: BTreeSet<String> = values.map(|(_, value)| value.clone()).collect();
            distinct.into_iter().collect::<Vec<_>>()
        };
        // Sorted out once: a form may hold sixty thousand pairs, and a kind with tables asks for thousands of cells.
        let mut typed: HashMap<&str, Vec<String>> = HashMap::new();
        for (key, value) in pairs {
            if let Some(name) = key.strip_prefix(FIELD) {
                typed.entry(name).or_default().push(value.clone());
            }
        }
        let cell = |name: &str| typed.get(name).cloned().unwrap_or_default();
        Self {
            language: all("language").pop().unwrap_or_default(),
            mechanisms: all("mechanism"),
            framework_items: all("item"),
            provisions: all("provision"),
            supersedes: before.supersedes.clone(),
            answers: before.answers.clone(),
            refers: before.refers.clone(),
            audience: all("audience").pop().unwrap_or_default(),
            readers: all("reader"),
            content: kinds::content_of(kind, &cell),
            document: before.document.clone(),
        }
    }

    /// The title, if there is one.
    pub fn title(&self) -> Option<&str> {
        self.content.get("title").and_then(Value::as_str)
    }

    /// As a body, for showing and checking.
    pub fn body(&self) -> Body {
        Body { comity: 1, salt: Salt([0; 16]), content: self.content.clone(), attachments: Vec::new() }
    }

    /// As a record that is to be signed, but for its signers.
    pub fn draft(
        &self,
        kind: &Kind,
        (log, exercise): (&str, bool),
        participant: &str,
        audience: Audience,
    ) -> draft::Draft {
        let ids = |list: &[String]| list.iter().filter_map(|id| RecordId::from_hex(id)).collect();
        draft::Draft {
            kind: (kind.id.clone(), u64::from(kind.version)),
            mechanisms: self.mechanisms.clone(),
            audience,
            language: self.language.clone(),
            supersedes: ids(&self.supersedes),
            answers: ids(&self.answers),
            refers: ids(&self.refers),
            framework_items: self.framework_items.clone(),
            provisions: self.provisions.clone(),
            ..draft::Draft::new(log, exercise, participant, &kind.id)
        }
    }
}

/// The blank rows that a table's form offers beside those filled in; saving offers as many again.
const BLANK_ROWS: usize = 3;

/// The fields of some of a kind's sections, with what is typed.
pub(super) fn some_sections(
    kind: &Kind,
    sections: &[&catalogue::Section],
    filled: &Filled,
    lang: Lang,
) -> Vec<FormSection> {
    let section = |section: &&catalogue::Section| FormSection {
        part: None,
        name: section.heading(lang),
        fields: kind.fields_of(section).map(|field| asked(kind, field, &filled.content, lang)).collect(),
    };
    sections.iter().map(section).collect()
}

/// The fields of a kind, with what is typed.
pub(super) fn sections(kind: &Kind, filled: &Filled, lang: Lang) -> Vec<FormSection> {
    let mut found = Vec::with_capacity(kind.sections.len());
    for (part, sections) in kind.outline() {
        let mut heading = part.map(|part| part.heading(lang));
        let shown = some_sections(kind, &sections, filled, lang);
        found.extend(shown.into_iter().map(|section| FormSection { part: heading.take(), ..section }));
    }
    found
}

/// A field with what hangs on it.
fn asked(kind: &Kind, field: &Field, content: &Map<String, Value>, lang: Lang) -> FormField {
    let value = content.get(&field.id);
    let only_if = field.when.as_ref().and_then(|when| {
        let on = kind.field(&when.field)?;
        let choices = when.is.iter().filter_map(|id| Some(on.choice(id)?.label.get(lang)));
        let choices = choices.collect::<Vec<_>>().join(" / ");
        Some(OnlyIf { field: on.label.get(lang).to_owned(), choices })
    });
    let rows = if field.field_type == FieldType::Rows { rows(field, value, lang) } else { Vec::new() };
    FormField { rows, only_if, ..form_field(field, field.id.clone(), value, lang) }
}

fn rows(field: &Field, value: Option<&Value>, lang: Lang) -> Vec<Vec<FormField>> {
    let filled: Vec<_> =
        value.and_then(Value::as_array).into_iter().flatten().map(Value::as_object).collect();
    let most = field.max_items.and_then(|most| usize::try_from(most).ok()).unwrap_or(usize::MAX);
    // What is filled in is shown, also beyond the limit: whoever is to shorten it must see it.
    let count = (filled.len() + BLANK_ROWS).min(most).max(filled.len());
    let row = |at: usize| {
        let cell = |column: &Field| {
            let value = filled.get(at).copied().flatten().and_then(|row| row.get(&column.id));
            let cell = form_field(column, kinds::row_cell(&field.id, at + 1, &column.id), value, lang);
            // Help stands in the first row; below, it would only be repeated.
            if at == 0 { cell } else { FormField { help: String::new(), ..cell } }
        };
        field.columns.iter().map(cell).collect()
    };
    (0..count).map(row).collect()
}

fn form_field(field: &Field, id: String, value: Option<&Value>, lang: Lang) -> FormField {
    let values = kinds::cell(value);
    let choice =
        |choice: &catalogue::Choice| one(&choice.id, choice.label.get(lang), "", values.contains(&choice.id));
    FormField {
        id,
        label: field.label.get(lang).to_owned(),
        help: field.help.get(lang).to_owned(),
        required: field.required,
        input: match field.field_type {
            FieldType::Choice => Input::Choice,
            FieldType::Choices => Input::Choices,
            FieldType::Number => Input::Number,
            FieldType::Rows => Input::Rows,
            FieldType::Urls => Input::Addresses,
            FieldType::Date => match field.precision.unwrap_or(Precision::Day) {
                Precision::Day => Input::Day,
                Precision::Month => Input::Month,
                Precision::Year => Input::Year,
            },
            FieldType::Text if field.multiline => Input::Area,
            FieldType::Text => Input::Line,
        },
        choices: field.choices.iter().map(choice).collect(),
        value: values.join("\n"),
        rows: Vec::new(),
        only_if: None,
    }
}

/// The languages in which a record may be written here.
pub(super) fn languages(chosen: &str, lang: Lang) -> Vec<Choice> {
    let chosen = Lang::from_code(chosen).unwrap_or(lang);
    Lang::ALL.into_iter().map(|one_of| one(one_of.code(), one_of.code(), "", one_of == chosen)).collect()
}

/// The mechanisms in which somebody speaks: a participant wherever it takes part, a secretariat in its own.
pub(super) fn spoken_in<'c>(catalogue: &'c Catalogue, author: &'c Seat) -> Vec<&'c Mechanism> {
    match author {
        Seat::Participant(code) => catalogue.mechanisms_of(code).collect(),
        Seat::Mechanism(id) => catalogue.mechanism(id).into_iter().collect(),
        Seat::Stakeholder(_) => Vec::new(),
    }
}

/// The mechanisms in which the author speaks, and that take this kind.
pub(super) fn mechanisms(
    catalogue: &Catalogue,
    author: &Seat,
    kind: &Kind,
    filled: &Filled,
    lang: Lang,
) -> Vec<Choice> {
    let theirs = spoken_in(catalogue, author).into_iter().filter(|m| m.kinds.contains(&kind.id));
    theirs
        .map(|m| one(&m.id, m.short_names.get(lang), m.names.get(lang), filled.mechanisms.contains(&m.id)))
        .collect()
}

/// The framework items of the author's mechanisms.
pub(super) fn frameworks(
    catalogue: &Catalogue,
    author: &Seat,
    filled: &Filled,
    lang: Lang,
) -> Vec<ChoiceGroup> {
    let theirs: BTreeSet<&str> = spoken_in(catalogue, author)
        .into_iter()
        .flat_map(|m| m.frameworks.iter().map(String::as_str))
        .collect();
    let item = |item: &catalogue::FrameworkItem| {
        let chosen = filled.framework_items.contains(&item.id);
        let title = item.title.get(lang);
        let label =
            item_number(&item.label).map_or_else(|| title.to_owned(), |number| format!("{number} {title}"));
        one(&item.id, &label, item.summary.get(lang), chosen)
    };
    let sets = catalogue.frameworks().filter(|set| theirs.contains(set.id.as_str()));
    sets.map(|set| group(set.names.get(lang), set.items.iter().map(item).collect())).collect()
}

/// The provisions of the instruments of the author's mechanisms.
pub(super) fn instruments(
    catalogue: &Catalogue,
    author: &Seat,
    filled: &Filled,
    lang: Lang,
) -> Vec<ChoiceGroup> {
    let theirs: BTreeSet<&str> = spoken_in(catalogue, author).into_iter().map(|m| m.id.as_str()).collect();
    let instruments = catalogue
        .instruments()
        .filter(|instrument| instrument.mechanisms.iter().any(|id| theirs.contains(id.as_str())));
    instruments
        .map(|instrument| {
            let choice = |provision: &catalogue::CatalogueProvision| {
                let id = instrument.provision_id(provision);
                let label = provision.label.as_deref().unwrap_or(&provision.path);
                one(&id, label, provision.summary.get(lang), filled.provisions.contains(&id))
            };
            let name = instrument.symbol.as_deref().unwrap_or_else(|| instrument.title.get(lang));
            group(name, instrument.provisions.iter().map(choice).collect())
        })
        .collect()
}

fn one(id: &str, label: &str, note: &str, chosen: bool) -> Choice {
    Choice { id: id.to_owned(), label: label.to_owned(), note: note.to_owned(), chosen }
}

fn group(name: &str, choices: Vec<Choice>) -> ChoiceGroup {
    ChoiceGroup { name: name.to_owned(), chosen: choices.iter().filter(|c| c.chosen).count(), choices }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_kept_and_what_it_replaces_is_not_asked_again() {
        let kind: Kind =
            serde_json::from_str(include_str!("../../../../catalogue/kinds/measure.json")).unwrap();
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let pairs = [
            pair("field-title", " A line "),
            pair("field-summary", "one\r\n\r\ntwo"),
            pair("field-nonsense", "x"),
            pair("mechanism", "b"),
            pair("mechanism", "a"),
            pair("mechanism", "a"),
            pair("supersedes", "cd"),
        ];
        let before = Filled { supersedes: vec!["ab".to_owned()], ..Filled::default() };
        let filled = Filled::read(&kind, &pairs, &before);
        assert_eq!(filled.title(), Some("A line"));
        assert_eq!(filled.content["summary"], "one\n\ntwo");
        assert_eq!(filled.content.len(), 2);
        assert_eq!(
            (filled.mechanisms.as_slice(), filled.supersedes.as_slice()),
            (&["a".to_owned(), "b".to_owned()][..], &before.supersedes[..])
        );
    }
}
