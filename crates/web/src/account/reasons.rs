//! Why something isn't taken, in the words of a page. Rooms that decide give a stable code and a text in English, for
//! programs and logs; here the code finds its words. What a page can't meet has none, and stands in the error's own.

use admission::{ContentError, ContentFault};
use axum::body::Body as HttpBody;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use catalogue::{Kind, Lang};
use fluent_bundle::FluentValue;
use record::{Body, body::MAX_BODY};
use serde::Serialize;
use utoipa::ToSchema;

use super::guard::AccountError;
use crate::words::{Msg, Words, words};

/// The most bytes that what is written may take in a body, which also names the files that go with it.
const MAX_WRITTEN: usize = MAX_BODY - 16 * 1024;

/// Why something isn't taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Reason {
    /// The stable code.
    pub code: String,
    /// The same in words, which say what to do.
    pub text: String,
    /// The language of these words.
    pub language: &'static str,
}

impl Reason {
    /// A reason by its code; in its own words, which are English, where a page can't meet it.
    pub(crate) fn of(code: &str, own: impl std::fmt::Display, lang: Lang) -> Self {
        let words = words(lang);
        message(code).map_or_else(
            || Self { code: code.to_owned(), text: own.to_string(), language: Lang::En.code() },
            |message| Self::said(code, words.say(message).to_owned(), words),
        )
    }

    fn said(code: &str, text: String, words: &Words) -> Self {
        Self { code: code.to_owned(), text, language: words.lang().code() }
    }

    /// Why an account page says no.
    pub(crate) fn of_error(error: &AccountError, lang: Lang) -> Self {
        Self::of(&error.logged(), error, lang)
    }

    /// What is wrong with a field of a draft.
    pub(crate) fn of_field(kind: &Kind, error: &ContentError, lang: Lang) -> Self {
        let words = words(lang);
        let why = match (most(error.fault), message(error.code())) {
            (Some(most), Some(message)) => words.count(message, most),
            _ => Self::of(error.code(), error.fault, lang).text,
        };
        let values = [("name", FluentValue::from(label(kind, &error.field, lang))), ("why", why.into())];
        Self::said(error.code(), words.fill(Msg("refusal-of-field"), &values), words)
    }

    /// In all it is too long for one record: how long it is, how much a record holds, and the field to shorten.
    pub(crate) fn of_size(kind: &Kind, body: &Body, lang: Lang) -> Option<Self> {
        let bytes = body.to_bytes().len();
        if bytes <= MAX_WRITTEN {
            return None;
        }
        let (field, _) = body.content.iter().max_by_key(|(_, value)| value.to_string().len())?;
        let values = [
            ("size", FluentValue::from(bytes.div_ceil(1024))),
            ("most", FluentValue::from(MAX_WRITTEN / 1024)),
            ("name", FluentValue::from(label(kind, field, lang))),
        ];
        let words = words(lang);
        Some(Self::said("body-too-large", words.fill(Msg("refusal-body-too-large"), &values), words))
    }

    /// A draft names too few framework items or too many: how many it should name.
    pub(crate) fn of_items(named: usize, kind: &Kind, lang: Lang) -> Option<Self> {
        let (min, max) = (kind.framework_items.min, kind.framework_items.max);
        let values = [("min", FluentValue::from(min)), ("max", FluentValue::from(max))];
        let words = words(lang);
        let said = || words.fill(Msg("refusal-items"), &values);
        (!kind.framework_items.hold(named)).then(|| Self::said("number-of-framework-items", said(), words))
    }
}

/// How much a kind allows, where a fault says it.
fn most(fault: ContentFault) -> Option<usize> {
    match fault {
        ContentFault::TooLong(most) | ContentFault::TooManyWords(most) | ContentFault::TooMany(most) => {
            Some(most)
        }
        ContentFault::TooLarge(most) => usize::try_from(most).ok(),
        _ => None,
    }
}

/// What a form calls a field; in a table (`milestones.2.due`) with the row and the column.
fn label(kind: &Kind, path: &str, lang: Lang) -> String {
    let mut parts = path.split('.');
    let Some(field) = parts.next().and_then(|id| kind.field(id)) else { return path.to_owned() };
    let of_column = |id: &str| {
        let column = field.columns.iter().find(|column| column.id == id);
        column.map_or(id, |column| column.label.get(lang)).to_owned()
    };
    let within = parts.map(of_column);
    words(lang).listed(std::iter::once(field.label.get(lang).to_owned()).chain(within))
}

/// An error that our script shows: its answer in the words of the page.
pub(crate) struct Spoken(pub AccountError, pub Lang);

impl IntoResponse for Spoken {
    fn into_response(self) -> Response {
        let Self(error, lang) = self;
        let reason = Reason::of_error(&error, lang);
        let said = serde_json::json!({ "code": error.logged(), "message": reason.text });
        let (mut parts, _) = error.into_response().into_parts();
        parts.headers.remove(header::CONTENT_LENGTH);
        Response::from_parts(parts, HttpBody::from(said.to_string()))
    }
}

