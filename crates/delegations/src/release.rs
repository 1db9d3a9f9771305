//! "One drafts, another releases": a delegation's own rule. Nobody who may have typed something lets it go out alone: for
//! everybody of whom that can be there is another signer. Of a draft it is known who typed: it is asked in
//! [`crate::drafts::prepare`], through which bytes go before anybody signs them and again with each signature. What is handed in
//! from outside was typed where no hub looks, by any of those who signed it: [`check_from_outside`].

use policy::Seat;
use record::header::Salt;
use serde::{Deserialize, Serialize};

use crate::drafts::Draft;
use crate::people::Person;
use crate::{DelegationError, Document, Drawer, PersonId, Prepared, seat_key};

/// The rule of a delegation that has turned it on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    #[serde(with = "crate::as_text::one")]
    seat: Seat,
    /// Since when, in seconds since 1970.
    pub since: u64,
}

impl Document for Rule {
    const DRAWER: &'static str = "release-rules";
    fn key(&self) -> Vec<u8> {
        seat_key(&self.seat)
    }
}

/// The rule of a seat, if it is on.
pub fn rule(drawer: &Drawer<'_>, seat: &Seat) -> Result<Option<Rule>, DelegationError> {
    drawer.get(&seat_key(seat))
}

/// Turns the rule on or off.
pub fn turn(drawer: &Drawer<'_>, seat: &Seat, on: bool) -> Result<(), DelegationError> {
    if !on {
        return drawer.remove::<Rule>(&seat_key(seat)).map(drop);
    }
    if rule(drawer, seat)?.is_none() {
        drawer.put(&Rule { seat: seat.clone(), since: drawer.now() })?;
    }
    Ok(())
}

/// Refuses bytes that somebody could release alone who typed the last change of a part. Signers are persons: two keys of one
/// person are one signer.
pub(crate) fn check(drawer: &Drawer<'_>, draft: &Draft, prepared: &Prepared) -> Result<(), DelegationError> {
    if rule(drawer, &draft.seat)?.is_none() {
        return Ok(());
    }
    let typists = draft.typists().into_iter().map(|typist| signer_of(drawer, &draft.seat, typist));
    let typists: Vec<Option<Salt>> = typists.collect::<Result<_, _>>()?;
    released(&typists, &prepared.persons())
}

/// Refuses what one person signed by themselves and handed in from outside in the name of a seat with the rule.
pub fn check_from_outside(drawer: &Drawer<'_>, seat: &Seat, signers: &[Salt]) -> Result<(), DelegationError> {
    if rule(drawer, seat)?.is_none() {
        return Ok(());
    }
    let typists: Vec<Option<Salt>> = signers.iter().copied().map(Some).collect();
    released(&typists, signers)
}

/// For everybody who may have typed, somebody else must sign.
fn released(typists: &[Option<Salt>], signers: &[Salt]) -> Result<(), DelegationError> {
    let by_another = |typist: &Option<Salt>| signers.iter().any(|signer| Some(*signer) != *typist);
    if typists.iter().all(by_another) { Ok(()) } else { Err(DelegationError::NotReleased) }
}

/// The id by which records name a person in a seat; none of somebody who has left it.
fn signer_of(drawer: &Drawer<'_>, seat: &Seat, id: PersonId) -> Result<Option<Salt>, DelegationError> {
    let person: Option<Person> = drawer.get(&id.0)?;
    Ok(person.and_then(|person| Some(person.membership(seat)?.signer)))
}
