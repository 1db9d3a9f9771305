//! What admission reads of a catalogue file: who takes part in a mechanism, what a kind allows, which framework items
//! and provisions exist. Everything else in the file is for pages.
//!
//! Members are taken from the file one by one, not through derived readers: those take an array for an object and
//! other things that a second implementation would refuse, and two that differ here would part for ever.

use record::Evidence;
use record::signature::Form;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::HashSet;

use crate::Refusal;
use crate::control::{CatalogueFile, Genesis, HUB, kinds};
use crate::retention::RETENTION_DAYS;
use crate::state::State;
use crate::workflow::{MoveRules, Mover, WorkflowRules};

/// What a mechanism's file says of its participants.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct MechanismRules {
    /// The file's version.
    pub version: u64,
    /// The codes of those who take part.
    pub participants: HashSet<String>,
    /// The kinds that may be said there.
    pub kinds: HashSet<String>,
}

/// What a kind's file allows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KindRules {
    /// The evidence it takes.
    pub evidence: Vec<Evidence>,
    /// Who may write it: `participant-delegate`, `secretariat`.
    pub writers: Vec<String>,
    /// The audiences it can be said to, by the word in the header's `to`.
    pub audiences: Vec<String>,
    /// How many persons must sign, at least and at most.
    pub signers: Bounds,
    /// How many framework items it must name, at least and at most.
    pub framework_items: Bounds,
    /// The forms of signature it takes: a kind that asks for SSHSIG alone can't be signed in a hub's page.
    pub signature_forms: Vec<Form>,
    /// For how many days after acceptance a hub keeps bodies that aren't public; for good if the file doesn't say.
    pub retention_days: Option<u64>,
    /// The states that a record passes through; none if it stays as it is.
    pub workflow: Option<WorkflowRules>,
}

/// From how many to how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bounds {
    /// At least.
    pub min: usize,
    /// At most.
    pub max: usize,
}

impl Bounds {
    /// Does the count lie between the bounds?
    pub fn hold(self, count: usize) -> bool {
        (self.min..=self.max).contains(&count)
    }
}

/// What one file brings into effect: opaque outside this crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileRules {
    Mechanism {
        id: String,
        rules: MechanismRules,
    },
    Kind {
        id: String,
        version: u64,
        rules: KindRules,
    },
    FrameworkItems(Vec<String>),
    Provisions(Vec<String>),
    /// A file that only pages read.
    Shown,
}

impl CatalogueFile {
    /// The mechanism that an admitted file is about, and its rules; none if it is about something else.
    pub fn mechanism(&self) -> Option<(String, MechanismRules)> {
        // Whether an exercise's file belongs in this log was judged when it was admitted.
        match read_rules(&self.file, true) {
            Ok(FileRules::Mechanism { id, rules }) => Some((id, rules)),
            _ => None,
        }
    }

    /// The kind that an admitted file is about, and its version; none if it is about something else.
    pub fn kind(&self) -> Option<(String, u64)> {
        match read_rules(&self.file, true) {
            Ok(FileRules::Kind { id, version, .. }) => Some((id, version)),
            _ => None,
        }
    }

    /// The workflow of the kind that an admitted file is about, if it has one.
    pub fn workflow(&self) -> Option<WorkflowRules> {
        match read_rules(&self.file, true) {
            Ok(FileRules::Kind { rules, .. }) => rules.workflow,
            _ => None,
        }
    }

    /// Reads what the file brings into effect.
    pub(crate) fn rules(&self, state: &State, genesis: &Genesis) -> Result<FileRules, Refusal> {
        let wrong = |why: String| Refusal::File { path: self.path.clone(), why };
        if record::Hash::of(self.file.as_bytes()) != self.sha256 {
            return Err(wrong("its SHA-256 is not the one said".into()));
        }
        if !is_path(&self.path) {
            return Err(wrong(
                "its path is not of the form folder/name.json or name.json, in lower case".into(),
            ));
        }
        let rules = read_rules(&self.file, genesis.exercise).map_err(wrong)?;
        check_version(&rules, state).map_err(wrong)?;
        Ok(rules)
    }
}

