//! Checks of what only this room can see: that what is asked fits the schema, and that looking at fewer policies answers
//! the same.

use std::collections::BTreeSet;

use cedar_policy::{Authorizer, Context, Entities, PolicySet, Request, Schema};

use crate::question::Names;
use crate::rules::read;
use crate::{
    Action, Audience, Class, Label, Means, Resource, Role, Rules, Scope, Seat, Subject, Writer, built_in,
};

/// The policies as they stand in the folder, undivided, with the schema.
struct Whole {
    names: Names,
    schema: Schema,
    policies: PolicySet,
}

impl Whole {
    fn new() -> Self {
        let (schema, policies) = read(&built_in::files()).unwrap();
        Self { names: Names::new().unwrap(), schema, policies }
    }

    /// Asks all policies, with entities and request checked against the schema; none where the schema has no such question.
    fn ask(&self, subject: &Subject, action: Action, resource: &Resource) -> Option<bool> {
        let (about, entity) = self.names.resource(resource).unwrap();
        let subject = self.names.subject(subject);
        let entities = Entities::from_entities([subject, entity], Some(&self.schema)).unwrap();
        let action = format!("Action::\"{action}\"").parse().unwrap();
        let request =
            Request::new(self.names.asker(), action, about, Context::empty(), Some(&self.schema)).ok()?;
        let response = Authorizer::new().is_authorized(&request, &self.policies, &entities);
        assert_eq!(response.diagnostics().errors().count(), 0);
        Some(response.decision() == cedar_policy::Decision::Allow)
    }
}

fn class(audience: Audience, label: Option<Label>) -> Class {
    Class { kind: "measure".into(), mechanism: Some("lagoon".into()), audience, label, state: "draft".into() }
}

/// Every form of resource, with every word that an attribute can hold.
fn resources() -> Vec<Resource> {
    let seats = ["participant/XA", "mechanism/lagoon", "stakeholder/academy"]
        .map(|seat| seat.parse::<Seat>().unwrap());
    let lagoon: BTreeSet<String> = ["lagoon".to_owned()].into();
    let audiences = [
        Audience::Public,
        Audience::Own("XA".into()),
        Audience::Named(["XA".to_owned(), "XB".to_owned()].into()),
        Audience::Mechanism {
            mechanism: "lagoon".into(),
            participants: ["XA".to_owned(), "XB".to_owned()].into_iter().collect(),
        },
        Audience::Secretariat { mechanism: "lagoon".into(), author: "XA".into() },
        Audience::Group("responders".into(), 3),
    ];
    let labels = Label::ALL.iter().copied().map(Some).chain([None]);
    let mut all: Vec<_> =
        audiences.into_iter().map(|audience| Resource::Class(class(audience, None))).collect();
    all.extend(labels.map(|label| Resource::Class(class(Audience::Own("XA".into()), label))));
    for seat in seats {
        let mechanisms = lagoon.clone();
        let writers = Writer::ALL.iter().copied().collect();
        all.extend([
            Resource::Record { class: class(Audience::Public, None), author: seat.clone(), writers },
            Resource::Delegation { seat: seat.clone(), mechanisms: mechanisms.clone(), vacant: true },
            Resource::Person { seat: seat.clone(), mechanisms: mechanisms.clone(), own: false },
            Resource::Key { seat: seat.clone(), mechanisms, own: true },
            Resource::Trail(seat),
        ]);
    }
    all.extend([Resource::Import { mechanism: "lagoon".into() }, Resource::Mechanism("lagoon".into())]);
    all
}

/// Somebody of every form of seat, with every role, means and scope.
fn subjects() -> Vec<Subject> {
    let token = Means::Token { scopes: Scope::ALL.iter().copied().collect() };
    let mut all = vec![Subject::nobody()];
    for seat in ["participant/XA", "mechanism/lagoon", "stakeholder/academy"] {
        for means in [Means::Passkey, Means::OpenIdConnect, Means::Code, token.clone(), Means::Nobody] {
            let mut subject = Subject::in_seat(seat.parse().unwrap(), Role::ALL.iter().copied());
            subject.mechanisms = ["lagoon".to_owned()].into();
            subject.groups = [("responders".to_owned(), 3)].into();
            all.push(Subject { means, stepped_up: true, ..subject });
        }
    }
    all
}

#[test]
fn what_is_asked_fits_the_schema_and_all_policies_together_answer_the_same() {
    let (whole, rules) = (Whole::new(), Rules::built_in().unwrap());
    let mut asked = 0;
    for subject in subjects() {
        for resource in resources() {
            for action in Action::ALL {
                let Some(allowed) = whole.ask(&subject, *action, &resource) else {
                    assert!(!rules.decide(&subject, *action, &resource).allowed);
                    continue;
                };
                let decision = rules.decide(&subject, *action, &resource);
                assert_eq!(decision.allowed, allowed, "{subject:?} {action} {resource:?}");
                asked += 1;
            }
        }
    }
    assert!(asked > 1_000, "only {asked} questions were asked");
}

#[test]
fn every_word_of_the_code_is_in_the_schema() {
    let (schema, _) = read(&built_in::files()).unwrap();
    let words = [
        ("Role", Role::ALL.iter().map(ToString::to_string).collect::<Vec<_>>()),
        ("Scope", Scope::ALL.iter().map(ToString::to_string).collect()),
        ("Writer", Writer::ALL.iter().map(ToString::to_string).collect()),
        ("Label", Label::ALL.iter().map(ToString::to_string).collect()),
    ];
    let text = built_in::files().into_iter().find(|(name, _)| name.ends_with(".cedarschema")).unwrap().1;
    for (of, words) in words {
        let list = text.split(&format!("entity {of} enum [")).nth(1).unwrap().split(']').next().unwrap();
        let mut listed: Vec<_> = list.split('"').skip(1).step_by(2).filter(|word| *word != "none").collect();
        listed.sort_unstable();
        let mut words: Vec<_> = words.iter().map(String::as_str).collect();
        words.sort_unstable();
        assert_eq!(listed, words, "the words of {of}");
    }
    assert_eq!(
        schema.actions().count(),
        Action::ALL.len() + 4,
        "four groups of actions stand beside the actions"
    );
}
