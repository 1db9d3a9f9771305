//! From a draft to a record: the preview, the bytes that are to be signed, the signatures, and the register.

use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use axum::{Extension, Json};
use catalogue::{Kind, Lang, SignatureForm};
use delegations::{DelegationError, Prepared, drafts, received, release};
use policy::Action;
use record::signature::UnverifiedSignature;
use record::{Header, KeyId, Time};
use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use super::acts::{Act, Drafted};
use super::caller::{Caller, seat_name};
use super::draft_audience;
use super::draft_before;
use super::draft_cycles;
use super::draft_form::Filled;
use super::draft_parts;
use super::draft_problems::problems;
use super::draft_write::document_line;
use super::drafts::{Becomes, Open, href, may, open};
use super::fields::revision;
use super::guard::{self, AccountError, as_file, see_other};
use super::keys;
use super::model::{Notice, account_page, page_again};
use super::model_acts::ActPage;
use super::model_cycles::AskedCycle;
use super::model_drafts::{Choice, PreviewPage, ReplacedLine, SignPage};
use super::office::Office;
use super::reasons::{Reason, Spoken};
use super::said::header_classes;
use super::sign_in::Asked;
use super::signing::{self, Armored, Place, Signers, keys_at_hand, name_of};
use super::wire::{Answered, Next};
use crate::ask::Ask;
use crate::door::Door;
use crate::model::readers::Readers;
use crate::model::record::content;
use crate::printed::VIEW;
use crate::reader::Reader;
use crate::words::{Msg, words};

type SharedOffice = State<Arc<Office>>;
type TheDoor = Extension<Door>;

