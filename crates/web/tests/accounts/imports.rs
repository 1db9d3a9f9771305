//! The review of an imported text, over HTTP: from what a program read to a review file that publishing takes. Whoever isn't of
//! the mechanism's secretariat finds nothing; what can't be so changes nothing; two people lose nothing of each other's.

use super::common::Answer;
use super::house::{House, Visitor, participant, secretariat};
use axum::body::Body;
use axum::http::Request;
use catalogue::Catalogue;
use delegations::audit::What;
use instruments::review::{KeptReview, ReviewDocument, ReviewState};
use instruments::{
    Basis, Instrument, Participant, ParticipantType, Provision, ReviewNote, SourceText, Stance, fingerprint,
    read,
};
use policy::{Role, Seat};
use store::{Import, sha256};
use web::account::SESSION_COOKIE;

/// What an author may write to be taken for a page.
const MARKUP: &str = "<script>alert(1)</script>";

/// A text of our own, with this title.
pub fn text(title: &str) -> String {
    format!(
        "Assembly of the Quiet Sea\n\nResolution 3/11\n\n{title}\n\nThe Assembly,\n\n\
         Recalling its resolution 2/4 of 6 May 2030,\n\n\
         Noting with concern that cut lines leave islands without warning of storms {MARKUP},\n\n\
         1. Calls upon member States to name a point of contact for incidents on shared lines;\n\n\
         2. Encourages States:\n\n\
         (a) To share what they learn of weaknesses with those concerned;\n\n\
         (b) To answer a request for assistance from a State whose lines were harmed;\n\n\
         3. Requests the secretariat to report at the next session.\n"
    )
}

/// What a program reads there, with a name that it doesn't know.
fn structure(text: &str) -> Instrument {
    let lexicon = Catalogue::built_in().unwrap().lexicon_for("exercise-assembly");
    let mut found = read(&SourceText::from_plain(text), &lexicon).unwrap();
    let printed_as = "Republic of Nowhere".to_owned();
    found.participants.push(Participant {
        code: None,
        name: printed_as.clone(),
        printed_as: printed_as.clone(),
        kind: ParticipantType::Unknown,
        basis: Basis::Sponsor,
    });
    let message = "a name in a list that is not known: give its code, or take it out".to_owned();
    found.review.push(ReviewNote { code: "unknown-name".to_owned(), message, place: printed_as });
    found
}

/// A text as `comity import` keeps it for a mechanism: its address's part.
pub fn add(house: &House, mechanism: &str, text: &str) -> String {
    let found = structure(text);
    let review = KeptReview {
        state: ReviewState::Read,
        fingerprint: hex::encode(sha256(fingerprint(&found).as_bytes())),
        mechanism: Some(mechanism.to_owned()),
    };
    let digest = sha256(text.as_bytes());
    let import = Import {
        digest,
        name: "quiet sea.txt".to_owned(),
        imported_at: house.now(),
        original: text.as_bytes().to_vec(),
        structure: serde_json::to_string(&found).unwrap(),
        review: serde_json::to_string(&review).unwrap(),
    };
    assert!(house.drawers(|drawer| Ok(drawer.imports().add(&import)?)));
    hex::encode(digest)
}

struct Room {
    house: House,
    oto: Visitor,
    page: String,
}

fn room() -> Room {
    let house = House::new();
    let oto = house.join(&secretariat(), &[Role::Officer], "Oto", 51);
    let digest = add(&house, "exercise-assembly", &text("Care for shared signal lines"));
    Room { house, oto, page: format!("/imports/{digest}") }
}

impl Room {
    fn at(&self, path: &str) -> String {
        format!("{}{path}", self.page)
    }

    fn get(&self, path: &str) -> Answer {
        self.oto.get(&self.house, &self.at(path))
    }

    /// The review file as it stands now.
    fn file(&self) -> ReviewDocument {
        ReviewDocument::from_json(self.get("/review.json").text()).unwrap()
    }

