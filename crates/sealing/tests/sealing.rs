//! What is sealed opens in its own place under its own key, and nowhere else.

use proptest::prelude::*;
use sealing::{HubKey, HubKeyError, SealError, Sealer};

fn sealer(seed: u8) -> Sealer {
    Sealer::new(&HubKey::from_bytes([seed; 32]))
}

proptest! {
    #[test]
    fn what_is_sealed_opens_again(document in prop::collection::vec(any::<u8>(), 0..2_000), key in any::<[u8; 16]>(), nonce in any::<[u8; 12]>()) {
        let sealer = sealer(1);
        let label = sealer.label("sessions", &key);
        let sealed = sealer.seal("sessions", &label, nonce, &document).unwrap();
        prop_assert_eq!(sealer.open("sessions", &label, &sealed).unwrap(), document);
    }

    #[test]
    fn one_changed_bit_is_found(at in any::<prop::sample::Index>(), bit in 0..8u8) {
        let sealer = sealer(1);
        let label = sealer.label("sessions", b"key");
        let mut sealed = sealer.seal("sessions", &label, [7; 12], b"a document").unwrap();
        let at = at.index(sealed.len());
        sealed[at] ^= 1 << bit;
        prop_assert_eq!(sealer.open("sessions", &label, &sealed), Err(SealError::Unreadable));
    }

    #[test]
    fn any_bytes_are_refused_without_a_crash(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let sealer = sealer(1);
        prop_assert_eq!(sealer.open("sessions", &[0; 32], &bytes), Err(SealError::Unreadable));
    }
}

#[test]
fn a_document_opens_in_no_other_place() {
    let sealer = sealer(1);
    let (mine, other) = (sealer.label("sessions", b"mine"), sealer.label("sessions", b"other"));
    let sealed = sealer.seal("sessions", &mine, [7; 12], b"a document").unwrap();
    assert_eq!(sealer.open("sessions", &other, &sealed), Err(SealError::Unreadable));
    assert_eq!(sealer.open("tokens", &mine, &sealed), Err(SealError::Unreadable));
    assert_eq!(self::sealer(2).open("sessions", &mine, &sealed), Err(SealError::Unreadable));
}

#[test]
fn labels_differ_by_drawer_by_key_and_by_hub() {
    let sealer = sealer(1);
    let label = sealer.label("sessions", b"x");
    assert_ne!(label, sealer.label("tokens", b"x"));
    assert_ne!(label, sealer.label("sessions", b"y"));
    assert_ne!(label, self::sealer(2).label("sessions", b"x"));
    assert_ne!(sealer.label("a", b"\0b"), sealer.label("a\u{1}", b"b"));
}

#[test]
fn a_sealed_document_shows_neither_its_words_nor_its_exact_size() {
    let sealer = sealer(1);
    let label = sealer.label("people", b"x");
    let short = sealer.seal("people", &label, [1; 12], b"Ana").unwrap();
    let long = sealer.seal("people", &label, [2; 12], b"Maximiliana of the Outer Isles").unwrap();
    assert_eq!(short.len(), long.len());
    assert!(!short.windows(3).any(|three| three == b"Ana"));
}

#[test]
fn a_hub_key_is_read_as_it_was_written_and_nothing_else_is() {
    let text = HubKey::from_bytes([9; 32]).to_text();
    let read = HubKey::parse(&format!("{}\n", text.as_str())).unwrap();
    assert_eq!(read.to_text().as_str(), text.as_str());
    for wrong in ["", "comity-hub-key-1:", "comity-hub-key-1:AAAA", "comity-hub-key-2:AAAA", &text[1..]] {
        assert_eq!(HubKey::parse(wrong).err(), Some(HubKeyError::Malformed), "{wrong:?}");
    }
}
