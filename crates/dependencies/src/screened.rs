//! `deny/screened.txt`: which locked versions were compared with which state of the advisory database, and what was
//! found. Lines: `database COMMIT of DATE`, `found ID PACKAGE VERSION`, `package NAME VERSION`.

use crate::{Advisory, CheckError};
use semver::Version;
use std::collections::BTreeSet;
use std::fmt;

/// An advisory that concerns a locked version.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// The advisory.
    pub id: String,
    /// The package.
    pub package: String,
    /// Its version.
    pub version: Version,
}

/// What was compared and what was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Screened {
    /// Commit and date of the database.
    pub database: String,
    /// What was found.
    pub found: BTreeSet<Found>,
    /// What was compared.
    pub packages: BTreeSet<(String, Version)>,
}

impl Screened {
    /// Compares versions with advisories.
    pub fn screen(packages: BTreeSet<(String, Version)>, advisories: &[Advisory], database: String) -> Self {
        let mut found = BTreeSet::new();
        for (package, version) in &packages {
            for advisory in advisories.iter().filter(|one| one.concerns(package, version)) {
                let (id, package, version) = (advisory.id.clone(), package.clone(), version.clone());
                found.insert(Found { id, package, version });
            }
        }
        Self { database, found, packages }
    }

    /// Reads the file.
    pub fn parse(text: &str) -> Result<Self, CheckError> {
        let mut screened =
            Self { database: String::new(), found: BTreeSet::new(), packages: BTreeSet::new() };
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let wrong = || CheckError::content("deny/screened.txt", format!("not understood: {line}"));
            let version = |text: &str| text.parse::<Version>().map_err(|_| wrong());
            match line.split(' ').collect::<Vec<_>>()[..] {
                ["database", ..] => line.trim_start_matches("database ").clone_into(&mut screened.database),
                ["found", id, package, text] => {
                    let (id, package) = (id.to_owned(), package.to_owned());
                    screened.found.insert(Found { id, package, version: version(text)? });
                }
                ["package", name, text] => {
                    screened.packages.insert((name.to_owned(), version(text)?));
                }
                _ => return Err(wrong()),
            }
        }
        Ok(screened)
    }
}

impl fmt::Display for Screened {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "# Written by `make advisories-update DB=COPY`: our locked versions against the RustSec advisory database."
        )?;
        writeln!(f, "database {}", self.database)?;
        for Found { id, package, version } in &self.found {
            writeln!(f, "found {id} {package} {version}")?;
        }
        for (name, version) in &self.packages {
            writeln!(f, "package {name} {version}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_found_is_written_and_read_again() {
        let advisory =
            "```toml\n[advisory]\nid = \"R-1\"\npackage = \"leaky\"\n[versions]\npatched = [\">= 2\"]\n```";
        let advisory = Advisory::parse(advisory).unwrap().unwrap();
        let version = |text: &str| text.parse::<Version>().unwrap();
        let packages = [("leaky", "1.0.0"), ("leaky", "2.0.0"), ("tight", "1.0.0")];
        let packages = packages.map(|(name, text)| (name.to_owned(), version(text)));
        let screened = Screened::screen(packages.into(), &[advisory], "abc of 2000-01-01".into());
        let found = Found { id: "R-1".into(), package: "leaky".into(), version: version("1.0.0") };
        assert_eq!(screened.found, [found].into());
        assert_eq!(Screened::parse(&screened.to_string()).unwrap(), screened);
    }
}
