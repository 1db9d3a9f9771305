//! The reports of a full cycle: 193 fictional States answer the national survey, and a running hub compiles what they said,
//! in each language. Beside it, in the same run, `LibreOffice` makes a PDF of the same DOCX.

use super::answers::{Sentences, answers};
use super::own_hub::{Most, OwnHub};
use super::stage::{FORUM, Stage};
use crate::failure::Failure;
use catalogue::{Catalogue, Lang};
use clap::Args;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// The questionnaire.
const SURVEY: &str = "national-survey";

/// What doesn't answer for so long has failed: a report may take the typesetter's two minutes.
const TIMEOUT: Duration = Duration::from_mins(3);

/// The longest file that is read.
const MAX_FILE: u64 = 512 << 20;

/// How many reports a hub makes at once.
const AT_ONCE: usize = 2;

#[derive(Args)]
pub struct ReportsBench {
    /// A language of the answers and of the report; again for another one. All six unless said.
    #[arg(long = "language", value_parser = language)]
    languages: Vec<Lang>,
    /// Where to make the data folder (removed afterwards).
    #[arg(long, default_value = "bench-reports-data")]
    data: PathBuf,
}

fn language(code: &str) -> Result<Lang, String> {
    Lang::from_code(code).ok_or_else(|| format!("{code} isn't one of ar, en, es, fr, ru, zh"))
}

impl ReportsBench {
    pub fn run(self) -> Result<ExitCode, Failure> {
        let languages = if self.languages.is_empty() { Lang::ALL.to_vec() } else { self.languages };
        println!("| language | what | pages | size | time | memory at most: hub, typesetter |");
        println!("|---|---|---|---|---|---|");
        for lang in languages {
            super::in_own_folder(&self.data, |data| measure(data, lang))?;
        }
        println!("\nThe bar: national reports of 193 States to PDF under 10 s.");
        Ok(ExitCode::SUCCESS)
    }
}

/// A file that was made.
struct Made {
    bytes: Vec<u8>,
    took: Duration,
    most: Most,
}

/// Who asks a hub for files in one language.
struct Reader<'a> {
    hub: &'a OwnHub,
    agent: ureq::Agent,
    lang: Lang,
}

impl Reader<'_> {
    fn get(&self, path: &str) -> Result<Vec<u8>, Failure> {
        let wrong = |why: &dyn std::fmt::Display| Failure::new("bench-reports", format!("{path}: {why}"));
        let answer = self.agent.get(format!("{}{path}&lang={}", self.hub.url, self.lang.code())).call();
        let mut answer = answer.map_err(|e| wrong(&e))?;
        answer.body_mut().with_config().limit(MAX_FILE).read_to_vec().map_err(|e| wrong(&e))
    }

    fn made(&self, path: &str) -> Result<Made, Failure> {
        let begin = Instant::now();
        let (bytes, most) = self.hub.watched(|| self.get(path));
        Ok(Made { bytes: bytes?, took: begin.elapsed(), most })
    }

    fn row(&self, what: &str, pages: &str, (size, took): (usize, Duration), most: &str) {
        let megabytes = format!("{}.{} MB", size / 1_000_000, size / 100_000 % 10);
        println!(
            "| {} | {what} | {pages} | {megabytes} | {:.1} s | {most} |",
            self.lang.code(),
            took.as_secs_f64()
        );
    }
}

fn measure(data: &Path, lang: Lang) -> Result<(), Failure> {
    let (cycle, states) = survey(data, lang)?;
    let hub = OwnHub::start(data)?;
    let agent = ureq::Agent::config_builder().timeout_global(Some(TIMEOUT)).proxy(None).build().new_agent();
    let reader = Reader { hub: &hub, agent, lang };
    // The words of the language are read before the first file is timed.
    reader.get("/?")?;
    let folder = data.join("made");
    std::fs::create_dir(&folder).map_err(|e| Failure::file(&folder, &e))?;
    let mut docx = Vec::new();
    for (what, path) in [
        ("compiled, PDF/UA", format!("/cycles/{cycle}/report?form=pdf")),
        ("compiled, DOCX", format!("/cycles/{cycle}/report?form=docx")),
        ("compiled, HTML", format!("/cycles/{cycle}/report?form=html")),
        ("every answer, XLSX", format!("/tables/cycles/{cycle}?form=xlsx")),
        ("every answer, CSV", format!("/tables/cycles/{cycle}?form=csv")),
    ] {
        // One that isn't made is a row too: the others are still worth knowing.
        match reader.made(&path) {
            Ok(made) => {
                let pages = if path.ends_with("pdf") {
                    pages(&folder, &made.bytes)?.to_string()
                } else {
                    String::new()
                };
                reader.row(what, &pages, (made.bytes.len(), made.took), &most(made.most));
                if path.ends_with("docx") {
                    docx = made.bytes;
                }
            }
            Err(failure) => println!("| {} | {what} | not made: {failure} | | | |", lang.code()),
        }
    }
    beside(&reader, &folder, &docx)?;
    national(&reader, &folder, &states)
}

