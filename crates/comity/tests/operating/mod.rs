//! A hub of the real binary over real files, which a test can start, stop, kill and hand records to.
#![allow(clippy::unwrap_used, dead_code, reason = "each test file uses a part of it")]

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// The binary under test.
pub const COMITY: &str = env!("CARGO_BIN_EXE_comity");

/// A busy machine with a debug build is given this.
const START: Duration = Duration::from_mins(2);

/// And what follows something, such as pages a record, this: a hub waits longer and longer, up to five minutes, before it asks
/// again a witness who was away.
const PATIENCE: Duration = Duration::from_mins(10);

/// A folder with a small demo in `d`, and its keys in `keys`.
pub struct Place {
    folder: tempfile::TempDir,
}

/// A hub that runs until this value goes.
pub struct Hub {
    process: Child,
    /// Its address.
    pub url: String,
    /// Its port.
    pub port: u16,
    /// What it said on standard output before it served.
    pub said: Vec<String>,
    rest: mpsc::Receiver<String>,
    log: Option<std::thread::JoinHandle<String>>,
}

/// What a request came back with.
pub struct Answer {
    pub status: u16,
    pub text: String,
}

impl Answer {
    /// The code in a JSON answer.
    pub fn code(&self) -> String {
        let value: serde_json::Value = serde_json::from_str(&self.text).unwrap_or_default();
        value["code"].as_str().unwrap_or_default().to_owned()
    }
}

impl Place {
    /// Makes the demo. Its keys are moved out of the data folder: no real hub has any there.
    pub fn new() -> Self {
        let place = Self { folder: tempfile::tempdir().expect("a folder") };
        place.must(&["demo", "--data", "d", "--participants", "4", "--years", "1", "--no-serve"]);
        std::fs::rename(place.path("d/keys"), place.path("keys")).expect("the demo's keys");
        place
    }

    /// A path in the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs a command in the folder.
    pub fn run(&self, args: &[&str]) -> Output {
        Command::new(COMITY).args(args).current_dir(self.folder.path()).output().expect("the binary runs")
    }

    /// Runs a command that must succeed; gives what it said.
    pub fn must(&self, args: &[&str]) -> String {
        let output = self.run(args);
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("text")
    }

    /// Runs a command that must fail with this status; gives what it complained.
    pub fn refuses(&self, status: i32, args: &[&str]) -> String {
        let output = self.run(args);
        let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(status), "{args:?}: {complaint}");
        complaint
    }

    /// Starts the hub on a free port.
    pub fn serve(&self, more: &[&str]) -> Hub {
        let mut process = Command::new(COMITY)
            .args(["serve", "--data", "d", "--listen", "127.0.0.1:0"])
            .args(more)
            .current_dir(self.folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary starts");
        let errors = BufReader::new(process.stderr.take().expect("stderr is piped"));
        let (say, rest) = mpsc::channel();
        let told = say.clone();
        let log = std::thread::spawn(move || {
            let mut text = String::new();
            for line in errors.lines().map_while(Result::ok) {
                // Where the log is JSON, what a person is told stands in it.
                let read: serde_json::Value = serde_json::from_str(&line).unwrap_or_default();
                if read["target"] == "comity::commands::serve" {
                    drop(told.send(read["fields"]["message"].as_str().unwrap_or_default().to_owned()));
                }
                text += &line;
                text.push('\n');
            }
            text
        });
        let stdout = BufReader::new(process.stdout.take().expect("stdout is piped"));
        std::thread::spawn(move || {
            stdout.lines().map_while(Result::ok).try_for_each(|line| say.send(line).ok())
        });
        let mut said = Vec::new();
        let url = loop {
            let Ok(line) = rest.recv_timeout(START) else {
                drop(process.kill());
                panic!("it doesn't serve: {said:?} {:?}", log.join());
            };
            if let Some(url) = line.strip_prefix("serving ") {
                break url.split(' ').next().unwrap_or_default().to_owned();
            }
            said.push(line);
        };
        let port = url.rsplit(':').next().and_then(|port| port.parse().ok()).expect("a port");
        Hub { process, url, port, said, rest, log: Some(log) }
    }

    /// Drafts a measure that this key is to sign.
    pub fn draft(&self, hub: &Hub, name: &str, key: &str) {
        let about = ["--item", "un/norm-13-f", "--mechanism", "exercise-assembly"];
        let title = format!("title=Measure {name}");
        let says = ["--set", &title, "--set", "summary=Tried.", "--set", "status=planned"];
        let draft = ["record", "draft", name, "--key", key, "--hub", &hub.url];
        self.must(&[&draft[..], &about, &says].concat());
    }

    /// Drafts and signs a measure; gives its name.
    pub fn signed(&self, hub: &Hub, name: &str) -> String {
        self.draft(hub, name, "keys/XAA");
        self.must(&["record", "sign", name, "--key", "keys/XAA", "--yes"]);
        name.to_owned()
    }

    /// Hands a record in and waits until pages show it; gives its id, or the complaint.
    pub fn submit(&self, hub: &Hub, name: &str) -> Result<String, String> {
        self.submit_to(&hub.url, name).inspect(|_| hub.until_shown())
    }

    /// Hands a record in at an address, of a hub that may be about to end.
    pub fn submit_to(&self, url: &str, name: &str) -> Result<String, String> {
        let output = self.run(&["record", "submit", name, "--hub", url]);
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into_owned());
        }
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let id = said.lines().find_map(|line| line.split_once(": record ")).map(|(_, id)| id.to_owned());
        Ok(id.expect("an id"))
    }

    /// Drafts, signs and hands in a measure; gives its id.
    pub fn say(&self, hub: &Hub, name: &str) -> String {
        self.signed(hub, name);
        self.submit(hub, name).expect("accepted")
    }
}

