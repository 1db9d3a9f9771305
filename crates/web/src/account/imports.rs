//! Imported texts: the list, what was read of one, its files, and the confirmation. What is corrected goes through the forms of
//! `import_forms`. A text belongs to the mechanism for which it was imported; to everybody but its secretariat it isn't there.

use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use catalogue::{Catalogue, Lang};
use delegations::DelegationError;
use delegations::audit::What;
use instruments::Instrument;
use instruments::review::{KeptReview, ReviewDocument, ReviewState};
use policy::{Action, Resource};
use record::Time;
use record::hash::from_lower_hex;
use serde::Deserialize;
use std::sync::Arc;
use store::{ImportHead, ImportedText, Imports};

use super::caller::{Caller, seat_name};
use super::fields::Fields;
use super::guard::{self, AccountError, as_file, see_other};
use super::import_page::{Shown, state_name};
use super::import_parts::{Refused, problems, revision};
use super::model::{Notice, page_or_else};
use super::model_imports::{ImportLine, ImportsPage};
use super::office::Office;
use super::sign_in::{Asked, note};
use super::transmissions::desk;
use crate::ask::Ask;
use crate::door::DoorError;
use crate::words::words;

type SharedOffice = State<Arc<Office>>;

/// The address of the list.
pub(super) const PAGE: &str = "/imports";

/// Characters of an address that name a file.
const SHORT_DIGEST: usize = 12;

/// An import as a secretariat reviews it.
pub(super) struct Open {
    pub mechanism: String,
    pub digest: [u8; 32],
    pub name: String,
    pub imported_at: u64,
    pub text: Instrument,
    pub kept: KeptReview,
}

impl Open {
    /// Its page.
    pub fn href(&self) -> String {
        format!("{PAGE}/{}", hex::encode(self.digest))
    }

    /// What it is called.
    pub fn heading(&self) -> String {
        self.text.title.clone().unwrap_or_else(|| self.name.clone())
    }

    fn document(&self) -> ReviewDocument {
        let confirmed = self.kept.state == ReviewState::Confirmed;
        ReviewDocument { confirmed, ..ReviewDocument::new(self.text.clone(), hex::encode(self.digest)) }
    }

    /// The name of its review file.
    pub fn review_file(&self) -> String {
        let digest = hex::encode(self.digest);
        format!("review-{}.json", digest.get(..SHORT_DIGEST).unwrap_or_default())
    }
}

/// The mechanism whose imports the caller may review.
pub(super) fn at_desk(office: &Office, caller: &Caller) -> Result<String, AccountError> {
    let (_, mechanism) = desk(caller)?;
    office.require(caller, Action::ReviewImport, &Resource::Import { mechanism: mechanism.clone() })?;
    Ok(mechanism)
}

fn kept(review: &str) -> Result<KeptReview, DelegationError> {
    serde_json::from_str(review).map_err(|_| DelegationError::Form("imports"))
}

/// An import of this mechanism. One of another isn't there.
fn of_mechanism(imports: &Imports<'_>, mechanism: &str, digest: [u8; 32]) -> Result<Open, DelegationError> {
    let text = imports.text(&digest)?.ok_or(DelegationError::Draft)?;
    let kept = kept(&text.review)?;
    if kept.mechanism.as_deref() != Some(mechanism) {
        return Err(DelegationError::Draft);
    }
    let read = serde_json::from_str(&text.structure).map_err(|_| DelegationError::Form("imports"))?;
    let ImportedText { digest, name, imported_at, .. } = text;
    Ok(Open { mechanism: mechanism.to_owned(), digest, name, imported_at, text: read, kept })
}

/// The import at an address, for somebody who may review it.
pub(super) async fn open(office: &Arc<Office>, caller: &Caller, digest: &str) -> Result<Open, AccountError> {
    let mechanism = at_desk(office, caller)?;
    let digest = from_lower_hex(digest).ok_or(DelegationError::Draft)?;
    office.look(move |_, drawer| Ok(of_mechanism(&drawer.imports(), &mechanism, digest)?)).await
}

