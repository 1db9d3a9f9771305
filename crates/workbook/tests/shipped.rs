//! Every shipped kind, filled in to its last field: form, workbook in six languages, schema and a record's body hold the same
//! content.
#![allow(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

use std::collections::HashMap;

use catalogue::{Catalogue, Lang};
use kinds::{cells_of, content_of, faults, schema};
use record::Body;
use record::header::Salt;
use rehearsal::filled;
use serde_json::Value;
use workbook::{Texts, read, write};

fn texts() -> Texts {
    let word = |word: &str| word.to_owned();
    Texts {
        guide: vec![word("Guide")],
        guide_sheet: word("Guide"),
        answers_sheet: word("Answers"),
        reference: word("Reference"),
        question: word("Question"),
        help: word("Help"),
        answer: word("Answer"),
        goes_on: word("goes on"),
        mark_choice: word("x"),
    }
}

#[test]
fn form_workbook_schema_and_record_hold_the_same_content() {
    for kind in Catalogue::built_in().unwrap().kinds() {
        let content = filled(kind);
        assert_eq!(faults(kind, &content), vec![], "{}", kind.id);

        let cells: HashMap<String, Vec<String>> = cells_of(kind, &content).into_iter().collect();
        let by_form = content_of(kind, &|name: &str| cells.get(name).cloned().unwrap_or_default());
        assert_eq!(Value::Object(by_form), Value::Object(content.clone()), "{}: form", kind.id);

        for lang in Lang::ALL {
            let bytes = write(kind, lang, &texts(), &content).unwrap();
            let by_workbook = read(kind, &bytes).unwrap().content;
            let place = format!("{}: workbook in {}", kind.id, lang.code());
            assert_eq!(Value::Object(by_workbook), Value::Object(content.clone()), "{place}");
            let validator = jsonschema::draft202012::new(&schema(kind, lang)).unwrap();
            assert!(validator.is_valid(&Value::Object(content.clone())), "{}: schema", kind.id);
        }

        let body = Body { comity: 1, salt: Salt([7; 16]), content: content.clone(), attachments: Vec::new() };
        let by_record = Body::from_bytes(&serde_json::to_vec(&body).unwrap()).unwrap();
        assert_eq!(by_record.content, content, "{}: record", kind.id);
    }
}
