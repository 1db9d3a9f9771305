//! Whom a provider's token names (`OpenID` Connect Core 1.0, section 3.1.3.7), once everything about it is right.

use jsonwebtoken::jwk::{Jwk, JwkSet, PublicKeyUse};
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};
use serde::Deserialize;

use crate::{Attempt, OpenidError, Provider};

/// What may sign a token: public keys alone. `none`, and secrets that the hub would share, are not among them.
const ALGORITHMS: [Algorithm; 4] = [Algorithm::RS256, Algorithm::PS256, Algorithm::ES256, Algorithm::EdDSA];

/// The longest token, in bytes: some services put hundreds of groups into it.
const MAX_TOKEN: usize = 32 * 1024;

/// The longest name of a person at a provider (Core 1.0, section 2), in bytes.
const MAX_SUBJECT: usize = 255;

/// How far apart the provider's clock and ours may be, in seconds.
const LEEWAY: u64 = 60;

/// How old a token may be, in seconds: it is asked for and brought within one minute.
pub const MAX_AGE: u64 = 300;

/// The provider's keys.
#[derive(Clone, Debug)]
pub struct Keys {
    keys: Vec<Jwk>,
}

/// Who somebody is at a provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The provider's issuer.
    pub issuer: String,
    /// The name that it never gives to anybody else.
    pub subject: String,
    /// When the person signed in there, in seconds since 1970, where it says so.
    pub signed_in: Option<u64>,
}

impl Identity {
    /// Did the person sign in at the provider after this moment, and not merely still have a session there?
    pub fn is_fresh(&self, since: u64) -> bool {
        self.signed_in.is_some_and(|at| at.saturating_add(LEEWAY) >= since)
    }
}

#[derive(Deserialize)]
struct Claims {
    iss: String,
    sub: String,
    aud: Audience,
    azp: Option<String>,
    exp: u64,
    iat: u64,
    nonce: Option<String>,
    auth_time: Option<u64>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Many(Vec<String>),
}

impl Audience {
    fn is_for(&self, client: &str) -> bool {
        match self {
            Self::One(one) => one == client,
            Self::Many(many) => many.iter().any(|one| one == client),
        }
    }

    fn is_for_others_too(&self) -> bool {
        matches!(self, Self::Many(many) if many.len() > 1)
    }
}

impl Keys {
    /// Reads a set of keys (RFC 7517). Those of a kind that isn't known are passed over.
    pub fn read(answer: &[u8]) -> Result<Self, OpenidError> {
        let set: JwkSet =
            serde_json::from_slice(answer).map_err(|_| OpenidError::Keys("it is no JWK set"))?;
        // A key for encryption signs nothing.
        let signs = |key: &Jwk| {
            !matches!(key.common.public_key_use, Some(PublicKeyUse::Encryption))
                && DecodingKey::from_jwk(key).is_ok()
        };
        let keys: Vec<Jwk> = set.keys.into_iter().filter(signs).collect();
        if keys.is_empty() {
            return Err(OpenidError::Keys("it holds no public key that signs"));
        }
        Ok(Self { keys })
    }

    /// Whom a token names: signed by one of these keys, issued by this provider to this hub for this attempt, now.
    /// [`OpenidError::UnknownKey`]: fetch the keys again, and ask once more.
    pub fn check(
        &self,
        provider: &Provider,
        attempt: &Attempt,
        unverified: &str,
        now: u64,
    ) -> Result<Identity, OpenidError> {
        let refused = |why| Err(OpenidError::Token(why));
        let claims = self.signed(unverified)?;
        if claims.iss != provider.issuer {
            return refused("another service issued it");
        }
        if !claims.aud.is_for(&provider.client) {
            return refused("it is for another site");
        }
        // A site that shares an audience with us must not sign its visitors in here.
        if claims.azp.as_ref().map_or(claims.aud.is_for_others_too(), |azp| *azp != provider.client) {
            return refused("it was given to another site");
        }
        if now >= claims.exp.saturating_add(LEEWAY) || now > claims.iat.saturating_add(MAX_AGE) {
            return refused("it has ended");
        }
        if claims.iat > now.saturating_add(LEEWAY) {
            return refused("it comes from the future: compare the clocks");
        }
        // A token that was stolen, or belongs to another browser's attempt.
        if claims.nonce.as_deref() != Some(attempt.nonce().as_str()) {
            return refused("it answers another attempt");
        }
        if claims.sub.is_empty() || claims.sub.len() > MAX_SUBJECT || !claims.sub.is_ascii() {
            return refused("its subject is none");
        }
        let signed_in = claims.auth_time.filter(|at| *at <= now.saturating_add(LEEWAY));
        Ok(Identity { issuer: claims.iss, subject: claims.sub, signed_in })
    }

    fn signed(&self, unverified: &str) -> Result<Claims, OpenidError> {
        let unreadable = |_| OpenidError::Token("it can't be read");
        if unverified.len() > MAX_TOKEN {
            return Err(OpenidError::Token("it is too long"));
        }
        let header = decode_header(unverified).map_err(unreadable)?;
        if !ALGORITHMS.contains(&header.alg) || header.crit.is_some() {
            return Err(OpenidError::Token("it is signed in a way that is not taken"));
        }
        // The key is one of the provider's, chosen by name. A key that the token itself brings is not looked at.
        let named = |key: &&Jwk| header.kid.is_none() || key.common.key_id == header.kid;
        let mut keys = self.keys.iter().filter(named).peekable();
        if keys.peek().is_none() {
            return Err(OpenidError::UnknownKey);
        }
        let mut rules = Validation::new(header.alg);
        // Times, audience and issuer are judged by `check`: this library would ask a clock of its own.
        (rules.validate_exp, rules.validate_nbf, rules.validate_aud) = (false, false, false);
        rules.required_spec_claims.clear();
        keys.filter_map(|key| DecodingKey::from_jwk(key).ok())
            .find_map(|key| decode::<Claims>(unverified, &key, &rules).ok())
            .map(|token| token.claims)
            .ok_or(OpenidError::Token("its signature or its contents are wrong"))
    }
}
