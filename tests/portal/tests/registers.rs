//! Licences and checks: each outcome is distinct, and only what was agreed to comes back.

use crate::forms::{ask, consent_request, item, ALLOWANCE, PERMIT, RESTAURANT, SHOP};
use crate::harness::TestPortal;
use axum::http::Method;
use mianzheng::consent::Outcome;
use mianzheng::portal::{Consent, ProblemKind};
use serde_json::json;

async fn licence(person: &str, document: &str) -> Outcome {
    let portal = TestPortal::new();
    let session = portal.sign_in(person).await;
    let (code, enterprise) = match (document, person) {
        ("licence" | "estate", "p-chenxm") => (PERMIT, Some(RESTAURANT)),
        ("licence" | "estate", _) => (PERMIT, Some(SHOP)),
        _ => (ALLOWANCE, None),
    };
    ask(&session, &consent_request(&item(code), document, enterprise), None).await.1
}

async fn check(person: &str, document: &str, name: &str, resident_id: &str) -> Outcome {
    let portal = TestPortal::new();
    let session = portal.sign_in(person).await;
    let values = json!({ "name": name, "resident_id": resident_id });
    ask(&session, &consent_request(&item(ALLOWANCE), document, None), Some(values)).await.1
}

#[tokio::test]
async fn a_valid_licence_is_found() {
    let Outcome::Found { record, .. } = licence("p-ligui", "household").await else { panic!("not found") };
    assert_eq!(record.fields["household_address"], "示范县城东街道东门社区幸福巷12号");
    assert_eq!(record.issuer, "示范县公安局");
}

#[tokio::test]
async fn failures_of_a_licence_are_told_apart() {
    let on = |outcome: Outcome| match outcome {
        Outcome::Expired { on, .. } => format!("expired {on}"),
        Outcome::Suspended { on, .. } => format!("suspended {on}"),
        Outcome::Revoked { on, .. } => format!("revoked {on}"),
        Outcome::NotFound { .. } => "not found".to_owned(),
        other => format!("{other:?}"),
    };
    assert_eq!(on(licence("p-zhaogq", "card").await), "expired 2026-02-20");
    assert_eq!(on(licence("p-zhaogq", "household").await), "not found");
    assert_eq!(on(licence("p-liuxm", "licence").await), "suspended 2026-08-03");
    assert_eq!(on(licence("p-liuxm", "estate").await), "revoked 2026-05-18");
}

#[tokio::test]
async fn a_register_that_is_down_is_no_missing_record() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui@own").await;
    let fault = json!({ "register": "household_register", "scope": "own", "times": 1 });
    portal.control(Method::POST, "/faults", &fault).await;
    let request = consent_request(&item(ALLOWANCE), "household", None);
    assert!(matches!(ask(&session, &request, None).await.1, Outcome::RegisterDown { .. }));
    assert!(matches!(ask(&session, &request, None).await.1, Outcome::Found { .. }));
}

#[tokio::test]
async fn a_check_that_agrees_returns_what_it_supplies() {
    let outcome = check("p-ligui", "account", "李桂英", "369999194403080228").await;
    let Outcome::Found { record, .. } = outcome else { panic!("{outcome:?}") };
    assert_eq!(record.fields["account_number"], "6217003699990000127");
}

#[tokio::test]
async fn a_check_that_disagrees_says_where() {
    let outcome = check("p-zhaogq", "account", "赵国强", "36999919420120013X").await;
    let Outcome::Mismatch { differences, .. } = outcome else { panic!("{outcome:?}") };
    assert_eq!(differences.len(), 1);
    assert_eq!((differences[0].field.as_str(), differences[0].given.as_str()), ("name", "赵国强"));
    assert_eq!(differences[0].registered, "赵国墙");
}

#[tokio::test]
async fn a_check_without_a_record_says_so() {
    let outcome = check("p-zhaogq", "alive", "赵国强", "36999919420120013X").await;
    assert!(matches!(outcome, Outcome::NotFound { .. }), "{outcome:?}");
}

#[tokio::test]
async fn nobody_learns_another_persons_record_by_sending_their_name() {
    let outcome = check("p-liuxm", "account", "李桂英", "369999194403080228").await;
    let Outcome::Mismatch { differences, .. } = outcome else { panic!("{outcome:?}") };
    assert!(differences
        .iter()
        .all(|difference| difference.registered.contains("刘小梅") || difference.registered == "369999197205050240"));
}

#[tokio::test]
async fn only_consented_fields_come_back() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    let mut request = consent_request(&item(ALLOWANCE), "household", None);
    request.fields = vec!["town".to_owned()];
    let (_, outcome) = ask(&session, &request, None).await;
    let Outcome::Found { record, .. } = outcome else { panic!("{outcome:?}") };
    assert_eq!(
        record.fields.into_iter().collect::<Vec<_>>(),
        [("town".to_owned(), "369999001 示范县城东街道".to_owned())]
    );
}

#[tokio::test]
async fn nothing_is_fetched_without_a_valid_consent() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    let consent: Consent = session.post("/consents", &consent_request(&item(ALLOWANCE), "card", None)).await.json();
    let body = json!({ "consent_id": consent.id });
    let stranger = portal.sign_in("p-liuxm").await;
    stranger.post("/licences", &body).await.is_refused_as(ProblemKind::ConsentRequired);
    let as_check = json!({ "consent_id": consent.id, "values": {} });
    session.post("/checks", &as_check).await.is_refused_as(ProblemKind::ConsentRequired);
    session.delete(&format!("/consents/{}", consent.id)).await;
    session.post("/licences", &body).await.is_refused_as(ProblemKind::ConsentRequired);
    let unknown = json!({ "consent_id": "c-0" });
    session.post("/licences", &unknown).await.is_refused_as(ProblemKind::ConsentRequired);
}

#[tokio::test]
async fn a_consent_to_a_check_fetches_no_licence() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    let consent: Consent = session.post("/consents", &consent_request(&item(ALLOWANCE), "account", None)).await.json();
    let body = json!({ "consent_id": consent.id });
    session.post("/licences", &body).await.is_refused_as(ProblemKind::ConsentRequired);
    let half = json!({ "consent_id": consent.id, "values": { "name": "李桂英" } });
    session.post("/checks", &half).await.is_refused_at(&["values"]);
}
