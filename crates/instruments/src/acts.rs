//! What each provision does: its verb, its strength, whom it addresses, and whether it binds its authors.

use std::sync::LazyLock;

use regex::Regex;

use crate::instrument::{Form, Language};
use crate::lexicon::Lexicon;
use crate::patterns::compiled;
use crate::provision::{Act, Addressee, Provision, Role, Stance};
use crate::structure::Draft;
use crate::verbs::{self, Mood, Opening, usual_strength};

/// The acts of one paragraph.
#[derive(Debug, Clone)]
pub(crate) struct Acts {
    /// The verb phrase as printed.
    pub opening: Option<String>,
    /// What it does.
    pub act: Act,
    /// How strongly.
    pub strength: u8,
    /// Other acts in the same paragraph.
    pub further: Vec<Act>,
    /// Commitment, call or neither.
    pub stance: Stance,
    /// Whom it addresses.
    pub addressee: Option<Addressee>,
}

/// Who speaks in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Voice {
    /// A body: an assembly, a council.
    Body,
    /// The authors themselves: ministers, leaders.
    Authors,
    /// Whoever wrote the summary of a meeting.
    Summary,
}

/// What reading acts needs to know beside the paragraph.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    /// Who speaks.
    pub voice: Voice,
    /// The names it knows.
    pub lexicon: &'a Lexicon,
    /// The language of the text.
    pub language: Language,
}

/// Acts listed for one paragraph at most.
const MOST_ACTS: usize = 8;

static VOLUNTARY: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)\b(?:volontaires?|volontairement|volontariat|facultati(?:f|fs|ve|ves)|voluntary|voluntarily|non-binding|non contraignante?s?)\b",
    )
});

/// The text says voluntary, or not binding.
pub(crate) fn says_voluntary(text: &str) -> bool {
    VOLUNTARY.is_match(text)
}

/// Reads the acts of a paragraph. `above` are those of the paragraph it is nested in.
pub(crate) fn read(draft: &Draft, role: Role, above: Option<&Acts>, context: Context<'_>) -> Acts {
    let text = draft.text.as_str();
    let own = own_verbs(text, role, context.language);
    let spoken_by_authors =
        own.first().is_some_and(|verb| verb.mood != Mood::Participle && verb.mood != Mood::Modal);
    if let Some(verb) = completes_decision(draft, above, context) {
        return from_verb(text, &verb, &[], context);
    }
    if let Some(chapeau) = &draft.chapeau {
        if let Some(verb) = &chapeau.verb {
            let inherited = from_verb(&chapeau.text, verb, &[], context);
            // "Decides to:", and then a point that has a verb of its own: "Requests the Chair …", "We welcome …".
            let speaks = |verb: &Opening| {
                let said = text[verb.start..verb.end].to_lowercase();
                verb.mood == Mood::FirstPlural && ["we ", "nous "].iter().any(|word| said.starts_with(word))
            };
            let of_its_own =
                |verb: &&Opening| verb.start == 0 && (verb.mood == Mood::Singular || speaks(verb));
            if let Some(first) = own.first().filter(of_its_own) {
                return from_verb(text, first, &own[1..], context);
            }
            let weak = matches!(inherited.act, Act::Declares | Act::States | Act::Considers | Act::Adopts);
            if !weak || own.is_empty() {
                return Acts { further: further(&own, inherited.act), ..inherited };
            }
        }
    } else if let Some(above) = above {
        // Points complete a call or an undertaking; elsewhere a point may have a verb of its own.
        let own_verb =
            own.first().is_some_and(|verb| verb.mood == Mood::Modal || spoken_by_authors && verb.start < 40);
        // "(a) Encourages the Secretary-General …": a body that goes on to act of itself.
        let acts_itself = context.voice == Voice::Body
            && own.first().is_some_and(|verb| verb.start == 0 && verb.mood == Mood::Singular)
            && text.starts_with(char::is_uppercase)
            && stance_of(own[0].act, context.voice) != Stance::Statement;
        if !acts_itself && (above.stance != Stance::Statement || !own_verb) {
            return Acts { further: Vec::new(), ..above.clone() };
        }
    }
    match own.split_first() {
        Some((first, rest)) => from_verb(text, first, rest, context),
        None => Acts {
            opening: None,
            act: Act::States,
            strength: 1,
            further: Vec::new(),
            stance: Stance::Statement,
            addressee: None,
        },
    }
}

