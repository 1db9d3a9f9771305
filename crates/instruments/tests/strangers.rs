//! Made-up texts in forms that strangers bring: resolutions whose pages repeat the title, decisions in points under a recital,
//! numbers without stops, excerpts, declarations that commit before their list.

mod common;

use common::{codes, labels, read_plain};
use instruments::{Act, Basis, Form, Instrument, Role};

/// A draft of several pages; `head` stands at the top of the second.
fn draft_with_head(head: &str) -> Instrument {
    read_plain(&format!(
        "United Nations A/C.1/98/L.7\nGeneral Assembly Distr.: Limited\n10 October 2043\nOriginal: English\n\n\
         Ninety-eighth session\nFirst Committee\nAgenda item 94\nMade-up machines\n\nChad and Norway: draft resolution\n\n\
         Trust in made-up machines and the peaceful\nuse of lanterns\n\nThe General Assembly,\n\n\
         Recalling its resolution 97/12 of 4 December 2042,\n\nNoting that trust in made-up machines grows where their keepers meet and\nspeak with\n\
         \u{c}{head}\n\neach other, and that lanterns are shared,\n\n1. Calls upon all States to share lanterns;\n\n\
         2. Expresses its profound gratitude to Norway for its lanterns;\n\n3. Expresses strong concern about darkness;\n\n\
         4. Pending a made-up treaty, urges all States to keep their lanterns lit;\n\n5. Urgently calls upon keepers to meet.\n"
    ))
}

#[test]
fn a_page_head_that_repeats_the_title_is_no_part_of_a_paragraph() {
    for head in [
        "A/C.1/98/L.7 Trust in made-up machines and the peaceful use of lanterns",
        "Trust in made-up machines and the\npeaceful use of lanterns\nA/C.1/98/L.7",
        "Trust in made-up machines and the peaceful\nuse of lanterns",
    ] {
        let read = draft_with_head(head);
        assert_eq!(
            read.provisions[1].text,
            "Noting that trust in made-up machines grows where their keepers meet and speak with each other, and that \
             lanterns are shared,",
            "{head}"
        );
        assert!(read.repairs.iter().any(|one| one.reason == "running-head"), "{head}");
    }
}

#[test]
fn the_organization_on_the_cover_sponsors_nothing() {
    let read = draft_with_head("A/C.1/98/L.7");
    assert_eq!(codes(&read, Basis::Sponsor), ["TCD", "NOR"]);
}

#[test]
fn words_within_and_before_a_verb_are_read_over() {
    let read = draft_with_head("A/C.1/98/L.7");
    let acts: Vec<Act> = read.provisions[2..].iter().map(|one| one.act).collect();
    let expected = [Act::Calls, Act::ExpressesAppreciation, Act::ExpressesConcern, Act::Urges, Act::Calls];
    assert_eq!(acts, expected);
    assert_eq!(read.provisions[5].addressee.as_ref().map(|one| one.printed_as.as_str()), Some("all States"));
}

#[test]
fn a_line_that_a_text_repeats_within_its_pages_stays() {
    let line = "Conference on the Peaceful Use of Lanterns and the Keeping of the Two-";
    let paragraph = |number: u8| {
        format!(
            "{number}. Welcomes what was said about the light of many small lamps at the\n{line}\nHarbour Rule, which the keepers wrote;\n\n"
        )
    };
    let many: String = (1..=9).map(paragraph).collect();
    let text = format!(
        "A/RES/98/3\n\nMade-up lanterns\n\nThe General Assembly,\n\nRecalling its resolution 97/1,\n\n{many}\u{c}A/RES/98/3\n\n10. Decides to meet again.\n"
    );
    let read = read_plain(&text);
    let told = read.provisions.iter().filter(|one| one.text.contains("Keeping of the Two-"));
    // Those near the edge of a page may be its head.
    assert!(told.count() >= 6, "a line within a page is none of its heads");
}

#[test]
fn a_decision_in_points_has_its_recitals_and_its_decisions() {
    let read = read_plain(
        "A/98/L.1\n\nNorway: draft decision\n\nEndorsement of the Drassen Declaration\n\nThe General Assembly,\n\n\
         Recalling its resolution 97/12 of 4 December 2042,\n\n\
         Recalling further its decision to meet in Drassen for the peaceful use of lanterns:\n\n\
         (a) Expresses its profound gratitude to Norway for the meeting in Drassen;\n\n\
         (b) Endorses the Drassen Declaration, which is annexed to it.\n",
    );
    assert_eq!(read.form, Form::DraftDecision);
    assert_eq!(read.paragraph_counts.preambular, 2);
    assert_eq!(labels(&read, Role::Operative), ["(a)", "(b)"]);
    let paths: Vec<&str> = read.provisions.iter().map(|one| one.path.as_str()).collect();
    assert_eq!(paths, ["pp1", "pp2", "op1", "op2"]);
    assert_eq!(read.provisions[2].act, Act::ExpressesAppreciation);
    assert_eq!(read.provisions[3].act, Act::Supports);
}

