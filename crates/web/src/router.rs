//! All routes of a hub in one flat list, grouped by who may use them. A handler has the name of its operation in the
//! `OpenAPI` document; a test compares the list with the document.

use std::sync::Arc;

use axum::extract::DefaultBodyLimit;
use axum::routing::{MethodRouter, get, post, put};
use axum::{Extension, Router, middleware};
use tower::ServiceBuilder;

use crate::WebError;
use crate::account::{self, MAX_FORM, Office, arrive_first, know_caller};
use crate::attachments::{put_attachment, show_attachment};
use crate::compression;
use crate::cycles::{list_cycles, show_cycle};
use crate::door::{
    Door, create_record, show_body, show_checkpoint, show_header, show_key, show_log, show_long_body,
    show_proof, show_public_bundle, show_signatures, show_ssh_signature, show_tile,
};
use crate::feeds::{get_item_feed, get_kind_feed, get_mechanism_feed};
use crate::finish::{finish, read_ask};
use crate::forms::{XLSX, get_cycle_workbook, get_kind_workbook, list_kinds, show_kind, show_kind_schema};
use crate::handlers::{
    get_asset, list_frameworks, list_instruments, list_mechanisms, list_participants, search_all,
    show_capacity, show_framework_item, show_home, show_instrument, show_mechanism, show_openapi,
    show_participant, show_provision, show_record, show_register, show_security,
};
use crate::health::{note_route, show_health, show_readiness};
use crate::hub::Hub;
use crate::model::capacity::CapacityPage;
use crate::model::cycle::{CyclePage, CyclesPage};
use crate::model::framework::{FrameworksPage, ItemPage};
use crate::model::home::HomePage;
use crate::model::instrument::{InstrumentPage, InstrumentsPage};
use crate::model::kind::{KindPage, KindsPage};
use crate::model::mechanism::{MechanismPage, MechanismsPage};
use crate::model::party::{PartiesPage, PartyPage};
use crate::model::provision::ProvisionPage;
use crate::model::record::RecordPage;
use crate::model::register::RegisterPage;
use crate::model::search::SearchPage;
use crate::openapi::Schemas;
use crate::pace::{Cost, Pace, keep_pace};
use crate::printed::{
    get_answers_table_of_cycle, get_capacity_table, get_cycles_table, get_frameworks_table,
    get_instruments_table, get_item_table, get_kinds_table, get_mechanisms_table, get_participants_table,
    get_provision_table, get_provisions_table, get_questions_table, get_records_table_of_mechanism,
    get_records_table_of_participant, get_register_table, get_search_table, show_compiled_report,
    show_cycle_form, show_kind_form, show_national_report, show_outlook, show_printed_instrument,
    show_printed_record, show_reply,
};

/// The largest body that a route reads unless it says otherwise: pages take none.
const MAX_BODY: usize = 4 * 1024;

/// One route.
pub(crate) struct Route<S> {
    /// The method.
    pub method: &'static str,
    /// The path.
    pub path: &'static str,
    /// The handler's name, which is the operation's.
    pub operation: &'static str,
    /// What the answer is.
    pub answer: Answers,
    pub handler: MethodRouter<S>,
}

