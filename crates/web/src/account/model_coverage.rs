//! What a delegation has said, beside each provision and framework item of all its mechanisms. It alone sees what it hasn't
//! said: these structs go into no other page.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use catalogue::{Basis, CatalogueInstrument, Mechanism, Stance, Standing, Status};
use record::Evidence;
use serde::Serialize;
use utoipa::ToSchema;
use views::RecordView;

use crate::model::answers::is_current;
use crate::model::cycle::{Answers, CycleLine, Phase};
use crate::model::readers::AudienceLine;
use crate::model::{Desk, InstrumentLine, ItemRef, MechanismRef, ProvisionLine};

/// How many records stand beside a provision; the others are on the search page.
const SHOWN: usize = 3;

/// The most records of one's own that the page is made of, the newest: twenty-five full days of a participant's quota.
const MOST_OWN: usize = 50_000;

/// What a text is to a State, so that none is shown as bound by what it didn't undertake.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Hold {
    /// Its commitments are the State's own.
    Own,
    /// It was put forward and not adopted.
    Draft,
    /// It sums up a meeting; nobody adopted it.
    Summary,
    /// The State hosted, spoke or was present, or is printed as a member of the body: no undertaking.
    Meeting,
    /// The State voted against it, abstained, reserved its position or dissociated itself.
    Apart,
    /// It doesn't name the State.
    NotNamed,
}

impl Hold {
    /// What a text with this status is to a State that stands in it so.
    pub fn of(status: Status, basis: &[Basis]) -> Self {
        let any = |those: &[Basis]| basis.iter().any(|one| those.contains(one));
        if any(&[Basis::Against, Basis::Abstained, Basis::Reservation, Basis::Dissociation]) {
            return Self::Apart;
        }
        match status {
            _ if basis.is_empty() => Self::NotNamed,
            Status::Draft => Self::Draft,
            Status::Summary => Self::Summary,
            _ if any(&[Basis::Party, Basis::Sponsor, Basis::VotedFor]) => Self::Own,
            _ => Self::Meeting,
        }
    }
}

/// A record of the delegation's own.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OwnRecordLine {
    /// Its id.
    pub id: String,
    /// Its page.
    pub href: String,
    /// Its title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The language it is written in.
    pub language: String,
    /// The name of its kind.
    pub kind_name: String,
    /// When the register accepted it.
    pub accepted: String,
    /// How it came to be in the register.
    #[schema(value_type = String)]
    pub evidence: Evidence,
    /// For whom it is, where that isn't everybody.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audience: Option<AudienceLine>,
    #[serde(skip)]
    position: u64,
}

/// What was said about one thing.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub struct Told {
    /// The newest records, in this mechanism.
    pub here: Vec<OwnRecordLine>,
    /// How many more there are.
    pub more: usize,
    /// The newest positions on it: what is held, which is nothing done and doesn't count as such.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub positions: Vec<OwnRecordLine>,
    /// The newest said on the same item in other mechanisms: they can be used again here.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub elsewhere: Vec<OwnRecordLine>,
}

impl Told {
    /// Whether nothing was said here.
    pub fn is_nothing(&self) -> bool {
        self.here.is_empty()
    }
}

/// A provision with what was said about it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ToldProvision {
    /// The provision.
    pub provision: ProvisionLine,
    /// What was said.
    pub told: Told,
}

/// A framework item with what was said about it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ToldItem {
    /// The item.
    pub item: ItemRef,
    /// What was said.
    pub told: Told,
}

/// An instrument of a mechanism.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ToldInstrument {
    /// The instrument.
    pub instrument: InstrumentLine,
    /// On what basis the State stands in it; empty where it isn't named.
    #[schema(value_type = Vec<String>)]
    pub basis: Vec<Basis>,
    /// What the text is to the State.
    pub hold: Hold,
    /// About how many provisions something was said.
    pub said: usize,
    /// Its provisions.
    pub provisions: Vec<ToldProvision>,
}

impl ToldInstrument {
    /// The stance by which a provision of it is set off: a commitment only where it is the State's own.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "templates lend every argument")]
    pub(crate) fn set_off(&self, stance: &Stance) -> Stance {
        let others = *stance == Stance::Commitment && self.hold != Hold::Own;
        if others { Stance::Statement } else { *stance }
    }
}

/// A framework set of a mechanism.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ToldSet {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// About how many items something was said.
    pub said: usize,
    /// Its items.
    pub items: Vec<ToldItem>,
}

/// An open cycle of a mechanism.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OpenCycle {
    /// The cycle.
    pub cycle: CycleLine,
    /// What the delegation answered, the newest first.
    pub answers: Vec<OwnRecordLine>,
}

