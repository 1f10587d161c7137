//! A joint application read as a whole: its status, what is to be done, its tracks, its clocks, and what of it is news.

use mianzheng::application::{overall, part_clock, to_do, tracks, Day, Known, Pace};
use mianzheng::ident::{Calendar, Instant};
use mianzheng::portal::{
    Application, ApplicationEvent, ApplicationPart, ApplicationSummary, NextStep, PartStage, PartTask, Receipt, Stage,
    StageState, Status, SubmittedSum, SupplementRequest,
};

fn calendar() -> Calendar {
    Calendar::from_json(include_str!("../../public/calendar.json")).unwrap()
}

/// Ten in the morning in China.
fn morning(day: &str) -> Instant {
    format!("{day}T02:00:00Z").parse().unwrap()
}

/// A part that has done these stages on these days; what it asks lasts until the day given.
fn part(id: &str, done: &[(Stage, &str)], asks: Option<(PartTask, &str)>) -> ApplicationPart {
    let state = |stage| match done.iter().find(|(done, _)| *done == stage) {
        Some((_, day)) => StageState::Done { at: morning(day) },
        None => StageState::Ahead { latest: None },
    };
    let stage = |stage| PartStage { stage, name: String::new(), state: state(stage) };
    let status = if asks.is_some() { Status::WaitingForYou } else { Status::InProgress };
    let event = |(_, day): &(Stage, &str)| ApplicationEvent {
        at: morning(day),
        status: Status::InProgress,
        by: String::new(),
        note: String::new(),
    };
    ApplicationPart {
        id: id.to_owned(),
        name: id.to_owned(),
        company: String::new(),
        phone: None,
        received_at: morning("2026-03-12"),
        promised_working_days: 5,
        status,
        asks: asks.map(|(task, _)| task),
        stages: Stage::ALL.into_iter().map(stage).collect(),
        events: done.iter().map(event).collect(),
        next: asks.map(|(_, day)| NextStep { name: String::new(), note: None, latest: day.parse().unwrap() }),
        plan: None,
        supplement: None,
        supplemented: Vec::new(),
        reason: None,
        consumer_number: None,
        contract: None,
        withdrawable: true,
        rated: None,
    }
}

fn application(parts: Vec<ApplicationPart>) -> Application {
    let receipt = Receipt {
        number: "1".to_owned(),
        query_code: String::new(),
        key: "k".to_owned(),
        digest: String::new(),
        received_at: morning("2026-03-12"),
        item: "i".to_owned(),
        item_version: 1,
        item_name: "联合报装".to_owned(),
        department: "县行政审批局".to_owned(),
        sum: SubmittedSum { required: 0, waived: 0, deferred: 0, handed_in: 0 },
        documents: Vec::new(),
        next: Vec::new(),
        result: None,
    };
    let statuses: Vec<Status> = parts.iter().map(|part| part.status).collect();
    Application {
        receipt,
        status: overall(&statuses, false),
        events: Vec::new(),
        supplement: None,
        next: None,
        supplemented: Vec::new(),
        withdrawable: false,
        rated: None,
        result: None,
        parts,
        survey: None,
    }
}

#[test]
fn the_whole_follows_from_its_parts() {
    use Status::{Done, InProgress, NotAccepted, NotApproved, Received, Stopped, Suspended, WaitingForYou, Withdrawn};
    assert_eq!(overall(&[Received, Received], false), Received);
    assert_eq!(overall(&[Received, InProgress], false), InProgress);
    assert_eq!(overall(&[InProgress, WaitingForYou], false), WaitingForYou);
    assert_eq!(overall(&[InProgress, InProgress], true), WaitingForYou, "the bureau asks");
    assert_eq!(overall(&[Suspended, InProgress], false), InProgress);
    assert_eq!(overall(&[Suspended, NotApproved], false), Suspended);
    assert_eq!(overall(&[NotAccepted, InProgress, Done], false), InProgress, "one goes on");
    assert_eq!(overall(&[NotApproved, Done], false), Done);
    assert_eq!(overall(&[NotAccepted, NotApproved, Withdrawn], false), NotApproved);
    assert_eq!(overall(&[Stopped, NotAccepted], false), NotAccepted);
    assert_eq!(overall(&[Withdrawn, Withdrawn], false), Withdrawn);
}

