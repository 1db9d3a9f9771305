//! Whoever asks is answered as by a hub that was never told what they may not read: so no count, order, link, feed, table or
//! document says anything of it.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use catalogue::Lang;
use policy::{Action, Subject};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use record::header::Audience;
use serde_json::json;
use tower::ServiceExt;

use super::{
    AUTHORS, Drawn, Expected, ITEM, KINDS, MEASURE, MECHANISMS, Members, PROVISION, Said, as_today, drawn,
    hub, record, said, subject,
};
use crate::finish::read_ask;
use crate::model::cycle::CYCLE;
use crate::model::terms::{NEED, OFFER, PROJECT};
use crate::reader::Reader;
use crate::router::routes;
use crate::{Hub, WebError};

/// A code that is nobody's.
const NOBODY: &str = "XZZ";

/// The same register for one reader: as it is, and with a stranger's record in place of each whose body isn't theirs.
pub(crate) struct Apart<'a> {
    pub expected: Expected<'a>,
    pub reader: Reader,
    whole: &'a Arc<Hub>,
    without: Arc<Hub>,
}

/// A statement for nobody who is drawn, which says nothing and has no part in anything.
fn stranger(number: usize) -> Said {
    let to_nobody = Audience::Participants { participants: [NOBODY.to_owned()].into() };
    let one = record(number, MEASURE, NOBODY, &json!({}), |header| header.audience = to_nobody);
    one.classed(&Members::new())
}

impl<'a> Apart<'a> {
    fn of(expected: Expected<'a>, whole: &'a Arc<Hub>) -> Self {
        let who = expected.who;
        let read = |(number, one): (usize, &Said)| {
            let keep = !one.is_statement() || one.may(who, Action::ReadBody);
            if keep { one.clone() } else { stranger(number) }
        };
        let without = Arc::new(hub(&expected.population.iter().enumerate().map(read).collect::<Vec<_>>()));
        Self { reader: Reader::who(who.clone()), expected, whole, without }
    }

