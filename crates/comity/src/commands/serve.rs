//! `comity serve`: runs a hub.

use crate::config::{Config, LogFormat, LogLevel, Settings};
use crate::digests::Digests;
use crate::failure::{Failure, RESTART};
use crate::mail::{self, Post};
use crate::node::{Node, expect_hub};
use crate::notices::Notices;
use crate::observe::observed;
use crate::reminders::{self, Reminders};
use crate::retention::{self, Retention};
use crate::server::{Server, listen};
use crate::sign_in_services::{self, ServiceSettings};
use crate::standing::OUTCOME_UNKNOWN;
use crate::trail::{self, Trail};
use crate::witness::ask::{self, Witness};
use crate::witness::follow::{COSIGNED_FILE, WithWitnesses, Witnesses};
use crate::{accounts, clock, tls};
use axum::Router;
use axum::http::header;
use axum::response::Response;
use axum::routing::get;
use catalogue::Catalogue;
use clap::Args;
use delegations::Desk;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use web::account::Site;

/// How often the hub looks whether it still takes records, to say so in the log.
const LOOK: Duration = Duration::from_secs(5);

#[derive(Args)]
pub struct Serve {
    /// The config file, TOML.
    #[arg(long, env = "COMITY_CONFIG")]
    config: Option<PathBuf>,
    /// Check the settings, say what they come to, and end.
    #[arg(long)]
    check: bool,
    #[command(flatten)]
    settings: Settings,
}

impl Serve {
    pub fn run(self) -> Result<ExitCode, Failure> {
        let file = self.config.as_deref().map(Settings::read).transpose()?.unwrap_or_default();
        let settings = self.settings.over(file);
        let data = settings.data()?;
        let config = settings.checked()?;
        read_witnesses(&config)?;
        if self.check {
            check_files(&data, &config)?;
            println!("the settings are right: {} on {}", data.display(), config.listen);
            if let Some(doubt) = config.doubt() {
                eprintln!("note: {doubt}");
            }
            // The start says so in the log, and serves what anybody may read.
            if let Err(none) = Site::of(&config.base_url(config.listen.port())) {
                eprintln!("note: nobody can sign in: {none}");
            }
            return Ok(ExitCode::SUCCESS);
        }
        begin_log(&config);
        match open_and_run(&data, &config) {
            // Whoever reads the log by machine reads why it ended there too.
            Err(failure) if config.log_format == LogFormat::Json => {
                tracing::error!(code = failure.code, "{}", failure.message);
                Ok(ExitCode::from(failure.status))
            }
            other => other.map(|()| ExitCode::SUCCESS),
        }
    }
}

fn open_and_run(data: &Path, config: &Config) -> Result<(), Failure> {
    let node = Node::open(data)?;
    tell(config, "records", format!("{} records in {}", node.register.state().size(), data.display()));
    tell_doubts(&node);
    if let Some(doubt) = config.doubt() {
        tracing::warn!(code = "proxy-not-believed", "{doubt}");
    }
    run(node, config)
}

/// What a person at the terminal is told; where the log is JSON, for a machine that reads all of it, a line of the log.
fn tell(config: &Config, code: &str, message: impl std::fmt::Display) {
    match config.log_format {
        LogFormat::Text => println!("{message}"),
        LogFormat::Json => tracing::info!(code, "{message}"),
    }
}

/// What the start would refuse, found before it: the folder, the keys, who can read them.
fn check_files(data: &Path, config: &Config) -> Result<(), Failure> {
    expect_hub(data, store::MARKER_FILE)?;
    config.hub_key().check(data)?;
    if let Some((certificate, key)) = &config.tls {
        tls::acceptor(certificate, key)?;
    }
    check_services(config)?;
    if let Some(server) = &config.mail {
        mail::smtp::Server::new(server.clone(), "localhost")?;
    }
    read_witnesses(config).map(drop)
}

