//! Lists of names in any order: "Albania, Bosnia and Herzegovina and Chad".

use super::Found;
use crate::ParticipantType;
use crate::fold::{folded, tokens};
use crate::instrument::{Basis, Language, ReviewNote};
use crate::lexicon::{Lexicon, NameMatch};
use crate::limits::{MAX_PIECE_BYTES, MAX_REVIEW};
use crate::pieces::head;

/// Words of a list that are no part of a name.
const GLUE: [&str; 40] = [
    "and",
    "et",
    "the",
    "of",
    "le",
    "la",
    "les",
    "l",
    "de",
    "du",
    "des",
    "d",
    "as",
    "well",
    "ainsi",
    "que",
    "on",
    "au",
    "behalf",
    "nom",
    "a",
    "with",
    "from",
    "by",
    "representatives",
    "states",
    "states",
    "which",
    "are",
    "members",
    "republic",
    "kingdom",
    "government",
    "gouvernement",
    "republique",
    "royaume",
    "union",
    "high",
    "in",
    "for",
];

/// How many of a hundred words of a text are names or what joins them.
pub(crate) fn density(text: &str, lexicon: &Lexicon) -> usize {
    let text = head(text, MAX_PIECE_BYTES);
    let words = tokens(text);
    if words.is_empty() {
        return 0;
    }
    let names = lexicon.names_in(text);
    let inside = |start: usize, end: usize| {
        let before = names.partition_point(|name| name.start <= start);
        before.checked_sub(1).is_some_and(|at| end <= names[at].end)
    };
    let inside_names = words.iter().filter(|word| inside(word.start, word.end));
    inside_names.count() * 100 / words.len()
}

/// Reads a list of names onto one basis. A name printed with more words than the lexicon knows ("Royaume-Uni de
/// Grande-Bretagne et d’Irlande du Nord") keeps them; what no name stands for goes to review.
pub(crate) fn from_list(text: &str, basis: Basis, lexicon: &Lexicon, language: Language, found: &mut Found) {
    let text = head(text, MAX_PIECE_BYTES);
    let names = lexicon.names_in(text);
    let mut from = 0;
    for (at, name) in names.iter().enumerate() {
        leftover(&text[from..name.start], basis, lexicon, language, found);
        let next = names.get(at + 1).map_or(text.len(), |next| next.start);
        let closed =
            usize::from(text[name.start..name.end].contains('(') && text[name.end..].starts_with(')'));
        let end = name.end + closed + tail_of_name(&text[name.end + closed..next.max(name.end + closed)]);
        found.add_known(lexicon.entry(*name), &text[name.start..end], basis, language);
        from = end;
    }
    leftover(&text[from..], basis, lexicon, language, found);
}

/// Words after a known name that belong to it: "de Grande-Bretagne et d’Irlande du Nord", "(…)".
fn tail_of_name(rest: &str) -> usize {
    let mut length = 0;
    if rest.starts_with(" (") {
        return rest.find(')').map_or(0, |close| close + 1);
    }
    let piece = rest.split([',', ';', ':', '.']).next().unwrap_or_default();
    let joins = [" de ", " d’", " d'", " du ", " of "].iter().any(|join| piece.starts_with(join));
    if joins {
        let lower = [" et la ", " et le ", " et les ", " et l’", " and the "];
        length = lower.iter().filter_map(|join| piece.find(join)).min().unwrap_or(piece.len());
    }
    piece[..length].trim_end_matches([' ']).trim_end_matches(" et").trim_end_matches(" and").len()
}

fn leftover(text: &str, basis: Basis, lexicon: &Lexicon, language: Language, found: &mut Found) {
    for piece in text.split([',', ';', ':', '\n']) {
        for piece in piece.split(" and ").flat_map(|piece| piece.split(" et ")) {
            let piece = piece.trim().trim_end_matches('.');
            let printed = trim_glue(piece);
            // A name has a capital; two letters or fewer are the remains of an article.
            if printed.chars().count() > 2 && printed.starts_with(char::is_uppercase) {
                unknown(printed, basis, lexicon, language, found);
            }
        }
    }
}

fn trim_glue(piece: &str) -> &str {
    let words = tokens(piece);
    let from =
        words.iter().find(|word| !GLUE.contains(&word.word.as_str())).map_or(piece.len(), |word| word.start);
    piece[from..].trim()
}

fn unknown(printed: &str, basis: Basis, lexicon: &Lexicon, language: Language, found: &mut Found) {
    let near = lexicon.near_name(printed);
    let message = if let Some(entry) = near {
        found.add_known(lexicon.entry(NameMatch { entry, start: 0, end: 0 }), printed, basis, language);
        "a name one letter away from a known one: confirm the code"
    } else {
        let letters = folded(printed).len();
        if !(3..=90).contains(&letters) {
            return;
        }
        found.add_unknown(printed, ParticipantType::Unknown, basis);
        "a name in a list that is not known: give its code, or take it out"
    };
    if found.review.len() < MAX_REVIEW {
        found.review.push(ReviewNote {
            code: if near.is_some() { "near-name" } else { "unknown-name" }.to_owned(),
            message: message.to_owned(),
            place: printed.to_owned(),
        });
    }
}
