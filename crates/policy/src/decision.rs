//! What the rules answer, and which of them decided.

use std::sync::Arc;

/// A rule's id, as its `@id` says: stable, for logs, tests and documents.
pub type RuleId = Arc<str>;

/// A rule that decided.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Rule {
    /// Its id.
    pub id: RuleId,
    /// Its sentence, as its `@says` says.
    pub says: Arc<str>,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// May it be done?
    pub allowed: bool,
    /// The rules that decided, by id: those that allow it, or those that forbid it. None when nothing allows it.
    pub because: Vec<Rule>,
}

impl Decision {
    /// What is denied because no rule allows it.
    pub(crate) fn nothing_allows() -> Self {
        Self { allowed: false, because: Vec::new() }
    }

    /// The sentences of the rules that decided.
    pub fn says(&self) -> Vec<&str> {
        if self.because.is_empty() {
            return vec!["No rule allows it."];
        }
        self.because.iter().map(|rule| &*rule.says).collect()
    }
}
