//! A draft of a view as the reply that a ministry will send with its note: for the delegation alone, marked as a draft on each
//! page, by a fresh touch and with an event, as every file of a draft is taken away.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use catalogue::Kind;
use delegations::DelegationError;
use serde::Deserialize;

use super::caller::Caller;
use super::draft_form::Filled;
use super::drafts::open;
use super::guard::AccountError;
use super::office::Office;
use crate::ask::Ask;
use crate::model::Desk;
use crate::model::record::content;
use crate::printed::{DraftedView, Form, Press, VIEW, drafted_reply, formal_name, print};
use crate::reader::Reader;

/// The form of the document.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct AskedOfReply {
    form: Option<String>,
}

/// Prints it.
pub(crate) async fn print_draft_reply(
    State(office): State<Arc<Office>>,
    caller: Caller,
    reader: Reader,
    ask: Ask,
    Path(id): Path<String>,
    Query(asked): Query<AskedOfReply>,
) -> Response {
    let made = async {
        let open = open(&office, &caller, &id).await?;
        let kind = open.kind()?.clone();
        if kind.id != VIEW {
            return Err(DelegationError::Draft.into());
        }
        let form = match Form::named(asked.form.as_deref()) {
            Ok(form) => form,
            Err(error) => return Ok(error.into_response()),
        };
        if let Err(kept) = reader.takes_away(&ask).await {
            return Ok(kept);
        }
        let (filled, title, code) = (Filled::of(&open.draft), open.title(ask.lang), open.here.code);
        let name = (form, format!("draft-reply-{}", ask.lang.code()));
        let printed = print(Arc::clone(&office.hub), ask, reader, name, move |desk| {
            Ok(drafted_reply(Press::of(desk), &view(desk, &kind, &filled, (&title, &code))))
        });
        Ok(printed.await.unwrap_or_else(IntoResponse::into_response))
    };
    made.await.unwrap_or_else(|error: AccountError| error.instead_of_page(&format!("/drafts/{id}")))
}

fn view(desk: &Desk<'_>, kind: &Kind, filled: &Filled, (title, code): (&str, &str)) -> DraftedView {
    let mechanisms: BTreeSet<&str> = filled.mechanisms.iter().map(String::as_str).collect();
    let items: BTreeSet<&str> = filled.framework_items.iter().map(String::as_str).collect();
    let (state, mechanisms) = (desk.party(code), desk.mechanisms(mechanisms));
    DraftedView {
        formal: formal_name(desk, &state),
        exercise: mechanisms.iter().any(|mechanism| mechanism.exercise),
        state: state.name,
        title: title.to_owned(),
        language: filled.language.clone(),
        content: content(desk, kind, &filled.body()),
        mechanisms,
        items: desk.items(items),
    }
}
