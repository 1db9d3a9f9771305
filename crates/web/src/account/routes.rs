//! The routes of accounts, which belong to the one list of routes.

use std::sync::Arc;

use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use super::acts::{begin_act, show_acts};
use super::arrival::MAX_LONG_FORM;
use super::coverage::show_coverage;
use super::delegation::{change_roles, invite, remove_person, show_delegation, withdraw_invitation};
use super::draft_document::{MAX_DOCUMENT_FORM, remove_document, send_document};
use super::draft_reply::print_draft_reply;
use super::draft_sign::{
    get_draft_header, prepare_draft, preview_draft, send_signature, show_signing, sign_draft,
};
use super::draft_talk::{clear_draft, make_remark, settle_remark, turn_release_rule};
use super::draft_workbook::{MAX_WORKBOOK, get_draft_workbook, print_draft_form, send_draft_workbook};
use super::draft_write::{save_draft, show_draft, show_draft_changes};
use super::drafts::{MAX_DRAFT, begin_draft, discard_draft, show_drafts};
use super::enrolment::{MAX_ENROLMENT, bring_enrolment, send_enrolment_signature, sign_enrolment, vouch};
use super::import_forms::{
    correct_import_facts, correct_import_participant, correct_import_provision, show_import_facts,
    show_import_participant, show_import_provision,
};
use super::imports::{
    confirm_import, get_import_original, get_import_review, settle_import_note, show_import, show_imports,
};
use super::join::{ask_join, find_services, join, join_as, show_join};
use super::keys::{get_proposal, propose_key, show_keys, show_proposal, withdraw_key};
use super::mail::{change_mail, confirm_mail, send_code};
use super::matches::{begin_together, show_matches, show_together};
use super::me::{
    add_passkey, ask_passkey, choose_seat, end_session, export_me, leave_seat, print_codes, remove_passkey,
    show_me,
};
use super::model::{JoinPage, MePage, SignInPage, TouchPage};
use super::model_acts::ActsPage;
use super::model_coverage::CoveragePage;
use super::model_delegation::{DelegationPage, TrailPage};
use super::model_drafts::{ChangesPage, DraftPage, DraftsPage, PreviewPage, SignPage};
use super::model_imports::{CorrectionPage, ImportPage, ImportsPage};
use super::model_matches::{MatchesPage, TogetherPage};
use super::model_openid::ReturnPage;
use super::model_reminders::RemindersPage;
use super::model_signing::{KeysPage, ProposalPage};
use super::model_subscriptions::{LeaveDigestPage, SubscriptionsPage};
use super::model_transmissions::{TransmissionPage, TransmissionSignPage, TransmissionsPage};
use super::model_use_again::UseAgainPage;
use super::office::Office;
use super::openid::{begin_openid, finish_openid, show_openid_return, unlink_openid};
use super::own_records::export_records;
use super::recover::{
    ask_recovery, ask_recovery_as_secretariat, complete_recovery_as_secretariat, confirm_recovery,
    get_recovery_order, stop_own_recovery, stop_recovery,
};
use super::reminders::show_reminders;
use super::sign_in::{
    ask_sign_in, ask_touch, show_sign_in, show_touch, sign_in, sign_in_with_code, sign_out, touch,
};
use super::stops::stop_key;
use super::subscriptions::{
    choose_digest, leave_digest, show_leaving_digest, show_subscriptions, subscribe, unsubscribe,
};
use super::tables::{get_coverage_table, get_people_table, get_reminders_table};
use super::tokens::{end_token, make_token, show_token};
use super::trail::{export_trail, show_trail};
use super::transmission_sign::{
    get_transmission_header, prepare_transmission, send_transmission_signature, show_transmission_signing,
    sign_transmission,
};
use super::transmissions::{
    MAX_FILE_FORM, begin_transmission, discard_transmission, save_transmission, send_received_file,
    show_transmission, show_transmissions,
};
use super::use_again::{show_use_again, use_again};
use super::work_list::show_work_list;
use crate::forms::XLSX;
use crate::openapi::Schemas;
use crate::router::{Answers, Route, file, page};

/// Pages and forms that know who asks.
pub(crate) fn routes() -> Vec<Route<Arc<Office>>> {
    let mut routes = of_drafts();
    routes.extend(of_subscriptions());
    routes.extend(of_the_rest());
    routes
}

