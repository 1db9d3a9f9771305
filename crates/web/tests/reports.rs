//! Reports in each of the six languages: their headings and words are in it, what somebody wrote stays in its own and is marked
//! so, and Arabic runs from right to left.
#![allow(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

mod common;
#[path = "common/print.rs"]
mod print;

use std::io::{Cursor, Read};
use std::sync::Arc;

use axum::Router;
use axum::http::StatusCode;
use catalogue::{Catalogue, Kind, Lang, Party};
use common::{BASE, OneShelf, World, XAA};
use print::{CLEARED, DOCX, NOTE, cycle, docx_text, html_text, said_of_every_kind};
use record::Hash;
use serde_json::json;
use web::RegisterShelf;
use web::words::{Msg, PAGE_LANGUAGES, words};

/// A hub that has followed a register up to now.
fn app(world: &World) -> Router {
    let shelf = RegisterShelf::new(Arc::clone(&world.register));
    common::app_over(&world.register, Arc::new(shelf), Arc::new(OneShelf))
}

/// A text without the marks that keep directions apart: documents set them apart by themselves.
fn plain(text: &str) -> String {
    text.replace(['\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}'], "")
}

fn say(lang: Lang, keys: &[Msg]) -> Vec<String> {
    keys.iter().map(|key| words(lang).say(*key).to_owned()).collect()
}

fn part(docx: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(docx)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// Asks for a report in each language as a web page and for Word: both hold these texts in this order, and say in which
/// language and direction they are.
fn stands_in_every_language(world: &World, app: &Router, address: &str, texts: impl Fn(Lang) -> Vec<String>) {
    let joint = if address.contains('?') { '&' } else { '?' };
    for lang in PAGE_LANGUAGES {
        let read = |form: &str| {
            let at = format!("{address}{joint}form={form}&lang={}", lang.code());
            let answer = world.ask_of(app, "GET", &at, &[]);
            assert_eq!(answer.status, StatusCode::OK, "{at}");
            assert_eq!(answer.header("content-language"), lang.code(), "{at}");
            answer
        };
        let (page, file) = (read("html"), read("docx"));
        for text in [html_text(page.text()), docx_text(&file.bytes)].map(|text| plain(&text)) {
            let mut from = 0;
            for piece in texts(lang) {
                let piece = plain(&piece);
                assert!(!piece.is_empty(), "{address} in {}", lang.code());
                let at = text[from..].find(&piece);
                assert!(at.is_some(), "{address} in {}: {piece} after {}", lang.code(), &text[..from]);
                from += at.unwrap() + piece.len();
            }
        }
        let right_to_left = lang == Lang::Ar;
        let direction = if right_to_left { "rtl" } else { "ltr" };
        assert!(page.text().contains(&format!("<html lang=\"{}\" dir=\"{direction}\">", lang.code())));
        assert_eq!(part(&file.bytes, "word/document.xml").contains("<w:bidi/>"), right_to_left, "{address}");
        let says = format!("<dc:language>{}</dc:language>", lang.code());
        assert!(part(&file.bytes, "docProps/core.xml").contains(&says), "{address}");
    }
}

/// A framework item as a page names it: its number, as its language writes one, and its title.
fn item(world: &World, app: &Router, id: &str, lang: Lang) -> String {
    let page = world.ask_of(app, "GET", &format!("/framework/{id}.json?lang={}", lang.code()), &[]).json();
    format!("{} {}", page["label"].as_str().unwrap(), page["title"].as_str().unwrap())
}

fn shipped(kind: &str) -> &'static Kind {
    Catalogue::built_in().unwrap().kind(kind).unwrap()
}

