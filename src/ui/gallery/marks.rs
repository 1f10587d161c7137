//! Specimens of the small marks: seals, sums, buttons, icons.

use super::specimen::{Section, Specimen};
use crate::form::Sum;
use crate::i18n;
use crate::item::WaiverKind;
use crate::ui::icons::Icon;
use crate::ui::ledger::Seal;
use crate::ui::sum::{Stage, SumLine, SumView};
use crate::ui::svg::Svg;
use leptos::prelude::*;

const KINDS: [WaiverKind; 9] = [
    WaiverKind::Cancelled,
    WaiverKind::Licence,
    WaiverKind::DataCheck,
    WaiverKind::Commitment,
    WaiverKind::DepartmentCheck,
    WaiverKind::Reuse,
    WaiverKind::IssuedOnline,
    WaiverKind::Deferred,
    WaiverKind::None,
];

/// 一字印: every kind, promised and done, and the tones of what went wrong.
pub fn seals() -> Section {
    let both = |kind: WaiverKind| {
        let view = view! { <p><Seal kind />" "<Seal kind solid=true />" "{i18n::kind_name(kind)}</p> };
        Specimen::new("seal", format!("{}：没取、取到", i18n::kind_name(kind)), view)
    };
    let tone = |tone: &'static str, words: &'static str| {
        let view = view! { <p><Seal kind=WaiverKind::Licence tone=Some(tone) />" "{words}</p> };
        Specimen::new("seal", words, view)
    };
    let specimens = KINDS.into_iter().map(both).chain([tone("attention", "要看看"), tone("error", "对不上")]).collect();
    Section { id: "seals", title: "一字印：怎么免的，一个字看懂", specimens }
}

/// The subtraction at every stage, with three and with four terms.
pub fn sums() -> Section {
    let three = Sum { required: 7, waived: 6, deferred: 0, left: 1 };
    let four = Sum { required: 12, waived: 9, deferred: 1, left: 2 };
    let nothing = Sum { required: 5, waived: 5, deferred: 0, left: 0 };
    let stages =
        [(Stage::Guide, "指南"), (Stage::Running, "正在免"), (Stage::Review, "核对"), (Stage::Receipt, "回执")];
    let large = stages.into_iter().flat_map(|(stage, words)| {
        let one = |sum: Sum, terms: &str| {
            let view = view! { <div class="card card--tight"><SumView sum=Signal::stored(sum) stage /></div> };
            Specimen::new("sum", format!("{words}，{terms}"), view)
        };
        [one(three, "三项"), one(four, "四项")]
    });
    let line = |sum, stage, words: &str| Specimen::new("sum-line", words, view! { <SumLine sum stage /> });
    let lines = [
        line(three, Stage::Guide, "一行"),
        line(four, Stage::Review, "一行，四项"),
        line(nothing, Stage::Guide, "一行，不用带材料"),
    ];
    Section { id: "sums", title: "应交 − 免交 = 要准备", specimens: large.chain(lines).collect() }
}

/// Buttons: the four kinds, one at work, and links.
pub fn buttons() -> Section {
    let plain = |kind: &'static str, words: &'static str, state: &'static str| {
        let view = view! { <button class="button" type="button" data-kind=kind>{words}</button> };
        Specimen::new("button", state, view)
    };
    let busy = view! { <button class="button" type="button" data-kind="main" aria-busy="true">"正在提交"</button> };
    let icon =
        view! { <button class="button" type="button" data-kind="second"><Svg icon=Icon::Printer />"打印"</button> };
    let small = view! { <a class="button button--small wide-only" data-kind="second" href="/sign-in">"登录"</a> };
    let links = view! {
        <p class="links">
            <a class="link" href="/departments">"按部门找"</a>" "<button class="link" type="button">"换一种"</button>
        </p>
    };
    let specimens = vec![
        plain("main", "下一步", "主要"),
        Specimen::new("button", "正在做", busy),
        plain("second", "上一步", "次要"),
        plain("quiet", "删掉", "轻的"),
        plain("danger", "真的删掉", "要小心"),
        Specimen::new("button", "带图标", icon),
        Specimen::new("button", "小的", small),
        Specimen::new("link", "链接", links),
        Specimen::new("actions", "一行两个", pair("actions")),
        Specimen::new("actions", "一样宽", pair("actions actions--even")),
        Specimen::new("actions", "靠左", pair("actions actions--start")),
        Specimen::new("actions", "上下", pair("actions actions--stack")),
    ];
    Section { id: "buttons", title: "按钮", specimens }
}

fn pair(class: &'static str) -> impl IntoView {
    view! {
        <div class=class>
            <button class="button" type="button" data-kind="second">"上一步"</button>
            <button class="button" type="button" data-kind="main">"下一步"</button>
        </div>
    }
}

/// Every icon with the word it never stands without.
pub fn icons() -> Section {
    use Icon::*;
    let all = [
        (Back, "返回"),
        (Search, "找"),
        (Mic, "说"),
        (Help, "帮助"),
        (TextSize, "字大小"),
        (Tick, "办好"),
        (Warn, "要看看"),
        (Alert, "要改"),
        (Info, "知道一下"),
        (Stop, "停用"),
        (Swap, "对不上"),
        (Camera, "拍照"),
        (Clock, "时间"),
        (Pencil, "改"),
        (Chevron, "打开"),
        (Phone, "打电话"),
        (Printer, "打印"),
        (Save, "保存"),
        (Lock, "锁住"),
        (Person, "人"),
        (Home, "首页"),
        (Receipt, "回执"),
        (CloudOff, "没有网"),
        (Refresh, "再试"),
        (Close, "关掉"),
        (Plus, "添加"),
        (Trash, "删掉"),
        (Sound, "读给我听"),
        (Download, "下载"),
        (Doc, "文件"),
    ];
    let words = all.into_iter().map(|(icon, word)| view! { <span class="keep"><Svg icon />{word}" "</span> });
    let view = view! { <p>{words.collect_view()}</p> };
    Section { id: "icons", title: "图标", specimens: vec![Specimen::new("icons", "全部，都带字", view)] }
}
