//! Running a hub: settings, health, counters, logs, limits, TLS, its end. With the real binary.
#![allow(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

mod operating;

use operating::{Hub, Place, get, post};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt;
use std::sync::Arc;
use std::time::Duration;

/// Longer than any bound that a test sets, so that a missing bound fails and doesn't hang.
const PATIENCE: Duration = Duration::from_mins(5);

fn connect(port: u16) -> TcpStream {
    let stream = TcpStream::connect(("127.0.0.1", port)).expect("it listens");
    stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
    stream
}

#[test]
fn a_mistake_in_the_settings_is_one_line_at_the_start() {
    let place = Place::new();
    std::fs::write(place.path("typo.toml"), "data = \"d\"\nlissten = \"127.0.0.1:0\"\n").unwrap();
    std::fs::write(place.path("key.pem"), "secret").unwrap();
    std::fs::write(place.path("cert.pem"), "none").unwrap();
    std::fs::set_permissions(place.path("key.pem"), PermissionsExt::from_mode(0o644)).unwrap();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = taken.local_addr().map(|address| (taken, address.to_string())).unwrap();
    let serve = ["serve", "--data", "d"];
    for (args, code, says) in [
        (vec!["serve", "--config", "typo.toml"], "config", "typo.toml, line 2: unknown field `lissten`"),
        (vec!["serve", "--config", "none.toml"], "config-file", "none.toml"),
        (vec!["serve"], "config", "name the data folder"),
        (vec!["serve", "--data", "elsewhere"], "no-data-folder", "elsewhere"),
        ([&serve[..], &["--listen", "0.0.0.0:0"]].concat(), "config", "behind_proxy"),
        ([&serve[..], &["--tls-key", "key.pem"]].concat(), "config", "tls_certificate"),
        (
            [&serve[..], &["--tls-certificate", "cert.pem", "--tls-key", "no.pem"]].concat(),
            "tls-certificate",
            "cert.pem",
        ),
        ([&serve[..], &["--listen", &taken.1]].concat(), "listen", "another process"),
    ] {
        let complaint = place.refuses(2, &args);
        assert!(complaint.contains(says), "{args:?}: {complaint}");
        assert!(complaint.trim_end().ends_with(&format!("({code})")), "{args:?}: {complaint}");
        assert_eq!(complaint.lines().count(), 1, "{complaint}");
    }
    let hub = place.serve(&[]);
    assert!(place.refuses(1, &["serve", "--data", "d", "--listen", "127.0.0.1:0"]).contains("(store-busy)"));
    let said = place.refuses(1, &["serve", "--data", "d", "--listen", "127.0.0.1:0", "--log-format", "json"]);
    let line: serde_json::Value = serde_json::from_str(said.lines().last().unwrap()).unwrap();
    assert_eq!((&line["level"], &line["fields"]["code"]), (&"ERROR".into(), &"store-busy".into()));
    drop(hub);
    // Who can read the log's key can write another history.
    std::fs::set_permissions(place.path("d/log.key"), PermissionsExt::from_mode(0o640)).unwrap();
    let complaint = place.refuses(2, &["serve", "--data", "d", "--listen", "127.0.0.1:0"]);
    assert!(complaint.contains("log.key can be read by others") && complaint.contains("(log-key-open)"));
    std::fs::set_permissions(place.path("d/log.key"), PermissionsExt::from_mode(0o600)).unwrap();
    // Who can read the hub's key can read whatever isn't public.
    std::fs::set_permissions(place.path("d.hub-key"), PermissionsExt::from_mode(0o644)).unwrap();
    let complaint = place.refuses(2, &["serve", "--data", "d", "--listen", "127.0.0.1:0"]);
    assert!(complaint.contains("d.hub-key can be read by others") && complaint.contains("(hub-key-open)"));
}

