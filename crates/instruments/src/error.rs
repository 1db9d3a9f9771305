//! Why a text could not be read as an instrument.

use crate::limits::MAX_TEXT_BYTES;

/// Why [`crate::read`] gave nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// Nothing in the text has the form of a provision.
    #[error(
        "found no provisions: looked for numbered or lettered paragraphs, for paragraphs that open with a verb \
         of instruments (\"Recalling\", \"Decides\", \"Demande\") and for authors who speak (\"we undertake\", \
         \"les ministres soulignent\"), in English and French, in {paragraphs} paragraphs"
    )]
    NoProvisions {
        /// How many paragraphs were looked through.
        paragraphs: usize,
    },
    /// The text is longer than any instrument.
    #[error(
        "the text has {bytes} bytes and the limit is {MAX_TEXT_BYTES}: import the instrument alone, without \
         its travaux or appendices"
    )]
    TextTooLarge {
        /// Bytes of text that were given.
        bytes: usize,
    },
    /// The characters are not writing in words.
    #[error("this is not text in words ({reason}): check that the right file was given")]
    NotText {
        /// What was seen.
        reason: &'static str,
    },
}

impl ReadError {
    /// A stable code for programs and message catalogues.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoProvisions { .. } => "no-provisions",
            Self::TextTooLarge { .. } => "text-too-large",
            Self::NotText { .. } => "not-text",
        }
    }
}
