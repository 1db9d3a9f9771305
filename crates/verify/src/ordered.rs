//! Work on all cores, results in order, and never more of them in memory than a window holds.

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread;

/// Groups in flight for each core: enough that one slow answer doesn't stop the others; of the largest groups that a
/// hostile source can serve (30 MB), two cores then hold a quarter of a gigabyte.
const WINDOW_PER_CORE: u64 = 4;

struct Gate {
    /// The next index to hand out, and the lowest one not yet taken by the consumer.
    turn: Mutex<(u64, u64)>,
    moved: Condvar,
    window: u64,
    end: u64,
}

impl Gate {
    /// The next index to work on, once it lies in the window. `None` at the end.
    fn next(&self) -> Option<u64> {
        let mut turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            let (next, taken) = *turn;
            if next >= self.end {
                return None;
            }
            if next < taken.saturating_add(self.window) {
                turn.0 += 1;
                return Some(next);
            }
            turn = self.moved.wait(turn).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn taken(&self, up_to: u64) {
        self.turn.lock().unwrap_or_else(PoisonError::into_inner).1 = up_to;
        self.moved.notify_all();
    }

    /// Lets nobody begin anything more.
    fn stop(&self) {
        self.turn.lock().unwrap_or_else(PoisonError::into_inner).0 = self.end;
        self.moved.notify_all();
    }
}

/// Stops the workers even if the consumer panics: they would wait for ever, and the scope for them.
struct StopOnDrop<'a>(&'a Gate);

impl Drop for StopOnDrop<'_> {
    fn drop(&mut self) {
        self.0.stop();
    }
}

/// Calls `work` for every index from `from` to `end` on all cores, and `take` with the results in order, on this
/// thread, until it returns an error.
pub(crate) fn in_order<T: Send, E>(
    from: u64,
    end: u64,
    work: impl Fn(u64) -> T + Sync,
    mut take: impl FnMut(T) -> Result<(), E>,
) -> Result<(), E> {
    let cores = thread::available_parallelism().map_or(1, |n| n.get() as u64);
    let window = cores * WINDOW_PER_CORE;
    let gate = Gate { turn: Mutex::new((from, from)), moved: Condvar::new(), window, end };
    let (results, mut arrived) = sync_channel(usize::try_from(window).unwrap_or(1));
    thread::scope(|scope| {
        let _stop = StopOnDrop(&gate);
        for _ in 0..cores.min(end.saturating_sub(from)) {
            let (results, gate, work) = (results.clone(), &gate, &work);
            scope.spawn(move || worker(gate, work, &results));
        }
        drop(results);
        consume(&gate, &mut arrived, from, end, &mut take)
    })
}

fn worker<T>(gate: &Gate, work: &impl Fn(u64) -> T, results: &SyncSender<(u64, T)>) {
    while let Some(index) = gate.next() {
        if results.send((index, work(index))).is_err() {
            return;
        }
    }
}

fn consume<T, E>(
    gate: &Gate,
    arrived: &mut Receiver<(u64, T)>,
    from: u64,
    end: u64,
    take: &mut impl FnMut(T) -> Result<(), E>,
) -> Result<(), E> {
    let mut early = BTreeMap::new();
    for index in from..end {
        let result = loop {
            if let Some(result) = early.remove(&index) {
                break result;
            }
            // A worker that panicked dropped its sender; the scope passes its panic on.
            let Ok((found, result)) = arrived.recv() else { return Ok(()) };
            early.insert(found, result);
        };
        gate.taken(index + 1);
        take(result)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::in_order;

    proptest::proptest! {
        #[test]
        fn results_come_in_order_and_all(from in 0_u64..5, count in 0_u64..300) {
            let mut seen = Vec::new();
            let end = from + count;
            let done: Result<(), ()> = in_order(from, end, |index| index * 2, |doubled| { seen.push(doubled); Ok(()) });
            proptest::prop_assert!(done.is_ok());
            proptest::prop_assert_eq!(seen, (from..end).map(|index| index * 2).collect::<Vec<_>>());
        }

        #[test]
        fn an_error_ends_it(at in 0_u64..200) {
            let take = |index: u64| if index == at { Err(index) } else { Ok(()) };
            proptest::prop_assert_eq!(in_order(0, 1_000, |index| index, take), Err(at));
        }
    }
}
