//! Writes the answers of 193 States to a survey as a table, and says how long that takes and how large it is:
//! `cargo run --release -p workbook --example answers LANGUAGE`. The sentences are those of the measurement of pages.

use std::time::Instant;
use workbook::Table;

#[path = "../../reports/tests/support/sentences.rs"]
mod words;

/// Questions of the four-part survey, about, with what is asked under each.
const QUESTIONS: usize = 24;
const PARAGRAPHS: usize = 3;

fn main() {
    let language = std::env::args().nth(1).unwrap_or_else(|| "en".to_owned());
    let sentence = words::sentence(&language);
    let sentences = if language == "zh" { 14 } else { 5 };
    let answer = |state: usize, paragraph: usize| -> String {
        let sentence = |n| format!("{sentence} ({state}, {paragraph}.{n}) ");
        (0..sentences).map(sentence).collect::<Vec<_>>().concat()
    };
    let rows = (1..=193).flat_map(|state| {
        (1..=QUESTIONS)
            .flat_map(move |question| (1..=PARAGRAPHS).map(move |paragraph| (state, question, paragraph)))
    });
    let rows = rows
        .map(|(state, question, paragraph)| {
            vec![state.to_string(), question.to_string(), answer(state, paragraph)]
        })
        .collect();
    let head = ["State", "Question", "Answer"].map(str::to_owned).into();
    let table = Table { title: language.clone(), right_to_left: language == "ar", head, rows };
    let started = Instant::now();
    let xlsx = table.xlsx().expect("a workbook");
    println!("{language}: XLSX, {} rows, {} bytes, {:?}", table.rows.len(), xlsx.len(), started.elapsed());
    let started = Instant::now();
    println!("{language}: CSV, {} bytes, {:?}", table.csv().len(), started.elapsed());
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    println!("{}", status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default());
}
