//! What can happen to a form, and the names of what changes.

use super::engine::{Form, SlotId, Touch};
use super::plan::Place;
use super::{Answer, DocumentEvent, FieldKey, FileRef, Problem, RowId, Value};
use crate::consent::Provenance;
use crate::ident::Instant;
use crate::item::{Choice, DocumentId, Kind, QuestionId};

/// The one door: everything that can happen to a form.
#[derive(Debug, Clone, PartialEq)]
pub enum Edit {
    /// The text of a control changed. Never sent while an input method composes.
    Type {
        /// The field.
        field: FieldKey,
        /// All of the text.
        text: String,
    },
    /// An option was chosen; `yes` and `no` for yes/no questions.
    Choose {
        /// The field.
        field: FieldKey,
        /// The option's id.
        option: String,
    },
    /// An option of several was switched.
    Toggle {
        /// The field.
        field: FieldKey,
        /// The option's id.
        option: String,
        /// On or off.
        on: bool,
    },
    /// A region was picked from the list.
    PickRegion {
        /// The field.
        field: FieldKey,
        /// Its code.
        code: String,
        /// Its name in full.
        name: String,
    },
    /// A file was added; its bytes are already in the attachment store.
    Attach {
        /// The field.
        field: FieldKey,
        /// The file.
        file: FileRef,
    },
    /// A file was taken away.
    Detach {
        /// The field.
        field: FieldKey,
        /// The file's id on this device.
        file: String,
    },
    /// The portal has stored a file.
    Uploaded {
        /// The file's id on this device.
        file: String,
        /// The portal's id.
        portal_id: String,
    },
    /// A commitment was signed.
    Sign {
        /// The field.
        field: FieldKey,
        /// The name as typed.
        name: String,
        /// When.
        at: Instant,
    },
    /// The field was left. A field that had been shown as wrong is looked at again.
    Leave {
        /// The field.
        field: FieldKey,
    },
    /// The citizen says that a prefilled answer is wrong (不对？).
    Correct {
        /// The field.
        field: FieldKey,
    },
    /// The citizen takes the registered value after all (改回去).
    Revert {
        /// The field.
        field: FieldKey,
    },
    /// Something other than the citizen supplies an answer; a touched field stays as it is.
    Prefill {
        /// The field.
        field: FieldKey,
        /// The text in the canonical form of the question's kind. Without a text, what was supplied from there is given back.
        text: String,
        /// Where it comes from.
        provenance: Provenance,
    },
    /// A row was added to a group.
    AddRow {
        /// The group.
        group: QuestionId,
    },
    /// A row was taken from a group.
    RemoveRow {
        /// The group.
        group: QuestionId,
        /// The row.
        row: RowId,
    },
    /// Something happened to a document.
    Document {
        /// The document.
        document: DocumentId,
        /// What happened.
        event: DocumentEvent,
    },
}

/// The name of something that changed. The adapter in the app turns each into one signal.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Changed {
    /// A field's answer, visibility, problem or notes.
    Field(FieldKey),
    /// A group's rows.
    Rows(QuestionId),
    /// A page's visibility, by its index in the item.
    Page(usize),
    /// A document's line in the ledger.
    Document(DocumentId),
}

impl Form {
    /// Carries out an edit on the answers themselves; the readers follow later.
    pub(super) fn touch(&mut self, edit: Edit, touch: &mut Touch) {
        match edit {
            Edit::Type { field, text } => self.with(&field, touch, is_typed, |form, id| form.type_text(id, text)),
            Edit::Choose { field, option } => self.with(&field, touch, is_chosen, |form, id| form.choose(id, &option)),
            Edit::Toggle { field, option, on } => {
                let several = |kind: &Kind| matches!(kind, Kind::Choices { .. });
                self.with(&field, touch, several, |form, id| form.toggle(id, &option, on));
            }
            Edit::PickRegion { field, code, name } => {
                let region = Value::Region { code, name: name.trim().to_owned() };
                self.with(&field, touch, |kind| *kind == Kind::Region, |form, id| form.answer(id, Some(region)));
            }
            Edit::Attach { field, file } => self.with(&field, touch, holds_files, |form, id| form.attach(id, file)),
            Edit::Detach { field, file } => self.with(&field, touch, holds_files, |form, id| form.detach(id, &file)),
            Edit::Uploaded { file, portal_id } => self.note_upload(&file, &portal_id, touch),
            Edit::Sign { field, name, at } => {
                let signed = (!name.trim().is_empty()).then(|| Value::Signature { name: name.trim().to_owned(), at });
                let signature = |kind: &Kind| matches!(kind, Kind::Signature { .. });
                self.with(&field, touch, signature, |form, id| form.answer(id, signed));
            }
            Edit::Leave { field } => self.leave(&field, touch),
            Edit::Correct { field } => self.with(&field, touch, |_| true, |form, id| form.slots[id].answer.claim()),
            Edit::Revert { field } => self.with(&field, touch, |_| true, Self::revert),
            Edit::Prefill { field, text, provenance } => self.prefill(&field, &text, provenance, touch),
            Edit::AddRow { group } => self.add_row(&group, touch),
            Edit::RemoveRow { group, row } => self.remove_row(&group, row, touch),
            Edit::Document { document, event } => {
                if let Some(ix) = self.plan.document_ix(&document) {
                    self.apply_document(ix, event, touch);
                }
            }
        }
    }

    /// Changes the answer of a field, if there is such a field, it takes this kind of edit and its answer is asked.
    fn with(
        &mut self,
        field: &FieldKey,
        touch: &mut Touch,
        takes: impl FnOnce(&Kind) -> bool,
        change: impl FnOnce(&mut Self, SlotId),
    ) {
        let Some(id) = self.slot_id(field) else { return };
        let planned = self.planned(id);
        if takes(&planned.question.kind) && !planned.is_only_shown() {
            change(self, id);
            self.touch_answer(id, touch);
        }
    }

