//! Whole registers, honest and not: what `verify_register` says of them.

#![allow(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

mod common;

use admission::{Revocation, RevocationReason, kinds};
use common::*;
use proptest::prelude::*;
use record::Time;
use record::Unverified;
use record::header::Salt;
use record::policy::Policy;
use record::public::body_path;
use record::signing::{SecretKey, sign_all};
use verify::{Anchor, Report, Severity, Source, verify_register};

fn check(source: &dyn Source) -> Report {
    verify_register(source, None, None, NOW, &mut |_| {}).unwrap()
}

/// 600 records: two full groups, one full tile of level 0 twice, a partial one of each level.
fn large() -> Forged {
    let mut records = typical(590, &log_key(1));
    let erasure = records.pop().unwrap();
    records.push(erasure);
    let mut forged = Forged::new(records);
    forged.serve(ERASED_AT, Serve::WithoutBody);
    forged
}

fn small() -> Forged {
    let mut forged = Forged::new(typical(4, &log_key(1)));
    forged.serve(ERASED_AT, Serve::WithoutBody);
    forged
}

#[test]
fn an_honest_hub_passes_and_every_state_is_told() {
    let honest = Honest::new(typical(300, &log_key(1)));
    let mut seen = Vec::new();
    let report =
        verify_register(&honest.source(), None, None, NOW, &mut |progress| seen.push(progress.done)).unwrap();
    assert!(report.ok, "{report}");
    assert_eq!((report.size, seen.last()), (310, Some(&310)));
    let counts = report.counts;
    assert_eq!((counts.present, counts.erased, counts.restricted), (308, 1, 1));
    assert_eq!((counts.withheld, counts.void), (0, 0));
    let erasure = report.erasures[0];
    assert_eq!((erasure.position, erasure.by_position), (ERASED_AT, 309));
    assert_eq!(report.anchor, Anchor::SelfConsistent);
    assert!(!report.to_string().contains("verified"), "{report}");
    assert!(report.to_string().contains("result      self-consistent"), "{report}");
}

#[test]
fn files_made_by_hand_are_the_same_as_the_hubs() {
    let records = typical(4, &log_key(1));
    let honest = Honest::new(records.clone());
    let mut forged = Forged::new(records);
    forged.serve(ERASED_AT, Serve::WithoutBody);
    for (path, bytes) in
        forged.files(&log_key(1)).0.into_iter().filter(|(path, _)| path.starts_with("public"))
    {
        assert_eq!(honest.source().get(&path, usize::MAX).unwrap().unwrap(), bytes, "{path}");
    }
}

#[test]
fn a_policy_alone_makes_the_word_verified() {
    let files = small().files(&log_key(1));
    let policy =
        |key: u8| Policy::parse(format!("log {}\nquorum none\n", log_key(key).public()).as_bytes()).unwrap();
    let report = verify_register(&files, Some(&policy(1)), None, NOW, &mut |_| {}).unwrap();
    assert_eq!((report.ok, report.word()), (true, "verified"));
    let refused = verify_register(&files, Some(&policy(2)), None, NOW, &mut |_| {}).unwrap_err();
    assert_eq!(refused.code(), "note-unsigned");
}

#[test]
fn a_time_in_the_future_is_noted_and_fails_where_a_witness_contradicts_it() {
    let files = small().files(&log_key(1));
    let early = Time(START - 7_200);
    let report = verify_register(&files, None, None, early, &mut |_| {}).unwrap();
    let [finding] = report.findings.as_slice() else { panic!("{report}") };
    assert_eq!((finding.code, finding.severity, finding.position), ("future-time", Severity::Note, Some(0)));
    assert!(finding.message.contains(&early.to_string()), "{report}");
    assert!(report.ok, "this reader's clock may be the wrong one: {report}");
    let close = verify_register(&files, None, None, Time(START - 3_000), &mut |_| {}).unwrap();
    assert!(close.findings.is_empty(), "{close}");

    let lying = verify_register(
        &files.clone().cosigned(START - 7_200),
        Some(&witnessed_policy()),
        None,
        NOW,
        &mut |_| {},
    );
    let lying = lying.unwrap();
    assert!(!lying.ok && lying.has("future-time"), "{lying}");
    let honest =
        verify_register(&files.cosigned(START + 60), Some(&witnessed_policy()), None, NOW, &mut |_| {});
    assert_eq!(honest.unwrap().word(), "verified");
}

#[test]
fn a_checkpoint_by_another_key_is_refused() {
    assert_eq!(codes(&small().files(&log_key(2))), ["note-unsigned"]);
}

