//! Accounts at the companies (户号): synthetic, and the same for everybody.

use super::{Portal, Refusal};
use crate::service::extract::Who;
use mianzheng::ident::{CivilDate, Money};
use mianzheng::portal::{Account, AccountAnswer};
use rusqlite::{params, Transaction};
use std::collections::BTreeMap;

/// An account in the books of a company.
struct Book {
    part: &'static str,
    number: &'static str,
    holder: &'static str,
    balance_cents: i64,
    owed_cents: i64,
    last_reading: &'static str,
}

const BOOKS: [Book; 6] = [
    Book {
        part: "water",
        number: "1100200301",
        holder: "*桂英",
        balance_cents: 2_350,
        owed_cents: 0,
        last_reading: "1286 m³",
    },
    Book {
        part: "power",
        number: "2200200301",
        holder: "*桂英",
        balance_cents: 0,
        owed_cents: 12_840,
        last_reading: "20417 kWh",
    },
    Book {
        part: "gas",
        number: "3300200301",
        holder: "*桂英",
        balance_cents: 5_600,
        owed_cents: 0,
        last_reading: "734 m³",
    },
    Book {
        part: "water",
        number: "1100200302",
        holder: "*国强",
        balance_cents: 0,
        owed_cents: 0,
        last_reading: "88 m³",
    },
    Book {
        part: "power",
        number: "2200200302",
        holder: "*国强",
        balance_cents: 10_000,
        owed_cents: 0,
        last_reading: "9120 kWh",
    },
    Book {
        part: "gas",
        number: "3300200302",
        holder: "*国强",
        balance_cents: 0,
        owed_cents: 4_725,
        last_reading: "1502 m³",
    },
];

/// What a company says about an account. A company is away while its part is a register that is down.
pub fn ask(
    db: &Transaction<'_>,
    portal: &Portal,
    who: &Who,
    (part, number): (&str, &str),
) -> Result<AccountAnswer, Refusal> {
    if portal.faults.register_is_down(part, &who.scope, &who.person) {
        return Ok(AccountAnswer::CompanyAway);
    }
    let Some(book) = BOOKS.iter().find(|book| book.part == part && book.number == number) else {
        return Ok(AccountAnswer::NoSuchAccount);
    };
    let account = Account {
        holder: book.holder.to_owned(),
        balance: Money::from_cents(book.balance_cents),
        last_read_on: first_of_month(super::state::day_of(who.now)),
        last_reading: book.last_reading.to_owned(),
    };
    Ok(match owed(db, &who.scope, book)? {
        0 => AccountAnswer::Transferable(account),
        cents => AccountAnswer::Arrears { amount: Money::from_cents(cents), account },
    })
}

/// What is owed on the accounts that stand in these texts, in yuan, by part.
pub fn arrears_named<'a>(
    db: &Transaction<'_>,
    scope: &str,
    texts: impl Iterator<Item = &'a str>,
) -> Result<BTreeMap<String, String>, Refusal> {
    let mut arrears = BTreeMap::new();
    for text in texts {
        for book in BOOKS.iter().filter(|book| book.number == text) {
            let cents = owed(db, scope, book)?;
            if cents > 0 {
                arrears.insert(book.part.to_owned(), Money::from_cents(cents).to_string());
            }
        }
    }
    Ok(arrears)
}

/// The arrears of an account are paid, in this scope.
pub fn pay(db: &Transaction<'_>, scope: &str, number: &str) -> Result<(), Refusal> {
    db.execute("INSERT INTO paid_accounts (scope, number) VALUES (?1, ?2) ON CONFLICT DO NOTHING", [scope, number])?;
    Ok(())
}

fn owed(db: &Transaction<'_>, scope: &str, book: &Book) -> Result<i64, Refusal> {
    let sql = "SELECT EXISTS (SELECT 1 FROM paid_accounts WHERE scope = ?1 AND number = ?2)";
    let is_paid: bool = db.query_row(sql, params![scope, book.number], |row| row.get(0))?;
    Ok(if is_paid { 0 } else { book.owed_cents })
}

/// Meters are read on the first of a month.
fn first_of_month(day: CivilDate) -> CivilDate {
    CivilDate::new(day.year(), day.month(), 1).unwrap_or(day)
}
