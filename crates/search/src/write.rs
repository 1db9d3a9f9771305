//! Writing documents into the tables.

use std::collections::HashMap;

use catalogue::Lang;
use record::RecordId;
use record::hash::Hash;
use rusqlite::{Connection, OptionalExtension as _};

use crate::document::{Document, DocumentId, Text};
use crate::expression::pairs;
use crate::query::Facet;
use crate::schema::{EVERY, EXERCISE, FIRST_RECORD, get, set};
use crate::stems::stems;
use crate::words::{Piece, fold, pieces};
use crate::{Change, SearchError};

/// How many stems are remembered while documents are written: some megabytes.
const REMEMBERED: usize = 50_000;

/// How many texts around documents are remembered, for as long as one change is written: some hundred kilobytes. Titles of
/// instruments have a few hundred characters, names fewer.
const REMEMBERED_CONTEXTS: usize = 2_000;

/// The columns of `words`, in their order.
const COLUMNS: usize = 9;
const PLAIN: usize = 0;
const CONTEXT: usize = 1;
const FACETS: usize = 8;

/// Writes within the transaction that the caller has begun.
pub(crate) struct Writer<'a> {
    connection: &'a Connection,
    values: HashMap<(Facet, String), u32>,
    stems: HashMap<(Lang, String), Vec<String>>,
    contexts: HashMap<Text, Context>,
}

/// What a text around a document gives: its words as written, and what else they are found by.
#[derive(Default)]
struct Context {
    written: String,
    more: String,
}

impl<'a> Writer<'a> {
    /// A writer over a connection.
    pub fn new(connection: &'a Connection) -> Self {
        Self { connection, values: HashMap::new(), stems: HashMap::new(), contexts: HashMap::new() }
    }

    /// Writes a change; says whether words were taken out that must leave the disk.
    pub fn apply(&mut self, change: &Change, position: u64) -> Result<bool, SearchError> {
        if let Some((digest, documents)) = &change.edition {
            self.apply_edition(*digest, documents)?;
        }
        for document in &change.records {
            self.add(document)?;
        }
        for id in &change.superseded {
            self.connection
                .prepare_cached("UPDATE document SET current = 0 WHERE record = ?1")?
                .execute([id.0.as_slice()])?;
        }
        let mut scrub = false;
        for id in &change.erased {
            scrub |= self.remove(*id)?;
        }
        set(self.connection, "position", position)?;
        if scrub {
            // One segment without what was deleted takes the place of all.
            self.connection.execute("INSERT INTO words (words) VALUES ('optimize')", [])?;
            set(self.connection, "scrub", 1)?;
        }
        Ok(scrub)
    }

    fn apply_edition(&mut self, digest: Hash, documents: &[Document]) -> Result<(), SearchError> {
        // 63 bits of the digest tell editions apart; nobody gains by making two that collide.
        let edition = digest.0.iter().take(8).fold(0, |bits, byte| bits << 8 | u64::from(*byte)) >> 1;
        if get(self.connection, "edition")? == Some(edition) {
            return Ok(());
        }
        self.connection.execute(
            "DELETE FROM words WHERE rowid IN (SELECT id FROM document WHERE provision IS NOT NULL)",
            [],
        )?;
        self.connection.execute("DELETE FROM document WHERE provision IS NOT NULL", [])?;
        documents.iter().try_for_each(|document| self.add(document))?;
        set(self.connection, "edition", edition)
    }

