//! Sign-in services of governments: their settings, and the line over which the hub asks them.

use crate::client;
use crate::failure::Failure;
use crate::keys;
use openid::{Exchange, MAX_ANSWER, Provider, ProviderId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use web::account::{ProviderLine, SignInServices};

/// A person waits at the page meanwhile.
const TIMEOUT: Duration = Duration::from_secs(10);

/// The most services of one hub: one for each State that has one.
const MAX_SERVICES: usize = 200;

/// A table `[[openid]]` of the config file.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceSettings {
    /// What it is called in addresses.
    pub id: String,
    /// What people know it by.
    pub name: String,
    /// The participant that it speaks for.
    pub participant: String,
    /// Its issuer.
    pub issuer: String,
    /// By which name it knows this hub.
    pub client_id: String,
    /// The file of the secret that they share.
    pub client_secret_file: PathBuf,
}

/// Reads the secrets of the services, and refuses what nobody could sign in with.
pub fn read(
    settings: &[ServiceSettings],
    is_participant: impl Fn(&str) -> bool,
) -> Result<Vec<Provider>, Failure> {
    if settings.len() > MAX_SERVICES {
        return Err(Failure::input("openid-setting", format!("there are more than {MAX_SERVICES} services")));
    }
    let mut ids = BTreeSet::new();
    let mut issuers = BTreeSet::new();
    let one = |said: &ServiceSettings| {
        let wrong = |why: String| Failure::input("openid-setting", format!("[[openid]] {}: {why}", said.id));
        if !is_participant(&said.participant) {
            return Err(wrong(format!(
                "participant is {:?}: give a code of the catalogue",
                said.participant
            )));
        }
        if !ids.insert(said.id.clone()) || !issuers.insert(said.issuer.clone()) {
            return Err(wrong("another service has this id or issuer".to_owned()));
        }
        // Of many services the one is named; the code stays the file's own.
        let secret = keys::read_secret_line(&said.client_secret_file).map_err(|failure| {
            Failure::input(
                failure.code,
                format!("[[openid]] {}: client_secret_file: {}", said.id, failure.message),
            )
        })?;
        Provider::new(&said.id, &said.name, &said.participant, &said.issuer, &said.client_id, secret)
            .map_err(|error| Failure::input(error.code(), format!("{error} ({})", said.id)))
    };
    settings.iter().map(one).collect()
}

/// The services of a hub at this origin, asked over the network.
pub fn over_the_network(providers: Vec<Provider>, origin: &str) -> SignInServices {
    SignInServices::new(providers, Arc::new(Line { agent: client::agent(TIMEOUT) }), origin)
}

struct Line {
    agent: ureq::Agent,
}

impl Line {
    fn read(answer: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Option<Vec<u8>> {
        let mut answer = answer.ok().filter(|answer| answer.status().is_success())?;
        answer.body_mut().with_config().limit(MAX_ANSWER as u64).read_to_vec().ok()
    }
}

impl ProviderLine for Line {
    fn get(&self, address: &str) -> Option<Vec<u8>> {
        Self::read(self.agent.get(address).header("accept", "application/json").call())
    }

    fn post(&self, address: &str, exchange: &Exchange) -> Option<Vec<u8>> {
        let request = self
            .agent
            .post(address)
            .header("authorization", exchange.authorization.as_str())
            .header("accept", "application/json")
            .content_type("application/x-www-form-urlencoded");
        Self::read(request.send(exchange.form.as_str()))
    }

    fn complain(&self, service: &ProviderId, code: &'static str, why: &str) {
        tracing::warn!(code, service = service.as_str(), "a sign-in service: {why}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    fn settings(secret: PathBuf) -> ServiceSettings {
        let text = |text: &str| text.to_owned();
        ServiceSettings {
            id: text("xaa"),
            name: text("Sign-in"),
            participant: text("XAA"),
            issuer: text("https://signin.example"),
            client_id: text("comity"),
            client_secret_file: secret,
        }
    }

    #[test]
    fn a_service_that_nobody_could_sign_in_with_is_named_at_the_start() {
        let folder = tempfile::tempdir().unwrap();
        let secret = folder.path().join("secret");
        std::fs::write(&secret, "s3cret\n").unwrap();
        let code = |settings: &[ServiceSettings]| match read(settings, |code| code == "XAA") {
            Ok(_) => "none".to_owned(),
            Err(failure) => failure.code,
        };
        let right = settings(secret.clone());
        std::fs::set_permissions(&secret, PermissionsExt::from_mode(0o644)).unwrap();
        assert_eq!(code(std::slice::from_ref(&right)), "key-file", "everybody could read the secret");
        std::fs::set_permissions(&secret, PermissionsExt::from_mode(0o600)).unwrap();
        assert_eq!(code(std::slice::from_ref(&right)), "none");
        let wrong = [
            ServiceSettings { participant: "XZZ".to_owned(), ..right.clone() },
            ServiceSettings { issuer: "http://signin.example".to_owned(), ..right.clone() },
            ServiceSettings { id: "X AA".to_owned(), ..right.clone() },
        ];
        for one in wrong {
            assert_eq!(code(std::slice::from_ref(&one)), "openid-setting", "{one:?}");
        }
        assert_eq!(code(&[right.clone(), right.clone()]), "openid-setting", "two of one id");
        std::fs::write(&secret, "").unwrap();
        assert_eq!(code(&[right]), "secret-file");
    }
}
