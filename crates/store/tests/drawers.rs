//! Drawers of sealed documents: several changes are one, what has expired is swept, what is removed leaves the file.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use store::{MAX_DOCUMENT, SealedDocument, StoreError, Workspace};

fn workspace() -> (tempfile::TempDir, Workspace) {
    let folder = tempfile::tempdir().unwrap();
    let workspace = Workspace::open(&folder.path().join("workspace.db")).unwrap();
    (folder, workspace)
}

fn document(label: u8, owner: Option<u8>, expires: Option<u64>) -> SealedDocument {
    SealedDocument {
        label: [label; 32],
        owner: owner.map(|o| [o; 32]),
        expires,
        sealed: format!("sealed {label}").into_bytes(),
    }
}

fn put(workspace: &Workspace, drawer: &str, documents: &[SealedDocument]) {
    workspace
        .with_drawers(|drawers| documents.iter().try_for_each(|document| drawers.put(drawer, document)))
        .unwrap();
}

#[test]
fn what_is_put_is_found_by_its_label_and_by_its_owner_alone() {
    let (_folder, workspace) = workspace();
    let all = [document(1, Some(9), None), document(2, Some(9), Some(5)), document(3, None, None)];
    put(&workspace, "sessions", &all);
    assert_eq!(workspace.document("sessions", &[1; 32]).unwrap().as_ref(), Some(&all[0]));
    assert_eq!(workspace.document("tokens", &[1; 32]).unwrap(), None);
    assert_eq!(workspace.documents_of("sessions", &[9; 32]).unwrap(), all[..2]);
    assert_eq!(workspace.documents("sessions").unwrap(), all);
    let again = SealedDocument { sealed: b"other".to_vec(), ..all[0].clone() };
    put(&workspace, "sessions", std::slice::from_ref(&again));
    assert_eq!(workspace.document("sessions", &[1; 32]).unwrap(), Some(again));
}

#[test]
fn several_changes_happen_together_or_not_at_all() {
    let (_folder, workspace) = workspace();
    put(&workspace, "people", &[document(1, None, None)]);
    let failed: Result<(), StoreError> = workspace.with_drawers(|drawers| {
        drawers.remove("people", &[1; 32])?;
        drawers.put("people", &document(2, None, None))?;
        Err(StoreError::WrongDigest)
    });
    assert!(failed.is_err());
    assert_eq!(workspace.documents("people").unwrap(), [document(1, None, None)]);
}

#[test]
fn who_looks_waits_for_no_writer_sees_one_state_and_puts_nothing() {
    let (_folder, workspace) = workspace();
    put(&workspace, "people", &[document(1, None, None)]);
    let seen = |drawers: &store::Drawers<'_>| drawers.all("people").map(|found| found.len());
    let written: Result<(), StoreError> = workspace.with_drawers(|drawers| {
        drawers.put("people", &document(2, None, None))?;
        // The writer has not ended: this would wait for it for ever.
        assert_eq!(workspace.look_into_drawers(seen)?, 1);
        Ok(())
    });
    written.unwrap();
    let looked: Result<(), StoreError> = workspace.look_into_drawers(|drawers| {
        assert_eq!(seen(drawers)?, 2);
        put(&workspace, "people", &[document(3, None, None)]);
        assert_eq!(seen(drawers)?, 2, "as it was when the look began");
        Ok(())
    });
    looked.unwrap();
    let refused: Result<(), StoreError> =
        workspace.look_into_drawers(|drawers| drawers.put("people", &document(4, None, None)));
    assert!(refused.is_err());
    assert_eq!(workspace.look_into_drawers(seen).unwrap(), 3);
}

#[test]
fn a_document_can_be_taken_once() {
    let (_folder, workspace) = workspace();
    put(&workspace, "invitations", &[document(1, None, None)]);
    let take = || workspace.with_drawers(|drawers| drawers.remove("invitations", &[1; 32])).unwrap();
    assert!(take());
    assert!(!take());
}

#[test]
fn what_has_expired_is_swept_and_nothing_else() {
    let (_folder, workspace) = workspace();
    put(&workspace, "sessions", &[document(1, None, Some(10)), document(2, None, Some(11))]);
    put(&workspace, "people", &[document(3, None, None)]);
    assert_eq!(workspace.with_drawers(|drawers| drawers.sweep(10)).unwrap(), 1);
    assert_eq!(workspace.documents("sessions").unwrap(), [document(2, None, Some(11))]);
    assert_eq!(workspace.documents("people").unwrap().len(), 1);
}

