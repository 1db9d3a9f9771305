//! All that the template can reach: itself, the document, its pictures and the fonts. No folder, no network, no clock.

use crate::fonts::Fonts;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

static TEMPLATE: LazyLock<Option<Source>> =
    LazyLock::new(|| Some(Source::new(file_id("report.typ")?, include_str!("template.typ").to_owned())));

fn file_id(name: &str) -> Option<FileId> {
    Some(RootedPath::new(VirtualRoot::Project, VirtualPath::new(name).ok()?).intern())
}

/// What the template sees.
pub(crate) struct Room<'a> {
    template: Source,
    files: BTreeMap<String, Bytes>,
    fonts: &'a Fonts,
}

impl<'a> Room<'a> {
    pub(crate) fn new(files: BTreeMap<String, Bytes>, fonts: &'a Fonts) -> Option<Self> {
        Some(Self { template: TEMPLATE.clone()?, files, fonts })
    }
}

impl World for Room<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.fonts.book
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.template.id() { Ok(self.template.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let path = id.get();
        let own = matches!(path.root(), VirtualRoot::Project);
        let found = own.then(|| self.files.get(path.vpath().get_without_slash())).flatten();
        found.cloned().ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use typst::syntax::package::PackageSpec;

    #[test]
    fn the_template_reaches_no_folder_and_no_package() {
        let fonts = Fonts::new([]).unwrap();
        let files = BTreeMap::from([("document.json".to_owned(), Bytes::from_string("{}"))]);
        let room = Room::new(files, &fonts).unwrap();
        assert!(room.file(file_id("document.json").unwrap()).is_ok());
        let package: PackageSpec = "@preview/example:1.0.0".parse().unwrap();
        let path = VirtualPath::new("document.json").unwrap();
        let elsewhere = RootedPath::new(VirtualRoot::Package(package), path).intern();
        for id in [file_id("etc/passwd").unwrap(), elsewhere] {
            assert!(room.file(id).is_err() && room.source(id).is_err());
        }
        assert_eq!(room.today(None), None);
    }
}
