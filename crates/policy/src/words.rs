//! Words: the enums whose members are written the same in policies, documents and commands.

/// A word that is none of those that can stand in its place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{word:?} is no {what}: use one of {choices}")]
pub struct WordError {
    what: &'static str,
    word: String,
    choices: String,
}

impl WordError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        "unknown-word"
    }

    pub(crate) fn new(what: &'static str, word: &str, choices: &[&str]) -> Self {
        Self { what, word: word.to_owned(), choices: choices.join(", ") }
    }
}

/// An enum, its words, and both ways between them.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident, $what:literal, {
        $($(#[$doc:meta])* $variant:ident = $word:literal),* $(,)?
    }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$doc])* $variant),* }

        impl $name {
            /// All of them, in the order of the schema.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The word that policies, documents and commands use.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::WordError;

            fn from_str(word: &str) -> Result<Self, Self::Err> {
                match word {
                    $($word => Ok(Self::$variant),)*
                    _ => Err($crate::WordError::new($what, word, &[$($word),*])),
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

pub(crate) use words;
