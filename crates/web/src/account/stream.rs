//! An answer that is made while it is sent. Whoever makes it waits for whoever reads it, and not for ever.

use axum::body::{Body, Bytes, HttpBody};
use http_body::Frame;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::time::timeout;

/// What lies ready for a slow reader: a few files.
const READY: usize = 4;

/// The most bytes that are given out at once.
const PIECE: usize = 64 * 1024;

/// How long a piece waits for its reader: a line of 64 kbit/s takes eight seconds for one.
const PATIENCE: Duration = Duration::from_mins(2);

/// Its reader is gone, or too slow.
#[derive(Debug)]
pub(super) struct Gone;

/// Where an answer's bytes are put by whoever makes it, in a thread that may wait.
pub(super) struct Writer {
    pieces: Sender<Result<Bytes, std::io::Error>>,
    runtime: Handle,
}

/// An answer's body, and where its bytes are put.
pub(super) fn stream() -> (Writer, Body) {
    let (pieces, ready) = channel(READY);
    (Writer { pieces, runtime: Handle::current() }, Body::new(Pieces(ready)))
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
        let given = self.runtime.block_on(timeout(PATIENCE, self.pieces.send(piece)));
        given.map_err(|_| Gone)?.map_err(|_| Gone)
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
