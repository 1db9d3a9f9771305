//! The home page: what this is, where to begin, what is here.

use serde::Serialize;
use utoipa::ToSchema;

use crate::model::answers::Records;
use crate::model::mechanism::MechanismLine;
use crate::model::{Desk, FrameworkRef, InstrumentLine};

/// How many statements the home page shows.
const LATEST: usize = 6;

/// The home page.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct HomePage {
    /// The mechanisms served here.
    pub mechanisms: Vec<MechanismLine>,
    /// Exercise mechanisms, kept apart.
    pub exercises: Vec<MechanismLine>,
    /// The instruments, newest first; fictional ones not among them.
    pub instruments: Vec<InstrumentLine>,
    /// The framework sets.
    pub frameworks: Vec<FrameworkRef>,
    /// The latest statements.
    pub latest: Records,
    /// How many records the register holds.
    pub register_size: u64,
}

/// Makes the home page.
pub(crate) fn page(desk: &Desk<'_>) -> HomePage {
    let catalogue = desk.edition.catalogue();
    let (exercises, mechanisms) =
        catalogue.mechanisms().map(|one| desk.mechanism_line(one)).partition(|one| one.mechanism.exercise);
    let mut instruments: Vec<_> =
        catalogue.instruments().filter(|one| !one.exercise).map(|one| desk.instrument(one)).collect();
    instruments.sort_by(|a, b| b.date.cmp(&a.date));
    let mut latest = desk.newest(desk.views.all());
    latest.newest.truncate(LATEST);
    HomePage {
        mechanisms,
        exercises,
        instruments,
        frameworks: catalogue
            .frameworks()
            .filter(|set| !set.exercise)
            .map(|set| desk.framework(set))
            .collect(),
        latest,
        register_size: desk.views.size(),
    }
}
