//! The verbs that open paragraphs: which act each is, how strong, and where in a paragraph it stands.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::fold::{Token, tokens};
use crate::instrument::Language;
use crate::pieces::head;
use crate::provision::Act;

/// The grammatical form in which a verb was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mood {
    /// "Recalling", "Consciente de": opens a preambular paragraph.
    Participle,
    /// "Decides", "Demande": opens an operative paragraph.
    Singular,
    /// "we undertake", "soulignons".
    FirstPlural,
    /// "ministers welcome", "ils appellent".
    ThirdPlural,
    /// "participants stressed", "ont souligné".
    Past,
    /// "should", "devraient".
    Modal,
}

/// A verb phrase found in a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Opening {
    /// First byte of the phrase.
    pub start: usize,
    /// Byte after it.
    pub end: usize,
    /// What it does.
    pub act: Act,
    /// How strongly.
    pub strength: u8,
    /// In what form.
    pub mood: Mood,
}

struct Form {
    words: Vec<&'static str>,
    act: Act,
    strength: u8,
    mood: Mood,
}

/// Adverbs that may stand inside a form: "se déclare gravement préoccupée", "is deeply concerned".
const INSIDE: [&str; 14] = [
    "profondement",
    "vivement",
    "gravement",
    "particulierement",
    "extremement",
    "fermement",
    "pleinement",
    "deeply",
    "gravely",
    "seriously",
    "strongly",
    "increasingly",
    "firmly",
    "fully",
];

impl Form {
    /// How many words the form takes where it stands at their start.
    fn length_at(&self, words: &[Token]) -> Option<usize> {
        let mut at = 0;
        for (count, word) in self.words.iter().enumerate() {
            let adverb = words.get(at).is_some_and(|token| INSIDE.contains(&token.word.as_str()));
            at += usize::from(count > 0 && adverb && words[at].word != *word);
            if words.get(at)?.word != *word {
                return None;
            }
            at += 1;
        }
        Some(at)
    }
}

/// Verb forms by their first word, longest first.
struct Table {
    forms: HashMap<&'static str, Vec<Form>>,
}

static FRENCH: LazyLock<Table> = LazyLock::new(|| table(include_str!("../data/verbs.fr.tsv")));
static ENGLISH: LazyLock<Table> = LazyLock::new(|| table(include_str!("../data/verbs.en.tsv")));

const MOODS: [Mood; 5] = [Mood::Participle, Mood::Singular, Mood::FirstPlural, Mood::ThirdPlural, Mood::Past];

fn table(text: &'static str) -> Table {
    let mut forms: HashMap<&'static str, Vec<Form>> = HashMap::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let mut columns = line.split('\t');
        let act = columns.next().and_then(act_of);
        let strength = columns.next().and_then(|digit| digit.parse::<u8>().ok());
        let (Some(act), Some(strength)) = (act, strength) else {
            debug_assert!(false, "row of verbs not understood: {line}");
            continue;
        };
        for (mood, column) in MOODS.iter().zip(columns) {
            for form in column.split('|').filter(|form| !form.is_empty()) {
                let words: Vec<&'static str> = form.split(' ').collect();
                forms.entry(words[0]).or_default().push(Form { words, act, strength, mood: *mood });
            }
        }
    }
    for list in forms.values_mut() {
        list.sort_by_key(|form| std::cmp::Reverse(form.words.len()));
    }
    Table { forms }
}

fn act_of(name: &str) -> Option<Act> {
    serde_json::from_value(serde_json::Value::String(name.to_owned())).ok()
}

impl Table {
    fn at(&self, words: &[Token], at: usize, moods: &[Mood]) -> Option<(&Form, usize)> {
        let list = self.forms.get(words.get(at)?.word.as_str())?;
        list.iter()
            .filter(|form| moods.contains(&form.mood))
            .find_map(|form| form.length_at(&words[at..]).map(|length| (form, length)))
    }
}

fn verbs_of(language: Language) -> &'static Table {
    match language {
        Language::Fr => &FRENCH,
        Language::En => &ENGLISH,
    }
}

