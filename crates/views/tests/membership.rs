//! A mechanism's audience is who took part at the record's place: whoever joins later reads what is said from then on, and
//! whoever leaves reads nothing more.

#![allow(clippy::unwrap_used, reason = "a test's panic is its failure")]

use policy::{Readable, Role, Rules, Seat, Subject};
use proptest::collection::{btree_set, vec};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use record::header::Audience;
use record::time::DAY;
use record::{Header, RecordId};
use rehearsal::{SAM, World, mechanism};
use std::collections::BTreeSet;
use std::sync::LazyLock;
use views::{Standing, Views};

static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::built_in().unwrap());

const CODES: [&str; 4] = ["XAA", "XBB", "XCC", "XDD"];

fn of_alpha(header: &mut Header) {
    header.audience = Audience::Mechanism { mechanism: "alpha".into() };
}

/// From here on, these take part in `alpha`.
fn take_part(world: &mut World, version: u64, codes: &[&str]) {
    let file = world.file("mechanisms/alpha.json", &mechanism("alpha", version, codes));
    world.say(&file);
}

fn folded(world: &World) -> Views {
    let mut views = Views::new();
    for (position, (entry, record)) in (0..).zip(&world.log) {
        let body = record.body_bytes.as_deref();
        views.fold(position, entry, &record.header, record.signed_where, body).unwrap();
        // Kept and read again between any two.
        if position % 5 == 0 {
            views = Views::from_snapshot(&views.to_snapshot()).unwrap();
        }
    }
    views
}

/// A reader of this delegation, in the mechanisms in which it takes part today.
fn reader(code: &str, mechanisms: &[&str]) -> Subject {
    let mechanisms = mechanisms.iter().map(|id| (*id).to_owned()).collect();
    Subject { mechanisms, ..Subject::in_seat(Seat::Participant(code.into()), [Role::Reader]) }
}

fn officer() -> Subject {
    Subject::in_seat(Seat::Mechanism("alpha".into()), [Role::Officer])
}

fn readable(views: &Views, who: &Subject) -> Readable {
    RULES.readable(who, views.classes().iter())
}

fn reads(views: &Views, who: &Subject, id: &RecordId) -> bool {
    views.seen(&readable(views, who)).record_by_id(id).is_some()
}

#[test]
fn a_later_joiner_reads_what_is_said_from_then_on_and_a_leaver_nothing_more() {
    let mut world = World::furnished();
    let before = world.say(&world.measure().set(of_alpha));
    take_part(&mut world, 2, &["XAA", "XCC"]);
    let since = world.say(&world.measure().set(of_alpha));
    let views = folded(&world);
    for (who, sees) in [
        (reader("XAA", &["alpha"]), [true, true]),
        (reader("XCC", &["alpha"]), [false, true]),
        (reader("XBB", &[]), [false, false]),
        (officer(), [true, true]),
    ] {
        assert_eq!([&before, &since].map(|id| reads(&views, &who, id)), sees, "{who:?}");
    }
    // Who comes back reads what was said while it took part, and not what was said while it was away.
    take_part(&mut world, 3, &["XAA", "XBB", "XCC"]);
    let views = folded(&world);
    assert_eq!([&before, &since].map(|id| reads(&views, &reader("XBB", &["alpha"]), id)), [true, false]);
}

#[test]
fn whoever_joined_between_is_not_told_that_something_was_erased_or_disavowed() {
    let mut world = World::furnished();
    let measures = [0, 1].map(|_| world.say(&world.measure().set(of_alpha)));
    take_part(&mut world, 2, &["XAA", "XBB", "XCC"]);
    let erasure = world.say(&world.erasure(measures[0], "withdrawn").set(of_alpha));
    let disavowal = world.say(&world.disavowal(measures[1], "disavow").set(of_alpha));
    let views = folded(&world);
    let (old, new) = (reader("XBB", &["alpha"]), reader("XCC", &["alpha"]));
    for id in [erasure, disavowal] {
        assert!(reads(&views, &old, &id) && !reads(&views, &new, &id));
    }
    let known = readable(&views, &old);
    let [erased, disavowed] = measures.map(|id| views.seen(&known).record_by_id(&id).unwrap());
    assert_eq!((erased.standing(), erased.erased_by().unwrap().id()), (Standing::Erased, erasure));
    assert_eq!(disavowed.disavowed_by().unwrap().id(), disavowal);
}

