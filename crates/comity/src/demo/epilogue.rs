//! Some of each rarer thing, so that its page has something to show: statements that the secretariat transmitted, of which
//! their State confirmed one, one whose body was erased, one that its author disputes because the key was lost; a cycle
//! that is open, with its first answers; and a little of each other kind.

use super::cast::{Cast, Held, signed};
use super::each_kind;
use super::script::Line;
use crate::ceremony;
use crate::failure::Failure;
use crate::node::Node;
use admission::{Enrolment, Revocation, RevocationReason, SECRETARIAT, kinds};
use record::body::{Arrival, Attachment, Medium};
use record::draft::Drafted;
use record::header::Signer;
use record::{Evidence, Hash, Header, RecordId, Time, Verified};
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

/// Says all of it, at this time.
pub fn play(cast: &Cast, node: &Node, now: Time) -> Result<(), Failure> {
    let secretary = Held::new();
    let by_roots = cast.enrolment_by_roots(&enrolment(&secretary, SECRETARIAT), &secretary, now)?;
    node.register.submit_blocking(by_roots)?;
    transmit(cast, node, &secretary, now)?;
    ask(cast, node, &secretary, now)?;
    each_kind::play(cast, node, &secretary, now)?;
    erase(cast, node, now)?;
    dispute(cast, node, now)
}

/// What arrived, from whom (by number) and how.
const ARRIVED: [(usize, Medium, &str, &str); 3] = [
    (2, Medium::NoteVerbale, "Note verbale 12/2026", "Decree on the duty officer of public networks"),
    (
        3,
        Medium::EMail,
        "E-mail of the permanent mission, ICT-7",
        "Yearly test of the national contact points",
    ),
    (4, Medium::Letter, "Letter P/3 of the ministry", "Training of investigators of network offences"),
];
/// Which of them its State has confirmed.
const CONFIRMED: usize = 1;

fn transmit(cast: &Cast, node: &Node, secretary: &Held, now: Time) -> Result<(), Failure> {
    for (place, (number, medium, reference, title)) in ARRIVED.into_iter().enumerate() {
        let author = cast.participant(number);
        let words =
            "Received by the secretariat and entered by it, until the State confirms it with its own key.";
        let file = format!("{reference}\n\n{title}\n\nA fictional note of a fictional State.\n").into_bytes();
        let arrival = Arrival { medium, reference: reference.to_owned(), on: "2026-11-03".to_owned() };
        let received = Attachment {
            sha256: Hash::of(&file),
            bytes: file.len() as u64,
            media_type: "text/plain".to_owned(),
            received: Some(arrival),
        };
        let mut draft =
            Cast::draft(&line(author, title, words), None).signed_by(secretary.id(), secretary.person);
        draft.evidence = Evidence::Transmitted;
        let drafted = draft.drafted(&content(title, words), vec![received], now, ceremony::salts());
        let record = signed(drafted.clone(), &[&secretary.secret])?;
        let (id, sha256) = (record.id, Hash::of(&file));
        let place_of = |record| node.register.submit_blocking(record).map(|receipt| receipt.position);
        let mut positions = vec![place_of(record)?];
        if place == CONFIRMED {
            positions.push(place_of(confirmation(cast.delegate(author), drafted, id, now)?)?);
        }
        for position in positions {
            node.register
                .store()
                .put_attachment(position, &sha256.0, &file)
                .map_err(|e| Failure::new("demo", e))?;
        }
    }
    Ok(())
}

/// How long the demo's cycle has been open, and how long it stays so.
const OPENED: u64 = 20 * record::time::DAY;
const CLOSES: u64 = 40 * record::time::DAY;

/// What was answered, by whom (by number).
const ANSWERED: [(usize, &str, &str); 2] = [
    (
        0,
        "Views of the Government on the security of networks",
        "A national team of responders was set up, and its telephone is answered day and night.",
    ),
    (
        5,
        "National view, in reply to the Assembly’s invitation",
        "A law on the protection of public networks is before the parliament.",
    ),
];

/// The Assembly's secretariat invites views, and some answer.
fn ask(cast: &Cast, node: &Node, secretary: &Held, now: Time) -> Result<(), Failure> {
    let day = |time: Time| time.to_string()[..10].to_owned();
    let asked = json!({
        "title": "Views on developments in the security of networks",
        "note": "By paragraph 7 of its fictional resolution, the Assembly invites all its members to state their views.",
        "questionnaire": "national-view",
        "opens": day(Time(now.0.saturating_sub(OPENED))),
        "closes": day(now.plus(CLOSES)),
        "languages": ["en", "fr"],
    });
    let mut draft = Cast::bare_draft(SECRETARIAT, "cycle");
    draft.mechanisms = vec!["exercise-assembly".to_owned()];
    let cycle = Cast::signed_by(draft, &asked, secretary, now)?;
    let id = cycle.id;
    node.register.submit_blocking(cycle)?;
    for (number, title, efforts) in ANSWERED {
        let author = cast.participant(number);
        let mut draft = Cast::bare_draft(author, "national-view");
        draft.mechanisms = vec!["exercise-assembly".to_owned()];
        draft.answers = vec![id];
        let said = json!({ "title": title, "national_efforts": efforts });
        node.register.submit_blocking(Cast::signed_by(draft, &said, cast.delegate(author), now)?)?;
    }
    Ok(())
}

/// The same statement, signed by its author.
fn confirmation(author: &Held, transmitted: Drafted, id: RecordId, now: Time) -> Result<Verified, Failure> {
    let header = Header {
        evidence: Evidence::Signed,
        signers: vec![Signer { key: author.id(), person: author.person }],
        supersedes: vec![id],
        time: now,
        salt: ceremony::salts()[0],
        ..Header::from_bytes(&transmitted.header)?
    };
    signed(Drafted { header: header.to_bytes(), body: transmitted.body }, &[&author.secret])
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
