//! Specimens of what is said about saving and sending, and of what stands where something is on its way or missing.

use super::specimen::{Section, Specimen};
use crate::app::clock;
use crate::app::pack::PackError;
use crate::app::saving::SaveState;
use crate::app::site::Site;
use crate::app::working::{Open, Working};
use crate::item::Item;
use crate::pages::draft::DraftNotices;
use crate::pages::search::SearchBox;
use crate::pages::under_way::UnderWayCard;
use crate::store::StoreError;
use crate::submission::{Frozen, Refusal, State};
use crate::ui::icons::Icon;
use crate::ui::notice::{pack_words, Empty, Loading};
use crate::ui::shell::SaveLine;
use crate::ui::svg::Svg;
use leptos::prelude::*;
use std::sync::Arc;

/// What is said about saving: every state, and every reason why nothing could be stored.
pub fn saving(site: Site, item: &Arc<Item>) -> Section {
    let states = [
        ("没动过", SaveState::Empty),
        ("正在保存", SaveState::Saving),
        ("已保存", SaveState::Saved { at: clock::now() }),
        ("没存上", SaveState::Failed(StoreError::TimedOut)),
        ("空间满了", SaveState::Failed(StoreError::Full)),
        ("浏览器不让存", SaveState::Failed(StoreError::Absent)),
        ("被别的页面挡住", SaveState::Failed(StoreError::Blocked)),
        ("另一个页面存了", SaveState::Failed(StoreError::Conflict { stored: 7 })),
        ("另一页在填", SaveState::Elsewhere),
        ("有新版本", SaveState::Failed(StoreError::Newer)),
    ];
    let one = |(words, state): (&str, SaveState)| {
        let working = Working::explore(site, item.clone());
        working.saver().state().set(state);
        Specimen::new("save-state", words, view! { <SaveLine open=Open::new(working) /> })
    };
    Section { id: "saving", title: "保存", specimens: states.into_iter().map(one).collect() }
}

/// What is said about a submitted draft and about a draft while nobody is signed in, and the plain strips.
pub fn notices(site: Site, item: &Arc<Item>) -> Section {
    let working = Working::explore(site, item.clone());
    let frozen = Frozen { key: String::new(), body: String::new(), digest: String::new(), earlier: Vec::new() };
    let submitted = |words: &str, state: State| {
        let draft = working.snapshot(1);
        Specimen::new("under-way", words, view! { <UnderWayCard draft state /> })
    };
    let refusal = Refusal { detail: "有几处要改，改好再提交。".to_owned(), fields: Vec::new() };
    let mut specimens = vec![
        submitted("排着队", State::Queued { frozen: frozen.clone() }),
        submitted("正在交", State::Sending { frozen: frozen.clone() }),
        submitted("不知道送到没有", State::Unknown { frozen }),
        submitted("没收下", State::Refused { key: String::new(), earlier: Vec::new(), refusal }),
    ];
    let draft = view! { <DraftNotices open=Open::new(working) /> };
    let strip = |tone: Option<&'static str>, icon: Icon, state: &str, words: &'static str| {
        Specimen::new("notice", state, view! { <div class="notice" data-tone=tone><Svg icon /><p>{words}</p></div> })
    };
    specimens.extend([
        Specimen::new("draft-notices", "没登录", draft),
        strip(None, Icon::CloudOff, "平常", "没有网，存在本机，有网自动发，只会发一次"),
        strip(Some("attention"), Icon::Refresh, "要看看", "不确定收到没有，正在替您查。不用再交"),
        strip(Some("error"), Icon::Warn, "要改", "没收下：营业执照号和登记的对不上。填的都还在"),
    ]);
    Section { id: "notices", title: "送达", specimens }
}

/// On its way, nothing there, not to be had; and the search.
pub fn absent() -> Section {
    let failed = |error: PackError, state: &str| {
        let (title, words) = pack_words(error);
        let view = view! {
            <Empty title words><button class="button" data-kind="main" type="button">"再试一次"</button></Empty>
        };
        Specimen::new("empty", state, view)
    };
    let query = RwSignal::new(String::new());
    let specimens = vec![
        Specimen::new("loading", "正在来", view! { <Loading words="正在打开" /> }),
        failed(PackError::NoAnswer, "连不上"),
        failed(PackError::Absent, "没有"),
        failed(PackError::Unreadable, "读不懂"),
        Specimen::new("search", "找事项", view! { <SearchBox query examples=true /> }),
    ];
    Section { id: "absent", title: "正在来、没有、连不上、找", specimens }
}
