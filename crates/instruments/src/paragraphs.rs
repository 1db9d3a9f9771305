//! Paragraphs from lines: broken lines joined, page breaks bridged, headings and labels told apart.

use std::collections::HashSet;

use crate::author::is_author_line;
use crate::clean::Line;
use crate::dates::full_dates;
use crate::instrument::Language;
use crate::label::{Kind, Label};
use crate::line_words::{ends_with_open_word, is_capitals, starts_with_preposition};
use crate::participants::starts_list;
use crate::split::is_annex_heading;
use crate::text::Hint;
use crate::verbs::{self, Mood};

/// A paragraph, a heading, or a line of the front matter.
#[derive(Debug, Clone)]
pub(crate) struct Block {
    /// Its text, without its label.
    pub text: String,
    /// Its label, if it has one.
    pub label: Option<Label>,
    /// It is a heading.
    pub heading: bool,
    /// Its depth in a list that the file format knows.
    pub level: Option<u8>,
    /// Characters of its last line, while lines are joined.
    last_line: usize,
    /// Indent of its last line.
    indent: usize,
    /// The file format says that it is whole.
    whole: bool,
    /// Numbers of the footnotes that are called in it.
    pub marks: Vec<u16>,
}

/// Lines longer than this are paragraphs: no page is that wide.
const WIDEST_PAGE: usize = 160;

/// A heading has at most this many characters.
const LONGEST_HEADING: usize = 180;

/// A title beside a number, on a line that text could have filled.
const LONGEST_SHORT_TITLE: usize = 40;

/// A longer line with a date is a sentence.
const LONGEST_DATE_LINE: usize = 60;

/// Lines narrower than this break anywhere.
const NARROWEST_PAGE: usize = 60;

/// A shorter line without a stop may be a line of the front matter.
const SHORTEST_BROKEN_OFF: usize = 60;

/// Numbers that may be left out between two paragraphs of an excerpt.
const LONGEST_JUMP: u32 = 60;

/// Words of a heading that opens with a participle.
const LONGEST_PARTICIPLE_HEADING: usize = 9;

/// Fewer numbers without stops are dates and quantities that happen to begin lines.
const FEWEST_BARE_NUMBERS: usize = 4;

/// With fewer than one blank line in this many, blank lines don't part paragraphs.
const BLANK_SHARE: usize = 12;

struct Layout {
    language: Language,
    /// Characters of a full line.
    width: usize,
    /// Each line is a paragraph.
    long_lines: bool,
    /// No blank lines part the paragraphs.
    dense: bool,
}

/// Joins the lines of a text into blocks.
pub(crate) fn blocks(lines: &[Line], language: Language) -> Vec<Block> {
    let width = full_width(lines);
    let blank = lines.iter().filter(|line| line.is_blank()).count();
    let dense = blank * BLANK_SHARE < lines.len();
    let layout = Layout { language, width, long_lines: width > WIDEST_PAGE, dense };
    let bare_numbers = bare_numbers(lines);
    let mut blocks: Vec<Block> = Vec::new();
    let mut gap = true;
    let mut page_start = false;
    let mut last_number = 0;
    for (at, line) in lines.iter().enumerate() {
        page_start |= line.page_start;
        if line.is_blank() {
            gap = true;
            continue;
        }
        let label =
            Label::of(&line.text).or_else(|| bare_numbers.contains(&at).then(|| Label::bare(&line.text))?);
        let joins = blocks
            .last()
            .is_some_and(|last| !layout.starts_new(last, line, label.as_ref(), gap, page_start, last_number));
        if joins {
            if let Some(last) = blocks.last_mut() {
                last.append(line);
            }
        } else {
            let block = Block::new(line, label);
            if let Some(Label { kind: Kind::Number(number), .. }) = &block.label {
                last_number = *number;
            }
            blocks.push(block);
        }
        gap = false;
        page_start = false;
    }
    for block in &mut blocks {
        block.heading |= looks_like_heading(block, language);
    }
    blocks
}

