//! A hub in which something private lies everywhere, and how each of those who ask asks there.

use super::super::common::{Answer, OneShelf};
use super::super::house::*;
use super::super::imports;
use super::super::reading::{self, Said};
use super::super::workbooks;
use super::routes::Who;
use catalogue::Catalogue;
use delegations::drafts::{self, TypedPart};
use delegations::subscriptions::{About, Every, Subscriber, Subscription};
use delegations::{DelegationError, Drawer, PersonId, people, remarks, tokens};
use policy::{Action, Role, Scope, Seat};
use serde_json::json;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What is private to XAA, or to one person of it. None of these words stands anywhere in the program.
pub(super) const NAME: &str = "Planted Quillfeather";
pub(super) const EMAIL: &str = "planted.quillfeather@mail.example";
pub(super) const NOTE: &str = "planted-note-of-an-invitation";
pub(super) const TOKEN: &str = "planted-label-of-a-token";
pub(super) const DRAFT: &str = "planted-title-of-a-draft";
pub(super) const REMARK: &str = "planted-remark-on-a-draft";
pub(super) const BEFORE: &str = "planted-words-that-a-draft-said-before";
pub(super) const WORKBOOK: &str = "planted-words-of-a-workbook";
pub(super) const WORD_FILE: &str = "planted-words-of-a-word-file";
pub(super) const CAPACITY: &str = "planted-title-of-a-need";
/// What is private to a mechanism's secretariat.
pub(super) const IMPORT: &str = "planted-title-of-an-import";
pub(super) const MARKERS: [&str; 11] =
    [NAME, EMAIL, NOTE, TOKEN, DRAFT, REMARK, BEFORE, WORKBOOK, WORD_FILE, CAPACITY, IMPORT];
/// What the planted person follows: a framework item that nothing else here is about.
pub(super) const FOLLOWED: &str = "un/norm-13-k";

/// Begins a long form, with a remark and words that it said before; a draft to bring a Word file to; and what somebody would ask of
/// others. The person follows something too.
fn more_drafts(drawer: &Drawer<'_>, here: &Seat, by: PersonId) -> Result<[[u8; 16]; 2], DelegationError> {
    let survey = drafts::begin(drawer, here, "national-survey", by, json!({ "content": {} }))?.id;
    remarks::make(drawer, here, survey, "norm-13-f", by, REMARK)?;
    for (revision, words) in [(1, BEFORE), (2, "Other words.")] {
        let cells = [("content/norm-13-f-measures".to_owned(), json!(words))].into();
        let typed = TypedPart { part: "norms".to_owned(), cells };
        drafts::save_parts(drawer, here, survey, revision, by, &[typed])?;
    }
    for kind in ["capacity-need", "capacity-project"] {
        let content = json!({ "title": CAPACITY, "forms": ["training"] });
        drafts::begin(drawer, here, kind, by, json!({ "title": CAPACITY, "content": content }))?;
    }
    let about = About::Item(FOLLOWED.to_owned());
    let one = Subscription { seat: here.clone(), about, since: drawer.now(), from: 0 };
    let (every, looked) = (Every::default(), drawer.now());
    drawer.put(&Subscriber {
        leave: [6; 32],
        person: by,
        every,
        looked,
        told: 0,
        subscriptions: vec![one],
    })?;
    Ok([survey, drafts::begin(drawer, here, "measure", by, json!({ "content": {} }))?.id])
}

