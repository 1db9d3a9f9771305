//! Checks a register from outside: a folder, a URL or an exported record.
