//! One field: label, hint, problem, control and what is said beneath. The control is chosen once, by the question's kind, and
//! is never made again while it is mounted.

use super::choice_field::ChoiceField;
use super::date_field::DateField;
use super::group_field::GroupField;
use super::icons::Icon;
use super::position_field::PositionField;
use super::press::after_press;
use super::region_field::RegionField;
use super::signature_field::SignatureField;
use super::svg::Svg;
use super::text_field::TextField;
use super::upload_field::UploadField;
use crate::app::clock;
use crate::app::working::Open;
use crate::consent::Provenance;
use crate::form::{shown_masked, Edit, FieldKey, FieldView};
use crate::i18n;
use crate::item::{Kind, Question, Severity};
use leptos::prelude::*;
use std::sync::Arc;

/// What a control needs to know about its field.
#[derive(Clone)]
pub struct FieldHandle {
    /// The draft.
    pub open: Open,
    /// The field's name.
    pub key: FieldKey,
    /// Its definition.
    pub question: Arc<Question>,
    /// What the core says about it.
    pub view: ArcRwSignal<Option<FieldView>>,
}

impl FieldHandle {
    /// The handle of a field; nothing when the item has no such question.
    pub fn new(open: Open, key: FieldKey) -> Option<Self> {
        let working = open.working();
        let question = Arc::new(working.form().question(&key)?.clone());
        let view = working.field(&key);
        Some(Self { open, key, question, view })
    }

    /// The element id of the control; error links lead there.
    pub fn id(&self) -> String {
        dom_id(&self.key)
    }

    /// Applies an edit.
    pub fn apply(&self, edit: Edit) {
        self.open.apply(edit);
    }

    /// Reads something off the view, following it; the default once the field has gone.
    pub fn read<T: Default>(&self, read: impl FnOnce(&FieldView) -> T) -> T {
        self.view.with(|view| view.as_ref().map_or_else(T::default, read))
    }

    /// The problem in words.
    pub fn problem(&self) -> Option<String> {
        let problem = self.read(|view| view.problem.clone())?;
        Some(i18n::problem(&self.open.item(), &self.question, &problem))
    }

    /// `aria-invalid` of the control.
    pub fn invalid(&self) -> Option<&'static str> {
        self.read(|view| view.problem.is_some()).then_some("true")
    }

    /// `aria-describedby` of the control.
    pub fn described_by(&self) -> Option<String> {
        let id = self.id();
        let mut ids = Vec::new();
        if self.question.hint.is_some() {
            ids.push(format!("{id}-hint"));
        }
        if self.read(|view| view.problem.is_some()) {
            ids.push(format!("{id}-error"));
        }
        if self.read(|view| view.registered.is_some()) {
            ids.push(format!("{id}-registered"));
        }
        if self.read(|view| !view.notes.is_empty()) {
            ids.push(format!("{id}-note"));
        }
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    /// The event of leaving the field; it waits for the press by which it is left.
    pub fn leave(&self) {
        let (working, field) = (self.open.working(), self.key.clone());
        after_press(Box::new(move || working.apply(Edit::Leave { field })));
    }
}

/// The element id of a field's control.
pub fn dom_id(key: &FieldKey) -> String {
    match key.row {
        Some(row) => format!("{}-{row}", key.question),
        None => key.question.clone(),
    }
}

/// What stands around a field's control: which class it has, whether it has a problem.
struct Frame {
    class: &'static str,
    state: Signal<Option<&'static str>, LocalStorage>,
}

impl Frame {
    fn of(handle: &FieldHandle) -> Self {
        let follows = handle.open.working().form().follows_up(&handle.key);
        let handle = handle.clone();
        Self {
            class: if follows { "field field--follow" } else { "field" },
            state: Signal::derive_local(move || handle.read(|view| view.problem.is_some()).then_some("error")),
        }
    }

    /// Several controls under one label are a fieldset.
    fn together(self, handle: FieldHandle, control: AnyView) -> AnyView {
        view! {
            <fieldset class=self.class data-state=self.state>
                <legend class="field__label"><Label handle=handle.clone() /></legend>
                <Above handle=handle.clone() />
                {control}
                <Beneath handle />
            </fieldset>
        }
        .into_any()
    }

    fn single(self, handle: FieldHandle, control: AnyView) -> AnyView {
        view! {
            <div class=self.class data-state=self.state>
                <label class="field__label" for=handle.id()><Label handle=handle.clone() /></label>
                <Above handle=handle.clone() />
                {control}
                <Beneath handle />
            </div>
        }
        .into_any()
    }

    fn upload(self, handle: FieldHandle) -> AnyView {
        view! {
            <div class=self.class data-state=self.state>
                <p class="field__label" id=format!("{}-label", handle.id())><Label handle=handle.clone() /></p>
                <Above handle=handle.clone() />
                <UploadField handle=handle.clone() />
                <Beneath handle />
            </div>
        }
        .into_any()
    }
}

