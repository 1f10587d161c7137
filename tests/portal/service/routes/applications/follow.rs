//! What can follow a submission: a supplement, a withdrawal, a rating.

use super::read::own;
use crate::service::applications::{is_withdrawable, Kept};
use crate::service::extract::{Json, Path, Who};
use crate::service::state::day_of;
use crate::service::{departments, Portal, Refusal};
use axum::extract::State;
use mianzheng::portal::{Application, ProblemField, ProblemKind, Rating, Status, SupplementAnswer, Withdrawal};
use rusqlite::{params, Transaction};
use utoipa_axum::{router::OpenApiRouter, routes};

/// The routes.
pub fn router() -> OpenApiRouter<Portal> {
    OpenApiRouter::new()
        .routes(routes!(supplement_application))
        .routes(routes!(withdraw_application))
        .routes(routes!(rate_application))
}

/// Supplies what the department asked for
#[utoipa::path(
    post,
    path = "/applications/{number}/supplement",
    operation_id = "supplementApplication",
    tag = "applications",
    params(("number" = String, Path, description = "办件编号", max_length = 32)),
    request_body = SupplementAnswer,
    responses(
        (status = 200, description = "The application, which goes on.", body = Application),
        (status = 404, description = "This person has no such application."),
        (status = 409, description = "Nothing is asked for now."),
        (status = 422, description = "Something that was asked for is missing, or something else was sent."),
    )
)]
async fn supplement_application(
    State(portal): State<Portal>,
    who: Who,
    Path(number): Path<String>,
    Json(answer): Json<SupplementAnswer>,
) -> Result<axum::Json<Application>, Refusal> {
    let shared = portal.clone();
    let supplement = move |db: &Transaction<'_>| {
        let mut kept = own(db, &shared, &who, &number)?;
        if kept.status != Status::WaitingForYou {
            return Err(wrong_state("现在不需要补交。"));
        }
        let errors = unfit(db, &who, &kept, &answer)?;
        if !errors.is_empty() {
            return Err(Refusal::refused(errors));
        }
        let sql = "INSERT INTO supplements (application, at_ms, answer) VALUES (?1, ?2, ?3)";
        db.execute(sql, params![number, who.now.unix_ms(), serde_json::to_string(&answer)?])?;
        go_on(&shared, &mut kept, &who)?;
        kept.update(db)?;
        kept.note(db, who.now, "申请人", "已补交。")?;
        kept.shown(db)
    };
    portal.db.write(supplement).await.map(axum::Json)
}

/// Withdraws an application that no department has taken up
#[utoipa::path(
    post,
    path = "/applications/{number}/withdraw",
    operation_id = "withdrawApplication",
    tag = "applications",
    params(("number" = String, Path, description = "办件编号", max_length = 32)),
    request_body = Withdrawal,
    responses(
        (status = 200, description = "The application, withdrawn.", body = Application),
        (status = 404, description = "This person has no such application."),
        (status = 409, description = "It has been taken up, or is withdrawn already."),
    )
)]
async fn withdraw_application(
    State(portal): State<Portal>,
    who: Who,
    Path(number): Path<String>,
    Json(withdrawal): Json<Withdrawal>,
) -> Result<axum::Json<Application>, Refusal> {
    let shared = portal.clone();
    let withdraw = move |db: &Transaction<'_>| {
        let mut kept = own(db, &shared, &who, &number)?;
        if !is_withdrawable(kept.status) {
            return Err(wrong_state("部门已经在办，不能撤回了。"));
        }
        kept.status = Status::Withdrawn;
        kept.update(db)?;
        kept.note(db, who.now, "申请人", withdrawal.reason.as_deref().unwrap_or("已撤回。"))?;
        kept.shown(db)
    };
    portal.db.write(withdraw).await.map(axum::Json)
}

