//! HTML: what is text, what is furniture, and how lists are labelled.

use instruments::Hint;
use instruments::source::{Source, SourceError, read_source};

fn read(body: &str) -> Source {
    read_source(format!("<!DOCTYPE html><body>{body}").as_bytes()).expect("a file written here is whole")
}

fn lines(body: &str) -> Vec<(Hint, String)> {
    read(body).text.lines.into_iter().map(|line| (line.hint, line.text)).collect()
}

fn item(level: u8, marker: &str) -> Hint {
    Hint::ListItem { level, marker: Some(marker.into()) }
}

fn paragraph(text: &str) -> (Hint, String) {
    (Hint::Paragraph, text.into())
}

const LONG: &str = "A paragraph that is long enough to be the text of a page.";

#[test]
fn lists_are_labelled_as_a_browser_prints_them() {
    let html = "<ol start=7><li>seven<ol type=i><li>one<li>two</ol><li value=20>twenty</ol>\
                <ol style='list-style-type: upper-alpha'><li>A</ol><ul><li>free</ul>";
    assert_eq!(
        lines(html),
        [
            (item(0, "7."), "seven".into()),
            (item(1, "i."), "one".into()),
            (item(1, "ii."), "two".into()),
            (item(0, "20."), "twenty".into()),
            (item(0, "A."), "A".into()),
            (Hint::ListItem { level: 0, marker: None }, "free".into()),
        ]
    );
}

#[test]
fn entities_and_white_space_are_those_of_the_text() {
    assert_eq!(
        lines("<p>d&rsquo;une\n\t r&eacute;solution&nbsp;: &#171;x&#xBB;"),
        [paragraph("d’une résolution\u{a0}: «x»")]
    );
}

#[test]
fn line_breaks_make_visual_lines() {
    let html = "<p>1. one<br>2. two<br/>3. three</p><p>next</p>";
    let found = lines(html);
    assert_eq!(
        found[..3].iter().map(|line| line.1.as_str()).collect::<Vec<_>>(),
        ["1. one", "2. two", "3. three"]
    );
    assert_eq!(found[0].0, Hint::Plain);
    assert_eq!(found.last(), Some(&paragraph("next")));
}

#[test]
fn links_to_other_pages_are_left_out_as_a_list_and_kept_in_a_sentence() {
    let html = format!(
        "<p>{LONG} See <a href=/a>the annex</a>.</p><ul><li><a href=/b>B</a><li><a href=/c>C</a></ul>"
    );
    let source = read(&html);
    assert_eq!(source.text.lines.len(), 1);
    assert!(source.text.lines[0].text.ends_with("See the annex."));
    assert_eq!(source.notes.len(), 2);
}

#[test]
fn a_page_that_is_all_navigation_is_read_as_text() {
    assert_eq!(lines("<nav><p>The only words here.</p></nav>"), [paragraph("The only words here.")]);
}

#[test]
fn raised_digits_are_marks_and_raised_letters_are_not() {
    assert_eq!(lines("<p>le 1<sup>er</sup> mars<sup>[2]</sup>"), [paragraph("le 1er mars²")]);
}

#[test]
fn windows_1252_is_converted_and_others_are_refused() {
    let page = |charset: &str| {
        [format!("<html><meta charset={charset}><p>").as_bytes(), b"r\xE9solution \x93A\x94"].concat()
    };
    assert_eq!(
        read_source(&page("iso-8859-1")).expect("a file written here is whole").text.lines[0].text,
        "résolution “A”"
    );
    assert_eq!(
        read_source(&page("windows-1251")),
        Err(SourceError::HtmlCharset { name: "windows-1251".into() })
    );
}

#[test]
fn script_text_that_looks_like_tags_is_no_text() {
    assert_eq!(
        lines("<script>if (a</p>b) '<p>x</p>'</script><style>p{}</style><p>text"),
        [paragraph("text")]
    );
}
