//! What is held about a person: every drawer says whether it is in the person's file, and what of it goes when the person does.

use super::common::*;
use super::subscriptions::ana;
use delegations::audit::{self, Note, What};
use delegations::drafts::{self, TypedPart};
use delegations::identities::{self, Vouched};
use delegations::outbox::{self, Said};
use delegations::people::{self, Person};
use delegations::reminders::{self, Due, Step};
use delegations::subscriptions::{self as digests, About};
use delegations::{
    Document, Drawer, codes, held, letters, mailboxes, proposals, recovery, remarks, sessions, tokens,
};
use policy::{Role, Scope};
use record::RecordId;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Where a drawer's documents about a person stand in the person's file.
enum Stands {
    /// Under this name.
    At(&'static str),
    /// Nowhere, because of this.
    Nowhere(&'static str),
}
use Stands::{At, Nowhere};

/// Declares a plain view of each drawer, whatever its documents look like, and where it stands.
macro_rules! drawers {
    ($($view:ident $drawer:literal $stands:expr;)*) => {
        $(
            #[derive(Serialize, Deserialize)]
            struct $view(Value);

            impl Document for $view {
                const DRAWER: &'static str = $drawer;
                fn key(&self) -> Vec<u8> {
                    unreachable!("it is only looked at")
                }
            }
        )*

        /// Every drawer, and where it stands.
        fn table() -> Vec<(&'static str, Stands)> {
            vec![$(($drawer, $stands)),*]
        }

        /// All that lies in the drawers, in plain view.
        fn everything(drawer: &Drawer<'_>) -> Result<Vec<(&'static str, Value)>, delegations::DelegationError> {
            let mut all = Vec::new();
            $(all.extend(drawer.all::<$view>()?.into_iter().map(|one| ($drawer, one.0)));)*
            Ok(all)
        }
    };
}

drawers! {
    People "people" At("person");
    Passkeys "passkeys" At("passkeys");
    Identities "identities" At("identities");
    Sessions "sessions" At("sessions");
    Tokens "tokens" At("tokens");
    Codes "codes" At("unused_codes");
    Outbox "outbox" At("told");
    Mailboxes "mailboxes" At("mailbox");
    Subscriptions "subscriptions" At("subscriptions");
    Letters "letters" At("letters");
    Reminders "reminders" At("reminders");
    Proposals "key-proposals" At("key_proposals");
    Invitations "invitations" At("invitations");
    Recoveries "recoveries" At("recoveries");
    Drafts "drafts" At("drafts");
    History "draft-history" At("drafts");
    Remarks "draft-remarks" At("remarks");
    Trail "trail" At("events");
    ReceivedFiles "received-files" Nowhere("a delegation's file, by a draft's id; who brought it stands in the draft");
    ReceivedSizes "received-sizes" Nowhere("how large such a file is");
    ReleaseRules "release-rules" Nowhere("a delegation's rule; who turned it on stands in the trail");
    ReminderSteps "reminder-steps" Nowhere("how many people were reminded, and nobody by name");
    RemindersSent "reminders-sent" Nowhere("the same of a delegation");
    OutboxPosition "outbox-position" Nowhere("a place in the register");
    TrailHead "trail-head" Nowhere("a place in the trail");
    TrailFailures "trail-failures" Nowhere("which event counts the failed sign-ins of this minute: it is in the trail");
    TrailCommitments "trail-commitments" Nowhere("salts of hours");
    Policies "policies-in-force" Nowhere("a version of the policies");
    Mark "mark" Nowhere("shows that the hub's key is the right one");
}

/// The names of drawers in the sources of this room.
fn declared() -> BTreeSet<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
    let mut names = BTreeSet::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        let said = text.split("const DRAWER: &'static str = \"").skip(1);
        names.extend(said.map(|rest| rest.split('"').next().unwrap().to_owned()));
    }
    names
}

#[test]
fn every_drawer_says_whether_it_is_in_the_file_about_a_person() {
    let table: BTreeSet<String> = table().into_iter().map(|(drawer, _)| drawer.to_owned()).collect();
    assert_eq!(
        table,
        declared(),
        "say of a new drawer where it stands in `held`, or why nowhere; and what `erase` does"
    );
}

const REMARK: &str = "Is this agreed with the capital?";

