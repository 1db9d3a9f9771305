//! What is new on the subjects that somebody follows, for the letter that tells of it. A letter lies in the clear on servers
//! that are nobody's here: it says of a record what everybody reads, and of all that isn't for everybody only how many there
//! are. What a letter says is therefore read as the public, and no body that isn't public is opened for it.

use std::collections::BTreeMap;

use catalogue::Lang;
use delegations::people::Person;
use delegations::subscriptions::{Due, Subscription};
use policy::{Means, Subject};
use record::Evidence;
use views::RecordView;

use crate::WebError;
use crate::account::subject_of;
use crate::directions::{isolated, needs_isolation};
use crate::hub::Hub;
use crate::model::answers::is_current;
use crate::model::{Desk, RecordLine};
use crate::reader::Reader;
use crate::vocabulary;
use crate::words::Msg;

/// The most records that a letter lists: as many as are read over a slow line in one look. It says how many more there are.
pub const LISTED: usize = 20;

/// The longest title in a letter, in characters: two of its lines.
const LONGEST_TITLE: usize = 160;

/// What is new.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct News {
    /// Records that everybody may read, the newest first, as many as a letter lists.
    pub entries: Vec<NewsEntry>,
    /// How many more of those there are.
    pub more: usize,
    /// How many there are that aren't for everybody.
    pub closed: usize,
    /// Up to where in the register it was looked.
    pub up_to: u64,
}

impl News {
    /// Whether there is nothing to tell.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.closed == 0
    }
}

/// A record that everybody may read, on lines of a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewsEntry {
    /// Its title as its author wrote it, on one line; its kind where it has none.
    pub title: String,
    /// Who said it, its kind, and what else has to stand beside it: that it was transmitted, or is of an exercise.
    pub facts: Vec<String>,
    /// The day on which it was accepted.
    pub day: String,
    /// Its page, from the hub's address on.
    pub href: String,
}

impl Hub {
    /// What is new for somebody on what they follow, by what each of their seats may read now. In a thread that may wait.
    pub fn news(&self, person: &Person, due: &Due, lang: Lang) -> Result<News, WebError> {
        let subscriber = &due.subscriber;
        // A register that was put back from an older copy has less: the rest is told when it has grown again.
        let up_to = due.up_to.min(self.shown_size());
        let mut found = BTreeMap::new();
        for membership in &person.memberships {
            let of_seat = |one: &&Subscription| one.seat == membership.seat;
            let followed: Vec<&Subscription> = subscriber.subscriptions.iter().filter(of_seat).collect();
            if followed.is_empty() {
                continue;
            }
            let seated = subject_of(self, Some(&membership.seat), Some(membership));
            let reader = Reader::who(Subject { means: Means::Passkey, ..seated });
            self.at_desk_of(&reader, "", lang, |desk| {
                for one in followed {
                    let from = one.from.max(subscriber.told);
                    let new = desk.said_on(&one.about).rev().take_while(|record| record.position >= from);
                    for record in new.filter(|record| record.position < up_to) {
                        *found.entry(record.position).or_insert(false) |= is_current(&record);
                    }
                }
                Ok(())
            })?;
        }
        self.at_desk_of(&Reader::nobody(), "", lang, |desk| Ok(told(desk, &found, up_to)))
    }
}

/// What is told of these records, each with whether it stands for who follows it. The desk is the public's: how a record stands
/// must not tell that something restricted replaced it.
fn told(desk: &Desk<'_>, found: &BTreeMap<u64, bool>, up_to: u64) -> News {
    let mut open = Vec::new();
    let mut closed = 0;
    for (position, stands) in found.iter().rev() {
        match desk.views.record(*position) {
            Some(record) => open.extend(Some(record).filter(is_to_be_told)),
            None => closed += usize::from(*stands),
        }
    }
    let more = open.len().saturating_sub(LISTED);
    open.truncate(LISTED);
    let entries = desk.records(open).into_iter().map(|line| entry(desk, line)).collect();
    News { entries, more, closed, up_to }
}

/// What its author disavows or disputes isn't carried further in its name.
fn is_to_be_told(record: &RecordView<'_>) -> bool {
    is_current(record) && record.disavowed_by().is_none() && !record.disputed()
}

fn entry(desk: &Desk<'_>, line: RecordLine) -> NewsEntry {
    let exercise = line.mechanisms.iter().any(|mechanism| mechanism.exercise);
    let mut facts = vec![line.participant.name, line.kind_name.clone()];
    if line.evidence != Evidence::Signed {
        facts.push(desk.words.say(vocabulary::evidence(line.evidence)).to_owned());
    }
    if exercise {
        facts.push(desk.words.say(Msg("exercise")).to_owned());
    }
    let day = line.accepted.get(..10).unwrap_or(&line.accepted).to_owned();
    let title = line.title.map_or(line.kind_name, |title| on_one_line(&title, desk.lang()));
    NewsEntry { title, facts, day, href: line.href }
}

/// A title that can neither begin a line of its own nor turn the one on which it stands.
fn on_one_line(title: &str, lang: Lang) -> String {
    let breaks = |letter: char| letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}');
    let plain = |letter: char| if breaks(letter) { ' ' } else { letter };
    let mut line: String = title.chars().map(plain).take(LONGEST_TITLE).collect();
    if title.chars().nth(LONGEST_TITLE).is_some() {
        line.push('…');
    }
    if needs_isolation(&line, lang == Lang::Ar) { isolated(&line) } else { line }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_title_breaks_or_turns_its_line() {
        assert_eq!(
            on_one_line("One\r\nList-Unsubscribe: x\u{2028}y", Lang::En),
            "One  List-Unsubscribe: x y"
        );
        assert_eq!(on_one_line("a\u{202e}b", Lang::En), "\u{2068}ab\u{2069}");
        let long = on_one_line(&"x".repeat(500), Lang::En);
        assert!(long.chars().count() == LONGEST_TITLE + 1 && long.ends_with('…'));
    }
}
