//! Where the front matter ends and the provisions begin; the letter that carries an annex, set apart.

use std::sync::LazyLock;

use regex::Regex;

use crate::author::{is_author_line, is_bare_author_line, names_authors, sentence};
use crate::instrument::Language;
use crate::label::{Kind, Label};
use crate::paragraphs::Block;
use crate::patterns::compiled;
use crate::verbs::{self, Mood};

/// A text in its parts.
#[derive(Debug, Default)]
pub(crate) struct Parts {
    /// What stands before the provisions: symbol, title, sponsors, dates.
    pub front: Vec<Block>,
    /// The text is the annex of a letter; its heading and paragraphs.
    pub letter: Vec<Block>,
    /// The line that names the body: "The General Assembly,".
    pub author: Option<String>,
    /// Everything from the first provision on.
    pub body: Vec<Block>,
}

static LETTER: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)^(?:lettres? (?:identiques )?datées?|(?:identical )?letters? dated|note verbale (?:datée|dated))\b",
    )
});
static ANNEX: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)^(?:annexe?s?|appendix|appendice|pièce jointe|enclosure|attachment)(?: [IVX\d]{1,4})?(?:\s*$|\s*[:.–—-]|\*|\s+(?:à la |to the |de la |à l[’']|des? |to |a la ))",
    )
});

static SECTION: LazyLock<Regex> = LazyLock::new(|| compiled(r"^(?:[IVX]{1,5}|[A-Z])\. \p{Lu}.{2,120}$"));

/// The heading of an annex.
pub(crate) fn is_annex_heading(text: &str) -> bool {
    text.len() < 300 && ANNEX.is_match(text)
}

/// How far into a text its front matter may reach, in blocks: cover, contents and letter of transmittal of a report.
const DEEPEST_FRONT: usize = 400;

/// Parts a text.
pub(crate) fn split(blocks: Vec<Block>, language: Language) -> Parts {
    let letter = blocks.iter().take(40).position(|block| LETTER.is_match(&block.text));
    if let Some(letter) = letter
        && let Some(annex) = blocks.iter().skip(letter + 1).position(|block| is_annex_heading(&block.text))
    {
        let annex = letter + 1 + annex;
        let mut front: Vec<Block> = blocks[..letter].to_vec();
        let mut parts = split_plain(blocks[annex + 1..].to_vec(), language);
        front.append(&mut parts.front);
        parts.front = front;
        parts.letter = blocks[letter..annex].to_vec();
        return parts;
    }
    if let Some(annex) = covered(&blocks) {
        let mut front: Vec<Block> = blocks[..annex].to_vec();
        let mut parts = split_plain(blocks[annex + 1..].to_vec(), language);
        front.append(&mut parts.front);
        parts.front = front;
        return parts;
    }
    split_plain(blocks, language)
}

/// "Delegations will find in the annex …": a page that carries the text, as a letter does, but is no letter.
static COVER: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)\b(?:trouveront (?:ci-jointe?s?|en annexe|ci-après)|delegations will find (?:attached|annexed|enclosed|in (?:the )?annex)|figurent? (?:à l[’']annexe|en annexe) de la présente note)\b",
    )
});

/// Where the annex begins that a covering page carries.
fn covered(blocks: &[Block]) -> Option<usize> {
    let cover = blocks.iter().take(40).position(|block| COVER.is_match(&block.text))?;
    let annex = blocks.iter().skip(cover + 1).take(12).position(|block| is_annex_heading(&block.text))?;
    Some(cover + 1 + annex)
}

fn split_plain(mut blocks: Vec<Block>, language: Language) -> Parts {
    part_sentence(&mut blocks, language);
    let reach = blocks.len().min(DEEPEST_FRONT);
    let with_comma = blocks[..reach].iter().position(|block| is_author_line(&block.text, language));
    let author = with_comma.or_else(|| {
        let bare =
            |two: &[Block]| matches!(two, [line, next] if is_bare_author_line(&line.text, &next.text, language));
        blocks[..reach].windows(2).position(bare)
    });
    if let Some(author) = author {
        let body = blocks.split_off(author + 1);
        let author = blocks.pop().map(|block| block.text.trim_end_matches([',', ' ']).to_owned());
        return Parts { front: blocks, author, body, ..Parts::default() };
    }
    let start = blocks[..reach].iter().position(|block| starts_body(block, language)).unwrap_or(reach);
    let after_note = past_transmittal(&blocks[..reach], start);
    let sentences = blocks[..start].iter().rev().take_while(|block| is_sentence(block)).count();
    let start = if after_note == start { start - sentences } else { after_note };
    // The heading of the first section stands over the first provision.
    let start = if start > 0 && heads_first_section(&blocks[start - 1]) { start - 1 } else { start };
    let body = blocks.split_off(start);
    Parts { front: blocks, body, ..Parts::default() }
}

