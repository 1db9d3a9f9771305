//! Bounds on what strangers make a hub hold: bytes in memory at once, and the time that their bytes may take to come.

use std::future::poll_fn;
use std::ops::Deref;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, timeout_at};

/// What is counted together: fewer bytes than this count as one.
const UNIT: usize = 1024;

/// What every request may hold uncounted: a record of the usual size and more, so that a crowd of large uploads keeps no
/// small one out. All of `max_connections` at once make 64 MiB of it.
const FREE: usize = 64 * 1024;

/// The most bytes of large uploads held at once: thirty bodies of 1 MiB. Reading and checking one takes about three times
/// its bytes.
const UPLOADS: usize = 32 * 1024 * 1024;

/// The most bytes of heavy answers held at once, until their readers have taken them: three of the largest bundles there can
/// be, or a hundred usual ones.
const DOWNLOADS: usize = 96 * 1024 * 1024;

/// How long a heavy answer waits for others to be read before the asker is sent away: bundles are made in milliseconds.
const PATIENCE: Duration = Duration::from_secs(5);

/// After how many seconds to ask again, as a busy hub says: an upload of 1 MiB takes seconds on most lines.
pub(crate) const RETRY_AFTER: &str = "30";

/// How many printed documents and tables are made at once: one of thousands of pages takes a processor for seconds and, in
/// another process, two gigabytes.
const PRESSES: usize = 2;

/// Upload rates are looked at over this long: long enough for a line that stalls now and then.
const WINDOW: Duration = Duration::from_secs(10);

/// The fewest bytes that each window must bring, once the first has passed in grace: 2,000 a second, a quarter of what a
/// line of 64 kbit/s brings. Who holds a thousand places with uploads must send 2 MB a second for it.
const LEAST: usize = 20_000;

/// How long, and how much of, what still comes of a refused body is read and dropped.
const LETTING_GO: Duration = Duration::from_secs(5);
const MOST_DROPPED: usize = 16 * 1024 * 1024;

/// Bytes that may be held at once.
struct Budget(Arc<Semaphore>);

/// A part of a budget, given back when it is dropped.
pub(crate) struct Held(OwnedSemaphorePermit);

impl Budget {
    fn of(bytes: usize) -> Self {
        Self(Arc::new(Semaphore::new(bytes / UNIT)))
    }

    fn units(bytes: usize) -> u32 {
        u32::try_from(bytes.div_ceil(UNIT)).unwrap_or(u32::MAX)
    }

    /// A part, if there is so much left now.
    fn try_take(&self, bytes: usize) -> Option<Held> {
        Arc::clone(&self.0).try_acquire_many_owned(Self::units(bytes)).ok().map(Held)
    }

    /// A part; waits a while for it.
    async fn take(&self, bytes: usize) -> Option<Held> {
        let taken = Arc::clone(&self.0).acquire_many_owned(Self::units(bytes));
        tokio::time::timeout(PATIENCE, taken).await.ok()?.ok().map(Held)
    }
}

impl Held {
    fn join(&mut self, more: Self) {
        self.0.merge(more.0);
    }

    /// Gives back all but what these bytes take.
    fn shrink(mut self, bytes: usize) -> Self {
        let surplus = self.0.num_permits().saturating_sub(bytes.div_ceil(UNIT));
        drop(self.0.split(surplus));
        self
    }

    /// The bytes, which hold their part until the last of them has gone out.
    pub(crate) fn around(self, bytes: Vec<u8>) -> Bytes {
        struct Around(Vec<u8>, #[expect(dead_code, reason = "dropped with the bytes")] Held);
        impl AsRef<[u8]> for Around {
            fn as_ref(&self) -> &[u8] {
                &self.0
            }
        }
        let held = self.shrink(bytes.len());
        Bytes::from_owner(Around(bytes, held))
    }
}

impl Upload {
    /// The bytes, which hold their part for as long as anybody has them.
    pub(crate) fn into_bytes(self) -> Bytes {
        match self.held {
            Some(held) => held.around(self.bytes),
            None => Bytes::from(self.bytes),
        }
    }
}

/// A hub's bounds.
pub(crate) struct Bounds {
    uploads: Budget,
    downloads: Budget,
    presses: Arc<Semaphore>,
}

/// Why an upload wasn't read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum UploadError {
    /// It has more bytes than are read.
    TooLarge,
    /// It comes too slowly.
    TooSlow,
    /// Too many others are being read.
    Busy,
    /// It broke off.
    Broken,
}

