//! Repairs of one word, by rules that know only the word and its neighbours.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

use crate::patterns::compiled;

/// A word changed by a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Change {
    /// What the word, and `taken` words after it, become.
    pub after: String,
    /// A stable code of the rule.
    pub reason: &'static str,
    /// How many following words the change takes in.
    pub taken: usize,
    /// The rule had to guess.
    pub guessed: bool,
}

impl Change {
    pub(super) fn sure(after: String, reason: &'static str) -> Self {
        Self { after, reason, taken: 0, guessed: false }
    }
}

/// A word and what stands around it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'a> {
    /// The word before, empty at the start of a paragraph.
    pub previous: &'a str,
    /// The word, with its punctuation.
    pub word: &'a str,
    /// The word after, in the same line.
    pub next: &'a str,
}

static LETTER_FOR_L: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"^([(«“\x22]*)(?:\[?[1I!|]|\[)([’'‘`´])([\p{L}¢1].*)?$"));
static LOST_L: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"^([(«“]?)([’'])([aeiouyhàâéèêîïôöûü¢]\p{L}{2,}.*)$"));
static VOWEL: LazyLock<Regex> = LazyLock::new(|| compiled(r"^[aeiouyhàâéèêëîïôöûüœAEIOUYHÉÈÊÎÔ]\p{L}{2,}"));
static ORDINAL: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"^(?:1(?:[°º®]+[rR]?[\x22”“’']*|[eE][\x22”]|°r|ᵉʳ)|[lI]er)$"));
static GLUED_YEAR: LazyLock<Regex> = LazyLock::new(|| {
    compiled(r"^([(]?(?:(?:19|20)\d\d[-–])?)((?:19|20)\d\d)([,;]?)([1-9%¹²³⁴⁵⁶⁷⁸⁹*]{1,2})([,;:.)]*)$")
});
static YEAR_ALONE: LazyLock<Regex> = LazyLock::new(|| compiled(r"^(?:19|20)\d\d$"));
static GLUED_WORD: LazyLock<Regex> = LazyLock::new(|| {
    compiled(r"^([\p{L}’'-]*\p{L}{3,}|.*\p{L}{2,}[)»”\x22])([,;.:]?)(\d{1,2}|[¹²³⁴⁵⁶⁷⁸⁹⁰]{1,2})([,;.:]?)$")
});
static DIGIT_IN_WORD: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"^([(«“]?(?:\p{L}{1,2}[’'])?)1(\p{Ll}{4,}.*)$"));
static ACUTE_FOR_GRAVE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(r"^(.*\p{L}|\p{L}[’'])?é((?:[bcdfgjlmnprstv]|qu|gn|ch|gu|[bcdfgptv][lr])e(?:s|nt)?)([,;:.)»]*)$")
});
static LOST_GRAVE: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"^(.*\p{L}(?:ti|ni|vi|mi|li|si|zi|pi|ri))e((?:re|me)s?)([,;:.)»]*)$"));
static MONTH: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)^(?:janvier|février|fevrier|mars|avril|mai|juin|juillet|août|aout|septembre|octobre|novembre|décembre|decembre)",
    )
});

static WORDS_FR: LazyLock<HashMap<&str, &str>> =
    LazyLock::new(|| table(include_str!("../../data/scars.fr.tsv")));
static WORDS_EN: LazyLock<HashMap<&str, &str>> =
    LazyLock::new(|| table(include_str!("../../data/scars.en.tsv")));

fn table(text: &'static str) -> HashMap<&'static str, &'static str> {
    text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t')).collect()
}

/// A scar that text not scanned never has: what tells a scan.
pub(super) fn is_telling(word: &str) -> bool {
    let first = word.trim_start_matches(['(', '«', '“', '[']);
    (LETTER_FOR_L.is_match(word) && first.len() > 3)
        || word.contains('¢')
        || matches!(word, "1a" | "1es" | "ler")
        || WORDS_EN.contains_key(core(word).1)
}

/// A word without the punctuation around it: before, word, after.
pub(super) fn core(word: &str) -> (&str, &str, &str) {
    let start = word.len() - word.trim_start_matches(|ch: char| !ch.is_alphanumeric()).len();
    let inner = word[start..].trim_end_matches(|ch: char| !ch.is_alphanumeric());
    (&word[..start], inner, &word[start + inner.len()..])
}

/// Repairs that hold in any text.
pub(super) fn in_any_text(place: Place<'_>) -> Option<Change> {
    if ORDINAL.is_match(place.word) && MONTH.is_match(place.next) {
        return Some(Change::sure("1er".to_owned(), "ordinal"));
    }
    None
}

