//! Nothing of a delegation's leaves it. The list of what is asked comes from the hub's own list of routes: a route that this
//! table doesn't know fails the test, so that nobody adds one without saying who may see what there.

use super::common::{Answer, OneShelf};
use super::house::*;
use super::imports;
use super::reading::{self, Said};
use super::workbooks;
use catalogue::Catalogue;
use delegations::drafts::{self, TypedPart};
use delegations::subscriptions::{About, Every, Subscriber, Subscription};
use delegations::{DelegationError, Drawer, PersonId, people, remarks, tokens};
use policy::{Action, Role, Scope, Seat, Subject};
use serde_json::json;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What is private to XAA, or to one person of it. None of these words stands anywhere in the program.
const NAME: &str = "Planted Quillfeather";
const EMAIL: &str = "planted.quillfeather@mail.example";
const NOTE: &str = "planted-note-of-an-invitation";
const TOKEN: &str = "planted-label-of-a-token";
const DRAFT: &str = "planted-title-of-a-draft";
const REMARK: &str = "planted-remark-on-a-draft";
const BEFORE: &str = "planted-words-that-a-draft-said-before";
const WORKBOOK: &str = "planted-words-of-a-workbook";
const WORD_FILE: &str = "planted-words-of-a-word-file";
const CAPACITY: &str = "planted-title-of-a-need";
/// What is private to a mechanism's secretariat.
const IMPORT: &str = "planted-title-of-an-import";
const MARKERS: [&str; 11] =
    [NAME, EMAIL, NOTE, TOKEN, DRAFT, REMARK, BEFORE, WORKBOOK, WORD_FILE, CAPACITY, IMPORT];
/// What the planted person follows: a framework item that nothing else here is about.
const FOLLOWED: &str = "un/norm-13-k";

/// Who asks. The person whose name is planted is none of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Who {
    Public,
    SignedOut,
    Delegate,
    Administrator,
    DelegateOfAnother,
    AdministratorOfAnother,
    Officer,
    Auditor,
    Program,
}

const ALL: [Who; 9] = [
    Who::Public,
    Who::SignedOut,
    Who::Delegate,
    Who::Administrator,
    Who::DelegateOfAnother,
    Who::AdministratorOfAnother,
    Who::Officer,
    Who::Auditor,
    Who::Program,
];

impl Who {
    /// As policies know them.
    fn subject(self) -> Subject {
        let in_seat = |seat: Seat, role| reading::subject(&seat, &[role]);
        match self {
            Self::Public | Self::SignedOut => Subject::nobody(),
            Self::Delegate => in_seat(participant("XAA"), Role::Delegate),
            Self::Administrator => in_seat(participant("XAA"), Role::NationalAdministrator),
            Self::DelegateOfAnother | Self::Program => in_seat(participant("XAB"), Role::Delegate),
            Self::AdministratorOfAnother => in_seat(participant("XAB"), Role::NationalAdministrator),
            Self::Officer => in_seat(secretariat(), Role::Officer),
            Self::Auditor => in_seat(secretariat(), Role::Auditor),
        }
    }
}

/// Who may see what of XAA's at a route.
enum Sees {
    /// Nobody anything.
    Nothing,
    /// Colleagues the names of colleagues.
    Names,
    /// Colleagues the names, and who invites the notes of invitations.
    Delegation,
    /// Administrators the names of who did something.
    Trail,
    /// Colleagues drafts, and who saved them.
    Drafts,
    /// Whoever reviews the mechanism's imports what was imported.
    Imports,
}

impl Sees {
    fn allowed(&self, who: Who) -> &'static [&'static str] {
        match (self, who) {
            (Self::Names, Who::Delegate | Who::Administrator)
            | (Self::Delegation, Who::Delegate)
            | (Self::Trail, Who::Administrator) => &[NAME],
            (Self::Delegation, Who::Administrator) => &[NAME, NOTE],
            (Self::Imports, Who::Officer) => &[IMPORT],
            (Self::Drafts, Who::Delegate | Who::Administrator) => {
                &[NAME, DRAFT, REMARK, BEFORE, WORKBOOK, WORD_FILE, CAPACITY]
            }
            _ => &[],
        }
    }
}