/// Changes an import as it is now, whoever else changes it, and notes that in the trail; all of it or nothing.
pub(super) async fn change(
    office: &Arc<Office>,
    caller: &Caller,
    digest: &str,
    work: impl FnOnce(&mut Open, &Catalogue) -> Result<(), Refused> + Send + 'static,
) -> Result<Result<(), Refused>, AccountError> {
    let mechanism = at_desk(office, caller)?;
    let signed_in = Arc::clone(caller.person()?);
    let digest = from_lower_hex(digest).ok_or(DelegationError::Draft)?;
    office
        .together(move |office, drawer| {
            let imports = drawer.imports();
            let mut open = of_mechanism(&imports, &mechanism, digest)?;
            let before = (open.text.clone(), open.kept.state);
            if let Err(refused) = work(&mut open, office.hub.edition().catalogue()) {
                return Ok(Err(refused));
            }
            let corrected = open.text != before.0;
            if corrected {
                // What was confirmed was another text.
                open.kept.state = ReviewState::InReview;
            }
            if !corrected && open.kept.state == before.1 {
                return Ok(Ok(()));
            }
            let written = |value: Result<String, serde_json::Error>| value.map_err(|_| AccountError::Fault);
            let structure = written(serde_json::to_string(&open.text))?;
            let review = written(serde_json::to_string(&open.kept))?;
            imports.review(&digest, &structure, &review).map_err(DelegationError::from)?;
            let what = if corrected { What::ImportReviewed } else { What::ImportConfirmed };
            note(drawer, &signed_in, what, Some(hex::encode(digest)))?;
            Ok(Ok(()))
        })
        .await
}

/// A form about something that isn't there, or isn't the sender's, is answered as any address that isn't there.
pub(super) fn refused(error: AccountError, page: &str) -> Response {
    match error {
        AccountError::Denied | AccountError::Delegation(DelegationError::Draft) => {
            error.instead_of_page(page)
        }
        other => other.instead_of_form(page),
    }
}

/// The texts imported for the seat's mechanism.
pub(crate) async fn show_imports(
    State(office): SharedOffice,
    caller: Caller,
    ask: Ask,
    Query(asked): Query<Asked>,
) -> Response {
    let made = async {
        let mechanism = at_desk(&office, &caller)?;
        let (_, seat, _) = caller.seat()?;
        let theirs = mechanism.clone();
        let lang = ask.lang;
        let imports = office
            .look(move |_, drawer| {
                let mut lines = Vec::new();
                for head in drawer.imports().heads(&theirs).map_err(DelegationError::from)? {
                    // One that can't be read is missing here and named where it is opened; the others are still listed.
                    let Ok(kept) = kept(&head.review) else { continue };
                    lines.push(import_line(head, kept.state, lang));
                }
                Ok(lines)
            })
            .await?;
        Ok(ImportsPage {
            seat: seat_name(office.hub.edition().catalogue(), seat, ask.lang),
            imports,
            command: format!("comity import FILE --mechanism {mechanism} --data DIR"),
            notice: Notice::of(asked.notice.as_deref()),
        })
    };
    page_or_else(made.await, PAGE, &ask)
}

fn import_line(head: ImportHead, state: ReviewState, lang: Lang) -> ImportLine {
    ImportLine {
        href: format!("{PAGE}/{}", hex::encode(head.digest)),
        name: head.name,
        title: head.title,
        imported: Time(head.imported_at).to_string(),
        state,
        state_name: state_name(state, words(lang)),
    }
}

/// Which part of a long text, and what to say.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Leaf {
    pub from: Option<usize>,
    pub notice: Option<String>,
}

/// What was read of one text.
pub(crate) async fn show_import(
    State(office): SharedOffice,
    caller: Caller,
    ask: Ask,
    Path(digest): Path<String>,
    Query(leaf): Query<Leaf>,
) -> Response {
    let made = async {
        let open = open(&office, &caller, &digest).await?;
        let edition = office.hub.edition();
        let shown = Shown { open: &open, catalogue: edition.catalogue(), lang: ask.lang };
        let origin = &office.site.origin;
        let form = caller.person()?.form_token();
        Ok(shown.page(&leaf, origin, form))
    };
    page_or_else(made.await, &format!("{PAGE}/{digest}"), &ask)
}

