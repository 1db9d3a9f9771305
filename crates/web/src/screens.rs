//! Each page model with its template and its title.

use askama::Template;

use crate::WebError;
use crate::account::model::{CodesPage, JoinPage, MePage, SignInPage, TouchPage};
use crate::account::model_acts::{ActPage, ActsPage, AsksFor};
use crate::account::model_coverage::CoveragePage;
use crate::account::model_cycles::WorkListPage;
use crate::account::model_delegation::{DelegationPage, LinkPage, TokenPage, TrailPage};
use crate::account::model_drafts::{ChangesPage, DraftPage, DraftsPage, Input, PreviewPage, SignPage};
use crate::account::model_imports::{CorrectionPage, Entry, ImportPage, ImportsPage};
use crate::account::model_matches::{MatchesPage, TogetherPage};
use crate::account::model_openid::{JoinServicesPage, LeavingPage, ReturnPage};
use crate::account::model_reminders::RemindersPage;
use crate::account::model_signing::{KeyStands, KeysPage, ProposalPage};
use crate::account::model_subscriptions::{LeaveDigestPage, SubscriptionsPage};
use crate::account::model_transmissions::{TransmissionPage, TransmissionSignPage, TransmissionsPage};
use crate::account::model_use_again::UseAgainPage;
use crate::account::model_workbooks::{WorkbookConflictPage, WorkbookPage};
use crate::account::said::FactValue;
use crate::chrome::Chrome;
use crate::model::capacity::CapacityPage;
use crate::model::content::Shown;
use crate::model::cycle::{CyclePage, CyclesPage};
use crate::model::framework::{FrameworksPage, ItemPage};
use crate::model::home::HomePage;
use crate::model::instrument::{InstrumentPage, InstrumentsPage};
use crate::model::kind::{KindPage, KindsPage};
use crate::model::mechanism::{MechanismPage, MechanismsPage};
use crate::model::party::{PartiesPage, PartyPage};
use crate::model::provision::ProvisionPage;
use crate::model::record::RecordPage;
use crate::model::register::RegisterPage;
use crate::model::search::{SearchPage, SearchResult};
use crate::words::{Msg, Words};

/// A model that can be shown as a page.
pub(crate) trait Screen: serde::Serialize {
    /// The page's title, without the name of the site.
    fn title(&self, words: &Words) -> String;

    /// Whether the page shows an exercise.
    fn exercise(&self) -> bool {
        false
    }

    /// The part of the site it belongs to, if its address doesn't say it: the way back and the navigation agree.
    fn section(&self) -> Option<&'static str> {
        None
    }

    /// Whether the page has a form for programs: a link leads there.
    fn for_programs(&self) -> bool {
        true
    }

    /// The page.
    fn render(&self, chrome: &Chrome<'_>) -> Result<String, askama::Error>;
}

macro_rules! screen {
    ($model:ty, $template:ident, $path:literal, $title:expr $(, $exercise:expr $(, $section:expr $(, $programs:literal)?)?)?) => {
        #[derive(Template)]
        #[template(path = $path)]
        struct $template<'a> {
            c: &'a Chrome<'a>,
            m: &'a $model,
        }

        impl Screen for $model {
            fn title(&self, words: &Words) -> String {
                let title: fn(&$model, &Words) -> String = $title;
                title(self, words)
            }

            $(fn exercise(&self) -> bool {
                let exercise: fn(&$model) -> bool = $exercise;
                exercise(self)
            }

            $(fn section(&self) -> Option<&'static str> {
                let section: fn(&$model) -> &'static str = $section;
                Some(section(self))
            }

            $(fn for_programs(&self) -> bool {
                $programs
            })?)?)?

            fn render(&self, chrome: &Chrome<'_>) -> Result<String, askama::Error> {
                $template { c: chrome, m: self }.render()
            }
        }
    };
}

screen!(HomePage, HomeScreen, "home.html", |_, words| words.say(Msg("home-title")).to_owned());
screen!(MechanismsPage, MechanismsScreen, "mechanisms.html", |_, words| words
    .say(Msg("mechanisms"))
    .to_owned());
