//! How answers are compressed: quickly, but for the few pages so long that a slow line is worth some milliseconds more.

use std::ops::RangeInclusive;

use axum::body::HttpBody;
use axum::http::Response;
use axum::http::header::CONTENT_TYPE;
use tower_http::compression::predicate::Predicate;
use tower_http::compression::{CompressionLayer, CompressionLevel};

/// The sizes of pages that are compressed well. Below, quickly is good enough; above stand reports, which are read where a
/// download of seconds is expected, and which must not hold a core for long.
const LONG: RangeInclusive<u64> = 64 * 1024..=512 * 1024;

/// Compresses whatever isn't yet.
pub(crate) fn of_all() -> CompressionLayer {
    CompressionLayer::new().quality(CompressionLevel::Fastest)
}

/// Compresses long pages, on the way out before all others.
pub(crate) fn of_long_pages() -> CompressionLayer<LongPage> {
    CompressionLayer::new().quality(CompressionLevel::Default).compress_when(LongPage)
}

/// A page with long lists, of words that come again and again.
#[derive(Clone, Copy)]
pub(crate) struct LongPage;

impl Predicate for LongPage {
    fn should_compress<B: HttpBody>(&self, response: &Response<B>) -> bool {
        let page = response.headers().get(CONTENT_TYPE);
        let is_page = page.is_some_and(|value| value.as_bytes().starts_with(b"text/html"));
        is_page && response.body().size_hint().exact().is_some_and(|bytes| LONG.contains(&bytes))
    }
}
