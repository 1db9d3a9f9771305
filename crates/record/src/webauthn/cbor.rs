//! Passing over CBOR that nobody reads: the extensions of `authenticatorData`. They must end where the data ends, so that
//! nothing can be hidden behind them; what they say is not judged.

/// How deep CTAP2's canonical CBOR may nest.
const MAX_DEPTH: usize = 4;

const BYTES: u8 = 2;
const TEXT: u8 = 3;
const ARRAY: u8 = 4;
const MAP: u8 = 5;
const SIMPLE: u8 = 7;
const FALSE: u64 = 20;
const NULL: u64 = 22;

/// Are these bytes one map in CTAP2's canonical form, and nothing after it?
pub(super) fn is_map(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    bytes.first().is_some_and(|b| b >> 5 == MAP) && item(&mut rest, 1).is_some() && rest.is_empty()
}

/// Passes one item. Every item has at least one byte, so that a false count ends with the bytes.
fn item(rest: &mut &[u8], depth: usize) -> Option<()> {
    if depth > MAX_DEPTH + 1 {
        return None;
    }
    let (major, argument) = head(rest)?;
    match major {
        0 | 1 => Some(()),
        BYTES => take(rest, argument).map(|_| ()),
        TEXT => std::str::from_utf8(take(rest, argument)?).ok().map(|_| ()),
        ARRAY => (0..argument).try_for_each(|_| item(rest, depth + 1)),
        MAP => (0..argument).try_for_each(|_| {
            item(rest, depth + 1)?;
            item(rest, depth + 1)
        }),
        SIMPLE if (FALSE..=NULL).contains(&argument) => Some(()),
        // Tags, fractions and undefined: no extension has them.
        _ => None,
    }
}

/// The kind of an item and its number, written as short as can be: indefinite lengths are refused.
fn head(rest: &mut &[u8]) -> Option<(u8, u64)> {
    let first = take(rest, 1)?[0];
    let (major, info) = (first >> 5, first & 0x1f);
    let (width, least) = match info {
        0..=23 => return Some((major, u64::from(info))),
        24 => (1, 24),
        25 => (2, 1 << 8),
        26 => (4, 1 << 16),
        27 => (8, 1 << 32),
        _ => return None,
    };
    let number = take(rest, width)?.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte));
    // A wide simple value is a fraction.
    (number >= least && major != SIMPLE).then_some((major, number))
}

fn take<'a>(rest: &mut &'a [u8], count: u64) -> Option<&'a [u8]> {
    let (head, tail) = rest.split_at_checked(usize::try_from(count).ok()?)?;
    *rest = tail;
    Some(head)
}

#[cfg(test)]
mod tests {
    use super::is_map;

    #[test]
    fn whole_canonical_maps_pass_and_nothing_else() {
        for (taken, hex) in [
            (true, "a0"),
            (true, "a1616101"),
            (true, "a1616138ff"),
            (true, "a16161f5"),
            (true, "a1636b657981a1617aa0"),
            (false, ""),
            (false, "80"),
            (false, "a1"),
            (false, "a161"),
            (false, "a0a0"),
            (false, "a161611801"),
            (false, "a161619fff"),
            (false, "bf616101ff"),
            (false, "a16161c000"),
            (false, "a16161f7"),
            (false, "a16161f93c00"),
            (false, "a161ff01"),
            (false, "bb7fffffffffffffff"),
            (false, "a161618181818180"),
        ] {
            assert_eq!(is_map(&hex::decode(hex).unwrap()), taken, "{hex}");
        }
    }
}
