//! Subscriptions without an account: an Atom feed of what is said on a framework item, in a mechanism, or of a kind. Without a
//! token it holds what everybody may read; with one in the `Authorization` header, what its holder may. A token never stands in
//! an address.

use std::fmt::Write;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, Response, StatusCode, header};
use delegations::subscriptions::About;

use crate::WebError;
use crate::answer::{close, reply};
use crate::ask::Ask;
use crate::hub::Hub;
use crate::model::{Desk, RecordLine};
use crate::reader::Reader;
use crate::vocabulary;

type SharedHub = State<Arc<Hub>>;
type Answer = Result<Response<Body>, WebError>;

/// How the address of a feed ends.
const ENDING: &str = ".atom";

/// What is said on a framework item.
pub(crate) async fn get_item_feed(
    State(hub): SharedHub,
    ask: Ask,
    reader: Reader,
    Path((set, item)): Path<(String, String)>,
) -> Answer {
    let item = item.strip_suffix(ENDING).ok_or(WebError::NotFound)?;
    feed(hub, ask, reader, About::Item(format!("{set}/{item}"))).await
}

/// What is said in a mechanism.
pub(crate) async fn get_mechanism_feed(
    State(hub): SharedHub,
    ask: Ask,
    reader: Reader,
    Path(id): Path<String>,
) -> Answer {
    let id = id.strip_suffix(ENDING).ok_or(WebError::NotFound)?.to_owned();
    feed(hub, ask, reader, About::Mechanism(id)).await
}

/// What is said of a kind.
pub(crate) async fn get_kind_feed(
    State(hub): SharedHub,
    ask: Ask,
    reader: Reader,
    Path(id): Path<String>,
) -> Answer {
    let id = id.strip_suffix(ENDING).ok_or(WebError::NotFound)?.to_owned();
    feed(hub, ask, reader, About::Kind(id)).await
}

async fn feed(hub: Arc<Hub>, ask: Ask, reader: Reader, about: About) -> Answer {
    let made = tokio::task::spawn_blocking(move || {
        let text = hub.at_desk_of(&reader, &ask.path, ask.lang, |desk| {
            let subject = desk.subject(&about).ok_or(WebError::NotFound)?;
            let records = desk.newest(desk.said_on(&about)).newest;
            Ok(Feed { desk, ask: &ask, name: &subject.name, page: &subject.href }.written(&records))
        })?;
        let mut answer = reply(StatusCode::OK, text, &ask);
        let media_type = HeaderValue::from_static("application/atom+xml; charset=utf-8");
        answer.headers_mut().insert(header::CONTENT_TYPE, media_type);
        if !reader.is_nobody() {
            close(&mut answer);
        }
        Ok(answer)
    });
    made.await.map_err(|_| WebError::Fault)?
}

/// A feed that is being written.
struct Feed<'a> {
    desk: &'a Desk<'a>,
    ask: &'a Ask,
    name: &'a str,
    page: &'a str,
}

impl Feed<'_> {
    fn written(&self, records: &[RecordLine]) -> String {
        let base = xml(&self.desk.config.base_url);
        let (path, lang) = (xml(&self.ask.path), self.desk.lang().code());
        let (name, page) = (xml(self.name), xml(self.page));
        // The newest record says when it changed, so that what is the same has the same tag.
        let updated = records.iter().map(|one| one.accepted.as_str()).max().unwrap_or("1970-01-01T00:00:00Z");
        let mut text = format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{lang}\">\n\
             <id>{base}{path}</id>\n<title>{name}</title>\n<updated>{updated}</updated>\n\
             <link rel=\"self\" type=\"application/atom+xml\" href=\"{base}{path}?lang={lang}\"/>\n\
             <link rel=\"alternate\" type=\"text/html\" href=\"{base}{page}?lang={lang}\"/>\n"
        );
        for record in records {
            self.entry(&mut text, &base, lang, record);
        }
        text.push_str("</feed>\n");
        text
    }

    fn entry(&self, text: &mut String, base: &str, lang: &str, one: &RecordLine) {
        let (title, language) = match &one.title {
            Some(title) => (xml(title), xml(&one.language)),
            None => (xml(&one.kind_name), lang.to_owned()),
        };
        let evidence = self.desk.words.say(vocabulary::evidence(one.evidence));
        // Writing into a text can't fail.
        let _ = write!(
            text,
            "<entry>\n<id>{base}{href}</id>\n<title xml:lang=\"{language}\">{title}</title>\n\
             <updated>{at}</updated>\n<published>{at}</published>\n<author><name>{author}</name></author>\n\
             <link rel=\"alternate\" type=\"text/html\" hreflang=\"{lang}\" href=\"{base}{href}?lang={lang}\"/>\n\
             <category scheme=\"{base}/kinds\" term=\"{kind}\" label=\"{kind_name}\"/>\n\
             <category scheme=\"{base}/feeds#evidence\" term=\"{term}\" label=\"{evidence}\"/>\n\
             <category scheme=\"{base}/feeds#language\" term=\"{written_in}\"/>\n</entry>\n",
            href = xml(&one.href),
            at = xml(&one.accepted),
            author = xml(&one.participant.name),
            kind = xml(&one.kind),
            kind_name = xml(&one.kind_name),
            term = one.evidence.as_str(),
            evidence = xml(evidence),
            written_in = xml(&one.language),
        );
    }
}

/// A text as it may stand anywhere in XML. What XML 1.0 can't hold at all is left out.
fn xml(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            '\t' | '\n' | '\r' => safe.push(' '),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            other => safe.push(other),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_of_anybody_is_markup() {
        assert_eq!(
            xml("<a href=\"x\">'&'</a>\u{0}\n"),
            "&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt; "
        );
    }
}
