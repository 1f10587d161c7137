//! Counting up and down from an answer, for controls with a button for each.

use super::{FieldView, Value};
use crate::item::{Kind, Question};

/// The text of the whole number that lies `by` beyond the answer, or the least one where there is none yet; nothing where the
/// question does not take it.
pub fn stepped(question: &Question, view: &FieldView, by: i64) -> Option<String> {
    let Kind::Integer { min, max, .. } = question.kind else { return None };
    let number = match &view.value {
        Some(Value::Number(number)) => number.whole()?.checked_add(by)?,
        _ => min,
    };
    (min..=max).contains(&number).then(|| number.to_string())
}
