//! What is found, in which words, in which order, with which counts.

use crate::common::{Measure, ask, fill, index, measure, measures, positions, written};
use catalogue::{Catalogue, Lang};
use search::{Change, Facet, FacetValue, Hit, PROVISION, Query, SearchIndex};
use serde_json::json;

/// Questions and the positions of the measures that answer them, in any order.
const QUESTIONS: &[(&str, &[u64])] = &[
    // With and without accents, in capitals, in the singular and the plural.
    ("réseau", &[0]),
    ("reseaux", &[0]),
    ("RÉSEAUX", &[0]),
    ("securite", &[0]),
    ("sécurités", &[0]),
    ("Cooperaciones", &[4]),
    ("coopération", &[8]),
    ("autorité", &[8]),
    ("échanger", &[8]),
    // Other forms of a word.
    ("utilisation", &[0, 1]),
    ("utilisées", &[0, 1]),
    ("utilisees", &[0, 1]),
    ("mesures", &[1]),
    ("incident", &[2, 3]),
    ("capacity", &[2]),
    ("shares", &[2]),
    ("обмена", &[5]),
    ("информационная безопасность", &[5]),
    ("الأمن", &[6]),
    ("شبكة", &[6]),
    ("网络", &[7]),
    ("信息安全", &[]),
    ("通信技术", &[7]),
    ("网", &[7]),
    // Apostrophes and hyphens.
    ("l'utilisation", &[0, 1]),
    ("d’État", &[0]),
    ("cyber-indicateur", &[8]),
    ("neighbour's", &[2]),
    // Several words must all stand in it; those that say little needn't.
    ("exercises neighbours", &[2]),
    ("exercise hospital", &[3]),
    ("la sécurité pour les réseaux", &[0]),
    // Phrases, exclusion.
    ("\"mesure de confiance\"", &[1]),
    ("\"confiance de mesure\"", &[]),
    ("\"mesures de confiance\"", &[]),
    ("\"securite des reseaux\"", &[0]),
    ("« l'utilisation des réseaux »", &[0]),
    ("exercise -hospital", &[2]),
    ("incident -\"incident response\"", &[3]),
    ("utilisation -réseau", &[1]),
    ("70/237", &[3]),
    ("237/70", &[]),
    ("-exercise", &[0, 1, 4, 5, 6, 7, 8]),
    // Nothing.
    ("xylophone", &[]),
    ("?!", &[]),
    ("\"\"", &[]),
];

#[test]
fn titles_come_as_written_and_bounded() {
    let long = "т".repeat(2_000);
    let mut all = measures();
    all.push(measure(9, "XAA", "ru", &long, "Summary.", &[]));
    let index = SearchIndex::in_memory().unwrap();
    fill(&index, &all);
    let unknown = measure(99, "XAA", "en", "Never accepted", "Summary.", &[]).id();
    let titles = index.titles(&[all[0].id(), all[9].id(), unknown]).unwrap();
    assert_eq!(titles.len(), 2);
    assert_eq!(titles[&all[0].id()].as_deref(), Some("Sécurité des réseaux"));
    assert_eq!(titles[&all[9].id()].as_ref().unwrap().chars().count(), 1_001, "a thousand and an ellipsis");
}