#[test]
fn health_counters_and_the_log_tell_how_it_goes_and_nothing_of_people() {
    const MARKER: &str = "planted-marker";
    let place = Place::new();
    let hub =
        place.serve(&["--metrics-listen", "127.0.0.1:0", "--log-format", "json", "--log-level", "debug"]);
    let metrics = hub.said.iter().find_map(|line| line.strip_prefix("metrics on ")).expect("said").to_owned();
    assert_eq!(hub.get("/healthz").code(), "alive");
    assert_eq!((hub.get("/readyz").status, hub.get("/readyz").code()), (200, "ready".into()));
    assert_eq!(hub.get("/metrics").status, 404, "its own address alone");
    place.say(&hub, MARKER);
    for path in
        ["/search?q=planted-marker", "/records/planted-marker", "/planted-marker", "/participants/XAA"]
    {
        hub.get(path);
    }
    // Nor what stands in headers, in the query of an address that is answered as JSON, or in a method's place.
    for first in [
        "GET /register.json?planted-marker=planted-marker",
        "PLANTED-MARKER /",
        "GET /keys/planted-marker?planted-marker",
        "GET //planted-marker/",
    ] {
        let mut stream = connect(hub.port);
        let headers = "User-Agent: planted-marker\r\nReferer: http://planted-marker/\r\nCookie: planted-marker\r\n\
                       X-Forwarded-For: planted-marker\r\nPlanted-Marker: planted-marker\r\nIf-None-Match: planted-marker";
        let request =
            format!("{first} HTTP/1.1\r\nHost: planted-marker\r\n{headers}\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 "), "{answer}");
    }
    let refused = post(&format!("{}/records", hub.url), br#"{"header":"planted-marker"}"#);
    assert_eq!((refused.status, refused.code()), (400, "submission".into()));
    let long = format!("{{\"{}\":1}}", MARKER.repeat(10_000));
    let refused = post(&format!("{}/records", hub.url), long.as_bytes());
    assert_eq!((refused.status, refused.code()), (400, "submission".into()));
    assert!(refused.text.len() < 1_000, "it repeats {} bytes", refused.text.len());
    let large = post(&format!("{}/records", hub.url), &vec![b' '; 3 << 20]);
    assert_eq!((large.status, large.code()), (413, "too-large".into()));

    let text = get(&metrics).text;
    for line in [
        "comity_ready 1",
        "comity_records_accepted_total 1",
        "comity_records_refused_total{code=\"submission\"} 2",
        "comity_records_refused_total{code=\"too-large\"} 1",
        "comity_append_seconds_count 1",
        "comity_requests_total{route=\"/records/{id}\",method=\"GET\",status=\"404\"} 1",
        "comity_requests_total{route=\"none\",method=\"GET\",status=\"404\"} 3",
    ] {
        assert!(text.lines().any(|have| have == line), "{line} in\n{text}");
    }
    let (status, said, log) = hub.stop();
    assert!(status.success());
    assert!(said.last().is_some_and(|line| line.starts_with("stopped; ")), "{said:?}");
    assert!(log.lines().all(|line| serde_json::from_str::<serde_json::Value>(line).is_ok()), "{log}");
    for code in ["records", "serving", "stop", "stopped"] {
        assert!(log.contains(&format!("\"code\":\"{code}\"")), "{code} in {log}");
    }
    assert!(log.contains("/records/{id}"), "{log}");
    let (log, text) = (log.to_lowercase(), text.to_lowercase());
    // Where the metrics are is the operator's own setting, told once.
    let log: String = log.lines().filter(|line| !line.contains("metrics on")).collect();
    for secret in [MARKER, "127.0.0.1", "xaa"] {
        assert!(!log.contains(secret) && !text.contains(secret), "{secret} in {log}\n{text}");
    }
}

#[test]
fn who_dawdles_is_let_go_and_others_are_served() {
    let place = Place::new();
    let limits = ["--max-connections", "2", "--header-seconds", "1", "--upload-seconds", "1"];
    let hub = place.serve(&limits);
    // Two that never finish their headers hold both places.
    let mut slow: Vec<TcpStream> = (0..2).map(|_| connect(hub.port)).collect();
    for stream in &mut slow {
        stream.write_all(b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow:").unwrap();
    }
    assert_eq!(hub.get("/healthz").code(), "alive", "after a second there is a place");
    for stream in &mut slow {
        let mut rest = Vec::new();
        // Closed, or reset: either way it has ended, within the patience.
        if let Err(error) = stream.read_to_end(&mut rest) {
            assert_eq!(error.kind(), std::io::ErrorKind::ConnectionReset);
        }
    }
    // One that never finishes its body is answered.
    let mut stream = connect(hub.port);
    stream.write_all(b"POST /records HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 408") && answer.contains("\"timeout\""), "{answer}");
    for header in [web::CONTENT_SECURITY_POLICY, "cross-origin-resource-policy: same-origin", "nosniff"] {
        assert!(answer.contains(header), "{header} in {answer}");
    }
    assert!(!answer.contains("strict-transport-security"), "nobody can reach it by HTTPS: {answer}");
}

