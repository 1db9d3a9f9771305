//! The reader in its child process: what it answers, and that nothing hostile outlives it.
//!
//! The test has its own `main`, because the process under test starts its own program again as the child.

#[path = "../src/child.rs"]
mod child;
#[path = "../src/reader_process.rs"]
#[allow(dead_code, reason = "drafts' Word files are read through the binary, in another test")]
mod reader_process;

use std::io::Write;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use instruments::source::{Media, read_source};
use reader_process::{SUBCOMMAND, Understood, WALL_CLOCK, child_main, read_in_child};

/// What a refusal may take on a machine that is busy with other tests, where to start a process and to end it takes seconds.
const BOUND: Duration = Duration::from_mins(1);

// On a machine that isn't, the reader's own clock decides: it is believed here, and set where a refusal comes in five seconds.
const _: () = assert!(WALL_CLOCK.as_millis() < 5_000);

fn main() -> ExitCode {
    if std::env::args().nth(1).as_deref() == Some(SUBCOMMAND) {
        return child_main(std::env::args().nth(2).as_deref());
    }
    let tests: [(&str, fn()); 7] = [
        ("a_text_comes_back_as_it_was_read", a_text_comes_back_as_it_was_read),
        ("every_sample_comes_back_as_it_was_read", every_sample_comes_back_as_it_was_read),
        ("what_the_grammar_can_do_is_bounded", what_the_grammar_can_do_is_bounded),
        ("bytes_without_meaning_are_refused", bytes_without_meaning_are_refused),
        ("a_refusal_keeps_its_code_and_advice", a_refusal_keeps_its_code_and_advice),
        ("a_file_over_the_bound_starts_no_child", a_file_over_the_bound_starts_no_child),
        ("a_page_that_draws_without_end_is_stopped", a_page_that_draws_without_end_is_stopped),
    ];
    for (name, test) in tests {
        let started = Instant::now();
        test();
        println!("test {name} ... ok ({} ms)", started.elapsed().as_millis());
    }
    ExitCode::SUCCESS
}

/// What this process reads itself.
fn read_here(bytes: &[u8], mechanism: Option<&str>) -> Understood {
    let source = read_source(bytes).expect("readable");
    let catalogue = catalogue::Catalogue::built_in().expect("it is built in");
    let lexicon = mechanism.map_or_else(|| catalogue.lexicon(), |id| catalogue.lexicon_for(id));
    let instrument = instruments::read(&source.text, &lexicon).expect("an instrument");
    Understood { media: source.media, notes: source.notes, instrument }
}

fn a_text_comes_back_as_it_was_read() {
    let text =
        "Joint statement\n\n1. We, the ministers, welcome trust.\n\u{c}2. We undertake to share information.";
    let read = read_in_child(text.as_bytes(), Some("cis-iis")).expect("readable");
    assert_eq!(read.media, Media::Text);
    assert_eq!(read, read_here(text.as_bytes(), Some("cis-iis")));
}

fn every_sample_comes_back_as_it_was_read() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../instruments/tests/source");
    for name in ["resolution.en.docx", "resolution.fr.html", "resolution.fr.pdf"] {
        let bytes = std::fs::read(format!("{folder}/{name}")).expect("the sample is in the repository");
        assert_eq!(read_in_child(&bytes, None).expect(name), read_here(&bytes, None), "{name}");
    }
}

