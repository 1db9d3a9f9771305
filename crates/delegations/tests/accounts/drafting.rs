//! Drafts that several people write at once: no word disappears unseen, changes and remarks are kept for a while, and who
//! typed doesn't release alone where a delegation wants it so.

use super::common::*;
use delegations::drafts::{self, Draft, Saved, TypedPart};
use delegations::history::{History, MAX_CHANGES};
use delegations::merge::{Cells, cell};
use delegations::{Drawer, Prepared, people, release, remarks};
use policy::Role;
use proptest::prelude::*;
use record::Header;
use record::header::BodyRef;
use record::header::Salt;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

const CELLS: [(&str, &str); 4] =
    [("one", "content/a"), ("one", "content/b"), ("two", "content/c"), ("two", "audience+readers")];

fn typed(part: &str, cells: &[(&str, Value)]) -> TypedPart {
    let cells: Cells = cells.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    TypedPart { part: part.to_owned(), cells }
}

fn done(saved: Saved) -> Draft {
    match saved {
        Saved::Done { draft, .. } => draft,
        Saved::Asked { cells, .. } => panic!("asked about {cells:?}"),
    }
}

/// What somebody sees and has seen.
#[derive(Default)]
struct Writer {
    revision: u64,
    page: Cells,
    shown: BTreeSet<String>,
}

impl Writer {
    fn is_shown(&mut self, fields: &Value) {
        for (_, name) in CELLS {
            self.shown.insert(cell(fields, name).to_string());
        }
    }

    fn reads(&mut self, draft: &Draft) {
        self.is_shown(&draft.fields);
        self.revision = draft.revision;
        self.page = CELLS.iter().map(|(_, name)| ((*name).to_owned(), cell(&draft.fields, name))).collect();
    }
}

#[derive(Clone, Debug)]
struct Step {
    who: usize,
    reads: bool,
    part: &'static str,
    edits: [bool; 4],
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = (0..3_usize, any::<bool>(), prop::sample::select(vec!["one", "two"]), any::<[bool; 4]>());
    prop::collection::vec(step.prop_map(|(who, reads, part, edits)| Step { who, reads, part, edits }), 1..70)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_word_that_anybody_typed_disappears_before_it_was_shown(steps in steps()) {
        let office = Office::new();
        let seat = delegation();
        let people: Vec<_> =
            (0..3).map(|n| office.join(NOON, &seat, &[Role::NationalAdministrator], "Ana", n + 1)).collect();
        office.at(NOON, |d| {
            let mut draft = drafts::begin(d, &seat, "measure", people[0].id, json!({}))?;
            let mut writers: Vec<Writer> = (0..3).map(|_| Writer::default()).collect();
            for writer in &mut writers {
                writer.reads(&draft);
            }
            for (number, step) in steps.iter().enumerate() {
                let (writer, by) = (&mut writers[step.who], people[step.who].id);
                if step.reads {
                    writer.reads(&draft);
                    continue;
                }
                let mine = CELLS.iter().zip(step.edits).filter(|((part, _), _)| *part == step.part);
                let mut words = BTreeMap::new();
                for ((_, name), edited) in mine {
                    if edited {
                        let word = json!([format!("word {number} {name}"), null]);
                        words.insert(*name, word.clone());
                        writer.page.insert((*name).to_owned(), word);
                    }
                }
                let cells = |writer: &Writer| {
                    let names = CELLS.iter().filter(|(part, _)| *part == step.part);
                    let of = |(_, name): &(&str, &str)| ((*name).to_owned(), writer.page[*name].clone());
                    TypedPart { part: step.part.to_owned(), cells: names.map(of).collect() }
                };
                let before = draft.fields.clone();
                let parts = [cells(writer)];
                let mut saved = drafts::save_parts(d, &seat, draft.id, writer.revision, by, &parts)?;
                if let Saved::Asked { draft: theirs, fields, .. } = &saved {
                    prop_assert_eq_in(&theirs.fields, &before);
                    // The page shows both; whoever typed sends it again as it stands.
                    writer.is_shown(&theirs.fields);
                    writer.revision = theirs.revision;
                    writer.page =
                        CELLS.iter().map(|(_, name)| ((*name).to_owned(), cell(fields, name))).collect();
                    saved = drafts::save_parts(d, &seat, draft.id, writer.revision, by, &[cells(writer)])?;
                }
                draft = done(saved);
                for (_, name) in CELLS {
                    let (was, is) = (cell(&before, name), cell(&draft.fields, name));
                    assert!(was == is || writer.shown.contains(&was.to_string()), "{was} was written over unseen");
                    if let Some(word) = words.get(name) {
                        assert_eq!(&is, word, "what was typed is there");
                    }
                }
                writer.reads(&draft);
            }
            Ok(())
        });
    }
}

