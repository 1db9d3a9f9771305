//! The canonical dump: one text for one history, whichever node folded it and however often.

use crate::fold::Views;
use crate::read::RecordView;
use std::fmt::Write as _;

impl Views {
    /// Every record and every file as one line each, in the order of the register.
    pub fn dump(&self) -> String {
        let mut out = String::new();
        for record in (0..self.size()).filter_map(|position| self.record(position)) {
            dump_record(&mut out, &record).expect("writing to a string can't fail");
        }
        for (path, position) in self.catalogue_files() {
            writeln!(out, "file {path} {position}").expect("writing to a string can't fail");
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
    write!(out, " superseded_by={}", place(record.superseded_by()))?;
    writeln!(out, " erased_by={} disputed={}", place(record.erased_by()), record.disputed())
}
