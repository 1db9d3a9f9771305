//! Cycles over HTTP: a secretariat opens one in the page, a delegate answers it from its page, an officer enters what arrived;
//! what comes after the close is an addendum; and who is awaited is seen by that secretariat's officers alone.

use super::common::{self, Draft, World};
use super::house::{House, Visitor, participant, secretariat};
use super::signing::parts;
use delegations::people;
use policy::{Role, Seat};
use record::webauthn::{Challenge, Purpose};
use record::{Audience, Evidence, Header, RecordId, Time};
use rehearsal::authenticator::{Algorithm, Credential};
use std::sync::Arc;

const SIGNING: Credential = Credential { algorithm: Algorithm::Es256, seed: 79 };
const DAY: u64 = 86_400;

/// The day so many days after the register began.
pub(super) fn day(after: u64) -> String {
    Time(common::START + after * DAY).to_string()[..10].to_owned()
}

/// A register that takes cycles.
pub(super) fn world() -> World {
    let world = World::new();
    world.register.submit_blocking(common::kind_file(500, "cycle").sign()).unwrap();
    world
}

pub(super) fn say(world: &World, draft: Draft) -> RecordId {
    world.register.submit_blocking(draft.sign()).unwrap().id
}

/// Open from the register's first day for thirty days more.
pub(super) fn opened(world: &World) -> RecordId {
    say(world, common::cycle(501, "Survey of the Assembly", &day(0), &day(30)))
}

pub(super) fn answering(number: u64, code: &str, seed: u8, cycle: RecordId) -> Draft {
    let mut draft = common::measure(number, code, seed, &format!("Answer {number}"));
    draft.header.answers = vec![cycle];
    draft
}

pub(super) fn house(world: World) -> House {
    House::over(world, Arc::new(common::OneShelf)).on_the_registers_day()
}

/// Somebody of a seat with a passkey for signing that the root key enrolled.
pub(super) fn signer(house: &House, seat: &Seat, code: &str, role: Role) -> Visitor {
    let visitor = house.join(seat, &[role], "Ana", 41);
    let person = house.drawers(|drawer| people::of_seat(drawer, seat))[0].clone();
    let line = SIGNING.key(Purpose::Sign);
    let signer = person.membership(seat).unwrap().signer;
    house.world.enrol_passkey(code, &line, signer, &|id| SIGNING.touch(&Challenge::of_record(id)));
    visitor
}

/// The passkey of [`signer`].
pub(super) fn passkey() -> String {
    SIGNING.key(Purpose::Sign).id().to_string()
}

/// Prepares and signs a draft: the record's page.
pub(super) fn signed(house: &House, by: &Visitor, page: &str, revision: &str) -> String {
    let key = passkey();
    let fields = [("revision", revision), ("key", key.as_str())];
    let prepared = by.post(house, &format!("{page}/prepare"), &fields);
    assert_eq!(prepared.header("location"), format!("{page}/sign"), "{}", prepared.text());
    let header = by.get(house, &format!("{page}/header"));
    let touch = SIGNING.touch(&Challenge::of_record(&RecordId::of_header(&header.bytes)));
    let answer = by.script(house, &format!("{page}/sign"), &parts(SIGNING, &touch));
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()["next"].as_str().unwrap().to_owned()
}

fn titles(lines: &serde_json::Value) -> Vec<&str> {
    lines.as_array().unwrap().iter().map(|line| line["id"].as_str().unwrap()).collect()
}

