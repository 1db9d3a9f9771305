//! A government's sign-in service, as `OpenID` Connect describes one: it checks what it is asked as a real one would, and
//! lets anybody be whoever they say.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};
use base64::{Engine, engine::general_purpose::STANDARD};
use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use record::hash::sha256;
use record::webauthn::to_base64url;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// By which name the service knows the hub.
pub const CLIENT: &str = "comity";

/// What the service and the hub share.
pub const SECRET: &str = "a rehearsed secret";

/// A service at an address.
pub struct SignInService {
    issuer: String,
    back: String,
    key: EncodingKey,
    keys: Value,
    codes: Mutex<HashMap<String, Granted>>,
}

struct Granted {
    nonce: String,
    challenge: String,
    subject: String,
    signed_in: u64,
}

impl SignInService {
    /// A service with a new key, for the hub whose return address is `back`.
    pub fn new(issuer: &str, back: &str) -> Self {
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new())
            .expect("the system has randomness");
        let key = EncodingKey::from_ec_der(pkcs8.as_ref());
        let mut jwk = Jwk::from_encoding_key(&key, Algorithm::ES256).expect("the key was just made");
        jwk.common.key_id = Some("1".to_owned());
        let keys = json!({ "keys": [jwk] });
        Self { issuer: issuer.to_owned(), back: back.to_owned(), key, keys, codes: Mutex::default() }
    }

    /// What an address of the service answers to GET, for those that programs ask.
    pub fn get(&self, address: &str) -> Option<Vec<u8>> {
        let issuer = &self.issuer;
        let answer = match address.strip_prefix(issuer.as_str())? {
            "/.well-known/openid-configuration" => json!({
                "issuer": issuer,
                "authorization_endpoint": format!("{issuer}/authorize"),
                "token_endpoint": format!("{issuer}/token"),
                "jwks_uri": format!("{issuer}/keys"),
                "token_endpoint_auth_methods_supported": ["client_secret_basic"],
            }),
            "/keys" => self.keys.clone(),
            _ => return None,
        };
        Some(answer.to_string().into_bytes())
    }

    /// Where a browser is sent that came with this query, once its person has signed in as `subject` at `signed_in`.
    pub fn authorize(&self, query: &str, subject: &str, signed_in: u64) -> Option<String> {
        let asked: HashMap<String, String> = serde_urlencoded::from_str(query).ok()?;
        let said = |name: &str| asked.get(name).map(String::as_str);
        let fits = said("response_type") == Some("code")
            && said("scope").is_some_and(|scope| scope.split(' ').any(|one| one == "openid"))
            && said("client_id") == Some(CLIENT)
            && said("redirect_uri") == Some(self.back.as_str())
            && said("code_challenge_method") == Some("S256");
        if !fits {
            return None;
        }
        let granted = Granted {
            nonce: said("nonce")?.to_owned(),
            challenge: said("code_challenge")?.to_owned(),
            subject: subject.to_owned(),
            signed_in,
        };
        let code =
            to_base64url(&sha256(format!("{}{subject}{}", granted.nonce, granted.challenge).as_bytes()));
        let query = serde_urlencoded::to_string([("code", code.as_str()), ("state", said("state")?)]).ok()?;
        self.codes.lock().unwrap_or_else(PoisonError::into_inner).insert(code, granted);
        Some(format!("{}?{query}", self.back))
    }

    /// What the token's address answers to a form, if the form is right: each code is good once.
    pub fn token(&self, authorization: &str, form: &str, now: u64) -> Option<Vec<u8>> {
        // Neither name nor secret has a letter that a form would write otherwise, but for the spaces.
        let pair = format!("{CLIENT}:{}", SECRET.replace(' ', "+"));
        if authorization != format!("Basic {}", STANDARD.encode(pair)) {
            return None;
        }
        let said: HashMap<String, String> = serde_urlencoded::from_str(form).ok()?;
        let granted = self.codes.lock().unwrap_or_else(PoisonError::into_inner).remove(said.get("code")?)?;
        let fits = said.get("grant_type").is_some_and(|kind| kind == "authorization_code")
            && said.get("redirect_uri") == Some(&self.back)
            && to_base64url(&sha256(said.get("code_verifier")?.as_bytes())) == granted.challenge;
        if !fits {
            return None;
        }
        let claims = json!({
            "iss": self.issuer, "sub": granted.subject, "aud": CLIENT, "iat": now, "exp": now + 300,
            "nonce": granted.nonce, "auth_time": granted.signed_in,
        });
        let header = Header { kid: Some("1".to_owned()), ..Header::new(Algorithm::ES256) };
        let token = encode(&header, &claims, &self.key).ok()?;
        let answer = json!({ "id_token": token, "token_type": "Bearer", "access_token": "unused" });
        Some(answer.to_string().into_bytes())
    }
}
