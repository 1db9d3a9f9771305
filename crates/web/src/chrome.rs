//! What every page has around its content, and the words that templates ask for.

use admission::RevocationReason;
use catalogue::{
    Act, Basis, CitationKind, Form, Lang, ParticipantType, Relation, Role, Stance, Standing, StateStatus,
    Status,
};
use fluent_bundle::FluentValue;
use record::Evidence;
use record::body::Medium;
use std::collections::BTreeSet;

use crate::account::Acting;
use crate::account::model::Notice;
use crate::ask::{Account, Ask};
use crate::assets;
use crate::model::cycle::Phase;
use crate::model::search::FacetName;
use crate::model::verify::Step;
use crate::model::{MechanismRef, RecordLine};
use crate::vocabulary;
use crate::words::{Msg, Words, own_name};

/// Frame and words of one page. Its methods are what templates may call; a test reads their keys out of the templates.
pub(crate) struct Chrome<'a> {
    pub words: &'static Words,
    pub ask: &'a Ask,
    pub title: String,
    /// The page shows an exercise.
    pub exercise: bool,
    /// The part of the site that the page belongs to, if its address doesn't say it.
    pub section: Option<&'static str>,
    /// The page is JSON too.
    pub for_programs: bool,
}

/// Languages written from right to left in which somebody may write here.
const RIGHT_TO_LEFT: [&str; 8] = ["ar", "dv", "fa", "he", "ps", "sd", "ug", "ur"];

/// A title of more characters is set smaller, so that what stands below it is still seen at once.
const LONG_TITLE: usize = 70;