    /// Adds a document. One that the index holds already is left as it is: what has an id never changes.
    fn add(&mut self, document: &Document) -> Result<(), SearchError> {
        let (provision, record, first) = match &document.id {
            DocumentId::Provision(id) => (Some(id), None, 0),
            DocumentId::Record(id) => (None, Some(id.0), FIRST_RECORD),
        };
        let place = first.saturating_add(document.place) | if document.exercise { EXERCISE } else { 0 };
        let mut ids = Vec::new();
        for (facet, value) in &document.facets {
            ids.push(self.value(*facet, value)?);
        }
        ids.sort_unstable();
        ids.dedup();
        let blob: Vec<u8> = ids.iter().flat_map(|id| id.to_le_bytes()).collect();
        let added = self
            .connection
            .prepare_cached(
                "INSERT OR IGNORE INTO document (place, current, facets, provision, record, title)
                 VALUES (?1, 1, ?2, ?3, ?4, ?5)",
            )?
            .execute((place, blob, provision, record, &document.title))?;
        if added == 0 {
            return Ok(());
        }
        let id = self.connection.last_insert_rowid();
        let mut columns: [String; COLUMNS] = Default::default();
        EVERY.clone_into(&mut columns[FACETS]);
        for id in ids {
            push(&mut columns[FACETS], &format!("v{id}"));
        }
        self.write_texts(&document.texts, &mut columns);
        self.write_context(&document.context, &mut columns[CONTEXT]);
        self.connection
            .prepare_cached(
                "INSERT INTO words (plain, context, ar, en, es, fr, ru, zh, facets, rowid)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            )?
            .execute({
                let [plain, context, ar, en, es, fr, ru, zh, facets] = columns;
                (plain, context, ar, en, es, fr, ru, zh, facets, id)
            })?;
        Ok(())
    }

    fn remove(&self, id: RecordId) -> Result<bool, SearchError> {
        let row: Option<i64> = self
            .connection
            .prepare_cached("DELETE FROM document WHERE record = ?1 RETURNING id")?
            .query_row([id.0.as_slice()], |row| row.get(0))
            .optional()?;
        let Some(row) = row else { return Ok(false) };
        self.connection.prepare_cached("DELETE FROM words WHERE rowid = ?1")?.execute([row])?;
        Ok(true)
    }

    fn value(&mut self, facet: Facet, value: &str) -> Result<u32, SearchError> {
        let key = (facet, value.to_owned());
        if let Some(id) = self.values.get(&key) {
            return Ok(*id);
        }
        self.connection
            .prepare_cached("INSERT OR IGNORE INTO value (facet, value) VALUES (?1, ?2)")?
            .execute((facet.number(), value))?;
        let id = self
            .connection
            .prepare_cached("SELECT id FROM value WHERE facet = ?1 AND value = ?2")?
            .query_row((facet.number(), value), |row| row.get(0))?;
        self.values.insert(key, id);
        Ok(id)
    }

    fn write_texts(&mut self, texts: &[Text], columns: &mut [String; COLUMNS]) {
        for (lang, text) in texts {
            for piece in pieces(text) {
                match piece {
                    Piece::Word(word) => {
                        push(&mut columns[PLAIN], &fold(&word));
                        if let Some(lang) = lang {
                            for stem in self.stems(*lang, word) {
                                push(&mut columns[number_of(*lang)], stem);
                            }
                        }
                    }
                    Piece::Han(run) => {
                        run.chars().for_each(|c| push(&mut columns[PLAIN], c.encode_utf8(&mut [0; 4])));
                        pairs(&run).for_each(|pair| push(&mut columns[number_of(Lang::Zh)], &pair));
                    }
                }
            }
        }
    }

    /// First all words as written, so that phrases stand together, then what else they are found by. Names of participants
    /// and framework items stand around many documents, and are read once.
    fn write_context(&mut self, texts: &[Text], column: &mut String) {
        let mut more = String::new();
        for text in texts {
            if !self.contexts.contains_key(text) {
                let context = self.read_context(text);
                if self.contexts.len() >= REMEMBERED_CONTEXTS {
                    self.contexts.clear();
                }
                self.contexts.insert(text.clone(), context);
            }
            if let Some(context) = self.contexts.get(text) {
                push(column, &context.written);
                push(&mut more, &context.more);
            }
        }
        push(column, &more);
    }

    fn read_context(&mut self, (lang, text): &Text) -> Context {
        let Context { mut written, mut more } = Context::default();
        for piece in pieces(text) {
            match piece {
                Piece::Word(word) => {
                    let folded = fold(&word);
                    push(&mut written, &folded);
                    let stems = lang.map_or(&[][..], |lang| self.stems(lang, word));
                    stems.iter().filter(|stem| **stem != folded).for_each(|stem| push(&mut more, stem));
                }
                Piece::Han(run) => {
                    run.chars().for_each(|c| push(&mut written, c.encode_utf8(&mut [0; 4])));
                    pairs(&run).for_each(|pair| push(&mut more, &pair));
                }
            }
        }
        Context { written, more }
    }

    fn stems(&mut self, lang: Lang, word: String) -> &[String] {
        if self.stems.len() >= REMEMBERED {
            self.stems.clear();
        }
        self.stems.entry((lang, word)).or_insert_with_key(|(lang, word)| stems(*lang, word))
    }
}

/// The number of a language's column.
fn number_of(lang: Lang) -> usize {
    match lang {
        Lang::Ar => 2,
        Lang::En => 3,
        Lang::Es => 4,
        Lang::Fr => 5,
        Lang::Ru => 6,
        Lang::Zh => 7,
    }
}

fn push(column: &mut String, token: &str) {
    if !token.is_empty() {
        if !column.is_empty() {
            column.push(' ');
        }
        column.push_str(token);
    }
}
