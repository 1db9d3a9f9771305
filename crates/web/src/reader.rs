//! Who reads a page or a record's bytes, and takes away what isn't public: what policies ask about, made from the caller in one
//! place.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::Response;
use delegations::audit::{self, Note, What};
use policy::{Action, Seat, Subject};

use crate::WebError;
use crate::account::{AccountError, Caller, Office, kept_by};
use crate::ask::Ask;

/// Somebody who reads: the public, or a person or program in one seat.
#[derive(Clone)]
pub(crate) struct Reader {
    subject: Subject,
    /// Who asks, and where what they do is noted; none for the public, and for the hub's own work.
    asker: Option<(Arc<Office>, Caller)>,
}

impl Reader {
    /// The public.
    pub fn nobody() -> Self {
        Self { subject: Subject::nobody(), asker: None }
    }

    /// Whoever policies would know so: the hub's own work in somebody's place, and tests.
    pub fn who(subject: Subject) -> Self {
        Self { subject, asker: None }
    }

    /// Whoever asks. A fresh touch doesn't widen what may be read, so that it makes no other reader.
    pub fn of(caller: &Caller, office: &Arc<Office>) -> Self {
        let subject = Subject { stepped_up: false, ..caller.subject() };
        let acts = caller.acting().is_ok();
        Self { subject, asker: acts.then(|| (Arc::clone(office), caller.clone())) }
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
        let serves = matches!(self.subject.seat, Some(Seat::Mechanism(_)));
        let Some(asker) = self.asker.as_ref().filter(|_| serves && bodies > 0) else { return Ok(()) };
        // What can't be noted isn't shown.
        self.put_into_trail(asker, What::ReadRestricted, about, bodies).map_err(|_| WebError::Unavailable)
    }

    /// Lets a file go that holds what isn't public, out of so many records: if policies allow it after the touch that there was.
    /// It is in the trail, durably, when this returns. In a thread that may wait.
    pub fn take_away(&self, about: &str, records: u64) -> Result<(), AccountError> {
        let asker @ (office, caller) = self.asker.as_ref().ok_or(AccountError::Denied)?;
        let kept = self.subject.seat.as_ref().and_then(kept_by).ok_or(AccountError::Denied)?;
        office.require(caller, Action::Export, &kept)?;
        self.put_into_trail(asker, What::Exported, about, records)
    }

    /// The same of a file of one draft or one record, from where nobody may wait; else what is answered instead of it.
    pub async fn takes_away(&self, ask: &Ask) -> Result<(), Response> {
        let (reader, path) = (self.clone(), ask.path.clone());
        let taken = tokio::task::spawn_blocking(move || reader.take_away(&path, 1)).await;
        let taken = taken.unwrap_or(Err(AccountError::Fault));
        taken.map_err(|kept| kept.instead_of_file(&ask.in_language(ask.lang)))
    }

    fn put_into_trail(
        &self,
        (office, caller): &(Arc<Office>, Caller),
        what: What,
        about: &str,
        count: u64,
    ) -> Result<(), AccountError> {
        let (_, membership) = caller.acting()?;
        let seat = self.subject.seat.as_ref().map(ToString::to_string);
        let note = Note { who: Some(membership.signer), seat, what, about: Some(about.to_owned()), count };
        Ok(office.note(note)?)
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
