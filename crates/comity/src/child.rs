//! A child process of this same program, under limits, that is asked one thing: bytes in, bytes out.
//!
//! The worst that a hostile input can do is to end the child. The child limits itself before it reads a byte
//! ([`Bounds`]); the parent bounds its time and its answer, and ends it in any case ([`ask`]).

use std::io::{self, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use rlimit::Resource;

/// What a child allows itself.
pub struct Bounds {
    /// Address space, in bytes.
    pub address_space: u64,
    /// Processor time, in seconds.
    pub cpu_seconds: u64,
    /// Files open at once.
    pub open_files: u64,
}

impl Bounds {
    /// Binds this process, for good.
    pub fn apply(&self) -> io::Result<()> {
        for (resource, limit) in [
            (Resource::AS, self.address_space),
            (Resource::CPU, self.cpu_seconds),
            (Resource::NOFILE, self.open_files),
            // Neither files, nor a picture of its memory on disk.
            (Resource::FSIZE, 0),
            (Resource::CORE, 0),
        ] {
            resource.set(limit, limit)?;
        }
        Ok(())
    }
}

/// What a child answered and how it ended, or how it was ended.
pub type Outcome = Result<(Vec<u8>, ExitStatus), &'static str>;

/// Starts the child, sends it the input, takes its answer within the time, and ends it.
pub fn ask(mut command: Command, input: &[u8], wall_clock: Duration, max_answer: u64) -> io::Result<Outcome> {
    let mut child = command
        // Nothing of the server's configuration or secrets is the child's business.
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let pipes = child.stdin.take().zip(child.stdout.take());
    let answer = pipes.map(|pipes| exchange(&mut child, pipes, input, wall_clock, max_answer));
    let status = child.wait()?;
    Ok(answer.unwrap_or(Err("it has no pipes")).map(|answer| (answer, status)))
}

/// Sends the input and takes the answer within the time, then ends the child: after its answer, or without.
fn exchange(
    child: &mut Child,
    (mut to, from): (ChildStdin, ChildStdout),
    input: &[u8],
    wall_clock: Duration,
    max_answer: u64,
) -> Result<Vec<u8>, &'static str> {
    thread::scope(|scope| {
        // A child that dies does not read on; what it answered, or how it died, says more than a broken pipe.
        scope.spawn(move || drop(to.write_all(input)));
        let (sender, receiver) = mpsc::channel();
        scope.spawn(move || {
            let mut answer = Vec::new();
            let read = from.take(max_answer + 1).read_to_end(&mut answer);
            drop(sender.send(read.map(|_| answer)));
        });
        let answer = receiver.recv_timeout(wall_clock);
        // Also when it has answered: a child that closed its output and runs on would hold up the parent. A
        // child that has ended keeps the status it ended with.
        drop(child.kill());
        match answer {
            Err(_) => Err("it took too long"),
            Ok(Err(_)) => Err("its answer broke off"),
            Ok(Ok(answer)) if answer.len() as u64 > max_answer => Err("its answer is too long"),
            Ok(Ok(answer)) => Ok(answer),
        }
    })
}

/// How a child ended that gave no answer.
#[cfg(unix)]
pub fn describe(status: ExitStatus) -> String {
    use std::os::unix::process::ExitStatusExt;
    /// The signal of a process over its processor time.
    const SIGXCPU: i32 = 24;
    /// The signal of a process that ended itself: out of memory, among others.
    const SIGABRT: i32 = 6;
    match status.signal() {
        Some(SIGXCPU) => "it used too much processor time".into(),
        Some(SIGABRT) => "it needed too much memory".into(),
        Some(signal) => format!("it ended by signal {signal}"),
        None => format!("it ended without an answer, {status}"),
    }
}

/// How a child ended that gave no answer.
#[cfg(not(unix))]
pub fn describe(status: ExitStatus) -> String {
    format!("it ended without an answer, {status}")
}
