//! Cosignatures (C2SP tlog-cosignature, Ed25519): a witness's statement that, at a time, this was the largest
//! consistent tree it had seen of a log.

use crate::{
    checkpoint::Checkpoint,
    note::{NoteError, NoteSignature},
    vkey::{KeyError, NoteSecret, SignatureType, VerifierKey},
};

/// The latest time that a cosignature can state: the specification keeps to positive signed numbers.
pub const MAX_TIME: u64 = i64::MAX as u64;

/// The bytes that a cosignature signs: two lines of its own before the checkpoint's text.
pub fn cosigned_message(time: u64, checkpoint_text: &str) -> Vec<u8> {
    format!("cosignature/v1\ntime {time}\n{checkpoint_text}").into_bytes()
}

/// Signs a checkpoint at a time, in seconds since 1970. The caller MUST have checked that it is consistent
/// with every checkpoint of the same origin that this key has cosigned.
pub fn cosign(checkpoint: &Checkpoint, time: u64, key: &NoteSecret) -> Result<NoteSignature, NoteError> {
    if key.public().kind() != SignatureType::CosignatureV1 {
        return Err(KeyError::Unsupported(key.public().kind().byte()).into());
    }
    if time > MAX_TIME {
        return Err(NoteError::TimeTooLate(time));
    }
    let signature = key.sign(&cosigned_message(time, &checkpoint.to_string()));
    Ok(NoteSignature::by(key.public(), [time.to_be_bytes().as_slice(), &signature].concat()))
}

/// The time that a cosignature states, if it is this key's cosignature of the text.
pub(crate) fn verify(key: &VerifierKey, text: &str, signature: &NoteSignature) -> Option<u64> {
    let (time, ed25519) = signature.bytes().split_first_chunk()?;
    let time = u64::from_be_bytes(*time);
    (time <= MAX_TIME && key.verifies(&cosigned_message(time, text), ed25519)).then_some(time)
}