/// A note that was looked at goes.
pub(crate) async fn settle_import_note(
    State(office): SharedOffice,
    caller: Caller,
    ask: Ask,
    Path((digest, number)): Path<(String, usize)>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let page = format!("{PAGE}/{digest}");
    let done = async {
        let fields: Fields = guard::form(&office, &caller, &headers, &body)?;
        let looked_at = fields.one("revision")?.to_owned();
        change(&office, &caller, &digest, move |open, _| {
            let note = open.text.review.get(number).ok_or(Refused::Gone)?;
            if revision(note) != looked_at {
                return Err(Refused::Stale);
            }
            open.text.review.remove(number);
            Ok(())
        })
        .await
    };
    finish(done.await, &page, "saved", "#notes", &ask)
}

/// A person says that all of it was looked at.
pub(crate) async fn confirm_import(
    State(office): SharedOffice,
    caller: Caller,
    ask: Ask,
    Path(digest): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let page = format!("{PAGE}/{digest}");
    let done = async {
        let fields: Fields = guard::form(&office, &caller, &headers, &body)?;
        let saw = fields.one("revision")?.to_owned();
        let looked = fields.maybe("looked").is_some();
        change(&office, &caller, &digest, move |open, catalogue| {
            if revision(&open.text) != saw {
                return Err(Refused::Stale);
            }
            // A review file that nothing reads back is none.
            if !looked || !problems(&open.text, catalogue).is_empty() {
                return Err(Refused::Wrong(Vec::new()));
            }
            open.kept.state = ReviewState::Confirmed;
            Ok(())
        })
        .await
    };
    finish(done.await, &page, "import-confirmed", "", &ask)
}

/// Back to the page, which says what came of a form that has no fields to show again.
fn finish(
    done: Result<Result<(), Refused>, AccountError>,
    page: &str,
    notice: &str,
    fragment: &str,
    ask: &Ask,
) -> Response {
    let notice = match done {
        Err(error) => return refused(error, page),
        Ok(Ok(())) => notice,
        Ok(Err(Refused::Gone | Refused::Stale)) => "saved-meanwhile",
        Ok(Err(Refused::Wrong(_))) => "field",
    };
    see_other(&ask.link(&format!("{page}?notice={notice}{fragment}")))
}

/// The review file, as `comity import` writes it and reads it back.
pub(crate) async fn get_import_review(
    State(office): SharedOffice,
    caller: Caller,
    Path(digest): Path<String>,
) -> Response {
    match open(&office, &caller, &digest).await {
        Ok(open) => as_file(&open.review_file(), open.document().to_json() + "\n"),
        Err(error) => error.instead_of_page(&format!("{PAGE}/{digest}/review")),
    }
}

/// The file as it came, to be saved and never opened here: whoever made it may have meant it for a browser.
pub(crate) async fn get_import_original(
    State(office): SharedOffice,
    caller: Caller,
    Path(digest): Path<String>,
) -> Response {
    let found = async {
        let mechanism = at_desk(&office, &caller)?;
        let digest = from_lower_hex(&digest).ok_or(DelegationError::Draft)?;
        // Who may not have it waits for no room.
        let (name, size) = office
            .look(move |_, drawer| {
                let imports = drawer.imports();
                let open = of_mechanism(&imports, &mechanism, digest)?;
                let size = imports.original_size(&digest).map_err(DelegationError::from)?;
                Ok((open.name, size.ok_or(DelegationError::Draft)?))
            })
            .await?;
        let room = office.hub.bounds().room(size).await.ok_or_else(DoorError::busy)?;
        let original = office
            .look(move |_, drawer| {
                let original = drawer.imports().original(&digest).map_err(DelegationError::from)?;
                Ok(original.ok_or(DelegationError::Draft)?)
            })
            .await?;
        Ok::<_, AccountError>((name, room.around(original)))
    };
    match found.await {
        Ok((name, original)) => as_original(&name, original),
        Err(error) => error.instead_of_page(&format!("{PAGE}/{digest}/original")),
    }
}

fn as_original(name: &str, original: Bytes) -> Response {
    let plain = |ch: char| if ch.is_ascii_alphanumeric() || "._-".contains(ch) { ch } else { '_' };
    let name: String = name.chars().map(plain).collect();
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream")),
        (header::CONTENT_DISPOSITION, disposition.unwrap_or(HeaderValue::from_static("attachment"))),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (headers, original).into_response()
}
