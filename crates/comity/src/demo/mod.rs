//! `comity demo`: a complete hub with three exercise mechanisms and what their fictional members said over some years.

mod cast;
mod each_kind;
mod epilogue;
mod script;
mod together;

use crate::config::Config;
use crate::failure::Failure;
use crate::node::Node;
use crate::{clock, commands};
use clap::Args;
use record::Time;
use std::collections::HashMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

#[derive(Args)]
pub struct Demo {
    /// The folder to make, or the one that an earlier run made.
    #[arg(long, env = "COMITY_DATA", default_value = "demo-data")]
    data: PathBuf,
    /// Where to listen.
    #[arg(long, env = "COMITY_LISTEN", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// How many fictional States take part, at most 193.
    #[arg(long, default_value_t = 24, value_parser = clap::value_parser!(u64).range(1..=193))]
    participants: u64,
    /// Over how many years they speak, at most 20.
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u64).range(1..=20))]
    years: u64,
    /// Make the data and end, without serving it.
    #[arg(long)]
    no_serve: bool,
}

/// Where the demo keeps its private keys. A real hub holds none of these.
const KEYS: &str = "keys";

/// The demo's clock moves in steps of a day: what was written on one day is accepted at its end.
const WINDOW: u64 = record::time::DAY;

impl Demo {
    pub fn run(self) -> Result<ExitCode, Failure> {
        if !self.no_serve {
            // Before minutes of signing, not after them.
            crate::server::must_be_free("listen", self.listen)?;
        }
        if self.data.join(KEYS).exists() {
            println!("{} is there already: its demo goes on", self.data.display());
        } else {
            make(&self.data, self.participants, self.years)?;
        }
        if self.no_serve {
            return Ok(ExitCode::SUCCESS);
        }
        let node = Node::open(&self.data)?;
        self.invite(&node);
        commands::serve::run(node, &Config { listen: self.listen, ..Config::default() })?;
        Ok(ExitCode::SUCCESS)
    }

    fn invite(&self, node: &Node) {
        let size = node.register.state().size();
        let port = self.listen.port();
        println!();
        println!("{size} signed records are in the register of {}", self.data.display());
        println!("try first: http://localhost:{port}/");
        println!("then sign a measure of your own: README.md shows it in four commands");
    }
}

/// Makes the data folder of a demo. Everything is fiction, its times too: the exercise's clock starts so many years ago.
pub fn make(data: &Path, participants: u64, years: u64) -> Result<(), Failure> {
    let span = years * 365 * record::time::DAY + record::time::DAY;
    let begin = clock::now().0.saturating_sub(span);
    let time = Arc::new(AtomicU64::new(begin));
    let hands = Arc::clone(&time);
    let cast = cast::Cast::new(participants, data)?;
    let node = Node::open_at(data, Arc::new(move || Time(hands.load(Ordering::Relaxed))))?;
    println!("1. a log of its own: {}", cast::ORIGIN);
    cast.begin(&node, Time(begin))?;
    println!(
        "2. {} fictional States, each with a key enrolled by 2 of 3 root keys",
        cast.participants().len()
    );
    cast.enrol(&node, Time(begin))?;
    let lines = script::script(cast.catalogue(), cast.participants(), years);
    println!("3. {} measures over {years} years, each signed by its author", lines.len());
    say_all(&cast, &node, lines, &time, begin)?;
    println!(
        "4. three measures transmitted by the secretariat, one of them confirmed by its State, one erased, one disputed by its author; two cycles that are open, with two answers each; and a position, a statement and good practices"
    );
    epilogue::play(&cast, &node, Time(time.load(Ordering::Relaxed)))?;
    println!("5. needs and offers of capacity, and a project to which the other side has agreed");
    together::play(&cast, &node, Time(time.load(Ordering::Relaxed)))?;
    node.fold_to_head()?;
    node.keep()?;
    cast.keep_keys(&data.join(KEYS))
}

fn say_all(
    cast: &cast::Cast,
    node: &Node,
    lines: Vec<script::Line>,
    time: &AtomicU64,
    begin: u64,
) -> Result<(), Failure> {
    let total = lines.len();
    let mut said = 0;
    let mut last = HashMap::new();
    let mut lines = lines.into_iter().peekable();
    while let Some(window) = lines.peek().map(|line| line.at / WINDOW) {
        let now = begin + record::time::DAY + (window + 1) * WINDOW;
        time.store(now, Ordering::Relaxed);
        let mut receipts = Vec::new();
        while let Some(line) = lines.next_if(|line| line.at / WINDOW == window) {
            let previous = last.get(&line.participant).copied().filter(|_| line.supersedes_last);
            let record = cast.say(&line, previous, Time(begin + record::time::DAY + line.at))?;
            last.insert(line.participant, record.id);
            receipts.push(node.register.enqueue_blocking(record)?);
        }
        let before = said * 10 / total;
        said += receipts.len();
        for receipt in receipts {
            let stopped = |_| Failure::from(register::SubmitError::Stopped);
            receipt.blocking_recv().map_err(stopped)??;
        }
        if said * 10 / total > before {
            println!("   {said} of {total}");
        }
    }
    Ok(())
}
