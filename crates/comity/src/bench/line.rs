//! A slow line to try a hub over: a relay of connections that lets so many bits a second through each way, and delivers
//! them so much later as they travel. All connections share the line, a packet each in turn.
//!
//! What it leaves out: lost packets, and how a connection feels its way to the line's speed; at 64 kbit/s what is under way
//! in one round trip is less than a connection may send at once. A new connection waits a round trip, as its handshake does.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::time::{Duration, Instant};

/// What a packet holds of a stream on an Ethernet or a satellite link, and what it adds for itself (IPv4 and TCP).
const PACKET: usize = 1_460;
const PACKET_HEAD: usize = 40;

/// What a line does to what goes over it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// How many bits go through in a second, each way.
    pub bits_a_second: u64,
    /// How long they travel, each way.
    pub travel: Duration,
}

/// One way of a line. Times are counted from when the line was laid.
#[derive(Debug)]
struct Lane {
    shape: Shape,
    free: Duration,
}

/// What becomes of a packet.
#[derive(Debug, PartialEq, Eq)]
struct Sent {
    /// When its last bit has left, and the next packet may.
    left: Duration,
    /// When its last bit is there.
    arrives: Duration,
}

impl Lane {
    /// A packet with so many bytes of a stream that stands ready now.
    fn send(&mut self, now: Duration, bytes: usize) -> Sent {
        let bits = (bytes + PACKET_HEAD) as u64 * 8;
        let takes = Duration::from_nanos(bits * 1_000_000_000 / self.shape.bits_a_second);
        let left = self.free.max(now) + takes;
        self.free = left;
        Sent { left, arrives: left + self.shape.travel }
    }
}

/// What went through so far, without what packets add for themselves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// Bytes from clients.
    pub up: u64,
    /// Bytes to clients.
    pub down: u64,
    /// Connections that clients opened.
    pub connections: u64,
}

struct Line {
    begin: Instant,
    shape: Shape,
    slow: AtomicBool,
    up: (Mutex<Lane>, AtomicU64),
    down: (Mutex<Lane>, AtomicU64),
    connections: AtomicU64,
}

/// A relay that runs as long as the program.
pub struct Relay {
    /// Where clients connect.
    pub address: SocketAddr,
    line: Arc<Line>,
}

impl Relay {
    /// Listens, and connects each client with the other end: at once, until the line is slow.
    pub fn start(listen: SocketAddr, to: SocketAddr, shape: Shape) -> std::io::Result<Self> {
        let listener = TcpListener::bind(listen)?;
        let address = listener.local_addr()?;
        let lane = || (Mutex::new(Lane { shape, free: Duration::ZERO }), AtomicU64::new(0));
        let line = Arc::new(Line {
            begin: Instant::now(),
            shape,
            slow: AtomicBool::new(false),
            up: lane(),
            down: lane(),
            connections: AtomicU64::new(0),
        });
        let laid = Arc::clone(&line);
        std::thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                laid.connections.fetch_add(1, Ordering::Relaxed);
                let line = Arc::clone(&laid);
                std::thread::spawn(move || drop(connect(&line, client, to)));
            }
        });
        Ok(Self { address, line })
    }

    /// Whether the line is slow, or lets everything through at once.
    pub fn be_slow(&self, slow: bool) {
        self.line.slow.store(slow, Ordering::Relaxed);
    }

    /// What went through so far.
    pub fn counted(&self) -> Counted {
        let count = |of: &AtomicU64| of.load(Ordering::Relaxed);
        Counted {
            up: count(&self.line.up.1),
            down: count(&self.line.down.1),
            connections: count(&self.line.connections),
        }
    }
}

/// Both ways of one connection, until either side ends it.
fn connect(line: &Arc<Line>, client: TcpStream, to: SocketAddr) -> std::io::Result<()> {
    let hub = TcpStream::connect(to)?;
    // Packets leave when the line says so, not when the kernel has gathered more.
    client.set_nodelay(true)?;
    hub.set_nodelay(true)?;
    let answers = (hub.try_clone()?, client.try_clone()?);
    let down = Arc::clone(line);
    std::thread::spawn(move || carry(&down, &down.down, answers.0, answers.1));
    if line.slow.load(Ordering::Relaxed) {
        std::thread::sleep(line.shape.travel * 2);
    }
    carry(line, &line.up, client, hub);
    Ok(())
}

