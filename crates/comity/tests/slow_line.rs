//! The whole reporting job of a delegate over a line of 64 kbit/s and 600 ms there and back, in a real browser: how many bytes
//! each step takes, and how long it takes. `scripts/bench` runs it; by hand:
//! `cargo test --release -p comity --test slow_line -- --ignored --nocapture`.

#[path = "../src/bench/line.rs"]
mod line;
mod support {
    pub mod delegate;
    pub mod hub;
    pub mod ports;
    pub mod webdriver;
}

use catalogue::{Catalogue, Kind, Lang};
use line::{Counted, Relay, Shape};
use serde_json::{Map, Value};
use std::time::{Duration, Instant};
use support::delegate::{enrolled_key, join, says};
use support::hub::Hub;
use support::ports::free_port;
use support::webdriver::Browser;

/// Enough States for both regional exercises, few enough to be made in a second.
const STATES: u32 = 6;

/// What many missions have on a bad day: a telephone line's speed, by satellite.
const LINE: Shape = Shape { bits_a_second: 64_000, travel: Duration::from_millis(300) };

/// How many looks the browser takes for what a step ends with: it gives up each after a minute.
const LOOKS: usize = 2;

/// Sentences in the answers to the three questions of a section.
const SENTENCES: [usize; 3] = [5, 3, 2];

/// What the browser types: the answers by the names of their fields.
const FILL: &str = "\
    for (const field of document.querySelectorAll('textarea[name^=field-]')) { \
    field.value = answers[field.name.slice('field-'.length)]; } return null";

/// What has to be chosen before a draft is shown as it would be published.
const CHOOSE: &str = "\
    document.querySelector('input[name=mechanism]').checked = true; \
    document.querySelector('input[name=audience][value=public]').checked = true; return null";

/// The pages on which parts of a draft are filled in.
const PARTS: &str = "return [...document.querySelectorAll('section[aria-labelledby=parts] a')].map((one) => one.href).join('\\n')";

/// The questionnaire.
fn survey() -> &'static Kind {
    let catalogue = Catalogue::built_in().expect("the catalogue reads");
    catalogue.kind("national-survey").expect("the survey is built in")
}

/// An answer to each of its questions, of some 110, 70 and 45 words to the three of a section. The numbers keep the compressor
/// from finding the same text again and again.
fn answers() -> Map<String, Value> {
    let sentence = |n: usize| {
        let (decree, hours, weakness) = (n * 7_919 % 1_000, n * 31 % 48, n * 104_729 % 100_000);
        format!(
            "Under decree {decree} the national team of responders tells the operators of public networks within \
             {hours} hours what it has found about weakness {weakness}."
        )
    };
    let answer = |place: usize| {
        let count = SENTENCES[place % SENTENCES.len()];
        (0..count).map(|n| sentence(place * 10 + n)).collect::<Vec<_>>().join(" ")
    };
    let fields = survey().fields.iter().enumerate();
    fields.map(|(place, field)| (field.id.clone(), Value::String(answer(place)))).collect()
}

/// A delegate at a browser, and the line between it and the hub.
struct Desk {
    hub: Hub,
    relay: Relay,
    browser: Browser,
    begin: (Counted, Instant),
    rows: Vec<(String, Counted, Duration)>,
}

impl Desk {
    /// A hub at the end of the line, and somebody of XAA with a key that signs, who has left again.
    fn new() -> Self {
        let mut hub = Hub::demo(STATES);
        let port = free_port();
        let outside = format!("http://localhost:{port}");
        let inside = hub.url.replace("http://localhost", "127.0.0.1").parse().expect("an address");
        hub.serve_by(&format!("public_url = \"{outside}\"\n"));
        let relay = Relay::start(([127, 0, 0, 1], port).into(), inside, LINE).expect("the line is laid");
        hub.url = outside;
        let browser = Browser::start();
        let _device = browser.plug_in_authenticator();
        join(&hub, &browser);
        enrolled_key(&hub, &browser);
        let begin = (relay.counted(), Instant::now());
        Self { hub, relay, browser, begin, rows: Vec::new() }
    }

    fn open(&self, path: &str) {
        self.browser.open(&format!("{}{path}", self.hub.url));
    }

    fn click(&self, selector: &str) {
        self.browser.click(&self.browser.find(selector));
    }

    /// Whether something is on the page, now or soon.
    fn awaits(&self, selector: &str) {
        let there = format!("return document.querySelector({selector:?}) !== null");
        let looks = (0..LOOKS).any(|_| self.browser.run(&there) == true || self.browser.comes(selector));
        assert!(looks, "{selector} doesn't come: {}", says(&self.browser, "main"));
    }

    /// Leaves, without the line's slowness, before a job: the browser has seen no page of this hub.
    fn prepared(&mut self) {
        self.relay.be_slow(false);
        self.open("/me");
        self.click("form[action='/sign-out'] button");
        self.awaits(".account a[href='/sign-in']");
        self.browser.open("about:blank");
        self.browser.forget_files();
        self.relay.be_slow(true);
        self.rows.clear();
    }

    /// A step of the job: what goes over the line until it is done, and the time.
    fn step(&mut self, name: &str, work: impl FnOnce(&Self)) {
        self.begin = (self.relay.counted(), Instant::now());
        work(self);
        let (before, begin) = self.begin;
        let now = self.relay.counted();
        let went = Counted {
            up: now.up - before.up,
            down: now.down - before.down,
            connections: now.connections - before.connections,
        };
        self.rows.push((name.to_owned(), went, begin.elapsed()));
    }

