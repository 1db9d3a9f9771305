//! `comity record sign` and `comity record collect`: shows what is about to be signed, asks, remembers for which log a key
//! signs; and puts together what several keepers have signed.

use crate::audience;
use crate::client;
use crate::failure::{FAILED, Failure};
use crate::files::RecordFiles;
use crate::gather;
use crate::keys::{self, Signer};
use clap::Args;
use record::header::Header;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Args)]
pub struct Sign {
    /// The draft's name, or its header file, or a folder of drafts.
    name: PathBuf,
    /// The key.
    #[arg(long)]
    key: PathBuf,
    /// Sign without asking: for scripts.
    #[arg(long)]
    yes: bool,
    /// The log for which the key is to sign. With --yes it must be said if the key has signed for another log before.
    #[arg(long, value_name = "ORIGIN")]
    log: Option<String>,
}

#[derive(Args)]
pub struct Collect {
    /// The draft's name, or a folder of drafts.
    name: PathBuf,
    /// Signature files, or folders with them, in any order and under any name.
    signatures: Vec<PathBuf>,
    /// Write header, body and the signatures that are there to one file: for a passkey's holder, who signs in the page.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

impl Sign {
    pub fn run(self) -> Result<ExitCode, Failure> {
        let pins = Pins::of(&self.key)?;
        let mut drafts = Vec::new();
        for files in RecordFiles::all(&self.name)? {
            let bytes = files.read_header()?;
            let header = Header::from_bytes(&bytes)?;
            show(&header, &files)?;
            drafts.push((files, bytes, header.log));
        }
        let Some((_, _, log)) = drafts.first() else {
            return Err(Failure::input("no-draft", format!("{} holds no draft", self.name.display())));
        };
        if drafts.iter().any(|(_, _, other)| other != log) {
            return Err(Failure::input(
                "drafts-mixed",
                "these drafts are for several logs: sign them one by one",
            ));
        }
        self.agree(log, &pins)?;
        let signer = Signer::open(&self.key)?;
        for (files, bytes, _) in &drafts {
            println!("wrote {}", files.add_signature(&signer.sign(bytes)?)?.display());
        }
        pins.add(log);
        Ok(ExitCode::SUCCESS)
    }

    /// A signature can't be taken back: whoever holds the key says yes to what stands above, and says it again by name
    /// when the key was used for another log so far (the hub that made the draft may be another than one thinks).
    fn agree(&self, log: &str, pins: &Pins) -> Result<(), Failure> {
        if self.log.as_ref().is_some_and(|said| said != log) {
            return Err(Failure::input(
                "another-log",
                format!("the draft is for the log {log}, not the one you named"),
            ));
        }
        let named = self.log.is_some();
        let elsewhere = !pins.logs.is_empty() && !pins.logs.iter().any(|known| known == log);
        if self.yes && elsewhere && !named {
            let advice = format!(
                "this key has signed for {} so far: say --log {log} if it is to sign for that log too",
                pins.logs.join(", ")
            );
            return Err(Failure::input("key-of-another-log", advice));
        }
        if self.yes {
            return Ok(());
        }
        if !std::io::stdin().is_terminal() {
            let advice = "nobody can be asked here: read what stands above, then say --yes";
            return Err(Failure::input("not-confirmed", advice));
        }
        let (question, expected) = if elsewhere && !named {
            let known = pins.logs.join(", ");
            (format!("This key has signed for {known} so far. Type the log's name to sign for it too: "), log)
        } else {
            ("Sign it? Type yes: ".to_owned(), "yes")
        };
        print!("{question}");
        drop(std::io::stdout().flush());
        let mut answer = String::new();
        std::io::stdin().read_line(&mut answer).map_err(|e| Failure::new("terminal", e))?;
        if answer.trim() == expected {
            Ok(())
        } else {
            Err(Failure::input("not-confirmed", "nothing was signed"))
        }
    }
}

/// A hub filled in the log and the participant when the draft was made: whoever signs must see what they put their name
/// to, above all whether it is an exercise. The title comes from the body that the header names, or from none.
fn show(header: &Header, files: &RecordFiles) -> Result<(), Failure> {
    let reality = if header.exercise { "EXERCISE" } else { "REAL, not an exercise" };
    println!("signing: {} of {} for the log {} ({reality})", header.kind, header.participant, header.log);
    let body = files.read_body()?;
    header.body.check(&body).map_err(|e| Failure::input(e.code(), e))?;
    let body = record::Body::from_bytes(&body).map_err(|e| Failure::input(e.code(), e))?;
    for name in ["title", "key", "path", "log_key"] {
        if let Some(text) = body.content.get(name).and_then(serde_json::Value::as_str) {
            // Quoted, with whatever hides in it made visible.
            println!("         {name}: {text:?}");
        }
    }
    println!("         {}; mechanisms: {}", audience::line(header)?, header.mechanisms.join(", "));
    println!("         may be handed in until {}", header.expiry);
    Ok(())
}

/// The logs for which a key has signed, in a small file beside the key.
struct Pins {
    file: PathBuf,
    logs: Vec<String>,
}

const PINS_ENDING: &str = ".logs";

impl Pins {
    fn of(key: &Path) -> Result<Self, Failure> {
        let mut file = key.with_extension("").into_os_string();
        if key.extension().is_none_or(|ending| ending != "pub") {
            key.as_os_str().clone_into(&mut file);
        }
        file.push(PINS_ENDING);
        let file = PathBuf::from(file);
        let text = match std::fs::read_to_string(&file) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(Failure::file(&file, &error)),
        };
        Ok(Self { file, logs: text.lines().map(str::to_owned).collect() })
    }

    /// Remembers a log. A key may lie where nothing can be written: then it is asked as if it were new.
    fn add(&self, log: &str) {
        if self.logs.iter().any(|known| known == log) {
            return;
        }
        let mut text = self.logs.join("\n");
        if !text.is_empty() {
            text.push('\n');
        }
        text += log;
        text.push('\n');
        if let Err(error) = store::write_atomically(&self.file, text.as_bytes()) {
            println!("not remembered for which log this key signs: {}: {error}", self.file.display());
        }
    }
}

impl Collect {
    pub fn run(self) -> Result<ExitCode, Failure> {
        let mut brought = gather::read_brought(&self.signatures)?;
        let mut complete = true;
        for files in RecordFiles::all(&self.name)? {
            let collected = gather::collect(&files, &mut brought)?;
            let (have, all) = (collected.signed.len(), collected.signed.len() + collected.missing.len());
            println!("{}: {have} of {all} have signed", files.header().display());
            for key in &collected.missing {
                println!("  missing: {key}");
            }
            complete &= collected.missing.is_empty();
        }
        for path in gather::strangers(&brought) {
            println!("{} is over none of these drafts, or by a key that they don't name", path.display());
        }
        if let Some(out) = &self.out {
            let (_, parts) = RecordFiles::named(&self.name).read()?;
            keys::write_new(out, client::message(&parts).as_bytes(), 0o644)?;
            println!("wrote {}", out.display());
        }
        println!("{}", if complete { "complete" } else { "not complete yet" });
        Ok(ExitCode::from(if complete { 0 } else { FAILED }))
    }
}
