//! Letters about recovery, to the real mail server.

use super::*;
use delegations::recovery;

const BEN: PersonId = PersonId([17; 16]);
const BENS_NAME: &str = "Planted Larkspur";

impl Stage {
    /// A colleague of Ana's, who asks for things.
    fn ben(&self) {
        let seat = seat();
        let (roles, signer) = ([Role::Delegate].into(), Salt([18; 16]));
        self.at(|drawer| {
            drawer.put(&Person {
                through_service: false,
                id: BEN,
                name: BENS_NAME.to_owned(),
                email: None,
                language: "en".to_owned(),
                created: BEGIN,
                memberships: vec![Membership { seat, roles, signer, since: BEGIN }],
            })
        });
    }
}

#[test]
fn whose_account_is_to_be_recovered_is_told_by_mail_where_to_stop_it_and_no_name() {
    for (language, own, when) in [
        ("en", "your account be recovered", "Asked: 2027-01-15T08:00:00Z"),
        // What stands there with accents is written otherwise on the way.
        ("fr", "de votre compte", "2027-01-15T08:00:00Z"),
        ("es", "se recupere su cuenta", "Pedida: 2027-01-15T08:00:00Z"),
        ("ru", "восстановить вашу учетную запись", "Запрошено: 2027-01-15T08:00:00Z"),
        ("zh", "恢复您的账户", "请求时间： 2027-01-15T08:00:00Z"),
        ("ar", "استعادة حسابكم", "تاريخ الطلب: \u{200e}2027-01-15T08:00:00Z\u{200e}"),
    ] {
        let stage = Stage::in_the_clear();
        let postmaster = stage.postmaster(&[]);
        stage.confirmed(&postmaster, language);
        stage.ben();
        stage.at(|drawer| recovery::ask(drawer, &seat(), ANA, BEN));
        assert_eq!(stage.send(), [Looked::Done], "{language}");
        let letter = postmaster.letters().pop().unwrap();
        if language == "en" {
            let subject = "Subject: [hub.example] The recovery of an account in your delegation";
            assert!(head(&letter).contains(subject), "{letter}");
        }
        let text = text_of(&letter);
        assert!(text.contains(own) && text.contains(when), "{text}");
        assert!(text.lines().any(|line| line.trim_end() == "https://hub.example/me"), "{text}");
        for name in [NAME, BENS_NAME] {
            assert!(!letter.contains(name) && !text.contains(name), "{text}");
        }
        assert_eq!(stage.waiting(), 0);
    }
}

#[test]
fn a_letter_about_recovery_goes_with_the_seat() {
    let stage = Stage::in_the_clear();
    let postmaster = stage.postmaster(&[]);
    stage.confirmed(&postmaster, "en");
    stage.ben();
    stage.at(|drawer| recovery::ask(drawer, &seat(), ANA, BEN));
    assert_eq!(stage.waiting(), 1);
    stage.at(|drawer| people::remove_from_seat(drawer, ANA, &seat()));
    assert_eq!((stage.waiting(), stage.send()), (0, vec![]));
    assert_eq!(postmaster.letters().len(), 1, "the code alone");
}