screen!(
    MechanismPage,
    MechanismScreen,
    "mechanism.html",
    |page, _| page.line.mechanism.short_name.clone(),
    |page| page.line.mechanism.exercise
);
screen!(InstrumentsPage, InstrumentsScreen, "instruments.html", |_, words| words
    .say(Msg("instruments"))
    .to_owned());
screen!(
    InstrumentPage,
    InstrumentScreen,
    "instrument.html",
    |page, _| page.line.symbol.clone().unwrap_or_else(|| page.line.title.clone()),
    |page| page.line.exercise
);
screen!(
    ProvisionPage,
    ProvisionScreen,
    "provision.html",
    |page, _| page.provision.reference.clone(),
    |page| page.instrument.exercise
);
screen!(FrameworksPage, FrameworksScreen, "frameworks.html", |_, words| words
    .say(Msg("framework"))
    .to_owned());
screen!(
    ItemPage,
    ItemScreen,
    "item.html",
    |page, _| match page.item.number() {
        Some(number) => format!("{number} · {}", page.item.title),
        None => page.item.title.clone(),
    },
    |page| page.exercise
);
screen!(KindsPage, KindsScreen, "kinds.html", |_, words| words.say(Msg("kinds")).to_owned());
screen!(KindPage, KindScreen, "kind.html", |page, _| page.line.name.clone());
screen!(
    WorkListPage,
    WorkListScreen,
    "work-list.html",
    |_, words| words.say(Msg("work-list")).to_owned(),
    |page| page.line.exercise(),
    |_| "/cycles",
    false
);
screen!(CyclesPage, CyclesScreen, "cycles.html", |_, words| words.say(Msg("cycles")).to_owned());
screen!(CyclePage, CycleScreen, "cycle.html", |page, _| page.line.title.clone(), |page| page.line.exercise());
screen!(CapacityPage, CapacityScreen, "capacity.html", |_, words| words.say(Msg("capacity")).to_owned());
screen!(MatchesPage, MatchesScreen, "matches.html", |_, words| words.say(Msg("own-matches")).to_owned());
screen!(TogetherPage, TogetherScreen, "together.html", |_, words| words.say(Msg("together")).to_owned());
screen!(PartiesPage, PartiesScreen, "parties.html", |_, words| words.say(Msg("participants")).to_owned());
screen!(PartyPage, PartyScreen, "party.html", |page, _| page.party.name.clone(), |page| page.exercise);
screen!(
    RecordPage,
    RecordScreen,
    "record.html",
    |page, _| {
        let title = page.line.title.as_deref().unwrap_or(&page.line.kind_name);
        format!("{title} · {}", page.line.participant.name)
    },
    |page| page.exercise,
    |page| if page.line.participant.href.is_some() { "/participants" } else { "/register" }
);
screen!(
    RegisterPage,
    RegisterScreen,
    "register.html",
    |_, words| words.say(Msg("register")).to_owned(),
    |page| page.exercise
);
screen!(SearchPage, SearchScreen, "search.html", |page, words| {
    if page.query.q.is_empty() {
        words.say(Msg("search")).to_owned()
    } else {
        words.name(Msg("search-for"), &page.query.q)
    }
});

/// An error as a page and as JSON.
#[derive(Clone, Debug, serde::Serialize, utoipa::ToSchema)]
pub struct ErrorPage {
    /// The stable code.
    pub code: String,
    /// The status.
    pub status: u16,
    /// What happened.
    pub title: String,
    /// What to do.
    pub advice: String,
}

screen!(ErrorPage, ErrorScreen, "error.html", |page, _| page.title.clone());

impl ErrorPage {
    /// The page of an error.
    pub fn new(error: &WebError, words: &Words) -> Self {
        Self {
            code: error.code().to_owned(),
            status: error.status().as_u16(),
            title: words.say(error.title()).to_owned(),
            advice: words.say(error.advice()).to_owned(),
        }
    }
}

screen!(SignInPage, SignInScreen, "account/sign-in.html", |_, words| words.say(Msg("sign-in")).to_owned());
screen!(JoinPage, JoinScreen, "account/join.html", |_, words| words.say(Msg("join")).to_owned());
screen!(JoinServicesPage, JoinServicesScreen, "account/join-services.html", |_, words| words
    .say(Msg("join-service"))
    .to_owned());
