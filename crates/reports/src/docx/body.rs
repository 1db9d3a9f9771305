//! The blocks of a document in the vocabulary of DOCX.

use super::run::{self, Look, marks};
use crate::ReportError;
use crate::language::{Direction, Language};
use crate::model::{
    Block, Contents, Document, Heading, Inline, Item, List, Paragraph, Qr, Quote, Role, Room, Table,
};
use crate::qr::QrModules;
use crate::xml::{escape, escaped};

/// The vocabularies of a picture.
pub(super) const DRAWING: &str = " xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
    xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
    xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"";

/// Width of the text on A4 between margins of 20 mm, in twentieths of a point.
const TEXT_WIDTH: u32 = 9_638;

/// Side of a QR code: 30 mm, in the format's unit.
const QR_SIDE: u32 = 30 * 36_000;

/// A line on which somebody writes by hand, in twentieths of a point: 8 mm.
const LINE: u32 = 454;

/// Deepest level of bullets that the numbering has.
const DEEPEST_LIST: usize = 3;

/// Indent of one level of a list, in twentieths of a point.
const LIST_STEP: usize = 567;

const TAB: &str = "<w:r><w:tab/></w:r>";
const SPACE: &str = "<w:r><w:t xml:space=\"preserve\">  </w:t></w:r>";

pub(super) struct Body<'a> {
    pub(super) out: String,
    /// Addresses of links; a link names its place here.
    pub(super) links: Vec<String>,
    /// QR codes as PNG.
    pub(super) pictures: Vec<Vec<u8>>,
    language: &'a Language,
    bookmarks: usize,
}

impl<'a> Body<'a> {
    pub(super) fn new(language: &'a Language) -> Self {
        Self { out: String::new(), links: Vec::new(), pictures: Vec::new(), language, bookmarks: 0 }
    }

