//! How what two people typed comes together, cell by cell. A cell is a field of the form, or a choice beside the fields.
//!
//! Pure: it is given what somebody saw, what lies there now and what was typed, and says what becomes of it. No word that
//! anybody typed disappears before whoever writes over it was shown it; a property test holds it to that.

use serde_json::Value;
use std::collections::BTreeMap;

/// What stands in cells, by their names. A name is the way to a member from the top, `content/title`; top members that mean
/// something only together are one cell, `audience+readers`, so that nobody's half is put to another's.
pub type Cells = BTreeMap<String, Value>;

/// What becomes of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Merged {
    /// What was typed takes its place: whoever typed it had seen what stood there.
    Typed,
    /// What stands there stays: whoever saved changed nothing in it.
    Kept,
    /// Both changed it: whoever saves is shown both, and asked.
    Asked,
}

/// Decides about one cell, of which whoever typed saw `seen`; none if that can't be known any more.
pub fn merge(seen: Option<&Value>, now: &Value, typed: &Value) -> Merged {
    if typed == now || seen == Some(typed) {
        Merged::Kept
    } else if seen == Some(now) {
        Merged::Typed
    } else {
        Merged::Asked
    }
}

/// What stands in a cell; nothing, an empty text and an empty list are the same blank.
pub fn cell(fields: &Value, name: &str) -> Value {
    if let Some((folder, member)) = name.split_once('/') {
        return blank_is_null(fields.get(folder).and_then(|inner| inner.get(member)));
    }
    let mut members = name.split('+').map(|member| blank_is_null(fields.get(member)));
    match (members.next(), members.collect::<Vec<_>>()) {
        (Some(only), rest) if rest.is_empty() => only,
        (first, rest) => {
            let all: Vec<Value> = first.into_iter().chain(rest).collect();
            if all.iter().all(Value::is_null) { Value::Null } else { Value::Array(all) }
        }
    }
}

fn blank_is_null(value: Option<&Value>) -> Value {
    match value {
        None => Value::Null,
        Some(Value::String(text)) if text.is_empty() => Value::Null,
        Some(Value::Array(list)) if list.is_empty() => Value::Null,
        Some(value) => value.clone(),
    }
}

/// Writes a cell; a blank one leaves no member.
pub fn set_cell(fields: &mut Value, name: &str, value: Value) {
    if !fields.is_object() {
        *fields = Value::Object(serde_json::Map::new());
    }
    let Some(top) = fields.as_object_mut() else { return };
    if let Some((folder, member)) = name.split_once('/') {
        let inner = top.entry(folder).or_insert_with(|| Value::Object(serde_json::Map::new()));
        if let Some(inner) = inner.as_object_mut() {
            put(inner, member, value);
        }
        return;
    }
    let members: Vec<&str> = name.split('+').collect();
    match (members.as_slice(), value) {
        ([member], value) => put(top, member, value),
        (members, Value::Array(values)) => {
            members.iter().zip(values).for_each(|(member, value)| put(top, member, value));
        }
        (members, _) => members.iter().for_each(|member| put(top, member, Value::Null)),
    }
}

fn put(inner: &mut serde_json::Map<String, Value>, member: &str, value: Value) {
    if value.is_null() {
        inner.remove(member);
    } else {
        inner.insert(member.to_owned(), value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn each_case_is_decided() {
        let [a, b, c] = ["a", "b", "c"].map(Value::from);
        assert_eq!(merge(Some(&a), &a, &b), Merged::Typed);
        assert_eq!(merge(Some(&a), &b, &a), Merged::Kept);
        assert_eq!(merge(Some(&a), &b, &b), Merged::Kept);
        assert_eq!(merge(Some(&a), &b, &c), Merged::Asked);
        assert_eq!(merge(None, &b, &c), Merged::Asked);
        assert_eq!(merge(None, &b, &b), Merged::Kept);
    }

    #[test]
    fn a_cell_is_found_and_written_wherever_it_lies() {
        let mut fields = json!({"content": {"title": "One", "empty": ""}, "audience": "own", "readers": []});
        assert_eq!(cell(&fields, "content/title"), "One");
        assert_eq!(cell(&fields, "content/empty"), Value::Null);
        assert_eq!(cell(&fields, "audience+readers"), json!(["own", null]));
        assert_eq!(cell(&fields, "mechanisms"), Value::Null);
        set_cell(&mut fields, "content/title", json!("Two"));
        set_cell(&mut fields, "audience+readers", json!(["participants", ["XAB"]]));
        set_cell(&mut fields, "mechanisms", json!(["lagoon"]));
        assert_eq!(cell(&fields, "content/title"), "Two");
        assert_eq!(fields["readers"], json!(["XAB"]));
        set_cell(&mut fields, "audience+readers", Value::Null);
        set_cell(&mut fields, "content/title", Value::Null);
        assert_eq!(fields, json!({"content": {"empty": ""}, "mechanisms": ["lagoon"]}));
    }
}
