//! Notices by mail, as far as pages go: an address counts once a code that was sent there is typed by its person.

use super::house::*;
use delegations::letters::{self, Fared, Saying};
use delegations::mailboxes::{self, Rhythm};
use delegations::{PersonId, people};
use policy::Role;

const CODE: (&str, &str) = ("code", "2222-2222");

fn id(house: &House, name: &str) -> PersonId {
    let people = house.drawers(|drawer| people::of_seat(drawer, &participant("XAA")));
    people.into_iter().find(|person| person.name == name).unwrap().id
}

/// The code in the letter that waits.
fn code(house: &House) -> String {
    let bundle = house.drawers(letters::next).unwrap();
    let Saying::Code(code) = &bundle.says else { panic!("{bundle:?}") };
    let code = code.clone();
    house.drawers(|drawer| letters::fared(drawer, &bundle, Fared::Taken));
    code
}

fn proven(house: &House, id: PersonId) -> bool {
    house.drawers(|drawer| mailboxes::of_person(drawer, id)).is_some_and(|mailbox| mailbox.proven.is_some())
}

#[test]
fn whoever_joins_is_asked_for_an_address_where_there_is_mail_alone() {
    let stranger = Visitor::new(30);
    for (house, asked) in [(House::new(), true), (House::without_mail(), false)] {
        let page = stranger.get(&house, "/join");
        assert_eq!(page.status, 200);
        for field in ["name=\"email\"", "id=\"email-of-service\""] {
            assert_eq!(page.main().contains(field), asked, "{field}: {}", page.main());
        }
        assert!(page.main().contains("id=\"name-of-service\""));
    }
}

#[test]
fn an_address_is_given_confirmed_turned_off_and_changed() {
    let house = House::new();
    let ana = house.join(&participant("XAA"), &[Role::Delegate], "Ana", 21);
    let id = id(&house, "Ana");
    assert!(ana.get(&house, "/me").text().contains("Notices by mail"));
    let sent =
        |path: &str, fields: &[(&str, &str)]| ana.post(&house, path, fields).header("location").to_owned();
    assert_eq!(sent("/me/mail/code", &[]), "/me?notice=field", "there is no address yet");
    assert_eq!(sent("/me/mail", &[("email", "not an address")]), "/me?notice=field");
    assert_eq!(sent("/me/mail", &[("email", "ana@mail.example")]), "/me?notice=saved");
    assert!(ana.get(&house, "/me").text().contains("This address is not confirmed"));
    assert_eq!(sent("/me/mail/code", &[]), "/me?notice=code-sent");
    let code = code(&house);
    assert_eq!(sent("/me/mail/confirm", &[CODE]), "/me?notice=code-wrong#mail");
    assert!(!proven(&house, id));
    assert_eq!(sent("/me/mail/confirm", &[("code", &code)]), "/me?notice=saved#mail");
    assert!(ana.get(&house, "/me").text().contains("Notices are mailed to this address"));
    assert_eq!(sent("/me/mail/confirm", &[("code", &code)]), "/me?notice=code-wrong#mail", "good once");
    assert_eq!(sent("/me/mail", &[("mailed", "no")]), "/me?notice=saved");
    assert!(ana.get(&house, "/me").text().contains("Notices are not mailed"));
    assert_eq!(sent("/me/mail", &[("email", "other@mail.example")]), "/me?notice=saved");
    assert!(!proven(&house, id), "another address is nobody's yet");
    assert_eq!(sent("/me/mail", &[("email", "")]), "/me?notice=saved");
    assert!(!ana.get(&house, "/me").text().contains("other@mail.example"));
}

#[test]
fn a_person_chooses_the_language_of_letters_from_those_that_are_written() {
    let house = House::new();
    let ana = house.join(&participant("XAA"), &[Role::Delegate], "Ana", 21);
    ana.post(&house, "/me/mail", &[("email", "ana@mail.example")]);
    assert!(ana.get(&house, "/me").main().contains("id=\"mail-language\""));
    let id = id(&house, "Ana");
    let language = || house.drawers(|drawer| people::person(drawer, id)).language;
    assert_eq!(language(), "en");
    for chosen in ["ar", "zh", "ru", "es", "fr"] {
        ana.post(&house, "/me/mail", &[("language", chosen)]);
        assert_eq!(language(), chosen);
    }
    // A language in which no letter is written changes nothing, and least of all the address.
    assert_eq!(ana.post(&house, "/me/mail", &[("language", "de")]).status, 400);
    assert_eq!(language(), "fr");
    assert_eq!(house.drawers(|drawer| people::person(drawer, id)).email.as_deref(), Some("ana@mail.example"));
}

