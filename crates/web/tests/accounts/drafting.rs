//! Drafts that several people of a delegation write, over HTTP: parts, conflicts, remarks, clearance, release and Word files.

use super::common::{self, Answer, OneShelf};
use super::house::{House, Visitor, participant};
use super::signing::parts;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use catalogue::{Catalogue, Lang};
use delegations::{drafts, people};
use policy::Role;
use record::webauthn::{Challenge, Purpose};
use record::{Body as RecordBody, Hash, RecordId};
use rehearsal::authenticator::{Algorithm, Credential};
use serde_json::json;
use std::sync::Arc;
use web::RegisterShelf;
use web::account::SESSION_COOKIE;

/// Credentials for signing, apart from those for signing in.
pub const ANAS: Credential = Credential { algorithm: Algorithm::Es256, seed: 78 };
const BENS: Credential = Credential { algorithm: Algorithm::Es256, seed: 79 };

/// A Word file of nobody's.
const WORD_FILE: &[u8] = include_bytes!("../../../instruments/tests/source/resolution.en.docx");

/// Two delegates of XAA, each with an enrolled passkey, and a draft.
pub struct Desk {
    pub house: House,
    pub ana: Visitor,
    ben: Visitor,
    pub page: String,
}

fn desk(kind: &str) -> Desk {
    desk_in(House::new(), kind)
}

/// A desk in a hub where measures are asked for otherwise than usual.
pub fn desk_where_measures(ask: impl FnOnce(&mut serde_json::Value)) -> Desk {
    let (measure, catalogue) = where_measures(ask);
    let world = common::World::new();
    let file = common::file(70, "kinds/measure.json", measure.to_string());
    world.register.submit_blocking(file.sign()).unwrap();
    let house = House::over(world, Arc::new(OneShelf));
    house.hub.renew(Arc::new(catalogue));
    desk_in(house, "measure")
}

/// The next version of the kind, and the catalogue with it.
pub fn where_measures(ask: impl FnOnce(&mut serde_json::Value)) -> (serde_json::Value, Catalogue) {
    let mut measure = common::built_in("kinds/measure.json");
    measure["version"] = json!(measure["version"].as_u64().unwrap() + 1);
    ask(&mut measure);
    let next = |path: &str, bytes: &[u8]| match path {
        "kinds/measure.json" => measure.to_string().into_bytes(),
        _ => bytes.to_vec(),
    };
    let files = Catalogue::built_in().unwrap().files().iter();
    let files = files.map(|file| (file.path.clone(), next(&file.path, &file.bytes)));
    let catalogue = Catalogue::from_files(files).unwrap();
    (measure, catalogue)
}

fn desk_in(house: House, kind: &str) -> Desk {
    let house = house.on_the_registers_day();
    let seat = participant("XAA");
    let ana = house.join(&seat, &[Role::NationalAdministrator, Role::Delegate], "Ana", 21);
    let ben = house.join(&seat, &[Role::Delegate], "Ben", 22);
    for (name, credential) in [("Ana", ANAS), ("Ben", BENS)] {
        let people = house.drawers(|drawer| people::of_seat(drawer, &seat));
        let person = people.into_iter().find(|person| person.name == name).unwrap();
        let signer = person.membership(&seat).unwrap().signer;
        let line = credential.key(Purpose::Sign);
        house.world.enrol_passkey("XAA", &line, signer, &|id| credential.touch(&Challenge::of_record(id)));
    }
    let begun = ana.post(&house, "/drafts", &[("kind", kind)]);
    let page = begun.header("location").to_owned();
    assert!(page.starts_with("/drafts/"), "{}", begun.text());
    Desk { house, ana, ben, page }
}

impl Desk {
    pub fn kept(&self) -> drafts::Draft {
        self.house.drawers(|drawer| drafts::of_seat(drawer, &participant("XAA"))).remove(0)
    }

    pub fn save(&self, by: &Visitor, revision: u64, fields: &[(&str, &str)]) -> Answer {
        let revision = revision.to_string();
        by.post(&self.house, &self.page, &[&[("revision", revision.as_str())], fields].concat())
    }

