//! The forms by which an imported text is corrected, one part at a time. What can't be so, and what a colleague corrected
//! meanwhile, is answered with the same form, as it was typed.

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use catalogue::{Catalogue, Lang};
use delegations::DelegationError;
use instruments::{Act, Basis, Form, Role, Status};
use std::sync::Arc;

use super::caller::Caller;
use super::guard::{self, AccountError, see_other};
use super::import_page::item_name;
use super::import_parts::{Part, Refused, Typed, Wrong, all, find, revision, said, word};
use super::imports::{Open, change, open, refused};
use super::model::{account_page, page_or_else};
use super::model_drafts::{Choice, ChoiceGroup};
use super::model_imports::{CorrectionPage, Entry, ReviewField, Told};
use super::office::Office;
use crate::ask::Ask;
use crate::calendar::NameOrder;
use crate::vocabulary;
use crate::words::{Msg, Words, words};

type SharedOffice = State<Arc<Office>>;

/// The form for title, symbol, dates and the like.
pub(crate) async fn show_import_facts(
    State(office): SharedOffice,
    caller: Caller,
    ask: Ask,
    Path(digest): Path<String>,
) -> Response {
    show(&office, &caller, &ask, &digest, Some(Part::Facts)).await
}

/// Corrects them.
pub(crate) async fn correct_import_facts(
    State(office): SharedOffice,
    caller: Caller,
    ask: Ask,
    Path(digest): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    correct(&office, &caller, &ask, &digest, Some(Part::Facts), (&headers, &body)).await
}

/// The form for a provision.
pub(crate) async fn show_import_provision(
    State(office): SharedOffice,
    caller: Caller,
    ask: Ask,
    Path((digest, path)): Path<(String, String)>,
) -> Response {
    show(&office, &caller, &ask, &digest, Some(Part::Provision(path))).await
}

