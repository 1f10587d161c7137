//! Supplements of a joint application: of one part, and of the whole, which can add a part.

use crate::forms::{read, upload, Filled};
use crate::harness::{Answer, SignedIn, TestPortal};
use crate::joint::{book, filled, part, slot, staff, standing, submitted, Wish, FLAT};
use mianzheng::form::{Edit, FieldKey};
use mianzheng::portal::{Application, PartTask, ProblemKind, ReasonCode, Receipt, Status};
use serde_json::{json, Value as Json};

const KEY: &str = "k-0000-0000-0000-0001";
const OTHER_KEY: &str = "k-0000-0000-0000-0002";

async fn supplement(session: &SignedIn<'_>, path: &str, key: &str, body: &Json) -> Answer {
    let headers = [("content-type", "application/json"), ("idempotency-key", key)];
    session.post_raw(&format!("/applications/{path}/supplement"), &headers, body.to_string()).await
}

/// Water has asked for the photograph again.
async fn asked(session: &SignedIn<'_>) -> String {
    let number = submitted(session, &[]).await;
    session.portal.pass_working_days(2).await;
    staff(session, &format!("{number}/parts/water"), json!({ "ask": { "code": "01" } })).await;
    number
}

#[tokio::test]
async fn a_part_that_is_supplemented_holds_up_no_other() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    let number = asked(&session).await;
    let application = read(&session, &number).await;
    let water = part(&application, "water");
    assert_eq!(
        (water.asks, water.reason.as_ref().map(|it| it.code)),
        (Some(PartTask::Supplement), Some(ReasonCode::PhotoUnclear))
    );
    assert_eq!(water.supplement.as_ref().expect("a supplement").documents, ["meter_photo"]);
    assert_eq!(part(&application, "power").asks, Some(PartTask::BookSurvey));
    book(&session, &number, &slot(&session, false).await).await.json::<Application>();
    portal.pass_working_days(3).await;
    let application = read(&session, &number).await;
    assert_eq!(part(&application, "power").asks, Some(PartTask::AnswerPlan));
    let body = json!({ "documents": { "meter_photo": [upload(&session, b"a sharp one").await.id] } });
    let answered: Application = supplement(&session, &format!("{number}/parts/water"), KEY, &body).await.json();
    let water = part(&answered, "water");
    assert_eq!((water.asks, water.supplemented.as_slice()), (None, [KEY.to_owned()].as_slice()));
    assert!(answered.supplemented.is_empty(), "it is the part's");
    portal.pass_working_days(1).await;
    assert_eq!(part(&read(&session, &number).await, "water").asks, Some(PartTask::AnswerPlan));
}

#[tokio::test]
async fn one_key_is_one_supplement_of_one_part() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    let number = asked(&session).await;
    staff(&session, &format!("{number}/parts/gas"), json!({ "ask": { "code": "02" } })).await;
    let body = json!({ "documents": { "meter_photo": [upload(&session, b"a sharp one").await.id] } });
    let (water, gas) = (format!("{number}/parts/water"), format!("{number}/parts/gas"));
    supplement(&session, &water, KEY, &json!({})).await.is_refused_at(&["meter_photo"]);
    for _ in 0..2 {
        let answered: Application = supplement(&session, &water, KEY, &body).await.json();
        assert_eq!(part(&answered, "water").supplemented, [KEY]);
    }
    supplement(&session, &gas, KEY, &body).await.is_refused_as(ProblemKind::KeyReused);
    supplement(&session, &water, OTHER_KEY, &body).await.is_refused_as(ProblemKind::WrongState);
    supplement(&session, &gas, OTHER_KEY, &body).await.json::<Application>();
}

#[tokio::test]
async fn a_supplement_that_never_comes_ends_its_part_alone() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    let number = asked(&session).await;
    portal.pass_working_days(11).await;
    let application = read(&session, &number).await;
    assert_eq!(part(&application, "water").status, Status::Stopped);
    assert_eq!(part(&application, "gas").asks, Some(PartTask::BookSurvey));
}

#[tokio::test]
async fn whose_papers_fail_is_asked_once() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-zhaogq").await;
    let number = submitted(&session, &[]).await;
    portal.pass_working_days(1).await;
    let application = read(&session, &number).await;
    assert_eq!(part(&application, "water").asks, Some(PartTask::Supplement));
    let body = json!({ "documents": { "meter_photo": [upload(&session, b"a sharp one").await.id] } });
    supplement(&session, &format!("{number}/parts/water"), KEY, &body).await.json::<Application>();
    portal.pass_working_days(1).await;
    assert_eq!(part(&read(&session, &number).await, "water").asks, Some(PartTask::BookSurvey));
}

/// Water and power; the bureau has asked whether gas shall be added.
async fn asked_for_gas(session: &SignedIn<'_>) -> (String, Json) {
    let wish = Wish { utilities: &["water", "power"], ..FLAT };
    let form: Filled<'_> = filled(session, &wish, &[]).await;
    let number = form.submit(KEY).await.json::<Receipt>().number;
    session.portal.pass_working_days(1).await;
    staff(session, &format!("{number}/ask-for-part"), json!({ "part": "gas" })).await;
    let mut more = form;
    let (field, option) = (FieldKey::of("utilities"), "gas".to_owned());
    more.form.apply(Edit::Toggle { field, option, on: true });
    more.form.apply(Edit::Choose { field: FieldKey::of("kitchen"), option: "closed".to_owned() });
    let payload = more.payload();
    let asked = read(session, &number).await.supplement.expect("a supplement").questions;
    let answers = payload.pages.into_iter().flat_map(|page| page.answers);
    let answers: Vec<_> = answers.filter(|answer| asked.contains(&answer.question)).collect();
    (number, json!({ "answers": answers }))
}

#[tokio::test]
async fn a_supplement_adds_a_part_whose_track_begins_then() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    let (number, body) = asked_for_gas(&session).await;
    let application = read(&session, &number).await;
    assert_eq!(application.supplement.as_ref().expect("a supplement").questions, ["utilities", "kitchen"]);
    assert_eq!((application.status, application.parts.len()), (Status::WaitingForYou, 2));
    book(&session, &number, &slot(&session, false).await).await.json::<Application>();
    supplement(&session, &number, OTHER_KEY, &json!({})).await.is_refused_at(&["utilities", "kitchen"]);
    for _ in 0..2 {
        let added: Application = supplement(&session, &number, OTHER_KEY, &body).await.json();
        assert_eq!((added.parts.len(), added.supplemented.as_slice()), (3, [OTHER_KEY.to_owned()].as_slice()));
        assert_eq!((part(&added, "gas").status, part(&added, "gas").events.len()), (Status::Received, 1));
        assert_eq!(added.survey.expect("a survey").parts, ["water", "power", "gas"], "it joins the survey");
    }
    portal.pass_working_days(4).await;
    assert_eq!(standing(&read(&session, &number).await), [(Status::WaitingForYou, Some(PartTask::AnswerPlan)); 3]);
}

#[tokio::test]
async fn a_part_that_nobody_adds_holds_up_no_other() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    let (number, _) = asked_for_gas(&session).await;
    book(&session, &number, &slot(&session, false).await).await.json::<Application>();
    portal.pass_working_days(11).await;
    let application = read(&session, &number).await;
    assert!(application.supplement.is_none());
    assert_eq!(standing(&application), [(Status::WaitingForYou, Some(PartTask::AnswerPlan)); 2]);
}
