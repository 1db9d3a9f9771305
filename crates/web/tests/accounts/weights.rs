//! What pages of accounts weigh over the line, with their style sheet and script: the bar is that of the public ones.

use super::house::{House, Visitor, participant, secretariat};
use catalogue::{Catalogue, FieldType, Lang};
use policy::Role;

/// What goes over the line for a page: `DESIGN.md` section 10.
const MAX_PAGE: usize = 30 * 1024;

/// An answer of some hundred words in each language, neither the shortest nor the longest that comes.
fn answer(lang: Lang) -> String {
    let survey = Catalogue::built_in().unwrap().kind("national-survey").unwrap();
    [survey.description.get(lang); 4].join(" ")
}

/// A page, compressed, with the files that it loads.
fn weight(house: &House, who: &Visitor, address: &str) -> usize {
    let page = who.get(house, address);
    assert_eq!(page.status, 200, "{address}: {}", page.text());
    let files = page.text().split('"').filter(|part| part.starts_with("/assets/"));
    let files: std::collections::BTreeSet<&str> = files.collect();
    let compressed = |address: &str| {
        let answer = who.get_compressed(house, address);
        assert_eq!(answer.header("content-encoding"), "gzip", "{address}");
        answer.bytes.len()
    };
    compressed(address) + files.into_iter().map(compressed).sum::<usize>()
}

/// A survey with an answer to every question: its overview, its parts, how it would be published.
fn survey(house: &House, ana: &Visitor, lang: Lang) -> Vec<(String, String)> {
    let kind = Catalogue::built_in().unwrap().kind("national-survey").unwrap();
    let begun = ana.post(house, "/drafts", &[("kind", "national-survey")]);
    let draft = begun.header("location").to_owned();
    let mut pages = vec![("survey".to_owned(), draft.clone())];
    for part in &kind.parts {
        let address = format!("{draft}?part={}", part.id);
        let revision = ana.get(house, &format!("{draft}.json")).json()["revision"].to_string();
        let sections = kind.sections.iter().filter(|section| section.part.as_ref() == Some(&part.id));
        let fields = sections.flat_map(|section| kind.fields_of(section));
        let asked = fields.filter(|field| field.field_type == FieldType::Text);
        let mut filled = vec![("part".to_owned(), part.id.clone()), ("revision".to_owned(), revision)];
        filled.extend(asked.map(|field| (format!("field-{}", field.id), answer(lang))));
        let filled: Vec<(&str, &str)> = filled.iter().map(|(name, value)| (&**name, &**value)).collect();
        let saved = ana.post(house, &draft, &filled);
        assert_eq!(saved.status, 303, "{}", saved.text());
        pages.push((format!("survey, {}, filled in", part.id), address));
    }
    pages.push(("survey, for whom".to_owned(), format!("{draft}?part=_choices")));
    pages.push(("survey, as it would be published".to_owned(), format!("{draft}/preview")));
    pages.push(("survey, changes".to_owned(), format!("{draft}/changes")));
    pages
}

#[test]
fn every_account_page_is_small_in_every_language() {
    let house = House::new();
    // Of no exercise: the longest texts are asked of States that exist.
    let roles = [Role::NationalAdministrator, Role::Delegate];
    let ana = house.join(&participant("SGP"), &roles, "Ana", 21);
    let desk = house.join(&secretariat(), &[Role::SecretariatAdministrator, Role::Officer], "Sam", 22);
    let named = |(name, address): (&str, &str)| (name.to_owned(), address.to_owned());
    let own = [
        ("sign in", "/sign-in"),
        ("account", "/me"),
        ("subscriptions", "/me/subscriptions"),
        ("delegation", "/delegation"),
        ("own provisions", "/delegation/provisions"),
        ("matches", "/delegation/matches"),
        ("trail", "/trail"),
        ("signing keys", "/signing-keys"),
        ("drafts", "/drafts"),
    ];
    let of_desk = [
        ("secretariat", "/delegation"),
        ("imports", "/imports"),
        ("transmissions", "/transmissions"),
        ("secretariat’s drafts", "/drafts"),
    ];
    let surveys = survey(&house, &ana, Lang::Ru);
    let pages = own.map(named).into_iter().chain(surveys).map(|page| (&ana, page));
    let mut heavy = Vec::new();
    println!("| page | {} |", Lang::ALL.map(Lang::code).join(" | "));
    for (who, (name, address)) in pages.chain(of_desk.map(named).map(|page| (&desk, page))) {
        let joint = if address.contains('?') { '&' } else { '?' };
        let weights = Lang::ALL.map(|lang| {
            let weight = weight(&house, who, &format!("{address}{joint}lang={}", lang.code()));
            if weight >= MAX_PAGE {
                heavy.push(format!("{name} in {}: {weight} bytes", lang.code()));
            }
            format!("{}.{}", weight / 1024, weight % 1024 * 10 / 1024)
        });
        // The table of docs/benchmarks.md, for `--nocapture`.
        println!("| {name} | {} |", weights.join(" | "));
    }
    assert_eq!(heavy, Vec::<String>::new());
}
