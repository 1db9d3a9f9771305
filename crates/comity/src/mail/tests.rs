//! Letters to a real mail server, Debian's aiosmtpd, which lays them into a folder; with a clock that a test turns.

#[path = "../../tests/support/ports.rs"]
mod ports;
#[path = "../../tests/support/postmaster.rs"]
mod postmaster;
mod recovery;

use super::settings::MailTls;
use super::*;
use crate::random;
use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD};
use delegations::letters::{AN_HOUR, GIVES_UP};
use delegations::outbox::{self, Said, What};
use delegations::people::{self, Membership, Person};
use delegations::{PersonId, mailboxes, subscriptions};
use policy::{Role, Seat};
use ports::free_port;
use postmaster::Postmaster;
use record::header::Salt;
use record::{RecordId, Time};
use sealing::{HubKey, Sealer};
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::atomic::AtomicU64;
use std::sync::{Mutex, mpsc};
use store::Workspace;
use web::{News, NewsEntry, WebError};

/// What must stand nowhere but in the envelope and the line `To:`, and what must stand nowhere at all.
const ADDRESS: &str = "planted.marker@mail.example";
const NAME: &str = "Planted Quillfeather";
const ANA: PersonId = PersonId([7; 16]);
const SIGNER: Salt = Salt([8; 16]);
const BEGIN: u64 = 1_800_000_000;

struct Stage {
    folder: tempfile::TempDir,
    port: u16,
    now: Arc<AtomicU64>,
    /// What pages say is new.
    news: Arc<Mutex<News>>,
    post: Post,
}

fn seat() -> Seat {
    Seat::Participant("XAA".to_owned())
}

fn settings(port: u16, tls: MailTls, authority: Option<PathBuf>) -> MailServer {
    let from = "Comity <hub@hub.example>".parse().unwrap();
    MailServer { server: "localhost".to_owned(), port, tls, from, user: None, authority }
}

impl Stage {
    fn new(tls: MailTls, authority: Option<PathBuf>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let workspace = Arc::new(Workspace::open(&folder.path().join("workspace.db")).unwrap());
        let desk =
            Desk::new(workspace, Arc::new(Sealer::new(&HubKey::from_bytes([3; 32]))), Arc::new(random::fill));
        let port = free_port();
        let now = Arc::new(AtomicU64::new(BEGIN));
        let hands = Arc::clone(&now);
        let news = Arc::new(Mutex::new(News::default()));
        let found = Arc::clone(&news);
        let post = Post {
            desk,
            clock: Arc::new(move || Time(hands.load(Ordering::SeqCst))),
            server: Server::new(settings(port, tls, authority), "hub.example").unwrap(),
            hub: Hub {
                address: "https://hub.example".to_owned(),
                kind_name: Arc::new(|kind, _| format!("kind {kind}")),
                exercise: false,
            },
            reading: Arc::new(move |_, due, _| {
                Ok(News { up_to: due.up_to, ..found.lock().unwrap().clone() })
            }),
            unreached: AtomicU32::new(0),
        };
        Self { folder, port, now, news, post }
    }

    fn in_the_clear() -> Self {
        Self::new(MailTls::None, None)
    }

    fn postmaster(&self, more: &[&str]) -> Postmaster {
        Postmaster::start(self.folder.path(), self.port, more)
    }

    fn pass(&self, seconds: u64) {
        self.now.fetch_add(seconds, Ordering::SeqCst);
    }