screen!(LeavingPage, LeavingScreen, "account/leaving.html", |page, words| words
    .name(Msg("service-leaving"), &page.name));
screen!(ReturnPage, ReturnScreen, "account/return.html", |page, words| words
    .name(Msg("service-return"), &page.name));
screen!(TouchPage, TouchScreen, "account/touch.html", |_, words| words.say(Msg("touch")).to_owned());
screen!(CodesPage, CodesScreen, "account/codes.html", |_, words| words.say(Msg("codes")).to_owned());
screen!(MePage, MeScreen, "account/me.html", |_, words| words.say(Msg("me")).to_owned());
screen!(SubscriptionsPage, SubscriptionsScreen, "subscriptions.html", |_, words| words
    .say(Msg("subscriptions"))
    .to_owned());
screen!(LeaveDigestPage, LeaveDigestScreen, "account/leave-digest.html", |_, words| words
    .say(Msg("leave-digest"))
    .to_owned());
screen!(DelegationPage, DelegationScreen, "account/delegation.html", |page, _| page.seat_name.clone());
screen!(LinkPage, LinkScreen, "account/link.html", |_, words| words.say(Msg("the-link")).to_owned());
screen!(TokenPage, TokenScreen, "account/token.html", |_, words| words.say(Msg("the-token")).to_owned());
screen!(
    TrailPage,
    TrailScreen,
    "account/trail.html",
    |_, words| words.say(Msg("trail")).to_owned(),
    |_| false,
    |_| "/delegation"
);
screen!(CoveragePage, CoverageScreen, "coverage.html", |_, words| words.say(Msg("coverage")).to_owned());
screen!(UseAgainPage, UseAgainScreen, "use-again.html", |_, words| words.say(Msg("use-again")).to_owned());
screen!(KeysPage, KeysScreen, "account/keys.html", |_, words| words.say(Msg("keys")).to_owned());
screen!(ProposalPage, ProposalScreen, "account/proposal.html", |_, words| words
    .say(Msg("key-proposal"))
    .to_owned());
screen!(DraftsPage, DraftsScreen, "account/drafts.html", |_, words| words.say(Msg("drafts")).to_owned());
screen!(DraftPage, DraftScreen, "account/draft.html", |page, _| page.kind_name.clone());
screen!(ChangesPage, ChangesScreen, "changes.html", |page, _| page.kind_name.clone());
screen!(WorkbookPage, WorkbookScreen, "account/workbook.html", |page, _| page.kind_name.clone());
screen!(WorkbookConflictPage, WorkbookConflictScreen, "account/workbook-conflict.html", |page, _| page
    .kind_name
    .clone());
screen!(
    RemindersPage,
    RemindersScreen,
    "account/reminders.html",
    |_, words| words.say(Msg("reminders-sent")).to_owned(),
    |_| false,
    |_| "/delegation"
);
screen!(PreviewPage, PreviewScreen, "preview.html", |page, _| page.title.clone());
screen!(ActsPage, ActsScreen, "acts.html", |_, words| words.say(Msg("act-title")).to_owned());
screen!(ActPage, ActScreen, "act.html", |page, _| page.kind_name.clone());
screen!(TransmissionsPage, TransmissionsScreen, "account/transmissions.html", |_, words| words
    .say(Msg("transmissions"))
    .to_owned());
screen!(TransmissionPage, TransmissionScreen, "account/transmission.html", |page, _| page
    .participant
    .clone());
screen!(TransmissionSignPage, TransmissionSignScreen, "account/transmission-sign.html", |page, _| page
    .title
    .clone());
screen!(SignPage, SignScreen, "sign.html", |page, _| page.title.clone());
screen!(ImportsPage, ImportsScreen, "account/imports.html", |_, words| words.say(Msg("imports")).to_owned());
screen!(ImportPage, ImportScreen, "account/import.html", |page, _| page.heading.clone());
screen!(CorrectionPage, CorrectionScreen, "account/import-correction.html", |page, _| page.title.clone());
