//! The overall picture of capacity-building, as counts: of needs, offers and projects, by framework item, form of help and region.
//! No count has a State in it, and a row in which nothing is counted isn't there.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use matching::Terms;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use views::RecordView;

use crate::WebError;
use crate::model::answers::LISTED;
use crate::model::matches::numbered;
use crate::model::terms::{NEED, OFFER, Open, PROJECT};
use crate::model::{Desk, RecordLine};

/// The longest value by which the lists are narrowed: an id of the catalogue.
const LONGEST_VALUE: usize = 100;

/// How the lists are narrowed.
#[derive(Clone, Debug, Default, Deserialize, Serialize, ToSchema, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct Narrowed {
    /// A framework item's id.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub item: String,
    /// A form of help: `training`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub help: String,
    /// A region: `oceania`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub region: String,
}

impl Narrowed {
    fn takes(&self, terms: &Terms) -> bool {
        let one = |wanted: &str, there: &BTreeSet<String>| wanted.is_empty() || there.contains(wanted);
        one(&self.item, &terms.items) && one(&self.help, &terms.forms) && one(&self.region, &terms.regions)
    }
}

/// What is counted under one heading.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Tally {
    /// Needs.
    pub needs: usize,
    /// Offers.
    pub offers: usize,
    /// Projects: of one of which both sides say their own, two records.
    pub projects: usize,
}

impl Tally {
    fn add(&mut self, kind: &str) {
        match kind {
            NEED => self.needs += 1,
            OFFER => self.offers += 1,
            _ => self.projects += 1,
        }
    }
}

/// A row of counts.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TallyLine {
    /// The id of what is counted: a framework item, a form of help, a region.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The lists narrowed to it.
    pub href: String,
    /// How many there are.
    #[serde(flatten)]
    pub tally: Tally,
}

/// One table of counts.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TallyTable {
    /// `item`, `help` or `region`.
    pub by: &'static str,
    /// The rows, in the order of the catalogue; none in which nothing is counted.
    pub lines: Vec<TallyLine>,
}

/// The needs, offers or projects that stand, the newest first.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CapacityList {
    /// The kind's id.
    pub kind: &'static str,
    /// Its name for several.
    pub name: String,
    /// How many there are.
    pub total: usize,
    /// The newest.
    pub newest: Vec<RecordLine>,
}

/// What the lists are narrowed to.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ChosenLine {
    /// `item`, `help` or `region`.
    pub by: &'static str,
    /// Its name.
    pub name: String,
    /// The lists without it.
    pub href: String,
}

/// The page of capacity-building.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CapacityPage {
    /// How the lists are narrowed.
    pub narrowed: Narrowed,
    /// The same in words.
    pub chosen: Vec<ChosenLine>,
    /// How many needs, offers and projects stand, as far as whoever asks may read them.
    pub total: Tally,
    /// The tables of counts, over all of them.
    pub tables: Vec<TallyTable>,
    /// The lists, narrowed.
    pub lists: Vec<CapacityList>,
    /// Not all are counted: there are too many, or the body of some can't be read here.
    pub incomplete: bool,
}

impl CapacityPage {
    /// Whether there is nothing at all.
    pub(crate) fn is_empty(&self) -> bool {
        self.total == Tally::default()
    }
}

/// The three kinds with what stands of each.
struct All<'a>([(&'static str, Open<'a>); 3]);

impl<'a> All<'a> {
    fn read(desk: &Desk<'a>) -> Self {
        Self([NEED, OFFER, PROJECT].map(|kind| (kind, desk.open_of(kind, |_| true))))
    }

    fn each(&self) -> impl Iterator<Item = (&'static str, &Terms)> {
        self.0.iter().flat_map(|(kind, open)| open.records.iter().map(|(_, terms)| (*kind, terms.as_ref())))
    }

    /// How many name each id.
    fn tallies(&self, of: impl for<'t> Fn(&'t Terms) -> &'t BTreeSet<String>) -> BTreeMap<String, Tally> {
        let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
        for (kind, terms) in self.each() {
            for id in of(terms) {
                tallies.entry(id.clone()).or_default().add(kind);
            }
        }
        tallies
    }
}

fn address(narrowed: &Narrowed) -> String {
    let query = serde_urlencoded::to_string(narrowed).unwrap_or_default();
    if query.is_empty() { "/capacity".to_owned() } else { format!("/capacity?{query}#lists") }
}

