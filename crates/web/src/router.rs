//! All routes of a hub in one flat list, grouped by who may use them. A handler has the name of its operation in the
//! `OpenAPI` document; a test compares the list with the document.

use std::sync::Arc;

use axum::extract::DefaultBodyLimit;
use axum::routing::{MethodRouter, get};
use axum::{Router, middleware};
use tower::ServiceBuilder;
use tower_http::compression::CompressionLayer;
use tower_http::compression::CompressionLevel;

use crate::WebError;
use crate::finish::{finish, read_ask};
use crate::handlers::{
    get_asset, list_frameworks, list_instruments, list_mechanisms, list_participants, search_all,
    show_framework_item, show_home, show_instrument, show_mechanism, show_openapi, show_participant,
    show_provision, show_record, show_register,
};
use crate::hub::Hub;
use crate::model::framework::{FrameworksPage, ItemPage};
use crate::model::home::HomePage;
use crate::model::instrument::{InstrumentPage, InstrumentsPage};
use crate::model::mechanism::{MechanismPage, MechanismsPage};
use crate::model::party::{PartiesPage, PartyPage};
use crate::model::provision::ProvisionPage;
use crate::model::record::RecordPage;
use crate::model::register::RegisterPage;
use crate::model::search::SearchPage;
use crate::openapi::Schemas;

/// The largest body that a route reads unless it says otherwise: pages take none.
const MAX_BODY: usize = 4 * 1024;

/// One route.
pub(crate) struct Route {
    /// The method.
    pub method: &'static str,
    /// The path.
    pub path: &'static str,
    /// The handler's name, which is the operation's.
    pub operation: &'static str,
    /// What the answer is.
    pub answer: Answers,
    handler: MethodRouter<Arc<Hub>>,
}

/// What a route answers with.
pub(crate) enum Answers {
    /// A page, whose model is the JSON of this schema.
    Page(fn(&mut Schemas) -> String),
    /// A file of this media type.
    File(&'static str),
}

macro_rules! page {
    ($path:literal, $handler:ident, $model:ty) => {
        Route {
            method: "get",
            path: $path,
            operation: stringify!($handler),
            answer: Answers::Page(Schemas::add::<$model>),
            handler: get($handler),
        }
    };
}

macro_rules! file {
    ($method:ident, $path:literal, $handler:ident, $media_type:literal) => {
        Route {
            method: stringify!($method),
            path: $path,
            operation: stringify!($handler),
            answer: Answers::File($media_type),
            handler: $method($handler),
        }
    };
}

/// The list.
pub(crate) fn routes() -> Vec<Route> {
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
        page!("/participants", list_participants, PartiesPage),
        page!("/participants/{code}", show_participant, PartyPage),
        page!("/records/{id}", show_record, RecordPage),
        page!("/register", show_register, RegisterPage),
        page!("/search", search_all, SearchPage),
        // Files of the pages.
        file!(get, "/api/openapi.json", show_openapi, "application/json"),
        file!(get, "/assets/{name}", get_asset, "application/octet-stream"),
        // Public files of the register (`public_files`): anyone mirrors and verifies it.
        // The one door (`submit`): anyone may carry a signed record to it.
    ]
}

/// The service: routes, and what every request and answer goes through.
pub fn app(hub: Arc<Hub>) -> Router {
    let router =
        routes().into_iter().fold(Router::new(), |router, route| router.route(route.path, route.handler));
    let router = router
        .fallback(async || WebError::NotFound)
        .method_not_allowed_fallback(async || WebError::MethodNotAllowed)
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .with_state(hub);
    // Routes are found before a layer of theirs runs, so `.json` comes off in a service around them.
    let service = ServiceBuilder::new()
        .map_request(read_ask)
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
        .layer(middleware::from_fn(finish))
        .service(router);
    Router::new().fallback_service(service)
}
