//! `comity record move`: the draft by which somebody moves a record on in its kind's workflow. The hub says whether it may.

use super::about::{Speaker, is_reason};
use crate::failure::Failure;
use crate::files::RecordFiles;
use admission::{MAX_REASON, REASON, kinds};
use clap::Args;
use record::RecordId;
use record::draft::Drafted;
use std::collections::BTreeMap;
use std::path::PathBuf;

#[derive(Args)]
pub struct Move {
    /// The name of the files to write.
    name: PathBuf,
    /// The record that is moved on: the newest text of it.
    #[arg(long)]
    record: String,
    /// The move, by its id: the record's page lists what may follow, and so does the page of its kind.
    #[arg(long = "move")]
    word: String,
    /// Why, if you wish to say it. Whoever can read the record reads this too: name no person.
    #[arg(long)]
    reason: Option<String>,
    /// Who may read that record, and so this: as `record draft` says it, of several participants also its author.
    #[arg(long, default_value = "public")]
    audience: String,
    /// The language of the reason.
    #[arg(long, default_value = "en")]
    language: String,
    /// The key that will sign.
    #[arg(long)]
    key: PathBuf,
    /// The hub.
    #[arg(long, default_value = super::record::HUB)]
    hub: String,
}

impl Move {
    pub fn drafted(self, about: RecordId) -> Result<Drafted, Failure> {
        if !self.reason.as_deref().is_none_or(is_reason) {
            let what = format!("say why in words, in at most {MAX_REASON} characters, or leave --reason out");
            return Err(Failure::input("content", what));
        }
        let content: BTreeMap<_, _> =
            self.reason.as_ref().map(|reason| (REASON, reason)).into_iter().collect();
        let speaker = Speaker {
            hub: &self.hub,
            key: &self.key,
            audience: &self.audience,
            language: Some(&self.language),
        };
        speaker.says(kinds::MOVE, (about, &self.word), &content)
    }

    /// The record's id as it was typed, and where to write.
    pub fn said(&self) -> (String, RecordFiles) {
        (self.record.clone(), RecordFiles::named(&self.name))
    }
}
