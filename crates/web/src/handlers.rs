//! The handlers: each takes a request apart, has the model made, and hands it to the answer. No rule stands here.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use crate::WebError;
use crate::answer::answer;
use crate::ask::Ask;
use crate::assets::Asset;
use crate::hub::Hub;
use crate::model::capacity::Narrowed;
use crate::model::search::Query as SearchQuery;
use crate::model::{
    capacity, framework, home, instrument, matches, mechanism, party, provision, register, search,
};
use crate::openapi;
use crate::reader::Reader;

type SharedHub = State<Arc<Hub>>;
type Answer = Result<Response, WebError>;

pub(crate) async fn show_home(State(hub): SharedHub, ask: Ask, reader: Reader) -> Answer {
    answer(hub, ask, reader, |desk| Ok(home::page(desk))).await
}

pub(crate) async fn list_mechanisms(State(hub): SharedHub, ask: Ask, reader: Reader) -> Answer {
    answer(hub, ask, reader, |desk| Ok(mechanism::list(desk))).await
}

pub(crate) async fn show_mechanism(
    State(hub): SharedHub,
    ask: Ask,
    reader: Reader,
    Path(id): Path<String>,
) -> Answer {
    answer(hub, ask, reader, move |desk| mechanism::page(desk, &id)).await
}

pub(crate) async fn list_instruments(State(hub): SharedHub, ask: Ask, reader: Reader) -> Answer {
    answer(hub, ask, reader, |desk| Ok(instrument::list(desk))).await
}

pub(crate) async fn show_instrument(
    State(hub): SharedHub,
    ask: Ask,
    reader: Reader,
    Path(id): Path<String>,
) -> Answer {
    answer(hub, ask, reader, move |desk| instrument::page(desk, &id)).await
}

pub(crate) async fn show_provision(
    State(hub): SharedHub,
    ask: Ask,
    reader: Reader,
    Path((instrument, path)): Path<(String, String)>,
) -> Answer {
    answer(hub, ask, reader, move |desk| provision::page(desk, &instrument, &path)).await
}

pub(crate) async fn list_frameworks(State(hub): SharedHub, ask: Ask, reader: Reader) -> Answer {
    answer(hub, ask, reader, |desk| Ok(framework::list(desk))).await
}

pub(crate) async fn show_framework_item(
    State(hub): SharedHub,
    ask: Ask,
    reader: Reader,
    Path((set, item)): Path<(String, String)>,
) -> Answer {
    answer(hub, ask, reader, move |desk| framework::page(desk, &set, &item)).await
}

pub(crate) async fn list_participants(State(hub): SharedHub, ask: Ask, reader: Reader) -> Answer {
    answer(hub, ask, reader, |desk| Ok(party::list(desk))).await
}

pub(crate) async fn show_participant(
    State(hub): SharedHub,
    ask: Ask,
    reader: Reader,
    Path(code): Path<String>,
) -> Answer {
    answer(hub, ask, reader, move |desk| party::page(desk, &code)).await
}

pub(crate) async fn show_record(
    State(hub): SharedHub,
    ask: Ask,
    reader: Reader,
    Path(id): Path<String>,
) -> Answer {
    answer(hub, ask, reader, move |desk| matches::page(desk, &id)).await
}

pub(crate) async fn show_capacity(
    State(hub): SharedHub,
    ask: Ask,
    reader: Reader,
    Query(narrowed): Query<Narrowed>,
) -> Answer {
    answer(hub, ask, reader, move |desk| capacity::page(desk, narrowed)).await
}

/// Which entries of the register to list.
#[derive(Debug, Deserialize)]
pub(crate) struct Before {
    before: Option<u64>,
}

pub(crate) async fn show_register(
    State(hub): SharedHub,
    ask: Ask,
    reader: Reader,
    Query(query): Query<Before>,
) -> Answer {
    answer(hub, ask, reader, move |desk| register::page(desk, query.before)).await
}

pub(crate) async fn search_all(
    State(hub): SharedHub,
    ask: Ask,
    reader: Reader,
    Query(query): Query<SearchQuery>,
) -> Answer {
    answer(hub, ask, reader, move |desk| search::page(desk, query)).await
}

pub(crate) async fn show_openapi() -> Response {
    let json = HeaderValue::from_static("application/json");
    ([(header::CONTENT_TYPE, json)], openapi::document()).into_response()
}

/// Whom to tell of a weakness, if the operator says.
pub(crate) async fn show_security(State(hub): SharedHub) -> Answer {
    let security = hub.config().security.as_ref().ok_or(WebError::NotFound)?;
    let text = HeaderValue::from_static("text/plain; charset=utf-8");
    Ok(([(header::CONTENT_TYPE, text)], security.file(&hub.config().base_url)).into_response())
}

pub(crate) async fn get_asset(Path(name): Path<String>, asked: HeaderMap) -> Answer {
    let asset = Asset::named(&name).ok_or(WebError::NotFound)?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(asset.media_type)),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable")),
    ];
    let packed = asset.packed.as_deref().filter(|_| takes_gzip(&asked));
    let Some(packed) = packed else { return Ok((headers, asset.bytes).into_response()) };
    let encoding = [
        (header::CONTENT_ENCODING, HeaderValue::from_static("gzip")),
        (header::VARY, HeaderValue::from_static("Accept-Encoding")),
    ];
    Ok((headers, encoding, packed).into_response())
}

/// Whether gzip is named among the encodings that whoever asks takes, and not excluded (RFC 9110, 12.5.3).
fn takes_gzip(asked: &HeaderMap) -> bool {
    let encodings = asked.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    encodings.flat_map(|value| value.split(',')).any(|one| {
        let (name, weight) = one.split_once(';').unwrap_or((one, ""));
        let excluded =
            weight.trim().strip_prefix("q=").and_then(|q| q.trim().parse::<f32>().ok()) == Some(0.0);
        name.trim().eq_ignore_ascii_case("gzip") && !excluded
    })
}