    fn raw(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    pub(super) fn document(&mut self, document: &Document) -> Result<(), ReportError> {
        self.raw("<w:body>");
        let title = &document.title;
        for (style, line) in [
            ("TitleLine", &title.symbol),
            ("TitleLine", &title.body),
            ("TitleLine", &title.session),
            ("Title", &title.title),
            ("Subtitle", &title.subtitle),
            ("TitleLine", &title.date),
        ] {
            let language = match style {
                "Title" => title.title_language.clone(),
                "Subtitle" => title.subtitle_language.clone(),
                _ => None,
            };
            if !line.is_empty() && language.is_none() {
                self.plain(style, line);
            } else if !line.is_empty() {
                self.paragraph(style, &Paragraph { language, ..Paragraph::new(line) }, "");
            }
        }
        for (at, block) in document.blocks.iter().enumerate() {
            match block {
                Block::Heading(heading) => self.heading(heading, at),
                Block::Paragraph(paragraph) => self.paragraph("Normal", paragraph, ""),
                Block::List(list) => self.list(list, 0),
                Block::Table(table) => {
                    self.table(table);
                    // Word joins tables that touch, and wants a paragraph at the end.
                    if touches(document, at) {
                        self.raw("<w:p/>");
                    }
                }
                Block::Room(room) => {
                    self.room(*room);
                    if touches(document, at) {
                        self.raw("<w:p/>");
                    }
                }
                Block::Quote(quote) => self.quote(quote),
                Block::PageBreak => self.raw("<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>"),
                Block::Qr(qr) => self.qr(qr)?,
                Block::Contents(contents) => self.contents(contents, document),
            }
        }
        let (bidi, _) = marks(self.language);
        self.raw(&format!(
            "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"header\"/>\
             <w:footerReference w:type=\"default\" r:id=\"footer\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/>\
             <w:pgMar w:top=\"1417\" w:right=\"1134\" w:bottom=\"1417\" w:left=\"1134\" w:header=\"709\" \
             w:footer=\"709\" w:gutter=\"0\"/>{bidi}</w:sectPr></w:body>"
        ));
        Ok(())
    }

    /// Begins a paragraph; `extra` are properties that stand between style and direction.
    fn begin(&mut self, style: &str, language: Option<&Language>, before: &str, after: &str) {
        let (bidi, _) = marks(language.unwrap_or(self.language));
        self.raw(&format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{before}{bidi}{after}</w:pPr>"));
    }

    fn plain(&mut self, style: &str, text: &str) {
        self.begin(style, None, "", "");
        run::write(&mut self.out, text, self.language, Look::default(), false);
        self.raw("</w:p>");
    }

    /// A printed number, in its own direction, and what stands between it and the text.
    fn number(&mut self, number: &str, then: &str) {
        if !number.is_empty() {
            let look = Look { direction: Direction::of_text(number), ..Look::default() };
            run::write(&mut self.out, number, self.language, look, false);
            self.raw(then);
        }
    }

    fn heading(&mut self, heading: &Heading, at: usize) {
        let breaks = if heading.annex { "<w:pageBreakBefore/>" } else { "" };
        let style = format!("Heading{}", heading.level.get());
        self.begin(&style, heading.language.as_ref(), breaks, "");
        let (name, id) = (bookmark(heading, at), self.bookmarks);
        self.bookmarks += 1;
        self.raw(&format!("<w:bookmarkStart w:id=\"{id}\" w:name=\"{name}\"/>"));
        self.number(&heading.number, SPACE);
        self.run(&heading.text, heading.language.as_ref());
        self.raw(&format!("<w:bookmarkEnd w:id=\"{id}\"/></w:p>"));
    }

    fn paragraph(&mut self, style: &str, paragraph: &Paragraph, after: &str) {
        let tab = if paragraph.number.is_empty() {
            ""
        } else {
            "<w:tabs><w:tab w:val=\"left\" w:pos=\"567\"/></w:tabs>"
        };
        self.begin(style, paragraph.language.as_ref(), tab, after);
        self.number(&paragraph.number, TAB);
        self.run(&paragraph.text, paragraph.language.as_ref());
        self.raw("</w:p>");
    }

    fn run(&mut self, run: &[Inline], language: Option<&Language>) {
        self.pieces(run, language, Look::default());
    }

    fn pieces(&mut self, run: &[Inline], language: Option<&Language>, look: Look) {
        for piece in run {
            match piece {
                Inline::Text { text } => {
                    let of = language.unwrap_or(self.language);
                    run::write(&mut self.out, text, of, look, language.is_some());
                }
                Inline::Emphasis { content } => self.pieces(content, language, Look { italic: true, ..look }),
                Inline::Strong { content } => self.pieces(content, language, Look { bold: true, ..look }),
                Inline::In { language, content } => self.pieces(content, Some(language), look),
                // A link can't stand in a link.
                Inline::Link { content, .. } if look.link => self.pieces(content, language, look),
                Inline::Link { url, content } => {
                    if let Some(anchor) = url.strip_prefix('#') {
                        self.raw(&format!("<w:hyperlink w:anchor=\"{}\">", bookmark_of(anchor)));
                    } else {
                        self.raw(&format!("<w:hyperlink r:id=\"link{}\">", self.links.len()));
                        self.links.push(url.clone());
                    }
                    self.pieces(content, language, Look { link: true, ..look });
                    self.raw("</w:hyperlink>");
                }
            }
        }
    }

    fn list(&mut self, list: &List, depth: usize) {
        for Item { label, text, language, below } in &list.items {
            let indent = (depth + 1) * LIST_STEP;
            if label.is_empty() {
                let level = depth.min(DEEPEST_LIST);
                let bullet = format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"1\"/></w:numPr>");
                self.begin("Normal", language.as_ref(), &bullet, "");
            } else {
                let hanging = format!("<w:ind w:left=\"{indent}\" w:hanging=\"{LIST_STEP}\"/>");
                self.begin("Normal", language.as_ref(), "", &hanging);
            }
            self.number(label, TAB);
            self.run(text, language.as_ref());
            self.raw("</w:p>");
            if let Some(below) = below {
                self.list(below, depth + 1);
            }
        }
    }

    fn table(&mut self, table: &Table) {
        if !table.caption.is_empty() {
            self.plain("Caption", &table.caption);
        }
        let visual = if self.language.direction() == Direction::Rtl { "<w:bidiVisual/>" } else { "" };
        let whole: u32 = table.columns.iter().map(|column| u32::from(column.width.max(1))).sum();
        let widths: Vec<u32> =
            table.columns.iter().map(|column| TEXT_WIDTH * u32::from(column.width.max(1)) / whole).collect();
        let first = u8::from(table.row_heads);
        self.raw(&format!(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/>{visual}<w:tblW w:w=\"5000\" w:type=\"pct\"/>\
             <w:tblLayout w:type=\"fixed\"/><w:tblLook w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"{first}\" \
             w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/></w:tblPr><w:tblGrid>"
        ));
        for width in &widths {
            self.raw(&format!("<w:gridCol w:w=\"{width}\"/>"));
        }
        self.raw("</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
        for (column, width) in table.columns.iter().zip(&widths) {
            self.cell(*width, &[Inline::strong(column.head.as_str())], true);
        }
        self.raw("</w:tr>");
        for row in &table.rows {
            self.raw("<w:tr>");
            for (at, (cell, width)) in row.iter().zip(&widths).enumerate() {
                if at == 0 && table.row_heads {
                    self.cell(*width, &[Inline::Strong { content: cell.clone() }], false);
                } else {
                    self.cell(*width, cell, false);
                }
            }
            self.raw("</w:tr>");
        }
        self.raw("</w:tbl>");
    }

    fn cell(&mut self, width: u32, content: &[Inline], head: bool) {
        let shade = if head { "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"EEEEEE\"/>" } else { "" };
        self.raw(&format!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{shade}</w:tcPr>"));
        self.begin("Cell", None, "", "");
        self.run(content, None);
        self.raw("</w:p></w:tc>");
    }

    /// A frame that grows with what is typed into it.
    fn room(&mut self, room: Room) {
        let height = u32::from(room.lines()) * LINE;
        self.raw(&format!(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"5000\" w:type=\"pct\"/>\
             <w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid><w:gridCol w:w=\"{TEXT_WIDTH}\"/></w:tblGrid>\
             <w:tr><w:trPr><w:cantSplit/><w:trHeight w:val=\"{height}\" w:hRule=\"atLeast\"/></w:trPr>"
        ));
        self.cell(TEXT_WIDTH, &[], false);
        self.raw("</w:tr></w:tbl>");
    }

    fn quote(&mut self, quote: &Quote) {
        let style = match quote.role {
            Role::Quote => "Quote",
            Role::Box => "Box",
            Role::Note => "Note",
        };
        if !quote.label.is_empty() {
            self.begin(style, None, "<w:keepNext/>", "");
            self.run(&[Inline::strong(quote.label.as_str())], None);
            self.raw("</w:p>");
        }
        for paragraph in &quote.paragraphs {
            self.paragraph(style, paragraph, "");
        }
        if !quote.source.is_empty() {
            self.begin(style, None, "", "");
            self.run(&quote.source, None);
            self.raw("</w:p>");
        }
    }

    fn qr(&mut self, qr: &Qr) -> Result<(), ReportError> {
        let picture = QrModules::new(&qr.url)?.png();
        let number = self.pictures.len();
        self.pictures.push(picture.map_err(|error| ReportError::Archive(error.to_string()))?);
        let (id, description) = (number + 1, escaped(&qr.description));
        self.begin("Normal", None, "<w:keepNext/>", "");
        self.raw(&format!(
            "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\">\
             <wp:extent cx=\"{QR_SIDE}\" cy=\"{QR_SIDE}\"/><wp:docPr id=\"{id}\" name=\"QR {id}\" descr=\"{description}\"/>\
             <a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic>\
             <pic:nvPicPr><pic:cNvPr id=\"{id}\" name=\"QR {id}\"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>\
             <a:blip r:embed=\"qr{number}\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>\
             <a:off x=\"0\" y=\"0\"/><a:ext cx=\"{QR_SIDE}\" cy=\"{QR_SIDE}\"/></a:xfrm><a:prstGeom prst=\"rect\">\
             <a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
        ));
        self.plain("Normal", &qr.description);
        // An address is read from left to right in every language.
        self.raw("<w:p><w:r><w:t xml:space=\"preserve\">");
        escape(&mut self.out, &qr.url);
        self.raw("</w:t></w:r></w:p>");
        Ok(())
    }

    /// A field that Word can bring up to date, with entries that lead to the headings as it stands.
    fn contents(&mut self, contents: &Contents, document: &Document) {
        self.plain("TOCHeading", &contents.title);
        let depth = contents.depth.get();
        let headings = document.blocks.iter().enumerate().filter_map(|(at, block)| match block {
            Block::Heading(heading) if heading.level <= contents.depth => Some((at, heading)),
            _ => None,
        });
        let mut field = format!(
            "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> TOC \\n \\h \\o \
             \"1-{depth}\" </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>"
        );
        for (at, heading) in headings {
            self.begin(&format!("TOC{}", heading.level.get()), heading.language.as_ref(), "", "");
            self.raw(&std::mem::take(&mut field));
            self.raw(&format!("<w:hyperlink w:anchor=\"{}\">", bookmark(heading, at)));
            self.number(&heading.number, SPACE);
            // Inside a hyperlink; its own look is that of the table of contents.
            for piece in &heading.text {
                match piece {
                    Inline::Link { content, .. } => self.run(content, heading.language.as_ref()),
                    other => self.run(std::slice::from_ref(other), heading.language.as_ref()),
                }
            }
            self.raw("</w:hyperlink></w:p>");
        }
        if field.is_empty() {
            self.raw("<w:p><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>");
        }
    }
}

/// Does a table at this place touch another, or the end?
fn touches(document: &Document, at: usize) -> bool {
    matches!(document.blocks.get(at + 1), None | Some(Block::Table(_) | Block::Room(_)))
}

fn bookmark(heading: &Heading, at: usize) -> String {
    if heading.anchor.is_empty() { format!("h_{at}") } else { bookmark_of(&heading.anchor) }
}

/// Word's bookmarks have no hyphens.
fn bookmark_of(anchor: &str) -> String {
    format!("a_{}", anchor.replace('-', "_"))
}
