//! Answers to a questionnaire, as long as States write them, in any of the six languages: sentences of the catalogue's own
//! files, which say something in each language. The same number picks the same sentences in all of them, so that a State
//! says as much in one as in another.

use catalogue::{Catalogue, FieldType, Kind, Lang, Localized};
use serde_json::{Map, Value, json};

/// Sentences in the answer to a question by its place in its section: what is done is told at more length than what
/// makes it hard and what is missing. Some 200 words for the three of a section of the national survey.
const SENTENCES: [usize; 3] = [6, 3, 2];

/// Sentences in a paragraph.
const PARAGRAPH: usize = 3;

/// The shortest text that counts as a sentence, in English letters: what is shorter is a label.
const SHORTEST: usize = 40;

/// Strides through the sentences, so that neighbours don't say the same: primes, larger than a section and a form.
const STATE_STRIDE: usize = 31;
const QUESTION_STRIDE: usize = 7;

/// Sentences in a language.
pub struct Sentences(Vec<String>);

impl Sentences {
    /// Those of the catalogue's descriptions, summaries and explanations.
    pub fn of(catalogue: &Catalogue, lang: Lang) -> Self {
        let kinds = catalogue.kinds().flat_map(|kind| {
            kind.fields.iter().map(|field| &field.help).chain(std::iter::once(&kind.description))
        });
        let frameworks = catalogue.frameworks().flat_map(|set| {
            set.items.iter().map(|item| &item.summary).chain(std::iter::once(&set.description))
        });
        let mut chosen: Vec<&Localized> = Vec::new();
        for text in kinds.chain(frameworks) {
            let in_all = Lang::ALL.into_iter().all(|lang| text.exact(lang).is_some());
            if in_all && text.get(Lang::En).len() >= SHORTEST && !chosen.contains(&text) {
                chosen.push(text);
            }
        }
        Self(chosen.iter().map(|text| text.get(lang).to_owned()).collect())
    }

    /// A text of so many sentences.
    fn text(&self, from: usize, count: usize) -> String {
        let sentences: Vec<&str> = (from..from + count).map(|n| self.0[n % self.0.len()].as_str()).collect();
        sentences.chunks(PARAGRAPH).map(|some| some.join(" ")).collect::<Vec<_>>().join("\n\n")
    }
}

/// What the n-th State says to a kind: an answer to every question that takes a text.
pub fn answers(kind: &Kind, sentences: &Sentences, n: usize) -> Map<String, Value> {
    let texts = kind.fields.iter().filter(|field| field.field_type == FieldType::Text);
    let mut content = Map::new();
    for (number, field) in texts.enumerate() {
        let from = n * STATE_STRIDE + number * QUESTION_STRIDE;
        let count = if field.multiline { SENTENCES[number % SENTENCES.len()] } else { 1 };
        let most = field.max_chars.map_or(usize::MAX, |most| most as usize);
        let text: String = sentences.text(from, count).chars().take(most).collect();
        content.insert(field.id.clone(), json!(text.trim_end()));
    }
    content
}

#[cfg(test)]
mod tests {
    use super::*;
    use record::Body;
    use record::header::Salt;

    #[test]
    fn every_language_fills_the_national_survey_with_answers_that_the_door_takes() {
        let catalogue = Catalogue::built_in().unwrap();
        let kind = catalogue.kind("national-survey").unwrap();
        for lang in Lang::ALL {
            let sentences = Sentences::of(catalogue, lang);
            assert!(sentences.0.len() > 50, "{lang:?}: {}", sentences.0.len());
            let (one, other) = (answers(kind, &sentences, 0), answers(kind, &sentences, 1));
            assert_eq!(one.len(), kind.fields.len(), "every question of it takes a text");
            assert_ne!(one, other);
            let body = Body { comity: 1, salt: Salt([0; 16]), content: one, attachments: Vec::new() };
            kinds::check_content(kind, &body).unwrap();
        }
    }
}
