//! Who reads the page, and what it offers them for that.

use super::Chrome;
use crate::account::Acting;
use crate::ask::Account;
use crate::model::{MechanismRef, RecordLine};
use std::collections::BTreeSet;

impl Chrome<'_> {
    /// Whether somebody can sign in here.
    pub fn has_accounts(&self) -> bool {
        self.ask.account != Account::None
    }

    /// Who is signed in.
    pub fn acting(&self) -> Option<&Acting> {
        match &self.ask.account {
            Account::Acting(acting) => Some(acting),
            Account::None | Account::SignedOut => None,
        }
    }

    /// Whether somebody who acts for this participant reads the page.
    pub fn acts_for(&self, code: &str) -> bool {
        self.acting().is_some_and(|acting| acting.code.as_deref() == Some(code))
    }

    /// Whether somebody reads the page who erases on a stated ground what was said in one of these mechanisms.
    pub fn erases_in(&self, mechanisms: &[MechanismRef]) -> bool {
        let mechanism = self.acting().and_then(|acting| acting.erases_in.as_deref());
        mechanisms.iter().any(|one| Some(one.id.as_str()) == mechanism)
    }

    /// Whether a delegate, or somebody who may become one, reads the page: what a participant answers begins in its drafts.
    pub fn may_answer(&self) -> bool {
        self.acting().is_some_and(|acting| acting.code.is_some())
    }

    /// The word of the form by which whoever reads the page subscribes to its subject.
    pub fn subscribes(&self) -> Option<&str> {
        self.acting()?.subscribes.as_deref()
    }

    /// Whether somebody reads the page who sees whose answers are awaited in one of these mechanisms.
    pub fn awaits_in(&self, mechanisms: &[MechanismRef]) -> bool {
        let mechanism = self.acting().and_then(|acting| acting.awaits_in.as_deref());
        mechanisms.iter().any(|one| Some(one.id.as_str()) == mechanism)
    }

    /// Whether somebody reads the page who may move on what these participants may move, or the secretariat of these mechanisms.
    pub fn may_move(&self, movers: &BTreeSet<String>, mechanisms: &[MechanismRef]) -> bool {
        let secretariat = movers.contains(admission::SECRETARIAT) && self.awaits_in(mechanisms);
        secretariat || movers.iter().any(|code| self.acts_for(code))
    }

    /// Whether somebody reads the page who has a side in a project that another began, and has said nothing of it yet.
    pub fn has_a_side(&self, sides: &[RecordLine], begun_by: &str, said: &[RecordLine]) -> bool {
        let among = |list: &[RecordLine]| list.iter().any(|one| self.acts_for(&one.participant.code));
        !self.acts_for(begun_by) && among(sides) && !among(said)
    }

    /// Whether somebody reads the page who acts for one of two.
    pub fn acts_for_either(&self, one: &str, other: &str) -> bool {
        self.acts_for(one) || self.acts_for(other)
    }
}
