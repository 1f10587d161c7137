//! Answers that refuse: problem details (RFC 9457) with the contract's stable kinds.
//!
//! A cause inside the portal is written to the log and never to the client.

use axum::extract::rejection::{BytesRejection, PathRejection, QueryRejection};
use axum::http::{header, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use mianzheng::portal::{Problem, ProblemField, ProblemKind};

/// A refusal on its way to the client.
#[derive(Debug)]
pub struct Refusal(pub Box<Problem>);

impl Refusal {
    /// A refusal of this kind; `detail` says what is so, in a person's words.
    pub fn new(kind: ProblemKind, detail: impl Into<String>) -> Self {
        let (status, title) = meaning(kind);
        let status = status.as_u16();
        Self(Box::new(Problem {
            kind,
            title: title.to_owned(),
            status,
            detail: Some(detail.into()),
            errors: Vec::new(),
        }))
    }

    /// The submission breaks rules; each error says what to mend.
    pub fn refused(errors: Vec<ProblemField>) -> Self {
        let mut refusal = Self::new(ProblemKind::Refused, "有几处要改，改好再提交。");
        refusal.0.errors = errors;
        refusal
    }

    /// One question or document that has to be mended.
    pub fn refused_at(question: &str, message: &str) -> Self {
        Self::refused(vec![ProblemField { question: question.to_owned(), row: None, message: message.to_owned() }])
    }

    /// The request is not of the contract's form.
    pub fn bad_request(detail: impl Into<String>) -> Self {
        Self::new(ProblemKind::BadRequest, detail)
    }

    /// There is no such thing, or it is not this person's to know of.
    pub fn not_found() -> Self {
        Self::new(ProblemKind::NotFound, "没有找到。")
    }

    /// Something inside the portal went wrong; `cause` goes to the log only.
    pub fn internal(cause: impl std::fmt::Display) -> Self {
        eprintln!("internal: {cause}");
        Self::new(ProblemKind::Internal, "系统出了问题，请稍后再试。")
    }
}

/// The status and the title of each kind.
fn meaning(kind: ProblemKind) -> (StatusCode, &'static str) {
    match kind {
        ProblemKind::BadRequest => (StatusCode::BAD_REQUEST, "请求格式不对"),
        ProblemKind::KeyMissing => (StatusCode::BAD_REQUEST, "缺少提交编号"),
        ProblemKind::SignInRequired => (StatusCode::UNAUTHORIZED, "请先登录"),
        ProblemKind::SignInRefused => (StatusCode::UNAUTHORIZED, "登录没有成功"),
        ProblemKind::Forbidden => (StatusCode::FORBIDDEN, "无权办理"),
        ProblemKind::ConsentRequired => (StatusCode::FORBIDDEN, "需要您的授权"),
        ProblemKind::NotFound => (StatusCode::NOT_FOUND, "没有找到"),
        ProblemKind::MethodNotAllowed => (StatusCode::METHOD_NOT_ALLOWED, "不支持这种请求"),
        ProblemKind::StillRunning => (StatusCode::CONFLICT, "正在处理"),
        ProblemKind::WrongState => (StatusCode::CONFLICT, "现在不能这样办"),
        ProblemKind::Gone => (StatusCode::GONE, "已经失效"),
        ProblemKind::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "太大了"),
        ProblemKind::UnsupportedMediaType => (StatusCode::UNSUPPORTED_MEDIA_TYPE, "不支持这种内容"),
        ProblemKind::Refused => (StatusCode::UNPROCESSABLE_ENTITY, "有几处要改"),
        ProblemKind::KeyReused => (StatusCode::UNPROCESSABLE_ENTITY, "提交编号已用于别的内容"),
        ProblemKind::TooManyRequests => (StatusCode::TOO_MANY_REQUESTS, "太频繁了"),
        ProblemKind::Internal => (StatusCode::INTERNAL_SERVER_ERROR, "系统出了问题"),
        ProblemKind::Unavailable => (StatusCode::SERVICE_UNAVAILABLE, "暂时不能办理"),
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.0.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, axum::Json(&*self.0)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

/// The fallback of the contract: no route of this address.
pub async fn no_such_route() -> Refusal {
    Refusal::not_found()
}

/// The fallback for an address that exists with another method.
pub async fn no_such_method() -> Refusal {
    Refusal::new(ProblemKind::MethodNotAllowed, "这个地址不支持这种请求。")
}

impl From<rusqlite::Error> for Refusal {
    fn from(error: rusqlite::Error) -> Self {
        Self::internal(format_args!("database: {error}"))
    }
}

impl From<serde_json::Error> for Refusal {
    fn from(error: serde_json::Error) -> Self {
        Self::internal(format_args!("stored JSON: {error}"))
    }
}

impl From<BytesRejection> for Refusal {
    fn from(rejection: BytesRejection) -> Self {
        match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Self::new(ProblemKind::TooLarge, "内容超过了允许的大小。"),
            _ => Self::bad_request("内容没有收全。"),
        }
    }
}

impl From<QueryRejection> for Refusal {
    fn from(_: QueryRejection) -> Self {
        Self::bad_request("地址里的参数不对。")
    }
}

impl From<PathRejection> for Refusal {
    fn from(_: PathRejection) -> Self {
        Self::bad_request("地址不对。")
    }
}
