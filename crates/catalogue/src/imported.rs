//! From a text that a person has confirmed to an instrument of the catalogue.
//!
//! A text that the catalogue doesn't describe yet becomes an instrument of its own, without summaries. A text that it
//! describes is added to the description, so that a page shows both; what the editors wrote stays as it was.

use std::collections::BTreeSet;

use instruments::{Act, Citation, CitationKind, Instrument, Language, Provision};

use crate::file::FileFormat;
use crate::{
    Catalogue, CatalogueDate, CatalogueError, CatalogueInstrument, CatalogueParticipant, CatalogueProvision,
    ImportedText, InstrumentStatus, ItemLinks, Lang, LineageEntry, Localized, Relation,
};

/// What stands for the legal nature of a text that nobody has described yet, in the two languages that every text of
/// ours is in.
const NOT_DESCRIBED: [(Lang, &str); 2] = [
    (Lang::En, "Imported text: what kind of text it is in law has not been described yet."),
    (Lang::Fr, "Texte importé : sa nature juridique n’a pas encore été décrite."),
];

/// Where a citation stands that no provision makes.
const FRONT: &str = "front";

/// A text as a person confirmed it, and as what it joins the catalogue.
#[derive(Clone, Copy, Debug)]
pub struct ReviewedText<'a> {
    /// The slug of the instrument.
    pub id: &'a str,
    /// The mechanisms it belongs to.
    pub mechanisms: &'a [String],
    /// Whether they are an exercise's.
    pub exercise: bool,
    /// Who made the links to framework items by confirming them.
    pub made_by: &'a str,
    /// SHA-256 of the file it was read from, in hexadecimal.
    pub source_sha256: &'a str,
    /// What was read from it.
    pub text: &'a Instrument,
}

impl CatalogueInstrument {
    /// An instrument that the catalogue doesn't have, or everything that its review file still lacks, by place.
    pub fn from_text(
        reviewed: &ReviewedText<'_>,
        catalogue: &Catalogue,
    ) -> Result<Self, Vec<CatalogueError>> {
        let text = reviewed.text;
        let problems = gaps(text);
        if !problems.is_empty() {
            return Err(problems);
        }
        let lang = Lang::from(text.language);
        let said = |words: &str| Localized::default().with(lang, words);
        Ok(Self {
            format: FileFormat::Instrument,
            id: reviewed.id.to_owned(),
            version: 1,
            exercise: reviewed.exercise,
            form: text.form,
            symbol: text.symbol.clone(),
            title: said(text.title.as_deref().unwrap_or_default()),
            body: said(text.body.as_deref().unwrap_or_default()),
            dates: text.dates.iter().map(date).collect(),
            place: text.place.as_deref().map(said),
            session: text.session.clone(),
            agenda_items: text.agenda_items.clone(),
            languages: vec![lang],
            original_language: text.original_language.as_deref().and_then(Lang::from_code),
            status: InstrumentStatus { state: text.status, note: None, superseded_by: None },
            legal_nature: NOT_DESCRIBED.map(|(lang, words)| (lang, words.to_owned())).into_iter().collect(),
            official_text: Vec::new(),
            mechanisms: reviewed.mechanisms.to_vec(),
            transmitted_by: text.transmitted_by.as_ref().and_then(|sender| sender.code.clone()),
            participants: text.participants.iter().map(participant).collect(),
            participants_note: None,
            summary_note: Localized::default(),
            imported: vec![ImportedText { language: lang, source_sha256: reviewed.source_sha256.to_owned() }],
            awaiting_translation: Vec::new(),
            awaiting_review: Vec::new(),
            lineage: lineage(text, catalogue),
            provisions: all(text).map(|one| provision(one, lang, reviewed.made_by)).collect(),
        })
    }

