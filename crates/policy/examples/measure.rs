//! How long it takes to compute what a delegate with mixed rights may read, and to filter with it:
//! `cargo run -p policy --example measure`.

#![allow(clippy::unwrap_used, reason = "a measurement that fails says nothing")]

use policy::{
    Action, Audience, Class, ClassId, Classes, Label, Participants, Resource, Role, Rules, Seat, Subject,
};
use std::hint::black_box;
use std::time::{Duration, Instant};

/// The hits of a search whose facets are counted.
const HITS: u32 = 100_000;
/// The kinds of record, and the states of each.
const KINDS: usize = 8;
const STATES: usize = 4;
/// The rows of a page.
const ROWS: usize = 50;

/// All Member States, after so many have joined since.
fn taking_part(joined: usize) -> Participants {
    let all = (0..190 + joined).map(|n| format!("X{n}"));
    all.chain(["XA".to_owned()]).collect()
}

/// A class for each number: eight kinds in four states, five mechanisms, every form of audience, with and without labels;
/// most differ in whom they name.
fn class(n: usize) -> Class {
    let mechanism = format!("mechanism-{}", n % 5);
    let (kind, state, n) = (n % KINDS, n / KINDS % STATES, n / KINDS / STATES);
    let author = format!("X{}", n % 97);
    let audience = match n % 6 {
        0 => Audience::Public,
        1 => Audience::Own(author),
        2 => Audience::Named([author, "XA".to_owned(), format!("X{}", n % 89)].into()),
        3 => Audience::Mechanism { mechanism: mechanism.clone(), participants: taking_part(n / 6 % 4) },
        4 => Audience::Secretariat { mechanism: mechanism.clone(), author },
        _ => Audience::Group("responders".to_owned(), (n % 12) as u64),
    };
    let label = [None, None, Some(Label::Amber), Some(Label::Green), Some(Label::Clear)][n / 6 % 5];
    Class {
        kind: format!("kind-{kind}"),
        mechanism: Some(mechanism),
        audience,
        label,
        state: format!("state-{state}"),
    }
}

/// A delegate and contact in three mechanisms and two groups.
fn delegate() -> Subject {
    let mut subject = Subject::in_seat(Seat::Participant("XA".to_owned()), [Role::Delegate, Role::Contact]);
    subject.mechanisms = ["mechanism-0", "mechanism-2", "mechanism-3"].map(str::to_owned).into();
    subject.groups = [("responders".to_owned(), 3), ("responders".to_owned(), 5)].into();
    subject
}

/// The middle one of five runs.
fn median(mut run: impl FnMut()) -> Duration {
    let mut times: Vec<_> = (0..5)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed()
        })
        .collect();
    times.sort();
    times[times.len() / 2]
}

fn main() {
    let start = Instant::now();
    let rules = Rules::built_in().unwrap();
    println!("policies read and checked: {:.1?}", start.elapsed());
    let who = delegate();
    let about = Resource::Class(class(3));
    let one = median(|| drop(black_box(rules.decide(&who, Action::ReadBody, &about))));
    println!("one decision: {one:.1?}");
    for count in [200, 2_000, 20_000] {
        let mut classes = Classes::new();
        let mut n = 0;
        while classes.len() < count {
            classes.intern(class(n)).unwrap();
            n += 1;
        }
        let took = median(|| drop(black_box(rules.readable(&who, classes.iter()))));
        let readable = rules.readable(&who, classes.iter());
        println!("readable classes of {count}: {took:.1?} ({} may be read)", readable.count());
        // As search finds them: no order.
        let hits: Vec<ClassId> = (0..HITS)
            .map(|n| ClassId(n.wrapping_mul(2_654_435_761) % u32::try_from(count).unwrap()))
            .collect();
        let page = median(|| {
            let rows: Vec<_> = hits.iter().filter(|class| readable.contains(**class)).take(ROWS).collect();
            black_box(rows);
        });
        let facet = median(|| {
            let mut kinds = [0_u32; KINDS];
            for class in hits.iter().filter(|class| readable.contains(**class)) {
                kinds[class.0 as usize % KINDS] += 1;
            }
            black_box(kinds);
        });
        println!("  a page of {ROWS} rows: {page:.1?}; a facet over {HITS} hits: {facet:.1?}");
    }
}
