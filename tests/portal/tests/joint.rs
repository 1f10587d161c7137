//! A joint application: three companies, three tracks, one survey.

use crate::forms::{item, read, upload, Filled};
use crate::harness::{Answer, SignedIn, TestPortal};
use axum::http::Method;
use mianzheng::form::{Edit, FieldKey};
use mianzheng::portal::{
    Application, ApplicationPart, Applications, PartTask, ProblemKind, ReasonCode, Receipt, Stage, StageState, Status,
    SurveySlots, Works,
};
use serde_json::{json, Value as Json};

pub const JOINT: &str = "369999-test-003";
const KEY: &str = "k-0000-0000-0000-0001";

/// Answers to a joint application.
pub struct Wish<'a> {
    pub utilities: &'a [&'a str],
    pub answers: &'a [(&'a str, &'a str)],
}

/// A flat in town: all three, nothing to be dug up.
pub const FLAT: Wish<'_> = Wish {
    utilities: &["water", "power", "gas"],
    answers: &[
        ("applicant_type", "resident"),
        ("business", "new"),
        ("digging", "no"),
        ("power_voltage", "v220"),
        ("power_capacity", "8"),
        ("kitchen", "closed"),
        ("site_region", "369999001001"),
        ("site_detail", "滨河路1号"),
    ],
};

/// Fills the test item in; what is said twice counts as said last.
pub async fn filled<'a>(session: &'a SignedIn<'a>, wish: &Wish<'_>, other: &[(&str, &str)]) -> Filled<'a> {
    let mut form = Filled::new(session, JOINT, None);
    for option in wish.utilities {
        let (field, option) = (FieldKey::of("utilities"), (*option).to_owned());
        form.form.apply(Edit::Toggle { field, option, on: true });
    }
    for (question, text) in wish.answers.iter().chain(other) {
        let (field, text) = (FieldKey::of(*question), (*text).to_owned());
        form.form.apply(match *question {
            "site_region" => Edit::PickRegion { field, code: text, name: "某地".to_owned() },
            "site_detail" | "power_account" | "water_account" | "power_capacity" => Edit::Type { field, text },
            _ => Edit::Choose { field, option: text },
        });
    }
    let is_new = !other.iter().any(|(question, _)| *question == "business");
    if is_new {
        form.attach("meter_photo", b"a place for a meter").await
    } else {
        form
    }
}

/// Submits the flat, with other answers, and gives its number.
pub async fn submitted(session: &SignedIn<'_>, other: &[(&str, &str)]) -> String {
    filled(session, &FLAT, other).await.submit(KEY).await.json::<Receipt>().number
}

/// The first slot that is free, on site or by video.
pub async fn slot(session: &SignedIn<'_>, by_video: bool) -> String {
    let slots: SurveySlots = session.get("/survey-slots").await.json();
    slots.slots.into_iter().find(|slot| slot.by_video == by_video).expect("a slot").id
}

pub async fn book(session: &SignedIn<'_>, number: &str, slot: &str) -> Answer {
    session.call(Method::PUT, &format!("/applications/{number}/survey"), &json!({ "slot": slot })).await
}

/// Staff of a company, of all or of the bureau do something.
pub async fn staff(session: &SignedIn<'_>, path: &str, deed: Json) {
    session.portal.control(Method::POST, &format!("/applications/{path}"), &deed).await;
}

pub fn part<'a>(application: &'a Application, id: &str) -> &'a ApplicationPart {
    application.parts.iter().find(|part| part.id == id).expect("a part")
}

/// How the parts stand, in order.
pub fn standing(application: &Application) -> Vec<(Status, Option<PartTask>)> {
    application.parts.iter().map(|part| (part.status, part.asks)).collect()
}

/// Accepts every plan that waits for an answer.
pub async fn accept_plans(session: &SignedIn<'_>, number: &str) {
    for part in read(session, number).await.parts.iter().filter(|part| part.asks == Some(PartTask::AnswerPlan)) {
        let plan = &part.plan.as_ref().expect("a plan").id;
        let path = format!("/applications/{number}/parts/{}/plan/acceptance", part.id);
        session.post(&path, &json!({ "plan": plan })).await.json::<Application>();
    }
}

/// Signs the contract of a part.
pub async fn sign(session: &SignedIn<'_>, number: &str, id: &str, name: &str) -> Answer {
    let application = read(session, number).await;
    let digest = &part(&application, id).contract.as_ref().expect("a contract").digest;
    let path = format!("/applications/{number}/parts/{id}/contract/signature");
    session.post(&path, &json!({ "digest": digest, "name": name })).await
}

