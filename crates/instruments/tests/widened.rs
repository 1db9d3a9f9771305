//! Made-up texts in forms that other families use: lists of States over several lines, members who met, conclusions
//! behind a covering page, a chair's summary, votes below a resolution, sponsors and senders.

mod common;

use common::{codes, labels, read_plain};
use instruments::{Act, Basis, CitationKind, Form, Instrument, Role, Status};

macro_rules! sample {
    ($name:literal) => {
        read_plain(include_str!(concat!("samples/", $name, ".txt")))
    };
}

fn titles(read: &Instrument, kind: CitationKind) -> Vec<(&str, Option<&str>)> {
    let of_kind = read.citations.iter().filter(|one| one.kind == kind);
    of_kind.map(|one| (one.title.as_deref().unwrap_or_default(), one.date.as_deref())).collect()
}

fn dates(read: &Instrument) -> Vec<(&str, &str)> {
    read.dates.iter().map(|one| (one.date.as_str(), one.role.as_str())).collect()
}

#[test]
fn lists_below_a_declaration_name_participants_and_no_persons() {
    let read = sample!("signatories.en");
    assert_eq!(read.title.as_deref(), Some("Political Declaration Trust in made-up machines"));
    assert_eq!(codes(&read, Basis::Party), ["XAA", "XAD", "CIV", "NOR", "?Atlantis"]);
    assert_eq!(codes(&read, Basis::Member), ["TCD", "NOR"]);
    assert!(read.review.iter().any(|note| note.code == "unknown-name" && note.place == "Atlantis"));
    assert_eq!(read.body, None, "\"the States listed below\" name no body");
    assert_eq!(labels(&read, Role::Operative), ["1", "2", "3"]);
    let points: Vec<_> = read.provisions[3].children.iter().map(|one| one.label.as_deref()).collect();
    assert_eq!(points, [Some("3 I"), Some("3 II")]);
    assert!(read.provisions[2].text.contains("information"), "the printer's hyphen is gone");
    assert!(read.repairs.iter().any(|one| one.reason == "broken-word" && one.after == "information"));
    assert_eq!(titles(&read, CitationKind::Declaration), [("Estavia Declaration", Some("2041-04-04"))]);
    assert_eq!(titles(&read, CitationKind::Convention), [("Drassen Convention", None)]);
    let words = serde_json::to_string(&read.provisions).expect("provisions are JSON");
    assert!(!words.contains("Person") && !words.contains("Counsellor"));
}

#[test]
fn members_between_dashes_are_parties_and_what_they_commit_to_is_theirs() {
    let read = sample!("members_met.en");
    assert_eq!(codes(&read, Basis::Party), ["XAA", "TCD", "XAD", "NOR", "FRA", "eu"]);
    assert_eq!(
        (read.place.as_deref(), dates(&read)),
        (Some("Port Sauvage"), vec![("2044-10-31", "adopted")])
    );
    let undertaken = read.provisions.iter().filter(|one| one.act == Act::Undertakes).count();
    assert_eq!(undertaken, 2, "the line that announces them is none itself");
    assert!(read.provisions.iter().all(|one| !one.text.contains(" – ")), "a row of names is no provision");
}

#[test]
fn conclusions_behind_a_covering_page() {
    let read = sample!("conclusions.fr");
    assert_eq!(read.form, Form::Statement);
    assert_eq!(read.title.as_deref(), Some("Conclusions du Conseil sur les machines inventées"));
    assert_eq!((read.provisions.len(), labels(&read, Role::Operative).join(" ")), (3, "1 2 3".to_owned()));
    let acts: Vec<_> = read.provisions.iter().map(|one| one.act).collect();
    assert_eq!(acts, [Act::Recognizes, Act::Recalls, Act::Requests]);
    assert_eq!(
        titles(&read, CitationKind::Convention),
        [(
            "Convention de la Ligue sur la sûreté des machines et la protection des ports",
            Some("2041-06-27")
        )]
    );
    assert_eq!(
        titles(&read, CitationKind::Declaration),
        [("Déclaration de Port-Sauvage", Some("2042-05-01"))]
    );
}

