//! A draft that answers a cycle, and a draft that opens one: what is shown of the cycle, and what keeps either from being
//! signed.

use catalogue::{Catalogue, Kind, Lang, Writer};
use record::header::Audience;
use record::{Body, RecordId};
use std::sync::Arc;

use super::draft_audience;
use super::draft_form::Filled;
use super::guard::AccountError;
use super::model_cycles::AskedCycle;
use super::model_drafts::{Choice, FormSection, Input};
use super::office::Office;
use super::reasons::Reason;
use crate::model::Desk;
use crate::model::cycle::{CYCLE, Phase, QUESTIONNAIRE, Window};
use crate::reader::Reader;
use crate::words::{Msg, words};

/// The cycles with these ids, as far as whoever asks may read them.
pub(super) async fn asked(
    office: &Arc<Office>,
    reader: &Reader,
    ids: &[String],
    lang: Lang,
) -> Result<Vec<AskedCycle>, AccountError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let ids = ids.to_vec();
    let cycles = move |desk: &Desk<'_>| {
        let cycles = ids.iter().filter_map(|id| desk.cycle_by_id(&RecordId::from_hex(id)?));
        let one = |cycle| {
            let line = desk.cycle_line(&cycle);
            let (questionnaire, languages) = (cycle.questionnaire().to_owned(), cycle.languages());
            AskedCycle { late: line.phase == Phase::Closed, questionnaire, languages, line }
        };
        Ok(cycles.map(one).collect())
    };
    office.at_desk(reader, ("cycles", lang), cycles).await
}

/// The one cycle with this id; none that whoever asks may not read.
pub(super) async fn asked_one(
    office: &Arc<Office>,
    reader: &Reader,
    id: &str,
    lang: Lang,
) -> Result<Option<AskedCycle>, AccountError> {
    Ok(asked(office, reader, &[id.to_owned()], lang).await?.pop())
}

/// The cycles of one's mechanism that take answers of this kind, the newest first.
pub(super) async fn of_mechanism(
    office: &Arc<Office>,
    reader: &Reader,
    mechanism: &str,
    lang: Lang,
) -> Result<Vec<AskedCycle>, AccountError> {
    let mechanism = mechanism.to_owned();
    let ids = move |desk: &Desk<'_>| {
        let cycles = desk.cycles(Some(&mechanism));
        Ok(cycles.iter().map(|cycle| cycle.record.id().to_string()).collect::<Vec<_>>())
    };
    let ids = office.at_desk(reader, ("cycles", lang), ids).await?;
    asked(office, reader, &ids, lang).await
}

/// A draft that begins as an answer: for the cycle's mechanisms in which its author takes part, and in the author's language
/// where the cycle takes that one, else in the first that it takes. Its author may choose another all the same.
pub(super) fn begun(cycle: &AskedCycle, spoken_in: &[&catalogue::Mechanism], language: String) -> Filled {
    let taken = cycle.languages.is_empty() || cycle.languages.contains(&language);
    let language = if taken { language } else { cycle.languages.first().cloned().unwrap_or(language) };
    let asked = cycle.line.mechanisms.iter().map(|mechanism| mechanism.id.clone());
    Filled {
        language,
        mechanisms: asked.filter(|id| spoken_in.iter().any(|own| own.id == *id)).collect(),
        answers: vec![cycle.line.id.clone()],
        ..Filled::default()
    }
}

fn reason(code: &str, message: Msg, lang: Lang) -> Reason {
    Reason { code: code.to_owned(), text: words(lang).say(message).to_owned(), language: lang.code() }
}

/// What keeps an answer from being signed.
pub(super) fn problem(kind: &Kind, filled: &Filled, asked: &[AskedCycle], lang: Lang) -> Option<Reason> {
    if asked.len() < filled.answers.len() {
        return Some(reason("cycle-gone", Msg("cycle-problem-gone"), lang));
    }
    if asked.iter().any(|cycle| cycle.questionnaire != kind.id) {
        return Some(reason("cycle-other-questionnaire", Msg("cycle-problem-questionnaire"), lang));
    }
    let said_there =
        |cycle: &AskedCycle| cycle.line.mechanisms.iter().any(|m| filled.mechanisms.contains(&m.id));
    if !asked.iter().all(said_there) {
        return Some(reason("cycle-other-mechanism", Msg("cycle-problem-mechanism"), lang));
    }
    // The door refuses a record that names one which not all of its own readers can read.
    let narrower = asked.iter().any(|cycle| cycle.line.audience.is_some());
    let wider = draft_audience::chosen(filled) == Some(Audience::Public);
    (narrower && wider).then(|| reason("cycle-narrower", Msg("cycle-problem-narrower"), lang))
}

/// What keeps a cycle from being opened.
pub(super) fn problem_of_cycle(
    catalogue: &Catalogue,
    kind: &Kind,
    filled: &Filled,
    body: &Body,
    lang: Lang,
) -> Option<Reason> {
    if kind.id != CYCLE {
        return None;
    }
    if Window::of(body).is_none() {
        return Some(reason("cycle-window", Msg("cycle-problem-window"), lang));
    }
    let named = filled.content.get(QUESTIONNAIRE).and_then(|id| id.as_str());
    let taken = |id: &str| {
        let mechanisms = filled.mechanisms.iter().filter_map(|id| catalogue.mechanism(id));
        mechanisms.into_iter().all(|one| questionnaires(catalogue, one).any(|kind| kind.id == id))
    };
    let known = named.is_some_and(taken);
    (!known).then(|| reason("cycle-questionnaire", Msg("cycle-problem-no-questionnaire"), lang))
}

/// The kinds that a mechanism can ask for: what its participants write.
fn questionnaires<'c>(
    catalogue: &'c Catalogue,
    mechanism: &'c catalogue::Mechanism,
) -> impl Iterator<Item = &'c Kind> {
    let kinds = mechanism.kinds.iter().filter_map(|id| catalogue.kind(id));
    kinds.filter(|kind| kind.writers.contains(&Writer::ParticipantDelegate))
}

/// In the form of a cycle, the questionnaire is chosen among those of the mechanism.
pub(super) fn offer_questionnaires(
    catalogue: &Catalogue,
    kind: &Kind,
    (mechanisms, filled): (&[&catalogue::Mechanism], &Filled),
    lang: Lang,
    sections: &mut [FormSection],
) {
    if kind.id != CYCLE {
        return;
    }
    let chosen = filled.content.get(QUESTIONNAIRE).and_then(|id| id.as_str());
    let choice = |one: &Kind| Choice {
        id: one.id.clone(),
        label: one.names.get(lang).to_owned(),
        note: String::new(),
        chosen: chosen == Some(one.id.as_str()),
    };
    let fields = sections.iter_mut().flat_map(|section| &mut section.fields);
    for field in fields.filter(|field| field.id == QUESTIONNAIRE) {
        field.input = Input::Choice;
        field.choices =
            mechanisms.iter().flat_map(|one| questionnaires(catalogue, one)).map(choice).collect();
    }
}
