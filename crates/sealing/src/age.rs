//! The age format, version 1, with X25519 recipients: encrypted once, opened by each of them.
//!
//! The format is C2SP's (`age-encryption.org/v1`), so that a keeper opens with the stock `age` what was sealed for a key
//! of theirs. Only what we write is written: native recipients, no passphrase, no armor. Stanzas of other recipients are
//! passed over when reading. Why this isn't the crate of that name: `docs/decisions/0016-restricted-bodies.md`.

use aws_lc_rs::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, Nonce, UnboundKey};
use aws_lc_rs::agreement::{PrivateKey, UnparsedPublicKey, X25519, agree};
use aws_lc_rs::constant_time::verify_slices_are_equal;
use aws_lc_rs::hmac;
use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD};
use zeroize::{Zeroize, Zeroizing};

use crate::SealedBodyError;
use crate::derive::derive;

const VERSION_LINE: &[u8] = b"age-encryption.org/v1\n";
const STANZA: &[u8] = b"-> ";
const X25519_STANZA: &[u8] = b"X25519 ";
const MAC_MARK: &[u8] = b"---";
const KEY: usize = 32;
const FILE_KEY: usize = 16;
const NONCE: usize = 16;
const TAG: usize = 16;

/// Bytes of plaintext in each piece but the last.
const CHUNK: usize = 64 * 1024;

/// 32 bytes in base64 without padding.
const ENCODED_KEY: usize = 43;

/// A stanza's body is written in lines of so many characters; a shorter one ends it.
const COLUMNS: usize = 64;

/// The most recipients: every State and as many organizations.
pub const MAX_RECIPIENTS: usize = 512;

/// The most stanzas that are looked at, ours and others'.
const MAX_STANZAS: usize = 2 * MAX_RECIPIENTS;

/// A public key that bodies are encrypted to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Recipient(pub [u8; KEY]);

/// A secret key that opens what was encrypted to its [`Recipient`]. It leaves memory when it goes out of use.
pub struct Identity {
    secret: Zeroizing<[u8; KEY]>,
    recipient: Recipient,
}

impl Identity {
    /// The identity with these 32 secret bytes.
    pub fn from_bytes(bytes: [u8; KEY]) -> Self {
        let secret = Zeroizing::new(bytes);
        let recipient = Recipient(public_of(&private(&secret)));
        Self { secret, recipient }
    }

    /// Whom others encrypt to.
    pub fn recipient(&self) -> Recipient {
        self.recipient
    }
}

fn private(secret: &[u8; KEY]) -> PrivateKey {
    PrivateKey::from_private_key(&X25519, secret).expect("any 32 bytes are an X25519 key")
}

fn public_of(private: &PrivateKey) -> [u8; KEY] {
    let public = private.compute_public_key().expect("an X25519 key has a public half");
    let mut bytes = [0; KEY];
    bytes.copy_from_slice(public.as_ref());
    bytes
}

/// The key under which a file's key is wrapped, from what both sides share. A share or a recipient of small order gives
/// the same secret with every key and is refused by the agreement itself.
fn wrapping_key(
    own: &PrivateKey,
    other: &[u8; KEY],
    share: &[u8; KEY],
    recipient: &Recipient,
) -> Option<Zeroizing<[u8; KEY]>> {
    agree(own, UnparsedPublicKey::new(&X25519, other), (), |secret| {
        let salt = [share.as_slice(), &recipient.0].concat();
        Ok(derive(secret, &salt, b"age-encryption.org/v1/X25519"))
    })
    .ok()
}

fn cipher(key: &[u8; KEY]) -> LessSafeKey {
    LessSafeKey::new(UnboundKey::new(&CHACHA20_POLY1305, key).expect("a ChaCha20 key has 32 bytes"))
}

/// Each wrapping key wraps one file key, so that age fixes the nonce.
fn zero_nonce() -> Nonce {
    Nonce::assume_unique_for_key([0; 12])
}

