//! Signing: the sheet that shows what is signed, and what comes back from a touch or from `ssh-keygen`.
//!
//! The page shows the header's very bytes; the script computes the challenge from what it shows. So a hub that shows one
//! text and asks for another gets a signature over the one that was shown. What comes back is checked here against the
//! bytes that lie in the draft, and judged again at the door, by the code that judges everybody's records.

use admission::{KeyStanding, SECRETARIAT, State};
use catalogue::Lang;
use delegations::people::Person;
use delegations::{DelegationError, Drawer, Prepared, drafts, people, proposals};
use policy::Seat;
use record::body::Attachment;
use record::draft::Draft;
use record::header::Salt;
use record::signature::{SignatureError, SignatureSet, UnverifiedSignature, from_armor};
use record::webauthn::WebauthnKey;
use record::webauthn::to_base64url;
use record::{Body, Hash, KeyId, RecordId, Time};
use register::{NamedAttachment, Receipt};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

use super::guard::AccountError;
use super::model_signing::{Sheet, SignerLine};
use super::office::Office;
use super::said::Eyes;
use super::wire::Answer;
use crate::door::{Door, hand_in};

/// A signature as `ssh-keygen` writes it.
#[derive(Debug, Deserialize)]
pub(crate) struct Armored {
    pub signature: String,
}

impl Armored {
    /// The signature in it, which nobody has checked yet.
    pub fn read(&self) -> Result<UnverifiedSignature, AccountError> {
        Ok(UnverifiedSignature::sshsig(&from_armor(self.signature.trim())?)?)
    }
}

/// Who signs, and what the register and the drawers say of keys.
pub(crate) struct Signers<'a> {
    /// The register's state.
    pub state: &'a State,
    /// The reader's random id in the seat.
    pub me: Salt,
    /// Colleagues, whose names may be shown.
    pub colleagues: &'a [Person],
    /// The seat.
    pub seat: &'a Seat,
    /// A key that isn't in the register yet, with its holder.
    pub new: Option<(&'a WebauthnKey, Salt)>,
}

impl Signers<'_> {
    /// The passkey with this id, if it is one.
    fn passkey(&self, id: &KeyId) -> Option<WebauthnKey> {
        if let Some((key, _)) = self.new.filter(|(key, _)| key.id() == *id) {
            return Some(key.clone());
        }
        WebauthnKey::from_line(&self.state.key(id)?.passkey.as_ref()?.line).ok()
    }

    fn holder(&self, id: &KeyId) -> Option<Salt> {
        let new = self.new.filter(|(key, _)| key.id() == *id).map(|(_, person)| person);
        new.or_else(|| self.state.key(id).map(|key| key.person))
    }

    fn own(&self, id: &KeyId) -> bool {
        self.holder(id) == Some(self.me)
    }

    /// Can whoever asks hold this key? A secretariat's key that was enrolled from a file is no person's in this hub: who holds
    /// it shows by signing.
    fn may_hold(&self, id: &KeyId) -> bool {
        let nobody_here =
            || self.holder(id).is_none_or(|person| name_of(self.colleagues, self.seat, person).is_none());
        self.own(id) || (matches!(self.seat, Seat::Mechanism(_)) && nobody_here())
    }

    /// The sheet over these bytes, whose signatures go to this address.
    pub fn sheet(
        &self,
        office: &Office,
        prepared: &Prepared,
        address: String,
        lang: Lang,
    ) -> Result<Sheet, AccountError> {
        let missing = prepared.missing();
        let waiting: Vec<&KeyId> = missing.iter().filter(|key| self.may_hold(key)).collect();
        let passkeys: Vec<WebauthnKey> = waiting.iter().filter_map(|key| self.passkey(key)).collect();
        let line = |key: KeyId| SignerLine {
            key: key.to_string(),
            name: self.holder(&key).and_then(|person| name_of(self.colleagues, self.seat, person)),
            own: self.own(&key),
            signed: !missing.contains(&key),
        };
        let (state, colleagues, seat) = (self.state, self.colleagues, self.seat);
        let says = office.hub.at_desk(lang, |desk| Ok(Eyes { desk, state, colleagues, seat }.said(prepared)));
        Ok(Sheet {
            address,
            says: says.map_err(|_| AccountError::Fault)??,
            id: RecordId::of_header(prepared.header.as_bytes()).to_string(),
            header: prepared.header.clone(),
            body: prepared.body.clone(),
            signers: prepared.signers().into_iter().map(line).collect(),
            own_machine: waiting.len() > passkeys.len(),
            credentials: passkeys.iter().map(|key| to_base64url(key.credential())).collect(),
            rp_id: office.site.rp_id.clone(),
        })
    }

    /// The signature of a touch: by a passkey of the reader's own that these bytes name and that has not signed yet. A
    /// passkey for signing in is none of those.
    pub fn touched(&self, prepared: &Prepared, answer: &Answer) -> Result<UnverifiedSignature, AccountError> {
        let own = prepared.missing().into_iter().filter(|key| self.own(key));
        let mut keys = own.filter_map(|key| self.passkey(&key));
        let key = keys.find(|key| key.credential() == answer.credential);
        let key = key.ok_or(SignatureError::NotTheSigners)?;
        Ok(UnverifiedSignature::webauthn(&key, &answer.assertion))
    }

    /// The signature that somebody made on their own machine: by a key that these bytes name and that they can hold.
    pub fn armored(&self, prepared: &Prepared, sent: &Armored) -> Result<UnverifiedSignature, AccountError> {
        let signature = sent.read()?;
        if prepared.missing().contains(&signature.key) && self.may_hold(&signature.key) {
            Ok(signature)
        } else {
            Err(SignatureError::NotTheSigners.into())
        }
    }
}

