//! Provisions from paragraphs: nesting by labels, the words before a list, and the part each paragraph plays.

mod depth;
mod roles;

use std::sync::LazyLock;

use regex::Regex;

use crate::author::{names_authors, presents_authors};
use crate::instrument::{Form, Language};
use crate::label::{Kind, Label};
use crate::limits::{MAX_DEPTH, MAX_PROVISIONS};
use crate::paragraphs::Block;
use crate::patterns::compiled;
use crate::provision::{Act, Role};
use crate::split::is_annex_heading;
use crate::verbs::{self, Mood, Opening};
use depth::{continues, depth_of_label, expects_list};
use roles::roles;

/// A paragraph at its place, before its acts and links are read.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    /// Its label.
    pub label: Option<Label>,
    /// Its text.
    pub text: String,
    /// The heading above it.
    pub heading: Option<String>,
    /// The words before the list it belongs to.
    pub chapeau: Option<Chapeau>,
    /// The part it plays, once known.
    pub role: Option<Role>,
    /// Numbers of the footnotes that are called in it.
    pub marks: Vec<u16>,
    /// Which annex it stands in; 0 for the text itself.
    pub annex: usize,
    /// The words that begin the operative part stand before it.
    pub begun: bool,
    /// What is nested in it.
    pub children: Vec<Draft>,
}

/// The words before a list, and their verb.
#[derive(Debug, Clone)]
pub(crate) struct Chapeau {
    /// The words.
    pub text: String,
    /// Their verb; "do hereby:" has none.
    pub verb: Option<Opening>,
}

/// What structuring gives.
#[derive(Debug, Default)]
pub(crate) struct Structure {
    /// Top-level paragraphs.
    pub drafts: Vec<Draft>,
    /// The paragraph in which the authors present themselves, which is no provision.
    pub opener: Option<String>,
    /// What stands after the provisions: dates of adoption, meetings, votes.
    pub closing: Vec<String>,
    /// Paragraphs were parted into roles by the weight of their verbs alone.
    pub guessed_roles: bool,
}

static CLOSING: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)^(?:(?:\d{1,3}\s?(?:e|th|st|nd|rd|ème|re)|[a-z-]+)\s+(?:(?:resumed )?(?:plenary )?meeting|séance(?: plénière)?)\b.{0,80}|(?:done|signed|fait|signé|adopted|adopté|issued|endorsed)e?s?,? (?:in|at|on|by|à|en|le|par|this|ce) .{0,200}|\((?:signé|signed)\).{0,120}|\(?\d{1,2}(?:er)? \p{L}+ \d{4}\)?\.?|\p{L}+ \d{1,2}, \d{4}\.?|[\p{L} ’'-]{3,40}, (?:le )?\d{1,2}(?:er|st|nd|rd|th)? \p{L}+ \d{4}\.?|\[?(?:adopted|adopté)\w* .{0,160})$",
    )
});

/// "DO HEREBY:", "as follows:", "sont convenus de ce qui suit :" announce what follows without saying what it does.
static HEREBY: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)^.{0,120}\b(?:hereby|as follows|the following(?: (?:joint |chair(?:man)?[’']s )?(?:conclusions|recommendations|measures|decisions|statement|declaration|communiqu[ée]))?|(?:conclusions|recommandations|mesures|décisions|déclarations?) suivante?s?|ce qui suit|par la présente|comme suit|do solemnly)\s*[:.]?$",
    )
});

static INFINITIVE: LazyLock<Regex> = LazyLock::new(|| compiled(r"(?i)\b(?:to|de|à)\s*:$"));

/// Parties to an agreement present themselves: "The Governments of …, hereinafter referred to as the Parties,".
static REFERRED_TO: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"(?i)\b(?:hereinafter|hereafter|ci-après)\b[^.;:]{0,80},$"));

/// "The member States of …, meeting in …,": authors who gathered present themselves.
static GATHERED: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)\b(?:meeting|assembled|gathered|having met|réunie?s|rassemblée?s|s[’']étant réunis)\b.{0,300}(?:[,;:]|following\.?)$",
    )
});

static POINT: LazyLock<Regex> = LazyLock::new(|| compiled(r"^\(?[a-z]{1,2}\)$"));

/// A statement that one delegation attached to a decision: nobody else adopted it.
static ATTACHED: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"(?i)^(?:interpretative statement|déclaration interprétative)\b"));

/// Acts that as participles say on what ground authors stand, whatever list follows.
fn only_grounds(act: Act) -> bool {
    matches!(
        act,
        Act::Recalls
            | Act::Considers
            | Act::Notes
            | Act::Reaffirms
            | Act::Recognizes
            | Act::Welcomes
            | Act::Stresses
            | Act::Affirms
    )
}