    fn at<T>(&self, work: impl FnOnce(&Drawer<'_>) -> Result<T, DelegationError>) -> T {
        self.post.desk.together(self.now.load(Ordering::SeqCst), work).unwrap()
    }

    /// Ana has an account and gave an address, and nobody knows yet whether it is hers.
    fn ana(&self, language: &str) {
        let membership = |code: &str, signer| Membership {
            seat: Seat::Participant(code.to_owned()),
            roles: [Role::Delegate].into(),
            signer,
            since: BEGIN,
        };
        self.at(|drawer| {
            drawer.put(&Person {
                through_service: false,
                id: ANA,
                name: NAME.to_owned(),
                email: Some(ADDRESS.to_owned()),
                language: language.to_owned(),
                created: BEGIN,
                memberships: vec![membership("XAA", SIGNER), membership("XAB", Salt([9; 16]))],
            })
        });
    }

    /// Ana asks for a code and types what came.
    fn confirmed(&self, postmaster: &Postmaster, language: &str) {
        self.ana(language);
        self.at(|drawer| mailboxes::ask_code(drawer, ANA));
        assert_eq!(self.send(), [Looked::Done]);
        let letter = postmaster.letters().pop().unwrap();
        let code = text_of(&letter).lines().find_map(|line| line.strip_prefix("    ")).unwrap().to_owned();
        assert!(!self.at(|drawer| mailboxes::confirm(drawer, ANA, "AAAA-AAAA")));
        assert!(self.at(|drawer| mailboxes::confirm(drawer, ANA, &code.to_lowercase())));
    }

    /// A record of Ana's was accepted.
    fn told(&self, number: u8, what: What, public: bool) -> RecordId {
        let record = RecordId([number; 32]);
        let said = Said {
            record,
            kind: "measure".to_owned(),
            public,
            seat: seat(),
            signers: vec![SIGNER],
            at: self.now.load(Ordering::SeqCst),
            what,
            from: (what == What::KeyVouchedFor).then_some(BEGIN + 72 * 3_600),
        };
        self.at(|drawer| {
            let from = outbox::position(drawer, 0)?;
            outbox::tell(drawer, from, from + 1, &[said])
        });
        record
    }

    /// Sends until nothing is due.
    fn send(&self) -> Vec<Looked> {
        let looks = std::iter::from_fn(|| Some(self.post.send_next().unwrap()));
        let mut looked = Vec::new();
        for look in looks.take(100) {
            match look {
                Looked::Nothing => return looked,
                Looked::Unreached => {
                    looked.push(look);
                    return looked;
                }
                Looked::Done => looked.push(look),
            }
        }
        panic!("it never ends");
    }

    fn waiting(&self) -> usize {
        self.at(letters::waiting)
    }
}

/// The lines of a letter before its text.
fn head(letter: &str) -> &str {
    letter.split("\n\n").next().unwrap()
}

#[test]
fn a_letter_says_that_there_is_something_to_read_and_nothing_restricted() {
    let stage = Stage::in_the_clear();
    let postmaster = stage.postmaster(&[]);
    stage.confirmed(&postmaster, "en");
    let open = stage.told(1, What::Signed, true);
    assert_eq!(stage.send(), [Looked::Done]);
    let restricted = stage.told(2, What::Signed, false);
    assert_eq!(stage.send(), [Looked::Done]);
    let came = postmaster.letters();
    let [_, first, second] = came.as_slice() else { panic!("{came:?}") };
    for (letter, id) in [(first, open), (second, restricted)] {
        let head = head(letter);
        for line in [
            "Subject: [hub.example] A record in your delegation's name: please look at it",
            "Auto-Submitted: auto-generated",
            "Content-Type: text/plain; charset=utf-8",
            "Date: Fri, 15 Jan 2027 08:00:00 +0000",
        ] {
            assert!(head.contains(line), "{line}: {head}");
        }
        assert!(head.contains("Message-ID: <") && head.contains("@hub.example>"), "{head}");
        assert!(letter.contains(&id.to_string()) && letter.contains("2027-01-15T08:00:00Z"), "{letter}");
        assert!(letter.contains("comity participant revoke"), "it says what to do");
        let text = letter.split_once("\n\n").unwrap().1;
        let begins =
            "Dear colleague,\n\nThis is a letter from the Comity hub hub.example:\nhttps://hub.example\n\n";
        assert!(text.starts_with(begins), "{text}");
        // The address stands where mail needs it, and the name nowhere.
        let elsewhere =
            letter.lines().filter(|line| !line.starts_with("To: ") && !line.starts_with("X-RcptTo: "));
        for line in elsewhere {
            assert!(!line.contains("planted") && !line.contains("Quillfeather"), "{line}");
        }
        assert!(
            !letter.contains("XAA") && !letter.contains("http://") && !letter.contains("<img"),
            "{letter}"
        );
    }
    assert!(first.contains("Kind: kind measure") && !second.contains("measure"), "{second}");
}

#[test]
fn each_step_of_a_cycles_ladder_is_mailed_once_in_one_letter_and_none_to_who_wants_none() {
    use delegations::mailboxes::Rhythm;
    use delegations::reminders::{self, Due, Step};
    const DAY: u64 = 86_400;
    let stage = Stage::in_the_clear();
    let postmaster = stage.postmaster(&[]);
    stage.confirmed(&postmaster, "en");
    let closed = (BEGIN / DAY + 9) * DAY;
    // Both delegations for which Ana acts are awaited, in two cycles.
    let tell = |awaited: &[&str]| {
        let now = stage.now.load(Ordering::SeqCst);
        let awaited = || awaited.iter().map(|code| (*code).to_owned()).collect();
        let due = |number: u8| {
            let step = Step::of(BEGIN, closed, now)?;
            Some(Due {
                cycle: RecordId([number; 32]),
                step,
                closed,
                awaited: [("exercise-assembly".to_owned(), awaited())].into(),
            })
        };
        let due: Vec<Due> = [5, 6].into_iter().filter_map(due).collect();
        stage.at(|drawer| reminders::tell(drawer, &due))
    };
    assert_eq!((tell(&["XAA", "XAB"]), tell(&["XAA", "XAB"])), (1, 0));
    assert_eq!(stage.send(), [Looked::Done]);
    let letter = postmaster.letters().pop().unwrap();
    assert!(
        head(&letter).contains("Subject: [hub.example] Cycles of questions to your delegation"),
        "{letter}"
    );
    assert!(
        letter.contains("https://hub.example/cycles/0505") && letter.contains("/cycles/0606"),
        "{letter}"
    );
    assert!(letter.contains("last day: 2027-01-23") && !letter.contains("XAA"), "{letter}");
    // The hub was down for days: of two steps that passed, the later is sent.
    stage.pass(8 * DAY);
    assert_eq!((tell(&["XAA"]), tell(&["XAA"])), (1, 0));
    assert_eq!(stage.send(), [Looked::Done]);
    let sent = stage.at(|drawer| reminders::sent_to(drawer, &seat()));
    assert_eq!(sent.iter().map(|one| one.people).collect::<Vec<_>>(), [1, 1]);
    let climbed = stage.at(|drawer| reminders::climbed(drawer, &RecordId([5; 32]))).unwrap();
    assert_eq!(climbed.people, [(Step::Month, 1), (Step::Day, 1)].into());
    // Whoever wants none gets none; what waits for a Monday waits.
    stage.at(|drawer| reminders::choose(drawer, ANA, Rhythm::Never));
    stage.pass(DAY);
    assert_eq!((tell(&["XAA"]), stage.waiting()), (0, 0));
    assert_eq!(tell(&["XAA"]), 0, "the step is over, also for who comes later");
}

#[test]
fn a_digest_of_cycles_waits_for_its_monday() {
    use delegations::mailboxes::Rhythm;
    use delegations::reminders::{self, Due, Step};
    const DAY: u64 = 86_400;
    let stage = Stage::in_the_clear();
    let postmaster = stage.postmaster(&[]);
    stage.confirmed(&postmaster, "fr");
    stage.at(|drawer| reminders::choose(drawer, ANA, Rhythm::Weekly));
    let due = |number: u8, step| Due {
        cycle: RecordId([number; 32]),
        step,
        closed: BEGIN + 20 * DAY,
        awaited: [("exercise-assembly".to_owned(), ["XAA".to_owned()].into())].into(),
    };
    // A Friday; two cycles by then, and one of them twice.
    stage.at(|drawer| reminders::tell(drawer, &[due(5, Step::Month)]));
    stage.at(|drawer| reminders::tell(drawer, &[due(6, Step::Month), due(5, Step::Week)]));
    assert_eq!(stage.send(), [], "not before Monday");
    stage.pass(3 * DAY);
    assert_eq!(stage.send(), [Looked::Done]);
    let text = postmaster.letters().pop().unwrap();
    assert_eq!(text.matches("/cycles/").count(), 2, "{text}");
    // Who no longer acts for the delegation gets nothing more about it.
    stage.at(|drawer| reminders::tell(drawer, &[due(7, Step::Day)]));
    stage.at(|drawer| {
        let mut ana = people::person(drawer, ANA)?;
        ana.memberships.clear();
        drawer.put(&ana)
    });
    stage.pass(7 * DAY);
    stage.send();
    assert_eq!(postmaster.letters().len(), 2, "the code and one digest");
}

/// What everybody may read, with a title in the way of somebody who means ill.
fn entry(number: u8) -> NewsEntry {
    NewsEntry {
        title: format!("Register of networks {number}"),
        facts: vec!["Aland".to_owned(), "Measure".to_owned(), "Transmitted by the secretariat".to_owned()],
        day: "2027-01-17".to_owned(),
        href: format!("/records/{}", RecordId([number; 32])),
    }
}

impl Stage {
    /// Ana subscribes to an item in a register of ten records.
    fn subscribed(&self) {
        self.at(|d| subscriptions::subscribe(d, ANA, &seat(), "item/un/norm-13-f".parse()?, 10));
    }

