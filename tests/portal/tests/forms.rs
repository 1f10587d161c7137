//! Filling in the test pack's items with the core's own engine, as the app does, and submitting what it builds.

use crate::harness::{Answer, SignedIn};
use mianzheng::consent::{Decision, Outcome};
use mianzheng::form::{Context, DocumentEvent, Edit, FieldKey, FileRef, Form};
use mianzheng::ident::{Instant, CHINA_OFFSET_MINUTES};
use mianzheng::item::{Audience, Holder, Item, Waiver};
use mianzheng::portal::{Application, Attachment, Consent, ConsentRequest, Receipt, Terminal};
use mianzheng::submission::{build, Circumstances, Payload};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// For a person: two licences, two checks, one cancelled document.
pub const ALLOWANCE: &str = "369999-test-001";
/// For an enterprise: two licences and a drawing.
pub const PERMIT: &str = "369999-test-002";
/// Decided at once by the register of criminal records.
pub const CERTIFICATE: &str = "369999-gongan-008";
/// The enterprise of `p-chenxm`.
pub const RESTAURANT: &str = "91369999MA0000007L";
/// The enterprise of `p-liuxm`.
pub const SHOP: &str = "92369999MA0000285Y";

/// A form in the hands of a session.
pub struct Filled<'a> {
    pub session: &'a SignedIn<'a>,
    pub form: Form,
    pub enterprise: Option<String>,
    pub now: Instant,
}

