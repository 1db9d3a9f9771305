//! Subscriptions by mail: begun with a button on the page of what is followed, seen and left on a page of one's own; and left
//! without signing in by the link of a letter (RFC 8058). A letter's link changes nothing when it is opened: scanners of mail
//! open links. What is sent to it needs no session and no form's word, since mail providers send it; its token is what it takes.

use axum::Extension;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use catalogue::Lang;
use delegations::subscriptions::{self, About, Every, MOST, Subscriber, Subscription};
use delegations::{DelegationError, Secret};
use policy::{Action, Seat};
use record::Time;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::caller::{Caller, SignedIn, seat_name};
use super::delegation::sender;
use super::fields::Fields;
use super::guard::{self, AccountError, answered};
use super::mail::changed;
use super::me::own;
use super::model::{Notice, account_page, page_or_else};
use super::model_subscriptions::{LeaveDigestPage, SeatSubscriptions, SubscriptionLine, SubscriptionsPage};
use super::office::Office;
use super::peer::Peer;
use super::sign_in::{Asked, network};
use crate::WebError;
use crate::ask::Ask;
use crate::model::Desk;
use crate::model::answers::Records;
use crate::reader::Reader;

type SharedOffice = State<Arc<Office>>;

/// The page.
pub(crate) const PAGE: &str = "/me/subscriptions";

/// What one follows, and what is new on it.
pub(crate) async fn show_subscriptions(
    State(office): SharedOffice,
    caller: Caller,
    reader: Reader,
    ask: Ask,
    Query(asked): Query<Asked>,
) -> Response {
    let made = async {
        let (signed_in, seat) = sender(&caller)?;
        let person = signed_in.person.clone();
        let (found, confirmed) = office
            .look(move |_, drawer| {
                let confirmed = subscriptions::may_be_sent(drawer, &person)?;
                Ok((subscriptions::of_person(drawer, person.id)?, confirmed))
            })
            .await?;
        let every = found.as_ref().map(|subscriber| subscriber.every).unwrap_or_default().word();
        let (lang, sends, form) = (ask.lang, office.mails(), signed_in.form_token());
        let listed = tokio::task::spawn_blocking(move || listed(&office, &reader, lang, found, &seat));
        let (seats, newest) =
            listed.await.map_err(|_| AccountError::Fault)?.map_err(|_| AccountError::Fault)?;
        let notice = Notice::of(asked.notice.as_deref());
        Ok(SubscriptionsPage { sends, confirmed, every, seats, newest, most: MOST, notice, form })
    };
    page_or_else(made.await, PAGE, &ask)
}

/// What is followed by seat, and the newest of what is followed in this one.
fn listed(
    office: &Office,
    reader: &Reader,
    lang: Lang,
    found: Option<Subscriber>,
    seat: &Seat,
) -> Result<(Vec<SeatSubscriptions>, Records), WebError> {
    let followed = found.map(|subscriber| subscriber.subscriptions).unwrap_or_default();
    office.hub.at_desk_of(reader, "subscriptions", lang, |desk| {
        let mut seats: Vec<SeatSubscriptions> = Vec::new();
        for one in &followed {
            let at = seats.iter().position(|of| of.seat == one.seat.to_string()).unwrap_or_else(|| {
                let (current, name) =
                    (one.seat == *seat, seat_name(desk.edition.catalogue(), &one.seat, lang));
                seats.push(SeatSubscriptions {
                    seat: one.seat.to_string(),
                    name,
                    current,
                    lines: Vec::new(),
                });
                seats.len() - 1
            });
            seats[at].lines.push(line(desk, one));
        }
        Ok((seats, newest(desk, followed.iter().filter(|one| one.seat == *seat))))
    })
}

fn line(desk: &Desk<'_>, one: &Subscription) -> SubscriptionLine {
    let about = one.about.to_string();
    let (name, href) =
        desk.subject(&one.about).map_or((about.clone(), None), |found| (found.name, Some(found.href)));
    SubscriptionLine { about, name, href, since: Time(one.since).to_string() }
}

