//! DOCX and HTML hold what the document says, as text, in every language; the same document gives the same bytes.

#![allow(clippy::unwrap_used, reason = "a test that can't read has failed")]

use proptest::prelude::*;
use quick_xml::events::Event;
use reports::{Block, Document, Heading, Inline, Language, Paragraph, docx, html};
use std::io::{Cursor, Read};

#[path = "support/sample.rs"]
mod sample;

/// The parts of a DOCX file that are XML.
fn parts(docx: &[u8]) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(docx)).unwrap();
    let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    let read = |name: String| {
        let mut text = String::new();
        archive.by_name(&name).unwrap().read_to_string(&mut text).unwrap();
        (name, text)
    };
    names.into_iter().filter(|name| !name.contains("/media/")).map(read).collect()
}

/// The text of well-formed XML, without the text of elements named here.
fn text_of(xml: &str, without: &[&str]) -> String {
    // What XML 1.0 allows; the reader doesn't look at it.
    let allowed =
        |c| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..);
    assert_eq!(xml.chars().find(|c| !allowed(*c)), None);
    let mut reader = quick_xml::Reader::from_str(xml);
    let config = reader.config_mut();
    config.check_end_names = true;
    config.allow_unmatched_ends = false;
    let (mut text, mut depth, mut silent) = (String::new(), 0_i32, None);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(element) => {
                depth += 1;
                let name = element.name().into_inner().to_owned();
                assert!(element.attributes().all(|it| it.is_ok()), "{name}");
                if silent.is_none() && without.contains(&name.as_str()) {
                    silent = Some(depth);
                }
            }
            Event::End(_) => {
                if silent == Some(depth) {
                    silent = None;
                }
                depth -= 1;
            }
            Event::Empty(element) => {
                text.push_str(if element.name().into_inner().ends_with("br") { "\n" } else { "" });
            }
            Event::Text(piece) if silent.is_none() => text.push_str(&piece),
            Event::GeneralRef(name) if silent.is_none() => text.push(match &name[..] {
                "amp" => '&',
                "lt" => '<',
                "gt" => '>',
                "quot" => '"',
                "#39" => '\'',
                other => panic!("{other:?} is no entity of ours"),
            }),
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0, "every element ends");
    text
}

fn document_xml(docx: &[u8]) -> String {
    parts(docx).into_iter().find(|(name, _)| name == "word/document.xml").unwrap().1
}

#[test]
fn every_form_holds_every_text_and_is_the_same_twice() {
    for language in sample::LANGUAGES {
        let document = sample::report(language);
        let (first, page) = (docx(&document).unwrap(), html(&document).unwrap());
        assert!(first == docx(&document).unwrap() && page == html(&document).unwrap(), "{language}");
        for (_, text) in parts(&first) {
            text_of(&text, &[]);
        }
        for text in [text_of(&document_xml(&first), &["w:instrText"]), text_of(&page, &["style"])] {
            let others = sample::LANGUAGES.map(sample::sentence);
            for wanted in others.iter().chain(&sample::HOSTILE) {
                assert!(text.contains(wanted), "{language} lacks {wanted}");
            }
            assert!(text.contains(sample::title(language)) && text.contains("A/80/000"), "{language}");
        }
    }
}

#[test]
fn a_page_has_no_script_and_asks_no_other_host() {
    let page = html(&sample::report("en")).unwrap();
    for markup in ["<script", "<link", "<img", "<iframe", " onload=", "url(", "@import", " src="] {
        // Where a hostile text has such a thing, its quotes and brackets are escaped.
        assert!(!page.replace("&quot; onload=&quot;", "").contains(markup), "{markup}");
    }
}

#[test]
fn headings_languages_and_repeated_heads_are_real() {
    let document = sample::report("ar");
    let page = html(&document).unwrap();
    assert!(page.contains("<html lang=\"ar\" dir=\"rtl\">"));
    assert!(page.contains("<span lang=\"ru\" dir=\"ltr\">Государство"));
    assert!(page.contains("<th scope=\"col\">") && page.contains("<th scope=\"row\">"));
    assert!(page.contains("<span class=\"number\" dir=\"ltr\">(a)</span>"));
    let bytes = docx(&document).unwrap();
    let xml = document_xml(&bytes);
    assert!(xml.contains("<w:pStyle w:val=\"Heading1\"/><w:bidi/>"));
    assert!(xml.contains("<w:tblHeader/>") && xml.contains("<w:bidiVisual/>"));
    assert!(xml.contains("<w:rPr><w:lang w:val=\"fr\"/></w:rPr>"));
    assert!(xml.contains("descr=\"تقرير"));
    let parts = parts(&bytes);
    let part = |name: &str| &parts.iter().find(|(part, _)| part == name).unwrap().1;
    assert!(part("word/styles.xml").contains("<w:lang w:bidi=\"ar\"/>"));
    assert!(part("docProps/core.xml").contains("<dc:language>ar</dc:language>"));
    assert!(!part("docProps/core.xml").contains("creator"), "no person's name");
}

