//! Every role, action and audience; every session; every label: policies beside the oracle.

use policy::{Action, Audience, Label, Resource, Role, Rules, Subject, Writer};
use std::collections::{BTreeMap, BTreeSet};

use crate::oracle::may;
use crate::world::{RULES, SEATS, audiences, class, every_means, of_mechanism, others, seat, set, somebody};

/// Compares the rules with the oracle, and counts what is allowed, so that a table that allows nothing can't pass.
fn compare<'a>(subjects: &[Subject], resources: impl IntoIterator<Item = &'a Resource>) -> usize {
    let mut allowed = 0;
    for about in resources {
        for who in subjects {
            for action in Action::ALL {
                let decision = RULES.decide(who, *action, about);
                assert_eq!(
                    decision.allowed,
                    may(who, *action, about),
                    "{action} of {about:?} by {who:?}: {:?}",
                    decision.because
                );
                allowed += usize::from(decision.allowed);
            }
        }
    }
    allowed
}

/// Each role, none, and two together, in every seat, with a fresh touch.
fn everybody() -> Vec<Subject> {
    let alone = Role::ALL.iter().map(|role| vec![*role]);
    let together =
        [vec![], vec![Role::Auditor, Role::Officer], vec![Role::NationalAdministrator, Role::Delegate]];
    let roles: Vec<_> = alone.chain(together).collect();
    let in_seats = SEATS.iter().flat_map(|at| roles.iter().map(|roles| somebody(at, roles)));
    in_seats.map(|who| Subject { stepped_up: true, ..who }).chain([Subject::nobody()]).collect()
}

#[test]
fn every_role_action_and_audience() {
    let classes: Vec<_> =
        audiences().into_iter().map(|audience| Resource::Class(class(audience, None, ""))).collect();
    assert!(compare(&everybody(), &classes) > 500);
}

#[test]
fn every_role_action_and_resource() {
    assert!(compare(&everybody(), &others()) > 300);
}

/// Two persons by every means, with and without a fresh touch.
fn every_session_of_two() -> Vec<Subject> {
    let roles = [
        ("participant/XA", vec![Role::NationalAdministrator, Role::Delegate]),
        ("mechanism/lagoon", vec![Role::SecretariatAdministrator]),
    ];
    let mut subjects = Vec::new();
    for (at, roles) in roles {
        for means in every_means() {
            for stepped_up in [false, true] {
                subjects.push(Subject { means: means.clone(), stepped_up, ..somebody(at, &roles) });
            }
        }
    }
    subjects
}

#[test]
fn every_session() {
    let classes = audiences().into_iter().map(|audience| Resource::Class(class(audience, None, "")));
    let all: Vec<_> = others().into_iter().chain(classes).collect();
    assert!(compare(&every_session_of_two(), &all) > 300);
}

/// Records of every label, and a draft, to every audience.
fn labelled() -> Vec<Resource> {
    let mut all = Vec::new();
    for audience in audiences() {
        for label in Label::ALL {
            let class = class(audience.clone(), Some(*label), "");
            let writers = Writer::ALL.iter().copied().collect();
            all.push(Resource::Class(class.clone()));
            all.push(Resource::Record { class, author: seat("participant/XA"), writers });
        }
        all.push(Resource::Class(class(audience, None, "draft")));
    }
    all
}

#[test]
fn every_label_and_a_draft() {
    let roles = [
        ("participant/XA", Role::Delegate),
        ("participant/XB", Role::Reader),
        ("mechanism/lagoon", Role::Officer),
    ];
    let subjects: Vec<_> =
        roles.into_iter().map(|(at, role)| Subject { stepped_up: true, ..somebody(at, &[role]) }).collect();
    assert!(compare(&subjects, &labelled()) > 100);
}

/// Rules that other rules make good for, kept so that they hold whatever is allowed later.
const DOUBLY_HELD: [&str; 1] = ["nobody-writes-for-another"];

