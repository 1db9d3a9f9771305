//! Exported records, checked offline.

#![allow(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

mod common;

use admission::{Revocation, RevocationReason, kinds};
use common::*;
use proptest::prelude::*;
use record::policy::Policy;
use record::{RecordId, Time};
use sealing::HubKey;
use serde_json::{Value, json};
use std::collections::HashMap;
use verify::{Controls, Hub, OwnRecord, Role, export_record, verify_export};

const KEY_OF_XAA: u8 = 20;

/// XAA's administrator enrols a second key, which speaks, answers another record, and is revoked later.
fn chained() -> (Honest, RecordId) {
    let mut records = typical(300, &log_key(1));
    let enrolment = self_enrolment();
    records.push(enrolment.sign());
    let mut draft = measure(700, "XAA", KEY_OF_XAA);
    draft.header.refers = vec![records[usize::try_from(FIRST_MEASURE).unwrap()].id];
    let target = draft.sign();
    let id = target.id;
    records.push(target);
    (Honest::new(records), id)
}

fn self_enrolment() -> Draft {
    let mut draft = enrolment(600, "XAA", KEY_OF_XAA);
    let by_root = draft.header.signers.remove(0);
    assert_eq!(by_root.key, key(ROOT).public().id());
    draft.header.participant = "XAA".into();
    draft.header.signers.push(measure(0, "XAA", XAA).header.signers[0].clone());
    draft.keys = vec![KEY_OF_XAA, XAA];
    draft
}

fn revocation() -> Draft {
    let content = Revocation {
        key: key(KEY_OF_XAA).public().id(),
        reason: RevocationReason::Lost,
        from: Some(Time(START)),
    };
    Draft::new(601, kinds::REVOCATION, "XAA", serde_json::to_value(content).unwrap(), &[XAA])
}

fn policy() -> Policy {
    Policy::parse(format!("log {}\nquorum none\n", log_key(1).public()).as_bytes()).unwrap()
}

fn export(source: &Hub, id: &RecordId) -> Vec<u8> {
    export_record(source, id).unwrap().to_bytes()
}

#[test]
fn an_export_holds_and_says_what_it_cant_show() {
    let (honest, id) = chained();
    let file = export(&honest.source(), &id);
    let report = verify_export(&file, Some(&policy()), NOW).unwrap();
    assert_eq!((report.id, report.has_body, report.anchor.word()), (id, true, "verified"));
    assert_eq!((report.kind.as_str(), report.participant.as_str()), ("measure", "XAA"));
    let chain = [ROOT, XAA, KEY_OF_XAA].map(|seed| key(seed).public().id().to_string());
    for key in &chain {
        assert!(report.by_the_hubs_word.iter().any(|word| word.contains(key)), "{report}");
    }
    let stranger = key(XBB).public().id().to_string();
    assert!(!report.to_string().contains(&stranger), "a key that it doesn't stand on has no place in it");
    let alone = verify_export(&file, None, NOW).unwrap();
    assert!(!alone.to_string().contains("verified"), "{alone}");
}

#[test]
fn a_time_in_the_future_is_noted_and_refused_where_a_witness_contradicts_it() {
    let records = typical(4, &log_key(1));
    let id = records[usize::try_from(FIRST_MEASURE).unwrap()].id;
    let files = Forged::new(records).files(&log_key(1));
    let exported = |files: &Files| export_record(files, &id).unwrap().to_bytes();
    let report = verify_export(&exported(&files), None, Time(START - 7_200)).unwrap();
    assert_eq!(report.notes.iter().map(|note| note.code).collect::<Vec<_>>(), ["future-time"]);
    assert!(report.to_string().contains("(future-time)"), "{report}");
    let lying = exported(&files.clone().cosigned(START - 7_200));
    assert_eq!(verify_export(&lying, Some(&witnessed_policy()), NOW).unwrap_err().code(), "future-time");
    let honest = exported(&files.cosigned(START + 60));
    assert!(verify_export(&honest, Some(&witnessed_policy()), NOW).unwrap().notes.is_empty());
}

