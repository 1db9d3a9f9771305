//! The message for each word of the field's own vocabulary.

use admission::RevocationReason;
use catalogue::{
    Act, Basis, CitationKind, Form, Lang, ParticipantType, Relation, Role, Stance, Standing, StateStatus,
    Status,
};
use record::Evidence;
use record::body::Medium;

use crate::account::TAKING_UP;
use crate::model::cycle::Phase;
use crate::model::verify::Step;
use crate::words::Msg;

/// The form of an instrument.
pub fn form(form: Form) -> Msg {
    match form {
        Form::Resolution => Msg("form-resolution"),
        Form::DraftResolution => Msg("form-draft-resolution"),
        Form::Decision => Msg("form-decision"),
        Form::DraftDecision => Msg("form-draft-decision"),
        Form::Declaration => Msg("form-declaration"),
        Form::Statement => Msg("form-statement"),
        Form::JointStatement => Msg("form-joint-statement"),
        Form::Communique => Msg("form-communique"),
        Form::MeetingSummary => Msg("form-meeting-summary"),
        Form::Report => Msg("form-report"),
        Form::LetterWithAnnex => Msg("form-letter-with-annex"),
        Form::Plan => Msg("form-plan"),
        Form::Agreement => Msg("form-agreement"),
        Form::Other => Msg("form-other"),
    }
}

/// Where an instrument stands.
pub fn status(status: Status) -> Msg {
    match status {
        Status::Draft => Msg("status-draft"),
        Status::Adopted => Msg("status-adopted"),
        Status::AdoptedByConsensus => Msg("status-adopted-by-consensus"),
        Status::AdoptedByVote => Msg("status-adopted-by-vote"),
        Status::Summary => Msg("status-summary"),
        Status::Issued => Msg("status-issued"),
    }
}

/// The verb of a provision.
pub fn act(act: Act) -> Msg {
    match act {
        Act::Undertakes => Msg("act-undertakes"),
        Act::Agrees => Msg("act-agrees"),
        Act::Decides => Msg("act-decides"),
        Act::Declares => Msg("act-declares"),
        Act::Adopts => Msg("act-adopts"),
        Act::Intends => Msg("act-intends"),
        Act::Advocates => Msg("act-advocates"),
        Act::Demands => Msg("act-demands"),
        Act::Calls => Msg("act-calls"),
        Act::Urges => Msg("act-urges"),
        Act::Requests => Msg("act-requests"),
        Act::Invites => Msg("act-invites"),
        Act::Encourages => Msg("act-encourages"),
        Act::Recommends => Msg("act-recommends"),
        Act::Supports => Msg("act-supports"),
        Act::Welcomes => Msg("act-welcomes"),
        Act::ExpressesAppreciation => Msg("act-expresses-appreciation"),
        Act::ExpressesConcern => Msg("act-expresses-concern"),
        Act::Condemns => Msg("act-condemns"),
        Act::Hopes => Msg("act-hopes"),
        Act::Stresses => Msg("act-stresses"),
        Act::Reaffirms => Msg("act-reaffirms"),
        Act::Affirms => Msg("act-affirms"),
        Act::Recognizes => Msg("act-recognizes"),
        Act::Recalls => Msg("act-recalls"),
        Act::Considers => Msg("act-considers"),
        Act::Notes => Msg("act-notes"),
        Act::States => Msg("act-states"),
    }
}

/// Whether a provision is a commitment, a call or a statement.
pub fn stance(stance: Stance) -> Msg {
    match stance {
        Stance::Commitment => Msg("stance-commitment"),
        Stance::Call => Msg("stance-call"),
        Stance::Statement => Msg("stance-statement"),
    }
}

/// The part of a text that provisions of a role make up.
pub fn role_part(role: Role) -> Msg {
    match role {
        Role::Preambular => Msg("part-preambular"),
        Role::Operative => Msg("part-operative"),
        Role::Other => Msg("part-other"),
    }
}

