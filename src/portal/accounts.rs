//! Accounts at a utility (户号): whether one can be transferred (过户), before anything is filled in for it.

use crate::ident::{CivilDate, Money};
use serde::{Deserialize, Serialize};

/// `POST /utility-accounts/checks`: asks the company about an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", serde(deny_unknown_fields))]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct AccountQuestion {
    /// The company, by the part's id in the item: `water`.
    #[cfg_attr(feature = "portal", schema(min_length = 1, max_length = 32))]
    pub part: String,
    /// 户号, digits.
    #[cfg_attr(feature = "portal", schema(pattern = "^[0-9]{6,20}$"))]
    pub number: String,
}

/// What the company says about an account. Whatever it says is an answer, not an error.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub enum AccountAnswer {
    /// 可以过户
    Transferable(Account),
    /// 欠费: to be paid before it can be transferred.
    Arrears {
        /// How much is owed, in yuan.
        #[cfg_attr(feature = "portal", schema(value_type = String, pattern = "^[0-9]+\\.[0-9]{2}$"))]
        amount: Money,
        /// The account.
        account: Account,
    },
    /// 查无此户
    NoSuchAccount,
    /// The company does not answer now; the application can go on without.
    CompanyAway,
}

/// An account as far as it is shown to whoever knows its number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct Account {
    /// The holder, the first character hidden: `*桂英`.
    pub holder: String,
    /// What is left on it, in yuan.
    #[cfg_attr(feature = "portal", schema(value_type = String, pattern = "^[0-9]+\\.[0-9]{2}$"))]
    pub balance: Money,
    /// The last day on which the meter was read.
    #[cfg_attr(feature = "portal", schema(value_type = String, format = Date))]
    pub last_read_on: CivilDate,
    /// What it showed, with its unit: `1286 m³`.
    pub last_reading: String,
}
