//! The label that automatic numbering prints before a paragraph.

use std::collections::{HashMap, HashSet};

use super::numbering::{LEVELS, Level, Numbering, Place};
use crate::source::marks::{letter, roman};

/// Characters of a label; longer ones are no labels.
const MAX_LABEL: usize = 40;

/// The counters of a document's lists, in reading order.
#[derive(Default)]
pub(super) struct Counters {
    /// The last number of each level, by definition; nothing before the first.
    by_definition: HashMap<String, [Option<u32>; LEVELS]>,
    /// Lists whose own start was applied.
    restarted: HashSet<(String, usize)>,
}

impl Counters {
    /// Counts one paragraph and gives its label; none for bullets.
    pub(super) fn next(&mut self, numbering: &Numbering, list: &str, level: usize) -> Option<String> {
        let levels = numbering.place(list, level)?;
        let here = levels.level(level)?;
        let restart = levels.restart.filter(|_| self.restarted.insert((list.to_owned(), level)));
        let counters = self.by_definition.entry(levels.definition.to_owned()).or_default();
        let number = match (restart, counters[level]) {
            (Some(start), _) => start,
            (None, Some(before)) => before.saturating_add(1),
            (None, None) => here.start,
        };
        counters[level] = Some(number);
        counters[level + 1..].fill(None);
        let label = print(&levels, here, counters);
        (!label.is_empty() && label.len() <= MAX_LABEL).then_some(label)
    }
}

fn print(levels: &Place<'_>, here: &Level, counters: &[Option<u32>; LEVELS]) -> String {
    if matches!(here.format.as_str(), "bullet" | "none") && !here.text.contains('%') {
        return String::new();
    }
    let mut label = String::new();
    let mut characters = here.text.chars().peekable();
    while let Some(character) = characters.next() {
        let digit = characters.peek().and_then(|next| next.to_digit(10)).filter(|_| character == '%');
        let Some(digit) = digit else {
            label.push(character);
            continue;
        };
        characters.next();
        let Some(at) = (digit as usize).checked_sub(1).filter(|at| *at < LEVELS) else { continue };
        let counted = levels.level(at);
        let number = counters[at].or(counted.map(|level| level.start)).unwrap_or(1);
        let format = counted.map_or("decimal", |level| level.format.as_str());
        label.push_str(&numeral(number, if here.all_decimal { "decimal" } else { format }));
    }
    label.trim().to_owned()
}

/// A number as the format prints it.
fn numeral(number: u32, format: &str) -> String {
    match format {
        "lowerLetter" => letter(number),
        "upperLetter" => letter(number).to_uppercase(),
        "lowerRoman" => roman(number),
        "upperRoman" => roman(number).to_uppercase(),
        "decimalZero" => format!("{number:02}"),
        "none" | "bullet" => String::new(),
        _ => number.to_string(),
    }
}
