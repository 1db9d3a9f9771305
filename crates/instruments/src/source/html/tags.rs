//! What the tags of a page mean for its text.

use html5gum::StartTag;

/// What a tag does to the text around it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Text before and after are different paragraphs.
    Block,
    /// A heading.
    Heading,
    /// Text that the page shows as it is typed.
    Preformatted,
    List,
    Item,
    LineBreak,
    Link,
    Raised,
    /// Never part of the text.
    Skipped,
    /// Furniture of a page, unless inside its main part.
    Furniture,
    /// The main part of a page.
    Main,
    /// Part of a line.
    Inline,
}

pub(super) fn role(name: &[u8]) -> Role {
    match name {
        b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => Role::Heading,
        b"pre" | b"listing" => Role::Preformatted,
        b"ul" | b"ol" | b"menu" | b"dir" => Role::List,
        b"li" => Role::Item,
        b"br" => Role::LineBreak,
        b"a" => Role::Link,
        b"sup" => Role::Raised,
        b"script" | b"style" | b"noscript" | b"template" | b"head" | b"title" | b"select" | b"button"
        | b"svg" | b"iframe" | b"object" | b"textarea" | b"option" | b"math" | b"audio" | b"video"
        | b"canvas" | b"del" | b"s" | b"strike" => Role::Skipped,
        b"nav" | b"aside" | b"header" | b"footer" | b"dialog" => Role::Furniture,
        b"main" | b"article" => Role::Main,
        b"address" | b"blockquote" | b"body" | b"caption" | b"center" | b"dd" | b"details" | b"div"
        | b"dl" | b"dt" | b"fieldset" | b"figcaption" | b"figure" | b"form" | b"hgroup" | b"hr" | b"html"
        | b"legend" | b"p" | b"section" | b"summary" | b"table" | b"tbody" | b"td" | b"tfoot" | b"th"
        | b"thead" | b"tr" => Role::Block,
        _ => Role::Inline,
    }
}

/// Elements without content.
pub(super) fn is_void(name: &[u8]) -> bool {
    matches!(
        name,
        b"area"
            | b"base"
            | b"br"
            | b"col"
            | b"embed"
            | b"hr"
            | b"img"
            | b"input"
            | b"link"
            | b"meta"
            | b"param"
            | b"source"
            | b"track"
            | b"wbr"
            | b"frame"
            | b"keygen"
    )
}

/// Elements whose end tag may be left out, so that those still open say nothing about depth.
pub(super) fn may_stay_open(name: &[u8]) -> bool {
    matches!(
        name,
        b"p" | b"li"
            | b"dt"
            | b"dd"
            | b"tr"
            | b"td"
            | b"th"
            | b"thead"
            | b"tbody"
            | b"tfoot"
            | b"option"
            | b"optgroup"
            | b"colgroup"
            | b"caption"
            | b"html"
            | b"head"
            | b"body"
    )
}

/// An attribute's value.
pub(super) fn attribute(tag: &StartTag<()>, name: &str) -> Option<String> {
    tag.attributes.get(name.as_bytes()).map(|value| String::from_utf8_lossy(&value.0).into_owned())
}

/// Whether a tag says of its element that it is navigation, or not shown.
pub(super) fn is_marked_furniture(tag: &StartTag<()>) -> bool {
    let role = attribute(tag, "role").unwrap_or_default();
    matches!(role.as_str(), "navigation" | "banner" | "contentinfo" | "complementary" | "search" | "menu")
        || tag.attributes.contains_key(b"hidden".as_slice())
}

/// Whether a tag says of its element that it holds notes: by role, or by the names that word processors give.
pub(super) fn is_note(tag: &StartTag<()>) -> bool {
    let role = attribute(tag, "role").unwrap_or_default();
    let id = attribute(tag, "id").unwrap_or_default().to_ascii_lowercase();
    let class = attribute(tag, "class").unwrap_or_default().to_ascii_lowercase();
    let numbered = |prefix: &str| {
        id.strip_prefix(prefix)
            .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()))
    };
    matches!(role.as_str(), "doc-footnote" | "doc-endnote" | "doc-endnotes")
        || ["ftn", "edn", "sdfootnote", "sdendnote"].into_iter().any(numbered)
        || class.split_ascii_whitespace().any(|name| {
            ["footnote", "footnotes", "endnote", "endnotes", "msofootnotetext", "msoendnotetext"]
                .contains(&name)
        })
}
