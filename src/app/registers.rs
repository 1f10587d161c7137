//! Asking registers: with the citizen's consent, each on its own, while the citizen goes on filling.

use super::clock;
use super::working::Working;
use crate::consent::{Decision, Outcome};
use crate::form::{DocumentEvent, Edit};
use crate::i18n;
use crate::item::Waiver;
use crate::portal::client::PortalError;
use crate::portal::{CheckRequest, ConsentRequest};
use std::rc::Rc;

/// Asks every register that can be asked now; what one supplies may make another askable.
pub fn ask_all(working: &Rc<Working>) {
    let askable = working.form().askable();
    for document in askable {
        set(working, &document, DocumentEvent::Asking(clock::now()));
        let working = working.clone();
        leptos::task::spawn_local(async move { ask(working, document).await });
    }
}

/// Asks one register again.
pub fn ask_again(working: &Rc<Working>, document: &str) {
    let decision = working.form().document_record(document).and_then(|record| record.decision.clone());
    set(working, document, DocumentEvent::Reconsider);
    if let Some(decision) = decision {
        set(working, document, DocumentEvent::Decide(decision));
    }
    ask_all(working);
}

async fn ask(working: Rc<Working>, document: String) {
    let result = answer(&working, &document).await;
    match result {
        Ok(outcome) => {
            let found = outcome.failure().is_none();
            set(&working, &document, DocumentEvent::Answered(outcome));
            announce(&working, &document, found);
            ask_all(&working);
        }
        Err(PortalError::SignedOut) => {
            set(&working, &document, DocumentEvent::NotAsked);
        }
        // The register may be fine and only the way to it broken: for the citizen the next step is the same.
        Err(PortalError::NoAnswer | PortalError::Trouble | PortalError::Nonsense | PortalError::Problem(_)) => {
            let outcome = Outcome::RegisterDown { as_of: clock::now() };
            set(&working, &document, DocumentEvent::Answered(outcome));
        }
    }
}

async fn answer(working: &Rc<Working>, document: &str) -> Result<Outcome, PortalError> {
    let consent_id = consent(working, document).await?;
    let client = working.site().client();
    let item = working.item();
    match item.document(document).map(|document| &document.waiver) {
        Some(Waiver::DataCheck { .. }) => {
            let values = working.form().check_values(document).unwrap_or_default();
            client.run_check(&CheckRequest { consent_id, values: values.into_iter().collect() }).await
        }
        _ => client.fetch_licence(&consent_id).await,
    }
}

/// The portal's id of the consent, noted there first if it is not yet.
async fn consent(working: &Rc<Working>, document: &str) -> Result<String, PortalError> {
    let decision = working.form().document_record(document).and_then(|record| record.decision.clone());
    let at = match decision {
        Some(Decision::Agreed { consent_id: Some(id), .. }) => return Ok(id),
        Some(Decision::Agreed { at, consent_id: None } | Decision::Refused { at }) => at,
        None => clock::now(),
    };
    let item = working.item();
    let source = item.document(document).and_then(|document| document.waiver.source()).and_then(|id| item.source(id));
    let Some(source) = source else { return Err(PortalError::Nonsense) };
    let request = ConsentRequest {
        source: source.id.clone(),
        item: item.code.clone(),
        document: document.to_owned(),
        purpose: source.purpose.zh.clone(),
        fields: source.fields.iter().map(|field| field.id.clone()).collect(),
        enterprise: match source.holder {
            crate::item::Holder::Enterprise => working.enterprise(),
            crate::item::Holder::Applicant | crate::item::Holder::SignedIn => None,
        },
    };
    let client = working.site().client();
    let consent = client.grant_consent(&request).await?;
    // The citizen may have changed their mind while the portal noted the consent: then it is taken back there too.
    let decision = working.form().document_record(document).and_then(|record| record.decision.clone());
    if !matches!(decision, Some(Decision::Agreed { .. })) {
        client.revoke_consent(&consent.id).await?;
        return Err(PortalError::NoAnswer);
    }
    let agreed = Decision::Agreed { consent_id: Some(consent.id.clone()), at };
    set(working, document, DocumentEvent::Decide(agreed));
    Ok(consent.id)
}

fn announce(working: &Rc<Working>, document: &str, found: bool) {
    let item = working.item();
    let Some(document) = item.document(document) else { return };
    let sum = working.form().ledger().sum;
    let name = &document.name.zh;
    let text = if found {
        format!("{name}取到了，已免 {} 份", sum.waived)
    } else {
        format!("{name}没取到，{}", i18n::sum_sentence(sum, false))
    };
    working.site().announce(text);
}

fn set(working: &Rc<Working>, document: &str, event: DocumentEvent) {
    working.apply(Edit::Document { document: document.to_owned(), event });
}
