//! Who can read a record that isn't for everybody: by name, as the policies decide it, and not only as its header says it.

use std::collections::BTreeSet;

use catalogue::Catalogue;
use policy::{Action, Audience, Class, Resource, Role, Seat, Subject};
use record::header;
use serde::Serialize;
use utoipa::ToSchema;

use crate::model::{Desk, MechanismRef, PartyRef};
use crate::words::Msg;

/// For whom a record is, in a few words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct AudienceLine {
    /// `own`, `named`, `mechanism`, `secretariat` or `group`.
    pub form: &'static str,
    /// The same in words.
    pub name: String,
    /// Its TLP 2.0 label.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<&'static str>,
}

/// Who can read a record, or will be able to.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub struct Readers {
    /// Everybody, without an account.
    pub everybody: bool,
    /// The participants whose delegations can, in the order of names.
    pub participants: Vec<PartyRef>,
    /// They can as participants of a mechanism: those who take part when it is said, and as long as they do.
    pub as_participants: bool,
    /// The mechanisms whose chair and secretariat can.
    pub secretariats: Vec<MechanismRef>,
    /// The group whose members can. Who they are, the group says or not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// Nobody can: not even its author.
    pub nobody: bool,
}

/// An audience of what would be said now: of a mechanism's participants, those of today.
pub(crate) fn said_today(catalogue: &Catalogue, said: &header::Audience, author: &str) -> Audience {
    Audience::of(said, author, |id| {
        let known = catalogue.mechanism(id).into_iter();
        known.flat_map(catalogue::Mechanism::participants).map(|(code, ..)| code.to_owned()).collect()
    })
}

/// The classes of a record that would be said like this, as the views would number them.
pub(crate) fn classes_of(
    kind: &str,
    mechanisms: &[String],
    audience: &Audience,
    label: Option<policy::Label>,
) -> Vec<Class> {
    let none = mechanisms.is_empty().then_some(None);
    let each = mechanisms.iter().cloned().map(Some).chain(none);
    let of = |mechanism| Class {
        kind: kind.to_owned(),
        mechanism,
        audience: audience.clone(),
        label,
        state: String::new(),
    };
    each.map(of).collect()
}

impl Desk<'_> {
    /// For whom records of a class are; none where that is everybody.
    pub fn audience(&self, class: &Class) -> Option<AudienceLine> {
        let short = |id: &str| {
            let known = self.edition.catalogue().mechanism(id);
            known.map_or_else(|| id.to_owned(), |one| self.text(&one.short_names))
        };
        let name = match &class.audience {
            Audience::Public => return None,
            Audience::Own(_) => self.words.say(Msg("audience-own")).to_owned(),
            Audience::Named(_) => self.words.say(Msg("audience-named")).to_owned(),
            Audience::Mechanism { mechanism, .. } => {
                self.words.name(Msg("audience-mechanism"), &short(mechanism))
            }
            Audience::Secretariat { mechanism, .. } => {
                self.words.name(Msg("audience-secretariat"), &short(mechanism))
            }
            Audience::Group(id, _) => self.words.name(Msg("audience-group"), id),
        };
        let label = class.label.map(policy::Label::as_str);
        Some(AudienceLine { form: class.audience.form(), name, label })
    }

    /// Who can read records of these classes. Each one whom the audience could mean is put before the policies: a label can close
    /// what an audience opens.
    pub fn readers(&self, classes: &[Class]) -> Readers {
        let may = |subject: &Subject| {
            let of = |class: &Class| Resource::Class(class.clone());
            classes.iter().any(|class| self.rules.decide(subject, Action::ReadBody, &of(class)).allowed)
        };
        let Some(Class { audience, .. }) = classes.first() else { return Readers::default() };
        let mut found = Readers { everybody: may(&Subject::nobody()), ..Readers::default() };
        if found.everybody {
            return found;
        }
        let (codes, mechanism) = meant(audience);
        let delegation = |code: &&String| {
            let seat = Seat::Participant((*code).clone());
            let takes_part = self.edition.catalogue().mechanisms_of(code).map(|one| one.id.clone()).collect();
            may(&Subject { mechanisms: takes_part, ..Subject::in_seat(seat, [Role::Reader]) })
        };
        found.participants = codes.iter().filter(delegation).map(|code| self.party(code)).collect();
        self.in_order(&mut found.participants, |party| &party.code);
        let serves = |id: &&&str| may(&Subject::in_seat(Seat::Mechanism((**id).to_owned()), [Role::Officer]));
        found.as_participants =
            matches!(audience, Audience::Mechanism { .. }) && !found.participants.is_empty();
        found.secretariats = self.mechanisms(mechanism.iter().filter(serves).copied());
        if let Audience::Group(id, version) = audience {
            let member = Subject {
                groups: [(id.clone(), *version)].into(),
                ..Subject::in_seat(Seat::Participant(String::new()), [Role::Reader])
            };
            found.group = may(&member).then(|| id.clone());
        }
        found.nobody =
            found.participants.is_empty() && found.secretariats.is_empty() && found.group.is_none();
        found
    }
}

/// The participants, and the mechanism's chair and secretariat, whom an audience could mean.
fn meant(audience: &Audience) -> (BTreeSet<String>, Option<&str>) {
    match audience {
        Audience::Public | Audience::Group(..) => (BTreeSet::new(), None),
        Audience::Own(author) => ([author.clone()].into(), None),
        Audience::Named(codes) => (codes.clone(), None),
        Audience::Secretariat { mechanism, author } => ([author.clone()].into(), Some(mechanism)),
        // Whoever has left since, the policies leave out.
        Audience::Mechanism { mechanism, participants } => {
            (participants.codes().map(str::to_owned).collect(), Some(mechanism))
        }
    }
}