#[test]
fn a_body_speaks_without_its_comma() {
    let read = read_plain(
        "A/98/L.5\n\nDraft resolution\n\nDrassen Declaration on lanterns\n\nThe General Assembly\n\n\
         Adopts the Drassen Declaration on lanterns, as contained in the annex to the present resolution.\n\n\
         Annex\nDrassen Declaration on lanterns\n\n1. We, the keepers of lanterns, have gathered in Drassen.\n\n\
         2. We commit to:\n\n(a) Keeping lanterns lit;\n\n(b) Sharing oil.\n",
    );
    assert_eq!(read.body.as_deref(), Some("General Assembly"));
    assert_eq!((read.provisions[0].role, read.provisions[0].act), (Role::Operative, Act::Adopts));
    assert_eq!(read.provisions[0].path, "op1");
}

#[test]
fn a_name_in_the_middle_of_a_sentence_speaks_for_nobody() {
    let read = read_plain(
        "Harbour communiqué\n\nWe, the leaders of the Group of Seven, met in Drassen on 11 June 2041.\n\n\
         1. We thank those who keep lanterns: the World Lantern Office,\nthe World Health Organization, the World Oil Fund,\n\
         and the harbours of many countries, which work together at night and by day.\n\n\
         2. We will share oil with all harbours.\n",
    );
    assert_eq!(read.body.as_deref(), Some("G7"));
    assert_eq!(labels(&read, Role::Operative), ["1", "2"]);
    assert!(read.provisions[0].text.ends_with("by day.") || read.provisions[1].text.ends_with("by day."));
}

#[test]
fn numbers_without_stops_count_paragraphs() {
    let read = read_plain(
        "Chairman’s statement of the Lantern Forum\n\nDrassen, 24 July 2041\n\n\
         1 The Fifteenth Meeting of the Forum was held in Drassen on 24 July 2041, chaired by Norway and\nattended by all.\n\n\
         2 The Ministers reaffirmed the importance of lanterns and agreed that all the harbours share oil in\n2041 and after.\n\n\
         Overview\n\n3 The Ministers welcomed the work of the keepers.\n\n4 The Ministers called on all harbours to meet.\n\n\
         5 The Ministers noted that lamps are lit.\n",
    );
    let printed: Vec<&str> = read.provisions.iter().filter_map(|one| one.label.as_deref()).collect();
    assert_eq!(printed, ["1", "2", "3", "4", "5"]);
    assert!(read.provisions[1].text.ends_with("in 2041 and after."), "a year that begins a line is no label");
    assert_eq!(read.provisions[2].heading.as_deref(), Some("Overview"));
}

#[test]
fn an_excerpt_begins_with_a_later_number() {
    let read = read_plain(
        "Report of the Lantern Group\n\n\
         41. The Group recommends that harbours keep their lanterns lit at night, that keepers meet once a year in one of the \
         harbours, and that oil be shared among all of them.\n\n\
         42. The Group encourages keepers to write down what they share, and to tell their neighbours of it in good time.\n",
    );
    assert_eq!(read.provisions.iter().map(|one| one.path.as_str()).collect::<Vec<_>>(), ["op41", "op42"]);
    assert_eq!(read.provisions[0].act, Act::Recommends);
}

#[test]
fn authors_who_commit_have_begun_to_act_before_their_list() {
    let read = read_plain(
        "Drassen Declaration on Lanterns\n\nWe, the Heads of State of Chad and Norway, gathered in Drassen,\n\n\
         We recognize the light that many lanterns give to harbours.\n\n\
         We are committed to keeping all lanterns lit.\n\nWe acknowledge that oil is dear.\n\n\
         To that end, we will:\n\n- Share oil;\n- Meet each year.\n",
    );
    let roles: Vec<Role> = read.provisions.iter().map(|one| one.role).collect();
    assert_eq!(roles[..3], [Role::Preambular, Role::Operative, Role::Operative]);
    assert_eq!(read.provisions[1].act, Act::Undertakes);
}

