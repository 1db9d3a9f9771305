//! What the reader refuses, each with its code, and how a later file takes the place of an earlier one.

use catalogue::{Catalogue, CatalogueError, Lang, MAX_FILE_BYTES};
use proptest::prelude::*;
use serde_json::{Value, json};

fn group() -> Value {
    json!({ "id": "north", "names": { "en": "North", "fr": "Nord" } })
}

fn state(code: &str) -> Value {
    json!({
        "code": code, "status": "fictional", "group": "north",
        "short": { "en": "Beravie", "fr": "Beravie" }, "formal": { "en": "the Union of Beravie", "fr": "l’Union de Beravie" },
        "prose": {
            "en": { "with_article": "Beravie", "of": "of Beravie" },
            "fr": { "with_article": "la Beravie", "of": "de la Beravie" }
        }
    })
}

fn states(version: u32, states: &[Value]) -> Value {
    json!({ "format": "states", "version": version, "exercise": true, "groups": [group()], "states": states })
}

fn load(files: &[(&str, &Value)]) -> Result<Catalogue, CatalogueError> {
    Catalogue::from_files(files.iter().map(|(path, json)| (*path, json.to_string().into_bytes())))
}

fn code(result: Result<Catalogue, CatalogueError>) -> &'static str {
    result.map_or_else(|problem| problem.code(), |_| "accepted")
}

#[test]
fn a_sound_file_is_accepted_and_published_byte_for_byte() {
    let file = states(1, &[state("XAA")]);
    let catalogue = load(&[("states.json", &file)]).expect("sound");
    assert_eq!(catalogue.name("XAA", Lang::Fr), "Beravie");
    assert_eq!(catalogue.files()[0].bytes, file.to_string().into_bytes());
}

#[test]
fn each_defect_has_its_code() {
    let one = |change: &dyn Fn(&mut Value)| {
        let mut file = states(1, &[state("XAA")]);
        change(&mut file);
        code(load(&[("states.json", &file)]))
    };
    assert_eq!(one(&|it| it["states"][0]["population"] = json!(1)), "catalogue-unreadable");
    assert_eq!(one(&|it| it["format"] = json!("poem")), "catalogue-unreadable");
    assert_eq!(one(&|it| it["states"][0]["code"] = json!("Xaa")), "catalogue-bad-id");
    assert_eq!(one(&|it| it["states"][0]["code"] = json!("FRA")), "catalogue-inconsistent");
    assert_eq!(one(&|it| it["states"][0]["group"] = json!("south")), "catalogue-missing-target");
    assert_eq!(one(&|it| it["states"][0]["short"]["fr"] = json!("  ")), "catalogue-missing-text");
    assert_eq!(one(&|it| it["states"] = json!([state("XAA"), state("XAA")])), "catalogue-duplicate");
    assert_eq!(one(&|_| {}), "accepted");
}

#[test]
fn a_member_that_stands_twice_is_refused() {
    let twice = br#"{"format":"states","version":1,"version":2,"exercise":true,"groups":[],"states":[]}"#;
    assert_eq!(code(Catalogue::from_files([("states.json", twice.to_vec())])), "catalogue-unreadable");
}

#[test]
fn a_file_beyond_the_limit_is_refused_before_it_is_read() {
    let large = vec![b' '; MAX_FILE_BYTES + 1];
    assert_eq!(code(Catalogue::from_files([("states.json", large)])), "catalogue-file-too-large");
}

#[test]
fn the_higher_version_counts_in_either_order_and_the_same_version_twice_is_refused() {
    let (old, new) = (states(1, &[state("XAA")]), states(2, &[state("XAA"), state("XAB")]));
    for files in
        [[("states.json", &old), ("states.json", &new)], [("states.json", &new), ("states.json", &old)]]
    {
        assert!(load(&files).expect("sound").state("XAB").is_some());
    }
    assert_eq!(code(load(&[("states.json", &old), ("states.json", &old)])), "catalogue-duplicate");
}

#[test]
fn a_real_mechanism_with_a_fictional_participant_is_refused() {
    let states = states(1, &[state("XAA")]);
    let text = json!({ "en": "a", "fr": "b" });
    let mechanism = json!({
        "format": "mechanism", "id": "forum", "version": 1, "exercise": false, "names": text, "short_names": text,
        "description": text, "terms": { "subject": text, "participants": text }, "frameworks": [], "kinds": [], "roles": [],
        "participations": [{ "standing": "member", "source": { "title": "a list" }, "codes": ["XAA"] }]
    });
    assert_eq!(code(load(&[("states.json", &states), ("m.json", &mechanism)])), "catalogue-exercise-mixed");
}

#[test]
fn the_built_in_files_read_back_as_the_same_catalogue() {
    let built_in = Catalogue::built_in().expect("sound");
    let files = built_in.files().iter().map(|file| (file.path.clone(), file.bytes.clone()));
    let again = Catalogue::from_files(files).expect("sound");
    assert_eq!(again.files(), built_in.files());
    assert!(again.instruments().eq(built_in.instruments()) && again.states().eq(built_in.states()));
}

proptest! {
    /// Files come from records, so from anyone: no bytes make the reader panic.
    #[test]
    fn no_bytes_make_the_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..512)) {
        let _ = Catalogue::from_files([("any.json", bytes)]);
    }

    /// Nor do sound files with one piece of text replaced.
    #[test]
    fn no_replaced_text_makes_the_reader_panic(at in 0_usize..400, with in "\\PC{0,12}") {
        let mut text: Vec<char> = states(1, &[state("XAA")]).to_string().chars().collect();
        let at = at.min(text.len() - 1);
        text.splice(at..=at, with.chars());
        let _ = Catalogue::from_files([("states.json", text.into_iter().collect::<String>().into_bytes())]);
    }
}
