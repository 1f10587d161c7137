//! A draft that is being worked on: the adapter between the engine and the views.
//!
//! The engine owns the answers. This turns the names of what changed into one signal a field, a group, the pages and the
//! ledger, and has every change saved. Nothing here decides what is valid, visible or allowed.

mod noted;
mod supplement;

use super::saving::Saver;
use super::site::Site;
use super::versions::Opened;
use super::writer::{Claim, LeftOver};
use super::{clock, keeping};
use crate::consent::Provenance;
use crate::draft::{Draft, ItemChange, Progress, Standing, DRAFT_SCHEMA};
use crate::form::{
    show, Changed, Context, Edit, FieldKey, FieldView, Finding, Form, FormState, Ledger, RowView, Step, StepState,
};
use crate::item::{Audience, Item, QuestionId};
use crate::submission::{Delivery, State};
use leptos::prelude::*;
use std::cell::{Ref, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

/// A draft that is being worked on.
pub struct Working {
    site: Site,
    form: RefCell<Form>,
    draft: RefCell<Draft>,
    fields: RefCell<HashMap<FieldKey, ArcRwSignal<Option<FieldView>>>>,
    rows: RefCell<HashMap<QuestionId, ArcRwSignal<Vec<RowView>>>>,
    ledger: ArcRwSignal<Ledger>,
    /// Counts changes of the pages' and fields' visibility, for lists of fields.
    layout: ArcRwSignal<u32>,
    submission: ArcRwSignal<Option<State>>,
    delivery: ArcRwSignal<Option<Delivery>>,
    /// What became of it when its item changed.
    update: ArcRwSignal<Option<ItemChange>>,
    standing: Standing,
    saver: Saver,
    claim: Claim,
}

impl Working {
    /// A draft that nobody has begun: its answers change the guide's ledger and are stored nowhere.
    pub fn explore(site: Site, item: Arc<Item>) -> Rc<Self> {
        let audience = item.audience.first().copied().unwrap_or(Audience::Person);
        let working = Self::begin(site, item, "", audience, None, FormState::default());
        working.saver.close();
        working
    }

    /// A new draft of an item, begun by the one who is signed in, with the answers given so far.
    pub fn begin(
        site: Site,
        item: Arc<Item>,
        owner: &str,
        audience: Audience,
        enterprise: Option<String>,
        form: FormState,
    ) -> Rc<Self> {
        let now = clock::now();
        let draft = Draft {
            schema: DRAFT_SCHEMA,
            id: super::crypto::random_id(),
            owner: owner.to_owned(),
            audience,
            enterprise,
            item: item.code.clone(),
            item_version: item.version,
            item_name: item.plain_name.zh.clone(),
            revision: 0,
            created_at: now,
            saved_at: now,
            saved_order: 0,
            form,
            progress: Progress::default(),
            submission: None,
            delivery: None,
            supplement: None,
            update: None,
            accounts: Vec::new(),
        };
        Self::new(site, Opened::as_it_is(draft, item), false, Claim::writer(None))
    }

    /// A stored draft, taken up again by whom it may be written. One that was carried over to another version of its item is
    /// saved at once.
    pub fn resume(site: Site, opened: Opened, claim: Claim) -> Rc<Self> {
        let carried_over = opened.carried_over;
        let working = Self::new(site, opened, true, claim);
        working.open_what_is_asked();
        if carried_over && working.claim.is_writer() {
            working.changed();
        }
        working
    }

    fn new(site: Site, opened: Opened, stored: bool, claim: Claim) -> Rc<Self> {
        let Opened { draft, item, standing, .. } = opened;
        let context = Context { today: clock::today(), audience: draft.audience };
        let form = Form::restore(item, context, draft.form.clone());
        Rc::new(Self {
            site,
            ledger: ArcRwSignal::new(form.ledger()),
            form: RefCell::new(form),
            fields: RefCell::default(),
            rows: RefCell::default(),
            layout: ArcRwSignal::new(0),
            submission: ArcRwSignal::new(draft.submission.clone()),
            delivery: ArcRwSignal::new(draft.delivery.clone()),
            update: ArcRwSignal::new(draft.update.clone()),
            standing,
            saver: Saver::new(stored.then_some(draft.revision), draft.saved_at, claim.is_writer()),
            claim,
            draft: RefCell::new(draft),
        })
    }

    /// The draft's id.
    pub fn id(&self) -> String {
        self.draft.borrow().id.clone()
    }

    /// The draft's owner.
    pub fn owner(&self) -> String {
        self.draft.borrow().owner.clone()
    }

    /// The enterprise applied for.
    pub fn enterprise(&self) -> Option<String> {
        self.draft.borrow().enterprise.clone()
    }

    /// The site.
    pub fn site(&self) -> Site {
        self.site
    }

    /// The item.
    pub fn item(&self) -> Arc<Item> {
        self.form.borrow().item().clone()
    }

    /// The engine, to ask it.
    pub fn form(&self) -> Ref<'_, Form> {
        self.form.borrow()
    }

    /// The saver, to show its state.
    pub fn saver(&self) -> &Saver {
        &self.saver
    }

    /// Whether this tab may write it.
    pub fn claim(&self) -> &Claim {
        &self.claim
    }

    /// The revision that was read or written last.
    pub fn revision(&self) -> u64 {
        self.draft.borrow().revision
    }

    /// The one door for events: applies an edit, tells the signals, has it saved. Closed while another tab writes.
    pub fn apply(self: &Rc<Self>, edit: Edit) {
        if !self.claim.is_writer() {
            return;
        }
        let changed = self.form.borrow_mut().apply(edit);
        if !changed.is_empty() {
            self.tell(&changed);
            self.changed();
        }
    }

    /// Takes over what the account knows; answers that are there stay.
    pub fn prefill_account(self: &Rc<Self>, phone: Option<&str>) {
        let edits = self.form.borrow().account_prefills(phone);
        edits.into_iter().for_each(|edit| self.apply(edit));
    }

    /// Shows what is wrong on a page, and says it.
    pub fn expose(self: &Rc<Self>, page: &str) -> Vec<Finding> {
        let (findings, changed) = self.form.borrow_mut().expose_page(page);
        self.tell(&changed);
        findings
    }

    /// The signal of one field. Nothing in it once the field has gone.
    pub fn field(&self, field: &FieldKey) -> ArcRwSignal<Option<FieldView>> {
        let mut fields = self.fields.borrow_mut();
        let signal = || ArcRwSignal::new(self.form.borrow().field(field));
        fields.entry(field.clone()).or_insert_with(signal).clone()
    }

    /// The signal of a group's rows.
    pub fn rows(&self, group: &str) -> ArcRwSignal<Vec<RowView>> {
        let mut rows = self.rows.borrow_mut();
        rows.entry(group.to_owned()).or_insert_with(|| ArcRwSignal::new(self.form.borrow().row_views(group))).clone()
    }

    /// The ledger.
    pub fn ledger(&self) -> ArcRwSignal<Ledger> {
        self.ledger.clone()
    }

    /// Follows every change of what is visible.
    pub fn follow_layout(&self) {
        self.layout.track();
    }

    /// The steps with their states; follows what is visible and every document.
    pub fn steps(&self) -> Vec<StepState> {
        self.layout.track();
        self.ledger.track();
        self.form.borrow().step_states()
    }

    /// What became of the submission.
    pub fn submission(&self) -> ArcRwSignal<Option<State>> {
        self.submission.clone()
    }

    /// How its delivery goes.
    pub fn delivery(&self) -> ArcRwSignal<Option<Delivery>> {
        self.delivery.clone()
    }

    /// Takes over a state of the submission; the caller has it stored before anything else happens.
    pub fn set_submission(self: &Rc<Self>, state: Option<State>, delivery: Option<Delivery>) {
        self.show_submission(state, delivery);
        self.saver.mark();
    }

    /// Takes over a state of the submission that is stored already.
    pub fn show_submission(&self, state: Option<State>, delivery: Option<Delivery>) {
        {
            let mut draft = self.draft.borrow_mut();
            (draft.submission, draft.delivery) = (state.clone(), delivery.clone());
        }
        self.delivery.set(delivery);
        if self.submission.with_untracked(|now| *now != state) {
            self.submission.set(state);
        }
    }

    /// What became of the draft when its item changed.
    pub fn update(&self) -> ArcRwSignal<Option<ItemChange>> {
        self.update.clone()
    }

    /// How the draft stood to its item when it was opened.
    pub fn standing(&self) -> Standing {
        self.standing
    }

    /// Stores everything now; returns when it is durable.
    pub async fn flush(self: &Rc<Self>) -> Result<(), crate::store::StoreError> {
        self.saver.flush(self).await
    }

    /// The draft as it is to be stored, by its next revision.
    pub fn snapshot(&self, revision: u64) -> Draft {
        let form = self.form.borrow();
        let mut draft = self.draft.borrow_mut();
        draft.revision = revision;
        (draft.saved_at, draft.saved_order) = (clock::now(), keeping::next_place(self.site));
        (draft.form, draft.progress) = (form.state(), Progress::of(&form));
        draft.clone()
    }

    /// Takes over what another tab stored, and tells every signal. What was carried over there to another version of its
    /// item is read anew with that one, unless something is shown here that could not be stored.
    pub fn replace(&self, draft: Draft) {
        if draft.item_version != self.item().version {
            if self.claim.left_over().with_untracked(Vec::is_empty) {
                crate::ui::notice::reload();
            }
            return;
        }
        self.update.set(draft.update.clone());
        let context = Context { today: clock::today(), audience: draft.audience };
        self.form.replace(Form::restore(self.item(), context, draft.form.clone()));
        self.saver.restart(draft.revision, draft.saved_at, self.claim.is_writer());
        self.submission.set(draft.submission.clone());
        self.delivery.set(draft.delivery.clone());
        self.draft.replace(draft);
        self.open_what_is_asked();
        let form = self.form.borrow();
        self.fields.borrow().iter().for_each(|(field, signal)| signal.set(form.field(field)));
        self.rows.borrow().iter().for_each(|(group, signal)| signal.set(form.row_views(group)));
        self.ledger.set(form.ledger());
        self.layout.update(|count| *count = count.wrapping_add(1));
    }

    /// What the citizen entered here and the stored draft has not.
    pub fn left_over(&self, stored: &Draft) -> Vec<LeftOver> {
        let form = self.form.borrow();
        let entered = form.state().answers.into_iter().filter(|(field, answer)| {
            matches!(answer.provenance, Some(Provenance::Citizen) | None)
                && stored.form.answers.get(field) != Some(answer)
        });
        let left = entered.filter_map(|(field, answer)| {
            let question = form.question(&field)?;
            let text = answer.text.or_else(|| answer.value.map(|value| show(question, &value)))?;
            Some(LeftOver { label: question.short_label().zh.clone(), text })
        });
        left.collect()
    }

    /// The address of a step.
    pub fn path(&self, step: &Step) -> String {
        format!("/draft/{}/{}", self.id(), crate::draft::step_path(step))
    }

    fn changed(self: &Rc<Self>) {
        self.saver.mark();
        self.saver.soon(self.clone());
    }

    fn tell(&self, changed: &[Changed]) {
        let form = self.form.borrow();
        let (mut layout, mut documents) = (false, false);
        for name in changed {
            match name {
                Changed::Field(field) => {
                    let view = form.field(field);
                    let signal = self.fields.borrow().get(field).cloned();
                    let shown = |view: &Option<FieldView>| view.as_ref().is_some_and(|view| view.visible);
                    match signal {
                        Some(signal) => {
                            layout |= signal.with_untracked(shown) != shown(&view)
                                || signal.with_untracked(|old| old.as_ref().map(FieldView::is_prefilled))
                                    != view.as_ref().map(FieldView::is_prefilled);
                            if signal.with_untracked(|old| *old != view) {
                                signal.set(view);
                            }
                        }
                        None => layout = true,
                    }
                }
                Changed::Rows(group) => {
                    if let Some(signal) = self.rows.borrow().get(group) {
                        signal.set(form.row_views(group));
                    }
                    layout = true;
                }
                Changed::Page(_) => layout = true,
                Changed::Document(_) => documents = true,
            }
        }
        if documents {
            self.ledger.set(form.ledger());
        }
        drop(form);
        if layout {
            self.layout.update(|count| *count = count.wrapping_add(1));
        }
    }
}

/// A draft as views carry it: copied freely.
#[derive(Clone, Copy)]
pub struct Open(StoredValue<Rc<Working>, LocalStorage>);

impl Open {
    /// A handle owned by the current scope.
    pub fn new(working: Rc<Working>) -> Self {
        Self(StoredValue::new_local(working))
    }

    /// The draft.
    pub fn working(&self) -> Rc<Working> {
        self.0.get_value()
    }

    /// Applies an edit.
    pub fn apply(&self, edit: Edit) {
        self.working().apply(edit);
    }

    /// The item.
    pub fn item(&self) -> Arc<Item> {
        self.working().item()
    }
}
