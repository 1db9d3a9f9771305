//! Paths of provisions: stable within an instrument, each used once.

use std::collections::HashSet;

use crate::label::{Kind, Label};
use crate::provision::Role;
use crate::structure::Draft;

/// Gives each top-level paragraph its path.
#[derive(Default)]
pub(crate) struct Paths {
    used: HashSet<String>,
    /// Paths of printed numbers: no paragraph without one takes them.
    reserved: HashSet<String>,
    counts: [usize; 3],
}

impl Paths {
    /// For these top-level paragraphs, whose roles are known.
    pub fn new(drafts: &[Draft]) -> Self {
        let reserved = drafts.iter().filter_map(|draft| {
            let role = draft.role.unwrap_or(Role::Other);
            Some(format!("{}{}", path_prefix(role, draft.annex), digits(draft)?))
        });
        Self { reserved: reserved.collect(), ..Self::default() }
    }

    /// The path of the next one.
    pub fn top(&mut self, role: Role, draft: &Draft) -> String {
        let prefix = path_prefix(role, draft.annex);
        let counter = match role {
            Role::Preambular => 0,
            Role::Operative => 1,
            Role::Other => 2,
        };
        self.counts[counter] += 1;
        let printed = digits(draft).map(|digits| format!("{prefix}{digits}"));
        if let Some(path) = printed.filter(|path| !self.used.contains(path)) {
            self.used.insert(path.clone());
            return path;
        }
        loop {
            let path = format!("{prefix}{}", self.counts[counter]);
            if !self.reserved.contains(&path) && self.used.insert(path.clone()) {
                return path;
            }
            self.counts[counter] += 1;
        }
    }
}

fn path_prefix(role: Role, annex: usize) -> String {
    match annex {
        0 => role.path_prefix().to_owned(),
        1 => format!("annex-{}", role.path_prefix()),
        more => format!("annex{more}-{}", role.path_prefix()),
    }
}

/// The number a paragraph is printed with, as its path has it.
fn digits(draft: &Draft) -> Option<String> {
    let number = draft.label.as_ref().filter(|label| label.kind != Kind::Bullet).and_then(Label::slug)?;
    let digits = number.trim_start_matches(|ch: char| ch.is_alphabetic() || ch == '-').to_owned();
    // "Norm 13 (a)" is not point (a) of paragraph 13, whose path that would be.
    let of_word = digits.len() < number.len() && digits.contains('-');
    Some(digits).filter(|digits| !digits.is_empty() && !of_word)
}
