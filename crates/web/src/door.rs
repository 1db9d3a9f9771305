//! The door for machines: a record comes in, its bytes and its proof go out. No page, no language.
//!
//! A signed record is taken from anyone who carries it: what counts is whose keys signed it. Signature arithmetic runs
//! on a blocking thread; the sequencer judges. Answers are JSON with a stable `code`, or the very bytes.

use admission::{KeyStanding, Refusal, check_body, kinds};
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use delegations::release;
use policy::Seat;
use record::body::MAX_BODY;
use record::header::{MAX_HEADER, Salt};
use record::public::MAX_PUBLIC_BUNDLE;
use record::{Evidence, Hash, KeyId, RecordId, Unverified, Verified};
use register::{Receipt, Register, SubmitError};
use serde::{Deserialize, Serialize};

use crate::account::Office;
use crate::answer::close;
use crate::bounds::{Held, RETRY_AFTER, Upload, UploadError};
use crate::health::{Health, RefusedCode};
use crate::reader::Reader;
use crate::{Hub, WebError};
use std::sync::Arc;
use store::{StoreError, StoredRecord};

/// The most bytes of a submitted record: header, signature set and body, each at its limit, written as JSON strings in
/// which every quotation mark takes two bytes.
pub const MAX_SUBMISSION: usize = 2 * (MAX_HEADER + record::signature::MAX_SET + MAX_BODY) + 1024;

/// The code of a store that is read around damage.
const DAMAGED: &str = "store-damaged";

/// The code of a hub that holds as much for others as it can.
const BUSY: &str = "hub-busy";

/// The most characters of a message: a reader's complaint about a member that it doesn't know repeats its name, which can have
/// a megabyte.
const MAX_MESSAGE: usize = 500;

/// What the door needs of the hub.
#[derive(Clone)]
pub struct Door {
    /// The register.
    pub register: Arc<Register>,
    /// The hub, in whose catalogue the kinds say what a body may hold.
    pub hub: Arc<Hub>,
    /// How the hub is.
    pub health: Arc<dyn Health>,
}

/// A record as it is handed in: three texts, byte for byte what was signed and hashed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Submission {
    /// The header.
    pub header: String,
    /// The signature set in its one spelling.
    pub signatures: String,
    /// The body.
    pub body: String,
}

/// What the sender of a record gets.
#[derive(Debug, Serialize)]
pub struct ReceiptAnswer {
    /// The record's id.
    pub id: String,
    /// Its position in the register.
    pub position: u64,
    /// When it was accepted.
    pub time: String,
    /// It was accepted now, and not before.
    pub first: bool,
}

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

/// Why the door says no.
#[derive(Debug)]
pub struct DoorError {
    status: StatusCode,
    code: String,
    message: String,
}

impl From<WebError> for DoorError {
    fn from(error: WebError) -> Self {
        Self::new(error.status(), error.code(), &error)
    }
}

impl DoorError {
    pub(crate) fn new(status: StatusCode, code: &str, message: impl std::fmt::Display) -> Self {
        let mut message = message.to_string();
        if let Some((end, _)) = message.char_indices().nth(MAX_MESSAGE) {
            message.replace_range(end.., "…");
        }
        Self { status, code: code.to_owned(), message }
    }

    /// The status.
    pub(crate) fn status(&self) -> StatusCode {
        self.status
    }

    /// The stable code.
    pub(crate) fn code(&self) -> &str {
        &self.code
    }

    pub(crate) fn busy() -> Self {
        let message =
            format!("the hub holds as much for others as it can: ask again in {RETRY_AFTER} seconds");
        Self::new(StatusCode::SERVICE_UNAVAILABLE, BUSY, message)
    }

    pub(crate) fn not_found(what: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, "not-found", format!("this hub has no such {what}"))
    }
}

impl std::fmt::Display for DoorError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for DoorError {}

impl IntoResponse for DoorError {
    fn into_response(self) -> Response {
        let body = serde_json::json!({ "code": self.code, "message": self.message });
        let mut response = (self.status, Json(body)).into_response();
        if self.code == BUSY {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static(RETRY_AFTER));
        }
        response.extensions_mut().insert(RefusedCode(self.code));
        response
    }
}

