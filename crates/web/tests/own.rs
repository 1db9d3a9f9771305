//! What the hub says itself: it has a page, the register lists it as the hub's own, and it counts for nobody.

#![allow(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

mod common;

use std::sync::Arc;

use admission::{AuditCommitment, HOUR, HUB};
use common::{OneShelf, World, app_over};
use record::header::Salt;
use record::{Hash, Time};
use web::RegisterShelf;

#[test]
fn the_hubs_own_records_are_its_own_and_count_for_no_participant() {
    let mut world = World::new();
    let pages = ["/", "/participants", "/participants/XAA", "/mechanisms/exercise-assembly"];
    let before = pages.map(|page| world.read(page).main().to_owned());
    let now = world.register.state().time().0;
    let commitment = AuditCommitment { hour: now / HOUR - 1, events: 4, sha256: Hash([9; 32]) };
    let salts = [Salt([1; 16]), Salt([2; 16])];
    let receipt = world.register.commit_audit(&commitment, Time(now), salts).unwrap();
    let shelf = RegisterShelf::new(Arc::clone(&world.register));
    world.app = app_over(&world.register, Arc::new(shelf), Arc::new(OneShelf));

    let listed = world.read("/register.json").json();
    let newest = &listed["entries"][0]["record"];
    assert_eq!(
        (newest["id"].as_str(), newest["evidence"].as_str()),
        (Some(&*receipt.id.to_string()), Some("hub"))
    );
    assert_eq!(newest["participant"]["code"], HUB);
    assert!(newest["participant"].get("href").is_none(), "the hub is no participant: {newest}");
    let page = world.read(&format!("/records/{}", receipt.id));
    for said in [
        "The hub’s own",
        "Commitment to an hour of the audit trail",
        "No participant says it",
        "&#34;events&#34;: 4",
    ] {
        assert!(page.main().contains(said), "{said}: {}", page.main());
    }
    assert!(!page.main().contains("standing-current"));
    assert_eq!(world.read("/participants/hub").status, 404);
    let count = |text: &str| text.replace(char::is_numeric, "");
    for (page, before) in pages.iter().zip(before) {
        let after = world.read(page).main().to_owned();
        assert!(!after.contains(&receipt.id.to_string()), "{page}");
        assert_eq!(count(&after), count(&before), "{page}");
    }
}
