//! Keys and signatures of several people: an administrator vouches in the page, two sign one statement, a signature comes from
//! its author's own machine, and what has expired is taken from nobody.

use super::common::{self, OneShelf, World};
use super::house::{House, Visitor, participant};
use super::signing::parts;
use admission::RevocationReason;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use delegations::{Prepared, drafts, people};
use policy::Role;
use record::header::Salt;
use record::signature::to_armor;
use record::webauthn::{Challenge, Purpose};
use record::{KeyId, RecordId, Signer, Time};
use rehearsal::authenticator::{Algorithm, Credential};
use serde_json::{Value, json};

/// The signing key of Ana, who administers.
const ANA: Credential = Credential { algorithm: Algorithm::Es256, seed: 77 };
/// The signing key of Ben.
const BEN: Credential = Credential { algorithm: Algorithm::EdDsa, seed: 78 };

/// XAA's Ana, an administrator whose key is enrolled, and Ben, a delegate.
struct Two {
    house: House,
    ana: Visitor,
    ben: Visitor,
}

fn two() -> Two {
    let house = House::new().on_the_registers_day();
    let seat = participant("XAA");
    let ana = house.join(&seat, &[Role::NationalAdministrator, Role::Delegate], "Ana", 21);
    let ben = house.join(&seat, &[Role::Delegate], "Ben", 22);
    let two = Two { house, ana, ben };
    two.enrol(ANA, "Ana");
    two
}

impl Two {
    fn person(&self, name: &str) -> Salt {
        let seat = participant("XAA");
        let people = self.house.drawers(|drawer| people::of_seat(drawer, &seat));
        people.iter().find(|person| person.name == name).unwrap().membership(&seat).unwrap().signer
    }

    fn enrol(&self, credential: Credential, name: &str) {
        let line = credential.key(Purpose::Sign);
        let touch = |id: &RecordId| credential.touch(&Challenge::of_record(id));
        self.house.world.enrol_passkey("XAA", &line, self.person(name), &touch);
    }

    fn is_enrolled(&self, credential: Credential) -> bool {
        self.house.world.register.state().key(&credential.key(Purpose::Sign).id()).is_some()
    }

    /// Touches what a page asks to be signed.
    fn touch(&self, by: &Visitor, credential: Credential, page: &str) -> common::Answer {
        let shown = by.get(&self.house, &format!("{page}.json")).json();
        let id: RecordId = serde_json::from_value(shown["sheet"]["id"].clone()).unwrap();
        let answer = credential.touch(&Challenge::of_record(&id));
        let address = shown["sheet"]["address"].as_str().unwrap();
        by.script(&self.house, &format!("{address}/sign"), &parts(credential, &answer))
    }

    /// A draft of a measure that waits for these signers, and may be handed in for so many seconds.
    fn waiting(&self, signers: Vec<Signer>, lasts: Option<u64>) -> (String, RecordId, Vec<u8>) {
        let usual = common::measure(90, "XAA", common::XAA, "").header;
        let content = json!({"title": "Signed by two", "summary": "One line.", "status": "in-force"});
        let mut written = common::Draft::new(91, "measure", "XAA", &content, &[common::XAA]);
        (written.header.kind_version, written.header.framework_items) =
            (usual.kind_version, usual.framework_items);
        written.header.mechanisms = vec!["exercise-assembly".to_owned()];
        written.header.signers = signers;
        written.header.signers.sort_by_key(|signer| signer.key);
        if let Some(seconds) = lasts {
            written.header.expiry = Time(written.header.time.0 + seconds);
        }
        let (header, body) = written.bytes();
        let id = RecordId::of_header(header.as_bytes());
        let seat = participant("XAA");
        let person = self.house.drawers(|drawer| people::of_seat(drawer, &seat))[0].clone();
        let draft = self.house.drawers(|drawer| {
            let draft = drafts::begin(drawer, &seat, "measure", person.id, json!({}))?;
            drafts::prepare(drawer, &seat, draft.id, 1, Prepared::new(header.clone(), body.clone()))
        });
        (format!("/drafts/{}", hex::encode(draft.id)), id, header.into_bytes())
    }

    fn is_in_the_register(&self, id: &RecordId) -> bool {
        self.house.world.register.store().find(&id.0).unwrap().is_some()
    }

