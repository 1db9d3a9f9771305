//! Texts as the page can hold them: without letters that no font has, and with places to break where there are none.

use crate::fonts::Fonts;
use reports::Document;
use std::collections::{BTreeSet, HashMap};

/// Stands for a letter that no font has: accessible files must not hold a glyph without meaning.
const REPLACEMENT: char = '\u{FFFD}';

/// A word this long would run out of a table's cell or over the edge of the page.
const LONGEST_WORD: usize = 40;

/// A place where a line may end, and nothing to see.
const BREAK: char = '\u{200B}';

/// Changes the texts of a document; returns the letters that no font has.
pub(crate) fn fit(document: &mut Document, fonts: &Fonts) -> BTreeSet<char> {
    let mut known: HashMap<char, bool> = HashMap::new();
    let mut unshown = BTreeSet::new();
    document.each_text(&mut |text| {
        let mut fitted = String::with_capacity(text.len());
        let mut word = 0;
        for c in text.chars() {
            let shown = is_unseen(c) || *known.entry(c).or_insert_with(|| fonts.cover(c));
            if !shown {
                unshown.insert(c);
            }
            word = if breaks(c) { 0 } else { word + 1 };
            if word > LONGEST_WORD {
                fitted.push(BREAK);
                word = 1;
            }
            fitted.push(if shown { c } else { REPLACEMENT });
        }
        *text = fitted;
    });
    unshown
}

/// What leaves no mark on the page and needs no font.
fn is_unseen(c: char) -> bool {
    matches!(c, '\n' | '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2064}' | '\u{61C}' | '\u{FE00}'..='\u{FE0F}')
}

/// Where lines break by themselves: at spaces, hyphens, and between ideographs.
fn breaks(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '\u{200B}' | '\u{2E80}'..='\u{D7FF}' | '\u{20000}'..='\u{3FFFF}')
}
