//! Files made to exhaust a reader, and arbitrary bytes: a refusal or a text, never a panic.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use instruments::source::limits::{MAX_TEXT_BYTES, MAX_XML_DEPTH, MAX_ZIP_ENTRIES};
use instruments::source::{SourceError, read_source};
use proptest::prelude::*;

use crate::docx::{archive, document};
use crate::pdf::pdf;

fn code(bytes: &[u8]) -> &'static str {
    read_source(bytes).expect_err("it must be refused").code()
}

#[test]
fn a_text_of_50_mb_is_refused_by_its_size() {
    assert_eq!(code(&vec![b'a'; 50_000_000]), "file-too-large");
}

#[test]
fn a_text_over_the_bound_is_refused_and_one_within_is_read() {
    assert_eq!(code(&vec![b'a'; MAX_TEXT_BYTES + 1]), "text-too-large");
    assert!(read_source(&vec![b'a'; MAX_TEXT_BYTES - 1]).is_ok());
}

#[test]
fn a_docx_that_unpacks_to_a_gigabyte_is_refused() {
    assert_eq!(code(&archive(&[("word/document.xml", &document(&" ".repeat(1 << 28)))])), "zip-bomb");
}

#[test]
fn an_archive_of_many_entries_is_refused() {
    let names: Vec<String> = (0..=MAX_ZIP_ENTRIES).map(|number| format!("word/{number}.xml")).collect();
    let parts: Vec<_> = names.iter().map(|name| (name.as_str(), "")).collect();
    assert_eq!(code(&archive(&parts)), "zip-too-many-entries");
}

#[test]
fn entities_that_multiply_are_refused_at_their_declaration() {
    let bomb =
        "<?xml version=\"1.0\"?><!DOCTYPE d [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;\">]>";
    assert_eq!(code(format!("{bomb}<d>&b;</d>").as_bytes()), "xml-with-dtd");
    let inside = format!("{bomb}{}", document("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>"));
    assert_eq!(code(&archive(&[("word/document.xml", &inside)])), "xml-with-dtd");
}

#[test]
fn elements_too_deep_inside_each_other_are_refused() {
    let deep = MAX_XML_DEPTH + 1;
    let xml = document(&("<w:p>".repeat(deep) + &"</w:p>".repeat(deep)));
    assert_eq!(code(&archive(&[("word/document.xml", &xml)])), "xml-too-deep");
    assert_eq!(code(format!("<html>{}text", "<div>".repeat(100_000)).as_bytes()), "html-too-deep");
}

#[test]
fn a_page_with_more_text_than_is_read_is_refused() {
    let page = format!("<html><p>{}", "word ".repeat(MAX_TEXT_BYTES / 4));
    assert_eq!(code(page.as_bytes()), "text-too-large");
}

#[test]
fn a_page_of_forgotten_end_tags_is_read() {
    let page = format!("<html><body>{}", "<p>word<br><li>item<td>cell".repeat(20_000));
    assert!(read_source(page.as_bytes()).is_ok());
}

#[test]
fn a_pdf_that_unpacks_too_far_is_refused() {
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
    for _ in 0..64 {
        packed.write_all(&vec![b' '; 1 << 20]).unwrap();
    }
    let packed = packed.finish().unwrap();
    let mut file =
        format!("%PDF-1.7\n1 0 obj\n<< /Filter /FlateDecode /Length {} >>\nstream\n", packed.len())
            .into_bytes();
    file.extend(packed);
    file.extend(b"\nendstream\nendobj\n");
    assert_eq!(code(&file), "pdf-too-large");
}

#[test]
fn a_pdf_of_many_pages_is_refused() {
    assert_eq!(code(&pdf(&vec![String::new(); 1_001])), "pdf-too-large");
}

#[test]
fn a_pdf_of_one_endless_page_is_refused() {
    let page = format!("BT /F 1 Tf {} ET", "(a long line that is printed again and again) Tj ".repeat(5_000));
    assert_eq!(code(&pdf(&[page])), "pdf-too-large");
}

#[test]
fn nested_arrays_and_forms_that_draw_themselves_end() {
    let arrays = format!("{} {}", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(code(&pdf(&[arrays])), "pdf-without-text");
    let itself = "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n\
        2 0 obj\n<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>\nendobj\n\
        3 0 obj\n<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /XObject << /X 4 0 R >> >> >>\nendobj\n\
        4 0 obj\n<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 5 >>\nstream\n/X Do\nendstream\nendobj\n\
        trailer\n<< /Root 1 0 R >>\n%%EOF\n";
    assert!(read_source(itself.as_bytes()).is_err());
}

/// A sample with some of its bytes changed: most of it stays well formed, so the change is met deep inside.
fn damaged(sample: &[u8], changes: &[(prop::sample::Index, u8)]) -> Vec<u8> {
    let mut bytes = sample.to_vec();
    for (at, byte) in changes {
        let at = at.index(bytes.len());
        bytes[at] = *byte;
    }
    bytes
}

const SAMPLES: [&[u8]; 3] = [
    include_bytes!("resolution.en.docx"),
    include_bytes!("resolution.en.html"),
    include_bytes!("resolution.en.pdf"),
];

proptest! {
    #[test]
    fn arbitrary_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
        let _: Result<_, SourceError> = read_source(&bytes);
    }

    #[test]
    fn arbitrary_bytes_after_any_magic_are_read_or_refused(
        magic in prop::sample::select(vec!["%PDF-1.7\n", "PK\x03\x04", "<!DOCTYPE html>", "<html><ol><li>"]),
        bytes in prop::collection::vec(any::<u8>(), 0..2_000),
    ) {
        let _: Result<_, SourceError> = read_source(&[magic.as_bytes(), &bytes].concat());
    }

    #[test]
    fn damaged_samples_are_read_or_refused(
        sample in prop::sample::select(SAMPLES.to_vec()),
        changes in prop::collection::vec(any::<(prop::sample::Index, u8)>(), 1..20),
    ) {
        let _: Result<_, SourceError> = read_source(&damaged(sample, &changes));
    }

    #[test]
    fn tags_in_any_order_are_read(
        tags in prop::collection::vec(
            prop::sample::select(vec![
                "<p>", "</p>", "<ol>", "</ol>", "<li>", "</li>", "<nav>", "</nav>", "<main>", "</main>", "<br>",
                "<sup>", "</sup>", "<a href=#x>", "</a>", "<pre>", "</pre>", "<h1>", "</h1>", "<p class=footnote>",
                "1", "word ", "<div id=ftn1>", "</div>", "<table><td>", "</table>",
            ]),
            0..60,
        )
    ) {
        let page = format!("<html>{}", tags.concat());
        prop_assert!(read_source(page.as_bytes()).is_ok());
    }
}