impl From<UploadError> for DoorError {
    fn from(error: UploadError) -> Self {
        match error {
            UploadError::TooLarge => {
                let limits = format!(
                    "the request has more than {MAX_SUBMISSION} bytes: a header has at most {MAX_HEADER}, a body {MAX_BODY}"
                );
                Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", limits)
            }
            UploadError::TooSlow => {
                let message = "the request came too slowly, or stood still: send it again over a line of 64 kbit/s or more";
                Self::new(StatusCode::REQUEST_TIMEOUT, "too-slow", message)
            }
            UploadError::Busy => Self::busy(),
            UploadError::Broken => {
                Self::new(StatusCode::BAD_REQUEST, "bad-request", "the request broke off: send it again")
            }
        }
    }
}

impl From<SubmitError> for DoorError {
    fn from(error: SubmitError) -> Self {
        let status = match &error {
            SubmitError::Refused(Refusal::Quota { .. }) => StatusCode::TOO_MANY_REQUESTS,
            SubmitError::Refused(Refusal::Unreadable(_))
            | SubmitError::NotStored(_)
            | SubmitError::Clock(_)
            | SubmitError::NoHubKey
            | SubmitError::Stopped => StatusCode::SERVICE_UNAVAILABLE,
            SubmitError::Refused(_) | SubmitError::NotSealed(_) => StatusCode::UNPROCESSABLE_ENTITY,
        };
        Self::new(status, error.code(), error)
    }
}

impl From<StoreError> for DoorError {
    fn from(error: StoreError) -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, error.code(), error)
    }
}

/// Takes a record in.
pub(crate) async fn create_record(
    State(door): State<Door>,
    office: Option<Extension<Arc<Office>>>,
    body: Body,
) -> Result<Response, DoorError> {
    let upload = door.hub.bounds().read(body, MAX_SUBMISSION).await?;
    // Held until the record is judged: until then its bytes are in memory.
    let (record, _held) = {
        let door = door.clone();
        let verified = tokio::task::spawn_blocking(move || verify_submission(&door, upload)).await;
        verified.map_err(|e| DoorError::new(StatusCode::INTERNAL_SERVER_ERROR, "fault", e))??
    };
    if let Some(Extension(office)) = office {
        is_released(&door, &office, &record).await?;
    }
    let receipt = append(&door, record).await?;
    let status = if receipt.first { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, [(header::LOCATION, format!("/records/{}", receipt.id))], Json(answer(&receipt)))
        .into_response())
}

/// Refuses a statement, or a move of one, that one person signed alone, where its delegation wants a second to release what the
/// first wrote. It is asked here and not in the register's own judgement: the rule is this hub's with a delegation, and a later
/// one about an old record must not make the register fail. Whatever else is about another record protects, and doesn't wait;
/// what a secretariat transmitted is signed by nobody of the delegation; and what was taken before gets its receipt.
async fn is_released(door: &Door, office: &Arc<Office>, record: &Verified) -> Result<(), DoorError> {
    let header = &record.header;
    let is_word = kinds::is_word(&header.kind) && header.evidence != Evidence::Transmitted;
    if !is_word || !is_signed_by_its_own(door, header) || door.register.store().find(&record.id.0)?.is_some()
    {
        return Ok(());
    }
    let seat = Seat::Participant(header.participant.clone());
    let signers: Vec<Salt> = header.signers.iter().map(|signer| signer.person).collect();
    let asked = office.look(move |_, drawer| Ok(release::check_from_outside(drawer, &seat, &signers)?)).await;
    asked.map_err(|error| DoorError::new(error.status(), error.code(), error))
}

/// Are those who signed it of the participant in whose name it is? Where they aren't, the register refuses it; a refusal by the
/// rule would tell another State's key which delegations have one.
fn is_signed_by_its_own(door: &Door, header: &record::Header) -> bool {
    let state = door.register.state();
    let own = |key: &KeyId| state.key(key).is_some_and(|key| key.participant == header.participant);
    header.signers.iter().all(|signer| own(&signer.key))
}

