//! Prints what the readers of source files see: `cargo run -p instruments --example read_source FILE…`

use std::process::ExitCode;

use instruments::source::read_source;

fn main() -> ExitCode {
    let mut status = ExitCode::SUCCESS;
    for path in std::env::args().skip(1) {
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) => {
                eprintln!("{path}: {error}");
                return ExitCode::FAILURE;
            }
        };
        match read_source(&bytes) {
            Ok(source) => {
                println!("{path}: {}", source.media.media_type());
                for line in source.text.lines {
                    println!("{:?} {}", line.hint, line.text);
                }
                for note in source.notes {
                    println!("left out, {}: {}", note.kind.code(), note.text);
                }
            }
            Err(error) => {
                eprintln!("{path}: {}: {error}", error.code());
                status = ExitCode::FAILURE;
            }
        }
    }
    status
}
