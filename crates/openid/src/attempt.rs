//! One attempt to sign in: what binds a provider's answer to the browser that asked.

use record::hash::sha256;
use record::webauthn::to_base64url;
use zeroize::Zeroize;

use crate::{Metadata, Provider};

/// The secrets of one attempt. They stay at the hub; each is used once.
#[derive(Clone, PartialEq, Eq)]
pub struct Attempt {
    state: [u8; 32],
    nonce: [u8; 32],
    verifier: [u8; 32],
}

impl Drop for Attempt {
    fn drop(&mut self) {
        self.verifier.zeroize();
    }
}

impl Attempt {
    /// An attempt out of fresh random bytes.
    pub fn new(random: [[u8; 32]; 3]) -> Self {
        let [state, nonce, verifier] = random;
        Self { state, nonce, verifier }
    }

    /// What the provider brings back by the browser: it finds the attempt, and is worth nothing without the browser's cookie.
    pub fn state(&self) -> String {
        to_base64url(&self.state)
    }

    /// What the token must name: a token of another attempt isn't taken for this one.
    pub(crate) fn nonce(&self) -> String {
        to_base64url(&self.nonce)
    }

    /// What shows the provider that whoever brings the code is who asked for it (RFC 7636): 43 characters.
    pub(crate) fn verifier(&self) -> String {
        to_base64url(&self.verifier)
    }

    /// Where the person's browser goes, and comes back to `back`. `afresh`: the provider shall make the person sign in
    /// again, not only look at a session it has.
    pub fn address(&self, provider: &Provider, metadata: &Metadata, back: &str, afresh: bool) -> String {
        let challenge = to_base64url(&sha256(self.verifier().as_bytes()));
        let (state, nonce) = (self.state(), self.nonce());
        let mut asked = vec![
            ("response_type", "code"),
            ("scope", "openid"),
            ("client_id", provider.client.as_str()),
            ("redirect_uri", back),
            ("state", &state),
            ("nonce", &nonce),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
        ];
        if afresh {
            asked.extend([("prompt", "login"), ("max_age", "0")]);
        }
        let query = serde_urlencoded::to_string(asked).unwrap_or_default();
        let mark = if metadata.authorization_endpoint.contains('?') { '&' } else { '?' };
        format!("{}{mark}{query}", metadata.authorization_endpoint)
    }
}
