//! Codes and items of a text that the catalogue doesn't have: most often a slip of whoever corrected it.

use std::fmt;

use instruments::{Instrument, Provision};

use crate::Catalogue;

/// A code or an item that a text names and the catalogue doesn't have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownId {
    /// Where, as a path: `instrument.participants[3].code`.
    pub place: String,
    /// What stands there.
    pub id: String,
    /// It should name a State or organization, not an item of a framework set.
    pub party: bool,
}

impl fmt::Display for UnknownId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { place, id, party } = self;
        if *party {
            write!(
                f,
                "{place}: no State or organization has the code `{id}`; write null for a name that the catalogue \
                 doesn't list"
            )
        } else {
            write!(f, "{place}: no framework set has `{id}`")
        }
    }
}

/// Everything that a text names by an id that the catalogue doesn't have.
pub fn unknown_ids(instrument: &Instrument, catalogue: &Catalogue) -> Vec<UnknownId> {
    let mut unknown = Vec::new();
    for (at, one) in instrument.participants.iter().enumerate() {
        if let Some(id) = one.code.clone().filter(|code| catalogue.party(code).is_none()) {
            let place = format!("instrument.participants[{at}].code");
            unknown.push(UnknownId { place, id, party: true });
        }
    }
    unknown_items("instrument.provisions", &instrument.provisions, catalogue, &mut unknown);
    unknown
}

fn unknown_items(place: &str, provisions: &[Provision], catalogue: &Catalogue, unknown: &mut Vec<UnknownId>) {
    for (at, provision) in provisions.iter().enumerate() {
        for (nth, link) in provision.framework_items.iter().enumerate() {
            if catalogue.item(&link.item).is_none() {
                let place = format!("{place}[{at}].framework_items[{nth}].item");
                unknown.push(UnknownId { place, id: link.item.clone(), party: false });
            }
        }
        unknown_items(&format!("{place}[{at}].children"), &provision.children, catalogue, unknown);
    }
}
