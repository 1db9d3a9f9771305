//! The strict reader of I-JSON (RFC 7493) through which every header, body and signature set passes before anything
//! else looks at it.
//!
//! Two readers that disagree about one text would split the register: one would admit what the other refuses. So the
//! text is narrowed until nothing is left to disagree about: no byte order mark, no duplicate member, no escape in a
//! member's name, whole numbers below 2^53 only, no noncharacters, bounded depth. `serde_json` reads it afterwards.

use serde::Serialize;
use serde::de::DeserializeOwned;
use std::io;
use thiserror::Error;

/// How deep arrays and objects may nest. A header needs 3, a survey's answer 6; 16 leaves room and bounds the stack.
pub const MAX_DEPTH: usize = 16;

/// The largest whole number that every JSON reader keeps exactly: 2^53 - 1 (RFC 7493, section 2.2).
pub const MAX_NUMBER: u64 = (1 << 53) - 1;

/// Why a text is not strict I-JSON, and at which byte.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{fault} at byte {at}")]
pub struct JsonError {
    /// What is wrong.
    pub fault: Fault,
    /// The offset of the byte where it shows, from 0.
    pub at: usize,
}

/// What can be wrong with a text that should be strict I-JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Fault {
    /// The text starts with U+FEFF.
    #[error("the text starts with a byte order mark: save it as UTF-8 without one")]
    ByteOrderMark,
    /// Not UTF-8.
    #[error("the text is not UTF-8")]
    NotUtf8,
    /// Something else was expected here.
    #[error("this is not JSON")]
    Syntax,
    /// More than [`MAX_DEPTH`] levels.
    #[error("arrays and objects nest deeper than 16 levels")]
    TooDeep,
    /// A member's name stands twice in one object.
    #[error("a member stands twice in one object")]
    DuplicateMember,
    /// A member's name is written with a backslash.
    #[error("a member's name is written with an escape: write it plainly")]
    EscapedName,
    /// A fraction or an exponent.
    #[error("a number has a fraction or an exponent: only whole numbers are read")]
    NotWhole,
    /// A whole number of 2^53 or more, or below -(2^53 - 1).
    #[error("a number is 2^53 or larger: not every reader keeps it exactly")]
    NumberTooLarge,
    /// A surrogate without its partner, or a noncharacter.
    #[error("a string holds a surrogate or a noncharacter")]
    NotACharacter,
}

impl Fault {
    /// The stable code of this fault.
    pub fn code(self) -> &'static str {
        match self {
            Self::ByteOrderMark => "json-byte-order-mark",
            Self::NotUtf8 => "json-not-utf8",
            Self::Syntax => "json-syntax",
            Self::TooDeep => "json-too-deep",
            Self::DuplicateMember => "json-duplicate-member",
            Self::EscapedName => "json-escaped-name",
            Self::NotWhole => "json-number-not-whole",
            Self::NumberTooLarge => "json-number-too-large",
            Self::NotACharacter => "json-not-a-character",
        }
    }
}

/// Checks that `bytes` are one strict I-JSON object and nothing around it but white space; gives them back as text.
pub fn check_object(bytes: &[u8]) -> Result<&str, JsonError> {
    if bytes.starts_with("\u{feff}".as_bytes()) {
        return Err(JsonError { fault: Fault::ByteOrderMark, at: 0 });
    }
    let text =
        std::str::from_utf8(bytes).map_err(|e| JsonError { fault: Fault::NotUtf8, at: e.valid_up_to() })?;
    let mut reader = Reader { text, at: 0 };
    reader.skip_space();
    reader.object(1)?;
    reader.skip_space();
    if reader.at == text.len() { Ok(text) } else { Err(reader.fault(Fault::Syntax)) }
}

/// What is said of a text that a type reads but would not write.
const OTHER_SHAPE: &str = "a member is null, an empty list, or of another shape: leave out what is empty, and write objects as objects";

