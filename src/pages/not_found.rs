//! 这一页没找到, with ways on.

use crate::ui::shell::{Page, Tab};
use crate::ui::title::Title;
use leptos::prelude::*;

/// The page for addresses that lead nowhere.
#[component]
pub fn NotFound() -> impl IntoView {
    view! {
        <Page tab=Tab::Inner narrow=true>
            <main class="page__main" id="main">
                <Title phrases=vec!["这一页".to_owned(), "没找到".to_owned()]>
                    <p class="title__lead">"地址可能抄漏了，或者这件事换了地方。填过的草稿都还在。"</p>
                </Title>
                <div class="actions actions--start">
                    <a class="button" data-kind="main" href="/">"回首页找"</a>
                    <a class="button" data-kind="second" href="/applications">"看我的办件"</a>
                </div>
            </main>
        </Page>
    }
}
