//! "Report once": which records stand under which provisions.
//!
//! A record stands under a provision that it names; and under one that speaks to a framework item it names, if the
//! instrument belongs to a mechanism its author chose. Admission has seen to it that the author takes part there.

use std::collections::BTreeSet;

use catalogue::{CatalogueInstrument, CatalogueProvision};
use serde::Serialize;
use utoipa::ToSchema;
use views::{RecordView, Standing};

use crate::model::{Desk, InstrumentRef, RecordLine};

/// How many records a page lists; the rest are a search away.
pub const LISTED: usize = 30;

/// The provisions of one instrument that a record answers.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Answered {
    /// The instrument.
    pub instrument: InstrumentRef,
    /// Its provisions.
    pub provisions: Vec<AnsweredProvision>,
}

/// A provision that a record answers.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AnsweredProvision {
    /// Its permanent id.
    pub id: String,
    /// Its label as printed.
    pub short: String,
    /// The same, spelled out.
    pub long: String,
    /// Its page.
    pub href: String,
    /// The author named it; otherwise it stands here by a framework item.
    pub named: bool,
}

/// A list of records, cut where a page would grow too long.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub struct Records {
    /// The newest.
    pub newest: Vec<RecordLine>,
    /// Whether there are more.
    pub more: bool,
}

impl Records {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.newest.is_empty()
    }

    /// What their authors do.
    pub(crate) fn done(&self) -> Vec<&RecordLine> {
        self.newest.iter().filter(|one| !one.is_position).collect()
    }

    /// What their authors hold, which stands apart from what they do.
    pub(crate) fn positions(&self) -> Vec<&RecordLine> {
        self.newest.iter().filter(|one| one.is_position).collect()
    }
}

/// A statement that stands: neither superseded nor erased, none of the kinds that only keep the log, and no translation of one
/// that stands itself, which stands for it and leads to it. Where the reader isn't shown the original, or it stands no more, the
/// translation is listed as what it is, a statement: nothing that was said is hidden behind what can't be seen.
pub fn is_current(record: &RecordView<'_>) -> bool {
    let stands = |record: &RecordView<'_>| record.standing() == Standing::Current;
    !keeps_the_log(record) && stands(record) && !record.translates().is_some_and(|original| stands(&original))
}

/// A record of one of the kinds that only keep the log. None of them has a title.
pub fn keeps_the_log(record: &RecordView<'_>) -> bool {
    record.control() || admission::kinds::ALL.contains(&record.kind())
}

impl Desk<'_> {
    /// The newest of these records that stand.
    pub fn newest<'a>(&self, records: impl DoubleEndedIterator<Item = RecordView<'a>>) -> Records {
        let mut standing = records.rev().filter(is_current);
        let newest = self.records(standing.by_ref().take(LISTED));
        Records { newest, more: standing.next().is_some() }
    }

    /// The records that answer a provision.
    pub fn answering(&self, instrument: &CatalogueInstrument, provision: &CatalogueProvision) -> Records {
        self.newest(self.all_answering(instrument, provision, LISTED + 1).into_iter())
    }

    /// The same in the order of the register, of each way to answer it no more than the newest so many.
    pub fn all_answering(
        &self,
        instrument: &CatalogueInstrument,
        provision: &CatalogueProvision,
        most: usize,
    ) -> Vec<RecordView<'_>> {
        let chosen = |record: &RecordView<'_>| {
            record.mechanisms().any(|id| instrument.mechanisms.iter().any(|own| own == id))
        };
        let id = instrument.provision_id(provision);
        let mut positions: BTreeSet<u64> = self
            .views
            .by_provision(&id)
            .rev()
            .filter(is_current)
            .take(most)
            .map(|record| record.position)
            .collect();
        for item in &provision.links.to {
            let records = self.views.by_framework_item(item).rev().filter(is_current).filter(chosen);
            positions.extend(records.take(most).map(|record| record.position));
        }
        positions.into_iter().filter_map(|at| self.views.record(at)).collect()
    }

    /// The provisions that a record answers, by instrument.
    pub fn answered(&self, record: RecordView<'_>) -> Vec<Answered> {
        // In parts: a State's page asks for thirty records, and writing out the id of each provision for each would be
        // thousands of strings that nobody reads.
        let named: BTreeSet<(&str, &str)> = record.provisions().filter_map(|id| id.split_once('/')).collect();
        let items: BTreeSet<&str> = record.framework_items().collect();
        let mechanisms: BTreeSet<&str> = record.mechanisms().collect();
        self.answered_by(&named, &items, &mechanisms)
    }

    /// The provisions that stand under these names, items and mechanisms, by instrument.
    pub fn answered_by(
        &self,
        named: &BTreeSet<(&str, &str)>,
        items: &BTreeSet<&str>,
        mechanisms: &BTreeSet<&str>,
    ) -> Vec<Answered> {
        let mut found = Vec::new();
        for instrument in self.edition.catalogue().instruments() {
            let chosen = instrument.mechanisms.iter().any(|id| mechanisms.contains(id.as_str()));
            let provisions: Vec<_> = instrument
                .provisions
                .iter()
                .filter_map(|provision| {
                    let by_name = named.contains(&(instrument.id.as_str(), provision.path.as_str()));
                    let by_item =
                        chosen && provision.links.to.iter().any(|item| items.contains(item.as_str()));
                    let id = (by_name || by_item).then(|| instrument.provision_id(provision))?;
                    Some(AnsweredProvision {
                        href: format!("/provisions/{id}"),
                        id,
                        short: self.short_label(provision),
                        long: self.long_label(provision),
                        named: by_name,
                    })
                })
                .collect();
            if !provisions.is_empty() {
                found.push(Answered { instrument: self.instrument_ref(instrument), provisions });
            }
        }
        found
    }
}
