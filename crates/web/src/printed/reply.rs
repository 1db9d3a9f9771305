//! A State's reply to the Secretary-General: its view as the Assembly's resolution asks for it, under a draft of the note
//! verbale that carries it.

use catalogue::Party;
use reports::{Block, Document, Inline, Paragraph, Role, Title};

use super::manuscript::{Manuscript, Press};
use super::record::statement;
use crate::model::content::ContentSection;
use crate::model::record::RecordPage;
use crate::model::{Desk, ItemRef, MechanismRef, PartyRef};
use crate::words::Msg;

/// The kind that is such a view.
pub(crate) const VIEW: &str = "national-view";

/// A view that isn't signed yet, as its delegation has it.
pub(crate) struct DraftedView {
    /// The State, and its formal name.
    pub state: String,
    pub formal: String,
    pub exercise: bool,
    pub title: String,
    /// The language it is written in.
    pub language: String,
    pub content: Vec<ContentSection>,
    /// For which mechanisms.
    pub mechanisms: Vec<MechanismRef>,
    /// The framework items it speaks to.
    pub items: Vec<ItemRef>,
}

/// The formal name of a State, or its name where it has none in this language.
pub(crate) fn formal_name(desk: &Desk<'_>, state: &PartyRef) -> String {
    let formal = match desk.edition.catalogue().party(&state.code) {
        Some(Party::State(state)) => state.formal.get(desk.lang()),
        _ => "",
    };
    if formal.is_empty() { state.name.clone() } else { formal.to_owned() }
}

/// The document of a view's page. `formal` is the State's formal name.
pub(super) fn document(press: Press<'_>, page: &RecordPage, formal: &str) -> Document {
    let title = Title {
        title: press.words.say(Msg("reply-title")).to_owned(),
        subtitle: page.line.participant.name.clone(),
        date: press.day(&page.line.accepted),
        ..Title::default()
    };
    let mut paper = Manuscript::new(press, title);
    paper.exercise(page.exercise);
    cover(&mut paper, formal);
    statement(&mut paper, page);
    paper.qr(&page.line.href, Msg("printed-its-page"));
    paper.finish()
}

/// The same of a draft: marked on each page, without a day, a record's id or a code, which it has none of.
pub(crate) fn draft(press: Press<'_>, view: &DraftedView) -> Document {
    let words = press.words;
    let title = Title {
        title: words.say(Msg("reply-title")).to_owned(),
        subtitle: view.state.clone(),
        // What stands in each page's head.
        symbol: words.say(Msg("reply-unsigned")).to_owned(),
        ..Title::default()
    };
    let mut paper = Manuscript::new(press, title);
    paper.exercise(view.exercise);
    paper.apart(
        Role::Box,
        words.say(Msg("reply-unsigned")),
        vec![Paragraph::new(words.say(Msg("reply-unsigned-means")))],
    );
    cover(&mut paper, &view.formal);
    paper.heading_in(1, &view.title, &view.language);
    paper.fact_of(Msg("author"), &view.state);
    paper.fact_of(Msg("language"), press.language_name(&view.language));
    paper.named(&view.mechanisms, &view.items);
    paper.content(&view.content, 2, &view.language);
    paper.finish()
}

/// The draft of the note verbale, on pages of its own.
fn cover(paper: &mut Manuscript<'_>, formal: &str) {
    let words = paper.press.words;
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
}
