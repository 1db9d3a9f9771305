//! The catalogue and the reader of texts agree: what is read from a text is what the catalogue says of it.

use std::collections::BTreeSet;
use std::path::Path;

use catalogue::{Catalogue, CatalogueInstrument, Lang};
use instruments::{SourceText, read};

fn built_in() -> &'static Catalogue {
    Catalogue::built_in().expect("the built-in files are sound")
}

#[test]
fn printed_names_lead_to_their_states() {
    let lexicon = built_in().lexicon();
    for (printed, code) in [
        ("Etats-Unis d’Amérique", "USA"),
        ("République de Turquie", "TUR"),
        ("Czech Republic", "CZE"),
        ("Royaume-Uni", "GBR"),
        ("Islamic Republic of Iran", "IRN"),
        ("Union européenne", "eu"),
        ("République démocratique du Congo", "COD"),
    ] {
        let found = lexicon.names_in(printed);
        assert_eq!(found.len(), 1, "{printed}");
        assert_eq!(lexicon.entry(found[0]).code, code, "{printed}");
    }
}

#[test]
fn every_short_name_is_read_as_its_own_state() {
    let lexicon = built_in().lexicon();
    for state in built_in().states().filter(|it| it.alpha2.is_some()) {
        for lang in [Lang::En, Lang::Fr] {
            let name = state.name(lang);
            let codes: Vec<_> =
                lexicon.names_in(name).into_iter().map(|it| &lexicon.entry(it).code).collect();
            assert_eq!(codes.first(), Some(&&state.code), "{name}");
        }
    }
}

#[test]
fn words_that_look_like_abbreviations_are_no_organizations() {
    let lexicon = built_in().lexicon();
    for sentence in
        ["Au cours de la session", "Un appel", "First, the States", "Who decides", "Eu égard au rapport"]
    {
        assert!(lexicon.names_in(sentence).is_empty(), "{sentence}");
    }
}

#[test]
fn fictional_states_are_read_in_exercises_alone() {
    assert!(built_in().lexicon().names_in("Beravie").is_empty());
    assert_eq!(built_in().lexicon_for("exercise-assembly").names_in("Beravie").len(), 1);
}

const TEXTS: [(&str, &str); 5] = [
    ("a-c1-75-l4.fr.txt", "a-c1-75-l4"),
    ("arf-2020.fr.txt", "arf-2020"),
    ("cis-2020.fr.txt", "cis-2020"),
    ("cyber-ministerial-2022.fr.txt", "ministerial-2022"),
    ("dinard-2019.fr.txt", "dinard-2019"),
];

#[test]
fn what_is_read_from_the_five_texts_is_what_the_catalogue_says_of_them() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/instruments");
    for (file, id) in TEXTS {
        let Ok(text) = std::fs::read_to_string(folder.join(file)) else {
            println!("skipped: ../shared isn't here");
            return;
        };
        let read =
            read(&SourceText::from_plain(&text), &built_in().lexicon()).expect("the text has provisions");
        let described = built_in().instrument(id).expect("the instrument is there");
        let paths = read.provisions.iter().flat_map(|it| it.walk()).map(|it| it.path.as_str());
        assert!(paths.eq(described.provisions.iter().map(|it| it.path.as_str())), "{id}: provisions");
        let of_text: BTreeSet<_> = read.participants.iter().map(|it| (&it.code, it.basis, it.kind)).collect();
        let of_catalogue: BTreeSet<_> =
            described.participants.iter().map(|it| (&it.code, it.basis, it.participant_type)).collect();
        assert_eq!(of_text, of_catalogue, "{id}: participants");
    }
}

/// The text of a fictional instrument as it would be printed.
fn printed(instrument: &CatalogueInstrument, lang: Lang) -> String {
    let paragraphs = instrument.provisions.iter().map(|provision| {
        let text = provision.text.as_ref().expect("a fictional provision carries its text").get(lang);
        match provision.label.as_deref().map(|label| label.rsplit(' ').next().unwrap_or(label)) {
            Some(item) if item.ends_with(')') => format!("{item} {text}\n"),
            Some(number) => format!("{number}. {text}\n"),
            None => format!("{text}\n"),
        }
    });
    let head = format!("{}\n\n{},\n", instrument.title.get(lang), instrument.body.get(lang));
    std::iter::once(head).chain(paragraphs).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_fictional_texts_are_read_in_both_languages_as_the_catalogue_describes_them() {
    for described in built_in().instruments().filter(|it| it.exercise) {
        let lexicon = built_in().lexicon_for(&described.mechanisms[0]);
        for lang in [Lang::En, Lang::Fr] {
            let place = format!("{} in {}", described.id, lang.code());
            let read = read(&SourceText::from_plain(&printed(described, lang)), &lexicon).expect(&place);
            let flat: Vec<_> = read.provisions.iter().flat_map(|it| it.walk()).collect();
            let of_text: Vec<_> = flat.iter().map(|it| (it.path.as_str(), it.act)).collect();
            let of_catalogue: Vec<_> =
                described.provisions.iter().map(|it| (it.path.as_str(), it.act)).collect();
            assert_eq!(of_text, of_catalogue, "{place}");
        }
    }
}
