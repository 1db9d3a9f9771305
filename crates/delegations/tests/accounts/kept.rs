//! How long things are kept, as docs/operate.md tells an operator and as the code does.

use delegations::{
    audit, challenges, codes, drafts, invitations, letters, mailboxes, outbox, proposals, recovery,
    reminders, sessions, tokens,
};

const DAY: u64 = 86_400;

/// What the table says of something.
fn said(what: &str) -> String {
    let table =
        include_str!("../../../../docs/operate.md").split_once("## How long things are kept").unwrap().1;
    let begin = format!("| {what}");
    let row = table.lines().find(|line| line.starts_with(&begin)).unwrap_or_else(|| panic!("{what}"));
    row.rsplit_once("| ").unwrap().1.to_owned() + row
}

#[test]
fn the_operators_table_says_how_long_the_code_keeps_things() {
    let days = |seconds: u64| {
        assert_eq!(seconds % DAY, 0);
        if seconds == DAY { "1 day".to_owned() } else { format!("{} days", seconds / DAY) }
    };
    let minutes = |seconds: u64| format!("{} minutes", seconds / 60);
    for (what, how_long) in [
        ("a challenge to a passkey", minutes(challenges::VALID)),
        ("a session", minutes(sessions::IDLE)),
        ("a session", format!("{} hours", sessions::LONGEST / 3_600)),
        ("a fresh touch", minutes(sessions::STEPPED_UP)),
        ("a code that confirms", days(mailboxes::CODE_VALID)),
        ("an invitation", days(invitations::VALID)),
        ("a letter", days(letters::GIVES_UP)),
        ("a recovery", days(recovery::VALID)),
        ("a recovery", format!("{} hours", recovery::SECRETARIAT_WAITS / 3_600)),
        ("a key that was proposed", days(proposals::VALID)),
        ("a notice", days(outbox::KEPT)),
        ("a printed code", days(codes::VALID)),
        ("a token", days(tokens::LONGEST)),
        ("an event of the audit trail", days(audit::KEPT)),
        ("a draft", days(drafts::KEPT)),
        ("what a delegation was reminded of", days(reminders::KEPT)),
    ] {
        assert!(said(what).contains(&how_long), "{what}: {how_long} is not what stands there");
    }
}