#[test]
fn a_withheld_record_is_named_and_judging_goes_on() {
    let mut forged = small();
    forged.serve(FIRST_MEASURE, Serve::Withheld);
    let report = check(&forged.files(&log_key(1)));
    assert!(!report.ok && report.unjudged_from.is_none());
    assert_eq!((report.findings[0].code, report.findings[0].position), ("withheld", Some(FIRST_MEASURE)));
    assert_eq!((report.findings.len(), report.counts.withheld), (1, 1));
}

#[test]
fn a_withheld_control_record_fails_the_check_and_ends_judging() {
    for how in [Serve::Withheld, Serve::WithoutBody] {
        let mut forged = small();
        forged.serve(4, how);
        let report = check(&forged.files(&log_key(1)));
        assert!(!report.ok && report.has("withheld-control"));
        assert_eq!(report.unjudged_from, Some(4));
        assert_eq!(report.counts.void, 0, "nobody is accused for want of it: {report}");
    }
    let mut forged = small();
    forged.serve(0, Serve::Withheld);
    assert_eq!(codes(&forged.files(&log_key(1))), ["genesis-unreadable"]);
}

/// What a stolen key said after its end must not become good by hiding the end.
#[test]
fn a_withheld_revocation_makes_nothing_good_that_came_after_it() {
    let key_id = key(XAA).public().id();
    let content = Revocation { key: key_id, reason: RevocationReason::Lost, from: None };
    let end = Draft::new(900, kinds::REVOCATION, "XAA", serde_json::to_value(content).unwrap(), &[XAA]);
    let mut forged = small();
    let at = forged.records.len() as u64;
    forged.push(end.sign());
    forged.push(measure(901, "XAA", XAA).sign());
    let served = check(&forged.files(&log_key(1)));
    assert!(!served.ok && served.counts.void == 1, "{served}");
    assert_eq!(served.unjudged_from, None);
    for how in [Serve::Withheld, Serve::WithoutBody] {
        forged.serve(at, how);
        let report = check(&forged.files(&log_key(1)));
        assert!(!report.ok && report.has("withheld-control"), "{report}");
        assert_eq!((report.unjudged_from, report.counts.void), (Some(at), 0));
    }
}

#[test]
fn a_body_that_no_erasure_names_is_withheld() {
    let mut forged = small();
    forged.serve(FIRST_MEASURE, Serve::WithoutBody);
    assert_eq!(codes(&forged.files(&log_key(1))), ["withheld"]);
    let mut files = small().files(&log_key(1));
    files.0.retain(|path, _| !path.starts_with("body/"));
    let report = check(&files);
    assert_eq!((report.findings[0].code, report.findings[0].position), ("withheld", Some(LONG_AT)));
}

#[test]
fn an_erased_body_that_is_still_served_is_noted() {
    let report = check(&Forged::new(typical(4, &log_key(1))).files(&log_key(1)));
    assert!(report.ok && report.has("erased-but-served"), "{report}");
}

#[test]
fn what_admission_refuses_is_void_and_the_hubs_fault() {
    let mut forged = small();
    let position = forged.records.len() as u64;
    forged.push(measure(900, "XAA", STRANGER).sign());
    forged.push(measure(901, "XAA", XBB).sign());
    forged.push(measure(900, "XAA", STRANGER).sign());
    forged.push(measure(902, "XAA", XAA).sign());
    let report = check(&forged.files(&log_key(1)));
    let found: Vec<_> = report.findings.iter().map(|f| (f.position, f.code)).collect();
    let expected = [
        (Some(position), "unknown-key"),
        (Some(position + 1), "key-of-another"),
        (Some(position + 2), "already-there"),
    ];
    assert_eq!(found, expected);
    assert_eq!((report.counts.void, report.counts.present), (3, 6 + 1 + 4 + 1 + 1));
}

#[test]
fn a_disavowal_that_its_participant_could_not_say_is_void() {
    let mut forged = small();
    let position = forged.records.len() as u64;
    let of = |at: u64| forged.records[usize::try_from(at).unwrap()].0.id;
    let (own, of_another) = (of(FIRST_MEASURE), of(FIRST_MEASURE + 1));
    forged.push(disavowal(900, own, XAA).sign());
    forged.push(disavowal(901, of_another, XAA).sign());
    forged.push(disavowal(902, own, XBB).sign());
    forged.push(enrolment(903, "XAA", STRANGER).sign());
    forged.push(disavowal(904, own, XAA).sign());
    forged.push(disavowal(905, own, STRANGER).sign());
    let report = check(&forged.files(&log_key(1)));
    let found: Vec<_> = report.findings.iter().map(|f| (f.position, f.code)).collect();
    let expected = [
        (Some(position + 1), "not-disavowable"),
        (Some(position + 2), "key-of-another"),
        (Some(position + 4), "other-key-needed"),
    ];
    assert_eq!(found, expected);
}