fn id_of(said: &[(&'static Kind, String)], kind: &str) -> String {
    said.iter().find(|(of, _)| of.id == kind).unwrap().1.clone()
}

/// The headings of a kind's form, in its order and numbering.
fn headings(kind: &Kind, lang: Lang) -> Vec<String> {
    let mut found = Vec::new();
    let numbered = |label: Option<&str>, name: &str| {
        label.map_or_else(String::new, |label| format!("{label} ")) + &words(lang).typeset(name)
    };
    for (part, sections) in kind.outline() {
        found.extend(part.map(|part| numbered(part.label.as_deref(), part.names.get(lang))));
        for section in sections {
            let fields = || kind.fields_of(section).filter(|field| field.id != "title");
            if fields().next().is_some() {
                found.push(numbered(section.label.as_deref(), section.names.get(lang)));
            }
            found.extend(fields().map(|field| words(lang).typeset(field.label.get(lang))));
        }
    }
    found
}

#[test]
fn a_reply_its_note_verbale_and_a_survey_are_in_every_language_in_their_own_order() {
    let (world, said) = said_of_every_kind();
    let app = app(&world);
    let formal = |lang| match Catalogue::built_in().unwrap().party("XAA") {
        Some(Party::State(state)) => state.formal.get(lang),
        _ => "",
    };
    stands_in_every_language(
        &world,
        &app,
        &format!("/records/{}/reply", id_of(&said, "national-view")),
        |lang| {
            let with_name = |key| words(lang).name(key, formal(lang));
            let mut texts = say(
                lang,
                &[Msg("reply-title"), Msg("reply-cover"), Msg("reply-is-draft"), Msg("reply-reference")],
            );
            texts.push(with_name(Msg("reply-opening")));
            texts.extend(say(lang, &[Msg("reply-annexed")]));
            texts.push(with_name(Msg("reply-closing")));
            texts.extend(say(lang, &[Msg("reply-place")]));
            texts.extend(headings(shipped("national-view"), lang));
            texts
        },
    );
    let survey = id_of(&said, "national-survey");
    stands_in_every_language(&world, &app, &format!("/records/{survey}/print"), |lang| {
        let of_form = headings(shipped("national-survey"), lang);
        assert!(
            of_form.iter().filter(|one| one.starts_with('(')).count() >= 11,
            "norms (a) to (k): {of_form:?}"
        );
        [of_form, say(lang, &[Msg("proof"), Msg("verify-yourself")])].concat()
    });
}

#[test]
fn a_national_report_and_an_outlook_are_in_every_language_in_the_mechanisms_own_terms() {
    let (world, _) = said_of_every_kind();
    let (app, catalogue) = (app(&world), Catalogue::built_in().unwrap());
    let assembly = catalogue.mechanism("exercise-assembly").unwrap();
    let report = |which: &str| format!("/participants/XAA/{which}?mechanism=exercise-assembly");
    stands_in_every_language(&world, &app, &report("report"), |lang| {
        let typeset = |text: &str| words(lang).typeset(text);
        let mut texts = vec![typeset(assembly.terms.subject.get(lang))];
        texts.extend(say(
            lang,
            &[Msg("national-report"), Msg("printed-contents"), Msg("printed-as-received")],
        ));
        texts.push(item(&world, &app, "un/norm-13-f", lang));
        texts.extend(say(lang, &[Msg("positions"), Msg("footer-designations")]));
        texts
    });
    stands_in_every_language(&world, &app, &report("outlook"), |lang| {
        let mut texts = say(lang, &[Msg("outlook-contribution"), Msg("printed-as-received")]);
        for kind in ["measure", "good-practice", "capacity-need", "capacity-offer"] {
            texts.push(words(lang).typeset(shipped(kind).plural.get(lang)));
            texts.extend(say(lang, &[Msg("outlook-terms")]));
        }
        texts
    });
}

#[test]
fn a_compiled_report_is_in_every_language_and_keeps_authors_words_in_theirs() {
    let (world, cycle, _) = cycle();
    let app = app(&world);
    let view = shipped("national-view");
    for by in ["question", "author"] {
        let address = format!("/cycles/{cycle}/report?by={by}");
        stands_in_every_language(&world, &app, &address, |lang| {
            let label = |id: &str| words(lang).typeset(view.field(id).unwrap().label.get(lang));
            let mut texts = say(lang, &[Msg("compiled-report")]);
            texts.extend(["Views of 2026".to_owned(), words(lang).typeset(view.names.get(lang))]);
            texts.extend(say(lang, &[Msg("printed-as-received")]));
            texts.extend([label("executive_summary"), "Vues de la seconde, in short.".to_owned()]);
            texts.extend(say(
                lang,
                &[
                    Msg("compiled-addenda"),
                    Msg("compiled-list"),
                    Msg("evidence-transmitted"),
                    Msg("compiled-files"),
                ],
            ));
            texts
        });
        for lang in PAGE_LANGUAGES {
            let at = format!("{address}&lang={}", lang.code());
            let page = world.ask_of(&app, "GET", &at, &[]);
            let foreign = |tag: &str| lang.code() != tag;
            let title =
                page.text().contains("<p class=\"subtitle\" lang=\"en\" dir=\"ltr\"><bdi>Views of 2026");
            assert_eq!(title, foreign("en"), "{at}: a cycle's title is its secretariat's");
            let (_, body) = page.text().split_once("<body>").unwrap();
            assert_eq!(body.contains("lang=\"fr\" dir=\"ltr\""), foreign("fr"), "{at}");
        }
    }
}

#[test]
fn a_compiled_report_names_each_file_that_came_with_a_submission() {
    let (world, cycle, said) = cycle();
    let app = app(&world);
    for form in ["html", "docx"] {
        let answer = world.ask_of(&app, "GET", &format!("/cycles/{cycle}/report?form={form}&lang=en"), &[]);
        let text = if form == "docx" { docx_text(&answer.bytes) } else { html_text(answer.text()) };
        let (_, files) = text.rsplit_once("Files that came with submissions").unwrap();
        for (id, file, media_type) in [(&said[0], CLEARED, DOCX), (&said[2], NOTE, "application/pdf")] {
            let digest = Hash::of(file);
            let named = format!("{media_type}, 14 bytes, SHA-256 {digest}");
            assert!(files.contains(&named), "{form}: {named} in {files}");
            assert!(files.contains(&format!("{BASE}/records/{id}/attachments/{digest}")), "{form}: {files}");
        }
        assert_eq!(files.matches("SHA-256").count(), 2, "{form}");
    }
    let print = world.ask_of(&app, "GET", &format!("/records/{}/print?lang=en", said[0]), &[]);
    assert!(html_text(print.text()).contains(&format!("SHA-256 {}", Hash::of(CLEARED))), "its own file too");
}

/// An item of another set stands under the mechanism's own that somebody linked with it, and a link that nobody made isn't
/// guessed.
#[test]
fn an_outlook_names_items_in_the_mechanisms_terms_and_says_who_linked_them() {
    let world = World::new();
    let tell = |draft: common::Draft| world.register.submit_blocking(draft.sign()).unwrap().id;
    let (file, catalogue) = common::changed_lagoon(80, |lagoon| lagoon["frameworks"] = json!(["arf"]));
    tell(file);
    tell(common::file(79, "frameworks/arf.json", common::built_in("frameworks/arf.json").to_string()));
    for (number, item) in [(81, "arf/environment"), (82, "un/norm-13-a"), (83, "un/norm-13-f")] {
        let mut draft = common::measure(number, "XAA", XAA, &format!("On {item}"));
        draft.header.mechanisms = vec!["exercise-lagoon".into()];
        draft.header.framework_items = vec![item.into()];
        tell(draft);
    }
    let shelf = RegisterShelf::new(Arc::clone(&world.register));
    let (hub, door) = common::hub_over(&world.register, Arc::new(shelf), Arc::new(OneShelf));
    hub.renew(Arc::new(catalogue));
    let app = web::app(hub, door);
    stands_in_every_language(&world, &app, "/participants/XAA/outlook?mechanism=exercise-lagoon", |lang| {
        let words = words(lang);
        let item = |id: &str| item(&world, &app, id, lang);
        let fact = |key: Msg, value: &str| {
            words.name(Msg("introduced"), words.say(key)) + if lang == Lang::Zh { "" } else { " " } + value
        };
        let (own, named) = (item("arf/environment"), item("un/norm-13-a"));
        let linked = words.name(Msg("linked-by"), words.say(Msg("linked-by-editors")));
        vec![
            "On arf/environment".to_owned(),
            fact(Msg("outlook-terms"), &own),
            "On un/norm-13-a".to_owned(),
            fact(Msg("outlook-terms"), &format!("{own} ({})", words.listed([named, linked]))),
            "On un/norm-13-f".to_owned(),
            fact(
                Msg("outlook-as-named"),
                &format!("{} ({})", item("un/norm-13-f"), words.say(Msg("outlook-no-link"))),
            ),
        ]
    });
}
