//! Properties of any history: replay gives the same facts, and a changed bit gives no record.

use admission::{SECRETARIAT, State, admit_entry};
use proptest::prelude::*;
use record::{Audience, RecordId, Unverified, Verified};
use rehearsal::*;
use serde_json::json;

/// What somebody tries to say; most of it is refused, which is fine.
#[derive(Clone, Debug)]
struct Attempt {
    act: u8,
    who: Person,
    whom: Person,
    named: prop::sample::Index,
    later: u64,
}

fn attempts() -> impl Strategy<Value = Vec<Attempt>> {
    let somebody = || {
        prop::sample::select(vec![ADA, ABE, ANN, BOB, SAM, ZOE, Person(41), Person(42), ROOTS[0], ROOTS[2]])
    };
    let attempt = (0..11_u8, somebody(), somebody(), any::<prop::sample::Index>(), 0..40_000_u64)
        .prop_map(|(act, who, whom, named, later)| Attempt { act, who, whom, named, later });
    prop::collection::vec(attempt, 0..25)
}

fn draft(w: &World, attempt: &Attempt) -> Draft {
    let (who, whom) = (attempt.who, attempt.whom);
    let named = w.log[attempt.named.index(w.log.len())].1.id;
    let side = if [BOB, Person(42)].contains(&who) { "XBB" } else { "XAA" };
    let said = |h: &mut record::Header| h.participant = side.to_owned();
    match attempt.act {
        0 | 1 => w.measure().by(&[who]).set(said),
        2 => w.measure().by(&[who]).set(said).set(|h| h.audience = own()),
        3 => w.measure().by(&[who]).set(said).set(|h| h.supersedes = vec![named]),
        4 => w.transmission().set(|h| h.supersedes = vec![named]),
        5 => w.enrol(whom, side, attempt.later.is_multiple_of(2), side, &[who]),
        6 => w.enrol(whom, side, true, SECRETARIAT, &ROOTS[..2]),
        7 => w.revoke(whom, side, &[who]),
        8 => w.disavowal(named, "disavow").by(&[who]).set(said),
        9 => w.disavowal(named, "confirm").by(&[who]).set(said),
        _ => w.erasure(named, "personal-data").by(&[who]).set(said),
    }
}

fn history(attempts: &[Attempt]) -> World {
    let mut w = World::furnished();
    for attempt in attempts {
        w.now = w.now.plus(attempt.later);
        let tried = draft(&w, attempt);
        let signed_twice = tried.by.iter().enumerate().any(|(i, p)| tried.by[..i].contains(p));
        if !signed_twice {
            let _ = w.try_say(&tried);
        }
    }
    w
}

/// The same record without its body, as after an erasure.
fn without_body(record: &Verified) -> Verified {
    let mut bare = record.clone();
    bare.body_bytes = None;
    bare
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn two_replays_of_a_history_give_the_same_facts(attempts in attempts()) {
        let w = history(&attempts);
        let (once, twice) = (w.replayed(), w.replayed());
        prop_assert_eq!(&once.state, &w.state);
        prop_assert_eq!(&once.state, &twice.state);
        let kept = serde_json::to_vec(&w.state).unwrap();
        prop_assert_eq!(&serde_json::from_slice::<State>(&kept).unwrap(), &w.state);
    }

    #[test]
    fn replay_needs_no_body_but_those_of_control_records(attempts in attempts()) {
        let mut w = history(&attempts);
        for (entry, record) in &mut w.log {
            if !entry.control {
                *record = without_body(record);
            }
        }
        prop_assert_eq!(&w.replayed().state, &w.state);
    }

    #[test]
    fn a_public_record_never_names_a_restricted_one(attempts in attempts()) {
        let w = history(&attempts);
        for (_, record) in w.log.iter().filter(|(_, r)| r.header.audience == Audience::Public) {
            let named: Vec<&RecordId> = record.header.named().collect();
            prop_assert!(named.iter().all(|id| w.past.0[*id].audience == Audience::Public));
        }
    }
}

fn read(header: Vec<u8>, set: Vec<u8>, body: Option<Vec<u8>>) -> Option<Verified> {
    Unverified::read(header, set, body).ok()?.verify().ok()
}

#[test]
fn no_changed_bit_gives_another_record() {
    let w = World::furnished();
    for draft in [w.measure(), w.enrol(ZOE, "XAA", false, "XAA", &[ADA])] {
        let record = draft.seal();
        let parts = [&record.header_bytes, &record.signature_bytes, record.body_bytes.as_ref().unwrap()];
        for (part, bytes) in parts.iter().enumerate() {
            for bit in 0..bytes.len() * 8 {
                let mut changed = parts.map(Clone::clone);
                changed[part][bit / 8] ^= 1 << (bit % 8);
                let [header, set, body] = changed;
                assert!(read(header, set, Some(body)).is_none(), "bit {bit} of part {part}");
            }
        }
    }
}

#[test]
fn a_record_of_other_parts_is_no_record() {
    let w = World::furnished();
    let (one, two) = (w.measure().seal(), w.measure().with("title", json!("Another")).seal());
    assert!(read(one.header_bytes.clone(), two.signature_bytes.clone(), one.body_bytes.clone()).is_none());
    assert!(read(one.header_bytes.clone(), one.signature_bytes.clone(), two.body_bytes.clone()).is_none());
    let mut w2 = w.clone();
    w2.say(&w2.measure());
    let (entry, record) = w2.log.pop().unwrap();
    assert!(admit_entry(&w.state, &w.past, &entry, &two).is_err());
    assert!(admit_entry(&w.state, &w.past, &entry, &record).is_ok());
}
