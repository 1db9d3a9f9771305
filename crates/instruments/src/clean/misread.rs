//! Words with one letter misread (`Assemb1y`, `lnvites`, `Decernber`, `2O30`), in any text. A word is repaired only
//! into one that is known, and only if no other known word fits; symbols, links and what stands in quotation marks
//! stay as printed.

use super::known::Known;
use super::words::{Change, Place, core, starts_sentence, with_case_of};
use crate::dates::month_number;
use crate::fold::folded;

/// Misread digits tried in one word: each doubles the words to try, and a word with more is noise.
const MOST_DIGITS: usize = 3;

/// Letters a word needs to be looked at: shorter ones are labels and abbreviations.
const LETTERS: usize = 4;

const CONSONANTS: &str = "bcdfgjkmnpqrstvwxz";

/// The repair of a word that is not known.
pub(super) fn misread(place: Place<'_>, known: &Known) -> Option<Change> {
    let (before, inner, after) = core(place.word);
    // Symbols, links, addresses and abbreviations are never touched.
    if inner.contains(['/', '@', '.', '_', ':', '\\', '=', '&']) || inner.is_empty() {
        return None;
    }
    if let Some(number) = number(inner, place.next, known) {
        return Some(Change::sure(format!("{before}{number}{after}"), "misread-number"));
    }
    let starts = starts_sentence(place.previous);
    let mut reason = "misread-letter";
    let mut whole = String::with_capacity(inner.len());
    let mut rest = inner;
    if let Some(noun) = after_article(inner, known) {
        reason = "misread-article";
        whole.push(if starts { 'L' } else { 'l' });
        whole.push_str(&inner[1..inner.len() - noun.len()]);
        rest = noun;
    }
    for part in rest.split_inclusive(['’', '\'', '-']) {
        let bare = part.trim_end_matches(['’', '\'', '-']);
        if let Some(word) = letters(bare, starts, known) {
            whole.push_str(&word);
        } else if let Some(word) = accents(bare, known) {
            reason = "lost-accent";
            whole.push_str(&word);
        } else {
            whole.push_str(bare);
        }
        whole.push_str(&part[bare.len()..]);
    }
    (whole != inner).then(|| Change::sure(format!("{before}{whole}{after}"), reason))
}

/// The known French word after `1’` or `I’`, which before a vowel can only be the article l’.
fn after_article<'a>(word: &'a str, known: &Known) -> Option<&'a str> {
    let rest = word.strip_prefix(['1', 'I'])?;
    let noun = rest.strip_prefix(['’', '\''])?;
    let vowel = folded(noun).starts_with(['a', 'e', 'i', 'o', 'u', 'y', 'h']);
    let is_word = || known.knows(noun) || letters(noun, false, known).is_some();
    (known.is_french() && vowel && is_word()).then_some(noun)
}

/// Whether a word that ends with a digit can be a known word with its last letter misread.
pub(super) fn ends_misread(word: &str, known: &Known) -> bool {
    letters(word, false, known).is_some()
}

/// Letters in a year or in the day before a month: `2O30`, `l9 December`.
fn number(word: &str, next: &str, known: &Known) -> Option<String> {
    if word.len() > 4 || !word.contains(['l', 'I', 'O', 'o']) {
        return None;
    }
    let number: String = word
        .chars()
        .map(|ch| match ch {
            'l' | 'I' => '1',
            'O' | 'o' => '0',
            _ => ch,
        })
        .collect();
    let value: u32 = number.parse().ok()?;
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let year = word.len() == 4 && digits >= 2 && (1900..2200).contains(&value);
    let month = || {
        let name = core(next).1;
        month_number(&letters(name, false, known).unwrap_or_else(|| name.to_owned())) > 0
    };
    let day = word.len() == 2 && (1..=31).contains(&value) && month();
    (year || day).then_some(number)
}

fn letters(word: &str, starts: bool, known: &Known) -> Option<String> {
    let count = word.chars().filter(|ch| ch.is_alphabetic()).count();
    let digits = word.chars().filter(char::is_ascii_digit).count();
    if count + digits < LETTERS || count + digits != word.chars().count() {
        return None;
    }
    if digits > 0 {
        let misread = word.chars().filter(|ch| matches!(ch, '0' | '1')).count();
        return (misread == digits && digits <= MOST_DIGITS && count > digits)
            .then(|| from_digits(word, starts, known))
            .flatten();
    }
    let may_be_misread = word.starts_with('l') || word.contains('I') || word.contains("rn");
    if !may_be_misread || known.is_listed(word) {
        return None;
    }
    capital_for_l(word).filter(|word| known.knows(word)).or_else(|| small_l(word, known)).or_else(|| {
        let mut fits = word.match_indices("rn").map(|(at, _)| format!("{}m{}", &word[..at], &word[at + 2..]));
        // A word of the text alone is not enough: names differ by rn and m.
        fits.find(|word| known.is_listed(word))
    })
}

/// `lnvites`: no word begins with a small l before a consonant.
fn capital_for_l(word: &str) -> Option<String> {
    let rest = word.strip_prefix('l')?;
    rest.starts_with(|ch| CONSONANTS.contains(ch)).then(|| format!("I{rest}"))
}

/// `AssembIy`, `Iegal`: a capital I among small letters.
fn small_l(word: &str, known: &Known) -> Option<String> {
    let others_small = word.chars().skip(1).all(|ch| ch == 'I' || ch.is_lowercase());
    if !word.contains('I') || !others_small || word.starts_with("II") {
        return None;
    }
    let first = word.chars().next()?;
    let inside = format!("{first}{}", word[first.len_utf8()..].replace('I', "l"));
    if inside != word && known.knows(&inside) {
        return Some(inside);
    }
    let all = word.replace('I', "l");
    (first == 'I' && known.is_listed(&all)).then_some(all)
}

/// The one known word that a word with the digits 1 and 0 can be.
fn from_digits(word: &str, starts: bool, known: &Known) -> Option<String> {
    let printed = capital_for_l(word).unwrap_or_else(|| word.to_owned());
    let capitals = printed.chars().all(|ch| !ch.is_lowercase());
    let mut fits = vec![String::new()];
    for (at, ch) in printed.chars().enumerate() {
        let letters: &[char] = match ch {
            '1' if capitals => &['L', 'I'],
            '1' if at == 0 => &['l', 'I'],
            '1' => &['l', 'i'],
            '0' if capitals || (at == 0 && starts) => &['O'],
            '0' => &['o'],
            _ => &[ch],
        };
        fits = fits.iter().flat_map(|start| letters.iter().map(move |ch| format!("{start}{ch}"))).collect();
    }
    fits.retain(|word| known.knows(word));
    if fits.len() == 1 { fits.pop() } else { None }
}

/// `preoccupation` in a text that has accents. Capitals may go without: “Etats” is printed so.
fn accents(word: &str, known: &Known) -> Option<String> {
    let accented = known.with_accents(word)?;
    let all_small = word.chars().skip(1).all(char::is_lowercase);
    let on_capital = word.starts_with(char::is_uppercase) && !accented.starts_with(|ch: char| ch.is_ascii());
    (all_small && !on_capital).then(|| with_case_of(accented, word))
}
