//! The words that pictures, and the page of what a delegation has said, ask for.

use fluent_bundle::FluentValue;

use crate::account::model_coverage::Hold;
use crate::chrome::Chrome;
use crate::words::Msg;

#[expect(clippy::trivially_copy_pass_by_ref, reason = "templates lend every argument")]
impl Chrome<'_> {
    /// About how many of so many something was said.
    pub fn of_all(&self, said: &usize, all: &usize) -> String {
        let values = [("said", FluentValue::from(*said)), ("all", FluentValue::from(*all))];
        self.words.fill(Msg("coverage-figures"), &values)
    }

    /// A number, written as the language writes it.
    pub fn figure(&self, count: &usize) -> String {
        self.words.count(Msg("figure"), *count)
    }

    /// Whether whoever asks speaks for a participant.
    pub fn speaks_for_a_participant(&self) -> bool {
        self.acting().is_some_and(|acting| acting.code.is_some())
    }

    /// What a text is to a State.
    pub fn hold(&self, hold: &Hold) -> &str {
        self.words.say(match hold {
            Hold::Own => Msg("hold-own"),
            Hold::Draft => Msg("hold-draft"),
            Hold::Summary => Msg("hold-summary"),
            Hold::Meeting => Msg("hold-meeting"),
            Hold::Apart => Msg("hold-apart"),
            Hold::NotNamed => Msg("hold-not-named"),
        })
    }
}
