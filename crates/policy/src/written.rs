//! Questions as people write them: `delegate@participant/XA` asks for `read-body:class,audience=mechanism/lagoon`.

use std::collections::BTreeSet;
use std::str::FromStr;

use crate::{Action, Audience, Class, Label, Means, Resource, Role, Seat, Subject, WordError, Writer};

/// The public, as `--who` writes it.
const NOBODY: &str = "nobody";

/// A question that can't be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QuestionError {
    /// A word is not one of those that can stand there.
    #[error(transparent)]
    Word(#[from] WordError),
    /// Who asks is not written as it must be.
    #[error(
        "{0:?} doesn't say who asks: write ROLE@SEAT, as in delegate@participant/XA, more roles of the same seat after commas, or nobody"
    )]
    Who(String),
    /// What is asked is not written as it must be.
    #[error(
        "{0:?} doesn't say what is asked: write ACTION:FORM,NAME=VALUE,…, as in read-body:class,audience=public"
    )]
    What(String),
    /// A part is missing, unknown, or there twice.
    #[error("{form} {fault} {part:?}: it takes {takes}")]
    Part {
        /// What the part belongs to.
        form: &'static str,
        /// What is the matter.
        fault: &'static str,
        /// The part.
        part: String,
        /// The parts that can stand there.
        takes: &'static str,
    },
    /// A version is no number.
    #[error("{0:?} is no group at a version: write ID/VERSION, as in responders/3")]
    Group(String),
}

impl QuestionError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Word(word) => word.code(),
            Self::Who(_) => "question-who",
            Self::What(_) => "question-what",
            Self::Part { .. } => "question-part",
            Self::Group(_) => "question-group",
        }
    }
}

/// A group at a version: `responders/3`.
pub fn group(text: &str) -> Result<(String, u64), QuestionError> {
    let wrong = || QuestionError::Group(text.to_owned());
    let (id, version) = text.rsplit_once('/').filter(|(id, _)| !id.is_empty()).ok_or_else(wrong)?;
    Ok((id.to_owned(), version.parse().map_err(|_| wrong())?))
}

/// Who asks: `nobody`, or roles in one seat. They came with a passkey, and nothing else is known of them.
pub fn who(text: &str) -> Result<Subject, QuestionError> {
    if text == NOBODY {
        return Ok(Subject::nobody());
    }
    let mut held: Option<Subject> = None;
    for one in text.split(',') {
        let (role, seat) = one.split_once('@').ok_or_else(|| QuestionError::Who(text.to_owned()))?;
        let (role, seat): (Role, Seat) = (role.parse()?, seat.parse()?);
        let subject = held.get_or_insert_with(|| Subject::in_seat(seat.clone(), []));
        // One person acts for one seat at a time.
        if subject.seat.as_ref() != Some(&seat) {
            return Err(QuestionError::Who(text.to_owned()));
        }
        subject.roles.insert(role);
    }
    held.ok_or_else(|| QuestionError::Who(text.to_owned()))
}

/// How they came: `passkey`, `openid-connect`, `code`, `nobody`, or `token` with its scopes (`token+read+write`).
pub fn means(text: &str) -> Result<Means, QuestionError> {
    let mut words = text.split('+');
    let means = match words.next().unwrap_or_default() {
        "passkey" => Means::Passkey,
        "openid-connect" => Means::OpenIdConnect,
        "code" => Means::Code,
        "nobody" => Means::Nobody,
        "token" => {
            return Ok(Means::Token { scopes: words.map(str::parse).collect::<Result<_, WordError>>()? });
        }
        other => return Err(no_means(other)),
    };
    words.next().map_or(Ok(means), |more| Err(no_means(more)))
}

fn no_means(word: &str) -> QuestionError {
    WordError::new("way to sign in", word, &["passkey", "openid-connect", "code", "token", "nobody"]).into()
}

/// What is asked: an action and a resource.
pub fn what(text: &str) -> Result<(Action, Resource), QuestionError> {
    let wrong = || QuestionError::What(text.to_owned());
    let (action, resource) = text.split_once(':').ok_or_else(wrong)?;
    let mut parts = resource.split(',');
    let form = parts.next().unwrap_or_default();
    let parts: Vec<_> = parts.collect();
    let resource = match form {
        "class" => Resource::Class(class(&Parts::read("a class", CLASS, &parts)?)?),
        "record" => record(&Parts::read("a record", RECORD, &parts)?)?,
        "delegation" => {
            let parts = Parts::read("a delegation", "of=SEAT, mechanisms=ID+ID, vacant", &parts)?;
            let (seat, mechanisms) = (parts.parse("of")?, parts.list("mechanisms")?);
            Resource::Delegation { seat, mechanisms, vacant: parts.flag("vacant") }
        }
        "person" => {
            let parts = Parts::read("a person", OF_A_SEAT, &parts)?;
            let (seat, mechanisms) = (parts.parse("of")?, parts.list("mechanisms")?);
            Resource::Person { seat, mechanisms, own: parts.flag("own") }
        }
        "key" => {
            let parts = Parts::read("a key", OF_A_SEAT, &parts)?;
            let (seat, mechanisms) = (parts.parse("of")?, parts.list("mechanisms")?);
            Resource::Key { seat, mechanisms, own: parts.flag("own") }
        }
        "import" => {
            let parts = Parts::read("an import", "mechanism=ID", &parts)?;
            Resource::Import { mechanism: parts.parse("mechanism")? }
        }
        "mechanism" => Resource::Mechanism(Parts::read("a mechanism", "id=ID", &parts)?.parse("id")?),
        "trail" => Resource::Trail(Parts::read("a trail", "of=SEAT", &parts)?.parse("of")?),
        other => return Err(WordError::new("form of resource", other, FORMS).into()),
    };
    Ok((action.parse()?, resource))
}

