//! What every kind's file keeps to, so that a form, a workbook and a report can be made of it.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use crate::check::{Checker, REQUIRED};
use crate::id::is_slug;
use crate::{Field, FieldType, Kind, Lang};

/// Most fields of a form: a national survey of four parts has some hundred and fifty.
const MAX_FIELDS: usize = 512;

/// Most columns of a table: more don't fit across a page.
const MAX_COLUMNS: usize = 8;

/// Most choices of a field: more is a list that belongs to the catalogue.
const MAX_CHOICES: usize = 128;

/// Most rows of a table and most addresses of a list: each is asked for, one by one, in a form and a workbook.
const MAX_ITEMS: u32 = 256;

/// For how many days a hub may be told to keep what isn't public. Not fewer: a delegation that was away for some weeks
/// still finds what was said to it. Not more: a hundred years is no retention.
const RETENTION_DAYS: RangeInclusive<u32> = 30..=36_500;

impl Checker<'_> {
    pub(crate) fn kind(&mut self, kind: &Kind) {
        let place = &kind.id;
        self.id(place, place, is_slug(place), "slug");
        let languages = languages(kind);
        for text in [&kind.names, &kind.plural, &kind.description] {
            self.text_in(place, text, &languages);
        }
        for bounds in [kind.signers, kind.framework_items] {
            self.consistent(
                place,
                bounds.min <= bounds.max,
                "the least is more than the most; correct the bounds",
            );
        }
        self.consistent(place, kind.signers.min > 0, "a record has at least one signer; raise signers.min");
        let signable = kind.signature_forms.as_ref().is_none_or(|forms| !forms.is_empty());
        self.consistent(
            place,
            signable,
            "somebody must be able to sign; name a form or leave signature_forms out",
        );
        self.consistent(
            place,
            kind.retention_days.is_none_or(|days| RETENTION_DAYS.contains(&days)),
            "retention_days lies between 30 and 36,500; correct it, or leave it out to keep restricted bodies for good",
        );
        self.consistent(place, !kind.evidence.is_empty(), "a kind takes some evidence; say which");
        self.consistent(place, kind.fields.len() <= MAX_FIELDS, "more than 512 fields; make two kinds of it");
        self.outline(kind, &languages);
        self.workflow(kind, &languages);
        self.unique(place, kind.fields.iter().map(|field| field.id.as_str()));
        for field in &kind.fields {
            let place = &format!("{}.{}", kind.id, field.id);
            let section = kind.sections.iter().any(|section| section.id == field.section);
            self.target(place, "section", &field.section, section);
            self.field(place, field, &languages);
            self.condition(place, kind, field);
        }
    }

    fn outline(&mut self, kind: &Kind, languages: &[Lang]) {
        self.unique(&kind.id, kind.parts.iter().map(|part| part.id.as_str()));
        self.unique(&kind.id, kind.sections.iter().map(|section| section.id.as_str()));
        for part in &kind.parts {
            self.text_in(&format!("{}.{}", kind.id, part.id), &part.names, languages);
        }
        for section in &kind.sections {
            let place = &format!("{}.{}", kind.id, section.id);
            self.text_in(place, &section.names, languages);
            let part = section.part.as_deref();
            match part {
                Some(id) => self.target(place, "part", id, kind.parts.iter().any(|part| part.id == id)),
                None => self.consistent(
                    place,
                    kind.parts.is_empty(),
                    "the form has parts; say to which the section belongs",
                ),
            }
            if let Some(item) = &section.framework_item {
                self.target(place, "framework item", item, self.catalogue.item(item).is_some());
            }
            let asks = kind.fields_of(section).next().is_some();
            self.consistent(place, asks, "a section asks something; give it a field, or a set that exists");
        }
    }

    fn field(&mut self, place: &str, field: &Field, languages: &[Lang]) {
        self.id(place, &field.id, is_member(&field.id), "name of a member (a-z, 0-9, - and _)");
        self.text_in(place, &field.label, languages);
        self.text_in(place, &field.help, languages);
        for choice in &field.choices {
            self.id(place, &choice.id, is_slug(&choice.id), "slug");
            self.text_in(place, &choice.label, languages);
        }
        self.unique(place, field.choices.iter().map(|choice| choice.id.as_str()));
        let limited = match field.field_type {
            FieldType::Text => field.max_chars.is_some(),
            FieldType::Choice | FieldType::Choices => (1..=MAX_CHOICES).contains(&field.choices.len()),
            FieldType::Date => field.precision.is_some(),
            FieldType::Number => field.max_number.is_some(),
            FieldType::Urls => field.max_items.is_some() && field.max_chars.is_some(),
            FieldType::Rows => field.max_items.is_some() && (1..=MAX_COLUMNS).contains(&field.columns.len()),
        };
        self.consistent(place, limited, "a field states the limits of its type; add them");
        self.consistent(
            place,
            field.max_items.is_none_or(|most| most <= MAX_ITEMS),
            "more than 256 entries; ask for less",
        );
        let table = field.field_type == FieldType::Rows;
        self.consistent(place, table || field.columns.is_empty(), "only a table has columns; leave them out");
        self.unique(place, field.columns.iter().map(|column| column.id.as_str()));
        for column in &field.columns {
            let place = &format!("{place}.{}", column.id);
            let simple = column.field_type != FieldType::Rows && column.when.is_none();
            self.consistent(
                place,
                simple,
                "a column is neither a table nor conditional; write it as a field",
            );
            if simple {
                self.field(place, column, languages);
            }
        }
    }

    /// A condition hangs on a choice, and never, through others, on itself: such a field could never be asked.
    fn condition(&mut self, place: &str, kind: &Kind, field: &Field) {
        let Some(when) = &field.when else { return };
        let asked = kind.field(&when.field);
        let choice = asked.filter(|on| matches!(on.field_type, FieldType::Choice | FieldType::Choices));
        self.target(place, "field with choices", &when.field, choice.is_some());
        for id in &when.is {
            self.target(place, "choice", id, choice.is_none_or(|on| on.choice(id).is_some()));
        }
        self.consistent(place, !when.is.is_empty(), "a condition names at least one choice; name it");
        self.consistent(place, !field.required, "a field asked sometimes can't be required; leave that out");
        self.consistent(place, !hangs_on_itself(kind, field), "the conditions go in a circle; break it");
    }
}

/// The languages that a kind's texts are in: all that its file doesn't say it lacks, and those that every text must have.
fn languages(kind: &Kind) -> Vec<Lang> {
    let there = |lang: &Lang| REQUIRED.contains(lang) || !kind.awaiting_translation.contains(lang);
    Lang::ALL.into_iter().filter(there).collect()
}

fn hangs_on_itself(kind: &Kind, field: &Field) -> bool {
    let mut seen = BTreeSet::from([field.id.as_str()]);
    let mut next = field.when.as_ref();
    while let Some(when) = next {
        if !seen.insert(when.field.as_str()) {
            return true;
        }
        next = kind.field(&when.field).and_then(|on| on.when.as_ref());
    }
    false
}

fn is_member(id: &str) -> bool {
    let good = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-' || byte == b'_';
    (1..=96).contains(&id.len()) && id.bytes().all(good)
}
