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
    pub signers: u32,
    pub evidence: Evidence,
    pub signed_where: SignedWhere,
    pub public: bool,
    pub control: bool,
    pub superseded_by: Option<u32>,
    pub erased_by: Option<u32>,
    pub disputed: bool,
}

/// How a record stands today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// It is what its author says.
    Current,
    /// Its author has replaced it; both stay visible.
    Superseded,
    /// Its body was erased.
    Erased,
}

impl Row {
    pub fn standing(&self) -> Standing {
        if self.erased_by.is_some() {
            Standing::Erased
        } else if self.superseded_by.is_some() {
            Standing::Superseded
        } else {
            Standing::Current
        }
    }
}
