//! What the account pages show.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use policy::Role;
use serde::Serialize;
use utoipa::ToSchema;

use super::guard::AccountError;
use super::model_delegation::{RecoveryLine, ScopeChoice};
use super::model_mail::MailPart;
use super::model_openid::{IdentityLine, ServiceLine};
use crate::WebError;
use crate::answer::{reply, write};
use crate::ask::{Account, Ask};
use crate::finish::WithScript;
use crate::screens::Screen;
use crate::words::{Msg, Words};
use axum::http::StatusCode;

/// A page of an account: nobody keeps a copy of it, and our script may run.
pub(crate) fn account_page(model: &impl Screen, ask: &Ask) -> Response {
    let exercise = matches!(&ask.account, Account::Acting(acting) if acting.exercise);
    let fresh = Ask { if_none_match: None, exercise, ..ask.clone() };
    match write(model, &fresh) {
        Ok(text) => {
            let mut response = reply(StatusCode::OK, text, &fresh);
            response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
            response.headers_mut().remove(header::ETAG);
            response.extensions_mut().insert(WithScript);
            response
        }
        Err(error) => WebError::into_response(error),
    }
}

/// The page again from which something was sent, with the status of what the hub said to it.
pub(crate) fn page_again(model: &impl Screen, error: &AccountError, ask: &Ask) -> Response {
    let mut answer = account_page(model, ask);
    *answer.status_mut() = error.status();
    answer
}

/// The page that was made for this path, or where its reader is led instead.
pub(crate) fn page_or_else(made: Result<impl Screen, AccountError>, path: &str, ask: &Ask) -> Response {
    made.map_or_else(|error| error.instead_of_page(path), |page| account_page(&page, ask))
}

/// What a page says after something was tried: from a list of ours, so that an address can't put words into a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Notice {
    /// The stable code.
    pub code: &'static str,
    /// Something went wrong.
    pub wrong: bool,
    #[serde(skip)]
    message: &'static str,
}

macro_rules! notices {
    ($($code:literal $wrong:literal $key:expr),* $(,)?) => {
        const NOTICES: &[(&str, bool, Msg)] = &[$(($code, $wrong, $key)),*];
    };
}

notices!(
    "joined" false Msg("notice-joined"),
    "saved" false Msg("notice-saved"),
    "saved-with-others" false Msg("notice-saved-with-others"),
    "too-long" true Msg("notice-too-long"),
    "cleared" false Msg("notice-cleared"),
    "remark-made" false Msg("notice-remark-made"),
    "remark-settled" false Msg("notice-remark-settled"),
    "document-taken" false Msg("notice-document-taken"),
    "document-unreadable" true Msg("notice-document-unreadable"),
    "needs-release" true Msg("notice-needs-release"),
    "choose-signers" true Msg("notice-choose-signers"),
    "workbook-taken" false Msg("notice-workbook-taken"),
    "workbook-nothing" true Msg("notice-workbook-nothing"),
    "ended" false Msg("notice-ended"),
    "removed" false Msg("notice-removed"),
    "subscribed" false Msg("notice-subscribed"),
    "unsubscribed" false Msg("notice-unsubscribed"),
    "address-unconfirmed" true Msg("notice-address-unconfirmed"),
    "asked" false Msg("notice-asked"),
    "import-confirmed" false Msg("notice-import-confirmed"),
    "code-sent" false Msg("notice-code-sent"),
    "code-wrong" true Msg("notice-code-wrong"),
    "stopped" false Msg("notice-stopped"),
    "signed" false Msg("notice-signed"),
    "enrolled" false Msg("notice-enrolled"),
    "no-such-proposal" true Msg("notice-no-such-proposal"),
    "waiting" false Msg("notice-waiting"),
    "sign-in-failed" true Msg("notice-sign-in-failed"),
    "invitation-invalid" true Msg("notice-invitation-invalid"),
    "challenge-invalid" true Msg("notice-challenge-invalid"),
    "passkey-known" true Msg("notice-passkey-known"),
    "identity-known" true Msg("notice-identity-known"),
    "service-unreachable" true Msg("notice-service-unreachable"),
    "no-such-person" true Msg("notice-no-such-person"),
    "no-such-draft" true Msg("notice-no-such-draft"),
    "not-your-seat" true Msg("notice-not-your-seat"),
    "field" true Msg("notice-field"),
    "saved-meanwhile" true Msg("notice-saved-meanwhile"),
    "last-administrator" true Msg("notice-last-administrator"),
    "same-person" true Msg("notice-same-person"),
    "same-service" true Msg("notice-same-service"),
    "hidden-character" true Msg("notice-hidden-character"),
    "files-full" true Msg("notice-files-full"),
    "too-many" true Msg("notice-too-many"),
    "too-often" true Msg("notice-too-often"),
);

impl Notice {
    /// The notice with this code, if it is one of ours.
    pub fn of(code: Option<&str>) -> Option<Self> {
        let (code, wrong, Msg(message)) = NOTICES.iter().find(|(known, _, _)| Some(*known) == code)?;
        Some(Self { code, wrong: *wrong, message })
    }

