//! What the pages of a delegation, of its links and tokens, and of its trail show.

use catalogue::Lang;
use delegations::audit::What;
use policy::{Role, Scope, SeatForm};
use serde::Serialize;
use utoipa::ToSchema;

use super::model::{Notice, role_name};
use crate::model::RecordLine;
use crate::words::{Msg, Words, words};

/// A role that can be given here.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RoleChoice {
    /// The word in forms.
    pub role: &'static str,
    /// What it is called.
    pub name: String,
    /// What it lets somebody do.
    pub meaning: String,
    /// Whether the person holds it.
    pub held: bool,
}

impl RoleChoice {
    /// The roles of a form of seat, some of them held.
    pub(crate) fn all(form: SeatForm, lang: Lang, held: impl Fn(Role) -> bool) -> Vec<Self> {
        let roles = Role::ALL.iter().filter(|role| role.belongs_to() == form);
        roles
            .map(|role| Self {
                role: role.as_str(),
                name: role_name(*role, words(lang)),
                meaning: words(lang).say(meaning(*role)).to_owned(),
                held: held(*role),
            })
            .collect()
    }
}

fn meaning(role: Role) -> Msg {
    match role {
        Role::NationalAdministrator => Msg("meaning-national-administrator"),
        Role::Delegate => Msg("meaning-delegate"),
        Role::Contact => Msg("meaning-contact"),
        Role::Reader => Msg("meaning-reader"),
        Role::Chair => Msg("meaning-chair"),
        Role::SecretariatAdministrator => Msg("meaning-secretariat-administrator"),
        Role::Officer => Msg("meaning-officer"),
        Role::Auditor => Msg("meaning-auditor"),
        Role::Stakeholder => Msg("meaning-stakeholder"),
    }
}

/// A request to recover somebody's account.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RecoveryLine {
    /// For whom the two others know the person, as the seat is written.
    pub seat: String,
    /// By name.
    pub seat_name: String,
    /// Who asked; none when the secretariat did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// When.
    pub asked: String,
    /// From when the secretariat can go on, if it asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waits: Option<String>,
    /// Until when it can be confirmed.
    pub expires: String,
    /// The reader can be the second person.
    pub may_confirm: bool,
}

/// Somebody who acts for the seat.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PersonLine {
    /// The name.
    pub name: String,
    /// As what, in the page's language.
    pub roles: Vec<String>,
    /// The random id by which records and the trail name the person here.
    pub signer: String,
    /// Since when.
    pub since: String,
    /// The reader.
    pub own: bool,
    /// The roles that the reader can give the person; none if the reader can't.
    pub choices: Vec<RoleChoice>,
    /// The reader can remove the person.
    pub may_remove: bool,
    /// The reader can ask that the account be recovered.
    pub may_recover: bool,
    /// The open request to recover the account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recovery: Option<RecoveryLine>,
}

/// An invitation that nobody has used yet.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct InvitationLine {
    /// What it is called in forms: the digest of its secret, which opens nothing.
    pub id: String,
    /// As what.
    pub roles: Vec<String>,
    /// For whom, in the inviter's words.
    pub note: String,
    /// Who invited; none when the operator did, or somebody who is gone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// It recovers an account.
    pub recovers: bool,
    /// Until when it can be used.
    pub expires: String,
}

/// A participant whose first administrator a secretariat can invite.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ParticipantChoice {
    /// Its seat, as it is written.
    pub seat: String,
    /// Its name.
    pub name: String,
}

/// A recovery that a secretariat asked for, which its root keys must sign.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OrderLine {
    /// The delegation, as its seat is written.
    pub seat: String,
    /// By name.
    pub seat_name: String,
    /// The id by which records name the person.
    pub person: String,
    /// When it was asked.
    pub asked: String,
    /// From when on it can be completed.
    pub from: String,
    /// That is still to come.
    pub waits: bool,
    /// What the keepers of the root keys sign.
    pub file: String,
}

/// Who acts for a seat.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DelegationPage {
    /// The seat, as it is written.
    pub seat: String,
    /// By name.
    pub seat_name: String,
    /// Who acts for it.
    pub people: Vec<PersonLine>,
    /// What was transmitted in the delegation's name and not confirmed yet, the newest first; for itself alone.
    pub awaited: Vec<RecordLine>,
    /// Open invitations, for those who may invite.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invitations: Option<Vec<InvitationLine>>,
    /// The roles that an invitation can give.
    pub choices: Vec<RoleChoice>,
    /// The participants of a secretariat's mechanism.
    pub participants: Vec<ParticipantChoice>,
    /// Recoveries that this secretariat asked for.
    pub orders: Vec<OrderLine>,
    /// What needs a fresh touch can be done now.
    pub stepped_up: bool,
    /// The reader may take along all that was said in the seat's name, after a touch if one is needed.
    pub exports: bool,
    /// The reader sees the trail of the seat.
    pub sees_trail: bool,
    /// What went well or wrong the last time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notice: Option<Notice>,
    /// The form's word.
    #[serde(skip)]
    pub form: String,
}

