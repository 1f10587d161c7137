//! A supplement (补正): the form that was submitted, opened at exactly what the department asks for.
//!
//! The item is asked again in a shape of its own ([`asked_item`]): what is asked stands on one page, required and shown
//! whatever its condition said; a document that is asked is one to be handed in, however it was waived before. The form
//! engine does the rest. Everything else is closed ([`Form::open_only`]) and never sent.

use crate::draft::Supplement;
use crate::form::{FieldKey, Finding, Form, FormState, Value};
use crate::ident::Instant;
use crate::item::{Helper, Item, Kind, Page, Presence, Question, Text, Waiver};
use crate::portal::{SupplementAnswer, SupplementRequest};
use crate::submission::{self, Payload};

/// The page on which the questions that are asked stand.
pub const PAGE: &str = "supplement";

/// The item as it is asked again. Doing so twice is the same as once.
pub fn asked_item(item: &Item, asked: &SupplementRequest) -> Item {
    let mut item = item.clone();
    if item.pages.iter().any(|page| page.id == PAGE) {
        return item;
    }
    let questions: Vec<Question> = asked.questions.iter().filter_map(|id| take(&mut item, id)).collect();
    let title = Text::new("要补的", "To be supplied");
    let helper = take_helper(&mut item, &questions);
    item.pages.push(Page { id: PAGE.to_owned(), title, visible: None, helper, questions });
    for document in item.documents.iter_mut().filter(|document| asked.documents.contains(&document.id)) {
        let how = document.line.clone();
        document.waiver = Waiver::None { how };
        document.applies = None;
        document.fallbacks.clear();
        document.supplies.clear();
    }
    item
}

/// What helps with a list comes along with it; one page has one helper.
fn take_helper(item: &mut Item, asked: &[Question]) -> Option<Helper> {
    let helps = |helper: &Helper| match helper {
        Helper::Equipment(equipment) => asked.iter().any(|question| question.id == *equipment.list()),
    };
    let page = item.pages.iter_mut().find(|page| page.helper.as_ref().is_some_and(helps))?;
    page.helper.take()
}

/// Takes a question out of where it stands; the whole group for a question in its rows.
fn take(item: &mut Item, id: &str) -> Option<Question> {
    let id = FieldKey::from(id).question;
    let holds = |question: &Question| match &question.kind {
        Kind::Group { questions, .. } => question.id == id || questions.iter().any(|child| child.id == id),
        _ => question.id == id,
    };
    let places = std::iter::once(&mut item.situations).chain(item.pages.iter_mut().map(|page| &mut page.questions));
    for questions in places {
        if let Some(ix) = questions.iter().position(holds) {
            let question = questions.remove(ix);
            return Some(Question { presence: Presence::Required, visible: None, computed: None, ..question });
        }
    }
    None
}

/// The fields that are open, in the order in which they are shown: questions, then the files of documents.
pub fn open_fields(item: &Item, asked: &SupplementRequest) -> Vec<FieldKey> {
    let page = item.pages.iter().find(|page| page.id == PAGE);
    let questions = page.into_iter().flat_map(|page| &page.questions).map(|question| FieldKey::of(&*question.id));
    let documents = asked.documents.iter().filter(|id| item.document(id).is_some());
    questions.chain(documents.map(|id| FieldKey::of(format!("{id}.files")))).collect()
}

/// What is asked that this item does not know: it can only be supplied at a counter.
pub fn found_elsewhere(item: &Item, asked: &SupplementRequest) -> Vec<String> {
    let known = |id: &str| take(&mut item.clone(), id).is_some();
    let questions = asked.questions.iter().filter(|id| !known(id));
    let documents = asked.documents.iter().filter(|id| item.document(id).is_none());
    questions.chain(documents).cloned().collect()
}

/// The answers with which a supplement begins: those that were submitted. Files that are asked for are asked anew.
pub fn start(item: &Item, payload: &Payload, asked: &SupplementRequest, now: Instant) -> FormState {
    let mut state = submission::state_of(item, payload, now);
    for id in &asked.documents {
        state.answers.remove(&FieldKey::of(format!("{id}.files")));
        state.documents.remove(id);
    }
    state
}

/// Everything that is wrong in what is asked, at once. `form` is one of [`asked_item`].
pub fn problems(form: &Form, asked: &SupplementRequest) -> Vec<Finding> {
    let open = open_fields(form.item(), asked);
    let is_asked = |finding: &Finding| {
        let files = || open.iter().any(|field| field.question == finding.field.question);
        form.page_of(&finding.field) == Some(PAGE) || files()
    };
    form.validate().into_iter().filter(is_asked).collect()
}

/// What is sent: what was asked and nothing else. Files have to be uploaded before.
pub fn answer(form: &Form, supplement: &Supplement) -> SupplementAnswer {
    let page = form.item().pages.iter().find(|page| page.id == PAGE);
    let questions = page.into_iter().flat_map(|page| &page.questions);
    let answers = questions.filter_map(|question| submission::answer(form, question, None)).collect();
    let documents = supplement.asked.documents.iter().filter_map(|id| {
        let view = form.field(&FieldKey::of(format!("{id}.files")))?;
        let Some(Value::Files(files)) = view.value else { return None };
        Some((id.clone(), files.into_iter().filter_map(|file| file.uploaded).collect()))
    });
    SupplementAnswer { answers, documents: documents.collect() }
}
