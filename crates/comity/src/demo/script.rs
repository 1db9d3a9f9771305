//! What the fictional States of the demo say, and when: invented texts, drawn by a small fixed generator, so that two
//! demos of one size say the same.

use catalogue::Catalogue;
use serde::Deserialize;
use serde_json::{Map, Value, json};

/// The texts, ours, in English and French.
const TEXTS: &str = include_str!("../../data/demo-measures.json");

/// How many measures a participant records in a year.
const MEASURES_A_YEAR: u64 = 8;

/// The most provisions that a measure of the demo answers.
const MOST_PROVISIONS: usize = 6;

/// One measure to be said.
pub struct Line {
    /// By whom.
    pub participant: String,
    /// Seconds after the beginning of the demo's time.
    pub at: u64,
    /// In which language.
    pub language: &'static str,
    /// For which mechanisms.
    pub mechanisms: Vec<String>,
    /// The framework items it speaks to.
    pub framework_items: Vec<String>,
    /// The provisions it answers.
    pub provisions: Vec<String>,
    /// The fields of its body.
    pub content: Map<String, Value>,
    /// It replaces the participant's measure before it.
    pub supersedes_last: bool,
}

#[derive(Deserialize)]
struct Text {
    items: Vec<String>,
    en: Words,
    fr: Words,
}

#[derive(Deserialize)]
struct Words {
    title: String,
    summary: String,
}

/// A fixed sequence of numbers that look random (`SplitMix64`). Not for keys or salts.
pub struct Dice(u64);

impl Dice {
    /// A sequence.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `bound`, which must not be 0.
    pub fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    /// True once in so many times.
    pub fn one_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }
}

/// Everything that these participants say in so many years, in order of time.
pub fn script(catalogue: &Catalogue, participants: &[String], years: u64) -> Vec<Line> {
    let texts: Vec<Text> = serde_json::from_str(TEXTS).expect("the demo's texts are compiled in and tested");
    let mut lines = Vec::new();
    for (number, participant) in participants.iter().enumerate() {
        let mut dice = Dice::new(number as u64);
        for year in 0..years {
            for _ in 0..MEASURES_A_YEAR {
                lines.extend(line(catalogue, &texts, participant, year, &mut dice));
            }
        }
    }
    lines.sort_by_key(|line| line.at);
    lines
}

const YEAR: u64 = 365 * record::time::DAY;

fn line(
    catalogue: &Catalogue,
    texts: &[Text],
    participant: &str,
    year: u64,
    dice: &mut Dice,
) -> Option<Line> {
    let text = &texts[usize::try_from(dice.below(texts.len() as u64)).ok()?];
    let french = dice.one_in(3);
    let at = year * YEAR + dice.below(YEAR);
    let mechanisms = chosen_mechanisms(catalogue, participant, dice);
    let provisions = answered(catalogue, &mechanisms, &text.items);
    let words = if french { &text.fr } else { &text.en };
    let status =
        ["planned", "in-force", "in-force", "in-force", "completed"][usize::try_from(dice.below(5)).ok()?];
    let mut content = Map::new();
    content.insert("title".into(), json!(words.title));
    content.insert("summary".into(), json!(words.summary));
    content.insert("status".into(), json!(status));
    Some(Line {
        participant: participant.to_owned(),
        at,
        language: if french { "fr" } else { "en" },
        mechanisms,
        framework_items: text.items.clone(),
        provisions,
        content,
        supersedes_last: dice.one_in(9),
    })
}

/// One measure in two is said for every mechanism of its author, the others for one of them.
fn chosen_mechanisms(catalogue: &Catalogue, participant: &str, dice: &mut Dice) -> Vec<String> {
    let fictional = catalogue.mechanisms_of(participant).filter(|mechanism| mechanism.exercise);
    let all: Vec<String> = fictional.map(|mechanism| mechanism.id.clone()).collect();
    if all.len() < 2 || dice.one_in(2) {
        return all;
    }
    let one = usize::try_from(dice.below(all.len() as u64)).unwrap_or_default();
    vec![all[one].clone()]
}

fn answered(catalogue: &Catalogue, mechanisms: &[String], items: &[String]) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    for (instrument, provision) in items.iter().flat_map(|item| catalogue.provisions_on(item)) {
        let id = instrument.provision_id(provision);
        let shared = instrument.mechanisms.iter().any(|m| mechanisms.contains(m));
        if shared && instrument.exercise && !ids.contains(&id) && ids.len() < MOST_PROVISIONS {
            ids.push(id);
        }
    }
    ids
}
