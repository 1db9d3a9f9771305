//! Made-up texts with what a second examination found missing: names in columns, grounds with points, bodies that
//! resolve to ask, reports named without a year, charters of others.

mod common;

use common::{codes, labels, read_plain};
use instruments::{Act, Basis, CitationKind, Form, Instrument, Role, Stance};

fn cited(read: &Instrument, kind: CitationKind) -> Vec<(&str, Option<&str>)> {
    let of_kind = read.citations.iter().filter(|one| one.kind == kind);
    of_kind
        .map(|one| (one.symbol.as_deref().or(one.title.as_deref()).unwrap_or_default(), one.date.as_deref()))
        .collect()
}

#[test]
fn a_column_of_names_that_nothing_introduces() {
    let read = read_plain(
        "Joint Statement on Made-up Machines\n\n4 May 2041\n\nMachines change how we live and how we work with one \
         another.\n\nWe call on all States to keep machines in order.\n\nWe will work together on a voluntary \
         basis.\n\nChad\nNorway\nAtlantis\nFrance\n",
    );
    assert_eq!(codes(&read, Basis::Party), ["TCD", "NOR", "?Atlantis", "FRA"]);
    assert_eq!(read.provisions.len(), 3, "no name is a provision");
}

#[test]
fn those_who_sign_by_their_offices() {
    let read = read_plain(
        "Declaration of the League of Made-up Ports\n\nThe leaders of the League state the following:\n\nThe members \
         reaffirm their commitment to the League Charter and to quiet ports.\n\nThe members call upon all States to \
         keep ports quiet.\n\nPresident of Chad\nPrime Minister of Norway\nPresident of France\n",
    );
    assert_eq!(codes(&read, Basis::Party), ["TCD", "NOR", "FRA"]);
    assert_eq!(cited(&read, CitationKind::Charter), [("League Charter", None)]);
}

#[test]
fn a_ground_with_points_stays_preambular() {
    let read = read_plain(
        "COUNCIL CONCLUSIONS ON MADE-UP MACHINES\n\nTHE COUNCIL OF THE LEAGUE,\n\nRECALLING its conclusions on:\n\n– the \
         machines of the first kind,\n\n– the machines of the second kind,\n\n1. RECOGNISES that machines matter to \
         all.\n\n2. CALLS UPON the members to keep them in order.\n",
    );
    let grounds = &read.provisions[0];
    assert_eq!((grounds.role, grounds.children.len()), (Role::Preambular, 2));
    assert_eq!(labels(&read, Role::Operative), ["1", "2"]);
    assert!(read.provisions[1].chapeau.is_none());
    assert_eq!(read.form, Form::Statement);
    assert!(read.review.iter().any(|note| note.code == "form"), "conclusions have no form of their own");
}

#[test]
fn a_body_resolves_to_ask() {
    let read = read_plain(
        "QUIET MACHINES\n\nTHE GENERAL ASSEMBLY,\n\nHAVING SEEN the “Annual Report of the Permanent Council to the \
         General Assembly” (AG/doc.9640/41),\n\nRECALLING its resolutions AG/RES. 9004 (XCIV-O/40) and AG/RES. 9007 \
         (XCV-O/41),\n\nBEARING IN MIND the Declaration on Quiet Ports of 2039,\n\nRESOLVES:\n\n1. To reaffirm that \
         machines matter.\n\n2. To instruct the Permanent Council to hold a meeting.\n\n3. To urge member States to \
         keep machines in order.\n\n4. To hold a meeting of its own.\n",
    );
    let acts: Vec<_> = read.provisions[3..].iter().map(|one| (one.act, one.stance)).collect();
    assert_eq!(
        acts,
        [
            (Act::Reaffirms, Stance::Statement),
            (Act::Requests, Stance::Call),
            (Act::Urges, Stance::Call),
            (Act::Decides, Stance::Statement)
        ]
    );
    let asked = read.provisions[5].addressee.as_ref().map(|to| to.printed_as.as_str());
    assert_eq!(asked, Some("member States"));
    let resolutions = [("AG/RES. 9004 (XCIV-O/40)", None), ("AG/RES. 9007 (XCV-O/41)", None)];
    assert_eq!(cited(&read, CitationKind::Resolution), resolutions);
    assert_eq!(cited(&read, CitationKind::Report), [("AG/doc.9640/41", None)]);
    assert_eq!(
        cited(&read, CitationKind::Declaration),
        [("Declaration on Quiet Ports of 2039", Some("2039"))]
    );
}

