//! The page of a State or an organization, and the list of participants.
//!
//! The page lists what a State stands in and what it chose to say here. It has no place for what a State did not say:
//! a part without content isn't there, and no count stands beside a name.

use catalogue::{Basis, Lang, Party, Standing, StateStatus};
use serde::Serialize;
use utoipa::ToSchema;

use crate::WebError;
use crate::model::answers::{Answered, LISTED, is_current};
use crate::model::{Desk, InstrumentLine, InstrumentRef, MechanismRef, PartyRef, RecordLine, SourceLine};
use crate::pictures::Timeline;
use crate::printed::OUTLOOK;

/// A mechanism that a State takes part in.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TakesPart {
    /// The mechanism.
    pub mechanism: MechanismRef,
    /// Its standing there.
    #[schema(value_type = String)]
    pub standing: Standing,
    /// The official source that says so.
    pub source: SourceLine,
}

/// An instrument that a State stands in.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StandsIn {
    /// The instrument.
    pub instrument: InstrumentLine,
    /// On what basis.
    #[schema(value_type = Vec<String>)]
    pub basis: Vec<Basis>,
}

/// The instruments of one mechanism that a State stands in.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StandsUnder {
    /// A mechanism that it takes part in; none for the instruments of all others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mechanism: Option<MechanismRef>,
    /// The instruments. One of several mechanisms stands under each.
    pub instruments: Vec<StandsIn>,
}

/// A statement with the provisions it answers.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Statement {
    /// The record.
    pub record: RecordLine,
    /// The provisions.
    pub answers: Vec<Answered>,
}

/// Something that happened on a date.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Moment {
    /// The date.
    pub date: String,
    /// The instrument, if it was one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instrument: Option<InstrumentRef>,
    /// On what basis the State stands in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub basis: Option<Basis>,
    /// The record, if it was one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<RecordLine>,
}

/// A name in another language.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NameIn {
    /// The language.
    #[schema(value_type = String)]
    pub language: Lang,
    /// The name.
    pub name: String,
}

/// The page of a State or an organization.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PartyPage {
    /// Who.
    #[serde(flatten)]
    pub party: PartyRef,
    /// A State's standing at the United Nations; none for organizations.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub status: Option<StateStatus>,
    /// Whether it was invented for exercises.
    pub exercise: bool,
    /// Its formal name, or an organization's abbreviation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub formal: Option<String>,
    /// Its names in the other languages.
    pub names: Vec<NameIn>,
    /// Its regional group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// An organization's official site.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The mechanisms it takes part in.
    pub mechanisms: Vec<TakesPart>,
    /// The instruments it stands in.
    pub instruments: Vec<StandsIn>,
    /// The same by the mechanisms that it takes part in. One of which it stands in no instrument isn't there.
    pub by_mechanism: Vec<StandsUnder>,
    /// What it says here.
    pub statements: Vec<Statement>,
    /// Whether it says more than is listed.
    pub more_statements: bool,
    /// All of it along time, newest first.
    pub timeline: Vec<Moment>,
    /// A picture of the records in it.
    #[serde(skip)]
    pub picture: Option<Timeline>,
}

/// The list of participants.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PartiesPage {
    /// States, in the order of names.
    pub states: Vec<PartyRef>,
    /// Intergovernmental organizations.
    pub organizations: Vec<PartyRef>,
    /// Other bodies that texts name.
    pub others: Vec<PartyRef>,
    /// Fictional States of exercises.
    pub fictional: Vec<PartyRef>,
}

impl PartyPage {
    /// What it does.
    pub(crate) fn done(&self) -> Vec<&Statement> {
        self.statements.iter().filter(|one| !one.record.is_position).collect()
    }

    /// What it holds, apart from that.
    pub(crate) fn positions(&self) -> Vec<&Statement> {
        self.statements.iter().filter(|one| one.record.is_position).collect()
    }

    /// The mechanisms for which something is listed: a report for another would be empty.
    pub(crate) fn said_for(&self) -> Vec<&MechanismRef> {
        let mut found: Vec<&MechanismRef> = Vec::new();
        for mechanism in self.statements.iter().flat_map(|one| &one.record.mechanisms) {
            if found.iter().all(|known| known.id != mechanism.id) {
                found.push(mechanism);
            }
        }
        found
    }

    /// Whether something is listed for a mechanism that an outlook of a region asks for.
    pub(crate) fn has_outlook(&self, mechanism: &str) -> bool {
        self.statements.iter().map(|one| &one.record).any(|record| {
            OUTLOOK.contains(&record.kind.as_str()) && record.mechanisms.iter().any(|one| one.id == mechanism)
        })
    }
}

