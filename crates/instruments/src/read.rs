//! The corridor of reading: text, lines, paragraphs, parts, provisions, and what they say.

mod names;

use std::collections::{HashMap, HashSet};

use crate::acts::{self, Acts, Context, Voice};
use crate::author::presents_ministers;
use crate::checks::{check_found, must_be_words};
use crate::citations::{self, Collected};
use crate::clean::{self, Cleaned};
use crate::error::ReadError;
use crate::fold::folded;
use crate::front;
use crate::instrument::{
    Basis, Form, Instrument, Language, ParagraphCounts, ReviewNote, Status, Transmitter,
};
use crate::label::{Kind, Label};
use crate::language;
use crate::lexicon::Lexicon;
use crate::limits::{MAX_PIECE_BYTES, MAX_REVIEW, MAX_TEXT_BYTES};
use crate::paragraphs;
use crate::participants::{self, Found};
use crate::paths::Paths;
use crate::pieces::{head, pieces};
use crate::provision::{Act, Provision, Role};
use crate::split::{self, Parts};
use crate::structure::{self, Draft, Structure};
use crate::suggest::suggest;
use crate::text::SourceText;

/// Reads the text of an instrument.
///
/// The text is not trusted: its length is bounded, and the work grows with it in a straight line.
pub fn read(source: &SourceText, lexicon: &Lexicon) -> Result<Instrument, ReadError> {
    let bytes = source.byte_len();
    if bytes > MAX_TEXT_BYTES {
        return Err(ReadError::TextTooLarge { bytes });
    }
    must_be_words(source)?;
    let counts = language::count(source);
    let language = counts.language();
    let cleaned = clean::clean(source, language);
    let blocks = paragraphs::blocks(&cleaned.lines, language);
    let paragraphs = blocks.len();
    let parts = split::split(blocks, language);
    let mut reader = Reader {
        lexicon,
        language,
        found: Found::default(),
        review: Vec::new(),
        citations: Collected::default(),
        called: HashMap::new(),
    };
    if counts.is_unsure() {
        reader.note(
            "language",
            "few words of English or French were found: check the language",
            language.code(),
        );
    }
    reader.instrument(parts, cleaned, paragraphs)
}

/// A shorter line of the front matter says nothing.
const FEWEST_WORDS_OF_NOTE: usize = 8;

/// Blocks of front matter in which citations are looked for: a letter of two pages.
const MOST_FRONT_BLOCKS: usize = 60;

struct Reader<'a> {
    lexicon: &'a Lexicon,
    language: Language,
    found: Found,
    review: Vec<ReviewNote>,
    citations: Collected,
    /// The provisions that call each footnote.
    called: HashMap<u16, Vec<String>>,
}

