//! What a hub keeps for a quick start, with the real binary: that it is believed for a reason, and is there after a kill.
#![allow(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

mod operating;

use operating::Place;

const KEPT: [&str; 2] = ["d/views.snapshot", "d/state.snapshot"];

fn warnings(log: &str) -> usize {
    log.lines().filter(|line| line.contains("WARN") && line.contains("snapshot-")).count()
}

#[test]
fn kept_files_that_somebody_wrote_to_are_read_again_with_a_warning() {
    let place = Place::new();
    for file in KEPT {
        let mut bytes = std::fs::read(place.path(file)).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        std::fs::write(place.path(file), bytes).unwrap();
        let hub = place.serve(&[]);
        assert_eq!(hub.get("/readyz").code(), "ready");
        place.say(&hub, &file.replace('/', "-"));
        let (status, _, log) = hub.stop();
        assert!(status.success());
        assert_eq!((warnings(&log), log.matches("snapshot-unsealed").count()), (1, 1), "{file}: {log}");
        // What was read again was kept again.
        let (_, _, log) = place.serve(&[]).stop();
        assert_eq!(warnings(&log), 0, "{log}");
    }
}
