//! Tokens and answers of a provider: each thing that can be wrong with one is refused, and for that reason.

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair as RsaKeyPair, KeySize};
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair};
use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use openid::{Attempt, Exchange, Identity, Keys, Metadata, OpenidError, Provider};
use proptest::prelude::*;
use serde_json::{Value, json};

const ISSUER: &str = "https://signin.example/realm";
const CLIENT: &str = "comity hub";
const NOW: u64 = 1_800_000_000;
const BACK: &str = "https://hub.example/openid/norvania";

fn provider() -> Provider {
    let secret = String::from("s3cret:with colon").into();
    Provider::new("norvania", "Norvania's sign-in", "XNO", ISSUER, CLIENT, secret).expect("settings")
}

fn attempt() -> Attempt {
    Attempt::new([[1; 32], [2; 32], [3; 32]])
}

/// A provider's key: what signs, and the set that the provider publishes.
struct Signer {
    key: EncodingKey,
    algorithm: Algorithm,
    published: Value,
}

impl Signer {
    fn of(key: EncodingKey, algorithm: Algorithm, name: &str) -> Self {
        let mut jwk = Jwk::from_encoding_key(&key, algorithm).expect("a public key");
        jwk.common.key_id = Some(name.to_owned());
        Self { key, algorithm, published: serde_json::to_value(jwk).expect("JSON") }
    }

    fn p256(name: &str) -> Self {
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new());
        Self::of(EncodingKey::from_ec_der(pkcs8.expect("a key").as_ref()), Algorithm::ES256, name)
    }

    fn ed25519(name: &str) -> Self {
        let pkcs8 = Ed25519KeyPair::generate_pkcs8v1(&SystemRandom::new()).expect("a key");
        Self::of(EncodingKey::from_ed_der(pkcs8.as_ref()), Algorithm::EdDSA, name)
    }

    fn rsa(name: &str) -> Self {
        let pair = RsaKeyPair::generate(KeySize::Rsa2048).expect("a key");
        let pkcs8: Pkcs8V1Der<'_> = pair.as_der().expect("its bytes");
        // The bare key stands behind 26 bytes that say which kind of key it is (RFC 5208).
        Self::of(EncodingKey::from_rsa_der(&pkcs8.as_ref()[26..]), Algorithm::RS256, name)
    }

    fn keys(&self) -> Keys {
        Keys::read(json!({ "keys": [self.published] }).to_string().as_bytes()).expect("keys")
    }

    fn token(&self, claims: &Value) -> String {
        let name = self.published["kid"].as_str().map(str::to_owned);
        encode(&Header { kid: name, ..Header::new(self.algorithm) }, claims, &self.key).expect("a token")
    }
}

/// What a right token says.
fn claims() -> Value {
    let address = attempt().address(&provider(), &metadata(), BACK, false);
    let (_, rest) = address.split_once("nonce=").expect("a nonce");
    let nonce = rest.split('&').next().expect("a nonce");
    json!({ "iss": ISSUER, "sub": "248289761001", "aud": CLIENT, "exp": NOW + 300, "iat": NOW, "nonce": nonce,
            "auth_time": NOW - 5 })
}

fn described() -> Value {
    json!({ "issuer": ISSUER, "authorization_endpoint": "https://signin.example/authorize",
            "token_endpoint": "https://signin.example/token", "jwks_uri": "https://signin.example/keys" })
}

fn metadata() -> Metadata {
    Metadata::read(&provider(), described().to_string().as_bytes()).expect("metadata")
}

fn checked(signer: &Signer, claims: &Value) -> Result<Identity, OpenidError> {
    signer.keys().check(&provider(), &attempt(), &signer.token(claims), NOW)
}

#[test]
fn a_right_token_names_its_person() {
    for signer in [Signer::p256("a"), Signer::ed25519("b"), Signer::rsa("c")] {
        let identity = checked(&signer, &claims()).expect("a right token");
        assert_eq!((identity.issuer.as_str(), identity.subject.as_str()), (ISSUER, "248289761001"));
        assert!(identity.is_fresh(NOW - 10), "the person signed in after the attempt began");
        assert!(!identity.is_fresh(NOW + 100), "a session from before is no fresh sign-in");
    }
    let several = json!(["other", CLIENT]);
    let mut shared = claims();
    (shared["aud"], shared["azp"]) = (several, json!(CLIENT));
    assert!(checked(&Signer::p256("a"), &shared).is_ok());
}

