//! About what somebody asks.

use std::collections::BTreeSet;

use crate::words::words;
use crate::{Class, Seat};

words!(
    /// Who writes records of a kind: a word of the kind's own file. A word of the file that isn't here makes nobody a
    /// writer.
    Writer, "writer", {
        /// Delegates of the participant.
        ParticipantDelegate = "participant-delegate",
        /// Contacts of the participant.
        ParticipantContact = "participant-contact",
        /// The chair and secretariat of the mechanism.
        Secretariat = "secretariat",
        /// Accredited stakeholders.
        Stakeholder = "stakeholder",
    }
);

/// What is asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resource {
    /// Records to be read.
    Class(Class),
    /// A record to be written, signed, withdrawn or erased.
    Record {
        /// Its class.
        class: Class,
        /// In whose name it is said.
        author: Seat,
        /// Who writes its kind.
        writers: BTreeSet<Writer>,
    },
    /// All persons of a seat.
    Delegation {
        /// The seat.
        seat: Seat,
        /// The mechanisms in which its participant takes part, or the stakeholder is accredited.
        mechanisms: BTreeSet<String>,
        /// Nobody there can invite yet, or any more.
        vacant: bool,
    },
    /// One person in a seat.
    Person {
        /// The seat.
        seat: Seat,
        /// The mechanisms in which its participant takes part, or the stakeholder is accredited.
        mechanisms: BTreeSet<String>,
        /// The person who asks.
        own: bool,
    },
    /// A key of a seat, in the register or proposed.
    Key {
        /// The seat.
        seat: Seat,
        /// The mechanisms in which its participant takes part, or the stakeholder is accredited.
        mechanisms: BTreeSet<String>,
        /// Of the person who asks.
        own: bool,
    },
    /// An imported text under review, for a mechanism.
    Import {
        /// The mechanism's id.
        mechanism: String,
    },
    /// A mechanism, by its id.
    Mechanism(String),
    /// The audit trail of a seat.
    Trail(Seat),
}

words!(
    /// The form of a resource: the entity types of the schema.
    ResourceForm, "form of resource", {
        /// [`Resource::Class`].
        Class = "Class",
        /// [`Resource::Record`].
        Record = "Record",
        /// [`Resource::Delegation`].
        Delegation = "Delegation",
        /// [`Resource::Person`].
        Person = "Person",
        /// [`Resource::Key`].
        Key = "Key",
        /// [`Resource::Import`].
        Import = "Import",
        /// [`Resource::Mechanism`].
        Mechanism = "Mechanism",
        /// [`Resource::Trail`].
        Trail = "Trail",
    }
);

impl Resource {
    /// Its form.
    pub fn form(&self) -> ResourceForm {
        match self {
            Self::Class(_) => ResourceForm::Class,
            Self::Record { .. } => ResourceForm::Record,
            Self::Delegation { .. } => ResourceForm::Delegation,
            Self::Person { .. } => ResourceForm::Person,
            Self::Key { .. } => ResourceForm::Key,
            Self::Import { .. } => ResourceForm::Import,
            Self::Mechanism(_) => ResourceForm::Mechanism,
            Self::Trail(_) => ResourceForm::Trail,
        }
    }
}
