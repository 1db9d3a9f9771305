//! What one record says about another: that it is disavowed or confirmed, or why its body was erased.

use admission::{REASON, kinds};
use record::public::INLINE_BODY;
use record::{Body, Header};
use serde::Serialize;
use utoipa::ToSchema;
use views::RecordView;

use crate::model::Desk;
use crate::model::record::{RecordLink, link, link_to, paragraphs};

/// What a record says about another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Saying {
    /// `disavow` or `confirm`; of an erasure its ground, of a move its id.
    pub word: String,
    /// Of a move, what it is called and the state to which it led.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moves: Option<MoveSaid>,
    /// The record that says it.
    pub by: RecordLink,
    /// When the register accepted that.
    pub accepted: String,
    /// The record that it is about.
    pub about: RecordLink,
    /// Why, in the author's words, if it can be read.
    pub reason: Vec<String>,
    /// The language of the reason.
    pub language: String,
    /// It counts no more: its key was revoked from before it.
    pub disputed: bool,
}

/// A move in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct MoveSaid {
    /// What who made it did.
    pub name: String,
    /// The state to which it led.
    pub to: String,
}

/// What a record with this header says about another, if it is of a kind that does.
pub(crate) fn saying(
    desk: &Desk<'_>,
    record: &RecordView<'_>,
    header: &Header,
    body: Option<&Body>,
) -> Option<Saying> {
    if !kinds::ABOUT_ANOTHER.contains(&header.kind.as_str()) {
        return None;
    }
    // Its audience is that of the record it names: whoever reads one reads the other.
    desk.views.record_by_id(header.refers.first()?)?;
    Some(Saying {
        word: header.workflow_move.clone()?,
        moves: record
            .moved()
            .and_then(|moved| desk.move_words(&moved))
            .map(|(name, to)| MoveSaid { name, to }),
        by: link(*record),
        accepted: record.accepted().to_string(),
        about: link_to(header.refers.first()?),
        reason: body.map(reason).unwrap_or_default(),
        language: header.language.clone(),
        disputed: record.disputed(),
    })
}

/// The disavowals and confirmations of a record that may be read, the newest first.
pub(crate) fn said_of(desk: &Desk<'_>, record: &RecordView<'_>) -> Vec<Saying> {
    let of = |word: RecordView<'_>| {
        let (_, disavows) = word.speaks_of()?;
        // Each is a read of the store: restricted reasons, which must also be opened and noted, are on their own pages.
        let short = |at| desk.shelf.read_short_body(at, INLINE_BODY as u64).ok().flatten();
        let body = word.public().then(|| short(word.position)).flatten();
        Some(Saying {
            word: if disavows { admission::DISAVOW } else { admission::CONFIRM }.to_owned(),
            moves: None,
            by: link(word),
            accepted: word.accepted().to_string(),
            about: link(*record),
            reason: body
                .and_then(|bytes| Body::from_bytes(&bytes).ok())
                .as_ref()
                .map(reason)
                .unwrap_or_default(),
            language: word.language().to_owned(),
            disputed: word.disputed(),
        })
    };
    record.spoken_of_by().rev().take(LISTED).filter_map(of).collect()
}

/// How many are listed: a thief can say a day's quota of them, and a page stays a page.
const LISTED: usize = 30;

fn reason(body: &Body) -> Vec<String> {
    body.content.get(REASON).and_then(|text| text.as_str()).map(paragraphs).unwrap_or_default()
}