/// Encrypts to all of these recipients. `random` fills what it is given with random bytes, others at each call.
pub fn encrypt(
    recipients: &[Recipient],
    plaintext: &[u8],
    random: &mut dyn FnMut(&mut [u8]),
) -> Result<Vec<u8>, SealedBodyError> {
    if recipients.is_empty() || recipients.len() > MAX_RECIPIENTS {
        return Err(SealedBodyError::Recipients);
    }
    let mut file_key = Zeroizing::new([0; FILE_KEY]);
    random(file_key.as_mut_slice());
    let mut out = VERSION_LINE.to_vec();
    for recipient in recipients {
        let mut ephemeral = Zeroizing::new([0; KEY]);
        random(ephemeral.as_mut_slice());
        let ephemeral = private(&ephemeral);
        let share = public_of(&ephemeral);
        let key =
            wrapping_key(&ephemeral, &recipient.0, &share, recipient).ok_or(SealedBodyError::Recipients)?;
        let mut wrapped = file_key.to_vec();
        let sealed = cipher(&key).seal_in_place_append_tag(zero_nonce(), Aad::empty(), &mut wrapped);
        sealed.map_err(|_| SealedBodyError::Recipients)?;
        for part in
            [STANZA, X25519_STANZA, encoded(&share).as_bytes(), b"\n", encoded(&wrapped).as_bytes(), b"\n"]
        {
            out.extend_from_slice(part);
        }
    }
    out.extend_from_slice(MAC_MARK);
    let mac = hmac::sign(&mac_key(&file_key), &out);
    for part in [b" ", encoded(mac.as_ref()).as_bytes(), b"\n"] {
        out.extend_from_slice(part);
    }
    let mut nonce = [0; NONCE];
    random(&mut nonce);
    out.extend_from_slice(&nonce);
    write_payload(&file_key, &nonce, plaintext, &mut out)?;
    Ok(out)
}

