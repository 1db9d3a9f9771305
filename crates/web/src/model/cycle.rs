//! Cycles: what a secretariat asks, within which window, and what was answered. Who hasn't answered stands on no page of
//! these; the secretariat's own list is made of `answered` and shown in one place alone.

use std::collections::{BTreeMap, BTreeSet};

use admission::SECRETARIAT;
use catalogue::{Kind, Lang};
use policy::{Role, Seat, Subject};
use record::{Body, RecordId};
use serde::Serialize;
use utoipa::ToSchema;
use views::{RecordView, Standing};

use crate::WebError;
use crate::hub::Hub;
use crate::model::content::paragraphs;
use crate::model::desk::title_of;
use crate::model::kind::{KindRef, WorkbookLink};
use crate::model::readers::AudienceLine;
use crate::model::record::{RecordLink, link};
pub use crate::model::window::{Phase, Window};
use crate::model::{Desk, MechanismRef, RecordLine};
use crate::reader::Reader;

/// The kind by which a secretariat opens a cycle.
pub const CYCLE: &str = "cycle";

/// The member of a cycle's body that names the kind of its answers.
pub const QUESTIONNAIRE: &str = "questionnaire";

/// How many cycles are read for a list: a mechanism opens a few in a year.
const MOST_CYCLES: usize = 200;

/// How many answers a page lists: each State's, with room for addenda. The others are a search away.
const MOST_ANSWERS: usize = 400;

/// How many times one statement may replace another before nobody follows any more.
const LONGEST_CHAIN: usize = 64;

/// A cycle in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CycleLine {
    /// The id of the record that opens it.
    pub id: String,
    /// Its page.
    pub href: String,
    /// Its title as the secretariat wrote it.
    pub title: String,
    /// The language it is written in.
    pub language: String,
    /// The mechanisms whose secretariat asks.
    pub mechanisms: Vec<MechanismRef>,
    /// The questionnaire.
    pub questionnaire: KindRef,
    /// The first day.
    pub opens: String,
    /// The last day.
    pub closes: String,
    /// Where it stands.
    pub phase: Phase,
    /// The record by which its secretariat closed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closing: Option<Closing>,
    /// Days between today and its last day, while it is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days_left: Option<usize>,
    /// For whom it is, where that isn't everybody.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audience: Option<AudienceLine>,
}

/// The word by which a secretariat closed its cycle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Closing {
    /// The record that says it.
    pub record: RecordLink,
    /// When the register accepted it.
    pub accepted: String,
    /// Its author disavows or disputes it: it was signed by a stolen key, perhaps.
    pub contested: bool,
}

impl CycleLine {
    /// Whether it is an exercise's.
    pub(crate) fn exercise(&self) -> bool {
        self.mechanisms.iter().any(|mechanism| mechanism.exercise)
    }

    /// The last day on which an answer was in time: its secretariat may have closed it before the day that was announced.
    pub(crate) fn ended(&self) -> &str {
        let closed = self.closing.as_ref().and_then(|closing| closing.accepted.get(..10));
        closed.map_or(self.closes.as_str(), |closed| closed.min(&self.closes))
    }
}

impl CyclePage {
    /// Whether what comes is an addendum.
    pub(crate) fn is_closed(&self) -> bool {
        self.line.phase == Phase::Closed
    }
}

/// The list of cycles.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CyclesPage {
    /// Those that are open, the next to close first.
    pub open: Vec<CycleLine>,
    /// Those still to come, the next first.
    pub coming: Vec<CycleLine>,
    /// Those that are over, the newest first.
    pub past: Vec<CycleLine>,
}

/// A cycle's page.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CyclePage {
    /// The cycle.
    #[serde(flatten)]
    pub line: CycleLine,
    /// The record that opens it, with its proof.
    pub record: RecordLink,
    /// The record that replaces it: another window, perhaps.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replaced_by: Option<RecordLink>,
    /// What is asked, in the secretariat's words.
    pub note: Vec<String>,
    /// The languages in which answers are taken; none where that isn't said.
    pub languages: Vec<String>,
    /// The questionnaire as a workbook to fill in offline, by language.
    pub workbooks: Vec<WorkbookLink>,
    /// What was answered within the window, in the order of the authors' names.
    pub answers: Vec<RecordLine>,
    /// What came after the close.
    pub addenda: Vec<RecordLine>,
    /// There are more than a page lists.
    pub more: bool,
    /// Its secretariat can close it.
    #[serde(skip)]
    pub closable: bool,
    /// The id of the questionnaire.
    #[serde(skip)]
    pub questionnaire_id: String,
}

