//! Pages and their JSON: who asks, what comes back.
#![allow(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

mod common;

use axum::http::StatusCode;
use common::World;

#[test]
fn a_reader_finds_every_screen() {
    let world = World::new();
    for address in [
        "/",
        "/mechanisms",
        "/mechanisms/exercise-assembly",
        "/instruments",
        "/instruments/a-c1-75-l4",
        "/provisions/a-c1-75-l4/op1-a",
        "/framework",
        "/framework/un/norm-13-f",
        "/participants",
        "/participants/XAA",
        "/participants/eu",
        "/register",
        "/search?q=networks",
        &format!("/records/{}", world.current),
    ] {
        let answer = world.read(address);
        assert_eq!(answer.status, StatusCode::OK, "{address}");
        println!("{address} {}", answer.bytes.len());
    }
}