#[test]
fn a_transmission_is_confirmed_though_others_take_part_by_then() {
    let mut world = World::furnished();
    let transmission = world.transmission().by(&[SAM]).set(of_alpha);
    let transmitted = world.say(&transmission);
    take_part(&mut world, 2, &["XAA", "XBB", "XCC"]);
    // Of the same salt, its body is the same.
    let salt = transmission.header.salt;
    let again = world.measure().set(of_alpha).set(|h| (h.supersedes, h.salt) = (vec![transmitted], salt));
    let signed = world.say(&again);
    let views = folded(&world);
    let known = readable(&views, &reader("XAA", &["alpha"]));
    let record = views.seen(&known).record_by_id(&transmitted).unwrap();
    assert_eq!(record.confirmed_by().map(|by| by.id()), Some(signed));
}

#[test]
fn what_everybody_who_read_it_and_still_takes_part_reads_takes_a_records_place_for_all() {
    let replaced = |then: &[&str], now: &[&str], later: &[&str]| {
        let mut world = World::furnished();
        take_part(&mut world, 2, then);
        let old = world.say(&world.measure().set(of_alpha));
        take_part(&mut world, 3, now);
        world.say(&world.measure().set(of_alpha).set(|h| h.supersedes = vec![old]));
        take_part(&mut world, 4, later);
        let views = folded(&world);
        let one = views.restricted(0).next().unwrap();
        assert_eq!(one.superseded, views.is_superseded_for_all(&old));
        one.superseded
    };
    let (both, all, one) = (&["XAA", "XBB"], &["XAA", "XBB", "XCC"], &["XAA"]);
    assert!(replaced(both, both, both));
    assert!(replaced(both, all, all), "somebody joined");
    assert!(replaced(both, one, one), "somebody left, and reads neither");
    assert!(!replaced(both, one, both), "somebody came back, and reads the older one alone");
}

/// What happens in `alpha`, one after the other.
#[derive(Clone, Debug)]
enum Event {
    /// These take part from here on, XAA among them.
    Takes(BTreeSet<&'static str>),
    /// XAA says something to all.
    Says,
    /// XAA takes back something said.
    Erases(Index),
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        2 => btree_set(select(CODES.to_vec()), 0..4).prop_map(Event::Takes),
        4 => Just(Event::Says),
        1 => any::<Index>().prop_map(Event::Erases),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn whatever_joins_and_leaves_lie_between_each_reads_what_asking_record_by_record_allows(
        events in vec(event(), 1..24),
    ) {
        let mut world = World::furnished();
        let mut today: BTreeSet<&str> = ["XAA", "XBB"].into();
        // Each record with those who took part when what it is about was said.
        let mut said: Vec<(RecordId, BTreeSet<&str>)> = Vec::new();
        let mut erasable: Vec<usize> = Vec::new();
        for (version, event) in (2..).zip(&events) {
            // A delegation says so much a day.
            world.now = world.now.plus(DAY);
            match event {
                Event::Takes(codes) => {
                    today = codes.iter().copied().chain(["XAA"]).collect();
                    take_part(&mut world, version, &today.iter().copied().collect::<Vec<_>>());
                }
                Event::Says => {
                    erasable.push(said.len());
                    said.push((world.say(&world.measure().set(of_alpha)), today.clone()));
                }
                Event::Erases(at) if !erasable.is_empty() => {
                    let (target, then) = said[erasable.swap_remove(at.index(erasable.len()))].clone();
                    said.push((world.say(&world.erasure(target, "withdrawn").set(of_alpha)), then));
                }
                Event::Erases(_) => {}
            }
        }
        let views = folded(&world);
        for code in CODES {
            let takes_part = today.contains(code);
            let who = reader(code, if takes_part { &["alpha"] } else { &[] });
            let known = readable(&views, &who);
            let seen = views.seen(&known);
            let expected: Vec<RecordId> = said
                .iter()
                .filter(|(_, then)| takes_part && then.contains(code))
                .map(|(id, _)| *id)
                .collect();
            let found = |records: &mut dyn Iterator<Item = views::RecordView<'_>>| -> Vec<RecordId> {
                records.filter(|record| !record.public()).map(|record| record.id()).collect()
            };
            prop_assert_eq!(&found(&mut seen.all()), &expected);
            prop_assert_eq!(&found(&mut seen.by_participant("XAA")), &expected);
            let measures = found(&mut seen.by_kind("measure"));
            let theirs: BTreeSet<_> = measures.iter().collect();
            prop_assert!(theirs.iter().all(|id| expected.contains(id)));
            prop_assert_eq!(found(&mut seen.by_mechanism("alpha")), measures);
        }
        let all = readable(&views, &officer());
        prop_assert_eq!(views.seen(&all).all().filter(|record| !record.public()).count(), said.len());
    }
}
