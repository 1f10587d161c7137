//! Items of a theme, and items by department.

use super::search::ItemCard;
use crate::app::site::{Catalogue, Load, Site};
use crate::ui::notice::{pack_words, Empty, Loading};
use crate::ui::offline_notice::OfflineNotice;
use crate::ui::shell::{Inner, Page, Tab};
use crate::ui::title::Title;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use std::rc::Rc;

/// `/theme/:id`
#[component]
pub fn ThemePage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").unwrap_or_default());
    listed(move |catalogue| {
        let id = id.get();
        let Some(theme) = catalogue.index.themes.iter().find(|theme| theme.id == id) else {
            return view! { <Unknown /> }.into_any();
        };
        let items = (0..catalogue.index.items.len()).filter(|ix| catalogue.index.items[*ix].themes.contains(&id));
        let cards = items.map(|ix| view! { <ItemCard catalogue=catalogue.clone() ix because=None /> }).collect_view();
        view! { <Title phrases=vec![theme.name.zh.clone()] /><ol class="results">{cards}</ol> }.into_any()
    })
}

/// `/departments`
#[component]
pub fn DepartmentsPage() -> impl IntoView {
    listed(|catalogue| {
        let index = catalogue.index.clone();
        let department = |department: &crate::catalogue::IndexDepartment| {
            let items = (0..index.items.len()).filter(|ix| index.items[*ix].department == department.id);
            let cards =
                items.map(|ix| view! { <ItemCard catalogue=catalogue.clone() ix because=None /> }).collect_view();
            let id = format!("department-{}", department.id);
            view! {
                <section class="section" aria-labelledby=id.clone()>
                    <h2 class="section-head__title" id=id.clone()>{department.name.zh.clone()}</h2>
                    <ol class="results">{cards}</ol>
                </section>
            }
        };
        let departments = index.departments.iter().map(department).collect_view();
        view! { <Title phrases=vec!["按部门找".to_owned()] />{departments} }.into_any()
    })
}

fn listed(list: impl Fn(Rc<Catalogue>) -> AnyView + Send + 'static) -> impl IntoView {
    let site = Site::here();
    let content = move || match site.catalogue.get() {
        Load::Loading => view! { <Loading words="正在打开" /> }.into_any(),
        Load::Ready(catalogue) => list(catalogue),
        Load::Failed(error) => {
            let (title, words) = pack_words(error);
            view! {
                <Title phrases=vec!["找事项".to_owned()] />
                <Empty title words>
                    <button class="button" data-kind="main" type="button" on:click=|_| crate::ui::notice::reload()>"再试一次"</button>
                </Empty>
            }
            .into_any()
        }
    };
    view! {
        <Page tab=Tab::Inner narrow=true inner=Inner::new(Signal::derive(|| "/".to_owned()), "找事项", None)>
            <main class="page__main" id="main"><OfflineNotice />{content}</main>
        </Page>
    }
}

#[component]
fn Unknown() -> impl IntoView {
    view! {
        <Title phrases=vec!["没有这一类".to_owned()] />
        <Empty title="没有这一类" words="可能改了名字。回首页看看有哪些">
            <a class="button" data-kind="main" href="/">"回首页"</a>
        </Empty>
    }
}
