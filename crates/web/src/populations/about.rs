//! What is said about a record that was said before: its author's own translation, a disavowal and what takes it back, an erasure.

use admission::{CONFIRM, DISAVOW, GROUNDS, kinds};
use proptest::sample::select;
use proptest::strategy::Strategy;
use record::RecordId;
use record::header::Audience;
use serde_json::json;
use std::collections::BTreeSet;

use super::{KINDS, Members, Said, content, record};
use crate::model::readers::classes_of;

/// What is said of the other one.
#[derive(Clone, Copy, Debug)]
pub(crate) enum About {
    Translation,
    Disavowal,
    Confirmation,
    Erasure,
}

pub(super) fn about() -> impl Strategy<Value = About> {
    select(vec![About::Translation, About::Disavowal, About::Confirmation, About::Erasure])
}

/// The record that says so, by the author of the other one and for its readers.
pub(super) fn about_another(number: usize, about: About, other: &Said, members: &Members) -> Said {
    let (kind, word) = match about {
        About::Translation => return translation(number, other).classed(members),
        About::Disavowal => (kinds::DISAVOWAL, DISAVOW),
        About::Confirmation => (kinds::DISAVOWAL, CONFIRM),
        About::Erasure => (kinds::ERASURE, GROUNDS[0]),
    };
    let one = record(number, kind, &other.header.participant, &json!({}), |header| {
        header.audience = other.header.audience.clone();
        header.refers = vec![other.id()];
        header.workflow_move = Some(word.to_owned());
    });
    // Whoever took part when the other one was said, and nobody who joined since.
    let classes = classes_of(kind, &[], &other.classes[0].audience, None);
    Said { classes, ..one }
}

/// The same in another language.
fn translation(number: usize, original: &Said) -> Said {
    let of = &original.header;
    let one = record(number, &of.kind, &of.participant, &content(number), |header| {
        header.kind_version = of.kind_version;
        header.language = "fr".to_owned();
        header.mechanisms.clone_from(&of.mechanisms);
        header.audience = of.audience.clone();
        header.label.clone_from(&of.label);
        header.framework_items.clone_from(&of.framework_items);
        header.provisions.clone_from(&of.provisions);
        header.refers = vec![original.id()];
    });
    Said { translates: Some(original.id()), ..one }
}

impl Said {
    /// Whether it says something of its own, with a title.
    pub fn is_word(&self) -> bool {
        KINDS.contains(&self.header.kind.as_str())
    }

    pub fn public(&self) -> bool {
        self.header.audience == Audience::Public
    }
}

/// What was erased.
pub(crate) fn erased(population: &[Said]) -> BTreeSet<RecordId> {
    let erasures = population.iter().filter(|one| one.header.kind == kinds::ERASURE);
    erasures.flat_map(|one| one.header.refers.clone()).collect()
}
