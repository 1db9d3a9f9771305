//! Writes a small register of fictional States as a folder, and one record of it as an export, to try the specification's
//! commands on.
//!
//! `cargo run -p verify --example export_sample -- FOLDER`

#[path = "../tests/common/mod.rs"]
mod common;

use common::{ERASED_AT, FIRST_MEASURE, Forged, Serve, log_key, typical};
use std::path::Path;
use verify::{export_folder, export_record};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("name a folder")?;
    let key = log_key(1);
    let mut forged = Forged::new(typical(20, &key));
    forged.serve(ERASED_AT, Serve::WithoutBody);
    let files = forged.files(&key);
    let done = export_folder(&files, &Path::new(&folder).join("register"), &mut |_| {})?;
    println!("{done}");
    let id = forged.records[usize::try_from(FIRST_MEASURE)?].0.id;
    std::fs::write(Path::new(&folder).join("export.json"), export_record(&files, &id)?.to_bytes())?;
    std::fs::write(Path::new(&folder).join("policy"), format!("log {}\nquorum none\n", key.public()))?;
    println!("{id}");
    Ok(())
}
