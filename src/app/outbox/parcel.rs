//! A submitted draft in the outbox's hands: the one that is open, or a stored one that no page shows.

use crate::app::site::Site;
use crate::app::tabs::Word;
use crate::app::versions::Opened;
use crate::app::working::Working;
use crate::app::writer::{self, Claim};
use crate::app::{keeping, known};
use crate::draft::Draft;
use crate::portal::Receipt;
use crate::store::{applications, drafts, StoreError};
use crate::submission::{Delivery, State, Trouble};
use leptos::prelude::*;
use std::rc::Rc;

/// A submitted draft.
pub struct Parcel {
    site: Site,
    held: Held,
}

enum Held {
    Open(Rc<Working>),
    /// With the claim to write it, which is given up when the parcel is put down.
    Stored(Box<Draft>, Claim),
}

impl Parcel {
    /// The draft of this id as it is now, everything of it stored; nothing when it has gone.
    ///
    /// # Errors
    /// The store's; [`StoreError::Conflict`] where another tab writes it, whose matter it is then.
    pub async fn load(site: Site, id: &str) -> Result<Option<Self>, StoreError> {
        if let Some(working) = site.open_draft(id) {
            working.flush().await?;
            return Ok(Some(Self { site, held: Held::Open(working) }));
        }
        let claim = writer::claim(site, id).await;
        if !claim.is_writer() {
            return Err(StoreError::Conflict { stored: 0 });
        }
        let stored = drafts::get(&site.store().await?, id).await?;
        Ok(stored.map(|draft| Self { site, held: Held::Stored(Box::new(draft), claim) }))
    }

    /// The same with its answers, which only a program that knows the item can read.
    pub async fn with_answers(self) -> Result<(Self, Rc<Working>), (Self, Trouble)> {
        let site = self.site;
        match self.held {
            Held::Open(working) => Ok((Self { site, held: Held::Open(working.clone()) }, working)),
            Held::Stored(draft, claim) => match site.pack().item(&draft.item, draft.item_version).await {
                Ok(item) => {
                    let working = Working::resume(site, Opened::as_it_is(*draft, item), claim);
                    Ok((Self { site, held: Held::Open(working.clone()) }, working))
                }
                Err(_) => Err((Self { site, held: Held::Stored(draft, claim) }, Trouble::NoAnswer)),
            },
        }
    }

    /// Where its submission stands.
    pub fn state(&self) -> Option<State> {
        match &self.held {
            Held::Open(working) => working.submission().get_untracked(),
            Held::Stored(draft, _) => draft.submission.clone(),
        }
    }

    /// How its delivery goes.
    pub fn delivery(&self) -> Delivery {
        let delivery = match &self.held {
            Held::Open(working) => working.delivery().get_untracked(),
            Held::Stored(draft, _) => draft.delivery.clone(),
        };
        delivery.unwrap_or_default()
    }

    /// Stores where it stands now; returns when that is durable. Another hand's write is never passed over.
    pub async fn put(&mut self, state: Option<State>, delivery: Delivery) -> Result<(), StoreError> {
        match &mut self.held {
            Held::Open(working) => {
                working.set_submission(state, Some(delivery));
                working.flush().await
            }
            Held::Stored(draft, _) => {
                let expected = draft.revision;
                draft.revision += 1;
                (draft.submission, draft.delivery) = (state, Some(delivery));
                drafts::put(&self.site.store().await?, draft, Some(expected)).await?;
                self.site.tabs().tell(&draft.id, &Word::Saved);
                // It may have been opened in this tab meanwhile, to be read.
                if let Some(working) = self.site.open_draft(&draft.id).filter(|working| !working.claim().is_writer()) {
                    working.replace((**draft).clone());
                }
                self.site.drafts_changed.update(|count| *count = count.wrapping_add(1));
                Ok(())
            }
        }
    }

    /// The draft becomes an application, in one transaction with its receipt.
    pub async fn accept(self, receipt: Box<Receipt>) -> Result<(), StoreError> {
        let (id, owner) = match &self.held {
            Held::Open(working) => (working.id(), working.owner()),
            Held::Stored(draft, _) => (draft.id.clone(), draft.owner.clone()),
        };
        // Before the draft is gone: whoever leaves now still hears what becomes of it.
        known::keep_submitted(self.site, &receipt).await;
        applications::accept(&self.site.store().await?, &id, &receipt, &owner).await?;
        let held = match &self.held {
            Held::Open(working) => Some(working.clone()),
            Held::Stored(..) => None,
        };
        for working in held.into_iter().chain(self.site.open_draft(&id)) {
            working.saver().close();
            working.show_submission(Some(State::Accepted { receipt: receipt.clone() }), None);
        }
        keeping::note_count(self.site, keeping::count_before(self.site).saturating_sub(1));
        self.site.tabs().tell(&id, &Word::Submitted(receipt.number.clone()));
        self.site.announce(format!("{}交上去了", receipt.item_name));
        self.site.arrived.set(Some((receipt.item_name.clone(), receipt.number.clone())));
        self.site.drafts_changed.update(|count| *count = count.wrapping_add(1));
        Ok(())
    }
}
