//! Does a body hold what its kind's form asks for? Asked at the hub's door, of what comes in, and never in replay:
//! an erased or sealed body can't be judged, and a kind's file may be read more strictly one day.

use catalogue::{Field, FieldType, Kind, Precision};
use record::Body;
use record::text::is_plain;
use serde_json::{Map, Value};

use crate::count::words;
use crate::{ContentError, ContentFault};

/// The longest text of a field whose kind sets no limit, in characters: some ten pages.
const MAX_CHARS: usize = 20_000;

/// The longest list of a field whose kind sets no limit.
const MAX_ITEMS: usize = 64;

/// How much of an unknown member's name an error repeats.
const SHOWN: usize = 64;

type Content = Map<String, Value>;

/// Checks a body's content against the fields of its kind. The first wrong field is named, in the form's order.
pub fn check_content(kind: &Kind, body: &Body) -> Result<(), ContentError> {
    faults(kind, &body.content).into_iter().next().map_or(Ok(()), Err)
}

/// Everything that is wrong with a content, one fault for each field or row that has one, in the form's order.
pub fn faults(kind: &Kind, content: &Content) -> Vec<ContentError> {
    let mut found = Vec::new();
    check_fields(&kind.fields, content, "", &mut found);
    let unasked = |field: &&Field| content.contains_key(&field.id) && !is_asked(kind, content, field);
    let unasked = kind.fields.iter().filter(unasked);
    found
        .extend(unasked.map(|field| ContentError { field: field.id.clone(), fault: ContentFault::NotAsked }));
    found
}

/// Is a field asked, after what was chosen so far?
pub fn is_asked(kind: &Kind, content: &Content, field: &Field) -> bool {
    let Some(when) = &field.when else { return true };
    let chosen = match content.get(&when.field) {
        Some(Value::String(one)) => when.is.contains(one),
        Some(Value::Array(several)) => {
            several.iter().filter_map(Value::as_str).any(|one| when.is.iter().any(|id| id == one))
        }
        _ => false,
    };
    // What isn't asked can't have been chosen. Circles were refused with the kind's file.
    chosen && kind.field(&when.field).is_some_and(|on| is_asked(kind, content, on))
}

fn check_fields(fields: &[Field], content: &Content, place: &str, found: &mut Vec<ContentError>) {
    let wrong = |name: &str, fault| ContentError { field: format!("{place}{name}"), fault };
    for field in fields {
        match content.get(&field.id) {
            Some(value) if field.field_type == FieldType::Rows => {
                check_rows(field, value, &format!("{place}{}", field.id), found);
            }
            Some(value) => found.extend(check_field(field, value).err().map(|fault| wrong(&field.id, fault))),
            None if field.required => found.push(wrong(&field.id, ContentFault::Missing)),
            None => {}
        }
    }
    let unknown = content.keys().filter(|name| !fields.iter().any(|field| field.id == **name));
    // One names the mistake; a body may hold a hundred thousand.
    found.extend(
        unknown
            .take(1)
            .map(|name| wrong(&name.chars().take(SHOWN).collect::<String>(), ContentFault::Unknown)),
    );
}

fn check_rows(field: &Field, value: &Value, place: &str, found: &mut Vec<ContentError>) {
    let mut wrong = |fault| found.push(ContentError { field: place.to_owned(), fault });
    let Some(rows) = value.as_array() else { return wrong(ContentFault::NotRows) };
    if let Err(fault) = check_count(field, rows.len()) {
        return wrong(fault);
    }
    for (at, row) in rows.iter().enumerate() {
        let place = format!("{place}.{}", at + 1);
        match row.as_object() {
            Some(row) => check_fields(&field.columns, row, &format!("{place}."), found),
            None => found.push(ContentError { field: place, fault: ContentFault::NotRows }),
        }
    }
}

/// A list that is there says something, and not more than the kind allows.
fn check_count(field: &Field, count: usize) -> Result<(), ContentFault> {
    if field.required && count == 0 {
        return Err(ContentFault::Missing);
    }
    let max = limit(field.max_items, MAX_ITEMS);
    if count > max { Err(ContentFault::TooMany(max)) } else { Ok(()) }
}

