//! Round trips, and workbooks as people and strangers return them.

use std::io::{Cursor, Read, Write};

use catalogue::{Catalogue, Kind, Lang};
use proptest::prelude::*;
use rust_xlsxwriter::{Formula, Workbook};
use serde_json::{Map, Value, json};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::{Texts, read, write};

pub(crate) fn texts() -> Texts {
    let word = |word: &str| word.to_owned();
    Texts {
        guide: vec![word("Write into the white cells.")],
        guide_sheet: word("Guide"),
        answers_sheet: word("Answers"),
        reference: word("Reference"),
        question: word("Question"),
        help: word("Help"),
        answer: word("Answer"),
        goes_on: word("The answer goes on here."),
        mark_choice: word("x to choose"),
    }
}

pub(crate) fn sample() -> Kind {
    serde_json::from_str(include_str!("../../kinds/tests/kinds/sample.json")).unwrap()
}

pub(crate) fn content() -> Map<String, Value> {
    let content = json!({
        "answer": "no", "why": "Later", "help": ["money", "advice"], "amount": 5, "since": "2031-05",
        "areas": ["technology"], "staff": 12, "note": "one\ntwo", "pages": ["https://a.example", "https://b.example/x"],
        "steps": [{"what": "First", "due": "2031", "state": "done"}, {"what": "Second"}],
        "norm-a-done": "=1+1", "norm-b-stage": "finished", "norm-b-result": "A result",
    });
    content.as_object().cloned().unwrap()
}

fn codes(kind: &Kind, bytes: &[u8]) -> Vec<(String, &'static str)> {
    let problems = read(kind, bytes).map(|answers| answers.content).unwrap_err();
    let named = |p: &crate::Problem| {
        let place = [p.sheet.clone(), p.cell.clone()].into_iter().flatten().collect::<Vec<_>>().join(" ");
        (place, p.code())
    };
    problems.iter().map(named).collect()
}

/// The same content, whatever the order in which its members stand.
fn same(a: &Map<String, Value>, b: &Map<String, Value>) -> bool {
    Value::Object(a.clone()) == Value::Object(b.clone())
}

#[test]
fn what_is_written_is_read_again_in_every_language() {
    let kind = sample();
    for lang in Lang::ALL {
        let bytes = write(&kind, lang, &texts(), &content()).unwrap();
        let answers = read(&kind, &bytes).unwrap();
        assert!(same(&answers.content, &content()), "{lang:?}: {:?}", answers.content);
    }
}

#[test]
fn every_shipped_kind_has_a_workbook_that_reads_as_blank() {
    for kind in Catalogue::built_in().unwrap().kinds() {
        let bytes = write(kind, Lang::Fr, &texts(), &Map::new()).unwrap();
        assert_eq!(read(kind, &bytes).map(|answers| answers.content), Ok(Map::new()), "{}", kind.id);
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let write = || write(&sample(), Lang::Ar, &texts(), &content()).unwrap();
    assert_eq!(write(), write());
}

#[test]
fn a_long_answer_goes_on_in_the_next_row() {
    let mut kind = sample();
    let note = kind.fields.iter_mut().find(|field| field.id == "note").unwrap();
    (note.max_chars, note.max_words) = (Some(60_000), None);
    // Characters of two units, so that the cell's end falls within one.
    let long: String = std::iter::once('a').chain(std::iter::repeat_n('\u{20000}', 50_000)).collect();
    let content = json!({"note": long}).as_object().cloned().unwrap();
    let bytes = write(&kind, Lang::En, &texts(), &content).unwrap();
    assert!(same(&read(&kind, &bytes).unwrap().content, &content));
}

/// A workbook whose one part is another text.
fn with_part(bytes: &[u8], name: &str, change: impl Fn(&str) -> String) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let mut found = false;
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let mut text = Vec::new();
        part.read_to_end(&mut text).unwrap();
        let part_name = part.name().unwrap().into_owned();
        out.start_file(part_name.clone(), SimpleFileOptions::default()).unwrap();
        if part_name == name {
            found = true;
            text = change(std::str::from_utf8(&text).unwrap()).into_bytes();
        }
        out.write_all(&text).unwrap();
    }
    if !found {
        out.start_file(name, SimpleFileOptions::default()).unwrap();
        out.write_all(change("").as_bytes()).unwrap();
    }
    out.finish().unwrap().into_inner()
}