/// A register in which every fictional State has answered the whole survey: the cycle, and the States.
fn survey(data: &Path, lang: Lang) -> Result<(record::RecordId, Vec<String>), Failure> {
    let catalogue = Catalogue::built_in().map_err(|e| Failure::new(e.code(), e))?;
    let kind =
        catalogue.kind(SURVEY).ok_or_else(|| Failure::new("bench-reports", "the survey isn't built in"))?;
    let (stage, node) = Stage::begin(data)?;
    let cycle = stage.ask(&node, SURVEY)?;
    let states: Vec<String> = stage.participants().map(str::to_owned).collect();
    let (sentences, mut words, mut bytes) = (Sentences::of(catalogue, lang), 0, 0);
    for n in 0..states.len() {
        let content = answers(kind, &sentences, n);
        let texts = content.values().filter_map(|text| text.as_str());
        words += texts.map(|text| text.split_whitespace().count()).sum::<usize>();
        let answer = stage.answer(n, (cycle, SURVEY), (lang.code(), &content));
        bytes += answer.body.len();
        node.register.submit_blocking(answer.verify()?)?;
    }
    let each = |total: usize| total / states.len().max(1);
    eprintln!(
        "{}: {} surveys with {} answers, {} words between spaces and {} bytes each",
        lang.code(),
        states.len(),
        kind.fields.len(),
        each(words),
        each(bytes)
    );
    node.fold_to_head()?;
    node.keep()?;
    Ok((cycle, states))
}

/// The national report of each State, one after the other and as many at once as a hub makes.
fn national(reader: &Reader<'_>, folder: &Path, states: &[String]) -> Result<(), Failure> {
    let path = |state: &String| format!("/participants/{state}/report?mechanism={FORUM}&form=pdf");
    for (what, at_once) in [("one after the other", 1), ("two at once", AT_ONCE)] {
        let (begin, next) = (Instant::now(), AtomicUsize::new(0));
        let work = || {
            let mut files = Vec::new();
            while let Some(state) = states.get(next.fetch_add(1, Ordering::Relaxed)) {
                files.push(reader.get(&path(state))?);
            }
            Ok::<_, Failure>(files)
        };
        let (files, used) = reader.hub.watched(|| {
            std::thread::scope(|scope| {
                let running: Vec<_> = (0..at_once).map(|_| scope.spawn(work)).collect();
                let ended = running.into_iter().map(|one| one.join().expect("asking doesn't panic"));
                ended.collect::<Result<Vec<_>, _>>()
            })
        });
        let took = begin.elapsed();
        let files = files?.concat();
        let size = files.iter().map(Vec::len).sum();
        let counted = files.iter().map(|file| pages(folder, file)).sum::<Result<usize, Failure>>()?;
        let what = format!("{} national reports, PDF/UA, {what}", files.len());
        reader.row(&what, &counted.to_string(), (size, took), &most(used));
    }
    Ok(())
}

fn most(used: Most) -> String {
    let child = if used.child == 0 { "–".to_owned() } else { format!("{} MB", used.child / 1024) };
    format!("{} MB, {child}", used.hub / 1024)
}

/// The same DOCX made a PDF by `LibreOffice` without a screen, if it is there; its memory as GNU time says it.
fn beside(reader: &Reader<'_>, folder: &Path, docx: &[u8]) -> Result<(), Failure> {
    let file = folder.join("compiled.docx");
    std::fs::write(&file, docx).map_err(|e| Failure::file(&file, &e))?;
    let folder = folder.canonicalize().map_err(|e| Failure::file(folder, &e))?;
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let begin = Instant::now();
    let run = Command::new("time")
        .args(["-f", "%M", "soffice", &profile, "--headless", "--convert-to", "pdf", "--outdir"])
        .args([&folder, &file])
        .stdout(Stdio::null())
        .output();
    let took = begin.elapsed();
    let made = std::fs::read(file.with_extension("pdf"));
    let (Ok(run), Ok(made)) = (run, made) else {
        println!("| {} | LibreOffice isn't here, or GNU time isn't | | | | |", reader.lang.code());
        return Ok(());
    };
    let said = String::from_utf8_lossy(&run.stderr);
    let kib: u64 = said.lines().last().and_then(|line| line.trim().parse().ok()).unwrap_or_default();
    let counted = pages(&folder, &made)?.to_string();
    let memory = format!("LibreOffice: {} MB", kib / 1024);
    reader.row("LibreOffice, PDF of the same DOCX", &counted, (made.len(), took), &memory);
    Ok(())
}

/// The pages of a PDF, as poppler counts them.
fn pages(folder: &Path, pdf: &[u8]) -> Result<usize, Failure> {
    let file = folder.join("counted.pdf");
    std::fs::write(&file, pdf).map_err(|e| Failure::file(&file, &e))?;
    let missing = |e| Failure::new("bench-reports", format!("pdfinfo doesn't start (poppler-utils): {e}"));
    let run = Command::new("pdfinfo").arg(&file).output().map_err(missing)?;
    let said = String::from_utf8_lossy(&run.stdout);
    let counted = said.lines().find_map(|line| line.strip_prefix("Pages:")?.trim().parse().ok());
    counted.ok_or_else(|| Failure::new("bench-reports", "pdfinfo counts no pages: what came is no PDF"))
}
