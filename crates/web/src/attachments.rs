//! A record's attachments: files that its body names by digest. They come after the record, from anyone who has them: what
//! the record's signature named is all that is taken, and it is erased with the record.

use axum::Json;
use axum::body::Body as HttpBody;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use record::body::{Attachment, MAX_ATTACHMENT};
use record::header::Salt;
use record::{Body, Hash};
use register::{KeepAttachmentError, NamedAttachment};
use std::sync::Arc;
use store::AppendError;

use crate::answer::close;
use crate::ask::Ask;
use crate::bounds::UploadError;
use crate::door::{Door, DoorError, Part, Read, read_part};
use crate::reader::Reader;

/// Media types that are given as they are called; all else is bytes. Nothing is ever shown within our pages: a received
/// file is a stranger's.
const GIVEN_AS_CALLED: [(&str, &str); 7] = [
    ("application/pdf", "pdf"),
    ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    ("application/vnd.oasis.opendocument.text", "odt"),
    ("message/rfc822", "eml"),
    ("text/plain", "txt"),
    ("image/png", "png"),
    ("image/jpeg", "jpg"),
];

/// What a file is, by the ending of its name: for its reader's convenience, never to be relied on.
pub fn media_type_of(name: &str) -> &'static str {
    let ending = name.rsplit_once('.').map_or(String::new(), |(_, ending)| ending.to_lowercase());
    let ending = if ending == "jpeg" { "jpg" } else { ending.as_str() };
    let known = GIVEN_AS_CALLED.into_iter().find(|(_, known)| *known == ending);
    known.map_or(ANYTHING, |(media_type, _)| media_type)
}

/// The media type of what nobody needs to know.
const ANYTHING: &str = "application/octet-stream";

/// An attachment that a record names, and the record's place.
struct Named {
    position: u64,
    salt: Salt,
    file: Attachment,
    /// The record isn't for everybody.
    closed: bool,
}

/// Finds it. Of a record that whoever asks may not read, nobody learns whether it names a file.
async fn named(door: &Door, reader: Reader, id: String, sha256: &str) -> Result<Named, DoorError> {
    let unknown = || DoorError::not_found("attachment");
    let sha256 = Hash(record::hash::from_lower_hex(sha256).ok_or_else(unknown)?);
    let Read { stored, closed } = read_part(door.clone(), reader, id, Part::Body).await?;
    if stored.erased {
        let message = "the body of this record was erased, and its attachments with it";
        return Err(DoorError::new(StatusCode::GONE, "body-erased", message));
    }
    let body = stored.body.as_deref().and_then(|bytes| Body::from_bytes(bytes).ok()).ok_or_else(unknown)?;
    let salt = body.salt;
    let file = body.attachment(&sha256).filter(|file| file.bytes <= MAX_ATTACHMENT).ok_or_else(unknown)?;
    Ok(Named { position: stored.position, salt, file: file.clone(), closed })
}

/// Takes in a file that a record names. Whoever may read the record may bring it: nothing can come in but what the record's
/// signers signed for, and only once. Of a restricted record it is kept sealed, as the body is.
pub async fn put_attachment(
    State(door): State<Door>,
    reader: Reader,
    Path((id, sha256)): Path<(String, String)>,
    body: HttpBody,
) -> Result<Response, DoorError> {
    let Named { position, salt, file, .. } = named(&door, reader, id, &sha256).await?;
    let digest = file.sha256;
    let hub = Arc::clone(&door.hub);
    let there = move || hub.open_attachment(NamedAttachment { position, salt: &salt, sha256: &digest });
    if waiting(there).await??.is_some() {
        return Ok((StatusCode::OK, Json(serde_json::json!({ "sha256": file.sha256, "first": false })))
            .into_response());
    }
    let size = usize::try_from(file.bytes).unwrap_or(usize::MAX);
    let upload = door.hub.bounds().read(body, size).await.map_err(|error| match error {
        UploadError::TooLarge => differs(),
        other => other.into(),
    })?;
    let register = Arc::clone(&door.register);
    let keep =
        move || register.put_attachment(NamedAttachment { position, salt: &salt, sha256: &digest }, &upload);
    match waiting(keep).await? {
        Err(KeepAttachmentError::Differs) => Err(differs()),
        Ok(()) => {
            let answer = serde_json::json!({ "sha256": file.sha256, "first": true });
            Ok((StatusCode::CREATED, Json(answer)).into_response())
        }
        // The record can have been erased while its file came.
        Err(KeepAttachmentError::NotStored(AppendError::Refused(refusal))) => {
            Err(DoorError::new(StatusCode::CONFLICT, "attachment-not-kept", refusal))
        }
        Err(error) => Err(DoorError::new(StatusCode::SERVICE_UNAVAILABLE, "store", error)),
    }
}

/// Does what may wait for the disk.
async fn waiting<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, DoorError> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|e| DoorError::new(StatusCode::INTERNAL_SERVER_ERROR, "fault", e))
}

fn differs() -> DoorError {
    let message = "these are not the bytes that the record names: their SHA-256 or their number differs";
    DoorError::new(StatusCode::UNPROCESSABLE_ENTITY, "attachment-differs", message)
}

/// Gives a file that a record names: to be kept, never to be shown within a page. One of a restricted record is taken away, as
/// a print of it is.
pub(crate) async fn show_attachment(
    State(door): State<Door>,
    reader: Reader,
    ask: Ask,
    Path((id, sha256)): Path<(String, String)>,
) -> Result<Response, DoorError> {
    let Named { position, salt, file, closed } = named(&door, reader.clone(), id, &sha256).await?;
    let most = usize::try_from(file.bytes).unwrap_or(usize::MAX);
    let room = door.hub.bounds().room(most).await.ok_or_else(DoorError::busy)?;
    let (hub, digest) = (Arc::clone(&door.hub), file.sha256);
    let found = move || hub.open_attachment(NamedAttachment { position, salt: &salt, sha256: &digest });
    let bytes = waiting(found).await??.ok_or_else(|| {
        let message = "the record names this file, and nobody has handed it in yet";
        DoorError::new(StatusCode::NOT_FOUND, "attachment-awaited", message)
    })?;
    if closed && let Err(instead) = reader.takes_away(&ask).await {
        return Ok(instead);
    }
    let (media_type, ending) = GIVEN_AS_CALLED
        .into_iter()
        .find(|(media_type, _)| *media_type == file.media_type)
        .unwrap_or((ANYTHING, "bin"));
    // Named by its digest: a name of the sender's own could say anything.
    let name = format!("attachment; filename=\"{}.{ending}\"", &file.sha256.to_string()[..16]);
    let name = HeaderValue::from_str(&name).unwrap_or(HeaderValue::from_static("attachment"));
    let mut answer = ([(header::CONTENT_TYPE, media_type)], room.around(bytes)).into_response();
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_DISPOSITION, name);
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // An erasure changes what is served.
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    if closed {
        close(&mut answer);
    }
    Ok(answer)
}