/// The words of a code that a page can meet.
fn message(code: &str) -> Option<Msg> {
    Some(match code {
        "other-log" => Msg("refusal-other-log"),
        "exercise-differs" => Msg("refusal-exercise-differs"),
        "already-there" => Msg("refusal-already-there"),
        "expired" => Msg("refusal-expired"),
        "from-the-future" => Msg("refusal-from-the-future"),
        "kind-version" => Msg("refusal-kind-version"),
        "unknown-kind" => Msg("refusal-unknown-kind"),
        "evidence-not-taken" => Msg("refusal-evidence-not-taken"),
        "unknown-key" => Msg("refusal-unknown-key"),
        "key-enrolled" => Msg("refusal-key-enrolled"),
        "key-waiting" => Msg("refusal-key-waiting"),
        "key-revoked" => Msg("refusal-key-revoked"),
        "key-of-another" => Msg("refusal-key-of-another"),
        "person-of-another" => Msg("refusal-person-of-another"),
        "person-taken" => Msg("refusal-person-taken"),
        "key-not-entitled" => Msg("refusal-key-not-entitled"),
        "number-of-signers" => Msg("refusal-number-of-signers"),
        "signature-form-not-taken" => Msg("refusal-signature-form-not-taken"),
        "number-of-framework-items" => Msg("refusal-number-of-framework-items"),
        "too-few-root-keys" => Msg("refusal-too-few-root-keys"),
        "wrong-signers" => Msg("refusal-wrong-signers"),
        "unknown-mechanism" => Msg("refusal-unknown-mechanism"),
        "not-in-mechanism" => Msg("refusal-not-in-mechanism"),
        "kind-not-taken" => Msg("refusal-kind-not-taken"),
        "writer-not-taken" => Msg("refusal-writer-not-taken"),
        "not-for-this-kind" => Msg("refusal-not-for-this-kind"),
        "no-mechanism" => Msg("refusal-no-mechanism"),
        "audience-not-taken" => Msg("refusal-audience-not-taken"),
        "unknown-framework-item" => Msg("refusal-unknown-framework-item"),
        "unknown-provision" => Msg("refusal-unknown-provision"),
        "unknown-record" => Msg("refusal-unknown-record"),
        "wider-than-named" => Msg("refusal-wider-than-named"),
        "not-yours-to-supersede" => Msg("refusal-not-yours-to-supersede"),
        "transmission-over-signed" => Msg("refusal-transmission-over-signed"),
        "unknown-group" => Msg("refusal-unknown-group"),
        "unknown-participant" => Msg("refusal-unknown-participant"),
        "quota" => Msg("refusal-quota"),
        "control-body" => Msg("refusal-control-body"),
        "not-erasable" => Msg("refusal-not-erasable"),
        "not-disavowable" => Msg("refusal-not-disavowable"),
        "not-movable" => Msg("refusal-not-movable"),
        "unknown-move" => Msg("refusal-unknown-move"),
        "not-the-mover" => Msg("refusal-not-the-mover"),
        "not-from-here" => Msg("refusal-not-from-here"),
        "states-differ" => Msg("refusal-states-differ"),
        "other-key-needed" => Msg("refusal-other-key-needed"),
        "register-unreadable" => Msg("refusal-register-unreadable"),
        "content-missing" => Msg("refusal-content-missing"),
        "content-unknown-field" => Msg("refusal-content-unknown-field"),
        "content-not-asked" => Msg("refusal-content-not-asked"),
        "content-not-rows" => Msg("refusal-content-not-rows"),
        "content-too-many-words" => Msg("refusal-content-too-many-words"),
        "content-twice" => Msg("refusal-content-twice"),
        "content-not-a-number" => Msg("refusal-content-not-a-number"),
        "content-too-large" => Msg("refusal-content-too-large"),
        "content-not-text" => Msg("refusal-content-not-text"),
        "content-not-a-list" => Msg("refusal-content-not-a-list"),
        "content-too-long" => Msg("refusal-content-too-long"),
        "content-too-many" => Msg("refusal-content-too-many"),
        "content-several-lines" => Msg("refusal-content-several-lines"),
        "content-not-plain" => Msg("refusal-content-not-plain"),
        "content-not-a-choice" => Msg("refusal-content-not-a-choice"),
        "content-not-a-date" => Msg("refusal-content-not-a-date"),
        "content-not-precise" => Msg("refusal-content-not-precise"),
        "content-not-an-address" => Msg("refusal-content-not-an-address"),
        "arrival-missing" => Msg("refusal-arrival-missing"),
        "arrival-not-transmitted" => Msg("refusal-arrival-not-transmitted"),
        "arrival-reference" => Msg("refusal-arrival-reference"),
        "arrival-date" => Msg("refusal-arrival-date"),
        "attachment-size" => Msg("refusal-attachment-size"),
        "attachment-type" => Msg("refusal-attachment-type"),
        "attachment-twice" => Msg("refusal-attachment-twice"),
        "draft-no-audience" => Msg("refusal-draft-no-audience"),
        "signature-malformed" => Msg("refusal-signature-malformed"),
        "signature-namespace" => Msg("refusal-signature-namespace"),
        "signature-hash-algorithm" => Msg("refusal-signature-hash-algorithm"),
        "signature-not-touched" => Msg("refusal-signature-not-touched"),
        "signature-wrong" => Msg("refusal-signature-wrong"),
        "signature-set" => Msg("refusal-signature-set"),
        "signature-not-the-signers" => Msg("refusal-signature-not-the-signers"),
        "key-malformed" => Msg("refusal-key-malformed"),
        "key-algorithm" => Msg("refusal-key-algorithm"),
        "key-weak" => Msg("refusal-key-weak"),
        "webauthn-challenge" => Msg("refusal-webauthn-challenge"),
        "webauthn-user-not-verified" => Msg("refusal-webauthn-user-not-verified"),
        "webauthn-user-not-present" => Msg("refusal-webauthn-user-not-present"),
        "hub-busy" => Msg("refusal-hub-busy"),
        "hub-stopped" => Msg("refusal-hub-stopped"),
        "no-hub-key" => Msg("refusal-no-hub-key"),
        _ => return of_a_workbook(code),
    })
}

