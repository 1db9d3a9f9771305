//! Whether something is a text at all, and whether what was read of it is an instrument.

use crate::error::ReadError;
use crate::instrument::Form;
use crate::provision::{Act, Provision};
use crate::text::SourceText;

/// Control characters beyond which bytes are no writing: one in fifty.
const CONTROL_SHARE: usize = 50;

pub(crate) fn must_be_words(source: &SourceText) -> Result<(), ReadError> {
    let (mut letters, mut controls, mut all) = (0_usize, 0_usize, 0_usize);
    for ch in source.lines.iter().flat_map(|line| line.text.chars()) {
        all += 1;
        letters += usize::from(ch.is_alphabetic());
        controls += usize::from(ch.is_control() && ch != '\t' || ch == '\u{fffd}');
    }
    if all == 0 || letters == 0 {
        return Err(ReadError::NotText { reason: "no letters" });
    }
    if controls * CONTROL_SHARE > all {
        return Err(ReadError::NotText { reason: "many control or undecodable characters" });
    }
    Ok(())
}

/// Of paragraphs in a text whose form is not known, one in this many must act, or it is no instrument.
const ACTING_SHARE: usize = 4;

pub(crate) fn check_found(provisions: &[Provision], form: Form, paragraphs: usize) -> Result<(), ReadError> {
    let acting = provisions.iter().filter(|provision| provision.act != Act::States).count();
    let enough = if form == Form::Other {
        acting >= 2 && acting * ACTING_SHARE >= provisions.len()
    } else {
        acting >= 1 || form == Form::Report && provisions.len() > 2
    };
    if enough { Ok(()) } else { Err(ReadError::NoProvisions { paragraphs }) }
}
