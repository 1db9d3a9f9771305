//! Writes a workbook to fill in. The same kind, language and content give the same bytes.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use catalogue::{Field, FieldType, Kind, Lang, Precision, Section};
use kinds::{cells_of, row_cell};
use rust_xlsxwriter::{
    Color, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook,
    Worksheet, XlsxError,
};
use serde_json::{Map, Value};

use crate::layout::{
    ANSWER, CELL, CHOSEN, FIRST_QUESTION, FIRST_ROW, HEAD_ROW, Line, MARK_ROW, REFERENCE, Sheet,
    TABLE_REFERENCES, TAKEN_OUT, Texts, guide_mark, mark, sheets,
};
use crate::prefill::Prefill;
use crate::seen::{self, From, Seen, choice_cell};

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

/// Writes the workbook of a kind in a language, with what is answered so far and nobody has seen.
pub fn write(
    kind: &Kind,
    lang: Lang,
    texts: &Texts,
    content: &Map<String, Value>,
) -> Result<Vec<u8>, WriteError> {
    write_prefilled(kind, lang, texts, &Prefill::typed(content))
}

/// Writes the workbook of a kind in a language, with what a draft holds or was said before.
pub fn write_prefilled(
    kind: &Kind,
    lang: Lang,
    texts: &Texts,
    prefill: &Prefill,
) -> Result<Vec<u8>, WriteError> {
    let mut book = Workbook::new();
    // Whoever fills it in need not tell when it was made; and the same input gives the same bytes.
    let always = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_title(kind.names.get(lang)).set_creation_datetime(&always));
    let writer = Writer {
        lang,
        texts,
        looks: Looks::new(lang),
        answers: cells_of(kind, &prefill.content).into_iter().collect(),
        seen: marks(kind, prefill),
        taken_out: &prefill.taken_out,
        cycle: prefill.cycle.as_deref(),
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
                let mark = Seen::beside(writer.seen.get(&field.id), &mark(kind, Some(field)));
                writer.table(page, &mark, field)?;
            }
        }
    }
    Ok(book.save_to_buffer()?)
}

/// The marks of the cells. An answer that is a dash alone has one always: it would take itself out.
fn marks(kind: &Kind, prefill: &Prefill) -> BTreeMap<String, Seen> {
    let cells = seen::cells(kind, &prefill.content).into_iter();
    let dashes = cells.filter(|(_, value)| value.as_str().is_some_and(|text| TAKEN_OUT.contains(&text)));
    let mut marks: BTreeMap<String, Seen> =
        dashes.map(|(name, value)| (name, Seen::of(From::Draft, &value))).collect();
    marks.extend(prefill.seen.clone());
    marks
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
    before: Format,
    text: Format,
    title: Format,
}

impl Looks {
    fn new(lang: Lang) -> Self {
        // Cells follow their language's direction whatever the reader's own program is set to.
        let direction = if lang == Lang::Ar { 2 } else { 1 };
        let base =
            || Format::new().set_text_wrap().set_align(FormatAlign::Top).set_reading_direction(direction);
        let answer = || base().set_border(FormatBorder::Thin).set_num_format("@").set_unlocked();
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
            answer: answer(),
            before: answer().set_italic().set_background_color(Color::RGB(0x00FF_F8E1)),
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
    /// What whoever fills it in has seen, by cell.
    seen: BTreeMap<String, Seen>,
    taken_out: &'w BTreeSet<String>,
    cycle: Option<&'w str>,
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
        self.page(page, &guide_mark(kind, self.cycle))?;
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
            let reference = Seen::beside(self.seen.get(&reference), &reference);
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
                let mut piece = pieces(&whole).into_iter().nth(part - 1).unwrap_or_default();
                if *part == 1 && piece.is_empty() {
                    piece.push_str(self.dash(&field.id));
                }
                let room = if field.multiline && *part == 1 { ROOM } else { 1 };
                self.asking(page, row, &label, &help, room.max(lines_of(&piece, WIDTHS[ANSWER - 1])))?;
                self.answer(page, (row, ANSWER), field, &piece, &field.id)
            }
            Line::Choice { field, choice } => {
                let label = format!("{}: {}", field.label.get(self.lang), choice.label.get(self.lang));
                self.asking(page, row, &label, &self.texts.mark_choice, 1)?;
                let chosen = self.answers.get(&field.id).is_some_and(|ids| ids.contains(&choice.id));
                let cell = choice_cell(&field.id, &choice.id);
                let text = if chosen { CHOSEN } else { self.dash(&cell) };
                put(page, (row, ANSWER), text, self.look(&cell))
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

    /// What was said before looks otherwise than what is blank or the draft's.
    fn look(&self, cell: &str) -> &Format {
        let before = self.seen.get(cell).is_some_and(|seen| seen.from == From::Before);
        if before { &self.looks.before } else { &self.looks.answer }
    }

    /// What takes an answer out, in the cells of which that is said.
    fn dash(&self, cell: &str) -> &'static str {
        if self.taken_out.contains(cell) { TAKEN_OUT[0] } else { "" }
    }

    fn answer(
        &self,
        page: &mut Worksheet,
        (row, column): (usize, usize),
        field: &Field,
        text: &str,
        cell: &str,
    ) -> Result<(), WriteError> {
        put(page, (row, column), text, self.look(cell))?;
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
                let mut text = self.answer_of(column, &row_cell(&field.id, row, &column.id));
                if (row, at) == (1, 1) && text.is_empty() {
                    text.push_str(self.dash(&field.id));
                }
                self.answer(page, (FIRST_ROW + row - 1, at), column, &text, &field.id)?;
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
