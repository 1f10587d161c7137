//! A specimen: one control in one state. The gallery is one list of them, section by section.

use leptos::prelude::*;

/// One control in one state.
pub struct Specimen {
    /// What it is called in the tests: `text`.
    pub name: String,
    /// Its state, as people call it: 没填.
    pub state: String,
    /// The control.
    pub view: AnyView,
}

impl Specimen {
    /// A control in a state.
    pub fn new(name: impl Into<String>, state: impl Into<String>, view: impl IntoView + 'static) -> Self {
        Self { name: name.into(), state: state.into(), view: view.into_any() }
    }
}

/// Specimens that belong together.
pub struct Section {
    /// English snake case; the section's fragment in the address.
    pub id: &'static str,
    /// Its heading.
    pub title: &'static str,
    /// What stands in it.
    pub specimens: Vec<Specimen>,
}

/// A section with its specimens side by side, where the window is wide enough.
#[component]
pub fn SectionView(
    /// The section.
    section: Section,
) -> impl IntoView {
    let Section { id, title, specimens } = section;
    let one = |Specimen { name, state, view }: Specimen| {
        let name = format!("{name}/{state}");
        view! {
            <li class="gallery__one" data-specimen=name>
                <p class="gallery__state">{state}</p>
                {view}
            </li>
        }
    };
    view! {
        <section class="section" aria-labelledby=id>
            <h2 class="section-head__title" id=id>{title}</h2>
            <ul class="gallery">{specimens.into_iter().map(one).collect_view()}</ul>
        </section>
    }
}
