//! What is told of a request: its route's template, method, status and time, to the log and the counters. Never the
//! path, the query, an address or a header: those can hold personal data.

use crate::config::Config;
use crate::metrics::Metrics;
use axum::Router;
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use std::time::{Duration, Instant};
use web::health::{RefusedCode, RouteSlot};

/// What stands for a route when none was found.
const NO_ROUTE: &str = "none";

/// The one route where records are handed in.
const DOOR: &str = "/records";

struct Observer {
    metrics: Arc<Metrics>,
    page: Duration,
    upload: Duration,
    https: bool,
}

/// Puts the observer, and the bound on a request's time, around a service.
pub fn observed(app: Router, config: &Config, metrics: Arc<Metrics>) -> Router {
    let (page, upload) = (config.time_for(false), config.time_for(true));
    let https = config.base_url(0).starts_with("https://");
    app.layer(from_fn_with_state(Arc::new(Observer { metrics, page, upload, https }), observe))
}

async fn observe(State(observer): State<Arc<Observer>>, mut request: Request, next: Next) -> Response {
    let begin = Instant::now();
    let slot = RouteSlot::default();
    request.extensions_mut().insert(slot.clone());
    let method = named(request.method());
    let long = method == "POST" || asks_for_pdf(request.uri().query());
    let limit = if long { observer.upload } else { observer.page };
    let response = match tokio::time::timeout(limit, next.run(request)).await {
        Ok(response) => response,
        Err(_) => timed_out(observer.https),
    };
    let (status, took) = (response.status().as_u16(), begin.elapsed());
    let route = slot.template().unwrap_or(NO_ROUTE);
    observer.metrics.answered(route, method, status, took);
    let code = response.extensions().get::<RefusedCode>().map(|code| code.0.as_str());
    if let Some(code) = code.filter(|_| route == DOOR) {
        observer.metrics.refused(code);
    }
    let milliseconds = took.as_secs_f64() * 1e3;
    tracing::info!(target: "request", method, route, status, milliseconds, code);
    response
}

/// Whether pages are to be set: the report of a full cycle takes a busy machine longer than any page may. The typesetter has a
/// bound of its own, and few are set at once.
fn asks_for_pdf(query: Option<&str>) -> bool {
    query.is_some_and(|query| query.split('&').any(|part| part == "form=pdf"))
}

/// A method as a label: one of few, whatever was sent.
fn named(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

fn timed_out(https: bool) -> Response {
    let body = serde_json::json!({
        "code": "timeout",
        "message": "the request took too long; a record may be sent again, it is never accepted twice",
    });
    let mut response = (StatusCode::REQUEST_TIMEOUT, axum::Json(body)).into_response();
    response.extensions_mut().insert(RefusedCode("timeout".into()));
    web::secure(response.headers_mut(), https);
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_in_pages_may_take_longer_than_a_page() {
        assert!(asks_for_pdf(Some("by=author&form=pdf&lang=ar")));
        for quick in [None, Some(""), Some("form=docx"), Some("q=form=pdf")] {
            assert!(!asks_for_pdf(quick), "{quick:?}");
        }
    }
}