    fn signer(&self, credential: Credential, name: &str) -> Signer {
        Signer { key: credential.key(Purpose::Sign).id(), person: self.person(name) }
    }
}

#[test]
fn an_administrator_vouches_in_the_page_and_the_key_holds_when_both_have_touched() {
    let mut two = two();
    let registration = URL_SAFE_NO_PAD.encode(BEN.registration());
    let made = two.ben.script(&two.house, "/signing-keys/propose", &json!({ "registration": registration }));
    let page = made.json()["next"].as_str().unwrap().to_owned();

    let secretariats_way =
        |two: &Two| two.ben.get(&two.house, &page).main().contains("id=\"secretariat-vouches\"");
    assert!(secretariats_way(&two));
    // Ben can't vouch for himself, nor Ana without a fresh touch or without saying how she compared.
    let vouch = format!("{page}/vouch");
    let said = [("confirmation", "read aloud on the telephone"), ("nomination", "")];
    assert_eq!(two.ben.post(&two.house, &vouch, &said).status, 403);
    two.house.pass(600);
    assert!(two.ana.post(&two.house, &vouch, &said).header("location").starts_with("/touch?"));
    two.ana.touch(&two.house);
    let silent = two.ana.post(&two.house, &vouch, &[("confirmation", " "), ("nomination", "")]);
    assert_eq!(silent.header("location"), format!("{page}?notice=field"));
    let vouched = two.ana.post(&two.house, &vouch, &said);
    assert_eq!(vouched.header("location"), format!("{page}?notice=saved"), "{}", vouched.text());
    assert!(!secretariats_way(&two), "what has been done is not asked for again");

    // One signature is not enough, and Ben's touch counts for his key alone.
    let first = two.touch(&two.ana, ANA, &page);
    assert_eq!(first.status, 200, "{}", first.text());
    assert!(!two.is_enrolled(BEN));
    two.ben.touch(&two.house);
    let last = two.touch(&two.ben, BEN, &page);
    assert_eq!(last.status, 200, "{}", last.text());
    assert!(two.is_enrolled(BEN));
    let state = two.house.world.register.state();
    let key = state.key(&BEN.key(Purpose::Sign).id()).unwrap();
    assert_eq!((key.participant.as_str(), key.person), ("XAA", two.person("Ben")));
    assert!(!key.vouched_for, "an administrator vouched, not the secretariat");
}

#[test]
fn the_first_key_of_a_participant_is_proposed_as_its_administrators() {
    let house = House::new().on_the_registers_day();
    let registration = URL_SAFE_NO_PAD.encode(BEN.registration());
    for (code, seed, first) in [("XAA", 21, false), ("XAC", 22, true)] {
        let delegate = house.join(&participant(code), &[Role::Delegate], "Ana", seed);
        let made = delegate.script(
            &house,
            "/signing-keys/propose",
            &json!({ "registration": registration.clone() }),
        );
        let page = made.json()["next"].as_str().unwrap().to_owned();
        let shown = delegate.get(&house, &page);
        assert!(shown.main().contains("comity participant enrol"), "{}", shown.main());
        assert_eq!(shown.main().contains("--administrator"), first, "{code}: {}", shown.main());
    }
}

#[test]
fn a_statement_of_two_signers_comes_in_with_the_second_signature_alone() {
    let two = two();
    two.enrol(BEN, "Ben");
    let (draft, id, _) = two.waiting(vec![two.signer(ANA, "Ana"), two.signer(BEN, "Ben")], None);
    let sign = format!("{draft}/sign");
    let first = two.touch(&two.ana, ANA, &sign);
    assert_eq!(first.status, 200, "{}", first.text());
    assert!(!two.is_in_the_register(&id));
    // The same key again is no second signature.
    let again = two.touch(&two.ana, ANA, &sign);
    assert_eq!(again.json()["code"], "signature-not-the-signers", "{}", again.text());
    let shown = two.ben.get(&two.house, &format!("{sign}.json")).json();
    let signed: Vec<&Value> = shown["sheet"]["signers"].as_array().unwrap().iter().collect();
    assert_eq!(signed.iter().filter(|signer| signer["signed"] == true).count(), 1, "{shown}");
    let second = two.touch(&two.ben, BEN, &sign);
    assert_eq!(second.json()["next"], format!("/records/{id}"), "{}", second.text());
    assert!(two.is_in_the_register(&id));
}

