//! A client of the W3C's `WebDriver`, as much of it as our pages need. The client libraries bring an asynchronous HTTP client
//! of their own, which costs more to build than these lines cost to read; `ureq` is here anyway.
#![allow(dead_code, reason = "each test program uses its part")]

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Longer than any page or script takes, even on a busy machine; then the test fails instead of hanging.
const PATIENCE: Duration = Duration::from_mins(5);

/// How long the browser itself looks for an element, loads a page or runs a script, in milliseconds: within that patience.
const LOOKS: u32 = 60_000;
const LOADS: u32 = 120_000;

/// How often a browser is started that doesn't come up: on a machine that is short of memory the first try may be killed.
const STARTS: usize = 3;

/// The member that holds an element's reference, by the standard.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A key that moves the focus, one that follows a link, one that ticks a box, and one that goes down a list.
pub const TAB: &str = "\u{e004}";
pub const ENTER: &str = "\u{e007}";
pub const SPACE: &str = " ";
pub const DOWN: &str = "\u{e015}";

/// A browser without a window. It ends with this value, whatever the test's end.
pub struct Browser {
    driver: Child,
    agent: ureq::Agent,
    session: String,
}

/// A virtual authenticator.
pub struct Authenticator(String);

/// An element of the page that is shown.
pub struct Element(String);

/// A screen, and what its reader asked for.
#[derive(Clone, Copy)]
pub struct View {
    pub width: u32,
    pub height: u32,
    /// Dark colours.
    pub dark: bool,
    /// As printed.
    pub paper: bool,
}

impl View {
    /// As the browser starts. No click finds what a larger view than this shows.
    pub const WINDOW: Self = Self { width: 1280, height: 800, dark: false, paper: false };
}

