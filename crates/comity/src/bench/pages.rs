//! Pages at a fixed rate: the screens of a running hub, and beside each a static file of the same size from another
//! server.

use super::own_hub::OwnHub;
use super::pace::{Waits, paced};
use crate::failure::Failure;
use clap::Args;
use serde_json::Value;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

/// The longest page that is read, compressed: a bar of 30 KB is missed long before.
const MAX_PAGE: u64 = 4 * 1024 * 1024;

/// What doesn't answer for so long has failed.
const TIMEOUT: Duration = Duration::from_secs(30);

/// Requests before those that count: connections are opened, caches filled.
const WARM_UP: u64 = 100;

/// The screen that is asked in two ways: what nobody has asked yet has no answer that was kept.
const SEARCH: &str = "search";

/// The large demo.
const PARTICIPANTS: u64 = 193;
const YEARS: u64 = 10;

#[derive(Args)]
pub struct PagesBench {
    /// The hub to ask; without it, a demo of 193 States and 10 years is made and served.
    #[arg(long)]
    hub: Option<String>,
    /// Where to make that demo (removed afterwards).
    #[arg(long, default_value = "bench-pages-data")]
    data: PathBuf,
    /// Requests a second.
    #[arg(long, default_value_t = 500, value_parser = clap::value_parser!(u64).range(1..=100_000))]
    rate: u64,
    /// For how many seconds to ask for each page.
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=3600))]
    seconds: u64,
    /// How many connections to keep open.
    #[arg(long, default_value_t = 16, value_parser = clap::value_parser!(u16).range(1..=512))]
    connections: u16,
    /// A server of static files to measure beside it, such as nginx.
    #[arg(long, requires = "beside_folder")]
    beside: Option<String>,
    /// The folder that it serves: a file is put there for each page, of its compressed size.
    #[arg(long, requires = "beside")]
    beside_folder: Option<PathBuf>,
}

/// A page to ask for.
struct Screen {
    name: &'static str,
    path: String,
    status: u16,
}

/// A client that keeps its connection.
struct Visitor {
    agent: ureq::Agent,
    base: String,
}

impl Visitor {
    fn new(base: &str) -> Self {
        let config = ureq::Agent::config_builder()
            .timeout_global(Some(TIMEOUT))
            .http_status_as_error(false)
            .max_redirects(0)
            .proxy(None)
            .build();
        Self { agent: config.new_agent(), base: base.trim_end_matches('/').to_owned() }
    }

    /// Asks for a page as browsers do; gives its bytes as they were sent.
    fn get(&self, path: &str, status: u16) -> Result<Vec<u8>, Failure> {
        let wrong =
            |why: &dyn std::fmt::Display| Failure::new("bench-pages", format!("{}{path}: {why}", self.base));
        let request = self.agent.get(format!("{}{path}", self.base)).header("accept-encoding", "gzip");
        let mut answer = request.call().map_err(|e| wrong(&e))?;
        if answer.status() != status {
            return Err(wrong(&format!("answers {}", answer.status())));
        }
        answer.body_mut().with_config().limit(MAX_PAGE).read_to_vec().map_err(|e| wrong(&e))
    }

    fn model(&self, path: &str) -> Result<Value, Failure> {
        let wrong = |e| Failure::new("bench-pages", format!("{}{path}: {e}", self.base));
        // JSON is read here, not measured: uncompressed.
        let answer = self.agent.get(format!("{}{path}", self.base)).call();
        let mut answer = answer.map_err(|e| Failure::new("bench-pages", format!("{}: {e}", self.base)))?;
        let text = answer.body_mut().read_to_string().unwrap_or_default();
        serde_json::from_str(&text).map_err(wrong)
    }
}

impl PagesBench {
    pub fn run(self) -> Result<ExitCode, Failure> {
        match &self.hub {
            Some(hub) => self.measure(hub)?,
            None => super::in_own_folder(&self.data, |data| {
                crate::demo::make(data, PARTICIPANTS, YEARS)?;
                self.measure(&OwnHub::start(data)?.url)
            })?,
        }
        Ok(ExitCode::SUCCESS)
    }

