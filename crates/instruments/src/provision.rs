//! Provisions: the paragraphs of an instrument, what they do, to whom, and what they speak to.

use serde::{Deserialize, Serialize};

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

impl Role {
    /// All of them, in their own order.
    pub const ALL: [Self; 3] = [Self::Preambular, Self::Operative, Self::Other];
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

impl Act {
    /// All of them, in their own order.
    pub const ALL: [Self; 28] = [
        Self::Undertakes,
        Self::Agrees,
        Self::Decides,
        Self::Declares,
        Self::Adopts,
        Self::Intends,
        Self::Advocates,
        Self::Demands,
        Self::Calls,
        Self::Urges,
        Self::Requests,
        Self::Invites,
        Self::Encourages,
        Self::Recommends,
        Self::Supports,
        Self::Welcomes,
        Self::ExpressesAppreciation,
        Self::ExpressesConcern,
        Self::Condemns,
        Self::Hopes,
        Self::Stresses,
        Self::Reaffirms,
        Self::Affirms,
        Self::Recognizes,
        Self::Recalls,
        Self::Considers,
        Self::Notes,
        Self::States,
    ];
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

/// To whom a call is addressed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Addressee {
    /// As the text prints it.
    pub printed_as: String,
    /// The code of the lexicon, if it knows the name.
    pub code: Option<String>,
}

/// A framework item a provision seems to speak to, and the words that led there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrameworkLink {
    /// The item, such as `un/norm-13-a`.
    pub item: String,
    /// The words of the provision that led there.
    pub because: Vec<String>,
}

/// One paragraph of an instrument.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provision {
    /// Stable within the instrument: `pp7`, `op1`, `op1-a`, `ot2`.
    pub path: String,
    /// The label as printed, with those above it: `1 (a)`. Null when unnumbered.
    pub label: Option<String>,
    /// The part it plays.
    pub role: Role,
    /// The heading it stands under, if any.
    pub heading: Option<String>,
    /// The words before a list that this paragraph completes, if any.
    pub chapeau: Option<String>,
    /// The opening verb phrase as printed.
    pub opening: Option<String>,
    /// What the authors do.
    pub act: Act,
    /// How strongly, from 1 (notes) to 5 (undertakes, decides, demands).
    pub strength: u8,
    /// Further acts in the same paragraph, in order.
    #[serde(default)]
    pub further_acts: Vec<Act>,
    /// Whether it is a commitment, a call or neither.
    pub stance: Stance,
    /// To whom a call is addressed.
    pub addressee: Option<Addressee>,
    /// The paragraph says "voluntary" or the like.
    pub voluntary: bool,
    /// Its clean text, without its label.
    pub text: String,
    /// Framework items it seems to speak to: suggestions until a person confirms them.
    pub framework_items: Vec<FrameworkLink>,
    /// Provisions nested in it.
    pub children: Vec<Provision>,
}

impl Provision {
    /// This provision and all nested in it, in reading order.
    pub fn walk(&self) -> Vec<&Self> {
        let mut found = vec![self];
        for child in &self.children {
            found.extend(child.walk());
        }
        found
    }
}
