//! The reader of texts knows the names that the catalogue holds.

use catalogue::{Catalogue, Lang};

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
