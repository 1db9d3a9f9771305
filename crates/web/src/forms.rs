//! A kind's files for those who write elsewhere: the JSON Schema of its content, and the workbook to fill in offline.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use catalogue::{Kind, Lang};
use serde_json::{Map, Value};
use workbook::{Prefill, Texts};

use crate::WebError;
use crate::answer::{answer, close};
use crate::ask::Ask;
use crate::hub::Hub;
use crate::model::{Desk, cycle, kind};
use crate::printed::take;
use crate::reader::Reader;
use crate::words::{Msg, words};

type SharedHub = State<Arc<Hub>>;
type Answer = Result<Response, WebError>;

/// The media type of a workbook in XLSX.
pub(crate) const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

pub(crate) async fn list_kinds(State(hub): SharedHub, ask: Ask, reader: Reader) -> Answer {
    answer(hub, ask, reader, |desk| Ok(kind::list(desk))).await
}

pub(crate) async fn show_kind(
    State(hub): SharedHub,
    ask: Ask,
    reader: Reader,
    Path(id): Path<String>,
) -> Answer {
    answer(hub, ask, reader, move |desk| kind::page(desk, &id)).await
}

pub(crate) async fn show_kind_schema(State(hub): SharedHub, ask: Ask, Path(id): Path<String>) -> Answer {
    let edition = hub.edition();
    let kind = edition.catalogue().kind(&id).ok_or(WebError::NotFound)?;
    let json = HeaderValue::from_static("application/schema+json");
    Ok(([(header::CONTENT_TYPE, json)], kinds::schema(kind, ask.lang).to_string()).into_response())
}

/// The most bytes of blank workbooks that are kept: ten kinds in six languages take two megabytes.
const KEPT: usize = 16 << 20;

/// The blank workbooks of an edition's kinds, once somebody asked for them. Anybody may ask, without an account, and making
/// one takes a thousand times as long as giving one that is kept.
#[derive(Default)]
pub(crate) struct BlankWorkbooks {
    kept: Mutex<HashMap<(String, Lang), Bytes>>,
    making: Arc<tokio::sync::Mutex<()>>,
}

impl BlankWorkbooks {
    fn kept(&self, kind: &Kind, lang: Lang) -> Option<Bytes> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.get(&(kind.id.clone(), lang)).cloned()
    }

    fn keep(&self, kind: &Kind, lang: Lang, bytes: &Bytes) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.values().map(Bytes::len).sum::<usize>() + bytes.len() <= KEPT {
            kept.insert((kind.id.clone(), lang), bytes.clone());
        }
    }

    async fn get(self: &Arc<Self>, kind: &Kind, lang: Lang) -> Result<Bytes, WebError> {
        if let Some(bytes) = self.kept(kind, lang) {
            return Ok(bytes);
        }
        // One at a time. The thread that makes it holds the turn: who hangs up lets no other begin beside it.
        let turn = Arc::clone(&self.making).lock_owned().await;
        if let Some(bytes) = self.kept(kind, lang) {
            return Ok(bytes);
        }
        let (all, kind) = (Arc::clone(self), kind.clone());
        let made = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            let bytes = Bytes::from(made(&kind, lang, &Map::new())?);
            all.keep(&kind, lang, &bytes);
            Ok(bytes)
        });
        made.await.map_err(|_| WebError::Fault)?
    }
}

pub(crate) async fn get_kind_workbook(State(hub): SharedHub, ask: Ask, Path(id): Path<String>) -> Answer {
    let edition = hub.edition();
    let kind = edition.catalogue().kind(&id).ok_or(WebError::NotFound)?;
    named(kind, ask.lang, edition.workbooks().get(kind, ask.lang).await?)
}

