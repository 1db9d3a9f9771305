//! What people are told of a register in a folder, with a clock that a test turns.

use super::*;
use crate::random;
use delegations::PersonId;
use delegations::audit;
use delegations::outbox::Notice;
use delegations::people::{Membership, Person as Account};
use policy::Role;
use record::Time;
use record::vkey::{NoteSecret, SignatureType};
use rehearsal::{ABE, ADA, BOB, Draft, HUB as LOG_KEY, LOG, Person, ROOTS, SAM, World, ZOE, mechanism};
use sealing::{HubKey, Sealer};
use serde_json::{Value, json};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use store::{SqliteStore, Workspace};

struct Stage {
    folder: tempfile::TempDir,
    world: World,
    now: Arc<AtomicU64>,
    register: Register,
    notices: Notices,
}

fn desk(workspace: &Path) -> Desk {
    let workspace = Arc::new(Workspace::open(workspace).unwrap());
    Desk::new(workspace, Arc::new(Sealer::new(&HubKey::from_bytes([3; 32]))), Arc::new(random::fill))
}

impl Stage {
    /// A register whose keys may sign, with Ada, its administrator, Abe, its delegate, a contact and Bob of another.
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = SqliteStore::open(&folder.path().join("register.db"), store::Options::default()).unwrap();
        let world = World::furnished();
        let now = Arc::new(AtomicU64::new(world.log[0].0.time));
        let hands = Arc::clone(&now);
        let clock: Arc<dyn Clock> = Arc::new(move || Time(hands.load(Ordering::SeqCst)));
        let key = NoteSecret::from_seed(LOG, SignatureType::Ed25519, &[LOG_KEY.0; 32]).unwrap();
        let register = Register::open(Arc::new(store), key, Arc::clone(&clock), None, None).unwrap();
        let opener = HubKey::from_bytes([3; 32]).identity().recipient();
        register.seal_bodies_for(opener, Box::new(random::fill)).unwrap();
        for (entry, record) in &world.log {
            now.store(entry.time, Ordering::SeqCst);
            register.submit_blocking(record.clone()).unwrap();
        }
        let notices = Notices { desk: desk(&folder.path().join("workspace.db")), clock };
        let stage = Self { folder, world, now, register, notices };
        stage.seat(ADA, "XAA", Role::NationalAdministrator);
        stage.seat(ABE, "XAA", Role::Delegate);
        stage.seat(ZOE, "XAA", Role::Contact);
        stage.seat(BOB, "XBB", Role::NationalAdministrator);
        stage
    }

    fn at<T>(&self, work: impl FnOnce(&delegations::Drawer<'_>) -> Result<T, DelegationError>) -> T {
        self.notices.desk.together(self.now.load(Ordering::SeqCst), work).unwrap()
    }

    /// Gives somebody an account.
    fn seat(&self, who: Person, participant: &str, role: Role) {
        let since = self.now.load(Ordering::SeqCst);
        let seat = Seat::Participant(participant.to_owned());
        let membership = Membership { seat, roles: [role].into(), signer: who.id(), since };
        self.at(|drawer| {
            drawer.put(&Account {
                through_service: false,
                id: PersonId(who.id().0),
                name: format!("Person {}", who.0),
                email: None,
                language: "en".to_owned(),
                created: since,
                memberships: vec![membership],
            })
        });
    }

    /// Somebody carries a record to the register, past every page.
    fn say(&mut self, draft: &Draft) -> RecordId {
        self.now.fetch_add(1, Ordering::SeqCst);
        let record = draft.clone().seal();
        let id = record.id;
        self.register.submit_blocking(record).unwrap();
        id
    }

    fn tell(&self) -> usize {
        self.notices.tell(&self.register, Catalogue::built_in().unwrap()).unwrap()
    }

    fn told(&self, who: Person) -> Vec<Notice> {
        self.at(|drawer| outbox::of_person(drawer, PersonId(who.id().0)))
    }

    fn submitted(&self) -> usize {
        let found = self.at(|d| audit::of_seat(d, "participant/XAA", None, 1_000, 1_000));
        found.events.iter().filter(|event| event.what == audit::What::Submitted).count()
    }
}