/// Root keys sign a file and the hub places it: without this, a hub could put an old list of participants back.
fn check_version(rules: &FileRules, state: &State) -> Result<(), String> {
    match rules {
        FileRules::Mechanism { id, rules }
            if state.mechanism(id).is_some_and(|m| m.version >= rules.version) =>
        {
            Err(format!("version {} of {id}, or a later one, is in effect: raise its version", rules.version))
        }
        FileRules::Kind { id, version, rules } if state.kind(id, *version).is_some_and(|k| k != rules) => {
            Err(format!("version {version} of {id} says something else already: raise its version"))
        }
        _ => Ok(()),
    }
}

/// Every file says in `format` what it is; where it lies is for people.
fn read_rules(text: &str, exercise: bool) -> Result<FileRules, String> {
    record::json::check_object(text.as_bytes()).map_err(|e| e.to_string())?;
    let file: Value = serde_json::from_str(text).map_err(|e| e.to_string())?;
    if file.get("exercise").is_some_and(|e| *e != Value::Bool(false)) && !exercise {
        return Err("an exercise's file doesn't belong in a real log".to_owned());
    }
    match string(&file, "format")? {
        "mechanism" => read_mechanism(&file),
        "kind" => read_kind(&file),
        "framework" => Ok(FileRules::FrameworkItems(read_items(&file)?)),
        "instrument" => Ok(FileRules::Provisions(read_provisions(&file)?)),
        _ => Ok(FileRules::Shown),
    }
}

fn read_mechanism(file: &Value) -> Result<FileRules, String> {
    let mut participants = HashSet::new();
    for participation in list(file, "participations")? {
        participants.extend(names(participation, "codes")?);
    }
    if participants.contains(HUB) {
        return Err(format!("{HUB} is no participant's code: a hub says its own records under it"));
    }
    let kinds = names(file, "kinds")?.into_iter().collect();
    let rules = MechanismRules { version: number(file, "version")?, participants, kinds };
    Ok(FileRules::Mechanism { id: id(file)?, rules })
}

fn read_kind(file: &Value) -> Result<FileRules, String> {
    let id = id(file)?;
    if kinds::ALL.contains(&id.as_str()) {
        return Err(format!("the kind {id} is code and no file can change it"));
    }
    let rules = KindRules {
        evidence: strings(file, "evidence")?.iter().map(|word| evidence(word)).collect::<Result<_, _>>()?,
        writers: strings(file, "writers")?,
        audiences: strings(file, "audiences")?,
        signers: bounds(file, "signers")?,
        framework_items: bounds(file, "framework_items")?,
        signature_forms: signature_forms(file)?,
        retention_days: retention_days(file)?,
        workflow: workflow(file)?,
    };
    Ok(FileRules::Kind { id, version: number(file, "version")?, rules })
}

fn read_items(file: &Value) -> Result<Vec<String>, String> {
    let prefix = format!("{}/", id(file)?);
    let mut ids = Vec::new();
    for item in list(file, "items")? {
        let item = name(item, "id")?;
        if !item.starts_with(&prefix) {
            return Err(format!("the item {item} is not one of the set {prefix}"));
        }
        ids.push(item);
    }
    Ok(ids)
}

fn read_provisions(file: &Value) -> Result<Vec<String>, String> {
    let instrument = id(file)?;
    let full = |provision| Ok(format!("{instrument}/{}", name(provision, "path")?));
    list(file, "provisions")?.iter().map(full).collect()
}

fn evidence(word: &str) -> Result<Evidence, String> {
    [Evidence::Signed, Evidence::Transmitted, Evidence::Relayed, Evidence::Hub]
        .into_iter()
        .find(|evidence| evidence.as_str() == word)
        .ok_or_else(|| format!("the evidence {word} is not known"))
}

/// A kind that doesn't say takes every form.
fn signature_forms(file: &Value) -> Result<Vec<Form>, String> {
    if file.get("signature_forms").is_none() {
        return Ok(Form::ALL.to_vec());
    }
    let form = |word: &String| {
        let form = Form::ALL.into_iter().find(|form| form.as_str() == word);
        form.ok_or_else(|| format!("the signature form {word} is not known"))
    };
    let forms: Vec<Form> = strings(file, "signature_forms")?.iter().map(form).collect::<Result<_, _>>()?;
    if forms.is_empty() { Err("signature_forms is empty: nobody could sign".to_owned()) } else { Ok(forms) }
}