#[test]
fn authors_go_on_below_a_numbered_paragraph() {
    let read = read_plain(
        "Harbour Leaders’ Statement\n\n1. We, the Leaders of the Group of Seven (G7), met in Drassen.\n\n\
         2. We recommit to lanterns.\n\nWe ask the keepers to report on the oil by June.\n\n3. We will meet again.\n",
    );
    assert_eq!(read.body.as_deref(), Some("G7"));
    let asks = read.provisions.iter().find(|one| one.text.starts_with("We ask")).expect("the paragraph");
    assert_eq!((asks.role, asks.act), (Role::Operative, Act::Requests));
    assert_eq!(read.provisions[1].act, Act::Undertakes);
}

#[test]
fn parties_in_points_under_those_who_speak_are_no_provisions() {
    let read = read_plain(
        "Traité des lanternes\n\nNOUS, CHEFS D’ÉTAT ET DE GOUVERNEMENT DES ÉTATS MEMBRES CI-APRÈS :\n\n- Tchad ;\n\n- Norvège ;\n\n\
         - Côte d’Ivoire.\n\nRAPPELANT la Charte des lanternes, signée à Drassen le 26 juin 2041 ;\n\n\
         DÉSIREUX d’approfondir la solidarité entre les gardiens des ports ;\n\nDÉCIDONS de garder les lanternes allumées dans les ports.\n",
    );
    assert_eq!(codes(&read, Basis::Party), ["TCD", "NOR", "CIV"]);
    assert_eq!((read.paragraph_counts.preambular, read.paragraph_counts.operative), (2, 1));
}

#[test]
fn what_is_held_important_is_not_agreed() {
    let read = read_plain(
        "Déclaration de Drassen\n\nNous, chefs d’État du Tchad et de la Norvège, réunis à Drassen,\n\n\
         1. Nous accordons une grande importance à la lumière des ports.\n\n2. Nous prévoyons de partager l’huile des lanternes.\n",
    );
    assert_eq!(read.provisions.iter().map(|one| one.act).collect::<Vec<_>>(), [Act::Stresses, Act::Intends]);
}

#[test]
fn a_resolution_numbered_by_its_year_with_its_date_under_the_title() {
    for (head, title) in [
        (
            "Resolution 7 (2031)\n\nKeeping the lanterns of the harbour lit\nAdopted on 4 May 2031",
            "Keeping the lanterns of the harbour lit",
        ),
        (
            "Resolution No. 7 (2031)\n\nKeeping the lanterns of the harbour lit\n\nAdopted on 4 May 2031",
            "Keeping the lanterns of the harbour lit",
        ),
        (
            "Résolution 7 (2031)\n\nEntretien des lanternes du port\nAdoptée le 4 mai 2031",
            "Entretien des lanternes du port",
        ),
        (
            "Resolution 7 (2031)\nKeeping the lanterns of the harbour lit\n4 May 2031",
            "Keeping the lanterns of the harbour lit",
        ),
    ] {
        let read = read_plain(&format!(
            "{head}\n\nThe Assembly of Keepers,\n\nRecalling its resolution 6 (2030) of 3 May 2030,\n\n\
             1. Calls upon all States to share lanterns;\n\n2. Decides to meet again.\n"
        ));
        assert_eq!(read.symbol.as_deref(), Some("7 (2031)"), "{head}");
        assert_eq!(read.title.as_deref(), Some(title), "{head}");
        assert_eq!(read.place, None, "{head}");
        let dates: Vec<&str> = read.dates.iter().map(|one| one.date.as_str()).collect();
        assert_eq!(dates, ["2031-05-04"], "{head}");
        assert!(!read.review.iter().any(|note| note.code == "no-date"), "{head}");
    }
}

#[test]
fn a_date_on_a_line_of_a_sentence_stays_in_it() {
    let read = read_plain(
        "Declaration on the lanterns of the harbour of\n4 May 2031\n\nDrassen, 5 May 2031\n\n\
         1. We recall what the keepers of lanterns said when they met in the harbour on\n4 May 2031\n\
         and will keep the lanterns lit.\n\n2. We will meet again.\n",
    );
    assert_eq!(read.title.as_deref(), Some("Declaration on the lanterns of the harbour of 4 May 2031"));
    assert_eq!(read.place.as_deref(), Some("Drassen"));
    assert!(read.provisions[0].text.contains("on 4 May 2031 and will"), "{}", read.provisions[0].text);
}

#[test]
fn a_text_without_a_date_says_that_one_is_missing() {
    let read = read_plain(
        "Declaration on the lanterns of the harbour\n\n1. We will keep the lanterns lit.\n\n2. We will meet again.\n",
    );
    assert!(read.dates.is_empty());
    assert!(read.review.iter().any(|note| note.code == "no-date"), "{:?}", read.review);
}
