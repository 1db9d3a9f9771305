//! What a provider says of itself.

use serde::Deserialize;

use crate::address::is_safe;
use crate::{OpenidError, Provider};

/// Where a provider says that things are (`OpenID` Connect Discovery 1.0, section 3); what isn't used isn't read.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Metadata {
    issuer: String,
    /// Where a browser goes.
    pub(crate) authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
    #[serde(default)]
    token_endpoint_auth_methods_supported: Option<Vec<String>>,
}

impl Metadata {
    /// Reads what the provider's address answered.
    pub fn read(provider: &Provider, answer: &[u8]) -> Result<Self, OpenidError> {
        let wrong = OpenidError::Metadata;
        let read: Self = serde_json::from_slice(answer)
            .map_err(|_| wrong("it names no issuer, authorization_endpoint, token_endpoint or jwks_uri"))?;
        // Section 4.3: another issuer's description would send people, codes and our secret to somebody else.
        if read.issuer != provider.issuer {
            return Err(wrong("its issuer is not the one in the settings, letter by letter"));
        }
        let addresses = [&read.authorization_endpoint, &read.token_endpoint, &read.jwks_uri];
        if !addresses.into_iter().all(|address| is_safe(address)) {
            return Err(wrong("an address is not over https"));
        }
        // Left out, it means this very method.
        let methods = read.token_endpoint_auth_methods_supported.as_ref();
        if methods.is_some_and(|methods| !methods.iter().any(|method| method == "client_secret_basic")) {
            return Err(wrong("it doesn't take client_secret_basic"));
        }
        Ok(read)
    }

    /// Where a code is exchanged.
    pub fn token_address(&self) -> &str {
        &self.token_endpoint
    }

    /// Where its keys are.
    pub fn keys_address(&self) -> &str {
        &self.jwks_uri
    }
}
