//! Supplements (补正): of an application, or of one part of a joint one; each made once under its key.

use super::read::own;
use super::submit::idempotency_key;
use crate::service::applications::Kept;
use crate::service::companies::{citizen, wrong_state};
use crate::service::extract::{parse_json, require_json, Path, Raw, Who};
use crate::service::{departments, ids, Portal, Refusal};
use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use mianzheng::portal::{Application, ProblemField, ProblemKind, Status, SupplementAnswer, SupplementRequest};
use rusqlite::{params, OptionalExtension, Transaction};
use utoipa_axum::{router::OpenApiRouter, routes};

/// The routes.
pub fn router() -> OpenApiRouter<Portal> {
    OpenApiRouter::new().routes(routes!(supplement_application)).routes(routes!(supplement_part))
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
    let letter = Letter::read(&headers, &body)?;
    let shared = portal.clone();
    let supplement = move |db: &Transaction<'_>| {
        let mut kept = own(db, &shared, &who, &number)?;
        let asked = kept.supplement.clone().filter(|_| kept.status == Status::WaitingForYou);
        if letter.arrives(db, &who, (&kept, None, asked.as_ref()))? {
            departments::go_on(db, &shared, &mut kept, who.now)?;
            kept.update(db)?;
            kept.note(db, who.now, "申请人", "已补交。")?;
        }
        kept.shown(db, &shared)
    };
    portal.db.write(supplement).await.map(axum::Json)
}

/// Supplies what the company of a part asked for
#[utoipa::path(
    post,
    path = "/applications/{number}/parts/{part}/supplement",
    operation_id = "supplementPart",
    tag = "parts",
    params(
        ("number" = String, Path, description = "办件编号", max_length = 32),
        ("part" = String, Path, description = "The part's id.", max_length = 32),
        ("Idempotency-Key" = String, Header, description = "Made by the client, new for every content.", pattern = "^[A-Za-z0-9_-]{16,64}$"),
    ),
    request_body = SupplementAnswer,
    responses(
        (status = 200, description = "The application; the part goes on. The same again for the same key.", body = Application),
        (status = 404, description = "This person has no such application, or it has no such part."),
        (status = 409, description = "The company asks for nothing now."),
        (status = 422, description = "Something that was asked for is missing, something else was sent, or the key came with another body or for another part before."),
    )
)]
async fn supplement_part(
    State(portal): State<Portal>,
    who: Who,
    Path((number, part)): Path<(String, String)>,
    headers: HeaderMap,
    Raw(body): Raw,
) -> Result<axum::Json<Application>, Refusal> {
    let letter = Letter::read(&headers, &body)?;
    let shared = portal.clone();
    let supplement = move |db: &Transaction<'_>| {
        let mut kept = own(db, &shared, &who, &number)?;
        let asked = kept.tracks()?.track(&part)?.0.supplement.clone();
        if letter.arrives(db, &who, (&kept, Some(&part), asked.as_ref()))? {
            let go_on = |track: &mut _, survey: Option<&_>| {
                citizen::supplemented((track, survey), who.now);
                Ok(())
            };
            citizen::in_part(db, &shared, (&mut kept, &part, who.now), go_on)?;
        }
        kept.shown(db, &shared)
    };
    portal.db.write(supplement).await.map(axum::Json)
}

/// A supplement as it came.
struct Letter {
    key: String,
    digest: String,
    answer: SupplementAnswer,
}

impl Letter {
    fn read(headers: &HeaderMap, body: &Bytes) -> Result<Self, Refusal> {
        let key = idempotency_key(headers)?;
        require_json(headers)?;
        Ok(Self { key, digest: ids::sha256_hex(body), answer: parse_json(body)? })
    }

    /// Whether it came for the first time; then it fits what was asked and is kept.
    fn arrives(
        &self,
        db: &Transaction<'_>,
        who: &Who,
        (kept, part, asked): (&Kept, Option<&str>, Option<&SupplementRequest>),
    ) -> Result<bool, Refusal> {
        if self.came_before(db, (&kept.number, part))? {
            return Ok(false);
        }
        let asked = asked.ok_or_else(|| wrong_state("现在不需要补交。"))?;
        let errors = unfit(db, who, asked, &self.answer)?;
        if !errors.is_empty() {
            return Err(Refusal::refused(errors));
        }
        let sql = "INSERT INTO supplements (application, at_ms, answer, idempotency_key, digest, part)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        let answer = serde_json::to_string(&self.answer)?;
        db.execute(sql, params![kept.number, who.now.unix_ms(), answer, self.key, self.digest, part])?;
        Ok(true)
    }

    fn came_before(&self, db: &Transaction<'_>, (number, part): (&str, Option<&str>)) -> Result<bool, Refusal> {
        let sql = "SELECT digest, part FROM supplements WHERE application = ?1 AND idempotency_key = ?2";
        let row = db.query_row(sql, params![number, self.key], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, Option<String>>(1)?))
        });
        match row.optional()? {
            None => Ok(false),
            Some((digest, of)) if digest == self.digest && of.as_deref() == part => Ok(true),
            Some(_) => Err(Refusal::new(ProblemKind::KeyReused, "这个提交编号已经提交过别的内容。")),
        }
    }
}

/// What is missing and what nobody asked for.
fn unfit(
    db: &Transaction<'_>,
    who: &Who,
    asked: &SupplementRequest,
    answer: &SupplementAnswer,
) -> Result<Vec<ProblemField>, Refusal> {
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
