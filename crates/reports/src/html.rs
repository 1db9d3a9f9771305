//! A document as one page of HTML: no script, no address of another host, readable on paper.

use crate::ReportError;
use crate::language::{Direction, Language};
use crate::model::{Block, Contents, Document, Heading, Inline, List, Paragraph, Qr, Quote, Role, Table};
use crate::qr::QrModules;
use crate::xml::escape;

const STYLE: &str = include_str!("html/report.css");

/// The document as a page.
pub fn html(document: &Document) -> Result<String, ReportError> {
    let document = document.safe();
    let mut page = Page { out: String::new(), language: &document.language };
    page.head(&document);
    page.title(&document);
    for (at, block) in document.blocks.iter().enumerate() {
        page.block(block, at, &document)?;
    }
    page.out.push_str("</main></body></html>\n");
    Ok(page.out)
}

/// The name that links to a heading lead to.
fn anchor_of(heading: &Heading, at: usize) -> String {
    if heading.anchor.is_empty() { format!("h.{at}") } else { heading.anchor.clone() }
}

struct Page<'a> {
    out: String,
    language: &'a Language,
}

impl Page<'_> {
    fn raw(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    /// Text as text: none of it can end an element or an attribute.
    fn text(&mut self, text: &str) {
        escape(&mut self.out, text);
    }

    fn lines(&mut self, text: &str) {
        for (number, line) in text.split('\n').enumerate() {
            if number > 0 {
                self.raw("<br/>");
            }
            self.text(line);
        }
    }

    fn head(&mut self, document: &Document) {
        let (tag, direction) = (document.language.tag(), document.language.direction().code());
        self.raw(&format!(
            "<!DOCTYPE html>\n<html lang=\"{tag}\" dir=\"{direction}\"><head><meta charset=\"utf-8\"/>"
        ));
        self.raw("<meta name=\"viewport\" content=\"width=device-width\"/><title>");
        self.text(&document.title.title);
        self.raw("</title>");
        if !document.description.is_empty() {
            self.raw("<meta name=\"description\" content=\"");
            self.text(&document.description);
            self.raw("\"/>");
        }
        self.raw(&format!("<style>{STYLE}</style></head><body><main>"));
    }

    fn title(&mut self, document: &Document) {
        let title = &document.title;
        self.raw("<header>");
        for (class, line) in [("symbol", &title.symbol), ("body", &title.body), ("session", &title.session)] {
            self.line(class, line, None);
        }
        self.raw("<h1");
        self.marked(title.title_language.as_ref());
        self.raw(">");
        self.text(&title.title);
        self.raw("</h1>");
        self.line("subtitle", &title.subtitle, title.subtitle_language.as_ref());
        self.line("date", &title.date, None);
        self.raw("</header>\n");
    }

    fn line(&mut self, class: &str, line: &str, language: Option<&Language>) {
        if !line.is_empty() {
            self.raw(&format!("<p class=\"{class}\""));
            self.marked(language);
            // A symbol or a name may be of another direction than the document.
            self.raw("><bdi>");
            self.text(line);
            self.raw("</bdi></p>");
        }
    }

    fn block(&mut self, block: &Block, at: usize, document: &Document) -> Result<(), ReportError> {
        match block {
            Block::Heading(heading) => self.heading(heading, at),
            Block::Paragraph(paragraph) => self.paragraph(paragraph),
            Block::List(list) => self.list(list),
            Block::Table(table) => self.table(table),
            Block::Quote(quote) => self.quote(quote),
            Block::PageBreak => self.raw("<div class=\"page\"></div>"),
            Block::Qr(qr) => self.qr(qr)?,
            Block::Contents(contents) => self.contents(contents, at, document),
            Block::Room(room) => {
                self.raw(&format!("<div class=\"room\" style=\"min-height:{}rem\"></div>", 2 * room.lines()));
            }
        }
        self.raw("\n");
        Ok(())
    }

    fn heading(&mut self, heading: &Heading, at: usize) {
        // The title is the page's only h1.
        let level = heading.level.get() + 1;
        let class = if heading.annex { " class=\"annex\"" } else { "" };
        self.raw(&format!("<h{level} id=\"{}\"{class}", anchor_of(heading, at)));
        self.marked(heading.language.as_ref());
        self.raw(">");
        self.number(&heading.number);
        self.run(&heading.text);
        self.raw(&format!("</h{level}>"));
    }

    /// The language of an element, where it isn't the document's.
    fn marked(&mut self, language: Option<&Language>) {
        if let Some(language) = language.filter(|it| *it != self.language) {
            self.raw(&format!(" lang=\"{}\" dir=\"{}\"", language.tag(), language.direction().code()));
        }
    }

    fn number(&mut self, number: &str) {
        if !number.is_empty() {
            let direction = Direction::of_text(number).unwrap_or_else(|| self.language.direction());
            self.raw(&format!("<span class=\"number\" dir=\"{}\">", direction.code()));
            self.text(number);
            self.raw("</span> ");
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        self.raw(if paragraph.number.is_empty() { "<p" } else { "<p class=\"numbered\"" });
        self.marked(paragraph.language.as_ref());
        self.raw(">");
        self.number(&paragraph.number);
        self.run(&paragraph.text);
        self.raw("</p>");
    }

    fn run(&mut self, run: &[Inline]) {
        for piece in run {
            match piece {
                Inline::Text { text } => self.lines(text),
                Inline::Emphasis { content } => self.element("em", content),
                Inline::Strong { content } => self.element("strong", content),
                Inline::Link { url, content } => {
                    self.raw("<a href=\"");
                    self.text(url);
                    self.raw("\">");
                    self.run(content);
                    self.raw("</a>");
                }
                Inline::In { language, content } => {
                    let direction = language.direction().code();
                    self.raw(&format!("<span lang=\"{}\" dir=\"{direction}\">", language.tag()));
                    self.run(content);
                    self.raw("</span>");
                }
            }
        }
    }

    fn element(&mut self, name: &str, content: &[Inline]) {
        self.raw(&format!("<{name}>"));
        self.run(content);
        self.raw(&format!("</{name}>"));
    }

    fn list(&mut self, list: &List) {
        self.raw("<ul>");
        for item in &list.items {
            self.raw(if item.label.is_empty() { "<li" } else { "<li class=\"labelled\"" });
            self.marked(item.language.as_ref());
            self.raw(">");
            self.number(&item.label);
            self.run(&item.text);
            if let Some(below) = &item.below {
                self.list(below);
            }
            self.raw("</li>");
        }
        self.raw("</ul>");
    }

    fn table(&mut self, table: &Table) {
        self.raw("<div class=\"wide\"><table>");
        if !table.caption.is_empty() {
            self.raw("<caption>");
            self.text(&table.caption);
            self.raw("</caption>");
        }
        let whole: u32 = table.columns.iter().map(|column| u32::from(column.width.max(1))).sum();
        self.raw("<colgroup>");
        for column in &table.columns {
            let share = u32::from(column.width.max(1)) * 100 / whole;
            self.raw(&format!("<col style=\"width:{share}%\"/>"));
        }
        self.raw("</colgroup><thead><tr>");
        for column in &table.columns {
            self.raw("<th scope=\"col\">");
            self.lines(&column.head);
            self.raw("</th>");
        }
        self.raw("</tr></thead><tbody>");
        for row in &table.rows {
            self.raw("<tr>");
            for (at, cell) in row.iter().enumerate() {
                let head = at == 0 && table.row_heads;
                self.raw(if head { "<th scope=\"row\">" } else { "<td>" });
                self.run(cell);
                self.raw(if head { "</th>" } else { "</td>" });
            }
            self.raw("</tr>");
        }
        self.raw("</tbody></table></div>");
    }

    fn quote(&mut self, quote: &Quote) {
        let (element, class) = match quote.role {
            Role::Quote => ("blockquote", "quote"),
            Role::Box => ("div", "box"),
            Role::Note => ("div", "note"),
        };
        self.raw(&format!("<{element} class=\"{class}\">"));
        if !quote.label.is_empty() {
            self.raw("<p class=\"label\">");
            self.text(&quote.label);
            self.raw("</p>");
        }
        for paragraph in &quote.paragraphs {
            self.paragraph(paragraph);
        }
        if !quote.source.is_empty() {
            self.raw("<p class=\"source\">");
            self.run(&quote.source);
            self.raw("</p>");
        }
        self.raw(&format!("</{element}>"));
    }

    fn qr(&mut self, qr: &Qr) -> Result<(), ReportError> {
        let svg = QrModules::new(&qr.url)?.svg();
        self.raw("<figure class=\"qr\"><span role=\"img\" aria-label=\"");
        self.text(&qr.description);
        self.raw(&format!("\">{svg}</span><figcaption><p>"));
        self.text(&qr.description);
        self.raw("</p><p class=\"address\" dir=\"ltr\">");
        self.text(&qr.url);
        self.raw("</p></figcaption></figure>");
        Ok(())
    }

    fn contents(&mut self, contents: &Contents, at: usize, document: &Document) {
        self.raw(&format!("<nav aria-labelledby=\"c.{at}\"><p class=\"contents\" id=\"c.{at}\">"));
        self.text(&contents.title);
        self.raw("</p><ul>");
        for (at, block) in document.blocks.iter().enumerate() {
            if let Block::Heading(heading) = block
                && heading.level <= contents.depth
            {
                let (level, anchor) = (heading.level.get(), anchor_of(heading, at));
                self.raw(&format!("<li class=\"l{level}\"><a href=\"#{anchor}\""));
                self.marked(heading.language.as_ref());
                self.raw(">");
                self.number(&heading.number);
                self.unlinked(&heading.text);
                self.raw("</a></li>");
            }
        }
        self.raw("</ul></nav>");
    }

    /// A run without its links: a link can't stand in a link.
    fn unlinked(&mut self, run: &[Inline]) {
        for piece in run {
            match piece {
                Inline::Link { content, .. } => self.unlinked(content),
                other => self.run(std::slice::from_ref(other)),
            }
        }
    }
}
