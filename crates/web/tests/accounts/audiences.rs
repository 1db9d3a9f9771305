//! A draft for each audience that its kind allows: who will be able to read it is shown by name before it is signed, and who can
//! read it afterwards is just them.

use super::common::{self, Answer, Draft};
use super::house::*;
use super::signing::parts;
use axum::http::StatusCode;
use delegations::people;
use policy::Role;
use record::body::Medium;
use record::webauthn::{Challenge, Purpose};
use record::{Audience, Evidence, Header, RecordId};
use rehearsal::authenticator::{Algorithm, Credential};
use serde_json::json;

/// A credential for signing.
const SIGNING: Credential = Credential { algorithm: Algorithm::Es256, seed: 77 };

struct Desk {
    house: House,
    ana: Visitor,
    draft: String,
}

impl Desk {
    fn new() -> Self {
        let house = House::new().on_the_registers_day();
        let seat = participant("XAA");
        let ana = house.join(&seat, &[Role::Delegate], "Ana", 1);
        let person = house.drawers(|drawer| people::of_seat(drawer, &seat))[0].clone();
        let signer = person.membership(&seat).unwrap().signer;
        let line = SIGNING.key(Purpose::Sign);
        house.world.enrol_passkey("XAA", &line, signer, &|id| SIGNING.touch(&Challenge::of_record(id)));
        let begun = ana.post(&house, "/drafts", &[("kind", "measure")]);
        let draft = begun.header("location").to_owned();
        assert!(draft.starts_with("/drafts/"), "{}", begun.text());
        Self { house, ana, draft }
    }

    fn save(&self, more: &[(&str, &str)]) -> Answer {
        let revision =
            self.ana.get(&self.house, &format!("{}.json", self.draft)).json()["revision"].to_string();
        let fields = [
            ("revision", revision.as_str()),
            ("field-title", "For these readers"),
            ("field-summary", "One line."),
            ("field-status", "in-force"),
            ("language", "en"),
            ("mechanism", "exercise-assembly"),
            ("item", "un/norm-13-f"),
        ];
        self.ana.post(&self.house, &self.draft, &[&fields[..], more].concat())
    }

    fn preview(&self, as_what: &str) -> Answer {
        self.ana.get(&self.house, &format!("{}/preview{as_what}", self.draft))
    }

    /// Signs it with a touch; gives the record's id and its header.
    fn publish(&self) -> (RecordId, Header) {
        let preview = self.preview(".json").json();
        let (revision, key) = (preview["revision"].to_string(), preview["keys"][0]["id"].as_str().unwrap());
        let prepared = self.ana.post(
            &self.house,
            &format!("{}/prepare", self.draft),
            &[("revision", revision.as_str()), ("key", key)],
        );
        assert_eq!(prepared.header("location"), format!("{}/sign", self.draft), "{}", prepared.text());
        let header = self.ana.get(&self.house, &format!("{}/header", self.draft));
        let id = RecordId::of_header(&header.bytes);
        let touch = SIGNING.touch(&Challenge::of_record(&id));
        let signed = self.ana.script(&self.house, &format!("{}/sign", self.draft), &parts(SIGNING, &touch));
        assert_eq!(signed.status, StatusCode::OK, "{}", signed.text());
        assert_eq!(signed.json()["next"], format!("/records/{id}"));
        (id, Header::from_bytes(&header.bytes).unwrap())
    }
}