struct Builder {
    language: Language,
    structure: Structure,
    heading: Option<String>,
    chapeau: Option<Chapeau>,
    annex: usize,
    /// A numbered or bulleted operative part has begun.
    operative: bool,
    count: usize,
}

/// Bytes at the end of a paragraph in which it announces what follows.
const TAIL_BYTES: usize = 100;

fn tail(text: &str) -> &str {
    let mut from = text.len().saturating_sub(TAIL_BYTES);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    &text[from..]
}

/// Builds provisions from the body of a text.
pub(crate) fn build(body: Vec<Block>, form: Form, speaks_as_body: bool, language: Language) -> Structure {
    let mut builder = Builder {
        language,
        structure: Structure::default(),
        heading: None,
        chapeau: None,
        annex: 0,
        operative: false,
        count: 0,
    };
    let mut blocks = body.into_iter().peekable();
    while let Some(block) = blocks.next() {
        let before_list = blocks.peek().is_some_and(|next| next.level.is_some() || is_item(next));
        builder.take(block, before_list);
        if builder.count >= MAX_PROVISIONS {
            break;
        }
    }
    let mut structure = builder.structure;
    roles(&mut structure, form, speaks_as_body, language);
    structure
}

fn is_item(block: &Block) -> bool {
    block.label.is_some()
}

impl Builder {
    fn take(&mut self, block: Block, before_list: bool) {
        let point_of_label = POINT.is_match(&block.text);
        if block.text.is_empty() || point_of_label {
            // "Article 2" or "Norm 13 (a)" alone on its line heads what follows.
            if let Some(label) = block.label.filter(|label| label.printed.starts_with(char::is_alphabetic)) {
                self.heading = Some(format!("{} {}", label.printed, block.text).trim_end().to_owned());
                self.chapeau = None;
            }
            return;
        }
        if (is_annex_heading(&block.text) || ATTACHED.is_match(&block.text)) && block.label.is_none() {
            // "Attachment" over "Interpretative statement" is one annex.
            let heads =
                self.heading.as_deref().is_some_and(is_annex_heading) && ATTACHED.is_match(&block.text);
            self.annex += usize::from(!heads);
            self.heading = Some(block.text);
            self.chapeau = None;
            return;
        }
        if block.label.is_none() && !self.structure.drafts.is_empty() && CLOSING.is_match(&block.text) {
            // A place on a line of its own, above the date.
            let place = self.heading.take_if(|heading| {
                self.structure.drafts.last().is_some_and(|last| last.heading.as_ref() != Some(heading))
                    && heading.split(' ').count() <= 6
            });
            self.structure.closing.extend(place);
            self.structure.closing.push(block.text);
            return;
        }
        let block = self.with_roman_label(block);
        if self.is_opener(&block) {
            self.structure.opener = Some(block.text);
            return;
        }
        if block.label.is_none() && block.level.is_none() && self.is_trigger(&block, before_list) {
            return;
        }
        if block.label.as_ref().is_some_and(|label| label.printed.starts_with("Article")) {
            // An article heads its own paragraphs, not the one before it.
            self.heading = None;
            self.chapeau = None;
        }
        if block.heading && block.level.is_none() {
            self.heading = Some(match block.label {
                Some(label) => format!("{}. {}", label.printed, block.text),
                None => block.text,
            });
            self.chapeau = None;
            return;
        }
        self.place(block);
    }

    /// "We, the ministers of …, meeting in …;": who speaks, before what they say.
    fn is_opener(&self, block: &Block) -> bool {
        self.structure.drafts.is_empty()
            && self.structure.opener.is_none()
            && (block.label.is_none() || self.is_numbered_opener(block))
            && (presents_authors(&block.text)
                || names_authors(&block.text) && GATHERED.is_match(&block.text)
                || names_authors(&block.text)
                    && (HEREBY.is_match(tail(&block.text)) || REFERRED_TO.is_match(tail(&block.text))))
            && (HEREBY.is_match(tail(&block.text))
                || REFERRED_TO.is_match(tail(&block.text))
                || block.text.trim_end().ends_with([';', ',', ':'])
                    && verbs::acts_inside(&block.text, self.language, 1).is_empty()
                || verbs::acts_inside(&block.text, self.language, 1).is_empty() && block.text.len() < 1_500)
    }

    /// "1. WE, the Heads of State …, gathered in …;": the first number where the recitals have one too.
    fn is_numbered_opener(&self, block: &Block) -> bool {
        block.label.as_ref().is_some_and(|label| label.kind == Kind::Number(1))
            && block.text.trim_end().ends_with([';', ','])
            && presents_authors(&block.text)
            && verbs::acts_inside(&block.text, self.language, 1).is_empty()
    }

