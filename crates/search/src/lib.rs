//! Full-text search over provisions and public records.
