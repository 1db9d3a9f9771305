//! What a delegation says in the page of records in its name: it replaces, disavows, confirms and erases them, and nobody
//! else does.

use super::common::{self, Answer, OneShelf, World};
use super::house::{House, Visitor, participant, secretariat};
use super::signing::parts;
use delegations::{drafts, people};
use policy::Role;
use record::header::BodyRef;
use record::signature::to_armor;
use record::webauthn::{Challenge, Purpose};
use record::{Audience, Body, Evidence, Hash, Header, RecordId};
use register::NamedAttachment;
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
        Self::over(House::new(), code)
    }

    fn over(house: House, code: &'static str) -> Self {
        let house = house.on_the_registers_day();
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
fn another_key_than_signed_the_record_is_chosen_for_a_disavowal_or_the_page_says_that_there_is_none() {
    let desk = Desk::of("XAA");
    let seat = participant("XAA");
    let chloe = desk.house.join(&seat, &[Role::NationalAdministrator, Role::Delegate], "Chloe", 23);
    let about = desk.house.world.current;
    let signed_it = desk.header(&about).signers[0].key.to_string();
    let begun = chloe.post(&desk.house, &desk.acts(&about), &[("word", "disavow"), ("reason", "No.")]);
    let preview = begun.header("location").to_owned();
    let shown = || {
        let page = chloe.get(&desk.house, &format!("{preview}.json")).json();
        let of = |chosen: bool| -> Vec<String> {
            let keys = page["keys"].as_array().unwrap().iter().filter(|key| key["chosen"] == chosen);
            keys.map(|key| key["id"].as_str().unwrap().to_owned()).collect()
        };
        (of(true), of(false), page["asks"].clone())
    };
    let anas = SIGNING.key(Purpose::Sign).id().to_string();
    assert_eq!(
        shown(),
        (vec![anas], vec![signed_it.clone()], "another-key".into()),
        "the doubt is about the other"
    );
    let page = chloe.get(&desk.house, &preview);
    assert!(page.main().contains("another key than signed the record"), "{}", page.main());
    // Nobody can touch the passkey of somebody who left. A key that signs outside the page is nobody's passkey, and stays.
    let ana = desk.house.signer(&seat, "Ana");
    let removed = chloe.post(&desk.house, "/delegation/remove", &[("person", &ana)]);
    assert_eq!(removed.header("location"), "/delegation?notice=removed");
    assert_eq!(shown(), (vec![], vec![signed_it], "doubted-key".into()));
    let page = chloe.get(&desk.house, &preview);
    assert!(page.main().contains("no other key for this"), "{}", page.main());
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
    let named = format!("href=\"/records/{about}\">Register of critical services, second edition</a>");
    for address in [draft.clone(), format!("{draft}/preview")] {
        let page = desk.ana.get(&desk.house, &address);
        assert!(page.main().contains(&named), "it says what it replaces, not an id: {}", page.main());
    }
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

#[test]
fn what_a_secretariat_erases_of_its_participants_is_told_to_those_alone_who_could_read_it() {
    let world = World::new();
    world.register.submit_blocking(common::lagoon(70).sign()).unwrap();
    let all = Audience::Mechanism { mechanism: "exercise-assembly".into() };
    let said = common::measure(71, "XAB", common::XAB, "To the Assembly alone");
    let mut said = said.for_readers(all.clone(), "Names a person.", "note");
    // Said in another mechanism too: in its own is enough.
    said.header.mechanisms.push("exercise-lagoon".into());
    let about = world.register.submit_blocking(said.sign()).unwrap().id;
    let house = House::over(world, Arc::new(OneShelf)).on_the_registers_day();
    let sam = house.join(&secretariat(), &[Role::SecretariatAdministrator], "Sam", 31);
    let begun = sam.post(&house, &format!("/records/{about}/act"), &[("word", "personal-data")]);
    let draft = begun.header("location").trim_end_matches("/preview").to_owned();
    let preview = sam.get(&house, &format!("{draft}/preview"));
    assert!(!preview.main().contains("Anybody"), "{}", preview.main());
    let key = common::key(common::DESK);
    let id = key.public().id().to_string();
    sam.post(&house, &format!("{draft}/prepare"), &[("revision", "1"), ("key", &id)]);
    let header = sam.get(&house, &format!("{draft}/header")).bytes;
    assert_eq!(Header::from_bytes(&header).unwrap().audience, all);
    let armor = to_armor(&key.sign(&header));
    let signed = sam.post(&house, &format!("{draft}/signature"), &[("signature", &armor)]);
    let id = RecordId::of_header(&header);
    assert_eq!(signed.header("location"), format!("/records/{id}"), "{}", signed.text());
    assert_eq!(
        house.world.read_now(&format!("/records/{id}")).status,
        404,
        "the public learns of no erasure"
    );
}

/// A statement that a secretariat received and entered, with its file.
pub fn transmit(world: &World, code: &str, file: &str) -> RecordId {
    let draft = common::measure(70, code, common::DESK, "Decree on duty points");
    let draft = draft.for_readers(Audience::Public, "As the note says.", file);
    let (header, body) = draft.bytes();
    let (mut header, mut body) =
        (Header::from_bytes(header.as_bytes()).unwrap(), Body::from_bytes(body.as_bytes()).unwrap());
    body.content.remove("links");
    let bytes = body.to_bytes();
    (header.evidence, header.body) = (Evidence::Transmitted, BodyRef::to(&bytes));
    let receipt = world.register.submit_blocking(draft.saying(header, bytes).sign()).unwrap();
    let (position, sha256) = (receipt.position, Hash::of(file.as_bytes()));
    let named = NamedAttachment { position, salt: &body.salt, sha256: &sha256 };
    world.register.put_attachment(named, file.as_bytes()).unwrap();
    receipt.id
}

#[test]
fn a_state_confirms_by_a_button_what_was_transmitted_in_its_name() {
    let (world, file) = (World::new(), "Note verbale 12/2026");
    let about = transmit(&world, "XAC", file);
    let mut desk = Desk::over(House::over(world, Arc::new(OneShelf)), "XAC");
    let page = format!("/records/{about}");
    let shown = desk.ana.get(&desk.house, &page);
    assert!(shown.main().contains(&format!("href=\"{page}/act#take-up\"")), "{}", shown.main());
    assert!(
        !desk.house.world.read(&page).text().contains("take-up"),
        "the public is told of nobody's silence"
    );
    // Work to do, for the delegation alone.
    let own = desk.ana.get(&desk.house, "/delegation");
    assert!(own.main().contains("not yet confirmed") && own.main().contains(&page), "{}", own.main());
    let bo = desk.house.join(&participant("XAB"), &[Role::Delegate], "Bo", 22);
    assert!(!bo.get(&desk.house, "/delegation").main().contains("not yet confirmed"));
    // Whoever doesn't sign for the State confirms nothing.
    let ada = desk.house.join(&participant("XAC"), &[Role::NationalAdministrator], "Ada", 23);
    let take_up = [("word", "taking-up")];
    assert!(!ada.get(&desk.house, &desk.acts(&about)).main().contains("value=\"taking-up\""));
    assert_eq!(ada.post(&desk.house, &desk.acts(&about), &take_up).status, 403);
    assert!(bo.post(&desk.house, &desk.acts(&about), &take_up).header("location").contains("no-such-draft"));

    let offered = desk.ana.get(&desk.house, &desk.acts(&about));
    assert!(offered.main().contains("value=\"taking-up\""), "{}", offered.main());
    let id = desk.says(&about, &take_up);
    let (before, header) = (desk.header(&about), desk.header(&id));
    assert_eq!((header.evidence, header.supersedes.as_slice()), (Evidence::Signed, &[about][..]));
    assert_eq!(
        (&header.kind, &header.body, &header.audience),
        (&before.kind, &before.body, &before.audience)
    );
    assert_eq!(desk.later(&format!("{page}.json")).json()["confirmed_by"], id.to_string());
    let confirmed = desk.later(&page);
    assert!(confirmed.main().contains("confirmed this"), "{}", confirmed.main());
    let sha256 = Hash::of(file.as_bytes());
    let kept = desk.later(&format!("/records/{id}/attachments/{sha256}"));
    assert_eq!(kept.bytes, file.as_bytes(), "the received file stands by what the State says too");
    // What is in its author's own words already isn't taken up.
    let own = Desk::of("XAA");
    let sent = own.ana.post(&own.house, &own.acts(&own.house.world.current), &take_up);
    assert!(sent.header("location").ends_with("notice=field"), "{}", sent.header("location"));
}

#[test]
fn a_secretariat_erases_in_the_page_on_a_stated_ground_and_only_what_was_said_in_its_mechanism() {
    let house = House::new().on_the_registers_day();
    let mut sam = house.join(&secretariat(), &[Role::SecretariatAdministrator], "Sam", 31);
    let oto = house.join(&secretariat(), &[Role::Officer], "Oto", 32);
    let elsewhere = policy::Seat::Mechanism("exercise-plateau".to_owned());
    let olga = house.join(&elsewhere, &[Role::SecretariatAdministrator], "Olga", 33);
    let about = house.world.current;
    let (record, page) = (format!("/records/{about}"), format!("/records/{about}/act"));
    assert!(sam.get(&house, &record).main().contains(&page));
    for other in [&oto, &olga] {
        assert!(!other.get(&house, &record).main().contains(&page));
        assert_eq!(other.get(&house, &page).status, 404);
        assert_ne!(other.post(&house, &page, &[("word", "personal-data")]).status, 200);
    }
    let offered = sam.get(&house, &page);
    for none in ["value=\"disavow\"", "value=\"withdrawn\"", "name=\"supersedes\"", "value=\"taking-up\""] {
        assert!(!offered.main().contains(none), "{none}: {}", offered.main());
    }
    // In another's name it says nothing, and it needs a fresh touch.
    assert_eq!(sam.post(&house, &page, &[("word", "disavow"), ("reason", "No.")]).status, 403);
    house.pass(600);
    let ground = [("word", "personal-data")];
    assert!(sam.post(&house, &page, &ground).header("location").starts_with("/touch"));
    sam.touch(&house);
    let begun = sam.post(&house, &page, &ground);
    let draft = begun.header("location").trim_end_matches("/preview").to_owned();
    assert!(draft.starts_with("/drafts/"), "{} {draft}", begun.status);
    assert!(sam.get(&house, &page).main().contains(&format!("{draft}/preview")), "it is found again");
    assert!(!sam.get(&house, "/transmissions").main().contains(&draft), "it is no transmission");
    for end in ["/preview", "/sign", "/header"] {
        assert_eq!(oto.get(&house, &format!("{draft}{end}")).status, 404, "{end}");
    }
    let key = common::key(common::DESK);
    let fields = [("revision", "1".to_owned()), ("key", key.public().id().to_string())];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let prepared = sam.post(&house, &format!("{draft}/prepare"), &fields);
    assert_eq!(prepared.header("location"), format!("{draft}/sign"), "{}", prepared.text());
    let sheet = sam.get(&house, &format!("{draft}/sign"));
    assert!(sheet.main().contains("ssh-keygen -Y sign"), "{}", sheet.main());
    let header = sam.get(&house, &format!("{draft}/header")).bytes;
    let armor = to_armor(&key.sign(&header));
    let signed = sam.post(&house, &format!("{draft}/signature"), &[("signature", &armor)]);
    let id = RecordId::of_header(&header);
    assert_eq!(signed.header("location"), format!("/records/{id}"), "{}", signed.text());
    let said = Header::from_bytes(&header).unwrap();
    assert_eq!(
        (said.kind.as_str(), said.participant.as_str(), said.workflow_move.as_deref(), &said.audience),
        ("erasure", "secretariat", Some("personal-data"), &Audience::Public)
    );
    let store = house.world.register.store();
    let at = store.find(&about.0).unwrap().unwrap();
    assert_eq!(store.read_range(at, at + 1).unwrap()[0].body, None);
    // What isn't said in the mechanism, or not to its secretariat, is not there.
    assert_eq!(sam.get(&house, &format!("/records/{}/act", house.world.restricted)).status, 404);
}
