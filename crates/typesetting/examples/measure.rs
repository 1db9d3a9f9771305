//! Sets the reports of 193 fictional States and one compiled report of them all, and says how long that takes:
//! `cargo run --release -p typesetting --example measure LANGUAGE FONTS..`. Where `LibreOffice` is installed, it makes a PDF of
//! the same compiled DOCX in the same run, for comparison.

use reports::{Block, Contents, Document, Heading, HeadingLevel, Inline, Language, Paragraph};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;
use typesetting::{FontFile, Fonts, pdf};

#[path = "../../reports/tests/support/sample.rs"]
#[allow(dead_code, reason = "the surveys here need its sentences alone")]
mod sample;

/// Questions of the four-part survey, about.
const QUESTIONS: usize = 24;

fn survey(language: &str, state: usize, annex: bool) -> Vec<Block> {
    let (title, sentence) = (sample::title(language), sample::sentence(language));
    let mut first = Heading::new(1, format!("{title} {state}"));
    first.annex = annex;
    let mut blocks = vec![Block::Heading(first)];
    for question in 1..=QUESTIONS {
        let number = format!("{}.{question}", 1 + question / 7);
        blocks.push(Block::Heading(Heading { number, ..Heading::new(2, sentence) }));
        for paragraph in 1..=3 {
            // Chinese says the same in a third of the letters.
            let sentences = if language == "zh" { 14 } else { 5 };
            let text = (0..sentences)
                .map(|n| Inline::text(format!("{sentence} ({state}, {paragraph}.{n}) ")))
                .collect();
            let number = format!("{paragraph}.");
            blocks.push(Block::Paragraph(Paragraph { number, text, language: None }));
        }
    }
    blocks
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let language = arguments.next().expect("a language");
    let folders: Vec<PathBuf> = arguments.map(PathBuf::from).collect();
    let document = |blocks| {
        let mut document = Document::new(Language::new(&language).expect("a tag"), sample::title(&language));
        document.blocks = blocks;
        document
    };
    let one = document(survey(&language, 1, false));
    let started = Instant::now();
    let files = FontFile::needed(&one).into_iter().map(|file| {
        let found = folders.iter().find_map(|folder| std::fs::read(folder.join(file.name)).ok());
        (file, found.unwrap_or_else(|| panic!("{} isn't there: install {}", file.name, file.package)))
    });
    let fonts = Fonts::new(files).expect("fonts");
    println!("fonts: {:?}", started.elapsed());

    let started = Instant::now();
    let (mut pages, mut bytes) = (0, 0);
    for state in 1..=193 {
        let set = pdf(&document(survey(&language, state, false)), &fonts).expect("pages");
        pages += set.pages;
        bytes += set.pdf.len();
    }
    println!("193 reports, PDF: {pages} pages, {bytes} bytes, {:?}", started.elapsed());

    let mut blocks = vec![Block::Contents(Contents { title: "–".into(), depth: HeadingLevel::new(1) })];
    blocks.extend((1..=193).flat_map(|state| survey(&language, state, true)));
    let compiled = document(blocks);
    let started = Instant::now();
    let set = pdf(&compiled, &fonts).expect("pages");
    println!("compiled, PDF: {} pages, {} bytes, {:?}", set.pages, set.pdf.len(), started.elapsed());
    let started = Instant::now();
    let docx = reports::docx(&compiled).expect("DOCX");
    println!("compiled, DOCX: {} bytes, {:?}", docx.len(), started.elapsed());
    let started = Instant::now();
    let html = reports::html(&compiled).expect("HTML");
    println!("compiled, HTML: {} bytes, {:?}", html.len(), started.elapsed());
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    println!("{}", status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default());
    beside(&docx);
}

/// The same DOCX made a PDF by `LibreOffice` without a screen, if it is there; its memory as GNU time says it.
fn beside(docx: &[u8]) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("compiled.docx");
    std::fs::write(&file, docx).expect("written");
    let started = Instant::now();
    let profile = format!("-env:UserInstallation=file://{}", folder.path().join("profile").display());
    let run = Command::new("/usr/bin/time")
        .args(["-f", "%M KB", "soffice", &profile, "--headless", "--convert-to", "pdf", "--outdir"])
        .args([folder.path(), &file])
        .stdout(Stdio::null())
        .output();
    let Ok(run) = run else { return println!("beside it: GNU time or LibreOffice isn't here") };
    let bytes = std::fs::metadata(Path::new(&file).with_extension("pdf")).map_or(0, |made| made.len());
    let memory = String::from_utf8_lossy(&run.stderr);
    let memory = memory.lines().last().unwrap_or_default();
    println!("LibreOffice, PDF of the same DOCX: {bytes} bytes, {memory}, {:?}", started.elapsed());
}
