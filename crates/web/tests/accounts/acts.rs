//! What a delegation says in the page of records in its name: it replaces, disavows, confirms and erases them, and nobody
//! else does.

use super::common::{self, Answer, OneShelf};
use super::house::{House, Visitor, participant};
use super::signing::parts;
use delegations::{drafts, people};
use policy::Role;
use record::webauthn::{Challenge, Purpose};
use record::{Audience, Header, RecordId};
use rehearsal::authenticator::{Algorithm, Credential};
use std::sync::Arc;
use web::RegisterShelf;

/// A credential for signing, apart from the one of the same person for signing in.
const SIGNING: Credential = Credential { algorithm: Algorithm::Es256, seed: 78 };

/// A delegate of a participant with an enrolled passkey.
struct Desk {
    house: House,
    code: &'static str,
    ana: Visitor,
}

impl Desk {
    fn of(code: &'static str) -> Self {
        let house = House::new().at_the_registers_time();
        let seat = participant(code);
        let ana = house.join(&seat, &[Role::Delegate], "Ana", 21);
        let person = house.drawers(|drawer| people::of_seat(drawer, &seat))[0].clone();
        let signer = person.membership(&seat).unwrap().signer;
        let line = SIGNING.key(Purpose::Sign);
        house.world.enrol_passkey(code, &line, signer, &|id| SIGNING.touch(&Challenge::of_record(id)));
        Self { house, code, ana }
    }

    fn acts(&self, id: &RecordId) -> String {
        assert!(self.house.world.register.store().find(&id.0).unwrap().is_some());
        format!("/records/{id}/act")
    }

    /// Begins, prepares and signs; gives the record that came of it.
    fn says(&self, id: &RecordId, fields: &[(&str, &str)]) -> RecordId {
        let begun = self.ana.post(&self.house, &self.acts(id), fields);
        let preview = begun.header("location").to_owned();
        assert!(preview.ends_with("/preview"), "{} {preview}", begun.status);
        self.signs(preview.trim_end_matches("/preview"))
    }

    fn signs(&self, draft: &str) -> RecordId {
        let preview = self.ana.get(&self.house, &format!("{draft}/preview"));
        let key = SIGNING.key(Purpose::Sign).id().to_string();
        assert!(preview.text().contains("checked> Ana"), "her own key is chosen: {}", preview.main());
        let fields = [("revision", self.kept().revision.to_string()), ("key", key)];
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let prepared = self.ana.post(&self.house, &format!("{draft}/prepare"), &fields);
        assert_eq!(prepared.header("location"), format!("{draft}/sign"));
        let page = self.ana.get(&self.house, &format!("{draft}/sign"));
        let header = self.kept().prepared.unwrap().header;
        let id = RecordId::of_header(header.as_bytes());
        assert!(page.text().contains(&id.to_string()), "{}", page.main());
        let touch = SIGNING.touch(&Challenge::of_record(&id));
        let answer = self.ana.script(&self.house, &format!("{draft}/sign"), &parts(SIGNING, &touch));
        assert_eq!(
            (answer.status.as_u16(), answer.json()["next"].clone()),
            (200, format!("/records/{id}").into())
        );
        id
    }

    /// The one draft there is.
    fn kept(&self) -> drafts::Draft {
        self.house.drawers(|drawer| drafts::of_seat(drawer, &participant(self.code))).remove(0)
    }

    fn header(&self, id: &RecordId) -> Header {
        let store = self.house.world.register.store();
        let at = store.find(&id.0).unwrap().unwrap();
        Header::from_bytes(&store.read_header(at).unwrap().header).unwrap()
    }

    /// A page as the public sees it, once it shows all that the register holds.
    fn later(&mut self, address: &str) -> Answer {
        let register = &self.house.world.register;
        let shelf = Arc::new(RegisterShelf::new(Arc::clone(register)));
        self.house.world.app = common::app_over(register, shelf, Arc::new(OneShelf));
        self.house.world.read(address)
    }
}

