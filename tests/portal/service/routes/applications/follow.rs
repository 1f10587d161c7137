//! What can follow a submission: a supplement, a withdrawal, a rating.

use super::read::own;
use super::submit::idempotency_key;
use crate::service::applications::{is_withdrawable, Kept};
use crate::service::extract::{parse_json, require_json, Json, Path, Raw, Who};
use crate::service::{departments, ids, Portal, Refusal};
use axum::extract::State;
use axum::http::HeaderMap;
use mianzheng::application::is_rated_status;
use mianzheng::portal::{
    Application, ProblemField, ProblemKind, Rating, RatingProblem, Status, SupplementAnswer, Withdrawal,
};
use rusqlite::{params, OptionalExtension, Transaction};
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
    params(
        ("number" = String, Path, description = "办件编号", max_length = 32),
        ("Idempotency-Key" = String, Header, description = "Made by the client, new for every content.", pattern = "^[A-Za-z0-9_-]{16,64}$"),
    ),
    request_body = SupplementAnswer,
    responses(
        (status = 200, description = "The application, which goes on; the same again for the same key.", body = Application),
        (status = 404, description = "This person has no such application."),
        (status = 409, description = "Nothing is asked for now."),
        (status = 422, description = "Something that was asked for is missing, something else was sent, or the key came with another body before."),
    )
)]
async fn supplement_application(
    State(portal): State<Portal>,
    who: Who,
    Path(number): Path<String>,
    headers: HeaderMap,
    Raw(body): Raw,
) -> Result<axum::Json<Application>, Refusal> {
    let key = idempotency_key(&headers)?;
    require_json(&headers)?;
    let answer: SupplementAnswer = parse_json(&body)?;
    let digest = ids::sha256_hex(&body);
    let shared = portal.clone();
    let supplement = move |db: &Transaction<'_>| {
        let mut kept = own(db, &shared, &who, &number)?;
        match earlier_digest(db, &number, &key)? {
            Some(earlier) if earlier == digest => return kept.shown(db, &shared),
            Some(_) => return Err(Refusal::new(ProblemKind::KeyReused, "这个提交编号已经提交过别的内容。")),
            None => {}
        }
        if kept.status != Status::WaitingForYou {
            return Err(wrong_state("现在不需要补交。"));
        }
        let errors = unfit(db, &who, &kept, &answer)?;
        if !errors.is_empty() {
            return Err(Refusal::refused(errors));
        }
        let sql =
            "INSERT INTO supplements (application, at_ms, answer, idempotency_key, digest) VALUES (?1, ?2, ?3, ?4, ?5)";
        db.execute(sql, params![number, who.now.unix_ms(), serde_json::to_string(&answer)?, key, digest])?;
        departments::go_on(db, &shared, &mut kept, who.now)?;
        kept.update(db)?;
        kept.note(db, who.now, "申请人", "已补交。")?;
        kept.shown(db, &shared)
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
        kept.shown(db, &shared)
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
        if !is_rated_status(kept.status) {
            return Err(wrong_state("办完以后才能评价。"));
        }
        if kept.rating.is_some() {
            return Err(wrong_state("已经评价过了。"));
        }
        check_rating(&rating)?;
        kept.rating = Some(rating);
        kept.update(db)?;
        kept.shown(db, &shared)
    };
    portal.db.write(rate).await.map(axum::Json)
}

fn wrong_state(detail: &str) -> Refusal {
    Refusal::new(ProblemKind::WrongState, detail)
}

/// The digest of the supplement that came with this key before.
fn earlier_digest(db: &Transaction<'_>, number: &str, key: &str) -> Result<Option<String>, Refusal> {
    let sql = "SELECT digest FROM supplements WHERE application = ?1 AND idempotency_key = ?2";
    Ok(db.query_row(sql, params![number, key], |row| row.get(0)).optional()?)
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
    let answered = |id: &String| answer.answers.iter().any(|answer| answer.question == *id);
    let missing_questions = asked.questions.iter().filter(|id| !answered(id));
    let missing_documents = asked.documents.iter().filter(|id| answer.documents.get(*id).is_none_or(Vec::is_empty));
    missing_questions.chain(missing_documents).for_each(|id| complain(id, "还没有补交这一项。"));
    let questions = answer.answers.iter().map(|answer| &answer.question);
    let foreign_questions = questions.filter(|id| !asked.questions.contains(id));
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
    match rating.problem() {
        None => Ok(()),
        Some(RatingProblem::NoReason) => Err(Refusal::refused_at("reason", "不满意时请说说哪里不好。")),
        Some(RatingProblem::NoSuchIndicator) => Err(Refusal::refused_at("indicators", "没有这个评价指标。")),
        Some(RatingProblem::NoLevel) => Err(Refusal::refused_at("stars", "请选 1 到 5 颗星。")),
    }
}