/// Decrypts what was encrypted to this identity.
pub fn decrypt(identity: &Identity, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, SealedBodyError> {
    let (stanzas, signed, mac, payload) = read_header(sealed).ok_or(SealedBodyError::Malformed)?;
    let file_key =
        stanzas.iter().find_map(|stanza| stanza.open(identity)).ok_or(SealedBodyError::OtherKey)?;
    let expected = hmac::sign(&mac_key(&file_key), signed);
    verify_slices_are_equal(expected.as_ref(), &mac).map_err(|_| SealedBodyError::Malformed)?;
    let (nonce, payload) = payload.split_first_chunk::<NONCE>().ok_or(SealedBodyError::Malformed)?;
    read_payload(&file_key, nonce, payload)
}

fn encoded(bytes: &[u8]) -> String {
    STANDARD_NO_PAD.encode(bytes)
}

fn decoded(text: &[u8]) -> Option<[u8; KEY]> {
    if text.len() != ENCODED_KEY {
        return None;
    }
    STANDARD_NO_PAD.decode(text).ok()?.try_into().ok()
}

fn mac_key(file_key: &[u8; FILE_KEY]) -> hmac::Key {
    hmac::Key::new(hmac::HMAC_SHA256, derive(file_key, &[], b"header").as_slice())
}

fn payload_cipher(file_key: &[u8; FILE_KEY], nonce: &[u8; NONCE]) -> LessSafeKey {
    cipher(&derive(file_key, nonce, b"payload"))
}

/// Pieces are numbered and the last one says so: none can be left out, moved or cut off.
fn piece_nonce(number: u64, last: bool) -> Nonce {
    let mut nonce = [0; 12];
    nonce[3..11].copy_from_slice(&number.to_be_bytes());
    nonce[11] = u8::from(last);
    Nonce::assume_unique_for_key(nonce)
}

fn write_payload(
    file_key: &[u8; FILE_KEY],
    nonce: &[u8; NONCE],
    plaintext: &[u8],
    out: &mut Vec<u8>,
) -> Result<(), SealedBodyError> {
    let cipher = payload_cipher(file_key, nonce);
    let pieces = plaintext.len().div_ceil(CHUNK).max(1);
    for number in 0..pieces {
        let last = number + 1 == pieces;
        let end = if last { plaintext.len() } else { (number + 1) * CHUNK };
        let mut piece = plaintext[number * CHUNK..end].to_vec();
        cipher
            .seal_in_place_append_tag(piece_nonce(number as u64, last), Aad::empty(), &mut piece)
            .map_err(|_| SealedBodyError::TooLarge)?;
        out.append(&mut piece);
    }
    Ok(())
}

fn read_payload(
    file_key: &[u8; FILE_KEY],
    nonce: &[u8; NONCE],
    payload: &[u8],
) -> Result<Zeroizing<Vec<u8>>, SealedBodyError> {
    let cipher = payload_cipher(file_key, nonce);
    let mut plaintext = Zeroizing::new(Vec::with_capacity(payload.len()));
    let pieces = payload.len().div_ceil(CHUNK + TAG);
    for (number, piece) in payload.chunks(CHUNK + TAG).enumerate() {
        let last = number + 1 == pieces;
        let mut piece = piece.to_vec();
        let opened = cipher
            .open_in_place(piece_nonce(number as u64, last), Aad::empty(), &mut piece)
            .map_err(|_| SealedBodyError::Malformed)?;
        // An empty last piece after others would be a second way to write the same text.
        if opened.is_empty() && number > 0 {
            return Err(SealedBodyError::Malformed);
        }
        plaintext.extend_from_slice(opened);
        piece.zeroize();
    }
    if pieces == 0 { Err(SealedBodyError::Malformed) } else { Ok(plaintext) }
}

/// A file key as it is wrapped for one recipient.
struct Stanza {
    share: [u8; KEY],
    wrapped: [u8; FILE_KEY + TAG],
}

impl Stanza {
    fn open(&self, identity: &Identity) -> Option<Zeroizing<[u8; FILE_KEY]>> {
        let key = wrapping_key(&private(&identity.secret), &self.share, &self.share, &identity.recipient)?;
        let mut wrapped = self.wrapped;
        let opened = cipher(&key).open_in_place(zero_nonce(), Aad::empty(), &mut wrapped).ok()?;
        let file_key = Zeroizing::new(<[u8; FILE_KEY]>::try_from(&*opened).ok()?);
        wrapped.zeroize();
        Some(file_key)
    }
}

/// The stanzas, the bytes under the header's code, that code, and what follows.
type Head<'a> = (Vec<Stanza>, &'a [u8], [u8; KEY], &'a [u8]);

fn read_header(sealed: &[u8]) -> Option<Head<'_>> {
    let mut rest = sealed.strip_prefix(VERSION_LINE)?;
    let mut stanzas = Vec::new();
    for _ in 0..=MAX_STANZAS {
        let (first, after) = line(rest)?;
        if let Some(mac) = first.strip_prefix(MAC_MARK) {
            let signed = &sealed[..sealed.len() - rest.len() + MAC_MARK.len()];
            return Some((stanzas, signed, decoded(mac.strip_prefix(b" ")?)?, after));
        }
        let of = first.strip_prefix(STANZA)?;
        let (body, after) = stanza_body(after)?;
        if let Some(share) = of.strip_prefix(X25519_STANZA) {
            stanzas.push(Stanza { share: decoded(share)?, wrapped: decoded(body)? });
        }
        rest = after;
    }
    None
}

/// A stanza's lines up to the short one that ends it. Ours are of one line: of a longer one, whose content is of no use
/// here, the last line is given.
fn stanza_body(mut rest: &[u8]) -> Option<(&[u8], &[u8])> {
    loop {
        let (text, after) = line(rest)?;
        if text.len() > COLUMNS {
            return None;
        }
        if text.len() < COLUMNS {
            return Some((text, after));
        }
        rest = after;
    }
}

fn line(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = bytes.iter().position(|byte| *byte == b'\n')?;
    Some((&bytes[..end], &bytes[end + 1..]))
}
