//! A questionnaire on paper: its questions in its own order and numbering, with room to write, boxes for choices, and what is
//! answered so far. To be filled in by hand or in a word processor; nothing of it is read back by a machine.

use catalogue::{Catalogue, Field, FieldType, Kind, Lang, Precision};
use reports::{Block, Column, Document, Inline, Item, List, Paragraph, Role, Room, Table, Title};
use serde_json::{Map, Value};

use super::manuscript::{Manuscript, Press};
use crate::model::content::{paragraphs, part_name, section_name};
use crate::model::cycle::CycleLine;
use crate::words::{Msg, words};

/// A box to tick, and one that is ticked.
const BOX: &str = "\u{2610}";
const TICKED: &str = "\u{2612}";

/// Lines by hand for so many characters or words of what a text may be. Half a page at most: more is typed.
const CHARACTERS_A_LINE: u32 = 350;
const WORDS_A_LINE: u32 = 60;
const PARAGRAPHS: usize = 4;

/// Rows of a table that is printed blank.
const ROWS: u32 = 5;

/// What a form is for, beside its kind.
#[derive(Clone, Debug, Default)]
pub struct FormOf {
    /// The mechanism whose secretariat asks.
    pub mechanism: String,
    /// The cycle, in its secretariat's words, and the language of these.
    pub cycle: String,
    /// Its last day: `2031-05-04`.
    pub closes: String,
    /// It is an exercise's.
    pub exercise: bool,
}

impl FormOf {
    /// For a cycle.
    pub(crate) fn cycle(line: &CycleLine) -> Self {
        Self {
            mechanism: line.mechanisms.iter().map(|one| one.name.clone()).collect::<Vec<_>>().join("\n"),
            cycle: line.title.clone(),
            closes: line.closes.clone(),
            exercise: line.exercise(),
        }
    }
}

/// The form of a kind in a language, with what is answered so far.
pub fn form(
    catalogue: &Catalogue,
    lang: Lang,
    kind: &Kind,
    of: &FormOf,
    content: &Map<String, Value>,
) -> Document {
    let press = Press { words: words(lang), catalogue, base_url: "" };
    document(press, kind, of, content)
}

pub(super) fn document(press: Press<'_>, kind: &Kind, of: &FormOf, content: &Map<String, Value>) -> Document {
    let lang = press.words.lang();
    let title = Title {
        title: press.words.typeset(kind.names.get(lang)),
        subtitle: of.cycle.clone(),
        body: of.mechanism.clone(),
        ..Title::default()
    };
    let mut form = Form { paper: Manuscript::new(press, title), lang, kind, content };
    form.head(of);
    for (part, sections) in kind.outline() {
        if let Some(part) = part {
            form.paper.heading(1, &part_name(press.words, part));
        }
        let level = 1 + u8::from(part.is_some());
        for section in sections {
            form.paper.heading(level, &section_name(press.words, section));
            for field in kind.fields_of(section) {
                form.field(field, level + 1);
            }
        }
    }
    form.paper.finish()
}

struct Form<'f> {
    paper: Manuscript<'f>,
    lang: Lang,
    kind: &'f Kind,
    content: &'f Map<String, Value>,
}

