//! The header: the bytes that an author signs. It says who speaks, to whom, about what and when; it holds no free text
//! and no personal data, because it is never erased.

use crate::body::MAX_BODY;
use crate::hash::{Hash, KeyId, RecordId, ShortText, TextForm, deserialize_text, from_lower_hex};
use crate::json::{self, JsonError, MAX_NUMBER};
use crate::time::Time;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use thiserror::Error;

/// A header's largest size in bytes. Sixteen times the usual 1 KB; a thousand headers a second stay under 16 MB/s.
pub const MAX_HEADER: usize = 16 * 1024;

/// The version of the header's format that this code reads and writes.
pub const FORMAT: u64 = 1;

/// How long an author's signature may wait to be submitted unless the header says otherwise: 30 days.
pub const DEFAULT_LIFETIME: u64 = 30 * crate::time::DAY;

/// The most entries a list in a header may have: a measure that answers more provisions is several measures.
pub const MAX_LIST: usize = 64;

/// The longest identifier (kind, mechanism, participant, framework item, provision), in bytes.
pub const MAX_NAME: usize = 96;

/// The longest language tag, in bytes: `zh-Hant-TW` has 10.
const MAX_LANGUAGE: usize = 16;

/// The labels of TLP 2.0.
const LABELS: [&str; 5] = ["TLP:RED", "TLP:AMBER+STRICT", "TLP:AMBER", "TLP:GREEN", "TLP:CLEAR"];

/// The longest log origin, in bytes: a domain name (253) and a short path still fit a checkpoint line.
pub const MAX_ORIGIN: usize = 300;

/// A record's header. Members stand in the order in which Comity writes them; a reader takes any order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// The version of this format: 1.
    pub comity: u64,
    /// The kind of record (`measure`).
    pub kind: String,
    /// The version of the kind.
    pub kind_version: u64,
    /// The origin of the log for which this was signed. Signed here, so that nobody can carry it to another log.
    pub log: String,
    /// The log is an exercise's. Signed, so that an exercise can't be passed off as real, nor the reverse.
    pub exercise: bool,
    /// Whose statement this is.
    pub participant: String,
    /// How it comes to be in the register.
    pub evidence: Evidence,
    /// Whose keys sign.
    pub signers: Vec<Signer>,
    /// The mechanisms for which it is said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mechanisms: Vec<String>,
    /// Who may read it.
    pub audience: Audience,
    /// A TLP 2.0 label, for technical kinds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// The language of the body: a BCP 47 tag of at most 16 bytes.
    pub language: String,
    /// When the author says it was written.
    pub time: Time,
    /// Until when it may be accepted.
    pub expiry: Time,
    /// The records of the same author that this one replaces.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub supersedes: Vec<RecordId>,
    /// The records that this one answers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<RecordId>,
    /// Other records that this one refers to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refers: Vec<RecordId>,
    /// The step of the kind's workflow that this record makes.
    #[serde(rename = "move", default, skip_serializing_if = "Option::is_none")]
    pub workflow_move: Option<String>,
    /// The framework items that it speaks to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub framework_items: Vec<String>,
    /// The provisions that it answers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub provisions: Vec<String>,
    /// 16 random bytes, so that two like statements have different ids.
    pub salt: Salt,
    /// The body that belongs to this header.
    pub body: BodyRef,
}

/// How a record comes to be in the register. Never shown alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Evidence {
    /// Signed by a delegate's own key.
    Signed,
    /// Received on paper or by e-mail and entered by the secretariat, which signs.
    Transmitted,
    /// Passed on by the hub for a token or a link of the participant's.
    Relayed,
    /// The hub's own.
    Hub,
}

impl Evidence {
    /// The word in the header.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Signed => "signed",
            Self::Transmitted => "transmitted",
            Self::Relayed => "relayed",
            Self::Hub => "hub",
        }
    }
}

/// A key that signs, and the random id of the person who holds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signer {
    /// The key's id.
    pub key: KeyId,
    /// The person's random id, made for this delegation alone.
    pub person: Salt,
}

/// Who may read a record.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "to", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Audience {
    /// Anybody.
    Public,
    /// The author's own delegation.
    Own,
    /// Participants by name.
    Participants {
        /// Their codes.
        participants: Vec<String>,
    },
    /// A named group at one version; its members never stand in a header.
    Group {
        /// The group's id.
        group: String,
        /// Its version.
        version: u64,
    },
    /// The participants of a mechanism.
    Mechanism {
        /// The mechanism's id.
        mechanism: String,
    },
    /// A mechanism's chair and secretariat.
    Secretariat {
        /// The mechanism's id.
        mechanism: String,
    },
}

/// Which body belongs to a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BodyRef {
    /// SHA-256 of the body's bytes.
    pub sha256: Hash,
    /// How many bytes the body has.
    pub bytes: u64,
}

/// 16 random bytes, written as 32 lower-case hexadecimal digits: a salt, or a person's random id.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Salt(pub [u8; 16]);

impl fmt::Display for Salt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(ShortText::hex(&self.0).as_str())
    }
}

impl fmt::Debug for Salt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Salt {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(ShortText::hex(&self.0).as_str())
    }
}