#[test]
fn entries_that_lie_are_found() {
    let mut forged = small();
    forged.records[usize::try_from(FIRST_MEASURE).unwrap()].1.time = 0;
    let found = codes(&forged.files(&log_key(1)));
    assert!(found.contains(&"time-decreases"), "{found:?}");
    let mut forged = small();
    forged.records[usize::try_from(FIRST_MEASURE).unwrap()].1.control = true;
    assert_eq!(codes(&forged.files(&log_key(1))), ["entry-differs"]);
}

#[test]
fn a_record_that_was_not_signed_by_its_signers_is_found() {
    let mut forged = small();
    let draft = measure(900, "XAA", XAA);
    let (header, body) = (draft.header.to_bytes(), draft.body);
    let set = sign_all(&header, &[&SecretKey::from_seed(&[XBB; 32])]).to_bytes();
    forged.push(Unverified::read(header, set, Some(body)).unwrap().believe_own_store());
    assert_eq!(codes(&forged.files(&log_key(1))), ["signature-not-the-signers"]);
}

#[test]
fn one_changed_byte_in_each_kind_of_file_has_its_code() {
    let whole = large().files(&log_key(1));
    assert_eq!(codes(&whole), Vec::<&str>::new());
    let long_body = whole.0.keys().find(|path| path.starts_with("body/")).unwrap().clone();
    let header_at = 13;
    for (path, at, change, expected) in [
        ("checkpoint", ORIGIN.len() + 1, 1, "note-bad-signature"),
        ("tile/0/000", 40, 1, "tile-differs"),
        ("tile/0/002.p/88", 40, 1, "tile-differs"),
        ("tile/1/000.p/2", 40, 1, "tile-differs"),
        ("tile/entries/001", 30, 1, "root-differs"),
        ("tile/entries/001", 30, 1, "entry-differs-from-tile"),
        ("tile/entries/001", 0, 0x80, "bundle-truncated"),
        ("tile/entries/001", 2, 1, "entry-version"),
        ("public/001", header_at, 1, "header-digest"),
        ("public/001", 0, 0x10, "public-bundle-state"),
        (long_body.as_str(), 99, 1, "body-digest"),
    ] {
        let mut files = whole.clone();
        files.0.get_mut(path).unwrap_or_else(|| panic!("{path}"))[at] ^= change;
        let found = codes(&files);
        assert!(found.contains(&expected), "{path}[{at}]: {found:?}");
    }
    for (part, expected) in [(1, "signatures-digest"), (2, "body-digest")] {
        let mut files = whole.clone();
        let bundle = files.0.get_mut("public/001").unwrap();
        let mut at = 1;
        for _ in 0..part {
            at += 4 + u32::from_be_bytes(bundle[at..at + 4].try_into().unwrap()) as usize;
        }
        bundle[at + 4 + 10] ^= 1;
        assert_eq!(codes(&files), [expected]);
    }
    for path in whole.0.keys().filter(|path| *path != &long_body) {
        let mut files = whole.clone();
        files.0.remove(path);
        let report = verify_register(&files, None, None, NOW, &mut |_| {});
        assert!(!report.is_ok_and(|report| report.ok), "without {path}");
    }
}

#[test]
fn an_older_checkpoint_must_be_continued() {
    let key = log_key(1);
    let whole = large();
    for size in [1, 255, 256, 257, 600] {
        let mut older = whole.clone();
        older.records.truncate(size);
        let known = older.checkpoint(&key);
        let report = verify_register(&whole.files(&key), None, Some(&known), NOW, &mut |_| {}).unwrap();
        assert!(report.ok && report.evidence.is_none(), "{size}: {report}");
        assert_eq!(report.anchor, Anchor::Continues { size: size as u64 });
    }
}

