//! A feed with a token holds what its holder may read, and nobody keeps it.

use super::house::{House, Visitor, participant};
use delegations::{people, tokens};
use policy::{Role, Scope};

const FEED: &str = "/feeds/mechanism/exercise-assembly.atom";

#[test]
fn a_token_in_the_header_reads_what_its_holder_may() {
    let house = House::new();
    let token = |code: &str, name: &str, seed: u8| {
        let seat = participant(code);
        house.join(&seat, &[Role::Delegate], name, seed);
        let made = house.drawers(|drawer| {
            let person = people::of_seat(drawer, &seat)?.remove(0);
            tokens::make(drawer, &person, &seat, "feed reader", [Scope::Read].into(), 90 * 86_400)
        });
        made.0.text()
    };
    let (theirs, anothers) = (token("XAB", "Bo", 22), token("XAA", "Ana", 21));
    let program = Visitor { cookie: None, network: 41, credential: None };
    let own = program.get_as(&house, FEED, Some(&theirs));
    assert_eq!((own.status.as_u16(), own.header("cache-control")), (200, "no-store"));
    assert!(own.text().contains("For our own delegation"));
    for answer in [program.get_as(&house, FEED, Some(&anothers)), program.get(&house, FEED)] {
        assert_eq!(answer.status, 200);
        assert!(!answer.text().contains("For our own delegation"));
    }
}