/// The sign-in services of the settings. The register is not opened here, because a hub may be serving it: whether its own
/// catalogue has a participant that comes with no program is seen at the start, and said now.
fn check_services(config: &Config) -> Result<(), Failure> {
    let built_in = Catalogue::built_in().map_err(|error| Failure::new(error.code(), error))?;
    let in_some_list = |code: &str| {
        if built_in.party(code).is_none() {
            eprintln!(
                "note: [[openid]] participant {code:?} is in no built-in list: the hub starts only if its own catalogue has it"
            );
        }
        true
    };
    sign_in_services::read(&config.openid, in_some_list).map(drop)
}

/// The log goes to standard error; what a person is told goes to standard output.
pub(super) fn begin_log(config: &Config) {
    let level = match config.log_level {
        LogLevel::Error => tracing::Level::ERROR,
        LogLevel::Warn => tracing::Level::WARN,
        LogLevel::Info => tracing::Level::INFO,
        LogLevel::Debug => tracing::Level::DEBUG,
    };
    let log = tracing_subscriber::fmt().with_writer(std::io::stderr).with_max_level(level).with_ansi(false);
    // A second log in one process would be a fault of ours; the first one then stays.
    drop(match config.log_format {
        LogFormat::Text => log.try_init(),
        LogFormat::Json => log.json().try_init(),
    });
}

/// The most void entries that the log names one by one; `comity verify` names a thousand.
const MAX_NAMED: usize = 20;

/// What an operator must look at, though the hub can go on.
fn tell_doubts(node: &Node) {
    if let Some(doubt) = clock::doubt(node.register.state().time(), clock::now()) {
        tracing::warn!(code = "clock-doubtful", "{doubt}");
    }
    let voids = node.register.voids();
    for (position, refusal) in voids.iter().take(MAX_NAMED) {
        tracing::error!(
            code = "void-entry",
            position,
            refusal,
            "this hub should never have accepted it, and shows it nowhere: find out which program wrote it"
        );
    }
    if voids.len() > MAX_NAMED {
        tracing::error!(code = "void-entry", entries = voids.len(), "and more: `comity verify` names them");
    }
}

/// Serves a node until the process is told to stop, or the outcome of a commit is unknown.
pub fn run(node: Node, config: &Config) -> Result<(), Failure> {
    if let Some((code, message)) = node.complaint() {
        tell(config, code, format!("READ ONLY ({code}): {message}"));
        tracing::error!(code, "{message}");
    }
    let witnesses = read_witnesses(config)?;
    let witnesses = Witnesses::new(Arc::clone(&node.register), witnesses, node.inside(COSIGNED_FILE)?);
    let runtime = tokio::runtime::Runtime::new().map_err(|e| Failure::new("runtime", e))?;
    runtime.block_on(serve(&node, config, Arc::new(witnesses)))?;
    // Requests that were cut off may still hold a thread; what they wait for is theirs.
    runtime.shutdown_timeout(Duration::from_secs(1));
    if node.register.has_stopped() {
        return Err(Failure {
            status: RESTART,
            ..Failure::new(
                OUTCOME_UNKNOWN,
                "a commit or sync failed and nobody knows what the disk holds: start again, it will be read anew",
            )
        });
    }
    node.keep()?;
    let size = node.register.state().size();
    node.close();
    tell(config, "stopped", format!("stopped; {size} records"));
    Ok(())
}

/// The accounts of the hub. One that is reached by a number and not by a name has none: passkeys are bound to names.
fn office(
    desk: Desk,
    hub: &Arc<web::Hub>,
    base_url: &str,
    mails: bool,
    services: &[ServiceSettings],
) -> Result<Option<Arc<web::account::Office>>, Failure> {
    match accounts::office(desk, Arc::clone(hub), base_url, clock::system(), mails, services) {
        Ok(office) => Ok(Some(office)),
        Err(failure) if failure.code == "no-site-for-passkeys" => {
            tracing::warn!(code = failure.code, "nobody can sign in: {}", failure.message);
            Ok(None)
        }
        Err(failure) => Err(failure),
    }
}

