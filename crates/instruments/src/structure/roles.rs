//! The part each paragraph plays: preambular, operative, or neither.

use super::{ATTACHED, Draft, Structure};
use crate::fold::folded;
use crate::instrument::{Form, Language};
use crate::label::{Kind, Label};
use crate::provision::{Act, Role};
use crate::verbs::{self, Mood, Opening};

/// Acts with which the operative part of an unnumbered text may begin.
fn is_operative(act: Act) -> bool {
    matches!(
        act,
        Act::Undertakes
            | Act::Agrees
            | Act::Decides
            | Act::Declares
            | Act::Adopts
            | Act::Advocates
            | Act::Demands
            | Act::Calls
            | Act::Urges
            | Act::Requests
            | Act::Invites
            | Act::Encourages
            | Act::Recommends
            | Act::Supports
            | Act::Welcomes
            | Act::Condemns
    )
}

/// Gives every top-level paragraph its part.
pub(super) fn roles(structure: &mut Structure, form: Form, speaks_as_body: bool, language: Language) {
    if speaks_as_body {
        points_of_decision(&mut structure.drafts, language);
    }
    let numbered = structure.drafts.iter().filter(|draft| is_numbered(draft)).count();
    let lists = count_lists(&structure.drafts);
    let with_preamble = speaks_as_body || structure.opener.is_some();
    let first_number = structure.drafts.iter().position(is_numbered);
    let first_item = structure.drafts.iter().position(|draft| draft.chapeau.is_some());
    let sections = form != Form::Report && structure.drafts.iter().any(|draft| !in_preamble(draft));
    let mut begun = false;
    let guess = numbered == 0 && lists != 1;
    for at in 0..structure.drafts.len() {
        let draft = &structure.drafts[at];
        let verb = verbs::opening(&draft.text, language);
        let spoken = verbs::acts_inside(&draft.text, language, 3);
        let attached = draft.heading.as_deref().is_some_and(|heading| ATTACHED.is_match(heading));
        let role = if form == Form::MeetingSummary || attached {
            // Nobody adopted a summary or one delegation's statement: nothing in it is preambular or operative.
            Role::Other
        } else if in_preamble(draft) && sections {
            Role::Preambular
        } else if let Some(role) = labelled_role(draft) {
            role
        } else if draft.chapeau.is_some() || draft.begun {
            Role::Operative
        } else if numbered > 0 {
            // A body that acts before its first number has ended its preamble.
            let spoken_first =
                spoken.first().is_some_and(|verb| verb.mood == Mood::FirstPlural && is_operative(verb.act));
            begun |= !with_preamble && form != Form::Report && spoken_first;
            begun |= with_preamble && verb.is_some_and(|verb| verb.mood == Mood::Singular);
            // "We ask the Organisation …": the authors go on below a numbered paragraph.
            let speaks = spoken.first().copied().filter(|verb| verb.start == 0 && form != Form::Report);
            if begun && first_number.is_some_and(|first| at < first) {
                Role::Operative
            } else {
                unlabelled_among_numbers(draft, at, first_number, form, verb.or(speaks))
            }
        } else if with_preamble && verb.is_some_and(|verb| verb.mood == Mood::Singular) {
            begun = true;
            Role::Operative
        } else if with_preamble && numbered == 0 && commits(&spoken) {
            // "We are committed to …": whoever binds themselves acts, though a list of measures follows later.
            begun = true;
            Role::Operative
        } else if !begun && lists == 1 && first_item.is_some_and(|first| at < first)
            || with_preamble && verb.is_some_and(|verb| verb.mood == Mood::Participle) && !begun
        {
            Role::Preambular
        } else {
            let base = verbs::base_opening(&draft.text, language).filter(|_| with_preamble);
            begun |= spoken.iter().chain(&base).any(|verb| is_operative(verb.act));
            if begun { Role::Operative } else { Role::Preambular }
        };
        structure.drafts[at].role = Some(role);
    }
    if with_preamble && form != Form::Report {
        number_no_recital(&mut structure.drafts, language);
    }
    // A statement whose every paragraph only notes or affirms has no preamble: that is what it says.
    let none = structure.drafts.iter().all(|draft| draft.role == Some(Role::Preambular));
    if none && !with_preamble && numbered == 0 {
        for draft in &mut structure.drafts {
            if !verbs::acts_inside(&draft.text, language, 1).is_empty() {
                draft.role = Some(Role::Operative);
            }
        }
    }
    structure.guessed_roles = guess && !with_preamble && form != Form::MeetingSummary;
}

