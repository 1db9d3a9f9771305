//! The fold over a small register of fictional States: what is shown of it, and that folding is repeatable.

#![allow(clippy::unwrap_used, reason = "a test's panic is its failure")]

use policy::{Readable, Role, Rules, Seat, Subject};
use proptest::prelude::*;
use record::RecordId;
use rehearsal::{ABE, ADA, ANN, START, World, measure_kind, own};
use views::{FoldError, SnapshotError, Standing, Views};

fn folded(world: &World) -> Views {
    let mut views = Views::new();
    fold_rest(&mut views, world);
    views
}

fn fold_rest(views: &mut Views, world: &World) {
    for (position, (entry, record)) in
        world.log.iter().enumerate().skip(usize::try_from(views.size()).unwrap())
    {
        views
            .fold(position as u64, entry, &record.header, record.signed_where, record.body_bytes.as_deref())
            .unwrap();
    }
}

/// What this subject may read of them.
fn readable_to(views: &Views, subject: &Subject) -> Readable {
    Rules::built_in().unwrap().readable(subject, views.classes().iter())
}

fn public(views: &Views) -> Readable {
    readable_to(views, &Subject::nobody())
}

/// What the delegation of XAA sees of them, which is everything that these histories hold.
fn dump(views: &Views) -> String {
    views.seen(&readable_to(views, &delegate("XAA"))).dump()
}

fn delegate(code: &str) -> Subject {
    let mut subject = Subject::in_seat(Seat::Participant(code.into()), [Role::Delegate]);
    subject.mechanisms = ["alpha".to_owned()].into();
    subject
}

fn ids<'a>(records: impl Iterator<Item = views::RecordView<'a>>) -> Vec<RecordId> {
    records.map(|record| record.id()).collect()
}

#[test]
fn a_measure_stands_under_everything_it_names() {
    let mut world = World::furnished();
    let draft = world.measure().set(|h| h.mechanisms = vec!["alpha".into(), "beta".into()]);
    let id = world.say(&draft);
    let views = folded(&world);
    let everybody = public(&views);
    let views = views.seen(&everybody);
    let measures = [
        ids(views.by_mechanism("alpha")),
        ids(views.by_mechanism("beta")),
        ids(views.by_framework_item("fx/norm-1")),
        ids(views.by_provision("acc/op1-a")),
        ids(views.by_kind("measure")),
    ];
    assert!(measures.iter().all(|found| *found == [id]), "{measures:?}");
    let record = views.record_by_id(&id).unwrap();
    assert_eq!(
        (record.participant(), record.standing(), record.disputed()),
        ("XAA", Standing::Current, false)
    );
    assert_eq!(record.mechanisms().collect::<Vec<_>>(), ["alpha", "beta"]);
    assert_eq!(record.signers().collect::<Vec<_>>(), [ABE.key().public().id()]);
    assert_eq!(views.count_by_participant("measure").into_iter().collect::<Vec<_>>(), [("XAA", 1)]);
}

#[test]
fn a_correction_stands_beside_what_it_supersedes() {
    let mut world = World::furnished();
    let first = world.say(&world.measure());
    let second = world.say(&world.measure().set(|h| h.supersedes = vec![first]));
    let views = folded(&world);
    let everybody = public(&views);
    let views = views.seen(&everybody);
    let old = views.record_by_id(&first).unwrap();
    assert_eq!(old.standing(), Standing::Superseded);
    assert_eq!(old.superseded_by().map(|r| r.id()), Some(second));
    assert_eq!(ids(views.by_kind("measure")), [first, second]);
    assert_eq!(views.count_by_framework_item("measure")["fx/norm-1"], 1, "only what is current is counted");
}

#[test]
fn an_erased_record_names_what_erased_it() {
    let mut world = World::furnished();
    let measure = world.say(&world.measure());
    let erasure = world.say(&world.erasure(measure, "personal-data"));
    let views = folded(&world);
    let everybody = public(&views);
    let views = views.seen(&everybody);
    let record = views.record_by_id(&measure).unwrap();
    assert_eq!(record.standing(), Standing::Erased);
    assert_eq!(record.erased_by().map(|r| r.id()), Some(erasure));
}

#[test]
fn what_a_revoked_key_signed_from_then_on_is_disputed() {
    let mut world = World::furnished();
    let before = world.say(&world.measure());
    world.now = world.now.plus(100);
    let from = world.now;
    let after = world.say(&world.measure());
    world.now = world.now.plus(100);
    let revocation = world.revoke(ABE, "XAA", &[ADA]).with("from", from.to_string().into());
    world.say(&revocation);
    let views = folded(&world);
    let everybody = public(&views);
    let views = views.seen(&everybody);
    assert!(!views.record_by_id(&before).unwrap().disputed());
    assert!(views.record_by_id(&after).unwrap().disputed());
}

