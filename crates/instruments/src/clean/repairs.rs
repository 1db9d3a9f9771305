//! The list of changes that cleaning made.

use std::collections::HashMap;

use crate::instrument::Repair;
use crate::limits::MAX_REPAIRS;

/// Characters of a change that are shown; a whole line left out may be longer.
const SHOWN_CHARS: usize = 200;

/// Changes in the order they were first made, each with how often.
#[derive(Debug, Default)]
pub(crate) struct Repairs {
    list: Vec<Repair>,
    known: HashMap<(String, String), usize>,
    cut: bool,
}

impl Repairs {
    /// Notes one change.
    pub fn add(&mut self, before: &str, after: &str, reason: &str) {
        let before: String = before.chars().take(SHOWN_CHARS).collect();
        let after: String = after.chars().take(SHOWN_CHARS).collect();
        let key = (before, after);
        if let Some(at) = self.known.get(&key) {
            self.list[*at].times += 1;
        } else if self.list.len() < MAX_REPAIRS {
            self.known.insert(key.clone(), self.list.len());
            self.list.push(Repair { before: key.0, after: key.1, reason: reason.to_owned(), times: 1 });
        } else {
            self.cut = true;
        }
    }

    /// Whether some changes are not listed because there were too many.
    pub fn is_cut(&self) -> bool {
        self.cut
    }

    /// The list.
    pub fn into_list(self) -> Vec<Repair> {
        self.list
    }
}