fn prop_assert_eq_in(one: &Value, other: &Value) {
    assert_eq!(one, other, "what is asked about changes nothing");
}

#[test]
fn two_who_save_other_cells_or_parts_never_ask_each_other() {
    let office = Office::new();
    let seat = delegation();
    let ana = office.join(NOON, &seat, &[Role::NationalAdministrator], "Ana", 1);
    let ben = office.join(NOON, &seat, &[Role::Delegate], "Ben", 2);
    let none = Value::Null;
    let draft = office.at(NOON, |d| drafts::begin(d, &seat, "measure", ana.id, json!({})));
    let save = |by, revision, part: TypedPart| {
        office.at(NOON, |d| drafts::save_parts(d, &seat, draft.id, revision, by, std::slice::from_ref(&part)))
    };
    done(save(ana.id, 1, typed("one", &[("content/a", json!("A")), ("content/b", none.clone())])));
    let mine = typed("one", &[("content/a", none.clone()), ("content/b", json!("B"))]);
    let Saved::Done { with_others: true, .. } = save(ben.id, 1, mine) else {
        panic!("a colleague's words stay")
    };
    let both = done(save(ben.id, 1, typed("two", &[("content/c", json!("C"))])));
    assert_eq!(both.fields["content"], json!({"a": "A", "b": "B", "c": "C"}));
    let Saved::Asked { cells, fields, draft: kept } =
        save(ana.id, 1, typed("one", &[("content/a", none), ("content/b", json!("X"))]))
    else {
        panic!("both changed it")
    };
    assert_eq!((cells, fields["content"]["b"].as_str()), (vec!["content/b".to_owned()], Some("X")));
    assert_eq!(kept.fields["content"]["b"], "B");
}

#[test]
fn the_last_change_is_known_and_older_texts_are_let_go() {
    let office = Office::new();
    let seat = delegation();
    let ana = office.join(NOON, &seat, &[Role::NationalAdministrator], "Ana", 1);
    let ben = office.join(NOON, &seat, &[Role::Delegate], "Ben", 2);
    let draft = office.at(NOON, |d| drafts::begin(d, &seat, "measure", ana.id, json!({})));
    let save = |d: &Drawer<'_>, revision, name: &str, text: &str| {
        let part = typed("one", &[(name, json!(text))]);
        drafts::save_parts(d, &seat, draft.id, revision, ben.id, &[part])
    };
    office.at(NOON, |d| save(d, 1, "content/b", "early"));
    for number in 0..=u64::try_from(MAX_CHANGES).unwrap() {
        office.at(NOON + number, |d| save(d, number + 2, "content/a", &format!("text {number}")));
    }
    let history = office.at(NOON + 100, |d| History::of(d, draft.id, "one"));
    assert_eq!(history.before("content/a"), Some(&json!(format!("text {}", MAX_CHANGES - 1))));
    assert_eq!((history.before("content/b"), history.last["content/b"].by), (None, Some(ben.id)));
    assert_eq!(history.at("content/b", 1, &json!("early")), None, "it isn't guessed what somebody saw");
    office.at(NOON + 100, |d| people::remove_from_seat(d, ben.id, &seat));
    let history = office.at(NOON + 100, |d| History::of(d, draft.id, "one"));
    assert_eq!(history.last["content/a"].by, None);
}

#[test]
fn a_mark_of_clearance_ends_with_the_next_change_and_not_with_a_save_that_changes_nothing() {
    let office = Office::new();
    let seat = delegation();
    let ana = office.join(NOON, &seat, &[Role::NationalAdministrator], "Ana", 1);
    let draft = office.at(NOON, |d| drafts::begin(d, &seat, "measure", ana.id, json!({})));
    let save = |revision, text: &str| {
        let part = typed("one", &[("content/a", json!(text))]);
        done(office.at(NOON, |d| {
            drafts::save_parts(d, &seat, draft.id, revision, ana.id, std::slice::from_ref(&part))
        }))
    };
    save(1, "A");
    assert_eq!(office.refused(NOON, |d| drafts::clear(d, &seat, draft.id, 1, ana.id)), "saved-meanwhile");
    let cleared = office.at(NOON, |d| drafts::clear(d, &seat, draft.id, 2, ana.id)).cleared;
    assert_eq!(cleared.and_then(|touched| touched.by), Some(ana.id));
    assert_eq!(save(2, "A").cleared, cleared);
    assert_eq!(save(2, "B").cleared, None);
}

