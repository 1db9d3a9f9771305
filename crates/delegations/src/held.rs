//! All that is held about a person, as the person may take it along: the account, and what of theirs lies in every other drawer.
//! Signed records are not in it, nor what colleagues wrote. A new drawer says in its room's tests where it stands here.

use policy::{Role, Seat};
use record::header::Salt;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

use crate::audit::{self, Event};
use crate::drafts::{Draft, Touched};
use crate::history::{Changed, History};
use crate::invitations::Invitation;
use crate::letters::{Letter, Says};
use crate::people::{self, Held};
use crate::proposals::Proposal;
use crate::recovery::{Asker, Recovery};
use crate::remarks::Remark;
use crate::reminders::{self, Reminded};
use crate::{DelegationError, Drawer, PersonId};

/// The most events of one's own in the file: a year of somebody who does thirty things a day.
pub const MAX_EVENTS: usize = 10_000;

/// Places of the trail that are looked at for them: the trails of all seats lie in one order.
const REACH: u64 = 200_000;

/// Everything that is held about a person.
#[derive(Clone, Debug, Serialize)]
pub struct Everything {
    /// The account.
    #[serde(flatten)]
    pub account: Held,
    /// Mail that waits to go out. A code on its way isn't shown: it proves that who types it reads the mail.
    pub letters: Vec<Letter>,
    /// What the person was reminded of.
    pub reminders: Vec<Reminded>,
    /// Signing keys that the person proposed and that wait to be vouched for.
    pub key_proposals: Vec<Proposal>,
    /// Invitations that the person made and nobody has used yet.
    pub invitations: Vec<OwnInvitation>,
    /// Requests to recover the person's account, and those that the person made for others.
    pub recoveries: Vec<OwnRecovery>,
    /// What the person did in drafts that still lie there.
    pub drafts: Vec<OwnDraft>,
    /// What the person remarked on drafts.
    pub remarks: Vec<OwnRemark>,
    /// What the person did, the newest first.
    pub events: Vec<Event>,
    /// There may be older events than those.
    pub more_events: bool,
}

/// An invitation that somebody made.
#[derive(Clone, Debug, Serialize)]
pub struct OwnInvitation {
    /// Into which seat.
    #[serde(with = "crate::as_text::one")]
    pub seat: Seat,
    /// As what.
    #[serde(with = "crate::as_text::set")]
    pub roles: BTreeSet<Role>,
    /// For whom, in the person's words.
    pub note: String,
    /// When, in seconds since 1970.
    pub created: u64,
    /// Until when it can be used, in seconds since 1970.
    pub expires: u64,
}

/// A request for a recovery that concerns somebody.
#[derive(Clone, Debug, Serialize)]
pub struct OwnRecovery {
    /// In which seat the person is known whose account it is.
    #[serde(with = "crate::as_text::one")]
    pub seat: Seat,
    /// It is the person's own account.
    pub own_account: bool,
    /// The person asked.
    pub asked_by_me: bool,
    /// When, in seconds since 1970.
    pub asked: u64,
    /// Until when it can be confirmed, in seconds since 1970.
    pub expires: u64,
}

/// What somebody did in a draft. Its words are the delegation's.
#[derive(Clone, Debug, Serialize)]
pub struct OwnDraft {
    /// The draft's id.
    pub draft: String,
    /// Whose it is.
    #[serde(with = "crate::as_text::one")]
    pub seat: Seat,
    /// The kind of record it becomes.
    pub kind: String,
    /// The person began it.
    pub begun: bool,
    /// When the person saved it, if nobody has since.
    pub saved: Option<u64>,
    /// When the person cleared it, if they did.
    pub cleared: Option<u64>,
    /// The parts that the person was the last to change, and when.
    pub parts: BTreeMap<String, u64>,
    /// The same of cells, each after the name of its part.
    pub cells: BTreeMap<String, u64>,
}

