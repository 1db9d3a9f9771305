//! Reads a policy line by line; each line can only name what stands above it.

use super::{Group, Log, MAX_POLICY_BYTES, MAX_POLICY_ITEMS, Member, Policy, PolicyError, Quorum, Witness};
use crate::{
    lines,
    vkey::{SignatureType, VerifierKey},
};
use std::collections::{BTreeMap, BTreeSet};

/// The predefined name, valid for the quorum alone.
const NONE: &[u8] = b"none";

pub(super) fn parse(bytes: &[u8]) -> Result<Policy, PolicyError> {
    if bytes.len() > MAX_POLICY_BYTES {
        return Err(PolicyError::TooLong(bytes.len()));
    }
    let Some(body) = bytes.strip_suffix(b"\n") else {
        return Err(if bytes.is_empty() { PolicyError::NoQuorumLine } else { PolicyError::Unterminated });
    };
    let mut reader = Reader::default();
    for (at, line) in body.split(|&byte| byte == b'\n').enumerate() {
        reader.line = at + 1;
        reader.read(line)?;
    }
    let quorum = reader.quorum.ok_or(PolicyError::NoQuorumLine)?;
    Ok(Policy { logs: reader.logs, witnesses: reader.witnesses, groups: reader.groups, quorum })
}

#[derive(Default)]
struct Reader<'f> {
    line: usize,
    logs: Vec<Log>,
    witnesses: Vec<Witness>,
    groups: Vec<Group>,
    names: BTreeMap<&'f [u8], Member>,
    /// Names that a group already has: each counts in one way only.
    members: BTreeSet<&'f [u8]>,
    quorum: Option<Quorum>,
}

impl<'f> Reader<'f> {
    fn read(&mut self, line: &'f [u8]) -> Result<(), PolicyError> {
        if line.iter().any(|&byte| (byte < b' ' && byte != b'\t') || byte == 0x7f) {
            return Err(PolicyError::Control(self.line));
        }
        let blank = |byte: &u8| matches!(byte, b' ' | b'\t');
        let items: Vec<_> = line.split(blank).filter(|item| !item.is_empty()).collect();
        match items.as_slice() {
            [] => Ok(()),
            [first, ..] if first.starts_with(b"#") => Ok(()),
            [b"log", key] => self.log(key, None),
            [b"log", key, url] => self.log(key, Some(url)),
            [b"witness", name, key] => self.witness(name, key, None),
            [b"witness", name, key, url] => self.witness(name, key, Some(url)),
            [b"group", name, threshold, members @ ..] if !members.is_empty() => {
                self.group(name, threshold, members)
            }
            [b"quorum", name] => self.quorum(name),
            _ => Err(PolicyError::Malformed(self.line)),
        }
    }

    fn log(&mut self, key: &[u8], url: Option<&[u8]>) -> Result<(), PolicyError> {
        let key = self.key(key, SignatureType::Ed25519)?;
        self.room(self.logs.len())?;
        if self.logs.iter().any(|log| log.key.public_key() == key.public_key()) {
            return Err(PolicyError::DuplicateKey(self.line));
        }
        self.logs.push(Log { key, url: url.map(<[u8]>::to_vec) });
        Ok(())
    }

    fn witness(&mut self, name: &'f [u8], key: &[u8], url: Option<&[u8]>) -> Result<(), PolicyError> {
        let key = self.key(key, SignatureType::CosignatureV1)?;
        self.room(self.witnesses.len())?;
        if self.witnesses.iter().any(|witness| witness.key.public_key() == key.public_key()) {
            return Err(PolicyError::DuplicateKey(self.line));
        }
        self.define(name, Member::Witness(self.witnesses.len()))?;
        self.witnesses.push(Witness { name: name.to_vec(), key, url: url.map(<[u8]>::to_vec) });
        Ok(())
    }

    fn group(&mut self, name: &'f [u8], threshold: &[u8], names: &[&'f [u8]]) -> Result<(), PolicyError> {
        self.room(self.groups.len())?;
        let needed = needed(threshold, names.len()).ok_or(PolicyError::Threshold(self.line))?;
        let mut members = Vec::with_capacity(names.len());
        for member in names {
            members.push(self.named(member)?);
            if !self.members.insert(member) {
                return Err(PolicyError::DuplicateMember(self.line));
            }
        }
        self.define(name, Member::Group(self.groups.len()))?;
        self.groups.push(Group { needed, members });
        Ok(())
    }

    fn quorum(&mut self, name: &[u8]) -> Result<(), PolicyError> {
        let quorum = if name == NONE { Quorum::Nobody } else { Quorum::Member(self.named(name)?) };
        if self.quorum.replace(quorum).is_some() {
            return Err(PolicyError::SecondQuorum(self.line));
        }
        Ok(())
    }

    /// Reads a key of this type, or of the post-quantum type that both logs and witnesses may have.
    fn key(&self, text: &[u8], kind: SignatureType) -> Result<VerifierKey, PolicyError> {
        let line = self.line;
        let text = str::from_utf8(text).map_err(|_| PolicyError::Malformed(line))?;
        let key = VerifierKey::parse(text).map_err(|error| PolicyError::Key { line, error })?;
        if key.kind() == kind || key.kind() == SignatureType::SubtreeV1 {
            Ok(key)
        } else {
            Err(PolicyError::WrongKeyType(line))
        }
    }

    fn room(&self, count: usize) -> Result<(), PolicyError> {
        if count < MAX_POLICY_ITEMS { Ok(()) } else { Err(PolicyError::TooMany(self.line)) }
    }

    fn define(&mut self, name: &'f [u8], member: Member) -> Result<(), PolicyError> {
        if name == NONE || self.names.insert(name, member).is_some() {
            return Err(PolicyError::DuplicateName(self.line));
        }
        Ok(())
    }

    fn named(&self, name: &[u8]) -> Result<Member, PolicyError> {
        self.names.get(name).copied().ok_or(PolicyError::UnknownName(self.line))
    }
}

/// How many of `members` a threshold asks for.
fn needed(threshold: &[u8], members: usize) -> Option<usize> {
    match threshold {
        b"any" => Some(1),
        b"all" => Some(members),
        number => {
            let number = usize::try_from(lines::decimal(str::from_utf8(number).ok()?)?).ok()?;
            (1..=members).contains(&number).then_some(number)
        }
    }
}
