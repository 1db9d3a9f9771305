//! "Use again": carries a record of one's own into another kind, or into another mechanism, as a draft that is signed there too.
//! What found no place is shown, so that nobody takes for said what isn't.

use std::sync::Arc;

use axum::Extension;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use catalogue::{Catalogue, Field, FieldType, Kind, Lang};
use delegations::DelegationError;
use delegations::drafts::{self, Draft, Saved, TypedPart};
use delegations::merge::Cells;
use policy::{Action, Seat};
use record::{Body, Header};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;

use super::caller::{Caller, seat_name};
use super::carrying::{Carried, Left, Used, carry};
use super::draft_audience;
use super::draft_form::{Filled, spoken_in};
use super::draft_parts::{CHOICES, name_of_cell, name_of_field, part_of};
use super::draft_write::store;
use super::drafts::{Becomes, begin_in, href, may, open};
use super::guard::{self, AccountError};
use super::keys::{Here, here};
use super::model::account_page;
use super::model_drafts::Choice;
use super::model_use_again::{LeftLine, UseAgainPage, UsedIn};
use super::office::Office;
use super::reasons::Reason;
use crate::ask::Ask;
use crate::door::{Door, Part, read_part};
use crate::reader::Reader;
use crate::vocabulary;
use crate::words::{Msg, words};

type SharedOffice = State<Arc<Office>>;

/// What stands before the id of what a record is carried into.
const KIND: &str = "kind/";
const DRAFT: &str = "draft/";
/// What stands before the language of a translation.
const TRANSLATION: &str = "translation/";

/// A record of the delegation's own.
struct Source {
    here: Here,
    id: String,
    kind: Kind,
    header: Header,
    body: Body,
}

async fn source(
    office: &Office,
    door: &Door,
    caller: &Caller,
    reader: Reader,
    id: String,
) -> Result<Source, AccountError> {
    let here = here(caller)?;
    let none = || AccountError::Delegation(DelegationError::Draft);
    if !matches!(here.seat, Seat::Participant(_)) {
        return Err(AccountError::Denied);
    }
    let stored = read_part(door.clone(), reader, id.clone(), Part::Body).await.map_err(|_| none())?.stored;
    let header = Header::from_bytes(&stored.header).map_err(|_| none())?;
    let body = stored.body.as_deref().and_then(|bytes| Body::from_bytes(bytes).ok()).ok_or_else(none)?;
    let edition = office.hub.edition();
    let kind = edition.catalogue().kind_as_written(&header.kind, header.kind_version).ok_or_else(none)?;
    // Another's words are not carried into one's own.
    if header.participant != here.code {
        return Err(none());
    }
    Ok(Source { kind: kind.clone(), here, id, header, body })
}

/// Where a record can be carried.
pub(crate) async fn show_use_again(
    State(office): SharedOffice,
    Extension(door): Extension<Door>,
    caller: Caller,
    reader: Reader,
    ask: Ask,
    Path(id): Path<String>,
) -> Response {
    let path = format!("/records/{id}/use");
    let made = async {
        let source = source(&office, &door, &caller, reader, id).await?;
        let page = page(&office, &caller, &source, ask.lang).await?;
        Ok(account_page(&page, &ask))
    };
    made.await.unwrap_or_else(|error: AccountError| error.instead_of_page(&path))
}

async fn page(
    office: &Arc<Office>,
    caller: &Caller,
    source: &Source,
    lang: Lang,
) -> Result<UseAgainPage, AccountError> {
    let (edition, here) = (office.hub.edition(), &source.here);
    let catalogue = edition.catalogue();
    let seat = here.seat.clone();
    let open = office.look(move |_, drawer| Ok(drafts::of_seat(drawer, &seat)?)).await?;
    let own = spoken_in(catalogue, &here.seat);
    let taken = |kind: &&Kind| {
        let begun = new_draft(catalogue, source, kind, None, true);
        own.iter().any(|one| one.kinds.contains(&kind.id))
            && writes(office, caller, here, kind, &begun).is_ok()
    };
    let kind = |kind: &Kind| choice(&format!("{KIND}{}", kind.id), kind.names.get(lang));
    let draft = |draft: &Draft| {
        let kind = catalogue.kind(&draft.kind)?;
        let name = Filled::of(draft).title().map(str::to_owned);
        let name = name.map_or_else(
            || kind.names.get(lang).to_owned(),
            |title| format!("{title} · {}", kind.names.get(lang)),
        );
        Some(choice(&format!("{DRAFT}{}", hex::encode(draft.id)), &name))
    };
    let mechanism = |one: &&catalogue::Mechanism| choice(&one.id, one.short_names.get(lang));
    let title = source.body.content.get("title").and_then(Value::as_str);
    Ok(UseAgainPage {
        seat: seat_name(catalogue, &here.seat, lang),
        href: format!("/records/{}", source.id),
        title: title.unwrap_or(source.kind.names.get(lang)).to_owned(),
        language: source.header.language.clone(),
        kinds: catalogue.kinds().filter(taken).map(kind).collect(),
        drafts: open.iter().filter_map(draft).collect(),
        mechanisms: own.iter().map(mechanism).collect(),
        languages: languages(source, lang),
        done: None,
        form: caller.person()?.form_token(),
    })
}

