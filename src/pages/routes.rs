//! Which page is at hand at once and which comes later: everything that the home page and its search do not need is fetched
//! in parts of its own, in the background once the first page can be used, or when a page of it is opened.
//!
//! The release build is split (`--cfg split`, `script/split.mjs`); every other build holds all pages in one file, and the
//! parts are there at once. A page becomes later by its line in `later!` and its route in [`PageId`].

use super::*;
use leptos::prelude::*;
use leptos::wasm_split::SplitLoaderError;

/// A part of the program could not be fetched: no network, or the site has been renewed meanwhile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotFetched;

impl From<SplitLoaderError> for NotFetched {
    fn from(_: SplitLoaderError) -> Self {
        Self
    }
}

/// One part: the pages in it, how it is fetched, and how one of its pages is made once it is there.
macro_rules! later {
    ($($(#[$doc:meta])* $pages:ident: $part:ident, $fetch:ident { $($page:ident => $view:path,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[allow(missing_docs)]
        pub enum $pages { $($page,)* }

        #[cfg(split)]
        #[leptos::wasm_split::wasm_split($part, wasm_split_path = leptos::wasm_split, fallible, preload($fetch))]
        fn $part(page: $pages) -> Result<AnyView, NotFetched> {
            Ok(match page { $($pages::$page => $view().into_any(),)* })
        }

        #[cfg(not(split))]
        async fn $part(page: $pages) -> Result<AnyView, NotFetched> {
            Ok(match page { $($pages::$page => $view().into_any(),)* })
        }

        #[cfg(not(split))]
        async fn $fetch() -> Result<(), SplitLoaderError> {
            Ok(())
        }
    )*};
}

later! {
    /// On the home page: what was begun on this device.
    Begun: begun, fetch_begun { List => home_drafts::Drafts, Background => crate::app::background::Background, }
    /// The way to an item.
    Guide: guide, fetch_guide { Item => guide::Guide, }
    /// From the guide to the first question.
    Begin: begin, fetch_begin { SignIn => sign_in::SignIn, Consent => consent::ConsentPage, Resume => draft::Resume, }
    /// What comes after a joint application.
    Joint: joint, fetch_joint {
        Tracks => joint::tracks::Tracks,
        Survey => joint::survey::SurveyPage,
        Plans => joint::plans::PlansPage,
        Contract => joint::contract::ContractPage,
    }
    /// From the first question to the receipt, and what comes after.
    Rest: rest, fetch_rest {
        Documents => documents::DocumentsPage,
        Questions => questions::QuestionsPage,
        Commitments => commitments::CommitmentsPage,
        Review => review::Review,
        Reading => reading::Reading,
        Updated => updated::Updated,
        UnderWay => under_way::UnderWay,
        Receipt => receipt::ReceiptPage,
        Applications => applications::ApplicationsPage,
        Progress => progress::ProgressPage,
        Supplement => supplement::SupplementPage,
        Rating => rating::RatingPage,
        Export => transfer::ExportPage,
        Import => transfer::ImportPage,
        Me => me::Me,
        Help => help::Help,
    }
}

/// A page of the app.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum PageId {
    Home,
    Search,
    Theme,
    Departments,
    Begun(Begun),
    Guide(Guide),
    Begin(Begin),
    Rest(Rest),
    Joint(Joint),
}

impl PageId {
    /// Fetches the part that the page stands in, unless it is there.
    pub async fn fetch(self) -> Result<(), NotFetched> {
        match self {
            Self::Home | Self::Search | Self::Theme | Self::Departments => Ok(()),
            Self::Begun(_) => Ok(fetch_begun().await?),
            Self::Guide(_) => Ok(fetch_guide().await?),
            Self::Begin(_) => Ok(fetch_begin().await?),
            Self::Rest(_) => Ok(fetch_rest().await?),
            Self::Joint(_) => Ok(fetch_joint().await?),
        }
    }

    /// The page, once its part is there.
    pub async fn view(self) -> Result<AnyView, NotFetched> {
        match self {
            Self::Home => Ok(home::Home().into_any()),
            Self::Search => Ok(search::SearchPage().into_any()),
            Self::Theme => Ok(lists::ThemePage().into_any()),
            Self::Departments => Ok(lists::DepartmentsPage().into_any()),
            Self::Begun(page) => begun(page).await,
            Self::Guide(page) => guide(page).await,
            Self::Begin(page) => begin(page).await,
            Self::Rest(page) => rest(page).await,
            Self::Joint(page) => joint(page).await,
        }
    }
}

/// In the order in which a citizen comes to them.
const LATER: [PageId; 5] = [
    PageId::Begun(Begun::List),
    PageId::Guide(Guide::Item),
    PageId::Begin(Begin::Consent),
    PageId::Rest(Rest::Questions),
    PageId::Joint(Joint::Tracks),
];

/// Fetches all parts, one after the other. One that cannot be had now is fetched when a page of it is opened.
pub async fn fetch_all() {
    for page in LATER {
        let _ = page.fetch().await;
    }
}