#[test]
fn it_holds_only_what_the_record_stands_on() {
    let (honest, id) = chained();
    let export = export_record(&honest.source(), &id).unwrap();
    let roles: Vec<Role> = export.records.iter().map(|record| record.role).collect();
    // Genesis, kind, framework, mechanism, the first key; the named record; the second key; the record.
    let mut expected = vec![Role::Basis; 5];
    expected.extend([Role::Named, Role::Basis, Role::Record]);
    assert_eq!(roles, expected);
}

#[test]
fn of_a_disavowal_it_holds_every_key_that_could_have_signed_it() {
    let (honest, id) = chained();
    let disavowal = disavowal(800, id, XAA).sign();
    let about = disavowal.id;
    honest.say(vec![disavowal, enrolment(801, "XAA", 21).sign()]);
    let report = verify_export(&export(&honest.source(), &about), Some(&policy()), NOW).unwrap();
    assert_eq!((report.kind.as_str(), report.id), ("disavowal", about));
    for seed in [XAA, KEY_OF_XAA] {
        let key = key(seed).public().id().to_string();
        assert!(report.by_the_hubs_word.iter().any(|word| word.contains(&key)), "{report}");
    }
    let later = key(21).public().id().to_string();
    assert!(!report.to_string().contains(&later), "it was enrolled afterwards");
}

#[test]
fn a_later_revocation_comes_with_it() {
    let (honest, id) = chained();
    honest.say(vec![revocation().sign()]);
    let report = verify_export(&export(&honest.source(), &id), None, NOW).unwrap();
    let revoked = key(KEY_OF_XAA).public().id();
    assert_eq!(report.revoked, [(revoked, honest.register.state().size() - 1, Some(Time(START)))]);
    assert!(!report.by_the_hubs_word.iter().any(|word| word.contains(&revoked.to_string())), "{report}");
}

#[test]
fn any_public_record_exports_and_holds() {
    let honest = Honest::new(typical(4, &log_key(1)));
    let controls = Controls::read(&honest.source()).unwrap();
    let records = typical(4, &log_key(1));
    let find = |id: &RecordId| records.iter().position(|record| record.id == *id).map(|at| at as u64);
    for (position, record) in (0..).zip(&records) {
        let export = controls.export(&honest.source(), position, &find);
        if position == RESTRICTED_AT {
            assert_eq!(export.unwrap_err().code(), "not-served");
            continue;
        }
        let report = verify_export(&export.unwrap().to_bytes(), None, NOW).unwrap();
        assert_eq!((report.position, report.id), (position, record.id));
        assert_eq!(report.has_body, position != ERASED_AT);
    }
    let unknown = RecordId([7; 32]);
    assert_eq!(export_record(&honest.source(), &unknown).unwrap_err().code(), "unknown-record");
}

/// The author proves what it said to a few: with the body, without the hub, and so that a changed word is found.
#[test]
fn an_author_exports_what_it_said_to_a_few_and_nobody_else_can() {
    let mut records = typical(4, &log_key(1));
    let earlier = restricted(800).sign();
    let mut later = restricted(801);
    later.header.supersedes = vec![earlier.id];
    let later = later.sign();
    records.extend([earlier.clone(), later.clone()]);
    let positions: HashMap<RecordId, u64> = records.iter().map(|record| record.id).zip(0..).collect();
    let honest = Honest::new(records.clone());
    let source = honest.source();
    let controls = Controls::read(&source).unwrap();
    let (find, at) = (|id: &RecordId| positions.get(id).copied(), positions[&later.id]);
    let nobody = controls.export(&source, at, &find).unwrap_err();
    assert_eq!(nobody.code(), "not-served");

    let hub = HubKey::from_bytes([1; 32]).identity();
    let own = |at: u64| {
        let record = &records[usize::try_from(at).unwrap()];
        let body = honest.register.body(at, &hub).unwrap();
        let (header, signatures) = (record.header_bytes.clone(), record.signature_bytes.clone());
        Some(OwnRecord { header, signatures, body })
    };
    let export = controls.export_own(&source, at, &find, &own).unwrap();
    let report = verify_export(&export.to_bytes(), Some(&policy()), NOW).unwrap();
    assert_eq!((report.id, report.has_body, report.anchor.word()), (later.id, true, "verified"));
    let named = export.records.iter().find(|record| record.role == Role::Named).unwrap();
    assert_eq!(named.body, None, "what it replaces stands there, and is not told again");
    let text = String::from_utf8(export.to_bytes()).unwrap();
    let changed = text.replace("Measure 801", "Measure 802");
    assert_ne!(changed, text);
    assert_eq!(verify_export(changed.as_bytes(), Some(&policy()), NOW).unwrap_err().code(), "body-digest");
}