const FORMS: &[&str] = &["class", "record", "delegation", "person", "key", "import", "mechanism", "trail"];
const CLASS: &str = "kind=ID, mechanism=ID, audience=AUDIENCE, label=LABEL, state=STATE";
const RECORD: &str =
    "author=SEAT, writers=WRITER+WRITER, kind=ID, mechanism=ID, audience=AUDIENCE, label=LABEL, state=STATE";
const OF_A_SEAT: &str = "of=SEAT, mechanisms=ID+ID, own";

fn class(parts: &Parts<'_>) -> Result<Class, QuestionError> {
    let text = |name| parts.get(name).map(str::to_owned);
    Ok(Class {
        kind: text("kind").unwrap_or_default(),
        mechanism: text("mechanism"),
        audience: audience(parts.needed("audience")?)?,
        label: parts.get("label").map(str::parse::<Label>).transpose()?,
        state: text("state").unwrap_or_default(),
    })
}

fn record(parts: &Parts<'_>) -> Result<Resource, QuestionError> {
    let writers: BTreeSet<Writer> = parts.list("writers")?;
    Ok(Resource::Record { class: class(parts)?, author: parts.parse("author")?, writers })
}

/// An audience: `public`, `own/XA`, `named/XA+XB`, `mechanism/lagoon/XA+XB` with those who took part when it was said,
/// `secretariat/lagoon/XA`, `group/responders/3`.
fn audience(text: &str) -> Result<Audience, QuestionError> {
    let (form, of) = text.split_once('/').unwrap_or((text, ""));
    let wrong = || {
        let forms = [
            "public",
            "own/XA",
            "named/XA+XB",
            "mechanism/ID/XA+XB",
            "secretariat/ID/XA",
            "group/ID/VERSION",
        ];
        WordError::new("audience", text, &forms).into()
    };
    match (form, of.is_empty()) {
        ("public", true) => Ok(Audience::Public),
        ("own", false) => Ok(Audience::Own(of.to_owned())),
        // With nobody in it, it is empty, and nobody reads.
        ("named", _) => Ok(Audience::Named(codes(of).collect())),
        ("mechanism", false) => {
            let (mechanism, participants) = of.split_once('/').ok_or_else(wrong)?;
            let participants = codes(participants).collect();
            Ok(Audience::Mechanism { mechanism: mechanism.to_owned(), participants })
        }
        ("secretariat", false) => {
            let (mechanism, author) = of.split_once('/').ok_or_else(wrong)?;
            Ok(Audience::Secretariat { mechanism: mechanism.to_owned(), author: author.to_owned() })
        }
        ("group", false) => group(of).map(|(id, version)| Audience::Group(id, version)),
        _ => Err(wrong()),
    }
}

/// Codes with a plus between them: `XA+XB`.
fn codes(text: &str) -> impl Iterator<Item = String> {
    text.split('+').filter(|code| !code.is_empty()).map(str::to_owned)
}

/// The `NAME=VALUE` parts of a resource; a flag has no value.
struct Parts<'a> {
    form: &'static str,
    takes: &'static str,
    found: Vec<(&'a str, &'a str)>,
}

impl<'a> Parts<'a> {
    /// Reads the parts. `takes` says which there can be: what stands before an equals sign, or alone.
    fn read(form: &'static str, takes: &'static str, parts: &[&'a str]) -> Result<Self, QuestionError> {
        let mut all = Self { form, takes, found: Vec::new() };
        for part in parts {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            let is_flag = !part.contains('=');
            let known = takes.split(", ").any(|one| match one.split_once('=') {
                Some((known, _)) => known == name && !is_flag,
                None => one == name && is_flag,
            });
            if !known {
                return Err(all.fault("has no part", part));
            }
            if all.flag(name) {
                return Err(all.fault("has more than one part", name));
            }
            all.found.push((name, value));
        }
        Ok(all)
    }

    fn fault(&self, fault: &'static str, part: &str) -> QuestionError {
        QuestionError::Part { form: self.form, fault, part: part.to_owned(), takes: self.takes }
    }

    fn get(&self, name: &str) -> Option<&'a str> {
        self.found.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
    }

    fn flag(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    fn needed(&self, name: &str) -> Result<&'a str, QuestionError> {
        self.get(name).filter(|value| !value.is_empty()).ok_or_else(|| self.fault("needs", name))
    }

    fn parse<T: FromStr>(&self, name: &str) -> Result<T, QuestionError>
    where
        QuestionError: From<T::Err>,
    {
        Ok(self.needed(name)?.parse()?)
    }

    fn list<T: FromStr + Ord>(&self, name: &str) -> Result<BTreeSet<T>, QuestionError>
    where
        QuestionError: From<T::Err>,
    {
        let words = self.get(name).unwrap_or_default().split('+').filter(|word| !word.is_empty());
        Ok(words.map(str::parse).collect::<Result<_, _>>()?)
    }
}

/// A `String` is read as it stands; this lets one function read strings and words alike.
impl From<std::convert::Infallible> for QuestionError {
    fn from(never: std::convert::Infallible) -> Self {
        match never {}
    }
}
