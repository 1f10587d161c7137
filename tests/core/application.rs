//! After the submission: how the time counts, what may be done, what a supplement opens, what is news.

use crate::support::pack::shipped;
use mianzheng::application::{self, ahead, clock, Clock, Day, Known, Pace, PAGE};
use mianzheng::consent::Provenance;
use mianzheng::draft::Supplement;
use mianzheng::form::{Edit, FieldKey, FileRef, Form, Problem};
use mianzheng::ident::{Calendar, CivilDate, Instant};
use mianzheng::item::Item;
use mianzheng::portal::{
    Application, ApplicationEvent, ApplicationSummary, NextStep, Rating, RatingProblem, Receipt, Status, SubmittedSum,
    SupplementRequest,
};

fn date(text: &str) -> CivilDate {
    text.parse().unwrap()
}

fn calendar() -> Calendar {
    Calendar::from_json(include_str!("../../public/calendar.json")).unwrap()
}

/// Ten in the morning in China.
fn morning(day: &str) -> Instant {
    format!("{day}T02:00:00Z").parse().unwrap()
}

/// An application with two steps within 3 and 8 working days, to which these things happened.
fn application(events: &[(&str, Status)]) -> Application {
    let received = date(events[0].0);
    let step = |name: &str, days| NextStep {
        name: name.to_owned(),
        note: None,
        latest: calendar().add_working_days(received, days).date,
    };
    let receipt = Receipt {
        number: "20260312000001".to_owned(),
        query_code: "482913".to_owned(),
        key: "k".to_owned(),
        digest: "d".to_owned(),
        received_at: morning(events[0].0),
        item: "i".to_owned(),
        item_version: 1,
        item_name: "高龄津贴".to_owned(),
        department: "县民政局".to_owned(),
        sum: SubmittedSum { required: 0, waived: 0, deferred: 0, handed_in: 0 },
        documents: Vec::new(),
        next: vec![step("核实", 3), step("审批", 8)],
        result: None,
    };
    let event = |(day, status): &(&str, Status)| ApplicationEvent {
        at: morning(day),
        status: *status,
        by: "县民政局".to_owned(),
        note: "…".to_owned(),
    };
    Application {
        receipt,
        status: events.last().unwrap().1,
        events: events.iter().map(event).collect(),
        supplement: None,
        next: None,
        supplemented: Vec::new(),
        withdrawable: true,
        rated: None,
        result: None,
        parts: Vec::new(),
        survey: None,
    }
}

fn clock_on(events: &[(&str, Status)], today: &str) -> Clock {
    clock(&application(events), &calendar(), date(today)).unwrap()
}

const RECEIVED: (&str, Status) = ("2026-03-12", Status::Received);

#[test]
fn every_working_day_counts_and_the_first_does_not() {
    let clock = clock_on(&[RECEIVED, ("2026-03-13", Status::InProgress)], "2026-03-17");
    assert_eq!((clock.promised, clock.used, clock.left, clock.over), (8, 3, 5, 0));
    let Pace::Running(deadline) = clock.pace else { panic!("{clock:?}") };
    assert_eq!(deadline.date, date("2026-03-24"));
    assert_eq!(clock.days.len(), 8);
}

#[test]
fn days_of_waiting_for_the_citizen_do_not_count() {
    let asked = [RECEIVED, ("2026-03-13", Status::WaitingForYou)];
    let waiting = clock_on(&asked, "2026-03-18");
    assert_eq!((waiting.used, waiting.left), (1, 7));
    assert_eq!(waiting.pace, Pace::Paused { since: date("2026-03-13"), by: Status::WaitingForYou });
    assert_eq!(&waiting.days[..5], [Day::Used, Day::Paused, Day::Paused, Day::Paused, Day::Left]);
    let answered = clock_on(&[asked[0], asked[1], ("2026-03-18", Status::InProgress)], "2026-03-19");
    assert_eq!((answered.used, answered.left), (2, 6));
    let Pace::Running(deadline) = answered.pace else { panic!("{answered:?}") };
    assert_eq!(deadline.date, date("2026-03-27"));
}

#[test]
fn a_special_procedure_stops_the_clock_as_well() {
    let events = [RECEIVED, ("2026-03-16", Status::Suspended), ("2026-03-23", Status::InProgress)];
    let clock = clock_on(&events, "2026-03-23");
    assert_eq!((clock.used, clock.left), (2, 6));
}

#[test]
fn public_holidays_are_named_and_do_not_count() {
    let clock = clock_on(&[("2026-04-01", Status::Received)], "2026-04-02");
    let Pace::Running(deadline) = clock.pace else { panic!("{clock:?}") };
    assert_eq!(clock.holidays, ["清明节"]);
    assert_eq!(deadline.date, date("2026-04-14"));
}

