//! A hub and its witnesses, all of the real binary: cosignatures come in, a quorum makes the word "verified", a fork gets
//! none, and a witness that is killed forgets nothing.
#![allow(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

mod operating;
#[path = "support/ports.rs"]
mod ports;

use operating::{COMITY, Hub, Place, get, post, until};
use ports::free_port;
use record::Hash;
use record::checkpoint::{Checkpoint, SignedCheckpoint};
use record::edge::Edge;
use record::merkle::leaf_hash;
use record::prove::Prover;
use record::tile::TileId;
use record::vkey::{NoteSecret, SignatureType, VerifierKey};
use record::witness::{AddCheckpoint, MAX_ADD_BYTES};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// A running witness; killed, not stopped, when this value goes.
struct Witness {
    process: Child,
    url: String,
    errors: Option<std::process::ChildStderr>,
}

impl Witness {
    fn start(folder: &Path, name: &str, port: u16, log: &str) -> Self {
        let mut process = Command::new(COMITY)
            .args(["witness", "--listen", &format!("127.0.0.1:{port}"), "--key", name, "--log", log])
            .args(["--data", &format!("{name}-data")])
            .current_dir(folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut said = BufReader::new(process.stdout.take().unwrap()).lines();
        let errors = process.stderr.take();
        let url = said.find_map(|line| {
            Some(line.unwrap().strip_prefix("cosigning at ")?.split(' ').next()?.to_owned())
        });
        Self { process, url: url.expect("it cosigns"), errors }
    }

    fn kill(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// Kills it and gives what it logged.
    fn log(mut self) -> String {
        self.kill();
        let mut text = String::new();
        self.errors.take().unwrap().read_to_string(&mut text).unwrap();
        text
    }
}

impl Drop for Witness {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

fn witness_key(place: &Place, name: &str) -> String {
    let key = place.must(&["keygen", name, "--witness", &format!("witness.example/{name}")]);
    key.lines().next().unwrap().to_owned()
}

fn cosignatures(hub: &Hub) -> usize {
    let note = SignedCheckpoint::parse(hub.get("/checkpoint").text.as_bytes()).unwrap();
    note.note().signatures().len() - 1
}

fn copy(from: &Path, to: &Path) {
    assert!(Command::new("cp").arg("-a").args([from, to]).status().unwrap().success());
}

#[test]
fn a_quorum_of_witnesses_makes_the_word_verified_and_a_fork_gets_none() {
    let place = Place::new();
    let folder = place.path("");
    let hub = place.serve(&[]);
    let log: serde_json::Value = serde_json::from_str(&hub.get("/log.json").text).unwrap();
    let log = log["log_key"].as_str().unwrap().to_owned();
    place.signed(&hub, "first");
    let names: Vec<String> = (0..4).map(|n| place.signed(&hub, &format!("m{n}"))).collect();
    hub.stop();
    copy(&place.path("d"), &place.path("fork"));
    copy(&place.path("d.high-water"), &place.path("fork.high-water"));

    let ports = [free_port(), free_port()];
    let mut policy = format!("log {log}\n");
    for (name, port) in ["w1", "w2"].into_iter().zip(ports) {
        let key = witness_key(&place, name);
        writeln!(policy, "witness {name} {key} http://localhost:{port}").unwrap();
    }
    policy += "group both all w1 w2\nquorum both\n";
    std::fs::write(place.path("policy"), policy).unwrap();
    let asks = ["--witness-policy", "policy", "--metrics-listen", "127.0.0.1:0"];
    let verify = |target: &str| place.run(&["verify", target, "--policy", "policy"]);

    // Both cosign, and only with both is it verified.
    let first = Witness::start(&folder, "w1", ports[0], &log);
    let hub = place.serve(&asks);
    place.submit(&hub, "first").unwrap();
    until("the first witness cosigns", || cosignatures(&hub) == 1);
    let refused = String::from_utf8(verify(&hub.url).stderr).unwrap();
    assert!(refused.contains("(policy-no-quorum)"), "{refused}");
    until("health names who is behind", || {
        let line = hub.get("/readyz");
        assert_eq!((line.status, line.code()), (200, "ready".into()), "the hub serves on");
        line.text.contains("witness witness.example/w2 is behind by")
            && line.text.contains("(witness-unreachable)")
    });
    let metrics = hub.said.iter().find_map(|line| line.strip_prefix("metrics on ")).unwrap().to_owned();
    let kept_up = |name: &str| {
        let gauge = format!("comity_witness_behind_records{{witness=\"witness.example/{name}\"}} 0\n");
        get(&metrics).text.contains(&gauge)
    };
    // The checkpoint shows a cosignature before the hub has noted who gave it.
    until("the gauge follows the first cosignature", || kept_up("w1"));
    let second = Witness::start(&folder, "w2", ports[1], &log);
    until("the second witness cosigns when it is there", || cosignatures(&hub) == 2);
    until("the gauge follows the second", || kept_up("w2"));
    let verified = String::from_utf8(verify(&hub.url).stdout).unwrap();
    assert!(verified.ends_with("result      verified\n"), "{verified}");
    assert!(!hub.get("/readyz").text.contains("behind by"));
    let log_of_hub = hub.stop().2;
    assert!(
        log_of_hub.contains("witness-unreachable") && log_of_hub.contains("cosigns again"),
        "{log_of_hub}"
    );

    // What was cosigned is there after a restart, and in the folder of a hub that doesn't run.
    let verified = String::from_utf8(verify("d").stdout).unwrap();
    assert!(verified.ends_with("result      verified\n"), "{verified}");
    let hub = place.serve(&asks);
    assert_eq!(cosignatures(&hub), 2);
    place.submit(&hub, &names[0]).unwrap();
    until("a restarted hub is cosigned further", || cosignatures(&hub) == 2);
    hub.stop();

    // An old copy of the folder makes a second history. It is shorter first, then longer.
    std::fs::rename(place.path("d"), place.path("honest")).unwrap();
    std::fs::rename(place.path("fork"), place.path("d")).unwrap();
    std::fs::rename(place.path("fork.high-water"), place.path("d.high-water")).unwrap();
    let fork = place.serve(&asks);
    until("the witness knows more", || fork.get("/readyz").text.contains("witness-ahead"));
    for name in &names[1..] {
        place.submit(&fork, name).unwrap();
    }
    // Each is asked on its own, and what the first one logged is read below.
    until("both witnesses see the fork", || fork.get("/readyz").text.matches("witness-fork").count() == 2);
    assert_eq!(cosignatures(&fork), 0);
    assert!(String::from_utf8(verify(&fork.url).stderr).unwrap().contains("(policy-no-quorum)"));
    let told = fork.stop().2;
    assert!(told.contains("ERROR") && told.contains("witness-fork"), "{told}");
    let told = first.log();
    assert!(told.contains("witness-inconsistent") && told.contains("status=422"), "{told}");
    drop(second);
}

/// A log that is grown in the test, in one history or another.
struct Log {
    key: NoteSecret,
    edge: Edge,
    tiles: BTreeMap<TileId, Vec<u8>>,
    salt: u8,
}

impl Log {
    fn new(salt: u8) -> Self {
        let key = NoteSecret::from_seed("log.example/grown", SignatureType::Ed25519, &[7; 32]).unwrap();
        Self { key, edge: Edge::new(), tiles: BTreeMap::new(), salt }
    }

    fn grow_to(&mut self, size: u64) {
        let leaves: Vec<Hash> = (self.edge.size()..size)
            .map(|at| leaf_hash(&[&at.to_be_bytes()[..], &[self.salt]].concat()))
            .collect();
        let grown = self.edge.integrate(&leaves).unwrap();
        self.tiles.extend(grown.tiles.into_iter().map(|tile| (tile.id, tile.bytes)));
        self.edge = grown.edge;
    }

    fn request(&self, old: u64) -> String {
        let size = self.edge.size();
        let proof = Prover::new(size, &self.tiles).unwrap().consistency(old).unwrap();
        let checkpoint = Checkpoint::new("log.example/grown", size, self.edge.root()).unwrap();
        AddCheckpoint { old, proof, checkpoint: checkpoint.sign(&self.key).unwrap() }.to_string()
    }
}

fn origin_hash() -> String {
    hex::encode(Hash::of(b"log.example/grown").0)
}

fn add(url: &str, request: &str) -> (u16, String) {
    let answer = post(&format!("{url}/add-checkpoint"), request.as_bytes());
    (answer.status, answer.text)
}

/// A folder with a witness's key in it.
fn witness_folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let made = Command::new(COMITY)
        .args(["keygen", "w", "--witness", "witness.example/w"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(made.status.success());
    folder
}

#[test]
fn a_witness_that_is_killed_forgets_nothing_it_cosigned() {
    const ROUNDS: u64 = 24;
    let folder = witness_folder();
    let mut log = Log::new(0);
    let vkey = log.key.public().to_string();
    let file: PathBuf = folder.path().join(format!("w-data/{}.checkpoint", origin_hash()));
    let mut known = 0;
    for round in 1..=ROUNDS {
        let mut witness = Witness::start(folder.path(), "w", 0, &vkey);
        log.grow_to(round * 3);
        let (request, url) = (log.request(known), witness.url.clone());
        let asking = std::thread::spawn(move || {
            let answer = ureq::post(format!("{url}/add-checkpoint")).send(request);
            answer.map_or(0, |answer| answer.status().as_u16())
        });
        // Killed in the moment in which the new checkpoint is in its place: before the answer, in it or after it.
        let size = (round * 3).to_string();
        until("it is kept", || {
            std::fs::read_to_string(&file).is_ok_and(|text| text.lines().nth(1) == Some(size.as_str()))
        });
        witness.kill();
        asking.join().unwrap();
        known = round * 3;

        let witness = Witness::start(folder.path(), "w", 0, &vkey);
        let kept = get(&format!("{}/{}/checkpoint", witness.url, origin_hash())).text;
        assert_eq!(kept.lines().nth(1), Some(size.as_str()), "what may have been answered is remembered");
        let mut fork = Log::new(1);
        fork.grow_to(known + 1);
        assert_eq!(add(&witness.url, &fork.request(known)).0, 422);
        assert_eq!(add(&witness.url, &fork.request(0)), (409, format!("{known}\n")));
        assert_eq!(add(&witness.url, &log.request(known)).0, 200, "who was not answered asks again");
    }
}

#[test]
fn each_request_has_its_status_and_one_line_in_the_log() {
    let folder = witness_folder();
    let mut log = Log::new(0);
    log.grow_to(5);
    let witness = Witness::start(folder.path(), "w", 0, &log.key.public().to_string());
    let url = witness.url.clone();
    assert_eq!(get(&format!("{url}/{}/checkpoint", origin_hash())).status, 404, "nothing was cosigned yet");
    let (status, line) = add(&url, &log.request(0));
    assert_eq!(status, 200);
    let key = std::fs::read_to_string(folder.path().join("w.pub")).unwrap();
    let key = VerifierKey::parse(key.trim()).unwrap();
    let over = AddCheckpoint::parse(log.request(0).as_bytes()).unwrap().checkpoint;
    record::witness::read_answer(line.as_bytes(), &over, &key).unwrap();

    let stranger = NoteSecret::from_seed("planted.example/log", SignatureType::Ed25519, &[3; 32]).unwrap();
    let strange =
        Checkpoint::new("planted.example/log", 5, log.edge.root()).unwrap().sign(&stranger).unwrap();
    let strange = AddCheckpoint { old: 0, proof: Vec::new(), checkpoint: strange };
    assert_eq!(add(&url, &strange.to_string()).0, 404);
    let thief = NoteSecret::from_seed("log.example/grown", SignatureType::Ed25519, &[3; 32]).unwrap();
    let stolen = Checkpoint::new("log.example/grown", 5, log.edge.root()).unwrap().sign(&thief).unwrap();
    assert_eq!(
        add(&url, &AddCheckpoint { old: 5, proof: Vec::new(), checkpoint: stolen }.to_string()).0,
        403
    );
    assert_eq!(add(&url, "old x\n\n").0, 400);
    assert_eq!(add(&url, &"x".repeat(MAX_ADD_BYTES + 1)).0, 413);
    let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
    let conflict = agent.post(format!("{url}/add-checkpoint")).send(log.request(0)).unwrap();
    assert_eq!(
        (conflict.status().as_u16(), &conflict.headers()["content-type"]),
        (409, &"text/x.tlog.size".parse().unwrap())
    );
    // A second process with the same memory could cosign a second history.
    let second = Command::new(COMITY)
        .args(["witness", "--listen", "127.0.0.1:0", "--key", "w", "--data", "w-data", "--log"])
        .arg(log.key.public().to_string())
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(String::from_utf8_lossy(&second.stderr).contains("(store-busy)"));

    let told = witness.log();
    assert_eq!(told.lines().count(), 7, "{told}");
    assert!(
        !told.contains("planted") && !told.contains("127.0.0.1"),
        "what strangers send isn't repeated: {told}"
    );

    // A memory that was tampered with, or is another witness's, is not begun anew.
    let file = folder.path().join(format!("w-data/{}.checkpoint", origin_hash()));
    let kept = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, kept.replace("\n5\n", "\n4\n")).unwrap();
    let output = Command::new(COMITY)
        .args(["witness", "--listen", "127.0.0.1:0", "--key", "w", "--data", "w-data", "--log"])
        .arg(log.key.public().to_string())
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("(witness-memory)"));
}
