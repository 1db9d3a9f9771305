//! Who acts for the seat of whoever asks: the people with their roles, open invitations, and what an administrator does
//! with them.
//!
//! Forms name a person by the random id of the seat, never by the account: what a page gives away says nothing of what else
//! the person acts for. A person of another seat can't be named at all, because people are looked for in the seat alone.

use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use delegations::audit::What;
use delegations::invitations::{self, Asked, Invitation};
use delegations::people::{self, Person};
use delegations::recovery::{self, Recovery};
use delegations::{DelegationError, Drawer, Secret};
use policy::{Action, Resource, Seat};
use record::Time;
use record::header::Salt;
use std::sync::Arc;

use super::caller::{Caller, SignedIn, seat_name};
use super::fields::Fields;
use super::guard::{self, AccountError, answered};
use super::model::{Notice, account_page, page_or_else, role_name};
use super::model_delegation::{
    DelegationPage, InvitationLine, LinkPage, ParticipantChoice, PersonLine, RoleChoice,
};
use super::office::Office;
use super::own_records;
use super::recover;
use super::sign_in::{self, note};
use crate::ask::Ask;
use crate::model::RecordLine;
use crate::reader::Reader;
use crate::words::words;

type SharedOffice = State<Arc<Office>>;

/// The address of the page.
pub(crate) const PAGE: &str = "/delegation";

/// Transmissions that await their State, as many as stand on the page: what is confirmed makes room for the next.
const MOST_AWAITED: usize = 50;

/// What lies in the drawers about a seat.
struct Found {
    people: Vec<Person>,
    invitations: Vec<Invitation>,
    recoveries: Vec<Recovery>,
    orders: Vec<(Recovery, Salt)>,
}

/// The page.
pub(crate) async fn show_delegation(
    State(office): SharedOffice,
    caller: Caller,
    ask: Ask,
    Query(asked): Query<sign_in::Asked>,
) -> Response {
    let made = async {
        let page = made(&office, &caller, &ask).await?;
        Ok(DelegationPage { notice: Notice::of(asked.notice.as_deref()), ..page })
    };
    page_or_else(made.await, PAGE, &ask)
}

/// The same before it is shown.
pub(super) async fn made(
    office: &Arc<Office>,
    caller: &Caller,
    ask: &Ask,
) -> Result<DelegationPage, AccountError> {
    let (_, seat, _) = caller.seat()?;
    // Whether somebody there can invite decides about invitations, not about seeing.
    office.require(caller, Action::SeeDelegation, &all_of(office, seat, false))?;
    let at = seat.clone();
    let found = office
        .look(move |_, drawer| {
            Ok(Found {
                people: people::of_seat(drawer, &at)?,
                invitations: invitations::of_seat(drawer, &at)?,
                recoveries: recovery::of_seat(drawer, &at)?,
                orders: match at {
                    Seat::Mechanism(_) => recovery::asked_from(drawer, &at)?,
                    _ => Vec::new(),
                },
            })
        })
        .await?;
    let awaited = awaited(office, caller, seat, ask).await?;
    let page = page(office, caller, ask, &found)?;
    Ok(DelegationPage { awaited, ..page })
}

/// What the secretariat transmitted in the delegation's name and it has not confirmed yet. Nobody else is shown a list of it:
/// that would say who was silent.
async fn awaited(
    office: &Arc<Office>,
    caller: &Caller,
    seat: &Seat,
    ask: &Ask,
) -> Result<Vec<RecordLine>, AccountError> {
    let Seat::Participant(code) = seat else { return Ok(Vec::new()) };
    let (hub, reader, code, lang) =
        (Arc::clone(&office.hub), Reader::of(caller, office), code.clone(), ask.lang);
    let look = move || {
        hub.at_desk_of(&reader, "", lang, |desk| {
            let transmitted = desk.views.by_participant(&code).rev();
            let awaited = transmitted.filter(views::RecordView::awaits_its_author).take(MOST_AWAITED);
            Ok(desk.records(awaited))
        })
    };
    let found = tokio::task::spawn_blocking(look).await.map_err(|_| AccountError::Fault)?;
    found.map_err(|_| AccountError::Fault)
}