/// Submitted, taken up by all, and surveyed on site.
async fn surveyed(session: &SignedIn<'_>, other: &[(&str, &str)]) -> String {
    let number = submitted(session, other).await;
    session.portal.pass_working_days(2).await;
    book(session, &number, &slot(session, false).await).await.json::<Application>();
    session.portal.pass_working_days(1).await;
    number
}

#[tokio::test]
async fn an_ordinary_item_has_no_parts() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    let number = crate::forms::submitted(&session, KEY).await.number;
    let application = read(&session, &number).await;
    assert!(application.parts.is_empty() && application.survey.is_none());
    let answer = session.post(&format!("/applications/{number}/parts/water/withdraw"), &json!({})).await;
    answer.is_refused_as(ProblemKind::NotFound);
    book(&session, &number, "x").await.is_refused_as(ProblemKind::WrongState);
}

#[tokio::test]
async fn three_companies_connect_a_flat_at_their_own_pace() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    let number = submitted(&session, &[]).await;
    let application = read(&session, &number).await;
    assert_eq!(application.status, Status::Received);
    assert_eq!(standing(&application), [(Status::Received, None); 3]);
    portal.pass_working_days(1).await;
    let application = read(&session, &number).await;
    let waits = (Status::WaitingForYou, Some(PartTask::BookSurvey));
    assert_eq!(standing(&application), [waits, waits, (Status::Received, None)], "gas takes a day more");
    assert_eq!(application.status, Status::WaitingForYou);
    let booked: Application = book(&session, &number, &slot(&session, false).await).await.json();
    assert_eq!(booked.survey.as_ref().expect("a survey").parts, ["water", "power", "gas"]);
    assert_eq!(booked.status, Status::InProgress);
    portal.pass_working_days(2).await;
    let application = read(&session, &number).await;
    assert!(application.parts.iter().all(|part| matches!(part.stages[2].state, StageState::Done { .. })));
    assert_eq!(part(&application, "water").asks, Some(PartTask::AnswerPlan));
    assert_eq!(part(&application, "gas").asks, None, "gas is at its plan");
    portal.pass_working_days(1).await;
    accept_plans(&session, &number).await;
    portal.pass_working_days(1).await;
    let application = read(&session, &number).await;
    let water = part(&application, "water");
    assert_eq!(water.asks, Some(PartTask::SignContract));
    assert_eq!(water.stages[4].state, StageState::NotNeeded);
    assert!(water.consumer_number.as_ref().is_some_and(|number| number.starts_with("11")));
    sign(&session, &number, "water", "别人").await.is_refused_at(&["name"]);
    for id in ["water", "power", "gas"] {
        sign(&session, &number, id, "李桂英").await.json::<Application>();
    }
    let application = read(&session, &number).await;
    assert_eq!(application.status, Status::Done);
    assert_eq!(standing(&application), [(Status::Done, None); 3]);
    assert_eq!(application.result.expect("a result").lines.len(), 4);
}

#[tokio::test]
async fn one_long_move_of_the_clock_is_as_good_as_many_short_ones() {
    let mut histories = Vec::new();
    for moves in [vec![6], vec![1, 1, 2, 1, 1]] {
        let portal = TestPortal::new();
        let session = portal.sign_in("p-ligui").await;
        let number = submitted(&session, &[]).await;
        book(&session, &number, &slot(&session, false).await).await.json::<Application>();
        for days in moves {
            portal.pass_working_days(days).await;
        }
        let parts = read(&session, &number).await.parts;
        // The first two moments are those of the test itself.
        let moments: Vec<_> = parts.iter().flat_map(|part| part.events[2..].to_vec()).collect();
        assert!(moments.len() >= 9, "{moments:?}");
        histories.push(moments);
    }
    assert_eq!(histories[0], histories[1]);
}

