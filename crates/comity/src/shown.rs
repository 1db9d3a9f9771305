//! Text of somebody else's on its way to a terminal: what a hub answers, what a register holds. Control characters move the
//! cursor, colour the screen or run a terminal's functions; others turn the reading direction or aren't seen. All of them
//! are shown as JSON writes them (`\u202e`), so that nothing looks like what it isn't.

use std::fmt::Write as _;

/// The longest text of a hub's that is repeated in an error, in characters.
const MAX_REPEATED: usize = 500;

/// The text with everything hidden in it made visible. Lines stay lines.
pub fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if c == '\n' || !is_hidden(c) { shown.push(c) } else { escape(c, &mut shown) }
    }
    shown
}

/// The beginning of a text, on one line, with everything hidden made visible: for what somebody else may put into one line
/// of ours.
pub fn on_one_line(text: &str) -> String {
    let mut shown = String::new();
    for (n, c) in text.chars().enumerate() {
        if n == MAX_REPEATED {
            shown.push('…');
            break;
        }
        if is_hidden(c) { escape(c, &mut shown) } else { shown.push(c) }
    }
    shown
}

fn escape(c: char, shown: &mut String) {
    for unit in c.encode_utf16(&mut [0; 2]) {
        // Writing to a string can't fail.
        let _ = write!(shown, "\\u{unit:04x}");
    }
}

/// Controls, directions, and what nobody sees. The joiners U+200C and U+200D stay: Persian and others are written with them.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_hidden_is_shown_and_the_rest_stays() {
        assert_eq!(
            visible("a\u{1b}[2Jb\nc\u{202e}d\u{9b}\u{e0041}\r"),
            "a\\u001b[2Jb\nc\\u202ed\\u009b\\udb40\\udc41\\u000d"
        );
        assert_eq!(visible("Équipe — می\u{200c}خواهم 安全"), "Équipe — می\u{200c}خواهم 安全");
        assert_eq!(on_one_line("one\ntwo"), "one\\u000atwo");
        assert_eq!(on_one_line(&"é".repeat(10_000)).chars().count(), MAX_REPEATED + 1);
    }

    #[test]
    fn json_stays_json() {
        let value = serde_json::json!({ "title": "paid \u{202e}diap\u{7f}\u{e0041}", "n": [1, "x"] });
        let text = visible(&serde_json::to_string_pretty(&value).unwrap());
        assert!(text.is_ascii(), "{text}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), value);
    }
}