/// Takes in a record that was signed in a page of this hub: by the same checks as any other.
pub(crate) async fn hand_in(
    door: &Door,
    header: String,
    signatures: String,
    body: String,
) -> Result<Receipt, DoorError> {
    let checking = door.clone();
    let submission = Submission { header, signatures, body };
    let verified = tokio::task::spawn_blocking(move || verified(&checking, submission)).await;
    let record = verified.map_err(|e| DoorError::new(StatusCode::INTERNAL_SERVER_ERROR, "fault", e))??;
    append(door, record).await
}

/// Has the sequencer judge and append a record, and waits until pages show it.
async fn append(door: &Door, record: Verified) -> Result<Receipt, DoorError> {
    let receipt = match door.register.submit(record).await {
        // Around damage the state that judges may lack a key or a mechanism: say what is really in the way.
        Err(SubmitError::Refused(_)) if door.health.readiness().code == DAMAGED => {
            return Err(DoorError::new(
                StatusCode::SERVICE_UNAVAILABLE,
                DAMAGED,
                door.health.readiness().message,
            ));
        }
        submitted => submitted?,
    };
    door.hub.until_shown(receipt.position).await;
    Ok(receipt)
}

fn answer(receipt: &Receipt) -> ReceiptAnswer {
    ReceiptAnswer {
        id: receipt.id.to_string(),
        position: receipt.position,
        time: receipt.time.to_string(),
        first: receipt.first,
    }
}

/// Before any arithmetic: a stranger's record costs the hub no more than its reading. Admission judges all of it again.
/// A new key signs its own enrolment; a log's first record is never taken over the network, where a stranger could be
/// the first to come.
fn turn_away_strangers(door: &Door, header: &record::Header) -> Result<(), DoorError> {
    if header.kind == kinds::GENESIS {
        return Err(SubmitError::Refused(Refusal::SecondGenesis).into());
    }
    let state = door.register.state();
    let unknown = |key: &KeyId| state.key(key).is_none() && header.kind != kinds::KEY;
    match header.signers.iter().map(|signer| signer.key).find(unknown) {
        Some(key) => Err(SubmitError::Refused(Refusal::UnknownKey(key)).into()),
        None => Ok(()),
    }
}

fn bad_request(code: &str, message: &dyn std::fmt::Display) -> DoorError {
    DoorError::new(StatusCode::BAD_REQUEST, code, message)
}

fn verify_submission(door: &Door, upload: Upload) -> Result<(Verified, Option<Held>), DoorError> {
    let submission: Submission =
        serde_json::from_slice(&upload).map_err(|e| bad_request("submission", &e))?;
    let held = upload.into_held();
    Ok((verified(door, submission)?, held))
}

fn verified(door: &Door, submission: Submission) -> Result<Verified, DoorError> {
    let (header, set, body) = (submission.header, submission.signatures, submission.body);
    let unverified = Unverified::read(header.into_bytes(), set.into_bytes(), Some(body.into_bytes()))
        .map_err(|e| bad_request(e.code(), &e))?;
    turn_away_strangers(door, unverified.unverified_header())?;
    let record = unverified.verify().map_err(|e| bad_request(e.code(), &e))?;
    let content = record.body().map_err(|e| bad_request(e.code(), &e))?;
    if let Some(content) = &content {
        check_body(&door.register.state(), door.hub.edition().catalogue(), &record.header, content)
            .map_err(|e| DoorError::new(StatusCode::UNPROCESSABLE_ENTITY, e.code(), e))?;
    }
    Ok(record)
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

fn bytes(media_type: &'static str, content: impl IntoResponse) -> Response {
    ([(header::CONTENT_TYPE, media_type)], content).into_response()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_repeats_little_of_what_was_sent() {
        let name = "é".repeat(1 << 20);
        let sent = format!("{{\"{name}\":1}}");
        let error = serde_json::from_str::<Submission>(&sent).unwrap_err();
        assert!(error.to_string().len() > 1 << 20, "the reader repeats the whole name");
        let answered = DoorError::new(StatusCode::BAD_REQUEST, "submission", error);
        assert!(answered.message.starts_with("unknown field `éé"), "{}", answered.message);
        assert_eq!(answered.message.chars().count(), MAX_MESSAGE + 1);
    }

    #[test]
    fn a_busy_hub_says_when_to_come_again() {
        let answer = DoorError::busy().into_response();
        assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(answer.headers()[header::RETRY_AFTER], RETRY_AFTER);
    }
}
