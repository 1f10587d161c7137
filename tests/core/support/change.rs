//! Random changes of an item, as staff would publish its next version, and the truth about each: what became of which id.
//!
//! Nothing that was taken away comes back, and nothing changes to what it once was: only then are two steps and one leap to
//! mean the same.

use super::build::*;
use super::dice::Dice;
use super::tree::{find, is_top, replace, take};
use mianzheng::item::*;
use std::collections::{BTreeMap, BTreeSet};

/// The next version, and what became of everything in it.
pub struct Changed {
    pub item: Item,
    pub truth: Truth,
}

/// What became of the old version's ids.
#[derive(Default)]
pub struct Truth {
    /// The new id of each question that is still there.
    pub questions: BTreeMap<String, String>,
    /// Questions, by their old ids, that no longer take their old answers.
    pub otherwise: BTreeSet<String>,
    /// Options that got another id or, without one, went: by the old ids of question and option.
    pub options: BTreeMap<(String, String), Option<String>>,
    /// The new id of each document that is still there.
    pub documents: BTreeMap<String, String>,
    /// Documents, by their old ids, whose consent covers no longer what is asked.
    pub uncovered: BTreeSet<String>,
    /// The new id of each commitment that is still there.
    pub commitments: BTreeMap<String, String>,
    /// Commitments, by their old ids, whose text has changed.
    pub reworded: BTreeSet<String>,
}

/// A random next version.
pub fn next_version(old: &Item, dice: &mut Dice) -> Changed {
    let mut item = old.clone();
    item.version += 1;
    let same = |id: &String| (id.clone(), id.clone());
    let truth = Truth {
        questions: item.questions().map(|question| same(&question.id)).collect(),
        documents: item.documents.iter().map(|document| same(&document.id)).collect(),
        commitments: item.commitments.iter().map(|commitment| same(&commitment.id)).collect(),
        ..Truth::default()
    };
    let mut change = Changing { changed: Changed { item, truth }, made: 0 };
    for _ in 0..dice.below(8) {
        change.once(dice);
    }
    change.changed
}

struct Changing {
    changed: Changed,
    made: usize,
}

impl Changing {
    fn once(&mut self, dice: &mut Dice) {
        self.made += 1;
        match dice.below(18) {
            0..=2 => self.rename_question(dice),
            3 => self.remove_question(dice),
            4 => self.change_kind(dice),
            5 => self.change_limits(dice),
            6 => self.leave_group_or_page(dice),
            7 => self.work_out(dice),
            8 | 9 => self.change_options(dice),
            10 => self.add_question(dice),
            11 => self.remove_page(dice),
            12 => self.rename_document(dice),
            13 => self.change_document(dice),
            14 => self.remove_document(dice),
            15 => self.change_ways(dice),
            16 => self.change_commitment(dice),
            _ => self.rename_option(dice),
        }
    }

    fn item(&mut self) -> &mut Item {
        &mut self.changed.item
    }

    /// An id that nothing ever had.
    fn fresh(&self, what: &str) -> String {
        format!("{what}_v{}_{}", self.changed.item.version, self.made)
    }

    fn any_question(&self, dice: &mut Dice) -> Option<String> {
        let ids: Vec<String> = self.changed.item.questions().map(|question| question.id.clone()).collect();
        dice.one(&ids).cloned()
    }

    fn old_question(&self, id: &str) -> Option<String> {
        old_name(&self.changed.truth.questions, id)
    }

    /// The question takes no old answers from now on; false when it did not before, in this version.
    fn breaks(&mut self, id: &str) -> bool {
        self.old_question(id).is_none_or(|old| self.changed.truth.otherwise.insert(old))
    }

    /// Gives an id wherever it stands, and notes that it was given; earlier entries lead to the newest.
    fn rename(&mut self, what: Nameable, from: &str, to: &str) {
        let mut json = serde_json::to_value(&self.changed.item).unwrap();
        replace(&mut json, from, to);
        self.changed.item = serde_json::from_value(json).unwrap();
        let since = self.changed.item.version;
        self.item().renamed.push(Renamed { since, what, from: from.to_owned(), to: to.to_owned() });
    }

    fn rename_question(&mut self, dice: &mut Dice) {
        let Some(id) = self.any_question(dice) else { return };
        // What got its id in this version has no earlier one.
        let Some(old) = self.old_question(&id).filter(|old| *old == id) else { return };
        let to = self.fresh("q");
        self.rename(Nameable::Question, &id, &to);
        self.changed.truth.questions.insert(old, to);
    }

    fn remove_question(&mut self, dice: &mut Dice) {
        let Some(id) = self.any_question(dice) else { return };
        let taken = take(self.item(), &id);
        taken.iter().flat_map(Question::with_children).for_each(|question| self.forget(&question.id));
    }

