//! The fold: one accepted record after the other.

use crate::classes::{Numbered, classes_of, said_alike};
use crate::course::Courses;
use crate::intern::Interner;
use crate::row::Row;
use admission::{CatalogueFile, DISAVOW, HUB, Revocation, kinds};
use policy::{Audience, Class, ClassId, Participants};
use record::signature::SignedWhere;
use record::{Body, Entry, Evidence, Header, RecordId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use thiserror::Error;

/// Everything that pages show of the register, as of one size.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Views {
    pub(crate) names: Interner<String>,
    pub(crate) lists: Interner<Vec<u32>>,
    pub(crate) keys: Interner<[u8; 32]>,
    /// What reading depends on, by number: rows hold lists of these numbers.
    pub(crate) classes: Numbered,
    pub(crate) rows: Vec<Row>,
    /// The digest of the body of each transmission, by position.
    pub(crate) transmissions: BTreeMap<u32, [u8; 32]>,
    /// The record by which its author confirms a transmission, by the transmission's position.
    pub(crate) confirmed: BTreeMap<u32, u32>,
    /// The same, by the confirming record's position.
    pub(crate) confirming: BTreeMap<u32, u32>,
    /// What a participant has said about each record in its name, in order: the records by which it disavows or confirms it.
    pub(crate) spoken_of: BTreeMap<u32, Vec<u32>>,
    /// The same by the position of what says it: which record it is about, and whether it disavows it.
    pub(crate) speaks_of: BTreeMap<u32, (u32, bool)>,
    /// Where more than one record replaces another, those before the newest: not everybody may know of the same ones.
    pub(crate) also_superseding: Postings,
    /// Positions by the first 8 bytes of the id: an id is a digest, so two alike are found by chance once in
    /// 600,000 years at a thousand records a second; the row's whole id decides.
    #[serde(skip)]
    pub(crate) by_id: HashMap<u64, u32>,
    pub(crate) by_participant: Postings,
    pub(crate) by_mechanism: Postings,
    pub(crate) by_framework_item: Postings,
    pub(crate) by_provision: Postings,
    pub(crate) by_kind: Postings,
    pub(crate) by_signer: Postings,
    /// The records that answer a record, by its position.
    pub(crate) answering: Postings,
    /// The records that refer to a record, by its position; without those that only say something about it.
    pub(crate) referring: Postings,
    /// The original by the position of its author's own translation.
    pub(crate) translating: BTreeMap<u32, u32>,
    /// The newest record of each catalogue file.
    pub(crate) files: BTreeMap<String, u32>,
    /// The newest record of each version of each kind's file: what was written by one is read by it.
    pub(crate) kind_files: BTreeMap<String, BTreeMap<u64, u32>>,
    /// Where records stand whose kinds have a workflow.
    pub(crate) courses: Courses,
    /// Who takes part in each mechanism, as of the last record.
    pub(crate) participants: BTreeMap<String, Participants>,
}

/// What stands for the id in a place that was left.
pub(crate) const NO_ID: [u8; 32] = [0; 32];

/// Positions by the number of a name, ascending.
pub(crate) type Postings = HashMap<u32, Vec<u32>>;

/// Why a record can't be folded. In a register that `verify` passes this never happens.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum FoldError {
    /// Records must come in order, each once.
    #[error("record {given} was folded where {expected} is next")]
    OutOfOrder {
        /// The position that came.
        given: u64,
        /// The position that is next.
        expected: u64,
    },
    /// More records than the views number.
    #[error("the register has more than 4,294,967,295 records: split it by mechanism")]
    Full,
    /// A control record's body is missing or not of its shape.
    #[error("the body of control record {0} can't be read")]
    ControlBody(u64),
}

impl FoldError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::OutOfOrder { .. } => "fold-out-of-order",
            Self::Full => "fold-full",
            Self::ControlBody(_) => "fold-control-body",
        }
    }
}

impl Views {
    /// Views of an empty register.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many records have been folded.
    pub fn size(&self) -> u64 {
        self.rows.len() as u64
    }