/// Texts that make the grammar work hardest: each is read or refused within the bound.
fn what_the_grammar_can_do_is_bounded() {
    let point = |at: usize| format!("{}({}) a point;", " ".repeat(at % 80), "ivx".repeat(1 + at % 2));
    let nested = (0..10_000).map(point).collect::<Vec<_>>().join("\n");
    let texts = [
        ("one-letter lines", "a\n".repeat(100_000)),
        ("nested labels", format!("1. We undertake the following:\n{nested}")),
        ("letters", "(a) (b) (c) 1. 2. (i) ".repeat(80_000)),
        (
            "commas",
            format!(
                "The General Assembly,\n\nRecalling {}",
                "its resolution 1/2 of 3 May 2004, ".repeat(60_000)
            ),
        ),
        ("verbs", "we call upon, we urge and we undertake to ".repeat(60_000)),
        ("names", format!("Signatories:\n{}", "Chad and France, ".repeat(100_000))),
        ("headings", "ANNEX\nSIGNATORIES:\nI. Introduction\n".repeat(40_000)),
        ("dashes", "word-\nword ".repeat(200_000)),
    ];
    for (name, text) in texts {
        let started = Instant::now();
        if let Err(error) = read_in_child(text.as_bytes(), None) {
            let known = ["no-provisions", "not-text", "text-too-large", "reader-stopped", "too-many-lines"];
            assert!(known.contains(&error.code()), "{name}: {error}");
        }
        assert!(started.elapsed() < BOUND, "{name}: it took {:?}", started.elapsed());
    }
}

/// Bytes without meaning, alone and behind what tells a format, end in an answer too.
fn bytes_without_meaning_are_refused() {
    let mut state = 0x9E37_79B9_u32;
    let mut noise: Vec<u8> = Vec::with_capacity(1_000_000);
    while noise.len() < 1_000_000 {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        noise.push(state.to_be_bytes()[0]);
    }
    for start in [&b""[..], b"%PDF-1.7\n", b"PK\x03\x04", b"<html>", b"\xEF\xBB\xBF1. "] {
        let started = Instant::now();
        let bytes = [start, &noise].concat();
        read_in_child(&bytes, None).expect_err("no instrument");
        assert!(started.elapsed() < BOUND, "it took {:?}", started.elapsed());
    }
}

fn a_refusal_keeps_its_code_and_advice() {
    let refused = read_in_child(b"caf\xE9", None).expect_err("not UTF-8");
    assert_eq!(refused.code(), "not-utf8");
    assert!(refused.to_string().contains("byte 3"), "{refused}");
}

fn a_file_over_the_bound_starts_no_child() {
    let refused = read_in_child(&vec![b'a'; 50_000_000], None).expect_err("too large");
    assert_eq!(refused.code(), "file-too-large");
}

/// Forms that each draw the next one twenty times, twelve deep: a billion billion drawings in 3 kB.
fn a_page_that_draws_without_end_is_stopped() {
    let mut pdf = Vec::new();
    let mut places = Vec::new();
    let mut object = |pdf: &mut Vec<u8>, body: String| {
        places.push(pdf.len());
        writeln!(pdf, "{} 0 obj\n{body}\nendobj", places.len()).expect("memory");
    };
    pdf.extend_from_slice(b"%PDF-1.4\n");
    object(&mut pdf, "<< /Type /Catalog /Pages 2 0 R >>".into());
    object(&mut pdf, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".into());
    object(&mut pdf, page("/Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R", 5, ""));
    object(&mut pdf, stream("", "/F Do"));
    for number in 6..18 {
        object(&mut pdf, form(number));
    }
    object(&mut pdf, stream("/Type /XObject /Subtype /Form /BBox [0 0 1 1]", ""));
    write!(pdf, "trailer << /Root 1 0 R /Size {} >>\n%%EOF", places.len() + 1).expect("memory");

    let started = Instant::now();
    let refused = read_in_child(&pdf, None).expect_err("it never ends");
    assert_eq!(refused.code(), "reader-stopped", "{refused}");
    assert!(started.elapsed() < BOUND, "it took {:?}", started.elapsed());
}

fn page(head: &str, form: usize, tail: &str) -> String {
    format!("<< {head} /Resources << /XObject << /F {form} 0 R >> >> {tail} >>")
}

fn form(next: usize) -> String {
    let head = format!(
        "/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /XObject << /F {next} 0 R >> >>"
    );
    stream(&head, &"/F Do ".repeat(20))
}

fn stream(head: &str, content: &str) -> String {
    format!("<< {head} /Length {} >>\nstream\n{content}\nendstream", content.len())
}
