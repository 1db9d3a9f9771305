//! `comity workbook`: a questionnaire for those without a good line. Written, checked, put together and brought back into a
//! draft on one's own machine; nothing here signs, and what is brought back is taken whole or not at all.

use super::record::DraftArgs;
use super::typeset;
use crate::client::Client;
use crate::failure::Failure;
use crate::files;
use crate::keys;
use crate::offline::{Asked, kind_of, language, said_by, said_in};
use crate::shown::on_one_line;
use catalogue::{Catalogue, Kind};
use clap::{Args, Subcommand};
use kinds::{ContentFault, faults};
use serde_json::{Map, Value};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use web::printed::FormOf;
use workbook::{Answers, Clash, Decided, Prefill, Problem};

/// The largest workbook, as at a hub.
const MAX_WORKBOOK: usize = 2 << 20;

/// So many problems are named: nobody mends more before trying again.
const MAX_SHOWN: usize = 200;

/// So much of each of two answers that differ is shown, in characters.
const SHOWN: usize = 60;

#[derive(Subcommand)]
pub enum WorkbookCommand {
    /// Write a workbook (XLSX) to fill in offline, with what was said before.
    Export(Export),
    /// Name what is wrong with a workbook that was filled in, by sheet and cell.
    Check(Check),
    /// Put workbooks together in which several have filled in parts.
    Merge(Merge),
    /// Make a draft of a workbook, ready to be signed.
    Import(Import),
    /// Write the same form to print: DOCX, PDF or HTML.
    Print(Print),
}

/// Which questionnaire.
#[derive(Args)]
pub struct Which {
    /// A kind of record (`comity` brings them; a hub shows its own at /kinds).
    #[arg(long, required_unless_present = "cycle")]
    kind: Option<String>,
    /// A cycle at the hub: the id in the address of its page.
    #[arg(long, value_name = "ID", conflicts_with = "kind")]
    cycle: Option<String>,
    /// The file of the kind, where the hub has a later version than this program.
    #[arg(long, value_name = "FILE")]
    kind_file: Option<PathBuf>,
    /// ar, en, es, fr, ru or zh.
    #[arg(long, default_value = "en")]
    language: String,
    /// The hub.
    #[arg(long, default_value = super::record::HUB)]
    hub: String,
}

#[derive(Args)]
pub struct Export {
    #[command(flatten)]
    which: Which,
    /// Begin with what the newest record of this kind says here: a record's file, an exported record, or a folder of them.
    #[arg(long, value_name = "PATH")]
    from: Option<PathBuf>,
    /// Begin with what the newest public record of this participant says at the hub.
    #[arg(long, value_name = "CODE", conflicts_with = "from")]
    said_by: Option<String>,
    /// Where to write it.
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
}

#[derive(Args)]
pub struct Check {
    /// The workbook.
    file: PathBuf,
    /// The file of its kind, where it is of a later version than this program's.
    #[arg(long, value_name = "FILE")]
    kind_file: Option<PathBuf>,
}

#[derive(Args)]
pub struct Merge {
    /// The workbooks.
    #[arg(required = true, num_args = 2..)]
    files: Vec<PathBuf>,
    /// Where to write what they hold together.
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// Where two have written differently, put both, one after the other: paragraphs, addresses and tables.
    #[arg(long)]
    both: bool,
    /// ar, en, es, fr, ru or zh.
    #[arg(long, default_value = "en")]
    language: String,
    /// The file of their kind, where it is of a later version than this program's.
    #[arg(long, value_name = "FILE")]
    kind_file: Option<PathBuf>,
}

#[derive(Args)]
pub struct Import {
    /// The workbook.
    file: PathBuf,
    #[command(flatten)]
    draft: DraftArgs,
    /// The file of its kind, where it is of a later version than this program's.
    #[arg(long, value_name = "FILE")]
    kind_file: Option<PathBuf>,
}

#[derive(Args)]
pub struct Print {
    #[command(flatten)]
    which: Which,
    /// Where to write it; the form follows the name's ending: .docx, .pdf or .html.
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// A folder of fonts for PDF; more than once for several. Unless said, those of Debian's packages.
    #[arg(long = "fonts")]
    fonts: Vec<PathBuf>,
}

impl WorkbookCommand {
    pub fn run(self) -> Result<ExitCode, Failure> {
        match self {
            Self::Export(command) => command.run(),
            Self::Check(command) => command.run(),
            Self::Merge(command) => command.run(),
            Self::Import(command) => command.run(),
            Self::Print(command) => command.run(),
        }
    }
}

