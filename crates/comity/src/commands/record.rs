//! `comity record`: from a few words to a signed record in the register.

use super::about::Speaker;
use super::confirm;
use super::disavow::Disavow;
use super::moving::Move;
use super::sign::{Collect, Sign};
use crate::attached;
use crate::audience;
use crate::ceremony;
use crate::client::{self, Client};
use crate::clock;
use crate::failure::Failure;
use crate::files::{self, RecordFiles};
use crate::in_force::kind_version;
use crate::keys;
use crate::named::{self, Named};
use crate::offline::CyclePage;
use crate::shown::visible;
use admission::kinds;
use catalogue::Kind;
use clap::{Args, Subcommand};
use record::draft::Draft;
use record::{Audience, RecordId, Unverified};
use serde_json::{Map, Value};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Subcommand)]
pub enum Record {
    /// Write a header and its body, ready to be signed.
    Draft(DraftRecord),
    /// Sign a drafted header; the same as `ssh-keygen -Y sign -n record@comity`.
    Sign(Sign),
    /// Put together what several keepers have signed, and say who is missing.
    Collect(Collect),
    /// Hand a signed record to a hub.
    Submit(Submit),
    /// Show a record that a hub has.
    Show(Show),
    /// Write the draft that erases a record's body.
    Erase(Erase),
    /// Write the draft that says of a record in your participant's name that it isn't its word, or confirms it.
    Disavow(Disavow),
    /// Move a record on in its kind's workflow: agree to a project, close a cycle.
    Move(Move),
}

pub const HUB: &str = "http://localhost:8080";

#[derive(Args)]
pub struct DraftRecord {
    #[command(flatten)]
    draft: DraftArgs,
    /// The kind of record.
    #[arg(long, default_value = "measure")]
    kind: String,
    /// Confirm, with your own key, this record that the secretariat transmitted in your State's name.
    #[arg(
        long,
        value_name = "ID",
        conflicts_with_all = ["kind", "mechanisms", "framework_items", "provisions", "supersedes", "language", "fields", "content", "audience", "kind_version"]
    )]
    confirm: Option<String>,
}

/// What every draft of a statement is made of, whatever says its kind.
#[derive(Args)]
pub struct DraftArgs {
    /// The name of the files to write: NAME.header.json and NAME.body.json.
    name: PathBuf,
    /// The key that will sign: its public or private file.
    #[arg(long)]
    key: PathBuf,
    /// A mechanism for which it is said. Repeat for each.
    #[arg(long = "mechanism")]
    mechanisms: Vec<String>,
    /// A framework item that it speaks to (`un/norm-13-a`). Repeat for each.
    #[arg(long = "item")]
    framework_items: Vec<String>,
    /// A provision that it answers (`a-c1-75-l4/op1-a`). Repeat for each.
    #[arg(long = "provision")]
    provisions: Vec<String>,
    /// Who may read it: public, own, participants:CODE,CODE…, mechanism:ID (its participants, chair and secretariat) or
    /// secretariat:ID.
    #[arg(long, default_value = "public")]
    audience: String,
    /// The version of the kind, if the hub has another in force than this program brings.
    #[arg(long)]
    kind_version: Option<u64>,
    /// A record of yours that it replaces.
    #[arg(long = "supersedes")]
    supersedes: Vec<String>,
    /// The language that it is written in.
    #[arg(long, default_value = "en")]
    language: String,
    /// A field of the body, `name=value`. Repeat for each.
    #[arg(long = "set", value_name = "FIELD=VALUE")]
    fields: Vec<String>,
    /// A JSON file with the body's fields; `--set` goes over it.
    #[arg(long)]
    content: Option<PathBuf>,
    /// The hub.
    #[arg(long, default_value = HUB)]
    hub: String,
}

#[derive(Args)]
pub struct Submit {
    /// The record's name, or its header file, or one file that holds all of it, or a folder of signed drafts.
    name: PathBuf,
    /// The hub.
    #[arg(long, default_value = HUB)]
    hub: String,
}

#[derive(Args)]
pub struct Show {
    /// The record's id.
    id: String,
    /// The hub.
    #[arg(long, default_value = HUB)]
    hub: String,
}

