//! Writes a workbook to fill in. The same kind, language and content give the same bytes.

use std::collections::HashMap;

use catalogue::{Field, FieldType, Kind, Lang, Precision, Section};
use kinds::{cells_of, row_cell};
use rust_xlsxwriter::{
    Color, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook,
    Worksheet, XlsxError,
};
use serde_json::{Map, Value};

use crate::layout::{
    ANSWER, CELL, CHOSEN, FIRST_QUESTION, FIRST_ROW, HEAD_ROW, Line, MARK_ROW, REFERENCE, Sheet,
    TABLE_REFERENCES, Texts, guide_mark, mark, sheets,
};

/// The longest name of a sheet.
const SHEET_NAME: usize = 31;

/// Sheets of one name are numbered so far: a kind has fewer fields.
const MAX_NAMES: usize = 1_000;

/// The most that a list of choices may weigh inside a cell's rule, in UTF-16 code units; beyond, any text can be typed.
const LIST: usize = 255;

/// Widths of the columns of questions, in characters of the usual size: reference, question, help, answer.
const WIDTHS: [u16; 4] = [24, 34, 40, 84];

/// The width of the sheet that says how to fill in the others.
const GUIDE_WIDTH: u16 = 100;

/// A line's height in points, and the highest that spreadsheets make a row.
const LINE: f64 = 15.0;
const HIGHEST: f64 = 409.0;

/// Lines that are free for an answer of several paragraphs.
const ROOM: usize = 4;

/// A workbook that can't be written: the library's own limits, which a kind's checks keep.
#[derive(Debug, thiserror::Error)]
#[error("the workbook can't be written: {0}")]
pub struct WriteError(#[from] XlsxError);

impl WriteError {
    /// The stable code of the error.
    pub fn code(&self) -> &'static str {
        "workbook-not-written"
    }
}

/// Writes the workbook of a kind in a language, with what is answered so far.
pub fn write(
    kind: &Kind,
    lang: Lang,
    texts: &Texts,
    content: &Map<String, Value>,
) -> Result<Vec<u8>, WriteError> {
    let mut book = Workbook::new();
    // Whoever fills it in need not tell when it was made; and the same input gives the same bytes.
    let always = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_title(kind.names.get(lang)).set_creation_datetime(&always));
    let writer = Writer {
        lang,
        texts,
        looks: Looks::new(lang),
        answers: cells_of(kind, content).into_iter().collect(),
        mark: mark(kind, None),
    };
    let mut names = Names::default();
    let guide = book.add_worksheet();
    guide.set_name(names.free(&texts.guide_sheet))?;
    writer.guide(guide, kind)?;
    for sheet in sheets(kind, lang) {
        let page = book.add_worksheet();
        match sheet {
            Sheet::Questions { name, lines } => {
                page.set_name(names.free(name.as_deref().unwrap_or(&texts.answers_sheet)))?;
                writer.questions(page, &lines)?;
            }
            Sheet::Table { name, field } => {
                page.set_name(names.free(&name))?;
                writer.table(page, &mark(kind, Some(field)), field)?;
            }
        }
    }
    Ok(book.save_to_buffer()?)
}

/// Names of sheets as spreadsheets take them: short, without some marks, each once.
#[derive(Default)]
struct Names(Vec<String>);

impl Names {
    fn free(&mut self, wanted: &str) -> String {
        let plain: String = wanted.chars().map(|c| if "[]:*?/\\'".contains(c) { ' ' } else { c }).collect();
        let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
        let name = (1..=MAX_NAMES)
            .map(|turn| {
                let end = if turn == 1 { String::new() } else { format!(" {turn}") };
                let room = SHEET_NAME - end.len();
                format!("{}{end}", plain.chars().take(room).collect::<String>().trim_end())
            })
            .find(|name| !name.is_empty() && !self.0.contains(&name.to_lowercase()));
        let name = name.unwrap_or_default();
        self.0.push(name.to_lowercase());
        name
    }
}

/// How cells look. What may be typed into is white with a border; everything else is locked, so that a slip of the hand
/// doesn't move a reference.
struct Looks {
    reference: Format,
    head: Format,
    section: Format,
    question: Format,
    help: Format,
    answer: Format,
    text: Format,
    title: Format,
}

impl Looks {
    fn new(lang: Lang) -> Self {
        // Cells follow their language's direction whatever the reader's own program is set to.
        let direction = if lang == Lang::Ar { 2 } else { 1 };
        let base =
            || Format::new().set_text_wrap().set_align(FormatAlign::Top).set_reading_direction(direction);
        Self {
            reference: Format::new()
                .set_font_color(Color::RGB(0x0076_7676))
                .set_font_size(8)
                .set_align(FormatAlign::Top),
            head: base()
                .set_bold()
                .set_background_color(Color::RGB(0x00E8_EEF2))
                .set_border_bottom(FormatBorder::Thin),
            section: base().set_bold().set_font_size(12).set_background_color(Color::RGB(0x00F3_F5F7)),
            question: base().set_bold(),
            help: base().set_font_color(Color::RGB(0x0044_4444)),
            answer: base().set_border(FormatBorder::Thin).set_num_format("@").set_unlocked(),
            text: base(),
            title: base().set_bold().set_font_size(16),
        }
    }
}

