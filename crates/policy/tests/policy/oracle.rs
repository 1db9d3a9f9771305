//! Who may do what, in plain Rust, written from the words of the design and not from the policies. The two must agree:
//! whoever changes a policy changes this too, and says why.

use policy::{Action, Audience, Class, Label, Means, Resource, Role, Scope, Seat, SeatForm, Subject, Writer};
use std::collections::BTreeSet;

/// May they?
pub fn may(who: &Subject, action: Action, about: &Resource) -> bool {
    let public = matches!(about, Resource::Class(class) if class.audience == Audience::Public);
    let removes_another =
        action == Action::RemovePerson && !matches!(about, Resource::Person { own: true, .. });
    by_right(who, action, about) && by_session(who, action, public, removes_another)
}

/// What a session allows, whoever holds it.
fn by_session(who: &Subject, action: Action, public: bool, removes_another: bool) -> bool {
    use Action as A;
    let reading = matches!(action, A::ReadHeader | A::ReadBody | A::List | A::Search);
    let signing = matches!(action, A::Sign | A::Confirm | A::Disavow);
    let delicate = removes_another
        || matches!(
            action,
            A::EnrolKey
                | A::Invite
                | A::ChangeRoles
                | A::ApproveRecovery
                | A::ManageCredentials
                | A::MakeToken
                | A::Erase
                | A::Export
        );
    let touched = matches!(who.means, Means::Passkey | Means::OpenIdConnect) && who.stepped_up;
    // What is public needs neither account, scope nor touch.
    public
        || match &who.means {
            Means::Nobody => false,
            Means::Token { scopes } => reading && scopes.contains(&Scope::Read),
            Means::Code => !signing && !delicate,
            Means::Passkey | Means::OpenIdConnect => touched || !delicate,
        }
}

/// Does the person hold this role, in a seat where it exists?
fn holds(who: &Subject, role: Role) -> bool {
    let of = match role {
        Role::NationalAdministrator | Role::Delegate | Role::Contact | Role::Reader => SeatForm::Participant,
        Role::Chair | Role::SecretariatAdministrator | Role::Officer | Role::Auditor => SeatForm::Mechanism,
        Role::Stakeholder => SeatForm::Stakeholder,
    };
    who.roles.contains(&role) && who.seat.as_ref().map(Seat::form) == Some(of)
}

fn acts_for(who: &Subject, seat: &Seat) -> bool {
    who.seat.as_ref() == Some(seat)
}

fn is_of_delegation(who: &Subject, code: &str) -> bool {
    is_delegate_of_any(who) && acts_for(who, &Seat::Participant(code.to_owned()))
}

fn is_delegate_of_any(who: &Subject) -> bool {
    [Role::NationalAdministrator, Role::Delegate, Role::Contact, Role::Reader].iter().any(|r| holds(who, *r))
}

fn serves(who: &Subject, mechanism: &str) -> bool {
    acts_for(who, &Seat::Mechanism(mechanism.to_owned()))
}

fn is_chair_or_secretariat(who: &Subject, mechanism: &str) -> bool {
    serves(who, mechanism)
        && [Role::Chair, Role::SecretariatAdministrator, Role::Officer].iter().any(|role| holds(who, *role))
}

fn administers(who: &Subject, seat: &Seat) -> bool {
    acts_for(who, seat)
        && (holds(who, Role::NationalAdministrator) || holds(who, Role::SecretariatAdministrator))
}

/// The administrator of a secretariat in one of whose mechanisms they take part.
fn secretariat_over(who: &Subject, mechanisms: &BTreeSet<String>) -> bool {
    holds(who, Role::SecretariatAdministrator) && mechanisms.iter().any(|mechanism| serves(who, mechanism))
}

/// What role and seat allow, by any session.
fn by_right(who: &Subject, action: Action, about: &Resource) -> bool {
    match about {
        Resource::Class(class) => reads(who, action, class),
        Resource::Record { class, author, writers } => makes(who, action, class, author, writers),
        Resource::Delegation { seat, mechanisms, vacant } => match action {
            Action::SeeDelegation => acts_for(who, seat) && who.roles.iter().any(|role| holds(who, *role)),
            Action::Invite => {
                let outside = match seat.form() {
                    SeatForm::Participant => *vacant,
                    SeatForm::Stakeholder => true,
                    SeatForm::Mechanism => false,
                };
                administers(who, seat) || (outside && secretariat_over(who, mechanisms))
            }
            _ => false,
        },
        Resource::Person { seat, mechanisms, own } => on_person(who, action, seat, mechanisms, *own),
        Resource::Key { seat, mechanisms, own } => on_key(who, action, seat, mechanisms, *own),
        Resource::Import { mechanism } => match action {
            Action::ReviewImport => works_for(who, mechanism),
            _ => false,
        },
        Resource::Mechanism(mechanism) => match action {
            Action::SeeAwaited => works_for(who, mechanism),
            _ => false,
        },
        Resource::Trail(seat) => {
            matches!(action, Action::SeeAudit | Action::Export)
                && acts_for(who, seat)
                && (holds(who, Role::Auditor) || holds(who, Role::NationalAdministrator))
        }
    }
}

/// A secretariat's administrator or officer.
fn works_for(who: &Subject, mechanism: &str) -> bool {
    serves(who, mechanism) && (holds(who, Role::SecretariatAdministrator) || holds(who, Role::Officer))
}

