//! Using an invitation. Its secret stands after the `#` of the link, so that no server, proxy or log sees it; our script
//! reads it there, and without script it is pasted into the page.

use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use delegations::audit::What;
use delegations::challenges::Purpose;
use delegations::invitations::{self, Newcomer};
use delegations::passkeys::NewPasskey;
use delegations::sessions::{self, SignedInBy};
use delegations::{DelegationError, Drawer, Secret, people};
use policy::{Action, Seat};
use record::webauthn;
use record::webauthn::to_base64url;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

use super::caller::{Caller, SignedIn, seat_name};
use super::guard::{self, AccountError, see_other, with_session};
use super::me::own;
use super::model::{JoinPage, Notice, account_page, role_name};
use super::model_openid::{JoinServicesPage, ServiceLine};
use super::office::Office;
use super::peer::Peer;
use super::sign_in::{self, note};
use super::wire::{Asking, Made, Next};
use crate::ask::Ask;
use crate::words::words;

type SharedOffice = State<Arc<Office>>;

/// The page of a link. What the link is for is told only to who sends its secret.
pub(crate) async fn show_join(
    State(office): SharedOffice,
    caller: Caller,
    ask: Ask,
    Query(asked): Query<sign_in::Asked>,
) -> Response {
    let form = caller.signed_in.as_ref().map(|signed_in| signed_in.form_token());
    let services = office.services().is_some_and(|services| services.all().next().is_some());
    account_page(
        &JoinPage { services, mail: office.mails(), form, notice: Notice::of(asked.notice.as_deref()) },
        &ask,
    )
}

/// What somebody writes who joins by a government's service.
#[derive(Debug, Deserialize)]
pub(crate) struct Arriving {
    link: String,
    name: String,
    #[serde(default)]
    email: String,
}

/// The services of the participant that invites, and no other's: whoever opens a link is asked to sign in where their own
/// government keeps them, not to choose among all.
pub(crate) async fn find_services(
    State(office): SharedOffice,
    peer: Option<Extension<Peer>>,
    ask: Ask,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let found = async {
        office.count_sign_in(sign_in::network(peer))?;
        let Arriving { link, name, email } = guard::form(&office, &Caller::default(), &headers, &body)?;
        let secret = secret(&link)?;
        let seat = office.look(move |_, drawer| Ok(invitations::find(drawer, &secret)?.seat)).await?;
        let services = match &seat {
            Seat::Participant(code) => ServiceLine::for_participant(&office, code),
            // A mechanism or a stakeholder is no government.
            Seat::Mechanism(_) | Seat::Stakeholder(_) => Vec::new(),
        };
        let seat = seat_name(office.hub.edition().catalogue(), &seat, ask.lang);
        Ok(JoinServicesPage { seat, services, link, name, email })
    };
    match found.await {
        Ok(page) => account_page(&page, &ask),
        Err(error) => AccountError::instead_of_form(error, "/join"),
    }
}

/// The secret of a link.
#[derive(Debug, Deserialize)]
pub(crate) struct Link {
    link: String,
}

/// The secret in a link that was pasted.
pub(crate) fn secret(link: &str) -> Result<Secret, AccountError> {
    // People paste the whole address as well as what stands after its mark.
    let end = link.rsplit('#').next().unwrap_or_default();
    Secret::parse(end.trim()).ok_or(AccountError::Delegation(DelegationError::Invitation))
}

/// What an invitation is for, and a challenge for a new passkey.
#[derive(Debug, Serialize)]
pub(crate) struct Invited {
    /// For whom one would act.
    seat: String,
    /// As what.
    roles: Vec<String>,
    /// It recovers an account: no name is asked for.
    recovers: bool,
    #[serde(flatten)]
    asking: Asking,
}

