//! A mechanism's page, and the list of mechanisms.

use std::collections::BTreeMap;

use catalogue::{Mechanism, Standing};
use serde::Serialize;
use utoipa::ToSchema;

use crate::WebError;
use crate::model::answers::Records;
use crate::model::cycle::CycleLine;
use crate::model::kind::KindRef;
use crate::model::lineage::{Lineage, lineage_of_mechanism};
use crate::model::{Desk, FrameworkRef, InstrumentLine, MechanismRef, PartyRef, SourceLine};

/// A mechanism in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MechanismLine {
    /// The mechanism.
    #[serde(flatten)]
    pub mechanism: MechanismRef,
    /// Its own word for its subject.
    pub subject: String,
    /// What it is, in our words.
    pub description: String,
}

/// Participants of one standing.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Participants {
    /// Their standing.
    #[schema(value_type = String)]
    pub standing: Standing,
    /// The official sources that say so.
    pub sources: Vec<SourceLine>,
    /// Who they are, in the order of names.
    pub participants: Vec<PartyRef>,
}

/// A mechanism's page.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MechanismPage {
    /// The mechanism.
    #[serde(flatten)]
    pub line: MechanismLine,
    /// Its own word for those who take part.
    pub participants_term: String,
    /// Its roles.
    pub roles: Vec<String>,
    /// The framework sets it uses.
    pub frameworks: Vec<FrameworkRef>,
    /// The kinds of record that it takes.
    pub kinds: Vec<KindRef>,
    /// Its instruments.
    pub instruments: Vec<InstrumentLine>,
    /// Who takes part, by standing.
    pub participants: Vec<Participants>,
    /// What to know about that list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub participants_note: Option<String>,
    /// The texts it rests on.
    pub lineage: Lineage,
    /// What its secretariat asks today.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cycles: Vec<CycleLine>,
    /// What was said for it.
    pub records: Records,
}

/// The list of mechanisms.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MechanismsPage {
    /// Those in the real world.
    pub mechanisms: Vec<MechanismLine>,
    /// Exercises, kept apart.
    pub exercises: Vec<MechanismLine>,
}

impl Desk<'_> {
    pub fn mechanism_line(&self, mechanism: &Mechanism) -> MechanismLine {
        MechanismLine {
            mechanism: self.mechanism(mechanism),
            subject: self.text(&mechanism.terms.subject),
            description: self.text(&mechanism.description),
        }
    }

    fn participants(&self, mechanism: &Mechanism) -> Vec<Participants> {
        let mut groups: BTreeMap<Standing, Participants> = BTreeMap::new();
        for part in &mechanism.participations {
            let group = groups.entry(part.standing).or_insert_with(|| Participants {
                standing: part.standing,
                sources: Vec::new(),
                participants: Vec::new(),
            });
            group.sources.push(SourceLine::from(&part.source));
            group.participants.extend(part.codes.iter().map(|code| self.party(code)));
        }
        let mut groups: Vec<_> = groups.into_values().collect();
        for group in &mut groups {
            self.in_order(&mut group.participants, |party| &party.code);
        }
        groups
    }
}

/// Makes a mechanism's page.
pub(crate) fn page(desk: &Desk<'_>, id: &str) -> Result<MechanismPage, WebError> {
    let catalogue = desk.edition.catalogue();
    let mechanism = catalogue.mechanism(id).ok_or(WebError::NotFound)?;
    let mut instruments: Vec<_> = catalogue.instruments_of(id).map(|one| desk.instrument(one)).collect();
    instruments.sort_by(|a, b| b.date.cmp(&a.date));
    Ok(MechanismPage {
        line: desk.mechanism_line(mechanism),
        participants_term: desk.text(&mechanism.terms.participants),
        roles: mechanism.roles.iter().map(|role| desk.text(&role.names)).collect(),
        frameworks: mechanism
            .frameworks
            .iter()
            .filter_map(|id| catalogue.framework(id))
            .map(|set| desk.framework(set))
            .collect(),
        kinds: mechanism.kinds.iter().filter_map(|id| catalogue.kind(id)).map(|one| desk.kind(one)).collect(),
        instruments,
        participants: desk.participants(mechanism),
        participants_note: mechanism.participants_note.as_ref().map(|note| desk.text(note)),
        lineage: lineage_of_mechanism(desk, mechanism),
        cycles: desk.open_cycles(id),
        records: desk.newest(desk.views.by_mechanism(id)),
    })
}

/// Makes the list of mechanisms.
pub(crate) fn list(desk: &Desk<'_>) -> MechanismsPage {
    let (exercises, mechanisms) = desk
        .edition
        .catalogue()
        .mechanisms()
        .map(|one| desk.mechanism_line(one))
        .partition(|one| one.mechanism.exercise);
    MechanismsPage { mechanisms, exercises }
}
