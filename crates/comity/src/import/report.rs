//! What `import` prints: everything as JSON, or a page to look over.

use crate::failure::Failure;
use crate::import::{Imported, Kept, Reviewed, Scored};
use instruments::review::{Correction, ReviewState};
use instruments::{Basis, Citation, Instrument, Provision, Role};
use serde::Serialize;

/// Characters of a provision's text that the summary shows.
const FIRST_WORDS: usize = 70;
/// Lines of one list that the summary shows; the rest is in the JSON.
const MOST_LINES: usize = 40;

/// One import, ready to be printed.
#[derive(Serialize)]
pub struct Report<'a> {
    source: Source<'a>,
    #[serde(flatten)]
    instrument: &'a Instrument,
    review_state: ReviewState,
    corrections: &'a [Correction],
    #[serde(skip_serializing_if = "Option::is_none")]
    kept: Option<&'a Kept>,
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<&'a Scored>,
}

#[derive(Serialize)]
struct Source<'a> {
    file: &'a str,
    sha256: String,
    media_type: &'a str,
}

impl<'a> Report<'a> {
    /// A report of an import as it was reviewed, kept and scored.
    pub fn new(
        imported: &'a Imported,
        reviewed: &'a Reviewed,
        kept: Option<&'a Kept>,
        score: Option<&'a Scored>,
    ) -> Self {
        Self {
            source: Source {
                file: &imported.name,
                sha256: imported.source(),
                media_type: imported.media.media_type(),
            },
            instrument: &reviewed.instrument,
            review_state: reviewed.state,
            corrections: &reviewed.corrections,
            kept,
            score,
        }
    }
}

/// Everything, as JSON.
pub fn json(report: &Report<'_>) -> Result<String, Failure> {
    let text = serde_json::to_string_pretty(report).map_err(|error| Failure::new("json", error))?;
    Ok(text + "\n")
}

/// A page to look over.
pub fn summary(report: &Report<'_>) -> String {
    let mut page = Page::default();
    page.head(report);
    page.provisions(&report.instrument.provisions);
    page.participants(report.instrument);
    let citations = report.instrument.citations.iter();
    page.list("cites", citations.map(cited).collect());
    page.list(
        "not sure",
        report.instrument.review.iter().map(|note| at(&note.place, &note.message)).collect(),
    );
    let corrections = report.corrections.iter();
    page.list(
        "corrected",
        corrections.map(|one| format!("{}: {} -> {}", one.place, one.before, one.after)).collect(),
    );
    if let Some(score) = report.score {
        page.score(score);
    }
    if let Some(kept) = report.kept {
        page.kept(kept);
    }
    page.text
}

#[derive(Default)]
struct Page {
    text: String,
}

impl Page {
    /// Words of a stranger's file reach a terminal here: what could steer it is shown, not sent.
    fn line(&mut self, words: &str) {
        let shown = words.chars().map(|ch| if ch.is_control() { '\u{fffd}' } else { ch });
        self.text.extend(shown);
        self.text.push('\n');
    }

    fn head(&mut self, report: &Report<'_>) {
        let it = report.instrument;
        self.line(&format!("{} ({})", report.source.file, report.source.media_type));
        self.field("title", it.title.as_deref().unwrap_or("not found"));
        self.field("symbol", it.symbol.as_deref().unwrap_or("none printed"));
        self.field("form", &format!("{}, {}, in {}", word(&it.form), word(&it.status), it.language.code()));
        self.field("body", it.body.as_deref().unwrap_or("not found"));
        let dates: Vec<_> = it.dates.iter().map(|one| format!("{} ({})", one.date, one.role)).collect();
        self.field("dates", &or_none(&dates));
        self.field("place", it.place.as_deref().unwrap_or("not found"));
        if !it.agenda_items.is_empty() {
            self.field("agenda items", &it.agenda_items.join(", "));
        }
        let count = |role: Role| it.provisions.iter().filter(|one| one.role == role).count();
        let (preambular, operative, other) =
            (count(Role::Preambular), count(Role::Operative), count(Role::Other));
        let nested: usize = it.provisions.iter().map(|one| one.walk().len() - 1).sum();
        self.field(
            "provisions",
            &format!(
                "{preambular} preambular, {operative} operative, {other} other, {nested} nested in them"
            ),
        );
        let repairs: usize = it.repairs.iter().map(|one| one.times).sum();
        self.field("repairs", &format!("{repairs}, each with before and after in --format json"));
        self.field("review", word(&report.review_state).as_str());
    }

