//! Builds a catalogue out of its files.

use std::collections::BTreeMap;

use crate::file::Parsed;
use crate::{
    CatalogueError, CatalogueFile, CatalogueInstrument, FileFormat, Framework, Kind, MAX_FILES, Mechanism,
    Organization, RegionalGroup, State,
};

/// All data files, parsed and checked.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    pub(crate) states: BTreeMap<String, State>,
    pub(crate) groups: BTreeMap<String, RegionalGroup>,
    pub(crate) organizations: BTreeMap<String, Organization>,
    pub(crate) frameworks: BTreeMap<String, Framework>,
    pub(crate) mechanisms: BTreeMap<String, Mechanism>,
    pub(crate) instruments: BTreeMap<String, CatalogueInstrument>,
    pub(crate) kinds: BTreeMap<String, Kind>,
    /// Versions of kinds that newer ones have replaced: what was written by them is read by them.
    pub(crate) earlier_kinds: BTreeMap<(String, u32), Kind>,
    pub(crate) files: Vec<CatalogueFile>,
}

impl Catalogue {
    /// A catalogue from its files. Of two files about the same thing the higher version counts, so that a file
    /// carried by a record takes the place of a built-in one. Of a kind, the lower versions stay for reading.
    pub fn from_files<P, B>(files: impl IntoIterator<Item = (P, B)>) -> Result<Self, CatalogueError>
    where
        P: Into<String>,
        B: Into<Vec<u8>>,
    {
        let catalogue = Self::unchecked(files)?;
        match crate::check(&catalogue).into_iter().next() {
            Some(problem) => Err(problem),
            None => Ok(catalogue),
        }
    }

    /// The same before its cross-references are checked.
    pub(crate) fn unchecked<P, B>(files: impl IntoIterator<Item = (P, B)>) -> Result<Self, CatalogueError>
    where
        P: Into<String>,
        B: Into<Vec<u8>>,
    {
        let mut newest: BTreeMap<(FileFormat, String), (CatalogueFile, Parsed)> = BTreeMap::new();
        let mut earlier = Vec::new();
        for (number, (path, bytes)) in files.into_iter().enumerate() {
            if number >= MAX_FILES {
                return Err(CatalogueError::TooManyFiles);
            }
            let (path, bytes) = (path.into(), bytes.into());
            let parsed = Parsed::read(&path, &bytes)?;
            let (format, id, version) = parsed.identity(&path);
            let key = (format, id.clone());
            match newest.get(&key).map(|(known, _)| known.version.cmp(&version)) {
                Some(std::cmp::Ordering::Equal) => return Err(CatalogueError::Duplicate { id, place: path }),
                Some(std::cmp::Ordering::Greater) => earlier.push(parsed),
                Some(std::cmp::Ordering::Less) | None => {
                    let file = CatalogueFile { path, bytes, format, id, version };
                    earlier.extend(newest.insert(key, (file, parsed)).map(|(_, parsed)| parsed));
                }
            }
        }
        let mut catalogue = Self::default();
        for (file, parsed) in newest.into_values() {
            catalogue.take(&file.path, parsed)?;
            catalogue.files.push(file);
        }
        for parsed in earlier {
            if let Parsed::Kind(kind) = parsed {
                catalogue.earlier_kinds.insert((kind.id.clone(), kind.version), kind);
            }
        }
        catalogue.files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(catalogue)
    }

    /// The files it was made from, in the order of their paths: what a hub publishes.
    pub fn files(&self) -> &[CatalogueFile] {
        &self.files
    }

    fn take(&mut self, path: &str, parsed: Parsed) -> Result<(), CatalogueError> {
        match parsed {
            Parsed::States(file) => {
                for group in file.groups {
                    insert_once(&mut self.groups, group.id.clone(), group, path)?;
                }
                for state in file.states {
                    insert_once(&mut self.states, state.code.clone(), state, path)?;
                }
            }
            Parsed::Organizations(file) => {
                for organization in file.organizations {
                    insert_once(&mut self.organizations, organization.code.clone(), organization, path)?;
                }
            }
            Parsed::Framework(set) => insert_once(&mut self.frameworks, set.id.clone(), set, path)?,
            Parsed::Mechanism(one) => insert_once(&mut self.mechanisms, one.id.clone(), one, path)?,
            Parsed::Instrument(one) => insert_once(&mut self.instruments, one.id.clone(), *one, path)?,
            Parsed::Kind(one) => insert_once(&mut self.kinds, one.id.clone(), one, path)?,
        }
        Ok(())
    }
}

fn insert_once<T>(
    map: &mut BTreeMap<String, T>,
    id: String,
    value: T,
    path: &str,
) -> Result<(), CatalogueError> {
    match map.insert(id.clone(), value) {
        Some(_) => Err(CatalogueError::Duplicate { id, place: path.to_owned() }),
        None => Ok(()),
    }
}
