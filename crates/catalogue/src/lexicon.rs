//! What the reader of instruments knows of names and framework terms, drawn from the catalogue.

use std::collections::BTreeMap;

use instruments::{FrameworkTerm, Lexicon, NameEntry, ParticipantType};

use crate::{Catalogue, Lang, Localized, Organization, State, StateStatus};

/// The set that texts of every origin may speak to.
const COMMON_SET: &str = "un";

/// Articles that formal names begin with; printed texts often leave them out.
const ARTICLES: [&str; 9] = ["the ", "le ", "la ", "les ", "l’", "el ", "los ", "las ", "L’"];

impl Catalogue {
    /// The lexicon for texts of any origin: all real States and organizations, and the United Nations set.
    pub fn lexicon(&self) -> Lexicon {
        self.lexicon_of(&self.lexicon_sets(None), false)
    }

    /// The lexicon for texts of one mechanism: its own framework sets too, and the fictional States in an exercise.
    /// An unknown mechanism has none of its own, so it gets the common one.
    pub fn lexicon_for(&self, mechanism: &str) -> Lexicon {
        let exercise = self.mechanism(mechanism).is_some_and(|it| it.exercise);
        self.lexicon_of(&self.lexicon_sets(Some(mechanism)), exercise)
    }

    /// The framework sets whose items a lexicon suggests: those of the mechanism, or the common one.
    pub fn lexicon_sets(&self, mechanism: Option<&str>) -> Vec<&str> {
        match mechanism.and_then(|id| self.mechanism(id)) {
            Some(known) => known.frameworks.iter().map(String::as_str).collect(),
            None => vec![COMMON_SET],
        }
    }

    fn lexicon_of(&self, sets: &[&str], fictional: bool) -> Lexicon {
        let states =
            self.states().filter(|state| fictional || state.status != StateStatus::Fictional).map(of_state);
        let organizations = self.organizations().map(of_organization);
        let items = sets.iter().filter_map(|set| self.framework(set)).flat_map(|set| &set.items);
        let terms = items.flat_map(|item| {
            item.terms.iter().map(|(lang, phrases)| FrameworkTerm {
                item: item.id.clone(),
                language: lang.code().to_owned(),
                phrases: phrases.clone(),
            })
        });
        Lexicon::new(states.chain(organizations).collect(), terms.collect())
    }
}

fn of_state(state: &State) -> NameEntry {
    let formal = state.formal.iter().flat_map(|(_, name)| [Some(name), without_article(name)]).flatten();
    let aliases = state.aliases.values().flatten().map(String::as_str);
    NameEntry {
        code: state.code.clone(),
        kind: ParticipantType::State,
        short: by_code(&state.short),
        forms: formal.chain(aliases).map(str::to_owned).collect(),
    }
}

fn of_organization(organization: &Organization) -> NameEntry {
    let aliases = organization.aliases.values().flatten().map(String::as_str);
    let kind = if organization.intergovernmental {
        ParticipantType::Organization
    } else {
        ParticipantType::Stakeholder
    };
    NameEntry {
        code: organization.code.clone(),
        kind,
        short: by_code(&organization.names),
        // Abbreviations are looked for only where the data lists them as aliases: "First" and "Un" are words too.
        forms: aliases.map(str::to_owned).collect(),
    }
}

fn by_code(names: &Localized) -> BTreeMap<String, String> {
    names.iter().map(|(lang, name)| (Lang::code(lang).to_owned(), name.to_owned())).collect()
}

fn without_article(name: &str) -> Option<&str> {
    ARTICLES.iter().find_map(|article| name.strip_prefix(article))
}
