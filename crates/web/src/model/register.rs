//! The register's page: its newest checkpoint and its latest entries.

use base64::{Engine, engine::general_purpose::STANDARD};
use record::checkpoint::SignedCheckpoint;
use record::{Header, Time};
use serde::Serialize;
use utoipa::ToSchema;
use views::EntryView;

use crate::WebError;
use crate::model::record::{RecordLink, link};
use crate::model::{Desk, RecordLine};

/// How many entries a page lists.
const ENTRIES: u64 = 25;

/// A witness's cosignature: it had seen this register so large at that time, and no other of this log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct CosignatureLine {
    /// The witness.
    pub witness: String,
    /// The time that it states.
    pub time: String,
}

/// A checkpoint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct CheckpointLine {
    /// The log's name.
    pub origin: String,
    /// How many records it covers.
    pub size: u64,
    /// The root over them.
    pub root: String,
    /// Who signed it: the log first, then its witnesses.
    pub signed_by: Vec<String>,
    /// The witnesses among them, each with the time that it states.
    pub cosigned: Vec<CosignatureLine>,
    /// The signed note, byte for byte.
    pub note: String,
}

/// An entry of the register.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct EntryLine {
    /// Its place.
    pub position: u64,
    /// When it was accepted.
    pub accepted: String,
    /// The record, where whoever asks may read it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<RecordLine>,
    /// The record that erased its content.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub erased_by: Option<RecordLink>,
    /// The record that takes its place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub superseded_by: Option<RecordLink>,
}

/// The register's page.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RegisterPage {
    /// How many records it holds.
    pub size: u64,
    /// Whether the log is an exercise's.
    pub exercise: bool,
    /// Its newest checkpoint; none before the first record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub checkpoint: Option<CheckpointLine>,
    /// The key that signs its checkpoints.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_key: Option<String>,
    /// Entries, newest first.
    pub entries: Vec<EntryLine>,
    /// Where newer entries are listed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub newer: Option<String>,
    /// Where older entries are listed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub older: Option<String>,
    /// The command that checks the register from outside.
    pub verify: String,
}

impl RegisterPage {
    /// Where these entries and older ones are taken away as a table: what stands before its form.
    pub(crate) fn table_href(&self) -> String {
        match (&self.newer, self.entries.first()) {
            (Some(_), Some(first)) => format!("/tables/register?before={}&form=", first.position + 1),
            _ => "/tables/register?form=".to_owned(),
        }
    }
}

/// Makes the register's page: the entries before a position, or the newest.
pub(crate) fn page(desk: &Desk<'_>, before: Option<u64>) -> Result<RegisterPage, WebError> {
    let size = desk.views.size();
    let end = before.unwrap_or(size).min(size);
    let begin = end.saturating_sub(ENTRIES);
    let entries = entries(desk, begin, end);
    let newer_end = (end + ENTRIES).min(size);
    Ok(RegisterPage {
        size,
        exercise: is_exercise(desk),
        checkpoint: desk.shelf.checkpoint()?.map(|note| checkpoint(&note)).transpose()?,
        log_key: desk.shelf.log_key(),
        entries,
        newer: (end < size).then(|| {
            if newer_end == size { "/register".to_owned() } else { format!("/register?before={newer_end}") }
        }),
        older: (begin > 0).then(|| format!("/register?before={begin}")),
        verify: format!("comity verify {}", desk.config.base_url),
    })
}

/// Entry 0 says under its signatures whether the log is an exercise's.
fn is_exercise(desk: &Desk<'_>) -> bool {
    let header = desk.shelf.read(0).ok().and_then(|held| Header::from_bytes(&held.header).ok());
    header.is_some_and(|header| header.exercise)
}

/// The entries from `begin` up to but not including `end`, newest first.
pub(crate) fn entries(desk: &Desk<'_>, begin: u64, end: u64) -> Vec<EntryLine> {
    let readable = desk.records((begin..end).rev().filter_map(|position| desk.views.record(position)));
    let mut lines = readable.into_iter().peekable();
    let line = |entry: EntryView| {
        let record = desk.views.record(entry.position);
        EntryLine {
            position: entry.position,
            accepted: entry.accepted.to_string(),
            record: lines.next_if(|line| line.position == entry.position),
            erased_by: record.and_then(|record| record.erased_by()).map(link),
            superseded_by: record.and_then(|record| record.superseded_by()).map(link),
        }
    };
    (begin..end).rev().filter_map(|position| desk.views.entry(position)).map(line).collect()
}

fn checkpoint(note: &[u8]) -> Result<CheckpointLine, WebError> {
    let signed = SignedCheckpoint::parse(note).map_err(|_| WebError::Damaged)?;
    let says = signed.unverified();
    // The shelf's checkpoint holds no line that the hub has not checked.
    let cosigned = signed.note().signatures().iter().filter(|one| one.unverified_name() != says.origin());
    let cosigned = cosigned.filter_map(|one| {
        let time = Time(one.unverified_time()?).to_string();
        Some(CosignatureLine { witness: one.unverified_name().to_owned(), time })
    });
    Ok(CheckpointLine {
        cosigned: cosigned.collect(),
        origin: says.origin().to_owned(),
        size: says.size(),
        root: STANDARD.encode(says.root().0),
        signed_by: signed.note().signatures().iter().map(|one| one.unverified_name().to_owned()).collect(),
        note: String::from_utf8_lossy(note).into_owned(),
    })
}
