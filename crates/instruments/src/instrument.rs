//! What reading gives: an instrument, who takes part in it, what it cites, what was repaired.

use serde::{Deserialize, Serialize};

use crate::provision::{Provision, Role};

/// The language a text is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English.
    En,
    /// French.
    Fr,
}

impl Language {
    /// The ISO 639-1 code.
    pub fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Fr => "fr",
        }
    }
}

/// The form of an instrument.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// A resolution as adopted.
    Resolution,
    /// A resolution as put forward.
    DraftResolution,
    /// A decision of a body.
    Decision,
    /// A draft decision.
    DraftDecision,
    /// A declaration.
    Declaration,
    /// A statement of one author or body.
    Statement,
    /// A statement of several authors.
    JointStatement,
    /// A communiqué.
    Communique,
    /// A summary of a meeting.
    MeetingSummary,
    /// A report.
    Report,
    /// A letter that carries another text as its annex.
    LetterWithAnnex,
    /// A plan or programme of action or work.
    Plan,
    /// A charter, convention, agreement or memorandum.
    Agreement,
    /// None of these was recognized.
    Other,
}

impl Form {
    /// All of them, in their own order.
    pub const ALL: [Self; 14] = [
        Self::Resolution,
        Self::DraftResolution,
        Self::Decision,
        Self::DraftDecision,
        Self::Declaration,
        Self::Statement,
        Self::JointStatement,
        Self::Communique,
        Self::MeetingSummary,
        Self::Report,
        Self::LetterWithAnnex,
        Self::Plan,
        Self::Agreement,
        Self::Other,
    ];
}

/// Where a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Put forward, not adopted.
    Draft,
    /// Adopted; the text does not say how.
    Adopted,
    /// Adopted without a vote.
    AdoptedByConsensus,
    /// Adopted by a vote.
    AdoptedByVote,
    /// A summary, which nobody adopted.
    Summary,
    /// Issued or circulated by its authors.
    Issued,
}

impl Status {
    /// All of them, in their own order.
    pub const ALL: [Self; 6] = [
        Self::Draft,
        Self::Adopted,
        Self::AdoptedByConsensus,
        Self::AdoptedByVote,
        Self::Summary,
        Self::Issued,
    ];
}

/// A date and what happened on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DatedRole {
    /// `yyyy-mm-dd`, or `yyyy-mm` or `yyyy` when the text says no more.
    pub date: String,
    /// `adopted`, `meeting`, `letter`, `document` or `distributed`.
    pub role: String,
}

/// What kind of participant a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ParticipantType {
    /// A State.
    State,
    /// An intergovernmental organization.
    Organization,
    /// Anyone else: a company, a university, an association.
    Stakeholder,
    /// A name the lexicon does not know.
    Unknown,
}

/// On what basis a participant stands in an instrument.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// Put the text forward.
    Sponsor,
    /// Is one of the authors, or signed or endorsed.
    Party,
    /// Was host of the meeting.
    Host,
    /// Spoke at the meeting.
    Speaker,
    /// Was present.
    Present,
    /// Voted for.
    VotedFor,
    /// Voted against.
    Against,
    /// Abstained.
    Abstained,
    /// Is printed as a member of the body.
    Member,
    /// Entered a reservation.
    Reservation,
    /// Dissociated itself.
    Dissociation,
}

impl Basis {
    /// All of them, in their own order.
    pub const ALL: [Self; 11] = [
        Self::Sponsor,
        Self::Party,
        Self::Host,
        Self::Speaker,
        Self::Present,
        Self::VotedFor,
        Self::Against,
        Self::Abstained,
        Self::Member,
        Self::Reservation,
        Self::Dissociation,
    ];
}

/// A State, organization or stakeholder that the text prints, on one basis. Never a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participant {
    /// The code of the lexicon; null when it does not know the name.
    pub code: Option<String>,
    /// The lexicon's short name in the text's language, or the name as printed.
    pub name: String,
    /// The name as the text prints it.
    pub printed_as: String,
    /// What kind of participant.
    #[serde(rename = "type")]
    pub kind: ParticipantType,
    /// On what basis.
    pub basis: Basis,
}