impl TextForm for Salt {
    const FORM: &'static str = "16 bytes are written as 32 lower-case hexadecimal digits";
    fn parse_text(text: &str) -> Option<Self> {
        from_lower_hex(text).map(Self)
    }
}

impl<'de> Deserialize<'de> for Salt {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_text(deserializer)
    }
}

/// Why some bytes are no header.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum HeaderError {
    /// More than [`MAX_HEADER`] bytes.
    #[error("a header has at most 16,384 bytes, this has {0}")]
    TooLarge(usize),
    /// Not strict I-JSON.
    #[error(transparent)]
    Json(#[from] JsonError),
    /// An unknown or missing member, or one of the wrong type.
    #[error("the header's members are not right: {0}")]
    Members(String),
    /// Another version of the format.
    #[error("header format {0} is not known to this version of Comity: upgrade it")]
    Format(u64),
    /// A member whose text is not of its form.
    #[error("{member} is not written as it must be: {value}")]
    Form {
        /// The member.
        member: &'static str,
        /// What it holds.
        value: String,
    },
    /// A list that is too long, or names something twice.
    #[error("{0} has more than 64 entries or names one twice")]
    List(&'static str),
    /// Nobody signs.
    #[error("the header names no signer")]
    NoSigner,
    /// It expires before it was written.
    #[error("the header expires before it was written")]
    ExpiresBeforeWritten,
}

impl HeaderError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLarge(_) => "header-too-large",
            Self::Json(e) => e.fault.code(),
            Self::Members(_) => "header-members",
            Self::Format(_) => "header-format",
            Self::Form { .. } => "header-form",
            Self::List(_) => "header-list",
            Self::NoSigner => "header-no-signer",
            Self::ExpiresBeforeWritten => "header-expires-before-written",
        }
    }
}

impl Header {
    /// Reads and checks a header. What comes back is well formed, not yet believed: see [`crate::Unverified`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, HeaderError> {
        if bytes.len() > MAX_HEADER {
            return Err(HeaderError::TooLarge(bytes.len()));
        }
        // Whatever is wrong is found and named by the strict reader, so that there is one list of faults.
        match json::read_own(bytes) {
            Some(header) if Self::check(&header).is_ok() => Ok(header),
            _ => Self::read_strictly(bytes),
        }
    }

    fn read_strictly(bytes: &[u8]) -> Result<Self, HeaderError> {
        let text = json::check_object(bytes)?;
        let header: Self = json::read_text(text).map_err(HeaderError::Members)?;
        header.check()?;
        Ok(header)
    }

    /// The bytes to sign: compact JSON, members in the order of the struct.
    pub fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("a header has no map with keys that are not text")
    }

    /// Checks what the types don't.
    fn check(&self) -> Result<(), HeaderError> {
        if self.comity != FORMAT {
            return Err(HeaderError::Format(self.comity));
        }
        self.check_names()?;
        self.check_lists()?;
        if self.expiry < self.time {
            return Err(HeaderError::ExpiresBeforeWritten);
        }
        Ok(())
    }

    fn check_names(&self) -> Result<(), HeaderError> {
        name("kind", &self.kind)?;
        name("participant", &self.participant)?;
        let origin_form = is_origin(&self.log);
        form("log", &self.log, origin_form)?;
        form("language", &self.language, is_language(&self.language))?;
        form("kind_version", "0", (1..=MAX_NUMBER).contains(&self.kind_version))?;
        form("body", "a size above 1,048,576 bytes", self.body.bytes <= MAX_BODY as u64)?;
        if let Some(label) = &self.label {
            form("label", label, LABELS.contains(&label.as_str()))?;
        }
        if let Some(step) = &self.workflow_move {
            name("move", step)?;
        }
        match &self.audience {
            Audience::Public | Audience::Own => Ok(()),
            Audience::Participants { participants } => {
                names("audience", participants)?;
                // In one order only: "A and B" and "B and A" are one audience.
                let sorted = participants.is_sorted() && !participants.is_empty();
                form("audience", "participants that are not sorted, or none", sorted)
            }
            Audience::Group { group, version } => {
                name("audience", group)?;
                form("audience", "group version 0", (1..=MAX_NUMBER).contains(version))
            }
            Audience::Mechanism { mechanism } | Audience::Secretariat { mechanism } => {
                name("audience", mechanism)
            }
        }
    }

    fn check_lists(&self) -> Result<(), HeaderError> {
        names("mechanisms", &self.mechanisms)?;
        names("framework_items", &self.framework_items)?;
        names("provisions", &self.provisions)?;
        distinct("supersedes", &self.supersedes)?;
        distinct("answers", &self.answers)?;
        distinct("refers", &self.refers)?;
        if self.signers.is_empty() {
            return Err(HeaderError::NoSigner);
        }
        distinct("signers", &self.signers.iter().map(|s| s.key).collect::<Vec<_>>())
    }

    /// Every record that this one names.
    pub fn named(&self) -> impl Iterator<Item = &RecordId> {
        self.supersedes.iter().chain(&self.answers).chain(&self.refers)
    }
}

