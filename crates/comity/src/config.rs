//! The operator's settings: flags over the environment (`COMITY_…`) over the config file over the defaults. A mistake is
//! one clear line at the start, never a surprise at night.

use crate::failure::Failure;
use crate::hub_key::HubKeySource;
use crate::mail::settings::{MailServer, MailSettings};
use crate::sign_in_services::ServiceSettings;
use clap::{Args, ValueEnum};
use record::Time;
use serde::{Deserialize, Serialize};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::time::Duration;
use web::SecurityContact;

/// The longest config file: the whole reference has a tenth of it.
const MAX_FILE: u64 = 64 * 1024;

/// Where a hub listens unless said: this machine alone.
const LISTEN: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8080);

/// A setting each, as a flag, in the environment and in the file. What isn't said is `None`.
#[derive(Args, Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// The data folder.
    #[arg(long, env = "COMITY_DATA")]
    pub data: Option<PathBuf>,
    /// Where to listen [default: 127.0.0.1:8080].
    #[arg(long, env = "COMITY_LISTEN")]
    pub listen: Option<SocketAddr>,
    /// The address that others reach this hub by; it stands in the commands that pages print.
    #[arg(long, env = "COMITY_PUBLIC_URL")]
    pub public_url: Option<String>,
    /// A proxy in front does TLS: plain HTTP may be spoken on an address that others reach.
    #[arg(long, env = "COMITY_BEHIND_PROXY", num_args = 0..=1, default_missing_value = "true")]
    pub behind_proxy: Option<bool>,
    /// The proxies whose word of who asks is believed; unless said, any on this machine or in a private network.
    #[arg(long, env = "COMITY_PROXIES", value_delimiter = ',', value_name = "ADDRESS")]
    pub proxies: Option<Vec<IpAddr>>,
    /// Whether the hub limits how often one network may ask; false where something in front of it does [default: true].
    #[arg(long, env = "COMITY_LIMITS_BY_NETWORK", num_args = 0..=1, default_missing_value = "true")]
    pub limits_by_network: Option<bool>,
    /// The certificate chain for TLS, PEM.
    #[arg(long, env = "COMITY_TLS_CERTIFICATE")]
    pub tls_certificate: Option<PathBuf>,
    /// The certificate's private key, PEM; readable by the hub's user (and group) alone.
    #[arg(long, env = "COMITY_TLS_KEY")]
    pub tls_key: Option<PathBuf>,
    /// The file of the hub's key, readable by the hub's user alone; beside the data folder unless said.
    #[arg(long, env = "COMITY_HUB_KEY")]
    pub hub_key: Option<PathBuf>,
    /// A command that prints the hub's key, in the place of a file: a program and its arguments, parted at spaces.
    #[arg(long, env = "COMITY_HUB_KEY_COMMAND")]
    pub hub_key_command: Option<String>,
    /// Whom to tell of a weakness, for /.well-known/security.txt: mailto:, https: or tel:.
    #[arg(long, env = "COMITY_SECURITY_CONTACT")]
    pub security_contact: Option<String>,
    /// Until when that contact holds: the day, such as 2027-12-31.
    #[arg(long, env = "COMITY_SECURITY_EXPIRES")]
    pub security_expires: Option<String>,
    /// Where to answer /metrics, plain HTTP; nowhere unless said.
    #[arg(long, env = "COMITY_METRICS_LISTEN")]
    pub metrics_listen: Option<SocketAddr>,
    /// A policy file (C2SP tlog-policy) whose witnesses with an address are asked to cosign each checkpoint.
    #[arg(long, env = "COMITY_WITNESS_POLICY")]
    pub witness_policy: Option<PathBuf>,
    /// Sign-in services of governments: tables `[[openid]]` of the config file alone.
    #[arg(skip)]
    pub openid: Vec<ServiceSettings>,
    /// The mail server; a table of its own in the config file.
    #[command(flatten)]
    pub mail: MailSettings,
    /// How to write the log, to standard error [default: text].
    #[arg(long, env = "COMITY_LOG_FORMAT", value_enum)]
    pub log_format: Option<LogFormat>,
    /// What to log: the named level and all above it [default: info].
    #[arg(long, env = "COMITY_LOG_LEVEL", value_enum)]
    pub log_level: Option<LogLevel>,
    /// The most connections at once; more wait [default: 1024].
    #[arg(long, env = "COMITY_MAX_CONNECTIONS")]
    pub max_connections: Option<u32>,
    /// Seconds for a request's headers (and the TLS handshake) to arrive [default: 10].
    #[arg(long, env = "COMITY_HEADER_SECONDS")]
    pub header_seconds: Option<u64>,
    /// Seconds to answer a request [default: 30].
    #[arg(long, env = "COMITY_REQUEST_SECONDS")]
    pub request_seconds: Option<u64>,
    /// Seconds for a record to be sent and accepted [default: 300].
    #[arg(long, env = "COMITY_UPLOAD_SECONDS")]
    pub upload_seconds: Option<u64>,
    /// Seconds that a reader may take nothing of an answer [default: 60].
    #[arg(long, env = "COMITY_WRITE_SECONDS")]
    pub write_seconds: Option<u64>,
    /// Seconds that open requests get to end when the hub is told to stop [default: 30].
    #[arg(long, env = "COMITY_STOP_SECONDS")]
    pub stop_seconds: Option<u64>,
}

