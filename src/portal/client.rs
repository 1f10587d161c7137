//! The portal's HTTP client: one function an operation, named like its `operationId`, and one function that sends.
//!
//! Nothing is repeated here: the outbox, or the person, does that. After a request was handed to the browser a network
//! failure means that nobody knows, never that it was not sent.

mod after;
mod joint;

use super::{
    Application, Applications, Attachment, CheckRequest, Consent, ConsentRequest, LicenceRequest, Problem, ProblemKind,
    Receipt, ServerTime, Session, SmsCodeRequest, SmsSignIn, TicketSignIn,
};
use crate::consent::Outcome;
use crate::ident::Instant;
use crate::json;
use gloo_net::http::{Method, RequestBuilder, Response};
use serde::{de::DeserializeOwned, Serialize};
use std::rc::Rc;
use wasm_bindgen::JsValue;
use web_sys::AbortSignal;

/// How long a person waits for an answer.
const DEADLINE_MS: u32 = 20_000;

/// Why there is no answer, by what happens next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PortalError {
    /// No answer came: offline, too late, or the connection broke. The request may have arrived.
    NoAnswer,
    /// Nobody is signed in (any more): sign in and go on.
    SignedOut,
    /// The portal understood and said no.
    Problem(Problem),
    /// The portal is in trouble (5xx). A request that changes something may have arrived.
    Trouble,
    /// The answer was not of the contract's form. The request may have arrived.
    Nonsense,
}

/// Why there is no answer, and how long the portal asked to be left alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// Why.
    pub error: PortalError,
    /// `Retry-After`.
    pub retry_after_ms: Option<i64>,
}

impl From<PortalError> for Failure {
    fn from(error: PortalError) -> Self {
        Self { error, retry_after_ms: None }
    }
}

impl From<Failure> for PortalError {
    fn from(failure: Failure) -> Self {
        failure.error
    }
}

/// The portal as seen by one session.
#[derive(Clone)]
pub struct Client {
    base: String,
    token: Option<String>,
    ended: Rc<dyn Fn()>,
}

impl Client {
    /// A client for the API's base address; with a token once somebody is signed in. `ended` is called whenever the portal
    /// answers that this session has ended.
    pub fn new(base: &str, token: Option<String>, ended: Rc<dyn Fn()>) -> Self {
        Self { base: base.to_owned(), token, ended }
    }

    /// `getTime`
    pub async fn time(&self) -> Result<ServerTime, PortalError> {
        self.get("/time").await
    }

    /// `signInByTicket`
    pub async fn sign_in_by_ticket(&self, ticket: &str) -> Result<Session, PortalError> {
        self.post("/sign-in/ticket", &TicketSignIn { ticket: ticket.to_owned() }).await
    }

    /// `requestSmsCode`
    pub async fn request_sms_code(&self, phone: &str) -> Result<(), PortalError> {
        let body = body(&SmsCodeRequest { phone: phone.to_owned() })?;
        Ok(self.send(Method::POST, "/sign-in/sms/code", Some(body), &[]).await.map(|_| ())?)
    }

    /// `signInBySms`
    pub async fn sign_in_by_sms(&self, phone: &str, code: &str) -> Result<Session, PortalError> {
        self.post("/sign-in/sms", &SmsSignIn { phone: phone.to_owned(), code: code.to_owned() }).await
    }

    /// `signOut`
    pub async fn sign_out(&self) -> Result<(), PortalError> {
        Ok(self.send(Method::DELETE, "/session", None, &[]).await.map(|_| ())?)
    }

    /// `grantConsent`
    pub async fn grant_consent(&self, request: &ConsentRequest) -> Result<Consent, PortalError> {
        self.post("/consents", request).await
    }

    /// `revokeConsent`
    pub async fn revoke_consent(&self, id: &str) -> Result<(), PortalError> {
        Ok(self.send(Method::DELETE, &format!("/consents/{id}"), None, &[]).await.map(|_| ())?)
    }

    /// `fetchLicence`
    pub async fn fetch_licence(&self, consent_id: &str) -> Result<Outcome, PortalError> {
        self.post("/licences", &LicenceRequest { consent_id: consent_id.to_owned() }).await
    }

    /// `runCheck`
    pub async fn run_check(&self, request: &CheckRequest) -> Result<Outcome, PortalError> {
        self.post("/checks", request).await
    }

