//! From a document to a file: which form is asked for, who sets pages, and how many are made at once.

use std::sync::Arc;

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use catalogue::Lang;
use reports::Document;

use crate::WebError;
use crate::account::AccountError;
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
    make: impl Fn(&Desk<'_>) -> Result<Document, WebError> + Send + 'static,
) -> Result<Response, WebError> {
    deliver(hub, ask, reader, make, move |document, hub| {
        Ok((form.write(document, hub.typesetter())?, form.media_type(), format!("{name}.{}", form.ending())))
    })
    .await
}

/// A record is named by its id, all else by its path: what the trail says was read.
fn about(path: &str) -> &str {
    let record = path.strip_prefix("/records/").and_then(|rest| rest.split('/').next());
    record.unwrap_or(path)
}

/// A file: its bytes, its media type, its name.
pub(super) type Written = (Vec<u8>, &'static str, String);

/// A file in an answer: to be saved and not shown. No page of a stranger's words has this hub's address in a browser.
pub(super) fn to_be_saved((bytes, media_type, name): Written, lang: Lang) -> Result<Response, WebError> {
    let name = format!("attachment; filename=\"{name}\"");
    let name = HeaderValue::from_str(&name).map_err(|_| WebError::BadRequest)?;
    let head = [
        (header::CONTENT_TYPE, HeaderValue::from_static(media_type)),
        (header::CONTENT_DISPOSITION, name),
        (header::CONTENT_LANGUAGE, HeaderValue::from_static(lang.code())),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
    ];
    Ok((head, bytes).into_response())
}

/// Answers with a file. Few are made at once, since each may be large. One that holds more than the public would be given is
/// taken away as policies say, whatever it is made of: a count, a name or a text.
pub(super) async fn deliver<T: PartialEq>(
    hub: Arc<Hub>,
    ask: Ask,
    reader: Reader,
    make: impl Fn(&Desk<'_>) -> Result<T, WebError> + Send + 'static,
    write: impl FnOnce(&T, &Hub) -> Result<Written, WebError> + Send + 'static,
) -> Result<Response, WebError> {
    // An asker who goes away doesn't free the place: the work goes on until it is done.
    let place = hub.bounds().press().await.ok_or(WebError::Unavailable)?;
    let made = tokio::task::spawn_blocking(move || {
        let _place = place;
        let taken = match take(&hub, &ask, &reader, make) {
            Ok(taken) => taken,
            Err(not_taken) => return not_taken.answer(&ask),
        };
        let mut answer = to_be_saved(write(&taken, &hub)?, ask.lang)?;
        if !reader.is_nobody() {
            close(&mut answer);
        }
        Ok(answer)
    });
    made.await.map_err(|_| WebError::Fault)?
}

/// Why somebody isn't given a file.
pub(crate) enum NotTaken {
    /// It can't be made.
    Made(WebError),
    /// It holds what isn't public, and whoever asks may not take that away, or not without a touch.
    Kept(AccountError),
}

impl NotTaken {
    /// What is answered instead: to a touch, and back to this file; or that the asker's role or token doesn't allow it.
    pub fn answer(self, ask: &Ask) -> Result<Response, WebError> {
        match self {
            Self::Made(error) => Err(error),
            Self::Kept(error) => Ok(error.instead_of_file(&ask.in_language(ask.lang))),
        }
    }
}

/// What a file is to hold. What leaves the hub beyond the public's is in the trail before it does, and so is whose restricted
/// records a secretariat read for it.
pub(crate) fn take<T: PartialEq>(
    hub: &Hub,
    ask: &Ask,
    reader: &Reader,
    make: impl Fn(&Desk<'_>) -> Result<T, WebError>,
) -> Result<T, NotTaken> {
    if reader.is_nobody() {
        return hub.at_desk_of(reader, &ask.path, ask.lang, make).map_err(NotTaken::Made);
    }
    let (own, opened, publics) = hub.at_two_desks(reader, ask.lang, make);
    if own.is_ok() && own != publics {
        reader.take_away(&ask.path, opened.records().max(1)).map_err(NotTaken::Kept)?;
    }
    reader.note(about(&ask.path), opened.count()).map_err(NotTaken::Made)?;
    own.map_err(NotTaken::Made)
}
