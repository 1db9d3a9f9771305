//! What the index knows of a provision or a record: pure, out of the catalogue's data and the record's bytes.

use catalogue::{
    Catalogue, CatalogueInstrument, CatalogueProvision, Field, FieldSearch, FieldType, Kind, Lang, Localized,
};
use record::{Audience, Body, Header, RecordId};
use serde_json::{Map, Value};

use crate::query::{Facet, PROVISION};

/// What a document is.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DocumentId {
    /// A provision, by its permanent id.
    Provision(String),
    /// A record.
    Record(RecordId),
}

/// How much of a title is kept for lists, in characters. The kinds of the catalogue allow 300; a record that came by another
/// way than a door, as in a mirror, can hold a megabyte.
const MAX_TITLE: usize = 1_000;

/// The field of a body that names it in lists.
const TITLE: &str = "title";

/// A text and the language it is written in, if it is one of the six.
pub(crate) type Text = (Option<Lang>, String);

/// A provision or a record as the index takes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// What it is.
    pub id: DocumentId,
    /// Its place in reading order, or its position in the register.
    pub place: u64,
    /// It belongs to an exercise: of equals, what is real stands before it.
    pub exercise: bool,
    /// A record's title as its author wrote it: what lists show.
    pub title: Option<String>,
    /// What it can be narrowed by.
    pub facets: Vec<(Facet, String)>,
    /// Its own words.
    pub(crate) texts: Vec<Text>,
    /// Words around it: titles, symbols and names. They find it, behind what says so itself.
    pub(crate) context: Vec<Text>,
}

impl Document {
    /// How many bytes of index it is reckoned to take: its words, each of which is kept with where it stands and once more by its
    /// stem, and its row. More than it takes (a test compares).
    pub(crate) fn reckoned(&self) -> u64 {
        let texts = self.texts.iter().chain(&self.context).map(|(_, text)| text.len());
        let words: usize = texts.chain(self.title.as_ref().map(String::len)).sum();
        2 * words as u64 + 512
    }
}

/// Every provision of a catalogue, in reading order.
pub fn documents_of_catalogue(catalogue: &Catalogue) -> Vec<Document> {
    catalogue
        .instruments()
        .flat_map(|instrument| instrument.provisions.iter().map(move |provision| (instrument, provision)))
        .zip(0..)
        .map(|((instrument, provision), place)| {
            document_of_provision(catalogue, instrument, provision, place)
        })
        .collect()
}

fn document_of_provision(
    catalogue: &Catalogue,
    instrument: &CatalogueInstrument,
    provision: &CatalogueProvision,
    place: u64,
) -> Document {
    let mut texts = texts_of(&provision.summary);
    texts.extend(provision.text.iter().flat_map(texts_of));
    let mut context = texts_of(&instrument.title);
    context.extend(texts_of(&instrument.body));
    context.extend(instrument.symbol.iter().map(|symbol| (None, symbol.clone())));
    context.extend(provision.links.to.iter().flat_map(|id| words_of_item(catalogue, id)));
    let year = instrument.dates.first().and_then(|date| date.date.get(..4));
    let languages = Lang::ALL.into_iter().filter(|lang| texts.iter().any(|(of, _)| *of == Some(*lang)));
    let mut facets = vec![(Facet::Kind, PROVISION.to_owned())];
    facets.extend(languages.map(|lang| (Facet::Language, lang.code().to_owned())));
    facets.extend(year.map(|year| (Facet::Year, year.to_owned())));
    facets.extend(instrument.mechanisms.iter().map(|id| (Facet::Mechanism, id.clone())));
    facets.extend(provision.links.to.iter().map(|id| (Facet::Item, id.clone())));
    let id = DocumentId::Provision(instrument.provision_id(provision));
    let exercise = instrument.exercise;
    Document { id, place, exercise, title: None, facets, texts, context }
}

/// The document of a record at a position of the register; none for what isn't public, what has no body any more, and
/// kinds that the catalogue doesn't have (control records hold no text of an author).
pub fn document_of(
    catalogue: &Catalogue,
    position: u64,
    header: &[u8],
    body: Option<&[u8]>,
) -> Option<Document> {
    let read = Header::from_bytes(header).ok().filter(|read| read.audience == Audience::Public)?;
    document(catalogue, position, RecordId::of_header(header), read, body)
}