#[test]
fn sheets_may_be_renamed_and_moved() {
    let kind = sample();
    let bytes = write(&kind, Lang::En, &texts(), &content()).unwrap();
    let changed = with_part(&bytes, "xl/workbook.xml", |book| {
        let (head, rest) = book.split_once("<sheets>").unwrap();
        let (sheets, tail) = rest.split_once("</sheets>").unwrap();
        let mut sheets: Vec<&str> = sheets.split_inclusive("/>").collect();
        sheets.reverse();
        format!("{head}<sheets>{}</sheets>{tail}", sheets.concat().replace("I. Part one", "Mine"))
    });
    assert_ne!(bytes, changed);
    assert!(same(&read(&kind, &changed).unwrap().content, &content()));
}

#[test]
fn programs_and_links_to_other_files_are_refused() {
    let bytes = write(&sample(), Lang::En, &texts(), &content()).unwrap();
    for part in ["xl/vbaProject.bin", "xl/externalLinks/externalLink1.xml", "xl/connections.xml"] {
        let changed = with_part(&bytes, part, |_| "x".to_owned());
        assert_eq!(codes(&sample(), &changed), [(String::new(), "workbook-alive")], "{part}");
    }
}

#[test]
fn another_kind_or_version_is_named() {
    let bytes = write(&sample(), Lang::En, &texts(), &content()).unwrap();
    let mut later = sample();
    later.version = 2;
    let found = codes(&later, &bytes);
    assert!(found.iter().all(|(_, code)| *code == "workbook-other-version") && found.len() == 4, "{found:?}");
    let mut other = sample();
    other.id = "another".to_owned();
    assert!(codes(&other, &bytes).iter().all(|(_, code)| *code == "workbook-other-version"));
}

/// A workbook made by somebody else, row by row: reference, question, help, answer.
fn strangers(rows: &[(&str, &str)], then: impl Fn(&mut Workbook)) -> Vec<u8> {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    page.set_name("Here").unwrap();
    page.write_string(0, 0, "comity workbook 1: sample/1").unwrap();
    for (row, (reference, answer)) in (2_u32..).zip(rows) {
        page.write_string(row, 0, *reference).unwrap();
        page.write_string(row, 3, *answer).unwrap();
    }
    then(&mut book);
    book.save_to_buffer().unwrap()
}

fn none(_: &mut Workbook) {}

#[test]
fn wrong_answers_are_named_by_sheet_and_cell_all_at_once() {
    let rows = [
        ("answer", "perhaps"),
        ("staff", "a dozen"),
        ("since", "31.12.2031"),
        ("areas=law", "no"),
        ("nonsense", "x"),
        ("staff", "3"),
        ("note", "a\u{202e}b"),
        ("norm-a-result", "Not asked"),
    ];
    let found = codes(&sample(), &strangers(&rows, none));
    let expected = [
        ("Here D6", "workbook-not-a-mark"),
        ("Here A7", "workbook-unknown-reference"),
        ("Here A8", "workbook-reference-twice"),
        ("Here D3", "content-not-a-choice"),
        ("Here D5", "content-not-a-date"),
        ("Here D9", "content-not-plain"),
        ("Here D10", "content-not-asked"),
    ];
    let expected: Vec<_> = expected.map(|(place, code)| (place.to_owned(), code)).to_vec();
    assert_eq!(found, expected);
}

#[test]
fn what_stands_outside_an_answer_is_not_lost_silently() {
    let bytes = strangers(&[("answer", "yes")], |book| {
        let page = book.worksheet_from_index(0).unwrap();
        page.write_string(2, 6, "An afterthought").unwrap();
        page.write_string(9, 3, "An answer without its reference").unwrap();
        page.write_formula(3, 3, Formula::new("=1+1")).unwrap();
        let foreign = book.add_worksheet();
        foreign.set_name("Notes").unwrap();
        foreign.write_string(0, 0, "Ask the ministry").unwrap();
        book.add_worksheet().set_name("Blank").unwrap();
    });
    let expected = [
        ("Here G3", "workbook-outside"),
        ("Here D4", "workbook-formula"),
        ("Here D10", "workbook-outside"),
        ("Notes", "workbook-foreign-sheet"),
    ];
    assert_eq!(codes(&sample(), &bytes), expected.map(|(place, code)| (place.to_owned(), code)).to_vec());
}

