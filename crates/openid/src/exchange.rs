//! A code for a token: what is sent to the provider, and what it answers (RFC 6749, sections 4.1.3 and 2.3.1).

use base64::{Engine, engine::general_purpose::STANDARD};
use serde::Deserialize;
use zeroize::Zeroizing;

use crate::{Attempt, OpenidError, Provider};

/// The longest code that is carried to the provider, in bytes; those of today's services have some hundreds.
const MAX_CODE: usize = 2_048;

/// What is sent to [`crate::Metadata::token_address`] by POST.
pub struct Exchange {
    /// The header `Authorization`.
    pub authorization: Zeroizing<String>,
    /// The body, as a form.
    pub form: Zeroizing<String>,
}

#[derive(Deserialize)]
struct Answer {
    id_token: String,
    token_type: String,
}

impl Exchange {
    /// For the code that the browser brought back to `back`.
    pub fn new(provider: &Provider, attempt: &Attempt, code: &str, back: &str) -> Result<Self, OpenidError> {
        if code.is_empty() || code.len() > MAX_CODE || !code.bytes().all(|b| (b' '..=b'~').contains(&b)) {
            return Err(OpenidError::Answer("the code is none"));
        }
        let verifier = Zeroizing::new(attempt.verifier());
        let said = [
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", back),
            ("code_verifier", &verifier),
        ];
        let form = serde_urlencoded::to_string(said).unwrap_or_default();
        // Both parts are written as in a form before they are joined, or a colon in the name would shift the secret.
        let name = encoded(&provider.client);
        let secret = Zeroizing::new(encoded(provider.secret()));
        let pair = Zeroizing::new(format!("{name}:{}", secret.as_str()));
        Ok(Self {
            authorization: Zeroizing::new(format!("Basic {}", STANDARD.encode(pair.as_bytes()))),
            form: Zeroizing::new(form),
        })
    }

    /// The token in the provider's answer, not yet believed.
    pub fn unverified_token(answer: &[u8]) -> Result<String, OpenidError> {
        let answer: Answer =
            serde_json::from_slice(answer).map_err(|_| OpenidError::Answer("it holds no id_token"))?;
        if !answer.token_type.eq_ignore_ascii_case("bearer") {
            return Err(OpenidError::Answer("its token_type is not Bearer"));
        }
        Ok(answer.id_token)
    }
}

fn encoded(text: &str) -> String {
    let pair = serde_urlencoded::to_string([("", text)]).unwrap_or_default();
    pair.trim_start_matches('=').to_owned()
}
