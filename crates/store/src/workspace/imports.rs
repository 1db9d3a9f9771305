//! Imported texts: the file as it came, what was read out of it, how far people have reviewed that. They lie in the open:
//! a text that is to be published says nothing about people.

use rusqlite::{Connection, OptionalExtension, Row};

use super::{Drawers, Workspace};
use crate::{HASH_LEN, StoreError, sha256};

/// The largest file that is kept as it came.
pub const MAX_ORIGINAL: usize = 64 * 1024 * 1024;

pub(super) const TABLES: &str = "
CREATE TABLE imports (
  digest BLOB PRIMARY KEY, name TEXT NOT NULL, imported_at INTEGER NOT NULL, original BLOB NOT NULL,
  structure TEXT NOT NULL, review TEXT NOT NULL
);
";

/// A text that was imported: as it came, what was read out of it, and how far people have reviewed that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// SHA-256 of the original: two imports of one file are one.
    pub digest: [u8; HASH_LEN],
    /// The file's name, for people.
    pub name: String,
    /// When, in seconds since 1970.
    pub imported_at: u64,
    /// The file as it came.
    pub original: Vec<u8>,
    /// What was read out of it, as JSON.
    pub structure: String,
    /// How far it is reviewed, as the importer names it.
    pub review: String,
}

/// An import without its file, which may be large.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportedText {
    /// SHA-256 of the original.
    pub digest: [u8; HASH_LEN],
    /// The file's name, for people.
    pub name: String,
    /// When, in seconds since 1970.
    pub imported_at: u64,
    /// What was read out of it, as JSON.
    pub structure: String,
    /// How far it is reviewed, as the importer names it.
    pub review: String,
}

/// What a list shows of an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportHead {
    /// SHA-256 of the original.
    pub digest: [u8; HASH_LEN],
    /// The file's name, for people.
    pub name: String,
    /// When, in seconds since 1970.
    pub imported_at: u64,
    /// How far it is reviewed, as the importer names it.
    pub review: String,
    /// The member `title` of what was read out of it.
    pub title: Option<String>,
}

/// The imports within one transaction: what is read here is still so when it is changed here, whoever else writes.
pub struct Imports<'a>(&'a Connection);

impl Drawers<'_> {
    /// The imports, in the same transaction.
    pub fn imports(&self) -> Imports<'_> {
        Imports(self.0)
    }
}

impl Workspace {
    /// Keeps an import. `false` if the same original is there already, which stays as it is.
    pub fn add_import(&self, import: &Import) -> Result<bool, StoreError> {
        Imports(&self.lock()).add(import)
    }

    /// The import of this original.
    pub fn import(&self, digest: &[u8; HASH_LEN]) -> Result<Option<Import>, StoreError> {
        let connection = self.lock();
        let imports = Imports(&connection);
        let (Some(text), Some(original)) = (imports.text(digest)?, imports.original(digest)?) else {
            return Ok(None);
        };
        let ImportedText { digest, name, imported_at, structure, review } = text;
        Ok(Some(Import { digest, name, imported_at, original, structure, review }))
    }

    /// Digest and name of all imports, newest first.
    pub fn imports(&self) -> Result<Vec<([u8; HASH_LEN], String)>, StoreError> {
        let texts = Imports(&self.lock()).texts()?;
        Ok(texts.into_iter().map(|text| (text.digest, text.name)).collect())
    }

    /// Forgets an import. `false` if there is none.
    pub fn remove_import(&self, digest: &[u8; HASH_LEN]) -> Result<bool, StoreError> {
        Ok(self.lock().execute("DELETE FROM imports WHERE digest = ?1", [digest])? == 1)
    }
}

impl Imports<'_> {
    /// Keeps an import. `false` if the same original is there already, which stays as it is.
    pub fn add(&self, import: &Import) -> Result<bool, StoreError> {
        if import.original.len() > MAX_ORIGINAL {
            return Err(StoreError::TooLarge { what: "an imported file", limit: MAX_ORIGINAL as u64 });
        }
        if sha256(&import.original) != import.digest {
            return Err(StoreError::WrongDigest);
        }
        let added = self.0.execute(
            "INSERT OR IGNORE INTO imports (digest, name, imported_at, original, structure, review)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            (
                &import.digest,
                &import.name,
                import.imported_at,
                &import.original,
                &import.structure,
                &import.review,
            ),
        )?;
        Ok(added == 1)
    }

    /// The import of this original, without it.
    pub fn text(&self, digest: &[u8; HASH_LEN]) -> Result<Option<ImportedText>, StoreError> {
        let sql = format!("{COLUMNS} WHERE digest = ?1");
        Ok(self.0.query_row(&sql, [digest], text_from_row).optional()?)
    }

    /// What a list of one mechanism's imports shows, newest first. Neither the files nor what was read out of them is brought
    /// into memory. One whose review can't be read is nobody's, and missing here.
    pub fn heads(&self, mechanism: &str) -> Result<Vec<ImportHead>, StoreError> {
        let mut statement = self.0.prepare_cached(HEADS)?;
        let head = |row: &Row<'_>| {
            Ok(ImportHead {
                digest: row.get(0)?,
                name: row.get(1)?,
                imported_at: row.get(2)?,
                review: row.get(3)?,
                title: row.get(4)?,
            })
        };
        let rows = statement.query_map([mechanism], head)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// All imports without their files, newest first.
    pub fn texts(&self) -> Result<Vec<ImportedText>, StoreError> {
        let mut statement = self.0.prepare(&format!("{COLUMNS} ORDER BY imported_at DESC, name"))?;
        let rows = statement.query_map([], text_from_row)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The file as it came.
    pub fn original(&self, digest: &[u8; HASH_LEN]) -> Result<Option<Vec<u8>>, StoreError> {
        let sql = "SELECT original FROM imports WHERE digest = ?1";
        Ok(self.0.query_row(sql, [digest], |row| row.get(0)).optional()?)
    }

    /// How many bytes the file has, without reading it.
    pub fn original_size(&self, digest: &[u8; HASH_LEN]) -> Result<Option<usize>, StoreError> {
        let sql = "SELECT LENGTH(original) FROM imports WHERE digest = ?1";
        Ok(self.0.query_row(sql, [digest], |row| row.get(0)).optional()?)
    }

    /// Replaces structure and review of an import. `false` if there is none.
    pub fn review(&self, digest: &[u8; HASH_LEN], structure: &str, review: &str) -> Result<bool, StoreError> {
        let changed = self.0.execute(
            "UPDATE imports SET structure = ?2, review = ?3 WHERE digest = ?1",
            (digest, structure, review),
        )?;
        Ok(changed == 1)
    }
}

const HEADS: &str = "
SELECT digest, name, imported_at, review,
  CASE WHEN json_valid(structure) THEN CAST(structure ->> '$.title' AS TEXT) END
FROM imports
WHERE CASE WHEN json_valid(review) THEN review ->> '$.mechanism' END = ?1
ORDER BY imported_at DESC, name";

const COLUMNS: &str = "SELECT digest, name, imported_at, structure, review FROM imports";

fn text_from_row(row: &Row<'_>) -> rusqlite::Result<ImportedText> {
    Ok(ImportedText {
        digest: row.get(0)?,
        name: row.get(1)?,
        imported_at: row.get(2)?,
        structure: row.get(3)?,
        review: row.get(4)?,
    })
}