    fn field(&mut self, name: &str, value: &str) {
        self.line(&format!("  {name:13} {value}"));
    }

    fn provisions(&mut self, provisions: &[Provision]) {
        self.line("");
        for one in provisions.iter().flat_map(Provision::walk) {
            let label = one.label.as_deref().unwrap_or("-");
            let mut first: String = one.text.chars().take(FIRST_WORDS).collect();
            if first.len() < one.text.len() {
                first.push('…');
            }
            self.line(&format!("  {:9} {label:8} {:12} {first}", one.path, word(&one.act)));
            for link in &one.framework_items {
                let why = match link.because.as_slice() {
                    [] => "added by a person".to_owned(),
                    because => format!("because of “{}”", because.join("”, “")),
                };
                self.line(&format!("            ? {} {why}", link.item));
            }
        }
    }

    fn participants(&mut self, instrument: &Instrument) {
        let mut bases: Vec<Basis> = Vec::new();
        for one in &instrument.participants {
            if !bases.contains(&one.basis) {
                bases.push(one.basis);
            }
        }
        for basis in bases {
            let on = instrument.participants.iter().filter(|one| one.basis == basis);
            let names: Vec<_> =
                on.map(|one| format!("{} {}", one.code.as_deref().unwrap_or("?"), one.printed_as)).collect();
            self.line("");
            self.line(&format!("{} {}:", names.len(), word(&basis)));
            self.line(&format!("  {}", names.join(", ")));
        }
    }

    fn list(&mut self, name: &str, lines: Vec<String>) {
        if lines.is_empty() {
            return;
        }
        self.line("");
        self.line(&format!("{} {name}:", lines.len()));
        let more = lines.len().saturating_sub(MOST_LINES);
        for line in lines.into_iter().take(MOST_LINES) {
            self.line(&format!("  {line}"));
        }
        if more > 0 {
            self.line(&format!("  and {more} more: see --format json"));
        }
    }

    fn score(&mut self, scored: &Scored) {
        let score = &scored.score;
        self.line("");
        self.line(&format!(
            "suggested items against {} (sets {}): precision {:.2}, recall {:.2}; {} agreed, {} extra, {} missing",
            scored.against,
            scored.sets.join(", "),
            score.precision,
            score.recall,
            score.agreed,
            score.extra.len(),
            score.missing.len()
        ));
        let links = |list: &[instruments::Link]| -> Vec<String> {
            list.iter().map(|link| format!("{} {}", link.provision, link.item)).collect()
        };
        self.list("suggested, not in the catalogue", links(&score.extra));
        self.list("in the catalogue, not suggested", links(&score.missing));
    }

    fn kept(&mut self, kept: &Kept) {
        self.line("");
        self.line(&match kept {
            Kept::New => "kept: original, structure and state of review".to_owned(),
            Kept::SameFile { name } => format!("the same file is kept already, as {name}; nothing was added"),
            Kept::Reviewed { name } => {
                format!("the same file is kept already, as {name}; its review was brought up to date")
            }
            Kept::Assigned { name, mechanism } => {
                format!(
                    "the same file is kept already, as {name}; the secretariat of {mechanism} reviews it now"
                )
            }
            Kept::SameText { name } => {
                format!("the same text is kept already, as {name}, from another file; nothing was added")
            }
        });
    }
}

fn at(place: &str, message: &str) -> String {
    if place.is_empty() { message.to_owned() } else { format!("{message} [{place}]") }
}

fn cited(citation: &Citation) -> String {
    let named = [&citation.symbol, &citation.title, &citation.date].into_iter().flatten().cloned();
    let line: Vec<String> = std::iter::once(word(&citation.kind)).chain(named).collect();
    let paragraph = citation.paragraph.as_ref().map(|paragraph| format!(", paragraph {paragraph}"));
    line.join(" ") + paragraph.as_deref().unwrap_or_default()
}

fn or_none(list: &[String]) -> String {
    if list.is_empty() { "not found".to_owned() } else { list.join(", ") }
}

/// The word that stands for a choice in the JSON; the same in the summary, so that one leads to the other.
fn word(choice: &impl Serialize) -> String {
    serde_json::to_value(choice).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}
