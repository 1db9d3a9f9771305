//! Characters on a page into lines, from top to bottom.

use super::columns;
use super::glyphs::{Glyph, PageGlyphs, UNNAMED};
use crate::source::marks::note_mark;
use crate::source::spaces::tidy;

/// How far apart baselines on one line may be, in ems.
const SAME_BASELINE: f64 = 0.2;

/// How small raised or lowered characters are beside those of their line.
const RAISED_SIZE: f64 = 0.9;

/// How far above or below its line a raised or lowered character stands at most, in ems of the line.
const RAISED_DISTANCE: f64 = 0.75;

/// How far above its line a character stands at least to be raised, in ems of the line.
const RAISED_LEAST: f64 = 0.1;

/// How far from its line's characters a raised character stands at most, in ems of the line.
const RAISED_ASIDE: f64 = 1.0;

/// Raised characters in one place: longer ones are a line of their own.
const RAISED_CHARACTERS: usize = 4;

/// A gap that is a space between words, in ems. The narrowest spaces of justified text are 0.2.
const WORD_GAP: f64 = 0.17;

/// A gap that divides a line into columns, in ems.
const COLUMN_GAP: f64 = 4.0;

/// Characters of a label, after which a wide gap is its tab stop.
const LABEL_CHARACTERS: usize = 8;

/// How near the same character stands when it is printed twice to look bold, in ems.
const SAME_PLACE: f64 = 0.12;

/// A line of a page.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) baseline: f64,
    /// The size of most of its characters.
    pub(super) size: f64,
}

/// The lines of a page.
pub(super) struct PageLayout {
    pub(super) lines: Vec<Line>,
    pub(super) height: f64,
}

impl PageLayout {
    pub(super) fn of(glyphs: PageGlyphs, height: f32) -> Self {
        let mut rows = rows(glyphs.into_glyphs());
        attach_raised(&mut rows);
        let lines = columns::apart(rows).into_iter().flat_map(Row::into_lines).collect();
        Self { lines, height: f64::from(height) }
    }

    /// Characters that the PDF names.
    pub(super) fn characters(&self) -> usize {
        let named = |line: &Line| line.text.chars().filter(|c| *c != UNNAMED && !c.is_whitespace()).count();
        self.lines.iter().map(named).sum()
    }

    pub(super) fn byte_len(&self) -> usize {
        self.lines.iter().map(|line| line.text.len() + 1).sum()
    }
}

/// Characters on about one baseline.
pub(super) struct Row {
    glyphs: Vec<Glyph>,
    baseline: f64,
    pub(super) size: f64,
}

fn rows(mut glyphs: Vec<Glyph>) -> Vec<Row> {
    glyphs.sort_by(|a, b| a.baseline.total_cmp(&b.baseline));
    let mut rows: Vec<Row> = Vec::new();
    for glyph in glyphs {
        match rows.last_mut() {
            Some(row) if glyph.baseline - row.baseline <= SAME_BASELINE * row.size.min(glyph.size) => {
                row.glyphs.push(glyph);
            }
            _ => rows.push(Row { baseline: glyph.baseline, size: glyph.size, glyphs: vec![glyph] }),
        }
    }
    for row in &mut rows {
        row.settle();
    }
    rows.retain(|row| row.glyphs.iter().any(|glyph| !glyph.character.is_whitespace()));
    rows
}

/// Moves rows of raised or lowered characters into the line they belong to.
fn attach_raised(rows: &mut Vec<Row>) {
    let mut at = 0;
    while at < rows.len() {
        let below = (at + 1 < rows.len() && rows[at].belongs_to(&rows[at + 1])).then_some(at + 1);
        let above = (at > 0 && rows[at].belongs_to(&rows[at - 1])).then(|| at - 1);
        let Some(host) = below.or(above) else {
            at += 1;
            continue;
        };
        let raised = rows.remove(at);
        let host = if host > at { host - 1 } else { host };
        rows[host].glyphs.extend(raised.glyphs);
        rows[host].glyphs.sort_by(|a, b| a.left.total_cmp(&b.left));
    }
}

/// Where the characters of a part of a row begin and end.
type Extent = Option<(f64, f64)>;

fn extent<'a>(glyphs: impl Iterator<Item = &'a Glyph>) -> Extent {
    let ends = glyphs.map(|glyph| (glyph.left, glyph.right));
    ends.reduce(|(left, right), (from, to)| (left.min(from), right.max(to)))
}

impl Row {
    /// Its characters without white space.
    pub(super) fn printed(&self) -> impl Iterator<Item = &Glyph> {
        self.glyphs.iter().filter(|glyph| !glyph.character.is_whitespace())
    }

    /// Where it begins and ends.
    pub(super) fn ends(&self) -> Extent {
        extent(self.printed())
    }

    /// Where its parts on the left and on the right of a place begin and end.
    pub(super) fn sides(&self, place: f64) -> (Extent, Extent) {
        let left = extent(self.printed().filter(|glyph| glyph.right <= place));
        (left, extent(self.printed().filter(|glyph| glyph.right > place)))
    }

