//! An answer that is made while it is sent. Whoever makes it waits for whoever reads it, and not for ever.

use axum::body::{Body, Bytes, HttpBody};
use http_body::Frame;
use std::cell::Cell;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::time::{Instant, timeout};

/// What lies ready for a slow reader: a few files.
const READY: usize = 4;

/// The most bytes that are given out at once.
const PIECE: usize = 64 * 1024;

/// How long a piece waits for its reader: a line of 64 kbit/s takes eight seconds for one.
const PATIENCE: Duration = Duration::from_mins(2);

/// The fewest bytes that its reader takes in a second, once the first patience is used up: as few as an upload must bring. Who
/// took one piece in two minutes would hold a place among the few who are served for days.
const LEAST: u64 = 2_000;

/// Its reader is gone, or too slow.
#[derive(Debug)]
pub(super) struct Gone;

/// Where an answer's bytes are put by whoever makes it, in a thread that may wait.
pub(super) struct Writer {
    pieces: Sender<Result<Bytes, std::io::Error>>,
    runtime: Handle,
    pace: Cell<Pace>,
}

/// How a reader keeps up.
#[derive(Clone, Copy, Default)]
struct Pace {
    /// Bytes taken.
    taken: u64,
    /// How long all of them waited for that.
    waited: Duration,
}

impl Pace {
    /// How long the next piece waits. Whoever read fast has earned no leave to stop for hours.
    fn patience(self) -> Duration {
        let earned = PATIENCE + Duration::from_secs(self.taken / LEAST);
        earned.saturating_sub(self.waited).min(PATIENCE)
    }

    fn took(self, bytes: usize, waited: Duration) -> Self {
        Self { taken: self.taken + bytes as u64, waited: self.waited + waited }
    }
}

/// An answer's body, and where its bytes are put.
pub(super) fn stream() -> (Writer, Body) {
    let (pieces, ready) = channel(READY);
    (Writer { pieces, runtime: Handle::current(), pace: Cell::default() }, Body::new(Pieces(ready)))
}

impl Writer {
    /// Gives bytes to the reader, piece by piece.
    pub fn write(&self, bytes: Vec<u8>) -> Result<(), Gone> {
        let mut bytes = Bytes::from(bytes);
        while !bytes.is_empty() {
            let piece = bytes.split_to(bytes.len().min(PIECE));
            self.give(Ok(piece))?;
        }
        Ok(())
    }

    /// Breaks the answer off, so that nobody takes it for whole.
    pub fn break_off(&self) {
        drop(self.give(Err(std::io::Error::other("the answer can't be made whole"))));
    }

    fn give(&self, piece: Result<Bytes, std::io::Error>) -> Result<(), Gone> {
        let bytes = piece.as_ref().map_or(0, Bytes::len);
        let pace = self.pace.get();
        let (waited, given) = self.runtime.block_on(async {
            let since = Instant::now();
            let given = timeout(pace.patience(), self.pieces.send(piece)).await;
            (since.elapsed(), given)
        });
        given.map_err(|_| Gone)?.map_err(|_| Gone)?;
        self.pace.set(pace.took(bytes, waited));
        Ok(())
    }
}

struct Pieces(Receiver<Result<Bytes, std::io::Error>>);

impl HttpBody for Pieces {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, std::io::Error>>> {
        self.0.poll_recv(cx).map(|piece| piece.map(|piece| piece.map(Frame::data)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// After how many seconds a reader who takes a piece every so many seconds is let go, if ever in ten thousand pieces.
    fn let_go(pause: u64) -> Option<u64> {
        let mut pace = Pace::default();
        for _ in 0..10_000 {
            if pace.patience() < Duration::from_secs(pause) {
                return Some(pace.waited.as_secs());
            }
            pace = pace.took(PIECE, Duration::from_secs(pause));
        }
        None
    }

    #[test]
    fn a_slow_honest_reader_is_served_and_one_who_holds_a_place_is_let_go() {
        assert_eq!(let_go(8), None, "64 kbit/s");
        assert_eq!(let_go(32), None, "2,048 bytes a second");
        assert!(let_go(34).is_some_and(|seconds| seconds < 3_600), "1,927");
        assert!(let_go(110).is_some_and(|seconds| seconds < 300));
        assert_eq!(let_go(121), Some(0));
        // A gigabyte at once, and then nothing.
        let pace = Pace::default().took(1 << 30, Duration::from_mins(1));
        assert_eq!(pace.patience(), PATIENCE);
    }
}
