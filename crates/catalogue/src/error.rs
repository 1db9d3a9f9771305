//! What can be wrong with data files, each with a stable code.

/// Why a set of data files is no catalogue.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CatalogueError {
    /// A file is larger than a record's body can carry.
    #[error("{path}: larger than 1 MiB; split it")]
    FileTooLarge {
        /// The file.
        path: String,
    },
    /// More files than a catalogue may have.
    #[error("more than 4096 files; leave out old versions")]
    TooManyFiles,
    /// Not JSON of the shape its format asks for.
    #[error("{path}: {detail}; see the catalogue's README for the shape of each format")]
    Unreadable {
        /// The file.
        path: String,
        /// Where and what.
        detail: String,
    },
    /// The same thing twice in the same version.
    #[error("{id} stands twice (second time in {place}); give the later one a higher version or another id")]
    Duplicate {
        /// The id.
        id: String,
        /// Where the second one stands.
        place: String,
    },
    /// An identifier that doesn't follow its pattern.
    #[error("{place}: “{id}” is no {expected}")]
    BadId {
        /// Where.
        place: String,
        /// The identifier.
        id: String,
        /// What it should be.
        expected: &'static str,
    },
    /// A link to something that isn't there.
    #[error("{place}: {what} “{target}” isn't in the catalogue; add it or correct the link")]
    MissingTarget {
        /// Where the link stands.
        place: String,
        /// What it should lead to.
        what: &'static str,
        /// Where it leads.
        target: String,
    },
    /// A text that is empty or lacks English or French.
    #[error("{place}: the text in “{language}” is missing or blank; write it")]
    MissingText {
        /// Where.
        place: String,
        /// The language code.
        language: &'static str,
    },
    /// A date of another form than `yyyy-mm-dd`, `yyyy-mm` or `yyyy`.
    #[error("{place}: “{date}” is no date; write yyyy-mm-dd, yyyy-mm or yyyy")]
    BadDate {
        /// Where.
        place: String,
        /// The date.
        date: String,
    },
    /// Real and fictional things linked to each other.
    #[error(
        "{place}: links to “{target}”, which is on the other side of the line between exercises and the real"
    )]
    ExerciseMixed {
        /// Where.
        place: String,
        /// The other one.
        target: String,
    },
    /// A member that its context doesn't allow or lacks.
    #[error("{place}: {detail}")]
    Inconsistent {
        /// Where.
        place: String,
        /// What, and what to do.
        detail: &'static str,
    },
}

impl CatalogueError {
    /// A stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::FileTooLarge { .. } => "catalogue-file-too-large",
            Self::TooManyFiles => "catalogue-too-many-files",
            Self::Unreadable { .. } => "catalogue-unreadable",
            Self::Duplicate { .. } => "catalogue-duplicate",
            Self::BadId { .. } => "catalogue-bad-id",
            Self::MissingTarget { .. } => "catalogue-missing-target",
            Self::MissingText { .. } => "catalogue-missing-text",
            Self::BadDate { .. } => "catalogue-bad-date",
            Self::ExerciseMixed { .. } => "catalogue-exercise-mixed",
            Self::Inconsistent { .. } => "catalogue-inconsistent",
        }
    }
}