/// How the log is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    Text,
    /// A JSON object a line.
    Json,
}

/// What is logged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum LogLevel {
    /// What needs somebody.
    Error,
    /// What may need somebody.
    Warn,
    /// Each request too.
    Info,
    /// More than one wants.
    Debug,
}

/// What a hub runs by: every setting said or at its default, and checked.
#[derive(Clone, Debug, Serialize)]
pub struct Config {
    /// Where to listen.
    pub listen: SocketAddr,
    /// The hub's address for others; made from `listen` unless said.
    pub public_url: Option<String>,
    /// A proxy in front does TLS.
    pub behind_proxy: bool,
    /// The proxies that are believed; empty for any on this machine or in a private network.
    #[serde(skip)]
    pub proxies: Vec<IpAddr>,
    /// How often one network may ask is limited.
    pub limits_by_network: bool,
    /// Certificate chain and private key.
    pub tls: Option<(PathBuf, PathBuf)>,
    /// The file of the hub's key.
    pub hub_key: Option<PathBuf>,
    /// The command that prints it.
    pub hub_key_command: Option<String>,
    /// Whom to tell of a weakness.
    #[serde(skip)]
    pub security: Option<SecurityContact>,
    /// Where to answer /metrics.
    pub metrics_listen: Option<SocketAddr>,
    /// The policy file whose witnesses are asked.
    pub witness_policy: Option<PathBuf>,
    /// Sign-in services of governments.
    #[serde(skip)]
    pub openid: Vec<ServiceSettings>,
    /// The mail server that sends notices.
    #[serde(skip)]
    pub mail: Option<MailServer>,
    /// How to write the log.
    pub log_format: LogFormat,
    /// What to log.
    pub log_level: LogLevel,
    /// The most connections at once.
    pub max_connections: u32,
    /// For headers to arrive.
    pub header_seconds: u64,
    /// To answer a request.
    pub request_seconds: u64,
    /// For a record to be sent and accepted: 1 MiB over a line of 64 kbit/s takes 131 s, and twice that when every
    /// character is escaped.
    pub upload_seconds: u64,
    /// A reader may take nothing of an answer.
    pub write_seconds: u64,
    /// For open requests to end.
    pub stop_seconds: u64,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: LISTEN,
            public_url: None,
            behind_proxy: false,
            proxies: Vec::new(),
            limits_by_network: true,
            tls: None,
            hub_key: None,
            hub_key_command: None,
            security: None,
            metrics_listen: None,
            witness_policy: None,
            openid: Vec::new(),
            mail: None,
            log_format: LogFormat::Text,
            log_level: LogLevel::Info,
            max_connections: 1_024,
            header_seconds: 10,
            request_seconds: 30,
            upload_seconds: 300,
            write_seconds: 60,
            stop_seconds: 30,
        }
    }
}

fn wrong(message: impl std::fmt::Display) -> Failure {
    Failure::input("config", message)
}

