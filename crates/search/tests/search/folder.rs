//! The index's folder: kept, damaged, of another version, erased from.

use std::fs;
use std::path::Path;

use crate::common::{ask, fill, measure, measures, positions};
use search::{Change, SearchError, SearchIndex};

fn file(folder: &Path) -> std::path::PathBuf {
    folder.join("search.sqlite")
}

/// Whether any file of the folder holds these bytes.
fn holds(folder: &Path, needle: &str) -> bool {
    fs::read_dir(folder).unwrap().any(|entry| {
        let bytes = fs::read(entry.unwrap().path()).unwrap();
        bytes.windows(needle.len()).any(|window| window == needle.as_bytes())
    })
}

#[test]
fn an_index_is_there_again_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let index = SearchIndex::open(folder.path()).unwrap();
    assert_eq!(index.position().unwrap(), 0);
    fill(&index, &measures());
    drop(index);
    let index = SearchIndex::open(folder.path()).unwrap();
    assert_eq!(index.position().unwrap(), 9);
    assert_eq!(positions(&index, &ask("reseaux")), [0]);
    index.check().unwrap();
}

/// Does something to the index's file.
type Spoil = fn(&Path);

#[test]
fn an_index_that_is_no_index_is_begun_anew() {
    let spoil: [(&str, Spoil); 4] = [
        ("another file", |path| fs::write(path, vec![b'x'; 10_000]).unwrap()),
        ("an empty file", |path| fs::write(path, []).unwrap()),
        ("half a file", |path| {
            let bytes = fs::read(path).unwrap();
            fs::write(path, &bytes[..bytes.len() / 2 / 4096 * 4096]).unwrap();
        }),
        ("another version", |path| {
            let connection = rusqlite::Connection::open(path).unwrap();
            connection.execute("UPDATE about SET value = 9999 WHERE name = 'version'", []).unwrap();
        }),
    ];
    for (name, spoil) in spoil {
        let folder = tempfile::tempdir().unwrap();
        fill(&SearchIndex::open(folder.path()).unwrap(), &measures());
        spoil(&file(folder.path()));
        let mut index = SearchIndex::open(folder.path()).unwrap();
        if index.position().unwrap() != 0 {
            // Seen only when it is read; then the next start knows.
            let asked = index.search(&ask("")).map(|_| ()).and_then(|()| index.check());
            assert!(matches!(asked, Err(SearchError::Damaged(_))), "{name}");
            drop(index);
            index = SearchIndex::open(folder.path()).unwrap();
        }
        assert_eq!(index.position().unwrap(), 0, "{name}");
        fill(&index, &measures());
        assert_eq!(positions(&index, &ask("reseaux")), [0], "{name}");
    }
}

#[test]
fn what_is_erased_leaves_the_index_and_the_disk() {
    let folder = tempfile::tempdir().unwrap();
    let index = SearchIndex::open(folder.path()).unwrap();
    let mut all = measures();
    all.push(measure(9, "XAA", "en", "Zqxwordone", "Zqxwordtwo met qqzperson.", &[]));
    let erased = all.last().unwrap().id();
    fill(&index, &all);
    assert_eq!(positions(&index, &ask("zqxwordtwo")), [9]);
    // The engine stores neighbouring words without the letters that they begin with alike.
    assert!(holds(folder.path(), "qxword") && holds(folder.path(), "qzperson"));
    assert!(holds_id(folder.path(), erased.0));

    let mut change = Change::default();
    change.erase(erased);
    index.commit(&change, 11).unwrap();
    assert_eq!(positions(&index, &ask("zqxwordtwo")), [0_u64; 0]);
    assert!(!holds(folder.path(), "qxword") && !holds(folder.path(), "qzperson"));
    assert!(!holds_id(folder.path(), erased.0));
    assert_eq!(index.position().unwrap(), 11);

    // Nothing else has gone, and an index that never saw it answers the same.
    let never = crate::common::index();
    for text in ["", "incident", "utilisation"] {
        assert_eq!(index.search(&ask(text)).unwrap(), never.search(&ask(text)).unwrap(), "{text}");
    }
    // The same again is nothing new.
    index.commit(&change, 11).unwrap();
}

fn holds_id(folder: &Path, id: [u8; 32]) -> bool {
    let bytes =
        [file(folder), folder.join("search.sqlite-wal")].map(|path| fs::read(path).unwrap_or_default());
    bytes.iter().any(|bytes| bytes.windows(32).any(|window| window == id))
}

#[test]
fn an_erasure_that_a_reader_holds_up_is_finished_later() {
    let folder = tempfile::tempdir().unwrap();
    let index = SearchIndex::open(folder.path()).unwrap();
    let one = measure(9, "XAA", "en", "Zqxwordone", "Met qqzperson.", &[]);
    let erased = one.id();
    fill(&index, &[one]);
    let reader = rusqlite::Connection::open(file(folder.path())).unwrap();
    reader.execute_batch("BEGIN; SELECT count(*) FROM document;").unwrap();
    let mut change = Change::default();
    change.erase(erased);
    let waits = index.commit(&change, 2);
    assert!(matches!(waits, Err(SearchError::ErasureWaits)), "{waits:?}");
    assert_eq!(positions(&index, &ask("zqxwordone")), [0_u64; 0]);
    reader.execute_batch("COMMIT").unwrap();
    drop((reader, index));
    SearchIndex::open(folder.path()).unwrap();
    assert!(!holds(folder.path(), "qzperson"));
}

#[test]
fn a_fault_has_a_stable_code() {
    let folder = tempfile::tempdir().unwrap();
    let in_the_way = folder.path().join("file");
    fs::write(&in_the_way, []).unwrap();
    let error = SearchIndex::open(&in_the_way).err().unwrap();
    assert_eq!(error.code(), "search-unavailable");
}

#[test]
fn many_threads_ask_while_one_writes() {
    let folder = tempfile::tempdir().unwrap();
    let index = SearchIndex::open(folder.path()).unwrap();
    let all = measures();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..50 {
                    assert!(index.search(&ask("")).unwrap().total <= all.len());
                }
            });
        }
        let catalogue = catalogue::Catalogue::built_in().unwrap();
        for (position, one) in (0..).zip(&all) {
            let mut change = Change::default();
            change.record(catalogue, position, &one.header, Some(&one.body));
            index.commit(&change, position + 1).unwrap();
        }
    });
    assert_eq!(index.search(&ask("")).unwrap().total, all.len());
}
