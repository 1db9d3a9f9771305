//! The block of text that is being read, and the lines it becomes.

use crate::source::marks::note_mark;
use crate::source::spaces::tidy;
use crate::text::{Hint, SourceLine};

/// A line and where on the page it stood.
pub(super) struct PageLine {
    pub(super) line: SourceLine,
    pub(super) in_main: bool,
    pub(super) links: Links,
}

/// How much of a line is links.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Links {
    /// There is other text.
    Some,
    /// Every letter is part of a link to another page.
    Only,
    /// Every letter is part of one link to a place on this page.
    OnlyToThisPage,
}

/// A link or raised text that is open.
#[derive(Default)]
struct Raised {
    open: usize,
    text: String,
}

/// The text between two block tags.
#[derive(Default)]
pub(super) struct Block {
    text: String,
    broken: bool,
    raised: Raised,
    links_open: usize,
    linked: usize,
    to_this_page: bool,
    to_elsewhere: bool,
    letters: usize,
}

impl Block {
    pub(super) fn push(&mut self, text: &str, preformatted: bool) {
        let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
        self.letters += letters;
        if self.links_open > 0 {
            self.linked += letters;
        }
        if self.raised.open > 0 {
            self.raised.text.push_str(text);
        } else if preformatted {
            self.broken |= text.contains('\n');
            self.text.push_str(text);
        } else {
            // A line end in the source of a page is a space; `break_line` alone ends lines.
            self.text.extend(text.chars().map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c }));
        }
    }

    pub(super) fn break_line(&mut self) {
        self.broken = true;
        self.text.push('\n');
    }

    pub(super) fn open_link(&mut self, to_this_page: bool) {
        self.links_open += 1;
        self.to_this_page |= to_this_page;
        self.to_elsewhere |= !to_this_page;
    }

    pub(super) fn close_link(&mut self) {
        self.links_open = self.links_open.saturating_sub(1);
    }

    pub(super) fn open_raised(&mut self) {
        self.raised.open += 1;
    }

    pub(super) fn close_raised(&mut self) {
        if self.raised.open <= 1 {
            self.settle_raised();
        }
        self.raised.open = self.raised.open.saturating_sub(1);
    }

    fn settle_raised(&mut self) {
        let raised = std::mem::take(&mut self.raised.text);
        match note_mark(&raised) {
            Some(mark) => self.text.push_str(&mark),
            None => self.text.push_str(&raised),
        }
    }

    /// Ends the block. A block with line breaks is visual lines, closed by an empty one; any other is `hint`.
    pub(super) fn take(&mut self, hint: Hint, in_main: bool) -> Vec<PageLine> {
        self.settle_raised();
        let block = std::mem::replace(self, Self { links_open: self.links_open, ..Self::default() });
        let links = block.links();
        let line = |text: String, hint| PageLine { line: SourceLine::new(text, hint), in_main, links };
        if !block.broken || matches!(hint, Hint::Heading | Hint::Footnote) {
            let text = tidy(&block.text);
            return if text.is_empty() { Vec::new() } else { vec![line(text, hint)] };
        }
        let mut rows: Vec<String> = block.text.split('\n').map(tidy).collect();
        rows.dedup_by(|next, last| next.is_empty() && last.is_empty());
        if rows.first().is_some_and(String::is_empty) {
            rows.remove(0);
        }
        if rows.last().is_some_and(String::is_empty) {
            rows.pop();
        }
        let mut out = Vec::with_capacity(rows.len() + 1);
        for (at, row) in rows.into_iter().enumerate() {
            out.push(line(row, if at == 0 && is_item(&hint) { hint.clone() } else { Hint::Plain }));
        }
        if !out.is_empty() {
            out.push(line(String::new(), Hint::Plain));
        }
        out
    }

    fn links(&self) -> Links {
        match (self.letters > 0 && self.linked == self.letters, self.to_this_page && !self.to_elsewhere) {
            (true, true) => Links::OnlyToThisPage,
            (true, false) => Links::Only,
            (false, _) => Links::Some,
        }
    }
}

fn is_item(hint: &Hint) -> bool {
    matches!(hint, Hint::ListItem { .. })
}