/// Asks again until it is so.
pub fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !is_so() {
        assert!(Instant::now() < deadline, "it never comes: {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Asks an address.
pub fn get(url: &str) -> Answer {
    let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
    let mut answer = agent.get(url).call().unwrap_or_else(|e| panic!("{url}: {e}"));
    Answer { status: answer.status().as_u16(), text: answer.body_mut().read_to_string().unwrap_or_default() }
}

/// Hands bytes to an address.
pub fn post(url: &str, bytes: &[u8]) -> Answer {
    let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
    let mut answer = agent.post(url).send(bytes).unwrap_or_else(|e| panic!("{url}: {e}"));
    Answer { status: answer.status().as_u16(), text: answer.body_mut().read_to_string().unwrap_or_default() }
}

impl Hub {
    /// Asks it.
    pub fn get(&self, path: &str) -> Answer {
        get(&format!("{}{path}", self.url))
    }

    /// Waits until pages show all that was accepted: they follow, usually within milliseconds.
    pub fn until_shown(&self) {
        let accepted = |note: &str| note.lines().nth(1).and_then(|size| size.parse::<u64>().ok());
        let accepted = accepted(&self.get("/checkpoint").text).expect("a checkpoint has a size");
        until("pages show what was accepted", || {
            let home: serde_json::Value =
                serde_json::from_str(&self.get("/index.json").text).unwrap_or_default();
            home["register_size"].as_u64() >= Some(accepted)
        });
    }

    /// Sends a signal.
    pub fn signal(&self, name: &str) {
        let sent = Command::new("kill").args([&format!("-{name}"), &self.process.id().to_string()]).status();
        assert!(sent.expect("kill runs").success());
    }

    /// Waits for its end: its status, what it said since it served, and its log.
    pub fn end(mut self) -> (ExitStatus, Vec<String>, String) {
        let status = self.process.wait().expect("a process of ours");
        let log = self.log.take().map(|log| log.join().expect("the log is read")).unwrap_or_default();
        (status, self.rest.iter().collect(), log)
    }

    /// Ends it gracefully.
    pub fn stop(self) -> (ExitStatus, Vec<String>, String) {
        self.signal("TERM");
        self.end()
    }
}

impl Drop for Hub {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

/// Replaces `what` in a file everywhere by itself with its first byte changed; how often it was found.
pub fn damage(file: &Path, what: &[u8]) -> usize {
    let Ok(mut bytes) = std::fs::read(file) else { return 0 };
    let places: Vec<usize> = bytes
        .windows(what.len())
        .enumerate()
        .filter(|(_, window)| *window == what)
        .map(|(at, _)| at)
        .collect();
    for at in &places {
        bytes[*at] ^= 1;
    }
    std::fs::write(file, bytes).expect("the file is ours");
    places.len()
}