#[test]
fn a_point_that_acts_of_itself() {
    let read = read_plain(
        "Draft resolution\n\nQuiet machines\n\nThe General Assembly,\n\nRecalling its resolutions 96/36 and 96/37 of 7 \
         December 2041,\n\nUnderlining paragraph 77 of the final substantive report of the open-ended working \
         group,\n\n1. Requests the Secretary-General to seek views, and in this regard:\n\n(a) Encourages the \
         Secretary-General to meet with regions;\n\n(b) to publish what was heard.\n",
    );
    let request = &read.provisions[2];
    let acts: Vec<_> = request.children.iter().map(|one| one.act).collect();
    assert_eq!(acts, [Act::Encourages, Act::Requests]);
    assert_eq!(
        cited(&read, CitationKind::Resolution),
        [("96/36", Some("2041-12-07")), ("96/37", Some("2041-12-07"))],
        "one date for both"
    );
    let report = read.citations.iter().find(|one| one.kind == CitationKind::Report).expect("a report");
    assert_eq!(report.paragraph.as_deref(), Some("77"));
}

#[test]
fn a_chairman_speaks_for_ministers() {
    let read = read_plain(
        "FORUM STATEMENT ON QUIET MACHINES\n\nThe Chairman, on behalf of the Ministers of the participating States of \
         the Port Forum, issues the following Statement:\n\nRecalling the Forum Statement on Quiet Ports adopted at \
         the 13th Forum in Port Sauvage on 28 July 2036;\n\nDo hereby will:\n\n1. Promote the exchange of views;\n\n2. \
         Develop a plan of work.\n",
    );
    assert_eq!(labels(&read, Role::Preambular).len(), 1, "who speaks is no provision");
    assert_eq!(read.provisions[1].act, Act::Undertakes);
    assert_eq!(
        cited(&read, CitationKind::Statement),
        [("Forum Statement on Quiet Ports", Some("2036-07-28"))]
    );
}

#[test]
fn norms_that_a_report_prints_under_their_letters() {
    let read = read_plain(
        "Report of the Group of Made-up Experts\n\nI. Introduction\n\n1. The Group met in made-up places for a week.\n\n13. The Group lists what follows:\n\n(a) one \
         thing that matters;\n\n(b) another thing that matters.\n\nNorm 13 (a) States should do one thing, as the \
         earlier report said.\n\n14. This norm says so.\n\n15. The Group recommends that the Assembly consider the \
         following:\n\n(a) Going on.\n",
    );
    let norm = &read.provisions[2];
    assert_eq!(norm.label.as_deref(), Some("Norm 13 (a)"));
    let mut paths: Vec<_> =
        read.provisions.iter().flat_map(instruments::Provision::walk).map(|one| &one.path).collect();
    let all = paths.len();
    paths.sort_unstable();
    paths.dedup();
    assert_eq!(paths.len(), all, "each path stands once");
    let last = &read.provisions[4].children[0];
    assert_eq!(last.act, Act::Recommends, "\"consider\" is what is recommended");
}

