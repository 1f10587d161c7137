//! Whether something can ever be so: conditions are tried with every answer to the choices that they read.
//!
//! Choices and yes/no are tried answer by answer, several choices option by option; any other comparison is tried as held
//! and as not held. That can only say "possible" too often, never too seldom: no finding is wrong because of it.

use super::scope::{Placed, Scope};
use crate::item::{Audience, Choice, Condition, Kind};
use std::collections::BTreeMap;

/// With more ways of answering than this, a thing is taken as possible.
const MOST_WAYS: usize = 1 << 15;

/// Something that can be so.
#[derive(Clone)]
pub(crate) enum Term<'a> {
    Holds(&'a Condition),
    Not(Box<Term<'a>>),
    All(Vec<Term<'a>>),
    Any(Vec<Term<'a>>),
    /// The question is shown.
    Shown(usize),
    /// The question is shown and has an offered answer.
    Answered(usize),
    /// The choice offers this option.
    Offers(usize, usize),
}

/// What is tried: the answers of choices, and whether other comparisons hold.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Variable {
    /// A choice: its options and none; yes/no counts as two options.
    Choice(usize),
    /// One option of several choices.
    Option(usize, usize),
    /// Any other question: answered or not.
    Answered(usize),
    /// Any other comparison, by its text.
    Comparison(String),
    Audience,
}

pub(crate) struct Possible<'s, 'a> {
    scope: &'s Scope<'a>,
    /// Something waits for its own answer: there is no way through, and that is reported elsewhere.
    is_cyclic: bool,
}

struct Try<'t, 's, 'a> {
    possible: &'t Possible<'s, 'a>,
    values: BTreeMap<Variable, usize>,
}

impl<'s, 'a> Possible<'s, 'a> {
    pub fn new(scope: &'s Scope<'a>) -> Self {
        Self { scope, is_cyclic: super::conditions::has_cycle(scope) }
    }

    /// Whether some way of answering makes the term so.
    pub fn is(&self, term: &Term<'a>) -> bool {
        let mut found = false;
        let tried = self.each_way(std::slice::from_ref(term), &mut |way| {
            found = way.is(term);
            found
        });
        found || !tried
    }

    /// How many of the terms can be so at once, at most; nothing when there are too many ways to try.
    pub fn most(&self, terms: &[Term<'a>]) -> Option<usize> {
        let mut most = 0;
        let tried = self.each_way(terms, &mut |way| {
            most = most.max(terms.iter().filter(|term| way.is(term)).count());
            false
        });
        tried.then_some(most)
    }

    /// Tries every way until `stop` says so. False when there were too many.
    fn each_way(&self, terms: &[Term<'a>], stop: &mut dyn FnMut(&Try<'_, 's, 'a>) -> bool) -> bool {
        if self.is_cyclic {
            return false;
        }
        let mut sizes = BTreeMap::new();
        terms.iter().for_each(|term| self.variables(term, &mut sizes));
        let ways: Option<usize> = sizes.values().try_fold(1usize, |ways, size| ways.checked_mul(*size));
        if ways.is_none_or(|ways| ways > MOST_WAYS) {
            return false;
        }
        let mut way = Try { possible: self, values: sizes.keys().map(|variable| (variable.clone(), 0)).collect() };
        loop {
            if stop(&way) {
                return true;
            }
            let mut carried = true;
            for (variable, value) in &mut way.values {
                *value += 1;
                if *value < sizes[variable] {
                    carried = false;
                    break;
                }
                *value = 0;
            }
            if carried {
                return true;
            }
        }
    }

    fn variables(&self, term: &Term<'a>, sizes: &mut BTreeMap<Variable, usize>) {
        match term {
            Term::Holds(condition) => self.variables_of(condition, sizes),
            Term::Not(part) => self.variables(part, sizes),
            Term::All(parts) | Term::Any(parts) => parts.iter().for_each(|part| self.variables(part, sizes)),
            Term::Shown(number) => {
                self.shown_by(*number).iter().for_each(|condition| self.variables_of(condition, sizes))
            }
            Term::Answered(number) => self.variables_at(*number, sizes),
            Term::Offers(number, option) => {
                if let Some(condition) =
                    options(self.at(*number)).get(*option).and_then(|option| option.visible.as_ref())
                {
                    self.variables_of(condition, sizes);
                }
            }
        }
    }

    fn variables_of(&self, condition: &'a Condition, sizes: &mut BTreeMap<Variable, usize>) {
        match condition {
            _ if !self.is_known(condition) => {
                sizes.insert(comparison(condition), 2);
            }
            Condition::All(parts) | Condition::Any(parts) => {
                parts.iter().for_each(|part| self.variables_of(part, sizes))
            }
            Condition::Not(part) => self.variables_of(part, sizes),
            Condition::AnyRow { group, when } => {
                self.named(group, sizes);
                self.variables_of(when, sizes);
            }
            Condition::Audience(_) => {
                sizes.insert(Variable::Audience, self.scope.item.audience.len().max(1));
            }
            Condition::Includes { question, value } => self.option_named(question, value, sizes),
            Condition::Answered(question) | Condition::Is { question, .. } | Condition::OneOf { question, .. } => {
                self.named(question, sizes);
                if !self.is_tried(question) {
                    sizes.insert(comparison(condition), 2);
                }
            }
            _ => {
                condition.questions(&mut |question| self.named(question, sizes));
                sizes.insert(comparison(condition), 2);
            }
        }
    }

    fn named(&self, question: &str, sizes: &mut BTreeMap<Variable, usize>) {
        if let Some(placed) = self.scope.question(question) {
            self.variables_at(placed.number, sizes);
        }
    }

    /// Of several choices only those options are tried that something reads.
    fn option_named(&self, question: &str, option: &str, sizes: &mut BTreeMap<Variable, usize>) {
        let Some(placed) = self.scope.question(question) else { return };
        let Some(at) = options(placed).iter().position(|each| each.id == option) else { return };
        if sizes.insert(Variable::Option(placed.number, at), 2).is_none() {
            self.variables(&Term::Shown(placed.number), sizes);
            self.variables(&Term::Offers(placed.number, at), sizes);
        }
    }

    fn variables_at(&self, number: usize, sizes: &mut BTreeMap<Variable, usize>) {
        let (variable, size) = match &self.at(number).question.kind {
            Kind::Choice { options } => (Variable::Choice(number), options.len() + 1),
            Kind::YesNo => (Variable::Choice(number), 3),
            _ => (Variable::Answered(number), 2),
        };
        if sizes.insert(variable, size).is_none() {
            self.variables(&Term::Shown(number), sizes);
            if let Kind::Choice { options } = &self.at(number).question.kind {
                options
                    .iter()
                    .filter_map(|option| option.visible.as_ref())
                    .for_each(|shown| self.variables_of(shown, sizes));
            }
        }
    }

    fn at(&self, number: usize) -> Placed<'a> {
        self.scope.questions[number]
    }

    /// Whether what a comparison names is there. What is not is reported elsewhere and taken as possible here.
    fn is_known(&self, condition: &Condition) -> bool {
        let has = |question: &str, option: &str| match self.scope.question(question) {
            Some(placed) => {
                let options = options(placed);
                options.is_empty() || options.iter().any(|each| each.id == option)
            }
            None => false,
        };
        match condition {
            Condition::All(_) | Condition::Any(_) | Condition::Not(_) | Condition::AnyRow { .. } => true,
            Condition::Is { question, value } | Condition::Includes { question, value } => has(question, value),
            Condition::OneOf { question, values } => values.iter().all(|value| has(question, value)),
            _ => {
                let mut known = true;
                condition.questions(&mut |question| known &= self.scope.question(question).is_some());
                known
            }
        }
    }

    /// Whether a question's answers are tried one by one.
    fn is_tried(&self, question: &str) -> bool {
        let kind = self.scope.question(question).map(|placed| &placed.question.kind);
        matches!(kind, Some(Kind::Choice { .. } | Kind::Choices { .. } | Kind::YesNo))
    }

    /// The conditions that must hold for a question to be shown.
    fn shown_by(&self, number: usize) -> Vec<&'a Condition> {
        let placed = self.at(number);
        let group = placed.group.map(|group| self.at(group));
        let page = self.scope.page(placed).and_then(|page| page.visible.as_ref());
        let group = group.and_then(|group| group.question.visible.as_ref());
        page.into_iter().chain(group).chain(&placed.question.visible).collect()
    }
}

