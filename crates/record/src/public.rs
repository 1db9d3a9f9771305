//! Public bundles: what the register must serve of each group of 256 entries, beside their entry bundle.
//!
//! A bundle has one spelling: what is read writes back the same bytes. The format is specified in
//! `docs/spec/public-bundles.md`.

use crate::{
    hash::RecordId,
    header::MAX_HEADER,
    signature::MAX_SET,
    tile::{BundleId, TILE_WIDTH, TileNameError, parse_place, place},
    wire::Wire,
};
use thiserror::Error;

/// The longest body that stands in a bundle: 64 KiB, forty times the usual. A longer one is fetched by itself, so that
/// a bundle can be read in memory.
pub const INLINE_BODY: usize = 64 * 1024;

/// A state byte and three lengths.
const OVERHEAD: usize = 1 + 3 * 4;

/// The most bytes of a bundle: 256 times the largest header, signature set and inline body, with their lengths.
pub const MAX_PUBLIC_BUNDLE: usize = TILE_WIDTH as usize * (OVERHEAD + MAX_HEADER + MAX_SET + INLINE_BODY);

const RESTRICTED: u8 = 0;
const WHOLE: u8 = 1;
const WITHOUT_BODY: u8 = 2;
const BODY_APART: u8 = 3;

/// What a bundle holds for one entry. Nothing in it is checked against the entry yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PublicRecord<'a> {
    /// Nothing: the entry isn't flagged public. For one that is, the record is withheld.
    Nothing,
    /// Header, signature set and body.
    Whole {
        /// The header's bytes.
        header: &'a [u8],
        /// The signature set's bytes.
        signatures: &'a [u8],
        /// The body's bytes, at most [`INLINE_BODY`].
        body: &'a [u8],
    },
    /// Header and signature set: the body was erased.
    WithoutBody {
        /// The header's bytes.
        header: &'a [u8],
        /// The signature set's bytes.
        signatures: &'a [u8],
    },
    /// Header and signature set: the body is longer than [`INLINE_BODY`] and is served at [`body_path`].
    BodyApart {
        /// The header's bytes.
        header: &'a [u8],
        /// The signature set's bytes.
        signatures: &'a [u8],
    },
}

/// A public bundle that can't be read or written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PublicError {
    /// It ends inside a record.
    #[error("the public bundle ends inside record {0} of its group: fetch it again")]
    Truncated(usize),
    /// A state byte that isn't known.
    #[error(
        "record {at} of the public bundle has the unknown state {state}: upgrade Comity, or fetch it again"
    )]
    State {
        /// Its place in the bundle.
        at: usize,
        /// The byte.
        state: u8,
    },
    /// An empty header or signature set, or a part that is too long.
    #[error("record {at} of the public bundle has a {part} that is empty or over its limit")]
    Length {
        /// Its place in the bundle.
        at: usize,
        /// Which part.
        part: &'static str,
    },
    /// Another number of records than the name says.
    #[error("the public bundle should hold {expected} records and holds more or fewer: fetch it again")]
    WrongCount {
        /// How many it should hold.
        expected: usize,
    },
}

impl PublicError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Truncated(_) => "public-bundle-truncated",
            Self::State { .. } => "public-bundle-state",
            Self::Length { .. } => "public-bundle-length",
            Self::WrongCount { .. } => "public-bundle-wrong-count",
        }
    }
}

/// Writes the bundle of a group, at most 256 records.
pub fn encode_public(records: &[PublicRecord<'_>]) -> Result<Vec<u8>, PublicError> {
    if records.len() > usize::from(TILE_WIDTH) {
        return Err(PublicError::WrongCount { expected: usize::from(TILE_WIDTH) });
    }
    let mut out = Vec::new();
    for (at, record) in records.iter().enumerate() {
        let (state, parts) = record.parts();
        out.push(state);
        for (bytes, part) in parts.iter().zip(PARTS) {
            let Some(bytes) = bytes else { continue };
            append(&mut out, bytes, part, at)?;
        }
    }
    Ok(out)
}

/// Reads a bundle of exactly `width` records.
pub fn decode_public(bytes: &[u8], width: u16) -> Result<Vec<PublicRecord<'_>>, PublicError> {
    let expected = usize::from(width.min(TILE_WIDTH));
    let mut wire = Wire(bytes);
    let mut records = Vec::with_capacity(expected);
    while let Some(state) = wire.u8() {
        let at = records.len();
        if at == expected {
            return Err(PublicError::WrongCount { expected });
        }
        records.push(decode_one(&mut wire, state, at)?);
    }
    if records.len() == expected { Ok(records) } else { Err(PublicError::WrongCount { expected }) }
}

