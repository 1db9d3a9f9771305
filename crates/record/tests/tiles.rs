//! Names of tiles and bundles, and the bundles' bytes: one spelling each, everything else refused.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use proptest::prelude::*;
use record::{
    bundle::{append_to_bundle, decode_bundle, encode_bundle},
    tile::{BundleId, TileId, TilePath, parse_place, place},
};

#[test]
fn paths_are_those_of_the_specification() {
    for (level, index, width, path) in [
        (0, 0, 256, "tile/0/000"),
        (0, 1_067, 256, "tile/0/x001/067"),
        (0, 1_234_067, 256, "tile/0/x001/x234/067"),
        (1, 1, 17, "tile/1/001.p/17"),
        (2, 999, 255, "tile/2/999.p/255"),
        (7, 0, 1, "tile/7/000.p/1"),
    ] {
        let id = TileId::new(level, index, width).unwrap();
        assert_eq!(id.to_string(), path);
        assert_eq!(TileId::parse(path), Ok(id));
    }
    let bundle = BundleId::new(1_067, 12).unwrap();
    assert_eq!(bundle.to_string(), "tile/entries/x001/067.p/12");
    assert_eq!(TilePath::parse("tile/entries/x001/067.p/12"), Ok(TilePath::Entries(bundle)));
    assert_eq!(bundle.first(), 273_152);
}

#[test]
fn other_spellings_are_refused() {
    for path in [
        "",
        "tile",
        "tile/",
        "tile/0",
        "tile/0/",
        "/tile/0/000",
        "tile/0/000/",
        "tile//000",
        "tile/00/000",
        "tile/+1/000",
        "tile/0/0",
        "tile/0/00",
        "tile/0/0000",
        "tile/0/1000",
        "tile/0/x000/067",
        "tile/0/001/067",
        "tile/0/x001/x067",
        "tile/0/x01/067",
        "tile/0/xx001/067",
        "tile/0/X001/067",
        "tile/0/000.p",
        "tile/0/000.p/",
        "tile/0/000.p/0",
        "tile/0/000.p/01",
        "tile/0/000.p/256",
        "tile/0/000.p/70000",
        "tile/0/000.p/1/2",
        "tile/0/000.p/1.p/1",
        "tile/0/../000",
        "tile/data/000",
        "tile/Entries/000",
        "tile/0/000 ",
        "tile/0/00\u{661}",
        "tile/0/x999/x999/x999/x999/x999/x999/999",
    ] {
        assert_eq!(TilePath::parse(path).map_err(|e| e.code()), Err("tile-path-malformed"), "{path}");
    }
    for path in ["tile/8/000", "tile/63/000", "tile/256/000", "tile/7/000.p/128", "tile/6/128.p/1"] {
        assert_eq!(TilePath::parse(path).map_err(|e| e.code()), Err("tile-out-of-range"), "{path}");
    }
    assert!(TileId::parse("tile/entries/000").is_err());
    assert!(TileId::new(7, 0, 127).is_ok());
}

#[test]
fn the_right_edge_holds_what_is_partial() {
    let edge = |size| TileId::right_edge(size).iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(edge(0), [""; 0]);
    assert_eq!(edge(1), ["tile/0/000.p/1"]);
    assert_eq!(edge(255), ["tile/0/000.p/255"]);
    assert_eq!(edge(256), ["tile/1/000.p/1"]);
    assert_eq!(edge(257), ["tile/0/001.p/1", "tile/1/000.p/1"]);
    assert_eq!(edge(65_536), ["tile/2/000.p/1"]);
    assert_eq!(edge(70_000), ["tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"]);
}

#[test]
fn bundles_hold_exactly_their_entries() {
    let bundle = encode_bundle(&[b"one".as_slice(), b"", b"three"]).unwrap();
    assert_eq!(bundle, b"\0\x03one\0\0\0\x05three");
    assert_eq!(decode_bundle(&bundle, 3).unwrap(), [b"one".as_slice(), b"", b"three"]);
    let refused = |bytes, width| decode_bundle(bytes, width).unwrap_err().code();
    assert_eq!(refused(&bundle, 2), "bundle-wrong-count");
    assert_eq!(refused(&bundle, 4), "bundle-wrong-count");
    assert_eq!(refused(&bundle[..bundle.len() - 1], 3), "bundle-truncated");
    assert_eq!(refused(b"\0", 1), "bundle-truncated");
    assert_eq!(encode_bundle(&[b""; 257]).unwrap_err().code(), "bundle-wrong-count");
    let too_long = append_to_bundle(&mut Vec::new(), &vec![0; 65_536]).unwrap_err();
    assert_eq!(too_long.code(), "bundle-entry-too-long");
}

proptest! {
    #[test]
    fn any_text_is_read_as_one_path_or_refused(text in "(tile/)?([0-9]|entries|x|\\.p|/|0){0,12}") {
        if let Ok(path) = TilePath::parse(&text) {
            prop_assert_eq!(path.to_string(), text);
        }
    }

    #[test]
    fn any_bytes_are_no_panic(text in ".{0,80}") {
        if let Ok(path) = TilePath::parse(&text) {
            prop_assert_eq!(path.to_string(), text);
        }
    }

    #[test]
    fn places_go_both_ways(index in any::<u64>(), width in 1_u16..=256) {
        prop_assert_eq!(parse_place(&place(index, width)), Some((index, width)));
    }

    #[test]
    fn bundles_go_both_ways(entries in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..90), 0..=256)) {
        let bundle = encode_bundle(&entries).unwrap();
        let width = u16::try_from(entries.len()).unwrap();
        prop_assert_eq!(decode_bundle(&bundle, width).unwrap(), entries);
    }

    #[test]
    fn any_bundle_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..600), width in any::<u16>()) {
        if let Ok(entries) = decode_bundle(&bytes, width) {
            prop_assert_eq!(encode_bundle(&entries).unwrap(), bytes);
        }
    }

    #[test]
    fn between_adds_up(steps in prop::collection::vec(0_u64..1000, 1..6)) {
        let end = steps.iter().sum();
        let full: Vec<_> = TileId::between(0, end).filter(|id| id.is_full()).collect();
        let mut size = 0;
        let mut seen = Vec::new();
        for step in steps {
            seen.extend(TileId::between(size, size + step).filter(|id| id.is_full()));
            size += step;
        }
        seen.sort_unstable();
        prop_assert_eq!(seen, full);
    }
}
