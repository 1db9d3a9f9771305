//! The files that a body names: how a statement arrived that the secretariat entered, and what its author signed with it.

use record::Body;
use record::body::{Attachment, Medium};
use serde::Serialize;
use utoipa::ToSchema;

/// What the secretariat received.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Received {
    /// By what it arrived.
    #[schema(value_type = String)]
    pub medium: Medium,
    /// What the received file calls itself.
    pub reference: String,
    /// The day on which it was received.
    pub on: String,
    /// The file.
    pub file: FileLine,
}

/// A file that a body names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct FileLine {
    /// SHA-256 of it.
    pub sha256: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// Its media type, as who entered it says.
    pub media_type: String,
    /// Where it is kept.
    pub href: String,
}

/// What a body says of how it arrived.
pub(crate) fn received(id: &str, body: &Body) -> Option<Received> {
    let (file, arrival) = body.received()?;
    Some(Received {
        medium: arrival.medium,
        reference: arrival.reference.clone(),
        on: arrival.on.clone(),
        file: line(id, file),
    })
}

/// The files that a body's author signed with its text.
pub(crate) fn own_files(id: &str, body: &Body) -> Vec<FileLine> {
    let own = body.attachments.iter().filter(|file| file.received.is_none());
    own.map(|file| line(id, file)).collect()
}

/// Every file that a body names.
pub(crate) fn every_file(id: &str, body: &Body) -> Vec<FileLine> {
    body.attachments.iter().map(|file| line(id, file)).collect()
}

fn line(id: &str, file: &Attachment) -> FileLine {
    FileLine {
        sha256: file.sha256.to_string(),
        bytes: file.bytes,
        media_type: file.media_type.clone(),
        href: format!("/records/{id}/attachments/{}", file.sha256),
    }
}
