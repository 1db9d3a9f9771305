//! Goes through all texts of a document, so that what holds for texts is said once.

use crate::model::{Block, Document, Inline, Item, List, Paragraph};

impl Document {
    /// Calls `change` with each text that is shown, and not with addresses, anchors and tags.
    pub fn each_text(&mut self, change: &mut dyn FnMut(&mut String)) {
        let title = &mut self.title;
        for text in [
            &mut title.title,
            &mut title.subtitle,
            &mut title.symbol,
            &mut title.body,
            &mut title.session,
            &mut title.date,
            &mut self.description,
        ] {
            change(text);
        }
        for block in &mut self.blocks {
            each_of_block(block, change);
        }
    }

    /// Calls `change` with each list of inline pieces, the outermost of nested ones.
    pub(crate) fn each_run(&mut self, change: &mut dyn FnMut(&mut Vec<Inline>)) {
        for block in &mut self.blocks {
            match block {
                Block::Heading(heading) => change(&mut heading.text),
                Block::Paragraph(paragraph) => change(&mut paragraph.text),
                Block::List(list) => runs_of_list(list, change),
                Block::Table(table) => table.rows.iter_mut().flatten().for_each(&mut *change),
                Block::Quote(quote) => {
                    quote.paragraphs.iter_mut().for_each(|one| change(&mut one.text));
                    change(&mut quote.source);
                }
                Block::PageBreak | Block::Room(_) | Block::Qr(_) | Block::Contents(_) => {}
            }
        }
    }
}

fn runs_of_list(list: &mut List, change: &mut dyn FnMut(&mut Vec<Inline>)) {
    for item in &mut list.items {
        change(&mut item.text);
        if let Some(below) = &mut item.below {
            runs_of_list(below, change);
        }
    }
}

fn each_of_block(block: &mut Block, change: &mut dyn FnMut(&mut String)) {
    match block {
        Block::Heading(heading) => {
            change(&mut heading.number);
            each_of_run(&mut heading.text, change);
        }
        Block::Paragraph(paragraph) => each_of_paragraph(paragraph, change),
        Block::List(list) => each_of_list(list, change),
        Block::Table(table) => {
            change(&mut table.caption);
            table.columns.iter_mut().for_each(|column| change(&mut column.head));
            table.rows.iter_mut().flatten().for_each(|cell| each_of_run(cell, change));
        }
        Block::Quote(quote) => {
            change(&mut quote.label);
            quote.paragraphs.iter_mut().for_each(|one| each_of_paragraph(one, change));
            each_of_run(&mut quote.source, change);
        }
        Block::Qr(qr) => change(&mut qr.description),
        Block::Contents(contents) => change(&mut contents.title),
        Block::PageBreak | Block::Room(_) => {}
    }
}

fn each_of_paragraph(paragraph: &mut Paragraph, change: &mut dyn FnMut(&mut String)) {
    change(&mut paragraph.number);
    each_of_run(&mut paragraph.text, change);
}

fn each_of_list(list: &mut List, change: &mut dyn FnMut(&mut String)) {
    for Item { label, text, below, .. } in &mut list.items {
        change(label);
        each_of_run(text, change);
        if let Some(below) = below {
            each_of_list(below, change);
        }
    }
}

fn each_of_run(run: &mut [Inline], change: &mut dyn FnMut(&mut String)) {
    for piece in run {
        match piece {
            Inline::Text { text } => change(text),
            Inline::Emphasis { content }
            | Inline::Strong { content }
            | Inline::Link { content, .. }
            | Inline::In { content, .. } => each_of_run(content, change),
        }
    }
}