/// Footnote marks glued to a year. `years` tells whether the bare year stands elsewhere in the text.
pub(super) fn glued_year(word: &str, known_year: &dyn Fn(&str) -> bool) -> Option<Change> {
    let found = GLUED_YEAR.captures(word)?;
    let (open, year, comma, mark, close) = (&found[1], &found[2], &found[3], &found[4], &found[5]);
    let sure = mark == "%" || !mark.is_ascii() || known_year(year);
    (sure && mark != "*").then(|| Change::sure(format!("{open}{year}{comma}{close}"), "footnote-mark"))
}

/// A footnote mark that stands apart: "2013 3 and 2015", "on Information, 1" at the end of a line.
pub(super) fn mark_apart(place: Place<'_>, after_next: &str, notes: usize) -> Option<Change> {
    let bare = place.next.trim_end_matches([',', ';', '.', ':']);
    let number: usize = bare.parse().ok().filter(|number| (1..=notes).contains(number))?;
    if number > 99 || bare.starts_with('0') {
        return None;
    }
    let year = YEAR_ALONE.is_match(place.word)
        && (bare.len() < place.next.len() || matches!(after_next, "and" | "et" | "or" | "ou" | "reports"));
    let stop = place.word.ends_with([',', ';', '”', '»']) && after_next.is_empty() && bare == place.next;
    let after = format!("{}{}", place.word, &place.next[bare.len()..]);
    (year || stop).then_some(Change { after, reason: "footnote-mark", taken: 1, guessed: false })
}

/// A year with something glued to it.
pub(super) fn may_be_marked_year(word: &str) -> bool {
    GLUED_YEAR.is_match(word)
}

/// A word with a footnote mark glued to it: what stands before the mark, and the mark.
pub(super) struct GluedMark {
    /// The word alone.
    pub word: String,
    /// The digits of the mark.
    pub mark: String,
    /// Punctuation or a bracket parts the word from the mark, or the mark is raised: it can be no letter.
    pub apart: bool,
    /// The word with its punctuation, without the mark.
    pub change: Change,
}

/// Footnote marks glued to a word, in a text that has footnotes.
pub(super) fn glued_word(word: &str) -> Option<GluedMark> {
    let found = GLUED_WORD.captures(word)?;
    let bare = found[1].rsplit(['’', '\'', '-']).next().unwrap_or_default();
    Some(GluedMark {
        word: core(bare).1.to_owned(),
        apart: !found[2].is_empty() || !found[3].is_ascii() || bare.ends_with([')', '»', '”', '"']),
        mark: found[3].to_owned(),
        change: Change::sure(format!("{}{}{}", &found[1], &found[2], &found[4]), "footnote-mark"),
    })
}

/// Repairs of English words that can be nothing else.
pub(super) fn in_english_scan(place: Place<'_>) -> Option<Change> {
    let (before, inner, after) = core(place.word);
    WORDS_EN.get(inner).map(|word| Change::sure(format!("{before}{word}{after}"), "misread-word"))
}

/// Repairs of French words in a text that shows the scars of scanning.
pub(super) fn in_french_scan(place: Place<'_>) -> Option<Change> {
    article(place)
        .or_else(|| preposition(place))
        .or_else(|| whole_article(place))
        .or_else(|| letters(place.word))
}

/// `1a` and `1es`, which count nothing.
fn whole_article(place: Place<'_>) -> Option<Change> {
    let word = match place.word {
        "1a" => "la",
        "1es" => "les",
        _ => return None,
    };
    Some(Change::sure(word.to_owned(), "misread-article"))
}

/// Whether a word after this one begins a sentence.
pub(super) fn starts_sentence(previous: &str) -> bool {
    previous.is_empty() || previous.ends_with(['.', '!', '?'])
}

/// `1’`, `I’`, `[I’`, `1 ` and a bare apostrophe before a vowel: the article l’.
fn article(place: Place<'_>) -> Option<Change> {
    let letter = if starts_sentence(place.previous) { "L" } else { "l" };
    if let Some(found) = LETTER_FOR_L.captures(place.word) {
        let (open, apostrophe) = (&found[1], &found[2]);
        return match found.get(3) {
            Some(rest) => {
                let rest =
                    letters(rest.as_str()).map_or_else(|| rest.as_str().to_owned(), |change| change.after);
                Some(Change::sure(format!("{open}{letter}{apostrophe}{rest}"), "misread-article"))
            }
            None if VOWEL.is_match(place.next) => {
                let next = letters(place.next).map_or_else(|| place.next.to_owned(), |change| change.after);
                Some(Change {
                    taken: 1,
                    ..Change::sure(format!("{open}{letter}{apostrophe}{next}"), "misread-article")
                })
            }
            None => None,
        };
    }
    if let Some(found) = LOST_L.captures(place.word) {
        let rest = letters(&found[3]).map_or_else(|| found[3].to_owned(), |change| change.after);
        let after = format!("{}{letter}{}{rest}", &found[1], &found[2]);
        return Some(Change { guessed: true, ..Change::sure(after, "lost-letter") });
    }
    if matches!(place.word, "1" | "I") && VOWEL.is_match(place.next) && !place.previous.is_empty() {
        let next = letters(place.next).map_or_else(|| place.next.to_owned(), |change| change.after);
        return Some(Change { taken: 1, ..Change::sure(format!("l’{next}"), "misread-article") });
    }
    None
}

