//! A printed instrument: its text where that is at hand; else the labels of its provisions and where the official text is.
//! Our summaries are no agreed language, and nothing printed carries them.

use reports::{Block, Document, Inline, Paragraph, Title};

use super::manuscript::{Manuscript, Press};
use crate::model::ProvisionLine;
use crate::model::instrument::InstrumentPage;
use crate::vocabulary;
use crate::words::Msg;

/// The document of an instrument's page.
pub(super) fn document(press: Press<'_>, page: &InstrumentPage) -> Document {
    let line = &page.line;
    let title = Title {
        title: line.title.clone(),
        title_language: press.foreign(&line.title_language),
        subtitle: press.words.say(vocabulary::form(line.form)).to_owned(),
        symbol: line.symbol.clone().unwrap_or_default(),
        body: line.body.clone(),
        session: page.session.clone().unwrap_or_default(),
        date: line.date.as_deref().map(|date| press.words.date(date)).unwrap_or_default(),
        ..Title::default()
    };
    let mut paper = Manuscript::new(press, title);
    paper.exercise(line.exercise);
    paper.fact_of(Msg("printed-status"), press.words.say(vocabulary::status(line.status)));
    if let Some(place) = &page.place {
        paper.fact_of(Msg("place"), place);
    }
    for mechanism in &line.mechanisms {
        paper.fact_of(Msg("mechanism"), press.mechanism(mechanism));
    }
    let summaries = page.shows_summaries();
    paper.note(if summaries { Msg("printed-no-text") } else { Msg("printed-imported-text") });
    for text in &page.official_text {
        let language = press.words.say(vocabulary::language(text.language));
        let label = format!("{} – {language}", press.words.say(Msg("official-text")));
        paper.fact(&label, vec![Inline::link(&text.url, &text.url)]);
    }
    for text in &page.imported {
        let language = press.words.say(vocabulary::language(text.language));
        let label = format!("{} – {language}", press.words.say(Msg("imported-text")));
        paper.fact(&label, vec![Inline::text(format!("SHA-256 {}", text.source_sha256))]);
    }
    for part in &page.parts {
        paper.heading(1, press.words.say(vocabulary::role_part(part.role)));
        for provision in &part.provisions {
            provision_of(&mut paper, provision);
        }
    }
    participants(&mut paper, page);
    paper.finish()
}

fn provision_of(paper: &mut Manuscript<'_>, provision: &ProvisionLine) {
    let tag = provision.text_language.as_str();
    if let Some(heading) = &provision.heading {
        paper.heading_in(2, heading, tag);
    }
    if let Some(chapeau) = &provision.chapeau {
        paper.quote_plain(std::slice::from_ref(chapeau), tag);
    }
    let Some(text) = &provision.text else {
        paper.list([vec![Inline::text(&provision.long)]]);
        return;
    };
    let (number, language) = (provision.short.clone(), paper.press.foreign(tag));
    paper.push(Block::Paragraph(Paragraph { number, language, ..Paragraph::new(text) }));
}

/// Who stands in it, as its text prints the names.
fn participants(paper: &mut Manuscript<'_>, page: &InstrumentPage) {
    if page.participants.is_empty() {
        return;
    }
    let press = paper.press;
    paper.heading(1, press.words.say(Msg("who-stands-in-it")));
    for group in &page.participants {
        paper.heading(2, press.words.say(vocabulary::basis_group(group.basis)));
        let names = group.standing.iter().map(|one| {
            let printed = press.words.name(Msg("printed-as"), &one.printed_as);
            let aside = if one.printed_otherwise { format!(" ({printed})") } else { String::new() };
            vec![Inline::text(format!("{}{aside}", one.participant.name))]
        });
        paper.list(names);
    }
}
