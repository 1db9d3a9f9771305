//! Reading the views. In this part only what is public is shown to anybody; [`RecordView::public`] says which it is.

use crate::fold::{Postings, Views};
use crate::row::{Row, Standing};
use record::signature::SignedWhere;
use record::{Evidence, KeyId, RecordId, Time};
use std::collections::BTreeMap;

/// One record, its names spelled out.
#[derive(Clone, Copy)]
pub struct RecordView<'a> {
    views: &'a Views,
    row: &'a Row,
    /// Its position in the register.
    pub position: u64,
}

/// How many current public records there are of each name.
pub type Counts<'a> = BTreeMap<&'a str, usize>;

impl Views {
    /// The record at a position.
    pub fn record(&self, position: u64) -> Option<RecordView<'_>> {
        let row = self.rows.get(usize::try_from(position).ok()?)?;
        Some(RecordView { views: self, row, position })
    }

    /// The record with this id.
    pub fn record_by_id(&self, id: &RecordId) -> Option<RecordView<'_>> {
        self.record(u64::from(self.find(id)?))
    }

    /// Every public record in a participant's name, oldest first; superseded ones too.
    pub fn by_participant(&self, code: &str) -> impl DoubleEndedIterator<Item = RecordView<'_>> {
        self.posted(&self.by_participant, code)
    }

    /// Every public record said for a mechanism, oldest first.
    pub fn by_mechanism(&self, id: &str) -> impl DoubleEndedIterator<Item = RecordView<'_>> {
        self.posted(&self.by_mechanism, id)
    }

    /// Every public record that speaks to a framework item, oldest first.
    pub fn by_framework_item(&self, id: &str) -> impl DoubleEndedIterator<Item = RecordView<'_>> {
        self.posted(&self.by_framework_item, id)
    }

    /// Every public record that answers a provision, oldest first.
    pub fn by_provision(&self, id: &str) -> impl DoubleEndedIterator<Item = RecordView<'_>> {
        self.posted(&self.by_provision, id)
    }

    /// Every public record of a kind, oldest first.
    pub fn by_kind(&self, kind: &str) -> impl DoubleEndedIterator<Item = RecordView<'_>> {
        self.posted(&self.by_kind, kind)
    }

    /// Every public record, oldest first.
    pub fn all(&self) -> impl DoubleEndedIterator<Item = RecordView<'_>> {
        (0..self.rows.len() as u64).filter_map(|position| self.record(position)).filter(RecordView::public)
    }

    /// The newest record of each catalogue file: its path and its position.
    pub fn catalogue_files(&self) -> impl Iterator<Item = (&str, u64)> {
        self.files.iter().map(|(path, at)| (path.as_str(), u64::from(*at)))
    }

    /// How many current public records of a kind there are for each participant that has any.
    pub fn count_by_participant(&self, kind: &str) -> Counts<'_> {
        self.count(kind, |record| vec![record.participant()])
    }

    /// How many current public records of a kind speak to each framework item that has any.
    pub fn count_by_framework_item(&self, kind: &str) -> Counts<'_> {
        self.count(kind, |record| record.framework_items().collect())
    }

    fn count<'a>(&'a self, kind: &str, names: impl Fn(&RecordView<'a>) -> Vec<&'a str>) -> Counts<'a> {
        let mut counts = Counts::new();
        for record in self.by_kind(kind).filter(|r| r.standing() == Standing::Current) {
            for name in names(&record) {
                *counts.entry(name).or_default() += 1;
            }
        }
        counts
    }

    fn posted<'a>(
        &'a self,
        postings: &'a Postings,
        name: &str,
    ) -> impl DoubleEndedIterator<Item = RecordView<'a>> {
        let positions =
            self.names.find(name).and_then(|number| postings.get(&number)).map_or(&[][..], Vec::as_slice);
        positions.iter().filter_map(|at| self.record(u64::from(*at))).filter(RecordView::public)
    }
}

impl<'a> RecordView<'a> {
    /// Its id.
    pub fn id(&self) -> RecordId {
        RecordId(self.row.id)
    }

    /// Its kind.
    pub fn kind(&self) -> &'a str {
        self.views.names.value(self.row.kind)
    }

    /// Its author.
    pub fn participant(&self) -> &'a str {
        self.views.names.value(self.row.participant)
    }

    /// The language of its body.
    pub fn language(&self) -> &'a str {
        self.views.names.value(self.row.language)
    }

    /// The mechanisms for which it is said.
    pub fn mechanisms(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.list(self.row.mechanisms)
    }

    /// The framework items that it speaks to.
    pub fn framework_items(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.list(self.row.framework_items)
    }

    /// The provisions that it answers.
    pub fn provisions(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.list(self.row.provisions)
    }

    /// The keys that signed it.
    pub fn signers(&self) -> impl Iterator<Item = KeyId> + use<'a> {
        let views = self.views;
        views.lists.value(self.row.signers).iter().map(|key| KeyId(*views.keys.value(*key)))
    }

    /// When the author says it was written.
    pub fn written(&self) -> Time {
        Time(self.row.written)
    }

    /// When the register accepted it.
    pub fn accepted(&self) -> Time {
        Time(self.row.accepted)
    }

    /// How it came to be here.
    pub fn evidence(&self) -> Evidence {
        self.row.evidence
    }

    /// Whether it was signed in the hub's page or on its author's own machine.
    pub fn signed_where(&self) -> SignedWhere {
        self.row.signed_where
    }

    /// Anybody may read it.
    pub fn public(&self) -> bool {
        self.row.public
    }

    /// It changes what may be said.
    pub fn control(&self) -> bool {
        self.row.control
    }

    /// How it stands today.
    pub fn standing(&self) -> Standing {
        self.row.standing()
    }

    /// The record that replaces it.
    pub fn superseded_by(&self) -> Option<RecordView<'a>> {
        self.views.record(u64::from(self.row.superseded_by?))
    }

    /// The record that erased its body.
    pub fn erased_by(&self) -> Option<RecordView<'a>> {
        self.views.record(u64::from(self.row.erased_by?))
    }

    /// Its author has revoked the key from a time before it, and has not confirmed it.
    pub fn disputed(&self) -> bool {
        self.row.disputed
    }

    fn list(&self, number: u32) -> impl Iterator<Item = &'a str> + use<'a> {
        let views = self.views;
        views.lists.value(number).iter().map(|name| views.names.value(*name).as_str())
    }
}