/// Makes the page of a State or an organization.
pub(crate) fn page(desk: &Desk<'_>, code: &str) -> Result<PartyPage, WebError> {
    let party = desk.edition.catalogue().party(code).ok_or(WebError::NotFound)?;
    let (mechanisms, instruments) = (takes_part(desk, code), stands_in(desk, code));
    let mut said = desk.views.by_participant(code).rev().filter(is_current);
    let listed: Vec<_> = said.by_ref().take(LISTED).collect();
    let lines = desk.records(listed.iter().copied()).into_iter().zip(listed);
    let statements: Vec<_> =
        lines.map(|(line, said)| Statement { record: line, answers: desk.answered(said) }).collect();
    let lang = desk.lang();
    Ok(PartyPage {
        party: desk.party(code),
        status: match party {
            Party::State(state) => Some(state.status),
            Party::Organization(_) => None,
        },
        exercise: PartyRef::is_fictional(party),
        formal: match party {
            Party::State(state) => Some(state.formal.get(lang)),
            Party::Organization(body) => body.abbreviation.exact(lang),
        }
        .map(str::to_owned)
        .filter(|formal| !formal.is_empty()),
        names: names(party, lang),
        group: match party {
            Party::State(state) => state.group.as_deref().and_then(|id| desk.edition.catalogue().group(id)),
            Party::Organization(_) => None,
        }
        .map(|group| desk.text(&group.names)),
        url: match party {
            Party::State(_) => None,
            Party::Organization(body) => body.url.clone(),
        },
        by_mechanism: by_mechanism(&mechanisms, &instruments),
        mechanisms,
        picture: picture(desk, &statements),
        timeline: timeline(&instruments, &statements),
        instruments,
        more_statements: said.next().is_some(),
        statements,
    })
}

/// Makes the list of participants.
pub(crate) fn list(desk: &Desk<'_>) -> PartiesPage {
    let catalogue = desk.edition.catalogue();
    let sorted = |mut list: Vec<PartyRef>| {
        desk.in_order(&mut list, |party| &party.code);
        list
    };
    let states = |fictional: bool| {
        catalogue
            .states()
            .filter(|state| (state.status == StateStatus::Fictional) == fictional)
            .map(|state| desk.party(&state.code))
            .collect()
    };
    let bodies = |intergovernmental: bool| {
        catalogue
            .organizations()
            .filter(|body| body.intergovernmental == intergovernmental)
            .map(|body| desk.party(&body.code))
            .collect()
    };
    PartiesPage {
        states: sorted(states(false)),
        organizations: sorted(bodies(true)),
        others: sorted(bodies(false)),
        fictional: sorted(states(true)),
    }
}

fn names(party: Party<'_>, lang: Lang) -> Vec<NameIn> {
    let texts = match party {
        Party::State(state) => &state.short,
        Party::Organization(body) => &body.names,
    };
    texts
        .iter()
        .filter(|(language, _)| *language != lang)
        .map(|(language, name)| NameIn { language, name: name.to_owned() })
        .collect()
}

fn takes_part(desk: &Desk<'_>, code: &str) -> Vec<TakesPart> {
    desk.edition
        .catalogue()
        .mechanisms()
        .flat_map(|mechanism| mechanism.participants().map(move |one| (mechanism, one)))
        .filter(|(_, (known, _, _))| *known == code)
        .map(|(mechanism, (_, standing, source))| TakesPart {
            mechanism: desk.mechanism(mechanism),
            standing,
            source: SourceLine::from(source),
        })
        .collect()
}

fn stands_in(desk: &Desk<'_>, code: &str) -> Vec<StandsIn> {
    let mut found: Vec<StandsIn> = Vec::new();
    for (instrument, basis) in desk.edition.catalogue().instruments_with(code) {
        match found.last_mut() {
            Some(last) if last.instrument.id == instrument.id => last.basis.push(basis),
            _ => found.push(StandsIn { instrument: desk.instrument(instrument), basis: vec![basis] }),
        }
    }
    found.sort_by(|a, b| b.instrument.date.cmp(&a.instrument.date));
    found
}

fn by_mechanism(mechanisms: &[TakesPart], instruments: &[StandsIn]) -> Vec<StandsUnder> {
    let of = |one: &&StandsIn, id: &str| one.instrument.mechanisms.iter().any(|its| its.id == id);
    let under = |part: &TakesPart| StandsUnder {
        mechanism: Some(part.mechanism.clone()),
        instruments: instruments.iter().filter(|one| of(one, &part.mechanism.id)).cloned().collect(),
    };
    let elsewhere = |one: &&StandsIn| mechanisms.iter().all(|part| !of(one, &part.mechanism.id));
    let others =
        StandsUnder { mechanism: None, instruments: instruments.iter().filter(elsewhere).cloned().collect() };
    let all = mechanisms.iter().map(under).chain([others]);
    // A mechanism without an instrument would be a blank beside a State's name.
    all.filter(|one| !one.instruments.is_empty()).collect()
}

/// The records along time. The list below it says the same in words.
fn picture(desk: &Desk<'_>, statements: &[Statement]) -> Option<Timeline> {
    let named = statements.iter().map(|one| {
        let record = &one.record;
        let name = record.title.as_ref().unwrap_or(&record.kind_name).clone();
        (name, record.accepted.get(..10).unwrap_or_default().to_owned())
    });
    Timeline::draw(named, desk.lang() == Lang::Ar)
}

fn timeline(instruments: &[StandsIn], statements: &[Statement]) -> Vec<Moment> {
    let texts = instruments.iter().filter_map(|one| {
        let line = &one.instrument;
        Some(Moment {
            date: line.date.clone()?,
            instrument: Some(line.short()),
            basis: one.basis.first().copied(),
            record: None,
        })
    });
    let said = statements.iter().map(|one| Moment {
        date: one.record.accepted.get(..10).unwrap_or_default().to_owned(),
        instrument: None,
        basis: None,
        record: Some(one.record.clone()),
    });
    let mut moments: Vec<_> = texts.chain(said).collect();
    moments.sort_by(|a, b| b.date.cmp(&a.date));
    moments
}