    /// Folds the record at `position`. The body is read of control records alone.
    pub fn fold(
        &mut self,
        position: u64,
        entry: &Entry,
        header: &Header,
        signed_where: SignedWhere,
        body: Option<&[u8]>,
    ) -> Result<(), FoldError> {
        let expected = self.size();
        if position != expected {
            return Err(FoldError::OutOfOrder { given: position, expected });
        }
        let at = u32::try_from(position).map_err(|_| FoldError::Full)?;
        let control = read_control(header, body).ok_or(FoldError::ControlBody(position))?;
        let row = self.row(entry, header, signed_where).ok_or(FoldError::Full)?;
        self.by_id.insert(prefix(&row.id), at);
        self.post(at, &row);
        self.rows.push(row);
        if header.evidence == Evidence::Transmitted {
            self.transmissions.insert(at, header.body.sha256.0);
        }
        for target in &header.supersedes {
            self.supersede(target, at);
            self.confirm(target, at, header);
        }
        self.refer(header, at);
        self.translate(header, at);
        self.run_course(at, header);
        if header.kind == kinds::ERASURE {
            for target in &header.refers {
                self.mark(target, |row| row.erased_by = Some(at));
            }
        }
        if header.kind == kinds::DISAVOWAL {
            for target in &header.refers {
                self.speak_of(target, at, header);
            }
        }
        match control {
            Control::Nothing => {}
            Control::File(file) => {
                self.take_part(&file);
                self.take_course(&file);
                if let Some((id, version)) = file.kind() {
                    self.kind_files.entry(id).or_default().insert(version, at);
                }
                self.files.insert(file.path, at);
            }
            Control::Revocation(revocation) => self.dispute(&revocation, entry.time),
        }
        Ok(())
    }

    /// Leaves the place of a record that can't be read, so that what comes after it is shown. Views that were folded
    /// around damage serve until the repair and are not kept.
    pub fn fold_damaged(&mut self, position: u64) -> Result<(), FoldError> {
        self.leave_place(position)
    }

    /// Leaves the place of a record that admission refuses: the hub should never have accepted it, so it is shown nowhere
    /// and changes nothing. Whoever replays the register says which; views don't judge.
    pub fn fold_void(&mut self, position: u64) -> Result<(), FoldError> {
        self.leave_place(position)
    }

    fn leave_place(&mut self, position: u64) -> Result<(), FoldError> {
        let expected = self.size();
        if position != expected {
            return Err(FoldError::OutOfOrder { given: position, expected });
        }
        u32::try_from(position).map_err(|_| FoldError::Full)?;
        let nothing = self.names.number(String::new());
        let none = self.lists.number(Vec::new());
        self.rows.push(Row {
            id: NO_ID,
            accepted: self.rows.last().map_or(0, |row| row.accepted),
            written: 0,
            kind: nothing,
            participant: nothing,
            language: nothing,
            mechanisms: none,
            framework_items: none,
            provisions: none,
            answers: none,
            signers: none,
            // Of no class: nobody reads it.
            classes: none,
            evidence: Evidence::Signed,
            signed_where: SignedWhere::OwnMachine,
            public: false,
            control: false,
            superseded_by: None,
            erased_by: None,
            disputed: false,
        });
        Ok(())
    }

    fn row(&mut self, entry: &Entry, header: &Header, signed_where: SignedWhere) -> Option<Row> {
        let classes = self.classes_list(header)?;
        Some(Row {
            id: entry.id.0,
            accepted: entry.time,
            written: header.time.0,
            kind: self.names.number(header.kind.clone()),
            participant: self.names.number(header.participant.clone()),
            language: self.names.number(header.language.clone()),
            mechanisms: self.list(&header.mechanisms),
            framework_items: self.list(&header.framework_items),
            provisions: self.list(&header.provisions),
            answers: self.answered(header),
            signers: self.signers(header),
            classes,
            evidence: header.evidence,
            signed_where,
            public: entry.public,
            control: entry.control,
            superseded_by: None,
            erased_by: None,
            disputed: false,
        })
    }

