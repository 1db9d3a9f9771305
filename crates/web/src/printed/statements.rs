//! Statements below headings, each printed once in full and referred to after that.

use std::collections::BTreeSet;

use reports::Inline;

use super::manuscript::Manuscript;
use super::national::Group;
use super::said::Said;
use crate::words::Msg;

/// Those that are printed already.
#[derive(Default)]
pub(super) struct Printed(BTreeSet<usize>);

/// A heading with its statements.
pub(super) fn group(
    paper: &mut Manuscript<'_>,
    group: &Group,
    said: &[Said],
    level: u8,
    printed: &mut Printed,
) {
    paper.heading(level, &group.name);
    for number in &group.said {
        let Some(one) = said.get(*number) else { continue };
        if printed.0.insert(*number) {
            one.print(paper, level + 1);
        } else {
            let (title, tag) = one.title();
            let title = paper.press.within(tag, title);
            let link = vec![title, Inline::text(format!(" ({})", paper.press.day(&one.line.accepted)))];
            let label = paper.press.words.say(Msg("printed-above"));
            paper.fact(label, link);
        }
    }
    for below in &group.below {
        self::group(paper, below, said, level + 1, printed);
    }
}
