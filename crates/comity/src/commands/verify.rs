//! `comity verify`, `comity export`, `comity watch`: a register from outside, believed in nothing.

use super::own::export_own;
use crate::failure::{FAILED, Failure};
use crate::named;
use crate::shown::visible;
use crate::witness::follow;
use crate::{clock, files, random, upkeep};
use clap::Args;
use record::RecordId;
use record::checkpoint::SignedCheckpoint;
use record::note::MAX_NOTE_BYTES;
use record::policy::{MAX_POLICY_BYTES, Policy};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use store::{DataFolder, REGISTER_FILE, SqliteStore, Store, check_store};
use verify::{Hub, MAX_EXPORT, Progress, Source};

/// Where a register is: a hub's address, a folder that `comity export` wrote, or a data folder whose hub doesn't run.
#[derive(Args)]
pub struct From {
    /// A hub's address, a folder written by `comity export`, or the data folder of a hub that doesn't run.
    #[arg(long, default_value = "http://localhost:8080")]
    from: String,
}

/// A source, and the lock of the data folder if it is one.
struct Opened {
    source: Box<dyn Source>,
    /// The store of a data folder, which can be damaged as a public folder can't.
    store: Option<Arc<SqliteStore>>,
    _lock: Option<DataFolder>,
    _copy: Option<Copied>,
}

/// What a file of the embedded store begins with.
const SQLITE: &[u8] = b"SQLite format 3\0";

/// Whether this is a file of the embedded store: a backup, or a register without its folder.
fn is_register(path: &Path) -> Result<bool, Failure> {
    if !path.is_file() {
        return Ok(false);
    }
    let mut begin = Vec::new();
    let file = std::fs::File::open(path).map_err(|e| Failure::file(path, &e))?;
    file.take(SQLITE.len() as u64).read_to_end(&mut begin).map_err(|e| Failure::file(path, &e))?;
    Ok(begin == SQLITE)
}

/// A copy of a register's file in a folder of its own, for as long as it is looked at: opening one writes beside it.
struct Copied(PathBuf);

impl Copied {
    fn of(path: &Path) -> Result<Self, Failure> {
        let name = format!("comity-{}", hex::encode(random::bytes::<16>()));
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir(&folder).map_err(|e| Failure::file(&folder, &e))?;
        let copied = Self(folder);
        store::restore(path, &copied.register(), &store::Options::default())?;
        Ok(copied)
    }

    fn register(&self) -> PathBuf {
        self.0.join(REGISTER_FILE)
    }
}

