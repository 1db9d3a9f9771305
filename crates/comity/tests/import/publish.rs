//! A confirmed text becomes an instrument of a running hub: its own, or beside the summaries of a built-in one.

use crate::hub::Hub;
use crate::{Ran, comity, edit, sample};
use catalogue::Catalogue;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// The hub folds a record soon after it accepts it; a busy machine is given this.
const FOLDED: Duration = Duration::from_mins(5);

/// Between two looks: whoever asks without a pause keeps the hub from folding.
const AGAIN: Duration = Duration::from_millis(20);

const ROOTS: [&str; 4] = ["--by", "demo-data/keys/root-1", "--by", "demo-data/keys/root-2"];

fn publish(hub: &Hub, id: &str, more: &[&str]) -> Ran {
    let args = [&["instrument", "publish", "review.json", "--id", id, "--hub", &hub.url], more].concat();
    comity(hub.folder(), &args)
}

/// Writes a confirmed review of a sample, changed.
fn review(hub: &Hub, name: &str, change: impl FnOnce(&mut Value)) {
    let path = hub.folder().join("review.json");
    let _ = std::fs::remove_file(&path);
    let ran = comity(hub.folder(), &["import", &sample(name), "--review", "review.json"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    edit(&path, |it| {
        it["confirmed"] = json!(true);
        change(&mut it["instrument"]);
    });
}

fn complete(instrument: &mut Value) {
    instrument["title"] = json!("Secure use of ICTs in the islands");
    instrument["body"] = json!("General Conference of the League of Islands");
    instrument["dates"] = json!([{ "date": "2031-05-04", "role": "document" }]);
}

/// A page, as soon as it shows what was just accepted.
fn page(hub: &Hub, path: &str, shows: impl Fn(&Value) -> bool) -> Value {
    let until = Instant::now() + FOLDED;
    loop {
        let page = ureq::get(format!("{}{path}", hub.url)).call().ok();
        let page = page.and_then(|mut page| page.body_mut().read_to_string().ok());
        let page: Value = page.and_then(|page| serde_json::from_str(&page).ok()).unwrap_or_default();
        if shows(&page) || Instant::now() > until {
            return page;
        }
        std::thread::sleep(AGAIN);
    }
}

fn record_of(ran: &Ran) -> String {
    let id = ran.out.lines().find_map(|line| line.strip_prefix("record ")).and_then(|rest| rest.get(..64));
    id.unwrap_or_else(|| panic!("{}{}", ran.out, ran.err)).to_owned()
}

#[test]
fn a_text_of_ones_own_in_two_languages_then_the_text_of_a_built_in_instrument() {
    let hub = Hub::demo(6);

    // What the catalogue asks for and the text doesn't say, a person adds.
    review(&hub, "resolution.en.txt", |_| ());
    let lacks = publish(&hub, "islands-14", &[&["--mechanism", "sg-views"], ROOTS.as_slice()].concat());
    lacks.assert_refused("catalogue-inconsistent");
    assert!(lacks.err.contains("instrument.dates: "), "{}", lacks.err);

    review(&hub, "resolution.en.txt", complete);
    let own = [&["--mechanism", "sg-views"], ROOTS.as_slice()].concat();
    let one = publish(&hub, "islands-14", &["--mechanism", "sg-views", "--by", "demo-data/keys/root-1"]);
    assert_eq!(one.status, 1);
    assert!(one.err.contains("(too-few-root-keys)"), "{}", one.err);
    let english = publish(&hub, "islands-14", &own);
    assert_eq!(english.status, 0, "{}", english.err);
    let shown = |path: &'static str| page(&hub, path, |page| page["provision"]["text"].is_string());
    let op1 = shown("/provisions/islands-14/op1-a.json");
    assert!(
        op1["provision"]["text"].as_str().is_some_and(|text| text.starts_with("To name one point")),
        "{op1}"
    );
    let lineage = hub.json("/instruments/islands-14.json")["lineage"].to_string();
    assert!(lineage.contains("12/3"), "{lineage}");

    // Who reads in French hears that the words are English, and sees from which file they are.
    let in_french = ureq::get(format!("{}/instruments/islands-14?lang=fr", hub.url)).call().expect("a page");
    let in_french = in_french.into_body().read_to_string().expect("text");
    assert!(in_french.contains("<p class=\"text\" lang=\"en\">To name one point"), "{in_french}");
    let digest = hex::encode(store::sha256(&std::fs::read(sample("resolution.en.txt")).expect("readable")));
    assert!(in_french.contains(&digest), "{in_french}");

    // The French text goes beside the English one, and only with the record that holds the English one.
    review(&hub, "resolution.fr.txt", complete);
    publish(&hub, "islands-14", &own).assert_refused("text-in-force");
    let french = publish(&hub, "islands-14", &[&own[..], &["--after", &record_of(&english)]].concat());
    assert!(french.out.contains("islands-14 version 2"), "{}{}", french.out, french.err);
    let raw = hub.json(&format!("/records/{}.json", record_of(&french)))["raw"].clone();
    let file: Value = serde_json::from_str(raw.as_str().expect("the content")).expect("JSON");
    let file: Value = serde_json::from_str(file["file"].as_str().expect("the file")).expect("JSON");
    let digests: Vec<_> = ["resolution.en.txt", "resolution.fr.txt"]
        .map(|name| hex::encode(store::sha256(&std::fs::read(sample(name)).expect("readable"))))
        .into_iter()
        .collect();
    let imported: Vec<_> =
        file["imported"].as_array().expect("a list").iter().map(|it| &it["source_sha256"]).collect();
    assert_eq!(imported, digests.iter().collect::<Vec<_>>());
    assert!(
        file["provisions"][0]["text"]["en"].is_string() && file["provisions"][0]["text"]["fr"].is_string()
    );

    // A text of what is built in stands beside our summaries, whose links stay as they were.
    review(&hub, "resolution.en.txt", stand_in_for_dinard);
    let args = [&["--mechanism", "cyber-norm-initiative"], ROOTS.as_slice()].concat();
    let both = publish(&hub, "dinard-2019", &args);
    let described = Catalogue::built_in().expect("sound").instrument("dinard-2019").expect("built in");
    let next = format!("dinard-2019 version {}", described.version + 1);
    assert!(both.out.contains(&next), "{}{}", both.out, both.err);
    let op1 = shown("/provisions/dinard-2019/op1.json");
    assert_eq!(op1["provision"]["text"], "Words of op1");
    assert!(op1["provision"]["summary"].as_str().is_some_and(|summary| !summary.is_empty()));
}

/// A structure like that of a built-in instrument, with invented words.
fn stand_in_for_dinard(instrument: &mut Value) {
    let described = Catalogue::built_in().expect("sound").instrument("dinard-2019").expect("built in");
    let mut pattern = instrument["provisions"][0].clone();
    pattern["children"] = json!([]);
    let provisions = described.provisions.iter().map(|one| {
        let mut provision = pattern.clone();
        provision["path"] = json!(one.path);
        provision["text"] = json!(format!("Words of {}", one.path));
        provision
    });
    instrument["provisions"] = provisions.collect();
}

#[test]
fn what_is_no_id_no_mechanism_no_root_key_or_not_confirmed_is_refused() {
    let hub = Hub::demo(6);
    let with =
        |id: &str, mechanism: &str, key: &str| publish(&hub, id, &["--mechanism", mechanism, "--by", key]);
    review(&hub, "resolution.en.txt", complete);
    let root = "demo-data/keys/root-1";
    with("../../log", "sg-views", root).assert_refused("instrument-id");
    with("islands-14", "no-such-forum", root).assert_refused("unknown-mechanism");
    with("islands-14", "sg-views", "demo-data/keys/XAA").assert_refused("not-a-root-key");
    edit(&hub.folder().join("review.json"), |it| it["confirmed"] = json!(false));
    with("islands-14", "sg-views", root).assert_refused("review-not-confirmed");
    review(&hub, "resolution.en.txt", |it| {
        complete(it);
        it["provisions"][0]["text"] = json!("word ".repeat(300_000));
    });
    with("islands-14", "sg-views", root).assert_refused("catalogue-file-too-large");
}

#[test]
fn keepers_of_root_keys_can_sign_one_by_one() {
    let hub = Hub::demo(6);
    review(&hub, "resolution.en.txt", complete);
    let public = ["--by", "demo-data/keys/root-1.pub", "--by", "demo-data/keys/root-3.pub"];
    let drafted = publish(
        &hub,
        "islands-14",
        &[&["--mechanism", "sg-views", "--draft", "islands"], public.as_slice()].concat(),
    );
    assert_eq!(drafted.status, 0, "{}", drafted.err);
    for key in ["demo-data/keys/root-1", "demo-data/keys/root-3"] {
        let signed = comity(hub.folder(), &["record", "sign", "islands", "--key", key, "--yes"]);
        assert_eq!(signed.status, 0, "{}", signed.err);
    }
    let accepted = comity(hub.folder(), &["record", "submit", "islands", "--hub", &hub.url]);
    assert!(accepted.out.starts_with("accepted"), "{}{}", accepted.out, accepted.err);
    let shown = page(&hub, "/instruments/islands-14.json", |page| page["id"] == "islands-14");
    assert_eq!(shown["title"], "Secure use of ICTs in the islands");
}
