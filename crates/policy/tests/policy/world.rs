//! Small worlds to ask about: two participants, two mechanisms, a stakeholder, a group.

use policy::{Audience, Class, Label, Means, Resource, Role, Rules, Scope, Seat, Subject, Writer};
use std::collections::BTreeSet;
use std::sync::LazyLock;

pub static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::built_in().unwrap());

pub const SEATS: [&str; 5] =
    ["participant/XA", "participant/XB", "mechanism/lagoon", "mechanism/plateau", "stakeholder/academy"];

pub fn seat(text: &str) -> Seat {
    text.parse().unwrap()
}

pub fn set<const N: usize>(words: [&str; N]) -> BTreeSet<String> {
    words.into_iter().map(str::to_owned).collect()
}

/// Somebody in a seat, who takes part in the lagoon and belongs to the group of responders.
pub fn somebody(at: &str, roles: &[Role]) -> Subject {
    let mut subject = Subject::in_seat(seat(at), roles.iter().copied());
    subject.mechanisms = set(["lagoon"]);
    subject.groups = [("responders".to_owned(), 3)].into();
    subject
}

/// What is said to the participants of a mechanism, while these take part.
pub fn of_mechanism<const N: usize>(mechanism: &str, participants: [&str; N]) -> Audience {
    let participants = participants.into_iter().map(str::to_owned).collect();
    Audience::Mechanism { mechanism: mechanism.to_owned(), participants }
}

/// Every audience, with authors and mechanisms of both sides.
pub fn audiences() -> Vec<Audience> {
    vec![
        Audience::Public,
        Audience::Own("XA".into()),
        Audience::Named(set(["XA"])),
        Audience::Named(set(["XA", "XB"])),
        Audience::Named(set([])),
        of_mechanism("lagoon", ["XA", "XB"]),
        of_mechanism("lagoon", ["XB"]),
        of_mechanism("lagoon", []),
        of_mechanism("plateau", ["XA"]),
        Audience::Secretariat { mechanism: "lagoon".into(), author: "XA".into() },
        Audience::Group("responders".into(), 3),
        Audience::Group("responders".into(), 4),
    ]
}

pub fn class(audience: Audience, label: Option<Label>, state: &str) -> Class {
    Class { kind: "measure".into(), mechanism: Some("lagoon".into()), audience, label, state: state.into() }
}

/// Something of each form of resource but classes.
pub fn others() -> Vec<Resource> {
    let mut all = Vec::new();
    for at in SEATS {
        let mechanisms = if at.ends_with("XB") { set(["plateau"]) } else { set(["lagoon"]) };
        for is in [false, true] {
            all.extend([
                Resource::Delegation { seat: seat(at), mechanisms: mechanisms.clone(), vacant: is },
                Resource::Person { seat: seat(at), mechanisms: mechanisms.clone(), own: is },
                Resource::Key { seat: seat(at), mechanisms: mechanisms.clone(), own: is },
            ]);
        }
        all.push(Resource::Trail(seat(at)));
        let every = Writer::ALL.iter().map(|writer| [*writer].into()).chain([BTreeSet::new()]);
        for writers in every {
            let class = class(Audience::Public, None, "");
            all.push(Resource::Record { class, author: seat(at), writers });
        }
    }
    for mechanism in ["lagoon", "plateau"] {
        let mechanism = mechanism.to_owned();
        all.extend([Resource::Import { mechanism: mechanism.clone() }, Resource::Mechanism(mechanism)]);
    }
    all
}

/// Every way to come in.
pub fn every_means() -> Vec<Means> {
    let token = |scopes: &[Scope]| Means::Token { scopes: scopes.iter().copied().collect() };
    vec![
        Means::Passkey,
        Means::OpenIdConnect,
        Means::Code,
        token(&[]),
        token(&[Scope::Read]),
        token(&[Scope::Write]),
        Means::Nobody,
    ]
}
