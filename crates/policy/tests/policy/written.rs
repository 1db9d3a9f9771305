//! Questions as people write them.

use policy::written::{group, means, what, who};
use policy::{Action, Audience, Label, Means, Resource, Role, Scope, Writer};

use crate::world::{of_mechanism, seat, set};

#[test]
fn who_asks_is_read() {
    let asker = who("delegate@participant/XA,national-administrator@participant/XA").unwrap();
    assert_eq!(asker.seat, Some(seat("participant/XA")));
    assert_eq!(asker.roles, [Role::Delegate, Role::NationalAdministrator].into());
    assert_eq!(who("nobody").unwrap().means, Means::Nobody);
    assert_eq!(means("token+read").unwrap(), Means::Token { scopes: [Scope::Read].into() });
    assert_eq!(group("responders/3").unwrap(), ("responders".to_owned(), 3));
}

#[test]
fn what_is_asked_is_read() {
    let (action, about) =
        what("read-body:class,kind=notice,audience=secretariat/lagoon/XA,label=TLP:AMBER").unwrap();
    assert_eq!(action, Action::ReadBody);
    let Resource::Class(class) = about else { panic!("a class was asked for") };
    assert_eq!((class.kind.as_str(), class.label), ("notice", Some(Label::Amber)));
    assert_eq!(class.audience, Audience::Secretariat { mechanism: "lagoon".into(), author: "XA".into() });
    let audience = |text: &str| match what(&format!("list:class,audience={text}")) {
        Ok((_, Resource::Class(class))) => class.audience,
        other => panic!("{text}: {other:?}"),
    };
    assert_eq!(audience("mechanism/lagoon/XA+XB"), of_mechanism("lagoon", ["XA", "XB"]));
    assert_eq!(audience("mechanism/lagoon/"), of_mechanism("lagoon", []));
    let (_, about) =
        what("write:record,author=participant/XA,audience=named/XA+XB,writers=secretariat").unwrap();
    let Resource::Record { class, author, writers } = about else { panic!("a record was asked for") };
    assert_eq!((class.audience, author), (Audience::Named(set(["XA", "XB"])), seat("participant/XA")));
    assert_eq!(writers, [Writer::Secretariat].into());
    let (_, about) = what("invite:delegation,of=participant/XA,mechanisms=lagoon+plateau,vacant").unwrap();
    let mechanisms = set(["lagoon", "plateau"]);
    assert_eq!(about, Resource::Delegation { seat: seat("participant/XA"), mechanisms, vacant: true });
    assert_eq!(
        what("see-audit:trail,of=mechanism/lagoon").unwrap().1,
        Resource::Trail(seat("mechanism/lagoon"))
    );
    assert_eq!(what("see-awaited:mechanism,id=lagoon").unwrap().1, Resource::Mechanism("lagoon".into()));
    assert!(matches!(
        what("enrol-key:key,of=participant/XA,own").unwrap().1,
        Resource::Key { own: true, .. }
    ));
}

#[test]
fn what_can_not_be_read_says_why() {
    for (text, code) in [
        ("delegate", "question-who"),
        ("", "question-who"),
        ("delegate@participant/XA,reader@participant/XB", "question-who"),
        ("minister@participant/XA", "unknown-word"),
        ("delegate@XA", "unknown-word"),
        ("delegate@participant/", "unknown-word"),
    ] {
        assert_eq!(who(text).unwrap_err().code(), code, "{text}");
    }
    for (text, code) in [
        ("read-body", "question-what"),
        ("look-at:class,audience=public", "unknown-word"),
        ("read-body:book", "unknown-word"),
        ("read-body:class", "question-part"),
        ("read-body:class,audience=", "question-part"),
        ("read-body:class,audience=everybody", "unknown-word"),
        ("read-body:class,audience=public/XA", "unknown-word"),
        ("read-body:class,audience=secretariat/lagoon", "unknown-word"),
        ("read-body:class,audience=mechanism/lagoon", "unknown-word"),
        ("read-body:class,audience=group/responders", "question-group"),
        ("read-body:class,audience=public,label=TLP:WHITE", "unknown-word"),
        ("read-body:class,audience=public,colour=red", "question-part"),
        ("read-body:class,audience=public,audience=own/XA", "question-part"),
        ("invite:delegation,of=participant/XA,vacant=no", "question-part"),
    ] {
        assert_eq!(what(text).unwrap_err().code(), code, "{text}");
    }
    assert_eq!(means("password").unwrap_err().code(), "unknown-word");
    assert_eq!(means("passkey+read").unwrap_err().code(), "unknown-word");
}
