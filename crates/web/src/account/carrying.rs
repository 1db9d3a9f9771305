//! What of a record fits into another kind: its words go to the section that asks about an item it names, whatever the other
//! kind asks alike goes along, and what finds no place is named. Nothing is cut and nothing is written over.

use std::collections::BTreeSet;

use catalogue::{Field, FieldType, Kind};
use kinds::ContentError;
use serde_json::{Map, Value};

type Content = Map<String, Value>;

/// A record that is used again.
pub(super) struct Used<'a> {
    pub kind: &'a Kind,
    pub content: &'a Content,
    /// The framework items that it names.
    pub items: &'a [String],
    /// The line by which the words say where they were said first; none if that is to stay unsaid.
    pub reference: Option<&'a str>,
}

/// What became of it.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Carried {
    /// The other kind's content, with what was there before.
    pub content: Content,
    /// The fields of the other kind that changed, in the form's order.
    pub changed: Vec<String>,
    /// What found no place.
    pub left: Vec<Left>,
}

/// Something that found no place.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Left {
    /// A field of the record that the other kind doesn't ask.
    Field(String),
    /// A field of the record whose place is taken by something else.
    Taken(String),
    /// A field of the record that the other kind doesn't take as it is.
    Refused(String, ContentError),
    /// A framework item that no section asks about.
    Item(String),
    /// The record's words, for a field of the other kind that doesn't take them as they are.
    Words(String, ContentError),
}

/// What a record's words are made of: its title, and the text that says most.
const TITLE: &str = "title";

/// Carries a record's content into a kind's, beside what was typed there.
pub(super) fn carry(used: &Used<'_>, target: &Kind, before: &Content) -> Carried {
    let mut carrying = Carrying { target, done: Carried { content: before.clone(), ..Carried::default() } };
    let mut words_of = BTreeSet::new();
    if used.kind.id != target.id {
        words_of = carrying.words(used);
    }
    for (id, value) in used.content {
        let spoken = words_of.contains(id.as_str());
        match target.field(id) {
            // A title goes along as a title too, where none was given yet.
            Some(_) if spoken && id != TITLE => {}
            Some(_) if spoken && carrying.done.content.contains_key(id) => {}
            Some(_) => carrying.place(id, value),
            None if spoken => {}
            None => carrying.done.left.push(Left::Field(id.clone())),
        }
    }
    let Carrying { mut done, .. } = carrying;
    done.changed = target
        .fields
        .iter()
        .filter(|field| done.content.get(&field.id) != before.get(&field.id))
        .map(|field| field.id.clone())
        .collect();
    done
}

/// The text that says most of a record: the first that must be there, else the first that takes several paragraphs.
fn main_text(kind: &Kind) -> Option<&Field> {
    let texts = || kind.fields.iter().filter(|field| is_long(field));
    let longest = texts().filter_map(|field| field.max_chars).max();
    // A summary for print comes before the answers; those take more.
    let roomy = || {
        texts().find(|field| field.max_chars.is_some_and(|most| longest.is_some_and(|all| most * 10 >= all)))
    };
    texts().find(|field| field.required).or_else(roomy)
}

fn is_long(field: &Field) -> bool {
    field.field_type == FieldType::Text && field.multiline && field.when.is_none()
}

struct Carrying<'k> {
    target: &'k Kind,
    done: Carried,
}

