//! Who reads a page or a record's bytes: what policies ask about, made from the caller in one place.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use delegations::audit::{self, Note, What};
use policy::{Seat, Subject};
use record::header::Salt;

use crate::WebError;
use crate::account::{Caller, Office};

/// Somebody who reads: the public, or a person or program in one seat.
#[derive(Clone)]
pub(crate) struct Reader {
    subject: Subject,
    /// Where reading is noted, and by which random id: of whoever reads for a mechanism.
    noted: Option<(Arc<Office>, Salt)>,
}

impl Reader {
    /// The public.
    pub fn nobody() -> Self {
        Self { subject: Subject::nobody(), noted: None }
    }

    /// Whoever policies would know so: the hub's own work in somebody's place, and tests.
    pub fn who(subject: Subject) -> Self {
        Self { subject, noted: None }
    }

    /// Whoever asks. A fresh touch doesn't widen what may be read, so that it makes no other reader.
    pub fn of(caller: &Caller, office: &Arc<Office>) -> Self {
        let subject = Subject { stepped_up: false, ..caller.subject() };
        let serves = matches!(subject.seat, Some(Seat::Mechanism(_)));
        let signer = caller.acting().ok().map(|(_, membership)| membership.signer);
        let noted = signer.filter(|_| serves).map(|signer| (Arc::clone(office), signer));
        Self { subject, noted }
    }

    /// As policies ask for it. Everything that a decision about reading depends on is in it.
    pub fn subject(&self) -> &Subject {
        &self.subject
    }

    /// Whether this is the public, whose answers anybody may keep.
    pub fn is_nobody(&self) -> bool {
        self.subject == Subject::nobody()
    }

    /// Notes in the trail that a secretariat read restricted bodies, durably: MUST return before the answer goes out.
    /// A list is one event with the number of them.
    pub fn note(&self, about: &str, bodies: u64) -> Result<(), WebError> {
        let Some((office, signer)) = self.noted.as_ref().filter(|_| bodies > 0) else { return Ok(()) };
        let note = Note {
            who: Some(*signer),
            seat: self.subject.seat.as_ref().map(ToString::to_string),
            what: What::ReadRestricted,
            about: Some(about.to_owned()),
            count: bodies,
        };
        // What can't be noted isn't shown.
        office.note(note).map_err(|_| WebError::Unavailable)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Reader {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(parts.extensions.get::<Self>().cloned().unwrap_or_else(Self::nobody))
    }
}

impl Office {
    /// Puts one event into the trail, on disk when it returns. In a thread that may wait.
    fn note(&self, note: Note) -> Result<(), delegations::DelegationError> {
        self.desk.together(self.now(), |drawer| audit::note(drawer, note).map(drop))
    }
}
