//! The side of a draft that is a supplement (补正): it takes edits on what is asked and nothing else.

use super::Working;
use crate::app::site::Site;
use crate::draft::{Sent, Supplement};
use crate::form::FormState;
use crate::item::{Audience, Item};
use std::rc::Rc;
use std::sync::Arc;

impl Working {
    /// A new supplement to an application, with the answers that were submitted.
    pub fn begin_supplement(
        site: Site,
        item: Arc<Item>,
        (owner, audience): (&str, Audience),
        supplement: Supplement,
        form: FormState,
    ) -> Rc<Self> {
        let working = Self::begin(site, item, owner, audience, None, form);
        working.draft.borrow_mut().supplement = Some(supplement);
        working.open_what_is_asked();
        working
    }

    /// What the draft supplements, if it is a supplement.
    pub fn supplement(&self) -> Option<Supplement> {
        self.draft.borrow().supplement.clone()
    }

    /// Takes over what of a supplement has left; the caller has it stored before anything else happens.
    pub fn set_sent(&self, sent: Option<Sent>) {
        if let Some(supplement) = &mut self.draft.borrow_mut().supplement {
            supplement.sent = sent;
        }
        self.open_what_is_asked();
        self.saver.mark();
    }

    /// A supplement takes edits on what is asked and nothing else, and on nothing once it has left.
    pub(super) fn open_what_is_asked(&self) {
        if let Some(supplement) = self.supplement() {
            if supplement.sent.is_some() {
                return self.form.borrow_mut().open_only([]);
            }
            let open = crate::application::open_fields(&self.item(), &supplement.asked);
            self.form.borrow_mut().open_only(open.iter().map(|field| field.question.as_str()));
        }
    }
}
