//! Needs and offers of capacity: what may meet is shown with reasons that hold, nothing that doesn't stand takes part, and counts
//! have no State in them.
#![allow(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

mod common;

use admission::kinds;
use common::{Draft, World, XAA, XAB, capacity};
use record::RecordId;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What both sides say of the same help.
fn terms() -> Value {
    json!({ "title": "Training of responders", "summary": "A course for a national team.", "forms": ["training"],
        "regions": ["oceania"], "working_languages": ["en", "fr"] })
}

fn with(mut content: Value, member: &str, value: Value) -> Value {
    content[member] = value;
    content
}

fn offer(number: u64, content: &Value) -> Draft {
    capacity(number, "capacity-offer", "XAB", XAB, content)
}

fn need(number: u64) -> Draft {
    capacity(number, "capacity-need", "XAA", XAA, &with(terms(), "by", json!("2027-09")))
}

fn world() -> World {
    let world = World::new();
    for (number, kind) in (300..).zip(["capacity-need", "capacity-offer", "capacity-project"]) {
        world.register.submit_blocking(common::kind_file(number, kind).sign()).unwrap();
    }
    world
}

fn say(world: &World, draft: Draft) -> RecordId {
    world.register.submit_blocking(draft.sign()).unwrap().id
}

/// The ids of the matches on a record's page, in its order.
fn matches(world: &World, id: RecordId) -> Vec<String> {
    let page = world.read_now(&format!("/records/{id}.json")).json();
    let newest = page["capacity"]["matches"]["newest"].as_array().cloned().unwrap_or_default();
    newest.iter().map(|one| one["record"]["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_need_shows_the_offers_that_may_meet_it_with_reasons_and_an_offer_the_needs() {
    let world = world();
    let need = say(&world, need(310));
    let blank =
        say(&world, offer(311, &json!({ "title": "Courses", "summary": "S.", "forms": ["training"] })));
    let whole = with(with(terms(), "from", json!("2027-01")), "regions", json!(["any"]));
    let full = say(&world, offer(312, &whole));
    say(&world, offer(313, &with(terms(), "forms", json!(["funding"]))));
    say(&world, offer(314, &with(terms(), "regions", json!(["sub-saharan-africa"]))));
    say(&world, offer(315, &with(terms(), "working_languages", json!(["ar"]))));
    say(&world, offer(316, &with(terms(), "from", json!("2028"))));
    let mut elsewhere = offer(317, &terms());
    elsewhere.header.framework_items = vec!["un/norm-13-a".into()];
    say(&world, elsewhere);
    say(&world, capacity(318, "capacity-offer", "XAA", XAA, &terms()));
    assert_eq!(matches(&world, need), [full.to_string(), blank.to_string()], "the newest first");
    assert_eq!(matches(&world, full), [need.to_string()]);

    let html = world.read_now(&format!("/records/{need}"));
    let text = html.main();
    for reason in [
        "Both name this form of help: Training.",
        "Region: Oceania.",
        "Working languages: English, French.",
        "Time that both leave open: January 2027 to September 2027.",
        "Region: cannot be told, the offer leaves it open.",
        "Who is helped: cannot be told, both leave it open.",
        "nothing is ranked",
    ] {
        assert!(text.contains(reason), "{reason} in {text}");
    }
    assert!(!text.contains("/delegation/project"), "who has no side begins nothing");
    for language in ["ar", "zh", "fr", "ru", "es"] {
        let page = world.read_now(&format!("/records/{need}?lang={language}"));
        assert_eq!(page.status, 200);
        assert!(!page.text().contains("match-"), "every message is there in {language}");
    }
}

#[test]
fn what_was_replaced_disavowed_or_erased_meets_nothing_and_is_not_counted() {
    let world = world();
    let need = say(&world, need(310));
    let old = say(&world, offer(311, &terms()));
    let mut newer = offer(312, &terms());
    newer.header.supersedes = vec![old];
    let newer = say(&world, newer);
    let disowned = say(&world, offer(313, &terms()));
    let erased = say(&world, offer(314, &terms()));
    assert_eq!(matches(&world, need).len(), 3);
    let about = |number: u64, kind: &str, content: &Value, id: RecordId, word: &str| {
        let mut draft = Draft::new(number, kind, "XAB", content, &[XAB]);
        draft.header.refers = vec![id];
        draft.header.workflow_move = Some(word.into());
        say(&world, draft);
    };
    about(315, kinds::DISAVOWAL, &json!({ "reason": "Nobody here wrote this." }), disowned, "disavow");
    about(316, kinds::ERASURE, &json!({}), erased, "personal-data");
    assert_eq!(matches(&world, need), [newer.to_string()]);
    for gone in [old, disowned, erased] {
        assert_eq!(matches(&world, gone), Vec::<String>::new());
        let page = world.read_now(&format!("/records/{gone}.json")).json();
        assert!(page["capacity"]["matches"].is_null(), "what doesn't stand meets nothing");
    }
    assert_eq!(
        world.read_now("/capacity.json").json()["total"],
        json!({ "needs": 1, "offers": 1, "projects": 0 })
    );
}

/// What its author withdrew says so wherever it is printed, and has no part in what is to come.
#[test]
fn what_was_withdrawn_is_printed_as_withdrawn_and_left_out_of_the_outlook() {
    let world = world();
    let open = say(&world, need(310));
    let withdrawn = say(&world, need(311));
    let mut moving = Draft::new(312, kinds::MOVE, "XAA", &json!({}), &[XAA]);
    moving.header.refers = vec![withdrawn];
    moving.header.workflow_move = Some("withdraw".into());
    say(&world, moving);
    let print = |id| world.read_now(&format!("/records/{id}/print?lang=en")).text().to_owned();
    assert!(print(open).contains("Its author has not replaced it."));
    let printed = print(withdrawn);
    assert!(printed.contains("State of this record") && printed.contains("Withdrawn ("), "{printed}");
    assert!(!printed.contains("Its author has not replaced it."), "it doesn't stand as before");
    let of = |what: &str| {
        world
            .read_now(&format!("/participants/XAA/{what}?mechanism=exercise-assembly&lang=en"))
            .text()
            .to_owned()
    };
    let (report, outlook) = (of("report"), of("outlook"));
    assert!(report.contains("Withdrawn (") && report.contains(&withdrawn.to_string()), "{report}");
    assert!(outlook.contains(&open.to_string()) && !outlook.contains(&withdrawn.to_string()), "{outlook}");
    let table = world.read_now("/tables/participants/XAA?lang=en");
    let row =
        |id: RecordId| table.text().lines().find(|row| row.contains(&id.to_string())).unwrap().to_owned();
    assert!(row(withdrawn).contains(",Withdrawn,") && row(open).contains(",Open,"), "{}", table.text());
}

#[test]
fn the_picture_is_counts_of_what_stands_without_any_state() {
    let world = world();
    say(&world, need(310));
    say(&world, offer(311, &terms()));
    say(&world, offer(312, &with(terms(), "forms", json!(["training", "advice"]))));
    let page = world.read_now("/capacity.json").json();
    assert_eq!(page["total"], json!({ "needs": 1, "offers": 2, "projects": 0 }));
    let tables = page["tables"].as_array().unwrap();
    let line = |by: &str, id: &str| {
        let table = tables.iter().find(|table| table["by"] == by).unwrap();
        let line = table["lines"].as_array().unwrap().iter().find(|line| line["id"] == id).cloned();
        line.map(|line| (line["needs"].as_u64().unwrap(), line["offers"].as_u64().unwrap()))
    };
    assert_eq!(line("item", "un/norm-13-f"), Some((1, 2)));
    assert_eq!(line("help", "training"), Some((1, 2)));
    assert_eq!(line("help", "advice"), Some((0, 1)));
    assert_eq!(line("help", "funding"), None, "no row is blank");
    assert_eq!(line("region", "oceania"), Some((1, 2)));
    let counted = serde_json::to_string(tables).unwrap();
    for state in ["XAA", "XAB", "XAC"] {
        let name = world.read_now(&format!("/participants/{state}.json")).json();
        let name = name["party"]["name"].as_str().or(name["name"].as_str()).unwrap_or(state).to_owned();
        assert!(!counted.contains(state) && !counted.contains(&name), "{state} stands among counts");
    }
    let csv = world.read_now("/tables/capacity?form=csv&lang=en");
    assert_eq!(csv.status, 200);
    let rows: BTreeSet<&str> = csv.text().lines().map(str::trim_end).collect();
    assert!(rows.contains("Form of help,advice,Advice,0,1,0"), "{}", csv.text());
    let narrowed = world.read_now("/capacity.json?help=advice").json();
    let totals: Vec<_> = narrowed["lists"].as_array().unwrap().iter().map(|list| &list["total"]).collect();
    assert_eq!(totals, [0, 1, 0]);
    assert_eq!(world.read_now("/tables/capacity?form=xlsx").status, 200);
    assert_eq!(world.read_now(&format!("/capacity?help={}", "a".repeat(101))).status, 400);
    for language in ["ar", "zh", "en", "fr", "ru", "es"] {
        let page = world.read_now(&format!("/capacity?lang={language}&help=training"));
        assert_eq!(page.status, 200);
        assert!(page.main().contains("un/norm-13-f") || page.main().contains("un%2Fnorm-13-f"));
    }
}

#[test]
fn a_need_that_an_earlier_version_of_its_kind_was_written_by_is_still_met() {
    let world = World::new();
    let mut first = common::built_in("kinds/capacity-need.json");
    first["version"] = json!(1);
    let fields = first["fields"].as_array_mut().unwrap();
    fields.retain(|field| !["regions", "working_languages", "from"].iter().any(|id| field["id"] == **id));
    world
        .register
        .submit_blocking(common::file(300, "kinds/capacity-need.json", first.to_string()).sign())
        .unwrap();
    world.register.submit_blocking(common::kind_file(301, "capacity-offer").sign()).unwrap();
    let content = json!({ "title": "T", "summary": "S.", "forms": ["training"], "languages": "English" });
    let mut old = capacity(310, "capacity-need", "XAA", XAA, &content);
    old.header.kind_version = 1;
    let old = say(&world, old);
    world.register.submit_blocking(common::kind_file(302, "capacity-need").sign()).unwrap();
    let offer = say(&world, offer(311, &terms()));
    assert_eq!(matches(&world, old), [offer.to_string()]);
}

#[test]
fn a_need_that_its_author_says_again_in_another_language_is_one_need() {
    let world = world();
    let first = say(&world, need(310));
    let mut again = need(311);
    again.header.language = "fr".into();
    again.header.refers = vec![first];
    let again = say(&world, again);
    let translates = world.read_now(&format!("/records/{again}.json")).json()["translates"].clone();
    assert!(translates.to_string().contains(&first.to_string()), "{translates}");
    let page = world.read_now("/capacity.json").json();
    let totals: Vec<_> = page["lists"].as_array().unwrap().iter().map(|list| &list["total"]).collect();
    assert_eq!(totals, [1, 0, 0], "{page}");
    let offer = say(&world, offer(312, &terms()));
    assert_eq!(matches(&world, offer), [first.to_string()]);
}
