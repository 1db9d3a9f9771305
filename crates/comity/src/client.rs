//! Talking to a hub over HTTP, for the commands that a delegate or a secretariat runs on a machine of their own.

use crate::failure::Failure;
use crate::shown::on_one_line;
use record::header::Salt;
use record::{Hash, KeyId};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::sync::Arc;
use std::time::Duration;

/// The most that an answer may hold: a body of 1 MiB inside JSON, twice over.
const MAX_ANSWER: u64 = 4 * 1024 * 1024;
/// A 64 kbit/s line takes 130 s for 1 MiB; twice that, and something is wrong.
const TIMEOUT: Duration = Duration::from_mins(5);

/// What a hub answers when it has no such page.
const NOT_FOUND: &str = "not-found";

/// A hub at an address.
pub struct Client {
    base: String,
    agent: ureq::Agent,
}

/// What a hub says of the log it keeps.
#[derive(Debug, Deserialize)]
pub struct LogInfo {
    /// The log's origin.
    pub log: String,
    /// It is an exercise's.
    pub exercise: bool,
}

/// What a hub says of an enrolled key. Public anyway: it stands in the key's record.
#[derive(Debug, Deserialize)]
pub struct KeyInfo {
    /// Whose key it is.
    pub participant: String,
    /// The random id of the person who holds it.
    pub person: Salt,
}

/// What a hub answers when it has a record.
#[derive(Debug, Serialize, Deserialize)]
pub struct Accepted {
    /// The record's id.
    pub id: String,
    /// Its position in the register.
    pub position: u64,
    /// When it was accepted.
    pub time: String,
    /// It was accepted now, and not before.
    pub first: bool,
}

impl Client {
    /// Whether nobody on the way can read what is sent: over TLS, or without leaving this machine.
    pub fn is_private(&self) -> bool {
        let Some(rest) = self.base.strip_prefix("http://") else { return self.base.starts_with("https://") };
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        // With a user name before it, what looks like this machine is another.
        let host = match authority.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            Some((host, _)) => host,
            None => authority.split_once(':').map_or(authority, |(host, _)| host),
        };
        let here = host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback());
        !authority.contains('@') && (host == "localhost" || here)
    }

    /// The hub at this address (`http://localhost:8080`).
    pub fn new(base: &str) -> Self {
        Self { base: base.trim_end_matches('/').to_owned(), agent: agent(TIMEOUT) }
    }

    /// What log it keeps.
    pub fn log(&self) -> Result<LogInfo, Failure> {
        read(self.get("/log.json")?)
    }

    /// What it knows of a key.
    pub fn key(&self, id: &KeyId) -> Result<KeyInfo, Failure> {
        read(self.get(&format!("/keys/{}.json", hex::encode(id.0)))?)
    }

    /// A record's page, as JSON.
    pub fn record(&self, id: &str) -> Result<Value, Failure> {
        self.get(&format!("/records/{id}.json"))
    }

    /// A page as JSON, by its path without ending; `None` if the hub has no such page.
    pub fn page(&self, path: &str) -> Result<Option<Value>, Failure> {
        match self.get(&format!("{path}.json")) {
            Ok(page) => Ok(Some(page)),
            Err(failure) if failure.code == NOT_FOUND => Ok(None),
            Err(failure) => Err(failure),
        }
    }

    /// A page as JSON, by its path without ending and what is asked of it.
    pub fn query(&self, path: &str, query: &str) -> Result<Value, Failure> {
        self.get(&format!("{path}.json?{query}"))
    }

    /// Hands it a record: header, signature set, body.
    pub fn submit(&self, parts: &[Vec<u8>; 3]) -> Result<Accepted, Failure> {
        let request =
            self.agent.post(format!("{}/records", self.base)).header("content-type", "application/json");
        let accepted: Accepted = read(self.answer(request.send(message(parts)))?)?;
        Ok(Accepted { id: on_one_line(&accepted.id), time: on_one_line(&accepted.time), ..accepted })
    }

    /// The very bytes of a file of the hub's, at most so many; `None` if the hub has no such file.
    pub fn bytes(&self, path: &str, limit: u64) -> Result<Option<Vec<u8>>, Failure> {
        let unreachable = |e: &dyn std::fmt::Display| {
            Failure::new("hub-unreachable", format!("{} doesn't answer: {e}", self.base))
        };
        let mut answer =
            self.agent.get(format!("{}{path}", self.base)).call().map_err(|e| unreachable(&e))?;
        if answer.status() == 404 {
            return Ok(None);
        }
        if !answer.status().is_success() {
            return self.answer(Ok(answer)).map(|_| None);
        }
        answer.body_mut().with_config().limit(limit).read_to_vec().map(Some).map_err(|e| unreachable(&e))
    }

    /// Hands it a file that a record of its names.
    pub fn put_attachment(&self, id: &str, sha256: &Hash, bytes: &[u8]) -> Result<(), Failure> {
        let address = format!("{}/records/{id}/attachments/{sha256}", self.base);
        self.answer(self.agent.put(address).send(bytes)).map(|_| ())
    }

    fn get(&self, path: &str) -> Result<Value, Failure> {
        let request = self.agent.get(format!("{}{path}", self.base)).header("accept", "application/json");
        self.answer(request.call())
    }

    fn answer(
        &self,
        answer: Result<ureq::http::Response<ureq::Body>, ureq::Error>,
    ) -> Result<Value, Failure> {
        let unreachable = |e: &dyn std::fmt::Display| {
            Failure::new("hub-unreachable", format!("{} doesn't answer: {e}", self.base))
        };
        let mut answer = answer.map_err(|e| unreachable(&e))?;
        let ok = answer.status().is_success();
        let text = answer
            .body_mut()
            .with_config()
            .limit(MAX_ANSWER)
            .read_to_string()
            .map_err(|e| unreachable(&e))?;
        let value: Value = serde_json::from_str(&text).map_err(|_| {
            Failure::new("hub-answer", format!("{} answers what is no hub's answer", self.base))
        })?;
        if ok {
            return Ok(value);
        }
        // The hub's words stand in one line of ours, and are no longer than one.
        let member = |name: &str| on_one_line(value.get(name).and_then(Value::as_str).unwrap_or("unknown"));
        Err(Failure::new(member("code"), member("message")))
    }
}