impl Reader<'_> {
    fn note(&mut self, code: &str, message: &str, place: &str) {
        if self.review.len() < MAX_REVIEW {
            let place = place.chars().take(120).collect();
            self.review.push(ReviewNote { code: code.to_owned(), message: message.to_owned(), place });
        }
    }

    fn instrument(
        mut self,
        mut parts: Parts,
        mut cleaned: Cleaned,
        paragraphs: usize,
    ) -> Result<Instrument, ReadError> {
        let sponsors = self.sponsors(&parts);
        let front = front::read(&parts, &cleaned.page_symbols, &sponsors);
        if let (Some(before), Some(after)) = (&front.symbol_before, &front.symbol) {
            cleaned.repairs.add(before, after, "misread-symbol");
        }
        let voice = match front.form {
            Form::MeetingSummary => Voice::Summary,
            Form::Resolution | Form::DraftResolution => Voice::Body,
            _ if parts.author.as_deref().is_some_and(|author| !presents_ministers(author)) => Voice::Body,
            _ => Voice::Authors,
        };
        let from_a_line = parts.author.is_some() && voice != Voice::Summary;
        let body = std::mem::take(&mut parts.body);
        let body = self.without_names(body, front.form);
        let built = structure::build(body, front.form, voice == Voice::Body || from_a_line, self.language);
        let opener = opener(&built, &parts, front.form);
        self.parties(&opener, front.title.as_deref(), front.form);
        self.senders(&parts);
        if voice == Voice::Authors && front.form != Form::Report {
            for draft in &built.drafts {
                participants::aligned(&draft.text, self.lexicon, self.language, &mut self.found);
            }
        }
        for line in &built.closing {
            participants::from_line(line, self.lexicon, self.language, &mut self.found);
            participants::apart(line, self.lexicon, self.language, &mut self.found);
        }
        if built.guessed_roles {
            self.note(
                "roles-by-verbs",
                "the text does not number its paragraphs: which are preambular was told by their verbs alone",
                "",
            );
        }
        let front_text: String =
            parts.front.iter().take(40).map(|block| block.text.as_str()).collect::<Vec<_>>().join("\n");
        let apart = built.opener.is_some() || parts.author.as_deref() == Some(opener.as_str());
        let provisions = self.provisions(built.drafts, voice, front.form);
        check_found(&provisions, front.form, paragraphs)?;
        let own = (front.symbol.as_deref(), front.title.as_deref());
        self.cite_front(&parts, Some(opener.as_str()).filter(|_| apart), own);
        self.cite_footnotes(&cleaned);
        if front.form == Form::Statement
            && front.title.as_deref().is_some_and(|title| folded(title).contains("conclusions"))
        {
            self.note("form", "conclusions have no form of their own: read as a statement", "");
        }
        if front.title.is_none() {
            self.note("no-title", "no title was found: give it", "");
        }
        let dates = front::dates_of(&parts, front.form, &opener, &built.closing);
        if dates.is_empty() {
            self.note("no-date", "no date was found: give the day of the text", "");
        }
        if cleaned.repairs.is_cut() {
            self.note(
                "repairs-cut",
                "there were more repairs than are listed: compare with the original",
                "",
            );
        }
        let voted = self.found.list.iter().any(|one| one.basis == Basis::VotedFor);
        let status = match front::status(front.form, &built.closing, &front_text) {
            Status::Adopted if voted => Status::AdoptedByVote,
            status => status,
        };
        let mut review = self.review;
        review.append(&mut self.found.review);
        review.append(&mut cleaned.review);
        review.truncate(MAX_REVIEW);
        Ok(Instrument {
            form: front.form,
            status,
            dates,
            place: front::place(&parts, &opener, &built.closing),
            body: front::body(&parts, front.title.as_deref(), &opener, self.lexicon, self.language),
            session: front.session.or_else(|| front::occasion(&opener)),
            symbol: front.symbol,
            title: front.title,
            language: self.language,
            original_language: front.original_language,
            agenda_items: front.agenda_items,
            transmitted_by: transmitter(&parts, self.lexicon),
            participants: self.found.list,
            paragraph_counts: ParagraphCounts::of(&provisions),
            provisions,
            citations: self.citations.into_list(),
            footnotes: cleaned.footnotes,
            repairs: cleaned.repairs.into_list(),
            review,
        })
    }

    fn provisions(&mut self, drafts: Vec<Draft>, voice: Voice, form: Form) -> Vec<Provision> {
        let mut paths = Paths::new(&drafts);
        let mut provisions = Vec::with_capacity(drafts.len());
        for draft in drafts {
            let role = draft.role.unwrap_or(Role::Other);
            let path = paths.top(role, &draft);
            let label = printed(draft.label.as_ref());
            provisions.push(self.provision(draft, role, path, label, None, voice));
        }
        if form == Form::Other && provisions.iter().all(|provision| provision.act == Act::States) {
            self.note("form", "the form of the text was not recognized", "");
        }
        provisions
    }

    fn provision(
        &mut self,
        draft: Draft,
        role: Role,
        path: String,
        label: Option<String>,
        above: Option<&Acts>,
        voice: Voice,
    ) -> Provision {
        for mark in &draft.marks {
            self.called.entry(*mark).or_default().push(path.clone());
        }
        let acts = acts::read(
            &draft,
            role,
            above,
            Context { voice, lexicon: self.lexicon, language: self.language },
        );
        let recalling = matches!(acts.act, Act::Recalls)
            || role == Role::Preambular
                && matches!(acts.act, Act::Reaffirms | Act::Notes | Act::Welcomes | Act::Considers);
        for piece in pieces(&draft.text) {
            let cited = citations::in_text(piece, recalling && role == Role::Preambular);
            self.citations.named_again(piece, &path);
            self.citations.add(cited, &path);
        }
        let context = Context { voice, lexicon: self.lexicon, language: self.language };
        let listed = acts::before_list(&draft.text, role, context).unwrap_or_else(|| acts.clone());
        let mut seen: HashSet<String> = HashSet::new();
        let mut children = Vec::with_capacity(draft.children.len());
        for (at, child) in draft.children.iter().enumerate() {
            let slug = child.label.as_ref().and_then(Label::slug).unwrap_or_else(|| format!("{}", at + 1));
            let own = printed(child.label.as_ref());
            // "1.2" says itself that it stands under "1".
            let dotted = child.label.as_ref().is_some_and(|label| label.kind == Kind::Dotted);
            let above = label.as_ref().filter(|_| !dotted);
            let label = own.map(|own| above.map_or_else(|| own.clone(), |above| format!("{above} {own}")));
            let slug = match draft.label.as_ref().and_then(Label::slug).filter(|_| dotted) {
                Some(above) => slug.strip_prefix(&format!("{above}-")).unwrap_or(&slug).to_owned(),
                None => slug,
            };
            let slug = if seen.insert(slug.clone()) { slug } else { format!("{slug}-{}", at + 1) };
            let inherits = draft.text.trim_end().ends_with([':', ',', '–', '—', ';'])
                || child.text.starts_with(char::is_lowercase);
            let child_above = (inherits || acts.act != Act::States).then_some(&listed);
            children.push(self.provision(
                child.clone(),
                role,
                format!("{path}-{slug}"),
                label,
                child_above,
                voice,
            ));
        }
        Provision {
            framework_items: suggest(&draft.text, self.lexicon, self.language),
            voluntary: acts::says_voluntary(&draft.text),
            path,
            label,
            role,
            heading: draft.heading,
            chapeau: draft.chapeau.map(|chapeau| chapeau.text),
            opening: acts.opening,
            act: acts.act,
            strength: acts.strength,
            further_acts: acts.further,
            stance: acts.stance,
            addressee: acts.addressee,
            text: draft.text,
            children,
        }
    }

    /// What the letter, the authors' own words and the note above a text cite, itself left out.
    fn cite_front(
        &mut self,
        parts: &Parts,
        opener: Option<&str>,
        (symbol, title): (Option<&str>, Option<&str>),
    ) {
        let own_title = title.map(folded).unwrap_or_default();
        let says = |block: &&paragraphs::Block| {
            let sentence = block.text.ends_with('.') && block.text.split(' ').count() >= FEWEST_WORDS_OF_NOTE;
            // "[on the report of the First Committee (…)]" says where a text comes from, not what it cites.
            sentence && !block.text.starts_with('[')
        };
        let front = parts.front.iter().filter(says).chain(&parts.letter).take(MOST_FRONT_BLOCKS);
        for text in front.map(|block| block.text.as_str()).chain(opener) {
            let mut cited = citations::in_text(head(text, MAX_PIECE_BYTES), false);
            cited.retain(|one| match (&one.citation.symbol, &one.citation.title) {
                (Some(cited), _) => Some(cited.as_str()) != symbol,
                (None, Some(cited)) => !own_title.contains(&folded(cited)),
                (None, None) => true,
            });
            self.citations.add(cited, "front");
        }
    }

    /// What a footnote cites is cited by the provisions that call it; by "footnote" when none is known to.
    fn cite_footnotes(&mut self, cleaned: &Cleaned) {
        for (note, number) in cleaned.footnotes.iter().zip(&cleaned.footnote_numbers) {
            let cited = citations::in_text(head(note, MAX_PIECE_BYTES), false);
            match number.and_then(|number| self.called.get(&number)) {
                Some(paths) => {
                    for path in paths {
                        self.citations.add(cited.clone(), path);
                    }
                }
                None => self.citations.add(cited, "footnote"),
            }
        }
    }
}

