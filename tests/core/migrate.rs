//! A draft outlives a change of its item: one promise a test, on small items. The sweep over random ones stands in
//! `migrate_sweep`.

use crate::support::act::photo;
use crate::support::{
    asking, choice, choices, context, date, form, found, group, integer, item, licence, moment, paper, promise, source,
    text, words, yes_no, Act, DocumentParts, ItemParts, QuestionParts,
};
use mianzheng::consent::{Decision, Provenance};
use mianzheng::draft::{migrate, Draft, Migrated, Progress, Standing, ToCheck, Why, DRAFT_SCHEMA};
use mianzheng::form::{DocumentEvent, Edit, FieldKey, Form, FormState, Step, Value};
use mianzheng::item::{Audience, Holder, Item, Kind, Nameable, Renamed, Way};
use mianzheng::submission::{Frozen, Refusal, State};
use std::sync::Arc;

/// The next version of an item.
fn next(old: &Item, change: impl FnOnce(&mut Item)) -> Item {
    let mut item = Item { version: old.version + 1, ..old.clone() };
    change(&mut item);
    item
}

fn renamed(since: u32, what: Nameable, from: &str, to: &str) -> Renamed {
    Renamed { since, what, from: from.to_owned(), to: to.to_owned() }
}

/// What is listed, in few words.
fn said(step: &Migrated) -> Vec<(String, String, Why)> {
    step.check.iter().map(|entry| (entry.field.to_string(), entry.value.clone(), entry.why)).collect()
}

fn entry(field: &str, value: &str, why: Why) -> (String, String, Why) {
    (field.to_owned(), value.to_owned(), why)
}

fn value(state: &FormState, field: &str) -> Option<Value> {
    state.answers.get(&FieldKey::from(field)).and_then(|answer| answer.value.clone())
}

fn typed(text: &str) -> Option<Value> {
    Some(Value::Text(text.to_owned()))
}

#[test]
fn an_answer_stays_with_its_question_wherever_that_is_asked() {
    let old = asking([text("name"), integer("seats")]);
    let mut draft = form(old.clone());
    draft.typed("name", "幸福面馆");
    draft.typed("seats", "40");
    let new = next(&old, |item| {
        let seats = item.pages[0].questions.remove(1);
        item.situations.push(seats);
        item.pages[0].questions[0].label = words("店名");
    });
    let step = migrate(&old, &new, draft.state());
    assert_eq!((step.kept, said(&step)), (2, Vec::new()));
    assert_eq!(step.form, draft.state());
}

#[test]
fn an_answer_follows_its_question_to_a_new_name() {
    let old = asking([text("name"), group("people", 0, 3, [text("person")])]);
    let mut draft = form(old.clone());
    let row = draft.row_added("people");
    draft.typed(&format!("person#{row}"), "李桂英");
    let new = next(&old, |item| {
        let people = group("staff", 0, 3, [text("member")]);
        item.pages[0].questions[1] = people;
        item.renamed.push(renamed(2, Nameable::Question, "people", "staff"));
        item.renamed.push(renamed(2, Nameable::Question, "person", "member"));
    });
    let step = migrate(&old, &new, draft.state());
    assert_eq!((step.kept, said(&step)), (1, Vec::new()));
    assert_eq!(step.form.rows["staff"], [row]);
    assert_eq!(value(&step.form, &format!("member#{row}")), typed("李桂英"));
    let mut taken = Form::restore(Arc::new(new), context(), step.form);
    assert!(taken.row_added("staff") > row, "a row's id is never given out again");
}

