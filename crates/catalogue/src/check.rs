//! Cross-reference checks: every rule that all data files keep.

use std::collections::BTreeSet;

use crate::id::{in_annex, is_item_id, is_provision_path, is_slug, is_state_code, is_user_assigned};
use crate::{
    Catalogue, CatalogueError, CatalogueInstrument, CatalogueProvision, Framework, FrameworkItem, ItemLinks,
    Lang, LineageEntry, Localized, Mechanism, State, StateStatus,
};

/// Languages that every text must have.
pub(crate) const REQUIRED: [Lang; 2] = [Lang::En, Lang::Fr];

/// Everything that is wrong with a catalogue; empty when nothing is.
pub fn check(catalogue: &Catalogue) -> Vec<CatalogueError> {
    let mut checker = Checker { catalogue, problems: Vec::new() };
    checker.parties();
    catalogue.frameworks().for_each(|set| checker.framework(set));
    catalogue.mechanisms().for_each(|mechanism| checker.mechanism(mechanism));
    catalogue.instruments().for_each(|instrument| checker.instrument(instrument));
    catalogue.kinds().for_each(|kind| checker.kind(kind));
    checker.problems
}

/// Everything that is wrong with an instrument that is to join a catalogue.
pub fn check_instrument(catalogue: &Catalogue, instrument: &CatalogueInstrument) -> Vec<CatalogueError> {
    let mut checker = Checker { catalogue, problems: Vec::new() };
    checker.instrument(instrument);
    checker.problems
}

/// SHA-256 in hexadecimal.
const DIGEST_DIGITS: usize = 64;

pub(crate) struct Checker<'a> {
    pub(crate) catalogue: &'a Catalogue,
    problems: Vec<CatalogueError>,
}