/// What a person is called, by the id that records use.
pub(crate) fn name_of(people: &[Person], seat: &Seat, signer: Salt) -> Option<String> {
    let person = people.iter().find(|p| p.membership(seat).is_some_and(|m| m.signer == signer))?;
    Some(person.name.clone())
}

/// All who act for a seat, whose names colleagues see.
pub(crate) fn colleagues(drawer: &Drawer<'_>, seat: &Seat) -> Result<Vec<Person>, AccountError> {
    Ok(people::of_seat(drawer, seat)?)
}

/// The participant that a seat speaks for: its officers sign what they transmit with keys of the secretariat's, for which the
/// root keys vouch. Those are kept off the hub, and stakeholders have none yet.
pub(crate) fn participant(seat: &Seat) -> Result<&str, AccountError> {
    match seat {
        Seat::Participant(code) => Ok(code),
        Seat::Mechanism(_) => Ok(SECRETARIAT),
        Seat::Stakeholder(_) => Err(AccountError::Denied),
    }
}

/// The valid keys of a participant at a time.
pub(crate) fn valid_keys<'s>(
    state: &'s State,
    participant: &str,
    now: Time,
) -> impl Iterator<Item = (&'s KeyId, &'s admission::KeyState)> {
    let theirs = state.keys().filter(move |(_, key)| key.participant == participant);
    theirs.filter(move |(_, key)| key.standing(now) == KeyStanding::Valid)
}

/// The valid keys of a participant that can still sign in this seat. A passkey is the device of one of its people: who has left
/// can't touch it here. A key that signs outside the page is nobody's here, so that it stays.
pub(crate) fn keys_at_hand<'s>(
    state: &'s State,
    participant: &str,
    (people, seat): (&[Person], &Seat),
    now: Time,
) -> impl Iterator<Item = (&'s KeyId, &'s admission::KeyState)> {
    let held =
        move |key: &admission::KeyState| key.passkey.is_none() || name_of(people, seat, key.person).is_some();
    valid_keys(state, participant, now).filter(move |(_, key)| held(key))
}

/// The bytes that are to be signed, of what was drafted.
pub(crate) fn to_sign(
    office: &Office,
    draft: Draft,
    content: &impl Serialize,
) -> Result<Prepared, AccountError> {
    to_sign_with(office, draft, content, Vec::new())
}

/// The same, with files that the body names.
pub(super) fn to_sign_with(
    office: &Office,
    draft: Draft,
    content: &impl Serialize,
    attachments: Vec<Attachment>,
) -> Result<Prepared, AccountError> {
    let salts = [Salt(office.desk.random()), Salt(office.desk.random())];
    let drafted = draft.drafted(content, attachments, Time(office.now()), salts);
    let text = |bytes| String::from_utf8(bytes).map_err(|_| AccountError::Fault);
    Ok(Prepared::new(text(drafted.header)?, text(drafted.body)?))
}

/// Where bytes lie until all whom they name have signed.
#[derive(Clone, Copy)]
pub(super) enum Place {
    /// With a draft, as it was read at this revision.
    Draft { id: [u8; 16], revision: u64 },
    /// With the proposal of a key: the record of its enrolment.
    Proposal { id: [u8; 16] },
}