#[test]
fn what_is_disavowed_in_the_page_stays_with_the_reason_beside_it_until_it_is_confirmed() {
    let mut desk = Desk::of("XAA");
    let about = desk.house.world.current;
    let page = format!("/records/{about}");
    assert!(desk.ana.get(&desk.house, &page).text().contains(&format!("{page}/act")));
    assert!(
        !desk.house.world.read(&page).text().contains(&format!("{page}/act")),
        "the public is offered nothing"
    );
    let id = desk.says(
        &about,
        &[("word", "disavow"), ("reason", "A page showed\r\nsomething else."), ("language", "en")],
    );
    let header = desk.header(&id);
    assert_eq!((header.kind.as_str(), header.workflow_move.as_deref()), ("disavowal", Some("disavow")));
    assert_eq!((header.refers.as_slice(), &header.audience), (&[about][..], &Audience::Public));
    let shown = desk.later(&page);
    for words in
        ["second edition", "disavowed by its author", "A page showed\nsomething else.", &id.to_string()]
    {
        assert!(shown.main().contains(words), "{words}: {}", shown.main());
    }
    let json = desk.later(&format!("{page}.json")).json();
    assert_eq!(
        (json["disavowed_by"].clone(), json["standing"].clone()),
        (id.to_string().into(), "current".into())
    );
    assert!(desk.later("/participants/XAA").main().contains("disavowed by its author"));
    let own = desk.later(&format!("/records/{id}"));
    assert!(
        own.main().contains(&format!("href=\"{page}\"")) && own.main().contains("something else."),
        "{}",
        own.main()
    );

    let confirmed = desk.says(&about, &[("word", "confirm"), ("reason", "It was us after all.")]);
    assert_eq!(desk.header(&confirmed).workflow_move.as_deref(), Some("confirm"));
    let shown = desk.later(&page);
    assert!(!shown.main().contains("class=\"callout warn\""), "{}", shown.main());
    assert!(shown.main().contains("It was us after all.") && shown.main().contains("something else."));
    assert_eq!(desk.later(&format!("{page}.json")).json()["disavowed_by"], serde_json::Value::Null);
}

#[test]
fn nobody_speaks_of_a_record_who_does_not_act_for_its_author() {
    let desk = Desk::of("XAA");
    let (own, theirs, restricted) =
        (desk.house.world.current, desk.house.world.hostile, desk.house.world.restricted);
    let size = desk.house.world.register.state().size();
    let disavow = [("word", "disavow"), ("reason", "Not ours.")];
    for (visitor, about) in [
        (desk.ana.clone(), theirs),
        (desk.ana.clone(), restricted),
        (desk.house.join(&participant("XAB"), &[Role::Delegate], "Bo", 22), own),
        (desk.house.join(&participant("XAA"), &[Role::Reader], "Rea", 23), own),
    ] {
        let page = desk.acts(&about);
        assert_eq!(visitor.get(&desk.house, &page).status, 404, "{about}");
        let sent = visitor.post(&desk.house, &page, &disavow);
        assert!(
            sent.status.is_client_error() || sent.header("location").contains("notice=no-such-draft"),
            "{about}"
        );
    }
    let nobody = Visitor { cookie: None, network: 40, credential: None };
    assert!(nobody.get(&desk.house, &desk.acts(&own)).header("location").starts_with("/sign-in"));
    let none = desk.house.drawers(|drawer| drafts::of_seat(drawer, &participant("XAA")));
    assert_eq!((none.len(), desk.house.world.register.state().size()), (0, size));
    // A colleague who only reads neither opens nor drops what a delegate began.
    let begun = desk.ana.post(&desk.house, &desk.acts(&own), &disavow);
    let draft = begun.header("location").trim_end_matches("/preview").to_owned();
    let reader = desk.house.join(&participant("XAA"), &[Role::Reader], "Rae", 24);
    assert_eq!(reader.get(&desk.house, &format!("{draft}/preview")).status, 404);
    assert_eq!(reader.post(&desk.house, &format!("{draft}/discard"), &[]).status, 403);
    assert_eq!(
        desk.ana.post(&desk.house, &format!("{draft}/discard"), &[]).header("location"),
        "/drafts?notice=removed"
    );
}

#[test]
fn a_disavowal_needs_a_reason_and_another_key_than_signed_the_record() {
    let desk = Desk::of("XAA");
    let about = desk.house.world.current;
    for reason in ["", "  ", &"x".repeat(2_001)] {
        let sent = desk.ana.post(&desk.house, &desk.acts(&about), &[("word", "disavow"), ("reason", reason)]);
        assert!(sent.header("location").ends_with("notice=field"), "{reason:?} {}", sent.status);
    }
    let unknown = desk.ana.post(&desk.house, &desk.acts(&about), &[("word", "revoke"), ("reason", "x")]);
    assert!(unknown.header("location").ends_with("notice=field"));
    let begun = desk.ana.post(&desk.house, &desk.acts(&about), &[("word", "disavow"), ("reason", "No.")]);
    let draft = begun.header("location").trim_end_matches("/preview").to_owned();
    let signed_it = desk.header(&about).signers[0].key.to_string();
    let prepared =
        desk.ana.post(&desk.house, &format!("{draft}/prepare"), &[("revision", "1"), ("key", &signed_it)]);
    assert!(
        prepared.header("location").ends_with("/preview?notice=field"),
        "{}",
        prepared.header("location")
    );
    let nobody = desk.ana.post(&desk.house, &format!("{draft}/prepare"), &[("revision", "1")]);
    assert!(nobody.header("location").ends_with("/preview?notice=field"));
}

