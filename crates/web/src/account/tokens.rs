//! Tokens for programs: made and ended on one's own page, shown once; and what a program learns of its own token.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use delegations::audit::What;
use delegations::tokens;
use policy::{Action, Scope};
use record::Time;
use std::collections::BTreeSet;
use std::sync::Arc;

use super::caller::{Caller, seat_name};
use super::delegation::{one_of, sender};
use super::fields::Fields;
use super::guard::{self, AccountError, see_other};
use super::model::account_page;
use super::model_delegation::{ScopeChoice, TokenFacts, TokenPage};
use super::office::Office;
use super::sign_in::note;
use crate::ask::Ask;
use delegations::DelegationError;

type SharedOffice = State<Arc<Office>>;

const DAY: u64 = 86_400;

/// The lives that the page offers, in days: a trial, a season, a year.
pub(crate) const LIVES: [u64; 3] = [30, 90, 365];

/// What a new token may be used for.
pub(crate) const SCOPES: [Scope; 1] = [Scope::Read];

/// Makes a token, and shows it this once.
pub(crate) async fn make_token(
    State(office): SharedOffice,
    caller: Caller,
    ask: Ask,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let done = async {
        let fields: Fields = guard::form(&office, &caller, &headers, &body)?;
        let (signed_in, seat) = sender(&caller)?;
        office.require(&caller, Action::MakeToken, &one_of(&office, &seat, true))?;
        let label = fields.one("label")?.to_owned();
        let scopes: BTreeSet<Scope> = fields.ticked("scope")?;
        if !scopes.iter().all(|scope| SCOPES.contains(scope)) {
            return Err(DelegationError::Field { field: "scopes", why: "choose what the page offers" }.into());
        }
        let days: u64 = fields.one("days")?.parse().map_err(|_| AccountError::Unreadable)?;
        if !LIVES.contains(&days) {
            return Err(
                DelegationError::Field { field: "expires", why: "choose one of the days offered" }.into()
            );
        }
        office
            .together(move |_, drawer| {
                let made = tokens::make(drawer, &signed_in.person, &seat, &label, scopes, days * DAY)?;
                note(
                    drawer,
                    &signed_in,
                    What::TokensChanged,
                    Some(format!("made {}", hex::encode(made.1.number))),
                )?;
                Ok(made)
            })
            .await
    };
    match done.await {
        Ok((secret, token)) => {
            let edition = office.hub.edition();
            let page = TokenPage {
                token: secret.text(),
                label: token.label,
                seat_name: seat_name(edition.catalogue(), &token.seat, ask.lang),
                scopes: token.scopes.iter().map(|scope| ScopeChoice::of(*scope, ask.lang)).collect(),
                expires: Time(token.expires).to_string(),
                base_url: office.site.origin.clone(),
            };
            account_page(&page, &ask)
        }
        Err(error) => error.instead_of_form("/me"),
    }
}

/// Ends one of one's own tokens, for whichever seat it was made.
pub(crate) async fn end_token(
    State(office): SharedOffice,
    caller: Caller,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let done = async {
        let fields: Fields = guard::form(&office, &caller, &headers, &body)?;
        let number: [u8; 8] = fields.hex("number")?;
        let (signed_in, seat) = sender(&caller)?;
        // Ending one is never harder than making one was: no touch is asked for.
        office.require(&caller, Action::ManageSessions, &one_of(&office, &seat, true))?;
        office
            .together(move |_, drawer| {
                tokens::end(drawer, signed_in.person.id, number)?;
                note(drawer, &signed_in, What::TokensChanged, Some(format!("ended {}", hex::encode(number))))
            })
            .await
    };
    match done.await {
        Ok(()) => see_other("/me?notice=removed#tokens"),
        Err(error) => error.instead_of_form("/me"),
    }
}

/// What the program that asks may do: for whom, within which scopes, until when.
pub(crate) async fn show_token(caller: Caller) -> Result<Response, AccountError> {
    let bearer = caller.bearer.as_ref().ok_or(AccountError::Delegation(DelegationError::Session))?;
    let (_, membership) = caller.acting()?;
    let token = &bearer.token;
    let facts = TokenFacts {
        label: token.label.clone(),
        seat: token.seat.to_string(),
        roles: membership.roles.iter().map(|role| role.as_str()).collect(),
        scopes: token.scopes.iter().map(|scope| scope.as_str()).collect(),
        expires: Time(token.expires).to_string(),
    };
    Ok(Json(facts).into_response())
}
