//! PDF files as stock readers see them: text in six languages, tags, the same bytes twice, nothing run.

#![allow(clippy::unwrap_used, reason = "a test that can't read has failed")]

use proptest::prelude::*;
use reports::{Block, Document, Heading, Inline, Language, Paragraph};
use std::process::Command;
use std::sync::LazyLock;
use support::{fonts, plain, said, text, written};
use typesetting::{FontFile, Fonts, pdf};

#[path = "../../reports/tests/support/sample.rs"]
mod sample;
mod support;

/// The words of a text, without marks, which bidirectional text may move.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '’').filter(|word| !word.is_empty())
}

#[test]
fn every_language_can_be_read_out_of_the_file_again_and_hostile_text_is_text() {
    let folder = tempfile::tempdir().unwrap();
    for language in sample::LANGUAGES {
        let document = sample::report(language);
        let fonts = fonts(FontFile::needed(&document));
        let set = pdf(&document, &fonts).unwrap();
        assert_eq!(set.unshown.len(), 0, "{language}: {:?}", set.unshown);
        let path = written(folder.path(), "report.pdf", &set.pdf);
        let text = text(&path);
        for other in sample::LANGUAGES {
            for word in words(sample::sentence(other)) {
                assert!(text.contains(word), "{language} lacks {word}");
            }
        }
        for hostile in sample::HOSTILE.iter().filter(|_| language != "ar") {
            assert!(text.contains(&plain(hostile)), "{language} lacks {hostile}");
        }
        assert!(said("pdfinfo", &[], &path).contains(&format!("Pages:           {}", set.pages)));
    }
}

#[test]
fn the_same_report_and_fonts_give_the_same_bytes() {
    for language in ["ar", "zh"] {
        let document = sample::report(language);
        let once = || pdf(&document, &fonts(FontFile::needed(&document))).unwrap().pdf;
        assert!(once() == once(), "{language}");
    }
}

#[test]
fn a_screen_reader_finds_headings_lists_tables_links_and_the_language() {
    let folder = tempfile::tempdir().unwrap();
    let document = sample::report("ar");
    let set = pdf(&document, &fonts(FontFile::needed(&document))).unwrap();
    let path = written(folder.path(), "report.pdf", &set.pdf);
    let structure = said("pdfinfo", &["-struct-text"], &path);
    let tags = [
        "H1",
        "H2",
        "H3",
        "TOC",
        "LI",
        "Lbl",
        "Table",
        "THead",
        "TH",
        "TD",
        "Caption",
        "Link",
        "Figure",
        "BlockQuote",
    ];
    for tag in tags {
        let found = structure
            .lines()
            .any(|line| line.split([' ', '\t', ':']).find(|word| !word.is_empty()) == Some(tag));
        assert!(found, "no {tag}");
    }
    let file = String::from_utf8_lossy(&set.pdf);
    assert!(file.contains("<pdfuaid:part>1</pdfuaid:part>"), "PDF/UA-1");
    assert!(file.contains("/Lang(ar)") || file.contains("/Lang (ar)"));
    assert!(!file.contains("CreationDate"), "no clock");
    let about = said("pdfinfo", &[], &path);
    assert!(about.contains("Tagged:          yes") && about.contains(sample::title("ar")));
    assert!(about.contains("JavaScript:      no"));
}

#[test]
fn a_title_that_somebody_else_wrote_is_marked_with_its_language() {
    let language = |tag| Language::new(tag).ok();
    let mut document = Document::new(language("en").unwrap(), sample::title("fr"));
    document.title.title_language = language("fr");
    document.title.subtitle = sample::sentence("ru").into();
    document.title.subtitle_language = language("ru");
    let set = pdf(&document, &fonts(FontFile::needed(&document))).unwrap();
    let file = String::from_utf8_lossy(&set.pdf);
    for tag in ["en", "fr", "ru"] {
        assert!(file.contains(&format!("/Lang({tag})")) || file.contains(&format!("/Lang ({tag})")), "{tag}");
    }
}

#[test]
fn a_heading_without_words_is_left_out() {
    for title in ["Title", ""] {
        let mut document = Document::new(Language::new("en").unwrap(), title);
        document.blocks = ["", " ", "\n"].map(|text| Block::Heading(Heading::new(1, text))).into();
        let anchored = Heading { anchor: "here".into(), ..Heading::new(1, "") };
        let link = Paragraph { text: vec![Inline::link("#here", "there")], ..Paragraph::default() };
        document.blocks.extend([Block::Heading(anchored), Block::Paragraph(link)]);
        let set = pdf(&document, &fonts(FontFile::needed(&document))).unwrap();
        assert!(set.pdf.starts_with(b"%PDF"), "{title}");
    }
}