/// A cycle as its record says it.
pub(crate) struct Cycle<'a> {
    pub record: RecordView<'a>,
    pub body: Body,
    pub window: Window,
    /// The record by which its secretariat closed it.
    pub closing: Option<RecordView<'a>>,
}

impl Cycle<'_> {
    /// The kind of its answers.
    pub fn questionnaire(&self) -> &str {
        self.text(QUESTIONNAIRE)
    }

    pub fn title(&self) -> String {
        title_of(&self.body).unwrap_or_default()
    }

    fn text(&self, member: &str) -> &str {
        self.body.content.get(member).and_then(|value| value.as_str()).unwrap_or_default()
    }

    /// Did this come after the close? What was accepted in the very second of a signed closing is told apart by its place.
    fn is_late(&self, record: &RecordView<'_>) -> bool {
        match self.closing {
            Some(by) if by.accepted() == self.window.closed && record.accepted() == by.accepted() => {
                record.position > by.position
            }
            _ => self.window.is_late(record.accepted()),
        }
    }

    /// The languages in which answers are taken; none where that isn't said.
    pub(crate) fn languages(&self) -> Vec<String> {
        let said = self.body.content.get("languages").and_then(|value| value.as_array());
        said.into_iter().flatten().filter_map(|code| code.as_str()).map(str::to_owned).collect()
    }
}

/// What was answered, apart by when.
pub(crate) struct Answers<'a> {
    pub in_time: Vec<RecordView<'a>>,
    pub addenda: Vec<RecordView<'a>>,
}

impl<'a> Desk<'a> {
    /// The cycle that a record opens, if whoever asks may read it and it says one.
    pub fn cycle(&self, record: RecordView<'a>) -> Option<Cycle<'a>> {
        let opens = record.kind() == CYCLE && record.participant() == SECRETARIAT;
        if !opens || record.standing() == Standing::Erased || record.disavowed_by().is_some() {
            return None;
        }
        let held = self.shelf.read(record.position).ok()?;
        let body = Body::from_bytes(&self.body_of(&record, held.body).ok()??).ok()?;
        let (window, closing) = (Window::of(&body)?, closing(&record));
        let window = closing.map_or(window, |by| window.closed_at(by.accepted()));
        Some(Cycle { record, body, window, closing })
    }

    /// The cycle with this id.
    pub fn cycle_by_id(&self, id: &RecordId) -> Option<Cycle<'a>> {
        self.cycle(self.views.record_by_id(id)?)
    }

