//! Two columns of text on a page: read one after the other, not across.

use super::layout::Row;

/// Where between the left and the right end of a page's text the space between two columns may lie, in [`STEPS`].
const MIDDLE: std::ops::RangeInclusive<u32> = 60..=140;

/// In how many steps a page's text is divided to try them.
const STEPS: f64 = 200.0;

/// The space between columns, in ems. Wider spaces between words are rare, and never on many lines in one place.
const GUTTER: f64 = 0.5;

/// A wider space, in ems, parts a table.
const WIDEST_GUTTER: f64 = 7.0;

/// How wide the narrower column is beside the wider at least.
const LEAST_SHARE: f64 = 0.6;

/// Lines that each column has at least: fewer beside each other are a table, or the head of a first page.
const FEWEST_LINES: usize = 6;

/// The part of its column that a line of running text fills.
const FILLED: f64 = 0.6;

/// Puts the lines of two columns one below the other. A page without them stays as it is.
pub(super) fn apart(rows: Vec<Row>) -> Vec<Row> {
    let Some(gutter) = gutter(&rows) else { return rows };
    let mut apart = Vec::with_capacity(rows.len() * 2);
    let mut beside: Vec<Row> = Vec::new();
    for row in rows {
        if is_free(&row, gutter) {
            beside.push(row);
        } else {
            flush(&mut beside, gutter, &mut apart);
            apart.push(row);
        }
    }
    flush(&mut beside, gutter, &mut apart);
    apart
}

/// Lines above and below those that fill both columns stay across: a page's head, a signature.
fn flush(beside: &mut Vec<Row>, gutter: f64, apart: &mut Vec<Row>) {
    let rows = std::mem::take(beside);
    if !are_columns(&rows, gutter) {
        apart.extend(rows);
        return;
    }
    let (left, right): (Vec<_>, Vec<_>) = rows.into_iter().map(|row| row.cut_at(gutter)).unzip();
    apart.extend(left.into_iter().flatten());
    apart.extend(right.into_iter().flatten());
}

/// Where the space between two columns lies, if most lines leave one free.
fn gutter(rows: &[Row]) -> Option<f64> {
    let ends = rows.iter().filter_map(Row::ends);
    let (left, right) = ends.reduce(|(left, right), (a, b)| (left.min(a), right.max(b)))?;
    let candidates = MIDDLE.map(|step| left + (right - left) * f64::from(step) / STEPS);
    let free = |gutter: f64| rows.iter().filter(|row| is_free(row, gutter)).count();
    let best = candidates.map(|gutter| (free(gutter), gutter)).max_by_key(|(free, _)| *free)?;
    let (count, gutter) = best;
    let columns = rows.split(|row| !is_free(row, gutter)).any(|rows| are_columns(rows, gutter));
    (columns && count * 2 > rows.len()).then_some(gutter)
}

/// No character stands at the place, nor near it.
fn is_free(row: &Row, place: f64) -> bool {
    let aside = row.size * GUTTER / 2.0;
    row.printed().all(|glyph| glyph.right <= place - aside || glyph.left >= place + aside)
}

/// Running text stands on both sides, in columns about as wide and near each other: names beside dates or votes are read
/// across.
fn are_columns(rows: &[Row], gutter: f64) -> bool {
    let (left, right): (Vec<_>, Vec<_>) = rows.iter().map(|row| row.sides(gutter)).unzip();
    let (left, right) = (Column::of(left), Column::of(right));
    let em = rows.iter().map(|row| row.size).fold(0.0, f64::max);
    let (narrow, wide) = (left.width().min(right.width()), left.width().max(right.width()));
    left.filled() >= FEWEST_LINES
        && right.filled() >= FEWEST_LINES
        && (left.filled() + right.filled()) * 2 > rows.len()
        && right.left - left.right <= em * WIDEST_GUTTER
        && narrow >= wide * LEAST_SHARE
}

/// The lines on one side of a gutter.
struct Column {
    lines: Vec<(f64, f64)>,
    left: f64,
    right: f64,
}

impl Column {
    fn of(lines: Vec<Option<(f64, f64)>>) -> Self {
        let lines: Vec<(f64, f64)> = lines.into_iter().flatten().collect();
        let left = lines.iter().map(|(left, _)| *left).fold(f64::INFINITY, f64::min);
        let right = lines.iter().map(|(_, right)| *right).fold(f64::NEG_INFINITY, f64::max);
        Self { lines, left, right }
    }

    fn width(&self) -> f64 {
        self.right - self.left
    }

    /// How many lines fill it.
    fn filled(&self) -> usize {
        self.lines.iter().filter(|(from, to)| to - from >= self.width() * FILLED).count()
    }
}