#[test]
fn each_wrong_claim_is_refused_for_its_own_reason() {
    let wrong: [(&str, Value, &str); 12] = [
        ("iss", json!("https://elsewhere.example"), "another service issued it"),
        ("aud", json!("another hub"), "it is for another site"),
        ("aud", json!(["another hub", "a third"]), "it is for another site"),
        ("aud", json!([CLIENT, "another hub"]), "it was given to another site"),
        ("azp", json!("another hub"), "it was given to another site"),
        ("exp", json!(NOW - 60), "it has ended"),
        ("iat", json!(NOW - 301), "it has ended"),
        ("iat", json!(NOW + 61), "it comes from the future: compare the clocks"),
        ("nonce", json!("AAAA"), "it answers another attempt"),
        ("nonce", Value::Null, "it answers another attempt"),
        ("sub", json!(""), "its subject is none"),
        ("sub", json!("x".repeat(256)), "its subject is none"),
    ];
    let signer = Signer::p256("a");
    for (name, value, why) in wrong {
        let mut claims = claims();
        claims[name] = value.clone();
        assert_eq!(checked(&signer, &claims), Err(OpenidError::Token(why)), "{name}: {value}");
    }
    for name in ["iss", "sub", "aud", "exp", "iat"] {
        let mut claims = claims();
        claims.as_object_mut().expect("an object").remove(name);
        assert!(matches!(checked(&signer, &claims), Err(OpenidError::Token(_))), "without {name}");
    }
}

#[test]
fn a_token_of_another_key_is_refused_and_of_a_new_one_asked_for() {
    let (theirs, other) = (Signer::p256("a"), Signer::p256("a"));
    let token = other.token(&claims());
    let refused = OpenidError::Token("its signature or its contents are wrong");
    assert_eq!(theirs.keys().check(&provider(), &attempt(), &token, NOW), Err(refused));
    let token = Signer::p256("newer").token(&claims());
    assert_eq!(theirs.keys().check(&provider(), &attempt(), &token, NOW), Err(OpenidError::UnknownKey));
}

#[test]
fn no_secret_and_no_nothing_signs_a_token() {
    let signer = Signer::p256("a");
    let shared = EncodingKey::from_secret(signer.published.to_string().as_bytes());
    let header = Header { kid: Some("a".to_owned()), ..Header::new(Algorithm::HS256) };
    let hmac = encode(&header, &claims(), &shared).expect("a token");
    let refused = OpenidError::Token("it is signed in a way that is not taken");
    assert_eq!(signer.keys().check(&provider(), &attempt(), &hmac, NOW), Err(refused));

    let token = signer.token(&claims());
    let (_, rest) = token.split_once('.').expect("three parts");
    let (body, _) = rest.split_once('.').expect("three parts");
    // {"alg":"none"}
    let bare = format!("eyJhbGciOiJub25lIn0.{body}.");
    assert!(signer.keys().check(&provider(), &attempt(), &bare, NOW).is_err());
}

#[test]
fn a_set_without_a_signing_key_is_no_set() {
    let mut encrypting = Signer::p256("a").published;
    encrypting["use"] = json!("enc");
    for set in [json!({ "keys": [] }), json!({ "keys": [encrypting] }), json!([])] {
        assert!(matches!(Keys::read(set.to_string().as_bytes()), Err(OpenidError::Keys(_))), "{set}");
    }
}

#[test]
fn a_description_that_leads_elsewhere_is_refused() {
    let wrong = [
        ("issuer", json!("https://signin.example/realm/")),
        ("issuer", json!("https://signin.example")),
        ("token_endpoint", json!("http://signin.example/token")),
        ("authorization_endpoint", json!("https://signin.example@evil.example/")),
        ("jwks_uri", json!("file:///etc/keys")),
        ("token_endpoint_auth_methods_supported", json!(["none"])),
        ("jwks_uri", Value::Null),
    ];
    for (name, value) in wrong {
        let mut answer = described();
        answer[name] = value.clone();
        let read = Metadata::read(&provider(), answer.to_string().as_bytes());
        assert!(matches!(read, Err(OpenidError::Metadata(_))), "{name}: {value}");
    }
}

