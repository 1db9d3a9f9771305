//! Needs and offers of capacity that meet, some that don't, and one project of two sides: invented, as everything here.

use super::cast::Cast;
use crate::failure::Failure;
use crate::node::Node;
use admission::kinds;
use record::time::DAY;
use record::{RecordId, Time};
use serde_json::{Value, json};

const NEED: &str = "capacity-need";
const OFFER: &str = "capacity-offer";
const PROJECT: &str = "capacity-project";

/// What is said, by whom (by number).
struct Said {
    kind: &'static str,
    by: usize,
    language: &'static str,
    item: &'static str,
    content: Value,
}

fn said(kind: &'static str, by: usize, language: &'static str, item: &'static str, content: Value) -> Said {
    Said { kind, by, language, item, content }
}

/// A day so many days from now.
fn day(now: Time, after: u64) -> String {
    now.plus(after * DAY).to_string()[..10].to_owned()
}

fn needs_and_offers(now: Time) -> Vec<Said> {
    let (soon, later) = (day(now, 60), day(now, 420));
    vec![
        said(
            NEED,
            6,
            "en",
            "un/norm-13-f",
            json!({
            "title": "A first team of responders",
            "summary": "Twelve people are to answer incidents in the networks of hospitals and of the water supply. None of them has done so before.",
            "forms": ["training", "exercises"], "groups": ["csirt", "critical-infrastructure"], "people": 12,
            "from": soon, "by": later, "regions": ["oceania"], "working_languages": ["en", "fr"],
            "efforts": "Rooms and salaries are in the budget." }),
        ),
        said(
            NEED,
            7,
            "fr",
            "un/norm-13-c",
            json!({
            "title": "Une loi sur la protection des réseaux publics",
            "summary": "Un avant-projet existe. Il manque des juristes qui ont déjà rédigé un tel texte.",
            "forms": ["advice", "legislation"], "groups": ["government", "judiciary"],
            "by": later, "regions": ["northern-africa-western-asia"], "working_languages": ["fr"] }),
        ),
        said(
            NEED,
            8,
            "en",
            "un/norm-13-j",
            json!({
            "title": "A procedure for reports of vulnerabilities",
            "summary": "Finders of weaknesses have nobody to write to.",
            "forms": ["advice"], "working_languages": ["en"] }),
        ),
        said(
            OFFER,
            9,
            "en",
            "un/norm-13-f",
            json!({
            "title": "Courses for new teams of responders",
            "summary": "Two weeks in small groups, with an exercise at the end. Travel is paid.",
            "forms": ["advice", "training", "exercises"], "groups": ["csirt"], "people": 20,
            "from": day(now, 30), "until": day(now, 700), "regions": ["any"],
            "working_languages": ["en"], "conditions": "Half of the places are kept for women." }),
        ),
        said(
            OFFER,
            10,
            "fr",
            "un/norm-13-c",
            json!({
            "title": "Juristes pour la rédaction de lois sur les réseaux",
            "summary": "Deux juristes viennent pour un mois, ou relisent à distance.",
            "forms": ["advice", "legislation"], "groups": ["government"],
            "regions": ["sub-saharan-africa", "northern-africa-western-asia"], "working_languages": ["fr"] }),
        ),
        said(
            OFFER,
            11,
            "en",
            "un/norm-13-f",
            json!({
            "title": "Exchange of staff between national teams",
            "summary": "A responder of ours for one of yours, for three months.",
            "forms": ["training", "exchange-of-staff"], "groups": ["csirt"] }),
        ),
    ]
}

/// Says all of it, at this time.
pub fn play(cast: &Cast, node: &Node, now: Time) -> Result<(), Failure> {
    let mut ids = Vec::new();
    for one in needs_and_offers(now) {
        ids.push(say(cast, node, &one, &[], now)?);
    }
    let [need, _, _, offer, ..] = ids[..] else { return Ok(()) };
    let project = say(cast, node, &course(now), &[need, offer], now)?;
    agree(cast, node, project, now)
}

/// The other side agrees, with its own key.
fn agree(cast: &Cast, node: &Node, project: RecordId, now: Time) -> Result<(), Failure> {
    let other = cast.participant(9);
    // In a demo of one State or of three, both sides are the same, and nobody agrees with itself.
    if other == cast.participant(6) {
        return Ok(());
    }
    let mut draft = Cast::bare_draft(other, kinds::MOVE);
    draft.refers = vec![project];
    draft.workflow_move = Some("agree".to_owned());
    node.register.submit_blocking(Cast::signed_by(draft, &json!({}), cast.delegate(other), now)?)?;
    Ok(())
}

/// What the side that needs help says of the project.
fn course(now: Time) -> Said {
    said(
        PROJECT,
        6,
        "en",
        "un/norm-13-f",
        json!({
        "title": "First course for a team of responders",
        "summary": "Twelve people of the one side are trained by the other, and end with an exercise.",
        "status": "under-way", "forms": ["training", "exercises"], "groups": ["csirt"],
        "regions": ["oceania"], "working_languages": ["en"],
        "began": day(now, 0), "ends": day(now, 400),
        "milestones": [
            { "what": "Programme of the course agreed", "due": day(now, 0), "status": "reached", "result": "Two weeks, ten subjects" },
            { "what": "First course held", "due": day(now, 120), "status": "planned" },
            { "what": "Exercise of the team on its own", "due": day(now, 300), "status": "planned" },
        ] }),
    )
}

fn draft_of(cast: &Cast, one: &Said, refers: &[RecordId]) -> record::draft::Draft {
    let mut draft = Cast::bare_draft(cast.participant(one.by), one.kind);
    one.language.clone_into(&mut draft.language);
    draft.mechanisms = vec!["exercise-assembly".to_owned()];
    draft.framework_items = vec![one.item.to_owned()];
    draft.refers = refers.to_vec();
    draft
}

fn say(cast: &Cast, node: &Node, one: &Said, refers: &[RecordId], now: Time) -> Result<RecordId, Failure> {
    let author = cast.delegate(cast.participant(one.by));
    let record = Cast::signed_by(draft_of(cast, one, refers), &one.content, author, now)?;
    let id = record.id;
    node.register.submit_blocking(record)?;
    Ok(id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ::kinds::faults;
    use catalogue::Catalogue;

    #[test]
    fn every_content_is_what_its_kind_takes() {
        let catalogue = Catalogue::built_in().unwrap();
        let now = Time::parse("2026-11-22T12:00:00Z").unwrap();
        for one in needs_and_offers(now).into_iter().chain([course(now)]) {
            let content = one.content.as_object().unwrap();
            assert_eq!(faults(catalogue.kind(one.kind).unwrap(), content), [], "{content:?}");
        }
    }
}