impl Form<'_> {
    fn say(&self, key: Msg) -> &'static str {
        self.paper.press.words.say(key)
    }

    fn text(&self, text: &catalogue::Localized) -> String {
        self.paper.press.words.typeset(text.get(self.lang))
    }

    fn head(&mut self, of: &FormOf) {
        self.paper.exercise(of.exercise);
        self.paper.say(vec![Inline::text(self.text(&self.kind.description))]);
        self.paper.apart(Role::Note, "", vec![Paragraph::new(self.say(Msg("printed-form-note")))]);
        if !of.closes.is_empty() {
            let day = self.paper.press.words.date(&of.closes);
            self.paper.fact_of(Msg("printed-form-until"), day);
        }
        for asked in [Msg("printed-form-state"), Msg("printed-form-date")] {
            self.paper.say(vec![Inline::strong(self.say(asked))]);
            self.room(1);
        }
    }

    fn room(&mut self, lines: usize) {
        self.paper.push(Block::Room(Room::new(lines)));
    }

    fn field(&mut self, field: &Field, level: u8) {
        let label = self.text(&field.label);
        let label = if field.required { format!("{label} *") } else { label };
        self.paper.heading(level, &label);
        self.help(field);
        let answer = self.content.get(&field.id).cloned();
        match field.field_type {
            FieldType::Choice | FieldType::Choices => self.boxes(field, answer.as_ref()),
            FieldType::Rows => self.table(field, answer.as_ref()),
            _ => self.answer(field, answer.as_ref()),
        }
    }

    /// What is asked, after which choice alone, and how much.
    fn help(&mut self, field: &Field) {
        let help = self.text(&field.help);
        let mut said = if help.is_empty() { Vec::new() } else { vec![help] };
        if let Some(only) = self.only_if(field) {
            said.push(only);
        }
        said.extend(self.limit(field));
        if !said.is_empty() {
            self.paper.apart(Role::Note, "", said.into_iter().map(Paragraph::new).collect());
        }
    }

    fn only_if(&self, field: &Field) -> Option<String> {
        let when = field.when.as_ref()?;
        let on = self.kind.field(&when.field)?;
        let chosen = when.is.iter().filter_map(|id| on.choice(id)).map(|choice| self.text(&choice.label));
        let words = self.paper.press.words;
        let values = [("field", self.text(&on.label)), ("choices", words.listed(chosen))];
        Some(words.fill(Msg("only-if"), &values.map(|(name, value)| (name, value.into()))))
    }

    fn limit(&self, field: &Field) -> Option<String> {
        let count = |key: Msg, most: u32| {
            self.paper.press.words.count(key, usize::try_from(most).unwrap_or(usize::MAX))
        };
        match field.field_type {
            FieldType::Text => match (field.max_words, field.max_chars) {
                (Some(most), _) => Some(count(Msg("takes-words"), most)),
                (None, Some(most)) if field.multiline => Some(count(Msg("takes-characters"), most)),
                _ => None,
            },
            FieldType::Choice => Some(self.say(Msg("takes-choice")).to_owned()),
            FieldType::Choices => Some(self.say(Msg("takes-choices")).to_owned()),
            FieldType::Number => Some(self.say(Msg("takes-number")).to_owned()),
            FieldType::Date => Some(match field.precision {
                Some(Precision::Year) => "2031-05-04, 2031-05, 2031".to_owned(),
                Some(Precision::Month) => "2031-05-04, 2031-05".to_owned(),
                Some(Precision::Day) | None => "2031-05-04".to_owned(),
            }),
            FieldType::Urls => field.max_items.map(|most| count(Msg("takes-addresses"), most)),
            FieldType::Rows => None,
        }
    }

    fn boxes(&mut self, field: &Field, answer: Option<&Value>) {
        let chosen = |id: &str| match answer {
            Some(Value::String(one)) => one == id,
            Some(Value::Array(several)) => several.iter().any(|one| one == id),
            _ => false,
        };
        let item = |choice: &catalogue::Choice| Item {
            label: if chosen(&choice.id) { TICKED } else { BOX }.to_owned(),
            text: vec![Inline::text(self.text(&choice.label))],
            ..Item::default()
        };
        let items = field.choices.iter().map(item).collect();
        self.paper.push(Block::List(List { items }));
    }

    /// What is answered, in a frame, or room for it.
    fn answer(&mut self, field: &Field, answer: Option<&Value>) {
        let said = kinds::cell(answer).join("\n");
        if said.is_empty() {
            self.room(lines(field));
            return;
        }
        let said = paragraphs(&said).into_iter().map(Paragraph::new).collect();
        self.paper.apart(Role::Box, "", said);
    }

    fn table(&mut self, field: &Field, answer: Option<&Value>) {
        let head = |column: &Field| {
            let label = self.text(&column.label);
            Column { head: label, width: if column.multiline { 2 } else { 1 } }
        };
        let columns = field.columns.iter().map(head).collect();
        let filled = answer.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let cell = |row: &Value, column: &Field| {
            let said = kinds::cell(row.get(&column.id));
            let label = |id: &String| column.choice(id).map_or(id.clone(), |choice| self.text(&choice.label));
            vec![Inline::text(said.iter().map(label).collect::<Vec<_>>().join("\n"))]
        };
        let mut rows: Vec<Vec<Vec<Inline>>> =
            filled.iter().map(|row| field.columns.iter().map(|column| cell(row, column)).collect()).collect();
        let blank = field.max_items.unwrap_or(ROWS).min(ROWS);
        let blank = usize::try_from(blank).unwrap_or(0).saturating_sub(rows.len());
        // Two lines high, for a hand.
        let space = || field.columns.iter().map(|_| vec![Inline::text("\u{a0}\n\u{a0}")]).collect();
        rows.extend((0..blank).map(|_| space()));
        self.paper.push(Block::Table(Table { columns, rows, ..Table::default() }));
    }
}

/// How many lines a field is given.
fn lines(field: &Field) -> usize {
    let of = |most: u32, a_line: u32| usize::try_from(most / a_line).unwrap_or(usize::MAX);
    match field.field_type {
        FieldType::Urls => 2,
        FieldType::Text if field.multiline => {
            let by_words = field.max_words.map(|most| of(most, WORDS_A_LINE));
            let by_chars = field.max_chars.map(|most| of(most, CHARACTERS_A_LINE));
            by_words.into_iter().chain(by_chars).min().unwrap_or(PARAGRAPHS).max(PARAGRAPHS)
        }
        _ => 1,
    }
}
