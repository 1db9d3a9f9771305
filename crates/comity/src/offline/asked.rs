//! Which questionnaire is meant: a kind, or a cycle at a hub. The kind comes from this program, or from the file by which a
//! secretariat published a later version of it.

use crate::client::Client;
use crate::failure::Failure;
use crate::files;
use crate::shown::on_one_line;
use catalogue::{Catalogue, Kind, Lang};
use record::RecordId;
use serde_json::Value;
use std::path::Path;

/// The largest file of a kind: 512 fields in six languages, with room.
const MAX_KIND: usize = 4 << 20;

/// A cycle, as a hub shows it to everybody.
pub struct CyclePage {
    /// The record that opens it.
    pub id: RecordId,
    /// The kind of its answers.
    pub questionnaire: String,
    /// Its title.
    pub title: String,
    /// Its last day.
    pub closes: String,
    /// The ids of its mechanisms, and their names.
    pub mechanisms: Vec<(String, String)>,
    /// It is an exercise's.
    pub exercise: bool,
}

impl CyclePage {
    /// Reads it at a hub.
    pub fn read(client: &Client, id: &str) -> Result<Self, Failure> {
        let none = || {
            let advice =
                "the hub shows no such cycle to everybody: is this the id in the address of its page?";
            Failure::input("no-cycle", format!("{}: {advice}", on_one_line(id)))
        };
        let id = RecordId::from_hex(id).ok_or_else(none)?;
        let page = client.page(&format!("/cycles/{id}"))?.ok_or_else(none)?;
        let text = |member: &str| on_one_line(page.get(member).and_then(Value::as_str).unwrap_or_default());
        let href = page.pointer("/questionnaire/href").and_then(Value::as_str);
        let questionnaire = href.and_then(|href| href.strip_prefix("/kinds/")).ok_or_else(none)?;
        let all = || page.get("mechanisms").and_then(Value::as_array).into_iter().flatten();
        let mechanism = |one: &Value| {
            let member = |name: &str| Some(on_one_line(one.get(name)?.as_str()?));
            Some((member("id")?, member("name")?))
        };
        let exercise = |one: &Value| one.get("exercise").and_then(Value::as_bool) == Some(true);
        Ok(Self {
            id,
            questionnaire: on_one_line(questionnaire),
            title: text("title"),
            closes: text("closes"),
            mechanisms: all().filter_map(mechanism).collect(),
            exercise: all().any(exercise),
        })
    }
}

/// A questionnaire, and the cycle for which it is asked.
pub struct Asked {
    /// The questionnaire.
    pub kind: Kind,
    /// The cycle.
    pub cycle: Option<CyclePage>,
}

impl Asked {
    /// A kind by its id.
    pub fn kind(id: &str, file: Option<&Path>) -> Result<Self, Failure> {
        Ok(Self { kind: kind_of(id, None, file)?, cycle: None })
    }

    /// A cycle by its id.
    pub fn cycle(client: &Client, id: &str, file: Option<&Path>) -> Result<Self, Failure> {
        let cycle = CyclePage::read(client, id)?;
        let kind = kind_of(&cycle.questionnaire, version_at(client, &cycle.questionnaire)?, file)?;
        Ok(Self { kind, cycle: Some(cycle) })
    }
}

/// The version of a kind in force at a hub.
fn version_at(client: &Client, kind: &str) -> Result<Option<u64>, Failure> {
    Ok(client.page(&format!("/kinds/{kind}"))?.and_then(|page| page.get("version")?.as_u64()))
}

/// A kind: the one that came with this program, or the one in a file. Another version than the hub's is of no use to anybody.
pub fn kind_of(id: &str, version: Option<u64>, file: Option<&Path>) -> Result<Kind, Failure> {
    let kind = if let Some(path) = file {
        read(path)?
    } else {
        let built_in = Catalogue::built_in().map_err(|e| Failure::new(e.code(), e))?;
        let known = built_in.kind(id).cloned();
        known.ok_or_else(|| {
            let advice = "this program brings no kind of that name: give its file with --kind-file";
            Failure::input("no-kind", format!("{}: {advice}", on_one_line(id)))
        })?
    };
    let right = kind.id == id && version.is_none_or(|version| version == u64::from(kind.version));
    if right {
        return Ok(kind);
    }
    let asked =
        version.map_or_else(|| on_one_line(id), |version| format!("{} version {version}", on_one_line(id)));
    let advice = format!(
        "{asked} is asked, and this is {} version {}: give the file of that version with --kind-file",
        on_one_line(&kind.id),
        kind.version
    );
    Err(Failure::input("other-kind", advice))
}

fn read(path: &Path) -> Result<Kind, Failure> {
    let bytes = files::read(path, MAX_KIND)?;
    serde_json::from_slice(&bytes).map_err(|e| {
        Failure::input("kind-file", format!("{}: {}", path.display(), on_one_line(&e.to_string())))
    })
}

/// One of the six languages.
pub fn language(code: &str) -> Result<Lang, Failure> {
    Lang::from_code(code).ok_or_else(|| {
        Failure::input("language", format!("{}: say ar, en, es, fr, ru or zh", on_one_line(code)))
    })
}
