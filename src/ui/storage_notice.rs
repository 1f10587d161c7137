//! What every page says while the device keeps things badly, or not at all: what is so, and what to do.

use super::icons::Icon;
use super::svg::Svg;
use crate::app::site::Site;
use crate::app::storage::StorageTrouble;
use leptos::prelude::*;

/// Under the head of every page; nothing where everything is kept.
#[component]
pub fn StorageNotice() -> impl IntoView {
    let site = Site::here();
    move || {
        site.storage_trouble.get().map(|trouble| {
            let (words, way_on) = words(trouble);
            let button = way_on.map(|way_on| {
                let press = |_| super::notice::reload();
                view! { <div class="actions actions--start"><button class="button button--small" data-kind="second" type="button" on:click=press>{way_on}</button></div> }
            });
            view! {
                <div class="notice notice--strip" data-tone="attention" role="status">
                    <Svg icon=Icon::Warn /><div class="notice__words"><p>{words}</p>{button}</div>
                </div>
            }
        })
    }
}

/// What is so, and what the button is called that loads the page anew.
fn words(trouble: StorageTrouble) -> (&'static str, Option<&'static str>) {
    match trouble {
        StorageTrouble::PageOnly => {
            ("本机不能保存。您填的只在这一页里保留，刷新或关掉就没有了。照样可以提交，请一次办完", None)
        }
        StorageTrouble::SessionOnly => {
            ("这个浏览器正用隐私或锁定模式。您填的关掉浏览器后就打不开了。照样可以提交，请一次办完", None)
        }
        StorageTrouble::ReadOnly => ("本机的存储没能更新。以前填的都看得到，现在改的存不住。请刷新再试", Some("刷新")),
        StorageTrouble::Blocked => ("本程序更新了，可是另一个页面还开着旧的。请把那个页面关掉，这里会自己接着走", None),
        StorageTrouble::Outdated => ("本程序已在另一个页面更新，请重新打开", Some("重新打开")),
    }
}
