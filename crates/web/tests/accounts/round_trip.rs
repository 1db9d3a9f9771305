//! What a State says by a kind's form, whichever way it comes in: typed in the page, brought back in a workbook, handed in signed.
//! All three are kept as the same content.

use super::common::{self, Answer, OneShelf, World};
use super::cycles::{signed, signer};
use super::house::{House, Visitor, participant};
use super::workbooks;
use axum::http::StatusCode;
use catalogue::{Catalogue, Kind, Writer};
use policy::Role;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What a page's form asks for: each field's name, with the values among which it offers a choice, if it does.
fn asked(page: &Answer) -> BTreeMap<String, Option<BTreeSet<String>>> {
    const NAMED: &str = "name=\"field-";
    let mut found: BTreeMap<String, Option<BTreeSet<String>>> = BTreeMap::new();
    let within = |text: &str, begin: &str| Some(text.split_once(begin)?.1.split_once('"')?.0.to_owned());
    for piece in page.main().split('<') {
        let Some(name) = within(piece, NAMED) else { continue };
        let is_choice = piece.starts_with("select") || piece.contains("type=\"checkbox\"");
        let offered = found.entry(name).or_insert_with(|| is_choice.then(BTreeSet::new));
        if piece.contains("type=\"checkbox\"") {
            offered.as_mut().unwrap().extend(within(piece, "value=\""));
        }
    }
    for select in page.main().split("<select").skip(1) {
        let Some(name) = within(select, NAMED) else { continue };
        let options = select.split("</select>").next().unwrap().split("<option").skip(1);
        found.get_mut(&name).unwrap().as_mut().unwrap().extend(options.filter_map(|o| within(o, "value=\"")));
    }
    found
}

/// A delegate with a passkey for signing at a hub that has every kind, beside those whose keys sign away from it.
struct Desk {
    house: House,
    ana: Visitor,
}

impl Desk {
    fn new(kinds: &[&Kind]) -> Self {
        let world = World::new();
        for (number, kind) in (700..).zip(kinds) {
            if kind.id != "measure" {
                world.register.submit_blocking(common::kind_file(number, &kind.id).sign()).unwrap();
            }
        }
        let house = House::over(world, Arc::new(OneShelf)).on_the_registers_day();
        let ana = signer(&house, &participant("XAA"), "XAA", Role::Delegate);
        Self { house, ana }
    }

    fn begin(&self, kind: &Kind) -> String {
        let begun = self.ana.post(&self.house, "/drafts", &[("kind", kind.id.as_str())]);
        let page = begun.header("location").to_owned();
        assert!(page.starts_with("/drafts/"), "{}: {}", kind.id, begun.text());
        page
    }

    /// The number of changes that a draft has seen, as its page sends it back.
    fn revision(&self, page: &str) -> String {
        let shown = self.ana.get(&self.house, &format!("{page}?part=_choices"));
        let shown = if shown.status == StatusCode::OK { shown } else { self.ana.get(&self.house, page) };
        let (_, rest) = shown.main().split_once("name=\"revision\" value=\"").expect("a form");
        rest.split('"').next().unwrap().to_owned()
    }

    fn save(&self, page: &str, fields: &[(&str, &str)]) {
        let revision = self.revision(page);
        let saved = self.ana.post(&self.house, page, &[&[("revision", revision.as_str())], fields].concat());
        assert!(saved.header("location").ends_with("notice=saved"), "{fields:?}: {}", saved.text());
    }

