//! Notices by mail: one's address, the code that confirms it, and whether notices are mailed. A code confirms an address and
//! opens no session. To change where notices go takes a fresh touch: they are what tells of a stolen session.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use catalogue::Lang;
use delegations::audit::What;
use delegations::mailboxes::{self, Mailbox, Refused, Rhythm};
use delegations::outbox::{self, What as Told};
use delegations::people::{self, Person};
use delegations::{Drawer, PersonId, reminders};
use policy::{Action, Seat};
use record::Time;
use std::collections::BTreeSet;
use std::sync::Arc;

use super::caller::{Caller, SignedIn};
use super::delegation::{one_of, sender};
use super::fields::Fields;
use super::guard::{self, AccountError, answered, see_other};
use super::me::PAGE;
use super::model_drafts::Choice;
use super::model_mail::{MailPart, RefusedLine};
use super::office::Office;
use super::sign_in::note;
use crate::words::{Msg, PAGE_LANGUAGES, Words};

type SharedOffice = State<Arc<Office>>;

/// The languages in which letters are written: a person chooses one of them.
pub const LETTER_LANGUAGES: [Lang; 6] = PAGE_LANGUAGES;

/// What the page says of mail.
pub(crate) fn part(
    office: &Office,
    drawer: &Drawer<'_>,
    person: &Person,
    lang: Lang,
) -> Result<MailPart, AccountError> {
    let mailbox = mailboxes::of_person(drawer, person.id)?;
    let mailbox = mailbox.filter(|mailbox| Some(&mailbox.address) == person.email.as_ref());
    let state = match (&person.email, &mailbox) {
        (None, _) => "none",
        (_, Some(mailbox)) if mailbox.proven.is_some() && mailbox.wanted => "on",
        (_, Some(mailbox)) if mailbox.proven.is_some() => "off",
        (_, Some(mailbox)) if mailbox.asked.as_ref().is_some_and(|asked| asked.expires > drawer.now()) => {
            "asked"
        }
        _ => "unconfirmed",
    };
    Ok(MailPart {
        sends: office.mails(),
        email: person.email.clone(),
        state,
        refused: mailbox.as_ref().and_then(|mailbox| mailbox.refused).map(since),
        rhythms: rhythms(mailbox.as_ref()),
        mechanisms: mechanisms(office, person, mailbox.as_ref(), lang),
        languages: languages(person),
        colleagues: refused_colleagues(drawer, person)?,
    })
}

fn languages(person: &Person) -> Vec<Choice> {
    let written = LETTER_LANGUAGES.into_iter().find(|lang| lang.code() == person.language);
    let choice = |lang: Lang| Choice {
        id: lang.code().to_owned(),
        label: lang.code().to_owned(),
        note: String::new(),
        chosen: lang == written.unwrap_or(Lang::En),
    };
    LETTER_LANGUAGES.into_iter().map(choice).collect()
}

fn rhythms(mailbox: Option<&Mailbox>) -> Vec<Choice> {
    let chosen = mailbox.map(|mailbox| mailbox.cycles).unwrap_or_default();
    let choice = |rhythm: Rhythm| Choice {
        id: rhythm.word().to_owned(),
        label: String::new(),
        note: String::new(),
        chosen: rhythm == chosen,
    };
    Rhythm::ALL.into_iter().map(choice).collect()
}

/// The mechanisms in which those take part for whom a person acts.
fn mechanisms_of(office: &Office, person: &Person) -> BTreeSet<String> {
    let seats = person.memberships.iter().map(|membership| &membership.seat);
    let seats = seats.filter(|seat| matches!(seat, Seat::Participant(_)));
    seats.flat_map(|seat| office.mechanisms_of(seat)).collect()
}

fn mechanisms(office: &Office, person: &Person, mailbox: Option<&Mailbox>, lang: Lang) -> Vec<Choice> {
    let edition = office.hub.edition();
    let choice = |id: String| Choice {
        label: edition
            .catalogue()
            .mechanism(&id)
            .map_or_else(|| id.clone(), |one| one.short_names.get(lang).to_owned()),
        note: String::new(),
        chosen: !mailbox.is_some_and(|mailbox| mailbox.cycles_not_of.contains(&id)),
        id,
    };
    mechanisms_of(office, person).into_iter().map(choice).collect()
}

/// What was left out of the mechanisms that the page listed. What it didn't list stays as it was.
fn left_out(
    listed: &BTreeSet<String>,
    ticked: &BTreeSet<String>,
    before: &BTreeSet<String>,
) -> BTreeSet<String> {
    listed.difference(ticked).chain(before.difference(listed)).cloned().collect()
}

fn since(refused: Refused) -> String {
    Time(refused.at).to_string()
}

/// Those whom the person administers and whose address doesn't take mail: they can't be told so by mail.
fn refused_colleagues(drawer: &Drawer<'_>, person: &Person) -> Result<Vec<RefusedLine>, AccountError> {
    let administers = |m: &&people::Membership| m.roles.iter().any(|role| people::administers(*role));
    let mut lines = Vec::new();
    for membership in person.memberships.iter().filter(administers) {
        for colleague in people::of_seat(drawer, &membership.seat)?.into_iter().filter(|c| c.id != person.id)
        {
            if let Some(refused) =
                mailboxes::of_person(drawer, colleague.id)?.and_then(|mailbox| mailbox.refused)
            {
                lines.push(RefusedLine { name: colleague.name, since: since(refused) });
            }
        }
    }
    Ok(lines)
}

