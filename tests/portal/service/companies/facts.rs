//! What the companies read in an application: what was answered, with all supplements, and what their own books say.

use crate::service::applications::Kept;
use crate::service::{accounts, departments, Portal, Refusal};
use mianzheng::form::Value;
use mianzheng::ident::Calendar;
use mianzheng::item::{Equipment, Helper, Item};
use mianzheng::portal::SupplementAnswer;
use mianzheng::submission::{Payload, PayloadAnswer, PayloadPage};
use rusqlite::Transaction;
use std::collections::BTreeMap;

/// The question that tells what is wanted: `new`, `transfer`, `close` and so on.
const BUSINESS: &str = "business";
/// The question that tells whether roads are dug up: `yes`, `no` or `unknown`.
const DIGGING: &str = "digging";

/// What a company has to know.
pub struct Facts {
    /// The working days.
    pub calendar: Calendar,
    /// 办件编号
    pub number: String,
    /// Name and number of the applicant.
    pub applicant: String,
    /// Whether this applicant's papers fail everywhere.
    pub is_in_trouble: bool,
    /// What is wanted.
    pub business: Business,
    /// Whether roads have to be dug up for it, or that is not known.
    pub digs: bool,
    /// Whether the site lies in a village.
    pub is_in_village: bool,
    /// The diameter of the water meter, in millimetres, as wished for.
    pub diameter: Option<u16>,
    /// The voltage wished for, by its id.
    pub voltage: Option<String>,
    /// The capacity wished for, as it was shown.
    pub capacity: Option<String>,
    /// The flow of gas wished for, as it was shown.
    pub flow: Option<String>,
    /// The arrears of accounts that are named, in yuan, by part.
    pub arrears: BTreeMap<String, String>,
    /// What is asked for again when pictures or papers are not good.
    pub documents: Vec<String>,
    /// The last question answered, where no document is there to ask for.
    pub last_question: Option<String>,
}

/// What is wanted of the companies, as far as their way of work differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Business {
    /// 新装, 增容, 移表, 临时: with a survey and a plan.
    Connection,
    /// 过户: papers alone.
    Transfer,
    /// 销户: papers alone, and no contract at the end.
    Closing,
}

/// Reads what an application says.
pub fn of(db: &Transaction<'_>, portal: &Portal, (kept, item): (&Kept, &Item)) -> Result<Facts, Refusal> {
    let payload = answered(db, kept)?;
    let answers = Answers(&payload);
    let roles = Roles::of(item);
    let documents = departments::documents_to_ask(&payload);
    let last_answer = payload.pages.iter().rev().find_map(|page| page.answers.last());
    let arrears = accounts::arrears_named(db, &kept.scope, answers.texts())?;
    let is_in_village = answers.regions().any(is_village);
    Ok(Facts {
        calendar: portal.pack.calendar(),
        number: kept.number.clone(),
        applicant: departments::applicant(db, &kept.person, &payload)?,
        is_in_trouble: crate::service::seed::is_in_trouble(&kept.person),
        business: Business::of(&payload),
        digs: matches!(answers.choice(DIGGING), Some("yes" | "unknown")),
        is_in_village,
        diameter: roles.diameter.and_then(|id| answers.choice(id)).and_then(|id| id.strip_prefix("dn")?.parse().ok()),
        voltage: roles.voltage.and_then(|id| answers.choice(id)).map(str::to_owned),
        capacity: roles.capacity.and_then(|id| answers.number(id)),
        flow: roles.flow.and_then(|id| answers.number(id)),
        arrears,
        last_question: last_answer.filter(|_| documents.is_empty()).map(|answer| answer.question.clone()),
        documents,
    })
}

impl Business {
    /// What an application says that it wants.
    pub fn of(payload: &Payload) -> Self {
        match Answers(payload).choice(BUSINESS) {
            Some("transfer") => Self::Transfer,
            Some("close") => Self::Closing,
            Some(_) | None => Self::Connection,
        }
    }
}

/// An administrative village (GB/T 10114: the last three of twelve digits are 200 to 399).
fn is_village(code: &str) -> bool {
    code.len() == 12 && matches!(code.as_bytes()[9], b'2' | b'3')
}

/// What was submitted, with what supplements said since.
pub fn answered(db: &Transaction<'_>, kept: &Kept) -> Result<Payload, Refusal> {
    let mut payload = kept.payload.clone();
    let mut rows = db.prepare("SELECT answer FROM supplements WHERE application = ?1 ORDER BY id")?;
    let rows = rows.query_map([&kept.number], |row| row.get::<_, String>(0))?;
    for row in rows {
        let supplement: SupplementAnswer = serde_json::from_str(&row?)?;
        supplement.answers.into_iter().for_each(|answer| put(&mut payload, answer));
    }
    Ok(payload)
}

/// An answer in its place, or on a page of its own if it was not asked before.
pub fn put(payload: &mut Payload, answer: PayloadAnswer) {
    let mut there = payload.pages.iter_mut().flat_map(|page| &mut page.answers);
    if let Some(earlier) = there.find(|earlier| earlier.question == answer.question) {
        *earlier = answer;
        return;
    }
    const PAGE: &str = mianzheng::application::PAGE;
    if payload.pages.last().is_none_or(|page| page.id != PAGE) {
        payload.pages.push(PayloadPage { id: PAGE.to_owned(), title: "补交".to_owned(), answers: Vec::new() });
    }
    if let Some(page) = payload.pages.last_mut() {
        page.answers.push(answer);
    }
}

/// The questions that play a part in a plan, by the helpers of the item.
#[derive(Default)]
struct Roles<'a> {
    diameter: Option<&'a str>,
    voltage: Option<&'a str>,
    capacity: Option<&'a str>,
    flow: Option<&'a str>,
}

impl<'a> Roles<'a> {
    fn of(item: &'a Item) -> Self {
        let mut roles = Self::default();
        for page in &item.pages {
            match &page.helper {
                Some(Helper::Equipment(Equipment::Power(power))) => {
                    (roles.voltage, roles.capacity) = (power.voltage.as_deref(), power.capacity.as_deref());
                }
                Some(Helper::Equipment(Equipment::Gas(gas))) => roles.flow = gas.flow.as_deref(),
                Some(Helper::Equipment(Equipment::Water(water))) => roles.diameter = water.diameter.as_deref(),
                None => {}
            }
        }
        roles
    }
}

struct Answers<'a>(&'a Payload);

impl<'a> Answers<'a> {
    fn all(&self) -> impl Iterator<Item = &'a PayloadAnswer> {
        self.0.pages.iter().flat_map(|page| &page.answers)
    }

    fn value(&self, question: &str) -> Option<&'a Value> {
        self.all().find(|answer| answer.question == question)?.value.as_ref()
    }

    fn choice(&self, question: &str) -> Option<&'a str> {
        match self.value(question)? {
            Value::Choice(option) => Some(option),
            _ => None,
        }
    }

    fn number(&self, question: &str) -> Option<String> {
        match self.value(question)? {
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        }
    }

    fn texts(&self) -> impl Iterator<Item = &'a str> {
        self.all().filter_map(|answer| match &answer.value {
            Some(Value::Text(text)) => Some(text.as_str()),
            _ => None,
        })
    }

    fn regions(&self) -> impl Iterator<Item = &'a str> {
        self.all().filter_map(|answer| match &answer.value {
            Some(Value::Region { code, .. }) => Some(code.as_str()),
            _ => None,
        })
    }
}
