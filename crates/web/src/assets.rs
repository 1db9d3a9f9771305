//! The style sheet, the one script and the icon, compiled in. Their names hold their digest, so that a browser keeps them for good.

use std::io::Read;
use std::sync::LazyLock;

use flate2::Compression;
use flate2::read::GzEncoder;
use record::hash::sha256;

/// A file that never changes under its name.
pub(crate) struct Asset {
    stem: &'static str,
    extension: &'static str,
    /// Its media type.
    pub media_type: &'static str,
    /// Its bytes.
    pub bytes: &'static [u8],
    /// The same compressed as far as it goes, once: pages are compressed in a hurry each time they are made.
    pub packed: LazyLock<Option<Vec<u8>>>,
    digest: LazyLock<String>,
}

pub(crate) static STYLE: Asset = Asset {
    stem: "style",
    extension: "css",
    media_type: "text/css; charset=utf-8",
    bytes: include_bytes!("../assets/style.css"),
    packed: LazyLock::new(|| packed(include_bytes!("../assets/style.css"))),
    digest: LazyLock::new(|| short_digest(include_bytes!("../assets/style.css"))),
};

pub(crate) static PASSKEYS: Asset = Asset {
    stem: "passkeys",
    extension: "js",
    media_type: "text/javascript; charset=utf-8",
    bytes: include_bytes!("../assets/passkeys.js"),
    packed: LazyLock::new(|| packed(include_bytes!("../assets/passkeys.js"))),
    digest: LazyLock::new(|| short_digest(include_bytes!("../assets/passkeys.js"))),
};

pub(crate) static ICON: Asset = Asset {
    stem: "icon",
    extension: "svg",
    media_type: "image/svg+xml",
    bytes: include_bytes!("../assets/icon.svg"),
    packed: LazyLock::new(|| packed(include_bytes!("../assets/icon.svg"))),
    digest: LazyLock::new(|| short_digest(include_bytes!("../assets/icon.svg"))),
};

/// Enough of a digest that two versions of a file never share a name.
fn short_digest(bytes: &[u8]) -> String {
    hex::encode(&sha256(bytes)[..8])
}

/// By gzip; none if that fails, and then it goes as it is.
fn packed(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut packed = Vec::new();
    GzEncoder::new(bytes, Compression::best()).read_to_end(&mut packed).ok()?;
    Some(packed)
}

impl Asset {
    /// Its name.
    pub fn name(&self) -> String {
        format!("{}-{}.{}", self.stem, *self.digest, self.extension)
    }

    /// Its address.
    pub fn href(&self) -> String {
        format!("/assets/{}", self.name())
    }

    /// The file of a name.
    pub fn named(name: &str) -> Option<&'static Self> {
        [&STYLE, &PASSKEYS, &ICON].into_iter().find(|asset| asset.name() == name)
    }
}
