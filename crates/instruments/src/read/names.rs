//! Who stands in a text: sponsors before it, lists within and below it, authors, senders.

use std::sync::LazyLock;

use regex::Regex;

use super::Reader;
use crate::fold::folded;
use crate::instrument::{Basis, Form, ParticipantType};
use crate::label::Label;
use crate::paragraphs::Block;
use crate::participants;
use crate::patterns::compiled;
use crate::split::Parts;

/// What stands before a list of sponsors.
static SUBMITTED_BY: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)^(?:revised |amended )?(?:draft (?:resolution|decision)|projet (?:révisé )?de (?:résolution|décision)(?: révisé)?)(?: (?:jointly |conjointement ))?\s*(?:submitted by|introduced by|présentée? par|déposée? par|soumise? par)\s*:?\s*",
    )
});

/// An agenda item.
static AGENDA: LazyLock<Regex> = LazyLock::new(|| compiled(r"(?i)^(?:agenda items?|items?|points?) \d"));

/// Whom a letter goes to stands after who sent it.
static ADDRESSED: LazyLock<Regex> = LazyLock::new(|| compiled(r"(?i)\b(?:addressed to|adressées? (?:au|à))"));

impl Reader<'_> {
    /// Blocks of the front matter that list sponsors.
    pub(super) fn sponsors(&mut self, parts: &Parts) -> Vec<usize> {
        let mut at_blocks = Vec::new();
        let drafts = [
            "projet de resolution",
            "draft resolution",
            "projet de decision",
            "draft decision",
            "projet revise",
        ];
        let says_draft = |text: &str| {
            let text = folded(text);
            drafts.iter().any(|words| text.contains(words))
        };
        let any_draft = parts.front.iter().any(|block| says_draft(&block.text));
        for (at, block) in parts.front.iter().enumerate() {
            if participants::from_line(&block.text, self.lexicon, self.language, &mut self.found)
                || participants::endorsed(&block.text, self.lexicon, self.language, &mut self.found)
            {
                at_blocks.push(at);
                continue;
            }
            let own = says_draft(&block.text);
            let (list, announced) = match block.text.rsplit_once(':') {
                Some((list, rest)) if says_draft(rest) && !says_draft(list) => (list, true),
                _ => (block.text.as_str(), false),
            };
            let submitted = SUBMITTED_BY.find(list);
            let list = submitted.map_or(list, |found| &list[found.end()..]);
            // "United Nations" alone on a line of the cover is whose document it is.
            if !announced && self.is_organization(&block.text) {
                continue;
            }
            let announced = announced || submitted.is_some_and(|found| found.end() < block.text.len());
            let dense = participants::density(list, self.lexicon);
            // "A, B and C: draft resolution" lists sponsors, whether their names are known or not.
            // "Agenda item 94 Developments in … A, B and C: draft resolution": the item before the names is none.
            let list = match self.lexicon.names_in(list).first() {
                Some(first) if announced && AGENDA.is_match(list) => &list[first.start..],
                _ => list,
            };
            if announced || any_draft && (own && dense > 40 || dense > 60) && parts.author.is_some() {
                participants::from_list(list, Basis::Sponsor, self.lexicon, self.language, &mut self.found);
                at_blocks.push(at);
            }
        }
        at_blocks
    }

    /// The whole of a line is the name of an organization.
    fn is_organization(&self, line: &str) -> bool {
        matches!(self.lexicon.names_in(line).as_slice(), [only] if only.end - only.start == line.trim().len()
            && self.lexicon.entry(*only).kind == ParticipantType::Organization)
    }

    /// Takes lists of participants out of the body; what a summary says about who was there stays.
    pub(super) fn without_names(&mut self, body: Vec<Block>, form: Form) -> Vec<Block> {
        let mut kept: Vec<Block> = Vec::with_capacity(body.len());
        let mut runs = participants::Runs::new();
        let mut of_present = false;
        let columns = participants::columns(&body, self.lexicon);
        for (block, in_column) in body.into_iter().zip(columns) {
            if runs.take(&block, self.lexicon, self.language, &mut self.found) {
                continue;
            }
            if in_column && !of_present {
                participants::column(&block.text, self.lexicon, self.language, &mut self.found);
                continue;
            }
            let lists = block.label.is_none()
                && (participants::from_line(&block.text, self.lexicon, self.language, &mut self.found)
                    || participants::endorsed(&block.text, self.lexicon, self.language, &mut self.found)
                    || !kept.is_empty()
                        && participants::row(&block.text, self.lexicon, self.language, &mut self.found));
            if lists {
                continue;
            }
            let point = block.label.as_ref().is_some_and(Label::is_bullet) || block.level.is_some();
            if of_present && point {
                participants::present(&block.text, self.lexicon, self.language, &mut self.found);
            } else {
                of_present = participants::tells_who_was_present(&block.text);
            }
            if form == Form::MeetingSummary {
                if kept.len() < 3 {
                    participants::hosts(&block.text, self.lexicon, self.language, &mut self.found);
                }
                participants::from_account(&block.text, self.lexicon, self.language, &mut self.found);
            }
            kept.push(block);
        }
        kept
    }

    /// Authors named where they present themselves, or in the title of a joint text.
    pub(super) fn parties(&mut self, opener: &str, title: Option<&str>, form: Form) {
        if form == Form::MeetingSummary || matches!(form, Form::Resolution | Form::DraftResolution) {
            return;
        }
        participants::authors(opener, self.lexicon, self.language, &mut self.found);
        let named = self.found.list.iter().any(|one| one.basis == Basis::Party);
        if !named && form != Form::Report {
            participants::in_opening(opener, self.lexicon, self.language, &mut self.found);
        }
        participants::on_behalf(title.unwrap_or_default(), self.lexicon, self.language, &mut self.found);
        if let Some(title) = title.filter(|_| form == Form::JointStatement) {
            participants::authors(title, self.lexicon, self.language, &mut self.found);
        }
    }

    /// Several States that send a letter put its annex forward together.
    pub(super) fn senders(&mut self, parts: &Parts) {
        let Some(heading) = parts.letter.first() else { return };
        let heading =
            ADDRESSED.find(&heading.text).map_or(heading.text.as_str(), |to| &heading.text[..to.start()]);
        let states: Vec<_> = self.lexicon.names_in(heading);
        let of_states =
            states.into_iter().filter(|name| self.lexicon.entry(*name).kind == ParticipantType::State);
        let states: Vec<_> = of_states.collect();
        if states.len() < 2 {
            return;
        }
        for name in states {
            let printed = &heading[name.start..name.end];
            self.found.add_known(self.lexicon.entry(name), printed, Basis::Sponsor, self.language);
        }
    }
}
