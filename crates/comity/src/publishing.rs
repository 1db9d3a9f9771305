//! A file of the catalogue on its way into the register: signed by root keys, checked before anybody signs.

use crate::ceremony::Ceremony;
use crate::client::Client;
use crate::clock;
use crate::failure::Failure;
use crate::keys::Signer;
use crate::named::is_plain;
use admission::SECRETARIAT;
use catalogue::CatalogueError;
use record::draft::Drafted;

/// The record's header and body, with room for the body checked before anybody signs.
pub fn draft(client: &Client, by: &[Signer], path: &str, file: &str) -> Result<Drafted, Failure> {
    let log = client.log()?;
    let mut roots = Vec::new();
    for signer in by {
        let holder = client.key(&signer.id())?;
        if holder.participant != SECRETARIAT {
            let advice = format!(
                "{} is a key of {}, not a root key of the secretariat",
                signer.id(),
                holder.participant
            );
            return Err(Failure::input("not-a-root-key", advice));
        }
        roots.push((signer.id(), holder.person));
    }
    let ceremony = Ceremony { log: log.log, exercise: log.exercise, roots };
    let drafted = ceremony.publish(path, file, clock::now());
    if drafted.body.len() > record::body::MAX_BODY {
        let advice = format!(
            "{path} makes a record of {} bytes and the limit is {}: publish parts of it (annexes, sections) on their own",
            drafted.body.len(),
            record::body::MAX_BODY
        );
        return Err(Failure::input("catalogue-file-too-large", advice));
    }
    record::Header::from_bytes(&drafted.header)?;
    Ok(drafted)
}

/// What is wrong with a file.
pub fn refused(problems: &[CatalogueError]) -> Failure {
    let code = problems.first().map_or("catalogue", CatalogueError::code);
    let list: Vec<_> = problems.iter().map(ToString::to_string).collect();
    Failure::input(code, format!("this can't be published yet: {}", list.join("\n  ")))
}

/// A hub may have files that this binary hasn't: what it shows under its address exists.
pub fn known_to(client: &Client, problem: &CatalogueError) -> bool {
    let CatalogueError::MissingTarget { what, target, .. } = problem else { return false };
    let folder = match *what {
        "mechanism" => "mechanisms",
        "participant" => "participants",
        "instrument" => "instruments",
        "kind" => "kinds",
        "framework item" => "framework",
        _ => return false,
    };
    is_plain(target) && client.page(&format!("/{folder}/{target}")).is_ok_and(|page| page.is_some())
}
