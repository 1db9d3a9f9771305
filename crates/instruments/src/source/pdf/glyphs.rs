//! The characters that a page prints, with their places.

use hayro_interpret::font::{Glyph as FontGlyph, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::kurbo::{Affine, BezPath, Point};
use hayro_interpret::{BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask};

use crate::source::limits::MAX_PDF_GLYPHS_PER_PAGE;

/// The interpreter's units in one em.
const UNITS_PER_EM: f64 = 1000.0;

/// How far from level a line may run: text that is turned is a stamp or a watermark.
const MOST_SLOPE: f64 = 0.1;

/// What stands for a character that the PDF does not name.
pub(super) const UNNAMED: char = '\u{FFFD}';

/// One printed character. The origin of the page is at its top left.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Glyph {
    pub(super) character: char,
    pub(super) left: f64,
    pub(super) right: f64,
    /// The line on which the character stands.
    pub(super) baseline: f64,
    /// Its size: the height of one em.
    pub(super) size: f64,
}

/// Collects the characters of one page, and draws nothing.
#[derive(Default)]
pub(super) struct PageGlyphs {
    glyphs: Vec<Glyph>,
    seen: usize,
}

impl PageGlyphs {
    /// Characters met, also those beyond the bound, which are not kept.
    pub(super) fn seen(&self) -> usize {
        self.seen
    }

    pub(super) fn into_glyphs(self) -> Vec<Glyph> {
        self.glyphs
    }

    fn add(&mut self, text: &BfString, transform: Affine, advance: f64) {
        let [across, slope, ..] = transform.as_coeffs();
        let origin = transform * Point::ZERO;
        let top = transform * Point::new(0.0, UNITS_PER_EM);
        let size = (top - origin).hypot();
        let level = across > 0.0 && slope.abs() <= across * MOST_SLOPE;
        if !level || !size.is_finite() || !origin.is_finite() || size <= 0.0 {
            return;
        }
        let width = across * advance;
        let characters = expand(text);
        // Characters drawn as one share its width.
        let count = u32::try_from(characters.chars().count()).unwrap_or(u32::MAX).max(1);
        let share = width / f64::from(count);
        let mut left = origin.x;
        for character in characters.chars() {
            self.glyphs.push(Glyph { character, left, right: left + share, baseline: origin.y, size });
            left += share;
        }
    }
}

/// Ligatures as their letters, so that words are found again.
fn expand(text: &BfString) -> String {
    let expanded = |c: char| match c {
        'ﬀ' => "ff".to_owned(),
        'ﬁ' => "fi".to_owned(),
        'ﬂ' => "fl".to_owned(),
        'ﬃ' => "ffi".to_owned(),
        'ﬄ' => "ffl".to_owned(),
        'ﬅ' | 'ﬆ' => "st".to_owned(),
        c if c.is_control() => " ".to_owned(),
        c => c.to_string(),
    };
    match text {
        BfString::Char(character) => expanded(*character),
        BfString::String(text) => text.chars().map(expanded).collect(),
    }
}

impl Device<'_> for PageGlyphs {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, props: DrawProps<'_>, _: &DrawMode) {
        for glyph in run.glyphs() {
            self.seen += 1;
            if self.seen > MAX_PDF_GLYPHS_PER_PAGE {
                return;
            }
            let advance = match &**glyph {
                FontGlyph::Outline(outline) => outline.advance_width(),
                FontGlyph::Type3(drawn) => drawn.advance_width(),
            };
            let text = glyph.as_unicode().unwrap_or(BfString::Char(UNNAMED));
            let advance = advance.map_or(UNITS_PER_EM / 2.0, f64::from);
            self.add(&text, props.transform * glyph.transform(), advance);
        }
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'_>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'_, '_>, _: ImageDrawProps<'_>) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