impl Checker<'_> {
    pub(crate) fn id(&mut self, place: &str, id: &str, good: bool, expected: &'static str) {
        if !good {
            self.problems.push(CatalogueError::BadId {
                place: place.to_owned(),
                id: id.to_owned(),
                expected,
            });
        }
    }

    pub(crate) fn target(&mut self, place: &str, what: &'static str, target: &str, there: bool) {
        if !there {
            let (place, target) = (place.to_owned(), target.to_owned());
            self.problems.push(CatalogueError::MissingTarget { place, what, target });
        }
    }

    pub(crate) fn consistent(&mut self, place: &str, good: bool, detail: &'static str) {
        if !good {
            self.problems.push(CatalogueError::Inconsistent { place: place.to_owned(), detail });
        }
    }

    pub(crate) fn unique<'b>(&mut self, place: &str, ids: impl IntoIterator<Item = &'b str>) {
        let mut seen = BTreeSet::new();
        for id in ids {
            if !seen.insert(id) {
                self.problems.push(CatalogueError::Duplicate { id: id.to_owned(), place: place.to_owned() });
            }
        }
    }

    pub(crate) fn text(&mut self, place: &str, text: &Localized) {
        self.text_in(place, text, &REQUIRED);
    }

    pub(crate) fn text_in(&mut self, place: &str, text: &Localized, languages: &[Lang]) {
        let missing = languages.iter().copied().filter(|lang| text.exact(*lang).is_none());
        let blank = text.iter().filter(|(_, words)| words.trim().is_empty()).map(|(lang, _)| lang);
        for lang in missing.chain(blank).collect::<Vec<_>>() {
            self.problems
                .push(CatalogueError::MissingText { place: place.to_owned(), language: lang.code() });
        }
    }

    fn date(&mut self, place: &str, date: &str) {
        if !is_date(date) {
            self.problems.push(CatalogueError::BadDate { place: place.to_owned(), date: date.to_owned() });
        }
    }

    /// A real thing never names a fictional one, nor the other way round; organizations and shared sets are real
    /// and may stand in an exercise.
    fn side(&mut self, place: &str, exercise: bool, code: &str) {
        let Some(state) = self.catalogue.state(code) else { return };
        if (state.status == StateStatus::Fictional) != exercise {
            self.problems
                .push(CatalogueError::ExerciseMixed { place: place.to_owned(), target: code.to_owned() });
        }
    }

    fn parties(&mut self) {
        for group in self.catalogue.groups() {
            self.id(&group.id, &group.id, is_slug(&group.id), "slug");
            self.text(&group.id, &group.names);
        }
        for state in self.catalogue.states() {
            self.state(state);
        }
        for organization in self.catalogue.organizations() {
            self.id(&organization.code, &organization.code, is_slug(&organization.code), "slug");
            self.text(&organization.code, &organization.names);
        }
    }

    fn state(&mut self, state: &State) {
        let code = &state.code;
        self.id(code, code, is_state_code(code), "ISO 3166-1 alpha-3 code");
        self.text(code, &state.short);
        self.text(code, &state.formal);
        let fictional = state.status == StateStatus::Fictional;
        self.consistent(
            code,
            is_user_assigned(code) == fictional,
            "codes beginning with X are for fictional States, and for those alone; correct code or status",
        );
        self.consistent(
            code,
            fictional || state.alpha2.is_some() && state.m49.is_some(),
            "a State needs its alpha-2 and M49 codes; add them",
        );
        self.consistent(
            code,
            state.status == StateStatus::Observer || state.group.is_some(),
            "a State needs its regional group; add it",
        );
        if let Some(group) = &state.group {
            self.target(code, "regional group", group, self.catalogue.group(group).is_some());
        }
        for lang in REQUIRED {
            let prose =
                state.prose.get(&lang).is_some_and(|it| !it.with_article.is_empty() && !it.of.is_empty());
            self.consistent(code, prose, "prose forms in English and French are missing; add them");
        }
    }

    fn links(&mut self, place: &str, links: &ItemLinks) {
        self.consistent(
            place,
            !links.made_by.trim().is_empty(),
            "a link must say who made it; fill in made_by",
        );
        self.unique(place, links.to.iter().map(String::as_str));
        for item in &links.to {
            self.target(place, "framework item", item, self.catalogue.item(item).is_some());
        }
    }

    fn framework(&mut self, set: &Framework) {
        let place = &set.id;
        self.id(place, place, is_slug(place), "slug");
        self.text(place, &set.names);
        self.text(place, &set.description);
        let keeper = self.catalogue.organization(&set.kept_by).is_some();
        let mechanism = self.catalogue.mechanism(&set.kept_by).is_some();
        self.target(place, "organization or mechanism", &set.kept_by, keeper || mechanism);
        self.unique(place, set.sections.iter().map(|section| section.id.as_str()));
        self.unique(place, set.items.iter().map(|item| item.id.as_str()));
        for section in &set.sections {
            self.text(&section.id, &section.names);
        }
        for item in &set.items {
            self.framework_item(set, item);
        }
    }

    fn framework_item(&mut self, set: &Framework, item: &FrameworkItem) {
        let place = &item.id;
        self.id(place, place, is_item_id(place), "framework item id (<set>/<slug>)");
        let own = place.split_once('/').is_some_and(|(prefix, _)| prefix == set.id);
        self.consistent(place, own, "an item's id begins with the id of its set; correct it");
        self.text(place, &item.title);
        self.text(place, &item.summary);
        let section = set.sections.iter().any(|section| section.id == item.section);
        self.target(place, "section", &item.section, section);
        self.consistent(place, !item.source.symbol.trim().is_empty(), "an item needs its source; cite it");
        for lang in REQUIRED {
            let phrases = item.terms.get(&lang);
            let written =
                phrases.is_some_and(|it| !it.is_empty() && it.iter().all(|one| !one.trim().is_empty()));
            self.consistent(
                place,
                written,
                "an item needs terms in English and French, none blank; add them",
            );
        }
        if let Some(links) = &item.links {
            self.links(place, links);
        }
    }

    fn lineage(&mut self, place: &str, entries: &[LineageEntry]) {
        for entry in entries {
            let named = entry.symbol.is_some() || entry.title.is_some();
            self.consistent(place, named, "a text in the lineage needs a symbol or a title; add one");
            if let Some(date) = &entry.date {
                self.date(place, date);
            }
            if let Some(id) = &entry.instrument {
                self.target(place, "instrument", id, self.catalogue.instrument(id).is_some());
            }
        }
    }

    fn mechanism(&mut self, mechanism: &Mechanism) {
        let place = &mechanism.id;
        self.id(place, place, is_slug(place), "slug");
        for text in [
            &mechanism.names,
            &mechanism.short_names,
            &mechanism.description,
            &mechanism.terms.subject,
            &mechanism.terms.participants,
        ] {
            self.text(place, text);
        }
        for set in &mechanism.frameworks {
            self.target(place, "framework set", set, self.catalogue.framework(set).is_some());
        }
        for kind in &mechanism.kinds {
            self.target(place, "kind", kind, self.catalogue.kind(kind).is_some());
        }
        for role in &mechanism.roles {
            self.text(place, &role.names);
        }
        self.unique(place, mechanism.roles.iter().map(|role| role.id.as_str()));
        self.unique(place, mechanism.participants().map(|(code, _, _)| code));
        for (code, _, source) in mechanism.participants() {
            self.target(place, "participant", code, self.catalogue.party(code).is_some());
            self.side(place, mechanism.exercise, code);
            self.consistent(
                place,
                !source.title.trim().is_empty(),
                "participants need their source; cite it",
            );
        }
        self.lineage(place, &mechanism.lineage);
    }

    fn instrument(&mut self, instrument: &CatalogueInstrument) {
        let place = &instrument.id;
        self.id(place, place, is_slug(place), "slug");
        for text in [&instrument.title, &instrument.body, &instrument.legal_nature] {
            self.words(instrument, place, text);
        }
        if instrument.provisions.iter().any(|provision| !provision.summary.is_empty()) {
            self.text(place, &instrument.summary_note);
        }
        self.imported(instrument);
        for date in &instrument.dates {
            self.date(place, &date.date);
        }
        self.consistent(place, !instrument.dates.is_empty(), "an instrument needs a date; add it");
        for id in &instrument.mechanisms {
            let mechanism = self.catalogue.mechanism(id);
            self.target(place, "mechanism", id, mechanism.is_some());
            if mechanism.is_some_and(|it| it.exercise != instrument.exercise) {
                self.problems
                    .push(CatalogueError::ExerciseMixed { place: place.clone(), target: id.clone() });
            }
        }
        for participant in &instrument.participants {
            self.consistent(
                place,
                !participant.printed_as.trim().is_empty(),
                "a participant stands as printed; add its name",
            );
            if let Some(code) = &participant.code {
                self.target(place, "participant", code, self.catalogue.party(code).is_some());
                self.side(place, instrument.exercise, code);
            }
        }
        if let Some(code) = &instrument.transmitted_by {
            self.target(place, "participant", code, self.catalogue.party(code).is_some());
        }
        self.lineage(place, &instrument.lineage);
        for path in instrument.lineage.iter().flat_map(|entry| &entry.cited_in) {
            self.target(place, "provision", path, path == "front" || instrument.provision(path).is_some());
        }
        self.unique(place, instrument.provisions.iter().map(|provision| provision.path.as_str()));
        for provision in &instrument.provisions {
            self.provision(instrument, provision);
        }
    }

    fn provision(&mut self, instrument: &CatalogueInstrument, provision: &CatalogueProvision) {
        let place = &instrument.provision_id(provision);
        self.id(place, &provision.path, is_provision_path(&provision.path), "provision path (pp7, op1-a)");
        let in_text = in_annex(&provision.path).unwrap_or(&provision.path);
        let prefix = in_text.starts_with(provision.role.path_prefix());
        self.consistent(place, prefix, "the path begins with pp, op or ot as the role says; correct one");
        if let Some(parent) = provision.parent() {
            self.target(place, "provision", parent, instrument.provision(parent).is_some());
        }
        self.consistent(
            place,
            (1..=5).contains(&provision.strength),
            "strength goes from 1 to 5; correct it",
        );
        if instrument.imported.is_empty() || !provision.summary.is_empty() {
            self.text(place, &provision.summary);
        }
        if let Some(addressee) = &provision.addressee {
            self.words(instrument, place, addressee);
        }
        self.provision_text(instrument, provision, place);
        self.links(place, &provision.links);
    }

    fn provision_text(
        &mut self,
        instrument: &CatalogueInstrument,
        provision: &CatalogueProvision,
        place: &str,
    ) {
        let imported: Vec<Lang> = instrument.imported.iter().map(|text| text.language).collect();
        let (asked, languages) = match (imported.is_empty(), instrument.exercise) {
            (false, _) => (true, imported.as_slice()),
            (true, exercise) => (exercise, REQUIRED.as_slice()),
        };
        self.consistent(
            place,
            asked || provision.text.is_none(),
            "the text of a real instrument is never part of the catalogue; take it out and link to it, or import it",
        );
        self.consistent(
            place,
            !asked || provision.text.is_some(),
            "a provision of a fictional instrument or of an imported text carries its text; add it",
        );
        if let Some(text) = &provision.text {
            self.text_in(place, text, languages);
        }
    }

    /// Words of an instrument: in English and French where they are ours, in any language where they are the text's.
    fn words(&mut self, instrument: &CatalogueInstrument, place: &str, words: &Localized) {
        match instrument.imported.first() {
            Some(text) if words.is_empty() => self.text_in(place, words, &[text.language]),
            Some(_) => self.text_in(place, words, &[]),
            None => self.text(place, words),
        }
    }

    fn imported(&mut self, instrument: &CatalogueInstrument) {
        let place = &instrument.id;
        self.unique(place, instrument.imported.iter().map(|text| text.language.code()));
        for text in &instrument.imported {
            let hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
            let digest = text.source_sha256.len() == DIGEST_DIGITS && text.source_sha256.bytes().all(hex);
            self.id(place, &text.source_sha256, digest, "SHA-256 in hexadecimal");
            self.consistent(
                place,
                instrument.languages.contains(&text.language),
                "an instrument exists in the language of each imported text; add it to languages",
            );
        }
    }
}

/// `yyyy`, `yyyy-mm` or `yyyy-mm-dd`, with a month and day that can exist.
fn is_date(date: &str) -> bool {
    let parts: Vec<&str> = date.split('-').collect();
    let widths_fit = parts.iter().zip([4, 2, 2]).all(|(part, width)| part.len() == width);
    let digits = parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    let in_range = |at: usize, most: u32| {
        parts.get(at).is_none_or(|part| part.parse::<u32>().is_ok_and(|n| (1..=most).contains(&n)))
    };
    parts.len() <= 3 && widths_fit && digits && in_range(1, 12) && in_range(2, 31)
}

#[cfg(test)]
mod tests {
    use super::is_date;

    #[test]
    fn dates_have_one_of_three_forms() {
        for good in ["2020", "2020-12", "2020-12-22"] {
            assert!(is_date(good), "{good}");
        }
        for bad in ["", "20", "2020-13", "2020-00-01", "2020-12-32", "2020-1-1", "2020-12-22-1", "next year"]
        {
            assert!(!is_date(bad), "{bad}");
        }
    }
}
