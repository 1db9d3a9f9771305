//! Records read to be printed together, within bounds.

use record::{Body, Evidence, Header};
use reports::Inline;
use views::RecordView;

use super::manuscript::Manuscript;
use crate::WebError;
use crate::model::content::{ContentSection, content};
use crate::model::received::{FileLine, Received, every_file, received};
use crate::model::{Desk, RecordLine, title_of};
use crate::vocabulary;
use crate::words::{Msg, Words};

/// The most records that one document prints: more is a book that nobody asked for, and a hub that does nothing else.
const MOST_RECORDS: usize = 2_000;

/// The most bytes of bodies in one document: 193 surveys of 200 KB and as much again.
const MOST_BYTES: usize = 64 << 20;

/// A record to be printed among others.
#[derive(Clone, Debug)]
pub(crate) struct Said {
    pub line: RecordLine,
    /// The version of its kind that it was written by.
    pub version: u64,
    /// What it says, by the labels of that version: a later one may ask less, or otherwise.
    pub content: Vec<ContentSection>,
    /// How it arrived, if the secretariat entered it.
    pub received: Option<Received>,
    /// The files that it names: what its author signed with it, and what the secretariat received.
    pub files: Vec<FileLine>,
    /// When it came to the state in which it is, if somebody moved it there.
    pub moved: Option<String>,
    /// What it says again in another language, which counts before it.
    pub translates: Option<String>,
    /// What takes its place, if something that may be read does.
    pub replaced_by: Option<String>,
    /// The framework items it speaks to, in the terms of the mechanism for which it is printed; none where that isn't asked.
    pub terms: Vec<Term>,
}

/// A framework item as a mechanism would name it.
#[derive(Clone, Debug)]
pub(crate) enum Term {
    /// The mechanism's own.
    Own(String),
    /// The mechanism's own, which somebody has linked with what the author named.
    Linked { own: String, named: String, by: String },
    /// What the author named, which nobody has linked with the mechanism's own set.
    AsNamed(String),
}

/// How a record came into the register, and what its author has said against it since, in a few words.
pub(super) fn how_it_stands(words: &Words, line: &RecordLine) -> String {
    let evidence = words.say(vocabulary::evidence(line.evidence));
    let against = if line.disavowed_by.is_some() {
        Some(Msg("disavowed"))
    } else {
        line.disputed.then_some(Msg("disputed"))
    };
    against.map_or_else(|| evidence.to_owned(), |word| format!("{evidence}; {}", words.say(word)))
}

/// Reads them. One that is damaged stops all: what is missing from a report would look unsaid.
pub(super) fn read<'a>(
    desk: &Desk<'_>,
    records: impl IntoIterator<Item = RecordView<'a>>,
) -> Result<Vec<Said>, WebError> {
    let (mut found, mut bytes) = (Vec::new(), 0);
    for record in records {
        if found.len() == MOST_RECORDS || bytes > MOST_BYTES {
            return Err(WebError::ReportTooLong);
        }
        let mut held = desk.shelf.read(record.position)?;
        let raw = desk.body_of(&record, held.body.take())?;
        bytes += raw.as_ref().map_or(0, Vec::len);
        let body = raw.as_deref().and_then(|raw| Body::from_bytes(raw).ok());
        let title = body.as_ref().and_then(title_of);
        let header = Header::from_bytes(&held.header).map_err(|_| WebError::Damaged)?;
        let kind = desk.edition.catalogue().kind_as_written(&header.kind, header.kind_version);
        let line = desk.record(record, title);
        found.push(Said {
            version: header.kind_version,
            content: match (&body, kind) {
                (Some(body), Some(kind)) => content(desk, kind, body),
                _ => Vec::new(),
            },
            received: body.as_ref().and_then(|body| received(&line.id, body)),
            files: body.as_ref().map(|body| every_file(&line.id, body)).unwrap_or_default(),
            moved: record.moves().next_back().map(|moved| moved.by.accepted().to_string()),
            translates: record.translates().map(|original| original.id().to_string()),
            replaced_by: record.superseded_by().map(|newer| newer.id().to_string()),
            terms: Vec::new(),
            line,
        });
    }
    Ok(found)
}

impl Said {
    /// Its title, or its kind's name.
    pub fn title(&self) -> (&str, &str) {
        match &self.line.title {
            Some(title) => (title, &self.line.language),
            None => (&self.line.kind_name, ""),
        }
    }

    /// Writes it under a heading of this level.
    pub fn print(&self, paper: &mut Manuscript<'_>, level: u8) {
        let (title, tag) = self.title();
        paper.heading_in(level, title, tag);
        self.facts(paper);
        self.terms(paper);
        paper.content(&self.content, level + 1, &self.line.language);
    }

    /// What must stand beside a part of its words, and beside the whole: what its author has said against it, that it isn't
    /// for everybody, that the secretariat entered it, and in which language it was written. Without that a compiled answer would
    /// be carried on in the name of who disowned it or never signed it, or to whom it isn't for.
    pub fn cautions(&self, paper: &mut Manuscript<'_>) {
        paper.disputes(&self.line);
        paper.audience(&self.line);
        let words = paper.press.words;
        let mut origin = Vec::new();
        if self.line.evidence == Evidence::Transmitted {
            origin.push(words.say(vocabulary::evidence(self.line.evidence)).to_owned());
            origin.extend(self.line.confirmed_by.is_some().then(|| words.say(Msg("confirmed")).to_owned()));
        }
        origin.extend(self.written_in(paper));
        if !origin.is_empty() {
            paper.say(vec![Inline::text(origin.join(" · "))]);
        }
    }

    /// In which language it was written, where that isn't the document's.
    fn written_in(&self, paper: &Manuscript<'_>) -> Option<String> {
        let press = paper.press;
        press.foreign(&self.line.language)?;
        Some(press.words.name(Msg("printed-original"), &press.language_name(&self.line.language)))
    }

    fn terms(&self, paper: &mut Manuscript<'_>) {
        let words = paper.press.words;
        for term in &self.terms {
            match term {
                Term::Own(own) => paper.fact_of(Msg("outlook-terms"), own),
                Term::Linked { own, named, by } => {
                    let linked = words.name(Msg("linked-by"), by);
                    paper
                        .fact_of(Msg("outlook-terms"), format!("{own} ({})", words.listed([named, &linked])));
                }
                Term::AsNamed(named) => {
                    let none = words.say(Msg("outlook-no-link"));
                    paper.fact_of(Msg("outlook-as-named"), format!("{named} ({none})"));
                }
            }
        }
    }

    /// What must stand beside its words wherever they are printed.
    pub fn facts(&self, paper: &mut Manuscript<'_>) {
        let press = paper.press;
        paper.disputes(&self.line);
        if let Some(newer) = &self.replaced_by {
            paper.warning(Msg("superseded-by"), Some(newer));
        }
        if let Some(original) = &self.translates {
            paper.warning(Msg("translation-of"), Some(original));
        }
        let word = press.words.say(vocabulary::evidence(self.line.evidence));
        let day = press.day(&self.line.accepted);
        let mut text = vec![Inline::text(format!("{} · {day} · {word}", self.line.kind_name))];
        if let Some(language) = self.written_in(paper) {
            text.push(Inline::text(format!(" · {language}")));
        }
        text.push(Inline::text("\n"));
        text.push(Inline::link(press.address(&self.line.href), press.address(&self.line.href)));
        paper.say(text);
        paper.audience(&self.line);
        if let Some(state) = &self.line.state {
            paper.course(state, self.moved.as_deref());
        }
        if let Some(received) = &self.received {
            paper.received(received);
        }
    }
}