#[test]
fn rows_may_be_sorted_and_choices_written_in_any_language() {
    let bytes = strangers(&[("areas=people", "✓"), ("answer", "YES"), ("areas=law", "x")], none);
    let expected = json!({"answer": "yes", "areas": ["law", "people"]});
    assert_eq!(Value::Object(read(&sample(), &bytes).unwrap().content), expected);
}

#[test]
fn a_workbook_of_something_else_is_no_questionnaire() {
    let mut book = Workbook::new();
    book.add_worksheet();
    let blank = book.save_to_buffer().unwrap();
    assert_eq!(codes(&sample(), &blank), [(String::new(), "workbook-no-questionnaire")]);
    assert_eq!(codes(&sample(), b"a,b\n1,2\n"), [(String::new(), "workbook-unreadable")]);
}

#[test]
fn a_table_with_moved_columns_and_gaps_keeps_its_rows() {
    let bytes = strangers(&[], |book| {
        let page = book.add_worksheet();
        page.set_name("Steps").unwrap();
        page.write_string(0, 0, "comity workbook 1: sample/1 steps").unwrap();
        for (column, id) in ["state", "what"].into_iter().enumerate() {
            page.write_string(1, u16::try_from(column).unwrap(), id).unwrap();
        }
        page.write_string(3, 1, "First").unwrap();
        page.write_string(7, 1, "Second").unwrap();
        page.write_string(7, 0, "Done").unwrap();
    });
    let expected = json!({"steps": [{"what": "First"}, {"what": "Second", "state": "done"}]});
    assert_eq!(Value::Object(read(&sample(), &bytes).unwrap().content), expected);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_text_comes_back_or_is_refused(text in any::<String>()) {
        let kind = sample();
        let content = json!({"why": text, "answer": "no"}).as_object().cloned().unwrap();
        let bytes = write(&kind, Lang::Zh, &texts(), &content).unwrap();
        if let Ok(answers) = read(&kind, &bytes) {
            let back = answers.content.get("why").and_then(Value::as_str).unwrap_or_default();
            let typed = text.replace("\r\n", "\n");
            prop_assert_eq!(back, typed.trim());
        }
    }

    #[test]
    fn no_bytes_bring_it_down(bytes in proptest::collection::vec(any::<u8>(), 0..512)) {
        prop_assert!(read(&sample(), &bytes).is_err());
    }
}

/// A workbook of sheets of raw rows, whose cells share these texts.
fn raw(sheets: &[(&str, &str)], shared: &[&str]) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    // Stored: a packing that is too good is refused before anything is read, and a stranger can choose a worse one.
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut put = |name: &str, text: &str| {
        out.start_file(name, stored).unwrap();
        out.write_all(text.as_bytes()).unwrap();
    };
    let relations = |all: &str| format!("<Relationships>{all}</Relationships>");
    let to = |at: usize, kind: &str, target: &str| {
        format!("<Relationship Id='r{at}' Type='{RELATION}/{kind}' Target='{target}'/>")
    };
    put("_rels/.rels", &relations(&to(0, "officeDocument", "xl/workbook.xml")));
    let (mut book, mut targets) = (String::new(), String::new());
    for (at, (name, rows)) in sheets.iter().enumerate() {
        book = format!("{book}<sheet name='{name}' r:id='r{at}'/>");
        targets.push_str(&to(at, "worksheet", &format!("{at}.xml")));
        put(&format!("xl/{at}.xml"), &format!("<worksheet xmlns='{MAIN}'>{rows}</worksheet>"));
    }
    put("xl/_rels/workbook.xml.rels", &relations(&targets));
    put("xl/workbook.xml", &format!("<workbook xmlns='{MAIN}' xmlns:r='{RELATION}'>{book}</workbook>"));
    let texts = shared.iter().map(|text| format!("<si><t>{text}</t></si>")).collect::<Vec<_>>().concat();
    put("xl/sharedStrings.xml", &format!("<sst xmlns='{MAIN}'>{texts}</sst>"));
    out.finish().unwrap().into_inner()
}

