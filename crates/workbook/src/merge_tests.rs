//! Workbooks of which several have filled in parts.

use catalogue::{Kind, Lang};
use proptest::prelude::*;
use rust_xlsxwriter::Workbook;
use serde_json::{Map, Value, json};

use crate::tests::{content, sample, texts};
use crate::{Answers, Clash, DRAFT, Decided, Prefill, WORKBOOK, cells, merge, read_part, write_prefilled};

fn object(content: &Value) -> Map<String, Value> {
    content.as_object().cloned().unwrap()
}

fn returned(kind: &Kind, prefill: &Prefill) -> Answers {
    read_part(kind, &write_prefilled(kind, Lang::Fr, &texts(), prefill).unwrap()).unwrap()
}

/// A workbook as one agency returns it: prefilled like everybody's, and these answers written over it.
fn filled(kind: &Kind, prefill: &Prefill, typed: &Value) -> Answers {
    let mut own = prefill.clone();
    own.content.extend(object(typed));
    returned(kind, &own)
}

fn undecided(_: &Clash) -> Option<Decided> {
    None
}

/// The same content, whatever the order of members.
fn value(content: Map<String, Value>) -> Value {
    Value::Object(content)
}

#[test]
fn two_agencies_fill_in_their_parts_and_the_second_blanks_nothing_of_the_first() {
    let kind = sample();
    let given = Prefill::default().with_before(&kind, &object(&json!({"note": "Said before", "staff": 3})));
    let one = filled(&kind, &given, &json!({"answer": "no", "areas": ["law"]}));
    // The conditional answer stands in another part than the choice on which it hangs.
    let two = filled(&kind, &given, &json!({"why": "Later", "areas": ["people"], "staff": 12}));
    let together = merge(&kind, &[one.clone(), two.clone()], &undecided).unwrap();
    let expected = json!({
        "answer": "no", "why": "Later", "areas": ["law", "people"], "staff": 12, "note": "Said before",
    });
    assert_eq!(value(together.content.clone()), expected);
    assert_eq!(merge(&kind, &[two, one], &undecided).unwrap(), together);
    // What is put together is a workbook again, and says the same.
    let again = returned(&kind, &together);
    assert_eq!(value(again.content.clone()), expected);
    assert_eq!(value(again.into_draft(&kind, &Map::new(), &undecided).unwrap()), expected);
}

#[test]
fn where_two_have_written_differently_neither_is_taken_before_somebody_decides() {
    let kind = sample();
    let given = Prefill::of_draft(&kind, &object(&json!({"note": "Old", "staff": 3, "answer": "no"})));
    let one = filled(&kind, &given, &json!({"note": "Mine", "staff": 4}));
    let two = filled(&kind, &given, &json!({"note": "Ours", "staff": 4}));
    let clashes = merge(&kind, &[one.clone(), two.clone()], &undecided).unwrap_err();
    assert_eq!(clashes.len(), 1, "{clashes:?}");
    assert_eq!(clashes[0].field(), "note");
    let said: Vec<_> = clashes[0].said.iter().map(|(part, _, value)| (*part, value.clone())).collect();
    assert_eq!(said, [(0, Some("Mine".into())), (1, Some("Ours".into()))]);
    assert!(clashes[0].said[0].1.contains(" D"), "{:?}", clashes[0].said);
    let by = |decided| {
        let merged = merge(&kind, &[one.clone(), two.clone()], &|_: &Clash| Some(decided)).unwrap();
        merged.content["note"].as_str().unwrap().to_owned()
    };
    assert_eq!((by(Decided::Part(1)), by(Decided::Both)), ("Ours".to_owned(), "Mine\n\nOurs".to_owned()));
}

