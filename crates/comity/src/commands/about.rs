//! What `comity record` says of one other record: an erasure, a disavowal, a move. Each names that record and a word, and is for
//! whoever can read it.

use crate::audience;
use crate::ceremony;
use crate::client::Client;
use crate::clock;
use crate::failure::Failure;
use crate::keys;
use admission::MAX_REASON;
use record::RecordId;
use record::draft::{Draft, Drafted};
use serde::Serialize;
use std::path::Path;

/// Who says it, where, and for whom.
pub struct Speaker<'a> {
    pub hub: &'a str,
    pub key: &'a Path,
    pub audience: &'a str,
    /// The language of the reason; the draft's own where there is none.
    pub language: Option<&'a str>,
}

impl Speaker<'_> {
    /// The draft that says a word of a record.
    pub fn says(
        &self,
        kind: &str,
        (about, word): (RecordId, &str),
        content: &impl Serialize,
    ) -> Result<Drafted, Failure> {
        let client = Client::new(self.hub);
        let log = client.log()?;
        let key = keys::read_public(self.key)?;
        let holder = client.key(&key.id())?;
        let mut draft = Draft::new(&log.log, log.exercise, &holder.participant, kind)
            .signed_by(key.id(), holder.person)
            .about(about, word);
        draft.audience = audience::read(self.audience)?;
        if let Some(language) = self.language {
            language.clone_into(&mut draft.language);
        }
        Ok(draft.drafted(content, Vec::new(), clock::now(), ceremony::salts()))
    }
}

/// A reason has words, and not too many.
pub fn is_reason(text: &str) -> bool {
    text.chars().count() <= MAX_REASON && text.chars().any(char::is_alphanumeric)
}
