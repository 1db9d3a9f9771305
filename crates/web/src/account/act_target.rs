//! The record that an act is about, for somebody who can read it: a delegation's own, one that it may move on, or one that was
//! said in the mechanism whose secretariat erases or moves it.

use admission::{GROUNDS, KeyState, State as RegisterState, WITHDRAWN, kinds};
use catalogue::Lang;
use delegations::DelegationError;
use delegations::people::Person;
use policy::{Action, Class, Resource, Seat, Writer};
use record::{Audience, Evidence, Header, KeyId, RecordId, Time};
use std::collections::BTreeSet;
use std::sync::Arc;

use super::acts::{Act, TAKING_UP};
use super::caller::Caller;
use super::guard::AccountError;
use super::keys::Here;
use super::office::Office;
use super::signing::keys_at_hand;
use crate::WebError;
use crate::model::RecordLine;
use crate::model::readers::Readers;
use crate::model::workflow::MoveLine;
use crate::reader::Reader;

/// The record that an act is about.
pub(super) struct Target {
    pub header: Header,
    pub line: RecordLine,
    /// Of a transmission in the reader's own name, what it says: whoever confirms it signs the very same.
    pub body: Option<Vec<u8>>,
    pub readers: Readers,
    /// It was said in the name for which the reader acts.
    pub own: bool,
    /// How it can be moved on, in that name, now.
    pub moves: Vec<MoveLine>,
    seat: Seat,
    classes: Vec<Class>,
}

impl Target {
    /// A record of the seat's own, one that it may move on, or one said in its mechanism; another's is not there.
    pub async fn find(
        office: &Arc<Office>,
        caller: &Caller,
        here: &Here,
        id: &str,
        lang: Lang,
    ) -> Result<Self, AccountError> {
        let none = || AccountError::Delegation(DelegationError::Draft);
        let id = RecordId::from_hex(id).ok_or_else(none)?;
        let (hub, reader) = (Arc::clone(&office.hub), Reader::of(caller, office));
        let (code, seat) = (here.code.clone(), here.seat.clone());
        let look = move || {
            hub.at_desk_of(&reader, &id.to_string(), lang, |desk| {
                let record = desk.views.record_by_id(&id).ok_or(WebError::NotFound)?;
                let mut held = desk.shelf.read(record.position)?;
                let header = Header::from_bytes(&held.header).map_err(|_| WebError::Damaged)?;
                let own = header.participant == code;
                let confirmable = own && header.evidence == Evidence::Transmitted;
                // Opened for nobody who doesn't sign it: an erasure reads nothing of what it erases.
                let body = if confirmable { desk.body_of(&record, held.body.take())? } else { None };
                let classes: Vec<Class> = record.classes().cloned().collect();
                let moves = desk.open_moves(&record, &header, &code);
                let line = desk.records([record]).pop().ok_or(WebError::Damaged)?;
                Ok(Self { readers: desk.readers(&classes), header, line, body, own, moves, seat, classes })
            })
        };
        let found = tokio::task::spawn_blocking(look).await.map_err(|_| AccountError::Fault)?;
        let target = found.map_err(|error| match error {
            WebError::NotFound => none(),
            _ => AccountError::Fault,
        })?;
        let statement = kinds::is_word(&target.header.kind);
        let served = match &here.seat {
            Seat::Mechanism(id) => target.header.mechanisms.contains(id),
            Seat::Participant(_) | Seat::Stakeholder(_) => target.own || !target.moves.is_empty(),
        };
        if served && statement { Ok(target) } else { Err(none()) }
    }

    /// May the caller do this with it? For each mechanism in which it was said an author may; of a secretariat it is enough
    /// that it was said in its own. Whether its key covers the others is for the register to judge.
    pub fn may(&self, office: &Office, caller: &Caller, action: Action) -> Result<(), AccountError> {
        let author = Seat::Participant(self.header.participant.clone());
        let mut answers = self.classes.iter().map(|class| {
            let (class, author) = (class.clone(), author.clone());
            office.require(caller, action, &Resource::Record { class, author, writers: BTreeSet::new() })
        });
        if self.own {
            return answers.collect();
        }
        let denied = Err(AccountError::Denied);
        answers.find(|answer| matches!(answer, Ok(()) | Err(AccountError::TouchNeeded))).unwrap_or(denied)
    }

