//! A register on the web: `https://` anywhere, `http://` on this machine.

use super::folder::read_bounded;
use super::{Source, SourceError, check_path};
use std::sync::Arc;
use std::time::Duration;
use ureq::tls::TlsConfig;

/// How long one file may take. A full bundle of the largest records has 30 MB, of the usual ones half a megabyte: the
/// latter passes a line of 64 kbit/s in 70 seconds.
const TIMEOUT: Duration = Duration::from_mins(2);

/// How long to wait for a connection.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(20);

/// Hosts that plain HTTP can't be listened to on the way to.
const LOCAL: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];

/// A place on the web that serves a register's public files.
pub struct Url {
    prefix: String,
    agent: ureq::Agent,
}

impl Url {
    /// The files below this address.
    pub fn new(address: &str) -> Result<Self, SourceError> {
        let wrong = |why: &str| SourceError::Address(format!("{address}: {why}"));
        let uri: ureq::http::Uri = address.parse().map_err(|_| wrong("this is no address"))?;
        let local = uri.host().is_some_and(|host| LOCAL.contains(&host));
        match uri.scheme_str() {
            Some("https") => {}
            Some("http") if local => {}
            Some("http") => return Err(wrong("use https, or http on this machine alone")),
            _ => return Err(wrong("an address begins with https:// or, on this machine, http://")),
        }
        if uri.query().is_some() || address.contains('#') || address.contains('@') {
            return Err(wrong("give the folder's address, without user, query or fragment"));
        }
        Ok(Self { prefix: address.trim_end_matches('/').to_owned(), agent: agent() })
    }
}

fn agent() -> ureq::Agent {
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let tls = TlsConfig::builder().unversioned_rustls_crypto_provider(provider).build();
    let config = ureq::Agent::config_builder()
        .tls_config(tls)
        .timeout_global(Some(TIMEOUT))
        .timeout_connect(Some(CONNECT_TIMEOUT))
        .http_status_as_error(false)
        // What is asked for is what is read: another place would be another source.
        .max_redirects(0)
        .build();
    config.new_agent()
}

impl Source for Url {
    fn get(&self, path: &str, limit: usize) -> Result<Option<Vec<u8>>, SourceError> {
        check_path(path)?;
        let address = format!("{}/{path}", self.prefix);
        let unreadable = |why: String| SourceError::Unreadable { path: address.clone(), why };
        let answer = self.agent.get(&address).call().map_err(|e| unreadable(e.to_string()))?;
        match answer.status().as_u16() {
            200 => read_bounded(answer.into_body().into_reader(), &address, limit).map(Some),
            404 | 410 => Ok(None),
            status => Err(unreadable(format!("it answered with status {status}"))),
        }
    }

    fn is_remote(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Read, Write};
    use std::net::TcpListener;

    #[test]
    fn addresses_that_could_be_listened_to_are_refused() {
        for right in ["https://hub.example/log/", "http://localhost:8080", "http://127.0.0.1:1/x"] {
            assert!(Url::new(right).is_ok(), "{right}");
        }
        let wrong = [
            "http://hub.example",
            "ftp://hub.example",
            "hub",
            "https://a@hub.example",
            "https://hub.example/?a",
        ];
        for wrong in wrong {
            assert_eq!(Url::new(wrong).err().map(|e| e.code()), Some("source-address"), "{wrong}");
        }
    }

    /// Answers each connection with the next of these.
    fn serve(answers: Vec<String>) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        std::thread::spawn(move || {
            for answer in answers {
                let (mut stream, _) = listener.accept().unwrap();
                let mut request = [0; 1024];
                assert!(stream.read(&mut request).unwrap() > 0);
                stream.write_all(answer.as_bytes()).unwrap();
            }
        });
        address
    }

    #[test]
    fn files_come_bounded_and_a_redirect_is_no_file() {
        let answer = |status: &str, body: &str| {
            format!("HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{body}", body.len())
        };
        let elsewhere =
            "HTTP/1.1 302 Found\r\nLocation: /x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n".to_owned();
        let answers = vec![
            answer("200 OK", "12345"),
            answer("200 OK", "123456"),
            answer("404 Not Found", ""),
            elsewhere,
        ];
        let url = Url::new(&serve(answers)).unwrap();
        assert_eq!(url.get("checkpoint", 5).unwrap().unwrap(), b"12345");
        assert_eq!(url.get("checkpoint", 5).unwrap_err().code(), "source-too-large");
        assert_eq!(url.get("checkpoint", 5), Ok(None));
        assert_eq!(url.get("checkpoint", 5).unwrap_err().code(), "source-unreadable");
    }
}