#[test]
fn a_name_is_followed_over_versions_that_were_left_out() {
    let old = asking([text("a")]);
    let mut draft = form(old.clone());
    draft.typed("a", "李桂英");
    let second = next(&old, |item| {
        item.pages[0].questions = vec![text("b")];
        item.renamed = vec![renamed(2, Nameable::Question, "a", "b")];
    });
    let third = next(&second, |item| {
        item.pages[0].questions = vec![text("c")];
        item.renamed = vec![renamed(2, Nameable::Question, "a", "c"), renamed(3, Nameable::Question, "b", "c")];
    });
    let leap = migrate(&old, &third, draft.state());
    let steps = migrate(&second, &third, migrate(&old, &second, draft.state()).form);
    assert_eq!(value(&leap.form, "c"), typed("李桂英"));
    assert_eq!(leap, steps);
}

#[test]
fn what_is_asked_no_more_is_listed_with_its_old_label_page_and_words() {
    let seats = integer("seats");
    let old = asking([date("since"), group("people", 0, 3, [text("person")])]).page("shop", [seats]);
    let mut draft = form(old.clone());
    draft.typed("since", "2026-03-01");
    draft.row_added("people");
    let row = draft.row_added("people");
    draft.typed(&format!("person#{row}"), "李桂英");
    draft.typed("seats", "4x");
    let new = next(&old, |item| item.pages.clear());
    let step = migrate(&old, &new, draft.state());
    let (since, person) = (entry("since", "2026年3月1日", Why::NotAsked), format!("person#{row}"));
    let listed = [since, entry(&person, "李桂英", Why::NotAsked), entry("seats", "4x", Why::NotAsked)];
    assert_eq!((step.kept, said(&step)), (0, listed.to_vec()));
    let place = |entry: &ToCheck| (entry.page.clone().unwrap().zh, entry.label.zh.clone(), entry.row);
    let places: Vec<_> = step.check.iter().map(place).collect();
    let at = |page: &str, label: &str, row| (page.to_owned(), label.to_owned(), row);
    assert_eq!(places, [at("page", "since", None), at("page", "person", Some(2)), at("shop", "seats", None)]);
}

#[test]
fn a_question_of_another_kind_or_unit_does_not_take_the_old_answer() {
    let old = asking([integer("seats"), text("opened"), yes_no("gas")]);
    let mut draft = form(old.clone());
    draft.typed("seats", "40");
    draft.typed("opened", "2026-03-01");
    draft.chosen("gas", "yes");
    let new = next(&old, |item| {
        item.pages[0].questions[0].kind = Kind::Integer { min: 0, max: 1000, unit: Some(words("桌")) };
        item.pages[0].questions[1] = date("opened");
        item.pages[0].questions[2] = choice("gas", &["yes", "no"]);
    });
    let step = migrate(&old, &new, draft.state());
    let other = Why::AskedOtherwise;
    assert_eq!(
        said(&step),
        [entry("seats", "40", other), entry("opened", "2026-03-01", other), entry("gas", "是", other)]
    );
    assert_eq!(step.form.answers.len(), 0);
}

#[test]
fn an_answer_beyond_new_limits_stays_and_is_shown_as_invalid() {
    let old = asking([integer("seats")]);
    let mut draft = form(old.clone());
    draft.typed("seats", "40");
    let new = next(&old, |item| item.pages[0].questions[0].kind = Kind::Integer { min: 0, max: 9, unit: None });
    let step = migrate(&old, &new, draft.state());
    assert_eq!((step.kept, said(&step)), (1, Vec::new()));
    let taken = Form::restore(Arc::new(new), context(), step.form);
    assert_eq!(taken.field(&"seats".into()).unwrap().text, "40");
    assert_eq!(taken.validate().len(), 1);
}

