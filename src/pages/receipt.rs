//! The receipt: number, query code, sum, digest, what happens next; and the same on paper.

use super::issued::{CheckSubmission, Issued};
use crate::app::clock;
use crate::app::session::sign_in_address;
use crate::app::site::{Load, Site};
use crate::form::Sum;
use crate::i18n;
use crate::ident::CHINA_OFFSET_MINUTES;
use crate::portal::client::PortalError;
use crate::portal::{NextStep, ProblemKind, Receipt};
use crate::store::applications;
use crate::submission::{Became, PayloadDocument};
use crate::ui::icons::Icon;
use crate::ui::notice::{Empty, Loading};
use crate::ui::shell::{Inner, Page, Tab};
use crate::ui::sum::{Stage, SumView};
use crate::ui::svg::Svg;
use crate::ui::title::Title;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// Why an application cannot be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoApplication {
    /// Nobody is signed in.
    SignedOut,
    /// There is none, or it is somebody else's.
    Absent,
    /// The portal cannot be asked now.
    NoPortal,
}

impl From<PortalError> for NoApplication {
    fn from(error: PortalError) -> Self {
        match error {
            PortalError::SignedOut => Self::SignedOut,
            PortalError::Problem(problem) if matches!(problem.kind, ProblemKind::NotFound | ProblemKind::Forbidden) => {
                Self::Absent
            }
            PortalError::Problem(_) | PortalError::NoAnswer | PortalError::Trouble | PortalError::Nonsense => {
                Self::NoPortal
            }
        }
    }
}

/// `/receipt/:number`
#[component]
pub fn ReceiptPage() -> impl IntoView {
    let site = Site::here();
    let params = use_params_map();
    let loaded = RwSignal::new(Load::<Receipt, NoApplication>::Loading);
    Effect::new(move |_| {
        let number = params.read().get("number").unwrap_or_default();
        let person = site.person();
        leptos::task::spawn_local(async move {
            let found = match person {
                Some(person) => load(site, &number, &person.id).await,
                None => Err(NoApplication::SignedOut),
            };
            loaded.set(found.map_or_else(Load::Failed, Load::Ready));
        });
    });
    let content = move || match loaded.get() {
        Load::Loading => view! { <Loading words="正在打开回执" /> }.into_any(),
        Load::Ready(receipt) => view! { <Ticket receipt /> }.into_any(),
        Load::Failed(reason) => view! { <Title phrases=vec!["回执".to_owned()] /><NotShown reason /> }.into_any(),
    };
    view! {
        <Page tab=Tab::Inner narrow=true inner=Inner::new(Signal::derive(|| "/applications".to_owned()), "回执", None)>
            <main class="page__main" id="main">{content}</main>
        </Page>
    }
}

/// The receipt of this device first; the portal's where there is none.
async fn load(site: Site, number: &str, owner: &str) -> Result<Receipt, NoApplication> {
    if let Ok(store) = site.store().await {
        if let Ok(Some(stored)) = applications::get(&store, number).await {
            if stored.owner == owner {
                return Ok(stored.receipt);
            }
        }
    }
    site.client().application(number).await.map(|application| application.receipt).map_err(NoApplication::from)
}

/// Why it is not shown, and the way on.
#[component]
pub fn NotShown(
    /// Why.
    reason: NoApplication,
) -> impl IntoView {
    let (title, words) = match reason {
        NoApplication::SignedOut => ("先登录，再看", "登录以后就能看到这份办件"),
        NoApplication::Absent => ("没有这份办件", "编号可能抄错了，或者不是您的"),
        NoApplication::NoPortal => ("现在连不上", "网络断了，或者对方有故障，不是您的问题。过一会儿再试"),
    };
    let way_on = match reason {
        NoApplication::SignedOut => view! { <a class="button" data-kind="main" href=sign_in_address()>"去登录"</a> }.into_any(),
        NoApplication::Absent => view! { <a class="button" data-kind="main" href="/applications">"看我的办件"</a> }.into_any(),
        NoApplication::NoPortal => view! {
            <button class="button" data-kind="main" type="button" on:click=|_| crate::ui::notice::reload()>"再试一次"</button>
        }
        .into_any(),
    };
    view! { <Empty title words>{way_on}</Empty> }
}

