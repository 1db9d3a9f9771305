//! A printed record: what it says, who said it, and by what anybody checks both.

use reports::{Document, Inline, Title};

use super::manuscript::{Manuscript, Press};
use crate::model::record::{NamedRecord, RecordPage};
use crate::model::saying::{MoveSaid, Saying};
use crate::vocabulary;
use crate::words::Msg;

/// The document of a record's page.
pub(super) fn document(press: Press<'_>, page: &RecordPage) -> Document {
    let line = &page.line;
    let title = Title {
        title: line.kind_name.clone(),
        subtitle: line.participant.name.clone(),
        date: press.day(&line.accepted),
        ..Title::default()
    };
    let mut paper = Manuscript::new(press, title);
    paper.exercise(page.exercise);
    statement(&mut paper, page);
    if let Some(raw) = &page.raw {
        paper.heading(1, press.words.say(Msg("content")));
        paper.say(vec![Inline::text(raw)]);
    }
    sayings(&mut paper, page);
    arrival(&mut paper, page);
    files(&mut paper, page);
    answers(&mut paper, page);
    proof(&mut paper, page);
    paper.finish()
}

/// What it says, and what must stand beside that wherever it is printed.
pub(super) fn statement(paper: &mut Manuscript<'_>, page: &RecordPage) {
    let line = &page.line;
    if let Some(title) = &line.title {
        paper.heading_in(1, title, &line.language);
    }
    standing(paper, page);
    facts(paper, page);
    paper.content(&page.content, 2, &line.language);
}

fn standing(paper: &mut Manuscript<'_>, page: &RecordPage) {
    if page.withheld {
        paper.warning(Msg("withheld"), None);
    }
    paper.disputes(&page.line);
    if let Some(by) = &page.line.confirmed_by {
        paper.warning(Msg("confirmed-by"), Some(by));
    } else if let Some(newer) = &page.superseded_by {
        paper.warning(Msg("superseded-by"), Some(&newer.id));
    }
    if let Some(original) = &page.translates {
        paper.warning(Msg("translation-of"), Some(&original.record.id));
    }
    if page.erased {
        paper.warning(Msg("erased"), page.erased_by.as_ref().map(|by| by.id.as_str()));
    }
}

fn facts(paper: &mut Manuscript<'_>, page: &RecordPage) {
    let (press, line) = (paper.press, &page.line);
    paper.fact_of(Msg("author"), &line.participant.name);
    paper.evidence(line);
    if let Some(course) = &page.course {
        paper.course(&course.state, course.moves.last().map(|moved| moved.accepted.as_str()));
        if course.is_contested() {
            paper.warning(Msg("state-contested"), None);
        }
    }
    if page.stands() && page.course.as_ref().is_none_or(|course| !course.state.over) {
        paper.fact_of(Msg("standing-current"), press.words.say(Msg("standing-current-means")));
    }
    paper.fact_of(Msg("written"), press.day(&page.written));
    paper.fact_of(Msg("accepted"), press.day(&line.accepted));
    paper.fact_of(Msg("language"), press.language_name(&line.language));
    paper.audience(line);
    paper.named(&line.mechanisms, &line.framework_items);
    let mut named = |label: Msg, links: &[NamedRecord]| {
        for one in links.iter().map(|one| &one.record) {
            paper.fact(press.words.say(label), vec![Inline::link(press.address(&one.href), &one.id)]);
        }
    };
    named(Msg("supersedes"), &page.supersedes);
    named(Msg("refers"), &page.refers);
    for one in &page.translations {
        let link = Inline::link(press.address(&one.record.href), &one.record.id);
        let language = Inline::text(format!("{} ", press.language_name(&one.language)));
        paper.fact(press.words.say(Msg("translations-of-author")), vec![language, link]);
    }
}

/// What it says of another record, and what its author has said of it since.
fn sayings(paper: &mut Manuscript<'_>, page: &RecordPage) {
    let press = paper.press;
    if let Some(what) = &page.says {
        let does = if what.moves.is_some() { Msg("moves-record") } else { vocabulary::saying_of(&what.word) };
        paper.warning(does, Some(&what.about.id));
        if let Some(MoveSaid { name, to }) = &what.moves {
            paper.fact_of(Msg("move-word"), name.clone());
            paper.fact_of(Msg("move-becomes"), to.clone());
        }
        reason(paper, what);
    }
    if !page.said_of_it.is_empty() {
        paper.heading(1, press.words.say(Msg("said-of-it")));
    }
    for what in &page.said_of_it {
        let word = press.words.say(vocabulary::saying(&what.word)).to_owned();
        let link = Inline::link(press.address(&what.by.href), &what.by.id);
        paper.fact(&word, vec![Inline::text(format!("{} ", press.day(&what.accepted))), link]);
        if what.disputed {
            paper.warning(Msg("counts-no-more"), None);
        }
        reason(paper, what);
    }
}

fn reason(paper: &mut Manuscript<'_>, what: &Saying) {
    paper.quote_plain(&what.reason, &what.language);
}

fn arrival(paper: &mut Manuscript<'_>, page: &RecordPage) {
    let Some(received) = &page.received else { return };
    paper.heading(1, paper.press.words.say(Msg("received")));
    paper.received(received);
    paper.fact(paper.press.words.say(Msg("received-file")), paper.press.file(&received.file).into());
}

/// The files that its author signed with it.
fn files(paper: &mut Manuscript<'_>, page: &RecordPage) {
    if page.files.is_empty() {
        return;
    }
    let press = paper.press;
    paper.heading(1, press.words.say(Msg("draft-document-record")));
    paper.say(vec![Inline::text(press.words.say(Msg("draft-document-record-note")))]);
    paper.list(page.files.iter().map(|file| press.file(file).into()));
}

fn answers(paper: &mut Manuscript<'_>, page: &RecordPage) {
    if page.answers.is_empty() {
        return;
    }
    let press = paper.press;
    paper.heading(1, press.words.say(Msg("answers")));
    paper.list(page.answers.iter().map(|answered| {
        let labels = press.words.listed(answered.provisions.iter().map(|one| &one.short));
        let name = press.within(&answered.instrument.language, &answered.instrument.name);
        vec![name, Inline::text(format!(" – {labels}"))]
    }));
}

fn proof(paper: &mut Manuscript<'_>, page: &RecordPage) {
    let (press, line) = (paper.press, &page.line);
    paper.heading(1, press.words.say(Msg("proof")));
    paper.fact_of(Msg("record-id"), &line.id);
    // The id is that digest: nobody needs to take our word for which of two figures is the right one.
    paper.fact_of(Msg("printed-header-digest"), &line.id);
    paper.fact_of(Msg("printed-body-digest"), &page.body_sha256);
    paper.fact_of(Msg("log"), &page.log);
    paper.fact_of(Msg("position"), line.position.to_string());
    if let Some(proof) = &page.proof {
        paper.fact_of(Msg("under-checkpoint"), format!("{} · {}", proof.size, proof.root));
    }
    for signature in &page.signatures {
        paper.fact_of(Msg("key"), &signature.key);
    }
    paper.qr(&line.href, Msg("printed-its-page"));
    paper.heading(1, press.words.say(Msg("verify-yourself")));
    paper.say(vec![Inline::text(press.words.say(Msg("verify-lead")))]);
    for command in &page.verify {
        paper.say(vec![Inline::text(press.words.say(vocabulary::step(command.step)))]);
        paper.say(vec![Inline::text(&command.shell)]);
    }
}
