//! The engine, measured: the same work natively and in a browser. There is no clock here, it is handed in.
//!
//! The form has 500 questions in 50 pages; every second one has a condition that reads a question of its page. Figures are
//! medians over rounds; a round repeats its work, so that a browser's coarse clock can tell it.

mod item;

pub use item::{answers, item};

use crate::form::{Context, Edit, Form, FormState};
use crate::ident::CivilDate;
use crate::item::Audience;
use std::hint::black_box;
use std::sync::Arc;

/// How many questions the measured form has.
const QUESTIONS: usize = 500;
/// How many answers a restored draft has.
const ANSWERS: usize = 300;
/// How many rounds a figure is the median of.
const ROUNDS: usize = 25;

/// Milliseconds that the engine takes, by the figure's name: to build a form, to set one answer, to validate all, to
/// restore a draft. The clock tells milliseconds since any moment.
pub fn run(now_ms: &mut dyn FnMut() -> f64) -> Vec<(String, f64)> {
    let item = Arc::new(item(QUESTIONS));
    let form = || Form::new(item.clone(), context());
    let state = state(form());
    let restored = || Form::restore(item.clone(), context(), state.clone());

    let build = median(now_ms, 4, &mut || drop(black_box(form())));
    let mut set = restored();
    let edits: Vec<Edit> = answers(QUESTIONS, 1).chain(answers(QUESTIONS, 2)).collect();
    let set_all = median(now_ms, 1, &mut || edits.iter().for_each(|edit| drop(black_box(set.apply(edit.clone())))));
    let valid = restored();
    let validate = median(now_ms, 8, &mut || drop(black_box(valid.validate())));
    let restore = median(now_ms, 4, &mut || drop(black_box(restored())));
    vec![
        (format!("engine_build_{QUESTIONS}"), build),
        (format!("engine_set_one_{QUESTIONS}"), set_all / edits.len() as f64),
        (format!("engine_validate_all_{QUESTIONS}"), validate),
        (format!("engine_restore_{ANSWERS}"), restore),
    ]
}

/// Where and when everything is measured.
pub fn context() -> Context {
    Context { today: CivilDate::new(2026, 3, 12).unwrap_or(CivilDate::MIN), audience: Audience::Person }
}

/// A draft with [`ANSWERS`] answers, those that their conditions hide among them.
fn state(mut form: Form) -> FormState {
    answers(QUESTIONS, 1).take(ANSWERS).for_each(|edit| drop(form.apply(edit)));
    form.state()
}

/// The median over the rounds of what one of `times` repetitions takes. The first round only warms up.
fn median(now_ms: &mut dyn FnMut() -> f64, times: usize, work: &mut dyn FnMut()) -> f64 {
    (0..times).for_each(|_| work());
    let mut rounds: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let start = now_ms();
            (0..times).for_each(|_| work());
            (now_ms() - start) / times as f64
        })
        .collect();
    rounds.sort_by(f64::total_cmp);
    rounds[ROUNDS / 2]
}
