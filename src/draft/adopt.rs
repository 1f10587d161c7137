//! A draft from a file becomes one of this device: it belongs to who takes it in, under ids that meet nothing here.

use super::export::{Contents, ImportError};
use super::{Draft, Progress};
use crate::application::asked_item;
use crate::consent::Provenance;
use crate::form::{Answer, Context, DocumentRecord, FileRef, Form, Value};
use crate::ident::{CivilDate, Instant};
use crate::item::{Audience, Item};
use crate::submission::State;
use std::collections::HashMap;
use std::sync::Arc;

/// Who takes a draft in, and when.
#[derive(Debug, Clone, Copy)]
pub struct Adopter<'a> {
    /// The portal's id of who is signed in.
    pub owner: &'a str,
    /// The credit codes of the enterprises that they may act for.
    pub enterprises: &'a [String],
    /// Now.
    pub now: Instant,
    /// Today.
    pub today: CivilDate,
}

/// Whether a draft from a file is the same as the one it was, or another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum As {
    /// The same draft, under its own id. Only for its owner.
    Same,
    /// A new draft.
    New,
}

/// Makes a draft from a file one of this device. `fresh_id` gives ids that nobody has.
///
/// Of a draft of somebody else, only what the citizens themselves answered comes along: what registers or the account
/// filled in, consents, records and signatures are another person's.
///
/// # Errors
/// [`ImportError::NoEnterprise`] when it is for an enterprise and the adopter acts for none;
/// [`ImportError::SupplementOfAnother`] when it supplements another person's application.
pub fn adopt(
    contents: Contents,
    item: Arc<Item>,
    adopter: Adopter<'_>,
    how: As,
    fresh_id: &mut dyn FnMut() -> String,
) -> Result<Contents, ImportError> {
    let Contents { mut draft, mut files } = contents;
    let is_own = draft.owner == adopter.owner;
    if !is_own && draft.supplement.is_some() {
        return Err(ImportError::SupplementOfAnother);
    }
    if !is_own {
        forget_person(&mut draft);
        draft.owner = adopter.owner.to_owned();
    }
    if draft.audience == Audience::Organisation
        && !draft.enterprise.as_ref().is_some_and(|code| adopter.enterprises.contains(code))
    {
        draft.enterprise = Some(adopter.enterprises.first().ok_or(ImportError::NoEnterprise)?.clone());
    }
    // To one application there is one supplement.
    if !is_own || (how == As::New && draft.supplement.is_none()) {
        draft.id = fresh_id();
        // Its key belongs to the draft that it was.
        (draft.submission, draft.delivery) = (None, None);
    }
    // An id from a file could be that of another draft's file.
    let ids: HashMap<String, String> = files.iter().map(|(file, _)| (file.id.clone(), fresh_id())).collect();
    for (file, _) in &mut files {
        rename(file, &ids, is_own);
    }
    for answer in draft.form.answers.values_mut() {
        if let Some(Value::Files(files)) = &mut answer.value {
            // A file whose bytes are nowhere could never be handed in.
            files.retain(|file| ids.contains_key(&file.id) || (is_own && file.uploaded.is_some()));
            files.iter_mut().for_each(|file| rename(file, &ids, is_own));
        }
    }
    // Files that only wait to be looked at are not in the file.
    for entry in draft.update.iter_mut().flat_map(|update| &mut update.check) {
        entry.files.clear();
    }
    draft.revision = 1;
    draft.created_at = draft.created_at.min(adopter.now);
    draft.saved_at = adopter.now;
    draft.item_name = item.plain_name.zh.clone();
    let item = draft.supplement.as_ref().map_or(item.clone(), |one| Arc::new(asked_item(&item, &one.asked)));
    let form = Form::restore(item, Context { today: adopter.today, audience: draft.audience }, draft.form);
    draft.form = form.state();
    draft.progress = Progress::of(&form);
    Ok(Contents { draft, files })
}

/// A draft from a file as it may stand in the place of the same draft that is here. Nothing when either was submitted: what
/// may have been sent is neither replaced nor brought back. The keys of earlier attempts stay known.
pub fn in_place_of(here: &Draft, draft: Draft) -> Option<Draft> {
    let is_sent = |draft: &Draft| draft.supplement.as_ref().is_some_and(|supplement| supplement.sent.is_some());
    if is_sent(here) || is_sent(&draft) {
        return None;
    }
    let mut earlier = earlier_keys(here)?;
    let others = earlier_keys(&draft)?;
    earlier.extend(others.into_iter().filter(|key| !earlier.contains(key)).collect::<Vec<_>>());
    let submission = (!earlier.is_empty()).then_some(State::Held { earlier });
    Some(Draft { submission, delivery: None, ..draft })
}

/// The keys of attempts that are over; nothing while one is under way, or was accepted.
fn earlier_keys(draft: &Draft) -> Option<Vec<String>> {
    match State::begin(draft.submission.as_ref())? {
        State::Waiting { earlier } => Some(earlier),
        State::Queued { .. } | State::Sending { .. } | State::Unknown { .. } => None,
        State::Accepted { .. } | State::Refused { .. } | State::Held { .. } => None,
    }
}

fn rename(file: &mut FileRef, ids: &HashMap<String, String>, keeps_upload: bool) {
    if let Some(id) = ids.get(&file.id) {
        file.id = id.clone();
    }
    if !keeps_upload {
        file.uploaded = None;
    }
}

fn forget_person(draft: &mut Draft) {
    draft.enterprise = None;
    // What did not fit a changed item may be what registers said about the other person.
    draft.update = None;
    draft.accounts.clear();
    draft.form.answers.retain(|_, answer| is_their_own(answer));
    for answer in draft.form.answers.values_mut() {
        answer.registered = None;
    }
    draft.form.documents.retain(|_, record| {
        *record = DocumentRecord { way: record.way, ..DocumentRecord::default() };
        record.way.is_some()
    });
}

fn is_their_own(answer: &Answer) -> bool {
    let signed = matches!(answer.value, Some(Value::Signature { .. }));
    let supplied = matches!(answer.provenance, Some(Provenance::Register { .. } | Provenance::Account));
    !signed && !supplied
}
