//! Mail: sends what waits in the outbox to people who confirmed their address and want it. Everything durable lies in the
//! workspace's drawers; here a letter is written, handed to the operator's mail server, and what became of it is noted.
//!
//! A letter says that there is something to read and where, never what it says: it lies in the clear on servers that are
//! nobody's here. Log lines name codes and counts, never an address, nor what a mail server says, which repeats it.

mod digest;
pub mod letter;
mod recovery;
pub mod settings;
pub mod smtp;
mod words;

use crate::clock;
use crate::failure::Failure;
use catalogue::Lang;
use delegations::letters::{self, Bundle, Fared, Saying};
use delegations::people::Person;
use delegations::subscriptions::{self, Due};
use delegations::{DelegationError, Desk, Drawer};
use letter::Hub;
use register::Clock;
use settings::MailServer;
use smtp::{Server, Trouble};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use tokio::sync::watch;
use web::{News, WebError};

/// How often the outbox is looked into: soon enough for somebody who waits for a code.
const LOOK: Duration = Duration::from_secs(5);

/// How long to wait after the mail server couldn't be reached for the first time; then twice as long each time.
const FIRST_PAUSE: Duration = Duration::from_mins(1);

/// The longest of these waits.
const LONGEST_PAUSE: Duration = Duration::from_hours(1);

/// Who sends.
pub struct Post {
    /// Where letters wait.
    pub desk: Desk,
    /// The hub's clock.
    pub clock: Arc<dyn Clock>,
    /// The operator's mail server.
    pub server: Server,
    /// Whose letters they are.
    pub hub: Hub,
    /// What is new, for digests.
    pub reading: ReadNews,
    /// How often in a row the server couldn't be reached.
    pub unreached: AtomicU32,
}

/// What is new for somebody.
pub type ReadNews = Arc<dyn Fn(&Person, &Due, Lang) -> Result<News, WebError> + Send + Sync>;

/// What came of one look into the outbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Looked {
    /// Nothing is due.
    Nothing,
    /// Something was sent, refused, put off or dropped.
    Done,
    /// The server takes nothing at all now. What waits goes on waiting.
    Unreached,
}

impl Post {
    /// Who sends by this server, for this hub. What its files hold that can't be right is said now.
    pub fn new(
        server: MailServer,
        desk: Desk,
        pages: Arc<web::Hub>,
        (address, exercise): (&str, bool),
    ) -> Result<Self, Failure> {
        let news = Arc::clone(&pages);
        let reading: ReadNews = Arc::new(move |person, due, lang| news.news(person, due, lang));
        let kind_name = move |kind: &str, language: &str| {
            let lang = lang_of(language);
            let edition = pages.edition();
            edition.catalogue().kind(kind).map_or(kind.to_owned(), |kind| kind.names.get(lang).to_owned())
        };
        let address = address.trim_end_matches('/').to_owned();
        let hub = Hub { address, kind_name: Arc::new(kind_name), exercise };
        let server = Server::new(server, hub.host())?;
        Ok(Self { desk, clock: clock::system(), server, hub, reading, unreached: AtomicU32::new(0) })
    }

    /// Sends the next letter that is due. It blocks: not for async threads.
    pub fn send_next(&self) -> Result<Looked, Failure> {
        let Some(mut bundle) = self.together(letters::next)? else { return Ok(Looked::Nothing) };
        let now = self.clock.now().map_err(|fault| Failure::new(fault.code(), fault))?;
        let Some(news) = self.news_of(&mut bundle)? else { return Ok(Looked::Done) };
        let Ok(message) = letter::write(&bundle, &news, &self.server.from, &self.hub, now) else {
            // What our own check of addresses let through and mail doesn't: it can't be sent there, today or tomorrow.
            return self.note(&bundle, Fared::Refused(smtp::BAD_ADDRESS));
        };
        let mut open = match self.server.open() {
            Ok(open) => open,
            Err(trouble) => return Ok(self.unreached(&trouble)),
        };
        // No lock is held while the server is waited for; whoever was removed meanwhile gets nothing.
        if !self.together(|drawer| letters::still_wanted(drawer, &bundle))? {
            return Ok(Looked::Done);
        }
        match open.hand_over(&message) {
            Ok(()) => self.note(&bundle, Fared::Taken),
            Err(Trouble::Refused(code)) => self.note(&bundle, Fared::Refused(code)),
            Err(Trouble::PutOff(_)) => self.note(&bundle, Fared::PutOff),
            Err(trouble) => Ok(self.unreached(&trouble)),
        }
    }

