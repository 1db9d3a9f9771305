//! Refuses streams that unpack to more than a document needs, before anything is unpacked into memory.
//!
//! The interpreter unpacks whole streams and has no bound of its own. Every stream begins after the word
//! `stream`, so each place of that word is unpacked here into nothing and counted.

use std::collections::HashMap;
use std::io::Read;

use flate2::read::ZlibDecoder;
use hayro_syntax::object::dict::keys::CONTENTS;
use hayro_syntax::object::{Array, Object, Stream};
use hayro_syntax::{Filter, Pdf};

use crate::source::SourceError;
use crate::source::limits::{
    MAX_PDF_INFLATED_BYTES, MAX_PDF_OBJECTS, MAX_PDF_PACKINGS, MAX_PDF_PAGE_BYTES, MAX_PDF_STREAM_BYTES,
    MAX_PDF_TEXT_PACKED_BYTES,
};

/// Bytes unpacked at a time.
const WINDOW: usize = 64 << 10;

/// Packed bytes of a stream in a filter other than Flate. LZW unpacks up to 2,730 times, run lengths 64 times.
const MAX_OTHER_PACKED_BYTES: usize = 16 << 10;

/// Checks the streams of a file that are packed in the usual way.
pub(super) fn check(bytes: &[u8]) -> Result<(), SourceError> {
    let mut counted = 0;
    let mut streams = 0;
    let mut rest = bytes;
    while let Some(at) = find_stream(rest) {
        streams += 1;
        // `endstream` ends with the same word, so each stream is met twice.
        if streams > 2 * MAX_PDF_OBJECTS {
            return Err(SourceError::PdfTooLarge { what: "streams", limit: MAX_PDF_OBJECTS as u64 });
        }
        rest = &rest[at + b"stream".len()..];
        let data = rest.strip_prefix(b"\r").unwrap_or(rest);
        let data = data.strip_prefix(b"\n").unwrap_or(data);
        if is_zlib(data) {
            counted += count(data, 1)?;
            bounded(counted, MAX_PDF_INFLATED_BYTES)?;
        }
    }
    Ok(())
}

/// Checks the streams that [`check`] cannot see, encrypted ones and those in several or unusual packings; then
/// what draws each page, which may name one stream many times.
pub(super) fn check_decoded(pdf: &Pdf) -> Result<(), SourceError> {
    let mut sizes = HashMap::new();
    for object in pdf.objects() {
        if let Object::Stream(stream) = object {
            sizes.insert(stream.obj_id(), check_stream(&stream)?);
        }
    }
    for page in pdf.pages().iter() {
        let size_of = |stream: &Stream<'_>| sizes.get(&stream.obj_id()).copied().unwrap_or(0);
        let mut size = page.raw().get::<Stream<'_>>(CONTENTS).as_ref().map_or(0, size_of);
        for stream in page.raw().get::<Array<'_>>(CONTENTS).iter().flat_map(Array::iter::<Stream<'_>>) {
            size += size_of(&stream) + 1;
            if size > MAX_PDF_PAGE_BYTES {
                break;
            }
        }
        bounded(size, MAX_PDF_PAGE_BYTES)?;
    }
    Ok(())
}

/// The unpacked size of a stream, or a bound of it where only unpacking would tell.
fn check_stream(stream: &Stream<'_>) -> Result<u64, SourceError> {
    let filters = stream.filters();
    let image = |filter: &Filter| {
        matches!(filter, Filter::DctDecode | Filter::JpxDecode | Filter::Jbig2Decode | Filter::CcittFaxDecode)
    };
    // Images are never unpacked here: only text is asked for.
    if filters.iter().any(image) {
        return Ok(0);
    }
    if filters.len() > MAX_PDF_PACKINGS {
        return Err(SourceError::PdfUnreadable { reason: "a stream is packed too many times" });
    }
    let raw = stream.raw_data();
    let explosive =
        filters.iter().any(|filter| matches!(filter, Filter::LzwDecode | Filter::RunLengthDecode));
    if explosive && raw.len() > MAX_OTHER_PACKED_BYTES {
        let limit = MAX_OTHER_PACKED_BYTES as u64;
        return Err(SourceError::PdfTooLarge { what: "bytes in an old packing (LZW)", limit });
    }
    if filters.len() > 1 && !is_zlib(&raw) && raw.len() > MAX_PDF_TEXT_PACKED_BYTES {
        let limit = MAX_PDF_TEXT_PACKED_BYTES as u64;
        return Err(SourceError::PdfTooLarge { what: "bytes in a packing that is written as text", limit });
    }
    if is_zlib(&raw) { count(&raw, 1) } else { Ok(raw.len() as u64) }
}

/// The unpacked size, also of what is packed inside again.
fn count(data: &[u8], depth: usize) -> Result<u64, SourceError> {
    let mut reader: Box<dyn Read + '_> = Box::new(data);
    for _ in 0..depth {
        reader = Box::new(ZlibDecoder::new(reader));
    }
    let mut window = vec![0; WINDOW];
    // A damaged stream ends where the damage is; the interpreter stops there as well.
    let mut size = 0;
    let mut inner = false;
    loop {
        let read = match reader.read(&mut window) {
            Ok(0) | Err(_) => break,
            Ok(read) => read,
        };
        if size == 0 {
            inner = is_zlib(&window[..read]);
        }
        size += read as u64;
        bounded(size, MAX_PDF_STREAM_BYTES)?;
    }
    if inner {
        if depth >= MAX_PDF_PACKINGS {
            return Err(SourceError::PdfUnreadable { reason: "a stream is packed too many times" });
        }
        size += count(data, depth + 1)?;
    }
    Ok(size)
}

fn bounded(size: u64, limit: u64) -> Result<(), SourceError> {
    if size > limit {
        return Err(SourceError::PdfTooLarge { what: "unpacked bytes", limit });
    }
    Ok(())
}

/// The two bytes that begin a zlib stream (RFC 1950).
fn is_zlib(data: &[u8]) -> bool {
    matches!(data, [cmf, flags, ..] if cmf & 0x0F == 8 && (u16::from(*cmf) << 8 | u16::from(*flags)) % 31 == 0)
}

/// Where the word `stream` next stands.
fn find_stream(bytes: &[u8]) -> Option<usize> {
    let mut from = 0;
    loop {
        let at = from + bytes.get(from..)?.iter().position(|byte| *byte == b's')?;
        if bytes[at..].starts_with(b"stream") {
            return Some(at);
        }
        from = at + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::ZlibEncoder;
    use std::io::Write;

    fn packed(data: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(data).unwrap();
        encoder.finish().unwrap()
    }

    fn file(stream: &[u8]) -> Vec<u8> {
        [b"1 0 obj << >>\nstream\n", stream, b"\nendstream"].concat()
    }

    #[test]
    fn a_stream_within_bounds_passes() {
        assert_eq!(check(&file(&packed(b"BT (text) Tj ET"))), Ok(()));
    }

    #[test]
    fn a_stream_that_unpacks_too_far_is_refused() {
        let too_long = vec![b' '; usize::try_from(MAX_PDF_STREAM_BYTES).unwrap() + 1];
        let refused = check(&file(&packed(&too_long)));
        assert_eq!(refused.map_err(|error| error.code()), Err("pdf-too-large"));
    }

    #[test]
    fn a_stream_packed_three_times_is_refused() {
        let refused = check(&file(&packed(&packed(&packed(b"text")))));
        assert_eq!(refused.map_err(|error| error.code()), Err("pdf-unreadable"));
    }
}