struct Writer<'w> {
    lang: Lang,
    texts: &'w Texts,
    looks: Looks,
    answers: HashMap<String, Vec<String>>,
    mark: String,
}

/// Places are counted from 1 in the plan, as people count them, and from 0 by the library.
fn place(row: usize, column: usize) -> (u32, u16) {
    (u32::try_from(row - 1).unwrap_or(u32::MAX), u16::try_from(column - 1).unwrap_or(u16::MAX))
}

/// Writes one cell.
fn put(
    page: &mut Worksheet,
    (row, column): (usize, usize),
    text: &str,
    look: &Format,
) -> Result<(), WriteError> {
    let (row, column) = place(row, column);
    page.write_string_with_format(row, column, text, look)?;
    Ok(())
}

impl Writer<'_> {
    fn page(&self, page: &mut Worksheet, mark: &str) -> Result<(), WriteError> {
        page.set_right_to_left(self.lang == Lang::Ar);
        page.set_landscape();
        page.set_print_fit_to_pages(1, 0);
        page.protect();
        put(page, (MARK_ROW, REFERENCE), mark, &self.looks.reference)
    }

    /// Spreadsheets make a row as high as its text only when somebody types there: the height is set for what stands in it.
    fn height(page: &mut Worksheet, row: usize, lines: usize) -> Result<(), WriteError> {
        let lines = u32::try_from(lines.max(1)).unwrap_or(u32::MAX);
        page.set_row_height(place(row, 1).0, (LINE * f64::from(lines)).min(HIGHEST))?;
        Ok(())
    }

    fn guide(&self, page: &mut Worksheet, kind: &Kind) -> Result<(), WriteError> {
        self.page(page, &guide_mark(kind))?;
        page.set_column_width(0, GUIDE_WIDTH)?;
        put(page, (2, 1), kind.names.get(self.lang), &self.looks.title)?;
        Self::height(page, 2, 2)?;
        let lines = std::iter::once(kind.description.get(self.lang)).chain([""]);
        let lines = lines.chain(self.texts.guide.iter().map(String::as_str));
        for (at, line) in lines.enumerate() {
            put(page, (3 + at, 1), line, &self.looks.text)?;
            Self::height(page, 3 + at, lines_of(line, GUIDE_WIDTH))?;
        }
        Ok(())
    }

    fn questions(&self, page: &mut Worksheet, lines: &[Line<'_>]) -> Result<(), WriteError> {
        self.page(page, &self.mark)?;
        for (column, width) in (0..).zip(WIDTHS) {
            page.set_column_width(column, width)?;
        }
        let texts = self.texts;
        let heads = [&texts.reference, &texts.question, &texts.help, &texts.answer];
        for (at, head) in heads.into_iter().enumerate() {
            put(page, (HEAD_ROW, at + 1), head, &self.looks.head)?;
        }
        page.set_freeze_panes(2, 0)?;
        page.set_repeat_rows(1, 1)?;
        for (at, line) in lines.iter().enumerate() {
            self.line(page, FIRST_QUESTION + at, line)?;
        }
        Ok(())
    }

    fn line(&self, page: &mut Worksheet, row: usize, line: &Line<'_>) -> Result<(), WriteError> {
        if let Some(reference) = line.reference() {
            put(page, (row, REFERENCE), &reference, &self.looks.reference)?;
        }
        match line {
            Line::Section(section) => self.section(page, row, section),
            Line::Table(field) => {
                let (label, help) = (field.label.get(self.lang), field.help.get(self.lang));
                self.asking(page, row, label, help, 1)
            }
            Line::Field { field, part } => {
                let (label, help) = if *part == 1 {
                    (self.asked(field), field.help.get(self.lang).to_owned())
                } else {
                    (String::new(), self.texts.goes_on.clone())
                };
                let whole = self.answer_of(field, &field.id);
                let piece = pieces(&whole).into_iter().nth(part - 1).unwrap_or_default();
                let room = if field.multiline && *part == 1 { ROOM } else { 1 };
                self.asking(page, row, &label, &help, room.max(lines_of(&piece, WIDTHS[ANSWER - 1])))?;
                self.answer(page, row, ANSWER, field, &piece)
            }
            Line::Choice { field, choice } => {
                let label = format!("{}: {}", field.label.get(self.lang), choice.label.get(self.lang));
                self.asking(page, row, &label, &self.texts.mark_choice, 1)?;
                let chosen = self.answers.get(&field.id).is_some_and(|ids| ids.contains(&choice.id));
                put(page, (row, ANSWER), if chosen { CHOSEN } else { "" }, &self.looks.answer)
            }
        }
    }

    /// A question with its help, in a row of at least so many lines.
    fn asking(
        &self,
        page: &mut Worksheet,
        row: usize,
        label: &str,
        help: &str,
        lines: usize,
    ) -> Result<(), WriteError> {
        put(page, (row, REFERENCE + 1), label, &self.looks.question)?;
        put(page, (row, REFERENCE + 2), help, &self.looks.help)?;
        let asked = lines_of(label, WIDTHS[REFERENCE]).max(lines_of(help, WIDTHS[REFERENCE + 1]));
        Self::height(page, row, asked.max(lines))
    }

    fn section(&self, page: &mut Worksheet, row: usize, section: &Section) -> Result<(), WriteError> {
        let name = section.heading(self.lang);
        put(page, (row, REFERENCE + 1), &name, &self.looks.section)?;
        // Its letters are larger.
        Self::height(page, row, lines_of(&name, WIDTHS[REFERENCE] - 8) + 1)?;
        for column in [REFERENCE + 2, ANSWER] {
            put(page, (row, column), "", &self.looks.section)?;
        }
        Ok(())
    }

    fn asked(&self, field: &Field) -> String {
        let label = field.label.get(self.lang);
        if field.required { format!("{label} *") } else { label.to_owned() }
    }

    fn answer_of(&self, field: &Field, cell: &str) -> String {
        let values = self.answers.get(cell).map(Vec::as_slice).unwrap_or_default();
        match field.field_type {
            FieldType::Choice => {
                let id = values.first().map(String::as_str).unwrap_or_default();
                field.choice(id).map_or(id, |choice| choice.label.get(self.lang)).to_owned()
            }
            _ => values.join("\n"),
        }
    }

    fn answer(
        &self,
        page: &mut Worksheet,
        row: usize,
        column: usize,
        field: &Field,
        text: &str,
    ) -> Result<(), WriteError> {
        put(page, (row, column), text, &self.looks.answer)?;
        if let Some(rule) = self.rule(field)? {
            let (row, column) = place(row, column);
            page.add_data_validation(row, column, row, column, &rule)?;
        }
        Ok(())
    }

    /// What a spreadsheet offers or reminds of. It refuses nothing: what counts is checked where the workbook is read.
    fn rule(&self, field: &Field) -> Result<Option<DataValidation>, WriteError> {
        if field.field_type == FieldType::Date {
            let form = match field.precision {
                Some(Precision::Year) => "2031-05-04, 2031-05, 2031",
                Some(Precision::Month) => "2031-05-04, 2031-05",
                Some(Precision::Day) | None => "2031-05-04",
            };
            return Ok(Some(DataValidation::new().set_input_message(form)?));
        }
        let labels: Vec<&str> = field.choices.iter().map(|choice| choice.label.get(self.lang)).collect();
        let weight: usize = labels.iter().map(|label| label.encode_utf16().count() + 1).sum();
        // A comma parts the choices there.
        let offered = field.field_type == FieldType::Choice
            && weight <= LIST
            && !labels.iter().any(|l| l.contains(','));
        if !offered {
            return Ok(None);
        }
        Ok(Some(DataValidation::new().allow_list_strings(&labels)?))
    }

    fn table(&self, page: &mut Worksheet, mark: &str, field: &Field) -> Result<(), WriteError> {
        self.page(page, mark)?;
        let mut tallest = 1;
        for (at, column) in field.columns.iter().enumerate() {
            let at = at + 1;
            let width = if column.multiline { 60 } else { 30 };
            page.set_column_width(place(1, at).1, width)?;
            put(page, (TABLE_REFERENCES, at), &column.id, &self.looks.reference)?;
            let head = format!("{}\n{}", self.asked(column), column.help.get(self.lang));
            put(page, (TABLE_REFERENCES + 1, at), &head, &self.looks.head)?;
            tallest = tallest.max(lines_of(&head, width));
            for row in 1..=field.max_items.and_then(|most| usize::try_from(most).ok()).unwrap_or(1) {
                let text = self.answer_of(column, &row_cell(&field.id, row, &column.id));
                self.answer(page, FIRST_ROW + row - 1, at, column, &text)?;
            }
        }
        page.set_freeze_panes(3, 0)?;
        Self::height(page, TABLE_REFERENCES + 1, tallest)
    }
}

/// How many lines a text takes in a column. Characters of Chinese are twice as wide.
fn lines_of(text: &str, width: u16) -> usize {
    let room = usize::from(width.max(1));
    let lines = text.split('\n').map(|line| {
        let wide: usize = line.chars().map(|c| if c >= '\u{2e80}' { 2 } else { 1 }).sum();
        wide.div_ceil(room).max(1)
    });
    lines.sum()
}

/// A long text in pieces that cells hold, none of which begins or ends within a character.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut units = 0;
    for c in text.chars() {
        if units + c.len_utf16() > CELL {
            pieces.push(String::new());
            units = 0;
        }
        units += c.len_utf16();
        if let Some(last) = pieces.last_mut() {
            last.push(c);
        }
    }
    pieces
}
