//! What a monitoring system counts, as Prometheus text. Counters by route template, method, status and code only: no
//! participant, no person, no record, no address.
//!
//! Rendered by hand: these few numbers are a screenful of code, an exporter library is a dozen dependencies.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Upper bounds in seconds: an append is a sync of the disk or a few.
const APPEND_SECONDS: [f64; 10] = [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0];
/// Upper bounds in seconds: a page is milliseconds.
const REQUEST_SECONDS: [f64; 9] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.5, 2.5, 10.0];
/// Upper bounds in records, up to the sequencer's largest batch.
const BATCH_RECORDS: [f64; 6] = [1.0, 4.0, 16.0, 64.0, 256.0, 1_024.0];

struct Histogram {
    bounds: &'static [f64],
    counts: Vec<u64>,
    sum: f64,
    total: u64,
}

impl Histogram {
    fn new(bounds: &'static [f64]) -> Self {
        Self { bounds, counts: vec![0; bounds.len()], sum: 0.0, total: 0 }
    }

    fn observe(&mut self, value: f64) {
        if let Some(at) = self.bounds.iter().position(|bound| value <= *bound) {
            self.counts[at] += 1;
        }
        self.sum += value;
        self.total += 1;
    }

    fn render(&self, name: &str, out: &mut String) {
        let mut below = 0;
        for (bound, count) in self.bounds.iter().zip(&self.counts) {
            below += count;
            line(out, &format!("{name}_bucket{{le=\"{bound}\"}}"), below);
        }
        line(out, &format!("{name}_bucket{{le=\"+Inf\"}}"), self.total);
        line(out, &format!("{name}_sum"), self.sum);
        line(out, &format!("{name}_count"), self.total);
    }
}

struct Counts {
    requests: BTreeMap<(String, &'static str, u16), u64>,
    refused: BTreeMap<String, u64>,
    not_appended: BTreeMap<&'static str, u64>,
    accepted: u64,
    append_seconds: Histogram,
    batch_records: Histogram,
    request_seconds: Histogram,
}

/// The counters of one process.
pub struct Metrics {
    counts: Mutex<Counts>,
}

/// What is measured when it is asked for.
pub struct Gauges {
    /// Records in the register.
    pub records: u64,
    /// Records that the pages don't show yet.
    pub views_behind: u64,
    /// Bytes of the register's files.
    pub store_bytes: u64,
    /// The hub takes records.
    pub ready: bool,
    /// Open connections.
    pub connections: usize,
}

impl Metrics {
    /// All at nought.
    pub fn new() -> Self {
        Self {
            counts: Mutex::new(Counts {
                requests: BTreeMap::new(),
                refused: BTreeMap::new(),
                not_appended: BTreeMap::new(),
                accepted: 0,
                append_seconds: Histogram::new(&APPEND_SECONDS),
                batch_records: Histogram::new(&BATCH_RECORDS),
                request_seconds: Histogram::new(&REQUEST_SECONDS),
            }),
        }
    }

