//! Words that tell whether a line goes on: small words that open or end none, and capitals.

/// The second line of a title in capitals.
pub(crate) fn starts_with_preposition(line: &str) -> bool {
    let first = line.split(' ').next().unwrap_or_default();
    matches!(
        first,
        "ON" | "OF"
            | "FOR"
            | "IN"
            | "TO"
            | "AND"
            | "THE"
            | "WITH"
            | "AGAINST"
            | "SUR"
            | "DE"
            | "DU"
            | "DES"
            | "POUR"
            | "ET"
            | "EN"
            | "DANS"
            | "À"
            | "LA"
            | "LE"
            | "LES"
    )
}

/// The last word can't end a paragraph: an article or a preposition.
pub(crate) fn ends_with_open_word(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or_default();
    matches!(
        last,
        "de" | "du"
            | "des"
            | "la"
            | "le"
            | "les"
            | "et"
            | "à"
            | "au"
            | "aux"
            | "en"
            | "sur"
            | "par"
            | "pour"
            | "dans"
            | "of"
            | "the"
            | "and"
            | "to"
            | "in"
            | "on"
            | "by"
            | "for"
            | "with"
            | "from"
            | "its"
            | "their"
            | "a"
            | "an"
            | "or"
            | "ou"
            | "que"
            | "qui"
            | "that"
            | "which"
    )
}

/// Letters looked at to tell capitals: enough for a title.
const CAPITALS_SAMPLE: usize = 200;

pub(crate) fn is_capitals(text: &str) -> bool {
    let letters = text.chars().take(CAPITALS_SAMPLE).filter(|ch| ch.is_alphabetic());
    let (upper, all) =
        letters.fold((0, 0), |(upper, all), ch| (upper + usize::from(ch.is_uppercase()), all + 1));
    all > 3 && upper * 10 >= all * 9
}