/// The languages that the record isn't in.
fn languages(source: &Source, lang: Lang) -> Vec<Choice> {
    let others = Lang::ALL.into_iter().filter(|other| other.code() != source.header.language);
    let named = |other: Lang| {
        let label = words(lang).say(vocabulary::language(other));
        choice(&format!("{TRANSLATION}{}", other.code()), label)
    };
    others.map(named).collect()
}

fn choice(id: &str, label: &str) -> Choice {
    Choice { id: id.to_owned(), label: label.to_owned(), note: String::new(), chosen: false }
}

fn writes(
    office: &Office,
    caller: &Caller,
    here: &Here,
    kind: &Kind,
    filled: &Filled,
) -> Result<(), AccountError> {
    let edition = office.hub.edition();
    let classes = draft_audience::classes(edition.catalogue(), filled, kind, &here.code);
    may(office, caller, here, Action::Write, kind, &classes)
}

/// What is chosen.
#[derive(Debug, Deserialize)]
pub(crate) struct Chosen {
    into: String,
    #[serde(default)]
    mechanism: String,
    named: Option<String>,
}

/// Carries it, and shows what found no place.
#[expect(clippy::too_many_arguments, reason = "each takes a part of the request")]
pub(crate) async fn use_again(
    State(office): SharedOffice,
    Extension(door): Extension<Door>,
    caller: Caller,
    reader: Reader,
    ask: Ask,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let path = format!("/records/{id}/use");
    let done = async {
        let chosen: Chosen = guard::form(&office, &caller, &headers, &body)?;
        let source = source(&office, &door, &caller, reader, id).await?;
        let named = chosen.named.is_some();
        let done = if let Some(kind) = chosen.into.strip_prefix(KIND) {
            into_new(&office, &caller, &source, kind, &chosen.mechanism, named, ask.lang).await?
        } else if let Some(language) = chosen.into.strip_prefix(TRANSLATION) {
            let language = Lang::from_code(language).ok_or(AccountError::Unreadable)?;
            into_another_language(&office, &caller, &source, language, ask.lang).await?
        } else {
            let draft = chosen.into.strip_prefix(DRAFT).ok_or(AccountError::Unreadable)?;
            into_open(&office, &caller, &source, draft, named, ask.lang).await?
        };
        let mut page = page(&office, &caller, &source, ask.lang).await?;
        page.done = Some(done);
        Ok(account_page(&page, &ask))
    };
    done.await.unwrap_or_else(|error: AccountError| error.instead_of_form(&path))
}

/// The line by which words say where they were said first, in the language in which they are written.
pub(super) fn said_first_in(language: &str, id: &str) -> String {
    let lang = Lang::from_code(language).unwrap_or(Lang::En);
    words(lang).name(Msg("said-first-in"), id)
}

fn carried(source: &Source, kind: &Kind, before: &Filled, named: bool) -> Carried {
    let reference = named.then(|| said_first_in(&source.header.language, &source.id));
    let items = &source.header.framework_items;
    let content = &source.body.content;
    let used = Used { kind: &source.kind, content, items, reference: reference.as_deref() };
    carry(&used, kind, &before.content)
}

