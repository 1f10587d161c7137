//! Moving answers and rows: each to the same question of the new version, or to the list of what to check.

use super::asked::{asked, Asked, Sort};
use super::names::Names;
use super::Migrated;
use crate::consent::{Provenance, Registered};
use crate::draft::{ToCheck, Why};
use crate::form::{Answer, FieldKey, FormState, RowsState, Value};
use crate::item::{Item, QuestionId, Text};
use std::collections::BTreeMap;

/// One carrying over, under way.
pub(super) struct Move<'a> {
    pub old: &'a Item,
    pub new: &'a Item,
    pub names: Names<'a>,
    /// What the old version asks, and where each answer goes.
    had: Vec<Had<'a>>,
    has: Vec<(String, Asked<'a>)>,
    pub form: FormState,
    kept: usize,
    /// With their places in the old version, by which they are sorted.
    check: Vec<((usize, u16), ToCheck)>,
}

/// Something that the old version asks.
struct Had<'a> {
    id: String,
    asked: Asked<'a>,
    /// What it is called in the new version, whether it is there or not.
    to: String,
    /// The same, where its answers go there, or why they do not.
    goes: Result<String, Why>,
}

impl<'a> Move<'a> {
    pub fn new(old: &'a Item, new: &'a Item) -> Self {
        let names = Names::between(old, new);
        let had = asked(old).into_iter().map(|(id, asked)| {
            let to = asked.new_name(&id, &names);
            Had { id, asked, to, goes: Err(Why::NotAsked) }
        });
        let (had, has) = (had.collect(), asked(new));
        let mut this = Self { old, new, names, had, has, form: FormState::default(), kept: 0, check: Vec::new() };
        // A group's own way is decided before those of its questions, which follow it.
        for at in 0..this.had.len() {
            this.had[at].goes = this.way_of(at);
        }
        this
    }

    pub fn run(mut self, form: FormState) -> Migrated {
        let FormState { answers, rows, next_row, documents } = form;
        self.form.next_row = next_row;
        for (field, answer) in &answers {
            self.answer(field, answer.clone(), &rows);
        }
        for (group, rows) in rows {
            if let Some(Ok(to)) = self.had(&group).map(|had| had.goes.clone()) {
                self.form.rows.insert(to, rows);
            }
        }
        for (id, record) in documents {
            self.document(&id, record, &answers);
        }
        self.check.sort_by_key(|(place, _)| *place);
        let check = self.check.into_iter().zip(1..).map(|((_, entry), number)| ToCheck { number, ..entry }).collect();
        Migrated { form: self.form, kept: self.kept, check }
    }

    /// Where the answers to one thing go, by the two definitions alone.
    fn way_of(&self, at: usize) -> Result<String, Why> {
        let had = &self.had[at];
        let Some(has) = self.has.iter().find(|(id, _)| *id == had.to).map(|(_, asked)| *asked) else {
            return Err(Why::NotAsked);
        };
        // Who keeps the id comes before who got it, and among those the first.
        let earlier = |other: &Had<'_>, at_other: usize| other.id == other.to || (at_other < at && had.id != had.to);
        let mut others = self.had.iter().enumerate().filter(|(other, _)| *other != at);
        if others.any(|(at, other)| other.to == had.to && earlier(other, at)) || has.is_only_shown() {
            return Err(Why::AskedOtherwise);
        }
        let group_goes = had.asked.group().map(|id| self.goes(id).map(String::as_str));
        match (has.group(), group_goes) {
            (None, None) => {}
            (Some(new), Some(Some(old))) if new == old => {}
            (None | Some(_), _) => return Err(Why::AskedOtherwise),
        }
        match (had.asked.sort(), has.sort()) {
            (Sort::SignatureUnder(old), Sort::SignatureUnder(new)) => {
                if self.is_same_commitment(old, new) {
                    Ok(had.to.clone())
                } else {
                    Err(Why::SignAgain)
                }
            }
            (old, new) if old == new => Ok(had.to.clone()),
            (_, _) => Err(Why::AskedOtherwise),
        }
    }

    /// Whether both versions have the same text signed.
    fn is_same_commitment(&self, old: &str, new: &str) -> bool {
        let (Some(was), Some(is)) = (self.old.commitment(old), self.new.commitment(new)) else { return false };
        self.names.commitment(old) == new
            && was.title == is.title
            && was.told == is.told
            && was.promised == is.promised
            && was.consequences == is.consequences
    }

