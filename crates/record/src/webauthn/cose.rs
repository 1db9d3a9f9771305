//! COSE public keys of the two algorithms that we take, each in its one canonical spelling (CTAP2 canonical CBOR).
//!
//! With the algorithm, the members and their order fixed, every byte around the coordinates is fixed too, so that a key
//! is compared with a template and no CBOR is parsed.

use super::WebauthnError;
use crate::key::{Algorithm, read_ed25519, read_p256};

/// {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y}, up to x.
const ES256: &[u8] = &[0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20];
/// Between x and y.
const ES256_Y: &[u8] = &[0x22, 0x58, 0x20];
/// {1: 1 (OKP), 3: -8 (`EdDSA`), -1: 6 (Ed25519), -2: x}, up to x.
const EDDSA: &[u8] = &[0xa4, 0x01, 0x01, 0x03, 0x27, 0x20, 0x06, 0x21, 0x58, 0x20];

const COORDINATE: usize = 32;

/// Reads the key that `bytes` begin with; gives it, and how many bytes it has.
pub(super) fn read_first(bytes: &[u8]) -> Result<(Algorithm, usize), WebauthnError> {
    const OTHER: WebauthnError = WebauthnError::KeyAlgorithm;
    if let Some(rest) = bytes.strip_prefix(ES256) {
        let (x, rest) = rest.split_at_checked(COORDINATE).ok_or(OTHER)?;
        let y = rest.strip_prefix(ES256_Y).and_then(|r| r.get(..COORDINATE)).ok_or(OTHER)?;
        let point = [&[0x04], x, y].concat();
        return Ok((read_p256(&point)?, ES256.len() + COORDINATE + ES256_Y.len() + COORDINATE));
    }
    let rest = bytes.strip_prefix(EDDSA).ok_or(OTHER)?;
    let x = rest.get(..COORDINATE).ok_or(OTHER)?;
    Ok((read_ed25519(x)?, EDDSA.len() + COORDINATE))
}

/// Reads a key, whole: a byte more or less is refused.
pub(super) fn read(bytes: &[u8]) -> Result<Algorithm, WebauthnError> {
    match read_first(bytes)? {
        (algorithm, length) if length == bytes.len() => Ok(algorithm),
        _ => Err(WebauthnError::KeyAlgorithm),
    }
}
