//! What every answer has: its headers, its tag, its error page; and the list of routes against the `OpenAPI` document.
#![allow(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

mod common;

use std::io::Read;

use axum::http::StatusCode;
use common::World;
use std::collections::BTreeSet;
use std::path::Path;

/// What stands on every answer of a hub that others reach over TLS.
const SECURITY: [(&str, &str); 7] = [
    (
        "content-security-policy",
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; \
         frame-ancestors 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "permissions-policy",
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), \
         microphone=(), payment=(), usb=()",
    ),
    ("strict-transport-security", "max-age=31536000"),
];

#[test]
fn the_security_headers_are_exact_and_on_everything() {
    let world = World::new();
    let home = world.read("/");
    let style = home.text().split('"').find(|part| part.starts_with("/assets/style-")).unwrap().to_owned();
    let asked = [
        ("GET", "/"),
        ("GET", "/instruments.json"),
        ("GET", "/nothing-here"),
        ("GET", "//nothing.here/"),
        ("GET", "/participants/%FF"),
        ("GET", "/api/openapi.json"),
        ("GET", "/checkpoint"),
        ("GET", "/public/none"),
        ("GET", &style),
        ("POST", "/instruments"),
        ("POST", "/records"),
        ("BREW", "/records"),
    ];
    for (method, address) in asked {
        let answer = world.ask(method, address, &[]);
        for (name, value) in SECURITY {
            assert_eq!(answer.header(name), value, "{name} of {method} {address}");
        }
    }
}