    /// A week goes by, the register grows, and this is new in it.
    fn week(&self, size: u64, news: News) -> usize {
        self.pass(7 * 86_400);
        *self.news.lock().unwrap() = news;
        self.at(|drawer| subscriptions::queue(drawer, size))
    }
}

#[test]
fn a_digest_says_what_everybody_may_read_how_much_else_is_new_and_how_to_leave() {
    let stage = Stage::in_the_clear();
    let postmaster = stage.postmaster(&[]);
    stage.confirmed(&postmaster, "en");
    stage.subscribed();
    let news = || News { entries: vec![entry(2), entry(1)], more: 7, closed: 3, up_to: 0 };
    assert_eq!(stage.week(15, news()), 1);
    assert_eq!((stage.send(), stage.send()), (vec![Looked::Done], vec![]));
    let letter = postmaster.letters().pop().unwrap();
    let due = stage.at(|d| Ok(subscriptions::of_person(d, ANA)?.unwrap()));
    assert_eq!((due.told, stage.waiting()), (15, 0), "it is noted up to where it told");
    for line in [
        "Subject: [hub.example] New on the subjects to which you subscribed",
        "Auto-Submitted: auto-generated",
        "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
    ] {
        assert!(head(&letter).contains(line), "{line}: {letter}");
    }
    // The lines of a head may be folded; its link may not be broken.
    let unfolded = head(&letter).replace("\n ", " ");
    let header = unfolded.lines().find_map(|line| line.strip_prefix("List-Unsubscribe: ")).unwrap();
    let link = header.trim().strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).unwrap();
    let token = link.strip_prefix("https://hub.example/leave/").unwrap();
    assert_eq!(token.len(), 43, "{link}");
    let text = text_of(&letter);
    let entries = format!(
        "Register of networks 2\nAland =C2=B7 Measure =C2=B7 Transmitted by the secretariat =C2=B7 2027-01-17\n\
         https://hub.example/records/{}\n",
        RecordId([2; 32])
    );
    for words in [
        entries.as_str(),
        "Further new records, on the page: 7\n",
        "to be read once you have signed in: 3\n",
        "https://hub.example/me/subscriptions\n",
        &format!("without signing in:\n{link}\n"),
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(!text.contains("Quillfeather") && !text.contains(&ANA.to_string()), "{text}");
    // Whoever has the letter leaves, and nothing comes after.
    let token = delegations::Secret::parse(token).unwrap();
    stage.at(|drawer| subscriptions::leave_by(drawer, &token));
    assert_eq!((stage.week(20, news()), stage.send()), (0, vec![]));
    assert_eq!(postmaster.letters().len(), 2, "the code and one digest");
}

#[test]
fn no_digest_goes_out_where_nothing_is_new_nor_to_who_left_while_it_waited() {
    let stage = Stage::in_the_clear();
    let postmaster = stage.postmaster(&[]);
    stage.confirmed(&postmaster, "en");
    stage.subscribed();
    assert_eq!(stage.week(12, News::default()), 1);
    assert_eq!((stage.send(), stage.waiting()), (vec![Looked::Done], 0));
    let told = || stage.at(|d| subscriptions::of_person(d, ANA)).unwrap().told;
    assert_eq!((told(), postmaster.letters().len()), (12, 1), "nobody looks there again");
    // The pages can't say what is new: nobody else waits for that, and it is told another time.
    let mut stage = stage;
    let reading = std::mem::replace(&mut stage.post.reading, Arc::new(|_, _, _| Err(WebError::Unavailable)));
    assert_eq!(stage.week(14, News::default()), 1);
    assert_eq!((stage.send(), stage.waiting()), (vec![Looked::Done], 0));
    stage.post.reading = reading;
    let news = || News { closed: 1, ..News::default() };
    assert_eq!(stage.week(16, news()), 1);
    let bundle = stage.at(letters::next).unwrap();
    let Saying::Digest(due) = &bundle.says else { panic!("{bundle:?}") };
    assert_eq!((due.subscriber.told, due.up_to), (12, 16));
    stage.at(|drawer| people::remove_from_seat(drawer, ANA, &seat()));
    assert_eq!((stage.send(), postmaster.letters().len()), (vec![], 1));
}

#[test]
fn a_digest_that_a_hub_ended_before_noting_comes_again_as_the_same_letter() {
    let stage = Stage::in_the_clear();
    let postmaster = stage.postmaster(&[]);
    stage.confirmed(&postmaster, "fr");
    stage.subscribed();
    stage.week(15, News { entries: vec![entry(1)], ..News::default() });
    let bundle = stage.at(letters::next).unwrap();
    let news = stage.news.lock().unwrap().clone();
    let now = stage.post.clock.now().unwrap();
    let message = letter::write(&bundle, &news, &stage.post.server.from, &stage.post.hub, now).unwrap();
    stage.post.server.open().unwrap().hand_over(&message).unwrap();
    assert_eq!(stage.send(), [Looked::Done]);
    let [_, one, again] = postmaster.letters().try_into().unwrap();
    let number = |letter: &str| letter.lines().find(|line| line.starts_with("Message-ID")).map(str::to_owned);
    assert_eq!(number(&one), number(&again));
    assert!(one.contains("Pour vous d=C3=A9sabonner en une =C3=A9tape"), "{one}");
    assert_eq!(stage.send(), []);
}

#[test]
fn french_letters_arrive_as_they_were_written() {
    let stage = Stage::in_the_clear();
    let postmaster = stage.postmaster(&[]);
    stage.confirmed(&postmaster, "fr");
    stage.told(1, What::KeyVouchedFor, true);
    stage.send();
    let letter = postmaster.letters().pop().unwrap();
    assert!(head(&letter).contains("Subject: [hub.example] Une =?utf-8?b?"), "{letter}");
    assert!(letter.contains("Content-Transfer-Encoding: quoted-printable"), "{letter}");
    assert!(letter.contains("Madame, Monsieur,") && !letter.contains("Dear colleague"), "{letter}");
    assert!(letter.contains("2027-01-18T08:00:00Z"), "how long the key waits: {letter}");
}

#[test]
fn letters_arrive_in_every_language_and_ids_keep_their_order_in_arabic() {
    for (language, greeting, around) in [
        ("ar", "تحية طيبة وبعد،", "\u{200e}"),
        ("es", "Estimada se=C3=B1ora, estimado se=C3=B1or:", ""),
        ("ru", "Уважаемый коллега!", ""),
        ("zh", "尊敬的同事：", ""),
    ] {
        let stage = Stage::in_the_clear();
        let postmaster = stage.postmaster(&[]);
        stage.confirmed(&postmaster, language);
        let record = stage.told(1, What::KeyVouchedFor, true);
        stage.send();
        let letter = postmaster.letters().pop().unwrap();
        let text = text_of(&letter);
        assert!(text.starts_with(greeting) && !text.contains("Dear colleague"), "{text}");
        assert!(text.contains(&format!("{around}{record}{around}")), "{text}");
        // The first letter of a subject says which way its line runs.
        assert_eq!(head(&letter).contains("Subject: =?utf-8?b?"), language == "ar", "{letter}");
    }
}

/// The text of a letter, whatever way it came.
fn text_of(letter: &str) -> String {
    let (head, body) = letter.split_once("\n\n").unwrap();
    if !head.contains("Content-Transfer-Encoding: base64") {
        return body.to_owned();
    }
    // The postmaster takes a line's last `=` for a break, so what pads the end may be gone.
    let together: String = body.split_whitespace().collect();
    String::from_utf8(STANDARD_NO_PAD.decode(together.trim_end_matches('=')).unwrap()).unwrap()
}

#[test]
fn nothing_is_sent_before_the_address_is_confirmed_nor_to_who_wants_none() {
    let stage = Stage::in_the_clear();
    let postmaster = stage.postmaster(&[]);
    stage.ana("en");
    stage.told(1, What::Signed, true);
    assert_eq!((stage.waiting(), stage.send()), (0, vec![]));
    stage.confirmed(&postmaster, "en");
    stage.told(2, What::Signed, true);
    stage.at(|drawer| mailboxes::want(drawer, ANA, false));
    assert_eq!(stage.waiting(), 0, "what waited is dropped");
    stage.told(3, What::Signed, true);
    assert_eq!(stage.send(), []);
    stage.at(|drawer| mailboxes::want(drawer, ANA, true));
    stage.told(4, What::Signed, true);
    assert_eq!(stage.send(), [Looked::Done]);
    // Another address is nobody's until it is confirmed.
    stage.at(|drawer| mailboxes::change_address(drawer, ANA, Some("other@mail.example".to_owned())));
    stage.told(5, What::Signed, true);
    assert_eq!(stage.send(), []);
    assert_eq!(postmaster.letters().len(), 2, "a code and one notice");
}

#[test]
fn a_code_is_good_for_some_tries_and_few_are_sent() {
    let stage = Stage::in_the_clear();
    let postmaster = stage.postmaster(&[]);
    stage.ana("en");
    for _ in 0..mailboxes::MAX_CODES {
        stage.at(|drawer| mailboxes::ask_code(drawer, ANA));
    }
    assert_eq!(stage.waiting(), 1, "one in the place of the other");
    let refused = stage.post.desk.together(BEGIN, |drawer| mailboxes::ask_code(drawer, ANA));
    assert_eq!(refused.unwrap_err().code(), "too-many");
    stage.send();
    let letter = postmaster.letters().pop().unwrap();
    let code = letter.lines().find_map(|line| line.strip_prefix("    ")).unwrap();
    for _ in 0..5 {
        assert!(!stage.at(|drawer| mailboxes::confirm(drawer, ANA, "2222-2222")));
    }
    assert!(!stage.at(|drawer| mailboxes::confirm(drawer, ANA, code)), "tried out too often");
}

#[test]
fn a_server_that_is_down_loses_nothing_and_gets_it_once() {
    let stage = Stage::in_the_clear();
    {
        let postmaster = stage.postmaster(&[]);
        stage.confirmed(&postmaster, "en");
    }
    stage.told(1, What::Signed, true);
    stage.told(2, What::Signed, true);
    assert_eq!(stage.send(), [Looked::Unreached]);
    assert_eq!(stage.post.pause(), FIRST_PAUSE);
    assert_eq!(stage.send(), [Looked::Unreached]);
    assert_eq!(stage.post.pause(), 2 * FIRST_PAUSE);
    assert_eq!(stage.waiting(), 2);
    let postmaster = stage.postmaster(&[]);
    assert_eq!(stage.send(), [Looked::Done]);
    assert_eq!((stage.waiting(), stage.post.pause()), (0, LOOK));
    let letter = postmaster.letters().pop().unwrap();
    assert!(letter.contains(&"01".repeat(32)) && letter.contains(&"02".repeat(32)), "one letter for both");
    assert_eq!(postmaster.letters().len(), 2);
    assert!(stage.at(|drawer| outbox::of_person(drawer, ANA)).iter().all(|notice| notice.sent));
}

#[test]
fn what_can_not_be_sent_for_days_is_given_up() {
    let stage = Stage::in_the_clear();
    {
        let postmaster = stage.postmaster(&[]);
        stage.confirmed(&postmaster, "en");
    }
    stage.told(1, What::Signed, true);
    stage.pass(GIVES_UP);
    assert_eq!(stage.send(), []);
    assert_eq!(stage.waiting(), 0);
    let mailbox = stage.at(|drawer| mailboxes::of_person(drawer, ANA)).unwrap();
    assert_eq!(mailbox.refused, None, "our server was down, the address did nothing wrong");
}

#[test]
fn a_removal_ends_mail_at_once_also_what_is_queued_and_what_is_on_its_way() {
    let stage = Stage::in_the_clear();
    let postmaster = stage.postmaster(&[]);
    stage.confirmed(&postmaster, "en");
    stage.told(1, What::Signed, true);
    // On its way: taken from the outbox, not yet with the server.
    let bundle = stage.at(letters::next).unwrap();
    assert!(stage.at(|drawer| letters::still_wanted(drawer, &bundle)));
    stage.at(|drawer| people::remove_from_seat(drawer, ANA, &seat()));
    assert!(!stage.at(|drawer| letters::still_wanted(drawer, &bundle)));
    assert_eq!((stage.waiting(), stage.send()), (0, vec![]));
    stage.told(2, What::Signed, true);
    assert_eq!(stage.send(), [], "nor is there a notice");
    stage.at(|drawer| people::remove_from_seat(drawer, ANA, &Seat::Participant("XAB".to_owned())));
    assert_eq!(stage.at(|drawer| mailboxes::of_person(drawer, ANA)), None, "the address is forgotten");
    assert_eq!(postmaster.letters().len(), 1, "the code alone");
}

#[test]
fn an_address_that_the_server_refuses_for_good_is_noted_and_left_alone() {
    let stage = Stage::in_the_clear();
    {
        let postmaster = stage.postmaster(&[]);
        stage.confirmed(&postmaster, "en");
    }
    // A server that takes nothing longer than ten bytes refuses each letter with 552.
    let _strict = stage.postmaster(&["-s", "10"]);
    stage.told(1, What::Signed, true);
    assert_eq!(stage.send(), [Looked::Done]);
    let refused = stage.at(|drawer| mailboxes::of_person(drawer, ANA)).unwrap().refused;
    assert_eq!(refused.map(|refused| refused.code), Some(Some(552)));
    stage.told(2, What::Signed, true);
    assert_eq!((stage.waiting(), stage.send()), (0, vec![]));
}

#[test]
fn one_person_gets_so_many_letters_an_hour_and_the_rest_together() {
    let stage = Stage::in_the_clear();
    let postmaster = stage.postmaster(&[]);
    stage.confirmed(&postmaster, "en");
    for number in 0..30 {
        stage.told(number, What::Signed, true);
        stage.send();
    }
    assert_eq!(postmaster.letters().len(), AN_HOUR);
    stage.pass(3_600);
    assert_eq!(stage.send(), [Looked::Done]);
    let last = postmaster.letters().pop().unwrap();
    assert!(last.contains("Further notices, on the page: 1\n"), "{last}");
    assert_eq!(stage.waiting(), 0);
}

#[test]
fn tls_is_spoken_to_a_server_that_shows_a_trusted_certificate_and_to_no_other() {
    let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let (cert, key) = (folder.path().join("cert.pem"), folder.path().join("key.pem"));
    std::fs::write(&cert, made.cert.pem()).unwrap();
    std::fs::write(&key, made.signing_key.serialize_pem()).unwrap();
    let (cert_arg, key_arg) = (cert.to_str().unwrap(), key.to_str().unwrap());
    let at_once = ["--smtpscert", cert_arg, "--smtpskey", key_arg];
    let later = ["--tlscert", cert_arg, "--tlskey", key_arg];
    for (tls, args) in [(MailTls::Tls, at_once), (MailTls::Starttls, later)] {
        let stage = Stage::new(tls, Some(cert.clone()));
        let postmaster = stage.postmaster(&args);
        stage.confirmed(&postmaster, "en");
        // Nobody whom we trust vouches for it.
        let doubting = Server::new(settings(stage.port, tls, None), "hub.example").unwrap();
        assert_eq!(doubting.open().err(), Some(Trouble::Tls), "{tls:?}");
    }
    // One that offers no TLS gets nothing in the clear.
    let stage = Stage::new(MailTls::Starttls, Some(cert));
    let postmaster = stage.postmaster(&[]);
    stage.ana("en");
    stage.at(|drawer| mailboxes::ask_code(drawer, ANA));
    assert_eq!(stage.send(), [Looked::Unreached]);
    assert_eq!((stage.waiting(), postmaster.letters().len()), (1, 0));
}

#[test]
fn each_language_that_a_person_can_choose_has_its_own_letters() {
    let greetings: Vec<_> =
        web::account::LETTER_LANGUAGES.iter().map(|lang| words::words(lang.code()).greeting).collect();
    let subjects = web::account::LETTER_LANGUAGES.iter().map(|lang| words::words(lang.code()).digest.subject);
    assert_eq!(subjects.collect::<std::collections::BTreeSet<_>>().len(), greetings.len());
    let distinct: std::collections::BTreeSet<_> = greetings.iter().collect();
    assert_eq!(distinct.len(), greetings.len(), "{greetings:?}");
}

/// Where a test's log goes.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn log_lines_hold_no_address_and_no_name() {
    let log = Log::default();
    let lines = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(move || lines.clone())
        .finish();
    tracing::subscriber::with_default(subscriber, || {
        let stage = Stage::in_the_clear();
        {
            let postmaster = stage.postmaster(&[]);
            stage.confirmed(&postmaster, "en");
        }
        stage.told(1, What::Signed, true);
        stage.send();
        let _strict = stage.postmaster(&["-s", "10"]);
        stage.send();
    });
    let text = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    for code in ["mail-unreached", "mail-refused"] {
        assert!(text.contains(code), "{code}: {text}");
    }
    assert!(!text.contains("planted") && !text.contains("Quillfeather"), "{text}");
}

