//! A supplement (补正) at work: opened from what was submitted, kept as a draft of its own, sent exactly once. Of a joint
//! application the department or one of its companies may ask; each has a supplement of its own.
//!
//! What is sent is frozen with its key and stored before the first byte leaves. Where no answer comes, the application says
//! whether the key has arrived; only when it has not are the same bytes sent again.

use super::followup::{submission, Checked};
use super::site::Site;
use super::upload::{upload, NotUploaded};
use super::versions::Opened;
use super::working::Working;
use super::{clock, crypto, known, session, writer};
use crate::application;
use crate::draft::{Draft, Sent, Supplement};
use crate::item::{Audience, Item};
use crate::portal::client::PortalError;
use crate::portal::{Application, ProblemField, ProblemKind, SupplementRequest};
use crate::store::{drafts, Stored};
use crate::submission::Payload;
use leptos::prelude::*;
use std::rc::Rc;
use std::sync::Arc;

/// Why there is nothing to supply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoSupplement {
    /// Nobody is signed in.
    SignedOut,
    /// The person has no such application.
    Absent,
    /// Nothing is asked for now.
    NotAsked,
    /// The portal, or the item's definition, cannot be had now.
    NoPortal,
    /// What the portal gave is not what was submitted.
    NotAsSubmitted,
}

/// How a supplement ended for now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ended {
    /// It arrived.
    Accepted,
    /// The portal said no; the answers are kept.
    Refused {
        /// In words.
        detail: String,
        /// Question by question.
        fields: Vec<ProblemField>,
    },
    /// It may have arrived: it is asked about with the next press.
    Unknown,
    /// Nothing left this device.
    NotSent(NotUploaded),
}

/// Opens the supplement to an application, or to one part of it: the one that was begun on this device, or a new one.
pub async fn open(site: Site, number: &str, part: Option<String>) -> Result<Rc<Working>, NoSupplement> {
    let Some(person) = site.person_now() else { return Err(NoSupplement::SignedOut) };
    let application = match known::ask(site, number).await {
        Ok(application) => application,
        Err(PortalError::SignedOut) => return Err(NoSupplement::SignedOut),
        Err(PortalError::Problem(problem)) if problem.kind == ProblemKind::NotFound => {
            return Err(NoSupplement::Absent);
        }
        Err(PortalError::NoAnswer | PortalError::Trouble | PortalError::Nonsense | PortalError::Problem(_)) => {
            let opened = known::read(site).await.opened.remove(number);
            opened.map(|(_, application)| application).ok_or(NoSupplement::NoPortal)?
        }
    };
    let begun = begun(site, &person.id, (number, &part)).await;
    let Some(asked) = asked(&application, &part) else {
        // What was asked is answered, or the time for it is over: nothing is left to be done with the draft.
        discard(site, begun).await;
        return Err(NoSupplement::NotAsked);
    };
    let item = item(site, &application, &asked).await?;
    let fits = |draft: &Draft| draft.supplement.as_ref().is_some_and(|supplement| supplement.asked == asked);
    if let Some(draft) = begun.clone().filter(fits) {
        return match site.open_draft(&draft.id) {
            Some(working) => Ok(working),
            None => resume(site, item, draft).await,
        };
    }
    discard(site, begun).await;
    let payload = submitted(site, &application).await?;
    let form = application::start(&item, &payload, &asked, clock::now());
    let audience = if payload.enterprise.is_some() { Audience::Organisation } else { Audience::Person };
    let supplement = Supplement { number: number.to_owned(), part, asked, sent: None };
    Ok(keep_open(Working::begin_supplement(site, item, (&person.id, audience), supplement, form)))
}

/// First the claim, then the reading: what is read is what another tab saved last.
async fn resume(site: Site, item: Arc<Item>, draft: Draft) -> Result<Rc<Working>, NoSupplement> {
    let claim = writer::claim(site, &draft.id).await;
    let stored = async { drafts::get(&site.store().await.ok()?, &draft.id).await.ok()? };
    let draft = stored.await.ok_or(NoSupplement::NotAsked)?;
    Ok(keep_open(Working::resume(site, Opened::as_it_is(draft, item), claim)))
}

fn keep_open(working: Rc<Working>) -> Rc<Working> {
    working.site().keep_open(Some(working.clone()));
    working
}

/// What is asked now, by the department or by the company of a part.
fn asked(application: &Application, part: &Option<String>) -> Option<SupplementRequest> {
    match part {
        None => application.supplement.clone(),
        Some(id) => application.parts.iter().find(|one| one.id == *id)?.supplement.clone(),
    }
}

async fn begun(site: Site, owner: &str, (number, part): (&str, &Option<String>)) -> Option<Draft> {
    let listed = drafts::list(&site.store().await.ok()?).await.ok()?;
    let is_it = |supplement: &Supplement| supplement.number == number && supplement.part == *part;
    listed.into_iter().find_map(|stored| match stored {
        Stored::Ok(draft) if draft.owner == owner => {
            Some(*draft).filter(|draft| draft.supplement.as_ref().is_some_and(is_it))
        }
        _ => None,
    })
}

