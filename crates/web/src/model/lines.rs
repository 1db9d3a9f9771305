//! What stands in one line of a list: a participant, a mechanism, an instrument, a provision, a record.

use catalogue::{
    Act, CatalogueInstrument, CatalogueProvision, Form, Framework, FrameworkItem, Lang, Localized, Mechanism,
    Party, Role, Source, Stance, StateStatus, Status,
};
use record::Evidence;
use serde::Serialize;
use utoipa::ToSchema;
use views::{RecordView, Standing};

use crate::model::Desk;
use crate::model::readers::AudienceLine;
use crate::model::workflow::StateLine;
use crate::vocabulary;
use crate::words::Msg;

/// A State or an organization.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PartyRef {
    /// Its permanent code.
    pub code: String,
    /// Its name in the language of the answer.
    pub name: String,
    /// Its page; none where the catalogue doesn't list it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub href: Option<String>,
}

/// A mechanism.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MechanismRef {
    /// Its permanent id.
    pub id: String,
    /// Its name for tables.
    pub short_name: String,
    /// Its name.
    pub name: String,
    /// Its page.
    pub href: String,
    /// Whether it is an exercise.
    pub exercise: bool,
}

/// A framework set.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FrameworkRef {
    /// Its permanent id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its place in the list of sets.
    pub href: String,
}

/// A framework item.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ItemRef {
    /// Its permanent id, `<set>/<slug>`.
    pub id: String,
    /// Its label as printed.
    pub label: String,
    /// A short title of ours.
    pub title: String,
    /// Its page.
    pub href: String,
}

/// An instrument, as short as it can be named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct InstrumentRef {
    /// Its permanent id.
    pub id: String,
    /// Its symbol, or its title where it has none.
    pub name: String,
    /// The language of that name; empty for a symbol, which has none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub language: String,
    /// Whether it is fictional.
    pub exercise: bool,
    /// Its page.
    pub href: String,
}

/// An instrument in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct InstrumentLine {
    /// Its permanent id.
    pub id: String,
    /// Its page.
    pub href: String,
    /// Its symbol.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub symbol: Option<String>,
    /// Its title.
    pub title: String,
    /// The language of the title: a text may be known in another than the page's.
    pub title_language: String,
    /// Its form.
    #[schema(value_type = String)]
    pub form: Form,
    /// Where it stands.
    #[schema(value_type = String)]
    pub status: Status,
    /// The body that speaks.
    pub body: String,
    /// The language of the body's name.
    pub body_language: String,
    /// Its first date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// What happened on that date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_role: Option<String>,
    /// Whether it is fictional.
    pub exercise: bool,
    /// The mechanisms it belongs to.
    pub mechanisms: Vec<MechanismRef>,
}

/// A provision.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProvisionLine {
    /// Its permanent id, `<instrument>/<path>`.
    pub id: String,
    /// Its page.
    pub href: String,
    /// Its path within the instrument.
    pub path: String,
    /// Its label as printed; none for a paragraph without number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Its label as printed, or its place where it has none: how it is named beside its instrument's name.
    pub short: String,
    /// The same, spelled out.
    pub long: String,
    /// How it is named on its own: its instrument's short name and its label.
    pub reference: String,
    /// How deep it is nested.
    pub depth: usize,
    /// Preambular, operative or other.
    #[schema(value_type = String)]
    pub role: Role,
    /// What its authors do by it.
    #[schema(value_type = String)]
    pub act: Act,
    /// How strong that verb is, 1 to 5.
    pub strength: u8,
    /// Further acts of the same paragraph.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Vec<String>)]
    pub further_acts: Vec<Act>,
    /// Commitment, call or statement.
    #[schema(value_type = String)]
    pub stance: Stance,
    /// To whom a call is addressed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub addressee: Option<String>,
    /// Whether the text says voluntary.
    pub voluntary: bool,
    /// Our unofficial summary.
    pub summary: String,
    /// The text, where it is at hand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The heading it stands under, where its text is at hand; in a list, only where it begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub heading: Option<String>,
    /// The words before a list that its text completes; in a list, only at the first that it completes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chapeau: Option<String>,
    /// The language of text, heading and chapeau; empty where no text is at hand.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text_language: String,
    /// The framework items that it speaks to.
    pub framework_items: Vec<ItemRef>,
}

