//! Mail of a running hub: from an address that somebody types to the letter about a record that a stranger brought. With
//! the real binary, a real browser and a real mail server.

mod operating;
mod support {
    pub mod postmaster;
    pub mod webdriver;
}

use operating::{Hub, Place};
use std::path::Path;
use support::postmaster::{Postmaster, free_port};
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
    browser.open(link.trim());
    browser.wait_for("form[data-join-form]:not([hidden])");
    browser.type_into(&browser.find("#name"), "Planted Quillfeather");
    browser.type_into(&browser.find("#email"), ADDRESS);
    browser.type_into(&browser.find("#label"), "office computer");
    browser.click(&browser.find("form[data-join-form] button"));
    browser.wait_for("#mail");
    browser.click(&browser.find("form[action='/me/mail/code'] button"));
    browser.wait_for("#mail-code");
    let came = postmaster.wait_for(1);
    let code = came.lines().find_map(|line| line.strip_prefix("    ")).expect("a code").to_owned();
    browser.type_into(&browser.find("#mail-code"), &code);
    browser.click(&browser.find("form[action='/me/mail/confirm'] button"));
    browser.wait_for("form[action='/me/mail'] input[name=mailed][value=no]");
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
    assert!(
        run(&open).contains("mail.password_file") && run(&open).ends_with("(mail-password)\n"),
        "{}",
        run(&open)
    );
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