/// Reads a text that [`check_object`] has passed, and refuses what the type would not write back with the same meaning.
///
/// `serde` is lenient where a second implementation would not think to be: an array for an object, `{"signed":null}`
/// for `"signed"`, null for nothing, unknown members beside a tag. Writing back finds them all.
pub fn read_text<T: DeserializeOwned + Serialize>(text: &str) -> Result<T, String> {
    let value: T = serde_json::from_str(text).map_err(|e| e.to_string())?;
    // Almost every text is one that we wrote; comparing bytes costs a tenth of comparing trees.
    if is_spelling_of(text.as_bytes(), &value) {
        return Ok(value);
    }
    let read: serde_json::Value = serde_json::from_str(text).map_err(|e| e.to_string())?;
    same_shape(value, &read)
}

/// Reads a text in ASCII that is, byte for byte, what the type writes: nearly all that ever comes. `None` says nothing
/// against a text, only that [`check_object`] and [`read_text`] must look at it.
///
/// What is read here they read too, with the same value: what `serde_json` writes of a struct has no byte order mark, no
/// duplicate member and no escaped name; in ASCII it has no noncharacter, because it writes those plainly and never as an
/// escape. What is left, the type MUST see to: no map, no fraction, no number above [`MAX_NUMBER`], no nesting beyond
/// [`MAX_DEPTH`].
pub(crate) fn read_own<T: DeserializeOwned + Serialize>(bytes: &[u8]) -> Option<T> {
    let text = std::str::from_utf8(bytes).ok().filter(|text| text.is_ascii())?;
    let value = serde_json::from_str(text).ok()?;
    is_spelling_of(bytes, &value).then_some(value)
}

/// Is this, byte for byte, what the value is written as?
pub(crate) fn is_spelling_of<T: Serialize>(bytes: &[u8], value: &T) -> bool {
    let mut rest = Expected(bytes);
    serde_json::to_writer(&mut rest, value).is_ok() && rest.0.is_empty()
}

/// Compares what is written with what is expected, and keeps none of it.
struct Expected<'a>(&'a [u8]);

impl io::Write for Expected<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 = self.0.strip_prefix(bytes).ok_or(io::ErrorKind::InvalidData)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Reads an object that is part of a text that [`check_object`] has passed, as strictly as [`read_text`].
pub fn read_map<T: DeserializeOwned + Serialize>(
    map: serde_json::Map<String, serde_json::Value>,
) -> Result<T, String> {
    let read = serde_json::Value::Object(map);
    same_shape(T::deserialize(&read).map_err(|e| e.to_string())?, &read)
}

