//! The lines of all pages into one text: furniture left out, headings, notes and paragraphs' gaps told.

use std::collections::{HashMap, HashSet};

use super::layout::{Line, PageLayout};
use crate::source::marks::is_superscript;
use crate::source::{Note, NoteKind};
use crate::text::{Hint, SourceLine, SourceText};

/// The part of a page's height, at its top and at its foot, in which furniture stands.
const MARGIN: f64 = 0.12;

/// How much larger than the text a heading is.
const HEADING_SIZE: f64 = 1.15;

/// Characters of a heading.
const MAX_HEADING: usize = 200;

/// How much smaller than the text a note is.
const NOTE_SIZE: f64 = 0.93;

/// How much larger than the usual distance of lines the distance before a new paragraph is.
const PARAGRAPH_GAP: f64 = 1.3;

/// How much of the usual distance a line of a heading may be from the next of its lines.
const HEADING_GAP: f64 = 1.6;

/// How far apart sizes and distances may be and count as the same.
const SAME_VALUE: f64 = 0.1;

pub(super) fn assemble(mut pages: Vec<PageLayout>) -> (SourceText, Vec<Note>) {
    let notes = take_furniture(&mut pages);
    let shape = Shape::of(&pages);
    let mut lines = Vec::new();
    for (at, page) in pages.iter().enumerate() {
        if at > 0 {
            lines.push(SourceLine::new("", Hint::PageBreak));
        }
        shape.page(&page.lines, &mut lines);
    }
    (SourceText { lines }, notes)
}

/// Leaves out running headers and footers and page numbers.
///
/// A line in a margin is furniture when the same words, whatever the digits, stand in the same margin of
/// another page or anywhere on the first, or when it is a page number. What stands at the top of the first page
/// stays: it may be the document's own symbol or title.
fn take_furniture(pages: &mut [PageLayout]) -> Vec<Note> {
    let mut seen: HashMap<(bool, String), HashSet<usize>> = HashMap::new();
    for (at, page) in pages.iter().enumerate() {
        for line in &page.lines {
            if let Some(top) = margin(page, line) {
                seen.entry((top, key(&line.text))).or_default().insert(at);
            }
        }
    }
    let first: HashSet<String> =
        pages.first().map(|page| page.lines.iter().map(|line| key(&line.text)).collect()).unwrap_or_default();
    let mut notes = Vec::new();
    for (at, page) in pages.iter_mut().enumerate() {
        let (kept, left_out): (Vec<Line>, Vec<Line>) =
            std::mem::take(&mut page.lines).into_iter().partition(|line| {
                let Some(top) = margin(page, line) else { return true };
                let key = key(&line.text);
                let repeated = seen.get(&(top, key.clone())).is_some_and(|on| on.len() > 1);
                let known = at > 0 && first.contains(&key);
                !(is_page_number(&line.text) || (repeated || known) && !(at == 0 && top))
            });
        page.lines = kept;
        notes.extend(left_out.into_iter().map(|line| Note::new(NoteKind::PageFurniture, line.text)));
    }
    notes
}

/// Whether a line stands in the margin at the top (true) or at the foot (false).
fn margin(page: &PageLayout, line: &Line) -> Option<bool> {
    if line.baseline < page.height * MARGIN {
        Some(true)
    } else if line.baseline > page.height * (1.0 - MARGIN) {
        Some(false)
    } else {
        None
    }
}

/// The words of a line, with one sign for every number.
fn key(text: &str) -> String {
    let mut key = String::new();
    for character in text.chars().filter(|c| !c.is_whitespace()) {
        if !character.is_ascii_digit() {
            key.extend(character.to_lowercase());
        } else if !key.ends_with('#') {
            key.push('#');
        }
    }
    key
}

/// `3`, `3/12`, `- 3 -`, `page 3`, `Page 3 of 12`, `page 3 sur 12`.
fn is_page_number(text: &str) -> bool {
    matches!(
        key(text).trim_matches(['-', '–', '—', '|', '.']),
        "#" | "#/#" | "page#" | "page#/#" | "page#of#" | "page#sur#" | "#of#" | "#sur#"
    )
}