/// Words that may stand before the verb in its phrase.
const BEFORE: [&str; 50] = [
    "also",
    "further",
    "deeply",
    "gravely",
    "strongly",
    "solemnly",
    "fully",
    "seriously",
    "profoundly",
    "once",
    "again",
    "furthermore",
    "moreover",
    "additionally",
    "firmly",
    "particularly",
    "keenly",
    "particularly",
    "greatly",
    "duly",
    "highly",
    "increasingly",
    "hereby",
    "likewise",
    "and",
    "equally",
    "especially",
    "in",
    "this",
    "regard",
    "profondement",
    "vivement",
    "gravement",
    "fermement",
    "pleinement",
    "et",
    "egalement",
    "solennellement",
    "particulierement",
    "tres",
    "toujours",
    "de",
    "nouveau",
    "enfin",
    "resolument",
    "extremement",
    "dument",
    "tout",
    "warmly",
    "unequivocally",
];

/// Words that may stand after the verb in its phrase.
const AFTER: [&str; 58] = [
    "also",
    "further",
    "again",
    "once",
    "furthermore",
    "moreover",
    "strongly",
    "deeply",
    "solemnly",
    "in",
    "particular",
    "with",
    "appreciation",
    "satisfaction",
    "concern",
    "interest",
    "grave",
    "deep",
    "serious",
    "regret",
    "gratitude",
    "approval",
    "profound",
    "great",
    "alarm",
    "upon",
    "egalement",
    "outre",
    "nouveau",
    "avec",
    "preoccupation",
    "inquietude",
    "interet",
    "instamment",
    "vivement",
    "de",
    "en",
    "a",
    "gratitude",
    "profonde",
    "grande",
    "vive",
    "grave",
    "regret",
    "reconnaissance",
    "fermement",
    "solennellement",
    "particulierement",
    "vigoureusement",
    "aussi",
    "energiquement",
    "enfin",
    "fortement",
    "ainsi",
    "notamment",
    "condemns",
    "cordially",
    "urgently",
];

/// Words of [`AFTER`] that never end a phrase.
const NOT_LAST: [&str; 12] =
    ["with", "in", "avec", "en", "de", "a", "deep", "grave", "once", "profonde", "vive", "grande"];

fn phrase_end(words: &[Token], from: usize, text: &str) -> usize {
    let mut end = from;
    while end < words.len() && end < from + 5 {
        let adjacent = text[words[end - 1].end..words[end].start].trim().is_empty();
        if !adjacent || !AFTER.contains(&words[end].word.as_str()) {
            break;
        }
        end += 1;
    }
    while end > from && NOT_LAST.contains(&words[end - 1].word.as_str()) {
        end -= 1;
    }
    end
}

/// The verb phrase that opens a text, if one does: a participle or a verb in the third person singular.
pub(crate) fn opening(text: &str, language: Language) -> Option<Opening> {
    let start = head(text, 240);
    let words = tokens(start);
    opening_in(start, &words, language)
}

fn opening_in(text: &str, words: &[Token], language: Language) -> Option<Opening> {
    let verbs = verbs_of(language);
    let mut at = 0;
    while at < words.len().min(6) {
        if let Some((form, length)) = verbs.at(words, at, &[Mood::Participle, Mood::Singular]) {
            let end = phrase_end(words, at + length, text);
            let act = coloured(form.act, &words[at..end]);
            return Some(Opening {
                start: words[0].start,
                end: words[end - 1].end,
                act,
                strength: form.strength,
                mood: form.mood,
            });
        }
        if !BEFORE.contains(&words[at].word.as_str()) {
            return None;
        }
        at += 1;
    }
    None
}

