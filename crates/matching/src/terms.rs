//! The terms of a need, an offer or a project: what of its content can be compared.

use serde_json::{Map, Value};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// The choice that stands for every region.
pub const ANY: &str = "any";

/// The choice that stands for a language that the form doesn't list: which one, no program can tell.
pub const OTHER: &str = "other";

/// The members of a body that are compared, as the kinds name them.
const FORMS: &str = "forms";
const GROUPS: &str = "groups";
const REGIONS: &str = "regions";
const LANGUAGES: &str = "working_languages";

/// The members that say from when; each kind has one of them.
const BEGINS: [&str; 2] = ["from", "began"];

/// The members that say until when; each kind has one of them.
const ENDS: [&str; 3] = ["by", "until", "ends"];

/// What can be compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// The framework items that it speaks to.
    pub items: BTreeSet<String>,
    /// The forms of help.
    pub forms: BTreeSet<String>,
    /// The groups that are helped.
    pub groups: BTreeSet<String>,
    /// The regions where help is received or given.
    pub regions: BTreeSet<String>,
    /// The languages in which it can be given or received.
    pub languages: BTreeSet<String>,
    /// When.
    pub period: Period,
}

impl Terms {
    /// The terms in a body's content, beside the framework items of its header. What isn't there is blank: a body may have been
    /// written by an earlier version of its kind.
    pub fn of<S: Into<String>>(items: impl IntoIterator<Item = S>, content: &Map<String, Value>) -> Self {
        let all = |member: &str| {
            let list = content.get(member).and_then(Value::as_array).into_iter().flatten();
            list.filter_map(Value::as_str).map(str::to_owned).collect()
        };
        let first = |members: &[&str]| {
            members.iter().find_map(|member| content.get(*member)?.as_str()).map(str::to_owned)
        };
        Self {
            items: items.into_iter().map(Into::into).collect(),
            forms: all(FORMS),
            groups: all(GROUPS),
            regions: all(REGIONS),
            languages: all(LANGUAGES),
            period: Period { from: first(&BEGINS), until: first(&ENDS) },
        }
    }
}

/// From when to when, each as exact as it was given: a day, a month or a year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Period {
    /// Not before.
    pub from: Option<String>,
    /// Not after.
    pub until: Option<String>,
}

impl Period {
    /// Whether nothing is said of when.
    pub fn is_blank(&self) -> bool {
        self.from.is_none() && self.until.is_none()
    }

    /// The time that both leave open: the later beginning, the earlier end.
    pub(crate) fn both(&self, other: &Self) -> Self {
        // Of two that begin or end alike, as `2027` and `2027-01`, the more exact one: so it is the same from either side.
        let from = [&self.from, &other.from].into_iter().flatten();
        let until = [&self.until, &other.until].into_iter().flatten();
        Self {
            from: from.max_by_key(|date| (first_day(date), date.len())).cloned(),
            until: until.min_by_key(|date| (last_day(date), Reverse(date.len()))).cloned(),
        }
    }

    /// Whether it ends before it begins.
    pub(crate) fn is_none(&self) -> bool {
        match (&self.from, &self.until) {
            (Some(from), Some(until)) => first_day(from) > last_day(until),
            _ => false,
        }
    }

    /// Whether it ended before a day.
    pub(crate) fn is_over(&self, today: &str) -> bool {
        self.until.as_deref().is_some_and(|until| last_day(until) < first_day(today))
    }
}

/// A day as a text that sorts by time: the first that a date may mean.
fn first_day(date: &str) -> String {
    filled(date, "0000-01-01")
}

/// The last that a date may mean. A month has 31 days here: nothing falls between its last day and the next month.
fn last_day(date: &str) -> String {
    filled(date, "9999-12-31")
}

fn filled(date: &str, with: &str) -> String {
    let date = date.get(..date.len().min(with.len())).unwrap_or_default();
    format!("{date}{}", &with[date.len()..])
}