#[test]
fn a_stolen_session_sends_notices_nowhere_else() {
    let house = House::new();
    let mut ana = house.join(&participant("XAA"), &[Role::Delegate], "Ana", 21);
    ana.post(&house, "/me/mail", &[("email", "ana@mail.example")]);
    // What was touched at the beginning is no longer fresh.
    house.pass(6 * 60);
    for (path, field) in [
        ("/me/mail", ("email", "thief@mail.example")),
        ("/me/mail", ("mailed", "no")),
        ("/me/mail/code", ("", "")),
    ] {
        let answer = ana.post(&house, path, &[field]);
        assert!(answer.header("location").starts_with("/touch"), "{path}: {}", answer.header("location"));
    }
    let id = id(&house, "Ana");
    let person = house.drawers(|drawer| people::person(drawer, id));
    assert_eq!(person.email.as_deref(), Some("ana@mail.example"));
    ana.touch(&house);
    assert_eq!(ana.post(&house, "/me/mail/code", &[]).header("location"), "/me?notice=code-sent");
    // Somebody else's code confirms nothing of one's own.
    let bo = house.join(&participant("XAA"), &[Role::Delegate], "Bo", 22);
    bo.post(&house, "/me/mail", &[("email", "bo@mail.example")]);
    let code = code(&house);
    let answer = bo.post(&house, "/me/mail/confirm", &[("code", &code)]);
    assert_eq!(answer.header("location"), "/me?notice=code-wrong#mail");
    // And a code is no way in.
    let stranger = Visitor::new(23);
    let answer = stranger.post(&house, "/sign-in/code", &[("code", &code)]);
    assert!(!answer.header("set-cookie").contains("comity-session="), "{}", answer.header("set-cookie"));
}

#[test]
fn an_address_that_takes_no_mail_is_seen_by_its_person_and_their_administrator() {
    let house = House::new();
    let ana = house.join(&participant("XAA"), &[Role::NationalAdministrator], "Ana", 21);
    let bo = house.join(&participant("XAA"), &[Role::Delegate], "Bo", 22);
    let cy = house.join(&participant("XAB"), &[Role::NationalAdministrator], "Cy", 23);
    bo.post(&house, "/me/mail", &[("email", "bo@mail.example")]);
    bo.post(&house, "/me/mail/code", &[]);
    let bundle = house.drawers(letters::next).unwrap();
    house.drawers(|drawer| letters::fared(drawer, &bundle, Fared::Refused(550)));
    assert!(bo.get(&house, "/me").text().contains("refuses this address"));
    assert!(ana.get(&house, "/me").text().contains("Mail to Bo is refused"));
    for other in [&ana, &cy] {
        assert!(!other.get(&house, "/me").text().contains("bo@mail.example"));
    }
    assert!(!cy.get(&house, "/me").text().contains("Mail to Bo"));
    // Another code tries it again.
    assert_eq!(bo.post(&house, "/me/mail/code", &[]).header("location"), "/me?notice=code-sent");
    assert!(!ana.get(&house, "/me").text().contains("Mail to Bo"));
}

#[test]
fn a_person_chooses_how_often_and_of_whose_cycles_to_be_reminded() {
    let house = House::new();
    let ana = house.join(&participant("XAA"), &[Role::Delegate], "Ana", 21);
    ana.post(&house, "/me/mail", &[("email", "ana@mail.example")]);
    ana.post(&house, "/me/mail/code", &[]);
    ana.post(&house, "/me/mail/confirm", &[("code", &code(&house))]);
    let id = id(&house, "Ana");
    let chosen = || {
        let mailbox = house.drawers(|drawer| mailboxes::of_person(drawer, id)).unwrap();
        (mailbox.cycles, mailbox.cycles_not_of.into_iter().collect::<Vec<_>>())
    };
    let ticked = |mechanism: &str| {
        let page = ana.get(&house, "/me");
        page.main().contains(&format!("name=\"of\" value=\"{mechanism}\" checked"))
    };
    assert!(ticked("exercise-assembly") && ticked("exercise-lagoon"));
    let sent = [("cycles", "weekly"), ("listed", "yes"), ("of", "exercise-lagoon"), ("of", "nowhere")];
    assert_eq!(ana.post(&house, "/me/mail", &sent).header("location"), "/me?notice=saved");
    assert_eq!(chosen(), (Rhythm::Weekly, vec!["exercise-assembly".to_owned()]));
    assert!(!ticked("exercise-assembly") && ticked("exercise-lagoon"));
    // A form that lists none says nothing of them.
    ana.post(&house, "/me/mail", &[("cycles", "at-once")]);
    assert_eq!(chosen(), (Rhythm::AtOnce, vec!["exercise-assembly".to_owned()]));
    ana.post(&house, "/me/mail", &[&sent[..], &[("of", "exercise-assembly")]].concat());
    assert_eq!(chosen(), (Rhythm::Weekly, Vec::new()));
}