/// "Noting with concern" expresses concern; "notes with satisfaction" welcomes.
fn coloured(act: Act, phrase: &[Token]) -> Act {
    let has = |list: &[&str]| phrase.iter().any(|token| list.contains(&token.word.as_str()));
    if has(&["instamment"]) && matches!(act, Act::Requests | Act::Calls | Act::Invites) {
        return Act::Urges;
    }
    if !matches!(act, Act::Notes | Act::Recognizes) {
        return act;
    }
    if has(&["concern", "alarm", "preoccupation", "inquietude"]) {
        Act::ExpressesConcern
    } else if has(&["satisfaction", "appreciation"]) {
        Act::Welcomes
    } else {
        act
    }
}

/// Who may speak before a verb inside an English sentence.
const ENGLISH_SUBJECTS: [&str; 46] = [
    "we",
    "they",
    "ministers",
    "leaders",
    "group",
    "council",
    "assembly",
    "committee",
    "participants",
    "states",
    "members",
    "parties",
    "sides",
    "countries",
    "governments",
    "delegations",
    "conference",
    "summit",
    "union",
    "heads",
    "chair",
    "chairs",
    "experts",
    "g7",
    "g20",
    "government",
    "signatories",
    "supporters",
    "partners",
    "representatives",
    "speakers",
    "presidents",
    "chairperson",
    "forum",
    "board",
    "commission",
    "delegates",
    "attendees",
    "brics",
    "asean",
    "oewg",
    "gge",
    "meeting",
    "alliance",
    "counterparts",
    "principals",
];

/// Words that may stand between an English subject and its verb.
const ENGLISH_BETWEEN: [&str; 30] = [
    "also",
    "further",
    "have",
    "has",
    "hereby",
    "do",
    "therefore",
    "strongly",
    "deeply",
    "once",
    "again",
    "firmly",
    "fully",
    "jointly",
    "solemnly",
    "thus",
    "particularly",
    "warmly",
    "unanimously",
    "collectively",
    "continue",
    "to",
    "had",
    "both",
    "all",
    "moreover",
    "are",
    "likewise",
    "highly",
    "especially",
];

/// Words of a subject that a ground in commas parts from its verb.
const INTERRUPTED_SUBJECT_WORDS: usize = 16;

/// Words of such a ground.
const INTERRUPTION_WORDS: usize = 120;

/// The forms that stand inside sentences.
const SPOKEN: [Mood; 4] = [Mood::FirstPlural, Mood::ThirdPlural, Mood::Past, Mood::Singular];

/// The acts in a paragraph that names who speaks ("we", "les ministres", "the Group"), in order.
pub(crate) fn acts_inside(text: &str, language: Language, most: usize) -> Vec<Opening> {
    let words = tokens(head(text, 20_000));
    let mut found: Vec<Opening> = Vec::new();
    if let Some(opening) = interrupted(text, &words, language).filter(|_| most > 0) {
        found.push(opening);
    }
    let mut at = found.first().map_or(0, |opening| words.partition_point(|word| word.start < opening.end));
    while at < words.len() && found.len() < most {
        if let Some((opening, next)) = act_at(text, &words, at, language) {
            found.push(opening);
            at = next;
        } else if let Some((opening, next)) = joined_at(text, &words, at, found.last(), language) {
            found.push(opening);
            at = next;
        } else {
            at += 1;
        }
    }
    found
}

/// Authors speak from the first word on: "We reaffirm", "Nous appelons".
pub(crate) fn speaks_at_start(text: &str, language: Language) -> bool {
    acts_inside(head(text, 200), language, 1).first().is_some_and(|verb| verb.start == 0)
}

