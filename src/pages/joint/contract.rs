//! The contract of supply of one part (供用合同): read as a whole, and signed with a typed name. What is signed is what was read:
//! its digest goes with the name.

use super::framed;
use crate::app::clock;
use crate::app::followup::NotDone;
use crate::app::joint;
use crate::app::site::Site;
use crate::i18n;
use crate::pages::freshness::Freshness;
use crate::pages::not_done::NotDoneNotice;
use crate::pages::progress::{Followed, Shown};
use crate::portal::{Application, ApplicationPart, ContractSignature, PartTask, SupplyContract};
use crate::ui::error_summary::{Entry, ErrorSummary};
use crate::ui::icons::Icon;
use crate::ui::notice::Empty;
use crate::ui::svg::Svg;
use crate::ui::title::Title;
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_params_map};
use leptos_router::NavigateOptions;

/// What is said where the name is missing.
const NO_NAME: &str = "请写上您的姓名";

/// `/applications/:number/contract/:part`
#[component]
pub fn ContractPage() -> impl IntoView {
    let params = use_params_map();
    let ready = move |followed: Followed| {
        let wanted = params.read_untracked().get("part");
        let part = followed.shown.application.parts.iter().find(|part| Some(&part.id) == wanted.as_ref()).cloned();
        match part.and_then(|part| Some((part.contract.clone()?, part))) {
            Some((contract, part)) => view! { <Contract followed part contract /> }.into_any(),
            None => view! {
                <Title phrases=vec!["签合同".to_owned()] />
                <Empty title="还没有合同" words="接通以后才签合同。看看办到哪一步">
                    <a class="button" data-kind="main" href=format!("/applications/{}", followed.shown.application.receipt.number)>
                        "看进度"
                    </a>
                </Empty>
            }
            .into_any(),
        }
    };
    framed("签合同", ready)
}

#[component]
fn Contract(followed: Followed, part: ApplicationPart, contract: SupplyContract) -> impl IntoView {
    let Followed { shown: Shown { application, fresh, .. }, .. } = followed;
    let lines = contract.lines.iter().cloned().map(|line| view! { <p>{line}</p> }).collect_view();
    let signed = contract.signed_name.clone().zip(contract.signed_at).map(|(name, at)| {
        let words = format!("{name} 在 {} 签了", i18n::date_and_clock(at, clock::today()));
        view! { <p class="notice" data-tone="saved"><Svg icon=Icon::Tick /><span>{words}</span></p> }
    });
    let asks = part.asks == Some(PartTask::SignContract);
    view! {
        <Title phrases=vec![contract.title.clone()] department=Some(part.company.clone())>
            <p class="title__lead">{format!("合同编号 {}", contract.number)}</p>
        </Title>
        <Freshness fresh />
        <section class="card prose" aria-label="合同全文">{lines}</section>
        {signed}
        {asks.then(|| view! { <Sign number=application.receipt.number part=part.id digest=contract.digest /> })}
    }
}

#[component]
fn Sign(number: String, part: String, digest: String) -> impl IntoView {
    let site = Site::here();
    let node = NodeRef::<leptos::html::Input>::new();
    let errors = RwSignal::new(Vec::<Entry>::new());
    let trouble = RwSignal::new(None::<NotDone>);
    let sending = RwSignal::new(false);
    let back = StoredValue::new(format!("/applications/{number}"));
    let navigate = use_navigate();
    let press = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if sending.get_untracked() {
            return;
        }
        let name = node.get_untracked().map(|node| node.value().trim().to_owned()).unwrap_or_default();
        let missing = Entry { target: "signer".to_owned(), words: NO_NAME.to_owned() };
        errors.set(name.is_empty().then_some(missing).into_iter().collect());
        if name.is_empty() {
            return;
        }
        sending.set(true);
        trouble.set(None);
        let (number, part, navigate) = (number.clone(), part.clone(), navigate.clone());
        let signature = ContractSignature { digest: digest.clone(), name };
        leptos::task::spawn_local(async move {
            let result: Result<Application, NotDone> = joint::sign_contract(site, &number, &part, &signature).await;
            sending.try_set(false);
            match result {
                Ok(_) => {
                    site.announce("合同签好了".to_owned());
                    let options = NavigateOptions { replace: true, ..Default::default() };
                    navigate(&back.get_value(), options);
                }
                Err(reason) => drop(trouble.try_set(Some(reason))),
            }
        });
    };
    let is_wrong = move || !errors.read().is_empty();
    view! {
        <ErrorSummary entries=errors />
        {move || trouble.get().map(|reason| view! { <NotDoneNotice reason yet="还没有签" refused="没有签上" /> })}
        <form class="form" novalidate on:submit=press>
            <div class="field" data-state=move || is_wrong().then_some("error")>
                <label class="field__label" for="signer">"读完同意，就写上您的姓名"</label>
                {move || is_wrong().then(|| view! {
                    <p class="field__error" id="signer-error"><Svg icon=Icon::Alert /><span>{NO_NAME}</span></p>
                })}
                <div class="input" data-width="l">
                    <input class="input__control" id="signer" autocomplete="off" maxlength="60" node_ref=node
                        aria-invalid=move || is_wrong().then_some("true")
                        aria-describedby=move || is_wrong().then_some("signer-error") />
                </div>
            </div>
            <div class="foot">
                <div class="actions">
                    <a class="button" data-kind="second" href=back.get_value()>"先不签"</a>
                    <button class="button" data-kind="main" type="submit" aria-busy=move || if sending.get() { "true" } else { "false" }>
                        {move || if sending.get() { "正在签" } else { "签字" }}
                    </button>
                </div>
            </div>
        </form>
    }
}