/// A record as a hub is handed it: three texts, byte for byte what was signed and hashed.
pub fn message(parts: &[Vec<u8>; 3]) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let [header, signatures, body] = parts;
    serde_json::json!({ "header": text(header), "signatures": text(signatures), "body": text(body) })
        .to_string()
}

/// The same, read back from a file.
pub fn read_message(bytes: &[u8]) -> Result<[Vec<u8>; 3], Failure> {
    let wrong =
        || Failure::input("record-file", "this is no record in one file: header, signatures and body");
    let message: Value = serde_json::from_slice(bytes).map_err(|_| wrong())?;
    let part = |name: &str| message.get(name).and_then(Value::as_str).map(|text| text.as_bytes().to_vec());
    match (part("header"), part("signatures"), part("body")) {
        (Some(header), Some(signatures), Some(body)) => Ok([header, signatures, body]),
        _ => Err(wrong()),
    }
}

/// Speaks HTTP or HTTPS, for so long at most, and follows nobody elsewhere.
pub fn agent(timeout: Duration) -> ureq::Agent {
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let tls = ureq::tls::TlsConfig::builder().unversioned_rustls_crypto_provider(provider).build();
    let config = ureq::Agent::config_builder().tls_config(tls).timeout_global(Some(timeout));
    config.http_status_as_error(false).max_redirects(0).build().new_agent()
}

fn read<T: serde::de::DeserializeOwned>(value: Value) -> Result<T, Failure> {
    serde_json::from_value(value).map_err(|e| {
        Failure::new("hub-answer", format!("the hub's answer is not right: {}", on_one_line(&e.to_string())))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_tls_and_this_machine_are_private() {
        for address in
            ["https://hub.example", "http://localhost:8080/", "http://127.0.0.1", "http://[::1]:80"]
        {
            assert!(Client::new(address).is_private(), "{address}");
        }
        for address in [
            "http://hub.example",
            "http://localhost.example",
            "http://localhost@hub.example",
            "http://127.0.0.1.example:80",
            "http://10.0.0.1:8080",
            "ftp://localhost",
            "",
        ] {
            assert!(!Client::new(address).is_private(), "{address}");
        }
    }
}