/// The witnesses that the settings name.
fn read_witnesses(config: &Config) -> Result<Vec<Witness>, Failure> {
    config.witness_policy.as_deref().map_or_else(|| Ok(Vec::new()), ask::read_policy)
}

async fn serve(node: &Node, config: &Config, witnesses: Arc<Witnesses>) -> Result<(), Failure> {
    survive_broken_pipes();
    let server = Server::new(config).await?;
    let base_url = config.base_url(server.port());
    let hub =
        node.hub_that_says(web::Config { base_url: base_url.clone(), security: config.security.clone() })?;
    let hub = Arc::new(if config.limits_by_network { hub.with_limits_by_network() } else { hub });
    let health: Arc<dyn web::health::Health> =
        Arc::new(WithWitnesses { hub: node.health(), witnesses: Arc::clone(&witnesses) });
    let door = web::Door { health: Arc::clone(&health), ..node.door(Arc::clone(&hub)) };
    let desk = node.desk(&config.hub_key())?;
    let trail = Trail { desk: desk.clone(), register: Arc::clone(&node.register), clock: clock::system() };
    let exercise = node.register.state().genesis().is_some_and(|genesis| genesis.exercise);
    let post = config.mail.clone();
    let post = post.map(|at| Post::new(at, desk.clone(), Arc::clone(&hub), (&base_url, exercise)));
    let post = post.transpose()?.map(Arc::new);
    let office = office(desk.clone(), &hub, &base_url, post.is_some(), &config.openid)?;
    let pages = match office {
        Some(office) => web::app_with_accounts(Arc::clone(&hub), door, office),
        None => web::app(Arc::clone(&hub), door),
    };
    let app = observed(pages, config, node.metrics());
    let metrics = match config.metrics_listen {
        None => None,
        Some(address) => {
            let listener = listen("metrics_listen", address).await?;
            let gauges = node.gauges();
            let (metrics, connections) = (node.metrics(), server.connections());
            let witnesses = Arc::clone(&witnesses);
            let text = move || {
                let mut now = gauges();
                now.connections = connections();
                metrics.render(&now) + &witnesses.render()
            };
            let at = listener.local_addr().unwrap_or(address);
            tell(config, "metrics", format!("metrics on http://{at}/metrics"));
            Some(tokio::spawn(async move { axum::serve(listener, metrics_app(text)).await }))
        }
    };
    // From the moment on in which it is said how.
    let told = told_to_stop();
    tell(config, "serving", format!("serving {base_url} (Ctrl-C or SIGTERM stops it)"));
    let notices = Notices { desk: desk.clone(), clock: clock::system() };
    let reminders = Reminders { desk: desk.clone(), clock: clock::system(), hub: Arc::clone(&hub) };
    let digests = Digests { desk: desk.clone(), clock: clock::system(), hub: Arc::clone(&hub) };
    let following = node.follower(hub).telling(notices);
    let follower = tokio::spawn(async move {
        if let Err(failure) = following.run().await {
            tracing::error!(code = failure.code, "pages no longer follow the register: {}", failure.message);
        }
    });
    let watch = tokio::spawn(watch_standing(health));
    let trail = tokio::spawn(trail::keep(Arc::new(trail)));
    let (kept_in, found_in) = (Arc::clone(&node.register), Arc::clone(&node.views));
    let retention = Retention { register: kept_in, views: found_in, clock: clock::system() };
    let retention = tokio::spawn(retention::keep(Arc::new(retention)));
    // Where no mail goes out, nobody is reminded: what was due meanwhile isn't made up for.
    let reminding = reminders::remind(Arc::new(reminders), Arc::new(digests));
    let reminding = post.is_some().then(|| tokio::spawn(reminding));
    let (stop_mail, mail_stops) = watch::channel(false);
    let mailing = post.map(|post| tokio::spawn(mail::deliver(post, mail_stops)));
    let asking = witnesses.start();
    let register = Arc::clone(&node.register);
    let stop = async move {
        tokio::select! {
            () = told => {}
            () = register.stopped() => {}
        }
        stop_mail.send_replace(true);
    };
    server.run(app, stop).await;
    follower.abort();
    watch.abort();
    trail.abort();
    retention.abort();
    asking.iter().chain(&reminding).for_each(JoinHandle::abort);
    if let Some(mailing) = mailing {
        end_mail(mailing, config.stop_seconds).await;
    }
    if let Some(metrics) = metrics {
        metrics.abort();
    }
    Ok(())
}

