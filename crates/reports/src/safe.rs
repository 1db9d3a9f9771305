//! What no form can carry, or what would deceive a reader, is replaced before a document is written in any form.

use crate::model::{Block, Document, HeadingLevel, Inline};
use std::collections::BTreeSet;

/// Stands for a character that can't be written: visible, so that nobody takes the text for whole.
const REPLACEMENT: char = '\u{FFFD}';

/// What a title says where there is none: the symbol or, without one, this.
const NO_TITLE: &str = "–";

impl Document {
    /// The document as every form writes it: texts without what can't be written or would change the order in which
    /// others are read, links only to where a link may lead, headings without skipped levels, and a title.
    #[must_use]
    pub fn safe(&self) -> Self {
        let mut safe = self.clone();
        safe.each_text(&mut |text| {
            if text.chars().any(|c| replaced(c) != Some(c)) {
                *text = safe_text(text);
            }
        });
        for line in [
            &mut safe.title.title,
            &mut safe.title.subtitle,
            &mut safe.title.symbol,
            &mut safe.title.body,
            &mut safe.title.session,
            &mut safe.title.date,
            &mut safe.description,
        ] {
            *line = line.split_whitespace().collect::<Vec<_>>().join(" ");
        }
        if safe.title.title.is_empty() {
            let symbol = &safe.title.symbol;
            safe.title.title = if symbol.is_empty() { NO_TITLE.to_owned() } else { symbol.clone() };
        }
        let anchors = settle_headings(&mut safe);
        safe.each_run(&mut |run| keep_safe_links(run, &anchors));
        for block in &mut safe.blocks {
            if let Block::Table(table) = block {
                let columns = table.columns.len();
                for row in &mut table.rows {
                    row.resize_with(columns, Vec::new);
                }
            }
        }
        safe.blocks.retain(|block| !matches!(block, Block::Table(table) if table.columns.is_empty()));
        safe
    }
}

/// Raises skipped levels and keeps each anchor once; returns the anchors. A heading is raised as those beside it were, so that
/// what stands side by side looks so.
fn settle_headings(document: &mut Document) -> BTreeSet<String> {
    let mut anchors = BTreeSet::new();
    // The headings under which a place stands, by the levels that they asked for.
    let mut above: Vec<HeadingLevel> = Vec::new();
    for block in &mut document.blocks {
        if let Block::Heading(heading) = block {
            above.retain(|level| *level < heading.level);
            above.push(heading.level);
            heading.level = HeadingLevel::new(u8::try_from(above.len()).unwrap_or(HeadingLevel::MAX));
            if !is_anchor(&heading.anchor) || !anchors.insert(heading.anchor.clone()) {
                heading.anchor.clear();
            }
        }
    }
    anchors
}

/// Longest name of an anchor: Word's bookmarks have 40 letters.
const MAX_ANCHOR_BYTES: usize = 32;

