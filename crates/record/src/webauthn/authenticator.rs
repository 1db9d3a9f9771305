//! `authenticatorData`: what an authenticator says of a ceremony (WebAuthn Level 3, section 6.1).

use super::{MAX_AUTHENTICATOR_DATA, WebauthnError, cbor, cose};
use crate::hash::sha256;

const USER_PRESENT: u8 = 0x01;
const USER_VERIFIED: u8 = 0x04;
const ATTESTED: u8 = 0x40;
const EXTENSIONS: u8 = 0x80;

const RP_ID_HASH: usize = 32;
/// Digest of the relying party's id, flags, counter.
const FIXED: usize = RP_ID_HASH + 1 + 4;
/// The authenticator's model, which is not judged.
const AAGUID: usize = 16;

/// `authenticatorData`, read whole.
pub(super) struct AuthenticatorData<'a> {
    rp_id_hash: &'a [u8],
    flags: u8,
    /// Of a registration: the new credential.
    pub attested: Option<Attested<'a>>,
}

/// A new credential.
pub(super) struct Attested<'a> {
    pub credential: &'a [u8],
    pub cose: &'a [u8],
}

impl<'a> AuthenticatorData<'a> {
    pub fn read(bytes: &'a [u8]) -> Result<Self, WebauthnError> {
        let wrong = |why| WebauthnError::AuthenticatorData(why);
        if bytes.len() > MAX_AUTHENTICATOR_DATA {
            return Err(WebauthnError::TooLarge { part: "authenticatorData", limit: MAX_AUTHENTICATOR_DATA });
        }
        let (fixed, mut rest) = bytes.split_at_checked(FIXED).ok_or(wrong("it has fewer than 37 bytes"))?;
        let (rp_id_hash, flags) = (&fixed[..RP_ID_HASH], fixed[RP_ID_HASH]);
        let mut attested = None;
        if flags & ATTESTED != 0 {
            let (credential, after) = read_attested(rest)?;
            attested = Some(credential);
            rest = after;
        }
        // What follows must be exactly what the flags announce: bytes that no check sees could be swapped by nobody,
        // since they are signed, but two readers might tell them apart differently.
        let ends_well = if flags & EXTENSIONS == 0 { rest.is_empty() } else { cbor::is_map(rest) };
        if !ends_well {
            return Err(wrong("after its fixed part stands something else than its flags say"));
        }
        Ok(Self { rp_id_hash, flags, attested })
    }

    /// The right relying party, a touch, and a user whom the authenticator has verified. The counter is not judged:
    /// honest passkeys that are synced always say 0.
    pub fn check(&self, rp_id: &str) -> Result<(), WebauthnError> {
        if self.rp_id_hash != sha256(rp_id.as_bytes()) {
            return Err(WebauthnError::RpId);
        }
        if self.flags & USER_PRESENT == 0 {
            return Err(WebauthnError::UserNotPresent);
        }
        if self.flags & USER_VERIFIED == 0 { Err(WebauthnError::UserNotVerified) } else { Ok(()) }
    }
}

/// The credential, and what follows.
fn read_attested(bytes: &[u8]) -> Result<(Attested<'_>, &[u8]), WebauthnError> {
    const CUT: WebauthnError = WebauthnError::AuthenticatorData("its credential is cut short");
    let (head, rest) = bytes.split_at_checked(AAGUID + 2).ok_or(CUT)?;
    let length = usize::from(u16::from_be_bytes([head[AAGUID], head[AAGUID + 1]]));
    let (credential, rest) = rest.split_at_checked(length).ok_or(CUT)?;
    let (_, length) = cose::read_first(rest)?;
    let (cose, rest) = rest.split_at(length);
    Ok((Attested { credential, cose }, rest))
}
