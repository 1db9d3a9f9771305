//! What keeps a draft from being signed: everything at once, each with the place where it is mended.

use catalogue::{Catalogue, Field, Kind, Lang};
use kinds::ContentError;

use super::draft_audience;
use super::draft_cycles;
use super::draft_form::Filled;
use super::draft_parts::{self, CHOICES};
use super::model_cycles::AskedCycle;
use super::model_drafts::Problem;
use super::reasons::Reason;

/// The most faults of fields that are listed: who mends so many looks again.
const MOST_FAULTS: usize = 20;

/// What the door would say of a draft before anybody signs, each with where it is mended. What a cycle makes of the answers is
/// asked once they are all there: it would say the same again of what is missing.
pub(super) fn problems(
    catalogue: &Catalogue,
    kind: &Kind,
    (filled, asked): (&Filled, &[AskedCycle]),
    href: &str,
    lang: Lang,
) -> Vec<Problem> {
    let body = filled.body();
    let at = |part: &str, place: &str| {
        if kind.parts.is_empty() { format!("{href}#{place}") } else { format!("{href}?part={part}#{place}") }
    };
    let of_field = |error: &ContentError| {
        let field = error.field.split('.').next().and_then(|id| kind.field(id));
        let place = |field: &Field| at(draft_parts::part_of(kind, field), &format!("note-{}", field.id));
        Problem {
            reason: Reason::of_field(kind, error, lang),
            href: field.map_or_else(|| href.to_owned(), place),
        }
    };
    let faults = kinds::faults(kind, &body.content);
    let mut found: Vec<_> = faults.iter().take(MOST_FAULTS).map(of_field).collect();
    let mut more = |reason: Option<Reason>, href: String| {
        found.extend(reason.map(|reason| Problem { reason, href }));
    };
    let choice = |place| at(CHOICES, place);
    more(Reason::of_size(kind, &body, lang), href.to_owned());
    let nobody = draft_audience::chosen(filled).is_none();
    more(nobody.then(|| Reason::of("draft-no-audience", "choose for whom it is", lang)), choice("for-whom"));
    let nowhere = filled.mechanisms.is_empty().then_some(admission::Refusal::NoMechanism);
    more(nowhere.map(|refusal| Reason::of(refusal.code(), refusal, lang)), choice("said-for"));
    more(Reason::of_items(filled.framework_items.len(), kind, lang), choice("speaks-to"));
    if found.is_empty() {
        let of_cycle = draft_cycles::problem_of_cycle(catalogue, kind, filled, &body, lang);
        let of_answer = || draft_cycles::problem(kind, filled, asked, lang);
        let reason = of_cycle.or_else(of_answer);
        found.extend(reason.map(|reason| Problem { reason, href: href.to_owned() }));
    }
    found
}