#[test]
fn a_dash_takes_an_answer_out_and_one_that_was_an_answer_stays() {
    let kind = sample();
    let draft = object(&json!({"note": "Old", "areas": ["law"], "why": "-", "answer": "no"}));
    let steps = object(&json!({"steps": [{"what": "First"}]}));
    let draft: Map<String, Value> = draft.into_iter().chain(steps).collect();
    let mut given = Prefill::of_draft(&kind, &draft);
    for cell in ["note", "areas=law", "steps"] {
        given.taken_out.insert(cell.to_owned());
        given.content.remove(cell.split('=').next().unwrap());
    }
    let back = returned(&kind, &given);
    let left = back.into_draft(&kind, &draft, &undecided).unwrap();
    assert_eq!(value(left), json!({"why": "-", "answer": "no"}));
    // Over something that whoever wrote the dash hasn't seen, it is asked about.
    let mut newer = draft.clone();
    newer.insert("note".into(), "New".into());
    let clashes = back.into_draft(&kind, &newer, &undecided).unwrap_err();
    assert_eq!(clashes[0].said[WORKBOOK].2, None);
    // Merged with a part that left it as it was, the answer is still taken out.
    let merged =
        merge(&kind, &[returned(&kind, &Prefill::of_draft(&kind, &draft)), back], &undecided).unwrap();
    assert!(merged.taken_out.contains("note") && !merged.content.contains_key("note"), "{merged:?}");
}

#[test]
fn what_a_colleague_changed_in_the_draft_meanwhile_stays_where_the_workbook_left_it_as_it_was() {
    let kind = sample();
    let given = Prefill::of_draft(&kind, &object(&json!({"note": "Old", "staff": 3})));
    let back = filled(&kind, &given, &json!({"staff": 4}));
    let meanwhile = object(&json!({"note": "New", "staff": 3, "answer": "no"}));
    let draft = back.into_draft(&kind, &meanwhile, &undecided).unwrap();
    assert_eq!(value(draft), json!({"note": "New", "staff": 4, "answer": "no"}));
    let both = object(&json!({"note": "New", "staff": 5}));
    let clashes = back.into_draft(&kind, &both, &undecided).unwrap_err();
    assert_eq!((clashes.len(), clashes[0].field()), (1, "staff"));
    let kept = back.into_draft(&kind, &both, &|_: &Clash| Some(Decided::Part(DRAFT))).unwrap();
    assert_eq!(value(kept), json!({"note": "New", "staff": 5}));
}

#[test]
fn a_colleague_who_cleared_an_answer_gets_it_back_only_if_it_was_changed() {
    let kind = sample();
    let draft = object(&json!({"note": "Old"}));
    let back =
        returned(&kind, &Prefill::of_draft(&kind, &draft).with_before(&kind, &object(&json!({"staff": 3}))));
    // The note was the draft's and was left as it was; the number was said before, and left to be said again.
    assert_eq!(value(back.into_draft(&kind, &Map::new(), &undecided).unwrap()), json!({"staff": 3}));
}

#[test]
fn what_was_said_before_fills_blanks_alone_and_only_what_is_still_asked() {
    let kind = sample();
    let before =
        object(&json!({"answer": "no", "why": "Then", "note": "Said", "gone": "x", "since": "nonsense"}));
    let given = Prefill::of_draft(&kind, &object(&json!({"answer": "yes"}))).with_before(&kind, &before);
    assert_eq!(value(given.content), json!({"answer": "yes", "note": "Said"}));
}

#[test]
fn a_workbook_says_for_which_cycle_and_kind_it_was_made() {
    let kind = sample();
    let cycle = "ab".repeat(32);
    let prefill = Prefill::typed(&content()).for_cycle(Some(cycle.clone()));
    let bytes = write_prefilled(&kind, Lang::Ar, &texts(), &prefill).unwrap();
    assert_eq!(read_part(&kind, &bytes).unwrap().cycle, Some(cycle));
    assert_eq!(crate::made_for(&bytes).unwrap(), ("sample".to_owned(), 1));
    let other = Workbook::new().save_to_buffer().unwrap();
    assert_eq!(crate::made_for(&other).unwrap_err()[0].code(), "workbook-no-questionnaire");
}

