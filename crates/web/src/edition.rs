//! The catalogue as pages need it: with the orders and indexes that would be costly to make for each request.

use std::collections::HashMap;
use std::sync::Arc;

use catalogue::{Catalogue, CatalogueInstrument, CatalogueProvision, Lang};

use crate::calendar::NameOrder;
use crate::forms::BlankWorkbooks;
use crate::words::PAGE_LANGUAGES;

/// A catalogue in force, with its indexes. A catalogue record that takes effect makes a new edition.
pub struct Edition {
    catalogue: Arc<Catalogue>,
    /// For each page language, the place of each participant's code in the order of names.
    order: HashMap<Lang, HashMap<String, usize>>,
    /// For each framework item, the provisions that speak to it.
    speaking_to: HashMap<String, Vec<(String, usize)>>,
    /// The blank workbooks of its kinds, once somebody asked for them.
    workbooks: Arc<BlankWorkbooks>,
}

impl Edition {
    /// Makes the indexes.
    pub fn new(catalogue: Arc<Catalogue>) -> Self {
        let order = PAGE_LANGUAGES.into_iter().map(|lang| (lang, order_of_names(&catalogue, lang))).collect();
        let speaking_to = provisions_by_item(&catalogue);
        Self { catalogue, order, speaking_to, workbooks: Arc::default() }
    }

    /// The data.
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// The blank workbooks of its kinds.
    pub(crate) fn workbooks(&self) -> &Arc<BlankWorkbooks> {
        &self.workbooks
    }

    /// The place of a participant in the order of names; whoever isn't known comes last.
    pub fn place(&self, lang: Lang, code: &str) -> usize {
        self.order.get(&lang).and_then(|places| places.get(code)).copied().unwrap_or(usize::MAX)
    }

    /// The provisions that speak to a framework item.
    pub fn speaking_to(
        &self,
        item: &str,
    ) -> impl Iterator<Item = (&CatalogueInstrument, &CatalogueProvision)> {
        self.speaking_to.get(item).into_iter().flatten().filter_map(|(instrument, at)| {
            let instrument = self.catalogue.instrument(instrument)?;
            Some((instrument, instrument.provisions.get(*at)?))
        })
    }
}

fn order_of_names(catalogue: &Catalogue, lang: Lang) -> HashMap<String, usize> {
    let order = NameOrder::new(lang);
    let states = catalogue.states().map(|state| (state.name(lang), &state.code));
    let organizations = catalogue.organizations().map(|body| (body.name(lang), &body.code));
    let mut names: Vec<_> = states.chain(organizations).collect();
    names.sort_by(|a, b| order.compare(a.0, b.0).then_with(|| a.1.cmp(b.1)));
    names.into_iter().enumerate().map(|(place, (_, code))| (code.clone(), place)).collect()
}

fn provisions_by_item(catalogue: &Catalogue) -> HashMap<String, Vec<(String, usize)>> {
    let mut found: HashMap<String, Vec<(String, usize)>> = HashMap::new();
    for instrument in catalogue.instruments() {
        for (at, provision) in instrument.provisions.iter().enumerate() {
            for item in &provision.links.to {
                found.entry(item.clone()).or_default().push((instrument.id.clone(), at));
            }
        }
    }
    found
}
