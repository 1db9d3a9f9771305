//! `comity record draft --confirm`: the State takes up, with its own signature and word for word, what the secretariat
//! transmitted in its name.

use crate::client::{Client, KeyInfo};
use crate::failure::Failure;
use crate::files::RecordFiles;
use crate::{attached, ceremony, clock};
use record::body::{MAX_ATTACHMENT, MAX_BODY};
use record::draft::{Drafted, confirming};
use record::header::{MAX_HEADER, Signer};
use record::{Body, Evidence, Header, KeyId, RecordId};

/// What confirms a transmission: the header that says the same of the same body.
pub fn drafted(client: &Client, key: KeyId, holder: &KeyInfo, id: &RecordId) -> Result<Drafted, Failure> {
    let (header, body) = transmission(client, id)?;
    if header.evidence != Evidence::Transmitted {
        let advice =
            format!("{id} was signed by its author, and not transmitted: there is nothing to confirm");
        return Err(Failure::input("not-transmitted", advice));
    }
    if header.participant != holder.participant {
        let advice = format!("{id} was transmitted for {}: only it confirms that", header.participant);
        return Err(Failure::input("not-yours-to-supersede", advice));
    }
    let [salt, _] = ceremony::salts();
    let signers = vec![Signer { key, person: holder.person }];
    let confirming = confirming(header, *id, signers, clock::now(), salt);
    Ok(Drafted { header: confirming.to_bytes(), body })
}

/// The transmission's header and body: the hub's word is not taken for what the digests say.
fn transmission(client: &Client, id: &RecordId) -> Result<(Header, Vec<u8>), Failure> {
    let part = |name: &str, limit: usize| {
        let found = client.bytes(&format!("/records/{id}/{name}"), limit as u64)?;
        found.ok_or_else(|| Failure::input("not-found", format!("this hub has no such public record: {id}")))
    };
    let header = part("header", MAX_HEADER)?;
    if RecordId::of_header(&header) != *id {
        return Err(Failure::new("hub-answer", format!("the hub gives another header than that of {id}")));
    }
    let header = Header::from_bytes(&header)?;
    let body = part("body", MAX_BODY)?;
    header.body.check(&body)?;
    Ok((header, body))
}

/// Lays the received files beside the draft: whoever confirms can compare the words with what was sent.
pub fn fetch_files(client: &Client, files: &RecordFiles, id: &RecordId, body: &[u8]) -> Result<(), Failure> {
    for file in Body::from_bytes(body)?.attachments {
        let path = attached::path_of(files, &file.sha256);
        match client.bytes(&format!("/records/{id}/attachments/{}", file.sha256), MAX_ATTACHMENT)? {
            Some(bytes) if record::Hash::of(&bytes) == file.sha256 => {
                attached::write(files, &file.sha256, &bytes)?;
                println!("wrote {}: compare it with the draft before you sign", path.display());
            }
            Some(_) => {
                return Err(Failure::new("hub-answer", "the hub gives another file than the record names"));
            }
            None => {
                println!("the hub has not got the received file {}: ask the secretariat for it", file.sha256);
            }
        }
    }
    Ok(())
}