/// The draft as its record's page will show it, who will be able to read it, and what keeps it from being signed.
pub(crate) async fn preview_draft(
    State(office): SharedOffice,
    Extension(door): TheDoor,
    caller: Caller,
    ask: Ask,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Response {
    let path = format!("/drafts/{id}/preview");
    let made = async {
        let open = open(&office, &caller, &id).await?;
        let notice = Notice::of(asked.notice.as_deref());
        match &open.becomes {
            Becomes::Statement(_) => {}
            Becomes::Act(act) => {
                let page = preview_act(&office, &door, &caller, &open, act, ask.lang).await?;
                return Ok(account_page(&ActPage { notice, ..page }, &ask));
            }
            // Its bytes were made when it began: there is nothing to choose.
            Becomes::Stop if open.draft.prepared.is_some() => {
                return Ok(see_other(&format!("{}/sign", href(&open.draft))));
            }
            Becomes::Stop => return Ok(see_other(keys::PAGE)),
        }
        let asked = asked_of(&office, &caller, &open, ask.lang).await?;
        let (reader, ids) = (Reader::of(&caller, &office), Filled::of(&open.draft).supersedes);
        let replaced = draft_before::replaced(&office, &reader, &ids, ask.lang).await?;
        let page = preview(&office, &door, &caller, (&open, asked, replaced), &ask)?;
        let seat = open.here.seat.clone();
        let rule = office.look(move |_, drawer| Ok(release::rule(drawer, &seat)?)).await?;
        Ok(account_page(&PreviewPage { notice, released_by_another: rule.is_some(), ..page }, &ask))
    };
    made.await.unwrap_or_else(|error: AccountError| error.instead_of_page(&path))
}

async fn preview_act(
    office: &Arc<Office>,
    door: &Door,
    caller: &Caller,
    open: &Open,
    act: &Act,
    lang: Lang,
) -> Result<ActPage, AccountError> {
    let drafted = Drafted::open(office, caller, &open.here, act, lang).await?;
    let state = door.register.state();
    let keys = drafted.keys(&state, (&open.here, &open.people), Time(office.now()));
    let asks = drafted.asks(&keys);
    let keys = choices(&keys, drafted.to_choose(&keys, &open.here), open, lang);
    let form = caller.person()?.form_token();
    let seat = seat_name(office.hub.edition().catalogue(), &open.here.seat, lang);
    Ok(ActPage { seat, keys, asks, form, ..drafted.preview(&open.draft, lang) })
}

/// Keys to choose from, one of which is chosen.
fn choices(
    keys: &[(&KeyId, &admission::KeyState)],
    chosen: Option<KeyId>,
    open: &Open,
    lang: Lang,
) -> Vec<Choice> {
    let choice = |(id, key): &(&KeyId, &admission::KeyState)| Choice {
        id: id.to_string(),
        label: name_of(&open.people, &open.here.seat, key.person)
            .unwrap_or_else(|| words(lang).say(Msg("key-of-somebody")).to_owned()),
        note: id.to_string(),
        chosen: chosen == Some(**id),
    };
    keys.iter().map(choice).collect()
}

fn preview(
    office: &Office,
    door: &Door,
    caller: &Caller,
    (open, asked, replaced): (&Open, Vec<AskedCycle>, Vec<ReplacedLine>),
    ask: &Ask,
) -> Result<PreviewPage, AccountError> {
    let (filled, state, now) = (Filled::of(&open.draft), door.register.state(), Time(office.now()));
    let items: BTreeSet<&str> = filled.framework_items.iter().map(String::as_str).collect();
    let mechanisms: BTreeSet<&str> = filled.mechanisms.iter().map(String::as_str).collect();
    let named = filled.provisions.iter().filter_map(|id| id.split_once('/')).collect();
    let body = filled.body();
    let edition = office.hub.edition();
    let seat = seat_name(edition.catalogue(), &open.here.seat, ask.lang);
    let kind = open.kind()?;
    let keys = entitled_keys(&state, open, kind, &filled, now);
    let own = keys.iter().find(|(_, key)| key.person == open.here.me).map(|(id, _)| **id);
    let keys = choices(&keys, own, open, ask.lang);
    let audience = draft_audience::chosen(&filled);
    let classes = draft_audience::classes(edition.catalogue(), &filled, kind, &open.here.code);
    let shown = office.hub.at_desk(ask.lang, |desk| {
        let nobody = Readers { nobody: true, ..Readers::default() };
        Ok(PreviewPage {
            readers: audience.as_ref().map_or(nobody, |_| desk.readers(&classes)),
            audience: classes.first().filter(|_| audience.is_some()).and_then(|class| desk.audience(class)),
            kept: audience.as_ref().and_then(|to| desk.will_be_kept(&kind.id, kind.version.into(), to)),
            href: href(&open.draft),
            reply: (kind.id == VIEW).then(|| format!("{}/reply?form=", href(&open.draft))),
            title: open.title(ask.lang),
            kind_name: kind.names.get(ask.lang).to_owned(),
            seat,
            language: filled.language.clone(),
            revision: open.draft.revision,
            content: content(desk, kind, &body),
            mechanisms: desk.mechanisms(mechanisms.iter().copied()),
            framework_items: desk.items(items.iter().copied()),
            answers: desk.answered_by(&named, &items, &mechanisms),
            supersedes: replaced,
            problems: problems(edition.catalogue(), kind, (&filled, &asked), &href(&open.draft), ask.lang),
            cycles: asked,
            cleared: open.draft.cleared.as_ref().map(|by| draft_parts::touched(&open.people, by)),
            released_by_another: false,
            document: document_line(&filled),
            keys,
            signers: usize::try_from(kind.signers.min).ok().filter(|least| *least > 1),
            notice: None,
            form: String::new(),
        })
    });
    let mut page = shown.map_err(|_| AccountError::Fault)?;
    page.form = caller.person()?.form_token();
    Ok(page)
}

/// The participant's keys that may sign this in a form that the kind takes, the reader's own first, and of those the passkeys.
fn entitled_keys<'s>(
    state: &'s admission::State,
    open: &Open,
    kind: &Kind,
    filled: &Filled,
    now: Time,
) -> Vec<(&'s KeyId, &'s admission::KeyState)> {
    let taken = |form| kind.signature_forms.as_ref().is_none_or(|forms| forms.contains(&form));
    let form = |key: &admission::KeyState| match key.passkey {
        Some(_) => SignatureForm::Webauthn,
        None => SignatureForm::Sshsig,
    };
    let may_sign = |key: &admission::KeyState| taken(form(key)) && key.may_sign(&kind.id, &filled.mechanisms);
    let at_hand = keys_at_hand(state, &open.here.code, (&open.people, &open.here.seat), now);
    let mut keys: Vec<_> = at_hand.filter(|(_, key)| may_sign(key)).collect();
    keys.sort_by_key(|(id, key)| (key.person != open.here.me, key.passkey.is_none(), id.to_string()));
    keys
}

/// The cycles that a draft answers.
async fn asked_of(
    office: &Arc<Office>,
    caller: &Caller,
    open: &Open,
    lang: Lang,
) -> Result<Vec<AskedCycle>, AccountError> {
    draft_cycles::asked(office, &Reader::of(caller, office), &Filled::of(&open.draft).answers, lang).await
}

