//! README.md, tried by somebody who has never seen the project: every block of shell that is marked `tested` runs, in
//! order, in an empty folder beside a demo that has just started.

mod support {
    pub mod hub;
    pub mod ports;
}

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};
use support::hub::{Hub, shell};

/// How long a busy machine may take until pages show what was accepted.
const PATIENCE: Duration = Duration::from_mins(5);

/// What README.md calls a hub that `make demo` has started.
const HUB: &str = "http://localhost:8080";

/// The info string of a block that this test runs.
const MARK: &str = "```sh tested";

fn readme() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../README.md");
    std::fs::read_to_string(path).expect("README.md is there")
}

fn tested_blocks(text: &str) -> Vec<&str> {
    text.split(MARK).skip(1).map(|rest| rest.split("```").next().unwrap_or_default().trim()).collect()
}

/// Pages follow the register a moment later; a person reads slower than that, a test doesn't.
fn wait_until_pages_have_caught_up(hub: &Hub) {
    let deadline = Instant::now() + PATIENCE;
    let accepted = checkpoint_size(hub);
    while hub.json("/")["register_size"].as_u64() < Some(accepted) {
        assert!(Instant::now() < deadline, "pages don't show what was accepted");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// The second line of a checkpoint is the size of the tree.
fn checkpoint_size(hub: &Hub) -> u64 {
    let mut answer = ureq::get(format!("{}/checkpoint", hub.url)).call().expect("a checkpoint");
    let text = answer.body_mut().read_to_string().expect("text");
    text.lines().nth(1).and_then(|line| line.parse().ok()).expect("a size")
}

#[test]
fn what_readme_says_works_as_it_stands() {
    let text = readme();
    let hub = Hub::demo(24);
    let home = hub.folder();
    let ssh = home.join(".ssh");
    std::fs::create_dir(&ssh).expect("a folder");
    // The key that the reader already owns.
    let made = Command::new("ssh-keygen")
        .args(["-q", "-t", "ed25519", "-N", "", "-C", "somebody@example.org", "-f"])
        .arg(ssh.join("id_ed25519"))
        .status()
        .expect("ssh-keygen is there: install the Debian package openssh-client");
    assert!(made.success());

    let mut printed = String::new();
    for block in tested_blocks(&text) {
        printed += &shell(home, &block.replace(HUB, &hub.url));
        wait_until_pages_have_caught_up(&hub);
    }
    for expected in [
        "is enrolled for XAB",
        "accepted: record ",
        "Good \"record@comity\" signature for XAB",
        "header.json: OK",
        "trusted on first use",
        "self-consistent",
        "One office answers",
        "records in the name of XAB",
        "Calls upon member States",
    ] {
        assert!(
            printed.contains(expected),
            "{expected:?} is not in what README.md's commands print:\n{printed}"
        );
    }
}

#[test]
fn readme_shows_every_step_and_nothing_that_is_not_there() {
    let text = readme();
    for step in [
        "make demo",
        "participant enrol",
        "record draft",
        "ssh-keygen -Y sign",
        "record submit",
        "comity verify",
        "ssh-keygen -Y verify",
        "comity import",
    ] {
        assert!(text.contains(step), "README.md doesn't show `{step}`");
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let links = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    for link in links.filter(|link| !link.starts_with("http")) {
        let file = link.split('#').next().unwrap_or_default();
        assert!(root.join(file).exists(), "README.md points to {file}, which isn't there");
    }
    let makefile = std::fs::read_to_string(root.join("Makefile")).expect("Makefile is there");
    assert!(
        makefile.contains("comity demo --data $(DATA) --listen $(LISTEN)"),
        "`make demo` starts the demo"
    );
    assert!(makefile.contains("DATA ?= demo-data"), "README.md says where its keys are");
    for target in text.split("make ").skip(1).filter_map(|rest| rest.split(['`', '\n']).next()) {
        let there = makefile.lines().any(|line| line.starts_with(&format!("{target}:")));
        assert!(there || target.contains(' '), "Makefile has no {target}");
    }
}

#[test]
fn screenshots_are_small() {
    let images = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/images");
    let mut seen = 0;
    for entry in std::fs::read_dir(images).expect("docs/images is there").flatten() {
        let size = entry.metadata().expect("a file").len();
        assert!(size < 200 * 1024, "{} has {size} bytes", entry.path().display());
        seen += 1;
    }
    assert!(seen >= 2, "README.md shows two or three screenshots");
}
