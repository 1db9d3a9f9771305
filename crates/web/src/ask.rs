//! What a request asks for beside its path: a language, HTML or JSON, and whether the asker already has the answer.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri, header};
use catalogue::Lang;

use crate::WebError;
use crate::account::Acting;
use crate::words::PAGE_LANGUAGES;

/// The form of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A page.
    Html,
    /// The same model as JSON.
    Json,
}

/// What is known of who asks, for the frame around every page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Account {
    /// This hub has no accounts.
    #[default]
    None,
    /// Nobody is signed in.
    SignedOut,
    /// Somebody is, and acts for somebody.
    Acting(Arc<Acting>),
}

/// What is asked beside the path. Made once, before the route is found; see `docs/decisions/0009`.
#[derive(Clone, Debug)]
pub struct Ask {
    /// The language of the answer.
    pub lang: Lang,
    /// The language was asked for in the address, so links keep it.
    pub lang_in_address: bool,
    /// HTML or JSON.
    pub format: Format,
    /// The path without `.json`.
    pub path: String,
    /// The query as it came, without `lang`.
    pub query: String,
    /// The tags of the answers that the asker has.
    pub if_none_match: Option<String>,
    /// Who asks.
    pub account: Account,
    /// The page is of an account that acts in an exercise, whatever stands in it.
    pub exercise: bool,
}

/// Paths below these have endings of their own.
const OTHER_FORMATS: [&str; 4] = ["/api/", "/assets/", "/public/", "/tile/"];

impl Ask {
    /// Reads a request's address and headers.
    pub fn read(uri: &Uri, headers: &HeaderMap) -> Self {
        let (path, suffix) = split_suffix(uri.path());
        let asked = query_value(uri.query().unwrap_or_default(), "lang").and_then(page_language);
        let lang = asked.unwrap_or_else(|| preferred_language(text(headers, header::ACCEPT_LANGUAGE)));
        let json = suffix || prefers_json(text(headers, header::ACCEPT));
        Self {
            lang,
            lang_in_address: asked.is_some(),
            format: if json { Format::Json } else { Format::Html },
            path: within_this_host(path),
            query: without(uri.query().unwrap_or_default(), "lang"),
            if_none_match: headers
                .get(header::IF_NONE_MATCH)
                .and_then(|value| value.to_str().ok())
                .map(str::to_owned),
            account: Account::None,
            exercise: false,
        }
    }

    /// A form is sent from a page, and most say no language in their address: the page's counts, if its own address says one. A
    /// browser sends that to this host alone (the header `Referrer-Policy`); it chooses among our languages and nothing else.
    #[must_use]
    pub fn sent_from_a_page(mut self, headers: &HeaderMap) -> Self {
        let (_, query) = text(headers, header::REFERER).split_once('?').unwrap_or_default();
        let asked = query_value(query.split('#').next().unwrap_or_default(), "lang").and_then(page_language);
        if let Some(lang) = asked.filter(|_| !self.lang_in_address) {
            (self.lang, self.lang_in_address) = (lang, true);
        }
        self
    }

    /// Where an answer leads within the hub, in the language that was asked for; an address that says its own keeps it.
    pub fn led_to(&self, address: &str) -> Option<String> {
        let query = address.split('#').next().and_then(|address| address.split_once('?'));
        let says_its_own = query.is_some_and(|(_, query)| query_value(query, "lang").is_some());
        let is_ours = address.starts_with('/') && !address.starts_with("//");
        (self.lang_in_address && is_ours && !says_its_own).then(|| self.link(address))
    }

    /// The address of this page in a language.
    pub fn in_language(&self, lang: Lang) -> String {
        let query = if self.query.is_empty() { String::new() } else { format!("{}&", self.query) };
        format!("{}?{query}lang={}", self.path, lang.code())
    }

