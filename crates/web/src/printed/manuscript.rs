//! What every printed document is written with: headings, facts, statements, in the words of one language.

use catalogue::Catalogue;
use record::Evidence;
use reports::{
    Block, Column, Contents, Document, Heading, HeadingLevel, Inline, Item, Language, List, Paragraph, Qr,
    Quote, Role, Table, Title,
};

use crate::model::content::{ContentSection, FieldLine, Shown};
use crate::model::received::{FileLine, Received};
use crate::model::workflow::StateLine;
use crate::model::{Desk, ItemRef, MechanismRef, RecordLine};
use crate::vocabulary;
use crate::words::{Msg, Words};

/// What builders write with.
#[derive(Clone, Copy)]
pub(crate) struct Press<'a> {
    /// The words of the language asked for.
    pub words: &'static Words,
    /// The names and terms of mechanisms.
    pub catalogue: &'a Catalogue,
    /// The hub's address, for links that lead back.
    pub base_url: &'a str,
}

impl<'a> Press<'a> {
    /// What a desk has of it.
    pub fn of(desk: &'a Desk<'_>) -> Self {
        Self { words: desk.words, catalogue: desk.edition.catalogue(), base_url: &desk.config.base_url }
    }

    /// The language of our words.
    pub fn language(self) -> Language {
        Language::new(self.words.lang().code()).expect("the codes of our languages are language tags")
    }

    /// The language of a text, where it isn't that of our words and is one at all.
    pub fn foreign(self, tag: &str) -> Option<Language> {
        let language = Language::new(tag).ok()?;
        (language.primary() != self.words.lang().code()).then_some(language)
    }

    /// A text in its own language.
    pub fn within(self, tag: &str, text: &str) -> Inline {
        match self.foreign(tag) {
            Some(language) => Inline::within(language, text),
            None => Inline::text(text),
        }
    }

    /// The day of a time.
    pub fn day(self, time: &str) -> String {
        self.words.date(time.get(..10).unwrap_or(time))
    }

    /// The whole address of a path.
    pub fn address(self, path: &str) -> String {
        format!("{}{path}", self.base_url)
    }

    /// A mechanism with its own word for its subject.
    pub fn mechanism(self, mechanism: &MechanismRef) -> String {
        let subject = self.subject(&mechanism.id);
        if subject.is_empty() { mechanism.name.clone() } else { format!("{} ({subject})", mechanism.name) }
    }

    /// A mechanism's own word for its subject.
    pub fn subject(self, mechanism: &str) -> String {
        let found = self.catalogue.mechanism(mechanism);
        found.map(|one| self.words.typeset(one.terms.subject.get(self.words.lang()))).unwrap_or_default()
    }

    /// A framework item with its printed number.
    pub fn item(item: &ItemRef) -> String {
        item.number().map_or_else(|| item.title.clone(), |number| format!("{number} {}", item.title))
    }

    /// A file that a record names: what it is, how long, by what it is known, and where it is kept.
    pub fn file(self, file: &FileLine) -> [Inline; 3] {
        let size =
            self.words.count(Msg("transmission-bytes"), usize::try_from(file.bytes).unwrap_or(usize::MAX));
        let what = self.words.with_more(&file.media_type, &size);
        let address = self.address(&file.href);
        [
            Inline::text(self.words.with_more(&what, "SHA-256 ")),
            Inline::text(format!("{}\n", file.sha256)),
            Inline::link(&address, &address),
        ]
    }

    /// The name of a language by its tag.
    pub fn language_name(self, tag: &str) -> String {
        let code = tag.split('-').next().unwrap_or(tag);
        let known = catalogue::Lang::from_code(code);
        known.map_or(tag, |lang| self.words.say(vocabulary::language(lang))).to_owned()
    }
}

/// A document that is being written.
pub(super) struct Manuscript<'a> {
    pub press: Press<'a>,
    document: Document,
}

impl<'a> Manuscript<'a> {
    pub fn new(press: Press<'a>, title: Title) -> Self {
        let mut document = Document::new(press.language(), title.title.clone());
        document.description = [&title.title, &title.subtitle].map(String::as_str).join(" – ");
        document.title = title;
        Self { press, document }
    }

    /// The document, with the note on designations that every printed text of many States carries.
    pub fn finish(mut self) -> Document {
        self.note(Msg("footer-designations"));
        self.document
    }

