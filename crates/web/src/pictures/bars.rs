//! Of how many things something was said: a bar for each group of them, beside its length. For the eyes of whoever said it.

use serde::Serialize;
use utoipa::ToSchema;

use super::{Edge, WIDTH, shortened};

const ROW: u32 = 46;
/// Where a name's line of writing stands in its row, and where the bar begins.
const NAME: u32 = 18;
const BAR: u32 = 26;
/// How thick a bar is.
pub const THICK: u32 = 12;
/// Room for the figures at the end of a name's line.
const LETTERS: usize = 64;

/// Something to draw a bar of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// Of how many something was said.
    pub said: usize,
    /// How many there are.
    pub all: usize,
}

/// A bar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Bar {
    /// Its name, whole.
    pub name: String,
    /// Its name as far as there is room.
    pub short: String,
    /// Of how many something was said.
    pub said: usize,
    /// How many there are.
    pub all: usize,
    /// Where the name stands.
    #[serde(skip)]
    pub name_y: u32,
    /// Where the bar begins, from above.
    #[serde(skip)]
    pub y: u32,
    /// Where the filled part begins, from the left.
    #[serde(skip)]
    pub x: u32,
    /// How long the filled part is.
    #[serde(skip)]
    pub filled: u32,
}

/// The drawing.
#[expect(clippy::struct_field_names, reason = "a drawing of bars has bars")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Bars {
    /// The bars.
    pub bars: Vec<Bar>,
    /// Its width.
    #[serde(skip)]
    pub width: u32,
    /// Its height.
    #[serde(skip)]
    pub height: u32,
    /// How thick the bars are.
    #[serde(skip)]
    pub thick: u32,
    /// Where lines of writing begin.
    #[serde(skip)]
    pub begin: u32,
}

impl Bars {
    /// Draws a bar for each; none if there is none with anything in it.
    pub fn draw(parts: impl IntoIterator<Item = Part>, right_to_left: bool) -> Option<Self> {
        let edge = Edge { right_to_left };
        let bars: Vec<_> = parts
            .into_iter()
            .filter(|part| part.all > 0)
            .zip(0..)
            .map(|(part, row)| bar(part, row * ROW, edge))
            .collect();
        let rows = u32::try_from(bars.len()).ok().filter(|rows| *rows > 0)?;
        Some(Self { bars, width: WIDTH, height: rows * ROW, thick: THICK, begin: edge.point(0) })
    }
}

fn bar(part: Part, top: u32, edge: Edge) -> Bar {
    let share = |units: u32| {
        let (said, all) = (part.said.min(part.all) as u64, part.all as u64);
        u32::try_from(u64::from(units) * said / all).unwrap_or_default()
    };
    // The least that was said is seen.
    let filled = if part.said == 0 { 0 } else { share(WIDTH).max(4) };
    Bar {
        short: shortened(&part.name, LETTERS),
        name: part.name,
        said: part.said,
        all: part.all,
        name_y: top + NAME,
        y: top + BAR,
        x: edge.span(0, filled),
        filled,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(said: usize, all: usize) -> Part {
        Part { name: "a".to_owned(), said, all }
    }

    #[test]
    fn a_bar_is_as_long_as_what_was_said() {
        let drawn = Bars::draw([part(0, 7), part(1, 1_000), part(5, 10), part(10, 10)], false).unwrap();
        let filled: Vec<u32> = drawn.bars.iter().map(|bar| bar.filled).collect();
        assert_eq!(filled, [0, 4, 320, 640]);
        assert!(drawn.bars.iter().all(|bar| bar.y + THICK <= drawn.height && bar.x == 0));
        let mirrored = Bars::draw([part(5, 10)], true).unwrap();
        assert_eq!((mirrored.bars[0].x, mirrored.begin), (320, 640));
    }

    #[test]
    fn nothing_is_no_picture() {
        assert_eq!(Bars::draw([part(0, 0)], false), None);
        assert_eq!(Bars::draw([], false), None);
    }
}