/// One way of one connection.
fn carry(line: &Arc<Line>, (lane, count): &(Mutex<Lane>, AtomicU64), mut from: TcpStream, mut to: TcpStream) {
    let (travels, arrive) = mpsc::channel::<(Duration, Vec<u8>)>();
    let clock = line.begin;
    let delivering = std::thread::spawn(move || {
        for (arrives, packet) in arrive {
            std::thread::sleep(arrives.saturating_sub(clock.elapsed()));
            if to.write_all(&packet).is_err() {
                return;
            }
        }
        // Whoever has gone already needs no goodbye.
        drop(to.shutdown(Shutdown::Write));
    });
    let mut packet = [0; PACKET];
    while let Ok(bytes @ 1..) = from.read(&mut packet) {
        count.fetch_add(bytes as u64, Ordering::Relaxed);
        let now = clock.elapsed();
        let sent = if line.slow.load(Ordering::Relaxed) {
            lane.lock().unwrap_or_else(PoisonError::into_inner).send(now, bytes)
        } else {
            Sent { left: now, arrives: now }
        };
        if travels.send((sent.arrives, packet[..bytes].to_vec())).is_err() {
            break;
        }
        // The next packet of this connection stands in line again: the others have their turn before it.
        std::thread::sleep(sent.left.saturating_sub(clock.elapsed()));
    }
    drop(travels);
    drop(delivering.join());
}

#[cfg(test)]
mod tests {
    use super::*;

    const SATELLITE: Shape = Shape { bits_a_second: 64_000, travel: Duration::from_millis(300) };

    fn lane() -> Lane {
        Lane { shape: SATELLITE, free: Duration::ZERO }
    }

    const fn millis(number: u64) -> Duration {
        Duration::from_millis(number)
    }

    #[test]
    fn a_packet_takes_its_bits_and_then_travels() {
        // 760 + 40 bytes are 6,400 bits: a tenth of a second.
        assert_eq!(lane().send(millis(50), 760), Sent { left: millis(150), arrives: millis(450) });
    }

    #[test]
    fn packets_that_stand_ready_together_leave_one_after_the_other() {
        let mut lane = lane();
        let arrivals = [0; 3].map(|now| lane.send(millis(now), 760).arrives);
        assert_eq!(arrivals, [millis(400), millis(500), millis(600)], "they travel at the same time");
    }

    #[test]
    fn a_line_that_rested_has_saved_nothing() {
        let mut lane = lane();
        lane.send(millis(0), 760);
        assert_eq!(lane.send(millis(5_000), 760).left, millis(5_100));
    }

    #[test]
    fn a_long_stream_goes_at_the_lines_speed() {
        let mut lane = lane();
        let last = (0..100).map(|_| lane.send(Duration::ZERO, PACKET)).last().unwrap();
        // 150,000 bytes at 8,000 a second.
        assert_eq!(last.left, millis(18_750));
    }

    #[test]
    fn what_goes_in_comes_out_and_is_counted() {
        let other = TcpListener::bind("127.0.0.1:0").unwrap();
        let quick = Shape { bits_a_second: 1_000_000_000, travel: Duration::ZERO };
        let relay = Relay::start(([127, 0, 0, 1], 0).into(), other.local_addr().unwrap(), quick).unwrap();
        relay.be_slow(true);
        let mut client = TcpStream::connect(relay.address).unwrap();
        client.write_all(b"asked").unwrap();
        client.shutdown(Shutdown::Write).unwrap();
        let (mut hub, _) = other.accept().unwrap();
        let mut asked = String::new();
        hub.read_to_string(&mut asked).unwrap();
        hub.write_all(&[7; 10_000]).unwrap();
        drop(hub);
        let mut answered = Vec::new();
        client.read_to_end(&mut answered).unwrap();
        assert_eq!((asked.as_str(), answered), ("asked", vec![7; 10_000]));
        assert_eq!(relay.counted(), Counted { up: 5, down: 10_000, connections: 1 });
    }
}
