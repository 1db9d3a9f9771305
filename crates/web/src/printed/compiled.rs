//! The compiled report of a cycle: submissions as received, by question or by author, with a list of them and addenda apart.
//! Nothing here is graded, and nothing counts who was silent.

use std::collections::BTreeSet;

use catalogue::{Field, Kind};
use record::RecordId;
use reports::{Block, Column, Document, Inline, Table, Title};
use views::{RecordView, Standing};

use super::manuscript::{Manuscript, Press};
use super::said::{self, Said};
use crate::WebError;
use crate::model::Desk;
use crate::model::content::{ContentSection, FieldLine, part_name, section_name};
use crate::model::cycle::CycleLine;
use crate::model::received::FileLine;
use crate::vocabulary;
use crate::words::Msg;

/// How submissions are arranged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Arranged {
    /// Under each question, by author.
    #[default]
    ByQuestion,
    /// Under each author, by question.
    ByAuthor,
}

impl Arranged {
    /// The arrangement of this name.
    pub fn named(name: Option<&str>) -> Result<Self, WebError> {
        match name {
            None | Some("question") => Ok(Self::ByQuestion),
            Some("author") => Ok(Self::ByAuthor),
            Some(_) => Err(WebError::BadRequest),
        }
    }
}

/// A cycle and what was submitted to it.
pub(crate) struct Compiled<'k> {
    pub cycle: CycleLine,
    /// The questionnaire that it asks.
    pub kind: &'k Kind,
    /// What stood when it closed, in the order of authors.
    pub submissions: Vec<Said>,
    /// What came later, in the order of authors.
    pub addenda: Vec<Said>,
}

/// Reads a cycle with its submissions, as far as whoever asks may read them.
pub(super) fn read<'d>(desk: &'d Desk<'_>, id: &str) -> Result<Compiled<'d>, WebError> {
    let id = RecordId::from_hex(id).ok_or(WebError::NotFound)?;
    let cycle = desk.cycle_by_id(&id).ok_or(WebError::NotFound)?;
    let kind = desk.edition.catalogue().kind(cycle.questionnaire()).ok_or(WebError::NotFound)?;
    let answers = desk.answers_to(&cycle);
    let there = |records: Vec<RecordView<'_>>| {
        // What was erased has nothing to print; its header stays in the register.
        let mut said =
            said::read(desk, records.into_iter().filter(|one| one.standing() != Standing::Erased))?;
        desk.in_order(&mut said, |one| &one.line.participant.code);
        Ok::<_, WebError>(said)
    };
    Ok(Compiled {
        submissions: there(answers.in_time)?,
        addenda: there(answers.addenda)?,
        kind,
        cycle: desk.cycle_line(&cycle),
    })
}

/// The document.
pub(super) fn document(press: Press<'_>, compiled: &Compiled<'_>, arranged: Arranged) -> Document {
    let words = press.words;
    let cycle = &compiled.cycle;
    let mechanism = cycle.mechanisms.first();
    let title = Title {
        title: words.say(Msg("compiled-report")).to_owned(),
        subtitle: cycle.title.clone(),
        subtitle_language: press.foreign(&cycle.language),
        body: mechanism.map(|one| one.name.clone()).unwrap_or_default(),
        session: mechanism.map(|one| press.subject(&one.id)).unwrap_or_default(),
        date: words.date(cycle.ended()),
        ..Title::default()
    };
    let mut paper = Manuscript::new(press, title);
    paper.exercise(cycle.exercise());
    paper.fact_of(Msg("cycle-questionnaire"), words.typeset(compiled.kind.names.get(words.lang())));
    let window = [&cycle.opens, &cycle.closes].map(|day| words.date(day));
    paper.fact_of(Msg("cycle-window"), window.join(" – "));
    if let Some(closing) = &cycle.closing {
        let link = Inline::link(press.address(&closing.record.href), &closing.record.id);
        let day = Inline::text(format!("{} ", press.day(&closing.accepted)));
        paper.fact(words.say(Msg("cycle-closed-by")), vec![day, link]);
    }
    paper.note(Msg("printed-as-received"));
    paper.contents(2);
    match arranged {
        Arranged::ByQuestion => by_question(&mut paper, compiled),
        Arranged::ByAuthor => by_author(&mut paper, &compiled.submissions, 1),
    }
    if !compiled.addenda.is_empty() {
        paper.annex(words.say(Msg("compiled-addenda")));
        by_author(&mut paper, &compiled.addenda, 2);
    }
    paper.annex(words.say(Msg("compiled-list")));
    list(&mut paper, compiled);
    paper.finish()
}

fn by_author(paper: &mut Manuscript<'_>, submissions: &[Said], level: u8) {
    for one in submissions {
        paper.heading(level, &one.line.participant.name);
        one.facts(paper);
        paper.content(&printed(paper.press, one), level + 1, &one.line.language);
    }
}

/// What compiled reports print of a submission: the rest is read on its page.
fn printed(press: Press<'_>, one: &Said) -> Vec<ContentSection> {
    let kind = press.catalogue.kind_as_written(&one.line.kind, one.version);
    let is_printed =
        |field: &FieldLine| kind.and_then(|kind| kind.field(&field.id)).is_none_or(|field| field.printed);
    let mut sections = one.content.clone();
    for section in &mut sections {
        section.fields.retain(is_printed);
    }
    sections
}

