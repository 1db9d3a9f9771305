//! Page furniture: links, page and job numbers, running heads, and what web pages put around a text.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use regex::{Regex, RegexSet};

use super::{Cleaned, Line};
use crate::author::is_author_line;
use crate::fold::folded;
use crate::instrument::Language;
use crate::patterns::{SYMBOL, compiled};
use crate::text::Hint;

/// A line longer than this is text, whatever it resembles.
const MAX_FURNITURE_CHARS: usize = 160;

/// A short line that stands this often in a text heads its pages.
const RUNNING_HEAD_TIMES: usize = 3;

static TABLE: &str = include_str!("../../data/furniture.tsv");

fn rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    TABLE.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
}

static REASONS: LazyLock<Vec<&'static str>> = LazyLock::new(|| rows().map(|(reason, _)| reason).collect());

static PATTERNS: LazyLock<RegexSet> = LazyLock::new(|| {
    let patterns = rows().map(|(_, pattern)| format!("(?i)^(?:{pattern})$"));
    RegexSet::new(patterns).unwrap_or_else(|_| RegexSet::empty())
});

static ONLY_SYMBOL: LazyLock<Regex> =
    LazyLock::new(|| compiled(&format!(r"^(?:{SYMBOL})(?:\*+)?(?: +\d{{1,3}}(?:/\d{{1,3}})?)?$")));

/// Lines at the start of a text in which its symbol and title stand.
const HEAD_LINES: usize = 60;

/// Lines that a running head takes beside its first.
const LONGEST_HEAD: usize = 4;

/// Lines at the top or the bottom of a page among which its head and foot stand.
const EDGE_LINES: usize = 6;

/// Lines above which a title ends where nobody is said to speak.
const TITLE_LINES: usize = 25;

/// Fewer words are no title that the head of a page repeats.
const FEWEST_WORDS_OF_TITLE: usize = 3;

/// "73/27." before a title, which the heads of pages leave out.
static NUMBER_OF_TITLE: LazyLock<Regex> = LazyLock::new(|| compiled(r"^\d{1,3}/\d{1,3}(?: [A-Z])?\.\s+"));

/// Removes furniture and lists what was removed.
pub(super) fn remove(cleaned: &mut Cleaned) {
    title_heads(cleaned);
    symbol_heads(cleaned);
    let edges = edges(&cleaned.lines);
    let heads = running_heads(&cleaned.lines, &edges);
    let mut kept = Vec::with_capacity(cleaned.lines.len());
    let mut page_start = false;
    let mut seen_heads: HashMap<String, usize> = HashMap::new();
    for (mut line, edge) in std::mem::take(&mut cleaned.lines).into_iter().zip(edges) {
        page_start |= line.page_start;
        let reason = reason_to_remove(&line, edge, &heads, &mut seen_heads);
        if let Some(reason) = reason {
            if reason == "page-symbol" {
                cleaned.page_symbols.push(line.text.clone());
            }
            cleaned.repairs.add(&line.text, "", reason);
            // What stood at the foot or head of a page leaves a blank line, which joining looks across.
            kept.push(Line { text: String::new(), ..line });
        } else {
            line.page_start = page_start && !line.is_blank();
            page_start &= line.is_blank();
            kept.push(line);
        }
    }
    cleaned.lines = kept;
}

fn reason_to_remove(
    line: &Line,
    edge: bool,
    heads: &HashMap<String, usize>,
    seen: &mut HashMap<String, usize>,
) -> Option<&'static str> {
    if line.is_blank() || line.text.len() > MAX_FURNITURE_CHARS || line.hint == Hint::Footnote {
        return None;
    }
    if ONLY_SYMBOL.is_match(&line.text) {
        return Some("page-symbol");
    }
    if let Some(at) = PATTERNS.matches(&line.text).into_iter().next() {
        return Some(REASONS[at]);
    }
    let key = folded(&line.text);
    if heads.contains_key(&key) {
        let times = seen.entry(key).or_insert(0);
        *times += 1;
        // The first may be the title itself.
        return (edge && *times > 1).then_some("running-head");
    }
    None
}

static SYMBOL_LEFT: LazyLock<Regex> = LazyLock::new(|| compiled(&format!(r"^({SYMBOL})\*{{0,3}}\s+(\S.*)$")));
static SYMBOL_RIGHT: LazyLock<Regex> =
    LazyLock::new(|| compiled(&format!(r"^(\S.*?)\s+({SYMBOL})\*{{0,3}}$")));

/// Empties the lines that repeat the text's own symbol with its title beside it, over one line or several.
fn symbol_heads(cleaned: &mut Cleaned) {
    let mut own: Option<String> = None;
    let mut head = String::new();
    let mut lines_read = 0;
    let mut at = 0;
    while at < cleaned.lines.len() {
        let line = &cleaned.lines[at];
        if line.is_blank() || line.text.len() > MAX_FURNITURE_CHARS {
            lines_read += usize::from(!line.is_blank());
            at += 1;
            continue;
        }
        let beside =
            SYMBOL_LEFT.captures(&line.text).map(|found| (found[1].to_owned(), folded(&found[2]))).or_else(
                || SYMBOL_RIGHT.captures(&line.text).map(|found| (found[2].to_owned(), folded(&found[1]))),
            );
        let repeats = beside.as_ref().is_some_and(|(symbol, words)| {
            own.as_ref() == Some(symbol) && words.len() >= 10 && head.contains(words.as_str())
        });
        if let Some((_, words)) = beside.as_ref().filter(|_| repeats) {
            at = empty_head(cleaned, at, words.clone(), &head);
            continue;
        }
        if lines_read < HEAD_LINES {
            own = own.or_else(|| beside.map(|(symbol, _)| symbol)).or_else(|| {
                ONLY_SYMBOL
                    .is_match(&line.text)
                    .then(|| line.text.split(' ').next().unwrap_or_default().trim_end_matches('*').to_owned())
            });
            head.push_str(&folded(&line.text));
            head.push(' ');
        }
        lines_read += 1;
        at += 1;
    }
}