#[test]
fn an_owners_documents_are_removed_together() {
    let (_folder, workspace) = workspace();
    put(&workspace, "sessions", &[document(1, Some(9), None), document(2, Some(9), None)]);
    put(&workspace, "sessions", &[document(3, Some(8), None)]);
    assert_eq!(workspace.with_drawers(|drawers| drawers.remove_of_owner("sessions", &[9; 32])).unwrap(), 2);
    assert_eq!(workspace.documents("sessions").unwrap(), [document(3, Some(8), None)]);
}

#[test]
fn a_document_over_the_limit_is_refused_and_changes_nothing() {
    let (_folder, workspace) = workspace();
    let large = SealedDocument { sealed: vec![0; MAX_DOCUMENT + 1], ..document(1, None, None) };
    let refused = workspace.with_drawers(|drawers| drawers.put("drafts", &large));
    assert!(matches!(refused, Err(StoreError::TooLarge { .. })));
    assert_eq!(workspace.documents("drafts").unwrap(), []);
}

#[test]
fn what_is_removed_leaves_no_bytes_in_the_files() {
    let (folder, workspace) = workspace();
    let marked = SealedDocument { sealed: b"MARKER-MARKER".to_vec(), ..document(1, None, None) };
    put(&workspace, "people", &[marked]);
    workspace.with_drawers(|drawers| drawers.remove("people", &[1; 32])).unwrap();
    workspace.scrub().unwrap();
    for file in std::fs::read_dir(folder.path()).unwrap().flatten() {
        let bytes = std::fs::read(file.path()).unwrap();
        assert!(!bytes.windows(13).any(|w| w == b"MARKER-MARKER"), "{:?}", file.path());
    }
}

#[test]
fn a_workspace_of_before_accounts_keeps_its_imports_and_gets_drawers() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("workspace.db");
    let old = rusqlite::Connection::open(&path).unwrap();
    old.execute_batch(
        "CREATE TABLE imports (digest BLOB PRIMARY KEY, name TEXT NOT NULL, imported_at INTEGER NOT NULL,
           original BLOB NOT NULL, structure TEXT NOT NULL, review TEXT NOT NULL);
         INSERT INTO imports VALUES (zeroblob(32), 'old', 1, x'00', '{}', '{}'); PRAGMA user_version = 1;",
    )
    .unwrap();
    drop(old);
    let workspace = Workspace::open(&path).unwrap();
    assert_eq!(workspace.imports().unwrap().len(), 1);
    put(&workspace, "people", &[document(1, None, None)]);
    assert_eq!(workspace.documents("people").unwrap().len(), 1);
}

#[test]
fn a_list_of_imports_reads_their_heads_and_of_its_own_mechanism_alone() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = Workspace::open(&folder.path().join("workspace.db")).unwrap();
    let import = |original: &[u8], imported_at: u64, structure: &str, review: &str| {
        let (digest, name) = (store::sha256(original), format!("{imported_at}.txt"));
        let (structure, review) = (structure.to_owned(), review.to_owned());
        let original = original.to_vec();
        workspace
            .add_import(&store::Import { digest, name, imported_at, original, structure, review })
            .unwrap();
        digest
    };
    let ours = r#"{"mechanism":"arf","state":"in-review"}"#;
    let first = import(b"one", 1, r#"{"title":"A statement","provisions":[]}"#, ours);
    import(b"two", 2, "not json", ours);
    import(b"three", 3, r#"{"title":null}"#, r#"{"mechanism":"lagoon"}"#);
    import(b"four", 4, "{}", "not json");
    let heads = workspace.look_into_drawers(|drawers| drawers.imports().heads("arf")).unwrap();
    let shown: Vec<_> = heads.iter().map(|head| (head.name.as_str(), head.title.as_deref())).collect();
    // What can't be read has no title here, and is named where it is opened.
    assert_eq!(shown, [("2.txt", None), ("1.txt", Some("A statement"))]);
    let size = workspace.look_into_drawers(|drawers| drawers.imports().original_size(&first)).unwrap();
    assert_eq!(size, Some(3));
}