fn reads(who: &Subject, action: Action, class: &Class) -> bool {
    let header = action == Action::ReadHeader;
    if !header && !matches!(action, Action::ReadBody | Action::List | Action::Search | Action::Export) {
        return false;
    }
    if !label_allows(class) || (class.state == "draft" && !matches!(class.audience, Audience::Own(_))) {
        return false;
    }
    let restricted = class.audience != Audience::Public;
    if holds(who, Role::Auditor) && restricted && !header {
        return false;
    }
    let audits = |mechanism: &str| header && holds(who, Role::Auditor) && serves(who, mechanism);
    match &class.audience {
        Audience::Public => true,
        Audience::Own(author) => is_of_delegation(who, author),
        Audience::Named(codes) => codes.iter().any(|code| is_of_delegation(who, code)),
        // Who took part when it was said, and still does.
        Audience::Mechanism { mechanism, participants } => {
            (who.mechanisms.contains(mechanism)
                && participants.codes().any(|code| is_of_delegation(who, code)))
                || is_chair_or_secretariat(who, mechanism)
                || audits(mechanism)
        }
        Audience::Secretariat { mechanism, author } => {
            is_of_delegation(who, author) || is_chair_or_secretariat(who, mechanism) || audits(mechanism)
        }
        Audience::Group(id, version) => {
            is_delegate_of_any(who) && who.groups.contains(&(id.clone(), *version))
        }
    }
}

/// How far a TLP 2.0 label lets an audience reach.
fn label_allows(class: &Class) -> bool {
    let reach = match class.audience {
        Audience::Own(_) | Audience::Named(_) => 0,
        Audience::Group(..) => 1,
        Audience::Secretariat { .. } => 2,
        Audience::Mechanism { .. } => 3,
        Audience::Public => 4,
    };
    let furthest = match class.label {
        Some(Label::Unknown) => return false,
        Some(Label::Red) => 0,
        Some(Label::AmberStrict) => 1,
        Some(Label::Amber) => 2,
        Some(Label::Green) => 3,
        Some(Label::Clear) | None => 4,
    };
    reach <= furthest
}

fn makes(who: &Subject, action: Action, class: &Class, author: &Seat, writers: &BTreeSet<Writer>) -> bool {
    let own = acts_for(who, author);
    let served = class.mechanism.as_deref().is_some_and(|mechanism| serves(who, mechanism));
    // The kind's file names who writes it.
    let writes = (holds(who, Role::Delegate) && writers.contains(&Writer::ParticipantDelegate))
        || (holds(who, Role::Contact) && writers.contains(&Writer::ParticipantContact))
        || (holds(who, Role::Stakeholder) && writers.contains(&Writer::Stakeholder))
        || (who.seat.as_ref().is_some_and(|seat| is_chair_or_secretariat(who, seat.id()))
            && writers.contains(&Writer::Secretariat));
    let takes_part = match (&who.seat, &class.mechanism) {
        (_, None) => true,
        (Some(Seat::Mechanism(id)), Some(mechanism)) => id == mechanism,
        (_, Some(mechanism)) => who.mechanisms.contains(mechanism),
    };
    match action {
        Action::Write | Action::Submit | Action::Supersede | Action::Sign => {
            own && writes && takes_part && label_allows(class)
        }
        Action::Confirm => own && holds(who, Role::Delegate),
        Action::Disavow => own && (holds(who, Role::Delegate) || holds(who, Role::NationalAdministrator)),
        Action::Erase => {
            (own && (holds(who, Role::Delegate) || holds(who, Role::NationalAdministrator)))
                || (served && holds(who, Role::SecretariatAdministrator))
        }
        Action::Transmit => {
            label_allows(class)
                && class.mechanism.as_deref().is_some_and(|mechanism| works_for(who, mechanism))
        }
        _ => false,
    }
}

fn on_person(who: &Subject, action: Action, seat: &Seat, mechanisms: &BTreeSet<String>, own: bool) -> bool {
    let oneself = own && acts_for(who, seat);
    match action {
        Action::ManageSessions
        | Action::ManageCredentials
        | Action::MakeToken
        | Action::Export
        | Action::Erase => oneself,
        Action::ChangeRoles => administers(who, seat),
        Action::RemovePerson => {
            oneself
                || administers(who, seat)
                || (seat.form() == SeatForm::Stakeholder && secretariat_over(who, mechanisms))
        }
        Action::ApproveRecovery => {
            let colleague = holds(who, Role::Delegate) || holds(who, Role::Officer) || administers(who, seat);
            // The secretariat's way waits 72 hours, which is the business of `delegations`.
            let secretariat = seat.form() != SeatForm::Mechanism && secretariat_over(who, mechanisms);
            !own && ((acts_for(who, seat) && colleague) || secretariat)
        }
        _ => false,
    }
}

fn on_key(who: &Subject, action: Action, seat: &Seat, mechanisms: &BTreeSet<String>, own: bool) -> bool {
    let secretariat = seat.form() != SeatForm::Mechanism && secretariat_over(who, mechanisms);
    // All but readers and auditors sign something.
    let signs = acts_for(who, seat)
        && who.roles.iter().any(|role| holds(who, *role) && !matches!(role, Role::Reader | Role::Auditor));
    match action {
        Action::ProposeKey => (own && signs) || administers(who, seat) || secretariat,
        Action::EnrolKey => administers(who, seat) || secretariat,
        Action::StopEnrolment => signs,
        _ => false,
    }
}
