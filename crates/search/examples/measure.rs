//! Builds an index of many invented records and says what building, asking and the file cost:
//! `cargo run --release -p search --example measure -- 100000`.

use std::time::{Duration, Instant};

use catalogue::Catalogue;
use record::body::Body;
use record::hash::KeyId;
use record::header::{Audience, BodyRef, Evidence, Header, Salt, Signer};
use record::{RecordId, Time};
use search::{Change, Facet, Query, SearchIndex};

/// Documents per commit.
const BATCH: u64 = 1_000;

const FRENCH: &str = "Le centre national surveille l’utilisation des réseaux de l’État et échange des indicateurs avec ses \
    partenaires Les autorités compétentes organisent chaque année un exercice sur la protection des infrastructures \
    critiques et publient les enseignements qui en sont tirés La coopération internationale renforce les capacités des \
    équipes d’intervention et la confiance entre les participants";
const ENGLISH: &str = "The national centre watches over the use of the State's networks and exchanges indicators with its \
    partners Competent authorities hold each year an exercise on the protection of critical infrastructure and publish \
    the lessons learned International cooperation strengthens the capacity of response teams and confidence between \
    participants through training workshops and voluntary reports";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let documents: u64 = std::env::args().nth(1).map_or(Ok(100_000), |number| number.parse())?;
    let folder = tempfile::tempdir()?;
    let catalogue = Catalogue::built_in().map_err(ToString::to_string)?;
    let index = SearchIndex::open(folder.path())?;
    let (mut building, mut last) = (Duration::ZERO, RecordId([0; 32]));
    let mut position = 0;
    while position < documents {
        let records: Vec<_> = (position..documents.min(position + BATCH)).map(record).collect();
        let start = Instant::now();
        let mut change = Change::default();
        for (at, (header, body)) in (position..).zip(&records) {
            change.record(catalogue, at, header, Some(body));
            last = RecordId::of_header(header);
        }
        position += u64::try_from(records.len())?;
        index.commit(&change, position)?;
        building += start.elapsed();
    }
    println!("{documents} documents built in {:.1} s", building.as_secs_f64());
    drop(index);
    println!("{} KiB on disk", bytes(folder.path())? / 1_024);
    let start = Instant::now();
    let index = SearchIndex::open(folder.path())?;
    println!("opened in {:.1} ms", start.elapsed().as_secs_f64() * 1e3);

    let item = |id: &str| vec![(Facet::Item, id.to_owned())];
    let questions = [
        ("a rare word", "mot4711", Vec::new()),
        ("a word in 1 of 100", "sujet17", Vec::new()),
        ("that word and a filter", "sujet17", item("un/norm-13-c")),
        ("a word in 1 of 2", "réseaux", Vec::new()),
        ("two such words and a filter", "réseaux confiance", item("un/norm-13-c")),
        ("a phrase in 1 of 2", "\"national centre\"", Vec::new()),
        ("a word in all, excluded in half", "national -networks", Vec::new()),
        ("a filter alone", "", item("un/norm-13-c")),
        ("everything", "", Vec::new()),
    ];
    for (name, text, filters) in questions {
        let query = Query { text: text.to_owned(), filters, limit: 20, ..Query::default() };
        let found = index.search(&query)?.total;
        let mut times: Vec<_> = (0..20)
            .map(|_| {
                let start = Instant::now();
                index.search(&query).map(|_| start.elapsed())
            })
            .collect::<Result<_, _>>()?;
        times.sort_unstable();
        println!("{name}: {found} found, median {:.2} ms", times[10].as_secs_f64() * 1e3);
    }
    let start = Instant::now();
    let mut change = Change::default();
    change.erase(last);
    index.commit(&change, documents)?;
    println!("one erased in {:.2} s", start.elapsed().as_secs_f64());
    Ok(())
}

fn bytes(folder: &std::path::Path) -> std::io::Result<u64> {
    std::fs::read_dir(folder)?
        .map(|entry| entry.and_then(|entry| entry.metadata()).map(|data| data.len()))
        .sum()
}

/// A measure of some hundred words, drawn from two sentences and a few thousand made-up words.
fn record(number: u64) -> (Vec<u8>, Vec<u8>) {
    let mut salt = [0; 16];
    salt[..8].copy_from_slice(&number.to_be_bytes());
    let french = number.is_multiple_of(2);
    let words: Vec<_> = if french { FRENCH } else { ENGLISH }.split_whitespace().collect();
    let made_up =
        (0..30).map(|at| format!("mot{}", number.wrapping_mul(7919).wrapping_add(at * at * 31) % 20_000));
    let summary: Vec<_> = words
        .iter()
        .map(|word| (*word).to_owned())
        .chain(made_up)
        .chain([format!("sujet{}", number % 100)])
        .collect();
    let content = serde_json::json!({ "title": words[..8].join(" "), "summary": summary.join(" "), "status": "in-force" });
    let content = content.as_object().cloned().unwrap_or_default();
    let body = Body { comity: 1, salt: Salt(salt), content, attachments: Vec::new() }.to_bytes();
    let letter = |by: u64| char::from(b'A' + u8::try_from(number / by % 8).unwrap_or_default());
    let item = |by: u64| format!("un/norm-13-{}", letter(by).to_ascii_lowercase());
    let header = Header {
        comity: 1,
        kind: "measure".to_owned(),
        kind_version: 1,
        log: "hub.example/log".to_owned(),
        exercise: false,
        participant: format!("X{}{}", letter(3), letter(24)),
        evidence: Evidence::Signed,
        signers: vec![Signer { key: KeyId([1; 32]), person: Salt([1; 16]) }],
        mechanisms: vec!["arf-ict".to_owned(), "global-mechanism".to_owned()],
        audience: Audience::Public,
        label: None,
        language: if french { "fr" } else { "en" }.to_owned(),
        time: Time(1_600_000_000 + number * 900),
        expiry: Time(1_700_000_000 + number * 900),
        supersedes: Vec::new(),
        answers: Vec::new(),
        refers: Vec::new(),
        workflow_move: None,
        framework_items: if item(1) == item(11) { vec![item(1)] } else { vec![item(1), item(11)] },
        provisions: Vec::new(),
        salt: Salt(salt),
        body: BodyRef::to(&body),
    };
    (header.to_bytes(), body)
}
