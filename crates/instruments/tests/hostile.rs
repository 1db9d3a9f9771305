//! Texts that are no instruments, too long, or made to break the reader.

mod common;

use common::lexicon;
use instruments::{Instrument, ReadError, SourceText, limits, read};
use proptest::prelude::*;

fn try_read(text: &str) -> Result<Instrument, ReadError> {
    read(&SourceText::from_plain(text), &lexicon())
}

#[test]
fn a_text_over_the_limit_is_refused() {
    let text = "We undertake to write. ".repeat(limits::MAX_TEXT_BYTES / 23 + 1);
    assert_eq!(try_read(&text).map(|_| ()).map_err(|error| error.code()), Err("text-too-large"));
}

#[test]
fn what_is_no_instrument_has_no_provisions() {
    let shopping =
        "Milk\nBread\n12 eggs\n\nThe shop closes at six. Take the red bag with you, it is in the hall.";
    let story = "Once there was a fox. It lived in a wood, and it liked the wood very much.\n\nOne day it went away \
                 and nobody saw it again, although many looked for it in all the woods of the land.\n\n\"Where is \
                 it?\" they asked. Nobody knew. So they went home and ate their soup.";
    let code = "fn main() {\n    println!(\"hello\");\n    let x = 1;\n}\n";
    for text in [shopping, story, code] {
        let error = try_read(text).expect_err("no instrument");
        assert_eq!(error.code(), "no-provisions");
        assert!(error.to_string().contains("looked for"));
    }
}

#[test]
fn bytes_are_not_text() {
    for text in ["", "\u{0}\u{1}\u{2}a\u{3}\u{4}", "12 34 56\n78", "\u{fffd}\u{fffd}a\u{fffd}"] {
        assert_eq!(try_read(text).expect_err("not text").code(), "not-text");
    }
}

/// Words that steer the reader into its rooms.
fn piece() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "The General Assembly,",
        "L’Assemblée générale,",
        "Recalling",
        "Rappelant ses résolutions",
        "53/70 du 4 décembre 1998",
        "resolution 73/27 of 5 December 2018",
        "1.",
        "2. Decides",
        "(a)",
        "(i)",
        "a)",
        "–",
        "Annex",
        "Annexe à la lettre",
        "Letter dated 3 May 2020",
        "We, the ministers of Chad,",
        "nous nous engageons à :",
        "DO HEREBY:",
        "1’information",
        "’utilisation",
        "A/C.1/75/L.4",
        "AIC.1/75/L.4",
        "In favour: Chad, France",
        "entitled “X”",
        "« Y »",
        "\n",
        "\n\n",
        "\u{c}",
        "Iran (Islamic Republic of)",
        "Les orateurs étaient : A B, ministre de la Lettonie,",
        "20101",
        "2015%",
        "____",
        "1 A/65/201.",
        "paragraph 3 of",
        "rapports de 2010, 2013",
        "Charte",
        "the Declaration on",
        "é",
        "\u{301}",
        "( ",
        "Article 2",
        ":",
        ";",
        "Geneva, 3 May 2020",
        "États-Unis d’Amérique et",
        "draft resolution",
        "¢",
        "The Permanent Council, recalling one thing, decides:",
        "HAVE AGREED TO:",
        "; Deeply concerned by machines",
        "on the fourteenth of November, two thousand and eighteen",
        "states* and",
        "*As they stood",
        "1.1",
        "1)",
        "Norm 13 (a)",
        "\nA/RES/73/27 Made-up machines of all kinds\n",
        "The following joint statement was endorsed by Chad and France.",
        "aligns itself with",
        "We welcome it, and call on all States",
        "a sentence that is long enough to be folded into one line with others of its kind",
    ]);
    prop_oneof![4 => words.prop_map(str::to_owned), 1 => any::<String>()]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn never_panics(pieces in prop::collection::vec(piece(), 0..60)) {
        let _ = try_read(&pieces.join(" "));
    }

    #[test]
    fn paths_are_unique_and_texts_not_empty(pieces in prop::collection::vec(piece(), 0..60)) {
        if let Ok(read) = try_read(&pieces.join(" ")) {
            let all: Vec<_> = read.provisions.iter().flat_map(|one| one.walk()).collect();
            let mut paths: Vec<_> = all.iter().map(|one| one.path.as_str()).collect();
            paths.sort_unstable();
            paths.dedup();
            prop_assert_eq!(paths.len(), all.len());
            prop_assert!(all.iter().all(|one| !one.text.trim().is_empty()));
        }
    }

    /// No word stands in a provision that is neither in the source nor in the list of repairs.
    #[test]
    fn nothing_is_invented(pieces in prop::collection::vec(piece(), 0..60)) {
        let source = pieces.join(" ");
        if let Ok(read) = try_read(&source) {
            let squeezed = |text: &str| -> String {
                use unicode_normalization::UnicodeNormalization;
                // Ligatures are parted without a note, as spaces are made uniform.
                let mut text = text.to_owned();
                for (joined, letters) in
                    [("\u{fb00}", "ff"), ("\u{fb01}", "fi"), ("\u{fb02}", "fl"), ("\u{fb03}", "ffi"), ("\u{fb04}", "ffl")]
                {
                    text = text.replace(joined, letters);
                }
                text.nfc().filter(|ch| ch.is_alphanumeric()).collect()
            };
            let known = squeezed(&source);
            let repaired: Vec<String> = read.repairs.iter().map(|repair| squeezed(&repair.after)).collect();
            for one in read.provisions.iter().flat_map(|one| one.walk()) {
                for word in one.text.split(' ').map(squeezed) {
                    prop_assert!(known.contains(&word) || repaired.contains(&word), "{word:?} is new");
                }
            }
        }
    }
}