/// What was said on these subjects since they are followed, each record once.
fn newest<'s>(desk: &Desk<'_>, followed: impl Iterator<Item = &'s Subscription>) -> Records {
    let mut found = BTreeMap::new();
    for one in followed {
        let since = desk.said_on(&one.about).rev().take_while(|record| record.position >= one.from);
        found.extend(since.map(|record| (record.position, record)));
    }
    desk.newest(found.into_values())
}

/// Follows something in the seat that the session acts for.
pub(crate) async fn subscribe(
    State(office): SharedOffice,
    caller: Caller,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let done = async {
        let (fields, signed_in, seat) = sent(&office, &caller, &headers, &body)?;
        let about: About = fields.one("about")?.parse()?;
        let known = office.hub.at_desk(Lang::En, |desk| Ok(desk.subject(&about).is_some()));
        if !office.mails() || !known.unwrap_or(false) {
            return Err(AccountError::Unreadable);
        }
        // From what is shown now: what is accepted meanwhile is new to whoever asks.
        let size = office.hub.shown_size();
        changed(&office, signed_in, move |drawer, id| {
            Ok(subscriptions::subscribe(drawer, id, &seat, about, size)?)
        })
        .await
    };
    answered(done.await, PAGE, "subscribed")
}

/// Says how often digests come.
pub(crate) async fn choose_digest(
    State(office): SharedOffice,
    caller: Caller,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let done = async {
        let (fields, signed_in, _) = sent(&office, &caller, &headers, &body)?;
        let word = fields.one("every")?;
        let every = Every::ALL.into_iter().find(|one| one.word() == word).ok_or(AccountError::Unreadable)?;
        changed(&office, signed_in, move |drawer, id| Ok(subscriptions::choose(drawer, id, every)?)).await
    };
    answered(done.await, PAGE, "saved")
}

/// Leaves one subscription of one's own, in whichever seat it was made, or all of them.
pub(crate) async fn unsubscribe(
    State(office): SharedOffice,
    caller: Caller,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let done = async {
        let (fields, signed_in, _) = sent(&office, &caller, &headers, &body)?;
        let one: Option<(Seat, About)> = match fields.maybe("about") {
            None if fields.maybe("all") == Some("yes") => None,
            None => return Err(AccountError::Unreadable),
            Some(about) => {
                let seat = fields.one("seat")?.parse().map_err(|_| DelegationError::Seat)?;
                Some((seat, about.parse()?))
            }
        };
        changed(&office, signed_in, move |drawer, id| match one {
            Some((seat, about)) => Ok(subscriptions::unsubscribe(drawer, id, &seat, &about)?),
            None => Ok(subscriptions::leave(drawer, id)?),
        })
        .await
    };
    answered(done.await, PAGE, "unsubscribed")
}

/// A form of this page, who sent it, and for whom they act. Somebody's own letters take no touch: they go to an address that
/// only a touch changes.
fn sent(
    office: &Office,
    caller: &Caller,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<(Fields, Arc<SignedIn>, Seat), AccountError> {
    let fields: Fields = guard::form(office, caller, headers, body)?;
    own(office, caller, Action::ManageSessions)?;
    let (signed_in, seat) = sender(caller)?;
    Ok((fields, signed_in, seat))
}

/// Asks whether a digest is to be left. It looks nothing up: what it shows says nothing of the token.
pub(crate) async fn show_leaving_digest(ask: Ask) -> Response {
    account_page(&LeaveDigestPage { left: false }, &ask)
}

/// Leaves the digest to which the token of a letter belongs. One that belongs to none gets the same answer.
pub(crate) async fn leave_digest(
    State(office): SharedOffice,
    peer: Option<Extension<Peer>>,
    ask: Ask,
    Path(token): Path<String>,
) -> Response {
    let left = async {
        office.count_leaving(network(peer))?;
        let Some(token) = Secret::parse(&token) else { return Ok(()) };
        office.together(move |_, drawer| Ok(subscriptions::leave_by(drawer, &token)?)).await
    };
    match left.await {
        Ok(()) => account_page(&LeaveDigestPage { left: true }, &ask),
        Err(error) => error.into_response(),
    }
}
