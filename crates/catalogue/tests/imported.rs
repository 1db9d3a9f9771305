//! A confirmed text joins the catalogue: on its own, or beside the summaries of what it is the text of.

use catalogue::{
    Catalogue, CatalogueError, CatalogueInstrument, Lang, Relation, ReviewedText, check_instrument,
};
use instruments::{Instrument, SourceText, read};

const TEXT: &str = include_str!("../../instruments/tests/source/resolution.en.txt");
const DIGEST: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

fn built_in() -> &'static Catalogue {
    Catalogue::built_in().expect("the built-in files are sound")
}

fn text() -> Instrument {
    let mut text = read(&SourceText::from_plain(TEXT), &built_in().lexicon()).expect("it has provisions");
    let date = instruments::DatedRole { date: "2031-05-04".to_owned(), role: "document".to_owned() };
    text.dates = vec![date];
    text.body = Some("General Conference of the League of Islands".to_owned());
    text
}

fn reviewed<'a>(id: &'a str, text: &'a Instrument) -> ReviewedText<'a> {
    ReviewedText { id, mechanisms: &[], exercise: false, made_by: "secretariat", source_sha256: DIGEST, text }
}

#[test]
fn a_new_text_is_an_instrument_without_summaries_that_passes_every_check() {
    let text = text();
    let made =
        CatalogueInstrument::from_text(&reviewed("islands-14", &text), built_in()).expect("nothing lacks");
    assert_eq!(check_instrument(built_in(), &made), []);
    assert_eq!((made.version, made.imported[0].source_sha256.as_str()), (1, DIGEST));
    let op1 = made.provision("op1-a").expect("it is there");
    assert!(op1.summary.is_empty());
    let words = op1.text.as_ref().and_then(|words| words.exact(Lang::En)).expect("the text is there");
    assert!(words.starts_with("To name one point of contact"), "{words}");
    let recalled = &made.lineage[0];
    assert_eq!((recalled.relation, recalled.symbol.as_deref()), (Relation::Recalls, Some("12/3")));
    assert_eq!(recalled.cited_in, ["pp1"]);
}

#[test]
fn its_file_is_read_back_by_the_one_reader_of_files() {
    let text = text();
    let made =
        CatalogueInstrument::from_text(&reviewed("islands-14", &text), built_in()).expect("nothing lacks");
    let files = built_in().files().iter().map(|file| (file.path.clone(), file.bytes.clone()));
    let ours = ("instruments/islands-14.json".to_owned(), made.to_json().into_bytes());
    let with = Catalogue::from_files(files.chain([ours])).expect("it is sound");
    assert_eq!(with.instrument("islands-14"), Some(&made));
}

#[test]
fn everything_that_lacks_is_named_by_its_place() {
    let mut text = text();
    text.title = None;
    text.dates.clear();
    text.citations[0].symbol = None;
    text.citations[0].title = None;
    let lacks = CatalogueInstrument::from_text(&reviewed("islands-14", &text), built_in())
        .expect_err("it lacks much");
    let places: Vec<_> = lacks.iter().map(ToString::to_string).collect();
    for place in ["instrument.title", "instrument.dates", "instrument.citations[0]"] {
        assert!(places.iter().any(|problem| problem.starts_with(place)), "{place}: {places:?}");
    }
}

/// The text of a built-in instrument, as if somebody had imported it: its structure with invented words.
fn text_of(described: &CatalogueInstrument) -> Instrument {
    let mut text = text();
    let pattern = text.provisions[0].clone();
    let stand_in = |one: &catalogue::CatalogueProvision| instruments::Provision {
        path: one.path.clone(),
        text: format!("Words of {}", one.path),
        ..pattern.clone()
    };
    text.provisions = described.provisions.iter().map(stand_in).collect();
    text
}

#[test]
fn a_text_of_a_described_instrument_stands_beside_its_summaries_in_a_higher_version() {
    let described = built_in().instrument("dinard-2019").expect("it is built in");
    let both =
        described.with_text(&reviewed("dinard-2019", &text_of(described))).expect("the same provisions");
    assert_eq!(check_instrument(built_in(), &both), []);
    assert_eq!(both.version, described.version + 1);
    let (before, after) = (&described.provisions[4], &both.provisions[4]);
    assert_eq!((&after.summary, &after.links), (&before.summary, &before.links));
    assert_eq!(after.text.as_ref().and_then(|words| words.exact(Lang::En)), Some("Words of op1"));
}

#[test]
fn a_translation_brings_its_title_and_takes_none_away() {
    let first =
        CatalogueInstrument::from_text(&reviewed("islands-14", &text()), built_in()).expect("it is whole");
    let mut french = text();
    french.language = instruments::Language::Fr;
    french.title = Some("Points de contact".to_owned());
    french.body = Some("Conférence générale de la Ligue des Îles".to_owned());
    let both = first.with_text(&reviewed("islands-14", &french)).expect("the same provisions");
    assert_eq!(both.title.exact(Lang::Fr), Some("Points de contact"));
    assert_eq!(both.title.exact(Lang::En), first.title.exact(Lang::En));
    assert_eq!(both.body.exact(Lang::Fr), french.body.as_deref());
    french.title = Some("Autre titre".to_owned());
    let again = both.with_text(&reviewed("islands-14", &french)).expect("the same provisions");
    assert_eq!(again.title.exact(Lang::Fr), Some("Points de contact"), "what stands there stays");
}

#[test]
fn a_text_with_other_provisions_is_refused_and_each_is_named() {
    let described = built_in().instrument("dinard-2019").expect("it is built in");
    let mut text = text_of(described);
    text.provisions[7].path = "op5".to_owned();
    let differing = described.with_text(&reviewed("dinard-2019", &text)).expect_err("op4 and op5");
    let targets: Vec<_> = differing
        .iter()
        .map(|problem| match problem {
            CatalogueError::MissingTarget { target, .. } => target.as_str(),
            other => panic!("{other}"),
        })
        .collect();
    assert_eq!(targets, ["op5", "op4"]);
}

#[test]
fn without_an_import_the_text_of_a_real_instrument_stays_refused() {
    let text = text();
    let mut made =
        CatalogueInstrument::from_text(&reviewed("islands-14", &text), built_in()).expect("nothing lacks");
    made.imported.clear();
    let codes: Vec<_> = check_instrument(built_in(), &made).iter().map(CatalogueError::code).collect();
    assert!(
        codes.contains(&"catalogue-inconsistent") && codes.contains(&"catalogue-missing-text"),
        "{codes:?}"
    );
}

#[test]
fn an_import_carries_a_digest_and_every_provision_its_text() {
    let text = text();
    let mut made =
        CatalogueInstrument::from_text(&reviewed("islands-14", &text), built_in()).expect("nothing lacks");
    made.imported[0].source_sha256 = "ABC".to_owned();
    made.provisions[0].text = None;
    let codes: Vec<_> = check_instrument(built_in(), &made).iter().map(CatalogueError::code).collect();
    assert_eq!(codes, ["catalogue-bad-id", "catalogue-inconsistent"]);
}
