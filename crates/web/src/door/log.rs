//! The log that this hub keeps, and what it publishes of it: checkpoint, tiles, bundles, and what it says of keys.

use super::{Door, DoorError, bytes};
use admission::KeyStanding;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use record::body::MAX_BODY;
use record::public::MAX_PUBLIC_BUNDLE;
use record::{Hash, KeyId};
use serde::Serialize;
use std::sync::Arc;

/// The log that this hub keeps.
#[derive(Debug, Serialize)]
pub struct LogAnswer {
    /// Its origin.
    pub log: String,
    /// It is an exercise's.
    pub exercise: bool,
    /// The key that signs its checkpoints.
    pub log_key: String,
    /// How many records it has.
    pub size: u64,
}

/// An enrolled key, as its public record says.
#[derive(Debug, Serialize)]
pub struct KeyAnswer {
    /// Its fingerprint.
    pub key: String,
    /// Whose it is.
    pub participant: String,
    /// The random id of the person who holds it.
    pub person: String,
    /// It may enrol other keys of the participant.
    pub administrator: bool,
    /// The secretariat vouched for it.
    pub vouched_for: bool,
    /// `valid`, `waiting` or `revoked`.
    pub standing: &'static str,
}

/// Tells which log this hub keeps.
pub async fn show_log(State(door): State<Door>) -> Result<Json<LogAnswer>, DoorError> {
    let state = door.register.state();
    let genesis = state.genesis().ok_or_else(|| DoorError::not_found("log yet"))?;
    Ok(Json(LogAnswer {
        log: genesis.log.clone(),
        exercise: genesis.exercise,
        log_key: genesis.log_key.clone(),
        size: state.size(),
    }))
}

/// Tells what the register says of a key. The address has the fingerprint in hexadecimal.
pub async fn show_key(
    State(door): State<Door>,
    Path(id): Path<String>,
) -> Result<Json<KeyAnswer>, DoorError> {
    let unknown = || DoorError::new(StatusCode::NOT_FOUND, "unknown-key", "this key is not enrolled here");
    let id = KeyId(record::hash::from_lower_hex(&id).ok_or_else(unknown)?);
    let state = door.register.state();
    let key = state.key(&id).ok_or_else(unknown)?;
    // The last entry's time is the register's own clock: good enough to say "waiting", and needs no other.
    let standing = match key.standing(state.time()) {
        KeyStanding::Valid => "valid",
        KeyStanding::Waiting(_) => "waiting",
        KeyStanding::Revoked => "revoked",
    };
    Ok(Json(KeyAnswer {
        key: id.to_string(),
        participant: key.participant.clone(),
        person: key.person.to_string(),
        administrator: key.administrator,
        vouched_for: key.vouched_for,
        standing,
    }))
}

/// Gives the newest checkpoint with the cosignatures that are in. Never from a cache: it is what everything else is checked
/// against. Whoever names the one they have, and there is no newer, gets an answer without a body, whatever the size.
pub async fn show_checkpoint(State(door): State<Door>, asked: HeaderMap) -> Result<Response, DoorError> {
    let newest = door.register.checkpoint();
    let newest = newest.map_err(|e| DoorError::new(StatusCode::SERVICE_UNAVAILABLE, e.code(), e))?;
    let note = newest.ok_or_else(|| DoorError::not_found("checkpoint yet"))?.to_string();
    let tag = format!("W/\"{}\"", &Hash::of(note.as_bytes()).to_string()[..32]);
    let known = asked.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes());
    let mut answer = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        bytes("text/plain; charset=utf-8", note.into_bytes())
    };
    let headers = answer.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(header::ETAG, HeaderValue::try_from(tag).unwrap_or(HeaderValue::from_static("\"\"")));
    Ok(answer)
}

/// Gives a tile of the tree, or a bundle of entries.
pub async fn show_tile(State(door): State<Door>, uri: Uri) -> Result<Response, DoorError> {
    Ok(file(public_file(&door, uri).await?))
}

/// Gives a bundle of public records.
pub async fn show_public_bundle(State(door): State<Door>, uri: Uri) -> Result<Response, DoorError> {
    heavy_file(&door, uri, MAX_PUBLIC_BUNDLE).await
}

/// Gives a body that is too long for its bundle.
pub async fn show_long_body(State(door): State<Door>, uri: Uri) -> Result<Response, DoorError> {
    heavy_file(&door, uri, MAX_BODY).await
}

/// A file of at most so many bytes, of which a crowd of readers could fill the memory.
async fn heavy_file(door: &Door, uri: Uri, most: usize) -> Result<Response, DoorError> {
    let room = door.hub.bounds().room(most).await.ok_or_else(DoorError::busy)?;
    Ok(file(room.around(public_file(door, uri).await?)))
}

async fn public_file(door: &Door, uri: Uri) -> Result<Vec<u8>, DoorError> {
    let path = uri.path().trim_start_matches('/').to_owned();
    let store = Arc::clone(door.register.store());
    let found =
        tokio::task::spawn_blocking(move || register::publish::public_file(store.as_ref(), &path)).await;
    let found = found.map_err(|e| DoorError::new(StatusCode::INTERNAL_SERVER_ERROR, "fault", e))??;
    found.ok_or_else(|| DoorError::not_found("file"))
}

fn file(content: impl IntoResponse) -> Response {
    let mut answer = bytes("application/octet-stream", content);
    // An erasure changes what was served: no cache may keep it without asking.
    answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    answer
}
