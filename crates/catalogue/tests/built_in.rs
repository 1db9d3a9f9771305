//! The data files of the project keep every rule, and hold what the mission asks for.

use std::collections::BTreeSet;

use catalogue::{Catalogue, FieldType, Lang, StateStatus};
use instruments::Basis;

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
fn codes_of_real_states_are_each_there_once() {
    let real = || built_in().states().filter(|state| state.status != StateStatus::Fictional);
    let alpha2: BTreeSet<_> = real().filter_map(|state| state.alpha2.as_deref()).collect();
    let m49: BTreeSet<_> = real().filter_map(|state| state.m49.as_deref()).collect();
    assert_eq!((alpha2.len(), m49.len()), (195, 195));
    assert!(alpha2.iter().all(|code| code.len() == 2) && m49.iter().all(|code| code.len() == 3));
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
fn items_of_regional_sets_say_who_linked_them_and_none_is_an_answer() {
    for set in ["arf", "cis"] {
        let set = built_in().framework(set).expect("the set is there");
        assert!(set.items.iter().all(|item| item.links.is_some()));
    }
    let none = built_in().item("cis/national-segments").and_then(|item| item.links.as_ref());
    assert_eq!(none.map(|links| links.to.len()), Some(0));
    let linked = built_in().linked_items("un/norm-13-d");
    assert!(
        linked.iter().any(|(item, by)| item.id == "cis/criminal-terrorist-use" && *by == "comity-editors")
    );
}

#[test]
fn the_five_instruments_have_the_shape_they_were_printed_in() {
    let shape = |id: &str| {
        let it = built_in().instrument(id).expect("the instrument is there");
        let paths = |prefix: &str| it.provisions.iter().filter(|it| it.path.starts_with(prefix)).count();
        (it.participants.len(), paths("pp"), paths("op"), paths("ot"))
    };
    assert_eq!(
        shape("a-c1-75-l4"),
        (45, 16, 11, 0),
        "seven operative paragraphs, two of them with (a) and (b)"
    );
    assert_eq!(shape("arf-2020"), (0, 7, 9, 0));
    assert_eq!(shape("dinard-2019"), (0, 4, 4, 0));
    assert_eq!(shape("cis-2020"), (0, 3, 10, 0), "thirteen paragraphs");
    assert_eq!(shape("ministerial-2022"), (23, 0, 0, 7));
}

#[test]
fn the_draft_resolution_recalls_twenty_three_resolutions_and_one_decision() {
    let l4 = built_in().instrument("a-c1-75-l4").expect("the instrument is there");
    let recalled =
        l4.lineage.iter().filter(|it| it.date.is_some() && it.cited_in.iter().any(|at| at == "pp1"));
    assert_eq!(recalled.count(), 24);
}

#[test]
fn the_meeting_of_2022_names_twenty_states_the_union_and_two_others() {
    let meeting = built_in().instrument("ministerial-2022").expect("the instrument is there");
    let states: BTreeSet<_> = meeting
        .participants
        .iter()
        .filter_map(|it| built_in().state(it.code.as_deref()?))
        .map(|it| &it.code)
        .collect();
    assert_eq!(states.len(), 20);
    assert!(
        built_in()
            .instruments_with("eu")
            .iter()
            .any(|(it, basis)| it.id == "ministerial-2022" && *basis == Basis::Present)
    );
    assert_eq!(meeting.participants.iter().filter(|it| it.basis == Basis::Host).count(), 2);
}

#[test]
fn no_real_instrument_shows_a_member_by_inference() {
    let real = built_in().instruments().filter(|it| !it.exercise);
    assert!(real.flat_map(|it| &it.participants).all(|it| it.basis != Basis::Member));
}

#[test]
fn no_file_of_the_project_carries_an_imported_text() {
    assert!(built_in().instruments().all(|it| it.imported.is_empty()));
}

#[test]
fn mechanisms_have_the_participants_their_sources_list() {
    let size = |id: &str| built_in().mechanism(id).expect("the mechanism is there").participants().count();
    let sizes = ["arf-ict", "global-mechanism", "cyber-norm-initiative", "cis-iis", "sg-views"].map(size);
    assert_eq!(sizes, [27, 193, 0, 10, 193]);
    assert!(
        built_in()
            .mechanisms()
            .filter(|it| it.participations.is_empty())
            .all(|it| it.participants_note.is_some())
    );
}

#[test]
fn the_programme_of_action_is_an_earlier_proposal_of_the_global_mechanism() {
    let forum = built_in().mechanism("global-mechanism").expect("the mechanism is there");
    let entry = forum.lineage.iter().find(|it| it.instrument.as_deref() == Some("ministerial-2022"));
    assert_eq!(entry.map(|it| it.relation), Some(catalogue::Relation::EarlierProposal));
}

#[test]
fn exercises_have_states_of_their_own_and_regional_mechanisms_that_overlap() {
    let fictional = built_in().fictional_states().count();
    assert_eq!(fictional, 193);
    let of = |id: &str| -> BTreeSet<&str> {
        built_in()
            .mechanism(id)
            .expect("the mechanism is there")
            .participants()
            .map(|(code, _, _)| code)
            .collect()
    };
    let first: BTreeSet<&str> = built_in().fictional_states().take(24).map(|it| it.code.as_str()).collect();
    let (lagoon, plateau) = (of("exercise-lagoon"), of("exercise-plateau"));
    assert_eq!(of("exercise-assembly").len(), 193);
    assert_eq!((lagoon.intersection(&first).count(), plateau.intersection(&first).count()), (14, 12));
    assert_eq!(lagoon.intersection(&plateau).filter(|code| first.contains(*code)).count(), 6);
}

#[test]
fn fictional_states_bear_no_name_of_a_real_one() {
    let (fictional, real): (Vec<_>, Vec<_>) =
        built_in().states().partition(|it| it.status == StateStatus::Fictional);
    for invented in fictional {
        let close = real
            .iter()
            .find(|it| Lang::ALL.into_iter().any(|lang| it.name(lang).contains(invented.name(Lang::En))));
        assert!(close.is_none(), "{} is too close to {:?}", invented.code, close.map(|it| &it.code));
    }
}

#[test]
fn fictional_instruments_have_six_to_twelve_provisions_beside_the_nested_ones() {
    for instrument in built_in().instruments().filter(|it| it.exercise) {
        let top = instrument.provisions.iter().filter(|it| it.parent().is_none()).count();
        assert!((6..=12).contains(&top), "{}: {top}", instrument.id);
    }
}

#[test]
fn a_measure_has_the_fields_that_its_body_holds() {
    let kind = built_in().kind("measure").expect("the kind is there");
    let fields: Vec<_> = kind.fields.iter().map(|it| (it.id.as_str(), it.field_type, it.required)).collect();
    assert_eq!(
        fields,
        [
            ("title", FieldType::Text, true),
            ("summary", FieldType::Text, true),
            ("status", FieldType::Choice, true),
            ("began", FieldType::Date, false),
            ("responsible_body", FieldType::Text, false),
            ("links", FieldType::Urls, false),
        ]
    );
    let limit = |id: &str| kind.field(id).and_then(|it| it.max_chars);
    assert_eq!((limit("title"), limit("summary"), kind.signers.min), (Some(300), Some(20_000), 1));
}
