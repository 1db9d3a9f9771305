//! An instrument's page, and the list of instruments.

use catalogue::{Basis, CatalogueInstrument, Lang, ParticipantType, Party, Role};
use serde::Serialize;
use utoipa::ToSchema;

use crate::WebError;
use crate::model::lineage::{Lineage, lineage_of_instrument};
use crate::model::{Desk, InstrumentLine, PartyRef, ProvisionLine};

/// A date of an instrument.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DateLine {
    /// The date, as exact as it is known.
    pub date: String,
    /// What happened.
    pub role: String,
    /// Where that is said, if not in the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// Where an official text is found.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OfficialLine {
    /// The language.
    #[schema(value_type = String)]
    pub language: Lang,
    /// The address.
    pub url: String,
    /// Where to look there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A text that an operator imported and a person confirmed.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ImportedLine {
    /// Its language.
    #[schema(value_type = String)]
    pub language: Lang,
    /// The instrument's title in that language, where the page is in another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// SHA-256 of the file it was read from, by which anyone who has the file knows it again.
    pub source_sha256: String,
}

/// Provisions of one role, in the order of the text.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Part {
    /// Preambular, operative or other.
    #[schema(value_type = String)]
    pub role: Role,
    /// The provisions.
    pub provisions: Vec<ProvisionLine>,
}

/// Whoever stands in an instrument.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Standing {
    /// Who; without code or page where the catalogue doesn't list it.
    pub participant: PartyRef,
    /// What it is.
    #[schema(value_type = String)]
    #[serde(rename = "type")]
    pub participant_type: ParticipantType,
    /// The name as printed.
    pub printed_as: String,
    /// Whether that is none of the names that the catalogue has for it, in any language.
    pub printed_otherwise: bool,
}

/// Those who stand in an instrument on one basis.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OnBasis {
    /// The basis.
    #[schema(value_type = String)]
    pub basis: Basis,
    /// Who, in the order of names.
    pub standing: Vec<Standing>,
}

/// An instrument's page.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct InstrumentPage {
    /// The instrument.
    #[serde(flatten)]
    pub line: InstrumentLine,
    /// Its dates.
    pub dates: Vec<DateLine>,
    /// Where it was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// The session of the body.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session: Option<String>,
    /// Agenda items.
    pub agenda_items: Vec<String>,
    /// What to know about its status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_note: Option<String>,
    /// What kind of text it is in law.
    pub legal_nature: String,
    /// The language it was written in.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub original_language: Option<Lang>,
    /// Where the official text is found.
    pub official_text: Vec<OfficialLine>,
    /// The imported texts that stand here.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub imported: Vec<ImportedLine>,
    /// Who sent the letter that carries it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transmitted_by: Option<PartyRef>,
    /// What stands over our summaries.
    pub summary_note: String,
    /// Its provisions.
    pub parts: Vec<Part>,
    /// Who stands in it, by basis.
    pub participants: Vec<OnBasis>,
    /// What to know about that list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub participants_note: Option<String>,
    /// What it cites, and what came of it.
    pub lineage: Lineage,
}

/// The list of instruments.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct InstrumentsPage {
    /// Those of the real world, newest first.
    pub instruments: Vec<InstrumentLine>,
    /// Fictional ones, kept apart.
    pub exercises: Vec<InstrumentLine>,
}

