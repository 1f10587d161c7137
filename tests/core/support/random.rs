//! Small random items: groups, documents, checks and conditions of every kind over what stands before them, so that there is
//! no circle.

use super::build::*;
use super::dice::Dice;
use mianzheng::item::*;

/// What a condition may read.
#[derive(Default)]
struct Scope {
    questions: Vec<(String, Kind)>,
    groups: Vec<String>,
    documents: Vec<String>,
}

impl Scope {
    fn question(&self, dice: &mut Dice) -> Option<String> {
        dice.one(&self.questions).map(|(id, _)| id.clone())
    }

    fn learn(&mut self, question: &Question) {
        self.questions.push((question.id.clone(), question.kind.clone()));
    }
}

/// A random item without circles.
pub fn random_item(dice: &mut Dice) -> Item {
    let mut item = item().commitment("promise").commitment("oath");
    let mut scope = Scope::default();
    if dice.once_in(2) {
        let mut who = choice("who", &["self", "agent"]);
        if dice.once_in(2) {
            let asked = yes_no("asked");
            scope.learn(&asked);
            item = item.situation(asked);
            who = who.when(is("asked", "yes"));
        }
        scope.learn(&who);
        item = item.situation(who).agent("who");
    }
    for ix in 0..3 + dice.below(8) {
        match dice.below(7) {
            0 => item = item.document(random_document(ix, dice, &mut scope)),
            1 => {
                let page = format!("page_{}", item.pages.len());
                item = match random_when(dice, &scope) {
                    Some(when) => item.page_when(&page, when, []),
                    None => item.page(&page, []),
                };
            }
            2 => {
                let group = random_group(ix, dice, &mut scope);
                place(&mut item, group);
            }
            _ => {
                let question = random_question(format!("q{ix}"), dice, &scope);
                scope.learn(&question);
                place(&mut item, question);
            }
        }
    }
    with_views(item, dice, &scope)
}

/// Puts a question on the last page, or among the situations before there is one.
fn place(item: &mut Item, question: Question) {
    match item.pages.last_mut() {
        Some(page) => page.questions.push(question),
        None => item.situations.push(question),
    }
}

fn random_question(id: String, dice: &mut Dice, scope: &Scope) -> Question {
    let mut question = random_kind(&id, dice);
    question.visible = random_when(dice, scope);
    let numeric = matches!(question.kind, Kind::Integer { .. } | Kind::Decimal { .. });
    if numeric && dice.once_in(2) {
        let formula = random_formula(dice, scope, 2);
        question = if dice.once_in(2) { question.estimated(formula) } else { question.computed(formula) };
    }
    if dice.once_in(4) {
        question.default = dice.one(&["5", "yes", "b", "none"]).map(|text| (*text).to_owned());
    }
    question
}

fn random_kind(id: &str, dice: &mut Dice) -> Question {
    match dice.below(15) {
        14 => question(id, Kind::Position).optional(),
        0 | 9..=11 => yes_no(id),
        1 => text(id),
        2 | 12 | 13 => integer(id),
        3 => choice(id, &["a", "b", "c"]),
        4 => choices(id, &["a", "b", "none"]).exclusive("none"),
        5 => date(id),
        6 => question(id, Kind::ResidentId),
        7 => question(id, Kind::Region),
        _ => question(id, Kind::Decimal { min: (-5).into(), max: 1000.into(), places: 2, unit: None }),
    }
}

fn random_group(ix: usize, dice: &mut Dice, scope: &mut Scope) -> Question {
    let id = format!("g{ix}");
    let mut group = group(&id, dice.below(3) as u16, 3, []);
    group.visible = random_when(dice, scope);
    if dice.once_in(2) {
        group = group.optional();
    }
    scope.groups.push(id);
    for child in 0..1 + dice.below(3) {
        let mut question = random_question(format!("g{ix}_{child}"), dice, scope);
        if child > 0 && dice.once_in(3) {
            question = over_all_rows(question.id, dice, scope);
        }
        scope.learn(&question);
        let Kind::Group { questions, .. } = &mut group.kind else { unreachable!() };
        questions.push(question);
    }
    group
}

/// A question of the group that stands last in the scope, which counts or adds up what stands before it in every row.
fn over_all_rows(id: String, dice: &mut Dice, scope: &Scope) -> Question {
    let (group, (sibling, _)) = (scope.groups.last().unwrap(), scope.questions.last().unwrap());
    let formula = match dice.below(3) {
        0 => total(group, Formula::Sum(vec![answer(sibling), answer(sibling)])),
        1 => Formula::Rows { group: group.clone(), when: Some(Box::new(answered(sibling))) },
        _ => return text(&id).when(any_row(group, random_test(dice, scope))),
    };
    integer(&id).computed(formula)
}

