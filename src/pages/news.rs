//! On the home page: what has moved since the person looked.

use crate::app::known;
use crate::app::site::Site;
use crate::application::News;
use crate::i18n;
use crate::portal::Status;
use crate::ui::icons::Icon;
use crate::ui::svg::Svg;
use leptos::prelude::*;

/// What has moved: what is known at once, then what the portal says. Nothing while nobody is signed in.
#[component]
pub fn NewsOfApplications() -> impl IntoView {
    let site = Site::here();
    let news = RwSignal::new(Vec::<News>::new());
    Effect::new(move |_| {
        if site.person().is_none() {
            news.set(Vec::new());
            return;
        }
        leptos::task::spawn_local(async move {
            news.try_set(known::read(site).await.news());
            // Without the portal nothing new is known, and home is not the place to say so.
            if let Ok(known) = known::ask_list(site).await {
                news.try_set(known.news());
            }
        });
    });
    move || {
        let news = news.get();
        let first = news.first().cloned()?;
        let tone = if first.status == Status::WaitingForYou { "attention" } else { "info" };
        let (words, href) = match news.len() {
            1 => (words(&first), format!("/applications/{}", first.number)),
            count => (format!("您有 {count} 件事有新进展"), "/applications".to_owned()),
        };
        Some(view! {
            <p class="notice" data-tone=tone role="status">
                <Svg icon=Icon::Info /><span>{words}"。"<a class="link" href=href>"去看看"</a></span>
            </p>
        })
    }
}

fn words(news: &News) -> String {
    match news.asks.is_none() && news.parts.is_empty() {
        true => i18n::news(&news.item_name, news.status),
        false => i18n::joint_news(&news.item_name, news.asks, &news.parts),
    }
}
