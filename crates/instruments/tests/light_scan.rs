//! Scans with few scars: each misread word becomes the one known word it can be, and nothing is invented.

mod common;

use common::{labels, read_plain};
use instruments::{Act, Form, Instrument, Role};
use proptest::prelude::*;

fn repairs(read: &Instrument) -> Vec<(&str, &str)> {
    read.repairs.iter().map(|one| (one.before.as_str(), one.after.as_str())).collect()
}

fn expect(read: &Instrument, pairs: &[(&str, &str)]) {
    for pair in pairs {
        assert!(repairs(read).contains(pair), "{pair:?} in {:?}", repairs(read));
    }
}

fn resolution(point: &str) -> Instrument {
    read_plain(&format!(
        "The General Assembly,\n\nRecalling its wish to care for machines,\n\n1. Decides to go on;\n\n2. Notes that {point}.\n"
    ))
}

#[test]
fn few_scars_in_english() {
    let read = read_plain(include_str!("samples/light_scan.en.txt"));
    expect(
        &read,
        &[
            ("Assemb1y", "Assembly"),
            ("Assemb1y,", "Assembly,"),
            ("hospita1s", "hospitals"),
            ("intentiona1ly", "intentionally"),
            ("lnvites", "Invites"),
            ("Decernber", "December"),
            ("2O30", "2030"),
            ("2O29,", "2029,"),
        ],
    );
    assert_eq!(read.repairs.iter().filter(|one| one.reason.starts_with("misread")).count(), 8);
    assert_eq!(read.form, Form::Resolution);
    assert_eq!(read.title.as_deref(), Some("Care of sample machines in hospitals"));
    assert_eq!(read.body.as_deref(), Some("General Assembly"));
    assert_eq!(labels(&read, Role::Operative), ["1", "2", "3"]);
    let third = read.provisions.last().expect("there are provisions");
    assert_eq!((third.act, third.opening.as_deref()), (Act::Invites, Some("Invites")));
    assert!(third.text.contains("“Samp1e Ru1es”"), "what is quoted stays: {}", third.text);
    assert!(read.provisions[3].text.contains("https://samp1e.example/po1icy"));
    assert_eq!(read.dates[0].date, "2030-12-04");
}

#[test]
fn few_scars_in_french() {
    let read = read_plain(include_str!("samples/light_scan.fr.txt"));
    expect(
        &read,
        &[
            ("l’Assemb1ée", "l’Assemblée"),
            ("L’Assemb1ée", "L’Assemblée"),
            ("preoccupation", "préoccupation"),
            ("po1nt", "point"),
            ("lnvite", "Invite"),
            ("l9", "19"),
            ("2O30", "2030"),
        ],
    );
    assert_eq!(read.body.as_deref(), Some("Assemblée générale"));
    assert_eq!(read.provisions.last().map(|one| one.act), Some(Act::Invites));
    assert_eq!(read.dates[0].date, "2030-12-19");
}

#[test]
fn one_misread_article_in_french() {
    let text = "L’Assemblée générale,\n\nNotant le rôle de 1’Assemb1ée et les vœux de I’Zorblax dans la région,\n\n\
                1. Décide de continuer ;\n\n2. Invite les États à partager.\n";
    let read = read_plain(text);
    assert_eq!(repairs(&read), [("1’Assemb1ée", "l’Assemblée")]);
}

#[test]
fn a_letter_is_no_footnote_mark() {
    let read = read_plain(include_str!("samples/heavy_scan.en.txt"));
    expect(
        &read,
        &[
            ("hospita1", "hospital"),
            ("Governmenta1", "Governmental"),
            ("critica1", "critical"),
            ("machines3", "machines"),
            ("Committee,2", "Committee,"),
        ],
    );
    assert!(!repairs(&read).iter().any(|(before, _)| before.contains("Zorblax")));
    let unclear: Vec<&str> =
        read.review.iter().filter(|one| one.code == "unclear-mark").map(|one| one.place.as_str()).collect();
    assert_eq!(unclear, ["Zorblax1", "76/191"]);
}

#[test]
fn what_is_not_known_stays_as_printed() {
    for point in [
        "the Samp1ex stays as it is",
        "A/RES/76/l9 and log4j1 and COVID10 and web1 and H1N1 stay",
        "Mr. Turner, Mr. Sterne and the modern western corn stay",
        "Ian, Iran, Isles and Item 1 stay, as do the 1st and the 10th",
        "ÉIa and éI1 and ÉÉIé and l1lO and 1I0l stay",
        "a fa1l may be a fall or, here, something that fails: fail and fall",
    ] {
        let read = resolution(point);
        assert!(read.repairs.is_empty(), "{:?}", repairs(&read));
    }
}

#[test]
fn a_year_or_day_of_a_date_holds_no_letter() {
    let read = resolution("they met on l4 Decernber 20l9 and lO Ju1y 2O21 but not in rooms 2OO or lO");
    let pairs = [
        ("l4", "14"),
        ("Decernber", "December"),
        ("20l9", "2019"),
        ("lO", "10"),
        ("Ju1y", "July"),
        ("2O21", "2021"),
    ];
    assert_eq!(repairs(&read), pairs);
}

#[test]
fn a_word_of_the_text_vouches_for_itself() {
    let read = resolution("a Zorblatl is a Zorblat1 and no other AssembIy");
    assert_eq!(repairs(&read), [("Zorblat1", "Zorblatl"), ("AssembIy.", "Assembly.")]);
}

#[test]
fn accents_come_back_only_in_a_text_that_has_them() {
    let without = "L'Assemblee generale,\n\nNotant avec preoccupation les dangers pour la securite,\n\n1. Decide de continuer;\n\n2. Invite les Etats a partager.\n";
    assert!(read_plain(without).repairs.is_empty());
}

#[test]
fn clean_samples_get_no_repair_of_letters() {
    let clean = [
        include_str!("samples/draft_resolution.en.txt"),
        include_str!("samples/joint_statement.en.txt"),
        include_str!("samples/summary.en.txt"),
        include_str!("samples/letter.fr.txt"),
        include_str!("samples/declaration.fr.txt"),
        include_str!("samples/vote.en.txt"),
    ];
    for text in clean {
        let read = read_plain(text);
        let letters: Vec<_> = read
            .repairs
            .iter()
            .filter(|one| one.reason.starts_with("misread") || one.reason.starts_with("lost"))
            .collect();
        assert!(letters.is_empty(), "{letters:?}");
    }
}

proptest! {
    #[test]
    fn words_of_a_clean_text_never_change(
        words in proptest::collection::vec(
            "(States|Members|lists|all|Iran|India|Ireland|Turner|modern|Berne|G20|A/RES/76/19|76/191|2030|1st|10|level|lldeas|ICT|II|data|policy|learn|[a-km-q]{2,8}|[A-H][a-h]{2,7}|[0-9]{1,5})",
            1..40,
        )
    ) {
        let read = resolution(&words.join(" "));
        prop_assert!(
            !read.repairs.iter().any(|one| one.reason.starts_with("misread") || one.reason.starts_with("lost")),
            "{:?}", repairs(&read)
        );
    }
}
