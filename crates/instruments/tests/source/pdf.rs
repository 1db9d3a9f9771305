//! PDF: places into lines, and pages that have no text. The files are written here, with fonts that every
//! reader has.

use std::fmt::Write;

use instruments::Hint;
use instruments::source::{NoteKind, Source, SourceError, read_source};

/// A file of pages with these content streams.
pub fn pdf(pages: &[String]) -> Vec<u8> {
    let kids: Vec<String> = (0..pages.len()).map(|page| format!("{} 0 R ", 4 + 2 * page)).collect();
    let kids = kids.concat();
    let mut file = format!(
        "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n\
         2 0 obj\n<< /Type /Pages /Count {} /Kids [{kids}] >>\nendobj\n\
         3 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>\nendobj\n",
        pages.len()
    );
    for (at, content) in pages.iter().enumerate() {
        let number = 4 + 2 * at;
        write!(
            file,
            "{number} 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {} 0 R \
             /Resources << /Font << /F 3 0 R >> >> >>\nendobj\n\
             {} 0 obj\n<< /Length {} >>\nstream\n{content}\nendstream\nendobj\n",
            number + 1,
            number + 1,
            content.len()
        )
        .expect("a file written here is whole");
    }
    file.push_str("trailer\n<< /Root 1 0 R >>\n%%EOF\n");
    file.into_bytes()
}

/// Text of a size at a height, counted from the foot of the page.
fn at(left: u32, height: u32, size: u32, text: &str) -> String {
    format!("BT /F {size} Tf 1 0 0 1 {left} {height} Tm ({text}) Tj ET\n")
}

/// A page of ten lines in the middle, with more around it.
fn page(number: u32, more: &str) -> String {
    let line =
        |row: u32| at(100, 600 - 14 * row, 12, &format!("Line {row} of page {number} has some words in it"));
    (0_u32..10).map(line).collect::<String>() + more
}

fn read(pages: &[String]) -> Source {
    read_source(&pdf(pages)).expect("a file written here is whole")
}

fn texts(source: &Source) -> Vec<&str> {
    source.text.lines.iter().map(|line| line.text.as_str()).collect()
}

#[test]
fn running_heads_and_page_numbers_are_left_out() {
    let pages: Vec<_> = (1..=3)
        .map(|n| page(n, &(at(100, 760, 9, "Running head") + &at(300, 40, 9, &format!("{n}/3")))))
        .collect();
    let source = read(&pages);
    assert_eq!(texts(&source).iter().filter(|text| text.contains("Running")).count(), 1, "the first stays");
    assert!(!texts(&source).iter().any(|text| text.contains("/3")));
    assert_eq!(source.notes.iter().filter(|note| note.kind == NoteKind::PageFurniture).count(), 5);
    assert_eq!(source.text.lines.iter().filter(|line| line.hint == Hint::PageBreak).count(), 2);
}

#[test]
fn raised_digits_are_marks_and_raised_letters_are_not() {
    let text = at(100, 700, 12, "le 1")
        + &at(118, 705, 7, "er")
        + &at(127, 700, 12, "mars 2019")
        + &at(178, 705, 7, "2");
    let source = read(&[text + &page(1, "")]);
    assert_eq!(texts(&source)[0], "le 1er mars 2019²");
}

#[test]
fn lines_come_in_the_order_of_their_places() {
    let source = read(&[at(100, 100, 12, "The last line of the page")
        + &page(1, "")
        + &at(100, 650, 12, "The first")]);
    assert_eq!(texts(&source).first(), Some(&"The first"));
    assert_eq!(texts(&source).last(), Some(&"The last line of the page"));
}

#[test]
fn words_are_parted_where_there_is_a_gap_and_lines_where_it_is_wide() {
    let words =
        at(100, 700, 12, "General") + &at(142, 700, 12, "Assembly") + &at(450, 700, 12, "Distr.: General");
    let source = read(&[words + &page(1, "")]);
    assert_eq!(texts(&source)[..2], ["General Assembly", "Distr.: General"]);
}

#[test]
fn large_print_is_a_heading_and_a_gap_is_an_empty_line() {
    let source = read(&[at(100, 700, 18, "Decla")
        + &at(141, 700, 18, "ration")
        + &page(1, "")
        + &at(100, 400, 12, "Apart")]);
    assert_eq!(source.text.lines[0].hint, Hint::Heading);
    assert_eq!(texts(&source)[0], "Declaration");
    let last = source.text.lines.len() - 1;
    assert_eq!(texts(&source)[last - 1..], ["", "Apart"]);
}

#[test]
fn small_print_at_the_foot_is_notes() {
    let notes = at(100, 130, 9, "1 See the annex, which is")
        + &at(100, 118, 9, "long.")
        + &at(100, 106, 9, "2 Ibid.");
    let source = read(&[page(1, &notes)]);
    let found: Vec<_> = source
        .text
        .lines
        .iter()
        .filter(|line| line.hint == Hint::Footnote)
        .map(|line| line.text.as_str())
        .collect();
    assert_eq!(found, ["¹ See the annex, which is long.", "² Ibid."]);
}

#[test]
fn pages_without_text_are_refused() {
    let image = "0 0 100 100 re f".to_owned();
    assert_eq!(read_source(&pdf(&[image.clone(), image])), Err(SourceError::PdfWithoutText { pages: 2 }));
}

#[test]
fn a_cut_file_is_unreadable() {
    assert_eq!(read_source(b"%PDF-1.7\nrest").unwrap_err().code(), "pdf-unreadable");
}

#[test]
fn two_columns_of_text_are_read_one_after_the_other() {
    let column = |left: u32, first: u32, words: &str| {
        (0..8)
            .map(|line| {
                at(left, 700 - 14 * line, 10, &format!("{} {words} of the harbour keepers.", first + line))
            })
            .collect::<String>()
    };
    let both = column(60, 1, "lanterns and the oil") + &column(270, 9, "lamps and all the light");
    let page = at(200, 760, 10, "A statement on lanterns and lamps in harbours") + &both;
    let source = read(&[page]);
    let numbers: Vec<&str> = texts(&source)
        .into_iter()
        .filter_map(|line| line.split(' ').next())
        .filter(|word| *word != "A")
        .collect();
    let expected: Vec<String> = (1..=16).map(|number: u32| number.to_string()).collect();
    assert_eq!(numbers.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>(), expected);
}

#[test]
fn names_beside_what_they_did_are_no_columns_of_text() {
    let row = |line: u32| {
        at(60, 700 - 14 * line, 10, "Norway and Chad") + &at(320, 700 - 14 * line, 10, "said that it was so")
    };
    let source = read(&[(0..8).map(row).collect::<String>()]);
    assert_eq!(texts(&source)[..2], ["Norway and Chad", "said that it was so"]);
}