/// The workbook of a cycle: its questionnaire's, which says for which cycle it is.
pub(crate) async fn get_cycle_workbook(
    State(hub): SharedHub,
    ask: Ask,
    reader: Reader,
    Path(id): Path<String>,
) -> Answer {
    let place = hub.bounds().press().await.ok_or(WebError::Unavailable)?;
    let made = tokio::task::spawn_blocking(move || {
        let _place = place;
        let of_cycle = |desk: &Desk<'_>| {
            let page = cycle::page(desk, &id)?;
            Ok((page.questionnaire_id, page.line.id, page.line.title))
        };
        let (questionnaire, cycle, title) = match take(&hub, &ask, &reader, of_cycle) {
            Ok(taken) => taken,
            Err(not_taken) => return not_taken.answer(&ask),
        };
        let edition = hub.edition();
        let kind = edition.catalogue().kind(&questionnaire).ok_or(WebError::NotFound)?;
        let prefill = Prefill::default().for_cycle(Some(cycle));
        let mut answer = prefilled(kind, &ask, &prefill, Some(&title))?;
        if !reader.is_nobody() {
            close(&mut answer);
        }
        Ok(answer)
    });
    made.await.map_err(|_| WebError::Fault)?
}

/// A kind's workbook in the language asked for, with what is answered so far, under a name that says what it is.
pub(crate) fn prefilled(kind: &Kind, ask: &Ask, prefill: &Prefill, cycle: Option<&str>) -> Answer {
    let texts = workbook_texts(ask.lang, cycle);
    let bytes = workbook::write_prefilled(kind, ask.lang, &texts, prefill).map_err(|_| WebError::Fault)?;
    named(kind, ask.lang, bytes.into())
}

fn made(kind: &Kind, lang: Lang, content: &Map<String, Value>) -> Result<Vec<u8>, WebError> {
    workbook::write(kind, lang, &workbook_texts(lang, None), content).map_err(|_| WebError::Fault)
}

fn named(kind: &Kind, lang: Lang, bytes: Bytes) -> Answer {
    let name = format!("attachment; filename=\"{}-{}.xlsx\"", kind.id, lang.code());
    let name = HeaderValue::from_str(&name).map_err(|_| WebError::Fault)?;
    let media_type = HeaderValue::from_static(XLSX);
    Ok(([(header::CONTENT_TYPE, media_type), (header::CONTENT_DISPOSITION, name)], bytes).into_response())
}

/// What a workbook says beside its kind's own texts, for a cycle of this title or for none.
pub fn workbook_texts(lang: Lang, cycle: Option<&str>) -> Texts {
    let words = words(lang);
    let say = |key: Msg| words.say(key).to_owned();
    let for_cycle = cycle.map(|title| words.name(Msg("workbook-guide-cycle"), title));
    let mut guide: Vec<String> = for_cycle.into_iter().collect();
    guide.extend([
        say(Msg("workbook-guide-cells")),
        say(Msg("workbook-guide-references")),
        say(Msg("workbook-guide-blank")),
        say(Msg("workbook-guide-taken-out")),
        say(Msg("workbook-guide-before")),
        say(Msg("workbook-guide-choices")),
        say(Msg("workbook-guide-dates")),
        say(Msg("workbook-guide-several")),
        say(Msg("workbook-guide-return")),
    ]);
    Texts {
        guide,
        guide_sheet: say(Msg("workbook-guide")),
        answers_sheet: say(Msg("workbook-answers")),
        reference: say(Msg("workbook-reference")),
        question: say(Msg("workbook-question")),
        help: say(Msg("workbook-help")),
        answer: say(Msg("workbook-answer")),
        goes_on: say(Msg("workbook-goes-on")),
        mark_choice: say(Msg("workbook-mark-choice")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use catalogue::Catalogue;

    #[test]
    fn a_crowd_that_asks_for_a_blank_workbook_has_it_made_once() {
        let kind = Catalogue::built_in().unwrap().kind("national-survey").unwrap();
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(4).build().unwrap();
        let all = Arc::new(BlankWorkbooks::default());
        let asked: Vec<_> = (0..200)
            .map(|_| {
                let all = Arc::clone(&all);
                runtime.spawn(async move { all.get(kind, Lang::Fr).await.unwrap() })
            })
            .collect();
        let given: Vec<Bytes> = asked.into_iter().map(|one| runtime.block_on(one).unwrap()).collect();
        // The very same bytes in memory, and not equal ones.
        assert!(given.iter().all(|one| one.as_ptr() == given[0].as_ptr()));
        assert_ne!(runtime.block_on(all.get(kind, Lang::En)).unwrap(), given[0], "each language has its own");
    }
}
