//! From a document to a file: which form is asked for, who sets pages, and how many are made at once.

use std::sync::Arc;

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use reports::Document;

use crate::WebError;
use crate::answer::close;
use crate::ask::Ask;
use crate::hub::Hub;
use crate::model::Desk;
use crate::reader::Reader;

/// Sets documents in pages. Implementations MUST bound what one document may take, and SHOULD do it in another process: the
/// document's words are strangers'.
pub trait Typesetter: Send + Sync {
    /// The document as PDF. In a thread that may wait.
    fn set(&self, document: &Document) -> Result<Vec<u8>, NotSet>;
}

/// Why a document wasn't set in pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotSet {
    /// Fonts that it needs aren't on this machine.
    FontsMissing,
    /// It was refused, or took more than it may.
    Stopped,
}

impl From<NotSet> for WebError {
    fn from(reason: NotSet) -> Self {
        match reason {
            NotSet::FontsMissing => Self::FontsMissing,
            NotSet::Stopped => Self::NotTypeset,
        }
    }
}

/// The form of a document to take away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Form {
    Pdf,
    Docx,
    #[default]
    Html,
}

impl Form {
    /// The form of this name; HTML where none is asked for.
    pub fn named(name: Option<&str>) -> Result<Self, WebError> {
        match name {
            None | Some("html") => Ok(Self::Html),
            Some("pdf") => Ok(Self::Pdf),
            Some("docx") => Ok(Self::Docx),
            Some(_) => Err(WebError::BadRequest),
        }
    }

    fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Html => "html",
        }
    }

    fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Html => "text/html; charset=utf-8",
        }
    }

    fn write(self, document: &Document, typesetter: Option<&dyn Typesetter>) -> Result<Vec<u8>, WebError> {
        // What no form can hold (an address too long for a QR code) is a fault of the settings.
        match self {
            Self::Pdf => Ok(typesetter.ok_or(WebError::NotTypeset)?.set(document)?),
            Self::Docx => reports::docx(document).map_err(|_| WebError::Fault),
            Self::Html => reports::html(document).map(String::into_bytes).map_err(|_| WebError::Fault),
        }
    }
}

/// Makes a document and answers with its file. It is made while the register is read, and set when others read again.
pub(crate) async fn print(
    hub: Arc<Hub>,
    ask: Ask,
    reader: Reader,
    (form, name): (Form, String),
    make: impl FnOnce(&Desk<'_>) -> Result<Document, WebError> + Send + 'static,
) -> Result<Response, WebError> {
    deliver(hub, ask, reader, move |hub, ask, reader| {
        let document = hub.at_desk_of(reader, about(&ask.path), ask.lang, make)?;
        Ok((form.write(&document, hub.typesetter())?, form.media_type(), format!("{name}.{}", form.ending())))
    })
    .await
}

/// A record is named by its id, all else by its path: what the trail says was read.
fn about(path: &str) -> &str {
    let record = path.strip_prefix("/records/").and_then(|rest| rest.split('/').next());
    record.unwrap_or(path)
}

/// Answers with a file: its bytes, its media type, its name. Few are made at once, since each may be large.
pub(super) async fn deliver(
    hub: Arc<Hub>,
    ask: Ask,
    reader: Reader,
    make: impl FnOnce(&Hub, &Ask, &Reader) -> Result<(Vec<u8>, &'static str, String), WebError> + Send + 'static,
) -> Result<Response, WebError> {
    // An asker who goes away doesn't free the place: the work goes on until it is done.
    let place = hub.bounds().press().await.ok_or(WebError::Unavailable)?;
    let made = tokio::task::spawn_blocking(move || {
        let made = make(&hub, &ask, &reader).and_then(|(bytes, media_type, name)| {
            // To be saved and not shown: no page of a stranger's words has this hub's address in a browser.
            let name = format!("attachment; filename=\"{name}\"");
            let name = HeaderValue::from_str(&name).map_err(|_| WebError::BadRequest)?;
            let head = [
                (header::CONTENT_TYPE, HeaderValue::from_static(media_type)),
                (header::CONTENT_DISPOSITION, name),
                (header::CONTENT_LANGUAGE, HeaderValue::from_static(ask.lang.code())),
                (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
            ];
            let mut answer = (head, bytes).into_response();
            if !reader.is_nobody() {
                close(&mut answer);
            }
            Ok(answer)
        });
        drop(place);
        made
    });
    made.await.map_err(|_| WebError::Fault)?
}