#[test]
fn a_mark_that_somebody_lost_loses_no_words() {
    let kind = sample();
    let given = Prefill::of_draft(&kind, &object(&json!({"note": "Old"})));
    let mut typed = filled(&kind, &given, &json!({"note": "Mine"}));
    typed.cells.get_mut("note").unwrap().seen = None;
    let clashes = typed.into_draft(&kind, &object(&json!({"note": "Old"})), &undecided).unwrap_err();
    assert_eq!(clashes.len(), 1, "both are shown");
}

/// Fields that need nothing of others, and what agencies write into them.
const FREE: [&str; 4] = ["note", "norm-a-done", "norm-b-done", "why"];

fn writes() -> impl Strategy<Value = Vec<Option<String>>> {
    proptest::collection::vec(proptest::option::of("[a-c]{1,2}"), FREE.len())
}

fn typed(writes: &[Option<String>]) -> Value {
    let said =
        FREE.iter().zip(writes).filter_map(|(field, text)| Some(((*field).to_owned(), text.clone()?.into())));
    Value::Object(said.collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn parts_that_have_nothing_in_common_come_together_the_same_in_any_order(
        whose in proptest::collection::vec(0_usize..3, FREE.len()),
        base in writes(),
        texts in writes(),
        turn in 0_usize..3,
    ) {
        let kind = sample();
        let given = Prefill::of_draft(&kind, &object(&typed(&base)));
        let part = |agency: usize| {
            let own = texts.iter().zip(&whose).map(|(text, by)| text.clone().filter(|_| *by == agency));
            filled(&kind, &given, &typed(&own.collect::<Vec<_>>()))
        };
        let mut parts: Vec<Answers> = (0..3).map(part).collect();
        let merged = merge(&kind, &parts, &undecided).unwrap();
        let all = base.iter().zip(&texts).map(|(base, text)| text.clone().or(base.clone()));
        prop_assert_eq!(value(merged.content.clone()), typed(&all.collect::<Vec<_>>()));
        parts.rotate_left(turn);
        prop_assert_eq!(&merge(&kind, &parts, &undecided).unwrap(), &merged);
        // One after the other is the same as all at once.
        let first = returned(&kind, &merge(&kind, &parts[..2], &undecided).unwrap());
        prop_assert_eq!(merge(&kind, &[first, parts[2].clone()], &undecided).unwrap(), merged);
    }

    #[test]
    fn no_word_that_anybody_typed_is_lost(one in writes(), two in writes(), base in writes(), draft in writes()) {
        let kind = sample();
        let given = Prefill::of_draft(&kind, &object(&typed(&base)));
        let parts = [filled(&kind, &given, &typed(&one)), filled(&kind, &given, &typed(&two))];
        let words = |content: &Value| -> Vec<(String, Value)> {
            cells(&kind, &object(content)).into_iter().collect()
        };
        let new = |typed: &Value| {
            let before = words(&self::typed(&base));
            words(typed).into_iter().filter(move |cell| !before.contains(cell))
        };
        match merge(&kind, &parts, &undecided) {
            Ok(merged) => {
                let there = words(&value(merged.content));
                for cell in new(&typed(&one)).chain(new(&typed(&two))) {
                    prop_assert!(there.contains(&cell), "{:?} not in {:?}", cell, there);
                }
            }
            // Nothing is taken, and both stand in what comes back.
            Err(clashes) => for (name, value) in new(&typed(&one)).chain(new(&typed(&two))) {
                let clash = clashes.iter().find(|clash| clash.cell == name);
                prop_assert!(clash.is_none_or(|clash| clash.said.iter().any(|said| said.2.as_ref() == Some(&value))));
            },
        }
        // Into a draft: what lies there stays, or whoever changed it has seen it, or it is asked.
        let there = typed(&draft);
        if let Ok(content) = parts[0].into_draft(&kind, &object(&there), &undecided) {
            let after = words(&value(content));
            for cell in new(&typed(&one)) {
                prop_assert!(after.contains(&cell));
            }
            for cell in words(&there).into_iter().filter(|cell| !words(&typed(&base)).contains(cell)) {
                prop_assert!(after.contains(&cell), "{:?} was the draft's own", cell);
            }
        }
    }
}
