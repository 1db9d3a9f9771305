//! A record of one's own is used again: as an answer, in another mechanism, in a draft that is open. Another's isn't.

use super::common::{self, OneShelf, World, XAA, measure};
use super::cycles;
use super::house::{House, Visitor, participant, secretariat};
use delegations::drafts;
use policy::Role;
use serde_json::{Value, json};
use std::sync::Arc;

fn path(id: impl std::fmt::Display) -> String {
    format!("/records/{id}/use")
}

fn drafted(house: &House) -> Vec<drafts::Draft> {
    house.drawers(|drawer| drafts::of_seat(drawer, &participant("XAA")))
}

fn ana(house: &House) -> Visitor {
    house.join(&participant("XAA"), &[Role::Delegate], "Ana", 21)
}

#[test]
fn a_measure_becomes_an_answer_and_what_found_no_place_is_shown() {
    let house = House::new();
    let (ana, id) = (ana(&house), house.world.current);
    let page = ana.get(&house, &path(id));
    assert_eq!(page.status, 200);
    assert!(page.main().contains("kind/national-survey"), "{}", page.main());
    let fields = [("into", "kind/national-survey"), ("mechanism", "exercise-assembly"), ("named", "yes")];
    let answer = ana.post(&house, &path(id), &fields);
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert!(answer.main().contains("Office of Networks"), "what the survey doesn't ask is shown");
    let status = answer.main().split_once("The other form does not ask this").expect("a reason").1;
    assert!(!status.contains("in-force") && answer.main().contains("In force"), "in words: {status}");
    let [draft] = drafted(&house).try_into().unwrap();
    let words = draft.fields["content"]["norm-13-f-measures"].as_str().unwrap();
    assert!(words.starts_with("Register of critical services, second edition\n\nFirst line."), "{words}");
    assert!(words.contains(&id.to_string()));
    assert_eq!(draft.fields["refers"], json!([id.to_string()]));
    assert_eq!(draft.fields["supersedes"], json!([]));
    assert_eq!(draft.fields["mechanisms"], json!(["exercise-assembly"]));
    assert_eq!(draft.fields["framework_items"], json!(["un/norm-13-f"]));
}

/// What was said in one forum is signed in another, and stands there.
#[test]
fn a_measure_is_used_again_in_another_mechanism_and_signed_there() {
    let world = World::new();
    world.register.submit_blocking(common::lagoon(600).sign()).unwrap();
    let source = world.current;
    let house = cycles::house(world);
    let ana = cycles::signer(&house, &participant("XAA"), "XAA", Role::Delegate);
    let of_lagoon = ["/mechanisms/exercise-lagoon", "/tables/mechanisms/exercise-lagoon"];
    let national = "/participants/XAA/report?mechanism=exercise-lagoon&lang=en";
    assert_eq!(house.world.read_now(national).status, 404, "nothing was said there yet");
    let fields = [("into", "kind/measure"), ("mechanism", "exercise-lagoon"), ("named", "yes")];
    let used = ana.post(&house, &path(source), &fields);
    assert_eq!(used.status, 200, "{}", used.text());
    let [draft] = drafted(&house).try_into().unwrap();
    let page = format!("/drafts/{}", hex::encode(draft.id));
    let form = ana.get(&house, &page);
    assert!(form.main().contains("Register of critical services, second edition"), "{}", form.main());
    let fields = [
        ("revision", "1"),
        ("language", "en"),
        ("audience", "public"),
        ("item", "un/norm-13-f"),
        ("mechanism", "exercise-lagoon"),
        ("field-title", "As said in the Lagoon"),
        ("field-summary", "The same register."),
        ("field-status", "in-force"),
    ];
    let saved = ana.post(&house, &page, &fields);
    assert_eq!(saved.header("location"), format!("{page}?notice=saved"), "{}", saved.text());
    let record = cycles::signed(&house, &ana, &page, "2");
    let header = house.world.read_now(&format!("{record}/header"));
    let header = record::Header::from_bytes(&header.bytes).unwrap();
    assert_eq!((&header.mechanisms, &header.refers), (&vec!["exercise-lagoon".to_owned()], &vec![source]));
    let id = record.trim_start_matches("/records/");
    for address in of_lagoon {
        let page = house.world.read_now(address);
        assert!(page.text().contains(id), "{address}: {}", page.text());
        assert!(!page.text().contains(&source.to_string()), "what was said elsewhere stays there");
    }
    let report = house.world.read_now(national);
    assert!(
        report.text().contains("As said in the Lagoon") && report.text().contains(id),
        "{}",
        report.text()
    );
}

#[test]
fn it_goes_below_the_words_of_a_draft_that_is_open() {
    let house = House::new();
    let (ana, id) = (ana(&house), house.world.current);
    let ada = house.drawers(|drawer| delegations::people::of_seat(drawer, &participant("XAA")))[0].id;
    let fields = json!({ "language": "en", "content": { "norm-13-f-measures": "Ours." } });
    let open = house
        .drawers(|drawer| drafts::begin(drawer, &participant("XAA"), "national-survey", ada, fields.clone()));
    let into = format!("draft/{}", hex::encode(open.id));
    let answer = ana.post(&house, &path(id), &[("into", &into), ("named", "yes")]);
    assert_eq!(answer.status, 200, "{}", answer.text());
    let [draft] = drafted(&house).try_into().unwrap();
    let words = draft.fields["content"]["norm-13-f-measures"].as_str().unwrap();
    assert!(words.starts_with("Ours.\n\nRegister of critical services"), "{words}");
    assert_eq!(draft.fields["refers"], json!([id.to_string()]));
    assert_eq!(draft.fields["framework_items"], json!(["un/norm-13-f"]));
    assert_eq!(draft.revision, 2);
}

