//! Asks each witness after each checkpoint, and tells how each stands. A record is accepted before anybody is asked, and
//! no lock is held across the network: a witness that is slow or gone delays nothing but its own cosignature.

use super::ask::{Given, Trouble, Witness};
use crate::failure::Failure;
use crate::metrics::{head, line};
use record::checkpoint::SignedCheckpoint;
use record::note::MAX_NOTE_BYTES;
use register::{ProveError, Register};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::task::JoinHandle;
use web::health::{Health, READY, Readiness};

/// The newest checkpoint with its cosignatures, in the data folder. It can be deleted: witnesses are asked again.
pub const COSIGNED_FILE: &str = "cosigned.checkpoint";

/// Between two questions to one witness: a busy hub has a checkpoint every few milliseconds, and a witness syncs its disk
/// for each. Also the first pause after trouble, which doubles.
const PAUSE: Duration = Duration::from_secs(1);

/// The longest pause: a witness that is back is found within five minutes.
const LONGEST_PAUSE: Duration = Duration::from_mins(5);

/// How one witness stands.
#[derive(Default)]
struct Standing {
    /// The size of the newest checkpoint that it has cosigned.
    cosigned: u64,
    /// What is in the way, since its last answer.
    trouble: Option<(&'static str, String)>,
    /// Its answers since the start, by code.
    answers: BTreeMap<&'static str, u64>,
}

struct Followed {
    witness: Witness,
    standing: Mutex<Standing>,
}

impl Followed {
    fn standing(&self) -> MutexGuard<'_, Standing> {
        self.standing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The witnesses of a running hub.
pub struct Witnesses {
    register: Arc<Register>,
    followed: Vec<Followed>,
    /// Where cosignatures are kept. Locked while one is added and the file is written, so that no older file overtakes.
    kept: Mutex<PathBuf>,
}

impl Witnesses {
    /// These witnesses, with the cosignatures that an earlier run kept in this file.
    pub fn new(register: Arc<Register>, witnesses: Vec<Witness>, kept: PathBuf) -> Self {
        let followed = |witness| Followed { witness, standing: Mutex::default() };
        let followed = witnesses.into_iter().map(followed).collect();
        let all = Self { register, followed, kept: Mutex::new(kept) };
        if let Err(error) = all.take_up() {
            tracing::warn!(code = error.code(), "kept cosignatures are asked for again: {error}");
        }
        all
    }

    /// Takes the kept cosignatures up, each only if it verifies: the file is nobody's word.
    fn take_up(&self) -> Result<(), ProveError> {
        let path = self.kept.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let Ok(bytes) = crate::files::read(&path, MAX_NOTE_BYTES) else { return Ok(()) };
        let kept = SignedCheckpoint::parse(&bytes)?;
        for followed in &self.followed {
            let own = kept.note().signatures().iter().filter(|line| line.names(&followed.witness.key));
            for cosignature in own {
                let answer = format!("{cosignature}\n");
                let checked = record::witness::read_answer(answer.as_bytes(), &kept, &followed.witness.key);
                if let Ok((cosignature, _)) = checked
                    && self.register.add_cosignature(&kept, cosignature)?.is_some()
                {
                    followed.standing().cosigned = kept.unverified().size();
                }
            }
        }
        Ok(())
    }

    /// Follows the register with each witness, until aborted.
    pub fn start(self: &Arc<Self>) -> Vec<JoinHandle<()>> {
        (0..self.followed.len()).map(|at| tokio::spawn(Arc::clone(self).follow(at))).collect()
    }

    async fn follow(self: Arc<Self>, at: usize) {
        let mut size = self.register.watch();
        let mut pause = PAUSE;
        loop {
            let published = *size.borrow_and_update();
            if self.followed[at].standing().cosigned >= published {
                if size.changed().await.is_err() {
                    return;
                }
                continue;
            }
            let all = Arc::clone(&self);
            // Asking takes as long as it takes; a thread that may wait does it.
            let done = tokio::task::spawn_blocking(move || all.ask(at, published)).await;
            pause = if done.unwrap_or(false) { PAUSE } else { (pause * 2).min(LONGEST_PAUSE) };
            tokio::time::sleep(pause).await;
        }
    }

