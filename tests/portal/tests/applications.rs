//! Submitting: exactly once, and only what is true.

use crate::forms::{
    allowance, certificate, permit, read, submit, submit_bytes, submitted, troubled, Filled, ALLOWANCE, CERTIFICATE,
    RESTAURANT, SHOP,
};
use crate::harness::TestPortal;
use axum::http::{Method, StatusCode};
use mianzheng::consent::{Provenance, Registered};
use mianzheng::form::Value;
use mianzheng::ident::Instant;
use mianzheng::portal::{Application, Applications, ProblemKind, Receipt, Status, SubmittedSum};
use mianzheng::submission::{Became, Payload};

const KEY: &str = "k-0000-0000-0000-0001";
const OTHER_KEY: &str = "k-0000-0000-0000-0002";

async fn rows(portal: &TestPortal) -> u64 {
    portal.control(Method::GET, "/applications", &()).await.json::<serde_json::Value>()["count"].as_u64().unwrap()
}

#[tokio::test]
async fn a_complete_submission_gets_a_receipt() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    let body = serde_json::to_vec(&allowance(&session).await.payload()).unwrap();
    let answer = submit_bytes(&session, KEY, body.clone()).await;
    assert_eq!(answer.status, StatusCode::CREATED);
    let receipt: Receipt = answer.json();
    assert_eq!(answer.headers["location"], format!("/api/v1/applications/{}", receipt.number).as_str());
    assert_eq!(receipt.number, "3699260312000001");
    assert_eq!(receipt.digest, crate::forms::sha256(&body));
    assert_eq!((receipt.key.as_str(), receipt.item.as_str(), receipt.item_version), (KEY, ALLOWANCE, 1));
    assert_eq!(receipt.sum, SubmittedSum { required: 5, waived: 5, deferred: 0, handed_in: 0 });
    let next: Vec<_> = receipt.next.iter().map(|step| (step.name.as_str(), step.latest.to_string())).collect();
    assert_eq!(next, [("核实", "2026-03-17".to_owned()), ("审批", "2026-03-24".to_owned())]);
}

#[tokio::test]
async fn a_query_code_is_easy_to_read_aloud() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    let code = submitted(&session, KEY).await.query_code;
    let shape: String = code.chars().map(|character| if character.is_ascii_digit() { '9' } else { 'A' }).collect();
    assert_eq!(shape, "A9A999", "{code}");
    assert!(!code.contains(['0', 'O', '1', 'I', '8', 'B']), "{code}");
}

#[tokio::test]
async fn the_same_bytes_get_the_first_receipt_again() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    let payload = allowance(&session).await.payload();
    let first: Receipt = submit(&session, KEY, &payload).await.json();
    let again: Receipt = submit(&session, KEY, &payload).await.json();
    assert_eq!(first, again);
    assert_eq!(rows(&portal).await, 1);
}

#[tokio::test]
async fn the_same_key_with_other_bytes_is_refused() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    let form = allowance(&session).await;
    form.submit(KEY).await.json::<Receipt>();
    form.write("remark", "还有一句").submit(KEY).await.is_refused_as(ProblemKind::KeyReused);
    assert_eq!(rows(&portal).await, 1);
}

#[tokio::test]
async fn a_key_that_is_being_worked_on_is_not_worked_on_twice() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui@own").await;
    let form = allowance(&session).await;
    let working = portal.portal.running.begin(&format!("p-ligui@own/{KEY}")).expect("a free key");
    form.submit(KEY).await.is_refused_as(ProblemKind::StillRunning);
    session.get(&format!("/applications/by-key/{KEY}")).await.is_refused_as(ProblemKind::StillRunning);
    drop(working);
    assert_eq!(form.submit(KEY).await.status, StatusCode::CREATED);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn parallel_submissions_of_one_key_make_one_application() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    let payload = allowance(&session).await.payload();
    let send = || submit(&session, KEY, &payload);
    let answers = tokio::join!(send(), send(), send(), send());
    for answer in [answers.0, answers.1, answers.2, answers.3] {
        match answer.status {
            StatusCode::CREATED => drop(answer.json::<Receipt>()),
            _ => answer.is_refused_as(ProblemKind::StillRunning),
        }
    }
    assert_eq!(rows(&portal).await, 1);
}