/// Each question that somebody answered, with the answers in the order of authors; after the questions of today those of earlier
/// versions that are asked no more. An answer that found no question here would look unsaid.
fn by_question(paper: &mut Manuscript<'_>, compiled: &Compiled<'_>) {
    let press = paper.press;
    let answers: Vec<_> = compiled.submissions.iter().map(|one| (one, printed(press, one))).collect();
    let mut asked = Questions { answers, done: BTreeSet::new() };
    asked.of(paper, compiled.kind, 1, None);
    let newest = u64::from(compiled.kind.version);
    let versions: BTreeSet<u64> = compiled.submissions.iter().map(|one| one.version).collect();
    for version in versions.into_iter().rev().filter(|version| *version != newest) {
        let Some(kind) = press.catalogue.kind_as_written(&compiled.kind.id, version) else { continue };
        let heading = press.words.fill(Msg("compiled-earlier"), &[("count", version.into())]);
        asked.of(paper, kind, 2, Some(heading));
    }
}

/// The answers, and the questions below which they stand already.
struct Questions<'s> {
    answers: Vec<(&'s Said, Vec<ContentSection>)>,
    done: BTreeSet<String>,
}

impl<'s> Questions<'s> {
    /// Those of one version, in its order, below a heading of their own where they have one.
    fn of(&mut self, paper: &mut Manuscript<'_>, kind: &Kind, level: u8, mut heading: Option<String>) {
        let words = paper.press.words;
        for (part, sections) in kind.outline() {
            let mut part_heading = part.map(|part| part_name(words, part));
            let below = level + u8::from(part.is_some());
            for section in sections {
                let mut section_heading = Some(section_name(words, section));
                for field in kind.fields_of(section).filter(|field| field.id != "title") {
                    let answers = self.to(field);
                    if answers.is_empty() {
                        continue;
                    }
                    if let Some(name) = heading.take() {
                        paper.heading(1, &name);
                    }
                    if let Some(name) = part_heading.take() {
                        paper.heading(level, &name);
                    }
                    if let Some(name) = section_heading.take() {
                        paper.heading(below, &name);
                    }
                    let label = words.typeset(field.label.get(words.lang()));
                    paper.heading(below + 1, &label);
                    for (one, line) in answers {
                        paper.heading(below + 2, &one.line.participant.name);
                        one.cautions(paper);
                        if line.label != label {
                            // The same question in other words: who answered is not made to have answered these.
                            let version =
                                words.fill(Msg("compiled-asked-as"), &[("count", one.version.into())]);
                            paper.fact(&version, vec![Inline::text(&line.label)]);
                        }
                        paper.value(&line.value, &one.line.language);
                    }
                }
            }
        }
    }

    /// Who answered a question, and what; nobody where its answers stand already.
    fn to(&mut self, field: &Field) -> Vec<(&'s Said, FieldLine)> {
        if !self.done.insert(field.id.clone()) {
            return Vec::new();
        }
        let answer = |(one, sections): &(&'s Said, Vec<ContentSection>)| {
            let line =
                sections.iter().flat_map(|section| &section.fields).find(|line| line.id == field.id)?;
            Some((*one, line.clone()))
        };
        self.answers.iter().filter_map(answer).collect()
    }
}

/// Who submitted what on which day, and how it arrived.
fn list(paper: &mut Manuscript<'_>, compiled: &Compiled<'_>) {
    let press = paper.press;
    let head = [
        (Msg("author"), 3),
        (Msg("printed-title"), 4),
        (Msg("accepted"), 2),
        (Msg("received"), 4),
        (Msg("language"), 2),
    ];
    let columns = head.map(|(key, width)| Column { head: press.words.say(key).to_owned(), width }).into();
    let row = |one: &Said| {
        let (title, tag) = one.title();
        let title =
            Inline::Link { url: press.address(&one.line.href), content: vec![press.within(tag, title)] };
        vec![
            vec![Inline::text(&one.line.participant.name)],
            vec![title],
            vec![Inline::text(press.day(&one.line.accepted))],
            vec![Inline::text(how_it_arrived(press, one))],
            vec![Inline::text(press.language_name(&one.line.language))],
        ]
    };
    let rows = compiled.submissions.iter().chain(&compiled.addenda).map(row).collect();
    paper.push(Block::Table(Table { columns, rows, row_heads: true, ..Table::default() }));
    files(paper, compiled);
}

/// The files that came with submissions: whoever has one compares it with what its author signed.
fn files(paper: &mut Manuscript<'_>, compiled: &Compiled<'_>) {
    let press = paper.press;
    let all = compiled.submissions.iter().chain(&compiled.addenda);
    let lines: Vec<_> =
        all.flat_map(|one| one.files.iter().map(move |file| file_line(press, one, file))).collect();
    if !lines.is_empty() {
        paper.heading(2, press.words.say(Msg("compiled-files")));
        paper.list(lines);
    }
}

fn file_line(press: Press<'_>, one: &Said, file: &FileLine) -> Vec<Inline> {
    let (title, tag) = one.title();
    let mut text = vec![Inline::text(press.words.name(Msg("introduced"), &one.line.participant.name) + " ")];
    text.extend([press.within(tag, title), Inline::text("\n")]);
    text.extend(press.file(file));
    text
}

fn how_it_arrived(press: Press<'_>, one: &Said) -> String {
    let words = press.words;
    let mut text = said::how_it_stands(words, &one.line);
    if let Some(received) = &one.received {
        let medium = words.say(vocabulary::medium(received.medium));
        text.extend([format!(" – {medium}, {}", words.date(&received.on))]);
    }
    if let Some(audience) = &one.line.audience {
        let label = words.name(Msg("introduced"), words.say(Msg("not-public")));
        text.extend([format!("\n{label} {}", audience.name)]);
    }
    text
}
