//! How workbooks that several have filled in come together, and how one comes into a draft: cell by cell.
//!
//! A blank cell says nothing: it leaves what is there as it is. What still stands as it was prefilled says nothing new. Where
//! two have written differently, neither is taken until somebody has decided. So no word that anybody typed is lost, and in
//! whatever order the parts come, the same comes out; property tests hold it to both.

use std::collections::{BTreeMap, BTreeSet};

use catalogue::{FieldType, Kind};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::Answers;
use crate::prefill::Prefill;
use crate::seen::{self, CellValues, From, Seen, field_of};

/// What a workbook says in a cell.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Held {
    /// Sheet and cell, as a spreadsheet names them.
    pub place: String,
    /// What stands there; none where it is blank, or is to be taken out.
    pub value: Option<Value>,
    /// What is there is to be taken out.
    pub taken_out: bool,
    /// What stood there when the workbook was made.
    pub seen: Option<Seen>,
}

impl Held {
    /// Whether somebody wrote here since the workbook was made.
    fn is_said(&self) -> bool {
        match &self.value {
            None => self.taken_out,
            Some(value) => !self.seen.is_some_and(|seen| seen.is(value)),
        }
    }

    fn is_before(&self) -> bool {
        self.seen.is_some_and(|seen| seen.from == From::Before)
    }
}

/// A cell in which two differ.
#[derive(Clone, Debug, PartialEq)]
pub struct Clash {
    /// The cell: a field, or one of its choices.
    pub cell: String,
    /// What each says, by the number of its part; nothing where it takes the answer out.
    pub said: Vec<(usize, String, Option<Value>)>,
}

impl Clash {
    /// The field.
    pub fn field(&self) -> &str {
        field_of(&self.cell)
    }

    /// Both, one after the other, where that makes sense: paragraphs, addresses, rows.
    pub fn both(&self, kind: &Kind) -> Option<Value> {
        let field = kind.field(self.field())?;
        let said: Vec<&Value> = self.said.iter().filter_map(|(_, _, value)| value.as_ref()).collect();
        match field.field_type {
            FieldType::Text if field.multiline => {
                let texts: Vec<&str> = said.iter().filter_map(|value| value.as_str()).collect();
                Some(texts.join("\n\n").into())
            }
            FieldType::Urls | FieldType::Rows => {
                let mut all: Vec<Value> = Vec::new();
                for one in said.iter().filter_map(|value| value.as_array()).flatten() {
                    if !all.contains(one) {
                        all.push(one.clone());
                    }
                }
                Some(all.into())
            }
            _ => None,
        }
    }
}

/// What is decided of a clash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decided {
    /// What this part says.
    Part(usize),
    /// Both, one after the other.
    Both,
}

/// Puts workbooks of one kind together. Where they differ, `decide` is asked; what it leaves open comes back, and nothing
/// else.
pub fn merge(
    kind: &Kind,
    parts: &[Answers],
    decide: &dyn Fn(&Clash) -> Option<Decided>,
) -> Result<Prefill, Vec<Clash>> {
    let names: BTreeSet<&String> = parts.iter().flat_map(|part| part.cells.keys()).collect();
    let (mut cells, mut merged, mut clashes) = (CellValues::new(), Prefill::default(), Vec::new());
    for name in names {
        let held: Vec<(usize, &Held)> =
            parts.iter().enumerate().filter_map(|(at, part)| Some((at, part.cells.get(name)?))).collect();
        let taken = match of_all(name, &held) {
            Ok(taken) => taken,
            Err(clash) => {
                let Some(taken) = decided(kind, &clash, decide) else {
                    clashes.push(clash);
                    continue;
                };
                taken
            }
        };
        // What whoever reads it next has to compare with: what all of them had before their eyes.
        let mut seen = held.iter().filter_map(|(_, held)| held.seen);
        if let Some(first) = seen.next().filter(|first| seen.all(|other| other.same(first))) {
            merged.seen.insert(name.clone(), first);
        }
        match taken {
            Taken::Value(value) => _ = cells.insert(name.clone(), value),
            Taken::Out => _ = merged.taken_out.insert(name.clone()),
            Taken::Nothing => {}
        }
    }
    if !clashes.is_empty() {
        return Err(clashes);
    }
    merged.content = seen::content(kind, &cells);
    merged.cycle = parts.iter().find_map(|part| part.cycle.clone());
    Ok(merged)
}

enum Taken {
    Value(Value),
    Out,
    Nothing,
}

impl Taken {
    fn of(value: Option<Value>) -> Self {
        value.map_or(Self::Out, Self::Value)
    }
}