/// "RESOLVES:" and then "To urge member States …": the body decides to do what the infinitive says, so that is its act.
/// An infinitive that says what will be done ("To hold a meeting") stays what was decided.
fn completes_decision(draft: &Draft, above: Option<&Acts>, context: Context<'_>) -> Option<Opening> {
    let decides = match (&draft.chapeau, above) {
        (Some(chapeau), _) => chapeau.verb.is_some_and(|verb| verb.act == Act::Decides),
        (None, Some(above)) => above.act == Act::Decides,
        (None, None) => false,
    };
    let verb = verbs::infinitive_opening(&draft.text, context.language)
        .filter(|_| decides && context.voice == Voice::Body)?;
    let of_its_own = stance_of(verb.act, context.voice) == Stance::Call
        || matches!(
            verb.act,
            Act::Reaffirms
                | Act::Recognizes
                | Act::Recalls
                | Act::Notes
                | Act::Welcomes
                | Act::ExpressesAppreciation
                | Act::ExpressesConcern
                | Act::Condemns
                | Act::Stresses
        );
    of_its_own.then_some(verb)
}

/// The act that the points of a paragraph complete: the last before its colon.
pub(crate) fn before_list(text: &str, role: Role, context: Context<'_>) -> Option<Acts> {
    let own = own_verbs(text, role, context.language);
    let last = own.last().filter(|_| own.len() > 1 && text.trim_end().ends_with(':'))?;
    (last.mood != Mood::Modal).then(|| from_verb(text, last, &[], context))
}

fn further(own: &[Opening], act: Act) -> Vec<Act> {
    let mut found = Vec::new();
    for verb in own {
        if verb.act != act && !found.contains(&verb.act) && verb.mood != Mood::Modal {
            found.push(verb.act);
        }
    }
    found
}

/// The verbs of a paragraph, the one that counts first.
fn own_verbs(text: &str, role: Role, language: Language) -> Vec<Opening> {
    let opening = verbs::opening(text, language);
    let mut inside = verbs::acts_inside(text, language, MOST_ACTS);
    let first = match (role, opening) {
        (Role::Preambular, Some(verb)) => Some(verb),
        (_, Some(verb)) if verb.mood == Mood::Singular => Some(verb),
        _ => None,
    };
    let first = first.or_else(|| inside.is_empty().then(|| verbs::base_opening(text, language)).flatten());
    if let Some(first) = first {
        inside.retain(|verb| verb.start >= first.end);
        inside.insert(0, first);
    }
    if inside.is_empty() && opening.is_none() && role == Role::Operative {
        inside.extend(verbs::after_clause(text, language));
    }
    if inside.is_empty() {
        let modal = verbs::modal(text, language);
        inside.extend(if role == Role::Preambular { opening.or(modal) } else { modal.or(opening) });
        if text.trim_end().ends_with(':') && inside.first().is_none_or(|verb| verb.mood == Mood::Participle) {
            // "Each State subscribing to this code pledges:" has its verb where the list begins.
            let last = verbs::before_colon(text, language);
            inside.splice(..0, last);
        }
    }
    inside
}

fn from_verb(text: &str, verb: &Opening, rest: &[Opening], context: Context<'_>) -> Acts {
    // A preambular participle says on what ground the authors stand, not what they undertake or ask.
    let own =
        if verb.mood == Mood::Participle { Stance::Statement } else { stance_of(verb.act, context.voice) };
    let stance = if own == Stance::Statement && verb.mood != Mood::Participle {
        // What a body decides that a group "shall" do is not its own undertaking.
        let of_body = context.voice == Voice::Body && verb.mood == Mood::Singular;
        rest.iter()
            .filter(|other| !of_body || other.mood == Mood::Singular)
            .map(|verb| stance_of(verb.act, context.voice))
            .find(|stance| *stance != Stance::Statement)
            .unwrap_or(own)
    } else {
        own
    };
    let addressee = if own == Stance::Call && verb.mood != Mood::Modal {
        addressee(&text[verb.end..], context.lexicon, context.language)
    } else {
        None
    };
    Acts {
        opening: Some(text[verb.start..verb.end].trim().to_owned()),
        act: verb.act,
        strength: verb.strength,
        further: further(rest, verb.act),
        stance,
        addressee,
    }
}

