//! Texts named by a capital: "la Déclaration de Bamako", "the Budapest Convention".
//!
//! French writes titles in small letters after their first noun. A capital on that noun inside a sentence still tells
//! a name, and the name ends where its grammar does: at a comma, a verb, or the noun of the next text.

use std::sync::LazyLock;

use regex::Regex;

use crate::patterns::compiled;

/// A text named in a sentence: its words, the noun that says what it is, and where it starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Named<'a> {
    /// The title.
    pub title: &'a str,
    /// What kind of text it says it is.
    pub noun: &'a str,
    /// First byte.
    pub at: usize,
}

static FRENCH: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?x)
        \b((?:Déclaration|Convention|Appel|Pacte|Traité|Accord|Acte\ constitutif|Protocole|Stratégie|Agenda
            |Plan\ d[’']action|Programme(?:\ d[’']action)?|Feuille\ de\ route|Cadre|Engagement|Communiqué|Consensus
            |Schéma\ directeur|Plan\ directeur|Mémorandum|Charte)
        (?:\ (?:conjointe?|commune?|ministérielle?|politique|finale?|universelle?|internationale?|africaine?
            |régionale?|mondiale?|interaméricaine?|européenne?))*)
        ((?:\ (?:des\ droits\ de\ l[’']homme
            |(?:de\ la|de\ l[’']|de|du|des|d[’']|à\ l[’']|à)\s?
             \p{Lu}[\p{L}’'-]*(?:\s(?:\p{Lu}[\p{L}’'-]*|unies|africaine|européenne|américains|arabes|\d{4}))*
            |(?:sur|contre|pour|relative?s?\ (?:à|aux|au)|concernant|portant|en\ matière\ de|visant)\s[^,;:.()«»“”]{3,160}
            |(?:\p{Ll}+\ )?\d{4}(?:-\d{4})?))+)",
    )
});

/// Where a French name has ended and its sentence goes on.
static FRENCH_ENDS: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)\s(?:et (?:des?\s|d[’']|aux?\s|à\s|(?:(?:la|le|les|sa|son|ses|leurs?)\s|l[’'])(?-i:\p{Lu})|\p{L}+(?:ons|ant)\b|(?:appell|soulign|salu|demand|invit|not|affirm|réaffirm|engag|décid)\p{L}+)|ainsi qu|(?:adopt|sign|approuv|conclu|endoss)[ée]e?s?\b|(?:est|sont|a|ont|était|constitue|constituent|reste|demeure|doit|doivent|peut|prévoit|joue|s[’'](?:applique|engage)|en tant|comme|afin|lors|dans l(?:e|es|a)\b|qui|que|dont|où|par (?:la|le|les|l[’']))(?:\s|$)|(?:du|le|en date du) \d)",
    )
});

static ENGLISH: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"\b[Tt]he ((\p{Lu}[\p{L}-]+) (Declaration|Convention|Treaty|Covenant|Communiqu[ée]|Accord|Compact|Consensus|Protocol|Pledge|Charter))(?:\W|$)",
    )
});

/// Words before a noun that name nothing: "the Joint Declaration".
const GENERIC: [&str; 27] = [
    "Joint",
    "Political",
    "Ministerial",
    "Final",
    "Present",
    "Draft",
    "Summit",
    "Leaders",
    "International",
    "Universal",
    "Regional",
    "Presidential",
    "Framework",
    "Said",
    "Above",
    "Additional",
    "Optional",
    "National",
    "European",
    "African",
    "American",
    "Constitutive",
    "Outcome",
    "Action",
    "Bilateral",
    "Model",
    "Nations",
];

/// French names, longest as their grammar allows.
pub(crate) fn french(text: &str) -> Vec<Named<'_>> {
    let mut found = Vec::new();
    for name in FRENCH.captures_iter(text) {
        let (Some(whole), Some(noun), Some(rest)) = (name.get(0), name.get(1), name.get(2)) else { continue };
        let end = FRENCH_ENDS.find(rest.as_str()).map_or(rest.end(), |end| rest.start() + end.start());
        // "(Convention de Malabo)", "dite Convention de Malabo": the other name of the text named just before.
        let alias =
            [" (", " dite ", " dit ", " dénommée "].iter().any(|join| text[..whole.start()].ends_with(join));
        if end > noun.end() && !alias {
            found.push(Named { title: &text[whole.start()..end], noun: noun.as_str(), at: whole.start() });
        }
    }
    found
}

/// English names of two words.
pub(crate) fn english(text: &str) -> Vec<Named<'_>> {
    let mut found = Vec::new();
    for name in ENGLISH.captures_iter(text) {
        let (Some(title), Some(first), Some(noun)) = (name.get(1), name.get(2), name.get(3)) else {
            continue;
        };
        if !GENERIC.contains(&first.as_str()) {
            found.push(Named { title: title.as_str(), noun: noun.as_str(), at: title.start() });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titles(found: &[Named<'_>]) -> Vec<String> {
        found.iter().map(|one| one.title.to_owned()).collect()
    }

    #[test]
    fn a_french_name_ends_where_its_grammar_does() {
        for (text, title) in [
            (
                "rappelons la Déclaration de Port-Sauvage du 3 mai 2031 et d’autres",
                "Déclaration de Port-Sauvage",
            ),
            (
                "la Convention de l’Union africaine sur la sûreté des machines, adoptée le 27 juin 2014",
                "Convention de l’Union africaine sur la sûreté des machines",
            ),
            ("La Convention sur les machines constitue un outil", "Convention sur les machines"),
            ("l’Agenda 2063 de l’Union africaine est notre cadre", "Agenda 2063 de l’Union africaine"),
        ] {
            assert_eq!(titles(&french(text)), [title], "{text}");
        }
        assert!(french("cette Déclaration engage ses auteurs").is_empty());
    }

    #[test]
    fn an_english_name_of_two_words_has_a_word_of_its_own() {
        assert_eq!(titles(&english("recalling the Drassen Declaration, and more")), ["Drassen Declaration"]);
        assert!(english("the Joint Declaration says so").is_empty());
    }
}