    pub fn get(&self, by: &Visitor, behind: &str) -> Answer {
        let found = by.get(&self.house, &format!("{}{behind}", self.page));
        assert_eq!(found.status, StatusCode::OK, "{behind}: {}", found.text());
        found
    }

    fn bring(&self, by: &Visitor, to: &str, fields: &[(&str, &str)], name: &str, file: &[u8]) -> Answer {
        let word = by.word();
        let fields = [&[("form", word.as_str())], fields].concat();
        by.bring(&self.house, &format!("{}/{to}", self.page), &fields, Some((name, file)))
    }

    /// Asks for bytes to sign by these keys: where it leads.
    pub fn prepare(&self, by: &Visitor, keys: &[Credential]) -> String {
        let keys: Vec<String> = keys.iter().map(|key| key.key(Purpose::Sign).id().to_string()).collect();
        let revision = self.kept().revision.to_string();
        let mut fields = vec![("revision", revision.as_str())];
        fields.extend(keys.iter().map(|key| ("key", key.as_str())));
        let answer = by.post(&self.house, &format!("{}/prepare", self.page), &fields);
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        answer.header("location").trim_start_matches(&self.page).to_owned()
    }

    pub fn sign(&self, by: &Visitor, credential: Credential) -> Answer {
        let header = self.kept().prepared.unwrap().header;
        let id = RecordId::of_header(header.as_bytes());
        let touch = credential.touch(&Challenge::of_record(&id));
        by.script(&self.house, &format!("{}/sign", self.page), &parts(credential, &touch))
    }

    fn rule(&self, by: &Visitor, rule: &str) -> Answer {
        by.post(&self.house, "/delegation/release", &[("rule", rule)])
    }

    /// A whole measure, typed by somebody.
    pub fn measure(&self, by: &Visitor) {
        self.measure_for(by, "public");
    }

    /// The same for an audience.
    pub fn measure_for(&self, by: &Visitor, audience: &str) {
        let fields = [
            ("language", "en"),
            ("field-title", "A law on networks"),
            ("field-summary", "One line."),
            ("field-status", "in-force"),
            ("mechanism", "exercise-assembly"),
            ("item", "un/norm-13-f"),
            ("audience", audience),
        ];
        let saved = self.save(by, self.kept().revision, &fields);
        assert_eq!(saved.header("location"), format!("{}?notice=saved", self.page), "{}", saved.text());
    }
}

#[test]
fn the_pages_of_drafts_say_that_whoever_runs_the_hub_could_read_them() {
    let desk = desk("measure");
    let changes = format!("{}/changes", desk.page);
    let said = "whoever runs the hub could read it";
    for page in ["/drafts", &desk.page, &changes] {
        let shown = desk.ana.get(&desk.house, page);
        assert!(shown.main().contains(said), "{page}: {}", shown.main());
    }
}

