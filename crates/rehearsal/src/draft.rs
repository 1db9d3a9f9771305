//! A record being written.

use crate::Person;
use crate::authenticator::Passkey;
use record::body::Attachment;
use record::header::BodyRef;
use record::signature::{SignatureSet, UnverifiedSignature};
use record::webauthn::{Challenge, Purpose};
use record::{Body, Hash, Header, RecordId, Unverified, Verified};
use serde_json::Value;

/// A record being written: what it says and who will sign it.
#[derive(Clone)]
pub struct Draft {
    /// The header; its body and signers are filled in when it is sealed.
    pub header: Header,
    /// The body's content, an object.
    pub content: Value,
    /// Files that belong to it.
    pub attachments: Vec<Attachment>,
    /// Who signs on their own machines.
    pub by: Vec<Person>,
    /// Who signs in the hub's page.
    pub touched_by: Vec<Passkey>,
}

impl Draft {
    /// Signs it as it stands. The header's signers are those of `by` unless a test has set others.
    pub fn seal(mut self) -> Verified {
        let body = Body {
            comity: 1,
            salt: self.header.salt,
            content: self.content.as_object().unwrap().clone(),
            attachments: std::mem::take(&mut self.attachments),
        };
        let body = body.to_bytes();
        self.header.body = BodyRef::to(&body);
        if self.header.signers.is_empty() {
            let touched = self.touched_by.iter().map(|p| p.signer());
            self.header.signers = self.by.iter().map(|p| p.signer()).chain(touched).collect();
        }
        let header = self.header.to_bytes();
        let set = self.signatures(&header).to_bytes();
        Unverified::read(header, set, Some(body)).unwrap().verify().unwrap()
    }

    fn signatures(&self, header: &[u8]) -> SignatureSet {
        let challenge = Challenge::of_record(&RecordId::of_header(header));
        let blobs = self.by.iter().map(|p| p.key().sign(header));
        let ssh = blobs.map(|blob| UnverifiedSignature::sshsig(&blob).unwrap());
        let touches = self.touched_by.iter().map(|p| {
            UnverifiedSignature::webauthn(&p.credential.key(Purpose::Sign), &p.credential.touch(&challenge))
        });
        SignatureSet::gather(ssh.chain(touches).collect())
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

    /// With a file that belongs to it.
    #[must_use]
    pub fn attach(mut self, file: &[u8]) -> Self {
        let (sha256, media_type) = (Hash::of(file), "application/pdf".to_owned());
        let bytes = file.len() as u64;
        self.attachments.push(Attachment { sha256, bytes, media_type, received: None });
        self
    }

    /// Signed by others.
    #[must_use]
    pub fn by(mut self, by: &[Person]) -> Self {
        self.by = by.to_vec();
        self
    }

    /// Signed by passkeys too.
    #[must_use]
    pub fn touched_by(mut self, passkeys: &[Passkey]) -> Self {
        self.touched_by = passkeys.to_vec();
        self
    }
}