#[test]
fn a_signature_made_on_its_authors_own_machine_is_taken_beside_a_touch() {
    let two = two();
    let own = common::key(common::XAA);
    let holder = two.house.world.register.state().key(&own.public().id()).unwrap().person;
    // The key on Ben's machine is Ben's: his random id in the seat is the one for which it was enrolled.
    let seat = participant("XAA");
    two.house.drawers(|drawer| {
        let mut ben = people::of_seat(drawer, &seat)?.into_iter().find(|one| one.name == "Ben").unwrap();
        ben.memberships[0].signer = holder;
        drawer.put(&ben)
    });
    let signers = vec![two.signer(ANA, "Ana"), Signer { key: own.public().id(), person: holder }];
    let (draft, id, header) = two.waiting(signers, None);
    let upload = |by: &Visitor, blob: &[u8]| {
        by.post(&two.house, &format!("{draft}/signature"), &[("signature", &to_armor(blob))])
    };
    // Over other bytes; and the right one, brought by somebody whose key it isn't.
    let other = upload(&two.ben, &own.sign(b"other bytes"));
    assert!(other.text().contains("signature"), "{}", other.text());
    assert!(!two.is_in_the_register(&id));
    upload(&two.ana, &own.sign(&header));
    let page = two.ben.get(&two.house, &format!("{draft}/sign.json")).json();
    assert!(page["sheet"]["signers"].as_array().unwrap().iter().all(|one| one["signed"] == false), "{page}");
    let taken = upload(&two.ben, &own.sign(&header));
    assert_eq!(taken.status, 303, "{}", taken.text());
    assert!(!two.is_in_the_register(&id));
    assert_eq!(two.touch(&two.ana, ANA, &format!("{draft}/sign")).status, 200);
    assert!(two.is_in_the_register(&id));
}

#[test]
fn what_has_expired_is_signed_for_nothing() {
    let two = two();
    let (draft, id, _) = two.waiting(vec![two.signer(ANA, "Ana")], Some(1));
    let refused = two.touch(&two.ana, ANA, &format!("{draft}/sign"));
    assert_eq!(refused.json()["code"], "expired", "{}", refused.text());
    assert!(!two.is_in_the_register(&id));
    // The words are still there, to be prepared and signed anew.
    assert_eq!(two.ana.get(&two.house, &draft).status, 200);
}

#[test]
fn a_key_that_another_delegation_enrolled_signs_nothing_here() {
    let two = two();
    let foreign = common::key(common::XAB).public().id();
    let person = two.house.world.register.state().key(&foreign).unwrap().person;
    let (draft, id, header) = two.waiting(vec![Signer { key: foreign, person }], None);
    let blob = common::key(common::XAB).sign(&header);
    two.ana.post(&two.house, &format!("{draft}/signature"), &[("signature", &to_armor(&blob))]);
    assert!(!two.is_in_the_register(&id));
    assert_ne!(foreign, KeyId([0; 32]));
}

/// The same person, signed in again: days have passed.
fn again(visitor: &Visitor, house: &House) -> Visitor {
    let mut visitor = visitor.clone();
    assert_eq!(visitor.sign_in(house).status, 200);
    visitor
}

