//! What every answer goes through on its way out: errors get their page, all get their security headers.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::Response;

use crate::WebError;
use crate::answer::{reply, write};
use crate::ask::{Ask, split_suffix};
use crate::health::RefusedCode;
use crate::screens::ErrorPage;
use crate::words::words;

/// Nothing but our own style sheet and images, no script at all, no frame around us.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; \
                                           base-uri 'none'; frame-ancestors 'none'";

/// An account page runs our own script from a file, which asks this hub alone: no inline script, no eval.
pub const CONTENT_SECURITY_POLICY_WITH_SCRIPT: &str = "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; \
     form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Marks an answer whose page runs our script.
#[derive(Clone, Copy)]
pub(crate) struct WithScript;

/// On every answer of the hub, whatever it is: an answer without them is one that a hostile page can frame, read or run.
const SECURITY: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), \
         microphone=(), payment=(), usb=()",
    ),
];

/// For a year, this host alone: what else its operator runs beside it is not the hub's to decide.
const TRANSPORT_SECURITY: &str = "max-age=31536000";

/// Reads what is asked beside the path, and takes `.json` off the path, before the route is found.
pub(crate) fn read_ask(mut request: Request) -> Request {
    let mut ask = Ask::read(request.uri(), request.headers());
    if request.method() == Method::POST {
        ask = ask.sent_from_a_page(request.headers());
    }
    if let (path, true) = split_suffix(request.uri().path())
        && let Some(uri) = with_path(request.uri(), path)
    {
        *request.uri_mut() = uri;
    }
    request.extensions_mut().insert(ask);
    request
}

fn with_path(uri: &Uri, path: &str) -> Option<Uri> {
    let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(format!("{path}{query}").parse().ok()?);
    Uri::from_parts(parts).ok()
}

/// Puts the last hand to every answer.
pub(crate) async fn finish(State(https): State<bool>, request: Request, next: Next) -> Response {
    let ask = request.extensions().get::<Ask>().cloned();
    let mut response = next.run(request).await;
    if let Some(ask) = ask {
        response = with_error_page(response, &ask);
        lead_on_in_language(&mut response, &ask);
    }
    secure(response.headers_mut(), https);
    if response.extensions().get::<WithScript>().is_some() {
        let policy = HeaderValue::from_static(CONTENT_SECURITY_POLICY_WITH_SCRIPT);
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

/// Whoever chose a language keeps it where a form or a refusal leads them.
fn lead_on_in_language(response: &mut Response, ask: &Ask) {
    let leads =
        response.headers().get(header::LOCATION).filter(|_| response.status() == StatusCode::SEE_OTHER);
    let address = leads.and_then(|leads| ask.led_to(leads.to_str().ok()?)?.parse().ok());
    if let Some(address) = address {
        response.headers_mut().insert(header::LOCATION, address);
    }
}

/// An error that came without a page of its own gets one, in the language and form that were asked for. Answers that
/// have their own body (public files, receipts) say so by their content type.
fn with_error_page(response: Response, ask: &Ask) -> Response {
    let status = response.status();
    let plain = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_none_or(|media_type| media_type.as_bytes().starts_with(b"text/plain"));
    if !(status.is_client_error() || status.is_server_error()) || !plain {
        return response;
    }
    let error =
        response.extensions().get::<WebError>().cloned().unwrap_or_else(|| WebError::of_status(status));
    let page = ErrorPage::new(&error, words(ask.lang));
    let Ok(text) = write(&page, ask) else { return response };
    let mut finished = reply(error.status(), text, ask);
    // The log may know more than the page says.
    let code = response.extensions().get::<RefusedCode>().cloned();
    finished.extensions_mut().insert(code.unwrap_or_else(|| RefusedCode(error.code().to_owned())));
    for name in [header::ALLOW, header::RETRY_AFTER] {
        if let Some(value) = response.headers().get(&name) {
            finished.headers_mut().insert(name, value.clone());
        }
    }
    finished
}

/// Puts the security headers on an answer; `https` says that readers reach the hub over TLS. [`crate::app`] does it for its
/// own answers; whoever answers in its stead (a timeout) MUST do it too.
pub fn secure(headers: &mut HeaderMap, https: bool) {
    for (name, value) in SECURITY {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if https {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(TRANSPORT_SECURITY));
    }
}
