//! Compares the locked versions with a copy of the `RustSec` advisory database and writes `deny/screened.txt`.

use dependencies::{CheckError, Screened, locked, project, read_database};
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(database) = std::env::args_os().nth(1) else {
        eprintln!("usage: dependencies COPY (a git checkout of the RustSec advisory database)");
        return ExitCode::from(2);
    };
    match screen(Path::new(&database)) {
        Ok(screened) => {
            println!("{} packages against {}", screened.packages.len(), screened.database);
            for found in &screened.found {
                println!("{} concerns {} {}", found.id, found.package, found.version);
            }
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn screen(database: &Path) -> Result<Screened, CheckError> {
    let (advisories, state) = read_database(database)?;
    let screened = Screened::screen(locked(&project())?, &advisories, state);
    let path = project().join("deny/screened.txt");
    std::fs::write(&path, screened.to_string()).map_err(|error| CheckError::File { path, error })?;
    Ok(screened)
}