/// "The participating States, recalling …, confirm": a subject, a ground between commas, and the verb after it.
fn interrupted(text: &str, words: &[Token], language: Language) -> Option<Opening> {
    let verbs = verbs_of(language);
    let comma = |at: usize| text[words[at - 1].end..words[at].start].contains(',');
    let ground = (1..words.len().min(INTERRUPTED_SUBJECT_WORDS)).find(|at| comma(*at))?;
    let speaks = words[..ground].iter().any(|word| {
        let word = word.word.as_str();
        match language {
            Language::En => ENGLISH_SUBJECTS.contains(&word),
            Language::Fr => {
                FRENCH_SUBJECTS.contains(&word)
                    || matches!(
                        word,
                        "etats" | "ministres" | "dirigeants" | "chefs" | "participants" | "pays"
                    )
            }
        }
    });
    let participle = (ground..words.len().min(ground + 3))
        .find(|at| !BEFORE.contains(&words[*at].word.as_str()))
        .is_some_and(|at| verbs.at(words, at, &[Mood::Participle]).is_some());
    if !(speaks && participle) {
        return None;
    }
    (ground + 2..words.len().min(ground + INTERRUPTION_WORDS)).filter(|at| comma(*at)).find_map(|at| {
        let verb =
            (at..words.len().min(at + 3)).find(|next| !BEFORE.contains(&words[*next].word.as_str()))?;
        let (form, length) = verbs.at(words, verb, &[Mood::ThirdPlural, Mood::Singular])?;
        let end = phrase_end(words, verb + length, text);
        let act = coloured(form.act, &words[verb..end]);
        let start = words[at].start;
        Some(Opening { start, end: words[end - 1].end, act, strength: form.strength, mood: form.mood })
    })
}

/// "States are encouraged to", "sont invités à": a call in the passive.
fn passive_at(
    text: &str,
    words: &[Token],
    at: usize,
    verb: usize,
    language: Language,
) -> Option<(Opening, usize)> {
    let mut participle = words[verb].clone();
    if language == Language::Fr {
        let stem = participle.word.trim_end_matches('s');
        // "encouragées" folds to "encouragees", the table's "encouragé" to "encourage".
        participle.word = stem.strip_suffix("ee").map_or_else(|| stem.to_owned(), |stem| format!("{stem}e"));
    }
    let mut phrase = vec![participle];
    phrase.extend(words[verb + 1..].iter().take(3).cloned());
    let (form, length) = verbs_of(language).at(&phrase, 0, &[Mood::Past])?;
    let asks = matches!(
        form.act,
        Act::Calls | Act::Urges | Act::Requests | Act::Invites | Act::Encourages | Act::Recommends
    );
    let end = phrase_end(words, verb + length, text);
    let opening = Opening {
        start: words[at].start,
        end: words[end - 1].end,
        act: form.act,
        strength: form.strength,
        mood: Mood::ThirdPlural,
    };
    asks.then_some((opening, end))
}

/// "are deeply concerned", "demeurons résolus": a form of to be, adverbs, and an adjective that opens paragraphs.
fn state_at(text: &str, words: &[Token], at: usize, language: Language) -> Option<(Opening, usize)> {
    const BEING: [&str; 12] = [
        "are",
        "remain",
        "remains",
        "were",
        "is",
        "sommes",
        "demeurons",
        "restons",
        "sont",
        "demeurent",
        "restent",
        "etaient",
    ];
    if !BEING.contains(&words[at].word.as_str()) {
        return None;
    }
    let adjective =
        (at + 1..words.len().min(at + 4)).find(|next| !BEFORE.contains(&words[*next].word.as_str()))?;
    if let Some(found) = passive_at(text, words, at, adjective, language) {
        return Some(found);
    }
    let (form, length) = verbs_of(language).at(words, adjective, &[Mood::Participle])?;
    let word = words[adjective].word.as_str();
    if word.ends_with("ing") || word.ends_with("ant") {
        return None;
    }
    let subject = match language {
        Language::En => english_subject(words, at)?,
        Language::Fr => french_subject(words, at, Mood::FirstPlural)?,
    };
    let end = phrase_end(words, adjective + length, text);
    let opening = Opening {
        start: words[subject].start,
        end: words[end - 1].end,
        act: form.act,
        strength: form.strength,
        mood: Mood::FirstPlural,
    };
    Some((opening, end))
}