#[derive(Args)]
pub struct Erase {
    /// The name of the files to write.
    name: PathBuf,
    /// The record whose body goes.
    #[arg(long)]
    record: String,
    /// Who may read that record, and so the erasure: as `record draft` says it.
    #[arg(long, default_value = "public")]
    audience: String,
    /// Why: a public body goes only for `personal-data` or `unlawful-content`, your own restricted one also if `withdrawn`.
    #[arg(long)]
    ground: String,
    /// The key that will sign.
    #[arg(long)]
    key: PathBuf,
    /// The hub.
    #[arg(long, default_value = HUB)]
    hub: String,
}

impl Record {
    pub fn run(self) -> Result<ExitCode, Failure> {
        match self {
            Self::Draft(command) => command.run(),
            Self::Sign(command) => command.run(),
            Self::Collect(command) => command.run(),
            Self::Submit(command) => command.run(),
            Self::Show(command) => command.run(),
            Self::Erase(command) => command.run(),
            Self::Disavow(command) => {
                let (id, files) = command.said();
                written(&files, &command.drafted(read_id(&id)?)?)
            }
            Self::Move(command) => {
                let (id, files) = command.said();
                written(&files, &command.drafted(read_id(&id)?)?)
            }
        }
    }
}

/// The longest record in one file: header, signature set and body at their limits, every character escaped.
const MAX_MESSAGE: usize =
    2 * (record::header::MAX_HEADER + record::signature::MAX_SET + record::body::MAX_BODY) + 1024;

/// The longest file of fields: the body's own limit.
const MAX_CONTENT: usize = record::body::MAX_BODY;

impl DraftRecord {
    fn run(self) -> Result<ExitCode, Failure> {
        let draft = self.draft;
        let client = Client::new(&draft.hub);
        let content = draft.read_content()?;
        if let Some(id) = &self.confirm {
            let key = keys::read_public(&draft.key)?;
            let holder = client.key(&key.id())?;
            let files = RecordFiles::named(&draft.name);
            let id = read_id(id)?;
            let drafted = confirm::drafted(&client, key.id(), &holder, &id)?;
            confirm::fetch_files(&client, &files, &id, &drafted.body)?;
            return written(&files, &drafted);
        }
        draft.of_kind(&self.kind, &client, &content, Vec::new())
    }
}

impl DraftArgs {
    /// A draft of what a workbook holds: its kind, its answers, and the cycle for which it was made. What the command says
    /// goes over it.
    pub fn of_workbook(mut self, kind: &Kind, answers: workbook::Answers) -> Result<ExitCode, Failure> {
        let client = Client::new(&self.hub);
        self.kind_version = self.kind_version.or_else(|| Some(u64::from(kind.version)));
        let mut content = answers.content;
        content.extend(self.read_content()?);
        let cycle = answers.cycle.as_deref().map(|id| CyclePage::read(&client, id)).transpose()?;
        if let Some(cycle) = cycle.as_ref().filter(|_| self.mechanisms.is_empty()) {
            self.mechanisms = cycle.mechanisms.iter().map(|(id, _)| id.clone()).collect();
        }
        let answers = cycle.into_iter().map(|cycle| cycle.id).collect();
        self.of_kind(&kind.id, &client, &content, answers)
    }

    fn of_kind(
        self,
        kind: &str,
        client: &Client,
        content: &Map<String, Value>,
        answers: Vec<RecordId>,
    ) -> Result<ExitCode, Failure> {
        let log = client.log()?;
        let key = keys::read_public(&self.key)?;
        let holder = client.key(&key.id())?;
        let files = RecordFiles::named(&self.name);
        let named = Named {
            // A version that was said is of a kind that the hub has in force, and this program may not know.
            kind: self.kind_version.is_none().then_some(kind),
            mechanisms: &self.mechanisms,
            items: &self.framework_items,
            provisions: &self.provisions,
        };
        named::check(client, &named)?;
        let mut draft =
            Draft::new(&log.log, log.exercise, &holder.participant, kind).signed_by(key.id(), holder.person);
        draft.kind.1 = self.kind_version.unwrap_or_else(|| kind_version(kind));
        draft.audience = audience::read(&self.audience)?;
        draft.mechanisms = self.mechanisms;
        draft.framework_items = self.framework_items;
        draft.provisions = self.provisions;
        draft.language = self.language;
        draft.answers = answers;
        draft.supersedes = self.supersedes.iter().map(|id| read_id(id)).collect::<Result<_, _>>()?;
        let drafted = draft.drafted(content, Vec::new(), clock::now(), ceremony::salts());
        written(&files, &drafted)
    }