    fn had(&self, id: &str) -> Option<&Had<'a>> {
        self.had.iter().find(|had| had.id == id)
    }

    /// Where answers to a question of the old version go, if they go anywhere.
    pub fn goes(&self, id: &str) -> Option<&String> {
        self.had(id).and_then(|had| had.goes.as_ref().ok())
    }

    fn answer(&mut self, field: &FieldKey, answer: Answer, rows: &BTreeMap<QuestionId, RowsState>) {
        let had = self.had(&field.question);
        let at_its_place = had.is_some_and(|had| match (had.asked.group(), field.row) {
            (None, None) => true,
            (Some(group), Some(row)) => rows.get(group).is_some_and(|rows| rows.contains(&row)),
            (None, Some(_)) | (Some(_), None) => false,
        });
        let goes = match had {
            Some(had) if at_its_place => had.goes.clone(),
            Some(_) | None => Err(Why::NotAsked),
        };
        let given = is_given(&answer);
        match goes {
            Err(why) if given => self.list(field, &answer, why, rows),
            Err(_) => {}
            Ok(to) => {
                let to = FieldKey { question: to, row: field.row };
                if given {
                    self.carry(field, to, answer, rows);
                } else if answer.is_touched() {
                    // What was made empty stays empty: a default does not come back.
                    self.form.answers.insert(to, self.with_new_names(answer, &[]));
                }
            }
        }
    }

    /// Carries an answer over, as far as its options are still there and its register is still asked for the same.
    fn carry(&mut self, from: &FieldKey, to: FieldKey, answer: Answer, rows: &BTreeMap<QuestionId, RowsState>) {
        if let Some(Provenance::Register { document, .. }) = &answer.provenance {
            if self.register(document).is_none() {
                return self.list(from, &answer, Why::AskRegisterAgain, rows);
            }
        }
        let options = self.options_of(from, &to);
        let (kept, gone) = split(answer.value.clone(), &options);
        if let Some(gone) = gone {
            self.list(from, &Answer { value: Some(gone), text: None, ..answer.clone() }, Why::NotOffered, rows);
        }
        // Beside the options themselves, a text that names just those says nothing more, and says it by their old ids.
        let text = answer.text.clone().filter(|text| !answer.value.as_ref().is_some_and(|value| spells(text, value)));
        let answer = Answer { value: kept, text, ..answer };
        if is_given(&answer) {
            self.kept += 1;
            let answer = self.with_new_names(answer, &options);
            self.form.answers.insert(to, answer);
        }
    }

    /// The options of the old question with their ids in the new one, in the order of the new one; none for those that are
    /// gone. Empty for what is no choice.
    fn options_of(&self, from: &FieldKey, to: &FieldKey) -> Vec<(String, Option<String>)> {
        let had = self.had(&from.question).map_or(&[][..], |had| had.asked.options());
        let has = self.has.iter().find(|(id, _)| *id == to.question).map_or(&[][..], |(_, asked)| asked.options());
        let place = |id: &str| has.iter().position(|choice| choice.id == id);
        let renamed = had.iter().map(|choice| (choice.id.clone(), self.names.option(&to.question, &choice.id)));
        let mut options: Vec<(String, Option<String>)> =
            renamed.map(|(old, new)| (old, place(&new).is_some().then_some(new))).collect();
        options.sort_by_key(|(_, new)| new.as_deref().and_then(place));
        options
    }

    /// The answer with what it says about registers in the words of the new version.
    fn with_new_names(&self, answer: Answer, options: &[(String, Option<String>)]) -> Answer {
        let provenance = answer.provenance.and_then(|provenance| self.provenance(provenance));
        let registered = answer.registered.and_then(|registered| {
            let provenance = self.provenance(registered.provenance)?;
            let (value, gone) = split(Some(registered.value), options);
            value.filter(|_| gone.is_none()).map(|value| Registered { value, provenance })
        });
        Answer { provenance, registered, ..answer }
    }

    fn provenance(&self, provenance: Provenance) -> Option<Provenance> {
        match provenance {
            Provenance::Register { document, source, number, as_of } => {
                let document = self.register(&document)?;
                Some(Provenance::Register { document, source, number, as_of })
            }
            Provenance::Citizen | Provenance::Account | Provenance::Default | Provenance::Computed => Some(provenance),
        }
    }

    /// Puts an answer on the list.
    fn list(&mut self, field: &FieldKey, answer: &Answer, why: Why, rows: &BTreeMap<QuestionId, RowsState>) {
        let place = self.had.iter().position(|had| had.id == field.question);
        let asked = place.map(|at| self.had[at].asked);
        let text_of = |value: &Value| asked.map_or_else(|| crate::form::written(value), |asked| asked.text(value));
        let valid = answer.value.as_ref().map(text_of);
        let (value, earlier) = match (answer.text.clone().filter(|text| !text.trim().is_empty()), valid) {
            (Some(text), valid) => (text, valid),
            (None, valid) => (valid.unwrap_or_default(), None),
        };
        let files = match &answer.value {
            Some(Value::Files(files)) => files.clone(),
            _ => Vec::new(),
        };
        let in_group = asked.and_then(|asked| asked.group()).and_then(|group| rows.get(group));
        let row = in_group.zip(field.row).and_then(|(rows, row)| rows.iter().position(|other| *other == row));
        let entry = ToCheck {
            number: 0,
            version: self.old.version,
            field: field.clone(),
            page: asked.and_then(|asked| asked.page()).cloned(),
            label: asked.map_or_else(|| Text::new(&*field.question, &*field.question), |asked| asked.label().clone()),
            row: row.and_then(|row| u16::try_from(row + 1).ok()),
            value,
            earlier,
            files,
            why,
            done: false,
        };
        self.note(place.unwrap_or(usize::MAX), entry);
    }

    /// Puts an entry on the list at its place in the old version.
    pub fn note(&mut self, place: usize, entry: ToCheck) {
        self.check.push(((place, entry.row.unwrap_or(0)), entry));
    }

    /// The place of a document on the list: after everything that is asked.
    pub fn place_of_document(&self, id: &str) -> usize {
        let documents = self.old.documents.iter();
        self.had.len() + documents.take_while(|document| document.id != id).count()
    }
}

