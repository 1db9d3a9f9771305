//! Nothing of a delegation's leaves it. The list of what is asked comes from the hub's own list of routes: a route that the
//! table in `leaks/routes.rs` doesn't know fails the test, so that nobody adds one without saying who may see what there.

mod planted;
mod routes;

use super::common::Answer;
use super::house::*;
use planted::*;
use routes::{ALL, TABLE, Who};
use std::collections::BTreeSet;

fn shown(answer: &Answer) -> Vec<&'static str> {
    let headers = format!("{:?}", answer.headers);
    let body = String::from_utf8_lossy(&answer.bytes);
    MARKERS.into_iter().filter(|marker| headers.contains(marker) || body.contains(marker)).collect()
}

/// A page that is shown; a file that is taken away is none.
fn is_page(answer: &Answer) -> bool {
    let html = answer.header("content-type").starts_with("text/html");
    answer.status == 200 && html && !answer.headers.contains_key("content-disposition")
}

/// The hub's routes, as its own document lists them.
fn routes(house: &House) -> BTreeSet<(String, String)> {
    let document = Visitor::new(1).get(house, "/api/openapi.json").json();
    let paths = document["paths"].as_object().unwrap();
    let of = |(path, methods): (&String, &serde_json::Value)| {
        let methods: Vec<String> = methods.as_object().unwrap().keys().cloned().collect();
        methods.into_iter().map(|method| (method, path.clone())).collect::<Vec<_>>()
    };
    paths.iter().flat_map(of).collect()
}

#[test]
fn every_route_says_who_may_see_what() {
    let routes = routes(&House::new());
    let table: BTreeSet<(String, String)> =
        TABLE.iter().map(|(method, path, _)| ((*method).to_owned(), (*path).to_owned())).collect();
    let unsaid: Vec<_> = routes.difference(&table).collect();
    let gone: Vec<_> = table.difference(&routes).collect();
    assert!(unsaid.is_empty(), "say in the table who may see what at {unsaid:?}");
    assert!(gone.is_empty(), "no such routes: {gone:?}");
    assert_eq!(TABLE.len(), table.len(), "a route stands twice");
}

#[test]
fn what_is_planted_is_seen_where_it_may_be() {
    let planted = Planted::new();
    let page = |who, address: &str| shown(&planted.answers(who, "get", address)[0]);
    assert_eq!(page(Who::Administrator, "/delegation"), [NAME, NOTE]);
    assert_eq!(page(Who::Delegate, "/delegation"), [NAME]);
    assert_eq!(page(Who::Administrator, "/trail"), [NAME]);
    let form = |id: &str, behind: &str| page(Who::Delegate, &format!("/drafts/{id}{behind}"));
    for (marker, id, behind) in [
        (REMARK, &planted.survey, "?part=norms"),
        (WORKBOOK, &planted.survey, "?part=norms"),
        (BEFORE, &planted.survey, "/changes?part=norms"),
        (WORD_FILE, &planted.cited, ""),
    ] {
        assert!(form(id, behind).contains(&marker), "{marker}: {:?}", form(id, behind));
    }
    assert!(page(Who::Delegate, "/drafts").contains(&CAPACITY));
}

/// What somebody follows says what they work on: colleagues, administrators and secretariats aren't told.
#[test]
fn what_somebody_follows_stands_on_their_own_page_alone() {
    let planted = Planted::new();
    let follows = |answer: &Answer| String::from_utf8_lossy(&answer.bytes).contains("norm-13-k");
    let mut own = planted.signed_out.clone();
    assert_eq!(own.sign_in(&planted.house).status, 200);
    assert!(follows(&own.get(&planted.house, "/me/subscriptions")));
    for who in ALL {
        for address in
            ["/me", "/me/subscriptions", "/delegation", "/trail", "/drafts", "/delegation/reminders"]
        {
            for answer in planted.answers(who, "get", address) {
                assert!(!follows(&answer), "{who:?} at {address}");
            }
        }
    }
}

/// Somebody who acts for several delegations sees on every page for which one.
#[test]
fn every_page_says_for_whom_one_acts() {
    let planted = Planted::new();
    let (mut pages, delegate) = (0, planted.visitor(Who::Delegate));
    for (_, path, _) in TABLE.iter().filter(|(method, ..)| *method == "get") {
        for address in planted.addresses(path) {
            let answer = delegate.get(&planted.house, &format!("{address}?lang=en"));
            if !is_page(&answer) {
                continue;
            }
            let (_, acting) =
                answer.text().split_once("class=\"acting\"").unwrap_or_else(|| panic!("{address}"));
            assert!(acting.split("</a>").next().unwrap().contains("Beravie"), "{address}");
            pages += 1;
        }
    }
    assert!(pages > 30, "{pages}");
}

/// Whoever types something is told on the same page who will see it.
#[test]
fn every_page_with_a_field_to_type_in_says_who_will_see_it() {
    // A question and a code are put and not kept.
    const KEPT_NOWHERE: [&str; 3] = ["/", "/search", "/sign-in"];
    let planted = Planted::new();
    let (mut pages, mut unsaid) = (0, BTreeSet::new());
    for who in [Who::Delegate, Who::Administrator, Who::Officer] {
        for (_, path, _) in
            TABLE.iter().filter(|(method, path, _)| *method == "get" && !KEPT_NOWHERE.contains(path))
        {
            for address in planted.addresses(path) {
                let answer = planted.visitor(who).get(&planted.house, &address);
                if !is_page(&answer) {
                    continue;
                }
                let main = answer.main();
                let typed = main.contains("<textarea") || main.contains("maxlength=");
                let said = [
                    "class=\"sees\"",
                    "id=\"seen-by\"",
                    "id=\"confirmation-note\"",
                    "id=\"name-note\"",
                    "Whoever can read the record reads this",
                ];
                if typed && !said.iter().any(|one| main.contains(one)) {
                    unsaid.insert(format!("{who:?} {path}"));
                }
                pages += usize::from(typed);
            }
        }
    }
    assert!(pages > 5 && unsaid.is_empty(), "{pages} {unsaid:#?}");
}

#[test]
fn no_page_shows_what_its_reader_may_not_see() {
    let planted = Planted::new();
    let mut asked = 0;
    for (method, path, sees) in TABLE.iter().filter(|(method, ..)| *method == "get") {
        for who in ALL {
            for address in planted.addresses(path) {
                for answer in planted.answers(who, method, &address) {
                    let leaked: Vec<_> = shown(&answer)
                        .into_iter()
                        .filter(|marker| !sees.allowed(who).contains(marker))
                        .collect();
                    assert!(leaked.is_empty(), "{who:?} sees {leaked:?} at {address}");
                    asked += 1;
                }
            }
        }
    }
    assert!(asked > 900, "{asked}");
}

#[test]
fn no_answer_to_a_form_shows_what_its_sender_may_not_see() {
    for (method, path, sees) in TABLE.iter().filter(|(method, ..)| *method == "post") {
        // A form changes things: each route has a hub of its own. The signed-in with fewest rights come first.
        let planted = Planted::new();
        for who in ALL {
            for address in planted.addresses(path) {
                for answer in planted.answers(who, method, &address) {
                    let leaked: Vec<_> = shown(&answer)
                        .into_iter()
                        .filter(|marker| !sees.allowed(who).contains(marker))
                        .collect();
                    assert!(leaked.is_empty(), "{who:?} sees {leaked:?} after {address}");
                    let closed = planted.closed_to(who, &answer);
                    assert!(closed.is_empty(), "{who:?} sees a word of {closed:?} after {address}");
                }
            }
        }
    }
}
