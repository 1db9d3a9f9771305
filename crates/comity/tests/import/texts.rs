//! The five texts, through the binary: every provision, every participant, every citation. They lie beside the project,
//! so these tests say so and pass where they aren't; the committed samples are read in any case (`json.rs`).

use crate::{comity, json};
use catalogue::{Catalogue, CatalogueInstrument, CitationKind};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

/// What is read from a text, and what the catalogue says of it.
fn read(file: &str, id: &str) -> Option<(Value, &'static CatalogueInstrument)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/instruments").join(file);
    if !path.exists() {
        println!("skipped: ../shared isn't here");
        return None;
    }
    let answer = comity(Path::new("."), &["import", path.to_str()?, "--format", "json"]).json();
    json::walk(&answer);
    let described = Catalogue::built_in().expect("sound").instrument(id).expect("it is built in");
    assert_eq!(
        paths(&answer["provisions"]),
        described.provisions.iter().map(|it| it.path.clone()).collect::<Vec<_>>()
    );
    let on = |code: &Value, basis: &Value| format!("{code} {basis}");
    let printed = list(&answer, "participants").iter().map(|it| on(&it["code"], &it["basis"]));
    let listed = described.participants.iter().map(|it| {
        let value = serde_json::to_value(it).expect("JSON");
        on(&value["code"], &value["basis"])
    });
    assert_eq!(printed.collect::<BTreeSet<_>>(), listed.collect::<BTreeSet<_>>(), "{id}: participants");
    Some((answer, described))
}

fn list<'a>(answer: &'a Value, name: &str) -> &'a [Value] {
    answer[name].as_array().expect("a list")
}

fn paths(provisions: &Value) -> Vec<String> {
    let walk = |one: &Value| {
        let own = one["path"].as_str().expect("a path").to_owned();
        std::iter::once(own).chain(paths(&one["children"])).collect::<Vec<_>>()
    };
    provisions.as_array().expect("a list").iter().flat_map(walk).collect()
}

fn labels(answer: &Value, role: &str) -> Vec<Option<String>> {
    let of_role = list(answer, "provisions").iter().filter(|it| it["role"] == role);
    of_role.map(|it| it["label"].as_str().map(str::to_owned)).collect()
}

fn cited<'a>(answer: &'a Value, kind: &str) -> Vec<&'a Value> {
    list(answer, "citations").iter().filter(|it| it["kind"] == kind).collect()
}

#[test]
fn the_draft_resolution_with_45_sponsors() {
    let Some((read, described)) = read("a-c1-75-l4.fr.txt", "a-c1-75-l4") else { return };
    assert_eq!((&read["symbol"], &read["form"]), (&"A/C.1/75/L.4".into(), &"draft-resolution".into()));
    let sponsors: Vec<_> = list(&read, "participants").iter().filter(|it| it["basis"] == "sponsor").collect();
    assert_eq!((sponsors.len(), list(&read, "participants").len()), (45, 45));
    assert!(sponsors.iter().all(|it| it["type"] == "state" && it["code"].is_string()));
    assert_eq!(labels(&read, "preambular"), vec![None; 16]);
    let numbers = |labels: Vec<Option<String>>| labels.into_iter().flatten().collect::<Vec<_>>();
    assert_eq!(numbers(labels(&read, "operative")), ["1", "2", "3", "4", "5", "6", "7"]);
    for operative in &list(&read, "provisions")[16..] {
        let nested = paths(&operative["children"]);
        let own = operative["path"].as_str().expect("a path");
        let expected =
            if own == "op1" || own == "op2" { vec![format!("{own}-a"), format!("{own}-b")] } else { vec![] };
        assert_eq!(nested, expected, "{own}");
    }
    // Each resolution and the decision, with its own date, as the catalogue lists them by their full symbols.
    let listed: BTreeSet<_> = described
        .lineage
        .iter()
        .filter(|it| it.cited_in.iter().any(|at| at == "pp1"))
        .map(|it| {
            let kind = if it.kind == CitationKind::Decision { "decision" } else { "resolution" };
            let symbol = it.symbol.as_deref().expect("a symbol");
            let short = symbol.trim_start_matches("A/RES/").trim_start_matches("A/DEC/");
            (kind.to_owned(), short.to_owned(), it.date.clone().expect("a date"))
        })
        .collect();
    let words = |it: &Value, name: &str| it[name].as_str().unwrap_or_default().to_owned();
    let printed: BTreeSet<_> = [cited(&read, "resolution"), cited(&read, "decision")]
        .concat()
        .into_iter()
        .map(|it| (words(it, "kind"), words(it, "symbol"), words(it, "date")))
        .collect();
    assert_eq!(printed, listed);
    assert_eq!((cited(&read, "resolution").len(), cited(&read, "decision").len()), (23, 1));
    let years: Vec<_> = cited(&read, "report").iter().map(|it| words(it, "date")).collect();
    assert_eq!(years, ["2010", "2013", "2015"]);
    assert!(!list(&read, "repairs").is_empty(), "it was machine-read from a scan");
}

