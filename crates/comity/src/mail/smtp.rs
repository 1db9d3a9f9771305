//! The operator's mail server, spoken to step by step: only what it says of a recipient or of a letter is held against the
//! address; what it says of us, or not at all, makes everything wait.

use super::settings::{MailServer, MailTls};
use crate::failure::Failure;
use lettre::Message;
use lettre::message::Mailbox;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{
    Certificate, CertificateStore, SmtpConnection, TlsParameters, TlsParametersBuilder,
};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::ClientId;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use std::time::Duration;
use thiserror::Error as ThisError;

/// For each step of the conversation. A server that looks a sender up takes some seconds.
const STEP: Duration = Duration::from_secs(30);

/// What mail servers say of an address that is none.
pub const BAD_ADDRESS: u16 = 553;

/// Replies of this value and above are for good.
const FOR_GOOD: u16 = 500;

/// Why a letter isn't with the mail server. None of these repeats what the server said: it names addresses.
#[derive(Debug, ThisError, PartialEq, Eq)]
pub enum Trouble {
    /// No conversation came about.
    #[error("the mail server can't be reached; look at mail.server, mail.port and mail.tls")]
    Unreached,
    /// Its certificate isn't one that is trusted, or it speaks no TLS.
    #[error("no TLS with the mail server; look at mail.tls, its certificate and mail.authority")]
    Tls,
    /// It doesn't take our user and password.
    #[error("the mail server doesn't take mail.user and its password")]
    User,
    /// It takes nothing from this sender.
    #[error("the mail server answers {0} to mail.from")]
    Sender(u16),
    /// It will not take this letter, or this recipient's.
    #[error("the mail server refuses the recipient with {0}")]
    Refused(u16),
    /// It doesn't take it now.
    #[error("the mail server puts the letter off with {0}")]
    PutOff(u16),
}

impl Trouble {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreached => "mail-unreached",
            Self::Tls => "mail-tls",
            Self::User => "mail-user",
            Self::Sender(_) => "mail-sender",
            Self::Refused(_) => "mail-refused",
            Self::PutOff(_) => "mail-put-off",
        }
    }

    /// Why no conversation came about.
    fn of_opening(error: &Error) -> Self {
        // A handshake that fails shows at the first reading, as data that isn't what it should be.
        let mut cause = std::error::Error::source(error);
        let mut handshake = error.is_tls();
        while let Some(inner) = cause {
            let io = inner.downcast_ref::<std::io::Error>();
            handshake |= io.is_some_and(|io| io.kind() == std::io::ErrorKind::InvalidData);
            cause = inner.source();
        }
        if handshake { Self::Tls } else { Self::Unreached }
    }

    /// What the server said to a step that is about one recipient.
    fn of_recipient(error: &Error) -> Self {
        match error.status().map(u16::from) {
            Some(code) if code >= FOR_GOOD => Self::Refused(code),
            Some(code) => Self::PutOff(code),
            None => Self::Unreached,
        }
    }
}

/// A mail server, with all that is needed to speak to it.
pub struct Server {
    /// Whom letters are from.
    pub from: Mailbox,
    settings: MailServer,
    tls: Option<TlsParameters>,
    user: Option<Credentials>,
    hello: ClientId,
}

/// An open conversation.
pub struct Open<'a>(SmtpConnection, &'a Server);

impl Server {
    /// Reads the files that the settings name. `host` is what the hub calls itself.
    pub fn new(settings: MailServer, host: &str) -> Result<Self, Failure> {
        let tls = match settings.tls {
            MailTls::None => None,
            MailTls::Tls | MailTls::Starttls => Some(tls(&settings)?),
        };
        let user = settings.password()?;
        let user = user.map(|(user, password)| Credentials::new(user, password.as_str().to_owned()));
        let (from, hello) = (settings.from.clone(), ClientId::Domain(host.to_owned()));
        Ok(Self { from, settings, tls, user, hello })
    }

    /// Begins a conversation.
    pub fn open(&self) -> Result<Open<'_>, Trouble> {
        let address = (self.settings.server.as_str(), self.settings.port);
        let at_once = self.tls.as_ref().filter(|_| self.settings.tls == MailTls::Tls);
        let opened = SmtpConnection::connect(address, Some(STEP), &self.hello, at_once, None);
        let mut connection = opened.map_err(|error| Trouble::of_opening(&error))?;
        if let Some(tls) = self.tls.as_ref().filter(|_| self.settings.tls == MailTls::Starttls) {
            // A server, or somebody before it, that doesn't offer TLS gets nothing in the clear.
            connection.starttls(tls, &self.hello).map_err(|_| Trouble::Tls)?;
        }
        if let Some(user) = &self.user {
            connection.auth(DEFAULT_MECHANISMS, user).map_err(|_| Trouble::User)?;
        }
        Ok(Open(connection, self))
    }
}

impl Open<'_> {
    /// Hands a letter over, and ends the conversation.
    pub fn hand_over(&mut self, message: &Message) -> Result<(), Trouble> {
        let Self(connection, server) = self;
        let sender = Mail::new(Some(server.from.email.clone()), Vec::new());
        connection.command(sender).map_err(|error| match error.status() {
            Some(code) => Trouble::Sender(code.into()),
            None => Trouble::Unreached,
        })?;
        for to in message.envelope().to() {
            let asked = connection.command(Rcpt::new(to.clone(), Vec::new()));
            asked.map_err(|error| Trouble::of_recipient(&error))?;
        }
        connection.command(Data).map_err(|error| Trouble::of_recipient(&error))?;
        connection.message(&message.formatted()).map_err(|error| Trouble::of_recipient(&error))?;
        Ok(())
    }
}

impl Drop for Open<'_> {
    fn drop(&mut self) {
        self.0.abort();
    }
}

fn tls(settings: &MailServer) -> Result<TlsParameters, Failure> {
    let mut builder = TlsParametersBuilder::new(settings.server.clone());
    if let Some(pem) = settings.certificates()? {
        let wrong =
            |why: &dyn std::fmt::Display| Failure::input("mail-authority", format!("mail.authority: {why}"));
        let certificates: Vec<_> =
            CertificateDer::pem_slice_iter(&pem).collect::<Result<_, _>>().map_err(|error| wrong(&error))?;
        if certificates.is_empty() {
            return Err(wrong(&"it holds no certificate in PEM form"));
        }
        builder = builder.certificate_store(CertificateStore::None);
        for certificate in certificates {
            let read = Certificate::from_der(certificate.to_vec()).map_err(|error| wrong(&error))?;
            builder = builder.add_root_certificate(read);
        }
    }
    builder.build().map_err(|error| Failure::input("mail-tls", error))
}