    fn classes_list(&mut self, header: &Header) -> Option<u32> {
        let classes = classes_of(header, &self.readers(header));
        let numbers: Option<Vec<u32>> =
            classes.into_iter().map(|class| Some(self.classes.0.intern(class)?.0)).collect();
        Some(self.lists.number(numbers?))
    }

    /// Who reads a record. What is about another record has that one's audience: who joined between the two isn't told that
    /// something was erased or disavowed, and whose record it was is told, whoever erased it.
    fn readers(&self, header: &Header) -> Audience {
        let about_another = kinds::ABOUT_ANOTHER.contains(&header.kind.as_str());
        let target = header.refers.first().filter(|_| about_another).and_then(|id| self.find(id));
        let target = target.and_then(|at| self.classes_at(self.rows[at as usize].classes).next());
        let own =
            Audience::of(&header.audience, &header.participant, |mechanism| self.taking_part_now(mechanism));
        match (target.map(|class| &class.audience), &own) {
            // The hub belongs to nobody's readers.
            (Some(its), _) if header.participant == HUB => its.clone(),
            (
                Some(its @ Audience::Mechanism { mechanism, .. }),
                Audience::Mechanism { mechanism: said, .. },
            )
            | (
                Some(its @ Audience::Secretariat { mechanism, .. }),
                Audience::Secretariat { mechanism: said, .. },
            ) if mechanism == said => its.clone(),
            _ => own,
        }
    }

    /// Who takes part in a mechanism as of the last record.
    pub(crate) fn taking_part_now(&self, mechanism: &str) -> Participants {
        self.participants.get(mechanism).cloned().unwrap_or_default()
    }

    /// From here on, these take part in the mechanism that the file is about.
    fn take_part(&mut self, file: &CatalogueFile) {
        if let Some((id, rules)) = file.mechanism() {
            self.participants.insert(id, rules.participants.into_iter().collect());
        }
    }

    /// The classes in a list of their numbers.
    pub(crate) fn classes_at(&self, list: u32) -> impl Iterator<Item = &Class> {
        self.lists.value(list).iter().filter_map(|number| self.classes.0.get(ClassId(*number)))
    }

    /// Whether this holds of the classes of two records, one beside the other.
    pub(crate) fn beside(&self, one: u32, other: u32, holds: impl Fn(&Class, &Class) -> bool) -> bool {
        let as_many = self.lists.value(one).len() == self.lists.value(other).len();
        as_many && self.classes_at(one).zip(self.classes_at(other)).all(|(one, other)| holds(one, other))
    }

    /// Whoever replaces what was transmitted in its name by the very same statement, down to the body's bytes, confirms it.
    fn confirm(&mut self, target: &RecordId, by: u32, header: &Header) {
        let Some(at) = self.find(target).filter(|_| header.evidence == Evidence::Signed) else { return };
        let same_body = self.transmissions.get(&at) == Some(&header.body.sha256.0);
        let (transmitted, signed) = (&self.rows[at as usize], &self.rows[by as usize]);
        // Others may take part by then than when it was transmitted.
        let same_audience = self.beside(transmitted.classes, signed.classes, said_alike);
        if same_body && same_audience && transmitted.says_the_same(signed) {
            self.confirmed.insert(at, by);
            self.confirming.insert(by, at);
        }
    }

    fn refer(&mut self, header: &Header, by: u32) {
        let about_another = kinds::ABOUT_ANOTHER.contains(&header.kind.as_str());
        for target in header.refers.iter().filter(|_| !about_another) {
            if let Some(at) = self.find(target) {
                self.referring.entry(at).or_default().push(by);
            }
        }
    }

