//! The list of equipment as it is made: picking, stepping, figures that follow; and what companies said of accounts.

use crate::support::act::{from_register, photo};
use crate::support::pack::shipped;
use crate::support::{asking, form, moment, question, text, Act};
use mianzheng::consent::Provenance;
use mianzheng::draft::{AccountSaid, Draft};
use mianzheng::form::{stepped, Context, Edit, FieldKey, Form, RowId};
use mianzheng::i18n::account_answer;
use mianzheng::item::{Audience, Common, Equipment, Helper, Kind};
use mianzheng::portal::{Account, AccountAnswer, AccountQuestion};
use mianzheng::utilities::{empty_row, fills, Estimate};
use proptest::prelude::*;
use std::sync::Arc;

/// A firm that applies for all three.
fn firm() -> Form {
    let context = Context { today: "2026-09-01".parse().unwrap(), audience: Audience::Organisation };
    let item = shipped().item("369999-shenpi-141").unwrap().item.clone();
    let mut form = Form::new(Arc::new(item), context);
    form.chosen("applicant_type", "firm");
    ["water", "power", "gas"].iter().for_each(|utility| drop(form.switched("utilities", utility, true)));
    form
}

fn lists() -> Vec<Equipment> {
    let item = shipped().item("369999-shenpi-141").unwrap().item.clone();
    item.pages.into_iter().filter_map(|page| page.helper).map(|Helper::Equipment(list)| list).collect()
}

fn rows(form: &Form, list: &Equipment) -> Vec<RowId> {
    form.rows(list.list()).to_vec()
}

/// Picks as the page does: into an empty row, otherwise into a new one.
fn pick(form: &mut Form, list: &Equipment, common: &Common) -> RowId {
    let row = empty_row(form, list.list()).unwrap_or_else(|| form.row_added(list.list()));
    fills(form, common, row).into_iter().for_each(|edit| drop(form.apply(edit)));
    row
}

fn suggest(form: &mut Form) {
    let edits = Estimate::of(form).unwrap().suggestions(form);
    edits.into_iter().for_each(|edit| drop(form.apply(edit)));
}

fn figures(form: &Form) -> Vec<(String, String)> {
    let lists = lists();
    let ids = lists.iter().flat_map(Equipment::figures);
    ids.map(|id| (id.clone(), form.text(id))).collect()
}

fn flagged_figures(form: &Form) -> Vec<String> {
    let figures = figures(form);
    let said = Estimate::of(form).unwrap().contradictions.into_iter().map(|said| said.field.to_string());
    said.filter(|field| figures.iter().any(|(id, _)| id == field)).collect()
}

#[test]
fn what_is_picked_fills_the_empty_row_first_and_then_new_ones() {
    for list in lists() {
        let mut form = firm();
        let first = rows(&form, &list)[0];
        assert_eq!(empty_row(&form, list.list()), Some(first));
        let picked: Vec<RowId> = list.common().iter().map(|common| pick(&mut form, &list, common)).collect();
        assert_eq!(picked[0], first);
        assert_eq!((rows(&form, &list), empty_row(&form, list.list())), (picked.clone(), None));
        for (common, row) in list.common().iter().zip(picked) {
            for (question, text) in &common.fills {
                assert_eq!(form.text(&format!("{question}#{row}")), *text, "{}", common.name.zh);
            }
        }
    }
}

#[test]
fn a_row_in_which_anything_is_said_is_not_empty() {
    let mut form = firm();
    let (list, row) = ("loads".to_owned(), form.rows(&"loads".to_owned())[0]);
    form.typed(&format!("load_kilowatts#{row}"), "很多");
    assert_eq!(empty_row(&form, &list), None);
    assert_eq!(empty_row(&form, &"power_capacity".to_owned()), None);
}

/// What does not follow from the list any more is not left standing as if it did.
#[test]
fn a_figure_that_was_suggested_goes_with_what_it_followed_from() {
    let mut form = firm();
    let lists = lists();
    let power = lists.iter().find(|list| list.list() == "loads").unwrap();
    let row = pick(&mut form, power, &power.common()[0]);
    suggest(&mut form);
    assert!(!form.text("power_capacity").is_empty() && !form.text("power_voltage").is_empty());
    form.row_removed("loads", row);
    suggest(&mut form);
    assert_eq!((form.text("power_capacity"), form.text("power_voltage")), (String::new(), String::new()));
    assert_eq!(form.view("power_capacity").provenance, None);
}