/// The lines that begin with a number without a stop, where these count paragraphs from 1 on and no others do.
fn bare_numbers(lines: &[Line]) -> HashSet<usize> {
    let mut found = HashSet::new();
    let (mut next, mut others) = (1, 0);
    for (at, line) in lines.iter().enumerate() {
        if let Some(label) = Label::of(&line.text) {
            others += usize::from(matches!(label.kind, Kind::Number(_)));
        } else if Label::bare(&line.text).is_some_and(|label| label.kind == Kind::Number(next))
            && parted(lines, at)
        {
            found.insert(at);
            next += 1;
        }
    }
    if found.len() >= FEWEST_BARE_NUMBERS && found.len() > others { found } else { HashSet::new() }
}

/// A blank line, a stop or the beginning of the text stands before a line.
fn parted(lines: &[Line], at: usize) -> bool {
    at.checked_sub(1).is_none_or(|above| {
        let above = &lines[above];
        above.is_blank() || above.hint != Hint::Plain || above.text.ends_with(['.', ';', ':', ','])
    })
}

fn full_width(lines: &[Line]) -> usize {
    let mut lengths: Vec<usize> = lines
        .iter()
        .filter(|line| line.hint == Hint::Plain && line.text.len() > 20)
        .map(|line| line.text.chars().count())
        .collect();
    lengths.sort_unstable();
    lengths.get(lengths.len() * 8 / 10).copied().unwrap_or(80)
}

impl Block {
    fn new(line: &Line, label: Option<Label>) -> Self {
        let text = label.as_ref().map_or(line.text.as_str(), |label| line.text[label.length..].trim_start());
        let (level, whole) = match line.hint {
            Hint::ListItem { level, .. } => (Some(level), true),
            Hint::Paragraph | Hint::Heading => (None, true),
            _ => (None, false),
        };
        Self {
            text: text.to_owned(),
            label,
            heading: line.hint == Hint::Heading,
            level,
            last_line: line.text.chars().count(),
            indent: line.indent,
            whole,
            marks: line.marks.clone(),
        }
    }

    /// The same block with other words: a part of it.
    pub(crate) fn with_text(&self, text: String) -> Self {
        Self { text, heading: false, ..self.clone() }
    }

    fn append(&mut self, line: &Line) {
        if let Some(stem) = self.text.strip_suffix('-')
            && line.text.starts_with(char::is_lowercase)
            && stem.ends_with(char::is_alphabetic)
        {
            // The hyphen stays: whether it was the printer's or the word's own can't be told.
        } else if !self.text.is_empty() {
            self.text.push(' ');
        }
        self.text.push_str(&line.text);
        self.marks.extend_from_slice(&line.marks);
        self.last_line = line.text.chars().count();
        self.indent = line.indent;
    }

    /// "1. Purpose and scope" on a line of its own, which text without blank lines follows.
    fn is_short_title(&self) -> bool {
        let numbered = matches!(&self.label, Some(Label { kind: Kind::Number(_) | Kind::Dotted, .. }));
        let words = self.text.split(' ').count();
        numbered
            && self.last_line <= LONGEST_SHORT_TITLE
            && words <= 6
            && self.text.ends_with(char::is_alphabetic)
            && !ends_with_open_word(&self.text)
            && !opens(&self.text, Language::En)
            && !opens(&self.text, Language::Fr)
    }

    /// "… of 4 December" and then "2017 and …": a line within a long paragraph that only goes on with the last.
    fn breaks_off_before(&self, line: &str) -> bool {
        self.text.len() > SHORTEST_BROKEN_OFF
            && self.text.contains(", ")
            && !self.ends_sentence()
            && line.starts_with(|ch: char| ch.is_ascii_digit())
    }

    /// A title, or another line of the front matter, under which a date stands on a line of its own.
    fn is_above_a_date(&self, line: &str) -> bool {
        let goes_on = self.text.ends_with(',') || ends_with_open_word(&self.text);
        self.label.is_none()
            && self.text.len() <= LONGEST_HEADING
            && self.text.starts_with(char::is_uppercase)
            && !goes_on
            && is_date_line(line)
    }