#[component]
fn Ticket(receipt: Receipt) -> impl IntoView {
    let today = clock::today();
    let sum = Sum {
        required: receipt.sum.required,
        waived: receipt.sum.waived,
        deferred: receipt.sum.deferred,
        left: receipt.sum.handed_in,
    };
    let printed = receipt.clone();
    let received = i18n::date_and_clock(receipt.received_at, today);
    let progress = format!("/applications/{}", receipt.number);
    let sources = receipt.documents.iter().map(|document| {
        view! { <li class="next-steps__one"><div class="next-steps__words"><p>{document.name.clone()}</p><p class="next-steps__note">{became(document)}</p></div></li> }
    });
    let issued = receipt.result.clone().map(|result| view! { <Issued number=receipt.number.clone() result /> });
    let next = (!receipt.next.is_empty()).then(|| view! { <Next steps=receipt.next.clone() /> });
    let print = |_| {
        // A browser that cannot print says so itself.
        let _ = window().print();
    };
    view! {
        <div class="screen-only">
            <Title phrases=vec!["已提交".to_owned()]>
                <p class="title__lead"><Svg icon=Icon::Tick />{format!("{}已在 {received} 收到。", receipt.department)}</p>
            </Title>
        </div>
        <section class="ticket screen-only" aria-labelledby="receipt" data-submission="accepted">
            <header class="band">
                <h2 class="band__title" id="receipt">"回执"</h2><p class="band__aside">{receipt.item_name.clone()}</p>
            </header>
            <div class="ticket__part">
                <dl class="ticket__codes">
                    <div><dt>"办件编号"</dt><dd class="ticket__number" data-number=receipt.number.clone()>{grouped(&receipt.number)}</dd></div>
                    <div><dt>"查询码"</dt><dd class="ticket__number">{grouped(&receipt.query_code)}</dd></div>
                </dl>
            </div>
            <hr class="ticket__tear" />
            <SumView sum=Signal::derive(move || sum) stage=Stage::Receipt />
            <div class="ticket__part">
                <p class="small-print">{format!("窗口再要这 {} 份材料，请出示这张回执。", sum.waived)}</p>
                <details><summary class="link">"看每一份的来源"</summary><ol class="next-steps">{sources.collect_view()}</ol></details>
            </div>
            <hr class="ticket__tear" />
            <div class="ticket__part ticket__digest">
                <p>"内容校验码 "{grouped(&receipt.digest.get(..16).unwrap_or_default().to_uppercase())}</p>
                <p>"谁都可以用它核对这份申请有没有被改过"</p>
                <CheckSubmission number=receipt.number.clone() digest=receipt.digest.clone() />
            </div>
        </section>
        {issued}
        {next}
        <div class="actions"><button class="button" data-kind="second" type="button" on:click=print><Svg icon=Icon::Printer />"打印"</button></div>
        <Printed receipt=printed />
        <div class="foot">
            <div class="actions actions--even">
                <a class="button" data-kind="second" href="/">"回首页"</a><a class="button" data-kind="main" href=progress>"看进度"</a>
            </div>
        </div>
    }
}

/// Long numbers in groups of four; copying gives no spaces.
pub fn grouped(number: &str) -> impl IntoView {
    let characters: Vec<char> = number.chars().collect();
    characters
        .chunks(4)
        .map(|group| view! { <span class="ticket__group">{group.iter().collect::<String>()}</span> })
        .collect_view()
}

