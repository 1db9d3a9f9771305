//! The walk over a page's tokens.

use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};

use super::blocks::{Block, Links, PageLine};
use super::lists::List;
use super::tags::{Role, attribute, is_marked_furniture, is_note, is_void, may_stay_open, role};
use crate::source::limits::{MAX_HTML_DEPTH, MAX_TEXT_BYTES};
use crate::source::{Note, NoteKind, SourceError, bounded_lines};
use crate::text::{Hint, SourceLine};

/// Items that make a list of links: a single one may be a reference.
const FEWEST_LINKS: usize = 2;

/// The text of a page and what was left out of it.
pub(super) struct Page {
    pub(super) lines: Vec<SourceLine>,
    pub(super) notes: Vec<Note>,
}

impl Page {
    pub(super) fn characters(&self) -> usize {
        self.lines.iter().map(|line| line.text.chars().count()).sum()
    }
}

/// An element whose content is left out, and how many of its name are open in it.
struct LeftOut {
    name: Vec<u8>,
    open: usize,
    /// Its text, where a reader may miss it.
    text: Option<String>,
}

pub(super) struct PageReader {
    drop_furniture: bool,
    lines: Vec<PageLine>,
    notes: Vec<Note>,
    block: Block,
    lists: Vec<List>,
    /// The marker of the item that has begun and has no text yet.
    item: Option<Hint>,
    left_out: Option<LeftOut>,
    headings: usize,
    preformatted: usize,
    main: usize,
    /// The element that holds notes, and how many of its name are open in it.
    note: Option<(Vec<u8>, usize)>,
    depth: usize,
    size: usize,
}

impl PageReader {
    pub(super) fn new(drop_furniture: bool) -> Self {
        Self {
            drop_furniture,
            lines: Vec::new(),
            notes: Vec::new(),
            block: Block::default(),
            lists: Vec::new(),
            item: None,
            left_out: None,
            headings: 0,
            preformatted: 0,
            main: 0,
            note: None,
            depth: 0,
            size: 0,
        }
    }

    pub(super) fn read(mut self, html: &str) -> Result<Page, SourceError> {
        let mut emitter = DefaultEmitter::default();
        emitter.naively_switch_states(true);
        for token in Tokenizer::new_with_emitter(html, emitter) {
            match token.unwrap_or_else(|never| match never {}) {
                Token::StartTag(tag) => self.start(&tag)?,
                Token::EndTag(tag) => self.end(&tag.name),
                Token::String(text) => self.text(&String::from_utf8_lossy(&text))?,
                Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
            }
        }
        self.flush();
        self.end_left_out();
        Ok(self.finish())
    }

    fn start(&mut self, tag: &StartTag<()>) -> Result<(), SourceError> {
        let name = tag.name.as_slice();
        if let Some(left_out) = &mut self.left_out {
            left_out.open += usize::from(left_out.name == name);
            return Ok(());
        }
        if !is_void(name) && !may_stay_open(name) {
            self.depth += 1;
            if self.depth > MAX_HTML_DEPTH {
                return Err(SourceError::HtmlTooDeep { limit: MAX_HTML_DEPTH });
            }
        }
        if self.leaves_out(tag) {
            return Ok(());
        }
        let role = role(name);
        if !matches!(role, Role::Link | Role::Raised | Role::LineBreak | Role::Inline) {
            self.flush();
        }
        if !matches!(role, Role::Link | Role::Raised | Role::LineBreak | Role::Inline) {
            self.open_note(tag);
        }
        match role {
            Role::Heading => self.headings += 1,
            Role::Preformatted => self.preformatted += 1,
            Role::Main => self.main += 1,
            Role::List => self.lists.push(List::open(tag, self.lines.len())),
            Role::Item => self.open_item(tag),
            Role::LineBreak => self.block.break_line(),
            Role::Link => {
                self.block.open_link(attribute(tag, "href").is_none_or(|to| to.starts_with('#')));
            }
            Role::Raised => self.block.open_raised(),
            Role::Block | Role::Inline | Role::Skipped | Role::Furniture => {}
        }
        Ok(())
    }

    /// Whether a tag opens something that is left out; then everything up to its end is.
    fn leaves_out(&mut self, tag: &StartTag<()>) -> bool {
        let name = tag.name.as_slice();
        let role = role(name);
        // Inside its main part, a page's header and asides belong to the text.
        let furniture = self.drop_furniture
            && (role == Role::Furniture && (self.main == 0 || name == b"nav") || is_marked_furniture(tag));
        if tag.self_closing && is_void(name) || is_note(tag) || !(role == Role::Skipped || furniture) {
            return false;
        }
        if furniture {
            self.flush();
        }
        let text = (furniture && role != Role::Skipped).then(String::new);
        self.left_out = Some(LeftOut { name: name.to_vec(), open: 1, text });
        true
    }