#[test]
fn the_statement_of_the_regional_forum() {
    let Some((read, _)) = read("arf-2020.fr.txt", "arf-2020") else { return };
    assert_eq!((labels(&read, "preambular").len(), labels(&read, "operative").len()), (7, 9));
    assert_eq!(read["dates"][0]["date"], "2020-09-12");
    assert!(read["place"].as_str().is_some_and(|place| place.starts_with("Hano")));
    let cites = list(&read, "citations");
    let symbols: Vec<_> = cites.iter().filter_map(|it| it["symbol"].as_str()).collect();
    assert_eq!((cites.len(), symbols.as_slice()), (7, ["70/237"].as_slice()));
    assert_eq!(list(&read, "participants").len(), 0);
}

#[test]
fn the_declaration_from_a_web_page() {
    let Some((read, _)) = read("dinard-2019.fr.txt", "dinard-2019") else { return };
    let operative: Vec<_> = list(&read, "provisions").iter().filter(|it| it["role"] == "operative").collect();
    assert_eq!(operative.len(), 4);
    assert!(operative.iter().all(|it| it["act"] == "undertakes" && it["stance"] == "commitment"));
    let dates: Vec<_> = list(&read, "dates").iter().map(|it| it["date"].clone()).collect();
    assert_eq!(dates, ["2019-04-05"]);
    let text = read["provisions"].to_string();
    for furniture in ["JPEG", "haut de la page", "modification"] {
        assert!(!text.contains(furniture), "{furniture} is no text");
    }
}

#[test]
fn the_letter_with_an_annex() {
    let Some((read, _)) = read("cis-2020.fr.txt", "cis-2020") else { return };
    assert_eq!(read["form"], "letter-with-annex");
    assert_eq!(read["dates"][0], serde_json::json!({ "date": "2020-12-22", "role": "letter" }));
    assert_eq!(read["agenda_items"], serde_json::json!(["98", "112"]));
    assert_eq!(read["original_language"], "ru");
    let provisions = list(&read, "provisions");
    assert_eq!(provisions.len(), 13);
    assert!(provisions.iter().all(|it| it["label"].is_null()));
    let resolutions = cited(&read, "resolution");
    assert!(
        resolutions.iter().any(|it| it["paragraph"] == "29" && it["title"].is_string()),
        "{resolutions:?}"
    );
    assert_eq!(list(&read, "participants").len(), 0);
}

#[test]
fn the_summary_of_a_meeting() {
    let Some((read, _)) = read("cyber-ministerial-2022.fr.txt", "ministerial-2022") else { return };
    assert_eq!((&read["form"], &read["status"]), (&"meeting-summary".into(), &"summary".into()));
    assert_eq!(read["dates"][0]["date"], "2022-09-23");
    let of =
        |what: &str, word: &str| list(&read, "participants").iter().filter(|it| it[what] == word).count();
    assert_eq!((of("type", "state"), of("basis", "host"), of("code", "eu")), (20, 2, 1));
    let others = list(&read, "participants").iter().filter(|it| it["type"] != "state" && it["code"] != "eu");
    assert_eq!(others.count(), 2, "two spoke for no State");
}