/// Reads an item of the test pack.
pub fn item(code: &str) -> Item {
    let path = format!("tests/portal/tests/pack/{code}/1.json");
    let text = std::fs::read_to_string(&path).expect("an item of the test pack");
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The request for a consent to a document's source, with all of its fields.
pub fn consent_request(item: &Item, document: &str, enterprise: Option<&str>) -> ConsentRequest {
    let source = item.document(document).and_then(|document| document.waiver.source()).expect("a source");
    let source = item.source(source).expect("a source");
    let fields = source.fields.iter().map(|field| field.id.clone()).collect();
    ConsentRequest {
        source: source.id.clone(),
        item: item.code.clone(),
        document: document.to_owned(),
        purpose: "核对".to_owned(),
        fields,
        enterprise: enterprise.map(str::to_owned),
    }
}

/// Agrees and asks: a licence, or a check with these values.
pub async fn ask(
    session: &SignedIn<'_>,
    request: &ConsentRequest,
    values: Option<serde_json::Value>,
) -> (Consent, Outcome) {
    let consent: Consent = session.post("/consents", request).await.json();
    let answer = match values {
        None => session.post("/licences", &json!({ "consent_id": consent.id })).await,
        Some(values) => session.post("/checks", &json!({ "consent_id": consent.id, "values": values })).await,
    };
    (consent, answer.json())
}

/// SHA-256, lower-case hex.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Uploads a picture.
pub async fn upload(session: &SignedIn<'_>, bytes: &'static [u8]) -> Attachment {
    let digest = sha256(bytes);
    let headers =
        [("content-type", "image/jpeg"), ("x-file-name", "%E7%85%A7%E7%89%87.jpg"), ("x-content-sha256", &*digest)];
    session.post_raw("/attachments", &headers, bytes).await.json()
}

impl<'a> Filled<'a> {
    pub fn new(session: &'a SignedIn<'a>, code: &str, enterprise: Option<&str>) -> Self {
        Self::of(session, item(code), enterprise)
    }

    /// A form of any item.
    pub fn of(session: &'a SignedIn<'a>, item: Item, enterprise: Option<&str>) -> Self {
        let now = session.portal.portal.clock.now("");
        let audience = if enterprise.is_some() { Audience::Organisation } else { Audience::Person };
        let context = Context { today: now.civil(CHINA_OFFSET_MINUTES), audience };
        let form = Form::new(Arc::new(item), context);
        Self { session, form, enterprise: enterprise.map(str::to_owned), now }
    }

    pub fn write(mut self, question: &str, text: &str) -> Self {
        self.form.apply(Edit::Type { field: FieldKey::of(question), text: text.to_owned() });
        self
    }

    /// Agrees to a document's source, asks it and puts the answer into the form.
    pub async fn fetch(mut self, document: &str) -> Self {
        let item = self.form.item().clone();
        let source = item.document(document).and_then(|document| item.source(document.waiver.source()?));
        let of_enterprise = source.is_some_and(|source| source.holder == Holder::Enterprise);
        let request = consent_request(&item, document, self.enterprise.as_deref().filter(|_| of_enterprise));
        let values = match &item.document(document).expect("a document").waiver {
            Waiver::DataCheck { .. } => {
                let values = self.form.check_values(document).expect("values to send");
                Some(values.into_iter().collect::<std::collections::BTreeMap<_, _>>())
            }
            _ => None,
        };
        let (consent, outcome) = ask(self.session, &request, values.map(|values| json!(values))).await;
        let decision = Decision::Agreed { consent_id: Some(consent.id), at: consent.granted_at };
        self.document(document, DocumentEvent::Decide(decision));
        self.document(document, DocumentEvent::Answered(outcome));
        self
    }

    /// Does not agree to a document's source.
    pub fn refuse(mut self, document: &str) -> Self {
        self.document(document, DocumentEvent::Decide(Decision::Refused { at: self.now }));
        self
    }

    /// Takes a fallback after the waiver failed.
    pub fn way(mut self, document: &str, way: usize) -> Self {
        self.document(document, DocumentEvent::TakeWay(way));
        self
    }

    /// Hands in a picture that was uploaded.
    pub async fn attach(mut self, document: &str, bytes: &'static [u8]) -> Self {
        let attachment = upload(self.session, bytes).await;
        let file = FileRef {
            id: "on-this-device".to_owned(),
            name: "照片.jpg".to_owned(),
            media_type: attachment.media_type,
            size_bytes: attachment.size_bytes,
            sha256: attachment.sha256,
            uploaded: Some(attachment.id),
        };
        self.form.apply(Edit::Attach { field: FieldKey::of(format!("{document}.files")), file });
        self
    }

    pub fn payload(&self) -> Payload {
        let enterprise = self.enterprise.clone();
        let circumstances =
            Circumstances { made_at: self.now, terminal: Terminal::Phone, enterprise, earlier_keys: Vec::new() };
        build(&self.form, circumstances)
    }

    pub async fn submit(&self, key: &str) -> Answer {
        submit(self.session, key, &self.payload()).await
    }

    fn document(&mut self, document: &str, event: DocumentEvent) {
        self.form.apply(Edit::Document { document: document.to_owned(), event });
    }
}

/// Submits a payload under a key.
pub async fn submit(session: &SignedIn<'_>, key: &str, payload: &Payload) -> Answer {
    let body = serde_json::to_vec(payload).expect("JSON");
    submit_bytes(session, key, body).await
}

/// Submits these bytes under a key.
pub async fn submit_bytes(session: &SignedIn<'_>, key: &str, body: Vec<u8>) -> Answer {
    let headers = [("content-type", "application/json"), ("idempotency-key", key)];
    session.post_raw("/applications", &headers, body).await
}

/// The allowance for 李桂英, with all its registers answered.
pub async fn allowance<'a>(session: &'a SignedIn<'a>) -> Filled<'a> {
    let form = Filled::new(session, ALLOWANCE, None).fetch("card").await.fetch("household").await;
    form.fetch("account").await.fetch("alive").await
}

/// The allowance for 赵国强, whose registers all fail: everything follows later.
pub async fn troubled<'a>(session: &'a SignedIn<'a>) -> Filled<'a> {
    let form = Filled::new(session, ALLOWANCE, None).write("applicant_name", "赵国强");
    let form = form.write("applicant_id", "36999919420120013X").write("household_address", "示范县城西街道人民路9号");
    let form = form.write("account", "6217003699990000127").fetch("card").await.fetch("household").await;
    let form = form.fetch("account").await.fetch("alive").await;
    form.way("card", 1).way("household", 1).way("account", 1).way("alive", 1)
}

/// The permit for the restaurant of 陈晓明.
pub async fn permit<'a>(session: &'a SignedIn<'a>) -> Filled<'a> {
    let form = Filled::new(session, PERMIT, Some(RESTAURANT)).fetch("licence").await.fetch("estate").await;
    form.attach("plan", b"a drawing").await
}

/// The certificate that is issued at once.
pub async fn certificate<'a>(session: &'a SignedIn<'a>) -> Filled<'a> {
    Filled::new(session, CERTIFICATE, None).fetch("card").await
}

/// Submits the allowance and gives its receipt.
pub async fn submitted(session: &SignedIn<'_>, key: &str) -> Receipt {
    allowance(session).await.submit(key).await.json()
}

/// An application as it stands now.
pub async fn read(session: &SignedIn<'_>, number: &str) -> Application {
    session.get(&format!("/applications/{number}")).await.json()
}
