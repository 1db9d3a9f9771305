//! Reading the views, with the classes that somebody may read.

use crate::classes::read_by_all_of;
use crate::fold::{Postings, Views};
use crate::row::{Row, Standing};
use policy::{Class, ClassId, Classes, Readable};
use record::signature::SignedWhere;
use record::{Evidence, KeyId, RecordId, Time};
use std::collections::BTreeMap;

/// The views as somebody sees them who may read these classes, and nothing else.
#[derive(Clone, Copy)]
pub struct Seen<'a> {
    pub(crate) views: &'a Views,
    readable: &'a Readable,
}

/// A record that isn't for everybody, as whoever keeps something for all its readers needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Restricted<'a> {
    /// Its position in the register.
    pub position: u64,
    /// The numbers of its classes. Records with the same numbers have the same readers.
    pub classes: &'a [u32],
    /// Something that its every reader may read has taken its place.
    pub superseded: bool,
}

/// One record that may be read, its names spelled out.
#[derive(Clone, Copy)]
pub struct RecordView<'a> {
    seen: Seen<'a>,
    row: &'a Row,
    /// Its position in the register.
    pub position: u64,
}

/// What stands in the register's public tiles of a record, whoever may read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EntryView {
    /// Its position in the register.
    pub position: u64,
    /// When the register accepted it.
    pub accepted: Time,
}

/// How many current records there are of each name.
pub type Counts<'a> = BTreeMap<&'a str, usize>;

impl Views {
    /// The views as somebody sees them who may read these classes.
    pub fn seen<'a>(&'a self, readable: &'a Readable) -> Seen<'a> {
        Seen { views: self, readable }
    }

    /// Every class that a record has. Which of them somebody may read, policies decide.
    pub fn classes(&self) -> &Classes {
        &self.classes.0
    }

    /// The restricted records from a position on, oldest first, for what is built over all of them and shown by class.
    pub fn restricted(&self, from: u64) -> impl Iterator<Item = Restricted<'_>> {
        let rows = self.rows.iter().zip(0_u64..).skip(usize::try_from(from).unwrap_or(usize::MAX));
        let closed = rows.filter(|(row, _)| !row.public && row.erased_by.is_none());
        let one = |(row, position): (&Row, u64)| {
            let superseded = self.superseded_for_all(row, position);
            Restricted { position, classes: self.lists.value(row.classes), superseded }
        };
        // A place that was left has no class.
        closed.map(one).filter(|one| !one.classes.is_empty())
    }

    /// Where the bodies of a kind stand that aren't public, aren't erased, and were accepted by then, oldest first: of them a
    /// hub may have kept some for long enough.
    pub fn restricted_of(&self, kind: &str, accepted_by: Time) -> impl Iterator<Item = u64> + '_ {
        let posted = self.names.find(kind).and_then(|number| self.by_kind.get(&number));
        let rows = posted.into_iter().flatten().map(|at| (*at, &self.rows[*at as usize]));
        let old = rows.take_while(move |(_, row)| row.accepted <= accepted_by.0);
        old.filter(|(_, row)| !row.public && row.erased_by.is_none()).map(|(at, _)| u64::from(at))
    }

    /// Has something that its every reader may read taken a record's place?
    pub fn is_superseded_for_all(&self, id: &RecordId) -> bool {
        self.find(id).is_some_and(|at| self.superseded_for_all(&self.rows[at as usize], u64::from(at)))
    }

    fn superseded_for_all(&self, row: &Row, position: u64) -> bool {
        let today = |mechanism: &str| self.taking_part_now(mechanism);
        let reads = |one: &Class, other: &Class| read_by_all_of(one, other, today);
        self.superseding(row, position).any(|by| by.public || self.beside(row.classes, by.classes, reads))
    }

    /// All that replace a record, whoever may read them.
    fn superseding<'a>(&'a self, row: &'a Row, position: u64) -> impl Iterator<Item = &'a Row> {
        let at = u32::try_from(position).ok();
        let others = at.and_then(|at| self.also_superseding.get(&at)).map_or(&[][..], Vec::as_slice);
        let all = row.superseded_by.iter().chain(others);
        all.filter_map(|at| self.rows.get(usize::try_from(*at).ok()?))
    }

    /// The newest record of each catalogue file: its path and its position. They are public, whoever asks.
    pub fn catalogue_files(&self) -> impl Iterator<Item = (&str, u64)> {
        self.files.iter().map(|(path, at)| (path.as_str(), u64::from(*at)))
    }

    /// The newest record of each version of a kind that another has replaced since: the kind's id, the version, the position.
    /// None of them is among [`Self::catalogue_files`].
    pub fn earlier_kind_files(&self) -> impl Iterator<Item = (&str, u64, u64)> {
        self.kind_files.iter().flat_map(move |(id, versions)| {
            let in_force = versions.iter().max_by_key(|(_, at)| **at).map(|(version, _)| *version);
            versions.iter().filter_map(move |(version, at)| {
                let replaced = Some(*version) < in_force && !self.files.values().any(|newest| newest == at);
                replaced.then_some((id.as_str(), *version, u64::from(*at)))
            })
        })
    }
}