#[test]
fn a_record_that_a_stranger_carried_is_told_to_who_signed_it_and_to_the_administrators_once() {
    let mut stage = Stage::new();
    assert_eq!(stage.tell(), 0, "who begins to tell doesn't tell of what was before");
    let measure = stage.world.measure().by(&[ABE]);
    let id = stage.say(&measure);
    assert_eq!(stage.tell(), 2);
    assert_eq!(stage.tell(), 0);
    let told = |who| stage.told(who).iter().map(|n| (n.record, n.own, n.what)).collect::<Vec<_>>();
    assert_eq!(told(ABE), [(id, true, What::Signed)]);
    assert_eq!(told(ADA), [(id, false, What::Signed)]);
    assert_eq!(
        (told(ZOE), told(BOB)),
        (vec![], vec![]),
        "a contact signed nothing, another State has no part"
    );
    assert_eq!(stage.submitted(), 1, "the trail learns of it the same way");
}

/// A project of XAA for these readers, which refers to a public record of XBB, in a register that takes projects.
fn project(stage: &mut Stage, audience: Audience) -> RecordId {
    let catalogue = Catalogue::built_in().unwrap();
    let file = catalogue.files().iter().find(|file| file.path == "kinds/capacity-project.json").unwrap();
    let kind: Value = serde_json::from_slice(&file.bytes).unwrap();
    stage.say(&stage.world.file("kinds/capacity-project.json", &kind));
    let mut alpha = mechanism("alpha", 2, &["XAA", "XBB"]);
    alpha["kinds"] = json!(["measure", "capacity-project"]);
    stage.say(&stage.world.file("mechanisms/alpha.json", &alpha));
    let theirs = stage.say(&by_xbb(stage.world.measure()));
    let project = stage.world.project(&[theirs]).set(|h| {
        h.kind = "capacity-project".to_owned();
        h.kind_version = kind["version"].as_u64().unwrap();
        h.framework_items = vec!["fx/norm-1".to_owned()];
        h.audience = audience;
    });
    stage.say(&project)
}

fn by_xbb(draft: Draft) -> Draft {
    draft.by(&[BOB]).set(|h| h.participant = "XBB".to_owned())
}

#[test]
fn a_move_is_told_once_to_those_whom_its_kind_names_and_to_who_signed_it() {
    let mut stage = Stage::new();
    stage.seat(SAM, "XBB", Role::Delegate);
    let project = project(&mut stage, Audience::Public);
    stage.tell();
    let agreed = stage.say(&by_xbb(stage.world.step(project, "agree")));
    stage.tell();
    assert_eq!(stage.tell(), 0, "once");
    let told = |who| {
        let of_it = stage.told(who).into_iter().filter(|notice| notice.record == agreed);
        of_it.map(|notice| (notice.own, notice.what)).collect::<Vec<_>>()
    };
    assert_eq!(told(BOB), [(true, What::Signed)], "whoever made it isn't told of it as another's");
    assert_eq!(told(SAM), [], "nor a colleague, who is no administrator");
    assert_eq!((told(ADA), told(ABE)), (vec![(false, What::Moved)], vec![(false, What::Moved)]));
    assert_eq!(told(ZOE), [], "a contact can do nothing about it");
}

#[test]
fn nobody_is_told_of_a_move_of_what_isnt_for_them() {
    let to_xbb = || Audience::Participants { participants: vec!["XBB".to_owned()] };
    for (audience, tells) in [(Audience::Own, false), (to_xbb(), true), (Audience::Public, true)] {
        let mut stage = Stage::new();
        let project = project(&mut stage, audience.clone());
        stage.tell();
        let said = audience.clone();
        let ended = stage.world.step(project, "end").set(|h| {
            // For the same readers, in the words that mean the same from either side.
            h.audience = match said {
                Audience::Participants { .. } => {
                    Audience::Participants { participants: vec!["XAA".to_owned(), "XBB".to_owned()] }
                }
                other => other,
            };
        });
        let ended = stage.say(&ended);
        stage.tell();
        let told = stage.told(BOB).iter().any(|notice| notice.record == ended);
        assert_eq!(told, tells, "{audience:?}");
        assert!(stage.told(ABE).iter().any(|notice| notice.record == ended), "its own are told");
    }
}

