//! Automatic numbering: lists, their levels, and where each list starts.

use std::collections::HashMap;

use super::package::Part;
use super::styles::{Styles, number};
use super::xml::{self, Element, Step};
use crate::source::SourceError;

/// Levels of a list, as the format has them.
pub(super) const LEVELS: usize = 9;

/// The lists of a document.
#[derive(Default)]
pub(super) struct Numbering {
    /// Lists by the id that paragraphs use.
    lists: HashMap<String, List>,
    /// Definitions by id; several lists may share one, and then count on from each other.
    definitions: HashMap<String, Definition>,
}

#[derive(Default)]
struct List {
    definition: String,
    levels: HashMap<usize, Level>,
    restarts: HashMap<usize, u32>,
}

#[derive(Default)]
struct Definition {
    levels: HashMap<usize, Level>,
    /// A definition may only point to a style, whose list has the levels.
    style: Option<String>,
}

/// How one level is printed.
#[derive(Clone, Default)]
pub(super) struct Level {
    pub(super) start: u32,
    pub(super) format: String,
    pub(super) text: String,
    pub(super) all_decimal: bool,
    style: Option<String>,
}

/// A level as a paragraph sees it.
pub(super) struct Place<'a> {
    /// What the counter belongs to.
    pub(super) definition: &'a str,
    /// Where the counter starts anew, the first time this list is used.
    pub(super) restart: Option<u32>,
    levels: [Option<&'a Level>; LEVELS],
}

impl<'a> Place<'a> {
    pub(super) fn level(&self, level: usize) -> Option<&'a Level> {
        self.levels.get(level).copied().flatten()
    }
}

impl Numbering {
    pub(super) fn read(part: &Part, styles: &Styles) -> Result<Self, SourceError> {
        let mut reader = NumberingReader::default();
        xml::walk(part, |step| {
            match step {
                Step::Start(element) => reader.start(&element),
                Step::End(name) => reader.end(name),
                Step::Text(_) => {}
            }
            Ok(())
        })?;
        let mut numbering = reader.numbering;
        numbering.follow_styles(styles);
        Ok(numbering)
    }

    /// Gives definitions that only name a style the levels of that style's list.
    fn follow_styles(&mut self, styles: &Styles) {
        let followed: Vec<_> = self
            .definitions
            .iter()
            .filter_map(|(id, definition)| {
                let (list, _) = styles.numbering(definition.style.as_deref().filter(|s| !s.is_empty()))?;
                let target = self.lists.get(list)?.definition.clone();
                (definition.levels.is_empty() && target != *id).then(|| (id.clone(), target))
            })
            .collect();
        for (id, target) in followed {
            if let Some(levels) = self.definitions.get(&target).map(|target| target.levels.clone())
                && let Some(definition) = self.definitions.get_mut(&id)
            {
                definition.levels = levels;
            }
        }
    }

    /// The levels of a list, as far as the document defines them.
    pub(super) fn place(&self, list: &str, level: usize) -> Option<Place<'_>> {
        let list = self.lists.get(list)?;
        let definition = self.definitions.get(&list.definition)?;
        let levels =
            std::array::from_fn(|level| list.levels.get(&level).or_else(|| definition.levels.get(&level)));
        Some(Place { definition: &list.definition, restart: list.restarts.get(&level).copied(), levels })
    }

    /// The level that a list ties to one of these styles.
    pub(super) fn level_of_style<'a>(
        &self,
        list: &str,
        mut styles: impl Iterator<Item = &'a str>,
    ) -> Option<usize> {
        let definition = self.definitions.get(&self.lists.get(list)?.definition)?;
        styles.find_map(|id| {
            definition.levels.iter().find(|(_, level)| level.style.as_deref() == Some(id)).map(|(at, _)| *at)
        })
    }
}

#[derive(Default)]
struct NumberingReader {
    numbering: Numbering,
    definition: Option<(String, Definition)>,
    list: Option<(String, List)>,
    level: Option<(usize, Level)>,
    overridden: Option<usize>,
}

impl NumberingReader {
    fn start(&mut self, element: &Element<'_>) {
        match element.name() {
            "abstractNum" => {
                self.definition = element.attribute("abstractNumId").map(|id| (id, Definition::default()));
            }
            "num" => self.list = element.attribute("numId").map(|id| (id, List::default())),
            "abstractNumId" => {
                if let (Some((_, list)), Some(id)) = (&mut self.list, element.value()) {
                    list.definition = id;
                }
            }
            "numStyleLink" => {
                if let Some((_, definition)) = &mut self.definition {
                    definition.style = element.value();
                }
            }
            "lvlOverride" => self.overridden = level_of(element),
            "startOverride" => {
                if let (Some((_, list)), Some(level), Some(start)) =
                    (&mut self.list, self.overridden, parse(element))
                {
                    list.restarts.insert(level, start);
                }
            }
            "lvl" => {
                self.level =
                    level_of(element).map(|at| (at, Level { format: "decimal".into(), ..Level::default() }));
            }
            name => {
                if let Some((_, level)) = &mut self.level {
                    level.set(name, element);
                }
            }
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "lvl" => {
                let Some((at, level)) = self.level.take() else { return };
                if let Some((_, list)) = &mut self.list {
                    list.levels.insert(at, level);
                } else if let Some((_, definition)) = &mut self.definition {
                    definition.levels.insert(at, level);
                }
            }
            "lvlOverride" => self.overridden = None,
            "abstractNum" => self.numbering.definitions.extend(self.definition.take()),
            "num" => self.numbering.lists.extend(self.list.take()),
            _ => {}
        }
    }
}

impl Level {
    fn set(&mut self, name: &str, element: &Element<'_>) {
        match name {
            "start" => self.start = parse(element).unwrap_or(0),
            "numFmt" => self.format = element.value().unwrap_or_default(),
            "lvlText" => self.text = element.value().unwrap_or_default(),
            "isLgl" => self.all_decimal = element.is_on(),
            "pStyle" => self.style = element.value(),
            _ => {}
        }
    }
}

fn level_of(element: &Element<'_>) -> Option<usize> {
    number(element.attribute("ilvl")).map(usize::from).filter(|level| *level < LEVELS)
}

fn parse(element: &Element<'_>) -> Option<u32> {
    element.value()?.parse().ok()
}