    /// What it says.
    pub(crate) fn message(&self) -> &'static str {
        self.message
    }
}

/// The page for signing in.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SignInPage {
    /// Where to go afterwards.
    pub next: String,
    /// The services of governments by which one may sign in.
    pub services: Vec<ServiceLine>,
    /// What went wrong the last time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notice: Option<Notice>,
}

/// The page of an invitation's link.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct JoinPage {
    /// Governments have services here; by which of them one may join, an invitation says.
    pub services: bool,
    /// The hub sends mail, so that an address is of use.
    pub mail: bool,
    /// The form's word, when somebody is signed in.
    #[serde(skip)]
    pub form: Option<String>,
    /// What went wrong the last time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notice: Option<Notice>,
}

/// The page that asks for a fresh touch.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TouchPage {
    /// Where to go afterwards.
    pub next: String,
    /// The services that open the account: signing in there afresh counts as a touch.
    pub services: Vec<ServiceLine>,
    /// The form's word.
    #[serde(skip)]
    pub form: String,
}

/// One of the seats that somebody may act for.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SeatLine {
    /// As it is written.
    pub seat: String,
    /// By name.
    pub name: String,
    /// As what, in the page's language.
    pub roles: Vec<String>,
    /// The random id by which records and the trail name the person here.
    pub signer: String,
    /// The one that the session acts for.
    pub current: bool,
}

/// An open session.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SessionLine {
    /// What it is called.
    pub number: String,
    /// When it began.
    pub opened: String,
    /// When something was last asked.
    pub seen: String,
    /// How its person signed in.
    pub means: &'static str,
    /// The passkey's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// This one.
    pub current: bool,
}

/// A passkey for signing in.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PasskeyLine {
    /// Its credential's id, base64url.
    pub credential: String,
    /// What its person calls it.
    pub label: String,
    /// When it was made.
    pub created: String,
    /// When it was last used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub used: Option<String>,
}

/// A token for interfaces.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TokenLine {
    /// What it is called in forms.
    pub number: String,
    /// What its person calls it.
    pub label: String,
    /// For whom it acts.
    pub seat: String,
    /// What it may be used for.
    pub scopes: Vec<&'static str>,
    /// Until when it is good.
    pub expires: String,
    /// The day of its last use.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub used: Option<String>,
}

/// Something that was accepted in a delegation's name.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SignedLine {
    /// The record's page.
    pub href: String,
    /// Its id.
    pub id: String,
    /// In whose name.
    pub seat: String,
    /// Its kind.
    pub kind: String,
    /// When it was taken in.
    pub at: String,
    /// By the person, not by a colleague.
    pub own: bool,
    /// What it did, in words.
    pub told: String,
    /// From when on a key may sign that waits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
}

/// One's own account.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MePage {
    /// What the person is called.
    pub name: String,
    /// Where notices go.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// What one may act for.
    pub seats: Vec<SeatLine>,
    /// Open sessions.
    pub sessions: Vec<SessionLine>,
    /// Passkeys.
    pub passkeys: Vec<PasskeyLine>,
    /// Services that open the account.
    pub identities: Vec<IdentityLine>,
    /// Services that may be let open it.
    pub services: Vec<ServiceLine>,
    /// Tokens.
    pub tokens: Vec<TokenLine>,
    /// How many printed codes are unused.
    pub unused_codes: usize,
    /// Whether notices are mailed.
    pub mail: MailPart,
    /// What was signed by the person and, in delegations that the person administers, by anybody.
    pub signed: Vec<SignedLine>,
    /// What was asked about the account by others who say that its passkeys are lost.
    pub recoveries: Vec<RecoveryLine>,
    /// The seat has drafts, and its reader may see them.
    pub drafts: bool,
    /// The seat enters what arrived by note verbale, and its reader may do so.
    pub transmits: bool,
    /// Its reader may see the seat's trail.
    pub sees_trail: bool,
    /// Where the seat's imported texts are reviewed, if its reader may do so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub imports: Option<&'static str>,
    /// What a token can be used for.
    pub scopes: Vec<ScopeChoice>,
    /// For how many days a token can be made.
    pub days: Vec<u64>,
    /// What went well or wrong the last time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notice: Option<Notice>,
    /// The form's word.
    #[serde(skip)]
    pub form: String,
}

/// Codes to be printed, shown this once.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CodesPage {
    /// The codes.
    pub codes: Vec<String>,
}

/// What a role is called.
pub(crate) fn role_name(role: Role, words: &Words) -> String {
    let message = match role {
        Role::NationalAdministrator => Msg("role-national-administrator"),
        Role::Delegate => Msg("role-delegate"),
        Role::Contact => Msg("role-contact"),
        Role::Reader => Msg("role-reader"),
        Role::Chair => Msg("role-chair"),
        Role::SecretariatAdministrator => Msg("role-secretariat-administrator"),
        Role::Officer => Msg("role-officer"),
        Role::Auditor => Msg("role-auditor"),
        Role::Stakeholder => Msg("role-stakeholder"),
    };
    words.say(message).to_owned()
}