    /// `storeAttachment`
    pub async fn store_attachment(
        &self,
        bytes: &js_sys::Uint8Array,
        media_type: &str,
        name: &str,
        sha256: &str,
    ) -> Result<Attachment, PortalError> {
        let name = String::from(js_sys::encode_uri_component(name));
        let headers = [("Content-Type", media_type), ("X-File-Name", name.as_str()), ("X-Content-SHA256", sha256)];
        read(self.send(Method::POST, "/attachments", Some(bytes.into()), &headers).await?).await
    }

    /// `submitApplication`: the frozen bytes under their key.
    pub async fn submit_application(&self, key: &str, body: &str) -> Result<Receipt, Failure> {
        let headers = [("Idempotency-Key", key), ("Content-Type", "application/json")];
        Ok(read(self.send(Method::POST, "/applications", Some(body.into()), &headers).await?).await?)
    }

    /// `getApplicationByKey`
    pub async fn application_by_key(&self, key: &str) -> Result<Application, Failure> {
        let response = self.send(Method::GET, &format!("/applications/by-key/{key}"), None, &[]).await?;
        Ok(read(response).await?)
    }

    /// `listApplications`
    pub async fn list_applications(&self, after: Option<&str>) -> Result<Applications, PortalError> {
        match after {
            Some(after) => self.get(&format!("/applications?after={after}")).await,
            None => self.get("/applications").await,
        }
    }

    /// `getApplication`
    pub async fn application(&self, number: &str) -> Result<Application, PortalError> {
        self.get(&format!("/applications/{number}")).await
    }

    async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, PortalError> {
        read(self.send(Method::GET, path, None, &[]).await?).await
    }

    async fn post<T: DeserializeOwned>(&self, path: &str, body: &impl Serialize) -> Result<T, PortalError> {
        read(self.send(Method::POST, path, Some(self::body(body)?), &[("Content-Type", "application/json")]).await?)
            .await
    }

    /// Sends, and turns every answer that is not a success into what happens next.
    async fn send(
        &self,
        method: Method,
        path: &str,
        body: Option<JsValue>,
        headers: &[(&str, &str)],
    ) -> Result<Response, Failure> {
        let mut request = RequestBuilder::new(&format!("{}{path}", self.base))
            .method(method)
            .abort_signal(Some(&AbortSignal::timeout_with_u32(DEADLINE_MS)));
        for (name, value) in headers {
            request = request.header(name, value);
        }
        if body.is_some() && headers.is_empty() {
            request = request.header("Content-Type", "application/json");
        }
        if let Some(token) = &self.token {
            request = request.header("Authorization", &format!("Bearer {token}"));
        }
        let request = match body {
            Some(body) => request.body(body),
            None => request.build(),
        };
        let response = request.map_err(|_| PortalError::Nonsense)?.send().await.map_err(|_| PortalError::NoAnswer)?;
        let retry_after_ms = response.headers().get("Retry-After").and_then(|text| retry_after_ms(&text));
        let error = match response.status() {
            200..=299 => return Ok(response),
            401 => signed_out(response).await,
            500..=599 => PortalError::Trouble,
            _ => problem(response).await.map_or(PortalError::Nonsense, PortalError::Problem),
        };
        if error == PortalError::SignedOut {
            (self.ended)();
        }
        Err(Failure { error, retry_after_ms })
    }
}

/// Seconds, or a date (RFC 9110, section 10.2.3).
fn retry_after_ms(text: &str) -> Option<i64> {
    if let Ok(seconds) = text.trim().parse::<u32>() {
        return Some(i64::from(seconds) * 1_000);
    }
    let at = js_sys::Date::parse(text);
    at.is_finite().then(|| crate::app::clock::now().ms_until(Instant::from_unix_ms(at as i64)))
}

/// A refused ticket or code is told apart from a session that has ended.
async fn signed_out(response: Response) -> PortalError {
    match problem(response).await {
        Some(problem) if problem.kind == ProblemKind::SignInRefused => PortalError::Problem(problem),
        _ => PortalError::SignedOut,
    }
}

async fn problem(response: Response) -> Option<Problem> {
    json::read(&response.text().await.ok()?).ok()
}

fn body(body: &impl Serialize) -> Result<JsValue, PortalError> {
    serde_json::to_string(body).map(JsValue::from).map_err(|_| PortalError::Nonsense)
}

async fn read<T: DeserializeOwned>(response: Response) -> Result<T, PortalError> {
    let text = response.text().await.map_err(|_| PortalError::NoAnswer)?;
    json::read(&text).map_err(|_| PortalError::Nonsense)
}