/// What a route answers with.
pub(crate) enum Answers {
    /// A page, whose model is the JSON of this schema.
    Page(fn(&mut Schemas) -> String),
    /// A file of this media type.
    File(&'static str),
}

/// Where anybody hands in a record, or a file of one.
const HANDED_IN: [(&str, &str); 2] = [("post", "/records"), ("put", "/records/{id}/attachments/{sha256}")];

impl<S> Route<S> {
    /// What an answer costs, by which a network is limited. Nothing, for what lies ready, such as the register's files, which
    /// mirrors fetch by the thousand; and for what people do in their accounts, which is counted by account.
    fn cost(&self) -> Option<Cost> {
        match self.answer {
            Answers::Page(_) | Answers::File("application/atom+xml") => Some(Cost::Page),
            Answers::File("application/pdf" | "text/csv" | XLSX) if self.method == "get" => {
                Some(Cost::Document)
            }
            Answers::File(_) if HANDED_IN.contains(&(self.method, self.path)) => Some(Cost::Submission),
            Answers::File(_) => None,
        }
    }
}

/// A page, at a path, by a handler, from a model.
macro_rules! page {
    ($path:literal, $handler:ident, $model:ty) => {
        $crate::router::Route {
            method: "get",
            path: $path,
            operation: stringify!($handler),
            answer: Answers::Page(Schemas::add::<$model>),
            handler: get($handler),
        }
    };
}

/// A file, or the answer to what was sent: by a method, at a path, by a handler, of a media type.
macro_rules! file {
    ($method:ident, $path:literal, $handler:ident, $media_type:expr) => {
        $crate::router::Route {
            method: stringify!($method),
            path: $path,
            operation: stringify!($handler),
            answer: Answers::File($media_type),
            handler: $method($handler),
        }
    };
}

pub(crate) use {file, page};

/// The list.
pub(crate) fn routes() -> Vec<Route<Arc<Hub>>> {
    vec![
        // Pages: anyone reads them, without an account. Each is JSON too, with `.json` or by `Accept`.
        page!("/", show_home, HomePage),
        page!("/mechanisms", list_mechanisms, MechanismsPage),
        page!("/mechanisms/{id}", show_mechanism, MechanismPage),
        page!("/instruments", list_instruments, InstrumentsPage),
        page!("/instruments/{id}", show_instrument, InstrumentPage),
        page!("/provisions/{instrument}/{path}", show_provision, ProvisionPage),
        page!("/framework", list_frameworks, FrameworksPage),
        page!("/framework/{set}/{item}", show_framework_item, ItemPage),
        page!("/kinds", list_kinds, KindsPage),
        page!("/kinds/{id}", show_kind, KindPage),
        page!("/cycles", list_cycles, CyclesPage),
        page!("/cycles/{id}", show_cycle, CyclePage),
        page!("/capacity", show_capacity, CapacityPage),
        page!("/participants", list_participants, PartiesPage),
        page!("/participants/{code}", show_participant, PartyPage),
        page!("/records/{id}", show_record, RecordPage),
        page!("/register", show_register, RegisterPage),
        page!("/search", search_all, SearchPage),
        // What is printed, in PDF, DOCX and HTML.
        file!(get, "/records/{id}/print", show_printed_record, "application/pdf"),
        file!(get, "/records/{id}/reply", show_reply, "application/pdf"),
        file!(get, "/instruments/{id}/print", show_printed_instrument, "application/pdf"),
        file!(get, "/participants/{code}/report", show_national_report, "application/pdf"),
        file!(get, "/participants/{code}/outlook", show_outlook, "application/pdf"),
        file!(get, "/cycles/{id}/report", show_compiled_report, "application/pdf"),
        file!(get, "/kinds/{id}/form", show_kind_form, "application/pdf"),
        file!(get, "/cycles/{id}/form", show_cycle_form, "application/pdf"),
        // Lists as tables, in XLSX and CSV.
        file!(get, "/tables/participants", get_participants_table, "text/csv"),
        file!(get, "/tables/mechanisms", get_mechanisms_table, "text/csv"),
        file!(get, "/tables/instruments", get_instruments_table, "text/csv"),
        file!(get, "/tables/capacity", get_capacity_table, "text/csv"),
        file!(get, "/tables/participants/{code}", get_records_table_of_participant, "text/csv"),
        file!(get, "/tables/mechanisms/{id}", get_records_table_of_mechanism, "text/csv"),
        file!(get, "/tables/cycles/{id}", get_answers_table_of_cycle, "text/csv"),
        file!(get, "/tables/instruments/{id}", get_provisions_table, "text/csv"),
        file!(get, "/tables/framework", get_frameworks_table, "text/csv"),
        file!(get, "/tables/framework/{set}/{item}", get_item_table, "text/csv"),
        file!(get, "/tables/provisions/{instrument}/{path}", get_provision_table, "text/csv"),
        file!(get, "/tables/kinds", get_kinds_table, "text/csv"),
        file!(get, "/tables/kinds/{id}", get_questions_table, "text/csv"),
        file!(get, "/tables/cycles", get_cycles_table, "text/csv"),
        file!(get, "/tables/register", get_register_table, "text/csv"),
        file!(get, "/tables/search", get_search_table, "text/csv"),
        // Files of the pages.
        file!(get, "/kinds/{id}/schema", show_kind_schema, "application/schema+json"),
        file!(get, "/kinds/{id}/workbook", get_kind_workbook, XLSX),
        file!(get, "/cycles/{id}/workbook", get_cycle_workbook, XLSX),
        // What is new, for programs that look now and then; each address ends in `.atom`.
        file!(get, "/feeds/item/{set}/{item}", get_item_feed, "application/atom+xml"),
        file!(get, "/feeds/mechanism/{id}", get_mechanism_feed, "application/atom+xml"),
        file!(get, "/feeds/kind/{id}", get_kind_feed, "application/atom+xml"),
        file!(get, "/api/openapi.json", show_openapi, "application/json"),
        file!(get, "/.well-known/security.txt", show_security, "text/plain"),
        file!(get, "/assets/{name}", get_asset, "application/octet-stream"),
    ]
}

/// The list goes on: for machines, anyone's.
pub(crate) fn door_routes() -> Vec<Route<Door>> {
    vec![
        // The one door: anyone may carry a signed record to it.
        file!(post, "/records", create_record, "application/json"),
        // What a signer needs to know, and a record's very bytes.
        file!(get, "/log", show_log, "application/json"),
        file!(get, "/keys/{id}", show_key, "application/json"),
        file!(get, "/records/{id}/header", show_header, "application/json"),
        file!(get, "/records/{id}/signatures", show_signatures, "application/json"),
        file!(get, "/records/{id}/ssh-signature/{number}", show_ssh_signature, "text/plain"),
        file!(get, "/records/{id}/body", show_body, "application/json"),
        file!(get, "/records/{id}/attachments/{sha256}", show_attachment, "application/octet-stream"),
        // What a record's signers signed for by its digest: anyone may carry it here.
        file!(put, "/records/{id}/attachments/{sha256}", put_attachment, "application/json"),
        file!(get, "/records/{id}/proof", show_proof, "text/plain"),
        // The public files of the register: anyone mirrors and verifies it.
        file!(get, "/checkpoint", show_checkpoint, "text/plain"),
        file!(get, "/tile/{*path}", show_tile, "application/octet-stream"),
        file!(get, "/public/{*path}", show_public_bundle, "application/octet-stream"),
        file!(get, "/body/{id}", show_long_body, "application/octet-stream"),
        // For the machines that watch over the hub.
        file!(get, "/healthz", show_health, "application/json"),
        file!(get, "/readyz", show_readiness, "application/json"),
    ]
}

/// The service: routes, and what every request and answer goes through.
pub fn app(hub: Arc<Hub>, door: Door) -> Router {
    assembled(hub, door, None)
}

/// [`app`] for a hub that has accounts.
pub fn app_with_accounts(hub: Arc<Hub>, door: Door, office: Arc<Office>) -> Router {
    assembled(hub, door, Some(office))
}

fn assembled(hub: Arc<Hub>, door: Door, office: Option<Arc<Office>>) -> Router {
    let https = hub.config().is_https();
    // The door reads what is sent to it by itself, within bounds of its own.
    let pace = hub.pace().cloned();
    let doors = routed(door_routes(), pace.as_ref()).with_state(door.clone());
    let doors = match &office {
        // What a delegation wants of what is said in its name holds at the door too.
        Some(office) => doors.layer(Extension(Arc::clone(office))),
        None => doors,
    };
    let router = routed(routes(), pace.as_ref())
        .fallback(async || WebError::NotFound)
        .method_not_allowed_fallback(async || WebError::MethodNotAllowed)
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .with_state(hub)
        .merge(doors);
    let router = match office {
        None => router,
        Some(office) => {
            let accounts = routed(account::routes(), pace.as_ref()).layer(DefaultBodyLimit::max(MAX_FORM));
            // What is signed in a page goes through the same door as everything else.
            let accounts = accounts.layer(Extension(door));
            let know = middleware::from_fn_with_state(Arc::clone(&office), know_caller);
            // What was sent is here before it is asked who sent it.
            let arrive = middleware::from_fn_with_state(Arc::clone(&office), arrive_first);
            let accounts = accounts.layer(know.clone()).layer(arrive);
            router.layer(know).merge(accounts.with_state(office))
        }
    };
    // Routes are found before a layer of theirs runs, so `.json` comes off in a service around them.
    let service = ServiceBuilder::new()
        .map_request(read_ask)
        .layer(compression::of_all())
        .layer(compression::of_long_pages())
        .layer(middleware::from_fn_with_state(https, finish))
        .service(router);
    Router::new().fallback_service(service)
}

fn routed<S: Clone + Send + Sync + 'static>(routes: Vec<Route<S>>, pace: Option<&Arc<Pace>>) -> Router<S> {
    let router = routes.into_iter().fold(Router::new(), |router, route| {
        let handler = match pace.zip(route.cost()) {
            Some((pace, cost)) => {
                route.handler.layer(middleware::from_fn_with_state((Arc::clone(pace), cost), keep_pace))
            }
            None => route.handler,
        };
        router.route(route.path, handler)
    });
    router.route_layer(middleware::from_fn(note_route))
}