/// What a record did, in words.
pub(crate) fn told(words: &Words, notice: &outbox::Notice) -> String {
    let message = match (notice.what, notice.own) {
        (Told::Signed, true) => Msg("by-you"),
        (Told::Signed, false) => Msg("by-a-colleague"),
        (Told::Transmitted, _) => Msg("told-transmitted"),
        (Told::Erased, _) => Msg("told-erased"),
        (Told::Moved, _) => Msg("told-moved"),
        (Told::KeyEnrolled, _) => Msg("told-key-enrolled"),
        (Told::KeyVouchedFor, _) => Msg("told-key-vouched-for"),
        (Told::KeyRevoked, _) => Msg("told-key-revoked"),
    };
    words.say(message).to_owned()
}

/// Another address, or none; whether notices are mailed; and their language.
pub(crate) async fn change_mail(
    State(office): SharedOffice,
    caller: Caller,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let done = async {
        let fields: Fields = guard::form(&office, &caller, &headers, &body)?;
        let signed_in = may(&office, &caller)?;
        let address = fields.maybe("email").map(|email| email.trim().to_owned());
        let rhythm =
            fields.maybe("cycles").map(|word| Rhythm::ALL.into_iter().find(|one| one.word() == word));
        let rhythm = rhythm.map(|rhythm| rhythm.ok_or(AccountError::Unreadable)).transpose()?;
        let wanted = fields.maybe("mailed").map(|mailed| mailed == "yes");
        let written = |code: &str| LETTER_LANGUAGES.into_iter().find(|lang| lang.code() == code);
        let language = fields.maybe("language").map(|code| written(code).ok_or(AccountError::Unreadable));
        let language = language.transpose()?;
        // A page that lists no mechanisms leaves what was chosen among them.
        let listed = fields.maybe("listed").map(|_| mechanisms_of(&office, &signed_in.person));
        let ticked: BTreeSet<String> = fields.ticked("of")?;
        changed(&office, signed_in, move |drawer, id| match (language, wanted) {
            (Some(language), _) => {
                let person = people::person(drawer, id)?;
                Ok(drawer.put(&Person { language: language.code().to_owned(), ..person })?)
            }
            (None, Some(wanted)) => Ok(mailboxes::want(drawer, id, wanted)?),
            (None, None) if rhythm.is_some() => {
                reminders::choose(drawer, id, rhythm.unwrap_or_default())?;
                let Some(listed) = &listed else { return Ok(()) };
                let before =
                    mailboxes::of_person(drawer, id)?.map(|one| one.cycles_not_of).unwrap_or_default();
                Ok(mailboxes::leave_out(drawer, id, left_out(listed, &ticked, &before))?)
            }
            (None, None) => Ok(mailboxes::change_address(drawer, id, address)?),
        })
        .await
    };
    answered(done.await, PAGE, "saved")
}

/// Sends a code to one's address.
pub(crate) async fn send_code(
    State(office): SharedOffice,
    caller: Caller,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let done = async {
        guard::form::<Fields>(&office, &caller, &headers, &body)?;
        let signed_in = may(&office, &caller)?;
        changed(&office, signed_in, |drawer, id| Ok(mailboxes::ask_code(drawer, id)?)).await
    };
    answered(done.await, PAGE, "code-sent")
}

/// Takes the code from the letter.
pub(crate) async fn confirm_mail(
    State(office): SharedOffice,
    caller: Caller,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let done = async {
        let fields: Fields = guard::form(&office, &caller, &headers, &body)?;
        let (signed_in, code) = (may(&office, &caller)?, fields.one("code")?.to_owned());
        changed(&office, signed_in, move |drawer, id| Ok(mailboxes::confirm(drawer, id, &code)?)).await
    };
    match done.await {
        Ok(right) => see_other(&format!("{PAGE}?notice={}#mail", if right { "saved" } else { "code-wrong" })),
        Err(error) => error.instead_of_form(PAGE),
    }
}

fn may(office: &Office, caller: &Caller) -> Result<Arc<SignedIn>, AccountError> {
    let (signed_in, seat) = sender(caller)?;
    office.require(caller, Action::ManageCredentials, &one_of(office, &seat, true))?;
    if office.mails() { Ok(signed_in) } else { Err(AccountError::Denied) }
}

/// Changes what one gets by mail, and notes it.
pub(super) async fn changed<T: Send + 'static>(
    office: &Arc<Office>,
    signed_in: Arc<SignedIn>,
    change: impl FnOnce(&Drawer<'_>, PersonId) -> Result<T, AccountError> + Send + 'static,
) -> Result<T, AccountError> {
    office
        .together(move |_, drawer| {
            let changed = change(drawer, signed_in.person.id)?;
            note(drawer, &signed_in, What::MailChanged, None)?;
            Ok(changed)
        })
        .await
}
