//! Letters as they go out: plain text, a subject from a short list, nothing of anybody's in what a server on the way reads
//! first. A letter says that there is something to read, and where; of a restricted record it says no more than its id.

use super::digest;
use super::recovery;
use super::words::{Words, words};
use delegations::letters::{Bundle, Saying};
use delegations::outbox::{Notice, What};
use delegations::reminders::{Line, Step};
use lettre::Message;
use lettre::error::Error;
use lettre::message::Mailbox;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use record::{Hash, Time};
use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};
use web::News;

/// What a kind of record is called in a language.
pub type KindName = Arc<dyn Fn(&str, &str) -> String + Send + Sync>;

/// Whose letters they are.
#[derive(Clone)]
pub struct Hub {
    /// The hub's address on the web, without a slash at its end.
    pub address: String,
    /// What kinds of records are called.
    pub kind_name: KindName,
    /// All of it is an exercise: a letter that doesn't say so is taken for a real case.
    pub exercise: bool,
}

impl Hub {
    /// The name or number by which the hub is reached.
    pub fn host(&self) -> &str {
        let rest = self.address.split_once("://").map_or(self.address.as_str(), |(_, rest)| rest);
        rest.split(['/', ':']).next().filter(|host| !host.is_empty()).unwrap_or("localhost")
    }
}

/// Writes a letter; of a digest, with what is new.
pub fn write(bundle: &Bundle, news: &News, from: &Mailbox, hub: &Hub, now: Time) -> Result<Message, Error> {
    let words = words(&bundle.person.language);
    let mut more = Vec::new();
    let (subject, text) = match &bundle.says {
        Saying::Code(code) => (words.subject_code, code_text(words, code, hub)),
        Saying::Notices(notices, more) => {
            let keys = notices.iter().any(|notice| notice.what.concerns_all());
            let subject = if keys { words.subject_key } else { words.subject_record };
            (subject, notices_text(words, notices, *more, hub, &bundle.person.language))
        }
        Saying::Reminders(lines) => (words.subject_cycles, cycles_text(words, lines, hub)),
        Saying::Recoveries(asked) => (words.recovery.subject, recovery::text(words, asked, hub)),
        Saying::Digest(due) => {
            more.extend(digest::leave_headers(hub, due));
            (words.digest.subject, digest::text(words, news, due, hub))
        }
    };
    // The same letter has the same number however often it is tried, and the number says nothing: ids are random.
    let number = Hash::of(&[b"letter\0".as_slice(), &bundle.letters.concat()].concat()).to_string();
    let mut letter = sealed_up((from, &bundle.address), (words, subject), &number, &text, hub, now)?;
    for header in more {
        letter.headers_mut().insert_raw(header);
    }
    Ok(letter)
}

/// A letter by which an operator tries the settings.
pub fn trial(from: &Mailbox, to: &str, hub: &Hub, now: Time) -> Result<Message, Error> {
    let words = words("en");
    let number = Hash::of(format!("trial\0{now}").as_bytes()).to_string();
    sealed_up((from, to), (words, words.subject_trial), &number, &format!("{}\n", words.trial), hub, now)
}

fn sealed_up(
    (from, to): (&Mailbox, &str),
    (words, subject): (&Words, &str),
    number: &str,
    text: &str,
    hub: &Hub,
    now: Time,
) -> Result<Message, Error> {
    let to = Mailbox::new(None, to.parse().map_err(|_| Error::MissingTo)?);
    // The hub's name tells one hub's letters from another's; nothing of anybody's stands beside it.
    let host = format!("{0}{1}{0}", words.around, hub.host());
    let subject = format!("[{host}] {subject}");
    let text = format!("{}\n\n{} {host}:\n{}\n\n{text}", words.greeting, words.hub, hub.address);
    let (subject, text) = if hub.exercise {
        (format!("{} {subject}", words.exercise_mark), format!("{}\n\n{text}", words.exercise))
    } else {
        (subject, text)
    };
    let subject = format!("{}{subject}", words.start);
    let generated = HeaderName::new_from_ascii_str("Auto-Submitted");
    Message::builder()
        .from(from.clone())
        .to(to)
        .subject(subject)
        .date(UNIX_EPOCH + Duration::from_secs(now.0))
        .message_id(Some(format!("<{}@{}>", &number[..32], hub.host())))
        // Nobody's holiday message answers it.
        .raw_header(HeaderValue::new(generated, "auto-generated".to_owned()))
        .header(ContentType::TEXT_PLAIN)
        .body(text)
}

fn code_text(words: &Words, code: &str, hub: &Hub) -> String {
    let grouped: Vec<_> = code.as_bytes().chunks(4).map(String::from_utf8_lossy).collect();
    let code = grouped.join("-");
    format!(
        "{}\n\n    {code}\n\n{}\n{}/me#mail\n\n{}\n",
        words.code, words.code_where, hub.address, words.code_not_you
    )
}

fn notices_text(words: &Words, notices: &[Notice], more: usize, hub: &Hub, language: &str) -> String {
    let mut text = String::new();
    for (place, notice) in notices.iter().enumerate() {
        let apart = if place == 0 { "" } else { "\n" };
        text.extend([format!("{apart}{}\n", sentence(words, notice))]);
        let told =
            |label: &str, value: &dyn std::fmt::Display| format!("{label} {0}{value}{0}\n", words.around);
        text.extend([told(words.record, &notice.record)]);
        if notice.public {
            text.extend([format!("{} {}\n", words.kind, (hub.kind_name)(&notice.kind, language))]);
        }
        text.extend([told(words.when, &Time(notice.at))]);
        if let Some(from) = notice.from {
            text.extend([told(words.signs_from, &Time(from))]);
        }
        text.extend([format!("{}/records/{}\n", hub.address, notice.record)]);
    }
    if more > 0 {
        text.extend([format!("\n{} {more}\n", words.more)]);
    }
    text.push('\n');
    let waits = notices.iter().any(|notice| notice.what == What::KeyVouchedFor);
    if waits {
        text.extend([format!("{}\n\n", words.stop_key)]);
    }
    text.extend([format!(
        "{}\n\n{}\n{}/me#signed\n\n{}\n",
        words.not_you, words.all, hub.address, words.why
    )]);
    text
}

/// Cycles by their addresses and their last days: what they are called may be for few.
fn cycles_text(words: &Words, lines: &[Line], hub: &Hub) -> String {
    let mut text = format!("{}\n\n", words.cycles);
    for line in lines {
        let label = if line.step == Step::After { words.cycle_closed } else { words.cycle_last_day };
        let last = Time(line.closed - 1).to_string();
        let day = last.get(..10).unwrap_or(&last);
        text.extend([format!(
            "{}/cycles/{}\n{label} {2}{day}{2}\n\n",
            hub.address, line.cycle, words.around
        )]);
    }
    text.extend([format!("{}\n{}/me#mail\n", words.cycles_why, hub.address)]);
    text
}

fn sentence(words: &Words, notice: &Notice) -> &'static str {
    match (notice.what, notice.own) {
        (What::Signed, true) => words.signed_own,
        (What::Signed, false) => words.signed_other,
        (What::Transmitted, _) => words.transmitted,
        (What::Erased, _) => words.erased,
        (What::Moved, _) => words.moved,
        (What::KeyEnrolled, _) => words.key_enrolled,
        (What::KeyVouchedFor, _) => words.key_vouched_for,
        (What::KeyRevoked, _) => words.key_revoked,
    }
}
