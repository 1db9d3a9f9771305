//! Subscriptions by mail, as far as pages go: begun by a button, seen and left on one's own page, left by a letter's link; and
//! what a letter is told, which is never a word of what isn't for everybody.

use super::house::*;
use super::reading;
use delegations::letters::{self, Fared, Saying};
use delegations::people::{self, Person};
use delegations::subscriptions::{self, About, Due};
use policy::{Action, Role, Seat};
use web::News;

const PAGE: &str = "/me/subscriptions";
const WEEK: u64 = 7 * 86_400;
const ITEM: &str = "item/un/norm-13-f";

fn person(house: &House, seat: &Seat, name: &str) -> Person {
    let people = house.drawers(|drawer| people::of_seat(drawer, seat));
    people.into_iter().find(|person| person.name == name).unwrap()
}

/// Gives somebody an address that is confirmed.
fn confirm(house: &House, who: &Visitor) {
    who.post(house, "/me/mail", &[("email", "ana@mail.example")]);
    who.post(house, "/me/mail/code", &[]);
    let bundle = house.drawers(letters::next).unwrap();
    let Saying::Code(code) = bundle.says.clone() else { panic!("{bundle:?}") };
    house.drawers(|drawer| letters::fared(drawer, &bundle, Fared::Taken));
    who.post(house, "/me/mail/confirm", &[("code", &code)]);
}

/// Somebody with a confirmed address.
fn somebody(house: &House, seat: &Seat, role: Role, name: &str, seed: u8) -> Visitor {
    let who = house.join(seat, &[role], name, seed);
    confirm(house, &who);
    who
}

fn followed(house: &House, seat: &Seat, name: &str) -> Vec<String> {
    let id = person(house, seat, name).id;
    let found = house.drawers(|drawer| subscriptions::of_person(drawer, id));
    found.into_iter().flat_map(|one| one.subscriptions).map(|one| one.about.to_string()).collect()
}

/// The digest that waits for somebody.
fn due(house: &House) -> (Person, Due) {
    let bundle = house.drawers(letters::next).unwrap();
    let Saying::Digest(due) = bundle.says else { panic!("{bundle:?}") };
    (bundle.person, due)
}

/// What the next digest tells somebody who follows this from the register's beginning.
fn news(house: &House, seat: &Seat, name: &str, about: &[&str]) -> News {
    let person = person(house, seat, name);
    let size = house.hub.shown_size();
    house.drawers(|drawer| {
        for about in about {
            subscriptions::subscribe(drawer, person.id, seat, about.parse()?, 0)?;
        }
        Ok(())
    });
    house.pass(WEEK);
    assert_eq!(house.drawers(|drawer| subscriptions::queue(drawer, size)), 1);
    let (person, due) = due(house);
    house.hub.news(&person, &due, catalogue::Lang::En).unwrap()
}

#[test]
fn somebody_subscribes_on_the_page_of_a_subject_and_leaves_on_their_own() {
    let house = House::new();
    let here = participant("XAA");
    let ana = house.join(&here, &[Role::Delegate], "Ana", 21);
    let button = |path: &str, about: &str| {
        let page = ana.get(&house, path);
        assert!(page.text().contains(&format!("name=\"about\" value=\"{about}\"")), "{path}");
        assert!(!house.world.read(path).text().contains(PAGE), "nobody signed out is offered it");
    };
    button("/framework/un/norm-13-f", ITEM);
    button("/mechanisms/exercise-assembly", "mechanism/exercise-assembly");
    button("/kinds/measure", "kind/measure");
    let sent =
        |path: &str, fields: &[(&str, &str)]| ana.post(&house, path, fields).header("location").to_owned();
    assert_eq!(sent(PAGE, &[("about", ITEM)]), format!("{PAGE}?notice=address-unconfirmed"));
    assert!(ana.get(&house, PAGE).main().contains("no address that is confirmed"));
    confirm(&house, &ana);
    for about in [ITEM, ITEM, "mechanism/exercise-assembly", "kind/measure"] {
        assert_eq!(sent(PAGE, &[("about", about)]), format!("{PAGE}?notice=subscribed"));
    }
    assert_eq!(followed(&house, &here, "Ana"), [ITEM, "mechanism/exercise-assembly", "kind/measure"]);
    let page = ana.get(&house, PAGE);
    assert_eq!(page.header("cache-control"), "no-store");
    assert!(page.main().contains("href=\"/kinds/measure\"") && page.main().contains("Weekly, on Mondays"));
    for wrong in ["item/un/norm-99", "mechanism/none", "person/ana", ""] {
        ana.post(&house, PAGE, &[("about", wrong)]);
    }
    assert_eq!(followed(&house, &here, "Ana").len(), 3, "what nobody knows is no subject");
    assert_eq!(sent("/me/subscriptions/rhythm", &[("every", "day")]), format!("{PAGE}?notice=saved"));
    assert!(ana.get(&house, PAGE).main().contains("value=\"day\" selected"));
    assert_eq!(ana.post(&house, "/me/subscriptions/rhythm", &[("every", "hour")]).status, 400);
    let one = [("seat", "participant/XAA"), ("about", "kind/measure")];
    assert_eq!(sent("/me/subscriptions/leave", &one), format!("{PAGE}?notice=unsubscribed"));
    assert_eq!(followed(&house, &here, "Ana").len(), 2);
    assert_eq!(ana.post(&house, "/me/subscriptions/leave", &[]).status, 400, "all is said, not meant");
    assert_eq!(sent("/me/subscriptions/leave", &[("all", "yes")]), format!("{PAGE}?notice=unsubscribed"));
    assert!(followed(&house, &here, "Ana").is_empty());
    assert!(ana.get(&house, PAGE).main().contains("You have no subscription"));
}

