//! The readers of source files: four forms of one text, and files that nobody should have to read.

#[path = "source/bad_input.rs"]
mod bad_input;
#[path = "source/docx.rs"]
mod docx;
#[path = "source/html.rs"]
mod html;
#[path = "source/pdf.rs"]
mod pdf;
#[path = "source/plain.rs"]
mod plain;
#[path = "source/samples.rs"]
mod samples;
