//! The data folder, the atomic file and the workspace.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};

use store::{DataFolder, Import, Options, SqliteStore, StoreError, Workspace, sha256, write_atomically};

fn mode(path: &std::path::Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn one_process_holds_the_folder_and_its_owner_alone_reads_it() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("data/here");
    let folder = DataFolder::open(&path).unwrap();
    assert!(matches!(DataFolder::open(&path), Err(StoreError::Busy(_))));
    let store = SqliteStore::open(&folder.register_file().unwrap(), Options::default()).unwrap();
    let workspace = Workspace::open(&folder.workspace_file().unwrap()).unwrap();
    assert_eq!(mode(folder.path()), 0o700);
    for entry in fs::read_dir(folder.path()).unwrap() {
        let path = entry.unwrap().path();
        assert_eq!(mode(&path), 0o600, "{}", path.display());
    }
    drop((store, workspace, folder));
    DataFolder::open(&path).unwrap();
}

#[test]
fn a_folder_of_something_else_or_of_a_newer_program_is_refused() {
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("holiday.jpg"), b"").unwrap();
    assert!(matches!(DataFolder::open(place.path()), Err(StoreError::Format(_))));
    for marker in ["", "{}", r#"{"program":"comity","format":2}"#, r#"{"program":"other","format":1}"#] {
        let place = tempfile::tempdir().unwrap();
        fs::write(place.path().join("comity.json"), marker).unwrap();
        assert!(matches!(DataFolder::open(place.path()), Err(StoreError::Format(_))), "{marker}");
    }
}

#[test]
fn paths_stay_inside() {
    let place = tempfile::tempdir().unwrap();
    let folder = DataFolder::open(&place.path().join("data")).unwrap();
    symlink("/etc", folder.path().join("link")).unwrap();
    symlink("..", folder.path().join("up")).unwrap();
    for path in ["", "/etc/passwd", "..", "../x", "a/../../x", "./a", "link/passwd", "up/x", "a\0b"] {
        assert!(folder.inside(path).is_err(), "{path:?}");
    }
    for path in ["views.snapshot", "a/b/c"] {
        assert!(folder.inside(path).unwrap().starts_with(folder.path()), "{path:?}");
    }
}

#[test]
fn a_file_is_replaced_whole() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("views.snapshot");
    // A temporary file that a crash left behind is no hindrance.
    fs::write(place.path().join("views.snapshot.tmp"), b"half").unwrap();
    for bytes in [&b"one"[..], b"the second"] {
        write_atomically(&path, bytes).unwrap();
        assert_eq!(fs::read(&path).unwrap(), bytes);
    }
    assert_eq!(mode(&path), 0o600);
    assert_eq!(fs::read_dir(place.path()).unwrap().count(), 1);
}

#[test]
fn an_import_is_kept_once_and_reviewed() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("workspace.db");
    let import = Import {
        digest: sha256(b"text"),
        name: "a.txt".into(),
        imported_at: 5,
        original: b"text".to_vec(),
        structure: "{}".into(),
        review: "unreviewed".into(),
    };
    {
        let workspace = Workspace::open(&path).unwrap();
        assert!(workspace.add_import(&import).unwrap());
        assert!(!workspace.add_import(&Import { name: "b.txt".into(), ..import.clone() }).unwrap());
        let wrong = Import { digest: [0; 32], ..import.clone() };
        assert!(matches!(workspace.add_import(&wrong), Err(StoreError::WrongDigest)));
        let review = |digest, structure, review| {
            workspace.with_drawers(|drawers| drawers.imports().review(digest, structure, review)).unwrap()
        };
        assert!(review(&import.digest, r#"{"form":"letter"}"#, "confirmed"));
        assert!(!review(&[0; 32], "", ""));
    }
    let workspace = Workspace::open(&path).unwrap();
    let read = workspace.import(&import.digest).unwrap().unwrap();
    assert_eq!((read.name.as_str(), read.review.as_str()), ("a.txt", "confirmed"));
    assert_eq!(workspace.imports().unwrap(), [(import.digest, "a.txt".to_owned())]);
    assert!(workspace.remove_import(&import.digest).unwrap());
    assert_eq!(workspace.import(&import.digest).unwrap(), None);
}