#[tokio::test]
async fn works_are_the_companys_or_the_applicants_own() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    let number = surveyed(&session, &[("digging", "yes"), ("power_voltage", "kv10"), ("power_capacity", "630")]).await;
    portal.pass_working_days(2).await;
    let application = read(&session, &number).await;
    let works: Vec<_> = application.parts.iter().map(|part| part.plan.as_ref().expect("a plan").works).collect();
    assert_eq!(works, [Works::WorkingDays(1), Works::Yours, Works::WorkingDays(4)]);
    assert_eq!(part(&application, "power").plan.as_ref().unwrap().lines[0].text, "630 kVA，10 kV");
    accept_plans(&session, &number).await;
    let path = format!("/applications/{number}/parts/power/works/completion");
    session
        .post(&format!("/applications/{number}/parts/gas/works/completion"), &())
        .await
        .is_refused_as(ProblemKind::WrongState);
    portal.pass_working_days(20).await;
    let application = read(&session, &number).await;
    assert_eq!(part(&application, "power").asks, Some(PartTask::FinishWorks));
    assert_eq!(part(&application, "water").asks, Some(PartTask::SignContract), "water did not wait");
    for _ in 0..2 {
        session.post(&path, &()).await.json::<Application>();
    }
    portal.pass_working_days(2).await;
    assert_eq!(part(&read(&session, &number).await, "power").asks, Some(PartTask::SignContract));
}

#[tokio::test]
async fn a_refused_part_holds_up_no_other() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    let number = surveyed(&session, &[]).await;
    staff(&session, &format!("{number}/parts/gas"), json!({ "refuse": { "code": "05" } })).await;
    portal.pass_working_days(2).await;
    let application = read(&session, &number).await;
    let gas = part(&application, "gas");
    assert_eq!(
        (gas.status, gas.reason.as_ref().map(|it| it.code)),
        (Status::NotApproved, Some(ReasonCode::PapersRefused))
    );
    assert_eq!(gas.stages[3].state, StageState::Dropped);
    accept_plans(&session, &number).await;
    portal.pass_working_days(1).await;
    for id in ["water", "power"] {
        sign(&session, &number, id, "李桂英").await.json::<Application>();
    }
    let application = read(&session, &number).await;
    assert_eq!(application.status, Status::Done);
    assert!(application.result.unwrap().lines.contains(&"供气：没有办成".to_owned()));
}

#[tokio::test]
async fn gas_is_not_offered_in_villages() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    let number = submitted(&session, &[("site_region", "369999100201")]).await;
    portal.pass_working_days(2).await;
    let application = read(&session, &number).await;
    let gas = part(&application, "gas");
    assert_eq!(
        (gas.status, gas.reason.as_ref().map(|it| it.code)),
        (Status::NotAccepted, Some(ReasonCode::NotOffered))
    );
    assert_eq!(part(&application, "water").asks, Some(PartTask::BookSurvey));
}

#[tokio::test]
async fn a_company_that_is_away_holds_up_only_itself() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    let number = surveyed(&session, &[]).await;
    staff(&session, &format!("{number}/parts/water"), json!({ "away": 4 })).await;
    portal.pass_working_days(4).await;
    let application = read(&session, &number).await;
    assert_eq!(part(&application, "water").asks, None);
    assert_eq!(part(&application, "power").asks, Some(PartTask::AnswerPlan));
    portal.pass_working_days(1).await;
    assert_eq!(part(&read(&session, &number).await, "water").asks, Some(PartTask::AnswerPlan));
}

#[tokio::test]
async fn a_part_can_be_withdrawn_until_its_plan_is_accepted() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    let number = surveyed(&session, &[]).await;
    portal.pass_working_days(2).await;
    let path = |id: &str| format!("/applications/{number}/parts/{id}/withdraw");
    let application: Application = session.post(&path("gas"), &json!({ "reason": "用电磁炉" })).await.json();
    assert_eq!(part(&application, "gas").status, Status::Withdrawn);
    accept_plans(&session, &number).await;
    session.post(&path("water"), &json!({})).await.is_refused_as(ProblemKind::WrongState);
    session.post(&path("steam"), &json!({})).await.is_refused_as(ProblemKind::NotFound);
}

#[tokio::test]
async fn a_plan_is_accepted_as_it_was_read_and_in_its_time() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    let number = surveyed(&session, &[]).await;
    portal.pass_working_days(2).await;
    let path = format!("/applications/{number}/parts/water/plan/acceptance");
    session.post(&path, &json!({ "plan": "another" })).await.is_refused_as(ProblemKind::WrongState);
    let plan = part(&read(&session, &number).await, "water").plan.clone().expect("a plan");
    for _ in 0..2 {
        let application: Application = session.post(&path, &json!({ "plan": plan.id })).await.json();
        let said = part(&application, "water").events.iter().filter(|event| event.note == "同意方案。").count();
        assert_eq!(said, 1);
    }
    portal.control(Method::POST, "/clock", &json!({ "set": "2026-09-01T02:00:00Z" })).await;
    let application = read(&session, &number).await;
    assert_eq!(part(&application, "gas").status, Status::Stopped, "its plan ran out");
    assert_eq!(part(&application, "water").asks, Some(PartTask::SignContract));
}

