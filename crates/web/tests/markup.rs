//! The markup that screen readers, other programs and a reader without our style sheet live on: over every screen, in
//! every language.
#![allow(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::World;
use regex::Regex;

/// Elements without an end.
const VOID: [&str; 5] = ["meta", "link", "input", "br", "hr"];

/// What can't stand in a paragraph: a browser would end the paragraph before it.
const BLOCKS: [&str; 12] =
    ["p", "div", "ul", "ol", "dl", "table", "pre", "section", "h1", "h2", "h3", "details"];

/// An element of a page.
struct Element {
    name: String,
    attributes: BTreeMap<String, String>,
    /// Where its parent stands in the list.
    parent: Option<usize>,
    /// Its text with that of all within it.
    text: String,
}

impl Element {
    fn has(&self, name: &str) -> bool {
        self.attributes.contains_key(name)
    }

    fn get(&self, name: &str) -> &str {
        self.attributes.get(name).map(String::as_str).unwrap_or_default()
    }
}

/// The elements of a page in their order; what is wrong with how they nest is a failure.
fn elements(page: &str) -> Vec<Element> {
    let tag = Regex::new(r#"<(/?)([a-z][a-z0-9]*)((?:\s+[a-zA-Z0-9-]+(?:="[^"]*")?)*)\s*/?>"#).unwrap();
    let attribute = Regex::new(r#"([a-zA-Z0-9-]+)(?:="([^"]*)")?"#).unwrap();
    let mut found: Vec<Element> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut end = 0;
    for part in tag.captures_iter(page) {
        let whole = part.get(0).unwrap();
        let between = &page[end..whole.start()];
        assert!(end == 0 || !between.contains('<'), "no tag: {between}");
        for at in &open {
            found[*at].text.push_str(between);
        }
        end = whole.end();
        let name = &part[2];
        if !part[1].is_empty() {
            let last = open.pop().map(|at| found[at].name.as_str());
            assert_eq!(last, Some(name), "ends before {}", &page[end..(end + 80).min(page.len())]);
            continue;
        }
        let mut attributes = BTreeMap::new();
        for one in attribute.captures_iter(&part[3]) {
            let value = one.get(2).map(|value| value.as_str()).unwrap_or_default();
            assert!(
                attributes.insert(one[1].to_owned(), value.to_owned()).is_none(),
                "twice: {}",
                whole.as_str()
            );
        }
        let parent = open.last().copied();
        found.push(Element { name: name.to_owned(), attributes, parent, text: String::new() });
        if !VOID.contains(&name) && !whole.as_str().ends_with("/>") {
            open.push(found.len() - 1);
        }
    }
    assert!(open.is_empty(), "not ended: {:?}", open.iter().map(|at| &found[*at].name).collect::<Vec<_>>());
    found
}

/// What is wrong with a page.
fn faults(elements: &[Element]) -> Vec<String> {
    let mut faults = Vec::new();
    let mut fault = |wrong: bool, what: String| {
        if wrong {
            faults.push(what);
        }
    };
    let named = |name: &str| elements.iter().filter(|one| one.name == name).count();
    fault(named("h1") != 1 || named("main") != 1, "one h1 and one main".to_owned());
    let page = &elements[0];
    fault(
        page.name != "html" || page.get("lang").is_empty() || page.get("dir").is_empty(),
        "its language".to_owned(),
    );

    let ids: Vec<&str> = elements.iter().map(|one| one.get("id")).filter(|id| !id.is_empty()).collect();
    let known: BTreeSet<&str> = ids.iter().copied().collect();
    fault(ids.len() != known.len(), format!("an id stands twice: {ids:?}"));

    let labelled: BTreeSet<&str> = elements.iter().map(|one| one.get("for")).collect();
    let mut level = 0;
    let mut landmarks = BTreeSet::new();
    for one in elements {
        let Element { name, attributes, text, .. } = one;
        let what = format!("{name} {attributes:?} {text:.60}");
        let parent = one.parent.map_or("", |at| elements[at].name.as_str());
        let points =
            [one.get("for"), one.get("aria-labelledby"), one.get("href").strip_prefix('#').unwrap_or("")];
        fault(
            points.iter().any(|id| !id.is_empty() && !known.contains(id)),
            format!("points nowhere: {what}"),
        );
        if let Some(own) = name.strip_prefix('h').and_then(|level| level.parse::<u32>().ok()) {
            fault(own > level + 1, format!("skips a level: {what}"));
            level = own;
        }
        let labels = one.has("aria-label") || one.has("aria-labelledby");
        match name.as_str() {
            "input" if one.get("type") != "hidden" => {
                fault(!labels && !labelled.contains(one.get("id")), format!("no label: {what}"));
            }
            "img" => fault(!one.has("alt"), format!("no text instead: {what}")),
            "svg" => fault(one.get("role") != "img" || !labels, format!("no text instead: {what}")),
            "a" | "button" | "summary" | "h1" | "h2" | "h3" | "title" | "dt" | "dd" | "th" | "label" => {
                fault(text.trim().is_empty(), format!("says nothing: {what}"));
            }
            "nav" | "aside" => {
                let label = one.get("aria-label");
                fault(
                    label.is_empty() || !landmarks.insert(label),
                    format!("one landmark among others: {what}"),
                );
            }
            "table" => fault(!text.contains(char::is_alphabetic), format!("empty: {what}")),
            _ => {}
        }
        let in_list = matches!(parent, "ul" | "ol");
        fault(in_list != (name == "li"), format!("an item and its list: {what} in {parent}"));
        fault(
            matches!(name.as_str(), "ul" | "ol" | "dl") && text.trim().is_empty(),
            format!("an empty list: {what}"),
        );
        fault(parent == "dl" && name != "dt" && name != "dd", format!("in a list of facts: {what}"));
        fault(
            matches!(parent, "p" | "span" | "a") && BLOCKS.contains(&name.as_str()),
            format!("in a line: {what}"),
        );
    }
    faults
}

#[test]
fn every_screen_is_well_formed_labelled_and_in_order_in_every_language() {
    let world = World::new();
    let mut screens = world.screens();
    screens.extend(
        ["/no-such-page", "/register?before=x", "/search?q=nothing-like-it&kind=measure"].map(str::to_owned),
    );
    let mut wrong = Vec::new();
    for address in screens {
        for language in ["en", "ar", "zh", "fr", "ru", "es"] {
            let page = world.ask("GET", &address, &[("accept-language", language)]);
            let text = page.text().strip_prefix("<!doctype html>").expect("a doctype");
            let elements = elements(text);
            assert!(elements.len() > 30, "{address} was read");
            assert_eq!(elements[0].get("lang"), language, "{address}");
            assert_eq!(elements[0].get("dir"), if language == "ar" { "rtl" } else { "ltr" }, "{address}");
            wrong.extend(
                faults(&elements).into_iter().map(|fault| format!("{address} in {language}: {fault}")),
            );
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_fault_is_found() {
    let page = |main: &str| format!("<html lang=\"en\" dir=\"ltr\"><main>{main}</main></html>");
    assert_eq!(faults(&elements(&page("<h1>One</h1>"))), Vec::<String>::new());
    for main in [
        "<h1>One</h1><h3>Three</h3>",
        "<h1>One</h1><h1>Two</h1>",
        "<h1 id=\"a\">One</h1><p id=\"a\">Two</p>",
        "<h1>One</h1><input id=\"q\">",
        "<h1>One</h1><svg></svg>",
        "<h1>One</h1><a href=\"/\"></a>",
        "<h1>One</h1><a href=\"#b\">Two</a>",
        "<h1>One</h1><ul><p>Two</p></ul>",
        "<h1>One</h1><ul></ul>",
        "<h1>One</h1><p><div>Two</div></p>",
        "<h1>One</h1><nav>Two</nav>",
    ] {
        assert!(!faults(&elements(&page(main))).is_empty(), "{main}");
    }
}

/// A link keeps the language that the address asked for, after the path: what a template appends to it ends up in the
/// language's name, and leads back to the page that one is on.
#[test]
fn no_template_appends_a_path_to_a_link() {
    let appended = Regex::new(r"c\.link\([^}]*\)\s*\}\}[^\x22<\s]").unwrap();
    let templates = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let folders = [templates.clone(), templates.join("account")];
    let files = folders
        .iter()
        .flat_map(|folder| std::fs::read_dir(folder).unwrap())
        .map(|entry| entry.unwrap().path());
    let wrong: Vec<String> = files
        .filter(|path| path.extension().is_some_and(|ending| ending == "html"))
        .flat_map(|path| {
            let text = std::fs::read_to_string(&path).unwrap();
            appended
                .find_iter(&text)
                .map(|found| format!("{}: {}", path.display(), found.as_str()))
                .collect::<Vec<_>>()
        })
        .collect();
    assert_eq!(wrong, Vec::<String>::new());
}
