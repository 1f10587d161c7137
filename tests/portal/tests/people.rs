//! Signing in and out.

use crate::harness::TestPortal;
use axum::http::{Method, StatusCode};
use mianzheng::portal::{Person, ProblemKind, Session};
use serde_json::{json, Value};

#[tokio::test]
async fn a_ticket_opens_a_session_of_its_person() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-chenxm").await;
    let person: Person = session.get("/session").await.json();
    assert_eq!((person.id.as_str(), person.masked_name.as_str()), ("p-chenxm", "*晓明"));
    assert_eq!(person.enterprises[0].name, "示范县禾本小馆有限公司");
}

#[tokio::test]
async fn an_unknown_ticket_is_refused() {
    let portal = TestPortal::new();
    for ticket in ["ticket-p-nobody", "p-ligui", "", "@", "ticket-p-ligui' OR '1'='1"] {
        let answer = portal.call(Method::POST, "/sign-in/ticket", &json!({ "ticket": ticket })).await;
        answer.is_refused_as(ProblemKind::SignInRefused);
    }
}

#[tokio::test]
async fn unknown_fields_are_refused() {
    let portal = TestPortal::new();
    let body = json!({ "ticket": "ticket-p-ligui", "admin": true });
    portal.call(Method::POST, "/sign-in/ticket", &body).await.is_refused_as(ProblemKind::BadRequest);
}

#[tokio::test]
async fn the_code_of_a_text_message_signs_in_once() {
    let portal = TestPortal::new();
    let code = ask_for_code(&portal, "13800001234").await;
    let body = json!({ "phone": "13800001234", "code": code });
    let session: Session = portal.call(Method::POST, "/sign-in/sms", &body).await.json();
    assert_eq!(session.person.id, "p-ligui");
    portal.call(Method::POST, "/sign-in/sms", &body).await.is_refused_as(ProblemKind::SignInRefused);
}

#[tokio::test]
async fn a_code_is_void_after_five_wrong_ones() {
    let portal = TestPortal::new();
    let code = ask_for_code(&portal, "13800001234").await;
    let wrong = if code == "000000" { "000001" } else { "000000" };
    for _ in 0..5 {
        let body = json!({ "phone": "13800001234", "code": wrong });
        portal.call(Method::POST, "/sign-in/sms", &body).await.is_refused_as(ProblemKind::SignInRefused);
    }
    let body = json!({ "phone": "13800001234", "code": code });
    portal.call(Method::POST, "/sign-in/sms", &body).await.is_refused_as(ProblemKind::TooManyRequests);
}

#[tokio::test]
async fn a_code_is_void_after_ten_minutes() {
    let portal = TestPortal::new();
    let code = ask_for_code(&portal, "13800001234").await;
    portal.control(Method::POST, "/clock", &json!({ "advance_ms": 10 * 60_000 + 1 })).await;
    let body = json!({ "phone": "13800001234", "code": code });
    portal.call(Method::POST, "/sign-in/sms", &body).await.is_refused_as(ProblemKind::SignInRefused);
}

#[tokio::test]
async fn whether_a_number_is_known_is_not_told() {
    let portal = TestPortal::new();
    let body = json!({ "phone": "13912345678" });
    assert_eq!(portal.call(Method::POST, "/sign-in/sms/code", &body).await.status, StatusCode::NO_CONTENT);
    let body = json!({ "phone": "0791-88880000" });
    portal.call(Method::POST, "/sign-in/sms/code", &body).await.is_refused_as(ProblemKind::BadRequest);
}

#[tokio::test]
async fn an_id_card_signs_in_when_name_and_number_belong_together() {
    let portal = TestPortal::new();
    let card = |name: &str| json!({ "name": name, "resident_id": "36999919901002042X" });
    let session: Session = portal.call(Method::POST, "/sign-in/id-card", &card("王秀兰")).await.json();
    assert_eq!(session.person.id, "p-wangxl");
    let answer = portal.call(Method::POST, "/sign-in/id-card", &card("李桂英")).await;
    answer.is_refused_as(ProblemKind::SignInRefused);
    let body = json!({ "name": "王秀兰", "resident_id": "369999199010020421" });
    portal.call(Method::POST, "/sign-in/id-card", &body).await.is_refused_as(ProblemKind::BadRequest);
}

#[tokio::test]
async fn a_token_is_worth_nothing_after_signing_out() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    assert_eq!(session.delete("/session").await.status, StatusCode::NO_CONTENT);
    let answer = session.get("/session").await;
    answer.is_refused_as(ProblemKind::SignInRequired);
    assert_eq!(answer.headers["www-authenticate"], "Bearer");
}

#[tokio::test]
async fn sessions_end_and_keep_their_time_when_the_clock_is_moved() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui@own").await;
    portal.control(Method::POST, "/clock", &json!({ "advance_ms": 86_400_000_i64 * 3 })).await;
    assert_eq!(session.get("/session").await.status, StatusCode::OK);
    portal.portal.clock.advance("own", 121 * 60_000);
    session.get("/session").await.is_refused_as(ProblemKind::SignInRequired);
}

#[tokio::test]
async fn the_synthetic_people_can_be_listed() {
    let portal = TestPortal::new();
    let people: Vec<Value> = portal.control(Method::GET, "/people", &()).await.json();
    assert_eq!(people.len(), 6);
    assert_eq!(people[0]["ticket"], "ticket-p-ligui");
}

#[tokio::test]
async fn the_stand_in_single_sign_on_comes_back_to_this_site_only() {
    let portal = TestPortal::new();
    let page = |back: &'static str| {
        let portal = &portal;
        async move {
            let answer = portal.control(Method::GET, &format!("/sign-on?return={back}"), &()).await;
            String::from_utf8(answer.body.to_vec()).expect("text")
        }
    };
    assert!(page("/sign-in%3Fnext=/").await.contains("href=\"/sign-in?next=/&amp;ticket=ticket-p-ligui\""));
    for elsewhere in ["https://example.org/", "//example.org/", "/%5Cexample.org/", "javascript:alert(1)"] {
        assert!(page(elsewhere).await.contains("href=\"/?ticket=ticket-p-ligui\""), "{elsewhere}");
    }
    assert!(!page("/%22%3E%3Cscript%3E").await.contains("<script>"));
}

async fn ask_for_code(portal: &TestPortal, phone: &str) -> String {
    portal.call(Method::POST, "/sign-in/sms/code", &json!({ "phone": phone })).await;
    let sent: Value = portal.control(Method::GET, &format!("/sms/{phone}"), &()).await.json();
    sent["code"].as_str().expect("a code").to_owned()
}
