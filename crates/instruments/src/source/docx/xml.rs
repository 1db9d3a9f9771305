//! One pass over a part's XML: no document type, no entities but the five of XML, bounded depth.

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::package::Part;
use crate::source::SourceError;
use crate::source::limits::MAX_XML_DEPTH;

/// One step of the pass.
pub(in crate::source) enum Step<'a> {
    Start(Element<'a>),
    /// The local name of the element that ends.
    End(&'a str),
    Text(&'a str),
}

/// An element that starts.
pub(in crate::source) struct Element<'a>(&'a BytesStart<'a>);

impl Element<'_> {
    /// The name without its prefix: the parts of a DOCX mix no vocabularies that share the names read here.
    pub(in crate::source) fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// The value of the attribute with this local name.
    pub(in crate::source) fn attribute(&self, name: &str) -> Option<String> {
        let found = self
            .0
            .attributes()
            .with_checks(false)
            .flatten()
            .find(|attribute| attribute.key.local_name().into_inner() == name)?;
        found.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
    }

    /// The attribute `val`, where Word keeps most settings.
    pub(in crate::source) fn value(&self) -> Option<String> {
        self.attribute("val")
    }

    /// Whether a setting is on: present, and not said to be off.
    pub(in crate::source) fn is_on(&self) -> bool {
        !matches!(self.value().as_deref(), Some("0" | "false" | "off"))
    }
}

/// Calls `each` for every start, end and text, in document order; an empty element starts and ends.
pub(in crate::source) fn walk(
    part: &Part,
    mut each: impl FnMut(Step<'_>) -> Result<(), SourceError>,
) -> Result<(), SourceError> {
    let mut reader = Reader::from_str(&part.xml);
    let mut depth = 0_usize;
    loop {
        let event = reader.read_event();
        let unreadable =
            || SourceError::XmlUnreadable { part: part.name.clone(), offset: reader.buffer_position() };
        match event.map_err(|_| unreadable())? {
            Event::Start(start) => {
                depth += 1;
                if depth > MAX_XML_DEPTH {
                    return Err(SourceError::XmlTooDeep { part: part.name.clone(), limit: MAX_XML_DEPTH });
                }
                each(Step::Start(Element(&start)))?;
            }
            Event::Empty(start) => {
                each(Step::Start(Element(&start)))?;
                each(Step::End(start.local_name().into_inner()))?;
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                each(Step::End(end.local_name().into_inner()))?;
            }
            Event::Text(text) => each(Step::Text(&text.xml_content(XmlVersion::Implicit1_0)))?,
            Event::CData(text) => each(Step::Text(&text.xml_content(XmlVersion::Implicit1_0)))?,
            Event::GeneralRef(reference) => {
                let character = reference.resolve_char_ref().map_err(|_| unreadable())?;
                let mut buffer = [0; 4];
                let text = match character {
                    Some(character) => &*character.encode_utf8(&mut buffer),
                    None => {
                        quick_xml::escape::resolve_predefined_entity(&reference).ok_or_else(unreadable)?
                    }
                };
                each(Step::Text(text))?;
            }
            Event::DocType(_) => return Err(SourceError::XmlWithDtd { part: part.name.clone() }),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            Event::Eof if depth > 0 => return Err(unreadable()),
            Event::Eof => return Ok(()),
        }
    }
}