    fn with(&self, change: impl FnOnce(&mut Counts)) {
        change(&mut self.counts.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// A batch became durable.
    pub fn appended(&self, records: usize, took: Duration) {
        self.with(|counts| {
            counts.accepted += records as u64;
            counts.append_seconds.observe(took.as_secs_f64());
            // A batch has at most some thousands.
            counts.batch_records.observe(f64::from(u32::try_from(records).unwrap_or(u32::MAX)));
        });
    }

    /// How many batches became durable, and how long that took in all.
    pub fn batches(&self) -> (u64, Duration) {
        let mut batches = (0, Duration::ZERO);
        self.with(|counts| {
            let appended = &counts.append_seconds;
            batches = (appended.total, Duration::from_secs_f64(appended.sum));
        });
        batches
    }

    /// A batch was not written, or nobody knows.
    pub fn append_failed(&self, code: &'static str) {
        self.with(|counts| *counts.not_appended.entry(code).or_default() += 1);
    }

    /// A record was refused at the door.
    pub fn refused(&self, code: &str) {
        self.with(|counts| *counts.refused.entry(code.to_owned()).or_default() += 1);
    }

    /// A request was answered.
    pub fn answered(&self, route: &str, method: &'static str, status: u16, took: Duration) {
        self.with(|counts| {
            *counts.requests.entry((route.to_owned(), method, status)).or_default() += 1;
            counts.request_seconds.observe(took.as_secs_f64());
        });
    }

    /// The text that a scraper reads.
    pub fn render(&self, gauges: &Gauges) -> String {
        let counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let mut out = String::new();
        head(&mut out, "comity_records", "gauge", "Records in the register.");
        line(&mut out, "comity_records", gauges.records);
        head(&mut out, "comity_views_behind_records", "gauge", "Records that the pages don't show yet.");
        line(&mut out, "comity_views_behind_records", gauges.views_behind);
        head(&mut out, "comity_store_bytes", "gauge", "Bytes of the register's files.");
        line(&mut out, "comity_store_bytes", gauges.store_bytes);
        head(&mut out, "comity_ready", "gauge", "1 while the hub takes records, as /readyz says.");
        line(&mut out, "comity_ready", u8::from(gauges.ready));
        head(&mut out, "comity_connections", "gauge", "Open connections.");
        line(&mut out, "comity_connections", gauges.connections);
        head(&mut out, "comity_records_accepted_total", "counter", "Records made durable since the start.");
        line(&mut out, "comity_records_accepted_total", counts.accepted);
        head(&mut out, "comity_records_refused_total", "counter", "Records refused, by code.");
        for (code, count) in &counts.refused {
            line(&mut out, &format!("comity_records_refused_total{{code=\"{code}\"}}"), count);
        }
        head(&mut out, "comity_append_failures_total", "counter", "Batches that were not written, by code.");
        for (code, count) in &counts.not_appended {
            line(&mut out, &format!("comity_append_failures_total{{code=\"{code}\"}}"), count);
        }
        head(&mut out, "comity_append_seconds", "histogram", "Time to make a batch durable.");
        counts.append_seconds.render("comity_append_seconds", &mut out);
        head(&mut out, "comity_batch_records", "histogram", "Records in a batch.");
        counts.batch_records.render("comity_batch_records", &mut out);
        head(&mut out, "comity_request_seconds", "histogram", "Time to answer a request.");
        counts.request_seconds.render("comity_request_seconds", &mut out);
        head(&mut out, "comity_requests_total", "counter", "Requests, by route template, method and status.");
        for ((route, method, status), count) in &counts.requests {
            let labels = format!("route=\"{route}\",method=\"{method}\",status=\"{status}\"");
            line(&mut out, &format!("comity_requests_total{{{labels}}}"), count);
        }
        out
    }
}

/// What a counter is.
pub(crate) fn head(out: &mut String, name: &str, kind: &str, help: &str) {
    // Writing to a string can't fail.
    let _ = writeln!(out, "# HELP {name} {help}\n# TYPE {name} {kind}");
}

/// One value.
pub(crate) fn line(out: &mut String, name: &str, value: impl std::fmt::Display) {
    let _ = writeln!(out, "{name} {value}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_count_everything_below_them() {
        let metrics = Metrics::new();
        metrics.appended(3, Duration::from_millis(4));
        metrics.appended(2_000, Duration::from_mins(1));
        let gauges = Gauges { records: 9, views_behind: 0, store_bytes: 1, ready: true, connections: 2 };
        let text = metrics.render(&gauges);
        for line in [
            "comity_records_accepted_total 2003",
            "comity_append_seconds_bucket{le=\"0.002\"} 0",
            "comity_append_seconds_bucket{le=\"0.005\"} 1",
            "comity_append_seconds_bucket{le=\"+Inf\"} 2",
            "comity_batch_records_bucket{le=\"4\"} 1",
            "comity_batch_records_count 2",
        ] {
            assert!(text.lines().any(|l| l == line), "{line} in\n{text}");
        }
    }
}
