//! The packages that are built, as cargo resolves them, and those that lock files name.

use crate::{CheckError, output, read_text};
use semver::Version;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

/// What `cargo metadata` says of a package.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Package {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: Version,
    /// Its licence, an SPDX expression.
    pub license: Option<String>,
    /// Where it comes from; nothing for our own.
    pub source: Option<String>,
}

/// Every package that is built for this machine, our own included.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Graph {
    /// The packages.
    pub packages: Vec<Package>,
}

impl Graph {
    /// Asks cargo. It needs no network where the project has been built, since nothing is asked that a build doesn't.
    pub fn read(project: &Path) -> Result<Self, CheckError> {
        let rustc = output("rustc", Command::new("rustc").arg("-vV"))?;
        let host = rustc.lines().find_map(|line| line.strip_prefix("host: ")).unwrap_or_default();
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let metadata = output(
            "cargo metadata",
            Command::new(cargo)
                .args(["metadata", "--format-version", "1", "--locked", "--filter-platform", host])
                .current_dir(project),
        )?;
        serde_json::from_str(&metadata).map_err(|error| CheckError::content("cargo metadata", error))
    }

    /// Those of others.
    pub fn foreign(&self) -> impl Iterator<Item = &Package> {
        self.packages.iter().filter(|package| package.source.is_some())
    }

    /// Packages of others that are built in more than one version.
    pub fn duplicates(&self) -> BTreeMap<&str, BTreeSet<&Version>> {
        let mut versions: BTreeMap<&str, BTreeSet<&Version>> = BTreeMap::new();
        for package in self.foreign() {
            versions.entry(&package.name).or_default().insert(&package.version);
        }
        versions.retain(|_, versions| versions.len() > 1);
        versions
    }
}

#[derive(Deserialize)]
struct Lock {
    package: Vec<Locked>,
}

#[derive(Deserialize)]
struct Locked {
    name: String,
    version: Version,
    source: Option<String>,
}

/// Every version of others' packages that the product or the fuzz targets lock, built here or not.
pub fn locked(project: &Path) -> Result<BTreeSet<(String, Version)>, CheckError> {
    let mut all = BTreeSet::new();
    for file in ["Cargo.lock", "fuzz/Cargo.lock"] {
        let text = read_text(&project.join(file))?;
        let lock: Lock = toml::from_str(&text).map_err(|error| CheckError::content(file, error))?;
        let foreign = lock.package.into_iter().filter(|one| one.source.is_some());
        all.extend(foreign.map(|one| (one.name, one.version)));
    }
    Ok(all)
}