impl<'a> Seen<'a> {
    /// How many records have been folded, readable or not.
    pub fn size(&self) -> u64 {
        self.views.size()
    }

    /// What everybody may know of the record at a position.
    pub fn entry(&self, position: u64) -> Option<EntryView> {
        let row = self.views.rows.get(usize::try_from(position).ok()?)?;
        Some(EntryView { position, accepted: Time(row.accepted) })
    }

    /// The record at a position.
    pub fn record(&self, position: u64) -> Option<RecordView<'a>> {
        let row = self.views.rows.get(usize::try_from(position).ok()?)?;
        let classes = self.views.lists.value(row.classes);
        let readable = classes.iter().any(|class| self.readable.contains(ClassId(*class)));
        readable.then_some(RecordView { seen: *self, row, position })
    }

    /// The record with this id.
    pub fn record_by_id(&self, id: &RecordId) -> Option<RecordView<'a>> {
        self.record(u64::from(self.views.find(id)?))
    }

    /// Every record in a participant's name, oldest first; superseded ones too.
    pub fn by_participant(&self, code: &str) -> impl DoubleEndedIterator<Item = RecordView<'a>> + use<'a> {
        self.posted(&self.views.by_participant, code)
    }

    /// Every record said for a mechanism, oldest first.
    pub fn by_mechanism(&self, id: &str) -> impl DoubleEndedIterator<Item = RecordView<'a>> + use<'a> {
        self.posted(&self.views.by_mechanism, id)
    }

    /// Every record that speaks to a framework item, oldest first.
    pub fn by_framework_item(&self, id: &str) -> impl DoubleEndedIterator<Item = RecordView<'a>> + use<'a> {
        self.posted(&self.views.by_framework_item, id)
    }

    /// Every record that answers a provision, oldest first.
    pub fn by_provision(&self, id: &str) -> impl DoubleEndedIterator<Item = RecordView<'a>> + use<'a> {
        self.posted(&self.views.by_provision, id)
    }

    /// Every record that answers the one at a position, oldest first; superseded ones too.
    pub fn answering(&self, position: u64) -> impl DoubleEndedIterator<Item = RecordView<'a>> + use<'a> {
        let postings = u32::try_from(position).ok().and_then(|at| self.views.answering.get(&at));
        self.placed(postings)
    }

    /// Every record that refers to the one at a position, oldest first; superseded ones too. None that only disavows, moves or erases it.
    pub fn referring(&self, position: u64) -> impl DoubleEndedIterator<Item = RecordView<'a>> + use<'a> {
        let postings = u32::try_from(position).ok().and_then(|at| self.views.referring.get(&at));
        self.placed(postings)
    }

    /// Every record of a kind, oldest first.
    pub fn by_kind(&self, kind: &str) -> impl DoubleEndedIterator<Item = RecordView<'a>> + use<'a> {
        self.posted(&self.views.by_kind, kind)
    }

    /// Every record, oldest first.
    pub fn all(&self) -> impl DoubleEndedIterator<Item = RecordView<'a>> + use<'a> {
        let seen = *self;
        (0..self.size()).filter_map(move |position| seen.record(position))
    }

    /// How many current records of a kind there are for each participant that has any.
    pub fn count_by_participant(&self, kind: &str) -> Counts<'a> {
        self.count(kind, |record| vec![record.participant()])
    }

    /// How many current records of a kind speak to each framework item that has any.
    pub fn count_by_framework_item(&self, kind: &str) -> Counts<'a> {
        self.count(kind, |record| record.framework_items().collect())
    }

    fn count(&self, kind: &str, names: impl Fn(&RecordView<'a>) -> Vec<&'a str>) -> Counts<'a> {
        let mut counts = Counts::new();
        for record in self.by_kind(kind).filter(|r| r.standing() == Standing::Current) {
            for name in names(&record) {
                *counts.entry(name).or_default() += 1;
            }
        }
        counts
    }

    fn posted(
        &self,
        postings: &'a Postings,
        name: &str,
    ) -> impl DoubleEndedIterator<Item = RecordView<'a>> + use<'a> {
        self.placed(self.views.names.find(name).and_then(|number| postings.get(&number)))
    }

    fn placed(
        &self,
        positions: Option<&'a Vec<u32>>,
    ) -> impl DoubleEndedIterator<Item = RecordView<'a>> + use<'a> {
        let positions = positions.map_or(&[][..], Vec::as_slice);
        let seen = *self;
        positions.iter().filter_map(move |at| seen.record(u64::from(*at)))
    }
}