const MIB: usize = 1 << 20;

#[test]
fn cells_that_say_nothing_or_are_hidden_cost_no_more_than_others() {
    // Each of these would be copied or looked through for each cell: 200,000 times 7 MiB take minutes.
    let cells = "<c t='s'><v>0</v></c>".repeat(200_000);
    let (visible, hidden) = (format!("<row>{cells}</row>"), format!("<row hidden='1'>{cells}</row>"));
    let (blank, long) = (" ".repeat(7 * MIB), format!("{}x", " ".repeat(7 * MIB)));
    let started = std::time::Instant::now();
    let kind = sample();
    assert_eq!(
        codes(&kind, &raw(&[("A", &visible)], &[&blank])),
        [(String::new(), "workbook-no-questionnaire")]
    );
    for rows in [&visible, &hidden] {
        assert_eq!(codes(&kind, &raw(&[("A", rows)], &[&long])), [(String::new(), "workbook-too-large")]);
    }
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}

#[test]
fn what_a_workbook_holds_is_bounded_over_all_of_its_sheets() {
    let (kind, rows) = (sample(), "<row><c t='s'><v>0</v></c></row>");
    let sheets: Vec<String> = (0..16).map(|at| format!("Sheet {at}")).collect();
    let sheets: Vec<(&str, &str)> = sheets.iter().map(|name| (name.as_str(), rows)).collect();
    let text = "x".repeat(MIB);
    assert_eq!(codes(&kind, &raw(&sheets[..7], &[&text])).len(), 7, "each is none of ours");
    assert_eq!(codes(&kind, &raw(&sheets, &[&text])), [(String::new(), "workbook-too-large")]);
}

#[test]
fn a_sheets_name_is_short_and_steers_nothing() {
    let rows = format!("<row>{}</row>", "<c t='str'><v>x</v></c>".repeat(1_000));
    let mine = format!("<row><c t='str'><v>comity workbook 1: sample/1</v></c></row><row/>{rows}");
    let name = format!("\u{202e}lluf&#x85;\u{1b}[2J{}", "y".repeat(4 * MIB));
    let problems = codes(&sample(), &raw(&[(&name, &mine)], &[]));
    assert!(problems.len() > 900, "{}", problems.len());
    let (place, _) = &problems[0];
    assert!(
        place.starts_with("\u{fffd}lluf\u{fffd}\u{fffd}[2Jyyy") && place.chars().count() < 40,
        "{place:?}"
    );
}

#[test]
fn a_million_rows_are_refused_or_read_and_take_no_memory() {
    let kind = sample();
    let cell = "<c t='s'><v>0</v></c>";
    let filled = format!("<row>{cell}</row>").repeat(1_000_000);
    let started = std::time::Instant::now();
    assert_eq!(codes(&kind, &raw(&[("A", &filled)], &["x"])), [(String::new(), "workbook-too-large")]);
    // A spreadsheet that was told to format whole columns writes a million rows in which nothing stands.
    let mark = "<row><c t='str'><v>comity workbook 1: sample/1</v></c></row>";
    let blank = format!("{mark}{}", "<row/>".repeat(1_000_000));
    match read(&kind, &raw(&[("A", &blank)], &[])) {
        Ok(answers) => assert!(answers.content.is_empty()),
        Err(problems) => assert_eq!(problems[0].code(), "workbook-too-large"),
    }
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}

