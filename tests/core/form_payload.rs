//! Whatever the engine lets a citizen submit, the portal's check takes, for any item and any course of events.

use crate::support::act::photo;
use crate::support::dice::Dice;
use crate::support::random::random_item;
use crate::support::random_edit::{fitting, random_edit};
use crate::support::{context, found, moment, Act};
use mianzheng::form::{DocumentEvent, Edit, FieldKey, Form, LineState};
use mianzheng::item::Kind;
use mianzheng::portal::Terminal;
use mianzheng::submission::{build, check, Circumstances};
use proptest::collection::vec;
use proptest::prelude::*;

/// Does what is left to be done, as well as it can be done.
fn complete(form: &mut Form, dice: &mut Dice) {
    for _ in 0..12 {
        for (document, decision) in form.decisions() {
            if decision.is_none() {
                form.agreed(&document);
            }
        }
        for line in form.ledger().lines {
            match line.state {
                LineState::Failed { .. } => line.ways.first().into_iter().for_each(|way| {
                    form.document(&line.document, DocumentEvent::TakeWay(way.fallback));
                }),
                LineState::Asking { .. } => {
                    form.document(&line.document, DocumentEvent::Answered(found(&[])));
                }
                _ => {}
            }
        }
        for document in form.askable() {
            form.document(&document, DocumentEvent::Answered(found(&[])));
        }
        for finding in form.validate() {
            mend(form, finding.field, dice);
        }
    }
}

fn mend(form: &mut Form, field: FieldKey, dice: &mut Dice) {
    let edit = match form.question(&field).map(|question| &question.kind) {
        Some(Kind::Group { .. }) => Edit::AddRow { group: field.question },
        Some(Kind::Attachment { .. }) => Edit::Attach { field, file: photo("one") },
        Some(Kind::Signature { .. }) => Edit::Sign { field, name: "李桂英".to_owned(), at: moment() },
        Some(_) | None => Edit::Type { text: fitting(dice, form, &field), field },
    };
    form.apply(edit);
}

proptest! {
    #![proptest_config(crate::form_properties::config())]

    #[test]
    fn what_the_engine_lets_through_the_portal_takes(
        item in vec(any::<u8>(), 0..200),
        edits in vec(any::<u8>(), 0..120),
        rest in vec(any::<u8>(), 0..200),
    ) {
        let mut form = crate::support::form(random_item(&mut Dice::new(&item)));
        let mut dice = Dice::new(&edits);
        while dice.is_left() {
            let edit = random_edit(&mut dice, &form);
            form.apply(edit);
        }
        complete(&mut form, &mut Dice::new(&rest));
        if form.is_ready() {
            let (terminal, made_at) = (Terminal::Phone, moment());
            let payload = build(&form, Circumstances { made_at, terminal, enterprise: None, earlier_keys: Vec::new() });
            prop_assert_eq!(check(form.item(), &payload, context().audience, made_at), []);
        }
    }
}
