//! What one State said for one mechanism: its national report by framework item, and its contribution to an outlook by kind.
//! What isn't said has no place here.

use std::collections::BTreeMap;

use catalogue::{Framework, Mechanism};
use reports::{Document, Title};
use views::RecordView;

use super::manuscript::{Manuscript, Press};
use super::said::{self, Said, Term};
use super::statements;
use crate::WebError;
use crate::model::answers::is_current;
use crate::model::{Desk, MechanismRef, PartyRef};
use crate::words::Msg;

/// What an outlook of a region asks its States for, in this order.
pub(crate) const OUTLOOK: [&str; 4] = ["measure", "good-practice", "capacity-need", "capacity-offer"];

/// What a State said for a mechanism.
pub(crate) struct StateReport {
    pub participant: PartyRef,
    pub mechanism: MechanismRef,
    pub exercise: bool,
    /// Its statements, the oldest first.
    pub said: Vec<Said>,
    /// Headings with places in that list.
    pub groups: Vec<Group>,
}

/// A heading, what stands below it, and its headings below.
#[derive(Default)]
pub(crate) struct Group {
    pub name: String,
    /// Places of what is printed or referred to here.
    pub said: Vec<usize>,
    pub below: Vec<Group>,
}

/// Reads what a State said for a mechanism and nobody has replaced, by the mechanism's own framework items.
pub(super) fn by_item(desk: &Desk<'_>, code: &str, mechanism: &str) -> Result<StateReport, WebError> {
    let (mechanism, said) = read(desk, code, mechanism, |_| true)?;
    let catalogue = desk.edition.catalogue();
    let own: Vec<&Framework> = mechanism.frameworks.iter().filter_map(|id| catalogue.framework(id)).collect();
    let others = catalogue.frameworks().filter(|set| !mechanism.frameworks.contains(&set.id));
    let sets: Vec<&Framework> = own.iter().copied().chain(others).collect();
    let place = |id: &str| {
        let at = sets.iter().position(|set| id.split('/').next() == Some(set.id.as_str()))?;
        Some((at, sets[at].items.iter().position(|item| item.id == id)?))
    };
    let mut by_place: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    let (mut without, mut positions) = (Vec::new(), Vec::new());
    for (number, one) in said.iter().enumerate() {
        if one.line.is_position {
            positions.push(number);
            continue;
        }
        let mut places: Vec<_> = Vec::new();
        for item in &one.line.framework_items {
            let linked = catalogue.linked_items(&item.id);
            // In the mechanism's own terms where somebody linked the two; as its author named it otherwise.
            let in_own: Vec<_> = std::iter::once(item.id.as_str())
                .chain(linked.iter().map(|(item, _)| item.id.as_str()))
                .filter_map(place)
                .filter(|(set, _)| *set < own.len())
                .collect();
            if in_own.is_empty() { places.extend(place(&item.id)) } else { places.extend(in_own) }
        }
        places.sort_unstable();
        places.dedup();
        for place in &places {
            by_place.entry(*place).or_default().push(number);
        }
        if places.is_empty() {
            without.push(number);
        }
    }
    let mut groups: Vec<Group> = Vec::new();
    for ((set, item), said) in by_place {
        let name = desk.text(&sets[set].names);
        if groups.last().is_none_or(|last| last.name != name) {
            groups.push(Group { name, ..Group::default() });
        }
        let item = desk.item(&sets[set].items[item]);
        let name = Press::item(&item);
        if let Some(group) = groups.last_mut() {
            group.below.push(Group { name, said, below: Vec::new() });
        }
    }
    if !without.is_empty() {
        let name = desk.words.say(Msg("printed-no-item")).to_owned();
        groups.push(Group { name, said: without, below: Vec::new() });
    }
    // Apart and last: what a State holds is no answer to what it does.
    if !positions.is_empty() {
        let name = desk.words.say(Msg("positions")).to_owned();
        groups.push(Group { name, said: positions, below: Vec::new() });
    }
    Ok(report(desk, code, mechanism, said, groups))
}