/// Makes the bytes that are to be signed.
pub(crate) async fn prepare_draft(
    State(office): SharedOffice,
    Extension(door): TheDoor,
    caller: Caller,
    ask: Ask,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let path = format!("/drafts/{id}/preview");
    let done = async {
        let pairs: Vec<(String, String)> = guard::form(&office, &caller, &headers, &body)?;
        let said =
            |name: &'static str| pairs.iter().filter(move |(key, _)| key == name).map(|(_, value)| value);
        let revision = revision(said("revision").next().map(String::as_str))?;
        let open = open(&office, &caller, &id).await?;
        let keys: BTreeSet<&String> = said("key").collect();
        let prepared = match &open.becomes {
            Becomes::Act(act) => {
                let drafted = Drafted::open(&office, &caller, &open.here, act, ask.lang).await?;
                drafted.to_sign(&office, &door.register.state(), (&open.here, &open.people), &keys)?
            }
            Becomes::Statement(kind) => {
                let filled = Filled::of(&open.draft);
                let edition = office.hub.edition();
                let classes = draft_audience::classes(edition.catalogue(), &filled, kind, &open.here.code);
                may(&office, &caller, &open.here, Action::Write, kind, &classes)?;
                let asked = asked_of(&office, &caller, &open, ask.lang).await?;
                bytes_to_sign(&office, &door, &open, kind, (&filled, &asked), &keys)?
            }
            Becomes::Stop => return Err(DelegationError::Draft.into()),
        };
        let (seat, number) = (open.here.seat.clone(), open.draft.id);
        office
            .together(move |_, drawer| Ok(drafts::prepare(drawer, &seat, number, revision, prepared)?))
            .await
    };
    match done.await {
        Ok(draft) => see_other(&format!("{}/sign", href(&draft))),
        Err(error) => error.instead_of_form(&path),
    }
}

fn bytes_to_sign(
    office: &Office,
    door: &Door,
    open: &Open,
    kind: &Kind,
    (filled, asked): (&Filled, &[AskedCycle]),
    keys: &BTreeSet<&String>,
) -> Result<Prepared, AccountError> {
    let (state, now) = (door.register.state(), Time(office.now()));
    if !problems(office.hub.edition().catalogue(), kind, (filled, asked), "", Lang::En).is_empty() {
        return Err(
            DelegationError::Field { field: "draft", why: "mend what the preview names first" }.into()
        );
    }
    let genesis = state.genesis().ok_or(AccountError::Fault)?;
    let audience = draft_audience::chosen(filled).ok_or(AccountError::Fault)?;
    let mut draft = filled.draft(kind, (&genesis.log, genesis.exercise), &open.here.code, audience);
    let mut persons = HashSet::new();
    for (id, key) in entitled_keys(&state, open, kind, filled, now) {
        if keys.contains(&id.to_string()) {
            draft = draft.signed_by(*id, key.person);
            persons.insert(key.person);
        }
    }
    // Asked before anybody touches a key: at the door it would be too late to choose.
    if !kind.signers.hold(persons.len()) {
        return Err(AccountError::Signers);
    }
    let prepared = signing::to_sign_with(office, draft, &filled.content, filled.attachments())?;
    // Checked before anybody signs: nobody should be asked to sign what no hub takes.
    let why = "choose who signs, and at most 64 of each list";
    Header::from_bytes(prepared.header.as_bytes())
        .map_err(|_| DelegationError::Field { field: "draft", why })?;
    Ok(prepared)
}