/// A link, shown this once.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LinkPage {
    /// The link.
    pub link: String,
    /// For whom its user will act.
    pub seat_name: String,
    /// As what.
    pub roles: Vec<String>,
    /// For whom it is, in the inviter's words.
    pub note: String,
    /// It recovers an account.
    pub recovers: bool,
    /// Until when it can be used.
    pub expires: String,
}

/// A token, shown this once.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TokenPage {
    /// The token.
    pub token: String,
    /// What its maker calls it.
    pub label: String,
    /// For whom it acts.
    pub seat_name: String,
    /// What it may be used for.
    pub scopes: Vec<ScopeChoice>,
    /// Until when.
    pub expires: String,
    /// The hub's address, for the example.
    pub base_url: String,
}

/// What a token can be used for.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ScopeChoice {
    /// The word.
    pub scope: &'static str,
    /// What it lets a program do.
    pub meaning: String,
}

impl ScopeChoice {
    /// A scope in words.
    pub(crate) fn of(scope: Scope, lang: Lang) -> Self {
        let meaning = match scope {
            Scope::Read => Msg("scope-read"),
            Scope::Write => Msg("scope-write"),
        };
        Self { scope: scope.as_str(), meaning: words(lang).say(meaning).to_owned() }
    }
}

/// What the program that asks may do.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TokenFacts {
    /// What its maker calls it.
    pub label: String,
    /// For whom it acts.
    pub seat: String,
    /// The roles of who made it.
    pub roles: Vec<&'static str>,
    /// What it may be used for.
    pub scopes: Vec<&'static str>,
    /// Until when.
    pub expires: String,
}

/// An event of the trail.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct EventLine {
    /// Its place in the hub's trail.
    pub number: u64,
    /// When.
    pub at: String,
    /// What, as a word.
    pub what: String,
    /// What, in the page's language.
    pub says: String,
    /// Who, by the seat's random id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub who: Option<String>,
    /// Whose id that is, while the person acts for the seat.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Whoever runs the hub did it, from its command line.
    pub by_the_operator: bool,
    /// On what.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// How often, or on how many.
    pub count: usize,
}

/// The trail of a seat.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TrailPage {
    /// The seat, as it is written.
    pub seat: String,
    /// By name.
    pub seat_name: String,
    /// When the hour that is shown began; none for the newest events.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hour: Option<String>,
    /// The events: the newest first, of an hour in order.
    pub events: Vec<EventLine>,
    /// Where older events begin.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<u64>,
    /// The place before which the events of this page begin, where they aren't the newest.
    #[serde(skip)]
    pub begins_before: Option<u64>,
    /// No commitment covers events from here on.
    pub uncommitted: String,
    /// What went well or wrong the last time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notice: Option<Notice>,
    /// The form's word.
    #[serde(skip)]
    pub form: String,
}

/// What happened, in words.
pub(crate) fn what_name(what: What, words: &Words) -> String {
    let message = match what {
        What::SignedIn => Msg("event-signed-in"),
        What::SignInFailed => Msg("event-sign-in-failed"),
        What::SignedOut => Msg("event-signed-out"),
        What::SteppedUp => Msg("event-stepped-up"),
        What::Invited => Msg("event-invited"),
        What::InvitationWithdrawn => Msg("event-invitation-withdrawn"),
        What::Joined => Msg("event-joined"),
        What::RolesChanged => Msg("event-roles-changed"),
        What::Removed => Msg("event-removed"),
        What::PasskeysChanged => Msg("event-passkeys-changed"),
        What::CodesPrinted => Msg("event-codes-printed"),
        What::Recovery => Msg("event-recovery"),
        What::TokensChanged => Msg("event-tokens-changed"),
        What::MailChanged => Msg("event-mail-changed"),
        What::KeyProposed => Msg("event-key-proposed"),
        What::Submitted => Msg("event-submitted"),
        What::Exported => Msg("event-exported"),
        What::ReadRestricted => Msg("event-read-restricted"),
        What::PolicyChanged => Msg("event-policy-changed"),
        What::Erased => Msg("event-erased"),
        What::ImportReviewed => Msg("event-import-reviewed"),
        What::ImportConfirmed => Msg("event-import-confirmed"),
        What::ReleaseRule => Msg("event-release-rule"),
        What::Refused => Msg("event-refused"),
    };
    words.say(message).to_owned()
}