#[test]
fn an_overrun_is_said_and_an_end_stops_the_clock() {
    let late = clock_on(&[RECEIVED, ("2026-03-13", Status::InProgress)], "2026-03-26");
    assert_eq!((late.left, late.over), (0, 2));
    let done = clock_on(&[RECEIVED, ("2026-03-17", Status::Done)], "2026-06-01");
    assert_eq!((done.used, done.left, done.pace), (3, 0, Pace::Ended));
}

#[test]
fn steps_to_come_move_with_the_pauses() {
    let calendar = calendar();
    let mut paused = application(&[RECEIVED, ("2026-03-13", Status::WaitingForYou)]);
    assert!(ahead(&paused, &calendar, date("2026-03-18")).is_empty());
    paused = application(&[RECEIVED, ("2026-03-13", Status::WaitingForYou), ("2026-03-18", Status::InProgress)]);
    let latest = |steps: Vec<NextStep>| steps.iter().map(|step| step.latest.to_string()).collect::<Vec<_>>();
    assert_eq!(latest(ahead(&paused, &calendar, date("2026-03-18"))), ["2026-03-20", "2026-03-27"]);
    // The portal's own word about the next step counts.
    paused.next = Some(NextStep { name: "审批".to_owned(), note: None, latest: date("2026-03-30") });
    assert_eq!(latest(ahead(&paused, &calendar, date("2026-03-18"))), ["2026-03-30"]);
}

#[test]
fn what_may_be_done_follows_from_where_it_stands() {
    let on = |status| application(&[RECEIVED, ("2026-03-13", status)]);
    for (status, withdraw, rate) in [
        (Status::Received, true, false),
        (Status::InProgress, true, false),
        (Status::WaitingForYou, true, false),
        (Status::Approved, false, false),
        (Status::Done, false, true),
        (Status::NotApproved, false, true),
        (Status::Withdrawn, false, false),
        (Status::Stopped, false, false),
    ] {
        let application = on(status);
        let may = (application::may_withdraw(&application), application::may_rate(&application));
        assert_eq!(may, (withdraw, rate), "{status:?}");
        assert!(!application::may_withdraw(&Application { withdrawable: false, ..application.clone() }));
        assert!(!application::may_rate(&Application { rated: Some(5), ..application }));
    }
}

#[test]
fn every_code_of_the_platform_has_a_status() {
    let unsubmitted = [8, 10];
    for code in [8, 10, 12, 14, 16, 20, 22, 24, 26, 28, 30, 37, 40, 50, 90, 97, 98, 99] {
        assert_eq!(Status::of_platform_code(code).is_none(), unsubmitted.contains(&code), "{code}");
    }
    assert_eq!(Status::of_platform_code(97), Some(Status::NotAccepted));
    assert_eq!(Status::of_platform_code(1), None);
}

#[test]
fn a_low_rating_needs_a_reason() {
    let rating = |stars, reason: Option<&str>| Rating {
        stars,
        indicators: vec!["办事效率".to_owned()],
        reason: reason.map(str::to_owned),
    };
    assert_eq!(rating(0, None).problem(), Some(RatingProblem::NoLevel));
    assert_eq!(rating(6, None).problem(), Some(RatingProblem::NoLevel));
    assert_eq!(rating(2, None).problem(), Some(RatingProblem::NoReason));
    assert_eq!(rating(1, Some("  ")).problem(), Some(RatingProblem::NoReason));
    assert_eq!(rating(2, Some("等太久")).problem(), None);
    assert_eq!(rating(3, None).problem(), None);
    let unknown = Rating { indicators: vec!["好看".to_owned()], ..rating(4, None) };
    assert_eq!(unknown.problem(), Some(RatingProblem::NoSuchIndicator));
}

fn asked(questions: &[&str], documents: &[&str]) -> SupplementRequest {
    let owned = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect();
    SupplementRequest {
        reason: "看不清".to_owned(),
        questions: owned(questions),
        documents: owned(documents),
        until: date("2026-03-27"),
    }
}

fn file(uploaded: Option<&str>) -> FileRef {
    FileRef {
        id: "one".to_owned(),
        name: "户口簿.png".to_owned(),
        media_type: "image/png".to_owned(),
        size_bytes: 10,
        sha256: "0".repeat(64),
        uploaded: uploaded.map(str::to_owned),
    }
}

/// The shipped allowance item.
fn allowance() -> Item {
    let mut items = shipped().items.into_iter().map(|file| file.item);
    items.find(|item| item.department.id == "minzheng").unwrap()
}

