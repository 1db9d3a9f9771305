//! `comity participant`: the ceremony that enrols a key, or ends one.

use super::revoke::{self, Revoke};
use crate::ceremony;
use crate::client::{self, Client};
use crate::failure::Failure;
use crate::gather;
use crate::hub_key::HubKeySource;
use crate::keys::{self, Signer};
use crate::{accounts, clock, files, random};
use admission::{Enrolment, SECRETARIAT, kinds};
use clap::{Args, Subcommand};
use delegations::proposals::{self, Proposal, ProposalFile};
use delegations::{DelegationError, Desk, Drawer, Prepared};
use policy::Seat;
use record::KeyId;
use record::draft::{Draft, Drafted};
use record::header::Salt;
use record::signature::SignatureSet;
use record::webauthn::WebauthnKey;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Subcommand)]
pub enum Participant {
    /// Enrol a key: by the secretariat's root keys, or by an administrator's key of the same participant.
    Enrol(Box<Enrol>),
    /// Revoke a key, or prepare its revocation to be kept offline.
    Revoke(Revoke),
}

#[derive(Args)]
pub struct Enrol {
    /// The participant's code (`XAB`).
    participant: String,
    /// The new key; it signs its own enrolment.
    #[arg(long, required_unless_present = "proposal", conflicts_with = "proposal")]
    key: Option<PathBuf>,
    /// The number by which records name the new key's holder, as their page of signing keys says it: what they draft in the
    /// page can then be signed with the key. A new number unless said.
    #[arg(long, value_name = "NUMBER", requires = "key")]
    person: Option<String>,
    /// A key that its holder made in the hub's page: the file of the proposal, or with --data its fingerprint. The holder
    /// signs last, in the page.
    #[arg(long, value_name = "FILE")]
    proposal: Option<String>,
    /// Where to write the enrolment for the holder, who pastes it into the page; with --proposal alone.
    #[arg(long, value_name = "FILE", requires = "proposal")]
    out: Option<PathBuf>,
    /// The hub's data folder, for whoever runs the hub: the proposal is read there and the enrolment put beside it.
    #[arg(long, requires = "proposal", conflicts_with_all = ["out", "draft"])]
    data: Option<PathBuf>,
    #[command(flatten)]
    hub_key: HubKeySource,
    /// The keys that enrol it: the secretariat's root keys, or one administrator's key. Repeat for each.
    #[arg(long = "by", required = true)]
    by: Vec<PathBuf>,
    /// The reference of the nomination (a note verbale's number).
    #[arg(long)]
    nomination: String,
    /// How the key's fingerprint was confirmed over a second channel.
    #[arg(long)]
    confirmation: String,
    /// It may enrol and revoke other keys of the participant.
    #[arg(long)]
    administrator: bool,
    /// A kind that it may sign; every kind unless said. Repeat for each.
    #[arg(long = "kind")]
    kinds: Vec<String>,
    /// A mechanism for which it may sign; every one in which the participant takes part unless said. Repeat for each.
    #[arg(long = "mechanism")]
    mechanisms: Vec<String>,
    /// Write NAME.header.json and NAME.body.json for keepers who sign elsewhere, instead of signing and handing in now.
    /// Public key files are enough then.
    #[arg(long, value_name = "NAME")]
    draft: Option<PathBuf>,
    /// Also write the new key's own revocation, signed by it, to one file that is kept offline against its loss.
    #[arg(long, value_name = "FILE", requires = "key")]
    prepare: Option<PathBuf>,
    /// The hub.
    #[arg(long, default_value = "http://localhost:8080")]
    hub: String,
}

impl Participant {
    pub fn run(self) -> Result<ExitCode, Failure> {
        match self {
            Self::Enrol(command) => command.run(),
            Self::Revoke(command) => command.run(),
        }
    }
}

/// Who is to hold the new key: a key file's owner, or the maker of a proposal.
struct New {
    key: String,
    id: KeyId,
    person: Salt,
    label: String,
}

/// The number of a person, as a page says it.
fn read_person(number: &str) -> Result<Salt, Failure> {
    let wrong = || {
        let advice =
            format!("{number} is no number of a person: copy the 32 digits from their page of signing keys");
        Failure::input("person", advice)
    };
    record::hash::from_lower_hex(number).map(Salt).ok_or_else(wrong)
}