/// Somebody of whom something lies in every drawer that holds something of anybody.
fn known_everywhere(office: &Office) -> Person {
    let seat = delegation();
    let ana = ana(office);
    office.join(NOON, &seat, &[Role::NationalAdministrator], "Ben", 2);
    let cleo = office.join(NOON, &seat, &[Role::Delegate], "Cleo", 3);
    let at = |work: &dyn Fn(&Drawer<'_>) -> Result<(), delegations::DelegationError>| office.at(NOON, work);
    let membership = ana.membership(&seat).unwrap();
    let issuer = "https://signin.example".to_owned();
    let vouched = Vouched { issuer, subject: "quetzalina".to_owned(), participant: "XAA".to_owned() };
    at(&|d| identities::link(d, ana.id, &vouched));
    at(&|d| sessions::open(d, &ana, sessions::SignedInBy::Passkey, None).map(drop));
    at(&|d| tokens::make(d, &ana, &seat, "laptop", [Scope::Read].into(), 86_400).map(drop));
    at(&|d| codes::print(d, ana.id).map(drop));
    at(&|d| digests::subscribe(d, ana.id, &seat, About::Kind("measure".to_owned()), 0));
    let said = Said {
        record: RecordId([7; 32]),
        kind: "measure".to_owned(),
        public: true,
        seat: seat.clone(),
        signers: vec![membership.signer],
        at: NOON,
        what: outbox::What::Signed,
        from: None,
    };
    at(&|d| outbox::position(d, 0).map(drop));
    at(&|d| outbox::tell(d, 0, 1, std::slice::from_ref(&said)).map(drop));
    let due = Due {
        cycle: RecordId([8; 32]),
        step: Step::Week,
        closed: NOON + 7 * 86_400,
        awaited: [("exercise-assembly".to_owned(), ["XAA".to_owned()].into())].into(),
    };
    at(&|d| reminders::tell(d, std::slice::from_ref(&due)).map(drop));
    let key = credential(40).key(record::webauthn::Purpose::Sign);
    at(&|d| proposals::propose(d, &seat, (ana.id, membership.signer), &key).map(drop));
    let asked = || delegations::invitations::Asked { by: Some(ana.id), ..asked(&seat, &[Role::Reader]) };
    at(&|d| delegations::invitations::invite(d, asked()).map(drop));
    at(&|d| recovery::ask(d, &seat, cleo.id, ana.id).map(drop));
    let draft = office.at(NOON, |d| drafts::begin(d, &seat, "measure", ana.id, json!({})));
    let typed =
        TypedPart { part: "one".to_owned(), cells: [("content/a".to_owned(), json!("words"))].into() };
    at(&|d| drafts::save_parts(d, &seat, draft.id, 1, ana.id, std::slice::from_ref(&typed)).map(drop));
    at(&|d| remarks::make(d, &seat, draft.id, "one", ana.id, REMARK).map(drop));
    let note = || Note {
        who: Some(membership.signer),
        seat: Some(seat.to_string()),
        what: What::SignedIn,
        about: None,
        count: 1,
    };
    at(&|d| audit::note(d, note()).map(drop));
    office.person(NOON, ana.id)
}

#[test]
fn a_persons_file_has_something_out_of_every_drawer_that_holds_something_of_theirs() {
    let office = Office::new();
    let person = known_everywhere(&office);
    let file = serde_json::to_value(office.at(NOON, |d| held::about(d, person.id))).unwrap();
    for (drawer, stands) in table() {
        match stands {
            At(name) => {
                let empty = [Value::Null, json!([]), json!({}), json!(0)].contains(&file[name]);
                assert!(!empty, "nothing of {drawer} at {name}: {file}");
            }
            Nowhere(why) => assert!(!why.is_empty()),
        }
    }
    assert_eq!(file["remarks"][0]["wrote"][0], REMARK);
    assert_eq!(file["drafts"][0]["cells"].as_object().unwrap().len(), 1, "the history of parts too");
    assert_eq!(file["more_events"], false);
}

#[test]
fn a_persons_file_has_nothing_of_a_colleagues() {
    let office = Office::new();
    let person = known_everywhere(&office);
    let others = office.at(NOON, |d| people::of_seat(d, &delegation()));
    for other in others.iter().filter(|other| other.id != person.id) {
        let file = serde_json::to_string(&office.at(NOON, |d| held::about(d, other.id))).unwrap();
        assert!(!file.contains(REMARK) && !file.contains(&person.id.to_string()), "{file}");
        assert!(!file.contains("desk officer"), "an invitation is its maker's: {file}");
    }
}

#[test]
fn a_code_on_its_way_is_in_no_file() {
    let office = Office::new();
    let ana = ana(&office);
    office.at(NOON, |d| mailboxes::ask_code(d, ana.id));
    let letters::Saying::Code(code) = office.at(NOON, letters::next).unwrap().says else { panic!("no code") };
    let file = serde_json::to_string(&office.at(NOON, |d| held::about(d, ana.id))).unwrap();
    assert!(!file.contains(&code), "{file}");
}

#[test]
fn whoever_leaves_stands_in_no_drawer_any_more() {
    let office = Office::new();
    let person = known_everywhere(&office);
    let names = |drawer: &Drawer<'_>| -> Result<BTreeSet<&'static str>, delegations::DelegationError> {
        let words = [person.id.to_string(), person.name.clone(), "quetzalina".to_owned()];
        let has = |value: &Value| {
            let text = value.to_string();
            words.iter().any(|word| text.contains(word.as_str()))
        };
        Ok(everything(drawer)?.into_iter().filter(|(_, value)| has(value)).map(|(name, _)| name).collect())
    };
    let before = office.at(NOON, names);
    // Of the trail, the name is a random id of the seat's alone.
    let expected: BTreeSet<&str> =
        table().iter().filter(|(_, at)| matches!(at, At(_))).map(|(drawer, _)| *drawer).collect();
    let expected: BTreeSet<&str> = expected.into_iter().filter(|drawer| *drawer != "trail").collect();
    assert_eq!(before, expected, "each is looked into");
    office.at(NOON, |d| people::remove_from_seat(d, person.id, &delegation()));
    // What a remark says is the delegation's, and stays with its draft.
    let left = office.at(NOON, everything);
    assert!(left.iter().any(|(drawer, value)| *drawer == "draft-remarks" && value["text"] == REMARK));
    assert_eq!(office.at(NOON, names), BTreeSet::new());
}
