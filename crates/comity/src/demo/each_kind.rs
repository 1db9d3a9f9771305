//! A little of each kind that nobody has used so far: answers to a survey that the Assembly's secretariat opened, a position on
//! international law, a good practice, a statement in a meeting. All invented.

use super::cast::{Cast, Held};
use crate::failure::Failure;
use crate::node::Node;
use admission::SECRETARIAT;
use record::time::DAY;
use record::{RecordId, Time};
use serde_json::{Value, json};

const SURVEY: &str = "national-survey";
const ASSEMBLY: &str = "exercise-assembly";

/// How long the survey has been open, and how long it stays so: longer than the other cycle.
const OPENED: u64 = 30 * DAY;
const CLOSES: u64 = 90 * DAY;

/// What is said, by whom (by number).
struct Said {
    kind: &'static str,
    by: usize,
    language: &'static str,
    item: Option<&'static str>,
    content: Value,
}

fn day(time: Time) -> String {
    time.to_string()[..10].to_owned()
}

/// What the secretariat asks.
fn survey(now: Time) -> Value {
    json!({
        "title": "Survey of national measures, in four parts",
        "note": "By paragraph 9 of its fictional resolution, the Assembly invites all its members to answer what they wish to.",
        "questionnaire": SURVEY,
        "opens": day(Time(now.0.saturating_sub(OPENED))),
        "closes": day(now.plus(CLOSES)),
        "languages": ["en", "fr"],
    })
}

fn answers() -> [Said; 2] {
    [
        Said {
            kind: SURVEY,
            by: 2,
            language: "en",
            item: None,
            content: json!({
                "il-sovereignty-measures": "A paper of the legal adviser sets out how existing rules apply to networks.",
                "norm-13-f-measures": "Operators of water and electricity report an attack within a day.\n\nA team of nine answers them.",
                "norm-13-f-challenges": "Small operators have no staff for it.",
                "cbm-1-measures": "A point of contact is named, and its telephone is tested twice a year.",
                "cbm-1-gaps": "Interpreters at night.",
            }),
        },
        Said {
            kind: SURVEY,
            by: 3,
            language: "fr",
            item: None,
            content: json!({
                "norm-13-f-measures": "Une loi de 2024 désigne les infrastructures essentielles et leurs obligations.",
                "norm-13-j-measures": "Un service reçoit les signalements de vulnérabilités et protège ceux qui signalent.",
                "norm-13-j-gaps": "Une formation de trois personnes au traitement des signalements.",
            }),
        },
    ]
}

fn others(now: Time) -> [Said; 4] {
    [
        Said {
            kind: "national-position",
            by: 2,
            language: "en",
            item: None,
            content: json!({
                "title": "How international law applies to the use of networks by States",
                "summary": "The position of a fictional Government, which may change it.",
                "il-sovereignty-position": "The rule holds in networks as it holds on land.",
                "il-disputes-position": "Disputes over the use of networks are settled by peaceful means.",
            }),
        },
        Said {
            kind: "good-practice",
            by: 3,
            language: "fr",
            item: Some("un/norm-13-f"),
            content: json!({
                "title": "Exercices communs des opérateurs et des équipes de réponse",
                "context": "Les opérateurs ne connaissaient pas ceux qui devaient les aider.",
                "practice": "Deux fois par an, tous passent une journée sur un scénario inventé.",
                "lessons": "Commencer par un scénario simple.",
            }),
        },
        Said {
            kind: "good-practice",
            by: 4,
            language: "en",
            item: Some("un/norm-13-j"),
            content: json!({
                "title": "One address for reports of vulnerabilities",
                "practice": "Every ministry publishes the same address, and whoever reports gets an answer within three days.",
                "results": "Finders write to it instead of to the press.",
            }),
        },
        Said {
            kind: "statement",
            by: 4,
            language: "en",
            item: None,
            content: json!({
                "title": "Statement at the opening of the session",
                "text": "Our delegation thanks the chair and all who prepared this meeting.\n\nIt will speak on each subject in its turn.",
                "meeting": "Fictional Assembly, opening meeting",
                "made_on": day(now),
            }),
        },
    ]
}

/// Says all of it, at this time.
pub fn play(cast: &Cast, node: &Node, secretary: &Held, now: Time) -> Result<(), Failure> {
    let mut draft = Cast::bare_draft(SECRETARIAT, "cycle");
    draft.mechanisms = vec![ASSEMBLY.to_owned()];
    let cycle = Cast::signed_by(draft, &survey(now), secretary, now)?;
    let id = cycle.id;
    node.register.submit_blocking(cycle)?;
    for one in answers() {
        say(cast, node, &one, Some(id), now)?;
    }
    for one in others(now) {
        say(cast, node, &one, None, now)?;
    }
    Ok(())
}

fn say(cast: &Cast, node: &Node, one: &Said, cycle: Option<RecordId>, now: Time) -> Result<(), Failure> {
    let author = cast.participant(one.by);
    let mut draft = Cast::bare_draft(author, one.kind);
    one.language.clone_into(&mut draft.language);
    draft.mechanisms = vec![ASSEMBLY.to_owned()];
    draft.framework_items = one.item.into_iter().map(str::to_owned).collect();
    draft.answers = cycle.into_iter().collect();
    node.register.submit_blocking(Cast::signed_by(draft, &one.content, cast.delegate(author), now)?)?;
    Ok(())
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
        for one in answers().into_iter().chain(others(now)) {
            let content = one.content.as_object().unwrap();
            assert_eq!(faults(catalogue.kind(one.kind).unwrap(), content), [], "{content:?}");
        }
    }
}