    /// An answer changed; a document's line shows its files, and whether its commitment is signed.
    fn touch_answer(&self, id: SlotId, touch: &mut Touch) {
        touch.answer(id);
        match self.planned(id).place {
            Place::Files(document) => touch.document(document),
            Place::Signature => (0..self.documents.len()).for_each(|document| touch.document(document)),
            Place::Situation | Place::Page(_) => {}
        }
    }

    fn answer(&mut self, id: SlotId, value: Option<Value>) {
        let answer = &mut self.slots[id].answer;
        answer.claim();
        *answer = Answer {
            value,
            provenance: Some(Provenance::Citizen),
            registered: answer.registered.take(),
            exposed: answer.exposed,
            ..Answer::default()
        };
    }

    fn type_text(&mut self, id: SlotId, text: String) {
        let read = self.parse(id, &text);
        let answer = &mut self.slots[id].answer;
        // While writing, what was said about an invalid text stays, but not that something is missing, nor what is mended.
        let still_invalid = read.as_ref().is_err_and(|problem| *problem != Problem::Missing);
        if !still_invalid || answer.shown == Some(Problem::Missing) {
            answer.shown = None;
        }
        answer.claim();
        answer.provenance = Some(Provenance::Citizen);
        answer.take_text(text, read);
    }

    fn choose(&mut self, id: SlotId, option: &str) {
        if let Ok(value) = self.parse(id, option) {
            self.answer(id, Some(value));
        }
    }

    fn toggle(&mut self, id: SlotId, option: &str, on: bool) {
        let Kind::Choices { options, .. } = &self.planned(id).question.kind else { return };
        let Some(toggled) = options.iter().find(|choice| choice.id == option) else { return };
        let chosen = match &self.slots[id].answer.value {
            Some(Value::Choices(chosen)) => chosen.as_slice(),
            _ => &[],
        };
        let stays = |choice: &Choice| {
            if choice.id == option {
                on
            } else {
                chosen.contains(&choice.id) && !(on && (toggled.exclusive || choice.exclusive))
            }
        };
        let chosen: Vec<String> =
            options.iter().filter(|choice| stays(choice)).map(|choice| choice.id.clone()).collect();
        self.answer(id, (!chosen.is_empty()).then_some(Value::Choices(chosen)));
    }

    fn attach(&mut self, id: SlotId, file: FileRef) {
        let mut files = self.files(id);
        files.retain(|other| other.id != file.id);
        files.push(file);
        self.answer(id, Some(Value::Files(files)));
    }

    fn detach(&mut self, id: SlotId, file: &str) {
        let mut files = self.files(id);
        files.retain(|other| other.id != file);
        self.answer(id, (!files.is_empty()).then_some(Value::Files(files)));
    }

    fn files(&self, id: SlotId) -> Vec<FileRef> {
        match &self.slots[id].answer.value {
            Some(Value::Files(files)) => files.clone(),
            _ => Vec::new(),
        }
    }

    fn note_upload(&mut self, file: &str, portal_id: &str, touch: &mut Touch) {
        for id in 0..self.slots.len() {
            let Some(Value::Files(files)) = &mut self.slots[id].answer.value else { continue };
            let Some(known) = files.iter_mut().find(|known| known.id == file) else { continue };
            known.uploaded = Some(portal_id.to_owned());
            self.touch_answer(id, touch);
        }
    }

    /// What was read is shown as it was understood, and a field that had been wrong is looked at again.
    fn leave(&mut self, field: &FieldKey, touch: &mut Touch) {
        let Some(id) = self.slot_id(field) else { return };
        let problem = self.problem(id);
        let answer = &mut self.slots[id].answer;
        if answer.problem.is_none() && answer.text.take().is_some() {
            touch.answer(id);
        }
        if !answer.exposed && answer.problem.is_none() {
            return;
        }
        answer.exposed = true;
        if answer.shown != problem {
            answer.shown = problem;
            touch.answer(id);
        }
    }

    fn revert(&mut self, id: SlotId) {
        let answer = &mut self.slots[id].answer;
        if let Some(registered) = answer.registered.take() {
            *answer = Answer {
                value: Some(registered.value),
                provenance: Some(registered.provenance),
                exposed: answer.exposed,
                ..Answer::default()
            };
        }
    }

    fn add_row(&mut self, group: &str, touch: &mut Touch) {
        let Some(ix) = self.plan.question_ix(group) else { return };
        let Kind::Group { max_rows, .. } = self.plan.questions[ix].question.kind else { return };
        if self.rows_of(ix).len() < usize::from(max_rows) {
            let slots = self.push_row(ix);
            touch.groups.extend((!slots.is_empty()).then_some(ix));
            touch.answers.extend(slots);
        }
    }

    fn remove_row(&mut self, group: &str, row: RowId, touch: &mut Touch) {
        let Some(ix) = self.plan.question_ix(group) else { return };
        if self.rows_of(ix).contains(&row) {
            self.drop_row(ix, row);
            touch.groups.push(ix);
        }
    }
}

/// What is written, or picked from a list by writing.
fn is_typed(kind: &Kind) -> bool {
    !matches!(kind, Kind::Group { .. } | Kind::Attachment { .. } | Kind::Signature { .. })
}

fn is_chosen(kind: &Kind) -> bool {
    matches!(kind, Kind::Choice { .. } | Kind::YesNo)
}

fn holds_files(kind: &Kind) -> bool {
    matches!(kind, Kind::Attachment { .. })
}
