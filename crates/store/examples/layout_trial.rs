//! Compares layouts of the register's tables: what each costs per record as the register grows.
//!
//! `cargo run --release -p store --example layout_trial -- [records] [folder]`
//!
//! The results are in `docs/decisions/0004-store-layout.md`.

use std::path::Path;
use std::time::Instant;

use rusqlite::{Connection, params};
use store::sha256;

/// Records in one transaction.
const BATCH: u64 = 512;

struct Layout {
    name: &'static str,
    tables: &'static str,
    inserts: &'static [&'static str],
}

const LAYOUTS: [Layout; 5] = [
    Layout {
        name: "one table, unique id",
        tables: "CREATE TABLE r (p INTEGER PRIMARY KEY, id BLOB UNIQUE, e BLOB, h BLOB, s BLOB, b BLOB)",
        inserts: &["INSERT INTO r VALUES (?1, ?2, ?4, ?5, ?6, ?7)"],
    },
    Layout {
        name: "one table, 8-byte index",
        tables: "CREATE TABLE r (p INTEGER PRIMARY KEY, e BLOB, h BLOB, s BLOB, b BLOB);
                 CREATE TABLE i (k INTEGER, p INTEGER, PRIMARY KEY (k, p)) WITHOUT ROWID",
        inserts: &["INSERT INTO r VALUES (?1, ?4, ?5, ?6, ?7)", "INSERT INTO i VALUES (?3, ?1)"],
    },
    Layout {
        name: "one table WITHOUT ROWID",
        tables: "CREATE TABLE r (p INTEGER PRIMARY KEY, e BLOB, h BLOB, s BLOB, b BLOB) WITHOUT ROWID",
        inserts: &["INSERT INTO r VALUES (?1, ?4, ?5, ?6, ?7)"],
    },
    Layout {
        name: "one table",
        tables: "CREATE TABLE r (p INTEGER PRIMARY KEY, e BLOB, h BLOB, s BLOB, b BLOB)",
        inserts: &["INSERT INTO r VALUES (?1, ?4, ?5, ?6, ?7)"],
    },
    Layout {
        name: "entry, content, body",
        tables: "CREATE TABLE e (p INTEGER PRIMARY KEY, e BLOB); CREATE TABLE r (p INTEGER PRIMARY KEY, h BLOB, s BLOB);
                 CREATE TABLE b (p INTEGER PRIMARY KEY, b BLOB)",
        inserts: &["INSERT INTO e VALUES (?1, ?4)", "INSERT INTO r VALUES (?1, ?5, ?6)", "INSERT INTO b VALUES (?1, ?7)"],
    },
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let records: u64 = arguments.next().map_or(Ok(100_000), |text| text.parse())?;
    let folder = arguments.next().map_or_else(tempfile::tempdir, tempfile::tempdir_in)?;
    println!("{records} records in transactions of {BATCH}");
    println!("| layout | page | records/s | the last tenth | bytes a record |\n|---|---|---|---|---|");
    for layout in &LAYOUTS {
        for page in [4096, 8192, 16384] {
            let path = folder.path().join("trial.db");
            trial(layout, page, records, &path)?;
            std::fs::remove_file(&path)?;
        }
    }
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "a rate for people")]
fn trial(layout: &Layout, page: u32, records: u64, path: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let mut connection = Connection::open(path)?;
    connection.pragma_update(None, "page_size", page)?;
    connection.pragma_update(None, "journal_mode", "wal")?;
    connection.pragma_update(None, "synchronous", "full")?;
    connection.pragma_update(None, "cache_size", -32 * 1024)?;
    connection.pragma_update(None, "wal_autocheckpoint", 8 * 1024 * 1024 / page)?;
    connection.execute_batch(layout.tables)?;
    let (begun, mut tenth) = (Instant::now(), Instant::now());
    for first in (0..records).step_by(usize::try_from(BATCH)?) {
        if first <= records / 10 * 9 {
            tenth = Instant::now();
        }
        let transaction = connection.transaction()?;
        for sql in layout.inserts {
            let mut insert = transaction.prepare_cached(sql)?;
            let needs: usize = insert.parameter_count();
            for (position, id) in ordered(first, records.min(first + BATCH), *sql == LAYOUTS[1].inserts[1]) {
                let key = i64::from_be_bytes([id[0], id[1], id[2], id[3], id[4], id[5], id[6], id[7]]);
                let position = i64::try_from(position)?;
                let all = params![position, id, key, [7u8; 74], [7u8; 1000], [7u8; 300], [7u8; 500]];
                insert.execute(&all[..needs])?;
            }
        }
        transaction.commit()?;
    }
    let spent = begun.elapsed().as_secs_f64();
    let last = records - records / 10 * 9;
    println!(
        "| {} | {page} | {:.0} | {:.0} | {} |",
        layout.name,
        records as f64 / spent,
        last as f64 / tenth.elapsed().as_secs_f64(),
        std::fs::metadata(path)?.len() / records
    );
    Ok(())
}

/// Positions with their ids, in order of position or of id.
fn ordered(from: u64, to: u64, by_id: bool) -> Vec<(u64, [u8; 32])> {
    let mut ids: Vec<_> = (from..to).map(|position| (position, sha256(&position.to_le_bytes()))).collect();
    if by_id {
        ids.sort_unstable_by_key(|(_, id)| *id);
    }
    ids
}
