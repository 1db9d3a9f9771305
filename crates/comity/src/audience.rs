//! Who may read a record, as it is said on the command line.

use crate::failure::Failure;
use record::Audience;

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

    /// A slip must not make public what was meant for a few.
    #[test]
    fn what_is_none_is_refused() {
        for text in ["", "Public", "private", "participants", "mechanism", "own:XAA", "public:own", "group:g"]
        {
            assert_eq!(read(text).unwrap_err().code, "audience", "{text}");
        }
    }
}