#[test]
fn without_a_text_only_what_came_from_there_is_given_back() {
    let mut form = form(asking([text("name")]));
    let give_back = |form: &mut Form, provenance: Provenance| {
        form.apply(Edit::Prefill { field: "name".into(), text: String::new(), provenance });
        form.text("name")
    };
    let supply = Edit::Prefill { field: "name".into(), text: "甲".to_owned(), provenance: Provenance::Computed };
    form.apply(supply.clone());
    assert_eq!(give_back(&mut form, from_register("id_card")), "甲");
    assert_eq!(give_back(&mut form, Provenance::Account), "甲");
    assert_eq!(give_back(&mut form, Provenance::Computed), "");
    form.apply(supply);
    form.typed("name", "乙");
    assert_eq!(give_back(&mut form, Provenance::Computed), "乙");
}

#[test]
fn a_figure_that_was_cleared_stays_so_also_after_a_reload() {
    let mut form = firm();
    let lists = lists();
    let power = lists.iter().find(|list| list.list() == "loads").unwrap();
    pick(&mut form, power, &power.common()[1]);
    suggest(&mut form);
    form.typed("power_capacity", "");
    let mut form = crate::support::reloaded(&form);
    pick(&mut form, power, &power.common()[2]);
    suggest(&mut form);
    assert_eq!(form.text("power_capacity"), "");
}

#[test]
fn a_step_stays_within_what_the_question_takes() {
    let mut form = form(asking([question("number", Kind::Integer { min: 1, max: 3, unit: None }), text("name")]));
    let step = |form: &Form, field: &str, by: i64| {
        let view = form.view(field);
        stepped(form.question(&field.into()).unwrap(), &view, by)
    };
    let said = |text: &str| Some(text.to_owned());
    assert_eq!((step(&form, "number", 1), step(&form, "number", -1)), (said("1"), said("1")), "it begins at the least");
    for (at, less, more) in [("1", None, said("2")), ("2", said("1"), said("3")), ("3", said("2"), None)] {
        form.typed("number", at);
        assert_eq!((step(&form, "number", -1), step(&form, "number", 1)), (less, more), "at {at}");
    }
    assert_eq!(step(&form, "name", 1), None);
}

fn account() -> Account {
    Account {
        holder: "*桂英".to_owned(),
        balance: "0.00".parse().unwrap(),
        last_read_on: "2026-08-05".parse().unwrap(),
        last_reading: "20417 kWh".to_owned(),
    }
}

fn arrears() -> AccountAnswer {
    AccountAnswer::Arrears { amount: "128.40".parse().unwrap(), account: account() }
}

fn said(part: &str, number: &str, answer: AccountAnswer) -> AccountSaid {
    let asked = AccountQuestion { part: part.to_owned(), number: number.to_owned() };
    AccountSaid { asked, at: moment(), answer }
}

#[test]
fn the_last_word_about_each_account_is_kept_and_is_about_that_number() {
    let mut draft = crate::draft_export::draft();
    draft.note_account(said("water", "1100200301", AccountAnswer::Transferable(account())));
    draft.note_account(said("power", "2200200301", arrears()));
    draft.note_account(said("power", "2200200302", AccountAnswer::NoSuchAccount));
    let heard = |part: &str, number: &str| {
        draft.account_said(&AccountQuestion { part: part.to_owned(), number: number.to_owned() }).is_some()
    };
    assert!(heard("water", "1100200301") && heard("power", "2200200302"));
    assert!(!heard("power", "2200200301") && !heard("gas", "1100200301") && draft.accounts.len() == 2);
    let stored = serde_json::to_string(&draft).unwrap();
    assert_eq!(serde_json::from_str::<Draft>(&stored).unwrap(), draft);
}

#[test]
fn a_draft_of_before_accounts_were_asked_about_is_read() {
    let draft = crate::draft_export::draft();
    let stored = serde_json::to_string(&draft).unwrap();
    assert!(!stored.contains("accounts"), "nothing is written where nothing was said");
    assert_eq!(serde_json::from_str::<Draft>(&stored).unwrap().accounts, []);
}

/// Each company is asked about its own number, and only where something is transferred.
#[test]
fn an_account_is_asked_about_where_it_is_transferred() {
    let mut form = firm();
    let part = |form: &Form, question: &str| form.part_of_account(question).map(|part| part.id.clone());
    assert_eq!(part(&form, "power_account"), None, "a new supply has no account");
    form.chosen("business", "transfer");
    for utility in ["water", "power", "gas"] {
        assert_eq!(part(&form, &format!("{utility}_account")), Some(utility.to_owned()));
    }
    assert_eq!(part(&form, "contact_phone"), None);
    form.chosen("business", "more");
    assert_eq!(part(&form, "power_account"), None);
}