    /// The cycles that stand, of one mechanism or of all.
    pub fn cycles(&self, mechanism: Option<&str>) -> Vec<Cycle<'a>> {
        let of = |record: &RecordView<'a>| {
            let here = mechanism.is_none_or(|id| record.mechanisms().any(|one| one == id));
            here && record.standing() == Standing::Current
        };
        let newest = self.views.by_kind(CYCLE).rev().filter(of).take(MOST_CYCLES);
        newest.filter_map(|record| self.cycle(record)).collect()
    }

    pub fn cycle_line(&self, cycle: &Cycle<'_>) -> CycleLine {
        let (record, window) = (&cycle.record, cycle.window);
        let id = record.id().to_string();
        let phase = window.phase(self.now);
        let left = usize::try_from(window.days_left(self.now)).unwrap_or(usize::MAX);
        let questionnaire = cycle.questionnaire();
        let unknown = || KindRef { href: "/kinds".to_owned(), name: questionnaire.to_owned() };
        let kind = self.edition.catalogue().kind(questionnaire);
        CycleLine {
            href: format!("/cycles/{id}"),
            id,
            title: cycle.title(),
            language: record.language().to_owned(),
            mechanisms: self.mechanisms(record.mechanisms()),
            questionnaire: kind.map_or_else(unknown, |kind| named(self, kind)),
            opens: cycle.text("opens").to_owned(),
            closes: cycle.text("closes").to_owned(),
            phase,
            closing: cycle.closing.map(|by| Closing {
                record: link(by),
                accepted: by.accepted().to_string(),
                contested: by.disputed() || by.disavowed_by().is_some(),
            }),
            days_left: (phase == Phase::Open).then_some(left),
            audience: record.classes().next().and_then(|class| self.audience(class)),
        }
    }

    /// The cycles of a mechanism in which answers are awaited.
    pub fn open_cycles(&self, mechanism: &str) -> Vec<CycleLine> {
        let mut lines: Vec<_> = self.cycles(Some(mechanism)).iter().map(|one| self.cycle_line(one)).collect();
        lines.retain(|line| line.phase == Phase::Open);
        lines.sort_by(|one, other| (&one.closes, &one.id).cmp(&(&other.closes, &other.id)));
        lines
    }

    /// The record of a cycle with those that it replaced: what answers one of them answers it.
    fn editions(&self, cycle: &Cycle<'a>) -> Vec<RecordView<'a>> {
        let newest = |record: RecordView<'a>| {
            let mut last = record;
            for _ in 0..LONGEST_CHAIN {
                match last.superseded_by() {
                    Some(next) => last = next,
                    None => break,
                }
            }
            last.position
        };
        let own = newest(cycle.record);
        self.views.by_kind(CYCLE).filter(|record| newest(*record) == own).collect()
    }

    /// Whether a record is this cycle's, or an earlier edition of it.
    pub fn is_edition(&self, cycle: &Cycle<'a>, id: &RecordId) -> bool {
        self.editions(cycle).iter().any(|edition| edition.id() == *id)
    }

    /// What was answered, as far as whoever asks may read it: records of the questionnaire's kind that name the cycle, said in
    /// its mechanism, and what replaces them.
    pub fn answers_to(&self, cycle: &Cycle<'a>) -> Answers<'a> {
        let asked_in: BTreeSet<&str> = cycle.record.mechanisms().collect();
        let answers = |record: &RecordView<'a>| {
            record.kind() == cycle.questionnaire() && record.mechanisms().any(|id| asked_in.contains(id))
        };
        let mut found = BTreeMap::new();
        for edition in self.editions(cycle) {
            for answer in self.views.answering(edition.position).filter(answers) {
                let mut next = Some(answer);
                for _ in 0..LONGEST_CHAIN {
                    let Some(record) = next else { break };
                    found.insert(record.position, record);
                    next = record.superseded_by();
                }
            }
        }
        let late = |record: &RecordView<'a>| cycle.is_late(record);
        let (addenda, in_time): (Vec<_>, Vec<_>) = found.into_values().partition(late);
        // What was replaced within the window is history; what is replaced after it stays beside its addendum.
        let stood = |record: &RecordView<'a>| record.superseded_by().is_none_or(|by| late(&by));
        let in_time: Vec<_> = in_time.into_iter().filter(stood).collect();
        // By confirming what was transmitted, an author adds nothing to it.
        let confirms = |record: &RecordView<'a>| {
            let what = record.confirms().map(|what| what.position);
            what.is_some_and(|at| in_time.iter().any(|one| one.position == at))
        };
        let addenda = addenda.into_iter().filter(|record| !confirms(record)).collect();
        Answers { in_time, addenda }
    }

    fn in_order_of_authors(&self, records: Vec<RecordView<'a>>) -> Vec<RecordLine> {
        let mut records = records;
        self.in_order(&mut records, |record| record.participant());
        self.records(records.into_iter().take(MOST_ANSWERS))
    }
}

fn named(desk: &Desk<'_>, kind: &Kind) -> KindRef {
    KindRef { href: format!("/kinds/{}", kind.id), name: desk.text(&kind.names) }
}

/// The move by which a cycle was closed: it is over then, and nothing comes after.
fn closing<'a>(record: &RecordView<'a>) -> Option<RecordView<'a>> {
    record.course().filter(|course| course.over)?;
    record.moves().next_back().map(|moved| moved.by)
}

/// Who has answered a cycle. For its own secretariat and for reminders: what is left of a mechanism's participants beside
/// them is said to nobody else.
pub(crate) fn answered(desk: &Desk<'_>, cycle: &Cycle<'_>) -> BTreeSet<String> {
    // The same record again: its lifetime is the desk's.
    let Some(cycle) = desk.cycle_by_id(&cycle.record.id()) else { return BTreeSet::new() };
    let Answers { in_time, addenda } = desk.answers_to(&cycle);
    let counts =
        |record: &&RecordView<'_>| record.standing() != Standing::Erased && record.disavowed_by().is_none();
    in_time.iter().chain(&addenda).filter(counts).map(|record| record.participant().to_owned()).collect()
}