/// A colleague brings a workbook and a Word file, as a delegation does.
fn bring_files(house: &House, by: &Visitor, survey: &str, cited: &str) {
    let word = by.word();
    let kind = Catalogue::built_in().unwrap().kind("national-survey").unwrap();
    let workbook = workbooks::filled(kind, &json!({ "norm-13-a-measures": WORKBOOK }));
    let fields = [("form", word.as_str()), ("revision", "3")];
    let taken = by.bring(house, &format!("/drafts/{survey}/workbook"), &fields, Some(("a.xlsx", &workbook)));
    assert!(taken.header("location").ends_with("notice=workbook-taken"), "{}", taken.text());
    let title = reports::Title { title: WORD_FILE.to_owned(), ..reports::Title::default() };
    let language = reports::Language::new("en").unwrap();
    let report = reports::Document { language, title, description: String::new(), blocks: Vec::new() };
    let file = reports::docx(&report).unwrap();
    let fields = [("form", word.as_str()), ("revision", "1"), ("field", "summary")];
    let taken = by.bring(house, &format!("/drafts/{cited}/document"), &fields, Some(("a.docx", &file)));
    assert!(taken.header("location").ends_with("notice=document-taken"), "{}", taken.text());
}

/// A hub in which something private lies everywhere, and those who ask.
pub(super) struct Planted {
    pub(super) house: House,
    /// Restricted records of two delegations.
    said: Vec<Said>,
    draft: String,
    /// A long form with a remark, former words and a workbook's; and a draft with a Word file.
    pub(super) survey: String,
    pub(super) cited: String,
    import: String,
    signer: String,
    invitation: String,
    token: String,
    delegate: Visitor,
    administrator: Visitor,
    delegate_of_another: Visitor,
    administrator_of_another: Visitor,
    officer: Visitor,
    auditor: Visitor,
    pub(super) signed_out: Visitor,
    program: String,
}

impl Planted {
    pub(super) fn new() -> Self {
        let (world, said) = reading::world();
        let house = House::over(world, Arc::new(OneShelf));
        let (here, there) = (participant("XAA"), participant("XAB"));
        let administrator = house.join(&here, &[Role::NationalAdministrator], "Ada", 1);
        let delegate = house.join(&here, &[Role::Delegate], "Ben", 2);
        let signed_out = house.join(&here, &[Role::NationalAdministrator], NAME, 3);
        let delegate_of_another = house.join(&there, &[Role::Delegate], "Zoe", 4);
        let administrator_of_another = house.join(&there, &[Role::NationalAdministrator], "Zed", 5);
        let officer = house.join(&secretariat(), &[Role::Officer], "Oto", 6);
        let auditor = house.join(&secretariat(), &[Role::Auditor], "Udo", 7);
        let invitation = house.invitation(&here, &[Role::Reader], NOTE);
        let (draft, [survey, cited], token, program) = house.drawers(|drawer| {
            let all = people::of_seat(drawer, &here)?;
            let mut planted = all.iter().find(|person| person.name == NAME).unwrap().clone();
            planted.email = Some(EMAIL.to_owned());
            drawer.put(&planted)?;
            let days = 90 * 86_400;
            tokens::make(drawer, &planted, &here, TOKEN, [Scope::Read].into(), days)?;
            let (_, token) = tokens::make(drawer, &planted, &here, TOKEN, [Scope::Read].into(), days)?;
            let fields = json!({ "title": DRAFT, "content": { "title": DRAFT } });
            let draft = drafts::begin(drawer, &here, "measure", planted.id, fields)?;
            let zoe =
                people::of_seat(drawer, &there)?.into_iter().find(|person| person.name == "Zoe").unwrap();
            let scopes = [Scope::Read, Scope::Write].into();
            let (program, _) = tokens::make(drawer, &zoe, &there, "theirs", scopes, days)?;
            Ok((draft.id, more_drafts(drawer, &here, planted.id)?, token.number, program))
        });
        let signer = house.signer(&here, NAME);
        assert_eq!(signed_out.post(&house, "/sign-out", &[]).status, 303);
        bring_files(&house, &delegate, &hex::encode(survey), &hex::encode(cited));
        Self {
            draft: hex::encode(draft),
            survey: hex::encode(survey),
            cited: hex::encode(cited),
            import: imports::add(&house, "exercise-assembly", &imports::text(IMPORT)),
            token: hex::encode(token),
            invitation: hex::encode(invitation.digest()),
            program: program.text(),
            house,
            said,
            signer,
            delegate,
            administrator,
            delegate_of_another,
            administrator_of_another,
            officer,
            auditor,
            signed_out,
        }
    }