#[test]
fn headings_between_numbers_without_blank_lines() {
    let filler = "words that fill the line of a paragraph that stands on one line ".repeat(3);
    let read = read_plain(&format!(
        "Final Substantive Report\n\nA. Introduction\n1. Machines {filler}go on.\n2. Ports {filler}go on.\nExisting \
         and Made-up Threats\n15. States concluded that {filler}grow.\nThe group recommends that\n29. States, on a \
         voluntary basis, {filler}meet.\n"
    ));
    assert_eq!(read.form, Form::Report);
    assert_eq!(labels(&read, Role::Operative), ["1", "2", "15", "29"]);
    assert_eq!(read.provisions[2].heading.as_deref(), Some("Existing and Made-up Threats"));
}

#[test]
fn a_charter_of_others_and_the_body_whose_name_stands_above() {
    let read = read_plain(
        "LIGUE DES PORTS\n\nConférence de la Ligue\n\n18 - 19 février 2043\n\nPort-Sauvage, \
         Drassen\n\nDÉCISION SUR LES MACHINES INVENTÉES\n\nLa Conférence,\n\nRappelant la Charte de la Francophonie et \
         la Charte des Nations Unies,\n\n1. PREND NOTE du rapport ;\n\n2. DEMANDE à la Commission de :\n\ni) poursuivre \
         le soutien aux États ;\n\nii) faire rapport à la prochaine session.\n",
    );
    assert_eq!(read.body.as_deref(), Some("Conférence de la Ligue"));
    assert_eq!(read.place.as_deref(), Some("Port-Sauvage, Drassen"));
    assert_eq!(
        cited(&read, CitationKind::Charter),
        [("Charte de la Francophonie", None), ("Charte des Nations Unies", None)]
    );
    let asked = read.provisions[2].addressee.as_ref().map(|to| to.printed_as.as_str());
    assert_eq!(asked, Some("la Commission"));
}

#[test]
fn a_declaration_given_for_an_organization() {
    let read = read_plain(
        "Chad: Declaration by the High Representative on behalf of the European Union urging more quiet\n\n4 May \
         2041\n\nWe call on all States to keep machines in order and to help one another in doing so.\n\nThe candidate \
         countries North Macedonia* and Norway align themselves with this declaration.\n\n* North Macedonia continues \
         to be part of the made-up process.\n",
    );
    assert_eq!(codes(&read, Basis::Party)[0], "eu");
    assert_eq!(read.body.as_deref(), Some("European Union"));
    assert_eq!(read.provisions.len(), 2, "a note that a star calls is none");
}

#[test]
fn a_draft_whose_line_breaks_are_lost() {
    let filler = "which is said here in many words that mean little ".repeat(12);
    let read = read_plain(&format!(
        "United Nations A/C.1/97/L.73 General Assembly Distr.: Limited 13 October 2042 Original: English First Committee \
         Agenda item 94 Made-up machines in the context of security Chad, France and Norway: draft resolution Programme \
         for quiet machines The General Assembly, Recalling its resolution 96/19 of 6 December 2041, Noting the machines \
         {filler}, 1. Welcomes the proposal {filler}; 2. Requests the Secretary-General to report; 3. Decides to go on."
    ));
    assert_eq!(read.title.as_deref(), Some("Programme for quiet machines"));
    assert_eq!(codes(&read, Basis::Sponsor), ["TCD", "FRA", "NOR"]);
    assert_eq!(labels(&read, Role::Preambular).len(), 2);
    assert_eq!(labels(&read, Role::Operative), ["1", "2", "3"], "the first number stands after a comma");
}

#[test]
fn who_stands_behind_a_statement_is_said_above_it() {
    let read = read_plain(
        "Joint Statement on Quiet Machines\n\n4 May 2041\n\nThe following is the text of a joint statement by Chad, \
         France, Norway and the European Union.\n\nWe call on all States to keep machines quiet.\n\nWe will work \
         together on a voluntary basis.\n",
    );
    assert_eq!(codes(&read, Basis::Party), ["TCD", "FRA", "NOR", "eu"]);
    assert_eq!(read.provisions.len(), 2);
}