#[test]
fn letters_that_no_font_has_are_named_and_replaced() {
    let mut document = Document::new(Language::new("en").unwrap(), "Title");
    document.blocks = vec![Block::Paragraph(Paragraph::new("a \u{12000} b \u{1F600} → c"))];
    let set = pdf(&document, &fonts(FontFile::needed(&document))).unwrap();
    assert_eq!(set.unshown.into_iter().collect::<String>(), "\u{12000}\u{1F600}");
}

#[test]
fn a_report_asks_for_the_fonts_of_its_letters_alone() {
    let needed = |text: &str| {
        let document = Document::new(Language::new("en").unwrap(), text);
        let mut packages: Vec<_> = FontFile::needed(&document).into_iter().map(|file| file.family).collect();
        packages.dedup();
        packages.join(", ")
    };
    assert_eq!(needed("Ünïcode, Россия"), "Noto Sans");
    assert_eq!(needed("中"), "Noto Sans, Noto Sans CJK SC");
    assert_eq!(needed("ع"), "Noto Sans, Noto Naskh Arabic");
    for file in FontFile::all() {
        fonts([file]);
    }
}

#[test]
fn a_file_without_its_family_is_named_with_its_package() {
    let error = Fonts::new([(FontFile::all().next().unwrap(), b"no font".to_vec())]).err().unwrap();
    assert!(error.to_string().contains("install the package fonts-noto-core"), "{error}");
}

#[test]
fn a_word_processor_reads_all_of_the_docx() {
    let folder = tempfile::tempdir().unwrap();
    for language in ["ar", "zh", "fr"] {
        let bytes = reports::docx(&sample::report(language)).unwrap();
        let path = written(folder.path(), "report.docx", &bytes);
        let profile = format!("-env:UserInstallation=file://{}", folder.path().join("profile").display());
        let mut office = Command::new("soffice");
        office
            .args([&profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir"])
            .arg(folder.path())
            .arg(&path);
        let output = office.output().expect("LibreOffice is there: `make tools`");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let text = plain(&std::fs::read_to_string(folder.path().join("report.txt")).unwrap());
        for word in sample::LANGUAGES.iter().flat_map(|other| words(sample::sentence(other))) {
            assert!(text.contains(word), "{language} lacks {word}");
        }
        for hostile in sample::HOSTILE {
            assert!(text.contains(&plain(hostile)), "{language} lacks {hostile}");
        }
    }
}

static ALL_FONTS: LazyLock<Fonts> = LazyLock::new(|| fonts(FontFile::all()));

/// Letters of all kinds, and those that break things more often than chance would have them.
fn letters() -> impl Strategy<Value = String> {
    let odd = prop::sample::select(vec![
        '\0',
        '\u{85}',
        '\u{ffff}',
        '\u{202e}',
        '\u{2066}',
        '\u{200f}',
        '\u{200d}',
        '\u{ad}',
        '\n',
        '\t',
        '\u{1f600}',
        'ع',
        'ل',
        'ا',
        '中',
        'é',
        '\u{301}',
        '\u{64b}',
        '\u{10ffff}',
        '#',
        '$',
        '\\',
        '@',
        '\u{e000}',
        'ก',
        '\u{e33}',
        'क',
        '\u{94d}',
    ]);
    prop::collection::vec(prop_oneof![odd, any::<char>()], 0..80).prop_map(|all| all.into_iter().collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]
    #[test]
    fn whatever_letters_a_text_has_it_is_set(text in letters(), number in letters()) {
        let mut document = Document::new(Language::new("ar").unwrap(), text.clone());
        document.title.symbol.clone_from(&number);
        document.description.clone_from(&text);
        document.blocks = vec![
            Block::Heading(Heading { number: number.clone(), ..Heading::new(2, text.clone()) }),
            Block::Paragraph(Paragraph { number, ..Paragraph::new(text.clone()) }),
            Block::Paragraph(Paragraph {
                text: vec![Inline::within(Language::new("en").unwrap(), text)],
                ..Paragraph::default()
            }),
        ];
        pdf(&document, &ALL_FONTS).unwrap();
    }
}
