//! The canonical dump: one text for one history and one reader, whichever node folded it and however often.

use crate::read::{RecordView, Seen};
use std::fmt::Write as _;

impl Seen<'_> {
    /// Every record that may be read and every file as one line each, in the order of the register.
    pub fn dump(&self) -> String {
        let mut out = String::new();
        for record in self.all() {
            dump_record(&mut out, &record).expect("writing to a string can't fail");
        }
        for (path, position) in self.views.catalogue_files() {
            writeln!(out, "file {path} {position}").expect("writing to a string can't fail");
        }
        for (kind, version, position) in self.views.earlier_kind_files() {
            writeln!(out, "earlier {kind} {version} {position}").expect("writing to a string can't fail");
        }
        out
    }
}

fn dump_record(out: &mut String, record: &RecordView<'_>) -> std::fmt::Result {
    let list = |names: Vec<&str>| names.join(",");
    let place = |other: Option<RecordView<'_>>| other.map_or("-".to_owned(), |r| r.position.to_string());
    write!(out, "{} {} {} {}", record.position, record.id(), record.kind(), record.participant())?;
    write!(out, " {} {} {}", record.language(), record.written(), record.accepted())?;
    write!(out, " {} public={} control={}", record.evidence().as_str(), record.public(), record.control())?;
    write!(out, " mechanisms={}", list(record.mechanisms().collect()))?;
    write!(out, " items={}", list(record.framework_items().collect()))?;
    write!(out, " provisions={}", list(record.provisions().collect()))?;
    let answers: Vec<String> = record.answers().map(|other| other.position.to_string()).collect();
    write!(out, " answers={}", answers.join(","))?;
    write!(out, " superseded_by={}", place(record.superseded_by()))?;
    write!(out, " erased_by={} disputed={}", place(record.erased_by()), record.disputed())?;
    if let Some(course) = record.course() {
        let moves: Vec<String> = record.moves().map(|moved| moved.by.position.to_string()).collect();
        write!(out, " state={} moves={}", course.state, moves.join(","))?;
    }
    writeln!(
        out,
        " disavowed_by={} reaffirmed_by={}",
        place(record.disavowed_by()),
        place(record.reaffirmed_by())
    )
}
