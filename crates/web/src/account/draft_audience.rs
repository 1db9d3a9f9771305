//! For whom a draft is: the audiences that its kind allows, what was chosen, and who will be able to read it by that.

use catalogue::{AllowedAudience, Catalogue, Kind, Lang, Mechanism};
use policy::{Class, Seat};
use record::header::Audience;
use std::collections::BTreeSet;

use super::draft_form::{Filled, spoken_in};
use super::model_drafts::Choice;
use crate::edition::Edition;
use crate::model::readers::{classes_of, said_today};
use crate::words::{Msg, words};

/// What the form sends of an audience that names a mechanism: the word, and the mechanism's id.
const OF: char = '/';

/// The audience that was chosen; none as long as nobody chose, or what was chosen names nobody. Nothing is public by itself.
pub(super) fn chosen(filled: &Filled) -> Option<Audience> {
    let (form, mechanism) = filled.audience.split_once(OF).unwrap_or((&filled.audience, ""));
    let mechanism = mechanism.to_owned();
    match form {
        "public" => Some(Audience::Public),
        "own" => Some(Audience::Own),
        "participants" if !filled.readers.is_empty() => {
            Some(Audience::Participants { participants: filled.readers.clone() })
        }
        "mechanism" => Some(Audience::Mechanism { mechanism }),
        "secretariat" => Some(Audience::Secretariat { mechanism }),
        _ => None,
    }
}

/// What the form would send for an audience, and whom it names.
pub(super) fn as_typed(audience: &Audience) -> (String, Vec<String>) {
    let none = Vec::new();
    match audience {
        Audience::Public => ("public".to_owned(), none),
        Audience::Own => ("own".to_owned(), none),
        Audience::Participants { participants } => ("participants".to_owned(), participants.clone()),
        Audience::Mechanism { mechanism } => (format!("mechanism{OF}{mechanism}"), none),
        Audience::Secretariat { mechanism } => (format!("secretariat{OF}{mechanism}"), none),
        // No record can make a group yet.
        Audience::Group { .. } => (String::new(), none),
    }
}

/// The classes of what the draft would become. As long as nobody chose, its delegation's own: that is where it is now.
pub(super) fn classes(catalogue: &Catalogue, filled: &Filled, kind: &Kind, participant: &str) -> Vec<Class> {
    let audience = chosen(filled).unwrap_or(Audience::Own);
    let audience = said_today(catalogue, &audience, participant);
    classes_of(&kind.id, &filled.mechanisms, &audience, None)
}

/// What may be chosen.
pub(super) fn choices(
    catalogue: &Catalogue,
    author: &Seat,
    kind: &Kind,
    filled: &Filled,
    lang: Lang,
) -> Vec<Choice> {
    let words = words(lang);
    let theirs = || spoken_in(catalogue, author).into_iter().filter(|m| m.kinds.contains(&kind.id));
    let one = |audience: &Audience, label: String, note: Msg| {
        let (id, _) = as_typed(audience);
        Choice { chosen: filled.audience == id, id, label, note: words.say(note).to_owned() }
    };
    let of = |mechanism: &Mechanism, audience: Audience, label: Msg, note: Msg| {
        one(&audience, words.name(label, mechanism.short_names.get(lang)), note)
    };
    let mut found = Vec::new();
    for allowed in &kind.audiences {
        match allowed {
            AllowedAudience::Own => {
                found.push(one(
                    &Audience::Own,
                    words.say(Msg("audience-own")).to_owned(),
                    Msg("audience-own-note"),
                ));
            }
            AllowedAudience::Participants => {
                let some = Audience::Participants { participants: Vec::new() };
                let label = words.say(Msg("audience-named")).to_owned();
                found.push(one(&some, label, Msg("audience-named-note")));
            }
            AllowedAudience::Mechanism => found.extend(theirs().map(|m| {
                let audience = Audience::Mechanism { mechanism: m.id.clone() };
                of(m, audience, Msg("audience-mechanism"), Msg("audience-mechanism-note"))
            })),
            AllowedAudience::Secretariat => found.extend(theirs().map(|m| {
                let audience = Audience::Secretariat { mechanism: m.id.clone() };
                of(m, audience, Msg("audience-secretariat"), Msg("audience-secretariat-note"))
            })),
            AllowedAudience::Public => {
                let label = words.say(Msg("audience-public")).to_owned();
                found.push(one(&Audience::Public, label, Msg("read-by-anybody")));
            }
            AllowedAudience::Group => {}
        }
    }
    found
}

/// Those who can be named: whoever takes part in a mechanism with the author, in the order of names.
pub(super) fn nameable(edition: &Edition, author: &Seat, filled: &Filled, lang: Lang) -> Vec<Choice> {
    let catalogue = edition.catalogue();
    let theirs = spoken_in(catalogue, author).into_iter().flat_map(Mechanism::participants);
    let is_author = |code: &str| matches!(author, Seat::Participant(own) if own == code);
    let codes: BTreeSet<&str> = theirs.map(|(code, ..)| code).filter(|code| !is_author(code)).collect();
    let mut codes: Vec<_> = codes.into_iter().collect();
    codes.sort_by_cached_key(|code| edition.place(lang, code));
    let choice = |code: &str| Choice {
        id: code.to_owned(),
        label: catalogue.name(code, lang).to_owned(),
        note: String::new(),
        chosen: filled.readers.iter().any(|reader| reader == code),
    };
    codes.into_iter().map(choice).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_for_anybody_before_somebody_chose() {
        let typed = |audience: &str, readers: &[&str]| {
            let readers = readers.iter().map(|code| (*code).to_owned()).collect();
            chosen(&Filled { audience: audience.to_owned(), readers, ..Filled::default() })
        };
        for nobody in ["", "participants", "everybody", "group/responders", "public "] {
            assert_eq!(typed(nobody, &[]), None, "{nobody}");
        }
        for audience in [
            Audience::Public,
            Audience::Own,
            Audience::Participants { participants: vec!["XAB".into()] },
            Audience::Mechanism { mechanism: "lagoon".into() },
            Audience::Secretariat { mechanism: "lagoon".into() },
        ] {
            let (form, readers) = as_typed(&audience);
            let readers: Vec<&str> = readers.iter().map(String::as_str).collect();
            assert_eq!(typed(&form, &readers), Some(audience));
        }
    }
}