#[test]
fn an_error_page_leads_to_no_other_host() {
    let world = World::new();
    let link = regex::Regex::new(r#"(?:href|action|src)="([^"]*)""#).unwrap();
    for path in [
        "//evil.example/",
        "///evil.example/",
        "/\\evil.example/",
        "/\\/evil.example/x.json",
        "//evil.example",
    ] {
        let page = world.ask("GET", path, &[("accept", "text/html")]);
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        let mut links = 0;
        for found in link.captures_iter(page.text()) {
            let second = found[1].chars().nth(1);
            let own = found[1].starts_with(['/', '#']) && !matches!(second, Some('/' | '\\'));
            assert!(own, "{path} leads to {}", &found[1]);
            links += 1;
        }
        assert!(links > 5 || Path::new(path).extension().is_some_and(|form| form == "json"), "{path}");
    }
}

#[test]
fn a_reader_who_has_the_page_is_told_so() {
    let world = World::new();
    let page = world.read("/instruments");
    let tag = page.header("etag").to_owned();
    assert_eq!(page.header("cache-control"), "no-cache");
    let again = world.ask("GET", "/instruments", &[("if-none-match", &tag), ("accept-encoding", "gzip")]);
    assert_eq!((again.status, again.bytes.len()), (StatusCode::NOT_MODIFIED, 0));
    let other = world.ask("GET", "/instruments?lang=fr", &[("if-none-match", &tag)]);
    assert_eq!(other.status, StatusCode::OK, "another language is another page");
    let vary: Vec<&str> = page.headers.get_all("vary").iter().map(|value| value.to_str().unwrap()).collect();
    let vary = vary.join(", ").to_ascii_lowercase();
    for header in ["accept", "accept-language", "accept-encoding"] {
        assert!(vary.split(", ").any(|one| one == header), "{header} in {vary}");
    }
}

#[test]
fn the_style_sheet_never_changes_under_its_name() {
    let world = World::new();
    let home = world.read("/");
    let address = home.text().split('"').find(|part| part.starts_with("/assets/style-")).unwrap().to_owned();
    let style = world.read(&address);
    assert_eq!(style.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(style.header("content-type"), "text/css; charset=utf-8");
    assert_eq!(world.read("/assets/style-0000000000000000.css").status, StatusCode::NOT_FOUND);
}

#[test]
fn the_style_sheet_goes_packed_to_whoever_takes_that_and_as_it_is_to_others() {
    let world = World::new();
    let home = world.read("/");
    let address = home.text().split('"').find(|part| part.starts_with("/assets/style-")).unwrap().to_owned();
    let plain = include_bytes!("../assets/style.css");
    for (takes, packed) in [
        ("gzip, deflate, br, zstd", true),
        ("br;q=1, GZIP;q=0.2", true),
        ("gzip;q=0, identity", false),
        ("gzip; q=0.0", false),
        ("xgzip", false),
        ("", false),
    ] {
        let style = world.ask("GET", &address, &[("accept-encoding", takes)]);
        assert_eq!(style.header("content-encoding"), if packed { "gzip" } else { "" }, "{takes}");
        assert!(style.header("vary").to_ascii_lowercase().contains("accept-encoding"), "{takes}");
        let mut read = Vec::new();
        if packed {
            flate2::read::GzDecoder::new(&style.bytes[..]).read_to_end(&mut read).unwrap();
        } else {
            read.clone_from(&style.bytes);
        }
        assert_eq!(read, plain, "{takes}");
    }
}

#[test]
fn an_error_says_its_code_and_what_to_do_in_the_readers_language() {
    let world = World::new();
    let cases = [
        ("GET", "/nothing-here", 404, "not-found"),
        ("GET", "/instruments/no-such", 404, "not-found"),
        ("GET", "/provisions/a-c1-75-l4/op99", 404, "not-found"),
        ("GET", "/records/zz", 404, "not-found"),
        ("GET", "/participants/%FF", 400, "bad-request"),
        ("GET", "/register?before=soon", 400, "bad-request"),
        ("POST", "/instruments", 405, "method-not-allowed"),
    ];
    for (method, address, status, code) in cases {
        let error = world.ask(method, address, &[("accept", "application/json"), ("accept-language", "fr")]);
        assert_eq!(error.status.as_u16(), status, "{method} {address}");
        let json = error.json();
        assert_eq!((&json["code"], &json["status"]), (&code.into(), &status.into()), "{method} {address}");
        assert!(!json["advice"].as_str().unwrap().is_empty());
        let page = world.ask(method, address, &[("accept-language", "fr")]);
        assert!(
            page.text().contains("<html lang=\"fr\"") && page.text().contains(code),
            "{method} {address}"
        );
    }
    let long = "a".repeat(201);
    assert_eq!(world.read(&format!("/search?q={long}")).status, StatusCode::BAD_REQUEST);
    assert_eq!(world.ask("POST", "/instruments", &[]).header("allow"), "GET,HEAD");
}

#[test]
fn a_head_request_has_the_headers_alone() {
    let world = World::new();
    let head = world.ask("HEAD", "/framework", &[]);
    assert_eq!((head.status, head.bytes.len()), (StatusCode::OK, 0));
    assert_eq!(head.header("etag"), world.read("/framework").header("etag"));
}

#[test]
fn the_openapi_document_lists_every_route_by_its_handlers_name() {
    let world = World::new();
    let document = world.read("/api/openapi.json").json();
    assert_eq!(document["openapi"], "3.1.0");
    let mut operations = BTreeSet::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let id = operation["operationId"].as_str().unwrap().to_owned();
            let named: BTreeSet<&str> = operation["parameters"]
                .as_array()
                .unwrap()
                .iter()
                .filter(|one| one["in"] == "path")
                .map(|one| one["name"].as_str().unwrap())
                .collect();
            assert_eq!(named.len(), path.matches('{').count(), "{path}");
            assert!(operations.insert(id.clone()), "{id} is two operations ({method} {path})");
        }
    }
    assert_eq!(operations, handlers(), "operations in the document, and handlers in the source");
}

