//! What is printed: a record with its proof, instruments, reports of States and cycles, tables. The same content as the page,
//! in the form to take away; and nothing that the page may not say.
#![allow(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

mod common;
#[path = "common/print.rs"]
mod print;

use axum::http::StatusCode;
use catalogue::{Catalogue, Field, FieldType, Kind, Lang};
use common::{BASE, Draft, World, XAA};
use print::{cycle, docx_text, html_text, said_of_every_kind};
use rehearsal::filled;
use serde_json::{Value, json};
use std::io::Cursor;

/// What of a value must stand in the print.
fn texts(field: &Field, value: &Value, found: &mut Vec<String>) {
    let name = |id: &Value| field.choice(id.as_str().unwrap()).unwrap().label.get(Lang::En).to_owned();
    match field.field_type {
        FieldType::Text => found.extend(value.as_str().unwrap().split("\n\n").map(str::to_owned)),
        FieldType::Choice => found.push(name(value)),
        FieldType::Choices => found.extend(value.as_array().unwrap().iter().map(name)),
        FieldType::Number => found.push(value.to_string()),
        FieldType::Date => found.push("2031".to_owned()),
        FieldType::Urls => {
            found.extend(value.as_array().unwrap().iter().map(|url| url.as_str().unwrap().to_owned()));
        }
        FieldType::Rows => {
            for row in value.as_array().unwrap() {
                for column in &field.columns {
                    texts(column, &row[&column.id], found);
                }
            }
        }
    }
}

#[test]
fn a_printed_record_holds_every_field_of_every_kind_in_its_kinds_order_and_numbering() {
    let (world, said) = said_of_every_kind();
    assert!(said.len() >= 9, "{}", said.len());
    for (kind, id) in said {
        let docx = world.read_now(&format!("/records/{id}/print?form=docx&lang=en"));
        assert_eq!(docx.status, StatusCode::OK, "{}", kind.id);
        let text = docx_text(&docx.bytes);
        let mut wanted = Vec::new();
        for field in &kind.fields {
            if let Some(value) = filled(kind).get(&field.id) {
                texts(field, value, &mut wanted);
            }
        }
        for piece in wanted {
            assert!(text.contains(&piece), "{}: {piece}", kind.id);
        }
        // Headings in order, each after the one before it.
        for lang in [Lang::En, Lang::Ar, Lang::Zh] {
            let page = world.read_now(&format!("/records/{id}/print?lang={}", lang.code()));
            let page = html_text(page.text());
            let mut from = 0;
            for (part, sections) in kind.outline() {
                let part = part.map(|part| (part.label.as_deref(), &part.names));
                let sections =
                    sections.into_iter().filter(|one| kind.fields_of(one).any(|field| field.id != "title"));
                let sections = sections.map(|one| (one.label.as_deref(), &one.names));
                for (label, names) in part.into_iter().chain(sections) {
                    let heading =
                        label.map_or_else(String::new, |label| format!("{label} ")) + names.get(lang);
                    let at = page[from..].find(&heading);
                    assert!(at.is_some(), "{} in {}: {heading}", kind.id, lang.code());
                    from += at.unwrap() + heading.len();
                }
            }
        }
    }
}

#[test]
fn a_printed_record_proves_itself_and_is_the_same_bytes_each_time() {
    let world = World::new();
    let id = world.current.to_string();
    let page = world.read(&format!("/records/{id}.json")).json();
    for form in ["html", "docx"] {
        let address = format!("/records/{id}/print?form={form}&lang=en");
        let (one, other) = (world.read(&address), world.read(&address));
        assert_eq!(one.bytes, other.bytes, "{form}");
        assert!(one.header("content-disposition").ends_with(&format!("{form}\"")), "{form}");
        let text = if form == "docx" { docx_text(&one.bytes) } else { html_text(one.text()) };
        let proof = &page["proof"];
        for piece in [
            &id,
            page["title"].as_str().unwrap(),
            page["participant"]["name"].as_str().unwrap(),
            page["body_sha256"].as_str().unwrap(),
            page["log"].as_str().unwrap(),
            proof["root"].as_str().unwrap(),
            &format!("comity verify {BASE}"),
            &format!("{BASE}/records/{id}"),
            "safety of networks",
        ] {
            assert!(text.contains(piece), "{form}: {piece}");
        }
        // The code that a telephone reads is that of the record's page, in a picture that says so.
        if form == "html" {
            let code = reports::QrModules::new(&format!("{BASE}/records/{id}")).unwrap().svg();
            assert!(one.text().contains(&code), "{form}: the QR code");
        } else {
            let mut parts = zip::ZipArchive::new(Cursor::new(&one.bytes)).unwrap();
            let names: Vec<_> =
                (0..parts.len()).map(|at| parts.by_index(at).unwrap().name().unwrap().into_owned()).collect();
            assert!(
                names.iter().any(|name| name.starts_with("word/media/")),
                "{form}: the QR code in {names:?}"
            );
        }
    }
}

