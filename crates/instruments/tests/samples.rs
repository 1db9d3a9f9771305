//! Made-up texts in the forms of the families, in both languages: what must come out, and a snapshot of all of it.

mod common;

use common::{codes, labels, read_plain};
use instruments::{Act, Basis, CitationKind, Form, Role, Stance, Status};

macro_rules! sample {
    ($name:literal) => {
        read_plain(include_str!(concat!("samples/", $name, ".txt")))
    };
}

#[test]
fn draft_resolution_in_english() {
    let read = sample!("draft_resolution.en");
    insta::assert_json_snapshot!("draft_resolution.en", read);
    assert_eq!((read.form, read.status), (Form::DraftResolution, Status::Draft));
    let sponsors = ["XAA", "BIH", "XAB", "CIV", "IRN", "FSM", "KNA", "GBR", "TZA", "TUR", "VEN"];
    assert_eq!(codes(&read, Basis::Sponsor), sponsors);
    assert_eq!(read.participants[4].printed_as, "Iran (Islamic Republic of)");
    assert_eq!(labels(&read, Role::Preambular).len(), 5);
    assert_eq!(labels(&read, Role::Operative), ["1", "2", "3", "4"]);
    assert_eq!(read.provisions[5].children[1].children[1].path, "op1-b-ii");
    let reports: Vec<_> = read.citations.iter().filter(|one| one.kind == CitationKind::Report).collect();
    assert_eq!(reports.len(), 3);
    assert_eq!(read.agenda_items, ["94 (b)"]);
}

#[test]
fn joint_statement_in_english() {
    let read = sample!("joint_statement.en");
    insta::assert_json_snapshot!("joint_statement.en", read);
    assert_eq!(codes(&read, Basis::Party), ["XAA", "XAD", "XAC", "eu"]);
    assert_eq!(read.place.as_deref(), Some("Port Sauvage, Drassen"));
    assert_eq!(labels(&read, Role::Operative), ["1", "2", "3", "4", "5"]);
    assert_eq!(read.provisions[2].stance, Stance::Commitment);
    assert_eq!(read.provisions[3].stance, Stance::Call);
}

#[test]
fn letter_with_a_convention_in_french() {
    let read = sample!("letter.fr");
    insta::assert_json_snapshot!("letter.fr", read);
    assert_eq!(codes(&read, Basis::Party), ["XAA", "XAB", "XAD"]);
    assert_eq!(read.transmitted_by.expect("someone sent it").code.as_deref(), Some("XAA"));
    assert_eq!(read.dates[0].role, "letter");
}

#[test]
fn chairs_summary_in_english() {
    let read = sample!("summary.en");
    insta::assert_json_snapshot!("summary.en", read);
    assert_eq!(codes(&read, Basis::Host), ["XAA", "XAD"]);
    assert_eq!(
        codes(&read, Basis::Speaker),
        ["XAE", "XAB", "?Institute for Sample Studies", "?University of Port Sauvage"]
    );
    assert_eq!(codes(&read, Basis::Present), ["TCD", "GEO", "KOR", "eu"]);
    assert!(read.provisions.iter().all(|one| one.role == Role::Other && one.stance == Stance::Statement));
}

#[test]
fn scanned_resolution_in_french() {
    let read = sample!("resolution_scanned.fr");
    insta::assert_json_snapshot!("resolution_scanned.fr", read);
    assert_eq!(read.symbol.as_deref(), Some("A/RES/99/19"));
    let years: Vec<_> = read.citations.iter().filter(|one| one.kind == CitationKind::Report).collect();
    assert_eq!(years.len(), 3, "each footnote mark is taken off its year");
    assert!(
        read.provisions[4].text.ends_with("entre les Etats et leurs partenaires ;"),
        "a page break is bridged"
    );
    assert_eq!(read.provisions[4].act, Act::Urges);
}

#[test]
fn declaration_in_french() {
    let read = sample!("declaration.fr");
    insta::assert_json_snapshot!("declaration.fr", read);
    assert_eq!(codes(&read, Basis::Party), ["XAA", "XAD", "SEN"]);
    assert_eq!(read.citations.len(), 3);
}

#[test]
fn recorded_vote() {
    let read = sample!("vote.en");
    insta::assert_json_snapshot!("vote.en", read);
    assert_eq!(read.status, Status::AdoptedByVote);
    assert_eq!(codes(&read, Basis::VotedFor), ["ALB", "BIH", "TCD", "VCT"]);
    assert_eq!(codes(&read, Basis::Against), ["XAA", "XAD"]);
    assert_eq!(codes(&read, Basis::Abstained), ["GIN", "GNB", "PNG", "GNQ"]);
}

#[test]
fn report_of_70_paragraphs() {
    let sections = ["I", "II", "III", "IV", "V", "VI", "VII"];
    let paragraph = |number: usize| {
        let heading = format!("{}. Made-up matters\n\n", sections[(number - 1) / 10]);
        let points: Vec<String> = ('a'..='k')
            .map(|letter| format!("({letter}) States should do made-up thing {letter};\n\n"))
            .collect();
        let text = format!(
            "{number}. The Group notes that made-up machines grow in\nnumber, as in paragraph {number} of its \
             earlier report. States should be\ncareful with them.\n\n"
        );
        let heading = if number % 10 == 1 { heading } else { String::new() };
        heading + &text + &(if number == 13 { points.concat() } else { String::new() })
    };
    let body: Vec<String> = (1..=70).map(paragraph).collect();
    let text = format!("A/99/174\n\nReport of the Group of Made-up Experts\n\nSummary\n\n{}", body.concat());
    let read = read_plain(&text);
    assert_eq!(read.form, Form::Report);
    let expected: Vec<String> = (1..=70).map(|number| number.to_string()).collect();
    assert_eq!(labels(&read, Role::Operative), expected);
    let norms: Vec<_> = read.provisions[12].children.iter().map(|one| one.path.clone()).collect();
    let paths: Vec<String> = ('a'..='k').map(|letter| format!("op13-{letter}")).collect();
    assert_eq!(norms, paths, "(i) after (h) is a letter");
    assert_eq!(read.provisions[12].children[0].act, Act::Recommends);
    assert_eq!(read.provisions[20].heading.as_deref(), Some("III. Made-up matters"));
}