/// The document of a record whose header is read, whoever it is for.
pub(crate) fn document(
    catalogue: &Catalogue,
    position: u64,
    id: RecordId,
    header: Header,
    body: Option<&[u8]>,
) -> Option<Document> {
    let kind = catalogue.kind_as_written(&header.kind, header.kind_version)?;
    let body = Body::from_bytes(body.filter(|body| header.body.check(body).is_ok())?).ok()?;
    let lang = header.language.split('-').next().and_then(Lang::from_code);
    let texts = words_of(kind, &body).into_iter().map(|text| (lang, text)).collect();
    let mut context = catalogue.party(&header.participant).map_or_else(Vec::new, |party| {
        Lang::ALL.into_iter().map(|lang| (Some(lang), party.name(lang).to_owned())).collect()
    });
    context.dedup_by(|a, b| a.1 == b.1);
    context.extend(header.framework_items.iter().flat_map(|id| words_of_item(catalogue, id)));
    Some(Document {
        id: DocumentId::Record(id),
        place: position,
        exercise: header.exercise,
        title: title_of(&body),
        facets: facets_of(header).into_iter().chain(choices_of(kind, &body)).collect(),
        texts,
        context,
    })
}

fn facets_of(header: Header) -> Vec<(Facet, String)> {
    let (year, ..) = header.time.date();
    let mut facets = vec![
        (Facet::Kind, header.kind),
        (Facet::Participant, header.participant),
        (Facet::Language, header.language),
        (Facet::Year, year.to_string()),
    ];
    facets.extend(header.mechanisms.into_iter().map(|id| (Facet::Mechanism, id)));
    facets.extend(header.framework_items.into_iter().map(|id| (Facet::Item, id)));
    facets
}

/// What lists show of a body: its title, cut where it is longer than any title.
fn title_of(body: &Body) -> Option<String> {
    let title = body.content.get(TITLE)?.as_str()?;
    match title.char_indices().nth(MAX_TITLE) {
        None => Some(title.to_owned()),
        Some((end, _)) => Some(format!("{}…", &title[..end])),
    }
}

/// The texts of the fields whose words the kind gives to search, in tables too.
fn words_of(kind: &Kind, body: &Body) -> Vec<String> {
    let mut texts = Vec::new();
    words_in(&kind.fields, &body.content, &mut texts);
    texts
}

fn words_in(fields: &[Field], content: &Map<String, Value>, texts: &mut Vec<String>) {
    for field in fields {
        match content.get(&field.id) {
            Some(Value::Array(rows)) if field.field_type == FieldType::Rows => {
                rows.iter().filter_map(Value::as_object).for_each(|row| words_in(&field.columns, row, texts));
            }
            _ if field.search != FieldSearch::Words => {}
            Some(Value::String(text)) => texts.push(text.clone()),
            Some(Value::Array(list)) => {
                texts.extend(list.iter().filter_map(Value::as_str).map(str::to_owned));
            }
            _ => {}
        }
    }
}

/// What was chosen in the fields that the kind offers for narrowing. A text that is no choice is none.
fn choices_of(kind: &Kind, body: &Body) -> Vec<(Facet, String)> {
    let mut chosen = Vec::new();
    for field in kind.fields.iter().filter(|field| field.search == FieldSearch::Facet) {
        let ids = match body.content.get(&field.id) {
            Some(Value::String(id)) => vec![id.as_str()],
            Some(Value::Array(ids)) => ids.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        };
        let choices = field.choices.iter().filter(|choice| ids.contains(&choice.id.as_str()));
        chosen
            .extend(choices.map(|choice| (Facet::Choice, format!("{}.{}.{}", kind.id, field.id, choice.id))));
    }
    chosen
}

/// How people call a framework item: its label as printed and run together ("13 (f)", "13f"), and its section. Its title
/// would find everything under it for words that hardly anything of it says.
fn words_of_item(catalogue: &Catalogue, id: &str) -> Vec<Text> {
    let Some(item) = catalogue.item(id) else { return Vec::new() };
    let label = &item.label;
    let together: String = label.chars().filter(|c| c.is_alphanumeric()).collect();
    let set = id.split('/').next().and_then(|set| catalogue.framework(set));
    let section = set.and_then(|set| set.sections.iter().find(|section| section.id == item.section));
    let mut words = vec![(None, format!("{label} {together}"))];
    words.extend(section.into_iter().flat_map(|section| texts_of(&section.names)));
    words
}

fn texts_of(localized: &Localized) -> Vec<Text> {
    localized.iter().map(|(lang, text)| (Some(lang), text.to_owned())).collect()
}
