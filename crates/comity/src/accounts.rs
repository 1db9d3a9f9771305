//! Accounts of a running hub: its workspace, opened with the hub's key, and the office that its pages work in.

use crate::failure::Failure;
use crate::hub_key::HubKeySource;
use crate::sign_in_services::{self, ServiceSettings};
use crate::{node, random, reader_process};
use delegations::Desk;
use policy::Rules;
use register::{Clock, Register};
use sealing::{HubKey, Identity, Sealer};
use std::path::Path;
use std::sync::Arc;
use store::{DataFolder, Workspace};
use web::Hub;
use web::account::{Office, Site};

/// The desk of a data folder that this process holds, and what opens restricted bodies.
///
/// From here on the register takes restricted records too, their bodies sealed under the same key. One that opens none of
/// those it has is found now.
pub fn desk(
    folder: &DataFolder,
    key: &HubKeySource,
    register: &Register,
) -> Result<(Desk, Identity), Failure> {
    let sealed = register.store().sealed_for()?.is_some();
    let (desk, key) = open(folder.path(), &folder.workspace_file()?, key, sealed)?;
    let opener = key.identity();
    let taken = register.seal_bodies_for(opener.recipient(), Box::new(random::fill));
    taken.map_err(|error| Failure::input(error.code(), error))?;
    Ok((desk, opener))
}

/// The desk of a data folder that a running hub may hold: the register is that hub's alone, the workspace several processes
/// may open.
pub fn desk_beside_a_hub(data: &Path, key: &HubKeySource) -> Result<Desk, Failure> {
    node::expect_hub(data, store::MARKER_FILE)?;
    // A hub's register is its own while it runs, and can't be asked here whether it holds anything sealed.
    Ok(open(data, &data.join(store::WORKSPACE_FILE), key, false)?.0)
}

fn open(data: &Path, workspace: &Path, key: &HubKeySource, sealed: bool) -> Result<(Desk, HubKey), Failure> {
    let workspace = Workspace::open(workspace)?;
    let key = key.open(data, sealed || workspace.holds_sealed()?)?;
    let desk = Desk::new(Arc::new(workspace), Arc::new(Sealer::new(&key)), Arc::new(random::fill));
    // A key that opens nothing is found now, not when the first person signs in.
    desk.check()?;
    let stray = desk.stray()?;
    if !stray.is_empty() {
        // It is believed by nobody; somebody writes there all the same.
        tracing::warn!(
            code = "document-put-back",
            "somebody who isn't the hub wrote to the workspace, in the drawers: {}",
            stray.join(", ")
        );
    }
    Ok((desk, key))
}

/// The office of a hub, or why this hub has no accounts.
pub fn office(
    desk: Desk,
    hub: Arc<Hub>,
    base_url: &str,
    clock: Arc<dyn Clock>,
    mails: bool,
    services: &[ServiceSettings],
) -> Result<Arc<Office>, Failure> {
    let site = Site::of(base_url).map_err(|error| Failure::input(error.code(), error))?;
    let rules = Rules::built_in().map_err(|error| Failure::new(error.code(), error))?;
    let version = format!("{:016x}", rules.version());
    let now = clock.now().map_err(|fault| Failure::new(fault.code(), fault))?;
    desk.together(now.0, |drawer| delegations::audit::note_policies(drawer, &version))?;
    let edition = hub.edition();
    let providers = sign_in_services::read(services, |code| edition.catalogue().party(code).is_some())?;
    let services = sign_in_services::over_the_network(providers, &site.origin);
    let office = Office::new(desk, Arc::new(rules), hub, site, clock).with_mail(mails);
    let office = office.with_services(services);
    Ok(Arc::new(office.with_word_reader(Arc::new(reader_process::Words::default()))))
}
