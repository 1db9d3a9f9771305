//! Puts a question into Cedar's words: one entity for who asks, one for what is asked about.

use std::collections::{BTreeSet, HashMap, HashSet};

use cedar_policy::{Entity, EntityId, EntityTypeName, EntityUid, RestrictedExpression};

use crate::{Class, Means, PolicyError, Resource, Seat, SeatForm, Subject};

/// The types of the schema, parsed once.
pub(crate) struct Names {
    role: EntityTypeName,
    means: EntityTypeName,
    scope: EntityTypeName,
    writer: EntityTypeName,
    label: EntityTypeName,
    audience: EntityTypeName,
    form: EntityTypeName,
    seat: EntityTypeName,
    mechanism: EntityTypeName,
    group: EntityTypeName,
    subject: EntityTypeName,
}

/// A type by its name; the names are those of the schema.
pub(crate) fn type_name(name: &str) -> Result<EntityTypeName, PolicyError> {
    name.parse().map_err(|_| PolicyError::Missing(format!("the type {name}")))
}

fn uid(of: &EntityTypeName, id: &str) -> EntityUid {
    EntityUid::from_type_name_and_id(of.clone(), EntityId::new(id))
}

fn entity(of: &EntityTypeName, id: &str) -> RestrictedExpression {
    RestrictedExpression::new_entity_uid(uid(of, id))
}

fn set<'a>(of: &EntityTypeName, ids: impl IntoIterator<Item = &'a str>) -> RestrictedExpression {
    RestrictedExpression::new_set(ids.into_iter().map(|id| entity(of, id)))
}

fn text(value: &str) -> RestrictedExpression {
    RestrictedExpression::new_string(value.to_owned())
}

/// Attributes by name.
type Attributes = HashMap<String, RestrictedExpression>;

