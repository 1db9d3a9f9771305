//! Why policies don't load.

/// Policies that can't be relied on. The start stops: a hub that can't say who may do what must not answer.
#[derive(Debug, thiserror::Error)]
pub enum PolicyError {
    /// There is not exactly one schema.
    #[error("the folder of policies must hold exactly one file that ends in .cedarschema; it holds {0}")]
    Schemas(usize),
    /// The schema can't be read.
    #[error("{file} is no schema: {why}")]
    Schema {
        /// The file.
        file: String,
        /// What is wrong.
        why: String,
    },
    /// A file of policies can't be read.
    #[error("{file} holds no policies that can be read: {why}")]
    Syntax {
        /// The file.
        file: String,
        /// What is wrong.
        why: String,
    },
    /// A policy has no id or sentence, or one that is taken.
    #[error("{file}: the policy {policy} needs {needs}")]
    Annotation {
        /// The file.
        file: String,
        /// Its id, or its place in the file.
        policy: String,
        /// What it needs.
        needs: &'static str,
    },
    /// A policy says what the schema doesn't allow, or can never apply.
    #[error("the policies don't fit the schema: {0}")]
    Invalid(String),
    /// The schema lacks a word that the code asks with.
    #[error("the schema lacks {0}")]
    Missing(String),
}

impl PolicyError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Schemas(_) => "policy-schemas",
            Self::Schema { .. } => "policy-schema",
            Self::Syntax { .. } => "policy-syntax",
            Self::Annotation { .. } => "policy-annotation",
            Self::Invalid(_) => "policy-invalid",
            Self::Missing(_) => "policy-missing",
        }
    }
}
