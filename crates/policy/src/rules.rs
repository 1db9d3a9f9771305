//! The rules: read once, checked against the schema, asked often.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

use cedar_policy::{
    Authorizer, Context, Entities, Entity, EntityUid, Policy, PolicyId, PolicySet, Request, Response, Schema,
    ValidationMode, Validator,
};

use crate::question::{Names, type_name};
use crate::{
    Action, Class, Classes, Decision, PolicyError, Readable, Resource, ResourceForm, Rule, Subject, built_in,
};

/// How many classes are put before Cedar at once: enough that setting up costs little beside deciding, few enough that
/// twenty thousand of them never lie in memory in Cedar's form.
const AT_ONCE: usize = 256;

/// What can't be decided is denied, and says so under this id: no rule may be called by it.
const UNDECIDED: &str = "undecided";

/// The policies, ready to be asked.
pub struct Rules {
    names: Names,
    asked: HashMap<(Action, ResourceForm), Asked>,
    by_id: HashMap<PolicyId, Rule>,
    /// Ids under which classes are put before Cedar.
    places: Vec<EntityUid>,
    version: u64,
}

/// What is needed to answer for one action on one form of resource.
struct Asked {
    /// The policies that can apply at all; the others need not be looked at.
    policies: PolicySet,
    /// The action with the groups it belongs to.
    action: Entity,
    looks: Looks,
}

/// What these policies look at of what not all do. Told by whether an attribute's name stands anywhere in their text: at
/// worst, a word in a sentence costs time.
#[derive(Default)]
struct Looks {
    kind: bool,
    mechanism: bool,
}

impl Looks {
    fn add(&mut self, policy: &str) {
        self.kind |= policy.contains("kind");
        self.mechanism |= policy.contains("saidIn");
    }

    /// What the policies can see of a class.
    fn at<'a>(&self, class: &'a Class) -> impl Hash + Eq + use<'a> {
        let kind = self.kind.then_some(&class.kind);
        let mechanism = self.mechanism.then_some(&class.mechanism);
        (kind, mechanism, &class.audience, class.label, &class.state)
    }
}

impl Rules {
    /// The policies of this binary. An error stops the start; a test of this crate reads the same files.
    pub fn built_in() -> Result<Self, PolicyError> {
        Self::from_files(&built_in::files())
    }

    /// Reads a schema and policies from files, each a name and a text, in the order of their names. Refuses what doesn't
    /// validate, what can never apply, and policies without an id or a sentence.
    pub fn from_files(files: &[(String, String)]) -> Result<Self, PolicyError> {
        let (schema, policies) = read(files)?;
        let by_id = policies.policies().map(|policy| (policy.id().clone(), rule(policy))).collect();
        let of_class = type_name(ResourceForm::Class.as_str())?;
        let place = |n: usize| {
            EntityUid::from_type_name_and_id(of_class.clone(), cedar_policy::EntityId::new(n.to_string()))
        };
        Ok(Self {
            names: Names::new()?,
            asked: asked(&schema, &policies)?,
            by_id,
            places: (0..AT_ONCE).map(place).collect(),
            version: version(files),
        })
    }

    /// The policies' version: the same for the same files, another when one byte differs.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// All rules, in the order of their ids.
    pub fn rules(&self) -> Vec<&Rule> {
        let mut rules: Vec<_> = self.by_id.values().collect();
        rules.sort();
        rules
    }

    /// Decides. What no rule allows is denied, and so is an action that makes no sense for this resource.
    pub fn decide(&self, subject: &Subject, action: Action, resource: &Resource) -> Decision {
        let Some(asked) = self.asked.get(&(action, resource.form())) else {
            return Decision::nothing_allows();
        };
        let answer = self.names.resource(resource).ok().and_then(|(id, entity)| {
            let entities = entities([self.names.subject(subject), asked.action.clone(), entity])?;
            self.ask(asked, id, &entities)
        });
        answer.map_or_else(undecided, |response| self.decision(&response))
    }

