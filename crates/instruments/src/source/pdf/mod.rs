//! PDF with a text layer, visible or (over a scan) invisible.
//!
//! The interpreter says which character is printed where and how large; from that alone lines, paragraphs'
//! gaps, headings, notes and furniture are told. Two columns of running text are read one after the other; other
//! text beside text on one height is read from left to right, as separate lines when the gap is wide.

mod columns;
mod document;
mod glyphs;
mod inflate;
mod layout;

use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro_interpret::{
    Context, InterpreterCache, InterpreterSettings, RenderContent, TransformExt, interpret_page,
};
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use self::glyphs::PageGlyphs;
use self::layout::PageLayout;
use super::limits::{MAX_PDF_GLYPHS_PER_PAGE, MAX_PDF_OBJECTS, MAX_PDF_PAGES, MAX_TEXT_BYTES};
use super::{Note, SourceError};
use crate::text::SourceText;

/// Characters that a page must have on average to count as text: fewer are stamps on images.
const FEWEST_CHARACTERS_PER_PAGE: usize = 20;

pub(super) fn read(bytes: &[u8]) -> Result<(SourceText, Vec<Note>), SourceError> {
    inflate::check(bytes)?;
    // The interpreter and its font reader are large and meet hostile bytes; a panic in them is a damaged file
    // to us. They hold nothing of ours, so nothing is left half-changed behind the unwinding.
    let pages = catch_unwind(AssertUnwindSafe(|| read_pages(bytes)))
        .unwrap_or(Err(SourceError::PdfUnreadable { reason: "its structure is contradictory" }))?;
    let readable: usize = pages.iter().map(PageLayout::characters).sum();
    if readable < FEWEST_CHARACTERS_PER_PAGE * pages.len().max(1) {
        return Err(SourceError::PdfWithoutText { pages: pages.len() });
    }
    Ok(document::assemble(pages))
}

fn read_pages(bytes: &[u8]) -> Result<Vec<PageLayout>, SourceError> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(
            DecryptionError::PasswordProtected | DecryptionError::UnsupportedAlgorithm,
        ) => SourceError::PdfEncrypted,
        LoadPdfError::Decryption(_) => SourceError::PdfUnreadable { reason: "its encryption is damaged" },
        LoadPdfError::Invalid => SourceError::PdfUnreadable { reason: "it has no valid structure" },
    })?;
    bounded("objects", pdf.len(), MAX_PDF_OBJECTS)?;
    bounded("pages", pdf.pages().len(), MAX_PDF_PAGES)?;
    inflate::check_decoded(&pdf)?;
    let settings =
        InterpreterSettings { render_content: RenderContent::PAGE, ..InterpreterSettings::default() };
    let cache = InterpreterCache::new();
    let mut pages = Vec::new();
    let mut size = 0;
    for page in pdf.pages().iter() {
        let (width, height) = page.render_dimensions();
        let area = hayro_interpret::kurbo::Rect::new(0.0, 0.0, width.into(), height.into());
        let placed = page.initial_transform(true).to_kurbo();
        let mut context = Context::new(placed, area, &cache, pdf.xref(), settings.clone());
        let mut glyphs = PageGlyphs::default();
        interpret_page(page, &mut context, &mut glyphs);
        bounded("characters on one page", glyphs.seen(), MAX_PDF_GLYPHS_PER_PAGE)?;
        let layout = PageLayout::of(glyphs, height);
        size += layout.byte_len();
        if size > MAX_TEXT_BYTES {
            return Err(SourceError::TextTooLarge { limit: MAX_TEXT_BYTES });
        }
        pages.push(layout);
    }
    Ok(pages)
}

fn bounded(what: &'static str, found: usize, limit: usize) -> Result<(), SourceError> {
    if found > limit {
        return Err(SourceError::PdfTooLarge { what, limit: limit as u64 });
    }
    Ok(())
}