    fn measure(&self, hub: &str) -> Result<(), Failure> {
        let visitor = Visitor::new(hub);
        let screens = screens(&visitor)?;
        let style = style_of(&visitor)?;
        println!(
            "{} requests a second, {} connections, {} s each",
            self.rate, self.connections, self.seconds
        );
        println!("\n| page | compressed, with CSS | median, p99, p99.9 | a static file of that size |");
        println!("|---|---|---|---|");
        for screen in &screens {
            let page = visitor.get(&screen.path, screen.status)?;
            let size = page.len() + style;
            let waits = self.ask(hub, |_| screen.path.clone(), screen.status)?;
            let beside = self.beside(screen, &page)?;
            println!("| {} | {size} B | {waits} | {beside} |", screen.name);
            if screen.name == SEARCH {
                // As much to find and to count, and nobody has asked it before: each time a page further on.
                let never_asked = |n| format!("{}&page={}", screen.path, n + 2);
                let waits = self.ask(hub, never_asked, screen.status)?;
                println!("| {SEARCH}, each time another page of results | {size} B | {waits} | |");
            }
        }
        println!("\nThe bar: p99 under 5 ms, under 30,000 B.");
        Ok(())
    }

    /// Asks for the path of each number.
    fn ask(&self, base: &str, path: impl Fn(u64) -> String + Sync, status: u16) -> Result<Waits, Failure> {
        let path = &path;
        let workers = |from: u64| {
            let worker = |_| {
                let visitor = Visitor::new(base);
                move |n| visitor.get(&path(from + n), status).map(drop)
            };
            (0..self.connections).map(worker).collect()
        };
        paced(self.rate, WARM_UP, workers(0))?;
        paced(self.rate, self.rate * self.seconds, workers(WARM_UP))
    }

    fn beside(&self, screen: &Screen, page: &[u8]) -> Result<String, Failure> {
        let (Some(base), Some(folder)) = (&self.beside, &self.beside_folder) else {
            return Ok(String::new());
        };
        let name = format!("{}.bin", screen.name.replace(' ', "-"));
        let path = folder.join(&name);
        std::fs::write(&path, page).map_err(|e| Failure::file(&path, &e))?;
        Ok(self.ask(base, |_| format!("/{name}"), 200)?.to_string())
    }
}

/// The ten screens (`docs/design/screens.md`), of the newest statement and what it speaks to.
fn screens(visitor: &Visitor) -> Result<Vec<Screen>, Failure> {
    let newest = visitor.model("/index.json")?["latest"]["newest"][0].clone();
    let record = href(&newest["href"])?;
    let answers = visitor.model(&format!("{record}.json"))?["answers"].clone();
    let page = |name, path| Screen { name, path, status: 200 };
    let word = newest["title"].as_str().and_then(longest_word).unwrap_or("networks").to_owned();
    Ok(vec![
        page("home", "/".to_owned()),
        page("mechanism", href(&newest["mechanisms"][0]["href"])?),
        page("instrument", longest_instrument(visitor)?),
        page("provision", href(&answers[0]["provisions"][0]["href"])?),
        page("framework item", href(&newest["framework_items"][0]["href"])?),
        page("State", href(&newest["participant"]["href"])?),
        page("record", record),
        page("register", "/register".to_owned()),
        page(SEARCH, format!("/search?q={word}")),
        Screen { name: "error", path: "/no-such-page".to_owned(), status: 404 },
    ])
}

fn href(value: &Value) -> Result<String, Failure> {
    let none = "the hub shows no statement that answers a provision: measure one that does, or a demo";
    value.as_str().map(str::to_owned).ok_or_else(|| Failure::input("bench-pages", none))
}

/// A word that needs no escaping in an address.
fn longest_word(title: &str) -> Option<&str> {
    let words = title.split(|c: char| !c.is_ascii_alphabetic());
    words.filter(|word| word.len() > 3).max_by_key(|word| word.len())
}

/// The page that has most to write.
fn longest_instrument(visitor: &Visitor) -> Result<String, Failure> {
    let list = visitor.model("/instruments.json")?;
    let lines = list.as_object().into_iter().flat_map(|page| page.values()).filter_map(Value::as_array);
    let paths = lines.flatten().filter_map(|line| line["href"].as_str());
    let sized = paths.map(|path| Ok((visitor.get(path, 200)?.len(), path.to_owned())));
    let longest = sized.collect::<Result<Vec<_>, Failure>>()?.into_iter().max();
    longest.map(|(_, path)| path).ok_or_else(|| Failure::input("bench-pages", "the hub has no instrument"))
}

/// The size of the style sheet, compressed.
fn style_of(visitor: &Visitor) -> Result<usize, Failure> {
    let mut answer =
        visitor.agent.get(format!("{}/", visitor.base)).call().map_err(|e| Failure::new("bench-pages", e))?;
    let page = answer.body_mut().read_to_string().map_err(|e| Failure::new("bench-pages", e))?;
    let path = page.split('"').find(|part| part.starts_with("/assets/style-"));
    let path = path.ok_or_else(|| Failure::new("bench-pages", "the home page names no style sheet"))?;
    Ok(visitor.get(path, 200)?.len())
}
