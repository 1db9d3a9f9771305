//! A passkey as a key record writes it: one line, in one spelling, whose SHA-256 is the key's id.
//!
//! ```text
//! webauthn sign COSE-KEY CREDENTIAL-ID example.org https://example.org,https://www.example.org
//! ```
//!
//! The line holds all that an assertion is checked against, so that the id alone, which a header's author signs, fixes
//! the relying party and the origins too.

use super::authenticator::AuthenticatorData;
use super::{MAX_CREDENTIAL, MAX_LINE, MAX_ORIGINS, WebauthnError, cose, from_base64url, to_base64url};
use crate::hash::KeyId;
use crate::key::Algorithm;

/// The first word of a WebAuthn key's line. An SSH key's line begins with its algorithm's name.
pub(crate) const LINE_WORD: &str = "webauthn";

/// The longest domain name.
const MAX_DOMAIN: usize = 253;

/// What a passkey was made for. One key has one purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Signing records. Only these stand in the register.
    Sign,
    /// Signing in. A hub keeps these to itself.
    SignIn,
}

impl Purpose {
    /// The word in the line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sign => "sign",
            Self::SignIn => "sign-in",
        }
    }

    fn of(word: &str) -> Option<Self> {
        [Self::Sign, Self::SignIn].into_iter().find(|p| p.as_str() == word)
    }
}

/// A passkey's public side, checked: its point is on the curve and not weak, its origins belong to its relying party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebauthnKey {
    line: String,
    id: KeyId,
    purpose: Purpose,
    cose: Vec<u8>,
    credential: Vec<u8>,
    rp_id: String,
    origins: Vec<String>,
    algorithm: Algorithm,
}

impl WebauthnKey {
    /// The key with this COSE key and credential id, for the pages of these origins. Their order doesn't matter.
    pub fn new(
        purpose: Purpose,
        cose: &[u8],
        credential: &[u8],
        rp_id: &str,
        origins: &[&str],
    ) -> Result<Self, WebauthnError> {
        let mut sorted = origins.to_vec();
        sorted.sort_unstable();
        let line = format!(
            "{LINE_WORD} {} {} {} {rp_id} {}",
            purpose.as_str(),
            to_base64url(cose),
            to_base64url(credential),
            sorted.join(",")
        );
        Self::from_line(&line)
    }

    /// Reads the line of a key. Only the one spelling is taken: two would be two ids for one key.
    pub fn from_line(line: &str) -> Result<Self, WebauthnError> {
        let wrong = WebauthnError::KeyLine;
        if line.len() > MAX_LINE {
            return Err(WebauthnError::TooLarge { part: "the key's line", limit: MAX_LINE });
        }
        let words: Vec<&str> = line.split(' ').collect();
        let [LINE_WORD, purpose, cose, credential, rp_id, origins] = words[..] else {
            return Err(wrong("it has not six words with one space between them"));
        };
        let purpose = Purpose::of(purpose).ok_or(wrong("its purpose is not \"sign\" or \"sign-in\""))?;
        let cose = from_base64url("the COSE key", cose, MAX_LINE)?;
        let algorithm = cose::read(&cose)?;
        let credential = from_base64url("the credential id", credential, MAX_CREDENTIAL)?;
        if credential.is_empty() {
            return Err(wrong("the credential id is empty"));
        }
        if !is_domain(rp_id) {
            return Err(wrong("the relying party's id is not a domain name in lower case"));
        }
        let origins = read_origins(origins, rp_id)?;
        let id = KeyId::of_blob(line.as_bytes());
        let (line, rp_id) = (line.to_owned(), rp_id.to_owned());
        Ok(Self { line, id, purpose, cose, credential, rp_id, origins, algorithm })
    }

    /// The key that an authenticator has just made: `response.getAuthenticatorData()` of the browser's answer to
    /// `navigator.credentials.create`. Nothing proves yet that anybody holds it; its first signature does.
    pub fn from_registration(
        purpose: Purpose,
        authenticator_data: &[u8],
        rp_id: &str,
        origins: &[&str],
    ) -> Result<Self, WebauthnError> {
        let data = AuthenticatorData::read(authenticator_data)?;
        data.check(rp_id)?;
        let made = data.attested.ok_or(WebauthnError::AuthenticatorData("it holds no credential"))?;
        Self::new(purpose, made.cose, made.credential, rp_id, origins)
    }

    /// The line.
    pub fn line(&self) -> &str {
        &self.line
    }

    /// The key's id: SHA-256 of its line, written as a fingerprint.
    pub fn id(&self) -> KeyId {
        self.id
    }

    /// What it was made for.
    pub fn purpose(&self) -> Purpose {
        self.purpose
    }

    /// The COSE key, in its one spelling.
    pub fn cose(&self) -> &[u8] {
        &self.cose
    }

    /// The id by which an authenticator finds the credential.
    pub fn credential(&self) -> &[u8] {
        &self.credential
    }

    /// The relying party's id: a domain name.
    pub fn rp_id(&self) -> &str {
        &self.rp_id
    }

    /// The origins whose pages may ask it, sorted.
    pub fn origins(&self) -> &[String] {
        &self.origins
    }

    pub(super) fn algorithm(&self) -> &Algorithm {
        &self.algorithm
    }
}

/// A domain name as browsers compare it: lower-case labels of letters, digits and hyphens; no address in numbers, because
/// browsers make no passkey for one.
fn is_domain(text: &str) -> bool {
    let label = |l: &str| {
        (1..=63).contains(&l.len())
            && l.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && !l.starts_with('-')
            && !l.ends_with('-')
    };
    let last = text.rsplit('.').next().unwrap_or_default();
    text.len() <= MAX_DOMAIN && text.split('.').all(label) && !last.bytes().all(|b| b.is_ascii_digit())
}

fn read_origins(text: &str, rp_id: &str) -> Result<Vec<String>, WebauthnError> {
    let origins: Vec<String> = text.split(',').map(str::to_owned).collect();
    if origins.len() > MAX_ORIGINS || !origins.windows(2).all(|pair| pair[0] < pair[1]) {
        return Err(WebauthnError::KeyLine("its origins are more than 4, not sorted, or one stands twice"));
    }
    if origins.iter().all(|origin| is_origin(origin, rp_id)) {
        Ok(origins)
    } else {
        Err(WebauthnError::KeyLine("an origin is not an https address of the relying party"))
    }
}

/// Is this an origin as browsers write it, at the relying party's domain or below? Plain HTTP only where browsers call
/// it secure: this machine itself.
fn is_origin(origin: &str, rp_id: &str) -> bool {
    let (secure, rest) = match (origin.strip_prefix("https://"), origin.strip_prefix("http://")) {
        (Some(rest), _) => (true, rest),
        (None, Some(rest)) => (false, rest),
        (None, None) => return false,
    };
    let (host, port) = rest.split_once(':').map_or((rest, None), |(host, port)| (host, Some(port)));
    let usual = if secure { "443" } else { "80" };
    let right_port = port.is_none_or(|p| {
        p != usual && !p.starts_with('0') && p.bytes().all(|b| b.is_ascii_digit()) && p.parse::<u16>().is_ok()
    });
    let local = host == "localhost" || host.ends_with(".localhost");
    let below = host == rp_id || host.strip_suffix(rp_id).is_some_and(|sub| sub.ends_with('.'));
    is_domain(host) && below && right_port && (secure || local)
}
