//! Ports of this machine that are a test's own for as long as it runs.
#![allow(dead_code, reason = "each test program uses its part")]

use std::net::{Ipv4Addr, TcpListener};
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

/// Whoever listens here on a port has it on 127.0.0.1. Other tests look here before they take one, so that a port may be free for
/// a while, before its server starts or while it restarts, and is nobody else's.
const KEEPER: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 77);

/// Below these the system chooses no port by itself: no browser's and no client's connection ends on one of ours.
const PORTS: Range<u16> = 20_000..32_768;

/// The ports of this process, kept to its end.
static KEPT: Mutex<Vec<TcpListener>> = Mutex::new(Vec::new());

/// A port of 127.0.0.1 that nobody listens on, and that no other test takes until this process ends.
pub fn free_port() -> u16 {
    let all = PORTS.end - PORTS.start;
    let begin = u16::try_from(std::process::id() % u32::from(all)).expect("less than all of them");
    (0..all)
        .map(|step| PORTS.start + (begin + step) % all)
        .find(|port| kept(*port))
        .expect("this machine has a free port")
}

/// Takes a port, if nobody has it.
fn kept(port: u16) -> bool {
    let Ok(keeper) = TcpListener::bind((KEEPER, port)) else { return false };
    let free = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok();
    if free {
        KEPT.lock().unwrap_or_else(PoisonError::into_inner).push(keeper);
    }
    free
}