/// The table: each route with who may see what there.
const TABLE: &[(&str, &str, Sees)] = {
    use Sees::{Delegation, Drafts, Imports, Names, Nothing, Trail};
    &[
        ("get", "/", Nothing),
        ("get", "/mechanisms", Nothing),
        ("get", "/mechanisms/{id}", Nothing),
        ("get", "/instruments", Nothing),
        ("get", "/instruments/{id}", Nothing),
        ("get", "/provisions/{instrument}/{path}", Nothing),
        ("get", "/framework", Nothing),
        ("get", "/framework/{set}/{item}", Nothing),
        ("get", "/kinds", Nothing),
        ("get", "/kinds/{id}", Nothing),
        ("get", "/kinds/{id}/schema", Nothing),
        ("get", "/kinds/{id}/workbook", Nothing),
        ("get", "/kinds/{id}/form", Nothing),
        ("get", "/cycles/{id}/workbook", Nothing),
        ("get", "/cycles/{id}/form", Nothing),
        ("get", "/cycles", Nothing),
        ("get", "/cycles/{id}", Nothing),
        ("get", "/cycles/{id}/work-list", Nothing),
        ("get", "/capacity", Nothing),
        ("get", "/tables/capacity", Nothing),
        ("get", "/participants", Nothing),
        ("get", "/participants/{code}", Nothing),
        ("get", "/records/{id}", Nothing),
        ("get", "/register", Nothing),
        ("get", "/search", Nothing),
        ("get", "/records/{id}/print", Nothing),
        ("get", "/records/{id}/reply", Nothing),
        ("get", "/instruments/{id}/print", Nothing),
        ("get", "/participants/{code}/report", Nothing),
        ("get", "/participants/{code}/outlook", Nothing),
        ("get", "/cycles/{id}/report", Nothing),
        ("get", "/tables/participants", Nothing),
        ("get", "/tables/participants/{code}", Nothing),
        ("get", "/tables/mechanisms/{id}", Nothing),
        ("get", "/tables/cycles/{id}", Nothing),
        ("get", "/tables/instruments/{id}", Nothing),
        ("get", "/tables/framework", Nothing),
        ("get", "/tables/framework/{set}/{item}", Nothing),
        ("get", "/tables/mechanisms", Nothing),
        ("get", "/tables/instruments", Nothing),
        ("get", "/tables/kinds", Nothing),
        ("get", "/tables/kinds/{id}", Nothing),
        ("get", "/tables/cycles", Nothing),
        ("get", "/tables/register", Nothing),
        ("get", "/tables/search", Nothing),
        ("get", "/api/openapi.json", Nothing),
        ("get", "/.well-known/security.txt", Nothing),
        ("get", "/assets/{name}", Nothing),
        ("post", "/records", Nothing),
        ("get", "/log", Nothing),
        ("get", "/keys/{id}", Nothing),
        ("get", "/signing-keys/{id}", Names),
        ("get", "/records/{id}/header", Nothing),
        ("get", "/records/{id}/signatures", Nothing),
        ("get", "/records/{id}/ssh-signature/{number}", Nothing),
        ("get", "/records/{id}/body", Nothing),
        ("get", "/records/{id}/proof", Nothing),
        ("get", "/records/{id}/attachments/{sha256}", Nothing),
        ("put", "/records/{id}/attachments/{sha256}", Nothing),
        ("get", "/checkpoint", Nothing),
        ("get", "/tile/{path}", Nothing),
        ("get", "/public/{path}", Nothing),
        ("get", "/body/{id}", Nothing),
        ("get", "/healthz", Nothing),
        ("get", "/readyz", Nothing),
        ("get", "/sign-in", Nothing),
        ("post", "/sign-in/challenge", Nothing),
        ("post", "/sign-in/passkey", Nothing),
        ("post", "/sign-in/code", Nothing),
        ("post", "/sign-out", Nothing),
        ("get", "/join", Nothing),
        ("post", "/join/challenge", Nothing),
        ("post", "/join/passkey", Nothing),
        ("post", "/join/services", Nothing),
        ("post", "/join", Nothing),
        ("post", "/openid/{provider}/begin", Nothing),
        ("get", "/openid/{provider}", Nothing),
        ("post", "/openid/{provider}", Nothing),
        ("post", "/me/openid/remove", Nothing),
        ("get", "/touch", Nothing),
        ("post", "/touch/challenge", Nothing),
        ("post", "/touch/passkey", Nothing),
        ("get", "/me", Nothing),
        ("post", "/me/seat", Nothing),
        ("post", "/me/sessions/end", Nothing),
        ("post", "/me/passkeys/challenge", Nothing),
        ("post", "/me/passkeys", Nothing),
        ("post", "/me/passkeys/remove", Nothing),
        ("post", "/me/codes", Nothing),
        ("post", "/me/held", Nothing),
        ("post", "/me/mail", Nothing),
        ("post", "/me/mail/code", Nothing),
        ("post", "/me/mail/confirm", Nothing),
        ("get", "/me/subscriptions", Nothing),
        ("post", "/me/subscriptions", Nothing),
        ("post", "/me/subscriptions/rhythm", Nothing),
        ("post", "/me/subscriptions/leave", Nothing),
        ("get", "/leave/{token}", Nothing),
        ("post", "/leave/{token}", Nothing),
        ("post", "/me/leave", Nothing),
        ("post", "/me/recovery/stop", Nothing),
        ("post", "/me/tokens", Nothing),
        ("post", "/me/tokens/end", Nothing),
        ("get", "/token", Nothing),
        ("get", "/delegation", Delegation),
        ("get", "/delegation/provisions", Nothing),
        ("get", "/delegation/reminders", Nothing),
        ("get", "/delegation/table", Names),
        ("get", "/delegation/provisions/table", Nothing),
        ("get", "/delegation/reminders/table", Nothing),
        ("get", "/delegation/matches", Nothing),
        ("get", "/delegation/project", Nothing),
        ("post", "/delegation/project", Nothing),
        ("get", "/feeds/item/{set}/{item}", Nothing),
        ("get", "/feeds/mechanism/{id}", Nothing),
        ("get", "/feeds/kind/{id}", Nothing),
        ("get", "/records/{id}/use", Drafts),
        ("post", "/records/{id}/use", Drafts),
        ("post", "/delegation/invitations", Nothing),
        ("post", "/delegation/invitations/withdraw", Nothing),
        ("post", "/delegation/roles", Nothing),
        ("post", "/delegation/remove", Nothing),
        ("post", "/delegation/recovery", Nothing),
        ("post", "/delegation/recovery/confirm", Nothing),
        ("post", "/delegation/recovery/stop", Nothing),
        ("post", "/secretariat/recovery", Nothing),
        ("get", "/secretariat/recovery/order", Nothing),
        ("post", "/secretariat/recovery/complete", Nothing),
        ("get", "/trail", Trail),
        ("post", "/trail/export", Nothing),
        ("get", "/signing-keys", Names),
        ("post", "/signing-keys/propose", Nothing),
        ("post", "/signing-keys/stop", Nothing),
        ("post", "/delegation/records", Nothing),
        ("post", "/delegation/release", Nothing),
        ("get", "/signing-keys/{id}/file", Names),
        ("post", "/signing-keys/{id}/vouch", Nothing),
        ("post", "/signing-keys/{id}/enrolment", Nothing),
        ("post", "/signing-keys/{id}/sign", Nothing),
        ("post", "/signing-keys/{id}/signature", Nothing),
        ("post", "/signing-keys/{id}/withdraw", Nothing),
        ("get", "/drafts", Drafts),
        ("post", "/drafts", Drafts),
        ("get", "/drafts/{id}", Drafts),
        ("post", "/drafts/{id}", Drafts),
        ("post", "/drafts/{id}/discard", Nothing),
        ("get", "/drafts/{id}/changes", Drafts),
        ("post", "/drafts/{id}/remarks", Nothing),
        ("post", "/drafts/{id}/remarks/settle", Nothing),
        ("post", "/drafts/{id}/clear", Nothing),
        ("post", "/drafts/{id}/document", Nothing),
        ("post", "/drafts/{id}/document/remove", Nothing),
        ("get", "/drafts/{id}/workbook", Drafts),
        ("post", "/drafts/{id}/workbook", Nothing),
        ("get", "/drafts/{id}/form", Drafts),
        ("get", "/drafts/{id}/reply", Drafts),
        ("get", "/drafts/{id}/preview", Drafts),
        ("post", "/drafts/{id}/prepare", Drafts),
        ("get", "/drafts/{id}/sign", Drafts),
        ("post", "/drafts/{id}/sign", Drafts),
        ("get", "/drafts/{id}/header", Drafts),
        ("post", "/drafts/{id}/signature", Drafts),
        ("get", "/transmissions", Nothing),
        ("post", "/transmissions", Nothing),
        ("get", "/transmissions/{id}", Nothing),
        ("post", "/transmissions/{id}", Nothing),
        ("post", "/transmissions/{id}/file", Nothing),
        ("post", "/transmissions/{id}/discard", Nothing),
        ("post", "/transmissions/{id}/prepare", Nothing),
        ("get", "/transmissions/{id}/sign", Nothing),
        ("post", "/transmissions/{id}/sign", Nothing),
        ("get", "/transmissions/{id}/header", Nothing),
        ("post", "/transmissions/{id}/signature", Nothing),
        ("get", "/imports", Imports),
        ("get", "/imports/{digest}", Imports),
        ("get", "/imports/{digest}/facts", Imports),
        ("post", "/imports/{digest}/facts", Imports),
        ("get", "/imports/{digest}/provisions/{path}", Imports),
        ("post", "/imports/{digest}/provisions/{path}", Imports),
        ("get", "/imports/{digest}/participants/{number}", Imports),
        ("post", "/imports/{digest}/participants/{number}", Imports),
        ("post", "/imports/{digest}/notes/{number}/settled", Nothing),
        ("post", "/imports/{digest}/confirm", Nothing),
        ("get", "/imports/{digest}/review", Imports),
        ("get", "/imports/{digest}/original", Imports),
        ("get", "/records/{id}/act", Nothing),
        ("post", "/records/{id}/act", Nothing),
    ]
};

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
struct Planted {
    house: House,
    /// Restricted records of two delegations.
    said: Vec<Said>,
    draft: String,
    /// A long form with a remark, former words and a workbook's; and a draft with a Word file.
    survey: String,
    cited: String,
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
    signed_out: Visitor,
    program: String,
}