    /// The classes that the subject may read, and so also list, count and find: one bit for each class, in their order.
    /// Whether the session has stepped up makes no difference to it.
    pub fn readable<'a>(&self, subject: &Subject, classes: impl IntoIterator<Item = &'a Class>) -> Readable {
        self.reach(subject, Action::ReadBody, classes)
    }

    /// The classes on which the subject may do this: as [`Self::readable`], for headers or for exports.
    pub fn reach<'a>(
        &self,
        subject: &Subject,
        action: Action,
        classes: impl IntoIterator<Item = &'a Class>,
    ) -> Readable {
        let mut readable = Readable::new(self.version, subject.membership);
        self.add(&mut readable, subject, action, classes);
        readable
    }

    /// Decides the classes that came since: an answer for a reader of a thousand classes doesn't start anew for one more.
    /// Whoever calls this has checked [`Readable::is_current`].
    pub fn extend(&self, readable: &mut Readable, subject: &Subject, action: Action, classes: &Classes) {
        let new = classes.iter().skip(readable.classes());
        self.add(readable, subject, action, new);
    }

    /// The same with those classes in hand that [`Classes::since`] gave for [`Readable::classes`]: deciding takes longer than
    /// somebody may hold what the classes belong to.
    pub fn extend_by<'a>(
        &self,
        readable: &mut Readable,
        subject: &Subject,
        action: Action,
        new: impl IntoIterator<Item = &'a Class>,
    ) {
        self.add(readable, subject, action, new);
    }

    fn add<'a>(
        &self,
        readable: &mut Readable,
        subject: &Subject,
        action: Action,
        classes: impl IntoIterator<Item = &'a Class>,
    ) {
        let Some(asked) = self.asked.get(&(action, ResourceForm::Class)) else {
            classes.into_iter().for_each(|_| readable.push(false));
            return;
        };
        // Classes that no policy can tell apart are asked about once.
        let mut questions = HashMap::new();
        let mut distinct = Vec::new();
        let mut places = Vec::new();
        for class in classes {
            let place = questions.entry(asked.looks.at(class)).or_insert_with(|| {
                distinct.push(class);
                distinct.len() - 1
            });
            places.push(*place);
        }
        let asker = self.names.subject(subject);
        let chunks = distinct.chunks(AT_ONCE);
        let answers: Vec<bool> = chunks.flat_map(|some| self.answer(asked, &asker, some)).collect();
        for place in places {
            readable.push(answers.get(place).is_some_and(|allowed| *allowed));
        }
    }

    /// Decides at most [`AT_ONCE`] classes.
    fn answer(&self, asked: &Asked, asker: &Entity, classes: &[&Class]) -> Vec<bool> {
        let places = || self.places.iter().take(classes.len());
        let some = places().zip(classes).map(|(place, class)| self.names.class(place.clone(), class));
        let entities = entities([asker.clone(), asked.action.clone()].into_iter().chain(some));
        let answer = |place: &EntityUid| self.ask(asked, place.clone(), entities.as_ref()?);
        places().map(|place| answer(place).is_some_and(|response| allows(&response))).collect()
    }

    fn ask(&self, asked: &Asked, about: EntityUid, entities: &Entities) -> Option<Response> {
        let action = asked.action.uid();
        let request = Request::new(self.names.asker(), action, about, Context::empty(), None).ok()?;
        Some(Authorizer::new().is_authorized(&request, &asked.policies, entities))
    }

    fn decision(&self, response: &Response) -> Decision {
        if response.diagnostics().errors().next().is_some() {
            return undecided();
        }
        let mut because: Vec<_> =
            response.diagnostics().reason().filter_map(|id| self.by_id.get(id)).cloned().collect();
        because.sort();
        Decision { allowed: allows(response), because }
    }
}

/// Cedar skips a policy that fails while it is evaluated. A skipped `forbid` would open what it closes, so that any
/// failure denies. Checked policies don't fail; this stands in case one does.
fn allows(response: &Response) -> bool {
    response.decision() == cedar_policy::Decision::Allow && response.diagnostics().errors().next().is_none()
}

fn undecided() -> Decision {
    let says = "The rules could not be applied, and what can't be decided is denied. Report this as a fault.";
    Decision { allowed: false, because: vec![Rule { id: UNDECIDED.into(), says: says.into() }] }
}

fn entities(some: impl IntoIterator<Item = Entity>) -> Option<Entities> {
    // Unchecked against the schema, which would cost more than deciding: what builds them is typed, and a test checks it.
    Entities::from_entities(some, None).ok()
}