/// Who sent a letter that carries the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transmitter {
    /// The code of the lexicon, if it knows the name.
    pub code: Option<String>,
    /// The name as the text prints it.
    pub printed_as: String,
}

/// What kind of text is cited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CitationKind {
    /// A resolution.
    Resolution,
    /// A decision.
    Decision,
    /// A report.
    Report,
    /// A declaration.
    Declaration,
    /// A statement, joint or not.
    Statement,
    /// A communiqué.
    Communique,
    /// A plan, programme, strategy, agenda or framework.
    Plan,
    /// The Charter of the United Nations or of another organization.
    Charter,
    /// A convention, treaty, protocol, agreement or memorandum.
    Convention,
    /// An item of an agenda.
    AgendaItem,
    /// Another document.
    Document,
}

/// A text that the instrument cites.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// What kind of text.
    pub kind: CitationKind,
    /// Its symbol or number as printed, such as `73/266` or `A/70/174`.
    pub symbol: Option<String>,
    /// Its title, if printed.
    pub title: Option<String>,
    /// Its date, if printed: `yyyy-mm-dd`, `yyyy-mm` or `yyyy`.
    pub date: Option<String>,
    /// The paragraph of it that is cited, if printed.
    pub paragraph: Option<String>,
    /// Paths of the provisions that cite it; `front` stands for the text before the first provision.
    #[serde(default)]
    pub cited_in: Vec<String>,
}

/// One change that cleaning made, and how often.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repair {
    /// The words as they were.
    pub before: String,
    /// The words as they are now; empty when they were left out.
    pub after: String,
    /// A stable code of the rule that made the change.
    pub reason: String,
    /// How often it was made.
    pub times: usize,
}

/// Something the reader is not sure of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewNote {
    /// A stable code.
    pub code: String,
    /// What to look at, and what to do.
    pub message: String,
    /// The words or the path of the provision it is about.
    #[serde(rename = "where")]
    pub place: String,
}

/// How many provisions of each role stand at the top.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParagraphCounts {
    /// Preambular paragraphs.
    pub preambular: usize,
    /// Operative paragraphs, without those nested in them.
    pub operative: usize,
    /// Other paragraphs.
    pub other: usize,
    /// All provisions, nested ones included.
    pub all: usize,
}

impl ParagraphCounts {
    /// How many there are among these.
    pub fn of(provisions: &[Provision]) -> Self {
        let of = |role| provisions.iter().filter(|provision| provision.role == role).count();
        Self {
            preambular: of(Role::Preambular),
            operative: of(Role::Operative),
            other: of(Role::Other),
            all: provisions.iter().map(|provision| provision.walk().len()).sum(),
        }
    }
}

/// The structure of one text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instrument {
    /// Its form.
    pub form: Form,
    /// Its symbol, such as `A/C.1/75/L.4`.
    pub symbol: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// The language of this text.
    pub language: Language,
    /// The language it was first written in, if the text says so (ISO 639-1).
    pub original_language: Option<String>,
    /// Where it stands.
    pub status: Status,
    /// Its dates.
    pub dates: Vec<DatedRole>,
    /// Where it was adopted or made.
    pub place: Option<String>,
    /// The body that speaks or adopts.
    pub body: Option<String>,
    /// The session, as printed.
    pub session: Option<String>,
    /// Agenda items under which it stands, as printed.
    pub agenda_items: Vec<String>,
    /// Who sent the letter that carries it.
    pub transmitted_by: Option<Transmitter>,
    /// Who is printed in it, and on what basis.
    pub participants: Vec<Participant>,
    /// Its provisions in reading order.
    pub provisions: Vec<Provision>,
    /// How many there are.
    pub paragraph_counts: ParagraphCounts,
    /// What it cites.
    pub citations: Vec<Citation>,
    /// Footnotes, apart from the provisions.
    pub footnotes: Vec<String>,
    /// What cleaning changed.
    pub repairs: Vec<Repair>,
    /// What is not sure.
    pub review: Vec<ReviewNote>,
}
