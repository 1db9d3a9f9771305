//! A report with every kind of block, in each language: fictional, and written for these tests.

use reports::{
    Block, Column, Contents, Document, Heading, HeadingLevel, Inline, Item, Language, List, Paragraph, Qr,
    Quote, Role, Room, Table,
};

/// The six languages.
pub const LANGUAGES: [&str; 6] = ["ar", "zh", "en", "fr", "ru", "es"];

/// What would do something if any form read texts as its own language.
pub const HOSTILE: [&str; 9] = [
    "#read(\"/etc/passwd\")",
    "#panic() $x^2$ *star* _low_ `raw` @label <label> = head",
    "\\u{41} // comment /* open",
    "</w:t></w:r></w:p><w:p>",
    "</script><script>alert(1)</script>",
    "\" onload=\"alert(1)",
    "]]> <!-- &amp; &#65; <?xml?>",
    "{{ braces }} #{1+1} #[x]",
    "'; DROP TABLE --",
];

#[path = "sentences.rs"]
mod sentences;
pub use sentences::sentence;

/// A title in each language.
pub fn title(language: &str) -> &'static str {
    match language {
        "ar" => "تقرير وطني عن أمن المعلومات",
        "zh" => "关于信息安全的国家报告",
        "fr" => "Rapport national sur la sécurité",
        "ru" => "Национальный доклад о безопасности",
        "es" => "Informe nacional sobre la seguridad",
        _ => "National report on security",
    }
}

fn language(tag: &str) -> Language {
    Language::new(tag).expect("a tag")
}

fn paragraph(number: &str, text: &str) -> Block {
    Block::Paragraph(Paragraph { number: number.into(), ..Paragraph::new(text) })
}

fn heading(level: u8, number: &str, text: &str) -> Heading {
    Heading { number: number.into(), ..Heading::new(level, text) }
}

fn item(label: &str, text: &str) -> Item {
    Item { label: label.into(), text: vec![Inline::text(text)], ..Item::default() }
}

/// The report in a language.
pub fn report(tag: &str) -> Document {
    let (own, title) = (sentence(tag), title(tag));
    let mut document = Document::new(language(tag), title);
    document.description = own.into();
    document.title.symbol = "A/80/000".into();
    document.title.body = title.into();
    document.title.subtitle = own.into();
    document.title.session = "80".into();
    document.title.date = "2026-03-01".into();
    let others = LANGUAGES
        .iter()
        .filter(|other| **other != tag)
        .flat_map(|other| [Inline::within(language(other), sentence(other)), Inline::text(" (ICT, 3) ")]);
    let marked = LANGUAGES.iter().filter(|other| **other != tag).map(|other| {
        Block::Paragraph(Paragraph { language: Some(language(other)), ..Paragraph::new(sentence(other)) })
    });
    let below = List { items: vec![item("", own), item("", "ICT")] };
    document.blocks = vec![
        Block::Contents(Contents { title: title.into(), depth: HeadingLevel::new(3) }),
        Block::Heading(Heading { anchor: "first-part".into(), ..heading(1, "A.", title) }),
        paragraph("1.", own),
        Block::Paragraph(Paragraph { text: others.collect(), ..Paragraph::default() }),
        Block::Heading(heading(2, "A.1", own)),
        Block::Paragraph(Paragraph {
            text: vec![
                Inline::emphasis(own),
                Inline::text(" "),
                Inline::strong(own),
                Inline::text(" "),
                Inline::link("https://example.org/a?b=1&c=2", "example.org"),
                Inline::text(" "),
                Inline::link("#first-part", "A."),
            ],
            ..Paragraph::default()
        }),
        Block::List(List { items: vec![item("(a)", own), Item { below: Some(below), ..item("(b)", own) }] }),
        Block::List(List { items: vec![item("", own), item("", "two\nlines")] }),
        table(title, own),
        Block::Heading(heading(4, "", own)),
    ];
    document.blocks.extend(marked);
    document.blocks.extend([
        quote(Role::Quote, own, title),
        quote(Role::Box, own, ""),
        quote(Role::Note, own, ""),
        Block::Room(Room::new(3)),
        Block::Room(Room::new(200)),
        Block::PageBreak,
        Block::Qr(Qr {
            url: "https://example.org/record/0123456789abcdef".into(),
            description: title.into(),
        }),
        Block::Heading(Heading { annex: true, ..heading(1, "I", title) }),
    ]);
    document.blocks.extend(HOSTILE.map(|text| paragraph("2.", text)));
    document
}

fn quote(role: Role, text: &str, source: &str) -> Block {
    let source = if source.is_empty() { Vec::new() } else { vec![Inline::text(source)] };
    Block::Quote(Quote { role, label: "3 (a)".into(), paragraphs: vec![Paragraph::new(text)], source })
}

fn table(caption: &str, text: &str) -> Block {
    let columns = [("13 (a)", 1), (caption, 3), ("ICT", 2)];
    let columns = columns.map(|(head, width)| Column { head: head.into(), width }).into();
    let rows = (1..=40).map(|row| {
        vec![
            vec![Inline::text(format!("{row} (a)"))],
            vec![Inline::text(text)],
            vec![Inline::text("2025–2026")],
        ]
    });
    Block::Table(Table { caption: caption.into(), columns, rows: rows.collect(), row_heads: true })
}