/// A remark, or that somebody else's is settled.
#[derive(Clone, Debug, Serialize)]
pub struct OwnRemark {
    /// The draft's id.
    pub draft: String,
    /// On which section.
    pub section: String,
    /// What the person wrote, and when; none if a colleague wrote it.
    pub wrote: Option<(String, u64)>,
    /// When the person settled it, if they did.
    pub settled: Option<u64>,
}

/// Everything that is held about a person.
pub fn about(drawer: &Drawer<'_>, id: PersonId) -> Result<Everything, DelegationError> {
    let account = people::held(drawer, id)?;
    let signers: Vec<Salt> = account.person.memberships.iter().map(|one| one.signer).collect();
    let trail = audit::of_signers(drawer, &signers, MAX_EVENTS, REACH)?;
    let mut letters: Vec<Letter> = drawer.of_owner(&id.0)?;
    letters.retain(|letter| !matches!(letter.says, Says::Code(_)));
    let mut key_proposals: Vec<Proposal> = drawer.all()?;
    key_proposals.retain(|proposal| proposal.person == id);
    Ok(Everything {
        account,
        letters,
        reminders: reminders::of_person(drawer, id)?,
        key_proposals,
        invitations: invitations(drawer, id)?,
        recoveries: recoveries(drawer, id)?,
        drafts: drafts(drawer, id)?,
        remarks: remarks(drawer, id)?,
        events: trail.events,
        more_events: trail.before.is_some(),
    })
}

fn invitations(drawer: &Drawer<'_>, id: PersonId) -> Result<Vec<OwnInvitation>, DelegationError> {
    let made = drawer.all::<Invitation>()?.into_iter().filter(|one| one.by == Some(id));
    let own = made.map(|one| OwnInvitation {
        seat: one.seat,
        roles: one.roles,
        note: one.note,
        created: one.created,
        expires: one.expires,
    });
    Ok(own.collect())
}

fn recoveries(drawer: &Drawer<'_>, id: PersonId) -> Result<Vec<OwnRecovery>, DelegationError> {
    let own = |one: Recovery| {
        let asked_by_me = one.asked_by == Asker::Person(id) || one.helper == Some(id);
        let own_account = one.person == id;
        (asked_by_me || own_account).then_some(OwnRecovery {
            seat: one.seat,
            own_account,
            asked_by_me,
            asked: one.asked,
            expires: one.expires,
        })
    };
    Ok(drawer.all()?.into_iter().filter_map(own).collect())
}

fn drafts(drawer: &Drawer<'_>, id: PersonId) -> Result<Vec<OwnDraft>, DelegationError> {
    let mut cells: BTreeMap<[u8; 16], BTreeMap<String, u64>> = BTreeMap::new();
    for Changed { draft, part, cell, at } in History::by(drawer, id)? {
        cells.entry(draft).or_default().insert(format!("{part}/{cell}"), at);
    }
    let by_me = |touched: &Touched| (touched.by == Some(id)).then_some(touched.at);
    let own = |draft: Draft| {
        let cells = cells.remove(&draft.id).unwrap_or_default();
        (draft.is_by(id) || !cells.is_empty()).then(|| OwnDraft {
            draft: hex::encode(draft.id),
            begun: draft.begun_by == Some(id),
            saved: (draft.saved_by == Some(id)).then_some(draft.saved),
            cleared: draft.cleared.as_ref().and_then(by_me),
            parts: draft.parts.iter().filter_map(|(part, one)| Some((part.clone(), by_me(one)?))).collect(),
            cells,
            seat: draft.seat,
            kind: draft.kind,
        })
    };
    Ok(drawer.all()?.into_iter().filter_map(own).collect())
}

fn remarks(drawer: &Drawer<'_>, id: PersonId) -> Result<Vec<OwnRemark>, DelegationError> {
    let own = |one: Remark| {
        let (wrote, settled) = (one.by == Some(id), one.settled_by == Some(id));
        (wrote || settled).then(|| OwnRemark {
            draft: hex::encode(one.draft),
            section: one.section,
            wrote: wrote.then_some((one.text, one.at)),
            settled: one.settled.filter(|_| settled),
        })
    };
    Ok(drawer.all()?.into_iter().filter_map(own).collect())
}