/// Makes an instrument's page.
pub(crate) fn page(desk: &Desk<'_>, id: &str) -> Result<InstrumentPage, WebError> {
    let instrument = desk.edition.catalogue().instrument(id).ok_or(WebError::NotFound)?;
    Ok(InstrumentPage {
        line: desk.instrument(instrument),
        dates: instrument
            .dates
            .iter()
            .map(|one| DateLine {
                date: one.date.clone(),
                role: one.role.clone(),
                source: one.source.clone(),
            })
            .collect(),
        place: instrument.place.as_ref().map(|place| desk.text(place)),
        session: instrument.session.clone(),
        agenda_items: instrument.agenda_items.clone(),
        status_note: instrument.status.note.as_ref().map(|note| desk.text(note)),
        legal_nature: desk.text(&instrument.legal_nature),
        original_language: instrument.original_language,
        official_text: instrument
            .official_text
            .iter()
            .map(|text| OfficialLine {
                language: text.language,
                url: text.url.clone(),
                note: text.note.clone(),
            })
            .collect(),
        imported: instrument
            .imported
            .iter()
            .map(|text| ImportedLine {
                language: text.language,
                title: instrument
                    .title
                    .exact(text.language)
                    .filter(|_| text.language != desk.lang())
                    .map(str::to_owned),
                source_sha256: text.source_sha256.clone(),
            })
            .collect(),
        transmitted_by: instrument.transmitted_by.as_deref().map(|code| desk.party(code)),
        summary_note: desk.text(&instrument.summary_note),
        parts: parts(desk, instrument),
        participants: on_each_basis(desk, instrument),
        participants_note: instrument.participants_note.as_ref().map(|note| desk.text(note)),
        lineage: lineage_of_instrument(desk, instrument),
    })
}

/// Makes the list of instruments.
pub(crate) fn list(desk: &Desk<'_>) -> InstrumentsPage {
    let mut all: Vec<_> = desk.edition.catalogue().instruments().map(|one| desk.instrument(one)).collect();
    all.sort_by(|a, b| b.date.cmp(&a.date));
    let (exercises, instruments) = all.into_iter().partition(|one| one.exercise);
    InstrumentsPage { instruments, exercises }
}

impl InstrumentPage {
    /// Whether a summary of ours stands for any provision: where all have their text, nothing is unofficial.
    pub fn shows_summaries(&self) -> bool {
        self.parts.iter().flat_map(|part| &part.provisions).any(|provision| provision.text.is_none())
    }
}

fn parts(desk: &Desk<'_>, instrument: &CatalogueInstrument) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let (mut heading, mut chapeau) = (None, None);
    for provision in &instrument.provisions {
        let mut line = desk.provision(instrument, provision);
        say_once(&mut line.heading, &mut heading);
        say_once(&mut line.chapeau, &mut chapeau);
        match parts.last_mut() {
            Some(part) if part.role == provision.role => part.provisions.push(line),
            _ => parts.push(Part { role: provision.role, provisions: vec![line] }),
        }
    }
    parts
}

/// Takes away what the provision before was under too: a text prints a heading once.
fn say_once(words: &mut Option<String>, before: &mut Option<String>) {
    if *words == *before {
        *words = None;
    } else {
        before.clone_from(words);
    }
}

fn on_each_basis(desk: &Desk<'_>, instrument: &CatalogueInstrument) -> Vec<OnBasis> {
    let mut groups: Vec<OnBasis> = Vec::new();
    for one in &instrument.participants {
        let participant = match &one.code {
            Some(code) => desk.party(code),
            None => PartyRef { code: String::new(), name: one.printed_as.clone(), href: None },
        };
        let standing = Standing {
            printed_otherwise: !is_a_name_of(desk, one.code.as_deref(), &one.printed_as),
            participant,
            participant_type: one.participant_type,
            printed_as: one.printed_as.clone(),
        };
        match groups.iter_mut().find(|group| group.basis == one.basis) {
            Some(group) => group.standing.push(standing),
            None => groups.push(OnBasis { basis: one.basis, standing: vec![standing] }),
        }
    }
    for group in &mut groups {
        desk.in_order(&mut group.standing, |one| &one.participant.code);
    }
    groups
}

/// Whether the catalogue has this very name for a participant, in any language.
fn is_a_name_of(desk: &Desk<'_>, code: Option<&str>, printed: &str) -> bool {
    let Some(party) = code.and_then(|code| desk.edition.catalogue().party(code)) else { return true };
    let names = match party {
        Party::State(state) => &state.short,
        Party::Organization(body) => &body.names,
    };
    names.iter().any(|(_, name)| name == printed)
}