/// A question that is answered by choosing, with all that belongs to it. Whoever shows no other kinds of questions uses this
/// one, which does not bring the others' controls along.
#[component]
pub fn ChoiceQuestion(
    /// The field.
    handle: FieldHandle,
) -> impl IntoView {
    let control = view! { <ChoiceField handle=handle.clone() /> }.into_any();
    Frame::of(&handle).together(handle, control)
}

/// A field with all that belongs to it.
#[component]
pub fn Field(
    /// The field.
    handle: FieldHandle,
) -> impl IntoView {
    let control = handle.clone();
    match &handle.question.kind {
        Kind::Choice { .. } | Kind::Choices { .. } | Kind::YesNo => view! { <ChoiceQuestion handle /> }.into_any(),
        Kind::Date { .. } => Frame::of(&handle).together(handle, view! { <DateField handle=control /> }.into_any()),
        Kind::Region => Frame::of(&handle).together(handle, view! { <RegionField handle=control /> }.into_any()),
        Kind::Group { .. } => view! { <GroupField handle /> }.into_any(),
        Kind::Signature { .. } => view! { <SignatureField handle /> }.into_any(),
        Kind::Attachment { .. } => Frame::of(&handle).upload(handle),
        Kind::Text { .. }
        | Kind::LongText { .. }
        | Kind::Integer { .. }
        | Kind::Decimal { .. }
        | Kind::Money { .. }
        | Kind::ResidentId
        | Kind::CreditCode
        | Kind::Phone
        | Kind::BankAccount
        | Kind::RealEstateUnit => Frame::of(&handle).single(handle, view! { <TextField handle=control /> }.into_any()),
        Kind::Position => Frame::of(&handle).single(handle, view! { <PositionField handle=control /> }.into_any()),
    }
}

#[component]
fn Label(handle: FieldHandle) -> impl IntoView {
    let label = handle.question.label.zh.clone();
    let optional =
        move || handle.read(|view| !view.required).then(|| view! { <span class="field__optional">"选填"</span> });
    view! { {label}{optional} }
}

/// Hint and problem stand above the control, where a phone's keyboard does not cover them.
#[component]
fn Above(handle: FieldHandle) -> impl IntoView {
    let id = handle.id();
    let hint = handle.question.hint.clone().map(|hint| {
        view! { <p class="field__hint" id=format!("{id}-hint")>{hint.zh}</p> }
    });
    let problem = move || {
        handle.problem().map(|words| {
            view! {
                <p class="field__error" id=format!("{}-error", handle.id())><Svg icon=Icon::Alert /><span>{words}</span></p>
            }
        })
    };
    view! { {hint}{problem} }
}

/// What a register holds instead, where a late answer came from, and what rules say.
#[component]
fn Beneath(handle: FieldHandle) -> impl IntoView {
    let note_id = format!("{}-note", handle.id());
    let registered = {
        let handle = handle.clone();
        move || {
            let registered = handle.read(|view| view.registered.clone())?;
            let value = shown_masked(&handle.question, &registered.value);
            let (field, revert) = (handle.key.clone(), handle.clone());
            let take_back = move |_| revert.apply(Edit::Revert { field: field.clone() });
            Some(view! {
                <p class="correction">
                    <Svg icon=Icon::Pencil />
                    <span>
                        <span id=format!("{}-registered", handle.id())>{format!("登记的是{value}，您改过。两个都会交")}</span>
                        <button class="correction__undo" type="button" on:click=take_back>"改回去"</button>
                    </span>
                </p>
            })
        }
    };
    let source = {
        let handle = handle.clone();
        move || {
            let provenance = handle.read(|view| view.provenance.clone())?;
            let shown = matches!(provenance, Provenance::Register { .. } | Provenance::Account | Provenance::Computed);
            let words = || i18n::provenance_sentence(&handle.open.item(), &provenance, clock::today());
            shown.then(|| view! { <p class="field__note"><Svg icon=Icon::Person />{words()}</p> })
        }
    };
    let notes = move || {
        let item = handle.open.item();
        let notes = handle.read(|view| view.notes.clone()).into_iter();
        notes
            .filter_map(|note| {
                let check = item.checks.get(note.check)?;
                let tone = if note.severity == Severity::Stop { "error" } else { "attention" };
                let instead = check.instead.as_ref().map(|instead| {
                    let label = instead.label.zh.clone();
                    match &instead.item {
                        Some(code) => view! { " " <a class="link" href=format!("/item/{code}")>{label}</a> }.into_any(),
                        None => view! { " " <span>{label}</span> }.into_any(),
                    }
                });
                Some(view! { <div class="notice" data-tone=tone><p>{check.message.zh.clone()}{instead}</p></div> })
            })
            .collect_view()
    };
    view! { {registered}{source}<div id=note_id role="status">{notes}</div> }
}
