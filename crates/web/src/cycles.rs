//! The handlers of cycles: what is asked, and what was answered.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;

use crate::WebError;
use crate::answer::answer;
use crate::ask::Ask;
use crate::hub::Hub;
use crate::model::cycle;
use crate::reader::Reader;

type SharedHub = State<Arc<Hub>>;
type Answer = Result<Response, WebError>;

pub(crate) async fn list_cycles(State(hub): SharedHub, ask: Ask, reader: Reader) -> Answer {
    answer(hub, ask, reader, |desk| Ok(cycle::list(desk))).await
}

pub(crate) async fn show_cycle(
    State(hub): SharedHub,
    ask: Ask,
    reader: Reader,
    Path(id): Path<String>,
) -> Answer {
    answer(hub, ask, reader, move |desk| cycle::page(desk, &id)).await
}