/// Rates how it went (好差评)
#[utoipa::path(
    post,
    path = "/applications/{number}/rating",
    operation_id = "rateApplication",
    tag = "applications",
    params(("number" = String, Path, description = "办件编号", max_length = 32)),
    request_body = Rating,
    responses(
        (status = 200, description = "The application with its rating.", body = Application),
        (status = 404, description = "This person has no such application."),
        (status = 409, description = "It is not finished, or was rated before."),
        (status = 422, description = "One or two stars need a reason; stars and indicators are those of the contract."),
    )
)]
async fn rate_application(
    State(portal): State<Portal>,
    who: Who,
    Path(number): Path<String>,
    Json(rating): Json<Rating>,
) -> Result<axum::Json<Application>, Refusal> {
    let shared = portal.clone();
    let rate = move |db: &Transaction<'_>| {
        let mut kept = own(db, &shared, &who, &number)?;
        if !matches!(kept.status, Status::Done | Status::NotApproved | Status::NotAccepted) {
            return Err(wrong_state("办完以后才能评价。"));
        }
        if kept.rating.is_some() {
            return Err(wrong_state("已经评价过了。"));
        }
        check_rating(&rating)?;
        kept.rating = Some(rating);
        kept.update(db)?;
        kept.shown(db)
    };
    portal.db.write(rate).await.map(axum::Json)
}

fn wrong_state(detail: &str) -> Refusal {
    Refusal::new(ProblemKind::WrongState, detail)
}

/// The steps that are left count from today; the days of waiting are not the department's.
fn go_on(portal: &Portal, kept: &mut Kept, who: &Who) -> Result<(), Refusal> {
    let item = departments::applied_item(portal, kept)?.ok_or_else(Refusal::not_found)?;
    let last = kept.steps_done.checked_sub(1).and_then(|index| departments::nth(&item, index));
    kept.steps_within = last.map_or(0, |step| step.within_working_days);
    kept.steps_from = day_of(who.now);
    kept.status = Status::InProgress;
    Ok(())
}

/// What is missing and what nobody asked for.
fn unfit(
    db: &Transaction<'_>,
    who: &Who,
    kept: &Kept,
    answer: &SupplementAnswer,
) -> Result<Vec<ProblemField>, Refusal> {
    let Some(asked) = &kept.supplement else {
        return Ok(Vec::new());
    };
    let mut errors = Vec::new();
    let mut complain = |id: &String, message: &str| {
        errors.push(ProblemField { question: id.clone(), row: None, message: message.to_owned() });
    };
    let missing_questions = asked.questions.iter().filter(|id| !answer.answers.contains_key(*id));
    let missing_documents = asked.documents.iter().filter(|id| answer.documents.get(*id).is_none_or(Vec::is_empty));
    missing_questions.chain(missing_documents).for_each(|id| complain(id, "还没有补交这一项。"));
    let foreign_questions = answer.answers.keys().filter(|id| !asked.questions.contains(id));
    let foreign_documents = answer.documents.keys().filter(|id| !asked.documents.contains(id));
    foreign_questions.chain(foreign_documents).for_each(|id| complain(id, "这一项不需要补交。"));
    let sql = "SELECT EXISTS (SELECT 1 FROM attachments WHERE id = ?1 AND person = ?2 AND scope = ?3)";
    for (document, files) in &answer.documents {
        for file in files {
            if !db.query_row(sql, params![file, who.person, who.scope], |row| row.get::<_, bool>(0))? {
                complain(document, "文件没有传上来，请再传一次。");
            }
        }
    }
    Ok(errors)
}

fn check_rating(rating: &Rating) -> Result<(), Refusal> {
    let has_reason = rating.reason.as_deref().is_some_and(|reason| !reason.trim().is_empty());
    match rating.stars {
        1 | 2 if !has_reason => Err(Refusal::refused_at("reason", "不满意时请说说哪里不好。")),
        1..=5 if rating.indicators.iter().all(|indicator| Rating::INDICATORS.contains(&indicator.as_str())) => Ok(()),
        1..=5 => Err(Refusal::refused_at("indicators", "没有这个评价指标。")),
        _ => Err(Refusal::refused_at("stars", "请选 1 到 5 颗星。")),
    }
}
