//! The operator's settings for mail: where the mail server is and how it is spoken to.

use crate::failure::Failure;
use crate::keys;
use clap::{Args, ValueEnum};
use lettre::message::Mailbox;
use serde::{Deserialize, Serialize};
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// The longest file of certificates.
const MAX_CERTIFICATES: usize = 1024 * 1024;

/// The table `[mail]` of the config file.
#[derive(Args, Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct MailSettings {
    /// The mail server that sends notices; none are mailed unless said.
    #[arg(id = "mail.server", long = "mail-server", env = "COMITY_MAIL_SERVER")]
    pub server: Option<String>,
    /// Its port [default: 465 with TLS, 587 with STARTTLS, 25 without].
    #[arg(id = "mail.port", long = "mail-port", env = "COMITY_MAIL_PORT")]
    pub port: Option<u16>,
    /// How to speak to it: tls, starttls or none [default: tls].
    #[arg(id = "mail.tls", long = "mail-tls", env = "COMITY_MAIL_TLS", value_enum)]
    pub tls: Option<MailTls>,
    /// Whom letters are from: hub@example.org, or Name <hub@example.org>.
    #[arg(id = "mail.from", long = "mail-from", env = "COMITY_MAIL_FROM")]
    pub from: Option<String>,
    /// The user at the mail server; goes with `password_file`.
    #[arg(id = "mail.user", long = "mail-user", env = "COMITY_MAIL_USER")]
    pub user: Option<String>,
    /// The file of that user's password, which not everybody may read.
    #[arg(id = "mail.password_file", long = "mail-password-file", env = "COMITY_MAIL_PASSWORD_FILE")]
    pub password_file: Option<PathBuf>,
    /// The certificates of the authority that vouches for the server, PEM, in the place of the public ones.
    #[arg(id = "mail.authority", long = "mail-authority", env = "COMITY_MAIL_AUTHORITY")]
    pub authority: Option<PathBuf>,
    /// Letters may cross a network in the clear: with `tls = "none"` to another machine.
    #[arg(id = "mail.plain", long = "mail-plain", env = "COMITY_MAIL_PLAIN", num_args = 0..=1, default_missing_value = "true")]
    pub plain: Option<bool>,
}

/// How a mail server is spoken to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum MailTls {
    /// TLS from the first byte.
    Tls,
    /// In the clear until the server agrees to TLS; nothing is sent to one that doesn't.
    Starttls,
    /// In the clear.
    None,
}

impl MailTls {
    fn port(self) -> u16 {
        match self {
            Self::Tls => 465,
            Self::Starttls => 587,
            Self::None => 25,
        }
    }
}

/// A mail server, checked.
#[derive(Clone, Debug)]
pub struct MailServer {
    /// Its name or number.
    pub server: String,
    /// Its port.
    pub port: u16,
    /// How it is spoken to.
    pub tls: MailTls,
    /// Whom letters are from.
    pub from: Mailbox,
    /// The user, and the file of the password.
    pub user: Option<(String, PathBuf)>,
    /// The certificates to trust in the place of the public ones.
    pub authority: Option<PathBuf>,
}

fn wrong(message: impl std::fmt::Display) -> Failure {
    Failure::input("config", message)
}

impl MailSettings {
    /// What is said here, and where nothing is, what is said there.
    #[must_use]
    pub fn over(self, under: Self) -> Self {
        Self {
            server: self.server.or(under.server),
            port: self.port.or(under.port),
            tls: self.tls.or(under.tls),
            from: self.from.or(under.from),
            user: self.user.or(under.user),
            password_file: self.password_file.or(under.password_file),
            authority: self.authority.or(under.authority),
            plain: self.plain.or(under.plain),
        }
    }