    fn read_content(&self) -> Result<Map<String, Value>, Failure> {
        let mut content = match &self.content {
            None => Map::new(),
            Some(path) => serde_json::from_slice(&files::read(path, MAX_CONTENT)?)
                .map_err(|e| Failure::input("content", format!("{}: {e}", path.display())))?,
        };
        for field in &self.fields {
            let (name, value) = field.split_once('=').ok_or_else(|| {
                Failure::input("content", format!("{field:?} is not of the form field=value"))
            })?;
            content.insert(name.to_owned(), Value::String(value.to_owned()));
        }
        Ok(content)
    }
}

fn written(files: &RecordFiles, drafted: &record::draft::Drafted) -> Result<ExitCode, Failure> {
    // Checked before it is written: nobody should be asked to sign what no hub takes.
    let read = record::Header::from_bytes(&drafted.header)?;
    files.write(drafted)?;
    let header = files.header();
    println!("wrote {} and {}", header.display(), files.body().display());
    println!("{}", audience::line(&read)?);
    println!("sign it: ssh-keygen -Y sign -n record@comity -f KEY {}", header.display());
    Ok(ExitCode::SUCCESS)
}

fn read_id(text: &str) -> Result<RecordId, Failure> {
    RecordId::from_hex(text).ok_or_else(|| {
        Failure::input("record-id", format!("{text:?} is no record id: 64 hexadecimal digits"))
    })
}

impl Submit {
    fn run(self) -> Result<ExitCode, Failure> {
        let client = Client::new(&self.hub);
        if !self.name.is_dir() {
            self.hand_in(&client, &self.name)?;
            return Ok(ExitCode::SUCCESS);
        }
        // All are looked at before the first goes out: one without its signature stops them.
        let drafts = RecordFiles::all(&self.name)?;
        if drafts.is_empty() {
            return Err(Failure::input("no-draft", format!("{} holds no draft", self.name.display())));
        }
        drafts.iter().try_for_each(|files| files.read()?.0.verify().map(drop).map_err(Failure::from))?;
        drafts.iter().try_for_each(|files| self.hand_in(&client, &files.header()))?;
        Ok(ExitCode::SUCCESS)
    }

    /// Hands in one record, and after it the files that it names.
    fn hand_in(&self, client: &Client, name: &Path) -> Result<(), Failure> {
        let (unverified, parts) = read(name)?;
        // Checked here too, so that a slip is named before the line is used.
        let record = unverified.verify()?;
        if record.header.audience != Audience::Public && !client.is_private() {
            let advice =
                "this record is not for everybody, and http:// would show it to the whole way: use https://";
            return Err(Failure::input("restricted-over-http", advice));
        }
        // Beside what a script reads.
        eprintln!("{}", audience::line(&record.header)?);
        let accepted = client.submit(&parts)?;
        let how = if accepted.first { "accepted" } else { "was there already" };
        println!("{how}: record {}", accepted.id);
        println!("position {}, {}", accepted.position, accepted.time);
        println!("{}/records/{}", self.hub.trim_end_matches('/'), accepted.id);
        attached::send(client, &RecordFiles::named(name), &accepted.id, &parts[2])
    }
}

/// The record, from its files or from one file that holds all of it.
fn read(name: &Path) -> Result<(Unverified, [Vec<u8>; 3]), Failure> {
    let files = RecordFiles::named(name);
    if files.header().exists() || !name.is_file() {
        return files.read();
    }
    let parts = client::read_message(&files::read(name, MAX_MESSAGE)?)?;
    let [header, signatures, body] = parts.clone();
    Ok((Unverified::read(header, signatures, Some(body))?, parts))
}

impl Show {
    fn run(self) -> Result<ExitCode, Failure> {
        let record = Client::new(&self.hub).record(&read_id(&self.id)?.to_string())?;
        let text = serde_json::to_string_pretty(&record).map_err(|e| Failure::new("hub-answer", e))?;
        println!("{}", visible(&text));
        Ok(ExitCode::SUCCESS)
    }
}

impl Erase {
    fn run(self) -> Result<ExitCode, Failure> {
        let speaker = Speaker { hub: &self.hub, key: &self.key, audience: &self.audience, language: None };
        let about = (read_id(&self.record)?, self.ground.as_str());
        let drafted = speaker.says(kinds::ERASURE, about, &Map::new())?;
        written(&RecordFiles::named(&self.name), &drafted)
    }
}