/// A log origin: printable, no space, no `+` (the signed-note key name's rule), at most [`MAX_ORIGIN`] bytes.
pub fn is_origin(text: &str) -> bool {
    (1..=MAX_ORIGIN).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic() && b != b'+')
}

/// An identifier: steps joined by `/`, each of letters, digits and `-._:`, starting with a letter or a digit; at most
/// [`MAX_NAME`] bytes. No step can be `..`, so that a name which becomes a path or an address climbs nowhere.
pub fn is_name(text: &str) -> bool {
    let step = |s: &str| {
        s.as_bytes().first().is_some_and(u8::is_ascii_alphanumeric)
            && s.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._:".contains(&b))
    };
    text.len() <= MAX_NAME && text.split('/').all(step)
}

/// A BCP 47 tag of at most [`MAX_LANGUAGE`] bytes: a language of 2 or 3 lower-case letters, then subtags.
fn is_language(text: &str) -> bool {
    let mut subtags = text.split('-');
    let language = subtags.next().unwrap_or_default();
    text.len() <= MAX_LANGUAGE
        && (2..=3).contains(&language.len())
        && language.bytes().all(|b| b.is_ascii_lowercase())
        && subtags.all(|s| (1..=8).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_alphanumeric()))
}

fn form(member: &'static str, value: &str, right: bool) -> Result<(), HeaderError> {
    if right {
        Ok(())
    } else {
        Err(HeaderError::Form { member, value: value.chars().take(MAX_NAME).collect() })
    }
}

fn name(member: &'static str, value: &str) -> Result<(), HeaderError> {
    form(member, value, is_name(value))
}

fn names(member: &'static str, values: &[String]) -> Result<(), HeaderError> {
    values.iter().try_for_each(|value| name(member, value))?;
    distinct(member, values)
}

fn distinct<T: PartialEq>(member: &'static str, values: &[T]) -> Result<(), HeaderError> {
    let twice = || values.iter().enumerate().any(|(i, v)| values[..i].contains(v));
    if values.len() > MAX_LIST || twice() { Err(HeaderError::List(member)) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A header as Comity writes it, with everything in it that a reader could stumble over.
    fn written() -> String {
        let id = "ab".repeat(32);
        let salt = "cd".repeat(16);
        let key = format!("SHA256:{}", "A".repeat(43));
        format!(
            r#"{{"comity":1,"kind":"measure","kind_version":1,"log":"hub.example/log","exercise":true,"participant":"zz","evidence":"signed","signers":[{{"key":"{key}","person":"{salt}"}}],"mechanisms":["m"],"audience":{{"to":"group","group":"g","version":3}},"language":"en","time":"2026-11-22T05:00:00Z","expiry":"2026-12-22T05:00:00Z","refers":["{id}"],"framework_items":["un/norm-13-f"],"salt":"{salt}","body":{{"sha256":"{id}","bytes":5}}}}"#
        )
    }

    /// What a damaged or hostile text may have in place of something.
    const PIECES: [&str; 16] = [
        "",
        " ",
        "\"",
        "\\u006d",
        "\u{ffff}",
        "é",
        "\\uffff",
        "9007199254740992",
        "1.0",
        "-0",
        "null",
        "[]",
        "{}",
        "\"kind\":\"x\",",
        "\u{feff}",
        "[\"public\"]",
    ];

    #[test]
    fn what_comity_writes_is_read_without_the_strict_reader() {
        assert!(json::read_own::<Header>(written().as_bytes()).is_some());
    }

    proptest! {
        /// The quick way in gives what the strict one gives, error for error.
        #[test]
        fn both_readers_say_the_same(at in 0_usize..900, cut in 0_usize..12, piece in proptest::sample::select(&PIECES[..])) {
            let mut text = written().into_bytes();
            let from = at.min(text.len());
            let to = (from + cut).min(text.len());
            text.splice(from..to, piece.bytes());
            prop_assert_eq!(Header::from_bytes(&text), Header::read_strictly(&text));
        }

        #[test]
        fn both_readers_say_the_same_of_numbers(version: u64, kind_version: u64, comity in 0_u64..3, bytes: u64) {
            let text = written()
                .replace("\"version\":3", &format!("\"version\":{version}"))
                .replace("\"kind_version\":1", &format!("\"kind_version\":{kind_version}"))
                .replace("\"comity\":1", &format!("\"comity\":{comity}"))
                .replace("\"bytes\":5", &format!("\"bytes\":{bytes}"));
            prop_assert_eq!(Header::from_bytes(text.as_bytes()), Header::read_strictly(text.as_bytes()));
        }

        /// Single numbers at their bounds.
        #[test]
        fn both_readers_say_the_same_of_a_number(number in (1_u64 << 53) - 3..(1 << 53) + 3, member in 0_usize..3) {
            let member = ["\"version\":3", "\"kind_version\":1", "\"bytes\":5"][member];
            let (name, _) = member.split_once(':').unwrap();
            let text = written().replace(member, &format!("{name}:{number}"));
            prop_assert_eq!(Header::from_bytes(text.as_bytes()), Header::read_strictly(text.as_bytes()));
        }
    }
}