/// On what basis participants stand in an instrument, as a heading over several.
pub fn basis_group(basis: Basis) -> Msg {
    match basis {
        Basis::Sponsor => Msg("basis-sponsor-group"),
        Basis::Party => Msg("basis-party-group"),
        Basis::Host => Msg("basis-host-group"),
        Basis::Speaker => Msg("basis-speaker-group"),
        Basis::Present => Msg("basis-present-group"),
        Basis::VotedFor => Msg("basis-voted-for-group"),
        Basis::Against => Msg("basis-against-group"),
        Basis::Abstained => Msg("basis-abstained-group"),
        Basis::Member => Msg("basis-member-group"),
        Basis::Reservation => Msg("basis-reservation-group"),
        Basis::Dissociation => Msg("basis-dissociation-group"),
    }
}

/// On what basis one participant stands in an instrument.
pub fn basis(basis: Basis) -> Msg {
    match basis {
        Basis::Sponsor => Msg("basis-sponsor"),
        Basis::Party => Msg("basis-party"),
        Basis::Host => Msg("basis-host"),
        Basis::Speaker => Msg("basis-speaker"),
        Basis::Present => Msg("basis-present"),
        Basis::VotedFor => Msg("basis-voted-for"),
        Basis::Against => Msg("basis-against"),
        Basis::Abstained => Msg("basis-abstained"),
        Basis::Member => Msg("basis-member"),
        Basis::Reservation => Msg("basis-reservation"),
        Basis::Dissociation => Msg("basis-dissociation"),
    }
}

/// What a name in an instrument stands for, where it is no State.
pub fn participant_type(kind: ParticipantType) -> Msg {
    match kind {
        ParticipantType::State => Msg("type-state"),
        ParticipantType::Organization => Msg("type-organization"),
        ParticipantType::Stakeholder => Msg("type-stakeholder"),
        ParticipantType::Unknown => Msg("type-unknown"),
    }
}

/// How one participant stands in a mechanism.
pub fn standing_of_one(standing: Standing) -> Msg {
    match standing {
        Standing::Member => Msg("standing-member-one"),
        Standing::Participant => Msg("standing-participant-one"),
        Standing::Associate => Msg("standing-associate-one"),
        Standing::Observer => Msg("standing-observer-one"),
    }
}

/// How participants stand in a mechanism, as a heading over several.
pub fn standing(standing: Standing) -> Msg {
    match standing {
        Standing::Member => Msg("standing-member"),
        Standing::Participant => Msg("standing-participant"),
        Standing::Associate => Msg("standing-associate"),
        Standing::Observer => Msg("standing-observer"),
    }
}

/// Where a cycle stands.
pub fn phase(phase: Phase) -> Msg {
    match phase {
        Phase::Coming => Msg("cycle-coming"),
        Phase::Open => Msg("cycle-open"),
        Phase::Closed => Msg("cycle-closed"),
    }
}

/// A State's standing at the United Nations.
pub fn state_status(status: StateStatus) -> Msg {
    match status {
        StateStatus::Member => Msg("state-member"),
        StateStatus::Observer => Msg("state-observer"),
        StateStatus::Fictional => Msg("state-fictional"),
    }
}

/// How one text relates to another.
pub fn relation(relation: Relation) -> Msg {
    match relation {
        Relation::Recalls => Msg("relation-recalls"),
        Relation::Cites => Msg("relation-cites"),
        Relation::AdoptedAs => Msg("relation-adopted-as"),
        Relation::EstablishedBy => Msg("relation-established-by"),
        Relation::Follows => Msg("relation-follows"),
        Relation::EarlierProposal => Msg("relation-earlier-proposal"),
        Relation::StatedIn => Msg("relation-stated-in"),
    }
}

/// What kind of text is cited.
pub fn citation_kind(kind: CitationKind) -> Msg {
    match kind {
        CitationKind::Resolution => Msg("citation-resolution"),
        CitationKind::Decision => Msg("citation-decision"),
        CitationKind::Report => Msg("citation-report"),
        CitationKind::Declaration => Msg("citation-declaration"),
        CitationKind::Statement => Msg("citation-statement"),
        CitationKind::Communique => Msg("citation-communique"),
        CitationKind::Plan => Msg("citation-plan"),
        CitationKind::Charter => Msg("citation-charter"),
        CitationKind::Convention => Msg("citation-convention"),
        CitationKind::AgendaItem => Msg("citation-agenda-item"),
        CitationKind::Document => Msg("citation-document"),
    }
}