    fn sign_in(&mut self) {
        self.step("the page to sign in, with the style sheet and the script", |desk| {
            desk.open("/sign-in");
            desk.awaits("button[data-go]:not([hidden])");
        });
        self.step("signed in with a passkey: the account’s page", |desk| {
            desk.click("button[data-go]");
            desk.awaits("#seats");
        });
        self.step("the list of drafts", |desk| desk.open("/drafts"));
        self.step("a survey begun: its four parts", Self::begin_survey);
    }

    fn begin_survey(&self) {
        self.click("section[aria-labelledby=begin] form:has(input[value=national-survey]) button");
        self.awaits("#parts");
    }

    fn parts(&self) -> Vec<String> {
        self.browser.run_for_text(PARTS).lines().map(str::to_owned).collect()
    }

    /// Fills in a part and saves it: the page that comes says so.
    fn save_part(&self) {
        self.browser.run(&format!("const answers = {}; {FILL}", Value::Object(answers())));
        if self.browser.run("return document.querySelector('input[name=audience]') !== null") == true {
            self.browser.run(CHOOSE);
        }
        self.click("form.stacked button.plain-button");
        self.awaits("[role=status]");
    }

    fn sign(&mut self) {
        self.step("the page on which it is signed", |desk| {
            desk.click("section[aria-labelledby=sign-it] button");
            desk.awaits("[data-header]");
        });
        self.step("signed with a touch: the record’s page, with its proof", |desk| {
            desk.click("[data-passkey=sign] button[data-go]");
            desk.awaits("#proof");
        });
        // A job that lost an answer on its way would look quick.
        let record = says(&self.browser, "main");
        let missing =
            answers().into_values().find(|answer| !record.contains(answer.as_str().unwrap_or_default()));
        assert_eq!(missing, None, "every answer is in the record");
    }

    fn table(&self, job: &str) {
        println!("\n| {job} | to the browser | from it | connections | time |\n|---|---|---|---|---|");
        let mut all = (Counted::default(), Duration::ZERO);
        for (name, went, took) in &self.rows {
            print_row(name, went, *took);
            let Counted { up, down, connections } = &mut all.0;
            (*up, *down, *connections) = (*up + went.up, *down + went.down, *connections + went.connections);
            all.1 += *took;
        }
        print_row("**all of it**", &all.0, all.1);
    }
}

fn print_row(name: &str, went: &Counted, took: Duration) {
    println!(
        "| {name} | {} B | {} B | {} | {:.1} s |",
        went.down,
        went.up,
        went.connections,
        took.as_secs_f64()
    );
}

#[test]
#[ignore = "takes some minutes, the line is slow: make bench, or scripts/bench job"]
fn the_whole_reporting_job_over_a_slow_line() {
    let mut desk = Desk::new();
    desk.prepared();
    desk.sign_in();
    let parts = desk.parts();
    assert!(parts.len() >= 4, "{parts:?}");
    for (number, part) in parts.iter().enumerate() {
        desk.step(&format!("part {} opened", number + 1), |desk| desk.browser.open(part));
        desk.step(&format!("part {} saved", number + 1), Desk::save_part);
    }
    desk.step("the draft as it would be published", |desk| {
        let draft = parts[0].split('?').next().expect("an address");
        desk.browser.open(&format!("{draft}/preview"));
        desk.awaits("section[aria-labelledby=sign-it] button");
    });
    desk.sign();
    desk.table("a survey filled in and signed in the browser");

    // The same answers in a workbook, as colleagues bring it back.
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("survey.xlsx");
    let texts = web::workbook_texts(Lang::En, None);
    let filled = workbook::write(survey(), Lang::En, &texts, &answers()).expect("a workbook");
    std::fs::write(&file, &filled).expect("written");
    println!("\nthe workbook filled in: {} bytes", filled.len());
    desk.prepared();
    desk.step("the workbook of the questionnaire, blank", |desk| {
        let url = format!("{}/kinds/national-survey/workbook?lang=en", desk.hub.url);
        let mut answer = ureq::get(&url).header("Accept-Encoding", "gzip").call().expect("a workbook");
        assert!(!answer.body_mut().read_to_vec().expect("bytes").is_empty());
    });
    desk.sign_in();
    desk.step("the workbook sent: its answers are in the draft", |desk| {
        desk.browser.run("document.querySelector('details:has(#workbook)').open = true; return null");
        desk.browser.type_into(&desk.browser.find("#workbook"), file.to_str().expect("a path in UTF-8"));
        desk.click("form:has(#workbook) button");
        desk.awaits("[role=status]");
    });
    let choices = desk.parts().pop().expect("parts");
    desk.step("for whom it is: that part opened", |desk| desk.browser.open(&choices));
    desk.step("and saved", |desk| {
        desk.browser.run(CHOOSE);
        desk.click("form.stacked button.plain-button");
        desk.awaits("[role=status]");
    });
    desk.step("the draft as it would be published", |desk| {
        let draft = choices.split('?').next().expect("an address");
        desk.browser.open(&format!("{draft}/preview"));
        desk.awaits("section[aria-labelledby=sign-it] button");
    });
    desk.sign();
    desk.table("a survey filled in offline and signed in the browser");
    assert_eq!(desk.browser.complaints_of_policy(), Vec::<String>::new());
}