impl<'a> RecordView<'a> {
    /// Its id.
    pub fn id(&self) -> RecordId {
        RecordId(self.row.id)
    }

    /// Its kind.
    pub fn kind(&self) -> &'a str {
        self.views().names.value(self.row.kind)
    }

    /// Its author.
    pub fn participant(&self) -> &'a str {
        self.views().names.value(self.row.participant)
    }

    /// The language of its body.
    pub fn language(&self) -> &'a str {
        self.views().names.value(self.row.language)
    }

    /// Its classes: one for each mechanism that it is said for, alike in everything else.
    pub fn classes(&self) -> impl Iterator<Item = &'a Class> + use<'a> {
        let views = self.views();
        let numbers = views.lists.value(self.row.classes).iter();
        numbers.filter_map(move |number| views.classes.0.get(ClassId(*number)))
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

    /// The records that it answers.
    pub fn answers(&self) -> impl Iterator<Item = RecordView<'a>> + use<'a> {
        let seen = self.seen;
        seen.views.lists.value(self.row.answers).iter().filter_map(move |at| seen.record(u64::from(*at)))
    }

    /// The keys that signed it.
    pub fn signers(&self) -> impl Iterator<Item = KeyId> + use<'a> {
        let views = self.views();
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

    /// How it stands today. What replaces it counts only for those who may read that: else a public page would tell that
    /// something restricted was said.
    pub fn standing(&self) -> Standing {
        if self.row.erased_by.is_some() {
            Standing::Erased
        } else if self.superseded_by().is_some() {
            Standing::Superseded
        } else {
            Standing::Current
        }
    }

    /// The record that replaces it: of several, the newest that may be read.
    pub fn superseded_by(&self) -> Option<RecordView<'a>> {
        let newest = self.row.superseded_by?;
        let seen = self.seen;
        let others = || {
            let at = u32::try_from(self.position).ok()?;
            let others = seen.views.also_superseding.get(&at)?;
            others.iter().rev().find_map(|other| seen.record(u64::from(*other)))
        };
        seen.record(u64::from(newest)).or_else(others)
    }

    /// The record by which its author confirms what the secretariat transmitted. Not one whose key the author has disowned,
    /// nor one that it disavows.
    pub fn confirmed_by(&self) -> Option<RecordView<'a>> {
        let by = self.views().confirmed.get(&u32::try_from(self.position).ok()?)?;
        self.seen.record(u64::from(*by)).filter(|by| !by.disputed() && by.disavowed_by().is_none())
    }

    /// The transmission that this record confirms.
    pub fn confirms(&self) -> Option<RecordView<'a>> {
        let at = self.views().confirming.get(&u32::try_from(self.position).ok()?)?;
        self.seen.record(u64::from(*at))
    }

    /// The record that this one says again in another language: its author's own translation.
    pub fn translates(&self) -> Option<RecordView<'a>> {
        let at = self.views().translating.get(&u32::try_from(self.position).ok()?)?;
        self.seen.record(u64::from(*at))
    }

    /// Its author's own translations, oldest first; superseded ones too.
    pub fn translations(&self) -> impl DoubleEndedIterator<Item = RecordView<'a>> + use<'a> {
        let original = self.position;
        let of_this = move |one: &RecordView<'a>| one.translates().is_some_and(|it| it.position == original);
        self.seen.referring(self.position).filter(of_this)
    }

    /// Its author has yet to confirm what the secretariat transmitted, and nothing stands in its place.
    pub fn awaits_its_author(&self) -> bool {
        self.evidence() == Evidence::Transmitted
            && self.confirmed_by().is_none()
            && self.standing() == Standing::Current
            && self.disavowed_by().is_none()
    }

    /// The record that erased its body.
    pub fn erased_by(&self) -> Option<RecordView<'a>> {
        self.seen.record(u64::from(self.row.erased_by?))
    }

    /// Its author has revoked the key from a time before it, and has not confirmed it with another.
    pub fn disputed(&self) -> bool {
        self.row.disputed && self.reaffirmed_by().is_none()
    }

    /// The record by which its author disavows it, unless it has confirmed it since.
    pub fn disavowed_by(&self) -> Option<RecordView<'a>> {
        self.last_word().filter(|word| word.speaks_of().is_some_and(|(_, disavows)| disavows))
    }

    /// The record by which its author confirms it, after disavowing it or though its key was revoked.
    pub fn reaffirmed_by(&self) -> Option<RecordView<'a>> {
        self.last_word().filter(|word| word.speaks_of().is_some_and(|(_, disavows)| !disavows))
    }

    /// The record that this one disavows (true) or confirms (false).
    pub fn speaks_of(&self) -> Option<(RecordView<'a>, bool)> {
        let (at, disavows) = *self.views().speaks_of.get(&u32::try_from(self.position).ok()?)?;
        Some((self.seen.record(u64::from(at))?, disavows))
    }

    /// What its author has said about it, oldest first: every disavowal and every confirmation, also those that count no more.
    pub fn spoken_of_by(&self) -> impl DoubleEndedIterator<Item = RecordView<'a>> + use<'a> {
        let at = u32::try_from(self.position).ok();
        let words = at.and_then(|at| self.views().spoken_of.get(&at)).map_or(&[][..], Vec::as_slice);
        let seen = self.seen;
        words.iter().filter_map(move |word| seen.record(u64::from(*word)))
    }

    /// Of those the newest, but none of a key that was revoked from before it: a thief with one stolen key who disavows
    /// everything has said nothing as soon as that key is revoked, and what counted before counts again.
    fn last_word(&self) -> Option<RecordView<'a>> {
        self.spoken_of_by().rev().find(|word| !word.row.disputed)
    }

    pub(crate) fn views(&self) -> &'a Views {
        self.seen.views
    }

    pub(crate) fn seen(&self) -> Seen<'a> {
        self.seen
    }

    fn list(&self, number: u32) -> impl Iterator<Item = &'a str> + use<'a> {
        let views = self.views();
        views.lists.value(number).iter().map(|name| views.names.value(*name).as_str())
    }
}
