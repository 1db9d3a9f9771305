//! Verbs inside sentences, and who speaks them: "we call upon", "les ministres soulignent", "States are encouraged".

use super::words::{AFTER, BEFORE, ENGLISH_BETWEEN, ENGLISH_SUBJECTS, FRENCH_SUBJECTS, JOINED};
use super::{Mood, Opening, coloured, phrase_end, verbs_of};
use crate::fold::{Token, tokens};
use crate::instrument::Language;
use crate::pieces::head;
use crate::provision::Act;

/// Words of a subject that a ground in commas parts from its verb.
const INTERRUPTED_SUBJECT_WORDS: usize = 16;

/// Bodies of which a verb in the base form is a subjunctive.
const SINGULAR_BODIES: [&str; 8] =
    ["assembly", "council", "committee", "commission", "conference", "chair", "secretariat", "board"];

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
        Language::En => english_subject(words, at, false)?,
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
    // "souligné" folds to "souligne", which is the present too.
    let moods: &[Mood] = if is_past_participle(text, &words[at]) { &[Mood::Past] } else { &SPOKEN };
    let (form, length) = verbs.at(words, at, moods)?;
    let subject = match language {
        Language::En => {
            english_subject(words, at, form.mood == Mood::ThirdPlural || form.mood == Mood::FirstPlural)?
        }
        // "se sont félicités" has its auxiliary in itself.
        Language::Fr
            if words[at..at + length].iter().any(|word| word.word == "sont" || word.word == "ont") =>
        {
            at
        }
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
fn english_subject(words: &[Token], at: usize, form_is_base: bool) -> Option<usize> {
    let first =
        (0..at).rev().take(4).find(|before| !ENGLISH_BETWEEN.contains(&words[*before].word.as_str()))?;
    let word = words[first].word.as_str();
    if word == "we" || word == "they" {
        return Some(first);
    }
    // "Heads of State call upon"
    // "recommends that the Assembly consider": a body in the singular has no act in the base form.
    let subjunctive = form_is_base && SINGULAR_BODIES.contains(&word);
    if subjunctive {
        return None;
    }
    let of_state = matches!(word, "state" | "government")
        && first > 0
        && matches!(words[first - 1].word.as_str(), "of" | "or");
    (of_state || ENGLISH_SUBJECTS.contains(&word)).then_some(first + 1)
}

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
