//! Paragraph styles: which are headings, which number their paragraphs.

use std::collections::HashMap;

use super::package::Part;
use super::xml::{self, Step};
use crate::source::SourceError;

/// Styles that build on each other; deeper chains are loops.
const MAX_STYLE_CHAIN: usize = 20;

/// The outline level that Word gives to body text; lower ones are headings.
const BODY_OUTLINE_LEVEL: u8 = 9;

/// The paragraph styles of a document, by id.
#[derive(Default)]
pub(super) struct Styles {
    by_id: HashMap<String, Style>,
    default: Option<String>,
}

#[derive(Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    numbering: Option<String>,
    level: Option<u8>,
    hidden: Option<bool>,
}

impl Styles {
    pub(super) fn read(part: &Part) -> Result<Self, SourceError> {
        let mut styles = Self::default();
        let mut id = None;
        let mut style = Style::default();
        xml::walk(part, |step| {
            match step {
                Step::Start(element) if element.name() == "style" => {
                    id = element.attribute("styleId");
                    style = Style::default();
                    let paragraph = element.attribute("type").as_deref() == Some("paragraph");
                    if paragraph && element.attribute("default").is_some_and(|value| value != "0") {
                        styles.default.clone_from(&id);
                    }
                }
                Step::Start(element) if id.is_some() => match element.name() {
                    "name" => style.name = element.value().unwrap_or_default().to_lowercase(),
                    "basedOn" => style.based_on = element.value(),
                    "outlineLvl" => style.outline = number(element.value()),
                    "numId" => style.numbering = element.value(),
                    "ilvl" => style.level = number(element.value()),
                    "vanish" => style.hidden = Some(element.is_on()),
                    _ => {}
                },
                Step::End("style") => {
                    if let Some(id) = id.take() {
                        styles.by_id.insert(id, std::mem::take(&mut style));
                    }
                }
                _ => {}
            }
            Ok(())
        })?;
        Ok(styles)
    }

    /// A style and those it builds on, nearest first.
    fn chain<'a>(&'a self, id: Option<&'a str>) -> impl Iterator<Item = (&'a str, &'a Style)> {
        let mut next = id.or(self.default.as_deref());
        std::iter::from_fn(move || {
            let id = next?;
            let style = self.by_id.get(id)?;
            next = style.based_on.as_deref();
            Some((id, style))
        })
        .take(MAX_STYLE_CHAIN)
    }

    /// Whether paragraphs of this style are headings or titles.
    pub(super) fn is_heading(&self, id: Option<&str>) -> bool {
        let outline = self.chain(id).find_map(|(_, style)| style.outline);
        if let Some(outline) = outline {
            return outline < BODY_OUTLINE_LEVEL;
        }
        let named =
            |name: &str| ["heading ", "title", "subtitle", "titre "].iter().any(|h| name.starts_with(h));
        self.chain(id).any(|(_, style)| named(&style.name))
    }

    /// The list to which paragraphs of this style belong, and their level in it.
    pub(super) fn numbering<'a>(&'a self, id: Option<&'a str>) -> Option<(&'a str, Option<u8>)> {
        let (_, style) = self.chain(id).find(|(_, style)| style.numbering.is_some())?;
        let level = self.chain(id).find_map(|(_, style)| style.level);
        style.numbering.as_deref().map(|list| (list, level))
    }

    /// The ids of a style's chain, for levels that are tied to a style.
    pub(super) fn ids<'a>(&'a self, id: Option<&'a str>) -> impl Iterator<Item = &'a str> {
        self.chain(id).map(|(id, _)| id)
    }

    /// Whether text of this style is hidden.
    pub(super) fn is_hidden(&self, id: &str) -> bool {
        self.chain(Some(id)).find_map(|(_, style)| style.hidden).unwrap_or(false)
    }
}

/// A small number in an attribute.
pub(super) fn number(value: Option<String>) -> Option<u8> {
    value?.parse().ok()
}
