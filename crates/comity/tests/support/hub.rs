//! A demo hub of the real binary, on a port of its own, in a folder that goes with it.
#![allow(dead_code, reason = "each test program uses its part")]

use super::ports::free_port;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

/// The binary under test.
pub const COMITY: &str = env!("CARGO_BIN_EXE_comity");

/// Making a small demo takes a second; a busy machine with a debug build is given this.
const START: Duration = Duration::from_mins(2);

/// A hub that runs until this value goes.
pub struct Hub {
    process: Child,
    folder: tempfile::TempDir,
    /// Its address, as its pages print it.
    pub url: String,
}

impl Hub {
    /// A demo of so many States over one year, with its data in `demo-data` of the folder.
    pub fn demo(participants: u32) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let port = free_port();
        let mut process = Command::new(COMITY)
            .args(["demo", "--years", "1", "--participants", &participants.to_string()])
            .args(["--data", "demo-data", "--listen", &format!("127.0.0.1:{port}")])
            .current_dir(folder.path())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the binary starts");
        let said = BufReader::new(process.stdout.take().expect("stdout is piped"));
        let hub = Self { process, folder, url: format!("http://localhost:{port}") };
        wait_until_serving(said);
        hub
    }

    /// Stops the hub as an operator's power cut would, and serves the same data at the same address by this config file.
    pub fn serve_by(&mut self, config: &str) {
        self.serve_with(config, Stdio::inherit(), &std::env::temp_dir());
    }

    /// The same, with its log in `hub.log` of the folder and its temporary files in `tmp`.
    pub fn serve_noting(&mut self, config: &str) {
        let scratch = self.folder.path().join("tmp");
        std::fs::create_dir_all(&scratch).expect("a folder");
        let log = std::fs::File::create(self.folder.path().join("hub.log")).expect("the log's file");
        self.serve_with(config, log.into(), &scratch);
    }

    fn serve_with(&mut self, config: &str, log: Stdio, scratch: &Path) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        std::fs::write(self.folder.path().join("comity.toml"), config).expect("the config file is written");
        let listen = self.url.replace("http://localhost", "127.0.0.1");
        self.process = Command::new(COMITY)
            .args(["serve", "--data", "demo-data", "--config", "comity.toml", "--listen", &listen])
            .current_dir(self.folder.path())
            .env("TMPDIR", scratch)
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .expect("the binary starts");
        wait_until_serving(BufReader::new(self.process.stdout.take().expect("stdout is piped")));
    }

    /// Ends it gracefully: what it keeps for a quick start is written.
    pub fn end(&mut self) {
        let asked = Command::new("kill").args(["-TERM", &self.process.id().to_string()]).status();
        assert!(asked.expect("kill runs").success());
        assert!(self.process.wait().expect("a process of ours").success());
    }

    /// The folder in which the hub was started.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// A page of the hub as JSON.
    pub fn json(&self, path: &str) -> serde_json::Value {
        let url = format!("{}{path}", self.url);
        let asked = ureq::get(&url).header("Accept", "application/json").call();
        let mut response = asked.unwrap_or_else(|e| panic!("{url}: {e}"));
        serde_json::from_str(&response.body_mut().read_to_string().expect("text")).expect("JSON")
    }
}

impl Drop for Hub {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Goes on reading what the hub says, so that it never waits for a reader.
fn wait_until_serving(said: BufReader<std::process::ChildStdout>) {
    let (serving, heard) = mpsc::channel();
    std::thread::spawn(move || {
        for line in said.lines().map_while(Result::ok) {
            if line.starts_with("serving ") {
                let _ = serving.send(());
            }
        }
    });
    heard.recv_timeout(START).expect("the demo serves");
}

/// Where a shell finds `comity` as a person does who has built it.
pub fn path_with_comity() -> std::ffi::OsString {
    let folder = PathBuf::from(COMITY).parent().expect("the binary lies in a folder").to_owned();
    let others = std::env::var_os("PATH").unwrap_or_default();
    std::env::join_paths(std::iter::once(folder).chain(std::env::split_paths(&others)))
        .expect("a search path")
}

/// Runs lines of shell as a person types them, and returns all they print. `timeout` ends what hangs.
pub fn shell(folder: &Path, script: &str) -> String {
    let output = Command::new("timeout")
        .args(["120", "sh", "-euc", script])
        .current_dir(folder)
        .env("PATH", path_with_comity())
        .env("HOME", folder)
        .stdin(Stdio::null())
        .output()
        .expect("a shell runs");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let complained = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{script}\nprinted: {said}\nand: {complained}");
    said
}
