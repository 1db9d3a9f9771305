//! Work at a fixed rate that waits for nobody, and how long each piece took from the moment when it was due: a stall shows
//! in every piece that it held up. (A load that waits for its answers asks less while the server stalls, and hides that.)

use crate::failure::Failure;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Waits, in order.
pub struct Waits(Vec<Duration>);

impl Waits {
    /// Of these.
    pub fn new(mut waits: Vec<Duration>) -> Self {
        waits.sort_unstable();
        Self(waits)
    }

    /// The wait that so many of a thousand don't exceed.
    pub fn at(&self, per_mille: usize) -> Duration {
        self.0.get(self.0.len() * per_mille / 1000).or(self.0.last()).copied().unwrap_or_default()
    }
}

impl fmt::Display for Waits {
    /// Median, p99 and p99.9, as cells of a table have them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let millis = |per_mille| self.at(per_mille).as_secs_f64() * 1e3;
        write!(f, "{:.1} ms, {:.1} ms, {:.1} ms", millis(500), millis(990), millis(999))
    }
}

/// Does `count` pieces, `rate` a second. Each worker has a thread and does one piece at a time.
pub fn paced<W>(rate: u64, count: u64, workers: Vec<W>) -> Result<Waits, Failure>
where
    W: FnMut(u64) -> Result<(), Failure> + Send,
{
    let next = AtomicU64::new(0);
    let begin = Instant::now();
    let work = |mut worker: W| {
        let mut waits = Vec::new();
        loop {
            let n = next.fetch_add(1, Ordering::Relaxed);
            if n >= count {
                return Ok::<_, Failure>(waits);
            }
            let due = begin + Duration::from_nanos(n * 1_000_000_000 / rate);
            std::thread::sleep(due.saturating_duration_since(Instant::now()));
            worker(n)?;
            waits.push(due.elapsed());
        }
    };
    let waits = std::thread::scope(|scope| {
        let running: Vec<_> = workers.into_iter().map(|worker| scope.spawn(|| work(worker))).collect();
        let ended = running.into_iter().map(|thread| thread.join().expect("a worker doesn't panic"));
        ended.collect::<Result<Vec<_>, _>>()
    });
    Ok(Waits::new(waits?.concat()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stall_shows_in_all_that_it_held_up() {
        let stall = Duration::from_millis(50);
        let worker = move |n| {
            // From its own beginning: whoever waits for a processor before that has stalled less.
            let begin = Instant::now();
            while n == 0 && begin.elapsed() < stall {
                std::thread::yield_now();
            }
            Ok(())
        };
        let waits = paced(1_000, 40, vec![worker]).unwrap();
        // The last was due after 39 ms, and waited for the first.
        assert!(waits.at(0) >= Duration::from_millis(10), "{waits}");
        assert!(waits.at(1000) >= Duration::from_millis(49), "{waits}");
    }

    #[test]
    fn a_failure_ends_it() {
        let worker = |n| if n < 3 { Ok(()) } else { Err(Failure::new("x", "broken")) };
        assert_eq!(paced(10_000, 100, vec![worker, worker]).err().unwrap().code, "x");
    }
}