/// The words in which the authors present themselves, or what a summary begins with.
fn opener(built: &Structure, parts: &Parts, form: Form) -> String {
    let ministers = parts.author.as_ref().filter(|author| presents_ministers(author));
    if let Some(opener) = built.opener.as_ref().or(ministers) {
        return opener.clone();
    }
    let first = built.drafts.iter().take(2).map(|draft| draft.text.as_str());
    let presents = first.clone().find(|text| crate::author::presents_authors(text));
    let meeting = first.clone().next().filter(|text| {
        form == Form::MeetingSummary || form != Form::Report && crate::author::members_meet(text)
    });
    presents.or(meeting).map(|text| text.chars().take(3_000).collect()).unwrap_or_default()
}

/// A bullet is a mark, not a label.
fn printed(label: Option<&Label>) -> Option<String> {
    label.filter(|label| label.kind != Kind::Bullet).map(|label| label.printed.clone())
}

fn transmitter(parts: &Parts, lexicon: &Lexicon) -> Option<Transmitter> {
    let heading = parts.letter.first()?;
    let name = lexicon
        .names_in(&heading.text)
        .into_iter()
        .find(|name| lexicon.entry(*name).kind == crate::ParticipantType::State)?;
    Some(Transmitter {
        code: Some(lexicon.entry(name).code.clone()),
        printed_as: heading.text[name.start..name.end].to_owned(),
    })
}
