//! All that was said in a delegation's name, to take along: each record as a file that proves itself offline, with the files
//! that the secretariat received and a list, in one archive that is made while it is sent.

use axum::Extension;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use catalogue::Lang;
use delegations::audit::What;
use policy::{Action, Audience, Class, Resource, Seat, Subject};
use record::RecordId;
use register::NamedAttachment;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use verify::{Controls, Export, Hub as Files, OWN_LIST, OwnLine, OwnRecord};

use super::caller::Caller;
use super::delegation::{PAGE, sender};
use super::guard::{self, AccountError};
use super::office::Office;
use super::sign_in::note;
use super::stream::{Gone, Writer, stream};
use super::tar;
use crate::door::{Door, Part};
use crate::reader::Reader;

/// Archives that are made at once: each reads the register and holds a thread.
const AT_ONCE: usize = 2;

/// Seconds after which to try again when others are being made.
const WAIT: u64 = 60;

/// Records in one archive: twenty-five full days of a participant's quota. The list says when there are more.
const MOST: usize = 50_000;

/// What exports share: a place for each that is made, and what the control records of the register say, so that one export
/// doesn't read the whole register again.
pub(super) struct Exports {
    places: Arc<Semaphore>,
    controls: Mutex<Controls>,
}

impl Default for Exports {
    fn default() -> Self {
        Self { places: Arc::new(Semaphore::new(AT_ONCE)), controls: Mutex::default() }
    }
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
        let place = Arc::clone(&office.exports.places).try_acquire_owned();
        let place = place.map_err(|_| AccountError::TooOften(WAIT))?;
        let about = Some("records".to_owned());
        office.together(move |_, drawer| note(drawer, &signed_in, What::Exported, about)).await?;
        let name = format!("attachment; filename=\"{code}-records.tar\"");
        let (writer, body) = stream();
        let (reader, subject) = (Reader::of(&caller, &office), caller.subject());
        let archive = Archive { office, door, reader, code, _place: place };
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
    let audience = Audience::Own(code.to_owned());
    let (kind, state) = (String::new(), String::new());
    Resource::Class(Class { kind, mechanism: None, audience, label: None, state })
}

/// Why an archive isn't whole.
enum Broken {
    Reader,
    Register,
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
    _place: OwnedSemaphorePermit,
}

impl Archive {
    fn write(&self, subject: &Subject, writer: &Writer) -> Result<(), Broken> {
        let files = Files::new(Arc::clone(self.door.register.store()));
        let mut positions = self.positions(subject).map_err(|_| Broken::Register)?;
        let more = positions.len() > MOST;
        positions.truncate(MOST);
        let (mut list, mut missing) = (Vec::with_capacity(positions.len()), Vec::new());
        for position in positions {
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
        // Nobody reads with it what a panic left half-read: a map of what was read so far.
        let mut controls = self.office.exports.controls.lock().unwrap_or_else(PoisonError::into_inner);
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