#[test]
fn of_several_options_those_that_are_gone_are_listed_and_the_others_stay() {
    let old = asking([choices("uses", &["cook", "bake", "fry"]), choice("size", &["small", "large"])]);
    let mut draft = form(old.clone());
    draft.switched("uses", "cook", true);
    draft.switched("uses", "bake", true);
    draft.chosen("size", "small");
    let new = next(&old, |item| {
        item.pages[0].questions[0] = choices("uses", &["fry", "oven"]);
        item.pages[0].questions[1] = choice("size", &["large"]);
        item.renamed.push(renamed(2, Nameable::OptionOf("uses".to_owned()), "bake", "oven"));
    });
    let step = migrate(&old, &new, draft.state());
    assert_eq!(said(&step), [entry("uses", "cook", Why::NotOffered), entry("size", "small", Why::NotOffered)]);
    assert_eq!(value(&step.form, "uses"), Some(Value::Choices(vec!["oven".to_owned()])));
    assert_eq!(value(&step.form, "size"), None);
}

#[test]
fn a_text_beside_what_was_chosen_is_carried_over_unless_it_says_the_same() {
    let old = asking([choice("size", &["small", "large"]), choices("uses", &["cook", "bake"])]);
    let mut draft = form(old.clone());
    draft.chosen("size", "small");
    draft.typed("size", "small,large");
    draft.typed("uses", "bake, cook");
    let second = next(&old, |item| {
        item.pages[0].questions[1] = choices("uses", &["cook", "oven"]);
        item.renamed.push(renamed(2, Nameable::OptionOf("uses".to_owned()), "bake", "oven"));
    });
    let third = next(&second, |item| item.pages.clear());
    let step = migrate(&old, &second, draft.state());
    let text = |field: &str| step.form.answers[&FieldKey::of(field)].text.clone();
    assert_eq!((text("size").as_deref(), text("uses")), (Some("small,large"), None));
    let words = |step: &Migrated| step.check[0].earlier.clone().map(|earlier| (step.check[0].value.clone(), earlier));
    let listed = Some(("small,large".to_owned(), "small".to_owned()));
    assert_eq!(words(&migrate(&second, &third, step.form.clone())), listed);
    assert_eq!(words(&migrate(&old, &third, draft.state())), listed, "step by step is at once");
}

#[test]
fn a_default_nobody_touched_is_the_new_versions_own() {
    let old = asking([text("town").default_of("城东"), text("emptied").default_of("城西")]);
    let mut draft = form(old.clone());
    draft.typed("emptied", "");
    let new = next(&old, |item| item.pages[0].questions[0].default = Some("城南".to_owned()));
    let step = migrate(&old, &new, draft.state());
    assert_eq!((step.kept, said(&step)), (0, Vec::new()));
    let taken = Form::restore(Arc::new(new), context(), step.form);
    assert_eq!(taken.field(&"town".into()).unwrap().text, "城南");
    assert_eq!(taken.field(&"emptied".into()).unwrap().text, "", "what was emptied stays empty");
}

#[test]
fn a_signature_counts_only_under_the_text_that_was_signed() {
    let old = item().commitment("truth").commitment("oath").document(promise("card", "truth"));
    let old = old.document(promise("proof", "oath"));
    let mut draft = form(old.clone());
    for field in ["truth.signature", "oath.signature"] {
        draft.apply(Edit::Sign { field: field.into(), name: "李桂英".to_owned(), at: moment() });
    }
    let new = next(&old, |item| item.commitments[0].promised.push(words("另外")));
    let step = migrate(&old, &new, draft.state());
    assert_eq!(said(&step), [entry("truth.signature", "李桂英", Why::SignAgain)]);
    assert!(value(&step.form, "oath.signature").is_some());
    let taken = Form::restore(Arc::new(new), context(), step.form);
    assert_eq!(taken.resume_step(), Step::Commitments, "the citizen lands where something is left");
}