fn act_at(text: &str, words: &[Token], at: usize, language: Language) -> Option<(Opening, usize)> {
    if let Some(found) = state_at(text, words, at, language) {
        return Some(found);
    }
    let verbs = verbs_of(language);
    let (form, length) = verbs.at(words, at, &SPOKEN)?;
    if form.mood != Mood::Past && is_past_participle(text, &words[at]) {
        return None;
    }
    let subject = match language {
        Language::En => english_subject(words, at)?,
        Language::Fr => french_subject(words, at, form.mood)?,
    };
    let end = phrase_end(words, at + length, text);
    let opening = Opening {
        start: words[subject].start,
        end: words[end - 1].end,
        act: coloured(form.act, &words[at..end]),
        strength: form.strength,
        mood: form.mood,
    };
    Some((opening, end))
}

/// "chargé" folds to "charge": the accent at its end tells that it is no verb in the present.
fn is_past_participle(text: &str, word: &Token) -> bool {
    let printed = &text[word.start..word.end];
    ["é", "ée", "és", "ées"].iter().any(|end| printed.ends_with(end))
}

/// Verbs that go on after "and" or a comma without their "we", with the word that tells them from a noun or an
/// infinitive: "We support the report and call on all States …".
const JOINED: [(&str, &[&str]); 14] = [
    ("call", &["on", "upon", "for"]),
    ("commit", &["ourselves", "to"]),
    ("pledge", &["to", "ourselves"]),
    ("agree", &["to", "that", "on"]),
    ("affirm", &["that", "our"]),
    ("reaffirm", &["that", "our"]),
    ("reiterate", &["that", "our"]),
    ("look", &["forward"]),
    ("urge", &["all", "the", "states"]),
    ("encourage", &["all", "states"]),
    ("invite", &["all", "states"]),
    ("condemn", &["all", "the", "any"]),
    ("undertake", &["to"]),
    ("welcome", &["the"]),
];

fn joined_at(
    text: &str,
    words: &[Token],
    at: usize,
    last: Option<&Opening>,
    language: Language,
) -> Option<(Opening, usize)> {
    let last = last.filter(|last| language == Language::En && last.mood == Mood::FirstPlural)?;
    let (_, after) = JOINED.iter().find(|(verb, _)| *verb == words[at].word)?;
    let next = words.get(at + 1)?;
    let before = words.get(at.checked_sub(1)?)?;
    let joins = before.word == "and" || text[before.end..words[at].start].contains(',');
    // "We commit to protect and agree on …" goes on with infinitives; a full stop ends what "we" say.
    let infinitive = text[last.end..].trim_start().starts_with("to ") || text[..last.end].ends_with("will");
    let same_sentence = last.end <= words[at].start && !text[last.end..words[at].start].contains(". ");
    if !(joins && same_sentence) || infinitive || !after.contains(&next.word.as_str()) {
        return None;
    }
    let (form, length) = verbs_of(language).at(words, at, &[Mood::FirstPlural])?;
    let end = phrase_end(words, at + length, text);
    let opening = Opening {
        start: words[at].start,
        end: words[end - 1].end,
        act: coloured(form.act, &words[at..end]),
        strength: form.strength,
        mood: form.mood,
    };
    Some((opening, end))
}

/// Where the phrase of an English verb starts, if someone speaks it.
fn english_subject(words: &[Token], at: usize) -> Option<usize> {
    let first =
        (0..at).rev().take(4).find(|before| !ENGLISH_BETWEEN.contains(&words[*before].word.as_str()))?;
    let word = words[first].word.as_str();
    if word == "we" || word == "they" {
        return Some(first);
    }
    // "Heads of State call upon"
    let of_state = matches!(word, "state" | "government")
        && first > 0
        && matches!(words[first - 1].word.as_str(), "of" | "or");
    (of_state || ENGLISH_SUBJECTS.contains(&word)).then_some(first + 1)
}

/// Bodies that French lets speak in the singular: "Le Groupe recommande".
const FRENCH_SUBJECTS: [&str; 16] = [
    "groupe",
    "conseil",
    "assemblee",
    "generale",
    "comite",
    "commission",
    "union",
    "forum",
    "conference",
    "experts",
    "gouvernementaux",
    "securite",
    "presidence",
    "reunion",
    "sommet",
    "internationale",
];

