//! The page of one imported text: all that was read, what isn't sure and where it is corrected, and what a publication would
//! still be refused for.

use catalogue::{Catalogue, CatalogueError, CatalogueInstrument, Lang, ReviewedText, check_instrument};
use instruments::Provision;
use instruments::review::ReviewState;
use record::Time;

use super::import_parts::{Problem, find, problems, revision};
use super::imports::{Leaf, Open};
use super::model::Notice;
use super::model_imports::{
    ImportPage, ItemLine, Lack, NoteLine, ReadCitation, ReadParticipant, ReadProvision, ReadRepair, Told,
};
use crate::vocabulary;
use crate::words::{Msg, Words, words};

/// Repairs on a page: a bad scan has thousands; all of them stand in the review file.
const REPAIRS_ON_PAGE: usize = 100;

/// Provisions on one page: a long resolution has a hundred, a final document of a conference eight hundred.
const PROVISIONS_ON_PAGE: usize = 200;

/// One text, in a language.
pub(super) struct Shown<'a> {
    pub open: &'a Open,
    pub catalogue: &'a Catalogue,
    pub lang: Lang,
}

impl Shown<'_> {
    fn say(&self, message: Msg) -> String {
        words(self.lang).say(message).to_owned()
    }

    /// All of it.
    pub fn page(&self, leaf: &Leaf, origin: &str, form: String) -> ImportPage {
        let (open, text) = (self.open, &self.open.text);
        let all: Vec<(usize, &Provision)> = text.provisions.iter().flat_map(|one| walk(one, 0)).collect();
        let from = leaf.from.unwrap_or_default();
        let next = from.saturating_add(PROVISIONS_ON_PAGE);
        let href = open.href();
        ImportPage {
            name: open.name.clone(),
            heading: open.heading(),
            imported: Time(open.imported_at).to_string(),
            state: open.kept.state,
            state_name: state_name(open.kept.state, words(self.lang)),
            confirmed: open.kept.state == ReviewState::Confirmed,
            language: text.language.code(),
            notes: (0..text.review.len()).map(|number| self.note(number)).collect(),
            lacks: self.lacks(),
            facts: self.facts(),
            provisions: all
                .iter()
                .skip(from)
                .take(PROVISIONS_ON_PAGE)
                .map(|(depth, one)| self.provision(one, *depth))
                .collect(),
            provisions_in_all: all.len(),
            next: (next < all.len()).then(|| format!("{href}?from={next}#provisions")),
            participants: (0..text.participants.len()).map(|number| self.participant(number)).collect(),
            citations: text.citations.iter().map(|one| self.citation(one)).collect(),
            repairs: text.repairs.iter().take(REPAIRS_ON_PAGE).map(repair).collect(),
            repairs_in_all: text.repairs.len(),
            revision: revision(text),
            command: format!(
                "comity instrument publish {} --id INSTRUMENT-ID --mechanism {} --by KEY-1 --by KEY-2 --hub {origin}",
                open.review_file(),
                open.mechanism
            ),
            review_file: open.review_file(),
            href,
            notice: Notice::of(leaf.notice.as_deref()),
            form,
        }
    }

    fn facts(&self) -> Vec<Told> {
        let text = &self.open.text;
        let words = words(self.lang);
        let own = |value: &Option<String>| value.clone().unwrap_or_default();
        let date = |date: &instruments::DatedRole| {
            let role = vocabulary::date_role(&date.role).map_or(date.role.as_str(), |role| words.say(role));
            format!("{} ({role})", words.date(&date.date))
        };
        let sender = text.transmitted_by.as_ref().map(|sender| sender.printed_as.clone());
        let rows = [
            (Msg("import-title"), own(&text.title)),
            (Msg("import-symbol"), own(&text.symbol)),
            (Msg("import-form"), self.say(vocabulary::form(text.form))),
            (Msg("import-status"), self.say(vocabulary::status(text.status))),
            (Msg("import-dates"), words.listed(text.dates.iter().map(date))),
            (Msg("body"), own(&text.body)),
            (Msg("place"), own(&text.place)),
            (Msg("session"), own(&text.session)),
            (Msg("import-language"), self.say(vocabulary::language(text.language.into()))),
            (Msg("agenda-items"), words.listed(&text.agenda_items)),
            (Msg("letter-from"), own(&sender)),
        ];
        let told = |(label, value): (Msg, String)| Told { label: self.say(label), value };
        rows.into_iter().map(told).filter(|row| !row.value.is_empty()).collect()
    }

    fn note(&self, number: usize) -> NoteLine {
        let note = &self.open.text.review[number];
        let says = match note.code.as_str() {
            "language" => Msg("import-note-language"),
            "roles-by-verbs" => Msg("import-note-roles-by-verbs"),
            "form" => Msg("import-note-form"),
            "no-title" => Msg("import-note-no-title"),
            "no-date" => Msg("import-note-no-date"),
            "repairs-cut" => Msg("import-note-repairs-cut"),
            "near-name" => Msg("import-note-near-name"),
            "unknown-name" => Msg("import-note-unknown-name"),
            "guessed-letter" => Msg("import-note-guessed-letter"),
            "guessed-word" => Msg("import-note-guessed-word"),
            "unclear-mark" => Msg("import-note-unclear-mark"),
            _ => Msg("import-note-other"),
        };
        NoteLine {
            number,
            code: note.code.clone(),
            says: self.say(says),
            message: note.message.clone(),
            about: note.place.clone(),
            corrected_in: self.where_corrected(&note.code, &note.place),
            revision: revision(note),
        }
    }

    /// The form that corrects what a note is about, where that can be told.
    fn where_corrected(&self, code: &str, place: &str) -> Option<Told> {
        let (text, href) = (&self.open.text, self.open.href());
        let at = |label: String, rest: String| Some(Told { label, value: format!("{href}{rest}") });
        let facts = || at(self.say(Msg("import-facts")), "/facts".to_owned());
        match code {
            "form" | "no-title" | "no-date" => return facts(),
            "roles-by-verbs" => return at(self.say(Msg("import-provisions")), "#provisions".to_owned()),
            "language" | "repairs-cut" => return None,
            _ if place.is_empty() => return None,
            _ => {}
        }
        if let Some(number) = text.participants.iter().position(|one| one.printed_as == place) {
            return at(place.to_owned(), format!("/participants/{number}"));
        }
        let speaks = |one: &&Provision| one.path == place || one.text.contains(place);
        if let Some(one) = text.provisions.iter().flat_map(Provision::walk).find(speaks) {
            return at(one.path.clone(), format!("/provisions/{}", one.path));
        }
        text.title.as_deref().filter(|title| title.contains(place)).and_then(|_| facts())
    }

    /// What a publication would be refused for: what a reader often doesn't find in the page's language, the rest in the words
    /// of whoever would refuse it.
    fn lacks(&self) -> Vec<Lack> {
        let open = self.open;
        let english = |says: String| Lack { says, english: true };
        let own = problems(&open.text, self.catalogue);
        if !own.is_empty() {
            return own
                .into_iter()
                .map(|(place, what): Problem| english(format!("{place}: {what}")))
                .collect();
        }
        let mechanisms = [open.mechanism.clone()];
        let reviewed = ReviewedText {
            id: "imported",
            mechanisms: &mechanisms,
            exercise: self.catalogue.mechanism(&open.mechanism).is_some_and(|one| one.exercise),
            made_by: "secretariat",
            source_sha256: &hex::encode(open.digest),
            text: &open.text,
        };
        let found = CatalogueInstrument::from_text(&reviewed, self.catalogue);
        let errors = found.map_or_else(|errors| errors, |one| check_instrument(self.catalogue, &one));
        let lack = |error: &CatalogueError| {
            let message = match error {
                CatalogueError::Inconsistent { place, .. } => match place.as_str() {
                    "instrument.title" => Some(Msg("import-lacks-title")),
                    "instrument.body" => Some(Msg("import-lacks-body")),
                    "instrument.dates" => Some(Msg("import-lacks-date")),
                    _ => None,
                },
                _ => None,
            };
            message.map_or_else(
                || english(error.to_string()),
                |message| Lack { says: self.say(message), english: false },
            )
        };
        errors.iter().map(lack).collect()
    }

    fn provision(&self, one: &Provision, depth: usize) -> ReadProvision {
        let item = |link: &instruments::FrameworkLink| ItemLine {
            id: link.item.clone(),
            name: item_name(self.catalogue, &link.item, self.lang),
            because: link.because.clone(),
        };
        ReadProvision {
            path: one.path.clone(),
            href: format!("{}/provisions/{}", self.open.href(), one.path),
            depth,
            label: one.label.clone(),
            heading: one.heading.clone(),
            part: self.say(vocabulary::role_part(one.role)),
            act: self.say(vocabulary::act(one.act)),
            opening: one.opening.clone(),
            text: one.text.clone(),
            items: one.framework_items.iter().map(item).collect(),
        }
    }

    fn participant(&self, number: usize) -> ReadParticipant {
        let one = &self.open.text.participants[number];
        let party = one.code.as_deref().and_then(|code| self.catalogue.party(code));
        ReadParticipant {
            href: format!("{}/participants/{number}", self.open.href()),
            code: party.map(|party| party.code().to_owned()),
            name: party.map_or(one.printed_as.as_str(), |party| party.name(self.lang)).to_owned(),
            basis: self.say(vocabulary::basis(one.basis)),
            printed_as: one.printed_as.clone(),
        }
    }

    fn citation(&self, one: &instruments::Citation) -> ReadCitation {
        let named = [&one.symbol, &one.title, &one.date].into_iter().flatten().cloned();
        // What stands before the first provision has no page.
        let cited = one.cited_in.iter().filter(|path| find(&self.open.text.provisions, path).is_some());
        ReadCitation {
            kind: self.say(vocabulary::citation_kind(one.kind)),
            named: words(self.lang).listed(named),
            paragraph: one.paragraph.clone(),
            cited_in: cited.cloned().collect(),
        }
    }
}

fn walk(one: &Provision, depth: usize) -> Vec<(usize, &Provision)> {
    let mut found = vec![(depth, one)];
    found.extend(one.children.iter().flat_map(|child| walk(child, depth + 1)));
    found
}

/// A framework item by its label and title.
pub(super) fn item_name(catalogue: &Catalogue, id: &str, lang: Lang) -> String {
    catalogue
        .item(id)
        .map_or_else(|| id.to_owned(), |item| format!("{} {}", item.label, item.title.get(lang)))
}

fn repair(one: &instruments::Repair) -> ReadRepair {
    ReadRepair {
        before: one.before.clone(),
        after: one.after.clone(),
        reason: one.reason.clone(),
        times: one.times,
    }
}

/// How far a review is, in words.
pub(super) fn state_name(state: ReviewState, words: &Words) -> String {
    let message = match state {
        ReviewState::Read => Msg("import-state-read"),
        ReviewState::InReview => Msg("import-state-in-review"),
        ReviewState::Confirmed => Msg("import-state-confirmed"),
    };
    words.say(message).to_owned()
}