    /// A statement that refers to one other of its author's, alike in all but the words and their language, translates it. It
    /// answers nothing by itself: one statement is never counted twice.
    fn translate(&mut self, header: &Header, by: u32) {
        let [target] = header.refers.as_slice() else { return };
        let original = self.find(target).filter(|at| !self.translating.contains_key(at));
        let Some(at) = original.filter(|_| header.answers.is_empty()) else { return };
        let (original, translation) = (&self.rows[at as usize], &self.rows[by as usize]);
        if original.is_in_another_language(translation)
            && self.beside(original.classes, translation.classes, said_alike)
        {
            self.translating.insert(by, at);
        }
    }

    fn speak_of(&mut self, target: &RecordId, by: u32, header: &Header) {
        if let Some(at) = self.find(target) {
            let disavows = header.workflow_move.as_deref() == Some(DISAVOW);
            self.spoken_of.entry(at).or_default().push(by);
            self.speaks_of.insert(by, (at, disavows));
        }
    }

    fn supersede(&mut self, target: &RecordId, by: u32) {
        if let Some(at) = self.find(target)
            && let Some(before) = self.rows[at as usize].superseded_by.replace(by)
        {
            self.also_superseding.entry(at).or_default().push(before);
        }
    }

    fn list(&mut self, names: &[String]) -> u32 {
        let numbers = names.iter().map(|name| self.names.number(name.clone())).collect();
        self.lists.number(numbers)
    }

    /// The positions of what a record answers. Admission has seen to it that all of it was there before.
    fn answered(&mut self, header: &Header) -> u32 {
        let positions = header.answers.iter().filter_map(|id| self.find(id)).collect();
        self.lists.number(positions)
    }

    fn signers(&mut self, header: &Header) -> u32 {
        let numbers = header.signers.iter().map(|signer| self.keys.number(signer.key.0)).collect();
        self.lists.number(numbers)
    }

    fn post(&mut self, at: u32, row: &Row) {
        self.by_kind.entry(row.kind).or_default().push(at);
        self.by_participant.entry(row.participant).or_default().push(at);
        for (postings, list) in [
            (&mut self.by_mechanism, row.mechanisms),
            (&mut self.by_framework_item, row.framework_items),
            (&mut self.by_provision, row.provisions),
            (&mut self.by_signer, row.signers),
            (&mut self.answering, row.answers),
        ] {
            for number in self.lists.value(list) {
                postings.entry(*number).or_default().push(at);
            }
        }
    }

    fn mark(&mut self, id: &RecordId, change: impl FnOnce(&mut Row)) {
        if let Some(at) = self.find(id) {
            change(&mut self.rows[at as usize]);
        }
    }

    pub(crate) fn find(&self, id: &RecordId) -> Option<u32> {
        let at = *self.by_id.get(&prefix(&id.0))?;
        (self.rows[at as usize].id == id.0).then_some(at)
    }

    /// What the revoked key signed from then on is disputed by its author.
    fn dispute(&mut self, revocation: &Revocation, accepted: u64) {
        let from = revocation.from.map_or(accepted, |from| from.0);
        let Some(signed) = self.keys.find(&revocation.key.0).and_then(|key| self.by_signer.get(&key)) else {
            return;
        };
        for at in signed.clone() {
            let row = &mut self.rows[at as usize];
            row.disputed |= row.accepted >= from && !row.control;
        }
    }
}

pub(crate) fn prefix(id: &[u8; 32]) -> u64 {
    let mut first = [0; 8];
    first.copy_from_slice(&id[..8]);
    u64::from_be_bytes(first)
}

enum Control {
    Nothing,
    File(CatalogueFile),
    Revocation(Revocation),
}

/// What the views need of a control record's body. `None`: it should be there and can't be read.
fn read_control(header: &Header, body: Option<&[u8]>) -> Option<Control> {
    let content = || Body::from_bytes(body?).ok().map(|body| serde_json::Value::Object(body.content));
    match header.kind.as_str() {
        kinds::CATALOGUE => serde_json::from_value(content()?).ok().map(Control::File),
        kinds::REVOCATION => serde_json::from_value(content()?).ok().map(Control::Revocation),
        _ => Some(Control::Nothing),
    }
}