/// A draft before the words: for the same readers, in the mechanism that was chosen, and superseding nothing.
fn new_draft(
    catalogue: &Catalogue,
    source: &Source,
    kind: &Kind,
    mechanism: Option<&str>,
    named: bool,
) -> Filled {
    let (audience, readers) = draft_audience::as_typed(&source.header.audience);
    let most = usize::try_from(kind.framework_items.max).unwrap_or(usize::MAX);
    let known = |item: &&String| catalogue.item(item).is_some();
    let mut filled = Filled {
        audience,
        readers,
        language: source.header.language.clone(),
        mechanisms: mechanism.into_iter().map(str::to_owned).collect(),
        framework_items: source.header.framework_items.iter().filter(known).take(most).cloned().collect(),
        provisions: source.header.provisions.clone(),
        ..Filled::default()
    };
    if named {
        filled.refers = vec![source.id.clone()];
    }
    filled
}

async fn into_new(
    office: &Arc<Office>,
    caller: &Caller,
    source: &Source,
    kind: &str,
    mechanism: &str,
    named: bool,
    lang: Lang,
) -> Result<UsedIn, AccountError> {
    let edition = office.hub.edition();
    let catalogue = edition.catalogue();
    let kind = catalogue.kind(kind).ok_or(AccountError::Denied)?;
    let own = spoken_in(catalogue, &source.here.seat);
    let takes = own.iter().any(|one| one.id == mechanism && one.kinds.contains(&kind.id));
    let begun = new_draft(catalogue, source, kind, Some(mechanism).filter(|_| takes), named);
    let done = carried(source, kind, &begun, named);
    let filled = Filled { content: done.content.clone(), ..begun };
    writes(office, caller, &source.here, kind, &filled)?;
    let mut left = left_lines(catalogue, source, kind, &done, lang);
    let lost = source.header.framework_items.iter().filter(|item| !filled.framework_items.contains(item));
    left.extend(lost.map(|item| item_line(catalogue, item, lang)));
    let draft =
        begin_in(office, caller, source.here.seat.clone(), kind.id.clone(), filled.to_fields()).await?;
    Ok(used_in(&draft, kind, &done, left, lang))
}

/// Begins the delegation's own translation: alike in all that isn't words, and those are left to be written.
async fn into_another_language(
    office: &Arc<Office>,
    caller: &Caller,
    source: &Source,
    language: Lang,
    lang: Lang,
) -> Result<UsedIn, AccountError> {
    let edition = office.hub.edition();
    let catalogue = edition.catalogue();
    let kind = catalogue.kind(&source.kind.id).ok_or(AccountError::Denied)?;
    let spoken = |id: &str| {
        kind.field(id).is_none_or(|field| matches!(field.field_type, FieldType::Text | FieldType::Rows))
    };
    let unspoken = source.body.content.iter().filter(|(id, _)| !spoken(id));
    let filled = Filled {
        language: language.code().to_owned(),
        mechanisms: source.header.mechanisms.clone(),
        framework_items: source.header.framework_items.clone(),
        content: unspoken.map(|(id, value)| (id.clone(), value.clone())).collect(),
        ..new_draft(catalogue, source, kind, None, true)
    };
    writes(office, caller, &source.here, kind, &filled)?;
    let draft =
        begin_in(office, caller, source.here.seat.clone(), kind.id.clone(), filled.to_fields()).await?;
    let done = Carried { changed: filled.content.keys().cloned().collect(), ..Carried::default() };
    Ok(used_in(&draft, kind, &done, Vec::new(), lang))
}