impl Which {
    fn asked(&self) -> Result<Asked, Failure> {
        match (&self.kind, &self.cycle) {
            (_, Some(id)) => Asked::cycle(&Client::new(&self.hub), id, self.kind_file.as_deref()),
            (kind, None) => Asked::kind(kind.as_deref().unwrap_or_default(), self.kind_file.as_deref()),
        }
    }
}

impl Export {
    fn run(self) -> Result<ExitCode, Failure> {
        let asked = self.which.asked()?;
        let before = match (&self.from, &self.said_by) {
            (Some(path), _) => said_in(path, &asked.kind.id)?,
            (None, Some(code)) => said_by(&Client::new(&self.which.hub), code, &asked.kind.id)?,
            (None, None) => Map::new(),
        };
        let prefill = Prefill::default()
            .with_before(&asked.kind, &before)
            .for_cycle(asked.cycle.as_ref().map(|cycle| cycle.id.to_string()));
        let title = asked.cycle.as_ref().map(|cycle| cycle.title.as_str());
        write(&asked.kind, &self.which.language, title, &prefill, &self.output)?;
        println!("wrote {}, {} answers said before", self.output.display(), prefill.content.len());
        Ok(ExitCode::SUCCESS)
    }
}

fn write(
    kind: &Kind,
    lang: &str,
    cycle: Option<&str>,
    prefill: &Prefill,
    output: &Path,
) -> Result<(), Failure> {
    let lang = language(lang)?;
    let bytes = workbook::write_prefilled(kind, lang, &web::workbook_texts(lang, cycle), prefill)
        .map_err(|e| Failure::new(e.code(), e))?;
    keys::write_new(output, &bytes, 0o644)
}

/// A workbook that was filled in, with the kind that it says it is of.
fn read(path: &Path, kind_file: Option<&Path>, part: bool) -> Result<(Kind, Answers), Failure> {
    let bytes = files::read(path, MAX_WORKBOOK)?;
    let (id, version) = workbook::made_for(&bytes).map_err(|problems| refused(path, &problems))?;
    let kind = kind_of(&id, Some(u64::from(version)), kind_file)?;
    let read = if part { workbook::read_part(&kind, &bytes) } else { workbook::read(&kind, &bytes) };
    let answers = read.map_err(|problems| refused(path, &problems))?;
    Ok((kind, answers))
}

/// All that is wrong, line by line, and that nothing was taken.
fn refused(path: &Path, problems: &[Problem]) -> Failure {
    named(path, problems.iter().map(ToString::to_string))
}

fn named(path: &Path, problems: impl ExactSizeIterator<Item = String>) -> Failure {
    let count = problems.len();
    for problem in problems.take(MAX_SHOWN) {
        eprintln!("{}", on_one_line(&format!("{}: {problem}", path.display())));
    }
    Failure::input("workbook", format!("nothing was taken; problems: {count}. Mend them and try again"))
}

/// What must still be filled in before a record can be signed, by cell.
fn missing(kind: &Kind, answers: &Answers) -> Vec<String> {
    let wrong = faults(kind, &answers.content);
    let missing = wrong.into_iter().filter(|one| one.fault == ContentFault::Missing);
    let line = |one: kinds::ContentError| {
        let place = answers.place_of(&one.field).unwrap_or(&one.field);
        format!("{place}: {}", one.fault)
    };
    missing.map(line).collect()
}

impl Check {
    fn run(self) -> Result<ExitCode, Failure> {
        let (kind, answers) = read(&self.file, self.kind_file.as_deref(), false)?;
        let missing = missing(&kind, &answers);
        for line in missing.iter().take(MAX_SHOWN) {
            println!("{}", on_one_line(&format!("{}: {line}", self.file.display())));
        }
        let finished = if missing.is_empty() { "can become a draft" } else { "is not finished" };
        println!(
            "{} of {} version {} {finished}: {} answers",
            self.file.display(),
            on_one_line(&kind.id),
            kind.version,
            answers.content.len()
        );
        Ok(ExitCode::SUCCESS)
    }
}