fn of_the_rest() -> Vec<Route<Arc<Office>>> {
    vec![
        // Coming in and going out.
        page!("/sign-in", show_sign_in, SignInPage),
        file!(post, "/sign-in/challenge", ask_sign_in, "application/json"),
        file!(post, "/sign-in/passkey", sign_in, "application/json"),
        file!(post, "/sign-in/code", sign_in_with_code, "text/html"),
        file!(post, "/sign-out", sign_out, "text/html"),
        page!("/join", show_join, JoinPage),
        file!(post, "/join/challenge", ask_join, "application/json"),
        file!(post, "/join/passkey", join, "application/json"),
        file!(post, "/join/services", find_services, "text/html"),
        file!(post, "/join", join_as, "text/html"),
        page!("/touch", show_touch, TouchPage),
        file!(post, "/touch/challenge", ask_touch, "application/json"),
        file!(post, "/touch/passkey", touch, "application/json"),
        file!(post, "/openid/{provider}/begin", begin_openid, "text/html"),
        page!("/openid/{provider}", show_openid_return, ReturnPage),
        file!(post, "/openid/{provider}", finish_openid, "text/html"),
        // One's own account.
        page!("/me", show_me, MePage),
        file!(post, "/me/seat", choose_seat, "text/html"),
        file!(post, "/me/sessions/end", end_session, "text/html"),
        file!(post, "/me/passkeys/challenge", ask_passkey, "application/json"),
        file!(post, "/me/passkeys", add_passkey, "application/json"),
        file!(post, "/me/passkeys/remove", remove_passkey, "text/html"),
        file!(post, "/me/openid/remove", unlink_openid, "text/html"),
        file!(post, "/me/codes", print_codes, "text/html"),
        file!(post, "/me/held", export_me, "application/json"),
        file!(post, "/me/mail", change_mail, "text/html"),
        file!(post, "/me/mail/code", send_code, "text/html"),
        file!(post, "/me/mail/confirm", confirm_mail, "text/html"),
        file!(post, "/me/leave", leave_seat, "text/html"),
        file!(post, "/me/recovery/stop", stop_own_recovery, "text/html"),
        file!(post, "/me/tokens", make_token, "text/html"),
        file!(post, "/me/tokens/end", end_token, "text/html"),
        file!(get, "/token", show_token, "application/json"),
        // One's delegation.
        page!("/delegation", show_delegation, DelegationPage),
        file!(post, "/delegation/invitations", invite, "text/html"),
        file!(post, "/delegation/invitations/withdraw", withdraw_invitation, "text/html"),
        file!(post, "/delegation/roles", change_roles, "text/html"),
        file!(post, "/delegation/remove", remove_person, "text/html"),
        file!(post, "/delegation/recovery", ask_recovery, "text/html"),
        file!(post, "/delegation/recovery/confirm", confirm_recovery, "text/html"),
        file!(post, "/delegation/recovery/stop", stop_recovery, "text/html"),
        file!(post, "/secretariat/recovery", ask_recovery_as_secretariat, "text/html"),
        file!(get, "/secretariat/recovery/order", get_recovery_order, "text/plain"),
        file!(post, "/secretariat/recovery/complete", complete_recovery_as_secretariat, "text/html"),
        file!(post, "/delegation/records", export_records, "application/x-tar"),
        file!(post, "/delegation/release", turn_release_rule, "text/html"),
        page!("/delegation/provisions", show_coverage, CoveragePage),
        page!("/delegation/reminders", show_reminders, RemindersPage),
        file!(get, "/delegation/table", get_people_table, "text/csv"),
        file!(get, "/delegation/provisions/table", get_coverage_table, "text/csv"),
        file!(get, "/delegation/reminders/table", get_reminders_table, "text/csv"),
        // What may meet its needs and offers, and the projects that it begins with others.
        page!("/delegation/matches", show_matches, MatchesPage),
        page!("/delegation/project", show_together, TogetherPage),
        file!(post, "/delegation/project", begin_together, "text/html"),
        page!("/trail", show_trail, TrailPage),
        file!(post, "/trail/export", export_trail, "application/json"),
        // Signing keys.
        page!("/signing-keys", show_keys, KeysPage),
        file!(post, "/signing-keys/propose", propose_key, "application/json"),
        file!(post, "/signing-keys/stop", stop_key, "text/html"),
        page!("/signing-keys/{id}", show_proposal, ProposalPage),
        file!(get, "/signing-keys/{id}/file", get_proposal, "application/json"),
        file!(post, "/signing-keys/{id}/vouch", vouch, "text/html"),
        larger(file!(post, "/signing-keys/{id}/enrolment", bring_enrolment, "text/html"), MAX_ENROLMENT),
        file!(post, "/signing-keys/{id}/sign", sign_enrolment, "application/json"),
        file!(post, "/signing-keys/{id}/signature", send_enrolment_signature, "text/html"),
        file!(post, "/signing-keys/{id}/withdraw", withdraw_key, "text/html"),
        // What reached a secretariat, from its note verbale to the register.
        page!("/transmissions", show_transmissions, TransmissionsPage),
        file!(post, "/transmissions", begin_transmission, "text/html"),
        page!("/transmissions/{id}", show_transmission, TransmissionPage),
        larger(file!(post, "/transmissions/{id}", save_transmission, "text/html"), MAX_DRAFT),
        larger(file!(post, "/transmissions/{id}/file", send_received_file, "text/html"), MAX_FILE_FORM),
        file!(post, "/transmissions/{id}/discard", discard_transmission, "text/html"),
        file!(post, "/transmissions/{id}/prepare", prepare_transmission, "text/html"),
        page!("/transmissions/{id}/sign", show_transmission_signing, TransmissionSignPage),
        file!(post, "/transmissions/{id}/sign", sign_transmission, "application/json"),
        file!(get, "/transmissions/{id}/header", get_transmission_header, "application/json"),
        file!(post, "/transmissions/{id}/signature", send_transmission_signature, "text/html"),
        // Imported texts, until a person has confirmed what was read.
        page!("/imports", show_imports, ImportsPage),
        page!("/imports/{digest}", show_import, ImportPage),
        page!("/imports/{digest}/facts", show_import_facts, CorrectionPage),
        larger(file!(post, "/imports/{digest}/facts", correct_import_facts, "text/html"), MAX_LONG_FORM),
        page!("/imports/{digest}/provisions/{path}", show_import_provision, CorrectionPage),
        larger(
            file!(post, "/imports/{digest}/provisions/{path}", correct_import_provision, "text/html"),
            MAX_LONG_FORM,
        ),
        page!("/imports/{digest}/participants/{number}", show_import_participant, CorrectionPage),
        file!(post, "/imports/{digest}/participants/{number}", correct_import_participant, "text/html"),
        file!(post, "/imports/{digest}/notes/{number}/settled", settle_import_note, "text/html"),
        file!(post, "/imports/{digest}/confirm", confirm_import, "text/html"),
        file!(get, "/imports/{digest}/review", get_import_review, "application/json"),
        file!(get, "/imports/{digest}/original", get_import_original, "application/octet-stream"),
        // What a delegation says of a record in its name.
        page!("/records/{id}/act", show_acts, ActsPage),
        file!(post, "/records/{id}/act", begin_act, "text/html"),
        page!("/records/{id}/use", show_use_again, UseAgainPage),
        file!(post, "/records/{id}/use", use_again, "text/html"),
    ]
}

