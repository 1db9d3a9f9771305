//! What isn't for a reader is not listed, counted or linked to, and changes nothing about how the rest stands.

#![allow(clippy::unwrap_used, reason = "a test's panic is its failure")]

use policy::{Readable, Role, Rules, Seat, Subject};
use record::header::Audience;
use record::{Header, RecordId};
use rehearsal::{World, own, participants};
use views::{Standing, Views};

fn delegate(code: &str, mechanism: &str) -> Subject {
    let mut subject = Subject::in_seat(Seat::Participant(code.into()), [Role::Delegate]);
    subject.mechanisms = [mechanism.to_owned()].into();
    subject
}

fn officer(mechanism: &str) -> Subject {
    Subject::in_seat(Seat::Mechanism(mechanism.into()), [Role::Officer])
}

/// The views of a world, kept and read again, and what policies say of them.
struct Shown {
    views: Views,
    rules: Rules,
}

impl Shown {
    fn of(world: &World) -> Self {
        let mut views = Views::new();
        for (position, (entry, record)) in (0..).zip(&world.log) {
            let body = record.body_bytes.as_deref();
            views.fold(position, entry, &record.header, record.signed_where, body).unwrap();
        }
        let views = Views::from_snapshot(&views.to_snapshot()).unwrap();
        Self { views, rules: Rules::built_in().unwrap() }
    }

    fn readable(&self, subject: &Subject) -> Readable {
        self.rules.readable(subject, self.views.classes().iter())
    }

    /// The measures that a subject finds, whichever way it looks.
    fn measures(&self, subject: &Subject) -> Vec<RecordId> {
        let readable = self.readable(subject);
        let seen = self.views.seen(&readable);
        let of = |records: &mut dyn Iterator<Item = views::RecordView<'_>>| -> Vec<RecordId> {
            records.filter(|record| record.kind() == "measure").map(|record| record.id()).collect()
        };
        let ways = [
            of(&mut seen.by_kind("measure")),
            of(&mut seen.by_participant("XAA")),
            of(&mut seen.by_mechanism("alpha")),
            of(&mut seen.by_framework_item("fx/norm-1")),
            of(&mut seen.by_provision("acc/op1-a")),
            of(&mut seen.all()),
            of(&mut (0..seen.size()).filter_map(|at| seen.record(at))),
        ];
        assert!(ways.windows(2).all(|two| two[0] == two[1]), "{ways:?}");
        let counted = seen.count_by_participant("measure").get("XAA").copied().unwrap_or(0);
        let by_item = seen.count_by_framework_item("measure").get("fx/norm-1").copied().unwrap_or(0);
        assert_eq!((counted, by_item), (ways[0].len(), ways[0].len()));
        assert!(ways[0].iter().all(|id| seen.record_by_id(id).is_some()));
        ways.into_iter().next().unwrap()
    }
}

#[test]
fn each_reader_finds_what_is_for_them_and_counts_no_more() {
    let mut world = World::furnished();
    let audience = |audience: Audience| move |h: &mut Header| h.audience = audience;
    let public = world.say(&world.measure());
    let own = world.say(&world.measure().set(audience(own())));
    let named = world.say(&world.measure().set(audience(participants(&["XBB"]))));
    let mechanism = Audience::Mechanism { mechanism: "alpha".into() };
    let mechanism = world.say(&world.measure().set(audience(mechanism)));
    let secretariat = Audience::Secretariat { mechanism: "alpha".into() };
    let secretariat = world.say(&world.measure().set(audience(secretariat)));
    let shown = Shown::of(&world);
    assert_eq!(shown.measures(&Subject::nobody()), [public]);
    assert_eq!(shown.measures(&delegate("XAA", "alpha")), [public, own, named, mechanism, secretariat]);
    assert_eq!(shown.measures(&delegate("XBB", "alpha")), [public, named, mechanism]);
    assert_eq!(shown.measures(&delegate("XCC", "beta")), [public]);
    assert_eq!(shown.measures(&officer("alpha")), [public, mechanism, secretariat]);
    assert_eq!(shown.measures(&officer("beta")), [public]);
}

#[test]
fn what_a_restricted_record_replaces_stands_for_those_who_may_not_know() {
    let mut world = World::furnished();
    let first = world.say(&world.measure());
    let restricted = world.say(&world.measure().set(|h| (h.supersedes, h.audience) = (vec![first], own())));
    let shown = Shown::of(&world);
    let author = shown.readable(&delegate("XAA", "alpha"));
    let everybody = shown.readable(&Subject::nobody());
    let old = shown.views.seen(&author).record_by_id(&first).unwrap();
    assert_eq!(
        (old.standing(), old.superseded_by().map(|r| r.id())),
        (Standing::Superseded, Some(restricted))
    );
    let old = shown.views.seen(&everybody).record_by_id(&first).unwrap();
    assert_eq!((old.standing(), old.superseded_by().map(|r| r.id())), (Standing::Current, None));
}

#[test]
fn of_several_that_replace_a_record_each_reader_is_led_to_the_newest_they_may_read() {
    let mut world = World::furnished();
    let first = world.say(&world.measure());
    let public = world.say(&world.measure().set(|h| h.supersedes = vec![first]));
    let restricted = world.say(&world.measure().set(|h| (h.supersedes, h.audience) = (vec![first], own())));
    let shown = Shown::of(&world);
    for (subject, by) in [(Subject::nobody(), public), (delegate("XAA", "alpha"), restricted)] {
        let readable = shown.readable(&subject);
        let old = shown.views.seen(&readable).record_by_id(&first).unwrap();
        assert_eq!(old.superseded_by().map(|r| r.id()), Some(by));
        assert_eq!(old.standing(), Standing::Superseded);
    }
}

