//! A record's parts go out to whom the policy lets read them, byte for byte, with its proof.

use super::{Door, DoorError, bytes};
use crate::answer::close;
use crate::reader::Reader;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use record::RecordId;
use record::body::MAX_BODY;
use std::sync::Arc;
use store::{StoreError, StoredRecord};

/// Gives a record's header: the very bytes that were signed.
pub(crate) async fn show_header(
    State(door): State<Door>,
    reader: Reader,
    Path(id): Path<String>,
) -> Result<Response, DoorError> {
    let read = read_part(door, reader, id, Part::Header).await?;
    Ok(read.answer("application/json", |stored| stored.header))
}

/// Gives a record's signature set.
pub(crate) async fn show_signatures(
    State(door): State<Door>,
    reader: Reader,
    Path(id): Path<String>,
) -> Result<Response, DoorError> {
    let read = read_part(door, reader, id, Part::Header).await?;
    Ok(read.answer("application/json", |stored| stored.signatures))
}

/// Gives a record's signature in the armored form that `ssh-keygen -Y verify` reads: the first by key, and with
/// `.N` the N-th after it.
pub(crate) async fn show_ssh_signature(
    State(door): State<Door>,
    reader: Reader,
    Path((id, number)): Path<(String, usize)>,
) -> Result<Response, DoorError> {
    let read = read_part(door, reader, id, Part::Header).await?;
    let damaged =
        |e: &dyn std::fmt::Display| DoorError::new(StatusCode::INTERNAL_SERVER_ERROR, "record-damaged", e);
    let set =
        record::signature::SignatureSet::from_bytes(&read.stored.signatures).map_err(|e| damaged(&e))?;
    let signature = set.signatures.get(number).filter(|s| s.form == record::signature::Form::Sshsig);
    let signature = signature.ok_or_else(|| DoorError::not_found("SSH signature"))?;
    let blob = signature.blob().map_err(|e| damaged(&e))?;
    Ok(read.answer("text/plain; charset=utf-8", |_| record::signature::to_armor(&blob).into_bytes()))
}

/// Gives a record's body, unless it was erased.
pub(crate) async fn show_body(
    State(door): State<Door>,
    reader: Reader,
    Path(id): Path<String>,
) -> Result<Response, DoorError> {
    let room = door.hub.bounds().room(MAX_BODY).await.ok_or_else(DoorError::busy)?;
    let mut read = read_part(door, reader, id, Part::Body).await?;
    match read.stored.body.take() {
        Some(body) => Ok(read.answer("application/json", |_| room.around(body))),
        None => Err(DoorError::new(StatusCode::GONE, "body-erased", "the body of this record was erased")),
    }
}

/// Gives the proof that a record is in the register, in C2SP's tlog-proof form.
pub(crate) async fn show_proof(
    State(door): State<Door>,
    reader: Reader,
    Path(id): Path<String>,
) -> Result<Response, DoorError> {
    let register = Arc::clone(&door.register);
    let read = read_part(door, reader, id, Part::Header).await?;
    let proof = register.prove(read.stored.position);
    let proof = proof.map_err(|e| DoorError::new(StatusCode::SERVICE_UNAVAILABLE, e.code(), e))?;
    Ok(read.answer("text/plain; charset=utf-8", |_| proof.to_string().into_bytes()))
}

/// What is asked for of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// That it was said: header, signatures, proof.
    Header,
    /// What was said: the body and its files.
    Body,
}

/// A record that whoever asked may read.
pub(crate) struct Read {
    pub stored: StoredRecord,
    /// Not everybody may.
    pub closed: bool,
}

impl Read {
    /// Answers with a part of it. What isn't for everybody is kept by nobody.
    pub fn answer<T: IntoResponse>(
        self,
        media_type: &'static str,
        part: impl FnOnce(StoredRecord) -> T,
    ) -> Response {
        let mut answer = bytes(media_type, part(self.stored));
        if self.closed {
            close(&mut answer);
        }
        answer
    }
}

/// Reads a record, in a thread that may wait. A secretariat's reading of a restricted body is in the trail when this returns.
pub(crate) async fn read_part(door: Door, reader: Reader, id: String, part: Part) -> Result<Read, DoorError> {
    let read = tokio::task::spawn_blocking(move || readable_record(&door, &reader, &id, part)).await;
    read.map_err(|e| DoorError::new(StatusCode::INTERNAL_SERVER_ERROR, "fault", e))?
}

/// Does the entry at a position, which is under the tree, say that its record is for everybody?
fn is_public(door: &Door, position: u64) -> Result<bool, StoreError> {
    let entries = door.register.store().entries(position, position + 1)?;
    Ok(entries
        .first()
        .and_then(|entry| record::Entry::from_bytes(entry).ok())
        .is_some_and(|entry| entry.public))
}

/// What the reader may not read answers like what is not there: ids are public, whether one is in use is not.
fn readable_record(door: &Door, reader: &Reader, id: &str, part: Part) -> Result<Read, DoorError> {
    let unknown = || DoorError::not_found("record");
    let id = RecordId::from_hex(id).ok_or_else(unknown)?;
    let seen = door.hub.place_of(reader, &id, part);
    // Asked either way: an id that is closed to this reader takes as long as one that is nobody's.
    let kept = door.register.store().find(&id.0)?;
    // Accepted a moment ago, the pages follow; or the disk has damaged its header, which is said and not hidden. The entry,
    // which is under the tree, says whether it is for everybody.
    let public = || kept.filter(|at| is_public(door, *at).unwrap_or_default());
    let position = seen.or_else(public).ok_or_else(unknown)?;
    let mut stored = register::read_whole(door.register.store().as_ref(), position)?;
    let entry = record::Entry::from_bytes(&stored.entry).map_err(|_| unknown())?;
    if entry.public {
        return Ok(Read { stored, closed: false });
    }
    if seen.is_none() {
        return Err(unknown());
    }
    if part == Part::Body && !stored.erased {
        stored.body = door.hub.open_body(reader, &id, position)?;
    }
    Ok(Read { stored, closed: true })
}
