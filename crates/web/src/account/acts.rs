//! What a delegation does with one record in its name: it replaces, disavows or confirms it, or erases its body. What it
//! says is a draft like any other, about that record and for those who can read it.

use admission::{
    CONFIRM, DISAVOW, GROUNDS, KeyState, MAX_REASON, REASON, State as RegisterState, WITHDRAWN, kinds,
};
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use catalogue::Lang;
use delegations::drafts::{self, Draft as Kept};
use delegations::{DelegationError, Prepared};
use policy::{Action, Class, Resource};
use record::draft::Draft;
use record::{Audience, Header, KeyId, RecordId, Time};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::caller::{Caller, seat_name};
use super::draft_form;
use super::drafts::href;
use super::fields::Fields;
use super::guard::{self, AccountError, see_other};
use super::keys::{Here, here};
use super::model::{Notice, page_or_else};
use super::model_acts::{ActPage, ActsPage};
use super::office::Office;
use super::sign_in::Asked;
use super::signing::{self, valid_keys};
use crate::WebError;
use crate::ask::Ask;
use crate::model::RecordLine;
use crate::model::readers::Readers;
use crate::model::record::paragraphs;
use crate::reader::Reader;
use crate::vocabulary::control_kind;
use crate::words::words;

/// How much of an id tells one draft from another in a list.
const SHORT: usize = 12;

type SharedOffice = State<Arc<Office>>;

/// What such a draft holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Act {
    /// The record that it is about.
    pub about: String,
    /// `disavow`, `confirm`, or an erasure's ground.
    pub word: String,
    /// Why; empty of an erasure, whose ground is in its word.
    pub reason: String,
    /// The language of the reason.
    pub language: String,
}

impl Act {
    /// What a draft of such a kind holds; none of another.
    pub fn of(draft: &Kept) -> Option<Self> {
        let about_another = kinds::ABOUT_ANOTHER.contains(&draft.kind.as_str());
        about_another.then(|| serde_json::from_value(draft.fields.clone()).ok()).flatten()
    }

    /// The kind of record that it becomes.
    pub fn kind(&self) -> &'static str {
        if [DISAVOW, CONFIRM].contains(&self.word.as_str()) { kinds::DISAVOWAL } else { kinds::ERASURE }
    }

    /// What it is called in a list of drafts.
    pub fn title(&self) -> String {
        let short: String = self.about.chars().take(SHORT).collect();
        format!("{} {short}", self.word)
    }

    /// Its kind, by name.
    pub fn kind_name(&self, lang: Lang) -> String {
        let kind = control_kind(self.kind());
        kind.map(|message| words(lang).say(message).to_owned()).unwrap_or_default()
    }

    /// May the caller throw it away? Whoever disavows, also an erasure: for that no touch is needed.
    pub async fn may_be_dropped(
        &self,
        office: &Arc<Office>,
        caller: &Caller,
        here: &Here,
        lang: Lang,
    ) -> Result<(), AccountError> {
        let target = Target::find(office, caller, here, &self.about, lang).await?;
        target.may(office, caller, here, Action::Disavow)
    }

    fn action(&self) -> Action {
        if self.kind() == kinds::ERASURE { Action::Erase } else { Action::Disavow }
    }

    /// Reads the form of a record's page.
    fn read(about: &Target, fields: &Fields) -> Result<Self, AccountError> {
        let field = |field, why| AccountError::Delegation(DelegationError::Field { field, why });
        let word = fields.one("word")?.to_owned();
        let language = fields.maybe("language").and_then(Lang::from_code).unwrap_or(Lang::En);
        // Browsers send two characters for a line's end.
        let reason = fields.maybe("reason").unwrap_or_default().replace("\r\n", "\n").trim().to_owned();
        let act = Self { about: about.line.id.clone(), word, reason, language: language.code().to_owned() };
        if act.kind() == kinds::ERASURE {
            let known = about.grounds().contains(&act.word.as_str());
            return if known {
                Ok(Self { reason: String::new(), ..act })
            } else {
                Err(field("word", "choose a ground"))
            };
        }
        if act.reason.is_empty() || act.reason.chars().count() > MAX_REASON {
            return Err(field("reason", "say why, in at most 2,000 characters"));
        }
        Ok(act)
    }
}

/// The record that an act is about, for somebody who can read it and acts for whoever said it.
pub(super) struct Target {
    header: Header,
    line: RecordLine,
    classes: Vec<Class>,
    pub readers: Readers,
}

impl Target {
    /// A record of the seat's own; another's is not there.
    pub async fn find(
        office: &Arc<Office>,
        caller: &Caller,
        here: &Here,
        id: &str,
        lang: Lang,
    ) -> Result<Self, AccountError> {
        let none = || AccountError::Delegation(DelegationError::Draft);
        let id = RecordId::from_hex(id).ok_or_else(none)?;
        let (hub, reader) = (Arc::clone(&office.hub), Reader::of(caller, office));
        let look = move || {
            hub.at_desk_of(&reader, &id.to_string(), lang, |desk| {
                let record = desk.views.record_by_id(&id).ok_or(WebError::NotFound)?;
                let held = desk.shelf.read(record.position)?;
                let header = Header::from_bytes(&held.header).map_err(|_| WebError::Damaged)?;
                let classes: Vec<Class> = record.classes().cloned().collect();
                let line = desk.records([record]).pop().ok_or(WebError::Damaged)?;
                Ok(Self { readers: desk.readers(&classes), header, line, classes })
            })
        };
        let found = tokio::task::spawn_blocking(look).await.map_err(|_| AccountError::Fault)?;
        let target = found.map_err(|error| match error {
            WebError::NotFound => none(),
            _ => AccountError::Fault,
        })?;
        let statement = !kinds::ALL.contains(&target.header.kind.as_str());
        if target.header.participant == here.code && statement { Ok(target) } else { Err(none()) }
    }

