//! A provider as the operator's settings name it.

use zeroize::Zeroizing;

use crate::OpenidError;
use crate::address::is_safe;

/// What a provider is called in addresses of this hub: lower-case letters, digits and hyphens, at most 40.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProviderId(String);

impl ProviderId {
    /// Reads an id.
    pub fn new(text: &str) -> Option<Self> {
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        ((1..=40).contains(&text.len()) && text.bytes().all(plain)).then(|| Self(text.to_owned()))
    }

    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A service in which the people of one participant sign in.
pub struct Provider {
    /// What it is called in addresses.
    pub id: ProviderId,
    /// What people know it by.
    pub name: String,
    /// The participant for whose delegation it speaks, and for no other's.
    pub participant: String,
    /// Its issuer, exactly as its tokens write it.
    pub issuer: String,
    /// By which name it knows this hub.
    pub client: String,
    secret: Zeroizing<String>,
}

impl Provider {
    /// A provider of these settings.
    pub fn new(
        id: &str,
        name: &str,
        participant: &str,
        issuer: &str,
        client: &str,
        secret: Zeroizing<String>,
    ) -> Result<Self, OpenidError> {
        let setting = |field, why| OpenidError::Setting { field, why };
        let id = ProviderId::new(id).ok_or_else(|| {
            setting("id", "write 1 to 40 lower-case letters, digits and hyphens: it stands in addresses")
        })?;
        let named = |text: &str| !text.trim().is_empty() && !text.chars().any(char::is_control);
        if !named(name) || name.chars().count() > 100 {
            return Err(setting("name", "write what people call the service, in at most 100 letters"));
        }
        // A query or fragment would make another address of the one where the provider describes itself.
        if !is_safe(issuer) || issuer.contains('?') {
            return Err(setting("issuer", "write the service's https:// address without ? or #"));
        }
        if !named(client) {
            return Err(setting("client_id", "write the name under which the service knows this hub"));
        }
        if !named(&secret) {
            return Err(setting("client_secret_file", "the file must hold the secret on one line"));
        }
        Ok(Self {
            id,
            name: name.trim().to_owned(),
            participant: participant.to_owned(),
            issuer: issuer.to_owned(),
            client: client.to_owned(),
            secret,
        })
    }

    /// Where it describes itself (`OpenID` Connect Discovery 1.0, section 4).
    pub fn metadata_address(&self) -> String {
        format!("{}/.well-known/openid-configuration", self.issuer.trim_end_matches('/'))
    }

    pub(crate) fn secret(&self) -> &str {
        &self.secret
    }
}
