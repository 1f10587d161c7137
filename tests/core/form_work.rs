//! Setting one answer recomputes only what depends on it, however large the form is.

use mianzheng::bench;
use mianzheng::form::Form;
use std::sync::Arc;

/// What each of the first edits evaluates and names in a form of so many questions.
fn work(questions: usize) -> Vec<(u64, usize)> {
    let mut form = Form::new(Arc::new(bench::item(questions)), bench::context());
    let edits = bench::answers(questions, 1).take(50).chain(bench::answers(questions, 2).take(50));
    edits
        .map(|edit| {
            let before = form.evaluations();
            let changed = form.apply(edit).len();
            (form.evaluations() - before, changed)
        })
        .collect()
}

#[test]
fn setting_one_answer_does_the_same_work_in_a_small_form_and_in_one_of_five_thousand_questions() {
    let small = work(100);
    assert_eq!(work(5_000), small);
    assert!(small.iter().any(|(evaluations, _)| *evaluations > 1), "some answers are read by others");
    let most = small.iter().map(|(evaluations, changed)| evaluations + *changed as u64).max();
    assert!(most <= Some(20), "{small:?}");
}

#[test]
fn an_answer_that_nobody_reads_evaluates_nothing() {
    let mut form = Form::new(Arc::new(bench::item(500)), bench::context());
    let before = form.evaluations();
    let changed = form.apply(bench::answers(500, 1).nth(6).unwrap());
    assert_eq!((form.evaluations() - before, changed.len()), (0, 1));
}

#[test]
fn a_chain_of_conditions_may_be_longer_than_the_stack_is_deep() {
    use crate::support::*;
    let yes = |ix: usize| is(&format!("q{ix}"), "yes");
    let link = |ix: usize| yes_no(&format!("q{ix}")).when(yes(ix - 1));
    let questions: Vec<_> = std::iter::once(yes_no("q0")).chain((1..20_000).map(link)).collect();
    let mut form = form(asking(questions));
    form.chosen("q0", "yes");
    assert!(form.view("q1").visible);
}