#[test]
fn files_of_a_document_that_takes_none_any_more_are_listed_with_the_files() {
    let old = item().document(paper("plan")).document(paper("deed"));
    let mut draft = form(old.clone());
    for field in ["plan.files", "deed.files"] {
        draft.apply(Edit::Attach { field: field.into(), file: photo(field) });
    }
    let new = next(&old, |item| {
        item.documents[0].waiver = mianzheng::item::Waiver::Cancelled;
        item.documents[1].id = "title".to_owned();
        item.renamed.push(renamed(2, Nameable::Document, "deed", "title"));
    });
    let step = migrate(&old, &new, draft.state());
    assert_eq!(said(&step), [entry("plan.files", "plan.files.jpg", Why::NotAsked)]);
    assert_eq!(step.check[0].files, [photo("plan.files")]);
    assert_eq!(value(&step.form, "title.files"), Some(Value::Files(vec![photo("deed.files")])));
}

/// An item whose licence fills in a name, and a draft in which the register has answered.
fn fetched() -> (Item, Form) {
    let old =
        asking([text("name"), text("remark")]).document(licence("card").supplying("name", "name").or(Way::Upload));
    let mut draft = form(old.clone());
    draft.agreed("card");
    draft.document("card", DocumentEvent::Answered(found(&[("name", "李桂英"), ("number", "1")])));
    (old, draft)
}

#[test]
fn a_consent_holds_as_long_as_the_same_register_is_asked_for_the_same() {
    let (old, draft) = fetched();
    let new = next(&old, |item| item.documents[0].line = words("新说法"));
    let step = migrate(&old, &new, draft.state());
    assert_eq!((step.kept, said(&step)), (1, Vec::new()));
    assert_eq!(step.form, draft.state());
}

#[test]
fn a_register_that_is_asked_for_more_is_agreed_to_anew_and_what_it_supplied_is_named() {
    let (old, draft) = fetched();
    let new = next(&old, |item| {
        let more = source("card", Holder::Applicant).fields[0].clone();
        item.sources[0].fields.push(mianzheng::item::SourceField { id: "address".to_owned(), ..more });
    });
    let step = migrate(&old, &new, draft.state());
    let again = Why::AskRegisterAgain;
    assert_eq!(said(&step), [entry("name", "李桂英", again), entry("card", "", again)]);
    assert_eq!((step.form.answers.len(), step.form.documents.len()), (0, 0));
    let taken = Form::restore(Arc::new(new), context(), step.form);
    assert_eq!(taken.resume_step(), Step::Consent);
}

#[test]
fn a_register_that_now_fills_other_questions_is_asked_again_under_the_same_consent() {
    let (old, draft) = fetched();
    let new = next(&old, |item| {
        item.documents[0]
            .supplies
            .push(mianzheng::item::Supply { field: "number".to_owned(), question: "remark".to_owned() });
    });
    let step = migrate(&old, &new, draft.state());
    assert_eq!((step.kept, said(&step)), (1, Vec::new()));
    let record = &step.form.documents["card"];
    assert!(matches!(record.decision, Some(Decision::Agreed { .. })) && record.outcome.is_none());
    assert_eq!(Form::restore(Arc::new(new), context(), step.form).askable(), ["card"]);
}

#[test]
fn where_an_answer_came_from_follows_the_documents_new_name() {
    let (old, draft) = fetched();
    let new = next(&old, |item| {
        item.documents[0].id = "identity".to_owned();
        item.renamed.push(renamed(2, Nameable::Document, "card", "identity"));
    });
    let step = migrate(&old, &new, draft.state());
    let from = step.form.answers[&FieldKey::of("name")].provenance.clone();
    assert!(matches!(from, Some(Provenance::Register { document, .. }) if document == "identity"));
    assert!(step.form.documents["identity"].outcome.is_some());
}

#[test]
fn a_way_that_is_not_offered_any_more_is_named_and_one_that_moved_is_kept() {
    let old = item().document(licence("card").or(Way::Deferred { working_days: 3 }).or(Way::Upload));
    let mut draft = form(old.clone());
    draft.document("card", DocumentEvent::Decide(Decision::Refused { at: moment() }));
    draft.document("card", DocumentEvent::TakeWay(1));
    let moved = next(&old, |item| item.documents[0].fallbacks.reverse());
    assert_eq!(migrate(&old, &moved, draft.state()).form.documents["card"].way, Some(0));
    let gone = next(&old, |item| drop(item.documents[0].fallbacks.pop()));
    let step = migrate(&old, &gone, draft.state());
    assert_eq!(said(&step), [entry("card", "另一条路", Why::WayGone)]);
    assert_eq!(step.form.documents["card"].way, None);
}

