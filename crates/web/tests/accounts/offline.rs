//! Offline, over HTTP: a workbook that begins with what was said before, one made for another cycle, the form on paper; and
//! the reminders that were sent, as those see them to whom they went and who asked.

use super::common::{self, World};
use super::house::{House, Visitor, participant, secretariat};
use super::workbooks::{Desk, filled};
use axum::http::StatusCode;
use catalogue::{Catalogue, Kind};
use delegations::letters::{self, Fared, Saying};
use delegations::reminders::{self, Due, Step};
use policy::{Role, Seat};
use record::{Audience, RecordId, Time};
use serde_json::json;
use std::io::Read as _;
use std::sync::Arc;

const DAY: u64 = 86_400;

fn measure() -> &'static Kind {
    Catalogue::built_in().unwrap().kind("measure").unwrap()
}

fn day(after: u64) -> String {
    Time(common::START + after * DAY).to_string()[..10].to_owned()
}

/// A register with two cycles, and what XAA and XAB said before.
fn world() -> (World, [RecordId; 2], [RecordId; 3]) {
    let world = World::new();
    let say = |draft: common::Draft| world.register.submit_blocking(draft.sign()).unwrap().id;
    say(common::kind_file(500, "cycle"));
    let cycles =
        [501, 502].map(|number| say(common::cycle(number, &format!("Survey {number}"), &day(0), &day(30))));
    let mut own = common::measure(510, "XAA", common::XAA, "Said among ourselves");
    own = own.for_readers(Audience::Own, "Kept here", "a.pdf");
    let said = [
        say(common::measure(511, "XAA", common::XAA, "Said to all")),
        say(common::measure(512, "XAB", common::XAB, "Said by another")),
        say(own),
    ];
    (world, cycles, said)
}

fn house(world: World) -> House {
    House::over(world, Arc::new(common::OneShelf)).on_the_registers_day()
}

#[test]
fn a_workbook_begins_with_what_the_state_said_before_and_with_nobody_elses_words() {
    let (world, [cycle, _], [said, anothers, own]) = world();
    let desk = Desk::of(house(world), "measure", &[("cycle", &cycle.to_string())]);
    let page = desk.ana.get(&desk.house, &desk.page);
    assert!(page.main().contains(&format!("<option value=\"{own}\" selected>")), "{}", page.main());
    assert!(page.main().contains("Said to all") && !page.main().contains("Said by another"));
    let taken = |before: &RecordId| {
        desk.ana.get(&desk.house, &format!("{}/workbook?before={before}&lang=ru", desk.page))
    };
    let file = taken(&said);
    let read = workbook::read(measure(), &file.bytes).unwrap();
    assert_eq!(read.content["title"], "Said to all");
    assert_eq!(read.cycle, Some(cycle.to_string()), "it says for which cycle it is");
    assert_eq!(taken(&anothers).status, StatusCode::NOT_FOUND);
    assert_eq!(taken(&own).status, StatusCode::OK);
    let none = desk.ana.get(&desk.house, &format!("{}/workbook?before=", desk.page));
    assert!(workbook::read(measure(), &none.bytes).unwrap().content.is_empty());
    // Left as it was, it is said again.
    let sent = desk.bring(&desk.ana, "1", &file.bytes, &desk.ana.word());
    assert!(sent.header("location").ends_with("notice=workbook-taken"), "{}", sent.text());
    assert!(desk.ana.get(&desk.house, &desk.page).main().contains("Said to all"));
}

#[test]
fn a_workbook_of_another_cycle_is_named_and_not_taken() {
    let (world, [cycle, other], _) = world();
    let public = world.read_now(&format!("/cycles/{other}/workbook?lang=ar"));
    assert_eq!(public.status, StatusCode::OK);
    assert_eq!(workbook::read(measure(), &public.bytes).unwrap().cycle, Some(other.to_string()));
    let desk = Desk::of(house(world), "measure", &[("cycle", &cycle.to_string())]);
    let refused = desk.bring(&desk.ana, "1", &public.bytes, &desk.ana.word());
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.main().contains("another cycle"), "{}", refused.main());
    // One of no cycle is of this one too.
    let plain = filled(measure(), &json!({"title": "Plain"}));
    let sent = desk.bring(&desk.ana, "1", &plain, &desk.ana.word());
    assert!(sent.header("location").ends_with("notice=workbook-taken"), "{}", sent.text());
}

#[test]
fn a_choice_that_fell_otherwise_in_the_draft_is_named_by_the_workbooks_cell() {
    let house = house(World::new());
    let files = Catalogue::built_in().unwrap().files();
    let sample = include_bytes!("../../../kinds/tests/kinds/sample.json").to_vec();
    let all = files.iter().map(|file| (file.path.clone(), file.bytes.clone()));
    let all = Catalogue::from_files(all.chain([("kinds/sample.json".to_owned(), sample)])).unwrap();
    let kind = all.kind("sample").unwrap().clone();
    house.hub.renew(Arc::new(all));
    let desk = Desk::of(house, "sample", &[]);
    let sent = |revision: &str, content: serde_json::Value| {
        desk.bring(&desk.ana, revision, &filled(&kind, &content), &desk.ana.word())
    };
    assert!(sent("1", json!({"answer": "yes"})).header("location").ends_with("notice=workbook-taken"));
    // Alone the part is right: the choice on which its answer hangs stands elsewhere.
    let refused = sent("2", json!({"why": "Because"}));
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text());
    assert!(refused.main().contains(" · D"), "{}", refused.main());
}

