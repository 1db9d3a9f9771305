//! The paragraphs of a part: the body, a header, or the notes.

use std::collections::HashMap;

use super::label::Counters;
use super::numbering::{LEVELS, Numbering};
use super::package::Part;
use super::styles::{Styles, number};
use super::xml::{self, Element, Step};
use crate::source::limits::MAX_TEXT_BYTES;
use crate::source::marks::{note_mark, numbered_mark};
use crate::source::spaces::tidy;
use crate::source::{SourceError, bounded_lines};
use crate::text::{Hint, SourceLine};

/// Bytes of a heading; longer paragraphs in a heading's style are paragraphs that want its looks.
const MAX_HEADING: usize = 400;

/// Elements whose content is not part of the text as it stands: deletions, former properties, and the second
/// form of what was given in a newer one.
const LEFT_OUT: [&str; 10] = [
    "del",
    "moveFrom",
    "pPrChange",
    "rPrChange",
    "sectPrChange",
    "tblPrChange",
    "tcPrChange",
    "trPrChange",
    "numberingChange",
    "Fallback",
];

/// What paragraphs refer to.
#[derive(Clone, Copy)]
pub(super) struct Parts<'a> {
    pub(super) styles: &'a Styles,
    pub(super) numbering: &'a Numbering,
}

/// A note that the text cites.
pub(super) struct Cited {
    pub(super) id: String,
    pub(super) mark: String,
}

/// What one part holds.
#[derive(Default)]
pub(super) struct Body {
    pub(super) lines: Vec<SourceLine>,
    /// Notes by id, when the part is one of notes.
    pub(super) notes: HashMap<String, String>,
    pub(super) footnotes: Vec<Cited>,
    pub(super) endnotes: Vec<Cited>,
    /// The relation to the header that only the first page prints.
    pub(super) first_page_header: Option<String>,
}

impl Body {
    pub(super) fn read(part: &Part, parts: Parts<'_>) -> Result<Self, SourceError> {
        let mut reader = BodyReader::new(parts);
        xml::walk(part, |step| reader.step(step))?;
        reader.flush_merged();
        Ok(reader.body)
    }
}

/// A paragraph that is being read.
#[derive(Default)]
struct Paragraph {
    text: String,
    style: Option<String>,
    list: Option<String>,
    level: Option<u8>,
    outline: Option<u8>,
    page_break_before: bool,
    /// The mark of its end was deleted: it runs on into the next.
    runs_on: bool,
}

#[derive(Default)]
struct Run {
    open: bool,
    hidden: bool,
    raised: bool,
    text: String,
}

/// Elements that are open and decide what an inner one means.
#[derive(Default)]
struct Open {
    paragraph_properties: bool,
    run_properties: bool,
    text: bool,
}

/// The section whose properties are being read.
#[derive(Default)]
struct Section {
    open: bool,
    number: usize,
    title_page: bool,
    header: Option<String>,
}

struct BodyReader<'a> {
    parts: Parts<'a>,
    body: Body,
    counters: Counters,
    paragraphs: Vec<Paragraph>,
    run: Run,
    /// The element whose content is left out, and how many of its name are open.
    left_out: Option<(String, usize)>,
    open: Open,
    section: Section,
    note: Option<(String, usize)>,
    /// Text whose paragraph runs on.
    carried: Option<Paragraph>,
    size: usize,
}

impl<'a> BodyReader<'a> {
    fn new(parts: Parts<'a>) -> Self {
        Self {
            parts,
            body: Body::default(),
            counters: Counters::default(),
            paragraphs: Vec::new(),
            run: Run::default(),
            left_out: None,
            open: Open::default(),
            section: Section::default(),
            note: None,
            carried: None,
            size: 0,
        }
    }

    fn step(&mut self, step: Step<'_>) -> Result<(), SourceError> {
        if let Some((name, open)) = &mut self.left_out {
            match step {
                Step::Start(element) if element.name() == name => *open += 1,
                Step::End(ended) if ended == name => *open -= 1,
                _ => {}
            }
            if *open == 0 {
                self.left_out = None;
            }
            return Ok(());
        }
        match step {
            Step::Start(element) => self.start(&element),
            Step::End(name) => self.end(name),
            Step::Text(text) if self.open.text => self.push(text)?,
            Step::Text(_) => {}
        }
        Ok(())
    }