/// What was uploaded.
pub(crate) struct Upload {
    bytes: Vec<u8>,
    held: Option<Held>,
}

impl Upload {
    /// What it holds of the bounds, its bytes having become something else.
    pub(crate) fn into_held(self) -> Option<Held> {
        self.held
    }
}

impl Deref for Upload {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.bytes
    }
}

impl Bounds {
    /// The bounds of every hub.
    pub(crate) fn new() -> Self {
        Self {
            uploads: Budget::of(UPLOADS),
            downloads: Budget::of(DOWNLOADS),
            presses: Arc::new(Semaphore::new(PRESSES)),
        }
    }

    /// Room for a heavy answer of at most so many bytes; none if others don't make room in time.
    pub(crate) async fn room(&self, most: usize) -> Option<Held> {
        self.downloads.take(most).await
    }

    /// A place to make a printed document at; none if others don't make room in time.
    pub(crate) async fn press(&self) -> Option<OwnedSemaphorePermit> {
        tokio::time::timeout(PATIENCE, Arc::clone(&self.presses).acquire_owned()).await.ok()?.ok()
    }

    /// Reads an upload of at most so many bytes. What is held is what has come: a promise of many bytes takes no place from
    /// those who send theirs.
    pub(crate) async fn read(&self, mut body: Body, most: usize) -> Result<Upload, UploadError> {
        let read = self.read_from(&mut body, most).await;
        if matches!(read, Err(UploadError::TooLarge)) {
            let_go(body).await;
        }
        read
    }

    async fn read_from(&self, body: &mut Body, most: usize) -> Result<Upload, UploadError> {
        if body.size_hint().lower() > most as u64 {
            return Err(UploadError::TooLarge);
        }
        let mut upload = Upload { bytes: Vec::new(), held: None };
        let (mut end, mut needed) = (Instant::now() + WINDOW, 0);
        loop {
            let frame = poll_fn(|cx| Pin::new(&mut *body).poll_frame(cx));
            let Ok(frame) = timeout_at(end, frame).await else {
                if upload.bytes.len() < needed {
                    return Err(UploadError::TooSlow);
                }
                (end, needed) = (end + WINDOW, upload.bytes.len() + LEAST);
                continue;
            };
            let Some(frame) = frame else { return Ok(upload) };
            if let Ok(data) = frame.map_err(|_| UploadError::Broken)?.into_data() {
                self.keep(&mut upload, &data, most)?;
            }
        }
    }

    fn keep(&self, upload: &mut Upload, data: &[u8], most: usize) -> Result<(), UploadError> {
        let length = upload.bytes.len() + data.len();
        if length > most {
            return Err(UploadError::TooLarge);
        }
        let held = upload.held.as_ref().map_or(FREE, |held| FREE + held.0.num_permits() * UNIT);
        if length > held {
            // In larger steps than a frame, so that the semaphore isn't asked for each.
            let more = self.uploads.try_take((length - held).max(FREE)).ok_or(UploadError::Busy)?;
            match &mut upload.held {
                Some(held) => held.join(more),
                None => upload.held = Some(more),
            }
        }
        upload.bytes.extend_from_slice(data);
        Ok(())
    }
}