    /// Asks once. True unless there was trouble.
    fn ask(&self, at: usize, published: u64) -> bool {
        let followed = &self.followed[at];
        let known = followed.standing().cosigned;
        let outcome = followed.witness.ask(&self.register, published, known);
        let outcome = outcome.and_then(|given| {
            let size = given.over.unverified().size();
            self.keep(given)?;
            Ok(size)
        });
        followed.note(outcome)
    }

    fn keep(&self, given: Given) -> Result<(), ProveError> {
        let path = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(note) = self.register.add_cosignature(&given.over, given.cosignature)? {
            store::write_atomically(&path, note.to_string().as_bytes())?;
        }
        Ok(())
    }

    /// A line about the witnesses that are behind, if any are.
    fn complaint(&self) -> Option<String> {
        let size = *self.register.watch().borrow();
        let behind = |followed: &Followed| {
            let standing = followed.standing();
            let (code, _) = standing.trouble.as_ref()?;
            let lag = size.saturating_sub(standing.cosigned);
            Some(format!("witness {} is behind by {lag} records ({code})", followed.witness.key.name()))
        };
        let lines: Vec<_> = self.followed.iter().filter_map(behind).collect();
        (!lines.is_empty()).then(|| lines.join("; "))
    }

    /// The counters of the witnesses, as Prometheus text.
    pub fn render(&self) -> String {
        let size = *self.register.watch().borrow();
        let mut out = String::new();
        let label = |followed: &Followed| {
            let name = followed.witness.key.name().replace('\\', "\\\\").replace('"', "\\\"");
            format!("witness=\"{name}\"")
        };
        let behind = "comity_witness_behind_records";
        head(&mut out, behind, "gauge", "Records that a witness has not cosigned.");
        for followed in &self.followed {
            let lag = size.saturating_sub(followed.standing().cosigned);
            line(&mut out, &format!("{behind}{{{}}}", label(followed)), lag);
        }
        let answers = "comity_witness_answers_total";
        head(&mut out, answers, "counter", "What witnesses answered, by code.");
        for followed in &self.followed {
            for (code, count) in &followed.standing().answers {
                line(&mut out, &format!("{answers}{{{},code=\"{code}\"}}", label(followed)), count);
            }
        }
        out
    }
}

impl Followed {
    /// Remembers an answer, and says in the log when a witness falls behind or comes back.
    fn note(&self, outcome: Result<u64, Trouble>) -> bool {
        let name = self.witness.key.name();
        let mut standing = self.standing();
        let code = outcome.as_ref().map_or_else(Trouble::code, |_| "cosigned");
        *standing.answers.entry(code).or_default() += 1;
        let before = standing.trouble.as_ref().map(|(code, _)| *code);
        match outcome {
            Ok(size) => {
                standing.cosigned = standing.cosigned.max(size);
                standing.trouble = None;
                if before.is_some() {
                    tracing::info!(code, witness = name, "cosigns again");
                }
                true
            }
            // A moment later it is published; nobody is at fault.
            Err(Trouble::Early) => true,
            Err(trouble) => {
                if before != Some(code) && trouble.is_evidence() {
                    tracing::error!(code, witness = name, "{trouble}");
                } else if before != Some(code) {
                    tracing::warn!(code, witness = name, "{trouble}");
                }
                standing.trouble = Some((code, trouble.to_string()));
                false
            }
        }
    }
}

/// How a hub is, with a word about its witnesses. One that is behind keeps nobody from being served.
pub struct WithWitnesses {
    /// How the hub is without them.
    pub hub: Arc<dyn Health>,
    /// They.
    pub witnesses: Arc<Witnesses>,
}

impl Health for WithWitnesses {
    fn readiness(&self) -> Readiness {
        let mut readiness = self.hub.readiness();
        if readiness.code == READY
            && let Some(complaint) = self.witnesses.complaint()
        {
            readiness.message = format!("{}; {complaint}", readiness.message);
        }
        readiness
    }
}

/// The cosigned checkpoint that a data folder keeps, for whoever reads the folder while its hub doesn't run.
pub fn read_kept(path: &std::path::Path) -> Result<Option<Vec<u8>>, Failure> {
    if path.exists() { crate::files::read(path, MAX_NOTE_BYTES).map(Some) } else { Ok(None) }
}
