//! What the style sheet promises: contrast on both papers, and no direction of its own.

use std::collections::BTreeMap;

const STYLE: &str = include_str!("../assets/style.css");

/// WCAG 2.2, success criterion 1.4.3.
const AA: f64 = 4.5;

fn colours(block: &str) -> BTreeMap<&str, [u8; 3]> {
    let variables = block.split([';', '{', '}']).filter_map(|rule| rule.trim().split_once(':'));
    variables.filter_map(|(name, value)| Some((name.strip_prefix("--")?, rgb(value)?))).collect()
}

fn rgb(value: &str) -> Option<[u8; 3]> {
    let digits = value.strip_prefix('#')?;
    let byte = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
    let double = |at: usize| u8::from_str_radix(digits.get(at..=at)?, 16).ok().map(|digit| digit * 17);
    match digits.len() {
        6 => Some([byte(0)?, byte(2)?, byte(4)?]),
        3 => Some([double(0)?, double(1)?, double(2)?]),
        _ => None,
    }
}

fn luminance(colour: [u8; 3]) -> f64 {
    let [red, green, blue] = colour.map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn every_colour_can_be_read_on_every_paper_it_stands_on() {
    let roots: Vec<&str> = STYLE.split(":root{").skip(1).collect();
    assert_eq!(roots.len(), 3, "light, dark and paper");
    for root in roots {
        let colours = colours(root.split('}').next().unwrap_or_default());
        for (ink, paper) in [
            ("ink", "paper"),
            ("ink", "field"),
            ("soft", "paper"),
            ("soft", "field"),
            ("accent", "paper"),
            ("accent", "field"),
            ("warn", "paper"),
            ("warn", "warn-paper"),
        ] {
            let (Some(ink_colour), Some(paper_colour)) = (colours.get(ink), colours.get(paper)) else {
                assert!(
                    !colours.contains_key("warn"),
                    "{ink} and {paper} are there, or the sheet is for paper"
                );
                continue;
            };
            let ratio = contrast(*ink_colour, *paper_colour);
            assert!(ratio >= AA, "{ink} on {paper}: {ratio:.2}");
        }
    }
}

#[test]
fn nothing_says_left_or_right() {
    for word in ["left", "right", "margin-top", "margin-bottom", "padding-top", "padding-bottom"] {
        let found = STYLE
            .split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-')
            .any(|one| one == word);
        assert!(!found && !STYLE.contains(&format!("-{word}:")), "{word}: use a logical property");
    }
}