/// A record in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RecordLine {
    /// Its id: the SHA-256 of its header.
    pub id: String,
    /// Its page.
    pub href: String,
    /// Its place in the register.
    pub position: u64,
    /// Its kind.
    pub kind: String,
    /// The name of its kind.
    pub kind_name: String,
    /// Whether it says what its author holds, and not what its author does.
    pub is_position: bool,
    /// Its author.
    pub participant: PartyRef,
    /// Its title as the author wrote it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The language it is written in.
    pub language: String,
    /// When the register accepted it.
    pub accepted: String,
    /// How it came to be in the register.
    #[schema(value_type = String)]
    pub evidence: Evidence,
    /// The record by which its author confirmed what was transmitted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confirmed_by: Option<String>,
    /// The transmission that it confirms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confirms: Option<String>,
    /// How it stands today.
    #[schema(value_type = String)]
    pub standing: Standing,
    /// Where it is in its kind's workflow.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<StateLine>,
    /// Whether its author disputes it.
    pub disputed: bool,
    /// The record by which its author disavows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disavowed_by: Option<String>,
    /// For whom it is, where that isn't everybody.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audience: Option<AudienceLine>,
    /// The mechanisms for which it is said.
    pub mechanisms: Vec<MechanismRef>,
    /// The framework items that it names.
    pub framework_items: Vec<ItemRef>,
    /// Its author has yet to confirm what the secretariat transmitted: told to its author alone, in no public answer.
    #[serde(skip)]
    pub awaits_its_author: bool,
}

/// Where a fact comes from.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SourceLine {
    /// Its title.
    pub title: String,
    /// Its symbol.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub symbol: Option<String>,
    /// Where it is found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Its date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// What was taken from it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl From<&Source> for SourceLine {
    fn from(source: &Source) -> Self {
        Self {
            title: source.title.clone(),
            symbol: source.symbol.clone(),
            url: source.url.clone(),
            date: source.date.clone(),
            note: source.note.clone(),
        }
    }
}

