//! Every row of the mission's table stands for at least one provision of the catalogue.

use std::collections::BTreeSet;
use std::path::Path;

use catalogue::Catalogue;

/// The rows, as the mission lists them.
const ROWS: [&str; 41] = [
    "ARF-1",
    "ARF-2",
    "ARF-3",
    "ARF-4",
    "ARF-5",
    "ARF-6",
    "ARF-7",
    "ARF-8",
    "ARF-9",
    "ARF-preamble",
    "POA-1",
    "POA-2",
    "POA-3",
    "POA-4",
    "POA-preamble",
    "CNI-1",
    "CNI-2",
    "CNI-3",
    "CNI-4",
    "CNI-5",
    "CNI-preamble",
    "CIS-1",
    "CIS-2",
    "CIS-3",
    "CIS-4",
    "CIS-5",
    "CIS-6",
    "CIS-7",
    "CIS-8",
    "CIS-9",
    "CIS-preamble",
    "L4-1a",
    "L4-1b",
    "L4-2a",
    "L4-2b",
    "L4-3",
    "L4-4",
    "L4-5",
    "L4-6",
    "L4-7",
    "L4-preamble",
];

fn rows() -> BTreeSet<String> {
    ROWS.iter().map(|row| (*row).to_owned()).collect()
}

#[test]
fn every_row_has_a_provision_and_no_provision_names_another_row() {
    let mapped: BTreeSet<String> = Catalogue::built_in()
        .expect("the built-in files are sound")
        .mission_rows()
        .into_keys()
        .map(str::to_owned)
        .collect();
    assert_eq!(mapped, rows());
}

#[test]
fn every_operative_provision_of_a_real_instrument_has_a_row() {
    let catalogue = Catalogue::built_in().expect("the built-in files are sound");
    for instrument in catalogue.instruments().filter(|it| !it.exercise) {
        for provision in instrument.provisions.iter().filter(|it| it.path.starts_with("op")) {
            let id = instrument.provision_id(provision);
            let in_parts =
                instrument.provisions.iter().any(|it| it.parent() == Some(provision.path.as_str()));
            assert!(in_parts || !provision.mission.is_empty(), "{id} stands for no row");
        }
    }
}

#[test]
fn the_list_is_the_one_of_the_mission() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/MISSION.md");
    let Ok(mission) = std::fs::read_to_string(path) else {
        println!("skipped: ../shared isn't here");
        return;
    };
    let first_cells = mission.lines().filter_map(|line| line.strip_prefix("| ")?.split(" | ").next());
    let listed: BTreeSet<String> = first_cells
        .flat_map(|cell| cell.split(", "))
        .filter(|id| id.contains('-') && id.starts_with(|ch: char| ch.is_ascii_uppercase()))
        .map(str::to_owned)
        .collect();
    assert_eq!(listed, rows());
}