    /// Its parts on the left and on the right of a place.
    pub(super) fn cut_at(self, place: f64) -> (Option<Self>, Option<Self>) {
        let (left, right): (Vec<Glyph>, Vec<Glyph>) =
            self.glyphs.into_iter().partition(|glyph| glyph.right <= place);
        let part = |glyphs: Vec<Glyph>| {
            let mut row = Self { glyphs, baseline: self.baseline, size: self.size };
            row.printed().next()?;
            row.settle();
            Some(row)
        };
        (part(left), part(right))
    }

    /// Sorts the characters and takes size and baseline from the size that most of them have.
    fn settle(&mut self) {
        self.glyphs.sort_by(|a, b| a.left.total_cmp(&b.left));
        let mut sizes: Vec<f64> =
            self.glyphs.iter().filter(|g| !g.character.is_whitespace()).map(|g| g.size).collect();
        sizes.sort_by(f64::total_cmp);
        if let Some(middle) = sizes.get(sizes.len() / 2) {
            self.size = *middle;
        }
        let near = |glyph: &&Glyph| (glyph.size - self.size).abs() < self.size / 10.0;
        if let Some(glyph) = self.glyphs.iter().find(near) {
            self.baseline = glyph.baseline;
        }
    }

    /// Whether a row is raised or lowered characters of another one: small, near, and short in each place.
    fn belongs_to(&self, host: &Self) -> bool {
        let distance = (self.baseline - host.baseline).abs();
        if self.size > host.size * RAISED_SIZE || distance > host.size * RAISED_DISTANCE {
            return false;
        }
        self.pieces().into_iter().all(|piece| {
            let (Some(first), Some(last)) = (piece.first(), piece.last()) else { return true };
            let aside = host.size * RAISED_ASIDE;
            piece.len() <= RAISED_CHARACTERS
                && host.glyphs.iter().any(|glyph| {
                    !glyph.character.is_whitespace()
                        && glyph.left - aside <= last.right
                        && first.left <= glyph.right + aside
                })
        })
    }

    /// The characters without white space, cut at gaps.
    fn pieces(&self) -> Vec<Vec<Glyph>> {
        let mut pieces: Vec<Vec<Glyph>> = Vec::new();
        for glyph in self.glyphs.iter().filter(|glyph| !glyph.character.is_whitespace()) {
            match pieces.last_mut() {
                Some(piece) if piece.last().is_some_and(|last| glyph.left - last.right < self.size / 2.0) => {
                    piece.push(*glyph);
                }
                _ => pieces.push(vec![*glyph]),
            }
        }
        pieces
    }

    fn is_raised(&self, glyph: &Glyph) -> bool {
        glyph.size <= self.size * RAISED_SIZE && self.baseline - glyph.baseline >= self.size * RAISED_LEAST
    }

    fn into_lines(self) -> Vec<Line> {
        let mut lines = Vec::new();
        let mut text = Words::default();
        let mut last: Option<Glyph> = None;
        for glyph in &self.glyphs {
            if glyph.character.is_whitespace() {
                text.space(glyph.character);
                continue;
            }
            if last.is_some_and(|last| self.is_twice(&last, glyph)) {
                continue;
            }
            let gap = last.map_or(0.0, |last| glyph.left - last.right);
            if gap > self.size * COLUMN_GAP && text.is_longer_than_label() {
                lines.extend(self.line(text.finish()));
                text = Words::default();
            } else if gap > self.size * WORD_GAP {
                text.space(' ');
            }
            text.push(glyph.character, self.is_raised(glyph));
            last = Some(*glyph);
        }
        lines.extend(self.line(text.finish()));
        lines
    }

    /// The same character printed again in almost the same place, the way some programs make text bold.
    fn is_twice(&self, last: &Glyph, glyph: &Glyph) -> bool {
        last.character == glyph.character
            && (last.baseline - glyph.baseline).abs() < self.size * SAME_PLACE
            && (glyph.left - last.left) < self.size * SAME_PLACE
    }

    fn line(&self, text: String) -> Option<Line> {
        (!text.is_empty()).then_some(Line { text, baseline: self.baseline, size: self.size })
    }
}

/// The text of a line that is being put together.
#[derive(Default)]
struct Words {
    text: String,
    raised: String,
    /// A space that the document itself prints stands, whatever the gap.
    spaced: bool,
}

impl Words {
    fn push(&mut self, character: char, raised: bool) {
        if raised {
            self.flush_space();
            self.raised.push(character);
        } else {
            self.flush_raised();
            self.flush_space();
            self.text.push(character);
        }
    }

    fn space(&mut self, character: char) {
        self.flush_raised();
        if character == '\u{a0}' {
            self.text.push(character);
        } else {
            self.spaced = true;
        }
    }

    fn flush_space(&mut self) {
        if std::mem::take(&mut self.spaced) && !self.text.ends_with('\u{a0}') {
            self.text.push(' ');
        }
    }

    fn flush_raised(&mut self) {
        if self.raised.is_empty() {
            return;
        }
        let raised = std::mem::take(&mut self.raised);
        self.text.push_str(&note_mark(&raised).unwrap_or(raised));
    }

    fn is_longer_than_label(&self) -> bool {
        self.text.trim().chars().count() + self.raised.chars().count() > LABEL_CHARACTERS
    }

    fn finish(mut self) -> String {
        self.flush_raised();
        tidy(&self.text)
    }
}
