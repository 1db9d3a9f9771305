//! Decides whether a record may be said here, now: one pure function that the sequencer, replay and verify share.