/// A part of a record: its name, its least and its largest length. A body's own rules are not this format's, so an
/// empty one, should a hub have let it in, doesn't make the bundle of its 255 neighbours unreadable.
type Part = (&'static str, usize, usize);

const PARTS: [Part; 3] = [("header", 1, MAX_HEADER), ("signature set", 1, MAX_SET), ("body", 0, INLINE_BODY)];

fn append(out: &mut Vec<u8>, bytes: &[u8], (part, least, most): Part, at: usize) -> Result<(), PublicError> {
    let length = u32::try_from(bytes.len()).ok().filter(|_| (least..=most).contains(&bytes.len()));
    out.extend_from_slice(&length.ok_or(PublicError::Length { at, part })?.to_be_bytes());
    out.extend_from_slice(bytes);
    Ok(())
}

fn decode_one<'a>(wire: &mut Wire<'a>, state: u8, at: usize) -> Result<PublicRecord<'a>, PublicError> {
    if state > BODY_APART {
        return Err(PublicError::State { at, state });
    }
    if state == RESTRICTED {
        return Ok(PublicRecord::Nothing);
    }
    let mut part = |which: usize| {
        let (part, least, most) = PARTS[which];
        let bytes = wire.string().ok_or(PublicError::Truncated(at))?;
        let fits = (least..=most).contains(&bytes.len());
        if fits { Ok(bytes) } else { Err(PublicError::Length { at, part }) }
    };
    let (header, signatures) = (part(0)?, part(1)?);
    Ok(match state {
        WHOLE => PublicRecord::Whole { header, signatures, body: part(2)? },
        WITHOUT_BODY => PublicRecord::WithoutBody { header, signatures },
        _ => PublicRecord::BodyApart { header, signatures },
    })
}

