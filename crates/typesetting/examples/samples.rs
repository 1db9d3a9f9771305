//! Writes the sample report in each language and form: `cargo run -p typesetting --example samples FONTS.. TO`.

use std::path::PathBuf;
use typesetting::{FontFile, Fonts, pdf};

#[path = "../../reports/tests/support/sample.rs"]
mod sample;

fn main() {
    let folders: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let (to, folders) = folders.split_last().expect("folders of fonts and one to write to");
    for language in sample::LANGUAGES {
        let document = sample::report(language);
        let files = FontFile::needed(&document).into_iter().map(|file| {
            let found = folders.iter().find_map(|folder| std::fs::read(folder.join(file.name)).ok());
            (file, found.unwrap_or_else(|| panic!("{} isn't there: install {}", file.name, file.package)))
        });
        let fonts = Fonts::new(files).expect("fonts");
        let started = std::time::Instant::now();
        let pages = pdf(&document, &fonts).expect("pages");
        println!(
            "{language}: {} pages, {} bytes, {:?}, {:?}",
            pages.pages,
            pages.pdf.len(),
            started.elapsed(),
            pages.unshown
        );
        std::fs::write(to.join(format!("{language}.pdf")), pages.pdf).expect("written");
        std::fs::write(to.join(format!("{language}.docx")), reports::docx(&document).expect("DOCX"))
            .expect("written");
        std::fs::write(to.join(format!("{language}.html")), reports::html(&document).expect("HTML"))
            .expect("written");
    }
}
