//! All that was said in a delegation's name, to take along: each record as a file that proves itself offline, with the files
//! that the secretariat received and a list, in one archive that is made while it is sent.

use axum::Extension;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use catalogue::Lang;
use delegations::audit::What;
use delegations::people;
use policy::{Action, Audience, Class, Participants, Resource, Seat, Subject};
use record::RecordId;
use register::NamedAttachment;
use std::cell::Cell;
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use verify::{Controls, Export, Hub as Files, OWN_LIST, OwnLine, OwnRecord};

use super::caller::{Caller, SignedIn};
use super::delegation::{PAGE, sender};
use super::guard::{self, AccountError};
use super::office::Office;
use super::sign_in::note;
use super::stream::{Gone, Writer, stream};
use super::tar;
use crate::door::{Door, Part};
use crate::reader::Reader;

/// Archives that are made at once, one for each delegation: each reads the register, holds a thread and some megabytes.
const AT_ONCE: usize = 8;

/// Seconds after which it is looked again whether whoever takes them along still may: over a slow line an archive takes hours,
/// and somebody who is removed meanwhile takes no more.
const LOOK_AGAIN: u64 = 5;

/// Seconds after which to try again when others are being made.
const WAIT: u64 = 60;

/// Records in one archive: twenty-five full days of a participant's quota. The list says when there are more.
const MOST: usize = 50_000;

/// What exports share: a place for each that is made, and what the control records of the register say, so that one export
/// doesn't read the whole register again.
pub(super) struct Exports {
    places: Arc<Semaphore>,
    /// The delegations for which one is being made: no delegation takes the places of the others.
    busy: Arc<Mutex<BTreeSet<String>>>,
    controls: Mutex<Controls>,
}

impl Default for Exports {
    fn default() -> Self {
        let places = Arc::new(Semaphore::new(AT_ONCE));
        Self { places, busy: Arc::default(), controls: Mutex::default() }
    }
}

impl Exports {
    /// A place for a delegation, if it has none and there is one.
    fn place(&self, code: &str) -> Option<Place> {
        let permit = Arc::clone(&self.places).try_acquire_owned().ok()?;
        let new = held(&self.busy).insert(code.to_owned());
        new.then(|| Place { code: code.to_owned(), busy: Arc::clone(&self.busy), _permit: permit })
    }
}

/// A delegation's place among those who are served, given back at the end.
struct Place {
    code: String,
    busy: Arc<Mutex<BTreeSet<String>>>,
    _permit: OwnedSemaphorePermit,
}

impl Drop for Place {
    fn drop(&mut self) {
        held(&self.busy).remove(&self.code);
    }
}