    fn start(&mut self, element: &Element<'_>) {
        let name = element.name();
        if name == "del" && self.open.run_properties && self.open.paragraph_properties {
            if let Some(paragraph) = self.paragraphs.last_mut() {
                paragraph.runs_on = true;
            }
        } else if LEFT_OUT.contains(&name) {
            self.left_out = Some((name.to_owned(), 1));
        } else if name == "rPr" {
            self.open.run_properties = true;
        } else if self.open.run_properties {
            self.run_property(element);
        } else if name == "sectPr" || self.section.open {
            self.section_property(element);
        } else if self.open.paragraph_properties {
            self.paragraph_property(element);
        } else {
            self.content(element);
        }
    }

    fn content(&mut self, element: &Element<'_>) {
        match element.name() {
            "p" => self.paragraphs.push(Paragraph::default()),
            "pPr" => self.open.paragraph_properties = true,
            "r" => self.run = Run { open: true, ..Run::default() },
            "t" => self.open.text = true,
            "tab" | "cr" if self.run.open => self.run.text.push(' '),
            "br" if self.run.open => self.line_break(element),
            "noBreakHyphen" => self.run.text.push('-'),
            "footnoteReference" => self.cite(element, true),
            "endnoteReference" => self.cite(element, false),
            "footnote" | "endnote" => {
                let separator = element.attribute("type").is_some_and(|kind| kind != "normal");
                let id = element.attribute("id").filter(|_| !separator);
                self.note = id.map(|id| (id, self.body.lines.len()));
            }
            _ => {}
        }
    }

    fn line_break(&mut self, element: &Element<'_>) {
        if element.attribute("type").as_deref() == Some("page") {
            self.end_run();
            if let Some(paragraph) = self.paragraphs.last_mut() {
                let text = std::mem::take(&mut paragraph.text);
                if !text.trim().is_empty() {
                    self.body.lines.push(SourceLine::new(tidy(&text), Hint::Plain));
                }
            }
            self.body.lines.push(SourceLine::new("", Hint::PageBreak));
            self.run.open = true;
        } else {
            self.run.text.push(' ');
        }
    }

    /// A reference to a note prints its number, unless the author's own mark follows.
    fn cite(&mut self, element: &Element<'_>, foot: bool) {
        let Some(id) = element.attribute("id") else { return };
        let own =
            element.attribute("customMarkFollows").is_some_and(|value| value != "0" && value != "false");
        let cited = if foot { &mut self.body.footnotes } else { &mut self.body.endnotes };
        let mark = if own { String::new() } else { numbered_mark(cited.len() + 1) };
        if !self.run.hidden {
            self.run.raised = false;
            self.run.text.push_str(&mark);
            cited.push(Cited { id, mark });
        }
    }

    fn run_property(&mut self, element: &Element<'_>) {
        match element.name() {
            "vanish" => self.run.hidden = element.is_on(),
            "rStyle" if element.value().is_some_and(|id| self.parts.styles.is_hidden(&id)) => {
                self.run.hidden = true;
            }
            "vertAlign" => self.run.raised = element.value().as_deref() == Some("superscript"),
            _ => {}
        }
    }

    fn paragraph_property(&mut self, element: &Element<'_>) {
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        match element.name() {
            "pStyle" => paragraph.style = element.value(),
            "numId" => paragraph.list = element.value(),
            "ilvl" => paragraph.level = number(element.value()),
            "outlineLvl" => paragraph.outline = number(element.value()),
            "pageBreakBefore" => paragraph.page_break_before = element.is_on(),
            _ => {}
        }
    }

