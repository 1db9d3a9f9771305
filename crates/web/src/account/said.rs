//! What bytes say that somebody is about to sign, in the words of the page: read out of those very bytes, never out of the
//! draft from which they were made. A member of a header that has no words here doesn't compile.

use admission::{Enrolment, Revocation, SECRETARIAT, State, kinds};
use catalogue::Catalogue;
use delegations::Prepared;
use delegations::people::Person;
use policy::{Class, Seat};
use record::body::Attachment;
use record::key::EnrolledKey;
use record::{Body, Evidence, Header, RecordId};
use serde::Serialize;
use utoipa::ToSchema;

use super::guard::AccountError;
use super::signing::name_of;
use crate::model::Desk;
use crate::model::keeping::Keeping;
use crate::model::readers::{AudienceLine, Readers, classes_of, said_today};
use crate::model::record::{ContentSection, content, paragraphs};
use crate::vocabulary;
use crate::words::Msg;

/// The seconds in an hour, in which people are told how long a new key waits.
const HOUR: u64 = 3_600;

/// How an enrolment writes "all".
const ALL: &str = "*";

/// How much of a record's id stands on a page.
const SHORT: usize = 12;

/// What is about to be said.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Said {
    /// Facts of the header and, of a control record, of its body.
    pub facts: Vec<Fact>,
    /// What a statement says, by the fields of its kind.
    pub content: Vec<ContentSection>,
    /// Why, where that is all it says.
    pub reason: Vec<String>,
    /// The language in which it is written.
    pub language: String,
    /// For whom it is, where that isn't everybody.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audience: Option<AudienceLine>,
    /// Who will be able to read it.
    pub readers: Readers,
    /// Until when the hub will keep it, where that isn't for good.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kept: Option<Keeping>,
}

/// One fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Fact {
    /// What it is about.
    pub label: String,
    /// What is so.
    pub values: Vec<FactValue>,
}

/// What is so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FactValue {
    /// Words of ours or of the catalogue.
    Text(String),
    /// An author's words, in the record's language.
    Quoted(String),
    /// A fingerprint or a random number.
    Code(String),
    /// A moment.
    Time(String),
    /// A record, by its id.
    Record {
        /// The whole id.
        id: String,
        /// The beginning of it.
        short: String,
    },
}

/// Who reads it: whose names may stand beside random numbers, and what the register says of keys.
pub(super) struct Eyes<'a> {
    pub desk: &'a Desk<'a>,
    pub state: &'a State,
    pub colleagues: &'a [Person],
    pub seat: &'a Seat,
}

/// The classes of what a header says.
pub(super) fn header_classes(catalogue: &Catalogue, header: &Header) -> Vec<Class> {
    let audience = said_today(catalogue, &header.audience, &header.participant);
    let label = header.label.as_deref().map(policy::Label::of);
    classes_of(&header.kind, &header.mechanisms, &audience, label)
}