/// What is usual in a document.
struct Shape {
    size: f64,
    /// The distance of lines, in ems.
    leading: f64,
}

impl Shape {
    fn of(pages: &[PageLayout]) -> Self {
        let lines = || pages.iter().flat_map(|page| &page.lines);
        let size = usual(lines().map(|line| (line.size, line.text.chars().count()))).unwrap_or(1.0);
        let body = |line: &Line| (line.size - size).abs() < size / 20.0;
        let leading = usual(pages.iter().flat_map(|page| page.lines.windows(2)).filter_map(|pair| {
            let distance = (pair[1].baseline - pair[0].baseline) / size;
            (body(&pair[0]) && body(&pair[1]) && distance > 0.5).then_some((distance, 1))
        }));
        Self { size, leading: leading.unwrap_or(1.2) }
    }

    fn page(&self, page: &[Line], out: &mut Vec<SourceLine>) {
        let (text, notes) = page.split_at(self.notes_from(page));
        let mut last: Option<&Line> = None;
        for line in text {
            let heading = self.is_heading(line);
            let gap = last.is_some_and(|last| self.is_gap(last, line));
            let same_heading =
                heading && last.is_some_and(|last| self.is_heading(last) && self.is_same_heading(last, line));
            if same_heading && let Some(open) = out.last_mut() {
                open.text.push(' ');
                open.text.push_str(&line.text);
            } else {
                if gap {
                    out.push(SourceLine::new("", Hint::Plain));
                }
                out.push(SourceLine::new(&line.text, if heading { Hint::Heading } else { Hint::Plain }));
            }
            last = Some(line);
        }
        out.extend(join_notes(notes));
    }

    fn is_gap(&self, last: &Line, line: &Line) -> bool {
        line.baseline - last.baseline > last.size.max(line.size) * self.leading * PARAGRAPH_GAP
    }

    fn is_heading(&self, line: &Line) -> bool {
        line.size >= self.size * HEADING_SIZE && line.text.chars().count() <= MAX_HEADING
    }

    fn is_same_heading(&self, last: &Line, line: &Line) -> bool {
        let distance = line.baseline - last.baseline;
        (last.size - line.size).abs() < self.size / 20.0
            && distance > 0.0
            && distance <= line.size * self.leading * HEADING_GAP
    }

    /// Where the notes at the foot of a page begin: at the first mark in the small print that ends it.
    fn notes_from(&self, page: &[Line]) -> usize {
        let small = |line: &&Line| line.size <= self.size * NOTE_SIZE;
        let from = page.len() - page.iter().rev().take_while(small).count();
        page[from..].iter().position(|line| begins_note(&line.text)).map_or(page.len(), |at| from + at)
    }
}

/// Whether a line of small print begins with a mark: raised digits, a star, or a number and a space.
fn begins_note(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    text.starts_with(is_superscript)
        || text.starts_with(['*', '†', '‡'])
        || rest.len() < text.len() && text.len() - rest.len() <= 3 && rest.starts_with(' ')
}

fn join_notes(lines: &[Line]) -> Vec<SourceLine> {
    let mut notes: Vec<SourceLine> = Vec::new();
    for line in lines {
        match notes.last_mut() {
            Some(note) if !begins_note(&line.text) => {
                note.text.push(' ');
                note.text.push_str(&line.text);
            }
            _ => notes.push(SourceLine::new(&line.text, Hint::Footnote)),
        }
    }
    notes
}

/// The value with the most weight, where values within a tenth count as one.
fn usual(values: impl Iterator<Item = (f64, usize)>) -> Option<f64> {
    let mut values: Vec<_> = values.filter(|(value, _)| value.is_finite()).collect();
    values.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut groups: Vec<(f64, usize)> = Vec::new();
    for (value, weight) in values {
        match groups.last_mut() {
            Some((first, sum)) if value - *first <= SAME_VALUE => *sum += weight,
            _ => groups.push((value, weight)),
        }
    }
    // The first of equals is the smallest, since later ones must weigh more to win.
    groups
        .into_iter()
        .reduce(|most, group| if group.1 > most.1 { group } else { most })
        .map(|(value, _)| value)
}
