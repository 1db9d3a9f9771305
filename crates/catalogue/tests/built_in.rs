//! The data files of the project keep every rule, and hold what the mission asks for.

use catalogue::{Catalogue, Lang, StateStatus};

fn built_in() -> &'static Catalogue {
    match Catalogue::built_in() {
        Ok(catalogue) => catalogue,
        Err(problem) => panic!("{}: {problem}", problem.code()),
    }
}

#[test]
fn every_reference_leads_somewhere_and_every_text_is_there() {
    let problems = catalogue::check(built_in());
    assert!(problems.is_empty(), "{problems:#?}");
}

#[test]
fn the_states_are_those_of_the_united_nations() {
    let of = |status| built_in().states().filter(|state| state.status == status).count();
    assert_eq!((of(StateStatus::Member), of(StateStatus::Observer)), (193, 2));
    let group = |id: &str| {
        built_in()
            .states()
            .filter(|state| state.status == StateStatus::Member && state.group.as_deref() == Some(id))
            .count()
    };
    let sizes = ["african", "asia-pacific", "eastern-european", "grulac", "weog"].map(group);
    assert_eq!(sizes, [54, 54, 23, 33, 29]);
}

#[test]
fn real_states_have_names_in_six_languages() {
    for state in built_in().states().filter(|state| state.status != StateStatus::Fictional) {
        for lang in Lang::ALL {
            assert!(
                state.short.exact(lang).is_some() && state.formal.exact(lang).is_some(),
                "{} {lang:?}",
                state.code
            );
        }
    }
    assert_eq!(built_in().name("TUR", Lang::Fr), "Türkiye");
    assert_eq!(built_in().name("CIV", Lang::Es), "Côte d’Ivoire");
    assert_eq!(built_in().state("ALB").and_then(|state| state.of(Lang::Fr)), Some("de l’Albanie"));
}

#[test]
fn the_united_nations_set_has_eleven_norms_and_eight_confidence_building_measures() {
    let set = built_in().framework("un").expect("the set is there");
    let labelled = |prefix: &str| set.items.iter().filter(|item| item.label.starts_with(prefix)).count();
    assert_eq!((labelled("13 ("), labelled("CBM ")), (11, 8));
    let norm = built_in().item("un/norm-13-f").expect("the norm is there");
    assert_eq!((norm.label.as_str(), norm.source.symbol.as_str()), ("13 (f)", "A/70/174"));
}

#[test]
fn the_draft_resolution_has_the_shape_it_was_printed_in() {
    let l4 = built_in().instrument("a-c1-75-l4").expect("the instrument is there");
    let paths = |prefix: &str| l4.provisions.iter().filter(|it| it.path.starts_with(prefix)).count();
    assert_eq!(l4.participants.len(), 45);
    assert_eq!((paths("pp"), paths("op")), (16, 11));
    let resolutions =
        l4.lineage.iter().filter(|it| it.date.is_some() && it.cited_in.iter().any(|at| at == "pp1"));
    assert_eq!(resolutions.count(), 24, "23 resolutions and one decision");
}
