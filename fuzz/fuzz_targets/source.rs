//! A file of any format is read or refused within its limits.
#![no_main]

use instruments::source::{limits, read_source};
use libfuzzer_sys::fuzz_target;
use std::panic;

/// The reader contains panics of the PDF interpreter by design; libFuzzer's hook would end the process before it could.
/// A panic of a library that nobody contains still ends it, one of our own code always does.
fn let_libraries_panic() {
    let aborting = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        let in_a_library = info.location().is_some_and(|at| at.file().contains("/registry/src/"));
        if !in_a_library {
            aborting(info);
        }
    }));
}

fuzz_target!(init: let_libraries_panic(), |bytes: &[u8]| {
    if let Ok(source) = read_source(bytes) {
        assert!(source.text.lines.len() <= limits::MAX_LINES);
    }
});
