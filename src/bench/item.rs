//! A generated item of any size, in which what a question reads stands on its own page.

use crate::form::{Edit, FieldKey};
use crate::item::{
    Audience, Basis, Characters, Check, Choice, Condition, Contact, Department, Document, Fallback, Fee, Holder, Item,
    Kind, Outcome, Page, Precision, Presence, Question, Severity, Source, SourceField, Supply, Task, Text, TimeLimit,
    TimeLimits, Waiver, Way, FORMAT,
};

/// How many questions a page has.
const ON_A_PAGE: usize = 10;

/// An item with so many questions. Every second one is shown only after one of two options at the head of its page.
pub fn item(questions: usize) -> Item {
    let pages = questions.div_ceil(ON_A_PAGE);
    let text = |zh: &str| Text::new(zh, zh);
    Item {
        schema: None,
        format: FORMAT,
        code: "369999-bench-001".to_owned(),
        portal_code: "369999-bench-001".to_owned(),
        version: 1,
        name: text("量一量"),
        plain_name: text("量一量"),
        department: Department { id: "bench".to_owned(), name: text("试验部门") },
        audience: vec![Audience::Person],
        task: Task::PublicService,
        themes: Vec::new(),
        keywords: Vec::new(),
        who: Vec::new(),
        time: TimeLimits { legal: None, promised: TimeLimit::AtOnce, note: None },
        fee: Fee::Free,
        result: Outcome { name: text("结果"), delivery: text("当场"), instant: false },
        steps: Vec::new(),
        basis: Vec::new(),
        contact: Contact { phone: "0790-0000000".to_owned(), hours: text("工作日") },
        situations: Vec::new(),
        agent_question: None,
        sources: vec![source()],
        documents: (0..10).map(|ix| document(ix * ON_A_PAGE)).collect(),
        pages: (0..pages).map(|ix| page(ix, questions)).collect(),
        checks: (0..pages).map(|ix| check(ix * ON_A_PAGE)).collect(),
        commitments: Vec::new(),
        declaration: text("以上属实"),
        variants: Vec::new(),
        open: Vec::new(),
        parts: Vec::new(),
        renamed: Vec::new(),
    }
}

/// One answer to each question, in order; another for each turn.
pub fn answers(questions: usize, turn: usize) -> impl Iterator<Item = Edit> {
    (0..questions).map(move |ix| {
        let field = FieldKey::of(id(ix));
        let number = ix % 90 + turn;
        match ix % ON_A_PAGE {
            0 | 5 => Edit::Choose { field, option: format!("option_{}", turn % 3) },
            2 | 7 => Edit::Type { field, text: number.to_string() },
            3 => Edit::Type { field, text: format!("2026-03-{:02}", ix % 20 + turn) },
            4 => Edit::Choose { field, option: if turn.is_multiple_of(2) { "yes" } else { "no" }.to_owned() },
            8 => Edit::Type { field, text: format!("{number}.5") },
            _ => Edit::Type { field, text: format!("答案{number}") },
        }
    })
}

fn id(ix: usize) -> String {
    format!("question_{ix}")
}

fn page(ix: usize, questions: usize) -> Page {
    let from = ix * ON_A_PAGE;
    let questions = (from..questions.min(from + ON_A_PAGE)).map(question).collect();
    Page {
        id: format!("page_{ix}"),
        title: Text::new("说说这一页", "About this page"),
        visible: None,
        helper: None,
        questions,
    }
}

fn question(ix: usize) -> Question {
    let head = ix - ix % ON_A_PAGE;
    let values = vec!["option_0".to_owned(), "option_1".to_owned()];
    let after_head = Condition::OneOf { question: id(head), values };
    let presence = match ix % ON_A_PAGE {
        6 => Presence::Optional,
        9 => Presence::RequiredWhen(Condition::Is { question: id(head + 4), value: "yes".to_owned() }),
        _ => Presence::Required,
    };
    Question {
        id: id(ix),
        label: Text::new("店里最多能坐多少人，按桌椅算？", "How many people can sit in the shop at most?"),
        short: Some(Text::new("座位", "Seats")),
        hint: Some(Text::new("数一数桌边的椅子", "Count the chairs at the tables")),
        missing: None,
        kind: kind(ix),
        presence,
        visible: (ix % 2 == 1).then_some(after_head),
        default: None,
        computed: None,
        sensitive: false,
        autocomplete: None,
    }
}

fn kind(ix: usize) -> Kind {
    let number = |number: i32| number.into();
    match ix % ON_A_PAGE {
        0 | 5 => Kind::Choice { options: (0..4).map(option).collect() },
        2 | 7 => Kind::Integer { min: 0, max: 1000, unit: None },
        3 => Kind::Date { earliest: None, latest: None, precision: Precision::Day },
        4 => Kind::YesNo,
        8 => Kind::Decimal { min: number(0), max: number(1000), places: 2, unit: None },
        _ => Kind::Text { min_chars: 0, max_chars: 60, characters: Characters::Any },
    }
}

fn option(ix: usize) -> Choice {
    let label = Text::new("这一种情形", "This kind");
    Choice { id: format!("option_{ix}"), label, hint: None, visible: None, exclusive: false }
}

fn check(head: usize) -> Check {
    let both = [(head + 2, 50), (head + 7, 60)]
        .map(|(ix, number)| Condition::AtLeast { question: id(ix), number: number.into() });
    Check {
        id: format!("check_{head}"),
        when: Condition::All(both.to_vec()),
        at: id(head + 2),
        severity: Severity::Error,
        message: Text::new("两个数加起来太大，请核对", "Too large together, please check"),
        instead: None,
    }
}

fn source() -> Source {
    let name = Text::new("登记", "Register");
    Source {
        id: "register".to_owned(),
        name: name.clone(),
        department: name.clone(),
        licence_type: None,
        holder: Holder::Applicant,
        fields: vec![SourceField { id: "name".to_owned(), name: name.clone() }],
        not_fetched: None,
        purpose: name.clone(),
        kept: name,
        sensitive: false,
    }
}

fn document(head: usize) -> Document {
    let name = Text::new("证照", "Licence");
    let fallback = Fallback { on: Vec::new(), way: Way::Upload, label: name.clone(), note: None };
    Document {
        id: format!("document_{head}"),
        name: name.clone(),
        applies: Some(Condition::Is { question: id(head + 4), value: "yes".to_owned() }),
        each: None,
        waiver: Waiver::Licence { source: "register".to_owned() },
        line: name,
        basis: Basis { regulation: "试验规定".to_owned(), article: None, to_confirm: false },
        supplies: vec![Supply { field: "name".to_owned(), question: id(head + 6) }],
        photo: false,
        fallbacks: vec![fallback],
    }
}