#[test]
fn controls_that_were_read_earlier_catch_up() {
    let (honest, id) = chained();
    let mut controls = Controls::read(&honest.source()).unwrap();
    honest.say(vec![revocation().sign()]);
    controls.update(&honest.source()).unwrap();
    let find = |id: &RecordId| honest.register.receipt(id).unwrap().map(|receipt| receipt.position);
    let export = controls.export(&honest.source(), find(&id).unwrap(), &find).unwrap();
    assert_eq!(export, export_record(&honest.source(), &id).unwrap());
}

/// Changes an export's JSON and gives the code that comes of it.
fn changed(file: &[u8], change: impl FnOnce(&mut Vec<Value>)) -> &'static str {
    let mut export: Value = serde_json::from_slice(file).unwrap();
    change(export["records"].as_array_mut().unwrap());
    let bytes = serde_json::to_vec(&export).unwrap();
    verify_export(&bytes, Some(&policy()), NOW).map_or_else(|e| e.code(), |_| "holds")
}

#[test]
fn every_change_has_its_code() {
    let (honest, id) = chained();
    let file = export(&honest.source(), &id);
    let last = |records: &mut Vec<Value>| records.len() - 1;
    let edit = |member: &'static str, from: &'static str, to: &'static str| {
        move |records: &mut Vec<Value>| {
            let at = records.len() - 1;
            let text = records[at][member].as_str().unwrap().replace(from, to);
            records[at][member] = json!(text);
        }
    };
    assert_eq!(changed(&file, |_| {}), "holds");
    assert_eq!(changed(&file, edit("header", "XAA", "XBB")), "header-digest");
    assert_eq!(changed(&file, edit("body", "Measure", "measure")), "body-digest");
    assert_eq!(changed(&file, edit("signatures", "sshsig", "sshsih")), "signatures-digest");
    assert_eq!(changed(&file, edit("entry", "01", "02")), "export-form");
    assert_eq!(changed(&file, edit("proof", "index 3", "index 2")), "export-form");
    assert_eq!(changed(&file, |records| records[0]["body"] = Value::Null), "genesis-unreadable");
    assert_eq!(changed(&file, |records| drop(records.remove(0))), "genesis-unreadable");
    assert_eq!(changed(&file, |records| drop(records.remove(1))), "unknown-kind");
    assert_eq!(changed(&file, |records| drop(records.remove(3))), "unknown-participant");
    assert_eq!(changed(&file, |records| drop(records.remove(6))), "unknown-key");
    assert_eq!(changed(&file, |records| drop(records.remove(5))), "unknown-record");
    assert_eq!(changed(&file, |records| records.swap(2, 3)), "export-form");
    assert_eq!(changed(&file, |records| records[6]["role"] = json!("record")), "export-form");
    assert_eq!(
        changed(&file, |records| {
            let at = last(records);
            records[at]["role"] = json!("named");
        }),
        "export-form"
    );
    let other = Policy::parse(format!("log {}\nquorum none\n", log_key(2).public()).as_bytes()).unwrap();
    assert_eq!(verify_export(&file, Some(&other), NOW).unwrap_err().code(), "note-unsigned");
    assert_eq!(verify_export(b"{}", None, NOW).unwrap_err().code(), "export-form");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn one_changed_byte_is_found_or_changes_nothing(at: prop::sample::Index, change in 1_u8..) {
        let key = log_key(1);
        let forged = Forged::new(typical(3, &key));
        let id = forged.records[usize::try_from(FIRST_MEASURE).unwrap()].0.id;
        let export = export_record(&forged.files(&key), &id).unwrap();
        let mut bytes = export.to_bytes();
        let at = at.index(bytes.len());
        bytes[at] ^= change;
        // White space between members is not what an export says.
        if verify_export(&bytes, None, NOW).is_ok() {
            prop_assert_eq!(serde_json::from_slice::<verify::Export>(&bytes).unwrap(), export);
        }
    }

    #[test]
    fn rubbish_is_no_export(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(verify_export(&bytes, None, NOW).is_err());
    }
}