#[test]
fn a_strangers_words_are_words() {
    let world = World::new();
    let page = world.read(&format!("/records/{}/print?lang=en", world.hostile));
    assert!(!page.text().contains("<script") && page.text().contains("&lt;script&gt;alert(1)"));
    assert!(page.text().contains("lang=\"fr\""), "the author's words are marked as French");
    assert!(page.header("content-disposition").starts_with("attachment"), "{:?}", page.headers);
    assert!(!page.text().contains("href=\"javascript"));
    let docx = world.read(&format!("/records/{}/print?form=docx", world.hostile));
    assert!(docx_text(&docx.bytes).contains("<script>alert(1)</script> Équipe"));
}

#[test]
fn what_stands_no_more_says_so_in_print() {
    let world = World::new();
    let print = |id| html_text(world.read(&format!("/records/{id}/print?lang=en")).text());
    assert!(print(world.superseded).contains(&world.current.to_string()));
    assert!(print(world.erased).contains("was erased"));
    assert!(!print(world.erased).contains("Names a person"));
    assert!(print(world.transmitted).contains("Transmitted by the secretariat"));
    assert_eq!(world.read(&format!("/records/{}/print", world.restricted)).status, StatusCode::NOT_FOUND);
}

#[test]
fn an_unknown_form_is_refused_and_pages_without_a_typesetter_say_what_to_take() {
    let world = World::new();
    let at = |form: &str| format!("/records/{}/print?form={form}", world.current);
    assert_eq!(world.read(&at("odt")).status, StatusCode::BAD_REQUEST);
    let pdf = world.ask("GET", &at("pdf"), &[("accept", "application/json")]);
    assert_eq!((pdf.status.as_u16(), pdf.json()["code"].as_str()), (503, Some("not-typeset")));
    assert!(pdf.json()["advice"].as_str().unwrap().contains("Word"));
}

#[test]
fn no_summary_of_ours_is_printed() {
    let world = World::new();
    for instrument in Catalogue::built_in().unwrap().instruments() {
        let id = &instrument.id;
        let print = world.read(&format!("/instruments/{id}/print?lang=en"));
        assert_eq!(print.status, StatusCode::OK, "{id}");
        let table = world.read(&format!("/tables/instruments/{id}?lang=en"));
        let text = html_text(print.text());
        for provision in &instrument.provisions {
            let summary = provision.summary.get(Lang::En);
            assert!(!text.contains(summary) && !table.text().contains(summary), "{id}: {summary}");
        }
        for official in &instrument.official_text {
            assert!(print.text().contains(&official.url.replace('&', "&amp;")), "{id}: {}", official.url);
        }
    }
}

#[test]
fn a_national_report_has_what_was_said_and_no_place_for_what_was_not() {
    let world = World::new();
    let report = |address: &str| world.read(&format!("/participants/{address}"));
    let page = report("XAA/report?mechanism=exercise-assembly&lang=en");
    assert_eq!(page.status, StatusCode::OK);
    let text = html_text(page.text());
    assert!(
        text.contains("Register of critical services, second edition") && text.contains("safety of networks")
    );
    assert!(text.contains("13 (f)"), "by framework item");
    for unsaid in ["13 (a)", "13 (k)", "Names a person"] {
        assert!(!text.contains(unsaid), "{unsaid}");
    }
    // Who said nothing, or not for this mechanism, has no report; and none is empty.
    for none in
        ["XAD/report?mechanism=exercise-assembly", "XAA/report?mechanism=arf-ict", "XAA/report?mechanism=no"]
    {
        assert_eq!(report(none).status, StatusCode::NOT_FOUND, "{none}");
    }
    assert_eq!(report("XAA/report").status, StatusCode::BAD_REQUEST);
    let outlook = report("XAA/outlook?mechanism=exercise-assembly&lang=en");
    assert!(html_text(outlook.text()).contains("second edition"));
}