    /// The address of this page's model as JSON.
    pub fn as_json(&self) -> String {
        let path = if self.path == "/" { "/index" } else { self.path.as_str() };
        let lang = if self.lang_in_address { format!("lang={}", self.lang.code()) } else { String::new() };
        let query: Vec<&str> =
            [self.query.as_str(), lang.as_str()].into_iter().filter(|part| !part.is_empty()).collect();
        let mark = if query.is_empty() { "" } else { "?" };
        format!("{path}.json{mark}{}", query.join("&"))
    }

    /// A link within the hub: it keeps the language if the address asked for one.
    pub fn link(&self, path: &str) -> String {
        if !self.lang_in_address {
            return path.to_owned();
        }
        let (path, fragment) =
            path.split_once('#').map_or((path, String::new()), |(p, f)| (p, format!("#{f}")));
        let joint = if path.contains('?') { '&' } else { '?' };
        format!("{path}{joint}lang={}{fragment}", self.lang.code())
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Ask {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, WebError> {
        Ok(parts.extensions.get::<Self>().cloned().unwrap_or_else(|| Self::read(&parts.uri, &parts.headers)))
    }
}

/// A path as links may repeat it. In a link, `//host/` and (as browsers read it) `/\\host/` is the address of another host:
/// an error page that repeats what was asked for must not lead there.
fn within_this_host(path: &str) -> String {
    match path.strip_prefix('/') {
        Some(rest) => format!("/{}", rest.trim_start_matches(['/', '\\'])),
        // `*` of OPTIONS, and the like.
        None => "/".to_owned(),
    }
}

/// The path of a page, and whether `.json` was taken off it.
pub(crate) fn split_suffix(path: &str) -> (&str, bool) {
    if OTHER_FORMATS.iter().any(|prefix| path.starts_with(prefix)) {
        return (path, false);
    }
    match path.strip_suffix(".json") {
        Some("/index") => ("/", true),
        Some(page) if !page.ends_with('/') => (page, true),
        _ => (path, false),
    }
}

fn text(headers: &HeaderMap, name: header::HeaderName) -> &str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

fn page_language(code: &str) -> Option<Lang> {
    PAGE_LANGUAGES.into_iter().find(|lang| lang.code() == code)
}

fn query_value<'a>(query: &'a str, name: &str) -> Option<&'a str> {
    query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}

fn without(query: &str, name: &str) -> String {
    let kept: Vec<&str> =
        query.split('&').filter(|pair| !pair.is_empty() && pair.split('=').next() != Some(name)).collect();
    kept.join("&")
}

/// Each choice of an `Accept` header with its weight in thousandths, in the order given.
fn weighted(header: &str) -> impl Iterator<Item = (&str, u32)> {
    header.split(',').map(|choice| {
        let mut parts = choice.split(';').map(str::trim);
        let name = parts.next().unwrap_or_default();
        let weight = parts.find_map(|part| part.strip_prefix("q=")).and_then(|q| q.parse::<f32>().ok());
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "held between 0 and 1")]
        let thousandths = (weight.unwrap_or(1.0).clamp(0.0, 1.0) * 1000.0) as u32;
        (name, thousandths)
    })
}

fn preferred_language(header: &str) -> Lang {
    let mut best = (PAGE_LANGUAGES[0], 0);
    for (tag, weight) in weighted(header) {
        let code = tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
        if let Some(lang) = page_language(&code)
            && weight > best.1
        {
            best = (lang, weight);
        }
    }
    best.0
}

