//! What somebody follows by feed or by mail: its name, its page, and what was said on it.

use delegations::subscriptions::About;
use views::RecordView;

use crate::model::Desk;

/// A framework item, a mechanism or a kind, as it is named.
pub struct Subject {
    /// Its name.
    pub name: String,
    /// Its page.
    pub href: String,
}

impl Desk<'_> {
    /// What something is called that the catalogue knows.
    pub fn subject(&self, about: &About) -> Option<Subject> {
        let catalogue = self.edition.catalogue();
        Some(match about {
            About::Item(id) => {
                let item = self.item(catalogue.item(id)?);
                Subject { name: item.title, href: item.href }
            }
            About::Mechanism(id) => {
                let one = self.mechanism(catalogue.mechanism(id)?);
                Subject { name: one.name, href: one.href }
            }
            About::Kind(id) => {
                let kind = catalogue.kind(id)?;
                Subject { name: self.text(&kind.plural), href: format!("/kinds/{id}") }
            }
        })
    }
}

impl<'a> Desk<'a> {
    /// Every record on it that whoever asks may read, oldest first.
    pub fn said_on(&self, about: &About) -> Box<dyn DoubleEndedIterator<Item = RecordView<'a>> + 'a> {
        match about {
            About::Item(id) => Box::new(self.views.by_framework_item(id)),
            About::Mechanism(id) => Box::new(self.views.by_mechanism(id)),
            About::Kind(id) => Box::new(self.views.by_kind(id)),
        }
    }
}