    /// Types the content into the fields that the page has, part by part, as often as it takes for rows that come one by one.
    fn types(&self, kind: &Kind, page: &str, content: &Map<String, Value>) {
        let parts: Vec<Option<&str>> = if kind.parts.is_empty() {
            vec![None]
        } else {
            kind.parts.iter().map(|part| Some(part.id.as_str())).collect()
        };
        let mut left: BTreeMap<String, Vec<String>> =
            kinds::cells_of(kind, content).into_iter().filter(|(_, values)| !values.is_empty()).collect();
        for part in parts {
            let address = part.map_or_else(|| page.to_owned(), |part| format!("{page}?part={part}"));
            let mut typed: BTreeMap<String, Vec<String>> = BTreeMap::new();
            loop {
                let fields = asked(&self.ana.get(&self.house, &address));
                let here: Vec<String> =
                    left.keys().filter(|name| fields.contains_key(*name)).cloned().collect();
                if here.is_empty() {
                    break;
                }
                for name in here {
                    let values = left.remove(&name).unwrap();
                    if let Some(offered) = &fields[&name] {
                        assert!(values.iter().all(|value| offered.contains(value)), "{name}: {values:?}");
                    }
                    // As browsers send what was typed on several lines.
                    typed.insert(name, values.iter().map(|value| value.replace('\n', "\r\n")).collect());
                }
                let names: Vec<(String, &str)> = typed
                    .iter()
                    .flat_map(|(name, values)| {
                        values.iter().map(move |v| (format!("field-{name}"), v.as_str()))
                    })
                    .collect();
                let mut fields: Vec<(&str, &str)> =
                    names.iter().map(|(name, value)| (name.as_str(), *value)).collect();
                fields.extend(part.map(|part| ("part", part)));
                if part.is_none() {
                    fields.extend(CHOICES);
                }
                self.save(page, &fields);
            }
        }
        assert_eq!(left, BTreeMap::new(), "{}: the page has no field for these", kind.id);
    }

    fn chooses(&self, kind: &Kind, page: &str) {
        let part: &[_] = if kind.parts.is_empty() { &[] } else { &[("part", "_choices")] };
        self.save(page, &[&CHOICES[..], part].concat());
    }

    /// Signs it, and reads what the register kept.
    fn signs(&self, page: &str) -> Value {
        let record = signed(&self.house, &self.ana, page, &self.revision(page));
        self.kept(record.trim_start_matches("/records/"))
    }

    fn kept(&self, id: &str) -> Value {
        let body: Value = self.ana.get(&self.house, &format!("/records/{id}/body")).json();
        body["content"].clone()
    }
}

/// What every statement says beside its words.
const CHOICES: [(&str, &str); 4] = [
    ("language", "en"),
    ("mechanism", "exercise-assembly"),
    ("item", "un/norm-13-f"),
    ("audience", "public"),
];

#[test]
fn each_kind_holds_the_same_content_by_form_workbook_and_signed_record() {
    let catalogue = Catalogue::built_in().unwrap();
    let said: Vec<&Kind> =
        catalogue.kinds().filter(|kind| kind.writers.contains(&Writer::ParticipantDelegate)).collect();
    assert_eq!(said.len(), catalogue.kinds().count() - 1, "all but the cycle, which a secretariat opens");
    let mut desk = Desk::new(&said);
    for (number, kind) in (800..).zip(said) {
        let content = rehearsal::filled(kind);
        let by_form = desk.begin(kind);
        desk.types(kind, &by_form, &content);
        if !kind.parts.is_empty() {
            desk.chooses(kind, &by_form);
        }
        assert_eq!(desk.signs(&by_form), json!(content), "{}: typed in the page", kind.id);

        let page = desk.begin(kind);
        desk.chooses(kind, &page);
        let desk_of = workbooks::Desk { house: desk.house, ana: desk.ana, page };
        let file = workbooks::filled(kind, &json!(content));
        let brought = desk_of.bring(&desk_of.ana, "2", &file, &desk_of.ana.word());
        assert!(
            brought.header("location").ends_with("notice=workbook-taken"),
            "{}: {}",
            kind.id,
            brought.text()
        );
        let page = desk_of.page;
        desk = Desk { house: desk_of.house, ana: desk_of.ana };
        assert_eq!(desk.signs(&page), json!(content), "{}: brought in a workbook", kind.id);

        let mut draft = common::Draft::new(number, &kind.id, "XAA", &json!(content), &[common::XAA]);
        draft.header.mechanisms = vec!["exercise-assembly".into()];
        draft.header.framework_items = vec!["un/norm-13-f".into()];
        let answer = desk.house.world.bring(&draft);
        assert!(answer.status.is_success(), "{}: {}", kind.id, answer.text());
        assert_eq!(
            desk.kept(answer.json()["id"].as_str().unwrap()),
            json!(content),
            "{}: handed in",
            kind.id
        );
    }
}