    fn forget(&mut self, id: &str) {
        if let Some(old) = self.old_question(id) {
            self.changed.truth.questions.remove(&old);
        }
    }

    fn change_kind(&mut self, dice: &mut Dice) {
        let Some(id) = self.any_question(dice) else { return };
        if !self.breaks(&id) {
            return;
        }
        let version = self.changed.item.version;
        let kind = &mut find(self.item(), &id).kind;
        let children: Vec<String> = match kind {
            Kind::Group { questions, .. } => questions.iter().map(|question| question.id.clone()).collect(),
            _ => Vec::new(),
        };
        *kind = match kind {
            Kind::Integer { .. } | Kind::Decimal { .. } if dice.once_in(2) => {
                Kind::Integer { min: 0, max: 1000, unit: Some(words(&format!("单位{version}"))) }
            }
            Kind::Text { .. } | Kind::LongText { .. } => Kind::Integer { min: 0, max: 9, unit: Some(words("人")) },
            Kind::Integer { .. } | Kind::Decimal { .. } => date("d").kind,
            Kind::Date { .. } => Kind::Phone,
            Kind::Phone => Kind::BankAccount,
            Kind::BankAccount => Kind::CreditCode,
            Kind::Choice { options } => Kind::Choices { options: options.clone(), min: 0, max: 0 },
            _ => text("t").kind,
        };
        children.iter().for_each(|child| self.forget(child));
    }

    /// Limits, labels and order are no part of the type.
    fn change_limits(&mut self, dice: &mut Dice) {
        let Some(id) = self.any_question(dice) else { return };
        let question = find(self.item(), &id);
        match &mut question.kind {
            Kind::Text { max_chars, .. } | Kind::LongText { max_chars } if dice.once_in(2) => {
                let max_chars = *max_chars;
                question.kind = Kind::LongText { max_chars };
            }
            Kind::Text { max_chars, .. } => *max_chars = 1,
            Kind::Integer { min, max, .. } => (*min, *max) = (4, 4),
            Kind::Decimal { unit: None, .. } => question.kind = integer("i").kind,
            Kind::Group { max_rows, min_rows, .. } => (*min_rows, *max_rows) = (2, 2),
            Kind::Choice { options } | Kind::Choices { options, .. } => options.reverse(),
            _ => question.presence = Presence::Optional,
        }
        find(self.item(), &id).default = None;
    }

    /// Out of its group, its old answers have no place; on another page they keep it.
    fn leave_group_or_page(&mut self, dice: &mut Dice) {
        let Some(id) = self.any_question(dice) else { return };
        let in_group = !is_top(&self.changed.item, &id);
        let Some(question) = take(self.item(), &id) else { return };
        if in_group {
            self.breaks(&id);
        }
        let to = dice.below(self.changed.item.pages.len() + 1);
        match self.item().pages.get_mut(to) {
            Some(page) => page.questions.insert(0, question),
            None => self.item().situations.push(question),
        }
    }

    fn work_out(&mut self, dice: &mut Dice) {
        let Some(id) = self.any_question(dice) else { return };
        let question = find(self.item(), &id);
        let is_number = matches!(question.kind, Kind::Integer { .. } | Kind::Decimal { .. });
        if is_number && question.computed.is_none() {
            *question = question.clone().computed(Formula::Number(3.into()));
            self.breaks(&id);
        }
    }

    fn change_options(&mut self, dice: &mut Dice) {
        let Some(id) = self.any_question(dice) else { return };
        let (old, fresh) = (self.old_question(&id), self.fresh("o"));
        let (Kind::Choice { options } | Kind::Choices { options, .. }) = &mut find(self.item(), &id).kind else {
            return;
        };
        let at = dice.below(options.len());
        if dice.once_in(3) || options.len() < 2 {
            options.insert(at, option(&fresh));
            return;
        }
        let gone = options.remove(at).id;
        let truth = &mut self.changed.truth.options;
        if let Some(old) = old {
            let first = truth.iter().find(|((of, _), now)| *of == old && now.as_ref() == Some(&gone));
            let first = first.map_or(gone, |((_, option), _)| option.clone());
            truth.insert((old, first), None);
        }
    }

    fn rename_option(&mut self, dice: &mut Dice) {
        let Some(id) = self.any_question(dice) else { return };
        let (old, to) = (self.old_question(&id), self.fresh("o"));
        let version = self.changed.item.version;
        let (Kind::Choice { options } | Kind::Choices { options, .. }) = &mut find(self.item(), &id).kind else {
            return;
        };
        let at = dice.below(options.len());
        if options[at].id.contains(&format!("_v{version}_")) {
            return;
        }
        let from = std::mem::replace(&mut options[at].id, to.clone());
        for entry in &mut self.changed.item.renamed {
            if entry.what == Nameable::OptionOf(id.clone()) && entry.to == from {
                entry.to.clone_from(&to);
            }
        }
        let what = Nameable::OptionOf(id);
        self.item().renamed.push(Renamed { since: version, what, from: from.clone(), to: to.clone() });
        if let Some(old) = old {
            self.changed.truth.options.insert((old, from), Some(to));
        }
    }

