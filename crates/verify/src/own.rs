//! An export of all that one participant said: what its list tells of each record, and how its files are called.

use record::header::Salt;
use record::{Audience, Body, Hash, Header, RecordId};
use serde::Serialize;
use std::collections::BTreeMap;

use crate::export::{Export, Role};

/// The name of the list.
pub const OWN_LIST: &str = "list.json";

/// So many digits of a record's position stand in a file's name, so that a folder lists them in order.
const DIGITS: usize = 8;

/// What the list says of a record.
#[derive(Clone, Debug, Serialize)]
pub struct OwnLine {
    /// Where it stands in the register.
    pub position: u64,
    /// Its id.
    pub record: RecordId,
    /// Its kind.
    pub kind: String,
    /// The author's time.
    pub time: String,
    /// For whom it is.
    pub audience: Audience,
    /// The file that proves it.
    pub file: String,
    /// Without a body it was erased; nobody has it any more.
    pub has_body: bool,
    /// Received files, and whether they are here.
    pub attachments: BTreeMap<Hash, bool>,
}

impl OwnLine {
    /// The line of a record that was exported, its received files not yet looked for; none of an export without its record.
    pub fn of(position: u64, export: &Export) -> Option<Self> {
        let record = export.records.iter().find(|record| record.role == Role::Record)?;
        let header = Header::from_bytes(record.header.as_bytes()).ok()?;
        Some(Self {
            position,
            record: export.record,
            kind: header.kind,
            time: header.time.to_string(),
            audience: header.audience,
            file: format!("{position:0DIGITS$}.json"),
            has_body: record.body.is_some(),
            attachments: BTreeMap::new(),
        })
    }

    /// What a received file of the record is called.
    pub fn attachment_file(&self, sha256: &Hash) -> String {
        format!("{:0DIGITS$}.{sha256}.attachment", self.position)
    }
}

impl Export {
    /// The files that its record's body names, with the salt under which they are kept.
    pub fn attachments(&self) -> Vec<(Salt, Hash)> {
        let record = self.records.iter().find(|record| record.role == Role::Record);
        let body = record.and_then(|record| Body::from_bytes(record.body.as_deref()?.as_bytes()).ok());
        body.into_iter()
            .flat_map(|body| body.attachments.into_iter().map(move |file| (body.salt, file.sha256)))
            .collect()
    }
}
