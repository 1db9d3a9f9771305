//! Words to stems: what inflected forms of a word have in common, by the Snowball algorithms.
//!
//! French and Spanish stemmers read accents as part of a suffix (`sécurité`, `utilisées`), so a word without accents
//! would end on another stem. Each word is therefore stemmed as written, without its accents, and, where none are
//! written, with those its ending may have lost; two words meet where their sets of stems do.

use catalogue::Lang;
use frostem::{Algorithm, Stemmer};

use crate::words::fold;

/// The languages that have a stemmer.
pub(crate) const STEMMED: [Lang; 5] = [Lang::Ar, Lang::En, Lang::Es, Lang::Fr, Lang::Ru];

/// Endings that lose their accents in capitals, in scans and on foreign keyboards; the longest first.
const FRENCH_ENDINGS: [(&str, &str); 8] = [
    ("erent", "èrent"),
    ("ieres", "ières"),
    ("iere", "ière"),
    ("ieme", "ième"),
    ("ees", "ées"),
    ("ee", "ée"),
    ("es", "és"),
    ("e", "é"),
];
const SPANISH_ENDINGS: [(&str, &str); 3] = [("ion", "ión"), ("ias", "ías"), ("ia", "ía")];

/// Words so common that a search which names others can do without them.
const COMMON: &str = " a an and are as at be by for from has have in into is it its of on or that the their this to \
    was were which with au aux ce ces cette dans de des du elle elles en et est il ils la le les leur leurs ne ou \
    par pas pour qu que qui sa se ses son sont sur un une del el los las por para con una y no su sus lo al ";

/// Whether a folded word says little by itself.
pub(crate) fn is_common(folded: &str) -> bool {
    COMMON.split_ascii_whitespace().any(|word| word == folded)
}

/// The stems of a word in a language, folded; no language has more than four.
pub(crate) fn stems(lang: Lang, word: &str) -> Vec<String> {
    let Some(stemmer) = stemmer(lang) else { return Vec::new() };
    let mut found: Vec<String> = Vec::with_capacity(2);
    for form in forms(lang, word) {
        let stem = fold(&stemmer.stem(&form));
        if !stem.is_empty() && !found.contains(&stem) {
            found.push(stem);
        }
    }
    found
}

fn stemmer(lang: Lang) -> Option<Stemmer> {
    let algorithm = match lang {
        Lang::Ar => Algorithm::Arabic,
        Lang::En => Algorithm::English,
        Lang::Es => Algorithm::Spanish,
        Lang::Fr => Algorithm::French,
        Lang::Ru => Algorithm::Russian,
        Lang::Zh => return None,
    };
    Some(Stemmer::new(algorithm))
}

fn forms(lang: Lang, word: &str) -> Vec<String> {
    let mut forms = vec![word.to_owned()];
    let endings: &[(&str, &str)] = match lang {
        Lang::Fr => &FRENCH_ENDINGS,
        Lang::Es => &SPANISH_ENDINGS,
        _ => return forms,
    };
    // The third person of the plural (`échangent`): the algorithm leaves it, as nouns end so too.
    if lang == Lang::Fr && !word.ends_with("ment") {
        let verb = word.strip_suffix("ent").filter(|rest| rest.len() > 3);
        forms.extend(verb.map(|rest| format!("{rest}e")));
    }
    let folded = fold(word);
    if folded == word {
        let accented = endings.iter().find_map(|(bare, accented)| {
            word.strip_suffix(bare).filter(|rest| rest.len() > 1).map(|rest| format!("{rest}{accented}"))
        });
        forms.extend(accented);
    } else {
        forms.push(folded);
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meet(lang: Lang, words: &[&str]) -> bool {
        let sets: Vec<_> = words.iter().map(|word| stems(lang, word)).collect();
        sets.iter().all(|a| sets.iter().all(|b| a.iter().any(|stem| b.contains(stem))))
    }

    #[test]
    fn french_forms_meet_with_and_without_accents() {
        assert!(meet(Lang::Fr, &["réseau", "réseaux", "reseau", "reseaux"]));
        assert!(meet(Lang::Fr, &["sécurité", "securite", "securites", "sécurités"]));
        assert!(meet(Lang::Fr, &["utilisées", "utilisees", "utilisation", "utilisations"]));
        assert!(meet(Lang::Fr, &["mesure", "mesures"]));
        assert!(meet(Lang::Fr, &["échangent", "echangent", "échanger"]));
        assert!(meet(Lang::Fr, &["État".to_lowercase().as_str(), "etats"]));
        assert!(meet(Lang::Fr, &["coopération", "cooperations"]));
        assert!(!meet(Lang::Fr, &["réseau", "mesure"]));
    }

    #[test]
    fn forms_of_the_other_languages_meet() {
        assert!(meet(Lang::En, &["measure", "measures", "measured"]));
        assert!(meet(Lang::En, &["capacity", "capacities"]));
        assert!(meet(Lang::Es, &["cooperación", "cooperacion", "cooperaciones"]));
        assert!(meet(Lang::Ru, &["безопасность", "безопасности"]));
        assert!(meet(Lang::Ar, &["الأمن", "أمن"]));
        assert_eq!(stems(Lang::Zh, "ict"), Vec::<String>::new());
    }
}