    pub fn push(&mut self, block: Block) {
        self.document.blocks.push(block);
    }

    fn word(&self, key: Msg) -> &'static str {
        self.press.words.say(key)
    }

    /// What is invented says so before anything else.
    pub fn exercise(&mut self, exercise: bool) {
        if exercise {
            let text = self.word(Msg("exercise-note"));
            self.apart(Role::Box, self.word(Msg("exercise")), vec![Paragraph::new(text)]);
        }
    }

    pub fn contents(&mut self, depth: u8) {
        let title = self.word(Msg("printed-contents")).to_owned();
        self.push(Block::Contents(Contents { title, depth: HeadingLevel::new(depth) }));
    }

    pub fn heading(&mut self, level: u8, text: &str) {
        self.heading_in(level, text, "");
    }

    /// A heading in somebody's language. Below the deepest level it is a line of more weight.
    pub fn heading_in(&mut self, level: u8, text: &str, tag: &str) {
        let language = self.press.foreign(tag);
        if level > HeadingLevel::MAX {
            self.push(Block::Paragraph(Paragraph {
                text: vec![Inline::strong(text)],
                language,
                ..Paragraph::default()
            }));
        } else {
            self.push(Block::Heading(Heading { language, ..Heading::new(level, text) }));
        }
    }

    pub fn annex(&mut self, text: &str) {
        self.push(Block::Heading(Heading { annex: true, ..Heading::new(1, text) }));
    }

    pub fn say(&mut self, text: Vec<Inline>) {
        self.push(Block::Paragraph(Paragraph { text, ..Paragraph::default() }));
    }

    /// Paragraphs in their author's language.
    pub fn quote_plain(&mut self, paragraphs: &[String], tag: &str) {
        for text in paragraphs {
            let language = self.press.foreign(tag);
            self.push(Block::Paragraph(Paragraph { language, ..Paragraph::new(text) }));
        }
    }

    /// A fact with what it is called.
    pub fn fact(&mut self, label: &str, value: Vec<Inline>) {
        let label = self.press.words.name(Msg("introduced"), label);
        // A wide colon has its space in it.
        let space = if label.ends_with('：') { "" } else { " " };
        let mut text = vec![Inline::strong(label), Inline::text(space)];
        text.extend(value);
        self.say(text);
    }

    pub fn fact_of(&mut self, label: Msg, value: impl Into<String>) {
        self.fact(self.word(label), vec![Inline::text(value)]);
    }

    pub fn apart(&mut self, role: Role, label: &str, paragraphs: Vec<Paragraph>) {
        let (label, source) = (label.to_owned(), Vec::new());
        self.push(Block::Quote(Quote { role, label, paragraphs, source }));
    }

    /// A remark of ours.
    pub fn note(&mut self, key: Msg) {
        self.apart(Role::Note, "", vec![Paragraph::new(self.word(key))]);
    }

    /// What must not be overlooked, and the record that it is about.
    pub fn warning(&mut self, key: Msg, about: Option<&str>) {
        let mut text = vec![Inline::text(self.word(key))];
        if let Some(id) = about {
            text.push(Inline::text(" "));
            text.push(Inline::link(self.press.address(&format!("/records/{id}")), id));
        }
        self.apart(Role::Box, "", vec![Paragraph { text, ..Paragraph::default() }]);
    }

    pub fn list(&mut self, items: impl IntoIterator<Item = Vec<Inline>>) {
        let items = items.into_iter().map(|text| Item { text, ..Item::default() }).collect();
        self.push(Block::List(List { items }));
    }

    pub fn qr(&mut self, path: &str, description: Msg) {
        let (url, description) = (self.press.address(path), self.word(description).to_owned());
        self.push(Block::Qr(Qr { url, description }));
    }

    /// What a record says, section by section, in the order and numbering of its kind.
    pub fn content(&mut self, sections: &[ContentSection], level: u8, tag: &str) {
        let parts = u8::from(sections.iter().any(|section| section.part.is_some()));
        for section in sections {
            if let Some(part) = &section.part {
                self.heading(level, part);
            }
            // The title stands above already.
            let fields: Vec<_> = section.fields.iter().filter(|field| field.id != "title").collect();
            if !fields.is_empty() {
                self.heading(level + parts, &section.name);
            }
            for field in fields {
                self.field(field, level + parts + 1, tag);
            }
        }
    }

    fn field(&mut self, field: &FieldLine, level: u8, tag: &str) {
        self.heading(level, &field.label);
        self.value(&field.value, tag);
    }

    /// What a field holds: an author's words in its language, the kind's own words in ours.
    pub fn value(&mut self, value: &Shown, tag: &str) {
        match value {
            Shown::Text(paragraphs) => self.quote_plain(paragraphs, tag),
            Shown::Choices(_) | Shown::Urls(_) => {
                let items = self.lines(value, tag);
                self.list(items);
            }
            Shown::Rows(table) => {
                let columns = table.head.iter().map(|head| Column { head: head.clone(), width: 1 }).collect();
                let cell = |cell: &Option<Shown>| {
                    let lines = cell.as_ref().map(|cell| self.lines(cell, tag)).unwrap_or_default();
                    lines.join(&Inline::text("\n"))
                };
                let rows = table.rows.iter().map(|row| row.iter().map(cell).collect()).collect();
                self.push(Block::Table(Table { columns, rows, ..Table::default() }));
            }
            Shown::Choice(_) | Shown::Number(_) | Shown::Date(_) => {
                for line in self.lines(value, tag) {
                    self.say(line);
                }
            }
        }
    }

    /// A value line by line. A table holds no table.
    fn lines(&self, value: &Shown, tag: &str) -> Vec<Vec<Inline>> {
        let ours = |text: &String| vec![Inline::text(text)];
        match value {
            Shown::Text(paragraphs) => {
                paragraphs.iter().map(|text| vec![self.press.within(tag, text)]).collect()
            }
            Shown::Choice(label) => vec![ours(label)],
            Shown::Choices(labels) => labels.iter().map(ours).collect(),
            Shown::Number(number) => vec![ours(&number.to_string())],
            Shown::Date(date) => vec![ours(&self.press.words.date(date))],
            Shown::Urls(urls) => urls.iter().map(|url| vec![Inline::link(url, url)]).collect(),
            Shown::Rows(_) => Vec::new(),
        }
    }

    /// How a record came to be in the register.
    pub fn evidence(&mut self, line: &RecordLine) {
        let means = match (line.evidence, &line.confirmed_by) {
            (Evidence::Transmitted, Some(_)) => Msg("evidence-transmitted-confirmed-means"),
            _ => vocabulary::evidence_meaning(line.evidence),
        };
        let word = self.word(vocabulary::evidence(line.evidence));
        let text = vec![Inline::strong(word), Inline::text(format!(". {}", self.word(means)))];
        self.fact(self.word(Msg("printed-evidence")), text);
    }

    /// For which mechanisms something is said, and to which framework items it speaks.
    pub fn named(&mut self, mechanisms: &[MechanismRef], items: &[ItemRef]) {
        for mechanism in mechanisms {
            self.fact_of(Msg("said-for"), self.press.mechanism(mechanism));
        }
        for item in items {
            self.fact_of(Msg("speaks-to"), Press::item(item));
        }
    }

    /// For whom it is, where that isn't everybody.
    pub fn audience(&mut self, line: &RecordLine) {
        if let Some(audience) = &line.audience {
            let label = audience.label.map(|label| format!(" · {label}")).unwrap_or_default();
            self.fact_of(Msg("not-public"), format!("{}{label}", audience.name));
        }
    }

    /// Where it stands in its kind's workflow, and since which day: a need that was withdrawn would look open.
    pub fn course(&mut self, state: &StateLine, since: Option<&str>) {
        let since = since.map(|time| format!(" ({})", self.press.day(time))).unwrap_or_default();
        self.fact_of(Msg("printed-course"), format!("{}{since}", state.name));
    }

    /// What its author has said against it, wherever it is printed.
    pub fn disputes(&mut self, line: &RecordLine) {
        if line.disputed {
            self.warning(Msg("disputed-means"), None);
        }
        if let Some(by) = &line.disavowed_by {
            self.warning(Msg("disavowed-means"), Some(by));
        }
    }

    /// How what the secretariat entered had arrived.
    pub fn received(&mut self, received: &Received) {
        self.fact_of(Msg("received-medium"), self.word(vocabulary::medium(received.medium)));
        self.fact_of(Msg("received-reference"), &received.reference);
        self.fact_of(Msg("received-on"), self.press.words.date(&received.on));
    }
}
