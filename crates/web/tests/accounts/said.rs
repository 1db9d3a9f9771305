//! What the pages say on which a person signs: in words, out of the very bytes, in the page's language.

use super::common::{self, Answer};
use super::house::{House, Visitor, participant};
use super::signing::parts;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use delegations::audit::{self, Note, What};
use delegations::{Prepared, drafts, people};
use policy::Role;
use record::webauthn::{Challenge, Purpose};
use record::{Audience, RecordId, Signer};
use rehearsal::authenticator::{Algorithm, Credential};
use serde_json::json;

const ANA: Credential = Credential { algorithm: Algorithm::Es256, seed: 77 };
const BEN: Credential = Credential { algorithm: Algorithm::EdDsa, seed: 78 };

/// XAA's Ana, who administers and signs.
fn ana() -> (House, Visitor) {
    let house = House::new().on_the_registers_day();
    let seat = participant("XAA");
    let ana = house.join(&seat, &[Role::NationalAdministrator, Role::Delegate], "Ana", 21);
    let people = house.drawers(|drawer| people::of_seat(drawer, &seat));
    let signer = people[0].membership(&seat).unwrap().signer;
    let touch = |id: &RecordId| ANA.touch(&Challenge::of_record(id));
    house.world.enrol_passkey("XAA", &ANA.key(Purpose::Sign), signer, &touch);
    (house, ana)
}

/// A draft whose fields are empty, and whose bytes say this: what the page shows can only come from the bytes.
fn prepared(house: &House, change: impl FnOnce(&mut record::Header)) -> (String, String) {
    let seat = participant("XAA");
    let person = house.drawers(|drawer| people::of_seat(drawer, &seat))[0].clone();
    let signer = person.membership(&seat).unwrap().signer;
    let content = json!({"title": "A point on duty", "summary": "At any hour.", "status": "in-force"});
    let mut written = common::Draft::new(90, "measure", "XAA", &content, &[common::XAA]);
    let usual = common::measure(90, "XAA", common::XAA, "").header;
    (written.header.kind_version, written.header.framework_items) =
        (usual.kind_version, usual.framework_items);
    written.header.mechanisms = vec!["exercise-assembly".to_owned()];
    written.header.signers = vec![Signer { key: ANA.key(Purpose::Sign).id(), person: signer }];
    change(&mut written.header);
    let (header, body) = written.bytes();
    let draft = house.drawers(|drawer| {
        let draft = drafts::begin(drawer, &seat, "measure", person.id, json!({}))?;
        drafts::prepare(drawer, &seat, draft.id, 1, Prepared::new(header.clone(), body.clone()))
    });
    (format!("/drafts/{}", hex::encode(draft.id)), header)
}

/// What a page says before it comes to the bytes.
fn words(page: &Answer) -> String {
    let (before, bytes) = page.main().split_once("data-header").expect("the bytes");
    assert!(bytes.contains("</details>"), "the bytes stand in what opens");
    before.to_owned()
}

fn says(page: &Answer, all: &[&str]) {
    let words = words(page);
    for one in all {
        assert!(words.contains(one), "{one}: {words}");
    }
}

#[test]
fn whoever_signs_a_record_reads_in_words_what_its_bytes_say() {
    let (house, ana) = ana();
    let replaced = house.world.current;
    let (draft, header) = prepared(&house, |header| {
        header.supersedes = vec![replaced];
        header.audience = Audience::Participants { participants: vec!["XAB".to_owned()] };
    });
    let page = ana.get(&house, &format!("{draft}/sign"));
    let expiry = record::Header::from_bytes(header.as_bytes()).unwrap().expiry;
    says(&page, &["What you sign", "Measure", "A point on duty", "At any hour.", "Takes the place of"]);
    says(&page, &["Must be in the register by", &format!("datetime=\"{expiry}\""), "English"]);
    says(&page, &[&format!("/records/{replaced}"), "Named participants"]);
    // Its readers by name: those whom the header names, and its author.
    says(&page, &["<li>Beravie</li>", "<li>Sonarelle</li>"]);
    // In the page's language, and the author's words as they are.
    let french = ana.get(&house, &format!("{draft}/sign?lang=fr"));
    says(&french, &["Ce que vous signez", "Doit être au registre avant le", "Anglais", "A point on duty"]);
    assert!(!words(&french).contains("What you sign"), "{}", words(&french));
    // What the script hashes is unchanged: the header, to the byte.
    let shown = ana.get(&house, &format!("{draft}/sign.json")).json();
    assert_eq!(shown["sheet"]["header"], header);
    assert_eq!(shown["sheet"]["id"], RecordId::of_header(header.as_bytes()).to_string());
}

#[test]
fn bytes_that_have_no_words_are_shown_to_nobody() {
    let (house, ana) = ana();
    let (draft, _) = prepared(&house, |header| header.body.bytes += 1);
    assert_eq!(ana.get(&house, &format!("{draft}/sign")).status, 500, "the body isn't the one that is named");
}