/// The form of a supplement to the shipped allowance item, without earlier answers.
fn opened(asked: &SupplementRequest) -> Form {
    let item = allowance();
    let item = application::asked_item(&item, asked);
    let context = mianzheng::form::Context { today: date("2026-03-16"), audience: item.audience[0] };
    let open = application::open_fields(&item, asked);
    let mut form = Form::new(std::sync::Arc::new(item), context);
    form.open_only(open.iter().map(|field| field.question.as_str()));
    form
}

#[test]
fn a_supplement_opens_exactly_what_is_asked() {
    let asked = asked(&["applicant_phone"], &["household_register"]);
    let mut form = opened(&asked);
    let files = FieldKey::of("household_register.files");
    assert_eq!(application::open_fields(form.item(), &asked), [FieldKey::of("applicant_phone"), files.clone()]);
    let item = form.item().clone();
    for field in item.pages.iter().flat_map(|page| &page.questions).map(|question| question.id.clone()) {
        let changed = form.apply(Edit::Type { field: FieldKey::of(&*field), text: "13800001234".to_owned() });
        assert_eq!(!changed.is_empty(), field == "applicant_phone", "{field}");
    }
    assert!(form.field(&files).unwrap().visible, "a document is to be handed in however it was waived");
    assert!(!form.apply(Edit::Attach { field: files, file: file(None) }).is_empty());
}

#[test]
fn everything_that_is_missing_is_said_at_once() {
    let asked = asked(&["applicant_phone"], &["household_register"]);
    let mut form = opened(&asked);
    let missing: Vec<_> = application::problems(&form, &asked)
        .into_iter()
        .map(|finding| (finding.field.to_string(), finding.problem))
        .collect();
    assert_eq!(
        missing,
        [("applicant_phone".to_owned(), Problem::Missing), ("household_register.files".to_owned(), Problem::Missing)]
    );
    form.apply(Edit::Type { field: FieldKey::of("applicant_phone"), text: "13800001234".to_owned() });
    form.apply(Edit::Attach { field: FieldKey::of("household_register.files"), file: file(None) });
    assert!(application::problems(&form, &asked).is_empty());
}

#[test]
fn a_supplement_sends_what_is_asked_and_nothing_else() {
    let asked = asked(&["applicant_phone"], &["household_register"]);
    let mut form = opened(&asked);
    form.apply(Edit::Type { field: FieldKey::of("applicant_phone"), text: "13800001234".to_owned() });
    form.apply(Edit::Attach { field: FieldKey::of("household_register.files"), file: file(None) });
    form.apply(Edit::Uploaded { file: "one".to_owned(), portal_id: "f-1".to_owned() });
    let supplement = Supplement { number: "1".to_owned(), part: None, asked, sent: None };
    let answer = application::answer(&form, &supplement);
    assert_eq!(answer.answers.iter().map(|answer| answer.question.as_str()).collect::<Vec<_>>(), ["applicant_phone"]);
    assert_eq!(answer.documents, [("household_register".to_owned(), vec!["f-1".to_owned()])].into());
}

#[test]
fn what_the_item_does_not_know_is_named() {
    let item = allowance();
    let asked = asked(&["applicant_phone", "no_such_question"], &["no_such_document"]);
    assert_eq!(application::found_elsewhere(&item, &asked), ["no_such_question", "no_such_document"]);
    let once = application::asked_item(&item, &asked);
    assert_eq!(application::asked_item(&once, &asked), once);
    assert!(once.pages.iter().any(|page| page.id == PAGE && page.questions.len() == 1));
}

#[test]
fn a_list_that_is_asked_for_brings_what_helps_with_it() {
    let mut items = shipped().items.into_iter().map(|file| file.item);
    let joint = items.find(|item| item.code == "369999-shenpi-141").unwrap();
    let item = application::asked_item(&joint, &asked(&["utilities", "appliances", "gas_flow"], &[]));
    let helped = item.pages.iter().filter(|page| page.helper.is_some()).map(|page| page.id.as_str());
    assert_eq!(helped.collect::<Vec<_>>(), ["power", "water", PAGE]);
    let context = mianzheng::form::Context { today: date("2026-03-16"), audience: item.audience[0] };
    let mut form = Form::new(std::sync::Arc::new(item), context);
    form.open_only(["appliances", "gas_flow"]);
    let figure =
        |field: &str, provenance| Edit::Prefill { field: FieldKey::of(field), text: "2".to_owned(), provenance };
    form.apply(figure("gas_flow", Provenance::Computed));
    form.apply(figure("address_detail", Provenance::Computed));
    let text = |field: &str| form.field(&FieldKey::of(field)).unwrap().text;
    assert_eq!((text("gas_flow"), text("address_detail")), ("2".to_owned(), String::new()), "what is closed stays");
}

fn line(number: &str, status: Status) -> ApplicationSummary {
    ApplicationSummary {
        number: number.to_owned(),
        item_name: "高龄津贴".to_owned(),
        department: "县民政局".to_owned(),
        status,
        received_at: morning("2026-03-12"),
        next: None,
        parts: Vec::new(),
    }
}