fn of_all(name: &str, held: &[(usize, &Held)]) -> Result<Taken, Clash> {
    let filled = || held.iter().filter(|(_, held)| held.value.is_some() || held.taken_out);
    let said: Vec<_> = filled().filter(|(_, held)| held.is_said()).collect();
    // Whoever changed an answer has seen what the others left as it was, if that is the same; otherwise it stands against it.
    let unseen = |one: &&&(usize, &Held)| {
        let other = |said: &&(usize, &Held)| match (said.1.seen, one.1.seen) {
            (Some(a), Some(b)) => !a.same(&b),
            _ => true,
        };
        !one.1.is_said() && (said.is_empty() || said.iter().any(other))
    };
    let mut voices: Vec<&(usize, &Held)> = said.clone();
    voices.extend(filled().filter(|one| unseen(&one)));
    voices.sort_by_key(|(at, _)| *at);
    let mut different: Vec<(usize, String, Option<Value>)> = Vec::new();
    for (at, held) in voices {
        if different.iter().all(|(_, _, value)| *value != held.value) {
            different.push((*at, held.place.clone(), held.value.clone()));
        }
    }
    match different.as_slice() {
        [] => Ok(Taken::Nothing),
        [(_, _, value)] => Ok(Taken::of(value.clone())),
        _ => Err(Clash { cell: name.to_owned(), said: different }),
    }
}

fn decided(kind: &Kind, clash: &Clash, decide: &dyn Fn(&Clash) -> Option<Decided>) -> Option<Taken> {
    match decide(clash)? {
        Decided::Both => clash.both(kind).map(Taken::Value),
        Decided::Part(part) => {
            let said = clash.said.iter().find(|(at, _, _)| *at == part)?;
            Some(Taken::of(said.2.clone()))
        }
    }
}

/// The number of the draft, and of the workbook, in a [`Clash`] of the two.
pub const DRAFT: usize = 0;
/// See [`DRAFT`].
pub const WORKBOOK: usize = 1;

impl Answers {
    /// What a draft holds once these answers are in it. What the workbook left blank stays as it is there; what it left as it
    /// was prefilled out of the draft says nothing; what it left as the State had said it before goes where the draft is blank.
    pub fn into_draft(
        &self,
        kind: &Kind,
        draft: &Map<String, Value>,
        decide: &dyn Fn(&Clash) -> Option<Decided>,
    ) -> Result<Map<String, Value>, Vec<Clash>> {
        let mut cells = seen::cells(kind, draft);
        let mut clashes = Vec::new();
        for (name, held) in &self.cells {
            let there = cells.get(name);
            let taken = match (held.is_said(), there) {
                (false, None) if held.is_before() => held.value.clone().map_or(Taken::Nothing, Taken::Value),
                (false, _) => Taken::Nothing,
                (true, there) if there == held.value.as_ref() => Taken::Nothing,
                (true, None) => Taken::of(held.value.clone()),
                (true, Some(there)) if held.seen.is_some_and(|seen| seen.is(there)) => {
                    Taken::of(held.value.clone())
                }
                (true, Some(there)) => {
                    let said = vec![
                        (DRAFT, String::new(), Some(there.clone())),
                        (WORKBOOK, held.place.clone(), held.value.clone()),
                    ];
                    let clash = Clash { cell: name.clone(), said };
                    let Some(taken) = decided(kind, &clash, decide) else {
                        clashes.push(clash);
                        continue;
                    };
                    taken
                }
            };
            match taken {
                Taken::Value(value) => _ = cells.insert(name.clone(), value),
                Taken::Out => _ = cells.remove(name),
                Taken::Nothing => {}
            }
        }
        if clashes.is_empty() { Ok(seen::content(kind, &cells)) } else { Err(clashes) }
    }

    /// What it says, without what it leaves as it is: all that [`Answers::into_draft`] reads.
    #[must_use]
    pub fn said(&self) -> Self {
        let says = |held: &Held| held.is_said() || (held.value.is_some() && held.is_before());
        let cells = self.cells.iter().filter(|(_, held)| says(held));
        let cells = cells.map(|(name, held)| (name.clone(), held.clone())).collect();
        Self { content: Map::new(), cells, cycle: self.cycle.clone() }
    }

    /// Where a field stands in it, so that what is wrong with the whole can be named there.
    pub fn place_of(&self, field: &str) -> Option<&str> {
        let field = field.split('.').next().unwrap_or(field);
        let mut of = self.cells.iter().filter(|(name, _)| field_of(name) == field);
        of.next().map(|(_, held)| held.place.as_str())
    }
}

/// The cells of a workbook, by name.
pub type HeldCells = BTreeMap<String, Held>;