/// Makes the list.
pub(crate) fn list(desk: &Desk<'_>) -> CyclesPage {
    let mut page = CyclesPage { open: Vec::new(), coming: Vec::new(), past: Vec::new() };
    for cycle in desk.cycles(None) {
        let line = desk.cycle_line(&cycle);
        match line.phase {
            Phase::Open => page.open.push(line),
            Phase::Coming => page.coming.push(line),
            Phase::Closed => page.past.push(line),
        }
    }
    page.open.sort_by(|one, other| (&one.closes, &one.id).cmp(&(&other.closes, &other.id)));
    page.coming.sort_by(|one, other| (&one.opens, &one.id).cmp(&(&other.opens, &other.id)));
    page.past.sort_by(|one, other| (&other.closes, &other.id).cmp(&(&one.closes, &one.id)));
    page
}

/// Makes a cycle's page. One that isn't for whoever asks is not found.
pub(crate) fn page(desk: &Desk<'_>, id: &str) -> Result<CyclePage, WebError> {
    let id = RecordId::from_hex(id).ok_or(WebError::NotFound)?;
    let cycle = desk.cycle_by_id(&id).ok_or(WebError::NotFound)?;
    let questionnaire = cycle.questionnaire().to_owned();
    let workbook = |lang: Lang| WorkbookLink {
        language: lang.code().to_owned(),
        href: format!("/cycles/{id}/workbook?lang={}", lang.code()),
    };
    let known = desk.edition.catalogue().kind(&questionnaire).is_some();
    let Answers { in_time, addenda } = desk.answers_to(&cycle);
    Ok(CyclePage {
        line: desk.cycle_line(&cycle),
        record: link(cycle.record),
        replaced_by: cycle
            .record
            .superseded_by()
            .map(|by| RecordLink { id: by.id().to_string(), href: format!("/cycles/{}", by.id()) }),
        note: paragraphs(cycle.text("note")),
        languages: cycle.languages(),
        workbooks: crate::words::PAGE_LANGUAGES.into_iter().filter(|_| known).map(workbook).collect(),
        closable: cycle.record.course().is_some_and(|course| !course.over),
        more: in_time.len().max(addenda.len()) > MOST_ANSWERS,
        answers: desk.in_order_of_authors(in_time),
        addenda: desk.in_order_of_authors(addenda),
        questionnaire_id: questionnaire,
    })
}

/// A cycle with those of its mechanism's participants whose answer is awaited, for reminders alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Awaited {
    /// The id of the record that opens it.
    pub id: RecordId,
    /// Its window.
    pub window: Window,
    /// Of each of its mechanisms, the codes.
    pub codes: BTreeMap<String, BTreeSet<String>>,
}

impl Hub {
    /// The cycles that stand, each with those whose answer its own secretariat awaits. What isn't in the answer of
    /// any page: it goes into letters to those people themselves.
    pub fn awaited(&self) -> Result<Vec<Awaited>, WebError> {
        let edition = self.edition();
        let mut found: BTreeMap<RecordId, Awaited> = BTreeMap::new();
        for mechanism in edition.catalogue().mechanisms() {
            let officer = Subject::in_seat(Seat::Mechanism(mechanism.id.clone()), [Role::Officer]);
            let cycles = self.at_desk_of(&Reader::who(officer), "cycles", Lang::En, |desk| {
                let one = |cycle: &Cycle<'_>| {
                    let have = answered(desk, cycle);
                    let all = mechanism.participants().map(|(code, ..)| code.to_owned());
                    let codes = all.filter(|code| !have.contains(code)).collect();
                    let codes = [(mechanism.id.clone(), codes)].into();
                    Awaited { id: cycle.record.id(), window: cycle.window, codes }
                };
                // Nobody is awaited where the secretariat has said that it is over.
                let cycles = desk.cycles(Some(&mechanism.id));
                Ok(cycles.iter().filter(|cycle| cycle.closing.is_none()).map(one).collect::<Vec<_>>())
            })?;
            for cycle in cycles {
                let known = found
                    .entry(cycle.id)
                    .or_insert_with(|| Awaited { codes: BTreeMap::new(), ..cycle.clone() });
                known.codes.extend(cycle.codes);
            }
        }
        Ok(found.into_values().collect())
    }
}