impl Enrol {
    fn run(self) -> Result<ExitCode, Failure> {
        let client = Client::new(&self.hub);
        let log = client.log()?;
        let by = self.by.iter().map(|path| Signer::open(path)).collect::<Result<Vec<_>, _>>()?;
        let holders = by.iter().map(|signer| client.key(&signer.id())).collect::<Result<Vec<_>, _>>()?;
        let speaker = holders.first().map_or(SECRETARIAT, |holder| holder.participant.as_str());
        let own = self.key.as_deref().map(Signer::open).transpose()?;
        let new = match &own {
            Some(key) => New {
                key: key.public().to_openssh(),
                id: key.id(),
                person: self.person.as_deref().map_or_else(|| Ok(random::salt()), read_person)?,
                label: ceremony::label(),
            },
            None => self.proposed()?,
        };
        let all = |list: &[String]| if list.is_empty() { vec!["*".to_owned()] } else { list.to_vec() };
        let enrolment = Enrolment {
            participant: self.participant.clone(),
            key: new.key.clone(),
            person: new.person,
            label: new.label.clone(),
            administrator: self.administrator,
            kinds: all(&self.kinds),
            mechanisms: all(&self.mechanisms),
            nomination: self.nomination.clone(),
            confirmation: self.confirmation.clone(),
        };
        let mut draft =
            Draft::new(&log.log, log.exercise, speaker, kinds::KEY).signed_by(new.id, enrolment.person);
        for (signer, holder) in by.iter().zip(&holders) {
            draft = draft.signed_by(signer.id(), holder.person);
        }
        let drafted = draft.drafted(&enrolment, Vec::new(), clock::now(), ceremony::salts());
        let Some(key) = own else { return self.hand_to_holder(drafted, &by, &new) };
        if let Some(path) = &self.prepare {
            revoke::prepare_own(path, &log, &enrolment.participant, &key, enrolment.person)?;
        }
        let signers: Vec<&Signer> = by.iter().chain(std::iter::once(&key)).collect();
        if let Some(accepted) = gather::conclude(&client, drafted, &signers, self.draft.as_deref())? {
            println!("{} is enrolled for {}", key.id(), enrolment.participant);
            println!("record {} at position {}, {}", accepted.id, accepted.position, accepted.time);
        }
        Ok(ExitCode::SUCCESS)
    }

    fn desk(&self) -> Result<Option<Desk>, Failure> {
        let open = |data: &PathBuf| accounts::desk_beside_a_hub(data, &self.hub_key);
        self.data.as_ref().map(open).transpose()
    }

    /// The proposal of that fingerprint in the hub's data folder.
    fn found(&self, drawer: &Drawer<'_>, key: &str) -> Result<Option<Proposal>, DelegationError> {
        let same = |p: &Proposal| p.passkey().is_ok_and(|passkey| passkey.id().to_string() == key);
        let theirs = if self.participant == SECRETARIAT {
            // The secretariat's officers propose in the seats of their mechanisms.
            let mut all: Vec<Proposal> = drawer.all()?;
            all.retain(|proposal| matches!(proposal.seat, Seat::Mechanism(_)));
            all
        } else {
            proposals::of_seat(drawer, &Seat::Participant(self.participant.clone()))?
        };
        Ok(theirs.into_iter().find(same))
    }

    fn proposed(&self) -> Result<New, Failure> {
        let named = self.proposal.as_deref().unwrap_or_default();
        let file = match self.desk()? {
            Some(desk) => {
                let found = desk.together(clock::now().0, |drawer| self.found(drawer, named))?;
                let advice = format!("{} has no open proposal of the key {named}", self.participant);
                let proposal = found.ok_or_else(|| Failure::input("no-such-proposal", advice))?;
                ProposalFile::of(&proposal, &self.participant)
            }
            None => serde_json::from_slice(&files::read(Path::new(named), MAX_PROPOSAL)?)
                .map_err(|e| Failure::input("proposal", format!("{named}: {e}")))?,
        };
        if file.participant != self.participant || file.format != proposals::FILE_FORMAT {
            let advice = format!("{named} is no proposal of a key for {}", self.participant);
            return Err(Failure::input("proposal", advice));
        }
        let passkey = WebauthnKey::from_line(&file.key).map_err(|e| Failure::input(e.code(), e))?;
        let id = passkey.id();
        println!("{id}, which signs in the pages of {}", passkey.origins().join(" and "));
        println!("its holder reads to you: {}", id.spoken());
        Ok(New { key: file.key, id, person: file.person, label: file.label })
    }

    /// Signs with the keys that vouch, and leaves the rest to the new key's holder.
    fn hand_to_holder(&self, drafted: Drafted, by: &[Signer], new: &New) -> Result<ExitCode, Failure> {
        if let Some(name) = &self.draft {
            record::Header::from_bytes(&drafted.header)?;
            gather::write(name, &drafted)?;
            gather::advise(name);
            println!("for the page: comity record collect {} SIGNATURES… --out FILE", name.display());
            return Ok(ExitCode::SUCCESS);
        }
        let parts = gather::sign(drafted, &by.iter().collect::<Vec<_>>())?;
        if let Some(desk) = self.desk()? {
            self.put_beside(&desk, &parts, new)?;
            println!("the key's holder signs it now, on the proposal's page");
            return Ok(ExitCode::SUCCESS);
        }
        let path = self.out.clone().unwrap_or_else(|| format!("{}.enrolment.json", new.label).into());
        keys::write_new(&path, client::message(&parts).as_bytes(), 0o644)?;
        println!(
            "wrote {}: the key's holder pastes it into the proposal's page and signs it there",
            path.display()
        );
        Ok(ExitCode::SUCCESS)
    }

    fn put_beside(&self, desk: &Desk, parts: &[Vec<u8>; 3], new: &New) -> Result<(), Failure> {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let mut prepared = Prepared::new(text(&parts[0]), text(&parts[2]));
        for signature in SignatureSet::from_bytes(&parts[1])?.signatures {
            prepared.add(signature)?;
        }
        desk.together(clock::now().0, |drawer| {
            let proposal = self.found(drawer, &new.id.to_string())?.ok_or(DelegationError::Proposal)?;
            proposals::prepare(drawer, &proposal.seat, proposal.id, prepared.clone()).map(drop)
        })?;
        Ok(())
    }
}

/// The longest proposal's file: a passkey's line and some words.
const MAX_PROPOSAL: usize = 8 * 1024;
