//! Small items, one call a part.

use mianzheng::item::*;

/// A text that says the same in both languages.
pub fn words(text: &str) -> Text {
    Text::new(text, text)
}

/// An item that asks nothing.
pub fn item() -> Item {
    let time = TimeLimits { legal: None, promised: TimeLimit::AtOnce, note: None };
    Item {
        schema: None,
        format: FORMAT,
        code: "369999-test-001".to_owned(),
        portal_code: "369999-test-001".to_owned(),
        version: 1,
        name: words("试验事项"),
        plain_name: words("试验"),
        department: Department { id: "test".to_owned(), name: words("试验部门") },
        audience: vec![Audience::Person],
        task: Task::PublicService,
        themes: Vec::new(),
        keywords: Vec::new(),
        who: Vec::new(),
        time,
        fee: Fee::Free,
        result: Outcome { name: words("结果"), delivery: words("当场"), instant: false },
        steps: Vec::new(),
        basis: Vec::new(),
        contact: Contact { phone: "0790-0000000".to_owned(), hours: words("工作日") },
        situations: Vec::new(),
        agent_question: None,
        sources: Vec::new(),
        documents: Vec::new(),
        pages: Vec::new(),
        checks: Vec::new(),
        commitments: Vec::new(),
        declaration: words("以上属实"),
        variants: Vec::new(),
        open: Vec::new(),
        parts: Vec::new(),
        renamed: Vec::new(),
    }
}

/// An item with one page of these questions.
pub fn asking(questions: impl Into<Vec<Question>>) -> Item {
    item().page("page", questions)
}

/// Parts put on an item one after the other.
pub trait ItemParts {
    /// A scenario question.
    fn situation(self, question: Question) -> Self;
    /// A page that is always there.
    fn page(self, id: &str, questions: impl Into<Vec<Question>>) -> Self;
    /// A page with a condition.
    fn page_when(self, id: &str, when: Condition, questions: impl Into<Vec<Question>>) -> Self;
    /// A document; its source is added when there is one.
    fn document(self, document: Document) -> Self;
    /// A rule over several answers.
    fn check(self, severity: Severity, at: &str, when: Condition) -> Self;
    /// A text that can be signed.
    fn commitment(self, id: &str) -> Self;
    /// The question whose answer `self` means that nobody acts for another.
    fn agent(self, question: &str) -> Self;
}

impl ItemParts for Item {
    fn situation(mut self, question: Question) -> Self {
        self.situations.push(question);
        self
    }

    fn page(mut self, id: &str, questions: impl Into<Vec<Question>>) -> Self {
        self.pages.push(Page {
            id: id.to_owned(),
            title: words(id),
            visible: None,
            helper: None,
            questions: questions.into(),
        });
        self
    }

    fn page_when(mut self, id: &str, when: Condition, questions: impl Into<Vec<Question>>) -> Self {
        self = self.page(id, questions);
        self.pages.last_mut().unwrap().visible = Some(when);
        self
    }

    fn document(mut self, document: Document) -> Self {
        if let Some(id) = document.waiver.source().filter(|id| self.source(id).is_none()) {
            self.sources.push(source(id, Holder::Applicant));
        }
        self.documents.push(document);
        self
    }

    fn check(mut self, severity: Severity, at: &str, when: Condition) -> Self {
        let id = format!("check_{}", self.checks.len());
        self.checks.push(Check { id, when, at: at.to_owned(), severity, message: words("不对"), instead: None });
        self
    }

    fn commitment(mut self, id: &str) -> Self {
        let (told, promised, consequences) = (Vec::new(), Vec::new(), Vec::new());
        self.commitments.push(Commitment { id: id.to_owned(), title: words(id), told, promised, consequences });
        self
    }

    fn agent(mut self, question: &str) -> Self {
        self.agent_question = Some(question.to_owned());
        self
    }
}

