//! Workbooks as spreadsheets write them, and as nobody should.

use super::super::sheet::{MAX_ROWS, Row, read};
use proptest::prelude::*;
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A workbook of these sheets: each the inside of its `sheetData`, or of all of `worksheet` where it begins with `<cols`.
fn workbook(sheets: &[&str], shared: &[&str]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut part = |name: &str, text: &str| {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    };
    let relation = |id: &str, kind: &str, target: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>")
    };
    let relations = |all: &str| {
        format!("<?xml version=\"1.0\"?><Relationships xmlns=\"{RELATIONS}\">{all}</Relationships>")
    };
    part("_rels/.rels", &relations(&relation("rId1", "officeDocument", "xl/workbook.xml")));
    let (mut list, mut targets) = (String::new(), String::new());
    for (at, inside) in sheets.iter().enumerate() {
        write!(list, "<sheet name=\"Sheet {at}\" sheetId=\"{at}\" r:id=\"rId{at}\"/>").unwrap();
        targets += &relation(&format!("rId{at}"), "worksheet", &format!("worksheets/sheet{at}.xml"));
        let inside = if inside.starts_with("<cols") {
            (*inside).to_owned()
        } else {
            format!("<sheetData>{inside}</sheetData>")
        };
        let sheet = format!("<worksheet xmlns=\"{MAIN}\">{inside}</worksheet>");
        part(&format!("xl/worksheets/sheet{at}.xml"), &sheet);
    }
    let book = format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>{list}</sheets></workbook>");
    part("xl/workbook.xml", &book);
    part("xl/_rels/workbook.xml.rels", &relations(&targets));
    let shared = shared.iter().fold(String::new(), |all, text| all + "<si>" + text + "</si>");
    part("xl/sharedStrings.xml", &format!("<sst xmlns=\"{MAIN}\">{shared}</sst>"));
    let styles = "<numFmts><numFmt numFmtId=\"164\" formatCode=\"d\\.m\\.yyyy\"/></numFmts>\
                  <cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>\
                  <cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/></cellXfs>";
    part("xl/styles.xml", &format!("<styleSheet xmlns=\"{MAIN}\">{styles}</styleSheet>"));
    zip.finish().unwrap().into_inner()
}

