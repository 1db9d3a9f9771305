//! [`verify_register`]: the whole check, in order.

use crate::anchor::{Anchor, accepted};
use crate::group::{self, Group, Served};
use crate::ordered::in_order;
use crate::replay::Replay;
use crate::times::Times;
use crate::tree::Tree;
use crate::{Evidence, Finding, Progress, Report, Source, VerifyError};
use admission::Genesis;
use record::checkpoint::SignedCheckpoint;
use record::note::MAX_NOTE_BYTES;
use record::policy::Policy;
use record::tile::TILE_WIDTH;
use record::vkey::VerifierKey;
use record::{Body, Time};
use register::publish::CHECKPOINT;

/// Checks everything that a source serves of a register.
///
/// `known` is a checkpoint of the same register from an earlier time: this one must continue it. `now` is the reader's
/// time: entries that lie after it are reported. An error means that
/// there is nothing to report about; whatever is wrong with a register that could be read is in the report.
pub fn verify_register(
    source: &dyn Source,
    policy: Option<&Policy>,
    known: Option<&SignedCheckpoint>,
    now: Time,
    progress: &mut dyn FnMut(Progress),
) -> Result<Report, VerifyError> {
    let served = fetch_checkpoint(source)?;
    let trusted = accepted(policy, &served)?;
    let size = served.unverified().size();
    let log_key = genesis_key(source, size)?;
    let mut replay = Replay::default();
    let anchor = if let Some(trusted) = &trusted {
        if trusted.log.key != log_key {
            let message = format!("it names the log key {log_key}, the policy {}", trusted.log.key);
            replay.find(Finding::fault(0, "log-key-differs", message));
        }
        Anchor::by_policy(trusted)
    } else {
        served.verify(&log_key)?;
        Anchor::without_policy(source, known)
    };
    replay.times = Some(Times::new(now, &anchor));
    let signer = trusted.as_ref().map_or(&log_key, |trusted| &trusted.log.key);
    let older = check_known(known, &served, signer, &mut replay)?;
    let checked = read_all(source, &served, older, &mut replay, progress)?;
    Ok(report(served, anchor, known, checked, replay))
}

/// The newest checkpoint that a source serves. Its signature is still to be checked.
pub(crate) fn fetch_checkpoint(source: &dyn Source) -> Result<SignedCheckpoint, VerifyError> {
    let bytes = source.get(CHECKPOINT, MAX_NOTE_BYTES)?;
    Ok(SignedCheckpoint::parse(&bytes.ok_or_else(|| VerifyError::Missing(CHECKPOINT.to_owned()))?)?)
}

/// The log key that entry 0 names.
fn genesis_key(source: &dyn Source, size: u64) -> Result<VerifierKey, VerifyError> {
    let wrong = |why: String| VerifyError::Genesis(why);
    if size == 0 {
        return Err(wrong("the register is empty".into()));
    }
    // The smallest register that has it: a first look needs no more than one group.
    let group = group::check(source, 0, size)?;
    let first = group.records.into_iter().next().ok_or_else(|| wrong("it is missing".into()))?;
    let record = match first.state {
        Served::Record { record, .. } => record,
        Served::Withheld(finding) | Served::Void(finding) => return Err(wrong(finding.to_string())),
        Served::Restricted => return Err(wrong("it is restricted".into())),
    };
    genesis_of(record.body_bytes.as_deref()).map_err(wrong)
}

/// The log key in a genesis record's body.
pub(crate) fn genesis_of(body: Option<&[u8]>) -> Result<VerifierKey, String> {
    let bytes = body.ok_or("its body is missing")?;
    let content = Body::from_bytes(bytes).map_err(|e| e.to_string())?.content;
    let genesis: Genesis =
        serde_json::from_value(serde_json::Value::Object(content)).map_err(|e| e.to_string())?;
    VerifierKey::parse(&genesis.log_key).map_err(|e| e.to_string())
}

/// What the tree must pass through to continue the known checkpoint.
fn check_known(
    known: Option<&SignedCheckpoint>,
    served: &SignedCheckpoint,
    signer: &VerifierKey,
    replay: &mut Replay,
) -> Result<Option<(u64, record::Hash)>, VerifyError> {
    let Some(known) = known else { return Ok(None) };
    let (old, new) = (known.unverified(), served.unverified());
    if old.origin() != new.origin() {
        return Err(VerifyError::OtherLog {
            known: old.origin().to_owned(),
            served: new.origin().to_owned(),
        });
    }
    if known.verify(signer).is_err() {
        let message =
            "the known checkpoint was not signed by the key that signs now: ask who changed it, and why";
        replay.find(Finding::fault(None, "known-by-another-key", message));
    }
    if old.size() > new.size() {
        let message = format!(
            "the register has {} records and had {} before: it was rolled back, or this is an old copy",
            new.size(),
            old.size()
        );
        replay.find(Finding::fault(None, "rolled-back", message));
        return Ok(None);
    }
    Ok(Some((old.size(), old.root())))
}

/// What reading everything gave beside the replay.
struct ReadAll {
    findings: Vec<Finding>,
    continues_older: bool,
}

fn read_all(
    source: &dyn Source,
    served: &SignedCheckpoint,
    older: Option<(u64, record::Hash)>,
    replay: &mut Replay,
    progress: &mut dyn FnMut(Progress),
) -> Result<ReadAll, VerifyError> {
    let total = served.unverified().size();
    let mut tree = Tree::new(older);
    let mut entry_differs = Vec::new();
    let groups = total.div_ceil(u64::from(TILE_WIDTH));
    progress(Progress { done: 0, total });
    in_order(
        0,
        groups,
        |index| group::check(source, index, total),
        |group: Result<Group, VerifyError>| {
            let group = group?;
            let done = group.first + group.leaves.len() as u64;
            tree.append(source, &group.leaves)?;
            entry_differs.extend(group.differs_from_tile);
            replay.judge(group);
            progress(Progress { done, total });
            Ok::<(), VerifyError>(())
        },
    )?;
    let outcome = tree.finish(source, served.unverified(), &entry_differs)?;
    Ok(ReadAll { findings: outcome.findings, continues_older: outcome.continues_older })
}

fn report(
    served: SignedCheckpoint,
    anchor: Anchor,
    known: Option<&SignedCheckpoint>,
    read: ReadAll,
    mut replay: Replay,
) -> Report {
    let erasures = replay.finish();
    for finding in read.findings {
        replay.find(finding);
    }
    if !read.continues_older {
        let message =
            "this register doesn't continue the known checkpoint: the hub shows different histories";
        replay.find(Finding::fault(None, "split-view", message));
    }
    if let Some(position) = replay.unjudged_from {
        let message = "a control record is missing, so nothing from here on was judged";
        replay.find(Finding::fault(position, "unjudged", message));
    }
    let disagree = ["rolled-back", "split-view", "known-by-another-key"];
    let disagreeing = known.filter(|_| replay.findings.iter().any(|f| disagree.contains(&f.code)));
    let evidence =
        disagreeing.map(|known| Box::new(Evidence { known: known.clone(), served: served.clone() }));
    Report {
        origin: served.unverified().origin().to_owned(),
        size: served.unverified().size(),
        checkpoint: served,
        anchor,
        counts: replay.counts,
        erasures,
        audit: replay.audit_hours(),
        findings: replay.findings,
        more_findings: replay.more_findings,
        unjudged_from: replay.unjudged_from,
        evidence,
        ok: !replay.failed,
    }
}