#[test]
fn what_parts_ask_alike_is_one_thing_to_do_and_the_earliest_comes_first() {
    let plan = |id, day| part(id, &[], Some((PartTask::AnswerPlan, day)));
    let sign = part("gas", &[], Some((PartTask::SignContract, "2026-03-20")));
    let mut application = application(vec![plan("water", "2026-06-16"), sign, plan("power", "2026-06-15")]);
    let found: Vec<_> = to_do(&application).into_iter().map(|one| (one.task, one.parts)).collect();
    let plans = (PartTask::AnswerPlan, vec!["water".to_owned(), "power".to_owned()]);
    assert_eq!(found, [(PartTask::SignContract, vec!["gas".to_owned()]), plans]);
    let until = "2026-03-19".parse().unwrap();
    application.supplement =
        Some(SupplementRequest { reason: String::new(), questions: Vec::new(), documents: Vec::new(), until });
    let first = &to_do(&application)[0];
    assert_eq!((first.task, first.parts.len(), first.until), (PartTask::Supplement, 0, Some(until)));
}

#[test]
fn neighbours_share_a_cell_where_they_act_together_on_one_day() {
    let surveyed = |id, day| part(id, &[(Stage::Accepted, "2026-03-13"), (Stage::Survey, day)], None);
    let parts = [surveyed("water", "2026-03-16"), surveyed("power", "2026-03-16"), surveyed("gas", "2026-03-18")];
    let rows = tracks(&parts);
    let widths = |stage: Stage| {
        let row = rows.iter().find(|row| row.stage == stage).unwrap();
        row.cells.iter().map(|cell| cell.parts.len()).collect::<Vec<_>>()
    };
    assert_eq!(rows.len(), 8);
    assert_eq!(widths(Stage::Survey), [2, 1]);
    assert_eq!(widths(Stage::Accepted), [1, 1, 1], "each takes it up for itself");
}

#[test]
fn the_days_until_the_survey_are_not_the_companys() {
    let done = [(Stage::Received, "2026-03-12"), (Stage::Accepted, "2026-03-13")];
    let today = "2026-03-18".parse().unwrap();
    let waiting = part_clock(&part("water", &done, None), &calendar(), today);
    assert_eq!((waiting.used, waiting.left), (1, 4));
    let done = [done[0], done[1], (Stage::Survey, "2026-03-17")];
    let clock = part_clock(&part("water", &done, None), &calendar(), today);
    assert_eq!(clock.days[..4], [Day::Used, Day::Paused, Day::Paused, Day::Used]);
    assert!(matches!(clock.pace, Pace::Running(end) if end.date == "2026-03-23".parse().unwrap()));
}

#[test]
fn a_part_that_moves_is_news_of_the_whole() {
    let line = |parts: &[ApplicationPart]| ApplicationSummary {
        number: "1".to_owned(),
        item_name: "联合报装".to_owned(),
        department: String::new(),
        status: Status::WaitingForYou,
        received_at: morning("2026-03-12"),
        next: None,
        parts: parts.iter().map(ApplicationPart::summary).collect(),
    };
    let waits = |id| part(id, &[(Stage::Accepted, "2026-03-13")], Some((PartTask::BookSurvey, "2026-03-20")));
    let mut known = Known::default();
    known.take_list(vec![line(&[waits("water"), waits("gas")])], morning("2026-03-13"));
    known.see("1");
    assert!(known.news().is_empty());
    let gone_on = part("gas", &[(Stage::Accepted, "2026-03-13"), (Stage::Survey, "2026-03-16")], None);
    known.take_list(vec![line(&[waits("water"), gone_on])], morning("2026-03-16"));
    let news = &known.news()[0];
    assert_eq!((news.parts.as_slice(), news.asks), (["gas".to_owned()].as_slice(), Some(PartTask::BookSurvey)));
}
