//! The set of readable classes beside asking record by record.

use policy::{Action, Audience, Class, ClassId, Classes, Label, Means, Resource, Role, Scope, Seat, Subject};
use proptest::collection::{btree_set, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use crate::oracle::may;
use crate::world::RULES;

fn code() -> impl Strategy<Value = String> {
    select(vec!["XA", "XB", "XC", ""]).prop_map(str::to_owned)
}

fn mechanism() -> impl Strategy<Value = String> {
    select(vec!["lagoon", "plateau", "XA", ""]).prop_map(str::to_owned)
}

fn audience() -> impl Strategy<Value = Audience> {
    prop_oneof![
        Just(Audience::Public),
        code().prop_map(Audience::Own),
        btree_set(code(), 0..3).prop_map(Audience::Named),
        (mechanism(), btree_set(code(), 0..4)).prop_map(|(mechanism, participants)| Audience::Mechanism {
            mechanism,
            participants: participants.into(),
        }),
        (mechanism(), code()).prop_map(|(mechanism, author)| Audience::Secretariat { mechanism, author }),
        (code(), 0..3_u64).prop_map(|(id, version)| Audience::Group(id, version)),
    ]
}

fn class() -> impl Strategy<Value = Class> {
    let label = option::of(select(Label::ALL));
    let kind = select(vec!["measure", "notice", "unheard-of"]);
    let state = select(vec!["", "draft", "open", "unheard-of"]);
    (kind, option::of(mechanism()), audience(), label, state).prop_map(
        |(kind, mechanism, audience, label, state)| Class {
            kind: kind.to_owned(),
            mechanism,
            audience,
            label,
            state: state.to_owned(),
        },
    )
}

fn means() -> impl Strategy<Value = Means> {
    let token = btree_set(select(Scope::ALL), 0..3).prop_map(|scopes| Means::Token { scopes });
    prop_oneof![
        4 => Just(Means::Passkey),
        1 => Just(Means::OpenIdConnect),
        1 => Just(Means::Code),
        1 => token,
        1 => Just(Means::Nobody),
    ]
}

fn subject() -> impl Strategy<Value = Subject> {
    let seat = prop_oneof![
        4 => code().prop_map(Seat::Participant),
        3 => mechanism().prop_map(Seat::Mechanism),
        1 => code().prop_map(Seat::Stakeholder),
    ];
    let roles = btree_set(select(Role::ALL), 0..4);
    let groups = btree_set((code(), 0..3_u64), 0..3);
    (option::weighted(0.9, seat), roles, btree_set(mechanism(), 0..3), groups, any::<bool>(), means())
        .prop_map(|(seat, roles, mechanisms, groups, stepped_up, means)| Subject {
            seat,
            roles,
            mechanisms,
            groups,
            stepped_up,
            means,
            membership: 7,
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn what_is_readable_is_what_asking_record_by_record_allows(
        who in subject(),
        records in vec(class(), 1..40),
    ) {
        let mut classes = Classes::new();
        let numbers: Vec<ClassId> =
            records.iter().map(|class| classes.intern(class.clone()).unwrap()).collect();
        let readable = RULES.readable(&who, classes.iter());
        let headers = RULES.reach(&who, Action::ReadHeader, classes.iter());
        for (record, number) in records.iter().zip(numbers) {
            let about = Resource::Class(record.clone());
            // Lists, counts and search show what can be read, and nothing else.
            for action in [Action::ReadBody, Action::List, Action::Search] {
                let allowed = RULES.decide(&who, action, &about).allowed;
                prop_assert_eq!(readable.contains(number), allowed, "{} {:?}", action, record);
                prop_assert_eq!(allowed, may(&who, action, &about), "{} {:?}", action, record);
            }
            prop_assert_eq!(headers.contains(number), may(&who, Action::ReadHeader, &about));
        }
    }

    #[test]
    fn neither_a_touch_nor_a_kind_or_state_that_nobody_knows_widens_what_is_readable(
        who in subject(),
        class in class(),
    ) {
        let stepped = Subject { stepped_up: !who.stepped_up, ..who.clone() };
        let known = Class { kind: "measure".to_owned(), state: String::new(), ..class.clone() };
        let unlabelled = Class { label: None, ..known.clone() };
        let asked = [class, known, unlabelled];
        let readable = RULES.readable(&who, &asked);
        prop_assert_eq!(&readable, &RULES.readable(&stepped, &asked));
        let [class, known, unlabelled] = [0, 1, 2].map(|n| readable.contains(ClassId(n)));
        prop_assert!(known || !class);
        prop_assert!(unlabelled || !known);
    }
}

#[test]
fn a_class_that_came_later_is_closed_until_it_is_decided() {
    let mut classes = Classes::new();
    let public = |kind: &str| Class {
        kind: kind.to_owned(),
        mechanism: None,
        audience: Audience::Public,
        label: None,
        state: String::new(),
    };
    let first = classes.intern(public("measure")).unwrap();
    let who = Subject::nobody();
    let mut readable = RULES.readable(&who, classes.iter());
    let later = classes.intern(public("view")).unwrap();
    assert!(readable.contains(first) && !readable.contains(later));
    RULES.extend(&mut readable, &who, Action::ReadBody, &classes);
    assert!(readable.contains(later));
    assert_eq!((readable.classes(), readable.count()), (2, 2));
    assert_eq!(classes.intern(public("measure")), Some(first));
}

#[test]
fn more_classes_than_are_asked_at_once_keep_their_places() {
    let who = crate::world::somebody("participant/XA", &[Role::Reader]);
    let all: Vec<_> = (0..1_000)
        .map(|n| Class {
            kind: format!("kind-{n}"),
            mechanism: None,
            audience: if n % 7 == 0 { Audience::Public } else { Audience::Own("XB".to_owned()) },
            label: None,
            state: String::new(),
        })
        .collect();
    let readable = RULES.readable(&who, &all);
    for n in 0..1_000 {
        assert_eq!(readable.contains(ClassId(n)), n % 7 == 0, "{n}");
    }
    assert!(!readable.contains(ClassId(1_000)) && !readable.contains(ClassId(u32::MAX)));
}

#[test]
fn a_set_knows_for_which_versions_it_was_computed() {
    let who = Subject { membership: 3, ..Subject::nobody() };
    let readable = RULES.readable(&who, &[]);
    assert!(readable.is_current(RULES.version(), 3));
    assert!(!readable.is_current(RULES.version(), 4));
    assert!(!readable.is_current(RULES.version() ^ 1, 3));
}