    /// A line of words alone, as headings are.
    fn is_title_line(&self) -> bool {
        self.label.is_none()
            && self.text.len() <= LONGEST_HEADING
            && self.text.starts_with(char::is_uppercase)
            && self.text.ends_with(char::is_alphabetic)
            && !ends_with_open_word(&self.text)
    }

    fn ends_sentence(&self) -> bool {
        let text = without_note_mark(&self.text).trim_end_matches(['"', '”', '»', ')', '’', ' ', '*']);
        text.ends_with(['.', ';', ':', '!', '?'])
    }

    fn ends_clause(&self) -> bool {
        self.ends_sentence()
            || without_note_mark(&self.text).ends_with(',')
            || ends_with_conjunction(&self.text)
    }
}

/// "Adopted on 4 May 2031", "Drassen, 4 May 2031": a date, and before it at most what was done that day or where.
fn is_date_line(text: &str) -> bool {
    if text.len() > LONGEST_DATE_LINE {
        return false;
    }
    let dates = full_dates(text);
    let [date] = dates.as_slice() else { return false };
    let (before, after) = (text[..date.start].trim(), text[date.end..].trim());
    let before = before.trim_start_matches('(');
    let joined = before.is_empty() || [",", " on", " le"].iter().any(|join| before.ends_with(join));
    joined
        && (before.is_empty() || before.starts_with(char::is_uppercase))
        && after.trim_matches([')', '.', '*']).is_empty()
}

/// "2015,2" ends with a comma: the digit is a footnote mark.
fn without_note_mark(text: &str) -> &str {
    let text = text.trim_end();
    let bare = text.trim_end_matches(|ch: char| ch.is_ascii_digit()).trim_end();
    let mark = text.len() - bare.len();
    if (1..=3).contains(&mark) && bare.ends_with([',', ';', '.', ':', '”', '»']) { bare } else { text }
}

fn ends_with_conjunction(text: &str) -> bool {
    let end = text.trim_end().rsplit([' ', ',']).next().unwrap_or_default();
    let before = text.trim_end().strip_suffix(end).unwrap_or_default().trim_end();
    matches!(end, "and" | "or" | "et" | "ou") && before.ends_with([';', ',', '.'])
}

impl Layout {
    fn starts_new(
        &self,
        last: &Block,
        line: &Line,
        label: Option<&Label>,
        gap: bool,
        page_start: bool,
        last_number: u32,
    ) -> bool {
        if last.whole || line.hint != Hint::Plain {
            return true;
        }
        if last.text.is_empty() {
            return label.is_some();
        }
        if let Some(label) = label {
            let next = matches!(label.kind, Kind::Number(number)
                if (last_number + 1..last_number + LONGEST_JUMP).contains(&number));
            // Where each line is a paragraph, and below a title, a later number begins one.
            let begins = next && !gap && (self.long_lines || last.is_title_line());
            return begins || plausible(label, last, gap, last_number);
        }
        if !gap && last.is_above_a_date(&line.text) {
            return true;
        }
        if !gap && last.breaks_off_before(&line.text) {
            return false;
        }
        let lower = line.text.starts_with(char::is_lowercase);
        if (is_annex_heading(&line.text) || starts_list(&line.text)) && !lower {
            return true;
        }
        if is_author_line(&line.text, self.language) || is_author_line(&last.text, self.language) {
            return true;
        }
        if gap {
            return self.new_after_gap(last, line, lower, page_start);
        }
        if lower {
            return false;
        }
        if last.ends_clause() && opens(&line.text, self.language) || is_numbered_title(&line.text) {
            return true;
        }
        if last.label.is_none() && is_date_line(&last.text) {
            return true;
        }
        if last.text.ends_with(',') && starts_list(&last.text) {
            return false;
        }
        if self.long_lines {
            return true;
        }
        if last.is_short_title() && self.width >= NARROWEST_PAGE {
            return true;
        }
        let broken_off = last.last_line * 100 < self.width * 55;
        if broken_off && !last.text.ends_with(',') && !ends_with_open_word(&last.text) && last.label.is_none()
        {
            return true;
        }
        let full = last.last_line * 100 >= self.width * 96;
        if self.dense && last.ends_sentence() && !full && verbs::speaks_at_start(&line.text, self.language) {
            return true;
        }
        let short = last.last_line * 100 < self.width * 78;
        last.ends_sentence() && (short || line.indent > last.indent)
            || is_capitals(&last.text) && !is_capitals(&line.text) && last.text.len() > 8
    }