#[test]
fn of_two_questions_that_became_one_the_answer_of_the_one_that_stayed_counts() {
    let old = asking([text("a"), text("b")]);
    let mut draft = form(old.clone());
    draft.typed("a", "甲");
    draft.typed("b", "乙");
    let new = next(&old, |item| {
        item.pages[0].questions.remove(0);
        item.renamed.push(renamed(2, Nameable::Question, "a", "b"));
    });
    let step = migrate(&old, &new, draft.state());
    assert_eq!((value(&step.form, "b"), said(&step)), (typed("乙"), vec![entry("a", "甲", Why::AskedOtherwise)]));
}

fn draft_of(old: &Item, form: &Form, submission: Option<State>) -> Draft {
    Draft {
        schema: DRAFT_SCHEMA,
        id: "d-1".to_owned(),
        owner: "p-1".to_owned(),
        audience: Audience::Person,
        enterprise: None,
        item: old.code.clone(),
        item_version: old.version,
        item_name: old.plain_name.zh.clone(),
        revision: 7,
        created_at: moment(),
        saved_at: moment(),
        saved_order: 0,
        form: form.state(),
        progress: Progress::default(),
        submission,
        delivery: None,
        supplement: None,
        update: None,
        accounts: Vec::new(),
    }
}

#[test]
fn a_second_change_adds_to_the_list_and_takes_nothing_from_it() {
    let old = asking([text("a"), text("b")]);
    let mut form = form(old.clone());
    form.typed("a", "甲");
    form.typed("b", "乙");
    let second = next(&old, |item| drop(item.pages[0].questions.remove(0)));
    let third = next(&second, |item| item.pages.clear());
    let mut draft = draft_of(&old, &form, None).carried_over(&old, &second);
    draft.update.as_mut().unwrap().tick(1, true);
    let draft = draft.carried_over(&second, &third);
    let update = draft.update.unwrap();
    let list = update.check.iter().map(|entry: &ToCheck| (entry.number, entry.value.as_str(), entry.done));
    assert_eq!(list.collect::<Vec<_>>(), [(1, "甲", true), (2, "乙", false)]);
    assert_eq!((update.open(), update.from, draft.item_version, draft.revision), (1, 2, 3, 7));
}

#[test]
fn what_may_have_been_sent_is_not_touched_before_it_is_known_what_became_of_it() {
    let old = asking([text("remark")]);
    let form = form(old.clone());
    let frozen = || Frozen { key: "k".to_owned(), body: "{}".to_owned(), digest: "d".to_owned(), earlier: Vec::new() };
    let refusal = Refusal { detail: String::new(), fields: Vec::new() };
    let standing = |state, offered| draft_of(&old, &form, state).standing(offered);
    let outdated = Standing::Outdated { version: 2 };
    assert_eq!(standing(None, Some(1)), Standing::Current);
    assert_eq!(standing(None, Some(2)), outdated);
    assert_eq!(standing(None, None), Standing::Withdrawn);
    assert_eq!(standing(Some(State::Refused { key: "k".to_owned(), refusal, earlier: Vec::new() }), Some(2)), outdated);
    for state in
        [State::Queued { frozen: frozen() }, State::Sending { frozen: frozen() }, State::Unknown { frozen: frozen() }]
    {
        assert_eq!(standing(Some(state.clone()), Some(2)), Standing::UnderWay);
        assert_eq!(standing(Some(state.clone()), None), Standing::UnderWay);
        assert_eq!(standing(Some(state), Some(1)), Standing::Current);
    }
}
