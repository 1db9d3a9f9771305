//! What acceptance and verification are measured beside: the arithmetic and the hashing alone, on all cores.

use super::stage::Raw;
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use record::{Entry, Hash, RecordId, ed25519};
use std::hint::black_box;
use std::time::{Duration, Instant};

/// How long each loop runs.
const FOR: Duration = Duration::from_secs(1);
/// A clock is asked once for so many rounds.
const ROUNDS: usize = 64;

/// A key, and a message of an SSHSIG's size with its signature.
struct Signed {
    key: VerifyingKey,
    message: [u8; 130],
    signature: Signature,
}

impl Signed {
    fn new() -> Self {
        let (key, message) = (SigningKey::from_bytes(&[1; 32]), [0; 130]);
        Self { key: key.verifying_key(), message, signature: key.sign(&message) }
    }

    fn by_dalek(&self) {
        self.key.verify_strict(&self.message, &self.signature).expect("we have just signed it");
    }
}

/// `verify_strict` of ed25519-dalek a second.
pub fn strict(threads: usize) -> f64 {
    let signed = Signed::new();
    rate(threads, |_| signed.by_dalek())
}

/// The same verdict by the arithmetic that this program uses.
pub fn strict_here(threads: usize) -> f64 {
    let signed = Signed::new();
    let bytes = signed.signature.to_bytes();
    rate(threads, |_| assert!(ed25519::verify_strict(&signed.key, &signed.message, &bytes)))
}

/// One strict verification, and the digests that bind a record to the tree, for each record in turn.
pub fn strict_and_hashing(threads: usize, records: &[Raw]) -> f64 {
    let signed = Signed::new();
    rate(threads, |n| {
        let raw = &records[n % records.len()];
        signed.by_dalek();
        hash(raw);
    })
}

/// [`strict_and_hashing`] by the arithmetic that this program uses.
pub fn strict_here_and_hashing(threads: usize, records: &[Raw]) -> f64 {
    let signed = Signed::new();
    let bytes = signed.signature.to_bytes();
    rate(threads, |n| {
        let raw = &records[n % records.len()];
        assert!(ed25519::verify_strict(&signed.key, &signed.message, &bytes));
        hash(raw);
    })
}

/// Header, signature set, body, leaf.
fn hash(raw: &Raw) {
    let entry = Entry {
        public: true,
        control: false,
        time: 0,
        id: RecordId::of_header(&raw.header),
        signatures: Hash::of(&raw.set),
    };
    black_box((Hash::of(&raw.body), record::merkle::leaf_hash(&entry.to_bytes())));
}

/// Rounds a second of all threads together; each begins elsewhere.
fn rate(threads: usize, round: impl Fn(usize) + Sync) -> f64 {
    let run = |thread: usize| {
        let (begin, mut done) = (Instant::now(), 0);
        while begin.elapsed() < FOR {
            (0..ROUNDS).for_each(|n| round(thread * 7_919 + done + n));
            done += ROUNDS;
        }
        super::measure::per_second(done, begin.elapsed())
    };
    std::thread::scope(|scope| {
        let running: Vec<_> = (0..threads).map(|thread| scope.spawn(move || run(thread))).collect();
        running.into_iter().map(|t| t.join().expect("verifying doesn't panic")).sum()
    })
}
