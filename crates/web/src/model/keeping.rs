//! For how long the hub keeps what isn't public, in words; and afterwards who erased it and why.

use admission::{HUB, RETENTION, SECRETARIAT, WITHDRAWN, kinds};
use catalogue::{AllowedAudience, Kind};
use fluent_bundle::FluentValue;
use record::header::Audience;
use record::time::DAY;
use record::{Header, Time};
use serde::Serialize;
use utoipa::ToSchema;
use views::RecordView;

use crate::model::Desk;
use crate::words::Msg;

/// Until when the hub keeps a text that isn't public.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Keeping {
    /// The moment from which it may be erased; of what isn't accepted yet, if that were today.
    pub until: String,
    /// The same in words.
    pub words: String,
}

impl Desk<'_> {
    /// For how many days the version of a kind keeps what isn't public; none if it keeps it for good.
    fn days(&self, kind: &str, version: u64) -> Option<u64> {
        let written = self.edition.catalogue().kind_as_written(kind, version);
        written.filter(|kind| u64::from(kind.version) == version)?.retention_days.map(u64::from)
    }

    /// Until when an accepted record is kept.
    pub fn kept(&self, header: &Header, accepted: Time) -> Option<Keeping> {
        let days =
            self.days(&header.kind, header.kind_version).filter(|_| header.audience != Audience::Public)?;
        let until = accepted.plus(days.saturating_mul(DAY)).to_string();
        let words = self.words.fill(Msg("kept-until"), &[("day", FluentValue::from(self.day(&until)))]);
        Some(Keeping { until, words })
    }

    /// Until when what is about to be said will be kept.
    pub fn will_be_kept(&self, kind: &str, version: u64, audience: &Audience) -> Option<Keeping> {
        let days = self.days(kind, version).filter(|_| *audience != Audience::Public)?;
        let until = self.now.plus(days.saturating_mul(DAY)).to_string();
        let values = [("count", FluentValue::from(days)), ("day", FluentValue::from(self.day(&until)))];
        Some(Keeping { words: self.words.fill(Msg("kept-if-accepted-today"), &values), until })
    }

    fn day(&self, iso: &str) -> String {
        self.words.date(iso.get(..10).unwrap_or(iso))
    }

    /// For how long a kind keeps what isn't public, where it takes any such thing.
    pub fn kept_by(&self, kind: &Kind) -> Option<String> {
        let restricted = kind.audiences.iter().any(|audience| *audience != AllowedAudience::Public);
        let days = kind.retention_days.map(|days| usize::try_from(days).unwrap_or(usize::MAX));
        restricted.then(|| match days {
            Some(days) => self.words.count(Msg("kind-kept-days"), days),
            None => self.words.say(Msg("kind-kept-for-good")).to_owned(),
        })
    }

    /// Who erased a record, and why: on its own page, and on that of the record which erased it.
    pub fn erased_why(&self, record: &RecordView<'_>, header: &Header) -> Option<String> {
        if header.kind == kinds::ERASURE {
            return self.why(header);
        }
        let erasure = self.shelf.read(record.erased_by()?.position).ok()?;
        self.why(&Header::from_bytes(&erasure.header).ok()?)
    }

    fn why(&self, erasure: &Header) -> Option<String> {
        let by_secretariat = erasure.participant == SECRETARIAT;
        let words = match (erasure.participant.as_str(), erasure.workflow_move.as_deref()?) {
            (HUB, RETENTION) => Msg("erased-why-retention"),
            (_, WITHDRAWN) => Msg("erased-why-withdrawn"),
            (_, "personal-data") if by_secretariat => Msg("erased-why-secretariat-personal-data"),
            (_, "personal-data") => Msg("erased-why-author-personal-data"),
            (_, "unlawful-content") if by_secretariat => Msg("erased-why-secretariat-unlawful-content"),
            (_, "unlawful-content") => Msg("erased-why-author-unlawful-content"),
            _ => return None,
        };
        Some(self.words.say(words).to_owned())
    }
}
