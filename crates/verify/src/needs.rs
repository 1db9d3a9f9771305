//! Which control records one record stands on. A wrong answer here makes an export that its reader refuses, never one
//! that passes wrongly: the reader judges with admission's own function.

use admission::{CatalogueFile, Enrolment, Revocation, SECRETARIAT, kinds};
use record::{Body, EnrolledKey, Header, KeyId};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::HashMap;

/// What the control records of a register brought, and where.
#[derive(Debug, Default)]
pub(crate) struct Known {
    enrolled: HashMap<KeyId, u64>,
    holders: HashMap<String, Vec<KeyId>>,
    revoked: HashMap<KeyId, Vec<u64>>,
    /// What files define (`kind measure/1`, `item un/norm-13-a`), each with the positions of those files, in order.
    defined: HashMap<String, Vec<u64>>,
}

impl Known {
    /// Takes in one control record.
    pub(crate) fn learn(&mut self, position: u64, header: &[u8], body: &[u8]) {
        let Ok(header) = Header::from_bytes(header) else { return };
        match header.kind.as_str() {
            kinds::KEY => {
                let Some(enrolment) = content::<Enrolment>(body) else { return };
                if let Ok(key) = EnrolledKey::from_line(&enrolment.key) {
                    self.enrolled.entry(key.id()).or_insert(position);
                    self.holders.entry(enrolment.participant).or_default().push(key.id());
                }
            }
            kinds::REVOCATION => {
                if let Some(revocation) = content::<Revocation>(body) {
                    self.revoked.entry(revocation.key).or_default().push(position);
                }
            }
            kinds::CATALOGUE => {
                let file = content::<CatalogueFile>(body).and_then(|f| serde_json::from_str(&f.file).ok());
                for name in file.iter().flat_map(defines) {
                    self.defined.entry(name).or_default().push(position);
                }
            }
            _ => {}
        }
    }

    /// A participant's keys: whether a disavowal needs another signer depends on those that it has.
    fn keys_of(&self, participant: &str, before: u64) -> impl Iterator<Item = KeyId> + '_ {
        let keys = self.holders.get(participant).into_iter().flatten().copied();
        keys.filter(move |key| self.enrolled.get(key).is_some_and(|at| *at < before))
    }

    /// The last file before a position that defines this.
    fn last(&self, name: &str, before: u64) -> Option<u64> {
        let positions = self.defined.get(name)?;
        positions.iter().rev().find(|position| **position < before).copied()
    }
}

fn content<T: DeserializeOwned>(body: &[u8]) -> Option<T> {
    let body = Body::from_bytes(body).ok()?;
    serde_json::from_value(Value::Object(body.content)).ok()
}

/// What a catalogue file defines, as far as admission asks.
fn defines(file: &Value) -> Vec<String> {
    let text =
        |value: &Value, member: &str| value.get(member).and_then(Value::as_str).unwrap_or("").to_owned();
    let id = text(file, "id");
    let each = |member: &str| file.get(member).and_then(Value::as_array).into_iter().flatten();
    match text(file, "format").as_str() {
        "mechanism" => {
            let codes = each("participations").filter_map(|p| p.get("codes")?.as_array()).flatten();
            let participants = codes.filter_map(Value::as_str).map(|code| format!("participant {code}"));
            participants.chain([format!("mechanism {id}")]).collect()
        }
        "kind" => {
            let version = file.get("version").and_then(Value::as_u64).unwrap_or(0);
            vec![format!("kind {id}/{version}")]
        }
        "framework" => each("items").map(|item| format!("item {}", text(item, "id"))).collect(),
        "instrument" => each("provisions").map(|p| format!("provision {id}/{}", text(p, "path"))).collect(),
        _ => Vec::new(),
    }
}

/// The positions of what the record at a position stands on: genesis, the enrolments of its keys, their revocations
/// whenever they came, and the files that define what it names.
pub(crate) fn needs(known: &Known, position: u64, header: &[u8], body: Option<&[u8]>) -> Vec<u64> {
    let Ok(header) = Header::from_bytes(header) else { return vec![0] };
    let mut out = vec![0];
    let mut keys: Vec<KeyId> = header.signers.iter().map(|signer| signer.key).collect();
    let mut names = Vec::new();
    match header.kind.as_str() {
        kinds::KEY => {
            let participant = body.and_then(content::<Enrolment>).map(|enrolment| enrolment.participant);
            names.extend(participant.filter(|p| p != SECRETARIAT).map(|p| format!("participant {p}")));
        }
        kinds::REVOCATION => keys.extend(body.and_then(content::<Revocation>).map(|r| r.key)),
        kinds::DISAVOWAL => keys.extend(known.keys_of(&header.participant, position)),
        kinds::GENESIS | kinds::CATALOGUE | kinds::ERASURE | kinds::MOVE | kinds::AUDIT_COMMITMENT => {}
        kind => {
            names.push(format!("kind {kind}/{}", header.kind_version));
            names.extend(header.mechanisms.iter().map(|id| format!("mechanism {id}")));
            names.extend(header.framework_items.iter().map(|id| format!("item {id}")));
            names.extend(header.provisions.iter().map(|id| format!("provision {id}")));
        }
    }
    for key in keys {
        out.extend(known.enrolled.get(&key).filter(|at| **at < position));
        out.extend(known.revoked.get(&key).into_iter().flatten());
    }
    out.extend(names.iter().filter_map(|name| known.last(name, position)));
    out
}