/// Shorter lines with a full stop are titles and places.
const FEWEST_WORDS_OF_SENTENCE: usize = 5;

static TRANSMITTAL: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)\b(?:has the honou?r to (?:transmit|submit|present)|a l[’']honneur de (?:transmettre|présenter|communiquer|soumettre|faire tenir))\b",
    )
});

/// A note that transmits a report, its foreword and summary stand before the report's first numbered paragraph.
fn past_transmittal(blocks: &[Block], start: usize) -> usize {
    let transmits = blocks.iter().skip(start).take(3).any(|block| TRANSMITTAL.is_match(&block.text));
    let first = blocks.iter().position(|block| {
        matches!(&block.label, Some(label) if label.kind == Kind::Number(1)) && !block.heading
    });
    first.filter(|first| transmits && *first > start).unwrap_or(start)
}

/// A short paragraph right before the first that shows what it is.
fn is_sentence(block: &Block) -> bool {
    let text = block.text.trim_end();
    !block.heading
        && text.ends_with(['.', ':'])
        && text.split(' ').count() >= FEWEST_WORDS_OF_SENTENCE
        && text.starts_with(char::is_uppercase)
        && crate::dates::first_date(text).is_none()
}

fn heads_first_section(block: &Block) -> bool {
    let words = crate::fold::folded(&block.text);
    SECTION.is_match(&block.text)
        || block.heading && matches!(words.as_str(), "introduction" | "preamble" | "preambule")
}

/// "The Permanent Council, recalling …, decides:" in three blocks, as other texts print it.
fn part_sentence(blocks: &mut Vec<Block>, language: Language) {
    let reach = blocks.len().min(DEEPEST_FRONT);
    if blocks[..reach].iter().any(|block| is_author_line(&block.text, language)) {
        return;
    }
    let found = blocks[..reach].iter().enumerate().find_map(|(at, block)| {
        let plain = block.label.is_none() && block.level.is_none();
        plain.then(|| sentence(&block.text, language)).flatten().map(|found| (at, found))
    });
    let Some((at, found)) = found else { return };
    let parts = [format!("{},", found.author), found.grounds.to_owned(), found.act.to_owned()];
    let block = blocks[at].clone();
    let parts = parts.into_iter().filter(|text| !text.is_empty());
    let parted: Vec<Block> = parts.map(|text| block.with_text(text)).collect();
    blocks.splice(at..=at, parted);
}

/// A numbered line of a cover (an agenda item, a line of the contents) is shorter, or ends without a stop.
const LONGEST_NUMBERED_LINE: usize = 140;

fn starts_body(block: &Block, language: Language) -> bool {
    if block.heading {
        return false;
    }
    let text = block.text.trim_end();
    let ends = text.ends_with(['.', ';', ',', ':', '”', '»']);
    match &block.label {
        // An excerpt begins with a later number.
        Some(Label { kind: Kind::Number(number), .. }) => {
            *number <= 1 && text.len() > 20
                || text.len() > LONGEST_NUMBERED_LINE && text.ends_with(['.', ';', ':'])
        }
        Some(Label { kind: Kind::Bullet, .. }) => text.len() > 60,
        Some(_) => ends && text.len() > 40,
        None => {
            let participle = verbs::opening(text, language).is_some_and(|verb| verb.mood == Mood::Participle);
            participle && ends && text.len() > 30
                || names_authors(text) && text.len() > 60
                || text.chars().count() > 140 && ends
                || text.ends_with(':') && text.len() > 20 && !verbs::acts_inside(text, language, 1).is_empty()
                || text.len() > 30 && text.ends_with('.') && verbs::speaks_at_start(text, language)
                || text.len() > 60 && ends && !verbs::acts_inside(text, language, 1).is_empty()
        }
    }
}
