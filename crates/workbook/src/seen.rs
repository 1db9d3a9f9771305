//! What stood in a cell when its workbook was made, so that whoever reads it back knows what was typed since.
//!
//! A mark stands behind the cell's reference, where people see it: a sheet that hides something is refused. It is a short
//! digest and no text. Where it was lost, what stands in the cell counts as typed: then both are shown rather than one lost.

use catalogue::{FieldType, Kind};
use kinds::{cells_of, content_of};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Bytes of a digest: enough that no slip of the hand meets another text's.
const DIGEST: usize = 5;

/// Where a prefilled answer came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum From {
    /// From the draft that the workbook was made of.
    Draft,
    /// From what the State had said before: left as it is, it is said again.
    Before,
}

impl From {
    fn sign(self) -> char {
        match self {
            Self::Draft => '~',
            Self::Before => '^',
        }
    }
}

/// What stood in a cell when the workbook was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// Where it came from.
    pub from: From,
    digest: [u8; DIGEST],
}

impl Seen {
    /// The mark of a value.
    pub fn of(from: From, value: &Value) -> Self {
        let mut digest = [0; DIGEST];
        digest.copy_from_slice(&record::hash::sha256(value.to_string().as_bytes())[..DIGEST]);
        Self { from, digest }
    }

    /// Is it this value that stood there?
    pub fn is(&self, value: &Value) -> bool {
        Self::of(self.from, value).digest == self.digest
    }

    /// Is it the same that stood there?
    pub fn same(&self, other: &Self) -> bool {
        self.digest == other.digest
    }

    /// A reference with its mark.
    pub(crate) fn beside(seen: Option<&Self>, reference: &str) -> String {
        match seen {
            Some(seen) => format!("{reference} {}{}", seen.from.sign(), hex::encode(seen.digest)),
            None => reference.to_owned(),
        }
    }

    /// A reference and its mark, apart.
    pub(crate) fn split(reference: &str) -> (&str, Option<Self>) {
        let reference = reference.trim();
        let read = || {
            let (before, mark) = reference.rsplit_once(' ')?;
            let from = [From::Draft, From::Before].into_iter().find(|from| mark.starts_with(from.sign()))?;
            let digest = record::hash::from_lower_hex(&mark[1..])?;
            Some((before.trim_end(), Some(Self { from, digest })))
        };
        read().unwrap_or((reference, None))
    }
}

/// What stands in the cells of a workbook, by name. A field is a cell; of a field of several choices each choice is one,
/// `field=choice`, so that two who each choose one don't stand in each other's way.
pub type CellValues = BTreeMap<String, Value>;

/// The name of the cell of one choice among several.
pub(crate) fn choice_cell(field: &str, choice: &str) -> String {
    format!("{field}={choice}")
}

/// The field of a cell.
pub fn field_of(cell: &str) -> &str {
    cell.split('=').next().unwrap_or(cell)
}

/// The cells of a content that hold something. What was typed in another way (other ends of lines, another order of
/// choices) is the same.
pub fn cells(kind: &Kind, content: &Map<String, Value>) -> CellValues {
    let typed: BTreeMap<String, Vec<String>> = cells_of(kind, content).into_iter().collect();
    let same = content_of(kind, &|name: &str| typed.get(name).cloned().unwrap_or_default());
    let mut cells = CellValues::new();
    for (name, value) in same {
        match (kind.field(&name).map(|field| field.field_type), &value) {
            (Some(FieldType::Choices), Value::Array(chosen)) => {
                let ids = chosen.iter().filter_map(Value::as_str);
                cells.extend(ids.map(|id| (choice_cell(&name, id), Value::Bool(true))));
            }
            _ => _ = cells.insert(name, value),
        }
    }
    cells
}

/// The content of which these are the cells, in the form's order.
pub fn content(kind: &Kind, cells: &CellValues) -> Map<String, Value> {
    let of = |field: &catalogue::Field| {
        if field.field_type != FieldType::Choices {
            return cells.get(&field.id).cloned();
        }
        let known = field.choices.iter().map(|choice| choice.id.as_str());
        let known: Vec<&str> = known.filter(|id| cells.contains_key(&choice_cell(&field.id, id))).collect();
        (!known.is_empty()).then(|| known.into())
    };
    kind.fields.iter().filter_map(|field| Some((field.id.clone(), of(field)?))).collect()
}