#[test]
fn answers_stand_on_the_cycles_page_and_what_comes_after_the_close_apart() {
    let world = world();
    let cycle = opened(&world);
    let first = say(&world, answering(510, "XAA", common::XAA, cycle));
    let mut revised = answering(511, "XAA", common::XAA, cycle);
    revised.header.supersedes = vec![first];
    let revised = say(&world, revised);
    let mut received = answering(512, "XAC", common::DESK, cycle);
    received.header.evidence = Evidence::Transmitted;
    let received = say(&world, received);
    say(&world, common::measure(513, "XAB", common::XAB, "Answers nothing"));
    let address = format!("/cycles/{cycle}");
    let open = world.read_now(&format!("{address}.json")).json();
    assert_eq!((&open["phase"], &open["days_left"]), (&"open".into(), &30.into()));
    let mut answers = titles(&open["answers"]);
    answers.sort_unstable();
    let mut expected = [revised.to_string(), received.to_string()];
    expected.sort_unstable();
    assert_eq!(answers, expected, "what was replaced within the window is history");
    assert_eq!(open["addenda"], serde_json::json!([]));
    let html = world.read_now(&address);
    assert!(html.text().contains("30 days left") && html.text().contains("Transmitted by the secretariat"));
    assert!(html.text().contains(&format!("{address}/workbook?lang=ar")));
    assert!(world.read_now("/mechanisms/exercise-assembly").text().contains("Survey of the Assembly"));

    world.pass(31 * DAY);
    let late = |number: u64, code: &str, seed: u8| {
        let mut draft = answering(number, code, seed, cycle);
        draft.header.expiry = Time(common::START + 60 * DAY);
        draft
    };
    let mut correction = late(514, "XAA", common::XAA);
    correction.header.supersedes = vec![revised];
    let correction = say(&world, correction);
    let addendum = say(&world, late(515, "XAB", common::XAB));
    let closed = world.read_now(&format!("{address}.json")).json();
    assert_eq!(closed["phase"], "closed");
    assert_eq!(titles(&closed["answers"]).len(), 2, "{closed}");
    assert!(titles(&closed["answers"]).contains(&revised.to_string().as_str()));
    let mut addenda = titles(&closed["addenda"]);
    addenda.sort_unstable();
    let mut expected = [correction.to_string(), addendum.to_string()];
    expected.sort_unstable();
    assert_eq!(addenda, expected);
    let list = world.read_now("/cycles.json").json();
    assert_eq!((titles(&list["open"]).len(), titles(&list["past"]).len()), (0, 1));
    // Nothing that the public reads says who has said nothing: XAD's name stands nowhere.
    for text in [html.text(), &closed.to_string(), &list.to_string()] {
        assert!(!text.contains("XAD"), "{text}");
    }
}

#[test]
fn a_cycle_for_the_mechanisms_participants_is_nobody_elses() {
    let world = world();
    let mut draft = common::cycle(501, "Among participants", &day(0), &day(30));
    draft.header.audience = Audience::Mechanism { mechanism: "exercise-assembly".into() };
    let cycle = say(&world, draft);
    let house = house(world);
    let delegate = house.join(&participant("XAA"), &[Role::Delegate], "Ana", 21);
    let address = format!("/cycles/{cycle}");
    assert_eq!(house.world.read_now(&address).status, 404);
    assert!(!house.world.read_now("/cycles").text().contains("Among participants"));
    assert_eq!(delegate.get(&house, &address).status, 200);
    let draft = delegate.post(&house, "/drafts", &[("kind", "measure"), ("cycle", &cycle.to_string())]);
    let page = draft.header("location").to_owned();
    let fields = [
        ("revision", "1"),
        ("language", "en"),
        ("audience", "public"),
        ("item", "un/norm-13-f"),
        ("mechanism", "exercise-assembly"),
        ("field-title", "T"),
        ("field-summary", "S"),
        ("field-status", "planned"),
        ("part", "whole"),
    ];
    delegate.post(&house, &page, &fields);
    let preview = delegate.get(&house, &format!("{page}/preview"));
    assert!(preview.text().contains("The cycle isn’t public"), "{}", preview.text());
}