/// Empties a running head from its first line on; returns the line after it.
fn empty_head(cleaned: &mut Cleaned, first: usize, mut words: String, head: &str) -> usize {
    let mut at = first;
    loop {
        let text = std::mem::take(&mut cleaned.lines[at].text);
        cleaned.repairs.add(&text, "", "running-head");
        at += 1;
        let Some(next) = cleaned.lines.get(at).filter(|next| !next.is_blank()) else { return at };
        words = format!("{words} {}", folded(&next.text));
        if at - first > LONGEST_HEAD || next.text.len() > MAX_FURNITURE_CHARS || !head.contains(&words) {
            return at;
        }
    }
}

/// Which lines stand near the top or the bottom of a page; all of them where the pages aren't known.
fn edges(lines: &[Line]) -> Vec<bool> {
    let mut starts: Vec<usize> = (0..lines.len()).filter(|at| lines[*at].page_start).collect();
    if starts.is_empty() {
        return vec![true; lines.len()];
    }
    starts.insert(0, 0);
    let mut edges = vec![false; lines.len()];
    for (page, start) in starts.iter().enumerate() {
        let end = starts.get(page + 1).copied().unwrap_or(lines.len());
        let words: Vec<usize> = (*start..end).filter(|at| !lines[*at].is_blank()).collect();
        let bottom = words.iter().rev().take(EDGE_LINES);
        words.iter().take(EDGE_LINES).chain(bottom).for_each(|at| edges[*at] = true);
    }
    edges
}

/// The lines of the first page in which a title stands, in runs: each is what a page's head may repeat as a whole.
fn title_runs(lines: &[Line]) -> HashSet<String> {
    let end = lines.iter().position(|line| line.page_start).unwrap_or(0);
    let speaks = |line: &&Line| {
        [Language::En, Language::Fr].iter().any(|language| is_author_line(&line.text, *language))
    };
    let before = lines[..end].iter().take_while(|line| !speaks(line)).filter(|line| !line.is_blank());
    let first: Vec<&Line> = before.take(TITLE_LINES).collect();
    let mut runs = HashSet::new();
    for from in 0..first.len() {
        let mut run = String::new();
        for line in first[from..].iter().take(LONGEST_HEAD + 1) {
            let text = NUMBER_OF_TITLE.replace(&line.text, "");
            format!("{run} {}", folded(&text)).trim().clone_into(&mut run);
            if run.split(' ').count() >= FEWEST_WORDS_OF_TITLE && !line.text.ends_with([',', ';', '.', ':']) {
                runs.insert(run.clone());
            }
        }
    }
    runs
}

/// Empties the lines at the top of a page that repeat a title of the first page as a whole, over one line or several, with the
/// text's symbol beside one of them or without it. A short text has such a head once.
fn title_heads(cleaned: &mut Cleaned) {
    let runs = title_runs(&cleaned.lines);
    let starts: Vec<usize> = (0..cleaned.lines.len()).filter(|at| cleaned.lines[*at].page_start).collect();
    for start in starts {
        let mut head = String::new();
        let mut end = None;
        for at in start..cleaned.lines.len().min(start + LONGEST_HEAD + 3) {
            let line = &cleaned.lines[at];
            if line.is_blank() || at > start && line.page_start {
                continue;
            }
            let words = match (SYMBOL_LEFT.captures(&line.text), SYMBOL_RIGHT.captures(&line.text)) {
                _ if ONLY_SYMBOL.is_match(&line.text) => "",
                (Some(found), _) => found.get(2).map_or("", |words| words.as_str()),
                (None, Some(found)) => found.get(1).map_or("", |words| words.as_str()),
                (None, None) => line.text.as_str(),
            };
            format!("{head} {}", folded(words)).trim().clone_into(&mut head);
            if runs.contains(&head) {
                end = Some(at);
            }
        }
        let Some(end) = end else { continue };
        for line in &mut cleaned.lines[start..=end] {
            if line.is_blank() || ONLY_SYMBOL.is_match(&line.text) {
                continue;
            }
            let text = std::mem::take(&mut line.text);
            cleaned.repairs.add(&text, "", "running-head");
        }
    }
}

fn running_heads(lines: &[Line], edges: &[bool]) -> HashMap<String, usize> {
    let mut times: HashMap<String, usize> = HashMap::new();
    for (line, edge) in lines.iter().zip(edges) {
        let may_head = *edge
            && line.hint == Hint::Plain
            && line.text.len() > 3
            && line.text.len() < 100
            && !line.text.ends_with([';', '.', ':', ',']);
        if may_head {
            *times.entry(folded(&line.text)).or_insert(0) += 1;
        }
    }
    times.retain(|key, count| *count >= RUNNING_HEAD_TIMES && key.contains(' '));
    times
}
