//! The six languages, and texts that exist in some of them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// One of the six official languages of the United Nations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Arabic.
    Ar,
    /// English.
    En,
    /// Spanish.
    Es,
    /// French.
    Fr,
    /// Russian.
    Ru,
    /// Chinese.
    Zh,
}

impl Lang {
    /// All six, in the order of their codes.
    pub const ALL: [Self; 6] = [Self::Ar, Self::En, Self::Es, Self::Fr, Self::Ru, Self::Zh];

    /// The ISO 639-1 code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Ar => "ar",
            Self::En => "en",
            Self::Es => "es",
            Self::Fr => "fr",
            Self::Ru => "ru",
            Self::Zh => "zh",
        }
    }

    /// The language of an ISO 639-1 code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lang| lang.code() == code)
    }
}

/// A text in one or more languages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Localized(BTreeMap<Lang, String>);

impl Localized {
    /// The text in a language; else in English; else in any language there is.
    pub fn get(&self, lang: Lang) -> &str {
        self.exact(lang)
            .or_else(|| self.exact(Lang::En))
            .or_else(|| self.0.values().next().map(String::as_str))
            .unwrap_or_default()
    }

    /// The text in a language, if it exists in that language.
    pub fn exact(&self, lang: Lang) -> Option<&str> {
        self.0.get(&lang).map(String::as_str)
    }

    /// Each language with its text.
    pub fn iter(&self) -> impl Iterator<Item = (Lang, &str)> {
        self.0.iter().map(|(lang, text)| (*lang, text.as_str()))
    }

    /// The same with the text in one language added or replaced.
    #[must_use]
    pub fn with(mut self, lang: Lang, text: impl Into<String>) -> Self {
        self.0.insert(lang, text.into());
        self
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<(Lang, String)> for Localized {
    fn from_iter<T: IntoIterator<Item = (Lang, String)>>(texts: T) -> Self {
        Self(texts.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn falls_back_to_english_then_to_anything() {
        let both: Localized = [(Lang::En, "a".to_owned()), (Lang::Fr, "b".to_owned())].into_iter().collect();
        assert_eq!((both.get(Lang::Fr), both.get(Lang::Zh)), ("b", "a"));
        let only: Localized = [(Lang::Ru, "c".to_owned())].into_iter().collect();
        assert_eq!((only.get(Lang::En), only.exact(Lang::En)), ("c", None));
    }

    #[test]
    fn every_code_leads_back_to_its_language() {
        assert!(Lang::ALL.into_iter().all(|lang| Lang::from_code(lang.code()) == Some(lang)));
        assert_eq!(Lang::from_code("de"), None);
    }
}
