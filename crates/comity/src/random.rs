//! Random bytes from the operating system: salts, persons' ids, keys.

use record::header::Salt;

/// So many random bytes. A system that gives none is one on which nothing should be signed.
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut out = [0; N];
    getrandom::fill(&mut out).expect("the operating system gives random bytes");
    out
}

/// Fills bytes, for those who bring their own.
pub fn fill(bytes: &mut [u8]) {
    getrandom::fill(bytes).expect("the operating system gives random bytes");
}

/// A fresh salt, or a fresh person's id.
pub fn salt() -> Salt {
    Salt(bytes())
}
