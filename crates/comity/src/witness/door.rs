//! The witness's door: two paths, bounded bodies, one line in the log for each request.

use super::keep::{KeepError, Keeper};
use crate::config::Config;
use axum::Router;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{DefaultBodyLimit, Path, Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use record::witness::{AddCheckpoint, MAX_ADD_BYTES, SIZE_TYPE, WitnessError};
use std::sync::Arc;
use std::time::Instant;

const TEXT: &str = "text/plain; charset=utf-8";

/// What the log line says beside the status. A log's name is public and one of those that this witness was given.
#[derive(Clone)]
struct Said {
    origin: String,
    size: u64,
    code: &'static str,
}

/// The witness's paths.
pub fn app(keeper: Arc<Keeper>, config: &Config) -> Router {
    let limit = config.time_for(false);
    let bounded = move |request: Request, next: Next| async move {
        let begin = Instant::now();
        let answer = tokio::time::timeout(limit, next.run(request)).await;
        let answer = answer.unwrap_or_else(|_| StatusCode::REQUEST_TIMEOUT.into_response());
        let (status, milliseconds) = (answer.status().as_u16(), begin.elapsed().as_secs_f64() * 1e3);
        if let Some(Said { origin, size, code }) = answer.extensions().get::<Said>() {
            tracing::info!(target: "witness", origin, size, code, status, milliseconds);
        } else {
            tracing::info!(target: "witness", status, milliseconds);
        }
        answer
    };
    Router::new()
        .route("/add-checkpoint", post(add))
        .route("/{log}/checkpoint", get(newest))
        .layer(DefaultBodyLimit::max(MAX_ADD_BYTES))
        .layer(from_fn(bounded))
        .with_state(keeper)
}

async fn add(State(keeper): State<Arc<Keeper>>, body: Result<Bytes, BytesRejection>) -> Response {
    let body = match body {
        Ok(body) => body,
        Err(rejection) => return rejection.status().into_response(),
    };
    let request = match AddCheckpoint::parse(&body) {
        Ok(request) => request,
        Err(error) => return refusal(&error),
    };
    let checkpoint = request.checkpoint.unverified();
    let (origin, size) = (checkpoint.origin().to_owned(), checkpoint.size());
    // The disk is waited for on a thread that may wait.
    let Ok(done) = tokio::task::spawn_blocking(move || keeper.add(&request)).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let code = done.as_ref().map_or_else(KeepError::code, |_| "cosigned");
    let mut answer = match done {
        Ok(line) => ([(header::CONTENT_TYPE, TEXT)], line).into_response(),
        Err(KeepError::Witness(WitnessError::UnknownLog)) => return refusal(&WitnessError::UnknownLog),
        Err(KeepError::Witness(error)) => refusal(&error),
        Err(KeepError::Store(error)) => {
            tracing::error!(code, "{error}");
            (StatusCode::INTERNAL_SERVER_ERROR, "the disk failed; ask again\n").into_response()
        }
    };
    answer.extensions_mut().insert(Said { origin, size, code });
    answer
}

fn refusal(error: &WitnessError) -> Response {
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    if let WitnessError::Conflict(size) = error {
        return (status, [(header::CONTENT_TYPE, SIZE_TYPE)], format!("{size}\n")).into_response();
    }
    (status, [(header::CONTENT_TYPE, TEXT)], format!("{error} ({})\n", error.code())).into_response()
}

async fn newest(State(keeper): State<Arc<Keeper>>, Path(log): Path<String>) -> Response {
    match keeper.newest(&log) {
        Some(note) => {
            ([(header::CONTENT_TYPE, TEXT), (header::CACHE_CONTROL, "no-cache")], note).into_response()
        }
        None => (StatusCode::NOT_FOUND, "nothing of this log was cosigned here\n").into_response(),
    }
}
