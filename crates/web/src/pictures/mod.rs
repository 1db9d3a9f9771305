//! Pictures for those who would rather look than read: made here as SVG, shown without a script. Each counts what was said and
//! never who was silent; what it shows stands beside it in words too.
//!
//! Places are reckoned from the edge at which the page's writing begins, so that a page from right to left has its mirror image.

mod said;
mod timeline;
mod years;

pub use timeline::Timeline;
pub use years::Years;

use serde::Serialize;
use utoipa::ToSchema;

/// Units of a drawing, about CSS pixels on a phone; the page scales it.
const WIDTH: u32 = 640;

/// A label at a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Label {
    /// What it says.
    pub text: String,
    /// Where it stands.
    pub x: u32,
}

/// Places from the edge at which writing begins.
#[derive(Clone, Copy, Debug)]
struct Edge {
    right_to_left: bool,
}

impl Edge {
    /// Where a point is drawn.
    fn point(self, x: u32) -> u32 {
        if self.right_to_left { WIDTH.saturating_sub(x) } else { x }
    }

    /// Where something of a width is drawn that begins there.
    fn span(self, x: u32, width: u32) -> u32 {
        if self.right_to_left { WIDTH.saturating_sub(x + width) } else { x }
    }
}

/// The year with which a date begins.
fn year(date: &str) -> Option<i32> {
    date.get(..4)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_from_right_to_left_has_the_mirror_image() {
        let (there, mirrored) = (Edge { right_to_left: false }, Edge { right_to_left: true });
        assert_eq!((there.point(10), mirrored.point(10)), (10, WIDTH - 10));
        assert_eq!((there.span(0, 40), mirrored.span(0, 40)), (0, WIDTH - 40));
    }
}