fn attributes<const N: usize>(pairs: [(&str, RestrictedExpression); N]) -> Attributes {
    pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// Only strings, numbers and ids are ever put into an attribute, and none of these can fail to be read. Should that
/// change, what is asked about has no attributes, every rule that looks at one fails, and the question is denied.
fn built(uid: EntityUid, attributes: Attributes, parents: HashSet<EntityUid>) -> Entity {
    let bare = Entity::new_no_attrs(uid.clone(), HashSet::new());
    Entity::new(uid, attributes, parents).unwrap_or(bare)
}

impl Names {
    pub fn new() -> Result<Self, PolicyError> {
        Ok(Self {
            role: type_name("Role")?,
            means: type_name("Means")?,
            scope: type_name("Scope")?,
            writer: type_name("Writer")?,
            label: type_name("Label")?,
            audience: type_name("Audience")?,
            form: type_name("SeatForm")?,
            seat: type_name("Seat")?,
            mechanism: type_name("Mechanism")?,
            group: type_name("Group")?,
            subject: type_name("Subject")?,
        })
    }

    /// Whoever asks. A process answers one question at a time, so that one id is enough for all.
    pub fn asker(&self) -> EntityUid {
        uid(&self.subject, "who asks")
    }

    fn seat(&self, seat: &Seat) -> RestrictedExpression {
        entity(&self.seat, &seat.to_string())
    }

    fn participant(&self, code: &str) -> RestrictedExpression {
        self.seat(&Seat::Participant(code.to_owned()))
    }

    fn mechanisms(&self, ids: &BTreeSet<String>) -> RestrictedExpression {
        set(&self.mechanism, ids.iter().map(String::as_str))
    }

    fn group((id, version): (&str, u64)) -> String {
        format!("{id}/{version}")
    }

    /// Who asks. What their seat can't have is left out here, so that no rule has to think of it: roles of another form of
    /// seat, mechanisms in which a secretariat would take part, groups of anybody but participants.
    pub fn subject(&self, subject: &Subject) -> Entity {
        let form = subject.seat.as_ref().map(Seat::form);
        let roles = subject.roles.iter().filter(|role| Some(role.belongs_to()) == form);
        let parents = roles.map(|role| uid(&self.role, role.as_str())).collect();
        let none = BTreeSet::new();
        let takes_part = if form == Some(SeatForm::Mechanism) { &none } else { &subject.mechanisms };
        let serves = match &subject.seat {
            Some(Seat::Mechanism(id)) => Some(id.as_str()),
            _ => None,
        };
        let groups = subject.groups.iter().filter(|_| form == Some(SeatForm::Participant));
        let scopes = match &subject.means {
            Means::Token { scopes } => Some(scopes),
            _ => None,
        };
        let attributes = attributes([
            // Every real seat's id has a form and a slash; this one is nobody's.
            (
                "seat",
                subject.seat.as_ref().map_or_else(|| entity(&self.seat, "none"), |seat| self.seat(seat)),
            ),
            ("takesPartIn", self.mechanisms(takes_part)),
            ("serves", set(&self.mechanism, serves)),
            (
                "groups",
                RestrictedExpression::new_set(
                    groups.map(|(id, version)| entity(&self.group, &Self::group((id, *version)))),
                ),
            ),
            ("means", entity(&self.means, subject.means.as_str())),
            ("scopes", set(&self.scope, scopes.into_iter().flatten().map(|scope| scope.as_str()))),
            ("steppedUp", RestrictedExpression::new_bool(subject.stepped_up)),
        ]);
        built(self.asker(), attributes, parents)
    }

    /// Records of a class, under this id.
    pub fn class(&self, id: EntityUid, class: &Class) -> Entity {
        built(id, self.class_attributes(class), HashSet::new())
    }

    fn class_attributes(&self, class: &Class) -> Attributes {
        use crate::Audience::{Group, Mechanism, Named, Own, Public, Secretariat};
        let named: Vec<&str> = match &class.audience {
            Own(author) | Secretariat { author, .. } => vec![author],
            Named(codes) => codes.iter().map(String::as_str).collect(),
            Mechanism { participants, .. } => participants.codes().collect(),
            Public | Group(..) => Vec::new(),
        };
        let participants_of = match &class.audience {
            Mechanism { mechanism, .. } => Some(mechanism.as_str()),
            _ => None,
        };
        let secretariat_of = match &class.audience {
            Secretariat { mechanism, .. } => Some(mechanism.as_str()),
            _ => None,
        };
        let group = match &class.audience {
            Group(id, version) => Some(Self::group((id, *version))),
            _ => None,
        };
        attributes([
            ("kind", text(&class.kind)),
            ("saidIn", set(&self.mechanism, class.mechanism.as_deref())),
            ("audience", entity(&self.audience, class.audience.form())),
            (
                "participants",
                RestrictedExpression::new_set(named.into_iter().map(|code| self.participant(code))),
            ),
            ("participantsOf", set(&self.mechanism, participants_of)),
            ("secretariatOf", set(&self.mechanism, secretariat_of)),
            ("groups", set(&self.group, group.as_deref())),
            ("label", entity(&self.label, class.label.map_or("none", crate::Label::as_str))),
            ("state", text(&class.state)),
        ])
    }

    /// What is asked about, with the id under which to ask.
    pub fn resource(&self, resource: &Resource) -> Result<(EntityUid, Entity), PolicyError> {
        let of = type_name(resource.form().as_str())?;
        let id = match resource {
            // The mechanism itself, for rules compare it.
            Resource::Mechanism(id) => uid(&of, id),
            _ => uid(&of, "what is asked about"),
        };
        let entity = built(id.clone(), self.resource_attributes(resource), HashSet::new());
        Ok((id, entity))
    }

    fn resource_attributes(&self, resource: &Resource) -> Attributes {
        match resource {
            Resource::Class(class) => self.class_attributes(class),
            Resource::Record { class, author, writers } => {
                let mut found = self.class_attributes(class);
                let writers = set(&self.writer, writers.iter().map(|writer| writer.as_str()));
                found.extend(attributes([("author", self.seat(author)), ("writers", writers)]));
                found
            }
            Resource::Delegation { seat, mechanisms, vacant } => {
                self.seated(seat, mechanisms, ("vacant", *vacant))
            }
            Resource::Person { seat, mechanisms, own } | Resource::Key { seat, mechanisms, own } => {
                self.seated(seat, mechanisms, ("own", *own))
            }
            Resource::Import { mechanism } => attributes([("mechanism", entity(&self.mechanism, mechanism))]),
            Resource::Mechanism(_) => Attributes::new(),
            Resource::Trail(seat) => attributes([("seat", self.seat(seat))]),
        }
    }

    fn seated(&self, seat: &Seat, mechanisms: &BTreeSet<String>, (name, is): (&str, bool)) -> Attributes {
        attributes([
            ("seat", self.seat(seat)),
            ("form", entity(&self.form, seat.form().as_str())),
            ("mechanisms", self.mechanisms(mechanisms)),
            (name, RestrictedExpression::new_bool(is)),
        ])
    }
}
