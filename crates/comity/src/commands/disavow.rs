//! `comity record disavow`: the draft by which a participant says that a record in its name isn't its word, or confirms it.

use crate::audience;
use crate::ceremony;
use crate::client::Client;
use crate::clock;
use crate::failure::Failure;
use crate::files::RecordFiles;
use crate::keys;
use admission::{CONFIRM, DISAVOW, MAX_REASON, REASON, kinds};
use clap::Args;
use record::RecordId;
use record::draft::{Draft, Drafted};
use std::collections::BTreeMap;
use std::path::PathBuf;

#[derive(Args)]
pub struct Disavow {
    /// The name of the files to write.
    name: PathBuf,
    /// The record in your participant's name that it is about.
    #[arg(long)]
    record: String,
    /// Why. Whoever can read the record reads this too: name no person.
    #[arg(long)]
    reason: String,
    /// Confirm the record instead: it is your participant's word, though it was disavowed or its key was revoked.
    #[arg(long)]
    confirm: bool,
    /// Who may read that record, and so this: as `record draft` says it.
    #[arg(long, default_value = "public")]
    audience: String,
    /// The language of the reason.
    #[arg(long, default_value = "en")]
    language: String,
    /// The key that will sign: another than signed the record, if your participant has one.
    #[arg(long)]
    key: PathBuf,
    /// The hub.
    #[arg(long, default_value = super::record::HUB)]
    hub: String,
}

impl Disavow {
    pub fn drafted(self, about: RecordId) -> Result<Drafted, Failure> {
        if self.reason.chars().count() > MAX_REASON || !self.reason.chars().any(char::is_alphanumeric) {
            return Err(Failure::input("content", format!("say why, in at most {MAX_REASON} characters")));
        }
        let client = Client::new(&self.hub);
        let log = client.log()?;
        let key = keys::read_public(&self.key)?;
        let holder = client.key(&key.id())?;
        let word = if self.confirm { CONFIRM } else { DISAVOW };
        let mut draft = Draft::new(&log.log, log.exercise, &holder.participant, kinds::DISAVOWAL)
            .signed_by(key.id(), holder.person)
            .about(about, word);
        draft.audience = audience::read(&self.audience)?;
        draft.language = self.language;
        let content = BTreeMap::from([(REASON, self.reason)]);
        Ok(draft.drafted(&content, Vec::new(), clock::now(), ceremony::salts()))
    }

    /// The record's id as it was typed, and where to write.
    pub fn said(&self) -> (String, RecordFiles) {
        (self.record.clone(), RecordFiles::named(&self.name))
    }
}