#[test]
fn positions_stand_apart_from_what_is_done_on_pages_and_in_print() {
    let (world, said) = said_of_every_kind();
    let held = |kind: &Kind| ["statement", "national-position"].contains(&kind.id.as_str());
    assert_eq!(said.iter().filter(|(kind, _)| held(kind)).count(), 2);
    for address in ["/participants/XAA", "/framework/un/norm-13-f", "/mechanisms/exercise-assembly"] {
        let page = world.read_now(&format!("{address}?lang=en"));
        let (before, after) =
            page.main().split_once("id=\"positions\"").unwrap_or_else(|| panic!("{address}"));
        let list = after.split("</section>").next().unwrap();
        for (kind, id) in &said {
            let there = format!("/records/{id}");
            assert_eq!(list.contains(&there), held(kind), "{address} {}", kind.id);
            assert_eq!(before.contains(&there), !held(kind), "{address} {}", kind.id);
        }
    }
    let report = world.read_now("/participants/XAA/report?mechanism=exercise-assembly&lang=en");
    let text = html_text(report.text());
    let (_, held_there) = text.rsplit_once("Positions").unwrap();
    for (kind, id) in &said {
        assert_eq!(held_there.contains(id.as_str()), held(kind), "{}", kind.id);
    }
}

#[test]
fn a_reply_to_the_secretary_general_is_a_view_under_a_note_verbale() {
    let (world, said) = said_of_every_kind();
    for (kind, id) in said {
        let reply = world.read_now(&format!("/records/{id}/reply?lang=en"));
        if kind.id == "national-view" {
            let text = html_text(reply.text());
            assert!(
                text.contains("presents its compliments") && text.contains("executive_summary one & <b>line")
            );
        } else {
            assert_eq!(reply.status, StatusCode::NOT_FOUND, "{}", kind.id);
        }
    }
}

#[test]
fn lists_are_taken_away_as_tables_that_compute_nothing() {
    let world = World::new();
    let say = |draft: Draft| world.register.submit_blocking(draft.sign()).unwrap();
    say(common::measure(90, "XAA", XAA, "=HYPERLINK(\"https://evil.example\")"));
    for address in ["/tables/participants/XAA", "/tables/mechanisms/exercise-assembly"] {
        let csv = world.read_now(&format!("{address}?form=csv&lang=en"));
        let text = csv.text();
        assert!(text.starts_with('\u{feff}'), "{address}");
        assert!(text.contains("\"'=HYPERLINK(\"\"https://evil.example\"\")\""), "{text}");
        assert!(text.contains(&world.current.to_string()) && !text.contains(&world.superseded.to_string()));
        assert!(!text.contains(&world.restricted.to_string()));
        let xlsx = world.read_now(&format!("{address}?form=xlsx"));
        assert_eq!((xlsx.status, &xlsx.bytes[..2]), (StatusCode::OK, &b"PK"[..]), "{address}");
        assert_eq!(xlsx.bytes, world.read_now(&format!("{address}?form=xlsx")).bytes);
    }
    let names = world.read("/tables/participants?lang=ar");
    assert!(
        names.text().contains("FRA,") && names.text().contains("France") && names.text().contains("法国")
    );
    let found = world.read("/tables/search?q=networks");
    assert_eq!(found.text().lines().count(), 3, "a head, a provision, a record: {}", found.text());
    assert_eq!(world.read("/tables/search").status, StatusCode::BAD_REQUEST);
    assert_eq!(world.read("/tables/participants?form=ods").status, StatusCode::BAD_REQUEST);
}

#[test]
fn the_answers_to_a_cycle_are_a_table_with_a_row_for_each() {
    let (world, cycle, said) = cycle();
    let csv = world.read_now(&format!("/tables/cycles/{cycle}?lang=en"));
    let text = csv.text();
    let rows: Vec<&str> = text.lines().filter(|line| line.contains("/records/")).collect();
    assert_eq!(rows.len(), 4 * 4, "four answers to each of four questions: {text}");
    assert!(text.contains(",How it is vouched for,State of this record,For whom,"), "{text}");
    let of = |id: &String| rows.iter().filter(|row| row.ends_with(&format!("{BASE}/records/{id}"))).count();
    assert!(said.iter().all(|id| of(id) == 4), "{text}");
    let efforts = rows.iter().find(|row| row.contains("Vues de la seconde, efforts.")).unwrap();
    assert!(efforts.contains(",fr,") && efforts.contains(&said[0]), "{efforts}");
    assert!(rows[15].contains("Views of the first, revised"), "what came late comes last: {}", rows[15]);
    let xlsx = world.read_now(&format!("/tables/cycles/{cycle}?form=xlsx"));
    assert_eq!((xlsx.status, &xlsx.bytes[..2]), (StatusCode::OK, &b"PK"[..]));
    let missing = world.read(&format!("/tables/cycles/{}", said[0]));
    assert_eq!(missing.status, StatusCode::NOT_FOUND, "an answer is no cycle");
}