/// The same, of a workbook that was brought back.
fn of_a_workbook(code: &str) -> Option<Msg> {
    Some(match code {
        "workbook-alive" => Msg("refusal-workbook-alive"),
        "workbook-too-large" => Msg("refusal-workbook-too-large"),
        "workbook-unreadable" => Msg("refusal-workbook-unreadable"),
        "not-a-workbook" => Msg("refusal-not-a-workbook"),
        "workbook-formula" => Msg("refusal-workbook-formula"),
        "workbook-hidden" => Msg("refusal-workbook-hidden"),
        "workbook-cell" => Msg("refusal-workbook-cell"),
        "workbook-no-questionnaire" => Msg("refusal-workbook-no-questionnaire"),
        "workbook-foreign-sheet" => Msg("refusal-workbook-foreign-sheet"),
        "workbook-sheet-twice" => Msg("refusal-workbook-sheet-twice"),
        "workbook-other-version" => Msg("refusal-workbook-other-version"),
        "workbook-unknown-reference" => Msg("refusal-workbook-unknown-reference"),
        "workbook-reference-twice" => Msg("refusal-workbook-reference-twice"),
        "workbook-outside" => Msg("refusal-workbook-outside"),
        "workbook-other-cycle" => Msg("refusal-workbook-other-cycle"),
        "workbook-not-a-mark" => Msg("refusal-workbook-not-a-mark"),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::PAGE_LANGUAGES;
    use std::collections::BTreeSet;
    use std::path::Path;

    /// Codes that nothing made on a page can meet: of the genesis, the hub's own records, the catalogue's, and of entries that
    /// are replayed. What has words in spite of that is named by the last assertion.
    const NOT_ON_A_PAGE: [&str; 13] = [
        "no-genesis",
        "second-genesis",
        "log-key",
        "hour-committed",
        "hour-left-out",
        "hour-not-over",
        "no-retention",
        "retention-not-over",
        "body-missing",
        "catalogue-file",
        "catalogue-file-unusable",
        "time-decreases",
        "entry-differs",
    ];

    /// Every code with which a record or its content is refused, read out of the sources.
    fn codes() -> BTreeSet<String> {
        let folders = ["../admission/src", "../kinds/src", "../workbook/src"]
            .map(|folder| std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap());
        let mut found = BTreeSet::new();
        for file in folders.into_iter().flatten() {
            let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
            // A refusal's own arms: what else has words in a file has no code.
            let refused = text.lines().skip_while(|line| !line.contains("fn code("));
            let arms = refused.filter(|line| line.trim_start().starts_with("Self::"));
            found.extend(arms.filter_map(|arm| {
                let code = arm.split_once("=> \"")?.1.strip_suffix("\",")?;
                Some(code.to_owned())
            }));
        }
        found
    }

    #[test]
    fn every_refusal_that_a_page_can_meet_has_words_in_every_language() {
        let codes = codes();
        assert!(codes.len() > 60, "the sources were read: {}", codes.len());
        for code in codes.iter().filter(|code| !NOT_ON_A_PAGE.contains(&code.as_str())) {
            let Msg(key) = message(code).unwrap_or_else(|| panic!("{code} has no words"));
            assert_eq!(key, format!("refusal-{code}"));
            let said: BTreeSet<String> =
                PAGE_LANGUAGES.into_iter().map(|lang| words(lang).count(Msg(key), 2)).collect();
            assert!(!said.contains(key) && said.len() == PAGE_LANGUAGES.len(), "{code}: {said:?}");
        }
        let idle: Vec<_> = NOT_ON_A_PAGE.iter().filter(|code| message(code).is_some()).collect();
        assert!(idle.is_empty(), "they have words after all: {idle:?}");
    }

    #[test]
    fn what_has_no_words_stands_in_its_own_and_says_so() {
        let own = Reason::of("time-decreases", "the entry's time is before", Lang::Fr);
        assert_eq!((own.text.as_str(), own.language), ("the entry's time is before", "en"));
        let said = Reason::of("expired", "the signature's time ran out", Lang::Fr);
        assert_eq!(said.language, "fr");
        assert_ne!(said.text, "the signature's time ran out");
    }
}
