//! UTF-8 text, and what is not.

use instruments::source::{NoteKind, SourceError, read_source};

#[test]
fn a_byte_order_mark_and_crlf_leave_no_trace_but_a_note() {
    let source = read_source("\u{feff}un\r\ndeux".as_bytes()).unwrap();
    let lines: Vec<_> = source.text.lines.iter().map(|line| line.text.as_str()).collect();
    assert_eq!(lines, ["un", "deux"]);
    assert_eq!(source.notes[0].kind, NoteKind::ByteOrderMark);
}

#[test]
fn latin_1_is_refused_where_it_shows() {
    assert_eq!(read_source(b"r\xE9solution"), Err(SourceError::NotUtf8 { offset: 1 }));
}

#[test]
fn utf_16_is_refused_with_or_without_mark() {
    let encoded = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    assert_eq!(read_source(&encoded("\u{feff}Résolution")), Err(SourceError::Utf16));
    assert_eq!(read_source(&encoded("Résolution 12/3")), Err(SourceError::Utf16));
}

#[test]
fn control_bytes_are_no_text() {
    assert_eq!(read_source(b"text\x01more"), Err(SourceError::NotText { offset: 4 }));
}

#[test]
fn other_formats_are_named() {
    for (bytes, word) in [
        (&b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1rest"[..], "Word"),
        (b"{\\rtf1 text}", "RTF"),
        (b"\x89PNG\r\n", "PNG"),
        (b"<?xml version='1.0'?><feed/>", "XML"),
    ] {
        let refused = read_source(bytes).unwrap_err();
        assert_eq!(refused.code(), "unknown-format");
        assert!(refused.to_string().contains(word), "{refused}");
    }
}

#[test]
fn nothing_at_all_is_an_empty_text() {
    assert_eq!(read_source(b"").unwrap().text.byte_len(), 1);
}