#[tokio::test]
async fn each_company_is_rated_for_itself() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    let number = submitted(&session, &[("site_region", "369999100201")]).await;
    portal.pass_working_days(2).await;
    let path = |id: &str| format!("/applications/{number}/parts/{id}/rating");
    session.post(&path("water"), &json!({ "stars": 5 })).await.is_refused_as(ProblemKind::WrongState);
    session.post(&path("gas"), &json!({ "stars": 2 })).await.is_refused_at(&["reason"]);
    let rated: Application = session.post(&path("gas"), &json!({ "stars": 4 })).await.json();
    assert_eq!(part(&rated, "gas").rated, Some(4));
    session.post(&path("gas"), &json!({ "stars": 4 })).await.is_refused_as(ProblemKind::WrongState);
    let whole = format!("/applications/{number}/rating");
    session.post(&whole, &json!({ "stars": 5 })).await.is_refused_as(ProblemKind::WrongState);
}

#[tokio::test]
async fn the_list_tells_how_the_parts_stand() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    submitted(&session, &[]).await;
    portal.pass_working_days(2).await;
    let list: Applications = session.get("/applications").await.json();
    let one = &list.applications[0];
    assert_eq!((one.status, one.next.as_ref().unwrap().name.as_str()), (Status::WaitingForYou, "等您约踏勘"));
    let parts: Vec<_> = one.parts.iter().map(|part| (part.id.as_str(), part.asks, part.reached)).collect();
    let waits = |id| (id, Some(PartTask::BookSurvey), Stage::Accepted);
    assert_eq!(parts, [waits("water"), waits("power"), waits("gas")]);
}

#[tokio::test]
async fn all_of_it_can_be_withdrawn_while_no_company_has_taken_it_up() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    let number = submitted(&session, &[]).await;
    let booked = slot(&session, false).await;
    book(&session, &number, &booked).await.json::<Application>();
    let path = format!("/applications/{number}/withdraw");
    let withdrawn: Application = session.post(&path, &json!({})).await.json();
    assert_eq!(withdrawn.status, Status::Withdrawn);
    assert_eq!(standing(&withdrawn), [(Status::Withdrawn, None); 3]);
    assert_eq!(slot(&session, false).await, booked, "the slot is free again");
}

#[tokio::test]
async fn a_transfer_needs_no_survey_and_is_refused_where_something_is_owed() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    let wish = Wish { utilities: &["water", "power"], ..FLAT };
    let other = [("business", "transfer"), ("water_account", "1100200301"), ("power_account", "2200200301")];
    let number = filled(&session, &wish, &other).await.submit(KEY).await.json::<Receipt>().number;
    portal.pass_working_days(2).await;
    let application = read(&session, &number).await;
    let power = part(&application, "power");
    assert_eq!(power.status, Status::NotAccepted);
    assert!(power.reason.as_ref().unwrap().text.contains("128.40"));
    let water = part(&application, "water");
    assert_eq!(water.asks, Some(PartTask::SignContract));
    assert_eq!(water.stages[2].state, StageState::NotNeeded);
    book(&session, &number, &slot(&session, false).await).await.is_refused_as(ProblemKind::WrongState);
}

#[tokio::test]
async fn nobody_acts_in_an_application_of_others() {
    let portal = TestPortal::new();
    let number = submitted(&portal.sign_in("p-ligui").await, &[]).await;
    let stranger = portal.sign_in("p-liuxm").await;
    let booking = slot(&stranger, false).await;
    book(&stranger, &number, &booking).await.is_refused_as(ProblemKind::NotFound);
    let files = upload(&stranger, b"a shot").await;
    for (path, body) in [
        ("survey/shots", json!({ "shots": { "gate": files.id } })),
        ("parts/water/plan/acceptance", json!({ "plan": "x" })),
        ("parts/water/contract/signature", json!({ "digest": "x", "name": "刘小梅" })),
        ("parts/water/withdraw", json!({})),
        ("parts/water/rating", json!({ "stars": 5 })),
    ] {
        stranger.post(&format!("/applications/{number}/{path}"), &body).await.is_refused_as(ProblemKind::NotFound);
    }
    assert_eq!(item(JOINT).parts.len(), 3);
}
