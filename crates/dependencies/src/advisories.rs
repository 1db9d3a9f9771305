//! A copy of the `RustSec` advisory database, read by git, so that a checkout and a bare repository both serve.

use crate::{CheckError, output};
use semver::{Version, VersionReq};
use serde::Deserialize;
use std::path::Path;
use std::process::Command;

/// What an advisory says of versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advisory {
    /// `RUSTSEC-2020-0071`.
    pub id: String,
    /// The package.
    pub package: String,
    safe: Vec<VersionReq>,
}

#[derive(Deserialize)]
struct File {
    advisory: Head,
    #[serde(default)]
    versions: Versions,
}

#[derive(Deserialize)]
struct Head {
    id: String,
    package: String,
    withdrawn: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Versions {
    patched: Vec<VersionReq>,
    unaffected: Vec<VersionReq>,
}

impl Advisory {
    /// Reads one: TOML in a fence, then prose. Nothing if it was withdrawn.
    pub fn parse(text: &str) -> Result<Option<Self>, CheckError> {
        let fenced = text.strip_prefix("```toml").and_then(|rest| rest.split_once("\n```"));
        let (toml, _) = fenced.ok_or_else(|| CheckError::content("an advisory", "it begins with no TOML"))?;
        let file: File = toml::from_str(toml).map_err(|error| CheckError::content("an advisory", error))?;
        if file.advisory.withdrawn.is_some() {
            return Ok(None);
        }
        let safe = file.versions.patched.into_iter().chain(file.versions.unaffected).collect();
        Ok(Some(Self { id: file.advisory.id, package: file.advisory.package, safe }))
    }

    /// Whether it speaks of this version.
    pub fn concerns(&self, package: &str, version: &Version) -> bool {
        self.package == package && !self.safe.iter().any(|safe| safe.matches(version))
    }
}

/// The advisories of a copy of the database, and which state of it this is: commit and date.
pub fn read_database(database: &Path) -> Result<(Vec<Advisory>, String), CheckError> {
    let git = |args: &[&str]| output("git", Command::new("git").arg("-C").arg(database).args(args));
    let state = git(&["log", "-1", "--format=%H of %cs"])?.trim().to_owned();
    let mut advisories = Vec::new();
    for path in git(&["ls-tree", "-r", "--name-only", "HEAD", "crates/"])?.lines() {
        if Path::new(path).extension().is_some_and(|extension| extension == "md") {
            advisories.extend(Advisory::parse(&git(&["show", &format!("HEAD:{path}")])?)?);
        }
    }
    Ok((advisories, state))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATCHED: &str = "```toml\n[advisory]\nid = \"RUSTSEC-2000-0001\"\npackage = \"leaky\"\n\n[versions]\n\
                           patched = [\">= 1.2.3\"]\nunaffected = [\"< 1.0.0\"]\n```\n\n# Title\n";

    fn concerns(text: &str, version: &str) -> bool {
        Advisory::parse(text).unwrap().unwrap().concerns("leaky", &version.parse().unwrap())
    }

    #[test]
    fn versions_before_the_patch_are_concerned() {
        assert!(concerns(PATCHED, "1.0.0"));
        assert!(concerns(PATCHED, "1.2.2"));
        assert!(!concerns(PATCHED, "1.2.3"));
        assert!(!concerns(PATCHED, "0.9.9"));
    }

    #[test]
    fn without_a_patch_every_version_is_concerned() {
        assert!(concerns("```toml\n[advisory]\nid = \"R\"\npackage = \"leaky\"\n```\n", "99.0.0"));
    }

    #[test]
    fn what_was_withdrawn_concerns_nothing() {
        let text = PATCHED.replace("[versions]", "withdrawn = \"2001-01-01\"\n[versions]");
        assert_eq!(Advisory::parse(&text).unwrap(), None);
    }

    #[test]
    fn what_is_no_advisory_is_an_error() {
        assert_eq!(Advisory::parse("# Title").unwrap_err().code(), "content");
    }
}