    /// "I. Develop …", "II. Allocate …" under "We will:": numbers of points, where elsewhere they head sections.
    fn with_roman_label(&self, mut block: Block) -> Block {
        if block.label.is_some() || block.level.is_some() {
            return block;
        }
        let Some(label) = Label::capital_roman(&block.text) else { return block };
        let open = self.open_path();
        let begins = open.last().is_some_and(|last| expects_list(&last.text)) && label.as_roman() == Some(1);
        let goes_on = open.iter().any(|draft| {
            let known = draft.label.as_ref().filter(|known| known.is_capital_roman());
            known.and_then(Label::as_roman).map(|number| number + 1) == label.as_roman()
        });
        if begins || goes_on {
            block.text.drain(..label.length);
            block.heading = false;
            block.label = Some(label);
        }
        block
    }

    /// "DECIDE:", "have agreed to:", "nous nous engageons à": one sentence whose list follows.
    fn is_trigger(&mut self, block: &Block, before_list: bool) -> bool {
        let text = block.text.trim_end();
        let open = text.ends_with(':') || before_list && !text.ends_with(['.', ';', ',', '!', '?', '»', '”']);
        let one_sentence = !text.trim_end_matches('.').contains(". ");
        if !open || !one_sentence || text.chars().count() > 420 {
            return false;
        }
        // A paragraph of a resolution that opens with its verb is a provision with points, unless it is a bare verb.
        let verb = verbs::trigger(text, self.language);
        let bare = text.chars().count() < 60;
        let spoken =
            verb.is_some_and(|verb| matches!(verb.mood, Mood::FirstPlural | Mood::Past | Mood::ThirdPlural));
        let announces = verb.is_none() && HEREBY.is_match(text);
        // "we commit to:", "nous nous engageons à :" can only be completed by what follows, marked or not.
        let infinitive = INFINITIVE.is_match(text);
        // "RECALLING its conclusions on:" is a ground with points, not the words that begin the operative part.
        let ground = verbs::opening(text, self.language)
            .is_some_and(|verb| verb.mood == Mood::Participle && only_grounds(verb.act));
        if ground && verb.is_none_or(|verb| verb.mood == Mood::Participle) {
            return false;
        }
        let acts = verb.is_some() && (before_list || bare || infinitive) && (bare || spoken);
        if !(acts || announces) {
            return false;
        }
        self.chapeau = Some(Chapeau { text: text.to_owned(), verb });
        self.operative = true;
        true
    }

    fn place(&mut self, block: Block) {
        self.count += 1;
        let depth = self.depth_of(&block);
        let draft = Draft {
            label: block.label,
            text: block.text,
            heading: self.heading.clone(),
            chapeau: if depth == 0 { self.chapeau.clone() } else { None },
            role: None,
            marks: block.marks,
            annex: self.annex,
            begun: self.operative,
            children: Vec::new(),
        };
        let unlisted = draft.label.is_none() && block.level.is_none();
        if depth == 0 && unlisted {
            // The list is over, unless its items carry no marks at all.
            let by_verb = draft.chapeau.as_ref().is_some_and(|_| self.operative && self.last_has_no_label());
            if !by_verb {
                self.chapeau = None;
            }
        }
        let draft = if unlisted && self.chapeau.is_none() { Draft { chapeau: None, ..draft } } else { draft };
        let mut list = &mut self.structure.drafts;
        for _ in 0..depth {
            // `depth_of` counted the open provisions, so each level has a last one.
            let Some(at) = list.len().checked_sub(1) else { break };
            list = &mut list[at].children;
        }
        list.push(draft);
    }

    fn last_has_no_label(&self) -> bool {
        self.structure.drafts.last().is_none_or(|last| last.label.is_none())
    }

    /// How deep a paragraph is nested, by its label and those still open.
    fn depth_of(&self, block: &Block) -> usize {
        let open = self.open_path();
        let Some(top) = open.first().filter(|top| top.annex == self.annex && top.heading == self.heading)
        else {
            return 0;
        };
        if let Some(level) = block.level.filter(|_| block.label.is_none()) {
            let base = usize::from(top.label.is_some() || expects_list(&top.text) && self.chapeau.is_none());
            return (base + usize::from(level)).min(open.len()).min(MAX_DEPTH - 1);
        }
        let depth = match &block.label {
            None => usize::from(continues(top)),
            Some(label) => depth_of_label(label, &open, self.chapeau.is_some()),
        };
        depth.min(open.len()).min(MAX_DEPTH - 1)
    }

    fn open_path(&self) -> Vec<&Draft> {
        let mut path = Vec::new();
        let mut list = &self.structure.drafts;
        while let Some(last) = list.last() {
            path.push(last);
            list = &last.children;
        }
        path
    }
}