/// The names of the functions that answer requests, read out of the source.
fn handlers() -> BTreeSet<String> {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/src/");
    let named = |file: &Path, pattern: &str| -> Vec<String> {
        let text = std::fs::read_to_string(file).unwrap();
        let function = regex::Regex::new(pattern).unwrap();
        function.captures_iter(&text).map(|found| found[1].to_owned()).collect()
    };
    let anyones = r"(?m)^pub(?:\(crate\))? async fn ((?:show|list|search|get|create|put)_[a-z_]+)\(";
    let files = [
        "handlers.rs",
        "cycles.rs",
        "forms.rs",
        "feeds.rs",
        "door/giving.rs",
        "door/log.rs",
        "door/taking.rs",
        "attachments.rs",
        "health.rs",
        "printed/handlers.rs",
        "printed/table_files.rs",
    ];
    let mut all: BTreeSet<String> =
        files.iter().flat_map(|file| named(&Path::new(root).join(file), anyones)).collect();
    // What accounts answer with is all that is asynchronous there, but for who asks and for the office itself.
    for file in std::fs::read_dir(Path::new(root).join("account")).unwrap().flatten() {
        let is_handlers =
            !["arrival.rs", "caller.rs", "office.rs"].iter().any(|other| file.file_name() == *other);
        if is_handlers {
            all.extend(named(&file.path(), r"(?m)^pub\(crate\) async fn ([a-z_]+)\("));
        }
    }
    all
}

#[test]
fn every_schema_that_is_referred_to_is_there_and_every_answer_has_its_members() {
    let world = World::new();
    let text = world.read("/api/openapi.json");
    let document = text.json();
    let schemas = document["components"]["schemas"].as_object().unwrap();
    let referred = regex::Regex::new(r##""#/components/schemas/([A-Za-z]+)""##).unwrap();
    for found in referred.captures_iter(text.text()) {
        assert!(schemas.contains_key(&found[1]), "{}", &found[1]);
    }
    let examples = [
        ("/participants/{code}", "/participants/XAA".to_owned()),
        ("/instruments/{id}", "/instruments/arf-2020".to_owned()),
        ("/records/{id}", format!("/records/{}", world.current)),
        ("/register", "/register".to_owned()),
        ("/search", "/search?q=a".to_owned()),
        ("/framework/{set}/{item}", "/framework/un/norm-13-f".to_owned()),
    ];
    for (path, address) in examples {
        let content = &document["paths"][path]["get"]["responses"]["200"]["content"];
        let name =
            content["application/json"]["schema"]["$ref"].as_str().unwrap().rsplit('/').next().unwrap();
        let declared = members(schemas, &schemas[name]);
        let answer = world.ask("GET", &address, &[("accept", "application/json")]).json();
        let given: BTreeSet<String> = answer.as_object().unwrap().keys().cloned().collect();
        let undeclared: Vec<_> = given.difference(&declared).collect();
        assert!(undeclared.is_empty(), "{path} gives {undeclared:?}, which {name} doesn't have");
    }
}

#[test]
fn whoever_has_the_newest_checkpoint_learns_so_by_one_small_answer() {
    let world = World::new();
    let first = world.ask("GET", "/checkpoint", &[]);
    let tag = first.header("etag").to_owned();
    assert!(first.status == 200 && first.text().contains('\n') && !tag.is_empty(), "{tag}");
    let again = world.ask("GET", "/checkpoint", &[("if-none-match", &tag)]);
    assert_eq!((again.status.as_u16(), again.bytes.len(), again.header("etag")), (304, 0, tag.as_str()));
    let other = world.ask("GET", "/checkpoint", &[("if-none-match", "W/\"another\"")]);
    assert_eq!((other.status.as_u16(), &other.bytes), (200, &first.bytes));
}

/// The members that a schema declares, those of its flattened parts among them.
fn members(
    schemas: &serde_json::Map<String, serde_json::Value>,
    schema: &serde_json::Value,
) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    if let Some(properties) = schema["properties"].as_object() {
        found.extend(properties.keys().cloned());
    }
    if let Some(name) = schema["$ref"].as_str().and_then(|path| path.rsplit('/').next()) {
        found.extend(members(schemas, &schemas[name]));
    }
    for part in schema["allOf"].as_array().into_iter().flatten() {
        found.extend(members(schemas, part));
    }
    found
}
