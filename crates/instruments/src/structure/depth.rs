//! How deep a paragraph is nested, by its label and those still open.

use super::Draft;
use crate::label::{Kind, Label};

/// A paragraph without label after a numbered one that has points, or ends open, goes on with it.
pub(super) fn continues(top: &Draft) -> bool {
    let numbered = matches!(&top.label, Some(Label { kind: Kind::Number(_) | Kind::Dotted, .. }));
    numbered && (!top.children.is_empty() || expects_list(&top.text))
}

pub(super) fn expects_list(text: &str) -> bool {
    text.trim_end().ends_with([':', '–', '—'])
}

pub(super) fn depth_of_label(label: &Label, open: &[&Draft], in_list: bool) -> usize {
    let same = |level: usize| open.get(level).and_then(|draft| draft.label.as_ref());
    match label.kind {
        Kind::Number(number) => {
            let nested = open.iter().position(|draft| {
                let other_style = match &draft.label {
                    Some(above) => style(above) != style(label),
                    None => label.printed.starts_with('('),
                };
                expects_list(&draft.text) && other_style
            });
            let follows = (1..open.len()).find(|level| {
                same(*level).is_some_and(|known| {
                    style(known) == style(label) && known.kind == Kind::Number(number.saturating_sub(1))
                })
            });
            match (nested, follows) {
                (_, Some(level)) => level,
                (Some(level), None) if number == 1 => level + 1,
                _ => 0,
            }
        }
        Kind::Dotted => {
            let dots = label.printed.trim_end_matches('.').matches('.').count();
            if same(0).is_some_and(|top| matches!(top.kind, Kind::Number(_))) {
                dots
            } else {
                dots.saturating_sub(1)
            }
        }
        Kind::Letter(_) | Kind::Roman(_) => letter_depth(label, open),
        Kind::Bullet => {
            let siblings = (0..open.len()).find(|level| {
                same(*level).is_some_and(|known| known.kind == Kind::Bullet && known.printed == label.printed)
            });
            siblings.unwrap_or_else(|| {
                let nested = open
                    .last()
                    .is_some_and(|last| last.label.is_some() || expects_list(&last.text) && !in_list);
                if nested { open.len() } else { 0 }
            })
        }
    }
}

fn style(label: &Label) -> (bool, bool, bool) {
    (
        label.bracket,
        label.printed.starts_with('('),
        label.printed.chars().next().is_some_and(char::is_alphabetic),
    )
}

/// A letter goes on with the letters before it; `(i)` after `(h)` is a letter, else it starts a list of its own.
fn letter_depth(label: &Label, open: &[&Draft]) -> usize {
    let known = |level: usize| open.get(level).and_then(|draft| draft.label.as_ref());
    for level in (0..open.len()).rev() {
        let Some(above) = known(level) else { continue };
        let next_letter = matches!((above.kind, label.kind), (Kind::Letter(a), Kind::Letter(b)) if u32::from(a) + 1 == u32::from(b));
        let next_roman = matches!((above.as_roman(), label.as_roman()), (Some(a), Some(b)) if a + 1 == b);
        if next_letter || next_roman {
            return level;
        }
    }
    let starts_roman = label.as_roman() == Some(1);
    if starts_roman || label.kind == Kind::Letter('a') {
        // Under whatever is open and no letter list of the same kind.
        let letters = (1..open.len().max(1)).find(|level| {
            known(*level).is_some_and(|above| matches!(above.kind, Kind::Letter(_) | Kind::Roman(_)))
        });
        return match letters {
            Some(level) if label.kind == Kind::Letter('a') => level,
            Some(level) => level + 1,
            None => usize::from(known(0).is_some() || expects_list(&open[0].text)),
        };
    }
    (0..open.len())
        .rev()
        .find(|level| {
            known(*level).is_some_and(|above| matches!(above.kind, Kind::Letter(_) | Kind::Roman(_)))
        })
        .unwrap_or_else(|| usize::from(known(0).is_some()))
}
