//! A record's page: content, author, evidence, proof, and the commands by which anyone checks it.

use admission::kinds;
use base64::{Engine, engine::general_purpose::STANDARD};
use catalogue::Lang;
use record::signature::{SignatureSet, SignedWhere, Sshsig, UnverifiedSignature, to_armor};
use record::{Body, Header, RecordId};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;
use views::{RecordView, Standing};

use crate::WebError;
use crate::model::answers::Answered;
pub(crate) use crate::model::content::{ContentSection, FieldLine, content, paragraphs};
use crate::model::desk::title_of;
use crate::model::keeping::Keeping;
use crate::model::matches::Capacity;
use crate::model::readers::Readers;
use crate::model::received::{FileLine, Received, own_files, received};
use crate::model::saying::{Saying, said_of, saying};
use crate::model::verify::{Command, commands};
use crate::model::workflow::CourseLines;
use crate::model::{Desk, RecordLine};
use crate::words::Msg;

/// Another record that this one names or is named by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct RecordLink {
    /// Its id.
    pub id: String,
    /// Its page.
    pub href: String,
}

/// Another record that this one names, with what it is called where whoever asks may read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct NamedRecord {
    /// The record.
    #[serde(flatten)]
    pub record: RecordLink,
    /// What it is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub called: Option<Called>,
}

/// What a record is called, and whose it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Called {
    /// Its title as the author wrote it, else the name of its kind.
    pub title: String,
    /// The language in which that is written.
    pub language: String,
    /// The name of its author.
    pub author: String,
}

/// The same statement in another language, by the same author.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct TranslationLine {
    /// The record.
    #[serde(flatten)]
    pub record: RecordLink,
    /// Its language.
    pub language: String,
}

impl TranslationLine {
    fn of(record: RecordView<'_>) -> Self {
        Self { record: link(record), language: record.language().to_owned() }
    }
}

/// A signature with the key that made it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Signature {
    /// The key's fingerprint, as `ssh-keygen -l` shows it.
    pub key: String,
    /// The public key, as a `.pub` file has it; or a passkey's line.
    pub public_key: String,
    /// The signature, as `ssh-keygen -Y sign` writes it; none of a passkey, which signed in the hub's page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub armored: Option<String>,
    /// Whether the secretariat's root keys enrolled the key; none where the key isn't enrolled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vouched_for: Option<bool>,
}

/// Where a record stands in the register, and what proves it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ProofLine {
    /// How many records the checkpoint covers.
    pub size: u64,
    /// The checkpoint's root, as the checkpoint writes it.
    pub root: String,
    /// How many hashes lead from the record to the root.
    pub hashes: usize,
}

/// A record's page.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RecordPage {
    /// The record.
    #[serde(flatten)]
    pub line: RecordLine,
    /// Whether its log is an exercise's.
    pub exercise: bool,
    /// The origin of its log.
    pub log: String,
    /// When the author says it was written.
    pub written: String,
    /// SHA-256 of the body.
    pub body_sha256: String,
    /// What it says; empty where the body isn't here.
    pub content: Vec<ContentSection>,
    /// How it arrived, if the secretariat entered it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub received: Option<Received>,
    /// Files that the author signed with the text.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileLine>,
    /// Where it stands in its kind's workflow.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub course: Option<CourseLines>,
    /// The content as it stands, for kinds that are code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub raw: Option<String>,
    /// Whether the body was erased.
    pub erased: bool,
    /// The record that erased it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub erased_by: Option<RecordLink>,
    /// Who let a body go, and why, in words: of what was erased, and of what erased it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub erased_why: Option<String>,
    /// Until when the hub keeps it, where that isn't for good.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kept: Option<Keeping>,
    /// The record that takes its place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub superseded_by: Option<RecordLink>,
    /// The records that it takes the place of.
    pub supersedes: Vec<NamedRecord>,
    /// The records that it answers or refers to.
    pub refers: Vec<NamedRecord>,
    /// The record that it says again in another language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub translates: Option<TranslationLine>,
    /// Its author's own translations.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub translations: Vec<TranslationLine>,
    /// The provisions that it answers.
    pub answers: Vec<Answered>,
    /// What it says about one other record: an erasure, or a disavowal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub says: Option<Saying>,
    /// What its author has said about it since: disavowals and confirmations, the newest first.
    pub said_of_it: Vec<Saying>,
    /// Where it was signed: `hub-page`, `own-machine` or `both`. A touch in the hub's page proves less.
    pub signed_where: &'static str,
    /// The signatures.
    pub signatures: Vec<Signature>,
    /// Its proof; none until a checkpoint covers it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proof: Option<ProofLine>,
    /// Commands that check all of it.
    pub verify: Vec<Command>,
    /// Who can read it.
    pub readers: Readers,
    /// Whoever asks sees that this was said, and not what.
    pub withheld: bool,
    /// What goes with a need, an offer or a project of capacity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity: Option<Capacity>,
}