#[test]
fn a_letter_of_an_exercise_says_so_before_anything_else() {
    let mut stage = Stage::in_the_clear();
    stage.post.hub.exercise = true;
    let postmaster = stage.postmaster(&[]);
    stage.confirmed(&postmaster, "en");
    stage.told(1, What::Signed, true);
    assert_eq!(stage.send(), [Looked::Done]);
    for letter in postmaster.letters() {
        assert!(head(&letter).contains("Subject: EXERCISE: [hub.example] "), "{letter}");
        let text = letter.split_once("\n\n").unwrap().1;
        assert!(text.starts_with("THIS IS AN EXERCISE."), "{letter}");
    }
}

/// A mail server that takes one letter, says that it has it, and answers when it is told to.
fn slow_server(port: u16, has_it: mpsc::Sender<()>, answer: mpsc::Receiver<()>) {
    let listener = TcpListener::bind(("127.0.0.1", port)).unwrap();
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
        stream.write_all(b"220 mail.example\r\n").unwrap();
        let mut in_letter = false;
        for line in lines {
            let reply: &[u8] = match (in_letter, line.as_str()) {
                (false, "DATA") => b"354 go on\r\n",
                (true, ".") => {
                    has_it.send(()).unwrap();
                    answer.recv().unwrap();
                    b"250 taken\r\n"
                }
                (true, _) => continue,
                (false, _) => b"250 mail.example\r\n",
            };
            in_letter = line == "DATA" || in_letter && line != ".";
            stream.write_all(reply).unwrap();
        }
    });
}

#[test]
fn told_to_stop_it_still_notes_the_letter_that_is_on_its_way() {
    let stage = Stage::in_the_clear();
    stage.ana("en");
    stage.at(|drawer| mailboxes::ask_code(drawer, ANA));
    let ((has_it, taken), (answer, asked)) = (mpsc::channel(), mpsc::channel());
    slow_server(stage.port, has_it, asked);
    let (stop, stops) = watch::channel(false);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let (desk, now) = (stage.post.desk.clone(), stage.now.load(Ordering::SeqCst));
    let waiting = || desk.together(now, letters::waiting).unwrap();
    let mailing = runtime.spawn(deliver(Arc::new(stage.post), stops));
    taken.recv().unwrap();
    stop.send_replace(true);
    assert_eq!(waiting(), 1, "nobody knows yet that it was taken");
    answer.send(()).unwrap();
    runtime.block_on(mailing).unwrap();
    assert_eq!(waiting(), 0, "else it would come twice");
}