impl Settings {
    /// Reads a config file.
    pub fn read(path: &Path) -> Result<Self, Failure> {
        let named = |e: &std::io::Error| Failure::input("config-file", format!("{}: {e}", path.display()));
        if std::fs::metadata(path).map_err(|e| named(&e))?.len() > MAX_FILE {
            return Err(wrong(format!(
                "{} has more than {MAX_FILE} bytes: is it the config file?",
                path.display()
            )));
        }
        let text = std::fs::read_to_string(path).map_err(|e| named(&e))?;
        toml::from_str(&text).map_err(|error| {
            let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
            let line = before.matches('\n').count() + 1;
            let message = error.message().lines().next().unwrap_or("can't be read").to_owned();
            wrong(format!("{}, line {line}: {message}", path.display()))
        })
    }

    /// What is said here, and where nothing is, what is said there.
    #[must_use]
    pub fn over(self, under: Self) -> Self {
        Self {
            data: self.data.or(under.data),
            listen: self.listen.or(under.listen),
            public_url: self.public_url.or(under.public_url),
            behind_proxy: self.behind_proxy.or(under.behind_proxy),
            proxies: self.proxies.or(under.proxies),
            limits_by_network: self.limits_by_network.or(under.limits_by_network),
            tls_certificate: self.tls_certificate.or(under.tls_certificate),
            tls_key: self.tls_key.or(under.tls_key),
            hub_key: self.hub_key.or(under.hub_key),
            hub_key_command: self.hub_key_command.or(under.hub_key_command),
            security_contact: self.security_contact.or(under.security_contact),
            security_expires: self.security_expires.or(under.security_expires),
            metrics_listen: self.metrics_listen.or(under.metrics_listen),
            witness_policy: self.witness_policy.or(under.witness_policy),
            openid: if self.openid.is_empty() { under.openid } else { self.openid },
            mail: self.mail.over(under.mail),
            log_format: self.log_format.or(under.log_format),
            log_level: self.log_level.or(under.log_level),
            max_connections: self.max_connections.or(under.max_connections),
            header_seconds: self.header_seconds.or(under.header_seconds),
            request_seconds: self.request_seconds.or(under.request_seconds),
            upload_seconds: self.upload_seconds.or(under.upload_seconds),
            write_seconds: self.write_seconds.or(under.write_seconds),
            stop_seconds: self.stop_seconds.or(under.stop_seconds),
        }
    }

    /// The data folder, which has no default: nobody should begin a log by leaving something out.
    pub fn data(&self) -> Result<PathBuf, Failure> {
        self.data.clone().ok_or_else(|| {
            wrong("name the data folder: --data DIR, COMITY_DATA, or data = \"DIR\" in the config file")
        })
    }

    /// The defaults where nothing is said; refuses what can't be right.
    pub fn checked(self) -> Result<Config, Failure> {
        let default = Config::default();
        let tls = match (self.tls_certificate, self.tls_key) {
            (Some(certificate), Some(key)) => Some((certificate, key)),
            (None, None) => None,
            (Some(_), None) => return Err(wrong("tls_certificate is given without tls_key: give both")),
            (None, Some(_)) => return Err(wrong("tls_key is given without tls_certificate: give both")),
        };
        let security = checked_security(self.security_contact, self.security_expires)?;
        let config = Config {
            security,
            listen: self.listen.unwrap_or(default.listen),
            public_url: self.public_url.map(|url| checked_url(&url)).transpose()?,
            behind_proxy: self.behind_proxy.unwrap_or(default.behind_proxy),
            proxies: self.proxies.unwrap_or_default(),
            limits_by_network: self.limits_by_network.unwrap_or(default.limits_by_network),
            tls,
            hub_key: self.hub_key,
            hub_key_command: self.hub_key_command,
            metrics_listen: self.metrics_listen,
            witness_policy: self.witness_policy,
            openid: self.openid,
            mail: self.mail.checked()?,
            log_format: self.log_format.unwrap_or(default.log_format),
            log_level: self.log_level.unwrap_or(default.log_level),
            max_connections: self.max_connections.unwrap_or(default.max_connections),
            header_seconds: self.header_seconds.unwrap_or(default.header_seconds),
            request_seconds: self.request_seconds.unwrap_or(default.request_seconds),
            upload_seconds: self.upload_seconds.unwrap_or(default.upload_seconds),
            write_seconds: self.write_seconds.unwrap_or(default.write_seconds),
            stop_seconds: self.stop_seconds.unwrap_or(default.stop_seconds),
        };
        config.check()?;
        Ok(config)
    }
}

