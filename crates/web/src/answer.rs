//! From a model to an answer: as HTML or JSON, with the tag by which a reader who has it already is told so.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{HeaderValue, Response, StatusCode, header};
use record::hash::sha256;

use crate::WebError;
use crate::ask::{Account, Ask, Format};
use crate::chrome::Chrome;
use crate::hub::Hub;
use crate::model::Desk;
use crate::reader::Reader;
use crate::screens::Screen;
use crate::words::words;

/// Makes the model and answers with it. Stores are read in a thread that may wait.
pub(crate) async fn answer<M: Screen>(
    hub: Arc<Hub>,
    ask: Ask,
    reader: Reader,
    make: impl FnOnce(&Desk<'_>) -> Result<M, WebError> + Send + 'static,
) -> Result<Response<Body>, WebError> {
    let made = tokio::task::spawn_blocking(move || {
        // A record is named by its id, a list by its path: what was searched for isn't in it.
        let about = ask.path.strip_prefix("/records/").unwrap_or(&ask.path);
        let model = hub.at_desk_of(&reader, about, ask.lang, make)?;
        let text = write(&model, &ask)?;
        let mut answer = reply(StatusCode::OK, text, &ask);
        if !reader.is_nobody() {
            close(&mut answer);
        }
        Ok(answer)
    });
    made.await.map_err(|_| WebError::Fault)?
}

/// The text of an answer.
pub(crate) fn write(model: &impl Screen, ask: &Ask) -> Result<String, WebError> {
    let words = words(ask.lang);
    match ask.format {
        Format::Json => serde_json::to_string(model).map_err(|_| WebError::Fault),
        Format::Html => {
            let title = model.title(words);
            let chrome = Chrome {
                words,
                ask,
                title,
                exercise: model.exercise() || ask.exercise,
                section: model.section(),
                for_programs: model.for_programs(),
            };
            model.render(&chrome).map_err(|_| WebError::Fault)
        }
    }
}

/// The response around a text. Browsers keep it and ask each time whether it still holds.
pub(crate) fn reply(status: StatusCode, text: String, ask: &Ask) -> Response<Body> {
    let tag = entity_tag(text.as_bytes());
    let known =
        status == StatusCode::OK && ask.if_none_match.as_deref().is_some_and(|tags| lists(tags, &tag));
    let media_type = match ask.format {
        Format::Html => "text/html; charset=utf-8",
        Format::Json => "application/json",
    };
    let mut response = Response::new(if known { Body::empty() } else { Body::from(text) });
    *response.status_mut() = if known { StatusCode::NOT_MODIFIED } else { status };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(ask.lang.code()));
    headers.insert(
        header::VARY,
        HeaderValue::from_static(match ask.account {
            Account::None => "Accept, Accept-Language",
            Account::SignedOut | Account::Acting(_) => "Accept, Accept-Language, Cookie, Authorization",
        }),
    );
    // A page that names who is signed in is kept by that reader's browser alone.
    let cache = match ask.account {
        Account::Acting(_) => "private, no-cache",
        Account::None | Account::SignedOut => "no-cache",
    };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    response
}

/// An answer for one reader is kept by nobody: what it says may be for that reader alone, and the browser's store outlives the
/// session.
pub(crate) fn close(response: &mut Response<Body>) {
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    headers.remove(header::ETAG);
}

/// Weak, because the same tag stands for the compressed answer.
fn entity_tag(bytes: &[u8]) -> String {
    let digest = hex::encode(&sha256(bytes)[..12]);
    format!("W/\"{digest}\"")
}

fn lists(tags: &str, tag: &str) -> bool {
    tags.trim() == "*" || tags.split(',').any(|one| one.trim() == tag)
}