#[test]
fn a_form_from_elsewhere_and_a_program_subscribe_nobody() {
    let house = House::new();
    let here = participant("XAA");
    let ana = somebody(&house, &here, Role::Delegate, "Ana", 21);
    let (token, _) = house.drawers(|drawer| {
        let person = people::of_seat(drawer, &here)?.remove(0);
        let scopes = [policy::Scope::Read, policy::Scope::Write].into();
        delegations::tokens::make(drawer, &person, &here, "program", scopes, WEEK)
    });
    let program = Visitor { cookie: None, network: 41, credential: None };
    let text = token.text();
    assert_ne!(program.post_as(&house, PAGE, &[("about", ITEM)], Some(&text)).status, 200);
    assert_ne!(program.get_as(&house, PAGE, Some(&text)).status, 200);
    let other = Visitor { cookie: ana.cookie.clone(), network: 42, credential: None };
    let forged = axum::http::Request::post(PAGE)
        .header("cookie", format!("{}={}", web::account::SESSION_COOKIE, other.cookie.unwrap()))
        .header("origin", "https://evil.example")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(axum::body::Body::from(format!("form={}&about={ITEM}", ana.word())))
        .unwrap();
    assert_eq!(house.send(forged, 42).status, 403);
    assert!(followed(&house, &here, "Ana").is_empty());
}

#[test]
fn a_letters_link_leaves_when_it_is_sent_and_not_when_it_is_opened() {
    let house = House::new();
    let here = participant("XAA");
    let ana = somebody(&house, &here, Role::Delegate, "Ana", 21);
    ana.post(&house, PAGE, &[("about", ITEM)]);
    house.drawers(|drawer| {
        let mut one = subscriptions::of_person(drawer, people::of_seat(drawer, &here)?[0].id)?.unwrap();
        (one.told, one.looked) = (0, 0);
        drawer.put(&one)
    });
    assert_eq!(house.drawers(|drawer| subscriptions::queue(drawer, 5)), 1);
    let word = due(&house).1.leave.text();
    let link = format!("/leave/{word}");
    let stranger = Visitor::new(90);
    let page = stranger.get(&house, &link);
    assert_eq!((page.status.as_u16(), page.header("cache-control")), (200, "no-store"));
    assert!(page.main().contains("<form method=\"post\">"), "one button, which needs no script");
    assert_eq!(page.header("referrer-policy"), "same-origin", "no other host learns the token");
    assert_eq!(stranger.get(&house, "/leave/nonsense").main(), page.main(), "it says nothing of the token");
    assert_eq!(followed(&house, &here, "Ana"), [ITEM], "mail scanners open links");
    // As mail providers send it: no cookie, no word, no origin.
    let send = |path: &str, network: u8| {
        let request = axum::http::Request::post(path)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(axum::body::Body::from("List-Unsubscribe=One-Click"))
            .unwrap();
        house.send(request, network)
    };
    let others: Vec<String> = ["nonsense".to_owned(), "A".repeat(43)].map(|t| format!("/leave/{t}")).into();
    let unknown: Vec<String> = others.iter().map(|path| send(path, 91).main().to_owned()).collect();
    assert_eq!(followed(&house, &here, "Ana"), [ITEM]);
    let left = send(&link, 91);
    assert_eq!(left.status, 200);
    assert!(followed(&house, &here, "Ana").is_empty());
    for answer in unknown.iter().chain(&[send(&link, 91).main().to_owned()]) {
        assert_eq!(answer, left.main(), "the same to whoever guesses, and to who leaves twice");
    }
    assert_eq!(house.drawers(letters::waiting), 0);
    assert!(house.trail(&here).contains(&delegations::audit::What::MailChanged));
    // So often from one network, and then not for a while.
    let refused = (0..200).map(|_| send("/leave/nonsense", 92)).find(|answer| answer.status == 429).unwrap();
    assert!(!refused.header("retry-after").is_empty());
    assert_eq!(send("/leave/nonsense", 93).status, 200);
}

