//! Makes the lines of lists from what the catalogue and the views know, in the page's language.

use catalogue::{
    CatalogueInstrument, CatalogueProvision, Framework, FrameworkItem, Lang, Localized, Mechanism, Role,
};
use views::RecordView;

use super::lines::{
    FrameworkRef, InstrumentLine, InstrumentRef, ItemRef, MechanismRef, PartyRef, ProvisionLine, RecordLine,
};
use crate::model::Desk;
use crate::vocabulary;
use crate::words::Msg;

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
