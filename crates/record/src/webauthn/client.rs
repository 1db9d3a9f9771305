//! `clientDataJSON`: what the browser says of a ceremony (WebAuthn Level 3, section 5.8.1).
//!
//! It is parsed, by the same strict reader as headers, and not compared with a prefix (Level 3's "limited verification
//! algorithm"): that one never looks behind `crossOrigin`, so that it would pass a second `origin` or a `topOrigin` which
//! a parsing reader sees. Members that we don't know are passed over, because browsers add some on purpose.

use super::{Challenge, MAX_CLIENT_DATA, WebauthnError};
use crate::json;
use serde_json::{Map, Value};

const GET: &str = "webauthn.get";

/// The longest part of a foreign origin that an error repeats.
const MAX_SHOWN: usize = 64;

/// Checks what the browser says against what was asked.
pub(super) fn check(bytes: &[u8], challenge: &Challenge, origins: &[String]) -> Result<(), WebauthnError> {
    let data = read(bytes)?;
    let text = |name| data.get(name).and_then(Value::as_str).ok_or(WebauthnError::ClientData(name));
    let (asked, answered, origin) = (text("type")?, text("challenge")?, text("origin")?);
    if asked != GET {
        return Err(WebauthnError::Type);
    }
    if answered != challenge.text() {
        return Err(WebauthnError::Challenge);
    }
    if !origins.iter().any(|o| o == origin) {
        return Err(WebauthnError::Origin(origin.chars().take(MAX_SHOWN).collect()));
    }
    // A page that frames ours could lead the reader to touch for what it doesn't see.
    let framed = data.get("crossOrigin").is_some_and(|v| *v != Value::Bool(false));
    if framed || data.contains_key("topOrigin") { Err(WebauthnError::CrossOrigin) } else { Ok(()) }
}

fn read(bytes: &[u8]) -> Result<Map<String, Value>, WebauthnError> {
    if bytes.len() > MAX_CLIENT_DATA {
        return Err(WebauthnError::TooLarge { part: "clientDataJSON", limit: MAX_CLIENT_DATA });
    }
    let text = json::check_object(bytes)?;
    serde_json::from_str(text).map_err(|_| WebauthnError::ClientData("type"))
}
