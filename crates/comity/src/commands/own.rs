//! `comity export --own`: everything that a participant said, each record as a file that proves itself offline, with the
//! received files. From a hub's public files, what is public; from a data folder, with the hub's key, all of it.

use crate::client::Client;
use crate::failure::Failure;
use crate::node::Node;
use crate::{hub_key, named, upkeep};
use record::body::MAX_ATTACHMENT;
use record::header::Salt;
use record::{Audience, Hash, Header, RecordId};
use register::{NamedAttachment, Register};
use sealing::Identity;
use std::path::Path;
use std::sync::Arc;
use store::REGISTER_FILE;
use verify::{Controls, Export, Hub, OWN_LIST, OwnLine, OwnRecord, Source};

/// Where records come from.
struct Shelf {
    source: Box<dyn Source>,
    /// Of a data folder: the register, and what opens its restricted bodies.
    inside: Option<(Arc<Register>, Option<Identity>)>,
    client: Option<Client>,
}

/// Writes all of it into a folder that must not be there yet.
pub fn export_own(code: &str, from: &str, key: Option<&Path>, to: &Path) -> Result<(), Failure> {
    let node = if !upkeep::is_address(from) && Path::new(from).join(REGISTER_FILE).is_file() {
        Some(Node::open(Path::new(from))?)
    } else {
        None
    };
    let shelf = Shelf::open(from, node.as_ref(), key)?;
    let failed = |e: verify::ExportError| Failure::new(e.code(), e);
    let (controls, positions) =
        Controls::indexed(shelf.source.as_ref()).map_err(|e| Failure::new(e.code(), e))?;
    let found = shelf.positions(code)?;
    if found.is_empty() {
        named::known_participant(code)?;
    }
    std::fs::create_dir(to).map_err(|e| Failure::file(to, &e))?;
    let mut list = Vec::new();
    for position in found {
        let find = |id: &RecordId| positions.get(id).copied();
        let own = |position: u64| shelf.own(code, position);
        let export = controls.export_own(shelf.source.as_ref(), position, &find, &own).map_err(failed)?;
        list.push(shelf.write(position, &export, to)?);
    }
    let text = serde_json::to_vec_pretty(&list).map_err(|e| Failure::new("export", e))?;
    store::write_atomically(&to.join(OWN_LIST), &text)?;
    tell(code, &list, &shelf, to);
    Ok(())
}

fn tell(code: &str, list: &[OwnLine], shelf: &Shelf, to: &Path) {
    let restricted = list.iter().filter(|line| line.audience != Audience::Public).count();
    println!(
        "wrote {} records in the name of {code} into {}, {restricted} of them restricted",
        list.len(),
        to.display()
    );
    let awaited = list.iter().flat_map(|line| line.attachments.values()).filter(|here| !**here).count();
    if awaited > 0 {
        println!("{awaited} received files are not here: ask the hub for them by the records' pages");
    }
    if shelf.opener().is_none() {
        println!(
            "restricted records are not among them: the hub's operator exports them with --from DATA --hub-key FILE, while \
             the hub is stopped"
        );
    }
    println!("check each anywhere: comity verify {}/FILE", to.display());
}

impl Shelf {
    fn open(from: &str, node: Option<&Node>, key: Option<&Path>) -> Result<Self, Failure> {
        let Some(node) = node else {
            if key.is_some() {
                let advice = "the hub's key opens what a data folder holds: --from names that folder";
                return Err(Failure::input("not-a-data-folder", advice));
            }
            let client = upkeep::is_address(from).then(|| Client::new(from));
            return Ok(Self { source: upkeep::public_files(from)?, inside: None, client });
        };
        let opener = key.map(|path| hub_key::read(path).map(|key| key.identity())).transpose()?;
        let source = Box::new(Hub::new(Arc::clone(node.register.store())));
        Ok(Self { source, inside: Some((Arc::clone(&node.register), opener)), client: None })
    }

    fn opener(&self) -> Option<(&Register, &Identity)> {
        let (register, opener) = self.inside.as_ref()?;
        Some((register, opener.as_ref()?))
    }

    /// Where the participant's records stand, in order.
    fn positions(&self, code: &str) -> Result<Vec<u64>, Failure> {
        let (said, _) =
            verify::watch(self.source.as_ref(), code, 0).map_err(|e| Failure::new(e.code(), e))?;
        let mut found: Vec<u64> = said.into_iter().map(|said| said.position).collect();
        let Some((register, _)) = self.opener() else { return Ok(found) };
        let store = register.store();
        let size = store.head()?.map_or(0, |head| head.size);
        for position in 0..size {
            let header = Header::from_bytes(&store.read_header(position)?.header)?;
            if header.participant == code && header.audience != Audience::Public {
                found.push(position);
            }
        }
        found.sort_unstable();
        Ok(found)
    }

    /// A record that isn't public, for its author or somebody whom it names.
    fn own(&self, code: &str, position: u64) -> Option<OwnRecord> {
        let (register, opener) = self.opener()?;
        let stored = register::read_whole(register.store().as_ref(), position).ok()?;
        let header = Header::from_bytes(&stored.header).ok()?;
        let named = match &header.audience {
            Audience::Participants { participants } => participants.iter().any(|one| one == code),
            _ => false,
        };
        if header.participant != code && !named {
            return None;
        }
        let body = register.body(position, opener).ok()?;
        Some(OwnRecord { header: stored.header, signatures: stored.signatures, body })
    }

    fn write(&self, position: u64, export: &Export, to: &Path) -> Result<OwnLine, Failure> {
        let missing =
            || Failure::new("export", format!("the record at {position} is missing from its export"));
        let mut line = OwnLine::of(position, export).ok_or_else(missing)?;
        store::write_atomically(&to.join(&line.file), &export.to_bytes())?;
        for (salt, sha256) in export.attachments() {
            let bytes = self.attachment(position, &salt, &export.record, &sha256)?;
            let bytes = bytes.filter(|bytes| Hash::of(bytes) == sha256);
            if let Some(bytes) = &bytes {
                store::write_atomically(&to.join(line.attachment_file(&sha256)), bytes)?;
            }
            line.attachments.insert(sha256, bytes.is_some());
        }
        Ok(line)
    }

    fn attachment(
        &self,
        position: u64,
        salt: &Salt,
        id: &RecordId,
        sha256: &Hash,
    ) -> Result<Option<Vec<u8>>, Failure> {
        if let Some((register, opener)) = &self.inside {
            let named = NamedAttachment { position, salt, sha256 };
            return register.attachment(named, opener.as_ref()).map_err(|e| Failure::new(e.code(), e));
        }
        let Some(client) = &self.client else { return Ok(None) };
        match client.bytes(&format!("/records/{id}/attachments/{sha256}"), MAX_ATTACHMENT) {
            // A file that is awaited or was erased isn't the record's fault.
            Err(failure) if failure.code != "hub-unreachable" => Ok(None),
            other => other,
        }
    }
}