/// How a record stands, as its author has spoken of it: disputed, disavowed by, confirmed by.
fn spoken_of(world: &World, id: &RecordId) -> (bool, Option<RecordId>, Option<RecordId>) {
    let views = folded(world);
    let everybody = public(&views);
    let record = views.seen(&everybody).record_by_id(id).unwrap();
    assert_eq!(record.standing(), Standing::Current, "nothing is taken away");
    let id = |record: Option<views::RecordView<'_>>| record.map(|record| record.id());
    (record.disputed(), id(record.disavowed_by()), id(record.reaffirmed_by()))
}

#[test]
fn what_is_disavowed_stays_and_names_what_disavows_it_until_it_is_confirmed() {
    let mut world = World::furnished();
    let measure = world.say(&world.measure());
    assert_eq!(spoken_of(&world, &measure), (false, None, None));
    let first = world.say(&world.disavowal(measure, "disavow"));
    assert_eq!(spoken_of(&world, &measure), (false, Some(first), None));
    let again = world.say(&world.disavowal(measure, "disavow"));
    assert_eq!(spoken_of(&world, &measure), (false, Some(again), None));
    let confirmed = world.say(&world.disavowal(measure, "confirm"));
    assert_eq!(spoken_of(&world, &measure), (false, None, Some(confirmed)));
    let views = folded(&world);
    let everybody = public(&views);
    let views = views.seen(&everybody);
    assert_eq!(ids(views.record_by_id(&measure).unwrap().spoken_of_by()), [first, again, confirmed]);
    let about = |id| views.record_by_id(&id).unwrap().speaks_of().map(|(r, disavows)| (r.id(), disavows));
    assert_eq!((about(first), about(confirmed)), (Some((measure, true)), Some((measure, false))));
    assert_eq!(views.count_by_participant("measure")["XAA"], 1);
}

#[test]
fn what_is_disputed_is_so_until_another_key_confirms_it() {
    let mut world = World::furnished();
    let measure = world.say(&world.measure());
    let from = world.now.to_string();
    world.now = world.now.plus(100);
    world.say(&world.revoke(ABE, "XAA", &[ADA]).with("from", from.into()));
    assert_eq!(spoken_of(&world, &measure), (true, None, None));
    let confirmed = world.say(&world.disavowal(measure, "confirm"));
    assert_eq!(spoken_of(&world, &measure), (false, None, Some(confirmed)));
    let disavowed = world.say(&world.disavowal(measure, "disavow"));
    assert_eq!(spoken_of(&world, &measure), (true, Some(disavowed), None));
}

/// Whoever has one stolen key can say of everything that it isn't the participant's word, until that key is revoked.
#[test]
fn a_thief_who_disavows_everything_has_said_nothing_once_the_key_is_revoked() {
    let mut world = World::furnished();
    let (one, two) = (world.say(&world.measure()), world.say(&world.measure()));
    let honest = world.say(&world.disavowal(two, "disavow"));
    world.now = world.now.plus(100);
    let stolen_from = world.now.to_string();
    let theft = world.say(&world.disavowal(one, "disavow").by(&[ANN]));
    let lie = world.say(&world.disavowal(two, "confirm").by(&[ANN]));
    assert_eq!(spoken_of(&world, &one), (false, Some(theft), None));
    assert_eq!(spoken_of(&world, &two), (false, None, Some(lie)));
    world.now = world.now.plus(100);
    world.say(&world.revoke(ANN, "XAA", &[ADA]).with("from", stolen_from.into()));
    assert_eq!(spoken_of(&world, &one), (false, None, None));
    assert_eq!(spoken_of(&world, &two), (false, Some(honest), None), "what counted before counts again");
    let views = folded(&world);
    let everybody = public(&views);
    let views = views.seen(&everybody);
    assert_eq!(ids(views.record_by_id(&one).unwrap().spoken_of_by()), [theft], "it is still shown");
    assert!(views.record_by_id(&theft).unwrap().disputed());
}

#[test]
fn a_confirmation_of_a_transmission_counts_no_more_when_it_is_disavowed() {
    let mut world = World::furnished();
    let transmission = world.transmission();
    let transmitted = world.say(&transmission);
    let same = world.say(&world.measure().set(|h| {
        h.salt = transmission.header.salt;
        h.supersedes = vec![transmitted];
    }));
    let confirmed_by = |world: &World| {
        let views = folded(world);
        let everybody = public(&views);
        views.seen(&everybody).record_by_id(&transmitted).unwrap().confirmed_by().map(|by| by.id())
    };
    assert_eq!(confirmed_by(&world), Some(same));
    world.say(&world.disavowal(same, "disavow"));
    assert_eq!(confirmed_by(&world), None);
    world.say(&world.disavowal(same, "confirm"));
    assert_eq!(confirmed_by(&world), Some(same));
}