/// The same for an outlook: measures, good practices, needs and offers. A need that is met or withdrawn and an offer that is closed
/// have no part in what is to come.
pub(super) fn by_kind(desk: &Desk<'_>, code: &str, mechanism: &str) -> Result<StateReport, WebError> {
    let (mechanism, mut said) = read(desk, code, mechanism, |record| {
        OUTLOOK.contains(&record.kind()) && record.course().is_none_or(|course| !course.over)
    })?;
    for one in &mut said {
        one.terms =
            one.line.framework_items.iter().flat_map(|item| terms(desk, mechanism, &item.id)).collect();
    }
    let group = |kind: &str| {
        let name = desk.edition.catalogue().kind(kind).map(|kind| desk.text(&kind.plural))?;
        let of = said.iter().enumerate().filter(|(_, one)| one.line.kind == kind);
        let said: Vec<usize> = of.map(|(number, _)| number).collect();
        (!said.is_empty()).then_some(Group { name, said, below: Vec::new() })
    };
    let groups = OUTLOOK.into_iter().filter_map(group).collect();
    Ok(report(desk, code, mechanism, said, groups))
}

/// An item as the mechanism names it: its own, or those of its own that somebody linked with it, by name. A link that
/// nobody made isn't guessed.
fn terms(desk: &Desk<'_>, mechanism: &Mechanism, id: &str) -> Vec<Term> {
    let catalogue = desk.edition.catalogue();
    let Some(item) = catalogue.item(id) else { return Vec::new() };
    let own =
        |id: &str| id.split('/').next().is_some_and(|set| mechanism.frameworks.iter().any(|own| own == set));
    let named = Press::item(&desk.item(item));
    if own(id) {
        return vec![Term::Own(named)];
    }
    let linked = catalogue.linked_items(id).into_iter().filter(|(item, _)| own(&item.id));
    let linked: Vec<Term> = linked
        .map(|(item, by)| Term::Linked {
            own: Press::item(&desk.item(item)),
            named: named.clone(),
            by: desk.linked_by(by),
        })
        .collect();
    if linked.is_empty() { vec![Term::AsNamed(named)] } else { linked }
}

/// A State that said nothing there has no report: one that is empty would be a blank beside its name.
fn read<'d>(
    desk: &'d Desk<'_>,
    code: &str,
    mechanism: &str,
    asked: impl Fn(&RecordView<'_>) -> bool,
) -> Result<(&'d Mechanism, Vec<Said>), WebError> {
    let catalogue = desk.edition.catalogue();
    let mechanism = catalogue.mechanism(mechanism).ok_or(WebError::NotFound)?;
    catalogue.party(code).ok_or(WebError::NotFound)?;
    let of = desk.views.by_participant(code).filter(is_current).filter(asked);
    let said = said::read(desk, of.filter(|record| record.mechanisms().any(|id| id == mechanism.id)))?;
    if said.is_empty() { Err(WebError::NotFound) } else { Ok((mechanism, said)) }
}

fn report(
    desk: &Desk<'_>,
    code: &str,
    mechanism: &Mechanism,
    said: Vec<Said>,
    groups: Vec<Group>,
) -> StateReport {
    let exercise = mechanism.exercise;
    StateReport {
        participant: desk.party(code),
        mechanism: desk.mechanism(mechanism),
        exercise,
        said,
        groups,
    }
}

/// The national report.
pub(super) fn document(press: Press<'_>, report: &StateReport) -> Document {
    write(press, report, Msg("national-report"))
}

/// The contribution to an outlook.
pub(super) fn outlook(press: Press<'_>, report: &StateReport) -> Document {
    write(press, report, Msg("outlook-contribution"))
}

fn write(press: Press<'_>, report: &StateReport, name: Msg) -> Document {
    let title = Title {
        title: press.words.say(name).to_owned(),
        subtitle: report.participant.name.clone(),
        body: report.mechanism.name.clone(),
        session: press.subject(&report.mechanism.id),
        // As new as its newest statement: the same statements give the same bytes.
        date: report.said.last().map(|one| press.day(&one.line.accepted)).unwrap_or_default(),
        ..Title::default()
    };
    let mut paper = Manuscript::new(press, title);
    paper.exercise(report.exercise);
    paper.contents(2);
    paper.note(Msg("printed-as-received"));
    let mut printed = statements::Printed::default();
    for group in &report.groups {
        statements::group(&mut paper, group, &report.said, 1, &mut printed);
    }
    paper.finish()
}