#[test]
fn a_crash_between_the_notices_and_their_position_leaves_neither() {
    let mut stage = Stage::new();
    stage.tell();
    stage.say(&stage.world.measure().by(&[ABE]));
    let size = stage.register.store().head().unwrap().unwrap().size;
    let all = said(&stage.register, Catalogue::built_in().unwrap(), size - 1, size).unwrap();
    // Everything is queued, then the process ends before the transaction does.
    let ended: Result<(), _> = stage.notices.desk.together(stage.now.load(Ordering::SeqCst), |drawer| {
        assert_eq!(outbox::tell(drawer, size - 1, size, &all)?, 2);
        Err(DelegationError::Session)
    });
    assert!(ended.is_err() && stage.told(ABE).is_empty());
    // The next process goes on where the last one was, and a second follower adds nothing.
    stage.notices.desk = desk(&stage.folder.path().join("workspace.db"));
    assert_eq!(stage.tell(), 2);
    assert_eq!(stage.at(|drawer| outbox::tell(drawer, size - 1, size, &all)), 0);
    assert_eq!((stage.told(ABE).len(), stage.told(ADA).len(), stage.submitted()), (1, 1, 1));
}

#[test]
fn what_was_accepted_while_nobody_followed_is_told_at_the_next_start() {
    let mut stage = Stage::new();
    stage.tell();
    let ids: Vec<_> = (0_u8..3)
        .map(|n| {
            let measure = stage.world.measure().by(&[ABE]).set(|h| h.salt.0 = [n; 16]);
            stage.say(&measure)
        })
        .collect();
    assert_eq!(stage.tell(), 6);
    let told: Vec<_> = stage.told(ADA).into_iter().map(|notice| notice.record).rev().collect();
    assert_eq!(told, ids);
}

#[test]
fn a_newcomer_is_not_told_of_what_was_before() {
    let mut stage = Stage::new();
    stage.tell();
    stage.say(&stage.world.measure().by(&[ABE]));
    stage.now.fetch_add(10, Ordering::SeqCst);
    stage.seat(Person(50), "XAA", Role::NationalAdministrator);
    assert_eq!(stage.tell(), 2);
    assert!(stage.told(Person(50)).is_empty());
}

#[test]
fn a_key_is_told_to_everybody_of_the_delegation_and_how_long_it_waits() {
    let mut stage = Stage::new();
    stage.tell();
    let new = Person(60);
    let vouched = stage.say(&stage.world.enrol(new, "XAA", false, SECRETARIAT, &ROOTS[..2]));
    let accepted = stage.now.load(Ordering::SeqCst);
    let stopped = stage.say(&stage.world.revoke(new, "XAA", &[ABE]));
    let other = stage.say(&stage.world.enrol(Person(61), "XAA", false, "XAA", &[ADA]));
    assert_eq!(stage.tell(), 9);
    for who in [ADA, ABE, ZOE] {
        let mut told = stage.told(who);
        told.reverse();
        let told: Vec<_> = told.iter().map(|n| (n.record, n.what, n.from)).collect();
        let until = Some(accepted + 72 * 3_600);
        assert_eq!(
            told,
            [
                (vouched, What::KeyVouchedFor, until),
                (stopped, What::KeyRevoked, None),
                (other, What::KeyEnrolled, None)
            ]
        );
    }
    assert!(stage.told(BOB).is_empty());
}

#[test]
fn what_the_secretariat_says_in_a_delegations_name_is_told_to_its_administrators() {
    let mut stage = Stage::new();
    stage.tell();
    let transmitted = stage.say(&stage.world.transmission());
    stage.tell();
    assert_eq!(
        stage.told(ADA).iter().map(|n| (n.record, n.what)).collect::<Vec<_>>(),
        [(transmitted, What::Transmitted)]
    );
    assert!(stage.told(ABE).is_empty());
}
