//! The project's own dependencies: each test names what is to be decided, in `deny/policy.toml`.

#![allow(clippy::unwrap_used, reason = "a check that can't be made has failed")]

use dependencies::{Graph, Policy, Screened, locked, project};
use std::io::Write;
use std::sync::LazyLock;

static GRAPH: LazyLock<Graph> = LazyLock::new(|| Graph::read(&project()).unwrap());
static POLICY: LazyLock<Policy> = LazyLock::new(|| Policy::read(&project()).unwrap());

fn none(what: &str, found: &[String]) {
    assert!(found.is_empty(), "{what}:\n{}", found.join("\n"));
}

#[test]
fn every_licence_is_allowed() {
    let refused = GRAPH.foreign().filter(|one| !one.license.as_ref().is_some_and(|it| POLICY.allows(it)));
    let refused: Vec<_> =
        refused.map(|one| format!("{} {}: {:?}", one.name, one.version, one.license)).collect();
    none("licences that [licences] doesn't allow", &refused);
}

#[test]
fn everything_comes_from_the_registry() {
    let elsewhere = GRAPH.foreign().filter(|one| !one.source.as_ref().unwrap().starts_with("registry+"));
    let elsewhere: Vec<_> = elsewhere.map(|one| format!("{} {:?}", one.name, one.source)).collect();
    none("packages that don't come from the registry", &elsewhere);
}

#[test]
fn what_is_built_twice_has_a_reason() {
    let duplicates = GRAPH.duplicates();
    let new = duplicates.iter().filter(|(name, _)| !POLICY.duplicates.contains_key(**name));
    let new: Vec<_> = new.map(|(name, versions)| format!("{name} {versions:?}")).collect();
    none("packages in more than one version, without a reason in [duplicates]", &new);
    let gone = POLICY.duplicates.keys().filter(|name| !duplicates.contains_key(name.as_str()));
    none("[duplicates] names what is built once: strike it", &gone.cloned().collect::<Vec<_>>());
}

#[test]
fn no_locked_version_has_an_advisory_without_a_reason() {
    let text = std::fs::read_to_string(project().join("deny/screened.txt")).unwrap();
    let screened = Screened::parse(&text).unwrap();
    let locked = locked(&project()).unwrap();
    let found =
        screened.found.iter().filter(|one| locked.contains(&(one.package.clone(), one.version.clone())));
    let open = found.filter(|one| !POLICY.advisories.contains_key(&one.id));
    let open: Vec<_> =
        open.map(|one| format!("{} concerns {} {}", one.id, one.package, one.version)).collect();
    none("advisories without a reason in [advisories]", &open);
    // Said, not failed on: whoever adds a package may have no copy of the database at hand. Written past the test's
    // captured output, else nobody would read it.
    let new: Vec<_> = locked.difference(&screened.packages).collect();
    if !new.is_empty() {
        let text =
            format!("{} locked versions not yet compared (make advisories-update): {new:?}\n", new.len());
        std::io::stderr().write_all(text.as_bytes()).unwrap();
    }
}
