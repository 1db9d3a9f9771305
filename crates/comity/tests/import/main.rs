//! `comity import` and `comity instrument publish`, with the real binary.

mod bad_input;
mod docs;
#[path = "../support/hub.rs"]
mod hub;
mod json;
mod keep;
mod kinds;
#[path = "../support/ports.rs"]
mod ports;
mod publish;
mod review;
mod texts;
mod words;

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

/// How a run ended.
struct Ran {
    status: i32,
    out: String,
    err: String,
}

impl Ran {
    /// What it printed, as JSON; it must have gone well.
    fn json(&self) -> Value {
        assert_eq!(self.status, 0, "{}", self.err);
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}", self.out))
    }

    /// That it was refused as bad input with this code.
    fn assert_refused(&self, code: &str) {
        assert_eq!(self.status, 2, "{}{}", self.out, self.err);
        assert!(self.err.trim_end().ends_with(&format!("({code})")), "{code}: {}", self.err);
        assert_eq!(self.out, "");
    }
}

/// Runs the binary in a folder.
fn comity(folder: &Path, args: &[&str]) -> Ran {
    let output = Command::new(hub::COMITY).args(args).current_dir(folder).output().expect("the binary runs");
    Ran {
        status: output.status.code().expect("it ended by itself"),
        out: String::from_utf8(output.stdout).expect("UTF-8"),
        err: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

/// The path of a committed sample of the reader's tests.
fn sample(name: &str) -> String {
    samples("source").join(name).to_str().expect("UTF-8").to_owned()
}

fn samples(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../instruments/tests").join(folder)
}

/// Changes a JSON file.
fn edit(path: &Path, change: impl FnOnce(&mut Value)) {
    let mut value = serde_json::from_str(&std::fs::read_to_string(path).expect("readable")).expect("JSON");
    change(&mut value);
    std::fs::write(path, value.to_string()).expect("writable");
}
