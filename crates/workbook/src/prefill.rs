//! With what a workbook begins: what a draft holds, and in its blanks what the State has said before.

use std::collections::{BTreeMap, BTreeSet};

use catalogue::Kind;
use kinds::{ContentFault, faults};
use serde_json::{Map, Value};

use crate::seen::{self, From, Seen};

/// What stands in a workbook's cells when it is written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Prefill {
    /// What stands there.
    pub content: Map<String, Value>,
    /// What whoever fills it in has seen, by cell.
    pub seen: BTreeMap<String, Seen>,
    /// Cells whose answer is to be taken out.
    pub taken_out: BTreeSet<String>,
    /// The cycle that it answers: the id of the record that opens it.
    pub cycle: Option<String>,
}

impl Prefill {
    /// What was typed and nobody has seen: all of it is new to a draft.
    pub fn typed(content: &Map<String, Value>) -> Self {
        Self { content: content.clone(), ..Self::default() }
    }

    /// What a draft holds.
    pub fn of_draft(kind: &Kind, content: &Map<String, Value>) -> Self {
        let seen = marks(kind, content, From::Draft);
        Self { content: content.clone(), seen, ..Self::default() }
    }

    /// In what is still blank, what was said before: as far as this version of the kind asks for it and takes it.
    #[must_use]
    pub fn with_before(mut self, kind: &Kind, before: &Map<String, Value>) -> Self {
        let blank = |name: &String| !self.content.contains_key(name);
        let before = seen::content(kind, &seen::cells(kind, before));
        let mut added: Map<String, Value> = before.into_iter().filter(|(name, _)| blank(name)).collect();
        // What hangs on a choice that is left out goes with it: until nothing is wrong that wasn't wrong before.
        loop {
            let both: Map<String, Value> = self.content.clone().into_iter().chain(added.clone()).collect();
            let wrong = faults(kind, &both).into_iter().filter(|wrong| wrong.fault != ContentFault::Missing);
            let fields: BTreeSet<String> =
                wrong.map(|wrong| wrong.field.split('.').next().unwrap_or_default().to_owned()).collect();
            let count = added.len();
            added.retain(|name, _| !fields.contains(name));
            if added.len() == count {
                break;
            }
        }
        self.seen.extend(marks(kind, &added, From::Before));
        self.content.extend(added);
        self
    }

    /// For a cycle.
    #[must_use]
    pub fn for_cycle(self, cycle: Option<String>) -> Self {
        Self { cycle, ..self }
    }
}

fn marks(kind: &Kind, content: &Map<String, Value>, from: From) -> BTreeMap<String, Seen> {
    let cells = seen::cells(kind, content).into_iter();
    cells.map(|(name, value)| (name, Seen::of(from, &value))).collect()
}
