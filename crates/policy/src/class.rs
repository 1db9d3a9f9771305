//! Classes of records: all that reading may depend on.

use std::collections::{BTreeSet, HashMap};
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use record::header;
use serde::{Deserialize, Serialize};

use crate::words::words;

words!(
    /// A TLP 2.0 label.
    #[derive(Serialize, Deserialize)]
    Label, "label", {
        /// For named participants alone.
        Red = "TLP:RED",
        /// For the recipients' own organizations.
        AmberStrict = "TLP:AMBER+STRICT",
        /// For the recipients and those they serve.
        Amber = "TLP:AMBER",
        /// For the community.
        Green = "TLP:GREEN",
        /// For everybody.
        Clear = "TLP:CLEAR",
        /// Any other word: it closes.
        Unknown = "unknown",
    }
);

impl Label {
    /// The label that a header's word means. A word that isn't one of TLP 2.0 becomes [`Label::Unknown`], which nobody
    /// reads, instead of being taken for no label.
    pub fn of(word: &str) -> Self {
        word.parse().unwrap_or(Self::Unknown)
    }
}

/// Who takes part in a mechanism at one place of the register. One list serves every record that is said until it changes.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "BTreeSet<String>", into = "BTreeSet<String>")]
pub struct Participants(Arc<BTreeSet<String>>);

impl Participants {
    /// Their codes, in order.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// Is this one of them?
    pub fn contains(&self, code: &str) -> bool {
        self.0.contains(code)
    }
}

impl From<BTreeSet<String>> for Participants {
    fn from(codes: BTreeSet<String>) -> Self {
        Self(Arc::new(codes))
    }
}

impl From<Participants> for BTreeSet<String> {
    fn from(participants: Participants) -> Self {
        Arc::unwrap_or_clone(participants.0)
    }
}

impl FromIterator<String> for Participants {
    fn from_iter<I: IntoIterator<Item = String>>(codes: I) -> Self {
        BTreeSet::from_iter(codes).into()
    }
}

/// By their number alone: each record is looked up by its class, and two hundred codes would cost more than all else in it.
/// Lists of one mechanism that are as long as each other are told apart by comparing them.
impl Hash for Participants {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.len().hash(state);
    }
}

/// An audience, resolved: with the author where the author counts.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Audience {
    /// Anybody.
    Public,
    /// The author's own delegation.
    Own(String),
    /// Named participants, the author among them. With nobody in it, nobody reads.
    Named(BTreeSet<String>),
    /// The participants of a mechanism, and its chair and secretariat.
    Mechanism {
        /// The mechanism's id.
        mechanism: String,
        /// Those who took part at the record's place: who joined later doesn't read it.
        participants: Participants,
    },
    /// A mechanism's chair and secretariat, and the author.
    Secretariat {
        /// The mechanism's id.
        mechanism: String,
        /// The author's code.
        author: String,
    },
    /// A named group at one version. Admission sees to it that the author belongs to it.
    Group(String, u64),
}

impl Audience {
    /// Resolves what a header says. An audience that names nobody is read by its author alone. `participants` knows who takes
    /// part in a mechanism at the record's place; of what is only being written, that is today.
    pub fn of(
        said: &header::Audience,
        author: &str,
        participants: impl FnOnce(&str) -> Participants,
    ) -> Self {
        match said {
            header::Audience::Public => Self::Public,
            header::Audience::Own => Self::Own(author.to_owned()),
            header::Audience::Participants { participants } => {
                Self::Named(participants.iter().cloned().chain([author.to_owned()]).collect())
            }
            header::Audience::Group { group, version } => Self::Group(group.clone(), *version),
            header::Audience::Mechanism { mechanism } => {
                Self::Mechanism { mechanism: mechanism.clone(), participants: participants(mechanism) }
            }
            header::Audience::Secretariat { mechanism } => {
                Self::Secretariat { mechanism: mechanism.clone(), author: author.to_owned() }
            }
        }
    }

    /// The word that policies use for its form.
    pub fn form(&self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Own(_) => "own",
            Self::Named(_) => "named",
            Self::Mechanism { .. } => "mechanism",
            Self::Secretariat { .. } => "secretariat",
            Self::Group(..) => "group",
        }
    }
}

/// What a set of records has in common, as far as reading depends on it. A record said for several mechanisms has one
/// class for each; to read it, one of them is enough, because its audience is the same in all.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Class {
    /// The kind's id.
    pub kind: String,
    /// The mechanism for which it is said.
    pub mechanism: Option<String>,
    /// Who it is for.
    pub audience: Audience,
    /// Its TLP 2.0 label.
    pub label: Option<Label>,
    /// Its state in the kind's workflow. Policies know `draft`, which stays with its author.
    pub state: String,
}

/// The number of a class in [`Classes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ClassId(pub u32);

/// Gives each class a small number, so that a record's class costs four bytes and a lookup is one bit. Classes are only
/// ever added: a number means the same for as long as the process runs.
#[derive(Clone, Debug, Default)]
pub struct Classes {
    numbers: HashMap<Arc<Class>, ClassId>,
    classes: Vec<Arc<Class>>,
}

impl Classes {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The class's number, a new one if it has none. None when four billion are taken.
    pub fn intern(&mut self, class: Class) -> Option<ClassId> {
        if let Some(known) = self.numbers.get(&class) {
            return Some(*known);
        }
        let number = ClassId(u32::try_from(self.classes.len()).ok()?);
        let class = Arc::new(class);
        self.classes.push(Arc::clone(&class));
        self.numbers.insert(class, number);
        Some(number)
    }

    /// The number of a class that has one.
    pub fn number(&self, class: &Class) -> Option<ClassId> {
        self.numbers.get(class).copied()
    }

    /// The class with this number.
    pub fn get(&self, number: ClassId) -> Option<&Class> {
        self.classes.get(number.0 as usize).map(AsRef::as_ref)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.classes.len()
    }

    /// Are there none yet?
    pub fn is_empty(&self) -> bool {
        self.classes.is_empty()
    }

    /// Those that came after so many, to be decided while the others are in use.
    pub fn since(&self, known: usize) -> Vec<Arc<Class>> {
        self.classes.get(known..).map(<[_]>::to_vec).unwrap_or_default()
    }

    /// All of them, in the order of their numbers.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Class> {
        self.classes.iter().map(AsRef::as_ref)
    }
}
