//! The classes of records: what reading is decided by.

use policy::{Audience, Class, Classes, Label};
use record::Header;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// No kind has a workflow yet, so that no record of the register has a state in one.
const NO_STATE: &str = "";

/// The classes of a record: one for each mechanism that it is said for, or one without.
pub(crate) fn classes_of(header: &Header) -> impl Iterator<Item = Class> {
    let audience = Audience::of(&header.audience, &header.participant);
    let label = header.label.as_deref().map(Label::of);
    let none = header.mechanisms.is_empty().then_some(None);
    header.mechanisms.iter().map(Some).chain(none).map(move |mechanism| Class {
        kind: header.kind.clone(),
        mechanism: mechanism.cloned(),
        audience: audience.clone(),
        label,
        state: NO_STATE.to_owned(),
    })
}

/// Classes with their numbers, kept as a list in the order of the numbers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Numbered(pub Classes);

impl Serialize for Numbered {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter())
    }
}

impl<'de> Deserialize<'de> for Numbered {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut classes = Classes::new();
        for class in Vec::<Class>::deserialize(deserializer)? {
            // A number too many is a class that nobody reads: closed, not wrong.
            let _ = classes.intern(class);
        }
        Ok(Self(classes))
    }
}
