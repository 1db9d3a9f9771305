//! Who asks.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use crate::WordError;
use crate::words::words;

words!(
    /// A role that a person holds in a seat.
    Role, "role", {
        /// Invites and removes colleagues, proposes and enrols keys.
        NationalAdministrator = "national-administrator",
        /// Drafts, signs, submits.
        Delegate = "delegate",
        /// Answers communications checks, sends and receives notices and requests.
        Contact = "contact",
        /// Reads what the delegation may read.
        Reader = "reader",
        /// The chair or presidency of a mechanism.
        Chair = "chair",
        /// Sets the mechanism up, invites, publishes.
        SecretariatAdministrator = "secretariat-administrator",
        /// Transmits, reviews, follows cycles.
        Officer = "officer",
        /// Sees who did what, but no restricted body.
        Auditor = "auditor",
        /// Accredited; contributes.
        Stakeholder = "stakeholder",
    }
);

impl Role {
    /// The form of seat in which the role can be held. In any other it counts for nothing.
    pub fn belongs_to(self) -> SeatForm {
        match self {
            Self::NationalAdministrator | Self::Delegate | Self::Contact | Self::Reader => {
                SeatForm::Participant
            }
            Self::Chair | Self::SecretariatAdministrator | Self::Officer | Self::Auditor => {
                SeatForm::Mechanism
            }
            Self::Stakeholder => SeatForm::Stakeholder,
        }
    }
}

words!(
    /// What a seat is a seat of.
    SeatForm, "form of seat", {
        /// A delegation.
        Participant = "participant",
        /// A mechanism's chair, secretariat and auditor.
        Mechanism = "mechanism",
        /// An accredited stakeholder.
        Stakeholder = "stakeholder",
    }
);

/// What a person acts for. Written `participant/XA`, `mechanism/lagoon`, `stakeholder/academy`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Seat {
    /// A participant, by its code: its delegation.
    Participant(String),
    /// A mechanism, by its id: its chair, secretariat and auditor.
    Mechanism(String),
    /// A stakeholder, by its id.
    Stakeholder(String),
}

impl Seat {
    /// What it is a seat of.
    pub fn form(&self) -> SeatForm {
        match self {
            Self::Participant(_) => SeatForm::Participant,
            Self::Mechanism(_) => SeatForm::Mechanism,
            Self::Stakeholder(_) => SeatForm::Stakeholder,
        }
    }

    /// The code or id of what it is a seat of.
    pub fn id(&self) -> &str {
        match self {
            Self::Participant(id) | Self::Mechanism(id) | Self::Stakeholder(id) => id,
        }
    }
}

impl fmt::Display for Seat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.form(), self.id())
    }
}

impl FromStr for Seat {
    type Err = WordError;

    fn from_str(text: &str) -> Result<Self, WordError> {
        let wrong = || WordError::new("seat", text, &["participant/CODE", "mechanism/ID", "stakeholder/ID"]);
        let (form, id) = text.split_once('/').filter(|(_, id)| !id.is_empty()).ok_or_else(wrong)?;
        Ok(match form.parse().map_err(|_| wrong())? {
            SeatForm::Participant => Self::Participant(id.to_owned()),
            SeatForm::Mechanism => Self::Mechanism(id.to_owned()),
            SeatForm::Stakeholder => Self::Stakeholder(id.to_owned()),
        })
    }
}

words!(
    /// What a token may be used for. A word that a token's document holds and this list doesn't gives nothing.
    Scope, "scope", {
        /// Read what its person may read.
        Read = "read",
        /// What tokens of earlier versions may hold: no rule gives it anything.
        Write = "write",
    }
);

/// How somebody signed in.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Means {
    /// With a passkey.
    Passkey,
    /// By a government's own service.
    OpenIdConnect,
    /// With a printed one-time code.
    Code,
    /// A program, with a token.
    Token {
        /// What the token may be used for.
        scopes: BTreeSet<Scope>,
    },
    /// Not at all: the public.
    Nobody,
}

impl Means {
    /// The word that policies use.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Passkey => "passkey",
            Self::OpenIdConnect => "openid-connect",
            Self::Code => "code",
            Self::Token { .. } => "token",
            Self::Nobody => "nobody",
        }
    }
}

/// Who asks: one person in the one seat they act for now, or the public.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Subject {
    /// What the person acts for; none without an account.
    pub seat: Option<Seat>,
    /// The roles held in that seat. Those that don't belong to its form count for nothing.
    pub roles: BTreeSet<Role>,
    /// The mechanisms in which the seat's participant takes part, or the stakeholder is accredited. They count for
    /// nothing in a mechanism's own seat.
    pub mechanisms: BTreeSet<String>,
    /// The groups, each at a version, that the seat's participant belongs to. Counted for participants alone.
    pub groups: BTreeSet<(String, u64)>,
    /// A fresh touch.
    pub stepped_up: bool,
    /// How the session began.
    pub means: Means,
    /// A number that grows with every change of what stands above, `stepped_up` aside. See [`crate::Readable`].
    pub membership: u64,
}

impl Subject {
    /// The public, without an account.
    pub fn nobody() -> Self {
        Self {
            seat: None,
            roles: BTreeSet::new(),
            mechanisms: BTreeSet::new(),
            groups: BTreeSet::new(),
            stepped_up: false,
            means: Means::Nobody,
            membership: 0,
        }
    }

    /// Somebody who signed in with a passkey, without step-up, mechanisms or groups yet.
    pub fn in_seat(seat: Seat, roles: impl IntoIterator<Item = Role>) -> Self {
        Self { seat: Some(seat), roles: roles.into_iter().collect(), means: Means::Passkey, ..Self::nobody() }
    }
}