fn prefers_json(header: &str) -> bool {
    let weight = |name: &str| weighted(header).find(|(choice, _)| *choice == name).map(|(_, weight)| weight);
    weight("application/json") > weight("text/html")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(address: &str, headers: &[(header::HeaderName, &'static str)]) -> Ask {
        let headers = headers
            .iter()
            .map(|(name, value)| (name.clone(), value.parse().expect("a header value")))
            .collect();
        Ask::read(&address.parse().expect("an address"), &headers)
    }

    #[test]
    fn the_address_decides_the_language_before_the_browser() {
        let browser = [(header::ACCEPT_LANGUAGE, "fr-CA,fr;q=0.8,en;q=0.5")];
        assert_eq!(ask("/", &browser).lang, Lang::Fr);
        assert_eq!(ask("/?lang=en", &browser).lang, Lang::En);
        assert_eq!(ask("/?lang=de", &[]).lang, Lang::En);
        assert_eq!(ask("/", &[(header::ACCEPT_LANGUAGE, "de, en;q=0.2, fr;q=0.4")]).lang, Lang::Fr);
    }

    #[test]
    fn a_region_or_a_script_does_not_hide_a_language() {
        for (header, lang) in [
            ("zh-CN,zh;q=0.9", Lang::Zh),
            ("zh-Hans-SG", Lang::Zh),
            ("ZH-hant", Lang::Zh),
            ("ar-EG, en;q=0.8", Lang::Ar),
            ("es-419,es;q=0.9", Lang::Es),
            ("ru-RU", Lang::Ru),
            ("de-DE, ru;q=0.1", Lang::Ru),
            ("arn, *;q=0.5", Lang::En),
            ("fr;q=0, es;q=0.1", Lang::Es),
        ] {
            assert_eq!(ask("/", &[(header::ACCEPT_LANGUAGE, header)]).lang, lang, "{header}");
        }
    }

    #[test]
    fn json_is_asked_for_by_ending_or_header() {
        assert_eq!(ask("/register.json", &[]).format, Format::Json);
        assert_eq!(ask("/register", &[(header::ACCEPT, "application/json")]).format, Format::Json);
        assert_eq!(ask("/register", &[(header::ACCEPT, "text/html,*/*;q=0.8")]).format, Format::Html);
        assert_eq!(split_suffix("/index.json"), ("/", true));
        assert_eq!(split_suffix("/api/openapi.json"), ("/api/openapi.json", false));
    }

    #[test]
    fn no_path_becomes_another_hosts_address() {
        for path in [
            "//evil.example/",
            "///evil.example",
            "/\\evil.example/",
            "/\\/evil.example",
            "//evil.example/x.json",
        ] {
            let ask = ask(path, &[]);
            for link in [ask.in_language(Lang::Fr), ask.as_json(), ask.link(&ask.path)] {
                assert!(link.starts_with("/evil.example"), "{path} leads to {link}");
            }
        }
        assert_eq!(Ask::read(&Uri::from_static("*"), &HeaderMap::new()).in_language(Lang::Fr), "/?lang=fr");
    }

    #[test]
    fn a_form_is_answered_in_the_language_of_the_page_that_it_was_sent_from() {
        let french = "https://hub.example/drafts/1?part=norms&lang=fr#field";
        let sent = |address: &str, from: &'static str| {
            let headers = [(header::REFERER, from)];
            let map = headers.iter().map(|(name, value)| (name.clone(), value.parse().expect("a value")));
            ask(address, &headers).sent_from_a_page(&map.collect())
        };
        assert_eq!((sent("/me", french).lang, sent("/me", french).lang_in_address), (Lang::Fr, true));
        assert_eq!(sent("/me?lang=ru", french).lang, Lang::Ru);
        assert!(!sent("/me", "https://hub.example/me?lang=de").lang_in_address);
        let lead = |to: &str| sent("/me", french).led_to(to);
        assert_eq!(lead("/me?notice=saved#mail").as_deref(), Some("/me?notice=saved&lang=fr#mail"));
        for other in ["/me?lang=ar", "https://service.example/authorize?x=1", "//evil.example/"] {
            assert_eq!(lead(other), None, "{other}");
        }
        assert_eq!(ask("/me", &[]).led_to("/me?notice=saved"), None, "as the browser prefers");
    }

    #[test]
    fn links_keep_the_language_that_the_address_asked_for() {
        assert_eq!(ask("/", &[]).link("/register"), "/register");
        let french = ask("/search?q=a&lang=fr", &[]);
        assert_eq!(french.link("/register"), "/register?lang=fr");
        assert_eq!(french.link("/search?q=b#top"), "/search?q=b&lang=fr#top");
        assert_eq!(french.in_language(Lang::En), "/search?q=a&lang=en");
        assert_eq!(french.as_json(), "/search.json?q=a&lang=fr");
    }
}