impl Desk<'_> {
    pub fn lang(&self) -> Lang {
        self.words.lang()
    }

    /// A text of ours in the page's language, with its typography.
    pub fn text(&self, text: &Localized) -> String {
        self.words.typeset(text.get(self.lang()))
    }

    pub fn party(&self, code: &str) -> PartyRef {
        let name = match code {
            admission::SECRETARIAT => self.words.say(Msg("secretariat")).to_owned(),
            admission::HUB => self.words.say(Msg("the-hub")).to_owned(),
            _ => self.edition.catalogue().name(code, self.lang()).to_owned(),
        };
        let known = self.edition.catalogue().party(code).is_some();
        PartyRef { code: code.to_owned(), name, href: known.then(|| format!("/participants/{code}")) }
    }

    /// A list of participants in the order of names of the page's language.
    pub fn in_order<T>(&self, list: &mut [T], code: impl Fn(&T) -> &str) {
        list.sort_by_cached_key(|one| (self.edition.place(self.lang(), code(one)), code(one).to_owned()));
    }

    pub fn mechanism(&self, mechanism: &Mechanism) -> MechanismRef {
        MechanismRef {
            id: mechanism.id.clone(),
            short_name: self.text(&mechanism.short_names),
            name: self.text(&mechanism.names),
            href: format!("/mechanisms/{}", mechanism.id),
            exercise: mechanism.exercise,
        }
    }

    pub fn mechanisms<'b>(&self, ids: impl IntoIterator<Item = &'b str>) -> Vec<MechanismRef> {
        ids.into_iter()
            .filter_map(|id| self.edition.catalogue().mechanism(id))
            .map(|found| self.mechanism(found))
            .collect()
    }

    pub fn framework(&self, set: &Framework) -> FrameworkRef {
        FrameworkRef {
            id: set.id.clone(),
            name: self.text(&set.names),
            href: format!("/framework#{}", set.id),
        }
    }

    pub fn item(&self, item: &FrameworkItem) -> ItemRef {
        ItemRef {
            id: item.id.clone(),
            label: self.words.label(&item.label),
            title: self.text(&item.title),
            href: format!("/framework/{}", item.id),
        }
    }

    pub fn items<'b>(&self, ids: impl IntoIterator<Item = &'b str>) -> Vec<ItemRef> {
        ids.into_iter()
            .filter_map(|id| self.edition.catalogue().item(id))
            .map(|found| self.item(found))
            .collect()
    }

    /// The language in which [`Localized::get`] has a text.
    fn language_of(&self, text: &Localized) -> String {
        let there = |lang: &Lang| text.exact(*lang).is_some();
        let wanted = [self.lang(), Lang::En].into_iter().find(there);
        let found = wanted.or_else(|| text.iter().next().map(|(lang, _)| lang)).unwrap_or(self.lang());
        found.code().to_owned()
    }

    pub fn instrument_ref(&self, instrument: &CatalogueInstrument) -> InstrumentRef {
        self.instrument(instrument).short()
    }

    pub fn instrument(&self, instrument: &CatalogueInstrument) -> InstrumentLine {
        InstrumentLine {
            id: instrument.id.clone(),
            href: format!("/instruments/{}", instrument.id),
            symbol: instrument.symbol.clone(),
            title: self.text(&instrument.title),
            title_language: self.language_of(&instrument.title),
            form: instrument.form,
            status: instrument.status.state,
            body: self.text(&instrument.body),
            body_language: self.language_of(&instrument.body),
            date: instrument.dates.first().map(|date| date.date.clone()),
            date_role: instrument.dates.first().map(|date| date.role.clone()),
            exercise: instrument.exercise,
            mechanisms: self.mechanisms(instrument.mechanisms.iter().map(String::as_str)),
        }
    }

    pub fn provision(
        &self,
        instrument: &CatalogueInstrument,
        provision: &CatalogueProvision,
    ) -> ProvisionLine {
        let id = instrument.provision_id(provision);
        // What its authors wrote stands as it was received: without our typography.
        let said = |text: &Option<Localized>| text.as_ref().map(|text| text.get(self.lang()).to_owned());
        let title = instrument.title.get(self.lang());
        let name = instrument.symbol.as_deref().unwrap_or(title);
        ProvisionLine {
            href: format!("/provisions/{id}"),
            id,
            path: provision.path.clone(),
            label: provision.label.clone(),
            short: self.short_label(provision),
            long: self.long_label(provision),
            reference: self.words.with_more(name, &self.short_label(provision)),
            depth: provision.path.matches('-').count(),
            role: provision.role,
            act: provision.act,
            strength: provision.strength,
            further_acts: provision.further_acts.clone(),
            stance: provision.stance,
            addressee: provision.addressee.as_ref().map(|to| self.text(to)),
            voluntary: provision.voluntary,
            summary: self.text(&provision.summary),
            text: said(&provision.text),
            heading: said(&provision.heading),
            chapeau: said(&provision.chapeau),
            text_language: provision.text.as_ref().map(|text| self.language_of(text)).unwrap_or_default(),
            framework_items: self.items(provision.links.to.iter().map(String::as_str)),
        }
    }

    /// A provision's label as texts in the page's language print it, or its place where it has no number: its one name beside its instrument's.
    pub fn short_label(&self, provision: &CatalogueProvision) -> String {
        let place = || self.words.name(role_short(provision.role), number(provision));
        provision.label.as_deref().map_or_else(place, |label| self.words.label(label))
    }

    /// The same, spelled out.
    pub fn long_label(&self, provision: &CatalogueProvision) -> String {
        self.words.name(role_long(provision.role), &self.words.label(number(provision)))
    }

    pub fn kind_name(&self, kind: &str) -> String {
        match (vocabulary::control_kind(kind), self.edition.catalogue().kind(kind)) {
            (Some(message), _) => self.words.say(message).to_owned(),
            (None, Some(data)) => self.text(&data.names),
            (None, None) => kind.to_owned(),
        }
    }

    /// Whether a kind says what its author holds, and not what its author does.
    pub fn is_position(&self, kind: &str) -> bool {
        self.edition.catalogue().kind(kind).is_some_and(|kind| kind.position)
    }

    /// Records in a list, their titles fetched together.
    pub fn records<'a>(&self, records: impl IntoIterator<Item = RecordView<'a>>) -> Vec<RecordLine> {
        let records: Vec<_> = records.into_iter().collect();
        let titles = self.titles(&records);
        records.into_iter().zip(titles).map(|(record, title)| self.record(record, title)).collect()
    }

    /// A record under its title.
    pub fn record(&self, record: RecordView<'_>, title: Option<String>) -> RecordLine {
        let id = record.id().to_string();
        RecordLine {
            awaits_its_author: record.awaits_its_author(),
            href: format!("/records/{id}"),
            id,
            position: record.position,
            kind: record.kind().to_owned(),
            kind_name: self.kind_name(record.kind()),
            is_position: self.is_position(record.kind()),
            participant: self.party(record.participant()),
            title,
            language: record.language().to_owned(),
            accepted: record.accepted().to_string(),
            evidence: record.evidence(),
            confirmed_by: record.confirmed_by().map(|by| by.id().to_string()),
            confirms: record.confirms().map(|what| what.id().to_string()),
            standing: record.standing(),
            state: self.state_of(&record),
            disputed: record.disputed(),
            disavowed_by: record.disavowed_by().map(|by| by.id().to_string()),
            audience: record.classes().next().and_then(|class| self.audience(class)),
            mechanisms: self.mechanisms(record.mechanisms()),
            framework_items: self.items(record.framework_items()),
        }
    }
}

