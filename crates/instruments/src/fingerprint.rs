//! What makes two imports of one text the same, however it was printed.

use crate::fold::folded;
use crate::instrument::Instrument;

/// The words of a text as comparing sees them. Callers hash them; two imports of one text give the same.
pub fn fingerprint_text(text: &str) -> String {
    folded(text)
}

/// The words of all provisions of an instrument, as comparing sees them: the same for one text read from different
/// files, or with and without what a web page puts around it, and however its paragraphs were parted.
pub fn fingerprint(instrument: &Instrument) -> String {
    let mut words = String::from(instrument.language.code());
    for provision in &instrument.provisions {
        for one in provision.walk() {
            words.push(' ');
            words.push_str(&folded(&one.text));
        }
    }
    words
}