#[test]
fn a_title_that_somebody_else_wrote_is_marked_with_its_language() {
    let mut document = sample::report("en");
    document.title.title_language = Language::new("fr").ok();
    document.title.subtitle = sample::sentence("ar").into();
    document.title.subtitle_language = Language::new("ar").ok();
    let page = html(&document).unwrap();
    assert!(page.contains("<h1 lang=\"fr\" dir=\"ltr\">"));
    assert!(page.contains("<p class=\"subtitle\" lang=\"ar\" dir=\"rtl\"><bdi>"));
    let xml = document_xml(&docx(&document).unwrap());
    let of = |style: &str| xml.split(&format!("<w:pStyle w:val=\"{style}\"/>")).nth(1).unwrap();
    let line = |style: &str| of(style).split("</w:p>").next().unwrap().to_owned();
    assert!(line("Title").contains("<w:lang w:val=\"fr\"/>"), "{}", line("Title"));
    assert!(line("Subtitle").starts_with("<w:bidi/>"), "{}", line("Subtitle"));
    assert!(line("Subtitle").contains("<w:lang w:bidi=\"ar\"/>"), "{}", line("Subtitle"));
}

#[test]
fn an_address_too_long_for_a_qr_code_is_named_in_both_forms() {
    let mut document = sample::report("en");
    for block in &mut document.blocks {
        if let Block::Qr(qr) = block {
            qr.url = "x".repeat(3_000);
        }
    }
    assert_eq!(docx(&document).unwrap_err().code(), "qr-too-long");
    assert_eq!(html(&document).unwrap_err().code(), "qr-too-long");
}

/// Letters of all kinds, and those that break things more often than chance would have them.
fn letters() -> impl Strategy<Value = String> {
    let odd = prop::sample::select(vec![
        '\0',
        '\u{1}',
        '\u{7f}',
        '\u{85}',
        '\u{fffe}',
        '\u{ffff}',
        '\u{202e}',
        '\u{2066}',
        '\u{200f}',
        '<',
        '&',
        '"',
        '\'',
        ']',
        '\r',
        '\n',
        '\t',
        '\u{1f600}',
        'ع',
        '中',
        'é',
        '\u{301}',
        '\u{10ffff}',
        '#',
        '$',
        '\\',
        '@',
    ]);
    prop::collection::vec(prop_oneof![odd, any::<char>()], 0..60).prop_map(|all| all.into_iter().collect())
}

proptest! {
    #[test]
    fn whatever_letters_a_text_has_all_forms_are_well_formed_and_hold_it(text in letters(), number in letters()) {
        let mut document = Document::new(Language::new("ar").unwrap(), text.clone());
        document.description.clone_from(&text);
        document.title.symbol.clone_from(&number);
        document.blocks = vec![
            Block::Heading(Heading { number: number.clone(), anchor: text.clone(), ..Heading::new(2, text.clone()) }),
            Block::Paragraph(Paragraph { number, ..Paragraph::new(text.clone()) }),
            Block::Paragraph(Paragraph {
                text: vec![Inline::link(text.clone(), text.clone()), Inline::within(Language::new("en").unwrap(), text)],
                ..Paragraph::default()
            }),
        ];
        let page = html(&document).unwrap();
        let bytes = docx(&document).unwrap();
        let Block::Paragraph(safe) = &document.safe().blocks[1] else { panic!("a paragraph") };
        let Inline::Text { text: kept } = &safe.text[0] else { panic!("a text") };
        prop_assert!(text_of(&page, &["style"]).contains(kept.as_str()));
        prop_assert!(text_of(&document_xml(&bytes), &[]).contains(kept.as_str()));
        for (_, part) in parts(&bytes) {
            text_of(&part, &[]);
        }
    }
}