/// The built-in files without one rule.
fn without(id: &str) -> Rules {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policies");
    let files = std::fs::read_dir(folder).unwrap().map(|file| {
        let path = file.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let start = text.find(&format!("@id(\"{id}\")"));
        let text = start.map_or_else(
            || text.clone(),
            |start| {
                let end = text[start..].find("};").unwrap() + start + 2;
                text[..start].to_owned() + &text[end..]
            },
        );
        (path.file_name().unwrap().to_string_lossy().into_owned(), text)
    });
    let rules = Rules::from_files(&files.collect::<Vec<_>>()).unwrap();
    assert_eq!(rules.rules().len(), RULES.rules().len() - 1, "{id} was not taken out");
    rules
}

#[test]
fn every_rule_changes_something() {
    let classes = audiences().into_iter().map(|audience| Resource::Class(class(audience, None, "")));
    let all: Vec<_> = others().into_iter().chain(classes).collect();
    let (labelled, two) = (labelled(), every_session_of_two());
    let delegate = [Subject { stepped_up: true, ..somebody("participant/XA", &[Role::Delegate]) }];
    let mut dead: BTreeSet<_> = RULES.rules().iter().map(|rule| rule.id.to_string()).collect();
    let mut forbidden: BTreeMap<String, Vec<_>> = BTreeMap::new();
    let mut ask = |who, about| {
        for action in Action::ALL {
            let decision = RULES.decide(who, *action, about);
            let [alone] = decision.because.as_slice() else { continue };
            if decision.allowed {
                dead.remove(&*alone.id);
            } else {
                forbidden.entry(alone.id.to_string()).or_default().push((who, *action, about));
            }
        }
    };
    let everybody = everybody();
    for (subjects, resources) in [(&everybody[..], &all), (&two, &all), (&delegate, &labelled)] {
        for who in subjects {
            for about in resources {
                ask(who, about);
            }
        }
    }
    for (id, cases) in forbidden {
        let rules = without(&id);
        if cases.iter().any(|(who, action, about)| rules.decide(who, *action, about).allowed) {
            dead.remove(&id);
        }
    }
    assert_eq!(dead.iter().map(String::as_str).collect::<Vec<_>>(), DOUBLY_HELD);
}

/// The audiences that a label leaves open, to somebody who may read all of them without it.
fn open_under(label: Label) -> Vec<&'static str> {
    let who = somebody("participant/XA", &[Role::Delegate]);
    let mut open: Vec<_> = audiences()
        .into_iter()
        .filter(|audience| {
            let about = Resource::Class(class(audience.clone(), Some(label), ""));
            RULES.decide(&who, Action::ReadBody, &about).allowed
        })
        .map(|audience| audience.form())
        .collect();
    open.dedup();
    open
}

#[test]
fn an_audience_is_never_wider_than_its_label() {
    assert_eq!(open_under(Label::Red), ["own", "named"]);
    assert_eq!(open_under(Label::AmberStrict), ["own", "named", "group"]);
    assert_eq!(open_under(Label::Amber), ["own", "named", "secretariat", "group"]);
    assert_eq!(open_under(Label::Green), ["own", "named", "mechanism", "secretariat", "group"]);
    assert_eq!(open_under(Label::Clear), ["public", "own", "named", "mechanism", "secretariat", "group"]);
    assert!(open_under(Label::Unknown).is_empty());
    assert_eq!(Label::of("TLP:WHITE"), Label::Unknown);
}

#[test]
fn an_empty_audience_means_nobody_but_the_author() {
    let nobody_named = record::Audience::Participants { participants: Vec::new() };
    let audience = Audience::of(&nobody_named, "XA", |_| unreachable!("it names no mechanism"));
    assert_eq!(audience, Audience::Named(set(["XA"])));
    let about = Resource::Class(class(audience, None, ""));
    let unresolved = Resource::Class(class(Audience::Named(set([])), None, ""));
    for who in everybody() {
        let is_author = who.seat == Some(seat("participant/XA"))
            && who.roles.iter().any(|role| role.belongs_to() == policy::SeatForm::Participant);
        assert_eq!(RULES.decide(&who, Action::ReadBody, &about).allowed, is_author, "{who:?}");
        assert!(!RULES.decide(&who, Action::ReadBody, &unresolved).allowed, "{who:?}");
    }
}

