//! The door for machines: a record comes in (`taking.rs`), its bytes and its proof go out (`giving.rs`), and the log that all
//! stand in (`log.rs`). No page, no language.
//!
//! A signed record is taken from anyone who carries it: what counts is whose keys signed it. Answers are JSON with a stable
//! `code` (`refusal.rs`), or the very bytes.

mod giving;
mod log;
mod refusal;
mod taking;

pub(crate) use giving::{
    Part, Read, read_part, show_body, show_header, show_proof, show_signatures, show_ssh_signature,
};
pub use log::{show_checkpoint, show_key, show_log, show_long_body, show_public_bundle, show_tile};
pub use refusal::DoorError;
pub use taking::{MAX_SUBMISSION, Submission};
pub(crate) use taking::{create_record, hand_in};

use crate::Hub;
use crate::health::Health;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use register::Register;
use std::sync::Arc;

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

fn bytes(media_type: &'static str, content: impl IntoResponse) -> Response {
    ([(header::CONTENT_TYPE, media_type)], content).into_response()
}