    fn new_after_gap(&self, last: &Block, line: &Line, lower: bool, page_start: bool) -> bool {
        if last.ends_sentence() {
            return true;
        }
        if lower {
            return false;
        }
        if ends_with_conjunction(&last.text) {
            return true;
        }
        if last.ends_clause() {
            // A preambular paragraph ends with a comma; within a paragraph a capital after one is a name.
            let announces = line.text.ends_with(':') && line.text.len() < LONGEST_HEADING;
            return announces
                || opens(&line.text, self.language)
                || !page_start && last.last_line < self.width / 2;
        }
        if is_capitals(&last.text) && is_capitals(&line.text) {
            return !starts_with_preposition(&line.text);
        }
        let full = last.last_line * 100 >= self.width * 75 && last.text.len() > self.width;
        let ends_open = ends_with_open_word(&last.text);
        !(full && page_start || ends_open)
    }
}

/// A verb opens the line, in any of the forms that open paragraphs.
fn opens(line: &str, language: Language) -> bool {
    verbs::opening(line, language).is_some()
        || verbs::base_opening(line, language).is_some()
        || verbs::speaks_at_start(line, language)
}

/// "73/27. Developments in …"
fn is_numbered_title(line: &str) -> bool {
    let Some((number, rest)) = line.split_once(". ") else { return false };
    number.len() < 10
        && number.split_once('/').is_some_and(|(a, b)| {
            a.bytes().all(|ch| ch.is_ascii_digit()) && b.starts_with(|ch: char| ch.is_ascii_digit())
        })
        && rest.starts_with(char::is_uppercase)
}

fn plausible(label: &Label, last: &Block, gap: bool, last_number: u32) -> bool {
    match label.kind {
        Kind::Number(number) => {
            let next = number > last_number || !ends_with_open_word(&last.text);
            number == last_number + 1 || gap && next || last.ends_sentence()
        }
        Kind::Letter(_) | Kind::Roman(_) | Kind::Bullet => gap || last.ends_clause() || last.label.is_some(),
        Kind::Dotted => gap || last.ends_sentence(),
    }
}

/// A short line without a stop that no verb opens.
fn looks_like_heading(block: &Block, language: Language) -> bool {
    if block.whole && block.level.is_some() || block.text.is_empty() {
        return false;
    }
    let short = block.text.chars().count() <= LONGEST_HEADING;
    let open = block.text.ends_with(['.', ';', ',', ':', '?', '!']) || ends_with_conjunction(&block.text);
    let numbered = matches!(block.label, Some(Label { kind: Kind::Number(_) | Kind::Dotted, .. }));
    let lettered = block.label.is_some() && !numbered;
    let words = block.text.split(' ').count();
    short
        && !open
        && !lettered
        && block.text.starts_with(|ch: char| ch.is_uppercase() || !ch.is_alphabetic())
        && (!numbered || words <= 8)
        && verbs::opening(&block.text, language).is_none_or(|verb| {
            // "Promoting the digital economy" heads a section; a preambular paragraph ends with a stop.
            !numbered && verb.mood == Mood::Participle && words <= LONGEST_PARTICIPLE_HEADING
        })
        && verbs::acts_inside(&block.text, language, 1).is_empty()
}