impl Eyes<'_> {
    /// The words of these bytes. Bytes without words are shown to nobody: they can't be signed here.
    pub fn said(&self, prepared: &Prepared) -> Result<Said, AccountError> {
        let header = Header::from_bytes(prepared.header.as_bytes()).map_err(|_| AccountError::Fault)?;
        header.body.check(prepared.body.as_bytes()).map_err(|_| AccountError::Fault)?;
        let body = Body::from_bytes(prepared.body.as_bytes()).map_err(|_| AccountError::Fault)?;
        let classes = header_classes(self.desk.edition.catalogue(), &header);
        let kind = self.desk.edition.catalogue().kind_as_written(&header.kind, header.kind_version);
        let title = body.content.get("title").and_then(|title| title.as_str());
        let (mut facts, formal) = self.facts(&header, title);
        match header.kind.as_str() {
            kinds::KEY => facts.extend(self.enrolment(&header, &body)?),
            kinds::REVOCATION => facts.extend(self.revocation(&body)?),
            // A form that isn't known has no words for what the body holds.
            other if kind.is_none() && !kinds::ABOUT_ANOTHER.contains(&other) => {
                return Err(AccountError::Fault);
            }
            _ => {}
        }
        facts.extend(body.attachments.iter().flat_map(|file| self.attachment(file)));
        facts.extend(formal);
        let about = kinds::ABOUT_ANOTHER.contains(&header.kind.as_str());
        let reason = body.content.get(admission::REASON).and_then(|reason| reason.as_str());
        Ok(Said {
            facts: facts.into_iter().filter(|fact| !fact.values.is_empty()).collect(),
            content: kind.map(|kind| content(self.desk, kind, &body)).unwrap_or_default(),
            reason: reason.filter(|_| about).map(paragraphs).unwrap_or_default(),
            audience: classes.first().and_then(|class| self.desk.audience(class)),
            readers: self.desk.readers(&classes),
            kept: self.desk.will_be_kept(&header.kind, header.kind_version, &header.audience),
            language: header.language,
        })
    }

    fn fact(&self, label: Msg, values: impl IntoIterator<Item = FactValue>) -> Fact {
        Fact { label: self.desk.words.say(label).to_owned(), values: values.into_iter().collect() }
    }

    fn text(&self, message: Msg) -> FactValue {
        FactValue::Text(self.desk.words.say(message).to_owned())
    }

    /// Each member of a header: what is said, and then when, in which language and for which log. What an author can't choose and nobody reads (the format's version, the salt, the digest of
    /// the body, which the page's script compares) has no words.
    fn facts(&self, header: &Header, title: Option<&str>) -> (Vec<Fact>, Vec<Fact>) {
        let Header {
            comity: _,
            kind,
            kind_version: _,
            log,
            exercise,
            participant,
            evidence,
            // Listed beside what they sign, with who of them has signed.
            signers: _,
            mechanisms,
            // Named as readers.
            audience: _,
            label,
            language,
            time,
            expiry,
            supersedes,
            answers,
            refers,
            workflow_move,
            framework_items,
            provisions,
            salt: _,
            body: _,
        } = header;
        let desk = self.desk;
        let lang = catalogue::Lang::from_code(language.split('-').next().unwrap_or(language));
        let language = lang
            .map_or_else(|| FactValue::Text(language.clone()), |lang| self.text(vocabulary::language(lang)));
        let moved = workflow_move.as_deref().map(|word| match desk.move_name(header) {
            Some(name) if kind == kinds::MOVE => FactValue::Text(name),
            _ => self.moved(kind, word),
        });
        let said = vec![
            self.fact(Msg("said-kind"), [FactValue::Text(desk.kind_name(kind))]),
            self.fact(Msg("said-title"), title.map(|title| FactValue::Quoted(title.to_owned()))),
            self.fact(Msg("said-by"), [FactValue::Text(desk.party(participant).name)]),
            self.fact(
                Msg("said-as"),
                (*evidence != Evidence::Signed).then(|| self.text(vocabulary::evidence(*evidence))),
            ),
            self.fact(Msg("exercise"), exercise.then(|| self.text(Msg("said-exercise")))),
            self.fact(Msg("said-does"), moved),
            self.fact(Msg("said-of"), refers.iter().map(record)),
            self.fact(Msg("supersedes"), supersedes.iter().map(record)),
            self.fact(Msg("said-answers"), answers.iter().map(record)),
            self.fact(
                Msg("said-for"),
                mechanisms.iter().map(|id| {
                    let known = desk.edition.catalogue().mechanism(id);
                    FactValue::Text(known.map_or_else(|| id.clone(), |one| desk.text(&one.short_names)))
                }),
            ),
            self.fact(
                Msg("speaks-to"),
                framework_items.iter().map(|id| {
                    let known = desk.edition.catalogue().item(id).map(|item| desk.item(item));
                    FactValue::Text(known.map_or_else(
                        || id.clone(),
                        |item| {
                            item.number()
                                .map_or(item.title.clone(), |number| format!("{number} {}", item.title))
                        },
                    ))
                }),
            ),
            self.fact(Msg("answers"), provisions.iter().map(|id| self.provision(id))),
            self.fact(Msg("said-label"), label.iter().cloned().map(FactValue::Text)),
        ];
        let formal = vec![
            self.fact(Msg("language"), [language]),
            self.fact(Msg("written"), [FactValue::Time(time.to_string())]),
            self.fact(Msg("said-expiry"), [FactValue::Time(expiry.to_string())]),
            self.fact(Msg("log"), [FactValue::Code(log.clone())]),
        ];
        (said, formal)
    }

    /// What a record does with another: a word of ours, or a step that its kind names.
    fn moved(&self, kind: &str, word: &str) -> FactValue {
        match (kind, word) {
            (kinds::DISAVOWAL, admission::DISAVOW) => self.text(Msg("said-disavows")),
            (kinds::DISAVOWAL, admission::CONFIRM) => self.text(Msg("said-confirms")),
            (kinds::ERASURE, admission::WITHDRAWN) => self.text(Msg("said-erases-withdrawn")),
            (kinds::ERASURE, "unlawful-content") => self.text(Msg("said-erases-unlawful-content")),
            (kinds::ERASURE, "personal-data") => self.text(Msg("said-erases-personal-data")),
            _ => FactValue::Text(word.to_owned()),
        }
    }

    fn provision(&self, id: &str) -> FactValue {
        let instrument = id.split_once('/').and_then(|(id, _)| self.desk.edition.catalogue().instrument(id));
        let found = instrument.and_then(|instrument| {
            let mut all = instrument.provisions.iter();
            let provision = all.find(|provision| instrument.provision_id(provision) == id)?;
            Some(self.desk.provision(instrument, provision).reference)
        });
        FactValue::Text(found.unwrap_or_else(|| id.to_owned()))
    }

    /// For whom a key is enrolled, what it may do, who vouches for it and how, and from when on it may sign.
    fn enrolment(&self, header: &Header, body: &Body) -> Result<Vec<Fact>, AccountError> {
        let content = serde_json::Value::Object(body.content.clone());
        let said: Enrolment = serde_json::from_value(content).map_err(|_| AccountError::Fault)?;
        let Enrolment {
            participant,
            key,
            person,
            label,
            administrator,
            kinds,
            mechanisms,
            nomination,
            confirmation,
        } = said;
        let key = EnrolledKey::from_line(&key).map_err(|_| AccountError::Fault)?.id();
        let holder = name_of(self.colleagues, self.seat, person).map(FactValue::Text);
        let vouching = || header.signers.iter().filter(|signer| signer.key != key);
        let is_root = |key: &record::KeyId| self.state.key(key).is_some_and(|key| key.root);
        let roots = vouching().filter(|signer| is_root(&signer.key)).count();
        let administrators = vouching().filter(|signer| !is_root(&signer.key)).map(|signer| {
            name_of(self.colleagues, self.seat, signer.person)
                .map_or_else(|| FactValue::Code(signer.key.to_string()), FactValue::Text)
        });
        let by_roots =
            (roots > 0).then(|| FactValue::Text(self.desk.words.count(Msg("said-root-keys"), roots)));
        let vouchers = by_roots.into_iter().chain(administrators).collect::<Vec<_>>();
        let list = |all: Msg, ids: &[String], name: &dyn Fn(&String) -> String| -> Vec<FactValue> {
            if ids.iter().any(|id| id == ALL) {
                return vec![self.text(all)];
            }
            ids.iter().map(|id| FactValue::Text(name(id))).collect()
        };
        let mechanism = |id: &String| {
            let known = self.desk.edition.catalogue().mechanism(id);
            known.map_or_else(|| id.clone(), |one| self.desk.text(&one.short_names))
        };
        let may = if administrator { Msg("said-administrator") } else { Msg("said-no-administrator") };
        let quoted = |text: String, none: Msg| {
            if text.is_empty() { self.text(none) } else { FactValue::Quoted(text) }
        };
        Ok(vec![
            self.fact(Msg("said-key-of"), [FactValue::Text(self.desk.party(&participant).name)]),
            self.fact(Msg("said-person"), holder.into_iter().chain([FactValue::Code(person.to_string())])),
            self.fact(Msg("fingerprint"), [FactValue::Code(key.to_string())]),
            self.fact(Msg("said-key-label"), [FactValue::Code(label)]),
            self.fact(Msg("said-may-enrol"), [self.text(may)]),
            self.fact(Msg("said-kinds"), list(Msg("said-every-kind"), &kinds, &|id| self.desk.kind_name(id))),
            self.fact(Msg("said-mechanisms"), list(Msg("said-every-mechanism"), &mechanisms, &mechanism)),
            self.fact(Msg("said-confirmation"), [quoted(confirmation, Msg("said-none-given"))]),
            self.fact(Msg("said-nomination"), [quoted(nomination, Msg("said-none-given"))]),
            self.fact(Msg("said-vouchers"), vouchers),
            self.fact(Msg("said-valid-from"), [self.valid_from(&header.participant)]),
        ])
    }

    /// Which key ends, whose it is, why, and from when on what it signed is disputed.
    fn revocation(&self, body: &Body) -> Result<Vec<Fact>, AccountError> {
        let content = serde_json::Value::Object(body.content.clone());
        let said: Revocation = serde_json::from_value(content).map_err(|_| AccountError::Fault)?;
        let Revocation { key, reason, from } = said;
        let holder = self.state.key(&key).map(|known| known.person);
        let name = holder.and_then(|person| name_of(self.colleagues, self.seat, person));
        let holder = name.map(FactValue::Text).into_iter();
        Ok(vec![
            self.fact(Msg("said-revokes"), [FactValue::Code(key.to_string())]),
            self.fact(Msg("said-person"), holder),
            self.fact(Msg("reason"), [self.text(vocabulary::revocation_reason(reason))]),
            self.fact(Msg("said-revoked-from"), from.map(|from| FactValue::Time(from.to_string()))),
        ])
    }

    /// Under the root keys a key waits, so that whoever it speaks for can stop it.
    fn valid_from(&self, vouched_by: &str) -> FactValue {
        let delay = self.state.genesis().map_or(0, |genesis| genesis.root_delay);
        if vouched_by != SECRETARIAT || delay == 0 {
            return self.text(Msg("said-valid-at-once"));
        }
        let hours = usize::try_from(delay.div_ceil(HOUR)).unwrap_or(usize::MAX);
        FactValue::Text(self.desk.words.count(Msg("said-valid-after"), hours))
    }

    /// A file that goes with it: what was received, or what is attached.
    fn attachment(&self, file: &Attachment) -> Vec<Fact> {
        let mut facts = vec![self.fact(Msg("said-file"), [FactValue::Code(file.sha256.to_string())])];
        if let Some(arrival) = &file.received {
            facts.extend([
                self.fact(Msg("received-medium"), [self.text(vocabulary::medium(arrival.medium))]),
                self.fact(Msg("received-reference"), [FactValue::Quoted(arrival.reference.clone())]),
                self.fact(Msg("received-on"), [FactValue::Text(arrival.on.clone())]),
            ]);
        }
        facts
    }
}

fn record(id: &RecordId) -> FactValue {
    let id = id.to_string();
    FactValue::Record { short: id.chars().take(SHORT).collect(), id }
}