async fn discard(site: Site, begun: Option<Draft>) {
    let Some(draft) = begun else { return };
    if let Some(working) = site.open_draft(&draft.id) {
        working.saver().close();
        site.keep_open(None);
    }
    if let Ok(store) = site.store().await {
        // One that stays is discarded at the next opening.
        let _ = drafts::remove(&store, &draft.id).await;
    }
    site.drafts_changed.update(|count| *count = count.wrapping_add(1));
}

async fn item(site: Site, application: &Application, asked: &SupplementRequest) -> Result<Arc<Item>, NoSupplement> {
    let receipt = &application.receipt;
    let item = site.pack().item(&receipt.item, receipt.item_version).await.map_err(|_| NoSupplement::NoPortal)?;
    Ok(Arc::new(application::asked_item(&item, asked)))
}

/// What was submitted, by the portal, and held against the receipt.
async fn submitted(site: Site, application: &Application) -> Result<Payload, NoSupplement> {
    let receipt = &application.receipt;
    match submission(site, &receipt.number, &receipt.digest).await {
        Ok(Checked::Same(bytes)) => {
            let text = String::from_utf8(bytes).map_err(|_| NoSupplement::NotAsSubmitted)?;
            crate::json::read(&text).map_err(|_| NoSupplement::NotAsSubmitted)
        }
        Ok(Checked::Different) => Err(NoSupplement::NotAsSubmitted),
        Err(PortalError::SignedOut) => Err(NoSupplement::SignedOut),
        Err(_) => Err(NoSupplement::NoPortal),
    }
}

/// Sends what was supplied, or finds out what became of an earlier try. The core has found nothing wrong with it.
pub async fn send(working: &Rc<Working>) -> Ended {
    let Some(supplement) = working.supplement() else { return Ended::NotSent(NotUploaded::Portal) };
    let sent = match supplement.sent.clone() {
        Some(sent) => {
            if has_arrived(working, &supplement, &sent.key).await {
                return accepted(working).await;
            }
            sent
        }
        None => match freeze(working, &supplement).await {
            Ok(sent) => sent,
            Err(reason) => return Ended::NotSent(reason),
        },
    };
    let site = working.site();
    let (client, number) = (site.client(), &supplement.number);
    let answer = match &supplement.part {
        None => client.supplement_application(number, &sent.key, &sent.body).await,
        Some(part) => client.supplement_part(number, part, (&sent.key, &sent.body)).await,
    };
    match answer {
        Ok(application) => {
            known::keep(site, application).await;
            accepted(working).await
        }
        Err(PortalError::SignedOut) => {
            session::forget(site);
            Ended::NotSent(NotUploaded::SignedOut)
        }
        Err(PortalError::Problem(problem)) => {
            // It was looked at and refused: what is mended is another supplement, under a key of its own.
            working.set_sent(None);
            let _ = working.flush().await;
            Ended::Refused { detail: problem.detail.unwrap_or(problem.title), fields: problem.errors }
        }
        Err(PortalError::NoAnswer | PortalError::Trouble | PortalError::Nonsense) => {
            match has_arrived(working, &supplement, &sent.key).await {
                true => accepted(working).await,
                false => Ended::Unknown,
            }
        }
    }
}

/// Files first, then the bytes with their key, stored before the first of them leaves.
async fn freeze(working: &Rc<Working>, supplement: &Supplement) -> Result<Sent, NotUploaded> {
    upload(working).await?;
    let answer = application::answer(&working.form(), supplement);
    let failed = |error: serde_json::Error| NotUploaded::Store(crate::store::StoreError::Failed(error.to_string()));
    let body = serde_json::to_string(&answer).map_err(failed)?;
    let sent = Sent { key: crypto::random_id(), body };
    working.set_sent(Some(sent.clone()));
    working.flush().await.map_err(NotUploaded::Store)?;
    Ok(sent)
}

async fn has_arrived(working: &Rc<Working>, supplement: &Supplement, key: &str) -> bool {
    let Ok(application) = known::ask(working.site(), &supplement.number).await else { return false };
    let of_parts = application.parts.iter().flat_map(|part| &part.supplemented);
    application.supplemented.iter().chain(of_parts).any(|known| known == key)
}

async fn accepted(working: &Rc<Working>) -> Ended {
    working.saver().close();
    let site = working.site();
    site.keep_open(None);
    if let Ok(store) = site.store().await {
        // One that stays is discarded when the application is opened again.
        let _ = drafts::remove(&store, &working.id()).await;
    }
    site.drafts_changed.update(|count| *count = count.wrapping_add(1));
    Ended::Accepted
}
