//! Answers that are kept until the index changes: pages of results are asked for again and again, and a question costs as
//! much as it finds.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::{Found, Query};

/// How many answers are kept. One has at most a hundred hits and the values of all facets: some 20 KiB in a hub of 193 States.
const ANSWERS: usize = 128;

/// The longest question whose answer is kept, in bytes: no stranger fills the memory with questions.
const LONGEST: usize = 1_024;

/// Answers by their questions.
#[derive(Default)]
pub(crate) struct Kept(Mutex<State>);

#[derive(Default)]
struct State {
    /// Counts the changes of the index: what was asked before the last isn't kept after it.
    changes: u64,
    answers: HashMap<Query, Arc<Found>>,
    /// The questions in the order in which they came; the first goes first.
    order: VecDeque<Query>,
}

impl Kept {
    /// The answer to this question: the kept one, or what `ask` says, which is then kept.
    pub fn or_ask<E>(&self, query: &Query, ask: impl FnOnce() -> Result<Found, E>) -> Result<Found, E> {
        let changes = {
            let state = self.state();
            if let Some(found) = state.answers.get(query) {
                return Ok(Found::clone(found));
            }
            state.changes
        };
        let found = ask()?;
        if weight(query) <= LONGEST {
            self.state().keep(changes, query, &found);
        }
        Ok(found)
    }

    /// Forgets all. Called after each change of the index and before anybody is told of it, so that nobody who knows of a
    /// change is answered as before it.
    pub fn forget(&self) {
        let mut state = self.state();
        *state = State { changes: state.changes + 1, ..State::default() };
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn keep(&mut self, asked_at: u64, query: &Query, found: &Found) {
        if self.changes != asked_at || self.answers.contains_key(query) {
            return;
        }
        if self.order.len() >= ANSWERS
            && let Some(oldest) = self.order.pop_front()
        {
            self.answers.remove(&oldest);
        }
        self.answers.insert(query.clone(), Arc::new(found.clone()));
        self.order.push_back(query.clone());
    }
}

fn weight(query: &Query) -> usize {
    query.text.len() + query.filters.iter().map(|(_, value)| value.len()).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(text: &str) -> Query {
        Query { text: text.to_owned(), ..Query::default() }
    }

    fn total(kept: &Kept, text: &str, answer: usize) -> usize {
        let found = Found { total: answer, ..Found::default() };
        kept.or_ask(&query(text), || Ok::<_, ()>(found)).unwrap().total
    }

    #[test]
    fn an_answer_is_kept_until_the_index_changes() {
        let kept = Kept::default();
        assert_eq!((total(&kept, "a", 1), total(&kept, "a", 2), total(&kept, "b", 3)), (1, 1, 3));
        kept.forget();
        assert_eq!((total(&kept, "a", 2), total(&kept, "b", 3)), (2, 3));
    }

    #[test]
    fn what_was_asked_before_a_change_is_not_kept_after_it() {
        let kept = Kept::default();
        let ask = || {
            kept.forget();
            Ok::<_, ()>(Found { total: 1, ..Found::default() })
        };
        assert_eq!(kept.or_ask(&query("a"), ask).unwrap().total, 1);
        assert_eq!(total(&kept, "a", 2), 2);
    }

    #[test]
    fn what_fails_is_asked_again() {
        let kept = Kept::default();
        assert_eq!(kept.or_ask(&query("a"), || Err("no")), Err("no"));
        assert_eq!(total(&kept, "a", 2), 2);
    }

    #[test]
    fn a_crowd_of_questions_takes_no_more_than_its_place() {
        let kept = Kept::default();
        for n in 0..=ANSWERS {
            total(&kept, &n.to_string(), n);
        }
        total(&kept, &"x".repeat(LONGEST + 1), 0);
        assert_eq!(kept.state().answers.len(), ANSWERS);
        assert_eq!((total(&kept, "0", 7), total(&kept, "128", 7)), (7, 128));
    }
}