impl Planted {
    fn new() -> Self {
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
    fn closed_to(&self, who: Who, answer: &Answer) -> Vec<String> {
        let text = format!("{:?} {}", answer.headers, String::from_utf8_lossy(&answer.bytes));
        let leaked = |said: &&Said| said.stands_in(&text) && !said.may(&who.subject(), Action::ReadBody);
        self.said.iter().filter(leaked).map(|said| said.id.to_string()).collect()
    }

    fn visitor(&self, who: Who) -> Visitor {
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
    fn addresses(&self, path: &str) -> Vec<String> {
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

    fn answers(&self, who: Who, method: &str, address: &str) -> Vec<Answer> {
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

fn shown(answer: &Answer) -> Vec<&'static str> {
    let headers = format!("{:?}", answer.headers);
    let body = String::from_utf8_lossy(&answer.bytes);
    MARKERS.into_iter().filter(|marker| headers.contains(marker) || body.contains(marker)).collect()
}

/// A page that is shown; a file that is taken away is none.
fn is_page(answer: &Answer) -> bool {
    let html = answer.header("content-type").starts_with("text/html");
    answer.status == 200 && html && !answer.headers.contains_key("content-disposition")
}

/// The hub's routes, as its own document lists them.
fn routes(house: &House) -> BTreeSet<(String, String)> {
    let document = Visitor::new(1).get(house, "/api/openapi.json").json();
    let paths = document["paths"].as_object().unwrap();
    let of = |(path, methods): (&String, &serde_json::Value)| {
        let methods: Vec<String> = methods.as_object().unwrap().keys().cloned().collect();
        methods.into_iter().map(|method| (method, path.clone())).collect::<Vec<_>>()
    };
    paths.iter().flat_map(of).collect()
}

#[test]
fn every_route_says_who_may_see_what() {
    let routes = routes(&House::new());
    let table: BTreeSet<(String, String)> =
        TABLE.iter().map(|(method, path, _)| ((*method).to_owned(), (*path).to_owned())).collect();
    let unsaid: Vec<_> = routes.difference(&table).collect();
    let gone: Vec<_> = table.difference(&routes).collect();
    assert!(unsaid.is_empty(), "say in the table who may see what at {unsaid:?}");
    assert!(gone.is_empty(), "no such routes: {gone:?}");
    assert_eq!(TABLE.len(), table.len(), "a route stands twice");
}

#[test]
fn what_is_planted_is_seen_where_it_may_be() {
    let planted = Planted::new();
    let page = |who, address: &str| shown(&planted.answers(who, "get", address)[0]);
    assert_eq!(page(Who::Administrator, "/delegation"), [NAME, NOTE]);
    assert_eq!(page(Who::Delegate, "/delegation"), [NAME]);
    assert_eq!(page(Who::Administrator, "/trail"), [NAME]);
    let form = |id: &str, behind: &str| page(Who::Delegate, &format!("/drafts/{id}{behind}"));
    for (marker, id, behind) in [
        (REMARK, &planted.survey, "?part=norms"),
        (WORKBOOK, &planted.survey, "?part=norms"),
        (BEFORE, &planted.survey, "/changes?part=norms"),
        (WORD_FILE, &planted.cited, ""),
    ] {
        assert!(form(id, behind).contains(&marker), "{marker}: {:?}", form(id, behind));
    }
    assert!(page(Who::Delegate, "/drafts").contains(&CAPACITY));
}

/// What somebody follows says what they work on: colleagues, administrators and secretariats aren't told.
#[test]
fn what_somebody_follows_stands_on_their_own_page_alone() {
    let planted = Planted::new();
    let follows = |answer: &Answer| String::from_utf8_lossy(&answer.bytes).contains("norm-13-k");
    let mut own = planted.signed_out.clone();
    assert_eq!(own.sign_in(&planted.house).status, 200);
    assert!(follows(&own.get(&planted.house, "/me/subscriptions")));
    for who in ALL {
        for address in
            ["/me", "/me/subscriptions", "/delegation", "/trail", "/drafts", "/delegation/reminders"]
        {
            for answer in planted.answers(who, "get", address) {
                assert!(!follows(&answer), "{who:?} at {address}");
            }
        }
    }
}

/// Somebody who acts for several delegations sees on every page for which one.
#[test]
fn every_page_says_for_whom_one_acts() {
    let planted = Planted::new();
    let (mut pages, delegate) = (0, planted.visitor(Who::Delegate));
    for (_, path, _) in TABLE.iter().filter(|(method, ..)| *method == "get") {
        for address in planted.addresses(path) {
            let answer = delegate.get(&planted.house, &format!("{address}?lang=en"));
            if !is_page(&answer) {
                continue;
            }
            let (_, acting) =
                answer.text().split_once("class=\"acting\"").unwrap_or_else(|| panic!("{address}"));
            assert!(acting.split("</a>").next().unwrap().contains("Beravie"), "{address}");
            pages += 1;
        }
    }
    assert!(pages > 30, "{pages}");
}

/// Whoever types something is told on the same page who will see it.
#[test]
fn every_page_with_a_field_to_type_in_says_who_will_see_it() {
    // A question and a code are put and not kept.
    const KEPT_NOWHERE: [&str; 3] = ["/", "/search", "/sign-in"];
    let planted = Planted::new();
    let (mut pages, mut unsaid) = (0, BTreeSet::new());
    for who in [Who::Delegate, Who::Administrator, Who::Officer] {
        for (_, path, _) in
            TABLE.iter().filter(|(method, path, _)| *method == "get" && !KEPT_NOWHERE.contains(path))
        {
            for address in planted.addresses(path) {
                let answer = planted.visitor(who).get(&planted.house, &address);
                if !is_page(&answer) {
                    continue;
                }
                let main = answer.main();
                let typed = main.contains("<textarea") || main.contains("maxlength=");
                let said = [
                    "class=\"sees\"",
                    "id=\"seen-by\"",
                    "id=\"confirmation-note\"",
                    "id=\"name-note\"",
                    "Whoever can read the record reads this",
                ];
                if typed && !said.iter().any(|one| main.contains(one)) {
                    unsaid.insert(format!("{who:?} {path}"));
                }
                pages += usize::from(typed);
            }
        }
    }
    assert!(pages > 5 && unsaid.is_empty(), "{pages} {unsaid:#?}");
}

#[test]
fn no_page_shows_what_its_reader_may_not_see() {
    let planted = Planted::new();
    let mut asked = 0;
    for (method, path, sees) in TABLE.iter().filter(|(method, ..)| *method == "get") {
        for who in ALL {
            for address in planted.addresses(path) {
                for answer in planted.answers(who, method, &address) {
                    let leaked: Vec<_> = shown(&answer)
                        .into_iter()
                        .filter(|marker| !sees.allowed(who).contains(marker))
                        .collect();
                    assert!(leaked.is_empty(), "{who:?} sees {leaked:?} at {address}");
                    asked += 1;
                }
            }
        }
    }
    assert!(asked > 900, "{asked}");
}

#[test]
fn no_answer_to_a_form_shows_what_its_sender_may_not_see() {
    for (method, path, sees) in TABLE.iter().filter(|(method, ..)| *method == "post") {
        // A form changes things: each route has a hub of its own. The signed-in with fewest rights come first.
        let planted = Planted::new();
        for who in ALL {
            for address in planted.addresses(path) {
                for answer in planted.answers(who, method, &address) {
                    let leaked: Vec<_> = shown(&answer)
                        .into_iter()
                        .filter(|marker| !sees.allowed(who).contains(marker))
                        .collect();
                    assert!(leaked.is_empty(), "{who:?} sees {leaked:?} after {address}");
                    let closed = planted.closed_to(who, &answer);
                    assert!(closed.is_empty(), "{who:?} sees a word of {closed:?} after {address}");
                }
            }
        }
    }
}