#[test]
fn settings_that_nobody_could_sign_in_with_are_named() {
    let made = |id: &str, name: &str, issuer: &str, client: &str, secret: &str| {
        Provider::new(id, name, "XNO", issuer, client, secret.to_owned().into()).map(drop)
    };
    let field = |made: Result<(), OpenidError>| match made {
        Err(OpenidError::Setting { field, .. }) => field,
        other => panic!("{other:?}"),
    };
    assert_eq!(field(made("No/where", "n", ISSUER, "c", "s")), "id");
    assert_eq!(field(made("n", " ", ISSUER, "c", "s")), "name");
    assert_eq!(field(made("n", "n", "http://signin.example", "c", "s")), "issuer");
    assert_eq!(field(made("n", "n", "https://signin.example/?a=b", "c", "s")), "issuer");
    assert_eq!(field(made("n", "n", ISSUER, "", "s")), "client_id");
    assert_eq!(field(made("n", "n", ISSUER, "c", "two\nlines")), "client_secret_file");
    assert_eq!(made("n", "n", "http://localhost:4000", "c", "s"), Ok(()));
}

#[test]
fn a_browser_is_sent_with_a_challenge_and_the_secret_stays_here() {
    let address = attempt().address(&provider(), &metadata(), BACK, true);
    let sent = Exchange::new(&provider(), &attempt(), "a code", BACK).expect("an exchange");
    let (_, verifier) = sent.form.split_once("code_verifier=").expect("a verifier");
    assert_eq!(verifier.len(), 43);
    assert!(!address.contains(verifier), "the browser sees the verifier's digest alone");
    assert!(address.starts_with("https://signin.example/authorize?response_type=code&scope=openid&"));
    assert!(address.contains("code_challenge_method=S256"));
    assert!(address.ends_with("&prompt=login&max_age=0"));
    // `comity+hub:s3cret%3Awith+colon`: the colon of the secret is no separator.
    assert_eq!(sent.authorization.as_str(), "Basic Y29taXR5K2h1YjpzM2NyZXQlM0F3aXRoK2NvbG9u");
    for code in ["", "line\nbreak", &"x".repeat(2_049)] {
        assert!(Exchange::new(&provider(), &attempt(), code, BACK).is_err());
    }
}

#[test]
fn an_answer_without_a_token_is_refused() {
    let right = json!({ "id_token": "a.b.c", "token_type": "Bearer", "access_token": "unused" });
    assert_eq!(Exchange::unverified_token(right.to_string().as_bytes()), Ok("a.b.c".to_owned()));
    for wrong in [json!({ "token_type": "Bearer" }), json!({ "id_token": "a.b.c", "token_type": "mac" })] {
        assert!(Exchange::unverified_token(wrong.to_string().as_bytes()).is_err());
    }
}

proptest! {
    /// One changed byte anywhere, and the token names nobody.
    #[test]
    fn a_changed_token_names_nobody(place in any::<prop::sample::Index>(), bit in 0..6_u8) {
        let signer = Signer::ed25519("a");
        let token = signer.token(&claims());
        let mut bytes = token.clone().into_bytes();
        let place = place.index(bytes.len());
        bytes[place] ^= 1 << bit;
        let changed = String::from_utf8_lossy(&bytes).into_owned();
        prop_assert!(signer.keys().check(&provider(), &attempt(), &changed, NOW).is_err());
    }

    /// Whatever a provider answers, reading it ends in a value or an error.
    #[test]
    fn any_answer_is_read_or_refused(answer in prop::collection::vec(any::<u8>(), 0..400), text in ".{0,300}") {
        let _ = Metadata::read(&provider(), &answer);
        let _ = Keys::read(&answer);
        let _ = Exchange::unverified_token(&answer);
        prop_assert!(Signer::p256("a").keys().check(&provider(), &attempt(), &text, NOW).is_err());
    }
}
