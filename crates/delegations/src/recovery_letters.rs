//! The second path of a recovery: whoever asks that an account be recovered is not alone in knowing it. Everybody of the seat
//! but the asker gets a letter, the person whose account it is too, because anyone of them can stop it, and a page shows it
//! to those alone who look. The letter goes out even if the request is over by then: that is worth knowing as well.

use policy::Seat;
use serde::{Deserialize, Serialize};

use crate::letters::{Bundle, Letter, Saying, Says};
use crate::mailboxes;
use crate::people::{self, Person};
use crate::recovery::{Asker, Recovery};
use crate::{DelegationError, Drawer};

/// What somebody is told of a request. It names nobody: a letter lies open on servers that are nobody's here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecoveryAsked {
    /// In which seat the person is known whose account it is.
    #[serde(with = "crate::as_text::one")]
    pub seat: Seat,
    /// It is the account of whoever is told; else a colleague's.
    pub own: bool,
    /// The secretariat asked, and not a colleague.
    pub by_secretariat: bool,
    /// When, in seconds since 1970.
    pub at: u64,
}

/// Tells of a request that was just made. Whoever chose to have no notices mailed is told of their own account all the same, at
/// an address that they have confirmed.
pub(crate) fn tell(drawer: &Drawer<'_>, request: &Recovery) -> Result<(), DelegationError> {
    for person in people::of_seat(drawer, &request.seat)? {
        let own = person.id == request.person;
        let mailbox = mailboxes::of_person(drawer, person.id)?;
        let reached = mailbox.is_some_and(|mailbox| {
            let confirmed = mailbox.proven.is_some() && mailbox.takes_letters(&person);
            confirmed && (own || mailbox.takes_notices(&person))
        });
        if reached && request.asked_by != Asker::Person(person.id) {
            let by_secretariat = request.asked_by == Asker::Secretariat;
            let asked = RecoveryAsked { seat: request.seat.clone(), own, by_secretariat, at: request.asked };
            let says = Says::Recovery(asked);
            drawer.put(&Letter { id: drawer.random(), to: person.id, made: drawer.now(), says })?;
        }
    }
    Ok(())
}

/// All requests that somebody is to be told of now, in one letter. Those of a seat that they hold no more are dropped on the
/// way.
pub(crate) fn bundle(
    drawer: &Drawer<'_>,
    person: &Person,
    address: &str,
    waiting: &[Letter],
) -> Result<Option<Bundle>, DelegationError> {
    let (mut letters, mut told) = (Vec::new(), Vec::new());
    for letter in waiting {
        let Says::Recovery(asked) = &letter.says else { continue };
        if person.membership(&asked.seat).is_some() {
            letters.push(letter.id);
            told.push(asked.clone());
        } else {
            drawer.remove::<Letter>(&letter.id)?;
        }
    }
    let (person, address, says) = (person.clone(), address.to_owned(), Saying::Recoveries(told));
    Ok((!letters.is_empty()).then_some(Bundle { person, address, letters, says }))
}
