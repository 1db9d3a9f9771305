//! Atom feeds: what is public without a token; each entry says who, what, when, how it came and in which language.
#![allow(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

mod common;

use common::World;

const FEEDS: [&str; 3] =
    ["/feeds/item/un/norm-13-f.atom", "/feeds/mechanism/exercise-assembly.atom", "/feeds/kind/measure.atom"];

#[test]
fn each_feed_holds_what_stands_and_is_for_everybody() {
    let world = World::new();
    for feed in FEEDS {
        let answer = world.read(&format!("{feed}?lang=en"));
        assert_eq!(answer.status, 200, "{feed}");
        assert_eq!(answer.header("content-type"), "application/atom+xml; charset=utf-8");
        let text = answer.text();
        let entry = text.split("<entry>").find(|entry| entry.contains("second edition")).unwrap();
        let link = format!("https://hub.example/records/{}", world.current);
        assert!(entry.contains(&format!("<id>{link}</id>")), "{entry}");
        assert!(
            entry.contains("<title xml:lang=\"en\">Register of critical services, second edition</title>")
        );
        assert!(entry.contains("<author><name>") && entry.contains("term=\"signed\""), "{entry}");
        assert!(entry.contains("<published>20") && entry.contains("#language\" term=\"en\""), "{entry}");
        assert!(text.contains("term=\"transmitted\""), "how each came is said");
        assert!(text.contains("&lt;script&gt;") && !text.contains("<script"));
        assert!(!text.contains("For our own delegation"), "what is restricted needs a token");
        assert!(!text.contains(&world.superseded.to_string()) && !text.contains(&world.erased.to_string()));
        assert_eq!(text.matches("<entry>").count(), 3, "{text}");
    }
}

#[test]
fn whoever_has_it_is_told_so() {
    let world = World::new();
    let first = world.read(FEEDS[0]);
    let tag = first.header("etag").to_owned();
    let again = world.ask("GET", FEEDS[0], &[("if-none-match", &tag)]);
    assert_eq!((again.status.as_u16(), again.bytes.len()), (304, 0));
}

#[test]
fn there_is_no_feed_of_what_is_not_there() {
    let world = World::new();
    for path in [
        "/feeds/item/un/norm-99.atom",
        "/feeds/mechanism/none.atom",
        "/feeds/kind/none.atom",
        "/feeds/kind/measure",
    ] {
        assert_eq!(world.read(path).status, 404, "{path}");
    }
}
