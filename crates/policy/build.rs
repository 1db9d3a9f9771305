//! Rebuilds the crate when a policy changes: the macro that embeds them doesn't tell Cargo what it read.

fn main() {
    println!("cargo::rerun-if-changed=../../policies");
}
