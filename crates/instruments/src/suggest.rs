//! Framework items a provision seems to speak to, with the words that led there.

use crate::instrument::Language;
use crate::lexicon::Lexicon;
use crate::provision::FrameworkLink;

/// Suggests items for one text; the words are as the text prints them.
pub(crate) fn suggest(text: &str, lexicon: &Lexicon, language: Language) -> Vec<FrameworkLink> {
    let mut links: Vec<FrameworkLink> = Vec::new();
    for term in lexicon.terms_in(text, language) {
        let words = text[term.start..term.end].to_owned();
        match links.iter_mut().find(|link| link.item == term.item) {
            Some(link) if link.because.contains(&words) => {}
            Some(link) => link.because.push(words),
            None => links.push(FrameworkLink { item: term.item.to_owned(), because: vec![words] }),
        }
    }
    links
}