impl Browser {
    /// Starts Chromium, which asks for pages in English.
    pub fn start() -> Self {
        let mut driver = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| {
                panic!(
                    "chromedriver doesn't start ({error}): install the Debian packages chromium and chromium-driver \
                     (`make tools` does)"
                )
            });
        let port = port_of(&mut driver);
        let config = ureq::Agent::config_builder().timeout_global(Some(PATIENCE)).http_status_as_error(false);
        let mut browser = Self {
            driver,
            agent: config.build().into(),
            session: format!("http://127.0.0.1:{port}/session"),
        };
        let mut tries = (0..STARTS).map(|_| browser.tried("", &capabilities()));
        let session = tries.find_map(Result::ok).unwrap_or_else(|| browser.send("", &capabilities()));
        let id = session["sessionId"].as_str().expect("a session has an id");
        browser.session = format!("{}/{id}", browser.session);
        // Pages scroll smoothly for who doesn't mind motion; a click would miss what still moves.
        browser.prefer("prefers-reduced-motion", "reduce");
        browser
    }

    /// Opens a page and waits until it is loaded.
    pub fn open(&self, url: &str) {
        self.send("/url", &json!({ "url": url }));
    }

    /// The address of the page that is shown.
    pub fn url(&self) -> String {
        text_of(&self.run("return location.href"))
    }

    /// The first element of this CSS selector, as soon as it is there.
    pub fn find(&self, selector: &str) -> Element {
        self.element("css selector", selector)
    }

    /// The first link whose whole text this is.
    pub fn link(&self, text: &str) -> Element {
        self.element("link text", text)
    }

    fn element(&self, using: &str, value: &str) -> Element {
        let found = self.send("/element", &json!({ "using": using, "value": value }));
        Element(found[ELEMENT].as_str().expect("an element has a reference").to_owned())
    }

    /// Clicks, and waits until the page that this leads to is loaded.
    pub fn click(&self, element: &Element) {
        self.send(&format!("/element/{}/click", element.0), &json!({}));
    }

    /// Types into a field.
    pub fn type_into(&self, element: &Element, text: &str) {
        self.send(&format!("/element/{}/value", element.0), &json!({ "text": text }));
    }

    /// Presses and lets go a key, wherever the focus is.
    pub fn press(&self, key: &str) {
        let strokes = json!([{ "type": "keyDown", "value": key }, { "type": "keyUp", "value": key }]);
        let keyboard = json!({ "type": "key", "id": "keyboard", "actions": strokes });
        self.send("/actions", &json!({ "actions": [keyboard] }));
    }

    /// Types a text, key by key, wherever the focus is.
    pub fn write(&self, text: &str) {
        for letter in text.chars() {
            self.press(letter.encode_utf8(&mut [0; 4]));
        }
    }

    /// Clicks on what leads to another page, and waits until that one is there, whole. For pages that look like the one before.
    pub fn leave_by(&self, element: &Element) {
        self.run("window.isLeft = true; return null");
        self.click(element);
        self.until("another page", "window.isLeft === undefined");
    }

    /// Waits until the page at this address is there, whole.
    pub fn wait_until_at(&self, url: &str) {
        self.until(url, &format!("location.href === {url:?}"));
    }

    /// Waits until an element of this CSS selector is there, on this page or on the one that comes, and that page is whole.
    pub fn wait_for(&self, selector: &str) {
        self.until(selector, &format!("document.querySelector({selector:?}) !== null"));
    }

    /// Waits until a page is whole for which this holds. One that is just being left answers nothing.
    pub fn until(&self, what: &str, holds: &str) {
        let script = format!("return document.readyState === 'complete' && {holds}");
        let asked = json!({ "script": script, "args": [] });
        let deadline = Instant::now() + PATIENCE;
        loop {
            let said = self.tried("/execute/sync", &asked);
            if said == Ok(Value::Bool(true)) {
                return;
            }
            assert!(Instant::now() < deadline, "{what} doesn't come on {}: {said:?}", self.url());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Whether an element of this CSS selector comes, as long as the browser looks for it.
    pub fn comes(&self, selector: &str) -> bool {
        let body = json!({ "using": "css selector", "value": selector }).to_string();
        let request = self.agent.post(format!("{}/element", self.session)).content_type("application/json");
        request.send(body).is_ok_and(|answer| answer.status().is_success())
    }

    /// Forgets the files of pages that were shown, as a browser has that was never here.
    pub fn forget_files(&self) {
        self.devtools("Network.clearBrowserCache", &json!({}));
    }

    /// Plugs in an authenticator whose user is always there and always verified.
    pub fn plug_in_authenticator(&self) -> Authenticator {
        let options = json!({
            "protocol": "ctap2", "transport": "internal", "hasResidentKey": true,
            "hasUserVerification": true, "isUserVerified": true, "isUserConsenting": true,
        });
        let id = self.send("/webauthn/authenticator", &options);
        Authenticator(text_of(&id))
    }

    /// Takes an authenticator away, with what is on it.
    pub fn unplug(&self, authenticator: &Authenticator) {
        self.delete(&format!("/webauthn/authenticator/{}", authenticator.0));
    }

    /// What the browser has refused because of a page's own policy, since the last time.
    pub fn complaints_of_policy(&self) -> Vec<String> {
        let mut complaints = self.complaints();
        complaints.retain(|complaint| complaint.contains("Content Security Policy"));
        complaints
    }

    /// What a script returns. The driver runs it; the page's own policy forbids the page to.
    pub fn run(&self, script: &str) -> Value {
        self.send("/execute/sync", &json!({ "script": script, "args": [] }))
    }

    /// The text that a script returns.
    pub fn run_for_text(&self, script: &str) -> String {
        text_of(&self.run(script))
    }

    /// Shows pages as a screen of this size does. A window can't be as narrow as a phone; the emulation can.
    pub fn resize(&self, width: u32, height: u32) {
        let params = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", &params);
    }

    /// Shows pages as such a reader sees them.
    pub fn view_as(&self, view: View) {
        self.resize(view.width, view.height);
        let scheme = if view.dark { "dark" } else { "light" };
        let features = json!([
            { "name": "prefers-color-scheme", "value": scheme }, { "name": "prefers-reduced-motion", "value": "reduce" },
        ]);
        let media = if view.paper { "print" } else { "" };
        self.devtools("Emulation.setEmulatedMedia", &json!({ "media": media, "features": features }));
    }

    /// Asks for pages in this language first, as somebody does whose browser is set so.
    pub fn speak(&self, language: &str) {
        self.devtools("Network.enable", &json!({}));
        let headers = json!({ "headers": { "Accept-Language": language } });
        self.devtools("Network.setExtraHTTPHeaders", &headers);
    }

    /// Does something in a new tab, and goes back to the one that is shown.
    pub fn in_another_tab(&self, work: impl FnOnce()) {
        let first = self.ask("/window");
        let second = self.send("/window/new", &json!({ "type": "tab" }))["handle"].clone();
        self.send("/window", &json!({ "handle": second }));
        work();
        self.delete("/window");
        self.send("/window", &json!({ "handle": first }));
    }

    /// A picture (PNG) of what the screen shows.
    pub fn photograph(&self) -> Vec<u8> {
        self.picture(&json!({}))
    }

    /// A picture (PNG) of a whole page, or of so much of it, as wide as the screen; and the page's own width.
    pub fn photograph_whole(&self, width: u32, most: u32) -> (Vec<u8>, u32) {
        let page = &self.devtools("Page.getLayoutMetrics", &json!({}))["cssContentSize"];
        let pixels = |side: &str| {
            let whole = page[side].to_string();
            whole.split('.').next().and_then(|digits| digits.parse().ok()).expect("a page has a size")
        };
        let height = most.min(pixels("height"));
        let clip = json!({ "x": 0, "y": 0, "width": width, "height": height, "scale": 1 });
        let picture = self.picture(&json!({ "captureBeyondViewport": true, "clip": clip }));
        (picture, pixels("width"))
    }

    fn picture(&self, params: &Value) -> Vec<u8> {
        let taken = self.devtools("Page.captureScreenshot", params);
        STANDARD.decode(text_of(&taken["data"])).expect("a picture comes in base64")
    }

    /// Asks pages for what a reader can set in the browser: dark colours, no motion.
    pub fn prefer(&self, feature: &str, value: &str) {
        let features = json!([{ "name": feature, "value": value }]);
        self.devtools("Emulation.setEmulatedMedia", &json!({ "features": features }));
    }

    fn devtools(&self, command: &str, params: &Value) -> Value {
        self.send("/goog/cdp/execute", &json!({ "cmd": command, "params": params }))
    }

    /// The addresses that the browser has asked for since the last time, blocked ones too.
    pub fn requests(&self) -> Vec<String> {
        let log = self.send("/se/log", &json!({ "type": "performance" }));
        let entries = log.as_array().expect("a log is a list");
        entries.iter().filter_map(|entry| requested(entry["message"].as_str()?)).collect()
    }

    /// What the browser has complained of since the last time.
    pub fn complaints(&self) -> Vec<String> {
        let log = self.send("/se/log", &json!({ "type": "browser" }));
        let entries = log.as_array().expect("a log is a list");
        entries.iter().map(|entry| entry["message"].to_string()).collect()
    }

    fn delete(&self, path: &str) {
        let url = format!("{}{path}", self.session);
        let answer = self.agent.delete(&url).call().unwrap_or_else(|e| panic!("{url}: {e}"));
        assert!(answer.status().is_success(), "{url}: {}", answer.status());
    }

    fn ask(&self, path: &str) -> Value {
        let url = format!("{}{path}", self.session);
        let answer = self.agent.get(&url).call().unwrap_or_else(|e| panic!("{url}: {e}"));
        read(answer).unwrap_or_else(|said| panic!("{path}: {said}"))
    }

    fn send(&self, path: &str, body: &Value) -> Value {
        self.tried(path, body).unwrap_or_else(|said| panic!("{path} {body}: {said}"))
    }

    /// What the driver answers, or what it says is in the way.
    fn tried(&self, path: &str, body: &Value) -> Result<Value, String> {
        let url = format!("{}{path}", self.session);
        let request = self.agent.post(&url).content_type("application/json");
        read(request.send(body.to_string()).map_err(|e| e.to_string())?)
    }
}

/// What the driver answers, or what it says is in the way.
fn read(mut answer: ureq::http::Response<ureq::Body>) -> Result<Value, String> {
    let text = answer.body_mut().read_to_string().expect("the driver answers in text");
    let said: Value = serde_json::from_str(&text).expect("the driver answers in JSON");
    if answer.status().is_success() {
        Ok(said["value"].clone())
    } else {
        Err(said["value"]["message"].to_string())
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // The end of the session closes Chromium; without an answer, the driver's own end must do.
        let _ = self.agent.delete(&self.session).call();
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// The driver says on which port it listens; the rest of what it says is read away, so that it never waits.
fn port_of(driver: &mut Child) -> u16 {
    let mut lines = BufReader::new(driver.stdout.take().expect("stdout is piped")).lines();
    let port = lines
        .by_ref()
        .map_while(Result::ok)
        .find_map(|line| line.rsplit_once("successfully on port ")?.1.trim_end_matches('.').parse().ok());
    std::thread::spawn(move || lines.for_each(drop));
    port.expect("chromedriver says on which port it listens")
}

fn text_of(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text")).to_owned()
}

fn capabilities() -> Value {
    let mut arguments = vec![
        "--headless=new",
        "--window-size=1280,900",
        "--lang=en",
        "--disable-dev-shm-usage",
        "--hide-scrollbars",
    ];
    if runs_as_root() {
        // Chromium's sandbox refuses to start for root, who runs CI in containers. Our pages alone are opened here.
        arguments.push("--no-sandbox");
    }
    json!({ "capabilities": { "alwaysMatch": {
        "browserName": "chrome",
        "timeouts": { "pageLoad": LOADS, "script": LOADS, "implicit": LOOKS },
        "goog:loggingPrefs": { "performance": "ALL", "browser": "ALL" },
        "goog:chromeOptions": { "args": arguments, "prefs": { "intl.accept_languages": "en" } },
    } } })
}

fn runs_as_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0)
}

fn requested(message: &str) -> Option<String> {
    let message: Value = serde_json::from_str(message).ok()?;
    let event = &message["message"];
    let sent = event["method"] == "Network.requestWillBeSent";
    sent.then(|| event["params"]["request"]["url"].as_str().map(str::to_owned))?
}