    /// The fields of a form as its page fills them in, with these instead.
    fn filled(&self, path: &str, with: &[(&str, &str)]) -> Vec<(String, String)> {
        let page = self.oto.get(&self.house, &format!("{}.json", self.at(path))).json();
        let mut fields = vec![("revision".to_owned(), page["revision"].as_str().unwrap().to_owned())];
        for field in page["fields"].as_array().unwrap() {
            let id = field["id"].as_str().unwrap().to_owned();
            if field["entry"] == "boxes" {
                let boxes = field["choices"].as_array().unwrap().iter();
                let all = boxes.flat_map(|group| group["choices"].as_array().unwrap());
                let ticked = all.filter(|one| one["chosen"] == true);
                fields.extend(ticked.map(|one| (id.clone(), one["id"].as_str().unwrap().to_owned())));
            } else {
                fields.push((id, field["value"].as_str().unwrap().to_owned()));
            }
        }
        fields.retain(|(name, _)| with.iter().all(|(other, _)| other != name));
        let own = with.iter().filter(|(_, value)| *value != LEFT_OUT);
        fields.extend(own.map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        fields
    }

    fn send(&self, by: &Visitor, path: &str, fields: &[(String, String)]) -> Answer {
        let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        by.post(&self.house, &self.at(path), &fields)
    }

    /// Corrects something, which is taken.
    fn correct(&self, path: &str, with: &[(&str, &str)]) {
        let answer = self.send(&self.oto, path, &self.filled(path, with));
        assert_eq!(answer.status, 303, "{path}: {}", answer.text());
        assert!(answer.header("location").contains("notice=saved"), "{}", answer.header("location"));
    }

    fn confirm(&self, by: &Visitor) -> Answer {
        let page = self.oto.get(&self.house, &format!("{}.json", self.page)).json();
        let revision = page["revision"].as_str().unwrap();
        by.post(&self.house, &self.at("/confirm"), &[("revision", revision), ("looked", "yes")])
    }
}

/// In place of a field that a form leaves out.
const LEFT_OUT: &str = "\0";

#[test]
fn a_text_is_corrected_confirmed_and_taken_along() {
    let room = room();
    let list = room.oto.get(&room.house, "/imports");
    assert!(list.text().contains("quiet sea.txt") && list.text().contains("comity import FILE"));
    assert!(room.oto.get(&room.house, "/me").text().contains("href=\"/imports\""));
    let first = room.get("");
    assert!(first.text().contains("Republic of Nowhere") && first.text().contains("/participants/0\""));

    room.correct(
        "/facts",
        &[
            ("title", " Care for  shared signal lines and warnings "),
            ("body", "Assembly of the Quiet Sea"),
            ("dates", "2031-05-04 adopted\r\n\r\n2031 document"),
            ("text-form", "resolution"),
        ],
    );
    room.correct("/provisions/op1", &[("act", "undertakes"), ("item", LEFT_OUT), ("add", "un/norm-13-f")]);
    room.correct("/provisions/op2-b", &[("path", "op2-c"), ("label", "2 (c)")]);
    room.correct("/provisions/op3", &[("then", "remove")]);
    room.correct("/participants/0", &[("code", "XAA"), ("basis", "party")]);
    room.correct("/participants/new", &[("printed", "Borland"), ("code", "XAB")]);
    let note = room.oto.get(&room.house, &format!("{}.json", room.page)).json();
    let notes = note["notes"].as_array().unwrap();
    for number in (0..notes.len()).rev() {
        let revision = notes[number]["revision"].as_str().unwrap();
        let settled = room.at(&format!("/notes/{number}/settled"));
        let answer = room.oto.post(&room.house, &settled, &[("revision", revision)]);
        assert!(answer.header("location").contains("notice=saved"), "{}", answer.header("location"));
    }
    assert!(!room.file().confirmed);
    let confirmed = room.confirm(&room.oto);
    assert!(confirmed.header("location").contains("notice=import-confirmed"), "{}", confirmed.text());

    let answer = room.get("/review.json");
    assert!(answer.header("content-disposition").starts_with("attachment; filename=\"review-"));
    let source = room.page.rsplit('/').next().unwrap();
    let taken = ReviewDocument::from_json(answer.text()).unwrap().confirm(source).unwrap();
    assert_eq!(taken.title.as_deref(), Some("Care for shared signal lines and warnings"));
    assert_eq!(taken.dates.len(), 2);
    assert!(taken.review.is_empty());
    let paths: Vec<&str> =
        taken.provisions.iter().flat_map(Provision::walk).map(|one| one.path.as_str()).collect();
    assert_eq!(paths, ["pp1", "pp2", "op1", "op2", "op2-a", "op2-c"]);
    assert_eq!((taken.paragraph_counts.operative, taken.paragraph_counts.all), (2, 6));
    let op1 = &taken.provisions[2];
    assert_eq!(
        op1.framework_items.iter().map(|link| link.item.as_str()).collect::<Vec<_>>(),
        ["un/norm-13-f"]
    );
    assert_eq!((op1.strength, op1.stance), (5, Stance::Commitment), "they follow from what it does");
    let parties: Vec<_> = taken.participants.iter().map(|one| (one.code.as_deref(), one.kind)).collect();
    assert_eq!(parties, [(Some("XAA"), ParticipantType::State), (Some("XAB"), ParticipantType::State)]);
    assert!(room.get("").text().contains("comity instrument publish review-"));

    let trail = room.house.trail(&secretariat());
    assert_eq!(trail[0], What::ImportConfirmed);
    assert_eq!(trail.iter().filter(|what| **what == What::ImportReviewed).count(), 6 + notes.len());
    room.correct("/facts", &[("session", "Third session")]);
    assert!(!room.file().confirmed, "a change takes the confirmation back");
}

#[test]
fn what_changes_nothing_leaves_the_confirmation_and_the_trail_alone() {
    let room = room();
    room.confirm(&room.oto);
    let before = room.house.trail(&secretariat()).len();
    room.correct("/facts", &[]);
    room.correct("/provisions/pp1", &[]);
    room.confirm(&room.oto);
    assert!(room.file().confirmed);
    assert_eq!(room.house.trail(&secretariat()).len(), before);
}

#[test]
fn what_cant_be_so_is_named_at_its_field_and_changes_nothing() {
    let room = room();
    let before = room.get("/review.json").bytes;
    let long = format!("{} adopted", "2031-05-04".repeat(9));
    for (path, field, value, english, french) in [
        ("/facts", "dates", "May 2031", "On each line a date", "Sur chaque ligne une date"),
        ("/facts", "dates", "2031-13-01 adopted", "On each line a date", "Sur chaque ligne une date"),
        ("/facts", "dates", long.as_str(), "On each line a date", "Sur chaque ligne une date"),
        ("/facts", "text-form", "sonnet", "Choose one from the list", "Choisissez dans la liste"),
        ("/provisions/op1", "path", "Op 1", "A path has small letters", "Un chemin comporte"),
        ("/provisions/op1", "path", "pp1", "A path has small letters", "Un chemin comporte"),
        ("/provisions/pp2", "path", "op2-a", "A path has small letters", "Un chemin comporte"),
        ("/provisions/op1", "text", " ", "A provision has a text", "Une disposition a un texte"),
        ("/provisions/op1", "act", "sings", "Choose one from the list", "Choisissez dans la liste"),
        ("/provisions/op1", "add", "un/norm-99", "No framework set has", "Aucun cadre ne comporte"),
        ("/participants/0", "code", "ZZZ", "No State or organization", "Aucun État ni aucune"),
        ("/participants/new", "printed", "", "Write the name as", "Écrivez le nom tel"),
    ] {
        let fields = room.filled(path, &[(field, value)]);
        let answer = room.send(&room.oto, path, &fields);
        assert_eq!(answer.status, 422, "{path} {field}={value}: {}", answer.text());
        let wrong = format!("id=\"wrong-{field}\">{english}");
        assert!(answer.text().contains(&wrong), "{wrong}: {}", answer.main());
        let answer = room.send(&room.oto, &format!("{path}?lang=fr"), &fields);
        assert!(answer.text().contains(&format!("id=\"wrong-{field}\">{french}")), "{}", answer.main());
    }
    let refused = |path: &str, fields: &[(&str, &str)]| room.oto.post(&room.house, &room.at(path), fields);
    assert_eq!(refused("/provisions/op99", &[("revision", "x")]).status, 404);
    assert_eq!(refused("/participants/99", &[("revision", "x")]).status, 404);
    assert_eq!(refused("/participants/-1", &[("revision", "x")]).status, 404);
    assert_eq!(refused("/confirm", &[("looked", "yes")]).status, 400);
    let unlooked = refused("/confirm", &[("revision", "x")]);
    assert!(unlooked.header("location").contains("notice=saved-meanwhile"));
    let huge = "x".repeat(300 * 1024);
    assert_eq!(refused("/provisions/op1", &[("text", &huge)]).status, 413);
    assert_eq!(room.get("/review.json").bytes, before);
    assert!(!room.house.trail(&secretariat()).contains(&What::ImportReviewed));
}

#[test]
fn the_last_provision_stays() {
    let room = room();
    for path in ["pp1", "pp2", "op1", "op2"] {
        room.correct(&format!("/provisions/{path}"), &[("then", "remove")]);
    }
    let fields = room.filled("/provisions/op3", &[("then", "remove")]);
    let answer = room.send(&room.oto, "/provisions/op3", &fields);
    assert_eq!(answer.status, 422);
    assert!(answer.text().contains("at least one provision"), "{}", answer.main());
    assert_eq!(room.file().instrument.provisions.len(), 1);
}

#[test]
fn two_people_lose_nothing_of_each_others() {
    let room = room();
    let ola = room.house.join(&secretariat(), &[Role::SecretariatAdministrator], "Ola", 52);
    let (mine, theirs) = (
        room.filled("/provisions/op1", &[("text", "Calls upon all to name a contact")]),
        room.filled(
            "/provisions/op1",
            &[("text", "Calls upon each State to name a contact"), ("act", "urges")],
        ),
    );
    let elsewhere = room.filled("/provisions/pp1", &[("heading", "Reasons")]);
    let page = room.oto.get(&room.house, &format!("{}.json", room.page)).json();
    let seen = page["revision"].as_str().unwrap().to_owned();
    assert_eq!(room.send(&ola, "/provisions/op1", &theirs).status, 303);
    let saved = room.file().instrument;

    let answer = room.send(&room.oto, "/provisions/op1", &mine);
    assert_eq!(answer.status, 409);
    for both in ["Calls upon all to name a contact", "Calls upon each State to name a contact", "urges"] {
        assert!(answer.text().contains(both), "{both}: {}", answer.main());
    }
    assert_eq!(room.file().instrument, saved, "nothing was lost");
    // The form that comes back begins from what is there now: sent again, it is taken.
    let again: Vec<(String, String)> = mine
        .into_iter()
        .map(|(name, value)| {
            let now = room.filled("/provisions/op1", &[])[0].1.clone();
            if name == "revision" { (name, now) } else { (name, value) }
        })
        .collect();
    assert_eq!(room.send(&room.oto, "/provisions/op1", &again).status, 303);
    // Who corrects another paragraph is in nobody's way.
    assert_eq!(room.send(&room.oto, "/provisions/pp1", &elsewhere).status, 303);
    let stale = ola.post(&room.house, &room.at("/confirm"), &[("revision", &seen), ("looked", "yes")]);
    assert!(
        stale.header("location").contains("notice=saved-meanwhile"),
        "nobody confirms what they didn't see"
    );
    assert!(!room.file().confirmed);
    let number = room.file().instrument.review.len() - 1;
    let settled = room.at(&format!("/notes/{number}/settled"));
    let other = ola.post(&room.house, &settled, &[("revision", "another note's")]);
    assert!(other.header("location").contains("notice=saved-meanwhile"));
    assert_eq!(room.file().instrument.review.len(), number + 1);
}

#[test]
fn to_everybody_else_it_isnt_there() {
    let room = room();
    let house = &room.house;
    let elsewhere = Seat::Mechanism("exercise-plateau".to_owned());
    let others = [
        house.join(&participant("XAA"), &[Role::NationalAdministrator, Role::Delegate], "Ada", 53),
        house.join(&secretariat(), &[Role::Auditor], "Udo", 54),
        house.join(&secretariat(), &[Role::Chair], "Che", 55),
        house.join(&elsewhere, &[Role::Officer, Role::SecretariatAdministrator], "Olga", 56),
    ];
    let facts = room.filled("/facts", &[("title", "Another")]);
    let before = room.get("/review.json").bytes;
    for other in &others {
        for path in ["", "/facts", "/provisions/op1", "/participants/0", "/review.json", "/original"] {
            assert_eq!(other.get(house, &room.at(path)).status, 404, "{path}");
        }
        assert_eq!(room.send(other, "/facts", &facts).status, 404);
        assert_eq!(room.confirm(other).status, 404);
        let settled = other.post(house, &room.at("/notes/0/settled"), &[("revision", "x")]);
        assert_eq!(settled.status, 404);
        assert!(!other.get(house, "/imports").text().contains("quiet sea"));
    }
    assert!(!others[0].get(house, "/me").text().contains("href=\"/imports\""));
    assert_eq!(others[3].get(house, "/imports").status, 200, "their own list is empty");
    // Without a session every address leads to sign-in, whether something is there or not.
    for path in [room.page.clone(), "/imports".to_owned(), format!("/imports/{}", "0".repeat(64))] {
        assert!(house.world.read_now(&path).status != 200, "{path}");
        let nobody = Visitor { cookie: None, network: 90, credential: None };
        assert!(nobody.get(house, &path).header("location").starts_with("/sign-in?next="));
    }
    assert_eq!(room.get("/review.json").bytes, before);
    // A form of another site, or of another session.
    let forged = [("form", "x"), ("revision", "x")];
    assert_eq!(others[1].post(house, &room.at("/confirm"), &forged).status, 404);
    let word = others[0].word();
    let mut fields = facts;
    fields.insert(0, ("form".to_owned(), word));
    let body = serde_urlencoded::to_string(&fields).unwrap();
    let cookie = format!("{}={}", SESSION_COOKIE, room.oto.cookie.as_deref().unwrap());
    let request = Request::builder().method("POST").uri(room.at("/facts")).header("cookie", cookie);
    assert_eq!(house.send(request.body(body.into()).unwrap(), 51).status, 403);
}

#[test]
fn a_strangers_words_stay_words_and_their_file_stays_a_file() {
    let room = room();
    for path in ["", "/provisions/pp2"] {
        let page = room.get(path);
        assert!(!page.text().contains(MARKUP), "{path}");
        assert!(page.text().contains("alert(1)"), "{path} shows it as text");
    }
    let original = room.get("/original");
    assert_eq!(original.bytes, text("Care for shared signal lines").into_bytes());
    assert_eq!(original.header("content-type"), "application/octet-stream");
    assert_eq!(original.header("content-disposition"), "attachment; filename=\"quiet_sea.txt\"");
    assert_eq!(original.header("x-content-type-options"), "nosniff");
    assert_eq!(original.header("cache-control"), "no-store");
}

#[test]
fn a_long_text_fits_into_a_page() {
    let house = House::new();
    let oto = house.join(&secretariat(), &[Role::Officer], "Oto", 57);
    let point = |number: u32| {
        format!(
            "{number}. Encourages member States to keep line number {number} and its {number} stations in repair, to \
             name a point of contact, and to share what they learn of weaknesses with those concerned;\n\n"
        )
    };
    let points = (1..=70).map(point).collect::<Vec<_>>().concat();
    let text = format!(
        "Assembly of the Quiet Sea\n\nResolution 3/12\n\nSeventy lines\n\nThe Assembly,\n\nRecalling its resolution \
         2/4 of 6 May 2030,\n\n{points}"
    );
    let page = format!("/imports/{}", add(&house, "exercise-assembly", &text));
    assert!(oto.get(&house, &page).text().contains("id=\"op70\""), "all of it is there");
    let cookie = format!("{SESSION_COOKIE}={}", oto.cookie.as_deref().unwrap());
    let request = Request::builder().uri(&page).header("cookie", cookie).header("accept-encoding", "gzip");
    let answer = house.send(request.body(Body::empty()).unwrap(), 57);
    assert_eq!(answer.header("content-encoding"), "gzip");
    assert!(answer.bytes.len() < 30 * 1024, "{} bytes", answer.bytes.len());
}