/// What a panic left is a set, or a map of what was read so far: both are whole.
fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Gives the archive. That it was taken along is in the trail before the first byte goes out.
pub(crate) async fn export_records(
    State(office): State<Arc<Office>>,
    Extension(door): Extension<Door>,
    caller: Caller,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let made = async {
        guard::form::<serde::de::IgnoredAny>(&office, &caller, &headers, &body)?;
        let (signed_in, seat) = sender(&caller)?;
        let Seat::Participant(code) = seat else { return Err(AccountError::Denied) };
        office.require(&caller, Action::Export, &all(&code))?;
        let place = office.exports.place(&code).ok_or(AccountError::TooOften(WAIT))?;
        let by = Arc::clone(&signed_in);
        let about = Some("records".to_owned());
        office.together(move |_, drawer| note(drawer, &signed_in, What::Exported, about)).await?;
        let name = format!("attachment; filename=\"{code}-records.tar\"");
        let (writer, body) = stream();
        let (reader, subject) = (Reader::of(&caller, &office), caller.subject());
        let looked = Cell::new(office.now());
        let archive = Archive { office, door, reader, code, by, looked, _place: place };
        tokio::task::spawn_blocking(move || {
            // Who reads it sees that it broke off; nobody else waits for it.
            if archive.write(&subject, &writer).is_err() {
                writer.break_off();
            }
        });
        let name = HeaderValue::from_str(&name).map_err(|_| AccountError::Fault)?;
        let headers = [
            (header::CONTENT_TYPE, HeaderValue::from_static("application/x-tar")),
            (header::CONTENT_DISPOSITION, name),
            (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        ];
        Ok((headers, body).into_response())
    };
    made.await.unwrap_or_else(|error: AccountError| error.instead_of_form(PAGE))
}

/// All that was said in a delegation's name, as policies ask: whoever may export what it keeps to itself may begin.
pub(super) fn all(code: &str) -> Resource {
    class(Audience::Own(code.to_owned()))
}

/// What a seat's people read beside what is public, as policies ask about taking it away: what a delegation keeps to itself,
/// what a mechanism's chair and secretariat are told. Whoever may read may export, so that one class stands for all of it. None
/// for a seat that reads nothing else.
pub(crate) fn kept_by(seat: &Seat) -> Option<Resource> {
    match seat {
        Seat::Participant(code) => Some(all(code)),
        Seat::Mechanism(id) => {
            Some(class(Audience::Mechanism { mechanism: id.clone(), participants: Participants::default() }))
        }
        Seat::Stakeholder(_) => None,
    }
}

fn class(audience: Audience) -> Resource {
    let (kind, state) = (String::new(), String::new());
    Resource::Class(Class { kind, mechanism: None, audience, label: None, state })
}

/// Why an archive isn't whole.
enum Broken {
    Reader,
    Register,
    /// Whoever takes it along doesn't act for the delegation any more, or as somebody else.
    Removed,
}

impl From<Gone> for Broken {
    fn from(_: Gone) -> Self {
        Self::Reader
    }
}

/// One archive while it is made.
struct Archive {
    office: Arc<Office>,
    door: Door,
    reader: Reader,
    code: String,
    by: Arc<SignedIn>,
    /// When it was looked last whether whoever takes it along still may.
    looked: Cell<u64>,
    _place: Place,
}

impl Archive {
    fn write(&self, subject: &Subject, writer: &Writer) -> Result<(), Broken> {
        let files = Files::new(Arc::clone(self.door.register.store()));
        let mut positions = self.positions(subject).map_err(|_| Broken::Register)?;
        let more = positions.len() > MOST;
        positions.truncate(MOST);
        let (mut list, mut missing) = (Vec::with_capacity(positions.len()), Vec::new());
        for position in positions {
            self.look_again()?;
            // One that can't be proved, because it names what its author reads no more, keeps none of the others back.
            match self.export(&files, position) {
                Some(export) => list.push(self.put(position, &export, writer)?),
                None => missing.push(position),
            }
        }
        let list = serde_json::json!({
            "participant": self.code, "records": list, "missing": missing, "more": more,
        });
        let list = serde_json::to_vec_pretty(&list).map_err(|_| Broken::Register)?;
        writer.write(tar::file(OWN_LIST, &list, self.office.now()))?;
        Ok(writer.write(tar::end())?)
    }

    /// What policies answered at the beginning hangs on who the reader is there. Not on the session: nobody clicks meanwhile.
    fn look_again(&self) -> Result<(), Broken> {
        let now = self.office.now();
        if now < self.looked.get() + LOOK_AGAIN {
            return Ok(());
        }
        self.looked.set(now);
        let person = self.office.desk.look(now, |drawer| people::person(drawer, self.by.person.id));
        let person = person.map_err(|_| Broken::Removed)?;
        let seat = Seat::Participant(self.code.clone());
        let same = person.membership(&seat).is_some_and(|now| self.by.person.membership(&seat) == Some(now));
        if same { Ok(()) } else { Err(Broken::Removed) }
    }

    /// Where the delegation's records stand, as far as whoever asks may export them, in order.
    fn positions(&self, subject: &Subject) -> Result<Vec<u64>, crate::WebError> {
        self.office.hub.at_desk_of(&self.reader, "", Lang::En, |desk| {
            let mut asked: HashMap<Class, bool> = HashMap::new();
            let mut may = |class: &Class| {
                let decide = || {
                    let resource = Resource::Class(class.clone());
                    self.office.rules.decide(subject, Action::Export, &resource).allowed
                };
                *asked.entry(class.clone()).or_insert_with(decide)
            };
            let records = desk.views.by_participant(&self.code);
            Ok(records
                .filter(|record| record.classes().any(&mut may))
                .map(|record| record.position)
                .take(MOST + 1)
                .collect())
        })
    }

    fn export(&self, files: &Files, position: u64) -> Option<Export> {
        let store = self.door.register.store();
        let find = |id: &RecordId| store.find(&id.0).ok().flatten();
        let own = |position: u64| self.own(position);
        let mut controls = held(&self.office.exports.controls);
        controls.update(files).ok()?;
        controls.export_own(files, position, &find, &own).ok()
    }

    /// A record that isn't public, if whoever asks may read it.
    fn own(&self, position: u64) -> Option<OwnRecord> {
        let stored = register::read_whole(self.door.register.store().as_ref(), position).ok()?;
        let id = RecordId::of_header(&stored.header);
        let hub = &self.office.hub;
        (hub.place_of(&self.reader, &id, Part::Body)? == position).then_some(())?;
        let body = hub.open_body(&self.reader, &id, position).ok()?;
        Some(OwnRecord { header: stored.header, signatures: stored.signatures, body })
    }

    fn put(&self, position: u64, export: &Export, writer: &Writer) -> Result<OwnLine, Broken> {
        let now = self.office.now();
        let mut line = OwnLine::of(position, export).ok_or(Broken::Register)?;
        writer.write(tar::file(&line.file, &export.to_bytes(), now))?;
        for (salt, sha256) in export.attachments() {
            let named = NamedAttachment { position, salt: &salt, sha256: &sha256 };
            let bytes = self.office.hub.open_attachment(named).map_err(|_| Broken::Register)?;
            if let Some(bytes) = &bytes {
                writer.write(tar::file(&line.attachment_file(&sha256), bytes, now))?;
            }
            line.attachments.insert(sha256, bytes.is_some());
        }
        Ok(line)
    }
}
