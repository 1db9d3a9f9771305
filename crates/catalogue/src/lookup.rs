//! Questions to a catalogue.

use std::collections::BTreeMap;

use instruments::Basis;

use crate::{
    Catalogue, CatalogueInstrument, CatalogueProvision, Framework, FrameworkItem, Kind, Lang, Mechanism,
    Organization, RegionalGroup, State, StateStatus,
};

/// Whoever a participant's code stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Party<'a> {
    /// A State.
    State(&'a State),
    /// An organization.
    Organization(&'a Organization),
}

impl<'a> Party<'a> {
    /// The name in a language.
    pub fn name(self, lang: Lang) -> &'a str {
        match self {
            Self::State(state) => state.name(lang),
            Self::Organization(organization) => organization.name(lang),
        }
    }

    /// The code.
    pub fn code(self) -> &'a str {
        match self {
            Self::State(state) => &state.code,
            Self::Organization(organization) => &organization.code,
        }
    }
}

impl Catalogue {
    /// All States, real and fictional, by code.
    pub fn states(&self) -> impl Iterator<Item = &State> {
        self.states.values()
    }

    /// The fictional States in the order of their codes; an exercise with N participants takes the first N.
    pub fn fictional_states(&self) -> impl Iterator<Item = &State> {
        self.states().filter(|state| state.status == StateStatus::Fictional)
    }

    /// A State by code.
    pub fn state(&self, code: &str) -> Option<&State> {
        self.states.get(code)
    }

    /// A regional group by id.
    pub fn group(&self, id: &str) -> Option<&RegionalGroup> {
        self.groups.get(id)
    }

    /// All regional groups.
    pub fn groups(&self) -> impl Iterator<Item = &RegionalGroup> {
        self.groups.values()
    }

    /// All organizations, by code.
    pub fn organizations(&self) -> impl Iterator<Item = &Organization> {
        self.organizations.values()
    }

    /// An organization by code.
    pub fn organization(&self, code: &str) -> Option<&Organization> {
        self.organizations.get(code)
    }

    /// The State or organization of a code.
    pub fn party(&self, code: &str) -> Option<Party<'_>> {
        self.state(code).map(Party::State).or_else(|| self.organization(code).map(Party::Organization))
    }

    /// The name of a State or organization in a language; the code itself when nothing is known by it.
    pub fn name<'a>(&'a self, code: &'a str, lang: Lang) -> &'a str {
        self.party(code).map_or(code, |party| party.name(lang))
    }

    /// All framework sets.
    pub fn frameworks(&self) -> impl Iterator<Item = &Framework> {
        self.frameworks.values()
    }

    /// A framework set by id.
    pub fn framework(&self, id: &str) -> Option<&Framework> {
        self.frameworks.get(id)
    }

    /// A framework item by id, `un/norm-13-a`.
    pub fn item(&self, id: &str) -> Option<&FrameworkItem> {
        let (set, _) = id.split_once('/')?;
        self.framework(set)?.items.iter().find(|item| item.id == id)
    }

    /// Items of other sets linked with an item, in either direction, each with who made the link.
    pub fn linked_items<'a>(&'a self, id: &'a str) -> Vec<(&'a FrameworkItem, &'a str)> {
        let mut found = Vec::new();
        for item in self.frameworks().flat_map(|set| &set.items) {
            let Some(links) = &item.links else { continue };
            if item.id == id {
                found.extend(links.to.iter().filter_map(|to| Some((self.item(to)?, links.made_by.as_str()))));
            } else if links.to.iter().any(|to| to == id) {
                found.push((item, links.made_by.as_str()));
            }
        }
        found
    }

    /// All mechanisms.
    pub fn mechanisms(&self) -> impl Iterator<Item = &Mechanism> {
        self.mechanisms.values()
    }

    /// A mechanism by id.
    pub fn mechanism(&self, id: &str) -> Option<&Mechanism> {
        self.mechanisms.get(id)
    }

    /// Mechanisms in which a State or organization takes part.
    pub fn mechanisms_of<'a>(&'a self, code: &'a str) -> impl Iterator<Item = &'a Mechanism> {
        self.mechanisms().filter(move |mechanism| mechanism.standing(code).is_some())
    }

    /// All instruments.
    pub fn instruments(&self) -> impl Iterator<Item = &CatalogueInstrument> {
        self.instruments.values()
    }

    /// An instrument by id.
    pub fn instrument(&self, id: &str) -> Option<&CatalogueInstrument> {
        self.instruments.get(id)
    }

    /// Instruments of a mechanism.
    pub fn instruments_of<'a>(&'a self, mechanism: &'a str) -> impl Iterator<Item = &'a CatalogueInstrument> {
        self.instruments().filter(move |instrument| instrument.mechanisms.iter().any(|id| id == mechanism))
    }

    /// Instruments in which a State or organization stands, with each basis.
    pub fn instruments_with<'a>(&'a self, code: &'a str) -> Vec<(&'a CatalogueInstrument, Basis)> {
        self.instruments()
            .flat_map(|instrument| {
                instrument.participants.iter().map(move |participant| (instrument, participant))
            })
            .filter(|(_, participant)| participant.code.as_deref() == Some(code))
            .map(|(instrument, participant)| (instrument, participant.basis))
            .collect()
    }

    /// A provision by its permanent id, `<instrument>/<path>`.
    pub fn provision(&self, id: &str) -> Option<(&CatalogueInstrument, &CatalogueProvision)> {
        let (instrument, path) = id.split_once('/')?;
        let instrument = self.instrument(instrument)?;
        Some((instrument, instrument.provision(path)?))
    }

    /// Every provision of every instrument that speaks to an item.
    pub fn provisions_on<'a>(
        &'a self,
        item: &'a str,
    ) -> Vec<(&'a CatalogueInstrument, &'a CatalogueProvision)> {
        self.instruments()
            .flat_map(|instrument| instrument.provisions.iter().map(move |provision| (instrument, provision)))
            .filter(|(_, provision)| provision.links.to.iter().any(|to| to == item))
            .collect()
    }

    /// For each row of the mission's table, the ids of the provisions that stand for it.
    pub fn mission_rows(&self) -> BTreeMap<&str, Vec<String>> {
        let mut rows: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for instrument in self.instruments() {
            for provision in &instrument.provisions {
                for row in &provision.mission {
                    rows.entry(row).or_default().push(instrument.provision_id(provision));
                }
            }
        }
        rows
    }

    /// A kind by id.
    pub fn kind(&self, id: &str) -> Option<&Kind> {
        self.kinds.get(id)
    }

    /// A kind in the version that a record names; the one in force where that version isn't known here.
    pub fn kind_as_written(&self, id: &str, version: u64) -> Option<&Kind> {
        let version = u32::try_from(version).ok();
        version
            .and_then(|version| self.earlier_kinds.get(&(id.to_owned(), version)))
            .or_else(|| self.kind(id))
    }

    /// A kind in all its versions, the newest first: for words of what is asked no more.
    pub fn kind_versions(&self, id: &str) -> impl Iterator<Item = &Kind> {
        let earlier = self.earlier_kinds.range((id.to_owned(), 0)..=(id.to_owned(), u32::MAX));
        self.kind(id).into_iter().chain(earlier.rev().map(|(_, kind)| kind))
    }

    /// All kinds.
    pub fn kinds(&self) -> impl Iterator<Item = &Kind> {
        self.kinds.values()
    }
}