fn is_anchor(name: &str) -> bool {
    name.len() <= MAX_ANCHOR_BYTES
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

/// Takes away links that lead nowhere or may run something; their text stays.
fn keep_safe_links(run: &mut Vec<Inline>, anchors: &BTreeSet<String>) {
    let mut kept = Vec::with_capacity(run.len());
    for piece in run.drain(..) {
        match piece {
            Inline::Link { url, mut content } => {
                keep_safe_links(&mut content, anchors);
                if may_lead_to(&url, anchors) {
                    kept.push(Inline::Link { url, content });
                } else {
                    kept.append(&mut content);
                }
            }
            Inline::Emphasis { mut content } => {
                keep_safe_links(&mut content, anchors);
                kept.push(Inline::Emphasis { content });
            }
            Inline::Strong { mut content } => {
                keep_safe_links(&mut content, anchors);
                kept.push(Inline::Strong { content });
            }
            Inline::In { language, mut content } => {
                keep_safe_links(&mut content, anchors);
                kept.push(Inline::In { language, content });
            }
            text @ Inline::Text { .. } => kept.push(text),
        }
    }
    *run = kept;
}

fn may_lead_to(url: &str, anchors: &BTreeSet<String>) -> bool {
    if let Some(name) = url.strip_prefix('#') {
        return anchors.contains(name);
    }
    let scheme = ["https://", "http://", "mailto:"];
    scheme.iter().any(|scheme| url.len() > scheme.len() && url.starts_with(scheme))
        && url.chars().all(|c| c.is_ascii_graphic())
}

/// A text without what can't be written or would deceive.
pub(crate) fn safe_text(text: &str) -> String {
    text.replace("\r\n", "\n").chars().filter_map(replaced).collect()
}

/// What a character becomes; none where it is left out.
fn replaced(c: char) -> Option<char> {
    match c {
        '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
        '\t' => Some(' '),
        // Embeddings, overrides and isolates of direction: a name written with one reads as another, and one that isn't
        // closed turns what follows. Runs in another language are isolated by their mark-up instead. The marks that only
        // lend a direction (U+200E, U+200F, U+061C) stay: Arabic texts need them. The last two are letters that nobody
        // sees and that carry hidden text.
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{206F}' | '\u{E0000}'..='\u{E007F}' | '\u{FEFF}' => None,
        // XML 1.0 has no way to write these, escaped or not, or they are no letters of any text.
        '\u{FFF9}'..='\u{FFFB}' | '\u{FDD0}'..='\u{FDEF}' => Some(REPLACEMENT),
        c if c.is_control() || u32::from(c) & 0xFFFE == 0xFFFE => Some(REPLACEMENT),
        c => Some(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;
    use crate::model::{Heading, Paragraph};

    fn document(blocks: Vec<Block>) -> Document {
        Document { blocks, ..Document::new(Language::new("en").unwrap(), "Title") }
    }

    #[test]
    fn direction_cannot_be_overridden_and_controls_are_seen() {
        assert_eq!(
            safe_text("a\u{202E}b\u{2066}c\u{200F}\r\nd\0e\u{FFFF}\tf"),
            "abc\u{200F}\nd\u{FFFD}e\u{FFFD} f"
        );
    }

    #[test]
    fn only_links_that_open_a_page_or_a_part_stay() {
        let mut heading = Heading::new(1, "Part");
        heading.anchor = "part".into();
        let links = [
            "https://example.org/a",
            "mailto:a@example.org",
            "#part",
            "#none",
            "javascript:alert(1)",
            "file:///etc",
            "https://a b",
        ];
        let text = links.iter().map(|url| Inline::link(*url, "x")).collect();
        let made = document(vec![
            Block::Heading(heading),
            Block::Paragraph(Paragraph { text, ..Paragraph::default() }),
        ])
        .safe();
        let Block::Paragraph(paragraph) = &made.blocks[1] else { panic!("a paragraph") };
        let kept: Vec<_> = paragraph
            .text
            .iter()
            .filter_map(|it| match it {
                Inline::Link { url, .. } => Some(url.as_str()),
                _ => None,
            })
            .collect();
        assert_eq!(kept, links[..3]);
        assert_eq!(paragraph.text.len(), links.len());
    }

    #[test]
    fn no_level_of_headings_is_skipped_and_those_side_by_side_stay_so() {
        let settled = |levels: &[u8]| -> Vec<u8> {
            let headings = levels.iter().map(|level| Block::Heading(Heading::new(*level, "x"))).collect();
            let level = |block: &Block| match block {
                Block::Heading(heading) => heading.level.get(),
                _ => 0,
            };
            document(headings).safe().blocks.iter().map(level).collect()
        };
        assert_eq!(settled(&[3, 4, 1, 4]), [1, 2, 1, 2]);
        assert_eq!(settled(&[2, 3, 4, 4, 3, 4, 2]), [1, 2, 3, 3, 2, 3, 1]);
        assert_eq!(settled(&[1, 2, 3, 4, 4]), [1, 2, 3, 4, 4], "what skips nothing stays");
    }

    #[test]
    fn a_document_without_title_gets_its_symbol() {
        let mut one = document(Vec::new());
        one.title.title = " \n".into();
        one.title.symbol = "A/80/0".into();
        assert_eq!(one.safe().title.title, "A/80/0");
    }
}