/// The page on which a draft is signed.
pub(crate) async fn show_signing(
    State(office): SharedOffice,
    Extension(door): TheDoor,
    caller: Caller,
    ask: Ask,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Response {
    let path = format!("/drafts/{id}/sign");
    let made = async {
        let open = open(&office, &caller, &id).await?;
        if open.draft.prepared.is_none() {
            return Ok(see_other(&format!("{}/preview", href(&open.draft))));
        }
        let mut page = sign_page(&office, &door, &caller, &open, ask.lang).await?;
        page.notice = Notice::of(asked.notice.as_deref());
        Ok(account_page(&page, &ask))
    };
    made.await.unwrap_or_else(|e: AccountError| e.instead_of_page(&path))
}

async fn sign_page(
    office: &Arc<Office>,
    door: &Door,
    caller: &Caller,
    open: &Open,
    lang: Lang,
) -> Result<SignPage, AccountError> {
    let prepared = open.draft.prepared.as_ref().ok_or(DelegationError::Draft)?;
    let of_target = match &open.becomes {
        Becomes::Act(act) => Some(Drafted::open(office, caller, &open.here, act, lang).await?.target.readers),
        Becomes::Statement(_) | Becomes::Stop => None,
    };
    let (state, title) = (door.register.state(), open.title(lang));
    let mut sheet = signers(&state, open).sheet(office, prepared, href(&open.draft), lang)?;
    // What is said of a record is read by whoever can read that record, whatever its own kind.
    if let Some(readers) = of_target {
        sheet.says.readers = readers;
    }
    Ok(SignPage {
        sheet,
        href: href(&open.draft),
        title,
        refused: None,
        notice: None,
        form: caller.person()?.form_token(),
    })
}

fn signers<'a>(state: &'a admission::State, open: &'a Open) -> Signers<'a> {
    Signers { state, me: open.here.me, colleagues: &open.people, seat: &open.here.seat, new: None }
}

/// The header as a file, for `ssh-keygen`.
pub(crate) async fn get_draft_header(
    State(office): SharedOffice,
    caller: Caller,
    Path(id): Path<String>,
) -> Response {
    let found = async {
        let open = open(&office, &caller, &id).await?;
        Ok(open.draft.prepared.ok_or(DelegationError::Draft)?.header)
    };
    match found.await {
        Ok(header) => as_file("header.json", header),
        Err(error) => AccountError::instead_of_page(error, "/drafts"),
    }
}

/// Takes a touch; with the last signature the record goes to the register.
pub(crate) async fn sign_draft(
    State(office): SharedOffice,
    Extension(door): TheDoor,
    caller: Caller,
    ask: Ask,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Next>, Spoken> {
    let done = async {
        let answer = guard::json::<Answered>(&office, &caller, &headers, &body)?.read()?;
        let open = open(&office, &caller, &id).await?;
        let signed = |signers: &Signers<'_>, prepared: &Prepared| signers.touched(prepared, &answer);
        add_signature(&office, &door, &caller, (&open, ask.lang), signed).await
    };
    done.await.map(|next| Json(Next { next })).map_err(|error| Spoken(error, ask.lang))
}

/// Takes a signature that was made on the signer's own machine.
pub(crate) async fn send_signature(
    State(office): SharedOffice,
    Extension(door): TheDoor,
    caller: Caller,
    ask: Ask,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let path = format!("/drafts/{id}/sign");
    let done = async {
        let sent: Armored = guard::form(&office, &caller, &headers, &body)?;
        let open = open(&office, &caller, &id).await?;
        let signed = |signers: &Signers<'_>, prepared: &Prepared| signers.armored(prepared, &sent);
        match add_signature(&office, &door, &caller, (&open, ask.lang), signed).await {
            Ok(next) => Ok(see_other(&next)),
            Err(error @ (AccountError::Door(_) | AccountError::Signature(_))) => {
                let mut page = sign_page(&office, &door, &caller, &open, ask.lang).await?;
                page.refused = Some(Reason::of_error(&error, ask.lang));
                Ok(page_again(&page, &error, &ask))
            }
            Err(error) => Err(error),
        }
    };
    done.await.unwrap_or_else(|error: AccountError| error.instead_of_form(&path))
}

async fn add_signature(
    office: &Arc<Office>,
    door: &Door,
    caller: &Caller,
    (open, lang): (&Open, Lang),
    signed: impl FnOnce(&Signers<'_>, &Prepared) -> Result<UnverifiedSignature, AccountError>,
) -> Result<String, AccountError> {
    let prepared = open.draft.prepared.clone().ok_or(DelegationError::Draft)?;
    let header = Header::from_bytes(prepared.header.as_bytes()).map_err(|_| AccountError::Fault)?;
    let classes = header_classes(office.hub.edition().catalogue(), &header);
    let replaces = (!header.supersedes.is_empty()).then_some(Action::Supersede);
    let actions: Vec<Action> = [Action::Sign, Action::Submit].into_iter().chain(replaces).collect();
    open.may(office, caller, &actions, &classes, lang).await?;
    let signature = signed(&signers(&door.register.state(), open), &prepared)?;
    let id = open.draft.id;
    // Taken before: with the last signature the draft is gone, and its file with it.
    let file = office.look(move |_, drawer| Ok(received::find(drawer, id)?)).await?;
    let place = Place::Draft { id, revision: open.draft.revision };
    let seat = &open.here.seat;
    let receipt = signing::add_signature(office, door, (seat, place), &prepared, signature).await?;
    if let (Some(receipt), Some(file)) = (&receipt, file) {
        signing::lay_file(door, &prepared, receipt.position, file).await?;
    }
    if let (Some(receipt), Becomes::Act(act)) = (&receipt, &open.becomes) {
        act.carry_files(door, &prepared, receipt.position).await;
    }
    Ok(receipt.map_or_else(
        || format!("{}/sign?notice=signed", href(&open.draft)),
        |receipt| format!("/records/{}", receipt.id),
    ))
}
