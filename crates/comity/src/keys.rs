//! Key files: OpenSSH's own, so that every key works with `ssh-keygen` and with an agent too.

use crate::failure::Failure;
use crate::files::beside;
use crate::random;
use record::signing::SecretKey;
use record::vkey::{NoteSecret, SignatureType};
use record::{KeyId, PublicKey};
use ssh_key::private::{Ed25519Keypair, KeypairData};
use ssh_key::{LineEnding, PrivateKey};
use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use zeroize::Zeroizing;

/// The ending of a public key's file, as `ssh-keygen` has it.
const PUBLIC: &str = ".pub";

/// The largest key file we read: an RSA key of 16,384 bits is under 16 KiB.
const MAX_KEY_FILE: u64 = 64 * 1024;

/// A private key that we can use by ourselves, or must leave to `ssh-keygen` (a passphrase, a token, an agent, P-256).
pub enum Signer {
    /// An Ed25519 key without passphrase.
    Own(Box<SecretKey>),
    /// The private or public key file to hand to `ssh-keygen -Y sign`.
    Stock(PathBuf, PublicKey),
}

impl Signer {
    /// Finds out how to sign with the key in this file.
    pub fn open(path: &Path) -> Result<Self, Failure> {
        let public = read_public(path)?;
        Ok(match read_seed(path)? {
            Some(seed) => Self::Own(Box::new(SecretKey::from_seed(&seed))),
            None => Self::Stock(path.to_owned(), public),
        })
    }

    /// The key's id.
    pub fn id(&self) -> KeyId {
        self.public().id()
    }

    /// The public key.
    pub fn public(&self) -> &PublicKey {
        match self {
            Self::Own(key) => key.public(),
            Self::Stock(_, public) => public,
        }
    }

    /// The SSHSIG blob over a header.
    pub fn sign(&self, header: &[u8]) -> Result<Vec<u8>, Failure> {
        match self {
            Self::Own(key) => Ok(key.sign(header)),
            Self::Stock(path, _) => sign_with_ssh_keygen(path, header),
        }
    }
}

/// `ssh-keygen -Y sign` asks for the passphrase or the touch itself.
fn sign_with_ssh_keygen(key: &Path, header: &[u8]) -> Result<Vec<u8>, Failure> {
    let failed = |why: &dyn std::fmt::Display| {
        Failure::new(
            "ssh-keygen",
            format!("ssh-keygen could not sign: {why} (Debian package openssh-client)"),
        )
    };
    let mut child = Command::new("ssh-keygen")
        .args(["-q", "-Y", "sign", "-n", record::signature::NAMESPACE, "-f"])
        .arg(key)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|e| failed(&e))?;
    if let Some(mut stdin) = child.stdin.take() {
        stdin.write_all(header).map_err(|e| failed(&e))?;
    }
    let output = child.wait_with_output().map_err(|e| failed(&e))?;
    if !output.status.success() {
        return Err(failed(&output.status));
    }
    let armor = String::from_utf8(output.stdout).map_err(|e| failed(&e))?;
    Ok(record::signature::from_armor(&armor)?)
}

/// The public key that belongs to a key file: the file itself, or the `.pub` beside it.
pub fn read_public(path: &Path) -> Result<PublicKey, Failure> {
    let text = read_small(path)?;
    if !text.contains("PRIVATE KEY") {
        return Ok(PublicKey::from_openssh(text.trim())?);
    }
    if let Ok(line) = std::fs::read_to_string(beside(path, PUBLIC)) {
        return Ok(PublicKey::from_openssh(line.trim())?);
    }
    let key = PrivateKey::from_openssh(&text)
        .map_err(|e| Failure::input("key-file", format!("{}: {e}", path.display())))?;
    let line = key.public_key().to_openssh().map_err(|e| Failure::input("key-file", e))?;
    Ok(PublicKey::from_openssh(&line)?)
}

/// The seed of an Ed25519 key without passphrase; `None` for any other key.
fn read_seed(path: &Path) -> Result<Option<Zeroizing<[u8; 32]>>, Failure> {
    let text = Zeroizing::new(read_small(path)?);
    let Ok(key) = PrivateKey::from_openssh(text.as_str()) else {
        return Ok(None);
    };
    Ok(match key.key_data() {
        KeypairData::Ed25519(pair) => Some(Zeroizing::new(pair.private.to_bytes())),
        _ => None,
    })
}