/// Where the phrase of a French verb starts, if the form can stand there.
fn french_subject(words: &[Token], at: usize, mood: Mood) -> Option<usize> {
    match mood {
        Mood::Past => {
            let aux = (0..at).rev().take(4).find(|before| {
                matches!(words[*before].word.as_str(), "ont" | "avons" | "sont" | "sommes")
                    || words[*before].word == "a"
                        && *before > 0
                        && FRENCH_SUBJECTS.contains(&words[*before - 1].word.as_str())
            })?;
            let only_adverbs = words[aux + 1..at]
                .iter()
                .all(|token| BEFORE.contains(&token.word.as_str()) || AFTER.contains(&token.word.as_str()));
            only_adverbs.then_some(aux)
        }
        Mood::FirstPlural => {
            let we = (0..at).rev().take(3).find(|before| words[*before].word == "nous");
            Some(we.unwrap_or(at))
        }
        Mood::Singular => {
            let before =
                (0..at).rev().take(3).find(|before| !BEFORE.contains(&words[*before].word.as_str()))?;
            FRENCH_SUBJECTS.contains(&words[before].word.as_str()).then_some(at)
        }
        _ => Some(at),
    }
}

/// "should", "devraient": what is said ought to be done.
pub(crate) fn modal(text: &str, language: Language) -> Option<Opening> {
    let words = tokens(head(text, 2_000));
    let found = words.iter().find(|token| match language {
        Language::En => matches!(token.word.as_str(), "should" | "must" | "shall"),
        Language::Fr => matches!(token.word.as_str(), "devraient" | "devrait" | "doivent" | "doit"),
    })?;
    Some(Opening { start: found.start, end: found.end, act: Act::Recommends, strength: 3, mood: Mood::Modal })
}

/// The verb of a line that a list follows, in any form and with or without a subject; the last one, because the
/// list completes it.
pub(crate) fn trigger(text: &str, language: Language) -> Option<Opening> {
    if let Some(last) = acts_inside(text, language, 8).pop() {
        return Some(last);
    }
    let words = tokens(head(text, 420));
    let verbs = verbs_of(language);
    (0..words.len()).rev().find_map(|at| {
        let (form, length) = verbs.at(&words, at, &MOODS)?;
        let end = phrase_end(&words, at + length, text);
        Some(Opening {
            start: words[at].start,
            end: words[end - 1].end,
            act: form.act,
            strength: form.strength,
            mood: form.mood,
        })
    })
}

/// The verb that stands right before a colon at the end: "pledges:", "s’engagent à :".
pub(crate) fn before_colon(text: &str, language: Language) -> Option<Opening> {
    let text = head(text, 20_000);
    let words = tokens(text);
    let verbs = verbs_of(language);
    let from = words.len().saturating_sub(3);
    (from..words.len()).find_map(|at| {
        let moods = [Mood::Singular, Mood::FirstPlural, Mood::ThirdPlural];
        let (form, length) = verbs.at(&words, at, &moods)?;
        Some(Opening {
            start: words[at].start,
            end: words[at + length - 1].end,
            act: form.act,
            strength: form.strength,
            mood: form.mood,
        })
    })
}

/// A base form that opens an English point: "REAFFIRM the need", "Encourage States".
pub(crate) fn base_opening(text: &str, language: Language) -> Option<Opening> {
    if language != Language::En {
        return None;
    }
    let start = head(text, 240);
    let words = tokens(start);
    let verbs = verbs_of(language);
    let at = (0..words.len().min(4)).find(|at| !BEFORE.contains(&words[*at].word.as_str()))?;
    let (form, length) = verbs.at(&words, at, &[Mood::FirstPlural])?;
    let end = phrase_end(&words, at + length, start);
    Some(Opening {
        start: words[0].start,
        end: words[end - 1].end,
        act: coloured(form.act, &words[at..end]),
        strength: form.strength,
        mood: form.mood,
    })
}
