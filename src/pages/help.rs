//! Help: how it works in a few sentences, and a person to ask.

use crate::ui::icons::Icon;
use crate::ui::shell::{Inner, Page, Tab};
use crate::ui::svg::Svg;
use crate::ui::title::Title;
use leptos::prelude::*;

const ANSWERS: [(&str, &str); 5] = [
    (
        "为什么不用带材料？",
        "您要证明的事，发证的部门本来就有记录。您同意以后，我们直接去取；取不到的，每一份都有别的办法。",
    ),
    ("不同意取，还能办吗？", "能。改成自己拍照上传，或者到窗口交。同意了也能随时收回。"),
    ("填到一半走开了怎么办？", "每填一项都自动存在这台设备上。回到首页，点“接着填”。"),
    ("会不会交重了？", "不会。网络不好的时候，会先替您查收到没有，再决定发不发。"),
    ("取来的信息不对怎么办？", "点旁边的“不对？”，写上对的。登记的和您写的都会交上去，不影响接着办。"),
];

/// `/help`
#[component]
pub fn Help() -> impl IntoView {
    view! {
        <Page tab=Tab::Inner narrow=true inner=Inner::new(Signal::derive(|| "/".to_owned()), "帮助", None)>
            <main class="page__main" id="main">
                <Title phrases=vec!["有什么不明白的？".to_owned()] />
                <ul class="list-rows">
                    {ANSWERS.map(|(question, answer)| view! {
                        <li class="list-rows__item">
                            <details class="list-rows__details">
                                <summary class="list-rows__row">
                                    <span class="list-rows__words"><span class="list-rows__title">{question}</span></span>
                                    <Svg icon=Icon::Chevron class="list-rows__end list-rows__end--down" />
                                </summary>
                                <div class="list-rows__panel prose"><p>{answer}</p></div>
                            </details>
                        </li>
                    }).collect_view()}
                    <li class="list-rows__item">
                        <a class="list-rows__row" href="tel:12345" rel="external">
                            <span class="list-rows__words">
                                <span class="list-rows__title">"打 12345 问人"</span>
                                <span class="list-rows__note">"全天都有人接"</span>
                            </span>
                            <Svg icon=Icon::Phone class="list-rows__end" />
                        </a>
                    </li>
                </ul>
            </main>
        </Page>
    }
}