/// Says what a link is for.
pub(crate) async fn ask_join(
    State(office): SharedOffice,
    peer: Option<Extension<Peer>>,
    ask: Ask,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Invited>, AccountError> {
    office.count_sign_in(sign_in::network(peer))?;
    let link: Link = guard::json(&office, &Caller::default(), &headers, &body)?;
    let secret = secret(&link.link)?;
    let digest = secret.digest();
    let invitation = office.look(move |_, drawer| Ok(invitations::find(drawer, &secret)?)).await?;
    let challenge = office.challenge(Purpose::NewPasskey(digest), sign_in::NO_NETWORK);
    let edition = office.hub.edition();
    Ok(Json(Invited {
        seat: seat_name(edition.catalogue(), &invitation.seat, ask.lang),
        roles: invitation.roles.iter().map(|role| role_name(*role, words(ask.lang))).collect(),
        recovers: invitation.recovers.is_some(),
        asking: Asking {
            // A handle of its own: the authenticator keeps it, and it must not lead back to anything.
            user: Some(to_base64url(&office.desk.random::<16>())),
            ..Asking::any(&challenge, &office.site.rp_id)
        },
    }))
}

/// What a newcomer's page sends.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Joining {
    link: String,
    name: String,
    #[serde(default)]
    email: String,
    passkey: Made,
}

/// Uses an invitation with a passkey just made.
pub(crate) async fn join(
    State(office): SharedOffice,
    peer: Option<Extension<Peer>>,
    ask: Ask,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, AccountError> {
    let network = sign_in::network(peer);
    office.count_sign_in(network)?;
    let joining: Joining = guard::json(&office, &Caller::default(), &headers, &body)?;
    let secret = secret(&joining.link)?;
    let answer = joining.passkey.answer.read()?;
    let challenge = office.answered(answer.challenge, &Purpose::NewPasskey(secret.digest()))?;
    let key = office.site.key(webauthn::Purpose::SignIn, &joining.passkey.registration()?)?;
    let label = joining.passkey.label.clone();
    let passkey = NewPasskey::proven(key, &label, &answer.assertion, &challenge)?;
    let email = Some(joining.email.trim().to_owned()).filter(|email| !email.is_empty());
    let newcomer = Newcomer { name: joining.name, email, language: ask.lang.code().to_owned() };
    let session = office
        .together(move |_, drawer| {
            let seat = invitations::find(drawer, &secret)?.seat;
            let person = invitations::accept(drawer, &secret, newcomer, passkey)?;
            let secret = sessions::open(drawer, &person, SignedInBy::Passkey, Some(label))?;
            note_joined(drawer, &secret, &seat)?;
            Ok(secret)
        })
        .await?;
    office.forgive_sign_in(network, sign_in::ATTEMPTS);
    Ok(with_session(Json(Next { next: "/me".to_owned() }).into_response(), &session))
}

/// Notes that whoever has this session joined a seat.
pub(crate) fn note_joined(drawer: &Drawer<'_>, secret: &Secret, seat: &Seat) -> Result<(), AccountError> {
    let (session, person) = sessions::current(drawer, secret)?;
    let joined = SignedIn { secret: secret.clone(), session, person, pad: drawer.random() };
    note(drawer, &joined, What::Joined, Some(seat.to_string()))
}

/// Uses an invitation by somebody who is signed in: another seat for the same account.
pub(crate) async fn join_as(
    State(office): SharedOffice,
    caller: Caller,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let done = async {
        let link: Link = guard::form(&office, &caller, &headers, &body)?;
        // It changes for whom the account acts: whoever has a stolen session, and a link of their own, doesn't.
        own(&office, &caller, Action::ManageCredentials)?;
        let (secret, signed_in) = (secret(&link.link)?, Arc::clone(caller.person()?));
        office
            .together(move |_, drawer| {
                let seat = invitations::find(drawer, &secret)?.seat;
                invitations::accept_as(drawer, &secret, signed_in.person.id)?;
                let person = people::person(drawer, signed_in.person.id)?;
                let joined = SignedIn { person, ..SignedIn::clone(&signed_in) };
                note(drawer, &joined, What::Joined, Some(seat.to_string()))
            })
            .await
    };
    match done.await {
        Ok(()) => see_other("/me?notice=joined#seats"),
        Err(error) => error.instead_of_form("/join"),
    }
}