#[test]
fn what_is_for_few_or_disowned_says_so_wherever_it_is_compiled() {
    let world = world();
    let cycle = opened(&world);
    let mut for_few = answering(510, "XAA", common::XAA, cycle);
    for_few.header.audience = Audience::Mechanism { mechanism: "exercise-assembly".into() };
    say(&world, for_few);
    let disowned = say(&world, answering(511, "XAB", common::XAB, cycle));
    let reason = serde_json::json!({ "reason": "Not ours." });
    let mut disavowal = Draft::new(512, "disavowal", "XAB", &reason, &[common::XAB]);
    disavowal.header.refers = vec![disowned];
    disavowal.header.workflow_move = Some("disavow".into());
    say(&world, disavowal);
    let house = house(world);
    let ana = house.join(&participant("XAA"), &[Role::Delegate], "Ana", 21);
    for by in ["question", "author"] {
        let report = ana.get(&house, &format!("/cycles/{cycle}/report?lang=en&by={by}"));
        assert_eq!(report.status, 200);
        let (answers, list) = report.text().split_once("class=\"annex\"").unwrap();
        assert!(answers.contains("Not public"), "{by}: {answers}");
        assert!(answers.contains("this is not its word"), "{by}: {answers}");
        assert!(list.contains("Not public") && list.contains("disavowed by its author"), "{by}: {list}");
    }
    let table = ana.get(&house, &format!("/tables/cycles/{cycle}?lang=en"));
    let of_few = table.text().lines().filter(|row| row.contains("Answer 510")).collect::<Vec<_>>();
    assert!(!of_few.is_empty() && of_few.iter().all(|row| !row.contains("Everybody")), "{}", table.text());
    // A row goes over several lines where its answer does; each names the record once.
    let rows = table.text().matches(&disowned.to_string()).count();
    assert!(rows > 0, "{}", table.text());
    assert_eq!(table.text().matches("disavowed by its author").count(), rows, "{}", table.text());
    let public = house.world.read_now(&format!("/tables/cycles/{cycle}?lang=en"));
    assert!(!public.text().contains("Answer 510") && public.text().contains("Everybody"));
}

#[test]
fn a_delegate_answers_from_the_cycles_page() {
    let world = world();
    let cycle = opened(&world);
    let house = house(world);
    let ana = signer(&house, &participant("XAA"), "XAA", Role::Delegate);
    let page = ana.get(&house, &format!("/cycles/{cycle}"));
    assert!(page.text().contains(&format!("/drafts?cycle={cycle}#begin")), "{}", page.text());
    assert!(!page.text().contains("work-list"), "a delegate isn't shown the way to the work list");
    let begin = ana.get(&house, &format!("/drafts?cycle={cycle}"));
    assert!(begin.text().contains("Survey of the Assembly") && begin.text().contains("value=\"measure\""));
    assert!(!begin.text().contains("value=\"national-view\""), "the cycle asks for one questionnaire");
    // The cycle takes answers in English and French: whoever reads in Chinese begins in the first of them, and is told so.
    let chinese = ana.post(&house, "/drafts?lang=zh", &[("kind", "measure"), ("cycle", &cycle.to_string())]);
    let chinese = ana.get(&house, chinese.header("location"));
    assert!(chinese.text().contains("<option value=\"en\" selected"), "{}", chinese.main());
    let begun = ana.post(&house, "/drafts?lang=fr", &[("kind", "measure"), ("cycle", &cycle.to_string())]);
    let french = ana.get(&house, begun.header("location"));
    assert!(french.text().contains("<option value=\"fr\" selected"), "{}", french.main());
    let (draft, kept) = begun.header("location").split_once('?').unwrap();
    assert_eq!(kept, "lang=fr", "the language of who began it");
    let told = ana.get(&house, &format!("{draft}?lang=en"));
    assert!(told.text().contains("Languages of answers: English, French"), "{}", told.main());
    let begun = ana.post(&house, "/drafts", &[("kind", "measure"), ("cycle", &cycle.to_string())]);
    let draft = begun.header("location").to_owned();
    assert!(ana.get(&house, &draft).text().contains("Survey of the Assembly"));
    let fields = [
        ("revision", "1"),
        ("language", "en"),
        ("audience", "public"),
        ("item", "un/norm-13-f"),
        ("mechanism", "exercise-assembly"),
        ("field-title", "Our answer"),
        ("field-summary", "S"),
        ("field-status", "planned"),
    ];
    let saved = ana.post(&house, &draft, &fields);
    assert_eq!(saved.header("location"), format!("{draft}?notice=saved"), "{}", saved.text());
    let preview = ana.get(&house, &format!("{draft}/preview"));
    assert!(preview.text().contains("Survey of the Assembly"), "{}", preview.text());
    assert!(!preview.text().contains("as an addendum"));
    let record = signed(&house, &ana, &draft, "2");
    let header = house.world.read_now(&format!("{record}/header"));
    assert_eq!(Header::from_bytes(&header.bytes).unwrap().answers, [cycle]);
    let answers = house.world.read_now(&format!("/cycles/{cycle}.json")).json();
    assert_eq!(answers["answers"][0]["title"], "Our answer");
}

