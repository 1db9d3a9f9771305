//! Who may read a record, as it is said on the command line.

use crate::failure::Failure;
use crate::named;
use catalogue::{Catalogue, Lang};
use record::{Audience, Header};

/// The forms, as help and errors name them.
pub const FORMS: &str = "public, own, participants:CODE,CODE…, mechanism:ID (its participants, chair and secretariat) or secretariat:ID";

/// Reads an audience.
pub fn read(text: &str) -> Result<Audience, Failure> {
    let wrong = || Failure::input("audience", format!("{text:?} is no audience: it is {FORMS}"));
    let (form, whom) = text.split_once(':').map_or((text, None), |(form, whom)| (form, Some(whom)));
    match (form, whom) {
        ("public", None) => Ok(Audience::Public),
        ("own", None) => Ok(Audience::Own),
        ("participants", Some(codes)) => {
            let mut participants: Vec<String> = codes.split(',').map(|code| code.trim().to_owned()).collect();
            // One audience has one spelling.
            participants.sort_unstable();
            participants.dedup();
            Ok(Audience::Participants { participants })
        }
        ("mechanism", Some(id)) => Ok(Audience::Mechanism { mechanism: id.to_owned() }),
        ("secretariat", Some(id)) => Ok(Audience::Secretariat { mechanism: id.to_owned() }),
        _ => Err(wrong()),
    }
}

/// Who will be able to read a record, by name: shown before it is signed or sent. Names are those of this program's own lists,
/// since whoever signs may have no line; what only a hub knows stands as its code or id.
pub fn readers(author: &str, audience: &Audience, lists: &Catalogue) -> String {
    let named = |code: &str| match lists.name(code, Lang::En) {
        name if name == code => code.to_owned(),
        name => format!("{name} ({code})"),
    };
    let of = |id: &str| {
        let name = lists.mechanism(id).map(|one| one.names.get(Lang::En).to_owned());
        name.map_or_else(|| id.to_owned(), |name| format!("{name} ({id})"))
    };
    let author = named(author);
    match audience {
        Audience::Public => "everybody".to_owned(),
        Audience::Own => format!("the delegation of {author} alone"),
        Audience::Participants { participants } => {
            let others: Vec<String> = participants.iter().map(|code| named(code)).collect();
            format!("the delegation of {author} and those of: {}", others.join(", "))
        }
        Audience::Group { group, version } => format!("the group {group}, version {version}, and {author}"),
        Audience::Mechanism { mechanism } => {
            let known: Vec<String> = lists
                .mechanism(mechanism)
                .map(|one| one.participants().map(|(code, ..)| named(code)).collect())
                .unwrap_or_default();
            let whom = if known.is_empty() { String::new() } else { format!(": {}", known.join(", ")) };
            format!(
                "the chair, the secretariat and, as of when it is accepted, the participants of {}{whom}; and {author}",
                of(mechanism)
            )
        }
        Audience::Secretariat { mechanism } => {
            format!("the chair and the secretariat of {}; and {author}", of(mechanism))
        }
    }
}

/// The line that says it of a record.
pub fn line(header: &Header) -> Result<String, Failure> {
    Ok(format!("to be read by {}", readers(&header.participant, &header.audience, named::built_in()?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_audience_is_read_and_has_one_spelling() {
        let named = |codes: &[&str]| Audience::Participants {
            participants: codes.iter().map(|code| (*code).to_owned()).collect(),
        };
        assert_eq!(read("public").unwrap(), Audience::Public);
        assert_eq!(read("own").unwrap(), Audience::Own);
        assert_eq!(read("participants:XBB, XAA,XBB").unwrap(), named(&["XAA", "XBB"]));
        assert_eq!(read("mechanism:m").unwrap(), Audience::Mechanism { mechanism: "m".into() });
        assert_eq!(read("secretariat:m").unwrap(), Audience::Secretariat { mechanism: "m".into() });
    }

    #[test]
    fn readers_are_said_by_name() {
        let lists = Catalogue::built_in().unwrap();
        let said = |form: &str| readers("XAA", &read(form).unwrap(), lists);
        let (own, other) = (lists.name("XAA", Lang::En), lists.name("XAB", Lang::En));
        assert_eq!(said("public"), "everybody");
        assert_eq!(said("own"), format!("the delegation of {own} (XAA) alone"));
        let few = said("participants:XAB,ZZZ");
        assert_eq!(few, format!("the delegation of {own} (XAA) and those of: {other} (XAB), ZZZ"));
        let assembly = lists.mechanism("exercise-assembly").unwrap();
        let all = said("mechanism:exercise-assembly");
        for (code, ..) in assembly.participants() {
            assert!(all.contains(&format!("{} ({code})", lists.name(code, Lang::En))), "{code} in {all}");
        }
        let name = assembly.names.get(Lang::En);
        assert!(all.contains(name) && said("secretariat:exercise-assembly").contains(name), "{all}");
        assert!(said("mechanism:unknown").contains("the participants of unknown;"));
    }

    /// A slip must not make public what was meant for a few.
    #[test]
    fn what_is_none_is_refused() {
        for text in ["", "Public", "private", "participants", "mechanism", "own:XAA", "public:own", "group:g"]
        {
            assert_eq!(read(text).unwrap_err().code, "audience", "{text}");
        }
    }
}