#[test]
fn questions_find_what_they_should() {
    let index = index();
    let wrong: Vec<_> = QUESTIONS
        .iter()
        .filter_map(|(text, expected)| {
            let mut found = positions(&index, &ask(text));
            found.sort_unstable();
            (found != *expected).then(|| format!("{text}: {found:?} instead of {expected:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn an_index_built_again_gives_the_same_answers() {
    let all = measures();
    let at_once = SearchIndex::in_memory().unwrap();
    fill(&at_once, &all);
    let one_by_one = SearchIndex::in_memory().unwrap();
    let catalogue = Catalogue::built_in().unwrap();
    for (position, one) in (0..).zip(&all) {
        let mut change = Change::default();
        change.catalogue(catalogue);
        change.record(catalogue, position, &one.header, Some(&one.body));
        one_by_one.commit(&change, position + 1).unwrap();
    }
    let mut change = Change::default();
    change.catalogue(catalogue);
    at_once.commit(&change, 9).unwrap();
    assert_eq!(at_once.position().unwrap(), one_by_one.position().unwrap());
    for (text, _) in QUESTIONS {
        let query = Query { text: (*text).to_owned(), limit: 100, ..Query::default() };
        assert_eq!(at_once.search(&query).unwrap(), one_by_one.search(&query).unwrap(), "{text}");
    }
}

#[test]
fn provisions_are_found_by_their_summaries_titles_and_symbols() {
    let index = SearchIndex::in_memory().unwrap();
    let mut change = Change::default();
    change.catalogue(Catalogue::built_in().unwrap());
    index.commit(&change, 0).unwrap();
    let provisions = |text: &str| {
        let query = Query { text: text.to_owned(), limit: 100, ..Query::default() };
        let found = index.search(&query).unwrap();
        assert_eq!(found.total, found.hits.len().max(found.total));
        found.hits
    };
    let of = |instrument: &str, hits: &[Hit]| {
        hits.iter().filter(|hit| matches!(hit, Hit::Provision(id) if id.starts_with(instrument))).count()
    };
    let all_of_l4 = Catalogue::built_in().unwrap().instrument("a-c1-75-l4").unwrap().provisions.len();
    assert_eq!(of("a-c1-75-l4/", &provisions("A/C.1/75/L.4")), all_of_l4);
    let (with, without) = (provisions("capacités"), provisions("capacite"));
    assert!(!with.is_empty());
    assert_eq!(with.len(), without.len());
    // A second time, the same catalogue changes nothing.
    let before = provisions("international");
    index.commit(&change, 0).unwrap();
    assert_eq!(before, provisions("international"));
}

#[test]
fn what_speaks_to_a_framework_item_is_found_by_what_people_call_the_item() {
    let catalogue = Catalogue::built_in().unwrap();
    let index = SearchIndex::in_memory().unwrap();
    let mut change = Change::default();
    change.catalogue(catalogue);
    index.commit(&change, 0).unwrap();
    let (instrument, provision) = catalogue
        .instruments()
        .flat_map(|instrument| instrument.provisions.iter().map(move |provision| (instrument, provision)))
        .find(|(_, provision)| provision.links.to.iter().any(|item| item == "un/norm-13-f"))
        .unwrap();
    let speaks = Hit::Provision(instrument.provision_id(provision));
    for text in ["13 (f)", "13f", "13 f)", "norm 13 (f)", "norme 13 f)"] {
        let query = Query { text: text.to_owned(), limit: 1_000, ..Query::default() };
        assert!(index.search(&query).unwrap().hits.contains(&speaks), "{text}");
    }
}

#[test]
fn the_readers_language_comes_first() {
    let all = [
        measure(1, "XAA", "en", "Protection", "Protection of hospitals.", &[]),
        measure(2, "XAA", "fr", "Protection", "Protection des hôpitaux.", &[]),
    ];
    let index = SearchIndex::in_memory().unwrap();
    fill(&index, &all);
    let in_language = |lang| positions(&index, &Query { reader: Some(lang), ..ask("protections") });
    assert_eq!(in_language(Lang::En), [0, 1]);
    assert_eq!(in_language(Lang::Fr), [1, 0]);
}

#[test]
fn of_equals_what_is_real_stands_before_an_exercise() {
    let in_exercise = |number| {
        let real = measure(number, "XAA", "en", "Lanterns", "Lanterns in harbours.", &[]);
        let mut header = record::Header::from_bytes(&real.header).unwrap();
        header.exercise = true;
        Measure { header: header.to_bytes(), body: real.body }
    };
    let real = |number| measure(number, "XAA", "en", "Lanterns", "Lanterns in harbours.", &[]);
    let index = SearchIndex::in_memory().unwrap();
    fill(&index, &[real(1), in_exercise(2), real(3), in_exercise(4)]);
    assert_eq!(positions(&index, &ask("lanterns")), [2, 0, 3, 1]);
    assert_eq!(positions(&index, &ask("-xylophone")), [2, 0, 3, 1]);
    let all = Query { limit: 2_000, filters: vec![(Facet::Kind, PROVISION.to_owned())], ..ask("") };
    let of_catalogue = Catalogue::built_in().unwrap();
    let exercises: Vec<bool> = index
        .search(&all)
        .unwrap()
        .hits
        .iter()
        .map(|hit| match hit {
            Hit::Provision(id) => {
                of_catalogue.provision(id).is_some_and(|(instrument, _)| instrument.exercise)
            }
            Hit::Record { .. } => false,
        })
        .collect();
    assert!(exercises.is_sorted(), "provisions of exercises stand behind the others");
}

#[test]
fn facets_count_what_was_found_and_rank_nobody() {
    let index = index();
    let found = index.search(&ask("")).unwrap();
    assert_eq!(found.total, 9);
    let values = |facet| found.facets.iter().find(|one| one.facet == facet).unwrap().values.clone();
    let value = |value: &str, count| FacetValue { value: value.to_owned(), count };
    assert_eq!(
        values(Facet::Language),
        [("ar", 1), ("en", 2), ("es", 1), ("fr", 3), ("ru", 1), ("zh", 1)]
            .map(|(tag, n)| value(tag, Some(n)))
    );
    assert_eq!(
        values(Facet::Participant),
        ["XAA", "XAB", "XAC", "XAD", "XAE", "XAF", "XAG"].map(|code| value(code, None))
    );
    assert_eq!(values(Facet::Year), [value("2024", Some(9))]);
    assert_eq!(values(Facet::Item), [value("un/norm-13-a", Some(9))]);
    assert_eq!(values(Facet::Kind), [value("measure", Some(9))]);

    let french = Query { filters: vec![(Facet::Language, "fr".to_owned())], ..ask("mesure") };
    let found = index.search(&french).unwrap();
    assert_eq!(found.total, 1);
    let participants = &found.facets.iter().find(|one| one.facet == Facet::Participant).unwrap().values;
    assert_eq!(participants, &[value("XAB", None)]);
    for unknown in [(Facet::Kind, PROVISION), (Facet::Mechanism, "nowhere"), (Facet::Item, "' OR 1=1")] {
        let query = Query { filters: vec![(unknown.0, unknown.1.to_owned())], ..Query::default() };
        assert_eq!(index.search(&query).unwrap().total, 0);
    }
}

#[test]
fn a_kind_s_choices_narrow_and_its_tables_are_read() {
    let need = json!({
        "title": "Training", "summary": "For analysts.", "forms": ["advice", "training", "a stranger's"],
        "groups": ["csirt"],
    });
    let project = json!({
        "title": "A team", "summary": "It begins.", "status": "under-way",
        "milestones": [{"what": "A laboratory", "status": "planned", "result": "Xylophones everywhere"}],
    });
    let need = written("capacity-need", 20, "XAA", "en", &need, &[]);
    let project = written("capacity-project", 21, "XAB", "en", &project, &[]);
    let mut all = measures();
    all.extend([need, project]);
    let index = SearchIndex::in_memory().unwrap();
    fill(&index, &all);
    let narrowed = |value: &str| {
        let query = Query { filters: vec![(Facet::Choice, value.to_owned())], ..ask("") };
        positions(&index, &query)
    };
    assert_eq!(narrowed("measure.status.in-force").len(), measures().len());
    assert_eq!(narrowed("capacity-need.forms.training"), [9]);
    assert_eq!(narrowed("capacity-project.status.under-way"), [10]);
    assert_eq!(narrowed("capacity-need.forms.a stranger's"), Vec::<u64>::new());
    let words = Query { filters: Vec::new(), ..ask("xylophones") };
    assert_eq!(positions(&index, &words), [10]);
}

#[test]
fn pages_follow_each_other_without_gap_or_double() {
    let index = index();
    let whole = positions(&index, &ask("-xylophone"));
    assert_eq!(whole, [8, 7, 6, 5, 4, 3, 2, 1, 0]);
    let pages: Vec<u64> = (0..4)
        .flat_map(|page| positions(&index, &Query { offset: page * 2, limit: 2, ..ask("-xylophone") }))
        .collect();
    assert_eq!(pages, whole[..8]);
    let beyond = index.search(&Query { offset: usize::MAX, limit: usize::MAX, ..ask("") }).unwrap();
    assert_eq!((beyond.total, beyond.hits.len()), (9, 0));
}

#[test]
fn what_its_author_replaced_is_found_only_when_asked_for() {
    let old = measure(1, "XAA", "en", "Drill", "A drill each spring.", &[]);
    let new = measure(2, "XAA", "en", "Drill", "A drill each autumn.", &[old.id()]);
    let index = SearchIndex::in_memory().unwrap();
    fill(&index, &[old, new]);
    assert_eq!(positions(&index, &ask("drill")), [1]);
    assert_eq!(positions(&index, &ask("spring")), [0_u64; 0]);
    assert_eq!(positions(&index, &Query { superseded: true, ..ask("spring") }), [0]);
    assert_eq!(index.search(&ask("drill")).unwrap().total, 1);
}

#[test]
fn what_is_not_public_or_not_the_body_is_no_document() {
    let catalogue = Catalogue::built_in().unwrap();
    let one = measure(1, "XAA", "en", "Drill", "A drill.", &[]);
    let other = measure(2, "XAA", "en", "Other", "Another.", &[]);
    assert!(search::document_of(catalogue, 0, &one.header, Some(&one.body)).is_some());
    assert!(search::document_of(catalogue, 0, &one.header, None).is_none());
    assert!(search::document_of(catalogue, 0, &one.header, Some(&other.body)).is_none());
    let text = String::from_utf8(one.header.clone()).unwrap();
    let own = text.replace(r#"{"to":"public"}"#, r#"{"to":"own"}"#);
    assert_ne!(own, text);
    assert!(search::document_of(catalogue, 0, own.as_bytes(), Some(&one.body)).is_none());
    let control = text.replace(r#""kind":"measure""#, r#""kind":"key""#);
    assert!(search::document_of(catalogue, 0, control.as_bytes(), Some(&one.body)).is_none());
}

/// Else a search that leaves out what was replaced would tell everybody that something restricted replaces it.
#[test]
fn what_a_restricted_record_replaces_still_stands_for_everybody() {
    let index = SearchIndex::in_memory().unwrap();
    let old = measure(1, "XAA", "en", "Spring drill", "A drill.", &[]);
    let newer = measure(2, "XAA", "en", "Summer drill", "Another.", &[old.id()]);
    let own =
        String::from_utf8(newer.header.clone()).unwrap().replace(r#"{"to":"public"}"#, r#"{"to":"own"}"#);
    let restricted = Measure { header: own.into_bytes(), ..newer };
    fill(&index, &[old, restricted]);
    assert_eq!(positions(&index, &ask("drill")), [0]);
}
