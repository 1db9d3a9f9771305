//! What a State has said before, to begin a workbook with: out of a record's files, an exported record, a folder of them, or
//! what a hub shows to everybody. Nothing is checked here: whoever fills the workbook in sees what stands there, and signs.

use crate::client::Client;
use crate::failure::Failure;
use crate::files;
use crate::shown::on_one_line;
use record::{Body, Header, RecordId, Time};
use serde_json::{Map, Value};
use std::path::Path;

/// The most files of a folder that are read.
const MOST: usize = 20_000;

/// A record's words, and when they were said.
struct Said {
    kind: String,
    time: Time,
    content: Map<String, Value>,
}

/// What the newest record of a kind says in a file or a folder.
pub fn said_in(path: &Path, kind: &str) -> Result<Map<String, Value>, Failure> {
    let found = if path.is_dir() { of_folder(path)? } else { of_file(path)?.into_iter().collect() };
    newest(found, kind).ok_or_else(|| {
        let message = format!("{} holds no record of the kind {kind} with its body", path.display());
        Failure::input("nothing-said-before", message)
    })
}

fn newest(found: Vec<Said>, kind: &str) -> Option<Map<String, Value>> {
    let of_kind = found.into_iter().filter(|said| said.kind == kind);
    of_kind.max_by_key(|said| said.time).map(|said| said.content)
}

fn of_folder(folder: &Path) -> Result<Vec<Said>, Failure> {
    let paths = files::ending_in(folder, ".json")?;
    if paths.len() > MOST {
        let message = format!("{} holds more than {MOST} files: name one record", folder.display());
        return Err(Failure::input("folder-too-large", message));
    }
    let mut found = Vec::new();
    for path in paths {
        found.extend(of_file(&path)?);
    }
    Ok(found)
}

/// The record in a file: a header beside its body, or one file that holds both. Another file holds none.
fn of_file(path: &Path) -> Result<Option<Said>, Failure> {
    let named = files::RecordFiles::named(path);
    let is_body = path.to_string_lossy().ends_with(".body.json");
    if named.header().exists() && !is_body {
        return Ok(said(&named.read_header()?, &named.read_body()?));
    }
    if is_body || !path.is_file() {
        return Ok(None);
    }
    let bytes = files::read(path, verify::MAX_EXPORT)?;
    let Ok(whole) = serde_json::from_slice::<Value>(&bytes) else { return Ok(None) };
    // Of an exported record, the one that it is about.
    let records = whole.get("records").and_then(Value::as_array).into_iter().flatten();
    let about = records.into_iter().find(|one| one.get("role").and_then(Value::as_str) == Some("record"));
    let record = about.unwrap_or(&whole);
    let part = |name: &str| record.get(name).and_then(Value::as_str);
    Ok(part("header").zip(part("body")).and_then(|(header, body)| said(header.as_bytes(), body.as_bytes())))
}

fn said(header: &[u8], body: &[u8]) -> Option<Said> {
    let header = Header::from_bytes(header).ok()?;
    let content = Body::from_bytes(body).ok()?.content;
    Some(Said { kind: header.kind, time: header.time, content })
}

/// What the newest record of a kind says that a hub shows to everybody in a participant's name.
pub fn said_by(client: &Client, code: &str, kind: &str) -> Result<Map<String, Value>, Failure> {
    let nothing = || {
        let message =
            format!("the hub shows nothing of the kind {kind} in the name of {}", on_one_line(code));
        Failure::input("nothing-said-before", message)
    };
    if !code.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
        return Err(nothing());
    }
    let page = client.query("/search", &format!("kind={kind}&participant={code}"))?;
    let results = page.get("results").and_then(Value::as_array).into_iter().flatten();
    let stands = |record: &&Value| record.get("standing").and_then(Value::as_str) == Some("current");
    let records = results.filter_map(|result| result.get("record")).filter(stands);
    let newest = records.max_by_key(|record| record.get("position").and_then(Value::as_u64));
    let id = newest.and_then(|record| RecordId::from_hex(record.get("id")?.as_str()?)).ok_or_else(nothing)?;
    let most = u64::try_from(record::body::MAX_BODY).unwrap_or(u64::MAX);
    let body = client.bytes(&format!("/records/{id}/body"), most)?.ok_or_else(nothing)?;
    Body::from_bytes(&body).map(|body| body.content).map_err(Failure::from)
}
