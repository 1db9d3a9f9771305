//! The words for what the catalogue and the register tell apart, in the page's language.

use super::Chrome;
use crate::account::model::Notice;
use crate::model::RecordLine;
use crate::model::cycle::Phase;
use crate::model::search::FacetName;
use crate::model::verify::Step;
use crate::vocabulary;
use crate::words::Msg;
use admission::RevocationReason;
use catalogue::{
    Act, Basis, CitationKind, Form, Lang, ParticipantType, Relation, Role, Stance, Standing, StateStatus,
    Status,
};
use record::Evidence;
use record::body::Medium;

#[expect(
    clippy::trivially_copy_pass_by_ref,
    clippy::unused_self,
    reason = "templates call methods only, and lend every argument"
)]
impl Chrome<'_> {
    pub fn notice(&self, notice: &Notice) -> &str {
        self.words.say(Msg(notice.message()))
    }

    /// How somebody signed in.
    pub fn means(&self, means: &str) -> &str {
        match means {
            "code" => self.t("means-code"),
            "openid-connect" => self.t("means-openid-connect"),
            _ => self.t("means-passkey"),
        }
    }

    pub fn form(&self, form: &Form) -> &str {
        self.words.say(vocabulary::form(*form))
    }

    pub fn status(&self, status: &Status) -> &str {
        self.words.say(vocabulary::status(*status))
    }

    pub fn act(&self, act: &Act) -> &str {
        self.words.say(vocabulary::act(*act))
    }

    pub fn stance(&self, stance: &Stance) -> &str {
        self.words.say(vocabulary::stance(*stance))
    }

    /// Commitments and calls are marked; among many statements the mark would be noise.
    pub fn has_stance(&self, stance: &Stance) -> bool {
        *stance != Stance::Statement
    }

    /// The class by which the style sheet tells stances apart; the words do so too.
    pub fn stance_class(&self, stance: &Stance) -> &'static str {
        match stance {
            Stance::Commitment => "commitment",
            Stance::Call => "call",
            Stance::Statement => "statement",
        }
    }

    pub fn part(&self, role: &Role) -> &str {
        self.words.say(vocabulary::role_part(*role))
    }

    pub fn role_id(&self, role: &Role) -> &'static str {
        role.path_prefix()
    }

    pub fn basis(&self, basis: &Basis) -> &str {
        self.words.say(vocabulary::basis(*basis))
    }

    pub fn basis_group(&self, basis: &Basis) -> &str {
        self.words.say(vocabulary::basis_group(*basis))
    }

    pub fn participant_type(&self, kind: &ParticipantType) -> &str {
        self.words.say(vocabulary::participant_type(*kind))
    }

    pub fn is_state(&self, kind: &ParticipantType) -> bool {
        *kind == ParticipantType::State
    }

    pub fn standing(&self, standing: &Standing) -> &str {
        self.words.say(vocabulary::standing(*standing))
    }

    pub fn standing_of_one(&self, standing: &Standing) -> &str {
        self.words.say(vocabulary::standing_of_one(*standing))
    }

    pub fn state_status(&self, status: &StateStatus) -> &str {
        self.words.say(vocabulary::state_status(*status))
    }

    pub fn relation(&self, relation: &Relation) -> &str {
        self.words.say(vocabulary::relation(*relation))
    }

    pub fn citation_kind(&self, kind: &CitationKind) -> &str {
        self.words.say(vocabulary::citation_kind(*kind))
    }

    /// What marks how a line's record came to be here, beside its evidence.
    pub fn confirmation_tag(&self, line: &RecordLine) -> Option<&str> {
        if line.confirmed_by.is_some() {
            return Some(self.t("confirmed"));
        }
        line.confirms.is_some().then(|| self.t("confirms"))
    }

    /// How a record came to be here, and what became of that.
    pub fn how_it_came(&self, line: &RecordLine) -> &str {
        match (line.evidence, &line.confirmed_by) {
            (Evidence::Transmitted, Some(_)) => self.t("evidence-transmitted-confirmed-means"),
            _ => self.evidence_meaning(&line.evidence),
        }
    }

    /// Where a cycle stands.
    pub fn phase(&self, phase: &Phase) -> &str {
        self.words.say(vocabulary::phase(*phase))
    }

    /// Whether an author can replace, disavow or erase a record of this kind.
    pub fn may_speak_of(&self, kind: &str) -> bool {
        !admission::kinds::ALL.contains(&kind)
    }

    /// Whether a record of this kind moves another.
    pub fn is_move(&self, kind: &str) -> bool {
        kind == admission::kinds::MOVE
    }

    /// By what needs, offers and projects are counted.
    pub fn counted_by(&self, by: &str) -> &str {
        self.words.say(vocabulary::counted_by(by))
    }

    /// What a record does with the one that it is about.
    pub fn saying_of(&self, word: &str) -> &str {
        self.words.say(vocabulary::saying_of(word))
    }

    /// The same of the record on whose page it stands.
    pub fn saying(&self, word: &str) -> &str {
        self.words.say(vocabulary::saying(word))
    }

    /// A ground on which a body goes.
    pub fn ground(&self, ground: &str) -> &str {
        match ground {
            admission::WITHDRAWN => self.t("ground-withdrawn"),
            "unlawful-content" => self.t("ground-unlawful-content"),
            _ => self.t("ground-personal-data"),
        }
    }

    /// Why a key can be stopped: words of the register, each with ours.
    pub fn stop_reasons(&self) -> Vec<(&'static str, &str)> {
        let said =
            |reason: RevocationReason| (reason.word(), self.words.say(vocabulary::revocation_reason(reason)));
        RevocationReason::ALL.into_iter().map(said).collect()
    }

    pub fn medium(&self, medium: &Medium) -> &str {
        self.words.say(vocabulary::medium(*medium))
    }

    pub fn evidence(&self, evidence: &Evidence) -> &str {
        self.words.say(vocabulary::evidence(*evidence))
    }

    pub fn evidence_meaning(&self, evidence: &Evidence) -> &str {
        self.words.say(vocabulary::evidence_meaning(*evidence))
    }

    pub fn evidence_class(&self, evidence: &Evidence) -> &'static str {
        evidence.as_str()
    }

    pub fn standing_tag(&self, standing: &views::Standing) -> Option<&str> {
        match standing {
            views::Standing::Current => None,
            views::Standing::Superseded => Some(self.t("standing-superseded")),
            views::Standing::Erased => Some(self.t("standing-erased")),
        }
    }

    /// The name of a language by its tag.
    pub fn language(&self, tag: &str) -> String {
        let code = tag.split('-').next().unwrap_or(tag);
        Lang::from_code(code).map_or(tag, |lang| self.words.say(vocabulary::language(lang))).to_owned()
    }

    pub fn language_of(&self, lang: &Lang) -> &str {
        self.words.say(vocabulary::language(*lang))
    }

    pub fn date_role(&self, role: &str) -> String {
        vocabulary::date_role(role).map_or(role, |message| self.words.say(message)).to_owned()
    }

    pub fn facet(&self, name: &FacetName) -> &str {
        match name {
            FacetName::Kind => self.t("facet-kind"),
            FacetName::Mechanism => self.t("facet-mechanism"),
            FacetName::Participant => self.t("facet-participant"),
            FacetName::Item => self.t("facet-item"),
            FacetName::Language => self.t("facet-language"),
            FacetName::Choice => self.t("facet-choice"),
        }
    }

    pub fn step(&self, step: &Step) -> &str {
        self.words.say(vocabulary::step(*step))
    }

    /// Whether a record in a list needs the word "exercise" beside it: not on a page with the banner.
    pub fn marks_exercise_of(&self, record: &RecordLine) -> bool {
        !self.exercise && record.mechanisms.iter().any(|mechanism| mechanism.exercise)
    }

    /// Whether a name has the word "exercise" in it.
    pub fn says_exercise(&self, name: &str) -> bool {
        name.to_lowercase().contains(&self.t("exercise").to_lowercase())
    }

    pub fn code_of(&self, lang: &Lang) -> &'static str {
        lang.code()
    }
}
