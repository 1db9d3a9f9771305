//! What the pages of keys show.

use admission::{KeyStanding, State};
use delegations::people::Person;
use delegations::proposals::{Proposal, VALID};
use record::webauthn::WebauthnKey;
use record::{KeyId, Time};

use super::keys::Here;
use super::model_signing::{KeyLine, KeyStands, KeysPage, ProposalLine, ProposalPage};
use super::signing::name_of;
use super::stops::stopping_key;

/// The keys of the participant, those that sign first.
pub(super) fn key_lines(state: &State, here: &Here, people: &[Person], now: Time) -> Vec<KeyLine> {
    let all = |list: &[String]| if list.iter().any(|one| one == "*") { Vec::new() } else { list.to_vec() };
    let line = |(id, key): (&KeyId, &admission::KeyState)| KeyLine {
        key: id.to_string(),
        name: name_of(people, &here.seat, key.person),
        own: key.person == here.me,
        passkey: key.passkey.is_some(),
        stands: match key.standing(now) {
            KeyStanding::Valid => KeyStands::Valid,
            KeyStanding::Waiting(_) => KeyStands::Waiting,
            KeyStanding::Revoked => KeyStands::Revoked,
        },
        from: key.from.to_string(),
        stoppable: stopping_key(state, here, id, now).is_some(),
        administrator: key.administrator,
        vouched_for: key.vouched_for,
        kinds: all(&key.kinds),
        mechanisms: all(&key.mechanisms),
    };
    let mut lines: Vec<KeyLine> =
        state.keys().filter(|(_, key)| key.participant == here.code).map(line).collect();
    lines.sort_by(|a, b| (a.stands, !a.own, &a.key).cmp(&(b.stands, !b.own, &b.key)));
    lines
}

fn proposal_line(here: &Here, proposal: &Proposal, key: &WebauthnKey, people: &[Person]) -> ProposalLine {
    ProposalLine {
        href: format!("/signing-keys/{}", hex::encode(proposal.id)),
        key: key.id().to_string(),
        label: proposal.label.clone(),
        name: name_of(people, &here.seat, proposal.signer).unwrap_or_default(),
        made: Time(proposal.made).to_string(),
        own: proposal.signer == here.me,
        vouched: proposal.enrolment.is_some(),
    }
}

/// The page of all keys, but for what depends on the session.
pub(super) fn keys_page(
    here: &Here,
    seat: String,
    keys: Vec<KeyLine>,
    open: &[Proposal],
    people: &[Person],
) -> KeysPage {
    let line = |proposal: &Proposal| Some(proposal_line(here, proposal, &proposal.passkey().ok()?, people));
    KeysPage {
        seat,
        keys,
        proposals: open.iter().filter_map(line).collect(),
        may_propose: false,
        may_stop: false,
        me: here.me.to_string(),
        device_name: String::new(),
        rp_id: String::new(),
        known: Vec::new(),
        notice: None,
        form: String::new(),
    }
}

/// The page of one proposal, but for what depends on the session and the register.
pub(super) fn proposal_page(
    here: &Here,
    proposal: &Proposal,
    key: &WebauthnKey,
    people: &[Person],
) -> ProposalPage {
    ProposalPage {
        line: proposal_line(here, proposal, key, people),
        spoken: key.id().spoken(),
        until: Time(proposal.made + VALID).to_string(),
        participant: here.code.clone(),
        sheet: None,
        may_vouch: false,
        first_administrator: false,
        refused: None,
        notice: None,
        form: String::new(),
    }
}
