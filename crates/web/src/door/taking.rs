//! A record comes in. Signature arithmetic runs on a blocking thread; the sequencer judges.

use super::{Door, DoorError};
use crate::account::Office;
use crate::bounds::{Held, Upload};
use admission::{Refusal, check_body, kinds};
use axum::body::Body;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use delegations::release;
use policy::Seat;
use record::body::MAX_BODY;
use record::header::{MAX_HEADER, Salt};
use record::{Evidence, KeyId, Unverified, Verified};
use register::{Receipt, SubmitError};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The most bytes of a submitted record: header, signature set and body, each at its limit, written as JSON strings in
/// which every quotation mark takes two bytes.
pub const MAX_SUBMISSION: usize = 2 * (MAX_HEADER + record::signature::MAX_SET + MAX_BODY) + 1024;

/// The code of a store that is read around damage.
const DAMAGED: &str = "store-damaged";

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