/// A required question.
pub fn question(id: &str, kind: Kind) -> Question {
    Question {
        id: id.to_owned(),
        label: words(id),
        short: None,
        hint: None,
        missing: None,
        kind,
        presence: Presence::Required,
        visible: None,
        default: None,
        computed: None,
        sensitive: false,
        autocomplete: None,
    }
}

/// A line of at most 20 characters.
pub fn text(id: &str) -> Question {
    question(id, Kind::Text { min_chars: 0, max_chars: 20, characters: Characters::Any })
}

/// A whole number from 0 to 1000.
pub fn integer(id: &str) -> Question {
    question(id, Kind::Integer { min: 0, max: 1000, unit: None })
}

/// Any date.
pub fn date(id: &str) -> Question {
    question(id, Kind::Date { earliest: None, latest: None, precision: Precision::Day })
}

/// One of several.
pub fn choice(id: &str, options: &[&str]) -> Question {
    question(id, Kind::Choice { options: options.iter().map(|id| option(id)).collect() })
}

/// Several of several.
pub fn choices(id: &str, options: &[&str]) -> Question {
    question(id, Kind::Choices { options: options.iter().map(|id| option(id)).collect(), min: 0, max: 0 })
}

/// An option that is always offered.
pub fn option(id: &str) -> Choice {
    Choice { id: id.to_owned(), label: words(id), hint: None, visible: None, exclusive: false }
}

/// Yes or no.
pub fn yes_no(id: &str) -> Question {
    question(id, Kind::YesNo)
}

/// Rows of questions.
pub fn group(id: &str, min_rows: u16, max_rows: u16, questions: impl Into<Vec<Question>>) -> Question {
    question(id, Kind::Group { row: words("行"), min_rows, max_rows, questions: questions.into() })
}

/// What a question can have besides.
pub trait QuestionParts {
    /// It need not be answered.
    fn optional(self) -> Self;
    /// It must be answered when this holds.
    fn required_when(self, when: Condition) -> Self;
    /// It is shown when this holds.
    fn when(self, when: Condition) -> Self;
    /// The answer that stands there at the beginning.
    fn default_of(self, text: &str) -> Self;
    /// The answer is worked out and only shown.
    fn computed(self, formula: Formula) -> Self;
    /// The answer is worked out and may be overwritten.
    fn estimated(self, formula: Formula) -> Self;
    /// One option is offered only when this holds.
    fn option_when(self, option: &str, when: Condition) -> Self;
    /// One option stands alone.
    fn exclusive(self, option: &str) -> Self;
}

impl QuestionParts for Question {
    fn optional(mut self) -> Self {
        self.presence = Presence::Optional;
        self
    }

    fn required_when(mut self, when: Condition) -> Self {
        self.presence = Presence::RequiredWhen(when);
        self
    }

    fn when(mut self, when: Condition) -> Self {
        self.visible = Some(when);
        self
    }

    fn default_of(mut self, text: &str) -> Self {
        self.default = Some(text.to_owned());
        self
    }

    fn computed(mut self, formula: Formula) -> Self {
        self.computed = Some(Computed { formula, bands: Vec::new(), editable: false });
        self
    }

    fn estimated(mut self, formula: Formula) -> Self {
        self.computed = Some(Computed { formula, bands: Vec::new(), editable: true });
        self
    }

    fn option_when(mut self, option: &str, when: Condition) -> Self {
        options_of(&mut self).iter_mut().find(|choice| choice.id == option).unwrap().visible = Some(when);
        self
    }

    fn exclusive(mut self, option: &str) -> Self {
        options_of(&mut self).iter_mut().find(|choice| choice.id == option).unwrap().exclusive = true;
        self
    }
}

fn options_of(question: &mut Question) -> &mut Vec<Choice> {
    match &mut question.kind {
        Kind::Choice { options } | Kind::Choices { options, .. } => options,
        kind => panic!("{kind:?} has no options"),
    }
}

/// A choice is this option.
pub fn is(question: &str, value: &str) -> Condition {
    Condition::Is { question: question.to_owned(), value: value.to_owned() }
}

/// The question has an answer.
pub fn answered(question: &str) -> Condition {
    Condition::Answered(question.to_owned())
}

