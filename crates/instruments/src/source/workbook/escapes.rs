//! The escapes of a spreadsheet's texts (ECMA-376, `ST_Xstring`): a letter that XML can't hold, the line end of Windows, and an
//! underscore that would begin such an escape stand as `_x000D_`. Every spreadsheet shows the letter, so that is what is read.

/// What every escape begins with, and all of it in bytes: four hexadecimal digits and an underscore follow.
const BEGIN: &str = "_x";
const LENGTH: usize = 7;

/// A text as spreadsheets show it.
pub(super) fn shown(text: String) -> String {
    if !text.contains(BEGIN) {
        return text;
    }
    let mut shown = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find(BEGIN) {
        shown.push_str(&rest[..at]);
        rest = &rest[at..];
        let (letter, length) = match letter(rest) {
            Some(letter) => (letter, LENGTH),
            None => ('_', 1),
        };
        shown.push(letter);
        rest = &rest[length..];
    }
    shown.push_str(rest);
    shown
}

/// The letter of the escape with which a text begins. Half a letter is none.
fn letter(text: &str) -> Option<char> {
    let digits = text.get(BEGIN.len()..LENGTH)?.strip_suffix('_')?;
    let all = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    u32::from_str_radix(digits, 16).ok().filter(|_| all).and_then(char::from_u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_escape_is_its_letter_and_anything_else_is_itself() {
        for (written, read) in [
            ("plain", "plain"),
            ("one_x000D_\ntwo", "one\r\ntwo"),
            ("_x005F_x0041_", "_x0041_"),
            ("_x0041__x0042_", "AB"),
            ("_x004_", "_x004_"),
            ("_x+041_", "_x+041_"),
            ("_xD83D_", "_xD83D_"),
            ("_x__x0041_", "_x_A"),
            ("é_x00é1_", "é_x00é1_"),
            ("_x", "_x"),
        ] {
            assert_eq!(shown(written.to_owned()), read, "{written}");
        }
    }
}