impl<'a> Try<'_, '_, 'a> {
    fn is(&self, term: &Term<'a>) -> bool {
        match term {
            Term::Holds(condition) => self.holds(condition),
            Term::Not(part) => !self.is(part),
            Term::All(parts) => parts.iter().all(|part| self.is(part)),
            Term::Any(parts) => parts.iter().any(|part| self.is(part)),
            Term::Shown(number) => self.shown(*number),
            Term::Answered(number) => self.answered(*number),
            Term::Offers(number, option) => self.offers(*number, *option),
        }
    }

    fn holds(&self, condition: &'a Condition) -> bool {
        let number = |id: &str| self.possible.scope.question(id).map(|placed| placed.number);
        match condition {
            _ if !self.possible.is_known(condition) => self.value(&comparison(condition)) == 1,
            Condition::All(parts) => parts.iter().all(|part| self.holds(part)),
            Condition::Any(parts) => parts.iter().any(|part| self.holds(part)),
            Condition::Not(part) => !self.holds(part),
            Condition::AnyRow { group, when } => {
                number(group).is_some_and(|group| self.shown(group)) && self.holds(when)
            }
            Condition::Audience(audience) => self.audience() == Some(*audience),
            Condition::Answered(question) => number(question).is_some_and(|number| self.answered(number)),
            Condition::Is { question, value } if self.possible.is_tried(question) => {
                number(question).is_some_and(|number| self.has(number, value))
            }
            Condition::OneOf { question, values } if self.possible.is_tried(question) => {
                number(question).is_some_and(|number| values.iter().any(|value| self.has(number, value)))
            }
            Condition::Includes { question, value } if self.possible.is_tried(question) => {
                number(question).is_some_and(|number| self.has(number, value))
            }
            _ => {
                let mut shown = true;
                condition.questions(&mut |question| shown &= number(question).is_some_and(|number| self.shown(number)));
                shown && self.value(&comparison(condition)) == 1
            }
        }
    }