/// Drops what still comes of a body that is refused, for a while: who is cut off while sending often never reads why.
async fn let_go(mut body: Body) {
    let (end, mut dropped) = (Instant::now() + LETTING_GO, 0);
    while dropped < MOST_DROPPED {
        let frame = timeout_at(end, poll_fn(|cx| Pin::new(&mut body).poll_frame(cx))).await;
        let Ok(Some(Ok(frame))) = frame else { return };
        dropped += frame.into_data().map_or(0, |data| data.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::Error;
    use std::task::{Context, Poll};
    use tokio::time::{Sleep, sleep};

    const MIB: usize = 1024 * 1024;

    /// A line that brings so many bytes each second, so many times.
    struct Line {
        bytes: usize,
        seconds: usize,
        next: Pin<Box<Sleep>>,
    }

    impl Line {
        fn of(bytes: usize, seconds: usize) -> Body {
            Body::new(Self { bytes, seconds, next: Box::pin(sleep(Duration::from_secs(1))) })
        }
    }

    impl HttpBody for Line {
        type Data = Bytes;
        type Error = Error;

        fn poll_frame(
            mut self: Pin<&mut Self>,
            cx: &mut Context<'_>,
        ) -> Poll<Option<Result<http_body::Frame<Bytes>, Error>>> {
            std::task::ready!(self.next.as_mut().poll(cx));
            if self.seconds == 0 {
                return Poll::Ready(None);
            }
            self.seconds -= 1;
            self.next = Box::pin(sleep(Duration::from_secs(1)));
            Poll::Ready(Some(Ok(http_body::Frame::data(Bytes::from(vec![b'x'; self.bytes])))))
        }
    }

    /// Time passes at once where nothing else can happen.
    fn at_once<T>(work: impl Future<Output = T>) -> T {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build();
        runtime.unwrap().block_on(work)
    }

    #[test]
    fn a_slow_honest_line_passes_and_a_drip_is_let_go() {
        at_once(async {
            let bounds = Bounds::new();
            let read = |bytes, seconds| bounds.read(Line::of(bytes, seconds), 2 * MIB);
            let begin = Instant::now();
            let whole = read(8_000, 131).await;
            assert_eq!(whole.map(|upload| upload.len()), Ok(131 * 8_000), "64 kbit/s for 1 MiB");
            assert!(begin.elapsed() > Duration::from_secs(130));
            let begin = Instant::now();
            assert_eq!(read(1, 3_600).await.map(|upload| upload.len()), Err(UploadError::TooSlow));
            assert_eq!(begin.elapsed().as_secs(), 20, "ten in grace, ten to bring something");
            assert_eq!(read(1, 9).await.map(|upload| upload.len()), Ok(9), "what is short may be slow");
        });
    }

    #[test]
    fn a_crowd_of_large_uploads_is_bounded_and_keeps_no_small_one_out() {
        at_once(async {
            let bounds = Bounds::new();
            let mut held = Vec::new();
            let mut busy = 0;
            for _ in 0..1_000 {
                match bounds.read(Body::from(vec![b' '; MIB]), 2 * MIB).await {
                    Ok(upload) => held.push(upload),
                    Err(error) => {
                        assert_eq!(error, UploadError::Busy);
                        busy += 1;
                    }
                }
            }
            assert!((30..=35).contains(&held.len()), "{} held, {busy} sent away", held.len());
            let small = bounds.read(Body::from(vec![b' '; FREE]), 2 * MIB).await;
            assert_eq!(small.map(|upload| upload.len()), Ok(FREE));
            held.pop();
            assert!(bounds.read(Body::from(vec![b' '; MIB]), 2 * MIB).await.is_ok(), "there is room again");
        });
    }

    #[test]
    fn what_is_too_large_is_known_by_its_length_or_by_its_bytes() {
        at_once(async {
            let bounds = Bounds::new();
            let declared = bounds.read(Body::from(vec![b' '; 11]), 10).await;
            let sent = bounds.read(Line::of(6, 2), 10).await;
            for read in [declared, sent] {
                assert_eq!(read.map(|upload| upload.len()), Err(UploadError::TooLarge));
            }
        });
    }

    #[test]
    fn heavy_answers_hold_their_room_until_they_are_read() {
        at_once(async {
            let bounds = Bounds::new();
            let first = bounds.room(DOWNLOADS).await.unwrap().around(vec![0; DOWNLOADS / 2]);
            let part = first.slice(..1);
            drop(first);
            assert!(bounds.room(DOWNLOADS).await.is_none(), "a part of it is still to be sent");
            assert!(bounds.room(DOWNLOADS / 2).await.is_some(), "its surplus was given back");
            drop(part);
            assert!(bounds.room(DOWNLOADS).await.is_some());
        });
    }
}