#[test]
fn the_benchmark_of_pages_asks_for_every_screen_of_a_hub() {
    let place = Place::new();
    let hub = place.serve(&[]);
    let few = ["--rate", "40", "--seconds", "1", "--connections", "2"];
    let table = place.must(&[&["bench", "pages", "--hub", &hub.url][..], &few].concat());
    let rows: Vec<_> = table.lines().filter(|line| line.contains(" B | ")).collect();
    // Ten screens, and search once more for what nobody has asked yet.
    assert_eq!(rows.len(), 11, "{table}");
    assert_eq!(rows.iter().filter(|row| row.starts_with("| search")).count(), 2, "{table}");
    for row in rows {
        let bytes = row.split(" | ").nth(1).and_then(|cell| cell.strip_suffix(" B")).unwrap();
        assert!((1_000..30_000).contains(&bytes.parse::<u32>().unwrap()), "{row}");
        assert_eq!(row.matches(" ms").count(), 3, "{row}");
    }
    let gone = hub.url.clone();
    drop(hub);
    assert!(place.refuses(1, &["bench", "pages", "--hub", &gone]).contains("(bench-pages)"));
}

#[test]
fn readers_who_go_away_do_not_end_it() {
    let place = Place::new();
    let hub = place.serve(&[]);
    for _ in 0..20 {
        let mut stream = connect(hub.port);
        for _ in 0..50 {
            // It may close first; what counts is that it lives.
            if stream.write_all(b"GET /register HTTP/1.1\r\nHost: x\r\n\r\n").is_err() {
                break;
            }
        }
    }
    assert_eq!(hub.get("/healthz").code(), "alive");
    assert!(hub.stop().0.success());
}

#[test]
fn told_to_stop_it_answers_what_has_begun() {
    let place = Place::new();
    let hub = place.serve(&[]);
    let mut stream = connect(hub.port);
    stream
        .write_all(b"POST /records HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n")
        .unwrap();
    // The handler has begun when it asks for the body.
    let mut asked = [0; 25];
    stream.read_exact(&mut asked).unwrap();
    assert!(asked.starts_with(b"HTTP/1.1 100"));
    hub.signal("TERM");
    while TcpStream::connect(("127.0.0.1", hub.port)).is_ok() {
        std::thread::yield_now();
    }
    stream.write_all(b"{}").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 400"), "{answer}");
    let (status, _, _) = hub.end();
    assert!(status.success());
    assert!(place.path("d/views.snapshot").exists() && place.path("d/state.snapshot").exists());
    assert!(!place.path("d/register.db-wal").exists(), "the store was closed");
}

#[test]
fn an_unknown_outcome_ends_it_with_a_status_of_its_own() {
    let place = Place::new();
    let hub = place.serve(&[]);
    place.signed(&hub, "m");
    assert!(hub.stop().0.success());
    // A high-water file that reads as new and can't be written.
    std::fs::remove_file(place.path("d.high-water")).unwrap();
    std::os::unix::fs::symlink("/dev/full", place.path("d.high-water")).unwrap();
    let hub = place.serve(&[]);
    assert!(place.submit(&hub, "m").unwrap_err().contains("(hub-stopped)"));
    assert_eq!(hub.end().0.code(), Some(75));
    std::fs::remove_file(place.path("d.high-water")).unwrap();
    let hub = place.serve(&[]);
    let first = place.submit(&hub, "m").expect("asking again is answered");
    assert_eq!(hub.get(&format!("/records/{first}/header")).status, 200);
}

#[test]
fn tls_is_spoken_with_the_certificate_given() {
    let place = Place::new();
    let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    std::fs::write(place.path("cert.pem"), made.cert.pem()).unwrap();
    std::fs::write(place.path("key.pem"), made.signing_key.serialize_pem()).unwrap();
    let tls = ["--tls-certificate", "cert.pem", "--tls-key", "key.pem"];
    std::fs::set_permissions(place.path("key.pem"), PermissionsExt::from_mode(0o644)).unwrap();
    let complaint = place.refuses(2, &[&["serve", "--data", "d"][..], &tls].concat());
    assert!(complaint.contains("chmod") && complaint.contains("(tls-key)"), "{complaint}");
    std::fs::set_permissions(place.path("key.pem"), PermissionsExt::from_mode(0o640)).unwrap();
    let hub = place.serve(&tls);
    assert!(hub.url.starts_with("https://localhost:"));
    let roots = vec![ureq::tls::Certificate::from_pem(made.cert.pem().as_bytes()).unwrap()];
    let config = ureq::tls::TlsConfig::builder()
        .root_certs(ureq::tls::RootCerts::Specific(Arc::new(roots)))
        .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::aws_lc_rs::default_provider()))
        .build();
    let agent: ureq::Agent = ureq::Agent::config_builder().tls_config(config).build().into();
    let mut answer = agent.get(format!("{}/healthz", hub.url)).call().unwrap();
    assert_eq!(answer.headers()["strict-transport-security"], "max-age=31536000");
    assert!(answer.body_mut().read_to_string().unwrap().contains("alive"));
}

/// Everything in a folder, at any depth.
fn files_in(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_in(&path));
        }
        found.push(path);
    }
    found
}