    fn add_question(&mut self, dice: &mut Dice) {
        let id = self.fresh("q");
        let question = if dice.once_in(2) { text(&id) } else { group(&id, 1, 3, [text(&format!("{id}_x"))]) };
        match self.item().pages.first_mut() {
            Some(page) => page.questions.push(question),
            None => self.item().situations.push(question),
        }
    }

    fn remove_page(&mut self, dice: &mut Dice) {
        let count = self.changed.item.pages.len();
        if count == 0 || !dice.once_in(3) {
            return;
        }
        let page = self.item().pages.remove(dice.below(count));
        page.questions.iter().flat_map(Question::with_children).for_each(|question| self.forget(&question.id));
    }

    fn any_document(&self, dice: &mut Dice) -> Option<usize> {
        let count = self.changed.item.documents.len();
        (count > 0).then(|| dice.below(count))
    }

    fn old_document(&self, at: usize) -> Option<String> {
        old_name(&self.changed.truth.documents, &self.changed.item.documents[at].id)
    }

    fn rename_document(&mut self, dice: &mut Dice) {
        let Some(at) = self.any_document(dice) else { return };
        let id = self.changed.item.documents[at].id.clone();
        let Some(old) = self.old_document(at).filter(|old| *old == id) else { return };
        let (to, sources) = (self.fresh("d"), self.changed.item.sources.clone());
        let waiver = self.changed.item.documents[at].waiver.clone();
        self.rename(Nameable::Document, &id, &to);
        // Registers are the pack's and keep their names.
        self.item().sources = sources;
        self.item().documents[at].waiver = waiver;
        self.changed.truth.documents.insert(old, to);
    }

    fn change_document(&mut self, dice: &mut Dice) {
        let Some(at) = self.any_document(dice) else { return };
        let (old, version) = (self.old_document(at), self.changed.item.version);
        let document = self.changed.item.documents[at].clone();
        let source = document.waiver.source().cloned();
        let source = self.item().sources.iter_mut().find(|other| Some(&other.id) == source.as_ref());
        match (dice.below(4), source) {
            (0, Some(source)) => source.purpose = words(&format!("用途{version}")),
            (1, Some(source)) => {
                source.fields.push(SourceField { id: format!("field_{version}"), name: words("新") });
            }
            (2, _) => {
                // Only the register's answer becomes stale; what was agreed to is still covered.
                if let Some(question) = self.any_question(dice) {
                    let supply = Supply { field: format!("supplied_{version}"), question };
                    self.item().documents[at].supplies.push(supply);
                }
                return;
            }
            _ => {
                if matches!(document.waiver, Waiver::Reuse { .. }) {
                    return;
                }
                self.item().documents[at].waiver = Waiver::Reuse { within_months: 6 };
            }
        }
        self.changed.truth.uncovered.extend(old);
    }

    fn remove_document(&mut self, dice: &mut Dice) {
        let Some(at) = self.any_document(dice) else { return };
        if let Some(old) = self.old_document(at) {
            self.changed.truth.documents.remove(&old);
        }
        self.item().documents.remove(at);
    }

    /// Ways are added in even versions and taken away in odd ones.
    fn change_ways(&mut self, dice: &mut Dice) {
        let Some(at) = self.any_document(dice) else { return };
        let even = self.changed.item.version.is_multiple_of(2);
        let fallbacks = &mut self.item().documents[at].fallbacks;
        let place = dice.below(fallbacks.len() + usize::from(even));
        if even {
            let way = if dice.once_in(2) { Way::Upload } else { Way::Counter { place: words("新大厅") } };
            fallbacks.insert(place, Fallback { on: Vec::new(), way, label: words("新办法"), note: None });
        } else if !fallbacks.is_empty() {
            fallbacks.remove(place);
        }
    }

    fn change_commitment(&mut self, dice: &mut Dice) {
        let (at, version) = (dice.below(self.changed.item.commitments.len()), self.changed.item.version);
        let Some(commitment) = self.changed.item.commitments.get_mut(at) else { return };
        let id = commitment.id.clone();
        let Some(old) = old_name(&self.changed.truth.commitments, &id) else { return };
        if dice.once_in(2) {
            commitment.told.push(words(&format!("第{version}版")));
            self.changed.truth.reworded.insert(old);
        } else if old == id {
            let to = self.fresh("c");
            self.rename(Nameable::Commitment, &id, &to);
            self.changed.truth.commitments.insert(old, to);
        }
    }
}

fn old_name(names: &BTreeMap<String, String>, new: &str) -> Option<String> {
    names.iter().find(|(_, now)| *now == new).map(|(old, _)| old.clone())
}
