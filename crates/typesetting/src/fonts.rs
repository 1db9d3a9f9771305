//! The fonts that a document needs, by the names of their files, and the fonts that were read from them.

use reports::Document;
use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

/// A file of fonts, as a package of the operating system installs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FontFile {
    /// The name of the file.
    pub name: &'static str,
    /// The package that brings it, on Debian.
    pub package: &'static str,
    /// The family in it that is used: a collection holds several.
    pub family: &'static str,
}

const CORE: &str = "fonts-noto-core";
const CJK: &str = "fonts-noto-cjk";

const fn file(name: &'static str, package: &'static str, family: &'static str) -> FontFile {
    FontFile { name, package, family }
}

/// Latin, Cyrillic and Greek letters, in every document.
const LATIN: [FontFile; 4] = [
    file("NotoSans-Regular.ttf", CORE, "Noto Sans"),
    file("NotoSans-Bold.ttf", CORE, "Noto Sans"),
    file("NotoSans-Italic.ttf", CORE, "Noto Sans"),
    file("NotoSans-BoldItalic.ttf", CORE, "Noto Sans"),
];
const ARABIC: [FontFile; 2] = [
    file("NotoNaskhArabic-Regular.ttf", CORE, "Noto Naskh Arabic"),
    file("NotoNaskhArabic-Bold.ttf", CORE, "Noto Naskh Arabic"),
];
const CHINESE: [FontFile; 2] = [
    file("NotoSansCJK-Regular.ttc", CJK, "Noto Sans CJK SC"),
    file("NotoSansCJK-Bold.ttc", CJK, "Noto Sans CJK SC"),
];
const SYMBOLS: [FontFile; 2] = [
    file("NotoSansMath-Regular.ttf", CORE, "Noto Sans Math"),
    file("NotoSansSymbols2-Regular.ttf", CORE, "Noto Sans Symbols2"),
];

impl FontFile {
    /// The files that a document needs: 39 MB of Chinese letters are read for a document that has some.
    pub fn needed(document: &Document) -> Vec<FontFile> {
        let (mut arabic, mut chinese, mut symbols) = (false, false, false);
        document.clone().each_text(&mut |text| {
            for c in text.chars() {
                match c {
                    '\u{600}'..='\u{8FF}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' => {
                        arabic = true;
                    }
                    '\u{1100}'..='\u{11FF}'
                    | '\u{2E80}'..='\u{A4CF}'
                    | '\u{AC00}'..='\u{D7FF}'
                    | '\u{F900}'..='\u{FAFF}'
                    | '\u{FE30}'..='\u{FE4F}'
                    | '\u{FF00}'..='\u{FFEF}'
                    | '\u{20000}'..='\u{3FFFF}' => chinese = true,
                    '\u{2100}'..='\u{2BFF}' | '\u{1D400}'..='\u{1D7FF}' | '\u{1F000}'..='\u{1FBFF}' => {
                        symbols = true;
                    }
                    _ => {}
                }
            }
        });
        let parts = [(true, &LATIN[..]), (arabic, &ARABIC), (chinese, &CHINESE), (symbols, &SYMBOLS)];
        parts.into_iter().filter(|(needed, _)| *needed).flat_map(|(_, files)| files).copied().collect()
    }

    /// Every file that some document needs.
    pub fn all() -> impl Iterator<Item = FontFile> {
        [&LATIN[..], &ARABIC, &CHINESE, &SYMBOLS].into_iter().flatten().copied()
    }
}

/// A file of fonts that can't be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{name} has no font of the family {family}: install the package {package} afresh")]
pub struct UnusableFont {
    /// The name of the file.
    pub name: &'static str,
    /// The family that was looked for.
    pub family: &'static str,
    /// The package that brings it.
    pub package: &'static str,
}

/// Fonts that were read.
pub struct Fonts {
    pub(crate) book: LazyHash<FontBook>,
    pub(crate) fonts: Vec<Font>,
}

impl Fonts {
    /// Takes the bytes of files in.
    pub fn new(files: impl IntoIterator<Item = (FontFile, Vec<u8>)>) -> Result<Self, UnusableFont> {
        let mut fonts = Vec::new();
        for (FontFile { name, package, family }, bytes) in files {
            let mut found =
                Font::iter(Bytes::new(bytes)).filter(|font| font.info().family.as_str() == family);
            fonts.push(found.next().ok_or(UnusableFont { name, family, package })?);
        }
        Ok(Self { book: LazyHash::new(FontBook::from_fonts(&fonts)), fonts })
    }

    /// Whether one of the fonts has a letter.
    pub(crate) fn cover(&self, c: char) -> bool {
        self.fonts.iter().any(|font| font.info().coverage.contains(u32::from(c)))
    }
}