impl Provision {
    /// Writes down that the provision plays another part or does something else than was read, in a text of this form: how
    /// strongly it speaks and whether it binds its authors follow, as they would have been read. Whom it addresses stays.
    pub fn correct_act(&mut self, role: Role, act: Act, form: Form) {
        if (role, act) == (self.role, self.act) {
            return;
        }
        self.role = role;
        let voice = match form {
            Form::MeetingSummary => Voice::Summary,
            Form::Resolution | Form::DraftResolution | Form::Decision | Form::DraftDecision => Voice::Body,
            _ => Voice::Authors,
        };
        self.act = act;
        self.strength = usual_strength(act);
        self.stance = match self.role {
            Role::Preambular => Stance::Statement,
            Role::Operative | Role::Other => stance_of(act, voice),
        };
        self.further_acts.retain(|further| *further != act);
    }
}

/// A body decides on its own procedure; ministers who decide bind themselves.
fn stance_of(act: Act, voice: Voice) -> Stance {
    match act {
        // Nobody is bound by an account of a meeting.
        _ if voice == Voice::Summary => Stance::Statement,
        Act::Undertakes | Act::Agrees | Act::Advocates => Stance::Commitment,
        Act::Decides if voice == Voice::Authors => Stance::Commitment,
        Act::Demands
        | Act::Calls
        | Act::Urges
        | Act::Requests
        | Act::Invites
        | Act::Encourages
        | Act::Recommends => Stance::Call,
        _ => Stance::Statement,
    }
}

static ADDRESSEE_EN: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"^\s*(?:(?:upon|on|for|to)\s+)?((?:all\s+|the\s+|those\s+|other\s+|each\s+|both\s+|interested\s+|relevant\s+|[Mm]ember\s+|regional\s+|international\s+|States|Governments|Parties|participating\s+|\p{Lu})[^,;:.]{0,100}?)(?:\s+(?:and (?:also )?(?:invites?|calls?|requests?|urges?|encourages?)|to|that|which|who|, as)\b|\s+(?:in|with|on|at|for)\s+[\p{Ll}\d]|[,;:.]|$)",
    )
});
static ADDRESSEE_FR: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"^\s*,?\s*(?:le cas échéant\s*,?\s*)?(?:à nouveau\s+)?((?:aux?\s+|à\s+(?:la\s+|l[’']|tous\s+|toutes\s+)|les?\s+|la\s+|l[’']|tous\s+|toutes\s+|d[’']autres\s+|chaque\s+|\p{Lu})[^,;:.]{0,100}?)(?:\s+(?:ce qui\s|et (?:les |l[’'])?(?:invite|prie|demande|engage|encourage)|à\s|de\s+(?:s[’']|ne\s|se\s|\p{Ll}+(?:er|ir|re)\b)|d[’']\p{Ll}+(?:er|ir|re)\b|qui\s|que\s)|[,;:.]|$)",
    )
});

fn addressee(rest: &str, lexicon: &Lexicon, language: Language) -> Option<Addressee> {
    let mut end = rest.len().min(240);
    while !rest.is_char_boundary(end) {
        end -= 1;
    }
    let pattern = match language {
        Language::En => &ADDRESSEE_EN,
        Language::Fr => &ADDRESSEE_FR,
    };
    let found = pattern.captures(&rest[..end])?.get(1)?.as_str().trim();
    let printed = match language {
        Language::En => found,
        Language::Fr => without_preposition(found),
    };
    let printed = printed.trim_end_matches(" not").trim_end_matches(" de").trim_end_matches(" to").trim_end();
    let not_named = ["the following", "the need", "les suivant", "the full", "the importance", "the continu"];
    if not_named.iter().any(|start| printed.starts_with(start)) {
        return None;
    }
    let names = lexicon.names_in(printed);
    let whole = names.iter().find(|name| (name.end - name.start) * 2 > printed.len());
    Some(Addressee {
        printed_as: printed.to_owned(),
        code: whole.map(|name| lexicon.entry(*name).code.clone()),
    })
}

/// "aux Etats Membres" are "Etats Membres"; an article of the name itself stays.
fn without_preposition(found: &str) -> &str {
    ["aux ", "au ", "à "].iter().find_map(|join| found.strip_prefix(join)).unwrap_or(found).trim()
}
