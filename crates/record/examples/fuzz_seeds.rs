//! Writes the seed corpora from the test vectors, so that fuzzing begins at the edges that are known:
//! `fuzz_seeds FOLDER` fills FOLDER/<target>/. It lives here because everything in `fuzz/` is built for libFuzzer.

use record::public::{PublicRecord, encode_public};
use record::signature::SignatureSet;
use serde_json::Value;
use std::error::Error;
use std::fs;
use std::path::Path;

const RECORD: &str = include_str!("../tests/vectors/record.json");
const REGISTER: &str = include_str!("../tests/vectors/register.json");
const WEBAUTHN: &str = include_str!("../tests/vectors/webauthn.json");

/// Longer inputs only slow the search down.
const LONGEST: usize = 4096;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("usage: fuzz_seeds FOLDER")?;
    let folder = Path::new(&folder);
    let record: Value = serde_json::from_str(RECORD)?;
    for list in ["accepted", "refused"] {
        for vector in record[list].as_array().ok_or("no list")? {
            let input = &vector["input"];
            match vector["reader"].as_str() {
                Some("header") => seed(folder, "header", &bytes(input)?)?,
                Some("body") => seed(folder, "body", &bytes(input)?)?,
                Some("key") => seed(folder, "key", &bytes(input)?)?,
                Some("signature") => seed(folder, "sshsig", &bytes(input)?)?,
                Some("signature-set") => seed(folder, "signature_set", &bytes(input)?)?,
                _ => {}
            }
        }
    }
    let register: Value = serde_json::from_str(REGISTER)?;
    for member in ["checkpoint", "proof"] {
        seed(folder, "note", register[member].as_str().ok_or("no text")?.as_bytes())?;
    }
    for tile in register["tiles"].as_array().ok_or("no tiles")? {
        seed(folder, "tile_path", tile["path"].as_str().ok_or("no path")?.as_bytes())?;
    }
    for entry in register["entries"].as_array().ok_or("no entries")? {
        seed(folder, "entry", &hex::decode(entry["entry"].as_str().ok_or("no entry")?)?)?;
    }
    passkeys(folder)?;
    public(folder)
}

/// Passkeys' lines and a registration; and assertions, as the target `assertion` reads them: the length of
/// `authenticatorData` in two bytes, `authenticatorData`, `clientDataJSON`.
fn passkeys(folder: &Path) -> Result<(), Box<dyn Error>> {
    let vectors: Value = serde_json::from_str(WEBAUTHN)?;
    let registration = vectors["registration"]["authenticator_data"].as_str().ok_or("no registration")?;
    seed(folder, "passkey", &hex::decode(registration)?)?;
    for list in ["accepted", "refused"] {
        for line in vectors["lines"][list].as_array().ok_or("no lines")? {
            seed(folder, "passkey", line["line"].as_str().ok_or("no line")?.as_bytes())?;
        }
        for vector in vectors[list].as_array().ok_or("no list")? {
            let set = vector["signatures"].as_str().ok_or("no signatures")?;
            seed(folder, "signature_set", set.as_bytes())?;
            let set = SignatureSet::from_bytes(set.as_bytes())?;
            let one = set.signatures.first().ok_or("no signature")?;
            let assertion = one.assertion.as_ref().ok_or("no assertion")?;
            // Some are refused before they are read.
            if let Ok((_, assertion)) = assertion.read(&one.signature) {
                let data = assertion.authenticator_data;
                let length = u16::try_from(data.len())?.to_be_bytes();
                seed(folder, "assertion", &[&length[..], &data, &assertion.client_data_json].concat())?;
            }
        }
    }
    Ok(())
}

/// Public bundles with a record of each state, after the byte that says how many records there are, less one.
fn public(folder: &Path) -> Result<(), Box<dyn Error>> {
    let (header, signatures, body) = (&b"{}"[..], &b"[]"[..], &b"{}"[..]);
    let states = [
        PublicRecord::Nothing,
        PublicRecord::Whole { header, signatures, body },
        PublicRecord::WithoutBody { header, signatures },
        PublicRecord::BodyApart { header, signatures },
    ];
    for records in [&states[..1], &states[1..2], &states[..]] {
        let mut bytes = vec![u8::try_from(records.len() - 1)?];
        bytes.extend(encode_public(records)?);
        seed(folder, "public", &bytes)?;
    }
    Ok(())
}

fn bytes(input: &Value) -> Result<Vec<u8>, Box<dyn Error>> {
    if let Some(digits) = input["hex"].as_str() {
        return Ok(hex::decode(digits)?);
    }
    // Inputs in pieces are long ones.
    Ok(input["text"].as_str().unwrap_or_default().as_bytes().to_vec())
}

fn seed(folder: &Path, target: &str, bytes: &[u8]) -> Result<(), Box<dyn Error>> {
    let folder = folder.join(target);
    fs::create_dir_all(&folder)?;
    if bytes.len() <= LONGEST {
        fs::write(folder.join(record::Hash::of(bytes).to_string()), bytes)?;
    }
    Ok(())
}