fn same_shape<T: Serialize>(value: T, read: &serde_json::Value) -> Result<T, String> {
    let written = serde_json::to_value(&value).map_err(|e| e.to_string())?;
    if written == *read { Ok(value) } else { Err(OTHER_SHAPE.to_owned()) }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    fn fault(&self, fault: Fault) -> JsonError {
        JsonError { fault, at: self.at }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn expect(&mut self, byte: u8) -> Result<(), JsonError> {
        if self.peek() == Some(byte) {
            self.at += 1;
            Ok(())
        } else {
            Err(self.fault(Fault::Syntax))
        }
    }

    fn value(&mut self, depth: usize) -> Result<(), JsonError> {
        match self.peek() {
            Some(b'{') => self.object(depth),
            Some(b'[') => self.array(depth),
            Some(b'"') => self.string().map(|_| ()),
            Some(b't') => self.word("true"),
            Some(b'f') => self.word("false"),
            Some(b'n') => self.word("null"),
            _ => self.number(),
        }
    }

    fn word(&mut self, word: &str) -> Result<(), JsonError> {
        if self.text.as_bytes()[self.at..].starts_with(word.as_bytes()) {
            self.at += word.len();
            Ok(())
        } else {
            Err(self.fault(Fault::Syntax))
        }
    }

    fn object(&mut self, depth: usize) -> Result<(), JsonError> {
        self.open(b'{', depth)?;
        let mut names: Vec<&'a str> = Vec::new();
        if !self.closes(b'}') {
            loop {
                self.skip_space();
                let start = self.at;
                let name = self.string()?;
                if name.contains('\\') {
                    return Err(JsonError { fault: Fault::EscapedName, at: start });
                }
                names.push(name);
                self.skip_space();
                self.expect(b':')?;
                self.skip_space();
                self.value(depth + 1)?;
                if !self.goes_on(b'}')? {
                    break;
                }
            }
        }
        // Sorted, not compared one with each: an object of 100,000 members must not cost 10^10 comparisons.
        names.sort_unstable();
        if names.windows(2).any(|pair| pair[0] == pair[1]) {
            return Err(self.fault(Fault::DuplicateMember));
        }
        Ok(())
    }

    fn array(&mut self, depth: usize) -> Result<(), JsonError> {
        self.open(b'[', depth)?;
        if self.closes(b']') {
            return Ok(());
        }
        loop {
            self.skip_space();
            self.value(depth + 1)?;
            if !self.goes_on(b']')? {
                return Ok(());
            }
        }
    }

    fn open(&mut self, bracket: u8, depth: usize) -> Result<(), JsonError> {
        if depth > MAX_DEPTH {
            return Err(self.fault(Fault::TooDeep));
        }
        self.expect(bracket)
    }

    fn closes(&mut self, bracket: u8) -> bool {
        self.skip_space();
        let closes = self.peek() == Some(bracket);
        if closes {
            self.at += 1;
        }
        closes
    }

    /// After a value: true at a comma, false at the closing bracket, which it passes.
    fn goes_on(&mut self, bracket: u8) -> Result<bool, JsonError> {
        if self.closes(bracket) {
            return Ok(false);
        }
        self.expect(b',')?;
        Ok(true)
    }

    /// Passes one string and gives what stands between its quotation marks, escapes and all.
    fn string(&mut self) -> Result<&'a str, JsonError> {
        self.expect(b'"')?;
        let start = self.at;
        loop {
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') => self.escape()?,
                Some(0x20..=0x7f) => self.at += 1,
                Some(0x80..) => self.wide()?,
                _ => return Err(self.fault(Fault::Syntax)),
            }
        }
        let inside = &self.text[start..self.at];
        self.at += 1;
        Ok(inside)
    }

    fn wide(&mut self) -> Result<(), JsonError> {
        match self.text[self.at..].chars().next() {
            Some(c) if !is_noncharacter(u32::from(c)) => {
                self.at += c.len_utf8();
                Ok(())
            }
            _ => Err(self.fault(Fault::NotACharacter)),
        }
    }

    fn escape(&mut self) -> Result<(), JsonError> {
        self.at += 1;
        match self.peek() {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => {
                self.at += 1;
                Ok(())
            }
            Some(b'u') => self.unicode_escape(),
            _ => Err(self.fault(Fault::Syntax)),
        }
    }

    fn unicode_escape(&mut self) -> Result<(), JsonError> {
        let first = self.hex4()?;
        let code = if (0xd800..0xdc00).contains(&first) {
            if self.peek() != Some(b'\\') {
                return Err(self.fault(Fault::NotACharacter));
            }
            self.at += 1;
            if self.peek() != Some(b'u') {
                return Err(self.fault(Fault::NotACharacter));
            }
            let second = self.hex4()?;
            if !(0xdc00..0xe000).contains(&second) {
                return Err(self.fault(Fault::NotACharacter));
            }
            0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00)
        } else {
            first
        };
        if (0xdc00..0xe000).contains(&code) || is_noncharacter(code) {
            return Err(self.fault(Fault::NotACharacter));
        }
        Ok(())
    }

    /// Passes `u` and four digits, and gives its value.
    fn hex4(&mut self) -> Result<u32, JsonError> {
        let digits = self.text.as_bytes().get(self.at + 1..self.at + 5);
        let value = digits
            .filter(|d| d.iter().all(u8::is_ascii_hexdigit))
            .and_then(|d| std::str::from_utf8(d).ok())
            .and_then(|d| u32::from_str_radix(d, 16).ok())
            .ok_or(self.fault(Fault::Syntax))?;
        self.at += 5;
        Ok(value)
    }

    fn number(&mut self) -> Result<(), JsonError> {
        let start = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        let digits = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        let written = &self.text[digits..self.at];
        // `-0` is refused with the leading zeroes: it reads back as 0 in some readers and as -0.0 in others.
        let leading_zero = written.starts_with('0') && (written.len() > 1 || digits > start);
        if written.is_empty() || leading_zero {
            return Err(JsonError { fault: Fault::Syntax, at: start });
        }
        if matches!(self.peek(), Some(b'.' | b'e' | b'E')) {
            return Err(JsonError { fault: Fault::NotWhole, at: start });
        }
        match written.parse::<u64>() {
            Ok(value) if value <= MAX_NUMBER => Ok(()),
            _ => Err(JsonError { fault: Fault::NumberTooLarge, at: start }),
        }
    }
}

