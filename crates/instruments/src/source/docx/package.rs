//! The archive: entries counted, parts unpacked within bounds, relations followed.

use std::borrow::Cow;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::xml::{self, Step};
use crate::source::SourceError;
use crate::source::limits::{MAX_DOCX_SETTINGS_BYTES, MAX_ZIP_ENTRIES, MAX_ZIP_RATIO, ZIP_RATIO_FLOOR};
use crate::source::media::UTF8_BOM;

/// An opened archive.
pub(in crate::source) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    size: usize,
}

impl<'a> Package<'a> {
    pub(in crate::source) fn open(bytes: &'a [u8]) -> Result<Self, SourceError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| unreadable(&error))?;
        if archive.len() > MAX_ZIP_ENTRIES {
            return Err(SourceError::ZipTooManyEntries { entries: archive.len(), limit: MAX_ZIP_ENTRIES });
        }
        Ok(Self { archive, size: bytes.len() })
    }

    /// The part that holds the body.
    pub(in crate::source) fn main_part(&mut self) -> Result<String, SourceError> {
        let main = self.office_document()?.unwrap_or_else(|| "word/document.xml".into());
        if self.archive.index_for_name(&main).is_none() || main.starts_with("xl/") || main.starts_with("ppt/")
        {
            return Err(SourceError::UnknownFormat { found: "an archive that is no DOCX" });
        }
        Ok(main)
    }

    /// The names of its parts.
    pub(in crate::source) fn names(&self) -> impl Iterator<Item = Cow<'_, str>> {
        // A name that is none is no part that anything refers to.
        self.archive.file_names().filter_map(Result::ok)
    }

    /// What the archive says is its main part, whatever it is a package of.
    pub(in crate::source) fn office_document(&mut self) -> Result<Option<String>, SourceError> {
        self.relation("_rels/.rels", |relation| relation.kind.ends_with("/officeDocument"))
    }

    /// Where a relation of the main part leads.
    pub(in crate::source) fn target_of(
        &mut self,
        main: &str,
        id: &str,
    ) -> Result<Option<String>, SourceError> {
        let (folder, file) = main.rsplit_once('/').unwrap_or(("", main));
        let path = format!("{folder}/_rels/{file}.rels");
        self.relation(path.trim_start_matches('/'), |relation| relation.id == id)
    }

    fn relation(
        &mut self,
        path: &str,
        wanted: impl Fn(&Relation) -> bool,
    ) -> Result<Option<String>, SourceError> {
        let Some(part) = self.part(path, MAX_DOCX_SETTINGS_BYTES)? else { return Ok(None) };
        let mut found = None;
        xml::walk(&part, |step| {
            if let Step::Start(element) = step
                && element.name() == "Relationship"
                && found.is_none()
            {
                let value = |name| element.attribute(name).unwrap_or_default();
                let relation = Relation { id: value("Id"), kind: value("Type"), target: value("Target") };
                if wanted(&relation) {
                    found = Some(relation.target.trim_start_matches('/').to_owned());
                }
            }
            Ok(())
        })?;
        Ok(found)
    }

    /// The text of a part, or nothing if the archive has none of this name.
    pub(in crate::source) fn part(&mut self, name: &str, limit: usize) -> Result<Option<Part>, SourceError> {
        let mut entry = match self.archive.by_name(name) {
            Ok(entry) => entry,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(unreadable(&error)),
        };
        // The packed size is the archive's own claim, so it counts for no more than the file has.
        let packed = usize::try_from(entry.compressed_size()).unwrap_or(usize::MAX).min(self.size);
        let allowed = limit.min(packed.saturating_mul(MAX_ZIP_RATIO).max(ZIP_RATIO_FLOOR));
        let mut bytes = Vec::new();
        let read = entry.by_ref().take(allowed as u64 + 1).read_to_end(&mut bytes);
        if bytes.len() > allowed {
            return Err(SourceError::ZipBomb { part: name.to_owned() });
        }
        read.map_err(|error| SourceError::DocxUnreadable { reason: format!("part {name}: {error}") })?;
        Part::new(name, bytes).map(Some)
    }
}

struct Relation {
    id: String,
    kind: String,
    target: String,
}

/// The XML text of one part.
pub(in crate::source) struct Part {
    pub(in crate::source) name: String,
    pub(in crate::source) xml: String,
}

impl Part {
    fn new(name: &str, bytes: Vec<u8>) -> Result<Self, SourceError> {
        let bare = if bytes.starts_with(UTF8_BOM) { bytes[UTF8_BOM.len()..].to_vec() } else { bytes };
        let xml = String::from_utf8(bare).map_err(|error| SourceError::XmlUnreadable {
            part: name.to_owned(),
            offset: error.utf8_error().valid_up_to() as u64,
        })?;
        Ok(Self { name: name.to_owned(), xml })
    }
}

fn unreadable(error: &ZipError) -> SourceError {
    match error {
        ZipError::UnsupportedArchive(reason) if reason.to_ascii_lowercase().contains("password") => {
            SourceError::DocxUnreadable { reason: "it is encrypted".into() }
        }
        other => SourceError::DocxUnreadable { reason: other.to_string() },
    }
}