#[test]
fn a_record_is_replaced_from_its_page_and_both_stay() {
    let mut desk = Desk::of("XAA");
    let about = desk.house.world.current;
    let page = desk.ana.get(&desk.house, &desk.acts(&about));
    assert!(page.main().contains(&format!("name=\"supersedes\" value=\"{about}\"")), "{}", page.main());
    let begun =
        desk.ana.post(&desk.house, "/drafts", &[("kind", "measure"), ("supersedes", &about.to_string())]);
    let draft = begun.header("location").to_owned();
    let form = desk.ana.get(&desk.house, &draft);
    assert!(form.main().contains("Register of critical services, second edition"), "{}", form.main());
    let mended = [
        ("revision", "1"),
        ("language", "en"),
        ("field-title", "Register of critical services, second edition, mended"),
        ("field-summary", "One line."),
        ("field-status", "in-force"),
        ("mechanism", "exercise-assembly"),
        ("item", "un/norm-13-f"),
        ("audience", "public"),
    ];
    assert!(desk.ana.post(&desk.house, &draft, &mended).header("location").ends_with("notice=saved"));
    let id = desk.signs(&draft);
    assert_eq!(desk.header(&id).supersedes, [about]);
    for (address, words) in [(about, id), (id, about)] {
        let shown = desk.later(&format!("/records/{address}"));
        assert!(shown.status == 200 && shown.main().contains(&words.to_string()), "{}", shown.main());
        assert!(shown.main().contains("second edition"), "both stay readable");
    }
    // What was replaced already isn't offered again.
    let old = desk.house.world.superseded;
    assert!(!desk.ana.get(&desk.house, &desk.acts(&old)).main().contains("name=\"supersedes\""));
}

#[test]
fn a_body_is_erased_on_a_ground_after_a_fresh_touch() {
    let mut desk = Desk::of("XAA");
    let about = desk.house.world.current;
    let page = desk.acts(&about);
    let offered = desk.ana.get(&desk.house, &page);
    assert!(offered.main().contains("Copies that were lawfully received can’t be recalled."));
    assert!(!offered.main().contains("value=\"withdrawn\""), "what everybody reads is not withdrawn");
    desk.house.pass(600);
    let ground = [("word", "personal-data")];
    assert!(desk.ana.post(&desk.house, &page, &ground).header("location").starts_with("/touch"));
    desk.ana.touch(&desk.house);
    let withdrawn = desk.ana.post(&desk.house, &page, &[("word", "withdrawn")]);
    assert!(withdrawn.header("location").ends_with("notice=field"), "{}", withdrawn.header("location"));
    let id = desk.says(&about, &ground);
    let header = desk.header(&id);
    assert_eq!((header.kind.as_str(), header.workflow_move.as_deref()), ("erasure", Some("personal-data")));
    let shown = desk.later(&format!("/records/{about}"));
    assert!(
        !shown.text().contains("second edition") && shown.text().contains(&id.to_string()),
        "{}",
        shown.main()
    );
    let store = desk.house.world.register.store();
    let at = store.find(&about.0).unwrap().unwrap();
    assert_eq!(store.read_range(at, at + 1).unwrap()[0].body, None);
    assert!(desk.ana.get(&desk.house, &page).status == 200);
}

#[test]
fn an_author_withdraws_its_restricted_body_and_only_its_readers_are_told() {
    let mut desk = Desk::of("XAB");
    let about = desk.house.world.restricted;
    desk.ana.touch(&desk.house);
    let page = desk.ana.get(&desk.house, &desk.acts(&about));
    assert!(page.main().contains("value=\"withdrawn\""), "{}", page.main());
    let id = desk.says(&about, &[("word", "withdrawn")]);
    assert_eq!(desk.header(&id).audience, Audience::Own);
    assert_eq!(
        desk.later(&format!("/records/{id}")).status,
        404,
        "the erasure has the audience of what it erases"
    );
    let store = desk.house.world.register.store();
    let at = store.find(&about.0).unwrap().unwrap();
    assert_eq!(store.read_range(at, at + 1).unwrap()[0].body, None);
}