/// What somebody is told of by mail, and how it ends.
fn of_subscriptions() -> Vec<Route<Arc<Office>>> {
    vec![
        page!("/me/subscriptions", show_subscriptions, SubscriptionsPage),
        file!(post, "/me/subscriptions", subscribe, "text/html"),
        file!(post, "/me/subscriptions/rhythm", choose_digest, "text/html"),
        file!(post, "/me/subscriptions/leave", unsubscribe, "text/html"),
        // What a letter's link leads to: whoever holds the letter leaves, signed in or not.
        page!("/leave/{token}", show_leaving_digest, LeaveDigestPage),
        file!(post, "/leave/{token}", leave_digest, "text/html"),
    ]
}

/// Drafts, from the first word to the register.
fn of_drafts() -> Vec<Route<Arc<Office>>> {
    vec![
        page!("/drafts", show_drafts, DraftsPage),
        file!(post, "/drafts", begin_draft, "text/html"),
        page!("/drafts/{id}", show_draft, DraftPage),
        larger(file!(post, "/drafts/{id}", save_draft, "text/html"), MAX_DRAFT),
        file!(post, "/drafts/{id}/discard", discard_draft, "text/html"),
        page!("/drafts/{id}/changes", show_draft_changes, ChangesPage),
        file!(post, "/drafts/{id}/remarks", make_remark, "text/html"),
        file!(post, "/drafts/{id}/remarks/settle", settle_remark, "text/html"),
        file!(post, "/drafts/{id}/clear", clear_draft, "text/html"),
        larger(file!(post, "/drafts/{id}/document", send_document, "text/html"), MAX_DOCUMENT_FORM),
        file!(post, "/drafts/{id}/document/remove", remove_document, "text/html"),
        file!(get, "/drafts/{id}/workbook", get_draft_workbook, XLSX),
        larger(file!(post, "/drafts/{id}/workbook", send_draft_workbook, "text/html"), MAX_WORKBOOK),
        file!(get, "/drafts/{id}/form", print_draft_form, "application/pdf"),
        file!(get, "/drafts/{id}/reply", print_draft_reply, "application/pdf"),
        page!("/drafts/{id}/preview", preview_draft, PreviewPage),
        file!(post, "/drafts/{id}/prepare", prepare_draft, "text/html"),
        page!("/drafts/{id}/sign", show_signing, SignPage),
        file!(post, "/drafts/{id}/sign", sign_draft, "application/json"),
        file!(get, "/drafts/{id}/header", get_draft_header, "application/json"),
        file!(post, "/drafts/{id}/signature", send_signature, "text/html"),
        // What a secretariat asks: who is awaited is for its own officers, on a screen.
        file!(get, "/cycles/{id}/work-list", show_work_list, "text/html"),
    ]
}

/// A route that reads a longer form than others.
fn larger(route: Route<Arc<Office>>, most: usize) -> Route<Arc<Office>> {
    Route { handler: route.handler.layer(DefaultBodyLimit::max(most)), ..route }
}