#[test]
fn a_long_form_is_written_part_by_part_and_its_parts_never_conflict() {
    let desk = desk("national-survey");
    let norm = [("part", "norms"), ("field-norm-13-f-measures", "A law protects them.")];
    let law = [("part", "international-law"), ("field-il-sovereignty-challenges", "Open questions.")];
    assert_eq!(
        desk.save(&desk.ana, 1, &norm).header("location"),
        format!("{}?part=norms&notice=saved", desk.page)
    );
    // Ben began to write before Ana saved.
    assert_eq!(desk.save(&desk.ben, 1, &law).status, StatusCode::SEE_OTHER);
    let overview = desk.get(&desk.ben, "");
    let main = overview.main();
    assert!(main.contains("1 of ") && main.contains("Ana") && main.contains("Ben"), "{main}");
    assert!(!main.contains("A law protects them."), "the overview has no words");
    assert!(main.contains("whoever runs the hub could read it"), "{main}");
    let part = desk.get(&desk.ben, "?part=norms");
    assert!(part.text().contains("A law protects them.") && !part.text().contains("Open questions."));
    assert!(!part.text().contains("name=\"mechanism\""));
    let choices = desk.get(&desk.ana, "?part=_choices");
    assert!(choices.text().contains("name=\"audience\"") && !choices.text().contains("name=\"field-"));
    // A form without its part would say that the others are blank; a part that isn't there is none.
    assert_eq!(desk.save(&desk.ana, 3, &[("language", "en")]).status, StatusCode::BAD_REQUEST);
    assert_eq!(
        desk.ana.get(&desk.house, &format!("{}?part=nonsense", desk.page)).status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(desk.kept().fields["content"]["il-sovereignty-challenges"], "Open questions.");
}

#[test]
fn whoever_writes_a_part_goes_on_to_the_next_or_back_and_loses_nothing() {
    let desk = desk("national-survey");
    let pages = |part: &str| {
        let page = desk.get(&desk.ana, &format!("?part={part}"));
        ["next", "previous"].map(|to| page.main().contains(&format!("name=\"then\" value=\"{to}\"")))
    };
    assert_eq!(pages("international-law"), [true, false], "nothing stands before the first part");
    assert_eq!(pages("norms"), [true, true]);
    assert_eq!(pages("_choices"), [false, true], "nothing stands behind the last");
    let go = |revision, part, field, to| {
        let fields = [("part", part), (field, "Said."), ("then", to)];
        desk.save(&desk.ana, revision, &fields).header("location").to_owned()
    };
    let at = |part: &str| format!("{}?part={part}&notice=saved", desk.page);
    assert_eq!(go(1, "international-law", "field-il-sovereignty-measures", "next"), at("norms"));
    assert_eq!(go(2, "norms", "field-norm-13-f-measures", "previous"), at("international-law"));
    assert_eq!(go(3, "capacity-building", "field-x", "next"), at("_choices"));
    let content = desk.kept().fields["content"].clone();
    assert_eq!(
        (&content["il-sovereignty-measures"], &content["norm-13-f-measures"]),
        (&json!("Said."), &json!("Said."))
    );
    // Who is asked about a field that a colleague changed stays there.
    let typed = [("part", "norms"), ("field-norm-13-f-measures", "Of Ben"), ("then", "next")];
    assert_eq!(desk.save(&desk.ben, 2, &typed).status, StatusCode::CONFLICT);
}

#[test]
fn two_in_one_part_keep_their_words_and_are_asked_only_about_the_field_that_both_changed() {
    let desk = desk("national-survey");
    let typed = |f: &'static str, g: &'static str| {
        [("part", "norms"), ("field-norm-13-f-measures", f), ("field-norm-13-g-measures", g)]
    };
    desk.save(&desk.ana, 1, &typed("Of Ana", ""));
    let with_others = desk.save(&desk.ben, 1, &typed("", "Of Ben"));
    assert_eq!(with_others.header("location"), format!("{}?part=norms&notice=saved-with-others", desk.page));
    let asked = desk.save(&desk.ben, 1, &typed("Ben too", "Of Ben"));
    assert_eq!(asked.status, StatusCode::CONFLICT);
    let main = asked.main();
    assert!(main.contains("Of Ana") && main.contains("Ben too") && main.contains("Of Ben"), "{main}");
    assert_eq!(desk.kept().fields["content"]["norm-13-f-measures"], "Of Ana", "nothing was written over");
    // The page that showed both carries the new revision: sent again, it is saved.
    assert!(main.contains("name=\"revision\" value=\"3\"") && main.contains("value=\"norms\""));
    desk.save(&desk.ben, 3, &typed("Of both", "Of Ben"));
    let changes = desk.get(&desk.ana, "/changes?part=norms");
    assert!(changes.main().contains("Of Ana") && changes.main().contains("Ben"), "{}", changes.main());
    assert!(!changes.main().contains("Of both"), "what stands there now is in the form");
}

#[test]
fn a_part_stays_light_on_a_slow_line() {
    let desk = desk("national-survey");
    for part in ["international-law", "norms", "confidence-building", "capacity-building", "_choices"] {
        let request = Request::builder().uri(format!("{}?part={part}", desk.page));
        let cookie = format!("{SESSION_COOKIE}={}", desk.ana.cookie.as_deref().unwrap());
        let request = request.header("cookie", cookie).header("accept-encoding", "gzip");
        let answer = desk.house.send(request.body(Body::empty()).unwrap(), 21);
        assert_eq!((answer.status, answer.header("content-encoding")), (StatusCode::OK, "gzip"), "{part}");
        assert!(answer.bytes.len() < 30 * 1024, "{part}: {}", answer.bytes.len());
    }
}

#[test]
fn remarks_are_made_and_settled_by_colleagues_and_seen_by_nobody_else() {
    let desk = desk("national-survey");
    let remarks = format!("{}/remarks", desk.page);
    let made = desk.ben.post(
        &desk.house,
        &remarks,
        &[("part", "norms"), ("section", "norm-13-f"), ("remark", "Which law?")],
    );
    assert_eq!(
        made.header("location"),
        format!("{}?part=norms&notice=remark-made", desk.page),
        "{}",
        made.text()
    );
    let part = desk.get(&desk.ana, "?part=norms");
    assert!(part.main().contains("Which law?") && part.main().contains("Ben"), "{}", part.main());
    assert!(desk.get(&desk.ana, "").main().contains("1 open remark"));
    assert!(!desk.get(&desk.ana, "?part=international-law").main().contains("Which law?"));
    let id = part.main().split("name=\"remark\" value=\"").nth(1).unwrap()[..32].to_owned();
    let stranger = desk.house.join(&participant("XAB"), &[Role::Delegate], "Zoe", 23);
    for address in [format!("{}?part=norms", desk.page), format!("{}/changes", desk.page)] {
        assert_eq!(stranger.get(&desk.house, &address).status, StatusCode::NOT_FOUND);
    }
    let settle = format!("{remarks}/settle");
    assert_ne!(stranger.post(&desk.house, &settle, &[("remark", &id)]).header("location"), desk.page);
    desk.ana.post(&desk.house, &settle, &[("part", "norms"), ("remark", &id)]);
    assert!(!desk.get(&desk.ana, "?part=norms").main().contains("Which law?"));
    assert!(desk.get(&desk.ana, "/changes?part=norms").main().contains("Which law?"));
    let reader = desk.house.join(&participant("XAA"), &[Role::Reader], "Rea", 24);
    let denied = reader.post(&desk.house, &remarks, &[("section", "norm-13-f"), ("remark", "x")]);
    assert_eq!(denied.status, StatusCode::FORBIDDEN);
}

#[test]
fn a_mark_of_clearance_says_who_and_ends_with_a_change() {
    let desk = desk("measure");
    desk.measure(&desk.ana);
    let clear = |revision: &str| {
        desk.ben.post(&desk.house, &format!("{}/clear", desk.page), &[("revision", revision)])
    };
    assert!(
        clear("1").header("location").ends_with("notice=saved-meanwhile"),
        "it was not this that was read"
    );
    assert!(clear("2").header("location").ends_with("/preview?notice=cleared"));
    assert!(desk.get(&desk.ana, "/preview").main().contains("Cleared") && desk.kept().cleared.is_some());
    desk.save(&desk.ana, 2, &[("language", "fr"), ("field-title", "Another")]);
    assert_eq!(desk.kept().cleared, None);
}

#[test]
fn only_a_national_administrator_with_a_fresh_touch_turns_the_rule_and_the_trail_says_so() {
    let desk = desk("measure");
    assert_eq!(desk.rule(&desk.ben, "on").status, StatusCode::FORBIDDEN);
    desk.house.pass(360);
    assert!(desk.rule(&desk.ana, "on").header("location").starts_with("/touch"));
    let mut ana = desk.ana.clone();
    ana.touch(&desk.house);
    assert_eq!(desk.rule(&ana, "on").header("location"), "/drafts?notice=saved");
    assert!(desk.ben.get(&desk.house, "/drafts").main().contains("One drafts, another releases"));
    assert!(desk.house.trail(&participant("XAA")).contains(&delegations::audit::What::ReleaseRule));
}

#[test]
fn where_one_drafts_another_releases_whatever_way_the_words_came_in() {
    let desk = desk("measure");
    desk.measure(&desk.ana);
    // What waits for Ana's touch alone when the rule is turned on isn't released by it.
    assert_eq!(desk.prepare(&desk.ana, &[ANAS]), "/sign");
    assert_eq!(desk.rule(&desk.ana, "on").header("location"), "/drafts?notice=saved");
    let signed = desk.sign(&desk.ana, ANAS);
    assert_eq!(signed.json()["code"], "needs-release", "{}", signed.text());
    // In the page.
    assert_eq!(desk.prepare(&desk.ana, &[ANAS]), "/preview?notice=needs-release");
    assert!(desk.get(&desk.ana, "/preview").main().contains("one drafts and another releases"));
    // By a workbook.
    let kind = Catalogue::built_in().unwrap().kind("measure").unwrap();
    let word = || "Words".to_owned();
    let texts = workbook::Texts {
        guide: vec![word()],
        guide_sheet: word(),
        answers_sheet: word(),
        reference: word(),
        question: word(),
        help: word(),
        answer: word(),
        goes_on: word(),
        mark_choice: word(),
    };
    let content = json!({"responsible_body": "Office of Networks"});
    let file = workbook::write(kind, Lang::En, &texts, content.as_object().unwrap()).unwrap();
    let revision = desk.kept().revision.to_string();
    let taken = desk.bring(&desk.ben, "workbook", &[("revision", &revision)], "a.xlsx", &file);
    assert!(taken.header("location").ends_with("notice=workbook-taken"), "{}", taken.text());
    assert_eq!(desk.prepare(&desk.ben, &[BENS]), "/preview?notice=needs-release");
    // By a Word file.
    let revision = desk.kept().revision.to_string();
    let fields = [("revision", revision.as_str()), ("field", "summary")];
    let taken = desk.bring(&desk.ben, "document", &fields, "a.docx", WORD_FILE);
    assert!(
        taken.header("location").ends_with("notice=document-taken"),
        "{} {}",
        taken.header("location"),
        taken.text()
    );
    assert_eq!(desk.prepare(&desk.ana, &[BENS]), "/preview?notice=needs-release");
    // By a program: a token opens no draft at all.
    let seat = participant("XAA");
    let token = desk.house.drawers(|drawer| {
        let ana = people::of_seat(drawer, &seat)?.into_iter().find(|person| person.name == "Ana").unwrap();
        let scopes = [policy::Scope::Read, policy::Scope::Write].into();
        Ok(delegations::tokens::make(drawer, &ana, &seat, "t", scopes, 90 * 86_400)?.0)
    });
    let program = Visitor { cookie: None, network: 9, credential: None };
    let key = ANAS.key(Purpose::Sign).id().to_string();
    let prepared = program.post_as(
        &desk.house,
        &format!("{}/prepare", desk.page),
        &[("revision", "4"), ("key", &key)],
        Some(&token.text()),
    );
    assert_eq!(prepared.status, StatusCode::FORBIDDEN);
    // Two of them release what either typed.
    assert_eq!(desk.prepare(&desk.ana, &[ANAS, BENS]), "/sign");
    assert!(desk.sign(&desk.ana, ANAS).json()["next"].as_str().unwrap().ends_with("notice=signed"));
    let released = desk.sign(&desk.ben, BENS);
    assert!(released.json()["next"].as_str().unwrap().starts_with("/records/"), "{}", released.text());
}

#[test]
fn a_kind_that_asks_for_two_signers_is_prepared_for_two_and_no_fewer() {
    let desk = desk_where_measures(|kind| kind["signers"]["min"] = json!(2));
    desk.measure(&desk.ana);
    let preview = desk.get(&desk.ana, "/preview");
    assert!(preview.text().contains("signatures of 2 different people"), "{}", preview.main());
    assert_eq!(desk.prepare(&desk.ana, &[ANAS]), "/preview?notice=choose-signers");
    assert!(desk.kept().prepared.is_none(), "nobody is asked to touch what no hub takes");
    let refused = desk.get(&desk.ana, "/preview?notice=choose-signers");
    assert!(refused.text().contains("Choose as many different people"), "{}", refused.main());
    assert_eq!(desk.prepare(&desk.ana, &[ANAS, BENS]), "/sign");
    assert_eq!(desk.sign(&desk.ana, ANAS).status, StatusCode::OK);
    let signed = desk.sign(&desk.ben, BENS);
    assert!(signed.json()["next"].as_str().unwrap().starts_with("/records/"), "{}", signed.text());
}

#[test]
fn a_kind_that_asks_for_signatures_of_ones_own_machine_offers_no_passkey() {
    let desk = desk_where_measures(|kind| kind["signature_forms"] = json!(["sshsig"]));
    desk.measure(&desk.ana);
    let passkey = ANAS.key(Purpose::Sign).id().to_string();
    let preview = desk.get(&desk.ana, "/preview");
    let own = common::key(common::XAA).public().id().to_string();
    assert!(!preview.text().contains(&passkey), "{}", preview.main());
    assert!(preview.text().contains(&own), "{}", preview.main());
    assert_eq!(desk.prepare(&desk.ana, &[ANAS]), "/preview?notice=choose-signers");
}

#[test]
fn a_word_files_text_and_the_file_lie_under_one_signature_and_readers_are_offered_it() {
    let mut desk = desk("measure");
    desk.measure(&desk.ana);
    let fields = [("revision", "2"), ("field", "summary")];
    for (name, file) in [("a.docx", &b"PK\x03\x04 nothing"[..]), ("a.txt", b"Only text.")] {
        let refused = desk.bring(&desk.ana, "document", &fields, name, file);
        assert!(refused.header("location").ends_with("notice=document-unreadable"), "{}", refused.text());
    }
    let wrong =
        desk.bring(&desk.ana, "document", &[("revision", "2"), ("field", "title")], "a.docx", WORD_FILE);
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    assert_eq!(desk.kept().revision, 2, "nothing was taken");
    let taken = desk.bring(&desk.ana, "document", &fields, "a.docx", WORD_FILE);
    assert!(taken.header("location").ends_with("notice=document-taken"), "{}", taken.text());
    let summary = desk.kept().fields["content"]["summary"].as_str().unwrap().to_owned();
    assert!(summary.split("\n\n").count() > 3, "{summary}");
    assert_eq!(desk.prepare(&desk.ana, &[ANAS]), "/sign");
    let body = RecordBody::from_bytes(desk.kept().prepared.unwrap().body.as_bytes()).unwrap();
    let (file, sha256) = (&body.attachments[0], Hash::of(WORD_FILE));
    assert_eq!((file.sha256, file.bytes, &file.received), (sha256, WORD_FILE.len() as u64, &None));
    let signed = desk.sign(&desk.ana, ANAS);
    let record = signed.json()["next"].as_str().unwrap_or_else(|| panic!("{}", signed.text())).to_owned();
    let register = &desk.house.world.register;
    let shelf = Arc::new(RegisterShelf::new(Arc::clone(register)));
    desk.house.world.app = common::app_over(register, shelf, Arc::new(OneShelf));
    let page = desk.house.world.read(&record);
    assert!(page.main().contains(&format!("{record}/attachments/{sha256}")), "{}", page.main());
    assert_eq!(desk.house.world.read(&format!("{record}/attachments/{sha256}")).bytes, WORD_FILE);
    // Nothing of it lies on in a drawer.
    let left = desk.house.drawers(|drawer| drafts::of_seat(drawer, &participant("XAA")));
    assert!(left.is_empty());
}
