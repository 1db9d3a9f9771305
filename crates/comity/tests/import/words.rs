//! The limited child process that reads the words of a Word file which is brought into a draft.

use serde_json::Value;
use std::io::Write;
use std::process::{Command, Stdio};

/// What the child answers to a file.
fn words_of(file: &[u8]) -> Value {
    let mut command = Command::new(env!("CARGO_BIN_EXE_comity"));
    command.args(["read-source", "paragraphs only"]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().expect("started");
    child.stdin.take().expect("its input").write_all(file).expect("written");
    let ended = child.wait_with_output().expect("ended");
    assert!(ended.status.success());
    serde_json::from_slice(&ended.stdout).expect("JSON")
}

#[test]
fn a_word_files_paragraphs_come_back_whole_and_no_instrument_is_read_out_of_them() {
    let answer = words_of(include_bytes!("../../../instruments/tests/source/resolution.en.docx"));
    let said = &answer["paragraphs"];
    assert!(said["media"].as_str().unwrap().ends_with("wordprocessingml.document"), "{answer}");
    let paragraphs = said["paragraphs"].as_array().unwrap();
    assert!(paragraphs.len() > 5 && paragraphs.iter().all(Value::is_string), "{answer}");
    assert_eq!(answer.as_object().unwrap().len(), 1);
}

#[test]
fn half_a_word_file_is_refused_by_its_readers_code() {
    let whole = include_bytes!("../../../instruments/tests/source/resolution.en.docx");
    assert_eq!(words_of(&whole[..whole.len() / 2])["refused"]["code"], "docx-unreadable");
}