/// The two settings of security.txt, which RFC 9116 wants together. A contact that has lapsed is read by whoever found a
/// weakness as nobody's: that is noticed now, and a hub that runs longer goes on saying it.
fn checked_security(
    contact: Option<String>,
    expires: Option<String>,
) -> Result<Option<SecurityContact>, Failure> {
    let (contact, expires) = match (contact, expires) {
        (None, None) => return Ok(None),
        (Some(contact), Some(expires)) => (contact, expires),
        _ => return Err(wrong("security_contact and security_expires go together: give both")),
    };
    let known = ["mailto:", "https://", "tel:"].iter().any(|scheme| contact.starts_with(scheme));
    if !known || !contact.bytes().all(|b| b.is_ascii_graphic()) {
        return Err(wrong(format!(
            "security_contact is {contact:?}: give an address such as mailto:security@example.org"
        )));
    }
    let until = Time::parse(&format!("{expires}T23:59:59Z"));
    let expires = until
        .ok_or_else(|| wrong(format!("security_expires is {expires:?}: give a day such as 2027-12-31")))?;
    Ok(Some(SecurityContact { contact, expires }))
}

fn checked_url(url: &str) -> Result<String, Failure> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    match rest {
        Some(rest) if !rest.is_empty() && !rest.contains(['?', '#', '@', ' ', '"', '\'', '<']) => {
            Ok(url.trim_end_matches('/').to_owned())
        }
        _ => Err(wrong(format!("public_url is {url:?}: give an address such as https://hub.example.org"))),
    }
}

impl Config {
    fn check(&self) -> Result<(), Failure> {
        if self.tls.is_none() && !self.behind_proxy && !self.listen.ip().is_loopback() {
            return Err(wrong(format!(
                "listen is {}, which others reach, and there is no TLS: give tls_certificate and tls_key, or say \
                 behind_proxy = true if a proxy in front does TLS",
                self.listen
            )));
        }
        if !self.proxies.is_empty() && !self.behind_proxy {
            return Err(wrong("proxies are named, and behind_proxy is not true: say both, or none"));
        }
        if self.hub_key.is_some() && self.hub_key_command.is_some() {
            return Err(wrong(
                "hub_key and hub_key_command are both given: the hub has one key; leave one out",
            ));
        }
        if self.metrics_listen.is_some_and(|metrics| metrics == self.listen && metrics.port() != 0) {
            return Err(wrong("metrics_listen and listen are the same address: give metrics another port"));
        }
        let counts = [
            ("max_connections", u64::from(self.max_connections)),
            ("header_seconds", self.header_seconds),
            ("request_seconds", self.request_seconds),
            ("upload_seconds", self.upload_seconds),
            ("write_seconds", self.write_seconds),
        ];
        match counts.iter().find(|(_, count)| *count == 0) {
            Some((name, _)) => Err(wrong(format!("{name} is 0: nothing could be answered"))),
            None => Ok(()),
        }
    }