fn cell(at: &str, text: &str) -> String {
    format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

fn row(cells: &[String]) -> String {
    format!("<row>{}</row>", cells.concat())
}

fn headings() -> String {
    row(&[cell("A1", "Reference"), cell("B1", "received_on"), cell("C1", "title")])
}

fn problems(bytes: &[u8]) -> Vec<String> {
    read(bytes).unwrap_err().iter().map(ToString::to_string).collect()
}

#[test]
fn cells_are_read_as_they_look() {
    let shared =
        ["<t>Note </t><r><t>12</t></r><rPh><t>not said</t></rPh>", "<t xml:space=\"preserve\">a &amp; b</t>"];
    let inside = headings()
        + "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"B2\" s=\"1\"><v>46329</v></c><c r=\"C2\" t=\"s\"><v>1</v></c></row>\
           <row r=\"3\"><c r=\"A3\" s=\"1\"/></row>\
           <row r=\"5\"><c r=\"A5\"><v>12</v></c><c r=\"B5\" s=\"2\"><v>46330</v></c><c r=\"C5\" t=\"str\"><v>plain</v></c></row>";
    let sheet = read(&workbook(&[&inside, ""], &shared)).unwrap();
    assert_eq!(sheet.columns, ["reference", "received_on", "title"]);
    let words = |number, cells: [&str; 3]| Row { number, cells: cells.map(str::to_owned).to_vec() };
    assert_eq!(
        sheet.rows,
        [words(2, ["Note 12", "2026-11-03", "a & b"]), words(5, ["12", "2026-11-04", "plain"])]
    );
}

#[test]
fn what_is_not_as_it_looks_is_named_by_its_cell() {
    let rows = "<row r=\"2\"><c r=\"A2\"><f>B1</f><v>7</v></c><c r=\"B2\" s=\"1\"><v>46329.5</v></c><c r=\"C2\" t=\"b\"><v>1</v></c></row>\
                <row r=\"3\" hidden=\"1\"><c r=\"A3\"><v>1</v></c></row>\
                <row r=\"4\"><c r=\"A4\" t=\"e\"><v>#REF!</v></c><c r=\"C4\"><v>0.1</v></c><c r=\"E4\"><v>9</v></c></row>\
                <row r=\"5\"><c r=\"A5\" t=\"s\"><v>99</v></c><c r=\"C5\"><v>1</v></c><c r=\"C5\"><v>2</v></c></row>\
                <row r=\"6\"><c r=\"C6\" t=\"inlineStr\"><is><t>=A1</t></is></c></row>";
    let found = problems(&workbook(&[&(headings() + rows)], &[]));
    for (place, why) in [
        ("row 2, column reference", "this is a formula"),
        ("row 2, column received_on", "this is a number"),
        ("row 2, column title", "this is TRUE or FALSE"),
        ("row 3, column reference", "hidden row"),
        ("row 4, column reference", "an error of the spreadsheet"),
        ("row 4, column title", "this is a number"),
        ("row 4, column E", "beside the columns that have a heading"),
        ("row 5, column reference", "can't be read"),
        ("row 5, column title", "can't be read"),
        ("row 6, column title", "this is a formula"),
    ] {
        assert!(found.iter().any(|one| one.starts_with(place) && one.contains(why)), "{place}: {found:?}");
    }
    assert_eq!(found.len(), 10, "{found:?}");
    let hidden =
        format!("<cols><col min=\"2\" max=\"3\" hidden=\"1\"/></cols><sheetData>{}</sheetData>", headings());
    assert!(problems(&workbook(&[&hidden], &[]))[0].contains("hidden row or column"));
}

#[test]
fn what_is_no_list_is_refused_whole() {
    let two = problems(&workbook(&[&headings(), "", &headings()], &[]));
    assert!(two[0].contains("more than one sheet holds something (Sheet 0, Sheet 2)"), "{two:?}");
    assert!(problems(&workbook(&[""], &[]))[0].contains("row 1, this is empty"));
    let late = row(&[cell("A3", "reference")]).replace("<row>", "<row r=\"3\">");
    assert!(problems(&workbook(&[&late], &[]))[0].contains("headings stand in the first row"));
    let many = vec![""; 17];
    assert!(problems(&workbook(&many, &[]))[0].contains("a workbook of 17 sheets"));
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
    assert!(problems(&zip.finish().unwrap().into_inner())[0].contains("no workbook in XLSX"));
    let entities = "<!DOCTYPE x [<!ENTITY a \"b\">]><c/>";
    assert!(problems(&workbook(&[entities], &[]))[0].contains("xml-with-dtd"));
}

#[test]
fn size_is_bounded_before_it_costs() {
    let mut rows = headings();
    for number in 2..MAX_ROWS + 10 {
        write!(rows, "<row r=\"{number}\"><c r=\"A{number}\"><v>1</v></c></row>").unwrap();
    }
    let found = problems(&workbook(&[&rows], &[]));
    assert!(found.iter().any(|one| one.contains("at most 1000 rows")), "{found:?}");
    // A million rows, packed to some kilobytes; a million that hold nothing; one long text in every cell.
    let row = "<row><c><v>1</v></c></row>";
    let million = headings() + &row.repeat(1_000_000);
    assert!(problems(&workbook(&[&million], &[]))[0].contains("the sheet “Sheet 0” is larger than"));
    let hundred_thousand = headings() + &row.repeat(100_001);
    assert!(problems(&workbook(&[&hundred_thousand], &[]))[0].contains("is larger than"));
    let long = format!("<t>{}</t>", "x".repeat(1 << 20));
    let everywhere = headings() + &"<row><c t=\"s\"><v>0</v></c></row>".repeat(50);
    assert!(!problems(&workbook(&[&everywhere], &[&long])).is_empty());
    let far = headings() + "<row r=\"99999999999\"><c r=\"A99999999999\"><v>1</v></c></row>";
    assert!(problems(&workbook(&[&far], &[]))[0].contains("larger than"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_change_of_its_bytes_makes_it_panic(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut bytes = workbook(&[&headings()], &["<t>x</t>"]);
        let at = at.index(bytes.len());
        bytes[at] = byte;
        drop(read(&bytes));
    }
}