#[test]
fn numbers_dates_and_yes_or_no_as_spreadsheets_store_them_are_read_as_they_look_or_named() {
    let bytes = strangers(&[("answer", "yes")], |book| {
        let page = book.worksheet_from_index(0).unwrap();
        for (row, reference) in [(3, "staff"), (4, "note"), (5, "since"), (6, "amount")] {
            page.write_string(row, 0, reference).unwrap();
        }
        page.write_number(3, 3, 12.0).unwrap();
        page.write_boolean(4, 3, true).unwrap();
        // The number of a day, looking like one.
        let day = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd");
        page.write_number_with_format(5, 3, 47_970.0, &day).unwrap();
        page.write_number(6, 3, 12.5).unwrap();
    });
    let problems = read(&sample(), &bytes).unwrap_err();
    let named: Vec<_> = problems.iter().filter_map(|p| p.cell.clone()).collect();
    assert!(!named.contains(&"D4".to_owned()), "a whole number is one: {problems:?}");
    for cell in ["D5", "D7"] {
        assert!(named.contains(&cell.to_owned()), "{cell}: {problems:?}");
    }
}

#[test]
fn texts_that_mislead_are_named_and_others_come_back_letter_by_letter() {
    let kind = sample();
    let note = |text: &str| read(&kind, &strangers(&[("note", text)], none));
    for hidden in ["a\u{202e}b", "a\u{2066}b\u{2069}", "a\u{feff}b", "a\u{e0041}b", "a\u{85}b", "a\u{2028}b"]
    {
        let problems = note(hidden).unwrap_err();
        assert_eq!(
            (problems[0].code(), problems[0].cell.as_deref()),
            ("content-not-plain", Some("D3")),
            "{hidden:?}"
        );
    }
    // Letters of four bytes, and joiners without which whole languages can't be written.
    for text in
        ["\u{20000}\u{1f600}", "\u{645}\u{6cc}\u{200c}\u{62e}\u{648}\u{627}\u{647}\u{645}", "e\u{301}"]
    {
        assert_eq!(note(text).unwrap().content["note"], text);
    }
    // A control character, as a spreadsheet writes it in its own way of escaping.
    let escaped = "<row><c t='str'><v>comity workbook 1: sample/1</v></c></row><row/>\
        <row><c t='str'><v>note</v></c><c/><c/><c t='str'><v>a_x0007_b&#x8;</v></c></row>";
    assert!(read(&kind, &raw(&[("A", escaped)], &[])).is_err());
}

#[test]
fn what_a_spreadsheet_writes_in_its_own_escapes_is_read_as_it_shows_it() {
    let kind = sample();
    // Letters that look like such an escape come back as they are.
    for text in
        ["a_x0041_b", "_x005F_", "_x005F_x0041_", "_x", "_x12", "_xZZZZ_", "_xD83D_", "_x0041", "é_x00é_"]
    {
        let read = read(&kind, &strangers(&[("note", text)], none)).unwrap();
        assert_eq!(read.content["note"], text);
    }
    // Excel's line end of Windows, in a text that cells share and in one of a cell's own; a letter, and one that hides.
    let sheet = |cell: &str| {
        format!(
            "<row><c t='str'><v>comity workbook 1: sample/1</v></c></row><row/>\
             <row><c t='str'><v>note</v></c><c/><c/>{cell}</row>"
        )
    };
    let of = |cell: &str, shared: &[&str]| read(&kind, &raw(&[("A", &sheet(cell))], shared));
    let one = of("<c t='s'><v>0</v></c>", &["one_x000D_\ntwo"]).unwrap();
    let other = of("<c t='inlineStr'><is><t>one_x000D_\ntwo</t></is></c>", &[]).unwrap();
    assert_eq!((&one.content["note"], &other.content["note"]), (&json!("one\ntwo"), &json!("one\ntwo")));
    let letter = of("<c t='inlineStr'><is><t>_x0041_</t></is></c>", &[]).unwrap();
    assert_eq!(letter.content["note"], "A");
    let problems = of("<c t='inlineStr'><is><t>a_x202E_b</t></is></c>", &[]).unwrap_err();
    assert_eq!(problems[0].code(), "content-not-plain");
}

#[test]
fn an_answer_of_a_megabyte_is_named_where_it_stands() {
    let kind = sample();
    let long = "x".repeat(MIB);
    let rows = format!(
        "<row><c t='str'><v>comity workbook 1: sample/1</v></c></row><row/>\
         <row><c t='str'><v>note</v></c><c/><c/><c t='str'><v>{long}</v></c></row>"
    );
    assert_eq!(codes(&kind, &raw(&[("A", &rows)], &[])), [("A D3".to_owned(), "content-too-long")]);
}
