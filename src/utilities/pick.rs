//! Picking something usual from the list that a helper offers.

use crate::form::{Edit, FieldKey, Form, RowId};
use crate::item::{Common, Kind, Question, QuestionId};

/// A row of the list in which nothing is answered yet: what is picked goes there before a new row is made.
pub fn empty_row(form: &Form, list: &QuestionId) -> Option<RowId> {
    let Some(Kind::Group { questions, .. }) = form.question(&FieldKey::of(&**list)).map(|question| &question.kind)
    else {
        return None;
    };
    let is_empty = |row: &&RowId| {
        let view = |question: &Question| form.field(&FieldKey::in_row(&*question.id, **row));
        questions.iter().all(|question| view(question).is_none_or(|view| !view.is_answered()))
    };
    form.rows(list).iter().find(is_empty).copied()
}

/// What fills this row with what was picked; every answer can be changed like one that was typed.
pub fn fills(form: &Form, common: &Common, row: RowId) -> Vec<Edit> {
    let fill = |(question, text): (&QuestionId, &String)| {
        let field = FieldKey::in_row(&**question, row);
        let text = text.clone();
        Some(match form.question(&field)?.kind {
            Kind::Choice { .. } | Kind::YesNo => Edit::Choose { field, option: text },
            _ => Edit::Type { field, text },
        })
    };
    common.fills.iter().filter_map(fill).collect()
}