/// A mechanism in which the State takes part, in its own terms.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ToldMechanism {
    /// The mechanism.
    pub mechanism: MechanismRef,
    /// Its own word for its subject.
    pub subject: String,
    /// How the State stands in it.
    #[schema(value_type = String)]
    pub standing: Standing,
    /// Its open cycles.
    pub cycles: Vec<OpenCycle>,
    /// Its instruments, the newest first.
    pub instruments: Vec<ToldInstrument>,
    /// Its framework sets.
    pub sets: Vec<ToldSet>,
}

/// The page of what a delegation has said.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CoveragePage {
    /// The delegation.
    pub seat: String,
    /// Its mechanisms.
    pub mechanisms: Vec<ToldMechanism>,
}

/// The delegation's own records that stand, the newest first, by what they name.
struct Own<'a> {
    records: Vec<RecordView<'a>>,
    by_item: HashMap<&'a str, Vec<usize>>,
    by_provision: HashMap<&'a str, Vec<usize>>,
}

impl<'a> Own<'a> {
    fn of(desk: &Desk<'a>, code: &str) -> Self {
        let records: Vec<_> =
            desk.views.by_participant(code).rev().filter(is_current).take(MOST_OWN).collect();
        let (mut by_item, mut by_provision): (HashMap<_, Vec<_>>, HashMap<_, Vec<_>>) = Default::default();
        for (at, record) in records.iter().enumerate() {
            for item in record.framework_items() {
                by_item.entry(item).or_default().push(at);
            }
            for provision in record.provisions() {
                by_provision.entry(provision).or_default().push(at);
            }
        }
        Self { records, by_item, by_provision }
    }

    /// What was said on these items, or about this provision by its name, in one of these mechanisms or elsewhere.
    fn told<'b>(
        &self,
        desk: &Desk<'_>,
        provision: Option<&str>,
        items: impl IntoIterator<Item = &'b str>,
        mechanisms: &BTreeSet<&str>,
    ) -> Told {
        let named = provision.and_then(|id| self.by_provision.get(id)).into_iter().flatten().copied();
        let mut here: BTreeSet<usize> = named.collect();
        let mut elsewhere = BTreeSet::new();
        for at in items.into_iter().filter_map(|item| self.by_item.get(item)).flatten() {
            let chosen = self.records[*at].mechanisms().any(|id| mechanisms.contains(id));
            if chosen {
                here.insert(*at)
            } else {
                elsewhere.insert(*at)
            };
        }
        let said = here;
        let (positions, here): (BTreeSet<_>, BTreeSet<_>) =
            said.iter().copied().partition(|at| desk.is_position(self.records[*at].kind()));
        let line = |at: &usize| own_line(desk, self.records[*at]);
        let elsewhere: Vec<_> = elsewhere.difference(&said).take(SHOWN).copied().collect();
        Told {
            more: here.len().saturating_sub(SHOWN),
            here: here.iter().take(SHOWN).map(line).collect(),
            positions: positions.iter().take(SHOWN).map(line).collect(),
            elsewhere: elsewhere.iter().map(line).collect(),
        }
    }
}

/// A line whose title is fetched later, together with the others.
fn own_line(desk: &Desk<'_>, record: RecordView<'_>) -> OwnRecordLine {
    let id = record.id().to_string();
    OwnRecordLine {
        href: format!("/records/{id}"),
        id,
        title: None,
        language: record.language().to_owned(),
        kind_name: desk.kind_name(record.kind()),
        accepted: record.accepted().to_string(),
        evidence: record.evidence(),
        audience: record.classes().next().and_then(|class| desk.audience(class)),
        position: record.position,
    }
}

/// Makes the page of a participant for its own delegation: the caller MUST have found that it is theirs.
pub(super) fn page(desk: &Desk<'_>, code: &str) -> CoveragePage {
    let own = Own::of(desk, code);
    let catalogue = desk.edition.catalogue();
    let mut basis: HashMap<&str, Vec<Basis>> = HashMap::new();
    for (instrument, one) in catalogue.instruments_with(code) {
        basis.entry(&instrument.id).or_default().push(one);
    }
    let parts = catalogue.mechanisms().filter_map(|one| Some((one, one.standing(code)?)));
    let mut page = CoveragePage {
        seat: desk.party(code).name,
        mechanisms: parts.map(|(one, standing)| mechanism(desk, &own, &basis, one, standing, code)).collect(),
    };
    fetch_titles(desk, &mut page);
    page
}