#[test]
fn a_transmission_is_confirmed_by_the_same_body_under_its_authors_signature_and_by_nothing_else() {
    let mut world = World::furnished();
    let transmission = world.transmission();
    let transmitted = world.say(&transmission);
    let same = world.measure().set(|h| {
        h.salt = transmission.header.salt;
        h.supersedes = vec![transmitted];
    });
    let mut other_words = same.clone();
    other_words.content["title"] = "Said otherwise".into();
    let other_items = same.clone().set(|h| h.provisions.clear());
    for not_it in [other_words, other_items] {
        world.say(&not_it);
        let views = folded(&world);
        let everybody = public(&views);
        let record = views.seen(&everybody).record_by_id(&transmitted).unwrap();
        assert!(record.confirmed_by().is_none() && record.standing() == Standing::Superseded);
    }
    let confirming = world.say(&same);
    let views = Views::from_snapshot(&folded(&world).to_snapshot()).unwrap();
    let everybody = public(&views);
    let seen = views.seen(&everybody);
    assert_eq!(seen.record_by_id(&transmitted).unwrap().confirmed_by().unwrap().id(), confirming);
    assert_eq!(seen.record_by_id(&confirming).unwrap().confirms().unwrap().id(), transmitted);
}

#[test]
fn the_same_statement_in_another_language_is_a_translation_and_anything_else_is_none() {
    let mut world = World::furnished();
    let original = world.measure();
    let original = world.say(&original);
    let translated = |world: &mut World, change: &dyn Fn(&mut record::Header)| {
        let draft = world.measure().set(|h| {
            h.language = "fr".into();
            h.refers = vec![original];
            change(h);
        });
        world.say(&draft)
    };
    let french = translated(&mut world, &|_| {});
    let others = [
        translated(&mut world, &|h| h.language = "en".into()),
        translated(&mut world, &|h| h.mechanisms = vec!["alpha".into(), "beta".into()]),
        translated(&mut world, &|h| h.audience = own()),
        translated(&mut world, &|h| h.refers = vec![french]),
        translated(&mut world, &|h| h.refers = vec![original, french]),
    ];
    let views = folded(&world);
    let everything = readable_to(&views, &delegate("XAA"));
    let seen = views.seen(&everything);
    let read = |id| seen.record_by_id(&id).unwrap();
    assert_eq!(read(french).translates().map(|one| one.id()), Some(original));
    assert_eq!(ids(read(original).translations()), [french]);
    for (number, other) in others.into_iter().enumerate() {
        assert!(read(other).translates().is_none(), "{number}");
    }
}

#[test]
fn records_come_in_order_or_not_at_all() {
    let world = World::furnished();
    let (entry, record) = &world.log[0];
    let mut views = Views::new();
    let early = views.fold(1, entry, &record.header, record.signed_where, record.body_bytes.as_deref());
    assert_eq!(early, Err(FoldError::OutOfOrder { given: 1, expected: 0 }));
    let (entry, file) = world.log.iter().find(|(_, r)| r.header.kind == "catalogue").unwrap();
    assert_eq!(views.fold(0, entry, &file.header, file.signed_where, None), Err(FoldError::ControlBody(0)));
    assert_eq!(views.size(), 0);
}

#[test]
fn a_void_record_is_shown_nowhere_and_what_follows_keeps_its_position() {
    let mut world = World::furnished();
    let stays = world.say(&world.measure());
    let void = world.say(&world.measure().set(|h| h.supersedes = vec![stays]));
    let after = world.say(&world.measure());
    let mut views = Views::new();
    for (position, (entry, record)) in (0..).zip(&world.log) {
        if record.id == void {
            views.fold_void(position).unwrap();
        } else {
            views
                .fold(position, entry, &record.header, record.signed_where, record.body_bytes.as_deref())
                .unwrap();
        }
    }
    let kept = Views::from_snapshot(&views.to_snapshot()).unwrap();
    for views in [views, kept] {
        let everybody = public(&views);
        let views = views.seen(&everybody);
        assert!(views.record_by_id(&void).is_none() && views.record_by_id(&RecordId([0; 32])).is_none());
        assert_eq!(views.record_by_id(&stays).unwrap().standing(), Standing::Current);
        assert_eq!(ids(views.by_kind("measure")), [stays, after]);
        assert_eq!(views.record_by_id(&after).unwrap().position, world.log.len() as u64 - 1);
    }
}