/// A kind that doesn't say keeps what is restricted for good.
fn retention_days(file: &Value) -> Result<Option<u64>, String> {
    if file.get("retention_days").is_none() {
        return Ok(None);
    }
    let days = number(file, "retention_days")?;
    if RETENTION_DAYS.contains(&days) {
        Ok(Some(days))
    } else {
        Err(format!("retention_days is {days}: it lies between 30 and 36,500"))
    }
}

/// A kind that doesn't say stays as it is. Every state that a move names exists: one that doesn't would be a trap.
fn workflow(file: &Value) -> Result<Option<WorkflowRules>, String> {
    let Some(workflow) = file.get("workflow") else { return Ok(None) };
    let states: Vec<String> =
        list(workflow, "states")?.iter().map(|state| name(state, "id")).collect::<Result<_, _>>()?;
    let rules = WorkflowRules {
        start: name(workflow, "start")?,
        moves: list(workflow, "moves")?.iter().map(step).collect::<Result<_, _>>()?,
        states,
    };
    let named = rules.moves.iter().flat_map(|step| step.from.iter().chain([&step.to]));
    if let Some(unknown) = named.chain([&rules.start]).find(|state| !rules.goes_on_from(state)) {
        return Err(format!("workflow: {unknown} is no state of it"));
    }
    let ids: HashSet<&str> = rules.moves.iter().map(|step| step.id.as_str()).collect();
    if ids.len() < rules.moves.len() {
        return Err("workflow: a move stands twice".to_owned());
    }
    Ok(Some(rules))
}

fn step(step: &Value) -> Result<MoveRules, String> {
    let mover = |word: &String| {
        let mover = Mover::ALL.into_iter().find(|mover| mover.as_str() == word);
        mover.ok_or_else(|| format!("workflow: {word} is nobody who moves a record"))
    };
    Ok(MoveRules {
        id: name(step, "id")?,
        from: names(step, "from")?,
        to: name(step, "to")?,
        who: strings(step, "who")?.iter().map(mover).collect::<Result<_, _>>()?,
    })
}

fn member<'v>(object: &'v Value, name: &str) -> Result<&'v Value, String> {
    object.get(name).ok_or_else(|| format!("{name} is missing"))
}

fn string<'v>(object: &'v Value, name: &str) -> Result<&'v str, String> {
    member(object, name)?.as_str().ok_or_else(|| format!("{name} is not a string"))
}

fn number(object: &Value, name: &str) -> Result<u64, String> {
    member(object, name)?.as_u64().ok_or_else(|| format!("{name} is not a whole number"))
}

fn list<'v>(object: &'v Value, name: &str) -> Result<&'v [Value], String> {
    member(object, name)?.as_array().map(Vec::as_slice).ok_or_else(|| format!("{name} is not a list"))
}

fn strings(object: &Value, name: &str) -> Result<Vec<String>, String> {
    let text = |v: &Value| v.as_str().map(str::to_owned).ok_or_else(|| format!("{name} holds no string"));
    list(object, name)?.iter().map(text).collect()
}

/// Strings that a header could hold.
fn names(object: &Value, member: &str) -> Result<Vec<String>, String> {
    let names = strings(object, member)?;
    match names.iter().find(|n| !record::header::is_name(n)) {
        Some(wrong) => Err(format!("{member}: {wrong} is not an identifier")),
        None => Ok(names),
    }
}

fn name(object: &Value, member: &str) -> Result<String, String> {
    let text = string(object, member)?;
    if record::header::is_name(text) {
        Ok(text.to_owned())
    } else {
        Err(format!("{member}: {text} is not an identifier"))
    }
}

fn id(file: &Value) -> Result<String, String> {
    let id = name(file, "id")?;
    if id.contains('/') { Err(format!("id: {id} is of several steps")) } else { Ok(id) }
}

fn bounds(object: &Value, name: &str) -> Result<Bounds, String> {
    let object = member(object, name)?;
    let bound = |end: &str| number(object, end).and_then(|n| usize::try_from(n).map_err(|e| e.to_string()));
    let bounds = Bounds { min: bound("min")?, max: bound("max")? };
    if bounds.min <= bounds.max { Ok(bounds) } else { Err(format!("{name}: min is above max")) }
}

/// `name.json` or `folder/name.json`, one to four steps in lower case, nothing that climbs.
fn is_path(path: &str) -> bool {
    path.strip_suffix(".json").is_some()
        && record::header::is_name(path)
        && path.bytes().all(|b| !b.is_ascii_uppercase() && b != b':')
        && (1..=4).contains(&path.split('/').count())
}