/// Of a mechanism's audience: the delegation of each of these, asked by somebody who takes part today or doesn't.
#[test]
fn who_joins_later_and_who_left_read_nothing_of_what_was_said_to_participants() {
    let about = Resource::Class(class(of_mechanism("lagoon", ["XA"]), None, ""));
    let may = |at: &str, role, takes_part| {
        let who = somebody(at, &[role]);
        let mechanisms = if takes_part { who.mechanisms.clone() } else { set(["plateau"]) };
        let who = Subject { mechanisms, stepped_up: true, ..who };
        let reading = [Action::ReadHeader, Action::ReadBody, Action::List, Action::Search, Action::Export];
        let answers = reading.map(|action| RULES.decide(&who, action, &about).allowed);
        assert!(answers.iter().all(|one| *one == answers[0]), "{who:?}: {answers:?}");
        answers[0]
    };
    for role in [Role::NationalAdministrator, Role::Delegate, Role::Contact, Role::Reader] {
        assert!(may("participant/XA", role, true), "{role} of one who took part and does");
        assert!(!may("participant/XA", role, false), "{role} of one who left");
        assert!(!may("participant/XB", role, true), "{role} of one who joined later");
    }
    // These read by their office, whenever they came to it.
    assert!(may("mechanism/lagoon", Role::Chair, false) && may("mechanism/lagoon", Role::Officer, false));
    assert!(!may("mechanism/plateau", Role::Officer, false));
}

#[test]
fn the_rules_that_override_say_so() {
    let said = |who: &Subject, action, about: &Resource| {
        let decision = RULES.decide(who, action, about);
        assert!(!decision.allowed);
        decision.because.iter().map(|rule| rule.id.to_string()).collect::<Vec<_>>()
    };
    let own = Resource::Class(class(of_mechanism("lagoon", ["XA"]), None, ""));
    let both = somebody("mechanism/lagoon", &[Role::Auditor, Role::Officer]);
    assert_eq!(said(&both, Action::ReadBody, &own), ["an-auditor-reads-no-restricted-body"]);
    let record = |author: &str| Resource::Record {
        class: class(Audience::Public, None, ""),
        author: seat(author),
        writers: [Writer::ParticipantDelegate].into(),
    };
    let delegate = somebody("participant/XA", &[Role::Delegate]);
    assert_eq!(said(&delegate, Action::Write, &record("participant/XB")), ["nobody-writes-for-another"]);
    let by_code = Subject { means: policy::Means::Code, ..delegate.clone() };
    assert_eq!(said(&by_code, Action::Sign, &record("participant/XA")), ["a-code-or-token-never-signs"]);
    assert_eq!(said(&delegate, Action::Erase, &record("participant/XA")), ["step-up-needed"]);
    assert_eq!(said(&delegate, Action::Export, &own), ["step-up-needed-to-export"]);
    let outside = Subject { mechanisms: set(["plateau"]), ..delegate.clone() };
    assert_eq!(
        said(&outside, Action::Submit, &record("participant/XA")),
        ["nobody-writes-where-they-take-no-part"]
    );
    assert_eq!(RULES.decide(&delegate, Action::SeeAudit, &own).says(), ["No rule allows it."]);
}

#[test]
fn what_is_unknown_stays_closed() {
    // No kind's file names a writer for a kind that nobody knows.
    let unknown = Resource::Record {
        class: class(Audience::Public, None, ""),
        author: seat("participant/XA"),
        writers: BTreeSet::new(),
    };
    let delegate = somebody("participant/XA", &[Role::Delegate]);
    for action in [Action::Write, Action::Sign, Action::Submit] {
        assert!(!RULES.decide(&delegate, action, &unknown).allowed);
    }
    // A word that is no role, writer, label or scope gives none.
    assert!("minister".parse::<Role>().is_err());
    assert!("everybody".parse::<Writer>().is_err());
    assert!("all".parse::<policy::Scope>().is_err());
    // Somebody signed in, without a role, sees what the public sees.
    let without = somebody("participant/XA", &[]);
    let open: Vec<_> = audiences()
        .into_iter()
        .filter(|audience| {
            RULES
                .decide(&without, Action::ReadBody, &Resource::Class(class(audience.clone(), None, "")))
                .allowed
        })
        .collect();
    assert_eq!(open, [Audience::Public]);
}
