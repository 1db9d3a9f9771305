//! The classes of records: what reading is decided by.

use policy::{Audience, Class, Classes, Label, Participants};
use record::Header;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::HashSet;

/// A class has no workflow's state: who reads a record doesn't depend on it, and it changes after the record was placed.
const NO_STATE: &str = "";

/// The classes of a record for this audience: one for each mechanism that it is said for, or one without.
pub(crate) fn classes_of(header: &Header, audience: &Audience) -> Vec<Class> {
    let label = header.label.as_deref().map(Label::of);
    let none = header.mechanisms.is_empty().then_some(None);
    let of = |mechanism: Option<&String>| Class {
        kind: header.kind.clone(),
        mechanism: mechanism.cloned(),
        audience: audience.clone(),
        label,
        state: NO_STATE.to_owned(),
    };
    header.mechanisms.iter().map(Some).chain(none).map(of).collect()
}

/// Do two classes differ in nothing but in who took part in the mechanism when each was said?
pub(crate) fn said_alike(one: &Class, other: &Class) -> bool {
    let beside_audience =
        |class: &Class| (class.kind.clone(), class.mechanism.clone(), class.label, class.state.clone());
    let same_audience = match (&one.audience, &other.audience) {
        (Audience::Mechanism { mechanism: one, .. }, Audience::Mechanism { mechanism: other, .. }) => {
            one == other
        }
        (one, other) => one == other,
    };
    same_audience && beside_audience(one) == beside_audience(other)
}

/// Does everybody who may read the one read the other too? `today` knows who takes part in a mechanism: those who left read
/// neither.
pub(crate) fn read_by_all_of(one: &Class, other: &Class, today: impl Fn(&str) -> Participants) -> bool {
    let reads = |mechanism: &str, then: &Participants, now: &Participants| {
        let today = today(mechanism);
        then.codes().all(|code| now.contains(code) || !today.contains(code))
    };
    said_alike(one, other)
        && match (&one.audience, &other.audience) {
            (
                Audience::Mechanism { mechanism, participants: then },
                Audience::Mechanism { participants: now, .. },
            ) => reads(mechanism, then, now),
            _ => true,
        }
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
        let mut lists = HashSet::new();
        for mut class in Vec::<Class>::deserialize(deserializer)? {
            if let Audience::Mechanism { participants, .. } = &mut class.audience {
                share(&mut lists, participants);
            }
            // A number too many is a class that nobody reads: closed, not wrong.
            let _ = classes.intern(class);
        }
        Ok(Self(classes))
    }
}

/// Two hundred codes are kept once, and not for each class that has them.
fn share(lists: &mut HashSet<Participants>, participants: &mut Participants) {
    match lists.get(participants) {
        Some(known) => *participants = known.clone(),
        None => {
            lists.insert(participants.clone());
        }
    }
}
