//! What is said about an account (户号) before it is transferred.

use crate::ident::{Instant, Money};
use crate::portal::{Account, AccountAnswer};

/// What a company said of an account: what is so, what to do, and whether everything is well.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountWords {
    /// What is so.
    pub said: String,
    /// What to do.
    pub then: String,
    /// Nothing stands in the way.
    pub is_well: bool,
}

/// What a company said of an account.
pub fn account_answer(company: &str, answer: &AccountAnswer, at: Instant) -> AccountWords {
    let clock = at.clock_text();
    let words = |said: String, then: String, is_well| AccountWords { said, then, is_well };
    match answer {
        AccountAnswer::Transferable(account) => {
            words(format!("可以过户，没有欠费（{clock} 查）"), of_account(account), true)
        }
        AccountAnswer::Arrears { amount, account } => words(
            format!("欠费 {} 元（{clock} 查）", yuan(*amount)),
            format!("请原户主先缴清，缴清就能过户，缴了再查一次。别家不受影响，可以接着填。{}", of_account(account)),
            false,
        ),
        AccountAnswer::NoSuchAccount => {
            words(format!("{company}没有这个户号（{clock} 查）"), "请对照账单或短信，一位一位看一遍".to_owned(), false)
        }
        AccountAnswer::CompanyAway => words(
            format!("{company}现在连不上，不是您的问题"),
            "可以接着填，交上去以后由他们核对，也可以过会儿再查".to_owned(),
            false,
        ),
    }
}

fn of_account(account: &Account) -> String {
    let on = account.last_read_on;
    format!(
        "户主 {}，余额 {} 元，{}月{}日抄表 {}",
        account.holder,
        yuan(account.balance),
        on.month(),
        on.day(),
        account.last_reading
    )
}

fn yuan(amount: Money) -> String {
    amount.to_string()
}
