//! The lines of all pages into one text: furniture left out, headings, notes and paragraphs' gaps told.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::layout::{Line, PageLayout};
use crate::source::marks::{is_superscript, note_mark};
use crate::source::{Note, NoteKind};
use crate::text::{Hint, SourceLine, SourceText};

/// The part of a page's height, at its top and at its foot, in which furniture stands.
const MARGIN: f64 = 0.12;

/// The part of the first page's height that is its head.
const HEAD: f64 = 0.25;

/// How far apart, in ems, the same line may stand on two pages.
const SAME_HEIGHT: f64 = 0.4;

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

/// Lines nearer than this, in ems, stand beside each other.
const LEAST_LEADING: f64 = 0.5;

/// A distance that fewer than one in so many pairs of lines have is an exception.
const EXCEPTION: usize = 8;

/// The part of a page's height at its foot where no text stands, whatever the page's design.
const FOOT: f64 = 0.08;

/// How far from the text above, in usual distances of lines, a line in that part is a footer.
const FOOTER_GAP: f64 = 1.5;

/// Lines of a footer below the notes of a page.
const FOOTER_LINES: usize = 3;

pub(super) fn assemble(mut pages: Vec<PageLayout>) -> (SourceText, Vec<Note>) {
    let mut notes = take_furniture(&mut pages);
    let shape = Shape::of(&pages);
    notes.extend(shape.take_footers(&mut pages));
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
/// A line in a margin is furniture when another page prints the same there at the same height, but for the
/// page's number; when it repeats a line of the first page's head, its outermost place on the page given; or
/// when it is a page number. What stands at the top of the first page stays: it may be the document's own
/// symbol or title.
fn take_furniture(pages: &mut [PageLayout]) -> Vec<Note> {
    let mut seen: HashMap<String, Vec<(usize, f64)>> = HashMap::new();
    for (at, page) in pages.iter().enumerate() {
        for line in page.lines.iter().filter(|line| margin(page, line).is_some()) {
            seen.entry(key(&line.text, at + 1)).or_default().push((at, line.baseline));
        }
    }
    let head: HashSet<String> = pages.first().map(PageLayout::head).unwrap_or_default();
    let mut notes = Vec::new();
    for (at, page) in pages.iter_mut().enumerate() {
        let lines = std::mem::take(&mut page.lines);
        let last = lines.len().saturating_sub(1);
        for (row, line) in lines.into_iter().enumerate() {
            let Some(top) = margin(page, &line) else {
                page.lines.push(line);
                continue;
            };
            let same_place = |(on, baseline): &(usize, f64)| {
                *on != at && (baseline - line.baseline).abs() <= line.size * SAME_HEIGHT
            };
            let repeated = seen.get(&key(&line.text, at + 1)).is_some_and(|seen| seen.iter().any(same_place));
            let known = at > 0 && (row == 0 || row == last) && head.contains(&line.text);
            if is_page_number(&line.text) || (repeated || known) && !(at == 0 && top) {
                notes.push(Note::new(NoteKind::PageFurniture, line.text));
            } else {
                page.lines.push(line);
            }
        }
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

/// A line with one sign for the page's own number, wherever it stands.
fn key(text: &str, page: usize) -> String {
    let number = page.to_string();
    let words = text.split_whitespace().map(|word| if word == number { "#" } else { word });
    words.collect::<Vec<_>>().join(" ")
}

/// `3`, `3/12`, `- 3 -`, `page 3`, `Page 3 of 12`, `page 3 sur 12`.
fn is_page_number(text: &str) -> bool {
    let lower = text.to_lowercase();
    let bare = lower.trim_start_matches("page").trim_matches(['-', '–', '—', '|', '.', ' ', '\u{a0}']);
    let number = |text: &str| {
        let text = text.trim();
        (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    ["/", " of ", " sur ", " de "]
        .iter()
        .any(|of| bare.split_once(of).is_some_and(|(a, b)| number(a) && number(b)))
        || number(bare)
}

impl PageLayout {
    /// The lines at the head of a first page, where the symbol stands that later pages repeat.
    fn head(&self) -> HashSet<String> {
        let head = self.lines.iter().filter(|line| line.baseline < self.height * HEAD);
        head.map(|line| line.text.clone()).collect()
    }

    /// How many lines stand above the part at the foot where no text stands.
    fn text_above_foot(&self) -> usize {
        let foot = self.height * (1.0 - FOOT);
        self.lines.iter().rposition(|line| line.baseline <= foot).map_or(0, |at| at + 1)
    }

    /// The distance of a line from the one above it; none for the first and past the last.
    fn gap_before(&self, at: usize) -> f64 {
        match (at.checked_sub(1).and_then(|above| self.lines.get(above)), self.lines.get(at)) {
            (Some(above), Some(line)) => line.baseline - above.baseline,
            _ => 0.0,
        }
    }
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
        let leading = closest_usual(pages.iter().flat_map(|page| page.lines.windows(2)).filter_map(|pair| {
            let distance = (pair[1].baseline - pair[0].baseline) / size;
            (body(&pair[0]) && body(&pair[1]) && distance > LEAST_LEADING).then_some((distance, 1))
        }));
        Self { size, leading: leading.unwrap_or(1.2) }
    }

    /// Leaves out what one page alone prints at its foot: job numbers, bar codes. A page shows where text ends
    /// only when it is full, so the last one proves nothing; without other pages nothing is left out.
    fn take_footers(&self, pages: &mut [PageLayout]) -> Vec<Note> {
        let mut notes = Vec::new();
        let ends: Vec<usize> = pages.iter().map(PageLayout::text_above_foot).collect();
        let reaching = pages.iter().zip(&ends).filter(|(page, end)| page.lines.len() > **end).count();
        if reaching * 2 > pages.len() || pages.len() < 2 {
            return notes;
        }
        for (page, from) in pages.iter_mut().zip(ends) {
            if page.gap_before(from) > self.size * self.leading * FOOTER_GAP {
                notes.extend(page.lines.drain(from..).map(|l| Note::new(NoteKind::PageFurniture, l.text)));
            }
        }
        notes
    }

    fn page(&self, page: &[Line], out: &mut Vec<SourceLine>) {
        let notes = self.notes(page);
        let (text, below) = (&page[..notes.start], &page[notes.end..]);
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
        out.extend(join_notes(&page[notes]));
        out.extend(below.iter().map(|line| SourceLine::new(&line.text, Hint::Plain)));
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

    /// The notes at the foot of a page: from the first mark in its last small print, below which only a footer
    /// may stand.
    fn notes(&self, page: &[Line]) -> Range<usize> {
        let small = |line: &Line| line.size <= self.size * NOTE_SIZE;
        let end = page.iter().rposition(small).map_or(page.len(), |at| at + 1);
        let from = page[..end].iter().rposition(|line| !small(line)).map_or(0, |at| at + 1);
        match page[from..end].iter().position(|line| begins_note(&line.text)) {
            Some(at) if page.len() - end <= FOOTER_LINES => from + at..end,
            _ => page.len()..page.len(),
        }
    }
}

/// Whether a line of small print begins with a mark: raised digits, a star, or a number and a space.
fn begins_note(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    text.starts_with(is_superscript)
        || text.starts_with(['*', '†', '‡'])
        || rest.len() < text.len() && text.len() - rest.len() <= 3 && rest.starts_with(' ')
}

/// A note with its number as a mark, also where the page prints it on the line.
fn with_mark(text: &str) -> String {
    let number = text.split_once(' ').and_then(|(number, rest)| Some((note_mark(number)?, rest)));
    number.map_or_else(|| text.to_owned(), |(mark, rest)| format!("{mark} {rest}"))
}

fn join_notes(lines: &[Line]) -> Vec<SourceLine> {
    let mut notes: Vec<SourceLine> = Vec::new();
    for line in lines {
        match notes.last_mut() {
            Some(note) if !begins_note(&line.text) => {
                note.text.push(' ');
                note.text.push_str(&line.text);
            }
            _ => notes.push(SourceLine::new(with_mark(&line.text), Hint::Footnote)),
        }
    }
    notes
}

/// The value with the most weight.
fn usual(values: impl Iterator<Item = (f64, usize)>) -> Option<f64> {
    // The first of equals is the smallest, since later ones must weigh more to win.
    let most = |most: (f64, usize), group: (f64, usize)| if group.1 > most.1 { group } else { most };
    grouped(values).into_iter().reduce(most).map(|(value, _)| value)
}

/// The smallest value that is not an exception. In a text of short paragraphs the distance of paragraphs is
/// more frequent than that of their lines, but larger.
fn closest_usual(values: impl Iterator<Item = (f64, usize)>) -> Option<f64> {
    let groups = grouped(values);
    let all: usize = groups.iter().map(|(_, weight)| weight).sum();
    groups.into_iter().find(|(_, weight)| weight * EXCEPTION >= all).map(|(value, _)| value)
}

/// Values with their weights, from small to large; those within a tenth count as one.
fn grouped(values: impl Iterator<Item = (f64, usize)>) -> Vec<(f64, usize)> {
    let mut values: Vec<_> = values.filter(|(value, _)| value.is_finite()).collect();
    values.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut groups: Vec<(f64, usize)> = Vec::new();
    for (value, weight) in values {
        match groups.last_mut() {
            Some((first, sum)) if value - *first <= SAME_VALUE => *sum += weight,
            _ => groups.push((value, weight)),
        }
    }
    groups
}