fn random_document(ix: usize, dice: &mut Dice, scope: &mut Scope) -> Document {
    let id = format!("d{ix}");
    let sent = scope.question(dice);
    let sends: Vec<(&str, &str)> = sent.iter().map(|question| ("name", question.as_str())).collect();
    let mut document = match dice.below(7) {
        0 => licence(&id),
        1 => data_check(&id, &sends),
        2 => paper(&id),
        3 => promise(&id, "promise"),
        4 => document(&id, Waiver::Cancelled),
        5 => document(&id, Waiver::Deferred { working_days: 5 }),
        _ => document(&id, Waiver::DepartmentCheck { department: words("别处") }),
    };
    document.applies = random_when(dice, scope);
    for _ in 0..dice.below(3) {
        if let Some(question) = scope.question(dice) {
            document = document.supplying("name", &question);
        }
    }
    for _ in 0..dice.below(4) {
        let way = match dice.below(5) {
            0 => Way::Upload,
            1 => Way::Commitment { commitment: "oath".to_owned() },
            2 => Way::Deferred { working_days: 3 },
            3 => Way::Counter { place: words("大厅") },
            _ => Way::DepartmentCheck { department: words("别处") },
        };
        document = match dice.one(&[None, Some(Failure::Refused), Some(Failure::Expired), Some(Failure::NoAuthority)]) {
            Some(Some(failure)) => document.or_on(*failure, way),
            Some(None) | None => document.or(way),
        };
    }
    scope.documents.push(id);
    document
}

/// Requirements, options and checks, which may read anything, for they decide nothing that others read.
fn with_views(mut item: Item, dice: &mut Dice, scope: &Scope) -> Item {
    let pages = item.pages.iter_mut().flat_map(|page| page.questions.iter_mut());
    for question in item.situations.iter_mut().chain(pages) {
        if dice.once_in(3) {
            question.presence = random_when(dice, scope).map_or(Presence::Optional, Presence::RequiredWhen);
        }
        if let Kind::Choice { options } | Kind::Choices { options, .. } = &mut question.kind {
            options[0].visible = random_when(dice, scope);
        }
    }
    for _ in 0..dice.below(4) {
        let severity = *dice.one(&[Severity::Error, Severity::Hint, Severity::Stop]).unwrap();
        let Some(at) = scope.question(dice) else { break };
        item = item.check(severity, &at, random_condition(dice, scope, 2));
    }
    item
}

fn random_when(dice: &mut Dice, scope: &Scope) -> Option<Condition> {
    let when = random_condition(dice, scope, 2);
    (!dice.once_in(3)).then_some(when)
}

fn random_condition(dice: &mut Dice, scope: &Scope, depth: usize) -> Condition {
    let part = |dice: &mut Dice| random_condition(dice, scope, depth - 1);
    match (dice.below(if depth > 0 { 12 } else { 5 }), dice.one(&scope.groups), dice.one(&scope.documents)) {
        (0, _, Some(document)) => failed(document),
        (1, Some(group), _) => at_least(group, 2),
        (2, _, _) => Condition::Compare {
            left: random_formula(dice, scope, 1),
            is: *dice.one(&[Comparison::AtLeast, Comparison::Equal, Comparison::Less]).unwrap(),
            right: random_formula(dice, scope, 0),
        },
        (5 | 6, _, _) => not(part(dice)),
        (7, _, _) => Condition::All(vec![part(dice), part(dice)]),
        (8, _, _) => Condition::Any(vec![part(dice), part(dice)]),
        (9 | 10, Some(group), _) => any_row(group, part(dice)),
        _ => random_test(dice, scope),
    }
}

/// A condition over one question, fitting its kind more often than not.
fn random_test(dice: &mut Dice, scope: &Scope) -> Condition {
    let Some((question, kind)) = dice.one(&scope.questions).cloned() else { return answered("nothing_yet") };
    match (dice.below(8), &kind) {
        (0, _) => answered(&question),
        (1 | 2, _) => Condition::Repeated(question),
        (3, _) => Condition::Same { other: scope.question(dice).unwrap(), question },
        (_, Kind::YesNo) => is(&question, dice.one(&["yes", "no"]).unwrap()),
        (4, Kind::Choice { .. }) => Condition::OneOf { question, values: vec!["a".to_owned(), "agent".to_owned()] },
        (_, Kind::Choice { .. }) => is(&question, dice.one(&["a", "b", "self"]).unwrap()),
        (_, Kind::Choices { .. }) => Condition::Includes { question, value: "a".to_owned() },
        (4, Kind::Integer { .. } | Kind::Decimal { .. }) => Condition::AtMost { question, number: 5.into() },
        (_, Kind::Integer { .. } | Kind::Decimal { .. }) => at_least(&question, 5),
        (4, Kind::Date { .. }) => Condition::DateBefore { question, days: 0 },
        (_, Kind::Date { .. } | Kind::ResidentId) => Condition::AgeAtLeast { question, years: 80 },
        (_, Kind::Region) => Condition::Within { question, region: "369999".to_owned() },
        (_, _) => is(&question, "5"),
    }
}

fn random_formula(dice: &mut Dice, scope: &Scope, depth: usize) -> Formula {
    let part = |dice: &mut Dice| random_formula(dice, scope, depth - 1);
    match (dice.below(if depth > 0 { 12 } else { 4 }), dice.one(&scope.groups), scope.question(dice)) {
        (0, _, Some(question)) => Formula::Age(question),
        (1 | 2, _, Some(question)) => answer(&question),
        (4, _, _) => Formula::Sum(vec![part(dice), part(dice)]),
        (5, _, _) => Formula::Product(vec![part(dice), part(dice)]),
        (6, _, _) => Formula::Difference(Box::new(part(dice)), Box::new(part(dice))),
        (7, _, _) => Formula::Quotient(Box::new(part(dice)), Box::new(part(dice))),
        (8 | 9, Some(group), _) => total(group, part(dice)),
        (10, Some(group), _) => Formula::Rows { group: group.clone(), when: None },
        (11, Some(group), _) => {
            Formula::Rows { group: group.clone(), when: Some(Box::new(random_condition(dice, scope, 0))) }
        }
        _ => Formula::Number(3.into()),
    }
}
