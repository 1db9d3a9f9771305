//! Rebuilds the crate when a data file changes: the macro that embeds them doesn't tell Cargo what it read.

fn main() {
    println!("cargo::rerun-if-changed=../../catalogue");
}
