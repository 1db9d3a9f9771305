//! Signing in through a government's service, in a real browser: the service is a server of its own on this machine.

mod support {
    pub mod hub;
    pub mod ports;
    pub mod webdriver;
}

use rehearsal::sign_in_service::{SECRET, SignInService};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::OpenOptionsExt;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};
use support::hub::{Hub, shell};
use support::webdriver::Browser;

/// Enough States for both regional exercises, few enough to be made in a second.
const STATES: u32 = 6;

#[expect(clippy::disallowed_methods, reason = "the service has a clock of its own, as a real one does")]
fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_secs()
}

/// Serves a service at an address until the test ends. Whoever comes with a browser is `subject`.
fn serve(listener: TcpListener, issuer: String, service: Arc<SignInService>, subject: &'static str) {
    std::thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let (issuer, service) = (issuer.clone(), Arc::clone(&service));
            // Each on its own: browsers open connections in advance and ask nothing on them.
            std::thread::spawn(move || answer(stream, &issuer, &service, subject));
        }
    });
}

fn answer(
    mut stream: TcpStream,
    issuer: &str,
    service: &SignInService,
    subject: &str,
) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?);
    let mut first = String::new();
    lines.read_line(&mut first)?;
    let (mut length, mut authorization) = (0, String::new());
    loop {
        let mut line = String::new();
        lines.read_line(&mut line)?;
        let Some((name, value)) = line.trim_end().split_once(": ") else { break };
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.parse().unwrap_or(0),
            "authorization" => value.clone_into(&mut authorization),
            _ => {}
        }
    }
    let mut form = vec![0; length];
    lines.read_exact(&mut form)?;
    let path = first.split(' ').nth(1).unwrap_or_default();
    let said = match path.split_once('?') {
        Some(("/authorize", query)) => service.authorize(query, subject, now()).map(|back| {
            format!(
                "HTTP/1.1 302 Found\r\nlocation: {back}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
            )
        }),
        _ if path == "/token" => {
            service.token(&authorization, &String::from_utf8_lossy(&form), now()).map(json)
        }
        _ => service.get(&format!("{issuer}{path}")).map(json),
    };
    let none = "HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
    stream.write_all(said.as_deref().unwrap_or(none).as_bytes())
}

fn json(bytes: Vec<u8>) -> String {
    let text = String::from_utf8(bytes).expect("JSON is text");
    let length = text.len();
    format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{text}"
    )
}

fn write_secret(hub: &Hub) {
    let mut file = std::fs::OpenOptions::new()
        .create_new(true)
        .write(true)
        .mode(0o600)
        .open(hub.folder().join("secret"))
        .expect("a new file");
    writeln!(file, "{SECRET}").expect("the secret is written");
}

fn config(hub: &Hub, issuer: &str) -> String {
    format!(
        "public_url = \"{}\"\n[[openid]]\nid = \"xaa\"\nname = \"Sign-in of the Government\"\nparticipant = \"XAA\"\n\
         issuer = \"{issuer}\"\nclient_id = \"comity\"\nclient_secret_file = \"secret\"\n",
        hub.url
    )
}

#[test]
fn a_person_joins_and_signs_in_by_the_service_of_their_government() {
    let mut hub = Hub::demo(STATES);
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let issuer = format!("http://localhost:{}", listener.local_addr().expect("an address").port());
    let service = Arc::new(SignInService::new(&issuer, &format!("{}/openid/xaa", hub.url)));
    serve(listener, issuer.clone(), service, "a-1");
    write_secret(&hub);
    hub.serve_by(&config(&hub, &issuer));

    let command = format!(
        "comity invite participant/XAA --role delegate --data demo-data --public-url {} 2>/dev/null",
        hub.url
    );
    let link = shell(hub.folder(), &command);
    let browser = Browser::start();
    browser.open(link.trim());
    // The script has put the link into the form, and taken it out of the address.
    browser.wait_for("#join-service");
    assert!(!browser.url().contains('#'));
    browser.type_into(&browser.find("#name-of-service"), "Ana Example");
    browser.click(&browser.find("section[aria-labelledby=join-service] button"));
    browser.wait_for("form[action^='/openid/xaa/begin'] button");
    browser.click(&browser.find("form[action^='/openid/xaa/begin'] button"));
    browser.wait_for("form[action^='/openid/xaa'] button[autofocus]");
    browser.click(&browser.find("form[action^='/openid/xaa'] button"));
    browser.wait_for("#seats");
    let says = |selector: &str| {
        browser.wait_for(selector);
        browser.run_for_text(&format!("return document.querySelector({selector:?}).textContent.trim()"))
    };
    assert_eq!(says("h1"), "Ana Example");

    browser.click(&browser.find("form[action='/sign-out'] button"));
    browser.wait_for(".account a[href='/sign-in']");
    browser.open(&format!("{}/sign-in", hub.url));
    browser.click(&browser.find("section[aria-labelledby=with-service] button"));
    browser.wait_for("form[action^='/openid/xaa'] button[autofocus]");
    browser.click(&browser.find("form[action^='/openid/xaa'] button"));
    browser.wait_for("#seats");
    assert!(says("section[aria-labelledby=services]").contains("Sign-in of the Government"));
    assert_eq!(browser.complaints_of_policy(), Vec::<String>::new());
}
