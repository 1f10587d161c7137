//! What the benchmarks measure in a browser: the engine and the search by the page's clock, and a real page of questions
//! with 500 fields to type into. The keystrokes come from outside.

use crate::app::clock;
use crate::app::site::Site;
use crate::app::working::{Open, Working};
use crate::bench;
use crate::catalogue::{Index, Searcher};
use crate::form::FormState;
use crate::item::{Audience, Page as Definition, Text};
use crate::pages::questions::Questions;
use leptos::prelude::*;
use std::hint::black_box;
use std::sync::Arc;

/// How many fields the form has.
const FIELDS: usize = 500;
/// What a person types, key by key: names, initials, readings, and typing errors.
const QUERIES: [&str; 8] =
    ["食品经营许可", "spjyxk", "gaolingjintie", "开饭馆", "wufanzui", "不动产登记", "bdcdj", "shipinjingyin"];

/// What is measured, by the address of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// `?bench=engine`
    Engine,
    /// `?bench=form`
    Form,
    /// `?bench=search`
    Search,
}

impl Measure {
    /// What the address asks for; nothing for the gallery itself.
    pub fn asked() -> Option<Self> {
        match window().location().search().ok()?.as_str() {
            "?bench=engine" => Some(Self::Engine),
            "?bench=form" => Some(Self::Form),
            "?bench=search" => Some(Self::Search),
            _ => None,
        }
    }
}

/// The page of a measurement.
#[component]
pub fn Measured(
    /// The site.
    site: Site,
    /// What is measured.
    measure: Measure,
) -> impl IntoView {
    match measure {
        Measure::Engine => view! { <Figures figures=Signal::stored(bench::run(&mut now_ms)) /> }.into_any(),
        Measure::Form => form(site),
        Measure::Search => {
            let figures = RwSignal::new(Vec::new());
            leptos::task::spawn_local(async move {
                match crate::app::pack::Pack::index().await {
                    Ok(index) => figures.set(vec![("search".to_owned(), keystroke(&index))]),
                    Err(error) => leptos::logging::error!("no index: {error:?}"),
                }
            });
            view! { <Figures figures=figures.into() /> }.into_any()
        }
    }
}

/// Name and value of each figure, for whoever opened the page to read.
#[component]
fn Figures(figures: Signal<Vec<(String, f64)>>) -> impl IntoView {
    let line = |(name, ms): (String, f64)| {
        let value = ms.to_string();
        view! { <li data-figure=name.clone() data-value=value.clone()>{format!("{name} {value} ms")}</li> }
    };
    view! {
        <main class="page__main" id="main">
            <h1>"量一量"</h1>
            <ul id="figures">{move || figures.get().into_iter().map(line).collect_view()}</ul>
        </main>
    }
}

/// One page with all fields on it, every one of them shown. It is a draft like any other, and saved like one.
fn form(site: Site) -> AnyView {
    let mut item = bench::item(FIELDS);
    let questions = item.pages.drain(..).flat_map(|page| page.questions).collect();
    let page = Definition {
        id: "all".to_owned(),
        title: Text::new("量一量", "Measured"),
        visible: None,
        helper: None,
        questions,
    };
    item.pages = vec![page.clone()];
    let state = FormState::default();
    let working = Working::begin(site, Arc::new(item), "bench", Audience::Person, None, state);
    // The first option at the head of ten questions shows those that wait for it.
    bench::answers(FIELDS, 1).for_each(|edit| working.apply(edit));
    view! { <Questions open=Open::new(working) page /> }.into_any()
}

/// The 95th percentile of what one key of a query takes, in milliseconds.
fn keystroke(index: &Index) -> f64 {
    let searcher = Searcher::new(index);
    let texts: Vec<String> = QUERIES.iter().flat_map(|query| beginnings(query)).collect();
    // The clock of a browser is coarse: each text is searched several times.
    const TIMES: u32 = 8;
    let mut took: Vec<f64> = texts
        .iter()
        .map(|text| {
            let start = now_ms();
            (0..TIMES).for_each(|_| drop(black_box(searcher.search(index, text, 20))));
            (now_ms() - start) / f64::from(TIMES)
        })
        .collect();
    took.sort_by(f64::total_cmp);
    took[took.len() * 95 / 100]
}

/// `开`, `开饭`, `开饭馆`
fn beginnings(text: &str) -> Vec<String> {
    let ends = text.char_indices().map(|(at, character)| at + character.len_utf8());
    ends.map(|end| text[..end].to_owned()).collect()
}

/// Milliseconds by the page's own clock, which is finer than the device's.
fn now_ms() -> f64 {
    window().performance().map_or_else(|| clock::now().unix_ms() as f64, |performance| performance.now())
}