    /// This description with the text added, one version higher; or the provisions in which the two differ.
    pub fn with_text(&self, reviewed: &ReviewedText<'_>) -> Result<Self, Vec<CatalogueError>> {
        let differing = paths_that_differ(self, reviewed.text);
        if !differing.is_empty() {
            return Err(differing);
        }
        let lang = Lang::from(reviewed.text.language);
        let mut both = self.clone();
        both.version += 1;
        for mechanism in reviewed.mechanisms.iter().filter(|id| !self.mechanisms.contains(id)) {
            both.mechanisms.push(mechanism.clone());
        }
        if !both.languages.contains(&lang) {
            both.languages.push(lang);
        }
        // A translation brings its own title: what stands there in this language, an editor's or an earlier text's, stays.
        for (there, words) in [(&mut both.title, &reviewed.text.title), (&mut both.body, &reviewed.text.body)]
        {
            add_to(there, lang, words.as_ref());
        }
        add(&mut both.place, lang, reviewed.text.place.as_ref().filter(|_| self.place.is_some()));
        both.imported.retain(|text| text.language != lang);
        both.imported.push(ImportedText { language: lang, source_sha256: reviewed.source_sha256.to_owned() });
        for read in all(reviewed.text) {
            let Some(described) = both.provisions.iter_mut().find(|one| one.path == read.path) else {
                continue;
            };
            add(&mut described.text, lang, Some(&read.text));
            add(&mut described.heading, lang, read.heading.as_ref());
            add(&mut described.chapeau, lang, read.chapeau.as_ref());
        }
        Ok(both)
    }

