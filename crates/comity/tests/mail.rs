//! Mail of a running hub: from an address that somebody types to the letter about a record that a stranger brought. With
//! the real binary, a real browser and a real mail server.

mod operating;
mod support {
    pub mod mailed;
    pub mod ports;
    pub mod postmaster;
    pub mod webdriver;
}

use delegations::Desk;
use delegations::subscriptions::Subscriber;
use operating::{Hub, Place};
use sealing::{HubKey, Sealer};
use std::path::Path;
use std::sync::Arc;
use store::Workspace;
use support::mailed::joined;
use support::ports::free_port;
use support::postmaster::Postmaster;
use support::webdriver::Browser;

const ADDRESS: &str = "planted.marker@mail.example";

fn serve(place: &Place, port: u16) -> Hub {
    let port = port.to_string();
    place.serve(&[
        "--mail-server",
        "localhost",
        "--mail-port",
        &port,
        "--mail-tls",
        "none",
        "--mail-from",
        "Comity <hub@hub.example>",
        "--log-level",
        "debug",
    ])
}

/// Somebody comes in by the operator's invitation, gives an address, and types the code that came there.
fn join(place: &Place, hub: &Hub, browser: &Browser, postmaster: &Postmaster) {
    let link = place.must(&[
        "invite",
        "participant/XAA",
        "--role",
        "national-administrator",
        "--data",
        "d",
        "--public-url",
        &hub.url,
    ]);
    joined(browser, link.trim(), ["Planted Quillfeather", ADDRESS, "office computer"], postmaster);
}

#[test]
fn a_record_that_a_stranger_posted_is_mailed_to_the_administrator() {
    let (place, post) = (Place::new(), tempfile::tempdir().expect("a folder"));
    let port = free_port();
    let mut postmaster = Postmaster::start(post.path(), port, &[]);
    let hub = serve(&place, port);
    let browser = Browser::start();
    let _device = browser.plug_in_authenticator();
    join(&place, &hub, &browser, &postmaster);

    // Whoever carries it: the command has no account here.
    let id = place.say(&hub, "planted-title");
    let came = postmaster.wait_for(2);
    assert!(came.contains(&format!("Record: {id}")) && came.contains("Kind: Measure"), "{came}");
    assert!(!came.contains("planted-title") && !came.contains("Quillfeather"), "{came}");

    // The hub stops, the mail server too; what is accepted meanwhile is told and sent when both are back.
    drop(postmaster);
    let later = place.say(&hub, "second");
    let (status, _, log) = hub.stop();
    assert!(status.success());
    postmaster = Postmaster::start(post.path(), port, &[]);
    let hub = serve(&place, port);
    let came = postmaster.wait_for(3);
    assert!(came.contains(&later) && !came.contains(&id), "{came}");
    let (_, _, log_after) = hub.stop();
    for log in [log, log_after] {
        assert!(log.contains("mail-sent"), "{log}");
        for marker in ["planted", "Quillfeather", "mail.example"] {
            assert!(!log.contains(marker), "{marker}: {log}");
        }
    }
}

/// A week passes for whoever subscribed: their accounts say that it was looked for what is new long ago.
fn a_week_later(place: &Place) {
    accounts(place)
        .together(0, |drawer| {
            for subscriber in drawer.all::<Subscriber>()? {
                drawer.put(&Subscriber { looked: 0, ..subscriber })?;
            }
            Ok(())
        })
        .expect("the workspace takes it");
}

/// How many subscribe to something.
fn subscribers(place: &Place) -> usize {
    accounts(place).look(0, |drawer| Ok(drawer.all::<Subscriber>()?.len())).expect("the workspace is read")
}

/// The accounts of a hub, opened with its key.
fn accounts(place: &Place) -> Desk {
    let line = std::fs::read_to_string(place.path("d.hub-key")).expect("the hub's key");
    let key = HubKey::parse(&line).expect("a key");
    let workspace = Workspace::open(&place.path("d/workspace.db")).expect("a workspace");
    let random = |bytes: &mut [u8]| getrandom::fill(bytes).expect("randomness");
    Desk::new(Arc::new(workspace), Arc::new(Sealer::new(&key)), Arc::new(random))
}

