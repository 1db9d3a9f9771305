//! From a draft to a record with all its signatures. Whoever holds every key signs and hands in at once; otherwise the
//! draft is written out, each keeper signs where the key is, with `comity` or with `ssh-keygen` alone, and what they bring
//! back is put together here.

use crate::client::{Accepted, Client};
use crate::failure::Failure;
use crate::files::{self, RecordFiles};
use crate::keys::Signer;
use record::draft::Drafted;
use record::signature::{self, SignatureSet};
use record::{Header, KeyId};
use std::path::{Path, PathBuf};

/// A draft with the signatures of all these keys: header, signature set, body.
pub fn sign(drafted: Drafted, keys: &[&Signer]) -> Result<[Vec<u8>; 3], Failure> {
    let blobs = keys.iter().map(|key| key.sign(&drafted.header)).collect::<Result<Vec<_>, _>>()?;
    Ok([drafted.header, SignatureSet::of(&blobs)?.to_bytes(), drafted.body])
}

/// Signs and hands in now; or, if a name is given, writes the draft for those who hold the keys. The receipt, if there is
/// one by now.
pub fn conclude(
    client: &Client,
    drafted: Drafted,
    keys: &[&Signer],
    draft: Option<&Path>,
) -> Result<Option<Accepted>, Failure> {
    // Checked before anybody signs: nobody should be asked to sign what no hub takes.
    Header::from_bytes(&drafted.header)?;
    let Some(name) = draft else { return client.submit(&sign(drafted, keys)?).map(Some) };
    write(name, &drafted)?;
    advise(name);
    println!("then: comity record submit {}", name.display());
    Ok(None)
}

/// Writes one draft.
pub fn write(name: &Path, drafted: &Drafted) -> Result<(), Failure> {
    let files = RecordFiles::named(name);
    files.write(drafted)?;
    println!("wrote {} and {}", files.header().display(), files.body().display());
    Ok(())
}

/// How a draft, or a folder of them, comes to its signatures.
pub fn advise(name: &Path) {
    let shown = name.display();
    let headers = if name.is_dir() {
        format!("{shown}/*.header.json")
    } else {
        RecordFiles::named(name).header().display().to_string()
    };
    println!("each keeper, on their own copy: ssh-keygen -Y sign -n record@comity -f KEY {headers}");
    println!("  (or: comity record sign {shown} --key KEY); what comes back are the .sig files");
    println!("put together: comity record collect {shown} SIGNATURES…");
}

/// What is there of one draft's signatures.
pub struct Collected {
    /// The keys that have signed.
    pub signed: Vec<KeyId>,
    /// The keys that the header names and that have not.
    pub missing: Vec<KeyId>,
}

/// An armored signature that somebody brought.
pub struct Brought {
    path: PathBuf,
    blob: Vec<u8>,
    used: bool,
}

/// Reads signature files, and those in folders.
pub fn read_brought(paths: &[PathBuf]) -> Result<Vec<Brought>, Failure> {
    let mut found = Vec::new();
    for path in paths {
        let files = if path.is_dir() { files::ending_in(path, ".sig")? } else { vec![path.clone()] };
        for path in files {
            let armor = files::read(&path, signature::MAX_SET)?;
            let blob = signature::from_armor(&String::from_utf8_lossy(&armor));
            let blob = blob.map_err(|e| Failure::input(e.code(), format!("{}: {e}", path.display())))?;
            found.push(Brought { path, blob, used: false });
        }
    }
    Ok(found)
}

/// Adds to a draft the signatures that are over it, by keys that it names. By content, not by name: keepers can't agree
/// on file names.
pub fn collect(files: &RecordFiles, brought: &mut [Brought]) -> Result<Collected, Failure> {
    let bytes = files.read_header()?;
    let header = Header::from_bytes(&bytes)?;
    let named = |key: &KeyId| header.signers.iter().any(|signer| signer.key == *key);
    let mut signed = Vec::new();
    for blob in files.signatures()? {
        signed.extend(SignatureSet::of(&[blob])?.verify(&bytes)?);
    }
    for one in brought {
        let Ok(by) = SignatureSet::of(std::slice::from_ref(&one.blob))?.verify(&bytes) else { continue };
        if !by.iter().all(named) {
            continue;
        }
        one.used = true;
        if !by.iter().any(|key| signed.contains(key)) {
            files.add_signature(&one.blob)?;
            signed.extend(by);
        }
    }
    let missing =
        header.signers.iter().map(|signer| signer.key).filter(|key| !signed.contains(key)).collect();
    Ok(Collected { signed, missing })
}

/// The files that are over none of the drafts, or by a key that none of them names.
pub fn strangers(brought: &[Brought]) -> impl Iterator<Item = &Path> {
    brought.iter().filter(|one| !one.used).map(|one| one.path.as_path())
}