#[test]
fn remarks_are_plain_bounded_and_go_with_the_draft() {
    let office = Office::new();
    let (seat, other) = (delegation(), other_delegation());
    let ana = office.join(NOON, &seat, &[Role::NationalAdministrator], "Ana", 1);
    let draft = office.at(NOON, |d| drafts::begin(d, &seat, "measure", ana.id, json!({})));
    let make = |d: &Drawer<'_>, text: &str| remarks::make(d, &seat, draft.id, "what", ana.id, text);
    let made = office.at(NOON, |d| make(d, " Which law?\r\nSay its number. "));
    assert_eq!(made.text, "Which law?\nSay its number.");
    for bad in ["", " \n", "paid \u{202e}diap", &"x".repeat(remarks::MAX_REMARK + 1)] {
        assert_eq!(office.refused(NOON, |d| make(d, bad)), "field", "{bad:?}");
    }
    let of_another = |d: &Drawer<'_>| remarks::make(d, &other, draft.id, "what", ana.id, "x");
    assert_eq!(office.refused(NOON, of_another), "no-such-draft");
    office.at(NOON, |d| remarks::settle(d, &seat, draft.id, made.id, ana.id));
    assert_eq!(office.at(NOON, |d| remarks::of_draft(d, draft.id))[0].settled, Some(NOON));
    office.at(NOON, |d| drafts::remove(d, &seat, draft.id));
    assert!(office.at(NOON, |d| remarks::of_draft(d, draft.id)).is_empty());
}

/// Bytes that name these persons as signers, each with a key of their own.
fn prepared(persons: &[Salt]) -> Prepared {
    let mut draft = record::draft::Draft::new("exercise.example/log", true, "XAA", "measure");
    for (number, person) in (1..).zip(persons) {
        let credential = rehearsal::authenticator::Credential {
            algorithm: rehearsal::authenticator::Algorithm::Es256,
            seed: number,
        };
        draft = draft.signed_by(credential.key(record::webauthn::Purpose::Sign).id(), *person);
    }
    let salts = [Salt([1; 16]), Salt([2; 16])];
    let drafted = draft.drafted(&json!({}), Vec::new(), record::Time(NOON), salts);
    let header = String::from_utf8(drafted.header).unwrap();
    let read = Header::from_bytes(header.as_bytes()).unwrap();
    assert_eq!(read.body, BodyRef::to(&drafted.body));
    Prepared::new(header, String::from_utf8(drafted.body).unwrap())
}

#[test]
fn who_typed_the_last_change_of_a_part_releases_it_only_with_somebody_else() {
    let office = Office::new();
    let seat = delegation();
    let ana = office.join(NOON, &seat, &[Role::NationalAdministrator], "Ana", 1);
    let ben = office.join(NOON, &seat, &[Role::Delegate], "Ben", 2);
    let signer = |person: &people::Person| person.membership(&seat).unwrap().signer;
    let (as_ana, as_ben) = (signer(&ana), signer(&ben));
    let draft = office.at(NOON, |d| drafts::begin(d, &seat, "measure", ana.id, json!({})));
    let type_in =
        |by, revision, part: &str, name: &str| {
            let part = typed(part, &[(name, json!("words"))]);
            done(office.at(NOON, |d| {
                drafts::save_parts(d, &seat, draft.id, revision, by, std::slice::from_ref(&part))
            }))
        };
    type_in(ana.id, 1, "one", "content/a");
    let prepare = |revision, persons: &[Salt]| {
        let bytes = prepared(persons);
        office
            .desk
            .together(NOON, |d| drafts::prepare(d, &seat, draft.id, revision, bytes))
            .map_err(|error| error.code())
            .map(drop)
    };
    assert_eq!(prepare(2, &[as_ana]), Ok(()), "as long as nobody wants it otherwise");
    office.at(NOON, |d| release::turn(d, &seat, true));
    assert_eq!(prepare(2, &[as_ana]), Err("needs-release"));
    assert_eq!(prepare(2, &[as_ana, as_ana]), Err("needs-release"), "two keys of one person are one");
    assert_eq!(prepare(2, &[as_ben]), Ok(()));
    assert_eq!(prepare(2, &[as_ana, as_ben]), Ok(()));
    type_in(ben.id, 2, "two", "content/c");
    assert_eq!(prepare(3, &[as_ben]), Err("needs-release"));
    assert_eq!(prepare(3, &[as_ana]), Err("needs-release"));
    assert_eq!(prepare(3, &[as_ana, as_ben]), Ok(()), "each releases what the other typed");
    // Words that a draft begins with are those of whoever brought them.
    let content = json!({"content": {"a": "words"}});
    let carried = office.at(NOON, |d| drafts::begin(d, &seat, "measure", ana.id, content));
    let bytes = prepared(&[as_ana]);
    assert_eq!(office.refused(NOON, |d| drafts::prepare(d, &seat, carried.id, 1, bytes)), "needs-release");
    office.at(NOON, |d| release::turn(d, &seat, false));
    assert_eq!(prepare(3, &[as_ana]), Ok(()));
}