    fn open_item(&mut self, tag: &StartTag<()>) {
        let level = u8::try_from(self.lists.len().saturating_sub(1)).unwrap_or(u8::MAX);
        let marker = self.lists.last_mut().and_then(|list| list.next_marker(tag));
        self.item = Some(Hint::ListItem { level, marker });
    }

    fn text(&mut self, text: &str) -> Result<(), SourceError> {
        self.size += text.len();
        if let Some(left_out) = &mut self.left_out {
            if let Some(kept) = &mut left_out.text
                && kept.len() < MAX_TEXT_BYTES
            {
                kept.push_str(text);
                kept.push(' ');
            }
            self.size -= text.len();
            return Ok(());
        }
        if self.size > MAX_TEXT_BYTES {
            return Err(SourceError::TextTooLarge { limit: MAX_TEXT_BYTES });
        }
        self.block.push(text, self.preformatted > 0);
        bounded_lines(self.lines.len() + self.notes.len())
    }

    fn end(&mut self, name: &[u8]) {
        if let Some(left_out) = &mut self.left_out {
            left_out.open -= usize::from(left_out.name == name);
            if left_out.open == 0 {
                self.end_left_out();
                self.leave(name);
            }
            return;
        }
        let role = role(name);
        match role {
            Role::Link => self.block.close_link(),
            Role::Raised => self.block.close_raised(),
            // A stray `</br>` is a line break in every browser.
            Role::LineBreak => self.block.break_line(),
            Role::Inline | Role::Skipped => {}
            _ => self.flush(),
        }
        match role {
            Role::Heading => self.headings = self.headings.saturating_sub(1),
            Role::Preformatted => self.preformatted = self.preformatted.saturating_sub(1),
            Role::Main => self.main = self.main.saturating_sub(1),
            Role::List => self.close_list(),
            Role::Item => self.item = None,
            _ => {}
        }
        if let Some((holder, open)) = &mut self.note
            && holder == name
        {
            *open -= 1;
            if *open == 0 {
                self.note = None;
            }
        }
        self.leave(name);
    }

    fn leave(&mut self, name: &[u8]) {
        if !is_void(name) && !may_stay_open(name) {
            self.depth = self.depth.saturating_sub(1);
        }
    }

    /// Follows the element that holds notes. Where end tags may be forgotten, the next of the name ends it.
    fn open_note(&mut self, tag: &StartTag<()>) {
        if let Some((holder, open)) = &mut self.note
            && *holder == tag.name.0
        {
            if !may_stay_open(holder) {
                *open += 1;
                return;
            }
            self.note = None;
        }
        if self.note.is_none() && is_note(tag) {
            self.note = Some((tag.name.0.clone(), 1));
        }
    }

    fn end_left_out(&mut self) {
        if let Some(text) = self.left_out.take().and_then(|left_out| left_out.text) {
            let text = crate::source::spaces::tidy(&text);
            if !text.is_empty() {
                self.notes.push(Note::new(NoteKind::Navigation, text));
            }
        }
    }

    /// Ends the block of text that is being read.
    fn flush(&mut self) {
        let hint = if self.note.is_some() {
            Hint::Footnote
        } else if self.headings > 0 {
            Hint::Heading
        } else {
            self.item.clone().unwrap_or(Hint::Paragraph)
        };
        let lines = self.block.take(hint, self.main > 0);
        if !lines.is_empty() {
            // The marker belongs to the first paragraph of its item.
            self.item = None;
        }
        for line in lines {
            if line.links == Links::OnlyToThisPage && line.line.hint == Hint::Paragraph && self.drop_furniture
            {
                self.notes.push(Note::new(NoteKind::Navigation, line.line.text));
            } else {
                self.lines.push(line);
            }
        }
    }

    /// Ends a list; one that holds nothing but links is navigation.
    fn close_list(&mut self) {
        let Some(list) = self.lists.pop() else { return };
        let from = list.from_line.min(self.lines.len());
        let links = self.lines[from..].iter().all(|line| line.links != Links::Some);
        if self.drop_furniture && list.items >= FEWEST_LINKS && links && self.note.is_none() {
            let texts = self.lines.drain(from..).map(|line| Note::new(NoteKind::LinkList, line.line.text));
            self.notes.extend(texts);
        }
    }

    /// Keeps the main part alone if the page has one and most of the text is in it.
    fn finish(self) -> Page {
        let size = |main_only: bool| -> usize {
            self.lines.iter().filter(|line| line.in_main || !main_only).map(|line| line.line.text.len()).sum()
        };
        let main_only = self.drop_furniture && size(true) * 2 > size(false) && size(true) < size(false);
        let mut notes = self.notes;
        let mut lines = Vec::with_capacity(self.lines.len());
        for line in self.lines {
            if line.in_main || !main_only || line.line.hint == Hint::Footnote {
                lines.push(line.line);
            } else {
                notes.push(Note::new(NoteKind::Navigation, line.line.text));
            }
        }
        Page { lines, notes }
    }
}
