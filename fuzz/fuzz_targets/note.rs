//! A note, a checkpoint, a proof: each writes back as the bytes that were read.
#![no_main]

use libfuzzer_sys::fuzz_target;
use record::checkpoint::SignedCheckpoint;
use record::note::SignedNote;
use record::proof::TlogProof;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(note) = SignedNote::parse(bytes) {
        assert_eq!(note.to_string().as_bytes(), bytes);
    }
    if let Ok(checkpoint) = SignedCheckpoint::parse(bytes) {
        assert_eq!(checkpoint.to_string().as_bytes(), bytes);
    }
    if let Ok(proof) = TlogProof::parse(bytes) {
        assert_eq!(proof.to_string().as_bytes(), bytes);
    }
});
