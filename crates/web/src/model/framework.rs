//! A framework item's page, and the list of sets.

use std::collections::BTreeMap;

use catalogue::{FrameworkItem, Lang, Reference};
use serde::Serialize;
use utoipa::ToSchema;

use crate::WebError;
use crate::model::answers::{Records, is_current};
use crate::model::{Desk, FrameworkRef, InstrumentLine, ItemRef, PartyRef, ProvisionLine, SourceLine};
use crate::pictures::Years;
use crate::words::Msg;

/// Who made links to framework items when nobody outside has: the people who keep the built-in catalogue.
const EDITORS: &str = "comity-editors";

/// A place in a document.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReferenceLine {
    /// The document's symbol.
    pub symbol: String,
    /// The paragraph or annex.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<String>,
    /// What to look for there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl From<&Reference> for ReferenceLine {
    fn from(place: &Reference) -> Self {
        Self { symbol: place.symbol.clone(), paragraph: place.paragraph.clone(), note: place.note.clone() }
    }
}

/// What one instrument says about an item.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Column {
    /// The instrument.
    pub instrument: InstrumentLine,
    /// Its provisions that speak to the item.
    pub provisions: Vec<ProvisionLine>,
}

/// An item of another set that corresponds.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Corresponding {
    /// The item.
    pub item: ItemRef,
    /// Its set.
    pub framework: FrameworkRef,
    /// Who made the link.
    pub linked_by: String,
}

/// A framework item's page.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ItemPage {
    /// The item.
    #[serde(flatten)]
    pub item: ItemRef,
    /// Whether its set belongs to exercises.
    pub exercise: bool,
    /// Its set.
    pub framework: FrameworkRef,
    /// The section it stands in.
    pub section: String,
    /// Our unofficial summary.
    pub summary: String,
    /// Where it is laid down.
    pub source: ReferenceLine,
    /// Where it was elaborated later.
    pub elaborated_in: Vec<ReferenceLine>,
    /// Items of other sets that correspond.
    pub corresponding: Vec<Corresponding>,
    /// Every provision of every instrument that speaks to it, an instrument at a time, oldest first.
    pub columns: Vec<Column>,
    /// The public records that name it.
    pub records: Records,
    /// How many of them each year brought: statements are counted, and no State is.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub years: BTreeMap<String, usize>,
    /// A picture of that.
    #[serde(skip)]
    pub picture: Option<Years>,
}

/// A section of a set.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SectionLine {
    /// Its name.
    pub name: String,
    /// Its items.
    pub items: Vec<ItemRef>,
}

/// A framework set in the list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SetLine {
    /// The set.
    #[serde(flatten)]
    pub framework: FrameworkRef,
    /// Whether it belongs to exercises.
    pub exercise: bool,
    /// Who keeps it.
    pub kept_by: PartyRef,
    /// What it is.
    pub description: String,
    /// The documents it is cited to.
    pub sources: Vec<SourceLine>,
    /// Its sections.
    pub sections: Vec<SectionLine>,
}

/// The list of framework sets.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FrameworksPage {
    /// The sets; those of exercises last.
    pub sets: Vec<SetLine>,
}

impl Desk<'_> {
    /// Who made a link.
    pub fn linked_by(&self, made_by: &str) -> String {
        if made_by == EDITORS {
            self.words.say(Msg("linked-by-editors")).to_owned()
        } else {
            self.party(made_by).name
        }
    }

    fn columns(&self, item: &FrameworkItem) -> Vec<Column> {
        let mut columns: Vec<Column> = Vec::new();
        for (instrument, provision) in self.edition.speaking_to(&item.id) {
            let line = self.provision(instrument, provision);
            match columns.last_mut() {
                Some(column) if column.instrument.id == instrument.id => column.provisions.push(line),
                _ => columns.push(Column { instrument: self.instrument(instrument), provisions: vec![line] }),
            }
        }
        columns.sort_by(|a, b| a.instrument.date.cmp(&b.instrument.date));
        columns
    }
}

/// Makes a framework item's page.
pub(crate) fn page(desk: &Desk<'_>, set: &str, slug: &str) -> Result<ItemPage, WebError> {
    let catalogue = desk.edition.catalogue();
    let id = format!("{set}/{slug}");
    let set = catalogue.framework(set).ok_or(WebError::NotFound)?;
    let item = catalogue.item(&id).ok_or(WebError::NotFound)?;
    let section = set.sections.iter().find(|section| section.id == item.section);
    let years = years(desk, &id);
    Ok(ItemPage {
        picture: Years::draw(&years, desk.lang() == Lang::Ar),
        years,
        item: desk.item(item),
        exercise: set.exercise,
        framework: desk.framework(set),
        section: section.map(|section| desk.text(&section.names)).unwrap_or_default(),
        summary: desk.text(&item.summary),
        source: ReferenceLine::from(&item.source),
        elaborated_in: item.elaborated_in.iter().map(ReferenceLine::from).collect(),
        corresponding: catalogue
            .linked_items(&id)
            .into_iter()
            .filter_map(|(item, made_by)| corresponding(desk, item, made_by))
            .collect(),
        columns: desk.columns(item),
        records: desk.newest(desk.views.by_framework_item(&id)),
    })
}

/// The most records that are counted for a picture: where there are more, none is drawn, because it would be wrong.
const MOST_COUNTED: usize = 100_000;

/// How many records that stand, of those whoever asks may read, each year brought on an item.
fn years(desk: &Desk<'_>, item: &str) -> BTreeMap<String, usize> {
    let (mut years, mut counted) = (BTreeMap::new(), 0);
    for record in desk.views.by_framework_item(item).filter(is_current).take(MOST_COUNTED + 1) {
        let accepted = record.accepted().to_string();
        *years.entry(accepted.get(..4).unwrap_or_default().to_owned()).or_insert(0) += 1;
        counted += 1;
    }
    if counted > MOST_COUNTED { BTreeMap::new() } else { years }
}

fn corresponding(desk: &Desk<'_>, item: &FrameworkItem, made_by: &str) -> Option<Corresponding> {
    let (set, _) = item.id.split_once('/')?;
    let framework = desk.framework(desk.edition.catalogue().framework(set)?);
    Some(Corresponding { item: desk.item(item), framework, linked_by: desk.linked_by(made_by) })
}

/// Makes the list of framework sets.
pub(crate) fn list(desk: &Desk<'_>) -> FrameworksPage {
    let mut sets: Vec<_> = desk
        .edition
        .catalogue()
        .frameworks()
        .map(|set| SetLine {
            framework: desk.framework(set),
            exercise: set.exercise,
            kept_by: desk.party(&set.kept_by),
            description: desk.text(&set.description),
            sources: set.sources.iter().map(SourceLine::from).collect(),
            sections: set
                .sections
                .iter()
                .map(|section| SectionLine {
                    name: desk.text(&section.names),
                    items: set
                        .items
                        .iter()
                        .filter(|item| item.section == section.id)
                        .map(|item| desk.item(item))
                        .collect(),
                })
                .collect(),
        })
        .collect();
    // The set of the United Nations is the common one; then the others in the order of their ids.
    sets.sort_by_key(|set| (set.exercise, set.framework.id != "un", set.framework.id.clone()));
    FrameworksPage { sets }
}
