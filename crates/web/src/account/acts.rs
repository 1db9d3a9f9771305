//! What a delegation does with one record in its name: it replaces, disavows or confirms it, or erases its body; and what a
//! mechanism's secretariat does with one that was said there: it erases its body on a stated ground. Whoever has a part in a
//! record's workflow moves it on. What is said is a draft
//! like any other, about that record and for those who can read it.

use admission::{
    CONFIRM, DISAVOW, KeyState, MAX_REASON, REASON, State as RegisterState, audience_of_move, kinds,
};
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use catalogue::Lang;
use delegations::drafts::{self, Draft as Kept};
use delegations::people::Person;
use delegations::{DelegationError, Prepared};
use policy::Action;
use record::draft::{Draft, confirming};
use record::header::{Salt, Signer};
use record::{KeyId, RecordId, Time};
use register::NamedAttachment;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::act_target::Target;
use super::caller::{Caller, seat_name};
use super::draft_form;
use super::drafts::{begin_in, href};
use super::fields::Fields;
use super::guard::{self, AccountError, see_other};
use super::keys::{Here, here};
use super::model::{Notice, page_or_else};
use super::model_acts::{ActPage, ActsPage, AsksFor, BegunLine};
use super::office::Office;
use super::sign_in::Asked;
use super::signing;
use crate::ask::Ask;
use crate::door::Door;
use crate::model::cycle::CYCLE;
use crate::model::record::paragraphs;
use crate::vocabulary::{control_kind, saying_of};
use crate::words::{Msg, words};

/// How much of an id tells one draft from another in a list.
const SHORT: usize = 12;

type SharedOffice = State<Arc<Office>>;

/// The word, and the kind of draft, by which a State takes up what the secretariat transmitted in its name: what comes of it
/// is no record about a record but the same statement, signed by its author.
pub(crate) const TAKING_UP: &str = "taking-up";

/// What such a draft holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Act {
    /// The record that it is about.
    pub about: String,
    /// `disavow`, `confirm`, `taking-up`, an erasure's ground, or the id of a move.
    pub word: String,
    /// The word is a move's: kinds' files choose these, and one may look like a word of ours.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub moves: bool,
    /// Why; empty where the word says it all.
    pub reason: String,
    /// The language of the reason.
    pub language: String,
}

impl Act {
    /// What a draft of such a kind holds; none of another.
    pub fn of(draft: &Kept) -> Option<Self> {
        let about_another = kinds::ABOUT_ANOTHER.contains(&draft.kind.as_str()) || draft.kind == TAKING_UP;
        about_another.then(|| serde_json::from_value(draft.fields.clone()).ok()).flatten()
    }

    /// The kind of draft that it is.
    pub fn kind(&self) -> &'static str {
        match self.word.as_str() {
            _ if self.moves => kinds::MOVE,
            DISAVOW | CONFIRM => kinds::DISAVOWAL,
            TAKING_UP => TAKING_UP,
            _ => kinds::ERASURE,
        }
    }

    /// What it is called in a list of drafts.
    pub fn title(&self, lang: Lang) -> String {
        let short: String = self.about.chars().take(SHORT).collect();
        let does = if self.moves { Msg("moves-record") } else { saying_of(&self.word) };
        format!("{} {short}", words(lang).say(does))
    }

    /// Its kind, by name.
    pub fn kind_name(&self, lang: Lang) -> String {
        let taking_up = (self.kind() == TAKING_UP).then_some(Msg("kind-taking-up"));
        let kind = taking_up.or_else(|| control_kind(self.kind()));
        kind.map(|message| words(lang).say(message).to_owned()).unwrap_or_default()
    }

    /// May the caller see it, or throw it away? Whoever may begin one; for that no touch is needed.
    pub async fn may_be_seen(
        &self,
        office: &Arc<Office>,
        caller: &Caller,
        here: &Here,
    ) -> Result<(), AccountError> {
        let target = Target::find(office, caller, here, &self.about, Lang::En).await?;
        target.may_be_seen(office, caller)
    }

    pub(super) fn action(&self) -> Action {
        match self.kind() {
            kinds::ERASURE => Action::Erase,
            TAKING_UP => Action::Confirm,
            _ => Action::Disavow,
        }
    }

    /// Lays the files that a transmission was received with beside the record that confirms it, which names the very same. One
    /// that isn't here is awaited there too.
    pub async fn carry_files(&self, door: &Door, said: &Prepared, to: u64) {
        let body = record::Body::from_bytes(said.body.as_bytes()).ok().filter(|_| self.kind() == TAKING_UP);
        let (Some(body), Some(about)) = (body, RecordId::from_hex(&self.about)) else { return };
        let door = door.clone();
        let carry = move || {
            let found = door.register.store().find(&about.0);
            let Ok(Some(from)) = found else { return };
            for file in &body.attachments {
                let at = |position| NamedAttachment { position, salt: &body.salt, sha256: &file.sha256 };
                if let Ok(Some(bytes)) = door.hub.open_attachment(at(from)) {
                    // The record stands, whatever becomes of its file.
                    drop(door.register.put_attachment(at(to), &bytes));
                }
            }
        };
        drop(tokio::task::spawn_blocking(carry).await);
    }

    /// Reads the form of a record's page.
    fn read(about: &Target, fields: &Fields) -> Result<Self, AccountError> {
        let field = |field, why| AccountError::Delegation(DelegationError::Field { field, why });
        let moved = fields.maybe("move").filter(|word| !word.is_empty());
        let word = moved.map_or_else(|| fields.one("word"), Ok)?.to_owned();
        let language = fields.maybe("language").and_then(Lang::from_code).unwrap_or(Lang::En);
        // Browsers send two characters for a line's end.
        let reason = fields.maybe("reason").unwrap_or_default().replace("\r\n", "\n").trim().to_owned();
        let (id, language) = (about.line.id.clone(), language.code().to_owned());
        let act = Self { about: id, word, moves: moved.is_some(), reason, language };
        let right = match act.kind() {
            kinds::ERASURE => about.grounds().contains(&act.word.as_str()),
            TAKING_UP => about.awaits_its_author(),
            kinds::MOVE => about.moves.iter().any(|step| step.id == act.word),
            _ => true,
        };
        if !right {
            return Err(field("word", "choose a ground, or load the page again"));
        }
        if !matches!(act.kind(), kinds::DISAVOWAL | kinds::MOVE) {
            return Ok(Self { reason: String::new(), ..act });
        }
        let lacks = act.reason.is_empty() && !act.moves;
        if lacks || act.reason.chars().count() > MAX_REASON {
            return Err(field("reason", "say why, in at most 2,000 characters"));
        }
        Ok(act)
    }
}