/// Lets the letter that is on its way end as long as open requests may: one that the mail server took and that isn't noted comes
/// twice.
async fn end_mail(mailing: JoinHandle<()>, seconds: u64) {
    if tokio::time::timeout(Duration::from_secs(seconds), mailing).await.is_err() {
        tracing::warn!(code = "stop", "a letter was cut off after {seconds} s: it may come twice");
    }
}

/// On an address of its own: numbers about a hub are its operator's business.
fn metrics_app(text: impl Fn() -> String + Clone + Send + Sync + 'static) -> Router {
    let media_type = [(header::CONTENT_TYPE, "text/plain; version=0.0.4")];
    let app = Router::new().route("/metrics", get(async move || (media_type, text())));
    app.layer(axum::middleware::map_response(async |mut response: Response| {
        web::secure(response.headers_mut(), false);
        response
    }))
}

/// Says in the log when the hub stops or begins to take records.
async fn watch_standing(health: Arc<dyn web::health::Health>) {
    let mut before = web::health::READY;
    loop {
        let now = health.readiness();
        if now.code != before {
            before = now.code;
            if now.code == web::health::READY {
                tracing::info!(code = now.code, "{}", now.message);
            } else {
                tracing::error!(code = now.code, "{}", now.message);
            }
        }
        tokio::time::sleep(LOOK).await;
    }
}

/// A reader who goes away in the middle of an answer must not end the hub, whatever the process was started with.
pub(super) fn survive_broken_pipes() {
    use tokio::signal::unix::{SignalKind, signal};
    if let Ok(mut broken) = signal(SignalKind::pipe()) {
        tokio::spawn(async move { while broken.recv().await.is_some() {} });
    }
}

/// SIGINT or SIGTERM, from the call on: before that, either ends the process at once.
pub(super) fn told_to_stop() -> impl Future<Output = ()> {
    use tokio::signal::unix::{SignalKind, signal};
    let told = |kind| {
        let heard = signal(kind);
        async move {
            match heard {
                Ok(mut signal) => signal.recv().await,
                Err(_) => std::future::pending().await,
            }
        }
    };
    let (terminated, interrupted) = (told(SignalKind::terminate()), told(SignalKind::interrupt()));
    async move {
        tokio::select! {
            _ = terminated => {}
            _ = interrupted => {}
        }
        tracing::info!(code = "stop", "told to stop: open requests may end");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn a_check_of_the_settings_reads_the_sign_in_services() {
        let folder = tempfile::tempdir().unwrap();
        let (file, secret) = (folder.path().join("comity.toml"), folder.path().join("secret"));
        std::fs::write(&secret, "s3cret\n").unwrap();
        let code = |issuer: &str, mode: u32| {
            std::fs::set_permissions(&secret, PermissionsExt::from_mode(mode)).unwrap();
            let service = format!(
                "[[openid]]\nid = \"xaa\"\nname = \"Sign-in\"\nparticipant = \"XAA\"\nissuer = \"{issuer}\"\n\
                 client_id = \"comity\"\nclient_secret_file = {secret:?}\n"
            );
            std::fs::write(&file, service).unwrap();
            let config = Settings::read(&file).unwrap().checked().unwrap();
            check_services(&config).map_or_else(|failure| failure.code, |()| "right".to_owned())
        };
        assert_eq!(code("https://signin.example", 0o600), "right");
        assert_eq!(code("https://signin.example", 0o644), "key-file", "everybody could read the secret");
        assert_eq!(code("http://signin.example", 0o600), "openid-setting");
    }
}