/// A longer label is a name with a number in it.
const LONGEST_NUMBER: usize = 12;

impl ItemRef {
    /// The printed label where it is a number; a label that is a name says no more than the title, and not in the
    /// reader's language.
    pub(crate) fn number(&self) -> Option<&str> {
        item_number(&self.label)
    }
}

/// A framework item's printed label where it is a number.
pub(crate) fn item_number(label: &str) -> Option<&str> {
    let short = label.len() <= LONGEST_NUMBER && !label.contains(':');
    (short && label.contains(|letter: char| letter.is_ascii_digit())).then_some(label)
}

impl InstrumentLine {
    /// Its symbol, or its title where it has none.
    pub(crate) fn name(&self) -> &str {
        self.symbol.as_deref().unwrap_or(&self.title)
    }

    /// The language of that name; a symbol has none.
    pub(crate) fn name_language(&self) -> &str {
        if self.symbol.is_some() { "" } else { &self.title_language }
    }

    /// It, as short as it can be named.
    pub(crate) fn short(&self) -> InstrumentRef {
        InstrumentRef {
            id: self.id.clone(),
            name: self.name().to_owned(),
            language: self.name_language().to_owned(),
            exercise: self.exercise,
            href: self.href.clone(),
        }
    }
}

impl PartyRef {
    /// Whether a State was invented for exercises.
    pub(crate) fn is_fictional(party: Party<'_>) -> bool {
        matches!(party, Party::State(state) if state.status == StateStatus::Fictional)
    }
}

/// The printed label, or the place in the text.
fn number(provision: &CatalogueProvision) -> &str {
    provision.label.as_deref().unwrap_or_else(|| provision.path.get(2..).unwrap_or_default())
}

fn role_short(role: Role) -> Msg {
    match role {
        Role::Preambular => Msg("provision-preambular-short"),
        Role::Operative => Msg("provision-operative-short"),
        Role::Other => Msg("provision-other-short"),
    }
}

fn role_long(role: Role) -> Msg {
    match role {
        Role::Preambular => Msg("provision-preambular"),
        Role::Operative => Msg("provision-operative"),
        Role::Other => Msg("provision-other"),
    }
}