/// Does a text hold a letter or a digit? One of zero-width marks alone would be one that nobody sees.
pub fn is_word(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

fn check_field(field: &Field, value: &Value) -> Result<(), ContentFault> {
    match field.field_type {
        FieldType::Urls => return check_addresses(field, value),
        FieldType::Choices => return check_choices(field, value),
        FieldType::Number => return check_number(field, value),
        FieldType::Text | FieldType::Choice | FieldType::Date | FieldType::Rows => {}
    }
    let text = value.as_str().ok_or(ContentFault::NotText)?;
    if field.required && !is_word(text) {
        return Err(ContentFault::Missing);
    }
    match field.field_type {
        FieldType::Choice if field.choice(text).is_none() => Err(ContentFault::NotChoice),
        FieldType::Choice => Ok(()),
        FieldType::Date => check_date(text, field.precision.unwrap_or(Precision::Day)),
        _ => check_line_or_lines(field, text, field.multiline),
    }
}

fn check_line_or_lines(field: &Field, text: &str, multiline: bool) -> Result<(), ContentFault> {
    check_text(text, limit(field.max_chars, MAX_CHARS), multiline)?;
    match field.max_words.and_then(|most| usize::try_from(most).ok()) {
        Some(most) if words(text) > most => Err(ContentFault::TooManyWords(most)),
        _ => Ok(()),
    }
}

/// Is a text no longer than that, of one line unless it may have several, and without a character that misleads?
pub fn check_text(text: &str, max_chars: usize, multiline: bool) -> Result<(), ContentFault> {
    if text.chars().count() > max_chars {
        return Err(ContentFault::TooLong(max_chars));
    }
    if !multiline && text.contains('\n') {
        return Err(ContentFault::SeveralLines);
    }
    if is_plain(text, multiline) { Ok(()) } else { Err(ContentFault::NotPlain) }
}

fn check_choices(field: &Field, value: &Value) -> Result<(), ContentFault> {
    let chosen = value.as_array().ok_or(ContentFault::NotList)?;
    if field.required && chosen.is_empty() {
        return Err(ContentFault::Missing);
    }
    for (at, one) in chosen.iter().enumerate() {
        let id = one.as_str().ok_or(ContentFault::NotList)?;
        field.choice(id).ok_or(ContentFault::NotChoice)?;
        if chosen[..at].contains(one) {
            return Err(ContentFault::Twice);
        }
    }
    Ok(())
}

fn check_number(field: &Field, value: &Value) -> Result<(), ContentFault> {
    let number = value.as_u64().ok_or(ContentFault::NotNumber)?;
    match field.max_number {
        Some(most) if number > most => Err(ContentFault::TooLarge(most)),
        _ => Ok(()),
    }
}

fn check_addresses(field: &Field, value: &Value) -> Result<(), ContentFault> {
    let addresses = value.as_array().ok_or(ContentFault::NotList)?;
    check_count(field, addresses.len())?;
    for address in addresses {
        let address = address.as_str().ok_or(ContentFault::NotList)?;
        check_line_or_lines(field, address, false)?;
        if !is_address(address) {
            return Err(ContentFault::NotAddress);
        }
    }
    Ok(())
}

fn limit(said: Option<u32>, otherwise: usize) -> usize {
    said.and_then(|n| usize::try_from(n).ok()).unwrap_or(otherwise)
}
/// Only the two schemes that a page may link to, a host in plain ASCII (a look-alike shows as `xn--`), and no user
/// name before it, which would make one host look like another.
fn is_address(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")) else {
        return false;
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    host.as_bytes().first().is_some_and(u8::is_ascii_alphanumeric)
        && host.bytes().all(|b| b.is_ascii_alphanumeric() || b"-.:".contains(&b))
        && !rest.contains(|c: char| c.is_whitespace() || "<>\"\\`{}|^".contains(c))
}

/// Is this a date that exists, no coarser than that?
pub fn check_date(text: &str, coarsest: Precision) -> Result<(), ContentFault> {
    let parts: Vec<&str> = text.split('-').collect();
    let digits = |part: &str, width: usize| -> Option<u64> {
        let right = part.len() == width && part.bytes().all(|b| b.is_ascii_digit());
        right.then(|| part.parse().ok()).flatten()
    };
    let (precision, date) = match parts.as_slice() {
        [year] => (Precision::Year, digits(year, 4).map(|y| (y, 1, 1))),
        [year, month] => (Precision::Month, digits(year, 4).zip(digits(month, 2)).map(|(y, m)| (y, m, 1))),
        [year, month, day] => {
            let date = digits(year, 4).zip(digits(month, 2)).zip(digits(day, 2));
            (Precision::Day, date.map(|((y, m), d)| (y, m, d)))
        }
        _ => return Err(ContentFault::NotDate),
    };
    if !date.is_some_and(|(y, m, d)| record::time::is_date(y, m, d)) {
        return Err(ContentFault::NotDate);
    }
    if fineness(precision) < fineness(coarsest) { Err(ContentFault::NotPrecise) } else { Ok(()) }
}

fn fineness(precision: Precision) -> u8 {
    match precision {
        Precision::Year => 0,
        Precision::Month => 1,
        Precision::Day => 2,
    }
}