#[test]
fn what_comity_makes_is_its_owners_alone() {
    let place = Place::new();
    let hub = place.serve(&[]);
    place.say(&hub, "m");
    place.must(&["keygen", "key"]);
    place.must(&["backup", "--data", "d", "--to", "copy.db"]);
    place.must(&["export", "--from", &hub.url, "--to", "public"]);
    let while_it_runs = files_in(&place.path(""));
    assert!(while_it_runs.contains(&place.path("d/register.db-wal")), "{while_it_runs:?}");
    for path in while_it_runs {
        let mode = std::fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{} has mode {mode:o}", path.display());
    }
    assert!(hub.stop().0.success());
    let made = files_in(&place.path(""));
    for name in [
        "d/search/search.sqlite",
        "d/views.snapshot",
        "d.high-water",
        "keys/XAA",
        "key.pub",
        "copy.db",
        "public/checkpoint",
    ] {
        assert!(made.contains(&place.path(name)), "{name} in {made:?}");
    }
    for path in made {
        let mode = std::fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{} has mode {mode:o}", path.display());
    }
}

/// Answers one request, whatever it is, with an error of its own making.
fn hostile_hub() -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        // All of it: what is left unread when it closes would break what it answers.
        let request = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
        assert!(request.take_while(|line| !line.is_empty()).count() > 0);
        let body = serde_json::json!({
            "code": "x\u{1b}]0;owned\u{7}",
            "message": format!("all is well\ncomity: \u{202e}dellor\u{9b}2J{}", "z".repeat(1 << 20)),
        });
        let body = body.to_string();
        let head = format!("HTTP/1.1 422 No\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len());
        stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body.as_bytes())).unwrap();
    });
    format!("http://{address}")
}

#[test]
fn a_hubs_words_reach_the_terminal_as_text_alone() {
    let place = Place::new();
    let id = "0".repeat(64);
    let said = place.refuses(1, &["record", "show", &id, "--hub", &hostile_hub()]);
    assert!(said.contains("all is well\\u000acomity: \\u202edellor\\u009b2J"), "{said:?}");
    assert_eq!(said.lines().count(), 1, "{said:?}");
    assert!(said.trim_end_matches('\n').chars().all(|c| !c.is_control() && c != '\u{202e}'), "{said:?}");
    assert!(said.len() < 1_000, "it repeats {} bytes", said.len());
}

#[test]
fn attempts_are_counted_by_the_address_that_the_proxy_in_front_names() {
    let place = Place::new();
    let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
    let tried = |hub: &Hub, forwarded: &str| {
        let form = [("code", "2345")];
        let request = agent.post(format!("{}/sign-in/code", hub.url)).header("x-forwarded-for", forwarded);
        request.send_form(form).expect("an answer").status().as_u16()
    };
    let hub = place.serve(&["--behind-proxy"]);
    let guesses = (0..40).filter(|_| tried(&hub, "203.0.113.1") == 429).count();
    assert!((5..=10).contains(&guesses), "{guesses} of 40 were refused");
    assert_ne!(tried(&hub, "203.0.113.2"), 429, "another address is kept waiting for this one");
    assert_eq!(tried(&hub, "203.0.113.99, 203.0.113.1"), 429, "what the client made up stands first");
    drop(hub);
    // Without the setting the header is anybody's: it gives nobody a new address.
    let hub = place.serve(&[]);
    let guesses = (0..40).filter(|n| tried(&hub, &format!("203.0.113.{n}")) == 429).count();
    assert!((5..=10).contains(&guesses), "{guesses} of 40 were refused");
}

#[test]
fn a_network_takes_so_many_tables_at_once_unless_the_settings_say_otherwise() {
    let place = Place::new();
    let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
    let taken = |hub: &Hub, by: &str| {
        let request = agent.get(format!("{}/tables/kinds?form=csv", hub.url)).header("x-forwarded-for", by);
        request.call().expect("an answer").status().as_u16()
    };
    let hub = place.serve(&["--behind-proxy"]);
    // One more comes every two seconds: far slower than the slowest machine takes them.
    let answered = (0..2_000).take_while(|_| taken(&hub, "203.0.113.1") != 429).count();
    assert!((60..2_000).contains(&answered), "{answered} were answered");
    assert_eq!(taken(&hub, "203.0.113.2"), 200, "another network is kept from its tables");
    drop(hub);
    let hub = place.serve(&["--behind-proxy", "--limits-by-network", "false"]);
    assert!((0..answered + 60).all(|_| taken(&hub, "203.0.113.1") == 200));
    drop(hub);
    // A hub that nobody reaches but this machine counts nobody.
    let hub = place.serve(&[]);
    assert!((0..answered + 60).all(|_| taken(&hub, "203.0.113.1") == 200));
}