impl Carrying<'_> {
    /// Puts the record's words where they belong; says which of its fields they are.
    fn words<'u>(&mut self, used: &Used<'u>) -> BTreeSet<&'u str> {
        let main = main_text(used.kind).map(|field| field.id.as_str());
        let said = |id: &str| used.content.get(id).and_then(Value::as_str);
        let parts = [said(TITLE), main.and_then(said), used.reference];
        let words = parts.into_iter().flatten().collect::<Vec<_>>().join("\n\n");
        let mut places = Vec::new();
        let by_item = self.target.sections.iter().any(|section| section.framework_item.is_some());
        if by_item {
            for item in used.items {
                let section =
                    self.target.sections.iter().find(|section| section.framework_item.as_ref() == Some(item));
                let field =
                    section.and_then(|section| self.target.fields_of(section).find(|field| is_long(field)));
                match field {
                    Some(field) => places.push(field.id.clone()),
                    None => self.done.left.push(Left::Item(item.clone())),
                }
            }
        } else {
            places.extend(main_text(self.target).map(|field| field.id.clone()));
        }
        if places.is_empty() {
            return BTreeSet::new();
        }
        for place in &places {
            self.add_words(place, &words);
        }
        let ids = used.content.keys().map(String::as_str);
        ids.filter(|id| *id == TITLE || Some(*id) == main).collect()
    }

    /// Adds words below those that stand in a field.
    fn add_words(&mut self, id: &str, words: &str) {
        let there = self.done.content.get(id).and_then(Value::as_str).unwrap_or_default();
        if there.contains(words) {
            return;
        }
        let all = if there.is_empty() { words.to_owned() } else { format!("{there}\n\n{words}") };
        if let Err(fault) = self.try_in(id, Value::String(all)) {
            self.done.left.push(Left::Words(id.to_owned(), fault));
        }
    }

    /// Puts a value of the record into the field with the same id.
    fn place(&mut self, id: &str, value: &Value) {
        match self.done.content.get(id) {
            Some(there) if there == value => {}
            Some(_) => self.done.left.push(Left::Taken(id.to_owned())),
            None => {
                if let Err(fault) = self.try_in(id, value.clone()) {
                    self.done.left.push(Left::Refused(id.to_owned(), fault));
                }
            }
        }
    }

    /// Puts a value into a field, unless the kind doesn't take it there.
    fn try_in(&mut self, id: &str, value: Value) -> Result<(), ContentError> {
        let mut tried = self.done.content.clone();
        tried.insert(id.to_owned(), value);
        let below = format!("{id}.");
        let about = |fault: &ContentError| fault.field == id || fault.field.starts_with(&below);
        if let Some(fault) = kinds::faults(self.target, &tried).into_iter().find(about) {
            return Err(fault);
        }
        self.done.content = tried;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use catalogue::Catalogue;
    use serde_json::json;

    fn kind(id: &str) -> &'static Kind {
        Catalogue::built_in().unwrap().kind(id).unwrap()
    }

    fn measure() -> Content {
        let content = json!({"title": "A register", "summary": "It is kept.\n\nIt is read.", "status": "in-force",
            "began": "2024-05", "links": ["https://example.org/law"]});
        content.as_object().unwrap().clone()
    }

    fn carried(items: &[&str], target: &str, before: &Value) -> Carried {
        let (content, items) = (measure(), items.iter().map(|item| (*item).to_owned()).collect::<Vec<_>>());
        let used =
            Used { kind: kind("measure"), content: &content, items: &items, reference: Some("Record ab") };
        carry(&used, kind(target), before.as_object().unwrap())
    }

    const WORDS: &str = "A register\n\nIt is kept.\n\nIt is read.\n\nRecord ab";

    fn left(carried: &Carried) -> Vec<String> {
        let name = |left: &Left| match left {
            Left::Field(id)
            | Left::Taken(id)
            | Left::Item(id)
            | Left::Words(id, _)
            | Left::Refused(id, _) => id.clone(),
        };
        let mut names: Vec<String> = carried.left.iter().map(name).collect();
        names.sort();
        names
    }

    #[test]
    fn a_measure_becomes_the_answer_of_the_sections_that_ask_about_its_items() {
        let done = carried(&["un/norm-13-f", "un/norm-13-g", "arf/none"], "national-survey", &json!({}));
        assert_eq!(done.changed, ["norm-13-f-measures", "norm-13-g-measures"]);
        assert_eq!(done.content["norm-13-f-measures"], WORDS);
        assert_eq!(left(&done), ["arf/none", "began", "links", "status"], "nothing is lost unsaid");
    }

    #[test]
    fn what_was_typed_stays_and_the_same_words_are_not_added_twice() {
        let typed = json!({ "norm-13-f-measures": "Ours." });
        let done = carried(&["un/norm-13-f"], "national-survey", &typed);
        assert_eq!(done.content["norm-13-f-measures"], format!("Ours.\n\n{WORDS}"));
        let again = carried(&["un/norm-13-f"], "national-survey", &Value::Object(done.content.clone()));
        assert_eq!((again.content, again.changed), (done.content, vec![]));
    }

    #[test]
    fn what_would_be_too_long_is_left_and_named_not_cut() {
        let typed = json!({ "norm-13-f-measures": "x".repeat(9_990) });
        let done = carried(&["un/norm-13-f"], "national-survey", &typed);
        assert_eq!(done.content, *typed.as_object().unwrap());
        assert!(matches!(&done.left[0], Left::Words(field, _) if field == "norm-13-f-measures"));
    }

    #[test]
    fn a_view_takes_the_words_into_its_answers_and_what_it_asks_alike() {
        let done =
            carried(&["un/norm-13-f"], "national-view", &json!({ "links": ["https://example.org/a"] }));
        assert_eq!(done.content["national_efforts"], WORDS);
        assert_eq!(done.content["title"], "A register");
        assert_eq!(done.content["links"], json!(["https://example.org/a"]), "what stands there stays");
        assert_eq!(left(&done), ["began", "links", "status"]);
    }

    #[test]
    fn a_measure_for_another_mechanism_is_the_same_to_its_last_field() {
        let done = carried(&["un/norm-13-f"], "measure", &json!({}));
        assert_eq!((done.content, done.left), (measure(), vec![]));
    }

    #[test]
    fn every_shipped_kind_takes_a_measure_or_says_what_is_left() {
        for target in Catalogue::built_in().unwrap().kinds() {
            let done = carried(&["un/norm-13-f"], &target.id, &json!({}));
            let there: String = done.content.values().map(Value::to_string).collect();
            for (id, value) in measure() {
                let text = kinds::cell(Some(&value)).join("\n");
                let kept = text.lines().all(|line| there.contains(line));
                assert!(kept || left(&done).contains(&id), "{} loses {id}", target.id);
            }
        }
    }
}