#[test]
fn any_valid_key_of_the_delegation_stops_one_that_waits() {
    const DAYS: u64 = 3 * 86_400;
    let house = House::over(World::waiting(DAYS), std::sync::Arc::new(OneShelf)).on_the_registers_day();
    let seat = participant("XAA");
    let ana = house.join(&seat, &[Role::Delegate], "Ana", 21);
    let ben = house.join(&seat, &[Role::Delegate], "Ben", 22);
    let two = Two { house, ana, ben };
    two.enrol(ANA, "Ana");
    two.house.world.pass(DAYS);
    two.enrol(BEN, "Ben");
    two.house.pass(2 * DAYS);
    let waiting = BEN.key(Purpose::Sign).id().to_string();
    let (ana, ben) = (again(&two.ana, &two.house), again(&two.ben, &two.house));
    let keys = ana.get(&two.house, "/signing-keys.json").json();
    let line = keys["keys"].as_array().unwrap().iter().find(|line| line["key"] == waiting.as_str()).unwrap();
    assert_eq!((&line["stands"], &line["stoppable"]), (&"waiting".into(), &true.into()), "{keys}");
    let until = line["from"].as_str().unwrap().to_owned();
    let shown = ana.get(&two.house, "/signing-keys");
    assert!(
        shown.main().contains("may sign from") && shown.main().contains("Stop this key"),
        "{}",
        shown.main()
    );
    assert!(Time::parse(&until).unwrap().0 > two.house.now(), "{until}");
    // Not another delegation, nor who only reads, nor a key that doesn't wait.
    let bo = two.house.join(&participant("XAB"), &[Role::Delegate], "Bo", 23);
    let rea = two.house.join(&seat, &[Role::Reader], "Rea", 24);
    let stop = [("key", waiting.as_str()), ("reason", "compromised")];
    assert_eq!(
        bo.post(&two.house, "/signing-keys/stop", &stop).header("location"),
        "/signing-keys?notice=field"
    );
    assert_eq!(rea.post(&two.house, "/signing-keys/stop", &stop).status, 403);
    let valid = ANA.key(Purpose::Sign).id().to_string();
    let not_waiting = ana.post(&two.house, "/signing-keys/stop", &[("key", &valid), ("reason", "lost")]);
    assert_eq!(not_waiting.header("location"), "/signing-keys?notice=field");
    // Why stands in the register for ever: whoever stops a key says it, in the words of their language.
    for reason in ["", "other", "enrolled in error"] {
        let unsaid = ana.post(&two.house, "/signing-keys/stop", &[("key", &waiting), ("reason", reason)]);
        assert_eq!(unsaid.header("location"), "/signing-keys?notice=field", "{reason}");
    }
    for (lang, said) in [
        ("en", "Somebody else may have used it."),
        ("fr", "Quelqu’un d’autre a pu s’en servir."),
        ("es", "Es posible que otra persona la haya usado."),
        ("ru", "Им мог воспользоваться кто-то другой."),
        ("zh", "可能已被他人使用。"),
        ("ar", "ربما استخدمه شخص آخر."),
    ] {
        let page = ana.get(&two.house, &format!("/signing-keys?lang={lang}"));
        let (_, select) = page.main().split_once("name=\"reason\" required>").expect("a choice");
        let (choice, _) = select.split_once("</select>").unwrap();
        assert!(choice.contains(&format!("<option value=\"compromised\">{said}</option>")), "{choice}");
        assert_eq!(choice.matches("<option value=\"").count(), 1 + RevocationReason::ALL.len());
        assert!(choice.starts_with("<option value=\"\">"), "nothing is chosen beforehand: {choice}");
    }
    // Its holder can stop it with itself; Ana does with hers.
    assert!(ben.get(&two.house, "/signing-keys").main().contains("Stop this key"));
    let begun = ana.post(&two.house, "/signing-keys/stop", &stop);
    let sign = begun.header("location").to_owned();
    assert!(sign.starts_with("/drafts/") && sign.ends_with("/sign"), "{} {sign}", begun.status);
    let page = sign.trim_end_matches("/sign");
    assert_eq!(ana.get(&two.house, &format!("{page}/preview")).header("location"), sign);
    let id: RecordId =
        serde_json::from_value(ana.get(&two.house, &format!("{sign}.json")).json()["sheet"]["id"].clone())
            .unwrap();
    // In words, out of the bytes: which key ends, whose it is, and why.
    let shown = ana.get(&two.house, &sign);
    let (said, _) = shown.main().split_once("data-header").expect("the bytes");
    for one in ["Ends the key", waiting.as_str(), "Ben", "Somebody else may have used it"] {
        assert!(said.contains(one), "{one}: {said}");
    }
    let touch = ANA.touch(&Challenge::of_record(&id));
    let answer = ana.script(&two.house, &sign, &parts(ANA, &touch));
    assert_eq!(answer.status, 200, "{}", answer.text());
    let state = two.house.world.register.state();
    let key = state.key(&BEN.key(Purpose::Sign).id()).unwrap();
    assert_eq!(key.standing(Time(two.house.now() + DAYS)), admission::KeyStanding::Revoked);
    assert_eq!(key.revoked.as_ref().unwrap().1.reason, RevocationReason::Compromised);
    assert!(!ana.get(&two.house, "/signing-keys").main().contains("Stop this key"));
}
