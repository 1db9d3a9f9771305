//! The reader in its child process: what it answers, and that nothing hostile outlives it.
//!
//! The test has its own `main`, because the process under test starts its own program again as the child.

#[path = "../src/reader_process.rs"]
mod reader_process;

use std::io::Write;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use instruments::source::{Media, read_source};
use reader_process::{SUBCOMMAND, child_main, read_in_child};

/// What a refusal may take, on a machine that is busy with other tests.
const BOUND: Duration = Duration::from_secs(6);

fn main() -> ExitCode {
    if std::env::args().nth(1).as_deref() == Some(SUBCOMMAND) {
        return child_main();
    }
    let tests: [(&str, fn()); 5] = [
        ("a_text_comes_back_as_it_was_read", a_text_comes_back_as_it_was_read),
        ("every_sample_comes_back_as_it_was_read", every_sample_comes_back_as_it_was_read),
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

fn a_text_comes_back_as_it_was_read() {
    let source = read_in_child("1. Décide de coopérer ;\n\u{c}(a) Note.".as_bytes()).expect("readable");
    assert_eq!(source.media, Media::Text);
    assert_eq!(source, read_source("1. Décide de coopérer ;\n\u{c}(a) Note.".as_bytes()).expect("readable"));
}

fn every_sample_comes_back_as_it_was_read() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../instruments/tests/source");
    for name in ["resolution.en.docx", "resolution.fr.html", "resolution.fr.pdf"] {
        let bytes = std::fs::read(format!("{folder}/{name}")).expect("the sample is in the repository");
        assert_eq!(read_in_child(&bytes).expect(name), read_source(&bytes).expect(name), "{name}");
    }
}

fn a_refusal_keeps_its_code_and_advice() {
    let refused = read_in_child(b"caf\xE9").expect_err("not UTF-8");
    assert_eq!(refused.code(), "not-utf8");
    assert!(refused.to_string().contains("byte 3"), "{refused}");
}

fn a_file_over_the_bound_starts_no_child() {
    let refused = read_in_child(&vec![b'a'; 50_000_000]).expect_err("too large");
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
    let refused = read_in_child(&pdf).expect_err("it never ends");
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