/// Numbers the policies: the first eight bytes of a digest over names and texts.
fn version(files: &[(String, String)]) -> u64 {
    let mut all = Vec::new();
    for part in files.iter().flat_map(|(name, text)| [name, text]) {
        all.extend_from_slice(&(part.len() as u64).to_be_bytes());
        all.extend_from_slice(part.as_bytes());
    }
    record::hash::sha256(&all).iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// Reads and checks the files.
pub(crate) fn read(files: &[(String, String)]) -> Result<(Schema, PolicySet), PolicyError> {
    let with = |end: &'static str| files.iter().filter(move |(name, _)| name.ends_with(end));
    let schemas: Vec<_> = with(".cedarschema").collect();
    let [(file, text)] = schemas.as_slice() else { return Err(PolicyError::Schemas(schemas.len())) };
    let wrong = |why: String| PolicyError::Schema { file: file.clone(), why };
    let (schema, mut warnings) = Schema::from_cedarschema_str(text).map_err(|e| wrong(e.to_string()))?;
    if let Some(warning) = warnings.next() {
        return Err(wrong(warning.to_string()));
    }
    drop(warnings);
    let mut policies = PolicySet::new();
    for (file, text) in with(".cedar") {
        add_file(&mut policies, file, text)?;
    }
    let result = Validator::new(schema.clone()).validate(&policies, ValidationMode::Strict);
    if !result.validation_passed_without_warnings() {
        let errors = result.validation_errors().map(ToString::to_string);
        let all: Vec<_> = errors.chain(result.validation_warnings().map(ToString::to_string)).collect();
        return Err(PolicyError::Invalid(all.join("; ")));
    }
    Ok((schema, policies))
}

/// Adds the policies of a file, each under the id that its annotation says.
fn add_file(policies: &mut PolicySet, file: &str, text: &str) -> Result<(), PolicyError> {
    let wrong = |why: String| PolicyError::Syntax { file: file.to_owned(), why };
    let read: PolicySet = text.parse().map_err(|e: cedar_policy::ParseErrors| wrong(e.to_string()))?;
    if read.num_of_templates() > 0 {
        return Err(wrong("it has a template; write each policy out".to_owned()));
    }
    for policy in read.policies() {
        let lacks = |needs| PolicyError::Annotation {
            file: file.to_owned(),
            policy: policy.annotation("id").unwrap_or(policy.id().as_ref()).to_owned(),
            needs,
        };
        let id = policy.annotation("id").ok_or_else(|| lacks("an @id"))?;
        let is_word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if id.is_empty() || id == UNDECIDED || !id.chars().all(is_word) {
            return Err(lacks("an @id of lower-case letters, digits and hyphens"));
        }
        if !policy.annotation("says").is_some_and(|says| says.ends_with('.')) {
            return Err(lacks("a @says with one sentence"));
        }
        policies.add(policy.new_id(PolicyId::new(id))).map_err(|_| lacks("an @id of its own"))?;
    }
    Ok(())
}

fn rule(policy: &Policy) -> Rule {
    Rule {
        id: Arc::from(policy.annotation("id").unwrap_or_default()),
        says: Arc::from(policy.annotation("says").unwrap_or_default()),
    }
}

/// For each action and form of resource that the schema joins: the policies that can apply to it.
fn asked(
    schema: &Schema,
    policies: &PolicySet,
) -> Result<HashMap<(Action, ResourceForm), Asked>, PolicyError> {
    let missing = |what: &str| PolicyError::Missing(what.to_owned());
    let actions = schema.action_entities().map_err(|e| PolicyError::Invalid(e.to_string()))?;
    let action_entity = |action: Action| {
        let id = format!("Action::\"{action}\"").parse().ok()?;
        actions.get(&id).cloned()
    };
    let mut found = HashMap::new();
    for (action, form) in pairs(schema)? {
        let entity = action_entity(action).ok_or_else(|| missing(action.as_str()))?;
        found.insert(
            (action, form),
            Asked { policies: PolicySet::new(), action: entity, looks: Looks::default() },
        );
    }
    if let Some(action) = Action::ALL.iter().find(|action| !found.keys().any(|(known, _)| known == *action)) {
        return Err(missing(&format!("the action {action}, for any resource")));
    }
    for policy in policies.policies() {
        for env in policy.get_valid_request_envs(schema) {
            let asked = pair(env.action(), env.resource()).and_then(|pair| found.get_mut(&pair));
            let asked = asked.ok_or_else(|| missing(&env.action().to_string()))?;
            asked.looks.add(&policy.to_string());
            asked.policies.add(policy.clone()).map_err(|e| PolicyError::Invalid(e.to_string()))?;
        }
    }
    Ok(found)
}

/// Every action with every form of resource that the schema gives it; the code must know them all.
fn pairs(schema: &Schema) -> Result<Vec<(Action, ResourceForm)>, PolicyError> {
    let unknown =
        |what: String| PolicyError::Invalid(format!("the schema has {what}, which Comity never asks"));
    let envs = schema.request_envs();
    envs.map(|env| {
        pair(env.action(), env.resource())
            .ok_or_else(|| unknown(format!("{} for {}", env.action(), env.resource())))
    })
    .collect()
}

fn pair(action: &EntityUid, resource: &cedar_policy::EntityTypeName) -> Option<(Action, ResourceForm)> {
    Some((action.id().unescaped().parse().ok()?, resource.to_string().parse().ok()?))
}
