//! `comity invite`: the operator's invitation, for the first person of a delegation or of a secretariat. Everybody after
//! that is invited in the pages, by somebody with a role.

use crate::failure::Failure;
use crate::hub_key::HubKeySource;
use crate::{accounts, clock};
use catalogue::Catalogue;
use clap::Args;
use delegations::audit::{self, Note, What};
use delegations::invitations::{self, Asked};
use policy::{Role, Seat};
use std::path::PathBuf;
use std::process::ExitCode;
use web::account::OPERATOR;

#[derive(Args)]
pub struct Invite {
    /// For whom the person will act: participant/CODE, mechanism/ID or stakeholder/ID.
    seat: Seat,
    /// As what: national-administrator, delegate, contact, reader, chair, secretariat-administrator, officer, auditor or
    /// stakeholder; repeat for several.
    #[arg(long = "role", required = true)]
    roles: Vec<Role>,
    /// For whom the link is, so that a list of open invitations can be read.
    #[arg(long, default_value = "")]
    note: String,
    /// The data folder; the hub over it may be running.
    #[arg(long, env = "COMITY_DATA")]
    data: PathBuf,
    #[command(flatten)]
    hub_key: HubKeySource,
    /// The hub's own catalogue has this participant or mechanism, though the built-in one doesn't.
    #[arg(long)]
    own: bool,
    /// The address that others reach the hub by.
    #[arg(long, env = "COMITY_PUBLIC_URL", default_value = "http://localhost:8080")]
    public_url: String,
}

impl Invite {
    pub fn run(self) -> Result<ExitCode, Failure> {
        if !self.own && !is_known(&self.seat)? {
            let advice = format!(
                "{} is in no built-in list: check how it is written, or say --own if the hub's own catalogue has it",
                self.seat
            );
            return Err(Failure::input("unknown-seat", advice));
        }
        let desk = accounts::desk_beside_a_hub(&self.data, &self.hub_key)?;
        let Self { seat, roles, note, .. } = self;
        let asked =
            Asked { seat: seat.clone(), roles: roles.into_iter().collect(), by: None, note, recovers: None };
        let (secret, _) = desk.together(clock::now().0, |drawer| {
            let seat = Some(asked.seat.to_string());
            let by = Some(OPERATOR.to_owned());
            audit::note(drawer, Note { who: None, seat, what: What::Invited, about: by, count: 1 })?;
            invitations::invite(drawer, asked)
        })?;
        println!("{}/join#{}", self.public_url.trim_end_matches('/'), secret.text());
        let days = invitations::VALID / 86_400;
        eprintln!(
            "whoever opens this link first acts for {seat}: hand it over by a way you trust. It works once, within {days} days."
        );
        Ok(ExitCode::SUCCESS)
    }
}

/// A link for a participant that doesn't exist would let its user act for nobody, and look as if it were for somebody.
fn is_known(seat: &Seat) -> Result<bool, Failure> {
    let catalogue = Catalogue::built_in().map_err(|e| Failure::new(e.code(), e))?;
    Ok(match seat {
        Seat::Participant(code) => catalogue.party(code).is_some(),
        Seat::Mechanism(id) => catalogue.mechanism(id).is_some(),
        Seat::Stakeholder(_) => true,
    })
}
