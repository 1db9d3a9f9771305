//! Made-up texts of further families and layouts: decisions, communiqués, a text on one line, a report behind its
//! cover, an agreement of articles, sponsors who were added, a statement that others endorsed.

mod common;

use common::{codes, labels, read_plain};
use instruments::{Act, Basis, Form, Role, Stance, Status};

macro_rules! sample {
    ($name:literal) => {{
        let read = read_plain(include_str!(concat!("samples/", $name, ".txt")));
        insta::assert_json_snapshot!($name, read);
        read
    }};
}

#[test]
fn decision_in_one_sentence_in_english() {
    let read = sample!("decision.en");
    assert_eq!((read.form, read.symbol.as_deref()), (Form::Decision, Some("PC.DEC/9902")));
    assert_eq!(read.title.as_deref(), Some("CONFIDENCE-BUILDING MEASURES FOR MADE-UP MACHINES"));
    assert_eq!(read.body.as_deref(), Some("Permanent Council"));
    assert_eq!(read.dates.iter().map(|one| one.role.as_str()).collect::<Vec<_>>(), ["adopted"]);
    assert_eq!(read.paragraph_counts.preambular, 1);
    assert_eq!(labels(&read, Role::Operative), ["1", "2", "3"]);
    assert_eq!(read.provisions[1].act, Act::Decides);
    assert_eq!(read.provisions[3].act, Act::Requests, "a point's own verb goes before that of its list");
    assert!(read.provisions.iter().filter(|one| one.role == Role::Other).count() > 0);
}

#[test]
fn decision_in_french() {
    let read = sample!("decision.fr");
    assert_eq!((read.form, read.body.as_deref()), (Form::Decision, Some("Conseil ministériel")));
    assert_eq!((read.paragraph_counts.preambular, read.paragraph_counts.operative), (2, 3));
    assert_eq!(read.citations[0].date.as_deref(), Some("2043-04-26"));
}

#[test]
fn communique_in_english() {
    let read = sample!("communique.en");
    assert_eq!(read.title.as_deref(), Some("Communiqué of the Made-up Seven"));
    assert_eq!(codes(&read, Basis::Party), ["XAA", "XAD", "TCD"]);
    assert_eq!(labels(&read, Role::Operative), ["1", "2", "3", "4", "5"]);
    assert_eq!(read.provisions[3].children[0].act, Act::Encourages, "the verb before the list");
    assert_eq!(read.provisions[4].heading.as_deref(), Some("II. Coming meetings"));
    let dated = read
        .citations
        .iter()
        .find(|one| one.title.as_deref() == Some("Drassen Declaration on Made-up Trust"));
    assert_eq!(dated.and_then(|one| one.date.as_deref()), Some("2041-04-11"));
    let titled = read.citations.iter().find(|one| one.symbol.as_deref() == Some("98/12"));
    assert_eq!(titled.and_then(|one| one.title.as_deref()), Some("Made-up machines"));
    assert!(read.citations.iter().any(|one| one.symbol.as_deref() == Some("9540")));
}

#[test]
fn communique_in_french() {
    let read = sample!("communique.fr");
    assert_eq!(codes(&read, Basis::Party), ["XAA", "XAD", "TCD"]);
    assert_eq!(read.provisions[2].children[1].act, Act::Encourages);
    assert_eq!(read.provisions[3].stance, Stance::Commitment);
}

#[test]
fn statement_on_one_line() {
    let read = sample!("leaders_one_line.en");
    assert_eq!(read.title.as_deref(), Some("LEADERS’ STATEMENT ON MADE-UP MACHINES"));
    assert_eq!(codes(&read, Basis::Party), ["XAA", "XAD", "TCD"]);
    assert_eq!(read.dates.iter().map(|one| one.date.as_str()).collect::<Vec<_>>(), ["2044-11-14"]);
    assert_eq!(read.session.as_deref(), Some("9th A.D. Summit"));
    assert_eq!(read.paragraph_counts.preambular, 3);
    assert_eq!(labels(&read, Role::Operative), ["1", "2", "3"]);
    assert_eq!(read.provisions[4].children.len(), 2);
    assert_eq!(read.citations.len(), 2);
}

#[test]
fn report_behind_its_cover() {
    let read = sample!("report_cover.en");
    assert_eq!((read.form, read.symbol.as_deref()), (Form::Report, Some("A/99/135")));
    assert_eq!(read.title.as_deref(), Some("Report of the Group of Made-up Experts on Machines"));
    assert_eq!(read.body.as_deref(), Some("Group of Made-up Experts on Machines"));
    assert_eq!(labels(&read, Role::Operative), ["1", "2", "3", "4"]);
    assert_eq!(read.provisions[2].heading.as_deref(), Some("Norm 13 (a)"));
    assert_eq!(read.provisions[2].act, Act::Recommends);
    assert_eq!(read.provisions[2].children[1].children.len(), 2);
    assert_eq!(read.provisions[3].act, Act::Affirms, "the verb after the words between commas");
    let words = serde_json::to_string(&read.provisions).expect("provisions are JSON");
    assert!(!words.contains("A/99/135"), "the running head is no part of a paragraph");
    let note = read.citations.iter().find(|one| one.symbol.as_deref() == Some("A/97/98"));
    assert_eq!(note.and_then(|one| one.paragraph.as_deref()), Some("3 and 19"));
}

#[test]
fn agreement_of_articles_in_french() {
    let read = sample!("agreement.fr");
    assert_eq!(read.form, Form::Agreement);
    assert_eq!(read.paragraph_counts.preambular, 2);
    assert_eq!(read.provisions[2].children.len(), 2, "1) and 2) stand under 1.");
    assert_eq!(read.provisions[3].children.len(), 2);
    assert_eq!(read.dates[0].date, "2044-11-14");
    assert_eq!(read.place.as_deref(), Some("Port Sauvage"));
}

#[test]
fn sponsors_who_were_added_in_french() {
    let read = sample!("sponsors.fr");
    assert_eq!((read.form, read.status), (Form::DraftResolution, Status::Draft));
    assert_eq!(codes(&read, Basis::Sponsor), ["XAA", "BIH", "CIV", "IRN", "GBR", "TCD", "XAD", "SEN"]);
    assert_eq!(read.provisions[2].act, Act::ExpressesConcern);
    assert_eq!(read.provisions[4].stance, Stance::Statement, "what a group shall do binds nobody");
    assert_eq!(read.footnotes, ["Voir A/98/120, par. 16."]);
}

#[test]
fn statement_that_others_endorsed() {
    let read = sample!("endorsed.en");
    assert_eq!(codes(&read, Basis::Party), ["XAA", "TCD", "KOR", "XAD", "GBR", "NOR"]);
    assert_eq!(read.provisions[1].act, Act::Affirms);
    assert!(read.provisions.iter().all(|one| !one.text.contains("text:")));
}