    /// What is new, where the letter is a digest; none where there is nothing to tell, so that no letter goes out.
    fn news_of(&self, bundle: &mut Bundle) -> Result<Option<News>, Failure> {
        let Saying::Digest(due) = &mut bundle.says else { return Ok(Some(News::default())) };
        let (person, lang) = (bundle.person.id, lang_of(&bundle.person.language));
        match (self.reading)(&bundle.person, due, lang) {
            Ok(news) => {
                due.up_to = news.up_to;
                if news.is_empty() {
                    self.together(|drawer| subscriptions::told(drawer, due))?;
                    return Ok(None);
                }
                Ok(Some(news))
            }
            Err(error) => {
                // Nobody else's letter waits for it; what it would have said is in the next one.
                tracing::error!(code = error.code(), "a digest can't be written: {error}");
                self.together(|drawer| subscriptions::drop_letters(drawer, person))?;
                Ok(None)
            }
        }
    }

    fn note(&self, bundle: &Bundle, fared: Fared) -> Result<Looked, Failure> {
        self.unreached.store(0, Ordering::Relaxed);
        self.together(|drawer| letters::fared(drawer, bundle, fared))?;
        let letters = bundle.letters.len();
        match fared {
            Fared::Taken => tracing::info!(code = "mail-sent", letters, "the mail server took a letter"),
            Fared::Refused(reply) => tracing::warn!(
                code = "mail-refused",
                reply,
                "the mail server refuses an address for good: its person and their administrator see it at /me"
            ),
            Fared::PutOff => {
                tracing::info!(code = "mail-put-off", letters, "the mail server puts a letter off");
            }
        }
        Ok(Looked::Done)
    }

    fn unreached(&self, trouble: &Trouble) -> Looked {
        if self.unreached.fetch_add(1, Ordering::Relaxed) == 0 {
            tracing::error!(code = trouble.code(), "no mail goes out, what waits is kept: {trouble}");
        }
        Looked::Unreached
    }

    /// How long to wait until the next look.
    fn pause(&self) -> Duration {
        match self.unreached.load(Ordering::Relaxed) {
            0 => LOOK,
            failures => LONGEST_PAUSE.min(FIRST_PAUSE.saturating_mul(1 << (failures - 1).min(16))),
        }
    }

    fn send_due(&self, may_go_on: impl Fn() -> bool) -> Result<(), Failure> {
        while may_go_on() && self.send_next()? == Looked::Done {}
        Ok(())
    }

    fn together<T>(
        &self,
        work: impl FnOnce(&Drawer<'_>) -> Result<T, DelegationError>,
    ) -> Result<T, Failure> {
        let now = self.clock.now().map_err(|fault| Failure::new(fault.code(), fault))?;
        Ok(self.desk.together(now.0, work)?)
    }
}

fn lang_of(language: &str) -> Lang {
    Lang::from_code(language).unwrap_or(Lang::En)
}

/// Delivers until it is told to stop: then the letter that is on its way is the last, and is noted. It can be ended at any other
/// moment too: a letter that the server took and that isn't noted yet goes out a second time, with the same Message-ID.
pub async fn deliver(post: Arc<Post>, mut stop: watch::Receiver<bool>) {
    let mut said = None;
    loop {
        let (sending, told) = (Arc::clone(&post), stop.clone());
        let done = tokio::task::spawn_blocking(move || sending.send_due(|| !*told.borrow())).await;
        let failure = done.map_or_else(|error| Some(Failure::new("mail", error)), Result::err);
        if let Some(failure) = failure.as_ref().filter(|failure| said.as_ref() != Some(&failure.code)) {
            tracing::error!(code = failure.code, "letters wait: {}", failure.message);
        }
        said = failure.map(|failure| failure.code);
        tokio::select! {
            () = tokio::time::sleep(post.pause()) => {}
            _ = stop.wait_for(|stop| *stop) => return,
        }
    }
}

#[cfg(test)]
mod tests;
