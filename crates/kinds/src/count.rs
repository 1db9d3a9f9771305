//! How long a text is, as a printer counts it.

/// How many words a text has: what stands between spaces, and each character of a script that is written without them.
pub fn words(text: &str) -> usize {
    text.split_whitespace().map(in_one_run).sum()
}

/// A run of other letters among such characters is one word more.
fn in_one_run(run: &str) -> usize {
    let mut count = 0;
    let mut within = false;
    for c in run.chars() {
        if stands_alone(c) {
            count += 1;
            within = false;
        } else if c.is_alphanumeric() && !within {
            count += 1;
            within = true;
        }
    }
    count
}

/// Han, Hiragana, Katakana: the blocks in which a word ends without a mark.
fn stands_alone(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
        || matches!(c, '\u{f900}'..='\u{faff}')
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn words_are_counted_with_and_without_spaces() {
        assert_eq!(words("States  should not\nknowingly – allow"), 5);
        assert_eq!(words("l’État"), 1);
        assert_eq!(words("信息和通信技术"), 7);
        assert_eq!(words("A/70/174号决议"), 4);
        assert_eq!(words(" … — "), 0);
    }
}