/// What a cycle asks for may have states: each answer's stands beside it.
#[test]
fn the_table_of_a_cycle_says_in_which_state_each_answer_is() {
    let world = World::new();
    let say = |draft: Draft| world.register.submit_blocking(draft.sign()).unwrap().id;
    say(common::kind_file(300, "capacity-need"));
    say(common::kind_file(301, "cycle"));
    let day = |days: u64| record::Time(common::START + days * 86_400).to_string()[..10].to_owned();
    let asked =
        json!({ "title": "Needs", "questionnaire": "capacity-need", "opens": day(0), "closes": day(9) });
    let mut opening = Draft::new(302, "cycle", admission::SECRETARIAT, &asked, &[common::DESK]);
    opening.header.mechanisms = vec!["exercise-assembly".into()];
    let cycle = say(opening);
    let need = |number, code: &str, seed| {
        let content = json!({ "title": code, "summary": "S.", "forms": ["training"] });
        let mut draft = common::capacity(number, "capacity-need", code, seed, &content);
        draft.header.answers = vec![cycle];
        say(draft)
    };
    let (met, open) = (need(303, "XAA", XAA), need(304, "XAB", common::XAB));
    let mut meet = Draft::new(305, "move", "XAA", &json!({}), &[XAA]);
    (meet.header.refers, meet.header.workflow_move) = (vec![met], Some("meet".into()));
    say(meet);
    let csv = world.read_now(&format!("/tables/cycles/{cycle}?lang=en"));
    let text = csv.text();
    assert!(text.lines().next().unwrap().contains(",State of this record,"), "{text}");
    for (id, state) in [(met, "Met"), (open, "Open")] {
        let rows: Vec<_> = text.lines().filter(|line| line.ends_with(&id.to_string())).collect();
        assert!(!rows.is_empty() && rows.iter().all(|row| row.contains(&format!(",{state},"))), "{text}");
    }
}