    /// What is allowed and still looks like a mistake.
    pub fn doubt(&self) -> Option<&'static str> {
        let others = self.public_url.as_ref().is_some_and(|url| url.starts_with("https://"));
        (others && self.tls.is_none() && !self.behind_proxy).then_some(
            "others reach this hub by https, which it doesn't speak, and behind_proxy is not true: a proxy's \
             X-Forwarded-For is not believed, and all who sign in count as one address, whose wrong attempts keep \
             everybody out",
        )
    }

    /// Where the hub's key comes from.
    pub fn hub_key(&self) -> HubKeySource {
        HubKeySource { file: self.hub_key.clone(), command: self.hub_key_command.clone() }
    }

    /// The hub's address for others, if it listens on this port.
    pub fn base_url(&self, port: u16) -> String {
        let scheme = if self.tls.is_some() { "https" } else { "http" };
        self.public_url.clone().unwrap_or_else(|| format!("{scheme}://localhost:{port}"))
    }

    /// How long a request of this method may take.
    pub fn time_for(&self, post: bool) -> Duration {
        Duration::from_secs(if post { self.upload_seconds } else { self.request_seconds })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;
    use std::collections::BTreeMap;

    #[derive(clap::Parser)]
    struct Flags {
        #[command(flatten)]
        settings: Settings,
    }

    /// The rows of the reference table: name to its cells.
    fn reference() -> BTreeMap<String, Vec<String>> {
        let text = include_str!("../../../docs/operate.md");
        let rows = text.lines().filter(|line| line.starts_with("| `") && line.contains("`COMITY_"));
        rows.map(|line| {
            let cells: Vec<String> = line
                .trim_matches('|')
                .split('|')
                .map(|cell| cell.trim().trim_matches('`').to_owned())
                .collect();
            (cells[0].clone(), cells)
        })
        .collect()
    }

    #[test]
    fn the_reference_table_has_every_setting_and_no_other() {
        let mut table = reference();
        let defaults = serde_json::to_value(Config::default()).unwrap();
        for arg in Flags::command().get_arguments().filter(|arg| arg.get_id() != "help") {
            let name = arg.get_id().as_str();
            let cells = table.remove(name).unwrap_or_else(|| panic!("{name} is not in docs/operate.md"));
            let env = arg.get_env().and_then(|env| env.to_str());
            assert_eq!(Some(cells[1].as_str()), env, "{name}");
            let default = match &defaults[name] {
                serde_json::Value::Null => "",
                serde_json::Value::String(text) => text,
                other => &other.to_string(),
            };
            assert_eq!(cells[2], default, "the default of {name}");
        }
        assert!(table.is_empty(), "no such settings: {:?}", table.keys());
    }

    fn file(text: &str) -> Result<Settings, Failure> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("comity.toml");
        std::fs::write(&path, text).unwrap();
        Settings::read(&path)
    }

    #[test]
    fn a_mistyped_key_is_named_with_its_file_and_line() {
        let failure = file("data = \"d\"\nlisten = \"127.0.0.1:1\"\nlisten_metrics = 3\n").unwrap_err();
        assert!(failure.message.contains("comity.toml, line 3"), "{failure}");
        assert!(failure.message.contains("`listen_metrics`"), "{failure}");
        assert!(!failure.message.contains('\n'), "{failure}");
    }

    #[test]
    fn flags_go_over_the_file_and_the_file_over_defaults() {
        let file = file("listen = \"127.0.0.1:1\"\nmax_connections = 7\n").unwrap();
        let flags = Settings { listen: Some("127.0.0.1:2".parse().unwrap()), ..Settings::default() };
        let config = flags.over(file).checked().unwrap();
        assert_eq!((config.listen.port(), config.max_connections, config.header_seconds), (2, 7, 10));
    }

    #[test]
    fn what_can_not_be_right_is_refused() {
        let open = "listen = \"0.0.0.0:80\"\n";
        for text in [
            open,
            "tls_key = \"k\"",
            "public_url = \"hub.example\"",
            "max_connections = 0",
            "metrics_listen = \"127.0.0.1:8080\"",
            "security_contact = \"mailto:security@example.org\"",
            "security_contact = \"security@example.org\"\nsecurity_expires = \"2027-12-31\"",
            "security_contact = \"mailto:security@example.org\"\nsecurity_expires = \"2027-02-31\"",
        ] {
            let failure = file(text).unwrap().checked().unwrap_err();
            assert_eq!(failure.code, "config", "{text}");
        }
        let said = "security_contact = \"mailto:security@example.org\"\nsecurity_expires = \"2027-12-31\"";
        assert!(file(said).unwrap().checked().unwrap().security.is_some());
        assert!(file(&format!("{open}behind_proxy = true")).unwrap().checked().is_ok());
        assert!(file("proxies = [\"192.0.2.1\"]").unwrap().checked().is_err(), "named, and not believed");
    }

    #[test]
    fn a_hub_that_forgot_its_proxy_is_told_at_the_start() {
        let doubt = |more: &str| {
            file(&format!("public_url = \"https://hub.example\"\n{more}")).unwrap().checked().unwrap().doubt()
        };
        assert!(doubt("").is_some_and(|doubt| doubt.contains("X-Forwarded-For")));
        assert_eq!(doubt("behind_proxy = true"), None);
        assert_eq!(doubt("tls_certificate = \"c\"\ntls_key = \"k\""), None);
        assert_eq!(file("").unwrap().checked().unwrap().doubt(), None, "one's own machine");
    }
}