fn words_of(docx: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(docx)).unwrap();
    let mut xml = String::new();
    archive.by_name("word/document.xml").unwrap().read_to_string(&mut xml).unwrap();
    xml
}

#[test]
fn a_drafts_form_is_printed_with_what_it_holds_for_its_own_people() {
    let (world, [cycle, _], _) = world();
    let desk = Desk::of(house(world), "measure", &[("cycle", &cycle.to_string())]);
    let content = json!({"title": "On paper", "status": "in-force"});
    desk.bring(&desk.ana, "1", &filled(measure(), &content), &desk.ana.word());
    let form = |by: &Visitor, form: &str| by.get(&desk.house, &format!("{}/form?form={form}", desk.page));
    let docx = form(&desk.ana, "docx");
    assert_eq!(docx.status, StatusCode::OK, "{}", docx.status);
    assert!(docx.header("cache-control").contains("no-store"), "{}", docx.header("cache-control"));
    let words = words_of(&docx.bytes);
    for said in ["On paper", "Survey 501", "\u{2612}", "\u{2610}"] {
        assert!(words.contains(said), "{said}");
    }
    let bo = desk.house.join(&participant("XAB"), &[Role::Delegate], "Bo", 22);
    assert_eq!(form(&bo, "docx").status, StatusCode::NOT_FOUND);
    assert_eq!(form(&desk.ana, "odt").status, StatusCode::BAD_REQUEST);
}

#[test]
fn what_is_for_a_delegation_alone_is_printed_for_it_in_each_form_and_for_nobody_else() {
    let (world, _, [_, _, own]) = world();
    let house = House::with(world, Arc::new(common::OneShelf), |hub| hub.with_typesetter(Arc::new(Echo)));
    let ana = house.join(&participant("XAA"), &[Role::Delegate], "Ana", 21);
    let bo = house.join(&participant("XAB"), &[Role::Delegate], "Bo", 22);
    let auditor = house.join(&secretariat(), &[Role::Auditor], "Udo", 34);
    for form in ["html", "docx", "pdf"] {
        let address = format!("/records/{own}/print?form={form}");
        let printed = ana.get(&house, &address);
        assert_eq!(printed.status, StatusCode::OK, "{form}");
        let words = if form == "docx" {
            words_of(&printed.bytes)
        } else {
            String::from_utf8(printed.bytes.clone()).unwrap()
        };
        assert!(words.contains("Said among ourselves") && words.contains("Kept here"), "{form}: {words}");
        let kept = printed.header("cache-control");
        assert!(kept.contains("no-store"), "{form}: {kept}");
        for other in [&bo, &auditor, &Visitor::new(50)] {
            assert_eq!(other.get(&house, &address).status, StatusCode::NOT_FOUND, "{form}");
        }
    }
}

/// A typesetter whose pages are the document itself.
struct Echo;

impl web::printed::Typesetter for Echo {
    fn set(&self, document: &reports::Document) -> Result<Vec<u8>, web::printed::NotSet> {
        Ok(serde_json::to_vec(document).unwrap())
    }
}

#[test]
fn a_delegation_sees_the_reminders_it_got_and_the_secretariat_how_many_each_step_told() {
    let (world, [cycle, _], _) = world();
    let house = house(world);
    let ana = house.join(&participant("XAA"), &[Role::Delegate], "Ana", 21);
    let bo = house.join(&participant("XAB"), &[Role::Delegate], "Bo", 22);
    let oto = house.join(&secretariat(), &[Role::Officer], "Oto", 31);
    let address = "/delegation/reminders";
    assert!(ana.get(&house, address).main().contains("None was sent."));
    let work_list = format!("/cycles/{cycle}/work-list");
    assert!(oto.get(&house, &work_list).main().contains("None has been sent yet."));
    ana.post(&house, "/me/mail", &[("email", "ana@mail.example")]);
    ana.post(&house, "/me/mail/code", &[]);
    let bundle = house.drawers(letters::next).unwrap();
    let Saying::Code(code) = bundle.says.clone() else { panic!("{bundle:?}") };
    assert_eq!(ana.post(&house, "/me/mail/confirm", &[("code", &code)]).status, 303);
    house.drawers(|drawer| {
        letters::fared(drawer, &bundle, Fared::Taken)?;
        let closed = common::START + 31 * DAY;
        let codes = ["XAA".to_owned(), "XAB".to_owned()].into();
        let awaited = [("exercise-assembly".to_owned(), codes)].into();
        let due = [Due { cycle, step: Step::Week, closed, awaited }];
        assert_eq!(reminders::tell(drawer, &due)?, 1, "Bo has shown no address");
        Ok(())
    });
    let page = ana.get(&house, address);
    for said in ["Survey 501", "7 days before", "to one person"] {
        assert!(page.main().contains(said), "{said}: {}", page.main());
    }
    assert!(!page.main().contains("ana@"), "who was told isn't said");
    assert!(bo.get(&house, address).main().contains("None was sent."));
    let totals = oto.get(&house, &work_list);
    assert!(totals.main().contains("7 days before: to one person"), "{}", totals.main());
    for other in [&oto, &Visitor::new(50)] {
        assert_ne!(other.get(&house, address).status, StatusCode::OK);
    }
    let lagoon = house.join(&Seat::Mechanism("exercise-lagoon".into()), &[Role::Officer], "Ida", 35);
    assert_eq!(lagoon.get(&house, &work_list).status, StatusCode::NOT_FOUND);
}