impl Merge {
    fn run(self) -> Result<ExitCode, Failure> {
        let mut parts = Vec::new();
        let mut of: Option<Kind> = None;
        for path in &self.files {
            let (kind, answers) = read(path, self.kind_file.as_deref(), true)?;
            if let Some(first) = of.replace(kind.clone()).filter(|first| *first != kind) {
                let message =
                    format!("{} is of another kind than {}", path.display(), on_one_line(&first.id));
                return Err(Failure::input("other-kind", message));
            }
            parts.push(answers);
        }
        let kind = of.ok_or_else(|| Failure::input("workbook", "name the workbooks to put together"))?;
        self.one_cycle(&parts)?;
        let decide = |clash: &Clash| (self.both && clash.both(&kind).is_some()).then_some(Decided::Both);
        let merged =
            workbook::merge(&kind, &parts, &decide).map_err(|clashes| self.differ(&kind, &clashes))?;
        self.whole(&kind, &parts, &merged)?;
        write(&kind, &self.language, None, &merged, &self.output)?;
        let count = merged.content.len();
        println!("wrote {}: {count} answers out of {} workbooks", self.output.display(), parts.len());
        Ok(ExitCode::SUCCESS)
    }

    fn one_cycle(&self, parts: &[Answers]) -> Result<(), Failure> {
        let mut cycles =
            self.files.iter().zip(parts).filter_map(|(path, part)| Some((path, part.cycle.as_ref()?)));
        let first = cycles.next();
        match cycles.find(|(_, cycle)| first.is_some_and(|(_, one)| one != *cycle)) {
            Some((path, _)) => Err(refused(path, &[Problem::other_cycle()])),
            None => Ok(()),
        }
    }

    /// Each answer in which two differ, by file, sheet and cell.
    fn differ(&self, kind: &Kind, clashes: &[Clash]) -> Failure {
        for clash in clashes.iter().take(MAX_SHOWN) {
            let label = kind.field(clash.field()).map_or("", |field| field.label.get(catalogue::Lang::En));
            for (part, place, value) in &clash.said {
                let file = self.files.get(*part).map(|path| path.display().to_string()).unwrap_or_default();
                let said = match value {
                    None => "takes the answer out".to_owned(),
                    Some(Value::Bool(_)) => "chooses this".to_owned(),
                    Some(Value::String(text)) => format!("“{}”", begun(text)),
                    Some(other) => begun(&other.to_string()),
                };
                eprintln!("{}", on_one_line(&format!("{label}: {file}, {place}: {said}")));
            }
        }
        let message = format!(
            "nothing was written; answers that differ: {}. Agree on one, or put both with --both where that is possible",
            clashes.len()
        );
        Failure::input("workbooks-differ", message)
    }

    /// What no part could see: an answer whose choice fell otherwise elsewhere, more rows than there may be.
    fn whole(&self, kind: &Kind, parts: &[Answers], merged: &Prefill) -> Result<(), Failure> {
        let wrong: Vec<String> = faults(kind, &merged.content)
            .into_iter()
            .filter(|one| one.fault != ContentFault::Missing)
            .map(|one| {
                let holds =
                    |part: &&Answers| part.content.contains_key(one.field.split('.').next().unwrap_or(""));
                let place = parts.iter().find(holds).and_then(|part| part.place_of(&one.field));
                format!("{}: {}", place.unwrap_or(&one.field), one.fault)
            })
            .collect();
        if wrong.is_empty() { Ok(()) } else { Err(named(&self.output, wrong.into_iter())) }
    }
}

fn begun(text: &str) -> String {
    let cut: String = text.chars().take(SHOWN).collect();
    if cut.len() < text.len() { format!("{cut}…") } else { cut }
}

impl Import {
    fn run(self) -> Result<ExitCode, Failure> {
        let (kind, answers) = read(&self.file, self.kind_file.as_deref(), false)?;
        let missing = missing(&kind, &answers);
        if !missing.is_empty() {
            return Err(named(&self.file, missing.into_iter()));
        }
        self.draft.of_workbook(&kind, answers)
    }
}

impl Print {
    fn run(self) -> Result<ExitCode, Failure> {
        let asked = self.which.asked()?;
        let catalogue = Catalogue::built_in().map_err(|e| Failure::new(e.code(), e))?;
        let of = asked.cycle.map_or_else(FormOf::default, |cycle| FormOf {
            mechanism: cycle.mechanisms.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>().join("\n"),
            cycle: cycle.title,
            closes: cycle.closes,
            exercise: cycle.exercise,
        });
        let lang = language(&self.which.language)?;
        let document = web::printed::form(catalogue, lang, &asked.kind, &of, &Map::new());
        let bytes = typeset::as_file(&document, &self.output, &self.fonts)?;
        keys::write_new(&self.output, &bytes, 0o644)?;
        println!("wrote {}", self.output.display());
        Ok(ExitCode::SUCCESS)
    }
}