/// Makes the page.
pub(crate) fn page(desk: &Desk<'_>, narrowed: Narrowed) -> Result<CapacityPage, WebError> {
    if [&narrowed.item, &narrowed.help, &narrowed.region].iter().any(|value| value.len() > LONGEST_VALUE) {
        return Err(WebError::BadRequest);
    }
    let all = All::read(desk);
    let mut total = Tally::default();
    all.each().for_each(|(kind, _)| total.add(kind));
    let incomplete = all.0.iter().any(|(_, open)| open.more);
    Ok(CapacityPage {
        chosen: chosen(desk, &narrowed),
        total,
        tables: tables(desk, &all),
        lists: all.0.iter().map(|(kind, open)| list(desk, kind, open, &narrowed)).collect(),
        narrowed,
        incomplete,
    })
}

/// The tables of counts alone.
pub(crate) fn counts(desk: &Desk<'_>) -> Vec<TallyTable> {
    tables(desk, &All::read(desk))
}

fn tables(desk: &Desk<'_>, all: &All<'_>) -> Vec<TallyTable> {
    let catalogue = desk.edition.catalogue();
    let items = catalogue.frameworks().flat_map(|set| &set.items);
    let items = items.map(|item| (item.id.clone(), item_name(desk, &item.id)));
    let choices = |field: &str| {
        let all = desk.choices_of(field).into_iter();
        all.map(|id| (id.to_owned(), desk.choice(field, id))).collect()
    };
    let item = |id: &str| Narrowed { item: id.to_owned(), ..Narrowed::default() };
    let help = |id: &str| Narrowed { help: id.to_owned(), ..Narrowed::default() };
    let region = |id: &str| Narrowed { region: id.to_owned(), ..Narrowed::default() };
    vec![
        table("item", items.collect(), &all.tallies(|terms| &terms.items), item),
        table("help", choices("forms"), &all.tallies(|terms| &terms.forms), help),
        table("region", choices("regions"), &all.tallies(|terms| &terms.regions), region),
    ]
}

fn table(
    by: &'static str,
    names: Vec<(String, String)>,
    tallies: &BTreeMap<String, Tally>,
    narrowed: impl Fn(&str) -> Narrowed,
) -> TallyTable {
    let line = |(id, name): (String, String)| {
        let tally = tallies.get(&id)?.clone();
        Some(TallyLine { href: address(&narrowed(&id)), id, name, tally })
    };
    TallyTable { by, lines: names.into_iter().filter_map(line).collect() }
}

/// An item's printed number, where it has one, and its title.
fn item_name(desk: &Desk<'_>, id: &str) -> String {
    let item = desk.items([id]).pop();
    item.as_ref().map_or_else(|| id.to_owned(), numbered)
}

fn chosen(desk: &Desk<'_>, narrowed: &Narrowed) -> Vec<ChosenLine> {
    let without = |change: fn(&mut Narrowed)| {
        let mut rest = narrowed.clone();
        change(&mut rest);
        address(&rest)
    };
    let each = [
        ("item", &narrowed.item, without(|rest| rest.item.clear())),
        ("help", &narrowed.help, without(|rest| rest.help.clear())),
        ("region", &narrowed.region, without(|rest| rest.region.clear())),
    ];
    let name = |by: &str, id: &str| match by {
        "item" => item_name(desk, id),
        "help" => desk.choice("forms", id),
        _ => desk.choice("regions", id),
    };
    let chosen = each.into_iter().filter(|(_, id, _)| !id.is_empty());
    chosen.map(|(by, id, href)| ChosenLine { by, name: name(by, id), href }).collect()
}

fn list(desk: &Desk<'_>, kind: &'static str, open: &Open<'_>, narrowed: &Narrowed) -> CapacityList {
    let takes = |(_, terms): &&(RecordView<'_>, Arc<Terms>)| narrowed.takes(terms);
    let wanted: Vec<RecordView<'_>> = open.records.iter().filter(takes).map(|(record, _)| *record).collect();
    let known = desk.edition.catalogue().kind(kind);
    CapacityList {
        kind,
        name: known.map_or_else(|| kind.to_owned(), |kind| desk.text(&kind.plural)),
        total: wanted.len(),
        newest: desk.records(wanted.into_iter().take(LISTED)),
    }
}
