//! The terms of needs, offers and projects of capacity: which of these stand, and what of their bodies can be compared. A body
//! is read once if everybody may read it; one that is sealed is opened each time, so that whoever reads it is noted.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use matching::Terms;
use record::Body;
use views::{RecordView, Standing};

use crate::model::Desk;
use crate::model::answers::is_current;

/// The kinds of capacity-building, in the order in which one leads to the next.
pub const NEED: &str = "capacity-need";
pub const OFFER: &str = "capacity-offer";
pub const PROJECT: &str = "capacity-project";

/// The longest body that is compared: the longest texts of these kinds' forms, in a script whose letters take three bytes.
const LONGEST_BODY: u64 = 160 * 1024;

/// How many records of a kind are compared or counted, the newest: ten for each of 193 States, read once each.
const MOST_OPEN: usize = 2_000;

/// How many of them may be sealed: each is opened anew for each page, some tenths of a millisecond.
const MOST_SEALED: usize = 200;

/// How many terms are kept in memory, a few hundred bytes each.
const KEPT: usize = 3 * MOST_OPEN;

/// The terms of public bodies, by position: what is at a position never changes.
#[derive(Default)]
pub(crate) struct KeptTerms(Mutex<HashMap<u64, Arc<Terms>>>);

impl KeptTerms {
    fn get(&self, position: u64) -> Option<Arc<Terms>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&position).map(Arc::clone)
    }

    fn keep(&self, position: u64, terms: &Arc<Terms>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEPT {
            // The oldest record is the one that pages need least.
            let oldest = kept.keys().min().copied();
            oldest.and_then(|oldest| kept.remove(&oldest));
        }
        kept.insert(position, Arc::clone(terms));
    }
}

/// Records of a kind with their terms, the newest first.
pub(crate) struct Open<'a> {
    pub records: Vec<(RecordView<'a>, Arc<Terms>)>,
    /// There are more than are compared, or some whose body can't be read here.
    pub more: bool,
}

/// Whether a need, an offer or a project stands: its author has neither replaced nor disowned it, and nobody erased it.
pub(crate) fn stands(record: &RecordView<'_>) -> bool {
    record.standing() == Standing::Current && !record.disputed() && record.disavowed_by().is_none()
}

/// Whether it takes part in matches and counts: it stands, and a need isn't met or withdrawn, an offer not closed. A project
/// that is completed has its results to show, and stays.
pub(crate) fn is_open(record: &RecordView<'_>) -> bool {
    stands(record) && (record.kind() == PROJECT || record.course().is_none_or(|course| !course.over))
}

impl<'a> Desk<'a> {
    /// The terms of a record that whoever asks may read; none where its body isn't here or is too long.
    pub fn terms(&self, record: &RecordView<'_>) -> Option<Arc<Terms>> {
        if let Some(kept) = self.terms.get(record.position).filter(|_| record.public()) {
            return Some(kept);
        }
        let body = self.short_body_of(record, LONGEST_BODY)?;
        let terms = Arc::new(terms_of(record, &body));
        if record.public() {
            self.terms.keep(record.position, &terms);
        }
        Some(terms)
    }

    /// Those of a kind that stand, none said again in another language, and that `wanted` takes by their header alone, as far as whoever asks may read them.
    pub fn open_of(&self, kind: &str, wanted: impl Fn(&RecordView<'a>) -> bool) -> Open<'a> {
        let mut open = Open { records: Vec::new(), more: false };
        let mut sealed = 0;
        for record in
            self.views.by_kind(kind).rev().filter(|one| is_open(one) && is_current(one) && wanted(one))
        {
            sealed += usize::from(!record.public());
            if open.records.len() >= MOST_OPEN {
                open.more = true;
                break;
            }
            if !record.public() && sealed > MOST_SEALED {
                open.more = true;
                continue;
            }
            match self.terms(&record) {
                Some(terms) => open.records.push((record, terms)),
                None => open.more = true,
            }
        }
        open
    }
}

fn terms_of(record: &RecordView<'_>, body: &Body) -> Terms {
    Terms::of(record.framework_items(), &body.content)
}
