//! `comity repair`: a sound register out of a damaged one, or a newer one out of a restored one, and a source that has
//! the rest. The result must have the newest root that is known, or nothing is changed.

use crate::failure::Failure;
use crate::upkeep::{self, PublicSource};
use crate::{files, keeping, node};
use clap::Args;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use store::{
    DataFolder, HighWater, Mark, NoSource, Options, REGISTER_FILE, RecordSource, RepairError, RepairReport,
    SqliteStore, Standing,
};

/// A source that is a backup is copied here first: opening a database writes beside it.
const SOURCE_FILE: &str = "register.db.source";

/// How many positions are printed.
const NAMED: usize = 20;

#[derive(Args)]
pub struct Repair {
    /// The data folder. Its hub must be stopped.
    #[arg(long, env = "COMITY_DATA")]
    data: PathBuf,
    /// A backup, a folder of public files, the data folder of a copy of this hub, or the address of a mirror. Without it,
    /// only what can be computed again is repaired.
    #[arg(long)]
    from: Option<String>,
}

impl From<RepairError> for Failure {
    fn from(error: RepairError) -> Self {
        Self::new(error.code(), error)
    }
}

impl Repair {
    /// The store at a place: a backup, or the register in another hub's data folder, which may run.
    fn store_at(&self, place: &str) -> Result<Option<PathBuf>, Failure> {
        let path = Path::new(place);
        if upkeep::is_address(place) || path.is_file() {
            return Ok((!upkeep::is_address(place)).then(|| path.to_owned()));
        }
        let register = path.join(REGISTER_FILE);
        if !register.is_file() {
            return Ok(None);
        }
        let whole = |path: &Path| path.canonicalize().map_err(|e| Failure::file(path, &e));
        if whole(path)? == whole(&self.data)? {
            let advice =
                format!("{place} is what is to be repaired: name a backup, another folder or a mirror");
            return Err(Failure::input("same-folder", advice));
        }
        Ok(Some(register))
    }

    pub fn run(self) -> Result<ExitCode, Failure> {
        if !self.data.join(REGISTER_FILE).exists() {
            let advice = format!("{} has no {REGISTER_FILE}: see `comity restore`", self.data.display());
            return Err(Failure::input("no-data-folder", advice));
        }
        let folder = DataFolder::open(&self.data)?;
        let register = folder.inside(REGISTER_FILE)?;
        let key = upkeep::log_key(&folder)?;
        let mut high_water = HighWater::open(&node::high_water_path(folder.path()))?;
        let mut known = high_water.mark().cloned();
        let stored = self.from.as_deref().map(|place| self.store_at(place)).transpose()?.flatten();
        let report = match (self.from.as_deref(), stored) {
            (None, _) => repair(&register, &NoSource, known.as_ref())?,
            (Some(_), Some(store)) => from_backup(&folder, &register, &store, known.as_ref())?,
            (Some(place), None) => {
                let source = PublicSource::open(place, &key)?;
                // A mirror's checkpoint is signed by our key: whatever it covers was published.
                let shown = upkeep::shown_checkpoint(place, &key)?;
                if known.as_ref().is_none_or(|mark| mark.size < shown.size) {
                    known = Some(shown);
                }
                repair(&register, &source, known.as_ref())?
            }
        };
        keeping::forget(&folder)?;
        tell(&report);
        let store = SqliteStore::open(&register, Options::default())?;
        let erased = upkeep::erase_again(&store)?;
        if erased > 0 {
            println!("{erased} bodies erased again");
        }
        if let Some(mark) = &known {
            store.compare(mark)?;
            if store.standing() == Standing::Restored {
                store.resume().map_err(|e| Failure::new(e.code(), e))?;
            }
            if matches!(store.standing(), Standing::Ready) {
                high_water.advance(mark)?;
            }
        }
        let (code, message) = crate::standing::describe(&store.standing());
        println!("{} may hold what was erased: delete it once you are content", report.kept.display());
        if !report.without_body.is_empty() {
            let missing = report.without_body.len();
            let message = format!(
                "{missing} records have lost their bodies, and `comity verify` will call them withheld: repair again with \
                 --from a backup or a mirror that has them"
            );
            return Err(Failure::new("bodies-missing", message));
        }
        if code == web::health::READY {
            println!("next: comity serve --data {}", self.data.display());
            return Ok(ExitCode::SUCCESS);
        }
        Err(Failure::new(code, message))
    }
}

fn repair(register: &Path, source: &dyn RecordSource, known: Option<&Mark>) -> Result<RepairReport, Failure> {
    if known.is_none() && is_copy(register) {
        // What a repair puts together counts as whole: it must not make a restored copy look like the original.
        return Err(Failure::new(
            "restored-unknown",
            "this is a restored copy and nothing here says what the log last published: first run `comity restore \
             --data DIR --continues CHECKPOINT|URL`, or repair from a mirror's address",
        ));
    }
    let mut last = 0;
    let mut progress = |done: u64, total: u64| {
        let tenth = done * 10 / total.max(1);
        if tenth > last {
            last = tenth;
            println!("   {done} of {total}");
        }
    };
    Ok(store::repair(register, source, known, &Options::default(), &mut progress)?)
}

/// A file that can't even be opened is no copy that anybody could take for the original.
fn is_copy(register: &Path) -> bool {
    SqliteStore::open(register, Options::default()).is_ok_and(|store| store.standing() == Standing::Restored)
}

fn from_backup(
    folder: &DataFolder,
    register: &Path,
    backup: &Path,
    known: Option<&Mark>,
) -> Result<RepairReport, Failure> {
    let copy = folder.inside(SOURCE_FILE)?;
    drop(std::fs::remove_file(&copy));
    store::backup(backup, &copy, &Options::default())?;
    let outcome = SqliteStore::open(&copy, Options::default())
        .map_err(Failure::from)
        .and_then(|source| repair(register, &source, known));
    for suffix in ["", "-wal", "-shm"] {
        drop(std::fs::remove_file(files::beside(&copy, suffix)));
    }
    outcome
}

fn tell(report: &RepairReport) {
    println!("{} records, with the root of the newest checkpoint", report.size);
    if !report.from_source.is_empty() {
        println!("{} taken from the source: {}", report.from_source.len(), named(&report.from_source));
    }
    if !report.without_body.is_empty() {
        println!("{} whose body nobody had: {}", report.without_body.len(), named(&report.without_body));
    }
    if report.attachments_lost > 0 {
        println!("{} attachments could not be read", report.attachments_lost);
    }
}

fn named(positions: &[u64]) -> String {
    let list: Vec<String> = positions.iter().take(NAMED).map(u64::to_string).collect();
    let more = if positions.len() > NAMED { ", …" } else { "" };
    format!("{}{more}", list.join(", "))
}