    /// What is made of the whole register is what is made without what may not be read, and names nothing of that.
    pub fn same<T: PartialEq + std::fmt::Debug>(
        &self,
        what: &str,
        make: impl Fn(&crate::model::Desk<'_>) -> Result<T, WebError>,
    ) -> Result<Result<T, WebError>, TestCaseError> {
        let of = |hub: &Hub| hub.at_desk_of(&self.reader, "", Lang::En, &make);
        let (own, without) = (of(self.whole), of(&self.without));
        prop_assert_eq!(&own, &without, "{}", what);
        self.names_only_readable(what, &format!("{own:?}"))?;
        Ok(own)
    }

    fn names_only_readable(&self, what: &str, text: &str) -> Result<(), TestCaseError> {
        let readable: BTreeSet<_> = self.expected.readable().map(|(n, _)| format!("Word {n}")).collect();
        prop_assert!(words_in(text).is_subset(&readable), "{} names {:?}", what, words_in(text));
        Ok(())
    }
}

/// Every title of the population that stands in a text.
pub(crate) fn words_in(text: &str) -> BTreeSet<String> {
    let number = |rest: &str| rest.chars().take_while(char::is_ascii_digit).collect::<String>();
    let all = text.split("Word ").skip(1).map(number);
    all.filter(|digits| !digits.is_empty()).map(|digits| format!("Word {digits}")).collect()
}

/// Does this with the registers of some readers, one after the other from the same cache, and of the first once more.
pub(crate) fn apart(
    all: &[Drawn],
    readers: Vec<Subject>,
    check: impl Fn(&Apart<'_>) -> Result<(), TestCaseError>,
) -> Result<(), TestCaseError> {
    let (population, members) = said(all);
    let whole = Arc::new(hub(&population));
    let readers: Vec<Subject> = readers.into_iter().map(|who| as_today(who, &members)).collect();
    for who in readers.iter().chain(&readers[..1]) {
        let expected = Expected { population: &population, members: &members, who };
        check(&Apart::of(expected, &whole))?;
    }
    Ok(())
}

/// The addresses of a route, over the whole population. A new route must be given some here.
fn addresses(route: &str, population: &[Said]) -> Vec<String> {
    let each = |values: &[&str], ending: &str| -> Vec<String> {
        let name = route.split_once('{').map_or(route, |(before, _)| before);
        let rest = route.split_once('}').map_or("", |(_, rest)| rest);
        values.iter().map(|value| format!("{name}{value}{rest}{ending}")).collect()
    };
    let ids = |wanted: &dyn Fn(&Said) -> bool| -> Vec<String> {
        let of = population.iter().filter(|one| one.is_statement() && wanted(one));
        let ids: Vec<String> = of.map(|one| one.id().to_string()).collect();
        each(&ids.iter().map(String::as_str).collect::<Vec<_>>(), "")
    };
    let (set, item) = ITEM.split_once('/').unwrap();
    match route {
        "/search" | "/tables/search" => vec![format!("{route}?q=plantedword")],
        "/capacity" => vec![route.to_owned(), format!("{route}?item={ITEM}&region=oceania")],
        "/participants/{code}/report" | "/participants/{code}/outlook" => {
            MECHANISMS.iter().flat_map(|id| each(&AUTHORS, &format!("?mechanism={id}"))).collect()
        }
        // The same bytes for everybody.
        "/assets/{name}" | "/api/openapi.json" => Vec::new(),
        "/feeds/kind/{id}" => each(&KINDS, ".atom"),
        "/feeds/mechanism/{id}" => each(&MECHANISMS, ".atom"),
        "/feeds/item/{set}/{item}" => vec![format!("/feeds/item/{ITEM}.atom")],
        _ if route.ends_with("/provisions/{instrument}/{path}") => {
            vec![route.replace("{instrument}", PROVISION.0).replace("{path}", PROVISION.1)]
        }
        _ if route.starts_with("/cycles/{id}") || route.starts_with("/tables/cycles/{id}") => {
            ids(&|one| one.header.kind == CYCLE)
        }
        _ if route.contains("records/{id}") => ids(&|_| true),
        _ if route.contains("mechanisms/{id}") => each(&MECHANISMS, ""),
        _ if route.contains("instruments/{id}") => each(&[PROVISION.0], ""),
        // No questionnaire is long here.
        _ if route.contains("kinds/{id}") => each(&[MEASURE], ""),
        _ if route.contains("participants/{code}") => each(&AUTHORS, ""),
        _ if route.contains("framework/{set}/{item}") => {
            vec![route.replace("{set}", set).replace("{item}", item)]
        }
        _ => {
            assert!(!route.contains('{'), "say here what {route} is asked with");
            vec![route.to_owned()]
        }
    }
}

/// What a hub answers to somebody who asks for an address: the status, and the text of the answer.
struct Answering {
    router: Router,
    reader: Reader,
}

impl Answering {
    fn of(hub: &Arc<Hub>, reader: &Reader) -> Self {
        let routes = routes().into_iter();
        let router = routes.fold(Router::new(), |router, route| router.route(route.path, route.handler));
        Self { router: router.with_state(Arc::clone(hub)), reader: reader.clone() }
    }

    async fn ask(&self, address: &str) -> (u16, String) {
        let mut request = Request::get(address).header("accept", "application/json").body(Body::empty());
        request.as_mut().unwrap().extensions_mut().insert(self.reader.clone());
        let answer = self.router.clone().oneshot(read_ask(request.unwrap())).await.unwrap();
        let (head, body) = answer.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        (head.status.as_u16(), String::from_utf8_lossy(&bytes).into_owned())
    }
}

impl Apart<'_> {
    /// Asks for every address of every route.
    async fn ask_for_everything(&self) -> Result<(), TestCaseError> {
        let (own, without) =
            (Answering::of(self.whole, &self.reader), Answering::of(&self.without, &self.reader));
        let beside = self.expected.beside_headers_alone();
        let beside: BTreeSet<String> = beside.iter().map(ToString::to_string).collect();
        for route in routes() {
            for address in addresses(route.path, self.expected.population) {
                let answer = own.ask(&address).await;
                self.names_only_readable(&address, &answer.1)?;
                // Of such a record there is a page that says that it was said, and what it replaces says by what.
                if !beside.iter().any(|id| address.contains(id)) {
                    prop_assert_eq!(&answer, &without.ask(&address).await, "{}", &address);
                }
                if let Some(wanted) = self.wanted(&address) {
                    prop_assert_eq!(answer.0, 200, "{}", &address);
                    prop_assert_eq!(words_in(&answer.1), wanted, "{}", &address);
                }
            }
        }
        Ok(())
    }

    /// Which records a feed, a provision's page or that of capacity names, record by record.
    fn wanted(&self, address: &str) -> Option<BTreeSet<String>> {
        let in_mechanism = |one: &Said, id: &str| one.header.mechanisms.iter().any(|own| own == id);
        let on_item = |one: &Said| !one.header.framework_items.is_empty();
        let listed = |holds: &dyn Fn(&Said) -> bool| Some(self.expected.listed(holds));
        if let Some(id) = address.strip_prefix("/feeds/mechanism/") {
            return listed(&|one| in_mechanism(one, id.trim_end_matches(".atom")));
        }
        if let Some(id) = address.strip_prefix("/feeds/kind/") {
            return listed(&|one| one.header.kind == id.trim_end_matches(".atom"));
        }
        if address.starts_with("/feeds/item/") {
            return listed(&on_item);
        }
        if address.starts_with("/provisions/") {
            let by_item = |one: &Said| on_item(one) && in_mechanism(one, MECHANISMS[0]);
            return listed(&|one| !one.header.provisions.is_empty() || by_item(one));
        }
        let capacity = |one: &Said| {
            [NEED, OFFER, PROJECT].contains(&one.header.kind.as_str()) && !self.expected.disavowed(one)
        };
        match address {
            "/capacity" => listed(&capacity),
            _ if address.starts_with("/capacity?") => listed(&|one| capacity(one) && on_item(one)),
            _ => None,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn every_route_answers_as_if_what_may_not_be_read_had_never_been_said(
        all in vec(drawn(), 1..14),
        readers in vec(subject(), 1..3),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        apart(&all, readers, |one| runtime.block_on(one.ask_for_everything()))?;
    }
}