/// Makes a record's page. A record that isn't for whoever asks is not found: ids are public, records needn't be.
pub(crate) fn page(desk: &Desk<'_>, id: &str) -> Result<RecordPage, WebError> {
    let id = RecordId::from_hex(id).ok_or(WebError::NotFound)?;
    let record = desk.headers.record_by_id(&id).ok_or(WebError::NotFound)?;
    let mut held = desk.shelf.read(record.position)?;
    held.body = desk.body_of(&record, held.body.take())?;
    let header = Header::from_bytes(&held.header).map_err(|_| WebError::Damaged)?;
    let body = held.body.as_deref().and_then(|bytes| Body::from_bytes(bytes).ok());
    let set = SignatureSet::from_bytes(&held.signatures).map_err(|_| WebError::Damaged)?;
    let signatures: Vec<Signature> =
        set.signatures.iter().map(|one| signature(desk, one)).collect::<Result<_, _>>()?;
    let kind = desk.edition.catalogue().kind_as_written(&header.kind, header.kind_version);
    let line = desk.record(record, body.as_ref().and_then(title_of));
    Ok(RecordPage {
        exercise: header.exercise,
        log: header.log.clone(),
        written: header.time.to_string(),
        body_sha256: header.body.sha256.to_string(),
        content: match (&body, kind) {
            (Some(body), Some(kind)) => content(desk, kind, body),
            _ => Vec::new(),
        },
        received: body.as_ref().and_then(|body| received(&line.id, body)),
        files: body.as_ref().map(|body| own_files(&line.id, body)).unwrap_or_default(),
        says: saying(desk, &record, &header, body.as_ref()),
        said_of_it: said_of(desk, &record),
        course: desk.course_of(&record, &header),
        raw: match (&body, kind) {
            (Some(body), None) if !kinds::ABOUT_ANOTHER.contains(&header.kind.as_str()) => {
                serde_json::to_string_pretty(&body.content).ok()
            }
            _ => None,
        },
        erased: held.erased,
        erased_by: record.erased_by().map(link),
        erased_why: desk.erased_why(&record, &header),
        kept: desk.kept(&header, record.accepted()).filter(|_| !held.erased),
        superseded_by: record.superseded_by().map(link),
        supersedes: desk.named(&header.supersedes),
        refers: desk.named(header.answers.iter().chain(&header.refers)),
        translates: record.translates().map(TranslationLine::of),
        translations: translations(&record),
        answers: desk.answered(record),
        signed_where: where_word(set.signed_where()),
        proof: proof(desk, record.position)?,
        verify: commands(desk.config, &line, &header, &signatures, body.is_some()),
        signatures,
        readers: desk.readers(&record.classes().cloned().collect::<Vec<_>>()),
        withheld: desk.views.record(record.position).is_none(),
        capacity: None,
        line,
    })
}

impl Desk<'_> {
    /// Records that another names. Of one that whoever asks may not read, or that isn't there, nothing but its id, which the
    /// header says anyway.
    fn named<'i>(&self, ids: impl IntoIterator<Item = &'i RecordId>) -> Vec<NamedRecord> {
        let named = |id| {
            let line = self.views.record_by_id(id).and_then(|record| self.records([record]).pop());
            NamedRecord { record: link_to(id), called: line.map(|line| Called::of(line, self.lang())) }
        };
        ids.into_iter().map(named).collect()
    }
}

impl Called {
    fn of(line: RecordLine, lang: Lang) -> Self {
        let (title, language) = match line.title {
            Some(title) => (title, line.language),
            None => (line.kind_name, lang.code().to_owned()),
        };
        Self { title, language, author: line.participant.name }
    }
}

/// The translations that stand, and of each language the newest.
fn translations(record: &RecordView<'_>) -> Vec<TranslationLine> {
    let standing = record.translations().filter(|one| one.standing() == Standing::Current);
    let newest: BTreeMap<&str, RecordView<'_>> = standing.map(|one| (one.language(), one)).collect();
    newest.into_values().map(TranslationLine::of).collect()
}

fn where_word(place: SignedWhere) -> &'static str {
    match place {
        SignedWhere::OwnMachine => "own-machine",
        SignedWhere::HubPage => "hub-page",
        SignedWhere::Both => "both",
    }
}

impl RecordPage {
    /// The message that says where it was signed.
    pub(crate) fn signed_word(&self) -> &'static str {
        let Msg(key) = match self.signed_where {
            "hub-page" => Msg("signed-in-page"),
            "both" => Msg("signed-both-ways"),
            _ => Msg("signed-on-own-machine"),
        };
        key
    }

    /// Whether it is a view for the Secretary-General, which a note verbale can carry.
    pub(crate) fn is_reply(&self) -> bool {
        self.line.kind == crate::printed::VIEW
    }

    /// Whether it is a statement that its author has neither replaced nor disputed, and that was not erased.
    pub(crate) fn stands(&self) -> bool {
        let keeps_the_log = kinds::ALL.contains(&self.line.kind.as_str());
        let stood_by = !self.line.disputed && self.line.disavowed_by.is_none();
        !keeps_the_log && self.line.standing == Standing::Current && stood_by
    }
}

/// The link to a record.
pub(crate) fn link(record: RecordView<'_>) -> RecordLink {
    link_to(&record.id())
}

pub(crate) fn link_to(id: &RecordId) -> RecordLink {
    RecordLink { href: format!("/records/{id}"), id: id.to_string() }
}

fn proof(desk: &Desk<'_>, position: u64) -> Result<Option<ProofLine>, WebError> {
    if desk.shelf.checkpoint()?.is_none() {
        return Ok(None);
    }
    let proof = desk.shelf.prove(position)?;
    let checkpoint = proof.checkpoint().unverified();
    let root = STANDARD.encode(checkpoint.root().0);
    Ok(Some(ProofLine { size: checkpoint.size(), root, hashes: proof.hashes().len() }))
}

fn signature(desk: &Desk<'_>, one: &UnverifiedSignature) -> Result<Signature, WebError> {
    let (public_key, armored) = if let Some(assertion) = &one.assertion {
        (assertion.public_key.clone(), None)
    } else {
        let blob = one.blob().map_err(|_| WebError::Damaged)?;
        let sshsig = Sshsig::read(&blob).map_err(|_| WebError::Damaged)?;
        (sshsig.key.to_openssh(), Some(to_armor(&blob)))
    };
    let vouched_for = desk.shelf.vouched_for(&one.key);
    Ok(Signature { key: one.key.to_string(), public_key, armored, vouched_for })
}
