//! What a participant said, along time: a dot for each record, above each other where days are close.

use serde::Serialize;
use utoipa::ToSchema;

use super::{Edge, Label, WIDTH, year};

const MARGIN: u32 = 28;
const STEP: u32 = 14;
const TOP: u32 = 12;
const AXIS: u32 = 22;
/// The least room that the label of a year needs.
const LABEL: u32 = 56;
/// Fewer are sooner read than looked at.
const LEAST: usize = 3;

/// A record on the line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Dot {
    /// Its name, for whoever points at it.
    pub name: String,
    /// Its date.
    pub date: String,
    /// Where it stands.
    #[serde(skip)]
    pub x: u32,
    /// Where it stands.
    #[serde(skip)]
    pub y: u32,
}

/// The drawing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Timeline {
    /// The records.
    pub dots: Vec<Dot>,
    /// Years on the axis.
    #[serde(skip)]
    pub years: Vec<Label>,
    /// Its width.
    #[serde(skip)]
    pub width: u32,
    /// Its height.
    #[serde(skip)]
    pub height: u32,
    /// Where the axis lies.
    #[serde(skip)]
    pub axis: u32,
}

/// Days from the beginning of year 0, near enough to draw: months of 31 days.
fn day(date: &str) -> Option<u32> {
    let part = |from: usize| date.get(from..from + 2).and_then(|text| text.parse::<u32>().ok()).unwrap_or(1);
    let year = u32::try_from(year(date)?).ok()?;
    Some(year * 372 + (part(5).clamp(1, 12) - 1) * 31 + part(8).clamp(1, 31) - 1)
}

impl Timeline {
    /// Draws records by name and date (`yyyy-mm-dd`); none if there are too few to look at.
    pub fn draw(records: impl IntoIterator<Item = (String, String)>, right_to_left: bool) -> Option<Self> {
        let edge = Edge { right_to_left };
        let mut days: Vec<(u32, String, String)> =
            records.into_iter().filter_map(|(name, date)| Some((day(&date)?, name, date))).collect();
        if days.len() < LEAST {
            return None;
        }
        days.sort();
        // Whole years, so that a label stands where its year begins.
        let first = days.first()?.0 / 372;
        let last = days.last()?.0 / 372 + 1;
        let span = (last - first) * 372;
        let place = |day: u32| MARGIN + (WIDTH - 2 * MARGIN) * (day - first * 372) / span;
        let mut dots = Vec::with_capacity(days.len());
        let (mut column, mut height, mut tallest) = (None, 0, 0);
        for (day, name, date) in days {
            // Dots as wide as a step stand above each other.
            let x = place(day) / STEP * STEP;
            height = if column == Some(x) { height + 1 } else { 0 };
            (column, tallest) = (Some(x), tallest.max(height));
            dots.push(Dot { name, date, x: edge.point(x), y: height });
        }
        let axis = TOP + STEP * (tallest + 1);
        for dot in &mut dots {
            dot.y = axis - STEP / 2 - STEP * dot.y - 2;
        }
        let mut years: Vec<(u32, u32)> = Vec::new();
        for year in first..=last {
            let x = place(year * 372);
            if years.last().is_none_or(|(_, before)| x - before >= LABEL) {
                years.push((year, x));
            }
        }
        let label = |(year, x): (u32, u32)| Label { text: year.to_string(), x: edge.point(x) };
        Some(Self {
            dots,
            years: years.into_iter().map(label).collect(),
            width: WIDTH,
            height: axis + AXIS,
            axis,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draw(dates: &[&str], right_to_left: bool) -> Option<Timeline> {
        Timeline::draw(dates.iter().map(|date| ("a".to_owned(), (*date).to_owned())), right_to_left)
    }

    #[test]
    fn no_dot_covers_another_and_all_are_within() {
        let dates = ["2024-01-01", "2024-01-01", "2024-01-02", "2026-12-31", "2025-06-15"];
        for right_to_left in [false, true] {
            let drawn = draw(&dates, right_to_left).unwrap();
            let mut places: Vec<_> = drawn.dots.iter().map(|dot| (dot.x, dot.y)).collect();
            places.sort_unstable();
            places.dedup();
            assert_eq!(places.len(), dates.len());
            assert!(drawn.dots.iter().all(|dot| dot.x <= WIDTH && dot.y < drawn.axis));
        }
    }

    #[test]
    fn time_runs_the_way_of_writing() {
        let dates = ["2020-03-01", "2022-03-01", "2026-03-01"];
        let places = |right_to_left| -> Vec<u32> {
            draw(&dates, right_to_left).unwrap().dots.iter().map(|dot| dot.x).collect()
        };
        assert!(places(false).is_sorted());
        assert!(places(true).iter().rev().is_sorted());
    }

    #[test]
    fn two_records_are_sooner_read() {
        assert_eq!(draw(&["2020-03-01", "2022-03-01"], false), None);
        assert_eq!(draw(&["soon", "later", "never"], false), None);
    }
}