#[tokio::test]
async fn a_key_is_required_and_has_a_form() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    let body = serde_json::to_vec(&allowance(&session).await.payload()).unwrap();
    let json = [("content-type", "application/json")];
    session.post_raw("/applications", &json, body.clone()).await.is_refused_as(ProblemKind::KeyMissing);
    for key in ["short", "with spaces in the key", &"k".repeat(65)] {
        submit_bytes(&session, key, body.clone()).await.is_refused_as(ProblemKind::BadRequest);
    }
}

#[tokio::test]
async fn a_body_that_is_not_of_the_contract_is_refused() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    let mut unknown_field = serde_json::to_value(allowance(&session).await.payload()).unwrap();
    unknown_field["documents"][0]["approved"] = true.into();
    for body in [b"{".to_vec(), b"null".to_vec(), vec![0xff], serde_json::to_vec(&unknown_field).unwrap()] {
        submit_bytes(&session, KEY, body).await.is_refused_as(ProblemKind::BadRequest);
    }
    submit_bytes(&session, KEY, vec![b' '; 1_000_001]).await.is_refused_as(ProblemKind::TooLarge);
    assert_eq!(rows(&portal).await, 0);
}

#[tokio::test]
async fn a_refused_submission_leaves_its_key_free() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    let form = Filled::new(&session, ALLOWANCE, None).fetch("card").await;
    assert_eq!(form.submit(KEY).await.problem().kind, ProblemKind::Refused);
    let by_key = format!("/applications/by-key/{KEY}");
    session.get(&by_key).await.is_refused_as(ProblemKind::NotFound);
    let receipt: Receipt = allowance(&session).await.submit(KEY).await.json();
    assert_eq!(session.get(&by_key).await.json::<Application>().receipt, receipt);
}

#[tokio::test]
async fn what_the_core_refuses_is_refused_with_its_questions() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    let mut payload = allowance(&session).await.payload();
    payload.pages[0].answers.retain(|answer| answer.question != "household_address");
    let problem = submit(&session, KEY, &payload).await.problem();
    assert_eq!(problem.kind, ProblemKind::Refused);
    assert!(problem.errors.iter().any(|error| error.question == "household_address"), "{problem:?}");
}

#[tokio::test]
async fn a_version_that_never_was_is_refused() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    let mut payload = allowance(&session).await.payload();
    payload.item.version = 7;
    submit(&session, KEY, &payload).await.is_refused_at(&["item"]);
    payload.item.code = "../pack/369999-test-001".to_owned();
    submit(&session, KEY, &payload).await.is_refused_at(&["item"]);
}

type Forge = fn(&mut Payload);

#[tokio::test]
async fn a_fetched_document_needs_the_portals_own_answer() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    let honest = allowance(&session).await.payload();
    let later: Instant = "2026-03-12T03:00:00Z".parse().unwrap();
    let forgeries: [(&str, Forge); 4] = [
        ("another number", |payload| payload.documents[0].number = Some("1".to_owned())),
        ("another time", |payload| payload.documents[0].as_of = "2026-03-12T03:00:00Z".parse().ok()),
        ("no consent", |payload| payload.documents[0].consent_id = None),
        ("another document's consent", |payload| {
            payload.documents[0].consent_id = payload.documents[1].consent_id.clone()
        }),
    ];
    assert_ne!(honest.documents[0].as_of, Some(later));
    for (what, forge) in forgeries {
        let mut payload = honest.clone();
        forge(&mut payload);
        let problem = submit(&session, KEY, &payload).await.problem();
        let at_card = problem.errors.iter().any(|error| error.question == "card");
        assert!(problem.kind == ProblemKind::Refused && at_card, "{what}: {problem:?}");
    }
}