    /// May the caller say this of it?
    pub fn may_say(&self, office: &Office, caller: &Caller, act: &Act) -> Result<(), AccountError> {
        if act.moves { self.may_move(office, caller) } else { self.may(office, caller, act.action()) }
    }

    /// May the caller move it on? Whoever may sign for the seat says a move for it: for one of the mechanisms in which it was said.
    pub fn may_move(&self, office: &Office, caller: &Caller) -> Result<(), AccountError> {
        let writer = match &self.seat {
            Seat::Mechanism(_) => Writer::Secretariat,
            Seat::Participant(_) | Seat::Stakeholder(_) => Writer::ParticipantDelegate,
        };
        let mut answers = self.classes.iter().filter(|_| !self.moves.is_empty()).map(|class| {
            let (class, author) = (class.clone(), self.seat.clone());
            office.require(
                caller,
                Action::Sign,
                &Resource::Record { class, author, writers: [writer].into() },
            )
        });
        let denied = Err(AccountError::Denied);
        answers.find(|answer| matches!(answer, Ok(()) | Err(AccountError::TouchNeeded))).unwrap_or(denied)
    }

    /// Would a page offer to move it on?
    pub fn offers_moves(&self, office: &Office, caller: &Caller) -> bool {
        matches!(self.may_move(office, caller), Ok(()) | Err(AccountError::TouchNeeded))
    }

    /// Would a page offer this, after a touch if one is needed?
    pub fn offers(&self, office: &Office, caller: &Caller, action: Action) -> bool {
        matches!(self.may(office, caller, action), Ok(()) | Err(AccountError::TouchNeeded))
    }

    /// May the caller see what can be done with it?
    pub fn may_be_seen(&self, office: &Office, caller: &Caller) -> Result<(), AccountError> {
        if self.offers_moves(office, caller) {
            return Ok(());
        }
        if self.own {
            return self.may(office, caller, Action::Disavow);
        }
        if self.offers(office, caller, Action::Erase) { Ok(()) } else { Err(AccountError::Denied) }
    }

    /// Its author has yet to confirm what the secretariat transmitted, and can.
    pub fn awaits_its_author(&self) -> bool {
        self.body.is_some() && self.line.awaits_its_author
    }

    /// The grounds on which its body can go.
    pub fn grounds(&self) -> Vec<&'static str> {
        if self.line.standing == views::Standing::Erased {
            return Vec::new();
        }
        let withdrawable = self.own && self.header.audience != Audience::Public;
        GROUNDS.into_iter().chain(withdrawable.then_some(WITHDRAWN)).collect()
    }

    /// The keys of whoever acts that may sign this: first those that didn't sign it, of these the reader's own, and of
    /// those the passkeys.
    pub fn keys<'s>(
        &self,
        state: &'s RegisterState,
        (here, people): (&Here, &[Person]),
        act: &Act,
        now: Time,
    ) -> Vec<(&'s KeyId, &'s KeyState)> {
        let moved_for = state.moved_for(&here.code, &self.header.participant, &self.header.mechanisms);
        let may = |key: &KeyState| match act.kind() {
            kinds::ERASURE => key.may_sign(kinds::ERASURE, &self.header.mechanisms),
            TAKING_UP => key.may_sign(&self.header.kind, &self.header.mechanisms),
            kinds::MOVE => key.may_move(&self.header.kind, &moved_for),
            _ => key.may_disavow(&self.header.kind, &self.header.mechanisms),
        };
        let at_hand = keys_at_hand(state, &here.code, (people, &here.seat), now);
        let mut keys: Vec<_> = at_hand.filter(|(_, key)| may(key)).collect();
        keys.sort_by_key(|(id, key)| {
            (
                act.kind() == kinds::DISAVOWAL && self.signed_by(id),
                key.person != here.me,
                key.passkey.is_none(),
                id.to_string(),
            )
        });
        keys
    }

    /// Did this key sign it?
    pub fn signed_by(&self, key: &KeyId) -> bool {
        self.header.signers.iter().any(|signer| signer.key == *key)
    }
}
