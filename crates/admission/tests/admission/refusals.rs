//! One scenario for every refusal: a record that is one step away from admissible, and the code that stops it.

use admission::{Past, Placed, Refusal, SECRETARIAT, Unreadable, admit, admit_entry, kinds};
use record::time::DAY;
use record::{Audience, Evidence, RecordId, Time};
use rehearsal::authenticator::{Algorithm, Passkey};
use rehearsal::*;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const TOUCH: Passkey = Passkey::new(Algorithm::Es256, 50);

fn with(file: &Value, member: &str, value: &Value) -> Value {
    let mut file = file.clone();
    file[member] = value.clone();
    file
}

type Scenario = (&'static str, fn(World) -> Refusal);

/// All but the few that need another world than the furnished one take it as it is.
const SCENARIOS: &[Scenario] = &[
    ("no-genesis", |w| World::empty().refusal(&w.measure())),
    ("second-genesis", |w| w.refusal(&w.genesis())),
    ("other-log", |w| w.refusal(&w.measure().set(|h| h.log = "log.example/other".to_owned()))),
    ("exercise-differs", |w| w.refusal(&w.measure().set(|h| h.exercise = true))),
    ("already-there", |mut w| {
        let measure = w.measure();
        w.say(&measure);
        w.refusal(&measure)
    }),
    ("expired", |mut w| {
        let measure = w.measure();
        w.now = Time(measure.header.expiry.0 + 1);
        w.refusal(&measure)
    }),
    ("from-the-future", |w| {
        w.refusal(&w.measure().set(|h| {
            h.time = Time(w.now.0 + DAY + 1);
            h.expiry = h.time;
        }))
    }),
    ("unknown-kind", |w| w.refusal(&w.measure().set(|h| h.kind_version = 2))),
    ("evidence-not-taken", |w| w.refusal(&w.measure().set(|h| h.evidence = Evidence::Hub))),
    ("writer-not-taken", |w| {
        w.refusal(&w.measure().by(&[SAM]).set(|h| h.participant = SECRETARIAT.to_owned()))
    }),
    ("unknown-key", |w| w.refusal(&w.measure().by(&[ZOE]))),
    ("log-key", |w| w.refusal(&w.enrol(HUB, "XAA", false, "XAA", &[ADA]))),
    ("hour-committed", |mut w| {
        let commitment = w.commitment(w.now.0 / admission::HOUR - 2);
        w.say(&commitment);
        w.refusal(&commitment.set(|h| h.time = Time(h.time.0 - 1)))
    }),
    ("hour-left-out", |mut w| {
        w.say(&w.commitment(w.now.0 / admission::HOUR - 3));
        w.refusal(&w.commitment(w.now.0 / admission::HOUR - 1))
    }),
    ("hour-not-over", |w| w.refusal(&w.commitment(w.now.0 / admission::HOUR))),
    ("key-enrolled", |w| w.refusal(&w.enrol(ABE, "XAA", false, "XAA", &[ADA]))),
    ("key-waiting", |mut w| {
        w.say(&w.enrol(ZOE, "XAA", false, SECRETARIAT, &ROOTS[..2]));
        w.refusal(&w.measure().by(&[ZOE]))
    }),
    ("key-revoked", |mut w| {
        w.say(&w.revoke(ABE, "XAA", &[ADA]));
        w.refusal(&w.measure())
    }),
    ("key-of-another", |w| w.refusal(&w.measure().by(&[BOB]))),
    ("person-of-another", |w| {
        let mut signer = ABE.signer();
        signer.person = ADA.id();
        w.refusal(&w.measure().set(|h| h.signers = vec![signer]))
    }),
    ("person-taken", |w| {
        let mut signer = ZOE.signer();
        signer.person = BOB.id();
        let enrol = w.enrol(ZOE, "XAA", false, "XAA", &[ADA]).with("person", json!(BOB.id()));
        w.refusal(&enrol.set(|h| h.signers = vec![ADA.signer(), signer]))
    }),
    ("key-not-entitled", |w| {
        w.refusal(&w.measure().by(&[ANN]).set(|h| h.mechanisms = vec!["beta".to_owned()]))
    }),
    ("number-of-signers", |w| w.refusal(&w.measure().by(&[ABE, ADA, ANN]))),
    ("signature-form-not-taken", |mut w| {
        let kind = with(&measure_kind(), "signature_forms", &json!(["sshsig"]));
        let kind = with(&kind, "version", &json!(2));
        w.say(&w.file("kinds/measure.json", &kind));
        w.say(&w.enrol_passkey(TOUCH, "XAA", "XAA", &[ADA]));
        let measure = w.measure().set(|h| h.kind_version = 2);
        w.refusal(&measure.by(&[]).touched_by(&[TOUCH]))
    }),
    ("number-of-framework-items", |w| w.refusal(&w.measure().set(|h| h.framework_items.clear()))),
    ("too-few-root-keys", |w| w.refusal(&w.file("kinds/measure.json", &measure_kind()).by(&ROOTS[..1]))),
    ("wrong-signers", |w| w.refusal(&w.enrol(ZOE, "XAA", false, "XAA", &[ABE]))),
    ("unknown-mechanism", |w| w.refusal(&w.measure().set(|h| h.mechanisms = vec!["gamma".to_owned()]))),
    ("not-in-mechanism", |w| {
        let measure = w.measure().by(&[BOB]);
        w.refusal(&measure.set(|h| {
            h.participant = "XBB".to_owned();
            h.mechanisms = vec!["beta".to_owned()];
        }))
    }),
    ("kind-not-taken", |mut w| {
        let mut closed = mechanism("delta", 1, &["XAA"]);
        closed["kinds"] = json!([]);
        w.say(&w.file("mechanisms/delta.json", &closed));
        w.refusal(&w.measure().set(|h| h.mechanisms = vec!["delta".to_owned()]))
    }),
    ("not-for-this-kind", |w| w.refusal(&w.measure().set(|h| h.label = Some("TLP:CLEAR".to_owned())))),
    ("no-mechanism", |w| w.refusal(&w.measure().set(|h| h.mechanisms.clear()))),
    ("audience-not-taken", |w| {
        w.refusal(&w.enrol(ZOE, "XAA", false, "XAA", &[ADA]).set(|h| h.audience = Audience::Own))
    }),
    ("unknown-framework-item", |w| {
        w.refusal(&w.measure().set(|h| h.framework_items = vec!["fx/norm-2".to_owned()]))
    }),
    ("unknown-provision", |w| w.refusal(&w.measure().set(|h| h.provisions = vec!["acc/op9".to_owned()]))),
    ("unknown-record", |w| w.refusal(&w.measure().set(|h| h.answers = vec![RecordId([7; 32])]))),
    ("wider-than-named", |mut w| {
        let secret = w.say(&w.measure().set(|h| h.audience = own()));
        w.refusal(&w.measure().set(|h| h.refers = vec![secret]))
    }),
    ("not-yours-to-supersede", |mut w| {
        let theirs = w.say(&w.measure().by(&[BOB]).set(|h| h.participant = "XBB".to_owned()));
        w.refusal(&w.measure().set(|h| h.supersedes = vec![theirs]))
    }),
    ("transmission-over-signed", |mut w| {
        let signed = w.say(&w.measure());
        w.refusal(&w.transmission().set(|h| h.supersedes = vec![signed]))
    }),
    ("unknown-group", |w| {
        w.refusal(
            &w.measure().set(|h| h.audience = Audience::Group { group: "friends".to_owned(), version: 1 }),
        )
    }),
    ("unknown-participant", |w| w.refusal(&w.enrol(ZOE, "XZZ", false, SECRETARIAT, &ROOTS[..2]))),
    ("quota", |mut w| {
        let mut refused = None;
        for _ in 0..21 {
            refused = refused.or(w.try_say(&w.measure()).err());
        }
        refused.unwrap()
    }),
    ("control-body", |w| {
        w.refusal(&w.enrol(ZOE, "XAA", false, "XAA", &[ADA]).with("administrator", json!("yes")))
    }),
    ("body-missing", |w| {
        let mut record = w.enrol(ZOE, "XAA", false, "XAA", &[ADA]).seal();
        record.body_bytes = None;
        admit(&w.state, &w.past, &record, w.now).unwrap_err()
    }),
    ("catalogue-file", |w| w.refusal(&w.file("kinds/../x.json", &measure_kind()))),
    ("not-erasable", |mut w| {
        let measure = w.say(&w.measure());
        w.refusal(&w.erasure(measure, "withdrawn"))
    }),
    ("no-retention", |mut w| {
        let measure = w.say(&w.measure().set(|h| h.audience = own()));
        w.refusal(&w.expiry(measure))
    }),
    ("retention-not-over", |mut w| {
        let mut kept = measure_kind();
        kept["retention_days"] = json!(30);
        kept["version"] = json!(2);
        w.say(&w.file("kinds/measure.json", &kept));
        let draft = w.measure().set(|h| h.audience = own());
        let measure = w.say(&draft.set(|h| h.kind_version = 2));
        w.refusal(&w.expiry(measure))
    }),
    ("not-movable", |mut w| {
        let measure = w.say(&w.measure());
        w.refusal(&w.step(measure, "end"))
    }),
    ("unknown-move", |_| with_a_project(|w, project| w.refusal(&w.step(project, "vanish")))),
    ("not-the-mover", |_| with_a_project(|w, project| w.refusal(&w.step(project, "agree")))),
    ("not-from-here", |_| with_a_project(|w, project| w.refusal(&w.step(project, "complete")))),
    ("states-differ", |_| {
        with_a_project(|w, project| {
            let other = w.say(&w.project(&[]));
            w.say(&w.step(other, "end"));
            w.refusal(&w.project(&[]).set(|h| h.supersedes = vec![project, other]))
        })
    }),
    ("not-disavowable", |mut w| {
        let theirs = w.say(&w.measure().by(&[BOB]).set(|h| h.participant = "XBB".to_owned()));
        w.refusal(&w.disavowal(theirs, "disavow"))
    }),
    ("other-key-needed", |mut w| {
        let measure = w.say(&w.measure());
        w.refusal(&w.disavowal(measure, "disavow").by(&[ABE]))
    }),
    ("register-unreadable", |w| {
        struct Broken;
        impl Past for Broken {
            fn placed(&self, _: &RecordId) -> Result<Option<Placed>, Unreadable> {
                Err(Unreadable("page 3 is damaged".to_owned()))
            }
        }
        admit(&w.state, &Broken, &w.measure().seal(), w.now).unwrap_err()
    }),
    ("time-decreases", |mut w| {
        w.now = Time(w.state.time().0 - 1);
        w.refusal(&w.measure())
    }),
    ("entry-differs", |mut w| {
        let before = w.clone();
        w.say(&w.measure());
        let (mut entry, record) = w.log.pop().unwrap();
        entry.public = false;
        admit_entry(&before.state, &before.past, &entry, &record).unwrap_err()
    }),
];

fn with_a_project(refused: impl FnOnce(&mut World, RecordId) -> Refusal) -> Refusal {
    let mut w = World::with_projects();
    let project = w.say(&w.project(&[]));
    refused(&mut w, project)
}

#[test]
fn each_is_refused_with_its_code_and_changes_nothing() {
    for (code, scenario) in SCENARIOS {
        let refusal = scenario(World::furnished());
        assert_eq!(refusal.code(), *code, "{refusal}");
        assert!(!refusal.to_string().is_empty());
    }
}

#[test]
fn every_code_has_a_scenario() {
    let codes = codes_in(include_str!("../../src/refusal.rs"));
    let tried: BTreeSet<&str> = SCENARIOS.iter().map(|(code, _)| *code).collect();
    assert_eq!(codes, tried);
}

#[test]
fn the_specification_has_every_code() {
    let specification = include_str!("../../../../docs/spec/record.md");
    let missing: Vec<&str> = SCENARIOS
        .iter()
        .map(|(code, _)| *code)
        .filter(|code| !specification.contains(&format!("`{code}`")))
        .collect();
    assert!(missing.is_empty(), "docs/spec/record.md doesn't say {missing:?}");
}

/// The codes that a source file gives: the strings at the ends of the arms of its `code` functions.
fn codes_in(source: &str) -> BTreeSet<&str> {
    source.lines().filter_map(|line| line.trim().split_once("=> \"")?.1.strip_suffix("\",")).collect()
}

#[test]
fn what_the_scenarios_start_from_is_admitted() {
    let mut w = World::furnished();
    let measure = w.say(&w.measure());
    w.say(&w.measure().by(&[ANN]));
    w.say(&w.measure().by(&[ABE, ADA]));
    w.say(&w.measure().set(|h| h.supersedes = vec![measure]));
    let transmitted = w.say(&w.transmission());
    w.say(&w.transmission().set(|h| h.supersedes = vec![transmitted]));
    w.say(&w.measure().set(|h| h.supersedes = vec![transmitted]));
    w.say(&w.enrol(ZOE, "XAA", false, "XAA", &[ADA]));
    w.say(&w.erasure(measure, "personal-data"));
    assert!(w.state.is_erased(w.past.0[&measure].position));
}

#[test]
fn what_its_author_took_up_no_secretariat_transmits_again() {
    let mut w = World::furnished();
    let transmitted = w.say(&w.transmission());
    w.say(&w.transmission().set(|h| h.supersedes = vec![transmitted]));
    w.say(&w.measure().set(|h| h.supersedes = vec![transmitted]));
    let refusal = w.refusal(&w.transmission().set(|h| h.supersedes = vec![transmitted]));
    assert_eq!(refusal.code(), "transmission-over-signed");
    // The author itself may, as often as it likes.
    w.say(&w.measure().set(|h| h.supersedes = vec![transmitted]));
}

#[test]
fn an_entry_that_says_something_else_is_refused() {
    let mut w = World::furnished();
    let before = w.clone();
    w.say(&w.measure());
    let (entry, record) = w.log.pop().unwrap();
    assert!(admit_entry(&before.state, &before.past, &entry, &record).is_ok());
    let mut wrong = vec![entry; 5];
    wrong[0].control = true;
    wrong[1].id = RecordId([1; 32]);
    wrong[2].signatures = record::Hash([1; 32]);
    wrong[3].time = record::time::LAST.0 + 1;
    wrong[4].time = before.state.time().0 - 1;
    for (entry, code) in wrong.iter().zip(["entry-differs"; 4].into_iter().chain(["time-decreases"])) {
        let refusal = admit_entry(&before.state, &before.past, entry, &record).unwrap_err();
        assert_eq!(refusal.code(), code);
    }
}

#[test]
fn what_comes_after_a_void_entry_keeps_its_place() {
    let mut w = World::empty();
    w.state.pass_over();
    assert_eq!(w.refusal(&w.genesis()).code(), "second-genesis");
}

#[test]
fn one_person_with_two_keys_is_one_signer() {
    let mut w = World::furnished();
    let second = w.enrol(ZOE, "XAA", false, "XAA", &[ABE, ADA]).with("person", json!(ABE.id()));
    let zoe = record::Signer { key: ZOE.key().public().id(), person: ABE.id() };
    w.say(&second.set(|h| h.signers = vec![ADA.signer(), ABE.signer(), zoe.clone()]));
    let mut two = measure_kind();
    two["version"] = json!(2);
    two["signers"] = json!({"min": 2, "max": 2});
    w.say(&w.file("kinds/measure-2.json", &two));
    let both = |h: &mut record::Header| {
        h.kind_version = 2;
        h.signers = vec![ABE.signer(), zoe.clone()];
    };
    assert_eq!(w.refusal(&w.measure().by(&[ABE, ZOE]).set(both)).code(), "number-of-signers");
    w.say(&w.measure().by(&[ABE, ADA]).set(|h| h.kind_version = 2));
}

/// The order is said once, for each sort of record.
#[test]
fn a_used_up_quota_is_said_before_anything_is_looked_up_and_holds_up_no_revocation() {
    let mut w = World::furnished();
    while w.try_say(&w.measure()).is_ok() {}
    let unknown = RecordId([7; 32]);
    assert_eq!(w.refusal(&w.measure().set(|h| h.refers = vec![unknown])).code(), "quota");
    assert_eq!(w.refusal(&w.enrol(ABE, "XAA", false, "XAA", &[ADA])).code(), "quota");
    assert!(w.judge(&w.revoke(ABE, "XAA", &[ADA])).is_ok());
    let measure = w.log.iter().rfind(|(_, record)| record.header.kind == "measure").unwrap().1.id;
    assert!(w.judge(&w.erasure(measure, "personal-data")).is_ok());
}

#[test]
fn a_secretariat_uses_up_its_own_quota_and_a_new_day_starts_anew() {
    let mut w = World::furnished();
    for _ in 0..30 {
        w.say(&w.transmission());
    }
    w.say(&w.measure());
    let big = w.measure().with("title", json!("x".repeat(30_000)));
    w.say(&big.clone().set(|h| h.salt.0[15] = 1));
    let refusal = w.refusal(&big);
    assert_eq!(refusal.code(), "quota");
    assert!(refusal.to_string().contains("bytes"));
    w.now = Time((w.now.day() + 1) * DAY);
    w.say(&big);
}

#[test]
fn kinds_that_are_code_name_nothing_without_meaning() {
    let mut w = World::furnished();
    let measure = w.say(&w.measure());
    let changes: [fn(&mut record::Header, RecordId); 8] = [
        |h, _| h.mechanisms = vec!["alpha".to_owned()],
        |h, _| h.label = Some("TLP:CLEAR".to_owned()),
        |h, id| h.supersedes = vec![id],
        |h, id| h.answers = vec![id],
        |h, id| h.refers = vec![id],
        |h, _| h.workflow_move = Some("x".to_owned()),
        |h, _| h.framework_items = vec!["fx/norm-1".to_owned()],
        |h, _| h.provisions = vec!["acc/op1".to_owned()],
    ];
    for change in changes {
        let revocation = w.revoke(ANN, "XAA", &[ADA]).set(|h| change(h, measure));
        assert_eq!(w.refusal(&revocation).code(), "not-for-this-kind");
    }
    let moved = w.measure().set(|h| h.workflow_move = Some("open".to_owned()));
    assert_eq!(w.refusal(&moved).code(), "not-for-this-kind");
    assert_eq!(kinds::ALL.len(), kinds::CONTROL.len() + kinds::ABOUT_ANOTHER.len());
}
