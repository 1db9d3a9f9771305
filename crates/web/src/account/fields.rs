//! The fields of a form in which a name may stand more than once, as with boxes to tick.

use delegations::DelegationError;
use policy::Role;
use record::hash::from_lower_hex;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::str::FromStr;

use super::guard::AccountError;

/// The fields, in the order in which they came.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub(crate) struct Fields(Vec<(String, String)>);

/// The revision of a draft that a page showed, as it sends it back.
pub(crate) fn revision(said: Option<&str>) -> Result<u64, AccountError> {
    said.and_then(|number| number.parse().ok()).ok_or(AccountError::Unreadable)
}

impl Fields {
    /// A field that the page always sends.
    pub fn one(&self, name: &str) -> Result<&str, AccountError> {
        self.maybe(name).ok_or(AccountError::Unreadable)
    }

    /// A field that the page may leave out; empty is left out.
    pub fn maybe(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(field, _)| field == name);
        found.map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }

    /// The revision that the page showed.
    pub fn revision(&self) -> Result<u64, AccountError> {
        revision(self.maybe("revision"))
    }

    /// So many bytes, as pages write them.
    pub fn hex<const N: usize>(&self, name: &str) -> Result<[u8; N], AccountError> {
        from_lower_hex(self.one(name)?).ok_or(AccountError::Unreadable)
    }

    /// What was ticked, as words of ours.
    pub fn ticked<T: FromStr + Ord>(&self, name: &str) -> Result<BTreeSet<T>, AccountError> {
        let ticked = self.0.iter().filter(|(field, _)| field == name);
        ticked.map(|(_, value)| value.parse().map_err(|_| AccountError::Unreadable)).collect()
    }

    /// The roles that were ticked. Nothing ticked is a mistake that the page explains.
    pub fn roles(&self) -> Result<BTreeSet<Role>, AccountError> {
        let roles = self.ticked("role")?;
        let why = "choose at least one role";
        if roles.is_empty() { Err(DelegationError::Field { field: "roles", why }.into()) } else { Ok(roles) }
    }
}