/// A link to the same page in another language.
pub(crate) struct LanguageLink {
    pub code: &'static str,
    pub name: &'static str,
    pub href: String,
    pub current: bool,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    clippy::unused_self,
    reason = "templates call methods only, and lend every argument"
)]
impl Chrome<'_> {
    /// A message.
    pub fn t(&self, key: &'static str) -> &str {
        self.words.say(Msg(key))
    }

    /// A message with a number.
    pub fn n(&self, key: &'static str, count: &usize) -> String {
        self.words.count(Msg(key), *count)
    }

    /// A message with a name.
    pub fn named(&self, key: &'static str, name: &str) -> String {
        self.words.name(Msg(key), name)
    }

    /// The choice after which alone a field is asked.
    pub fn only_if(&self, only: &crate::account::OnlyIf) -> String {
        let said = |text: &str| FluentValue::from(text.to_owned());
        self.words.fill(Msg("only-if"), &[("field", said(&only.field)), ("choices", said(&only.choices))])
    }

    /// How many of how many questions are answered: to those who write alone.
    pub fn of(&self, answered: &usize, asked: &usize) -> String {
        let number = |count: usize| FluentValue::from(u32::try_from(count).unwrap_or(u32::MAX));
        self.words.fill(Msg("draft-answered"), &[("answered", number(*answered)), ("asked", number(*asked))])
    }

    /// The page of a draft's part.
    pub fn part_page(&self, path: &str, part: &str) -> String {
        format!("{path}?part={part}")
    }

    /// A span of days.
    pub fn days(&self, days: &u64) -> String {
        self.words.count(Msg("days"), usize::try_from(*days).unwrap_or(usize::MAX))
    }

    /// The page of a list that goes on before a place.
    pub fn before(&self, path: &str, place: &u64) -> String {
        self.link(&format!("{path}?before={place}"))
    }

    pub fn lang(&self) -> &'static str {
        self.words.lang().code()
    }

    pub fn dir(&self) -> &'static str {
        if self.is_rtl(self.lang()) { "rtl" } else { "ltr" }
    }

    /// Whether a text's language isn't the page's, so that the text has to say which it is. What has no language, as
    /// symbols, isn't foreign.
    pub fn foreign(&self, language: &str) -> bool {
        !language.is_empty() && language.split('-').next() != Some(self.lang())
    }

    /// The direction of a text that runs the other way than the page; of symbols and the like, which have no language,
    /// whatever they bring.
    pub fn other_direction(&self, language: &str) -> Option<&'static str> {
        let (own, page) = (self.is_rtl(language), self.is_rtl(self.lang()));
        (own != page).then_some(if own { "rtl" } else { "ltr" })
    }

    /// Whether a language is written from right to left.
    pub fn is_rtl(&self, language: &str) -> bool {
        language.split('-').next().is_some_and(|primary| RIGHT_TO_LEFT.contains(&primary))
    }

    pub fn link(&self, href: &str) -> String {
        self.ask.link(href)
    }

    pub fn json(&self) -> String {
        self.ask.as_json()
    }

    /// The part of the site that a page belongs to is marked in the navigation.
    pub fn within(&self, prefix: &str) -> bool {
        self.section.unwrap_or(&self.ask.path).starts_with(prefix)
    }

    /// The menu of languages, in the order of their names in English, as the United Nations lists them.
    pub fn languages(&self) -> Vec<LanguageLink> {
        [Lang::Ar, Lang::Zh, Lang::En, Lang::Fr, Lang::Ru, Lang::Es]
            .into_iter()
            .map(|lang| LanguageLink {
                code: lang.code(),
                name: own_name(lang),
                href: self.ask.in_language(lang),
                current: lang == self.words.lang(),
            })
            .collect()
    }

    pub fn style(&self) -> String {
        assets::STYLE.href()
    }

    pub fn script(&self) -> String {
        assets::PASSKEYS.href()
    }

    /// Whether somebody can sign in here.
    pub fn has_accounts(&self) -> bool {
        self.ask.account != Account::None
    }

    /// Who is signed in.
    pub fn acting(&self) -> Option<&Acting> {
        match &self.ask.account {
            Account::Acting(acting) => Some(acting),
            Account::None | Account::SignedOut => None,
        }
    }

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

    pub fn icon(&self) -> String {
        assets::ICON.href()
    }

    pub fn date(&self, iso: &str) -> String {
        self.words.date(iso)
    }

    /// What stands before a date: what happened on it.
    pub fn dated(&self, role: &str) -> String {
        self.introduced(&self.date_role(role))
    }

    /// A word with the colon of the page's language, and the space after it where that isn't in the colon.
    pub fn introduced(&self, name: &str) -> String {
        let mut said = self.words.name(Msg("introduced"), name);
        if !said.ends_with('：') {
            said.push(' ');
        }
        said
    }

    /// What stands between things in a row.
    pub fn list_comma(&self) -> &str {
        self.t("list-comma")
    }

    /// Things in a row.
    pub fn listed<T: AsRef<str>>(&self, things: &[T]) -> String {
        self.words.listed(things)
    }

    /// The end of a sentence that another follows.
    pub fn full_stop(&self) -> String {
        let stop = self.t("full-stop");
        if stop == "。" { stop.to_owned() } else { format!("{stop} ") }
    }

    /// What stands between things that are nothing to each other. In Arabic it has the direction of the line: names in
    /// Latin letters on both of its sides would else change places.
    pub fn dot(&self) -> &'static str {
        if self.is_rtl(self.lang()) { " ·\u{200f} " } else { " · " }
    }

    /// What stands between a thing and what tells more of it.
    pub fn comma(&self) -> &str {
        self.t("comma")
    }

    pub fn is_long(&self, title: &str) -> bool {
        title.chars().count() > LONG_TITLE
    }

    /// A time as headers write it, without its seconds.
    pub fn time(&self, iso: &str) -> String {
        let day = self.words.date(iso.get(..10).unwrap_or(iso));
        let clock = iso.get(11..16).unwrap_or_default();
        self.words
            .fill(Msg("moment"), &[("day", FluentValue::from(day)), ("clock", FluentValue::from(clock))])
    }

    /// The day of a time.
    pub fn day(&self, iso: &str) -> String {
        self.words.date(iso.get(..10).unwrap_or(iso))
    }

    /// The first characters of an id, for a table; the whole stands on the record's page.
    pub fn short_id<'b>(&self, id: &'b str) -> &'b str {
        id.get(..12).unwrap_or(id)
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

    /// The address of a record's page.
    pub fn record_link(&self, id: &str) -> String {
        self.link(&format!("/records/{id}"))
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

    /// Whether somebody who acts for this participant reads the page.
    pub fn acts_for(&self, code: &str) -> bool {
        self.acting().is_some_and(|acting| acting.code.as_deref() == Some(code))
    }

    /// Whether somebody reads the page who erases on a stated ground what was said in one of these mechanisms.
    pub fn erases_in(&self, mechanisms: &[MechanismRef]) -> bool {
        let mechanism = self.acting().and_then(|acting| acting.erases_in.as_deref());
        mechanisms.iter().any(|one| Some(one.id.as_str()) == mechanism)
    }

    /// Whether a delegate, or somebody who may become one, reads the page: what a participant answers begins in its drafts.
    pub fn may_answer(&self) -> bool {
        self.acting().is_some_and(|acting| acting.code.is_some())
    }

    /// The word of the form by which whoever reads the page subscribes to its subject.
    pub fn subscribes(&self) -> Option<&str> {
        self.acting()?.subscribes.as_deref()
    }

    /// Whether somebody reads the page who sees whose answers are awaited in one of these mechanisms.
    pub fn awaits_in(&self, mechanisms: &[MechanismRef]) -> bool {
        let mechanism = self.acting().and_then(|acting| acting.awaits_in.as_deref());
        mechanisms.iter().any(|one| Some(one.id.as_str()) == mechanism)
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

    /// Whether somebody reads the page who may move on what these participants may move, or the secretariat of these mechanisms.
    pub fn may_move(&self, movers: &BTreeSet<String>, mechanisms: &[MechanismRef]) -> bool {
        let secretariat = movers.contains(admission::SECRETARIAT) && self.awaits_in(mechanisms);
        secretariat || movers.iter().any(|code| self.acts_for(code))
    }

    /// By what needs, offers and projects are counted.
    pub fn counted_by(&self, by: &str) -> &str {
        self.words.say(vocabulary::counted_by(by))
    }

    /// Whether somebody reads the page who has a side in a project that another began, and has said nothing of it yet.
    pub fn has_a_side(&self, sides: &[RecordLine], begun_by: &str, said: &[RecordLine]) -> bool {
        let among = |list: &[RecordLine]| list.iter().any(|one| self.acts_for(&one.participant.code));
        !self.acts_for(begun_by) && among(sides) && !among(said)
    }

    /// Whether somebody reads the page who acts for one of two.
    pub fn acts_for_either(&self, one: &str, other: &str) -> bool {
        self.acts_for(one) || self.acts_for(other)
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

    /// A term of a mechanism's as a heading: its own word, with a capital.
    pub fn heading(&self, term: &str) -> String {
        let mut letters = term.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
    }

    /// A paragraph of a document, or another part of it as it stands ("annex B").
    pub fn paragraph(&self, place: &str) -> String {
        if let Some(letter) = place.strip_prefix("annex ") {
            return self.words.name(Msg("at-annex"), letter);
        }
        let numbered = place.starts_with(|first: char| first.is_ascii_digit());
        if numbered && place.contains('-') {
            self.words.name(Msg("at-paragraphs"), &self.words.label(&place.replace('-', "–")))
        } else if numbered {
            self.words.name(Msg("at-paragraph"), &self.words.label(place))
        } else {
            place.to_owned()
        }
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

    /// The search that lists all of what a page shows the newest of.
    pub fn search_link(&self, facet: &str, value: &str) -> String {
        self.link(&format!("/search?{facet}={}", value.replace('/', "%2F")))
    }

    pub fn strength(&self, strength: &u8) -> String {
        self.words.count(Msg("strength"), usize::from(*strength))
    }

    pub fn register_size(&self, size: &u64) -> String {
        self.words.count(Msg("register-size"), usize::try_from(*size).unwrap_or(usize::MAX))
    }

    pub fn checkpoint_of(&self, size: &u64, hashes: &usize) -> String {
        let values = [("size", FluentValue::from(*size)), ("hashes", FluentValue::from(*hashes))];
        self.words.fill(Msg("checkpoint-of"), &values)
    }
}