#[test]
fn whoever_reads_a_record_is_told_that_the_hub_erased_it_and_nobody_else() {
    for audience in [
        own(),
        participants(&["XBB"]),
        Audience::Mechanism { mechanism: "alpha".into() },
        Audience::Secretariat { mechanism: "alpha".into() },
    ] {
        let mut world = World::furnished();
        let mut kept = rehearsal::measure_kind();
        (kept["version"], kept["retention_days"]) = (2.into(), 30.into());
        world.say(&world.file("kinds/measure.json", &kept));
        let said = world.measure().set(|h| (h.kind_version, h.audience) = (2, audience));
        let id = world.say(&said);
        let position = world.past.0[&id].position;
        let before = Shown::of(&world).views;
        let accepted = world.now;
        let found = |views: &Views, by| views.restricted_of("measure", by).collect::<Vec<_>>();
        assert_eq!(found(&before, accepted), [position]);
        assert_eq!(found(&before, record::Time(accepted.0 - 1)), Vec::<u64>::new());
        world.now = accepted.plus(30 * record::time::DAY);
        let header = said.header.clone();
        let erasure = world.say(&world.expiry(id).set(|h| h.audience = admission::readers_of(&header)));
        let shown = Shown::of(&world);
        assert_eq!(found(&shown.views, world.now), Vec::<u64>::new(), "erased once");
        for who in
            [delegate("XAA", "alpha"), delegate("XBB", "alpha"), delegate("XCC", "beta"), officer("alpha")]
        {
            let readable = shown.readable(&who);
            let seen = shown.views.seen(&readable);
            assert_eq!(seen.record_by_id(&id).is_some(), seen.record_by_id(&erasure).is_some(), "{who:?}");
        }
        let author = shown.readable(&delegate("XAA", "alpha"));
        let record = shown.views.seen(&author).record_by_id(&id).unwrap();
        assert_eq!(record.erased_by().map(|by| by.id()), Some(erasure));
    }
}

#[test]
fn an_author_is_told_that_the_secretariat_erased_what_was_said_to_it_alone() {
    let mut world = World::furnished();
    let audience = || Audience::Secretariat { mechanism: "alpha".into() };
    let id = world.say(&world.measure().set(|h| h.audience = audience()));
    let erasure = world.erasure(id, "personal-data").by(&rehearsal::ROOTS[..2]).set(|h| {
        h.participant = admission::SECRETARIAT.to_owned();
        h.audience = audience();
    });
    let erasure = world.say(&erasure);
    let shown = Shown::of(&world);
    for (who, told) in
        [(delegate("XAA", "alpha"), true), (officer("alpha"), true), (delegate("XBB", "alpha"), false)]
    {
        let readable = shown.readable(&who);
        assert_eq!(shown.views.seen(&readable).record_by_id(&erasure).is_some(), told, "{who:?}");
    }
}

#[test]
fn an_erasure_is_seen_by_those_who_could_read_what_it_erased() {
    let mut world = World::furnished();
    let own_record = world.say(&world.measure().set(|h| h.audience = own()));
    let erasure = world.say(&world.erasure(own_record, "withdrawn").set(|h| h.audience = own()));
    let shown = Shown::of(&world);
    let author = shown.readable(&delegate("XAA", "alpha"));
    let erased = shown.views.seen(&author).record_by_id(&own_record).unwrap();
    assert_eq!((erased.standing(), erased.erased_by().map(|r| r.id())), (Standing::Erased, Some(erasure)));
    for subject in [Subject::nobody(), delegate("XBB", "alpha")] {
        let readable = shown.readable(&subject);
        let seen = shown.views.seen(&readable);
        assert!(seen.record_by_id(&own_record).is_none() && seen.record_by_id(&erasure).is_none());
        assert_eq!(seen.by_kind("erasure").count(), 0);
    }
}

#[test]
fn a_disavowal_is_seen_by_those_who_can_read_what_it_is_about() {
    let mut world = World::furnished();
    let shared = world.say(&world.measure().set(|h| h.audience = participants(&["XBB"])));
    let disavowal =
        world.say(&world.disavowal(shared, "disavow").set(|h| h.audience = participants(&["XBB"])));
    let shown = Shown::of(&world);
    for subject in [delegate("XAA", "alpha"), delegate("XBB", "alpha")] {
        let readable = shown.readable(&subject);
        let record = shown.views.seen(&readable).record_by_id(&shared).unwrap();
        assert_eq!(record.disavowed_by().map(|r| r.id()), Some(disavowal));
    }
    for subject in [Subject::nobody(), delegate("XCC", "alpha")] {
        let readable = shown.readable(&subject);
        assert_eq!(shown.views.seen(&readable).by_kind("disavowal").count(), 0);
    }
}

/// Nothing is readable before it was decided about.
#[test]
fn a_class_that_came_later_is_read_only_once_it_was_decided() {
    let mut world = World::furnished();
    let before = Shown::of(&world);
    let old = before.readable(&delegate("XBB", "alpha"));
    let late = world.say(&world.measure().set(|h| h.audience = participants(&["XBB"])));
    let shown = Shown::of(&world);
    assert!(shown.views.seen(&old).record_by_id(&late).is_none());
    assert_eq!(shown.measures(&delegate("XBB", "alpha")), [late]);
}

#[test]
fn everybody_may_know_of_an_entry_what_its_tile_says() {
    let mut world = World::furnished();
    world.say(&world.measure().set(|h| h.audience = own()));
    let shown = Shown::of(&world);
    let everybody = shown.readable(&Subject::nobody());
    let seen = shown.views.seen(&everybody);
    let last = seen.size() - 1;
    assert!(seen.record(last).is_none());
    assert_eq!(seen.entry(last).unwrap().accepted, world.now);
    assert_eq!(seen.entry(last + 1), None);
}
