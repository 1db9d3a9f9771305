//! `deny/policy.toml`: what is allowed, each with its reason.

use crate::{CheckError, read_text};
use serde::Deserialize;
use spdx::{Expression, ParseMode};
use std::collections::BTreeMap;
use std::path::Path;

/// Names with a reason each.
pub type Reasoned = BTreeMap<String, String>;

/// What is allowed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// Licences under which others' code may be built in.
    pub licences: Reasoned,
    /// Packages that may be built in more than one version.
    pub duplicates: Reasoned,
    /// Advisories that concern a locked version and are accepted.
    pub advisories: Reasoned,
}

impl Policy {
    /// Reads the project's.
    pub fn read(project: &Path) -> Result<Self, CheckError> {
        let policy: Self = toml::from_str(&read_text(&project.join("deny/policy.toml"))?)
            .map_err(|error| CheckError::content("deny/policy.toml", error))?;
        let lists = [&policy.licences, &policy.duplicates, &policy.advisories];
        if let Some((name, _)) = lists.into_iter().flatten().find(|(_, reason)| reason.trim().is_empty()) {
            return Err(CheckError::content("deny/policy.toml", format!("{name} has no reason")));
        }
        Ok(policy)
    }

    /// Whether the expression can be satisfied by allowed licences alone.
    pub fn allows(&self, expression: &str) -> bool {
        // Lax: older packages write "MIT/Apache-2.0".
        let parsed = Expression::parse_mode(expression, ParseMode::LAX);
        parsed.is_ok_and(|parsed| parsed.evaluate(|req| self.licences.contains_key(&req.to_string())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy() -> Policy {
        let reasoned = |names: &[&str]| names.iter().map(|n| ((*n).to_owned(), "why".to_owned())).collect();
        Policy { licences: reasoned(&["MIT", "BSD-3-Clause"]), ..Policy::default() }
    }

    #[test]
    fn one_of_several_licences_is_enough_and_all_of_them_are_needed_where_all_apply() {
        assert!(policy().allows("GPL-2.0-only OR MIT"));
        assert!(policy().allows("Apache-2.0/MIT"));
        assert!(policy().allows("(GPL-2.0-only OR MIT) AND BSD-3-Clause"));
        assert!(!policy().allows("GPL-2.0-only AND MIT"));
    }

    #[test]
    fn what_is_no_licence_is_refused() {
        assert!(!policy().allows("GPL-2.0-only"));
        assert!(!policy().allows("none of your business"));
        assert!(!policy().allows(""));
    }
}
