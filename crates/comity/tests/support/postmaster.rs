//! A real mail server for tests, Debian's aiosmtpd, which lays what it takes into a folder.
#![allow(dead_code, reason = "each test uses a part of it")]

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// How long a busy machine may take until a letter is there: a hub looks into its outbox every five seconds.
const PATIENCE: Duration = Duration::from_mins(5);

/// A mail server that runs until this value goes.
pub struct Postmaster {
    process: Child,
    folder: PathBuf,
    /// A line for each step of each conversation.
    steps: Receiver<String>,
}

impl Postmaster {
    /// Starts one on a port of this machine. When this returns, it listens.
    pub fn start(folder: &Path, port: u16, more: &[&str]) -> Self {
        let folder = folder.join("mail");
        let mut process = Command::new("aiosmtpd")
            .args(["-n", "-d", "-c", "aiosmtpd.handlers.Mailbox", "-l"])
            .arg(format!("127.0.0.1:{port}"))
            .args(more)
            .arg(&folder)
            .stderr(Stdio::piped())
            .spawn()
            .expect("aiosmtpd is installed: `make tools`");
        let stderr = process.stderr.take().expect("stderr is piped");
        let mut says = BufReader::new(stderr).lines().map_while(Result::ok);
        assert!(says.any(|line| line.contains("Server is listening")), "aiosmtpd listens");
        let (step, steps) = channel();
        // What it goes on saying must not fill the pipe.
        std::thread::spawn(move || says.for_each(|line| drop(step.send(line))));
        Self { process, folder, steps }
    }

    /// The newest letter, once there are so many. More than that is a letter that came twice.
    pub fn wait_for(&self, number: usize) -> String {
        let until = Instant::now() + PATIENCE;
        loop {
            let mut letters = self.letters();
            assert!(letters.len() <= number, "each once: {letters:?}");
            if letters.len() == number {
                return letters.pop().expect("a letter");
            }
            let left = until.saturating_duration_since(Instant::now());
            self.steps.recv_timeout(left).unwrap_or_else(|_| panic!("letter {number} doesn't come"));
        }
    }

    /// What came, the oldest first, with the lines joined that quoted-printable breaks.
    pub fn letters(&self) -> Vec<String> {
        let Ok(new) = std::fs::read_dir(self.folder.join("new")) else { return Vec::new() };
        let mut files: Vec<_> =
            new.map(|file| file.expect("a file").path()).map(|path| (arrived(&path), path)).collect();
        files.sort();
        files
            .iter()
            .map(|(_, path)| std::fs::read_to_string(path).expect("text").replace("=\n", ""))
            .collect()
    }
}

/// When a letter came, in seconds and microseconds, out of its file's name: `1795323600.M4711P12Q1.host`. The times of files are
/// too coarse to tell two letters apart.
fn arrived(file: &Path) -> (u64, u64) {
    let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let (seconds, rest) = name.split_once(".M").expect("a letter's name");
    let micros = rest.split('P').next().unwrap_or_default();
    (seconds.parse().expect("seconds"), micros.parse().expect("microseconds"))
}

impl Drop for Postmaster {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}