    /// May the caller do this with it?
    pub fn may(
        &self,
        office: &Office,
        caller: &Caller,
        here: &Here,
        action: Action,
    ) -> Result<(), AccountError> {
        self.classes.iter().try_for_each(|class| {
            let (class, author) = (class.clone(), here.seat.clone());
            let record = Resource::Record { class, author, writers: BTreeSet::new() };
            office.require(caller, action, &record)
        })
    }

    /// The grounds on which its body can go.
    fn grounds(&self) -> Vec<&'static str> {
        if self.line.standing == views::Standing::Erased {
            return Vec::new();
        }
        let restricted = self.header.audience != Audience::Public;
        GROUNDS.into_iter().chain(restricted.then_some(WITHDRAWN)).collect()
    }

    /// The keys of its participant that may sign this: first those that didn't sign it, of these the reader's own, and of
    /// those the passkeys.
    fn keys<'s>(
        &self,
        state: &'s RegisterState,
        here: &Here,
        act: &Act,
        now: Time,
    ) -> Vec<(&'s KeyId, &'s KeyState)> {
        let may = |key: &KeyState| match act.kind() {
            kinds::ERASURE => key.may_sign(kinds::ERASURE, &self.header.mechanisms),
            _ => key.may_disavow(&self.header.kind, &self.header.mechanisms),
        };
        let mut keys: Vec<_> = valid_keys(state, &here.code, now).filter(|(_, key)| may(key)).collect();
        keys.sort_by_key(|(id, key)| {
            (
                act.kind() == kinds::DISAVOWAL && self.signed_by(id),
                key.person != here.me,
                key.passkey.is_none(),
                id.to_string(),
            )
        });
        keys
    }

    fn signed_by(&self, key: &KeyId) -> bool {
        self.header.signers.iter().any(|signer| signer.key == *key)
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
        target.may(&office, &caller, &here, Action::Disavow)?;
        let edition = office.hub.edition();
        let line = target.line.clone();
        Ok(ActsPage {
            href: page(&id),
            seat: seat_name(edition.catalogue(), &here.seat, ask.lang),
            replaceable: line.standing == views::Standing::Current,
            confirmable: line.disputed || line.disavowed_by.is_some(),
            grounds: target.grounds(),
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

fn page(id: &str) -> String {
    format!("/records/{id}/act")
}

/// Begins a disavowal, a confirmation or an erasure.
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
        target.may(&office, &caller, &here, act.action())?;
        let by = caller.person()?.person.id;
        let fields = serde_json::to_value(&act).map_err(|_| AccountError::Fault)?;
        office.together(move |_, drawer| Ok(drafts::begin(drawer, &here.seat, act.kind(), by, fields)?)).await
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
        target.may(office, caller, here, act.action())?;
        Ok(Self { act: act.clone(), target })
    }

    /// Its preview, in the words of the page.
    pub fn preview(self, draft: &Kept, lang: Lang) -> ActPage {
        ActPage {
            href: href(draft),
            kind_name: self.act.kind_name(lang),
            erases: self.act.kind() == kinds::ERASURE,
            word: self.act.word,
            about: self.target.line,
            seat: String::new(),
            readers: self.target.readers,
            reason: paragraphs(&self.act.reason),
            language: self.act.language,
            revision: draft.revision,
            keys: Vec::new(),
            notice: None,
            form: String::new(),
        }
    }

    /// The keys that may sign it; the first is the one to choose.
    pub fn keys<'s>(
        &self,
        state: &'s RegisterState,
        here: &Here,
        now: Time,
    ) -> Vec<(&'s KeyId, &'s KeyState)> {
        self.target.keys(state, here, &self.act, now)
    }

    /// The bytes that are to be signed with these keys.
    pub fn to_sign(
        &self,
        office: &Office,
        state: &RegisterState,
        here: &Here,
        chosen: &BTreeSet<&String>,
    ) -> Result<Prepared, AccountError> {
        let keys = self.keys(state, here, Time(office.now()));
        let genesis = state.genesis().ok_or(AccountError::Fault)?;
        let about = RecordId::from_hex(&self.act.about).ok_or(DelegationError::Draft)?;
        let mut draft = Draft::new(&genesis.log, genesis.exercise, &here.code, self.act.kind())
            .about(about, &self.act.word);
        draft.audience = self.target.header.audience.clone();
        draft.language.clone_from(&self.act.language);
        let signing = keys.iter().filter(|(id, _)| chosen.contains(&id.to_string()));
        for (id, key) in signing {
            draft = draft.signed_by(**id, key.person);
        }
        let another = |key: &KeyId| !self.target.signed_by(key);
        let needs_another = self.act.kind() == kinds::DISAVOWAL && keys.iter().any(|(id, _)| another(id));
        let enough = draft.signers.iter().any(|signer| !needs_another || another(&signer.key));
        if !enough {
            let why = "choose who signs, one of them with another key than signed the record";
            return Err(DelegationError::Field { field: "key", why }.into());
        }
        let reason = Some((REASON, &self.act.reason)).filter(|(_, reason)| !reason.is_empty());
        signing::to_sign(office, draft, &reason.into_iter().collect::<BTreeMap<_, _>>())
    }
}
