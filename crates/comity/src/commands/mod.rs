//! The commands, one file each.

mod about;
mod audit;
mod backup;
mod catalogue;
mod confirm;
mod disavow;
mod import;
mod init;
mod instrument;
mod invite;
mod keygen;
mod mail;
mod moving;
mod own;
mod participant;
mod policy;
mod record;
mod repair;
mod restore;
mod revoke;
pub mod serve;
mod sign;
mod transmit;
mod typeset;
mod verify;
mod witness;
mod workbook;

use crate::failure::Failure;
use crate::{bench, demo};
use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// What a newcomer does first.
const FIRST: &str = "\
To begin:
  comity demo             a hub of fictional States on this machine, to look around in
  comity verify ADDRESS   check a hub from outside
  comity serve --help     run a hub; before that, `comity init` begins its log";

/// Comity keeps what States say about security in the use of ICTs: each statement signed by its author, in one register that
/// anybody can check.
#[derive(Parser)]
#[command(name = "comity", version, after_help = FIRST)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Make an Ed25519 key pair in OpenSSH's format.
    Keygen(keygen::Keygen),
    /// Begin a log: its key, its genesis record, its catalogue.
    Init(init::Init),
    /// Measure this machine and the register on it.
    #[command(subcommand)]
    Bench(bench::Bench),
    /// Make a hub of fictional States, and run it.
    Demo(demo::Demo),
    /// Read the text of an instrument.
    Import(import::Import),
    /// Bring a confirmed text into a hub's catalogue.
    #[command(subcommand)]
    Instrument(instrument::Instrument),
    /// Data files: check one, publish one (a questionnaire, a mechanism).
    #[command(subcommand)]
    Catalogue(catalogue::CatalogueCommand),
    /// Run a hub.
    Serve(serve::Serve),
    /// Cosign the checkpoints of others' hubs.
    Witness(witness::Witness),
    /// Invite the first person of a delegation or secretariat.
    Invite(invite::Invite),
    /// Check the audit trail.
    #[command(subcommand)]
    Audit(audit::Audit),
    /// Try the mail settings.
    #[command(subcommand)]
    Mail(mail::Mail),
    /// Copy a hub's register, while it runs, and check the copy.
    Backup(backup::Backup),
    /// Make a register out of a backup, and show that it is the newest.
    Restore(restore::Restore),
    /// Heal a damaged register from a backup, a folder or a mirror.
    Repair(repair::Repair),
    /// Enrol a participant's key, or revoke one.
    #[command(subcommand)]
    Participant(participant::Participant),
    /// Enter what arrived by note verbale or e-mail, for its author to confirm.
    Transmit(transmit::Transmit),
    /// Ask the policies who may do what.
    #[command(subcommand)]
    Policy(policy::Policy),
    /// Draft, sign, submit and show records.
    #[command(subcommand)]
    Record(record::Record),
    /// Questionnaires as workbooks: write one, check it, put parts together, make a draft of it.
    #[command(subcommand)]
    Workbook(workbook::WorkbookCommand),
    /// Check a register, or an exported record, from outside.
    Verify(verify::Verify),
    /// Write what is public of a register, or one record with its proof.
    Export(verify::Export),
    /// List everything said in a participant's name.
    Watch(verify::Watch),
    /// Write a report's document (JSON) as PDF, DOCX or HTML.
    Typeset(typeset::Typeset),
    /// Set documents from standard input in pages. Started by the other commands, under limits.
    #[command(hide = true)]
    TypesetDocuments {
        /// Folders of fonts.
        folders: Vec<PathBuf>,
    },
    /// Read a source file from standard input. Started by the other commands, under limits.
    #[command(hide = true)]
    ReadSource {
        /// A mechanism of the catalogue, whose names and framework sets help to read.
        mechanism: Option<String>,
    },
}

/// Runs the command.
pub fn run(cli: Cli) -> Result<ExitCode, Failure> {
    match cli.command {
        Command::Keygen(command) => command.run(),
        Command::Init(command) => command.run(),
        Command::Bench(command) => command.run(),
        Command::Demo(command) => command.run(),
        Command::Import(command) => command.run(),
        Command::Instrument(command) => command.run(),
        Command::Catalogue(command) => command.run(),
        Command::Serve(command) => command.run(),
        Command::Invite(command) => command.run(),
        Command::Witness(command) => command.run(),
        Command::Audit(command) => command.run(),
        Command::Mail(command) => command.run(),
        Command::Backup(command) => command.run(),
        Command::Restore(command) => command.run(),
        Command::Repair(command) => command.run(),
        Command::Participant(command) => command.run(),
        Command::Transmit(command) => command.run(),
        Command::Policy(command) => command.run(),
        Command::Record(command) => command.run(),
        Command::Workbook(command) => command.run(),
        Command::Verify(command) => command.run(),
        Command::Export(command) => command.run(),
        Command::Watch(command) => command.run(),
        Command::Typeset(command) => command.run(),
        Command::TypesetDocuments { folders } => Ok(crate::typesetter::child_main(&folders)),
        Command::ReadSource { mechanism } => Ok(crate::reader_process::child_main(mechanism.as_deref())),
    }
}
