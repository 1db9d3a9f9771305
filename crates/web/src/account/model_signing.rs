//! What the pages for keys and for signing show.

use serde::Serialize;
use utoipa::ToSchema;

use super::model::Notice;
use super::reasons::Reason;
use super::said::Said;
use crate::words::Msg;

/// One of those whose keys a header names.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SignerLine {
    /// The key's id.
    pub key: String,
    /// Who holds it, for colleagues; none where the key is another seat's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The reader's own.
    pub own: bool,
    /// Has signed.
    pub signed: bool,
}

/// What is to be signed, byte for byte, and by whom.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Sheet {
    /// Where signatures go: a path of this hub.
    pub address: String,
    /// The record's id: SHA-256 of the header.
    pub id: String,
    /// What these bytes say, in words.
    pub says: Said,
    /// The header's very bytes.
    pub header: String,
    /// The body's very bytes.
    pub body: String,
    /// Whose keys sign it.
    pub signers: Vec<SignerLine>,
    /// The reader's passkeys that have yet to sign, base64url.
    pub credentials: Vec<String>,
    /// A key of the reader's that signs on the reader's own machine has yet to sign.
    pub own_machine: bool,
    /// The relying party's id.
    pub rp_id: String,
}

impl Sheet {
    /// A draft's: its header can be had as a file.
    pub(crate) fn is_draft(&self) -> bool {
        ["/drafts/", "/transmissions/"].iter().any(|folder| self.address.starts_with(folder))
    }
}

/// How a key stands in the register.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum KeyStands {
    /// It may sign.
    Valid,
    /// It may sign later.
    Waiting,
    /// It signs no more.
    Revoked,
}

/// A key in the register.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[expect(clippy::struct_excessive_bools, reason = "five facts that have nothing to do with each other")]
pub struct KeyLine {
    /// Its id.
    pub key: String,
    /// Who holds it, for colleagues.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The reader's own.
    pub own: bool,
    /// It is a passkey, which signs in the page.
    pub passkey: bool,
    /// How it stands.
    pub stands: KeyStands,
    /// From when on it may sign.
    pub from: String,
    /// It waits, and the reader can stop it.
    pub stoppable: bool,
    /// It may enrol others.
    pub administrator: bool,
    /// The secretariat vouched for it.
    pub vouched_for: bool,
    /// The kinds it may sign; empty for all.
    pub kinds: Vec<String>,
    /// The mechanisms for which it may sign; empty for all.
    pub mechanisms: Vec<String>,
}

impl KeyLine {
    /// The message that says how it stands.
    pub(crate) fn stands_word(&self) -> &'static str {
        let Msg(key) = match self.stands {
            KeyStands::Valid => Msg("key-valid"),
            KeyStands::Waiting => Msg("key-waiting"),
            KeyStands::Revoked => Msg("key-revoked"),
        };
        key
    }
}

/// A key that waits to be enrolled.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProposalLine {
    /// Its page.
    pub href: String,
    /// The key's id.
    pub key: String,
    /// The random label of its record.
    pub label: String,
    /// Who made it.
    pub name: String,
    /// When.
    pub made: String,
    /// The reader's own.
    pub own: bool,
    /// Somebody has vouched for it: it waits for signatures.
    pub vouched: bool,
}

/// The keys of a seat.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct KeysPage {
    /// The seat's name.
    pub seat: String,
    /// Keys in the register.
    pub keys: Vec<KeyLine>,
    /// Keys that wait to be enrolled.
    pub proposals: Vec<ProposalLine>,
    /// The reader may propose one.
    pub may_propose: bool,
    /// The reader may stop keys that wait.
    pub may_stop: bool,
    /// The number by which records name the reader, which a key of their own machine is enrolled with.
    pub me: String,
    /// How the reader's new key will be called by the device.
    #[serde(skip)]
    pub device_name: String,
    /// The relying party's id.
    #[serde(skip)]
    pub rp_id: String,
    /// Passkeys of the reader that sign already: the device isn't to make another beside one.
    #[serde(skip)]
    pub known: Vec<String>,
    /// What went well or wrong the last time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notice: Option<Notice>,
    /// The form's word.
    #[serde(skip)]
    pub form: String,
}

/// A key that waits to be enrolled, on a page of its own.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProposalPage {
    /// The proposal.
    #[serde(flatten)]
    pub line: ProposalLine,
    /// The key's id in groups of digits, to be compared over a second channel.
    pub spoken: String,
    /// Until when somebody may vouch for it.
    pub until: String,
    /// The participant's code.
    pub participant: String,
    /// The record of enrolment, once there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<Sheet>,
    /// The reader has an administrator's key and may vouch for it.
    pub may_vouch: bool,
    /// The participant has no administrator's key yet: the root keys make this one such, or none of its colleagues' could follow
    /// without them.
    pub first_administrator: bool,
    /// What the hub said of the last attempt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused: Option<Reason>,
    /// What went well or wrong the last time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notice: Option<Notice>,
    /// The form's word.
    #[serde(skip)]
    pub form: String,
}