#[test]
fn an_officer_opens_a_cycle_with_a_form() {
    let house = house(world());
    let oto = signer(&house, &secretariat(), "secretariat", Role::Officer);
    let begun = oto.post(&house, "/drafts", &[("kind", "cycle")]);
    let draft = begun.header("location").to_owned();
    assert!(draft.starts_with("/drafts/"), "{}", begun.text());
    let form = oto.get(&house, &draft);
    assert!(form.text().contains("<option value=\"measure\">"), "{}", form.text());
    assert!(!form.text().contains("<option value=\"cycle\">"), "nobody answers with a cycle");
    let (opens, closes) = (day(0), day(30));
    let typed = |closes: &str, revision: &str| {
        let fields = [
            ("revision", revision),
            ("language", "en"),
            ("audience", "public"),
            ("mechanism", "exercise-assembly"),
            ("field-title", "A new survey"),
            ("field-questionnaire", "measure"),
            ("field-opens", opens.as_str()),
            ("field-closes", closes),
        ];
        oto.post(&house, &draft, &fields)
    };
    assert_eq!(typed("2020-01-01", "1").header("location"), format!("{draft}?notice=saved"));
    let preview = oto.get(&house, &format!("{draft}/preview"));
    assert!(preview.text().contains("The window must open"), "{}", preview.text());
    typed(&closes, "2");
    let listed = oto.get(&house, "/drafts");
    assert!(listed.text().contains("A new survey"), "{}", listed.text());
    signed(&house, &oto, &draft, "3");
    let list = house.world.read_now("/cycles.json").json();
    assert_eq!(list["open"][0]["title"], "A new survey", "{list}");
    // Others of the house draft nothing, and another mechanism's secretariat opens nothing here.
    let auditor = house.join(&secretariat(), &[Role::Auditor], "Udo", 35);
    assert!(
        auditor.post(&house, "/drafts", &[("kind", "cycle")]).header("location").contains("notice")
            || auditor.post(&house, "/drafts", &[("kind", "cycle")]).status.is_client_error()
    );
    let delegate = house.join(&participant("XAB"), &[Role::Delegate], "Eva", 36);
    assert!(delegate.post(&house, "/drafts", &[("kind", "cycle")]).status.is_client_error());
}