fn page(office: &Office, caller: &Caller, ask: &Ask, found: &Found) -> Result<DelegationPage, AccountError> {
    let (signed_in, seat, _) = caller.seat()?;
    let edition = office.hub.edition();
    let name_of = |id| found.people.iter().find(|p| Some(p.id) == id).map(|p| p.name.clone());
    let invitation = |i: &Invitation| InvitationLine {
        id: hex::encode(i.digest),
        roles: i.roles.iter().map(|role| role_name(*role, words(ask.lang))).collect(),
        note: i.note.clone(),
        by: name_of(i.by),
        recovers: i.recovers.is_some(),
        expires: Time(i.expires).to_string(),
    };
    let person = |p: &Person| {
        let membership = p.membership(seat)?;
        let own = p.id == signed_in.person.id;
        let about = one_of(office, seat, own);
        let may = |action| office.offers(caller, action, &about);
        let open = found.recoveries.iter().find(|request| request.person == p.id);
        Some(PersonLine {
            name: p.name.clone(),
            roles: membership.roles.iter().map(|role| role_name(*role, words(ask.lang))).collect(),
            signer: membership.signer.to_string(),
            since: Time(membership.since).to_string(),
            own,
            choices: if may(Action::ChangeRoles) {
                RoleChoice::all(seat.form(), ask.lang, |role| membership.roles.contains(&role))
            } else {
                Vec::new()
            },
            may_remove: !own && may(Action::RemovePerson),
            may_recover: open.is_none() && may(Action::ApproveRecovery),
            recovery: open.map(|request| {
                let mut line = recover::line(office, ask.lang, request, name_of);
                line.may_confirm = may(Action::ApproveRecovery) && recover::is_second(request, signed_in);
                line
            }),
        })
    };
    let may_invite = office.offers(caller, Action::Invite, &all_of(office, seat, false));
    Ok(DelegationPage {
        seat: seat.to_string(),
        seat_name: seat_name(edition.catalogue(), seat, ask.lang),
        people: found.people.iter().filter_map(person).collect(),
        awaited: Vec::new(),
        invitations: may_invite.then(|| found.invitations.iter().map(invitation).collect()),
        choices: if may_invite { RoleChoice::all(seat.form(), ask.lang, |_| false) } else { Vec::new() },
        participants: if may_invite { participants(office, seat, ask) } else { Vec::new() },
        orders: if may_invite {
            found.orders.iter().map(|order| recover::order_line(office, ask.lang, order)).collect()
        } else {
            Vec::new()
        },
        stepped_up: caller.subject().stepped_up,
        exports: match seat {
            Seat::Participant(code) => office.offers(caller, Action::Export, &own_records::all(code)),
            Seat::Mechanism(_) | Seat::Stakeholder(_) => false,
        },
        sees_trail: office.offers(caller, Action::SeeAudit, &Resource::Trail(seat.clone())),
        notice: None,
        form: signed_in.form_token(),
    })
}

/// The participants of a secretariat's mechanism, by name.
fn participants(office: &Office, seat: &Seat, ask: &Ask) -> Vec<ParticipantChoice> {
    let Seat::Mechanism(id) = seat else { return Vec::new() };
    let edition = office.hub.edition();
    let catalogue = edition.catalogue();
    let Some(mechanism) = catalogue.mechanism(id) else { return Vec::new() };
    let mut codes: Vec<&str> = mechanism.participants().map(|(code, _, _)| code).collect();
    codes.sort_by_key(|code| edition.place(ask.lang, code));
    let choice = |code: &str| ParticipantChoice {
        seat: Seat::Participant(code.to_owned()).to_string(),
        name: catalogue.name(code, ask.lang).to_owned(),
    };
    codes.into_iter().map(choice).collect()
}

/// All persons of a seat, as policies ask about them.
pub(crate) fn all_of(office: &Office, seat: &Seat, vacant: bool) -> Resource {
    Resource::Delegation { seat: seat.clone(), mechanisms: office.mechanisms_of(seat), vacant }
}

/// One person of a seat, as policies ask about them.
pub(crate) fn one_of(office: &Office, seat: &Seat, own: bool) -> Resource {
    Resource::Person { seat: seat.clone(), mechanisms: office.mechanisms_of(seat), own }
}

/// The person of a seat whom records name by this id.
pub(crate) fn named(drawer: &Drawer<'_>, seat: &Seat, signer: &str) -> Result<Person, AccountError> {
    let is = |person: &Person| person.membership(seat).is_some_and(|m| m.signer.to_string() == signer);
    let people = people::of_seat(drawer, seat)?;
    people.into_iter().find(is).ok_or(AccountError::Delegation(DelegationError::Person))
}

/// Whoever sent a form of this page, and for whom they act.
pub(crate) fn sender(caller: &Caller) -> Result<(Arc<SignedIn>, Seat), AccountError> {
    let (signed_in, seat, _) = caller.seat()?;
    Ok((Arc::clone(signed_in), seat.clone()))
}

