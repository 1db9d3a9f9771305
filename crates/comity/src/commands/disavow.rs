//! `comity record disavow`: the draft by which a participant says that a record in its name isn't its word, or confirms it.

use super::about::{Speaker, is_reason};
use crate::failure::Failure;
use crate::files::RecordFiles;
use admission::{CONFIRM, DISAVOW, MAX_REASON, REASON, kinds};
use clap::Args;
use record::RecordId;
use record::draft::Drafted;
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
        if !is_reason(&self.reason) {
            return Err(Failure::input("content", format!("say why, in at most {MAX_REASON} characters")));
        }
        let word = if self.confirm { CONFIRM } else { DISAVOW };
        let content = BTreeMap::from([(REASON, &self.reason)]);
        let speaker = Speaker {
            hub: &self.hub,
            key: &self.key,
            audience: &self.audience,
            language: Some(&self.language),
        };
        speaker.says(kinds::DISAVOWAL, (about, word), &content)
    }

    /// The record's id as it was typed, and where to write.
    pub fn said(&self) -> (String, RecordFiles) {
        (self.record.clone(), RecordFiles::named(&self.name))
    }
}
