//! Records of the `measure` kind as an author would write them, in invented States.

use record::body::Body;
use record::hash::KeyId;
use record::header::{Audience, BodyRef, Evidence, Header, Salt, Signer};
use record::{RecordId, Time};
use search::{Change, Facet, Hit, Query, SearchIndex};

/// A measure's header and body.
pub struct Measure {
    pub header: Vec<u8>,
    pub body: Vec<u8>,
}

impl Measure {
    pub fn id(&self) -> RecordId {
        RecordId::of_header(&self.header)
    }
}

/// A measure. `number` makes it another record than its like.
pub fn measure(
    number: u8,
    who: &str,
    language: &str,
    title: &str,
    summary: &str,
    supersedes: &[RecordId],
) -> Measure {
    let content = serde_json::json!({ "title": title, "summary": summary, "status": "in-force" });
    written("measure", number, who, language, &content, supersedes)
}

/// A record of any kind.
pub fn written(
    kind: &str,
    number: u8,
    who: &str,
    language: &str,
    content: &serde_json::Value,
    supersedes: &[RecordId],
) -> Measure {
    let content = content.as_object().cloned().unwrap();
    let body = Body { comity: 1, salt: Salt([number; 16]), content, attachments: Vec::new() }.to_bytes();
    let header = Header {
        comity: 1,
        kind: kind.to_owned(),
        kind_version: 1,
        log: "hub.example/log".to_owned(),
        exercise: false,
        participant: who.to_owned(),
        evidence: Evidence::Signed,
        signers: vec![Signer { key: KeyId([number; 32]), person: Salt([number; 16]) }],
        mechanisms: vec!["arf-ict".to_owned()],
        audience: Audience::Public,
        label: None,
        language: language.to_owned(),
        time: Time::parse("2024-05-01T10:00:00Z").unwrap(),
        expiry: Time::parse("2024-06-01T10:00:00Z").unwrap(),
        supersedes: supersedes.to_vec(),
        answers: Vec::new(),
        refers: Vec::new(),
        workflow_move: None,
        framework_items: vec!["un/norm-13-a".to_owned()],
        provisions: Vec::new(),
        salt: Salt([number; 16]),
        body: BodyRef::to(&body),
    };
    Measure { header: header.to_bytes(), body }
}

/// The measures that the tests look for, by position.
pub fn measures() -> Vec<Measure> {
    let one = |number, who, language, title, summary| measure(number, who, language, title, summary, &[]);
    vec![
        one(
            0,
            "XAA",
            "fr",
            "Sécurité des réseaux",
            "Un centre national surveille l’utilisation des réseaux de l’État.",
        ),
        one(
            1,
            "XAB",
            "fr",
            "Formation",
            "Les normes utilisées sont enseignées ; une mesure de confiance parmi d’autres.",
        ),
        one(
            2,
            "XAC",
            "en",
            "National incident response",
            "The team exercises with its neighbours; capacities are shared.",
        ),
        one(
            3,
            "XAA",
            "en",
            "Exercise of 2023",
            "An exercise on incidents at a hospital, under resolution 70/237 of the Assembly.",
        ),
        one(4, "XAD", "es", "Cooperación", "Se comparten indicadores con los equipos vecinos."),
        one(5, "XAE", "ru", "Сотрудничество", "Обмен опытом в области информационной безопасности."),
        one(6, "XAF", "ar", "التعاون", "تبادل المعلومات بشأن أمن الشبكات."),
        one(7, "XAG", "zh", "网络安全合作", "各国交流信息通信技术安全方面的经验。"),
        one(8, "XAB", "fr", "COOPERATION", "Les autorites echangent des cyber-indicateurs."),
    ]
}

/// An index in memory over those measures.
pub fn index() -> SearchIndex {
    let index = SearchIndex::in_memory().unwrap();
    fill(&index, &measures());
    index
}

/// Brings records in, from position 0 on.
pub fn fill(index: &SearchIndex, measures: &[Measure]) {
    let catalogue = catalogue::Catalogue::built_in().unwrap();
    let mut change = Change::default();
    for (position, one) in (0..).zip(measures) {
        change.record(catalogue, position, &one.header, Some(&one.body));
    }
    index.commit(&change, measures.len() as u64).unwrap();
}

/// A question for measures.
pub fn ask(text: &str) -> Query {
    Query {
        text: text.to_owned(),
        filters: vec![(Facet::Kind, "measure".to_owned())],
        limit: 20,
        ..Query::default()
    }
}

/// The positions of the records found, in their order.
pub fn positions(index: &SearchIndex, query: &Query) -> Vec<u64> {
    let hits = index.search(query).unwrap().hits;
    hits.iter()
        .filter_map(|hit| if let Hit::Record { position, .. } = hit { Some(*position) } else { None })
        .collect()
}
