//! The words that provisions and participants are described in; they move to `instruments` with its reader.

use serde::{Deserialize, Serialize};

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

/// The part a paragraph plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Says on what ground the text stands.
    Preambular,
    /// Says what is decided, undertaken, asked or welcomed.
    Operative,
    /// Neither: an account of a meeting, a foreword.
    Other,
}

/// What the authors do by a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Bind themselves to do something.
    Undertakes,
    /// Agree among themselves.
    Agrees,
    /// Decide.
    Decides,
    /// Declare or proclaim.
    Declares,
    /// Adopt, approve or establish a text or body.
    Adopts,
    /// Intend, wish, seek or aspire.
    Intends,
    /// Advocate something without asking it of anyone.
    Advocates,
    /// Demand or insist.
    Demands,
    /// Call upon.
    Calls,
    /// Urge.
    Urges,
    /// Request.
    Requests,
    /// Invite.
    Invites,
    /// Encourage.
    Encourages,
    /// Recommend, or say what should be done.
    Recommends,
    /// Endorse or support.
    Supports,
    /// Welcome.
    Welcomes,
    /// Commend, thank or express appreciation.
    ExpressesAppreciation,
    /// Express concern or alarm.
    ExpressesConcern,
    /// Condemn or deplore.
    Condemns,
    /// Hope or look forward.
    Hopes,
    /// Stress, emphasize or underline.
    Stresses,
    /// Reaffirm or reiterate.
    Reaffirms,
    /// Affirm, confirm or be convinced.
    Affirms,
    /// Recognize, acknowledge or be aware.
    Recognizes,
    /// Recall.
    Recalls,
    /// Be guided by, bear in mind or consider.
    Considers,
    /// Note or take note.
    Notes,
    /// State without a verb of the table.
    States,
}

/// What a paragraph asks, and of whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stance {
    /// The authors undertake something themselves.
    Commitment,
    /// Something is asked of others.
    Call,
    /// Neither: a welcome, a note, a reason, a decision on procedure.
    Statement,
}

impl Role {
    /// How paths of this role begin.
    pub fn path_prefix(self) -> &'static str {
        match self {
            Self::Preambular => "pp",
            Self::Operative => "op",
            Self::Other => "ot",
        }
    }
}