/// What a company says is told, and holds nothing up: neither the form nor what the other companies do.
#[test]
fn arrears_are_said_with_what_to_do_and_hold_nothing_up() {
    let words = account_answer("县供电公司", &arrears(), moment());
    assert!(!words.is_well && words.said.starts_with("欠费 128.40 元"), "{}", words.said);
    assert!(words.then.contains("缴清") && words.then.contains("可以接着填"), "{}", words.then);
    assert!(words.then.contains("*桂英") && words.then.contains("8月5日抄表 20417 kWh"), "{}", words.then);
    for answer in [AccountAnswer::NoSuchAccount, AccountAnswer::CompanyAway] {
        let words = account_answer("县供电公司", &answer, moment());
        assert!(!words.is_well && words.said.starts_with("县供电公司") && !words.then.is_empty(), "{}", words.said);
    }
    assert!(account_answer("县供电公司", &AccountAnswer::Transferable(account()), moment()).is_well);
    let mut form = firm();
    form.chosen("business", "transfer");
    form.typed("power_account", "2200200301");
    let findings = form.findings();
    assert!(findings.iter().all(|(field, _)| field != "power_account"), "{findings:?}");
    assert_eq!(form.parts().len(), 3);
    form.apply(Edit::Attach { field: FieldKey::of("meter_photo.files"), file: photo("one") });
}

/// What happens to the three lists, in any order.
#[derive(Debug, Clone)]
enum Step {
    Pick(usize, usize),
    Number(usize, usize, u32),
    Remove(usize, usize),
    Off(usize),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0..3_usize, 0..20_usize).prop_map(|(list, common)| Step::Pick(list, common)),
        3 => (0..3_usize, 0..9_usize, 1..900_u32).prop_map(|(list, row, number)| Step::Number(list, row, number)),
        2 => (0..3_usize, 0..9_usize).prop_map(|(list, row)| Step::Remove(list, row)),
        1 => (0..3_usize).prop_map(Step::Off),
    ]
}

fn take(form: &mut Form, step: &Step) {
    let lists = lists();
    let row = |form: &Form, list: &Equipment, at: usize| {
        let rows = rows(form, list);
        rows.get(at % rows.len().max(1)).copied()
    };
    match *step {
        Step::Pick(list, at) => {
            let (list, common) = (&lists[list], lists[list].common());
            pick(form, list, &common[at % common.len()]);
        }
        Step::Number(list, at, number) => {
            if let Some(row) = row(form, &lists[list], at) {
                form.typed(&format!("{}#{row}", lists[list].number()), &number.to_string());
            }
        }
        Step::Remove(list, at) => {
            if let Some(row) = row(form, &lists[list], at) {
                form.row_removed(lists[list].list(), row);
            }
        }
        Step::Off(utility) => {
            let utility = ["water", "power", "gas"][utility];
            form.switched("utilities", utility, false);
            suggest(form);
            form.switched("utilities", utility, true);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// The figures follow from the lists as they are, whatever they were; and are never flagged.
    #[test]
    fn suggested_figures_follow_from_the_list_alone(steps in proptest::collection::vec(step(), 1..12)) {
        let (mut each, mut last) = (firm(), firm());
        for step in &steps {
            take(&mut each, step);
            suggest(&mut each);
            take(&mut last, step);
        }
        suggest(&mut last);
        prop_assert_eq!(figures(&each), figures(&last));
        prop_assert_eq!(flagged_figures(&each), Vec::<String>::new());
    }

    /// What the citizen typed, or cleared, stays whatever happens to the lists.
    #[test]
    fn a_figure_of_ones_own_stays_whatever_is_listed(
        figure in 0..7_usize, text in "|[1-9][0-9]{0,3}|乱写", steps in proptest::collection::vec(step(), 1..12),
    ) {
        let mut form = firm();
        let figures = figures(&form);
        let id = &figures[figure % figures.len()].0;
        suggest(&mut form);
        form.typed(id, &text);
        let before = form.text(id);
        for step in &steps {
            take(&mut form, step);
            suggest(&mut form);
        }
        prop_assert_eq!(form.text(id), before);
    }
}
