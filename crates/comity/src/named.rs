//! Ids that a person typed: whether they name anything, and if not, which ones come near.

use crate::client::Client;
use crate::failure::Failure;
use admission::{HUB, SECRETARIAT, kinds};
use catalogue::Catalogue;

/// How many near matches are named.
const NEAR: usize = 3;
/// Longer words are compared by their beginnings: an id has at most some sixty letters.
const MAX_COMPARED: usize = 80;

/// What a draft names.
pub struct Named<'a> {
    /// Its kind; none where the hub alone need know it.
    pub kind: Option<&'a str>,
    /// The mechanisms.
    pub mechanisms: &'a [String],
    /// The framework items.
    pub items: &'a [String],
    /// The provisions.
    pub provisions: &'a [String],
}

/// Refuses what neither the built-in catalogue nor the hub has: all of it at once, before anybody is asked to sign.
pub fn check(client: &Client, named: &Named<'_>) -> Result<(), Failure> {
    let catalogue = built_in()?;
    let mut wrong = Vec::new();
    let known = |kind: &str| catalogue.kind(kind).is_some() || kinds::ALL.contains(&kind);
    if let Some(kind) = named.kind.filter(|kind| !known(kind)) {
        let known = catalogue.kinds().map(|kind| kind.id.as_str());
        wrong.push(format!("no kind of record is called “{kind}”{}", near(kind, known)));
    }
    for id in missing(client, "mechanisms", named.mechanisms, |id| catalogue.mechanism(id).is_some()) {
        wrong.push(no_mechanism(catalogue, id));
    }
    for id in missing(client, "framework", named.items, |id| catalogue.item(id).is_some()) {
        wrong.push(no_item(catalogue, id));
    }
    for id in missing(client, "provisions", named.provisions, |id| catalogue.provision(id).is_some()) {
        wrong.push(no_provision(catalogue, id));
    }
    if wrong.is_empty() {
        return Ok(());
    }
    Err(Failure::input("unknown-id", wrong.join("\n")))
}

/// Refuses a participant that nobody knows: nothing was said in its name, and never will be.
pub fn known_participant(code: &str) -> Result<(), Failure> {
    let catalogue = built_in()?;
    if catalogue.party(code).is_some() || [SECRETARIAT, HUB].contains(&code) {
        return Ok(());
    }
    let why = format!("{}; nothing was said in its name here", no_participant(catalogue, code));
    Err(Failure::input("unknown-participant", why))
}

/// What to say of a code that is nobody's.
pub fn no_participant(catalogue: &Catalogue, code: &str) -> String {
    let states = catalogue.states().chain(catalogue.fictional_states()).map(|state| state.code.as_str());
    let codes = states.chain(catalogue.organizations().map(|organization| organization.code.as_str()));
    format!("“{code}” is no participant's code{}", near(code, codes))
}

/// What to say of a mechanism that isn't there.
pub fn no_mechanism(catalogue: &Catalogue, id: &str) -> String {
    let known = catalogue.mechanisms().map(|mechanism| mechanism.id.as_str());
    format!("no mechanism is called “{id}”{}", near(id, known))
}

/// What to say of a framework item that isn't there.
pub fn no_item(catalogue: &Catalogue, id: &str) -> String {
    let known = catalogue.frameworks().flat_map(|set| &set.items).map(|item| item.id.as_str());
    format!("no framework has the item “{id}”{}", near(id, known))
}

/// What to say of a provision that isn't there.
pub fn no_provision(catalogue: &Catalogue, id: &str) -> String {
    let ids: Vec<String> = catalogue
        .instruments()
        .flat_map(|instrument| instrument.provisions.iter().map(|one| instrument.provision_id(one)))
        .collect();
    format!("no instrument has the provision “{id}”{}", near(id, ids.iter().map(String::as_str)))
}

/// The lists of this program.
pub fn built_in() -> Result<&'static Catalogue, Failure> {
    Catalogue::built_in().map_err(|e| Failure::new(e.code(), e))
}

/// Those that aren't known here. A hub may have files that this program hasn't: what it shows under its address exists.
fn missing<'a>(
    client: &Client,
    folder: &str,
    ids: &'a [String],
    is_known: impl Fn(&str) -> bool,
) -> Vec<&'a str> {
    let shown =
        |id: &str| is_plain(id) && client.page(&format!("/{folder}/{id}")).is_ok_and(|page| page.is_some());
    ids.iter().map(String::as_str).filter(|id| !is_known(id) && !shown(id)).collect()
}

/// An id that is safe to put into an address.
pub fn is_plain(id: &str) -> bool {
    !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'/')
}

/// The known words that come nearest, as the end of a sentence; nothing where none comes near.
pub fn near<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> String {
    let word = word.to_lowercase();
    let mut found: Vec<(usize, &str)> =
        known.map(|other| (distance(&word, &other.to_lowercase()), other)).collect();
    // A third of the letters may be wrong, and two in a short word: beyond that, anything is near.
    found.retain(|(apart, other)| *apart <= 1.max(other.len().min(word.len()) / 3));
    found.sort_unstable();
    found.dedup();
    let names: Vec<&str> = found.into_iter().take(NEAR).map(|(_, name)| name).collect();
    if names.is_empty() { String::new() } else { format!(": did you mean {}?", names.join(", ")) }
}

/// How many letters must be put in, taken out or changed; two that changed places count once.
fn distance(one: &str, other: &str) -> usize {
    let one: Vec<char> = one.chars().take(MAX_COMPARED).collect();
    let other: Vec<char> = other.chars().take(MAX_COMPARED).collect();
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, b) in other.iter().enumerate() {
            let mut least = (last[j] + usize::from(a != b)).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *a == other[j - 1] && one[i - 1] == *b {
                least = least.min(before[j - 1] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_near_is_named_and_nothing_else() {
        let known = ["un/norm-13-a", "un/norm-13-b", "un/cbm-1", "measure"];
        let said = |word: &str| near(word, known.into_iter());
        assert_eq!(said("un/norm-13a"), ": did you mean un/norm-13-a, un/norm-13-b?");
        assert_eq!(said("Meausre"), ": did you mean measure?");
        assert_eq!(said("telephone"), "");
        assert_eq!(distance("ab", "ba"), 1);
        assert_eq!(distance("", "abc"), 3);
    }

    #[test]
    fn only_plain_ids_go_into_an_address() {
        assert!(is_plain("un/norm-13-a") && is_plain("XAA"));
        for id in ["", "../log", "a?b", "a b", "a#b", "%2e"] {
            assert!(!is_plain(id), "{id}");
        }
    }
}