/// `a`, `&` and `2` where only the preposition à can stand.
fn preposition(place: Place<'_>) -> Option<Change> {
    let Place { previous, word, next } = place;
    let sure = match word {
        "&" => next.chars().next().is_some_and(|ch| ch.is_lowercase() || ch == '1' || ch == 'I' || ch == '’'),
        "2" | "4" => next.starts_with("composition") || next.starts_with("participation"),
        "a" => !follows_subject(previous) && takes_preposition(next),
        _ => false,
    };
    sure.then(|| Change::sure("à".to_owned(), "lost-accent"))
}

/// After these words, `a` is the verb.
fn follows_subject(previous: &str) -> bool {
    let word = previous.to_lowercase();
    let word = word.rsplit(['’', '\'', '-']).next().unwrap_or_default();
    matches!(
        word,
        "il" | "elle" | "on" | "qui" | "y" | "n" | "ne" | "l" | "qu" | "se" | "lui" | "leur" | "nous"
    )
}

/// Words that follow the preposition à and never the verb a.
const AFTER_PREPOSITION: [&str; 42] = [
    "la",
    "le",
    "les",
    "des",
    "un",
    "une",
    "cet",
    "cette",
    "ces",
    "ce",
    "ses",
    "sa",
    "son",
    "leur",
    "leurs",
    "nos",
    "notre",
    "tous",
    "toutes",
    "tout",
    "toute",
    "laquelle",
    "lequel",
    "quoi",
    "double",
    "titre",
    "long",
    "court",
    "bien",
    "travers",
    "partir",
    "composition",
    "participation",
    "cause",
    "nouveau",
    "moins",
    "celle",
    "celui",
    "ceux",
    "celles",
    "savoir",
    "égard",
];

/// Before these words, `a` is the preposition: determiners and infinitives, never a past participle.
fn takes_preposition(next: &str) -> bool {
    let next = next.trim_end_matches([',', ';', '.', ':']).to_lowercase();
    let plain = next.rsplit(['’', '\'']).next().unwrap_or_default();
    let elided =
        ["l’", "1’", "i’", "l'", "d’autres", "1", "chaque"].iter().any(|start| next.starts_with(start));
    let infinitive = plain.chars().count() > 3
        && ["er", "ir", "re", "oir"].iter().any(|end| plain.ends_with(end))
        && !["hier", "premier", "dernier", "autre", "contraire", "libre"].contains(&plain);
    let noun =
        ["efficacité", "l", "des", "plusieurs", "certains", "certaines", "deux", "trois", "coronavirus"];
    AFTER_PREPOSITION.contains(&next.as_str())
        || elided
        || infinitive
        || noun.contains(&plain)
        || next.starts_with("une")
}

/// Letters within a word: stray signs, digits, accents that can be nothing else.
fn letters(word: &str) -> Option<Change> {
    let mut now = word.replace('¢', "");
    if let Some(found) = DIGIT_IN_WORD.captures(&now) {
        now = format!("{}l{}", &found[1], &found[2]);
    }
    let misread_plural = core(&now).1 == "IIs";
    if misread_plural {
        now = now.replacen("IIs", "Ils", 1);
    }
    let (before, inner, after) = core(&now);
    // The word after an elided article stands in the table by itself.
    let (elision, bare) = match inner.rfind(['’', '\'']) {
        Some(at) => inner.split_at(at + inner[at..].chars().next().map_or(1, char::len_utf8)),
        None => ("", inner),
    };
    let lower = bare.to_lowercase();
    let changed = if let Some(known) = WORDS_FR.get(lower.as_str()) {
        format!("{before}{elision}{}{after}", with_case_of(known, bare))
    } else if bare.starts_with(char::is_uppercase) {
        // A name may be spelt as its bearer spells it.
        now.clone()
    } else if let Some(found) = ACUTE_FOR_GRAVE.captures(&now) {
        format!("{}è{}{}", found.get(1).map_or("", |part| part.as_str()), &found[2], &found[3])
    } else if let Some(found) = LOST_GRAVE.captures(&now) {
        format!("{}è{}{}", &found[1], &found[2], &found[3])
    } else {
        now.clone()
    };
    let reason = if changed == now { "misread-letter" } else { "lost-accent" };
    (changed != word).then(|| Change::sure(changed, reason))
}

/// A known word with the capital it is printed with.
pub(super) fn with_case_of(known: &str, printed: &str) -> String {
    let mut chars = known.chars();
    match (chars.next(), printed.chars().next()) {
        (Some(first), Some(shown)) if shown.is_uppercase() => first.to_uppercase().chain(chars).collect(),
        _ => known.to_owned(),
    }
}