#[test]
fn the_hubs_own_lists_are_tables_too_and_none_has_a_place_for_who_is_silent() {
    let (world, cycle, _) = cycle();
    let read = |address: &str| {
        let xlsx = world.read_now(&format!("{address}?form=xlsx&lang=ar"));
        assert_eq!((xlsx.status, &xlsx.bytes[..2]), (StatusCode::OK, &b"PK"[..]), "{address}");
        let csv = world.read_now(&format!("{address}?lang=en"));
        assert_eq!(csv.status, StatusCode::OK, "{address}");
        csv.text().to_owned()
    };
    let shipped = Catalogue::built_in().unwrap();
    let items = read("/tables/framework");
    for item in shipped.frameworks().flat_map(|set| &set.items) {
        assert!(items.contains(&format!("{BASE}/framework/{}\r\n", item.id)), "{}", item.id);
    }
    let (mechanisms, instruments) = (read("/tables/mechanisms"), read("/tables/instruments"));
    for one in shipped.mechanisms() {
        assert!(mechanisms.contains(&format!("{BASE}/mechanisms/{}\r\n", one.id)), "{}", one.id);
    }
    for one in shipped.instruments() {
        assert!(instruments.contains(&format!("{BASE}/instruments/{}\r\n", one.id)), "{}", one.id);
    }
    let marked = |table: &str, row: &str| {
        table.lines().any(|line| line.starts_with(row) && line.contains(",Exercise,"))
    };
    assert!(marked(&mechanisms, "exercise-assembly,") && !marked(&mechanisms, "arf"), "{mechanisms}");
    assert!(instruments.contains("a-c1-75-l4,A/C.1/75/L.4,"), "{instruments}");
    let kinds = read("/tables/kinds");
    assert!(kinds.contains("national-view,") && kinds.contains(&format!("{BASE}/kinds/measure")));
    let questions = read("/tables/kinds/national-view");
    let view = shipped.kind("national-view").unwrap();
    let mut from = 0;
    for field in &view.fields {
        let at = questions[from..].find(&format!(",{},", field.id));
        from += at.unwrap_or_else(|| panic!("{} in its place", field.id));
    }
    assert!(read("/tables/cycles").contains("Views of 2026,en,") && read("/tables/cycles").contains(&cycle));
    let cited = read("/tables/framework/un/norm-13-f");
    assert!(cited.contains("Provision,") && cited.contains(&world.current.to_string()), "{cited}");
    let entries = read("/tables/register");
    let rows = entries.lines().filter(|line| line.starts_with(|first: char| first.is_ascii_digit())).count();
    let size = world.read_now("/register.json").json()["size"].as_u64();
    assert_eq!(Some(rows as u64), size, "a row for each entry: {entries}");
    let provision = "/provisions/exercise-assembly-res-3-7/op1";
    let on_provision = read(&format!("/tables{provision}"));
    assert!(on_provision.contains(&world.current.to_string()), "{on_provision}");
    assert!(!on_provision.contains(&world.superseded.to_string()), "{on_provision}");
    assert!(world.read_now(provision).main().contains(&format!("/tables{provision}?form=xlsx")));
    assert_eq!(world.read(&format!("/tables{provision}-none")).status, StatusCode::NOT_FOUND);
    let cycles = read("/tables/cycles");
    for text in
        [&mechanisms, &instruments, &items, &kinds, &questions, &cited, &on_provision, &entries, &cycles]
    {
        assert!(!text.contains(&world.restricted.to_string()));
        assert!(!text.contains("XAD") && !text.contains(shipped.name("XAD", Lang::En)), "{text}");
    }
    assert!(entries.contains("Restricted: for the audience its author chose"));
    let oldest = world.read_now("/tables/register?before=2&lang=en");
    assert_eq!(oldest.text().lines().filter(|line| line.starts_with(['0', '1'])).count(), 2);
    for none in ["/tables/framework/un/no-such", "/tables/kinds/no-such"] {
        assert_eq!(world.read_now(none).status, StatusCode::NOT_FOUND, "{none}");
    }
}

#[test]
fn a_compiled_report_goes_by_question_then_by_author_with_addenda_apart() {
    let (world, cycle, said) = cycle();
    let text = |by: &str| {
        let report = world.read_now(&format!("/cycles/{cycle}/report?lang=en{by}"));
        assert_eq!(report.status, StatusCode::OK, "{}", String::from_utf8_lossy(&report.bytes));
        html_text(report.text())
    };
    let in_order = |text: &str, pieces: &[&str]| {
        let mut from = text.find("Contents").unwrap();
        for piece in pieces {
            let at = text[from..].find(piece);
            assert!(at.is_some(), "{piece} after {}", &text[..from]);
            from += at.unwrap() + piece.len();
        }
    };
    let (by_question, by_author) = (text(""), text("&by=author"));
    let (first, second, third) = ("Views of the first", "Vues de la seconde", "Views by note verbale");
    in_order(
        &by_question,
        &[
            &format!("{first}, in short."),
            "written in this language: French",
            &format!("{second}, in short."),
            // Beside each answer, not only in the list at the end: an answer is carried on alone.
            "Transmitted by the secretariat",
            &format!("{third}, in short."),
            &format!("{first}, efforts."),
            &format!("{second}, efforts."),
            "Views of the first, revised, in short.",
            "Transmitted by the secretariat",
        ],
    );
    in_order(
        &by_author,
        &[
            &format!("{first}, in short."),
            &format!("{first}, efforts."),
            &format!("{second}, in short."),
            "Views of the first, revised, in short.",
        ],
    );
    for text in [&by_question, &by_author] {
        assert!(!text.contains("in full."), "what a report doesn't print is read on the record's page");
        assert!(
            !text.contains("XAD") && !text.contains(Catalogue::built_in().unwrap().name("XAD", Lang::En))
        );
    }
    for id in said {
        let link = format!("{BASE}/records/{id}");
        assert!(world.read_now(&format!("/cycles/{cycle}/report")).text().contains(&link), "{id}");
    }
    assert_eq!(world.read_now(&format!("/cycles/{}/report", world.current)).status, StatusCode::NOT_FOUND);
    assert_eq!(world.read_now(&format!("/cycles/{cycle}/report?by=size")).status, StatusCode::BAD_REQUEST);
}