impl<'a> PublicRecord<'a> {
    fn parts(&self) -> (u8, [Option<&'a [u8]>; 3]) {
        match *self {
            Self::Nothing => (RESTRICTED, [None; 3]),
            Self::Whole { header, signatures, body } => (WHOLE, [Some(header), Some(signatures), Some(body)]),
            Self::WithoutBody { header, signatures } => {
                (WITHOUT_BODY, [Some(header), Some(signatures), None])
            }
            Self::BodyApart { header, signatures } => (BODY_APART, [Some(header), Some(signatures), None]),
        }
    }

    /// The header and the signature set, where the bundle has them.
    pub fn signed(&self) -> Option<(&'a [u8], &'a [u8])> {
        let (_, [header, signatures, _]) = self.parts();
        header.zip(signatures)
    }
}

const BUNDLES: &str = "public/";
const BODIES: &str = "body/";

/// The path of the public bundle beside this entry bundle.
pub fn public_path(bundle: BundleId) -> String {
    format!("{BUNDLES}{}", place(bundle.index(), bundle.width()))
}

/// Reads what [`public_path`] writes, and nothing else.
pub fn parse_public_path(path: &str) -> Result<BundleId, TileNameError> {
    let place = path.strip_prefix(BUNDLES).filter(|rest| rest.len() <= 64);
    let (index, width) = place.and_then(parse_place).ok_or(TileNameError::Malformed)?;
    BundleId::new(index, width)
}

/// The path of a body that is too long for its bundle: by the record's id, so that a server finds it by the one index
/// that every register has.
pub fn body_path(id: &RecordId) -> String {
    format!("{BODIES}{id}")
}

/// Reads what [`body_path`] writes, and nothing else.
pub fn parse_body_path(path: &str) -> Option<RecordId> {
    RecordId::from_hex(path.strip_prefix(BODIES)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::{collection::vec, prelude::*};

    type Owned = (u8, Vec<u8>, Vec<u8>, Vec<u8>);

    fn encoded(records: &[Owned]) -> Vec<u8> {
        let views: Vec<_> = records.iter().map(view).collect();
        encode_public(&views).unwrap()
    }

    fn view((state, header, signatures, body): &Owned) -> PublicRecord<'_> {
        match state {
            0 => PublicRecord::Nothing,
            1 => PublicRecord::Whole { header, signatures, body },
            2 => PublicRecord::WithoutBody { header, signatures },
            _ => PublicRecord::BodyApart { header, signatures },
        }
    }

    fn records() -> impl Strategy<Value = Vec<Owned>> {
        let part = || vec(any::<u8>(), 1..40);
        vec((0_u8..4, part(), part(), part()), 1..20)
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(records in records()) {
            let bytes = encoded(&records);
            let width = u16::try_from(records.len()).unwrap();
            let views: Vec<_> = records.iter().map(view).collect();
            prop_assert_eq!(decode_public(&bytes, width).unwrap(), views);
            prop_assert!(decode_public(&bytes, width + 1).is_err());
            prop_assert!(decode_public(&bytes, width - 1).is_err());
        }

        #[test]
        fn what_is_read_has_one_spelling(bytes in vec(prop_oneof![Just(0_u8), Just(1), Just(2), any::<u8>()], 0..80), width in 1_u16..20) {
            if let Ok(records) = decode_public(&bytes, width) {
                prop_assert_eq!(encode_public(&records).unwrap(), bytes);
            }
        }

        #[test]
        fn one_flipped_bit_reads_as_something_else_or_not_at_all(records in records(), at: prop::sample::Index, bit in 0_u8..8) {
            let bytes = encoded(&records);
            let mut changed = bytes.clone();
            changed[at.index(bytes.len())] ^= 1 << bit;
            let width = u16::try_from(records.len()).unwrap();
            prop_assert_ne!(decode_public(&changed, width), decode_public(&bytes, width));
        }

        #[test]
        fn any_path_reads_or_is_refused(path in "(public|body)/[x0-9./pa-f]{0,70}") {
            if let Ok(bundle) = parse_public_path(&path) {
                prop_assert_eq!(public_path(bundle), path.clone());
            }
            if let Some(id) = parse_body_path(&path) {
                prop_assert_eq!(body_path(&id), path);
            }
        }
    }

    #[test]
    fn the_worked_example_of_the_specification() {
        let records = [
            PublicRecord::Whole { header: b"{}", signatures: b"[]", body: b"{ }" },
            PublicRecord::Nothing,
            PublicRecord::WithoutBody { header: b"{}", signatures: b"[]" },
        ];
        let bytes = encode_public(&records).unwrap();
        let hex = "01000000027b7d000000025b5d000000037b207d0002000000027b7d000000025b5d";
        assert_eq!(hex::encode(bytes), hex);
        assert_eq!(MAX_PUBLIC_BUNDLE, 29_363_456);
    }

    #[test]
    fn parts_over_their_limits_are_refused() {
        let long = vec![b' '; INLINE_BODY + 1];
        let over = PublicRecord::Whole { header: b"{}", signatures: b"[]", body: &long };
        assert_eq!(encode_public(&[over]), Err(PublicError::Length { at: 0, part: "body" }));
        let mut bytes =
            encode_public(&[PublicRecord::Whole { header: b"{}", signatures: b"[]", body: &long[1..] }])
                .unwrap();
        assert_eq!(decode_public(&bytes, 1).unwrap().len(), 1);
        bytes[13 + 3] += 1;
        bytes.push(b' ');
        assert_eq!(decode_public(&bytes, 1), Err(PublicError::Length { at: 0, part: "body" }));
        assert_eq!(decode_public(&[4], 1), Err(PublicError::State { at: 0, state: 4 }));
        assert_eq!(decode_public(&[1, 0], 1), Err(PublicError::Truncated(0)));
    }
}
