//! How many records each year brought. Years without one take no room: a gap would say more than was counted.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use super::{Edge, WIDTH};

const MARGIN: u32 = 8;
const TALLEST: u32 = 110;
const TOP: u32 = 22;
const AXIS: u32 = 22;
/// The widest that a column gets, and how much of its place it fills.
const WIDEST: u32 = 72;

/// One year's column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Column {
    /// The year.
    pub year: String,
    /// How many records.
    pub count: usize,
    /// Where the column begins.
    #[serde(skip)]
    pub x: u32,
    /// Where it begins, from above.
    #[serde(skip)]
    pub y: u32,
    /// How tall it is.
    #[serde(skip)]
    pub tall: u32,
    /// Its middle.
    #[serde(skip)]
    pub middle: u32,
}

/// The drawing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Years {
    /// A column for each year in which something was said.
    pub columns: Vec<Column>,
    /// Its width.
    #[serde(skip)]
    pub width: u32,
    /// Its height.
    #[serde(skip)]
    pub height: u32,
    /// Where the axis lies.
    #[serde(skip)]
    pub axis: u32,
    /// How wide a column is.
    #[serde(skip)]
    pub wide: u32,
}

impl Years {
    /// Draws counts by year; none before there are two years to compare.
    pub fn draw(counts: &BTreeMap<String, usize>, right_to_left: bool) -> Option<Self> {
        let edge = Edge { right_to_left };
        let most = counts.values().copied().max().filter(|_| counts.len() > 1)?;
        let places = u32::try_from(counts.len()).ok()?;
        let step = (WIDTH - 2 * MARGIN) / places;
        let wide = (step * 2 / 3).clamp(2, WIDEST);
        let axis = TOP + TALLEST;
        let column = |(place, (year, count)): (u32, (&String, &usize))| {
            let share = u64::from(TALLEST) * *count as u64 / most as u64;
            let tall = u32::try_from(share).unwrap_or(TALLEST).max(2);
            let begin = MARGIN + place * step;
            Column {
                year: year.clone(),
                count: *count,
                x: edge.span(begin, wide),
                y: axis - tall,
                tall,
                middle: edge.point(begin + wide / 2),
            }
        };
        let columns = (0..).zip(counts).map(column).collect();
        Some(Self { columns, width: WIDTH, height: axis + AXIS, axis, wide })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draw(counts: &[(&str, usize)], right_to_left: bool) -> Option<Years> {
        let counts = counts.iter().map(|(year, count)| ((*year).to_owned(), *count)).collect();
        Years::draw(&counts, right_to_left)
    }

    #[test]
    fn columns_are_as_tall_as_their_counts_and_years_without_any_take_no_room() {
        let drawn = draw(&[("2019", 5), ("2026", 10)], false).unwrap();
        let tall: Vec<u32> = drawn.columns.iter().map(|column| column.tall).collect();
        assert_eq!(tall, [TALLEST / 2, TALLEST]);
        assert_eq!(drawn.columns.len(), 2);
        assert!(drawn.columns.iter().all(|column| column.y + column.tall == drawn.axis));
    }

    #[test]
    fn columns_run_the_way_of_writing_and_never_overlap() {
        let counts: Vec<_> = ["2019", "2020", "2021", "2022"].map(|year| (year, 1)).to_vec();
        for right_to_left in [false, true] {
            let drawn = draw(&counts, right_to_left).unwrap();
            let mut begins: Vec<u32> = drawn.columns.iter().map(|column| column.x).collect();
            assert_eq!(begins.is_sorted(), !right_to_left);
            begins.sort_unstable();
            assert!(begins.windows(2).all(|pair| pair[1] - pair[0] >= drawn.wide));
        }
    }

    #[test]
    fn one_year_is_no_picture() {
        assert_eq!(draw(&[("2026", 7)], false), None);
        assert_eq!(draw(&[], false), None);
    }
}