    /// Refuses what can't be right. Nothing said at all is right: then there is no mail.
    pub fn checked(self) -> Result<Option<MailServer>, Failure> {
        let Some(server) = self.server else {
            let said = self.port.is_some()
                || self.tls.is_some()
                || self.from.is_some()
                || self.user.is_some()
                || self.password_file.is_some()
                || self.authority.is_some()
                || self.plain.is_some();
            return if said {
                Err(wrong("mail is set without mail.server: name the mail server"))
            } else {
                Ok(None)
            };
        };
        if server.is_empty() || !server.bytes().all(|b| b.is_ascii_alphanumeric() || b".-:".contains(&b)) {
            return Err(wrong(format!(
                "mail.server is {server:?}: give a name such as mail.example.org, and the port in mail.port"
            )));
        }
        let from = self.from.ok_or_else(|| wrong("mail.from is missing: say whom letters are from"))?;
        let from: Mailbox = from.parse().map_err(|_| {
            wrong(format!("mail.from is {from:?}: give an address such as Comity <hub@example.org>"))
        })?;
        let user = match (self.user, self.password_file) {
            (Some(user), Some(file)) => Some((user, file)),
            (None, None) => None,
            _ => return Err(wrong("mail.user and mail.password_file go together: give both")),
        };
        let tls = self.tls.unwrap_or(MailTls::Tls);
        if tls == MailTls::None && !is_here(&server) {
            if user.is_some() {
                return Err(wrong(
                    "mail.tls is none and there is a password: it would cross the network in the clear; use tls or starttls",
                ));
            }
            if self.plain != Some(true) {
                return Err(wrong(format!(
                    "mail.tls is none and {server} is another machine: letters would cross the network in the clear; use \
                     tls or starttls, or say mail.plain = true"
                )));
            }
        }
        let port = self.port.unwrap_or(tls.port());
        Ok(Some(MailServer { server, port, tls, from, user, authority: self.authority }))
    }
}

/// Is it this machine?
fn is_here(server: &str) -> bool {
    server == "localhost" || server.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

impl MailServer {
    /// The password, from its file.
    pub fn password(&self) -> Result<Option<(String, Zeroizing<String>)>, Failure> {
        let Some((user, path)) = &self.user else { return Ok(None) };
        // What is wrong with a file names it.
        let named = |failure: Failure| {
            Failure::input("mail-password", format!("mail.password_file: {}", failure.message))
        };
        let password = keys::read_secret_line(path).map_err(named)?;
        Ok(Some((user.clone(), password)))
    }

    /// The certificates of the authority, from their file.
    pub fn certificates(&self) -> Result<Option<Vec<u8>>, Failure> {
        let Some(path) = &self.authority else { return Ok(None) };
        let named = |failure: Failure| {
            Failure::input("mail-authority", format!("mail.authority: {}", failure.message))
        };
        read_text(path, MAX_CERTIFICATES).map(|text| Some(text.as_bytes().to_vec())).map_err(named)
    }
}

fn read_text(path: &Path, most: usize) -> Result<Zeroizing<String>, Failure> {
    let bytes = Zeroizing::new(crate::files::read(path, most)?);
    let text = std::str::from_utf8(&bytes)
        .map_err(|_| Failure::input("file", format!("{} is no text", path.display())))?;
    Ok(Zeroizing::new(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(text: &str) -> Result<Option<MailServer>, Failure> {
        toml::from_str::<MailSettings>(text).unwrap().checked()
    }

    #[test]
    fn what_would_send_in_the_clear_or_from_nobody_is_refused() {
        let known = "server = \"mail.example.org\"\nfrom = \"Comity <hub@example.org>\"\n";
        assert!(checked("").unwrap().is_none());
        let server = checked(known).unwrap().unwrap();
        assert_eq!((server.tls, server.port), (MailTls::Tls, 465));
        for (more, says) in [
            ("tls = \"none\"", "another machine"),
            ("tls = \"none\"\nplain = true\nuser = \"u\"\npassword_file = \"f\"", "password"),
            ("user = \"u\"", "go together"),
            ("password_file = \"f\"", "go together"),
        ] {
            let failure = checked(&format!("{known}{more}")).unwrap_err();
            assert!(failure.message.contains(says) && failure.code == "config", "{more}: {failure}");
            assert!(!failure.message.contains('\n'));
        }
        assert!(checked(&format!("{known}tls = \"none\"\nplain = true")).is_ok());
        for (text, says) in [
            ("from = \"hub@example.org\"", "mail.server"),
            ("server = \"mail.example.org\"", "mail.from"),
            ("server = \"mail.example.org\"\nfrom = \"hub\"", "mail.from"),
            ("server = \"smtp://mail.example.org\"\nfrom = \"hub@example.org\"", "mail.server"),
        ] {
            assert!(checked(text).unwrap_err().message.contains(says), "{text}");
        }
        let here = "server = \"127.0.0.1\"\nfrom = \"hub@example.org\"\ntls = \"none\"";
        assert_eq!(checked(here).unwrap().unwrap().port, 25);
    }
}