#[test]
fn a_letter_is_told_of_closed_records_how_many_there_are_and_not_a_word() {
    let (world, said, finder) = reading::planted();
    // What finds also has the titles of what is closed.
    let house = House::over(world, finder);
    let everything = ["mechanism/exercise-assembly", "kind/measure", ITEM, "kind/national-view"];
    let mut counted = 0;
    for (seat, role, name, seed) in [
        (participant("XAA"), Role::Delegate, "Ana", 21),
        (participant("XAB"), Role::NationalAdministrator, "Bo", 22),
        (secretariat(), Role::Officer, "Oto", 23),
        (secretariat(), Role::Auditor, "Udo", 24),
    ] {
        somebody(&house, &seat, role, name, seed);
        let news = news(&house, &seat, name, &everything);
        let text = format!("{news:?}");
        for one in &said {
            assert!(!one.stands_in(&text), "{name}: a word of {} in {text}", one.id);
            assert!(!text.contains(&one.id.to_string()), "{name}: not even its id: {text}");
        }
        let may = reading::subject(&seat, &[role]);
        let readable = said.iter().filter(|one| one.may(&may, Action::ReadBody)).count();
        // One more was said by XAB for itself, before these.
        let own = usize::from(seat == participant("XAB"));
        assert_eq!(news.closed, readable + own, "{name}");
        counted += news.closed;
        let person = person(&house, &seat, name);
        house.drawers(|drawer| subscriptions::leave(drawer, person.id));
    }
    assert!(counted > 0, "there was something to count");
}

#[test]
fn a_letter_lists_what_stands_by_acceptance_and_says_how_it_came() {
    let house = House::new();
    let here = participant("XAB");
    somebody(&house, &here, Role::Delegate, "Bo", 22);
    let news = news(&house, &here, "Bo", &[ITEM, "kind/measure"]);
    let world = &house.world;
    let titles: Vec<&str> = news.entries.iter().map(|entry| entry.title.as_str()).collect();
    assert!(titles.contains(&"Register of critical services, second edition"), "{titles:?}");
    for gone in [world.superseded, world.erased, world.restricted] {
        assert!(!format!("{news:?}").contains(&gone.to_string()), "{news:?}");
    }
    assert_eq!(news.entries.len(), titles.len());
    assert!(
        news.entries.iter().any(|entry| entry.facts.iter().any(|f| f == "Transmitted by the secretariat"))
    );
    assert!(news.entries.iter().all(|entry| entry.facts.contains(&"Exercise".to_owned())), "{news:?}");
    let mut days: Vec<&str> = news.entries.iter().map(|entry| entry.day.as_str()).collect();
    days.reverse();
    assert!(days.is_sorted(), "{days:?}");
    assert_eq!(news.closed, 1, "what Bo's own delegation keeps to itself is counted");
    assert_eq!(news.up_to, house.hub.shown_size());
}

#[test]
fn each_seat_is_told_what_it_may_read_and_nothing_after_it_is_left() {
    let house = House::new();
    let (here, there) = (participant("XAA"), participant("XAB"));
    somebody(&house, &here, Role::Delegate, "Ana", 21);
    let ana = person(&house, &here, "Ana");
    house.drawers(|drawer| {
        let mut person = people::person(drawer, ana.id)?;
        people::seat_person(drawer, &mut person, &there, [Role::Delegate].into())?;
        // In the seat of XAA she follows kinds, in that of XAB nothing that is closed to XAA.
        subscriptions::subscribe(drawer, ana.id, &here, About::Kind("measure".to_owned()), 0)
    });
    assert_eq!(news(&house, &here, "Ana", &[ITEM]).closed, 0, "XAB's own is XAB's");
    house.drawers(|drawer| {
        subscriptions::leave(drawer, ana.id)?;
        subscriptions::subscribe(drawer, ana.id, &there, ITEM.parse()?, 0)
    });
    house.pass(WEEK);
    house.drawers(|drawer| subscriptions::queue(drawer, house.hub.shown_size()));
    let (person, due) = due(&house);
    assert_eq!(house.hub.news(&person, &due, catalogue::Lang::En).unwrap().closed, 1);
    let left = Person {
        memberships: person.memberships.iter().filter(|m| m.seat == here).cloned().collect(),
        ..person
    };
    assert!(house.hub.news(&left, &due, catalogue::Lang::En).unwrap().is_empty());
}
