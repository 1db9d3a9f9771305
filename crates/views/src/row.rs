//! One record as the views keep it: some hundred bytes, names and lists by number.

use record::Evidence;
use record::signature::SignedWhere;
use serde::{Deserialize, Serialize};

/// One record. `u32` members are numbers of the interners or positions in the register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Row {
    pub id: [u8; 32],
    pub accepted: u64,
    pub written: u64,
    pub kind: u32,
    pub participant: u32,
    pub language: u32,
    pub mechanisms: u32,
    pub framework_items: u32,
    pub provisions: u32,
    /// The list of the positions that it answers.
    pub answers: u32,
    pub signers: u32,
    /// The list of its classes, one for each mechanism.
    pub classes: u32,
    pub evidence: Evidence,
    pub signed_where: SignedWhere,
    pub public: bool,
    pub control: bool,
    /// The newest of those that replace it.
    pub superseded_by: Option<u32>,
    pub erased_by: Option<u32>,
    pub disputed: bool,
}

impl Row {
    /// Does this say, beside its body and its readers, what the other says?
    pub fn says_the_same(&self, other: &Self) -> bool {
        let about = |row: &Self| {
            let lists = [row.mechanisms, row.framework_items, row.provisions, row.answers];
            (row.kind, row.participant, row.language, lists, row.public)
        };
        about(self) == about(other)
    }

    /// Is the other the same statement of the same author in another language, as far as headers tell?
    pub fn is_in_another_language(&self, other: &Self) -> bool {
        let about = |row: &Self| {
            let lists = [row.mechanisms, row.framework_items, row.provisions];
            (row.kind, row.participant, lists, row.public, row.control)
        };
        about(self) == about(other) && !self.control && self.language != other.language
    }
}

/// How a record stands today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// It is what its author says.
    Current,
    /// Its author has replaced it, as far as whoever reads may know; both stay visible.
    Superseded,
    /// Its body was erased.
    Erased,
}
