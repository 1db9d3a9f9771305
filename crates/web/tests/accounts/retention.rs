//! What pages say of how long restricted texts are kept: before one is signed, while it is kept, and when the hub erased it.

use super::common::{Answer, OneShelf, World};
use super::drafting::{ANAS, desk_where_measures, where_measures};
use super::house::{House, Visitor, participant};
use policy::Role;
use record::header::Salt;
use record::time::DAY;
use record::{RecordId, Time};
use serde_json::Value;
use std::sync::Arc;

const DAYS: u64 = 45;

fn keep(measure: &mut Value) {
    measure["retention_days"] = DAYS.into();
}

/// The hub once it shows all that the register holds, and somebody of the delegation at a browser.
fn later(world: World) -> (House, Visitor) {
    let house = House::over(world, Arc::new(OneShelf)).on_the_registers_day();
    house.hub.renew(Arc::new(where_measures(keep).1));
    let ana = house.join(&participant("XAA"), &[Role::Delegate], "Ana", 31);
    (house, ana)
}

fn says(answer: &Answer, words: &str) -> bool {
    answer.main().contains(words)
}

#[test]
fn a_kinds_page_says_how_long_what_is_not_public_is_kept() {
    let (house, _) = later(World::new());
    let nobody = Visitor { cookie: None, network: 9, credential: None };
    for (lang, words, good) in [
        ("en", "45 days from acceptance", "For good"),
        ("fr", "45 jours à compter de l’acceptation", "Sans limite"),
        ("es", "45 días desde la aceptación", "Sin límite"),
        ("ru", "45 дней со дня принятия", "Бессрочно"),
        ("zh", "自接受之日起 45 天", "无限期"),
        ("ar", "يوما من تاريخ قبوله", "دون حد"),
    ] {
        let page = nobody.get(&house, &format!("/kinds/measure?lang={lang}"));
        assert!(says(&page, words) && !says(&page, good), "{lang}: {}", page.main());
        let page = nobody.get(&house, &format!("/kinds/good-practice?lang={lang}"));
        assert!(says(&page, good) && !says(&page, words), "{lang}: {}", page.main());
    }
}

#[test]
fn whoever_signs_is_told_until_when_and_whoever_reads_who_erased_it_and_why() {
    let desk = desk_where_measures(keep);
    desk.measure(&desk.ana);
    let public = desk.get(&desk.ana, "/preview");
    assert!(!says(&public, "The hub keeps this text"), "what is public stays: {}", public.main());
    desk.measure_for(&desk.ana, "own");
    for lang in ["en", "fr", "es", "ru", "zh", "ar"] {
        let preview = desk.get(&desk.ana, &format!("/preview.json?lang={lang}")).json();
        let words = preview["kept"]["words"].as_str().unwrap_or_default();
        assert!(words.contains("45") || lang == "ar", "{lang}: {preview}");
        let shown = desk.get(&desk.ana, &format!("/preview?lang={lang}"));
        assert!(preview["kept"]["until"].is_string() && says(&shown, words), "{lang}: {}", shown.main());
    }
    assert_eq!(desk.prepare(&desk.ana, &[ANAS]), "/sign");
    let sheet = desk.get(&desk.ana, "/sign");
    assert!(says(&sheet, "for 45 days from acceptance"), "{}", sheet.main());
    assert_eq!(desk.sign(&desk.ana, ANAS).status, 200);

    let world = desk.house.world;
    let position = world.register.state().size() - 1;
    let stored = world.register.store().read_header(position).unwrap();
    let (id, accepted) = (RecordId(stored.id), record::Entry::from_bytes(&stored.entry).unwrap().time);
    let (house, ana) = later(world);
    let page = format!("/records/{id}");
    let kept = ana.get(&house, &format!("{page}.json")).json();
    assert_eq!(kept["kept"]["until"], Time(accepted + DAYS * DAY).to_string());
    let shown = ana.get(&house, &page);
    assert!(says(&shown, "The hub keeps this text and its files until"), "{}", shown.main());

    let world = house.world;
    world.pass(DAYS * DAY);
    let salts = [Salt([1; 16]), Salt([2; 16])];
    let receipt = world.register.erase_kept(position, Time(accepted + DAYS * DAY), salts).unwrap();
    let (house, ana) = later(world);
    let why = "The hub erased it: the time for which restricted records of this kind are kept was over.";
    let erased = ana.get(&house, &page);
    assert!(says(&erased, why) && says(&erased, &receipt.id.to_string()[..12]), "{}", erased.main());
    assert!(!says(&erased, "A law on networks") && !says(&erased, "The hub keeps this text"));
    let erasure = ana.get(&house, &format!("/records/{}", receipt.id));
    assert!(says(&erasure, why) && says(&erasure, &page), "{}", erasure.main());
    let stranger = house.join(&participant("XAB"), &[Role::Delegate], "Zoe", 32);
    for id in [id, receipt.id] {
        assert_eq!(stranger.get(&house, &format!("/records/{id}")).status, 404);
    }
}