/// The part does not hold.
pub fn not(condition: Condition) -> Condition {
    Condition::Not(Box::new(condition))
}

/// A number, or a group's number of rows, is at least this.
pub fn at_least(question: &str, number: i32) -> Condition {
    Condition::AtLeast { question: question.to_owned(), number: number.into() }
}

/// In some row the condition holds.
pub fn any_row(group: &str, when: Condition) -> Condition {
    Condition::AnyRow { group: group.to_owned(), when: Box::new(when) }
}

/// The document's waiver did not come about.
pub fn failed(document: &str) -> Condition {
    Condition::Failed { document: document.to_owned(), reasons: Vec::new() }
}

/// The answer to a question.
pub fn answer(question: &str) -> Formula {
    Formula::Answer(question.to_owned())
}

/// The total over the rows of a group.
pub fn total(group: &str, of: Formula) -> Formula {
    Formula::Total { group: group.to_owned(), of: Box::new(of) }
}

/// A register with the fields `name` and `number`.
pub fn source(id: &str, holder: Holder) -> Source {
    let field = |id: &str| SourceField { id: id.to_owned(), name: words(id) };
    Source {
        id: id.to_owned(),
        name: words(id),
        department: words("登记部门"),
        licence_type: None,
        holder,
        fields: vec![field("name"), field("number")],
        not_fetched: None,
        purpose: words("核对"),
        kept: words("办结即删"),
        sensitive: false,
    }
}

/// A document that is waived like this, without a way on.
pub fn document(id: &str, waiver: Waiver) -> Document {
    let basis = Basis { regulation: "试验规定".to_owned(), article: None, to_confirm: false };
    Document {
        id: id.to_owned(),
        name: words(id),
        applies: None,
        each: None,
        waiver,
        line: words(id),
        basis,
        supplies: Vec::new(),
        photo: false,
        fallbacks: Vec::new(),
    }
}

/// A licence that the register of the same name holds.
pub fn licence(id: &str) -> Document {
    document(id, Waiver::Licence { source: id.to_owned() })
}

/// A check by the register of the same name, which is sent these answers as these fields.
pub fn data_check(id: &str, sends: &[(&str, &str)]) -> Document {
    document(id, Waiver::DataCheck { source: id.to_owned(), sends: supplies_of(sends) })
}

/// A document that is handed in.
pub fn paper(id: &str) -> Document {
    document(id, Waiver::None { how: words("拍照") })
}

/// A document that a commitment stands for.
pub fn promise(id: &str, commitment: &str) -> Document {
    document(id, Waiver::Commitment { commitment: commitment.to_owned() })
}

/// What a document can have besides.
pub trait DocumentParts {
    /// It is asked for when this holds.
    fn applies_when(self, when: Condition) -> Self;
    /// A field of its source fills a question.
    fn supplying(self, field: &str, question: &str) -> Self;
    /// A way on for any failure.
    fn or(self, way: Way) -> Self;
    /// A way on for one failure.
    fn or_on(self, failure: Failure, way: Way) -> Self;
}

impl DocumentParts for Document {
    fn applies_when(mut self, when: Condition) -> Self {
        self.applies = Some(when);
        self
    }

    fn supplying(mut self, field: &str, question: &str) -> Self {
        self.supplies.extend(supplies_of(&[(field, question)]));
        self
    }

    fn or(mut self, way: Way) -> Self {
        self.fallbacks.push(Fallback { on: Vec::new(), way, label: words("另一条路"), note: None });
        self
    }

    fn or_on(mut self, failure: Failure, way: Way) -> Self {
        self.fallbacks.push(Fallback { on: vec![failure], way, label: words("另一条路"), note: None });
        self
    }
}

fn supplies_of(pairs: &[(&str, &str)]) -> Vec<Supply> {
    let supply =
        |(field, question): &(&str, &str)| Supply { field: (*field).to_owned(), question: (*question).to_owned() };
    pairs.iter().map(supply).collect()
}