/// The names of those who will read it, as the page says.
fn names(readers: &serde_json::Value) -> Vec<String> {
    let parties = readers["participants"].as_array().unwrap().iter().map(|one| one["code"].clone());
    let secretariats = readers["secretariats"].as_array().unwrap().iter().map(|one| one["id"].clone());
    parties.chain(secretariats).map(|name| name.as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_draft_is_for_nobody_until_somebody_says_for_whom() {
    let desk = Desk::new();
    let nobodies = [
        &[][..],
        &[("audience", "participants")],
        &[("audience", "everybody")],
        // No group can be made yet, so that nobody is in one.
        &[("audience", "group")],
        &[("audience", "group/responders")],
    ];
    for nobody in nobodies {
        assert_eq!(desk.save(nobody).status, StatusCode::SEE_OTHER);
        let preview = desk.preview(".json").json();
        assert_eq!(preview["readers"]["nobody"], true, "{nobody:?}");
        let problem = &preview["problems"][0];
        assert!(problem["text"].as_str().unwrap().contains("nobody could read it"), "{problem}");
        assert_eq!(problem["href"], format!("{}#for-whom", desk.draft));
        let page = desk.preview("");
        assert!(page.text().contains("Nobody."), "{}", page.text());
        let revision = preview["revision"].to_string();
        let key = preview["keys"][0]["id"].as_str().unwrap();
        let fields = [("revision", revision.as_str()), ("key", key)];
        let refused = desk.ana.post(&desk.house, &format!("{}/prepare", desk.draft), &fields);
        assert!(refused.header("location").contains("notice="), "{}", refused.header("location"));
    }
}

/// No group can be made until the confidential channel brings them, so that none can be written to: not in a form (above), not
/// at the door for machines, and not by whoever enters what arrived on paper.
#[test]
fn a_record_for_a_group_is_refused_at_the_door_and_no_page_offers_one() {
    let desk = Desk::new();
    let size = desk.house.world.register.state().size();
    let content = json!({ "title": "To a few", "summary": "One line.", "status": "in-force" });
    let measure = |number, key| {
        let mut draft = Draft::new(number, "measure", "XAA", &content, &[key]);
        draft.header.mechanisms = vec!["exercise-assembly".into()];
        draft.header.framework_items = vec!["un/norm-13-f".into()];
        draft
    };
    let mut signed = measure(301, common::XAA);
    let letter = Some(Medium::Letter);
    let mut transmitted = measure(302, common::DESK).with_file(b"%PDF", "application/pdf", letter);
    transmitted.header.evidence = Evidence::Transmitted;
    for draft in [&mut signed, &mut transmitted] {
        draft.header.audience = Audience::Group { group: "responders".into(), version: 1 };
        let refused = desk.house.send(draft.brought(), 50);
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text());
        assert_eq!(refused.json()["code"], "audience-not-taken", "{}", refused.text());
    }
    assert_eq!(desk.house.world.register.state().size(), size, "nothing came in");
    let form = desk.ana.get(&desk.house, &format!("{}.json", desk.draft)).json();
    let offered: Vec<_> =
        form["audiences"].as_array().unwrap().iter().map(|one| one["id"].as_str()).collect();
    assert!(!offered.is_empty() && offered.iter().all(|id| !id.unwrap().starts_with("group")), "{offered:?}");
    let shipped = catalogue::Catalogue::built_in().unwrap();
    let takes = |kind: &catalogue::Kind| kind.audiences.contains(&catalogue::AllowedAudience::Group);
    assert!(!shipped.kinds().any(takes), "no shipped kind is for a group");
}

/// What is chosen in the form, the word of the header for it, and who reads it then.
type Case = (&'static [(&'static str, &'static str)], &'static str, Vec<&'static str>);

#[test]
fn each_audience_is_shown_by_name_before_it_is_signed_and_is_what_the_record_says() {
    let everybody = 193 - 2;
    let cases: [Case; 4] = [
        (&[("audience", "own")], "own", vec!["XAA"]),
        (&[("audience", "participants"), ("reader", "XAB")], "participants", vec!["XAA", "XAB"]),
        (&[("audience", "secretariat/exercise-assembly")], "secretariat", vec!["XAA", "exercise-assembly"]),
        (&[("audience", "mechanism/exercise-assembly")], "mechanism", vec![]),
    ];
    for (fields, form, expected) in cases {
        let desk = Desk::new();
        assert_eq!(desk.save(fields).status, StatusCode::SEE_OTHER);
        let form_again = desk.ana.get(&desk.house, &format!("{}.json", desk.draft)).json();
        let chosen = form_again["audiences"].as_array().unwrap().iter().find(|one| one["chosen"] == true);
        assert_eq!(chosen.unwrap()["id"], fields[0].1);
        let shown = names(&desk.preview(".json").json()["readers"]);
        if expected.is_empty() {
            assert!(shown.len() > everybody && shown.last().unwrap() == "exercise-assembly", "{shown:?}");
        } else {
            assert_eq!(shown, expected, "{form}");
        }
        let page = desk.preview("");
        assert!(
            page.text().contains("Not public") && page.text().contains("Whoever runs this hub"),
            "{form}"
        );
        let (id, header) = desk.publish();
        let said = serde_json::to_value(&header.audience).unwrap();
        assert!(said.to_string().contains(form), "{said}");
        let stored = desk.house.world.register.store().find(&id.0).unwrap().unwrap();
        let stored = desk.house.world.register.store().read(stored).unwrap();
        let kept = stored.body.unwrap();
        assert!(!kept.windows(5).any(|window| window == b"these"), "it lies sealed");
        // The signing page named them too, and the register's own hub shows it to none but them.
        let views = common::folded(&desk.house.world.register);
        let one = views.restricted(0).last().unwrap();
        let classes: Vec<_> = views.classes().iter().collect();
        let class = classes[one.classes[0] as usize];
        let taking_part = |id: &str| {
            let mechanism = catalogue::Catalogue::built_in().unwrap().mechanism(id).unwrap();
            mechanism.participants().map(|(code, ..)| code.to_owned()).collect()
        };
        assert_eq!(class.audience, policy::Audience::of(&header.audience, "XAA", taking_part));
    }
}

#[test]
fn what_replaces_a_record_begins_with_its_readers() {
    let desk = Desk::new();
    let asked = [("kind", "measure"), ("supersedes", &desk.house.world.current.to_string())];
    let begun = desk.ana.post(&desk.house, "/drafts", &asked.map(|(name, value)| (name, value)));
    let form = desk.ana.get(&desk.house, &format!("{}.json", begun.header("location"))).json();
    let chosen = form["audiences"].as_array().unwrap().iter().find(|one| one["chosen"] == true).unwrap();
    assert_eq!(chosen["id"], "public");
    // A record that isn't for this delegation is none to begin from.
    let closed = [("kind", "measure"), ("supersedes", &desk.house.world.restricted.to_string())];
    let refused = desk.ana.post(&desk.house, "/drafts", &closed.map(|(name, value)| (name, value)));
    assert!(!refused.header("location").starts_with("/drafts/"), "{}", refused.header("location"));
}
