//! Reporting the applicant's own works as finished: asked once more, because the company comes for the acceptance.

use crate::app::followup::NotDone;
use crate::app::joint;
use crate::app::site::Site;
use crate::pages::not_done::NotDoneNotice;
use crate::portal::Application;
use leptos::prelude::*;

/// The button and its dialog.
#[component]
pub fn ReportWorks(
    /// 办件编号
    number: String,
    /// The part's id.
    part: String,
    /// Called with the application once it is reported.
    changed: Callback<Application>,
) -> impl IntoView {
    let site = Site::here();
    let dialog = NodeRef::<leptos::html::Dialog>::new();
    let sending = RwSignal::new(false);
    let trouble = RwSignal::new(None::<NotDone>);
    let title_id = format!("works-{part}-title");
    let open = move |_| {
        if let Some(dialog) = dialog.get_untracked() {
            // A dialog that is open already stays open.
            let _ = dialog.show_modal();
        }
    };
    let close = move |_| {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    let report = move |_| {
        if sending.get_untracked() {
            return;
        }
        sending.set(true);
        trouble.set(None);
        let (number, part) = (number.clone(), part.clone());
        leptos::task::spawn_local(async move {
            let result = joint::report_works(site, &number, &part).await;
            sending.try_set(false);
            match result {
                Ok(application) => {
                    site.announce("已经告诉公司来验收".to_owned());
                    changed.run(application);
                }
                Err(reason) => drop(trouble.try_set(Some(reason))),
            }
        });
    };
    view! {
        <button class="button" data-kind="second" type="button" on:click=open>"做完了，请来验收"</button>
        <dialog class="dialog" aria-labelledby=title_id.clone() node_ref=dialog>
            <h2 class="dialog__title" id=title_id.clone()>"工程都做完了？"</h2>
            <p class="dialog__text">"公司会派人来验收，合格才送。没做完先不用点。"</p>
            {move || trouble.get().map(|reason| view! { <NotDoneNotice reason yet="还没有报上去" refused="没有报上去" /> })}
            <div class="dialog__actions">
                <button class="button" data-kind="second" type="button" autofocus on:click=close>"还没做完"</button>
                <button class="button" data-kind="main" type="button" on:click=report
                    aria-busy=move || if sending.get() { "true" } else { "false" }>
                    {move || if sending.get() { "正在报" } else { "做完了" }}
                </button>
            </div>
        </dialog>
    }
}
