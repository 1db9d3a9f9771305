//! The append-only register: the sequencer, its durable batches, proofs, erasing and the high-water file.