impl Place {
    fn kept(self, drawer: &Drawer<'_>, seat: &Seat) -> Result<Option<Prepared>, DelegationError> {
        match self {
            Self::Draft { id, .. } => Ok(drafts::find(drawer, seat, id)?.prepared),
            Self::Proposal { id } => Ok(proposals::find(drawer, seat, id)?.enrolment),
        }
    }

    fn keep(self, drawer: &Drawer<'_>, seat: &Seat, kept: Prepared) -> Result<(), DelegationError> {
        match self {
            Self::Draft { id, revision } => drafts::prepare(drawer, seat, id, revision, kept).map(drop),
            Self::Proposal { id } => proposals::prepare(drawer, seat, id, kept).map(drop),
        }
    }

    fn remove(self, drawer: &Drawer<'_>, seat: &Seat) -> Result<(), DelegationError> {
        match self {
            Self::Draft { id, .. } => drafts::remove(drawer, seat, id),
            Self::Proposal { id } => proposals::remove(drawer, seat, id),
        }
    }
}

/// Adds a signature to the bytes that were shown. With the last one they go to the register: then its receipt comes back,
/// the place is empty, and those who signed are told by a second path.
pub(super) async fn add_signature(
    office: &Arc<Office>,
    door: &Door,
    (seat, place): (&Seat, Place),
    shown: &Prepared,
    signature: UnverifiedSignature,
) -> Result<Option<Receipt>, AccountError> {
    let (at, header) = (seat.clone(), shown.header.clone());
    let (before, signed) = office
        .together(move |_, drawer| {
            // Other bytes may lie there since the page was shown: a signature goes to none but those it was made over.
            let kept = place.kept(drawer, &at)?.filter(|kept| kept.header == header);
            let before = kept.ok_or(DelegationError::Conflict)?;
            let mut signed = before.clone();
            signed.add(signature)?;
            place.keep(drawer, &at, signed.clone())?;
            Ok((before, signed))
        })
        .await?;
    let Some(set) = signed.complete() else { return Ok(None) };
    let set = String::from_utf8(set).map_err(|_| AccountError::Fault)?;
    let receipt = match hand_in(door, signed.header.clone(), set, signed.body.clone()).await {
        Ok(receipt) => receipt,
        Err(refused) => {
            take_back(office, (seat, place), before, signed).await?;
            return Err(refused.into());
        }
    };
    let seat = seat.clone();
    // Whoever follows the register tells people and the trail: a page that fails here has silenced nothing.
    office.together(move |_, drawer| Ok(place.remove(drawer, &seat)?)).await?;
    Ok(Some(receipt))
}

/// Forgets a signature that the register didn't take: whoever touches again then hears why, and not that this key has signed.
/// What others prepared or signed there since stays.
async fn take_back(
    office: &Arc<Office>,
    (seat, place): (&Seat, Place),
    before: Prepared,
    signed: Prepared,
) -> Result<(), AccountError> {
    let seat = seat.clone();
    office
        .together(move |_, drawer| {
            if place.kept(drawer, &seat)?.as_ref() == Some(&signed) {
                place.keep(drawer, &seat, before)?;
            }
            Ok(())
        })
        .await
}

/// Lays the file that came with a draft beside its record, at this position. The record stands, whatever becomes of its file:
/// its page says that one is awaited, and whoever has it brings it.
pub(super) async fn lay_file(
    door: &Door,
    prepared: &Prepared,
    position: u64,
    file: Vec<u8>,
) -> Result<(), AccountError> {
    let salt = Body::from_bytes(prepared.body.as_bytes()).map_err(|_| AccountError::Fault)?.salt;
    let register = Arc::clone(&door.register);
    let keep = move || {
        let sha256 = Hash::of(&file);
        register.put_attachment(NamedAttachment { position, salt: &salt, sha256: &sha256 }, &file)
    };
    drop(tokio::task::spawn_blocking(keep).await);
    Ok(())
}

/// Adds the signatures of a set that somebody brought to bytes that are to be signed.
pub(crate) fn with_signatures(mut prepared: Prepared, set: &str) -> Result<Prepared, AccountError> {
    for signature in SignatureSet::from_bytes(set.as_bytes())?.signatures {
        prepared.add(signature)?;
    }
    Ok(prepared)
}