#[tokio::test]
async fn nobody_submits_under_a_consent_that_was_taken_back() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    let form = allowance(&session).await;
    let consent = form.payload().documents[1].consent_id.clone().unwrap();
    session.delete(&format!("/consents/{consent}")).await;
    let problem = form.submit(KEY).await.problem();
    assert!(problem.errors.iter().any(|error| error.question == "household"), "{problem:?}");
}

#[tokio::test]
async fn an_outcome_given_to_another_person_proves_nothing() {
    let portal = TestPortal::new();
    let payload = allowance(&portal.sign_in("p-ligui").await).await.payload();
    let stranger = portal.sign_in("p-liuxm").await;
    let problem = submit(&stranger, KEY, &payload).await.problem();
    for document in ["card", "household", "account", "alive"] {
        assert!(problem.errors.iter().any(|error| error.question == document), "{document}: {problem:?}");
    }
}

#[tokio::test]
async fn an_answer_said_to_be_registered_is_the_registered_one() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    let mut payload = allowance(&session).await.payload();
    let answer = payload.pages[0].answers.iter_mut().find(|answer| answer.question == "account").unwrap();
    answer.value = Some(Value::Text("6217003699990000234".to_owned()));
    submit(&session, KEY, &payload).await.is_refused_at(&["account"]);
}

#[tokio::test]
async fn a_corrected_answer_travels_with_the_registered_one() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    let mut payload = allowance(&session).await.payload();
    let answer = payload.pages[0].answers.iter_mut().find(|answer| answer.question == "account").unwrap();
    let registered = Registered { value: answer.value.clone().unwrap(), provenance: answer.provenance.clone() };
    answer.value = Some(Value::Text("6217003699990000234".to_owned()));
    answer.provenance = Provenance::Citizen;
    answer.registered = Some(registered);
    submit(&session, KEY, &payload).await.json::<Receipt>();
}

#[tokio::test]
async fn a_file_that_never_arrived_is_refused() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-chenxm").await;
    let honest = permit(&session).await.payload();
    let plan = honest.documents.iter().position(|document| document.document == "plan").unwrap();
    let forgeries: [fn(&mut mianzheng::form::FileRef); 3] = [
        |file| file.uploaded = Some("f-0".to_owned()),
        |file| file.sha256 = "0".repeat(64),
        |file| file.size_bytes += 1,
    ];
    for forge in forgeries {
        let mut payload = honest.clone();
        forge(&mut payload.documents[plan].files[0]);
        submit(&session, KEY, &payload).await.is_refused_at(&["plan"]);
    }
    submit(&session, KEY, &honest).await.json::<Receipt>();
}

#[tokio::test]
async fn the_sum_counts_what_became_of_each_document() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-zhaogq").await;
    let form = troubled(&session).await;
    assert!(form.payload().documents.iter().filter(|document| document.became == Became::Deferred).count() == 4);
    let receipt: Receipt = form.submit(KEY).await.json();
    assert_eq!(receipt.sum, SubmittedSum { required: 5, waived: 1, deferred: 4, handed_in: 0 });
}

#[tokio::test]
async fn only_the_right_applicant_can_submit() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-chenxm").await;
    let mut payload = permit(&session).await.payload();
    payload.enterprise = Some(SHOP.to_owned());
    submit(&session, KEY, &payload).await.is_refused_as(ProblemKind::Forbidden);
    payload.enterprise = None;
    submit(&session, KEY, &payload).await.is_refused_at(&["enterprise"]);
    payload.enterprise = Some(RESTAURANT.to_owned());
    submit(&session, KEY, &payload).await.json::<Receipt>();
}

