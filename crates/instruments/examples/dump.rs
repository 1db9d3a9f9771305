//! Prints what is read from plain texts, a line for each thing: `cargo run -p instruments --example dump FILE…`
//!
//! Names come from the lexicon of the tests.

use std::process::ExitCode;

use instruments::source::read_source;
use instruments::{Provision, read};

#[path = "../tests/common/mod.rs"]
mod common;

/// Characters of a paragraph that are shown.
const SHOWN: usize = 70;

fn main() -> ExitCode {
    let mut status = ExitCode::SUCCESS;
    for path in std::env::args().skip(1) {
        println!("=== {path}");
        let Ok(bytes) = std::fs::read(&path) else {
            eprintln!("{path}: can't be read");
            status = ExitCode::FAILURE;
            continue;
        };
        let found = read_source(&bytes).map_err(|error| error.to_string());
        match found.and_then(|found| read(&found.text, &common::lexicon()).map_err(|error| error.to_string()))
        {
            Ok(instrument) => show(&instrument),
            Err(error) => {
                println!("{error}");
                status = ExitCode::FAILURE;
            }
        }
    }
    status
}

fn show(read: &instruments::Instrument) {
    println!("{:?} {:?} {:?} symbol {:?}", read.form, read.status, read.language, read.symbol);
    println!("title {:?}", read.title);
    println!("body {:?} session {:?} place {:?}", read.body, read.session, read.place);
    let dates: Vec<String> = read.dates.iter().map(|date| format!("{} {}", date.date, date.role)).collect();
    println!("dates {dates:?} agenda {:?} original {:?}", read.agenda_items, read.original_language);
    for one in &read.participants {
        println!("  {:?} {} = {}", one.basis, one.code.as_deref().unwrap_or("?"), one.printed_as);
    }
    for provision in &read.provisions {
        line(provision, 1);
    }
    for one in &read.citations {
        println!(
            "  cites {:?} {:?} {:?} {:?} {:?} in {:?}",
            one.kind, one.symbol, one.title, one.date, one.paragraph, one.cited_in
        );
    }
    for note in &read.footnotes {
        println!("  footnote {note}");
    }
    for note in &read.review {
        println!("  review {} {}", note.code, note.place);
    }
    for repair in &read.repairs {
        println!("  repair {} {:?} -> {:?}", repair.reason, repair.before, repair.after);
    }
}

fn line(one: &Provision, depth: usize) {
    let text = &one.text;
    let start: String = text.chars().take(SHOWN).collect();
    let end: String = text.chars().rev().take(12).collect::<Vec<_>>().into_iter().rev().collect();
    println!(
        "{}{} {:?} {:?} {:?}/{:?} ->{:?} [{}] {start}…{end}",
        "  ".repeat(depth),
        one.path,
        one.label.as_deref().unwrap_or("-"),
        one.opening.as_deref().unwrap_or("-"),
        one.act,
        one.stance,
        one.addressee.as_ref().map_or("-", |to| to.printed_as.as_str()),
        one.heading.as_deref().unwrap_or(""),
    );
    for child in &one.children {
        line(child, depth + 1);
    }
}
