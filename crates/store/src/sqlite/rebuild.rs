//! What a repair needs beyond the trait: reading around damage, and writing a store without a checkpoint yet.

use rusqlite::OptionalExtension;

use super::append::{durably, erase_body, insert_records, put_tiles};
use super::{SqliteStore, read, upkeep};
use crate::{AppendError, Head, NewRecord, StoreError, StoredRecord, TileWrite, sha256};

impl SqliteStore {
    /// Whether the store says that this body was erased, as far as that can still be read.
    pub(crate) fn was_erased(&self, position: u64) -> bool {
        let found = self.readers.with(|connection| {
            let row = connection
                .prepare_cached("SELECT 1 FROM erased WHERE position = ?1")?
                .query_row([read::row_key(position)], |row| row.get::<_, i64>(0))
                .optional()?;
            Ok(row.is_some())
        });
        found.unwrap_or(false)
    }

    /// A record whose header and signatures fit its entry, whatever the tile says, and whether its body is
    /// as it was.
    pub(crate) fn read_without_leaf(&self, position: u64) -> Option<(StoredRecord, bool)> {
        self.readers.with(|connection| read::read_without_leaf(connection, position)).ok()
    }

    /// Writes records of a store that has no checkpoint yet.
    pub(crate) fn write_rebuilt(
        &self,
        first: u64,
        records: &[NewRecord],
        tiles: &[TileWrite],
        erased: &[u64],
    ) -> Result<(), AppendError> {
        let digests: Vec<_> = records.iter().map(|record| record.body.as_deref().map(sha256)).collect();
        durably(self, |transaction| {
            insert_records(transaction, first, records, &digests)?;
            put_tiles(transaction, tiles)?;
            for position in erased {
                erase_body(transaction, *position)?;
            }
            Ok(())
        })?;
        self.copy_log_after(records.iter().map(|record| record.header.len() as u64 * 2).sum());
        Ok(())
    }

    /// Gives a rebuilt store its checkpoint. Before this it is empty to every reader.
    pub(crate) fn finish_rebuild(&self, head: &Head, copy: bool) -> Result<(), AppendError> {
        durably(self, |transaction| {
            transaction.execute(
                "INSERT INTO checkpoint (size, note) VALUES (?1, ?2)",
                (read::row_key(head.size), &head.checkpoint),
            )?;
            if copy { upkeep::mark_in(transaction) } else { Ok(()) }
        })
    }

    /// Takes over the attachments that another store can still read; how many it can't.
    pub(crate) fn take_attachments(&self, from: &Self) -> Result<u64, StoreError> {
        let mut lost = 0;
        let mut after = 0i64;
        loop {
            let found = from.readers.with(|connection| upkeep::next_attachment(connection, after));
            let listed = match found {
                Ok(Some(listed)) => listed,
                Ok(None) => return Ok(lost),
                // The table is broken from here on: how many rows follow can't be known.
                Err(_) => return Ok(lost + 1),
            };
            after = listed.row;
            lost += u64::from(!upkeep::take_attachment(self, from, &listed)?);
        }
    }
}
