//! Finding, taking out and renaming things anywhere in an item.

use mianzheng::item::*;

/// Writes another id wherever this one stands as a whole, but in texts, of which it is no part, and in the `from`s.
pub fn replace(json: &mut serde_json::Value, from: &str, to: &str) {
    match json {
        serde_json::Value::String(text) if text == from => *text = to.to_owned(),
        serde_json::Value::Array(list) => list.iter_mut().for_each(|part| replace(part, from, to)),
        serde_json::Value::Object(fields) => {
            let parts = fields.iter_mut().filter(|(name, _)| !["from", "zh", "en"].contains(&name.as_str()));
            parts.for_each(|(_, part)| replace(part, from, to));
        }
        _ => {}
    }
}

/// Whether a question stands outside groups.
pub fn is_top(item: &Item, id: &str) -> bool {
    item.situations.iter().chain(item.pages.iter().flat_map(|page| &page.questions)).any(|question| question.id == id)
}

/// Takes a question out of the item, wherever it stands.
pub fn take(item: &mut Item, id: &str) -> Option<Question> {
    let lists = std::iter::once(&mut item.situations).chain(item.pages.iter_mut().map(|page| &mut page.questions));
    for list in lists {
        if let Some(at) = list.iter().position(|question| question.id == id) {
            return Some(list.remove(at));
        }
        for question in list {
            if let Kind::Group { questions, .. } = &mut question.kind {
                if let Some(at) = questions.iter().position(|question| question.id == id) {
                    return Some(questions.remove(at));
                }
            }
        }
    }
    None
}

/// A question of the item that is there.
pub fn find<'a>(item: &'a mut Item, id: &str) -> &'a mut Question {
    let lists = std::iter::once(&mut item.situations).chain(item.pages.iter_mut().map(|page| &mut page.questions));
    for question in lists.flatten() {
        if question.id == id {
            return question;
        }
        if let Kind::Group { questions, .. } = &mut question.kind {
            if let Some(child) = questions.iter_mut().find(|child| child.id == id) {
                return child;
            }
        }
    }
    panic!("{id} is there")
}
