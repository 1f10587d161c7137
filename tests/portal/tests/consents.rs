//! Consents: granted, listed, taken back.

use crate::forms::{consent_request, item, ALLOWANCE, PERMIT, RESTAURANT, SHOP};
use crate::harness::TestPortal;
use axum::http::StatusCode;
use mianzheng::portal::{Consent, Consents, ProblemKind};

#[tokio::test]
async fn a_consent_is_on_record_until_it_is_taken_back() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    let request = consent_request(&item(ALLOWANCE), "household", None);
    let answer = session.post("/consents", &request).await;
    assert_eq!(answer.status, StatusCode::CREATED);
    let consent: Consent = answer.json();
    assert_eq!((&consent.request, consent.revoked_at), (&request, None));
    for _ in 0..2 {
        let answer = session.delete(&format!("/consents/{}", consent.id)).await;
        assert_eq!(answer.status, StatusCode::NO_CONTENT);
    }
    let listed: Consents = session.get("/consents").await.json();
    assert_eq!(listed.consents.len(), 1);
    assert!(listed.consents[0].revoked_at.is_some());
}

#[tokio::test]
async fn consents_come_in_pages_newest_first() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    for document in ["card", "household", "account"] {
        session.post("/consents", &consent_request(&item(ALLOWANCE), document, None)).await;
    }
    let first: Consents = session.get("/consents?limit=2").await.json();
    let documents: Vec<_> = first.consents.iter().map(|consent| consent.request.document.as_str()).collect();
    assert_eq!(documents, ["account", "household"]);
    let after = first.next.expect("another page");
    let second: Consents = session.get(&format!("/consents?limit=2&after={after}")).await.json();
    assert_eq!((second.consents.len(), second.next), (1, None));
}

#[tokio::test]
async fn a_page_that_cannot_be_is_refused() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    for query in ["limit=0", "limit=101", "limit=x", "after=x", "page=2"] {
        let answer = session.get(&format!("/consents?{query}")).await;
        answer.is_refused_as(ProblemKind::BadRequest);
    }
}

#[tokio::test]
async fn only_what_the_item_asks_can_be_agreed_to() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    let good = consent_request(&item(ALLOWANCE), "household", None);
    let mut other_source = good.clone();
    other_source.source = "resident_id_card".to_owned();
    let mut no_item = good.clone();
    no_item.item = "../../../Cargo".to_owned();
    let mut no_document = good.clone();
    no_document.document = "village".to_owned();
    for request in [other_source, no_item, no_document] {
        session.post("/consents", &request).await.is_refused_as(ProblemKind::NotFound);
    }
    let mut more_fields = good;
    more_fields.fields.push("family_members".to_owned());
    session.post("/consents", &more_fields).await.is_refused_at(&["fields"]);
}

#[tokio::test]
async fn nobody_agrees_for_an_enterprise_of_others() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-chenxm").await;
    let item = item(PERMIT);
    session
        .post("/consents", &consent_request(&item, "licence", Some(SHOP)))
        .await
        .is_refused_as(ProblemKind::Forbidden);
    session.post("/consents", &consent_request(&item, "licence", None)).await.is_refused_at(&["enterprise"]);
    let answer = session.post("/consents", &consent_request(&item, "licence", Some(RESTAURANT))).await;
    assert_eq!(answer.status, StatusCode::CREATED);
}

#[tokio::test]
async fn a_consent_belongs_to_its_person_and_scope() {
    let portal = TestPortal::new();
    let owner = portal.sign_in("p-ligui@one").await;
    let request = consent_request(&item(ALLOWANCE), "household", None);
    let consent: Consent = owner.post("/consents", &request).await.json();
    for other in [portal.sign_in("p-ligui@two").await, portal.sign_in("p-liuxm@one").await] {
        other.delete(&format!("/consents/{}", consent.id)).await.is_refused_as(ProblemKind::NotFound);
        assert!(other.get("/consents").await.json::<Consents>().consents.is_empty());
    }
}