/// How a record came to be in the register.
pub fn evidence(evidence: Evidence) -> Msg {
    match evidence {
        Evidence::Signed => Msg("evidence-signed"),
        Evidence::Transmitted => Msg("evidence-transmitted"),
        Evidence::Relayed => Msg("evidence-relayed"),
        Evidence::Hub => Msg("evidence-hub"),
    }
}

/// By what needs, offers and projects are counted.
pub fn counted_by(by: &str) -> Msg {
    match by {
        "item" => Msg("counted-item"),
        "help" => Msg("counted-help"),
        _ => Msg("term-region"),
    }
}

/// By what a transmission arrived.
pub fn medium(medium: Medium) -> Msg {
    match medium {
        Medium::NoteVerbale => Msg("medium-note-verbale"),
        Medium::Letter => Msg("medium-letter"),
        Medium::EMail => Msg("medium-e-mail"),
        Medium::Other => Msg("medium-other"),
    }
}

/// What that evidence means for the reader.
pub fn evidence_meaning(evidence: Evidence) -> Msg {
    match evidence {
        Evidence::Signed => Msg("evidence-signed-means"),
        Evidence::Transmitted => Msg("evidence-transmitted-means"),
        Evidence::Relayed => Msg("evidence-relayed-means"),
        Evidence::Hub => Msg("evidence-hub-means"),
    }
}

/// The name of a language of the United Nations.
pub fn language(lang: Lang) -> Msg {
    match lang {
        Lang::Ar => Msg("language-ar"),
        Lang::En => Msg("language-en"),
        Lang::Es => Msg("language-es"),
        Lang::Fr => Msg("language-fr"),
        Lang::Ru => Msg("language-ru"),
        Lang::Zh => Msg("language-zh"),
    }
}

/// What a record does with the one that it is about.
pub fn saying_of(word: &str) -> Msg {
    match word {
        admission::DISAVOW => Msg("disavows-record"),
        admission::CONFIRM => Msg("confirms-record"),
        TAKING_UP => Msg("takes-up-record"),
        _ => Msg("erases-record"),
    }
}

/// Why a key is revoked.
pub fn revocation_reason(reason: RevocationReason) -> Msg {
    match reason {
        RevocationReason::Left => Msg("said-revoked-left"),
        RevocationReason::Replaced => Msg("said-revoked-replaced"),
        RevocationReason::Lost => Msg("said-revoked-lost"),
        RevocationReason::Compromised => Msg("said-revoked-compromised"),
        RevocationReason::EnrolledInError => Msg("said-revoked-in-error"),
    }
}

/// The same of the record on whose page it stands.
pub fn saying(word: &str) -> Msg {
    if word == admission::DISAVOW { Msg("disavowed") } else { Msg("reaffirmed") }
}

/// What a step of verification shows.
pub fn step(step: Step) -> Msg {
    match step {
        Step::Fetch => Msg("verify-fetch"),
        Step::Digest => Msg("verify-digest"),
        Step::Signature => Msg("verify-signature"),
        Step::Register => Msg("verify-register"),
    }
}

/// What happened on a date of an instrument. Roles are open words of the data; the unknown have no message.
pub fn date_role(role: &str) -> Option<Msg> {
    Some(match role {
        "adopted" => Msg("date-adopted"),
        "meeting" => Msg("date-meeting"),
        "letter" => Msg("date-letter"),
        "approved-in-committee" => Msg("date-approved-in-committee"),
        "distributed" => Msg("date-distributed"),
        "document" => Msg("date-document"),
        _ => return None,
    })
}

/// The name of a kind of record that is code, not data.
pub fn control_kind(kind: &str) -> Option<Msg> {
    Some(match kind {
        "genesis" => Msg("kind-genesis"),
        "key" => Msg("kind-key"),
        "revocation" => Msg("kind-revocation"),
        "catalogue" => Msg("kind-catalogue"),
        "erasure" => Msg("kind-erasure"),
        "disavowal" => Msg("kind-disavowal"),
        "move" => Msg("kind-move"),
        "audit-commitment" => Msg("kind-audit-commitment"),
        _ => return None,
    })
}
