//! A record on its way, as files that stock tools understand: `NAME.header.json`, `NAME.body.json`, and one armored
//! signature for each signer, `NAME.header.json.sig`, `NAME.header.json.1.sig`, ….

use crate::failure::Failure;
use record::Unverified;
use record::draft::Drafted;
use record::signature::{self, MAX_SIGNATURES, SignatureSet};
use std::fs::File;
use std::io::Read;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

const HEADER: &str = ".header.json";
const BODY: &str = ".body.json";

/// Where the files of one record lie.
#[derive(Clone, Debug)]
pub struct RecordFiles {
    base: String,
}

impl RecordFiles {
    /// The files of this name; any of their own names is taken too.
    pub fn named(path: &Path) -> Self {
        let text = path.to_string_lossy();
        let base = [HEADER, BODY].iter().find_map(|end| text.strip_suffix(end)).unwrap_or(&text);
        Self { base: base.to_owned() }
    }

    /// The drafts in a folder, in the order of their names; or the one of this name.
    pub fn all(path: &Path) -> Result<Vec<Self>, Failure> {
        if !path.is_dir() {
            return Ok(vec![Self::named(path)]);
        }
        Ok(ending_in(path, HEADER)?.iter().map(|header| Self::named(header)).collect())
    }

    /// The header's file.
    pub fn header(&self) -> PathBuf {
        format!("{}{HEADER}", self.base).into()
    }

    /// The body's file.
    pub fn body(&self) -> PathBuf {
        format!("{}{BODY}", self.base).into()
    }

    /// The file of the n-th signature, from 0. The first is the one that `ssh-keygen -Y sign` writes by itself.
    fn signature(&self, n: usize) -> PathBuf {
        let number = if n == 0 { String::new() } else { format!(".{n}") };
        format!("{}{HEADER}{number}.sig", self.base).into()
    }

    /// Writes a draft. Never over a file.
    pub fn write(&self, draft: &Drafted) -> Result<(), Failure> {
        crate::keys::write_new(&self.header(), &draft.header, 0o644)?;
        crate::keys::write_new(&self.body(), &draft.body, 0o644)
    }

    /// Adds a signature, in the next free file.
    pub fn add_signature(&self, blob: &[u8]) -> Result<PathBuf, Failure> {
        let free = (0..MAX_SIGNATURES).map(|n| self.signature(n)).find(|path| !path.exists());
        let path =
            free.ok_or_else(|| Failure::input("signature-set", "this record has 16 signatures already"))?;
        crate::keys::write_new(&path, signature::to_armor(blob).as_bytes(), 0o644)?;
        Ok(path)
    }

    /// The header's bytes.
    pub fn read_header(&self) -> Result<Vec<u8>, Failure> {
        read(&self.header(), record::header::MAX_HEADER)
    }

    /// The body's bytes.
    pub fn read_body(&self) -> Result<Vec<u8>, Failure> {
        read(&self.body(), record::body::MAX_BODY)
    }

    /// The signatures beside the header.
    pub fn signatures(&self) -> Result<Vec<Vec<u8>>, Failure> {
        let mut blobs = Vec::new();
        for path in (0..MAX_SIGNATURES).map(|n| self.signature(n)).filter(|path| path.exists()) {
            let armor = read(&path, signature::MAX_SET)?;
            let blob = signature::from_armor(&String::from_utf8_lossy(&armor));
            blobs.push(blob.map_err(|e| Failure::input(e.code(), format!("{}: {e}", path.display())))?);
        }
        Ok(blobs)
    }

    /// Reads all of it: the record as it would be submitted.
    pub fn read(&self) -> Result<(Unverified, [Vec<u8>; 3]), Failure> {
        let header = self.read_header()?;
        let body = self.read_body()?;
        let blobs = self.signatures()?;
        if blobs.is_empty() {
            let advice =
                format!("sign it: ssh-keygen -Y sign -n record@comity -f KEY {}", self.header().display());
            return Err(Failure::input("not-signed", advice));
        }
        let set = SignatureSet::of(&blobs)?.to_bytes();
        let record = Unverified::read(header.clone(), set.clone(), Some(body.clone()))?;
        Ok((record, [header, set, body]))
    }
}

/// A file beside another, or beside a folder: its name with this ending.
pub fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// The files of a folder whose names end so, sorted.
pub fn ending_in(folder: &Path, ending: &str) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|e| Failure::file(folder, &e))? {
        let path = entry.map_err(|e| Failure::file(folder, &e))?.path();
        if path.to_string_lossy().ends_with(ending) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// A key's file, which nobody but its owner may read.
pub fn expect_private(path: &Path, code: &'static str) -> Result<std::fs::Metadata, Failure> {
    let metadata = std::fs::metadata(path).map_err(|e| Failure::file(path, &e))?;
    let open = metadata.permissions().mode() & 0o077 != 0;
    if open {
        let advice = format!(
            "{} can be read by others: chmod 600 it, and think about who has read it",
            path.display()
        );
        return Err(Failure::input(code, advice));
    }
    Ok(metadata)
}

/// Reads a file of at most `limit` bytes. What is read counts, not what the file says of itself: a pipe has no size.
pub fn read(path: &Path, limit: usize) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|e| Failure::file(path, &e))?;
    file.take(limit as u64 + 1).read_to_end(&mut bytes).map_err(|e| Failure::file(path, &e))?;
    if bytes.len() > limit {
        return Err(Failure::input(
            "file-too-large",
            format!("{} has more than {limit} bytes", path.display()),
        ));
    }
    Ok(bytes)
}
