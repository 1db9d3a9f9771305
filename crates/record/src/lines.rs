//! The small grammar that checkpoints, proofs, keys and paths share: one value, one spelling.

use crate::hash::Hash;
use base64::{Engine, engine::general_purpose::STANDARD};

/// Reads an ASCII decimal without sign, blanks or leading zeroes.
pub(crate) fn decimal(text: &str) -> Option<u64> {
    let canonical = text == "0"
        || (!text.starts_with('0') && !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()));
    if canonical { text.parse().ok() } else { None }
}

/// Writes bytes in the standard base64 alphabet, padded.
pub(crate) fn base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// Reads padded standard base64; stray bits in the last digit are refused.
pub(crate) fn from_base64(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok()
}

/// Reads a digest in base64.
pub(crate) fn hash_from_base64(text: &str) -> Option<Hash> {
    from_base64(text)?.try_into().ok().map(Hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_one_spelling() {
        assert_eq!(decimal("0"), Some(0));
        assert_eq!(decimal("18446744073709551615"), Some(u64::MAX));
        for refused in ["", "00", "01", "+1", "-1", " 1", "1 ", "1_0", "18446744073709551616", "١"] {
            assert_eq!(decimal(refused), None, "{refused:?}");
        }
    }

    #[test]
    fn base64_has_one_spelling() {
        assert_eq!(from_base64("AA=="), Some(vec![0]));
        for refused in ["AA", "AB==", "AA==\n", "A A=", "-_=="] {
            assert_eq!(from_base64(refused), None, "{refused:?}");
        }
    }
}
