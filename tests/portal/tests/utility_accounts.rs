//! Accounts at the utilities, asked about before a transfer.

use crate::harness::{SignedIn, TestPortal};
use axum::http::Method;
use mianzheng::portal::AccountAnswer;
use serde_json::json;

async fn ask(session: &SignedIn<'_>, part: &str, number: &str) -> AccountAnswer {
    session.post("/utility-accounts/checks", &json!({ "part": part, "number": number })).await.json()
}

#[tokio::test]
async fn a_company_tells_what_is_owed_on_an_account() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui@blue").await;
    let AccountAnswer::Transferable(account) = ask(&session, "water", "1100200301").await else { panic!("not free") };
    assert_eq!((account.holder.as_str(), account.balance.to_string()), ("*桂英", "23.50".to_owned()));
    assert_eq!(account.last_read_on.to_string(), "2026-03-01");
    let AccountAnswer::Arrears { amount, .. } = ask(&session, "power", "2200200301").await else {
        panic!("no arrears")
    };
    assert_eq!(amount.to_string(), "128.40");
    assert_eq!(ask(&session, "gas", "2200200301").await, AccountAnswer::NoSuchAccount);
    let paid = json!({ "scope": "blue", "number": "2200200301" });
    portal.control(Method::POST, "/utility-accounts/payments", &paid).await;
    assert!(matches!(ask(&session, "power", "2200200301").await, AccountAnswer::Transferable(_)));
    let other = portal.sign_in("p-ligui").await;
    assert!(matches!(ask(&other, "power", "2200200301").await, AccountAnswer::Arrears { .. }), "paid in one scope");
}

#[tokio::test]
async fn a_company_that_is_away_is_an_answer_too() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    portal.control(Method::POST, "/faults", &json!({ "register": "gas", "times": 1 })).await;
    assert_eq!(ask(&session, "gas", "3300200301").await, AccountAnswer::CompanyAway);
    assert!(matches!(ask(&session, "gas", "3300200301").await, AccountAnswer::Transferable(_)));
}

#[tokio::test]
async fn an_account_has_a_number() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    for number in ["12345", "1100a00301", ""] {
        let question = json!({ "part": "water", "number": number });
        session.post("/utility-accounts/checks", &question).await.is_refused_at(&["number"]);
    }
}
