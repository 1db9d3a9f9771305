//! The body: what is said, with all free text and all personal data. It can be erased; its digest in the header stays.

use crate::hash::Hash;
use crate::header::{BodyRef, Salt};
use crate::json::{self, JsonError};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A body's largest size in bytes: 1 MiB, some 400 pages of text. Longer matter is an attachment, by digest.
pub const MAX_BODY: usize = 1024 * 1024;

/// The most attachments a body may name.
pub const MAX_ATTACHMENTS: usize = 64;

/// An attachment's largest size in bytes: 16 MiB, a scanned note with its annexes.
pub const MAX_ATTACHMENT: u64 = 16 * 1024 * 1024;

/// A record's body. `content` is of the shape that the record's kind says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Body {
    /// The version of this format: 1.
    pub comity: u64,
    /// 16 random bytes: without them, a short erased body could be found again by trying texts against its digest.
    pub salt: Salt,
    /// What is said.
    pub content: serde_json::Map<String, serde_json::Value>,
    /// Files that belong to it, by digest.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
}

/// A file that belongs to a body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attachment {
    /// SHA-256 of the file.
    pub sha256: Hash,
    /// Its size in bytes.
    pub bytes: u64,
    /// Its media type.
    pub media_type: String,
    /// It is what the secretariat received and entered, and this is how it arrived.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received: Option<Arrival>,
}

/// How a statement arrived that the secretariat enters for its author. In the body, because a reference can name a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Arrival {
    /// By what.
    pub medium: Medium,
    /// What the received file calls itself: the number of a note, the subject of a message.
    pub reference: String,
    /// The day on which it was received, as `2026-11-03`.
    pub on: String,
}

/// By what a statement arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Medium {
    /// A note verbale.
    NoteVerbale,
    /// A letter.
    Letter,
    /// An e-mail.
    EMail,
    /// Something else.
    Other,
}

impl Medium {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::NoteVerbale, Self::Letter, Self::EMail, Self::Other];

    /// The word in the body.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NoteVerbale => "note-verbale",
            Self::Letter => "letter",
            Self::EMail => "e-mail",
            Self::Other => "other",
        }
    }
}

/// Why some bytes are no body.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum BodyError {
    /// More than [`MAX_BODY`] bytes.
    #[error("a body has at most 1,048,576 bytes, this has {0}: attach the rest as a file")]
    TooLarge(usize),
    /// Not strict I-JSON.
    #[error(transparent)]
    Json(#[from] JsonError),
    /// An unknown or missing member, or one of the wrong type.
    #[error("the body's members are not right: {0}")]
    Members(String),
    /// Another version of the format.
    #[error("body format {0} is not known to this version of Comity: upgrade it")]
    Format(u64),
    /// Not the body that the header names.
    #[error("the body is not the one that the header names: its SHA-256 or its size differs")]
    Digest,
}

impl BodyError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLarge(_) => "body-too-large",
            Self::Json(e) => e.fault.code(),
            Self::Members(_) => "body-members",
            Self::Format(_) => "body-format",
            Self::Digest => "body-digest",
        }
    }
}

impl Body {
    /// What the secretariat received, if this is the body of a transmission.
    pub fn received(&self) -> Option<(&Attachment, &Arrival)> {
        self.attachments.iter().find_map(|file| Some((file, file.received.as_ref()?)))
    }

    /// The attachment with this digest.
    pub fn attachment(&self, sha256: &Hash) -> Option<&Attachment> {
        self.attachments.iter().find(|file| file.sha256 == *sha256)
    }

    /// Reads and checks a body by itself.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BodyError> {
        if bytes.len() > MAX_BODY {
            return Err(BodyError::TooLarge(bytes.len()));
        }
        let text = json::check_object(bytes)?;
        let body: Self = json::read_text(text).map_err(BodyError::Members)?;
        if body.comity != crate::header::FORMAT {
            return Err(BodyError::Format(body.comity));
        }
        if body.attachments.len() > MAX_ATTACHMENTS {
            return Err(BodyError::Members(format!("more than {MAX_ATTACHMENTS} attachments")));
        }
        if !body.attachments.iter().all(|a| is_media_type(&a.media_type)) {
            return Err(BodyError::Members("a media type is not of the form type/subtype".to_owned()));
        }
        Ok(body)
    }

    /// The body's bytes: compact JSON.
    pub fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("a body's maps have text keys")
    }
}

/// `type/subtype` in the characters of RFC 6838, without parameters: it ends up in an HTTP header.
fn is_media_type(text: &str) -> bool {
    let name = |s: &str| {
        (1..=64).contains(&s.len())
            && s.as_bytes()[0].is_ascii_alphanumeric()
            && s.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&b))
    };
    text.split_once('/').is_some_and(|(kind, subtype)| name(kind) && name(subtype))
}

impl BodyRef {
    /// The reference to these bytes.
    pub fn to(bytes: &[u8]) -> Self {
        Self { sha256: Hash::of(bytes), bytes: bytes.len() as u64 }
    }

    /// Are these the bytes that it names?
    pub fn check(&self, bytes: &[u8]) -> Result<(), BodyError> {
        // The length first: what is a gigabyte too long is not worth hashing.
        let right = self.bytes == bytes.len() as u64 && self.sha256 == Hash::of(bytes);
        if right { Ok(()) } else { Err(BodyError::Digest) }
    }
}
