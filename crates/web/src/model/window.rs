//! From when to when the answers of a cycle are awaited, and where it stands in that. Days are whole ones, in UTC.

use record::{Body, Time};
use serde::Serialize;
use utoipa::ToSchema;

const DAY: u64 = 86_400;

/// From when to when answers are awaited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// The first second.
    pub opens: Time,
    /// The first second of the day after the last.
    pub closed: Time,
}

/// Where a cycle stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    /// Its first day is still to come.
    Coming,
    /// Answers are awaited.
    Open,
    /// Its last day is over: what comes is an addendum.
    Closed,
}

impl Window {
    /// The window that a cycle's body says; none if it says none, or one that closes before it opens.
    pub fn of(body: &Body) -> Option<Self> {
        let day = |member: &str| {
            let day = body.content.get(member)?.as_str()?;
            Time::parse(&format!("{day}T00:00:00Z"))
        };
        let (opens, last) = (day("opens")?, day("closes")?);
        (opens <= last).then(|| Self { opens, closed: last.plus(DAY) })
    }

    /// The same, closed by a word of the secretariat at that time, be it before its last day is over.
    #[must_use]
    pub fn closed_at(self, time: Time) -> Self {
        Self { closed: self.closed.min(time), ..self }
    }

    /// Where the cycle stands.
    pub fn phase(self, now: Time) -> Phase {
        if now >= self.closed {
            Phase::Closed
        } else if now < self.opens {
            Phase::Coming
        } else {
            Phase::Open
        }
    }

    /// Days between today and its last day: 0 on the last.
    pub fn days_left(self, now: Time) -> u64 {
        (self.closed.day() - 1).saturating_sub(now.day())
    }

    /// What is accepted then is an addendum.
    pub fn is_late(self, accepted: Time) -> bool {
        accepted >= self.closed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use record::header::Salt;
    use serde_json::json;

    fn window(opens: &str, closes: &str) -> Option<Window> {
        let content = json!({ "opens": opens, "closes": closes }).as_object().unwrap().clone();
        Window::of(&Body { comity: 1, salt: Salt([0; 16]), content, attachments: Vec::new() })
    }

    #[test]
    fn the_last_day_belongs_to_the_window_and_the_second_after_it_does_not() {
        let window = window("2026-03-01", "2026-03-31").unwrap();
        let at = |time: &str| Time::parse(time).unwrap();
        for (time, phase, left) in [
            ("2026-02-28T23:59:59Z", Phase::Coming, 31),
            ("2026-03-01T00:00:00Z", Phase::Open, 30),
            ("2026-03-31T23:59:59Z", Phase::Open, 0),
            ("2026-04-01T00:00:00Z", Phase::Closed, 0),
        ] {
            assert_eq!((window.phase(at(time)), window.days_left(at(time))), (phase, left), "{time}");
            assert_eq!(window.is_late(at(time)), phase == Phase::Closed);
        }
    }

    #[test]
    fn what_closes_before_it_opens_or_is_no_day_is_no_window() {
        assert_eq!(window("2026-03-02", "2026-03-01"), None);
        assert_eq!(window("2026-03", "2026-04-01"), None);
        assert_eq!(window("2026-02-30", "2026-04-01"), None);
        assert!(window("2026-03-01", "2026-03-01").is_some());
    }
}