/// "Recalling …, Recalling further …: (a) Expresses …; (b) Endorses …": what a body decides stands in points under its
/// last recital, which they are no part of.
fn points_of_decision(drafts: &mut Vec<Draft>, language: Language) {
    let Some(last) = drafts.iter().rposition(|draft| draft.annex == 0) else { return };
    let mood = |draft: &Draft| verbs::opening(&draft.text, language).map(|verb| verb.mood);
    let recital = &drafts[last];
    let decides = recital.label.is_none()
        && mood(recital) == Some(Mood::Participle)
        && !recital.children.is_empty()
        && recital.children.iter().all(|point| mood(point) == Some(Mood::Singular));
    if decides {
        let points = std::mem::take(&mut drafts[last].children);
        let mut after = drafts.split_off(last + 1);
        drafts.extend(points);
        drafts.append(&mut after);
    }
}

/// A paragraph whose first words bind its authors.
fn commits(spoken: &[Opening]) -> bool {
    spoken.first().is_some_and(|verb| {
        verb.start == 0
            && verb.mood == Mood::FirstPlural
            && matches!(verb.act, Act::Undertakes | Act::Agrees | Act::Decides)
    })
}

/// Recitals that are numbered on with what follows them ("1. Recalling …, 2. Noting …, 3. Decides …") stay recitals: each
/// opens with a participle and ends without a full stop, and the first that doesn't opens with what its authors do.
fn number_no_recital(drafts: &mut [Draft], language: Language) {
    let recital = |draft: &Draft| {
        is_numbered(draft)
            && draft.chapeau.is_none()
            && !draft.begun
            && draft.text.trim_end().ends_with([',', ';'])
            && verbs::opening(&draft.text, language).is_some_and(|verb| verb.mood == Mood::Participle)
    };
    let first = drafts.iter().position(is_numbered).unwrap_or(drafts.len());
    let recitals = drafts[first..].iter().take_while(|draft| recital(draft)).count();
    let acts = drafts.get(first + recitals).is_some_and(|draft| {
        let verb = verbs::opening(&draft.text, language);
        is_numbered(draft) && verb.is_some_and(|verb| verb.mood != Mood::Participle && is_operative(verb.act))
    });
    if acts {
        drafts[first..first + recitals].iter_mut().for_each(|draft| draft.role = Some(Role::Preambular));
    }
}

/// It stands under the heading "Preamble".
fn in_preamble(draft: &Draft) -> bool {
    let heading = draft.heading.as_deref().map(folded).unwrap_or_default();
    matches!(heading.as_str(), "preamble" | "preambule")
}

fn is_numbered(draft: &Draft) -> bool {
    draft.annex == 0 && matches!(&draft.label, Some(Label { kind: Kind::Number(_) | Kind::Dotted, .. }))
}

fn count_lists(drafts: &[Draft]) -> usize {
    let mut last: Option<&str> = None;
    let mut count = 0;
    for draft in drafts {
        let chapeau = draft.chapeau.as_ref().map(|chapeau| chapeau.text.as_str());
        if chapeau.is_some() && chapeau != last {
            count += 1;
        }
        last = chapeau;
    }
    count
}

fn labelled_role(draft: &Draft) -> Option<Role> {
    let label = draft.label.as_ref()?;
    if label.printed.to_lowercase().starts_with("pp") {
        return Some(Role::Preambular);
    }
    (label.kind != Kind::Bullet).then_some(Role::Operative)
}

fn unlabelled_among_numbers(
    draft: &Draft,
    at: usize,
    first_number: Option<usize>,
    form: Form,
    verb: Option<Opening>,
) -> Role {
    if first_number.is_some_and(|first| at < first) {
        return if form == Form::Report { Role::Other } else { Role::Preambular };
    }
    match verb.or_else(|| verbs::base_opening(&draft.text, Language::En)) {
        Some(verb) if matches!(verb.mood, Mood::Singular | Mood::FirstPlural) => Role::Operative,
        _ if draft.annex > 0 => Role::Operative,
        _ => Role::Other,
    }
}