async fn into_open(
    office: &Arc<Office>,
    caller: &Caller,
    source: &Source,
    draft: &str,
    named: bool,
    lang: Lang,
) -> Result<UsedIn, AccountError> {
    let opened = open(office, caller, draft).await?;
    let Becomes::Statement(kind) = &opened.becomes else { return Err(DelegationError::Draft.into()) };
    let edition = office.hub.edition();
    let catalogue = edition.catalogue();
    let before = Filled::of(&opened.draft);
    let done = carried(source, kind, &before, named);
    let mut left = left_lines(catalogue, source, kind, &done, lang);
    let mut items = before.framework_items.clone();
    let most = usize::try_from(kind.framework_items.max).unwrap_or(usize::MAX);
    for item in &source.header.framework_items {
        if items.contains(item) {
            continue;
        }
        if items.len() < most {
            items.push(item.clone());
        } else {
            left.push(item_line(catalogue, item, lang));
        }
    }
    let mut parts: BTreeMap<String, Cells> = BTreeMap::new();
    for id in &done.changed {
        let Some(field) = kind.field(id) else { continue };
        let value = done.content.get(id).cloned().unwrap_or_default();
        parts.entry(part_of(kind, field).to_owned()).or_default().insert(name_of_cell(id), value);
    }
    let choices = parts.entry(CHOICES.to_owned()).or_default();
    choices.insert("framework_items".to_owned(), json!(items));
    if named && !before.refers.contains(&source.id) {
        let refers: Vec<_> = before.refers.iter().chain([&source.id]).collect();
        choices.insert("refers".to_owned(), json!(refers));
    }
    let typed = parts.into_iter().map(|(part, cells)| TypedPart { part, cells }).collect();
    match store(office, caller, &opened, opened.draft.revision, typed).await? {
        Saved::Done { draft, .. } => Ok(used_in(&draft, kind, &done, left, lang)),
        // A colleague wrote in the same fields just now: carried again, the words go below theirs.
        Saved::Asked { .. } => Err(DelegationError::Conflict.into()),
    }
}

fn used_in(draft: &Draft, kind: &Kind, done: &Carried, left: Vec<LeftLine>, lang: Lang) -> UsedIn {
    let label = |id: &String| Some(name_of_field(kind, kind.field(id)?, lang));
    UsedIn {
        href: href(draft),
        kind_name: kind.names.get(lang).to_owned(),
        placed: done.changed.iter().filter_map(label).collect(),
        left,
    }
}

fn item_line(catalogue: &Catalogue, item: &str, lang: Lang) -> LeftLine {
    let title = catalogue.item(item).map_or(item, |item| item.title.get(lang));
    LeftLine { label: title.to_owned(), value: String::new(), reason: own(Msg("left-item"), lang) }
}

/// A reason of this page's own.
fn own(key: Msg, lang: Lang) -> Reason {
    let Msg(code) = key;
    Reason { code: code.to_owned(), text: words(lang).say(key).to_owned(), language: lang.code() }
}

/// A value as somebody copies it: choices by their labels, a table row by row.
fn in_words(field: &Field, value: Option<&Value>, lang: Lang) -> String {
    if field.field_type != FieldType::Rows {
        let word = |said: String| {
            let choice = field.choices.iter().find(|choice| choice.id == said);
            choice.map_or(said, |choice| choice.label.get(lang).to_owned())
        };
        return kinds::cell(value).into_iter().map(word).collect::<Vec<_>>().join("\n");
    }
    let rows = value.and_then(Value::as_array).into_iter().flatten();
    let row = |row: &Value| {
        let cells = field.columns.iter().map(|column| in_words(column, row.get(&column.id), lang));
        cells.filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join("\n")
    };
    rows.map(row).collect::<Vec<_>>().join("\n\n")
}

/// What found no place, with what it says: it can be copied from here.
fn left_lines(
    catalogue: &Catalogue,
    source: &Source,
    kind: &Kind,
    done: &Carried,
    lang: Lang,
) -> Vec<LeftLine> {
    let spoken = Lang::from_code(&source.header.language).unwrap_or(lang);
    let said = |id: &str| {
        let value = source.body.content.get(id);
        source.kind.field(id).map(|field| in_words(field, value, spoken)).unwrap_or_default()
    };
    let field = |id: &str, reason: Reason| LeftLine {
        label: source.kind.field(id).map_or(id, |field| field.label.get(lang)).to_owned(),
        value: said(id),
        reason,
    };
    let ours = |key: Msg| own(key, lang);
    let line = |left: &Left| match left {
        Left::Field(id) => field(id, ours(Msg("left-not-asked"))),
        Left::Taken(id) => field(id, ours(Msg("left-taken"))),
        Left::Refused(id, fault) => field(id, Reason::of(fault.code(), fault.fault, lang)),
        Left::Item(id) => item_line(catalogue, id, lang),
        Left::Words(id, fault) => LeftLine {
            label: kind.field(id).map_or(id.as_str(), |field| field.label.get(lang)).to_owned(),
            value: source
                .kind
                .fields
                .iter()
                .map(|field| said(&field.id))
                .filter(|text| !text.is_empty())
                .collect::<Vec<_>>()
                .join("\n\n"),
            reason: Reason::of(fault.code(), fault.fault, lang),
        },
    };
    done.left.iter().map(line).collect()
}