/// Corrects it, or takes it out.
pub(crate) async fn correct_import_provision(
    State(office): SharedOffice,
    caller: Caller,
    ask: Ask,
    Path((digest, path)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    correct(&office, &caller, &ask, &digest, Some(Part::Provision(path)), (&headers, &body)).await
}

/// The form for a participant, or for one to add.
pub(crate) async fn show_import_participant(
    State(office): SharedOffice,
    caller: Caller,
    ask: Ask,
    Path((digest, number)): Path<(String, String)>,
) -> Response {
    show(&office, &caller, &ask, &digest, Part::participant(&number)).await
}

/// Corrects one, adds one, or takes one out.
pub(crate) async fn correct_import_participant(
    State(office): SharedOffice,
    caller: Caller,
    ask: Ask,
    Path((digest, number)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    correct(&office, &caller, &ask, &digest, Part::participant(&number), (&headers, &body)).await
}

async fn show(
    office: &Arc<Office>,
    caller: &Caller,
    ask: &Ask,
    digest: &str,
    part: Option<Part>,
) -> Response {
    let made = async {
        let open = open(office, caller, digest).await?;
        let part = part.ok_or(DelegationError::Draft)?;
        let typed = part.typed(&open.text).ok_or(DelegationError::Draft)?;
        let edition = office.hub.edition();
        let sheet = Sheet { part: &part, open: &open, catalogue: edition.catalogue(), lang: ask.lang };
        sheet.page(&typed, &[], false, caller.person()?.form_token())
    };
    page_or_else(made.await, &ask.path, ask)
}

async fn correct(
    office: &Arc<Office>,
    caller: &Caller,
    ask: &Ask,
    digest: &str,
    part: Option<Part>,
    (headers, body): (&HeaderMap, &Bytes),
) -> Response {
    let done = async {
        let typed: Typed = guard::form(office, caller, headers, body)?;
        let part = part.ok_or(DelegationError::Draft)?;
        let remove = said(&typed, "then") == "remove";
        let (work, asked) = (part.clone(), typed.clone());
        let done = change(office, caller, digest, move |open, catalogue| {
            work.correct(&asked, remove, &mut open.text, catalogue)
        })
        .await?;
        match done {
            Ok(()) => {
                let page = format!("{}/{digest}?notice=saved{}", super::imports::PAGE, part.anchor());
                Ok(see_other(&ask.link(&page)))
            }
            Err(Refused::Gone) => Err(DelegationError::Draft.into()),
            Err(Refused::Stale) => again(office, caller, ask, digest, &part, &typed, &[], true).await,
            Err(Refused::Wrong(wrong)) => {
                again(office, caller, ask, digest, &part, &typed, &wrong, false).await
            }
        }
    };
    done.await.unwrap_or_else(|error: AccountError| refused(error, &ask.path))
}

/// The form as it was typed, with what is wrong with it, or with what a colleague saved meanwhile.
#[expect(clippy::too_many_arguments, reason = "who, what and why; none of them belongs to another")]
async fn again(
    office: &Arc<Office>,
    caller: &Caller,
    ask: &Ask,
    digest: &str,
    part: &Part,
    typed: &Typed,
    wrong: &[Wrong],
    conflict: bool,
) -> Result<Response, AccountError> {
    let open = open(office, caller, digest).await?;
    let edition = office.hub.edition();
    let sheet = Sheet { part, open: &open, catalogue: edition.catalogue(), lang: ask.lang };
    let page = sheet.page(typed, wrong, conflict, caller.person()?.form_token())?;
    let mut response = account_page(&page, ask);
    *response.status_mut() = if conflict { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(response)
}

impl Part {
    /// Where it stands in the page of its text.
    fn anchor(&self) -> String {
        match self {
            Self::Facts => "#facts".to_owned(),
            Self::Provision(_) => "#provisions".to_owned(),
            Self::Participant(_) | Self::NewParticipant => "#participants".to_owned(),
        }
    }

    fn address(&self, text: &str) -> String {
        match self {
            Self::Facts => format!("{text}/facts"),
            Self::Provision(path) => format!("{text}/provisions/{path}"),
            Self::Participant(number) => format!("{text}/participants/{number}"),
            Self::NewParticipant => format!("{text}/participants/new"),
        }
    }
}

/// One form, about one part of one text, in a language.
struct Sheet<'a> {
    part: &'a Part,
    open: &'a Open,
    catalogue: &'a Catalogue,
    lang: Lang,
}

impl Sheet<'_> {
    fn words(&self) -> &'static Words {
        words(self.lang)
    }

    fn page(
        &self,
        typed: &Typed,
        wrong: &[Wrong],
        conflict: bool,
        form: String,
    ) -> Result<CorrectionPage, AccountError> {
        let theirs = self.part.typed(&self.open.text).ok_or(DelegationError::Draft)?;
        let back = self.open.href();
        let (title, lead) = match self.part {
            Part::Facts => (self.say(Msg("import-facts")), Msg("import-facts-lead")),
            Part::Provision(path) => {
                (self.words().name(Msg("import-provision"), path), Msg("import-provision-lead"))
            }
            Part::Participant(_) => (self.say(Msg("import-participant")), Msg("import-participant-lead")),
            Part::NewParticipant => (self.say(Msg("import-participant-add")), Msg("import-participant-lead")),
        };
        Ok(CorrectionPage {
            href: self.part.address(&back),
            back,
            of: self.open.heading(),
            title,
            lead: self.say(lead),
            revision: revision(&theirs),
            language: self.open.text.language.code(),
            fields: self.fields(typed, wrong),
            removable: matches!(self.part, Part::Provision(_) | Part::Participant(_)),
            conflict,
            meanwhile: if conflict { self.meanwhile(typed, &theirs) } else { Vec::new() },
            form,
        })
    }

    /// What stands there now, where it isn't what was typed.
    fn meanwhile(&self, typed: &Typed, theirs: &Typed) -> Vec<Told> {
        let pairs = self.fields(typed, &[]).into_iter().zip(self.fields(theirs, &[]));
        let differ = pairs.filter(|(mine, theirs)| self.shown(mine) != self.shown(theirs));
        differ.map(|(_, theirs)| Told { value: self.shown(&theirs), label: theirs.label }).collect()
    }

    /// What a field says, as people read it.
    fn shown(&self, field: &ReviewField) -> String {
        match field.entry {
            Entry::Line | Entry::Area => field.value.clone(),
            Entry::Choice | Entry::Boxes => {
                let chosen = field.choices.iter().flat_map(|group| &group.choices).filter(|one| one.chosen);
                self.words().listed(chosen.map(|one| &one.label))
            }
        }
    }

    fn say(&self, message: Msg) -> String {
        self.words().say(message).to_owned()
    }

    fn fields(&self, typed: &Typed, wrong: &[Wrong]) -> Vec<ReviewField> {
        let field = |id, label, entry| self.field(id, label, entry, typed, wrong);
        let with = |choices: Vec<ChoiceGroup>, field: ReviewField| ReviewField { choices, ..field };
        match self.part {
            Part::Facts => vec![
                of_the_text(field("title", Msg("import-title"), Entry::Line)),
                field("symbol", Msg("import-symbol"), Entry::Line),
                with(self.forms(typed), field("text-form", Msg("import-form"), Entry::Choice)),
                with(self.statuses(typed), field("status", Msg("import-status"), Entry::Choice)),
                self.helped(field("dates", Msg("import-dates"), Entry::Area), Msg("import-dates-help")),
                of_the_text(field("body", Msg("body"), Entry::Line)),
                of_the_text(field("place", Msg("place"), Entry::Line)),
                field("session", Msg("session"), Entry::Line),
            ],
            Part::Provision(path) => vec![
                of_the_text(field("text", Msg("import-text"), Entry::Area)),
                with(self.roles(typed), field("role", Msg("import-part"), Entry::Choice)),
                self.helped(field("path", Msg("import-path"), Entry::Line), Msg("import-path-help")),
                field("label", Msg("import-label"), Entry::Line),
                of_the_text(field("heading", Msg("import-heading"), Entry::Line)),
                with(self.acts(typed), field("act", Msg("import-act"), Entry::Choice)),
                of_the_text(field("opening", Msg("import-opening"), Entry::Line)),
                with(
                    self.suggested(typed, path),
                    self.helped(field("item", Msg("import-items"), Entry::Boxes), Msg("import-items-help")),
                ),
                with(self.items(typed), field("add", Msg("import-add-item"), Entry::Choice)),
            ],
            Part::Participant(_) | Part::NewParticipant => vec![
                of_the_text(self.helped(
                    field("printed", Msg("import-printed"), Entry::Line),
                    Msg("import-printed-help"),
                )),
                with(self.parties(typed), field("code", Msg("import-code"), Entry::Choice)),
                with(self.bases(typed), field("basis", Msg("import-basis"), Entry::Choice)),
            ],
        }
    }

    fn field(
        &self,
        id: &'static str,
        label: Msg,
        entry: Entry,
        typed: &Typed,
        wrong: &[Wrong],
    ) -> ReviewField {
        ReviewField {
            id,
            label: self.say(label),
            help: None,
            entry,
            value: said(typed, id).to_owned(),
            of_the_text: false,
            choices: Vec::new(),
            wrong: wrong.iter().find(|one| one.field == id).map(|one| self.say(one.why)),
        }
    }

    fn helped(&self, field: ReviewField, help: Msg) -> ReviewField {
        ReviewField { help: Some(self.say(help)), ..field }
    }

    fn forms(&self, typed: &Typed) -> Vec<ChoiceGroup> {
        one_of(typed, "text-form", Form::ALL.map(|one| (word(one), self.say(vocabulary::form(one)))))
    }

    fn statuses(&self, typed: &Typed) -> Vec<ChoiceGroup> {
        one_of(typed, "status", Status::ALL.map(|one| (word(one), self.say(vocabulary::status(one)))))
    }

    fn roles(&self, typed: &Typed) -> Vec<ChoiceGroup> {
        one_of(typed, "role", Role::ALL.map(|one| (word(one), self.say(vocabulary::role_part(one)))))
    }

    fn bases(&self, typed: &Typed) -> Vec<ChoiceGroup> {
        one_of(typed, "basis", Basis::ALL.map(|one| (word(one), self.say(vocabulary::basis(one)))))
    }

    fn acts(&self, typed: &Typed) -> Vec<ChoiceGroup> {
        one_of(typed, "act", Act::ALL.map(|one| (word(one), self.say(vocabulary::act(one)))))
    }

    /// The items of the provision, those to keep ticked.
    fn suggested(&self, typed: &Typed, path: &str) -> Vec<ChoiceGroup> {
        let links = find(&self.open.text.provisions, path).map(|one| one.framework_items.as_slice());
        let choice = |link: &instruments::FrameworkLink| Choice {
            id: link.item.clone(),
            label: item_name(self.catalogue, &link.item, self.lang),
            note: match link.because.as_slice() {
                [] => self.say(Msg("import-by-a-person")),
                because => self.words().name(Msg("import-because"), &self.words().listed(because)),
            },
            chosen: all(typed, "item").any(|item| item == link.item),
        };
        vec![group("", links.unwrap_or_default().iter().map(choice).collect())]
    }

    /// The items of the mechanism's framework sets.
    fn items(&self, typed: &Typed) -> Vec<ChoiceGroup> {
        let sets = self.catalogue.lexicon_sets(Some(&self.open.mechanism));
        let sets = sets.into_iter().filter_map(|set| self.catalogue.framework(set));
        let none = group("", vec![one("", &self.say(Msg("import-add-none")), typed, "add")]);
        let of_set = |set: &catalogue::Framework| {
            let name = |item: &catalogue::FrameworkItem| item_name(self.catalogue, &item.id, self.lang);
            let choices = set.items.iter().map(|item| one(&item.id, &name(item), typed, "add"));
            group(set.names.get(self.lang), choices.collect())
        };
        std::iter::once(none).chain(sets.map(of_set)).collect()
    }

    /// States and organizations by their short names, the exercise's too where the mechanism is of one.
    fn parties(&self, typed: &Typed) -> Vec<ChoiceGroup> {
        let exercise = self.catalogue.mechanism(&self.open.mechanism).is_some_and(|one| one.exercise);
        let real = |state: &&catalogue::State| exercise || state.status != catalogue::StateStatus::Fictional;
        let states = self.catalogue.states().filter(real).map(|state| state.code.as_str());
        let organizations = self.catalogue.organizations().map(|one| one.code.as_str());
        let order = NameOrder::new(self.lang);
        let sorted = |codes: Vec<&str>| {
            let mut named: Vec<(&str, &str)> =
                codes.into_iter().map(|code| (self.catalogue.name(code, self.lang), code)).collect();
            named.sort_by(|one, other| order.compare(one.0, other.0));
            named.into_iter().map(|(name, code)| one(code, name, typed, "code")).collect::<Vec<_>>()
        };
        let mut groups = vec![group("", vec![one("", &self.say(Msg("import-no-code")), typed, "code")])];
        groups.push(group(&self.say(Msg("import-states")), sorted(states.collect())));
        groups.push(group(&self.say(Msg("import-organizations")), sorted(organizations.collect())));
        groups
    }
}

fn of_the_text(field: ReviewField) -> ReviewField {
    ReviewField { of_the_text: true, ..field }
}

fn group(name: &str, choices: Vec<Choice>) -> ChoiceGroup {
    ChoiceGroup { name: name.to_owned(), chosen: choices.iter().filter(|c| c.chosen).count(), choices }
}

fn one(id: &str, label: &str, typed: &Typed, field: &'static str) -> Choice {
    let chosen = said(typed, field) == id;
    Choice { id: id.to_owned(), label: label.to_owned(), note: String::new(), chosen }
}

fn one_of(
    typed: &Typed,
    field: &'static str,
    choices: impl IntoIterator<Item = (String, String)>,
) -> Vec<ChoiceGroup> {
    vec![group("", choices.into_iter().map(|(id, label)| one(&id, &label, typed, field)).collect())]
}