#[test]
fn what_moved_is_news_until_it_is_seen() {
    let mut known = Known::default();
    known.take_list(vec![line("1", Status::Received), line("2", Status::Received)], morning("2026-03-12"));
    assert!(known.news().is_empty());
    known.take_list(vec![line("1", Status::InProgress), line("2", Status::WaitingForYou)], morning("2026-03-13"));
    let numbers = |known: &Known| known.news().into_iter().map(|news| news.number).collect::<Vec<_>>();
    assert_eq!(numbers(&known), ["2", "1"], "what waits for the citizen comes first");
    known.see("2");
    assert_eq!(numbers(&known), ["1"]);
    known.take_list(vec![line("1", Status::InProgress), line("2", Status::InProgress)], morning("2026-03-14"));
    assert_eq!(numbers(&known), ["1", "2"]);
}

#[test]
fn without_a_list_from_the_portal_what_is_known_of_single_applications_stands_in_for_it() {
    let mut known = Known::default();
    assert_eq!(known.last_list(), None);
    let one = application(&[("2026-03-12", Status::Received)]);
    known.submitted(&one.receipt);
    assert_eq!(known.last_list().map(|(list, at)| (list.len(), at)), Some((1, one.receipt.received_at)));
    known.take(one, morning("2026-03-13"));
    assert_eq!(known.last_list().map(|(list, at)| (list.len(), at)), Some((1, morning("2026-03-13"))));
    known.take_list(vec![line("7", Status::Done), line("8", Status::Done)], morning("2026-03-16"));
    assert_eq!(known.last_list().map(|(list, at)| (list.len(), at)), Some((2, morning("2026-03-16"))));
}

#[test]
fn what_is_first_heard_of_is_news_only_if_it_waits_for_the_citizen() {
    let mut known = Known::default();
    known.take_list(vec![line("1", Status::Done), line("2", Status::WaitingForYou)], morning("2026-03-12"));
    assert_eq!(known.news().len(), 1);
    assert_eq!(known.news()[0].number, "2");
}

#[test]
fn what_becomes_of_a_submission_is_news_even_when_the_list_is_asked_for_days_later() {
    let mut known = Known::default();
    let receipt = application(&[("2026-03-12", Status::Received)]).receipt;
    known.submitted(&receipt);
    assert!(known.news().is_empty());
    let mut moved = line(&receipt.number, Status::InProgress);
    known.take_list(vec![moved.clone()], morning("2026-03-16"));
    assert_eq!(known.news().len(), 1);
    known.submitted(&receipt);
    moved.status = Status::Done;
    known.take_list(vec![moved], morning("2026-03-20"));
    assert_eq!(known.news()[0].status, Status::Done, "the same receipt again puts nothing back");
}

#[test]
fn what_is_known_follows_the_portal() {
    let mut known = Known::default();
    known.take_list(vec![line("20260312000001", Status::Received)], morning("2026-03-12"));
    let moved = application(&[RECEIVED, ("2026-03-13", Status::InProgress)]);
    known.take(moved, morning("2026-03-13"));
    assert_eq!(known.list[0].status, Status::InProgress);
    known.take_list(Vec::new(), morning("2026-03-14"));
    assert_eq!((known.list.len(), known.opened.len(), known.seen.len()), (0, 0, 0));
}

#[test]
fn the_age_of_what_is_known_is_said_in_plain_words() {
    let now = morning("2026-03-12");
    let words = |minutes: i64| mianzheng::i18n::age(now.add_ms(-minutes * 60_000), now);
    for (minutes, said) in [
        (-5, "刚才的情况"),
        (0, "刚才的情况"),
        (59, "59 分钟前的情况"),
        (180, "3 小时前的情况"),
        (1_439, "23 小时前的情况"),
        (2_880, "2 天前的情况"),
    ] {
        assert_eq!(words(minutes), said);
    }
}

#[test]
fn the_clock_says_why_it_stands_still() {
    let today = date("2026-03-18");
    let words = |events: &[(&str, Status)]| mianzheng::i18n::clock_words(&clock_on(events, "2026-03-18"), today);
    assert_eq!(
        words(&[RECEIVED, ("2026-03-13", Status::WaitingForYou)]),
        "已用 1 天，还剩 7 天。从 3月13日 起等您补交，等的日子不算"
    );
    assert_eq!(
        words(&[RECEIVED, ("2026-03-13", Status::Suspended)]),
        "已用 1 天，还剩 7 天。从 3月13日 起走特别程序，等的日子不算"
    );
    assert_eq!(words(&[RECEIVED, ("2026-03-13", Status::InProgress)]), "已用 4 天，还剩 4 天，最晚 3月24日");
}