/// What became of a document, in words.
fn became(document: &PayloadDocument) -> String {
    let kind = i18n::kind_name(document.waiver);
    match document.became {
        Became::Cancelled => "不再要求".to_owned(),
        Became::Fetched => {
            let when = document
                .as_of
                .map_or_else(String::new, |as_of| format!("，{}", i18n::date_and_clock(as_of, clock::today())));
            let tail =
                document.number.as_deref().map_or_else(String::new, |number| format!("，尾号 {}", last_four(number)));
            format!("{kind}{when}{tail}")
        }
        Became::Committed => "签了承诺书".to_owned(),
        Became::DepartmentAsks => "收件部门自己去问".to_owned(),
        Became::HandedIn => format!("已交 {} 个文件", document.files.len()),
        Became::AtCounter => "带到窗口核对".to_owned(),
        Became::Deferred => "晚点补交".to_owned(),
    }
}

fn last_four(number: &str) -> String {
    let tail: Vec<char> = number.chars().rev().take(4).collect();
    tail.into_iter().rev().collect()
}

/// What happens next, each with its latest day.
#[component]
pub fn Next(
    /// The steps.
    steps: Vec<NextStep>,
) -> impl IntoView {
    let today = clock::today();
    let step = |(ix, step): (usize, NextStep)| {
        view! {
            <li class="next-steps__one" aria-current=(ix == 0).then_some("step")>
                <span class="next-steps__number" aria-hidden="true">{ix + 1}</span>
                <div class="next-steps__words"><p>{step.name}</p>{step.note.map(|note| view! { <p class="next-steps__note">{note}</p> })}</div>
                <p class="next-steps__when">"最晚 "<time>{step.latest.chinese(today)}</time></p>
            </li>
        }
    };
    view! {
        <section class="screen-only" aria-labelledby="next">
            <h2 class="section-head__title" id="next">"接下来"</h2>
            <ol class="next-steps">{steps.into_iter().enumerate().map(step).collect_view()}</ol>
        </section>
    }
}

/// The receipt on paper: black on white, with the source of every document.
#[component]
fn Printed(receipt: Receipt) -> impl IntoView {
    let row = |(ix, document): (usize, &PayloadDocument)| {
        view! {
            <tr><td>{ix + 1}</td><th scope="row">{document.name.clone()}</th><td>{i18n::kind_name(document.waiver)}</td><td>{became(document)}</td></tr>
        }
    };
    let rows = receipt.documents.iter().enumerate().map(row).collect_view();
    let sum = receipt.sum;
    let later = if sum.deferred > 0 { format!(" − 晚点补 {}", sum.deferred) } else { String::new() };
    let day = receipt.received_at.civil(CHINA_OFFSET_MINUTES);
    let received = format!("{}年{}月{}日 {}", day.year(), day.month(), day.day(), receipt.received_at.clock_text());
    view! {
        <article class="print-receipt" aria-hidden="true">
            <header class="print-receipt__head"><span class="tile">"免"</span><div><p class="print-receipt__title">"免证办回执"</p></div></header>
            <dl class="print-receipt__facts">
                <div><dt>"办件编号"</dt><dd>{receipt.number}</dd></div>
                <div><dt>"查询码"</dt><dd>{receipt.query_code}</dd></div>
                <div><dt>"事项"</dt><dd>{receipt.item_name}</dd></div>
                <div><dt>"提交时间"</dt><dd>{received}</dd></div>
                <div><dt>"收件部门"</dt><dd>{receipt.department}</dd></div>
            </dl>
            <p class="print-receipt__sum">{format!("应交 {} − 已免 {}{later} = 已交 {}", sum.required, sum.waived, sum.handed_in)}</p>
            <p>{format!("下面 {} 份材料已经免交。窗口不应再要，如有疑问请凭本页和办件编号核对。", sum.waived)}</p>
            <table class="print-receipt__table">
                <thead><tr><th scope="col">"序"</th><th scope="col">"材料"</th><th scope="col">"怎么免"</th><th scope="col">"结果"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
            <p class="print-receipt__digest">"内容校验码（SHA-256） "{receipt.digest}</p>
            <footer class="print-receipt__foot"><span>"本回执由免证办生成"</span></footer>
        </article>
    }
}