/// Makes an invitation, and shows its link this once.
pub(crate) async fn invite(
    State(office): SharedOffice,
    caller: Caller,
    ask: Ask,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let done = async {
        let fields: Fields = guard::form(&office, &caller, &headers, &body)?;
        let (signed_in, own_seat) = sender(&caller)?;
        let seat = match fields.maybe("seat") {
            Some(seat) => seat.parse().map_err(|_| AccountError::Unreadable)?,
            None => own_seat.clone(),
        };
        let (roles, note) = (fields.roles()?, fields.maybe("note").unwrap_or_default().trim().to_owned());
        let by = Some(signed_in.person.id);
        let asked = Asked { seat, roles, by, note, recovers: None };
        office
            .together(move |office, drawer| {
                let vacant = people::is_vacant(drawer, &asked.seat)?;
                office.require(&caller, Action::Invite, &all_of(office, &asked.seat, vacant))?;
                let (secret, invitation) = if asked.seat == own_seat {
                    invitations::invite(drawer, asked)?
                } else {
                    invitations::invite_from(drawer, asked, own_seat)?
                };
                note_invited(drawer, &signed_in, &invitation)?;
                Ok((secret, invitation))
            })
            .await
    };
    match done.await {
        Ok((secret, invitation)) => account_page(&link(&office, &ask, &secret, &invitation), &ask),
        Err(error) => error.instead_of_form(PAGE),
    }
}

fn note_invited(drawer: &Drawer<'_>, by: &SignedIn, made: &Invitation) -> Result<(), AccountError> {
    note(drawer, by, What::Invited, Some(short(made)))
}

/// What the trail calls an invitation: enough to tell it from others, and it opens nothing.
fn short(invitation: &Invitation) -> String {
    let roles: Vec<&str> = invitation.roles.iter().map(|role| role.as_str()).collect();
    format!("{} {} {}", hex::encode(&invitation.digest[..8]), invitation.seat, roles.join(" "))
}

/// The page on which a link stands this once.
pub(crate) fn link(office: &Office, ask: &Ask, secret: &Secret, invitation: &Invitation) -> LinkPage {
    let edition = office.hub.edition();
    LinkPage {
        link: format!("{}/join#{}", office.site.origin, secret.text()),
        seat_name: seat_name(edition.catalogue(), &invitation.seat, ask.lang),
        roles: invitation.roles.iter().map(|role| role_name(*role, words(ask.lang))).collect(),
        note: invitation.note.clone(),
        recovers: invitation.recovers.is_some(),
        expires: Time(invitation.expires).to_string(),
    }
}

/// Withdraws an open invitation.
pub(crate) async fn withdraw_invitation(
    State(office): SharedOffice,
    caller: Caller,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let done = async {
        let fields: Fields = guard::form(&office, &caller, &headers, &body)?;
        let digest: [u8; 32] = fields.hex("invitation")?;
        let (signed_in, seat) = sender(&caller)?;
        // Whoever may invite may take it back; the touch was for giving, and taking back is no harm.
        if !office.offers(&caller, Action::Invite, &all_of(&office, &seat, false)) {
            return Err(AccountError::Denied);
        }
        office
            .together(move |_, drawer| {
                invitations::withdraw(drawer, &seat, &digest)?;
                note(drawer, &signed_in, What::InvitationWithdrawn, Some(hex::encode(&digest[..8])))
            })
            .await
    };
    answered(done.await, PAGE, "removed")
}

/// Gives somebody other roles.
pub(crate) async fn change_roles(
    State(office): SharedOffice,
    caller: Caller,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let done = async {
        let fields: Fields = guard::form(&office, &caller, &headers, &body)?;
        let (signed_in, seat) = sender(&caller)?;
        let (signer, roles) = (fields.one("person")?.to_owned(), fields.roles()?);
        office
            .together(move |office, drawer| {
                let person = named(drawer, &seat, &signer)?;
                let own = person.id == signed_in.person.id;
                office.require(&caller, Action::ChangeRoles, &one_of(office, &seat, own))?;
                let names: Vec<&str> = roles.iter().map(|role| role.as_str()).collect();
                note(drawer, &signed_in, What::RolesChanged, Some(format!("{signer} {}", names.join(" "))))?;
                Ok(people::change_roles(drawer, person.id, &seat, roles)?)
            })
            .await
    };
    answered(done.await, PAGE, "saved")
}

/// Removes somebody: sessions and tokens end at once.
pub(crate) async fn remove_person(
    State(office): SharedOffice,
    caller: Caller,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let done = async {
        let fields: Fields = guard::form(&office, &caller, &headers, &body)?;
        let (signed_in, seat) = sender(&caller)?;
        let signer = fields.one("person")?.to_owned();
        office
            .together(move |office, drawer| {
                let person = named(drawer, &seat, &signer)?;
                let own = person.id == signed_in.person.id;
                office.require(&caller, Action::RemovePerson, &one_of(office, &seat, own))?;
                note(drawer, &signed_in, What::Removed, Some(signer))?;
                Ok(people::remove_from_seat(drawer, person.id, &seat)?)
            })
            .await
    };
    answered(done.await, PAGE, "removed")
}