fn read_small(path: &Path) -> Result<String, Failure> {
    let size = std::fs::metadata(path).map_err(|e| Failure::file(path, &e))?.len();
    if size > MAX_KEY_FILE {
        return Err(Failure::input("key-file", format!("{} is too large for a key", path.display())));
    }
    std::fs::read_to_string(path).map_err(|e| Failure::file(path, &e))
}

/// Rights that nobody but the owner and its group may have on a private key.
const OTHERS: u32 = 0o007;

/// Refuses a private key that every user of the machine could take.
pub fn check_private(path: &Path) -> Result<(), Failure> {
    let mode = std::fs::metadata(path).map_err(|e| Failure::file(path, &e))?.permissions().mode();
    if mode & OTHERS == 0 {
        return Ok(());
    }
    let advice = format!("every user of this machine may read it: chmod o= {}", path.display());
    Err(Failure::input("key-file", advice))
}

/// The longest secret that a file holds for a service of somebody else's: far longer than any that are given out.
const MAX_SECRET: usize = 1_024;

/// The one line of a file that others share with us as a secret: a password, a client's secret.
pub fn read_secret_line(path: &Path) -> Result<Zeroizing<String>, Failure> {
    check_private(path)?;
    let bytes = Zeroizing::new(crate::files::read(path, MAX_SECRET)?);
    let line =
        std::str::from_utf8(&bytes).map(|text| text.trim_end_matches(['\r', '\n'])).unwrap_or_default();
    if line.is_empty() || line.chars().any(char::is_control) {
        let advice = format!("{} is to hold the secret, on one line", path.display());
        return Err(Failure::input("secret-file", advice));
    }
    Ok(Zeroizing::new(line.to_owned()))
}

/// A pair is made whole or not at all, and never over a key: what it signed could not be said again.
fn refuse_present(path: &Path) -> Result<(), Failure> {
    let Some(there) = [path.to_owned(), beside(path, PUBLIC)].into_iter().find(|file| file.exists()) else {
        return Ok(());
    };
    let whose = read_public(&there).map(|key| format!(" ({})", key.id())).unwrap_or_default();
    let advice = format!(
        "a key stands at {}{whose} and is left as it is: use it, or name another file for a new one",
        there.display()
    );
    Err(Failure::input("key-there", advice))
}

/// Makes an Ed25519 key and writes it: see [`write_pair`].
pub fn generate(path: &Path) -> Result<SecretKey, Failure> {
    refuse_present(path)?;
    let seed = Zeroizing::new(random::bytes::<32>());
    write_pair(path, &seed)?;
    Ok(SecretKey::from_seed(&seed))
}

/// Writes `path` (readable by its owner alone) and `path.pub`. Never over a file.
pub fn write_pair(path: &Path, seed: &[u8; 32]) -> Result<(), Failure> {
    let pair = Ed25519Keypair::from_seed(seed);
    let key = PrivateKey::new(KeypairData::Ed25519(pair), "").map_err(|e| Failure::new("key-file", e))?;
    let text = key.to_openssh(LineEnding::LF).map_err(|e| Failure::new("key-file", e))?;
    write_new(path, text.as_bytes(), 0o600)?;
    let public = SecretKey::from_seed(seed).public().to_openssh();
    write_public(path, &public)
}

/// Makes a witness's key, as signed notes write it, and writes it: `path` and `path.pub`. Never over a file.
pub fn generate_witness(path: &Path, name: &str) -> Result<NoteSecret, Failure> {
    refuse_present(path)?;
    let seed = Zeroizing::new(random::bytes::<32>());
    let key = NoteSecret::from_seed(name, SignatureType::CosignatureV1, &seed)?;
    let text = Zeroizing::new(format!("{}\n", key.secret_text()));
    write_new(path, text.as_bytes(), 0o600)?;
    write_public(path, &key.public().to_string())?;
    Ok(key)
}

/// Writes the public half beside the private one.
fn write_public(path: &Path, public: &str) -> Result<(), Failure> {
    write_new(&beside(path, PUBLIC), format!("{public}\n").as_bytes(), 0o644)
}

/// Writes a file that must not exist yet.
pub fn write_new(path: &Path, bytes: &[u8], mode: u32) -> Result<(), Failure> {
    let mut file =
        OpenOptions::new().write(true).create_new(true).mode(mode).open(path).map_err(|e| {
            match e.kind() {
                std::io::ErrorKind::AlreadyExists => {
                    let advice =
                        "is there already and nothing is written over it: name another, or move it away";
                    Failure::input("file-there", format!("{} {advice}", path.display()))
                }
                _ => Failure::file(path, &e),
            }
        })?;
    file.write_all(bytes).and_then(|()| file.sync_all()).map_err(|e| Failure::file(path, &e))
}
