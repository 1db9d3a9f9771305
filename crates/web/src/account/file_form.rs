//! A form that brings a file: sent from a page of this session, counted like every other, its fields by name.

use axum::http::{HeaderMap, header};

use super::caller::Caller;
use super::fields::revision;
use super::guard::{self, AccountError};
use super::multipart::{self, Part};
use super::office::Office;

/// The fields of such a form.
pub(super) struct FileForm<'a>(Vec<Part<'a>>);

impl<'a> FileForm<'a> {
    /// Reads a form, if a page of this session sent it.
    pub fn read(
        office: &Office,
        caller: &Caller,
        headers: &HeaderMap,
        body: &'a [u8],
    ) -> Result<Self, AccountError> {
        let media_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let parts = multipart::parts(media_type.unwrap_or_default(), body);
        let form = Self(parts.ok_or(AccountError::Unreadable)?);
        guard::sent(office, caller, headers, form.text("form"))?;
        Ok(form)
    }

    fn part(&self, name: &str) -> Option<&Part<'a>> {
        self.0.iter().find(|part| part.name == name)
    }

    /// A field beside the file.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.part(name).and_then(|part| std::str::from_utf8(part.bytes).ok())
    }

    /// The revision of the draft that the page showed.
    pub fn revision(&self) -> Result<u64, AccountError> {
        revision(self.text("revision"))
    }

    /// The file.
    pub fn file(&self) -> Result<&Part<'a>, AccountError> {
        self.part("file").ok_or(AccountError::Unreadable)
    }
}