#[test]
fn what_somebody_subscribes_to_is_mailed_once_and_left_by_one_request() {
    let (place, post) = (Place::new(), tempfile::tempdir().expect("a folder"));
    let port = free_port();
    let postmaster = Postmaster::start(post.path(), port, &[]);
    let hub = serve(&place, port);
    let browser = Browser::start();
    let _device = browser.plug_in_authenticator();
    join(&place, &hub, &browser, &postmaster);
    browser.open(&format!("{}/framework/un/norm-13-f", hub.url));
    browser.click(&browser.find("form[action='/me/subscriptions'] button"));
    browser.wait_for("#rhythm");
    assert_eq!(subscribers(&place), 1);
    let first = place.say(&hub, "first");
    postmaster.wait_for(2);
    assert!(hub.stop().0.success());

    // Monday comes while the hub is off.
    a_week_later(&place);
    let hub = serve(&place, port);
    let digest = postmaster.wait_for(3);
    assert!(digest.contains("Measure first") && digest.contains(&first), "{digest}");
    assert!(digest.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"), "{digest}");
    let second = place.say(&hub, "second");
    assert!(postmaster.wait_for(4).contains(&second), "a notice, after the digest was noted");
    assert!(hub.stop().0.success());
    a_week_later(&place);
    let hub = serve(&place, port);
    let digest = postmaster.wait_for(5);
    assert!(digest.contains("Measure second") && !digest.contains(&first), "each once: {digest}");

    // A scanner opens the link, a mail provider leaves for its user; a stranger guesses.
    let token = digest.split("/leave/").nth(1).and_then(|rest| rest.get(..43)).expect("a token");
    assert_eq!(hub.get(&format!("/leave/{token}")).status, 200);
    assert_eq!(subscribers(&place), 1);
    let leave = |token: &str| post_form(&format!("{}/leave/{token}", hub.url));
    let guessed = leave(&"A".repeat(43));
    assert_eq!(subscribers(&place), 1);
    let left = leave(token);
    assert_eq!((left.status, subscribers(&place)), (200, 0));
    assert_eq!(left.text.replace(token, ""), guessed.text.replace(&"A".repeat(43), ""));
    assert!(hub.stop().0.success());
    a_week_later(&place);
    let hub = serve(&place, port);
    let third = place.say(&hub, "third");
    assert!(postmaster.wait_for(6).contains(&format!("Record: {third}")), "a notice, and no digest");
    let (_, _, log) = hub.stop();
    assert!(!log.contains(token) && !log.contains("planted"), "{log}");
}

/// What a mail provider sends for its user (RFC 8058).
fn post_form(url: &str) -> operating::Answer {
    let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
    let mut answer = agent.post(url).send_form([("List-Unsubscribe", "One-Click")]).expect("an answer");
    let text = answer.body_mut().read_to_string().expect("text");
    operating::Answer { status: answer.status().as_u16(), text }
}

#[test]
fn an_operator_tries_the_settings_and_a_mistake_is_one_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let port = free_port();
    let config = format!(
        "[mail]\nserver = \"localhost\"\nport = {port}\ntls = \"none\"\nfrom = \"hub@hub.example\"\n"
    );
    let run = |config: &str| {
        let file = folder.path().join("comity.toml");
        std::fs::write(&file, config).expect("written");
        try_mail(&file)
    };
    let refused = run(&config);
    assert!(refused.ends_with("(mail-unreached)\n"), "{refused}");
    let postmaster = Postmaster::start(folder.path(), port, &[]);
    assert!(run(&config).starts_with("the mail server took the letter"));
    assert!(postmaster.wait_for(1).contains("A trial letter"));
    let password = folder.path().join("password");
    std::fs::write(&password, "secret").expect("written");
    open_to_all(&password);
    let open = format!("{config}user = \"hub\"\npassword_file = \"{}\"\n", password.display());
    let said = run(&open);
    assert!(said.contains("mail.password_file") && said.ends_with("(mail-password)\n"), "{said}");
    assert_eq!(said.matches(&password.display().to_string()).count(), 1, "{said}");
    for wrong in
        [config.replace("localhost", "mail.example.org"), config.replace("tls = \"none\"", "tls = \"never\"")]
    {
        let said = run(&wrong);
        assert!(said.lines().count() == 1 && said.ends_with("(config)\n"), "{said}");
    }
}

/// What `comity mail test` says, whichever way it ends.
fn try_mail(config: &Path) -> String {
    let output = std::process::Command::new(operating::COMITY)
        .args(["mail", "test", "--to", ADDRESS, "--config"])
        .arg(config)
        .output()
        .expect("the binary runs");
    String::from_utf8([output.stdout, output.stderr].concat()).expect("text")
}

fn open_to_all(file: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o644)).expect("its mode");
}
