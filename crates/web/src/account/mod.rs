//! Accounts: the pages that know who asks. Sign-in, invitations, one's own account, one's delegation, drafts and signing.
//!
//! Who somebody *is* comes from `delegations`, what they *may* from `policy`; a handler here asks both, does one thing in
//! one transaction, notes it in the trail in the same transaction, and answers. Forms work without script; only passkeys
//! need the one script of ours, and whoever has none uses a printed code and `ssh-keygen`.
//!
//! Attacks that this room stops, each where it is written: a form sent from another site (`guard`), a session guessed or
//! kept after its end (`caller`), a sign-in tried out (`sign_in`), a touch given for one thing and used for another
//! (`delegations::challenges`), an account told apart from none by the answer (`sign_in`).

mod act_target;
mod acts;
mod arrival;
mod caller;
mod carrying;
mod coverage;
mod delegation;
mod draft_audience;
mod draft_before;
mod draft_cycles;
mod draft_document;
mod draft_form;
mod draft_parts;
mod draft_problems;
mod draft_reply;
mod draft_sign;
mod draft_talk;
mod draft_workbook;
mod draft_write;
mod drafts;
mod enrolment;
mod fields;
mod file_form;
mod guard;
mod import_forms;
mod import_page;
mod import_parts;
mod imports;
mod join;
mod keys;
mod keys_page;
mod mail;
mod matches;
mod me;
pub mod model;
pub mod model_acts;
pub mod model_coverage;
pub mod model_cycles;
pub mod model_delegation;
pub mod model_drafts;
pub mod model_imports;
pub mod model_mail;
pub mod model_matches;
pub mod model_openid;
pub mod model_reminders;
pub mod model_signing;
pub mod model_subscriptions;
pub mod model_transmissions;
pub mod model_use_again;
pub mod model_workbooks;
mod multipart;
mod office;
mod openid;
mod own_records;
mod peer;
pub mod reasons;
mod recover;
mod refusals;
mod reminders;
mod routes;
pub mod said;
mod services;
mod sign_in;
mod signing;
mod stops;
mod stream;
mod subscriptions;
mod tables;
mod tar;
mod together;
mod tokens;
mod trail;
mod transmission_sign;
mod transmissions;
mod use_again;
mod wire;
mod work_list;

pub(crate) use acts::TAKING_UP;
pub(crate) use arrival::arrive_first;
pub use caller::{Acting, SESSION_COOKIE};
pub(crate) use caller::{Caller, know_caller, subject_of};
pub use draft_document::WordReader;
pub(crate) use guard::{AccountError, MAX_FORM};
pub use mail::LETTER_LANGUAGES;
pub(crate) use model_drafts::OnlyIf;
pub use office::{Office, Site, SiteError};
pub(crate) use own_records::kept_by;
pub use peer::Peer;
pub(crate) use routes::routes;
pub use services::{ProviderLine, SignInServices};
pub use trail::OPERATOR;