#[test]
fn a_rollback_and_a_split_view_leave_both_checkpoints_as_evidence() {
    let key = log_key(1);
    let whole = large();
    let mut other = whole.clone();
    other.records.swap(300, 301);
    let known = other.checkpoint(&key);
    let served = whole.files(&key);
    let report = verify_register(&served, None, Some(&known), NOW, &mut |_| {}).unwrap();
    assert!(!report.ok && report.has("split-view"), "{report}");
    let evidence = report.evidence.unwrap();
    assert_eq!((&evidence.known, &evidence.served), (&known, &whole.checkpoint(&key)));

    let mut shorter = whole.clone();
    shorter.records.truncate(500);
    let known = whole.checkpoint(&key);
    let report = verify_register(&shorter.files(&key), None, Some(&known), NOW, &mut |_| {}).unwrap();
    assert!(!report.ok && report.has("rolled-back") && report.evidence.is_some());

    let other_log = record::checkpoint::Checkpoint::new("other.example", 1, record::Hash([7; 32])).unwrap();
    let other_key =
        record::vkey::NoteSecret::from_seed("other.example", record::vkey::SignatureType::Ed25519, &[4; 32])
            .unwrap();
    let known = other_log.sign(&other_key).unwrap();
    let refused = verify_register(&served, None, Some(&known), NOW, &mut |_| {}).unwrap_err();
    assert_eq!(refused.code(), "known-of-another-log");
}

#[test]
fn a_group_that_has_grown_since_is_read_from_its_full_files() {
    let key = log_key(1);
    let whole = large();
    let mut files = whole.files(&key);
    let mut older = whole.clone();
    older.records.truncate(300);
    older.serve(ERASED_AT, Serve::Whole);
    let older_files = older.files(&key);
    files.0.insert("checkpoint".into(), older_files.0["checkpoint"].clone());
    files.0.insert("tile/1/000.p/1".into(), older_files.0["tile/1/000.p/1"].clone());
    let report = check(&files);
    // The erasure came later than the checkpoint, so the body that went is not explained yet.
    assert_eq!(report.findings.iter().map(|f| f.code).collect::<Vec<_>>(), ["withheld"], "{report}");
    assert_eq!(report.size, 300);
}

#[test]
fn a_record_served_without_being_public_is_found() {
    let mut forged = small();
    let at = usize::try_from(FIRST_MEASURE).unwrap();
    forged.records[at].1.public = false;
    let mut files = forged.files(&log_key(1));
    forged.records[at].1.public = true;
    let served = forged.files(&log_key(1));
    let bundle = served.0.keys().find(|path| path.starts_with("public/")).unwrap();
    files.0.insert(bundle.clone(), served.0[bundle].clone());
    assert_eq!(codes(&files), ["restricted-served"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever byte is changed, the check fails; it passes only if the report says just what it said before.
    #[test]
    fn one_changed_byte_anywhere_is_found(file: prop::sample::Index, at: prop::sample::Index, change in 1_u8..) {
        let whole = small().files(&log_key(1));
        let before = check(&whole);
        let path = file.get(&whole.0.keys().cloned().collect::<Vec<_>>()).clone();
        let mut files = whole.clone();
        let bytes = files.0.get_mut(&path).unwrap();
        let at = at.index(bytes.len());
        bytes[at] ^= change;
        if let Ok(report) = verify_register(&files, None, None, NOW, &mut |_| {}) {
            prop_assert!(!report.ok, "{path}[{at}] ^ {change}: {report}");
        }
        prop_assert!(before.ok);
    }

    /// Arbitrary bytes in place of any file never panic.
    #[test]
    fn rubbish_is_refused(file: prop::sample::Index, bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let mut files = small().files(&log_key(1));
        let path = file.get(&files.0.keys().cloned().collect::<Vec<_>>()).clone();
        files.0.insert(path, bytes);
        let report = verify_register(&files, None, None, NOW, &mut |_| {});
        prop_assert!(!report.is_ok_and(|report| report.ok));
    }
}

#[test]
fn the_long_bodys_path_is_by_id() {
    let forged = small();
    let id = forged.records[usize::try_from(LONG_AT).unwrap()].0.id;
    assert!(forged.files(&log_key(1)).0.contains_key(&body_path(&id)));
}

#[test]
fn hours_of_the_audit_trail_are_counted_and_a_hub_that_stopped_is_named() {
    for (behind, noted) in [(1, false), (5, true)] {
        let honest = Honest::new(typical(3, &log_key(1)));
        let hour = START / admission::HOUR - behind;
        let commitment = admission::AuditCommitment { hour, events: 2, sha256: record::Hash([1; 32]) };
        let salts = [Salt([1; 16]), Salt([2; 16])];
        honest.register.commit_audit(&commitment, Time(START), salts).unwrap();
        let report = check(&honest.source());
        assert!(report.ok, "{report}");
        assert_eq!(report.audit.map(|hours| (hours.first, hours.count())), Some((hour, 1)));
        assert_eq!(report.has("audit-behind"), noted, "{report}");
    }
}
