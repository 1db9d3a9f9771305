//! Challenges and attempts: bounded in number, in time, and by purpose.

use super::common::*;
use delegations::challenges::{self, Challenges, Purpose};
use delegations::limits::{Limits, MAX_BUCKETS, Rate, Tally};
use std::time::Duration;

fn seconds(n: u64) -> Duration {
    Duration::from_secs(n)
}

/// Some network.
const NETWORK: [u8; 8] = [1; 8];

#[test]
fn a_challenge_is_taken_once_in_time_and_for_its_purpose() {
    let mut open = Challenges::default();
    open.give([1; 32], Purpose::SignIn, NETWORK, NOON);
    assert!(open.take(&[1; 32], &Purpose::SignIn, NOON + 1));
    assert!(!open.take(&[1; 32], &Purpose::SignIn, NOON + 1), "a second time");
    open.give([2; 32], Purpose::SignIn, NETWORK, NOON);
    assert!(!open.take(&[2; 32], &Purpose::StepUp([0; 32]), NOON), "for another purpose");
    assert!(!open.take(&[2; 32], &Purpose::SignIn, NOON), "after it was tried for another purpose");
    open.give([3; 32], Purpose::StepUp([7; 32]), NETWORK, NOON);
    assert!(!open.take(&[3; 32], &Purpose::StepUp([8; 32]), NOON), "for another session");
    open.give([4; 32], Purpose::SignIn, NETWORK, NOON);
    assert!(!open.take(&[4; 32], &Purpose::SignIn, NOON + challenges::VALID), "too late");
}

#[test]
fn a_flood_of_challenges_takes_bounded_room_and_the_newest_still_works() {
    let mut open = Challenges::default();
    for n in 0..(challenges::MAX_OPEN as u64 + 10) {
        let mut value = [0; 32];
        value[..8].copy_from_slice(&n.to_be_bytes());
        open.give(value, Purpose::SignIn, NETWORK, NOON);
    }
    assert!(!open.take(&[0; 32], &Purpose::SignIn, NOON), "the oldest was let go");
    let mut newest = [0; 32];
    newest[..8].copy_from_slice(&(challenges::MAX_OPEN as u64 + 9).to_be_bytes());
    assert!(open.take(&newest, &Purpose::SignIn, NOON));
}

#[test]
fn many_networks_push_out_no_challenge_of_one_that_asked_for_few() {
    let mut open = Challenges::default();
    open.give([1; 32], Purpose::SignIn, NETWORK, NOON);
    for network in 1_000..2_000_u64 {
        for n in 0..30_u8 {
            let mut value = [n; 32];
            value[..8].copy_from_slice(&network.to_be_bytes());
            open.give(value, Purpose::SignIn, network.to_be_bytes(), NOON);
        }
    }
    assert!(open.take(&[1; 32], &Purpose::SignIn, NOON));
}

#[test]
fn attempts_run_out_and_come_back_with_time() {
    let mut limits = Limits::new(Rate { burst: 3, every: Duration::from_secs(10) });
    for _ in 0..3 {
        assert_eq!(limits.attempt("ana", seconds(NOON)), Ok(()));
    }
    assert_eq!(limits.attempt("ana", seconds(NOON)), Err(10));
    assert_eq!(limits.attempt("ben", seconds(NOON)), Ok(()), "another account is not held up");
    assert_eq!(limits.attempt("ana", seconds(NOON + 9)), Err(1));
    assert_eq!(limits.attempt("ana", seconds(NOON + 10)), Ok(()));
    limits.forgive(&"ana", 1);
    assert_eq!(limits.attempt("ana", seconds(NOON + 10)), Ok(()));
}

#[test]
fn who_is_told_to_wait_waits_whole_seconds_and_then_may() {
    let mut limits = Limits::new(Rate { burst: 1, every: Duration::from_millis(50) });
    assert_eq!(limits.attempt("ana", seconds(NOON)), Ok(()));
    assert_eq!(limits.attempt("ana", seconds(NOON)), Err(1));
    assert_eq!(limits.attempt("ana", seconds(NOON) + Duration::from_millis(49)), Err(1));
    assert_eq!(limits.attempt("ana", seconds(NOON) + Duration::from_micros(49_999)), Err(1), "never none");
    assert_eq!(limits.attempt("ana", seconds(NOON) + Duration::from_millis(50)), Ok(()));
}

#[test]
fn ten_thousand_attempts_in_a_minute_leave_a_handful() {
    let mut limits = Limits::new(Rate { burst: 5, every: Duration::from_secs(30) });
    let passed =
        (0..10_000u64).filter(|n| limits.attempt("ana", seconds(NOON + n * 60 / 10_000)).is_ok()).count();
    assert!((5..=7).contains(&passed), "{passed}");
}

#[test]
fn a_flood_from_many_networks_takes_bounded_room() {
    let mut limits = Limits::new(Rate { burst: 2, every: Duration::from_secs(10) });
    for stranger in 0..MAX_BUCKETS {
        assert_eq!(limits.attempt(stranger, seconds(NOON)), Ok(()));
    }
    assert_eq!(limits.attempt(0, seconds(NOON)), Ok(()), "who has a bucket keeps it");
    let newcomers = (0..100).filter(|n| limits.attempt(MAX_BUCKETS + n, seconds(NOON)).is_ok()).count();
    assert_eq!(newcomers, 2, "they share one");
}

#[test]
fn what_goes_well_is_given_back_and_no_more() {
    let mut limits = Limits::new(Rate { burst: 3, every: Duration::from_secs(10) });
    for _ in 0..3 {
        assert_eq!(limits.attempt("ana", seconds(NOON)), Ok(()));
    }
    limits.forgive(&"ana", 1);
    assert_eq!(limits.attempt("ana", seconds(NOON)), Ok(()));
    assert_eq!(limits.attempt("ana", seconds(NOON)), Err(10));
    limits.forgive(&"ana", 100);
    let again = (0..10).filter(|_| limits.attempt("ana", seconds(NOON)).is_ok()).count();
    assert_eq!(again, 3, "a bucket holds no more than it holds");
}

#[test]
fn of_what_happens_often_the_first_is_written_and_the_rest_is_counted() {
    let mut tally = Tally::default();
    assert!(tally.over(NOON).is_empty());
    assert!(tally.count("ana", "denied"));
    assert!(!tally.count("ana", "denied") && !tally.count("ana", "forged"));
    assert!(tally.count("ben", "denied"), "another account's first");
    assert!(tally.over(NOON + 59).is_empty());
    assert_eq!(tally.over(NOON + 60), [("denied", 2)]);
    assert!(tally.over(NOON + 60).is_empty() && tally.count("ana", "denied"));
}
