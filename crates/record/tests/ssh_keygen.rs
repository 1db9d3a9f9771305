//! Stock OpenSSH and this crate read each other: keys, fingerprints and signatures. Needs `ssh-keygen` (Debian package
//! openssh-client).

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use record::signature::{SignatureSet, Sshsig, from_armor, to_armor};
use record::signing::SecretKey;
use record::{PublicKey, signature::NAMESPACE};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

const HEADER: &[u8] = br#"{"comity":1,"kind":"measure"}"#;

fn ssh_keygen(folder: &Path, arguments: &[&str], input: &[u8]) -> Output {
    let child = Command::new("ssh-keygen")
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let mut child =
        child.unwrap_or_else(|e| panic!("ssh-keygen can't be run ({e}): apt-get install openssh-client"));
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

fn succeed(folder: &Path, arguments: &[&str], input: &[u8]) -> String {
    let output = ssh_keygen(folder, arguments, input);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// A folder with a new key of this type in `key` and `key.pub`.
fn new_key(kind: &[&str]) -> TempDir {
    let folder = TempDir::new().unwrap();
    let arguments = [&["-q", "-N", "", "-C", "a comment", "-f", "key", "-t"], kind].concat();
    succeed(folder.path(), &arguments, b"");
    folder
}

fn public(folder: &TempDir) -> String {
    std::fs::read_to_string(folder.path().join("key.pub")).unwrap()
}

fn sign(folder: &TempDir, namespace: &str) -> Vec<u8> {
    std::fs::write(folder.path().join("header.json"), HEADER).unwrap();
    succeed(folder.path(), &["-Y", "sign", "-f", "key", "-n", namespace, "header.json"], b"");
    let armored: PathBuf = folder.path().join("header.json.sig");
    let text = std::fs::read_to_string(&armored).unwrap();
    let blob = from_armor(&text).unwrap();
    assert_eq!(to_armor(&blob), text, "we write the armour as ssh-keygen does");
    std::fs::remove_file(armored).unwrap();
    blob
}

#[test]
fn we_verify_what_ssh_keygen_signs() {
    for kind in [vec!["ed25519"], vec!["ecdsa", "-b", "256"]] {
        let folder = new_key(&kind);
        let key = PublicKey::from_openssh(&public(&folder)).unwrap();
        // P-256 signatures are random: over several, r and s have every length and s is high and low.
        for _ in 0..8 {
            let blob = sign(&folder, NAMESPACE);
            let set = SignatureSet::of(std::slice::from_ref(&blob)).unwrap();
            let set = SignatureSet::from_bytes(&set.to_bytes()).unwrap();
            assert_eq!(set.verify(HEADER).unwrap(), [key.id()]);
            assert_eq!(set.verify(b"{}").unwrap_err().code(), "signature-wrong");
        }
    }
}

#[test]
fn other_namespaces_and_other_algorithms_are_refused() {
    let folder = new_key(&["ed25519"]);
    let read = |blob: &[u8]| Sshsig::read(blob).map(|_| ()).unwrap_err().code();
    assert_eq!(read(&sign(&folder, "file")), "signature-namespace");
    for kind in [vec!["rsa", "-b", "2048"], vec!["ecdsa", "-b", "384"]] {
        let folder = new_key(&kind);
        assert_eq!(PublicKey::from_openssh(&public(&folder)).unwrap_err().code(), "key-algorithm");
        assert_eq!(read(&sign(&folder, NAMESPACE)), "key-algorithm");
    }
}

#[test]
fn ssh_keygen_prints_our_key_ids() {
    for kind in [vec!["ed25519"], vec!["ecdsa", "-b", "256"]] {
        let folder = new_key(&kind);
        let id = PublicKey::from_openssh(&public(&folder)).unwrap().id().to_string();
        let printed = succeed(folder.path(), &["-l", "-f", "key.pub"], b"");
        assert_eq!(printed.split_whitespace().nth(1), Some(id.as_str()));
    }
}

#[test]
fn ssh_keygen_verifies_what_we_sign() {
    let key = SecretKey::from_seed(&[7; 32]);
    let folder = TempDir::new().unwrap();
    let signers = format!("XAA namespaces=\"{NAMESPACE}\" {}\n", key.public().to_openssh());
    std::fs::write(folder.path().join("signers"), signers).unwrap();
    std::fs::write(folder.path().join("header.sig"), to_armor(&key.sign(HEADER))).unwrap();
    let arguments = ["-Y", "verify", "-f", "signers", "-I", "XAA", "-n", NAMESPACE, "-s", "header.sig"];
    let printed = succeed(folder.path(), &arguments, HEADER);
    assert!(printed.contains(&key.public().id().to_string()), "{printed}");
    assert!(!ssh_keygen(folder.path(), &arguments, b"{}").status.success());
}

/// The tokens of record.json are software: OpenSSH itself must agree that what they sign is well made.
#[test]
fn ssh_keygen_verifies_the_signatures_of_the_vectors() {
    let vectors: serde_json::Value = serde_json::from_str(include_str!("vectors/record.json")).unwrap();
    let header = vectors["example"]["header"].as_str().unwrap().as_bytes();
    let mut checked = 0;
    for vector in vectors["accepted"].as_array().unwrap().iter().filter(|v| v["reader"] == "signature") {
        let blob = hex::decode(vector["input"]["hex"].as_str().unwrap()).unwrap();
        let folder = TempDir::new().unwrap();
        let key = Sshsig::read(&blob).unwrap().key.to_openssh();
        std::fs::write(folder.path().join("signers"), format!("XAA {key}\n")).unwrap();
        std::fs::write(folder.path().join("header.sig"), to_armor(&blob)).unwrap();
        let arguments = ["-Y", "verify", "-f", "signers", "-I", "XAA", "-n", NAMESPACE, "-s", "header.sig"];
        succeed(folder.path(), &arguments, header);
        checked += 1;
    }
    assert!(checked >= 8);
}