    fn value(&self, variable: &Variable) -> usize {
        self.values.get(variable).copied().unwrap_or_default()
    }

    fn audience(&self) -> Option<Audience> {
        self.possible.scope.item.audience.get(self.value(&Variable::Audience)).copied()
    }

    fn shown(&self, number: usize) -> bool {
        self.possible.shown_by(number).into_iter().all(|condition| self.holds(condition))
    }

    fn offers(&self, number: usize, option: usize) -> bool {
        let option = options(self.possible.at(number)).get(option);
        option.is_none_or(|option| option.visible.as_ref().is_none_or(|condition| self.holds(condition)))
    }

    fn answered(&self, number: usize) -> bool {
        self.shown(number)
            && match &self.possible.at(number).question.kind {
                Kind::Choice { .. } | Kind::YesNo => self
                    .value(&Variable::Choice(number))
                    .checked_sub(1)
                    .is_some_and(|option| self.offers(number, option)),
                Kind::Choices { options, .. } => {
                    self.value(&Variable::Answered(number)) == 1
                        || (0..options.len())
                            .any(|at| self.value(&Variable::Option(number, at)) == 1 && self.offers(number, at))
                }
                _ => self.value(&Variable::Answered(number)) == 1,
            }
    }

    fn has(&self, number: usize, value: &str) -> bool {
        let placed = self.possible.at(number);
        let at = match &placed.question.kind {
            Kind::YesNo => ["yes", "no"].iter().position(|answer| *answer == value),
            _ => options(placed).iter().position(|option| option.id == value),
        };
        let Some(at) = at else { return false };
        let chosen = match &placed.question.kind {
            Kind::Choices { .. } => self.value(&Variable::Option(number, at)) == 1,
            _ => self.value(&Variable::Choice(number)) == at + 1,
        };
        chosen && self.shown(number) && self.offers(number, at)
    }
}

fn options(placed: Placed<'_>) -> &[Choice] {
    match &placed.question.kind {
        Kind::Choice { options } | Kind::Choices { options, .. } => options,
        _ => &[],
    }
}

fn comparison(condition: &Condition) -> Variable {
    Variable::Comparison(format!("{condition:?}"))
}