    /// The first section says whether the first page has a header of its own, and which.
    fn section_property(&mut self, element: &Element<'_>) {
        match element.name() {
            "sectPr" => {
                self.section.open = true;
                self.section.number += 1;
            }
            "headerReference" if element.attribute("type").as_deref() == Some("first") => {
                self.section.header = element.attribute("id");
            }
            "titlePg" => self.section.title_page = element.is_on(),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "t" => self.open.text = false,
            "rPr" => self.open.run_properties = false,
            "pPr" => self.open.paragraph_properties = false,
            "sectPr" => self.end_section(),
            "r" => self.end_run(),
            "p" => self.end_paragraph(),
            "footnote" | "endnote" => self.end_note(),
            _ => {}
        }
    }

    fn end_section(&mut self) {
        let header = self.section.header.take();
        if self.section.number == 1 && self.section.title_page {
            self.body.first_page_header = header;
        }
        self.section.open = false;
        self.section.title_page = false;
    }

    fn push(&mut self, text: &str) -> Result<(), SourceError> {
        if self.run.hidden {
            return Ok(());
        }
        self.size += text.len();
        if self.size > MAX_TEXT_BYTES {
            return Err(SourceError::TextTooLarge { limit: MAX_TEXT_BYTES });
        }
        self.run.text.push_str(text);
        bounded_lines(self.body.lines.len())
    }

    fn end_run(&mut self) {
        let run = std::mem::take(&mut self.run);
        if run.hidden {
            return;
        }
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        match note_mark(&run.text).filter(|_| run.raised) {
            Some(mark) => paragraph.text.push_str(&mark),
            None => paragraph.text.push_str(&run.text),
        }
    }

    fn end_paragraph(&mut self) {
        let Some(mut paragraph) = self.paragraphs.pop() else { return };
        if let Some(mut carried) = self.carried.take() {
            // Word gives joined paragraphs the properties of the last.
            carried.text.push_str(&paragraph.text);
            paragraph.text = carried.text;
        }
        if paragraph.runs_on {
            paragraph.runs_on = false;
            self.carried = Some(paragraph);
        } else {
            self.emit(&paragraph);
        }
    }

    fn flush_merged(&mut self) {
        if let Some(paragraph) = self.carried.take() {
            self.emit(&paragraph);
        }
    }

    fn emit(&mut self, paragraph: &Paragraph) {
        if paragraph.page_break_before && !self.body.lines.is_empty() {
            self.body.lines.push(SourceLine::new("", Hint::PageBreak));
        }
        let text = tidy(&paragraph.text);
        if text.is_empty() {
            return;
        }
        let item = self.item(paragraph);
        let style = paragraph.style.as_deref();
        let heading = match paragraph.outline {
            Some(outline) => outline < 9,
            None => self.parts.styles.is_heading(style),
        };
        let line = match item {
            Some((_, Some(label))) if heading && text.len() <= MAX_HEADING => {
                SourceLine::new(format!("{label} {text}"), Hint::Heading)
            }
            _ if heading && text.len() <= MAX_HEADING => SourceLine::new(text, Hint::Heading),
            Some((level, marker)) => SourceLine::new(text, Hint::ListItem { level, marker }),
            None => SourceLine::new(text, Hint::Paragraph),
        };
        self.body.lines.push(line);
    }

    /// The level and label of a paragraph that automatic numbering covers.
    fn item(&mut self, paragraph: &Paragraph) -> Option<(u8, Option<String>)> {
        let Parts { styles, numbering } = self.parts;
        let style = paragraph.style.as_deref();
        let inherited = styles.numbering(style);
        let list =
            paragraph.list.as_deref().or(inherited.map(|(list, _)| list)).filter(|list| *list != "0")?;
        let level = paragraph
            .level
            .map(usize::from)
            .or_else(|| numbering.level_of_style(list, styles.ids(style)))
            .or(inherited.and_then(|(_, level)| level).map(usize::from))
            .unwrap_or(0)
            .min(LEVELS - 1);
        numbering.place(list, level)?;
        let marker = self.counters.next(numbering, list, level);
        Some((u8::try_from(level).unwrap_or(u8::MAX), marker))
    }

    fn end_note(&mut self) {
        let Some((id, from)) = self.note.take() else { return };
        let texts: Vec<String> = self.body.lines.drain(from..).map(|line| line.text).collect();
        self.body.notes.insert(id, texts.join(" "));
    }
}