fn is_noncharacter(code: u32) -> bool {
    code & 0xfffe == 0xfffe || (0xfdd0..=0xfdef).contains(&code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &str) -> Option<Fault> {
        check_object(text.as_bytes()).err().map(|e| e.fault)
    }

    #[test]
    fn plain_objects_pass() {
        for text in ["{}", " {\"a\" : [1,-2,true,null,{}] , \"b\":\"\\u00e9\\ud83d\\ude00é\"}\n"] {
            assert_eq!(fault(text), None, "{text}");
        }
    }

    #[test]
    fn each_fault_is_named() {
        let deep = format!("{{\"a\":{}{}}}", "[".repeat(16), "]".repeat(16));
        for (text, expected) in [
            ("\u{feff}{}", Fault::ByteOrderMark),
            ("[]", Fault::Syntax),
            ("{} {}", Fault::Syntax),
            ("{\"a\":01}", Fault::Syntax),
            ("{\"a\":-0}", Fault::Syntax),
            ("{\"a\":\"\t\"}", Fault::Syntax),
            ("{\"a\":1,}", Fault::Syntax),
            ("{\"a\":1,\"b\":2,\"a\":3}", Fault::DuplicateMember),
            ("{\"\\u0061\":1}", Fault::EscapedName),
            ("{\"a\":1.5}", Fault::NotWhole),
            ("{\"a\":1e2}", Fault::NotWhole),
            ("{\"a\":9007199254740992}", Fault::NumberTooLarge),
            ("{\"a\":\"\\ud800\"}", Fault::NotACharacter),
            ("{\"a\":\"\\udc00\"}", Fault::NotACharacter),
            ("{\"a\":\"\u{ffff}\"}", Fault::NotACharacter),
            ("{\"a\":\"\u{1fffe}\"}", Fault::NotACharacter),
            (deep.as_str(), Fault::TooDeep),
        ] {
            assert_eq!(fault(text), Some(expected), "{text}");
        }
        assert_eq!(check_object(b"{\"a\":\"\xff\"}").map_err(|e| e.at), Err(6));
    }

    #[test]
    fn the_largest_number_and_depth_pass() {
        assert_eq!(fault("{\"a\":9007199254740991,\"b\":-9007199254740991}"), None);
        assert_eq!(fault(&format!("{{\"a\":{}{}}}", "[".repeat(15), "]".repeat(15))), None);
    }

    proptest::proptest! {
        #[test]
        fn what_passes_is_json(text in "[\\[\\]{}:,\"a-c0-9\\\\ u.e-]{0,40}") {
            if check_object(text.as_bytes()).is_ok() {
                proptest::prop_assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok());
            }
        }

        #[test]
        fn what_serde_writes_passes(names in proptest::collection::btree_map("[a-z]{1,4}", "\\PC{0,8}", 0..6)) {
            let text = serde_json::to_string(&names).unwrap();
            let clean = names.values().all(|v| !v.chars().any(|c| is_noncharacter(u32::from(c))));
            proptest::prop_assert_eq!(check_object(text.as_bytes()).is_ok(), clean);
        }
    }
}