#[test]
fn whoever_signs_an_enrolment_reads_for_whom_with_what_rights_and_from_when() {
    let (house, mut ana) = ana();
    let ben = house.join(&participant("XAA"), &[Role::Delegate], "Ben", 22);
    let registration = URL_SAFE_NO_PAD.encode(BEN.registration());
    let made = ben.script(&house, "/signing-keys/propose", &json!({ "registration": registration }));
    let page = made.json()["next"].as_str().unwrap().to_owned();
    ana.touch(&house);
    let said = [("confirmation", "read aloud on the telephone"), ("nomination", "Note 12/2026")];
    let vouched = ana.post(&house, &format!("{page}/vouch"), &said);
    assert_eq!(vouched.header("location"), format!("{page}?notice=saved"), "{}", vouched.text());
    let person = house.signer(&participant("XAA"), "Ben");
    let shown = ben.get(&house, &page);
    says(&shown, &["Enrolment of a key", "Ben", &person, &BEN.key(Purpose::Sign).id().to_string()]);
    says(&shown, &["read aloud on the telephone", "Note 12/2026", "Ana", "Who vouches for it"]);
    says(&shown, &["No: this key enrols and revokes no other.", "Every kind of record"]);
    says(&shown, &["May sign from", "As soon as it stands in the register"]);
    let french = ben.get(&house, &format!("{page}?lang=fr"));
    says(&french, &["Non\u{a0}: cette clé", "Dès qu’elle est au registre", "Inscription d’une clé"]);
}

#[test]
fn a_refusal_of_the_hub_stands_in_the_language_of_the_page() {
    let (house, ana) = ana();
    // Its time ran out before it was signed.
    let (draft, header) = prepared(&house, |header| header.expiry = record::Time(header.time.0 + 1));
    let touch = ANA.touch(&Challenge::of_record(&RecordId::of_header(header.as_bytes())));
    let refused = ana.script(&house, &format!("{draft}/sign?lang=fr"), &parts(ANA, &touch)).json();
    assert_eq!(refused["code"], "expired");
    let words = "Il a attendu ses signatures trop longtemps. Préparez-le à nouveau et signez-le encore.";
    assert_eq!(refused["message"], words);
    let pasted = ana.post(&house, &format!("{draft}/signature?lang=fr"), &[("signature", "none")]);
    assert!(pasted.main().contains("Ce n’est pas une signature"), "{}", pasted.main());
}

#[test]
fn what_keeps_a_draft_from_being_signed_stands_in_the_language_of_the_page() {
    let (house, ana) = ana();
    let begun = ana.post(&house, "/drafts", &[("kind", "measure"), ("supersedes", "")]);
    let preview = format!("{}/preview", begun.header("location"));
    let english = ana.get(&house, &format!("{preview}.json")).json()["problems"][0].clone();
    let french = ana.get(&house, &format!("{preview}.json?lang=fr")).json()["problems"][0].clone();
    assert_eq!((&english["code"], &french["code"]), (&json!("content-missing"), &json!("content-missing")));
    assert!(english["text"].as_str().unwrap().ends_with("This must be filled in."), "{english}");
    assert!(french["text"].as_str().unwrap().ends_with("Ce champ doit être rempli."), "{french}");
    assert!(!ana.get(&house, &format!("{preview}?lang=fr")).main().contains("This must"));
    // What is sent from here can be answered by a page: its address says the language.
    let french = ana.get(&house, &format!("{}?lang=fr", begun.header("location")));
    for form in ["?lang=fr", "/workbook?lang=fr"] {
        let action = format!("action=\"{}{form}\"", begun.header("location"));
        assert!(french.main().contains(&action), "{action}: {}", french.main());
    }
    // Who sees what is written is said once, and each field points to it.
    let form = ana.get(&house, begun.header("location"));
    assert_eq!(form.main().matches("Whoever can read the record").count(), 1);
    let fields = form.main().matches("id=\"field-").count();
    assert!(fields > 2 && form.main().matches("seen-by\"").count() > fields, "{}", form.main());
}

#[test]
fn everything_that_keeps_a_draft_from_being_signed_is_named_at_once_with_where_it_is_mended() {
    let (house, ana) = ana();
    let missing = |kind: &str, named: &[(&str, &str)]| {
        let begun = ana.post(&house, "/drafts", &[("kind", kind), ("supersedes", "")]);
        let draft = begun.header("location").split('?').next().unwrap().to_owned();
        let preview = ana.get(&house, &format!("{draft}/preview.json")).json();
        let problems = preview["problems"].as_array().unwrap().clone();
        let places: Vec<_> = problems
            .iter()
            .map(|one| {
                (one["code"].as_str().unwrap(), one["href"].as_str().unwrap().strip_prefix(&draft).unwrap())
            })
            .collect();
        assert_eq!(places, named, "{kind}");
        // Each place is there.
        let shown = ana.get(&house, &format!("{draft}/preview"));
        for (_, place) in named {
            let (page, id) = place.split_once('#').unwrap();
            assert!(shown.main().contains(&format!("href=\"{draft}{place}\"")), "{place}");
            let page = ana.get(&house, &format!("{draft}{page}"));
            assert!(page.main().contains(&format!("id=\"{id}\"")), "{place}: {}", page.main());
        }
    };
    missing(
        "measure",
        &[
            ("content-missing", "#note-title"),
            ("content-missing", "#note-summary"),
            ("content-missing", "#note-status"),
            ("draft-no-audience", "#for-whom"),
            ("no-mechanism", "#said-for"),
            ("number-of-framework-items", "#speaks-to"),
        ],
    );
    missing(
        "national-survey",
        &[("draft-no-audience", "?part=_choices#for-whom"), ("no-mechanism", "?part=_choices#said-for")],
    );
}

#[test]
fn the_trail_names_whoever_runs_the_hub_in_the_language_of_the_page() {
    let (house, ana) = ana();
    let seat = Some(participant("XAA").to_string());
    let about = Some(web::account::OPERATOR.to_owned());
    house.drawers(|drawer| {
        audit::note(drawer, Note { who: None, seat, what: What::Invited, about, count: 1 })
    });
    let french = ana.get(&house, "/trail?lang=fr");
    assert!(french.main().contains("l’exploitant de cette plateforme"), "{}", french.main());
    assert!(!french.main().contains("operator"), "{}", french.main());
}
