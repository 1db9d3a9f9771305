//! What happened since the index was last brought up to date.

use catalogue::Catalogue;
use record::hash::{Hash, sha256_of};
use record::{Audience, Header, RecordId};

use crate::closed::ClosedRecord;
use crate::document::{Document, document, document_of, documents_of_catalogue};

/// Changes that take effect together, by [`crate::SearchIndex::commit`].
#[derive(Debug, Default)]
pub struct Change {
    pub(crate) edition: Option<(Hash, Vec<Document>)>,
    pub(crate) records: Vec<Document>,
    pub(crate) superseded: Vec<RecordId>,
    pub(crate) erased: Vec<RecordId>,
}

impl Change {
    /// The catalogue in force: its provisions take the place of those that the index holds. A catalogue that the
    /// index has already costs nothing more than its digest.
    pub fn catalogue(&mut self, catalogue: &Catalogue) {
        let pieces: Vec<&[u8]> = catalogue
            .files()
            .iter()
            .flat_map(|file| [file.path.as_bytes(), &[0], file.bytes.as_slice(), &[0]])
            .collect();
        self.edition = Some((Hash(sha256_of(&pieces)), documents_of_catalogue(catalogue)));
    }

    /// A record that the register has accepted, its body where it has one. MUST be called for every public record that
    /// is not void, in order: also one whose body is gone says what it supersedes. Of one that is not public nothing is
    /// taken: what it replaces still stands for everybody else.
    pub fn record(&mut self, catalogue: &Catalogue, position: u64, header: &[u8], body: Option<&[u8]>) {
        let Some(read) = Header::from_bytes(header).ok().filter(|read| read.audience == Audience::Public)
        else {
            return;
        };
        self.superseded.extend(read.supersedes);
        self.records.extend(document_of(catalogue, position, header, body));
    }

    /// A record that isn't public, its body opened: for the index of its own readers, in memory, and for no other. MUST NOT be
    /// committed to an index that others ask or that lies on a disk.
    pub(crate) fn closed_record(&mut self, catalogue: &Catalogue, record: &ClosedRecord<'_>) {
        let Ok(read) = Header::from_bytes(record.header) else { return };
        let id = RecordId::of_header(record.header);
        self.superseded.extend(read.supersedes.iter().copied());
        self.superseded.extend(record.superseded.then_some(id));
        self.records.extend(document(catalogue, record.position, id, read, record.body));
    }

    /// A document made elsewhere.
    pub fn add(&mut self, document: Document) {
        self.records.push(document);
    }

    /// A record whose body was erased: its words leave the index and the disk.
    pub fn erase(&mut self, id: RecordId) {
        self.erased.push(id);
    }

    /// How many records it brings; a caller that builds an index commits every few thousand.
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether it changes nothing.
    pub fn is_empty(&self) -> bool {
        self.edition.is_none()
            && self.records.is_empty()
            && self.superseded.is_empty()
            && self.erased.is_empty()
    }
}