    /// The bytes of its file, without white space: a record's body has little room.
    pub fn to_json(&self) -> String {
        // Every type in it has string keys and no floats, so this can't fail.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads the file of one instrument. Its references are checked by [`crate::check_instrument`].
    pub fn from_json(path: &str, json: &str) -> Result<Self, CatalogueError> {
        let unreadable = |error: serde_json::Error| CatalogueError::Unreadable {
            path: path.to_owned(),
            detail: error.to_string(),
        };
        let one: Self = serde_json::from_str(json).map_err(unreadable)?;
        match one.format {
            FileFormat::Instrument => Ok(one),
            _ => Err(CatalogueError::Unreadable {
                path: path.to_owned(),
                detail: "its format is not “instrument”".to_owned(),
            }),
        }
    }
}

impl From<Language> for Lang {
    fn from(language: Language) -> Self {
        match language {
            Language::En => Self::En,
            Language::Fr => Self::Fr,
        }
    }
}

/// The provisions that a text has and its description hasn't, and the other way round.
pub fn paths_that_differ(described: &CatalogueInstrument, text: &Instrument) -> Vec<CatalogueError> {
    let read: BTreeSet<&str> = all(text).map(|one| one.path.as_str()).collect();
    let known: BTreeSet<&str> = described.provisions.iter().map(|one| one.path.as_str()).collect();
    let missing = |place: String, what, target: &&str| CatalogueError::MissingTarget {
        place,
        what,
        target: (*target).to_owned(),
    };
    let extra =
        read.difference(&known).map(|path| missing(described.id.clone(), "provision of the text", path));
    let lost =
        known.difference(&read).map(|path| missing("instrument.provisions".to_owned(), "provision", path));
    extra.chain(lost).collect()
}

fn all(text: &Instrument) -> impl Iterator<Item = &Provision> {
    text.provisions.iter().flat_map(Provision::walk)
}

/// What a catalogue asks of every instrument and a reader can't always find.
fn gaps(text: &Instrument) -> Vec<CatalogueError> {
    let blank = |words: &Option<String>| words.as_deref().is_none_or(|words| words.trim().is_empty());
    let nameless = |citation: &Citation| citation.symbol.is_none() && citation.title.is_none();
    let cited = text.citations.iter().enumerate();
    let mut gaps: Vec<(String, &'static str)> = cited
        .filter(|(_, citation)| nameless(citation))
        .map(|(at, _)| {
            (
                format!("instrument.citations[{at}]"),
                "it has neither symbol nor title; give one or take it out",
            )
        })
        .collect();
    if blank(&text.title) {
        gaps.push(("instrument.title".to_owned(), "the instrument has no title; write it as printed"));
    }
    if blank(&text.body) {
        gaps.push(("instrument.body".to_owned(), "no body speaks; write its name as printed"));
    }
    if text.dates.is_empty() {
        gaps.push((
            "instrument.dates".to_owned(),
            "the instrument has no date; add one and what happened on it",
        ));
    }
    gaps.into_iter().map(|(place, detail)| CatalogueError::Inconsistent { place, detail }).collect()
}

fn date(date: &instruments::DatedRole) -> CatalogueDate {
    CatalogueDate { date: date.date.clone(), role: date.role.clone(), source: None }
}

fn participant(one: &instruments::Participant) -> CatalogueParticipant {
    CatalogueParticipant {
        code: one.code.clone(),
        participant_type: one.kind,
        basis: one.basis,
        printed_as: one.printed_as.clone(),
    }
}

fn provision(read: &Provision, lang: Lang, made_by: &str) -> CatalogueProvision {
    let said = |words: &String| Localized::default().with(lang, words.clone());
    CatalogueProvision {
        path: read.path.clone(),
        label: read.label.clone(),
        heading: read.heading.as_ref().map(said),
        chapeau: read.chapeau.as_ref().map(said),
        role: read.role,
        act: read.act,
        strength: read.strength,
        further_acts: read.further_acts.clone(),
        stance: read.stance,
        addressee: read.addressee.as_ref().map(|addressee| said(&addressee.printed_as)),
        voluntary: read.voluntary,
        summary: Localized::default(),
        text: Some(said(&read.text)),
        links: ItemLinks {
            made_by: made_by.to_owned(),
            to: read.framework_items.iter().map(|link| link.item.clone()).collect(),
        },
        mission: Vec::new(),
    }
}

/// Each text that is cited. An item of an agenda is no text; the instrument names its own items elsewhere.
fn lineage(text: &Instrument, catalogue: &Catalogue) -> Vec<LineageEntry> {
    let cited = text.citations.iter().filter(|citation| citation.kind != CitationKind::AgendaItem);
    cited.map(|citation| entry(citation, text, catalogue)).collect()
}

fn entry(citation: &Citation, text: &Instrument, catalogue: &Catalogue) -> LineageEntry {
    let cites = |one: &&Provision| citation.cited_in.contains(&one.path);
    let recalled = all(text).filter(cites).any(|one| one.act == Act::Recalls);
    let known = citation.symbol.as_deref().and_then(|symbol| {
        catalogue
            .instruments()
            .find(|one| one.symbol.as_deref().is_some_and(|it| it.eq_ignore_ascii_case(symbol)))
    });
    let stands = |path: &&String| path.as_str() == FRONT || all(text).any(|one| one.path == **path);
    LineageEntry {
        relation: if recalled { Relation::Recalls } else { Relation::Cites },
        kind: citation.kind,
        symbol: citation.symbol.clone(),
        title: citation.title.clone(),
        date: citation.date.clone(),
        paragraph: citation.paragraph.clone(),
        instrument: known.map(|one| one.id.clone()),
        cited_in: citation.cited_in.iter().filter(stands).cloned().collect(),
        note: None,
    }
}

fn add_to(there: &mut Localized, lang: Lang, words: Option<&String>) {
    if let Some(words) = words.filter(|words| !words.trim().is_empty() && there.exact(lang).is_none()) {
        *there = std::mem::take(there).with(lang, words.clone());
    }
}

fn add(there: &mut Option<Localized>, lang: Lang, words: Option<&String>) {
    if let Some(words) = words {
        *there = Some(there.take().unwrap_or_default().with(lang, words.clone()));
    }
}