impl Drop for Copied {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

fn open(place: &str) -> Result<Opened, Failure> {
    let path = Path::new(place);
    if is_register(path)? {
        let copy = Copied::of(path)?;
        let store = Arc::new(SqliteStore::open(&copy.register(), store::Options::default())?);
        let source = Box::new(Hub::new(Arc::clone(&store) as Arc<dyn Store>));
        return Ok(Opened { source, store: Some(store), _lock: None, _copy: Some(copy) });
    }
    if !upkeep::is_address(place) && !path.is_dir() {
        let advice = format!("{place} is neither an address nor a folder");
        return Err(Failure::input("no-such-register", advice));
    }
    if !path.join(REGISTER_FILE).exists() {
        return Ok(Opened { source: upkeep::public_files(place)?, store: None, _lock: None, _copy: None });
    }
    let folder = DataFolder::open(path)?;
    let store = Arc::new(SqliteStore::open(&folder.register_file()?, store::Options::default())?);
    let cosigned = follow::read_kept(&folder.inside(follow::COSIGNED_FILE)?)?;
    let hub = Hub::new(Arc::clone(&store) as Arc<dyn Store>).with_cosigned(cosigned.as_deref());
    Ok(Opened { source: Box::new(hub), store: Some(store), _lock: Some(folder), _copy: None })
}

#[derive(Args)]
pub struct Verify {
    /// A hub's address, a folder written by `comity export`, the data folder of a hub that doesn't run, a backup, or a
    /// file written by `comity export --record`.
    target: String,
    /// A policy file (C2SP tlog-policy) that says which log and which witnesses to believe. Without one the answer is
    /// "self-consistent" or "trusted on first use", never "verified".
    #[arg(long)]
    policy: Option<PathBuf>,
    /// A checkpoint from an earlier time, which this register must continue.
    #[arg(long)]
    known: Option<PathBuf>,
    /// Where to keep this checkpoint for the next time, if all is well.
    #[arg(long)]
    keep: Option<PathBuf>,
}

impl Verify {
    pub fn run(self) -> Result<ExitCode, Failure> {
        let policy = self.policy.as_deref().map(read_policy).transpose()?;
        let path = Path::new(&self.target);
        if is_register(path)? {
            println!(
                "{} is a register's own file, such as a backup: a copy of it is checked",
                path.display()
            );
        } else if path.is_file() {
            return verify_file(Path::new(&self.target), policy.as_ref());
        }
        let known = self.known.as_deref().map(read_checkpoint).transpose()?;
        let opened = open(&self.target)?;
        if let Some(store) = &opened.store {
            refuse_damage(store, &self.target)?;
        }
        let report = verify::verify_register(
            opened.source.as_ref(),
            policy.as_ref(),
            known.as_ref(),
            clock::now(),
            &mut show_progress,
        )
        .map_err(|e| Failure::new(e.code(), e))?;
        println!("{}", visible(&report.to_string()));
        if let (true, Some(path)) = (report.ok, &self.keep) {
            store::write_atomically(path, report.checkpoint.to_string().as_bytes())?;
        }
        Ok(ExitCode::from(if report.ok { 0 } else { FAILED }))
    }
}

/// The most damaged records that are named one by one.
const MAX_NAMED: usize = 1_000;

/// Names what of a data folder's store doesn't hold, record by record. The register's own rules are checked after that: they
/// can't be, around what can't be read.
fn refuse_damage(store: &SqliteStore, place: &str) -> Result<(), Failure> {
    let report = check_store(store)?;
    for (position, flaw) in report.damaged.iter().take(MAX_NAMED) {
        println!("DAMAGED record {position}: {}", flaw.code());
    }
    if report.damaged.len() > MAX_NAMED {
        println!("and {} more", report.damaged.len() - MAX_NAMED);
    }
    for (level, index) in report.tiles.iter().take(MAX_NAMED) {
        println!("DAMAGED tile {level}/{index}");
    }
    if let Some(head) = &report.head {
        println!("DAMAGED newest checkpoint: {}", visible(head));
    }
    if report.is_sound() {
        return Ok(());
    }
    let message = format!(
        "{} of {} records don't verify in the store: stop the hub, then `comity repair --data {place} --from` a backup or a \
         mirror",
        report.damaged.len(),
        report.size
    );
    Err(Failure::new("store-damaged", message))
}

fn verify_file(path: &Path, policy: Option<&Policy>) -> Result<ExitCode, Failure> {
    let bytes = files::read(path, MAX_EXPORT)?;
    let report =
        verify::verify_export(&bytes, policy, clock::now()).map_err(|e| Failure::new(e.code(), e))?;
    println!("{}", visible(&report.to_string()));
    Ok(ExitCode::SUCCESS)
}

fn read_policy(path: &Path) -> Result<Policy, Failure> {
    Policy::parse(&files::read(path, MAX_POLICY_BYTES)?).map_err(|e| Failure::input(e.code(), e))
}

fn read_checkpoint(path: &Path) -> Result<SignedCheckpoint, Failure> {
    SignedCheckpoint::parse(&files::read(path, MAX_NOTE_BYTES)?).map_err(|e| Failure::input(e.code(), e))
}

/// One line for every twentieth of a large register; none for a small one.
fn show_progress(progress: Progress) {
    let Progress { done, total } = progress;
    let step = (total / 20).max(10_000);
    if done > 0 && done % step < u64::from(record::tile::TILE_WIDTH) && done < total {
        eprintln!("{done} of {total}");
    }
}

#[derive(Args)]
pub struct Export {
    #[command(flatten)]
    from: From,
    /// One record, with everything that it takes to verify it offline. Without this, all that is public.
    #[arg(long)]
    record: Option<String>,
    /// Everything in this participant's name, each record as with --record, and the received files.
    #[arg(long, value_name = "CODE", conflicts_with = "record")]
    own: Option<String>,
    /// With --own, of a data folder whose hub doesn't run: the file of the hub's key, which opens what isn't public.
    #[arg(long, requires = "own")]
    hub_key: Option<PathBuf>,
    /// The folder, or for one record the file, to write.
    #[arg(long)]
    to: PathBuf,
}

impl Export {
    pub fn run(self) -> Result<ExitCode, Failure> {
        if let Some(code) = &self.own {
            export_own(code, &self.from.from, self.hub_key.as_deref(), &self.to)?;
            return Ok(ExitCode::SUCCESS);
        }
        let opened = open(&self.from.from)?;
        if let Some(id) = &self.record {
            let id = RecordId::from_hex(id)
                .ok_or_else(|| Failure::input("record-id", "a record id has 64 hexadecimal digits"))?;
            let export =
                verify::export_record(opened.source.as_ref(), &id).map_err(|e| Failure::new(e.code(), e))?;
            store::write_atomically(&self.to, &export.to_bytes())?;
            println!("wrote {}", self.to.display());
        } else {
            let written = verify::export_folder(opened.source.as_ref(), &self.to, &mut show_progress)
                .map_err(|e| Failure::new(e.code(), e))?;
            println!("{}", visible(&written.to_string()));
        }
        println!("check it anywhere: comity verify {}", self.to.display());
        Ok(ExitCode::SUCCESS)
    }
}

#[derive(Args)]
pub struct Watch {
    /// The participant's code.
    participant: String,
    #[command(flatten)]
    from: From,
    /// From which position of the register on.
    #[arg(long, default_value_t = 0)]
    since: u64,
}

impl Watch {
    pub fn run(self) -> Result<ExitCode, Failure> {
        let opened = open(&self.from.from)?;
        let (said, next) = verify::watch(opened.source.as_ref(), &self.participant, self.since)
            .map_err(|e| Failure::new(e.code(), e))?;
        if said.is_empty() && self.since == 0 {
            named::known_participant(&self.participant)?;
        }
        for one in &said {
            println!("{}", visible(&one.to_string()));
        }
        println!("{} records in the name of {}; go on with --since {next}", said.len(), self.participant);
        Ok(ExitCode::SUCCESS)
    }
}
