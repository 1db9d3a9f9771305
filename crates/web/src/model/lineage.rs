//! The line of texts that an instrument or a mechanism stands in: a list, and a small diagram of it along time.

use catalogue::{CatalogueInstrument, CitationKind, LineageEntry, Mechanism, Relation};
use serde::Serialize;
use utoipa::ToSchema;

use crate::diagram::{Diagram, Mark};
use crate::model::Desk;

/// One text in the line.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LineageLine {
    /// How it relates.
    #[schema(value_type = String)]
    pub relation: Relation,
    /// What kind of text it is.
    #[schema(value_type = String)]
    pub kind: CitationKind,
    /// Its symbol.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub symbol: Option<String>,
    /// Its title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Its date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The paragraph meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<String>,
    /// Its page, if it stands in the catalogue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub href: Option<String>,
    /// The provisions that cite it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cited_in: Vec<CitedIn>,
    /// What to know about the relation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl LineageLine {
    /// Its symbol, or its title.
    pub fn name(&self) -> &str {
        self.symbol.as_deref().or(self.title.as_deref()).unwrap_or_default()
    }
}

/// A provision that cites a text.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CitedIn {
    /// Its label as printed.
    pub short: String,
    /// The same, spelled out.
    pub long: String,
    /// Its page.
    pub href: String,
}

/// Texts of one relation.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LineageGroup {
    /// How they relate.
    #[schema(value_type = String)]
    pub relation: Relation,
    /// The texts, oldest first; those without date last.
    pub texts: Vec<LineageLine>,
}

/// The line of texts.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Lineage {
    /// The texts by relation.
    pub groups: Vec<LineageGroup>,
    /// The same along time; for pages.
    #[serde(skip)]
    #[schema(ignore)]
    pub diagram: Option<Diagram>,
}

/// The line of an instrument.
pub(crate) fn lineage_of_instrument(desk: &Desk<'_>, instrument: &CatalogueInstrument) -> Lineage {
    let cited = |path: &String| {
        let provision = instrument.provision(path)?;
        let href = format!("/provisions/{}/{path}", instrument.id);
        Some(CitedIn { short: desk.short_label(provision), long: desk.long_label(provision), href })
    };
    let lines = instrument.lineage.iter().map(|entry| {
        let cited_in = entry.cited_in.iter().filter_map(cited).collect();
        LineageLine { cited_in, ..line(desk, entry) }
    });
    let own = instrument.dates.first().map(|date| date.date.clone());
    gather(lines.collect(), own.as_deref(), &desk.instrument_ref(instrument).name)
}

/// The line of a mechanism.
pub(crate) fn lineage_of_mechanism(desk: &Desk<'_>, mechanism: &Mechanism) -> Lineage {
    gather(mechanism.lineage.iter().map(|entry| line(desk, entry)).collect(), None, "")
}

fn line(desk: &Desk<'_>, entry: &LineageEntry) -> LineageLine {
    let known = entry.instrument.as_deref().and_then(|id| desk.edition.catalogue().instrument(id));
    LineageLine {
        relation: entry.relation,
        kind: entry.kind,
        symbol: entry.symbol.clone(),
        title: known.map(|one| desk.text(&one.title)).or_else(|| entry.title.clone()),
        date: entry.date.clone(),
        paragraph: entry.paragraph.clone(),
        href: known.map(|one| format!("/instruments/{}", one.id)),
        cited_in: Vec::new(),
        note: entry.note.clone(),
    }
}

fn gather(lines: Vec<LineageLine>, own: Option<&str>, name: &str) -> Lineage {
    let marks: Vec<Mark> = lines
        .iter()
        .filter_map(|line| {
            Mark::new(line.name(), line.date.as_deref()?, line.relation == Relation::AdoptedAs)
        })
        .collect();
    let diagram = own.and_then(|own| Diagram::draw(own, name, marks));
    let mut groups: Vec<LineageGroup> = Vec::new();
    for line in lines {
        match groups.iter_mut().find(|group| group.relation == line.relation) {
            Some(group) => group.texts.push(line),
            None => groups.push(LineageGroup { relation: line.relation, texts: vec![line] }),
        }
    }
    for group in &mut groups {
        group.texts.sort_by_key(|line| (line.date.is_none(), line.date.clone()));
    }
    Lineage { groups, diagram }
}
