//! Exported folders: written, grown, erased from, and checked.

#![allow(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

mod common;

use common::*;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use verify::{Exporting, Folder, Source, SourceError, export_folder, verify_register, watch};

fn export(source: &dyn Source, to: &Path) -> Exporting {
    export_folder(source, to, &mut |_| {}).unwrap()
}

/// Every file of a folder with its content.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(at) = folders.pop() {
        for item in fs::read_dir(at).unwrap() {
            let path = item.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
                found.insert(name, fs::read(path).unwrap());
            }
        }
    }
    found
}

fn check(folder: &Path) -> verify::Report {
    verify_register(&Folder::new(folder), None, None, NOW, &mut |_| {}).unwrap()
}

#[test]
fn an_exported_folder_passes_and_grows_to_what_a_fresh_export_is() {
    let key = log_key(1);
    let mut records = typical(250, &key);
    let erasure = records.pop().unwrap();
    let honest = Honest::new(records);
    let (first, fresh) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    export(&honest.source(), first.path());
    let report = check(first.path());
    assert!(report.ok && report.counts.erased == 0, "{report}");
    let known = report.checkpoint;

    honest.say(vec![long(800).sign(), erasure]);
    honest.say((0..300).map(|n| measure(1_000 + n, "XAA", XAA).sign()).collect());
    let grown = export(&honest.source(), first.path());
    assert!(grown.written > 0 && grown.erased == 1, "{grown}");
    export(&honest.source(), fresh.path());
    assert_eq!(files(first.path()), files(fresh.path()));
    let report = verify_register(&Folder::new(first.path()), None, Some(&known), NOW, &mut |_| {}).unwrap();
    assert!(report.ok && report.counts.erased == 1, "{report}");

    let again = export(&honest.source(), first.path());
    assert_eq!(again.written, 0, "{again}");
}

#[test]
fn a_folder_isnt_taken_back_or_aside() {
    let key = log_key(1);
    let long = Forged::new(typical(20, &key));
    let mut short = long.clone();
    short.records.truncate(15);
    let mut aside = long.clone();
    aside.records.swap(12, 13);
    let folder = tempfile::tempdir().unwrap();
    export(&long.files(&key), folder.path());
    for other in [short, aside] {
        let refused = export_folder(&other.files(&key), folder.path(), &mut |_| {}).unwrap_err();
        assert_eq!(refused.code(), "folder-behind");
    }
    assert!(check(folder.path()).has("erased-but-served"));
}

/// Answers a number of times, then no more.
struct Breaks {
    inner: Files,
    left: std::sync::atomic::AtomicI64,
}

impl Source for Breaks {
    fn get(&self, path: &str, limit: usize) -> Result<Option<Vec<u8>>, SourceError> {
        if self.left.fetch_sub(1, std::sync::atomic::Ordering::Relaxed) <= 0 {
            return Err(SourceError::Unreadable { path: path.into(), why: "the line broke".into() });
        }
        self.inner.get(path, limit)
    }
}

#[test]
fn a_run_that_breaks_off_anywhere_goes_on_where_it_stopped() {
    let key = log_key(1);
    let mut forged = Forged::new(typical(260, &key));
    forged.serve(ERASED_AT, Serve::WithoutBody);
    let whole = forged.files(&key);
    let fresh = tempfile::tempdir().unwrap();
    export(&whole, fresh.path());
    let folder = tempfile::tempdir().unwrap();
    for answers in 0..12 {
        let source = Breaks { inner: whole.clone(), left: answers.into() };
        if export_folder(&source, folder.path(), &mut |_| {}).is_err() {
            assert!(!folder.path().join("checkpoint").exists());
        }
    }
    let last = export(&whole, folder.path());
    assert!(last.kept > 0, "{last}");
    assert_eq!(files(folder.path()), files(fresh.path()));
}

#[test]
fn watch_lists_what_is_said_in_a_participants_name() {
    let key = log_key(1);
    let forged = Forged::new(typical(6, &key));
    let (said, next) = watch(&forged.files(&key), "XBB", 0).unwrap();
    let kinds: Vec<_> = said.iter().map(|s| (s.position, s.kind.as_str())).collect();
    let first = FIRST_MEASURE;
    let expected = [
        (5, "key"),
        (LONG_AT, "measure"),
        (first + 1, "measure"),
        (first + 3, "measure"),
        (first + 5, "measure"),
    ];
    assert_eq!(kinds, expected);
    assert_eq!(next, forged.records.len() as u64);
    let (later, _) = watch(&forged.files(&key), "XBB", first + 3).unwrap();
    assert_eq!(later, said[3..]);
    assert!(said[1].to_string().contains("measure (signed)"), "{}", said[1]);
}

#[test]
fn watch_says_what_a_disavowal_is_about() {
    let key = log_key(1);
    let mut forged = Forged::new(typical(2, &key));
    let about = forged.records[usize::try_from(FIRST_MEASURE).unwrap()].0.id;
    forged.push(disavowal(900, about, XAA).sign());
    let (said, _) = watch(&forged.files(&key), "XAA", 0).unwrap();
    let last = said.last().unwrap();
    assert_eq!(last.about, Some(("disavow".to_owned(), about)));
    assert!(last.to_string().contains(&format!("\n    disavows {about}")), "{last}");
    assert_eq!(said.iter().filter(|one| one.about.is_some()).count(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// One changed byte in any file of an exported folder fails the check, with the honest hub's own files.
    #[test]
    fn one_changed_byte_on_disk_is_found(file: prop::sample::Index, at: prop::sample::Index, change in 1_u8..) {
        let folder = tempfile::tempdir().unwrap();
        let mut forged = Forged::new(typical(3, &log_key(1)));
        forged.serve(ERASED_AT, Serve::WithoutBody);
        export(&forged.files(&log_key(1)), folder.path());
        let all = files(folder.path());
        let (path, bytes) = all.iter().nth(file.index(all.len())).unwrap();
        let mut bytes = bytes.clone();
        let at = at.index(bytes.len());
        bytes[at] ^= change;
        fs::write(folder.path().join(path), bytes).unwrap();
        let report = verify_register(&Folder::new(folder.path()), None, None, NOW, &mut |_| {});
        prop_assert!(!report.is_ok_and(|report| report.ok), "{path}[{at}] ^ {change}");
    }
}
