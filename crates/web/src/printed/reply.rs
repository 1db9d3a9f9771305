//! A State's reply to the Secretary-General: its view as the Assembly's resolution asks for it, under a draft of the note
//! verbale that carries it.

use reports::{Block, Document, Inline, Paragraph, Role, Title};

use super::manuscript::{Manuscript, Press};
use super::record::statement;
use crate::model::record::RecordPage;
use crate::words::Msg;

/// The kind that is such a view.
pub(crate) const VIEW: &str = "national-view";

/// The document of a view's page. `formal` is the State's formal name.
pub(super) fn document(press: Press<'_>, page: &RecordPage, formal: &str) -> Document {
    let words = press.words;
    let title = Title {
        title: words.say(Msg("reply-title")).to_owned(),
        subtitle: page.line.participant.name.clone(),
        date: press.day(&page.line.accepted),
        ..Title::default()
    };
    let mut paper = Manuscript::new(press, title);
    paper.exercise(page.exercise);
    paper.heading(1, words.say(Msg("reply-cover")));
    paper.apart(Role::Note, "", vec![Paragraph::new(words.say(Msg("reply-is-draft")))]);
    let cover = [
        words.say(Msg("reply-reference")).to_owned(),
        words.name(Msg("reply-opening"), formal),
        words.say(Msg("reply-annexed")).to_owned(),
        words.name(Msg("reply-closing"), formal),
        words.say(Msg("reply-place")).to_owned(),
    ];
    for text in cover {
        paper.say(vec![Inline::text(text)]);
    }
    paper.push(Block::PageBreak);
    statement(&mut paper, page);
    paper.qr(&page.line.href, Msg("printed-its-page"));
    paper.finish()
}