    /// The restricted records of which an answer shows words that this asker may not read.
    pub(super) fn closed_to(&self, who: Who, answer: &Answer) -> Vec<String> {
        let text = format!("{:?} {}", answer.headers, String::from_utf8_lossy(&answer.bytes));
        let leaked = |said: &&Said| said.stands_in(&text) && !said.may(&who.subject(), Action::ReadBody);
        self.said.iter().filter(leaked).map(|said| said.id.to_string()).collect()
    }

    pub(super) fn visitor(&self, who: Who) -> Visitor {
        match who {
            Who::Public | Who::Program => Visitor { cookie: None, network: 90, credential: None },
            Who::SignedOut => self.signed_out.clone(),
            Who::Delegate => self.delegate.clone(),
            Who::Administrator => self.administrator.clone(),
            Who::DelegateOfAnother => self.delegate_of_another.clone(),
            Who::AdministratorOfAnother => self.administrator_of_another.clone(),
            Who::Officer => self.officer.clone(),
            Who::Auditor => self.auditor.clone(),
        }
    }

    /// An address of a route at which something is, as near to what is planted as there is.
    pub(super) fn addresses(&self, path: &str) -> Vec<String> {
        let record = self.house.world.current.to_string();
        let restricted = self.house.world.restricted.to_string();
        let full = |id: &str| {
            path.replace("/feeds/item/{set}/{item}", "/feeds/item/un/norm-13-f.atom")
                .replace("/feeds/mechanism/{id}", "/feeds/mechanism/exercise-assembly.atom")
                .replace("/feeds/kind/{id}", "/feeds/kind/measure.atom")
                .replace("/mechanisms/{id}", "/mechanisms/exercise-assembly")
                .replace("/instruments/{id}", "/instruments/a-c1-75-l4")
                .replace("{instrument}/{path}", "a-c1-75-l4/op1-a")
                .replace("{digest}", &self.import)
                .replace("/provisions/{path}", "/provisions/op1")
                .replace("{set}/{item}", "un/norm-13-f")
                .replace("{code}", "XAA")
                .replace("{number}", "0")
                .replace("{token}", &"A".repeat(43))
                .replace("{sha256}", &"ab".repeat(32))
                .replace("{name}", "style.css")
                .replace("/tile/{path}", "/tile/entries/000.p/12")
                .replace("/public/{path}", "/public/000.p/12")
                .replace("{id}", id)
        };
        let ids = if path.starts_with("/drafts") || path.starts_with("/signing-keys") {
            vec![self.draft.clone(), self.survey.clone(), self.cited.clone(), self.signer.clone()]
        } else {
            vec![record, restricted]
        };
        let found: BTreeSet<String> = ids.iter().map(|id| full(id)).collect();
        found.into_iter().collect()
    }

    pub(super) fn answers(&self, who: Who, method: &str, address: &str) -> Vec<Answer> {
        let visitor = self.visitor(who);
        let token = (who == Who::Program).then_some(self.program.as_str());
        if method == "get" {
            let forms = [
                address.to_owned(),
                format!("{address}.json"),
                format!("{address}?notice=saved&lang=fr&part=norms"),
            ];
            return forms.iter().map(|form| visitor.get_as(&self.house, form, token)).collect();
        }
        // What belongs to the planted person, in every field by which a form could name it.
        let fields = [
            ("person", self.signer.as_str()),
            ("invitation", &self.invitation),
            ("number", &self.token),
            ("seat", "participant/XAA"),
            ("role", "reader"),
            ("kind", "measure"),
            ("revision", "0"),
        ];
        vec![visitor.post_as(&self.house, address, &fields, token)]
    }
}
