//! `comity restore`: a register out of a backup. It takes no record until it is shown that nothing newer was published,
//! so an old backup never makes a second history.

use crate::failure::Failure;
use crate::{keeping, keys, node, upkeep};
use clap::Args;
use record::vkey::NoteSecret;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use store::{DataFolder, HighWater, Options, REGISTER_FILE, SqliteStore, Standing};
use zeroize::Zeroizing;

#[derive(Args)]
pub struct Restore {
    /// The backup; without it, what was restored before is asked again.
    #[arg(long)]
    from: Option<PathBuf>,
    /// The data folder. It must have no register.
    #[arg(long, env = "COMITY_DATA")]
    data: PathBuf,
    /// The log's key, kept apart from backups, if the data folder doesn't have it.
    #[arg(long)]
    log_key: Option<PathBuf>,
    /// The newest checkpoint that a mirror, a witness or a reader has: its file, or the mirror's address.
    #[arg(long)]
    continues: Vec<String>,
}

impl Restore {
    pub fn run(self) -> Result<ExitCode, Failure> {
        let folder = DataFolder::open(&self.data)?;
        let register = folder.inside(REGISTER_FILE)?;
        if let Some(path) = &self.log_key {
            bring_key(&folder, path)?;
        }
        if let Some(from) = &self.from {
            if !from.is_file() {
                return Err(Failure::input("file", format!("{} is no file", from.display())));
            }
            let report = store::restore(from, &register, &Options::default())?;
            // Views and state of what stood here before may be of another history.
            keeping::forget(&folder)?;
            println!("{} records restored, all of them checked", report.size);
        } else if !register.exists() {
            let advice = format!("{} has no register: name a backup with --from", self.data.display());
            return Err(Failure::input("no-register", advice));
        }
        self.show(&folder, &register)
    }

    /// Holds the restored register against all that is known outside it.
    fn show(&self, folder: &DataFolder, register: &Path) -> Result<ExitCode, Failure> {
        let key = upkeep::log_key(folder)?;
        let store = SqliteStore::open(register, Options::default())?;
        let erased = upkeep::erase_again(&store)?;
        if erased > 0 {
            println!("{erased} bodies erased again");
        }
        let mut high_water = HighWater::open(&node::high_water_path(folder.path()))?;
        let mut known: Vec<_> = high_water.mark().cloned().into_iter().collect();
        for place in &self.continues {
            known.push(upkeep::shown_checkpoint(place, &key)?);
        }
        let Some(newest) = known.iter().max_by_key(|mark| mark.size).cloned() else {
            return Err(Failure::new(
                "restored-unknown",
                "it is served and takes no record: nothing here says what the log last published. Ask a mirror, a \
                 witness or a reader for the newest checkpoint, and run `comity restore --data DIR --continues \
                 CHECKPOINT|URL`",
            ));
        };
        for mark in &known {
            self.must_hold(&store, mark)?;
        }
        // Kept, so that a later start asks no less.
        high_water.advance(&newest)?;
        store.resume().map_err(|e| Failure::new(e.code(), e))?;
        println!(
            "it continues the newest checkpoint known, of {} records: the hub takes records again",
            newest.size
        );
        println!("next: comity serve --data {}", self.data.display());
        Ok(ExitCode::SUCCESS)
    }

    fn must_hold(&self, store: &SqliteStore, mark: &store::Mark) -> Result<(), Failure> {
        let data = self.data.display();
        let size = mark.size;
        match store.compare(mark)? {
            Standing::Behind(_) => Err(Failure::new(
                "restored-behind",
                format!(
                    "it is served and takes no record: {size} records of this log were published, and this backup is \
                     older. Bring the rest: `comity repair --data {data} --from NEWER-BACKUP|FOLDER|URL`. If nobody has \
                     them, begin a new log under another name, whose genesis names this log's last checkpoint: \
                     `comity init --continues CHECKPOINT`"
                ),
            )),
            Standing::Diverged(_) => Err(Failure::new(
                "restored-diverged",
                format!(
                    "another history was published (a checkpoint of {size} records) than this backup holds: keep both, \
                     they are evidence; nothing is accepted here"
                ),
            )),
            Standing::Damaged => Err(Failure::new(
                "store-damaged",
                format!(
                    "the restored store is damaged: `comity repair --data {data} --from BACKUP|FOLDER|URL`"
                ),
            )),
            _ => Ok(()),
        }
    }
}

/// Copies the log's key into the data folder, if none is there.
fn bring_key(folder: &DataFolder, path: &Path) -> Result<(), Failure> {
    let text = Zeroizing::new(std::fs::read_to_string(path).map_err(|e| Failure::file(path, &e))?);
    NoteSecret::parse(text.trim())?;
    let to = node::log_key_path(folder)?;
    if to.exists() {
        return Err(Failure::input("log-key", format!("{} is there already", to.display())));
    }
    keys::write_new(&to, text.as_bytes(), 0o600)
}
