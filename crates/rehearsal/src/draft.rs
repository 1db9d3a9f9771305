//! A record being written.

use crate::Person;
use record::header::BodyRef;
use record::signing::{SecretKey, sign_all};
use record::{Body, Header, Unverified, Verified};
use serde_json::Value;

/// A record being written: what it says and who will sign it.
#[derive(Clone)]
pub struct Draft {
    /// The header; its body and signers are filled in when it is sealed.
    pub header: Header,
    /// The body's content, an object.
    pub content: Value,
    /// Who signs.
    pub by: Vec<Person>,
}

impl Draft {
    /// Signs it as it stands. The header's signers are those of `by` unless a test has set others.
    pub fn seal(mut self) -> Verified {
        let body = Body {
            comity: 1,
            salt: self.header.salt,
            content: self.content.as_object().unwrap().clone(),
            attachments: Vec::new(),
        };
        let body = body.to_bytes();
        self.header.body = BodyRef::to(&body);
        if self.header.signers.is_empty() {
            self.header.signers = self.by.iter().map(|p| p.signer()).collect();
        }
        let header = self.header.to_bytes();
        let keys: Vec<SecretKey> = self.by.iter().map(|p| p.key()).collect();
        let set = sign_all(&header, &keys.iter().collect::<Vec<_>>());
        Unverified::read(header, set.to_bytes(), Some(body)).unwrap().verify().unwrap()
    }

    /// With a change of the header.
    #[must_use]
    pub fn set(mut self, change: impl FnOnce(&mut Header)) -> Self {
        change(&mut self.header);
        self
    }

    /// With a member of the content.
    #[must_use]
    pub fn with(mut self, member: &str, value: Value) -> Self {
        self.content.as_object_mut().unwrap().insert(member.to_owned(), value);
        self
    }

    /// Signed by others.
    #[must_use]
    pub fn by(mut self, by: &[Person]) -> Self {
        self.by = by.to_vec();
        self
    }
}
