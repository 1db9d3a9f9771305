//! A provision's page.

use serde::Serialize;
use utoipa::ToSchema;

use crate::WebError;
use crate::model::answers::{AnsweredProvision, Records};
use crate::model::{Desk, InstrumentLine, ProvisionLine};

/// A provision's page.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProvisionPage {
    /// The instrument it stands in.
    pub instrument: InstrumentLine,
    /// The provision.
    pub provision: ProvisionLine,
    /// How it is named in full.
    pub long_label: String,
    /// What stands over our summary.
    pub summary_note: String,
    /// What kind of text its instrument is in law.
    pub legal_nature: String,
    /// Who linked it to framework items.
    pub linked_by: String,
    /// The provision it is nested in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<AnsweredProvision>,
    /// Provisions nested in it.
    pub children: Vec<ProvisionLine>,
    /// The one before it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous: Option<AnsweredProvision>,
    /// The one after it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<AnsweredProvision>,
    /// The public records that answer it.
    pub records: Records,
    /// Its permanent address.
    pub permanent: String,
}

/// Makes a provision's page.
pub(crate) fn page(desk: &Desk<'_>, instrument: &str, path: &str) -> Result<ProvisionPage, WebError> {
    let instrument = desk.edition.catalogue().instrument(instrument).ok_or(WebError::NotFound)?;
    let at = instrument.provisions.iter().position(|one| one.path == path).ok_or(WebError::NotFound)?;
    let provision = &instrument.provisions[at];
    let link = |one: &catalogue::CatalogueProvision| {
        let id = instrument.provision_id(one);
        let (short, long) = (desk.short_label(one), desk.long_label(one));
        AnsweredProvision { href: format!("/provisions/{id}"), id, short, long, named: false }
    };
    let made_by = provision.links.made_by.as_str();
    Ok(ProvisionPage {
        long_label: desk.long_label(provision),
        summary_note: desk.text(&instrument.summary_note),
        legal_nature: desk.text(&instrument.legal_nature),
        linked_by: desk.linked_by(made_by),
        parent: provision.parent().and_then(|path| instrument.provision(path)).map(link),
        children: instrument
            .provisions
            .iter()
            .filter(|one| one.parent() == Some(path))
            .map(|one| desk.provision(instrument, one))
            .collect(),
        previous: at.checked_sub(1).map(|before| link(&instrument.provisions[before])),
        next: instrument.provisions.get(at + 1).map(link),
        records: desk.answering(instrument, provision),
        permanent: format!("{}/provisions/{}", desk.config.base_url, instrument.provision_id(provision)),
        provision: desk.provision(instrument, provision),
        instrument: desk.instrument(instrument),
    })
}
