//! The facts that the five shared texts must give. Their text is not copied: only counts and names are checked.

mod common;

use common::{codes, labels, read_plain, shared};
use instruments::{
    Act, Basis, CitationKind, Form, Instrument, Language, ParticipantType, Role, Stance, Status,
};

fn cited(instrument: &Instrument, kind: CitationKind) -> Vec<&instruments::Citation> {
    instrument.citations.iter().filter(|one| one.kind == kind).collect()
}

#[test]
fn draft_resolution_with_45_sponsors() {
    let Some(text) = shared("a-c1-75-l4.fr.txt") else { return };
    let read = read_plain(&text);
    assert_eq!((read.form, read.status, read.language), (Form::DraftResolution, Status::Draft, Language::Fr));
    assert_eq!(read.symbol.as_deref(), Some("A/C.1/75/L.4"));
    assert!(read.repairs.iter().any(|repair| repair.before == "AIC.1/75/L.4"));
    let sponsors = codes(&read, Basis::Sponsor);
    assert_eq!(sponsors.len(), 45);
    assert!(sponsors.iter().all(|code| code.len() == 3 && !code.starts_with('?')));
    assert_eq!(read.participants.len(), 45);
    assert_eq!(labels(&read, Role::Preambular).len(), 16);
    assert_eq!(labels(&read, Role::Operative), ["1", "2", "3", "4", "5", "6", "7"]);
    for at in [16, 17] {
        assert_eq!(read.provisions[at].children.len(), 2);
    }
    assert_eq!(read.provisions[16].children[0].path, "op1-a");
    let resolutions = cited(&read, CitationKind::Resolution);
    assert_eq!(resolutions.len(), 23);
    assert!(resolutions.iter().all(|one| one.date.as_ref().is_some_and(|date| date.len() == 10)));
    assert_eq!(cited(&read, CitationKind::Decision)[0].symbol.as_deref(), Some("72/512"));
    let reports: Vec<_> =
        cited(&read, CitationKind::Report).iter().filter_map(|one| one.date.clone()).collect();
    assert_eq!(reports, ["2010", "2013", "2015"]);
    let third =
        resolutions.iter().find(|one| one.symbol.as_deref() == Some("73/266")).expect("73/266 is cited");
    assert_eq!(third.paragraph.as_deref(), Some("3"));
    assert_eq!(third.cited_in, ["pp1", "op3", "op6"]);
    assert_eq!(cited(&read, CitationKind::AgendaItem).len(), 1);
    assert_eq!(read.provisions[16].act, Act::Calls);
    assert_eq!(
        read.provisions[16].addressee.as_ref().expect("op1 has an addressee").printed_as,
        "Etats Membres"
    );
    assert_eq!(read.provisions[18].opening.as_deref(), Some("Se félicite"));
}

#[test]
fn statement_of_a_regional_forum() {
    let Some(text) = shared("arf-2020.fr.txt") else { return };
    let read = read_plain(&text);
    assert_eq!(labels(&read, Role::Preambular).len(), 7);
    assert_eq!(labels(&read, Role::Operative), ["1", "2", "3", "4", "5", "6", "7", "8", "9"]);
    assert_eq!(read.dates[0].date, "2020-09-12");
    assert!(read.place.as_deref().is_some_and(|place| place.starts_with("Hano")));
    assert!(read.session.as_deref().is_some_and(|session| session.starts_with("27e")));
    assert!(read.participants.is_empty());
    assert_eq!(read.citations.len(), 7);
    let with_symbol: Vec<_> = read.citations.iter().filter_map(|one| one.symbol.as_deref()).collect();
    assert_eq!(with_symbol, ["70/237"]);
    let operative = read.provisions.iter().filter(|one| one.role == Role::Operative);
    assert!(operative.clone().all(|one| one.act == Act::Decides && one.stance == Stance::Commitment));
}

#[test]
fn declaration_from_a_web_page() {
    let Some(text) = shared("dinard-2019.fr.txt") else { return };
    let read = read_plain(&text);
    assert_eq!(read.form, Form::Declaration);
    assert_eq!(read.dates.len(), 1);
    assert_eq!(read.dates[0].date, "2019-04-05");
    assert_eq!((read.paragraph_counts.preambular, read.paragraph_counts.operative), (4, 4));
    let operative = read.provisions.iter().filter(|one| one.role == Role::Operative);
    assert!(operative.clone().all(|one| one.act == Act::Undertakes && one.stance == Stance::Commitment));
    let words = serde_json::to_string(&read.provisions).expect("provisions are JSON");
    for furniture in ["JPEG", "haut de la page", "Dernière modification"] {
        assert!(!words.contains(furniture), "{furniture}");
    }
}

#[test]
fn letter_with_an_annex_of_13_paragraphs() {
    let Some(text) = shared("cis-2020.fr.txt") else { return };
    let read = read_plain(&text);
    assert_eq!(read.form, Form::LetterWithAnnex);
    assert_eq!(read.dates[0].date, "2020-12-22");
    assert_eq!(read.dates[0].role, "letter");
    assert_eq!(read.agenda_items, ["98", "112"]);
    assert_eq!(read.original_language.as_deref(), Some("ru"));
    assert_eq!(read.provisions.len(), 13);
    assert!(read.provisions.iter().all(|one| one.label.is_none() && one.children.is_empty()));
    assert!(read.participants.is_empty());
    let resolution = &cited(&read, CitationKind::Resolution)[0];
    assert_eq!(resolution.paragraph.as_deref(), Some("29"));
    assert!(resolution.symbol.is_none() && resolution.title.is_some());
    let whole = serde_json::to_string(&read).expect("an instrument is JSON");
    assert!(!whole.contains("Bakhtiyor"), "the person who signed the letter is not kept");
}

#[test]
fn summary_of_a_meeting() {
    let Some(text) = shared("cyber-ministerial-2022.fr.txt") else { return };
    let read = read_plain(&text);
    assert_eq!((read.form, read.status), (Form::MeetingSummary, Status::Summary));
    assert_eq!(read.dates[0].date, "2022-09-23");
    assert_eq!(codes(&read, Basis::Host), ["FRA", "DEU"]);
    let states = read.participants.iter().filter(|one| one.kind == ParticipantType::State).count();
    assert_eq!(states, 20);
    assert!(codes(&read, Basis::Present).contains(&"eu".to_owned()));
    let others: Vec<_> = read
        .participants
        .iter()
        .filter(|one| one.code.is_none())
        .map(|one| one.printed_as.as_str())
        .collect();
    assert_eq!(others, ["Global Forum for Cyber Expertise", "Tecnológico de Monterrey"]);
    let printed = serde_json::to_string(&read.participants).expect("participants are JSON");
    for person in ["Colonna", "Baerbock", "Painter", "Parraguez", "Hoekstra"] {
        assert!(!printed.contains(person), "{person}");
    }
}

#[test]
fn two_imports_of_one_text_are_recognized() {
    let Some(text) = shared("dinard-2019.fr.txt") else { return };
    let again = text.replace("JPEG\n", "").replace('’', "'").replace("\n\n", "\n \n\n");
    let read = |text: &str| instruments::fingerprint(&read_plain(text));
    assert_eq!(read(&text), read(&again));
}
