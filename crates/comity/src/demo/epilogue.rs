//! One of each rarer thing, so that its page has something to show: a statement that the secretariat transmitted, one
//! whose body was erased, one that its author disputes because the key was lost.

use super::cast::{Cast, Held};
use super::script::Line;
use crate::failure::Failure;
use crate::node::Node;
use admission::{Enrolment, Revocation, RevocationReason, SECRETARIAT, kinds};
use record::{Evidence, Time};
use serde_json::{Map, Value, json};

fn content(title: &str, summary: &str) -> Map<String, Value> {
    [("title", title), ("summary", summary), ("status", "in-force")]
        .into_iter()
        .map(|(field, text)| (field.to_owned(), json!(text)))
        .collect()
}

fn line(participant: &str, title: &str, summary: &str) -> Line {
    Line {
        participant: participant.to_owned(),
        at: 0,
        language: "en",
        mechanisms: vec!["exercise-assembly".to_owned()],
        framework_items: vec!["un/norm-13-f".to_owned()],
        provisions: vec!["exercise-assembly-res-3-7/op1".to_owned()],
        content: content(title, summary),
        supersedes_last: false,
    }
}

/// Says all three, at this time.
pub fn play(cast: &Cast, node: &Node, now: Time) -> Result<(), Failure> {
    transmit(cast, node, now)?;
    erase(cast, node, now)?;
    dispute(cast, node, now)
}

fn transmit(cast: &Cast, node: &Node, now: Time) -> Result<(), Failure> {
    let secretary = Held::new();
    let by_roots = cast.enrolment_by_roots(&enrolment(&secretary, SECRETARIAT), &secretary, now)?;
    node.register.submit_blocking(by_roots)?;
    let author = cast.participant(2);
    let words = "Received by note verbale and entered by the secretariat, until the State confirms it with its own key.";
    let mut draft = Cast::draft(&line(author, "Decree on the duty officer of public networks", words), None);
    draft.evidence = Evidence::Transmitted;
    node.register.submit_blocking(Cast::signed_by(
        draft,
        &content("Decree on the duty officer of public networks", words),
        &secretary,
        now,
    )?)?;
    Ok(())
}

fn erase(cast: &Cast, node: &Node, now: Time) -> Result<(), Failure> {
    let author = cast.participant(0);
    let said = line(
        author,
        "List of trained officers",
        "Published by mistake with names in it, and erased for that.",
    );
    let measure = cast.say(&said, None, now)?;
    let id = measure.id;
    node.register.submit_blocking(measure)?;
    let mut draft = Cast::bare_draft(author, kinds::ERASURE);
    draft.refers = vec![id];
    draft.workflow_move = Some("personal-data".to_owned());
    node.register.submit_blocking(Cast::signed_by(draft, &json!({}), cast.delegate(author), now)?)?;
    Ok(())
}

fn dispute(cast: &Cast, node: &Node, now: Time) -> Result<(), Failure> {
    let author = cast.participant(1);
    let lost = Held::new();
    let enrolment = enrolment(&lost, author);
    let draft = Cast::bare_draft(author, kinds::KEY);
    node.register.submit_blocking(Cast::signed_by_two(
        draft,
        &enrolment,
        cast.delegate(author),
        &lost,
        now,
    )?)?;
    let said = line(
        author,
        "Rules for the use of open networks",
        "Signed with a key that was lost before this was written.",
    );
    let draft = Cast::draft(&said, None);
    node.register.submit_blocking(Cast::signed_by(draft, &said.content, &lost, now)?)?;
    let revocation = Revocation { key: lost.id(), reason: RevocationReason::Lost, from: Some(now) };
    let draft = Cast::bare_draft(author, kinds::REVOCATION);
    node.register.submit_blocking(Cast::signed_by(draft, &revocation, cast.delegate(author), now)?)?;
    Ok(())
}

fn enrolment(held: &Held, participant: &str) -> Enrolment {
    super::cast::enrolment(held, participant, false)
}