#[test]
fn what_answers_a_record_is_found_from_it_by_those_who_may_read_it() {
    let mut world = World::furnished();
    let asked = world.say(&world.measure());
    let answer = world.measure().set(|h| h.answers = vec![asked]);
    let for_all = world.say(&answer);
    let for_one = world.say(&answer.set(|h| h.audience = own()));
    let views = folded(&world);
    let everybody = public(&views);
    let delegation = readable_to(&views, &delegate("XAA"));
    let at = views.seen(&everybody).record_by_id(&asked).unwrap().position;
    assert_eq!(ids(views.seen(&everybody).answering(at)), [for_all]);
    assert_eq!(ids(views.seen(&delegation).answering(at)), [for_all, for_one]);
    assert_eq!(ids(views.seen(&everybody).record_by_id(&for_all).unwrap().answers()), [asked]);
    assert_eq!(ids(views.seen(&everybody).answering(at + 1)), []);
}

#[test]
fn the_versions_of_a_kind_that_were_replaced_stay_at_hand_each_by_its_newest_record() {
    let mut world = World::furnished();
    let publish = |world: &mut World, path: &str, version: u64, note: &str| {
        let mut kind = measure_kind();
        (kind["version"], kind["names"]) = (version.into(), serde_json::json!({ "en": note }));
        world.say(&world.file(path, &kind));
    };
    let (path, other) = ("kinds/measure.json", "kinds/measures.json");
    publish(&mut world, path, 1, "said again");
    publish(&mut world, path, 2, "revised");
    publish(&mut world, path, 3, "revised again");
    let views = folded(&world);
    let size = views.size();
    let earlier = |views: &Views| {
        let all = views.earlier_kind_files().map(|(id, version, at)| (id.to_owned(), version, at));
        all.collect::<Vec<_>>()
    };
    let measure = || "measure".to_owned();
    assert_eq!(earlier(&views), [(measure(), 1, size - 3), (measure(), 2, size - 2)]);
    // Elsewhere in the catalogue: the third stays the newest of its path.
    publish(&mut world, other, 4, "moved");
    assert_eq!(earlier(&folded(&world)).len(), 2);
    // Taken back: what is higher than what is in force isn't earlier.
    publish(&mut world, path, 2, "revised");
    assert_eq!(earlier(&folded(&world)), [(measure(), 1, size - 3)]);
}

#[test]
fn a_snapshot_that_is_damaged_is_not_used() {
    let views = folded(&World::furnished());
    let bytes = views.to_snapshot();
    assert_eq!(dump(&Views::from_snapshot(&bytes).unwrap()), dump(&views));
    for at in [0, bytes.len() / 2, bytes.len() - 1] {
        let mut changed = bytes.clone();
        changed[at] ^= 1;
        assert_eq!(Views::from_snapshot(&changed).err(), Some(SnapshotError::Damaged));
    }
    assert_eq!(Views::from_snapshot(&bytes[..20]).err(), Some(SnapshotError::Damaged));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Any history, folded at once, folded twice, or folded in two runs with a snapshot between, dumps the same.
    #[test]
    fn folding_is_repeatable(steps in proptest::collection::vec(0..9_u8, 1..12), cut in 0..100_usize) {
        let mut world = World::furnished();
        let mut last = None;
        let mut early = Views::new();
        for (number, step) in steps.iter().enumerate() {
            if number == cut % steps.len() {
                early = folded(&world);
            }
            let draft = match (step, last) {
                (1, Some(id)) => world.measure().set(|h| h.supersedes = vec![id]),
                (2, Some(id)) => world.erasure(id, "personal-data"),
                (3, _) => world.measure().set(|h| h.mechanisms = vec!["beta".into()]),
                (4, _) => world.measure().set(|h| h.audience = own()),
                (5, Some(id)) => world.disavowal(id, "disavow"),
                (6, Some(id)) => world.disavowal(id, "confirm"),
                (8, Some(id)) => world.measure().set(|h| h.answers = vec![id]),
                (7, _) => world.revoke(ABE, "XAA", &[ADA]).with("from", START.to_string().into()),
                _ => world.measure(),
            };
            if let Ok(id) = world.try_say(&draft) && ![2, 5, 6, 7].contains(step) {
                last = Some(id);
            }
        }
        let whole = folded(&world);
        prop_assert_eq!(dump(&whole), dump(&folded(&world)));
        let mut resumed = Views::from_snapshot(&early.to_snapshot()).unwrap();
        fold_rest(&mut resumed, &world);
        prop_assert_eq!(dump(&whole), dump(&resumed));
        prop_assert_eq!(whole.size(), world.log.len() as u64);
        prop_assert!(START < world.now);
    }
}