#[test]
fn chairs_summary_in_french() {
    let read = sample!("chair_summary.fr");
    assert_eq!((read.form, read.status), (Form::MeetingSummary, Status::Summary));
    assert_eq!(codes(&read, Basis::Host), ["NOR"]);
    assert_eq!(codes(&read, Basis::Present), ["TCD", "XAA", "eu"]);
    let acts: Vec<_> = read.provisions.iter().map(|one| one.act).collect();
    assert_eq!(acts, [Act::States, Act::Stresses, Act::Welcomes], "\"souligné\" is no present tense");
    assert_eq!(read.citations[0].symbol.as_deref(), Some("A/99/816"), "the bracket is not its own");
}

#[test]
fn votes_below_their_heads_and_scars_of_a_scan() {
    let read = sample!("votes_below.fr");
    assert_eq!(read.status, Status::AdoptedByVote);
    assert_eq!(codes(&read, Basis::VotedFor), ["XAA", "NOR", "TCD"]);
    assert_eq!(codes(&read, Basis::Abstained), ["XAD", "FRA"]);
    assert_eq!(labels(&read, Role::Operative), ["1", "2"]);
    let resolutions: Vec<_> = read
        .citations
        .iter()
        .filter(|one| one.kind == CitationKind::Resolution)
        .map(|one| (one.symbol.as_deref(), one.date.as_deref()))
        .collect();
    assert_eq!(
        resolutions,
        [(Some("90/8"), Some("2042-07-05")), (Some("92/13"), Some("2043-07-01"))],
        "resolutions of a council, one dated the 1st with a letter for the digit"
    );
    assert_eq!(
        titles(&read, CitationKind::Declaration),
        [("Déclaration universelle des droits de l’homme", None)]
    );
    assert!(dates(&read).contains(&("2044-07-14", "meeting")), "{:?}", read.dates);
    assert!(read.repairs.iter().any(|one| one.before == "l." && one.after == "1."));
}

#[test]
fn sponsors_that_nobody_knows_are_named_for_review() {
    let read = sample!("unknown_sponsors.en");
    assert_eq!(codes(&read, Basis::Sponsor), ["?Atlantis", "?Brobdingnag", "?Lilliput"]);
    assert_eq!(read.title.as_deref(), Some("Machines in the context of security"));
    assert_eq!(read.body.as_deref(), Some("General Assembly"));
    let named: Vec<_> = read.review.iter().map(|note| note.place.as_str()).collect();
    assert_eq!(named, ["Atlantis", "Brobdingnag", "Lilliput"]);
}

#[test]
fn several_senders_put_a_text_forward() {
    let read = sample!("several_senders.en");
    assert_eq!(read.form, Form::LetterWithAnnex);
    assert_eq!(codes(&read, Basis::Sponsor), ["TCD", "NOR", "KOR"]);
    assert_eq!(read.citations[0].paragraph.as_deref(), Some("3"));
    let of_letter = &read.citations[1];
    assert_eq!(
        (of_letter.symbol.as_deref(), of_letter.cited_in.join(" ")),
        (Some("A/96/359"), "front".to_owned())
    );
    assert_eq!(read.citations.len(), 2, "its own symbol is none");
}

#[test]
fn recitals_that_are_numbered_on_with_what_is_decided_stay_recitals() {
    let read = sample!("numbered_recitals.en");
    assert_eq!(labels(&read, Role::Preambular), ["1", "2", "3"]);
    assert_eq!(labels(&read, Role::Operative), ["4", "5", "6"]);
    assert_eq!(read.provisions[3].path, "op4", "the number stays the printed one");
}

#[test]
fn headings_and_note_marks_within_one_line_hide_no_paragraph() {
    let read = sample!("headed_line.en");
    assert_eq!(read.provisions.iter().filter(|one| one.role == Role::Preambular).count(), 2);
    assert_eq!(labels(&read, Role::Operative), ["1", "2", "3", "4"]);
    assert!(read.provisions.iter().all(|one| !one.text.contains("Follow-up") && !one.text.contains("____")));
}
