//! Keeps the register durably: the storage trait, SQLite, backup and repair.