#[test]
fn where_the_record_is_to_stay_unnamed_the_draft_does_not_name_it() {
    let house = House::new();
    let (ana, id) = (ana(&house), house.world.current);
    let fields = [("into", "kind/measure"), ("mechanism", "exercise-assembly")];
    assert_eq!(ana.post(&house, &path(id), &fields).status, 200);
    let [draft] = drafted(&house).try_into().unwrap();
    assert_eq!(draft.fields.get("refers"), None::<&Value>);
    assert!(!draft.fields.to_string().contains(&id.to_string()));
}

#[test]
fn a_delegations_own_translation_stands_beside_the_original_and_is_counted_with_it_once() {
    let world = World::new();
    let original = world.current;
    let mut french = measure(50, "XAA", XAA, "Registre des services essentiels, deuxième édition");
    (french.header.language, french.header.refers) = ("fr".into(), vec![original]);
    let translation = world.register.submit_blocking(french.sign()).unwrap().id;
    let house = House::over(world, Arc::new(OneShelf));
    let nobody = Visitor { cookie: None, network: 40, credential: None };
    let page = |id| nobody.get(&house, &path(id).replace("/use", "?lang=en"));
    let (first, second) = (page(original), page(translation));
    assert!(first.main().contains("own translations: <a href=\"/records/"), "{}", first.main());
    assert!(first.main().contains(&translation.to_string()));
    assert!(second.main().contains("its author’s own translation. The original counts"), "{}", second.main());
    assert!(second.main().contains(&original.to_string()));
    // In print too: what is taken away says which of the two counts.
    let print = |id| nobody.get(&house, &path(id).replace("/use", "/print?lang=en"));
    let (first, second) = (print(original), print(translation));
    assert!(first.text().contains("Its author’s own translations"), "{}", first.text());
    assert!(first.text().contains(&translation.to_string()));
    assert!(second.text().contains("own translation. The original counts"), "{}", second.text());
    for list in ["/participants/XAA", "/framework/un/norm-13-f", "/mechanisms/exercise-assembly", "/"] {
        let list = nobody.get(&house, list);
        assert!(list.text().contains(&original.to_string()));
        assert!(!list.text().contains(&translation.to_string()));
    }
    let table = nobody.get(&house, "/tables/participants/XAA?form=csv");
    assert!(!table.text().contains(&translation.to_string()));
}

#[test]
fn nothing_is_hidden_behind_an_original_that_stands_no_more() {
    let world = World::new();
    let mut french = measure(50, "XAA", XAA, "Ce qui a été dit");
    (french.header.language, french.header.refers) = ("fr".into(), vec![world.superseded]);
    let translation = world.register.submit_blocking(french.sign()).unwrap().id;
    let house = House::over(world, Arc::new(OneShelf));
    let nobody = Visitor { cookie: None, network: 40, credential: None };
    let list = nobody.get(&house, "/participants/XAA");
    assert!(list.text().contains(&translation.to_string()), "what it translates was replaced");
}

#[test]
fn a_translation_is_drafted_alike_in_all_but_the_words() {
    let house = House::new();
    let (ana, id) = (ana(&house), house.world.current);
    let page = ana.get(&house, &path(id));
    assert!(page.main().contains("translation/zh") && !page.main().contains("translation/en"));
    assert_eq!(ana.post(&house, &path(id), &[("into", "translation/xx")]).status, 400);
    assert_eq!(ana.post(&house, &path(id), &[("into", "translation/fr")]).status, 200);
    let [draft] = drafted(&house).try_into().unwrap();
    assert_eq!(draft.kind, "measure");
    assert_eq!(draft.fields["language"], "fr");
    assert_eq!(draft.fields["refers"], json!([id.to_string()]));
    assert_eq!(draft.fields["mechanisms"], json!(["exercise-assembly"]));
    assert_eq!(draft.fields["framework_items"], json!(["un/norm-13-f"]));
    let content = &draft.fields["content"];
    assert_eq!((&content["status"], &content["began"]), (&json!("in-force"), &json!("2024-05")));
    assert_eq!(
        (content.get("title"), content.get("summary")),
        (None, None),
        "its words are another language's"
    );
}

#[test]
fn anothers_record_is_not_used_and_nobody_else_uses_ones_own() {
    let house = House::new();
    let ana = ana(&house);
    let (own, others) = (house.world.current, house.world.hostile);
    assert_eq!(ana.get(&house, &path(others)).status, 404);
    assert_eq!(ana.get(&house, &path(house.world.restricted)).status, 404);
    let fields = [("into", "kind/measure"), ("mechanism", "exercise-assembly")];
    assert_ne!(ana.post(&house, &path(others), &fields).status, 200);
    let oto = house.join(&secretariat(), &[Role::Officer], "Oto", 32);
    assert_eq!(oto.get(&house, &path(own)).status, 404);
    let nobody = Visitor { cookie: None, network: 40, credential: None };
    assert!(nobody.get(&house, &path(own)).header("location").starts_with("/sign-in"));
    assert!(drafted(&house).is_empty());
}