#[tokio::test]
async fn a_correction_of_what_was_accepted_is_told_so() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    let number = submitted(&session, KEY).await.number;
    let mut payload = allowance(&session).await.payload();
    payload.earlier_keys = vec![KEY.to_owned()];
    let problem = submit(&session, OTHER_KEY, &payload).await.problem();
    assert_eq!(problem.kind, ProblemKind::WrongState);
    assert!(problem.detail.is_some_and(|detail| detail.contains(&number)));
}

#[tokio::test]
async fn an_attempt_that_its_correction_overtook_is_not_accepted_any_more() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    let first = allowance(&session).await.payload();
    let mut corrected = first.clone();
    corrected.earlier_keys = vec![KEY.to_owned()];
    let number = submit(&session, OTHER_KEY, &corrected).await.json::<Receipt>().number;
    let problem = submit(&session, KEY, &first).await.problem();
    assert_eq!(problem.kind, ProblemKind::WrongState);
    assert!(problem.detail.is_some_and(|detail| detail.contains(&number)));
}

#[tokio::test]
async fn an_instant_item_is_decided_with_the_receipt() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-wangxl").await;
    let receipt: Receipt = certificate(&session).await.submit(KEY).await.json();
    let result = receipt.result.expect("a result");
    assert!(result.lines.iter().any(|line| line.contains("未发现有犯罪记录")), "{result:?}");
    assert!(receipt.next.is_empty());
    let application = read(&session, &receipt.number).await;
    assert_eq!((application.status, application.result), (Status::Done, Some(result)));
    let statuses: Vec<_> = application.events.iter().map(|event| event.status).collect();
    assert_eq!(statuses, [Status::Received, Status::Done]);
}

#[tokio::test]
async fn staff_take_over_where_the_register_does_not_say_yes() {
    let portal = TestPortal::new();
    let fault = serde_json::json!({ "register": "criminal_record" });
    portal.control(Method::POST, "/faults", &fault).await;
    let session = portal.sign_in("p-wangxl").await;
    let receipt: Receipt = certificate(&session).await.submit(KEY).await.json();
    assert_eq!(receipt.result, None);
    assert_eq!(read(&session, &receipt.number).await.status, Status::Received);
    portal.pass_working_days(1).await;
    assert_eq!(read(&session, &receipt.number).await.status, Status::Done);
}

#[tokio::test]
async fn staff_take_over_where_a_document_has_to_be_looked_at() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-wangxl").await;
    let form = Filled::new(&session, CERTIFICATE, None).write("applicant_name", "王秀兰").refuse("card").way("card", 1);
    let receipt: Receipt = form.submit(KEY).await.json();
    assert_eq!((receipt.result, receipt.next.len()), (None, 1));
}

#[tokio::test]
async fn what_is_issued_to_an_enterprise_names_it() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-chenxm").await;
    let receipt: Receipt = permit(&session).await.submit(KEY).await.json();
    portal.pass_working_days(5).await;
    let result = read(&session, &receipt.number).await.result.expect("a result");
    assert_eq!(result.lines[0], "申请人：示范县禾本小馆有限公司（91369999MA0000007L）");
}

#[tokio::test]
async fn applications_come_in_pages_newest_first_and_per_scope() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui@one").await;
    let mut numbers = Vec::new();
    for key in 1..=3 {
        numbers.insert(0, submitted(&session, &format!("k-0000-0000-0000-000{key}")).await.number);
    }
    let first: Applications = session.get("/applications?limit=2").await.json();
    let after = first.next.clone().expect("another page");
    let second: Applications = session.get(&format!("/applications?limit=2&after={after}")).await.json();
    assert_eq!(second.next, None);
    let listed: Vec<_> = first.applications.into_iter().chain(second.applications).map(|row| row.number).collect();
    assert_eq!(listed, numbers);
    let other = portal.sign_in("p-ligui@two").await;
    assert!(other.get("/applications").await.json::<Applications>().applications.is_empty());
    other.get(&format!("/applications/{}", numbers[0])).await.is_refused_as(ProblemKind::NotFound);
}