/// What the delegation can do with the record.
pub(crate) async fn show_acts(
    State(office): SharedOffice,
    caller: Caller,
    ask: Ask,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Response {
    let made = async {
        let here = here(&caller)?;
        let target = Target::find(&office, &caller, &here, &id, ask.lang).await?;
        target.may_be_seen(&office, &caller)?;
        let seat = here.seat.clone();
        let begun = office.look(move |_, drawer| Ok(drafts::of_seat(drawer, &seat)?)).await?;
        let edition = office.hub.edition();
        let line = target.line.clone();
        let own = target.own && target.offers(&office, &caller, Action::Disavow);
        let moves = if target.offers_moves(&office, &caller) { target.moves.clone() } else { Vec::new() };
        Ok(ActsPage {
            href: page(&id),
            seat: seat_name(edition.catalogue(), &here.seat, ask.lang),
            own,
            closes_cycle: line.kind == CYCLE && !moves.is_empty(),
            moves,
            erasable: target.offers(&office, &caller, Action::Erase),
            replaceable: own && kinds::MOVE != line.kind && line.standing == views::Standing::Current,
            confirmable: own && (line.disputed || line.disavowed_by.is_some()),
            awaited: target.awaits_its_author() && target.offers(&office, &caller, Action::Confirm),
            grounds: target.grounds(),
            begun: begun.iter().filter_map(|draft| begun_line(draft, &line.id, ask.lang)).collect(),
            longest: MAX_REASON,
            languages: draft_form::languages(ask.lang.code(), ask.lang),
            about: line,
            readers: target.readers,
            notice: Notice::of(asked.notice.as_deref()),
            form: caller.person()?.form_token(),
        })
    };
    page_or_else(made.await, &page(&id), &ask)
}

/// A draft that is about this record.
fn begun_line(draft: &Kept, about: &str, lang: Lang) -> Option<BegunLine> {
    let act = Act::of(draft).filter(|act| act.about == about)?;
    let saved = Time(draft.saved).to_string();
    Some(BegunLine { href: format!("{}/preview", href(draft)), kind_name: act.kind_name(lang), saved })
}

/// The page of what can be done with a record.
pub(super) fn page(id: &str) -> String {
    format!("/records/{id}/act")
}

/// Begins a disavowal, a confirmation of either sort, a move, or an erasure.
pub(crate) async fn begin_act(
    State(office): SharedOffice,
    caller: Caller,
    ask: Ask,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let done = async {
        let fields: Fields = guard::form(&office, &caller, &headers, &body)?;
        let here = here(&caller)?;
        let target = Target::find(&office, &caller, &here, &id, ask.lang).await?;
        let act = Act::read(&target, &fields)?;
        target.may_say(&office, &caller, &act)?;
        let fields = serde_json::to_value(&act).map_err(|_| AccountError::Fault)?;
        begin_in(&office, &caller, here.seat, act.kind().to_owned(), fields).await
    };
    match done.await {
        Ok(draft) => see_other(&format!("{}/preview", href(&draft))),
        Err(error) => error.instead_of_form(&page(&id)),
    }
}

/// An act that is being drafted, with what it is about.
pub(super) struct Drafted {
    pub act: Act,
    pub target: Target,
}

impl Drafted {
    /// What the draft of somebody who may do this holds.
    pub async fn open(
        office: &Arc<Office>,
        caller: &Caller,
        here: &Here,
        act: &Act,
        lang: Lang,
    ) -> Result<Self, AccountError> {
        let target = Target::find(office, caller, here, &act.about, lang).await?;
        target.may_say(office, caller, act)?;
        Ok(Self { act: act.clone(), target })
    }

    /// Its preview, in the words of the page.
    pub fn preview(self, draft: &Kept, lang: Lang) -> ActPage {
        ActPage {
            href: href(draft),
            kind_name: self.act.kind_name(lang),
            erases: self.act.kind() == kinds::ERASURE,
            takes_up: self.act.kind() == TAKING_UP,
            step: self.target.moves.into_iter().find(|step| self.act.moves && step.id == self.act.word),
            closes_cycle: self.act.moves && self.target.line.kind == CYCLE,
            word: self.act.word,
            about: self.target.line,
            seat: String::new(),
            readers: self.target.readers,
            reason: paragraphs(&self.act.reason),
            language: self.act.language,
            revision: draft.revision,
            keys: Vec::new(),
            asks: AsksFor::AnyKey,
            notice: None,
            form: String::new(),
        }
    }

    /// The keys that may sign it, the likeliest first.
    pub fn keys<'s>(
        &self,
        state: &'s RegisterState,
        of: (&Here, &[Person]),
        now: Time,
    ) -> Vec<(&'s KeyId, &'s KeyState)> {
        self.target.keys(state, of, &self.act, now)
    }

    /// Which of its keys to choose: of a disavowal one that didn't sign the record, because that one is in doubt, be it a
    /// colleague's; else the reader's own.
    pub fn to_choose(&self, keys: &[(&KeyId, &KeyState)], here: &Here) -> Option<KeyId> {
        let (id, key) = keys.first()?;
        let another = self.act.kind() == kinds::DISAVOWAL && !self.target.signed_by(id);
        (another || key.person == here.me).then_some(**id)
    }

    /// Which of its keys is asked for: of a disavowal another than signed the record, if there is one.
    pub fn asks(&self, keys: &[(&KeyId, &KeyState)]) -> AsksFor {
        match self.act.kind() {
            kinds::DISAVOWAL if keys.iter().all(|(id, _)| self.target.signed_by(id)) => AsksFor::DoubtedKey,
            kinds::DISAVOWAL => AsksFor::AnotherKey,
            _ => AsksFor::AnyKey,
        }
    }

    /// The bytes that are to be signed with these keys.
    pub fn to_sign(
        &self,
        office: &Office,
        state: &RegisterState,
        (here, people): (&Here, &[Person]),
        chosen: &BTreeSet<&String>,
    ) -> Result<Prepared, AccountError> {
        let keys = self.keys(state, (here, people), Time(office.now()));
        if self.act.kind() == TAKING_UP {
            return self.taken_up(office, &keys, chosen);
        }
        let genesis = state.genesis().ok_or(AccountError::Fault)?;
        let about = RecordId::from_hex(&self.act.about).ok_or(DelegationError::Draft)?;
        let mut draft = Draft::new(&genesis.log, genesis.exercise, &here.code, self.act.kind())
            .about(about, &self.act.word);
        draft.audience = match self.act.kind() {
            kinds::MOVE => audience_of_move(&self.target.header),
            _ => self.target.header.audience.clone(),
        };
        draft.language.clone_from(&self.act.language);
        let signing = keys.iter().filter(|(id, _)| chosen.contains(&id.to_string()));
        for (id, key) in signing {
            draft = draft.signed_by(**id, key.person);
        }
        let another = |key: &KeyId| !self.target.signed_by(key);
        let needs_another = self.asks(&keys) == AsksFor::AnotherKey;
        let enough = draft.signers.iter().any(|signer| !needs_another || another(&signer.key));
        if !enough {
            let why = "choose who signs, one of them with another key than signed the record";
            return Err(DelegationError::Field { field: "key", why }.into());
        }
        let reason = Some((REASON, &self.act.reason)).filter(|(_, reason)| !reason.is_empty());
        signing::to_sign(office, draft, &reason.into_iter().collect::<BTreeMap<_, _>>())
    }

    /// The same statement, down to the bytes of its body, said by its author.
    fn taken_up(
        &self,
        office: &Office,
        keys: &[(&KeyId, &KeyState)],
        chosen: &BTreeSet<&String>,
    ) -> Result<Prepared, AccountError> {
        let why = "load the record's page again, and choose who signs";
        let wrong = || AccountError::from(DelegationError::Field { field: "key", why });
        let body = self.target.body.clone().filter(|_| self.target.awaits_its_author()).ok_or_else(wrong)?;
        let signers = keys.iter().filter(|(id, _)| chosen.contains(&id.to_string()));
        let signers: Vec<Signer> =
            signers.map(|(id, key)| Signer { key: **id, person: key.person }).collect();
        if signers.is_empty() {
            return Err(wrong());
        }
        let about = RecordId::from_hex(&self.act.about).ok_or(DelegationError::Draft)?;
        let header = self.target.header.clone();
        let header = confirming(header, about, signers, Time(office.now()), Salt(office.desk.random()));
        let text = |bytes| String::from_utf8(bytes).map_err(|_| AccountError::Fault);
        Ok(Prepared::new(text(header.to_bytes())?, text(body)?))
    }
}