/// Whether somebody gave it: a person, a register or the account, and not the engine itself.
fn is_given(answer: &Answer) -> bool {
    let said = answer.value.is_some() || answer.text.as_ref().is_some_and(|text| !text.trim().is_empty());
    said && match answer.provenance {
        Some(Provenance::Default | Provenance::Computed) => false,
        Some(Provenance::Citizen | Provenance::Register { .. } | Provenance::Account) | None => true,
    }
}

/// A value by the new names of its options, and what of it is not offered any more.
fn split(value: Option<Value>, options: &[(String, Option<String>)]) -> (Option<Value>, Option<Value>) {
    let new_name = |id: &String| options.iter().find(|(old, _)| old == id).and_then(|(_, new)| new.clone());
    match value {
        Some(Value::Choice(id)) => match new_name(&id) {
            Some(new) => (Some(Value::Choice(new)), None),
            None => (None, Some(Value::Choice(id))),
        },
        Some(Value::Choices(ids)) => {
            let mut kept: Vec<String> =
                options.iter().filter(|(old, _)| ids.contains(old)).filter_map(|(_, new)| new.clone()).collect();
            kept.dedup();
            let gone: Vec<String> = ids.into_iter().filter(|id| new_name(id).is_none()).collect();
            let some = |ids: Vec<String>| (!ids.is_empty()).then_some(Value::Choices(ids));
            (some(kept), some(gone))
        }
        value => (value, None),
    }
}

/// Whether a text names the options that were chosen, each of them and no other.
fn spells(text: &str, value: &Value) -> bool {
    let chosen = match value {
        Value::Choice(id) => std::slice::from_ref(id),
        Value::Choices(ids) => ids.as_slice(),
        Value::Text(_) | Value::Number(_) | Value::Date(_) | Value::YesNo(_) => return false,
        Value::Region { .. } | Value::Files(_) | Value::Signature { .. } => return false,
    };
    let named = || text.split(',').map(str::trim);
    named().all(|name| chosen.iter().any(|id| id == name)) && chosen.iter().all(|id| named().any(|name| id == name))
}
