//! Read connections: a few are kept, more are opened when all are out.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use rusqlite::Connection;

use super::schema::{Options, connect_reader};
use crate::StoreError;

pub struct Pool {
    path: PathBuf,
    options: Options,
    idle: Mutex<Vec<Connection>>,
}

impl Pool {
    pub fn new(path: PathBuf, options: Options) -> Self {
        Self { path, options, idle: Mutex::new(Vec::new()) }
    }

    /// Runs `work` on one snapshot of the store: what the writer commits meanwhile isn't seen.
    pub fn with<T>(&self, work: impl FnOnce(&Connection) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let idle = self.lock().pop();
        let connection = match idle {
            Some(connection) => connection,
            None => connect_reader(&self.path, &self.options)?,
        };
        let snapshot = connection.unchecked_transaction()?;
        let result = work(&connection);
        let closed = snapshot.rollback();
        // A connection that failed may hold a broken page in its cache: the next reader gets a fresh one.
        if result.is_ok() && closed.is_ok() {
            let mut idle = self.lock();
            if idle.len() < self.options.readers {
                idle.push(connection);
            }
        }
        result
    }

    /// Closes the idle connections, so that none holds an old snapshot or a cached page.
    pub fn clear(&self) {
        self.lock().clear();
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Connection>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