#[test]
fn the_work_list_is_for_that_secretariats_officers_on_a_screen_and_for_nobody_else() {
    let world = world();
    let cycle = opened(&world);
    say(&world, answering(510, "XAA", common::XAA, cycle));
    let house = house(world);
    let officer = house.join(&secretariat(), &[Role::Officer], "Oto", 31);
    let others = [
        house.join(&participant("XAA"), &[Role::Delegate], "Ana", 32),
        house.join(&participant("XAB"), &[Role::NationalAdministrator], "Eva", 33),
        house.join(&secretariat(), &[Role::Auditor], "Udo", 34),
        house.join(&Seat::Mechanism("exercise-lagoon".into()), &[Role::Officer], "Ida", 35),
        Visitor::new(36),
    ];
    let address = format!("/cycles/{cycle}/work-list");
    assert!(officer.get(&house, &format!("/cycles/{cycle}")).text().contains(&address));
    let list = officer.get(&house, &address);
    assert_eq!(list.status, 200, "{}", list.text());
    assert!(list.header("cache-control").contains("no-store"), "{}", list.header("cache-control"));
    let (awaited, answered) = list.main().split_once("id=\"answered\"").unwrap();
    assert!(answered.contains("/participants/XAA\"") && !awaited.contains("/participants/XAA\""));
    assert!(awaited.contains("/participants/XAB\"") && !answered.contains("/participants/XAB\""));
    assert!(list.main().contains("class=\"unprinted\""), "it isn't printed");
    assert!(!list.text().contains("work-list.json"), "nothing leads to a form that isn't there");
    let style = include_str!("../../assets/style.css");
    assert!(style.contains("@media print{.unprinted{display:none}}"));
    // No other form, whoever asks.
    let json = officer.get(&house, &format!("{address}.json"));
    assert_eq!(json.status, 406, "{}", json.text());
    assert!(!json.text().contains("XAB"));
    for (place, other) in others.iter().enumerate() {
        for form in [address.clone(), format!("{address}.json")] {
            assert_eq!(other.get(&house, &form).status, 404, "{place} {form}");
        }
        assert!(!other.get(&house, &format!("/cycles/{cycle}")).text().contains("work-list"), "{place}");
    }
    assert_eq!(house.world.read_now(&address).status, 404);
    // Looking at it leaves nothing in the trail: neither the list nor that somebody is on it.
    let seat = secretariat();
    let before = house.trail(&seat).len();
    officer.get(&house, &address);
    assert_eq!(house.trail(&seat).len(), before);
    let openapi = house.world.read_now("/api/openapi.json");
    assert!(!openapi.text().contains("WorkListPage"), "no schema of it exists");
}

#[test]
fn what_arrives_may_answer_a_cycle_too() {
    let world = world();
    let cycle = opened(&world);
    let house = house(world);
    let oto = house.join(&secretariat(), &[Role::Officer], "Oto", 31);
    let begun = oto.post(&house, "/transmissions", &[("participant", "XAC"), ("kind", "measure")]);
    let page = begun.header("location").to_owned();
    assert!(oto.get(&house, &page).text().contains("Survey of the Assembly"));
    let (id, none) = (cycle.to_string(), "00".repeat(32));
    for (named, revision) in [(&none, "1"), (&id, "2")] {
        let fields =
            [("revision", revision), ("medium", "letter"), ("cycle", named.as_str()), ("language", "en")];
        assert_eq!(oto.post(&house, &page, &fields).header("location"), format!("{page}?notice=saved"));
        let shown = oto.get(&house, &page);
        let chosen = format!("<option value=\"{named}\" selected>");
        assert_eq!(shown.text().contains(&chosen), *named == id, "only what is asked here is named");
    }
}

#[test]
fn what_was_written_by_an_earlier_version_is_read_by_its_labels() {
    let world = World::new();
    let record = world.current;
    let header = Header::from_bytes(&world.read(&format!("/records/{record}/header")).bytes).unwrap();
    let house = house(world);
    let files = catalogue::Catalogue::built_in().unwrap().files();
    let mut next: serde_json::Value =
        serde_json::from_slice(&files.iter().find(|file| file.path == "kinds/measure.json").unwrap().bytes)
            .unwrap();
    next["version"] = (header.kind_version + 1).into();
    for field in next["fields"].as_array_mut().unwrap() {
        field["label"]["en"] = format!("Renamed {}", field["id"].as_str().unwrap()).into();
    }
    let both = files.iter().map(|file| (file.path.clone(), file.bytes.clone()));
    let both = both.chain([("kinds/measure-next.json".to_owned(), next.to_string().into_bytes())]);
    house.hub.renew(Arc::new(catalogue::Catalogue::from_files(both).unwrap()));
    let page = Visitor::new(50).get(&house, &format!("/records/{record}"));
    assert!(page.text().contains("First line.") && !page.text().contains("Renamed"), "{}", page.text());
    assert!(Visitor::new(50).get(&house, "/kinds/measure").text().contains("Renamed summary"));
}