fn mechanism(
    desk: &Desk<'_>,
    own: &Own<'_>,
    basis: &HashMap<&str, Vec<Basis>>,
    one: &Mechanism,
    standing: Standing,
    code: &str,
) -> ToldMechanism {
    let catalogue = desk.edition.catalogue();
    let mut instruments: Vec<_> = catalogue
        .instruments_of(&one.id)
        .map(|text| instrument(desk, own, text, basis.get(text.id.as_str()).cloned().unwrap_or_default()))
        .collect();
    instruments.sort_by(|a, b| b.instrument.date.cmp(&a.instrument.date));
    let here = BTreeSet::from([one.id.as_str()]);
    let item = |item: &catalogue::FrameworkItem| ToldItem {
        item: desk.item(item),
        told: own.told(desk, None, [item.id.as_str()], &here),
    };
    let sets: Vec<_> = one
        .frameworks
        .iter()
        .filter_map(|id| catalogue.framework(id))
        .map(|set| {
            let items: Vec<_> = set.items.iter().map(item).collect();
            let said = items.iter().filter(|one| !one.told.is_nothing()).count();
            ToldSet { id: set.id.clone(), name: desk.text(&set.names), said, items }
        })
        .collect();
    ToldMechanism {
        mechanism: desk.mechanism(one),
        subject: desk.text(&one.terms.subject),
        standing,
        cycles: cycles(desk, &one.id, code),
        instruments,
        sets,
    }
}

fn instrument(
    desk: &Desk<'_>,
    own: &Own<'_>,
    text: &CatalogueInstrument,
    basis: Vec<Basis>,
) -> ToldInstrument {
    let mechanisms: BTreeSet<&str> = text.mechanisms.iter().map(String::as_str).collect();
    let provisions: Vec<_> = text
        .provisions
        .iter()
        .map(|one| {
            let id = text.provision_id(one);
            let items = one.links.to.iter().map(String::as_str);
            let told = own.told(desk, Some(&id), items, &mechanisms);
            ToldProvision { provision: desk.provision(text, one), told }
        })
        .collect();
    ToldInstrument {
        instrument: desk.instrument(text),
        hold: Hold::of(text.status.state, &basis),
        basis,
        said: provisions.iter().filter(|one| !one.told.is_nothing()).count(),
        provisions,
    }
}

/// The open cycles, with what the delegation answered.
fn cycles(desk: &Desk<'_>, mechanism: &str, code: &str) -> Vec<OpenCycle> {
    let open = |cycle: &crate::model::cycle::Cycle<'_>| cycle.window.phase(desk.now) == Phase::Open;
    let mut found: Vec<_> = desk
        .cycles(Some(mechanism))
        .into_iter()
        .filter(open)
        .map(|cycle| {
            let Answers { in_time, addenda } = desk.answers_to(&cycle);
            let own = in_time.into_iter().chain(addenda).filter(|record| record.participant() == code);
            let mut answers: Vec<_> = own.filter(is_current).map(|record| own_line(desk, record)).collect();
            answers.reverse();
            OpenCycle { cycle: desk.cycle_line(&cycle), answers }
        })
        .collect();
    found.sort_by(|a, b| (&a.cycle.closes, &a.cycle.id).cmp(&(&b.cycle.closes, &b.cycle.id)));
    found
}

/// Fetches the titles of all lines together: each list by itself would ask the index a hundred times.
fn fetch_titles(desk: &Desk<'_>, page: &mut CoveragePage) {
    let mut lines: Vec<&mut OwnRecordLine> = Vec::new();
    for part in &mut page.mechanisms {
        lines.extend(part.cycles.iter_mut().flat_map(|one| &mut one.answers));
        let provisions = part.instruments.iter_mut().flat_map(|one| &mut one.provisions);
        let items = part.sets.iter_mut().flat_map(|set| &mut set.items).map(|one| &mut one.told);
        for told in provisions.map(|one| &mut one.told).chain(items) {
            lines.extend(told.here.iter_mut().chain(&mut told.positions).chain(&mut told.elsewhere));
        }
    }
    let positions: BTreeSet<u64> = lines.iter().map(|line| line.position).collect();
    let records: Vec<_> = positions.into_iter().filter_map(|at| desk.views.record(at)).collect();
    let titles: BTreeMap<u64, Option<String>> =
        records.iter().map(|record| record.position).zip(desk.titles(&records)).collect();
    for line in lines {
        line.title = titles.get(&line.position).cloned().flatten();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_state_is_shown_as_bound_by_what_it_did_not_undertake() {
        let rows: [(Status, &[Basis], Hold); 10] = [
            (Status::Issued, &[Basis::Party], Hold::Own),
            (Status::AdoptedByVote, &[Basis::VotedFor], Hold::Own),
            (Status::AdoptedByVote, &[Basis::Against], Hold::Apart),
            (Status::AdoptedByVote, &[Basis::Sponsor, Basis::Reservation], Hold::Apart),
            (Status::AdoptedByConsensus, &[Basis::Dissociation], Hold::Apart),
            (Status::Draft, &[Basis::Sponsor], Hold::Draft),
            (Status::Summary, &[Basis::Speaker], Hold::Summary),
            (Status::Adopted, &[Basis::Speaker, Basis::Host], Hold::Meeting),
            (Status::Adopted, &[Basis::Member], Hold::Meeting),
            (Status::Issued, &[], Hold::NotNamed),
        ];
        for (status, basis, hold) in rows {
            assert_eq!(Hold::of(status, basis), hold, "{status:?} {basis:?}");
        }
    }
}
